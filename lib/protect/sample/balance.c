#include "protect/sample/balance.h"

#include "base/error.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_CHANGES 65536 /* beside two of each respondent */

/* ---- the shape ---- */

static const sdg16i_estimation *estimation_of(const sdg16i_balance *b, int64_t row) {
  return &b->origin->estimation[b->origin->of_row[row]];
}

static int has_codes(const sdg16i_balance *b, int64_t row, int64_t cell) {
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
        if (!has_codes(b, row, cell)) continue;
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

/* The rows of a cell are in ascending order. */
int sdg16i_balance_has_cell(const sdg16i_balance *b, int64_t row, int64_t cell) {
  int64_t low = b->first_row[cell], high = b->first_row[cell + 1];
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (b->row_of_cell[middle] < row)
      low = middle + 1;
    else
      high = middle;
  }
  return low < b->first_row[cell + 1] && b->row_of_cell[low] == row;
}

static int32_t open_sums(sdg16i_balance *b, sdg16_error *error) {
  sdg16i_arena *m = &b->memory;
  int64_t items = 0, parts = 0, most_items = 0, most_parts = 0;
  b->first_item = sdg16i_arena_array(m, b->rows + 1, sizeof *b->first_item);
  b->first_part = sdg16i_arena_array(m, b->rows + 1, sizeof *b->first_part);
  if (!b->first_item || !b->first_part) return sdg16i_fail_memory(error);
  for (int64_t row = 0; row < b->rows; row++) {
    const sdg16i_estimation *e = estimation_of(b, row);
    int64_t own = e->categories && e->items ? e->categories : e->items;
    items += e->items;
    parts += own;
    if (e->items > most_items) most_items = e->items;
    if (own > most_parts) most_parts = own;
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
  b->learned = sdg16i_arena_array(m, b->rows, sizeof *b->learned);
  b->gap = sdg16i_arena_array(m, b->rows, sizeof *b->gap);
  b->gap_at_first = sdg16i_arena_array(m, b->rows, sizeof *b->gap_at_first);
  b->crosses = sdg16i_arena_array(m, b->rows, 1);
  b->n_then = sdg16i_arena_array(m, most_items, sizeof *b->n_then);
  b->events_then = sdg16i_arena_array(m, most_items, sizeof *b->events_then);
  b->sum_then = sdg16i_arena_array(m, 2 * most_parts, sizeof *b->sum_then);
  return b->n && b->events && b->n_at_first && b->events_at_first && b->sum &&
                 b->sum_at_first && b->bounds && b->learned && b->gap && b->gap_at_first &&
                 b->crosses && b->n_then && b->events_then && b->sum_then
             ? SDG16_OK
             : sdg16i_fail_memory(error);
}

static int32_t open_lists(sdg16i_balance *b, sdg16_error *error) {
  const sdg16i_records *r = b->records;
  sdg16i_arena *m = &b->memory;
  b->most_changes = MOST_CHANGES + 2 * r->positions;
  b->type_now = sdg16i_arena_array(m, r->positions, sizeof *b->type_now);
  b->next = sdg16i_arena_array(m, r->positions, sizeof *b->next);
  b->previous = sdg16i_arena_array(m, r->positions, sizeof *b->previous);
  b->head = sdg16i_arena_array(m, r->types * r->classes, sizeof *b->head);
  b->undo = sdg16i_arena_array(m, b->most_changes, sizeof *b->undo);
  b->touched_row = sdg16i_arena_array(m, b->rows, sizeof *b->touched_row);
  b->is_touched = sdg16i_arena_array(m, b->rows, 1);
  return b->type_now && b->next && b->previous && b->head && b->undo && b->touched_row &&
                 b->is_touched
             ? SDG16_OK
             : sdg16i_fail_memory(error);
}

/* ---- gaps ---- */

/* The sums of a row, as they are or as they would be. */
typedef struct sums {
  int64_t row;
  const int64_t *n, *events;
  const double *sum;
} sums;

static sums sums_of(const sdg16i_balance *b, int64_t row) {
  int64_t item = b->first_item[row];
  return (sums){row, b->n + item, b->events + item, b->sum + 2 * b->first_part[row]};
}

static double value_of(const sdg16i_balance *b, const sums *at) {
  const sdg16i_estimation *e = estimation_of(b, at->row);
  const double *sum = at->sum;
  int64_t parts = b->first_part[at->row + 1] - b->first_part[at->row];
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
static double value_gap(const sdg16i_balance *b, const sums *of) {
  const sdg16i_bounds *at = &b->used[of->row];
  const sdg16i_estimation *e = estimation_of(b, of->row);
  double value = value_of(b, of), weights = 0;
  if (value >= at->low && value < at->high) return 0;
  double away = value < at->low ? at->low - value : value >= at->high ? value - at->high : 0;
  if (isnan(value)) return 1e3;
  if (!(away > 0)) return 1e-6;
  away /= e->spread;
  if (e->options.statistic == SDG16_SURVEY_TOTAL) return away / b->person;
  if (e->valued) return 1e-6 + away * of->sum[1] / b->person;
  int64_t parts = b->first_part[of->row + 1] - b->first_part[of->row];
  for (int64_t k = 0; k < parts; k++) weights += of->sum[2 * k + 1];
  return 1e-6 + away * weights / b->person;
}

/* Counts that were positive and are no more. */
static double lost_counts(const sdg16i_balance *b, const sums *of, int64_t i) {
  int64_t item = b->first_item[of->row] + i, others = of->n[i] - of->events[i];
  int64_t at_first = b->n_at_first[item] - b->events_at_first[item];
  return (double)((b->n_at_first[item] > 0 && of->n[i] <= 0) +
                  (b->events_at_first[item] > 0 && of->events[i] <= 0) +
                  (at_first > 0 && others <= 0));
}

static double row_gap(const sdg16i_balance *b, const sums *of) {
  const sdg16i_bounds *at = &b->used[of->row];
  double gap = isnan(at->low) ? 0 : value_gap(b, of);
  int64_t items = b->first_item[of->row + 1] - b->first_item[of->row];
  for (int64_t i = 0; i < items; i++) {
    double n = (double)of->n[i];
    if (n < at->n_low) gap += at->n_low - n;
    if (n > at->n_high) gap += n - at->n_high;
    if (at->positive) gap += lost_counts(b, of, i);
  }
  return gap;
}

static void set_gap(sdg16i_balance *b, int64_t row) {
  sums now = sums_of(b, row);
  double gap = row_gap(b, &now);
  b->total_gap += gap * gap - b->gap[row] * b->gap[row];
  b->gap[row] = gap;
}

/* ---- sums ---- */

/* Adds a record to the sums of a row, or takes it away. */
static void add_to_sums(const sdg16i_balance *b, int64_t row, int64_t type, double weight,
                        int sign, int64_t *n, int64_t *events, double *sum) {
  const sdg16i_records *r = b->records;
  int32_t which = b->origin->of_row[row];
  const sdg16i_estimation *e = &b->origin->estimation[which];
  const int8_t *answer = sdg16i_record_answers(r, type) + r->first_slot[which];
  int32_t category = r->category[type * b->origin->count + which];
  for (int32_t i = 0; i < e->items; i++) {
    if (answer[i] == SDG16I_NO_ANSWER) continue;
    double *pair = sum + 2 * (e->categories ? category : i);
    n[i] += sign;
    events[i] += sign * answer[i];
    pair[0] += sign * weight * answer[i];
    pair[1] += sign * weight;
  }
}

static void add_type(sdg16i_balance *b, int64_t type, double weight, int sign) {
  int32_t cell = b->records->cell_of_type[type];
  for (int64_t i = b->first_row[cell]; i < b->first_row[cell + 1]; i++) {
    int64_t row = b->row_of_cell[i], item = b->first_item[row];
    add_to_sums(b, row, type, weight, sign, b->n + item, b->events + item,
                b->sum + 2 * b->first_part[row]);
  }
}

static void set_gaps_of(sdg16i_balance *b, int32_t cell) {
  for (int64_t i = b->first_row[cell]; i < b->first_row[cell + 1]; i++) {
    int32_t row = b->row_of_cell[i];
    set_gap(b, row);
    if (b->is_touched[row]) continue;
    b->is_touched[row] = 1;
    b->touched_row[b->touched_rows++] = row;
  }
}

static void unlink_person(sdg16i_balance *b, int32_t p) {
  int32_t *head = sdg16i_balance_head(b, b->type_now[p], b->records->class_of[p]);
  b->next[b->previous[p]] = b->next[p];
  b->previous[b->next[p]] = b->previous[p];
  if (*head == p) *head = b->next[p] == p ? -1 : b->next[p];
}

/* As the last. */
static void link_person(sdg16i_balance *b, int32_t p, int32_t type) {
  int32_t *head = sdg16i_balance_head(b, type, b->records->class_of[p]);
  int32_t first = *head < 0 ? p : *head, last = *head < 0 ? p : b->previous[first];
  b->type_now[p] = type;
  b->next[p] = first;
  b->previous[p] = last;
  b->next[last] = b->previous[first] = p;
  *head = first;
}

static void move_person(sdg16i_balance *b, int64_t p, int32_t type) {
  unlink_person(b, (int32_t)p);
  link_person(b, (int32_t)p, type);
}

static void give_record(sdg16i_balance *b, int64_t p, int32_t type) {
  const sdg16i_records *r = b->records;
  int32_t before = b->type_now[p];
  double weight = b->origin->design->weight[p];
  move_person(b, p, type);
  add_type(b, before, weight, -1);
  add_type(b, type, weight, 1);
  set_gaps_of(b, r->cell_of_type[before]);
  if (r->cell_of_type[type] != r->cell_of_type[before]) set_gaps_of(b, r->cell_of_type[type]);
}

void sdg16i_balance_change(sdg16i_balance *b, int64_t p, int32_t type) {
  b->undo[b->changes++] = (struct sdg16i_undo){(int32_t)p, b->type_now[p]};
  give_record(b, p, type);
}

/* The sums exactly as they were at first, without errors of rounding. */
static void restore_row(sdg16i_balance *b, int32_t row) {
  int64_t item = b->first_item[row], items = b->first_item[row + 1] - item;
  int64_t part = b->first_part[row], parts = b->first_part[row + 1] - part;
  b->is_touched[row] = 0;
  b->gap[row] = b->gap_at_first[row];
  if (!items) return;
  memcpy(b->n + item, b->n_at_first + item, (size_t)items * sizeof *b->n);
  memcpy(b->events + item, b->events_at_first + item, (size_t)items * sizeof *b->events);
  memcpy(b->sum + 2 * part, b->sum_at_first + 2 * part, (size_t)(2 * parts) * sizeof *b->sum);
}

void sdg16i_balance_undo(sdg16i_balance *b, int64_t changes) {
  while (b->changes > changes) {
    struct sdg16i_undo *last = &b->undo[--b->changes];
    if (changes)
      give_record(b, last->position, last->type);
    else
      move_person(b, last->position, last->type);
  }
  if (changes) return;
  while (b->touched_rows) restore_row(b, b->touched_row[--b->touched_rows]);
  b->total_gap = b->total_gap_at_first;
}

/* ---- changes that are not made ---- */

/* Does it make no difference to a row which of two records somebody has? */
static int is_same_in_row(const sdg16i_balance *b, int64_t row, int64_t one, int64_t other) {
  const sdg16i_records *r = b->records;
  int32_t which = b->origin->of_row[row];
  int64_t slot = r->first_slot[which], slots = r->first_slot[which + 1] - slot;
  return !memcmp(sdg16i_record_answers(r, one) + slot, sdg16i_record_answers(r, other) + slot,
                 (size_t)slots) &&
         r->category[one * b->origin->count + which] ==
             r->category[other * b->origin->count + which];
}

/* What a row would add to the total gap, beside what it does, without a record and with another
 * (-1: none). */
static double gap_change(const sdg16i_balance *b, int64_t row, int64_t without, int64_t with,
                         double weight) {
  int64_t items = b->first_item[row + 1] - b->first_item[row];
  int64_t numbers = 2 * (b->first_part[row + 1] - b->first_part[row]);
  sums now = sums_of(b, row), then = {row, b->n_then, b->events_then, b->sum_then};
  for (int64_t i = 0; i < items; i++) b->n_then[i] = now.n[i];
  for (int64_t i = 0; i < items; i++) b->events_then[i] = now.events[i];
  for (int64_t i = 0; i < numbers; i++) b->sum_then[i] = now.sum[i];
  if (without >= 0)
    add_to_sums(b, row, without, weight, -1, b->n_then, b->events_then, b->sum_then);
  if (with >= 0) add_to_sums(b, row, with, weight, 1, b->n_then, b->events_then, b->sum_then);
  double gap = row_gap(b, &then);
  return gap * gap - b->gap[row] * b->gap[row];
}

double sdg16i_balance_try(sdg16i_balance *b, int64_t p, int32_t type) {
  const sdg16i_records *r = b->records;
  int32_t before = b->type_now[p], from = r->cell_of_type[before], to = r->cell_of_type[type];
  int64_t i = b->first_row[from], i_end = b->first_row[from + 1];
  int64_t k = b->first_row[to], k_end = b->first_row[to + 1];
  double weight = b->origin->design->weight[p], gap = b->total_gap;
  while (i < i_end || k < k_end) { /* both in ascending order */
    int64_t left = i < i_end ? b->row_of_cell[i] : INT64_MAX;
    int64_t right = k < k_end ? b->row_of_cell[k] : INT64_MAX;
    int64_t row = left < right ? left : right;
    i += left == row;
    k += right == row;
    if (left == right && is_same_in_row(b, row, before, type)) continue;
    gap += gap_change(b, row, left == row ? before : -1, right == row ? type : -1, weight);
  }
  return gap;
}

void sdg16i_balance_try_item(const sdg16i_balance *b, int64_t p, int32_t type, int64_t row,
                             int32_t item, int64_t *n, int64_t *events) {
  const sdg16i_records *r = b->records;
  int64_t slot = r->first_slot[b->origin->of_row[row]] + item;
  int32_t records[2] = {b->type_now[p], type};
  *n = b->n[b->first_item[row] + item];
  *events = b->events[b->first_item[row] + item];
  for (int k = 0; k < 2; k++) {
    int8_t answer = sdg16i_record_answers(r, records[k])[slot];
    if (answer == SDG16I_NO_ANSWER ||
        !sdg16i_balance_has_cell(b, row, r->cell_of_type[records[k]]))
      continue;
    *n += k ? 1 : -1;
    *events += k ? answer : -answer;
  }
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

static void link_all(sdg16i_balance *b) {
  const sdg16i_records *r = b->records;
  for (int64_t i = 0; i < r->types * r->classes; i++) b->head[i] = -1;
  for (int64_t p = 0; p < r->positions; p++)
    if (r->type_of[p] >= 0) link_person(b, (int32_t)p, r->type_of[p]);
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
  if (!status) link_all(b);
  for (int64_t row = 0; !status && row < b->rows; row++)
    b->bounds[row] = (sdg16i_bounds){.low = NAN, .high = NAN, .n_low = NAN, .n_high = NAN};
  return status;
}

void sdg16i_balance_free(sdg16i_balance *b) {
  sdg16i_arena_free(&b->memory);
  *b = (sdg16i_balance){0};
}

void sdg16i_balance_begin(sdg16i_balance *b) {
  sdg16i_balance_undo(b, 0);
  b->used = b->bounds;
  b->total_gap = 0;
  for (int64_t row = 0; row < b->rows; row++) {
    sums now = sums_of(b, row);
    b->learned[row] = b->bounds[row];
    b->gap[row] = b->gap_at_first[row] = row_gap(b, &now);
    b->total_gap += b->gap[row] * b->gap[row];
  }
  b->total_gap_at_first = b->total_gap;
}

/* At first no row has a gap, to these bounds or to those. */
void sdg16i_balance_restart(sdg16i_balance *b, int with_learned) {
  sdg16i_balance_undo(b, 0);
  b->used = with_learned ? b->learned : b->bounds;
}

void sdg16i_balance_learn(sdg16i_balance *b, int64_t row) {
  sdg16i_bounds *at = &b->learned[row];
  sums now = sums_of(b, row), first = now;
  first.sum = b->sum_at_first + 2 * b->first_part[row];
  double value = value_of(b, &now), value_at_first = value_of(b, &first);
  if (isnan(at->low) || isnan(value) || isnan(value_at_first)) return;
  double half = value_at_first + (value - value_at_first) / 2;
  if (half > value_at_first && half < at->high) at->high = half;
  if (half < value_at_first && half > at->low) at->low = half;
}
