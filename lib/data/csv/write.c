#include "base/error.h"
#include "base/options.h"
#include "base/writer.h"

#include <inttypes.h>
#include <sdg16/io.h>
#include <stdio.h>

/* What stands for a missing cell; NULL: nothing. */
static const char *missing_text(const sdg16_csv_write_options *o, const sdg16_table *table,
                                int64_t row, int64_t column, int32_t kind) {
  if (o->missing == SDG16_MISSING_AS_BLANK) return NULL;
  const int32_t *tags = sdg16_table_tags(table, column);
  if (o->missing == SDG16_MISSING_AS_TAG && tags && tags[row] >= 0) {
    const char *label = sdg16_table_tag_label(table, column, tags[row]);
    return label && o->values == SDG16_VALUES_LABELS
               ? label
               : sdg16_table_tag(table, column, tags[row]);
  }
  return kind == SDG16_MISSING_SYSTEM ? NULL : sdg16_missing_name(kind);
}

/* The label of a cell, if labels are asked for and it has one. */
static const char *label_text(const sdg16_csv_write_options *o, const sdg16_table *table,
                              int64_t row, int64_t column) {
  if (o->values != SDG16_VALUES_LABELS || !sdg16_table_label_count(table, column)) return NULL;
  const int64_t *whole = sdg16_table_int64(table, column);
  const double *real = sdg16_table_double(table, column);
  const int32_t *codes = sdg16_table_codes(table, column);
  return sdg16_table_label_of(table, column,
                              whole  ? (double)whole[row]
                              : real ? real[row]
                                     : (double)codes[row]);
}

static void put_cell(sdg16i_writer *w, const sdg16_csv_write_options *o,
                     const sdg16_table *table, int64_t row, int64_t column) {
  const uint8_t *missing = sdg16_table_missing(table, column);
  int is_missing = missing && missing[row];
  const char *text = is_missing ? missing_text(o, table, row, column, missing[row])
                                : label_text(o, table, row, column);
  if (text) {
    sdg16i_put_field(w, text);
    return;
  }
  if (is_missing) {
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

int32_t sdg16_csv_write_options_init(sdg16_csv_write_options *options, int64_t size) {
  const sdg16_csv_write_options defaults = {.struct_size = sizeof defaults,
                                            .values = SDG16_VALUES_CODES,
                                            .missing = SDG16_MISSING_AS_BLANK};
  return sdg16i_struct_out(options, size, &defaults, sizeof defaults);
}

static int32_t check_options(const sdg16_csv_write_options *o, sdg16_error *error) {
  if (o->values != SDG16_VALUES_CODES && o->values != SDG16_VALUES_LABELS)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "values", 0, 0,
                          "values must be an SDG16_VALUES_ value, not %d", (int)o->values);
  if (o->safe_cells != 0 && o->safe_cells != 1)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "safe_cells", 0, 0,
                          "safe_cells must be 0 or 1, not %d", (int)o->safe_cells);
  if (o->missing < SDG16_MISSING_AS_BLANK || o->missing > SDG16_MISSING_AS_TAG)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "missing", 0, 0,
                          "missing must be an SDG16_MISSING_AS_ value, not %d",
                          (int)o->missing);
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
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_table_write_csv: %s must not be NULL",
                       table ? "write" : "table");
  sdg16_csv_write_options o;
  sdg16i_writer w;
  sdg16_csv_write_options_init(&o, sizeof o);
  int32_t status = sdg16i_struct_in(options, &o, sizeof o, "sdg16_csv_write_options", error);
  if (!status) status = check_options(&o, error);
  if (!status) status = sdg16i_writer_begin(&w, write, context, error);
  if (status) return status;
  w.safe_cells = o.safe_cells;
  int64_t rows = sdg16_table_rows(table), columns = sdg16_table_columns(table);
  for (int64_t row = -1; columns && row < rows && !w.status; row++) {
    for (int64_t column = 0; column < columns; column++) {
      if (column) sdg16i_puts(&w, ",");
      if (row < 0)
        sdg16i_put_field(&w, sdg16_table_name(table, column));
      else
        put_cell(&w, &o, table, row, column);
    }
    sdg16i_puts(&w, "\n");
  }
  return sdg16i_writer_end(&w, error);
}
