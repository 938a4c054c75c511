/* Does the extended maximum likelihood estimate of a model exist, and is it
 * identifiable? Exact: integer arithmetic on the zero pattern alone.
 *
 * With P the observed histories and Q the unobserved ones that no boundary term
 * excludes, X the 0/1 matrix [t subset of c] over the terms with positive
 * margins (Fienberg & Rinaldo 2012, Chan, Silverman & Vincent 2021):
 *  - the estimate exists iff there is x > 0 on P and Q with X'x = n*;
 *  - it is identifiable iff X has full column rank.
 * As n itself solves X'x = n*, x exists iff no b has X_P b = 0, X_Q b >= 0,
 * X_Q b != 0 (Stiemke). So full column rank of X_P settles both; otherwise the
 * question is about B, a basis of the null space of X_P: existence iff there is
 * y >= 1 on Q with (X_Q B)' y = 0, identifiability iff X_Q B has full rank. */
#ifndef SDG16I_EXISTENCE_H
#define SDG16I_EXISTENCE_H

#include "mse/loglinear/cells.h"

/* Status (SDG16_MODEL_OK .. _BOTH) of the model with `terms` (intercept and main
 * effects among them) into *status. Fails only when memory is out, or with
 * SDG16_ERR_INTERNAL if exact integers outgrow 126 bits. */
int32_t sdg16i_existence(const sdg16i_cells *cells, int64_t terms, const uint32_t *term,
                         int32_t *status, sdg16_error *error);

#endif
