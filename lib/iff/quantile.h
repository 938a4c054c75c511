/* Exact quantiles of many groups of positive numbers, in memory that grows with the groups and
 * not with the numbers: the data are read several times, and each time the interval that holds
 * an order statistic gets narrower (Munro & Paterson 1980, Theoretical Computer Science 12). */
#ifndef SDG16I_IFF_QUANTILE_H
#define SDG16I_IFF_QUANTILE_H

#include "base/memory.h"

#define SDG16I_QUANTILES 2 /* of each group */

typedef struct sdg16i_quantiles {
  struct sdg16i_quantile_group *group;
  int64_t count, capacity;
  int32_t pass; /* 0: counting, from 1: narrowing */
  sdg16i_arena counting, narrowing;
} sdg16i_quantiles;

/* Takes a number above 0 of a group from 0; in each pass the same numbers, in any order. 0, or
 * -1: out of memory; -2: not the numbers of the first pass. */
int sdg16i_quantiles_add(sdg16i_quantiles *self, int64_t group, double value);

/* Ends a pass. `order` are the probabilities; groups of fewer than `least` numbers are left
 * out. *again: another pass is needed. 0, -1 or -2 as above. */
int sdg16i_quantiles_end(sdg16i_quantiles *self, const double order[SDG16I_QUANTILES],
                         double least, int *again);

/* Quantile of type 7 (Hyndman & Fan 1996) after the last pass: x[j] + g (x[j+1] - x[j]) with
 * j + g = (n - 1) p, x from 0. NaN for a group that was left out. */
double sdg16i_quantiles_get(const sdg16i_quantiles *self, int64_t group, int32_t which);

void sdg16i_quantiles_free(sdg16i_quantiles *self);

#endif
