/* The only door to GSL. Its error handler is one process-wide pointer of the
 * host, and its default aborts: nothing here may reach it, so every argument is
 * checked before the call. */
#ifndef SDG16I_NUM_GSLPORT_H
#define SDG16I_NUM_GSLPORT_H

#include "base/rng.h"

/* The const gsl_rng_type "sdg16_philox", whose state is an sdg16i_rng. A gsl_rng
 * is two pointers, so it needs no allocation: { sdg16i_gsl_rng_type(), &rng }.
 * gsl_rng_set restarts the stream with another seed, same purpose and replicate;
 * copying and cloning work, the state holds no pointers. (void: GSL's headers
 * stay behind this door.) */
const void *sdg16i_gsl_rng_type(void);

double sdg16i_log_gamma(double x);            /* x > 0 */
double sdg16i_log_factorial(double n);        /* n >= 0 */
double sdg16i_log_factorial_excess(double n); /* log n! - n log n + n, without cancellation */
double sdg16i_digamma(double x);              /* x > 0 */
double sdg16i_normal_quantile(double p);      /* 0 < p < 1 */
double sdg16i_normal_probability(double x);   /* P(X <= x) */

/* A draw from Binomial(n, p), n whole up to 2^52, 0 <= p <= 1. */
double sdg16i_binomial(sdg16i_rng *rng, double n, double p);

/* P(X <= k) and P(X >= k) for X ~ Poisson(mean), k >= 0 whole, mean >= 0 finite;
 * a tail below 1e-300 is 0. */
double sdg16i_poisson_lower(double k, double mean);
double sdg16i_poisson_upper(double k, double mean);

/* The upper regularised incomplete gamma function Q(a, x), a > 0, x >= 0. */
double sdg16i_gamma_upper(double a, double x);

#endif
