/* Draws from a table or a file of draws_table.c, checked. */
#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"
#include "base/utf8.h"
#include "data/csv/read.h"
#include "mse/bootstrap/draws.h"

#include <sdg16/mse.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#define FIRST_CELL 4 /* columns: row, number, weight, group, the cells, provenance */

static sdg16_csv_options file_options(void) {
  sdg16_csv_options options;
  sdg16_csv_options_init(&options, (int64_t)sizeof options);
  options.delimiter = ','; /* names of cells may have any of the others */
  options.decimal = '.';
  return options;
}

typedef struct reader {
  const char *path; /* the file of the table; NULL: none */
  const sdg16_table *table;
  sdg16_error *error;
  int64_t rows, columns, units, replicates;
  int64_t head;         /* rows before the jackknife */
  int64_t bound, scale; /* the row at_least, the first of the scale; 0: none */
} reader;

/* ---- where a row stands, for messages ---- */

/* Of a table the row; of a file the line, or the row if the file cannot be read again. *unit:
 * which of them. -1: out of memory. */
static int64_t place_of_row(const reader *r, int64_t row, const char **unit) {
  sdg16_csv_options options = file_options();
  int64_t line = r->path ? sdg16i_csv_line_of_row(r->path, &options, row) : 0;
  *unit = line > 0 ? "line" : "row";
  return line ? line : row;
}

static const char *source_name(const reader *r) { return r->path ? r->path : "draws"; }

static int32_t bad_table(const reader *r, int32_t status, int64_t row, const char *what) {
  const char *unit;
  int64_t place = place_of_row(r, row, &unit);
  if (place < 0) return sdg16i_fail_memory(r->error);
  return sdg16i_fail_at(r->error, status, r->path ? r->path : "", place, 0, "%s, %s %lld: %s",
                        source_name(r), unit, (long long)place, what);
}

/* Refuses a value in row `row` (from 1) of a column: the rule, the value, what it means. */
static int32_t bad_column(const reader *r, int64_t row, int64_t column, const char *rule,
                          const char *found, const char *meaning) {
  const char *name = sdg16_table_name(r->table, column), *unit;
  int64_t place = place_of_row(r, row, &unit);
  if (place < 0) return sdg16i_fail_memory(r->error);
  return sdg16i_fail_at(r->error, SDG16_ERR_VALUE, r->path ? r->path : name, place, column + 1,
                        "%s, %s %lld, column '%.*s': expected %s, found '%.*s'%s",
                        source_name(r), unit, (long long)place, sdg16i_utf8_excerpt(name), name,
                        rule, sdg16i_utf8_excerpt(found), found, meaning);
}

/* Refuses a value, "" if it is missing, in row `row` (from 0) of a column: the rule, then the
 * value. */
static int32_t bad_value(const reader *r, int64_t row, int64_t column, const char *rule) {
  const char *found = NULL;
  char number[SDG16I_DOUBLE_SIZE] = "";
  const uint8_t *missing = sdg16_table_missing(r->table, column);
  const int64_t *whole = sdg16_table_int64(r->table, column);
  const double *real = sdg16_table_double(r->table, column);
  if (whole || real) sdg16i_format_double(whole ? (double)whole[row] : real[row], number);
  found = whole || real ? number : sdg16_table_text(r->table, row, column);
  if (!found || (missing && missing[row])) found = "";
  return bad_column(r, row + 1, column, rule, found, "");
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
  if (r->columns && !strncmp(sdg16_table_name(r->table, 0), "row;number;", 11))
    return sdg16i_fail_at(
        r->error, SDG16_ERR_COLUMN, source_name(r), 0, 0,
        "%s: expected columns separated by ',', found ';'. A program that saved the file "
        "again may have shortened its numbers: use the file as sdg16 wrote it",
        source_name(r));
  for (int64_t k = 0; k < FIRST_CELL; k++) {
    const char *name = k < r->columns ? sdg16_table_name(r->table, k) : "";
    if (strcmp(name, FIRST[k]))
      return sdg16i_fail_at(
          r->error, SDG16_ERR_COLUMN, source_name(r), 0, 0,
          "%s: expected '%s' as column %lld of a table of draws, found %s%.*s%s",
          source_name(r), FIRST[k], (long long)k + 1, *name ? "'" : "no column",
          sdg16i_utf8_excerpt(name), name, *name ? "'" : "");
  }
  const char *last = sdg16_table_name(r->table, r->columns - 1);
  if (strcmp(last, "provenance"))
    return sdg16i_fail_at(
        r->error, SDG16_ERR_COLUMN, source_name(r), 0, 0,
        "%s: expected 'provenance' as the last column of a table of draws, found '%.*s'",
        source_name(r), sdg16i_utf8_excerpt(last), last);
  if (r->columns < FIRST_CELL + 2)
    return sdg16i_fail_at(r->error, SDG16_ERR_COLUMN, source_name(r), 0, 0,
                          "%s: expected a column for each cell before 'provenance', found none",
                          source_name(r));
  return SDG16_OK;
}

/* A text that is no number, which would read as missing. */
static int is_no_number(const reader *r, int64_t row, int64_t column) {
  const char *text = sdg16_table_type(r->table, column) == SDG16_TEXT
                         ? sdg16_table_text(r->table, row, column)
                         : NULL;
  return text && isnan(text_number(text));
}

/* Refuses a row with another provenance than the first. A file that was cut ends within one. */
static int32_t other_provenance(const reader *r, int64_t row, const char *first,
                                const char *found) {
  if (!found || !strncmp(first, found, strlen(found)))
    return bad_table(r, SDG16_ERR_FORMAT, row + 1,
                     "expected the whole provenance, found a part of it: the row was cut, and "
                     "the file is damaged");
  return bad_table(r, SDG16_ERR_CONFLICT, row + 1,
                   "expected the provenance of the first row, found another: merge shards, do "
                   "not paste them together");
}

/* Whether a row is of this kind. */
static int is_kind(const reader *r, int64_t row, const char *kind) {
  const char *found = row < r->rows ? sdg16_table_text(r->table, row, 0) : NULL;
  return found && !strcmp(found, kind);
}

/* Finds the rows in front of the jackknife. */
static void read_head_rows(reader *r) {
  r->head = 2;
  if (is_kind(r, r->head, "at_least")) r->bound = r->head++;
  if (!is_kind(r, r->head, "overlap_scale") || !is_kind(r, r->head + 1, "overlap_rest")) return;
  r->scale = r->head;
  r->head += 2;
}

/* Rows in order: observed, estimate, perhaps at_least, perhaps overlap_scale and overlap_rest,
 * jackknife ..., replicate ...; one provenance. */
static int32_t check_rows(reader *r) {
  const char *provenance = r->rows ? sdg16_table_text(r->table, 0, r->columns - 1) : NULL;
  read_head_rows(r);
  for (int64_t row = 0; row < r->rows; row++) {
    const char *kind = sdg16_table_text(r->table, row, 0);
    const char *made = sdg16_table_text(r->table, row, r->columns - 1);
    int replicate = row >= r->head && kind && !strcmp(kind, "replicate");
    const char *expected = row == 0        ? "observed"
                           : row == 1      ? "estimate"
                           : row < r->head ? kind /* as found */
                           : r->replicates ? "replicate"
                                           : "jackknife";
    if (!replicate && (!kind || strcmp(kind, expected)))
      return bad_table(
          r, SDG16_ERR_FORMAT, row + 1,
          "expected the rows observed, estimate, jackknife ..., replicate ... in this order");
    r->units += row >= r->head && !replicate;
    r->replicates += replicate;
    if (!provenance)
      return bad_table(r, SDG16_ERR_FORMAT, 1,
                       "expected a provenance that begins with seed, stream and planned");
    if (!made || strcmp(provenance, made)) return other_provenance(r, row, provenance, made);
  }
  return r->rows >= 2 ? SDG16_OK
                      : bad_table(r, SDG16_ERR_EMPTY, r->rows + 1,
                                  "expected the rows observed and estimate");
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
      read_whole(&text, "planned=", INT64_MAX, &planned))
    return bad_table(r, SDG16_ERR_FORMAT, 1,
                     "expected a provenance that begins with seed, stream and planned");
  return sdg16i_draws_new(r->replicates, r->units, seed, (int32_t)stream, (int64_t)planned,
                          text, out, r->error);
}

/* What the provenance says must be known; a setting that it does not name is left open. */
static int32_t check_settings(const reader *r, const sdg16_draws *d) {
  static const struct {
    const char *key, *rule;
    int32_t (*from_name)(const char *name);
  } KNOWN[] = {
      {"existence", "existence=total or existence=coefficients", sdg16_existence_from_name},
      {"select", "select= with a way to select the model", sdg16_select_from_name},
      {"bootstrap", "bootstrap=nonparametric or bootstrap=parametric",
       sdg16_bootstrap_from_name}};
  char value[SDG16I_SETTING_SIZE];
  for (size_t k = 0; k < sizeof KNOWN / sizeof KNOWN[0]; k++) {
    sdg16i_draws_setting(d, KNOWN[k].key, value);
    if (!*value || KNOWN[k].from_name(value) >= 0) continue;
    return bad_column(r, 1, r->columns - 1, KNOWN[k].rule, value, "");
  }
  return SDG16_OK;
}

#define MOST_PERSONS 9007199254740992.0 /* 2^53: whole numbers are exact up to here */

static int32_t read_numbers(const reader *r, sdg16_draws *d) {
  for (int64_t i = 0; i < r->units; i++) {
    int64_t row = r->head + i;
    double weight = real_at(r, row, 2), group = real_at(r, row, 3);
    if (!(weight > 0) || !(weight <= MOST_PERSONS) || weight != floor(weight))
      return bad_value(r, row, 2,
                       "the number of persons of a jackknife, a whole number above 0");
    if (!(group >= 0) || !(group < 1e15) || group != floor(group))
      return bad_value(r, row, 3, "the number of a table, 0 or more");
    d->weight[i] = weight;
    d->group[i] = (int64_t)group;
  }
  for (int64_t i = 0; i < r->replicates; i++) {
    int64_t row = r->head + r->units + i;
    double number = real_at(r, row, 1);
    int64_t least = i ? d->number[i - 1] + 1 : 0;
    if (!(number >= (double)least) || !(number < (double)d->planned) || number != floor(number))
      return bad_value(r, row, 1,
                       "numbers of replicates in ascending order from 0, each once, and below "
                       "the number planned");
    d->number[i] = (int64_t)number;
  }
  return SDG16_OK;
}

#define DRAW_RULE "a number, 'inf' (no bound) or a blank (missing)"

#define ROUNDING 1e-9

/* The rule that a draw breaks; NULL: none. Only differences and ratios, of which nobody was
 * observed, can be negative. */
static const char *broken_rule(double draw, double least) {
  if (draw == -INFINITY) return DRAW_RULE;
  if (isnan(least) || isnan(draw)) return NULL;
  if (draw < 0) return "a number of persons of 0 or more";
  return draw < least * (1 - ROUNDING) ? "at least the number observed" : NULL;
}

/* The rows before the jackknife. */
static int32_t read_head(const reader *r, int64_t k, sdg16i_draws_cell *cell) {
  for (int64_t row = 0; row < r->head; row++)
    if (is_no_number(r, row, k)) return bad_value(r, row, k, "a number, or a blank");
  cell->observed = real_at(r, 0, k);
  cell->point = real_at(r, 1, k);
  if (cell->observed < 0 || isinf(cell->observed))
    return bad_value(r, 0, k, "a finite number of persons of 0 or more, or a blank");
  if (isinf(cell->point)) return bad_value(r, 1, k, "a finite number, or a blank");
  if (cell->point < cell->observed)
    return bad_value(r, 1, k, "an estimate of at least the number observed");
  double bound = r->bound ? real_at(r, r->bound, k) : NAN;
  if (!isnan(bound) && bound != 0 && bound != 1)
    return bad_value(r, r->bound, k, "1 where the cell is a lower bound, or a blank");
  cell->is_bound = bound == 1;
  if (r->scale) cell->scale = real_at(r, r->scale, k);
  if (r->scale) cell->rest = real_at(r, r->scale + 1, k);
  if (cell->scale <= 0 || isinf(cell->scale))
    return bad_value(r, r->scale, k, "a finite number above 0, or a blank");
  return SDG16_OK;
}

static int32_t read_draws(const reader *r, int64_t k, int64_t first, int64_t count,
                          double least, double *out) {
  for (int64_t i = 0; i < count; i++) {
    if (is_no_number(r, first + i, k)) return bad_value(r, first + i, k, DRAW_RULE);
    out[i] = real_at(r, first + i, k);
    const char *rule = broken_rule(out[i], least);
    if (rule) return bad_value(r, first + i, k, rule);
  }
  return SDG16_OK;
}

/* A draw is at least the number observed: the replicates of a nonparametric bootstrap have as
 * many persons as the data, those of a parametric one may have fewer. The jackknife has one
 * person less, who may count for many in a rate: its values are not negative. */
static int32_t read_cells(const reader *r, sdg16_draws *d) {
  char kind[SDG16I_SETTING_SIZE];
  sdg16i_draws_setting(d, "bootstrap", kind);
  int as_many = sdg16_bootstrap_from_name(kind) == SDG16_BOOTSTRAP_NONPARAMETRIC;
  for (int64_t k = FIRST_CELL; k < r->columns - 1; k++) {
    sdg16i_draws_cell *cell;
    int32_t status = sdg16i_draws_add(d, sdg16_table_name(r->table, k), &cell, r->error);
    if (!status) status = read_head(r, k, cell);
    if (status) return status;
    double zero = isnan(cell->observed) ? NAN : 0;
    status = read_draws(r, k, r->head, r->units, zero, cell->jackknife.value);
    if (!status)
      status = read_draws(r, k, r->head + r->units, r->replicates,
                          as_many ? cell->observed : zero, cell->replicate);
    if (status) return status;
  }
  return SDG16_OK;
}

/* ---- persons of the jackknife ---- */

static int is_observed(const sdg16_draws *d, double persons) {
  for (int64_t k = 0; k < d->cells; k++)
    if (fabs(d->cell[k].observed - persons) <= ROUNDING * persons) return 1;
  return 0;
}

static int32_t bad_persons(const reader *r, int64_t unit, double persons, const char *what,
                           double observed) {
  char found[SDG16I_DOUBLE_SIZE], number[SDG16I_DOUBLE_SIZE], rule[160];
  sdg16i_format_double(persons, found);
  sdg16i_format_double(observed, number);
  snprintf(rule, sizeof rule,
           "weights of the jackknife that add up to the persons observed%s%s", what,
           isnan(observed) ? "" : number);
  return bad_column(r, r->head + unit + 1, 2, rule, found,
                    ": rows are missing, or the row 'observed' was changed");
}

/* Everyone observed in a table is left out once: the weights of its units add up to the persons
 * observed, which a cell of draws holds that a bootstrap made. No units at all: the jackknife
 * was not kept, and nothing is said of it. */
static int32_t check_persons(const reader *r, const sdg16_draws *d) {
  char kind[SDG16I_SETTING_SIZE];
  double all = 0, persons = 0;
  int is_bound = 0;
  sdg16i_draws_setting(d, "bootstrap", kind);
  if (!*kind || !d->units) return SDG16_OK;
  for (int64_t i = 0; i < d->units; i++) {
    persons += d->weight[i];
    all += d->weight[i];
    if (i + 1 < d->units && d->group[i + 1] == d->group[i]) continue;
    if (!is_observed(d, persons)) return bad_persons(r, i, persons, " of a cell", NAN);
    persons = 0;
  }
  for (int64_t k = 0; k < d->cells; k++) is_bound |= d->cell[k].is_bound;
  int64_t total = sdg16_draws_find(d, "total");
  if (total < 0 || is_bound || isnan(d->cell[total].observed) ||
      fabs(all - d->cell[total].observed) <= ROUNDING * all)
    return SDG16_OK;
  return bad_persons(r, d->units - 1, all, " of the total, ", d->cell[total].observed);
}

/* `path`: the file of the table; NULL: none. */
static int32_t read_table(const char *path, const sdg16_table *table, sdg16_draws **out,
                          sdg16_error *error) {
  reader r = {.path = path,
              .table = table,
              .error = error,
              .rows = sdg16_table_rows(table),
              .columns = sdg16_table_columns(table)};
  sdg16_draws *d = NULL;
  int32_t status = check_columns(&r);
  if (!status) status = check_rows(&r);
  if (!status) status = read_provenance(&r, &d);
  if (!status) status = check_settings(&r, d);
  if (!status) status = read_numbers(&r, d);
  if (!status) status = read_cells(&r, d);
  if (!status) status = check_persons(&r, d);
  if (status)
    sdg16_draws_free(d);
  else
    *out = d;
  return status;
}

int32_t sdg16_draws_from_table(const sdg16_table *table, sdg16_draws **out,
                               sdg16_error *error) {
  *out = NULL;
  if (!table) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "table must not be NULL");
  return read_table(NULL, table, out, error);
}

int32_t sdg16_draws_read_csv(const char *path, sdg16_draws **out, sdg16_error *error) {
  sdg16_csv_options options = file_options();
  sdg16_table *table;
  if (!out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_draws_read_csv: out must not be NULL");
  *out = NULL;
  int32_t status = sdg16_table_read_csv(path, &options, &table, error);
  if (status) return status;
  status = read_table(path, table, out, error);
  sdg16_table_free(table);
  return status;
}
