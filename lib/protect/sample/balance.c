#include "protect/sample/balance.h"

#include "base/error.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the shape ---- */

static const sdg16i_estimation *estimation_of(const sdg16i_balance *b, int64_t row) {
  return &b->origin->estimation[b->origin->of_row[row]];
}

int sdg16i_balance_has_cell(const sdg16i_balance *b, int64_t row, int64_t cell) {
  const sdg16i_records *r = b->records;
  const sdg16i_grouping *g = &estimation_of(b, row)->grouping;
  for (int32_t c = 0; c < g->columns; c++) {
    int32_t k = 0, level = b->level[row][c];
    while (r->column[k] != g->by[c].code) k++;
    if (level >= 0 && r->code[cell * r->columns + k] != level) return 0;
  }
  return 1;
}

/* Cells of each row, and rows of each cell. */
static int32_t link_cells(sdg16i_balance *b, sdg16_error *error) {
  int64_t cells = b->records->cells, count = 0;
  sdg16i_arena *m = &b->memory;
  b->first_cell = sdg16i_arena_array(m, b->rows + 1, sizeof *b->first_cell);
  b->first_row = sdg16i_arena_array(m, cells + 2, sizeof *b->first_row);
  if (!b->first_cell || !b->first_row) return sdg16i_fail_memory(error);
  for (int pass = 0; pass < 2; pass++) { /* how many, then which */
    count = 0;
    for (int64_t row = 0; row < b->rows; row++) {
      b->first_cell[row] = count;
      for (int64_t cell = 0; cell < cells; cell++) {
        if (!sdg16i_balance_has_cell(b, row, cell)) continue;
        if (pass)
          b->cell_of_row[count] = (int32_t)cell;
        else
          b->first_row[cell + 2]++;
        count++;
      }
    }
    b->first_cell[b->rows] = count;
    if (pass) break;
    b->cell_of_row = sdg16i_arena_array(m, count, sizeof *b->cell_of_row);
    b->row_of_cell = sdg16i_arena_array(m, count, sizeof *b->row_of_cell);
    if (!b->cell_of_row || !b->row_of_cell) return sdg16i_fail_memory(error);
  }
  for (int64_t cell = 0; cell < cells; cell++) b->first_row[cell + 2] += b->first_row[cell + 1];
  for (int64_t row = 0; row < b->rows; row++) /* each entry runs from its begin to its end */
    for (int64_t i = b->first_cell[row]; i < b->first_cell[row + 1]; i++)
      b->row_of_cell[b->first_row[b->cell_of_row[i] + 1]++] = (int32_t)row;
  return SDG16_OK;
}

static int32_t open_sums(sdg16i_balance *b, sdg16_error *error) {
  sdg16i_arena *m = &b->memory;
  int64_t items = 0, parts = 0;
  b->first_item = sdg16i_arena_array(m, b->rows + 1, sizeof *b->first_item);
  b->first_part = sdg16i_arena_array(m, b->rows + 1, sizeof *b->first_part);
  if (!b->first_item || !b->first_part) return sdg16i_fail_memory(error);
  for (int64_t row = 0; row < b->rows; row++) {
    const sdg16i_estimation *e = estimation_of(b, row);
    items += e->items;
    parts += e->categories && e->items ? e->categories : e->items;
    b->first_item[row + 1] = items;
    b->first_part[row + 1] = parts;
  }
  b->n = sdg16i_arena_array(m, items, sizeof *b->n);
  b->events = sdg16i_arena_array(m, items, sizeof *b->events);
  b->n_at_first = sdg16i_arena_array(m, items, sizeof *b->n_at_first);
  b->events_at_first = sdg16i_arena_array(m, items, sizeof *b->events_at_first);
  b->sum = sdg16i_arena_array(m, 2 * parts, sizeof *b->sum);
  b->sum_at_first = sdg16i_arena_array(m, 2 * parts, sizeof *b->sum_at_first);
  b->bounds = sdg16i_arena_array(m, b->rows, sizeof *b->bounds);
  b->gap = sdg16i_arena_array(m, b->rows, sizeof *b->gap);
  b->crosses = sdg16i_arena_array(m, b->rows, 1);
  return b->n && b->events && b->n_at_first && b->events_at_first && b->sum &&
                 b->sum_at_first && b->bounds && b->gap && b->crosses
             ? SDG16_OK
             : sdg16i_fail_memory(error);
}

static int32_t open_lists(sdg16i_balance *b, sdg16_error *error) {
  const sdg16i_records *r = b->records;
  sdg16i_arena *m = &b->memory;
  b->type_now = sdg16i_arena_array(m, r->positions, sizeof *b->type_now);
  b->next = sdg16i_arena_array(m, r->positions, sizeof *b->next);
  b->previous = sdg16i_arena_array(m, r->positions, sizeof *b->previous);
  b->head = sdg16i_arena_array(m, r->types * r->classes, sizeof *b->head);
  return b->type_now && b->next && b->previous && b->head ? SDG16_OK
                                                          : sdg16i_fail_memory(error);
}

/* ---- gaps ---- */

static double value_of(const sdg16i_balance *b, int64_t row) {
  const sdg16i_estimation *e = estimation_of(b, row);
  const double *sum = b->sum + 2 * b->first_part[row];
  int64_t parts = b->first_part[row + 1] - b->first_part[row];
  double value = 0, shares = 0;
  int is_total = e->options.statistic == SDG16_SURVEY_TOTAL;
  if (e->valued) {
    for (int64_t k = 0; k < parts; k++) value += e->value[k] * sum[2 * k];
    return is_total ? value : value / sum[1];
  }
  if (is_total) return sum[0];
  for (int64_t k = 0; k < parts; k++) {
    double share = e->categories ? e->share[k] : 1;
    if (!(sum[2 * k + 1] > 0)) continue;
    shares += share;
    value += share * sum[2 * k] / sum[2 * k + 1];
  }
  return value / shares;
}

/* Persons that would have to answer otherwise for the value to be within its bounds. */
static double value_gap(const sdg16i_balance *b, int64_t row) {
  const sdg16i_bounds *at = &b->bounds[row];
  const double *sum = b->sum + 2 * b->first_part[row];
  double value = value_of(b, row), weights = 0;
  double away = value < at->low ? at->low - value : value >= at->high ? value - at->high : 0;
  if (isnan(value)) return 1e3;
  if (!(away > 0)) return value >= at->high ? 1e-6 : 0;
  away /= estimation_of(b, row)->spread;
  if (estimation_of(b, row)->options.statistic == SDG16_SURVEY_TOTAL) return away / b->person;
  if (estimation_of(b, row)->valued) return 1e-6 + away * sum[1] / b->person;
  for (int64_t k = b->first_part[row]; k < b->first_part[row + 1]; k++, sum += 2)
    weights += sum[1];
  return 1e-6 + away * weights / b->person;
}

static double row_gap(const sdg16i_balance *b, int64_t row) {
  const sdg16i_bounds *at = &b->bounds[row];
  double gap = isnan(at->low) ? 0 : value_gap(b, row);
  for (int64_t i = b->first_item[row]; i < b->first_item[row + 1]; i++) {
    double n = (double)b->n[i];
    if (n < at->n_low) gap += at->n_low - n;
    if (n > at->n_high) gap += n - at->n_high;
    if (!at->positive) continue;
    int64_t others = b->n[i] - b->events[i],
            at_first = b->n_at_first[i] - b->events_at_first[i];
    gap += (double)((b->n_at_first[i] > 0 && b->n[i] <= 0) +
                    (b->events_at_first[i] > 0 && b->events[i] <= 0) +
                    (at_first > 0 && others <= 0));
  }
  return gap;
}

static void set_gap(sdg16i_balance *b, int64_t row) {
  double gap = row_gap(b, row);
  b->total_gap += gap * gap - b->gap[row] * b->gap[row];
  b->gap[row] = gap;
}

/* ---- sums ---- */

static void add_to_row(sdg16i_balance *b, int64_t row, int64_t type, double weight, int sign) {
  const sdg16i_records *r = b->records;
  int32_t which = b->origin->of_row[row];
  const sdg16i_estimation *e = &b->origin->estimation[which];
  const int8_t *answer = sdg16i_record_answers(r, type) + r->first_slot[which];
  int32_t category = r->category[type * b->origin->count + which];
  for (int32_t i = 0; i < e->items; i++) {
    if (answer[i] == SDG16I_NO_ANSWER) continue;
    int64_t item = b->first_item[row] + i;
    double *sum = b->sum + 2 * (b->first_part[row] + (e->categories ? category : i));
    b->n[item] += sign;
    b->events[item] += sign * answer[i];
    sum[0] += sign * weight * answer[i];
    sum[1] += sign * weight;
  }
}

static void add_type(sdg16i_balance *b, int64_t type, double weight, int sign) {
  int32_t cell = b->records->cell_of_type[type];
  for (int64_t i = b->first_row[cell]; i < b->first_row[cell + 1]; i++)
    add_to_row(b, b->row_of_cell[i], type, weight, sign);
}

static void set_gaps_of(sdg16i_balance *b, int32_t cell) {
  for (int64_t i = b->first_row[cell]; i < b->first_row[cell + 1]; i++)
    set_gap(b, b->row_of_cell[i]);
}

static void unlink_person(sdg16i_balance *b, int32_t p) {
  int64_t bin = (int64_t)b->type_now[p] * b->records->classes + b->records->class_of[p];
  if (b->previous[p] >= 0)
    b->next[b->previous[p]] = b->next[p];
  else
    b->head[bin] = b->next[p];
  if (b->next[p] >= 0) b->previous[b->next[p]] = b->previous[p];
}

static void link_person(sdg16i_balance *b, int32_t p, int32_t type) {
  int64_t bin = (int64_t)type * b->records->classes + b->records->class_of[p];
  b->type_now[p] = type;
  b->previous[p] = -1;
  b->next[p] = b->head[bin];
  if (b->head[bin] >= 0) b->previous[b->head[bin]] = p;
  b->head[bin] = p;
}

void sdg16i_balance_change(sdg16i_balance *b, int64_t p, int32_t type) {
  const sdg16i_records *r = b->records;
  int32_t before = b->type_now[p];
  double weight = b->origin->design->weight[p];
  unlink_person(b, (int32_t)p);
  link_person(b, (int32_t)p, type);
  add_type(b, before, weight, -1);
  add_type(b, type, weight, 1);
  set_gaps_of(b, r->cell_of_type[before]);
  if (r->cell_of_type[type] != r->cell_of_type[before]) set_gaps_of(b, r->cell_of_type[type]);
}

/* What the rows of a cell would add to the total gap, beside what they do. Rows that are also
 * in the other cell (-1: none) are left out. */
static double gap_change(const sdg16i_balance *b, int32_t cell, int64_t other) {
  double change = 0;
  for (int64_t i = b->first_row[cell]; i < b->first_row[cell + 1]; i++) {
    int64_t row = b->row_of_cell[i];
    if (other >= 0 && sdg16i_balance_has_cell(b, row, other)) continue;
    double gap = row_gap(b, row);
    change += gap * gap - b->gap[row] * b->gap[row];
  }
  return change;
}

double sdg16i_balance_try(sdg16i_balance *b, int64_t p, int32_t type, int64_t item, int64_t *n,
                          int64_t *events) {
  const sdg16i_records *r = b->records;
  int32_t before = b->type_now[p], cell = r->cell_of_type[type];
  int32_t cell_before = r->cell_of_type[before];
  double weight = b->origin->design->weight[p];
  add_type(b, before, weight, -1);
  add_type(b, type, weight, 1);
  double gap = b->total_gap + gap_change(b, cell, -1);
  if (cell != cell_before) gap += gap_change(b, cell_before, cell);
  *n = b->n[item];
  *events = b->events[item];
  add_type(b, type, weight, -1);
  add_type(b, before, weight, 1);
  return gap;
}

/* ---- beginning ---- */

static int32_t add_all(sdg16i_balance *b, sdg16_error *error) {
  const sdg16i_records *r = b->records;
  const double *weight = b->origin->design->weight;
  double *seen = sdg16i_array(b->rows, sizeof *seen), sum = 0, persons = 0;
  if (!seen) return sdg16i_fail_memory(error);
  for (int64_t row = 0; row < b->rows; row++) seen[row] = NAN;
  for (int64_t p = 0; p < r->positions; p++) {
    if (r->type_of[p] < 0) continue;
    int32_t cell = r->cell_of_type[r->type_of[p]];
    add_type(b, r->type_of[p], weight[p], 1);
    sum += fabs(weight[p]);
    persons++;
    for (int64_t i = b->first_row[cell]; i < b->first_row[cell + 1]; i++) {
      int32_t row = b->row_of_cell[i];
      if (!isnan(seen[row]) && seen[row] != weight[p]) b->crosses[row] = 1;
      seen[row] = weight[p];
    }
  }
  b->person = persons > 0 && sum > 0 ? sum / persons : 1;
  int64_t items = b->first_item[b->rows], parts = b->first_part[b->rows];
  if (items) memcpy(b->n_at_first, b->n, (size_t)items * sizeof *b->n);
  if (items) memcpy(b->events_at_first, b->events, (size_t)items * sizeof *b->events);
  if (parts) memcpy(b->sum_at_first, b->sum, (size_t)(2 * parts) * sizeof *b->sum);
  free(seen);
  return SDG16_OK;
}

int32_t sdg16i_balance_make(sdg16i_balance *b, const sdg16i_records *records,
                            const int32_t *const *level, sdg16_error *error) {
  *b = (sdg16i_balance){.records = records, .origin = records->origin};
  b->rows = records->origin->rows;
  b->level = sdg16i_arena_array(&b->memory, b->rows, sizeof *b->level);
  if (!b->level) return sdg16i_fail_memory(error);
  for (int64_t row = 0; row < b->rows; row++) b->level[row] = level[row];
  int32_t status = open_sums(b, error);
  if (!status) status = link_cells(b, error);
  if (!status) status = open_lists(b, error);
  if (!status) status = add_all(b, error);
  for (int64_t row = 0; !status && row < b->rows; row++)
    b->bounds[row] = (sdg16i_bounds){.low = NAN, .high = NAN, .n_low = NAN, .n_high = NAN};
  return status;
}

void sdg16i_balance_free(sdg16i_balance *b) {
  sdg16i_arena_free(&b->memory);
  *b = (sdg16i_balance){0};
}

void sdg16i_balance_reset(sdg16i_balance *b, sdg16i_rng *rng) {
  const sdg16i_records *r = b->records;
  int64_t items = b->first_item[b->rows], parts = b->first_part[b->rows];
  if (items) memcpy(b->n, b->n_at_first, (size_t)items * sizeof *b->n);
  if (items) memcpy(b->events, b->events_at_first, (size_t)items * sizeof *b->events);
  if (parts) memcpy(b->sum, b->sum_at_first, (size_t)(2 * parts) * sizeof *b->sum);
  for (int64_t i = 0; i < r->types * r->classes; i++) b->head[i] = -1;
  int64_t offset =
      r->positions ? (int64_t)(sdg16i_rng_uint64(rng) % (uint64_t)r->positions) : 0;
  for (int64_t i = 0; i < r->positions; i++) {
    int64_t p = (i + offset) % r->positions;
    if (r->type_of[p] >= 0) link_person(b, (int32_t)p, r->type_of[p]);
  }
  b->total_gap = 0;
  for (int64_t row = 0; row < b->rows; row++) {
    b->gap[row] = row_gap(b, row);
    b->total_gap += b->gap[row] * b->gap[row];
  }
}
