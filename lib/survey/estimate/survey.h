/* The inside of a set of estimates. */
#ifndef SDG16I_SURVEY_ESTIMATE_SURVEY_H
#define SDG16I_SURVEY_ESTIMATE_SURVEY_H

#include "survey/estimate/domain_estimates.h"
#include "survey/reliability.h"

/* One row of the result. */
typedef struct sdg16i_survey_row {
  sdg16i_domain_figures cell;
  int32_t *level; /* of each column of `by`, -1: a margin over it; in the survey's arena */
  double se, lower, upper, df, deff, effective, cv;
  int32_t interval;
  int32_t verdict;
  char reasons[SDG16I_REASONS_SIZE];
} sdg16i_survey_row;

struct sdg16_survey {
  const sdg16_design *design;
  sdg16_survey_options options; /* the strings are not kept */
  sdg16i_grouping grouping;
  int64_t rows, capacity;
  sdg16i_survey_row *row;
  sdg16i_trace *traces; /* NULL: covariances not asked for */
  int64_t trace_capacity;
  double *covariance;
  double df; /* of contrasts */
  sdg16i_arena arena;
  const char **by; /* names of the columns */
  sdg16_table *estimates, *diagnostics;
};

/* Is it a number from 0 to 1? */
static inline int sdg16i_survey_is_share(int32_t statistic) {
  return statistic == SDG16_SURVEY_PROPORTION || statistic == SDG16_SURVEY_AVERAGE;
}

int32_t sdg16i_survey_tables(sdg16_survey *survey, sdg16_error *error);

/* Quantiles of every domain of a partition (quantile.c), into rows of the survey. */
int32_t sdg16i_quantiles(sdg16_survey *survey, const double *values,
                         const sdg16i_domains *domains, sdg16i_run *run,
                         sdg16i_survey_row *rows, sdg16_error *error);

#endif
