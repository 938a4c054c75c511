/* Capture data from files. */
#include "data/content.h"
#include "mse/capture/reader.h"

#include <sdg16/io.h>

/* A file of SPSS or Stata goes through a table, CSV row by row. */
static int32_t read_table(sdg16i_reader *reader, const char *path, const sdg16_csv_options *csv,
                          sdg16_error *error) {
  sdg16_table *table;
  sdg16_read_options reading;
  sdg16_read_options_init(&reading, sizeof reading);
  reading.encoding = reader->options.encoding;
  reading.content = csv->content;
  reading.content_size = csv->content_size;
  int32_t status = sdg16_table_read(path, &reading, &table, error);
  if (status) return status;
  if (reader->input.path < 64) reader->input.tables |= UINT64_C(1) << reader->input.path;
  status = sdg16i_reader_table(reader, table, error);
  sdg16_table_free(table);
  return status;
}

static int32_t read_csv(sdg16i_reader *reader, const char *path, const sdg16_csv_options *csv,
                        sdg16_error *error) {
  sdg16i_csv_seen seen = {0};
  char note[SDG16I_CSV_NOTE_SIZE];
  int32_t status = SDG16_OK;
  if (sdg16i_row_selection_asked(&reader->options))
    status = sdg16i_row_selection_read(&reader->selection, path, csv, &reader->input, error);
  if (!status)
    status = sdg16i_csv_read(path, csv, sdg16i_reader_header, sdg16i_reader_csv_row, reader,
                             &seen, error);
  status = sdg16i_reader_settle(reader, status, error);
  for (int at = 0; !status && sdg16i_csv_note(&seen, &at, note);)
    if (sdg16i_note_add(&reader->input.notes, 0, "note", "file", "%s: %s", path, note))
      status = sdg16i_fail_memory(error);
  return status;
}

static int32_t read_path(sdg16i_reader *reader, const char *path, sdg16_csv_options *csv,
                         sdg16_error *error) {
  const sdg16_capture_options *o = &reader->options;
  csv->content = o->contents ? o->contents[reader->input.path] : NULL;
  csv->content_size = csv->content ? o->content_sizes[reader->input.path] : 0;
  int32_t status = sdg16i_content_check(csv->content, csv->content_size, error);
  if (status) return status;
  return sdg16i_format_detect(path, csv->content, csv->content_size) == SDG16_FILE_CSV
             ? read_csv(reader, path, csv, error)
             : read_table(reader, path, csv, error);
}

int32_t sdg16_capture_read(int64_t path_count, const char *const *paths,
                           const sdg16_capture_options *options, sdg16_capture **out,
                           sdg16_error *error) {
  if (!out) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "out must not be NULL");
  *out = NULL;
  if (path_count < 1 || !paths)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "paths must have at least one file");
  sdg16i_reader reader;
  int32_t status = sdg16i_reader_start(&reader, path_count, paths, options, error);
  sdg16_csv_options csv;
  if (!status && reader.options.contents && !reader.options.content_sizes)
    status = sdg16i_fail(error, SDG16_ERR_ARGUMENT, "contents must come with content_sizes");
  if (!status) status = sdg16_csv_options_init(&csv, sizeof csv);
  if (!status) csv.delimiter = reader.options.delimiter;
  if (!status) csv.encoding = reader.options.encoding;
  if (!status) csv.skip_lines = reader.options.skip_lines;
  if (!status) csv.comment = reader.options.comment;
  for (int64_t i = 0; !status && i < path_count; i++) {
    reader.input.path = i;
    status = read_path(&reader, paths[i], &csv, error);
  }
  if (!status) status = sdg16i_reader_finish(&reader, out, error);
  sdg16i_reader_free(&reader);
  return status;
}
