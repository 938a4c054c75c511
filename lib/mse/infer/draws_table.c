/* Draws as a table and back: what shards are kept as. */
#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"
#include "base/utf8.h"
#include "data/columns.h"
#include "mse/infer/draws.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_CELL 4 /* columns: row, number, weight, group, the cells, provenance */

/* ---- to a table ---- */

typedef struct writer {
  const sdg16_draws *d;
  int64_t rows;
  sdg16i_columns columns;
  const char **text;
  int64_t *whole;
  double *real;
} writer;

/* Rows: observed, estimate, the units of the jackknife, the replicates. */
static void put_columns(writer *w) {
  const sdg16_draws *d = w->d;
  int64_t units = 2, replicates = units + d->units;
  for (int64_t i = 0; i < w->rows; i++)
    w->text[i] = i == 0           ? "observed"
                 : i == 1         ? "estimate"
                 : i < replicates ? "jackknife"
                                  : "replicate";
  sdg16i_column_text(&w->columns, "row", w->text);
  for (int64_t i = 0; i < d->units; i++) w->whole[units + i] = i;
  for (int64_t i = 0; i < d->replicates; i++) w->whole[replicates + i] = d->number[i];
  sdg16i_column_int64(&w->columns, "number", w->whole);
  for (int64_t i = 0; i < w->rows; i++) w->real[i] = NAN;
  for (int64_t i = 0; i < d->units; i++) w->real[units + i] = d->weight[i];
  sdg16i_column_double(&w->columns, "weight", w->real);
  for (int64_t i = 0; i < d->units; i++) w->real[units + i] = (double)d->group[i];
  sdg16i_column_double(&w->columns, "group", w->real);
  for (int64_t k = 0; k < d->cells; k++) {
    const sdg16i_draws_cell *cell = &d->cell[k];
    w->real[0] = cell->observed;
    w->real[1] = cell->point;
    memcpy(w->real + units, cell->jackknife, (size_t)d->units * sizeof *w->real);
    memcpy(w->real + replicates, cell->replicate, (size_t)d->replicates * sizeof *w->real);
    sdg16i_column_double(&w->columns, cell->name, w->real);
  }
  for (int64_t i = 0; i < w->rows; i++) w->text[i] = d->provenance;
  sdg16i_column_text(&w->columns, "provenance", w->text);
}

int32_t sdg16_draws_table(const sdg16_draws *d, sdg16_table **out, sdg16_error *error) {
  *out = NULL;
  if (!d) return sdg16i_no_draws(error);
  writer w = {.d = d, .rows = 2 + d->units + d->replicates};
  sdg16i_columns_begin(&w.columns, w.rows, error);
  w.text = sdg16i_array(w.rows, sizeof *w.text);
  w.whole = sdg16i_array(w.rows, sizeof *w.whole);
  w.real = sdg16i_array(w.rows, sizeof *w.real);
  if (w.text && w.whole && w.real)
    put_columns(&w);
  else if (!w.columns.code)
    w.columns.code = sdg16i_fail_memory(error);
  free(w.text);
  free(w.whole);
  free(w.real);
  return sdg16i_columns_end(&w.columns, out);
}

/* ---- from a table ---- */

typedef struct reader {
  const sdg16_table *table;
  sdg16_error *error;
  int64_t rows, columns, units, replicates;
} reader;

static int32_t bad_table(const reader *r, int32_t code, int64_t row, const char *what) {
  return sdg16i_fail_at(r->error, code, "", row, 0, "draws, row %lld: %s", (long long)row,
                        what);
}

/* NaN: no number. A file's column with infinities reads as text. */
static double text_number(const char *text) {
  double value;
  if (!strcmp(text, "inf")) return INFINITY;
  if (!strcmp(text, "-inf")) return -INFINITY;
  return sdg16_parse_double(text, &value) ? NAN : value;
}

/* A number of any type; NaN when missing. */
static double real_at(const reader *r, int64_t row, int64_t column) {
  const uint8_t *missing = sdg16_table_missing(r->table, column);
  const int64_t *whole = sdg16_table_int64(r->table, column);
  const double *real = sdg16_table_double(r->table, column);
  if (missing && missing[row]) return NAN;
  return whole  ? (double)whole[row]
         : real ? real[row]
                : text_number(sdg16_table_text(r->table, row, column));
}

static int32_t check_columns(const reader *r) {
  static const char *const FIRST[] = {"row", "number", "weight", "group"};
  for (int64_t k = 0; k < FIRST_CELL; k++)
    if (r->columns <= k || strcmp(sdg16_table_name(r->table, k), FIRST[k]))
      return sdg16i_fail(r->error, SDG16_ERR_COLUMN,
                         "draws: column %lld is not '%s': not a table of draws",
                         (long long)k + 1, FIRST[k]);
  if (r->columns < FIRST_CELL + 2 ||
      strcmp(sdg16_table_name(r->table, r->columns - 1), "provenance"))
    return sdg16i_fail(r->error, SDG16_ERR_COLUMN,
                       "draws: the last column is not 'provenance': not a table of draws");
  for (int64_t k = FIRST_CELL; k < r->columns - 1; k++) {
    if (sdg16_table_type(r->table, k) != SDG16_TEXT) continue;
    const char *name = sdg16_table_name(r->table, k), *text;
    for (int64_t i = 0; i < r->rows; i++)
      if ((text = sdg16_table_text(r->table, i, k)) && isnan(text_number(text)))
        return sdg16i_fail_at(r->error, SDG16_ERR_COLUMN, name, i + 1, k + 1,
                              "draws, row %lld, column '%.*s': '%.*s' found, expected a number",
                              (long long)i + 1, sdg16i_utf8_excerpt(name), name,
                              sdg16i_utf8_excerpt(text), text);
  }
  return SDG16_OK;
}

/* Rows in order: observed, estimate, jackknife ..., replicate ...; one provenance. */
static int32_t check_rows(reader *r) {
  const char *provenance = NULL;
  for (int64_t row = 0; row < r->rows; row++) {
    const char *kind = sdg16_table_text(r->table, row, 0);
    const char *made = sdg16_table_text(r->table, row, r->columns - 1);
    int replicate = row >= 2 && kind && !strcmp(kind, "replicate");
    const char *expected = row == 0        ? "observed"
                           : row == 1      ? "estimate"
                           : r->replicates ? "replicate"
                                           : "jackknife";
    if (!replicate && (!kind || strcmp(kind, expected)))
      return bad_table(r, SDG16_ERR_FORMAT, row + 1,
                       "expected rows observed, estimate, jackknife ..., replicate ...");
    r->units += row >= 2 && !replicate;
    r->replicates += replicate;
    if (!made || (provenance && strcmp(provenance, made)))
      return bad_table(r, SDG16_ERR_CONFLICT, row + 1,
                       "another provenance than in row 1: merge shards, do not paste them");
    provenance = made;
  }
  return r->rows >= 2
             ? SDG16_OK
             : bad_table(r, SDG16_ERR_EMPTY, r->rows + 1, "expected rows observed, estimate");
}

/* The whole number behind `name` up to ';' at *text, which moves on; 0, or -1. */
static int read_whole(const char **text, const char *name, uint64_t most, uint64_t *out) {
  size_t length = strlen(name);
  if (strncmp(*text, name, length)) return -1;
  const char *digit = *text + length;
  if (*digit == ';') return -1;
  for (*out = 0; sdg16i_is_digit(*digit); digit++) {
    uint64_t value = (uint64_t)(*digit - '0');
    if (*out > (most - value) / 10) return -1;
    *out = *out * 10 + value;
  }
  *text = digit + 1;
  return *digit == ';' ? 0 : -1;
}

/* "seed=1;stream=1;planned=1000;settings" */
static int32_t read_provenance(const reader *r, sdg16_draws **out) {
  const char *text = sdg16_table_text(r->table, 0, r->columns - 1);
  uint64_t seed, stream, planned;
  if (read_whole(&text, "seed=", UINT64_MAX, &seed) ||
      read_whole(&text, "stream=", INT32_MAX, &stream) ||
      read_whole(&text, "planned=", INT64_MAX, &planned) || (int64_t)planned < r->replicates)
    return bad_table(r, SDG16_ERR_FORMAT, 1,
                     "the provenance does not begin with seed, stream and planned");
  return sdg16i_draws_new(r->replicates, r->units, seed, (int32_t)stream, (int64_t)planned,
                          text, out, r->error);
}

static int32_t read_numbers(const reader *r, sdg16_draws *d) {
  for (int64_t i = 0; i < r->units; i++) {
    double weight = real_at(r, 2 + i, 2), group = real_at(r, 2 + i, 3);
    if (!(weight > 0) || !(group >= 0) || !(group < 1e15) || isinf(weight))
      return bad_table(r, SDG16_ERR_VALUE, 3 + i, "a jackknife without weight and group");
    d->weight[i] = weight;
    d->group[i] = (int64_t)group;
  }
  for (int64_t i = 0; i < r->replicates; i++) {
    double number = real_at(r, 2 + r->units + i, 1);
    int64_t least = i ? d->number[i - 1] + 1 : 0;
    if (!(number >= (double)least) || !(number < (double)d->planned) || number != floor(number))
      return bad_table(r, SDG16_ERR_VALUE, 3 + r->units + i,
                       "the replicate numbers must ascend and stay below the number planned");
    d->number[i] = (int64_t)number;
  }
  return SDG16_OK;
}

static int32_t read_cells(const reader *r, sdg16_draws *d) {
  for (int64_t k = FIRST_CELL; k < r->columns - 1; k++) {
    sdg16i_draws_cell *cell;
    int32_t code = sdg16i_draws_add(d, sdg16_table_name(r->table, k), &cell, r->error);
    if (code) return code;
    cell->observed = real_at(r, 0, k);
    cell->point = real_at(r, 1, k);
    for (int64_t i = 0; i < r->units; i++) cell->jackknife[i] = real_at(r, 2 + i, k);
    for (int64_t i = 0; i < r->replicates; i++)
      cell->replicate[i] = real_at(r, 2 + r->units + i, k);
  }
  return SDG16_OK;
}

int32_t sdg16_draws_from_table(const sdg16_table *table, sdg16_draws **out,
                               sdg16_error *error) {
  *out = NULL;
  if (!table) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "table is NULL");
  reader r = {.table = table,
              .error = error,
              .rows = sdg16_table_rows(table),
              .columns = sdg16_table_columns(table)};
  sdg16_draws *d = NULL;
  int32_t code = check_columns(&r);
  if (!code) code = check_rows(&r);
  if (!code) code = read_provenance(&r, &d);
  if (!code) code = read_numbers(&r, d);
  if (!code) code = read_cells(&r, d);
  if (code)
    sdg16_draws_free(d);
  else
    *out = d;
  return code;
}
