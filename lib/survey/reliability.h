/* Presentation standards: may an estimate be published? */
#ifndef SDG16I_SURVEY_RELIABILITY_H
#define SDG16I_SURVEY_RELIABILITY_H

#include <sdg16/survey.h>

#define SDG16I_VERDICT_NONE 0
#define SDG16I_VERDICT_PUBLISH 1
#define SDG16I_VERDICT_REVIEW 2
#define SDG16I_VERDICT_SUPPRESS 3
const char *sdg16i_verdict_name(int32_t verdict); /* NULL for NONE */

/* What the rules look at; NaN where it does not apply. */
typedef struct sdg16i_evidence {
  int32_t proportion; /* 1: value is a proportion */
  double value, se;
  double n, effective; /* effective: not adjusted for the df */
  double events;       /* rows that are true */
  double numerator;    /* rows that add to the numerator, ... */
  double denominator;  /* ... and to the denominator; NaN: it has none */
  double df;           /* PSUs less strata with a row that counts */
  double deff;
  double missing; /* share of the rows of the domain without a value */
  double width;   /* of the interval, for CUSTOM */
} sdg16i_evidence;

#define SDG16I_REASONS_SIZE 256

/* The verdict; `reasons` says why it is not PUBLISH (or what else to know), "; " between.
 * `thresholds`: of the scheme CUSTOM. */
int32_t sdg16i_scheme_apply(int32_t scheme, const sdg16_survey_thresholds *thresholds,
                            const sdg16i_evidence *evidence, char *reasons);

#endif
