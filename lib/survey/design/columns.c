#include "survey/design/columns.h"

#include "base/error.h"
#include "base/numbers.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "data/table/column_match.h"
#include "num/compare.h"

#include <math.h>
#include <sdg16/expression.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int32_t sdg16i_survey_find(const sdg16_table *table, const char *name, const char *option,
                           int64_t *out, sdg16_error *error) {
  sdg16i_column_match m = sdg16i_match_column(table, name);
  *out = m.column;
  if (m.column >= 0) return SDG16_OK;
  if (m.other >= 0) return sdg16i_ask_column(table, option, name, out, error);
  return sdg16i_fail_at(error, SDG16_ERR_COLUMN, option, 0, 0,
                        "%s: the survey has no column '%.*s'", option,
                        sdg16i_utf8_excerpt(name), name);
}

const char *sdg16i_survey_cell(const sdg16_table *table, int64_t row, int64_t column,
                               char *out) {
  const int64_t *whole = sdg16_table_int64(table, column);
  const double *real = sdg16_table_double(table, column);
  const char *text = sdg16_table_text(table, row, column);
  if (whole)
    snprintf(out, 64, "%lld", (long long)whole[row]);
  else if (real)
    sdg16i_format_double(real[row], out);
  else
    snprintf(out, 64, "%.*s", text ? sdg16i_utf8_excerpt(text) : 0, text ? text : "");
  return out;
}

static int64_t row_at(const int32_t *order, int64_t position) {
  return order ? order[position] : position;
}

/* ---- numbers ---- */

static int32_t numbers_of(const sdg16_table *table, const int32_t *order, int64_t column,
                          const char *option, double **out, sdg16_error *error) {
  int64_t rows = sdg16_table_rows(table);
  const int64_t *whole = sdg16_table_int64(table, column);
  const double *real = sdg16_table_double(table, column);
  const uint8_t *missing = sdg16_table_missing(table, column);
  const char *name = sdg16_table_name(table, column);
  if (!whole && !real && rows)
    return sdg16i_fail_at(error, SDG16_ERR_COLUMN, option, 0, 0,
                          "%s: column '%.*s' must hold numbers, not text", option,
                          sdg16i_utf8_excerpt(name), name);
  double *value = malloc((size_t)rows * sizeof *value + 1); /* rows < 2^31 */
  if (!value) return sdg16i_fail_memory(error);
  for (int64_t p = 0; p < rows; p++) {
    int64_t i = row_at(order, p);
    value[p] = missing && missing[i] ? NAN : whole ? (double)whole[i] : real[i];
    if (isinf(value[p])) {
      free(value);
      return sdg16i_fail_at(error, SDG16_ERR_VALUE, option, i + 1, column + 1,
                            "%s: column '%.*s' must hold finite numbers; row %lld does not",
                            option, sdg16i_utf8_excerpt(name), name, (long long)i + 1);
    }
  }
  *out = value;
  return SDG16_OK;
}

int32_t sdg16i_survey_numbers(const sdg16_table *table, const int32_t *order, const char *name,
                              const char *option, double **out, sdg16_error *error) {
  int64_t column;
  *out = NULL;
  int32_t status = sdg16i_survey_find(table, name, option, &column, error);
  return status ? status : numbers_of(table, order, column, option, out, error);
}

/* The expression's own table; its refusals say where the expression was given. */
static int32_t evaluate_expression(const sdg16_table *table, const char *expression,
                                   const char *option, sdg16_table **out, sdg16_error *error) {
  sdg16_error inner;
  sdg16_error_init(&inner, (int64_t)sizeof inner);
  int32_t status = sdg16_table_evaluate(table, expression, option, out, &inner);
  if (!status) return SDG16_OK;
  if (status == SDG16_ERR_MEMORY) return sdg16i_fail_memory(error);
  return sdg16i_fail_at(error, status, option, inner.row, inner.column, "%s: %s", option,
                        inner.message);
}

int32_t sdg16i_survey_values(const sdg16_table *table, const int32_t *order,
                             const char *expression, const char *option, int truth,
                             double **out, sdg16_error *error) {
  sdg16_table *result = NULL;
  int64_t column = sdg16_table_find(table, expression); /* a column is read without a copy */
  int32_t status = SDG16_OK;
  *out = NULL;
  if (column < 0) status = evaluate_expression(table, expression, option, &result, error);
  if (!status)
    status =
        numbers_of(result ? result : table, order, result ? 0 : column, option, out, error);
  sdg16_table_free(result);
  int64_t rows = sdg16_table_rows(table);
  for (int64_t p = 0; truth && !status && p < rows; p++) {
    double value = (*out)[p];
    if (value == 0 || value == 1 || isnan(value)) continue;
    char found[SDG16I_DOUBLE_SIZE];
    sdg16i_format_double(value, found);
    int64_t i = row_at(order, p);
    status =
        sdg16i_fail_at(error, SDG16_ERR_VALUE, option, i + 1, 0,
                       "%s: '%.*s' must be 0 or 1, not %s (row %lld)", option,
                       sdg16i_utf8_excerpt(expression), expression, found, (long long)i + 1);
    free(*out);
    *out = NULL;
  }
  return status;
}

/* ---- categories ---- */

static int by_int64(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

typedef struct named {
  const char *text;
  int64_t level;
} named;

static int by_text(const void *a, const void *b) {
  return strcmp(((const named *)a)->text, ((const named *)b)->text);
}

static int is_absent(const uint8_t *missing, int64_t i) { return missing && missing[i]; }

/* Whole numbers that lie close together: a table of ranks. */
static int rank_dense(sdg16i_categories *f, int64_t rows, const int32_t *order,
                      const int64_t *value, const uint8_t *missing, int64_t low,
                      uint64_t span) {
  int32_t *rank = sdg16i_array((int64_t)span + 1, sizeof *rank);
  if (!rank) return -1;
  for (int64_t i = 0; i < rows; i++)
    if (!is_absent(missing, i)) rank[value[i] - low] = 1;
  for (uint64_t v = 0; v <= span; v++)
    if (rank[v]) rank[v] = (int32_t)++f->count;
  for (int64_t p = 0; p < rows; p++) {
    int64_t i = row_at(order, p);
    f->code[p] = is_absent(missing, i) ? -1 : rank[value[i] - low] - 1;
  }
  int with_levels = f->with_levels;
  if (with_levels) {
    f->levels = sdg16i_arena_array(&f->texts, f->count, sizeof *f->levels);
    for (uint64_t v = 0; f->levels && v <= span; v++) {
      char text[32];
      int size = snprintf(text, sizeof text, "%lld", (long long)low + (long long)v);
      if (!rank[v]) continue;
      f->levels[rank[v] - 1] = sdg16i_arena_text(&f->texts, text, (size_t)size);
      if (!f->levels[rank[v] - 1]) f->levels = NULL;
    }
  }
  free(rank);
  return with_levels && !f->levels ? -1 : 0;
}

/* Any numbers of `size` 8: sort, drop the repeated ones, search. */
static int rank_sorted(sdg16i_categories *f, int64_t rows, const int32_t *order,
                       const void *values, const uint8_t *missing,
                       int (*compare)(const void *, const void *), int whole) {
  const char *value = values;
  char *sorted = sdg16i_array(rows, 8);
  if (!sorted) return -1;
  int64_t kept = 0;
  for (int64_t i = 0; i < rows; i++)
    if (!is_absent(missing, i)) memcpy(sorted + 8 * kept++, value + 8 * i, 8);
  sdg16i_sort(sorted, kept, 8, compare);
  for (int64_t i = 0; i < kept; i++)
    if (!f->count || compare(sorted + 8 * (f->count - 1), sorted + 8 * i))
      memmove(sorted + 8 * f->count++, sorted + 8 * i, 8);
  for (int64_t p = 0; p < rows; p++) {
    int64_t i = row_at(order, p);
    const char *at = is_absent(missing, i)
                         ? NULL
                         : bsearch(value + 8 * i, sorted, (size_t)f->count, 8, compare);
    f->code[p] = at ? (int32_t)((at - sorted) / 8) : -1;
  }
  int with_levels = f->with_levels;
  if (with_levels) {
    f->levels = sdg16i_arena_array(&f->texts, f->count, sizeof *f->levels);
    for (int64_t k = 0; f->levels && k < f->count; k++) {
      char text[SDG16I_DOUBLE_SIZE];
      if (whole)
        snprintf(text, sizeof text, "%lld", (long long)((int64_t *)(void *)sorted)[k]);
      else
        sdg16i_format_double(((double *)(void *)sorted)[k], text);
      f->levels[k] = sdg16i_arena_text(&f->texts, text, strlen(text));
      if (!f->levels[k]) f->levels = NULL;
    }
  }
  free(sorted);
  return with_levels && !f->levels ? -1 : 0;
}

static int rank_whole(sdg16i_categories *f, int64_t rows, const int32_t *order,
                      const int64_t *value, const uint8_t *missing) {
  int64_t low = INT64_MAX, high = INT64_MIN;
  for (int64_t i = 0; i < rows; i++) {
    if (is_absent(missing, i)) continue;
    if (value[i] < low) low = value[i];
    if (value[i] > high) high = value[i];
  }
  uint64_t span = low <= high ? (uint64_t)high - (uint64_t)low : 0;
  if (low > high) low = 0;
  return span <= 4 * (uint64_t)rows + 1024
             ? rank_dense(f, rows, order, value, missing, low, span)
             : rank_sorted(f, rows, order, value, missing, by_int64, 1);
}

/* The levels that occur, in the order of their texts. */
static int rank_text(sdg16i_categories *f, int64_t rows, const int32_t *order,
                     const sdg16_table *table, int64_t column) {
  const int32_t *codes = sdg16_table_codes(table, column);
  int64_t levels = sdg16_table_level_count(table, column);
  int32_t *rank = sdg16i_array(levels, sizeof *rank);
  named *sorted = sdg16i_array(levels, sizeof *sorted);
  int with_levels = f->with_levels, failed = !rank || !sorted;
  for (int64_t i = 0; !failed && i < rows; i++)
    if (codes[i] >= 0) rank[codes[i]] = 1;
  for (int64_t k = 0; !failed && k < levels; k++)
    if (rank[k]) sorted[f->count++] = (named){sdg16_table_level(table, column, k), k};
  if (!failed && f->count) sdg16i_sort(sorted, f->count, sizeof *sorted, by_text);
  if (!failed && with_levels) {
    f->levels = sdg16i_arena_array(&f->texts, f->count, sizeof *f->levels);
    failed = !f->levels;
  }
  for (int64_t k = 0; !failed && k < f->count; k++) {
    rank[sorted[k].level] = (int32_t)k;
    if (with_levels)
      f->levels[k] = sdg16i_arena_text(&f->texts, sorted[k].text, strlen(sorted[k].text));
    failed = with_levels && !f->levels[k];
  }
  for (int64_t p = 0; !failed && p < rows; p++) {
    int32_t level = codes[row_at(order, p)];
    f->code[p] = level < 0 ? -1 : rank[level];
  }
  free(rank);
  free(sorted);
  return failed ? -1 : 0;
}

int32_t sdg16i_categories_init(sdg16i_categories *f, const sdg16_table *table,
                               const int32_t *order, const char *name, const char *option,
                               int with_levels, sdg16_error *error) {
  int64_t column, rows = sdg16_table_rows(table);
  *f = (sdg16i_categories){.with_levels = with_levels};
  int32_t status = sdg16i_survey_find(table, name, option, &column, error);
  if (status) return status;
  const int64_t *whole = sdg16_table_int64(table, column);
  const double *real = sdg16_table_double(table, column);
  const uint8_t *missing = sdg16_table_missing(table, column);
  f->code = malloc((size_t)rows * sizeof *f->code + 1);
  int failed = !f->code;
  if (!failed)
    failed = whole  ? rank_whole(f, rows, order, whole, missing)
             : real ? rank_sorted(f, rows, order, real, missing, sdg16i_compare_doubles, 0)
                    : rank_text(f, rows, order, table, column);
  if (failed) status = sdg16i_fail_memory(error);
  if (!status && with_levels) status = sdg16i_categories_label(f, table, column, error);
  if (status) sdg16i_categories_clear(f);
  return status;
}

void sdg16i_categories_clear(sdg16i_categories *f) {
  free(f->code);
  sdg16i_arena_free(&f->texts);
  *f = (sdg16i_categories){0};
}
