#include "num/gslport.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>
#include <math.h>

/* ---- random numbers ---- */

static void rng_set(void *state, unsigned long seed) { sdg16i_rng_reseed(state, seed); }
static unsigned long rng_get(void *state) { return sdg16i_rng_uint32(state); }
static double rng_get_double(void *state) { return sdg16i_rng_double(state); }

static const gsl_rng_type PHILOX = {.name = "sdg16_philox",
                                    .max = 0xffffffff,
                                    .min = 0,
                                    .size = sizeof(sdg16i_rng),
                                    .set = rng_set,
                                    .get = rng_get,
                                    .get_double = rng_get_double};

const void *sdg16i_gsl_rng_type(void) { return &PHILOX; }

/* GSL counts in int, and squares the distance from the mean in int too: with a variance
 * of more than some 6e6 that can overflow, and the tails go wrong (variance 18 % too large
 * at n = 2^31). While there is more than it can do, the order statistic a of n uniforms,
 * which is Beta(a, n + 1 - a), splits the n into those below and above it. A distance is at
 * most 19 standard deviations, as uniforms are at least 2^-53. */
#define MOST_TRIALS 2147483647.0
#define MOST_VARIANCE 4e6

double sdg16i_binomial(sdg16i_rng *stream, double n, double p) {
  const gsl_rng rng = {&PHILOX, stream};
  double below = 0;
  if (!(n >= 1) || !(p > 0)) return 0;
  if (p >= 1) return n;
  while (n > MOST_TRIALS || n * p * (1 - p) > MOST_VARIANCE) {
    double a = floor(n / 2) + 1, b = n + 1 - a;
    double at = gsl_ran_beta(&rng, a, b);
    if (at >= p) {
      n = a - 1;
      p /= at;
    } else {
      below += a;
      n = b - 1;
      p = (p - at) / (1 - at);
    }
    if (!(p < 1)) return below + n;
    if (!(p > 0)) return below;
  }
  return below + (double)gsl_ran_binomial(&rng, p, (unsigned int)n);
}

/* ---- special functions ---- */

double sdg16i_log_gamma(double x) {
  gsl_sf_result result;
  if (!(x > 0) || !(x < 1e300)) return x > 0 ? INFINITY : NAN;
  return gsl_sf_lngamma_e(x, &result) ? NAN : result.val;
}

double sdg16i_log_factorial(double n) { return sdg16i_log_gamma(n + 1); }

double sdg16i_log_factorial_excess(double n) {
  if (n < 64) return sdg16i_log_factorial(n) - (n > 0 ? n * log(n) : 0) + n;
  double r = 1 / (n * n); /* Stirling's series */
  return 0.5 * log(2 * M_PI * n) + (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260))) / n;
}

double sdg16i_digamma(double x) {
  gsl_sf_result result;
  if (!(x > 0) || !(x < 1e300)) return x > 0 ? INFINITY : NAN;
  return gsl_sf_psi_e(x, &result) ? NAN : result.val;
}

double sdg16i_gamma_upper(double a, double x) {
  if (!(a > 0 && x >= 0) || isinf(a)) return NAN;
  /* far in a tail, by Chernoff's bound: GSL would report an underflow */
  double bound = x > 0 ? a - x + a * log(x / a) : -INFINITY;
  if (x > a && bound < -690) return 0;
  if (x < a && bound < -40) return 1;
  gsl_sf_result result;
  return gsl_sf_gamma_inc_Q_e(a, x, &result) ? NAN : result.val;
}

/* ---- distributions ---- */

double sdg16i_normal_quantile(double p) {
  return p > 0 && p < 1 ? gsl_cdf_ugaussian_Pinv(p) : NAN;
}

double sdg16i_normal_probability(double x) { return isnan(x) ? NAN : gsl_cdf_ugaussian_P(x); }

/* Chernoff's bound of the log of the tail that k is in: P(X >= k) for k > mean,
 * P(X <= k) for k < mean. */
static double log_tail_bound(double k, double mean) {
  return k - mean - (k > 0 ? k * log(k / mean) : 0);
}

/* From here on GSL's incomplete gamma function loses digits, and further on runs out of
 * iterations, when it would call the error handler. Temme's uniform expansion (1979, SIAM J.
 * Math. Anal. 10, 757-766) has the digits: a eta^2 / 2 = a (lambda - 1 - log lambda),
 * lambda = x / a, is at most 690, so that eta is small, where its coefficients are power
 * series (those of DiDonato & Morris 1986, ACM Trans. Math. Softw. 12, 377-393). */
#define LARGE 1e4
static const double C0[] = {-1.0 / 3,    1.0 / 12,           -2.0 / 135,
                            1.0 / 864,   1.0 / 2835,         -139.0 / 777600,
                            1.0 / 25515, -571.0 / 261273600, -281.0 / 151559100};
static const double C1[] = {-1.0 / 540, -1.0 / 288, 1.0 / 378, -77.0 / 77760, 1.0 / 4860};
static const double C2[] = {25.0 / 6048, -139.0 / 51840, 1.0 / 1296};

static double series(const double *coefficient, int count, double x) {
  double sum = 0;
  while (count--) sum = sum * x + coefficient[count];
  return sum;
}

/* Q(a, x), or P(a, x) = 1 - Q when `lower`, for large a and x near to it. */
static double large_gamma(double a, double x, int lower) {
  double mu = (x - a) / a, half = a * (mu - log1p(mu)), sign = lower ? -1 : 1;
  double eta = copysign(sqrt(2 * half / a), mu);
  double rest = series(C0, 9, eta) + (series(C1, 5, eta) + series(C2, 3, eta) / a) / a;
  return 0.5 * erfc(copysign(sqrt(half), sign * mu)) +
         sign * exp(-half) / sqrt(2 * M_PI * a) * rest;
}

double sdg16i_poisson_upper(double k, double mean) {
  if (!(k >= 0) || !(mean >= 0) || isinf(mean)) return NAN;
  if (k == 0) return 1;
  if (mean == 0) return 0;
  double bound = log_tail_bound(k, mean);
  if (k > mean && bound < -690) return 0;
  if (k < mean && bound < -40) return 1;
  if (fmax(k, mean) > LARGE) return large_gamma(k, mean, 1);
  gsl_sf_result result;
  return gsl_sf_gamma_inc_P_e(k, mean, &result) ? NAN : result.val;
}

double sdg16i_poisson_lower(double k, double mean) {
  if (!(k >= 0) || !(mean >= 0) || isinf(mean)) return NAN;
  if (mean == 0) return 1;
  double bound = log_tail_bound(k, mean);
  if (k < mean && bound < -690) return 0;
  if (k > mean && bound < -40) return 1;
  if (fmax(k, mean) > LARGE) return large_gamma(k + 1, mean, 0);
  gsl_sf_result result;
  return gsl_sf_gamma_inc_Q_e(k + 1, mean, &result) ? NAN : result.val;
}
