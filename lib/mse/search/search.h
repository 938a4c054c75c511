/* The searches over a universe of models, on one table or a panel of tables. */
#ifndef SDG16I_MSE_SEARCH_SEARCH_H
#define SDG16I_MSE_SEARCH_SEARCH_H

#include "base/run.h"
#include "mse/search/candidates.h"
#include "mse/search/evaluate.h"

#include <sdg16/mse.h>

/* Penalty of a model by its parameters, for SDG16_SELECT_BIC, _AIC or _AICC:
 * the criterion is penalty - 2 log-likelihood. Grows with the parameters. */
double sdg16i_penalty(int32_t criterion, int64_t parameters, double n);
/* The same for a model on a panel: every table has its own parameters. */
double sdg16i_panel_penalty(const sdg16i_panel *panel, int32_t criterion, int64_t parameters);

/* Considers one model of a panel: if it is admissible, it is fitted from alpha, which
 * receives the maximum, and entered. *value: its criterion, infinite if not; an admissible
 * model whose fit does not converge is counted in candidates->unconverged. */
int32_t sdg16i_consider(sdg16i_panel *panel, int32_t criterion, const sdg16i_set *model,
                        double *alpha, sdg16i_candidates *candidates, double *value,
                        sdg16_error *error);

/* Memory for searches; after the first search of a kind nothing more is allocated. */
typedef struct sdg16i_workspace {
  sdg16i_arena arena;
  struct sdg16i_level *levels; /* of the exact search */
  double *penalty, *scratch;
  double *alpha, *trial; /* [tables owned x terms] */
  sdg16i_set *seen;      /* of the descent: models looked at */
  int64_t seen_count, seen_capacity;
} sdg16i_workspace;

int32_t sdg16i_workspace_init(sdg16i_workspace *workspace, const sdg16i_panel *panel,
                              sdg16_error *error);
void sdg16i_workspace_clear(sdg16i_workspace *workspace);

/* Models to beat, known from a search on similar tables, with the coefficients of
 * their maxima there; and the start for the largest model. */
typedef struct sdg16i_seeds {
  int64_t count;
  sdg16i_set *model; /* [count] */
  double *alpha;     /* [count][tables x terms] */
  double *largest;   /* [tables x terms] */
} sdg16i_seeds;

/* A search that proves nothing and only improves on the models to beat. */
#define SDG16I_NO_PROOF (-1)

typedef struct sdg16i_search {
  int32_t criterion;
  int64_t budget;            /* most fits that prove bounds, each weighted by the size of its
                                table (sdg16i_fit_weight); 0: no limit; SDG16I_NO_PROOF */
  const sdg16i_seeds *seeds; /* NULL: the models to beat are found by climbing */
  int32_t reports;           /* 1: reports progress; only on the thread of the call */
  int64_t climb_fits;        /* most fits of the first climb; 0: no limit */
  int64_t patience;          /* of the budget, after which it is relaxed (relax.h); 0: half */
  /* results */
  int64_t fitted;
  int64_t spent; /* of the budget */
  int32_t exact;
  double bound; /* proved lower bound of the criterion over the universe */
} sdg16i_search;

/* What a fit of one of the tables counts in a budget: 1 up to six lists, and for larger
 * tables in proportion to its arithmetic. One of ten steps or more counts once more for
 * each ten steps, one in double-double arithmetic a hundred times. Exact decisions of
 * existence on tables of more than eight lists count by their arithmetic (existence.h). */
int64_t sdg16i_fit_weight(const sdg16i_panel *panel);
/* Maximisations so far, of the tables that take part. */
int64_t sdg16i_panel_fits(const sdg16i_panel *panel);

/* Finds the admissible models that `candidates` asks for, proved complete, by
 * branch and bound. If the budget is used up: what was found, exact = 0, and the bound. The
 * same if an admissible model might be as good, but its fit does not converge:
 * candidates->unconverged counts these. */
int32_t sdg16i_search_exact(sdg16i_panel *panel, sdg16i_workspace *workspace, sdg16i_run *run,
                            sdg16i_search *search, sdg16i_candidates *candidates,
                            sdg16_error *error);

/* What the search found, for the caller. constant: added to every criterion. */
void sdg16i_search_summarise(const sdg16i_search *search, const sdg16i_candidates *candidates,
                             double constant, sdg16_search_summary *out);

/* How many neighbours of a model are tried without success before it counts as the best of its
 * neighbourhood: a few of the promising ones, or all. */
#define SDG16I_FEW_TRIES 3
#define SDG16I_ALL_TRIES SDG16I_MAX_INTERACTIONS

/* Improves on the best candidate (on independence if there is none) by single interactions,
 * those first whose addition (score test) or removal (Wald) promises most: a fit or two a
 * step. Then looks at the neighbours that promise to be among the models asked for. Ends
 * after `most_fits` fits of a table, where it then stands; 0: no limit. */
int32_t sdg16i_search_climb(sdg16i_panel *panel, sdg16i_workspace *workspace, int32_t criterion,
                            int64_t tries, int64_t most_fits, sdg16i_run *run,
                            sdg16i_candidates *candidates, sdg16_error *error);

/* Best-improvement descent from independence over the neighbours in the lattice
 * of hierarchical models (Silverman, Chan & Vincent 2024), at most 20 moves. All
 * admissible models visited enter `candidates`. visited counts the models looked
 * at, admissible or not. */
int32_t sdg16i_search_downhill(sdg16i_panel *panel, sdg16i_workspace *workspace,
                               int32_t criterion, sdg16i_run *run,
                               sdg16i_candidates *candidates, int64_t *visited,
                               sdg16_error *error);

/* P-values within this relative distance are tied, because rounding separates those of
 * symmetric data. */
#define SDG16I_TIE 1e-6

/* Adds pairs by p-value (Chan, Silverman & Vincent 2021) until none is below the
 * threshold, on one table. *model_status: of the model reached, which may be independence;
 * alpha [terms] receives its maximum. */
int32_t sdg16i_search_stepwise(sdg16i_evaluator *evaluator, double p_threshold, sdg16i_run *run,
                               sdg16i_set *model, double *alpha, int32_t *model_status,
                               sdg16_error *error);

/* Calls visit for every hierarchical model of the universe, each reached from one
 * with one interaction less. A nonzero return ends it. */
typedef int32_t (*sdg16i_visit_fn)(const sdg16i_set *model, int64_t added, int64_t depth,
                                   void *context, sdg16_error *error);
int32_t sdg16i_enumerate(const sdg16i_universe *universe, sdg16i_run *run,
                         sdg16i_visit_fn visit, void *context, sdg16_error *error);

#endif
