/* The request to a survey: options, numbers from expressions over a table, domains from its
 * columns. */
#ifndef SDG16I_SURVEY_ESTIMATE_SURVEY_REQUEST_H
#define SDG16I_SURVEY_ESTIMATE_SURVEY_REQUEST_H

#include "survey/estimate/survey_run.h"

/* The caller's options (nullable) over those in `options`, which then point to `thresholds`. */
int32_t sdg16i_survey_options_read(const sdg16_survey_options *caller,
                                   sdg16_survey_options *options,
                                   sdg16_survey_thresholds *thresholds, sdg16_error *error);
/* Refuses options that contradict each other; sets the default kind of interval. */
int32_t sdg16i_survey_check(sdg16_survey_options *options, sdg16_error *error);

typedef struct sdg16i_survey_inputs {
  double *y, *x, *share;      /* of the target */
  sdg16i_categories standard; /* its categories */
  sdg16i_items items;
  sdg16i_survey_target target; /* of these */
} sdg16i_survey_inputs;

/* `numerator`, `denominator` and `standard` of the options, over a table with the rows of the
 * design. Clear also after a failure. */
int32_t sdg16i_survey_inputs_read(sdg16i_survey_inputs *inputs, const sdg16_design *design,
                                  const sdg16_table *table, const sdg16_survey_options *options,
                                  sdg16_error *error);
void sdg16i_survey_inputs_clear(sdg16i_survey_inputs *inputs);

/* The rows of interest, and columns whose values are the domains. */
typedef struct sdg16i_survey_columns {
  int32_t columns;
  sdg16i_categories factor[SDG16I_MAX_BY]; /* codes by position */
  uint8_t *included;                       /* by position; NULL: every row */
} sdg16i_survey_columns;

/* Reads `by`, `where` and `among` (nullable expressions: rows where they are true). Clear also
 * after a failure. */
int32_t sdg16i_survey_columns_read(sdg16i_survey_columns *columns, const sdg16_design *design,
                                   int64_t by_count, const char *const *by, const char *where,
                                   const char *among, sdg16_error *error);
sdg16i_grouping sdg16i_survey_columns_grouping(const sdg16i_survey_columns *columns);
void sdg16i_survey_columns_clear(sdg16i_survey_columns *columns);

/* Removes from `included` the rows in which an expression (NULL: none) is not true. Makes
 * `included` if it is NULL. */
int32_t sdg16i_survey_include(uint8_t **included, const sdg16_design *design,
                              const sdg16_table *table, const char *expression,
                              const char *option, sdg16_error *error);

#endif
