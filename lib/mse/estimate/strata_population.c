/* People behind the lines of a disaggregated result, from a table. */
#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"
#include "base/utf8.h"
#include "data/table/column_match.h"
#include "data/total_words.h"
#include "mse/capture/name_hints.h"
#include "mse/estimate/population_table.h"
#include "mse/estimate/strata.h"

#include <stdio.h>
#include <string.h>

typedef struct people {
  const sdg16_table *table;
  int64_t rows;
  int64_t *column; /* [columns] of the table */
  int64_t population;
} people;

static int32_t fail_column(const people *p, const char *name, sdg16_error *error) {
  int64_t near = sdg16_table_columns(p->table) - 1;
  while (near >= 0 && !sdg16i_almost_same(sdg16_table_name(p->table, near), name)) near--;
  const char *other = near < 0 ? "" : sdg16_table_name(p->table, near);
  return sdg16i_fail_at(error, SDG16_ERR_COLUMN, name, 0, 0,
                        "population must have the column '%.*s'%s%.*s%s",
                        sdg16i_utf8_excerpt(name), name, near < 0 ? "" : " (did you mean '",
                        sdg16i_utf8_excerpt(other), other, near < 0 ? "" : "'?)");
}

static int32_t find_columns(const sdg16_strata *self, people *p, sdg16_error *error) {
  for (int64_t k = 0; k <= self->columns; k++) {
    const char *name = k < self->columns ? self->column[k] : "population";
    sdg16i_column_match m = sdg16i_match_column(p->table, name);
    int64_t found = m.column;
    if (m.other >= 0) return sdg16i_ask_column(p->table, "population", name, &found, error);
    if (found < 0) return fail_column(p, name, error);
    if (k < self->columns)
      p->column[k] = found;
    else
      p->population = found;
  }
  return SDG16_OK;
}

static int is_of_line(const sdg16_strata *self, const people *p,
                      const sdg16i_stratum_line *line, int64_t row) {
  char number[SDG16I_CELL_SIZE];
  for (int64_t k = 0; k < self->columns; k++)
    if (line->value[k] &&
        strcmp(line->value[k], sdg16i_people_text(p->table, row, p->column[k], number)))
      return 0;
  return 1;
}

/* The people of a line, and how many rows they stand in. */
static double add_up(const sdg16_strata *self, const people *p, const sdg16i_stratum_line *line,
                     int64_t *rows) {
  double sum = 0;
  *rows = 0;
  for (int64_t row = 0; row < p->rows; row++) {
    if (!is_of_line(self, p, line, row)) continue;
    sum += sdg16i_people_number(p->table, row, p->population);
    ++*rows;
  }
  return sum;
}

static int32_t fail_absent(const sdg16_strata *self, const people *p,
                           const sdg16i_stratum_line *line, sdg16_error *error) {
  char number[SDG16I_CELL_SIZE];
  for (int64_t row = 0; row < p->rows; row++)
    for (int64_t k = 0; k < self->columns; k++) {
      const char *text = sdg16i_people_text(p->table, row, p->column[k], number);
      if (line->value[k] && sdg16i_almost_same(text, line->value[k]))
        return sdg16i_fail_at(error, SDG16_ERR_POPULATION, "population", row + 1,
                              p->column[k] + 1,
                              "population must have a row for %.*s in the same spelling (data "
                              "row %lld has '%.*s')",
                              sdg16i_utf8_excerpt(line->name), line->name, (long long)row + 1,
                              sdg16i_utf8_excerpt(text), text);
    }
  return sdg16i_fail_at(error, SDG16_ERR_POPULATION, "population", 0, 0,
                        "population must have a row for %.*s", sdg16i_utf8_excerpt(line->name),
                        line->name);
}

/* ---- rows that are of no group with victims ---- */

static int is_of_a_stratum(const sdg16_strata *self, const people *p, int64_t row) {
  for (int64_t i = self->lines - self->count; i < self->lines; i++)
    if (is_of_line(self, p, &self->line[i], row)) return 1;
  return 0;
}

/* A total among rows of groups: by its words, a blank, or its number. */
static int32_t refuse_total(const sdg16_strata *self, const people *p, int64_t row, double all,
                            sdg16_error *error) {
  char number[SDG16I_CELL_SIZE];
  double here = sdg16i_people_number(p->table, row, p->population);
  for (int64_t k = 0; k < self->columns; k++) {
    const char *text = sdg16i_people_text(p->table, row, p->column[k], number);
    int sum = p->rows > 2 && here > 0 && here == all - here;
    if (!*text || sdg16i_is_total_word(text) || sum)
      return sdg16i_people_fail_total(p->table, row, p->column[k], error);
  }
  return SDG16_OK;
}

/* Names the first unmatched row for the warning of the total. */
static int32_t check_rows(sdg16_strata *self, const people *p, sdg16_error *error) {
  char number[SDG16I_CELL_SIZE];
  double all = 0;
  int32_t status = SDG16_OK;
  for (int64_t row = 0; row < p->rows; row++)
    all += sdg16i_people_number(p->table, row, p->population);
  for (int64_t row = 0; !status && row < p->rows; row++) {
    if (is_of_a_stratum(self, p, row)) continue;
    status = refuse_total(self, p, row, all, error);
    if (status || self->unmatched_rows++) continue;
    char name[160];
    size_t used = 0;
    for (int64_t k = 0; k < self->columns && used < sizeof name; k++) {
      const char *text = sdg16i_people_text(p->table, row, p->column[k], number);
      used += (size_t)snprintf(name + used, sizeof name - used, "%s%.*s=%.*s", k ? "," : "",
                               sdg16i_utf8_excerpt(self->column[k]), self->column[k],
                               sdg16i_utf8_excerpt(text), text);
    }
    self->unmatched = sdg16i_arena_text(&self->arena, name, strlen(name));
    if (!self->unmatched) status = sdg16i_fail_memory(error);
  }
  return status;
}

int32_t sdg16i_strata_population(sdg16_strata *self, const sdg16_table *table,
                                 sdg16_error *error) {
  people p = {.table = table, .rows = sdg16_table_rows(table)};
  p.column = sdg16i_arena_array(&self->arena, self->columns, sizeof *p.column);
  if (!p.column) return sdg16i_fail_memory(error);
  int32_t status = find_columns(self, &p, error);
  if (!status)
    status = sdg16i_people_check(table, p.population, self->columns, p.column, error);
  if (!status)
    status = sdg16i_people_refuse_totals(table, p.population, self->columns, p.column, error);
  if (!status) status = check_rows(self, &p, error);
  for (int64_t i = 0; !status && i < self->lines; i++) {
    sdg16i_stratum_line *line = &self->line[i];
    int64_t rows;
    line->population = add_up(self, &p, line, &rows);
    if (!rows) status = fail_absent(self, &p, line, error);
    if (status) break;
    if (line->population >= line->observed && line->population > 0) continue;
    char found[SDG16I_DOUBLE_SIZE], observed[SDG16I_DOUBLE_SIZE];
    sdg16i_format_double(line->population, found);
    sdg16i_format_double(line->observed, observed);
    status =
        sdg16i_fail_at(error, SDG16_ERR_POPULATION, "population", 0, 0,
                       "population of %.*s must be at least the %s people observed, not %s",
                       sdg16i_utf8_excerpt(line->name), line->name, observed, found);
  }
  return status;
}
