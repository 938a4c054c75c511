/* Exact limits of counts and of standardised rates. */
#ifndef SDG16I_NUM_EXACT_POISSON_H
#define SDG16I_NUM_EXACT_POISSON_H

/* Garwood's limits of a Poisson mean, 0 < level < 1; NaN if they cannot be found. */
void sdg16i_poisson_limits(double count, double level, double *lower, double *upper);

/* Fay & Feuer's limits of a weighted sum of Poisson counts with this value, variance
 * estimate and largest weight. */
void sdg16i_gamma_limits(double value, double variance, double largest, double level,
                         double *lower, double *upper);

#endif
