/* Rows of result tables as JSON, by the schema of result columns. */
#include "show/json_build.h"

#include <math.h>
#include <string.h>

/* "known" in "part,known" */
static int has_word(const char *words, const char *word) {
  size_t length = strlen(word);
  for (const char *at = words; at; at = (at = strchr(at, ',')) ? at + 1 : NULL)
    if (!strncmp(at, word, length) && (!at[length] || at[length] == ',')) return 1;
  return 0;
}

static const char *schema_text(const json_builder *b, int64_t column, const char *what) {
  return cli_table_text(b->schema, column, what);
}

static int is_known(const json_row *r, const char *name) {
  int64_t column = sdg16_table_find(r->table, name);
  const uint8_t *missing = sdg16_table_missing(r->table, column);
  return column >= 0 && !(missing && missing[r->row]);
}

/* Whether the row has a field for this column of the schema. */
static int has_field(const json_builder *b, const json_row *r, int64_t column) {
  const char *name = schema_text(b, column, "name"),
             *when = schema_text(b, column, "json_when");
  if (strcmp(schema_text(b, column, "table"), r->name) ||
      sdg16_table_find(r->table, name) < 0 || !schema_text(b, column, "json_field"))
    return 0;
  if (r->is_protected && !strcmp(schema_text(b, column, "protection"), "withhold")) return 0;
  if (r->is_sum && has_word(when, "part")) return 0;
  if (has_word(when, "interval") && !r->has_interval) return 0;
  if (has_word(when, "flag") && !(cli_table_number(r->table, r->row, name) > 0)) return 0;
  return !has_word(when, "known") || is_known(r, name);
}

/* A number of persons that is whole is written so. */
static json_object *count_value(json_builder *b, double count) {
  return count < 9e15 && count == floor(count) ? json_whole(b, (int64_t)count)
                                               : json_number(b, count);
}

static json_object *field_value(json_builder *b, const json_row *r, int64_t column) {
  const char *name = schema_text(b, column, "name"),
             *when = schema_text(b, column, "json_when");
  if (has_word(when, "list")) return json_parts(b, cli_table_text(r->table, r->row, name), ",");
  if (has_word(when, "flag")) return json_made(b, json_object_new_boolean(1));
  return !strcmp(schema_text(b, column, "role"), "count")
             ? count_value(b, cli_table_number(r->table, r->row, name))
             : json_cell(b, r->table, r->row, name);
}

/* The object inside `object` that has the field; NULL: none of its fields has a value. */
static json_object *object_of(json_builder *b, json_object *object, const json_row *r,
                              const char *group) {
  if (!*group) return object;
  json_object *inside;
  if (json_object_object_get_ex(object, group, &inside)) return inside;
  int any = 0;
  for (int64_t i = 0; i < sdg16_table_rows(b->schema) && !any; i++) {
    const char *other = schema_text(b, i, "json_object");
    any = other && !strcmp(other, group) && has_field(b, r, i) &&
          is_known(r, schema_text(b, i, "name"));
  }
  if (!any) return NULL;
  json_put(b, object, group, inside = json_new_object(b));
  return inside;
}

void json_put_row(json_builder *b, json_object *object, const json_row *r) {
  if (!b->schema && sdg16_result_schema(&b->schema, NULL)) {
    b->failed = 1;
    return;
  }
  for (int64_t i = 0; i < sdg16_table_rows(b->schema); i++) {
    if (!has_field(b, r, i)) continue;
    json_object *inside = object_of(b, object, r, schema_text(b, i, "json_object"));
    if (inside) json_put(b, inside, schema_text(b, i, "json_field"), field_value(b, r, i));
  }
}
