/* Capture data from a table in memory: its rows are shown to the reader as the
 * fields they would be in a file. */
#include "base/numbers.h"
#include "mse/capture/reader.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_SIZE SDG16I_DOUBLE_SIZE
#define EXACT 9007199254740992.0 /* 2^53: whole doubles up to here are exact */

typedef struct feed {
  const sdg16_table *table;
  sdg16i_csv_field *fields;
  char (*numbers)[NUMBER_SIZE]; /* text of a number, one a column */
} feed;

/* Kinds of missing stay apart as strata: "(refused)"; elsewhere a gap is a gap. */
static sdg16i_csv_field missing_field(int32_t kind, int stratum, char *buffer) {
  const char *name = sdg16_missing_name(kind);
  if (!stratum || kind == SDG16_MISSING_SYSTEM || !name) return (sdg16i_csv_field){"", 0};
  int size = snprintf(buffer, NUMBER_SIZE, "(%s)", name);
  return (sdg16i_csv_field){buffer, size < NUMBER_SIZE ? size : NUMBER_SIZE - 1};
}

static sdg16i_csv_field field_of(const feed *self, int64_t row, int64_t column, int stratum) {
  const sdg16_table *table = self->table;
  const uint8_t *missing = sdg16_table_missing(table, column);
  char *buffer = self->numbers[column];
  if (missing && missing[row] != SDG16_PRESENT)
    return missing_field(missing[row], stratum, buffer);
  if (sdg16_table_type(table, column) == SDG16_TEXT) {
    const char *text = sdg16_table_text(table, row, column);
    return (sdg16i_csv_field){text ? text : "", text ? (int64_t)strlen(text) : 0};
  }
  int64_t whole;
  if (sdg16_table_type(table, column) == SDG16_DOUBLE) {
    double value = sdg16_table_double(table, column)[row];
    if (!(fabs(value) <= EXACT) || floor(value) < value)
      return (sdg16i_csv_field){buffer, sdg16i_format_double(value, buffer)};
    whole = (int64_t)value;
  } else {
    whole = sdg16_table_int64(table, column)[row];
  }
  return (sdg16i_csv_field){buffer, snprintf(buffer, NUMBER_SIZE, "%lld", (long long)whole)};
}

static int32_t feed_rows(feed *self, sdg16i_reader *reader, sdg16_error *error) {
  const sdg16i_input *input = &reader->input;
  sdg16i_csv_row row = {.count = sdg16_table_columns(self->table), .fields = self->fields};
  for (int64_t c = 0; c < row.count; c++) {
    const char *name = sdg16_table_name(self->table, c);
    self->fields[c] = (sdg16i_csv_field){name, (int64_t)strlen(name)};
  }
  int32_t status = sdg16i_reader_header(&row, reader, error);
  if (status) return status;
  int all = sdg16i_input_watches(input);
  int64_t rows = sdg16_table_rows(self->table);
  for (int64_t r = 0; !status && r < rows; r++) {
    for (int64_t c = 0; c < row.count; c++)
      if (all || input->role[c] != SDG16I_USE_NONE)
        self->fields[c] = field_of(self, r, c, input->role[c] == SDG16I_USE_STRATUM);
    row.line = r + 1;
    status = sdg16i_reader_row(&row, reader, error);
  }
  return status;
}

/* What the reader of the file has to say (sdg16_table_note). */
static int32_t keep_table_notes(sdg16i_reader *reader, const sdg16_table *table,
                                sdg16_error *error) {
  const char *path = reader->input.paths ? reader->input.paths[reader->input.path] : NULL;
  for (int64_t i = 0; i < sdg16_table_note_count(table); i++)
    if (sdg16i_note_add(&reader->input.notes, 0, "note", "file", "%s%s%s", path ? path : "",
                        path ? ": " : "", sdg16_table_note(table, i)))
      return sdg16i_fail_memory(error);
  return SDG16_OK;
}

int32_t sdg16i_reader_table(sdg16i_reader *reader, const sdg16_table *table,
                            sdg16_error *error) {
  int64_t columns = sdg16_table_columns(table);
  feed self = {table, sdg16i_array(columns, sizeof *self.fields),
               sdg16i_array(columns, sizeof *self.numbers)};
  int32_t status = self.fields && self.numbers ? SDG16_OK : sdg16i_fail_memory(error);
  if (!status && sdg16i_row_selection_asked(&reader->options))
    status = sdg16i_row_selection_start(&reader->selection, table, &reader->input, error);
  if (!status) status = feed_rows(&self, reader, error);
  status = sdg16i_reader_settle(reader, status, error);
  free(self.fields);
  free(self.numbers);
  return status ? status : keep_table_notes(reader, table, error);
}

int32_t sdg16_capture_from_table(const sdg16_table *table, const sdg16_capture_options *options,
                                 sdg16_capture **out, sdg16_error *error) {
  if (!out) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "out must not be NULL");
  *out = NULL;
  if (!table) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "table must not be NULL");
  sdg16i_reader reader;
  int32_t status = sdg16i_reader_start(&reader, 1, NULL, options, error);
  if (!status) status = sdg16i_reader_table(&reader, table, error);
  if (!status) status = sdg16i_reader_finish(&reader, out, error);
  sdg16i_reader_free(&reader);
  return status;
}
