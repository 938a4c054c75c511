/* The shares of the categories of a column: against a proportion for each category, under
 * linearised designs and replicate weights, and what is refused. */
#include "survey_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { PLAIN, TWO_STAGE, JACKKNIFE, GIVEN, KINDS };

static const char *const BY[] = {"letter", "stratum"};

/* ---- designs ---- */

#define REPLICATES 24

/* The replicate weights of `made` as columns r0, r1 ... of the table, and a design of them. */
static sdg16_design *given_again(sdg16_table *table, const sdg16_design *made) {
  static char name[REPLICATES][8];
  static const char *names[REPLICATES];
  static double weight[SAMPLE_ROWS];
  for (int r = 0; r < REPLICATES; r++) {
    snprintf(name[r], sizeof name[r], "r%d", r);
    names[r] = name[r];
    assert_int_equal(sdg16_design_weights(made, r, weight, SAMPLE_ROWS, NULL), SDG16_OK);
    assert_int_equal(sdg16_table_add_double(table, name[r], SAMPLE_ROWS, weight, NULL, NULL),
                     SDG16_OK);
  }
  sdg16_design_options o;
  sdg16_design_options_init(&o, sizeof o);
  o.weight = "weight";
  o.replicates = names;
  o.replicate_count = REPLICATES;
  o.replicate_kind = SDG16_REPLICATE_BOOTSTRAP;
  sdg16_design *design;
  assert_int_equal(sdg16_design_new(table, &o, &design, NULL), SDG16_OK);
  return design;
}

static sdg16_design *design_of(sdg16_table *table, int kind) {
  sdg16_design_options o = sample_options(kind == TWO_STAGE ? 2 : 1);
  sdg16_design *plain, *made, *given;
  assert_int_equal(sdg16_design_new(table, &o, &plain, NULL), SDG16_OK);
  if (kind == PLAIN || kind == TWO_STAGE) return plain;
  sdg16_replicate_options r;
  sdg16_replicate_options_init(&r, sizeof r);
  r.kind = kind == JACKKNIFE ? SDG16_REPLICATE_JKN : SDG16_REPLICATE_BOOTSTRAP;
  r.count = REPLICATES;
  assert_int_equal(sdg16_design_replicate(plain, &r, NULL, &made, NULL), SDG16_OK);
  sdg16_design_free(plain);
  if (kind == JACKKNIFE) return made;
  given = given_again(table, made);
  sdg16_design_free(made);
  return given;
}

static sdg16_survey *estimate(const sdg16_design *design, int32_t statistic, const char *of,
                              int32_t interval) {
  sdg16_survey_options o;
  sdg16_survey_options_init(&o, sizeof o);
  o.statistic = statistic;
  o.numerator = of;
  o.by = BY;
  o.by_count = 2;
  o.interval = interval;
  o.where = "income > 300";
  o.scheme = SDG16_SCHEME_NCHS;
  o.covariance = 1;
  sdg16_survey *survey;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  if (sdg16_survey_new(design, &o, NULL, &survey, &error)) fail_msg("%s", error.message);
  return survey;
}

/* ---- one proportion for each category ---- */

static int same_cell(const sdg16_table *a, int64_t i, int64_t ca, const sdg16_table *b,
                     int64_t k, int64_t cb) {
  const char *x = sdg16_table_text(a, i, ca), *y = sdg16_table_text(b, k, cb);
  if (x || y) return x && y && !strcmp(x, y);
  const double *real[] = {sdg16_table_double(a, ca), sdg16_table_double(b, cb)};
  const int64_t *whole[] = {sdg16_table_int64(a, ca), sdg16_table_int64(b, cb)};
  if (whole[0] && whole[1]) return whole[0][i] == whole[1][k];
  if (!real[0] || !real[1]) return !real[0] && !real[1];
  return real[0][i] == real[1][k] || (isnan(real[0][i]) && isnan(real[1][k]));
}

/* Every column of the proportion is that of the category, to the last bit. */
static void compare_rows(const sdg16_survey *all, const sdg16_survey *one, int64_t category,
                         int64_t categories) {
  const sdg16_table *a = sdg16_survey_estimates(all), *b = sdg16_survey_estimates(one);
  assert_int_equal(sdg16_table_rows(a), categories * sdg16_table_rows(b));
  for (int64_t c = 0; c < sdg16_table_columns(b); c++) {
    const char *name = sdg16_table_name(b, c);
    int64_t at = sdg16_table_find(a, name);
    assert_true(at >= 0);
    for (int64_t k = 0; k < sdg16_table_rows(b); k++)
      if (!same_cell(a, k * categories + category, at, b, k, c))
        fail_msg("row %lld of category %lld differs in %s", (long long)k, (long long)category,
                 name);
  }
}

/* The covariances of rows of one category are those of its proportions. */
static void compare_covariances(const sdg16_survey *all, const sdg16_survey *one,
                                int64_t category, int64_t categories) {
  const double *v = sdg16_survey_covariance(all), *w = sdg16_survey_covariance(one);
  int64_t rows = sdg16_survey_rows(one), n = rows * categories;
  for (int64_t i = 0; i < rows; i++)
    for (int64_t k = 0; k < rows; k++) {
      double found = v[(i * categories + category) * n + k * categories + category];
      if (!(fabs(found - w[i * rows + k]) <= 1e-15)) fail_msg("%g %g", found, w[i * rows + k]);
    }
}

static void each_share_is_the_proportion_of_its_category(void **state) {
  (void)state;
  static const int32_t INTERVALS[] = {-1, SDG16_SURVEY_INTERVAL_KORN_GRAUBARD};
  for (int kind = 0; kind < KINDS; kind++)
    for (int i = 0; i < 2; i++) {
      sdg16_table *table = sample_table(317);
      sdg16_design *design = design_of(table, kind);
      sdg16_survey *all = estimate(design, SDG16_SURVEY_DISTRIBUTION, "group", INTERVALS[i]);
      for (int64_t g = 0; g < 4; g++) {
        char of[32];
        snprintf(of, sizeof of, "group == %d", (int)g);
        sdg16_survey *one = estimate(design, SDG16_SURVEY_PROPORTION, of, INTERVALS[i]);
        compare_rows(all, one, g, 4);
        compare_covariances(all, one, g, 4);
        sdg16_survey_free(one);
      }
      sdg16_survey_free(all);
      /* y has missing values */
      all = estimate(design, SDG16_SURVEY_DISTRIBUTION, "y", INTERVALS[i]);
      sdg16_survey *one = estimate(design, SDG16_SURVEY_PROPORTION, "y", INTERVALS[i]);
      compare_rows(all, one, 1, 2);
      sdg16_survey_free(one);
      sdg16_survey_free(all);
      sdg16_design_free(design);
      sdg16_table_free(table);
    }
}

/* ---- sums ---- */

static void shares_of_a_domain_add_up_to_1_without_error(void **state) {
  (void)state;
  for (int kind = 0; kind < KINDS; kind++) {
    sdg16_table *table = sample_table(1);
    sdg16_design *design = design_of(table, kind);
    sdg16_survey *s = estimate(design, SDG16_SURVEY_DISTRIBUTION, "group", -1);
    int64_t rows = sdg16_survey_rows(s);
    double *one = calloc((size_t)rows, sizeof *one);
    assert_non_null(one);
    assert_int_equal(rows % 4, 0);
    for (int64_t k = 0; k < rows; k += 4) {
      static const char *const GROUPS[] = {"0", "1", "2", "3"};
      for (int64_t g = 0; g < 4; g++) {
        one[k + g] = 1;
        assert_string_equal(sdg16_survey_level(s, k + g, 2, 0), GROUPS[g]);
      }
      sdg16_estimate sum;
      assert_int_equal(sdg16_survey_contrast(s, rows, one, 0.95, &sum, sizeof sum, NULL), 0);
      assert_true(fabs(sum.value - 1) <= 1e-14);
      assert_true(sum.se <= 1e-8); /* the square root of what is lost in sums of covariances */
      memset(one, 0, (size_t)rows * sizeof *one);
    }
    free(one);
    sdg16_survey_free(s);
    sdg16_design_free(design);
    sdg16_table_free(table);
  }
}

/* ---- value labels ---- */

static void categories_are_shown_as_domains_are(void **state) {
  (void)state;
  static const char *const SHOWN[2][4] = {{"0", "1", "2", "3"},
                                          {"Labour", "Other (1)", "Other (2)", "3"}};
  sdg16_table *table = sample_table(1);
  int64_t group = sdg16_table_find(table, "group");
  assert_int_equal(sdg16_table_add_label(table, group, 0, "Labour", NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_label(table, group, 1, "Other", NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_label(table, group, 2, "Other", NULL), SDG16_OK);
  sdg16_design *design = design_of(table, PLAIN);
  for (int32_t labels = 0; labels < 2; labels++) {
    sdg16_survey_options o;
    sdg16_survey_options_init(&o, sizeof o);
    o.statistic = SDG16_SURVEY_DISTRIBUTION;
    o.numerator = "group";
    o.labels = labels;
    sdg16_survey *s;
    assert_int_equal(sdg16_survey_new(design, &o, NULL, &s, NULL), SDG16_OK);
    const sdg16_table *t = sdg16_survey_estimates(s);
    assert_int_equal(sdg16_table_rows(t), 4);
    for (int64_t k = 0; k < 4; k++)
      assert_string_equal(sdg16_table_text(t, k, sdg16_table_find(t, "group")),
                          SHOWN[labels][k]);
    sdg16_survey_free(s);
  }
  sdg16_design_free(design);
  sdg16_table_free(table);
}

/* ---- what is refused ---- */

static void refuse(const sdg16_design *design, const sdg16_survey_options *o, int32_t status,
                   const char *option) {
  sdg16_survey *survey;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  assert_int_equal(sdg16_survey_new(design, o, NULL, &survey, &error), status);
  assert_null(survey);
  assert_non_null(strstr(error.message, option));
}

static void columns_that_make_no_distribution_are_refused(void **state) {
  (void)state;
  sdg16_table *table = sample_table(1);
  sdg16_design *design = design_of(table, PLAIN);
  sdg16_survey_options o;
  sdg16_survey_options_init(&o, sizeof o);
  o.statistic = SDG16_SURVEY_DISTRIBUTION;
  refuse(design, &o, SDG16_ERR_OPTION, "numerator");
  o.numerator = "nothing";
  refuse(design, &o, SDG16_ERR_COLUMN, "nothing");
  o.numerator = "group == 1"; /* a condition is no column */
  refuse(design, &o, SDG16_ERR_COLUMN, "group == 1");
  o.numerator = "letter";
  o.by = BY;
  o.by_count = 1;
  refuse(design, &o, SDG16_ERR_NAME, "letter");
  o.by_count = 0;
  o.standard = "group";
  refuse(design, &o, SDG16_ERR_OPTION, "standard");
  sdg16_design_free(design);
  sdg16_table_free(table);
}

static void it_is_neither_protected_nor_compared(void **state) {
  (void)state;
  sdg16_table *table = sample_table(1), *out;
  sdg16_design *design = design_of(table, PLAIN);
  sdg16_survey *s = estimate(design, SDG16_SURVEY_DISTRIBUTION, "group", -1);
  sdg16_protect_options o;
  sdg16_protect_options_init(&o, sizeof o);
  sdg16_error error;
  for (int reliability = 0; reliability < 2; reliability++)
    for (int complementary = 0; complementary < 2; complementary++) {
      o.minimum = reliability ? 0 : 5;
      o.reliability = reliability;
      o.complementary = complementary;
      sdg16_error_init(&error, sizeof error);
      assert_int_equal(sdg16_survey_protect(s, &o, NULL, &out, NULL, &error), SDG16_ERR_OPTION);
      assert_non_null(strstr(error.message, "distribution"));
      assert_null(out);
      assert_int_equal(sdg16_protect(NULL, sdg16_survey_estimates(s), &o, &out, NULL, &error),
                       SDG16_ERR_OPTION);
      assert_non_null(strstr(error.message, "distribution"));
      assert_null(out);
    }
  assert_int_equal(
      sdg16_survey_comparisons(s, 0, SDG16_COMPARE_DIFFERENCE, 0.95, NULL, &out, &error),
      SDG16_ERR_OPTION);
  assert_null(out);
  sdg16_survey_free(s);
  sdg16_design_free(design);
  sdg16_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_share_is_the_proportion_of_its_category),
      cmocka_unit_test(shares_of_a_domain_add_up_to_1_without_error),
      cmocka_unit_test(categories_are_shown_as_domains_are),
      cmocka_unit_test(columns_that_make_no_distribution_are_refused),
      cmocka_unit_test(it_is_neither_protected_nor_compared),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
