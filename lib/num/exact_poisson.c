/* Quantiles of the gamma distribution are roots over its tails, those of num/gslport. */
#include "num/exact_poisson.h"

#include "base/error.h"
#include "base/numbers.h"
#include "base/options.h"
#include "num/gslport.h"
#include "num/roots.h"

#include <math.h>
#include <sdg16/indicator.h>

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
static double expanded(double shape, double z) {
  double r = sqrt(shape), z2 = z * z;
  return shape + z * r + (z2 - 1) / 3 + z * (z2 - 7) / (36 * r) -
         (3 * z2 * z2 + 7 * z2 - 16) / (810 * shape) +
         z * (9 * z2 * z2 + 256 * z2 - 433) / (38880 * shape * r);
}

/* x with P(Gamma(shape, 1) <= x) = tail, or >= x for the upper tail; shape >= 1. */
static double gamma_quantile(double shape, double tail, int upper) {
  if (shape >= 1e5) return expanded(shape, sdg16i_normal_quantile(tail) * (upper ? -1 : 1));
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

/* ---- public ---- */

static int32_t check_level(double level, sdg16_error *error) {
  char text[SDG16I_DOUBLE_SIZE];
  if (level > 0 && level < 1) return SDG16_OK;
  sdg16i_format_double(level, text);
  return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "level", 0, 0,
                        "level: %s found, expected a number between 0 and 1", text);
}

static int32_t bad_count(const char *where, int64_t at, double count, sdg16_error *error) {
  char text[SDG16I_DOUBLE_SIZE];
  sdg16i_format_double(count, text);
  return sdg16i_fail_at(error, SDG16_ERR_COUNT, where, at, 0,
                        "%s %lld: %s found, expected a whole number from 0 to 2^52", where,
                        (long long)at, text);
}

static int is_count(double count) {
  return count >= 0 && count <= 4503599627370496.0 && count == floor(count);
}

int32_t sdg16_poisson_interval(double count, double level, double *lower, double *upper,
                               sdg16_error *error) {
  if (!lower || !upper)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "%s: NULL found, expected a pointer",
                       lower ? "upper" : "lower");
  *lower = *upper = NAN;
  if (!is_count(count)) return bad_count("count", 1, count, error);
  int32_t status = check_level(level, error);
  if (!status) sdg16i_poisson_limits(count, level, lower, upper);
  return status;
}

int32_t sdg16_standardised_rate(int64_t strata, const double *counts, const double *populations,
                                const double *weights, double multiplier, double level,
                                sdg16_estimate *out, int64_t size, sdg16_error *error) {
  if (strata < 1 || !counts || !populations || !weights || !out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "sdg16_standardised_rate: no strata or a NULL found, expected arrays of "
                       "at least one stratum");
  int32_t status = check_level(level, error);
  if (status) return status;
  double all = 0, value = 0, variance = 0, largest = 0;
  for (int64_t i = 0; i < strata; i++) {
    if (!is_count(counts[i])) return bad_count("counts", i + 1, counts[i], error);
    if (!(populations[i] > 0) || isinf(populations[i]))
      return sdg16i_fail_at(error, SDG16_ERR_POPULATION, "populations", i + 1, 0,
                            "populations: stratum %lld has none, expected a number of people "
                            "above 0",
                            (long long)i + 1);
    if (!(weights[i] >= 0) || isinf(weights[i]))
      return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "weights", i + 1, 0,
                            "weights: stratum %lld is not 0 or above", (long long)i + 1);
    all += weights[i];
  }
  if (!(all > 0) || !(multiplier > 0) || isinf(multiplier))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, all > 0 ? "multiplier" : "weights", 0, 0,
                          "%s: nothing above 0 found", all > 0 ? "multiplier" : "weights");
  for (int64_t i = 0; i < strata; i++) {
    double w = weights[i] / all / populations[i];
    value += w * counts[i];
    variance += w * w * counts[i];
    largest = fmax(largest, w);
  }
  sdg16_estimate rate = {.struct_size = (int64_t)sizeof rate,
                         .value = multiplier * value,
                         .se = multiplier * sqrt(variance),
                         .level = level,
                         .df = INFINITY};
  sdg16i_gamma_limits(value, variance, largest, level, &rate.lower, &rate.upper);
  rate.lower *= multiplier;
  rate.upper *= multiplier;
  if (sdg16i_struct_out(out, size, &rate, (int64_t)sizeof rate))
    return sdg16i_fail(error, SDG16_ERR_STRUCT_SIZE,
                       "size: %lld found, expected sizeof(sdg16_estimate)", (long long)size);
  return SDG16_OK;
}
