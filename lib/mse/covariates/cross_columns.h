/* The columns of a model of lists and covariates, without a design matrix.
 *
 * Column j is 1 (a list part t) times a function of the kind: its value in the cell of history
 * h and kind x is f(j, x) if t is a subset of h, otherwise 0. The functions are products of
 * dummies (level 1, 2, ... of a covariate) and of binomials C(score, 1), C(score, 2), ... for
 * polynomials: whole numbers, of which any basis gives the same fit. */
#ifndef SDG16I_MSE_COVARIATES_CROSS_COLUMNS_H
#define SDG16I_MSE_COVARIATES_CROSS_COLUMNS_H

#include "mse/covariates/cross_model.h"

typedef struct sdg16i_cross_columns {
  int64_t p;
  uint32_t *lists;   /* [p] the list part */
  uint32_t *term;    /* [p] the term */
  const double **at; /* [p] the function: [width], 0 beyond the kinds */
} sdg16i_cross_columns;

/* Columns of all terms, in their order; the intercept first. In the arena.
 * SDG16_ERR_MODEL: too many. */
#define SDG16I_MAX_CROSS_COLUMNS 4096
int32_t sdg16i_cross_columns_new(const sdg16i_cross *cross, const sdg16i_cross_model *model,
                                 sdg16i_arena *arena, sdg16i_cross_columns *out,
                                 sdg16_error *error);

/* table[history][width] := sum over the columns of value[j] times column j, in every cell. */
void sdg16i_cross_spread(const sdg16i_cross *cross, const sdg16i_cross_columns *columns,
                         const double *value, double *table);
/* In place: sums over the supersets of each history. */
void sdg16i_cross_superset_sums(const sdg16i_cross *cross, double *table);

#endif
