/* Building JSON: the answers' frame, values and cells of tables. Numbers are written so
 * that they read back as the same double; what is not a number is null. */
#ifndef SDG16_CLI_JSON_BUILD_H
#define SDG16_CLI_JSON_BUILD_H

#include "show/show.h"

#include <json-c/json.h>

/* json-c says NULL for the value null and for an allocation that failed: the
 * builder remembers the latter. */
typedef struct json_builder {
  json_object *root;
  sdg16_table *schema; /* of result columns, when it is needed */
  int failed;
} json_builder;

/* Notes a failed allocation; for values of json-c itself. */
json_object *json_made(json_builder *b, json_object *value);
json_object *json_new_object(json_builder *b);
json_object *json_new_array(json_builder *b);
json_object *json_text(json_builder *b, const char *text); /* NULL: null */
json_object *json_number(json_builder *b, double value);
json_object *json_whole(json_builder *b, int64_t value);
void json_put(json_builder *b, json_object *object, const char *key, json_object *value);
void json_append(json_builder *b, json_object *array, json_object *value);

json_object *json_cell(json_builder *b, const sdg16_table *table, int64_t row,
                       const char *name);
void json_put_cells(json_builder *b, json_object *object, const sdg16_table *table, int64_t row,
                    const char *const *names, size_t count);
#define JSON_PUT_CELLS(b, object, table, row, ...)                                             \
  do {                                                                                         \
    static const char *const names_[] = {__VA_ARGS__};                                         \
    json_put_cells(b, object, table, row, names_, sizeof names_ / sizeof names_[0]);           \
  } while (0)

/* Each row an object of all columns from `first` on; cells that are missing are absent. */
json_object *json_rows(json_builder *b, const sdg16_table *table, int64_t first);

/* A row of a result table. */
typedef struct json_row {
  const char *name; /* of the table in the schema: "estimates" */
  const sdg16_table *table;
  int64_t row;
  int is_sum, has_interval, is_protected;
} json_row;

/* The fields that the schema of result columns gives the row (json_result.c). */
void json_put_row(json_builder *b, json_object *object, const json_row *row);

/* "a; b", separated by "; ", as ["a", "b"] */
json_object *json_parts(json_builder *b, const char *text, const char *separator);

/* The frame of every answer; the end returns the exit status. */
json_object *json_begin(json_builder *b, const char *command);
int json_finish(json_builder *b, FILE *out);

/* The object "data" of the answers about capture data (json.c). */
void json_put_data(json_builder *b, const cli_reading *in, int protected,
                   const sdg16_capture *capture);
/* What each column was used for; with --protect without the reasons (reading.c). */
json_object *json_columns(json_builder *b, int protected, const sdg16_capture *capture);
/* Appends the notes of the capture data of this severity (NULL: all). */
void json_append_notes(json_builder *b, const sdg16_capture *capture, const char *severity,
                       json_object *array);

#endif
