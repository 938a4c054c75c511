/* Poisson tails, against sums of probabilities in long double. */
#include "num/gslport.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* P(X <= k) or P(X >= k), from the largest term outwards until nothing is added. */
static long double tail(long double k, long double mean, int upper) {
  long double mode = floorl(mean), from = upper ? fmaxl(k, mode) : fminl(k, mode), sum = 0;
  long double term = expl(from * logl(mean) - mean - lgammal(from + 1)), first = term;
  for (long double i = from; upper || i >= 0; i += upper ? 1 : -1) { /* outwards */
    sum += term;
    if (term < 1e-22L * first) break;
    term *= upper ? mean / (i + 1) : i / mean;
  }
  term = first;
  for (long double i = from; upper ? i > k : i < k; i += upper ? -1 : 1) { /* to k */
    term *= upper ? i / mean : mean / (i + 1);
    sum += term;
    if (term < 1e-22L * first) break;
  }
  return sum;
}

static void check(double k, double mean, double tolerance) {
  double lower = sdg16i_poisson_lower(k, mean), upper = sdg16i_poisson_upper(k, mean);
  long double a = tail(k, mean, 0), b = tail(k, mean, 1);
  if (a > 1e-290L && !(fabsl(lower - a) <= tolerance * a))
    fail_msg("P(X <= %.17g), mean %.17g: %.17g, summed %.17Lg", k, mean, lower, a);
  if (b > 1e-290L && !(fabsl(upper - b) <= tolerance * b))
    fail_msg("P(X >= %.17g), mean %.17g: %.17g, summed %.17Lg", k, mean, upper, b);
}

static void tails_are_sums_of_probabilities(void **unused) {
  (void)unused;
  static const double DEVIATION[] = {-36, -20, -8, -3, -1, -0.1, 0, 0.1, 1, 3, 8, 20, 36};
  for (double mean = 0.3; mean < 1e8; mean *= 3.7) /* beyond, the sums lose digits */
    for (int i = 0; i < 13; i++) {
      double k = floor(mean + DEVIATION[i] * sqrt(mean));
      if (k >= 0) check(k, mean, 2e-10);
    }
  check(9999, 10001, 1e-10); /* both sides of where the method changes */
  check(10001, 9999, 1e-10);
  check(10000, 10000, 1e-10);
}

/* GSL ran out of iterations here, and its error handler ended the host. */
static void large_means_do_not_reach_the_error_handler(void **unused) {
  (void)unused;
  for (double mean = 2e3; mean < 1e15; mean *= 1.37)
    for (double deviation = -40; deviation <= 40; deviation += 0.7) {
      double k = floor(mean + deviation * sqrt(mean));
      double lower = sdg16i_poisson_lower(k, mean), upper = sdg16i_poisson_upper(k, mean);
      if (!(lower >= 0 && lower <= 1 && upper >= 0 && upper <= 1 && lower + upper >= 1 - 1e-9 &&
            lower + upper <= 1.1))
        fail_msg("k %.17g, mean %.17g: %.17g and %.17g", k, mean, lower, upper);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tails_are_sums_of_probabilities),
      cmocka_unit_test(large_means_do_not_reach_the_error_handler),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
