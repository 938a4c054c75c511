/* Making, freeing and reading the handle. */
#include "mse/capture/capture.h"

#include "base/error.h"
#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

/* ---- building ---- */

static int32_t check_lists(const sdg16i_capture_parts *parts, sdg16_error *error) {
  if (parts->lists < SDG16I_MIN_LISTS || parts->lists > SDG16_MAX_LISTS)
    return sdg16i_fail(error, SDG16_ERR_LISTS,
                       "capture data must have from %d to %d lists, not %lld", SDG16I_MIN_LISTS,
                       SDG16_MAX_LISTS, (long long)parts->lists);
  for (int64_t i = 0; i < parts->lists; i++) {
    if (!parts->names[i] || !*parts->names[i])
      return sdg16i_fail_at(error, SDG16_ERR_NAME, "lists", i + 1, 0,
                            "every list must have a name; the name of list %lld is empty",
                            (long long)i + 1);
    for (int64_t j = 0; j < i; j++)
      if (!strcmp(parts->names[i], parts->names[j]))
        return sdg16i_fail_at(
            error, SDG16_ERR_NAME, "lists", i + 1, 0,
            "lists must have different names; lists %lld and %lld are both '%s'",
            (long long)j + 1, (long long)i + 1, parts->names[i]);
  }
  return SDG16_OK;
}

static const char **copy_texts(sdg16i_arena *arena, int64_t count, const char *const *texts) {
  const char **copy = sdg16i_arena_array(arena, count, sizeof *copy);
  for (int64_t i = 0; copy && i < count; i++) {
    copy[i] = sdg16i_arena_text(arena, texts[i], strlen(texts[i]));
    if (!copy[i]) return NULL;
  }
  return copy;
}

typedef struct stratum_row {
  const char *const *values;
  int64_t columns;
  uint32_t index; /* among the parts' strata */
} stratum_row;

static int compare_rows(const void *a, const void *b) {
  const stratum_row *x = a, *y = b;
  for (int64_t i = 0; i < x->columns; i++) {
    int order = strcmp(x->values[i], y->values[i]);
    if (order) return order;
  }
  return 0;
}

static int compare_cells(const void *a, const void *b) {
  const sdg16i_capture_history *x = a, *y = b;
  if (x->stratum != y->stratum) return x->stratum < y->stratum ? -1 : 1;
  return (x->history > y->history) - (x->history < y->history);
}

/* Total of the counts; positive and at most SDG16_MAX_COUNT. */
static int32_t add_up(const sdg16i_capture_parts *parts, int64_t *total, sdg16_error *error) {
  *total = 0;
  for (int64_t i = 0; i < parts->cell_count; i++) {
    if (parts->cells[i].count > SDG16_MAX_COUNT - *total)
      return sdg16i_fail(error, SDG16_ERR_COUNT, "the counts must add up to at most %lld",
                         (long long)SDG16_MAX_COUNT);
    *total += parts->cells[i].count;
  }
  if (!*total)
    return sdg16i_fail(error, SDG16_ERR_EMPTY,
                       "at least one count must be above 0 (nobody is observed)");
  return SDG16_OK;
}

/* Puts the strata that hold persons in ascending order and renumbers the cells.
 * `rank` and `rows` hold one item for each of the parts' strata. */
static int32_t order_strata(sdg16_capture *self, const sdg16i_capture_parts *parts,
                            uint32_t *rank, stratum_row *rows) {
  for (int64_t i = 0; i < parts->cell_count; i++)
    if (parts->cells[i].count) rank[parts->cells[i].stratum] = 1;
  for (int64_t s = 0; s < parts->strata; s++)
    if (rank[s])
      rows[self->strata++] =
          (stratum_row){parts->columns ? parts->values + s * parts->columns : NULL,
                        parts->columns, (uint32_t)s};
  sdg16i_sort(rows, self->strata, sizeof *rows, compare_rows);

  self->values =
      sdg16i_arena_array(&self->arena, self->strata * self->columns, sizeof *self->values);
  if (!self->values) return SDG16_ERR_MEMORY;
  for (int64_t s = 0; s < self->strata; s++) {
    rank[rows[s].index] = (uint32_t)s;
    for (int64_t c = 0; c < self->columns; c++) {
      const char *text = rows[s].values[c];
      const char *copy = sdg16i_arena_text(&self->arena, text, strlen(text));
      if (!copy) return SDG16_ERR_MEMORY;
      self->values[s * self->columns + c] = copy;
    }
  }
  for (int64_t i = 0; i < parts->cell_count; i++)
    parts->cells[i].stratum = rank[parts->cells[i].stratum];
  return SDG16_OK;
}

/* Sorts the cells and adds up those of one stratum and history. */
static int32_t store_cells(sdg16_capture *self, sdg16i_capture_history *cells, int64_t count) {
  int64_t kept = 0;
  for (int64_t i = 0; i < count; i++)
    if (cells[i].count) cells[kept++] = cells[i];
  sdg16i_sort(cells, kept, sizeof *cells, compare_cells);
  int64_t distinct = 0;
  for (int64_t i = 0; i < kept; i++)
    if (distinct && !compare_cells(&cells[distinct - 1], &cells[i]))
      cells[distinct - 1].count += cells[i].count;
    else
      cells[distinct++] = cells[i];

  self->cells = sdg16i_arena_array(&self->arena, distinct, sizeof *cells);
  self->stratum_cell =
      sdg16i_arena_array(&self->arena, self->strata + 1, sizeof *self->stratum_cell);
  if (!self->cells || !self->stratum_cell) return SDG16_ERR_MEMORY;
  for (int64_t i = 0; i < distinct; i++) {
    self->cells[i] = cells[i];
    self->stratum_cell[cells[i].stratum + 1] = i + 1;
  }
  return SDG16_OK;
}

/* Adds the cells up over the strata; `dense` has a place for each history. */
static int32_t pool_strata(sdg16_capture *self, int64_t *dense) {
  for (int64_t i = 0; i < self->stratum_cell[self->strata]; i++) {
    int64_t *at = &dense[self->cells[i].history];
    self->histories += !*at;
    *at += self->cells[i].count;
  }
  self->history = sdg16i_arena_array(&self->arena, self->histories, sizeof *self->history);
  self->count = sdg16i_arena_array(&self->arena, self->histories, sizeof *self->count);
  if (!self->history || !self->count) return SDG16_ERR_MEMORY;
  int64_t next = 0;
  for (uint32_t h = 0; h < UINT32_C(1) << self->lists; h++)
    if (dense[h]) {
      self->history[next] = h;
      self->count[next++] = dense[h];
    }
  return SDG16_OK;
}

/* Copies a text; NULL when out of memory. `*failed` is kept. */
static const char *copy_text(sdg16i_arena *arena, const char *text, int *failed) {
  const char *copy = sdg16i_arena_text(arena, text, strlen(text));
  *failed |= !copy;
  return copy;
}

static int32_t store_notes(sdg16_capture *self, const sdg16i_capture_parts *parts) {
  int failed = 0;
  self->note_count = parts->note_count;
  self->use_count = parts->use_count;
  self->notes = sdg16i_arena_array(&self->arena, self->note_count, sizeof *self->notes);
  self->uses = sdg16i_arena_array(&self->arena, self->use_count, sizeof *self->uses);
  if (!self->notes || !self->uses) return SDG16_ERR_MEMORY;
  for (int64_t i = 0; i < self->note_count; i++) {
    self->notes[i] = parts->notes[i]; /* code and severity are constants */
    self->notes[i].message = copy_text(&self->arena, parts->notes[i].message, &failed);
    if (parts->notes[i].headline)
      self->notes[i].headline = copy_text(&self->arena, parts->notes[i].headline, &failed);
  }
  for (int64_t i = 0; i < self->use_count; i++) {
    self->uses[i] = parts->uses[i];
    self->uses[i].column = copy_text(&self->arena, parts->uses[i].column, &failed);
  }
  if (failed) return SDG16_ERR_MEMORY;
  int32_t status = sdg16i_notes_table(self->notes, self->note_count, &self->note_table, NULL);
  if (!status)
    status = sdg16i_column_uses_table(self->uses, self->use_count, &self->use_table, NULL);
  return status;
}

static int32_t fill_capture(sdg16_capture *self, const sdg16i_capture_parts *parts,
                            void *scratch, int64_t *dense) {
  self->layout = parts->layout;
  self->lists = (int32_t)parts->lists;
  self->columns = parts->columns;
  self->names = copy_texts(&self->arena, parts->lists, parts->names);
  self->column_names = copy_texts(&self->arena, parts->columns, parts->column_names);
  if (!self->names || !self->column_names) return SDG16_ERR_MEMORY;
  stratum_row *rows = scratch;
  int32_t status = order_strata(self, parts, (uint32_t *)(rows + parts->strata), rows);
  if (!status) status = store_cells(self, parts->cells, parts->cell_count);
  if (!status) status = pool_strata(self, dense);
  if (!status) status = store_notes(self, parts);
  if (!status && sdg16i_capture_digest(self)) status = SDG16_ERR_MEMORY;
  return status;
}

int32_t sdg16i_capture_build(const sdg16i_capture_parts *parts, sdg16_capture **out,
                             sdg16_error *error) {
  int64_t observed;
  int32_t status = check_lists(parts, error);
  if (!status) status = add_up(parts, &observed, error);
  if (status) return status;
  sdg16_capture *self = sdg16i_array(1, sizeof *self);
  void *scratch = sdg16i_array(parts->strata, sizeof(stratum_row) + sizeof(uint32_t));
  int64_t *dense = sdg16i_array(INT64_C(1) << parts->lists, sizeof *dense);
  status =
      self && scratch && dense ? fill_capture(self, parts, scratch, dense) : SDG16_ERR_MEMORY;
  free(scratch);
  free(dense);
  if (status) {
    sdg16_capture_free(self);
    return sdg16i_fail_memory(error);
  }
  self->observed = observed;
  *out = self;
  return SDG16_OK;
}

/* ---- from arrays ---- */

static int32_t check_row(int32_t lists, int64_t row, uint32_t history, int64_t count,
                         sdg16_error *error) {
  if (history >> lists)
    return sdg16i_fail_at(error, SDG16_ERR_HISTORY, "histories", row, 0,
                          "histories, row %lld: expected a number from 1 to %lu, the histories "
                          "of %ld lists, found %lu",
                          (long long)row, (UINT32_C(1) << lists) - 1UL, (long)lists,
                          (unsigned long)history);
  if (count < 0 || count > SDG16_MAX_COUNT)
    return sdg16i_fail_at(error, SDG16_ERR_COUNT, "counts", row, 0,
                          "counts, row %lld: expected a count from 0 to %lld, found %lld",
                          (long long)row, (long long)SDG16_MAX_COUNT, (long long)count);
  if (!history && count)
    return sdg16i_fail_at(error, SDG16_ERR_HISTORY, "histories", row, 0,
                          "histories, row %lld: expected 0 persons on no list, found %lld "
                          "(nobody can be observed without being on a list)",
                          (long long)row, (long long)count);
  return SDG16_OK;
}

/* The names of lists that have none. */
static const char *const NUMBERS[SDG16_MAX_LISTS] = {
    "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16"};

int32_t sdg16_capture_new(int32_t lists, const char *const *names, int64_t rows,
                          const uint32_t *histories, const int64_t *counts, sdg16_capture **out,
                          sdg16_error *error) {
  if (!out) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "out must not be NULL");
  *out = NULL;
  if (rows < 0 || (rows && (!histories || !counts)))
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "rows must be the number of histories and counts, which must not be "
                       "NULL (rows is %lld)",
                       (long long)rows);
  sdg16i_capture_parts parts = {.layout = SDG16_LAYOUT_AUTO,
                                .lists = lists,
                                .names = names ? names : NUMBERS,
                                .strata = 1,
                                .cell_count = rows};
  int32_t status = check_lists(&parts, error); /* before the histories are judged by it */
  for (int64_t i = 0; !status && i < rows; i++)
    status = check_row(lists, i + 1, histories[i], counts[i], error);
  if (status) return status;
  if (!(parts.cells = sdg16i_array(rows, sizeof *parts.cells)))
    return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < rows; i++)
    parts.cells[i] = (sdg16i_capture_history){0, histories[i], counts[i]};
  status = sdg16i_capture_build(&parts, out, error);
  free(parts.cells);
  return status;
}

void sdg16_capture_free(sdg16_capture *capture) {
  if (!capture) return;
  sdg16_table_free(capture->note_table);
  sdg16_table_free(capture->use_table);
  sdg16i_arena_free(&capture->arena);
  free(capture);
}

/* ---- reading ---- */

const char *sdg16_capture_sha256(const sdg16_capture *capture) { return capture->sha256; }

const sdg16_table *sdg16_capture_notes(const sdg16_capture *capture) {
  return capture->note_table;
}

const sdg16_table *sdg16_capture_columns(const sdg16_capture *capture) {
  return capture->use_table;
}

int32_t sdg16_capture_layout(const sdg16_capture *capture) { return capture->layout; }

int32_t sdg16_capture_lists(const sdg16_capture *capture) { return capture->lists; }

const char *sdg16_capture_list_name(const sdg16_capture *capture, int32_t list) {
  return list >= 0 && list < capture->lists ? capture->names[list] : NULL;
}

int32_t sdg16_capture_find_list(const sdg16_capture *capture, const char *name) {
  for (int32_t i = 0; name && i < capture->lists; i++)
    if (!strcmp(capture->names[i], name)) return i;
  return -1;
}

int64_t sdg16_capture_observed(const sdg16_capture *capture) { return capture->observed; }

int64_t sdg16_capture_histories(const sdg16_capture *capture, const uint32_t **histories,
                                const int64_t **counts) {
  if (histories) *histories = capture->history;
  if (counts) *counts = capture->count;
  return capture->histories;
}

int32_t sdg16_capture_overlaps(const sdg16_capture *capture, int64_t *out, int64_t capacity,
                               sdg16_error *error) {
  int64_t lists = capture->lists;
  if (!out || capacity < lists * lists)
    return sdg16i_fail(error, SDG16_ERR_CAPACITY,
                       "overlaps: capacity must be at least %lld for %lld lists, not %lld",
                       (long long)(lists * lists), (long long)lists,
                       out ? (long long)capacity : 0LL);
  for (int64_t i = 0; i < lists; i++)
    for (int64_t j = 0; j <= i; j++) {
      uint32_t both = UINT32_C(1) << i | UINT32_C(1) << j;
      int64_t persons = 0;
      for (int64_t k = 0; k < capture->histories; k++)
        if ((capture->history[k] & both) == both) persons += capture->count[k];
      out[i * lists + j] = out[j * lists + i] = persons;
    }
  return SDG16_OK;
}

int64_t sdg16_capture_stratum_columns(const sdg16_capture *capture) { return capture->columns; }

const char *sdg16_capture_stratum_column(const sdg16_capture *capture, int64_t column) {
  return column >= 0 && column < capture->columns ? capture->column_names[column] : NULL;
}

int64_t sdg16_capture_strata(const sdg16_capture *capture) {
  return capture->columns ? capture->strata : 0;
}

const char *sdg16_capture_stratum_value(const sdg16_capture *capture, int64_t stratum,
                                        int64_t column) {
  if (stratum < 0 || stratum >= capture->strata || column < 0 || column >= capture->columns)
    return NULL;
  return capture->values[stratum * capture->columns + column];
}
