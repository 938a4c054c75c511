/* Failing allocations in bootstraps, strata and joint draws. */
#include "oom.h"

#include <string.h>

/* Korea, three lists (datasets/korea); the second stratum has a person less. */
static const uint32_t HISTORIES[] = {1, 2, 4, 3, 5, 7};
static const int64_t COUNTS[] = {5, 5, 41, 54, 6, 12};

static sdg16_capture *korea(void) {
  sdg16_capture *capture;
  assert_int_equal(sdg16_capture_new(3, NULL, 6, HISTORIES, COUNTS, &capture, NULL), 0);
  return capture;
}

static const char *const COLUMNS[] = {"sex", "year"};

static sdg16_capture *twice_korea(void) {
  static const char *const LISTS[] = {"b", "c", "d"}, *const SEX[] = {"F", "M"},
                           *const YEAR[] = {"1944"};
  int64_t flag[3][12], count[12];
  int32_t sex[12], year[12] = {0};
  for (int i = 0; i < 12; i++) {
    for (int j = 0; j < 3; j++) flag[j][i] = HISTORIES[i % 6] >> j & 1;
    count[i] = COUNTS[i % 6] - i / 6;
    sex[i] = i / 6;
  }
  sdg16_table *table;
  sdg16_capture *capture;
  sdg16_capture_options o;
  assert_int_equal(sdg16_table_new(&table, NULL), 0);
  for (int j = 0; j < 3; j++)
    assert_int_equal(sdg16_table_add_int64(table, LISTS[j], 12, flag[j], NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_text(table, "sex", 12, sex, NULL, 2, SEX, NULL), 0);
  assert_int_equal(sdg16_table_add_text(table, "year", 12, year, NULL, 1, YEAR, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(table, "count", 12, count, NULL, NULL), 0);
  sdg16_capture_options_init(&o, sizeof o);
  o.strata = COLUMNS;
  o.stratum_count = 2;
  assert_int_equal(sdg16_capture_from_table(table, &o, &capture, NULL), 0);
  sdg16_table_free(table);
  return capture;
}

static sdg16_mse_options resampling(void) {
  sdg16_mse_options options;
  sdg16_mse_options_init(&options, sizeof options);
  options.fit_replicates = 100; /* nothing is allocated in a replicate */
  options.replicates = 3;
  options.interval = SDG16_INTERVAL_BCA;
  return options;
}

/* ---- bootstraps ---- */

static int32_t bootstrap(sdg16_mse_options options, int32_t threads, sdg16_error *error) {
  sdg16_capture *capture = korea();
  sdg16_exec_options exec;
  sdg16_mse *mse = NULL;
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.threads = threads;
  oom_arm();
  int32_t status = sdg16_mse_new(capture, &options, &exec, &mse, error);
  oom_outcome(status, mse, error);
  oom_mse(mse);
  if (!status) {
    sdg16_draws_summary s;
    assert_int_equal(sdg16_draws_summarise(sdg16_mse_draws(mse), &s, sizeof s), 0);
    assert_true(s.replicates == 3 && s.jackknife == 6 && s.complete);
    assert_true(!sdg16_mse_top(mse) == !options.top_intervals);
  }
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
  return status;
}

static int32_t exact(sdg16_error *error) { return bootstrap(resampling(), 1, error); }
static int32_t on_threads(sdg16_error *error) { return bootstrap(resampling(), 2, error); }

static int32_t stepwise(sdg16_error *error) {
  sdg16_mse_options options = resampling();
  options.select = SDG16_SELECT_STEPWISE;
  return bootstrap(options, 1, error);
}

static int32_t downhill(sdg16_error *error) {
  sdg16_mse_options options = resampling();
  options.select = SDG16_SELECT_DOWNHILL;
  return bootstrap(options, 1, error);
}

static int32_t parametric(sdg16_error *error) {
  sdg16_mse_options options = resampling();
  options.bootstrap_kind = SDG16_BOOTSTRAP_PARAMETRIC;
  options.reselect = 0;
  return bootstrap(options, 1, error);
}

static int32_t fixed(sdg16_error *error) {
  sdg16_mse_options options = resampling();
  options.model = "[12]";
  return bootstrap(options, 1, error);
}

static int32_t top_intervals(sdg16_error *error) {
  sdg16_mse_options options = resampling();
  options.top_intervals = 3;
  return bootstrap(options, 1, error);
}

/* ---- strata ---- */

static int32_t strata_of(int32_t common, int32_t interval, sdg16_error *error) {
  static const char *const SEX[] = {"F", "M"};
  static const int32_t sex[] = {0, 1};
  static const int64_t people[] = {9000, 8000};
  sdg16_capture *capture = twice_korea();
  sdg16_table *population;
  sdg16_mse_options options = resampling();
  sdg16_strata_options by;
  sdg16_strata *strata = NULL;
  assert_int_equal(sdg16_table_new(&population, NULL), 0);
  assert_int_equal(sdg16_table_add_text(population, "sex", 2, sex, NULL, 2, SEX, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(population, "population", 2, people, NULL, NULL), 0);
  sdg16_strata_options_init(&by, sizeof by);
  by.columns = COLUMNS;
  by.column_count = 1;
  by.common_model = common;
  by.population = population;
  options.interval = interval;
  oom_arm();
  int32_t status = sdg16_strata_new(capture, &by, &options, NULL, &strata, error);
  oom_outcome(status, strata, error);
  oom_strata(strata);
  if (!status) {
    sdg16_estimate total;
    assert_int_equal(sdg16_strata_count(strata), 2);
    assert_int_equal(sdg16_table_rows(sdg16_strata_estimates(strata)), 3);
    assert_int_equal(sdg16_strata_estimate(strata, &total, sizeof total), 0);
    assert_true(total.value > 240 && !(total.lower > total.upper));
    assert_true(!sdg16_strata_draws(strata) == (interval == SDG16_INTERVAL_WALD));
  }
  sdg16_strata_free(strata);
  sdg16_table_free(population);
  sdg16_capture_free(capture);
  return status;
}

static int32_t own_models(sdg16_error *error) {
  return strata_of(0, SDG16_INTERVAL_BCA, error);
}
static int32_t common_model(sdg16_error *error) {
  return strata_of(1, SDG16_INTERVAL_BCA, error);
}
static int32_t without_draws(sdg16_error *error) {
  return strata_of(0, SDG16_INTERVAL_WALD, error);
}

static int32_t keep_strata(sdg16_error *error) {
  sdg16_capture *capture = twice_korea(), *kept = NULL;
  oom_arm();
  int32_t status = sdg16_capture_keep_strata(capture, 1, COLUMNS + 1, &kept, error);
  oom_outcome(status, kept, error);
  oom_capture(kept);
  if (!status) {
    assert_int_equal(sdg16_capture_strata(kept), 1);
    assert_string_equal(sdg16_capture_stratum_column(kept, 0), "year");
  }
  sdg16_capture_free(kept);
  sdg16_capture_free(capture);
  return status;
}

/* ---- joint draws ---- */

/* Draws of the replicates [begin, end) as of an estimation. */
static sdg16_mse *drawn(int64_t begin, int64_t end) {
  sdg16_capture *capture = korea();
  sdg16_mse_options options = resampling();
  sdg16_exec_options exec;
  sdg16_mse *mse;
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.replicate_begin = begin;
  exec.replicate_end = end;
  assert_int_equal(sdg16_mse_new(capture, &options, &exec, &mse, NULL), 0);
  sdg16_capture_free(capture);
  return mse;
}

static sdg16_draws *copy(void) {
  sdg16_mse *mse = drawn(0, -1);
  const sdg16_draws *one[] = {sdg16_mse_draws(mse)};
  sdg16_draws *draws;
  assert_int_equal(sdg16_draws_merge(1, one, 0, &draws, NULL), 0);
  sdg16_mse_free(mse);
  return draws;
}

static int32_t merge(sdg16_error *error) {
  sdg16_mse *a = drawn(0, 2), *b = drawn(2, 3);
  const sdg16_draws *shards[] = {sdg16_mse_draws(b), sdg16_mse_draws(a)};
  sdg16_draws *merged = NULL;
  oom_arm();
  int32_t status = sdg16_draws_merge(2, shards, 0, &merged, error);
  oom_outcome(status, merged, error);
  oom_draws(merged);
  if (!status) assert_true(sdg16_draws_numbers(merged)[2] == 2);
  sdg16_draws_free(merged);
  sdg16_mse_free(a);
  sdg16_mse_free(b);
  return status;
}

/* A cell that could not be added leaves the draws as they were. */
static int32_t combine(sdg16_error *error) {
  static const int64_t cells[] = {0, 0};
  static const double weights[] = {1, 0.5};
  sdg16_draws *draws = copy();
  oom_arm();
  int32_t status = sdg16_draws_combine(draws, "sum", 2, cells, weights, error);
  oom_outcome(status, status ? NULL : "", error);
  oom_draws(draws);
  assert_int_equal(sdg16_draws_find(draws, "sum"), status ? -1 : 1);
  assert_int_equal(sdg16_draws_find(draws, "total"), 0);
  sdg16_draws_free(draws);
  return status;
}

static int32_t ratio(sdg16_error *error) {
  sdg16_draws *draws = copy();
  oom_arm();
  int32_t status = sdg16_draws_ratio(draws, "ratio", 0, 0, 100, error);
  oom_outcome(status, status ? NULL : "", error);
  oom_draws(draws);
  if (status)
    assert_int_equal(sdg16_draws_find(draws, "ratio"), -1);
  else
    assert_true(sdg16_draws_values(draws, 1)[0] == 100);
  sdg16_draws_free(draws);
  return status;
}

static int32_t interval(sdg16_error *error) {
  sdg16_draws *draws = copy();
  sdg16_estimate estimate;
  oom_arm();
  int32_t status = sdg16_draws_interval(draws, 0, SDG16_INTERVAL_PERCENTILE, 0.2, &estimate,
                                        sizeof estimate, NULL, 0, error);
  oom_outcome(status, status ? NULL : "", error);
  if (!status) oom_estimate(&estimate);
  if (!status) assert_true(estimate.lower <= estimate.upper);
  sdg16_draws_free(draws);
  return status;
}

static int32_t table(sdg16_error *error) {
  sdg16_draws *draws = copy();
  sdg16_table *out = NULL;
  oom_arm();
  int32_t status = sdg16_draws_table(draws, &out, error);
  oom_outcome(status, out, error);
  oom_table(out);
  if (!status)
    assert_int_equal(sdg16_table_rows(out), 4 + 6 + 3); /* with the scale of small overlaps */
  sdg16_table_free(out);
  sdg16_draws_free(draws);
  return status;
}

static int32_t from_table(sdg16_error *error) {
  sdg16_draws *draws = copy(), *again = NULL;
  sdg16_table *kept;
  assert_int_equal(sdg16_draws_table(draws, &kept, NULL), 0);
  oom_arm();
  int32_t status = sdg16_draws_from_table(kept, &again, error);
  oom_outcome(status, again, error);
  oom_draws(again);
  if (!status)
    assert_memory_equal(sdg16_draws_values(again, 0), sdg16_draws_values(draws, 0),
                        3 * sizeof(double));
  sdg16_draws_free(again);
  sdg16_draws_free(draws);
  sdg16_table_free(kept);
  return status;
}

/* ---- covariates ---- */

/* With a model that has a face (nobody is on lists 2 and 3 alone), or a selection. */
static int32_t covariates_of(const char *model, int32_t interval, sdg16_error *error) {
  static const char *const GROUPS[] = {"sex,year"};
  sdg16_capture *capture = twice_korea();
  sdg16_mse_options options = resampling();
  sdg16_covariates_options by;
  sdg16_covariates *result = NULL;
  options.fit_replicates = 500;
  options.model = model;
  options.interval = interval;
  sdg16_covariates_options_init(&by, sizeof by);
  by.columns = COLUMNS;
  by.column_count = 2;
  by.groups = GROUPS;
  by.group_count = 1;
  oom_arm();
  int32_t status = sdg16_covariates_new(capture, &by, &options, NULL, &result, error);
  oom_outcome(status, result, error);
  if (!status) {
    oom_table(sdg16_covariates_estimates(result));
    oom_table(sdg16_covariates_path(result));
    oom_table(sdg16_covariates_diagnostics(result));
    oom_line("%s", sdg16_covariates_model(result));
    if (sdg16_covariates_draws(result)) oom_draws(sdg16_covariates_draws(result));
  }
  sdg16_covariates_free(result);
  sdg16_capture_free(capture);
  return status;
}

static int32_t covariates_given(sdg16_error *error) {
  return covariates_of("b*c*sex + d*sex", SDG16_INTERVAL_WALD, error);
}

static int32_t covariates_selected(sdg16_error *error) {
  return covariates_of(NULL, SDG16_INTERVAL_PERCENTILE, error);
}

static const oom_case CASES[] = {
    {"covariates_given", covariates_given},
    {"covariates_selected", covariates_selected},
    {"bootstrap_exact", exact},
    {"bootstrap_on_threads", on_threads},
    {"bootstrap_stepwise", stepwise},
    {"bootstrap_downhill", downhill},
    {"bootstrap_parametric", parametric},
    {"bootstrap_fixed", fixed},
    {"top_intervals", top_intervals},
    {"strata_own_models", own_models},
    {"strata_common_model", common_model},
    {"strata_without_draws", without_draws},
    {"capture_keep_strata", keep_strata},
    {"draws_merge", merge},
    {"draws_combine", combine},
    {"draws_ratio", ratio},
    {"draws_interval", interval},
    {"draws_table", table},
    {"draws_from_table", from_table},
};

int main(void) { return oom_main(CASES, sizeof CASES / sizeof *CASES); }
