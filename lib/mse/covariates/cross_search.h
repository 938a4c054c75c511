/* Which model of lists and covariates: stepwise in both directions.
 *
 * In each step the best of all models that have one term more or less is taken, as long as it
 * is better. Terms come from `upper` and stay if they are in `lower`; a term joins when
 * everything below it is there, and leaves when nothing above it is. A candidate is fitted only
 * if it is not proved to be worse: a Newton step from the model at hand gives an upper bound of
 * its likelihood (see mse/loglinear/newton.h). */
#ifndef SDG16I_MSE_COVARIATES_CROSS_SEARCH_H
#define SDG16I_MSE_COVARIATES_CROSS_SEARCH_H

#include "mse/covariates/cross_fit.h"

typedef struct sdg16i_cross_scope {
  const sdg16i_cross_model *start; /* where it begins; between lower and upper */
  const sdg16i_cross_model *lower, *upper;
  int32_t criterion; /* SDG16_SELECT_BIC, _AIC or _AICC ... */
  double penalty;    /* ... unless above 0: this for each coefficient, and -2 log-likelihood */
  int32_t any_total; /* 1: also models whose total has no estimate */
} sdg16i_cross_scope;

/* A model on the path; the first is the start. */
typedef struct sdg16i_cross_step {
  uint32_t term;  /* that joined or left; 0 at the start */
  int32_t joined; /* 1 joined, -1 left, 0 at the start */
  double criterion;
  sdg16i_cross_model model;
  sdg16i_cross_fit fit;
} sdg16i_cross_step;

typedef struct sdg16i_cross_path {
  int64_t steps, capacity;
  sdg16i_cross_step **step; /* in the arena, but the array itself */
  int64_t fits;             /* candidates that were fitted */
} sdg16i_cross_path;

/* The path is made in `arena`; free its array with sdg16i_cross_path_clear. */
int32_t sdg16i_cross_search(const sdg16i_cross *cross, const sdg16i_cross_scope *scope,
                            sdg16i_arena *arena, sdg16i_cross_path *out, sdg16_error *error);
void sdg16i_cross_path_clear(sdg16i_cross_path *path);

/* All main effects and all pairs. */
int32_t sdg16i_cross_all_pairs(const sdg16i_cross *cross, const int32_t *degree,
                               sdg16i_arena *arena, sdg16i_cross_model *out,
                               sdg16_error *error);

#endif
