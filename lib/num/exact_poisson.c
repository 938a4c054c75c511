/* Quantiles of the gamma distribution are roots over its tails, those of num/gslport. */
#include "num/exact_poisson.h"

#include "num/gslport.h"
#include "num/roots.h"

#include <math.h>

struct tail {
  double shape, log_tail;
  int upper; /* the tail above */
};

/* log of the tail of Gamma(shape, 1) at exp(y), less the one wanted. */
static double excess(double y, void *context) {
  const struct tail *t = context;
  double x = exp(y);
  /* P(X >= k | mean) of a Poisson count is P(Gamma(k) <= mean) */
  double tail =
      t->upper ? sdg16i_poisson_lower(t->shape - 1, x) : sdg16i_poisson_upper(t->shape, x);
  if (isnan(tail)) return NAN;
  return (tail > 0 ? log(tail) : -1e4) - t->log_tail;
}

/* Cornish & Fisher's expansion of the quantile at the normal quantile z: what it leaves
 * out is below 1e-14 of it from shape 1e5 on. */
static double expanded_quantile(double shape, double z) {
  double r = sqrt(shape), z2 = z * z;
  return shape + z * r + (z2 - 1) / 3 + z * (z2 - 7) / (36 * r) -
         (3 * z2 * z2 + 7 * z2 - 16) / (810 * shape) +
         z * (9 * z2 * z2 + 256 * z2 - 433) / (38880 * shape * r);
}

/* x with P(Gamma(shape, 1) <= x) = tail, or >= x for the upper tail; shape >= 1. */
static double gamma_quantile(double shape, double tail, int upper) {
  if (shape >= 1e5)
    return expanded_quantile(shape, sdg16i_normal_quantile(tail) * (upper ? -1 : 1));
  struct tail t = {shape, log(tail), upper};
  double centre = log(shape), reach = 1;
  for (int i = 0; i < 12; i++, reach *= 2) {
    double low = centre - reach, high = centre + reach;
    double at_low = excess(low, &t), at_high = excess(high, &t);
    if (isnan(at_low) || isnan(at_high)) return NAN;
    if ((at_low < 0) == (at_high < 0)) continue;
    /* the root in y = log x: relative precision of x is absolute in y */
    double y = sdg16i_root(excess, &t, low, high, 1e-16 / fmax(1, fabs(centre)));
    return exp(y);
  }
  return NAN;
}

void sdg16i_poisson_limits(double count, double level, double *lower, double *upper) {
  double tail = (1 - level) / 2;
  *lower = count > 0 ? gamma_quantile(count, tail, 0) : 0;
  *upper = count > 0 ? gamma_quantile(count + 1, tail, 1) : -log(tail);
}

void sdg16i_gamma_limits(double value, double variance, double largest, double level,
                         double *lower, double *upper) {
  double tail = (1 - level) / 2;
  double high = value + largest, spread = variance + largest * largest;
  *lower = 0;
  if (value > 0) *lower = variance / value * gamma_quantile(value * value / variance, tail, 0);
  *upper =
      spread / high * (value > 0 ? gamma_quantile(high * high / spread, tail, 1) : -log(tail));
}
