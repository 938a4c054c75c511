/* The lines of a disaggregated result, their estimates, and the tables. */
#include "base/error.h"
#include "base/memory.h"
#include "data/table/bind_rows.h"
#include "data/table/dictionary.h"
#include "mse/estimate/strata.h"
#include "num/gslport.h"
#include "results/result_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the lines ---- */

/* Appends text, a backslash before what separates, so that names cannot collide. */
static size_t append_escaped(char *out, size_t length, const char *text) {
  for (; *text; text++) {
    if (*text == ',' || *text == '=' || *text == '\\') out[length++] = '\\';
    out[length++] = *text;
  }
  return length;
}

const char *sdg16i_line_name(const sdg16_strata *self, const char *const *value,
                             sdg16i_arena *arena) {
  size_t size = sizeof "total", length = 0;
  for (int64_t k = 0; k < self->columns; k++)
    if (value[k]) size += 2 * (strlen(self->column[k]) + strlen(value[k])) + 2;
  char *name = sdg16i_arena_array(arena, (int64_t)size, 1);
  if (!name) return NULL;
  for (int64_t k = 0; k < self->columns; k++) {
    if (!value[k]) continue;
    if (length) name[length++] = ',';
    length = append_escaped(name, length, self->column[k]);
    name[length++] = '=';
    length = append_escaped(name, length, value[k]);
  }
  if (!length) strcpy(name, "total");
  return name;
}

/* Adds the line of these values; its parts are not known yet. */
static int add_line(sdg16_strata *self, const char *const *value, const char *name) {
  if (sdg16i_grow((void **)&self->line, &self->line_capacity, self->lines + 1,
                  sizeof *self->line))
    return -1;
  sdg16i_stratum_line *line = &self->line[self->lines++];
  *line = (sdg16i_stratum_line){0};
  line->value = sdg16i_arena_array(&self->arena, self->columns, sizeof *line->value);
  line->name = sdg16i_arena_text(&self->arena, name, strlen(name));
  if (!line->value || !line->name) return -1;
  memcpy(line->value, value, (size_t)self->columns * sizeof *line->value);
  return 0;
}

/* Lists the parts of the lines from `since` on; line_of[s]: of which line stratum s is a part.
 */
static int list_parts(sdg16_strata *self, int64_t since, const int64_t *line_of) {
  for (int64_t s = 0; s < self->count; s++) self->line[line_of[s]].count++;
  for (int64_t i = since; i < self->lines; i++) {
    sdg16i_stratum_line *line = &self->line[i];
    line->part = sdg16i_arena_array(&self->arena, line->count, sizeof *line->part);
    line->count = 0;
    if (!line->part) return -1;
  }
  for (int64_t s = 0; s < self->count; s++) {
    sdg16i_stratum_line *line = &self->line[line_of[s]];
    line->part[line->count++] = s;
    line->observed += self->mse[s]->cells->n;
  }
  return 0;
}

/* The lines that keep the columns of the subset, whose first column is the highest bit. */
static int add_lines(sdg16_strata *self, int64_t subset, sdg16i_dictionary *names,
                     sdg16i_arena *scratch, int64_t *line_of) {
  const char *value[16];
  int64_t since = self->lines;
  for (int64_t s = 0; s < self->count; s++) {
    for (int64_t k = 0; k < self->columns; k++)
      value[k] = subset >> (self->columns - 1 - k) & 1
                     ? sdg16_capture_stratum_value(self->grouped, s, k)
                     : NULL;
    sdg16i_arena_reset(scratch);
    const char *name = sdg16i_line_name(self, value, scratch);
    int64_t known = names->count;
    int32_t code = name ? sdg16i_dictionary_add(names, name, (int64_t)strlen(name)) : -1;
    if (code < 0 || (code == known && add_line(self, value, name))) return -1;
    line_of[s] = since + code;
  }
  return list_parts(self, since, line_of);
}

/* By the number of columns that they keep: the total first, the combinations last. */
int32_t sdg16i_strata_lines(sdg16_strata *self, sdg16_error *error) {
  int64_t subsets = INT64_C(1) << self->columns;
  int64_t *line_of = sdg16i_array(self->count, sizeof *line_of);
  sdg16i_arena scratch = {0};
  int failed = !line_of;
  for (int64_t size = 0; size <= self->columns; size++)
    for (int64_t subset = 0; !failed && subset < subsets; subset++) {
      if (__builtin_popcountll((unsigned long long)subset) != size) continue;
      sdg16i_dictionary names = {0};
      failed = add_lines(self, subset, &names, &scratch, line_of);
      sdg16i_dictionary_free(&names);
    }
  sdg16i_arena_free(&scratch);
  free(line_of);
  return failed ? sdg16i_fail_memory(error) : SDG16_OK;
}

/* ---- estimates of the lines ---- */

static int is_sum(const sdg16_strata *self, int64_t line) {
  return line < self->lines - self->count;
}

static int is_estimable(const sdg16_strata *self, int64_t stratum) {
  return sdg16_model_has_estimate(self->mse[stratum]->status);
}

/* Without draws: log-normal on the hidden part, from the sum of the variances, of the strata
 * that have an estimate; `constant` persons are in the others. */
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
  e->se = self->stopped ? NAN : sqrt(variance); /* without the selection it is too small */
  if (self->options.interval == SDG16_INTERVAL_NONE) return;
  e->method = SDG16_INTERVAL_WALD;
  double z = sdg16i_normal_quantile(0.5 + self->options.level / 2);
  double factor = exp(z * sqrt(log1p(variance / (hidden * hidden))));
  e->lower = n + hidden / factor;
  e->upper = n + hidden * factor;
}

/* The sum over the strata of a line that have an estimate, and the persons of the others. */
static int32_t sum_draws(sdg16_strata *self, const sdg16i_stratum_line *line, const char *name,
                         double constant, sdg16_estimate *e, sdg16_bootstrap_summary *summary,
                         sdg16_error *error) {
  sdg16_draws *d = self->draws.draws;
  int64_t *cell = sdg16i_array(line->count, sizeof *cell);
  double *weight = sdg16i_array(line->count, sizeof *weight);
  int32_t status = cell && weight ? SDG16_OK : sdg16i_fail_memory(error);
  int64_t count = 0, first = self->lines - self->count;
  for (int64_t k = 0; !status && k < line->count; k++) {
    if (!is_estimable(self, line->part[k])) continue;
    cell[count] = sdg16_draws_find(d, self->line[first + line->part[k]].name);
    weight[count++] = 1;
  }
  if (!status) status = sdg16i_draws_sum(d, name, constant, count, cell, weight, error);
  if (!status)
    status = sdg16i_draws_conclude(d, d->cells - 1, &self->options, e, summary, error);
  free(cell);
  free(weight);
  return status;
}

typedef struct rows {
  int64_t count;
  sdg16i_estimate_row *row;
  sdg16_estimate *estimate;
  sdg16_bootstrap_summary *bootstrap;
} rows;

static sdg16_estimate no_estimate(const sdg16_strata *self, const sdg16i_stratum_line *line) {
  sdg16_estimate e = {.struct_size = (int64_t)sizeof e,
                      .value = NAN,
                      .se = NAN,
                      .lower = NAN,
                      .upper = NAN,
                      .level = self->options.level,
                      .df = INFINITY,
                      .method = self->options.interval};
  for (int64_t k = 0; k < line->count; k++)
    e.flags |= self->mse[line->part[k]]->estimate.flags &
               (SDG16_FLAG_CONDITIONAL | SDG16_FLAG_NOT_EXACT);
  return e;
}

/* "sex=F (at least)" */
static const char *bound_name(sdg16_strata *self, const sdg16i_stratum_line *line) {
  size_t size = strlen(line->name) + sizeof SDG16I_AT_LEAST;
  char *name = sdg16i_arena_array(&self->arena, (int64_t)size, 1);
  if (name) snprintf(name, size, "%s" SDG16I_AT_LEAST, line->name);
  return name;
}

/* A sum of which a part has no estimate: how many there are at least. */
static int32_t bound_below(sdg16_strata *self, sdg16i_stratum_line *line,
                           sdg16_bootstrap_summary *summary, sdg16_error *error) {
  double constant = line->observed - line->observed_estimable;
  sdg16_estimate sum = no_estimate(self, line);
  if (self->draws.draws) {
    const char *name = bound_name(self, line);
    int32_t status = name ? sum_draws(self, line, name, constant, &sum, summary, error)
                          : sdg16i_fail_memory(error);
    if (status) return status;
    self->draws.draws->cell[self->draws.draws->cells - 1].is_bound = 1;
  } else {
    sum_wald(self, line, constant, &sum);
  }
  line->at_least = sum;
  line->at_least.se = NAN;
  line->at_least.upper = INFINITY;
  line->at_least.flags |= SDG16_FLAG_UPPER_OPEN;
  return SDG16_OK;
}

/* A line of one stratum answers as the stratum does, also with the limits and the lower bound
 * of one that has no estimate. */
static void answer_as_stratum(const sdg16_mse *mse, sdg16i_stratum_line *line,
                              sdg16_estimate *e) {
  *e = mse->estimate;
  line->at_least = sdg16i_mse_at_least(mse);
}

static int32_t sum_status(const sdg16_strata *self, const sdg16i_stratum_line *line) {
  return line->missing == 0            ? SDG16_MODEL_OK
         : line->missing < line->count ? SDG16_MODEL_INCOMPLETE
                                       : self->mse[line->part[0]]->status;
}

static int32_t add_sum(sdg16_strata *self, sdg16i_stratum_line *line, rows *r,
                       sdg16_error *error) {
  sdg16_estimate *e = &r->estimate[r->count];
  sdg16_bootstrap_summary *summary = &r->bootstrap[r->count];
  sdg16i_estimate_row *row = &r->row[r->count++];
  line->estimate = e;
  line->bootstrap = summary;
  *e = no_estimate(self, line);
  line->status = sum_status(self, line);
  line->at_least = no_estimate(self, line);
  int32_t status = SDG16_OK;
  if (line->status == SDG16_MODEL_INCOMPLETE)
    status = bound_below(self, line, summary, error);
  else if (line->status == SDG16_MODEL_OK && self->draws.draws)
    status = sum_draws(self, line, line->name, 0, e, summary, error);
  else if (line->status == SDG16_MODEL_OK)
    sum_wald(self, line, 0, e);
  else if (line->count == 1)
    answer_as_stratum(self->mse[line->part[0]], line, e);
  *row = (sdg16i_estimate_row){.values = line->value,
                               .observed = line->observed,
                               .population = line->population,
                               .status = line->status,
                               .estimate = e,
                               .bootstrap = summary,
                               .at_least = line->at_least.value,
                               .at_least_lower = line->at_least.lower};
  return status;
}

static int32_t add_stratum(sdg16_strata *self, const sdg16i_stratum_line *line, rows *r,
                           sdg16_error *error) {
  sdg16_mse *mse = self->mse[line->part[0]];
  int32_t status = SDG16_OK;
  mse->options.population = line->population;
  if (self->draws.draws && sdg16_model_has_estimate(mse->status))
    status = sdg16i_draws_conclude(self->draws.draws,
                                   sdg16_draws_find(self->draws.draws, line->name),
                                   &self->options, &mse->estimate, &mse->bootstrap, error);
  r->row[r->count++] = (sdg16i_estimate_row){.mse = mse,
                                             .values = line->value,
                                             .observed = mse->cells->n,
                                             .population = line->population,
                                             .status = mse->status,
                                             .estimate = &mse->estimate,
                                             .bootstrap = &mse->bootstrap,
                                             .at_least = NAN,
                                             .at_least_lower = NAN};
  return status;
}

static int32_t add_rows(sdg16_strata *self, rows *r, sdg16_error *error) {
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < self->lines; i++) {
    sdg16i_stratum_line *line = &self->line[i];
    for (int64_t k = 0; k < line->count; k++)
      if (is_estimable(self, line->part[k]))
        line->observed_estimable += self->mse[line->part[k]]->cells->n;
      else
        line->missing++;
    status =
        is_sum(self, i) ? add_sum(self, line, r, error) : add_stratum(self, line, r, error);
  }
  if (!status) self->total = r->estimate[0];
  return status;
}

/* ---- tables ---- */

/* "1 of 4 strata has no estimate, so that the sum has none. ..." */
static void about_incomplete(const sdg16i_stratum_line *line, sdg16i_about *a) {
  const sdg16_estimate *e = &line->at_least;
  char least[SDG16I_NUMBER_TEXT], number[SDG16I_NUMBER_TEXT], lower[80] = "";
  if (!isnan(e->lower))
    snprintf(lower, sizeof lower, " (lower limit %s)", sdg16i_number_text(e->lower, 0, number));
  sdg16i_say(&a->messages, "incomplete", "warning",
             "%lld of %lld strata %s no estimate, so the sum has none. There are at least %s "
             "people%s: the detected everywhere, and the undetected of the other strata.",
             (long long)line->missing, (long long)line->count,
             line->missing == 1 ? "has" : "have", sdg16i_number_text(e->value, 0, least),
             lower);
}

static void about_no_part(const sdg16i_stratum_line *line, sdg16i_about *a) {
  if (line->count == 1)
    sdg16i_say(&a->messages, "no-stratum", "warning",
               "No estimate, because the only stratum in it has none.");
  else
    sdg16i_say(&a->messages, "no-stratum", "warning",
               "No estimate, because none of its %lld strata has one.", (long long)line->count);
}

/* Where the draws of a sum or of its lower bound are; -1: nowhere. */
static int64_t cell_of_sum(sdg16_strata *self, const sdg16i_stratum_line *line, int is_bound,
                           sdg16i_about *a) {
  const char *name = is_bound ? bound_name(self, line) : line->name;
  if (!name) a->messages.out_of_memory = 1;
  return name && self->draws.draws ? sdg16_draws_find(self->draws.draws, name) : -1;
}

static int32_t sum_diagnostics(sdg16_strata *self, const sdg16i_stratum_line *line,
                               sdg16_table **out, sdg16_error *error) {
  int is_bound = !isnan(line->at_least.value);
  sdg16i_about a = {.estimate = is_bound ? &line->at_least : line->estimate,
                    .bootstrap = line->bootstrap,
                    .planned = self->options.replicates,
                    .automatic = self->mse[line->part[0]]->automatic,
                    .stopped = self->stopped,
                    .observed = line->observed,
                    .population = line->population,
                    .is_bound = is_bound};
  a.cell = cell_of_sum(self, line, is_bound, &a);
  a.draws = a.cell < 0 ? NULL : self->draws.draws;
  if (line == self->line) sdg16i_about_reading(&a, self->grouped);
  if (line->status == SDG16_MODEL_INCOMPLETE)
    about_incomplete(line, &a);
  else if (line->missing)
    about_no_part(line, &a);
  sdg16i_about_sum(&a);
  sdg16i_about_parts(self, line, &a);
  if (line == self->line && self->unmatched)
    sdg16i_say(&a.messages, "population-unmatched", "warning",
               "%lld row%s of the population table (such as %s) %s of no group that was "
               "observed. The people there are in the population of the total.",
               (long long)self->unmatched_rows, self->unmatched_rows == 1 ? "" : "s",
               self->unmatched, self->unmatched_rows == 1 ? "is" : "are");
  return sdg16i_messages_table(&a.messages, 1, out, error);
}

/* The tables of the lines, one below the other, with the values of the stratum columns in
 * front; each[line] may be NULL. */
static int32_t stack_lines(const sdg16_strata *self, const sdg16_table *const *each,
                           sdg16_table **out, sdg16_error *error) {
  sdg16i_arena arena = {0};
  const sdg16_table **tables = sdg16i_arena_array(&arena, self->lines, sizeof(sdg16_table *));
  const char **value = sdg16i_arena_array(&arena, self->lines * self->columns, sizeof *value);
  int32_t status = tables && value ? SDG16_OK : sdg16i_fail_memory(error);
  int64_t count = 0;
  for (int64_t i = 0; !status && i < self->lines; i++) {
    if (!each[i]) continue;
    memcpy(value + count * self->columns, self->line[i].value,
           (size_t)self->columns * sizeof *value);
    tables[count++] = each[i];
  }
  if (!status)
    status = sdg16i_stack(count, tables, self->columns, self->column, value, out, error);
  sdg16i_arena_free(&arena);
  return status;
}

/* Tables of sums, which are made for the stack alone. */
static void free_sums(const sdg16_strata *self, const sdg16_table **each) {
  for (int64_t i = 0; i < self->lines; i++)
    if (is_sum(self, i)) sdg16_table_free((sdg16_table *)(uintptr_t)each[i]);
}

/* Of the strata, and of each sum what is said of its own numbers. */
static int32_t stack_diagnostics(sdg16_strata *self, const sdg16_table **each,
                                 sdg16_error *error) {
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < self->lines; i++) {
    const sdg16i_stratum_line *line = &self->line[i];
    sdg16_table *of_sum = NULL;
    if (is_sum(self, i)) status = sum_diagnostics(self, line, &of_sum, error);
    each[i] = is_sum(self, i) ? of_sum : self->mse[line->part[0]]->diagnostics;
    if (!status) self->line[i].headline = sdg16i_headlines_text(each[i], &self->arena);
  }
  if (!status) status = sdg16i_arena_status(&self->arena, error);
  if (!status) status = stack_lines(self, each, &self->diagnostics, error);
  free_sums(self, each);
  return status;
}

/* Of every line whose draws have an estimate. */
static int32_t stack_draw_modes(sdg16_strata *self, const sdg16_table **each,
                                sdg16_error *error) {
  const sdg16_draws *d = self->draws.draws;
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < self->lines; i++) each[i] = NULL;
  for (int64_t i = 0; !status && i < self->lines; i++) {
    int64_t cell = sdg16_draws_find(d, self->line[i].name);
    sdg16_table *modes = NULL;
    if (cell < 0 || !isfinite(sdg16_draws_point(d, cell))) continue;
    status = sdg16i_draw_modes_table(d, cell, &modes, error);
    each[i] = modes;
    if (is_sum(self, i)) continue;
    self->mse[self->line[i].part[0]]->draw_modes = modes;
  }
  if (!status) status = stack_lines(self, each, &self->draw_modes, error);
  free_sums(self, each);
  return status;
}

static int32_t stack_models(sdg16_strata *self, const sdg16_table **each, sdg16_error *error) {
  int64_t sums = self->lines - self->count;
  for (int64_t i = 0; i < self->lines; i++)
    each[i] = i < sums ? NULL : self->mse[self->line[i].part[0]]->models;
  if (!self->by.common_model) return stack_lines(self, each, &self->models, error);
  sdg16_table *common = NULL;
  int32_t status = sdg16i_strata_common_models(self, &common, error);
  for (int64_t i = 0; i < self->lines; i++) each[i] = i ? NULL : common;
  if (!status) status = stack_lines(self, each, &self->models, error);
  sdg16_table_free(common);
  return status;
}

static int32_t stack_all(sdg16_strata *self, sdg16_error *error) {
  const sdg16_table **each = sdg16i_array(self->lines, sizeof(sdg16_table *));
  int64_t sums = self->lines - self->count;
  int32_t status = each ? SDG16_OK : sdg16i_fail_memory(error);
  for (int64_t s = 0; !status && s < self->count; s++)
    status = sdg16i_mse_tables(self->mse[s], error);
  if (!status) status = stack_diagnostics(self, each, error);
  for (int64_t i = 0; !status && i < self->lines; i++)
    each[i] = i < sums ? NULL : self->mse[self->line[i].part[0]]->modes;
  if (!status) status = stack_lines(self, each, &self->modes, error);
  if (!status) status = stack_models(self, each, error);
  if (!status && self->draws.draws) status = stack_draw_modes(self, each, error);
  free(each);
  return status;
}

int32_t sdg16i_strata_tables(sdg16_strata *self, sdg16_error *error) {
  rows r = {.row = sdg16i_arena_array(&self->arena, self->lines, sizeof *r.row),
            .estimate = sdg16i_arena_array(&self->arena, self->lines, sizeof *r.estimate),
            .bootstrap = sdg16i_arena_array(&self->arena, self->lines, sizeof *r.bootstrap)};
  int32_t status = r.row && r.estimate && r.bootstrap ? SDG16_OK : sdg16i_fail_memory(error);
  if (!status) status = add_rows(self, &r, error);
  if (!status) status = stack_all(self, error);
  for (int64_t i = 0; i < r.count; i++) r.row[i].headline = self->line[i].headline;
  return status ? status
                : sdg16i_estimates_table(&self->options, self->columns, self->column, r.count,
                                         r.row, &self->estimates, error);
}
