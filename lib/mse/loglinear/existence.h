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

#include "base/memory.h"
#include "mse/loglinear/cells.h"

/* Status (SDG16_MODEL_OK .. _BOTH) of the model with `terms` (intercept and main
 * effects among them) into *status. Fails only when memory is out, or with
 * SDG16_ERR_INTERNAL if exact integers outgrow 127 bits. */
int32_t sdg16i_existence(const sdg16i_cells *cells, int64_t terms, const uint32_t *term,
                         int32_t *status, sdg16_error *error);

/* The same for p terms with positive margins, which histories are excluded given
 * as bits over the cells, for every model between two at once: *status is not OK
 * when no model is admissible that holds the terms, excludes `dead` and perhaps
 * more, but nothing outside `dead_most`. (A vector b as above for the smaller
 * model is one for all as long as a history where it is positive stays; a null
 * vector of X stays one.) With dead_most = dead: the status of the one model.
 * Scratch memory comes from `arena`. */
int32_t sdg16i_existence_between(const sdg16i_cells *cells, int64_t p, const uint32_t *term,
                                 const uint64_t *dead, const uint64_t *dead_most,
                                 sdg16i_arena *arena, int32_t *status, sdg16_error *error);

/* Columns of X_P modulo 2, bits over the observed histories: `words` words each. */
int64_t sdg16i_column_words(const sdg16i_cells *cells);
void sdg16i_column(const sdg16i_cells *cells, uint32_t term, uint64_t *out);

/* Adds a column to `size` reduced ones (basis, lead: the caller's); 1 when it is
 * independent of them modulo 2, hence over the rationals: an odd minor is not 0. */
int sdg16i_add_column(const uint64_t *column, int64_t words, uint64_t *basis, int64_t *lead,
                      int64_t size);

#endif
