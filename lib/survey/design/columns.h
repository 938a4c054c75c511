/* Columns of the survey's table as the estimators need them. */
#ifndef SDG16I_SURVEY_DESIGN_COLUMNS_H
#define SDG16I_SURVEY_DESIGN_COLUMNS_H

#include "base/memory.h"

#include <sdg16/table.h>

/* The column of that name; SDG16_ERR_COLUMN, with `option` (what asked for it). */
int32_t sdg16i_survey_find(const sdg16_table *table, const char *name, const char *option,
                           int64_t *out, sdg16_error *error);

/* In what follows `order` is the row at each position, NULL for the order of the rows. */

/* The value of an expression (sdg16_table_evaluate), or of the column of exactly that name,
 * at every position: a number, NaN where it is missing. With `truth` it must be 0 or 1
 * wherever it is present. Freed by the caller. */
int32_t sdg16i_survey_values(const sdg16_table *table, const int32_t *order,
                             const char *expression, const char *option, int truth,
                             double **out, sdg16_error *error);

/* A numeric column, not an expression. */
int32_t sdg16i_survey_numbers(const sdg16_table *table, const int32_t *order, const char *name,
                              const char *option, double **out, sdg16_error *error);

/* A column as categories, in ascending order of their values (texts byte by byte). */
typedef struct sdg16i_categories {
  int32_t *code; /* by position, -1: missing */
  int64_t count;
  int with_levels;
  const char **levels; /* texts of the values, in `texts`; NULL unless asked for */
  const char **labels; /* value labels, the value where there is none; with `levels` */
  sdg16i_arena texts;
} sdg16i_categories;

int32_t sdg16i_categories_init(sdg16i_categories *factor, const sdg16_table *table,
                               const int32_t *order, const char *name, const char *option,
                               int with_levels, sdg16_error *error);
void sdg16i_categories_clear(sdg16i_categories *factor);

/* Sets `labels` from `levels` and what the column says. Values that share a label are
 * "label (value)". */
int32_t sdg16i_categories_label(sdg16i_categories *factor, const sdg16_table *table,
                                int64_t column, sdg16_error *error);

/* The category of each text of another file, -1: none. The texts are read as values or as
 * labels, whichever matches more of them; SDG16_ERR_CONFLICT if both are possible. */
int32_t sdg16i_categories_match(const sdg16i_categories *factor, int64_t count,
                                const char *const *texts, const char *option, int64_t *level,
                                sdg16_error *error);

/* One cell as text, for messages; `out` holds 64 bytes. */
const char *sdg16i_survey_cell(const sdg16_table *table, int64_t row, int64_t column,
                               char *out);

#endif
