/* Models found by a search, in order of their criterion. */
#ifndef SDG16I_MSE_SEARCH_CANDIDATES_H
#define SDG16I_MSE_SEARCH_CANDIDATES_H

#include "mse/search/universe.h"

#include <sdg16/mse.h>

typedef struct sdg16i_candidate {
  sdg16i_set model;
  int64_t parameters;
  double criterion; /* penalty - 2 log-likelihood */
  double loglik;    /* less that of the saturated model: minus half the deviance */
  double hidden;    /* mu(0) */
  int32_t status;   /* SDG16_MODEL_OK or _OK_ON_FACE */
  int64_t df;       /* of one table: histories on the face less the rank there */
  int32_t mode;     /* that it belongs to, from 1; 0: none (estimate/modes.c) */
} sdg16i_candidate;

/* Keeps the `top` best and all within `window` of the best. */
typedef struct sdg16i_candidates {
  int32_t wanted; /* SDG16_MODEL_OK: the admissible models; _UNBOUNDED: these instead */
  double ceiling; /* only models with a criterion below this enter; 0 with `wanted` OK */
  int64_t top;
  double window;
  int64_t words;          /* of a set */
  sdg16i_candidate *list; /* ascending */
  int64_t count, capacity;
  int64_t unconverged; /* admissible models whose fit did not converge: they are not in
                          the list */
} sdg16i_candidates;

static inline int sdg16i_wanted(const sdg16i_candidates *candidates, int32_t status) {
  return candidates->wanted ? status == candidates->wanted : sdg16_model_has_estimate(status);
}

/* A model with a criterion above this cannot enter. It is finite, because a model without a
 * finite criterion (AICc of few persons) is not a candidate. */
double sdg16i_candidates_threshold(const sdg16i_candidates *candidates);
/* Enters a model, unless it is already there or its criterion is too large. -1: out of memory.
 */
int sdg16i_candidates_enter(sdg16i_candidates *candidates, const sdg16i_candidate *candidate);
/* How many models fit as well as the first with the same number of parameters: the data do not
 * tell which of them is best. All of them are in the list, also beyond `top`. */
int64_t sdg16i_candidates_tied(const sdg16i_candidates *candidates);
/* Do these differ in the number hidden, by more than 1 %? The fewest hidden come first. */
int sdg16i_candidates_disagree(const sdg16i_candidates *candidates);
/* How many models count as near the best: those within SDG16_CRITERION_WINDOW, or within
 * `window` if that is smaller, because beyond it the list is not complete. */
int64_t sdg16i_candidates_near(const sdg16i_candidates *candidates);
void sdg16i_candidates_clear(sdg16i_candidates *candidates);

#endif
