#include "results/result_schema.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/names.h"
#include "data/table/table.h"
#include "data/table/table_builder.h"

#include <stdio.h>
#include <string.h>

#define ROW(TABLE, id, name, type, role, rule, object, field, when, presence, about)           \
  {name,                                                                                       \
   SDG16_##type,                                                                               \
   SDG16I_ROLE_##role,                                                                         \
   SDG16I_RULE_##rule,                                                                         \
   SDG16I_OBJECT_##object,                                                                     \
   field,                                                                                      \
   SDG16I_JSON_##when,                                                                         \
   SDG16I_PRESENCE_##presence,                                                                 \
   about},
#define ROWS(TABLE, ...)                                                                       \
  static const sdg16i_result_column TABLE[] = {SDG16I_##TABLE##_COLUMNS(ROW, TABLE)};
SDG16I_RESULT_TABLES(ROWS)
#undef ROWS
#undef ROW

#define TABLE_OF(TABLE, name, command) {name, command, SDG16I_##TABLE##_COUNT, TABLE},
static const struct {
  const char *name, *command;
  int32_t count;
  const sdg16i_result_column *column;
} TABLES[] = {SDG16I_RESULT_TABLES(TABLE_OF)};
#undef TABLE_OF

int32_t sdg16i_result_from_name(const char *name) {
  int32_t table = SDG16I_RESULT_COUNT - 1;
  while (table >= 0 && strcmp(TABLES[table].name, name)) table--;
  return table;
}

const char *sdg16i_result_name(int32_t table) { return TABLES[table].name; }

const sdg16i_result_column *sdg16i_result_columns(int32_t table, int32_t *count) {
  *count = TABLES[table].count;
  return TABLES[table].column;
}

int32_t sdg16i_result_column_number(int32_t table, const char *name) {
  if (!name || !strcmp(name, SDG16I_DIMENSION_COLUMNS)) return -1;
  for (int32_t i = 0; i < TABLES[table].count; i++)
    if (!strcmp(TABLES[table].column[i].name, name)) return i;
  return -1;
}

const sdg16i_result_column *sdg16i_result_column_find(int32_t table, const char *name) {
  int32_t number = sdg16i_result_column_number(table, name);
  return number < 0 ? NULL : &TABLES[table].column[number];
}

/* ---- which table it is ---- */

const char *sdg16_table_result(const sdg16_table *table) {
  return table && table->result ? TABLES[table->result - 1].name : NULL;
}

int32_t sdg16_table_set_result(sdg16_table *table, const char *name, sdg16_error *error) {
  if (!table)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "sdg16_table_set_result: table must not be NULL");
  int32_t number = name ? sdg16i_result_from_name(name) : -1;
  if (name && number < 0)
    return sdg16i_fail(error, SDG16_ERR_NAME,
                       "result must be the name of a result table, not '%.100s'", name);
  table->result = number + 1;
  return SDG16_OK;
}

/* The presence of the columns by which a table is recognised. */
static int32_t presence_of_signs(int32_t table) {
  for (int32_t i = 0; i < TABLES[table].count; i++)
    if (TABLES[table].column[i].presence == SDG16I_PRESENCE_SIGN) return SDG16I_PRESENCE_SIGN;
  return SDG16I_PRESENCE_NOW;
}

/* How many of the table's columns the schema has for this kind. With `with_all` -1 if one is
 * missing by which it is recognised, or if there is none such. */
static int64_t count_known(const sdg16_table *results, int32_t table, int with_all) {
  int32_t sign = presence_of_signs(table);
  int64_t known = 0, needed = 0;
  for (int32_t i = 0; i < TABLES[table].count; i++) {
    const sdg16i_result_column *column = &TABLES[table].column[i];
    int is_needed =
        column->presence == sign && strcmp(column->name, SDG16I_DIMENSION_COLUMNS) != 0;
    int there = sdg16_table_find(results, column->name) >= 0;
    if (with_all && is_needed && !there) return -1;
    known += there;
    needed += is_needed;
  }
  return with_all && !needed ? -1 : known;
}

int32_t sdg16i_result_of(const sdg16_table *results) {
  if (results->result) return results->result - 1;
  int32_t found = SDG16I_RESULT_INDICATOR, has_all = 0;
  int64_t most = count_known(results, found, 0);
  for (int32_t t = 0; t < SDG16I_RESULT_COUNT; t++) {
    int64_t known = count_known(results, t, 1);
    if (known < most || known < 1 || (known == most && has_all)) continue;
    most = known;
    found = t;
    has_all = 1;
  }
  return found;
}

int sdg16i_is_of_sample(const sdg16_table *results) {
  int32_t table = sdg16i_result_of(results), signs = 0;
  if (table == SDG16I_RESULT_SURVEY) return 1;
  for (int32_t i = 0; i < TABLES[table].count; i++) {
    if (TABLES[table].column[i].presence != SDG16I_PRESENCE_SAMPLE) continue;
    if (sdg16_table_find(results, TABLES[table].column[i].name) < 0) return 0;
    signs++;
  }
  return signs > 0;
}

const char *const *sdg16i_value_parts(int of_sample) {
  static const char *const COUNTS[SDG16I_VALUE_PARTS] = {
      "numerator", "denominator", "reference_numerator", "reference_denominator"};
  static const char *const SAMPLE[SDG16I_VALUE_PARTS] = {"events", "n", NULL, NULL};
  return of_sample ? SAMPLE : COUNTS;
}

const char *sdg16i_result_command(int32_t table) { return TABLES[table].command; }

/* ---- dimensions ---- */

/* Where a table has the dimensions that are named by the data; -1: nowhere. */
static int32_t place_of_dimensions(int32_t table) {
  for (int32_t i = 0; i < TABLES[table].count; i++)
    if (!strcmp(TABLES[table].column[i].name, SDG16I_DIMENSION_COLUMNS) &&
        TABLES[table].column[i].role == SDG16I_ROLE_DIMENSION)
      return i;
  return -1;
}

/* Of a column that the schema does not know, in a table that does not say its dimensions. */
static int stands_as_dimension(const sdg16_table *results, int32_t table, int64_t column) {
  int32_t place = place_of_dimensions(table);
  if (place < 0 || (place > 0 && sdg16_table_type(results, column) == SDG16_DOUBLE)) return 0;
  for (int64_t c = 0; c < column; c++) {
    int32_t before = sdg16i_result_column_number(table, sdg16_table_name(results, c));
    if (before > place && TABLES[table].column[before].role != SDG16I_ROLE_DIMENSION) return 0;
  }
  return 1;
}

int sdg16i_is_dimension(const sdg16_table *results, int32_t table, int64_t column) {
  if (sdg16_table_dimension_count(results) >= 0)
    return sdg16_table_is_dimension(results, column);
  const sdg16i_result_column *known =
      sdg16i_result_column_find(table, sdg16_table_name(results, column));
  return known ? known->role == SDG16I_ROLE_DIMENSION
               : stands_as_dimension(results, table, column);
}

/* ---- the schema as a table ---- */

static const sdg16i_name TYPES[] = {
    {SDG16_TEXT, "text"}, {SDG16_INT64, "whole"}, {SDG16_DOUBLE, "real"}};
static const sdg16i_name ROLES[] = {{SDG16I_ROLE_KEY, "key"},
                                    {SDG16I_ROLE_SETTING, "setting"},
                                    {SDG16I_ROLE_MODEL, "model"},
                                    {SDG16I_ROLE_ESTIMATE, "estimate"},
                                    {SDG16I_ROLE_LIMIT, "limit"},
                                    {SDG16I_ROLE_COUNT, "count"},
                                    {SDG16I_ROLE_FIT, "fit"},
                                    {SDG16I_ROLE_BOOTSTRAP, "bootstrap"},
                                    {SDG16I_ROLE_RATE, "rate"},
                                    {SDG16I_ROLE_BOUND, "bound"},
                                    {SDG16I_ROLE_STATUS, "status"},
                                    {SDG16I_ROLE_NOTE, "note"},
                                    {SDG16I_ROLE_DIMENSION, "dimension"}};
static const sdg16i_name RULES[] = {{SDG16I_RULE_WITHHOLD, "withhold"},
                                    {SDG16I_RULE_SETTING, "setting"},
                                    {SDG16I_RULE_PUBLISH, "publish"},
                                    {SDG16I_RULE_COUNT, "count"},
                                    {SDG16I_RULE_PART, "part"},
                                    {SDG16I_RULE_VALUE, "value"},
                                    {SDG16I_RULE_DERIVED, "derived"},
                                    {SDG16I_RULE_EXACT, "exact"},
                                    {SDG16I_RULE_VERDICT, "verdict"},
                                    {SDG16I_RULE_REASONS, "reasons"},
                                    {SDG16I_RULE_RESPONDENTS, "count"},
                                    {SDG16I_RULE_ESTIMATE, "estimate"},
                                    {SDG16I_RULE_HIDDEN, "hidden"},
                                    {SDG16I_RULE_SPREAD, "spread"},
                                    {SDG16I_RULE_LOWER, "lower"},
                                    {SDG16I_RULE_UPPER, "upper"},
                                    {SDG16I_RULE_RATE, "rate"},
                                    {SDG16I_RULE_RATE_LOWER, "rate-lower"},
                                    {SDG16I_RULE_RATE_UPPER, "rate-upper"},
                                    {SDG16I_RULE_MODEL, "model"},
                                    {SDG16I_RULE_OF_LIMITS, "of-limits"},
                                    {SDG16I_RULE_DESCRIBE_STATUS, "describe"},
                                    {SDG16I_RULE_DESCRIBE_FLAGS, "describe"},
                                    {SDG16I_RULE_DESCRIBE_CODE, "describe"},
                                    {SDG16I_RULE_DESCRIBE_NOTE, "describe"},
                                    {SDG16I_RULE_WRITTEN_FLAGS, "written"},
                                    {SDG16I_RULE_WRITTEN_CODE, "written"},
                                    {SDG16I_RULE_WRITTEN_NOTE, "written"},
                                    {SDG16I_RULE_WRITTEN_BAND, "written"}};
static const sdg16i_name MOMENTS[] = {{SDG16I_JSON_PART, "part"},
                                      {SDG16I_JSON_INTERVAL, "interval"},
                                      {SDG16I_JSON_KNOWN, "known"},
                                      {SDG16I_JSON_LIST, "list"},
                                      {SDG16I_JSON_FLAG, "flag"}};
/* "part,known"; NULL: always. */
static const char *moment_text(int32_t when, sdg16i_arena *arena, int *out_of_memory) {
  char text[64] = "";
  size_t length = 0;
  for (size_t i = 0; i < sizeof MOMENTS / sizeof MOMENTS[0]; i++)
    if (when & MOMENTS[i].value)
      length += (size_t)snprintf(text + length, sizeof text - length, "%s%s", length ? "," : "",
                                 MOMENTS[i].name);
  const char *copy = length ? sdg16i_arena_text(arena, text, length) : NULL;
  *out_of_memory |= length && !copy;
  return copy;
}

enum {
  S_TABLE,
  S_NAME,
  S_TYPE,
  S_ROLE,
  S_ABOUT,
  S_PROTECTION,
  S_OBJECT,
  S_FIELD,
  S_WHEN,
  S_COMMAND,
  S_COUNT
};

static int fill_schema(const char **text[S_COUNT], sdg16i_arena *arena) {
  int out_of_memory = 0;
  int64_t row = 0;
  for (int32_t t = 0; t < SDG16I_RESULT_COUNT; t++)
    for (int32_t i = 0; i < TABLES[t].count; i++, row++) {
      const sdg16i_result_column *column = &TABLES[t].column[i];
      text[S_TABLE][row] = TABLES[t].name;
      text[S_NAME][row] = column->name;
      text[S_TYPE][row] = SDG16I_NAME_OF(TYPES, column->type);
      text[S_ROLE][row] = SDG16I_NAME_OF(ROLES, column->role);
      text[S_ABOUT][row] = column->about;
      text[S_COMMAND][row] = TABLES[t].command;
      text[S_PROTECTION][row] = SDG16I_NAME_OF(RULES, column->rule);
      text[S_OBJECT][row] = column->object;
      if (!column->object) continue;
      text[S_FIELD][row] = column->field ? column->field : column->name;
      text[S_WHEN][row] = moment_text(column->when, arena, &out_of_memory);
    }
  return out_of_memory ? -1 : 0;
}

int32_t sdg16_result_schema(sdg16_table **out, sdg16_error *error) {
  static const char *const NAMES[S_COUNT] = {
      "table",      "name",        "type",       "role",      "about",
      "protection", "json_object", "json_field", "json_when", "command"};
  if (!out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_result_schema: out must not be NULL");
  int64_t rows = 0;
  for (int32_t t = 0; t < SDG16I_RESULT_COUNT; t++) rows += TABLES[t].count;
  const char **text[S_COUNT];
  sdg16i_arena arena = {0};
  sdg16i_columns columns;
  sdg16i_columns_begin(&columns, rows, error);
  int ok = 1;
  for (int i = 0; i < S_COUNT; i++)
    ok = (text[i] = sdg16i_arena_array(&arena, rows, sizeof(char *))) && ok;
  ok = ok && !fill_schema(text, &arena);
  if (!ok && !columns.status) columns.status = sdg16i_fail_memory(error);
  for (int i = 0; i < S_COUNT; i++) sdg16i_column_text(&columns, NAMES[i], text[i]);
  sdg16i_arena_free(&arena);
  return sdg16i_columns_end(&columns, out);
}
