/* What a survey refuses: the message states the rule that was broken, then the value. */
#include "survey_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static sdg16_error fresh(void) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  return error;
}

static void says(const sdg16_error *error, int32_t got, int32_t status, const char *message) {
  assert_string_equal(error->message, message);
  assert_int_equal(got, status);
}

static void refuse_design(const sdg16_table *table, const sdg16_design_options *o,
                          const char *message) {
  sdg16_error error = fresh();
  sdg16_design *design;
  says(&error, sdg16_design_new(table, o, &design, &error), SDG16_ERR_ARGUMENT, message);
}

static sdg16_design *new_design(const sdg16_table *table, const sdg16_design_options *o) {
  sdg16_error error = fresh();
  sdg16_design *design;
  if (sdg16_design_new(table, o, &design, &error)) fail_msg("%s", error.message);
  return design;
}

/* ---- designs ---- */

static void a_list_of_columns_says_which_rule_it_breaks(void **state) {
  (void)state;
  static const char *const NO_NAME[] = {"psu", NULL};
  sdg16_table *table = sample_table(1);
  sdg16_design_options o = sample_options(2), plain = o;
  o.psu_count = 9;
  refuse_design(table, &o, "psu must be from 0 to 8 columns, one for each stage, not 9");
  o.psu_count = -1;
  refuse_design(table, &o, "psu must be from 0 to 8 columns, one for each stage, not -1");
  o.psu_count = 2;
  o.psu = NULL;
  refuse_design(table, &o, "psu must not be NULL where it is 2 columns");
  o.psu = NO_NAME;
  refuse_design(table, &o, "psu: the name of the column of stage 2 must not be NULL");
  o = plain;
  o.replicate_kind = SDG16_REPLICATE_JK1;
  o.replicate_count = 1;
  o.replicates = NO_NAME;
  refuse_design(table, &o, "replicates must be from 2 to 1000000 columns, not 1");
  o.replicate_count = 1000001;
  refuse_design(table, &o, "replicates must be from 2 to 1000000 columns, not 1000001");
  o.replicate_count = 2;
  refuse_design(table, &o, "replicates: the name of column 2 must not be NULL");
  o.replicates = NULL;
  refuse_design(table, &o, "replicates: the name of column 1 must not be NULL");
  sdg16_table_free(table);
}

/* ---- calibration ---- */

static void refuse_calibration(const sdg16_design *design, const sdg16_calibrate_options *o,
                               int64_t margins, int32_t status, const char *message) {
  sdg16_error error = fresh();
  const sdg16_table *none[] = {NULL};
  sdg16_design *out;
  says(&error, sdg16_design_calibrate(design, margins, none, o, &out, &error), status, message);
}

static void calibration_says_which_option_is_wrong(void **state) {
  (void)state;
  static const char *const INCOME[] = {"income"};
  static const double LOST[] = {NAN};
  sdg16_table *table = sample_table(1);
  sdg16_design_options d = sample_options(1);
  sdg16_design *design = new_design(table, &d);
  sdg16_calibrate_options plain, o;
  sdg16_calibrate_options_init(&plain, sizeof plain);
  o = plain;
  refuse_calibration(design, &o, -1, SDG16_ERR_ARGUMENT,
                     "margins and auxiliaries must be from 1 to 64 in all, not -1 and 0");
  refuse_calibration(design, &o, 1, SDG16_ERR_ARGUMENT, "margin 1 must not be NULL");
  o.auxiliary_count = 1;
  refuse_calibration(design, &o, 0, SDG16_ERR_ARGUMENT,
                     "auxiliaries must not be NULL where there are 1 auxiliaries");
  o.auxiliaries = INCOME;
  refuse_calibration(design, &o, 0, SDG16_ERR_ARGUMENT,
                     "auxiliary_totals must not be NULL where there are 1 auxiliaries");
  o.auxiliary_totals = LOST;
  refuse_calibration(design, &o, 0, SDG16_ERR_VALUE,
                     "auxiliaries: the total of 'income' must be finite; it is missing");
  o.max_iterations = 0;
  refuse_calibration(design, &o, 0, SDG16_ERR_ARGUMENT,
                     "max_iterations must be 1 or more, not 0");
  o.max_iterations = 5;
  o.tolerance = -0.5;
  refuse_calibration(design, &o, 0, SDG16_ERR_ARGUMENT, "tolerance must be above 0, not -0.5");
  o.tolerance = 0.5;
  o.upper = INFINITY;
  refuse_calibration(design, &o, 0, SDG16_ERR_OPTION,
                     "the bounds of the factors must be finite and satisfy 0 <= lower < 1 < "
                     "upper; lower is 0 and upper is inf");
  o.method = SDG16_CALIBRATE_RAKING;
  refuse_calibration(design, &o, 0, SDG16_ERR_OPTION,
                     "raking must not have bounds: use logit, or linear with bounds");
  o.method = SDG16_CALIBRATE_LOGIT;
  o.upper = 0;
  refuse_calibration(design, &o, 0, SDG16_ERR_OPTION, "logit must have bounds of the factors");
  sdg16_design_free(design);
  sdg16_table_free(table);
}

/* ---- estimates ---- */

static void refuse_estimates(const sdg16_design *design, const sdg16_survey_options *o,
                             int32_t status, const char *message) {
  sdg16_error error = fresh();
  sdg16_survey *survey;
  says(&error, sdg16_survey_new(design, o, NULL, &survey, &error), status, message);
}

static void estimates_say_which_option_is_wrong(void **state) {
  (void)state;
  static const char *const BY[] = {"group"}, *const LEVELS[] = {"0", "1", "2", "3"};
  static const double SHARES[] = {1, INFINITY, 1, 1}, NONE[] = {0, 0, 0, 0};
  sdg16_table *table = sample_table(1);
  sdg16_design_options d = sample_options(1);
  sdg16_design *design = new_design(table, &d);
  sdg16_survey_options plain, o;
  sdg16_survey_options_init(&plain, sizeof plain);
  plain.numerator = "y";
  plain.standard = "group";
  o = plain;
  o.share_count = -1;
  refuse_estimates(design, &o, SDG16_ERR_ARGUMENT, "share_count must be 0 or more, not -1");
  o.share_count = 4;
  refuse_estimates(design, &o, SDG16_ERR_ARGUMENT,
                   "shares must not be NULL where share_count is 4");
  o.shares = SHARES;
  refuse_estimates(design, &o, SDG16_ERR_ARGUMENT,
                   "share_levels must not be NULL where share_count is 4");
  o.share_levels = LEVELS;
  refuse_estimates(design, &o, SDG16_ERR_VALUE,
                   "the share of '1' must be finite and 0 or more, not inf");
  o.shares = NONE;
  refuse_estimates(design, &o, SDG16_ERR_VALUE,
                   "the sum of the shares must be finite and above 0, not 0");
  o = plain;
  o.by_count = 17;
  refuse_estimates(design, &o, SDG16_ERR_ARGUMENT, "by must be from 0 to 8 columns, not 17");
  o.by_count = 1;
  refuse_estimates(design, &o, SDG16_ERR_ARGUMENT, "by: name 1 must not be NULL");
  o.by = BY;
  o.always_by = 2;
  refuse_estimates(design, &o, SDG16_ERR_ARGUMENT,
                   "always_by must be from 0 to 1, the columns of by, not 2");
  o.always_by = 0;
  o.crossed = -3;
  refuse_estimates(design, &o, SDG16_ERR_ARGUMENT, "crossed must be 0 or more, not -3");
  sdg16_design_free(design);
  sdg16_table_free(table);
}

/* ---- a stratum with one PSU ---- */

/* The row in the message is that of the stratum, far behind the strata in number. */
static void a_regression_names_the_row_of_a_lonely_stratum(void **state) {
  (void)state;
  static const char *const TERMS[] = {"income"}, *const LONE[] = {"lone"};
  sdg16_table *table = sample_table(1);
  int64_t lone[SAMPLE_ROWS];
  for (int64_t i = 0; i < SAMPLE_ROWS; i++) lone[i] = i >= SAMPLE_ROWS - 30;
  assert_int_equal(sdg16_table_add_int64(table, "lone", SAMPLE_ROWS, lone, NULL, NULL), 0);
  sdg16_design_options d = sample_options(1);
  d.strata = LONE;
  sdg16_design *design = new_design(table, &d);
  sdg16_error error = fresh();
  sdg16_logistic *fit;
  int32_t status = sdg16_survey_logistic(design, "y", 1, TERMS, NULL, 0.95, NULL, &fit, &error);
  says(&error, status, SDG16_ERR_DESIGN,
       "every stratum must have two or more sampled units; that of row 691 has one: choose a "
       "policy (remove, certainty, adjust or average)");
  assert_int_equal(error.row, 691);
  sdg16_design_free(design);
  sdg16_table_free(table);
}

/* ---- scales of a jackknife ---- */

#define SMALL 6 /* rows: strata of 2 and of 4 */

/* The mean of y in a stratified jackknife whose weights are in columns and whose rows are PSUs;
 * replicate k leaves out row k, and also the next one if `twice`. */
static sdg16_table *small_jackknife(int twice, const char *const *names) {
  static const int64_t STRATUM[SMALL] = {1, 1, 2, 2, 2, 2};
  static const double Y[SMALL] = {3, 7, 1, 4, 9, 2};
  double weight[SMALL], one[SMALL] = {1, 1, 1, 1, 1, 1};
  sdg16_table *table;
  assert_int_equal(sdg16_table_new(&table, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(table, "stratum", SMALL, STRATUM, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_double(table, "y", SMALL, Y, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_double(table, "weight", SMALL, one, NULL, NULL), 0);
  for (int k = 0; k < SMALL; k++) {
    for (int i = 0; i < SMALL; i++) {
      double n = STRATUM[k] == 1 ? 2 : 4;
      weight[i] = STRATUM[i] != STRATUM[k]          ? 1
                  : i == k || (twice && i == k + 1) ? 0
                                                    : n / (n - 1);
    }
    assert_int_equal(sdg16_table_add_double(table, names[k], SMALL, weight, NULL, NULL), 0);
  }
  return table;
}

/* Against the closed form: the total's variance is sum over strata of n s^2. */
static void a_jackknife_whose_rows_are_psus_needs_no_scales(void **state) {
  (void)state;
  static const char *const NAMES[] = {"r1", "r2", "r3", "r4", "r5", "r6"};
  sdg16_table *table = small_jackknife(0, NAMES);
  sdg16_design_options o = sample_options(1);
  o.psu_count = 0;
  o.replicates = NAMES;
  o.replicate_count = SMALL;
  o.replicate_kind = SDG16_REPLICATE_JKN;
  sdg16_design *design = new_design(table, &o);
  sdg16_survey_options s;
  sdg16_survey_options_init(&s, sizeof s);
  s.statistic = SDG16_SURVEY_TOTAL;
  s.numerator = "y";
  sdg16_survey *survey;
  sdg16_estimate e;
  assert_int_equal(sdg16_survey_new(design, &s, NULL, &survey, NULL), 0);
  assert_int_equal(sdg16_survey_estimate(survey, 0, &e, sizeof e), 0);
  /* squares about the means 5 and 4: 8 and 38; about the replicates' mean, which is the total
   */
  assert_true(fabs(e.se * e.se - (2 * 8.0 / 1 + 4 * 38.0 / 3)) < 1e-9);
  sdg16_survey_free(survey);
  sdg16_design_free(design);
  sdg16_table_free(table);
  table = small_jackknife(1, NAMES);
  sdg16_error error = fresh();
  says(
      &error, sdg16_design_new(table, &o, &design, &error), SDG16_ERR_OPTION,
      "jkn: scales must be given, unless each replicate drops exactly one PSU (weight 0 in all "
      "its rows); replicate 1 drops 2");
  sdg16_table_free(table);
}

/* ---- degrees of freedom ---- */

/* Student's t is defined for every df above 0 (sdg16/survey.h: no interval if df is 0): the
 * rule is the same for a mean and for a quantile. */
static void any_degrees_of_freedom_above_0_give_an_interval(void **state) {
  (void)state;
  static const int32_t STATISTICS[] = {SDG16_SURVEY_MEAN, SDG16_SURVEY_QUANTILE};
  static const double DF[] = {0.5, 1, 3};
  sdg16_table *table = sample_table(1);
  sdg16_design_options d = sample_options(1);
  sdg16_design *design = new_design(table, &d);
  for (int k = 0; k < 2; k++) {
    for (int j = 0; j < 3; j++) {
      sdg16_survey_options o;
      sdg16_survey_options_init(&o, sizeof o);
      o.statistic = STATISTICS[k];
      o.numerator = "income";
      o.level = 0.5;
      o.df = DF[j];
      sdg16_survey *survey;
      sdg16_estimate e;
      assert_int_equal(sdg16_survey_new(design, &o, NULL, &survey, NULL), 0);
      assert_int_equal(sdg16_survey_estimate(survey, 0, &e, sizeof e), 0);
      assert_int_equal(sdg16_survey_status(survey, 0), SDG16_SURVEY_OK);
      assert_true(e.lower < e.value && e.value < e.upper && e.se > 0);
      sdg16_survey_free(survey);
    }
  }
  sdg16_design_free(design);
  sdg16_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_list_of_columns_says_which_rule_it_breaks),
      cmocka_unit_test(calibration_says_which_option_is_wrong),
      cmocka_unit_test(estimates_say_which_option_is_wrong),
      cmocka_unit_test(a_regression_names_the_row_of_a_lonely_stratum),
      cmocka_unit_test(a_jackknife_whose_rows_are_psus_needs_no_scales),
      cmocka_unit_test(any_degrees_of_freedom_above_0_give_an_interval),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
