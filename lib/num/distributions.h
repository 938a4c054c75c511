/* Tails and quantiles of the beta, t, F and chi-square distributions. GSL's beta
 * quantile fails on ordinary limits and its continued fraction gives up for large
 * parameters, so these are our own; NaN for arguments out of range. */
#ifndef SDG16I_NUM_DISTRIBUTIONS_H
#define SDG16I_NUM_DISTRIBUTIONS_H

/* P(X <= x) and P(X > x) for X ~ Beta(a, b), a, b > 0; y = 1 - x is given too, so
 * that neither tail loses digits where x is near 0 or 1. */
void sdg16i_beta_tails(double x, double y, double a, double b, double *lower, double *upper);
/* x with P(X <= x) = p. */
double sdg16i_beta_quantile(double p, double a, double b);

/* P(T > t); df > 0, infinity: the normal distribution. */
double sdg16i_t_upper(double t, double df);
/* t > 0 with P(T > t) = tail, 0 < tail < 1/2. */
double sdg16i_t_quantile(double tail, double df);

double sdg16i_f_upper(double f, double df1, double df2); /* P(F > f) */
double sdg16i_chisq_upper(double x, double df);          /* P(X > x) */

#endif
