#include "show/json_build.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SCHEMA 1

json_object *json_made(json_builder *b, json_object *value) {
  if (!value) b->failed = 1;
  return value;
}

void json_put(json_builder *b, json_object *object, const char *key, json_object *value) {
  if (object && !json_object_object_add(object, key, value)) return;
  b->failed = 1;
  json_object_put(value);
}

void json_append(json_builder *b, json_object *array, json_object *value) {
  if (array && !json_object_array_add(array, value)) return;
  b->failed = 1;
  json_object_put(value);
}

/* Length of the well-formed UTF-8 character at `text`, 0 if it is not one. */
static size_t utf8(const unsigned char *text) {
  if (text[0] < 0x80) return 1;
  size_t size = text[0] >= 0xf0 ? 4 : text[0] >= 0xe0 ? 3 : 2;
  if (text[0] < 0xc2 || text[0] > 0xf4) return 0;
  for (size_t i = 1; i < size; i++)
    if ((text[i] & 0xc0) != 0x80) return 0;
  if ((text[0] == 0xe0 && text[1] < 0xa0) || (text[0] == 0xed && text[1] > 0x9f) ||
      (text[0] == 0xf0 && text[1] < 0x90) || (text[0] == 0xf4 && text[1] > 0x8f))
    return 0;
  return size;
}

/* File names may hold any bytes, JSON only UTF-8: others become U+FFFD. */
json_object *json_text(json_builder *b, const char *text) {
  if (!text) return NULL;
  char *clean = malloc(3 * strlen(text) + 1), *write = clean;
  if (!clean) return json_made(b, NULL);
  while (*text) {
    size_t size = utf8((const unsigned char *)text);
    memcpy(write, size ? text : "\xef\xbf\xbd", size ? size : 3);
    write += size ? size : 3;
    text += size ? size : 1;
  }
  *write = '\0';
  json_object *value = json_made(b, json_object_new_string(clean));
  free(clean);
  return value;
}

json_object *json_number(json_builder *b, double value) {
  char text[32];
  if (!isfinite(value)) return NULL;
  if (sdg16_format_double(value, text, (int64_t)sizeof text) < 0) return json_made(b, NULL);
  return json_made(b, json_object_new_double_s(value, text));
}

json_object *json_whole(json_builder *b, int64_t value) {
  return json_made(b, json_object_new_int64(value));
}

json_object *json_new_object(json_builder *b) { return json_made(b, json_object_new_object()); }
json_object *json_new_array(json_builder *b) { return json_made(b, json_object_new_array()); }

/* ---- tables ---- */

json_object *json_cell(json_builder *b, const sdg16_table *table, int64_t row,
                       const char *name) {
  int64_t column = sdg16_table_find(table, name);
  const uint8_t *missing = sdg16_table_missing(table, column);
  if (column < 0 || (missing && missing[row])) return NULL;
  switch (sdg16_table_type(table, column)) {
  case SDG16_INT64:
    return json_whole(b, sdg16_table_int64(table, column)[row]);
  case SDG16_DOUBLE:
    return json_number(b, sdg16_table_double(table, column)[row]);
  default:
    return json_text(b, sdg16_table_text(table, row, column));
  }
}

void json_put_cells(json_builder *b, json_object *object, const sdg16_table *table, int64_t row,
                    const char *const *names, size_t count) {
  for (size_t i = 0; i < count; i++)
    json_put(b, object, names[i], json_cell(b, table, row, names[i]));
}

json_object *json_rows(json_builder *b, const sdg16_table *table, int64_t first) {
  json_object *array = json_new_array(b);
  for (int64_t row = 0; row < sdg16_table_rows(table); row++) {
    json_object *item = json_new_object(b);
    for (int64_t c = first; c < sdg16_table_columns(table); c++) {
      const char *name = sdg16_table_name(table, c);
      json_object *value = json_cell(b, table, row, name);
      if (value) json_put(b, item, name, value);
    }
    json_append(b, array, item);
  }
  return array;
}

/* "a; b", separated by "; ", as ["a", "b"] */
json_object *json_parts(json_builder *b, const char *text, const char *separator) {
  json_object *array = json_new_array(b);
  char part[256];
  while (text && *text) {
    const char *end = strstr(text, separator);
    snprintf(part, sizeof part, "%.*s", (int)(end ? (size_t)(end - text) : strlen(text)), text);
    json_append(b, array, json_text(b, part));
    text = end ? end + strlen(separator) : NULL;
  }
  return array;
}

/* ---- the frame of every answer ---- */

json_object *json_begin(json_builder *b, const char *command) {
  *b = (json_builder){0};
  b->root = json_new_object(b);
  json_put(b, b->root, "sdg16", json_text(b, sdg16_version()));
  json_put(b, b->root, "command", json_text(b, command));
  json_put(b, b->root, "schema", json_whole(b, SCHEMA));
  return b->root;
}

int json_finish(json_builder *b, FILE *out) {
  const char *text =
      b->failed ? NULL
                : json_object_to_json_string_ext(b->root, JSON_C_TO_STRING_PRETTY |
                                                              JSON_C_TO_STRING_SPACED |
                                                              JSON_C_TO_STRING_NOSLASHESCAPE);
  if (text) {
    fputs(text, out);
    fputc('\n', out);
  }
  json_object_put(b->root);
  sdg16_table_free(b->schema);
  return text ? EXIT_DONE : cli_out_of_memory();
}
