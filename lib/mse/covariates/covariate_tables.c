/* The result tables of an estimation with covariates. */
#include "base/error.h"
#include "mse/covariates/covariates.h"
#include "mse/diagnose/about.h"
#include "results/result_rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- diagnostics ---- */

/* The groups with a status, as many as fit. */
static int64_t name_groups(const sdg16_covariates *self, int32_t status, sdg16i_names *names) {
  int64_t count = 0;
  for (int64_t g = 1; g < self->groups; g++) {
    if (self->group[g].status != status) continue;
    sdg16i_names_add(names, self->group[g].name, NULL);
    count++;
  }
  return count;
}

static void say_status(sdg16_covariates *self, int32_t status, const char *code,
                       const char *what, sdg16i_messages *messages) {
  sdg16i_names names = {0};
  char rest[SDG16I_NUMBER_TEXT];
  if (!name_groups(self, status, &names)) return;
  sdg16i_say(messages, code, "warning", "%s: %s%s", what, names.text,
             sdg16i_names_rest(&names, rest));
}

static void say_total(const sdg16_covariates *self, sdg16i_messages *messages) {
  int32_t status = self->group[0].status;
  if (status == SDG16_MODEL_NONE_HIDDEN)
    sdg16i_say(messages, "none-hidden", "warning",
               "the number hidden falls to its limit in some groups, so that the total has no "
               "standard error and no interval");
  else if (!sdg16_model_has_estimate(status))
    sdg16i_say(messages, sdg16_model_status_name(status), "warning",
               "the total has no estimate under this model; single groups may have one");
}

static void say_search(const sdg16_covariates *self, sdg16i_messages *messages) {
  if (self->options.select == SDG16_SELECT_FIXED) return;
  sdg16i_say(messages, "search-not-exact", "note",
             "the model was found step by step (%lld steps, %lld models fitted); it is not "
             "proved that no other model is better",
             (long long)self->path.steps - 1, (long long)self->path.fits);
}

/* Covariates that no list is linked to: they do not change the total. */
static void say_collapsible(const sdg16_covariates *self, sdg16i_messages *messages) {
  const sdg16i_cross *cross = self->cross;
  const sdg16i_cross_model *model = &self->chosen->model;
  for (int64_t k = 0; k < cross->covariates; k++) {
    uint32_t own = UINT32_C(1) << (cross->lists + k), lists = 0;
    for (int64_t i = 0; i < model->terms; i++)
      if (model->term[i] & own) lists |= sdg16i_term_lists(cross, model->term[i]);
    if (!lists)
      sdg16i_say(
          messages, "collapsible", "note",
          "covariate '%.200s' is not linked to any list: the total is the same without it",
          cross->covariate[k].name);
  }
}

/* Of a stopped bootstrap, and of one that is too short for an interval. */
static void say_replicates(const sdg16_covariates *self, sdg16i_messages *messages) {
  const sdg16i_covariate_group *total = &self->group[0];
  const sdg16i_stop stop = {.why = self->stopped,
                            .made = self->draws ? self->draws->replicates : -1,
                            .planned = self->options.replicates,
                            .are_first = self->draws && sdg16i_draws_are_first(self->draws),
                            .has_interval = !isnan(total->estimate.lower)};
  if (self->stopped) sdg16i_say_stopped(messages, &stop);
  if (total->estimate.flags & SDG16_FLAG_FEW_REPLICATES)
    sdg16i_say_few_replicates(messages, self->options.level, stop.made);
}

static int32_t make_diagnostics(sdg16_covariates *self, sdg16_error *error) {
  sdg16i_messages messages = {0};
  say_total(self, &messages);
  say_status(self, SDG16_MODEL_UNBOUNDED, "unbounded",
             "the number hidden has no upper bound in these groups", &messages);
  say_status(self, SDG16_MODEL_NOT_IDENTIFIABLE, "not-identifiable",
             "the number hidden cannot be identified in these groups", &messages);
  say_status(self, SDG16_MODEL_NONE_HIDDEN, "none-hidden",
             "the number hidden falls to its limit in these groups", &messages);
  if (!self->chosen->fit.converged)
    sdg16i_say(&messages, "not-converged", "warning",
               "the fit did not converge: its numbers are not reliable");
  say_replicates(self, &messages);
  say_search(self, &messages);
  say_collapsible(self, &messages);
  return sdg16i_messages_table(&messages, 1, &self->diagnostics, error);
}

/* ---- estimates ---- */

static int32_t make_estimates(sdg16_covariates *self, sdg16_error *error) {
  const char *headline = sdg16i_headlines_text(self->diagnostics, &self->arena);
  sdg16i_fit_line line;
  const sdg16i_cross_fit *fit = &self->chosen->fit;
  sdg16i_estimate_row *row = sdg16i_arena_array(&self->arena, self->groups, sizeof *row);
  if (!row || sdg16i_arena_status(&self->arena, error)) return sdg16i_fail_memory(error);
  line = (sdg16i_fit_line){.model = self->model,
                           .parameters = fit->columns.p,
                           .effective_parameters = fit->face.dimension,
                           .face = fit->cells - fit->face.off,
                           .df = fit->cells - fit->columns.p,
                           .deviance = fit->deviance,
                           .pearson = fit->pearson,
                           .loglik = fit->loglik,
                           .aic = fit->aic,
                           .aicc = fit->aicc,
                           .bic = fit->bic};
  for (int64_t g = 0; g < self->groups; g++) {
    sdg16i_covariate_group *group = &self->group[g];
    row[g] = (sdg16i_estimate_row){.values = group->values,
                                   .observed = group->result.observed,
                                   .population = g ? 0 : self->options.population,
                                   .status = group->status,
                                   .estimate = &group->estimate,
                                   .bootstrap = &group->bootstrap,
                                   .at_least = NAN,
                                   .at_least_lower = NAN,
                                   .headline = g ? NULL : headline,
                                   .estimator = "loglinear-covariates",
                                   .fit = g ? NULL : &line};
  }
  return sdg16i_estimates_table(&self->options, self->by.column_count, self->column,
                                self->groups, row, &self->estimates, error);
}

/* ---- the path ---- */

#define PUT_REAL(column, value) sdg16i_put_real(r, row, SDG16I_PATH_##column, value)
#define PUT_WHOLE(column, value) sdg16i_put_whole(r, row, SDG16I_PATH_##column, value)

/* Puts a text that must be there: NULL is a lack of memory. */
static void put_needed_text(sdg16i_result_rows *r, int64_t row, int32_t column,
                            const char *text) {
  if (!text && !r->columns.status) r->columns.status = sdg16i_fail_memory(r->columns.error);
  sdg16i_put_text(r, row, column, text);
}

/* "+ police:sex"; NULL: out of memory. */
static const char *change_text(const sdg16_covariates *self, const sdg16i_cross_step *step,
                               sdg16i_result_rows *r) {
  const char *term =
      sdg16i_cross_term_text(self->cross, step->model.degree, step->term, &r->arena);
  size_t size = term ? strlen(term) + 3 : 0;
  char *out = term ? sdg16i_arena_array(&r->arena, (int64_t)size, 1) : NULL;
  if (out) snprintf(out, size, "%s %s", step->joined > 0 ? "+" : "-", term);
  return out;
}

static void put_step(const sdg16_covariates *self, sdg16i_result_rows *r, int64_t row) {
  const sdg16i_cross_step *step = self->path.step[row];
  const sdg16i_cross_fit *fit = &step->fit;
  sdg16i_cross_group all;
  if (!r->columns.status)
    r->columns.status = sdg16i_cross_group_total(self->cross, fit, self->group[0].member, &all,
                                                 r->columns.error);
  if (r->columns.status) return;
  PUT_WHOLE(STEP, row);
  if (step->joined) put_needed_text(r, row, SDG16I_PATH_CHANGE, change_text(self, step, r));
  PUT_WHOLE(PARAMETERS, fit->columns.p);
  PUT_WHOLE(DF, fit->cells - fit->columns.p);
  PUT_REAL(DEVIANCE, fit->deviance);
  PUT_REAL(AIC, fit->aic);
  PUT_REAL(AICC, fit->aicc);
  PUT_REAL(BIC, fit->bic);
  PUT_REAL(HIDDEN, all.hidden);
  PUT_REAL(TOTAL, all.total);
  PUT_REAL(SE, all.se);
  put_needed_text(r, row, SDG16I_PATH_MODEL,
                  sdg16i_cross_model_text(self->cross, &step->model, &r->arena));
}

static int32_t make_path(sdg16_covariates *self, sdg16_error *error) {
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_PATH, self->path.steps, error);
  for (int64_t i = 0; i < self->path.steps; i++) put_step(self, &r, i);
  return sdg16i_rows_end(&r, &self->steps);
}

int32_t sdg16i_covariate_tables(sdg16_covariates *self, sdg16_error *error) {
  int32_t status = make_diagnostics(self, error); /* the estimates show its headlines */
  if (!status) status = make_estimates(self, error);
  return status ? status : make_path(self, error);
}
