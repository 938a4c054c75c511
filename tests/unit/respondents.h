/* Survey indicators of small tables, each row a sampling unit with its weight "w". */
#ifndef RESPONDENTS_H
#define RESPONDENTS_H

#include "tables.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define MOST_PARTS 40

/* One call, with what a case may want. Lists are separated by commas. */
typedef struct call {
  const char *code, *data;
  const char *map; /* "contact=q1,paid.yes=3" */
  const char *by, *set, *where, *bands, *ref_area, *time_period;
  int32_t crossed;
  const sdg16_table *table; /* instead of `data` */
  const sdg16_registry *registry;
} call;

static inline int64_t split(char *text, const char **names, const char **values) {
  int64_t count = 0;
  for (char *save = NULL, *part = strtok_r(text, ",", &save); part;
       part = strtok_r(NULL, ",", &save)) {
    char *equals = values ? strchr(part, '=') : NULL;
    if (values && !equals) abort();
    if (equals) *equals = '\0';
    names[count] = part;
    if (values) values[count] = equals + 1;
    count++;
  }
  return count;
}

static inline int32_t compute(const call *c, sdg16_indicator **out, sdg16_error *error) {
  char map[2000], by[300], set[300];
  const char *names[MOST_PARTS], *columns[MOST_PARTS], *dimensions[MOST_PARTS];
  const char *switches[MOST_PARTS];
  sdg16_table *data = c->table ? NULL : table_of(c->data);
  sdg16_design_options d;
  sdg16_design_options_init(&d, sizeof d);
  d.weight = "w";
  sdg16_design *design;
  sdg16_error_init(error, sizeof *error);
  if (sdg16_design_new(c->table ? c->table : data, &d, &design, error))
    fail_msg("%s", error->message);
  sdg16_indicator_options o;
  sdg16_survey_options e;
  sdg16_indicator_options_init(&o, sizeof o);
  sdg16_survey_options_init(&e, sizeof e);
  snprintf(map, sizeof map, "%s", c->map ? c->map : "");
  snprintf(by, sizeof by, "%s", c->by ? c->by : "");
  snprintf(set, sizeof set, "%s", c->set ? c->set : "");
  o.source_name = "d.csv";
  o.map_names = names;
  o.map_columns = columns;
  o.map_count = split(map, names, columns);
  o.by = dimensions;
  o.by_count = split(by, dimensions, NULL);
  o.switches = switches;
  o.switch_count = split(set, switches, NULL);
  o.crossed = c->crossed;
  o.bands = c->bands;
  o.ref_area = c->ref_area;
  o.time_period = c->time_period;
  e.where = c->where;
  int32_t status =
      sdg16_indicator_survey(c->registry, c->code, design, &o, &e, NULL, out, error);
  sdg16_design_free(design);
  sdg16_table_free(data);
  return status;
}

/* ---- the audit adds up ---- */

static inline int same_cell(const sdg16_table *t, int64_t a, int64_t b, const char *column) {
  return !strcmp(text_of(t, column, a), text_of(t, column, b));
}

static inline int same_tally(const sdg16_table *t, int64_t a, int64_t b) {
  return same_cell(t, a, b, "series") && same_cell(t, a, b, "label") &&
         same_cell(t, a, b, "category") && same_cell(t, a, b, "item");
}

static inline void assert_close(double found, double expected, double tolerance) {
  if (!(fabs(found - expected) <= tolerance))
    fail_msg("%.17g, expected %.17g", found, expected);
}

/* The row of a label that is no group; -1: none. */
static inline int64_t total_of(const sdg16_table *r, const char *label) {
  static const char *const DIMENSIONS[] = {"sex",    "age",      "place",     "ref_area",
                                           "ground", "official", "mechanism", "time_period"};
  for (int64_t row = 0; row < sdg16_table_rows(r); row++) {
    int total = !strcmp(text_of(r, "label", row), label);
    for (size_t k = 0; k < sizeof DIMENSIONS / sizeof DIMENSIONS[0]; k++) {
      const char *text = text_of(r, DIMENSIONS[k], row);
      total &= !*text || !strcmp(text, "_T");
    }
    if (total) return row;
  }
  return -1;
}

/* Of each series and item: the file is who left at each step and who counts; the rows of a
 * single area without categories have that count as n, and the value is what the audit
 * makes of it. */
static inline void check_audit(const sdg16_indicator *i) {
  const sdg16_table *t = sdg16_indicator_audit(i), *r = sdg16_indicator_results(i);
  int64_t row = 0;
  while (row < sdg16_table_rows(t)) {
    double rows = 0, weight = 0, file_rows = 0, file_weight = 0, counted = 0, n = 0;
    double positive = NAN, before = 0;
    int64_t first = row;
    assert_string_equal(text_of(t, "step", row), "file");
    for (; row < sdg16_table_rows(t) && same_tally(t, first, row); row++) {
      const char *step = text_of(t, "step", row);
      double w = number_of(t, "weight", row), k = number_of(t, "rows", row);
      if (!strcmp(step, "file")) {
        file_rows = k;
        file_weight = w;
      } else if (!strcmp(step, "positive")) {
        positive = w;
        assert_true(w <= counted);
      } else {
        rows += k;
        weight += w;
        if (!strcmp(step, "counted")) counted = w, n = k;
      }
      double percent = number_of(t, "percent", row);
      if (!strcmp(step, "numerator")) before += percent;
      if (!strcmp(step, "counted") && !isnan(percent))
        assert_close(percent + before, 100, 1e-9);
    }
    assert_int_equal(rows, file_rows);
    assert_close(weight, file_weight, 1e-9 * (1 + file_weight));
    if (*text_of(t, "item", first) || *text_of(t, "category", first)) continue;
    int64_t total = total_of(r, text_of(t, "label", first));
    if (total < 0 || isnan(number_of(r, "value", total))) continue;
    assert_int_equal(number_of(r, "n", total), n);
    if (!isnan(positive))
      assert_close(number_of(r, "value", total), 100 * positive / counted, 1e-9);
  }
}

static inline sdg16_indicator *good(const call *c) {
  sdg16_indicator *indicator;
  sdg16_error error;
  if (compute(c, &indicator, &error)) fail_msg("%s: %s", c->code, error.message);
  check_audit(indicator);
  return indicator;
}

static inline void refused(const call *c, int32_t expected, const char *message) {
  sdg16_indicator *indicator = (sdg16_indicator *)(uintptr_t)c;
  sdg16_error error;
  int32_t status = compute(c, &indicator, &error);
  if (status != expected || !strstr(error.message, message))
    fail_msg("%s: '%s', expected %s with '%s'", sdg16_status_name(status), error.message,
             sdg16_status_name(expected), message);
  assert_int_equal(error.status, expected);
  assert_null(indicator);
  assert_null(strchr(error.message, '\n'));
}

/* ---- rows ---- */

static inline double value(const sdg16_indicator *i, const char *series, const char *where) {
  const sdg16_table *r = sdg16_indicator_results(i);
  int64_t row = row_of(r, series, where);
  if (row < 0) fail_msg("no row %s %s", series, where);
  return number_of(r, "value", row);
}

static inline void is(const sdg16_indicator *i, const char *series, const char *where,
                      double expected) {
  double found = value(i, series, where);
  if (!(fabs(found - expected) <= 1e-12 * (1 + fabs(expected))))
    fail_msg("%s %s: %.17g, expected %.17g", series, where, found, expected);
}

static inline int has(const sdg16_indicator *i, const char *series, const char *where) {
  return row_of(sdg16_indicator_results(i), series, where) >= 0;
}

/* The first line of the audit of a label (or a part of it) at a step with a reason; -1. */
static inline int64_t audit_row(const sdg16_indicator *i, const char *label, const char *step,
                                const char *reason) {
  const sdg16_table *t = sdg16_indicator_audit(i);
  for (int64_t row = 0; row < sdg16_table_rows(t); row++)
    if (strstr(text_of(t, "label", row), label) && !strcmp(text_of(t, "step", row), step) &&
        !strcmp(text_of(t, "reason", row), reason))
      return row;
  return -1;
}

static inline void left(const sdg16_indicator *i, const char *label, const char *step,
                        const char *reason, int64_t rows, double weight) {
  int64_t row = audit_row(i, label, step, reason);
  if (row < 0) fail_msg("audit: no line %s, %s, %s", label, step, reason);
  assert_int_equal(number_of(sdg16_indicator_audit(i), "rows", row), rows);
  assert_close(number_of(sdg16_indicator_audit(i), "weight", row), weight, 1e-12);
}

/* A value of an input ("NULL": blank) was read as this, in so many rows. */
static inline void coded(const sdg16_indicator *i, const char *input, const char *text,
                         const char *read_as, int64_t rows) {
  const sdg16_table *t = sdg16_indicator_coding(i);
  for (int64_t row = 0; row < sdg16_table_rows(t); row++) {
    if (strcmp(text_of(t, "input", row), input) || strcmp(text_of(t, "value", row), text))
      continue;
    assert_string_equal(text_of(t, "read_as", row), read_as);
    assert_int_equal(number_of(t, "rows", row), rows);
    return;
  }
  fail_msg("coding: no line of %s, '%s'", input, text);
}

/* Is there a line of the diagnostics that says this? */
static inline int says(const sdg16_indicator *i, const char *words) {
  const sdg16_table *t = sdg16_indicator_diagnostics(i);
  for (int64_t row = 0; row < sdg16_table_rows(t); row++)
    if (strstr(text_of(t, "message", row), words)) return 1;
  return 0;
}

#endif
