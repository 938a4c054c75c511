#include "mse/estimate/estimate.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"
#include "base/options.h"
#include "mse/diagnose/coverage.h"
#include "mse/diagnose/fit_test.h"
#include "mse/loglinear/existence.h"
#include "mse/loglinear/model.h"

#include <math.h>
#include <stdlib.h>

/* ---- options ---- */

static const sdg16_mse_options DEFAULTS = {.struct_size = (int64_t)sizeof DEFAULTS,
                                           .select = SDG16_SELECT_BIC,
                                           .p_threshold = 0.02,
                                           .search_fits = SDG16_SEARCH_FITS,
                                           .top = 10,
                                           .window = SDG16_CRITERION_WINDOW,
                                           .interval = SDG16_INTERVAL_AUTO,
                                           .bootstrap_kind = SDG16_BOOTSTRAP_NONPARAMETRIC,
                                           .level = 0.95,
                                           .reselect = 1,
                                           .fit_replicates = 500};

#define MOST_REPLICATES INT64_C(100000000)
/* With fewer no p-value is below 0.01, which is what a misfit is told by. */
#define LEAST_FIT_REPLICATES 100

int32_t sdg16_mse_options_init(sdg16_mse_options *options, int64_t size) {
  return sdg16i_struct_out(options, size, &DEFAULTS, (int64_t)sizeof DEFAULTS);
}

static int32_t refuse_option(sdg16_error *error, const char *option, const char *what) {
  return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, option, 0, 0, "%s %s", option, what);
}

static int32_t refuse_number(sdg16_error *error, const char *option, double value,
                             const char *rule) {
  return sdg16i_fail_number(error, SDG16_ERR_ARGUMENT, option, value, rule);
}
static int32_t check_resampling(const sdg16_mse_options *o, sdg16_error *error) {
  if (!sdg16_bootstrap_name(o->bootstrap_kind))
    return refuse_option(error, "bootstrap_kind", "must be an SDG16_BOOTSTRAP_ value");
  if (o->replicates < 0 || o->replicates > MOST_REPLICATES)
    return refuse_number(error, "replicates", (double)o->replicates,
                         "from 1 to 100,000,000, or 0 for automatic");
  if (o->top_intervals < 0 || o->top_intervals > 100000)
    return refuse_number(error, "top_intervals", (double)o->top_intervals,
                         "from 0 (none) to 100,000");
  if (!o->top_intervals) return SDG16_OK;
  if (o->select < SDG16_SELECT_BIC || o->select > SDG16_SELECT_AICC)
    return refuse_option(error, "top_intervals", "needs models ranked by bic, aic or aicc");
  if (!sdg16i_resamples(o->interval) || !o->reselect)
    return refuse_option(
        error, "top_intervals",
        "needs a bootstrap interval (bca, percentile, basic) that repeats the selection");
  return SDG16_OK;
}

int32_t sdg16i_mse_options(const sdg16_mse_options *caller, int32_t lists, int joint,
                           sdg16_mse_options *o, sdg16_error *error) {
  *o = DEFAULTS;
  int32_t status = sdg16i_struct_in(caller, o, (int64_t)sizeof *o, "sdg16_mse_options", error);
  if (status) return status;
  if (o->model) o->select = SDG16_SELECT_FIXED;
  if (!sdg16_select_name(o->select))
    return refuse_option(error, "select", "must be an SDG16_SELECT_ value");
  if (!sdg16_interval_name(o->interval))
    return refuse_option(error, "interval", "must be an SDG16_INTERVAL_ value");
  if (!(o->level > 0 && o->level < 1))
    return refuse_number(error, "level", o->level, SDG16I_LEVEL_RULE);
  if (!(o->p_threshold > 0 && o->p_threshold < 1))
    return refuse_number(error, "p_threshold", o->p_threshold, "between 0 and 1, such as 0.02");
  if (o->search_fits < 0)
    return refuse_number(error, "search_fits", (double)o->search_fits, "0 (no limit) or more");
  if (!sdg16_existence_name(o->existence))
    return refuse_option(error, "existence", "must be an SDG16_EXISTENCE_ value");
  if (o->fit_replicates &&
      (o->fit_replicates < LEAST_FIT_REPLICATES || o->fit_replicates > MOST_REPLICATES))
    return refuse_number(error, "fit_replicates", (double)o->fit_replicates,
                         "0 (none) or from 100 to 100,000,000");
  if (o->top < 1) return refuse_number(error, "top", (double)o->top, "at least 1");
  if (!(o->window >= 0)) return refuse_number(error, "window", o->window, "0 or more");
  if (!(o->population >= 0) || isinf(o->population))
    return refuse_number(error, "population", o->population,
                         "above 0 and finite, or 0 for none");
  if (o->max_order < 0 || (o->max_order && o->max_order >= lists && lists > 2))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "max_order", 0, 0,
                          "max_order must be from 1 to %d with %d lists, not %d", lists - 1,
                          lists, o->max_order);
  if (o->select == SDG16_SELECT_STEPWISE) o->max_order = 2;
  if (!o->max_order) o->max_order = lists <= 6 ? lists - 1 : 2;
  if (o->interval == SDG16_INTERVAL_AUTO)
    o->interval =
        o->select == SDG16_SELECT_FIXED && !joint ? SDG16_INTERVAL_PROFILE : SDG16_INTERVAL_BCA;
  return check_resampling(o, error);
}

/* ---- choosing the model ---- */

int32_t sdg16i_mse_settle(sdg16_mse *mse, int64_t terms, const uint32_t *term,
                          sdg16_error *error) {
  int32_t status = sdg16i_model_from_terms(mse->cells->lists, terms, term, &mse->model, error);
  if (!status)
    status = sdg16i_fit_terms(mse->capture, mse->options.existence, mse->model->count,
                              mse->model->term, &mse->fit, error);
  if (!status) mse->status = mse->fit->summary.status;
  return status;
}

static int32_t settle_set(sdg16_mse *mse, const sdg16i_set *model, sdg16_error *error) {
  uint32_t term[1 + SDG16_MAX_LISTS + SDG16I_MAX_INTERACTIONS];
  int64_t terms = sdg16i_model_term_list(&mse->universe, model, term);
  return sdg16i_mse_settle(mse, terms, term, error);
}

/* A selection without ranking leaves its model as the only candidate. */
static int32_t only_candidate(sdg16_mse *mse, const sdg16i_set *model, sdg16_error *error) {
  const sdg16_fit_summary *s = &mse->fit->summary;
  if (!sdg16_model_has_estimate(s->status)) return SDG16_OK;
  double loglik = s->loglik + mse->cells->log_factorials;
  int32_t ranking = sdg16i_ranking(&mse->options);
  sdg16i_candidate c = {.model = *model,
                        .status = s->status,
                        .df = s->df,
                        .parameters = s->parameters,
                        .loglik = loglik,
                        .hidden = s->hidden,
                        .criterion =
                            sdg16i_penalty(ranking, s->parameters, mse->cells->n) - 2 * loglik};
  return sdg16i_candidates_enter(&mse->candidates, &c) ? sdg16i_fail_memory(error) : SDG16_OK;
}

static int32_t search_models(sdg16_mse *mse, sdg16i_panel *panel, sdg16i_workspace *w,
                             sdg16i_search *search, sdg16i_run *run, int64_t *looked_at,
                             sdg16_error *error) {
  const sdg16_mse_options *o = &mse->options;
  sdg16i_set model;
  int32_t status;
  if (o->select == SDG16_SELECT_STEPWISE) {
    status = sdg16i_search_stepwise(panel->e[0], o->p_threshold, run, &model, w->alpha,
                                    &mse->status, error);
    if (!status) status = settle_set(mse, &model, error);
    return status ? status : only_candidate(mse, &model, error);
  }
  if (o->select == SDG16_SELECT_DOWNHILL)
    status = sdg16i_search_downhill(panel, w, search->criterion, run, &mse->candidates,
                                    looked_at, error);
  else
    status = sdg16i_search_exact(panel, w, run, search, &mse->candidates, error);
  mse->status =
      mse->candidates.count ? mse->candidates.list[0].status : SDG16_MODEL_NONE_ADMISSIBLE;
  if (status || !mse->candidates.count) return status;
  return settle_set(mse, &mse->candidates.list[0].model, error);
}

static int32_t run_search(sdg16_mse *mse, sdg16i_run *run, sdg16_error *error) {
  const sdg16_mse_options *o = &mse->options;
  sdg16i_workspace w;
  sdg16i_panel panel;
  sdg16i_search s = {
      .criterion = sdg16i_ranking(o), .budget = o->search_fits, .reports = 1, .bound = NAN};
  int64_t looked_at = 0;
  int32_t status = sdg16i_universe_init(&mse->universe, mse->cells->lists, o->max_order, error);
  mse->universe.order = mse->order;
  if (!status)
    status = sdg16i_panel_init(&panel, &mse->universe, o->existence, 1, &mse->cells, error);
  if (status) return status;
  status = sdg16i_workspace_init(&w, &panel, error);
  if (!status) status = search_models(mse, &panel, &w, &s, run, &looked_at, error);
  double constant = 2 * mse->cells->log_factorials;
  mse->search.universe = sdg16i_universe_models(&mse->universe, &mse->search.universe_log10);
  mse->search.fitted = o->select == SDG16_SELECT_DOWNHILL ? looked_at : panel.own->fits;
  sdg16i_search_summarise(&s, &mse->candidates, constant, &mse->search);
  if (o->select == SDG16_SELECT_STEPWISE)
    mse->search.unconverged = mse->status == SDG16_MODEL_NOT_CONVERGED;
  sdg16i_workspace_clear(&w);
  sdg16i_panel_clear(&panel);
  return status;
}

static int32_t run_fixed(sdg16_mse *mse, sdg16_error *error) {
  sdg16_model *model;
  int32_t status = sdg16_model_parse(
      mse->capture, mse->options.model ? mse->options.model : "[]", &model, error);
  if (status) return status;
  status = sdg16i_mse_settle(mse, model->count, model->term, error);
  sdg16_model_free(model);
  mse->search = (sdg16_search_summary){.universe = 1, .fitted = 1, .exact = 1};
  mse->search.criterion = SDG16_SELECT_FIXED;
  mse->search.best = mse->search.bound = mse->search.gap = NAN;
  mse->search.unconverged = mse->status == SDG16_MODEL_NOT_CONVERGED;
  return status;
}

/* ---- the steps ---- */

int32_t sdg16i_mse_begin(const sdg16_capture *capture, const sdg16_mse_options *checked,
                         sdg16_mse **out, sdg16_error *error) {
  sdg16_mse *mse = *out = sdg16i_array(1, sizeof *mse);
  if (!mse) return sdg16i_fail_memory(error);
  mse->capture = capture;
  mse->options = *checked;
  mse->automatic = !checked->replicates;
  mse->search =
      (sdg16_search_summary){.best = NAN, .bound = NAN, .universe_log10 = NAN, .gap = NAN};
  int64_t top = checked->top > checked->top_intervals ? checked->top : checked->top_intervals;
  mse->candidates = (sdg16i_candidates){.top = top, .window = checked->window};
  mse->estimate = (sdg16_estimate){.struct_size = (int64_t)sizeof mse->estimate,
                                   .value = NAN,
                                   .se = NAN,
                                   .lower = NAN,
                                   .upper = NAN,
                                   .level = checked->level,
                                   .df = INFINITY,
                                   .method = checked->interval};
  mse->at_least = mse->at_least_lower = NAN;
  mse->fit_test = sdg16i_no_fit_test();
  mse->order = sdg16i_list_order_by_name(capture);
  int32_t status = sdg16i_cells_ordered(capture, &mse->order, &mse->cells, error);
  if (!status) {
    mse->status = sdg16i_data_status(mse->cells);
    mse->coverage = sdg16i_coverage(mse->cells);
    return SDG16_OK;
  }
  sdg16_mse_free(mse);
  *out = NULL;
  return status;
}

/* What independence, which every model contains, says of a table without an estimate. */
static int32_t find_reason(sdg16_mse *mse, sdg16_error *error) {
  uint32_t term[1 + SDG16_MAX_LISTS] = {0};
  int32_t lists = mse->cells->lists;
  for (int32_t j = 0; j < lists; j++) term[1 + j] = UINT32_C(1) << j;
  return sdg16i_existence(mse->cells, SDG16_EXISTENCE_TOTAL, 1 + lists, term, NULL,
                          &mse->reason, error);
}

static int32_t choose_model(sdg16_mse *mse, sdg16i_run *run, sdg16_error *error) {
  int32_t reason = mse->status;
  if (mse->options.select == SDG16_SELECT_FIXED) {
    int32_t status =
        run_fixed(mse, error); /* all the same: a wrong model text must be refused */
    if (reason != SDG16_MODEL_OK) mse->status = reason;
    return status;
  }
  return reason == SDG16_MODEL_OK ? run_search(mse, run, error) : SDG16_OK;
}

int32_t sdg16i_mse_choose(sdg16_mse *mse, sdg16i_run *run, sdg16_error *error) {
  int32_t status = choose_model(mse, run, error);
  if (!status) status = sdg16i_mse_refuse(mse, run, error);
  if (!status && !sdg16_model_has_estimate(mse->status)) status = find_reason(mse, error);
  return status;
}

int32_t sdg16i_mse_interval(sdg16_mse *mse, sdg16_error *error) {
  const sdg16_mse_options *o = &mse->options;
  sdg16_estimate *e = &mse->estimate;
  if (mse->status == SDG16_MODEL_NONE_HIDDEN && o->select == SDG16_SELECT_FIXED)
    return sdg16_fit_interval(mse->fit, SDG16_INTERVAL_PROFILE, o->level, e, (int64_t)sizeof *e,
                              NULL, error);
  if (!sdg16_model_has_estimate(mse->status)) return SDG16_OK;
  int resamples = sdg16i_resamples(o->interval);
  int32_t status = sdg16_fit_interval(mse->fit, resamples ? SDG16_INTERVAL_NONE : o->interval,
                                      o->level, e, (int64_t)sizeof *e, NULL, error);
  e->method = o->interval;
  if (o->select != SDG16_SELECT_FIXED && o->interval != SDG16_INTERVAL_NONE &&
      !(resamples && o->reselect))
    e->flags |= SDG16_FLAG_CONDITIONAL;
  if (o->select >= SDG16_SELECT_BIC && o->select <= SDG16_SELECT_AICC && !mse->search.exact)
    e->flags |= SDG16_FLAG_NOT_EXACT;
  return status;
}

int32_t sdg16i_mse_test_fit(sdg16_mse *mse, sdg16i_run *run, sdg16_error *error) {
  sdg16_error failure; /* of its own: stopping may be no failure of the call */
  sdg16_error_init(&failure, sizeof failure);
  int32_t status =
      sdg16i_test_fit(mse->fit, mse->options.fit_replicates, run, &mse->fit_test, &failure);
  if (!sdg16i_keeps(&mse->options, status))
    return status ? sdg16i_fail_copy(error, &failure) : status;
  mse->stopped = status;
  return SDG16_OK;
}

void sdg16i_mse_stop(sdg16_mse *mse, int32_t why) {
  mse->stopped = why;
  mse->options.interval = mse->estimate.method = SDG16_INTERVAL_NONE;
  mse->estimate.se = NAN; /* that of the model alone is too small */
}

int32_t sdg16i_check_population(double population, double observed, sdg16_error *error) {
  if (!(population > 0) || population >= observed) return SDG16_OK;
  char found[SDG16I_DOUBLE_SIZE], expected[SDG16I_DOUBLE_SIZE];
  sdg16i_format_double(population, found);
  sdg16i_format_double(observed, expected);
  return sdg16i_fail_at(error, SDG16_ERR_POPULATION, "population", 0, 0,
                        "population must be at least the %s people observed, not %s", expected,
                        found);
}

int32_t sdg16i_mse_tables(sdg16_mse *mse, sdg16_error *error) {
  sdg16i_estimate_row row = {.mse = mse,
                             .observed = mse->cells->n,
                             .population = mse->options.population,
                             .status = mse->status,
                             .estimate = &mse->estimate,
                             .bootstrap = &mse->bootstrap,
                             .at_least = NAN,
                             .at_least_lower = NAN};
  int32_t status = sdg16i_modes_table(mse, error);
  if (!status) status = sdg16i_models_table(mse, error);
  if (!status) status = sdg16i_residuals_table(mse->fit, mse->capture, &mse->residuals, error);
  if (!status) status = sdg16i_diagnostics_table(mse, error);
  sdg16i_arena arena = {0};
  if (!status) row.headline = sdg16i_headlines_text(mse->diagnostics, &arena);
  if (!status) status = sdg16i_arena_status(&arena, error);
  if (!status)
    status = sdg16i_estimates_table(&mse->options, 0, NULL, 1, &row, &mse->estimates, error);
  sdg16i_arena_free(&arena);
  return status;
}

/* Of the whole work, the share that the search of the data is taken to be when replicates
 * follow. */
#define SEARCH_SHARE 0.01

int32_t sdg16_mse_new(const sdg16_capture *capture, const sdg16_mse_options *options,
                      const sdg16_exec_options *exec, sdg16_mse **out, sdg16_error *error) {
  *out = NULL;
  if (!capture) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "capture must not be NULL");
  sdg16_mse *mse = NULL;
  sdg16_mse_options checked;
  sdg16i_run run;
  int32_t status = sdg16i_run_begin(&run, exec, error);
  if (!status)
    status = sdg16i_mse_options(options, sdg16_capture_lists(capture), 0, &checked, error);
  if (!status) status = sdg16i_mse_begin(capture, &checked, &mse, error);
  if (!status) status = sdg16i_check_population(checked.population, mse->cells->n, error);
  if (status) {
    sdg16_mse_free(mse);
    return status;
  }
  int resamples = sdg16i_resamples(checked.interval);
  if (resamples) status = sdg16i_bootstrap_range(checked.replicates, &run.exec, error);
  if (resamples) sdg16i_run_phase(&run, 0, SEARCH_SHARE);
  if (!status) status = sdg16i_mse_choose(mse, &run, error);
  if (!status) status = sdg16i_mse_interval(mse, error);
  if (!status) status = sdg16i_mse_test_fit(mse, &run, error);
  if (!status && resamples && sdg16_model_has_estimate(mse->status)) {
    sdg16i_run_phase(&run, SEARCH_SHARE, 1);
    status = mse->stopped ? mse->stopped : sdg16i_mse_resample(mse, &run, error);
    if (sdg16i_keeps(&checked, status)) {
      sdg16i_mse_stop(mse, status);
      status = SDG16_OK;
    }
    mse->cell_draws = mse->draws.draws;
  }
  if (!status) status = sdg16i_mse_tables(mse, error);
  mse->capture = NULL;
  if (status) {
    sdg16_mse_free(mse);
    return status;
  }
  sdg16i_run_end(&run);
  *out = mse;
  return SDG16_OK;
}

void sdg16_mse_free(sdg16_mse *mse) {
  if (!mse) return;
  sdg16i_cells_free(mse->cells);
  sdg16i_universe_clear(&mse->universe);
  sdg16i_candidates_clear(&mse->candidates);
  sdg16i_boot_result_clear(&mse->draws);
  sdg16_model_free(mse->model);
  sdg16_fit_free(mse->fit);
  sdg16_table_free(mse->estimates);
  sdg16_table_free(mse->models);
  sdg16_table_free(mse->modes);
  sdg16_table_free(mse->draw_modes);
  sdg16_table_free(mse->top);
  sdg16_table_free(mse->diagnostics);
  sdg16_table_free(mse->residuals);
  free(mse);
}

/* ---- reading ---- */

int32_t sdg16_mse_status(const sdg16_mse *mse) { return mse->status; }
int32_t sdg16_mse_stopped(const sdg16_mse *mse) { return mse->stopped; }

int32_t sdg16_mse_estimate(const sdg16_mse *mse, sdg16_estimate *out, int64_t size) {
  return sdg16i_struct_out(out, size, &mse->estimate, (int64_t)sizeof mse->estimate);
}

int32_t sdg16_mse_at_least(const sdg16_mse *mse, sdg16_estimate *out, int64_t size) {
  sdg16_estimate at_least = sdg16i_mse_at_least(mse);
  return sdg16i_struct_out(out, size, &at_least, (int64_t)sizeof at_least);
}

const sdg16_model *sdg16_mse_model(const sdg16_mse *mse) { return mse->model; }
const sdg16_fit *sdg16_mse_fit(const sdg16_mse *mse) { return mse->fit; }

int32_t sdg16_mse_search(const sdg16_mse *mse, sdg16_search_summary *out, int64_t size) {
  return sdg16i_struct_out(out, size, &mse->search, (int64_t)sizeof mse->search);
}

int32_t sdg16_mse_fit_test(const sdg16_mse *mse, sdg16_fit_test *out, int64_t size) {
  return sdg16i_struct_out(out, size, &mse->fit_test, (int64_t)sizeof mse->fit_test);
}

int32_t sdg16_mse_coverage(const sdg16_mse *mse, sdg16_coverage *out, int64_t size) {
  return sdg16i_struct_out(out, size, &mse->coverage, (int64_t)sizeof mse->coverage);
}

const sdg16_table *sdg16_mse_residuals(const sdg16_mse *mse) { return mse->residuals; }
const sdg16_draws *sdg16_mse_draws(const sdg16_mse *mse) { return mse->draws.draws; }
const sdg16_draws *sdg16_mse_top_draws(const sdg16_mse *mse) { return mse->draws.top_draws; }
const sdg16_table *sdg16_mse_estimates(const sdg16_mse *mse) { return mse->estimates; }
const sdg16_table *sdg16_mse_models(const sdg16_mse *mse) { return mse->models; }
const sdg16_table *sdg16_mse_modes(const sdg16_mse *mse) { return mse->modes; }
const sdg16_table *sdg16_mse_draw_modes(const sdg16_mse *mse) { return mse->draw_modes; }
const sdg16_table *sdg16_mse_top(const sdg16_mse *mse) { return mse->top; }
const sdg16_table *sdg16_mse_diagnostics(const sdg16_mse *mse) { return mse->diagnostics; }
