#include "golden.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *datasets, *references;

void golden_init(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: %s DATASETS REFERENCES\n", argv[0]);
    exit(2);
  }
  datasets = argv[1];
  references = argv[2];
}

static void stop(const char *what, const sdg16_error *error) {
  print_error("%s: %s\n", what, error->message);
  fail();
}

sdg16_table *golden_table(const char *file) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", references, file);
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_table *table;
  if (sdg16_table_read_csv(path, NULL, &table, &error)) stop(path, &error);
  return table;
}

void golden_table_path(const char *name, char *out, size_t size) {
  snprintf(out, size, "%s/tables/%s.csv", references, name);
}

static int64_t column_of(const sdg16_table *table, const char *name) {
  int64_t column = sdg16_table_find(table, name);
  if (column < 0) fail_msg("no column %s", name);
  return column;
}

double golden_parse(const char *text) {
  if (strcmp(text, "-Inf") == 0) return -INFINITY;
  double value;
  if (sdg16_parse_double(text, &value)) fail_msg("'%s' is not a number", text);
  return value;
}

double golden_number(const sdg16_table *table, int64_t row, const char *name) {
  int64_t column = column_of(table, name);
  const uint8_t *missing = sdg16_table_missing(table, column);
  if (missing && missing[row]) return NAN;
  switch (sdg16_table_type(table, column)) {
  case SDG16_INT64:
    return (double)sdg16_table_int64(table, column)[row];
  case SDG16_DOUBLE:
    return sdg16_table_double(table, column)[row];
  default:
    return golden_parse(sdg16_table_text(table, row, column));
  }
}

const char *golden_text(const sdg16_table *table, int64_t row, const char *name, int slot) {
  static char texts[8][2048];
  char *out = texts[slot];
  int64_t column = column_of(table, name);
  const uint8_t *missing = sdg16_table_missing(table, column);
  out[0] = 0;
  if (missing && missing[row]) return out;
  if (sdg16_table_type(table, column) == SDG16_TEXT)
    snprintf(out, sizeof texts[0], "%s", sdg16_table_text(table, row, column));
  else
    sdg16_format_double(golden_number(table, row, name), out, sizeof texts[0]);
  return out;
}

/* Drops every list that is not named in `keep`. */
static sdg16_capture *reduce(sdg16_capture *capture, const char *keep) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  for (int32_t list = sdg16_capture_lists(capture) - 1; list >= 0; list--) {
    const char *name = sdg16_capture_list_name(capture, list);
    size_t length = strlen(name);
    int kept = 0;
    for (const char *p = keep; !kept && p; p = strchr(p, '+') ? strchr(p, '+') + 1 : NULL)
      kept = strncmp(p, name, length) == 0 && (p[length] == '+' || p[length] == 0);
    if (kept) continue;
    sdg16_capture *less;
    if (sdg16_capture_drop_list(capture, list, &less, &error)) stop(keep, &error);
    sdg16_capture_free(capture);
    capture = less;
  }
  return capture;
}

const sdg16_capture *golden_capture(const char *dataset, const char *lists) {
  static char have[512];
  static sdg16_capture *capture;
  char want[512], path[4096];
  snprintf(want, sizeof want, "%s %s", dataset, lists);
  if (capture && strcmp(want, have) == 0) return capture;
  snprintf(have, sizeof have, "%s", want);
  sdg16_capture_free(capture);
  snprintf(path, sizeof path, "%s/%s/data.csv", datasets, dataset);
  FILE *file = fopen(path, "r");
  if (file)
    fclose(file);
  else
    golden_table_path(dataset, path, sizeof path);
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  const char *paths[] = {path};
  if (sdg16_capture_read(1, paths, NULL, &capture, &error)) stop(path, &error);
  if (*lists) capture = reduce(capture, lists);
  return capture;
}

sdg16_model *golden_model(const sdg16_capture *capture, const char *text) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_model *model;
  if (sdg16_model_parse(capture, text, &model, &error)) stop(text, &error);
  return model;
}

const char *golden_format(const sdg16_model *model, char *buffer, int64_t capacity) {
  int64_t length = sdg16_model_format(model, SDG16_MODEL_NUMBERS, NULL, buffer, capacity);
  assert_true(length > 0 && length < capacity);
  return buffer;
}

uint32_t golden_term(const char *digits) {
  uint32_t term = 0;
  for (const char *p = digits; *p >= '1' && *p <= '9'; p++) term |= UINT32_C(1) << (*p - '1');
  return term;
}

static int64_t compared, differing;
static double worst;
static char worst_at[512];

static void differ(const char *where, const char *what, const char *got, const char *want) {
  if (++differing <= 40) print_error("%s, %s: got %s, expected %s\n", where, what, got, want);
}

void golden_close(const char *where, const char *what, double got, double want,
                  double tolerance, double scale) {
  compared++;
  if (isinf(want) && got == want) return;
  double base = fmax(fabs(want), scale), difference = fabs(got - want) / base;
  if (difference > worst) {
    worst = difference;
    snprintf(worst_at, sizeof worst_at, "%s, %s", where, what);
  }
  if (difference <= tolerance) return; /* false for NaN */
  char a[32], b[80], d[32];
  sdg16_format_double(got, a, sizeof a);
  sdg16_format_double(want, b, 32);
  sdg16_format_double(difference, d, sizeof d);
  size_t used = strlen(b);
  snprintf(b + used, sizeof b - used, " (off by %s)", d);
  differ(where, what, a, b);
}

void golden_same(const char *where, const char *what, const char *got, const char *want) {
  compared++;
  if (strcmp(got, want) != 0) differ(where, what, got, want);
}

void golden_true(const char *where, const char *what, int truth) {
  compared++;
  if (!truth) differ(where, what, "false", "true");
}

void golden_report(const char *title) {
  char difference[32];
  sdg16_format_double(worst, difference, sizeof difference);
  print_message("%s: %lld values compared, largest relative difference %s (%s)\n", title,
                (long long)compared, difference, worst_at);
  int64_t count = compared, wrong = differing;
  compared = differing = 0;
  worst = 0;
  worst_at[0] = 0;
  if (wrong)
    fail_msg("%s: %lld of %lld values differ", title, (long long)wrong, (long long)count);
  assert_true(count > 0);
}
