/* Regional and global values from national ones. */
#include "base/error.h"
#include "base/options.h"
#include "indicators/counts/columns.h"
#include "indicators/counts/indicator_data.h"
#include "indicators/regional/copied_columns.h"
#include "indicators/regional/national_values.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A member of a group. */
struct member {
  int32_t area, group, year; /* year 0: weights of every year */
  double weight;             /* NaN: none */
  int64_t row;
};

struct output {
  int64_t model; /* a row of the results that is of the same line */
  const char *area, *period, *detail, *type, *status;
  double value, numerator, denominator, reference_numerator, reference_denominator;
  double coverage, imputed;
  int64_t areas, members;
};

struct job {
  sdg16i_national_values lines;
  sdg16i_dictionary groups;
  sdg16_aggregate_options options;
  struct member *member;
  int64_t member_count;
  int has_weights, has_years;
  struct output *output;
  int64_t count, capacity;
  sdg16i_arena memory;
  sdg16_error *error;
};

/* The rule of one line. */
struct rule {
  int32_t kind, window;
  double coverage, multiplier;
};

int32_t sdg16_aggregate_options_init(sdg16_aggregate_options *options, int64_t size) {
  const sdg16_aggregate_options defaults = {
      .struct_size = sizeof defaults, .rule = -1, .window = -1, .coverage = -1};
  return sdg16i_struct_out(options, size, &defaults, sizeof defaults);
}

/* ---- groups ---- */

static int32_t read_member(struct job *j, const sdg16_table *groups, const int64_t columns[4],
                           int64_t row) {
  char buffer[SDG16I_TEXT_SIZE], other[SDG16I_TEXT_SIZE];
  struct member *m = &j->member[row];
  const char *area = sdg16i_text_at(groups, columns[0], row, buffer);
  const char *group = sdg16i_text_at(groups, columns[1], row, other);
  if (!area || !group)
    return sdg16i_fail_at(
        j->error, SDG16_ERR_MISSING, "groups", row + 1, 0,
        "groups, data row %lld: expected an area and its group, found a blank",
        (long long)row + 1);
  area = sdg16i_area_text(area);
  m->row = row;
  m->area = sdg16i_dictionary_add(&j->lines.areas, area, (int64_t)strlen(area));
  m->group = sdg16i_dictionary_add(&j->groups, group, (int64_t)strlen(group));
  if (m->area < 0 || m->group < 0) return sdg16i_fail_memory(j->error);
  m->weight = NAN;
  int text = columns[2] >= 0 && sdg16i_number_at(groups, columns[2], row, &m->weight);
  if (text || (columns[2] >= 0 && !(m->weight > 0 && isfinite(m->weight))))
    return sdg16i_fail_at(j->error, SDG16_ERR_POPULATION, "groups", row + 1, columns[2] + 1,
                          "groups, data row %lld: expected a weight above 0",
                          (long long)row + 1);
  const char *period = sdg16i_text_at(groups, columns[3], row, buffer);
  m->year = columns[3] >= 0 ? sdg16i_year(period) : 0;
  return SDG16_OK;
}

static int32_t read_groups(struct job *j, const sdg16_table *groups) {
  static const char *const NAMES[] = {SDG16I_AREA_NAMES, "group|region", "weight|population",
                                      SDG16I_PERIOD_NAMES};
  int64_t columns[4];
  int32_t status = SDG16_OK;
  for (int i = 0; i < 4 && !status; i++)
    status = sdg16i_find_column(groups, NULL, NAMES[i], &columns[i], j->error);
  if (!status && (columns[0] < 0 || columns[1] < 0))
    status = sdg16i_fail_at(j->error, SDG16_ERR_COLUMN, "groups", 0, 0,
                            "groups must have the columns ref_area and group; '%s' is missing",
                            columns[0] < 0 ? "ref_area" : "group");
  if (status) return status;
  j->has_weights = columns[2] >= 0;
  j->has_years = columns[3] >= 0;
  j->member_count = sdg16_table_rows(groups);
  j->member = sdg16i_array(j->member_count, sizeof *j->member);
  if (!j->member) return sdg16i_fail_memory(j->error);
  for (int64_t row = 0; row < j->member_count && !status; row++)
    status = read_member(j, groups, columns, row);
  return status;
}

/* ---- one country ---- */

/* The mean over the years of the window that have a value. */
static int country_mean(const struct job *j, const sdg16i_value *line, int64_t count,
                        int32_t area, int32_t year, const struct rule *rule,
                        sdg16i_value *out) {
  int found = 0;
  *out = (sdg16i_value){0};
  for (int64_t i = 0; i < count; i++) {
    const sdg16i_value *v = &line[i];
    if (v->area != area || isnan(v->value) || v->year > year || v->year <= year - rule->window)
      continue;
    out->value += v->value;
    out->numerator += v->numerator;
    out->denominator += v->denominator;
    out->reference_numerator += v->reference_numerator;
    out->reference_denominator += v->reference_denominator;
    out->imputed |= v->imputed;
    found++;
  }
  (void)j;
  if (found > 1) {
    out->value /= found;
    out->numerator /= found;
    out->denominator /= found;
    out->reference_numerator /= found;
    out->reference_denominator /= found;
  }
  return found > 0;
}

/* ---- one group ---- */

struct sums {
  double value, numerator, denominator, reference_numerator, reference_denominator;
  double weighted, weight, imputed; /* of members with a value */
  double all;                       /* weight of every member */
  int64_t areas, members;
};

static double weight_of(const struct job *j, const struct member *m) {
  return j->has_weights ? m->weight : 1;
}

/* Sums over the members of a group (-1: every area of any group once). */
static void sum_group(const struct job *j, const sdg16i_value *line, int64_t count,
                      int32_t group, int32_t year, const struct rule *rule, struct sums *s) {
  *s = (struct sums){0};
  for (int64_t i = 0; i < j->member_count; i++) {
    const struct member *m = &j->member[i];
    if ((group >= 0 && m->group != group) || (j->has_years && m->year != year)) continue;
    int again = 0;
    for (int64_t k = 0; k < i && group < 0 && !again; k++)
      again = j->member[k].area == m->area && (!j->has_years || j->member[k].year == year);
    if (again) continue;
    double weight = weight_of(j, m);
    s->members++;
    s->all += weight;
    sdg16i_value v;
    if (!country_mean(j, line, count, m->area, year, rule, &v)) continue;
    s->areas++;
    s->weight += weight;
    s->weighted += weight * v.value;
    s->imputed += v.imputed ? weight : 0;
    s->value += v.value;
    s->numerator += v.numerator;
    s->denominator += v.denominator;
    s->reference_numerator += v.reference_numerator;
    s->reference_denominator += v.reference_denominator;
  }
}

static double value_of(const struct sums *s, const struct rule *rule) {
  if (!s->areas) return NAN;
  switch (rule->kind) {
  case SDG16_AGGREGATE_MEAN:
    return s->value / (double)s->areas;
  case SDG16_AGGREGATE_WEIGHTED:
    return s->weighted / s->weight;
  case SDG16_AGGREGATE_TOTAL:
    return s->value;
  default: /* sums; without a denominator of numerators alone */
    break;
  }
  double value = s->numerator * rule->multiplier;
  if (!isnan(s->denominator)) value /= s->denominator;
  if (!isnan(s->reference_numerator) && !isnan(s->reference_denominator))
    value /= s->reference_numerator / s->reference_denominator;
  return value;
}

/* "2020-2022" of a window of several years; NULL of one. */
static const char *window_text(struct job *j, int32_t year, int32_t window) {
  char text[32];
  if (window < 2) return NULL;
  snprintf(text, sizeof text, "%d-%d", (int)(year - window + 1), (int)year);
  return sdg16i_arena_text(&j->memory, text, strlen(text));
}

static int32_t add_aggregate(struct job *j, const sdg16i_value *line, const char *area,
                             const char *period, const char *type, const struct rule *rule,
                             const struct sums *s, double value, int covered) {
  const char *detail = window_text(j, sdg16i_year(period), rule->window);
  if (!detail && rule->window > 1) return sdg16i_fail_memory(j->error);
  if (sdg16i_grow((void **)&j->output, &j->capacity, j->count + 1, sizeof *j->output))
    return sdg16i_fail_memory(j->error);
  j->output[j->count++] =
      (struct output){.model = line->row,
                      .area = area,
                      .period = period,
                      .detail = detail,
                      .type = type,
                      .status = !s->areas      ? "missing-input"
                                : !covered     ? "coverage"
                                : isnan(value) ? "missing-input"
                                               : "ok",
                      .value = covered ? value : NAN,
                      .numerator = s->areas ? s->numerator : NAN,
                      .denominator = s->areas ? s->denominator : NAN,
                      .reference_numerator = s->areas ? s->reference_numerator : NAN,
                      .reference_denominator = s->areas ? s->reference_denominator : NAN,
                      .coverage = s->all > 0 ? s->weight / s->all : NAN,
                      .imputed = s->weight > 0 ? s->imputed / s->weight : NAN,
                      .areas = s->areas,
                      .members = s->members};
  return SDG16_OK;
}

/* The world of a rule with coverage is the weighted mean of its regions, whatever they
 * cover; else that of all areas. */
static int32_t add_world(struct job *j, const sdg16i_value *line, int64_t count,
                         const char *period, const struct rule *rule) {
  int32_t year = sdg16i_year(period);
  struct sums all, one;
  sum_group(j, line, count, -1, year, rule, &all);
  double value = value_of(&all, rule);
  if (rule->kind == SDG16_AGGREGATE_WEIGHTED && rule->coverage > 0) {
    double weighted = 0, weight = 0;
    for (int32_t g = 0; g < j->groups.count; g++) {
      sum_group(j, line, count, g, year, rule, &one);
      if (!one.areas) continue;
      weighted += one.all * value_of(&one, rule);
      weight += one.all;
    }
    value = weight > 0 ? weighted / weight : NAN;
  }
  return add_aggregate(j, line, j->options.world, period, "G", rule, &all, value, 1);
}

static int32_t one_period(struct job *j, const sdg16i_value *line, int64_t count,
                          const char *period, const struct rule *rule) {
  int32_t status = SDG16_OK;
  for (int32_t g = 0; g < j->groups.count && !status; g++) {
    struct sums s;
    sum_group(j, line, count, g, sdg16i_year(period), rule, &s);
    if (!s.members)
      return sdg16i_fail_at(j->error, SDG16_ERR_POPULATION, "groups", 0, 0,
                            "groups must have weights of %.20s for '%.60s'", period,
                            j->groups.levels[g]);
    int covered = s.areas && s.weight >= rule->coverage * s.all * (1 - 1e-12);
    status = add_aggregate(j, line, j->groups.levels[g], period, "R", rule, &s,
                           value_of(&s, rule), covered);
  }
  if (!status && j->options.world) status = add_world(j, line, count, period, rule);
  return status;
}

/* ---- one line ---- */

static int32_t find_rule(const struct job *j, const sdg16_registry *registry, int64_t row,
                         struct rule *out) {
  const sdg16_indicator_def *def = sdg16i_national_values_def(registry, j->lines.table, row);
  const sdg16_series *series = sdg16i_national_values_series(def, j->lines.table, row);
  const sdg16_aggregate_options *o = &j->options;
  double multiplier = sdg16i_result_number(j->lines.table, "multiplier", row);
  *out = (struct rule){.kind = o->rule >= 0                  ? o->rule
                               : series && series->aggregate ? series->aggregate
                               : def                         ? def->aggregate
                                                             : SDG16_AGGREGATE_NONE,
                       .window = o->window >= 0 ? o->window
                                 : def          ? def->window
                                                : 0,
                       .coverage = o->coverage >= 0 ? o->coverage
                                   : def            ? def->coverage
                                                    : 0,
                       .multiplier = isnan(multiplier) ? 1 : multiplier};
  if (out->window < 1) out->window = 1;
  if (out->kind == SDG16_AGGREGATE_NONE)
    return sdg16i_fail_at(
        j->error, SDG16_ERR_OPTION, "rule", 0, 0,
        "rule must be given: the metadata of indicator %.30s have no rule of aggregation",
        def ? def->code : "(unknown)");
  if (out->kind == SDG16_AGGREGATE_WEIGHTED && !j->has_weights)
    return sdg16i_fail_at(
        j->error, SDG16_ERR_POPULATION, "groups", 0, 0,
        "groups must have the column 'weight', the population of each area (%.60s)",
        def && def->weight ? def->weight : "that the value is of");
  return SDG16_OK;
}

static int32_t one_line(struct job *j, const sdg16_registry *registry, const sdg16i_value *line,
                        int64_t count) {
  struct rule rule;
  int32_t status = find_rule(j, registry, line->row, &rule);
  for (int64_t i = 0; i < count && !status; i++) {
    int seen = 0; /* the same period, of another area */
    for (int64_t k = 0; k < i && !seen; k++) seen = line[k].period == line[i].period;
    if (!seen)
      status = one_period(j, line, count, j->lines.periods.levels[line[i].period], &rule);
  }
  return status;
}

/* ---- the table ---- */

#define PUT_TEXT(column, value) sdg16i_put_text(out, i, SDG16I_INDICATOR_##column, value)
#define PUT_REAL(column, value) sdg16i_put_real(out, i, SDG16I_INDICATOR_##column, value)
#define PUT_WHOLE(column, value) sdg16i_put_whole(out, i, SDG16I_INDICATOR_##column, value)

/* What a value is of, from a row of the results that is of the same line. */
static void copy_columns(const struct job *j, sdg16i_result_rows *out) {
  static const int32_t COPIED[] = {SDG16I_INDICATOR_INDICATOR,  SDG16I_INDICATOR_SERIES,
                                   SDG16I_INDICATOR_LABEL,      SDG16I_INDICATOR_VARIANT,
                                   SDG16I_INDICATOR_UNIT,       SDG16I_INDICATOR_SOURCE,
                                   SDG16I_INDICATOR_MULTIPLIER, SDG16I_INDICATOR_SWITCHES};
  static const int32_t NONE[] = {SDG16I_INDICATOR_UNIT_MULT, SDG16I_INDICATOR_LOWER,
                                 SDG16I_INDICATOR_UPPER, SDG16I_INDICATOR_LEVEL,
                                 SDG16I_INDICATOR_NOTE};
  int64_t *model = sdg16i_arena_array(&out->arena, j->count, sizeof *model);
  if (!model) {
    if (!out->columns.status) out->columns.status = sdg16i_fail_memory(j->error);
    return;
  }
  for (int64_t i = 0; i < j->count; i++) model[i] = j->output[i].model;
  sdg16i_copy_dimensions(out, j->lines.table, model);
  for (size_t i = 0; i < sizeof COPIED / sizeof *COPIED; i++)
    sdg16i_copy_column(out, COPIED[i], j->lines.table, model);
  for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++) sdg16i_rows_leave_out(out, NONE[i]);
}

static void put_output(sdg16i_result_rows *out, const struct output *o, int64_t i) {
  int none = isnan(o->value), imputed = o->imputed > 0;
  PUT_TEXT(REF_AREA, o->area);
  PUT_TEXT(TIME_PERIOD, o->period);
  PUT_TEXT(TIME_DETAIL, o->detail);
  PUT_REAL(VALUE, o->value);
  PUT_REAL(NUMERATOR, o->numerator);
  PUT_REAL(DENOMINATOR, o->denominator);
  PUT_REAL(REFERENCE_NUMERATOR, o->reference_numerator);
  PUT_REAL(REFERENCE_DENOMINATOR, o->reference_denominator);
  PUT_TEXT(REPORTING_TYPE, o->type);
  PUT_TEXT(NATURE, none ? "_X" : imputed ? "E" : "G");
  PUT_TEXT(OBS_STATUS, none ? "O" : imputed ? "E" : "A");
  PUT_TEXT(FLAGS, imputed ? "imputed" : NULL);
  PUT_TEXT(STATUS, o->status);
  PUT_WHOLE(AREAS, o->areas);
  PUT_WHOLE(MEMBERS, o->members);
  PUT_REAL(COVERAGE, o->coverage);
  PUT_REAL(IMPUTED, o->imputed);
}

static int32_t make_table(const struct job *j, sdg16_table **table) {
  static const int32_t OWN[] = {SDG16I_INDICATOR_AREAS, SDG16I_INDICATOR_MEMBERS,
                                SDG16I_INDICATOR_COVERAGE, SDG16I_INDICATOR_IMPUTED};
  sdg16i_result_rows out;
  sdg16i_rows_begin(&out, SDG16I_RESULT_INDICATOR, j->count, j->error);
  for (size_t i = 0; i < sizeof OWN / sizeof *OWN; i++) sdg16i_rows_take(&out, OWN[i]);
  copy_columns(j, &out);
  for (int64_t i = 0; i < j->count; i++) put_output(&out, &j->output[i], i);
  return sdg16i_rows_end(&out, table);
}

static int32_t check_aggregation(const sdg16_aggregate_options *o, sdg16_error *error) {
  if (o->rule < -1 || (o->rule >= 0 && !sdg16_aggregate_name(o->rule)) || o->window < -1 ||
      !(o->coverage == -1 || (o->coverage >= 0 && o->coverage <= 1)))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "options", 0, 0,
                          "sdg16_aggregate_options: rule must be an SDG16_AGGREGATE_ value, "
                          "window 0 or more, and "
                          "coverage from 0 to 1 (-1: as the indicator says)");
  return SDG16_OK;
}

int32_t sdg16_indicator_aggregate(const sdg16_registry *registry, const sdg16_table *results,
                                  const sdg16_table *groups,
                                  const sdg16_aggregate_options *options, sdg16_table **out,
                                  sdg16_error *error) {
  if (!out || !results || !groups)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "%s must not be NULL",
                       !out       ? "out"
                       : !results ? "results"
                                  : "groups");
  *out = NULL;
  struct job j = {.error = error};
  sdg16_aggregate_options_init(&j.options, (int64_t)sizeof j.options);
  int32_t status = sdg16i_struct_in(options, &j.options, (int64_t)sizeof j.options,
                                    "sdg16_aggregate_options", error);
  if (!status) status = check_aggregation(&j.options, error);
  if (!status) status = sdg16i_national_values_read(&j.lines, results, error);
  if (!status) status = read_groups(&j, groups);
  if (!status) status = sdg16i_national_values_sort(&j.lines, error);
  for (int64_t begin = 0, end; begin < j.lines.count && !status; begin = end) {
    for (end = begin + 1;
         end < j.lines.count && j.lines.value[end].line == j.lines.value[begin].line;)
      end++;
    status = one_line(&j, registry, &j.lines.value[begin], end - begin);
  }
  if (!status) status = sdg16i_arena_status(&j.memory, error);
  if (!status) status = make_table(&j, out);
  sdg16i_national_values_free(&j.lines);
  sdg16i_dictionary_free(&j.groups);
  sdg16i_arena_free(&j.memory);
  free(j.member);
  free(j.output);
  return status;
}
