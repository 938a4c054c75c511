#include "base/error.h"
#include "publish/writer.h"

#include <inttypes.h>
#include <stdio.h>

static void put_cell(sdg16i_writer *w, const sdg16_table *table, int64_t row, int64_t column) {
  const uint8_t *missing = sdg16_table_missing(table, column);
  if (missing && missing[row]) {
    /* A line without a byte would be a blank line, not a row. */
    if (sdg16_table_columns(table) == 1) sdg16i_puts(w, "\"\"");
    return;
  }
  char number[32];
  switch (sdg16_table_type(table, column)) {
  case SDG16_INT64:
    snprintf(number, sizeof number, "%" PRId64, sdg16_table_int64(table, column)[row]);
    sdg16i_puts(w, number);
    break;
  case SDG16_DOUBLE:
    sdg16i_put_double(w, sdg16_table_double(table, column)[row]);
    break;
  default:
    sdg16i_put_field(w, sdg16_table_text(table, row, column));
  }
}

int32_t sdg16_table_write_csv(const sdg16_table *table, sdg16_write_fn write, void *context,
                              sdg16_error *error) {
  if (!table || !write)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_table_write_csv: %s is NULL",
                       table ? "write" : "table");
  sdg16i_writer w;
  int32_t status = sdg16i_writer_begin(&w, write, context, error);
  if (status) return status;
  int64_t rows = sdg16_table_rows(table), columns = sdg16_table_columns(table);
  for (int64_t row = -1; columns && row < rows && !w.status; row++) {
    for (int64_t column = 0; column < columns; column++) {
      if (column) sdg16i_puts(&w, ",");
      if (row < 0)
        sdg16i_put_field(&w, sdg16_table_name(table, column));
      else
        put_cell(&w, table, row, column);
    }
    sdg16i_puts(&w, "\n");
  }
  return sdg16i_writer_end(&w, error);
}
