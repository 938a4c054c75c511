/* The lines of a disaggregated result, their estimates, and the tables. */
#include "base/error.h"
#include "base/memory.h"
#include "data/columns.h"
#include "data/stack.h"
#include "mse/estimate/strata.h"
#include "mse/loglinear/model.h"
#include "num/gslport.h"
#include "results/result_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the lines ---- */

/* Appends text, a backslash before what separates, so that names cannot collide. */
static size_t append(char *out, size_t length, const char *text) {
  for (; *text; text++) {
    if (*text == ',' || *text == '=' || *text == '\\') out[length++] = '\\';
    out[length++] = *text;
  }
  return length;
}

/* "sex=F,age=minor" */
static const char *line_name(sdg16_strata *self, const char *const *value) {
  size_t size = sizeof "total", length = 0;
  for (int64_t k = 0; k < self->columns; k++)
    if (value[k]) size += 2 * (strlen(self->column[k]) + strlen(value[k])) + 2;
  char *name = sdg16i_arena_array(&self->arena, (int64_t)size, 1);
  if (!name) return NULL;
  for (int64_t k = 0; k < self->columns; k++) {
    if (!value[k]) continue;
    if (length) name[length++] = ',';
    length = append(name, length, self->column[k]);
    name[length++] = '=';
    length = append(name, length, value[k]);
  }
  if (!length) strcpy(name, "total");
  return name;
}

static int in_line(const sdg16_strata *self, const char *const *value, int64_t stratum) {
  for (int64_t k = 0; k < self->columns; k++)
    if (value[k] && strcmp(value[k], sdg16_strata_value(self, stratum, k))) return 0;
  return 1;
}

/* Adds the line of these values unless it is there. */
static int add_line(sdg16_strata *self, const char *const *value, int64_t since) {
  for (int64_t i = since; i < self->lines; i++) {
    int same = 1;
    for (int64_t k = 0; same && k < self->columns; k++)
      same = !value[k] || !strcmp(self->line[i].value[k], value[k]);
    if (same) return 0;
  }
  sdg16i_stratum_line *line = &self->line[self->lines];
  line->value = sdg16i_arena_array(&self->arena, self->columns, sizeof *line->value);
  line->part = sdg16i_arena_array(&self->arena, self->count, sizeof *line->part);
  line->name = line_name(self, value);
  if (!line->value || !line->part || !line->name) return -1;
  memcpy(line->value, value, (size_t)self->columns * sizeof *line->value);
  for (int64_t s = 0; s < self->count; s++) {
    if (!in_line(self, value, s)) continue;
    line->part[line->count++] = s;
    line->observed += self->mse[s]->cells->n;
  }
  self->lines++;
  return 0;
}

/* By the number of columns that they keep: the total first, the combinations last. */
int32_t sdg16i_strata_lines(sdg16_strata *self, sdg16_error *error) {
  int64_t subsets = INT64_C(1) << self->columns;
  if (self->count > INT64_MAX / 65536 / subsets) return sdg16i_fail_memory(error);
  const char *value[16];
  self->line = sdg16i_arena_array(&self->arena, self->count * subsets, sizeof *self->line);
  if (!self->line) return sdg16i_fail_memory(error);
  for (int64_t size = 0; size <= self->columns; size++)
    for (int64_t subset = 0; subset < subsets; subset++) {
      if (__builtin_popcountll((unsigned long long)subset) != size) continue;
      int64_t since = self->lines;
      for (int64_t s = 0; s < self->count; s++) {
        for (int64_t k = 0; k < self->columns; k++) /* the first column is the last bit */
          value[k] =
              subset >> (self->columns - 1 - k) & 1 ? sdg16_strata_value(self, s, k) : NULL;
        if (add_line(self, value, since)) return sdg16i_fail_memory(error);
      }
    }
  return SDG16_OK;
}

/* ---- estimates of the lines ---- */

static int is_sum(const sdg16_strata *self, int64_t line) {
  return line < self->lines - self->count;
}

static int estimable(const sdg16_strata *self, int64_t stratum) {
  return sdg16_model_has_estimate(self->mse[stratum]->status);
}

/* Without draws: log-normal on the hidden part, from the sum of the variances. */
static void sum_wald(const sdg16_strata *self, const sdg16i_stratum_line *line, double constant,
                     sdg16_estimate *e) {
  double hidden = 0, variance = 0, n = constant;
  for (int64_t k = 0; k < line->count; k++) {
    const sdg16_mse *mse = self->mse[line->part[k]];
    if (!sdg16_model_has_estimate(mse->status)) continue;
    n += mse->cells->n;
    hidden += mse->fit->summary.hidden;
    variance += mse->fit->summary.se * mse->fit->summary.se;
  }
  e->value = n + hidden;
  e->se = sqrt(variance);
  if (self->options.interval == SDG16_INTERVAL_NONE) return;
  e->method = SDG16_INTERVAL_WALD;
  double z = sdg16i_normal_quantile(0.5 + self->options.level / 2);
  double factor = exp(z * sqrt(log1p(variance / (hidden * hidden))));
  e->lower = n + hidden / factor;
  e->upper = n + hidden * factor;
}

/* Replicates in which a stratum that has an estimate in the data has none. */
static int64_t count_incomplete(const sdg16_draws *d, const int64_t *cell, int64_t count) {
  int64_t incomplete = 0;
  for (int64_t i = 0; i < d->replicates; i++) {
    int missing = 0;
    for (int64_t k = 0; k < count; k++)
      missing |= isnan(d->cell[cell[k]].replicate[i]) && !isnan(d->cell[cell[k]].point);
    incomplete += missing;
  }
  return incomplete;
}

/* The sum over a line. all: a stratum without an estimate, in the data or in a replicate,
 * counts with the persons observed there; else only strata with an estimate count. */
static int32_t sum_draws(sdg16_strata *self, const sdg16i_stratum_line *line, const char *name,
                         int all, sdg16_estimate *e, sdg16_bootstrap_summary *summary,
                         sdg16_error *error) {
  sdg16_draws *d = self->draws.draws;
  int64_t *cell = sdg16i_array(line->count, sizeof *cell);
  double *weight = sdg16i_array(line->count, sizeof *weight);
  int32_t code = cell && weight ? SDG16_OK : sdg16i_fail_memory(error);
  int64_t count = 0, first = self->lines - self->count;
  for (int64_t k = 0; !code && k < line->count; k++) {
    if (!all && !estimable(self, line->part[k])) continue;
    cell[count] = sdg16_draws_find(d, self->line[first + line->part[k]].name);
    weight[count++] = 1;
  }
  if (!code) code = sdg16i_draws_sum(d, name, count, cell, weight, all, error);
  if (!code) code = sdg16i_draws_conclude(d, d->cells - 1, &self->options, e, summary, error);
  if (!code && all) summary->failed = count_incomplete(d, cell, count);
  free(cell);
  free(weight);
  return code;
}

typedef struct rows {
  int64_t count;
  sdg16i_estimate_row *row;
  sdg16_estimate *estimate;
  sdg16_bootstrap_summary *bootstrap;
} rows;

/* A row of a sum: scope "all", or without what has no estimate. */
static int32_t add_sum(sdg16_strata *self, sdg16i_stratum_line *line, int all, rows *r,
                       sdg16_error *error) {
  sdg16_estimate *e = &r->estimate[r->count];
  *e = (sdg16_estimate){.struct_size = (int64_t)sizeof *e,
                        .value = NAN,
                        .se = NAN,
                        .lower = NAN,
                        .upper = NAN,
                        .level = self->options.level,
                        .df = INFINITY,
                        .method = self->options.interval};
  for (int64_t k = 0; k < line->count; k++)
    e->flags |= self->mse[line->part[k]]->estimate.flags &
                (SDG16_FLAG_CONDITIONAL | SDG16_FLAG_NOT_EXACT);
  int ok = line->missing < line->count;
  r->row[r->count] =
      (sdg16i_estimate_row){.values = line->value,
                            .scope = all ? "all" : "estimable",
                            .observed = all ? line->observed : line->observed_estimable,
                            .population = all ? line->population : 0,
                            .status = ok ? SDG16_MODEL_OK : self->mse[line->part[0]]->status,
                            .estimate = e,
                            .bootstrap = &r->bootstrap[r->count]};
  r->count++;
  if (!ok) return SDG16_OK;
  if (!self->draws.draws) {
    sum_wald(self, line, all ? line->observed - line->observed_estimable : 0, e);
    return SDG16_OK;
  }
  const char *name = line->name;
  if (!all) {
    size_t size = strlen(name) + sizeof " (estimable)";
    char *longer = sdg16i_arena_array(&self->arena, (int64_t)size, 1);
    if (!longer) return sdg16i_fail_memory(error);
    snprintf(longer, size, "%s (estimable)", name);
    name = longer;
  }
  return sum_draws(self, line, name, all, e, &r->bootstrap[r->count - 1], error);
}

static int32_t add_stratum(sdg16_strata *self, const sdg16i_stratum_line *line, rows *r,
                           sdg16_error *error) {
  sdg16_mse *mse = self->mse[line->part[0]];
  int32_t code = SDG16_OK;
  mse->options.population = line->population;
  if (self->draws.draws && sdg16_model_has_estimate(mse->status))
    code = sdg16i_draws_conclude(self->draws.draws,
                                 sdg16_draws_find(self->draws.draws, line->name),
                                 &self->options, &mse->estimate, &mse->bootstrap, error);
  r->row[r->count++] = (sdg16i_estimate_row){.mse = mse,
                                             .values = line->value,
                                             .observed = mse->cells->n,
                                             .population = line->population,
                                             .status = mse->status,
                                             .estimate = &mse->estimate,
                                             .bootstrap = &mse->bootstrap};
  return code;
}

static int32_t add_rows(sdg16_strata *self, rows *r, sdg16_error *error) {
  int32_t code = SDG16_OK;
  for (int64_t i = 0; !code && i < self->lines; i++) {
    sdg16i_stratum_line *line = &self->line[i];
    for (int64_t k = 0; k < line->count; k++)
      if (estimable(self, line->part[k]))
        line->observed_estimable += self->mse[line->part[k]]->cells->n;
      else
        line->missing++;
    if (!is_sum(self, i)) {
      code = add_stratum(self, line, r, error);
      continue;
    }
    code = add_sum(self, line, 1, r, error);
    if (!code && line->missing && line->missing < line->count)
      code = add_sum(self, line, 0, r, error);
  }
  if (!code) self->total = r->estimate[0];
  return code;
}

/* ---- tables ---- */

/* What each model of all strata together has; only what belongs to them all. */
static void leave_out_of_common(sdg16i_result_rows *r, int32_t criterion) {
  static const int32_t NOT[] = {SDG16I_MODELS_DF, SDG16I_MODELS_DEVIANCE, SDG16I_MODELS_MODE};
  static const int32_t CRITERIA[] = {SDG16I_MODELS_AIC, SDG16I_MODELS_AICC, SDG16I_MODELS_BIC};
  for (size_t i = 0; i < 3; i++) {
    sdg16i_rows_leave_out(r, NOT[i]);
    if (CRITERIA[i] != criterion) sdg16i_rows_leave_out(r, CRITERIA[i]);
  }
}

static int32_t criterion_column(int32_t ranking) {
  return ranking == SDG16_SELECT_AIC    ? SDG16I_MODELS_AIC
         : ranking == SDG16_SELECT_AICC ? SDG16I_MODELS_AICC
                                        : SDG16I_MODELS_BIC;
}

static void put_common_terms(const sdg16_strata *self, sdg16i_result_rows *r, int64_t row) {
  uint32_t term[1 + SDG16_MAX_LISTS + SDG16I_MAX_INTERACTIONS];
  int64_t terms =
      sdg16i_model_term_list(&self->universe, &self->candidates.list[row].model, term);
  int32_t lists = self->universe.lists;
  const char *numbers =
      sdg16i_terms_text(lists, terms, term, SDG16_MODEL_NUMBERS, NULL, &r->arena);
  const char *names =
      sdg16i_terms_text(lists, terms, term, SDG16_MODEL_NAMES, self->grouped, &r->arena);
  if ((!numbers || !names) && !r->columns.code)
    r->columns.code = sdg16i_fail_memory(r->columns.error);
  sdg16i_put_text(r, row, SDG16I_MODELS_MODEL, numbers);
  sdg16i_put_text(r, row, SDG16I_MODELS_MODEL_NAMES, names);
}

static int32_t common_models(const sdg16_strata *self, sdg16_table **out, sdg16_error *error) {
  const sdg16i_candidate *list = self->candidates.list;
  int32_t criterion = criterion_column(sdg16i_ranking(&self->options));
  double n = 0, constant = 0, sum = 0;
  for (int64_t k = 0; k < self->sharing; k++) {
    n += self->mse[self->share[k]]->cells->n;
    constant += 2 * self->mse[self->share[k]]->cells->log_factorials;
  }
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_MODELS, self->candidates.count, error);
  leave_out_of_common(&r, criterion);
  for (int64_t i = 0; i < r.rows; i++) sum += exp((list[0].criterion - list[i].criterion) / 2);
  for (int64_t i = 0; i < r.rows && !r.columns.code; i++) {
    put_common_terms(self, &r, i);
    sdg16i_put_whole(&r, i, SDG16I_MODELS_PARAMETERS, self->sharing * list[i].parameters);
    sdg16i_put_real(&r, i, criterion, list[i].criterion + constant);
    sdg16i_put_real(&r, i, SDG16I_MODELS_HIDDEN, list[i].hidden);
    sdg16i_put_real(&r, i, SDG16I_MODELS_TOTAL, n + list[i].hidden);
    sdg16i_put_real(&r, i, SDG16I_MODELS_WEIGHT,
                    exp((list[0].criterion - list[i].criterion) / 2) / sum);
    sdg16i_put_text(&r, i, SDG16I_MODELS_STATUS, sdg16_model_status_name(SDG16_MODEL_OK));
  }
  return sdg16i_rows_end(&r, out);
}

static int32_t missing_note(const sdg16_strata *self, sdg16_table **out, sdg16_error *error) {
  int64_t missing = 0;
  for (int64_t s = 0; s < self->count; s++) missing += !estimable(self, s);
  char message[256];
  snprintf(message, sizeof message,
           "%lld of %lld strata have no estimate: sums count them with the persons observed "
           "there (scope 'all') or leave them out (scope 'estimable').",
           (long long)missing, (long long)self->count);
  const char *code = "strata-missing", *severity = "warning", *text = message;
  sdg16i_columns c;
  sdg16i_columns_begin(&c, missing > 0, error);
  sdg16i_column_text(&c, "code", &code);
  sdg16i_column_text(&c, "severity", &severity);
  sdg16i_column_text(&c, "message", &text);
  return sdg16i_columns_end(&c, out);
}

/* A table of each stratum, with the stratum's values in front; `first` (nullable) comes
 * before them, for all strata. */
static int32_t stack(sdg16_strata *self, const sdg16_table *first, const sdg16_table **each,
                     sdg16_table **out, sdg16_error *error) {
  int64_t count = self->count + (first != NULL), lead = count - self->count;
  sdg16i_arena arena = {0};
  const sdg16_table **tables = sdg16i_arena_array(&arena, count, sizeof(sdg16_table *));
  const char **value = sdg16i_arena_array(&arena, count * self->columns, sizeof *value);
  int32_t code = SDG16_OK;
  if (tables && value) {
    if (first) tables[0] = first;
    for (int64_t s = 0; s < self->count; s++) {
      tables[lead + s] = each[s];
      for (int64_t k = 0; k < self->columns; k++)
        value[(lead + s) * self->columns + k] = sdg16_strata_value(self, s, k);
    }
    code = sdg16i_stack(count, tables, self->columns, self->column, value, out, error);
  } else {
    code = sdg16i_fail_memory(error);
  }
  sdg16i_arena_free(&arena);
  return code;
}

static int32_t stack_all(sdg16_strata *self, sdg16_error *error) {
  const sdg16_table **each = sdg16i_array(self->count, sizeof(sdg16_table *));
  sdg16_table *note = NULL, *common = NULL;
  int32_t code = each ? missing_note(self, &note, error) : sdg16i_fail_memory(error);
  for (int64_t s = 0; !code && s < self->count; s++)
    code = sdg16i_mse_tables(self->mse[s], error);
  for (int64_t s = 0; !code && s < self->count; s++) each[s] = self->mse[s]->diagnostics;
  if (!code) code = stack(self, note, each, &self->diagnostics, error);
  for (int64_t s = 0; !code && s < self->count; s++) each[s] = self->mse[s]->modes;
  if (!code) code = stack(self, NULL, each, &self->modes, error);
  if (!code && self->by.common_model) {
    code = common_models(self, &common, error);
    const char **value = sdg16i_array(self->columns, sizeof *value);
    const sdg16_table *only = common;
    if (!code && !value) code = sdg16i_fail_memory(error);
    if (!code)
      code = sdg16i_stack(1, &only, self->columns, self->column, value, &self->models, error);
    free(value);
  } else if (!code) {
    for (int64_t s = 0; s < self->count; s++) each[s] = self->mse[s]->models;
    code = stack(self, NULL, each, &self->models, error);
  }
  sdg16_table_free(note);
  sdg16_table_free(common);
  free(each);
  return code;
}

int32_t sdg16i_strata_tables(sdg16_strata *self, sdg16_error *error) {
  int64_t most = 2 * self->lines;
  rows r = {.row = sdg16i_arena_array(&self->arena, most, sizeof *r.row),
            .estimate = sdg16i_arena_array(&self->arena, most, sizeof *r.estimate),
            .bootstrap = sdg16i_arena_array(&self->arena, most, sizeof *r.bootstrap)};
  int32_t code = r.row && r.estimate && r.bootstrap ? SDG16_OK : sdg16i_fail_memory(error);
  if (!code) code = add_rows(self, &r, error);
  if (!code)
    code = sdg16i_estimates_table(&self->options, self->columns, self->column, r.count, r.row,
                                  &self->estimates, error);
  return code ? code : stack_all(self, error);
}
