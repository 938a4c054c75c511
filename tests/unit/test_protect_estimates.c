/* Disclosure control of estimates from surveys and from lists. */
#include <math.h>
#include <sdg16.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tables.h"

static sdg16_protect_options with_minimum(double minimum) {
  sdg16_protect_options o;
  assert_int_equal(sdg16_protect_options_init(&o, sizeof o), SDG16_OK);
  o.minimum = minimum;
  return o;
}

static sdg16_survey *survey;

/* With a proof from the answers, if there are any. */
static sdg16_table *protect(const sdg16_table *table, const sdg16_protect_options *o) {
  sdg16_table *out;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  if (survey) {
    if (sdg16_survey_protect(survey, o, NULL, &out, NULL, &error))
      fail_msg("%s", error.message);
  } else if (sdg16_protect(NULL, table, o, &out, NULL, &error))
    fail_msg("%s", error.message);
  return out;
}

/* "1101": which rows have no number in the column. */
static void assert_hidden(const sdg16_table *t, const char *column, const char *expected) {
  char found[80] = "";
  for (int64_t i = 0; i < sdg16_table_rows(t); i++)
    strcat(found, isnan(number_of(t, column, i)) ? "1" : "0");
  assert_string_equal(found, expected);
}

/* ---- surveys ---- */

static sdg16_table *data;
static sdg16_design *design;

static int teardown(void **unused) {
  (void)unused;
  sdg16_survey_free(survey);
  sdg16_design_free(design);
  sdg16_table_free(data);
  survey = NULL;
  design = NULL;
  data = NULL;
  return 0;
}

/* `n` rows of a code in each of the columns, of which the first `events` are true. */
struct group {
  const char *codes;
  int n, events;
};

static const sdg16_table *estimates(const char *header, const struct group *group, int groups,
                                    int64_t by_count, const char *const *by,
                                    sdg16_survey_options *o, const char *weight) {
  char text[8000];
  size_t used = (size_t)snprintf(text, sizeof text, "%s,w,paid\n", header);
  for (int g = 0; g < groups; g++)
    for (int i = 0; i < group[g].n; i++)
      used += (size_t)snprintf(text + used, sizeof text - used, "%s,%d,%d\n", group[g].codes,
                               1 + i % 3, i < group[g].events);
  data = table_of(text);
  sdg16_design_options of_design;
  sdg16_design_options_init(&of_design, sizeof of_design);
  of_design.weight = weight;
  assert_int_equal(sdg16_design_new(data, &of_design, &design, NULL), SDG16_OK);
  o->by = by;
  o->by_count = by_count;
  o->numerator = "paid";
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  if (sdg16_survey_new(design, o, NULL, &survey, &error)) fail_msg("%s", error.message);
  return sdg16_survey_estimates(survey);
}

static sdg16_survey_options proportion(void) {
  sdg16_survey_options o;
  sdg16_survey_options_init(&o, sizeof o);
  return o;
}

static const char *const SEX[] = {"sex"};

static void few_others_are_few_events(void **unused) {
  (void)unused;
  static const struct group GROUPS[] = {{"F", 40, 38}, {"M", 40, 20}, {"X", 40, 21}};
  sdg16_survey_options so = proportion();
  const sdg16_table *t = estimates("sex", GROUPS, 3, 1, SEX, &so, "w");
  sdg16_protect_options o = with_minimum(5);
  /* 38 of 40: two others. The rest is coarse, so that no other cell has to go along */
  sdg16_table *safe = protect(t, &o);
  assert_hidden(safe, "n", "0100");
  assert_hidden(safe, "value", "0100");
  static const char *const NUMBERS[] = {"se",   "lower", "upper",       "level",  "df",
                                        "deff", "cv",    "n_effective", "events", "weight"};
  for (size_t i = 0; i < sizeof NUMBERS / sizeof NUMBERS[0]; i++)
    assert_hidden(safe, NUMBERS[i], "1111");
  assert_hidden(safe, "missing", "1111");
  assert_string_equal(text_of(safe, "status", 1), "suppressed");
  assert_string_equal(text_of(safe, "interval", 1), "");
  assert_true(fabs(number_of(safe, "value", 0) - number_of(t, "value", 0)) <= 0.005);
  assert_true(number_of(safe, "value", 0) * 100 == floor(number_of(safe, "value", 0) * 100));
  assert_string_equal(text_of(safe, "note", 0), "Rounded to multiples of 0.01");
  sdg16_table_free(safe);
  o.columns = (const char *const[]){"n"}; /* n alone would do nothing */
  o.column_count = 1;
  safe = protect(t, &o);
  assert_hidden(safe, "n", "0000");
  sdg16_table_free(safe);
}

/* A mean of 0 and 1 is a proportion. */
static void means_of_answers_are_proportions(void **unused) {
  (void)unused;
  static const struct group GROUPS[] = {{"F", 3, 1}, {"M", 9, 5}, {"X", 40, 20}};
  sdg16_survey_options so = proportion();
  so.statistic = SDG16_SURVEY_MEAN;
  const sdg16_table *t = estimates("sex", GROUPS, 3, 1, SEX, &so, "w");
  sdg16_protect_options o = with_minimum(5);
  sdg16_table *safe = protect(t, &o);
  assert_hidden(safe, "n", "0110");
  assert_hidden(safe, "value", "0110");
  sdg16_table_free(safe);
}

/* Columns that result tables of indicators use otherwise are domains here. */
static void domains_are_the_first_columns(void **unused) {
  (void)unused;
  static const struct group GROUPS[] = {
      {"4,a", 60, 30}, {"4,b", 60, 30}, {"8,a", 12, 3}, {"8,b", 60, 30}};
  static const char *const BY[] = {"ref_area", "label"};
  sdg16_survey_options so = proportion();
  const sdg16_table *t = estimates("ref_area,label", GROUPS, 4, 2, BY, &so, "w");
  sdg16_protect_options o = with_minimum(5);
  sdg16_table *safe = protect(t, &o);    /* total, 4, 8, a, b, and the four inside */
  assert_hidden(safe, "n", "000000010"); /* 3 of 12 */
  sdg16_table_free(safe);
}

/* An empty text is a category, a missing one the total. Without the answers there is no proof.
 */
static void a_table_without_its_answers(void **unused) {
  (void)unused;
  static const char *const LEVELS[] = {"", "b", "c"};
  static const int32_t CODES[] = {0, 0, 1, 2};
  static const uint8_t MISSING[] = {SDG16_MISSING_SYSTEM, 0, 0, 0};
  static const int64_t N[] = {100, 3, 17, 80};
  static const char *const NUMBERS[] = {"value",   "deff",   "n_effective", "cv",
                                        "missing", "weight", "interval",    "events"};
  static const double ZEROS[4] = {0};
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  assert_int_equal(sdg16_table_new(&data, NULL), 0);
  assert_int_equal(sdg16_table_add_text(data, "sex", 4, CODES, MISSING, 3, LEVELS, NULL), 0);
  for (size_t i = 0; i < sizeof NUMBERS / sizeof NUMBERS[0]; i++)
    assert_int_equal(sdg16_table_add_double(data, NUMBERS[i], 4, ZEROS, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(data, "n", 4, N, NULL, NULL), 0);
  sdg16_protect_options o = with_minimum(5);
  sdg16_table *safe;
  assert_int_equal(sdg16_protect(NULL, data, &o, &safe, NULL, &error), SDG16_ERR_OPTION);
  assert_null(safe);
  assert_non_null(strstr(error.message, "need their microdata"));
  o.minimum = 3; /* nothing to suppress */
  safe = protect(data, &o);
  assert_hidden(safe, "n", "0000");
  sdg16_table_free(safe);
  o.minimum = 5; /* nor proved */
  o.complementary = 0;
  safe = protect(data, &o);
  assert_hidden(safe, "n", "0100");
  assert_string_equal(sdg16_table_text(safe, 1, 0), "");
  assert_null(sdg16_table_text(safe, 0, 0));
  sdg16_table_free(safe);
}

/* The counts of each value of a number are not in its table. */
static void a_table_of_means_alone(void **unused) {
  (void)unused;
  static const struct group GROUPS[] = {{"F", 60, 30}, {"M", 60, 30}};
  sdg16_survey_options so = proportion();
  so.statistic = SDG16_SURVEY_MEAN;
  const sdg16_table *t = estimates("sex", GROUPS, 2, 1, SEX, &so, NULL);
  sdg16_protect_options o = with_minimum(5);
  sdg16_table *safe = protect(t, &o); /* of 0 and 1 */
  assert_hidden(safe, "value", "000");
  sdg16_table_free(safe);
  sdg16_survey_free(survey);
  so.numerator = "w";
  assert_int_equal(sdg16_survey_new(design, &so, NULL, &survey, NULL), SDG16_OK);
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  assert_int_equal(sdg16_protect(NULL, sdg16_survey_estimates(survey), &o, &safe, NULL, &error),
                   SDG16_ERR_OPTION);
  assert_null(safe);
  assert_non_null(strstr(error.message, "need their microdata"));
}

/* Quantiles are refused where a count has to be suppressed. */
static void other_numbers_are_refused(void **unused) {
  (void)unused;
  static const struct group GROUPS[] = {{"F", 3, 1}, {"M", 9, 5}, {"X", 40, 20}};
  sdg16_survey_options so = proportion();
  so.statistic = SDG16_SURVEY_QUANTILE;
  estimates("sex", GROUPS, 3, 1, SEX, &so, NULL);
  sdg16_survey_free(survey);
  so.numerator = "w";
  assert_int_equal(sdg16_survey_new(design, &so, NULL, &survey, NULL), SDG16_OK);
  sdg16_protect_options o = with_minimum(5);
  sdg16_table *safe;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  assert_int_equal(sdg16_survey_protect(survey, &o, NULL, &safe, NULL, &error),
                   SDG16_ERR_OPTION);
  assert_null(safe);
  assert_non_null(strstr(error.message, "it can follow from a quantile"));
  o.minimum = 1;
  safe = protect(NULL, &o);
  assert_hidden(safe, "value", "0000");
  sdg16_table_free(safe);
}

static void verdicts_of_a_scheme(void **unused) {
  (void)unused;
  static const struct group GROUPS[] = {{"F", 9, 5}, {"M", 60, 30}, {"X", 30, 10}};
  sdg16_survey_options so = proportion();
  so.scheme = SDG16_SCHEME_CUSTOM;
  sdg16_survey_thresholds thresholds;
  sdg16_survey_thresholds_init(&thresholds, sizeof thresholds);
  thresholds.min_n = 10;
  thresholds.review_n = 50;
  so.thresholds = &thresholds;
  const sdg16_table *t = estimates("sex", GROUPS, 3, 1, SEX, &so, "w");
  sdg16_protect_options o = with_minimum(0);
  sdg16_table *safe = protect(t, &o); /* not asked for */
  assert_hidden(safe, "value", "0000");
  sdg16_table_free(safe);
  o.reliability = 1;
  safe = protect(t, &o);
  assert_hidden(safe, "value", "0100");
  assert_hidden(safe, "n", "0100");
  assert_string_equal(text_of(safe, "status", 1), "unreliable");
  assert_string_equal(text_of(safe, "reasons", 1), "too few observations");
  assert_string_equal(text_of(safe, "flags", 3), "low-reliability");
  assert_string_equal(text_of(safe, "obs_status", 3), "U");
  assert_string_equal(text_of(safe, "flags", 2), "");
  assert_true(number_of(safe, "n", 3) == 30);
  sdg16_table_free(safe);
}

/* A base is also a minimum: 3 of 17. What is not suppressed is coarse. */
static void rounding_leaves_no_exact_n(void **unused) {
  (void)unused;
  static const struct group GROUPS[] = {{"F", 17, 3}, {"M", 24, 12}, {"X", 31, 12}};
  static const char *const EXACT[] = {"df",     "deff",    "n_effective", "cv",   "events",
                                      "weight", "missing", "se",          "lower"};
  sdg16_survey_options so = proportion();
  const sdg16_table *t = estimates("sex", GROUPS, 3, 1, SEX, &so, NULL);
  sdg16_protect_options o = with_minimum(0);
  o.base = 5;
  sdg16_table *safe = protect(t, &o);
  assert_hidden(safe, "value", "0110"); /* n of F alone would follow */
  assert_true(number_of(safe, "n", 0) == 70 && number_of(safe, "n", 3) == 30);
  for (size_t i = 0; i < sizeof EXACT / sizeof EXACT[0]; i++)
    assert_hidden(safe, EXACT[i], "1111");
  sdg16_table_free(safe);
}

static void counts_of_surveys_add_up_when_rounded(void **unused) {
  (void)unused;
  static const struct group GROUPS[] = {{"F", 27, 11}, {"M", 27, 11}, {"X", 27, 11}};
  sdg16_survey_options so = proportion();
  const sdg16_table *t = estimates("sex", GROUPS, 3, 1, SEX, &so, "w");
  sdg16_protect_options o = with_minimum(0);
  o.base = 10;
  for (o.controlled = 0; o.controlled < 2; o.controlled++) {
    sdg16_table *safe = protect(t, &o); /* 81 is not 30 + 30 + 30 */
    double sum = number_of(safe, "n", 1) + number_of(safe, "n", 2) + number_of(safe, "n", 3);
    assert_int_equal(number_of(safe, "n", 0) == sum, o.controlled);
    for (int64_t row = 0; row < 4; row++) { /* to a multiple beside the count */
      assert_true(fabs(number_of(safe, "n", row) - number_of(t, "n", row)) < 10);
      assert_true(fabs(number_of(safe, "value", row) - number_of(t, "value", row)) <= 0.05);
    }
    sdg16_table_free(safe);
  }
}

/* The results of an indicator of a survey are protected as those of the survey itself. */
static void indicators_of_surveys_as_surveys(void **unused) {
  (void)unused;
  static const struct group GROUPS[] = {{"F", 40, 38}, {"M", 40, 20}, {"X", 40, 21}};
  char text[6000] = "sex,w,sexual\n";
  size_t used = strlen(text);
  for (int g = 0; g < 3; g++)
    for (int i = 0; i < GROUPS[g].n; i++)
      used += (size_t)snprintf(text + used, sizeof text - used, "%s,%d,%s\n", GROUPS[g].codes,
                               1 + i % 3, i < GROUPS[g].events ? "yes" : "no");
  data = table_of(text);
  sdg16_design_options of_design;
  sdg16_design_options_init(&of_design, sizeof of_design);
  of_design.weight = "w";
  assert_int_equal(sdg16_design_new(data, &of_design, &design, NULL), SDG16_OK);
  sdg16_indicator_options io;
  sdg16_indicator_options_init(&io, sizeof io);
  io.by_count = 1;
  io.by = SEX;
  sdg16_indicator *indicator;
  static const char *const NAMES[] = {"sex._O"}, *const COLUMNS[] = {"X"};
  io.map_count = 1;
  io.map_names = NAMES;
  io.map_columns = COLUMNS;
  assert_int_equal(
      sdg16_indicator_survey(NULL, "16.1.3", design, &io, NULL, NULL, &indicator, NULL),
      SDG16_OK);
  const sdg16_table *t = sdg16_indicator_results(indicator);
  sdg16_protect_options o = with_minimum(5);
  sdg16_table *safe;
  assert_int_equal(sdg16_indicator_protect(NULL, indicator, &o, NULL, &safe, NULL, NULL), 0);
  assert_hidden(safe, "n", "0100");
  assert_hidden(safe, "se", "1111");
  assert_hidden(safe, "missing", "1111");
  assert_true(fabs(number_of(safe, "value", 0) - number_of(t, "value", 0)) <= 0.5);
  assert_string_equal(text_of(safe, "note", 0), "Rounded to multiples of 1");
  sdg16_table_free(safe);
  assert_int_equal(sdg16_protect(NULL, t, &o, &safe, NULL, NULL), SDG16_ERR_OPTION);
  sdg16_indicator_free(indicator);
}

/* A total of 0 and 1 tells the events: its steps are about a hundredth of the persons. */
static void a_total_of_answers_has_steps(void **unused) {
  (void)unused;
  static const struct group GROUPS[] = {{"F", 170, 3}, {"M", 240, 120}};
  sdg16_survey_options so = proportion();
  so.statistic = SDG16_SURVEY_TOTAL;
  sdg16_protect_options o = with_minimum(5);
  estimates("sex", GROUPS, 2, 1, SEX, &so, NULL);
  sdg16_table *safe = protect(NULL, &o);
  assert_string_equal(text_of(safe, "status", 1), "suppressed");
  assert_true(number_of(safe, "value", 0) == 120 || number_of(safe, "value", 0) == 125);
  sdg16_table_free(safe);
}

/* ---- lists ---- */

/* Girls (3) have no estimate, so the sum has none. */
#define HEADER                                                                                 \
  "sex,estimator,selection,model,model_names,observed,hidden,total,se,lower,upper,"            \
  "level,"                                                                                     \
  "interval,parameters,boundary,boundary_terms,df,deviance,rate,rate_lower,rate_upper,"        \
  "population,status,bootstrap,replicates,failed,z0\n"
#define LINE(sex, model, observed, hidden, total, status)                                      \
  sex ",loglinear,bic," model ",M," observed "," hidden "," total                              \
      ",9.6,90.2,450.5,0.95,bca,4,0,[12],3,2.4,12.345,9.02,45.05,1000000," status              \
      ",nonparametric,50,7,0.1\n"

static const char STRATA[] =
    HEADER LINE("", "", "203", "", "", "incomplete") LINE("F", "", "3", "", "", "no-overlap")
        LINE("M", "\"[1,2]\"", "120", "100.5", "220.5", "ok-on-face")
            LINE("X", "\"[1,2]\"", "80", "49.75", "129.75", "ok");

static void lists_give_whole_persons(void **unused) {
  (void)unused;
  data = table_of(STRATA);
  sdg16_protect_options o = with_minimum(5);
  sdg16_table *safe = protect(data, &o);
  /* F and its partner X (80 < 120) */
  assert_hidden(safe, "observed", "0101");
  assert_hidden(safe, "hidden", "1101");
  assert_hidden(safe, "population", "0101");
  assert_hidden(safe, "total", "1101"); /* the sum has none, nor limits, and not why */
  assert_hidden(safe, "lower", "1101");
  assert_string_equal(text_of(safe, "status", 0), "no-estimate");
  assert_string_equal(text_of(safe, "status", 2), "ok");
  assert_true(number_of(safe, "total", 2) == 221 && number_of(safe, "hidden", 2) == 101);
  assert_true(number_of(safe, "se", 2) == 10 && number_of(safe, "lower", 2) == 90);
  assert_true(number_of(safe, "upper", 2) == 451 && number_of(safe, "rate_upper", 2) == 45.1);
  assert_true(number_of(safe, "rate", 2) == 22.1 && number_of(safe, "rate_lower", 2) == 9);
  static const char *const FIT[] = {"parameters", "boundary", "df", "deviance", "failed", "z0"};
  for (size_t i = 0; i < sizeof FIT / sizeof FIT[0]; i++) assert_hidden(safe, FIT[i], "1111");
  assert_string_equal(text_of(safe, "boundary_terms", 2), "");
  assert_string_equal(text_of(safe, "model", 2), "[1,2]");
  for (int64_t i = 1; i < 4; i += 2) { /* not which is which */
    assert_string_equal(text_of(safe, "status", i), "suppressed");
    assert_string_equal(text_of(safe, "model", i), "");
    assert_string_equal(text_of(safe, "interval", i), "");
    assert_string_equal(text_of(safe, "estimator", i), "loglinear");
  }
  sdg16_table_free(safe);
}

static void nothing_below_the_minimum_keeps_all_rows(void **unused) {
  (void)unused;
  data = table_of(STRATA);
  sdg16_protect_options o = with_minimum(3);
  sdg16_table *safe = protect(data, &o);
  assert_hidden(safe, "observed", "0000");
  assert_hidden(safe, "deviance", "1111"); /* the rule is one for all tables */
  sdg16_table_free(safe);
  o = with_minimum(0);
  o.flag_count = 5; /* flags alone change no number */
  safe = protect(data, &o);
  assert_true(number_of(safe, "hidden", 2) == 100.5 && number_of(safe, "deviance", 0) == 2.4);
  assert_string_equal(text_of(safe, "status", 2), "ok-on-face");
  assert_string_equal(text_of(safe, "flags", 1), "low-reliability");
  sdg16_table_free(safe);
}

static void totals_are_rounded_with_the_observed(void **unused) {
  (void)unused;
  data = table_of(STRATA);
  sdg16_protect_options o = with_minimum(0);
  o.base = 5;
  o.controlled = 1;
  sdg16_table *safe = protect(data, &o);
  assert_true(number_of(safe, "observed", 0) == number_of(safe, "observed", 1) +
                                                    number_of(safe, "observed", 2) +
                                                    number_of(safe, "observed", 3));
  assert_true(number_of(safe, "total", 2) == 220 && number_of(safe, "total", 3) == 130);
  assert_hidden(safe, "hidden", "1111");
  assert_hidden(safe, "lower", "1111");
  assert_true(number_of(safe, "rate", 2) == 22);
  sdg16_table_free(safe);
}

static void coefficients_of_variation_are_of_the_total(void **unused) {
  (void)unused;
  data = table_of(STRATA);
  sdg16_protect_options o = with_minimum(0);
  o.cv_flag = 0.05; /* 9.6 / 129.75 = 0.074 */
  o.cv_suppress = 0.073;
  sdg16_table *safe = protect(data, &o);
  assert_string_equal(text_of(safe, "status", 3), "unreliable");
  assert_string_equal(text_of(safe, "flags", 2), "");
  sdg16_table_free(safe);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(few_others_are_few_events, teardown),
      cmocka_unit_test_teardown(means_of_answers_are_proportions, teardown),
      cmocka_unit_test_teardown(domains_are_the_first_columns, teardown),
      cmocka_unit_test_teardown(a_table_without_its_answers, teardown),
      cmocka_unit_test_teardown(other_numbers_are_refused, teardown),
      cmocka_unit_test_teardown(a_table_of_means_alone, teardown),
      cmocka_unit_test_teardown(verdicts_of_a_scheme, teardown),
      cmocka_unit_test_teardown(rounding_leaves_no_exact_n, teardown),
      cmocka_unit_test_teardown(counts_of_surveys_add_up_when_rounded, teardown),
      cmocka_unit_test_teardown(indicators_of_surveys_as_surveys, teardown),
      cmocka_unit_test_teardown(a_total_of_answers_has_steps, teardown),
      cmocka_unit_test_teardown(lists_give_whole_persons, teardown),
      cmocka_unit_test_teardown(nothing_below_the_minimum_keeps_all_rows, teardown),
      cmocka_unit_test_teardown(totals_are_rounded_with_the_observed, teardown),
      cmocka_unit_test_teardown(coefficients_of_variation_are_of_the_total, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
