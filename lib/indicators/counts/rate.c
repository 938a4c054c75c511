/* Rates: a count per so many people. */
#include <sdg16/indicator.h>

#include "base/error.h"
#include "base/numbers.h"
#include "base/options.h"

#include <math.h>

static int is_positive(double value) { return isfinite(value) && value > 0; }

int32_t sdg16_rate(const sdg16_estimate *count, double population, double multiplier,
                   sdg16_estimate *out, int64_t size, sdg16_error *error) {
  char text[SDG16I_DOUBLE_SIZE];
  if (!count || !out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "%s must not be NULL",
                       count ? "out" : "count");
  if (!is_positive(population)) {
    sdg16i_format_double(population, text);
    return sdg16i_fail_at(error, SDG16_ERR_POPULATION, "population", 0, 0,
                          "population must be a number of people above 0, not %s", text);
  }
  if (!is_positive(multiplier)) {
    sdg16i_format_double(multiplier, text);
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "multiplier", 0, 0,
                          "multiplier must be a number above 0, such as 100000, not %s", text);
  }
  sdg16_estimate rate = {.struct_size = (int64_t)sizeof rate};
  int32_t status =
      sdg16i_struct_in(count, &rate, (int64_t)sizeof rate, "sdg16_estimate", error);
  if (status) return status;
  /* the product first: 546 x 100000 is exact, 546 / 37618495 is not */
  rate.value = rate.value * multiplier / population;
  rate.se = rate.se * multiplier / population;
  rate.lower = rate.lower * multiplier / population;
  rate.upper = rate.upper * multiplier / population;
  if (sdg16i_struct_out(out, size, &rate, (int64_t)sizeof rate))
    return sdg16i_fail(error, SDG16_ERR_STRUCT_SIZE,
                       "size must be sizeof(sdg16_estimate), not %lld", (long long)size);
  return SDG16_OK;
}
