/* New capture data from old: lists dropped or merged, fewer stratum columns, one stratum. */
#include "base/error.h"
#include "base/utf8.h"
#include "mse/capture/capture.h"

#include <stdlib.h>
#include <string.h>

/* Builds capture data of `self`'s cells [from, to), each history mapped by
 * `map`; those that become 0 are nobody's any more. */
static int32_t rebuild_capture(const sdg16_capture *self, int64_t from, int64_t to,
                               uint32_t (*map)(uint32_t history, const void *context),
                               const void *context, sdg16i_capture_parts *parts,
                               sdg16_capture **out, sdg16_error *error) {
  if (!(parts->cells = sdg16i_array(to - from, sizeof *parts->cells)))
    return sdg16i_fail_memory(error);
  for (int64_t i = from; i < to; i++) {
    sdg16i_capture_history cell = self->cells[i];
    if (map) cell.history = map(cell.history, context);
    if (parts->columns == 0) cell.stratum = 0;
    if (cell.history) parts->cells[parts->cell_count++] = cell;
  }
  int32_t status = sdg16i_capture_build(parts, out, error);
  free(parts->cells);
  return status;
}

static sdg16i_capture_parts parts_of(const sdg16_capture *self) {
  return (sdg16i_capture_parts){.layout = self->layout,
                                .lists = self->lists,
                                .names = self->names,
                                .columns = self->columns,
                                .column_names = self->column_names,
                                .strata = self->strata,
                                .values = self->values,
                                .note_count = self->note_count,
                                .notes = self->notes,
                                .use_count = self->use_count,
                                .uses = self->uses};
}

static int32_t fail_list(const sdg16_capture *self, int64_t list, sdg16_error *error) {
  return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "list must be from 0 to %ld, not %lld",
                     (long)self->lists - 1, (long long)list);
}

/* Builds as `rebuild_capture` does, with the notes whose lists become other lists; those about
 * lists that become none fall away. */
static int32_t rebuild_lists(const sdg16_capture *self,
                             uint32_t (*map)(uint32_t history, const void *context),
                             const void *context, uint32_t gone, sdg16i_capture_parts *parts,
                             sdg16_capture **out, sdg16_error *error) {
  sdg16i_note *notes = sdg16i_array(self->note_count, sizeof *notes);
  if (!notes) return sdg16i_fail_memory(error);
  parts->notes = notes;
  parts->note_count = 0;
  for (int64_t i = 0; i < self->note_count; i++) {
    if (self->notes[i].lists & gone) continue;
    notes[parts->note_count] = self->notes[i];
    notes[parts->note_count++].lists = map(self->notes[i].lists, context);
  }
  int32_t status = rebuild_capture(self, 0, self->stratum_cell[self->strata], map, context,
                                   parts, out, error);
  free(notes);
  return status;
}

/* ---- a list dropped ---- */

static uint32_t without_list(uint32_t history, const void *context) {
  int32_t list = *(const int32_t *)context;
  uint32_t below = (UINT32_C(1) << list) - 1;
  return (history & below) | (history >> 1 & ~below);
}

int32_t sdg16_capture_drop_list(const sdg16_capture *capture, int32_t list, sdg16_capture **out,
                                sdg16_error *error) {
  if (!out) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "out must not be NULL");
  *out = NULL;
  if (list < 0 || list >= capture->lists) return fail_list(capture, list, error);
  const char *names[SDG16_MAX_LISTS];
  sdg16i_capture_parts parts = parts_of(capture);
  parts.names = names;
  parts.lists = 0;
  for (int32_t i = 0; i < capture->lists; i++)
    if (i != list) names[parts.lists++] = capture->names[i];
  return rebuild_lists(capture, without_list, &list, UINT32_C(1) << list, &parts, out, error);
}

/* ---- lists merged ---- */

static uint32_t with_merged(uint32_t history, const void *context) {
  const uint32_t *bit_of = context; /* the new bit of each old list */
  uint32_t merged = 0;
  for (int list = 0; history >> list; list++)
    if (history >> list & 1) merged |= bit_of[list];
  return merged;
}

int32_t sdg16_capture_merge_lists(const sdg16_capture *capture, const char *name, int64_t count,
                                  const int32_t *lists, sdg16_capture **out,
                                  sdg16_error *error) {
  if (!out) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "out must not be NULL");
  *out = NULL;
  if (!name || !*name)
    return sdg16i_fail(error, SDG16_ERR_NAME, "the merged list must have a name");
  if (count < 2 || !lists)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "the lists to merge must be two or more, not %lld", (long long)count);
  uint32_t chosen = 0;
  for (int64_t i = 0; i < count; i++) {
    if (lists[i] < 0 || lists[i] >= capture->lists) return fail_list(capture, lists[i], error);
    uint32_t bit = UINT32_C(1) << lists[i];
    if (chosen & bit)
      return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                         "the lists to merge must be different; '%s' occurs twice",
                         capture->names[lists[i]]);
    chosen |= bit;
  }
  uint32_t bit_of[SDG16_MAX_LISTS], merged = 0;
  const char *names[SDG16_MAX_LISTS];
  sdg16i_capture_parts parts = parts_of(capture);
  parts.names = names;
  parts.lists = 0;
  for (int32_t i = 0; i < capture->lists; i++) {
    int joins = chosen >> i & 1;
    if (joins && merged) {
      bit_of[i] = merged;
      continue;
    }
    bit_of[i] = UINT32_C(1) << parts.lists;
    if (joins) merged = bit_of[i];
    names[parts.lists++] = joins ? name : capture->names[i];
  }
  return rebuild_lists(capture, with_merged, bit_of, 0, &parts, out, error);
}

/* ---- fewer stratum columns ---- */

static int32_t find_columns(const sdg16_capture *capture, int64_t count,
                            const char *const *columns, int64_t *found, sdg16_error *error) {
  for (int64_t k = 0; k < count; k++) {
    const char *name = columns[k] ? columns[k] : "";
    found[k] = -1;
    for (int64_t c = 0; c < capture->columns; c++)
      if (!strcmp(capture->column_names[c], name)) found[k] = c;
    if (found[k] < 0)
      return sdg16i_fail(error, SDG16_ERR_NAME,
                         "columns must be stratum columns of the capture data, not '%.*s'",
                         sdg16i_utf8_excerpt(name), name);
    for (int64_t i = 0; i < k; i++)
      if (found[i] == found[k])
        return sdg16i_fail(error, SDG16_ERR_NAME,
                           "columns must have each stratum column once; '%.*s' occurs twice",
                           sdg16i_utf8_excerpt(name), name);
  }
  return SDG16_OK;
}

static int same_texts(const char *const *a, const char *const *b, int64_t count) {
  for (int64_t k = 0; k < count; k++)
    if (strcmp(a[k], b[k])) return 0;
  return 1;
}

int32_t sdg16_capture_keep_strata(const sdg16_capture *capture, int64_t count,
                                  const char *const *columns, sdg16_capture **out,
                                  sdg16_error *error) {
  if (!out) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "out must not be NULL");
  *out = NULL;
  if (count < 1)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "columns must have at least one stratum column");
  sdg16i_arena arena = {0};
  int64_t cells = capture->stratum_cell[capture->strata];
  int64_t *found = sdg16i_arena_array(&arena, count, sizeof *found);
  const char **values = sdg16i_arena_array(&arena, capture->strata * count, sizeof *values);
  uint32_t *becomes = sdg16i_arena_array(&arena, capture->strata, sizeof *becomes);
  sdg16i_capture_parts parts = parts_of(capture);
  parts.cells = sdg16i_arena_array(&arena, cells, sizeof *parts.cells);
  int32_t status =
      found && values && becomes && parts.cells ? SDG16_OK : sdg16i_fail_memory(error);
  if (!status) status = find_columns(capture, count, columns, found, error);
  if (!status) {
    parts.columns = count;
    parts.column_names = columns;
    parts.values = values;
    parts.strata = 0;
    for (int64_t s = 0; s < capture->strata; s++) {
      const char **row = values + parts.strata * count;
      for (int64_t k = 0; k < count; k++)
        row[k] = capture->values[s * capture->columns + found[k]];
      int64_t same = 0; /* strata are few beside persons */
      while (same < parts.strata && !same_texts(values + same * count, row, count)) same++;
      becomes[s] = (uint32_t)same;
      parts.strata += same == parts.strata;
    }
    for (int64_t i = 0; i < cells; i++) {
      parts.cells[i] = capture->cells[i];
      parts.cells[i].stratum = becomes[capture->cells[i].stratum];
    }
    parts.cell_count = cells;
    status = sdg16i_capture_build(&parts, out, error);
  }
  sdg16i_arena_free(&arena);
  return status;
}

/* ---- one stratum ---- */

int32_t sdg16_capture_stratum(const sdg16_capture *capture, int64_t stratum,
                              sdg16_capture **out, sdg16_error *error) {
  if (!out) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "out must not be NULL");
  *out = NULL;
  if (stratum < 0 || stratum >= sdg16_capture_strata(capture))
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "stratum must be one of the data's, not %lld (there are %lld)",
                       (long long)stratum, (long long)sdg16_capture_strata(capture));
  sdg16i_capture_parts parts = parts_of(capture);
  parts.columns = 0;
  parts.strata = 1;
  return rebuild_capture(capture, capture->stratum_cell[stratum],
                         capture->stratum_cell[stratum + 1], NULL, NULL, &parts, out, error);
}
