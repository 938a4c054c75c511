/* Directly age-standardised rates beside the crude ones. */
#include "base/error.h"
#include "indicators/counts/computation.h"
#include "indicators/registry/categories.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One age of the standard population. */
struct stratum {
  char code[SDG16I_CODE_SIZE];
  double weight, count, population;
  int found;
};

static int32_t refuse_standard(sdg16i_computation *e, const char *message, const char *code) {
  return sdg16i_fail_at(e->results.error, SDG16_ERR_BAND, "standard", 0, 0, message, code);
}

static int32_t read_standard(sdg16i_computation *e, const sdg16_dimension *age,
                             struct stratum *strata, sdg16_error *error) {
  const sdg16_table *table = e->options.standard;
  int64_t ages, weights;
  int32_t status = sdg16i_find_column(table, NULL, "age", &ages, error);
  if (!status) status = sdg16i_find_column(table, NULL, "weight|population", &weights, error);
  if (status) return status;
  if (ages < 0 || weights < 0)
    return sdg16i_fail_at(error, SDG16_ERR_COLUMN, "standard", 0, 0,
                          "standard must have the columns age and weight; '%s' is missing",
                          ages < 0 ? "age" : "weight");
  for (int64_t row = 0; row < sdg16_table_rows(table); row++) {
    char buffer[SDG16I_TEXT_SIZE];
    const char *text = sdg16i_text_at(table, ages, row, buffer);
    int failed = sdg16i_number_at(table, weights, row, &strata[row].weight);
    sdg16i_category(age, text ? text : "", strata[row].code);
    if (failed || !(strata[row].weight >= 0) || isinf(strata[row].weight) ||
        !strata[row].code[0])
      return sdg16i_fail_at(
          error, SDG16_ERR_VALUE, "standard", row + 1, 0,
          "standard, data row %lld: expected an age and a weight of 0 or more",
          (long long)row + 1);
  }
  return SDG16_OK;
}

static double formula_value(const sdg16i_formula *f, const sdg16i_sums *sums) {
  double value = 0;
  for (int32_t i = 0; i < f->count; i++)
    value += f->term[i].coefficient * (f->term[i].count ? sums->value[f->term[i].slot] : 1);
  return value;
}

/* Counts and populations of each age into the strata; those of unknown age are told. */
static int32_t fill_strata(sdg16i_computation *e, const sdg16i_active_series *a,
                           const int64_t *cells, int64_t count, uint32_t free_axes,
                           int32_t axis, const int32_t *key, struct stratum *strata,
                           int64_t strata_count) {
  const sdg16i_axis *age = &e->cells.axis[axis];
  int64_t *part = malloc((size_t)count * sizeof *part + 1);
  int32_t status = part ? SDG16_OK : sdg16i_fail_memory(e->results.error);
  for (int32_t code = 0; code < age->codes.count && !status; code++) {
    int64_t found = sdg16i_margins_select(&e->cube, cells, count, axis, code, part);
    if (!found) continue;
    sdg16i_sums sums;
    status = sdg16i_margins_one(&e->cube, part, found, free_axes & ~(1u << axis), &sums, NULL);
    if (status) break;
    const char *name = age->codes.levels[code];
    int64_t at = 0;
    while (at < strata_count && strcmp(strata[at].code, name)) at++;
    double number = formula_value(&a->formulas.numerator, &sums);
    if (at < strata_count) {
      strata[at].count = number;
      strata[at].population = formula_value(&a->formulas.denominator, &sums);
      strata[at].found = 1;
    } else if (sdg16i_category_without_people(age->def, name)) {
      char text[SDG16I_TEXT_SIZE], place[SDG16I_PLACE_SIZE];
      sdg16_format_double(number, text, sizeof text);
      if (number != 0)
        status =
            sdg16i_results_diagnostic(&e->results, "standardised", key,
                                      "%s: %s of unknown age are not in the standardised rate",
                                      sdg16i_cell_name(&e->cells, key, place), text);
    } else {
      status = refuse_standard(e, "standard must have the ages of the data; '%.60s' is missing",
                               name);
    }
  }
  free(part);
  for (int64_t i = 0; i < strata_count && !status; i++)
    if (!strata[i].found)
      status = refuse_standard(
          e, "standard must have no other ages than the data; '%.60s' is not in the data",
          strata[i].code);
  return status;
}

static int32_t add_standardised(sdg16i_computation *e, const sdg16i_active_series *a,
                                const int32_t *key, const struct stratum *strata,
                                int64_t count) {
  double *values = malloc((size_t)(3 * count) * sizeof *values + 1);
  if (!values) return sdg16i_fail_memory(e->results.error);
  int missing = 0;
  sdg16i_indicator_row row = sdg16i_row_empty();
  row.variant = "age-standardised";
  row.unit = a->series->unit;
  row.multiplier = sdg16i_multiplier(a->series);
  row.numerator = row.denominator = 0;
  for (int64_t i = 0; i < count; i++) {
    values[i] = strata[i].count;
    values[count + i] = strata[i].population;
    values[2 * count + i] = strata[i].weight;
    row.numerator += strata[i].count;
    row.denominator += strata[i].population;
    missing |= isnan(strata[i].count) || isnan(strata[i].population);
  }
  char label[300];
  snprintf(label, sizeof label, "%.200s, age-standardised", a->series->label);
  row.label = sdg16i_arena_text(&e->results.memory, label, strlen(label));
  int32_t status = row.label ? SDG16_OK : sdg16i_fail_memory(e->results.error);
  sdg16_estimate rate;
  if (!status && missing) {
    row.status = "missing-input";
    row.obs_status = "O";
    row.nature = "_X";
  } else if (!status) {
    status = sdg16_standardised_rate(count, values, values + count, values + 2 * count,
                                     sdg16i_multiplier(a->series), e->options.level, &rate,
                                     (int64_t)sizeof rate, e->results.error);
    row.value = rate.value;
    if (e->options.interval != SDG16_COUNT_INTERVAL_NONE) {
      row.lower = rate.lower;
      row.upper = rate.upper;
      row.level = rate.level;
      row.flags = "fay-feuer";
    }
  }
  free(values);
  return status ? status : sdg16i_results_add(&e->results, &row, key);
}

int32_t sdg16i_computation_standardise(sdg16i_computation *e, const int64_t *cells,
                                       int64_t count, uint32_t free_axes, const int32_t *key) {
  int32_t axis = 0;
  while (axis < e->cells.axis_count && !sdg16i_is_age(e->cells.axis[axis].def)) axis++;
  if (axis == e->cells.axis_count)
    return sdg16i_fail_at(e->results.error, SDG16_ERR_COLUMN, "standard", 0, 0,
                          "standard needs a column of ages in the data");
  if (!(free_axes >> axis & 1)) return SDG16_OK; /* of one age */
  int64_t strata_count = sdg16_table_rows(e->options.standard);
  int32_t status = SDG16_OK;
  for (int32_t i = 0; i < e->active_count && !status; i++) {
    const sdg16i_active_series *a = &e->active[i];
    if (a->axis >= 0 || !(a->series->flags & SDG16_SERIES_POISSON) ||
        !a->formulas.denominator.count)
      continue;
    struct stratum *strata = sdg16i_array(strata_count, sizeof *strata);
    if (!strata) return sdg16i_fail_memory(e->results.error);
    status = read_standard(e, e->cells.axis[axis].def, strata, e->results.error);
    if (!status)
      status = fill_strata(e, a, cells, count, free_axes, axis, key, strata, strata_count);
    if (!status) status = add_standardised(e, a, key, strata, strata_count);
    free(strata);
  }
  return status;
}
