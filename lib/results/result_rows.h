/* Filling a result table cell by cell, by the columns of the schema. */
#ifndef SDG16I_RESULTS_RESULT_ROWS_H
#define SDG16I_RESULTS_RESULT_ROWS_H

#include "base/memory.h"
#include "data/table/table_builder.h"
#include "results/result_schema.h"

/* The values of one column; what nobody puts is missing. */
typedef struct sdg16i_result_values {
  int is_put, is_left_out;
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
  int64_t rows;
  sdg16i_columns columns; /* the table as it grows; its code is the first failure */
  sdg16i_arena arena;     /* also for texts that live until the end */
} sdg16i_result_rows;

void sdg16i_rows_begin(sdg16i_result_rows *r, int32_t table, int64_t rows, sdg16_error *error);
/* The table will not have this column. */
void sdg16i_rows_leave_out(sdg16i_result_rows *r, int32_t column);
/* Columns by their identifiers, such as SDG16I_ESTIMATES_HIDDEN. After a failure nothing is
 * put. An infinite number is missing: a table that has such limits has a column that says so.
 * A value of another type than the column's is a failure. */
void sdg16i_put_text(sdg16i_result_rows *r, int64_t row, int32_t column, const char *text);
void sdg16i_put_real(sdg16i_result_rows *r, int64_t row, int32_t column, double value);
void sdg16i_put_whole(sdg16i_result_rows *r, int64_t row, int32_t column, int64_t value);
/* The table of all columns that are not left out, and of the reserved ones those that were
 * put; frees the rest. */
int32_t sdg16i_rows_end(sdg16i_result_rows *r, sdg16_table **out);

#endif
