#include "mse/capture/reader.h"

#include "base/options.h"
#include "data/csv/missing.h"
#include "mse/capture/capture.h"

#include <stdlib.h>

int32_t sdg16i_reader_start(sdg16i_reader *self, int64_t path_count, const char *const *paths,
                            const sdg16_capture_options *options, sdg16_error *error) {
  *self = (sdg16i_reader){0};
  sdg16_capture_options_init(&self->options, sizeof self->options);
  int32_t status = sdg16i_struct_in(options, &self->options, sizeof self->options,
                                    "sdg16_capture_options", error);
  if (status) return status;
  self->input.options = &self->options;
  self->input.paths = paths;
  self->input.path_count = path_count;
  self->input.list = -1;
  if ((status = sdg16i_input_check(&self->input, error))) return status;
  if ((status = sdg16i_row_selection_check(&self->options, error))) return status;
  status = sdg16i_strata_init(&self->strata, self->options.stratum_count);
  return status ? sdg16i_fail_memory(error) : SDG16_OK;
}

void sdg16i_reader_free(sdg16i_reader *self) {
  sdg16i_input_free(&self->input);
  sdg16i_row_selection_free(&self->selection);
  sdg16i_strata_free(&self->strata);
  sdg16i_flags_free(&self->flags);
  sdg16i_sightings_free(&self->sightings);
}

static int by_sightings(const sdg16i_reader *self) {
  return self->input.layout == SDG16_LAYOUT_RECORDS || self->input.layout == SDG16_LAYOUT_FILES;
}

int32_t sdg16i_reader_header(const sdg16i_csv_row *row, void *reader, sdg16_error *error) {
  sdg16i_reader *self = reader;
  int32_t status = sdg16i_input_header(&self->input, row, error);
  if (!status && sdg16i_row_selection_asked(&self->options))
    status = sdg16i_row_selection_header(&self->selection, &self->input, error);
  if (status) return status;
  self->fields = sdg16i_arena_array(&self->input.arena, row->count, sizeof *self->fields);
  if (!self->fields) return sdg16i_fail_memory(error);
  if (!by_sightings(self)) return sdg16i_flags_header(&self->flags, &self->input, error);
  if (sdg16i_input_note_columns(&self->input, NULL)) return sdg16i_fail_memory(error);
  if (self->input.path > 0) return SDG16_OK; /* a further file */
  return sdg16i_sightings_start(&self->sightings, &self->input, error);
}

int32_t sdg16i_reader_csv_row(const sdg16i_csv_row *row, void *reader, sdg16_error *error) {
  sdg16i_reader *self = reader;
  if (!self->options.na_count) return sdg16i_reader_row(row, reader, error);
  sdg16i_csv_row blanked = *row;
  for (int64_t i = 0; i < row->count; i++) {
    sdg16i_csv_field field = row->fields[i];
    int missing =
        sdg16i_csv_missing(self->options.na_count, self->options.na, field.bytes, field.size);
    if (missing == SDG16I_CSV_BLANK) field.size = 0;
    self->fields[i] = field;
  }
  blanked.fields = self->fields;
  return sdg16i_reader_row(&blanked, reader, error);
}

int32_t sdg16i_reader_row(const sdg16i_csv_row *row, void *reader, sdg16_error *error) {
  sdg16i_reader *self = reader;
  sdg16i_csv_row chosen = *row;
  if (sdg16i_row_selection_asked(&self->options) &&
      !sdg16i_row_selection_row(&self->selection, &chosen))
    return SDG16_OK;
  if (by_sightings(self))
    return sdg16i_sightings_row(&self->sightings, &self->input, &self->strata, &chosen, error);
  return sdg16i_flags_row(&self->flags, &self->input, &self->strata, &chosen, error);
}

int32_t sdg16i_reader_settle(sdg16i_reader *self, int32_t status, sdg16_error *error) {
  sdg16i_sightings *sightings = by_sightings(self) ? &self->sightings : &self->flags.joined;
  int32_t waiting = sdg16i_sightings_settle(sightings, &self->input, &self->strata, error);
  return waiting ? waiting : status;
}

/* ---- the end ---- */

static int32_t build_capture(const sdg16i_reader *self, const sdg16i_tally *tally,
                             const char *const *names, int64_t lists, sdg16_capture **out,
                             sdg16_error *error) {
  const sdg16i_strata *strata = &self->strata;
  if (!tally->total)
    return sdg16i_input_fail(
        &self->input, SDG16_ERR_EMPTY, 0, -1, error,
        "expected a count above 0 in at least one row, found 0 in all (nobody is observed)");
  int64_t combinations = strata->columns ? strata->combinations.count : 1;
  if (strata->columns && combinations > INT64_MAX / strata->columns)
    return sdg16i_fail_memory(error);
  sdg16i_capture_parts parts = {.layout = self->input.layout,
                                .lists = lists,
                                .names = names,
                                .columns = strata->columns,
                                .column_names = self->options.strata,
                                .strata = combinations,
                                .note_count = self->input.notes.count,
                                .notes = self->input.notes.notes,
                                .use_count = self->input.notes.column_count,
                                .uses = self->input.notes.columns};
  sdg16i_capture_history *cells = sdg16i_array(tally->cells, sizeof *cells);
  const char **values = sdg16i_array(combinations * strata->columns, sizeof *values);
  int32_t status = SDG16_ERR_MEMORY;
  if (cells && values) {
    for (int64_t s = 0; s < combinations; s++)
      for (int64_t c = 0; c < strata->columns; c++)
        values[s * strata->columns + c] =
            strata->values.levels[sdg16i_strata_value(strata, (int32_t)s, c)];
    for (int64_t i = 0; i < tally->size; i++) {
      const sdg16i_tally_cell *from = &tally->slots[i];
      if (from->count)
        cells[parts.cell_count++] =
            (sdg16i_capture_history){from->stratum, (uint32_t)from->history, from->count};
    }
    parts.cells = cells;
    parts.values = values;
    status = sdg16i_capture_build(&parts, out, error);
  } else {
    sdg16i_fail_memory(error);
  }
  free(cells);
  free(values);
  return status;
}

int32_t sdg16i_reader_finish(sdg16i_reader *self, sdg16_capture **out, sdg16_error *error) {
  const char *names[SDG16_MAX_LISTS];
  int64_t lists;
  const sdg16i_tally *tally;
  int32_t selected = sdg16i_row_selection_finish(&self->selection, &self->input, error);
  if (selected) return selected;
  if (by_sightings(self)) {
    int32_t status =
        sdg16i_sightings_finish(&self->sightings, &self->input, &self->strata, error);
    if (status) return status;
    tally = &self->sightings.tally;
    lists = self->sightings.lists.count;
    for (int64_t j = 0; j < lists; j++) names[j] = self->sightings.lists.levels[j];
  } else {
    int32_t status = sdg16i_flags_finish(&self->flags, &self->input, &self->strata, error);
    if (status) return status;
    tally = &self->flags.tally;
    lists = self->flags.lists;
    for (int64_t j = 0; j < lists; j++)
      names[j] = self->input.header[self->flags.list_column[j]];
  }
  const sdg16i_tally *counts = self->input.count >= 0 ? tally : NULL;
  if (sdg16i_strata_note(&self->strata, &self->options, counts, &self->input.notes))
    return sdg16i_fail_memory(error);
  return build_capture(self, tally, names, lists, out, error);
}
