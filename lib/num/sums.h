/* Compensated sums (Knuth's two-sum): the error does not grow with the number of
 * terms, and the result hardly depends on their order. */
#ifndef SDG16I_NUM_SUMS_H
#define SDG16I_NUM_SUMS_H

#include "num/vector.h"

typedef struct sdg16i_sum {
  double high, low;
} sdg16i_sum;

SDG16I_INLINE void sdg16i_add(sdg16i_sum *sum, double x) {
  double next = sum->high + x, part = next - sum->high;
  sum->low += (sum->high - (next - part)) + (x - part); /* the exact rounding error */
  sum->high = next;
}

SDG16I_INLINE double sdg16i_sum_value(const sdg16i_sum *sum) { return sum->high + sum->low; }

#endif
