/* From the microdata of a survey to results: each series in every group. */
#include "indicators/microdata/respondents.h"

#include "base/error.h"
#include "base/options.h"
#include "indicators/parts.h"

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

/* ---- which series ---- */

/* What the inputs of an expression are. */
typedef struct use {
  const sdg16i_facts *cells;
  int32_t lacking; /* an input that must have a column and has none; -1: none */
  int any, own;    /* inputs other than filters; those of them that have a column */
} use;

static int32_t use_input(int32_t input, void *context) {
  use *u = context;
  const sdg16_input *def = &u->cells->def->inputs[input];
  int filter = def->otherwise && !strcmp(def->otherwise, "yes");
  u->any |= !filter;
  u->own |= u->cells->has[input] && !filter;
  if (!u->cells->has[input] && !def->otherwise) u->lacking = input;
  return SDG16_OK;
}

/* Can it be computed: every input has a column or an answer for everybody, and of those
 * that make the numerator one has a column. *lacking: an input that has none. */
static int32_t is_computable(const sdg16i_respondents *r, const sdg16_series *s, int *out,
                             int32_t *lacking) {
  const sdg16_indicator_def *def = r->e->cells.def;
  use numerator = {.cells = &r->e->cells, .lacking = -1}, others = numerator;
  int32_t status = sdg16i_expression_inputs(def, s->of, use_input, &numerator, r->error);
  if (!status) status = sdg16i_expression_inputs(def, s->among, use_input, &others, r->error);
  if (!status) status = sdg16i_expression_inputs(def, s->over, use_input, &others, r->error);
  *lacking = numerator.lacking >= 0 ? numerator.lacking : others.lacking;
  *out = *lacking < 0 && (numerator.own || !numerator.any);
  return status;
}

static int32_t mark(int32_t input, void *context) {
  sdg16i_respondents *r = context;
  r->needed[input] = 1;
  return SDG16_OK;
}

/* Ages in bands are no numbers: they are a dimension alone. */
static void leave_bands_out(sdg16i_respondents *r) {
  sdg16i_facts *c = &r->e->cells;
  for (int64_t i = 0; i < c->def->input_count; i++) {
    const sdg16_input *input = &c->def->inputs[i];
    int numbers = input->kind == SDG16_INPUT_MICRODATA && !input->answers;
    if (numbers && c->has[i] && sdg16i_has_age_groups(c->data, c->column[i]) &&
        sdg16i_find_dimension(c->def, input->name, (int64_t)strlen(input->name)) >= 0) {
      c->has[i] = 0;
      c->column[i] = -1;
    }
  }
}

/* Those of the universe that have columns. */
static int32_t mark_present(int32_t input, void *context) {
  sdg16i_respondents *r = context;
  if (r->e->cells.has[input]) r->needed[input] = 1;
  return SDG16_OK;
}

static void list(char *out, size_t size, const char *text) {
  size_t used = strlen(out);
  if (used + strlen(text) + 3 < size)
    snprintf(out + used, size - used, "%s%s", used ? "; " : "", text);
}

static int32_t doubt(sdg16i_respondents *r, const char *kind, const char *format,
                     const char *text) {
  int32_t key[SDG16I_FIRST_AXIS + SDG16I_AXES];
  for (int32_t i = 0; i < r->e->cells.width; i++) key[i] = SDG16I_TOTAL;
  return *text ? sdg16i_results_doubt(&r->e->results, kind, key, format, text) : SDG16_OK;
}

/* The category of a series, "ground=GRD_SEX": its axis and code; axis -1: none. */
static int32_t find_category(sdg16i_respondents *r, active *a) {
  int64_t name, size;
  const char *value, *text = a->series->category;
  a->axis = -1;
  if (!text || sdg16i_setting(text, (int64_t)strlen(text), &name, &value, &size, &a->negated))
    return SDG16_OK;
  for (int32_t i = 0; i < r->e->cells.axis_count; i++) {
    sdg16i_axis *axis = &r->e->cells.axis[i];
    if (!sdg16i_same(axis->name, text, name)) continue;
    a->axis = i;
    a->code = sdg16i_dictionary_add(&axis->codes, value, size);
    axis->known = axis->codes.count;
    return a->code < 0 ? sdg16i_fail_memory(r->error) : SDG16_OK;
  }
  return SDG16_OK;
}

static int32_t mark_universe(sdg16i_respondents *r) {
  const sdg16_indicator_def *def = r->e->cells.def;
  const char *rest = def->universe;
  int32_t status = SDG16_OK;
  int64_t size;
  for (const char *part; !status && (part = sdg16i_alternative(&rest, &size));) {
    const char *text = sdg16i_arena_text(&r->memory, part, (size_t)size);
    status = text ? sdg16i_expression_inputs(def, text, mark_present, r, r->error)
                  : sdg16i_fail_memory(r->error);
  }
  return status;
}

/* The input of ages, which go with the results; NULL: none. */
static const char *age_of(const sdg16_indicator_def *def) {
  int32_t at = sdg16i_find_input(def, "age", 3);
  return at >= 0 && def->inputs[at].kind == SDG16_INPUT_MICRODATA ? "age" : NULL;
}

static int32_t choose_series(sdg16i_respondents *r) {
  engine *e = r->e;
  const sdg16_indicator_def *def = e->cells.def;
  char left_out[420] = "", assumed[420] = "", needed[300] = "";
  e->active = sdg16i_arena_array(&e->results.memory, def->series_count, sizeof *e->active);
  if (!e->active) return sdg16i_fail_memory(r->error);
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < def->series_count && !status; i++) {
    const sdg16_series *s = &def->series[i];
    active *a = &e->active[e->active_count];
    int computable;
    int32_t lacking;
    if (!s->of || !sdg16i_engine_is_chosen(e, s->when)) continue;
    status = is_computable(r, s, &computable, &lacking);
    if (!status && !computable) {
      if (!(s->flags & SDG16_SERIES_BESIDE) && !s->category)
        list(left_out, sizeof left_out, s->label);
      if (lacking >= 0 && !strstr(needed, def->inputs[lacking].name))
        list(needed, sizeof needed, def->inputs[lacking].name);
      continue;
    }
    *a = (active){.series = s};
    if (!status) status = find_category(r, a);
    const char *const TEXTS[] = {s->of, s->among, s->over};
    for (size_t k = 0; k < 3 && !status; k++)
      status = sdg16i_expression_inputs(def, TEXTS[k], mark, r, r->error);
    e->active_count++;
  }
  if (!status) status = mark_universe(r);
  if (!status) status = sdg16i_expression_inputs(def, age_of(def), mark_present, r, r->error);
  if (!status && !e->active_count)
    return sdg16i_fail_at(
        r->error, SDG16_ERR_COLUMN, e->cells.where, 0, 0,
        "%.200s: no series of %.30s can be computed from these columns; those "
        "that are not there are: %s (name them with map; see the catalog)",
        e->cells.where, def->code, needed);
  for (int64_t i = 0; i < def->input_count && !status; i++) {
    char text[160];
    const sdg16_input *input = &def->inputs[i];
    if (!r->needed[i] || e->cells.has[i]) continue;
    snprintf(text, sizeof text, "%.60s (%.60s)", input->name, input->otherwise);
    if (strcmp(input->otherwise, "yes")) list(assumed, sizeof assumed, text);
  }
  if (!status) status = doubt(r, "left-out", "left out for lack of columns: %s", left_out);
  if (!status)
    status = doubt(r, "assumed", "no column, and so the same answer for all: %s", assumed);
  return status;
}

/* ---- categories that overlap ---- */

static int32_t add_category(sdg16i_respondents *r, const char *name) {
  const char *category = sdg16i_map_category(r->e->cells.def, name);
  if (!category) return SDG16_OK;
  for (int64_t i = 0; i < r->category_count; i++)
    if (!strcmp(r->category[i], category)) return SDG16_OK;
  r->category[r->category_count++] = category;
  return SDG16_OK;
}

/* Of columns "INPUT:CATEGORY", mapped or in the data, if they are asked for. */
static int32_t find_categories(sdg16i_respondents *r) {
  const sdg16i_facts *c = &r->e->cells;
  const sdg16_indicator_options *o = c->options;
  int64_t columns = sdg16_table_columns(c->data);
  r->overlap = -1;
  for (int32_t i = 0; i < c->axis_count; i++)
    if (c->axis[i].flags & SDG16_DIMENSION_OVERLAP && c->axis[i].column < 0) r->overlap = i;
  r->category = sdg16i_arena_array(&r->memory, o->map_count + columns, sizeof *r->category);
  if (!r->category) return sdg16i_fail_memory(r->error);
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < o->map_count && !status; i++)
    status = add_category(r, o->map_names[i]);
  for (int64_t i = 0; i < columns && !status; i++)
    status = add_category(r, sdg16_table_name(c->data, i));
  int asked = r->overlap >= 0 && c->axis[r->overlap].asked, own = 0;
  for (int64_t i = 0; i < c->def->series_count && r->overlap >= 0; i++)
    own |= c->def->series[i].category != NULL;
  if (!status && asked && !r->category_count && !own)
    return sdg16i_fail_at(r->error, SDG16_ERR_COLUMN, "by", 0, 0,
                          "by: no columns of categories of '%.60s' found, expected some as "
                          "map %.60s:CATEGORY=COLUMN",
                          c->axis[r->overlap].name, c->def->inputs[0].name);
  if (!asked) r->category_count = 0;
  return status;
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
  const sdg16i_facts *c = &r->e->cells;
  *g = (grouping){0};
  int32_t status = add_group(r, g, "ref_area", SDG16I_AREA);
  if (!status) status = add_group(r, g, "time_period", SDG16I_PERIOD);
  for (int apart = 1; apart >= 0 && !status; apart--) {
    for (int32_t i = 0; i < c->axis_count && !status; i++) {
      int is_apart = (c->axis[i].flags & SDG16_DIMENSION_APART) != 0;
      if (is_apart == apart && c->axis[i].asked)
        status = add_group(r, g, c->axis[i].name, SDG16I_FIRST_AXIS + i);
    }
    if (apart) g->kept = g->count;
  }
  return status;
}

static double number(const sdg16_table *t, const char *name, int64_t row) {
  int64_t column = sdg16_table_find(t, name);
  double value;
  return column < 0 || sdg16i_number_at(t, column, row, &value) ? (double)NAN : value;
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

static sdg16i_dictionary *codes_of(sdg16i_facts *c, int32_t place) {
  return place == SDG16I_AREA     ? &c->areas
         : place == SDG16I_PERIOD ? &c->periods
                                  : &c->axis[place - SDG16I_FIRST_AXIS].codes;
}

static int32_t add_row(sdg16i_respondents *r, const active *a, const grouping *g,
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
  *sample = (sdg16i_sample){.se = scale * number(t, "se", row),
                            .df = number(t, "df", row),
                            .deff = number(t, "deff", row),
                            .n = number(t, "n", row),
                            .n_effective = number(t, "n_effective", row),
                            .cv = number(t, "cv", row),
                            .events = number(t, "events", row),
                            .missing = number(t, "missing", row),
                            .weight = number(t, "weight", row),
                            .interval = sdg16_survey_interval_name(
                                sdg16_survey_interval_from_name(text(t, "interval", row))),
                            .reliability = keep(r, text(t, "reliability", row), &failed),
                            .reasons = keep(r, text(t, "reasons", row), &failed)};
  const char *verdict = sample->reliability;
  int doubtful = verdict && strcmp(verdict, "publish");
  double value = number(t, "value", row);
  sdg16i_row out = {.series = s,
                    .variant = s->flags & SDG16_SERIES_BESIDE ? "beside" : NULL,
                    .label = s->label,
                    .unit = s->unit,
                    .value = scale * value,
                    .lower = scale * number(t, "lower", row),
                    .upper = scale * number(t, "upper", row),
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
static int32_t estimate(sdg16i_respondents *r, const active *a, const grouping *g,
                        int64_t category) {
  const sdg16_series *s = a->series;
  sdg16_survey_options o = r->estimation;
  sdg16_design view = *r->design;
  view.data = r->coded;
  o.statistic = s->over              ? SDG16_SURVEY_RATIO
                : strchr(s->of, ';') ? SDG16_SURVEY_AVERAGE
                                     : SDG16_SURVEY_PROPORTION;
  if (s->over && o.interval > SDG16_SURVEY_INTERVAL_WALD) o.interval = -1;
  if (s->over && o.scheme == SDG16_SCHEME_NCHS) o.scheme = SDG16_SCHEME_NCHS_RATES;
  o.of = s->of;
  o.over = s->over;
  o.among = s->among;
  o.where = SDG16I_WHO;
  o.by_count = g->count;
  o.by = g->column;
  o.kept = g->kept;
  o.crossed = r->e->options.crossed;
  sdg16_survey *survey = NULL;
  int32_t status = sdg16_survey_new(&view, &o, r->exec, &survey, r->error);
  int32_t key[SDG16I_FIRST_AXIS + SDG16I_AXES];
  for (int32_t i = 0; i < r->e->cells.width; i++) key[i] = SDG16I_TOTAL;
  if (r->e->options.ref_area) key[SDG16I_AREA] = 0;
  if (r->e->options.time_period) key[SDG16I_PERIOD] = 0;
  if (a->axis >= 0) key[SDG16I_FIRST_AXIS + a->axis] = a->code;
  if (!status && category >= 0) {
    const char *code = r->category[category];
    int32_t place = SDG16I_FIRST_AXIS + r->overlap;
    key[place] =
        sdg16i_dictionary_add(&r->e->cells.axis[r->overlap].codes, code, (int64_t)strlen(code));
    if (key[place] < 0) status = sdg16i_fail_memory(r->error);
  }
  const sdg16_table *t = status ? NULL : sdg16_survey_estimates(survey);
  for (int64_t row = 0; t && row < sdg16_table_rows(t) && !status; row++)
    status = add_row(r, a, g, t, row, key);
  const sdg16_table *notes = status ? NULL : sdg16_survey_diagnostics(survey);
  for (int64_t i = 0; notes && i < sdg16_table_rows(notes) && !status; i++) {
    const char *code = text(notes, "code", i), *message = text(notes, "message", i);
    if (code && (!strcmp(code, "lonely-psu") || !strcmp(code, "replicates")) && message)
      status = sdg16i_results_doubt(&r->e->results, "standard-error", key, "%s: %s", s->label,
                                    message);
  }
  sdg16_survey_free(survey);
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
    const active *a = &r->e->active[i];
    if (category >= 0 && a->axis == r->overlap) continue;
    status = estimate(r, a, &g, category);
    if (!status)
      status = sdg16i_respondents_audit(r, a, category < 0 ? NULL : r->category[category]);
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
  leave_bands_out(r);
  if (!status) status = find_categories(r);
  if (!status) status = choose_series(r);
  for (int64_t category = -1; category < r->category_count && !status; category++)
    status = estimate_all(r, category);
  if (!status) status = note_ages(r);
  return status ? status : sdg16i_respondents_sort(r);
}

int32_t sdg16i_indicator_respondents(engine *e, const sdg16_design *design,
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
  if (!status) status = sdg16i_engine_switches(e);
  if (!status) status = sdg16i_facts_columns(&e->cells, error);
  if (!status) status = compute(&r);
  if (!status) status = sdg16i_respondents_tables(&r, audit, coding);
  sdg16_table_free(r.coded);
  free(r.coding);
  free(r.audit);
  sdg16i_arena_free(&r.memory);
  return status;
}
