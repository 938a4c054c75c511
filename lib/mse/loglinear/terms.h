/* Terms: bit masks of lists, and their canonical order. */
#ifndef SDG16I_MSE_LOGLINEAR_TERMS_H
#define SDG16I_MSE_LOGLINEAR_TERMS_H

#include <stdint.h>

static inline int32_t sdg16i_order(uint32_t term) { return __builtin_popcount(term); }

/* Canonical order: by size, then by the lists ascending (12, 13, 23, ...; for
 * equal sizes the term with the smallest list that the two do not share). */
static inline int sdg16i_term_before(uint32_t a, uint32_t b) {
  int32_t order_a = sdg16i_order(a), order_b = sdg16i_order(b);
  if (order_a != order_b) return order_a < order_b;
  uint32_t differ = a ^ b;
  return (a & differ & (0u - differ)) != 0;
}

#endif
