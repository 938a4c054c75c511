/* Bootstrap in which every replicate repeats the selection of the model: the joint
 * draws of the totals of one or several tables. */
#ifndef SDG16I_MSE_BOOTSTRAP_BOOTSTRAP_H
#define SDG16I_MSE_BOOTSTRAP_BOOTSTRAP_H

#include "mse/bootstrap/draws.h"
#include "mse/search/selector.h"

/* One table: a stratum, or all the data. */
typedef struct sdg16i_boot_table {
  const char *name;    /* of its cell */
  sdg16i_cells *cells; /* lists in the order of their names (list_order.h) */
  const double *mean;  /* PARAMETRIC: fitted means, [0] the hidden; else NULL */
  double hidden;       /* the estimate; not finite: there is none, and no draws */
} sdg16i_boot_table;

/* Tables that choose a model together: one, or those that share a common model. */
typedef struct sdg16i_boot_group {
  int64_t first, count; /* tables */
  sdg16i_selection how;
} sdg16i_boot_group;

typedef struct sdg16i_boot_plan {
  int64_t tables;
  sdg16i_boot_table *table;
  int64_t groups;
  sdg16i_boot_group *group; /* cover the tables in order */
  int32_t kind;             /* SDG16_BOOTSTRAP_ */
  int64_t replicates;       /* planned; 0: as many as the limits of the total need */
  int64_t search_fits; /* with 0 replicates: the budget of the data's search; 0: no limit */
  int32_t interval;    /* with 0 replicates: the limits are of this kind */
  double level;
  int32_t keep_partial; /* 1: if stopped, return the replicates made so far */
  const char *settings; /* provenance */
  /* One table, selected by a criterion: the best of the first k seeds, k = 1 .. top, in
   * the same replicates (Silverman, Chan & Vincent 2024); 0: not wanted. */
  int64_t top;
  const sdg16i_seeds *ranking; /* at least `top` models in order of the criterion */
} sdg16i_boot_plan;

typedef struct sdg16i_boot_result {
  sdg16_draws *draws;     /* a cell a table */
  sdg16_draws *top_draws; /* a cell for each k; NULL if not wanted */
  int64_t *rank_count;    /* [top + 1] replicates whose best model of all is the k-th of the
                             ranking; [top]: none of them. NULL if not wanted */
  int64_t unproved;       /* replicates with a choice that is not proved the best */
  int32_t stopped;        /* SDG16_ERR_CANCELLED, _TIMEOUT with keep_partial, else OK */
} sdg16i_boot_result;

/* On failure `out` is empty. An automatic number of replicates is the first B of 1,000, 2,000,
 * 5,000, 10,000 and 20,000 with 20 draws below the lower limit and 20 above the upper one
 * of the sum of all tables that have an estimate; it is not raised to a B for which
 * B x the mean fits a replicate, counted in the first 1,000 and weighted as in a search's
 * budget, exceeds 2,000,000 or ten such budgets. Time
 * plays no role: the result is the same as with this B given, which is draws->planned. */
int32_t sdg16i_bootstrap(const sdg16i_boot_plan *plan, sdg16i_run *run, sdg16i_boot_result *out,
                         sdg16_error *error);
/* SDG16_ERR_OPTION: a range of an automatic number of replicates (0). */
int32_t sdg16i_bootstrap_range(int64_t replicates, const sdg16_exec_options *exec,
                               sdg16_error *error);
void sdg16i_boot_result_clear(sdg16i_boot_result *result);

#endif
