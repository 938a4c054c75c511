/* Any table as aligned text. */
#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"

#include <sdg16/publish.h>
#include <stdlib.h>

int32_t sdg16_text_options_init(sdg16_text_options *options, int64_t size) {
  const sdg16_text_options defaults = {
      .struct_size = sizeof defaults, .decimals = 2, .row_end = -1, .missing = "-"};
  return sdg16i_struct_out(options, size, &defaults, sizeof defaults);
}

static int64_t column_at(const sdg16_table *table, const sdg16_text_options *o, int64_t i) {
  return o->column_count ? sdg16_table_find(table, o->columns[i]) : i;
}

static void put_text_cell(sdg16_grid *grid, const sdg16_table *table,
                          const sdg16_text_options *o, int64_t row, int64_t i) {
  int64_t column = column_at(table, o, i);
  const uint8_t *missing = sdg16_table_missing(table, column);
  const int64_t *whole = sdg16_table_int64(table, column);
  const double *real = sdg16_table_double(table, column);
  if (missing && missing[row])
    sdg16_grid_text(grid, o->missing);
  else if (whole)
    sdg16_grid_number(grid, (double)whole[row], 0);
  else if (real)
    sdg16_grid_number(grid, real[row], o->places ? o->places[i] : o->decimals);
  else
    sdg16_grid_text(grid, sdg16_table_text(table, row, column));
}

static int32_t check_columns(const sdg16_table *table, const sdg16_text_options *o,
                             sdg16_error *error) {
  if (o->row_begin < 0 || o->decimals < 0 || o->decimals > 17 ||
      (o->column_count && !o->columns))
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "sdg16_text_options: row_begin must be 0 or more, decimals from 0 to "
                       "17, and columns must not be NULL if column_count is not 0");
  for (int64_t i = 0; i < o->column_count; i++)
    if (column_at(table, o, i) < 0)
      return sdg16i_fail_at(error, SDG16_ERR_NAME, "columns", 0, i + 1,
                            "columns must be columns of the table, not '%s'", o->columns[i]);
  return SDG16_OK;
}

static int32_t make_grid(const sdg16_table *table, const sdg16_text_options *o, int64_t count,
                         sdg16_grid **out, sdg16_error *error) {
  char *align = sdg16i_array(count + 1, 1);
  if (!align) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < count; i++)
    align[i] = sdg16_table_type(table, column_at(table, o, i)) == SDG16_TEXT ? 'l' : 'r';
  int32_t status = sdg16_grid_new(align, out, error);
  free(align);
  return status;
}

int32_t sdg16_table_write_text(const sdg16_table *table, const sdg16_text_options *options,
                               sdg16_write_fn write, void *context, sdg16_error *error) {
  sdg16_text_options o;
  sdg16_text_options_init(&o, (int64_t)sizeof o);
  if (!table || !write)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_table_write_text: %s must not be NULL",
                       table ? "write" : "table");
  int32_t status =
      sdg16i_struct_in(options, &o, (int64_t)sizeof o, "sdg16_text_options", error);
  if (!status) status = check_columns(table, &o, error);
  int64_t count = o.column_count ? o.column_count : sdg16_table_columns(table);
  if (status || !count) return status;
  sdg16_grid *grid;
  status = make_grid(table, &o, count, &grid, error);
  if (status) return status;
  for (int64_t i = 0; i < count; i++)
    sdg16_grid_text(grid, o.headings ? o.headings[i]
                                     : sdg16_table_name(table, column_at(table, &o, i)));
  int64_t rows = sdg16_table_rows(table), end = o.row_end < 0 ? rows : o.row_end;
  for (int64_t row = o.row_begin; row < end && row < rows; row++)
    for (int64_t i = 0; i < count; i++) put_text_cell(grid, table, &o, row, i);
  status = sdg16_grid_write(grid, write, context, error);
  sdg16_grid_free(grid);
  return status;
}
