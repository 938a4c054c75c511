#include "indicators/regional/copied_columns.h"

#include "base/error.h"
#include "indicators/counts/indicator_data.h"

#include <math.h>

/* A cell as text, which lives as long as the rows. */
static const char *copied_text(sdg16i_result_rows *out, const sdg16_table *table,
                               int64_t column, int64_t row) {
  char buffer[SDG16I_TEXT_SIZE];
  const char *text = sdg16i_text_at(table, column, row, buffer);
  return text == buffer ? sdg16i_rows_text(out, text) : text;
}

static void refuse_cell(sdg16i_result_rows *out, int32_t column, int64_t row,
                        const char *expected) {
  const char *name = out->column[column].name;
  if (!out->columns.status)
    out->columns.status = sdg16i_fail_at(out->columns.error, SDG16_ERR_VALUE, name, row + 1, 0,
                                         "results, row %lld, column '%s': expected %s",
                                         (long long)row + 1, name, expected);
}

static void copy_whole(sdg16i_result_rows *out, int64_t i, int32_t column,
                       const sdg16_table *table, int64_t source, int64_t row) {
  double value;
  const uint8_t *missing = sdg16_table_missing(table, source);
  const int64_t *whole = sdg16_table_int64(table, source);
  if (missing && missing[row]) return;
  if (whole) /* beyond 2^53 a double would not do */
    sdg16i_put_whole(out, i, column, whole[row]);
  else if (sdg16i_number_at(table, source, row, &value) || value != floor(value) ||
           fabs(value) >= 9e15)
    refuse_cell(out, column, row, "a whole number");
  else
    sdg16i_put_whole(out, i, column, (int64_t)value);
}

static void copy_real(sdg16i_result_rows *out, int64_t i, int32_t column,
                      const sdg16_table *table, int64_t source, int64_t row) {
  double value;
  if (sdg16i_number_at(table, source, row, &value))
    refuse_cell(out, column, row, "a number");
  else
    sdg16i_put_real(out, i, column, value);
}

void sdg16i_copy_column(sdg16i_result_rows *out, int32_t column, const sdg16_table *table,
                        const int64_t *from) {
  int64_t source = sdg16_table_find(table, out->column[column].name);
  if (source < 0) return;
  sdg16i_rows_take(out, column);
  for (int64_t i = 0; i < out->rows && !out->columns.status; i++)
    if (out->column[column].type == SDG16_TEXT)
      sdg16i_put_text(out, i, column, copied_text(out, table, source, from[i]));
    else if (out->column[column].type == SDG16_INT64)
      copy_whole(out, i, column, table, source, from[i]);
    else
      copy_real(out, i, column, table, source, from[i]);
}

/* A dimension keeps its type, but for fractions: groups have none. */
static void copy_dimension(sdg16i_result_rows *out, int32_t place, const sdg16_table *table,
                           int64_t source, const int64_t *from) {
  const int64_t *whole = sdg16_table_int64(table, source);
  const uint8_t *missing = sdg16_table_missing(table, source);
  if (whole) sdg16i_rows_name_whole(out, place);
  for (int64_t i = 0; i < out->rows && !out->columns.status; i++)
    if (!whole)
      sdg16i_put_named_text(out, i, place, copied_text(out, table, source, from[i]));
    else if (!missing || !missing[from[i]])
      sdg16i_put_named_whole(out, i, place, whole[from[i]]);
}

void sdg16i_copy_dimensions(sdg16i_result_rows *out, const sdg16_table *table,
                            const int64_t *from) {
  int64_t columns = sdg16_table_columns(table);
  int32_t count = 0, result = sdg16i_result_of(table);
  const char **name = sdg16i_arena_array(&out->arena, columns, sizeof *name);
  int64_t *source = sdg16i_arena_array(&out->arena, columns, sizeof *source);
  if (!name || !source) {
    if (!out->columns.status) out->columns.status = sdg16i_fail_memory(out->columns.error);
    return;
  }
  for (int64_t c = 0; c < columns; c++) {
    if (!sdg16i_is_dimension(table, result, c)) continue;
    name[count] = sdg16_table_name(table, c);
    source[count++] = c;
    int32_t own = sdg16i_result_column_number(SDG16I_RESULT_INDICATOR, name[count - 1]);
    if (own >= 0) sdg16i_rows_leave_out(out, own); /* it stands among the others */
  }
  sdg16i_rows_name(out, count, name);
  for (int32_t k = 0; k < count; k++) copy_dimension(out, k, table, source[k], from);
}
