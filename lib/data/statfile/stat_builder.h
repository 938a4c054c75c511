/* Files of SPSS and Stata: the calls by which a reader passes a file to the builder, which
 * makes a table (its inside: stat_columns.h). */
#ifndef SDG16I_DATA_STATFILE_STAT_BUILDER_H
#define SDG16I_DATA_STATFILE_STAT_BUILDER_H

#include "base/error.h"
#include "data/table/table.h"

#include <sdg16/io.h>

#define SDG16I_STAT_VARIABLES 131072 /* at most */
#define SDG16I_STAT_LABELS 4194304   /* at most, over all columns */

/* SPSS: values from low to high are missing. */
typedef struct sdg16i_stat_range {
  double low, high;
  const char *low_text, *high_text; /* of text variables, else NULL */
} sdg16i_stat_range;

typedef struct sdg16i_stat_variable {
  int64_t index; /* in the file, from 0 */
  const char *name, *label, *format;
  const char *label_set; /* name of its value labels; NULL or "": none */
  int is_text;
  int64_t range_count;
  const sdg16i_stat_range *ranges;
} sdg16i_stat_variable;

/* A value, or a value that is labelled: text, a number, or a missing value with a tag
 * ('a' of .a) or without (0). */
typedef struct sdg16i_stat_value {
  const char *text; /* NULL: no text */
  double number;
  int is_missing;
  char tag;
} sdg16i_stat_value;

typedef struct sdg16i_stat_builder sdg16i_stat_builder;

/* `path` and `options` are borrowed; the options are checked. */
int32_t sdg16i_stat_begin(const char *path, const sdg16_read_options *options,
                          sdg16i_stat_builder **out, sdg16_error *error);
void sdg16i_stat_free(sdg16i_stat_builder *builder);

/* One name for each variable of a file, and one rule for all formats: the first variable with a
 * name keeps it, later ones become NAME_1, NAME_2, unless a variable of the file has that name;
 * a note says so. First the names of all variables in the order of the file, wanted or not;
 * then the own name of each, in the same order. It lives as long as the builder. */
int32_t sdg16i_stat_name_add(sdg16i_stat_builder *builder, const char *name);
int32_t sdg16i_stat_own_name(sdg16i_stat_builder *builder, int64_t index, const char **out);

/* A note about some columns, of which the first three are named: "RULE: 'a', 'b'". */
typedef struct sdg16i_stat_remark {
  int64_t count;
  char names[640];
} sdg16i_stat_remark;

void sdg16i_stat_remark_add(sdg16i_stat_remark *remark, const char *name);
/* The note, if there are such columns. */
int32_t sdg16i_stat_remark_note(sdg16i_stat_builder *builder, const sdg16i_stat_remark *remark,
                                const char *rule);

/* All return a status, with the error filled in. Variables come first (with their own names),
 * values row by row (from 0) in the order of the variables, labels at any time. `*skipped`: the
 * variable is not wanted. */
int32_t sdg16i_stat_variable_add(sdg16i_stat_builder *builder,
                                 const sdg16i_stat_variable *variable, int *skipped);
/* The variable is among the columns to keep (all, if none are named). */
int sdg16i_stat_wants(const sdg16i_stat_builder *builder, const char *name);
/* A variable that is kept has these value labels: for readers that know all variables before
 * labels. */
int sdg16i_stat_wants_labels(const sdg16i_stat_builder *builder, const char *label_set);
/* Name of a variable that is kept. */
const char *sdg16i_stat_name(const sdg16i_stat_builder *builder, int64_t index);
/* A note of the table, one sentence (sdg16_table_note). */
int32_t sdg16i_stat_note(sdg16i_stat_builder *builder, const char *format, ...)
    SDG16I_PRINTF(2, 3);

/* The same in bulk, for readers that take a block of rows column by column: each call adds the
 * next rows of a variable. The columns may differ in rows meanwhile; all are equal at the end.
 */

/* How many rows will come at most (bounded by the size of the file): the arrays get exactly
 * that size. Between variables and values. */
int32_t sdg16i_stat_reserve(sdg16i_stat_builder *builder, int64_t rows);
/* NaN: system-missing. `tags` (NULL: none has any) has 'a' to 'z' for a missing value with a
 * tag, else 0. */
int32_t sdg16i_stat_numbers_add(sdg16i_stat_builder *builder, int64_t index, int64_t count,
                                const double *values, const char *tags);
/* One row. Blanks at the end are dropped; the text has no NUL. */
int32_t sdg16i_stat_text_add(sdg16i_stat_builder *builder, int64_t index, const char *text,
                             int64_t size);
/* Texts that a reader knows by number: first each text, then the codes of rows (-1: empty). The
 * code of a text that is empty but for blanks is -1. */
int32_t sdg16i_stat_level_add(sdg16i_stat_builder *builder, int64_t index, const char *text,
                              int64_t size, int32_t *code);
int32_t sdg16i_stat_codes_add(sdg16i_stat_builder *builder, int64_t index, int64_t count,
                              const int32_t *codes);

/* So many value labels are not too many: SDG16_ERR_LIMIT. */
int32_t sdg16i_stat_check_labels(sdg16i_stat_builder *builder, int64_t count);
int32_t sdg16i_stat_label_add(sdg16i_stat_builder *builder, const char *label_set,
                              const sdg16i_stat_value *value, const char *label);
int32_t sdg16i_stat_end(sdg16i_stat_builder *builder, sdg16_table **out);

/* Bytes that the rows so far need: values, missing kinds, tags and different texts. */
int64_t sdg16i_stat_memory(const sdg16i_stat_builder *builder);

/* Number of rows begun, for messages. */
int64_t sdg16i_stat_rows(const sdg16i_stat_builder *builder);

#endif
