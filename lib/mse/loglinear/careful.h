/* Maximum likelihood in double-double arithmetic, for tables with counts of 1 together
 * with counts of 10^7 or more (cells->ragged): there doubles lose digits of the smallest
 * margins, and the Hessian may be singular to rounding although the maximum exists. Some
 * hundred times slower than newton.h. */
#ifndef SDG16I_MSE_LOGLINEAR_CAREFUL_H
#define SDG16I_MSE_LOGLINEAR_CAREFUL_H

#include "mse/loglinear/cells.h"
#include "mse/loglinear/newton.h"
#include "num/double_double.h"

/* Scratch for one thread, for tables of `lists` lists and up to `terms` terms. */
typedef struct sdg16i_careful {
  int32_t lists;
  int64_t size, terms;
  sdg16i_dd *eta, *mu, *z; /* 2^lists */
  sdg16i_dd *h;            /* [terms][terms + 1]: upper triangle and a right-hand side */
  sdg16i_dd *alpha, *step; /* [terms] */
} sdg16i_careful;

int32_t sdg16i_careful_init(sdg16i_careful *careful, int32_t lists, int64_t terms,
                            sdg16_error *error);
void sdg16i_careful_clear(sdg16i_careful *careful);

/* Maximises the problem on the cells from the start in alpha (p numbers), from
 * `second` (nullable) and from even means if this does not converge, by Newton's method
 * with halved steps. The log-likelihood is concave, so that a point of convergence is the
 * maximum. alpha receives it. out->loglik is minus half the deviance, good to all digits
 * of a double; supremum is not set. out->converged: 1 when the squared decrement fell below
 * 1e-18. */
void sdg16i_careful_maximise(sdg16i_careful *careful, const sdg16i_cells *cells,
                             const sdg16i_problem *problem, const double *second, double *alpha,
                             sdg16i_maximum *out);

/* One fit with all that is reported of it: alpha (p numbers) is the start and receives the
 * maximum; se [p] its standard errors; mean [2^lists] the means, 0 at cell 0 and where cells
 * are not alive. Only out is set where out->converged is 0. */
int32_t sdg16i_careful_fit(const sdg16i_cells *cells, const sdg16i_problem *problem,
                           double *alpha, double *se, double *mean, sdg16i_maximum *out,
                           sdg16_error *error);

#endif
