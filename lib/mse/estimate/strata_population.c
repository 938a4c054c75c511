/* People behind the lines of a disaggregated result, from a table. */
#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"
#include "base/utf8.h"
#include "mse/estimate/strata.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct people {
  const sdg16_table *table;
  int64_t rows;
  int64_t *column; /* [columns] of the table */
  int64_t population;
} people;

/* The cell as the text that capture data have for the same value. */
static const char *cell_text(const sdg16_table *table, int64_t row, int64_t column,
                             char number[SDG16I_DOUBLE_SIZE]) {
  const uint8_t *missing = sdg16_table_missing(table, column);
  const int64_t *whole = sdg16_table_int64(table, column);
  const double *real = sdg16_table_double(table, column);
  if (missing && missing[row]) return "";
  if (whole)
    snprintf(number, SDG16I_DOUBLE_SIZE, "%lld", (long long)whole[row]);
  else if (real)
    sdg16i_format_double(real[row], number);
  else
    return sdg16_table_text(table, row, column);
  return number;
}

/* NaN: not a number of people. */
static double people_at(const people *p, int64_t row) {
  const uint8_t *missing = sdg16_table_missing(p->table, p->population);
  const int64_t *whole = sdg16_table_int64(p->table, p->population);
  const double *real = sdg16_table_double(p->table, p->population);
  double value = missing && missing[row] ? NAN
                 : whole                 ? (double)whole[row]
                 : real                  ? real[row]
                                         : NAN;
  return value >= 0 && isfinite(value) ? value : NAN;
}

static int32_t find_columns(const sdg16_strata *self, people *p, sdg16_error *error) {
  for (int64_t k = 0; k <= self->columns; k++) {
    const char *name = k < self->columns ? self->column[k] : "population";
    int64_t found = sdg16_table_find(p->table, name);
    if (found < 0)
      return sdg16i_fail_at(error, SDG16_ERR_COLUMN, name, 0, 0,
                            "the population table has no column '%.*s'",
                            sdg16i_utf8_excerpt(name), name);
    if (k < self->columns)
      p->column[k] = found;
    else
      p->population = found;
  }
  for (int64_t row = 0; row < p->rows; row++)
    if (isnan(people_at(p, row)))
      return sdg16i_fail_at(error, SDG16_ERR_POPULATION, "population", row + 1, 0,
                            "population table, row %lld: no number of people found, expected "
                            "one of at least 0",
                            (long long)row + 1);
  return SDG16_OK;
}

static double add_up(const sdg16_strata *self, const people *p,
                     const sdg16i_stratum_line *line) {
  char number[SDG16I_DOUBLE_SIZE];
  double sum = 0;
  for (int64_t row = 0; row < p->rows; row++) {
    int in = 1;
    for (int64_t k = 0; in && k < self->columns; k++)
      in = !line->value[k] ||
           !strcmp(line->value[k], cell_text(p->table, row, p->column[k], number));
    if (in) sum += people_at(p, row);
  }
  return sum;
}

int32_t sdg16i_strata_population(sdg16_strata *self, const sdg16_table *table,
                                 sdg16_error *error) {
  people p = {.table = table, .rows = sdg16_table_rows(table)};
  p.column = sdg16i_arena_array(&self->arena, self->columns, sizeof *p.column);
  if (!p.column) return sdg16i_fail_memory(error);
  int32_t code = find_columns(self, &p, error);
  for (int64_t i = 0; !code && i < self->lines; i++) {
    sdg16i_stratum_line *line = &self->line[i];
    line->population = add_up(self, &p, line);
    if (line->population >= line->observed && line->population > 0) continue;
    char found[SDG16I_DOUBLE_SIZE], observed[SDG16I_DOUBLE_SIZE];
    sdg16i_format_double(line->population, found);
    sdg16i_format_double(line->observed, observed);
    code = sdg16i_fail_at(error, SDG16_ERR_POPULATION, "population", 0, 0,
                          "population of %.*s: %s people found, expected at least the %s "
                          "observed",
                          sdg16i_utf8_excerpt(line->name), line->name, found, observed);
  }
  return code;
}
