/* An estimation with covariates, step by step. */
#include "mse/covariates/covariates.h"

#include "base/error.h"
#include "base/options.h"
#include "data/total_words.h"
#include "num/gslport.h"
#include "results/dimension_names.h"
#include "results/result_schema.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const sdg16_covariates_options DEFAULTS = {.struct_size = (int64_t)sizeof DEFAULTS};

int32_t sdg16_covariates_options_init(sdg16_covariates_options *options, int64_t size) {
  return sdg16i_struct_out(options, size, &DEFAULTS, (int64_t)sizeof DEFAULTS);
}

/* ---- options ---- */

static int32_t refuse_option(sdg16_error *error, const char *name, const char *rule) {
  return sdg16i_fail_at(error, SDG16_ERR_OPTION, name, 0, 0, "with covariates, %s", rule);
}

/* What the model of the lists alone has, and the model with covariates has not. */
static int32_t check_options(const sdg16_mse_options *asked, const sdg16_mse_options *o,
                             sdg16_error *error) {
  if (o->select == SDG16_SELECT_STEPWISE || o->select == SDG16_SELECT_DOWNHILL)
    return refuse_option(error, "select", "the selection must be bic, aic, aicc or none");
  if (o->select == SDG16_SELECT_FIXED && !o->model)
    return refuse_option(error, "model", "the selection none needs a model");
  if (o->existence != SDG16_EXISTENCE_TOTAL)
    return refuse_option(error, "existence", "existence must be total");
  if (o->top_intervals) return refuse_option(error, "top_intervals", "top_intervals must be 0");
  if (asked->max_order)
    return refuse_option(error, "max_order", "max_order must be 0: use the scope");
  if (asked->interval == SDG16_INTERVAL_BCA || asked->interval == SDG16_INTERVAL_PROFILE ||
      asked->interval == SDG16_INTERVAL_PROFILE_POISSON)
    return refuse_option(error, "interval",
                         "the interval must be percentile, basic, wald or none");
  return SDG16_OK;
}

#define DEFAULT_REPLICATES 1000

/* The model is in another notation, which sdg16i_mse_options does not read. */
static int32_t read_options(sdg16_covariates *self, const sdg16_capture *capture,
                            const sdg16_covariates_options *by,
                            const sdg16_mse_options *options, sdg16_error *error) {
  sdg16_mse_options asked;
  sdg16_mse_options_init(&asked, (int64_t)sizeof asked);
  self->by = DEFAULTS;
  int32_t status = sdg16i_struct_in(by, &self->by, (int64_t)sizeof self->by,
                                    "sdg16_covariates_options", error);
  if (!status)
    status =
        sdg16i_struct_in(options, &asked, (int64_t)sizeof asked, "sdg16_mse_options", error);
  if (!status)
    status =
        sdg16i_mse_options(options, sdg16_capture_lists(capture), 1, &self->options, error);
  if (!status) status = check_options(&asked, &self->options, error);
  if (status) return status;
  if (asked.interval == SDG16_INTERVAL_AUTO) self->options.interval = SDG16_INTERVAL_PERCENTILE;
  if (!self->options.replicates) self->options.replicates = DEFAULT_REPLICATES;
  if (self->by.column_count < 1 || self->by.column_count > SDG16_MAX_COVARIATES)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "column_count", 0, 0,
                          "column_count must be from 1 to %d, not %lld", SDG16_MAX_COVARIATES,
                          (long long)self->by.column_count);
  return SDG16_OK;
}

/* A covariate's values are parts: none of them is the total of the others. */
static int32_t check_levels(const sdg16i_covariate *covariate, sdg16_error *error) {
  int32_t status = sdg16i_check_dimension_name(SDG16I_RESULT_ESTIMATES, covariate->name,
                                               "columns", 0, error);
  for (int64_t k = 0; !status && k < covariate->levels; k++)
    if (sdg16i_is_total_word(covariate->level[k]))
      status =
          sdg16i_fail_at(error, SDG16_ERR_VALUE, covariate->name, 0, 0,
                         "column '%s': the values must be parts, and '%s' is a total whose "
                         "people would count twice: leave these rows out, or rename the "
                         "value",
                         covariate->name, covariate->level[k]);
  return status;
}

static int32_t read_data(sdg16_covariates *self, const sdg16_capture *capture,
                         sdg16_error *error) {
  int32_t status = sdg16_capture_keep_strata(capture, self->by.column_count, self->by.columns,
                                             &self->grouped, error);
  if (!status) status = sdg16i_cross_new(self->grouped, &self->cross, error);
  if (status) return status;
  self->column = sdg16i_arena_array(&self->arena, self->by.column_count, sizeof *self->column);
  self->degree = sdg16i_arena_array(&self->arena, self->by.column_count, sizeof *self->degree);
  if (!self->column || !self->degree) return sdg16i_fail_memory(error);
  for (int64_t k = 0; !status && k < self->cross->covariates; k++) {
    int64_t place = self->cross->covariate_place[k];
    self->column[place] = self->cross->covariate[k].name;
    self->degree[k] = self->by.degrees ? self->by.degrees[place] : 0;
    status = check_levels(&self->cross->covariate[k], error);
  }
  return status;
}

/* ---- the model ---- */

static int has_estimate(const sdg16i_cross_fit *fit, const sdg16i_cross *cross) {
  for (int64_t x = 0; x < cross->kinds; x++)
    if (fit->face.hidden[x] > SDG16I_HIDDEN_EMPTY) return 0;
  return 1;
}

static int32_t fit_given(sdg16_covariates *self, sdg16_error *error) {
  sdg16i_cross_step *step = sdg16i_arena_array(&self->arena, 1, sizeof *step);
  if (!step ||
      sdg16i_grow((void **)&self->path.step, &self->path.capacity, 1, sizeof *self->path.step))
    return sdg16i_fail_memory(error);
  self->path.step[self->path.steps++] = step;
  int32_t status = sdg16i_cross_model_parse(self->cross, self->options.model, &self->arena,
                                            &step->model, error);
  step->criterion = NAN;
  self->scope = step->model;
  return status ? status
                : sdg16i_cross_fit_model(self->cross, &step->model, NULL, &self->arena,
                                         &step->fit, error);
}

static int32_t select_model(sdg16_covariates *self, sdg16_error *error) {
  sdg16i_cross_scope scope = {
      &self->main_effects, &self->main_effects, &self->scope, self->options.select, 0, 0};
  int32_t status = sdg16i_cross_model_close(self->cross, 0, NULL, self->degree, &self->arena,
                                            &self->main_effects, error);
  if (!status && self->by.scope)
    status = sdg16i_cross_model_parse(self->cross, self->by.scope, &self->arena, &self->scope,
                                      error);
  else if (!status)
    status =
        sdg16i_cross_all_pairs(self->cross, self->degree, &self->arena, &self->scope, error);
  if (!status && self->by.scope) /* the scope says how covariates are coded */
    status = sdg16i_cross_model_close(self->cross, 0, NULL, self->scope.degree, &self->arena,
                                      &self->main_effects, error);
  return status ? status
                : sdg16i_cross_search(self->cross, &scope, &self->arena, &self->path, error);
}

static int32_t choose_model(sdg16_covariates *self, sdg16_error *error) {
  int32_t status = self->options.select == SDG16_SELECT_FIXED ? fit_given(self, error)
                                                              : select_model(self, error);
  if (status) return status;
  self->chosen = self->path.step[self->path.steps - 1];
  self->model = sdg16i_cross_model_text(self->cross, &self->chosen->model, &self->arena);
  return self->model ? SDG16_OK : sdg16i_fail_memory(error);
}

/* ---- estimates ---- */

/* Only the total says that it rests on a face. */
static int32_t model_status(const sdg16_covariates *self, const sdg16i_cross_group *group) {
  const sdg16i_cross_face *face = &self->chosen->fit.face;
  int whole = !face->off && face->dimension == self->chosen->fit.columns.p;
  return group->status == SDG16I_HIDDEN_LOWER       ? SDG16_MODEL_NONE_HIDDEN
         : group->status == SDG16I_HIDDEN_UNBOUNDED ? SDG16_MODEL_UNBOUNDED
         : group->status == SDG16I_HIDDEN_UNKNOWN   ? SDG16_MODEL_NOT_IDENTIFIABLE
         : whole || group != &self->group[0].result ? SDG16_MODEL_OK
                                                    : SDG16_MODEL_OK_ON_FACE;
}

/* Log-normal on the hidden part (Chao 1987). */
static void add_wald(const sdg16_covariates *self, sdg16i_covariate_group *group) {
  sdg16_estimate *e = &group->estimate;
  double hidden = group->result.hidden, observed = group->result.observed;
  double z = sdg16i_normal_quantile(0.5 + self->options.level / 2);
  double factor = exp(z * sqrt(log1p((e->se / hidden) * (e->se / hidden))));
  e->method = SDG16_INTERVAL_WALD;
  e->lower = hidden > 0 ? observed + hidden / factor : observed;
  e->upper = hidden > 0 ? observed + hidden * factor : observed;
}

static int32_t estimate_group(sdg16_covariates *self, sdg16i_covariate_group *group,
                              sdg16_error *error) {
  int32_t status = sdg16i_cross_group_total(self->cross, &self->chosen->fit, group->member,
                                            &group->result, error);
  if (status) return status;
  group->status = model_status(self, &group->result);
  int estimable = sdg16_model_has_estimate(group->status);
  group->estimate = (sdg16_estimate){.struct_size = (int64_t)sizeof group->estimate,
                                     .value = estimable ? group->result.total : NAN,
                                     .se = estimable ? group->result.se : NAN,
                                     .lower = NAN,
                                     .upper = NAN,
                                     .level = self->options.level,
                                     .df = INFINITY,
                                     .method = SDG16_INTERVAL_NONE};
  if (self->options.select != SDG16_SELECT_FIXED) group->estimate.flags |= SDG16_FLAG_NOT_EXACT;
  if (estimable && self->options.interval == SDG16_INTERVAL_WALD) add_wald(self, group);
  return SDG16_OK;
}

static int32_t conclude_draws(sdg16_covariates *self, sdg16_error *error) {
  int32_t status = SDG16_OK;
  for (int64_t g = 0; !status && g < self->groups; g++)
    if (self->cell[g] >= 0)
      status =
          sdg16i_draws_conclude(self->draws, self->cell[g], &self->options,
                                &self->group[g].estimate, &self->group[g].bootstrap, error);
  return status;
}

#define SEARCH_SHARE 0.02 /* of the work, when replicates follow */

static int32_t run_steps(sdg16_covariates *self, const sdg16_capture *capture, sdg16i_run *run,
                         sdg16_error *error) {
  int resamples = sdg16i_resamples(self->options.interval);
  int32_t status = read_data(self, capture, error);
  if (!status)
    status = sdg16i_check_population(self->options.population, self->cross->n, error);
  if (!status) status = choose_model(self, error);
  if (!status)
    status =
        sdg16i_run_poll(run) ? sdg16i_run_stopped(run, sdg16i_run_poll(run), error) : SDG16_OK;
  if (!status) status = sdg16i_covariate_groups(self, error);
  for (int64_t g = 0; !status && g < self->groups; g++)
    status = estimate_group(self, &self->group[g], error);
  if (!status && resamples && has_estimate(&self->chosen->fit, self->cross)) {
    sdg16i_run_phase(run, SEARCH_SHARE, 1);
    status = sdg16i_covariate_draws(self, run, error);
    if (!status) status = conclude_draws(self, error);
  }
  return status ? status : sdg16i_covariate_tables(self, error);
}

int32_t sdg16_covariates_new(const sdg16_capture *capture, const sdg16_covariates_options *by,
                             const sdg16_mse_options *options, const sdg16_exec_options *exec,
                             sdg16_covariates **out, sdg16_error *error) {
  *out = NULL;
  if (!capture) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "capture must not be NULL");
  sdg16_covariates *self = sdg16i_array(1, sizeof *self);
  if (!self) return sdg16i_fail_memory(error);
  sdg16i_run run;
  int32_t status = sdg16i_run_begin(&run, exec, error);
  if (!status) status = read_options(self, capture, by, options, error);
  if (!status) status = run_steps(self, capture, &run, error);
  sdg16_capture_free(self->grouped);
  self->grouped = NULL;
  self->by = DEFAULTS;
  self->options.model = NULL;
  if (status) {
    sdg16_covariates_free(self);
    return status;
  }
  sdg16i_run_end(&run);
  *out = self;
  return SDG16_OK;
}

void sdg16_covariates_free(sdg16_covariates *self) {
  if (!self) return;
  sdg16_capture_free(self->grouped);
  sdg16i_cross_free(self->cross);
  sdg16i_cross_path_clear(&self->path);
  sdg16_draws_free(self->draws);
  sdg16_table_free(self->estimates);
  sdg16_table_free(self->steps);
  sdg16_table_free(self->diagnostics);
  sdg16i_arena_free(&self->arena);
  free(self);
}

/* ---- reading ---- */

int32_t sdg16_covariates_status(const sdg16_covariates *self) { return self->group[0].status; }
int32_t sdg16_covariates_stopped(const sdg16_covariates *self) { return self->stopped; }

const char *sdg16_covariates_model(const sdg16_covariates *self) { return self->model; }

int32_t sdg16_covariates_estimate(const sdg16_covariates *self, sdg16_estimate *out,
                                  int64_t size) {
  return sdg16i_struct_out(out, size, &self->group[0].estimate,
                           (int64_t)sizeof self->group[0].estimate);
}

const sdg16_table *sdg16_covariates_estimates(const sdg16_covariates *self) {
  return self->estimates;
}
const sdg16_table *sdg16_covariates_path(const sdg16_covariates *self) { return self->steps; }
const sdg16_table *sdg16_covariates_diagnostics(const sdg16_covariates *self) {
  return self->diagnostics;
}
const sdg16_draws *sdg16_covariates_draws(const sdg16_covariates *self) { return self->draws; }
