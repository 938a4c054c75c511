/* The searches over a universe of models. */
#ifndef SDG16I_SEARCH_H
#define SDG16I_SEARCH_H

#include "base/run.h"
#include "mse/select/candidates.h"
#include "mse/select/evaluate.h"

#include <sdg16/mse.h>

/* Penalty of a model by its parameters, for SDG16_SELECT_BIC, _AIC or _AICC:
 * the criterion is penalty - 2 log-likelihood. Grows with the parameters. */
double sdg16i_penalty(int32_t criterion, int64_t parameters, double n);

typedef struct sdg16i_search {
  int32_t criterion;
  double seconds; /* budget; 0: none */
  /* results */
  int64_t fitted;
  int32_t exact;
  double bound; /* proved lower bound of the criterion over the universe */
} sdg16i_search;

/* Finds the admissible models that `candidates` asks for, proved complete, by
 * branch and bound. Out of budget: what was found, exact = 0, and the bound. */
int32_t sdg16i_search_exact(sdg16i_evaluator *evaluator, sdg16i_run *run, sdg16i_search *search,
                            sdg16i_candidates *candidates, sdg16_error *error);

/* Best-improvement descent from independence over the neighbours in the lattice
 * of hierarchical models (Silverman, Chan & Vincent 2024), at most 20 moves. All
 * admissible models visited enter `candidates`. visited counts the models looked
 * at, admissible or not. */
int32_t sdg16i_search_downhill(sdg16i_evaluator *evaluator, int32_t criterion, sdg16i_run *run,
                               sdg16i_candidates *candidates, int64_t *visited,
                               sdg16_error *error);

/* P-values as near as this, relatively, are tied: rounding parts those of symmetric data. */
#define SDG16I_TIE 1e-6

/* Adds pairs by p-value (Chan, Silverman & Vincent 2021) until none is below the
 * threshold. *status: of the model reached, which may be independence. */
int32_t sdg16i_search_stepwise(sdg16i_evaluator *evaluator, double p_threshold, sdg16i_run *run,
                               sdg16i_set *model, int32_t *status, sdg16_error *error);

/* Calls visit for every hierarchical model of the universe, each reached from one
 * with one interaction less. A nonzero return ends it. */
typedef int32_t (*sdg16i_visit_fn)(const sdg16i_set *model, int64_t added, int64_t depth,
                                   void *context, sdg16_error *error);
int32_t sdg16i_enumerate(const sdg16i_universe *universe, sdg16i_run *run,
                         sdg16i_visit_fn visit, void *context, sdg16_error *error);

#endif
