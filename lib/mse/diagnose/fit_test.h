/* Does the model fit the counts? Deviance and X2 with parametric-bootstrap p-values, and
 * the residuals. */
#ifndef SDG16I_MSE_DIAGNOSE_FIT_TEST_H
#define SDG16I_MSE_DIAGNOSE_FIT_TEST_H

#include "base/run.h"
#include "mse/loglinear/fit.h"

/* All numbers NaN: there is no fit. */
sdg16_fit_test sdg16i_no_fit_test(void);

/* The test of one fitted model; without p-values if it has no degrees of freedom or no
 * replicates are wanted. Replicates are drawn from the fit of the lists in the order of their
 * names, and compared with it, so that the p-values do not depend on the order of the lists. */
int32_t sdg16i_test_fit(const sdg16_fit *fit, int64_t replicates, sdg16i_run *run,
                        sdg16_fit_test *out, sdg16_error *error);

/* Freeman and Tukey's residual of a count with this mean. */
double sdg16i_freeman_tukey(double count, double mean);

/* The most rows of the table of residuals. */
#define SDG16I_MOST_RESIDUALS 31

/* Table of the largest residuals (mse.h); fit NULL or without estimate: no rows. */
int32_t sdg16i_residuals_table(const sdg16_fit *fit, const sdg16_capture *capture,
                               sdg16_table **out, sdg16_error *error);

#endif
