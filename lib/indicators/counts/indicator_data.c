#include "indicators/counts/indicator_data.h"

#include "base/error.h"
#include "indicators/counts/mse_data.h"
#include "indicators/registry/categories.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* Do the data have a category for what is not known? */
static void find_unknown(sdg16i_indicator_data *c) {
  char unknown[SDG16I_CODE_SIZE];
  for (int32_t i = 0; i < c->axis_count; i++) {
    sdg16i_category_unknown(c->axis[i].def, unknown);
    for (int64_t k = 0; k < c->axis[i].codes.count; k++)
      c->axis[i].names_unknown |= !strcmp(c->axis[i].codes.levels[k], unknown);
  }
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
  if (!status)
    memcpy(c->key_column, (int64_t[]){area, period, source, population_period},
           sizeof c->key_column);
  c->width = SDG16I_FIRST_AXIS + c->axis_count;
  c->count = sdg16_table_rows(c->data);
  if (!status && c->count > (INT64_C(1) << 40)) return sdg16i_fail_memory(error);
  if (!status) {
    c->key = sdg16i_arena_array(&c->memory, c->count * c->width, sizeof *c->key);
    c->row = sdg16i_arena_array(&c->memory, c->count, sizeof *c->row);
    if (!c->key || !c->row) return sdg16i_fail_memory(error);
  }
  for (int32_t i = 0; i < c->axis_count && !status; i++)
    sdg16i_axis_letters(c->options, &c->axis[i], c->data, c->axis[i].column);
  int named = sdg16i_areas_are_named(c->data, area);
  for (int64_t row = 0; row < c->count && !status; row++) {
    char buffer[SDG16I_TEXT_SIZE], other[SDG16I_TEXT_SIZE], category[SDG16I_CODE_SIZE];
    int32_t *key = c->key + row * c->width;
    c->row[row] = row;
    const char *text =
        area < 0 ? c->options->ref_area : sdg16i_text_at(c->data, area, row, buffer);
    status =
        code_of(&c->areas, text ? sdg16i_area_of(text, named) : NULL, &key[SDG16I_AREA], error);
    text = period < 0 ? c->options->time_period : sdg16i_text_at(c->data, period, row, buffer);
    if (!status) status = code_of(&c->periods, text, &key[SDG16I_PERIOD], error);
    const char *of = sdg16i_text_at(c->data, population_period, row, other);
    if (!status && of && text && strcmp(of, text)) {
      char place[SDG16I_PLACE_SIZE];
      return sdg16i_fail_at(error, SDG16_ERR_POPULATION, c->where, row + 1,
                            population_period + 1,
                            "%s: expected the period of the data, '%.30s', found '%.30s'",
                            sdg16i_place(c, row, population_period, place), text, of);
    }
    if (!status)
      status = code_of(&c->sources, sdg16i_text_at(c->data, source, row, buffer),
                       &key[SDG16I_SOURCE], error);
    for (int32_t i = 0; i < c->axis_count && !status; i++) {
      text = sdg16i_text_at(c->data, c->axis[i].column, row, buffer);
      if (text && strlen(text) >= sizeof category) {
        char place[SDG16I_PLACE_SIZE];
        return sdg16i_fail_at(error, SDG16_ERR_LIMIT, c->where, row + 1, c->axis[i].column + 1,
                              "%s: expected a category of at most %d bytes, found a longer one",
                              sdg16i_place(c, row, c->axis[i].column, place),
                              SDG16I_CODE_SIZE - 1);
      }
      char place[SDG16I_PLACE_SIZE];
      status = sdg16i_axis_category(c->options, &c->axis[i], text ? text : "",
                                    sdg16i_place(c, row, c->axis[i].column, place), row,
                                    category, error);
      if (!status)
        status = code_of(&c->axis[i].codes, category, &key[SDG16I_FIRST_AXIS + i], error);
    }
  }
  find_unknown(c);
  return status;
}

/* ---- inputs ---- */

static const char *const EXPECTED[] = {
    [SDG16_INPUT_COUNT] = "a whole number of 0 or more",
    [SDG16_INPUT_AMOUNT] = "a number of 0 or more",
    [SDG16_INPUT_POPULATION] = "a number of people above 0",
    [SDG16_INPUT_ESTIMATE] = "a number of 0 or more",
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
                            c->where, row + 1, column + 1, "%s: expected %s, found '%.60s'",
                            sdg16i_place(c, row, column, place), EXPECTED[kind],
                            sdg16i_text_at(c->data, column, row, found));
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
  return sdg16i_fail_at(error, SDG16_ERR_VALUE, c->where, row + 1, c->column[low] + 1,
                        "%s: expected lower limit, estimate and upper limit in ascending "
                        "order, but %s is %s and %s is %s",
                        sdg16i_place(c, row, c->column[low], place), inputs[low].name, lower,
                        inputs[high].name, upper);
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
