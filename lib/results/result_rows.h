/* Filling a result table cell by cell, by the columns of the schema. Columns that are named by
 * the data are in the place of their line in the schema; those of texts are dimensions. */
#ifndef SDG16I_RESULTS_RESULT_ROWS_H
#define SDG16I_RESULTS_RESULT_ROWS_H

#include "base/memory.h"
#include "data/table/table_builder.h"
#include "results/result_schema.h"

/* The status of a number that is beyond the range of doubles. */
#define SDG16I_OUT_OF_RANGE "out-of-range"

/* The values of one column; a cell that is not put is missing. */
typedef struct sdg16i_result_values {
  int is_taken, is_left_out;
  const char **text; /* [rows] of texts; else NULL */
  double *real;
  int64_t *whole;
  uint8_t *missing; /* of whole numbers */
} sdg16i_result_values;

typedef struct sdg16i_result_rows {
  int32_t table; /* SDG16I_RESULT_ */
  int32_t count;
  const sdg16i_result_column *column; /* [count] */
  sdg16i_result_values *values;       /* [count] */
  int32_t named_count;                /* columns that are named by the data */
  int32_t named_type;
  const char **named; /* their names */
  sdg16i_result_values *named_values;
  const sdg16_table *kept_from; /* columns that the schema does not have, of this table */
  const int64_t *kept_row;      /* [rows] */
  int64_t kept_count;
  int64_t *kept; /* [kept_count] */
  int64_t rows;
  sdg16i_columns columns; /* the table as it grows; its code is the first failure */
  sdg16i_arena arena;     /* also for texts that live until the end */
} sdg16i_result_rows;

void sdg16i_rows_begin(sdg16i_result_rows *r, int32_t table, int64_t rows, sdg16_error *error);
/* Sets the columns that are named by the data; the names must live until sdg16i_rows_end. Call
 * it at most once, before the first value. */
void sdg16i_rows_name(sdg16i_result_rows *r, int32_t count, const char *const *names);
/* _leave_out: the table will not have this column. _take: it will have this column of presence
 * SOME, even if no value is put. */
void sdg16i_rows_leave_out(sdg16i_result_rows *r, int32_t column);
void sdg16i_rows_take(sdg16i_result_rows *r, int32_t column);
/* A copy of a text that lives as long as the rows; NULL for NULL, and after a failure. */
const char *sdg16i_rows_text(sdg16i_result_rows *r, const char *text);
/* Columns by their identifiers, such as SDG16I_ESTIMATES_HIDDEN. After a failure nothing is
 * put. An infinite number is missing, except in columns of limits and of the fit. In estimates
 * from lists it is missing there too: another column says that there is no upper limit. A value
 * with another type than its column is a failure. */
void sdg16i_put_text(sdg16i_result_rows *r, int64_t row, int32_t column, const char *text);
void sdg16i_put_real(sdg16i_result_rows *r, int64_t row, int32_t column, double value);
void sdg16i_put_whole(sdg16i_result_rows *r, int64_t row, int32_t column, int64_t value);
/* Into a column that is named by the data, by its place among the names. */
void sdg16i_put_named_text(sdg16i_result_rows *r, int64_t row, int32_t place, const char *text);
void sdg16i_put_named_real(sdg16i_result_rows *r, int64_t row, int32_t place, double value);
/* Whole numbers for texts in such a column, before its first value. */
void sdg16i_rows_name_whole(sdg16i_result_rows *r, int32_t place);
void sdg16i_put_named_whole(sdg16i_result_rows *r, int64_t row, int32_t place, int64_t value);
/* Puts the columns of another table that the schema does not have, and that are no dimensions
 * of it, behind all others: row i has that of row `from[i]`. Both live until the end. */
void sdg16i_rows_keep_unknown(sdg16i_result_rows *r, const sdg16_table *table,
                              const int64_t *from);
/* Makes the table and frees the rest. It has all columns of presence NOW that are not left out,
 * and those of presence SOME that were put or taken. It says which of its columns are
 * dimensions. A row with status "ok" but without its first estimate gets the status
 * SDG16I_OUT_OF_RANGE, and no limits. */
int32_t sdg16i_rows_end(sdg16i_result_rows *r, sdg16_table **out);

#endif
