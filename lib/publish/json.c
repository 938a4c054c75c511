/* JSON in the stable form of the command's output. A number that is missing or not finite is
 * null. */
#include "base/error.h"
#include "publish/formats.h"
#include "results/result_schema.h"

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
  sdg16_json_options fields;
  sdg16_json_options_init(&fields, (int64_t)sizeof fields);
  int32_t result = sdg16i_result_of(t);
  const char *command = o->command ? o->command : sdg16i_result_command(result);
  fields.result = sdg16i_result_name(result);
  fields.others = 1;
  int32_t status = sdg16_json_new(write, context, &json, error);
  if (status) return status;
  sdg16_json_begin_object(json, NULL);
  sdg16_json_text(json, "sdg16", SDG16_VERSION);
  sdg16_json_text(json, "command", command ? command : "indicator");
  sdg16_json_whole(json, "schema", 1);
  sdg16_json_rows(json, "estimates", t, &fields);
  if (o->diagnostics) put_messages(json, o->diagnostics);
  put_provenance(json, o);
  sdg16_json_end(json);
  status = sdg16_json_finish(json, error);
  sdg16_json_free(json);
  return status;
}
