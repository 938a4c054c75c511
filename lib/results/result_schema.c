#include "results/result_schema.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/names.h"
#include "data/table/table_builder.h"

#include <stdio.h>
#include <string.h>

#define ROW(id, name, type, role, rule, object, field, when, presence)                         \
  {name,                                                                                       \
   SDG16_##type,                                                                               \
   SDG16I_ROLE_##role,                                                                         \
   SDG16I_RULE_##rule,                                                                         \
   SDG16I_OBJECT_##object,                                                                     \
   field,                                                                                      \
   SDG16I_JSON_##when,                                                                         \
   SDG16I_PRESENCE_##presence},
static const sdg16i_result_column ESTIMATES[] = {SDG16I_ESTIMATES_COLUMNS(ROW)},
                                  MODELS[] = {SDG16I_MODELS_COLUMNS(ROW)},
                                  MODES[] = {SDG16I_MODES_COLUMNS(ROW)},
                                  TOP[] = {SDG16I_TOP_COLUMNS(ROW)},
                                  DIAGNOSTICS[] = {SDG16I_DIAGNOSTICS_COLUMNS(ROW)};
#undef ROW

static const struct {
  const char *name;
  int32_t count;
  const sdg16i_result_column *column;
} TABLES[] = {
    [SDG16I_RESULT_ESTIMATES] = {"estimates", SDG16I_ESTIMATES_COUNT, ESTIMATES},
    [SDG16I_RESULT_MODELS] = {"models", SDG16I_MODELS_COUNT, MODELS},
    [SDG16I_RESULT_MODES] = {"modes", SDG16I_MODES_COUNT, MODES},
    [SDG16I_RESULT_TOP] = {"top", SDG16I_TOP_COUNT, TOP},
    [SDG16I_RESULT_DIAGNOSTICS] = {"diagnostics", SDG16I_DIAGNOSTICS_COUNT, DIAGNOSTICS},
};
#define TABLE_COUNT ((int32_t)(sizeof TABLES / sizeof TABLES[0]))

const sdg16i_result_column *sdg16i_result_columns(int32_t table, int32_t *count) {
  *count = TABLES[table].count;
  return TABLES[table].column;
}

const sdg16i_result_column *sdg16i_result_column_find(int32_t table, const char *name) {
  for (int32_t i = 0; name && i < TABLES[table].count; i++)
    if (!strcmp(TABLES[table].column[i].name, name)) return &TABLES[table].column[i];
  return NULL;
}

/* ---- the schema as a table ---- */

static const sdg16i_name TYPES[] = {
    {SDG16_TEXT, "text"}, {SDG16_INT64, "whole"}, {SDG16_DOUBLE, "real"}};
static const sdg16i_name ROLES[] = {
    {SDG16I_ROLE_KEY, "key"},       {SDG16I_ROLE_SETTING, "setting"},
    {SDG16I_ROLE_MODEL, "model"},   {SDG16I_ROLE_ESTIMATE, "estimate"},
    {SDG16I_ROLE_LIMIT, "limit"},   {SDG16I_ROLE_COUNT, "count"},
    {SDG16I_ROLE_FIT, "fit"},       {SDG16I_ROLE_BOOTSTRAP, "bootstrap"},
    {SDG16I_ROLE_RATE, "rate"},     {SDG16I_ROLE_BOUND, "bound"},
    {SDG16I_ROLE_STATUS, "status"}, {SDG16I_ROLE_NOTE, "note"}};
static const sdg16i_name RULES[] = {
    {SDG16I_RULE_WITHHOLD, "withhold"}, {SDG16I_RULE_SETTING, "setting"},
    {SDG16I_RULE_PUBLISH, "publish"},   {SDG16I_RULE_COUNT, "count"},
    {SDG16I_RULE_ESTIMATE, "estimate"}, {SDG16I_RULE_LIMIT, "limit"},
    {SDG16I_RULE_RATE, "rate"},         {SDG16I_RULE_RATE_LIMIT, "rate-limit"}};
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

enum { S_TABLE, S_NAME, S_TYPE, S_ROLE, S_PROTECTION, S_OBJECT, S_FIELD, S_WHEN, S_COUNT };

static int fill_schema(const char **text[S_COUNT], sdg16i_arena *arena) {
  int out_of_memory = 0;
  int64_t row = 0;
  for (int32_t t = 0; t < TABLE_COUNT; t++)
    for (int32_t i = 0; i < TABLES[t].count; i++, row++) {
      const sdg16i_result_column *column = &TABLES[t].column[i];
      text[S_TABLE][row] = TABLES[t].name;
      text[S_NAME][row] = column->name;
      text[S_TYPE][row] = SDG16I_NAME_OF(TYPES, column->type);
      text[S_ROLE][row] = SDG16I_NAME_OF(ROLES, column->role);
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
      "table", "name", "type", "role", "protection", "json_object", "json_field", "json_when"};
  if (!out) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_result_schema: out is NULL");
  int64_t rows = 0;
  for (int32_t t = 0; t < TABLE_COUNT; t++) rows += TABLES[t].count;
  const char **text[S_COUNT];
  sdg16i_arena arena = {0};
  sdg16i_columns columns;
  sdg16i_columns_begin(&columns, rows, error);
  int ok = 1;
  for (int i = 0; i < S_COUNT; i++)
    ok = (text[i] = sdg16i_arena_array(&arena, rows, sizeof(char *))) && ok;
  ok = ok && !fill_schema(text, &arena);
  if (!ok && !columns.code) columns.code = sdg16i_fail_memory(error);
  for (int i = 0; i < S_COUNT; i++) sdg16i_column_text(&columns, NAMES[i], text[i]);
  sdg16i_arena_free(&arena);
  return sdg16i_columns_end(&columns, out);
}
