/* Failing allocations in models, fits, intervals, searches and the catalogue. */
#include "oom.h"

/* UK 2013, five lists (datasets/uk2013-5). */
static const uint32_t HISTORIES[] = {1,  2,  4,  8,  16, 3, 5,  9,  6,
                                     10, 18, 12, 20, 24, 7, 11, 14, 15};
static const int64_t COUNTS[] = {54, 463, 995, 695, 316, 15, 19, 3, 62,
                                 19, 1,   76,  11,  8,   1,  1,  4, 1};

static sdg16_capture *uk(void) {
  sdg16_capture *capture;
  assert_int_equal(sdg16_capture_new(5, NULL, 18, HISTORIES, COUNTS, &capture, NULL), 0);
  return capture;
}

/* Korea, three lists (datasets/korea). */
static sdg16_capture *korea(void) {
  static const uint32_t history[] = {1, 2, 4, 3, 5, 7};
  static const int64_t count[] = {5, 5, 41, 54, 6, 12};
  sdg16_capture *capture;
  assert_int_equal(sdg16_capture_new(3, NULL, 6, history, count, &capture, NULL), 0);
  return capture;
}

static sdg16_model *model_of(const sdg16_capture *capture, const char *text) {
  sdg16_model *model;
  assert_int_equal(sdg16_model_parse(capture, text, &model, NULL), 0);
  return model;
}

static int32_t parse(sdg16_error *error) {
  sdg16_capture *capture = uk();
  sdg16_model *model = NULL;
  oom_arm();
  int32_t status = sdg16_model_parse(capture, "[123,25,34]", &model, error);
  oom_outcome(status, model, error);
  oom_model(model);
  if (!status) assert_int_equal(sdg16_model_terms(model, NULL), 12);
  sdg16_model_free(model);
  sdg16_capture_free(capture);
  return status;
}

static int32_t fit(sdg16_error *error) {
  sdg16_capture *capture = uk();
  sdg16_model *model = model_of(capture, "[12,13,24,25,35,45]");
  sdg16_fit *out = NULL;
  oom_arm();
  int32_t status = sdg16_fit_new(capture, model, SDG16_EXISTENCE_TOTAL, &out, error);
  oom_outcome(status, out, error);
  if (!status) {
    sdg16_fit_summary summary;
    assert_int_equal(sdg16_fit_summarise(out, &summary, sizeof summary), 0);
    assert_float_equal(summary.total, 11312.990289435236, 1e-5);
    oom_numbers(2, (double[]){summary.total, summary.se});
    oom_numbers(32, sdg16_fit_means(out));
  }
  sdg16_fit_free(out);
  sdg16_model_free(model);
  sdg16_capture_free(capture);
  return status;
}

static int32_t interval(sdg16_error *error) {
  sdg16_capture *capture = uk();
  sdg16_model *model = model_of(capture, "[123,25,34]");
  sdg16_fit *fitted;
  sdg16_estimate estimate;
  assert_int_equal(sdg16_fit_new(capture, model, SDG16_EXISTENCE_TOTAL, &fitted, NULL), 0);
  oom_arm();
  int32_t status = sdg16_fit_interval(fitted, SDG16_INTERVAL_PROFILE, 0.95, &estimate,
                                      sizeof estimate, NULL, error);
  oom_outcome(status, status ? NULL : "", error);
  if (!status) assert_float_equal(estimate.lower, 19389.301766, 1e-4);
  if (!status) oom_estimate(&estimate);
  sdg16_fit_free(fitted);
  sdg16_model_free(model);
  sdg16_capture_free(capture);
  return status;
}

static int32_t check(sdg16_error *error) {
  sdg16_capture *capture = uk();
  /* a model that needs the exact linear programmes: none are hidden */
  sdg16_model *model = model_of(capture, "[1235,1245,1345,2345]");
  int32_t verdict = -1;
  oom_arm();
  int32_t status = sdg16_model_check(capture, model, SDG16_EXISTENCE_TOTAL, &verdict, error);
  oom_outcome(status, status ? NULL : "", error);
  if (!status) assert_int_equal(verdict, SDG16_MODEL_NONE_HIDDEN);
  oom_whole(verdict);
  sdg16_model_free(model);
  sdg16_capture_free(capture);
  return status;
}

static int32_t fit_all(sdg16_error *error) {
  sdg16_capture *capture = korea();
  sdg16_table *table = NULL;
  oom_arm();
  int32_t status =
      sdg16_model_fit_all(capture, SDG16_EXISTENCE_TOTAL, 2, 8, NULL, &table, error);
  oom_outcome(status, table, error);
  oom_table(table);
  if (!status) assert_int_equal(sdg16_table_rows(table), 8);
  sdg16_table_free(table);
  sdg16_capture_free(capture);
  return status;
}

static int32_t check_all(sdg16_error *error) {
  sdg16_capture *capture = korea();
  sdg16_table *table = NULL;
  int64_t counts[SDG16_MODEL_STATUSES];
  oom_arm();
  int32_t status =
      sdg16_model_check_all(capture, SDG16_EXISTENCE_TOTAL, 2, 8, NULL, counts, &table, error);
  oom_outcome(status, table, error);
  oom_table(table);
  for (int32_t i = 0; i < SDG16_MODEL_STATUSES && !status; i++) oom_whole(counts[i]);
  if (!status) assert_int_equal(counts[SDG16_MODEL_OK] + counts[SDG16_MODEL_UNBOUNDED], 8);
  sdg16_table_free(table);
  sdg16_capture_free(capture);
  return status;
}

static int32_t estimate_by(int32_t select, const char *expected, sdg16_error *error) {
  sdg16_capture *capture = uk();
  sdg16_mse_options options;
  sdg16_mse *mse = NULL;
  sdg16_mse_options_init(&options, sizeof options);
  options.fit_replicates = 100; /* nothing is allocated in a replicate */
  options.select = select;
  options.interval = SDG16_INTERVAL_NONE;
  oom_arm();
  int32_t status = sdg16_mse_new(capture, &options, NULL, &mse, error);
  oom_outcome(status, mse, error);
  oom_mse(mse);
  if (!status) {
    char text[64];
    sdg16_model_format(sdg16_mse_model(mse), SDG16_MODEL_NUMBERS, NULL, text, sizeof text);
    assert_string_equal(text, expected);
  }
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
  return status;
}

static int32_t exact(sdg16_error *error) {
  return estimate_by(SDG16_SELECT_BIC, "[123,25,34]", error);
}

static int32_t stepwise(sdg16_error *error) {
  return estimate_by(SDG16_SELECT_STEPWISE, "[12,13,24,25,35,45]", error);
}

static int32_t downhill(sdg16_error *error) {
  return estimate_by(SDG16_SELECT_DOWNHILL, "[12,13,25,35,45]", error);
}

static int32_t catalog(sdg16_error *error) {
  sdg16_table *table = NULL;
  oom_arm();
  int32_t status = sdg16_registry_table(NULL, NULL, SDG16_CATALOG_INDICATORS, &table, error);
  oom_outcome(status, table, error);
  oom_table(table);
  if (!status) assert_true(sdg16_table_rows(table) >= 1);
  sdg16_table_free(table);
  return status;
}

static const oom_case CASES[] = {
    {"model_parse", parse}, {"fit_new", fit},           {"fit_interval", interval},
    {"model_check", check}, {"model_fit_all", fit_all}, {"model_check_all", check_all},
    {"mse_exact", exact},   {"mse_stepwise", stepwise}, {"mse_downhill", downhill},
    {"catalog", catalog},
};

int main(void) { return oom_main(CASES, sizeof CASES / sizeof *CASES); }
