/* Capture data from CSV files. */
#include "mse/table/reader.h"

int32_t sdg16_capture_read(int64_t path_count, const char *const *paths,
                           const sdg16_capture_options *options, sdg16_capture **out,
                           sdg16_error *error) {
  if (!out) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "out is NULL");
  *out = NULL;
  if (path_count < 1 || !paths)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "no file is given");
  sdg16i_reader reader;
  int32_t status = sdg16i_reader_start(&reader, path_count, paths, options, error);
  sdg16_csv_options csv;
  if (!status) status = sdg16_csv_options_init(&csv, sizeof csv);
  if (!status) csv.delimiter = reader.options.delimiter;
  for (int64_t i = 0; !status && i < path_count; i++) {
    reader.input.path = i;
    status = sdg16i_csv_read(paths[i], &csv, sdg16i_reader_header, sdg16i_reader_row, &reader,
                             NULL, error);
  }
  if (!status) status = sdg16i_reader_finish(&reader, out, error);
  sdg16i_reader_free(&reader);
  return status;
}
