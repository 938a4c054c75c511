/* Which hidden numbers of a model with covariates have an estimate: exact, in whole numbers.
 *
 * As mse/loglinear/existence.h, with a hidden cell (no list, x) for every kind x. With P the
 * observed cells and Q the observable cells without persons, a recession direction b has
 * x(c) b = 0 on P and x(c) b <= 0 on Q; the face F is P with the cells of Q on which no
 * recession direction is negative. All is decided in the coordinates of a basis of the null
 * space of X_P. Each hidden cell is classified by itself (mse-honesty: a row h):
 *   FINITE      h is in the span of the rows of F
 *   EMPTY       it is not, no recession direction raises it, and no observable cell of x is on
 *               F: nobody of that kind was seen; its mean is 0
 *   LOWER       the same, but cells of x are on F: its mean runs to 0 (none-hidden)
 *   UNBOUNDED   a recession direction raises it, none lowers it
 *   UNKNOWN     both (not identifiable). */
#ifndef SDG16I_MSE_COVARIATES_CROSS_FACE_H
#define SDG16I_MSE_COVARIATES_CROSS_FACE_H

#include "mse/covariates/cross_columns.h"

/* From the best to the worst. */
#define SDG16I_HIDDEN_FINITE 0
#define SDG16I_HIDDEN_EMPTY 1
#define SDG16I_HIDDEN_LOWER 2
#define SDG16I_HIDDEN_UNBOUNDED 3
#define SDG16I_HIDDEN_UNKNOWN 4

typedef struct sdg16i_cross_face {
  double *alive;     /* [histories][width] 1: on the face; 0: off it, hidden or padding */
  uint8_t *dropped;  /* [p] 1: the column depends on earlier ones on the face */
  uint8_t *hidden;   /* [kinds] SDG16I_HIDDEN_ */
  int64_t off;       /* observable cells off the face */
  int64_t dimension; /* rank of the columns on the face */
} sdg16i_cross_face;

/* The arrays are made in `arena`. `count` [histories][width] (nullable: those of the cross):
 * only which are positive counts. SDG16_ERR_INTERNAL: numbers beyond 127 bits. */
int32_t sdg16i_cross_face_find(const sdg16i_cross *cross, const sdg16i_cross_columns *columns,
                               const double *count, sdg16i_arena *arena, sdg16i_cross_face *out,
                               sdg16_error *error);

#endif
