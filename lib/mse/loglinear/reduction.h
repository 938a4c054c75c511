/* The question of existence in the coordinates of B, a basis of the null space of X_P
 * (existence.h). */
#ifndef SDG16I_MSE_LOGLINEAR_REDUCTION_H
#define SDG16I_MSE_LOGLINEAR_REDUCTION_H

#include "mse/loglinear/existence.h"
#include "num/exact_integers.h"

/* Rows r(c) of the unobserved histories that are not zero, each divided by its gcd, without
 * repeats. */
typedef struct sdg16i_reduction {
  int64_t d;          /* dimension of the null space of X_P */
  sdg16i_wide *basis; /* [d][p] B, vector by vector */
  sdg16i_wide *e;     /* [d] the intercept's row */
  sdg16i_wide *a;     /* [m][d] the rows */
  int64_t m;
  int32_t *row_of; /* [cells] the row of a history, -1: zero, observed or excluded */
} sdg16i_reduction;

/* d, basis and e. 0; -1 out of range, -2 out of memory. */
int sdg16i_reduce_zeros(const sdg16i_zeros *zeros, sdg16i_arena *arena, sdg16i_reduction *out);
/* Then a, m and row_of. 0; -2 out of memory. */
int sdg16i_reduced_rows(const sdg16i_zeros *zeros, sdg16i_arena *arena, sdg16i_reduction *out);

#endif
