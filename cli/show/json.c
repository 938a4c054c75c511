/* JSON of capture data, sdg16 check and sdg16 catalog. */
#include "show/json_frame.h"

#include <stdlib.h>

/* ---- data ---- */

static void put_overlaps(sdg16_json *json, const int64_t *overlaps, int32_t lists) {
  sdg16_json_begin_array(json, "pair_overlaps");
  for (int32_t i = 0; i < lists; i++) {
    sdg16_json_begin_array(json, NULL);
    for (int32_t j = 0; j < lists; j++)
      sdg16_json_whole(json, NULL, overlaps[(int64_t)i * lists + j]);
    sdg16_json_end(json);
  }
  sdg16_json_end(json);
}

void json_files(sdg16_json *json, const cli_files *files) {
  sdg16_json_begin_array(json, "files");
  for (int64_t i = 0; i < files->count; i++)
    sdg16_json_text(json, NULL, cli_shown_path(files->path[i]));
  sdg16_json_end(json);
}

/* Counts that no table of results has. */
static int put_counts(sdg16_json *json, const sdg16_capture *capture) {
  int32_t lists = sdg16_capture_lists(capture);
  int64_t *overlaps = cli_overlaps(capture);
  if (!overlaps) return cli_out_of_memory();
  sdg16_json_whole(json, "observed", sdg16_capture_observed(capture));
  sdg16_json_whole(json, "histories", sdg16_capture_histories(capture, NULL, NULL));
  sdg16_json_begin_array(json, "list_sizes");
  for (int32_t i = 0; i < lists; i++)
    sdg16_json_whole(json, NULL, overlaps[(int64_t)i * lists + i]);
  sdg16_json_end(json);
  put_overlaps(json, overlaps, lists);
  free(overlaps);
  return EXIT_DONE;
}

int json_data(sdg16_json *json, const cli_files *files, int is_protected,
              const sdg16_capture *capture) {
  sdg16_json_begin_object(json, "data");
  if (files->count == 1)
    sdg16_json_text(json, "file", cli_shown_path(files->path[0]));
  else
    json_files(json, files);
  sdg16_json_text(json, "layout", sdg16_layout_name(sdg16_capture_layout(capture)));
  sdg16_json_begin_array(json, "lists");
  for (int32_t i = 0; i < sdg16_capture_lists(capture); i++)
    sdg16_json_text(json, NULL, sdg16_capture_list_name(capture, i));
  sdg16_json_end(json);
  json_columns(json, is_protected, capture);
  int status = is_protected ? EXIT_DONE : put_counts(json, capture);
  sdg16_json_end(json);
  return status;
}

/* ---- check ---- */

static void put_status_counts(sdg16_json *json, int32_t existence, const int64_t *counts) {
  int32_t statuses[SDG16_MODEL_STATUSES];
  int count = cli_statuses(existence, statuses);
  sdg16_json_begin_object(json, "status_counts");
  for (int i = 0; i < count; i++)
    sdg16_json_whole(json, sdg16_model_status_name(statuses[i]), counts[statuses[i]]);
  sdg16_json_end(json);
}

static void put_check_warnings(sdg16_json *json, const sdg16_capture *capture,
                               const cli_check *check) {
  sdg16_json_begin_array(json, "warnings");
  for (int64_t i = 0; i < check->warning_count; i++)
    sdg16_json_text(json, NULL, check->warnings[i]);
  json_notes(json, capture, NULL);
  sdg16_json_end(json);
}

int cli_json_check(const cli_check_options *options, const sdg16_capture *capture,
                   const cli_check *check, FILE *out) {
  sdg16_json *json;
  int status = json_begin("check", out, &json);
  if (status) return status;
  status = json_data(json, &options->in.files, 0, capture);
  if (check->models) json_plain_rows(json, "models", check->models, NULL);
  if (check->has_counts) put_status_counts(json, options->existence, check->counts);
  int64_t *overlaps = status ? NULL : cli_overlaps(capture);
  if (overlaps)
    put_overlaps(json, overlaps, sdg16_capture_lists(capture));
  else if (!status)
    status = cli_out_of_memory();
  free(overlaps);
  put_check_warnings(json, capture, check);
  sdg16_json_begin_object(json, "provenance");
  sdg16_json_text(json, "input_sha256", sdg16_capture_sha256(capture));
  sdg16_json_end(json);
  return json_finish(json, status);
}

/* ---- catalog ---- */

/* A table of the registry about one indicator. */
static int put_registry(sdg16_json *json, const char *key, const char *code, int32_t what) {
  sdg16_error error = cli_new_error();
  sdg16_table *table;
  if (sdg16_registry_table(NULL, code, what, &table, &error)) return cli_library_error(&error);
  json_result_rows(json, key, sdg16_table_result(table), table);
  sdg16_table_free(table);
  return EXIT_DONE;
}

static int put_definition(sdg16_json *json, const char *code) {
  static const struct {
    const char *key;
    int32_t what;
  } PARTS[] = {{"inputs", SDG16_CATALOG_INPUTS},
               {"series", SDG16_CATALOG_SERIES},
               {"dimensions", SDG16_CATALOG_DIMENSIONS},
               {"switches", SDG16_CATALOG_SWITCHES}};
  int status = EXIT_DONE;
  sdg16_json_begin_object(json, "definition");
  for (size_t i = 0; !status && i < sizeof PARTS / sizeof PARTS[0]; i++)
    status = put_registry(json, PARTS[i].key, code, PARTS[i].what);
  sdg16_json_end(json);
  return status;
}

int cli_json_catalog(const sdg16_table *catalog, const char *code, FILE *out) {
  sdg16_json *json;
  sdg16_json_options fields;
  sdg16_json_options_init(&fields, (int64_t)sizeof fields);
  fields.result = sdg16_table_result(catalog);
  int status = json_begin("catalog", out, &json);
  if (status) return status;
  sdg16_json_begin_array(json, "indicators");
  for (int64_t i = 0; !status && i < sdg16_table_rows(catalog); i++) {
    sdg16_json_begin_object(json, NULL);
    sdg16_json_row(json, catalog, i, &fields);
    if (code) status = put_definition(json, code);
    sdg16_json_end(json);
  }
  sdg16_json_end(json);
  return json_finish(json, status);
}
