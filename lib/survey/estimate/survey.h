/* The inside of a set of estimates. */
#ifndef SDG16I_SURVEY_ESTIMATE_SURVEY_H
#define SDG16I_SURVEY_ESTIMATE_SURVEY_H

#include "survey/estimate/origin.h"
#include "survey/estimate/survey_request.h"

struct sdg16_survey {
  const sdg16_design *design;
  sdg16_survey_options options; /* the strings are not kept */
  sdg16i_survey_columns grouping;
  int64_t rows;
  sdg16i_survey_row *row; /* those of `found` */
  sdg16i_survey_rows found;
  sdg16i_origin origin;
  double *covariance;
  double df; /* of contrasts */
  sdg16i_arena arena;
  const char **by; /* names of the columns */
  sdg16_table *estimates, *diagnostics;
};

int32_t sdg16i_survey_tables(sdg16_survey *survey, sdg16_error *error);

/* The category of a row in a column of groups, or its label; NULL: all. */
static inline const char *sdg16i_survey_level(const sdg16_survey *s, int64_t row, int64_t by,
                                              int32_t label) {
  int32_t level = s->row[row].level[by];
  const sdg16i_categories *f = &s->grouping.factor[by];
  return level < 0 ? NULL : label ? f->labels[level] : f->levels[level];
}

#endif
