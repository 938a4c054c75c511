/* JSON: the stable shape of the command's answers. What is not a number is null. */
#include "base/error.h"
#include "indicators/counts/columns.h"
#include "publish/formats.h"

#include <string.h>

/* {"sex": "F"}: the dimensions of a row that are not their total. */
static void put_disaggregation(sdg16_json *json, const sdg16_table *t, int64_t row) {
  char buffer[32];
  sdg16_json_begin_object(json, "disaggregation");
  for (int64_t c = 0; c < sdg16_table_columns(t); c++) {
    const char *name = sdg16_table_name(t, c);
    const char *code =
        sdg16i_is_fixed_column(name) ? NULL : sdg16i_result_text(t, name, row, buffer);
    if (code && *code && strcmp(code, "_T")) sdg16_json_text(json, name, code);
  }
  sdg16_json_end(json);
}

/* What is always there, null or not; all else is absent where it is missing. */
static int is_always_there(const char *name) {
  return !strcmp(name, "indicator") || !strcmp(name, "series") || !strcmp(name, "value");
}

static void put_estimate(sdg16_json *json, const sdg16_table *t, int64_t row) {
  sdg16_json_begin_object(json, NULL);
  for (int64_t c = 0; c < sdg16_table_columns(t); c++) {
    const char *name = sdg16_table_name(t, c);
    const uint8_t *missing = sdg16_table_missing(t, c);
    if (!strcmp(name, "value")) put_disaggregation(json, t, row);
    if (!sdg16i_is_fixed_column(name)) continue;
    if (!strcmp(name, "flags"))
      sdg16_json_list(json, name, sdg16_table_text(t, row, c), "; ");
    else if (!missing || !missing[row] || is_always_there(name))
      sdg16_json_cell(json, name, t, row, name);
  }
  sdg16_json_end(json);
}

static void put_messages(sdg16_json *json, const sdg16_table *diagnostics) {
  int64_t column = sdg16_table_find(diagnostics, "message");
  sdg16_json_begin_array(json, "warnings");
  for (int64_t row = 0; column >= 0 && row < sdg16_table_rows(diagnostics); row++) {
    const char *text = sdg16_table_text(diagnostics, row, column);
    sdg16_json_text(json, NULL, text ? text : "");
  }
  sdg16_json_end(json);
}

static void put_provenance(sdg16_json *json, const sdg16_publish_options *o) {
  sdg16_json_begin_object(json, "provenance");
  if (o->file) sdg16_json_text(json, "file", o->file);
  if (o->input_sha256) sdg16_json_text(json, "input_sha256", o->input_sha256);
  sdg16_json_end(json);
}

int32_t sdg16i_write_json(const sdg16_table *t, const sdg16_publish_options *o,
                          sdg16_write_fn write, void *context, sdg16_error *error) {
  sdg16_json *json;
  int32_t status = sdg16_json_new(write, context, &json, error);
  if (status) return status;
  sdg16_json_begin_object(json, NULL);
  sdg16_json_text(json, "sdg16", SDG16_VERSION);
  sdg16_json_text(json, "command", o->command ? o->command : "indicator");
  sdg16_json_whole(json, "schema", 1);
  sdg16_json_begin_array(json, "estimates");
  for (int64_t row = 0; row < sdg16_table_rows(t); row++) put_estimate(json, t, row);
  sdg16_json_end(json);
  if (o->diagnostics) put_messages(json, o->diagnostics);
  put_provenance(json, o);
  sdg16_json_end(json);
  status = sdg16_json_finish(json, error);
  sdg16_json_free(json);
  return status;
}
