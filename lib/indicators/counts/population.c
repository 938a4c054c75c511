/* The population of each cell, from a table or one number: of the same area, the same
 * year and the same band, or an error. */
#include "base/error.h"
#include "base/sort.h"
#include "indicators/counts/indicator_data.h"
#include "indicators/registry/categories.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One row of the population table. */
struct people {
  int32_t area, period;
  double number;
  int64_t row;
  int32_t code[SDG16I_AXES]; /* by axis of the cells; SDG16I_TOTAL */
};

struct table {
  const sdg16i_indicator_data *cells;
  int64_t area, period, population;
  int64_t column[SDG16I_AXES]; /* -1: the table is not divided by it */
  struct people *people;
  int64_t count;
  int32_t conflict; /* the same cell twice */
};

static int by_place(const void *a, const void *b) {
  const struct people *p = a, *q = b;
  if (p->area != q->area) return p->area < q->area ? -1 : 1;
  if (p->period != q->period) return p->period < q->period ? -1 : 1;
  return p->row < q->row ? -1 : p->row > q->row;
}

static int32_t add_code(sdg16i_dictionary *dictionary, const char *text, int32_t *out) {
  *out = SDG16I_TOTAL;
  if (!text || !*text) return 0;
  *out = sdg16i_dictionary_add(dictionary, text, (int64_t)strlen(text));
  return *out < 0 ? -1 : 0;
}

static int32_t read_people(sdg16i_indicator_data *c, struct table *t, sdg16_error *error) {
  const sdg16_table *table = c->options->population_table;
  t->count = sdg16_table_rows(table);
  t->people = sdg16i_arena_array(&c->memory, t->count, sizeof *t->people);
  if (!t->people) return sdg16i_fail_memory(error);
  for (int32_t i = 0; i < c->axis_count; i++)
    sdg16i_axis_letters(c->options, &c->axis[i], table, t->column[i]);
  int named = sdg16i_areas_are_named(table, t->area);
  for (int64_t row = 0; row < t->count; row++) {
    struct people *p = &t->people[row];
    char buffer[SDG16I_TEXT_SIZE], category[SDG16I_CODE_SIZE];
    p->row = row;
    int text = sdg16i_number_at(table, t->population, row, &p->number);
    if (text || !(p->number > 0) || isinf(p->number)) {
      const char *found = sdg16i_text_at(table, t->population, row, buffer);
      return sdg16i_fail_at(
          error, SDG16_ERR_POPULATION, "population", row + 1, t->population + 1,
          "population, data row %lld: expected a number of people above 0, found '%.60s'",
          (long long)row + 1, found ? found : "");
    }
    const char *area = sdg16i_text_at(table, t->area, row, buffer);
    int failed = add_code(&c->areas, area ? sdg16i_area_of(area, named) : NULL, &p->area);
    failed |= add_code(&c->periods, sdg16i_text_at(table, t->period, row, buffer), &p->period);
    for (int32_t i = 0; i < c->axis_count; i++) {
      char place[160];
      const char *name = sdg16i_text_at(table, t->column[i], row, buffer);
      if (t->column[i] >= 0)
        snprintf(place, sizeof place, "population, data row %lld, column '%.60s'",
                 (long long)row + 1, sdg16_table_name(table, t->column[i]));
      int32_t status = sdg16i_axis_category(c->options, &c->axis[i], name ? name : "", place,
                                            row, category, error);
      if (status) return status;
      failed |= add_code(&c->axis[i].codes, category, &p->code[i]);
    }
    if (failed) return sdg16i_fail_memory(error);
  }
  sdg16i_sort(t->people, t->count, sizeof *t->people, by_place);
  return SDG16_OK;
}

/* ---- looking up ---- */

static double look_up(struct table *t, const struct people **people, int64_t count,
                      const int32_t *key, int32_t axis);

static double of_code(struct table *t, const struct people **people, int64_t count,
                      const int32_t *key, int32_t axis, int32_t wanted) {
  const struct people **chosen = malloc((size_t)count * sizeof *chosen + 1);
  int64_t chosen_count = 0;
  if (!chosen) {
    t->conflict = SDG16_ERR_MEMORY;
    return NAN;
  }
  for (int64_t i = 0; i < count; i++)
    if (people[i]->code[axis] == wanted) chosen[chosen_count++] = people[i];
  double number = chosen_count ? look_up(t, chosen, chosen_count, key, axis + 1) : NAN;
  free(chosen);
  return number;
}

/* The sum of bands that lie end to end from `low` to `high`. */
static double sum_adjacent_bands(struct table *t, const struct people **people, int64_t count,
                                 const int32_t *key, int32_t axis, double low, double high) {
  double sum = 0, at = low;
  while (at < high) {
    int32_t best = SDG16I_TOTAL;
    double reach = at;
    for (int64_t i = 0; i < count; i++) {
      double from, to;
      int32_t one = people[i]->code[axis];
      if (one == SDG16I_TOTAL ||
          sdg16i_age_band(t->cells->axis[axis].codes.levels[one], &from, &to))
        continue;
      if (from == at && to <= high && to > reach) best = one, reach = to;
    }
    if (best == SDG16I_TOTAL) return NAN;
    sum += of_code(t, people, count, key, axis, best);
    at = reach;
  }
  return sum;
}

static double sum_codes(struct table *t, const struct people **people, int64_t count,
                        const int32_t *key, int32_t axis) {
  double sum = 0;
  int any = 0;
  for (int64_t i = 0; i < count; i++) {
    int32_t one = people[i]->code[axis];
    int seen = one == SDG16I_TOTAL;
    for (int64_t k = 0; k < i && !seen; k++) seen = people[k]->code[axis] == one;
    if (seen) continue;
    sum += of_code(t, people, count, key, axis, one);
    any = 1;
  }
  return any ? sum : NAN;
}

static double look_up(struct table *t, const struct people **people, int64_t count,
                      const int32_t *key, int32_t axis) {
  while (axis < t->cells->axis_count && t->column[axis] < 0) axis++;
  if (axis == t->cells->axis_count) {
    if (count > 1) t->conflict = SDG16_ERR_CONFLICT;
    return people[0]->number;
  }
  int32_t wanted = key[SDG16I_FIRST_AXIS + axis];
  double number = of_code(t, people, count, key, axis, wanted), low, high;
  if (!isnan(number)) return number;
  const sdg16i_axis *a = &t->cells->axis[axis];
  int ages = sdg16i_is_age(a->def);
  if (wanted == SDG16I_TOTAL)
    return ages ? sum_adjacent_bands(t, people, count, key, axis, 0, INFINITY)
                : sum_codes(t, people, count, key, axis);
  if (ages && !sdg16i_age_band(a->codes.levels[wanted], &low, &high))
    return sum_adjacent_bands(t, people, count, key, axis, low, high);
  return NAN;
}

/* The rows of the cell's area and period, which lie together; how many. */
static int64_t of_place(const struct table *t, const int32_t *key, const struct people **out) {
  struct people wanted = {.area = t->area < 0 ? SDG16I_TOTAL : key[SDG16I_AREA],
                          .period = t->period < 0 ? SDG16I_TOTAL : key[SDG16I_PERIOD],
                          .row = -1}; /* before the first */
  int64_t low = 0, high = t->count, found = 0;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (by_place(&t->people[middle], &wanted) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < t->count && t->people[low].area == wanted.area &&
         t->people[low].period == wanted.period;
       low++)
    out[found++] = &t->people[low];
  return found;
}

static int without_people(const sdg16i_indicator_data *c, const int32_t *key) {
  for (int32_t i = 0; i < c->axis_count; i++) {
    int32_t one = key[SDG16I_FIRST_AXIS + i];
    if (c->axis[i].divides && one >= 0 &&
        sdg16i_category_without_people(c->axis[i].def, c->axis[i].codes.levels[one]))
      return 1;
  }
  return 0;
}

/* Why there is none: no such area, no such year, no such band. */
static int32_t not_found(const struct table *t, const int32_t *key, int64_t row,
                         sdg16_error *error) {
  const sdg16i_indicator_data *c = t->cells;
  int areas = 0;
  char name[SDG16I_PLACE_SIZE], have[200] = "";
  size_t used = 0;
  int32_t last = -2;
  for (int64_t i = 0; i < t->count; i++) {
    const struct people *p = &t->people[i];
    if (t->area >= 0 && p->area != key[SDG16I_AREA]) continue;
    areas = 1;
    if (t->period >= 0 && p->period != last && p->period >= 0 && used + 40 < sizeof have)
      used += (size_t)snprintf(have + used, sizeof have - used, "%s%.30s", used ? ", " : "",
                               c->periods.levels[p->period]);
    if (t->period >= 0 && p->period == key[SDG16I_PERIOD]) {
      used = 0;
      break;
    }
    last = p->period;
  }
  sdg16i_cell_name(c, key, name);
  if (!areas || used)
    return sdg16i_fail_at(error, SDG16_ERR_POPULATION, "population", row + 1, 0,
                          "%.200s, data row %lld (%s): expected a population of this %s%s%s",
                          c->where, (long long)row + 1, name,
                          areas ? "year; there are: " : "area", areas ? have : "", "");
  return sdg16i_fail_at(error, SDG16_ERR_POPULATION, "population", row + 1, 0,
                        "%.200s, data row %lld (%s): expected a population of this group, or "
                        "of bands that add up to it, found none",
                        c->where, (long long)row + 1, name);
}

static int32_t find_columns(sdg16i_indicator_data *c, struct table *t, sdg16_error *error) {
  const sdg16_table *table = c->options->population_table;
  int32_t status = sdg16i_find_column(table, NULL, "population", &t->population, error);
  if (!status) status = sdg16i_find_column(table, NULL, SDG16I_AREA_NAMES, &t->area, error);
  if (!status) status = sdg16i_find_column(table, NULL, SDG16I_PERIOD_NAMES, &t->period, error);
  if (status) return status;
  if (t->population < 0)
    return sdg16i_fail_at(error, SDG16_ERR_COLUMN, "population", 0, 0,
                          "population must have the column 'population'");
  for (int32_t i = 0; i < c->axis_count; i++) {
    sdg16i_axis *a = &c->axis[i];
    const char *name = sdg16_table_name(c->data, a->column);
    status = sdg16i_find_column(table, NULL, a->name, &t->column[i], error);
    if (!status && t->column[i] < 0)
      status = sdg16i_find_column(table, NULL, name, &t->column[i], error);
    if (status) return status;
    int divided = a->divides;
    a->divides = t->column[i] >= 0;
    /* if the indicator does not know the dimension, the table decides */
    if (divided && !a->divides && a->asked && a->def)
      return sdg16i_fail_at(
          error, SDG16_ERR_POPULATION, "population", 0, 0,
          "population must have the column '%.60s', with the population of each of its groups",
          a->name);
  }
  return SDG16_OK;
}

/* Groups of the table that the data lack: their people are in no total. */
static void find_lacking(sdg16i_indicator_data *c, const struct table *t,
                         const int64_t *known) {
  size_t used = 0;
  for (int32_t i = 0; i < c->axis_count; i++) {
    const sdg16i_axis *a = &c->axis[i];
    int has_parts = 0;
    for (int64_t k = 0; k < c->count && !has_parts; k++)
      has_parts = c->key[k * c->width + SDG16I_FIRST_AXIS + i] >= 0;
    for (int64_t code = known[i]; code < a->codes.count && has_parts; code++) {
      double low, high, from, to;
      int covered = 0, band = !sdg16i_age_band(a->codes.levels[code], &low, &high);
      for (int64_t k = 0; k < known[i] && band && !covered; k++)
        covered = !sdg16i_age_band(a->codes.levels[k], &from, &to) && from < high && low < to;
      if (!covered && t->column[i] >= 0 && used + 90 < sizeof c->lacking)
        used += (size_t)snprintf(c->lacking + used, sizeof c->lacking - used, "%s%.30s=%.50s",
                                 used ? ", " : "", a->name, a->codes.levels[code]);
    }
  }
}

static int32_t one_place(const sdg16i_indicator_data *c, int32_t place, const char *of,
                         sdg16_error *error) {
  for (int64_t i = 1; i < c->count; i++)
    if (c->key[i * c->width + place] != c->key[place])
      return sdg16i_fail_at(error, SDG16_ERR_POPULATION, "population", i + 1, 0,
                            "population must be a table with a column of %s, not the same for "
                            "all (data row %lld)",
                            of, (long long)i + 1);
  return SDG16_OK;
}

static int32_t one_number(sdg16i_indicator_data *c, int32_t input, sdg16_error *error) {
  int32_t status = one_place(c, SDG16I_AREA, "areas", error);
  if (!status) status = one_place(c, SDG16I_PERIOD, "periods", error);
  for (int32_t i = 0; i < c->axis_count && !status; i++) {
    if (c->axis[i].divides && c->axis[i].asked)
      status = sdg16i_fail_at(error, SDG16_ERR_POPULATION, "population", 0, 0,
                              "population must be a table with the population of each group of "
                              "'%.60s', not one number",
                              c->axis[i].name);
    c->axis[i].divides = 0;
  }
  for (int64_t i = 0; i < c->count && !status; i++)
    c->input[i * c->def->input_count + input] = c->options->population;
  return status;
}

int32_t sdg16i_indicator_data_population(sdg16i_indicator_data *c, int32_t input,
                                         sdg16_error *error) {
  if (!c->options->population_table) return one_number(c, input, error);
  struct table t = {.cells = c};
  int64_t known[SDG16I_AXES];
  for (int32_t i = 0; i < c->axis_count; i++) known[i] = c->axis[i].codes.count;
  int32_t status = find_columns(c, &t, error);
  if (!status && t.area < 0) status = one_place(c, SDG16I_AREA, "areas", error);
  if (!status && t.period < 0) status = one_place(c, SDG16I_PERIOD, "periods", error);
  if (!status) status = read_people(c, &t, error);
  if (!status) find_lacking(c, &t, known);
  const struct people **people =
      status ? NULL : sdg16i_arena_array(&c->memory, t.count, sizeof *people);
  if (!status && !people) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < c->count && !status; i++) {
    const int32_t *key = c->key + i * c->width;
    int64_t found = of_place(&t, key, people);
    double number = found ? look_up(&t, people, found, key, 0) : NAN;
    if (t.conflict == SDG16_ERR_MEMORY) return sdg16i_fail_memory(error);
    if (t.conflict)
      return sdg16i_fail_at(error, SDG16_ERR_CONFLICT, "population", 0, 0,
                            "population must have one row for each group, not two");
    if (isnan(number) && !without_people(c, key)) return not_found(&t, key, c->row[i], error);
    c->input[i * c->def->input_count + input] = number;
  }
  return status;
}
