#include "results/result_rows.h"

#include "base/error.h"

#include <math.h>
#include <string.h>

static int make_values(sdg16i_result_rows *r, int32_t column) {
  sdg16i_result_values *v = &r->values[column];
  switch (r->column[column].type) {
  case SDG16_TEXT:
    return (v->text = sdg16i_arena_array(&r->arena, r->rows, sizeof *v->text)) != NULL;
  case SDG16_DOUBLE:
    v->real = sdg16i_arena_array(&r->arena, r->rows, sizeof *v->real);
    for (int64_t i = 0; v->real && i < r->rows; i++) v->real[i] = NAN;
    return v->real != NULL;
  default:
    v->whole = sdg16i_arena_array(&r->arena, r->rows, sizeof *v->whole);
    v->missing = sdg16i_arena_array(&r->arena, r->rows, 1);
    if (v->missing) memset(v->missing, SDG16_MISSING_SYSTEM, (size_t)r->rows);
    return v->whole && v->missing;
  }
}

void sdg16i_rows_begin(sdg16i_result_rows *r, int32_t table, int64_t rows, sdg16_error *error) {
  *r = (sdg16i_result_rows){.table = table, .rows = rows};
  r->column = sdg16i_result_columns(table, &r->count);
  sdg16i_columns_begin(&r->columns, rows, error);
  r->values = sdg16i_arena_array(&r->arena, r->count, sizeof *r->values);
  int ok = r->values != NULL;
  for (int32_t i = 0; ok && i < r->count; i++) ok = make_values(r, i);
  if (!ok && !r->columns.code) r->columns.code = sdg16i_fail_memory(error);
}

void sdg16i_rows_leave_out(sdg16i_result_rows *r, int32_t column) {
  if (!r->columns.code) r->values[column].is_left_out = 1;
}

/* The values to put one into; NULL after a failure, which another type is. */
static sdg16i_result_values *values_of(sdg16i_result_rows *r, int32_t column, int32_t type) {
  if (r->columns.code) return NULL;
  if (r->column[column].type != type) {
    r->columns.code = sdg16i_fail(r->columns.error, SDG16_ERR_INTERNAL,
                                  "the result column '%s' has another type than its value",
                                  r->column[column].name);
    return NULL;
  }
  r->values[column].is_put = 1;
  return &r->values[column];
}

void sdg16i_put_text(sdg16i_result_rows *r, int64_t row, int32_t column, const char *text) {
  sdg16i_result_values *v = values_of(r, column, SDG16_TEXT);
  if (v) v->text[row] = text;
}

void sdg16i_put_real(sdg16i_result_rows *r, int64_t row, int32_t column, double value) {
  sdg16i_result_values *v = values_of(r, column, SDG16_DOUBLE);
  if (v) v->real[row] = isinf(value) ? NAN : value;
}

void sdg16i_put_whole(sdg16i_result_rows *r, int64_t row, int32_t column, int64_t value) {
  sdg16i_result_values *v = values_of(r, column, SDG16_INT64);
  if (!v) return;
  v->whole[row] = value;
  v->missing[row] = SDG16_PRESENT;
}

static void add_whole(sdg16i_result_rows *r, const char *name, const sdg16i_result_values *v) {
  int any = memchr(v->missing, SDG16_MISSING_SYSTEM, (size_t)r->rows) != NULL;
  sdg16i_columns *c = &r->columns;
  if (!c->code)
    c->code = sdg16_table_add_int64(c->table, name, r->rows, v->whole, any ? v->missing : NULL,
                                    c->error);
}

int32_t sdg16i_rows_end(sdg16i_result_rows *r, sdg16_table **out) {
  for (int32_t i = 0; !r->columns.code && i < r->count; i++) {
    const sdg16i_result_values *v = &r->values[i];
    const char *name = r->column[i].name;
    if (v->is_left_out || (r->column[i].presence && !v->is_put)) continue;
    if (v->text)
      sdg16i_column_text(&r->columns, name, v->text);
    else if (v->real)
      sdg16i_column_double(&r->columns, name, v->real);
    else
      add_whole(r, name, v);
  }
  sdg16i_arena_free(&r->arena);
  return sdg16i_columns_end(&r->columns, out);
}
