/* Drawing resampled tables. */
#ifndef SDG16I_MSE_BOOTSTRAP_MULTINOMIAL_H
#define SDG16I_MSE_BOOTSTRAP_MULTINOMIAL_H

#include "base/rng.h"

#include <sdg16/capture.h>

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

/* Fills list_rank[lists] with the places of the lists in order of their names: draws in this
 * order do not depend on the order of the lists. */
void sdg16i_rank_lists(const sdg16_capture *capture, int32_t *list_rank);

#endif
