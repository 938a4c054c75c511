/* The mean of several proportions: against the mean of persons where nobody lacks an item, and
 * else against the contrast of a design in which the rows of all items stand under one
 * another, so that it has their covariances. */
#include "survey_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ITEMS 3
static const char *const ITEM[ITEMS] = {"y", "flag", "letter in ('a', 'd')"};
#define OF "y; flag; letter in ('a', 'd')"
#define WHOLE_OF "group >= 2; flag; income > 600"
#define PERSON "((group >= 2) + flag + (income > 600)) / 3"

enum { PLAIN, TWO_STAGE, JACKKNIFE, BOOTSTRAP, CALIBRATED, KINDS };

/* ---- designs ---- */

/* `copies`: of the population that the margins count. */
static sdg16_design *design_of(const sdg16_table *table, int kind, int copies) {
  sdg16_design_options o = sample_options(kind == TWO_STAGE ? 2 : 1);
  sdg16_design *plain, *made = NULL;
  assert_int_equal(sdg16_design_new(table, &o, &plain, NULL), SDG16_OK);
  sdg16_replicate_options r;
  sdg16_replicate_options_init(&r, sizeof r);
  r.kind = kind == JACKKNIFE ? SDG16_REPLICATE_JKN : SDG16_REPLICATE_BOOTSTRAP;
  r.count = 60;
  if (kind == JACKKNIFE || kind == BOOTSTRAP)
    assert_int_equal(sdg16_design_replicate(plain, &r, NULL, &made, NULL), SDG16_OK);
  if (kind == CALIBRATED) {
    const int64_t levels[] = {0, 1, 2, 3};
    const double totals[] = {3000.0 * copies, 4100.0 * copies, 3900.0 * copies,
                             4000.0 * copies};
    sdg16_table *margin;
    assert_int_equal(sdg16_table_new(&margin, NULL), SDG16_OK);
    assert_int_equal(sdg16_table_add_int64(margin, "group", 4, levels, NULL, NULL), 0);
    assert_int_equal(sdg16_table_add_double(margin, "population", 4, totals, NULL, NULL), 0);
    const sdg16_table *margins[] = {margin};
    assert_int_equal(sdg16_design_calibrate(plain, 1, margins, NULL, &made, NULL), SDG16_OK);
    sdg16_table_free(margin);
  }
  if (!made) return plain;
  sdg16_design_free(plain);
  return made;
}

static sdg16_survey *estimate(const sdg16_design *design, int32_t statistic, const char *of,
                              int64_t by_count, const char *const *by, int covariance) {
  sdg16_survey_options o;
  sdg16_survey_options_init(&o, sizeof o);
  o.statistic = statistic;
  o.numerator = of;
  o.by = by;
  o.by_count = by_count;
  o.covariance = covariance;
  sdg16_survey *survey;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  if (sdg16_survey_new(design, &o, NULL, &survey, &error)) fail_msg("%s", error.message);
  return survey;
}

static void close_to(double found, double expected) {
  if (!(fabs(found - expected) <= 1e-12 * fabs(expected)))
    fail_msg("%.17g, expected %.17g", found, expected);
}

/* ---- the mean of persons ---- */

static void without_missing_items_it_is_the_mean_of_persons(void **state) {
  (void)state;
  static const char *const BY[] = {"letter", "stratum"};
  for (int kind = 0; kind < KINDS; kind++) {
    sdg16_table *table = sample_table(317);
    sdg16_design *design = design_of(table, kind, 1);
    sdg16_survey *a = estimate(design, SDG16_SURVEY_AVERAGE, WHOLE_OF, 2, BY, 0);
    sdg16_survey *b = estimate(design, SDG16_SURVEY_MEAN, PERSON, 2, BY, 0);
    assert_int_equal(sdg16_survey_rows(a), sdg16_survey_rows(b));
    assert_int_equal(sdg16_survey_rows(a), 1 + 4 + 4 + 16);
    for (int64_t row = 0; row < sdg16_survey_rows(a); row++) {
      sdg16_estimate average, mean;
      assert_int_equal(sdg16_survey_estimate(a, row, &average, sizeof average), SDG16_OK);
      assert_int_equal(sdg16_survey_estimate(b, row, &mean, sizeof mean), SDG16_OK);
      close_to(average.value, mean.value);
      close_to(average.se, mean.se);
      assert_int_equal(sdg16_survey_status(a, row), sdg16_survey_status(b, row));
      close_to(average.df, mean.df);
    }
    sdg16_survey_free(a);
    sdg16_survey_free(b);
    sdg16_design_free(design);
    sdg16_table_free(table);
  }
}

/* ---- the stacked design ---- */

static void stack_whole(sdg16_table *to, const sdg16_table *from, const char *name) {
  static int64_t values[ITEMS * SAMPLE_ROWS];
  const int64_t *own = sdg16_table_int64(from, sdg16_table_find(from, name));
  for (int64_t i = 0; i < ITEMS * SAMPLE_ROWS; i++) values[i] = own[i % SAMPLE_ROWS];
  assert_int_equal(sdg16_table_add_int64(to, name, ITEMS * SAMPLE_ROWS, values, NULL, NULL), 0);
}

static sdg16_table *stacked(const sdg16_table *table) {
  static const char *const COPIED[] = {"stratum", "psu", "home", "psus", "homes", "group"};
  static int64_t item[ITEMS * SAMPLE_ROWS], v[ITEMS * SAMPLE_ROWS];
  static uint8_t missing[ITEMS * SAMPLE_ROWS];
  static double weight[ITEMS * SAMPLE_ROWS];
  sdg16_table *t;
  assert_int_equal(sdg16_table_new(&t, NULL), SDG16_OK);
  for (size_t k = 0; k < sizeof COPIED / sizeof COPIED[0]; k++)
    stack_whole(t, table, COPIED[k]);
  const double *w = sdg16_table_double(table, sdg16_table_find(table, "weight"));
  for (int64_t k = 0; k < ITEMS; k++) {
    sdg16_table *values;
    assert_int_equal(sdg16_table_evaluate(table, ITEM[k], "v", &values, NULL), SDG16_OK);
    const int64_t *x = sdg16_table_int64(values, 0);
    const uint8_t *lacks = sdg16_table_missing(values, 0);
    for (int64_t i = 0; i < SAMPLE_ROWS; i++) {
      int64_t at = k * SAMPLE_ROWS + i;
      item[at] = k;
      v[at] = x[i];
      missing[at] = lacks && lacks[i];
      weight[at] = w[i];
    }
    sdg16_table_free(values);
  }
  int64_t rows = ITEMS * SAMPLE_ROWS;
  assert_int_equal(sdg16_table_add_double(t, "weight", rows, weight, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(t, "item", rows, item, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(t, "v", rows, v, missing, NULL), 0);
  return t;
}

static void it_has_the_covariances_of_its_items(void **state) {
  (void)state;
  static const char *const BY[] = {"item"}, *const DOMAIN[] = {"group"};
  for (int kind = 0; kind < KINDS; kind++) {
    sdg16_table *table = sample_table(317), *under = stacked(table);
    sdg16_design *design = design_of(table, kind, 1), *whole = design_of(under, kind, ITEMS);
    for (int domain = 0; domain < 2; domain++) {
      sdg16_survey *a =
          estimate(design, SDG16_SURVEY_AVERAGE, OF, domain, domain ? DOMAIN : NULL, domain);
      sdg16_survey_options o;
      sdg16_survey_options_init(&o, sizeof o);
      o.numerator = "v";
      o.by = BY;
      o.by_count = 1;
      o.margins = 0;
      o.covariance = 1;
      o.where = domain ? "group == 2" : NULL;
      sdg16_survey *b;
      assert_int_equal(sdg16_survey_new(whole, &o, NULL, &b, NULL), SDG16_OK);
      const double thirds[] = {1.0 / 3, 1.0 / 3, 1.0 / 3};
      sdg16_estimate average, contrast;
      int64_t row = domain ? 3 : 0; /* of the total, or of group 2 */
      assert_int_equal(sdg16_survey_estimate(a, row, &average, sizeof average), SDG16_OK);
      assert_int_equal(
          sdg16_survey_contrast(b, ITEMS, thirds, 0.95, &contrast, sizeof contrast, NULL), 0);
      close_to(average.value, contrast.value);
      if (fabs(average.se - contrast.se) > 1e-11 * contrast.se)
        fail_msg("design %d: %.17g, expected %.17g", kind, average.se, contrast.se);
      if (domain) { /* the variance in the matrix of the rows is that of the row */
        const double *v = sdg16_survey_covariance(a);
        close_to(sqrt(v[row * sdg16_survey_rows(a) + row]), average.se);
      }
      sdg16_survey_free(a);
      sdg16_survey_free(b);
    }
    sdg16_design_free(design);
    sdg16_design_free(whole);
    sdg16_table_free(table);
    sdg16_table_free(under);
  }
}

/* Linearised by hand: each item over those who have it. */
static void it_is_what_its_formula_says(void **state) {
  (void)state;
  sdg16_table *table = sample_table(1);
  sdg16_design *design = design_of(table, PLAIN, 1);
  sdg16_survey *a = estimate(design, SDG16_SURVEY_AVERAGE, OF, 0, NULL, 0);
  const double *w = sdg16_table_double(table, sdg16_table_find(table, "weight"));
  double unit[SAMPLE_STRATA * 6] = {0}, value = 0, variance = 0;
  for (int k = 0; k < ITEMS; k++) {
    sdg16_table *values;
    assert_int_equal(sdg16_table_evaluate(table, ITEM[k], "v", &values, NULL), SDG16_OK);
    const int64_t *x = sdg16_table_int64(values, 0);
    const uint8_t *lacks = sdg16_table_missing(values, 0);
    double sum = 0, base = 0;
    for (int64_t i = 0; i < SAMPLE_ROWS; i++)
      if (!lacks || !lacks[i]) base += w[i], sum += w[i] * (double)x[i];
    for (int64_t i = 0; i < SAMPLE_ROWS; i++)
      if (!lacks || !lacks[i])
        unit[i / 30] += w[i] * ((double)x[i] - sum / base) / base / ITEMS;
    value += sum / base / ITEMS;
    sdg16_table_free(values);
  }
  for (int h = 0; h < SAMPLE_STRATA; h++) {
    double centre = 0;
    for (int u = 0; u < 6; u++) centre += unit[6 * h + u] / 6;
    for (int u = 0; u < 6; u++) variance += 6.0 / 5 * pow(unit[6 * h + u] - centre, 2);
  }
  sdg16_estimate e;
  assert_int_equal(sdg16_survey_estimate(a, 0, &e, sizeof e), SDG16_OK);
  close_to(e.value, value);
  close_to(e.se, sqrt(variance));
  sdg16_survey_free(a);
  sdg16_design_free(design);
  sdg16_table_free(table);
}

/* ---- what cannot be estimated ---- */

static void an_item_of_nobody_has_no_mean(void **state) {
  (void)state;
  static const char *const BY[] = {"group"};
  sdg16_table *table = sample_table(1);
  sdg16_design *design = design_of(table, PLAIN, 1);
  static double values[SAMPLE_ROWS];
  static uint8_t missing[SAMPLE_ROWS];
  const int64_t *group = sdg16_table_int64(table, sdg16_table_find(table, "group"));
  for (int64_t i = 0; i < SAMPLE_ROWS; i++) missing[i] = group[i] == 1;
  assert_int_equal(sdg16_table_add_double(table, "z", SAMPLE_ROWS, values, missing, NULL), 0);
  sdg16_survey *a = estimate(design, SDG16_SURVEY_AVERAGE, "flag; z == 0", 1, BY, 0);
  for (int64_t row = 0; row < 5; row++) {
    sdg16_estimate e;
    assert_int_equal(sdg16_survey_estimate(a, row, &e, sizeof e), SDG16_OK);
    int empty = row == 2; /* behind the total and group 0 */
    assert_int_equal(sdg16_survey_status(a, row), empty ? SDG16_SURVEY_EMPTY : SDG16_SURVEY_OK);
    assert_int_equal(isnan(e.value) && isnan(e.se) && isnan(e.lower), empty);
  }
  sdg16_survey_free(a);
  sdg16_design_free(design);
  sdg16_table_free(table);
}

static void bad_items_are_refused(void **state) {
  (void)state;
  sdg16_table *table = sample_table(1);
  sdg16_design *design = design_of(table, PLAIN, 1);
  char many[400] = "flag";
  for (int k = 0; k < 64; k++) strcat(many, ";flag");
  const char *const BAD[] = {"", ";", "flag;", "flag; income", "flag; nothing", many, NULL};
  for (size_t k = 0; k < sizeof BAD / sizeof BAD[0]; k++) {
    sdg16_survey_options o;
    sdg16_survey_options_init(&o, sizeof o);
    o.statistic = SDG16_SURVEY_AVERAGE;
    o.numerator = BAD[k];
    sdg16_survey *survey = (sdg16_survey *)(uintptr_t)table;
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    if (sdg16_survey_new(design, &o, NULL, &survey, &error) == SDG16_OK)
      fail_msg("'%s' was taken", BAD[k] ? BAD[k] : "NULL");
    assert_null(survey);
    assert_true(*error.message && !strchr(error.message, '\n'));
  }
  sdg16_design_free(design);
  sdg16_table_free(table);
}

static void a_lonely_unit_follows_the_policy(void **state) {
  (void)state;
  static const int32_t POLICIES[] = {SDG16_LONELY_FAIL, SDG16_LONELY_REMOVE,
                                     SDG16_LONELY_CERTAINTY, SDG16_LONELY_ADJUST,
                                     SDG16_LONELY_AVERAGE};
  for (size_t k = 0; k < sizeof POLICIES / sizeof POLICIES[0]; k++) {
    sdg16_table *table = sample_table(317);
    int64_t stratum[SAMPLE_ROWS];
    const int64_t *psu = sdg16_table_int64(table, sdg16_table_find(table, "psu"));
    const int64_t *own = sdg16_table_int64(table, sdg16_table_find(table, "stratum"));
    for (int64_t i = 0; i < SAMPLE_ROWS; i++) stratum[i] = psu[i] == 3 ? 9 : own[i];
    assert_int_equal(sdg16_table_add_int64(table, "alone", SAMPLE_ROWS, stratum, NULL, NULL),
                     0);
    static const char *const ALONE[] = {"alone"};
    sdg16_design_options o = sample_options(1);
    o.strata = ALONE;
    o.lonely = POLICIES[k];
    sdg16_design *design;
    assert_int_equal(sdg16_design_new(table, &o, &design, NULL), SDG16_OK);
    sdg16_survey *a = estimate(design, SDG16_SURVEY_AVERAGE, WHOLE_OF, 0, NULL, 0);
    sdg16_survey *b = estimate(design, SDG16_SURVEY_MEAN, PERSON, 0, NULL, 0);
    sdg16_estimate average, mean;
    assert_int_equal(sdg16_survey_estimate(a, 0, &average, sizeof average), SDG16_OK);
    assert_int_equal(sdg16_survey_estimate(b, 0, &mean, sizeof mean), SDG16_OK);
    assert_int_equal(sdg16_survey_status(a, 0), sdg16_survey_status(b, 0));
    close_to(average.value, mean.value);
    assert_int_equal(isnan(average.se), POLICIES[k] == SDG16_LONELY_FAIL);
    if (POLICIES[k] != SDG16_LONELY_FAIL) close_to(average.se, mean.se);
    assert_int_equal(sdg16_table_rows(sdg16_survey_diagnostics(a)),
                     sdg16_table_rows(sdg16_survey_diagnostics(b)));
    sdg16_survey_free(a);
    sdg16_survey_free(b);
    sdg16_design_free(design);
    sdg16_table_free(table);
  }
}

/* ---- which rows ---- */

static void kept_and_crossed_say_which_rows_there_are(void **state) {
  (void)state;
  static const char *const BY[] = {"stratum", "group", "letter", "flag"}; /* 4 4 4 2 levels */
  static const struct {
    int32_t kept, crossed, margins, rows;
  } CASES[] = {{0, 0, 1, 5 * 5 * 5 * 3},
               {0, 1, 1, 1 + 4 + 4 + 4 + 2},
               {0, 2, 1, 1 + 14 + 16 + 16 + 8 + 16 + 8 + 8},
               {1, 0, 1, 4 * 5 * 5 * 3},
               {1, 1, 1, 4 * (1 + 4 + 4 + 2)},
               {2, 1, 1, 16 * (1 + 4 + 2)},
               {4, 0, 1, 128},
               {4, 1, 1, 128},
               {0, 9, 1, 375},
               {0, 0, 0, 128},
               {1, 1, 0, 4 * (4 + 4 + 2)}};
  sdg16_table *table = sample_table(317);
  sdg16_design *design = design_of(table, PLAIN, 1);
  for (size_t k = 0; k < sizeof CASES / sizeof CASES[0]; k++) {
    sdg16_survey_options o;
    sdg16_survey_options_init(&o, sizeof o);
    o.statistic = SDG16_SURVEY_MEAN;
    o.numerator = "income";
    o.by = BY;
    o.by_count = 4;
    o.always_by = CASES[k].kept;
    o.crossed = CASES[k].crossed;
    o.margins = CASES[k].margins;
    sdg16_survey *survey;
    assert_int_equal(sdg16_survey_new(design, &o, NULL, &survey, NULL), SDG16_OK);
    assert_int_equal(sdg16_survey_rows(survey), CASES[k].rows);
    for (int64_t row = 0; row < sdg16_survey_rows(survey); row++) {
      int told = 0;
      for (int64_t c = 0; c < 4; c++) {
        int has = sdg16_survey_level(survey, row, c, 0) != NULL;
        if (c < CASES[k].kept) assert_true(has);
        told += c >= CASES[k].kept && has;
      }
      if (CASES[k].crossed) assert_true(told <= CASES[k].crossed);
    }
    sdg16_survey_free(survey);
  }
  for (int k = 0; k < 3; k++) {
    sdg16_survey_options o;
    sdg16_survey_options_init(&o, sizeof o);
    o.statistic = SDG16_SURVEY_MEAN;
    o.numerator = "income";
    o.by = BY;
    o.by_count = 2;
    o.always_by = k == 0 ? 3 : k == 1 ? -1 : 0;
    o.crossed = k == 2 ? -1 : 0;
    sdg16_survey *survey;
    assert_int_not_equal(sdg16_survey_new(design, &o, NULL, &survey, NULL), SDG16_OK);
  }
  sdg16_design_free(design);
  sdg16_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_missing_items_it_is_the_mean_of_persons),
      cmocka_unit_test(it_has_the_covariances_of_its_items),
      cmocka_unit_test(it_is_what_its_formula_says),
      cmocka_unit_test(an_item_of_nobody_has_no_mean),
      cmocka_unit_test(bad_items_are_refused),
      cmocka_unit_test(a_lonely_unit_follows_the_policy),
      cmocka_unit_test(kept_and_crossed_say_which_rows_there_are),
  };
  return cmocka_run_group_tests_name("means of proportions", tests, NULL, NULL);
}
