/* Tails of large counts, and exact limits of counts and standardised rates. */
#include "num/gslport.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <sdg16.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static int trapped;

static void trap(const char *reason, const char *file, int line, int code) {
  (void)reason, (void)file, (void)line, (void)code;
  trapped++;
}

/* ppois of R 4.2. */
static void tails_of_large_counts_are_those_of_r(void **state) {
  (void)state;
  static const struct {
    double k, mean, lower, upper;
  } CASES[] = {{600000, 600500, 0.25963940649562189, 0.74077881523749822},
               {600000, 597000, 0.99994784017476268, 5.2437622220665765e-05},
               {999000, 1000000, 0.15877629981172559, 0.84146575160332515},
               {1001000, 1000000, 0.84146567096342817, 0.15877621913777362},
               {1000000, 1000000, 0.50026596148628366, 0.50013298076087254},
               {2000000, 2004000, 0.002356129895755725, 0.99764906443847179},
               {100000000, 100020000, 0.022760931311237121, 0.97724446922514474},
               {100000000, 99980000, 0.97726066507527021, 0.022744732581593555},
               {1000000000, 1000000000, 0.50000841044173894, 0.50000420522087008},
               {10000000000, 10000200000, 0.022751211779207459, 0.97724932814485521}};
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
    double lower = sdg16i_poisson_lower(CASES[i].k, CASES[i].mean);
    double upper = sdg16i_poisson_upper(CASES[i].k, CASES[i].mean);
    if (!(fabs(lower - CASES[i].lower) <= 1e-9 * CASES[i].lower) ||
        !(fabs(upper - CASES[i].upper) <= 1e-9 * CASES[i].upper))
      fail_msg("%g, %g: %.17g %.17g", CASES[i].k, CASES[i].mean, lower, upper);
  }
}

/* Whatever the count and the level, the limits satisfy their equations, and GSL's error
 * handler, which would end the process, is never reached. */
static void limits_satisfy_their_equations(void **state) {
  (void)state;
  static const double LEVELS[] = {0.5, 0.8, 0.95, 0.99, 0.999999};
  gsl_error_handler_t *before = gsl_set_error_handler(trap);
  for (double count = 0; count < 3e7; count = count < 20 ? count + 1 : floor(count * 1.37))
    for (size_t i = 0; i < sizeof LEVELS / sizeof LEVELS[0]; i++) {
      double lower, upper, tail = (1 - LEVELS[i]) / 2;
      assert_int_equal(sdg16_poisson_interval(count, LEVELS[i], &lower, &upper, NULL),
                       SDG16_OK);
      assert_true(lower <= count && count < upper);
      if (count > 0 && fabs(sdg16i_poisson_upper(count, lower) / tail - 1) > 1e-8)
        fail_msg("%g at %g: lower %g", count, LEVELS[i], lower);
      if (fabs(sdg16i_poisson_lower(count, upper) / tail - 1) > 1e-8)
        fail_msg("%g at %g: upper %g", count, LEVELS[i], upper);
    }
  gsl_set_error_handler(before);
  assert_int_equal(trapped, 0);
}

/* One stratum of weight 1: Garwood's limits. */
static void a_rate_of_one_stratum_has_the_limits_of_its_count(void **state) {
  (void)state;
  for (double count = 0; count < 200; count = 2 * count + 1) {
    double population = 1234567, weight = 3, lower, upper;
    sdg16_estimate rate;
    assert_int_equal(sdg16_standardised_rate(1, &count, &population, &weight, 1e5, 0.9, &rate,
                                             sizeof rate, NULL),
                     SDG16_OK);
    assert_int_equal(sdg16_poisson_interval(count, 0.9, &lower, &upper, NULL), SDG16_OK);
    assert_true(fabs(rate.value - count / population * 1e5) <= 1e-15 * rate.value);
    assert_true(fabs(rate.lower - lower / population * 1e5) <= 1e-12 * rate.upper);
    assert_true(fabs(rate.upper - upper / population * 1e5) <= 1e-12 * rate.upper);
  }
}

static void bad_arguments_are_refused(void **state) {
  (void)state;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  double low, high, one = 1, none = 0, negative = -1;
  sdg16_estimate rate;
  static const double COUNTS[] = {-1, 0.5, 1e300, (double)INFINITY, (double)NAN};
  for (size_t i = 0; i < 5; i++) {
    assert_int_equal(sdg16_poisson_interval(COUNTS[i], 0.95, &low, &high, &error),
                     SDG16_ERR_COUNT);
    assert_true(isnan(low) && isnan(high));
  }
  assert_non_null(strstr(error.message, "must be a whole number from 0 to 2^52, not nan"));
  assert_int_equal(sdg16_poisson_interval(1, 1, &low, &high, &error), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_poisson_interval(1, 0.9, NULL, &high, &error), SDG16_ERR_ARGUMENT);
  int64_t size = sizeof rate;
  assert_int_equal(sdg16_standardised_rate(1, &one, &none, &one, 1, 0.9, &rate, size, &error),
                   SDG16_ERR_POPULATION);
  assert_int_equal(
      sdg16_standardised_rate(1, &one, &one, &negative, 1, 0.9, &rate, size, &error),
      SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_standardised_rate(1, &one, &one, &none, 1, 0.9, &rate, size, &error),
                   SDG16_ERR_ARGUMENT);
  assert_int_equal(
      sdg16_standardised_rate(1, &negative, &one, &one, 1, 0.9, &rate, size, &error),
      SDG16_ERR_COUNT);
  assert_int_equal(sdg16_standardised_rate(0, &one, &one, &one, 1, 0.9, &rate, size, &error),
                   SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_standardised_rate(1, &one, &one, &one, 1, 0.9, &rate, 4, &error),
                   SDG16_ERR_STRUCT_SIZE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tails_of_large_counts_are_those_of_r),
      cmocka_unit_test(limits_satisfy_their_equations),
      cmocka_unit_test(a_rate_of_one_stratum_has_the_limits_of_its_count),
      cmocka_unit_test(bad_arguments_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
