/* The sum of flows of several methods, where nothing is counted twice. */
#include "base/error.h"
#include "data/columns.h"
#include "indicators/columns.h"
#include "indicators/iff.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_GROUPS "ACTIVITY" /* overlap only within one activity */

enum { AREA, PERIOD, SERIES, GROUP, ACTIVITY, CATEGORY, METHOD, STAGE, TEXTS };

static const char *const NAMES[TEXTS] = {
    "ref_area",         "time_period", "series", "overlap_group",
    "illicit_activity", "category",    "method", "stage"};

struct line {
  const char *text[TEXTS];
  double value[3];
  int64_t table;
};

struct total {
  struct line *line;
  int64_t count, capacity;
  sdg16i_arena memory;
  sdg16_error *error;
};

static int32_t take(struct total *t, const sdg16_table *table, int64_t number) {
  char buffer[32];
  for (int32_t i = 0; i < TEXTS; i++)
    if (sdg16_table_find(table, NAMES[i]) < 0)
      return sdg16i_fail_at(t->error, SDG16_ERR_COLUMN, "tables", number + 1, 0,
                            "table %lld: no column '%s' found, expected results of flows",
                            (long long)number + 1, NAMES[i]);
  for (int64_t row = 0; row < sdg16_table_rows(table); row++) {
    if (sdg16i_grow((void **)&t->line, &t->capacity, t->count + 1, sizeof *t->line))
      return sdg16i_fail_memory(t->error);
    struct line *l = &t->line[t->count++];
    *l = (struct line){.table = number};
    for (int32_t i = 0; i < TEXTS; i++) {
      const char *found = sdg16i_result_text(table, NAMES[i], row, buffer);
      l->text[i] = sdg16i_arena_text(&t->memory, found ? found : "", found ? strlen(found) : 0);
      if (!l->text[i]) return sdg16i_fail_memory(t->error);
    }
    static const char *const NUMBERS[] = {"value", "lower", "upper"};
    for (int32_t k = 0; k < 3; k++) l->value[k] = sdg16i_result_number(table, NUMBERS[k], row);
  }
  return SDG16_OK;
}

static int compare_lines(const void *left, const void *right) {
  const struct line *a = left, *b = right;
  for (int32_t i = 0; i < TEXTS; i++) {
    int order = strcmp(a->text[i], b->text[i]);
    if (order) return order;
  }
  return (a->table > b->table) - (a->table < b->table);
}

static int same(const struct line *a, const struct line *b, int32_t until) {
  for (int32_t i = 0; i < until; i++)
    if (strcmp(a->text[i], b->text[i])) return 0;
  return 1;
}

/* Two lines that measure the same thing: of one overlap group, and activity where groups are
 * activities. */
static int overlap(const struct line *a, const struct line *b) {
  if (!same(a, b, GROUP + 1)) return 0;
  if (strcmp(a->text[GROUP], FIRST_GROUPS)) {
    return a->table != b->table || strcmp(a->text[METHOD], b->text[METHOD]);
  }
  return !strcmp(a->text[ACTIVITY], b->text[ACTIVITY]);
}

static int32_t check(struct total *t) {
  for (int64_t i = 1; i < t->count; i++) {
    const struct line *a = &t->line[i - 1], *b = &t->line[i];
    if (overlap(a, b))
      return sdg16i_fail_at(
          t->error, SDG16_ERR_CONFLICT, "tables", 0, 0,
          "%.60s, %.60s, %s: %s%s%s (%s) and %s (%s) are of overlap group %s: they measure the "
          "same in part and are not added",
          a->text[AREA], a->text[PERIOD], a->text[SERIES], a->text[METHOD],
          *a->text[ACTIVITY] ? " of " : "", a->text[ACTIVITY], a->text[STAGE], b->text[METHOD],
          b->text[STAGE], a->text[GROUP]);
  }
  return SDG16_OK;
}

static int32_t build(struct total *t, sdg16_table **out) {
  const char **text = sdg16i_array(6 * t->count, sizeof *text);
  double *number = sdg16i_array(3 * t->count, sizeof *number);
  int64_t *zero = sdg16i_array(t->count, sizeof *zero), rows = 0;
  int32_t status = text && number && zero ? SDG16_OK : sdg16i_fail_memory(t->error);
  const char **area = text, **period = text + t->count, **series = text + 2 * t->count,
             **code = text + 3 * t->count, **unit = text + 4 * t->count,
             **label = text + 5 * t->count;
  for (int64_t i = 0; i < t->count && !status; rows++) {
    sdg16i_sum sum[3] = {{0, 0}, {0, 0}, {0, 0}};
    int64_t first = i;
    int ranged = 0;
    for (; i < t->count && same(&t->line[first], &t->line[i], SERIES + 1); i++) {
      const double *value = t->line[i].value;
      ranged |= !isnan(value[1]);
      for (int32_t k = 0; k < 3; k++)
        sdg16i_sum_add(&sum[k], isnan(value[k]) ? value[0] : value[k]);
    }
    area[rows] = *t->line[first].text[AREA] ? t->line[first].text[AREA] : NULL;
    period[rows] = *t->line[first].text[PERIOD] ? t->line[first].text[PERIOD] : NULL;
    series[rows] = t->line[first].text[SERIES];
    code[rows] = "16.4.1";
    label[rows] = strcmp(series[rows], "DI_ILL_IN") ? "Outward illicit financial flows"
                                                    : "Inward illicit financial flows";
    unit[rows] = "USD";
    for (int32_t k = 0; k < 3; k++)
      number[k * t->count + rows] = k && !ranged ? (double)NAN : sdg16i_sum_value(&sum[k]);
  }
  if (!status) {
    sdg16i_columns table;
    sdg16i_columns_begin(&table, rows, t->error);
    sdg16i_column_text(&table, "indicator", code);
    sdg16i_column_text(&table, "series", series);
    sdg16i_column_text(&table, "label", label);
    sdg16i_column_text(&table, "unit", unit);
    sdg16i_column_int64(&table, "unit_mult", zero);
    sdg16i_column_text(&table, "ref_area", area);
    sdg16i_column_text(&table, "time_period", period);
    sdg16i_column_double(&table, "value", number);
    sdg16i_column_double(&table, "lower", number + t->count);
    sdg16i_column_double(&table, "upper", number + 2 * t->count);
    for (int64_t i = 0; i < rows; i++) unit[i] = "E";
    sdg16i_column_text(&table, "nature", unit);
    for (int64_t i = 0; i < rows; i++) unit[i] = isnan(number[i]) ? "missing-input" : "ok";
    sdg16i_column_text(&table, "status", unit);
    status = sdg16i_columns_end(&table, out);
  }
  free(text);
  free(number);
  free(zero);
  return status;
}

int32_t sdg16_iff_total(int64_t count, const sdg16_table *const *tables, sdg16_table **out,
                        sdg16_error *error) {
  if (out) *out = NULL;
  if (!out || count < 1 || !tables)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "%s: expected at least one table and a place "
                       "for the sum",
                       out ? "tables" : "out");
  struct total t = {.error = error};
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < count && !status; i++)
    status = tables[i] ? take(&t, tables[i], i)
                       : sdg16i_fail(error, SDG16_ERR_ARGUMENT, "tables: NULL found");
  if (!status && t.count) qsort(t.line, (size_t)t.count, sizeof *t.line, compare_lines);
  if (!status) status = check(&t);
  if (!status) status = build(&t, out);
  free(t.line);
  sdg16i_arena_free(&t.memory);
  return status;
}
