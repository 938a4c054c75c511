/* Exact limits of counts, and of age-standardised rates. */
#include <sdg16/indicator.h>

#include "base/error.h"
#include "base/numbers.h"
#include "base/options.h"
#include "num/exact_poisson.h"

#include <math.h>

static int32_t check_level(double level, sdg16_error *error) {
  char text[SDG16I_DOUBLE_SIZE];
  if (level > 0 && level < 1) return SDG16_OK;
  sdg16i_format_double(level, text);
  return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "level", 0, 0,
                        "level must be between 0 and 1, such as 0.95, not %s", text);
}

static int32_t bad_count(const char *where, int64_t at, double count, sdg16_error *error) {
  char text[SDG16I_DOUBLE_SIZE];
  sdg16i_format_double(count, text);
  return sdg16i_fail_at(error, SDG16_ERR_COUNT, where, at, 0,
                        "%s %lld must be a whole number from 0 to 2^52, not %s", where,
                        (long long)at, text);
}

static int is_count(double count) {
  return count >= 0 && count <= 4503599627370496.0 && count == floor(count);
}

int32_t sdg16_poisson_interval(double count, double level, double *lower, double *upper,
                               sdg16_error *error) {
  if (!lower || !upper)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "%s must not be NULL",
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
                       "sdg16_standardised_rate: the arrays must not be NULL, and must have at "
                       "least one stratum");
  int32_t status = check_level(level, error);
  if (status) return status;
  double all = 0, value = 0, variance = 0, largest = 0;
  for (int64_t i = 0; i < strata; i++) {
    if (!is_count(counts[i])) return bad_count("counts", i + 1, counts[i], error);
    if (!(populations[i] > 0) || isinf(populations[i]))
      return sdg16i_fail_at(error, SDG16_ERR_POPULATION, "populations", i + 1, 0,
                            "populations must be above 0; that of stratum %lld is not",
                            (long long)i + 1);
    if (!(weights[i] >= 0) || isinf(weights[i]))
      return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "weights", i + 1, 0,
                            "weights must be 0 or more; that of stratum %lld is not",
                            (long long)i + 1);
    all += weights[i];
  }
  if (!(all > 0) || !(multiplier > 0) || isinf(multiplier))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, all > 0 ? "multiplier" : "weights", 0, 0,
                          "%s must be above 0", all > 0 ? "multiplier" : "weights");
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
                       "size must be sizeof(sdg16_estimate), not %lld", (long long)size);
  return SDG16_OK;
}
