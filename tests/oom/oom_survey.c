/* Failing allocations: designs, replicates, calibration, estimates, tests, regression. */
#include "oom.h"

#include "../unit/survey_sample.h"

#include <string.h>

static sdg16_design *design_over(const sdg16_table *table, int64_t stages) {
  sdg16_design_options o = sample_options(stages);
  sdg16_design *design;
  assert_int_equal(sdg16_design_new(table, &o, &design, NULL), SDG16_OK);
  return design;
}

static int32_t new_design(sdg16_error *error) {
  sdg16_table *table = sample_table(317);
  sdg16_design_options o = sample_options(2);
  sdg16_design *design = (sdg16_design *)error;
  oom_arm();
  int32_t status = sdg16_design_new(table, &o, &design, error);
  oom_outcome(status, design, error);
  oom_design(design);
  sdg16_design_free(design);
  sdg16_table_free(table);
  return status;
}

static int32_t given_replicates(sdg16_error *error) {
  static const char *const COLUMNS[] = {"weight", "psus", "homes"};
  sdg16_table *table = sample_table(1);
  sdg16_design_options o = sample_options(1);
  o.replicates = COLUMNS;
  o.replicate_count = 3;
  o.replicate_kind = SDG16_REPLICATE_BOOTSTRAP;
  sdg16_design *design = (sdg16_design *)error;
  oom_arm();
  int32_t status = sdg16_design_new(table, &o, &design, error);
  oom_outcome(status, design, error);
  oom_design(design);
  sdg16_design_free(design);
  sdg16_table_free(table);
  return status;
}

static int32_t make_replicates(sdg16_error *error) {
  sdg16_table *table = sample_table(1);
  sdg16_design *plain = design_over(table, 1), *design = (sdg16_design *)error;
  sdg16_replicate_options o;
  sdg16_replicate_options_init(&o, sizeof o);
  o.kind = SDG16_REPLICATE_JKN;
  oom_arm();
  int32_t status = sdg16_design_replicate(plain, &o, NULL, &design, error);
  oom_outcome(status, design, error);
  oom_design(design);
  sdg16_design_free(design);
  sdg16_design_free(plain);
  sdg16_table_free(table);
  return status;
}

static sdg16_table *margin(void) {
  const int64_t levels[] = {0, 1, 2, 3};
  const double totals[] = {4000, 4100, 3900, 4000};
  sdg16_table *table;
  assert_int_equal(sdg16_table_new(&table, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_int64(table, "group", 4, levels, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_double(table, "population", 4, totals, NULL, NULL), 0);
  return table;
}

static int32_t calibrate(int by_replicates, sdg16_error *error) {
  static const char *const INCOME[] = {"income"};
  static const double TOTAL[] = {1.2e7};
  sdg16_table *table = sample_table(317), *group = margin();
  const sdg16_table *margins[] = {group};
  sdg16_design *plain = design_over(table, 1), *design = (sdg16_design *)error;
  sdg16_replicate_options r;
  sdg16_replicate_options_init(&r, sizeof r);
  r.kind = SDG16_REPLICATE_JKN;
  sdg16_design *base = NULL;
  if (by_replicates) assert_int_equal(sdg16_design_replicate(plain, &r, NULL, &base, NULL), 0);
  sdg16_calibrate_options o;
  sdg16_calibrate_options_init(&o, sizeof o);
  o.auxiliaries = INCOME;
  o.auxiliary_totals = TOTAL;
  o.auxiliary_count = !by_replicates;
  oom_arm();
  int32_t status = sdg16_design_calibrate(base ? base : plain, 1, margins, &o, &design, error);
  oom_outcome(status, design, error);
  oom_design(design);
  sdg16_design_free(design);
  sdg16_design_free(base);
  sdg16_design_free(plain);
  sdg16_table_free(group);
  sdg16_table_free(table);
  return status;
}

static int32_t calibrate_weights(sdg16_error *error) { return calibrate(0, error); }
static int32_t calibrate_replicates(sdg16_error *error) { return calibrate(1, error); }

/* kind 0: linearised, 1: replicates, 2: calibrated, 3: standardised, 4: quantile,
 * 5: standardised by replicates, 6: expressions, 7: calibrated replicates */
static int32_t estimate(int kind, sdg16_error *error) {
  static const char *const BY[] = {"group", "flag", "letter"};
  sdg16_table *table = sample_table(317), *group = margin();
  const sdg16_table *margins[] = {group};
  for (int k = 0; k < 2; k++) /* two values with one label */
    assert_int_equal(
        sdg16_table_add_label(table, sdg16_table_find(table, "group"), k, "A", NULL), 0);
  sdg16_design *plain = design_over(table, 1), *other = NULL;
  sdg16_replicate_options r;
  sdg16_replicate_options_init(&r, sizeof r);
  r.count = 20;
  if (kind == 1 || kind == 5 || kind == 7)
    assert_int_equal(sdg16_design_replicate(plain, &r, NULL, &other, NULL), 0);
  if (kind == 7) {
    sdg16_design *before = other;
    assert_int_equal(sdg16_design_calibrate(before, 1, margins, NULL, &other, NULL), 0);
    sdg16_design_free(before);
  }
  if (kind == 2)
    assert_int_equal(sdg16_design_calibrate(plain, 1, margins, NULL, &other, NULL), 0);
  sdg16_survey_options o;
  sdg16_survey_options_init(&o, sizeof o);
  o.numerator = kind == 4 ? "income" : "y";
  o.by = BY;
  o.by_count = 3; /* so many rows that the arrays grow */
  o.where = "flag";
  o.covariance = kind != 4;
  o.scheme = kind == 4 ? 0 : SDG16_SCHEME_NCHS;
  if (kind == 3 || kind == 5) o.standard = "group", o.by = BY + 1, o.by_count = 1;
  if (kind == 4) o.statistic = SDG16_SURVEY_QUANTILE;
  if (kind == 6)
    o.numerator = "y == 1 | income < 200", o.among = "letter != 'b'", o.where = "flag == 1";
  sdg16_survey *survey = (sdg16_survey *)error;
  oom_arm();
  int32_t status = sdg16_survey_new(other ? other : plain, &o, NULL, &survey, error);
  oom_outcome(status, survey, error);
  oom_survey(survey);
  if (!status) assert_int_equal(sdg16_survey_status(survey, 0), SDG16_SURVEY_OK);
  sdg16_survey_free(survey);
  sdg16_design_free(other);
  sdg16_design_free(plain);
  sdg16_table_free(group);
  sdg16_table_free(table);
  return status;
}

static int32_t linearised(sdg16_error *error) { return estimate(0, error); }
static int32_t replicates(sdg16_error *error) { return estimate(1, error); }
static int32_t calibrated(sdg16_error *error) { return estimate(2, error); }
static int32_t standardised(sdg16_error *error) { return estimate(3, error); }
static int32_t quantiles(sdg16_error *error) { return estimate(4, error); }

static int32_t expressions(sdg16_error *error) { return estimate(6, error); }
static int32_t replicates_calibrated(sdg16_error *error) { return estimate(7, error); }
static int32_t replicates_standardised(sdg16_error *error) { return estimate(5, error); }

static int32_t independence(sdg16_error *error) {
  sdg16_table *table = sample_table(1);
  sdg16_design *design = design_over(table, 1);
  sdg16_independence test;
  oom_arm();
  int32_t status =
      sdg16_survey_independence(design, "y", "group", "flag", &test, sizeof test, error);
  oom_outcome(status, status ? NULL : "", error);
  if (!status)
    oom_numbers(
        6, (double[]){test.f, test.p, test.wald, test.wald_p, test.adjusted, test.adjusted_p});
  sdg16_design_free(design);
  sdg16_table_free(table);
  return status;
}

static int32_t independence_table(sdg16_error *error) {
  sdg16_independence test = {.struct_size = (int64_t)sizeof test, .n = 5, .p = 0.5};
  sdg16_table *table = (sdg16_table *)error;
  oom_arm();
  int32_t status = sdg16_independence_table(&test, &table, error);
  oom_outcome(status, table, error);
  oom_table(table);
  sdg16_table_free(table);
  return status;
}

static int32_t comparisons(sdg16_error *error) {
  sdg16_table *table = sample_table(1), *out = (sdg16_table *)error;
  sdg16_design *design = design_over(table, 1);
  sdg16_survey_options o;
  sdg16_survey *survey;
  sdg16_survey_options_init(&o, sizeof o);
  o.numerator = "y";
  o.by_count = 1;
  o.by = (const char *const[]){"group"};
  o.covariance = 1;
  assert_int_equal(sdg16_survey_new(design, &o, NULL, &survey, NULL), 0);
  oom_arm();
  int32_t status =
      sdg16_survey_comparisons(survey, 1, SDG16_COMPARE_DIFFERENCE, 0.95, NULL, &out, error);
  oom_outcome(status, out, error);
  oom_table(out);
  sdg16_table_free(out);
  sdg16_survey_free(survey);
  sdg16_design_free(design);
  sdg16_table_free(table);
  return status;
}

static int32_t regression(int by_replicates, sdg16_error *error) {
  static const char *const TERMS[] = {"income", "factor(group)", "flag:income"};
  sdg16_table *table = sample_table(317);
  sdg16_design *design = design_over(table, 1), *jackknife = NULL;
  sdg16_replicate_options r;
  sdg16_replicate_options_init(&r, sizeof r);
  r.kind = SDG16_REPLICATE_JKN;
  assert_int_equal(sdg16_design_replicate(design, &r, NULL, &jackknife, NULL), 0);
  sdg16_logistic *fit = (sdg16_logistic *)error;
  oom_arm();
  int32_t status = sdg16_survey_logistic(by_replicates ? jackknife : design, "y", 3, TERMS,
                                         NULL, 0.95, NULL, &fit, error);
  oom_outcome(status, fit, error);
  if (!status) oom_table(sdg16_logistic_coefficients(fit));
  sdg16_logistic_free(fit);
  sdg16_design_free(jackknife);
  sdg16_design_free(design);
  sdg16_table_free(table);
  return status;
}

static int32_t logistic(sdg16_error *error) { return regression(0, error); }
static int32_t logistic_replicates(sdg16_error *error) { return regression(1, error); }

/* With a proof: a count of the flag by group below the minimum. */
static int32_t protect_sample(sdg16_error *error) {
  static const char *const BY[] = {"group"};
  sdg16_table *table = sample_table(60);
  sdg16_design *design = design_over(table, 1);
  sdg16_survey_options o;
  sdg16_protect_options p;
  sdg16_survey *survey;
  sdg16_table *out = NULL, *report = NULL;
  sdg16_survey_options_init(&o, sizeof o);
  sdg16_protect_options_init(&p, sizeof p);
  o.numerator = "flag";
  o.by_count = 1;
  o.by = BY;
  p.minimum = 5;
  assert_int_equal(sdg16_survey_new(design, &o, NULL, &survey, NULL), SDG16_OK);
  oom_arm();
  int32_t status = sdg16_survey_protect(survey, &p, NULL, &out, &report, error);
  oom_outcome(status, out, error);
  oom_table(out);
  if (!status) assert_true(sdg16_table_rows(report) > 0);
  oom_table(report);
  sdg16_table_free(out);
  sdg16_table_free(report);
  sdg16_survey_free(survey);
  sdg16_design_free(design);
  sdg16_table_free(table);
  return status;
}

/* Numbers of many values, by a column with blanks: what is published exactly is looked at. */
static int32_t protect_numbers(int32_t statistic, sdg16_error *error) {
  static const char *const BY[] = {"y"};
  sdg16_table *table = sample_table(1);
  sdg16_design *design = design_over(table, 1);
  sdg16_survey_options o;
  sdg16_protect_options p;
  sdg16_survey *survey;
  sdg16_table *out = NULL;
  sdg16_survey_options_init(&o, sizeof o);
  sdg16_protect_options_init(&p, sizeof p);
  o.statistic = statistic;
  o.numerator = "income";
  if (statistic == SDG16_SURVEY_RATIO) o.denominator = "weight";
  o.by_count = 1;
  o.by = BY;
  p.minimum = 5;
  oom_arm();
  int32_t status = sdg16_survey_new(design, &o, NULL, &survey, error);
  if (!status) status = sdg16_survey_protect(survey, &p, NULL, &out, NULL, error);
  if (status) out = NULL;
  oom_outcome(status, out, error);
  oom_table(out);
  sdg16_table_free(out);
  sdg16_survey_free(survey);
  sdg16_design_free(design);
  sdg16_table_free(table);
  return status;
}

static int32_t protect_ratio(sdg16_error *error) {
  return protect_numbers(SDG16_SURVEY_RATIO, error);
}
static int32_t protect_quantile(sdg16_error *error) {
  return protect_numbers(SDG16_SURVEY_QUANTILE, error);
}

static const oom_case CASES[] = {
    {"survey_protect", protect_sample},
    {"survey_protect: a ratio of numbers", protect_ratio},
    {"survey_protect: a quantile", protect_quantile},
    {"design_new", new_design},
    {"design_new: replicates", given_replicates},
    {"design_replicate", make_replicates},
    {"design_calibrate", calibrate_weights},
    {"design_calibrate: replicates", calibrate_replicates},
    {"survey_new: linearised", linearised},
    {"survey_new: replicates", replicates},
    {"survey_new: calibrated", calibrated},
    {"survey_new: standardised", standardised},
    {"survey_new: quantiles", quantiles},
    {"survey_new: expressions", expressions},
    {"survey_independence", independence},
    {"independence_table", independence_table},
    {"survey_comparisons", comparisons},
    {"survey_new: standardised by replicates", replicates_standardised},
    {"survey_new: calibrated replicates", replicates_calibrated},
    {"survey_logistic", logistic},
    {"survey_logistic: replicates", logistic_replicates},
};

int main(void) { return oom_main(CASES, sizeof CASES / sizeof *CASES); }
