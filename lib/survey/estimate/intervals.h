/* Confidence intervals for one estimate. */
#ifndef SDG16I_SURVEY_ESTIMATE_INTERVALS_H
#define SDG16I_SURVEY_ESTIMATE_INTERVALS_H

#include <sdg16/survey.h>

typedef struct sdg16i_survey_interval {
  int32_t kind; /* SDG16_SURVEY_INTERVAL_ of the limits; asked for, and made */
  double level, df;
  double value, variance;
  /* proportions alone */
  double rows;      /* n with those whose value is missing: BETA */
  double n;         /* KORN_GRAUBARD */
  double effective; /* KORN_GRAUBARD; 0: p(1-p)/variance */
  double df_valid;  /* KORN_GRAUBARD */
  double lower, upper;
} sdg16i_survey_interval;

/* Can there be an interval with these degrees of freedom? Student's t is defined for every df
 * above 0. Those of a design are whole numbers, but `df` of the options need not be. */
static inline int sdg16i_has_df(double df) { return df > 0; }

/* Sets the limits; NaN if df is not above 0. The estimated variance of a proportion of 0 or 1
 * is 0: all kinds except WALD then give the limits of KORN_GRAUBARD, and `kind` says so. */
void sdg16i_interval_find(sdg16i_survey_interval *interval);

#endif
