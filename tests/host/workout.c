#include "workout.h"

#include <inttypes.h>
#include <math.h>
#include <sdg16.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const WORKOUT_DATASETS[] = {"artificial-3",
                                        "korea",
                                        "kosovo",
                                        "netherlands",
                                        "netherlands-5",
                                        "new-orleans-185",
                                        "new-orleans-186",
                                        "new-orleans-5-185",
                                        "new-orleans-5-186",
                                        "uk2013",
                                        "uk2013-5",
                                        "western-us",
                                        NULL};

/* Doubles are written as bits: printf would follow the locale under test. */
static void bits(FILE *out, const char *name, const double *values, int64_t count) {
  fprintf(out, "%s", name);
  for (int64_t i = 0; i < count; i++) {
    uint64_t word;
    memcpy(&word, &values[i], sizeof word);
    fprintf(out, " %016" PRIx64, word);
  }
  fputc('\n', out);
}

static void outcome(FILE *out, const char *name, int32_t status, const sdg16_error *error) {
  fprintf(out, "%s: %s | %s | %s | %" PRId64 " %" PRId64 "\n", name, sdg16_status_name(status),
          error->where, error->message, error->row, error->column);
}

static int32_t write_to_file(const char *bytes, int64_t size, void *context) {
  return fwrite(bytes, 1, (size_t)size, context) == (size_t)size ? 0 : SDG16_ERR_WRITE;
}

static void table(FILE *out, const char *name, const sdg16_table *t) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  fprintf(out, "%s: %" PRId64 " rows\n", name, t ? sdg16_table_rows(t) : -1);
  if (t) outcome(out, "csv", sdg16_table_write_csv(t, write_to_file, out, &error), &error);
}

static void estimate(FILE *out, const char *name, const sdg16_estimate *e) {
  const double values[] = {e->value, e->se, e->lower, e->upper, e->level, e->df};
  bits(out, name, values, 6);
  fprintf(out, "method %d flags %d\n", (int)e->method, (int)e->flags);
}

static void one_fit(FILE *out, const sdg16_capture *capture, const sdg16_fit *fit) {
  const double *coefficients, *errors, *means = sdg16_fit_means(fit);
  int64_t terms = sdg16_fit_coefficients(fit, &coefficients, &errors);
  bits(out, "coefficients", coefficients, terms);
  bits(out, "errors", errors, terms);
  if (means) bits(out, "means", means, INT64_C(1) << sdg16_capture_lists(capture));
  sdg16_fit_summary s;
  memset(&s, 0, sizeof s);
  fprintf(out, "summary %d\n", (int)sdg16_fit_summarise(fit, &s, sizeof s));
  const double values[] = {s.hidden, s.total, s.se, s.se_log_hidden, s.deviance, s.loglik,
                           s.aic,    s.aicc,  s.bic};
  bits(out, sdg16_model_status_name(s.status), values, 9);
  static const double LEVELS[] = {0.8, 0.95};
  for (int32_t kind = SDG16_INTERVAL_NONE; kind <= SDG16_INTERVAL_PROFILE_POISSON; kind++)
    for (int l = 0; l < 2; l++) {
      sdg16_estimate e;
      sdg16_error error;
      double mode = NAN;
      memset(&e, 0, sizeof e);
      sdg16_error_init(&error, sizeof error);
      outcome(out, sdg16_interval_name(kind),
              sdg16_fit_interval(fit, kind, LEVELS[l], &e, sizeof e, &mode, &error), &error);
      estimate(out, "interval", &e);
      bits(out, "mode", &mode, 1);
    }
}

static void independence(FILE *out, const sdg16_capture *capture) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_model *model;
  sdg16_fit *fit = NULL;
  outcome(out, "parse", sdg16_model_parse(capture, "[]", &model, &error), &error);
  outcome(out, "fit", sdg16_fit_new(capture, model, SDG16_EXISTENCE_TOTAL, &fit, &error),
          &error);
  if (fit) one_fit(out, capture, fit);
  sdg16_fit_free(fit);
  sdg16_model_free(model);
}

static void interval_of(FILE *out, const sdg16_draws *draws, int64_t cell, int32_t kind) {
  sdg16_error error;
  sdg16_estimate e;
  sdg16_bootstrap_summary s;
  memset(&e, 0, sizeof e);
  memset(&s, 0, sizeof s);
  sdg16_error_init(&error, sizeof error);
  outcome(out, sdg16_draws_name(draws, cell),
          sdg16_draws_interval(draws, cell, kind, 0.9, &e, sizeof e, &s, sizeof s, &error),
          &error);
  estimate(out, sdg16_interval_name(kind), &e);
  const double values[] = {s.mean, s.median, s.z0, s.acceleration};
  bits(out, "summary", values, 4);
  fprintf(out, "%" PRId64 " %" PRId64 "\n", s.replicates, s.failed);
}

/* As a table and back; a shard of itself; cells from cells; their intervals. */
static void joint_draws(FILE *out, const sdg16_draws *draws) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_table *kept = NULL;
  sdg16_draws *again = NULL, *merged = NULL;
  if (!draws) return;
  fprintf(out, "%s\n", sdg16_draws_provenance(draws));
  outcome(out, "draws", sdg16_draws_table(draws, &kept, &error), &error);
  table(out, "draws", kept);
  if (kept) outcome(out, "read", sdg16_draws_from_table(kept, &again, &error), &error);
  const sdg16_draws *shards[] = {again, draws};
  outcome(out, "merge", sdg16_draws_merge(1, shards, 1, &merged, &error), &error);
  if (merged) {
    const int64_t cells[] = {0, 0};
    const double weights[] = {0.25, -1e-3};
    outcome(out, "combine", sdg16_draws_combine(merged, "sum", 2, cells, weights, &error),
            &error);
    outcome(out, "ratio", sdg16_draws_ratio(merged, "ratio", 1, 0, 100000, &error), &error);
    outcome(out, "taken", sdg16_draws_ratio(merged, "ratio", 1, 0, 100000, &error), &error);
    for (int64_t cell = 0; sdg16_draws_name(merged, cell); cell++)
      for (int32_t kind = SDG16_INTERVAL_BCA; kind <= SDG16_INTERVAL_BASIC; kind++)
        interval_of(out, merged, cell, kind);
    sdg16_draws *none;
    shards[0] = draws;
    outcome(out, "twice", sdg16_draws_merge(2, shards, 0, &none, &error), &error);
  }
  sdg16_table_free(kept);
  sdg16_draws_free(again);
  sdg16_draws_free(merged);
}

/* Other bootstraps than the one of the defaults: parametric, conditional, the best of the
 * first k models. */
static void bootstraps(FILE *out, const sdg16_capture *capture,
                       const sdg16_exec_options *exec) {
  for (int way = 0; way < 3; way++) {
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    sdg16_mse_options options;
    sdg16_mse_options_init(&options, sizeof options);
    options.max_order = 2;
    options.replicates = 8;
    options.interval = SDG16_INTERVAL_BCA + (int32_t)way;
    options.bootstrap_kind = way == 0;
    options.reselect = way != 1;
    if (way == 2) options.top_intervals = 3;
    sdg16_mse *mse;
    outcome(out, "bootstrap", sdg16_mse_new(capture, &options, exec, &mse, &error), &error);
    if (!mse) continue;
    table(out, "estimates", sdg16_mse_estimates(mse));
    table(out, "top", sdg16_mse_top(mse));
    joint_draws(out, sdg16_mse_draws(mse));
    joint_draws(out, sdg16_mse_top_draws(mse));
    sdg16_mse_free(mse);
  }
}

/* The same persons in two strata. */
static sdg16_capture *stratified(FILE *out, const sdg16_capture *capture) {
  static const char *const SEX[] = {"F", "M"};
  enum { ROWS = 512 };
  static const char *const COLUMN[] = {"sex"};
  const uint32_t *history;
  const int64_t *count;
  int64_t rows = sdg16_capture_histories(capture, &history, &count), *flag, *part;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_table *t = NULL;
  sdg16_capture *strata = NULL;
  if (2 * rows > ROWS) return NULL;
  int32_t sex[ROWS];
  flag = calloc(2 * ROWS, sizeof *flag);
  if (!flag) return NULL;
  part = flag + ROWS;
  outcome(out, "table", sdg16_table_new(&t, &error), &error);
  for (int32_t j = 0; j < sdg16_capture_lists(capture); j++) {
    for (int64_t i = 0; i < 2 * rows; i++) flag[i] = (int64_t)(history[i / 2] >> j & 1);
    outcome(out, "list",
            sdg16_table_add_int64(t, sdg16_capture_list_name(capture, j), 2 * rows, flag, NULL,
                                  &error),
            &error);
  }
  for (int64_t i = 0; i < 2 * rows; i++) {
    sex[i] = (int32_t)(i % 2);
    part[i] = (count[i / 2] + i % 2) / 2;
  }
  outcome(out, "sex", sdg16_table_add_text(t, "sex", 2 * rows, sex, NULL, 2, SEX, &error),
          &error);
  outcome(out, "count", sdg16_table_add_int64(t, "count", 2 * rows, part, NULL, &error),
          &error);
  sdg16_capture_options options;
  sdg16_capture_options_init(&options, sizeof options);
  options.strata = COLUMN;
  options.stratum_count = 1;
  outcome(out, "strata", sdg16_capture_from_table(t, &options, &strata, &error), &error);
  sdg16_table_free(t);
  free(flag);
  return strata;
}

static void disaggregated(FILE *out, const sdg16_capture *capture,
                          const sdg16_exec_options *exec) {
  static const char *const COLUMN[] = {"sex"};
  sdg16_capture *by_sex = stratified(out, capture);
  for (int32_t common = 0; by_sex && common < 2; common++) {
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    sdg16_mse_options options;
    sdg16_mse_options_init(&options, sizeof options);
    options.select = SDG16_SELECT_DOWNHILL;
    options.max_order = 2;
    options.replicates = 6;
    sdg16_strata_options by;
    sdg16_strata_options_init(&by, sizeof by);
    by.columns = COLUMN;
    by.column_count = 1;
    by.common_model = common;
    sdg16_strata *strata;
    outcome(out, "strata", sdg16_strata_new(by_sex, &by, &options, exec, &strata, &error),
            &error);
    if (!strata) continue;
    fprintf(out, "%s\n", sdg16_model_status_name(sdg16_strata_status(strata)));
    table(out, "estimates", sdg16_strata_estimates(strata));
    table(out, "models", sdg16_strata_models(strata));
    table(out, "modes", sdg16_strata_modes(strata));
    table(out, "diagnostics", sdg16_strata_diagnostics(strata));
    joint_draws(out, sdg16_strata_draws(strata));
    sdg16_strata_free(strata);
  }
  sdg16_capture_free(by_sex);
}

static int one_mse(FILE *out, const sdg16_capture *capture, int32_t select,
                   const sdg16_exec_options *exec) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_mse_options options;
  sdg16_mse_options_init(&options, sizeof options);
  options.select = select;
  options.max_order = 2;
  options.population = 64105654;
  options.replicates = 10;
  sdg16_mse *mse;
  outcome(out, sdg16_select_name(select), sdg16_mse_new(capture, &options, exec, &mse, &error),
          &error);
  if (!mse) return -1;
  sdg16_estimate e;
  sdg16_search_summary search;
  memset(&e, 0, sizeof e);
  memset(&search, 0, sizeof search);
  fprintf(out, "status %s %d %d\n", sdg16_model_status_name(sdg16_mse_status(mse)),
          (int)sdg16_mse_estimate(mse, &e, sizeof e),
          (int)sdg16_mse_search(mse, &search, sizeof search));
  estimate(out, "total", &e);
  fprintf(out, "exact %d\n", (int)search.exact);
  const double found[] = {search.best, search.bound, search.universe_log10};
  bits(out, "search", found, 3);
  table(out, "estimates", sdg16_mse_estimates(mse));
  table(out, "models", sdg16_mse_models(mse));
  table(out, "modes", sdg16_mse_modes(mse));
  joint_draws(out, sdg16_mse_draws(mse));
  table(out, "diagnostics", sdg16_mse_diagnostics(mse));
  if (sdg16_mse_fit(mse)) {
    char text[512];
    fprintf(out, "%" PRId64 " ",
            sdg16_model_format(sdg16_mse_model(mse), SDG16_MODEL_NAMES, capture, text,
                               sizeof text));
    fprintf(out, "%s\n", text);
    one_fit(out, capture, sdg16_mse_fit(mse));
  }
  sdg16_rate(&e, 64105654, 100000, &e, sizeof e, NULL);
  estimate(out, "rate", &e);
  sdg16_mse_free(mse);
  return 0;
}

static void all_models(FILE *out, const sdg16_capture *capture,
                       const sdg16_exec_options *exec) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  int32_t max_order = sdg16_capture_lists(capture) > 4 ? 2 : 0;
  int64_t counts[SDG16_MODEL_STATUSES] = {0};
  sdg16_table *models, *fits;
  outcome(out, "check",
          sdg16_model_check_all(capture, SDG16_EXISTENCE_TOTAL, max_order, 200, exec, counts,
                                &models, &error),
          &error);
  for (int i = 0; i < 4; i++) fprintf(out, "%" PRId64 " ", counts[i]);
  table(out, "statuses", models);
  sdg16_table_free(models);
  outcome(
      out, "fit all",
      sdg16_model_fit_all(capture, SDG16_EXISTENCE_TOTAL, max_order, 2000, exec, &fits, &error),
      &error); /* refused with six lists: 32,768 models */
  table(out, "fits", fits);
  sdg16_table_free(fits);
}

static int one_capture(FILE *out, const sdg16_capture *capture, int32_t threads) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_exec_options exec;
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.threads = threads;

  int32_t lists = sdg16_capture_lists(capture);
  fprintf(out, "%s %" PRId64 " observed\n", sdg16_capture_sha256(capture),
          sdg16_capture_observed(capture));
  int64_t overlaps[SDG16_MAX_LISTS * SDG16_MAX_LISTS];
  outcome(out, "overlaps", sdg16_capture_overlaps(capture, overlaps, lists * lists, &error),
          &error);
  for (int32_t i = 0; i < lists * lists; i++) fprintf(out, "%" PRId64 " ", overlaps[i]);
  fputc('\n', out);

  independence(out, capture);
  int failed = one_mse(out, capture, SDG16_SELECT_STEPWISE, &exec) ||
               one_mse(out, capture, SDG16_SELECT_DOWNHILL, &exec);
  disaggregated(out, capture, &exec);
  if (lists > 6) return failed; /* the exact searches would take seconds */
  all_models(out, capture, &exec);
  bootstraps(out, capture, &exec);
  return failed || one_mse(out, capture, SDG16_SELECT_BIC, &exec) ||
         one_mse(out, capture, SDG16_SELECT_AIC, &exec);
}

static sdg16_capture *read_dataset(FILE *out, const char *dataset) {
  const char *folder = getenv("SDG16_DATASETS");
  char path[4096];
  snprintf(path, sizeof path, "%s/%s/data.csv", folder ? folder : "datasets", dataset);
  const char *paths[] = {path};
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_capture *capture;
  outcome(out, dataset, sdg16_capture_read(1, paths, NULL, &capture, &error), &error);
  return capture;
}

char *workout(const char *dataset, int32_t threads, int64_t *size) {
  char *text = NULL;
  size_t length = 0;
  FILE *out = open_memstream(&text, &length);
  if (!out) return NULL;
  sdg16_capture *capture = read_dataset(out, dataset);
  int failed = !capture || one_capture(out, capture, threads);
  sdg16_capture_free(capture);
  fclose(out);
  if (failed) {
    free(text);
    return NULL;
  }
  *size = (int64_t)length;
  return text;
}

/* ---- failures ---- */

static void failing_capture(FILE *out, sdg16_error *error) {
  sdg16_capture *capture;
  static const uint32_t HISTORIES[] = {1, 2, 3};
  static const uint32_t NOBODY[] = {0};
  static const uint32_t BEYOND[] = {8};
  static const int64_t COUNTS[] = {40, 30, 6};
  static const int64_t NEGATIVE[] = {-1};
  static const char *const TWICE[] = {"A", "A"};
  const char *missing[] = {"no such folder/no such file.csv"};
  outcome(out, "missing file", sdg16_capture_read(1, missing, NULL, &capture, error), error);
  outcome(out, "one list", sdg16_capture_new(1, NULL, 1, HISTORIES, COUNTS, &capture, error),
          error);
  outcome(out, "on no list", sdg16_capture_new(2, NULL, 1, NOBODY, COUNTS, &capture, error),
          error);
  outcome(out, "beyond", sdg16_capture_new(3, NULL, 1, BEYOND, COUNTS, &capture, error), error);
  outcome(out, "negative", sdg16_capture_new(2, NULL, 1, HISTORIES, NEGATIVE, &capture, error),
          error);
  outcome(out, "twice", sdg16_capture_new(2, TWICE, 3, HISTORIES, COUNTS, &capture, error),
          error);
}

static void failing_model(FILE *out, sdg16_error *error) {
  static const uint32_t HISTORIES[] = {1, 2, 3, 4, 5};
  static const int64_t COUNTS[] = {40, 30, 6, 12, 3};
  static const char *const MODELS[] = {"", "[12", "[14]", "[A*B]", "[123]", "[1,,2]", "12"};
  sdg16_capture *capture, *other;
  sdg16_model *model;
  outcome(out, "new", sdg16_capture_new(3, NULL, 5, HISTORIES, COUNTS, &capture, error), error);
  for (size_t i = 0; i < sizeof MODELS / sizeof MODELS[0]; i++) {
    outcome(out, MODELS[i], sdg16_model_parse(capture, MODELS[i], &model, error), error);
    sdg16_model_free(model);
  }
  outcome(out, "drop", sdg16_capture_drop_list(capture, 7, &other, error), error);
  int64_t overlap;
  outcome(out, "capacity", sdg16_capture_overlaps(capture, &overlap, 1, error), error);

  sdg16_mse_options options;
  sdg16_mse_options_init(&options, sizeof options);
  options.level = 1.5;
  sdg16_mse *mse;
  outcome(out, "level", sdg16_mse_new(capture, &options, NULL, &mse, error), error);
  sdg16_mse_free(mse);
  sdg16_mse_options_init(&options, sizeof options);
  options.population = -2.5;
  outcome(out, "population", sdg16_mse_new(capture, &options, NULL, &mse, error), error);
  sdg16_mse_free(mse);
  sdg16_mse_options_init(&options, sizeof options);
  options.replicates = 0;
  outcome(out, "replicates", sdg16_mse_new(capture, &options, NULL, &mse, error), error);
  sdg16_mse_free(mse);
  sdg16_exec_options exec;
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.replicate_end = 1001;
  outcome(out, "shard", sdg16_mse_new(capture, NULL, &exec, &mse, error), error);
  sdg16_mse_free(mse);
  sdg16_strata *strata;
  outcome(out, "no columns", sdg16_strata_new(capture, NULL, NULL, NULL, &strata, error),
          error);
  sdg16_strata_free(strata);
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.time_limit = -0.5;
  outcome(out, "time limit", sdg16_mse_new(capture, NULL, &exec, &mse, error), error);
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
}

static void numbers(FILE *out, sdg16_error *error) {
  static const double VALUES[] = {0.1, -2.385e-7, 1e300, 1234567.875, 5e-324};
  static const char *const TEXTS[] = {"0.75", "0,75", "1e3", "1.5 ", "nan", "0x10", ""};
  char text[32];
  for (size_t i = 0; i < sizeof VALUES / sizeof VALUES[0]; i++) {
    int64_t length = sdg16_format_double(VALUES[i], text, sizeof text);
    fprintf(out, "%" PRId64 " %s\n", length, text);
  }
  fprintf(out, "%" PRId64 "\n", sdg16_format_double(0.1, text, 2));
  for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++) {
    double value = 0;
    fprintf(out, "%d ", (int)sdg16_parse_double(TEXTS[i], &value));
    bits(out, TEXTS[i], &value, 1);
  }
  sdg16_estimate e = {sizeof e, 25311.29, 100.5, 20000.25, NAN, 0.95, INFINITY, 0, 0};
  static const double POPULATIONS[] = {64105654.5, 0, -0.25, NAN, INFINITY};
  for (size_t i = 0; i < sizeof POPULATIONS / sizeof POPULATIONS[0]; i++) {
    sdg16_estimate rate;
    memset(&rate, 0, sizeof rate);
    outcome(out, "rate", sdg16_rate(&e, POPULATIONS[i], 100000, &rate, sizeof rate, error),
            error);
    estimate(out, "rate", &rate);
  }
}

/* Counts by sex and age, as results in every format; and what is refused. */
static void indicators(FILE *out, sdg16_error *error) {
  static const int64_t VICTIMS[] = {3, 70, 5, 1200};
  static const double POPULATION[] = {100000.5, 300000.25, 110000.75, 290000};
  static const int32_t SEX[] = {0, 0, 1, 1}, AGE[] = {0, 1, 0, 1}, PLACE[] = {0, 0, 0, 0};
  static const char *const SEXES[] = {"F", "M"}, *const AGES[] = {"0-17", "18+"};
  static const char *const AREAS[] = {"826"}, *const YEARS[] = {"2022"};
  static const char *const BY[] = {"sex", "age"};
  sdg16_table *data;
  if (sdg16_table_new(&data, error) ||
      sdg16_table_add_text(data, "area", 4, PLACE, NULL, 1, AREAS, error) ||
      sdg16_table_add_text(data, "year", 4, PLACE, NULL, 1, YEARS, error) ||
      sdg16_table_add_text(data, "sex", 4, SEX, NULL, 2, SEXES, error) ||
      sdg16_table_add_text(data, "age", 4, AGE, NULL, 2, AGES, error) ||
      sdg16_table_add_int64(data, "victims", 4, VICTIMS, NULL, error) ||
      sdg16_table_add_double(data, "population", 4, POPULATION, NULL, error))
    outcome(out, "indicator data", error->status, error);
  sdg16_indicator_options options;
  sdg16_indicator_options_init(&options, sizeof options);
  options.by = BY;
  options.by_count = 2;
  sdg16_indicator *indicator;
  int32_t status = sdg16_indicator_new(NULL, "16.1.1", data, &options, &indicator, error);
  outcome(out, "16.1.1", status, error);
  for (int32_t format = SDG16_FORMAT_TEXT; !status && format <= SDG16_FORMAT_OPEN_SDG; format++)
    outcome(out, sdg16_format_name(format),
            sdg16_publish(NULL, sdg16_indicator_results(indicator), format, NULL, write_to_file,
                          out, NULL, error),
            error);
  sdg16_protect_options protection;
  sdg16_protect_options_init(&protection, sizeof protection);
  protection.minimum = protection.base = 5;
  sdg16_table *safe = NULL;
  if (!status)
    status = sdg16_protect(NULL, sdg16_indicator_results(indicator), &protection, &safe, NULL,
                           error);
  outcome(out, "protect", status, error);
  if (safe)
    outcome(out, "protected", sdg16_table_write_csv(safe, write_to_file, out, error), error);
  sdg16_table_free(safe);
  sdg16_indicator_free(indicator);
  options.map_names = BY;
  options.map_columns = BY;
  options.map_count = 1;
  outcome(out, "16.3.2", sdg16_indicator_new(NULL, "16.3.2", data, &options, &indicator, error),
          error);
  sdg16_table_free(data);
  static const double COUNTS[] = {0, 7, 99, 1e6, -0.5};
  for (size_t i = 0; i < 5; i++) {
    double limits[2];
    outcome(out, "limits",
            sdg16_poisson_interval(COUNTS[i], 0.95, &limits[0], &limits[1], error), error);
    bits(out, "limits", limits, 2);
  }
}

char *workout_failures(int64_t *size) {
  char *text = NULL;
  size_t length = 0;
  FILE *out = open_memstream(&text, &length);
  if (!out) return NULL;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  failing_capture(out, &error);
  failing_model(out, &error);
  numbers(out, &error);
  workout_surveys(out, 2);
  sdg16_table *catalog, *none;
  outcome(out, "catalog",
          sdg16_registry_table(NULL, NULL, SDG16_CATALOG_INDICATORS, &catalog, &error), &error);
  table(out, "catalog", catalog);
  sdg16_table_free(catalog);
  indicators(out, &error);
  outcome(out, "csv", sdg16_table_read_csv("no such file.csv", NULL, &none, &error), &error);
  fclose(out);
  *size = (int64_t)length;
  return text;
}
