/* The variance of a total of linearised values under the design. */
#ifndef SDG16I_SURVEY_ESTIMATE_VARIANCE_H
#define SDG16I_SURVEY_ESTIMATE_VARIANCE_H

#include "survey/design/design.h"

/* Sums over units of the last stage: `count` different units in ascending order, q
 * numbers each; units that are not listed have 0. Overwrites unit and t.
 *
 * v: q x q covariances. *lonely: -1, or a row of a stratum whose variance cannot
 * be estimated under the policy; then v is NaN.
 * SDG16_ERR_MEMORY or SDG16_OK. */
int32_t sdg16i_variance(const sdg16_design *design, int64_t q, int64_t count, int32_t *unit,
                        double *t, double *v, int64_t *lonely, sdg16_error *error);

/* SDG16_ERR_DESIGN, for results that need every stratum's variance. */
int32_t sdg16i_fail_lonely(int64_t row, sdg16_error *error);

#endif
