/* One estimate: options, passes over the data, result tables. */
#include "iff/iff.h"

#include "base/error.h"
#include "base/numbers.h"
#include "base/options.h"
#include "base/sort.h"
#include "base/text.h"
#include "iff/interval.h"
#include "results/indicator_notes.h"
#include "results/result_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct sdg16_iff {
  sdg16_table *results, *detail, *coefficients, *diagnostics;
};

int32_t sdg16_iff_options_init(sdg16_iff_options *options, int64_t size) {
  const sdg16_iff_options defaults = {.struct_size = sizeof defaults};
  return sdg16i_struct_out(options, size, &defaults, sizeof defaults);
}

void sdg16_iff_free(sdg16_iff *iff) {
  if (!iff) return;
  sdg16_table_free(iff->results);
  sdg16_table_free(iff->detail);
  sdg16_table_free(iff->coefficients);
  sdg16_table_free(iff->diagnostics);
  free(iff);
}

const sdg16_table *sdg16_iff_results(const sdg16_iff *iff) { return iff ? iff->results : NULL; }
const sdg16_table *sdg16_iff_detail(const sdg16_iff *iff) { return iff ? iff->detail : NULL; }
const sdg16_table *sdg16_iff_coefficients(const sdg16_iff *iff) {
  return iff ? iff->coefficients : NULL;
}
const sdg16_table *sdg16_iff_diagnostics(const sdg16_iff *iff) {
  return iff ? iff->diagnostics : NULL;
}

/* ---- settings ---- */

static int32_t set_setting(sdg16i_iff_job *job, const char *text) {
  const char *equals = text ? strchr(text, '=') : NULL;
  const sdg16i_iff_setting *s = job->method->settings;
  int64_t size = equals ? equals - text : 0;
  while (s->name && !(equals && sdg16i_same(s->name, text, size))) s++;
  if (!s->name)
    return sdg16i_fail_at(job->error, SDG16_ERR_NAME, "set", 0, 0,
                          "set must be NAME=VALUE of a setting of %s, not '%.100s'",
                          sdg16_iff_method_name(job->method->number), text ? text : "");
  double *value = &job->setting[s - job->method->settings];
  if (s->words && !strcmp(s->words, SDG16I_IFF_TEXT)) {
    job->text[s - job->method->settings] = equals + 1;
  } else if (s->words) {
    int32_t place = sdg16i_iff_word(equals + 1, s->words);
    *value = place;
    if (place < 0)
      return sdg16i_fail_at(job->error, SDG16_ERR_ARGUMENT, "set", 0, 0,
                            "set: %s must be one of %s, not '%.100s'", s->name, s->words,
                            equals + 1);
  } else if (sdg16i_parse_double(equals + 1, (int64_t)strlen(equals + 1), '.', value) ||
             !(*value >= s->low && *value <= s->high)) {
    char low[SDG16I_DOUBLE_SIZE], high[SDG16I_DOUBLE_SIZE];
    sdg16i_format_double(s->low, low);
    sdg16i_format_double(s->high, high);
    return sdg16i_fail_at(job->error, SDG16_ERR_ARGUMENT, "set", 0, 0,
                          "set: %s must be a number from %s to %s, not '%.100s'", s->name, low,
                          high, equals + 1);
  }
  return SDG16_OK;
}

static int32_t check_iff_options(sdg16i_iff_job *job) {
  const sdg16_iff_options *o = job->options;
  if (o->map_count < 0 || o->set_count < 0 ||
      (o->map_count && (!o->map_names || !o->map_columns)) || (o->set_count && !o->sets))
    return sdg16i_fail(
        job->error, SDG16_ERR_ARGUMENT,
        "options: the number of texts must be 0 or more, and the array not NULL");
  for (int64_t i = 0; i < o->map_count; i++)
    if (!o->map_names[i] || !o->map_columns[i])
      return sdg16i_fail(job->error, SDG16_ERR_ARGUMENT, "map must not be NULL");
  if (o->decimal && o->decimal != '.' && o->decimal != ',')
    return sdg16i_fail_at(job->error, SDG16_ERR_ARGUMENT, "decimal", 0, 0,
                          "decimal must be '.' or ',', not %d", (int)o->decimal);
  if (o->decimal == ',' && o->delimiter == ',')
    return sdg16i_fail_at(job->error, SDG16_ERR_OPTION, "decimal", 0, 0,
                          "decimal and the delimiter must differ; both are ','");
  if (o->na_count < 0 || (o->na_count && !o->na))
    return sdg16i_fail_at(job->error, SDG16_ERR_ARGUMENT, "na", 0, 0,
                          "na: the number of texts must be 0 or more, and the array not NULL");
  for (int64_t i = 0; i < o->na_count; i++)
    if (!o->na[i])
      return sdg16i_fail_at(job->error, SDG16_ERR_ARGUMENT, "na", i + 1, 0,
                            "na: text %lld must not be NULL", (long long)i + 1);
  if (o->prices && job->method != &sdg16i_iff_price_filter)
    return sdg16i_fail_at(job->error, SDG16_ERR_OPTION, "prices", 0, 0,
                          "prices must not be given for the method %s",
                          sdg16_iff_method_name(job->method->number));
  const sdg16i_iff_setting *s = job->method->settings;
  for (int32_t i = 0; s[i].name; i++) job->setting[i] = s[i].usual;
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < o->set_count && !status; i++) status = set_setting(job, o->sets[i]);
  return status ? status : sdg16i_iff_draws_begin(job);
}

/* ---- tables ---- */

/* Flows by period, area, activity; so the order of the data's rows does not show. */
static int compare_text(const char *a, const char *b) { return strcmp(a ? a : "", b ? b : ""); }

static int compare_flows(const void *left, const void *right) {
  const sdg16i_iff_flow *a = left, *b = right;
  int order = compare_text(a->area, b->area);
  if (!order) order = compare_text(a->period, b->period);
  return order ? order : compare_text(a->activity, b->activity);
}

#define PUT_TEXT(column, value) sdg16i_put_text(r, i, SDG16I_FLOWS_##column, value)

static void put_flow(sdg16i_result_rows *r, int64_t i, const sdg16i_iff_job *job, int side) {
  static const char *const SERIES[] = {"DI_ILL_OUT", "DI_ILL_IN"};
  static const char *const LABEL[] = {"Outward illicit financial flows",
                                      "Inward illicit financial flows"};
  static const int32_t NUMBERS[] = {SDG16I_FLOWS_VALUE, SDG16I_FLOWS_LOWER, SDG16I_FLOWS_UPPER};
  const sdg16i_iff_flow *f = &job->flow[i / (job->method->outward_alone ? 1 : 2)];
  PUT_TEXT(INDICATOR, "16.4.1");
  PUT_TEXT(SERIES, SERIES[side]);
  PUT_TEXT(LABEL, LABEL[side]);
  PUT_TEXT(UNIT, "USD");
  sdg16i_put_whole(r, i, SDG16I_FLOWS_UNIT_MULT, 0);
  PUT_TEXT(REF_AREA, f->area);
  PUT_TEXT(TIME_PERIOD, f->period);
  PUT_TEXT(METHOD, sdg16_iff_method_name(job->method->number));
  PUT_TEXT(CATEGORY, job->category);
  PUT_TEXT(ILLICIT_ACTIVITY, f->activity);
  PUT_TEXT(STAGE, job->method->stage);
  PUT_TEXT(OVERLAP_GROUP, job->method->overlap_group);
  PUT_TEXT(NATURE, "E");
  PUT_TEXT(STATUS, f->parts ? "ok" : "missing-input");
  PUT_TEXT(NOTE, f->parts ? NULL : "no part of it could be computed: see the diagnostics");
  for (int32_t k = 0; k < 3 && f->parts; k++)
    if (!k || job->ranged)
      sdg16i_put_real(r, i, NUMBERS[k], sdg16i_sum_value(&f->value[side][k]));
}

static int32_t results_table(sdg16i_iff_job *job, sdg16_table **out) {
  int64_t sides = job->method->outward_alone ? 1 : 2, rows = sides * job->keys.count;
  if (rows) sdg16i_sort(job->flow, job->keys.count, sizeof *job->flow, compare_flows);
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_FLOWS, rows, job->error);
  for (int64_t i = 0; i < rows; i++) put_flow(&r, i, job, (int)(i % sides));
  return sdg16i_rows_end(&r, out);
}

/* Details come in the order of their texts; places of rows are sorted. */
struct place {
  const char *const *text;
  int64_t count, row;
};

static int compare_places(const void *left, const void *right) {
  const struct place *a = left, *b = right;
  for (int64_t i = 0; i < a->count; i++) {
    int order = compare_text(a->text[i], b->text[i]);
    if (order) return order;
  }
  return a->row < b->row ? -1 : a->row > b->row;
}

/* The column of the schema for one of the method's; a method names no others. */
static int32_t detail_column(sdg16i_result_rows *r, const char *name) {
  int32_t column = sdg16i_result_column_number(SDG16I_RESULT_FLOW_DETAIL, name);
  if (column < 0 && !r->columns.status)
    r->columns.status = sdg16i_fail(r->columns.error, SDG16_ERR_INTERNAL,
                                    "the schema has no column '%s' of details", name);
  if (column >= 0) sdg16i_rows_take(r, column);
  return column;
}

static void put_details(sdg16i_result_rows *r, const sdg16i_iff_job *job,
                        const struct place *place, int64_t texts, int64_t numbers) {
  for (int64_t t = 0; t < texts; t++) {
    int32_t column = detail_column(r, job->method->detail_texts[t]);
    for (int64_t i = 0; i < r->rows && !r->columns.status; i++)
      sdg16i_put_text(r, i, column, place[i].text[t]);
  }
  for (int64_t n = 0; n < numbers; n++) {
    int32_t column = detail_column(r, job->method->detail_numbers[n]);
    for (int64_t i = 0; i < r->rows && !r->columns.status; i++)
      sdg16i_put_real(r, i, column, job->detail_number[place[i].row * numbers + n]);
  }
}

static int32_t detail_table(sdg16i_iff_job *job, sdg16_table **out) {
  int64_t texts = 0, numbers = 0, rows = job->detail_count;
  while (job->method->detail_texts[texts]) texts++;
  while (job->method->detail_numbers[numbers]) numbers++;
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_FLOW_DETAIL, rows, job->error);
  struct place *place = sdg16i_arena_array(&r.arena, rows, sizeof *place);
  if (!place && !r.columns.status) r.columns.status = sdg16i_fail_memory(job->error);
  for (int64_t i = 0; i < rows && place; i++)
    place[i] = (struct place){job->detail_text + i * texts, texts, i};
  if (place) sdg16i_sort(place, rows, sizeof *place, compare_places);
  if (place) put_details(&r, job, place, texts, numbers);
  return sdg16i_rows_end(&r, out);
}

static int32_t coefficients_table(sdg16i_iff_job *job, sdg16_table **out) {
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_FLOW_COEFFICIENTS, job->coefficient_count, job->error);
  for (int64_t i = 0; i < r.rows; i++) {
    for (int32_t c = 0; c < SDG16I_IFF_COEFFICIENT_TEXTS; c++)
      sdg16i_put_text(&r, i, SDG16I_FLOW_COEFFICIENTS_REGRESSION + c,
                      job->coefficient_text[i * SDG16I_IFF_COEFFICIENT_TEXTS + c]);
    for (int32_t c = 0; c < SDG16I_IFF_COEFFICIENT_NUMBERS; c++)
      sdg16i_put_real(&r, i, SDG16I_FLOW_COEFFICIENTS_ESTIMATE + c,
                      job->coefficient_number[i * SDG16I_IFF_COEFFICIENT_NUMBERS + c]);
  }
  return sdg16i_rows_end(&r, out);
}

static int32_t diagnostics_table(sdg16i_iff_job *job, sdg16_table **out) {
  return sdg16i_indicator_notes(job->diagnostic_count, job->diagnostic, out, job->error);
}

static int32_t build_result(sdg16i_iff_job *job, sdg16_iff **out) {
  for (int64_t i = 0; i < job->keys.count; i++)
    for (int32_t k = 0; k < 6; k++)
      if (!isfinite(sdg16i_sum_value(&job->flow[i].value[k / 3][k % 3])))
        return sdg16i_fail_at(
            job->error, SDG16_ERR_VALUE, job->where, 0, 0,
            "%s: the values of %s, %s must add up to a number that a double can hold",
            job->where, job->flow[i].area ? job->flow[i].area : "no area",
            job->flow[i].period ? job->flow[i].period : "no period");
  sdg16_iff *iff = sdg16i_array(1, sizeof *iff);
  if (!iff) return sdg16i_fail_memory(job->error);
  int32_t status = sdg16i_arena_status(&job->memory, job->error);
  if (!status) status = results_table(job, &iff->results);
  if (!status) status = detail_table(job, &iff->detail);
  if (!status) status = coefficients_table(job, &iff->coefficients);
  if (!status) status = diagnostics_table(job, &iff->diagnostics);
  if (status)
    sdg16_iff_free(iff);
  else
    *out = iff;
  return status;
}

/* ---- the whole ---- */

static int32_t run_method(sdg16i_iff_job *job, const sdg16i_iff_source *source,
                          sdg16_iff **out) {
  job->state = sdg16i_array(1, (size_t)job->method->state_size);
  if (!job->state) return sdg16i_fail_memory(job->error);
  int32_t status = job->method->begin ? job->method->begin(job) : SDG16_OK;
  for (int again = 1; again && !status; job->pass++) {
    again = 0;
    status = sdg16i_iff_pass(job, source);
    job->line = 0;
    if (!status) status = job->method->end(job, &again);
  }
  if (!status) status = sdg16i_iff_draws_end(job);
  if (!status) status = build_result(job, out);
  if (job->method->drop) job->method->drop(job);
  if (!status) sdg16i_run_end(&job->run);
  return status;
}

static int32_t estimate_flows(int32_t method, const sdg16i_iff_source *source,
                              const sdg16_iff_options *caller, const sdg16_exec_options *exec,
                              sdg16_iff **out, sdg16_error *error) {
  if (!out || !(source->path || source->table))
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "%s must not be NULL", out ? "data" : "out");
  sdg16_iff_options options;
  sdg16_iff_options_init(&options, sizeof options);
  int32_t status =
      sdg16i_struct_in(caller, &options, sizeof options, "sdg16_iff_options", error);
  if (status) return status;
  sdg16i_iff_job job = {.method = sdg16i_iff_method_at(method),
                        .options = &options,
                        .where = options.source_name ? options.source_name : source->path,
                        .is_file = source->path != NULL,
                        .error = error};
  if (!job.where) job.where = "data";
  if (!job.method)
    return sdg16i_fail_at(error, SDG16_ERR_NAME, "method", 0, 0,
                          "method must be an SDG16_IFF_ value, not %d", (int)method);
  job.category = job.method->category;
  if ((status = sdg16i_run_begin(&job.run, exec, error))) return status;
  if (!(status = check_iff_options(&job))) status = run_method(&job, source, out);
  sdg16i_dictionary_free(&job.keys);
  sdg16i_arena_free(&job.memory);
  free(job.state);
  free(job.flow);
  free(job.buffer);
  free(job.detail_text);
  free(job.detail_number);
  free(job.coefficient_text);
  free(job.coefficient_number);
  free(job.diagnostic);
  free(job.draws.value);
  return status;
}

int32_t sdg16_iff_new(int32_t method, const sdg16_table *data, const sdg16_iff_options *options,
                      const sdg16_exec_options *exec, sdg16_iff **out, sdg16_error *error) {
  if (out) *out = NULL;
  return estimate_flows(method, &(sdg16i_iff_source){.table = data}, options, exec, out, error);
}

int32_t sdg16_iff_read(int32_t method, const char *path, const sdg16_iff_options *options,
                       const sdg16_exec_options *exec, sdg16_iff **out, sdg16_error *error) {
  if (out) *out = NULL;
  return estimate_flows(method, &(sdg16i_iff_source){.path = path}, options, exec, out, error);
}
