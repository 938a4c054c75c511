#include "indicators/counts/results.h"

#include "base/error.h"
#include "data/table/table_builder.h"

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
  va_end(args);
  const char *copy = sdg16i_arena_text(&r->memory, message, strlen(message));
  if (!copy || sdg16i_grow((void **)&r->diagnostic, &r->diagnostic_capacity,
                           4 * r->diagnostic_count + 4, sizeof *r->diagnostic))
    return sdg16i_fail_memory(r->error);
  const char **diagnostic = r->diagnostic + 4 * r->diagnostic_count++;
  diagnostic[0] = kind;
  diagnostic[1] = text_of(&r->cells->areas, key[SDG16I_AREA]);
  diagnostic[2] = text_of(&r->cells->periods, key[SDG16I_PERIOD]);
  diagnostic[3] = copy;
  return SDG16_OK;
}

/* ---- the tables ---- */

struct building {
  sdg16i_results *results;
  sdg16i_columns columns;
  const char **texts;
  double *numbers;
  int64_t *wholes;
};

static void text_column(struct building *b, const char *name, size_t offset) {
  for (int64_t i = 0; i < b->results->count; i++)
    b->texts[i] =
        *(const char *const *)(const void *)((const char *)&b->results->row[i] + offset);
  sdg16i_column_text(&b->columns, name, b->texts);
}

static void number_column(struct building *b, const char *name, size_t offset) {
  for (int64_t i = 0; i < b->results->count; i++)
    b->numbers[i] = *(const double *)(const void *)((const char *)&b->results->row[i] + offset);
  sdg16i_column_double(&b->columns, name, b->numbers);
}

static double in_sample(const sdg16i_indicator_row *row, size_t offset) {
  double value;
  memcpy(&value, (const char *)row->sample + offset, sizeof value);
  return value;
}

/* A member of the sample of each row. */
static void sample_number(struct building *b, const char *name, size_t offset) {
  for (int64_t i = 0; i < b->results->count; i++)
    b->numbers[i] = in_sample(&b->results->row[i], offset);
  sdg16i_column_double(&b->columns, name, b->numbers);
}

/* Whole numbers; where some row has none they are doubles, which can be missing. */
static void sample_count(struct building *b, const char *name, size_t offset) {
  int missing = 0;
  for (int64_t i = 0; i < b->results->count; i++) {
    double value = in_sample(&b->results->row[i], offset);
    missing |= isnan(value);
    b->wholes[i] = isnan(value) ? 0 : (int64_t)value;
  }
  if (missing)
    sample_number(b, name, offset);
  else
    sdg16i_column_int64(&b->columns, name, b->wholes);
}

static void sample_text(struct building *b, const char *name, size_t offset) {
  for (int64_t i = 0; i < b->results->count; i++)
    b->texts[i] =
        *(const char *const *)(const void *)((const char *)b->results->row[i].sample + offset);
  sdg16i_column_text(&b->columns, name, b->texts);
}

static void key_column(struct building *b, const char *name,
                       const sdg16i_dictionary *dictionary, int32_t place, const char *total) {
  for (int64_t i = 0; i < b->results->count; i++) {
    int32_t code = b->results->row[i].key[place];
    b->texts[i] = code >= 0 ? dictionary->levels[code] : total;
  }
  sdg16i_column_text(&b->columns, name, b->texts);
}

static void same_column(struct building *b, const char *name, const char *text) {
  for (int64_t i = 0; i < b->results->count; i++) b->texts[i] = text;
  sdg16i_column_text(&b->columns, name, b->texts);
}

static int told_apart(const sdg16i_results *r, int32_t axis) {
  if (r->cells->axis[axis].asked) return 1;
  for (int64_t i = 0; i < r->count; i++)
    if (r->row[i].key[SDG16I_FIRST_AXIS + axis] >= 0) return 1;
  return 0;
}

static void dimension_columns(struct building *b) {
  const sdg16i_indicator_data *c = b->results->cells;
  for (int32_t i = 0; i < c->axis_count; i++)
    if (told_apart(b->results, i))
      key_column(b, c->axis[i].name, &c->axis[i].codes, SDG16I_FIRST_AXIS + i, "_T");
}

static void series_column(struct building *b) {
  for (int64_t i = 0; i < b->results->count; i++)
    b->texts[i] = b->results->row[i].series ? b->results->row[i].series->code : NULL;
  sdg16i_column_text(&b->columns, "series", b->texts);
}

static void whole_column(struct building *b, const char *name, int64_t value) {
  for (int64_t i = 0; i < b->results->count; i++) b->wholes[i] = value;
  sdg16i_column_int64(&b->columns, name, b->wholes);
}

#define AT(member) offsetof(sdg16i_indicator_row, member)
#define IN(member) offsetof(sdg16i_sample, member)

static void count_columns(struct building *b) {
  number_column(b, "numerator", AT(numerator));
  number_column(b, "denominator", AT(denominator));
  number_column(b, "multiplier", AT(multiplier));
  number_column(b, "reference_numerator", AT(reference_numerator));
  number_column(b, "reference_denominator", AT(reference_denominator));
}

static void sample_columns(struct building *b) {
  sample_number(b, "se", IN(se));
  number_column(b, "lower", AT(lower));
  number_column(b, "upper", AT(upper));
  number_column(b, "level", AT(level));
  sample_number(b, "df", IN(df));
  sample_number(b, "deff", IN(deff));
  sample_count(b, "n", IN(n));
  sample_number(b, "n_effective", IN(n_effective));
  sample_number(b, "cv", IN(cv));
  sample_count(b, "events", IN(events));
  sample_count(b, "missing", IN(missing));
  sample_number(b, "weight", IN(weight));
  number_column(b, "multiplier", AT(multiplier));
  sample_text(b, "interval", IN(interval));
  sample_text(b, "reliability", IN(reliability));
  sample_text(b, "reasons", IN(reasons));
}

int32_t sdg16i_results_table(sdg16i_results *r, sdg16_table **out) {
  struct building b = {.results = r};
  b.texts = sdg16i_array(r->count, sizeof *b.texts);
  b.numbers = sdg16i_array(r->count, sizeof *b.numbers);
  b.wholes = sdg16i_array(r->count, sizeof *b.wholes);
  const sdg16i_indicator_data *c = r->cells;
  *out = NULL;
  int32_t status = b.texts && b.numbers && b.wholes ? SDG16_OK : sdg16i_fail_memory(r->error);
  if (!status) {
    sdg16i_columns_begin(&b.columns, r->count, r->error);
    same_column(&b, "indicator", r->code);
    series_column(&b);
    text_column(&b, "label", AT(label));
    text_column(&b, "variant", AT(variant));
    text_column(&b, "unit", AT(unit));
    whole_column(&b, "unit_mult", 0);
    key_column(&b, "ref_area", &c->areas, SDG16I_AREA, NULL);
    key_column(&b, "time_period", &c->periods, SDG16I_PERIOD, NULL);
    text_column(&b, "time_detail", AT(time_detail));
    key_column(&b, "source", &c->sources, SDG16I_SOURCE, NULL);
    dimension_columns(&b);
    number_column(&b, "value", AT(value));
    if (c->microdata) {
      sample_columns(&b);
    } else {
      number_column(&b, "lower", AT(lower));
      number_column(&b, "upper", AT(upper));
      number_column(&b, "level", AT(level));
      count_columns(&b);
    }
    same_column(&b, "reporting_type", "N");
    text_column(&b, "nature", AT(nature));
    text_column(&b, "obs_status", AT(obs_status));
    text_column(&b, "flags", AT(flags));
    text_column(&b, "status", AT(status));
    same_column(&b, "switches", r->switches);
    text_column(&b, "note", AT(note));
    status = sdg16i_columns_end(&b.columns, out);
  }
  free(b.texts);
  free(b.numbers);
  free(b.wholes);
  return status;
}

int32_t sdg16i_results_diagnostics(sdg16i_results *r, sdg16_table **out) {
  static const char *const NAMES[] = {"kind", "ref_area", "time_period", "message"};
  *out = NULL;
  const char **texts = sdg16i_array(r->diagnostic_count, sizeof *texts);
  if (!texts) return sdg16i_fail_memory(r->error);
  sdg16i_columns columns;
  sdg16i_columns_begin(&columns, r->diagnostic_count, r->error);
  for (int32_t k = 0; k < 4; k++) {
    for (int64_t i = 0; i < r->diagnostic_count; i++) texts[i] = r->diagnostic[4 * i + k];
    sdg16i_column_text(&columns, NAMES[k], texts);
  }
  free(texts);
  return sdg16i_columns_end(&columns, out);
}

void sdg16i_results_free(sdg16i_results *r) {
  sdg16i_arena_free(&r->memory);
  free(r->row);
  free(r->diagnostic);
  *r = (sdg16i_results){0};
}
