/* One way of choosing a model, applied to one table (or panel) after another: the
 * resampled tables of a bootstrap. From the second table on nothing is allocated. What
 * comes out depends on the table and the lot alone, not on those before. */
#ifndef SDG16I_MSE_SEARCH_SELECTOR_H
#define SDG16I_MSE_SEARCH_SELECTOR_H

#include "mse/search/search.h"

typedef struct sdg16i_selection {
  int32_t select;     /* SDG16_SELECT_ */
  int32_t criterion;  /* SDG16_SELECT_BIC, _AIC or _AICC: what DOWNHILL descends in */
  int32_t existence;  /* SDG16_EXISTENCE_ */
  double p_threshold; /* STEPWISE, which takes one table */
  const sdg16i_universe *universe; /* FIXED: of the model alone */
  const sdg16i_seeds *seeds;       /* exact searches and FIXED; else NULL */
  int64_t budget;                  /* of each exact search: as sdg16i_search.budget */
  int64_t climb_fits;              /* of each without a proof: as sdg16i_search.climb_fits */
} sdg16i_selection;

/* The budget of each replicate's search, if the search of the data had `budget`, spent `spent`
 * and was exact or not. The rule uses only counts. SDG16I_NO_PROOF if proofs for a thousand
 * replicates would take minutes: replicates then improve on the best models of the data. */
int64_t sdg16i_replicate_budget(int64_t budget, int exact, int64_t spent);
/* A search of the data that has spent this much without a proof leaves replicates without
 * proofs: what it would still find does not matter. */
#define SDG16I_MOST_FOR_PROOFS 10000
/* The most fits of a replicate's climb without a proof, where a fit weighs `weight`
 * (sdg16i_fit_weight): a thousand replicates climb for the budget of the data's search, but
 * each may look around the best models of the data. 0: no limit. */
int64_t sdg16i_replicate_climb(int64_t budget, int64_t weight);

typedef struct sdg16i_selector {
  const sdg16i_selection *how;
  sdg16i_panel panel;         /* the tables that take part */
  int64_t tables;             /* all of them */
  sdg16i_cells **cells;       /* [tables] */
  sdg16i_list_groups *groups; /* [tables] of the data */
  sdg16i_workspace workspace;
  sdg16i_candidates candidates;
  double *alpha; /* [tables x terms] */
  /* Which of several best models that fit equally well: the one whose number hidden is nearest
   * to `near`; where that is NaN, the one at the share `lot`, in [0, 1), of their list. */
  double near, lot;
  /* of the last table or panel */
  int32_t status; /* SDG16_MODEL_ */
  sdg16i_set model;
  double *hidden; /* [tables]; without an estimate what its case says: infinite when it is
                     unbounded, 0 when none are hidden, else NaN (existence.h); infinite too
                     where a refused unbounded model is preferred (refused.h) */
  int32_t exact;  /* 0: an exact search, or one for refused models, ended before its proof */
} sdg16i_selector;

/* Reasons in the data why nothing can be estimated, whatever the model: OK, _NO_OVERLAP
 * or _TOO_FEW_LISTS. */
int32_t sdg16i_data_status(const sdg16i_cells *cells);

/* `cells`: the original tables, whose independence fits are the starts. */
int32_t sdg16i_selector_init(sdg16i_selector *selector, const sdg16i_selection *how,
                             int64_t tables, sdg16i_cells *const *cells, sdg16_error *error);
void sdg16i_selector_clear(sdg16i_selector *selector);

/* Chooses for dense counts, one array of 2^lists a table. Of several tables those for which
 * not even independence is admissible take no part. A table without an estimate has the case
 * of independence, which admissible models contain, or that of a fixed model; under
 * EXISTENCE_COEFFICIENTS it is missing unless independence is unbounded. Fails only if it
 * is stopped or memory is out. */
int32_t sdg16i_selector_apply(sdg16i_selector *selector, const double *const *counts,
                              sdg16i_run *run, sdg16_error *error);

/* Seeds from `count` models of a search on the panel: their maxima, and that of the
 * largest model, from the panel's starts. Models that do not converge are left out. */
int32_t sdg16i_seeds_init(sdg16i_seeds *seeds, sdg16i_panel *panel, int64_t count,
                          const sdg16i_candidate *list, sdg16_error *error);
void sdg16i_seeds_clear(sdg16i_seeds *seeds);

#endif
