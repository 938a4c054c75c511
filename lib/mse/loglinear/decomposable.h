/* Decomposable models in closed form, up to one scalar equation. */
#ifndef SDG16I_MSE_LOGLINEAR_DECOMPOSABLE_H
#define SDG16I_MSE_LOGLINEAR_DECOMPOSABLE_H

#include "mse/loglinear/cells.h"

/* The maximum likelihood estimate of a decomposable model (terms closed
 * downwards): its number hidden and its coefficients, in the order of `term`,
 * -infinity for terms with margin 0. Returns 1; 0 if the model is not
 * decomposable or the estimate is not finite; -1: out of memory.
 *
 * With the lists in an order of maximum cardinality search and S(v) the earlier
 * neighbours of v, mu(c) = N prod over v of m(S+v; c) / m(S; c), m(A; c) the
 * persons whose history agrees with c on the lists A, those hidden included.
 * Only the all-zero entries hold the number hidden x, so at c = 0 this is one
 * equation for x (Madigan & York 1997; Lauritzen 1996). */
int sdg16i_decomposable(const sdg16i_cells *cells, int64_t terms, const uint32_t *term,
                        double *hidden, double *alpha);

#endif
