/* A fixed model on table after table: the supremum of the likelihood, also if no
 * maximum exists. Histories that no one has and whose means go to 0 are dropped from the
 * problem, which is the limit; so no table fails. */
#ifndef SDG16I_MSE_DIAGNOSE_REFIT_H
#define SDG16I_MSE_DIAGNOSE_REFIT_H

#include "mse/loglinear/cells.h"
#include "mse/loglinear/fit.h"

/* Scratch of one thread; the tables have people only on histories of the fit. */
typedef struct sdg16i_refit {
  const sdg16_fit *fit;
  sdg16i_cells *cells; /* the table at hand */
  sdg16i_newton newton;
  double *count, *alpha, *alive; /* count: 2^lists, for the caller to fill */
  uint32_t *term;
} sdg16i_refit;

/* Zero it before; cleared by the caller, also after a failure. */
int32_t sdg16i_refit_init(sdg16i_refit *refit, const sdg16_fit *fit, sdg16_error *error);
void sdg16i_refit_clear(sdg16i_refit *refit);

/* Fits the model to refit->count; allocates nothing. The deviance is that of the
 * supremum, X2 that of the means there (within 1e-5 of it). */
void sdg16i_refit_run(sdg16i_refit *refit, double *deviance, double *pearson);

/* Pearson's X2 over the observable histories with a positive mean. */
double sdg16i_pearson(const sdg16i_cells *cells, const double *mean);

#endif
