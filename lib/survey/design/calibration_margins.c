/* Reading what weights are calibrated to: margins and numeric auxiliaries. */
#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"
#include "base/utf8.h"
#include "survey/design/calibration.h"
#include "survey/design/columns.h"
#include "survey/design/replicates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_CELLS (INT64_C(1) << 24) /* of a margin */

/* A margin being read: the level of each of its columns in each of its rows. */
typedef struct margin {
  const sdg16_table *table;
  int64_t number; /* from 1, for messages */
  int64_t total;  /* the column of totals */
  int64_t columns;
  sdg16i_categories factor[SDG16_MAX_STAGES]; /* of the survey's columns of the same names */
} margin;

/* Level by level: the number of the combination that each row is, -1: not in the survey. */
static int32_t combine_levels(const margin *m, int64_t *at, int64_t *level, const char **text,
                              sdg16i_arena *arena, sdg16_error *error) {
  int64_t rows = sdg16_table_rows(m->table), used = 0;
  for (int64_t c = 0; c < sdg16_table_columns(m->table); c++) {
    if (c == m->total) continue;
    const uint8_t *missing = sdg16_table_missing(m->table, c);
    for (int64_t row = 0; row < rows; row++) {
      char number[64];
      if (missing && missing[row])
        return sdg16i_fail_at(
            error, SDG16_ERR_MISSING, "margins", row + 1, c + 1,
            "margin %lld: column '%.*s' must have a category in every row; it is "
            "missing in row %lld",
            (long long)m->number, sdg16i_utf8_excerpt(sdg16_table_name(m->table, c)),
            sdg16_table_name(m->table, c), (long long)row + 1);
      text[row] = sdg16_table_text(m->table, row, c);
      if (text[row]) continue;
      sdg16i_survey_cell(m->table, row, c, number);
      text[row] = sdg16i_arena_text(arena, number, strlen(number));
      if (!text[row]) return sdg16i_fail_memory(error);
    }
    const sdg16i_categories *f = &m->factor[used++];
    int32_t status = sdg16i_categories_match(f, rows, text, "margins", level, error);
    if (status) return status;
    for (int64_t row = 0; row < rows; row++)
      at[row] = level[row] < 0 || at[row] < 0 ? -1 : at[row] * f->count + level[row];
  }
  return SDG16_OK;
}

/* Gives each cell of the margin its index, from `count` on, by combination of levels. */
static int32_t place_cells(const margin *m, int64_t count, int32_t *place, const double *totals,
                           sdg16_error *error) {
  int64_t rows = sdg16_table_rows(m->table);
  sdg16i_arena arena = {0};
  int64_t *at = sdg16i_arena_array(&arena, rows, sizeof *at);
  int64_t *level = sdg16i_arena_array(&arena, rows, sizeof *level);
  const char **text = sdg16i_arena_array(&arena, rows, sizeof *text);
  int32_t status = at && level && text ? combine_levels(m, at, level, text, &arena, error)
                                       : sdg16i_fail_memory(error);
  for (int64_t row = 0; !status && row < rows; row++) {
    if (at[row] >= 0 && place[at[row]] >= 0)
      status = sdg16i_fail_at(
          error, SDG16_ERR_CONFLICT, "margins", row + 1, 0,
          "margin %lld: each cell must be in one row; row %lld repeats the cell of row %lld",
          (long long)m->number, (long long)row + 1, (long long)(place[at[row]] - count) + 1);
    else if (at[row] >= 0)
      place[at[row]] = (int32_t)(count + row);
    else if (totals[row] > 0)
      status = sdg16i_fail_at(error, SDG16_ERR_DESIGN, "margins", row + 1, 0,
                              "margin %lld: a cell with a total above 0 must have a row of the "
                              "survey; that of row %lld has none",
                              (long long)m->number, (long long)row + 1);
  }
  sdg16i_arena_free(&arena);
  return status;
}

/* Whether the row can have a weight, in the full sample or in a replicate. */
static int counts_at(const sdg16_design *d, int64_t p) {
  const sdg16i_replicates *r = d->replicates;
  return d->weight[p] != 0 || (r && r->column && !r->multipliers);
}

static int32_t assign_cells(const sdg16_design *d, const margin *m, const int32_t *place,
                            int32_t *cell, sdg16_error *error) {
  for (int64_t p = 0; p < d->rows; p++) {
    int64_t row = sdg16i_row_at(d, p), at = 0;
    for (int64_t c = 0; c < m->columns && at >= 0; c++) {
      int32_t code = m->factor[c].code[p];
      at = code < 0 ? -1 : at * m->factor[c].count + code;
    }
    cell[p] = at < 0 ? -1 : place[at];
    if (cell[p] < 0 && counts_at(d, p))
      return sdg16i_fail_at(
          error, SDG16_ERR_DESIGN, "margins", row + 1, 0,
          "margin %lld: every row of the survey must be in a cell; row %lld is not",
          (long long)m->number, (long long)row + 1);
    if (cell[p] < 0) cell[p] = 0; /* weight 0: counts nowhere */
  }
  return SDG16_OK;
}

static int32_t open_margin(margin *m, const sdg16_design *d, const char *total,
                           sdg16_error *error) {
  m->total = sdg16_table_find(m->table, total);
  if (m->total < 0 || sdg16_table_type(m->table, m->total) == SDG16_TEXT)
    return sdg16i_fail_at(error, SDG16_ERR_COLUMN, "margins", 0, 0,
                          "margin %lld must have a column '%.*s' of numbers, the totals",
                          (long long)m->number, sdg16i_utf8_excerpt(total), total);
  int32_t status = SDG16_OK;
  for (int64_t c = 0; !status && c < sdg16_table_columns(m->table); c++) {
    if (c == m->total) continue;
    if (m->columns == SDG16_MAX_STAGES)
      return sdg16i_fail_at(error, SDG16_ERR_LIMIT, "margins", 0, 0,
                            "margin %lld must have at most %d columns beside the totals, not "
                            "%lld",
                            (long long)m->number, SDG16_MAX_STAGES,
                            (long long)sdg16_table_columns(m->table) - 1);
    status = sdg16i_categories_init(&m->factor[m->columns], d->table, d->order,
                                    sdg16_table_name(m->table, c), "margins", 1, error);
    m->columns += !status;
  }
  if (!status && (!m->columns || !sdg16_table_rows(m->table)))
    status = sdg16i_fail_at(
        error, SDG16_ERR_EMPTY, "margins", 0, 0,
        "margin %lld must have at least one column beside the totals and one "
        "row, not %lld and %lld",
        (long long)m->number, (long long)m->columns, (long long)sdg16_table_rows(m->table));
  return status;
}

static int32_t read_totals(const margin *m, double *out, sdg16_error *error) {
  const int64_t *whole = sdg16_table_int64(m->table, m->total);
  const double *real = sdg16_table_double(m->table, m->total);
  const uint8_t *missing = sdg16_table_missing(m->table, m->total);
  for (int64_t row = 0; row < sdg16_table_rows(m->table); row++) {
    out[row] = missing && missing[row] ? NAN : whole ? (double)whole[row] : real[row];
    if (!(out[row] >= 0) || isinf(out[row]))
      return sdg16i_fail_at(
          error, SDG16_ERR_VALUE, "margins", row + 1, 0,
          "margin %lld: the total of row %lld must be finite and 0 or more; it is %s",
          (long long)m->number, (long long)row + 1,
          isnan(out[row])   ? "missing"
          : isinf(out[row]) ? "infinite"
                            : "negative");
  }
  return SDG16_OK;
}

/* Reads one margin; its cells become auxiliaries count, count + 1, ... */
static int32_t read_margin(margin *m, const sdg16_design *d, const char *total, int64_t count,
                           double *totals, int32_t **cell, sdg16_error *error) {
  int32_t status = open_margin(m, d, total, error);
  int64_t rows = sdg16_table_rows(m->table), cells = 1;
  if (!status && count + rows > SDG16I_MAX_AUXILIARIES)
    status = sdg16i_fail_at(error, SDG16_ERR_LIMIT, "margins", 0, 0,
                            "the margins must have at most %d cells in all, not %lld",
                            SDG16I_MAX_AUXILIARIES, (long long)(count + rows));
  for (int64_t c = 0; !status && c < m->columns; c++)
    if (sdg16i_multiply(&cells, m->factor[c].count, MAX_CELLS))
      status = sdg16i_fail_at(error, SDG16_ERR_LIMIT, "margins", 0, 0,
                              "margin %lld must give at most %lld combinations",
                              (long long)m->number, (long long)MAX_CELLS);
  if (!status) status = read_totals(m, totals + count, error);
  int32_t *place = status ? NULL : sdg16i_array(cells, sizeof *place);
  *cell = status ? NULL : sdg16i_array(d->rows, sizeof **cell);
  if (!status && (!place || !*cell)) status = sdg16i_fail_memory(error);
  for (int64_t i = 0; !status && i < cells; i++) place[i] = -1;
  if (!status) status = place_cells(m, count, place, totals + count, error);
  if (!status) status = assign_cells(d, m, place, *cell, error);
  free(place);
  for (int64_t c = 0; c < m->columns; c++) sdg16i_categories_clear(&m->factor[c]);
  return status;
}

static int32_t read_auxiliary_total(const sdg16_calibrate_options *o, int64_t k, double *out,
                                    sdg16_error *error) {
  *out = o->auxiliary_totals[k];
  if (isfinite(*out)) return SDG16_OK;
  return sdg16i_fail_at(error, SDG16_ERR_VALUE, "auxiliaries", 0, 0,
                        "auxiliaries: the total of '%.*s' must be finite; it is %s",
                        sdg16i_utf8_excerpt(o->auxiliaries[k]), o->auxiliaries[k],
                        isnan(*out) ? "missing" : "infinite");
}

static int32_t read_auxiliaries(sdg16i_calibration *c, const sdg16_design *d,
                                const sdg16_calibrate_options *o, double *totals,
                                sdg16_error *error) {
  c->value = sdg16i_array(o->auxiliary_count, sizeof *c->value);
  if (!c->value) return sdg16i_fail_memory(error);
  int32_t status = SDG16_OK;
  for (int64_t k = 0; !status && k < o->auxiliary_count; k++) {
    status = sdg16i_survey_numbers(d->table, d->order, o->auxiliaries[k], "auxiliaries",
                                   &c->value[k], error);
    if (!status) c->numeric = k + 1;
    for (int64_t p = 0; !status && p < d->rows; p++)
      if (isnan(c->value[k][p])) {
        if (counts_at(d, p))
          status = sdg16i_fail_at(error, SDG16_ERR_MISSING, "auxiliaries",
                                  sdg16i_row_at(d, p) + 1, 0,
                                  "auxiliaries: column '%.*s' must have a value in every row; "
                                  "it is missing in row %lld",
                                  sdg16i_utf8_excerpt(o->auxiliaries[k]), o->auxiliaries[k],
                                  (long long)sdg16i_row_at(d, p) + 1);
        c->value[k][p] = 0;
      }
    if (!status) status = read_auxiliary_total(o, k, &totals[c->count++], error);
  }
  return status;
}

int32_t sdg16i_calibration_read(sdg16_design *d, int64_t margins,
                                const sdg16_table *const *tables,
                                const sdg16_calibrate_options *o, double *totals,
                                sdg16_error *error) {
  sdg16i_calibration *c = d->calibration;
  c->base = sdg16i_array(d->rows, sizeof *c->base);
  c->cell = sdg16i_array(margins, sizeof *c->cell);
  if (!c->base || !c->cell) return sdg16i_fail_memory(error);
  memcpy(c->base, d->weight, (size_t)d->rows * sizeof *c->base);
  int32_t status = SDG16_OK;
  for (int64_t m = 0; !status && m < margins; m++) {
    margin one = {.table = tables[m], .number = m + 1};
    c->margins = m + 1;
    status = read_margin(&one, d, o->total ? o->total : "population", c->count, totals,
                         &c->cell[m], error);
    if (!status) c->count += sdg16_table_rows(tables[m]);
  }
  return status ? status : read_auxiliaries(c, d, o, totals, error);
}

void sdg16i_calibration_free(sdg16i_calibration *c) {
  if (!c) return;
  for (int64_t m = 0; c->cell && m < c->margins; m++) free(c->cell[m]);
  for (int64_t k = 0; c->value && k < c->numeric; k++) free(c->value[k]);
  free(c->cell);
  free(c->value);
  free(c->base);
  free(c->factor);
  free(c->inverse);
  free(c->item);
  free(c->position);
  free(c->lambda);
  free(c);
}
