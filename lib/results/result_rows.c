#include "results/result_rows.h"

#include "base/error.h"
#include "data/table/table.h"
#include "data/table/take_rows.h"

#include <math.h>
#include <string.h>

/* Room for the values of a column, which is there from the first value on. */
static int make_values(sdg16i_result_rows *r, int32_t type, sdg16i_result_values *v) {
  switch (type) {
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

static void need_values(sdg16i_result_rows *r, int32_t type, sdg16i_result_values *v) {
  if (r->columns.status || v->text || v->real || v->missing) return;
  if (!make_values(r, type, v)) r->columns.status = sdg16i_fail_memory(r->columns.error);
}

static int is_place_of_named(const sdg16i_result_column *column) {
  return !strcmp(column->name, SDG16I_DIMENSION_COLUMNS);
}

void sdg16i_rows_begin(sdg16i_result_rows *r, int32_t table, int64_t rows, sdg16_error *error) {
  *r = (sdg16i_result_rows){.table = table, .rows = rows};
  r->column = sdg16i_result_columns(table, &r->count);
  sdg16i_columns_begin(&r->columns, rows, error);
  r->values = sdg16i_arena_array(&r->arena, r->count, sizeof *r->values);
  if (!r->values && !r->columns.status) r->columns.status = sdg16i_fail_memory(error);
}

void sdg16i_rows_name(sdg16i_result_rows *r, int32_t count, const char *const *names) {
  if (r->columns.status) return;
  for (int32_t i = 0; i < r->count; i++)
    if (is_place_of_named(&r->column[i])) r->named_type = r->column[i].type;
  r->named = sdg16i_arena_array(&r->arena, count, sizeof *r->named);
  r->named_values = sdg16i_arena_array(&r->arena, count, sizeof *r->named_values);
  int ok = r->named && r->named_values;
  for (int32_t k = 0; ok && k < count; k++) {
    r->named[k] = names[k];
    ok = make_values(r, r->named_type, &r->named_values[k]);
  }
  if (ok)
    r->named_count = count;
  else
    r->columns.status = sdg16i_fail_memory(r->columns.error);
}

void sdg16i_rows_take(sdg16i_result_rows *r, int32_t column) {
  if (!r->columns.status) r->values[column].is_taken = 1;
}

void sdg16i_rows_leave_out(sdg16i_result_rows *r, int32_t column) {
  if (!r->columns.status) r->values[column].is_left_out = 1;
}

const char *sdg16i_rows_text(sdg16i_result_rows *r, const char *text) {
  if (!text || r->columns.status) return NULL;
  const char *kept = sdg16i_arena_text(&r->arena, text, strlen(text));
  if (!kept) r->columns.status = sdg16i_fail_memory(r->columns.error);
  return kept;
}

/* Where a value is put; NULL after a failure. A value of another type is a failure. */
static sdg16i_result_values *values_of(sdg16i_result_rows *r, int32_t column, int32_t type) {
  if (r->columns.status) return NULL;
  if (r->column[column].type != type) {
    r->columns.status = sdg16i_fail(r->columns.error, SDG16_ERR_INTERNAL,
                                    "the result column '%s' has another type than its value",
                                    r->column[column].name);
    return NULL;
  }
  r->values[column].is_taken = 1;
  need_values(r, type, &r->values[column]);
  return r->columns.status ? NULL : &r->values[column];
}

void sdg16i_put_text(sdg16i_result_rows *r, int64_t row, int32_t column, const char *text) {
  sdg16i_result_values *v = values_of(r, column, SDG16_TEXT);
  if (v) v->text[row] = text;
}

/* Limits and statistics of the fit may be infinite. In estimates from lists they are not: a
 * column of its own says that a limit is infinite. */
static int may_be_infinite(const sdg16i_result_rows *r, int32_t column) {
  int32_t role = r->column[column].role;
  return r->table > SDG16I_RESULT_DIAGNOSTICS &&
         (role == SDG16I_ROLE_LIMIT || role == SDG16I_ROLE_FIT);
}

void sdg16i_put_real(sdg16i_result_rows *r, int64_t row, int32_t column, double value) {
  sdg16i_result_values *v = values_of(r, column, SDG16_DOUBLE);
  if (v) v->real[row] = isinf(value) && !may_be_infinite(r, column) ? NAN : value;
}

void sdg16i_put_whole(sdg16i_result_rows *r, int64_t row, int32_t column, int64_t value) {
  sdg16i_result_values *v = values_of(r, column, SDG16_INT64);
  if (!v) return;
  v->whole[row] = value;
  v->missing[row] = SDG16_PRESENT;
}

void sdg16i_put_named_text(sdg16i_result_rows *r, int64_t row, int32_t place,
                           const char *text) {
  if (!r->columns.status) r->named_values[place].text[row] = text;
}

void sdg16i_put_named_real(sdg16i_result_rows *r, int64_t row, int32_t place, double value) {
  if (!r->columns.status) r->named_values[place].real[row] = value;
}

void sdg16i_rows_name_whole(sdg16i_result_rows *r, int32_t place) {
  if (r->columns.status) return;
  r->named_values[place] = (sdg16i_result_values){0};
  need_values(r, SDG16_INT64, &r->named_values[place]);
}

void sdg16i_put_named_whole(sdg16i_result_rows *r, int64_t row, int32_t place, int64_t value) {
  if (r->columns.status) return;
  r->named_values[place].whole[row] = value;
  r->named_values[place].missing[row] = SDG16_PRESENT;
}

void sdg16i_rows_keep_unknown(sdg16i_result_rows *r, const sdg16_table *table,
                              const int64_t *from) {
  int64_t columns = sdg16_table_columns(table);
  r->kept = sdg16i_arena_array(&r->arena, columns, sizeof *r->kept);
  if (!r->kept && !r->columns.status) r->columns.status = sdg16i_fail_memory(r->columns.error);
  if (r->columns.status) return;
  r->kept_from = table;
  r->kept_row = from;
  for (int64_t c = 0; c < columns; c++)
    if (!sdg16i_is_dimension(table, r->table, c) &&
        !sdg16i_result_column_find(r->table, sdg16_table_name(table, c)))
      r->kept[r->kept_count++] = c;
}

static void add_values(sdg16i_result_rows *r, const char *name, const sdg16i_result_values *v) {
  sdg16i_columns *c = &r->columns;
  if (c->status) return;
  if (v->text) {
    sdg16i_column_text(c, name, v->text);
  } else if (v->real) {
    sdg16i_column_double(c, name, v->real);
  } else {
    int any = r->rows && memchr(v->missing, SDG16_MISSING_SYSTEM, (size_t)r->rows);
    c->status = sdg16_table_add_int64(c->table, name, r->rows, v->whole,
                                      any ? v->missing : NULL, c->error);
  }
}

static int has_column(const sdg16i_result_rows *r, int32_t column) {
  const sdg16i_result_values *v = &r->values[column];
  int32_t presence = r->column[column].presence;
  int all_have = presence == SDG16I_PRESENCE_NOW || presence == SDG16I_PRESENCE_SIGN;
  return !v->is_left_out && (all_have || v->is_taken);
}

/* The columns in the place of schema column `column`. */
static void add_column(sdg16i_result_rows *r, int32_t column) {
  sdg16i_result_values *v = &r->values[column];
  if (is_place_of_named(&r->column[column])) {
    for (int32_t k = 0; k < r->named_count; k++)
      add_values(r, r->named[k], &r->named_values[k]);
  } else if (has_column(r, column)) {
    need_values(r, r->column[column].type, v);
    add_values(r, r->column[column].name, v);
  }
}

/* ---- a row without a number says so ---- */

/* The first column of this role that the table will have; -1: none. */
static int32_t find_role(const sdg16i_result_rows *r, int32_t role, int32_t type) {
  for (int32_t i = 0; i < r->count; i++) {
    if (r->column[i].role == role && r->column[i].type == type && has_column(r, i)) return i;
  }
  return -1;
}

static int32_t find_status(const sdg16i_result_rows *r) {
  for (int32_t i = 0; i < r->count; i++)
    if (!strcmp(r->column[i].name, "status") && r->values[i].text) return i;
  return -1;
}

static void put_if_known(sdg16i_result_rows *r, int64_t row, const char *name,
                         const char *text) {
  for (int32_t i = 0; i < r->count; i++)
    if (!strcmp(r->column[i].name, name) && r->values[i].text) r->values[i].text[row] = text;
}

/* A missing estimate has no limits. */
static void blank_row(sdg16i_result_rows *r, int64_t row) {
  for (int32_t i = 0; i < r->count; i++) {
    int32_t role = r->column[i].role;
    if (r->values[i].real && (role == SDG16I_ROLE_ESTIMATE || role == SDG16I_ROLE_LIMIT))
      r->values[i].real[row] = NAN;
  }
  put_if_known(r, row, "status", SDG16I_OUT_OF_RANGE);
  if (r->table != SDG16I_RESULT_INDICATOR) return;
  put_if_known(r, row, "obs_status", "O");
  put_if_known(r, row, "nature", "_X");
}

/* Whatever its producer says of it: a row is "ok" only with its first estimate. */
static void refuse_rows_without_number(sdg16i_result_rows *r) {
  int32_t status = find_status(r);
  int32_t first = find_role(r, SDG16I_ROLE_ESTIMATE, SDG16_DOUBLE);
  if (status < 0 || first < 0) return;
  const double *estimate = r->values[first].real;
  for (int64_t row = 0; row < r->rows; row++) {
    const char *said = r->values[status].text[row];
    if (said && !strcmp(said, "ok") && (!estimate || isnan(estimate[row]))) blank_row(r, row);
  }
}

static void add_kept(sdg16i_result_rows *r) {
  for (int64_t k = 0; !r->columns.status && k < r->kept_count; k++)
    r->columns.status = sdg16i_take_rows(r->columns.table, r->kept_from, r->kept[k], r->rows,
                                         r->kept_row, r->columns.error);
}

/* Says which table it is and which columns are dimensions. */
static int32_t mark_table(sdg16i_result_rows *r) {
  int64_t count = 0;
  const char **name = sdg16i_arena_array(&r->arena, r->named_count + r->count, sizeof *name);
  if (!name) return sdg16i_fail_memory(r->columns.error);
  for (int32_t k = 0; k < r->named_count && r->named_type == SDG16_TEXT; k++)
    name[count++] = r->named[k];
  for (int32_t i = 0; i < r->count; i++)
    if (r->column[i].role == SDG16I_ROLE_DIMENSION &&
        sdg16_table_find(r->columns.table, r->column[i].name) >= 0)
      name[count++] = r->column[i].name;
  int32_t status = sdg16_table_set_dimensions(r->columns.table, count, name, r->columns.error);
  if (!status) r->columns.table->result = r->table + 1;
  return status;
}

int32_t sdg16i_rows_end(sdg16i_result_rows *r, sdg16_table **out) {
  if (!r->columns.status) refuse_rows_without_number(r);
  for (int32_t i = 0; !r->columns.status && i < r->count; i++) add_column(r, i);
  add_kept(r);
  if (!r->columns.status) r->columns.status = mark_table(r);
  if (!r->columns.status) r->columns.status = sdg16i_arena_status(&r->arena, r->columns.error);
  sdg16i_arena_free(&r->arena);
  return sdg16i_columns_end(&r->columns, out);
}
