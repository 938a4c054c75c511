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

/* ---- survey ---- */

static json_object *survey_data(builder *b, const cli_options *options,
                                const sdg16_design *design) {
  json_object *data = new_object(b);
  sdg16_design_summary d;
  put(b, data, "file", text_value(b, options->files[0]));
  if (sdg16_design_summarise(design, &d, (int64_t)sizeof d)) return data;
  put(b, data, "rows", whole(b, d.rows));
  put(b, data, "strata", whole(b, d.strata));
  put(b, data, "units", whole(b, d.units));
  put(b, data, "stages", whole(b, d.stages));
  put(b, data, "replicates", whole(b, d.replicates));
  put(b, data, "df", number(b, d.df));
  put(b, data, "weight_sum", number(b, d.weight_sum));
  put(b, data, "weight_effect", number(b, d.design_effect_weights));
  return data;
}

/* Doubts about one estimate: its interval is not the one asked for; its reliability. */
static json_object *survey_flags(builder *b, const cli_options *options,
                                 const sdg16_table *table, int64_t row) {
  json_object *flags = new_array(b);
  const char *made = cli_table_text(table, row, "interval");
  const char *verdict = cli_table_text(table, row, "reliability");
  int32_t asked = options->survey.estimate.interval;
  if (asked == -1)
    asked = options->survey.estimate.statistic == SDG16_SURVEY_PROPORTION
                ? SDG16_SURVEY_INTERVAL_LOGIT
                : SDG16_SURVEY_INTERVAL_WALD;
  if (made && strcmp(made, sdg16_survey_interval_name(asked)))
    append(b, flags, text_value(b, "boundary-interval"));
  if (verdict && strcmp(verdict, "publish")) append(b, flags, text_value(b, verdict));
  return flags;
}

static void put_survey_estimates(builder *b, const cli_options *options,
                                 const sdg16_survey *survey) {
  const sdg16_survey_options *o = &options->survey.estimate;
  const sdg16_table *table = sdg16_survey_estimates(survey);
  json_object *estimates = new_array(b);
  for (int64_t i = 0; i < sdg16_table_rows(table); i++) {
    json_object *estimate = new_object(b), *domain = new_object(b);
    for (int64_t c = 0; c < o->by_count; c++)
      if (sdg16_table_text(table, i, c))
        put(b, domain, o->by[c], text_value(b, sdg16_table_text(table, i, c)));
    put(b, estimate, "statistic", text_value(b, sdg16_survey_statistic_name(o->statistic)));
    if (o->of) put(b, estimate, "of", text_value(b, o->of));
    if (o->over) put(b, estimate, "over", text_value(b, o->over));
    put(b, estimate, "disaggregation", domain);
    PUT_CELLS(b, estimate, table, i, "value", "se", "lower", "upper", "level", "interval", "df",
              "deff", "n", "n_effective", "cv", "missing", "weight");
    if (o->statistic == SDG16_SURVEY_PROPORTION) PUT_CELLS(b, estimate, table, i, "events");
    put(b, estimate, "flags", survey_flags(b, options, table, i));
    if (o->scheme != SDG16_SCHEME_NONE) {
      PUT_CELLS(b, estimate, table, i, "reliability");
      put(b, estimate, "reasons", parts(b, cli_table_text(table, i, "reasons"), "; "));
    }
    PUT_CELLS(b, estimate, table, i, "status");
    append(b, estimates, estimate);
  }
  put(b, b->root, "estimates", estimates);
}

static json_object *survey_provenance(builder *b, const cli_options *options) {
  json_object *provenance = new_object(b);
  put(b, provenance, "seed", made(b, json_object_new_uint64(options->exec.seed)));
  put(b, provenance, "stream", whole(b, SDG16_STREAM_VERSION));
  return provenance;
}

int cli_json_survey(const cli_options *options, const sdg16_design *design,
                    const sdg16_survey *survey, const sdg16_table *comparisons, FILE *out) {
  builder b;
  json_object *root = begin(&b, "survey"), *warnings = new_array(&b);
  put(&b, root, "data", survey_data(&b, options, design));
  put_survey_estimates(&b, options, survey);
  if (comparisons) {
    json_object *list = new_array(&b);
    for (int64_t i = 0; i < sdg16_table_rows(comparisons); i++) {
      json_object *one = new_object(&b);
      put(&b, one, options->survey.estimate.by[0],
          text_value(&b, sdg16_table_text(comparisons, i, 0)));
      PUT_CELLS(&b, one, comparisons, i, "reference", "comparison", "value", "se", "lower",
                "upper", "level", "df", "p");
      append(&b, list, one);
    }
    put(&b, root, "comparisons", list);
  }
  const sdg16_table *diagnostics = sdg16_survey_diagnostics(survey);
  for (int64_t i = 0; i < sdg16_table_rows(diagnostics); i++)
    append(&b, warnings, cell(&b, diagnostics, i, "message"));
  put(&b, root, "warnings", warnings);
  put(&b, root, "provenance", survey_provenance(&b, options));
  return finish(&b, out);
}

int cli_json_independence(const cli_options *options, const sdg16_independence *test,
                          FILE *out) {
  builder b;
  json_object *root = begin(&b, "survey"), *object = new_object(&b);
  const struct {
    const char *name;
    double value;
  } numbers[] = {{"pearson", test->pearson},
                 {"f", test->f},
                 {"df1", test->df1},
                 {"df2", test->df2},
                 {"p", test->p},
                 {"chisq_p", test->chisq_p},
                 {"wald", test->wald},
                 {"wald_df1", test->wald_df1},
                 {"wald_df2", test->wald_df2},
                 {"wald_p", test->wald_p},
                 {"adjusted", test->adjusted},
                 {"adjusted_df1", test->adjusted_df1},
                 {"adjusted_df2", test->adjusted_df2},
                 {"adjusted_p", test->adjusted_p}};
  put(&b, object, "row", text_value(&b, options->survey.classifications[0]));
  put(&b, object, "column", text_value(&b, options->survey.classifications[1]));
  put(&b, object, "n", whole(&b, test->n));
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
    put(&b, object, numbers[i].name, number(&b, numbers[i].value));
  put(&b, root, "independence", object);
  put(&b, root, "provenance", survey_provenance(&b, options));
  return finish(&b, out);
}

int cli_json_logistic(const cli_options *options, const sdg16_logistic *logistic, FILE *out) {
  builder b;
  json_object *root = begin(&b, "survey"), *object = new_object(&b), *list = new_array(&b);
  const sdg16_table *table = sdg16_logistic_coefficients(logistic);
  for (int64_t i = 0; i < sdg16_table_rows(table); i++) {
    json_object *one = new_object(&b);
    PUT_CELLS(&b, one, table, i, "coefficient", "term", "estimate", "se", "t", "p", "lower",
              "upper", "odds_ratio", "odds_lower", "odds_upper");
    append(&b, list, one);
  }
  put(&b, object, "formula", text_value(&b, options->survey.logistic));
  put(&b, object, "n", whole(&b, sdg16_logistic_n(logistic)));
  put(&b, object, "df", number(&b, sdg16_logistic_df(logistic)));
  put(&b, object, "coefficients", list);
  put(&b, root, "logistic", object);
  put(&b, root, "provenance", survey_provenance(&b, options));
  return finish(&b, out);
}

/* ---- catalog ---- */

int cli_json_catalog(const sdg16_table *catalog, int64_t first, int64_t end, FILE *out) {
  static const char *const MANY[] = {"unit", "inputs", "disaggregations", "series"};
  builder b;
  json_object *root = begin(&b, "catalog"), *indicators = new_array(&b);
  for (int64_t i = first; i < end; i++) {
    json_object *indicator = new_object(&b);
    PUT_CELLS(&b, indicator, catalog, i, "code", "name", "custodian", "kind", "multiplier");
    for (size_t k = 0; k < sizeof MANY / sizeof MANY[0]; k++)
      put(&b, indicator, MANY[k], parts(&b, cli_table_text(catalog, i, MANY[k]), "; "));
    PUT_CELLS(&b, indicator, catalog, i, "metadata_date");
    append(&b, indicators, indicator);
  }
  put(&b, root, "indicators", indicators);
  return finish(&b, out);
}
