/* From the microdata of a survey to results: each series in every group. */
#include "indicators/microdata/respondents.h"

#include "base/error.h"
#include "base/options.h"
#include "survey/estimate/survey_request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- options ---- */

static int32_t refuse_option(sdg16_error *error, const char *option, const char *what) {
  return sdg16i_fail_at(error, SDG16_ERR_OPTION, option, 0, 0, "%s must not be given: %s",
                        option, what);
}

/* What an indicator decides itself cannot be asked for. */
static int32_t check_estimation(const sdg16_survey_options *o, sdg16_error *error) {
  const struct {
    const char *name;
    int given;
  } OWN[] = {{"numerator", o->numerator != NULL},
             {"denominator", o->denominator != NULL},
             {"among", o->among != NULL},
             {"by", o->by_count != 0},
             {"standard", o->standard != NULL},
             {"covariance", o->covariance != 0},
             {"statistic", o->statistic != SDG16_SURVEY_PROPORTION},
             {"always_by", o->always_by != 0},
             {"crossed", o->crossed != 0}};
  for (size_t i = 0; i < sizeof OWN / sizeof OWN[0]; i++)
    if (OWN[i].given) return refuse_option(error, OWN[i].name, "the indicator sets it");
  return SDG16_OK;
}

static int32_t check_counts_alone(const sdg16_indicator_options *o, sdg16_error *error) {
  if (o->population > 0 || o->population_table)
    return refuse_option(error, "population", "shares of a survey need no population");
  if (o->standard) return refuse_option(error, "standard", "it is for rates of counts");
  return SDG16_OK;
}

/* ---- estimates ---- */

/* Every series in every category takes as long as another. */
static void begin_phase(sdg16i_respondents *r, int64_t category, int32_t series) {
  double all = (double)(r->category_count + 1) * r->e->active_count;
  double done = (double)(category + 1) * r->e->active_count + series;
  sdg16i_run_phase(&r->run, done / all, (done + 1) / all);
}

/* Of the inputs as they are (category -1), or of one category that overlaps others. */
static int32_t estimate_all(sdg16i_respondents *r, int64_t category) {
  int32_t status = sdg16_table_new(&r->coded, r->error);
  if (!status) status = sdg16i_respondents_code(r, category);
  if (!status) status = sdg16i_respondents_universe(r);
  if (!status && category < 0) status = sdg16i_respondents_group(r);
  r->recorded = 1;
  for (int32_t i = 0; i < r->e->active_count && !status; i++) {
    const sdg16i_active_series *a = &r->e->active[i];
    const char *name = category < 0 ? NULL : r->category[category];
    int there = 1, own = r->overlap >= 0 && a->axis == r->overlap; /* it says its category */
    if (category >= 0 && own) continue;
    if (category >= 0) status = sdg16i_series_in_category(r, a, category, &there);
    if (status || !there) continue;
    begin_phase(r, category, i);
    status = sdg16i_respondents_estimate(r, a, name);
    if (!status) status = sdg16i_respondents_audit(r, a, name);
  }
  sdg16_table_free(r->coded);
  r->coded = NULL;
  return status;
}

/* ---- the whole ---- */

/* The ages of those whom the indicator is about go with each value. */
static int32_t note_ages(sdg16i_respondents *r) {
  char note[80], low[SDG16I_TEXT_SIZE], high[SDG16I_TEXT_SIZE];
  if (!(r->youngest <= r->oldest)) return SDG16_OK;
  sdg16_format_double(r->youngest, low, sizeof low);
  sdg16_format_double(r->oldest, high, sizeof high);
  int size = snprintf(note, sizeof note, "ages %s to %s", low, high);
  const char *copy = sdg16i_arena_text(&r->e->results.memory, note, (size_t)size);
  if (!copy) return sdg16i_fail_memory(r->error);
  for (int64_t i = 0; i < r->e->results.count; i++) r->e->results.row[i].note = copy;
  return SDG16_OK;
}

static int32_t compute_respondents(sdg16i_respondents *r) {
  const sdg16_indicator_def *def = r->e->cells.def;
  r->rows = sdg16_table_rows(r->e->cells.data);
  r->weight = sdg16i_arena_array(&r->memory, r->rows, sizeof *r->weight);
  r->who = sdg16i_arena_array(&r->memory, r->rows, 1);
  r->why = sdg16i_arena_array(&r->memory, r->rows, 1);
  r->needed = sdg16i_arena_array(&r->memory, def->input_count, 1);
  r->included = sdg16i_arena_array(&r->memory, r->rows, 1);
  if (!r->weight || !r->who || !r->why || !r->needed || !r->included)
    return sdg16i_fail_memory(r->error);
  int32_t status = sdg16_design_weights(r->design, -1, r->weight, r->rows, r->error);
  sdg16i_respondents_leave_bands_out(r);
  if (!status) status = sdg16i_respondents_categories(r);
  if (!status) status = sdg16i_respondents_series(r);
  for (int64_t category = -1; category < r->category_count && !status; category++)
    status = estimate_all(r, category);
  if (!status) status = note_ages(r);
  return status ? status : sdg16i_respondents_sort(r);
}

/* The codes of groups, which the estimations share, are kept with the origin. */
static int32_t keep_groups(sdg16i_respondents *r) {
  sdg16i_origin *o = r->origin;
  for (int32_t place = 0; place < r->e->cells.width; place++) {
    const int32_t *group = r->group[place];
    int32_t *copy = group ? sdg16i_arena_array(&o->memory, r->rows, sizeof *copy) : NULL;
    if (group && !copy) return sdg16i_fail_memory(r->error);
    if (group && r->rows) memcpy(copy, group, (size_t)r->rows * sizeof *copy);
    for (int64_t i = 0; i < o->count && group; i++)
      for (int32_t c = 0; c < o->estimation[i].grouping.columns; c++) {
        sdg16i_coded_column *column = &o->estimation[i].grouping.by[c];
        if (column->code == group) column->code = copy;
      }
  }
  return SDG16_OK;
}

/* Results in their final order. */
static int32_t keep_places(sdg16i_respondents *r) {
  sdg16i_origin *o = r->origin;
  const sdg16i_results *results = &r->e->results;
  o->rows = results->count;
  o->of_row = sdg16i_arena_array(&o->memory, o->rows, sizeof *o->of_row);
  o->place = sdg16i_arena_array(&o->memory, o->rows, sizeof *o->place);
  if (!o->of_row || !o->place) return sdg16i_fail_memory(r->error);
  for (int64_t i = 0; i < o->rows; i++) {
    o->of_row[i] = (int32_t)results->row[i].sample->estimation;
    o->place[i] = results->row[i].sample->place;
  }
  return SDG16_OK;
}

int32_t sdg16i_indicator_respondents(sdg16i_computation *e, const sdg16_design *design,
                                     const sdg16_survey_options *estimation,
                                     const sdg16_exec_options *exec, sdg16_table **audit,
                                     sdg16_table **coding, sdg16i_origin *origin,
                                     sdg16_error *error) {
  sdg16i_respondents r = {.e = e, .design = design, .origin = origin, .error = error};
  origin->design = design;
  int32_t status = sdg16_survey_options_init(&r.estimation, (int64_t)sizeof r.estimation);
  r.estimation.level = e->options.level;
  if (!status)
    status = sdg16i_survey_options_read(estimation, &r.estimation, &r.thresholds, error);
  if (!status) status = check_estimation(&r.estimation, error);
  if (!status) status = check_counts_alone(&e->options, error);
  if (!status) status = sdg16i_computation_switches(e);
  if (!status) status = sdg16i_indicator_data_columns(&e->cells, error);
  if (!status) status = sdg16i_run_begin(&r.run, exec, error);
  if (!status) status = compute_respondents(&r);
  if (!status) sdg16i_run_end(&r.run);
  if (!status) status = sdg16i_arena_status(&r.memory, error);
  if (!status) status = sdg16i_respondents_tables(&r, audit, coding);
  if (!status) status = keep_groups(&r);
  if (!status) status = keep_places(&r);
  sdg16_table_free(r.coded);
  free(r.coding);
  free(r.audit);
  sdg16i_arena_free(&r.memory);
  return status;
}
