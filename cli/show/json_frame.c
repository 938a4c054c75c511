#include "show/json_frame.h"

#define SCHEMA 1

int json_begin(const char *command, FILE *out, sdg16_json **json) {
  sdg16_error error = cli_new_error();
  if (sdg16_json_new(cli_to_stream, out, json, &error)) return cli_library_error(&error);
  sdg16_json_begin_object(*json, NULL);
  sdg16_json_text(*json, "sdg16", sdg16_version());
  sdg16_json_text(*json, "command", command);
  sdg16_json_whole(*json, "schema", SCHEMA);
  return EXIT_DONE;
}

int json_finish(sdg16_json *json, int status) {
  sdg16_error error = cli_new_error();
  sdg16_json_end(json);
  if (!status && sdg16_json_finish(json, &error)) status = cli_library_error(&error);
  sdg16_json_free(json);
  return status;
}

void json_begin_provenance(sdg16_json *json, uint64_t seed, int64_t stream) {
  sdg16_json_begin_object(json, "provenance");
  sdg16_json_natural(json, "seed", seed);
  sdg16_json_whole(json, "stream", stream);
}

void json_replicates(sdg16_json *json, int64_t first, int64_t last) {
  sdg16_json_begin_array(json, "replicates");
  sdg16_json_whole(json, NULL, first < 0 ? 0 : first);
  sdg16_json_whole(json, NULL, last + 1);
  sdg16_json_end(json);
}

void json_result_rows(sdg16_json *json, const char *key, const char *result,
                      const sdg16_table *table) {
  sdg16_json_options fields;
  sdg16_json_options_init(&fields, (int64_t)sizeof fields);
  fields.result = result;
  sdg16_json_rows(json, key, table, &fields);
}

void json_plain_rows(sdg16_json *json, const char *key, const sdg16_table *table,
                     const char *left_out) {
  sdg16_json_options options;
  sdg16_json_options_init(&options, (int64_t)sizeof options);
  options.skip_missing = 1;
  options.left_out = &left_out;
  options.left_out_count = left_out != NULL;
  sdg16_json_rows(json, key, table, &options);
}
