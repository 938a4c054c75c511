#include "indicators/counts/indicator_data.h"

#include "base/error.h"
#include "base/numbers.h"
#include "base/text.h"
#include "indicators/counts/mse_data.h"
#include "indicators/registry/categories.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- cells of tables ---- */

const char *sdg16i_text_at(const sdg16_table *table, int64_t column, int64_t row,
                           char buffer[SDG16I_TEXT_SIZE]) {
  const uint8_t *missing = sdg16_table_missing(table, column);
  if (column < 0 || (missing && missing[row])) return NULL;
  switch (sdg16_table_type(table, column)) {
  case SDG16_INT64:
    snprintf(buffer, SDG16I_TEXT_SIZE, "%" PRId64, sdg16_table_int64(table, column)[row]);
    return buffer;
  case SDG16_DOUBLE:
    sdg16i_format_double(sdg16_table_double(table, column)[row], buffer);
    return buffer;
  default:
    return sdg16_table_text(table, row, column);
  }
}

int sdg16i_number_at(const sdg16_table *table, int64_t column, int64_t row, double *out) {
  const uint8_t *missing = sdg16_table_missing(table, column);
  *out = NAN;
  if (column < 0 || (missing && missing[row])) return 0;
  const int64_t *whole = sdg16_table_int64(table, column);
  const double *real = sdg16_table_double(table, column);
  if (whole)
    *out = (double)whole[row];
  else if (real)
    *out = real[row];
  else
    return -1;
  return 0;
}

const char *sdg16i_area_text(const char *text) {
  while (*text == ' ') text++;
  if (*text && text[strspn(text, "0123456789")]) return text;
  while (text[0] == '0' && text[1]) text++;
  return text;
}

const char *sdg16i_map_code(const char *name, const char *of) {
  const char *dot = strchr(name, '.');
  return dot && dot[1] && sdg16i_same(of, name, dot - name) ? dot + 1 : NULL;
}

const char *sdg16i_mapped(const sdg16_indicator_options *options, const char *of,
                          const char *text) {
  for (int64_t i = 0; i < options->map_count; i++) {
    const char *code = sdg16i_map_code(options->map_names[i], of);
    if (code && !strcmp(options->map_columns[i], text)) return code;
  }
  return NULL;
}

void sdg16i_axis_category(const sdg16_indicator_options *options, const sdg16i_axis *axis,
                          const char *text, char *out) {
  const char *code = sdg16i_mapped(options, axis->name, text);
  if (code)
    snprintf(out, SDG16I_CODE_SIZE, "%s", strcmp(code, "_T") ? code : "");
  else
    sdg16i_category(axis->def, text, out);
}

static int64_t column_named(const sdg16_table *table, const char *name, int64_t size) {
  for (int64_t c = 0; c < sdg16_table_columns(table); c++)
    if (sdg16i_same(sdg16_table_name(table, c), name, size)) return c;
  return -1;
}

int32_t sdg16i_find_column(const sdg16_table *table, const sdg16_indicator_options *options,
                           const char *names, int64_t *out, sdg16_error *error) {
  int64_t size;
  const char *name, *rest = names;
  *out = -1;
  while ((name = sdg16i_part(&rest, '|', &size)))
    for (int64_t i = 0; options && i < options->map_count; i++)
      if (sdg16i_same(options->map_names[i], name, size)) {
        *out = sdg16_table_find(table, options->map_columns[i]);
        if (*out >= 0) return SDG16_OK;
        return sdg16i_fail_at(error, SDG16_ERR_COLUMN, "map", i + 1, 0,
                              "map: the data have no column '%.100s' for '%.100s'",
                              options->map_columns[i], options->map_names[i]);
      }
  rest = names;
  while ((name = sdg16i_part(&rest, '|', &size)) && *out < 0)
    *out = column_named(table, name, size);
  return SDG16_OK;
}

/* ---- messages ---- */

const char *sdg16i_place(const sdg16i_indicator_data *cells, int64_t row, int64_t column,
                         char out[SDG16I_PLACE_SIZE]) {
  if (column >= 0)
    snprintf(out, SDG16I_PLACE_SIZE, "%.200s, data row %lld, column '%.100s'", cells->where,
             (long long)row + 1, sdg16_table_name(cells->data, column));
  else
    snprintf(out, SDG16I_PLACE_SIZE, "%.200s, data row %lld", cells->where, (long long)row + 1);
  return out;
}

static const char *level(const sdg16i_dictionary *dictionary, int32_t code) {
  return code >= 0 && code < dictionary->count ? dictionary->levels[code] : "";
}

const char *sdg16i_cell_name(const sdg16i_indicator_data *cells, const int32_t *key,
                             char out[SDG16I_PLACE_SIZE]) {
  size_t used = 0;
  const char *const STANDARD[] = {level(&cells->areas, key[SDG16I_AREA]),
                                  level(&cells->periods, key[SDG16I_PERIOD]),
                                  level(&cells->sources, key[SDG16I_SOURCE])};
  out[0] = '\0';
  for (int32_t i = 0; i < SDG16I_FIRST_AXIS + cells->axis_count; i++) {
    int axis = i - SDG16I_FIRST_AXIS;
    const char *text = axis < 0 ? STANDARD[i] : level(&cells->axis[axis].codes, key[i]);
    if (!*text || used + 120 > SDG16I_PLACE_SIZE) continue;
    used += (size_t)snprintf(out + used, SDG16I_PLACE_SIZE - used, "%s%.30s%s%.60s",
                             used ? ", " : "", axis < 0 ? "" : cells->axis[axis].name,
                             axis < 0 ? "" : "=", text);
  }
  if (!used) snprintf(out, SDG16I_PLACE_SIZE, "the total");
  return out;
}

/* ---- keys ---- */

static int32_t code_of(sdg16i_dictionary *dictionary, const char *text, int32_t *out,
                       sdg16_error *error) {
  *out = SDG16I_TOTAL;
  if (!text || !*text) return SDG16_OK;
  int32_t code = sdg16i_dictionary_add(dictionary, text, (int64_t)strlen(text));
  if (code < 0) return sdg16i_fail_memory(error);
  *out = code;
  return SDG16_OK;
}

static int32_t read_keys(sdg16i_indicator_data *c, sdg16_error *error) {
  int64_t area, period, source, population_period;
  int32_t status = sdg16i_find_column(c->data, c->options, SDG16I_AREA_NAMES, &area, error);
  if (!status)
    status = sdg16i_find_column(c->data, c->options, SDG16I_PERIOD_NAMES, &period, error);
  if (!status) status = sdg16i_find_column(c->data, c->options, "source", &source, error);
  if (!status)
    status =
        sdg16i_find_column(c->data, c->options, "population_period", &population_period, error);
  if (!status) status = sdg16i_find_column(c->data, c->options, "nature", &c->nature, error);
  if (!status)
    status = sdg16i_find_column(c->data, c->options, "obs_status", &c->obs_status, error);
  if (!status)
    status = sdg16i_find_column(c->data, c->options, "time_detail", &c->time_detail, error);
  c->width = SDG16I_FIRST_AXIS + c->axis_count;
  c->count = sdg16_table_rows(c->data);
  if (!status && c->count > (INT64_C(1) << 40)) return sdg16i_fail_memory(error);
  if (!status) {
    c->key = sdg16i_arena_array(&c->memory, c->count * c->width, sizeof *c->key);
    c->row = sdg16i_arena_array(&c->memory, c->count, sizeof *c->row);
    if (!c->key || !c->row) return sdg16i_fail_memory(error);
  }
  for (int64_t row = 0; row < c->count && !status; row++) {
    char buffer[SDG16I_TEXT_SIZE], other[SDG16I_TEXT_SIZE], category[SDG16I_CODE_SIZE];
    int32_t *key = c->key + row * c->width;
    c->row[row] = row;
    const char *text =
        area < 0 ? c->options->ref_area : sdg16i_text_at(c->data, area, row, buffer);
    status = code_of(&c->areas, text ? sdg16i_area_text(text) : NULL, &key[SDG16I_AREA], error);
    text = period < 0 ? c->options->time_period : sdg16i_text_at(c->data, period, row, buffer);
    if (!status) status = code_of(&c->periods, text, &key[SDG16I_PERIOD], error);
    const char *of = sdg16i_text_at(c->data, population_period, row, other);
    if (!status && of && text && strcmp(of, text)) {
      char place[SDG16I_PLACE_SIZE];
      return sdg16i_fail_at(error, SDG16_ERR_POPULATION, c->where, row + 1,
                            population_period + 1,
                            "%s: '%.30s' found, expected the period of "
                            "the data, '%.30s'",
                            sdg16i_place(c, row, population_period, place), of, text);
    }
    if (!status)
      status = code_of(&c->sources, sdg16i_text_at(c->data, source, row, buffer),
                       &key[SDG16I_SOURCE], error);
    for (int32_t i = 0; i < c->axis_count && !status; i++) {
      text = sdg16i_text_at(c->data, c->axis[i].column, row, buffer);
      if (text && strlen(text) >= sizeof category) {
        char place[SDG16I_PLACE_SIZE];
        return sdg16i_fail_at(error, SDG16_ERR_LIMIT, c->where, row + 1, c->axis[i].column + 1,
                              "%s: a category of more than %d bytes",
                              sdg16i_place(c, row, c->axis[i].column, place),
                              SDG16I_CODE_SIZE - 1);
      }
      sdg16i_axis_category(c->options, &c->axis[i], text ? text : "", category);
      status = code_of(&c->axis[i].codes, category, &key[SDG16I_FIRST_AXIS + i], error);
    }
  }
  return status;
}

/* ---- inputs ---- */

static const char *const EXPECTED[] = {
    [SDG16_INPUT_COUNT] = "a whole number, 0 or above",
    [SDG16_INPUT_AMOUNT] = "a number, 0 or above",
    [SDG16_INPUT_POPULATION] = "a number of people above 0",
    [SDG16_INPUT_ESTIMATE] = "a number, 0 or above",
};

static int32_t read_input(sdg16i_indicator_data *c, int64_t input, sdg16_error *error) {
  int32_t kind = c->def->inputs[input].kind;
  int64_t column = c->column[input], inputs = c->def->input_count;
  if (kind == SDG16_INPUT_ANSWER || column < 0) return SDG16_OK;
  for (int64_t row = 0; row < c->count; row++) {
    double value;
    char place[SDG16I_PLACE_SIZE], found[SDG16I_TEXT_SIZE];
    int text = sdg16i_number_at(c->data, column, row, &value);
    int bad = text || isinf(value) || (kind == SDG16_INPUT_POPULATION ? value <= 0 : value < 0);
    if (kind == SDG16_INPUT_COUNT) bad |= !isnan(value) && value != floor(value);
    if (bad)
      return sdg16i_fail_at(error,
                            text                             ? SDG16_ERR_VALUE
                            : kind == SDG16_INPUT_POPULATION ? SDG16_ERR_POPULATION
                            : kind == SDG16_INPUT_COUNT      ? SDG16_ERR_COUNT
                                                             : SDG16_ERR_VALUE,
                            c->where, row + 1, column + 1, "%s: '%.60s' found, expected %s",
                            sdg16i_place(c, row, column, place),
                            sdg16i_text_at(c->data, column, row, found), EXPECTED[kind]);
    c->input[row * inputs + input] = value;
  }
  return SDG16_OK;
}

/* The limits that an estimated input has as inputs of their own, by their names. */
static int64_t limit_of(const sdg16_indicator_def *def, int64_t input, const char *suffix) {
  const char *name = def->inputs[input].name;
  size_t length = strlen(name);
  for (int64_t i = 0; i < def->input_count; i++)
    if (!strncmp(def->inputs[i].name, name, length) &&
        !strcmp(def->inputs[i].name + length, suffix))
      return i;
  return -1;
}

/* lower <= value <= upper. Texts of numbers may have lost their last digits. */
static int32_t check_order(const sdg16i_indicator_data *c, int64_t row, int64_t low,
                           int64_t high, sdg16_error *error) {
  const sdg16_input *inputs = c->def->inputs;
  if (low < 0 || high < 0) return SDG16_OK;
  double a = c->input[row * c->def->input_count + low];
  double b = c->input[row * c->def->input_count + high];
  if (!(a > b * (1 + 1e-9))) return SDG16_OK; /* a blank has no order */
  char place[SDG16I_PLACE_SIZE], lower[32], upper[32];
  sdg16_format_double(a, lower, (int64_t)sizeof lower);
  sdg16_format_double(b, upper, (int64_t)sizeof upper);
  return sdg16i_fail_at(
      error, SDG16_ERR_VALUE, c->where, row + 1, c->column[low] + 1,
      "%s: a lower limit may not exceed the estimate, nor the estimate its upper "
      "limit; %s is %s and %s is %s",
      sdg16i_place(c, row, c->column[low], place), inputs[low].name, lower, inputs[high].name,
      upper);
}

static int32_t check_limits(const sdg16i_indicator_data *c, int64_t input, sdg16_error *error) {
  if (c->def->inputs[input].kind != SDG16_INPUT_ESTIMATE) return SDG16_OK;
  int64_t lower = limit_of(c->def, input, "_lower"), upper = limit_of(c->def, input, "_upper");
  int32_t status = SDG16_OK;
  for (int64_t row = 0; row < c->count && !status && (lower >= 0 || upper >= 0); row++) {
    status = check_order(c, row, lower, input, error);
    if (!status) status = check_order(c, row, input, upper, error);
    if (!status) status = check_order(c, row, lower, upper, error);
  }
  return status;
}

static int32_t read_inputs(sdg16i_indicator_data *c, sdg16_error *error) {
  int64_t inputs = c->def->input_count;
  c->input = sdg16i_arena_array(&c->memory, c->count * inputs, sizeof *c->input);
  if (!c->input) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < c->count * inputs; i++) c->input[i] = NAN;
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < inputs && !status; i++) status = read_input(c, i, error);
  if (!status) sdg16i_mse_data_limits(c);
  for (int64_t i = 0; i < inputs && !status; i++) status = check_limits(c, i, error);
  int32_t population = sdg16i_find_input(c->def, "population", 10);
  if (!status && c->from_table && population >= 0)
    status = sdg16i_indicator_data_population(c, population, error);
  if (!status && c->entry->code && c->entry->code->derive)
    status = c->entry->code->derive(c, error);
  for (int64_t i = 0; i < inputs; i++)
    if (c->def->inputs[i].flags & SDG16_INPUT_DERIVED)
      c->has[i] = c->entry->code && c->entry->code->derive;
  return status;
}

int32_t sdg16i_indicator_data_read(sdg16i_indicator_data *c, sdg16_error *error) {
  int32_t status = sdg16i_indicator_data_columns(c, error);
  if (!status) status = read_keys(c, error);
  if (!status) status = read_inputs(c, error);
  return status;
}

void sdg16i_indicator_data_free(sdg16i_indicator_data *c) {
  for (int32_t i = 0; i < c->axis_count; i++) sdg16i_dictionary_free(&c->axis[i].codes);
  sdg16i_dictionary_free(&c->areas);
  sdg16i_dictionary_free(&c->periods);
  sdg16i_dictionary_free(&c->sources);
  sdg16i_arena_free(&c->memory);
}
