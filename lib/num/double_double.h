/* Numbers of some 106 bits as unevaluated sums of two doubles (Dekker 1971; Hida, Li &
 * Bailey 2001): for the few fits in which 53 bits are not enough. Wants round-to-nearest
 * and no contraction of products and sums, as the library is built. */
#ifndef SDG16I_NUM_DOUBLE_DOUBLE_H
#define SDG16I_NUM_DOUBLE_DOUBLE_H

#include "num/vector.h"

#include <math.h>

typedef struct sdg16i_dd {
  double high, low; /* |low| at most half a unit in the last place of high */
} sdg16i_dd;

SDG16I_INLINE sdg16i_dd sdg16i_dd_of(double x) { return (sdg16i_dd){x, 0}; }

/* a + b exactly, |a| >= |b|. */
SDG16I_INLINE sdg16i_dd sdg16i_dd_ordered(double a, double b) {
  double sum = a + b;
  return (sdg16i_dd){sum, b - (sum - a)};
}

/* a + b exactly. */
SDG16I_INLINE sdg16i_dd sdg16i_dd_two_sum(double a, double b) {
  double sum = a + b, part = sum - a;
  return (sdg16i_dd){sum, (a - (sum - part)) + (b - part)};
}

/* a b exactly, below 1e299. */
SDG16I_INLINE sdg16i_dd sdg16i_dd_two_product(double a, double b) {
  const double split = 134217729.0; /* 2^27 + 1: cuts a double into halves */
  double product = a * b, scaled_a = split * a, scaled_b = split * b;
  double a_high = scaled_a - (scaled_a - a), a_low = a - a_high;
  double b_high = scaled_b - (scaled_b - b), b_low = b - b_high;
  double error =
      ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
  return (sdg16i_dd){product, error};
}

SDG16I_INLINE sdg16i_dd sdg16i_dd_add(sdg16i_dd a, sdg16i_dd b) {
  sdg16i_dd sum = sdg16i_dd_two_sum(a.high, b.high), low = sdg16i_dd_two_sum(a.low, b.low);
  sum = sdg16i_dd_ordered(sum.high, sum.low + low.high);
  return sdg16i_dd_ordered(sum.high, sum.low + low.low);
}

SDG16I_INLINE sdg16i_dd sdg16i_dd_negative(sdg16i_dd a) { return (sdg16i_dd){-a.high, -a.low}; }

SDG16I_INLINE sdg16i_dd sdg16i_dd_subtract(sdg16i_dd a, sdg16i_dd b) {
  return sdg16i_dd_add(a, sdg16i_dd_negative(b));
}

SDG16I_INLINE sdg16i_dd sdg16i_dd_multiply(sdg16i_dd a, sdg16i_dd b) {
  sdg16i_dd product = sdg16i_dd_two_product(a.high, b.high);
  return sdg16i_dd_ordered(product.high, product.low + (a.high * b.low + a.low * b.high));
}

/* a times a power of two. */
SDG16I_INLINE sdg16i_dd sdg16i_dd_scale(sdg16i_dd a, double power) {
  return (sdg16i_dd){a.high * power, a.low * power};
}

SDG16I_INLINE sdg16i_dd sdg16i_dd_divide(sdg16i_dd a, sdg16i_dd b) {
  double first = a.high / b.high;
  sdg16i_dd rest = sdg16i_dd_subtract(a, sdg16i_dd_multiply(b, sdg16i_dd_of(first)));
  double second = rest.high / b.high;
  rest = sdg16i_dd_subtract(rest, sdg16i_dd_multiply(b, sdg16i_dd_of(second)));
  sdg16i_dd sum = sdg16i_dd_ordered(first, second);
  return sdg16i_dd_add(sum, sdg16i_dd_of(rest.high / b.high));
}

/* exp(x), x clamped to [-600, 600]; relative error some 1e-30. */
static inline sdg16i_dd sdg16i_dd_exp(sdg16i_dd x) {
  const sdg16i_dd ln2 = {6.931471805599452862e-01, 2.319046813846299558e-17};
  if (x.high < -600) x = sdg16i_dd_of(-600);
  if (x.high > 600) x = sdg16i_dd_of(600);
  double whole = nearbyint(x.high / ln2.high);
  sdg16i_dd r = sdg16i_dd_subtract(x, sdg16i_dd_multiply(ln2, sdg16i_dd_of(whole)));
  r = sdg16i_dd_scale(r, 0x1p-8); /* at most 0.0014: ten terms are enough */
  sdg16i_dd sum = r, term = r;
  for (int k = 2; k <= 10; k++) {
    term = sdg16i_dd_divide(sdg16i_dd_multiply(term, r), sdg16i_dd_of(k));
    sum = sdg16i_dd_add(sum, term);
  }
  for (int k = 0; k < 8; k++) /* exp(2r) - 1 = 2 s + s^2 for s = exp(r) - 1 */
    sum = sdg16i_dd_add(sdg16i_dd_scale(sum, 2), sdg16i_dd_multiply(sum, sum));
  sum = sdg16i_dd_add(sum, sdg16i_dd_of(1));
  return (sdg16i_dd){ldexp(sum.high, (int)whole), ldexp(sum.low, (int)whole)};
}

/* log(x) of a positive number: one step of Newton's method on exp. */
static inline sdg16i_dd sdg16i_dd_log(double x) {
  sdg16i_dd y = sdg16i_dd_of(log(x));
  sdg16i_dd ratio = sdg16i_dd_multiply(sdg16i_dd_of(x), sdg16i_dd_exp(sdg16i_dd_negative(y)));
  sdg16i_dd e = sdg16i_dd_subtract(ratio, sdg16i_dd_of(1)); /* some 1e-16: e - e^2 / 2 */
  e = sdg16i_dd_subtract(e, sdg16i_dd_scale(sdg16i_dd_multiply(e, e), 0.5));
  return sdg16i_dd_add(y, e);
}

#endif
