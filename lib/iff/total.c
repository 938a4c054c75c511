/* The sum of flows of several methods, where nothing is counted twice. */
#include "base/error.h"
#include "base/sort.h"
#include "iff/iff.h"
#include "indicators/counts/columns.h"
#include "results/result_rows.h"

#include <math.h>
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

static int32_t take_flows(struct total *t, const sdg16_table *table, int64_t number) {
  char buffer[32];
  for (int32_t i = 0; i < TEXTS; i++)
    if (sdg16_table_find(table, NAMES[i]) < 0)
      return sdg16i_fail_at(t->error, SDG16_ERR_COLUMN, "tables", number + 1, 0,
                            "table %lld must have the column '%s', as results of flows have",
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

static int same_texts(const struct line *a, const struct line *b, int32_t until) {
  for (int32_t i = 0; i < until; i++)
    if (strcmp(a->text[i], b->text[i])) return 0;
  return 1;
}

/* Two lines that measure the same thing: of one overlap group, and activity where groups are
 * activities. */
static int overlap(const struct line *a, const struct line *b) {
  if (!same_texts(a, b, GROUP + 1)) return 0;
  if (strcmp(a->text[GROUP], FIRST_GROUPS)) {
    return a->table != b->table || strcmp(a->text[METHOD], b->text[METHOD]);
  }
  return !strcmp(a->text[ACTIVITY], b->text[ACTIVITY]);
}

static int32_t check_overlaps(struct total *t) {
  for (int64_t i = 1; i < t->count; i++) {
    const struct line *a = &t->line[i - 1], *b = &t->line[i];
    if (overlap(a, b))
      return sdg16i_fail_at(t->error, SDG16_ERR_CONFLICT, "tables", 0, 0,
                            "%.60s, %.60s, %s: %s%s%s (%s) and %s (%s) are of overlap group "
                            "%s: they measure partly the same flows, so they cannot be added",
                            a->text[AREA], a->text[PERIOD], a->text[SERIES], a->text[METHOD],
                            *a->text[ACTIVITY] ? " of " : "", a->text[ACTIVITY], a->text[STAGE],
                            b->text[METHOD], b->text[STAGE], a->text[GROUP]);
  }
  return SDG16_OK;
}

/* ---- the four categories of 16.4.1, and the two parts of the first ---- */

static const struct {
  const char *code, *breakdown, *label;
} CATEGORIES[] = {
    {NULL, NULL, NULL}, /* all */
    {"1", "C01", "1 Tax and commercial practices"},
    {"1a", "C05", "1a Illegal tax and commercial practices"},
    {"1b", "C06", "1b Aggressive tax avoidance"},
    {"2", "C02", "2 Illegal markets"},
    {"3", "C03", "3 Corruption"},
    {"4", "C04", "4 Exploitation-type activities and financing of crime and terrorism"},
};
#define CATEGORY_COUNT ((int64_t)(sizeof CATEGORIES / sizeof CATEGORIES[0]))

/* Does a category hold a line's? "1" holds "1a". */
static int holds_category(const char *code, const char *category) {
  return !code || !strncmp(code, category, strlen(code));
}

static int32_t check_categories(const struct total *t) {
  for (int64_t i = 0; i < t->count; i++) {
    const char *found = t->line[i].text[CATEGORY];
    int known = 0;
    for (int64_t c = 1; c < CATEGORY_COUNT; c++) known |= !strcmp(CATEGORIES[c].code, found);
    if (!known)
      return sdg16i_fail_at(t->error, SDG16_ERR_VALUE, "tables", t->line[i].table + 1, 0,
                            "table %lld: category must be 1, 1a, 1b, 2, 3 or 4, not '%.60s'",
                            (long long)t->line[i].table + 1, found);
  }
  return SDG16_OK;
}

/* ---- the table ---- */

enum { OUT_AREA, OUT_PERIOD, OUT_SERIES, OUT_LABEL, OUT_CODE, OUT_CODE_LABEL, OUT_TEXTS };

struct sums {
  const char **text[OUT_TEXTS];
  double *value[3];
  int64_t rows;
};

/* A row: the lines [first, last), which have one area, period and series, of a category. */
static void add_sum(const struct total *t, struct sums *s, int64_t first, int64_t last,
                    int64_t category) {
  sdg16i_sum sum[3] = {{0, 0}, {0, 0}, {0, 0}};
  int64_t lines = 0;
  int ranged = 0;
  for (int64_t i = first; i < last; i++) {
    const double *value = t->line[i].value;
    if (!holds_category(CATEGORIES[category].code, t->line[i].text[CATEGORY])) continue;
    lines++;
    ranged |= !isnan(value[1]);
    for (int32_t k = 0; k < 3; k++) sdg16i_add(&sum[k], isnan(value[k]) ? value[0] : value[k]);
  }
  if (!lines) return;
  const struct line *l = &t->line[first];
  const char *const cell[OUT_TEXTS] = {*l->text[AREA] ? l->text[AREA] : NULL,
                                       *l->text[PERIOD] ? l->text[PERIOD] : NULL,
                                       l->text[SERIES],
                                       strcmp(l->text[SERIES], "DI_ILL_IN")
                                           ? "Outward illicit financial flows"
                                           : "Inward illicit financial flows",
                                       CATEGORIES[category].breakdown,
                                       CATEGORIES[category].label};
  for (int32_t c = 0; c < OUT_TEXTS; c++) s->text[c][s->rows] = cell[c];
  for (int32_t k = 0; k < 3; k++)
    s->value[k][s->rows] = k && !ranged ? (double)NAN : sdg16i_sum_value(&sum[k]);
  s->rows++;
}

#define PUT_TEXT(column, value) sdg16i_put_text(r, i, SDG16I_INDICATOR_##column, value)
#define PUT_REAL(column, value) sdg16i_put_real(r, i, SDG16I_INDICATOR_##column, value)

static void put_sum(sdg16i_result_rows *r, int64_t i, const struct sums *s, int by_category) {
  PUT_TEXT(INDICATOR, "16.4.1");
  PUT_TEXT(SERIES, s->text[OUT_SERIES][i]);
  PUT_TEXT(LABEL, s->text[OUT_LABEL][i]);
  PUT_TEXT(UNIT, "USD");
  sdg16i_put_whole(r, i, SDG16I_INDICATOR_UNIT_MULT, 0);
  PUT_TEXT(REF_AREA, s->text[OUT_AREA][i]);
  PUT_TEXT(TIME_PERIOD, s->text[OUT_PERIOD][i]);
  if (by_category) PUT_TEXT(CUST_BREAKDOWN, s->text[OUT_CODE][i]);
  if (by_category) PUT_TEXT(CUST_BREAKDOWN_LB, s->text[OUT_CODE_LABEL][i]);
  PUT_REAL(VALUE, s->value[0][i]);
  PUT_REAL(LOWER, s->value[1][i]);
  PUT_REAL(UPPER, s->value[2][i]);
  PUT_TEXT(NATURE, "E");
  PUT_TEXT(STATUS, isnan(s->value[0][i]) ? "missing-input" : "ok");
}

static int32_t write_sums(const struct total *t, const struct sums *s, int by_category,
                          sdg16_table **out) {
  static const int32_t NONE[] = {
      SDG16I_INDICATOR_VARIANT,        SDG16I_INDICATOR_TIME_DETAIL,
      SDG16I_INDICATOR_SOURCE,         SDG16I_INDICATOR_LEVEL,
      SDG16I_INDICATOR_NUMERATOR,      SDG16I_INDICATOR_DENOMINATOR,
      SDG16I_INDICATOR_MULTIPLIER,     SDG16I_INDICATOR_REFERENCE_NUMERATOR,
      SDG16I_INDICATOR_REPORTING_TYPE, SDG16I_INDICATOR_REFERENCE_DENOMINATOR,
      SDG16I_INDICATOR_OBS_STATUS,     SDG16I_INDICATOR_FLAGS,
      SDG16I_INDICATOR_SWITCHES,       SDG16I_INDICATOR_NOTE};
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_INDICATOR, s->rows, t->error);
  for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++) sdg16i_rows_leave_out(&r, NONE[i]);
  if (by_category) sdg16i_rows_take(&r, SDG16I_INDICATOR_CUST_BREAKDOWN);
  if (by_category) sdg16i_rows_take(&r, SDG16I_INDICATOR_CUST_BREAKDOWN_LB);
  for (int64_t i = 0; i < s->rows; i++) put_sum(&r, i, s, by_category);
  return sdg16i_rows_end(&r, out);
}

static int32_t build_table(struct total *t, int by_category, sdg16_table **out) {
  int64_t most = (by_category ? 3 : 1) * t->count; /* a line is in itself, in 1 and in all */
  const char **text = sdg16i_array(OUT_TEXTS * most, sizeof *text);
  double *number = sdg16i_array(3 * most, sizeof *number);
  int32_t status = text && number ? SDG16_OK : sdg16i_fail_memory(t->error);
  if (!status) {
    struct sums s = {.rows = 0};
    for (int32_t c = 0; c < OUT_TEXTS; c++) s.text[c] = text + c * most;
    for (int32_t k = 0; k < 3; k++) s.value[k] = number + k * most;
    for (int64_t first = 0, last; first < t->count; first = last) {
      for (last = first;
           last < t->count && same_texts(&t->line[first], &t->line[last], SERIES + 1);)
        last++;
      for (int64_t c = 0; c < (by_category ? CATEGORY_COUNT : 1); c++)
        add_sum(t, &s, first, last, c);
    }
    status = write_sums(t, &s, by_category, out);
  }
  free(text);
  free(number);
  return status;
}

static int32_t sum_flows(int64_t count, const sdg16_table *const *tables, int by_category,
                         sdg16_table **out, sdg16_error *error) {
  if (out) *out = NULL;
  if (!out || count < 1 || !tables)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "%s must not be NULL, and there must be at least one table",
                       out ? "tables" : "out");
  struct total t = {.error = error};
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < count && !status; i++)
    status = tables[i] ? take_flows(&t, tables[i], i)
                       : sdg16i_fail(error, SDG16_ERR_ARGUMENT, "tables must not be NULL");
  if (!status && by_category) status = check_categories(&t);
  if (!status && t.count) sdg16i_sort(t.line, t.count, sizeof *t.line, compare_lines);
  if (!status) status = check_overlaps(&t);
  if (!status) status = sdg16i_arena_status(&t.memory, error);
  if (!status) status = build_table(&t, by_category, out);
  free(t.line);
  sdg16i_arena_free(&t.memory);
  return status;
}

int32_t sdg16_iff_total(int64_t count, const sdg16_table *const *tables, sdg16_table **out,
                        sdg16_error *error) {
  return sum_flows(count, tables, 0, out, error);
}

int32_t sdg16_iff_total_by_category(int64_t count, const sdg16_table *const *tables,
                                    sdg16_table **out, sdg16_error *error) {
  return sum_flows(count, tables, 1, out, error);
}
