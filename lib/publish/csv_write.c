#include "base/error.h"
#include "base/numbers.h"
#include "base/options.h"

#include <inttypes.h>
#include <sdg16/io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUFFER 65536

struct writer {
  sdg16_write_fn write;
  void *context;
  sdg16_csv_write_options options;
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

/* What stands for a missing cell; NULL: nothing. */
static const char *missing_text(const struct writer *w, const sdg16_table *table, int64_t row,
                                int64_t column, int32_t kind) {
  if (w->options.missing == SDG16_MISSING_AS_BLANK) return NULL;
  const int32_t *tags = sdg16_table_tags(table, column);
  if (w->options.missing == SDG16_MISSING_AS_TAG && tags && tags[row] >= 0) {
    const char *label = sdg16_table_tag_label(table, column, tags[row]);
    return label && w->options.values == SDG16_VALUES_LABELS
               ? label
               : sdg16_table_tag(table, column, tags[row]);
  }
  return kind == SDG16_MISSING_SYSTEM ? NULL : sdg16_missing_name(kind);
}

/* The label of a cell, if labels are asked for and it has one. */
static const char *label_text(const struct writer *w, const sdg16_table *table, int64_t row,
                              int64_t column) {
  if (w->options.values != SDG16_VALUES_LABELS || !sdg16_table_label_count(table, column))
    return NULL;
  const int64_t *whole = sdg16_table_int64(table, column);
  const double *real = sdg16_table_double(table, column);
  const int32_t *codes = sdg16_table_codes(table, column);
  return sdg16_table_label_of(table, column,
                              whole  ? (double)whole[row]
                              : real ? real[row]
                                     : (double)codes[row]);
}

static void put_cell(struct writer *w, const sdg16_table *table, int64_t row, int64_t column) {
  const uint8_t *missing = sdg16_table_missing(table, column);
  int is_missing = missing && missing[row];
  const char *text = is_missing ? missing_text(w, table, row, column, missing[row])
                                : label_text(w, table, row, column);
  if (text) {
    put_text(w, text);
    return;
  }
  if (is_missing) {
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

int32_t sdg16_csv_write_options_init(sdg16_csv_write_options *options, int64_t size) {
  const sdg16_csv_write_options defaults = {.struct_size = sizeof defaults,
                                            .values = SDG16_VALUES_CODES,
                                            .missing = SDG16_MISSING_AS_BLANK};
  return sdg16i_struct_out(options, size, &defaults, sizeof defaults);
}

static int32_t check_options(const sdg16_csv_write_options *o, sdg16_error *error) {
  if (o->values != SDG16_VALUES_CODES && o->values != SDG16_VALUES_LABELS)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "values", 0, 0,
                          "values: %d is no SDG16_VALUES_ value", (int)o->values);
  if (o->missing < SDG16_MISSING_AS_BLANK || o->missing > SDG16_MISSING_AS_TAG)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "missing", 0, 0,
                          "missing: %d is no SDG16_MISSING_AS_ value", (int)o->missing);
  return SDG16_OK;
}

int32_t sdg16_table_write_csv(const sdg16_table *table, sdg16_write_fn write, void *context,
                              sdg16_error *error) {
  return sdg16_table_write_csv_as(table, NULL, write, context, error);
}

int32_t sdg16_table_write_csv_as(const sdg16_table *table,
                                 const sdg16_csv_write_options *options, sdg16_write_fn write,
                                 void *context, sdg16_error *error) {
  if (!table || !write)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_table_write_csv: %s is NULL",
                       table ? "write" : "table");
  struct writer w = {.write = write, .context = context};
  sdg16_csv_write_options_init(&w.options, sizeof w.options);
  int32_t status =
      sdg16i_struct_in(options, &w.options, sizeof w.options, "sdg16_csv_write_options", error);
  if (!status) status = check_options(&w.options, error);
  if (status) return status;
  w.buffer = malloc(BUFFER);
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
