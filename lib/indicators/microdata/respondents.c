/* From the microdata of a survey to results: each series in every group. */
#include "indicators/microdata/respondents.h"

#include "base/error.h"
#include "base/options.h"
#include "base/text.h"
#include "indicators/counts/columns.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- options ---- */

static int32_t refuse(sdg16_error *error, const char *option, const char *what) {
  return sdg16i_fail_at(error, SDG16_ERR_OPTION, option, 0, 0, "%s: %s", option, what);
}

/* What an indicator decides itself cannot be asked for. */
static int32_t check_estimation(const sdg16_survey_options *o, sdg16_error *error) {
  const struct {
    const char *name;
    int given;
  } OWN[] = {{"of", o->of != NULL},
             {"over", o->over != NULL},
             {"among", o->among != NULL},
             {"by", o->by_count != 0},
             {"standard", o->standard != NULL},
             {"covariance", o->covariance != 0},
             {"statistic", o->statistic != SDG16_SURVEY_PROPORTION},
             {"kept", o->kept != 0},
             {"crossed", o->crossed != 0}};
  for (size_t i = 0; i < sizeof OWN / sizeof OWN[0]; i++)
    if (OWN[i].given)
      return refuse(error, OWN[i].name, "found, expected nothing: the indicator says it");
  return SDG16_OK;
}

static int32_t check_counts_alone(const sdg16_indicator_options *o, sdg16_error *error) {
  if (o->population > 0 || o->population_table)
    return refuse(error, "population", "found, expected none: shares of a survey take none");
  if (o->standard)
    return refuse(error, "standard", "found, expected none: it is for rates of counts");
  return SDG16_OK;
}

/* ---- estimates ---- */

/* Which columns of the estimates are which places of a key. */
typedef struct grouping {
  int32_t count, kept;
  const char *column[SDG16I_FIRST_AXIS + SDG16I_AXES];
  int32_t place[SDG16I_FIRST_AXIS + SDG16I_AXES];
} grouping;

static int32_t add_group(sdg16i_respondents *r, grouping *g, const char *name, int32_t place) {
  const char *column = sdg16i_group_name(name, &r->memory);
  if (!column) return sdg16i_fail_memory(r->error);
  if (sdg16_table_find(r->coded, column) < 0) return SDG16_OK;
  g->column[g->count] = column;
  g->place[g->count++] = place;
  return SDG16_OK;
}

/* Areas, periods and what is always told apart come first. */
static int32_t find_grouping(sdg16i_respondents *r, grouping *g) {
  const sdg16i_indicator_data *c = &r->e->cells;
  *g = (grouping){0};
  int32_t status = add_group(r, g, "ref_area", SDG16I_AREA);
  if (!status) status = add_group(r, g, "time_period", SDG16I_PERIOD);
  for (int apart = 1; apart >= 0 && !status; apart--) {
    for (int32_t i = 0; i < c->axis_count && !status; i++) {
      int is_apart = (c->axis[i].flags & SDG16_DIMENSION_SEPARATE) != 0;
      if (is_apart == apart && c->axis[i].asked && i != r->placed)
        status = add_group(r, g, c->axis[i].name, SDG16I_FIRST_AXIS + i);
    }
    if (apart) g->kept = g->count;
  }
  return status;
}

static const char *text(const sdg16_table *t, const char *name, int64_t row) {
  int64_t column = sdg16_table_find(t, name);
  return column < 0 ? NULL : sdg16_table_text(t, row, column);
}

static const char *keep(sdg16i_respondents *r, const char *words, int *failed) {
  if (!words) return NULL;
  const char *copy = sdg16i_arena_text(&r->e->results.memory, words, strlen(words));
  *failed |= !copy;
  return copy;
}

static sdg16i_dictionary *codes_of(sdg16i_indicator_data *c, int32_t place) {
  return place == SDG16I_AREA     ? &c->areas
         : place == SDG16I_PERIOD ? &c->periods
                                  : &c->axis[place - SDG16I_FIRST_AXIS].codes;
}

static int32_t add_row(sdg16i_respondents *r, const sdg16i_active_series *a, const grouping *g,
                       const sdg16_table *t, int64_t row, int32_t *key) {
  const sdg16_series *s = a->series;
  double scale = sdg16i_multiplier(s);
  int failed = 0;
  sdg16i_sample *sample = sdg16i_arena_array(&r->e->results.memory, 1, sizeof *sample);
  if (!sample) return sdg16i_fail_memory(r->error);
  for (int32_t i = 0; i < g->count; i++) {
    const char *code = sdg16_table_text(t, row, i);
    sdg16i_dictionary *codes = codes_of(&r->e->cells, g->place[i]);
    key[g->place[i]] =
        code ? sdg16i_dictionary_add(codes, code, (int64_t)strlen(code)) : SDG16I_TOTAL;
  }
  *sample = (sdg16i_sample){.se = scale * sdg16i_result_number(t, "se", row),
                            .df = sdg16i_result_number(t, "df", row),
                            .deff = sdg16i_result_number(t, "deff", row),
                            .n = sdg16i_result_number(t, "n", row),
                            .n_effective = sdg16i_result_number(t, "n_effective", row),
                            .cv = sdg16i_result_number(t, "cv", row),
                            .events = sdg16i_result_number(t, "events", row),
                            .missing = sdg16i_result_number(t, "missing", row),
                            .weight = sdg16i_result_number(t, "weight", row),
                            .interval = sdg16_survey_interval_name(
                                sdg16_survey_interval_from_name(text(t, "interval", row))),
                            .reliability = keep(r, text(t, "reliability", row), &failed),
                            .reasons = keep(r, text(t, "reasons", row), &failed)};
  const char *verdict = sample->reliability;
  int doubtful = verdict && strcmp(verdict, "publish");
  double value = sdg16i_result_number(t, "value", row);
  sdg16i_indicator_row out = {.series = s,
                              .variant =
                                  s->flags & SDG16_SERIES_SUPPLEMENTARY ? "beside" : NULL,
                              .label = s->label,
                              .unit = s->unit,
                              .value = scale * value,
                              .lower = scale * sdg16i_result_number(t, "lower", row),
                              .upper = scale * sdg16i_result_number(t, "upper", row),
                              .level = NAN,
                              .multiplier = scale,
                              .nature = isnan(value) ? "NA" : "C",
                              .obs_status = isnan(value) ? "O"
                                            : doubtful   ? "U"
                                                         : "A",
                              .flags = doubtful ? verdict : NULL,
                              .status = keep(r, text(t, "status", row), &failed),
                              .sample = sample,
                              .order = (int32_t)(a - r->e->active)};
  if (!isnan(out.lower)) out.level = r->estimation.level;
  return failed ? sdg16i_fail_memory(r->error) : sdg16i_results_add(&r->e->results, &out, key);
}

/* One series in every group, of the respondents as they are or of one category. */
static int32_t estimate(sdg16i_respondents *r, const sdg16i_active_series *a, const grouping *g,
                        const char *of, const char *category) {
  const sdg16_series *s = a->series;
  sdg16_survey_options o = r->estimation;
  sdg16_design view = *r->design;
  view.data = r->coded;
  o.statistic = s->over              ? SDG16_SURVEY_RATIO
                : strchr(s->of, ';') ? SDG16_SURVEY_AVERAGE
                                     : SDG16_SURVEY_PROPORTION;
  if (s->over && o.interval > SDG16_SURVEY_INTERVAL_WALD) o.interval = -1;
  if (s->over && o.scheme == SDG16_SCHEME_NCHS) o.scheme = SDG16_SCHEME_NCHS_RATES;
  o.of = of;
  o.over = s->over;
  o.among = s->among;
  o.where = SDG16I_WHO;
  o.by_count = g->count;
  o.by = g->column;
  o.kept = g->kept;
  o.crossed = r->e->options.crossed;
  sdg16_survey *survey = NULL;
  sdg16_error inner;
  sdg16_error_init(&inner, (int64_t)sizeof inner);
  int32_t status = sdg16_survey_new(&view, &o, r->exec, &survey, &inner);
  if (status == SDG16_ERR_EXPRESSION) /* it has no sense for the answers: the definition's */
    sdg16i_fail_at(r->error, status, r->e->cells.def->code, 0, 0,
                   "indicator %.30s, series '%.100s': %.400s", r->e->cells.def->code, s->label,
                   inner.message);
  else if (status)
    sdg16i_fail_copy(r->error, &inner);
  int32_t key[SDG16I_FIRST_AXIS + SDG16I_AXES];
  for (int32_t i = 0; i < r->e->cells.width; i++) key[i] = SDG16I_TOTAL;
  if (r->e->options.ref_area) key[SDG16I_AREA] = 0;
  if (r->e->options.time_period) key[SDG16I_PERIOD] = 0;
  if (a->axis >= 0) key[SDG16I_FIRST_AXIS + a->axis] = a->code;
  if (!status && category) {
    int32_t place = SDG16I_FIRST_AXIS + r->overlap;
    key[place] = sdg16i_dictionary_add(&r->e->cells.axis[r->overlap].codes, category,
                                       (int64_t)strlen(category));
    if (key[place] < 0) status = sdg16i_fail_memory(r->error);
  }
  const sdg16_table *t = status ? NULL : sdg16_survey_estimates(survey);
  for (int64_t row = 0; t && row < sdg16_table_rows(t) && !status; row++)
    status = add_row(r, a, g, t, row, key);
  const sdg16_table *notes = status ? NULL : sdg16_survey_diagnostics(survey);
  for (int64_t i = 0; notes && i < sdg16_table_rows(notes) && !status; i++) {
    const char *code = text(notes, "code", i), *message = text(notes, "message", i);
    if (code && (!strcmp(code, "lonely-psu") || !strcmp(code, "replicates")) && message)
      status = sdg16i_results_diagnostic(&r->e->results, "standard-error", key, "%s: %s",
                                         s->label, message);
  }
  sdg16_survey_free(survey);
  return status;
}

/* `of`, and in this category (a text in which a quote is written twice). A product: of whom it
 * is not known whether, it is not known where. */
static const char *placed_in(sdg16i_respondents *r, const char *of, const char *column,
                             const char *code) {
  size_t size = strlen(of) + strlen(column) + 2 * strlen(code) + 20, used;
  char *text = sdg16i_arena_array(&r->memory, (int64_t)size, 1);
  if (!text) return NULL;
  used = (size_t)snprintf(text, size, "(%s) * (`%s` == \"", of, column);
  for (; *code; code++) {
    if (*code == '"') text[used++] = '"';
    text[used++] = *code;
  }
  snprintf(text + used, size - used, "\")");
  return text;
}

/* One column names the category in which it was (the place of the latest, say): each
 * category's share of the same persons. */
static int32_t estimate_placed(sdg16i_respondents *r, const sdg16i_active_series *a,
                               const grouping *g) {
  const sdg16i_axis *axis = &r->e->cells.axis[r->placed];
  const char *name = sdg16i_group_name(axis->name, &r->memory);
  if (!name) return sdg16i_fail_memory(r->error);
  int64_t column = sdg16_table_find(r->coded, name), levels = axis->codes.count;
  const int32_t *codes = sdg16_table_codes(r->coded, column);
  if (a->series->over || strchr(a->series->of, ';') || !codes) return SDG16_OK;
  uint8_t *seen = sdg16i_arena_array(&r->memory, levels, 1);
  if (!seen) return sdg16i_fail_memory(r->error);
  for (int64_t row = 0; row < r->rows; row++) seen[codes[row]] = 1;
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < levels && !status; i++) {
    const char *code = axis->codes.levels[i];
    const char *of = seen[i] ? placed_in(r, a->series->of, name, code) : NULL;
    int any = 1;
    if (!seen[i]) continue;
    if (!of) return sdg16i_fail_memory(r->error);
    if (*code == '_')
      status = sdg16i_respondents_anybody(r, of, &any); /* where it is not known, if it was */
    if (!status && any) status = estimate(r, a, g, of, code);
  }
  return status;
}

/* Of the inputs as they are (category -1), or of one category that overlaps others. */
static int32_t estimate_all(sdg16i_respondents *r, int64_t category) {
  int32_t status = sdg16_table_new(&r->coded, r->error);
  grouping g = {0};
  if (!status) status = sdg16i_respondents_code(r, category);
  if (!status) status = sdg16i_respondents_universe(r);
  if (!status) status = sdg16i_respondents_group(r);
  if (!status) status = find_grouping(r, &g);
  r->recorded = 1;
  for (int32_t i = 0; i < r->e->active_count && !status; i++) {
    const sdg16i_active_series *a = &r->e->active[i];
    const char *name = category < 0 ? NULL : r->category[category];
    int there = 1, own = r->overlap >= 0 && a->axis == r->overlap; /* it says its category */
    if (category >= 0 && own) continue;
    if (category >= 0) status = sdg16i_series_in_category(r, a, category, &there);
    if (status || !there) continue;
    status = estimate(r, a, &g, a->series->of, name);
    if (!status) status = sdg16i_respondents_audit(r, a, name);
    if (!status && category < 0 && r->placed >= 0 && !own) status = estimate_placed(r, a, &g);
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

static int32_t compute(sdg16i_respondents *r) {
  const sdg16_indicator_def *def = r->e->cells.def;
  r->rows = sdg16_table_rows(r->e->cells.data);
  r->weight = sdg16i_arena_array(&r->memory, r->rows, sizeof *r->weight);
  r->who = sdg16i_arena_array(&r->memory, r->rows, 1);
  r->why = sdg16i_arena_array(&r->memory, r->rows, 1);
  r->needed = sdg16i_arena_array(&r->memory, def->input_count, 1);
  if (!r->weight || !r->who || !r->why || !r->needed) return sdg16i_fail_memory(r->error);
  int32_t status = sdg16_design_weights(r->design, -1, r->weight, r->rows, r->error);
  sdg16i_respondents_leave_bands_out(r);
  if (!status) status = sdg16i_respondents_categories(r);
  if (!status) status = sdg16i_respondents_series(r);
  for (int64_t category = -1; category < r->category_count && !status; category++)
    status = estimate_all(r, category);
  if (!status) status = note_ages(r);
  return status ? status : sdg16i_respondents_sort(r);
}

int32_t sdg16i_indicator_respondents(sdg16i_computation *e, const sdg16_design *design,
                                     const sdg16_survey_options *estimation,
                                     const sdg16_exec_options *exec, sdg16_table **audit,
                                     sdg16_table **coding, sdg16_error *error) {
  sdg16i_respondents r = {.e = e, .design = design, .exec = exec, .error = error};
  int32_t status = sdg16_survey_options_init(&r.estimation, (int64_t)sizeof r.estimation);
  r.estimation.level = e->options.level;
  if (!status)
    status = sdg16i_struct_in(estimation, &r.estimation, (int64_t)sizeof r.estimation,
                              "sdg16_survey_options", error);
  if (!status) status = check_estimation(&r.estimation, error);
  if (!status) status = check_counts_alone(&e->options, error);
  if (!status) status = sdg16i_computation_switches(e);
  if (!status) status = sdg16i_indicator_data_columns(&e->cells, error);
  if (!status) status = compute(&r);
  if (!status) status = sdg16i_respondents_tables(&r, audit, coding);
  sdg16_table_free(r.coded);
  free(r.coding);
  free(r.audit);
  sdg16i_arena_free(&r.memory);
  return status;
}
