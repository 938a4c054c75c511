/* The columns of the data by their names, and those that were mapped: cells, inputs,
 * dimensions. */
#include "base/error.h"
#include "base/numbers.h"
#include "base/text.h"
#include "data/table/column_match.h"
#include "indicators/counts/indicator_data.h"
#include "indicators/counts/mse_data.h"
#include "indicators/registry/answer_definitions.h"
#include "indicators/registry/categories.h"
#include "results/dimension_names.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

int sdg16i_uses_column(const sdg16i_indicator_data *c, int64_t column) {
  int used = column == c->nature || column == c->obs_status || column == c->time_detail;
  for (int64_t i = 0; i < c->def->input_count; i++) used |= c->column[i] == column;
  for (int32_t i = 0; i < c->axis_count; i++) used |= c->axis[i].column == column;
  for (int32_t i = 0; i < 4; i++) used |= c->key_column[i] == column;
  return used;
}

/* ---- inputs ---- */

static void list_columns(const sdg16i_indicator_data *c, char *out, size_t size) {
  size_t used = 0;
  out[0] = '\0';
  for (int64_t i = 0; i < sdg16_table_columns(c->data) && used + 80 < size; i++)
    used += (size_t)snprintf(out + used, size - used, "%s%.60s", i ? ", " : "",
                             sdg16_table_name(c->data, i));
  if (used + 80 >= size) snprintf(out + used, size - used, ", ...");
}

static int32_t no_column(const sdg16i_indicator_data *c, const char *name,
                         const char *definition, const char *how, sdg16_error *error) {
  char columns[400];
  list_columns(c, columns, sizeof columns);
  return sdg16i_fail_at(error, SDG16_ERR_COLUMN, c->where, 0, 0,
                        "%.200s must have a column '%.100s' (%.200s); the columns are: %s; use "
                        "--map %.100s=COLUMN%s",
                        c->where, name, definition, columns, name, how);
}

/* Is it an input that is a column of such data? */
static int of_this_form(const sdg16i_indicator_data *c, const sdg16_input *input) {
  return !(input->flags & SDG16_INPUT_DERIVED) &&
         (input->kind == SDG16_INPUT_MICRODATA) == c->microdata;
}

/* The column population of an mse result is there without populations too. */
static int is_unused(const sdg16i_indicator_data *c, int64_t column) {
  const uint8_t *missing = sdg16_table_missing(c->data, column);
  int64_t rows = sdg16_table_rows(c->data), row = 0;
  while (missing && row < rows && missing[row]) row++;
  return missing && row == rows && sdg16i_is_mse_data(c->data);
}

static int32_t find_inputs(sdg16i_indicator_data *c, sdg16_error *error) {
  int64_t count = c->def->input_count;
  c->column = sdg16i_arena_array(&c->memory, count, sizeof *c->column);
  c->has = sdg16i_arena_array(&c->memory, count, 1);
  if (!c->column || !c->has) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < count; i++) {
    const sdg16_input *input = &c->def->inputs[i];
    c->column[i] = -1;
    if (!of_this_form(c, input)) continue;
    int32_t status = sdg16i_find_column(c->data, c->options, input->name, &c->column[i], error);
    if (!status && !c->microdata)
      status = sdg16i_mse_data_check(c->data, input->name, c->column[i], error);
    if (status) return status;
    if (c->column[i] < 0 && !c->microdata)
      c->column[i] = sdg16i_mse_data_column(c->data, input->name);
    if (c->column[i] >= 0 && input->kind == SDG16_INPUT_POPULATION &&
        is_unused(c, c->column[i]))
      c->column[i] = -1;
    c->has[i] = c->column[i] >= 0;
    int given = input->kind == SDG16_INPUT_POPULATION && !strcmp(input->name, "population") &&
                (c->options->population_table || c->options->population > 0);
    if (given && c->has[i])
      return sdg16i_fail_at(
          error, SDG16_ERR_OPTION, "population", 0, 0,
          "population must not be given where the data have a column of it, '%.100s'",
          sdg16_table_name(c->data, c->column[i]));
    c->from_table |= given;
    c->has[i] |= (uint8_t)given;
  }
  return SDG16_OK;
}

static int32_t add_axis(sdg16i_indicator_data *c, const char *name, const sdg16_dimension *def,
                        int64_t column, sdg16_error *error) {
  if (c->axis_count == SDG16I_AXES)
    return sdg16i_fail(error, SDG16_ERR_LIMIT, "%.200s must have at most %d dimensions",
                       c->where, SDG16I_AXES);
  c->axis[c->axis_count++] =
      (sdg16i_axis){.name = name,
                    .def = def,
                    .column = column,
                    .flags = def ? def->flags : SDG16_DIMENSION_PEOPLE,
                    .asked = def && def->flags & SDG16_DIMENSION_SEPARATE};
  return SDG16_OK;
}

#define MOST_ASKED 10 /* 2^10 margins */

/* A dimension of the indicator, if the data have it. In microdata categories that overlap are
 * told by the inputs ("paid:police"), or by one column. */
static int32_t find_axis(sdg16i_indicator_data *c, const sdg16_dimension *d,
                         sdg16_error *error) {
  char names[200];
  int carried = !d->component || !strcmp(d->component, "CUST_BREAKDOWN") ||
                !strcmp(d->component, "GROUP") || !strcmp(d->component, d->name);
  snprintf(names, sizeof names, "%.90s%s%.90s", d->name, carried ? "" : "|",
           carried ? "" : d->component);
  int64_t column;
  int32_t status = sdg16i_find_column(c->data, c->options, names, &column, error);
  if (status || !c->microdata)
    return status || column < 0 ? status : add_axis(c, d->name, d, column, error);
  if (d->flags & SDG16_DIMENSION_OVERLAP) return add_axis(c, d->name, d, column, error);
  int months = column < 0 && d->component && !strcmp(d->component, "AGE");
  if (months) status = sdg16i_find_column(c->data, c->options, "age_months", &column, error);
  if (!status && column < 0 && d->flags & SDG16_DIMENSION_SEPARATE)
    return no_column(c, d->name, "a dimension that is always needed", "", error);
  if (!status && column >= 0) status = add_axis(c, d->name, d, column, error);
  if (!status && column >= 0) c->axis[c->axis_count - 1].months = months;
  return status;
}

/* Are there columns for categories of an input ("paid:police"), mapped or in the data? */
static int has_categories(const sdg16i_indicator_data *c) {
  for (int64_t i = 0; i < c->options->map_count; i++)
    if (sdg16i_map_category(c->def, c->options->map_names[i])) return 1;
  for (int64_t i = 0; i < sdg16_table_columns(c->data); i++)
    if (sdg16i_map_category(c->def, sdg16_table_name(c->data, i))) return 1;
  return 0;
}

/* "required" and "all" stand for dimensions that the data have. */
static int ask_for_several(sdg16i_indicator_data *c, const char *name) {
  int all = !strcmp(name, "all");
  if (!all && strcmp(name, "required")) return 0;
  int categories = c->microdata && has_categories(c);
  for (int32_t i = 0; i < c->axis_count; i++) {
    int overlap = categories && c->axis[i].flags & SDG16_DIMENSION_OVERLAP;
    if ((c->axis[i].column >= 0 || overlap) &&
        (all || c->axis[i].flags & SDG16_DIMENSION_REQUIRED))
      c->axis[i].asked = 1;
  }
  return 1;
}

/* The dimensions of the indicator that the data have; then those asked for. */
static int32_t find_axes(sdg16i_indicator_data *c, sdg16_error *error) {
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < c->def->dimension_count && !status; i++)
    status = find_axis(c, &c->def->dimensions[i], error);
  for (int64_t k = 0; k < c->options->by_count && !status; k++) {
    const char *name = c->options->by[k];
    if (ask_for_several(c, name)) continue;
    int32_t at = 0;
    while (at < c->axis_count && !sdg16i_same_text(c->axis[at].name, name)) at++;
    if (at == c->axis_count) {
      int32_t known = sdg16i_find_dimension(c->def, name, (int64_t)strlen(name));
      int64_t column;
      status = sdg16i_find_column(c->data, c->options, name, &column, error);
      if (!status && column < 0)
        return no_column(c, name, "a dimension to disaggregate by", "", error);
      if (!status)
        status =
            add_axis(c, name, known < 0 ? NULL : &c->def->dimensions[known], column, error);
    }
    if (!status)
      status = sdg16i_check_dimension_name(SDG16I_RESULT_INDICATOR, c->axis[at].name, "by", 1,
                                           error);
    if (!status) c->axis[at].asked = 1;
  }
  if (!status && c->options->by_count > MOST_ASKED)
    return sdg16i_fail_at(error, SDG16_ERR_LIMIT, "by", 0, 0,
                          "by must be at most %d dimensions, not %lld", MOST_ASKED,
                          (long long)c->options->by_count);
  for (int32_t i = 0; i < c->axis_count; i++)
    c->axis[i].divides = c->axis[i].flags & SDG16_DIMENSION_PEOPLE ? 1 : 0;
  return status;
}

const char *sdg16i_map_category(const sdg16_indicator_def *def, const char *name) {
  const char *colon = strchr(name, ':');
  if (!colon || !colon[1]) return NULL;
  int32_t at = sdg16i_find_input(def, name, colon - name);
  return at >= 0 && def->inputs[at].kind == SDG16_INPUT_MICRODATA ? colon + 1 : NULL;
}

/* Does an answer of the inputs that `name` maps exist: "paid.yes", "*.refused" of all? */
static int maps_answer(const sdg16_indicator_def *def, const char *name) {
  for (int64_t i = 0; i < def->input_count; i++) {
    const sdg16_input *input = &def->inputs[i];
    const char *code = sdg16i_map_code(name, input->name);
    if (!code && input->answers) code = sdg16i_map_code(name, "*");
    if (code && input->kind == SDG16_INPUT_MICRODATA && sdg16i_is_answer(input, code)) return 1;
  }
  return 0;
}

/* Every name that was mapped must be one that is looked for. */
static int32_t check_map(const sdg16i_indicator_data *c, sdg16_error *error) {
  static const char STANDARD[] = SDG16I_AREA_NAMES
      "|" SDG16I_PERIOD_NAMES "|source|nature|obs_status|time_detail|population_period";
  for (int64_t i = 0; i < c->options->map_count; i++) {
    const char *name = c->options->map_names[i], *rest = STANDARD, *part;
    int64_t size = (int64_t)strlen(name), part_size;
    int32_t input = sdg16i_find_input(c->def, name, size);
    int known = (input >= 0 && of_this_form(c, &c->def->inputs[input])) ||
                sdg16i_find_dimension(c->def, name, size) >= 0;
    while (!known && (part = sdg16i_part(&rest, '|', &part_size)))
      known = sdg16i_same(name, part, part_size);
    for (int64_t k = 0; k < c->def->dimension_count && !known; k++)
      known = sdg16i_map_code(name, c->def->dimensions[k].name) != NULL;
    for (int64_t k = 0; k < c->options->by_count && !known; k++)
      known = sdg16i_same_text(c->options->by[k], name) ||
              (*name != '*' && sdg16i_map_code(name, c->options->by[k]) != NULL);
    if (!known && c->microdata)
      known = sdg16i_map_category(c->def, name) != NULL || maps_answer(c->def, name);
    if (!known)
      return sdg16i_fail_at(error, SDG16_ERR_NAME, "map", i + 1, 0,
                            "map: indicator %.30s has no %s '%.100s'", c->def->code,
                            c->microdata ? "input, dimension or answer" : "input or dimension",
                            name);
  }
  return SDG16_OK;
}

/* What the indicator cannot do without. */
static int32_t check_required(const sdg16i_indicator_data *c, sdg16_error *error) {
  for (int64_t i = 0; i < c->def->input_count; i++) {
    const sdg16_input *input = &c->def->inputs[i];
    if (c->has[i] || input->flags & SDG16_INPUT_OPTIONAL || !of_this_form(c, input)) continue;
    if (input->kind == SDG16_INPUT_POPULATION)
      return no_column(c, input->name, input->definition ? input->definition : "population",
                       ", or give the population as a table or a number", error);
    return no_column(c, input->name, input->definition ? input->definition : "an input", "",
                     error);
  }
  return SDG16_OK;
}

int32_t sdg16i_indicator_data_columns(sdg16i_indicator_data *c, sdg16_error *error) {
  int32_t status = check_map(c, error);
  if (!status && !sdg16_table_rows(c->data))
    status = sdg16i_fail_at(error, SDG16_ERR_EMPTY, c->where, 0, 0,
                            "%.200s must have at least one row", c->where);
  if (!status) status = find_inputs(c, error);
  if (!status) status = check_required(c, error);
  if (!status) status = find_axes(c, error);
  c->width = SDG16I_FIRST_AXIS + c->axis_count;
  return status;
}
