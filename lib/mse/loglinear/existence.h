/* Has a model an estimate? Exact: integer arithmetic on the zero pattern alone.
 *
 * With P the observed histories and Q the unobserved ones that no boundary term excludes
 * (a term with margin 0 gives every history that contains it the mean 0), x(c) the 0/1 row
 * [t subset of c] over the terms with positive margins, and x(0) = e(0) that of the history
 * of no list. A recession direction is b with x(c) b = 0 on P and x(c) b <= 0 on Q: along
 * it the likelihood does not fall. The face F is P with every history of Q on which no
 * recession direction is negative; the extended maximum likelihood estimate has the mean 0
 * off F and is the ordinary one on F (Fienberg & Rinaldo 2012; Geyer 2009).
 *
 * Everything is decided in the coordinates of B, a basis of the null space of X_P (d
 * vectors): r(c) = x(c) B for c in Q, e = x(0) B.
 *
 * EXISTENCE_TOTAL. The total is estimable iff every recession direction leaves the
 * intercept alone, b(0) = 0; equivalently iff x(0) lies in the span of the rows of F. By
 * Farkas' lemma all b(0) <= 0 iff e is a conic combination of the r(c), all b(0) >= 0 iff -e
 * is one. Both: estimable; the first alone: the number hidden runs to 0 (NONE_HIDDEN); the
 * second alone: to infinity (UNBOUNDED); neither: NOT_IDENTIFIABLE. Estimability is
 * inherited by smaller models: their recession directions, padded with zeros, are
 * recession directions of the larger one.
 *
 * EXISTENCE_COEFFICIENTS (Chan, Silverman & Vincent 2021). The estimate exists iff F holds
 * all of Q: iff there is y >= 1 on Q with sum y(c) r(c) = 0 (Stiemke); it is identifiable iff
 * the r(c) span all d dimensions. Full column rank of X_P settles both, and the total. */
#ifndef SDG16I_MSE_LOGLINEAR_EXISTENCE_H
#define SDG16I_MSE_LOGLINEAR_EXISTENCE_H

#include "base/memory.h"
#include "mse/loglinear/cells.h"

/* The face, and which columns are independent on it. The arrays are the caller's. */
typedef struct sdg16i_face {
  uint64_t *dead;   /* [cell words] bits over the histories: off the face */
  uint8_t *dropped; /* [p] 1: the column depends on earlier ones on the face */
  uint8_t *loose;   /* [p] 1: the coefficient is not unique on the face; NULL: not wanted */
} sdg16i_face;

/* The model's terms with positive margins (the intercept first) and the histories that its
 * boundary terms exclude, as bits over the cells. */
typedef struct sdg16i_zeros {
  const sdg16i_cells *cells;
  int64_t p;
  const uint32_t *term;
  const uint64_t *dead;
  int32_t hidden_seen; /* 1: as if some of the hidden had been observed (a profile in their
                          number); the face is then that of the completed table */
  int64_t *work;       /* nullable: what decisions cost is added, in fits of six lists; up to
                          eight lists it is nothing beside the fits */
} sdg16i_zeros;

/* Terms with positive margins into `positive` (room for all), the histories that the others
 * exclude into the bits of `dead`, which are 0 before. Returns how many are positive. */
int64_t sdg16i_split_terms(const sdg16i_cells *cells, int64_t terms, const uint32_t *term,
                           uint32_t *positive, uint64_t *dead);

/* Status under EXISTENCE_TOTAL. face (nullable) is filled whatever the status. Scratch
 * memory comes from `arena`. Fails only if memory is out, or with SDG16_ERR_INTERNAL if
 * exact integers exceed 127 bits. */
int32_t sdg16i_existence_of_total(const sdg16i_zeros *zeros, sdg16i_arena *arena,
                                  sdg16i_face *face, int32_t *model_status, sdg16_error *error);
/* Only whether the total is estimable: faster. */
int32_t sdg16i_total_estimable(const sdg16i_zeros *zeros, sdg16i_arena *arena, int *estimable,
                               sdg16_error *error);

/* Status under EXISTENCE_COEFFICIENTS for every model between two at once: *model_status is not
 * OK when no model is admissible that holds the terms, excludes `dead` and perhaps more, but
 * nothing outside `dead_most`. (A vector y as above for the smaller model is one for all as
 * long as a history where it is positive stays; a null vector of X stays one.) With
 * dead_most = dead: the status of the one model. */
int32_t sdg16i_existence_between(const sdg16i_zeros *zeros, const uint64_t *dead_most,
                                 sdg16i_arena *arena, int32_t *model_status,
                                 sdg16_error *error);

/* Status of the model with `terms` (intercept and main effects among them) by either rule;
 * with EXISTENCE_TOTAL also its face (nullable; dropped and loose by the terms with
 * positive margins, in their order). */
int32_t sdg16i_existence(const sdg16i_cells *cells, int32_t existence, int64_t terms,
                         const uint32_t *term, sdg16i_face *face, int32_t *model_status,
                         sdg16_error *error);

/* Columns of X_P modulo 2, bits over the observed histories: `words` words each. */
int64_t sdg16i_column_words(const sdg16i_cells *cells);
void sdg16i_term_column(const sdg16i_cells *cells, uint32_t term, uint64_t *out);

/* Adds a column to `size` reduced ones (basis, lead: the caller's); 1 when it is
 * independent of them modulo 2, hence over the rationals: an odd minor is not 0. */
int sdg16i_add_column(const uint64_t *column, int64_t words, uint64_t *basis, int64_t *lead,
                      int64_t size);

#endif
