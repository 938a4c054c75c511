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

#endif
