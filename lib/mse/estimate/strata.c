/* Estimating every stratum, each with its own model or all with a common one, and the
 * joint bootstrap. */
#include "mse/estimate/strata.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"
#include "data/total_words.h"
#include "mse/estimate/population_table.h"
#include "mse/loglinear/existence.h"
#include "results/dimension_names.h"
#include "results/result_schema.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const sdg16_strata_options DEFAULTS = {.struct_size = (int64_t)sizeof DEFAULTS};

int32_t sdg16_strata_options_init(sdg16_strata_options *options, int64_t size) {
  return sdg16i_struct_out(options, size, &DEFAULTS, (int64_t)sizeof DEFAULTS);
}

static int32_t read_options(sdg16_strata *self, const sdg16_capture *capture,
                            const sdg16_strata_options *by, const sdg16_mse_options *options,
                            sdg16_error *error) {
  self->by = DEFAULTS;
  int32_t status =
      sdg16i_struct_in(by, &self->by, (int64_t)sizeof self->by, "sdg16_strata_options", error);
  if (!status)
    status =
        sdg16i_mse_options(options, sdg16_capture_lists(capture), 1, &self->options, error);
  if (status) return status;
  sdg16_mse_options *o = &self->options;
  if (self->by.column_count < 1 || self->by.column_count > 16)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "column_count", 0, 0,
                          "column_count must be from 1 to 16, not %lld",
                          (long long)self->by.column_count);
  if (o->top_intervals)
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, "top_intervals", 0, 0,
                          "top_intervals cannot be used with strata");
  int ranked = o->select == SDG16_SELECT_BIC || o->select == SDG16_SELECT_AIC ||
               o->select == SDG16_SELECT_AICC || o->select == SDG16_SELECT_DOWNHILL;
  if (self->by.common_model && !ranked)
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, "common_model", 0, 0,
                          "common_model needs the selection bic, aic, aicc or downhill, not "
                          "'%s' (a fixed model is common already)",
                          sdg16_select_name(o->select));
  return SDG16_OK;
}

/* Refuses a column that has the name of a column of a result table. */
static int32_t check_name(const char *column, sdg16_error *error) {
  static const int32_t TABLES[] = {SDG16I_RESULT_ESTIMATES, SDG16I_RESULT_MODELS,
                                   SDG16I_RESULT_MODES, SDG16I_RESULT_DIAGNOSTICS};
  int32_t status = SDG16_OK;
  for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0] && !status; i++)
    status = sdg16i_check_dimension_name(TABLES[i], column, "by", 0, error);
  return status;
}

/* Strata are parts: no value says that its people are in the others too. */
static int32_t check_columns(const sdg16_strata *self, sdg16_error *error) {
  int32_t status = SDG16_OK;
  for (int64_t k = 0; !status && k < self->columns; k++) {
    const char *column = self->by.columns[k];
    status = check_name(column, error);
    for (int64_t s = 0; !status && s < self->count; s++) {
      const char *value = sdg16_capture_stratum_value(self->grouped, s, k);
      if (value && sdg16i_is_total_word(value))
        status =
            sdg16i_fail_at(error, SDG16_ERR_VALUE, column, 0, 0,
                           "column '%s': expected strata, found '%s', a total whose people "
                           "would count twice: leave these rows out, or rename the value",
                           column, value);
    }
  }
  return status;
}

/* The combinations, each with its capture data and its estimation begun. */
static int32_t split_strata(sdg16_strata *self, const sdg16_capture *capture,
                            sdg16_error *error) {
  int32_t status = sdg16_capture_keep_strata(capture, self->by.column_count, self->by.columns,
                                             &self->grouped, error);
  if (status) return status;
  self->columns = self->by.column_count;
  self->count = sdg16_capture_strata(self->grouped);
  status = check_columns(self, error);
  if (status) {
    self->count = 0;
    return status;
  }
  self->column = sdg16i_arena_array(&self->arena, self->columns, sizeof *self->column);
  self->capture = sdg16i_arena_array(&self->arena, self->count, sizeof(sdg16_capture *));
  self->mse = sdg16i_arena_array(&self->arena, self->count, sizeof(sdg16_mse *));
  self->share = sdg16i_arena_array(&self->arena, self->count, sizeof *self->share);
  if (!self->column || !self->capture || !self->mse || !self->share)
    return sdg16i_fail_memory(error);
  for (int64_t k = 0; k < self->columns; k++)
    self->column[k] = sdg16_capture_stratum_column(self->grouped, k);
  sdg16_mse_options each = self->options;
  each.population = 0;
  for (int64_t s = 0; !status && s < self->count; s++) {
    status = sdg16_capture_stratum(self->grouped, s, &self->capture[s], error);
    if (!status) status = sdg16i_mse_begin(self->capture[s], &each, &self->mse[s], error);
  }
  return status;
}

/* ---- a common model ---- */

/* Strata in which independence has an estimate take part. */
static int32_t find_sharing(sdg16_strata *self, sdg16i_panel *panel, sdg16_error *error) {
  const sdg16i_set independence = {{0}};
  sdg16i_cells **cells = sdg16i_array(self->count, sizeof(sdg16i_cells *));
  if (!cells) return sdg16i_fail_memory(error);
  for (int64_t s = 0; s < self->count; s++) cells[s] = self->mse[s]->cells;
  int32_t status = sdg16i_panel_init(panel, &self->universe, self->options.existence,
                                     self->count, cells, error);
  free(cells);
  panel->tables = 0;
  for (int64_t s = 0; !status && s < self->count; s++) {
    sdg16_mse *mse = self->mse[s];
    if (sdg16_model_has_estimate(mse->status))
      status = sdg16i_evaluator_status(&panel->own[s], &independence, &mse->status, error);
    if (status || !sdg16_model_has_estimate(mse->status)) continue;
    panel->e[panel->tables++] = &panel->own[s];
    self->share[self->sharing++] = s;
  }
  return status;
}

static int32_t search_common(sdg16_strata *self, sdg16i_panel *panel, sdg16i_run *run,
                             sdg16_error *error) {
  const sdg16_mse_options *o = &self->options;
  sdg16i_workspace w;
  sdg16i_search s = {
      .criterion = sdg16i_ranking(o), .budget = o->search_fits, .reports = 1, .bound = NAN};
  int64_t looked_at = 0;
  int32_t status = sdg16i_workspace_init(&w, panel, error);
  if (status) return status;
  if (o->select == SDG16_SELECT_DOWNHILL)
    status = sdg16i_search_downhill(panel, &w, s.criterion, run, &self->candidates, &looked_at,
                                    error);
  else
    status = sdg16i_search_exact(panel, &w, run, &s, &self->candidates, error);
  sdg16i_workspace_clear(&w);
  double constant = 0;
  for (int64_t k = 0; k < panel->tables; k++)
    constant += 2 * panel->e[k]->cells->log_factorials;
  self->search.universe = sdg16i_universe_models(&self->universe, &self->search.universe_log10);
  self->search.fitted = o->select == SDG16_SELECT_DOWNHILL ? looked_at : s.fitted;
  sdg16i_search_summarise(&s, &self->candidates, constant, &self->search);
  return status;
}

static int32_t find_refused(const sdg16_strata *self, sdg16i_panel *panel, sdg16i_run *run,
                            sdg16i_refused *out, sdg16_error *error) {
  sdg16i_workspace w;
  int32_t status = sdg16i_workspace_init(&w, panel, error);
  if (status) return status;
  status =
      sdg16i_find_refused(panel, &w, sdg16i_ranking(&self->options), self->options.search_fits,
                          self->candidates.list[0].criterion, 0, run, out, error);
  sdg16i_workspace_clear(&w);
  return status;
}

/* A refused model that is preferred for all strata together leaves those without an estimate
 * in which it is unbounded. */
static int32_t refuse_common(const sdg16_strata *self, sdg16_mse *mse,
                             const sdg16i_refused *refused, sdg16_error *error) {
  mse->refused = *refused;
  if (!refused->preferred || !sdg16_model_has_estimate(mse->status)) return SDG16_OK;
  uint32_t term[1 + SDG16_MAX_LISTS + SDG16I_MAX_INTERACTIONS];
  int64_t terms = sdg16i_model_term_list(&self->universe, &refused->model, term);
  int32_t found, status = sdg16i_existence(mse->fit->cells, SDG16_EXISTENCE_TOTAL, terms, term,
                                           NULL, &found, error);
  if (status || found != SDG16_MODEL_UNBOUNDED) return status;
  return sdg16i_mse_bound_below(mse, error);
}

/* Those with an estimate come first, in their order. */
static void keep_estimable(sdg16_strata *self) {
  for (int64_t k = 0; k < self->sharing; k++) {
    int64_t stratum = self->share[k];
    if (!sdg16_model_has_estimate(self->mse[stratum]->status)) continue;
    for (int64_t i = k; i > self->kept; i--) self->share[i] = self->share[i - 1];
    self->share[self->kept++] = stratum;
  }
}

static int32_t choose_common(sdg16_strata *self, sdg16i_run *run, sdg16_error *error) {
  const sdg16_mse_options *o = &self->options;
  sdg16i_panel panel = {0};
  self->candidates = (sdg16i_candidates){.top = o->top, .window = o->window};
  int32_t status = sdg16i_universe_init(&self->universe, sdg16_capture_lists(self->grouped),
                                        o->max_order, error);
  self->universe.order = sdg16i_list_order_by_name(self->grouped);
  if (!status) status = find_sharing(self, &panel, error);
  if (!status && self->sharing) status = search_common(self, &panel, run, error);
  sdg16i_refused refused = {0};
  if (!status && self->search.exact && self->candidates.count &&
      o->existence == SDG16_EXISTENCE_TOTAL)
    status = find_refused(self, &panel, run, &refused, error);
  sdg16i_panel_clear(&panel);
  for (int64_t k = 0; !status && k < self->sharing; k++) {
    sdg16_mse *mse = self->mse[self->share[k]];
    mse->search = self->search;
    if (!self->candidates.count) {
      mse->status = SDG16_MODEL_NONE_ADMISSIBLE;
      continue;
    }
    uint32_t term[1 + SDG16_MAX_LISTS + SDG16I_MAX_INTERACTIONS];
    int64_t terms =
        sdg16i_model_term_list(&self->universe, &self->candidates.list[0].model, term);
    mse->is_common = 1;
    status = sdg16i_mse_settle(mse, terms, term, error);
    if (!status) status = refuse_common(self, mse, &refused, error);
  }
  if (!status) keep_estimable(self);
  return status;
}

static int32_t choose_models(sdg16_strata *self, sdg16i_run *run, double share,
                             sdg16_error *error) {
  int32_t status = SDG16_OK;
  if (self->by.common_model) {
    sdg16i_run_phase(run, 0, share);
    status = choose_common(self, run, error);
  }
  for (int64_t s = 0; !status && s < self->count; s++) {
    double each = share / (double)self->count;
    sdg16i_run_phase(run, each * (double)s, each * (double)(s + 1));
    if (!self->by.common_model) status = sdg16i_mse_choose(self->mse[s], run, error);
    if (!status) status = sdg16i_mse_interval(self->mse[s], error);
    if (!status) status = sdg16i_mse_test_fit(self->mse[s], run, error);
    if (!status && self->mse[s]->stopped) self->stopped = self->mse[s]->stopped;
  }
  return status;
}

/* ---- the joint bootstrap ---- */

/* Strata in the order of the plan: those that share a model first. */
static int order_strata(const sdg16_strata *self, int64_t *order) {
  int64_t placed = 0;
  uint8_t *shares = sdg16i_array(self->count, 1);
  if (!shares) return -1;
  for (int64_t k = 0; k < self->kept; k++) {
    order[placed++] = self->share[k];
    shares[self->share[k]] = 1;
  }
  for (int64_t s = 0; s < self->count; s++)
    if (!shares[s]) order[placed++] = s;
  free(shares);
  return 0;
}

static int32_t fill_groups(sdg16_strata *self, sdg16i_boot_plan *plan,
                           sdg16i_reselection *reselection, sdg16i_cells **cells,
                           const int64_t *order, sdg16i_run *run, sdg16_error *error) {
  const sdg16_mse_options *o = &self->options;
  int32_t status = SDG16_OK;
  for (int64_t at = 0; !status && at < self->count;) {
    const sdg16_mse *mse = self->mse[order[at]];
    int common = at == 0 && self->kept > 0;
    int64_t count = common ? self->kept : 1;
    sdg16i_reselection *r = &reselection[plan->groups];
    if (!isnan(sdg16i_mse_hidden(mse)))
      status =
          sdg16i_reselection_init(r, o, common ? &self->universe : &mse->universe,
                                  &mse->refused, common ? &self->candidates : &mse->candidates,
                                  mse->fit, count, cells + at, 0, run, error);
    if (status) break;
    plan->group[plan->groups++] =
        (sdg16i_boot_group){.first = at, .count = count, .how = r->how};
    at += count;
  }
  return status;
}

static int32_t run_plan(sdg16_strata *self, sdg16i_boot_plan *plan, sdg16i_run *run,
                        sdg16_error *error) {
  sdg16i_reselection *reselection =
      sdg16i_arena_array(&self->arena, self->count, sizeof *reselection);
  sdg16i_cells **cells = sdg16i_arena_array(&self->arena, self->count, sizeof(sdg16i_cells *));
  int64_t *order = sdg16i_arena_array(&self->arena, self->count, sizeof *order);
  plan->table = sdg16i_arena_array(&self->arena, self->count, sizeof *plan->table);
  plan->group = sdg16i_arena_array(&self->arena, self->count, sizeof *plan->group);
  if (!reselection || !cells || !order || !plan->table || !plan->group ||
      order_strata(self, order))
    return sdg16i_fail_memory(error);
  int64_t first_line = self->lines - self->count;
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < self->count; i++) {
    sdg16_mse *mse = self->mse[order[i]];
    cells[i] = mse->cells;
    double hidden = sdg16i_mse_hidden(mse);
    int parametric = self->options.bootstrap_kind == SDG16_BOOTSTRAP_PARAMETRIC;
    plan->table[i] = (sdg16i_boot_table){
        .name = self->line[first_line + order[i]].name, .cells = mse->cells, .hidden = hidden};
    if (parametric && !isnan(hidden)) plan->table[i].mean = sdg16i_fit_ordered(mse->fit)->mean;
  }
  if (!status) status = fill_groups(self, plan, reselection, cells, order, run, error);
  if (!status) status = sdg16i_bootstrap(plan, run, &self->draws, error);
  for (int64_t g = 0; !status && g < plan->groups; g++)
    for (int64_t i = 0;
         plan->group[g].how.budget == SDG16I_NO_PROOF && i < plan->group[g].count; i++)
      self->mse[order[plan->group[g].first + i]]->search.unproved_replicates =
          self->draws.unproved;
  for (int64_t g = 0; g < self->count; g++) sdg16i_reselection_clear(&reselection[g]);
  return status;
}

static int32_t resample_strata(sdg16_strata *self, sdg16i_run *run, sdg16_error *error) {
  char settings[4096];
  const sdg16_model *fixed = NULL;
  for (int64_t s = 0; s < self->count && self->options.select == SDG16_SELECT_FIXED; s++)
    if (self->mse[s]->model) fixed = self->mse[s]->model;
  int tied = sdg16i_candidates_disagree(&self->candidates);
  for (int64_t s = 0; s < self->count; s++)
    tied = tied || sdg16i_candidates_disagree(&self->mse[s]->candidates);
  int length = sdg16i_mse_settings(&self->options, sdg16_capture_sha256(self->grouped), fixed,
                                   tied, settings, sizeof settings);
  if (self->by.common_model && length > 0 && length + 16 < (int)sizeof settings)
    strcpy(settings + length, ";common=1");
  sdg16i_boot_plan plan = {.tables = self->count,
                           .kind = self->options.bootstrap_kind,
                           .replicates = self->options.replicates,
                           .search_fits = self->options.search_fits,
                           .interval = self->options.interval,
                           .level = self->options.level,
                           .keep_partial = self->options.keep_partial,
                           .settings = settings};
  int32_t status = run_plan(self, &plan, run, error);
  if (status) return status;
  self->options.replicates = self->draws.draws->planned;
  for (int64_t s = 0; s < self->count; s++)
    self->mse[s]->options.replicates = self->options.replicates;
  return SDG16_OK;
}

/* Each stratum finds its own among them. */
static void hand_out_draws(sdg16_strata *self) {
  const sdg16i_stratum_line *line = self->line + (self->lines - self->count);
  for (int64_t s = 0; s < self->count; s++) {
    self->mse[s]->cell = sdg16_draws_find(self->draws.draws, line[s].name);
    if (self->mse[s]->cell < 0) continue;
    self->mse[s]->cell_draws = self->draws.draws;
    sdg16i_mse_scale(self->mse[s], &self->draws.draws->cell[self->mse[s]->cell]);
  }
}

/* Stopped before the replicates: nothing has an interval. */
static int32_t stop_strata(sdg16_strata *self, int32_t why) {
  self->stopped = why;
  self->options.interval = SDG16_INTERVAL_NONE;
  for (int64_t s = 0; s < self->count; s++) sdg16i_mse_stop(self->mse[s], why);
  return SDG16_OK;
}

/* ---- the whole ---- */

#define SEARCH_SHARE 0.02 /* of the work, when replicates follow */

static int32_t estimate_strata(sdg16_strata *self, const sdg16_capture *capture,
                               sdg16i_run *run, sdg16_error *error) {
  int32_t status = split_strata(self, capture, error);
  if (!status) status = sdg16i_strata_lines(self, error);
  if (!status && self->by.population)
    status = sdg16i_strata_population(self, self->by.population, error);
  if (status) return status;
  if (!self->by.population) {
    self->line[0].population = self->options.population;
    status = sdg16i_check_population(self->options.population, self->line[0].observed, error);
    if (status) return status;
  }
  int resamples = sdg16i_resamples(self->options.interval);
  status = choose_models(self, run, resamples ? SEARCH_SHARE : 1, error);
  int32_t model_status = sdg16_strata_status(self);
  int any = sdg16_model_has_estimate(model_status) || model_status == SDG16_MODEL_INCOMPLETE;
  if (!status && resamples && any) {
    sdg16i_run_phase(run, SEARCH_SHARE, 1);
    status = self->stopped ? self->stopped : resample_strata(self, run, error);
    if (!status) self->stopped = self->draws.stopped;
    if (!status) hand_out_draws(self);
    if (sdg16i_keeps(&self->options, status)) status = stop_strata(self, status);
  }
  for (int64_t s = 0; s < self->count; s++) self->mse[s]->stopped = self->stopped;
  return status ? status : sdg16i_strata_tables(self, error);
}

int32_t sdg16_strata_new(const sdg16_capture *capture, const sdg16_strata_options *by,
                         const sdg16_mse_options *options, const sdg16_exec_options *exec,
                         sdg16_strata **out, sdg16_error *error) {
  *out = NULL;
  if (!capture) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "capture must not be NULL");
  sdg16_strata *self = sdg16i_array(1, sizeof *self);
  if (!self) return sdg16i_fail_memory(error);
  sdg16i_run run;
  int32_t status = sdg16i_run_begin(&run, exec, error);
  if (!status) status = read_options(self, capture, by, options, error);
  if (!status && sdg16i_resamples(self->options.interval))
    status = sdg16i_bootstrap_range(self->options.replicates, &run.exec, error);
  if (!status) status = estimate_strata(self, capture, &run, error);
  for (int64_t s = 0; s < self->count && self->mse; s++)
    if (self->mse[s]) self->mse[s]->capture = NULL;
  self->by.columns = NULL;
  self->by.population = NULL;
  if (status) {
    sdg16_strata_free(self);
    return status;
  }
  sdg16i_run_end(&run);
  *out = self;
  return SDG16_OK;
}

void sdg16_strata_free(sdg16_strata *self) {
  if (!self) return;
  for (int64_t s = 0; s < self->count; s++) {
    if (self->mse) sdg16_mse_free(self->mse[s]);
    if (self->capture) sdg16_capture_free(self->capture[s]);
  }
  sdg16_capture_free(self->grouped);
  sdg16i_universe_clear(&self->universe);
  sdg16i_candidates_clear(&self->candidates);
  sdg16i_boot_result_clear(&self->draws);
  sdg16_table_free(self->estimates);
  sdg16_table_free(self->models);
  sdg16_table_free(self->modes);
  sdg16_table_free(self->draw_modes);
  sdg16_table_free(self->diagnostics);
  free(self->line);
  sdg16i_arena_free(&self->arena);
  free(self);
}

int32_t sdg16_strata_status(const sdg16_strata *self) {
  int64_t with = 0;
  for (int64_t s = 0; s < self->count; s++)
    with += sdg16_model_has_estimate(self->mse[s]->status);
  return with == self->count ? SDG16_MODEL_OK
         : with              ? SDG16_MODEL_INCOMPLETE
                             : self->mse[0]->status;
}

int32_t sdg16_strata_stopped(const sdg16_strata *self) { return self->stopped; }
int64_t sdg16_strata_count(const sdg16_strata *self) { return self->count; }

const char *sdg16_strata_value(const sdg16_strata *self, int64_t stratum, int64_t column) {
  return sdg16_capture_stratum_value(self->grouped, stratum, column);
}

const sdg16_mse *sdg16_strata_mse(const sdg16_strata *self, int64_t stratum) {
  return stratum >= 0 && stratum < self->count ? self->mse[stratum] : NULL;
}

int32_t sdg16_strata_estimate(const sdg16_strata *self, sdg16_estimate *out, int64_t size) {
  return sdg16i_struct_out(out, size, &self->total, (int64_t)sizeof self->total);
}

int32_t sdg16_strata_at_least(const sdg16_strata *self, sdg16_estimate *out, int64_t size) {
  const sdg16_estimate *at_least = &self->line[0].at_least;
  return sdg16i_struct_out(out, size, at_least, (int64_t)sizeof *at_least);
}

const sdg16_table *sdg16_strata_estimates(const sdg16_strata *self) { return self->estimates; }
const sdg16_table *sdg16_strata_models(const sdg16_strata *self) { return self->models; }
const sdg16_table *sdg16_strata_modes(const sdg16_strata *self) { return self->modes; }
const sdg16_table *sdg16_strata_draw_modes(const sdg16_strata *self) {
  return self->draw_modes;
}
const sdg16_table *sdg16_strata_diagnostics(const sdg16_strata *self) {
  return self->diagnostics;
}
const sdg16_draws *sdg16_strata_draws(const sdg16_strata *self) { return self->draws.draws; }
