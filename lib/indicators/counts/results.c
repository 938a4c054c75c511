#include "indicators/counts/results.h"

#include "base/agreement.h"
#include "base/error.h"
#include "results/indicator_notes.h"
#include "results/result_rows.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

sdg16i_indicator_row sdg16i_row_empty(void) {
  return (sdg16i_indicator_row){.value = NAN,
                                .lower = NAN,
                                .upper = NAN,
                                .level = NAN,
                                .multiplier = 1,
                                .numerator = NAN,
                                .denominator = NAN,
                                .reference_numerator = NAN,
                                .reference_denominator = NAN,
                                .nature = "C",
                                .obs_status = "A",
                                .status = "ok"};
}

int32_t sdg16i_results_add(sdg16i_results *r, const sdg16i_indicator_row *row,
                           const int32_t *key) {
  int64_t width = r->cells->width;
  int32_t *copy = sdg16i_arena_array(&r->memory, width, sizeof *copy);
  if (!copy || sdg16i_grow((void **)&r->row, &r->capacity, r->count + 1, sizeof *r->row))
    return sdg16i_fail_memory(r->error);
  memcpy(copy, key, (size_t)width * sizeof *copy);
  r->row[r->count] = *row;
  r->row[r->count++].key = copy;
  return SDG16_OK;
}

static const char *text_of(const sdg16i_dictionary *dictionary, int32_t code) {
  return code >= 0 ? dictionary->levels[code] : NULL;
}

int32_t sdg16i_results_diagnostic(sdg16i_results *r, const char *kind, const int32_t *key,
                                  const char *format, ...) {
  char message[600];
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  sdg16i_agree(message, sizeof message);
  va_end(args);
  const char *copy = sdg16i_arena_text(&r->memory, message, strlen(message));
  if (!copy || sdg16i_grow((void **)&r->diagnostic, &r->diagnostic_capacity,
                           4 * r->diagnostic_count + 4, sizeof *r->diagnostic))
    return sdg16i_fail_memory(r->error);
  const char **diagnostic = r->diagnostic + 4 * r->diagnostic_count++;
  diagnostic[0] = kind;
  diagnostic[1] = key ? text_of(&r->cells->areas, key[SDG16I_AREA]) : NULL;
  diagnostic[2] = key ? text_of(&r->cells->periods, key[SDG16I_PERIOD]) : NULL;
  diagnostic[3] = copy;
  return SDG16_OK;
}

/* ---- the tables ---- */

#define PUT_TEXT(column, value) sdg16i_put_text(out, i, SDG16I_INDICATOR_##column, value)
#define PUT_REAL(column, value) sdg16i_put_real(out, i, SDG16I_INDICATOR_##column, value)
#define PUT_WHOLE(column, value) sdg16i_put_whole(out, i, SDG16I_INDICATOR_##column, value)

static int told_apart(const sdg16i_results *r, int32_t axis) {
  if (r->cells->axis[axis].asked) return 1;
  for (int64_t i = 0; i < r->count; i++)
    if (r->row[i].key[SDG16I_FIRST_AXIS + axis] >= 0) return 1;
  return 0;
}

/* The axes that are told apart: how many. */
static int32_t name_dimensions(const sdg16i_results *r, int32_t *axis,
                               sdg16i_result_rows *out) {
  const sdg16i_indicator_data *c = r->cells;
  int32_t count = 0;
  const char **name = sdg16i_arena_array(&out->arena, c->axis_count, sizeof *name);
  if (!name && !out->columns.status) out->columns.status = sdg16i_fail_memory(r->error);
  for (int32_t k = 0; k < c->axis_count && name; k++) {
    if (!told_apart(r, k)) continue;
    name[count] = c->axis[k].name;
    axis[count++] = k;
  }
  sdg16i_rows_name(out, count, name);
  return count;
}

static void put_key(sdg16i_result_rows *out, const sdg16i_results *r, int64_t i) {
  const sdg16i_indicator_row *row = &r->row[i];
  const sdg16i_indicator_data *c = r->cells;
  PUT_TEXT(INDICATOR, r->code);
  PUT_TEXT(SERIES, row->series ? row->series->code : NULL);
  PUT_TEXT(LABEL, row->label);
  PUT_TEXT(VARIANT, row->variant);
  PUT_TEXT(UNIT, row->unit);
  PUT_WHOLE(UNIT_MULT, 0);
  PUT_TEXT(REF_AREA, text_of(&c->areas, row->key[SDG16I_AREA]));
  PUT_TEXT(TIME_PERIOD, text_of(&c->periods, row->key[SDG16I_PERIOD]));
  PUT_TEXT(TIME_DETAIL, row->time_detail);
  PUT_TEXT(SOURCE, text_of(&c->sources, row->key[SDG16I_SOURCE]));
}

static void put_numbers(sdg16i_result_rows *out, const sdg16i_indicator_row *row, int64_t i) {
  PUT_REAL(VALUE, row->value);
  PUT_REAL(LOWER, row->lower);
  PUT_REAL(UPPER, row->upper);
  PUT_REAL(LEVEL, row->level);
  PUT_REAL(NUMERATOR, row->numerator);
  PUT_REAL(DENOMINATOR, row->denominator);
  PUT_REAL(MULTIPLIER, row->multiplier);
  PUT_REAL(REFERENCE_NUMERATOR, row->reference_numerator);
  PUT_REAL(REFERENCE_DENOMINATOR, row->reference_denominator);
}

/* A count that may be missing. */
static void put_count(sdg16i_result_rows *out, int64_t i, int32_t column, double count) {
  if (!isnan(count)) sdg16i_put_whole(out, i, column, (int64_t)count);
}

static void put_sample(sdg16i_result_rows *out, const sdg16i_sample *s, int64_t i) {
  PUT_REAL(SE, s->se);
  PUT_REAL(DF, s->df);
  PUT_REAL(DEFF, s->deff);
  put_count(out, i, SDG16I_INDICATOR_N, s->n);
  PUT_REAL(N_EFFECTIVE, s->n_effective);
  PUT_REAL(CV, s->cv);
  put_count(out, i, SDG16I_INDICATOR_EVENTS, s->events);
  put_count(out, i, SDG16I_INDICATOR_MISSING, s->missing);
  PUT_REAL(WEIGHT, s->weight);
  PUT_TEXT(INTERVAL, s->interval);
  PUT_TEXT(RELIABILITY, s->reliability);
  PUT_TEXT(REASONS, s->reasons);
}

static void put_state(sdg16i_result_rows *out, const sdg16i_results *r, int64_t i) {
  const sdg16i_indicator_row *row = &r->row[i];
  PUT_TEXT(REPORTING_TYPE, "N");
  PUT_TEXT(NATURE, row->nature);
  PUT_TEXT(OBS_STATUS, row->obs_status);
  PUT_TEXT(FLAGS, row->flags);
  PUT_TEXT(STATUS, row->status);
  PUT_TEXT(SWITCHES, r->switches);
  PUT_TEXT(NOTE, row->note);
}

/* Of counts and of samples there are other numbers beside the value. */
static void choose_columns(sdg16i_result_rows *out, int is_sample) {
  static const int32_t COUNTS[] = {SDG16I_INDICATOR_NUMERATOR, SDG16I_INDICATOR_DENOMINATOR,
                                   SDG16I_INDICATOR_REFERENCE_NUMERATOR,
                                   SDG16I_INDICATOR_REFERENCE_DENOMINATOR};
  static const int32_t SAMPLE[] = {
      SDG16I_INDICATOR_SE,          SDG16I_INDICATOR_DF,      SDG16I_INDICATOR_DEFF,
      SDG16I_INDICATOR_N,           SDG16I_INDICATOR_EVENTS,  SDG16I_INDICATOR_MISSING,
      SDG16I_INDICATOR_N_EFFECTIVE, SDG16I_INDICATOR_CV,      SDG16I_INDICATOR_WEIGHT,
      SDG16I_INDICATOR_INTERVAL,    SDG16I_INDICATOR_REASONS, SDG16I_INDICATOR_RELIABILITY};
  for (size_t i = 0; is_sample && i < sizeof COUNTS / sizeof *COUNTS; i++)
    sdg16i_rows_leave_out(out, COUNTS[i]);
  for (size_t i = 0; is_sample && i < sizeof SAMPLE / sizeof *SAMPLE; i++)
    sdg16i_rows_take(out, SAMPLE[i]);
}

int32_t sdg16i_results_table(sdg16i_results *r, sdg16_table **table) {
  const sdg16i_indicator_data *c = r->cells;
  sdg16i_result_rows out;
  sdg16i_rows_begin(&out, SDG16I_RESULT_INDICATOR, r->count, r->error);
  int32_t *axis = sdg16i_arena_array(&out.arena, c->axis_count, sizeof *axis);
  if (!axis && !out.columns.status) out.columns.status = sdg16i_fail_memory(r->error);
  int32_t dimensions = axis ? name_dimensions(r, axis, &out) : 0;
  choose_columns(&out, c->microdata);
  for (int64_t i = 0; i < r->count; i++) {
    put_key(&out, r, i);
    for (int32_t k = 0; k < dimensions; k++) {
      const char *code =
          text_of(&c->axis[axis[k]].codes, r->row[i].key[SDG16I_FIRST_AXIS + axis[k]]);
      sdg16i_put_named_text(&out, i, k, code ? code : "_T");
    }
    put_numbers(&out, &r->row[i], i);
    if (c->microdata) put_sample(&out, r->row[i].sample, i);
    put_state(&out, r, i);
  }
  return sdg16i_rows_end(&out, table);
}

int32_t sdg16i_results_diagnostics(sdg16i_results *r, sdg16_table **out) {
  return sdg16i_indicator_notes(r->diagnostic_count, r->diagnostic, out, r->error);
}

void sdg16i_results_free(sdg16i_results *r) {
  sdg16i_arena_free(&r->memory);
  free(r->row);
  free(r->diagnostic);
  *r = (sdg16i_results){0};
}
