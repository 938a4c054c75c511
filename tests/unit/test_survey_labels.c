/* Value labels: the names of domains, and of the cells of margins and shares. */
#include "survey_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

typedef struct labelled {
  const char *column;
  double value;
  const char *label;
} labelled;

static const labelled PLACES[] = {{"group", 0, "North"},  {"group", 1, "South"},
                                  {"group", 2, "South"},  {"group", 7, "Nowhere"},
                                  {"letter", 0, "Delta"}, {"letter", 3, ""},
                                  {"flag", 0, "1"},       {"flag", 1, "0"}};

static sdg16_table *labelled_table(int64_t count, const labelled *labels) {
  sdg16_table *table = sample_table(317);
  assert_non_null(table);
  for (int64_t i = 0; i < count; i++)
    assert_int_equal(sdg16_table_add_label(table, sdg16_table_find(table, labels[i].column),
                                           labels[i].value, labels[i].label, NULL),
                     SDG16_OK);
  return table;
}

static sdg16_table *places(void) {
  return labelled_table((int64_t)(sizeof PLACES / sizeof PLACES[0]), PLACES);
}

static sdg16_design *design_over(const sdg16_table *table) {
  sdg16_design_options o = sample_options(1);
  sdg16_design *design;
  assert_int_equal(sdg16_design_new(table, &o, &design, NULL), SDG16_OK);
  return design;
}

static sdg16_survey *by_column(const sdg16_design *design, const char *by, int32_t labels) {
  sdg16_survey_options o;
  sdg16_survey_options_init(&o, sizeof o);
  assert_int_equal(o.labels, 1);
  o.numerator = "y";
  o.by = &by;
  o.by_count = 1;
  o.labels = labels;
  sdg16_survey *survey;
  assert_int_equal(sdg16_survey_new(design, &o, NULL, &survey, NULL), SDG16_OK);
  return survey;
}

/* Both surveys have the same rows, but for what their levels are called. */
static void check_names(const char *column, const labelled *labels, int64_t count,
                        const char *const *shown, const char *const *values) {
  sdg16_table *table = labelled_table(count, labels);
  sdg16_design *design = design_over(table);
  sdg16_survey *with = by_column(design, column, 1), *without = by_column(design, column, 0);
  const sdg16_table *a = sdg16_survey_estimates(with), *b = sdg16_survey_estimates(without);
  assert_int_equal(sdg16_table_rows(a), 5);
  assert_null(sdg16_table_text(a, 0, 0));
  assert_null(sdg16_survey_level(with, 0, 0, 1));
  assert_null(sdg16_survey_level(with, 1, 1, 1));
  assert_null(sdg16_survey_level(with, 5, 0, 1));
  for (int64_t i = 1; i < 5; i++) {
    assert_string_equal(sdg16_table_text(a, i, 0), shown[i - 1]);
    assert_string_equal(sdg16_table_text(b, i, 0), values[i - 1]);
    assert_string_equal(sdg16_survey_level(without, i, 0, 1), shown[i - 1]);
    assert_string_equal(sdg16_survey_level(with, i, 0, 0), values[i - 1]);
    int64_t value = sdg16_table_find(a, "value");
    assert_true(sdg16_table_double(a, value)[i] == sdg16_table_double(b, value)[i]);
  }
  sdg16_survey_free(with);
  sdg16_survey_free(without);
  sdg16_design_free(design);
  sdg16_table_free(table);
}

static void domains_are_named_by_labels(void **state) {
  (void)state;
  static const char *const GROUPS[] = {"0", "1", "2", "3"}, *const LETTERS[] = {"a", "b", "c",
                                                                                "d"};
  check_names("group", PLACES, 4, (const char *const[]){"North", "South (1)", "South (2)", "3"},
              GROUPS);
  check_names("letter", PLACES, 6, (const char *const[]){"a", "b", "c", "Delta"}, LETTERS);
}

static void a_label_that_looks_like_another_value_is_told_apart(void **state) {
  (void)state;
  static const char *const GROUPS[] = {"0", "1", "2", "3"};
  static const labelled THREE[] = {{"group", 1, "3"}};
  check_names("group", THREE, 1, (const char *const[]){"0", "3 (1)", "2", "3"}, GROUPS);
  static const labelled TRAP[] = {
      {"group", 0, "A"}, {"group", 1, "A"}, {"group", 2, "A (1)"}, {"group", 3, "B"}};
  check_names("group", TRAP, 4, GROUPS, GROUPS);
}

/* ---- margins and shares ---- */

static sdg16_table *margin_of(const char *column, int64_t count, const char *const *names) {
  static const double TOTALS[] = {4000, 4100, 3900, 4000};
  static const int32_t CODES[] = {0, 1, 2, 3};
  sdg16_table *table;
  assert_int_equal(sdg16_table_new(&table, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_text(table, column, count, CODES, NULL, count, names, NULL),
                   SDG16_OK);
  assert_int_equal(sdg16_table_add_double(table, "population", count, TOTALS, NULL, NULL),
                   SDG16_OK);
  return table;
}

static int32_t calibrated(const sdg16_design *design, const char *column, int64_t count,
                          const char *const *names, double *weights, sdg16_error *error) {
  sdg16_table *margin = margin_of(column, count, names);
  sdg16_design *out;
  sdg16_error_init(error, sizeof *error);
  int32_t status =
      sdg16_design_calibrate(design, 1, (const sdg16_table *const *)&margin, NULL, &out, error);
  if (!status)
    assert_int_equal(sdg16_design_weights(out, -1, weights, SAMPLE_ROWS, NULL), SDG16_OK);
  sdg16_design_free(out);
  sdg16_table_free(margin);
  return status;
}

static void margins_match_values_or_labels(void **state) {
  (void)state;
  static const char *const VALUES[] = {"0", "1", "2", "3"};
  static const char *const LABELS[] = {"North", "South (1)", "South (2)", "3"};
  static const char *const SWAPPED[] = {"1", "0"};
  static double a[SAMPLE_ROWS], b[SAMPLE_ROWS];
  sdg16_table *table = places();
  sdg16_design *design = design_over(table);
  sdg16_error error;
  assert_int_equal(calibrated(design, "group", 4, VALUES, a, &error), SDG16_OK);
  assert_int_equal(calibrated(design, "group", 4, LABELS, b, &error), SDG16_OK);
  assert_memory_equal(a, b, sizeof a);
  /* 0 has the label 1, and 1 the label 0: which is meant? */
  assert_int_equal(calibrated(design, "flag", 2, SWAPPED, a, &error), SDG16_ERR_CONFLICT);
  assert_string_equal(error.message,
                      "margins: a text must be either a value or a label; '0' is the value of "
                      "one category and the label of another");
  /* a label alone, which two values share, is neither */
  static const char *const BARE[] = {"North", "South", "South (2)", "3"};
  assert_int_equal(calibrated(design, "group", 4, BARE, a, &error), SDG16_ERR_DESIGN);
  sdg16_design_free(design);
  sdg16_table_free(table);
}

static sdg16_estimate standardised(const sdg16_design *design, const char *const *levels) {
  static const double SHARES[] = {4, 3, 2, 1};
  sdg16_survey_options o;
  sdg16_survey_options_init(&o, sizeof o);
  o.numerator = "y";
  o.standard = "group";
  o.share_count = 4;
  o.share_levels = levels;
  o.shares = SHARES;
  sdg16_survey *survey;
  sdg16_estimate e;
  assert_int_equal(sdg16_survey_new(design, &o, NULL, &survey, NULL), SDG16_OK);
  assert_int_equal(sdg16_survey_estimate(survey, 0, &e, sizeof e), SDG16_OK);
  sdg16_survey_free(survey);
  return e;
}

static void shares_match_values_or_labels(void **state) {
  (void)state;
  sdg16_table *table = places();
  sdg16_design *design = design_over(table);
  sdg16_estimate a = standardised(design, (const char *const[]){"0", "1", "2", "3"});
  sdg16_estimate b =
      standardised(design, (const char *const[]){"North", "South (1)", "South (2)", "3"});
  assert_memory_equal(&a, &b, sizeof a);
  sdg16_survey_options o;
  sdg16_survey_options_init(&o, sizeof o);
  o.numerator = "y";
  o.standard = "group";
  o.share_count = 1;
  o.share_levels = (const char *const[]){"North"};
  o.shares = (const double[]){1};
  sdg16_survey *survey;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  assert_int_equal(sdg16_survey_new(design, &o, NULL, &survey, &error), SDG16_ERR_NAME);
  assert_string_equal(error.message, "shares must have a share for every value; 'South (1)' of "
                                     "column 'group' has none");
  sdg16_design_free(design);
  sdg16_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(domains_are_named_by_labels),
      cmocka_unit_test(a_label_that_looks_like_another_value_is_told_apart),
      cmocka_unit_test(margins_match_values_or_labels),
      cmocka_unit_test(shares_match_values_or_labels),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
