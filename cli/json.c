/* JSON: the stable shapes of the command. Numbers are written so that they read
 * back as the same double; what is not a number is null. */
#include "cli.h"

#include <json-c/json.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SCHEMA 1

/* json-c says NULL for the value null and for an allocation that failed: the
 * builder remembers the latter. */
typedef struct builder {
  json_object *root;
  int failed;
} builder;

static json_object *made(builder *b, json_object *value) {
  if (!value) b->failed = 1;
  return value;
}

static void put(builder *b, json_object *object, const char *key, json_object *value) {
  if (object && !json_object_object_add(object, key, value)) return;
  b->failed = 1;
  json_object_put(value);
}

static void append(builder *b, json_object *array, json_object *value) {
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
static json_object *text_value(builder *b, const char *text) {
  if (!text) return NULL;
  char *clean = malloc(3 * strlen(text) + 1), *write = clean;
  if (!clean) return made(b, NULL);
  while (*text) {
    size_t size = utf8((const unsigned char *)text);
    memcpy(write, size ? text : "\xef\xbf\xbd", size ? size : 3);
    write += size ? size : 3;
    text += size ? size : 1;
  }
  *write = '\0';
  json_object *value = made(b, json_object_new_string(clean));
  free(clean);
  return value;
}

static json_object *number(builder *b, double value) {
  char text[32];
  if (!isfinite(value)) return NULL;
  if (sdg16_format_double(value, text, (int64_t)sizeof text) < 0) return made(b, NULL);
  return made(b, json_object_new_double_s(value, text));
}

static json_object *whole(builder *b, int64_t value) {
  return made(b, json_object_new_int64(value));
}

static json_object *new_object(builder *b) { return made(b, json_object_new_object()); }
static json_object *new_array(builder *b) { return made(b, json_object_new_array()); }

/* ---- tables ---- */

static json_object *cell(builder *b, const sdg16_table *table, int64_t row, const char *name) {
  int64_t column = sdg16_table_find(table, name);
  const uint8_t *missing = sdg16_table_missing(table, column);
  if (column < 0 || (missing && missing[row])) return NULL;
  switch (sdg16_table_type(table, column)) {
  case SDG16_INT64:
    return whole(b, sdg16_table_int64(table, column)[row]);
  case SDG16_DOUBLE:
    return number(b, sdg16_table_double(table, column)[row]);
  default:
    return text_value(b, sdg16_table_text(table, row, column));
  }
}

static void put_cells(builder *b, json_object *object, const sdg16_table *table, int64_t row,
                      const char *const *names, size_t count) {
  for (size_t i = 0; i < count; i++) put(b, object, names[i], cell(b, table, row, names[i]));
}
#define PUT_CELLS(b, object, table, row, ...)                                                  \
  do {                                                                                         \
    static const char *const names_[] = {__VA_ARGS__};                                         \
    put_cells(b, object, table, row, names_, sizeof names_ / sizeof names_[0]);                \
  } while (0)

/* "a; b", separated by "; ", as ["a", "b"] */
static json_object *parts(builder *b, const char *text, const char *separator) {
  json_object *array = new_array(b);
  char part[256];
  while (text && *text) {
    const char *end = strstr(text, separator);
    snprintf(part, sizeof part, "%.*s", (int)(end ? (size_t)(end - text) : strlen(text)), text);
    append(b, array, text_value(b, part));
    text = end ? end + strlen(separator) : NULL;
  }
  return array;
}

/* ---- the frame of every answer ---- */

static json_object *begin(builder *b, const char *command) {
  *b = (builder){0};
  b->root = new_object(b);
  put(b, b->root, "sdg16", text_value(b, sdg16_version()));
  put(b, b->root, "command", text_value(b, command));
  put(b, b->root, "schema", whole(b, SCHEMA));
  return b->root;
}

static int finish(builder *b, FILE *out) {
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
  return text ? EXIT_DONE : cli_out_of_memory();
}

/* ---- data and provenance ---- */

static json_object *overlap_rows(builder *b, const int64_t *overlaps, int32_t lists) {
  json_object *rows = new_array(b);
  for (int32_t i = 0; i < lists; i++) {
    json_object *row = new_array(b);
    for (int32_t j = 0; j < lists; j++)
      append(b, row, whole(b, overlaps[(int64_t)i * lists + j]));
    append(b, rows, row);
  }
  return rows;
}

static void put_data(builder *b, const cli_options *options, const sdg16_capture *capture) {
  json_object *data = new_object(b), *names = new_array(b), *sizes = new_array(b);
  int32_t lists = sdg16_capture_lists(capture);
  int64_t *overlaps = cli_overlaps(capture);
  if (!overlaps) b->failed = 1;
  if (options->file_count == 1) {
    put(b, data, "file", text_value(b, options->files[0]));
  } else {
    json_object *files = new_array(b);
    for (int64_t i = 0; i < options->file_count; i++)
      append(b, files, text_value(b, options->files[i]));
    put(b, data, "files", files);
  }
  for (int32_t i = 0; i < lists; i++) {
    append(b, names, text_value(b, sdg16_capture_list_name(capture, i)));
    append(b, sizes, whole(b, overlaps ? overlaps[(int64_t)i * lists + i] : 0));
  }
  put(b, data, "layout", text_value(b, sdg16_layout_name(sdg16_capture_layout(capture))));
  put(b, data, "lists", names);
  put(b, data, "observed", whole(b, sdg16_capture_observed(capture)));
  put(b, data, "histories", whole(b, sdg16_capture_histories(capture, NULL, NULL)));
  put(b, data, "list_sizes", sizes);
  put(b, data, "pair_overlaps", overlaps ? overlap_rows(b, overlaps, lists) : NULL);
  put(b, b->root, "data", data);
  free(overlaps);
}

/* ---- mse ---- */

static json_object *rate(builder *b, const sdg16_table *table, int with_interval) {
  json_object *object = new_object(b);
  double population = cli_table_number(table, 0, "population");
  put(b, object, "value", cell(b, table, 0, "rate"));
  if (with_interval) {
    put(b, object, "lower", cell(b, table, 0, "rate_lower"));
    put(b, object, "upper", cell(b, table, 0, "rate_upper"));
  }
  put(b, object, "detected",
      number(b, cli_table_number(table, 0, "observed") * 1e5 / population));
  put(b, object, "population",
      population < 9e15 && population == floor(population) ? whole(b, (int64_t)population)
                                                           : number(b, population));
  return object;
}

/* The messages of the diagnostics that are of this severity. */
static json_object *messages(builder *b, const sdg16_mse *mse, const char *wanted) {
  json_object *array = new_array(b);
  const sdg16_table *diagnostics = sdg16_mse_diagnostics(mse);
  for (int64_t i = 0; i < sdg16_table_rows(diagnostics); i++) {
    const char *severity = cli_table_text(diagnostics, i, "severity");
    if (severity && !strcmp(severity, wanted))
      append(b, array, cell(b, diagnostics, i, "message"));
  }
  return array;
}

static void put_estimates(builder *b, const cli_options *options, const sdg16_mse *mse) {
  const sdg16_table *table = sdg16_mse_estimates(mse);
  json_object *estimates = new_array(b), *estimate = new_object(b);
  int with_interval = options->mse.interval != SDG16_INTERVAL_NONE;
  put(b, estimate, "stratum", new_object(b));
  PUT_CELLS(b, estimate, table, 0, "estimator", "selection", "model", "model_names", "observed",
            "hidden", "total", "se");
  if (with_interval) PUT_CELLS(b, estimate, table, 0, "lower", "upper", "level");
  PUT_CELLS(b, estimate, table, 0, "interval", "parameters");
  put(b, estimate, "boundary_terms", parts(b, cli_table_text(table, 0, "boundary_terms"), ","));
  PUT_CELLS(b, estimate, table, 0, "df", "deviance", "loglik", "aic", "aicc", "bic");
  if (options->population) put(b, estimate, "rate_per_100000", rate(b, table, with_interval));
  PUT_CELLS(b, estimate, table, 0, "status");
  put(b, estimate, "warnings", messages(b, mse, "warning"));
  put(b, estimate, "notes", messages(b, mse, "note"));
  append(b, estimates, estimate);
  put(b, b->root, "estimates", estimates);
}

static void put_models(builder *b, const cli_options *options, const sdg16_mse *mse) {
  const sdg16_table *table = sdg16_mse_models(mse);
  json_object *models = new_array(b);
  for (int64_t i = 0; i < sdg16_table_rows(table) && i < options->mse.top; i++) {
    json_object *model = new_object(b);
    PUT_CELLS(b, model, table, i, "model", "model_names", "parameters", "bic", "aic", "aicc",
              "deviance", "df", "hidden", "total", "status");
    append(b, models, model);
  }
  put(b, b->root, "models", models);
}

static void put_search(builder *b, const sdg16_mse *mse) {
  sdg16_search_summary search;
  if (sdg16_mse_search(mse, &search, (int64_t)sizeof search) ||
      search.criterion == SDG16_SELECT_FIXED)
    return;
  json_object *object = new_object(b);
  char universe[64];
  if (search.universe >= 0) {
    snprintf(universe, sizeof universe, "%lld", (long long)search.universe);
    put(b, object, "universe", text_value(b, universe));
  } else if (!isnan(search.universe_log10)) { /* beyond 2^63: "5.6e22" */
    double exponent = floor(search.universe_log10);
    snprintf(universe, sizeof universe, "%.1fe%.0f", pow(10, search.universe_log10 - exponent),
             exponent);
    put(b, object, "universe", text_value(b, universe));
  }
  put(b, object, "fitted", whole(b, search.fitted));
  put(b, object, "exact", made(b, json_object_new_boolean(search.exact)));
  put(b, object, "best", number(b, search.best));
  put(b, object, "bound", number(b, search.bound));
  put(b, b->root, "search", object);
}

int cli_json_mse(const cli_options *options, const sdg16_capture *capture, const sdg16_mse *mse,
                 FILE *out) {
  builder b;
  json_object *root = begin(&b, "mse");
  put_data(&b, options, capture);
  put_estimates(&b, options, mse);
  put_models(&b, options, mse);
  put_search(&b, mse);
  json_object *provenance = new_object(&b);
  put(&b, provenance, "seed", made(&b, json_object_new_uint64(options->exec.seed)));
  put(&b, provenance, "stream", whole(&b, SDG16_STREAM_VERSION));
  put(&b, provenance, "input_sha256", text_value(&b, sdg16_capture_sha256(capture)));
  put(&b, root, "provenance", provenance);
  return finish(&b, out);
}

/* ---- check ---- */

int cli_json_check(const cli_options *options, const sdg16_capture *capture,
                   const cli_check *check, FILE *out) {
  builder b;
  json_object *root = begin(&b, "check");
  put_data(&b, options, capture);
  if (check->models) {
    json_object *models = new_array(&b);
    for (int64_t i = 0; i < sdg16_table_rows(check->models); i++) {
      json_object *model = new_object(&b);
      PUT_CELLS(&b, model, check->models, i, "model", "status");
      append(&b, models, model);
    }
    put(&b, root, "models", models);
  }
  if (check->has_counts) {
    json_object *counts = new_object(&b);
    for (int32_t i = 0; i < 4; i++)
      put(&b, counts, sdg16_model_status_name(i), whole(&b, check->counts[i]));
    put(&b, root, "status_counts", counts);
  }
  int64_t *overlaps = cli_overlaps(capture);
  if (!overlaps)
    b.failed = 1;
  else
    put(&b, root, "pair_overlaps", overlap_rows(&b, overlaps, sdg16_capture_lists(capture)));
  free(overlaps);
  json_object *warnings = new_array(&b), *provenance = new_object(&b);
  for (int64_t i = 0; i < check->warning_count; i++)
    append(&b, warnings, text_value(&b, check->warnings[i]));
  put(&b, root, "warnings", warnings);
  put(&b, provenance, "input_sha256", text_value(&b, sdg16_capture_sha256(capture)));
  put(&b, root, "provenance", provenance);
  return finish(&b, out);
}

/* ---- catalog ---- */

/* A table of the registry as an array of objects; cells that are missing are absent. */
static void put_rows(builder *b, json_object *object, const char *key, const char *code,
                     int32_t what) {
  sdg16_table *table;
  json_object *array = new_array(b);
  if (sdg16_registry_table(NULL, code, what, &table, NULL)) {
    b->failed = 1;
    table = NULL;
  }
  for (int64_t row = 0; row < sdg16_table_rows(table); row++) {
    json_object *item = new_object(b);
    for (int64_t c = 1; c < sdg16_table_columns(table); c++) {
      json_object *value = cell(b, table, row, sdg16_table_name(table, c));
      if (value) put(b, item, sdg16_table_name(table, c), value);
    }
    append(b, array, item);
  }
  put(b, object, key, array);
  sdg16_table_free(table);
}

int cli_json_catalog(const sdg16_table *catalog, const char *code, FILE *out) {
  static const char *const MANY[] = {"unit", "inputs", "disaggregations", "series", "switches"};
  builder b;
  json_object *root = begin(&b, "catalog"), *indicators = new_array(&b);
  for (int64_t i = 0; i < sdg16_table_rows(catalog); i++) {
    json_object *indicator = new_object(&b);
    PUT_CELLS(&b, indicator, catalog, i, "code", "name", "custodian", "same_as", "kind",
              "multiplier");
    for (size_t k = 0; k < sizeof MANY / sizeof MANY[0]; k++)
      put(&b, indicator, MANY[k], parts(&b, cli_table_text(catalog, i, MANY[k]), "; "));
    PUT_CELLS(&b, indicator, catalog, i, "aggregation", "notes", "metadata_date");
    if (code) {
      json_object *details = new_object(&b);
      put_rows(&b, details, "inputs", code, SDG16_CATALOG_INPUTS);
      put_rows(&b, details, "series", code, SDG16_CATALOG_SERIES);
      put_rows(&b, details, "dimensions", code, SDG16_CATALOG_DIMENSIONS);
      put_rows(&b, details, "switches", code, SDG16_CATALOG_SWITCHES);
      put(&b, indicator, "definition", details);
    }
    append(&b, indicators, indicator);
  }
  put(&b, root, "indicators", indicators);
  return finish(&b, out);
}
