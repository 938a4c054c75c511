/* Rows of tables as JSON: by the schema of result columns, or column by column. What is written
 * of each column is looked up once, in a plan; the rows only follow it. */
#include "base/json_writer.h"
#include "base/memory.h"
#include "base/options.h"
#include "indicators/counts/indicator_data.h"
#include "results/result_schema.h"

#include <math.h>
#include <sdg16/publish.h>
#include <string.h>

/* ---- the plan: the fields of a row, in their order ---- */
enum {
  FORM_CELL,
  FORM_PEOPLE, /* a whole number if it is one, though it is kept as a double */
  FORM_LIST,   /* an array of the parts of a text */
  FORM_FLAG,   /* true, if it is not 0 */
  FORM_CODE,   /* of a dimension, if it is not its total */
  FORM_OBJECT  /* no field: its object is written in any case */
};

typedef struct sdg16i_json_field {
  const char *object; /* "": the row itself; fields of one object follow one another */
  const char *key;
  int64_t column; /* -1: the table has no such column */
  int32_t form;
  int32_t known;         /* 1: no field for a missing cell */
  const char *separator; /* of the parts of a list */
} sdg16i_json_field;

typedef struct sdg16i_json_plan {
  sdg16_json *json;
  const sdg16_table *table;
  const sdg16_json_options *options;
  int32_t result;           /* SDG16I_RESULT_ */
  sdg16i_json_field *field; /* [count] */
  int64_t count;
  sdg16i_arena arena;
} sdg16i_json_plan;

static int is_left_out(const sdg16_json_options *o, const char *name) {
  for (int64_t i = 0; i < o->left_out_count; i++)
    if (!strcmp(o->left_out[i], name)) return 1;
  return 0;
}

/* Behind the fields of its object, else behind all. */
static void add_field(sdg16i_json_plan *p, sdg16i_json_field field) {
  int64_t at = p->count;
  while (*field.object && at > 0 && strcmp(p->field[at - 1].object, field.object)) at--;
  if (at == 0) at = p->count;
  for (int64_t i = p->count++; i > at; i--) p->field[i] = p->field[i - 1];
  p->field[at] = field;
}

/* The form of a column of this type; in tables from elsewhere it may not be the schema's. */
static int32_t form_of(const sdg16i_result_column *c, int32_t type) {
  if (c->when & SDG16I_JSON_FLAG && type != SDG16_TEXT) return FORM_FLAG;
  if (c->when & SDG16I_JSON_LIST && type == SDG16_TEXT) return FORM_LIST;
  return c->role == SDG16I_ROLE_COUNT && type == SDG16_DOUBLE ? FORM_PEOPLE : FORM_CELL;
}

/* Whether rows of this kind have the field, if the table has the column. */
static int is_wanted(const sdg16_json_options *o, const sdg16i_result_column *c) {
  return c->object && !is_left_out(o, c->name) &&
         !(o->is_protected && c->rule == SDG16I_RULE_WITHHOLD) &&
         !(o->is_sum && c->when & SDG16I_JSON_PART) &&
         !(o->no_interval && c->when & SDG16I_JSON_INTERVAL);
}

static void plan_column(sdg16i_json_plan *p, const sdg16i_result_column *c) {
  int64_t column = sdg16_table_find(p->table, c->name);
  if (column < 0 || sdg16i_is_dimension(p->table, p->result, column) ||
      !is_wanted(p->options, c))
    return;
  add_field(p, (sdg16i_json_field){
                   .object = c->object,
                   .key = c->field ? c->field : c->name,
                   .column = column,
                   .form = form_of(c, sdg16_table_type(p->table, column)),
                   .known = (c->when & SDG16I_JSON_KNOWN) != 0,
                   .separator = c->role == SDG16I_ROLE_MODEL ? "," : "; "}); /* "[12],[3]" */
}

/* {"sex": "F"}: the dimensions of the row that are not their total. */
static void plan_dimensions(sdg16i_json_plan *p, const char *object) {
  if (*object) add_field(p, (sdg16i_json_field){.object = object, .form = FORM_OBJECT});
  for (int64_t c = 0; c < sdg16_table_columns(p->table); c++)
    if (sdg16i_is_dimension(p->table, p->result, c))
      add_field(p, (sdg16i_json_field){.object = object,
                                       .key = sdg16_table_name(p->table, c),
                                       .column = c,
                                       .form = FORM_CODE});
}

/* What the schema has no field for, or does not know. */
static void plan_others(sdg16i_json_plan *p) {
  for (int64_t c = 0; c < sdg16_table_columns(p->table); c++) {
    const char *name = sdg16_table_name(p->table, c);
    const sdg16i_result_column *known = sdg16i_result_column_find(p->result, name);
    if ((known && known->object) || sdg16i_is_dimension(p->table, p->result, c) ||
        is_left_out(p->options, name))
      continue;
    add_field(p, (sdg16i_json_field){.object = "", .key = name, .column = c, .known = 1});
  }
}

static void plan_by_schema(sdg16i_json_plan *p) {
  int32_t count;
  int is_begun = is_left_out(p->options, SDG16I_DIMENSION_COLUMNS);
  const sdg16i_result_column *column = sdg16i_result_columns(p->result, &count);
  p->field = sdg16i_arena_array(&p->arena, count + sdg16_table_columns(p->table) + 1,
                                sizeof *p->field);
  for (int32_t i = 0; p->field && i < count; i++) {
    int is_place = column[i].role == SDG16I_ROLE_DIMENSION;
    if (is_place && column[i].object && !is_begun) {
      plan_dimensions(p, column[i].object);
      is_begun = 1;
    }
    plan_column(p, &column[i]);
  }
  if (p->field && p->options->others && !p->options->is_protected) plan_others(p);
}

static void plan_plain(sdg16i_json_plan *p) {
  const sdg16_json_options *o = p->options;
  int64_t count = o->column_count ? o->column_count : sdg16_table_columns(p->table);
  p->field = sdg16i_arena_array(&p->arena, count, sizeof *p->field);
  for (int64_t i = 0; p->field && i < count; i++) {
    const char *name = o->column_count ? o->columns[i] : sdg16_table_name(p->table, i);
    int64_t column = o->column_count ? sdg16_table_find(p->table, name) : i;
    if (!is_left_out(o, name))
      add_field(p, (sdg16i_json_field){
                       .object = "", .key = name, .column = column, .known = o->skip_missing});
  }
}

/* The options, copied into `o`, and the plan by them; 0: the writer knows what failed. */
static int make_plan(sdg16i_json_plan *p, sdg16_json *json, const sdg16_table *table,
                     const sdg16_json_options *options, sdg16_json_options *o) {
  *p = (sdg16i_json_plan){.json = json, .table = table, .options = o};
  sdg16_json_options_init(o, (int64_t)sizeof *o);
  int32_t status = sdg16i_struct_in(options, o, (int64_t)sizeof *o, "sdg16_json_options", NULL);
  if (status)
    sdg16i_json_fail(json, status,
                     "sdg16_json_options: the size must be that of a known version");
  if (!status && o->result && (p->result = sdg16i_result_from_name(o->result)) < 0) {
    status = SDG16_ERR_NAME;
    sdg16i_json_fail(json, status, "sdg16_json_options: result must be the name of a table");
  }
  if (status) return 0;
  if (o->result)
    plan_by_schema(p);
  else
    plan_plain(p);
  if (!p->field) sdg16i_json_fail(json, SDG16_ERR_MEMORY, "out of memory");
  return p->field != NULL;
}

/* ---- the rows by the plan ---- */

static int is_missing(const sdg16_table *table, int64_t column, int64_t row) {
  const uint8_t *missing = sdg16_table_missing(table, column);
  return column < 0 || (missing && missing[row]);
}

static double number_of(const sdg16_table *table, int64_t column, int64_t row) {
  double value;
  return sdg16i_number_at(table, column, row, &value) ? (double)NAN : value;
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

/* The code of a dimension; NULL: it is the total. Numbers are written into `buffer`. */
static const char *code_of(const sdg16i_json_plan *p, const sdg16i_json_field *f, int64_t row,
                           char buffer[SDG16I_TEXT_SIZE]) {
  const char *code = sdg16i_text_at(p->table, f->column, row, buffer);
  return code && *code && strcmp(code, "_T") ? code : NULL;
}

/* Whether the row has the field. */
static int has_field(const sdg16i_json_plan *p, const sdg16i_json_field *f, int64_t row) {
  if (f->form == FORM_FLAG) return number_of(p->table, f->column, row) > 0;
  return !f->known || !is_missing(p->table, f->column, row);
}

/* A double that counts people, without a decimal point. */
static void put_people(const sdg16i_json_plan *p, const sdg16i_json_field *f, int64_t row) {
  double count = number_of(p->table, f->column, row);
  if (count == floor(count) && fabs(count) < 9e15)
    sdg16_json_whole(p->json, f->key, (int64_t)count);
  else
    put_cell(p->json, f->key, p->table, f->column, row);
}

static void put_field(const sdg16i_json_plan *p, const sdg16i_json_field *f, int64_t row) {
  char buffer[SDG16I_TEXT_SIZE];
  const char *code = f->form == FORM_CODE ? code_of(p, f, row, buffer) : NULL;
  if (f->form == FORM_OBJECT || !has_field(p, f, row)) return;
  if (code)
    sdg16_json_text(p->json, f->key, code);
  else if (f->form == FORM_LIST)
    sdg16_json_list(p->json, f->key, sdg16_table_text(p->table, row, f->column), f->separator);
  else if (f->form == FORM_FLAG)
    sdg16_json_flag(p->json, f->key, 1);
  else if (f->form == FORM_PEOPLE)
    put_people(p, f, row);
  else if (f->form == FORM_CELL)
    put_cell(p->json, f->key, p->table, f->column, row);
}

/* The fields `begin` to before `end`, which have one object: if one of them has a value. */
static void put_object(const sdg16i_json_plan *p, int64_t begin, int64_t end, int64_t row) {
  const char *object = p->field[begin].object;
  int any = 0;
  for (int64_t i = begin; i < end && !any; i++)
    any = p->field[i].form == FORM_OBJECT ||
          (has_field(p, &p->field[i], row) && !is_missing(p->table, p->field[i].column, row));
  if (!any) return;
  sdg16_json_begin_object(p->json, object);
  for (int64_t i = begin; i < end; i++) put_field(p, &p->field[i], row);
  for (int64_t i = 0; i < p->options->extra_count; i++) {
    const sdg16_json_extra *extra = &p->options->extras[i];
    if (!strcmp(extra->object, object)) sdg16_json_real(p->json, extra->field, extra->value);
  }
  sdg16_json_end(p->json);
}

static void put_row(const sdg16i_json_plan *p, int64_t row) {
  for (int64_t begin = 0, end; begin < p->count; begin = end) {
    end = begin + 1;
    while (end < p->count && !strcmp(p->field[end].object, p->field[begin].object)) end++;
    if (*p->field[begin].object)
      put_object(p, begin, end, row);
    else
      for (int64_t i = begin; i < end; i++) put_field(p, &p->field[i], row);
  }
}

/* ---- the public functions ---- */

int32_t sdg16_json_options_init(sdg16_json_options *options, int64_t size) {
  const sdg16_json_options defaults = {.struct_size = sizeof defaults};
  return sdg16i_struct_out(options, size, &defaults, sizeof defaults);
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

void sdg16_json_row(sdg16_json *json, const sdg16_table *table, int64_t row,
                    const sdg16_json_options *options) {
  sdg16i_json_plan plan;
  sdg16_json_options o;
  if (!sdg16i_json_is_good(json) || !is_row(json, table, row)) return;
  if (make_plan(&plan, json, table, options, &o)) put_row(&plan, row);
  sdg16i_arena_free(&plan.arena);
}

void sdg16_json_rows(sdg16_json *json, const char *key, const sdg16_table *table,
                     const sdg16_json_options *options) {
  sdg16i_json_plan plan = {0};
  sdg16_json_options o;
  int64_t rows = table ? sdg16_table_rows(table) : 0;
  sdg16_json_begin_array(json, key);
  int ok = rows > 0 && sdg16i_json_is_good(json) && make_plan(&plan, json, table, options, &o);
  for (int64_t row = 0; ok && sdg16i_json_is_good(json) && row < rows; row++) {
    sdg16_json_begin_object(json, NULL);
    put_row(&plan, row);
    sdg16_json_end(json);
  }
  sdg16i_arena_free(&plan.arena);
  sdg16_json_end(json);
}
