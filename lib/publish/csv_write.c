#include "base/error.h"
#include "base/numbers.h"

#include <inttypes.h>
#include <sdg16/io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUFFER 65536

struct writer {
  sdg16_write_fn write;
  void *context;
  int32_t status; /* of the first failure; nothing is written after it */
  int64_t used;
  char *buffer;
};

static void flush(struct writer *w) {
  if (!w->status && w->used) w->status = w->write(w->buffer, w->used, w->context);
  w->used = 0;
}

static void put(struct writer *w, const char *bytes, size_t size) {
  while (size && !w->status) {
    if (w->used == BUFFER) flush(w);
    size_t part = (size_t)(BUFFER - w->used);
    if (part > size) part = size;
    memcpy(w->buffer + w->used, bytes, part);
    w->used += (int64_t)part;
    bytes += part;
    size -= part;
  }
}

static void put_text(struct writer *w, const char *text) {
  size_t size = strlen(text);
  if (size && !text[strcspn(text, ",\"\r\n")]) {
    put(w, text, size);
    return;
  }
  put(w, "\"", 1); /* an empty text too: it is not a missing cell */
  for (const char *quote; (quote = strchr(text, '"')); text = quote + 1) {
    put(w, text, (size_t)(quote - text + 1));
    put(w, "\"", 1);
  }
  put(w, text, strlen(text));
  put(w, "\"", 1);
}

static void put_cell(struct writer *w, const sdg16_table *table, int64_t row, int64_t column) {
  const uint8_t *missing = sdg16_table_missing(table, column);
  if (missing && missing[row]) {
    /* A line without a byte would be a blank line, not a row. */
    if (sdg16_table_columns(table) == 1) put(w, "\"\"", 2);
    return;
  }
  char number[SDG16I_DOUBLE_SIZE];
  switch (sdg16_table_type(table, column)) {
  case SDG16_INT64:
    put(w, number,
        (size_t)snprintf(number, sizeof number, "%" PRId64,
                         sdg16_table_int64(table, column)[row]));
    break;
  case SDG16_DOUBLE:
    put(w, number,
        (size_t)sdg16i_format_double(sdg16_table_double(table, column)[row], number));
    break;
  default:
    put_text(w, sdg16_table_text(table, row, column));
  }
}

int32_t sdg16_table_write_csv(const sdg16_table *table, sdg16_write_fn write, void *context,
                              sdg16_error *error) {
  if (!table || !write)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_table_write_csv: %s is NULL",
                       table ? "write" : "table");
  struct writer w = {.write = write, .context = context, .buffer = malloc(BUFFER)};
  if (!w.buffer) return sdg16i_fail_memory(error);
  int64_t rows = sdg16_table_rows(table), columns = sdg16_table_columns(table);
  for (int64_t row = -1; columns && row < rows && !w.status; row++) {
    for (int64_t column = 0; column < columns; column++) {
      if (column) put(&w, ",", 1);
      if (row < 0)
        put_text(&w, sdg16_table_name(table, column));
      else
        put_cell(&w, table, row, column);
    }
    put(&w, "\n", 1);
  }
  flush(&w);
  free(w.buffer);
  if (!w.status) return SDG16_OK;
  return sdg16i_fail(error, w.status < 0 ? w.status : SDG16_ERR_WRITE,
                     "the table could not be written (the receiver returned %d)",
                     (int)w.status);
}
