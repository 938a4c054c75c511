/* JSON of capture data, sdg16 check and sdg16 catalog. */
#include "show/json_build.h"

#include <stdlib.h>

/* ---- data ---- */

static json_object *json_overlaps(json_builder *b, const int64_t *overlaps, int32_t lists) {
  json_object *rows = json_new_array(b);
  for (int32_t i = 0; i < lists; i++) {
    json_object *row = json_new_array(b);
    for (int32_t j = 0; j < lists; j++)
      json_append(b, row, json_whole(b, overlaps[(int64_t)i * lists + j]));
    json_append(b, rows, row);
  }
  return rows;
}

void json_put_data(json_builder *b, const cli_reading *in, int protected,
                   const sdg16_capture *capture) {
  json_object *data = json_new_object(b), *names = json_new_array(b),
              *sizes = json_new_array(b);
  int32_t lists = sdg16_capture_lists(capture);
  int64_t *overlaps = cli_overlaps(capture);
  if (!overlaps) b->failed = 1;
  if (in->files.count == 1) {
    json_put(b, data, "file", json_text(b, in->files.path[0]));
  } else {
    json_object *files = json_new_array(b);
    for (int64_t i = 0; i < in->files.count; i++)
      json_append(b, files, json_text(b, in->files.path[i]));
    json_put(b, data, "files", files);
  }
  for (int32_t i = 0; i < lists; i++) {
    json_append(b, names, json_text(b, sdg16_capture_list_name(capture, i)));
    json_append(b, sizes, json_whole(b, overlaps ? overlaps[(int64_t)i * lists + i] : 0));
  }
  json_put(b, data, "layout", json_text(b, sdg16_layout_name(sdg16_capture_layout(capture))));
  json_put(b, data, "lists", names);
  json_put(b, data, "columns", json_columns(b, protected, capture));
  if (protected) { /* these are counts that no table of results has */
    json_object_put(sizes);
  } else {
    json_put(b, data, "observed", json_whole(b, sdg16_capture_observed(capture)));
    json_put(b, data, "histories", json_whole(b, sdg16_capture_histories(capture, NULL, NULL)));
    json_put(b, data, "list_sizes", sizes);
    json_put(b, data, "pair_overlaps", overlaps ? json_overlaps(b, overlaps, lists) : NULL);
  }
  json_put(b, b->root, "data", data);
  free(overlaps);
}

/* ---- check ---- */

int cli_json_check(const cli_check_options *options, const sdg16_capture *capture,
                   const cli_check *check, FILE *out) {
  json_builder b;
  json_object *root = json_begin(&b, "check");
  json_put_data(&b, &options->in, 0, capture);
  if (check->models) {
    json_object *models = json_new_array(&b);
    for (int64_t i = 0; i < sdg16_table_rows(check->models); i++) {
      json_object *model = json_new_object(&b);
      JSON_PUT_CELLS(&b, model, check->models, i, "model", "status");
      json_append(&b, models, model);
    }
    json_put(&b, root, "models", models);
  }
  if (check->has_counts) {
    json_object *counts = json_new_object(&b);
    int32_t statuses[SDG16_MODEL_STATUSES];
    int count = cli_statuses(options->existence, statuses);
    for (int i = 0; i < count; i++)
      json_put(&b, counts, sdg16_model_status_name(statuses[i]),
               json_whole(&b, check->counts[statuses[i]]));
    json_put(&b, root, "status_counts", counts);
  }
  int64_t *overlaps = cli_overlaps(capture);
  if (!overlaps)
    b.failed = 1;
  else
    json_put(&b, root, "pair_overlaps",
             json_overlaps(&b, overlaps, sdg16_capture_lists(capture)));
  free(overlaps);
  json_object *warnings = json_new_array(&b), *provenance = json_new_object(&b);
  for (int64_t i = 0; i < check->warning_count; i++)
    json_append(&b, warnings, json_text(&b, check->warnings[i]));
  json_append_notes(&b, capture, NULL, warnings);
  json_put(&b, root, "warnings", warnings);
  json_put(&b, provenance, "input_sha256", json_text(&b, sdg16_capture_sha256(capture)));
  json_put(&b, root, "provenance", provenance);
  return json_finish(&b, out);
}

/* ---- catalog ---- */

/* A table of the registry, without the indicator's code. */
static void put_rows(json_builder *b, json_object *object, const char *key, const char *code,
                     int32_t what) {
  sdg16_table *table;
  if (sdg16_registry_table(NULL, code, what, &table, NULL)) {
    b->failed = 1;
    table = NULL;
  }
  json_put(b, object, key, json_rows(b, table, 1));
  sdg16_table_free(table);
}

int cli_json_catalog(const sdg16_table *catalog, const char *code, FILE *out) {
  static const char *const MANY[] = {"unit", "inputs", "disaggregations", "series", "switches"};
  json_builder b;
  json_object *root = json_begin(&b, "catalog"), *indicators = json_new_array(&b);
  for (int64_t i = 0; i < sdg16_table_rows(catalog); i++) {
    json_object *indicator = json_new_object(&b);
    JSON_PUT_CELLS(&b, indicator, catalog, i, "code", "name", "custodian", "same_as", "kind",
                   "multiplier");
    for (size_t k = 0; k < sizeof MANY / sizeof MANY[0]; k++)
      json_put(&b, indicator, MANY[k],
               json_parts(&b, cli_table_text(catalog, i, MANY[k]), "; "));
    JSON_PUT_CELLS(&b, indicator, catalog, i, "aggregation", "notes", "metadata_date");
    if (code) {
      json_object *details = json_new_object(&b);
      put_rows(&b, details, "inputs", code, SDG16_CATALOG_INPUTS);
      put_rows(&b, details, "series", code, SDG16_CATALOG_SERIES);
      put_rows(&b, details, "dimensions", code, SDG16_CATALOG_DIMENSIONS);
      put_rows(&b, details, "switches", code, SDG16_CATALOG_SWITCHES);
      json_put(&b, indicator, "definition", details);
    }
    json_append(&b, indicators, indicator);
  }
  json_put(&b, root, "indicators", indicators);
  return json_finish(&b, out);
}
