/* People behind the lines of a disaggregated result, from a table. */
#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"
#include "base/utf8.h"
#include "data/table/column_match.h"
#include "data/table/dictionary.h"
#include "data/total_words.h"
#include "mse/capture/name_hints.h"
#include "mse/estimate/population_table.h"
#include "mse/estimate/strata.h"

#include <stdio.h>
#include <string.h>

typedef struct people {
  const sdg16_table *table;
  sdg16i_dictionary lines; /* their names, in order */
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

#define NO_MEMORY (-2)

/* The line of a row of people among those that keep the columns of `subset`; -1: none, or
 * NO_MEMORY. */
static int64_t line_of_row(const sdg16_strata *self, const people *p, int64_t row,
                           int64_t subset, sdg16i_arena *scratch) {
  char number[16][SDG16I_CELL_SIZE];
  const char *value[16];
  for (int64_t k = 0; k < self->columns; k++)
    value[k] =
        subset >> k & 1 ? sdg16i_people_text(p->table, row, p->column[k], number[k]) : NULL;
  sdg16i_arena_reset(scratch);
  const char *name = sdg16i_line_name(self, value, scratch);
  return name ? sdg16i_dictionary_find(&p->lines, name, (int64_t)strlen(name)) : NO_MEMORY;
}

static int32_t list_lines(const sdg16_strata *self, people *p, sdg16_error *error) {
  for (int64_t i = 0; i < self->lines; i++) {
    const char *name = self->line[i].name;
    if (sdg16i_dictionary_add(&p->lines, name, (int64_t)strlen(name)) != i)
      return sdg16i_fail_memory(error);
  }
  return SDG16_OK;
}

/* The people of all lines, and in how many rows each has some. */
static int32_t add_up(sdg16_strata *self, const people *p, int64_t *rows, sdg16_error *error) {
  sdg16i_arena scratch = {0};
  int64_t subsets = INT64_C(1) << self->columns;
  int failed = 0;
  for (int64_t i = 0; i < self->lines; i++) self->line[i].population = 0;
  for (int64_t row = 0; !failed && row < p->rows; row++)
    for (int64_t subset = 0; !failed && subset < subsets; subset++) {
      int64_t line = line_of_row(self, p, row, subset, &scratch);
      failed = line == NO_MEMORY;
      if (line < 0) continue;
      self->line[line].population += sdg16i_people_number(p->table, row, p->population);
      rows[line]++;
    }
  sdg16i_arena_free(&scratch);
  return failed ? sdg16i_fail_memory(error) : SDG16_OK;
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
  sdg16i_arena scratch = {0};
  for (int64_t row = 0; row < p->rows; row++)
    all += sdg16i_people_number(p->table, row, p->population);
  for (int64_t row = 0; !status && row < p->rows; row++) {
    if (line_of_row(self, p, row, (INT64_C(1) << self->columns) - 1, &scratch) >= 0) continue;
    status = sdg16i_arena_status(&scratch, error);
    if (status) break;
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
  sdg16i_arena_free(&scratch);
  return status;
}

static int32_t check_lines(const sdg16_strata *self, const people *p, const int64_t *rows,
                           sdg16_error *error) {
  for (int64_t i = 0; i < self->lines; i++) {
    const sdg16i_stratum_line *line = &self->line[i];
    if (!rows[i]) return fail_absent(self, p, line, error);
    if (line->population >= line->observed && line->population > 0) continue;
    char found[SDG16I_DOUBLE_SIZE], observed[SDG16I_DOUBLE_SIZE];
    sdg16i_format_double(line->population, found);
    sdg16i_format_double(line->observed, observed);
    return sdg16i_fail_at(error, SDG16_ERR_POPULATION, "population", 0, 0,
                          "population of %.*s must be at least the %s people observed, not %s",
                          sdg16i_utf8_excerpt(line->name), line->name, observed, found);
  }
  return SDG16_OK;
}

int32_t sdg16i_strata_population(sdg16_strata *self, const sdg16_table *table,
                                 sdg16_error *error) {
  people p = {.table = table, .rows = sdg16_table_rows(table)};
  int64_t *rows = sdg16i_arena_array(&self->arena, self->lines, sizeof *rows);
  p.column = sdg16i_arena_array(&self->arena, self->columns, sizeof *p.column);
  if (!p.column || !rows) return sdg16i_fail_memory(error);
  int32_t status = find_columns(self, &p, error);
  if (!status)
    status = sdg16i_people_check(table, p.population, self->columns, p.column, error);
  if (!status)
    status = sdg16i_people_refuse_totals(table, p.population, self->columns, p.column, error);
  if (!status) status = list_lines(self, &p, error);
  if (!status) status = check_rows(self, &p, error);
  if (!status) status = add_up(self, &p, rows, error);
  if (!status) status = check_lines(self, &p, rows, error);
  sdg16i_dictionary_free(&p.lines);
  return status;
}
