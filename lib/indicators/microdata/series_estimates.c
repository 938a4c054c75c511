/* The estimates of a series of respondents, in every group. */
#include "base/error.h"
#include "indicators/microdata/respondents.h"
#include "survey/estimate/survey_request.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What is asked of the survey. */
typedef struct series_request {
  const sdg16i_active_series *series;
  sdg16_survey_options options;
  sdg16i_survey_inputs inputs;  /* the numbers of the series */
  uint8_t *included;            /* the rows of its denominator; NULL: the whole universe */
  sdg16i_survey_request ask;    /* of these */
  int32_t place[SDG16I_MAX_BY]; /* of each column of `ask` in a key */
} series_request;

/* ---- what is asked ---- */

static int64_t code_count(const sdg16i_indicator_data *c, int32_t place) {
  return place == SDG16I_AREA     ? c->areas.count
         : place == SDG16I_PERIOD ? c->periods.count
                                  : c->axis[place - SDG16I_FIRST_AXIS].codes.count;
}

/* Is a place told apart in every row? */
static int is_always(const sdg16i_indicator_data *c, int32_t place) {
  return place < SDG16I_FIRST_AXIS ||
         c->axis[place - SDG16I_FIRST_AXIS].flags & SDG16_DIMENSION_SEPARATE;
}

/* Areas, periods and what is always told apart come first. */
static int32_t ask_groups(sdg16i_respondents *r, series_request *q) {
  const sdg16i_indicator_data *c = &r->e->cells;
  sdg16i_grouping *g = &q->ask.grouping;
  int64_t asked = 0;
  for (int always = 1; always >= 0; always--) {
    for (int32_t place = 0; place < c->width; place++) {
      int placed = r->placed >= 0 && place == SDG16I_FIRST_AXIS + r->placed;
      if (!r->group[place] || placed || !is_always(c, place) != !always) continue;
      if (asked++ >= SDG16I_MAX_BY) continue;
      q->place[g->columns] = place;
      g->by[g->columns++] = (sdg16i_coded_column){r->group[place], code_count(c, place)};
    }
    if (always) q->options.always_by = g->columns;
  }
  return asked <= SDG16I_MAX_BY ? SDG16_OK
                                : sdg16i_fail_at(r->error, SDG16_ERR_ARGUMENT, "by", 0, 0,
                                                 "by must be at most %d columns, not %lld",
                                                 SDG16I_MAX_BY, (long long)asked);
}

/* What the series is makes the statistic; ratios of numbers take other rules. */
static int32_t ask_statistic(sdg16i_respondents *r, series_request *q) {
  const sdg16_series *s = q->series->series;
  sdg16_survey_options *o = &q->options;
  *o = r->estimation;
  o->statistic = s->survey_denominator              ? SDG16_SURVEY_RATIO
                 : strchr(s->survey_numerator, ';') ? SDG16_SURVEY_AVERAGE
                                                    : SDG16_SURVEY_PROPORTION;
  if (s->survey_denominator && o->interval > SDG16_SURVEY_INTERVAL_WALD) o->interval = -1;
  if (s->survey_denominator && o->scheme == SDG16_SCHEME_NCHS)
    o->scheme = SDG16_SCHEME_NCHS_RATES;
  o->numerator = s->survey_numerator;
  o->denominator = s->survey_denominator;
  o->crossed = r->e->options.crossed;
  return sdg16i_survey_check(o, r->error);
}

/* The numbers of the series, and the rows among which it is. */
static int32_t ask_numbers(sdg16i_respondents *r, series_request *q) {
  const sdg16_series *s = q->series->series;
  sdg16_error inner;
  sdg16_error_init(&inner, (int64_t)sizeof inner);
  if (s->survey_among && !(q->included = sdg16i_array(r->rows, 1)))
    return sdg16i_fail_memory(r->error);
  if (s->survey_among && r->rows) memcpy(q->included, r->included, (size_t)r->rows);
  int32_t status = sdg16i_survey_include(&q->included, r->design, r->coded, s->survey_among,
                                         "among", &inner);
  if (!status)
    status = sdg16i_survey_inputs_read(&q->inputs, r->design, r->coded, &q->options, &inner);
  if (status ==
      SDG16_ERR_EXPRESSION) /* it is not meaningful for the answers: take the definition's */
    return sdg16i_fail_at(r->error, status, r->e->cells.def->code, 0, 0,
                          "indicator %.30s, series '%.100s': %.400s", r->e->cells.def->code,
                          s->label, inner.message);
  if (status) return sdg16i_fail_copy(r->error, &inner);
  q->ask.options = &q->options;
  q->ask.grouping.included = q->included ? q->included : r->included;
  q->ask.target = q->inputs.target;
  q->ask.items = q->inputs.items;
  return SDG16_OK;
}

static void clear_request(series_request *q) {
  sdg16i_survey_inputs_clear(&q->inputs);
  free(q->included);
}

/* ---- what is answered ---- */

/* The key of what all groups have in common. */
static void begin_key(const sdg16i_respondents *r, const sdg16i_active_series *a,
                      int32_t *key) {
  for (int32_t i = 0; i < r->e->cells.width; i++) key[i] = SDG16I_TOTAL;
  if (r->e->options.ref_area) key[SDG16I_AREA] = 0;
  if (r->e->options.time_period) key[SDG16I_PERIOD] = 0;
  if (a->axis >= 0) key[SDG16I_FIRST_AXIS + a->axis] = a->code;
}

static sdg16i_sample *make_sample(sdg16i_respondents *r, const sdg16_survey_options *o,
                                  const sdg16i_survey_row *row, int64_t place, double scale) {
  sdg16i_arena *memory = &r->e->results.memory;
  const sdg16i_domain_figures *c = &row->cell;
  sdg16i_sample *sample = sdg16i_arena_array(memory, 1, sizeof *sample);
  if (!sample) return NULL;
  *sample = (sdg16i_sample){.se = scale * row->se,
                            .df = row->df,
                            .deff = row->deff,
                            .n = (double)c->n,
                            .n_effective = row->effective,
                            .cv = row->cv,
                            .events = sdg16i_survey_is_share(o->statistic) ? (double)c->events
                                                                           : (double)NAN,
                            .missing = (double)c->missing,
                            .weight = c->weight,
                            .interval = sdg16_survey_interval_name(row->interval),
                            .estimation = r->origin->count - 1,
                            .place = place};
  if (row->verdict) sample->reliability = sdg16i_verdict_name(row->verdict);
  if (!row->reasons[0]) return sample;
  sample->reasons = sdg16i_arena_text(memory, row->reasons, strlen(row->reasons));
  return sample->reasons ? sample : NULL;
}

/* A row of the results, of a row of the last estimation; `common` has what all groups have in
 * common. */
static int32_t add_estimate(sdg16i_respondents *r, const series_request *q,
                            const sdg16i_survey_rows *rows, int64_t place,
                            const int32_t *common) {
  const sdg16i_survey_row *row = &rows->row[place];
  const sdg16_series *s = q->series->series;
  double scale = sdg16i_multiplier(s);
  int32_t key[SDG16I_FIRST_AXIS + SDG16I_AXES];
  const sdg16i_sample *sample = make_sample(r, &q->options, row, place, scale);
  if (!sample) return sdg16i_fail_memory(r->error);
  memcpy(key, common, (size_t)r->e->cells.width * sizeof *key);
  for (int32_t i = 0; i < q->ask.grouping.columns; i++)
    key[q->place[i]] = row->level[i] < 0 ? SDG16I_TOTAL : row->level[i];
  int doubtful =
      row->verdict == SDG16I_VERDICT_REVIEW || row->verdict == SDG16I_VERDICT_SUPPRESS;
  int none = isnan(row->cell.value);
  sdg16i_indicator_row out = {.series = s,
                              .variant =
                                  s->flags & SDG16_SERIES_SUPPLEMENTARY
                                      ? sdg16_series_flag_name(SDG16_SERIES_SUPPLEMENTARY)
                                      : NULL,
                              .label = s->label,
                              .unit = s->unit,
                              .value = scale * row->cell.value,
                              .lower = scale * row->lower,
                              .upper = scale * row->upper,
                              .level = isnan(row->lower) ? (double)NAN : r->estimation.level,
                              .multiplier = scale,
                              .nature = none ? "_X" : "C",
                              .obs_status = none       ? "O"
                                            : doubtful ? "U"
                                                       : "A",
                              .flags = doubtful ? sample->reliability : NULL,
                              .status = sdg16_survey_status_name(row->cell.status),
                              .sample = sample,
                              .order = (int32_t)(q->series - r->e->active)};
  return sdg16i_results_add(&r->e->results, &out, key);
}

/* The code that a message about estimates has among those of indicators; NULL: it is not told.
 */
static const char *told_as(const char *code) {
  static const char *const CODES[][2] = {{"lonely-psu", "standard-error"},
                                         {"replicates", "standard-error"},
                                         {"weights-missing", "weights-missing"},
                                         {"deff-with-replacement", "design-effect"}};
  for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++)
    if (!strcmp(code, CODES[i][0])) return CODES[i][1];
  return NULL;
}

/* What is to be said of standard errors that there are not, and of design effects. */
static int32_t tell_errors(sdg16i_respondents *r, const series_request *q,
                           const sdg16i_survey_rows *rows, const int32_t *key) {
  sdg16i_survey_messages m = {0};
  sdg16i_survey_messages_find(r->design, &q->options, rows->count, rows->row, &m);
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < m.count && !status; i++) {
    const char *code = told_as(m.code[i]);
    int of_survey = code && !strcmp(code, "weights-missing"); /* told once, not by category */
    if (code && !(of_survey && r->weights_told++))
      status = sdg16i_results_diagnostic(&r->e->results, code, of_survey ? NULL : key, "%s%s%s",
                                         of_survey ? "" : q->series->series->label,
                                         of_survey ? "" : ": ", m.message[i]);
  }
  return status;
}

/* The estimates of all groups; of a category of the dimension that overlaps (NULL: none). */
static int32_t estimate_groups(sdg16i_respondents *r, const series_request *q,
                               const sdg16i_survey_request *ask, const char *category) {
  int32_t key[SDG16I_FIRST_AXIS + SDG16I_AXES], status = SDG16_OK;
  sdg16i_survey_rows rows = {0};
  begin_key(r, q->series, key);
  if (category) {
    int32_t place = SDG16I_FIRST_AXIS + r->overlap;
    key[place] = sdg16i_dictionary_add(&r->e->cells.axis[r->overlap].codes, category,
                                       (int64_t)strlen(category));
    if (key[place] < 0) status = sdg16i_fail_memory(r->error);
  }
  if (!status) status = sdg16i_survey_run(r->design, ask, &r->run, &rows, r->error);
  if (!status) status = sdg16i_origin_add(r->origin, ask, r->error);
  for (int64_t i = 0; i < rows.count && !status; i++)
    status = add_estimate(r, q, &rows, i, key);
  if (!status) status = tell_errors(r, q, &rows, key);
  sdg16i_survey_rows_clear(&rows);
  return status;
}

/* ---- one column that names the category ---- */

/* Those for whom the series is true and who are in the category. Of whom it is not known
 * whether, it is not known where. Is anybody of the universe there; is it true of anybody? */
static void find_there(const sdg16i_respondents *r, const series_request *q, int32_t code,
                       double *there, int *seen, int *any) {
  const int32_t *codes = r->group[SDG16I_FIRST_AXIS + r->placed];
  *seen = *any = 0;
  for (int64_t p = 0; p < r->rows; p++) {
    there[p] = q->inputs.y[p] * (codes[p] == code);
    *seen |= codes[p] == code;
    *any |= there[p] == 1 && r->included[p];
  }
}

/* One column names the category in which it was (the place of the latest, say): each
 * category's share of the same persons. */
static int32_t estimate_places(sdg16i_respondents *r, const series_request *q) {
  const sdg16i_dictionary *names = &r->e->cells.axis[r->placed].codes;
  if (q->options.statistic != SDG16_SURVEY_PROPORTION) return SDG16_OK;
  double *there = sdg16i_array(r->rows, sizeof *there);
  int32_t status = there ? SDG16_OK : sdg16i_fail_memory(r->error);
  sdg16i_survey_request ask = q->ask;
  ask.target.y = there;
  for (int32_t code = 0; code < names->count && !status; code++) {
    int seen, any;
    find_there(r, q, code, there, &seen, &any);
    /* where it is not known ("_U"), if it was */
    if (seen && (any || *names->levels[code] != '_'))
      status = estimate_groups(r, q, &ask, names->levels[code]);
  }
  free(there);
  return status;
}

int32_t sdg16i_respondents_estimate(sdg16i_respondents *r, const sdg16i_active_series *a,
                                    const char *category) {
  series_request q = {.series = a};
  int own = r->overlap >= 0 && a->axis == r->overlap; /* it says its category */
  int32_t status = ask_statistic(r, &q);
  if (!status) status = ask_groups(r, &q);
  if (!status) status = ask_numbers(r, &q);
  if (!status) status = estimate_groups(r, &q, &q.ask, category);
  if (!status && !category && r->placed >= 0 && !own) status = estimate_places(r, &q);
  clear_request(&q);
  return status;
}
