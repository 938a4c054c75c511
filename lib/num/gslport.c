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

/* ---- distributions ---- */

double sdg16i_normal_quantile(double p) {
  return p > 0 && p < 1 ? gsl_cdf_ugaussian_Pinv(p) : NAN;
}

/* Chernoff's bound of the log of the tail that k is in: P(X >= k) for k > mean,
 * P(X <= k) for k < mean. */
static double log_tail_bound(double k, double mean) {
  return k - mean - (k > 0 ? k * log(k / mean) : 0);
}

/* Beyond, GSL's incomplete gamma function is 1e-8 off, and from 1e6 on its handler is
 * called. */
#define GSL_LARGEST 1e4

/* x^a exp(-x) / Gamma(a + 1) for large a, without cancellation. */
static double large_density(double a, double x) {
  double d = (x - a) / a;
  return exp(a * (log1p(d) - d) - 1 / (12 * a)) / sqrt(6.283185307179586 * a);
}

/* P(Gamma(a) <= x), or above x, for large a: the power series of the lower tail below
 * the mean, the continued fraction of the upper one above it (Abramowitz & Stegun
 * 6.5.29, 6.5.31). About sqrt(a) steps. */
static double large_gamma(double a, double x, int upper) {
  double density = large_density(a, x), sum = 1, term = 1;
  int above = x > a;
  if (!above) {
    for (double n = 1; term > 1e-17 * sum; n++) sum += term *= x / (a + n);
  } else { /* modified Lentz */
    double b = x + 1 - a, c = 1e300, d = 1 / b;
    sum = d;
    for (double n = 1; n < 1e8; n++) {
      double an = -n * (n - a);
      b += 2;
      d = 1 / (an * d + b);
      c = b + an / c;
      sum *= c * d;
      if (fabs(c * d - 1) < 1e-15) break;
    }
    sum *= a; /* density is with Gamma(a + 1) */
  }
  double tail = density * sum;
  return above == upper ? tail : 1 - tail;
}

double sdg16i_poisson_upper(double k, double mean) {
  if (!(k >= 0) || !(mean >= 0) || isinf(mean)) return NAN;
  if (k == 0) return 1;
  if (mean == 0) return 0;
  double bound = log_tail_bound(k, mean);
  if (k > mean && bound < -690) return 0;
  if (k < mean && bound < -40) return 1;
  if (fmax(k, mean) > GSL_LARGEST) return large_gamma(k, mean, 0);
  gsl_sf_result result;
  return gsl_sf_gamma_inc_P_e(k, mean, &result) ? NAN : result.val;
}

double sdg16i_poisson_lower(double k, double mean) {
  if (!(k >= 0) || !(mean >= 0) || isinf(mean)) return NAN;
  if (mean == 0) return 1;
  double bound = log_tail_bound(k, mean);
  if (k < mean && bound < -690) return 0;
  if (k > mean && bound < -40) return 1;
  if (fmax(k, mean) > GSL_LARGEST) return large_gamma(k + 1, mean, 1);
  gsl_sf_result result;
  return gsl_sf_gamma_inc_Q_e(k + 1, mean, &result) ? NAN : result.val;
}
