#include "num/gslport.h"

#include <gsl/gsl_cdf.h>
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

/* ---- special functions ---- */

double sdg16i_log_gamma(double x) {
  gsl_sf_result result;
  if (!(x > 0) || !(x < 1e300)) return x > 0 ? INFINITY : NAN;
  return gsl_sf_lngamma_e(x, &result) ? NAN : result.val;
}

double sdg16i_log_factorial(double n) { return sdg16i_log_gamma(n + 1); }

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

/* Chernoff's bound of the log of the tail that k is in: P(X >= k) for k > mean,
 * P(X <= k) for k < mean. */
static double log_tail_bound(double k, double mean) {
  return k - mean - (k > 0 ? k * log(k / mean) : 0);
}

double sdg16i_poisson_upper(double k, double mean) {
  if (!(k >= 0) || !(mean >= 0) || isinf(mean)) return NAN;
  if (k == 0) return 1;
  if (mean == 0) return 0;
  double bound = log_tail_bound(k, mean);
  if (k > mean && bound < -690) return 0;
  if (k < mean && bound < -40) return 1;
  gsl_sf_result result;
  return gsl_sf_gamma_inc_P_e(k, mean, &result) ? NAN : result.val;
}

double sdg16i_poisson_lower(double k, double mean) {
  if (!(k >= 0) || !(mean >= 0) || isinf(mean)) return NAN;
  if (mean == 0) return 1;
  double bound = log_tail_bound(k, mean);
  if (k < mean && bound < -690) return 0;
  if (k > mean && bound < -40) return 1;
  gsl_sf_result result;
  return gsl_sf_gamma_inc_Q_e(k + 1, mean, &result) ? NAN : result.val;
}
