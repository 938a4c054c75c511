/* What exact estimates of a sample tell although no row has a count below the minimum: groups
 * without a code, by subtraction; respondents who make up nearly all of a sum; the ends of a
 * distribution. */
#ifndef SDG16I_PROTECT_SAMPLE_EXPOSURE_H
#define SDG16I_PROTECT_SAMPLE_EXPOSURE_H

#include "protect/suppress.h"
#include "survey/estimate/origin.h"

#include <sdg16/publish.h>

#define SDG16I_DOMINANCE 0.1 /* the p of the p % rule */

enum {
  SDG16I_EXPOSED_NOT,
  SDG16I_EXPOSED_BLANK,     /* the total less the groups is a group with a small count */
  SDG16I_EXPOSED_DOMINATED, /* the others add up to less than 10 % of the largest contribution
                             */
  SDG16I_EXPOSED_END        /* few respondents at or beyond a quantile, or one of its limits */
};

/* Is the count one that has to be protected? */
static inline int sdg16i_is_small_count(const sdg16_protect_options *o, double count) {
  return sdg16i_is_below_minimum(count, o->minimum, o->zeros);
}

/* *exposed: the first of these that there is; BLANK before the others. */
int32_t sdg16i_exposure_find(const sdg16i_estimation *estimation, const sdg16_design *design,
                             const sdg16_protect_options *options, sdg16i_run *run,
                             int *exposed, sdg16_error *error);

#endif
