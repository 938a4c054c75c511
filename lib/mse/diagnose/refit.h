/* A fixed model on table after table: the supremum of the likelihood, also where no
 * maximum exists. Histories that nobody has and whose means run to 0 leave the problem,
 * as they do in the limit; so no table fails. */
#ifndef SDG16I_MSE_DIAGNOSE_REFIT_H
#define SDG16I_MSE_DIAGNOSE_REFIT_H

#include "mse/loglinear/cells.h"
#include "mse/loglinear/fit.h"

/* Scratch of one thread; the tables have people on the histories of the fit alone. */
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

/* Pearson's X2 over the histories whose mean is positive, that of nobody left out. */
double sdg16i_pearson(const sdg16i_cells *cells, const double *mean);

#endif
