/* The inside of sdg16_mse: one estimation and all its results. */
#ifndef SDG16I_MSE_ESTIMATE_ESTIMATE_H
#define SDG16I_MSE_ESTIMATE_ESTIMATE_H

#include "mse/bootstrap/bootstrap.h"
#include "mse/bootstrap/draws.h"
#include "mse/loglinear/fit.h"
#include "mse/search/refused.h"

#include <math.h>

struct sdg16_mse {
  const sdg16_capture *capture; /* only during the estimation */
  sdg16_mse_options options;    /* checked; select, max_order and interval resolved */
  int32_t status;
  int32_t stopped;         /* SDG16_ERR_CANCELLED, _TIMEOUT with keep_partial, else OK */
  int32_t automatic;       /* 1: the library chose the number of replicates */
  int32_t is_common;       /* 1: a stratum whose model all strata have in common */
  sdg16i_list_order order; /* the order of the names; of the lists in the next three */
  sdg16i_cells *cells;
  sdg16i_universe universe; /* empty with a fixed model */
  sdg16i_candidates candidates;
  sdg16_search_summary search;
  int32_t reason;                  /* without an estimate: the case of independence, by TOTAL */
  sdg16i_refused refused;          /* the best refused unbounded model */
  double at_least, at_least_lower; /* NaN: no lower bound is given */
  sdg16_model *model;
  sdg16_fit *fit;
  sdg16_estimate estimate;
  sdg16_bootstrap_summary bootstrap; /* struct_size 0: none */
  sdg16i_boot_result draws;
  const sdg16_draws *cell_draws; /* of the total: its own, or from the strata; NULL: none */
  int64_t cell;
  sdg16_fit_test fit_test;
  sdg16_coverage coverage;
  sdg16_table *estimates, *models, *modes, *draw_modes, *top, *diagnostics, *residuals;
};

/* ---- the steps, for one table or for a stratum ---- */

/* Options over the defaults, checked against the capture data's lists. joint: the
 * interval AUTO is a bootstrap interval, for any selection. */
int32_t sdg16i_mse_options(const sdg16_mse_options *caller, int32_t lists, int joint,
                           sdg16_mse_options *out, sdg16_error *error);
/* Makes a handle with the data. */
int32_t sdg16i_mse_begin(const sdg16_capture *capture, const sdg16_mse_options *checked,
                         sdg16_mse **out, sdg16_error *error);
/* Chooses the model and fits it. */
int32_t sdg16i_mse_choose(sdg16_mse *mse, sdg16i_run *run, sdg16_error *error);
/* Makes these terms the model, and fits it. */
int32_t sdg16i_mse_settle(sdg16_mse *mse, int64_t terms, const uint32_t *term,
                          sdg16_error *error);
/* The selected model's total becomes a lower bound: status UNBOUNDED_PREFERRED. */
int32_t sdg16i_mse_bound_below(sdg16_mse *mse, sdg16_error *error);
/* Looks for a refused unbounded model that the criterion prefers by more than 2: then there is
 * no estimate, and the selected model gives a lower bound (refused.c). */
int32_t sdg16i_mse_refuse(sdg16_mse *mse, sdg16i_run *run, sdg16_error *error);
/* Interval of the fitted model; for bootstrap intervals only the estimate. */
int32_t sdg16i_mse_interval(sdg16_mse *mse, sdg16_error *error);
/* Whether a stop with this status leaves a result, which is what keep_partial asks for. */
static inline int sdg16i_keeps(const sdg16_mse_options *options, int32_t status) {
  return options->keep_partial &&
         (status == SDG16_ERR_CANCELLED || status == SDG16_ERR_TIMEOUT);
}
/* The estimation was stopped before its replicates: it has no interval. */
void sdg16i_mse_stop(sdg16_mse *mse, int32_t why);
/* Tests the fit, if there is one; stopped with keep_partial there are no p-values. */
int32_t sdg16i_mse_test_fit(sdg16_mse *mse, sdg16i_run *run, sdg16_error *error);
/* SDG16_ERR_POPULATION if the population is smaller than the number observed; 0: no population.
 */
int32_t sdg16i_check_population(double population, double observed, sdg16_error *error);
/* The result tables. */
int32_t sdg16i_mse_tables(sdg16_mse *mse, sdg16_error *error);

/* The criterion by which the candidates are ranked. */
static inline int32_t sdg16i_ranking(const sdg16_mse_options *o) {
  return o->select == SDG16_SELECT_AIC || o->select == SDG16_SELECT_AICC ? o->select
                                                                         : SDG16_SELECT_BIC;
}
static inline int sdg16i_resamples(int32_t interval) {
  return interval >= SDG16_INTERVAL_BCA && interval <= SDG16_INTERVAL_BASIC;
}
/* The lower bound of the total as sdg16_mse_at_least gives it. */
static inline sdg16_estimate sdg16i_mse_at_least(const sdg16_mse *mse) {
  int known = !isnan(mse->at_least);
  return (sdg16_estimate){.struct_size = (int64_t)sizeof(sdg16_estimate),
                          .value = mse->at_least,
                          .se = NAN,
                          .lower = mse->at_least_lower,
                          .upper = known ? INFINITY : NAN,
                          .level = mse->options.level,
                          .df = INFINITY,
                          .method = known ? mse->estimate.method : SDG16_INTERVAL_NONE,
                          .flags = known ? SDG16_FLAG_CONDITIONAL | SDG16_FLAG_UPPER_OPEN : 0};
}
/* The number hidden; NaN if there is no estimate. */
static inline double sdg16i_mse_hidden(const sdg16_mse *mse) {
  return sdg16_model_has_estimate(mse->status) && mse->fit ? mse->fit->summary.hidden : NAN;
}
/* "select=bic;max_order=5;..." behind "input=SHA-256;": what the draws depend on. */
int sdg16i_mse_settings(const sdg16_mse_options *options, const char *sha256,
                        const sdg16_model *fixed, int tied, char *out, size_t size);

/* ---- how replicates choose (reselection.c) ---- */

/* A selection, and the memory that it points to. */
typedef struct sdg16i_reselection {
  sdg16i_selection how;
  sdg16i_universe fixed;
  sdg16i_seeds seeds, ranking;
} sdg16i_reselection;

/* How replicates choose, if `options` chose the model of `fit` from `candidates` (of
 * `universe`) for the data. refused: the search for refused models; its cost sets the budget of
 * such searches if the selection is not exact. ranking > 0: also seeds for this number of
 * candidates. */
int32_t sdg16i_reselection_init(sdg16i_reselection *reselection,
                                const sdg16_mse_options *options,
                                const sdg16i_universe *universe, const sdg16i_refused *refused,
                                const sdg16i_candidates *candidates, const sdg16_fit *fit,
                                int64_t tables, sdg16i_cells *const *cells, int64_t ranking,
                                sdg16i_run *run, sdg16_error *error);
void sdg16i_reselection_clear(sdg16i_reselection *reselection);
/* Interval of one cell into estimate and summary. */
int32_t sdg16i_draws_conclude(const sdg16_draws *draws, int64_t cell,
                              const sdg16_mse_options *options, sdg16_estimate *estimate,
                              sdg16_bootstrap_summary *summary, sdg16_error *error);
/* Tells the cell of an estimation how far whole numbers of overlaps part its draws. */
void sdg16i_mse_scale(const sdg16_mse *mse, sdg16i_draws_cell *cell);
/* The bootstrap of one estimation, its interval, its top table. */
int32_t sdg16i_mse_resample(sdg16_mse *mse, sdg16i_run *run, sdg16_error *error);

/* ---- tables (estimates_table.c, modes.c, diagnose/) ---- */

#define SDG16I_STATUS_UNKNOWN (-1) /* no estimate, for an unknown reason */

/* The model of a row that is no estimation of lists alone, and how it fits. */
typedef struct sdg16i_fit_line {
  const char *model;
  int64_t parameters, effective_parameters, face, df;
  double deviance, pearson, loglik, aic, aicc, bic;
} sdg16i_fit_line;

/* A row of the estimates: an estimation, or a sum of several. */
typedef struct sdg16i_estimate_row {
  const sdg16_mse *mse;        /* NULL: a sum */
  const char *const *values;   /* of the columns that disaggregate; NULL: all */
  double observed, population; /* observed is NaN if the row counts no persons */
  int32_t status;
  const sdg16_estimate *estimate;
  const sdg16_bootstrap_summary *bootstrap; /* struct_size 0: none; of an incomplete sum
                                               those of at_least */
  double at_least, at_least_lower; /* of an incomplete sum: a lower bound and its lower limit;
                                      else NaN */
  const char *headline;            /* NULL: none */
  const char *estimator;           /* NULL: "loglinear" */
  const sdg16i_fit_line *fit;      /* NULL: none */
} sdg16i_estimate_row;

/* The headlines of a table of diagnostics, one behind the other; NULL: none, or no memory,
 * which the status of the arena tells. */
const char *sdg16i_headlines_text(const sdg16_table *diagnostics, sdg16i_arena *arena);

int32_t sdg16i_estimates_table(const sdg16_mse_options *options, int64_t columns,
                               const char *const *names, int64_t rows,
                               const sdg16i_estimate_row *row, sdg16_table **out,
                               sdg16_error *error);
int32_t sdg16i_models_table(sdg16_mse *mse, sdg16_error *error);
/* Also notes the mode of each candidate. */
int32_t sdg16i_modes_table(sdg16_mse *mse, sdg16_error *error);
int32_t sdg16i_draw_modes_table(const sdg16_draws *draws, int64_t cell, sdg16_table **out,
                                sdg16_error *error);
int32_t sdg16i_diagnostics_table(sdg16_mse *mse, sdg16_error *error);

#endif
