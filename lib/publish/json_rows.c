/* Rows of tables as JSON: by the schema of result columns, or column by column. */
#include "base/json_writer.h"
#include "base/options.h"
#include "indicators/counts/columns.h"
#include "results/result_schema.h"

#include <math.h>
#include <sdg16/publish.h>
#include <string.h>

static int is_missing(const sdg16_table *table, int64_t column, int64_t row) {
  const uint8_t *missing = sdg16_table_missing(table, column);
  return column < 0 || (missing && missing[row]);
}

static void put_cell(sdg16_json *json, const char *key, const sdg16_table *table,
                     int64_t column, int64_t row) {
  if (is_missing(table, column, row))
    sdg16_json_null(json, key);
  else if (sdg16_table_type(table, column) == SDG16_INT64)
    sdg16_json_whole(json, key, sdg16_table_int64(table, column)[row]);
  else if (sdg16_table_type(table, column) == SDG16_DOUBLE)
    sdg16_json_real(json, key, sdg16_table_double(table, column)[row]);
  else
    sdg16_json_text(json, key, sdg16_table_text(table, row, column));
}

/* 0: the row is not there, and the writer knows. */
static int is_row(sdg16_json *json, const sdg16_table *table, int64_t row) {
  if (row >= 0 && row < sdg16_table_rows(table)) return 1;
  sdg16i_json_fail(json, SDG16_ERR_ARGUMENT, "the table has no such row");
  return 0;
}

void sdg16_json_cell(sdg16_json *json, const char *key, const sdg16_table *table, int64_t row,
                     const char *column) {
  if (is_row(json, table, row))
    put_cell(json, key, table, sdg16_table_find(table, column), row);
}

/* ---- by the schema ---- */

typedef struct sdg16i_json_fields {
  sdg16_json *json;
  const sdg16_table *table;
  int64_t row;
  const sdg16_json_options *options;
  int32_t result;                     /* SDG16I_RESULT_ */
  const sdg16i_result_column *column; /* [count], of the schema */
  int32_t count;
} sdg16i_json_fields;

static int is_left_out(const sdg16_json_options *o, const char *name) {
  for (int64_t i = 0; i < o->left_out_count; i++)
    if (!strcmp(o->left_out[i], name)) return 1;
  return 0;
}

static double number_of(const sdg16i_json_fields *f, int64_t column) {
  if (is_missing(f->table, column, f->row)) return (double)NAN;
  const int64_t *whole = sdg16_table_int64(f->table, column);
  const double *real = sdg16_table_double(f->table, column);
  return whole ? (double)whole[f->row] : real ? real[f->row] : (double)NAN;
}

/* Whether the row has a field for this column of the schema. */
static int has_field(const sdg16i_json_fields *f, const sdg16i_result_column *c) {
  const sdg16_json_options *o = f->options;
  int64_t column = c->object ? sdg16_table_find(f->table, c->name) : -1;
  if (column < 0 || is_left_out(o, c->name)) return 0;
  if (o->is_protected && c->rule == SDG16I_RULE_WITHHOLD) return 0;
  if (o->is_sum && c->when & SDG16I_JSON_PART) return 0;
  if (o->no_interval && c->when & SDG16I_JSON_INTERVAL) return 0;
  if (c->when & SDG16I_JSON_FLAG && !(number_of(f, column) > 0)) return 0;
  return !(c->when & SDG16I_JSON_KNOWN) || !is_missing(f->table, column, f->row);
}

static void put_field(const sdg16i_json_fields *f, const sdg16i_result_column *c) {
  const char *key = c->field ? c->field : c->name;
  int64_t column = sdg16_table_find(f->table, c->name);
  double count = c->role == SDG16I_ROLE_COUNT ? number_of(f, column) : (double)NAN;
  const char *separator = c->role == SDG16I_ROLE_MODEL ? "," : "; "; /* "[12],[3]" */
  if (c->when & SDG16I_JSON_LIST)
    sdg16_json_list(f->json, key, sdg16_table_text(f->table, f->row, column), separator);
  else if (c->when & SDG16I_JSON_FLAG)
    sdg16_json_flag(f->json, key, 1);
  else if (count == floor(count) && fabs(count) < 9e15)
    sdg16_json_whole(f->json, key, (int64_t)count); /* people, though kept as a double */
  else
    put_cell(f->json, key, f->table, column, f->row);
}

/* The fields of one object of the row, if one of them has a value. */
static void put_object(const sdg16i_json_fields *f, const char *object) {
  int any = 0;
  for (int32_t i = 0; i < f->count && !any; i++) {
    const sdg16i_result_column *c = &f->column[i];
    any = c->object && !strcmp(c->object, object) && has_field(f, c) &&
          !is_missing(f->table, sdg16_table_find(f->table, c->name), f->row);
  }
  if (!any) return;
  sdg16_json_begin_object(f->json, object);
  for (int32_t i = 0; i < f->count; i++) {
    const sdg16i_result_column *c = &f->column[i];
    if (c->object && !strcmp(c->object, object) && has_field(f, c)) put_field(f, c);
  }
  for (int64_t i = 0; i < f->options->extra_count; i++) {
    const sdg16_json_extra *extra = &f->options->extras[i];
    if (!strcmp(extra->object, object)) sdg16_json_real(f->json, extra->field, extra->value);
  }
  sdg16_json_end(f->json);
}

/* Whether a column before this one has begun its object. */
static int is_begun(const sdg16i_json_fields *f, int32_t column) {
  for (int32_t i = 0; i < column; i++)
    if (f->column[i].object && !strcmp(f->column[i].object, f->column[column].object) &&
        has_field(f, &f->column[i]))
      return 1;
  return 0;
}

/* {"sex": "F"}: the dimensions of the row that are not their total. */
static void put_dimensions(const sdg16i_json_fields *f, const char *object) {
  char buffer[32];
  if (*object) sdg16_json_begin_object(f->json, object);
  for (int64_t c = 0; c < sdg16_table_columns(f->table); c++) {
    if (!sdg16i_is_dimension(f->table, f->result, c)) continue;
    const char *name = sdg16_table_name(f->table, c);
    const char *code = sdg16i_result_text(f->table, name, f->row, buffer);
    if (code && *code && strcmp(code, "_T")) sdg16_json_text(f->json, name, code);
  }
  if (*object) sdg16_json_end(f->json);
}

static void put_by_schema(const sdg16i_json_fields *f) {
  for (int32_t i = 0; i < f->count; i++) {
    const sdg16i_result_column *c = &f->column[i];
    if (c->object && !strcmp(c->name, SDG16I_DIMENSION_COLUMNS) &&
        !is_left_out(f->options, c->name))
      put_dimensions(f, c->object);
    if (c->role == SDG16I_ROLE_DIMENSION || !has_field(f, c)) continue;
    if (!*f->column[i].object)
      put_field(f, &f->column[i]);
    else if (!is_begun(f, i))
      put_object(f, f->column[i].object);
  }
}

/* ---- column by column ---- */

static void put_plain(const sdg16i_json_fields *f) {
  const sdg16_json_options *o = f->options;
  int64_t count = o->column_count ? o->column_count : sdg16_table_columns(f->table);
  for (int64_t i = 0; i < count; i++) {
    const char *name = o->column_count ? o->columns[i] : sdg16_table_name(f->table, i);
    int64_t column = o->column_count ? sdg16_table_find(f->table, name) : i;
    if (is_left_out(o, name) || (o->skip_missing && is_missing(f->table, column, f->row)))
      continue;
    put_cell(f->json, name, f->table, column, f->row);
  }
}

/* ---- the public functions ---- */

int32_t sdg16_json_options_init(sdg16_json_options *options, int64_t size) {
  const sdg16_json_options defaults = {.struct_size = sizeof defaults};
  return sdg16i_struct_out(options, size, &defaults, sizeof defaults);
}

void sdg16_json_row(sdg16_json *json, const sdg16_table *table, int64_t row,
                    const sdg16_json_options *options) {
  sdg16_json_options o;
  sdg16_json_options_init(&o, (int64_t)sizeof o);
  if (!sdg16i_json_is_good(json) || !is_row(json, table, row)) return;
  int32_t status = sdg16i_struct_in(options, &o, (int64_t)sizeof o, "sdg16_json_options", NULL);
  if (status)
    sdg16i_json_fail(json, status,
                     "sdg16_json_options: the size must be that of a known version");
  sdg16i_json_fields fields = {.json = json, .table = table, .row = row, .options = &o};
  if (!o.result) {
    put_plain(&fields);
    return;
  }
  fields.result = sdg16i_result_from_name(o.result);
  if (fields.result < 0) {
    sdg16i_json_fail(json, SDG16_ERR_NAME,
                     "sdg16_json_options: result must be the name of a table");
    return;
  }
  fields.column = sdg16i_result_columns(fields.result, &fields.count);
  put_by_schema(&fields);
}

void sdg16_json_rows(sdg16_json *json, const char *key, const sdg16_table *table,
                     const sdg16_json_options *options) {
  sdg16_json_begin_array(json, key);
  for (int64_t row = 0; sdg16i_json_is_good(json) && row < sdg16_table_rows(table); row++) {
    sdg16_json_begin_object(json, NULL);
    sdg16_json_row(json, table, row, options);
    sdg16_json_end(json);
  }
  sdg16_json_end(json);
}
