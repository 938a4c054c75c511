/* Drawing resampled tables. */
#ifndef SDG16I_MSE_BOOTSTRAP_MULTINOMIAL_H
#define SDG16I_MSE_BOOTSTRAP_MULTINOMIAL_H

#include "base/rng.h"

#include <stdint.h>

/* The distribution to draw from: categories with positive weights. */
typedef struct sdg16i_urn {
  int64_t count;
  const uint32_t *category; /* [count] where the draws go */
  const double *weight;     /* [count] */
  const double *rest;       /* [count] the sum of the weights from this one on */
} sdg16i_urn;

/* Multinomial(n; weight / sum) by conditional binomials, in order of the categories:
 * O(count) for any n. Writes out[category]; other entries are not changed. */
void sdg16i_multinomial(sdg16i_rng *rng, double n, const sdg16i_urn *urn, double *out);

#endif
