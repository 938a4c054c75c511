/* Designs, domains, replicates, calibration: what must hold whatever the data. */
#include "survey_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static sdg16_design *design_over(const sdg16_table *table, int64_t stages) {
  sdg16_design_options o = sample_options(stages);
  sdg16_design *design;
  assert_int_equal(sdg16_design_new(table, &o, &design, NULL), SDG16_OK);
  return design;
}

static sdg16_survey_options options(int32_t statistic, const char *of) {
  sdg16_survey_options o;
  sdg16_survey_options_init(&o, sizeof o);
  o.statistic = statistic;
  o.numerator = of;
  return o;
}

static sdg16_survey *estimate(const sdg16_design *design, const sdg16_survey_options *o,
                              int32_t threads) {
  sdg16_exec_options exec;
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.threads = threads;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_survey *survey;
  if (sdg16_survey_new(design, o, &exec, &survey, &error)) fail_msg("%s", error.message);
  return survey;
}

static sdg16_estimate first(const sdg16_design *design, int32_t statistic, const char *of) {
  sdg16_survey_options o = options(statistic, of);
  sdg16_survey *survey = estimate(design, &o, 1);
  sdg16_estimate e;
  assert_int_equal(sdg16_survey_estimate(survey, 0, &e, sizeof e), SDG16_OK);
  sdg16_survey_free(survey);
  return e;
}

static sdg16_design *replicated(const sdg16_design *design, int32_t kind, int64_t count) {
  sdg16_replicate_options o;
  sdg16_replicate_options_init(&o, sizeof o);
  o.kind = kind;
  o.count = count;
  sdg16_design *out;
  assert_int_equal(sdg16_design_replicate(design, &o, NULL, &out, NULL), SDG16_OK);
  return out;
}

static void close_to(double got, double want, double tolerance) {
  if (fabs(got - want) <= tolerance * fabs(want)) return;
  char a[32], b[32];
  sdg16_format_double(got, a, sizeof a);
  sdg16_format_double(want, b, sizeof b);
  fail_msg("got %s, expected %s", a, b);
}

/* ---- invariance ---- */

static void the_bits_do_not_depend_on_the_number_of_threads(void **state) {
  (void)state;
  sdg16_table *table = sample_table(1);
  sdg16_design *plain = design_over(table, 2), *base = design_over(table, 1);
  sdg16_design *boot = replicated(base, SDG16_REPLICATE_BOOTSTRAP, 37);
  const sdg16_design *designs[] = {plain, boot};
  const char *by = "group";
  for (int d = 0; d < 2; d++) {
    sdg16_survey_options o = options(SDG16_SURVEY_PROPORTION, "y");
    o.by = &by;
    o.by_count = 1;
    sdg16_survey *one = estimate(designs[d], &o, 1);
    for (int32_t threads = 2; threads <= 5; threads++) {
      sdg16_survey *many = estimate(designs[d], &o, threads);
      assert_int_equal(sdg16_survey_rows(many), 5);
      for (int64_t k = 0; k < 5; k++) {
        sdg16_estimate a, b;
        assert_int_equal(sdg16_survey_estimate(one, k, &a, sizeof a), SDG16_OK);
        assert_int_equal(sdg16_survey_estimate(many, k, &b, sizeof b), SDG16_OK);
        assert_memory_equal(&a, &b, sizeof a);
      }
      sdg16_survey_free(many);
    }
    sdg16_survey_free(one);
  }
  sdg16_design_free(plain);
  sdg16_design_free(base);
  sdg16_design_free(boot);
  sdg16_table_free(table);
}

static void the_order_of_the_rows_does_not_matter(void **state) {
  (void)state;
  static const int32_t STATISTICS[] = {SDG16_SURVEY_TOTAL, SDG16_SURVEY_MEAN,
                                       SDG16_SURVEY_PROPORTION, SDG16_SURVEY_QUANTILE};
  static const char *const OF[] = {"income", "income", "y", "income"};
  sdg16_table *table = sample_table(1), *mixed = sample_table(317);
  for (int64_t stages = 1; stages <= 2; stages++) {
    sdg16_design *a = design_over(table, stages), *b = design_over(mixed, stages);
    for (int k = 0; k < 4; k++) {
      sdg16_estimate x = first(a, STATISTICS[k], OF[k]), y = first(b, STATISTICS[k], OF[k]);
      close_to(y.value, x.value, 1e-12);
      close_to(y.se, x.se, 1e-12);
      close_to(y.lower, x.lower, 1e-12);
      assert_true(x.df == y.df && x.se > 0);
    }
    sdg16_design_free(a);
    sdg16_design_free(b);
  }
  sdg16_table_free(table);
  sdg16_table_free(mixed);
}

/* The same of what reads texts, decimals and margins. */
static void nor_does_it_for_categories_margins_and_regressions(void **state) {
  (void)state;
  static const char *const BY[] = {"letter", "flag"};
  static const char *const TERMS[] = {"letter", "income", "factor(group)"};
  const int64_t levels[] = {0, 1, 2, 3};
  const double totals[] = {4000, 4100, 3900, 4050};
  sdg16_table *tables[2] = {sample_table(1), sample_table(317)}, *margin;
  sdg16_survey *surveys[2];
  sdg16_logistic *fits[2];
  sdg16_independence tests[2];
  assert_int_equal(sdg16_table_new(&margin, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_int64(margin, "group", 4, levels, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_double(margin, "population", 4, totals, NULL, NULL), 0);
  for (int k = 0; k < 2; k++) {
    const sdg16_table *margins[] = {margin};
    sdg16_design *plain = design_over(tables[k], 2), *calibrated;
    assert_int_equal(sdg16_design_calibrate(plain, 1, margins, NULL, &calibrated, NULL), 0);
    sdg16_survey_options o = options(SDG16_SURVEY_PROPORTION, "y");
    o.by = BY;
    o.by_count = 2;
    o.standard = "group";
    o.where = "flag";
    surveys[k] = estimate(calibrated, &o, 2);
    assert_int_equal(
        sdg16_survey_logistic(calibrated, "y", 3, TERMS, "flag", 0.95, NULL, &fits[k], NULL),
        SDG16_OK);
    assert_int_equal(sdg16_survey_independence(plain, "letter", "group", "flag", &tests[k],
                                               sizeof tests[k], NULL),
                     SDG16_OK);
    sdg16_design_free(calibrated);
    sdg16_design_free(plain);
  }
  const sdg16_table *a = sdg16_survey_estimates(surveys[0]);
  const sdg16_table *b = sdg16_survey_estimates(surveys[1]);
  assert_int_equal(sdg16_table_rows(a), 1 + 4 + 1 + 4); /* flag is 1 in all of them */
  assert_string_equal(sdg16_table_text(a, 1, 0), "a");
  for (int64_t i = 0; i < sdg16_table_rows(a); i++)
    for (const char *const *name = (const char *const[]){"value", "se", "upper", NULL}; *name;
         name++)
      close_to(sdg16_table_double(b, sdg16_table_find(b, *name))[i],
               sdg16_table_double(a, sdg16_table_find(a, *name))[i], 1e-11);
  const sdg16_table *x = sdg16_logistic_coefficients(fits[0]);
  const sdg16_table *y = sdg16_logistic_coefficients(fits[1]);
  assert_int_equal(sdg16_table_rows(x), 8);
  for (int64_t i = 0; i < 8; i++) {
    close_to(sdg16_table_double(y, 2)[i], sdg16_table_double(x, 2)[i], 1e-9);
    close_to(sdg16_table_double(y, 3)[i], sdg16_table_double(x, 3)[i], 1e-9);
  }
  close_to(tests[1].f, tests[0].f, 1e-10);
  close_to(tests[1].adjusted, tests[0].adjusted, 1e-10);
  for (int k = 0; k < 2; k++) {
    sdg16_survey_free(surveys[k]);
    sdg16_logistic_free(fits[k]);
    sdg16_table_free(tables[k]);
  }
  sdg16_table_free(margin);
}

/* R's survey 4.5 zeroes variances below 1e-16 where there is an fpc. */
static void tiny_values_keep_their_standard_errors(void **state) {
  (void)state;
  sdg16_table *table = sample_table(1);
  sdg16_design *design = design_over(table, 2);
  sdg16_estimate large = first(design, SDG16_SURVEY_MEAN, "y");
  sdg16_estimate tiny = first(design, SDG16_SURVEY_MEAN, "tiny");
  close_to(tiny.value, 1e-6 * large.value, 1e-12);
  close_to(tiny.se, 1e-6 * large.se, 1e-11);
  sdg16_design_free(design);
  sdg16_table_free(table);
}

/* ---- domains ---- */

static void a_domain_keeps_the_units_without_members(void **state) {
  (void)state;
  sdg16_table *table = sample_table(1);
  sdg16_design *design = design_over(table, 1);
  sdg16_survey_options o = options(SDG16_SURVEY_TOTAL, "y");
  o.where = "flag";
  sdg16_survey *survey = estimate(design, &o, 1);
  sdg16_estimate domain;
  assert_int_equal(sdg16_survey_estimate(survey, 0, &domain, sizeof domain), SDG16_OK);
  sdg16_survey_free(survey);
  /* the same as the total of y x flag over the whole file */
  double product[SAMPLE_ROWS];
  uint8_t missing[SAMPLE_ROWS];
  const int64_t *y = sdg16_table_int64(table, sdg16_table_find(table, "y"));
  const int64_t *flag = sdg16_table_int64(table, sdg16_table_find(table, "flag"));
  const uint8_t *kinds = sdg16_table_missing(table, sdg16_table_find(table, "y"));
  for (int i = 0; i < SAMPLE_ROWS; i++)
    product[i] = (double)(y[i] * flag[i]), missing[i] = flag[i] ? kinds[i] : 0;
  assert_int_equal(
      sdg16_table_add_double(table, "product", SAMPLE_ROWS, product, missing, NULL), SDG16_OK);
  sdg16_estimate whole = first(design, SDG16_SURVEY_TOTAL, "product");
  close_to(domain.value, whole.value, 1e-13);
  close_to(domain.se, whole.se, 1e-12);
  sdg16_design_free(design);
  sdg16_table_free(table);
}

/* A file of respondents alone has lost units: the numbers sampled bring them back. */
static void the_number_sampled_may_be_given(void **state) {
  (void)state;
  sdg16_table *table = sample_table(1), *part;
  sdg16_design *design = design_over(table, 1);
  sdg16_survey_options o = options(SDG16_SURVEY_TOTAL, "income");
  int64_t early[SAMPLE_ROWS], rows = 0, psu[SAMPLE_ROWS], stratum[SAMPLE_ROWS];
  int64_t sampled[SAMPLE_ROWS];
  double weight[SAMPLE_ROWS], income[SAMPLE_ROWS];
  for (int64_t i = 0; i < SAMPLE_ROWS; i++) {
    early[i] = i / 30 % 6 < 4; /* two PSUs of each stratum have no member */
    if (!early[i]) continue;
    psu[rows] = i / 30;
    stratum[rows] = i / 180 + 1;
    sampled[rows] = 6;
    weight[rows] = sdg16_table_double(table, sdg16_table_find(table, "weight"))[i];
    income[rows] = sdg16_table_double(table, sdg16_table_find(table, "income"))[i];
    rows++;
  }
  assert_int_equal(sdg16_table_add_int64(table, "early", SAMPLE_ROWS, early, NULL, NULL), 0);
  assert_int_equal(sdg16_table_new(&part, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_int64(part, "psu", rows, psu, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(part, "stratum", rows, stratum, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(part, "sampled", rows, sampled, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_double(part, "weight", rows, weight, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_double(part, "income", rows, income, NULL, NULL), 0);
  o.where = "early";
  sdg16_survey *survey = estimate(design, &o, 1);
  sdg16_estimate want;
  assert_int_equal(sdg16_survey_estimate(survey, 0, &want, sizeof want), SDG16_OK);
  sdg16_survey_free(survey);
  sdg16_design_options d = sample_options(1);
  const char *const SAMPLED[] = {"sampled"};
  d.sampled = SAMPLED;
  d.sampled_count = 1;
  sdg16_design *short_file;
  assert_int_equal(sdg16_design_new(part, &d, &short_file, NULL), SDG16_OK);
  sdg16_estimate got = first(short_file, SDG16_SURVEY_TOTAL, "income");
  close_to(got.value, want.value, 1e-13);
  close_to(got.se, want.se, 1e-12);
  sdg16_design_free(short_file);
  sdg16_design_free(design);
  sdg16_table_free(part);
  sdg16_table_free(table);
}

/* An expression is the column of its values, bit for bit. */
static void expressions_are_columns(void **state) {
  (void)state;
  sdg16_table *table = sample_table(317), *made;
  static const char *const TEXTS[] = {"y == 1 | income < 300", "flag == 1 & !(letter == 'b')",
                                      "group in 1..2", "income / 7 - weight"};
  static const char *const NAMES[] = {"c1", "c2", "c3", "c4"};
  for (int i = 0; i < 4; i++) {
    assert_int_equal(sdg16_table_evaluate(table, TEXTS[i], NAMES[i], &made, NULL), SDG16_OK);
    const uint8_t *missing = sdg16_table_missing(made, 0);
    if (i < 3)
      assert_int_equal(sdg16_table_add_int64(table, NAMES[i], SAMPLE_ROWS,
                                             sdg16_table_int64(made, 0), missing, NULL),
                       SDG16_OK);
    else
      assert_int_equal(sdg16_table_add_double(table, NAMES[i], SAMPLE_ROWS,
                                              sdg16_table_double(made, 0), missing, NULL),
                       SDG16_OK);
    sdg16_table_free(made);
  }
  sdg16_design *design = design_over(table, 1);
  for (int32_t statistic = SDG16_SURVEY_TOTAL; statistic <= SDG16_SURVEY_QUANTILE;
       statistic++) {
    int proportion = statistic == SDG16_SURVEY_PROPORTION;
    sdg16_estimate e[2];
    for (int column = 0; column < 2; column++) {
      const char *const *text = column ? NAMES : TEXTS;
      sdg16_survey_options o = options(statistic, text[proportion ? 0 : 3]);
      o.where = text[1];
      o.among = text[2];
      if (statistic == SDG16_SURVEY_RATIO) o.denominator = text[0];
      sdg16_survey *survey = estimate(design, &o, 2);
      assert_int_equal(sdg16_survey_estimate(survey, 0, &e[column], sizeof e[column]), 0);
      sdg16_survey_free(survey);
    }
    assert_true(e[0].value == e[1].value && e[0].se == e[1].se && e[0].df == e[1].df);
    assert_true(e[0].se > 0);
  }
  sdg16_design_free(design);
  sdg16_table_free(table);
}

static void rows_of_weight_0_count_nowhere(void **state) {
  (void)state;
  sdg16_table *table;
  const int64_t y[] = {1, 0, 1, 1, 0, 1, 0, 1}, psu[] = {1, 1, 2, 2, 3, 3, 4, 4};
  const double w[] = {2, 3, 1, 2, 4, 1, 0, 0};
  assert_int_equal(sdg16_table_new(&table, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_int64(table, "y", 8, y, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(table, "psu", 8, psu, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_double(table, "weight", 8, w, NULL, NULL), 0);
  sdg16_design_options o = sample_options(1);
  o.stratum_count = 0;
  sdg16_design *design;
  assert_int_equal(sdg16_design_new(table, &o, &design, NULL), SDG16_OK);
  sdg16_survey_options s = options(SDG16_SURVEY_PROPORTION, "y");
  sdg16_survey *survey = estimate(design, &s, 1);
  const sdg16_table *rows = sdg16_survey_estimates(survey);
  sdg16_estimate e;
  assert_int_equal(sdg16_survey_estimate(survey, 0, &e, sizeof e), SDG16_OK);
  assert_int_equal(sdg16_table_int64(rows, sdg16_table_find(rows, "n"))[0], 6);
  assert_true(e.df == 2); /* three PSUs have a weight ... */
  close_to(e.value, 6.0 / 13, 1e-15);
  /* ... but four were sampled: z = w (y - p)/W by PSU is -8/13, 21/13, -17/13 over 13, and 0 */
  double z[] = {2 - 5 * 6.0 / 13, 3 - 3 * 6.0 / 13, 1 - 5 * 6.0 / 13, 0}, v = 0, mean = 0;
  for (int i = 0; i < 4; i++) mean += z[i] / 4;
  for (int i = 0; i < 4; i++) v += (z[i] - mean) * (z[i] - mean) * 4 / 3 / 169;
  close_to(e.se, sqrt(v), 1e-14);
  sdg16_survey_free(survey);
  sdg16_design_free(design);
  sdg16_table_free(table);
}

/* ---- lonely PSUs ---- */

/* Two strata, the second with one PSU of `population`. */
static sdg16_estimate lonely(int32_t policy, int64_t population, int32_t *status) {
  const int64_t y[] = {1, 0, 1, 1, 0, 0}, psu[] = {1, 1, 2, 2, 3, 3};
  const int64_t stratum[] = {1, 1, 1, 1, 2, 2};
  int64_t count[] = {50, 50, 50, 50, population, population};
  sdg16_table *table;
  assert_int_equal(sdg16_table_new(&table, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_int64(table, "y", 6, y, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(table, "psu", 6, psu, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(table, "stratum", 6, stratum, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(table, "psus", 6, count, NULL, NULL), 0);
  sdg16_design_options o = sample_options(1);
  o.fpc_count = 1;
  o.lonely = policy;
  sdg16_design *design;
  assert_int_equal(sdg16_design_new(table, (o.weight = NULL, &o), &design, NULL), SDG16_OK);
  sdg16_survey_options s = options(SDG16_SURVEY_TOTAL, "y");
  sdg16_survey *survey = estimate(design, &s, 1);
  sdg16_estimate e;
  assert_int_equal(sdg16_survey_estimate(survey, 0, &e, sizeof e), SDG16_OK);
  *status = sdg16_survey_status(survey, 0);
  const sdg16_table *messages = sdg16_survey_diagnostics(survey);
  if (*status == SDG16_SURVEY_LONELY) {
    assert_string_equal(sdg16_table_text(messages, 0, 0), "lonely-psu");
    assert_non_null(strstr(sdg16_table_text(messages, 0, 2),
                           "a stratum has one sampled unit (for example that of row 5, '2')"));
  }
  sdg16_survey_free(survey);
  sdg16_design_free(design);
  sdg16_table_free(table);
  return e;
}

/* A column in which every row is missing has no level: it crosses with another to nothing. */
static void a_column_without_a_value_makes_no_domain(void **state) {
  (void)state;
  const int64_t Y[] = {1, 0, 1}, SEX[] = {1, 2, 1}, NONE[] = {0, 0, 0};
  const uint8_t MISSING[] = {1, 1, 1};
  static const char *const BY[] = {"none", "sex"};
  sdg16_table *table;
  assert_int_equal(sdg16_table_new(&table, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(table, "y", 3, Y, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(table, "sex", 3, SEX, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(table, "none", 3, NONE, MISSING, NULL), 0);
  sdg16_design *design;
  assert_int_equal(sdg16_design_new(table, NULL, &design, NULL), 0);
  sdg16_survey_options o = options(SDG16_SURVEY_PROPORTION, "y");
  o.by = BY;
  o.by_count = 2;
  sdg16_survey *survey = estimate(design, &o, 1);
  assert_int_equal(sdg16_survey_rows(survey), 3); /* the total and both sexes */
  for (int64_t row = 0; row < 3; row++) assert_null(sdg16_survey_level(survey, row, 0, 0));
  sdg16_survey_free(survey);
  o.by_count = 1; /* no domain at all, and no covariance */
  o.margins = 0;
  o.covariance = 1;
  survey = estimate(design, &o, 0);
  assert_int_equal(sdg16_survey_rows(survey), 0);
  sdg16_survey_free(survey);
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  o.by = (const char *const[]){"sex", NULL};
  o.by_count = 2;
  assert_int_equal(sdg16_survey_new(design, &o, NULL, &survey, &error), SDG16_ERR_ARGUMENT);
  assert_string_equal(error.message, "by: name 2 must not be NULL");
  sdg16_design_free(design);
  sdg16_table_free(table);
}

static sdg16_survey *with_thresholds(const sdg16_design *design, double min_n, int64_t size) {
  sdg16_survey_thresholds thresholds;
  sdg16_survey_thresholds_init(&thresholds, sizeof thresholds);
  thresholds.min_n = min_n;
  thresholds.review_cv = 1e-9; /* everybody's is larger */
  thresholds.struct_size = size;
  sdg16_survey_options o = options(SDG16_SURVEY_PROPORTION, "y");
  o.scheme = SDG16_SCHEME_CUSTOM;
  if (size) o.thresholds = &thresholds;
  return estimate(design, &o, 1);
}

static const char *reliability(const sdg16_survey *survey) {
  const sdg16_table *t = sdg16_survey_estimates(survey);
  return sdg16_table_text(t, 0, sdg16_table_find(t, "reliability"));
}

/* A caller with an older, shorter struct has no thresholds behind its end. */
static void thresholds_are_read_as_far_as_the_caller_knows_them(void **state) {
  (void)state;
  sdg16_table *table = sample_table(1);
  sdg16_design *design = design_over(table, 1);
  const struct {
    double min_n;
    int64_t size;
    const char *want;
  } CASES[] = {{0, 0, "publish"},
               {1, (int64_t)sizeof(sdg16_survey_thresholds), "review"},
               {1e9, (int64_t)sizeof(sdg16_survey_thresholds), "suppress"},
               {1, offsetof(sdg16_survey_thresholds, review_cv), "publish"}};
  for (size_t i = 0; i < 4; i++) {
    sdg16_survey *survey = with_thresholds(design, CASES[i].min_n, CASES[i].size);
    assert_string_equal(reliability(survey), CASES[i].want);
    sdg16_survey_free(survey);
  }
  sdg16_survey_thresholds never = {0};
  sdg16_survey_options o = options(SDG16_SURVEY_PROPORTION, "y");
  o.thresholds = &never;
  sdg16_survey *survey;
  assert_int_equal(sdg16_survey_new(design, &o, NULL, &survey, NULL), SDG16_ERR_STRUCT_SIZE);
  sdg16_design_free(design);
  sdg16_table_free(table);
}

static void a_lonely_unit_is_dealt_with_as_the_policy_says(void **state) {
  (void)state;
  int32_t status;
  /* stratum 1: weight 25, PSU totals 25 and 50, (1 - 2/50) x 2 x (12.5^2 + 12.5^2) */
  double seen = 0.96 * 2 * 2 * 12.5 * 12.5;
  sdg16_estimate e = lonely(SDG16_LONELY_FAIL, 10, &status);
  assert_int_equal(status, SDG16_SURVEY_LONELY);
  close_to(e.value, 75, 1e-15);
  assert_true(isnan(e.se) && isnan(e.lower) && isnan(e.upper));
  e = lonely(SDG16_LONELY_REMOVE, 10, &status);
  assert_int_equal(status, SDG16_SURVEY_OK);
  close_to(e.se * e.se, seen, 1e-14);
  e = lonely(SDG16_LONELY_CERTAINTY, 10, &status);
  close_to(e.se * e.se, seen, 1e-14);
  e = lonely(SDG16_LONELY_ADJUST, 10, &status); /* distance of 0 from the mean, 25 */
  close_to(e.se * e.se, seen + 0.9 * 25 * 25, 1e-14);
  e = lonely(SDG16_LONELY_AVERAGE, 10, &status);
  close_to(e.se * e.se, 2 * seen, 1e-14);
  for (int32_t policy = 0; policy < 5;
       policy++) { /* one of one: certain, whatever the policy */
    e = lonely(policy, 1, &status);
    assert_int_equal(status, SDG16_SURVEY_OK);
    close_to(e.se * e.se, seen, 1e-14);
  }
}

/* ---- replicates ---- */

static sdg16_design *pairs(const sdg16_table *table) {
  sdg16_design_options o = sample_options(1);
  const char *const PAIR[] = {"pair"};
  o.strata = PAIR;
  sdg16_design *design;
  assert_int_equal(sdg16_design_new(table, &o, &design, NULL), SDG16_OK);
  return design;
}

static void balanced_replicates_of_a_total_are_exact(void **state) {
  (void)state;
  sdg16_table *table = sample_table(1);
  int64_t pair[SAMPLE_ROWS];
  for (int64_t i = 0; i < SAMPLE_ROWS; i++) pair[i] = i / 60; /* twelve strata of two PSUs */
  assert_int_equal(sdg16_table_add_int64(table, "pair", SAMPLE_ROWS, pair, NULL, NULL), 0);
  sdg16_design *plain = pairs(table);
  sdg16_estimate want = first(plain, SDG16_SURVEY_TOTAL, "income");
  static const int32_t KINDS[] = {SDG16_REPLICATE_BRR, SDG16_REPLICATE_FAY,
                                  SDG16_REPLICATE_JKN};
  for (int k = 0; k < 3; k++) {
    sdg16_design *brr = replicated(plain, KINDS[k], 500);
    sdg16_estimate got = first(brr, SDG16_SURVEY_TOTAL, "income");
    sdg16_design_summary summary;
    assert_int_equal(sdg16_design_summarise(brr, &summary, sizeof summary), SDG16_OK);
    assert_int_equal(summary.replicates, k < 2 ? 16 : 24);
    assert_true(summary.df == 12 && got.df == 12);
    close_to(got.value, want.value, 1e-14);
    close_to(got.se, want.se, 1e-11);
    sdg16_design_free(brr);
  }
  sdg16_design_free(plain);
  sdg16_design_options o = sample_options(1);
  o.stratum_count = 0; /* the plain jackknife takes no strata */
  assert_int_equal(sdg16_design_new(table, &o, &plain, NULL), SDG16_OK);
  sdg16_design *jackknife = replicated(plain, SDG16_REPLICATE_JK1, 500);
  close_to(first(jackknife, SDG16_SURVEY_TOTAL, "income").se,
           first(plain, SDG16_SURVEY_TOTAL, "income").se, 1e-11);
  sdg16_design_free(jackknife);
  sdg16_design_free(plain);
  sdg16_table_free(table);
}

/* The bootstrap's variance of a total has the linearised one as its mean; its relative
 * standard error over R replicates is about sqrt(2/R). */
static void the_bootstrap_agrees_with_linearisation(void **state) {
  (void)state;
  sdg16_table *table = sample_table(1);
  sdg16_design *plain = design_over(table, 1), *boot = replicated(plain, 5, 20000);
  sdg16_estimate want = first(plain, SDG16_SURVEY_TOTAL, "income");
  sdg16_estimate got = first(boot, SDG16_SURVEY_TOTAL, "income");
  close_to(got.se * got.se, want.se * want.se, 4 * sqrt(2.0 / 20000));
  close_to(first(boot, SDG16_SURVEY_PROPORTION, "y").se,
           first(plain, SDG16_SURVEY_PROPORTION, "y").se, 0.05);
  /* the weights of a replicate: whole multiples of 6/5 that add up in each stratum */
  double w[SAMPLE_ROWS], full[SAMPLE_ROWS];
  assert_int_equal(sdg16_design_weights(boot, -1, full, SAMPLE_ROWS, NULL), SDG16_OK);
  assert_int_equal(sdg16_design_weights(boot, 19999, w, SAMPLE_ROWS, NULL), SDG16_OK);
  for (int64_t h = 0; h < SAMPLE_STRATA; h++) {
    double times = 0;
    for (int64_t u = 0; u < 6; u++) {
      int64_t row = (h * 6 + u) * 30;
      double factor = w[row] / full[row] * 5 / 6;
      assert_true(fabs(factor - round(factor)) < 1e-12);
      times += factor;
    }
    assert_true(fabs(times - 5) < 1e-12);
  }
  sdg16_design_free(boot);
  sdg16_design_free(plain);
  sdg16_table_free(table);
}

/* Given as columns, constant within PSUs or not, replicates do the same. */
static void given_replicates_are_those_made(void **state) {
  (void)state;
  enum { COUNT = 24 };
  sdg16_table *table = sample_table(7);
  sdg16_design *plain = design_over(table, 1),
               *made = replicated(plain, SDG16_REPLICATE_JKN, 0 + 2);
  sdg16_estimate want = first(made, SDG16_SURVEY_PROPORTION, "y");
  double w[SAMPLE_ROWS], scales[COUNT];
  char names[COUNT][8];
  const char *columns[COUNT];
  for (int64_t k = 0; k < COUNT; k++) {
    snprintf(names[k], sizeof names[k], "w%d", (int)k);
    columns[k] = names[k];
    scales[k] = 5.0 / 6;
    assert_int_equal(sdg16_design_weights(made, k, w, SAMPLE_ROWS, NULL), SDG16_OK);
    assert_int_equal(sdg16_table_add_double(table, names[k], SAMPLE_ROWS, w, NULL, NULL), 0);
  }
  for (int psus = 0; psus < 2; psus++) {
    sdg16_design_options o = sample_options(1);
    o.replicates = columns;
    o.replicate_count = COUNT;
    o.replicate_kind = SDG16_REPLICATE_JKN;
    if (!psus) { /* rows are units: the weights are read row by row */
      o.psu_count = o.stratum_count = 0;
      o.scales = scales;
    }
    sdg16_design *given;
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    if (sdg16_design_new(table, &o, &given, &error)) fail_msg("%s", error.message);
    sdg16_estimate got = first(given, SDG16_SURVEY_PROPORTION, "y");
    close_to(got.value, want.value, 1e-14);
    close_to(got.se, want.se, 1e-11);
    assert_true(got.df == 20);
    sdg16_design_free(given);
  }
  sdg16_design_free(made);
  sdg16_design_free(plain);
  sdg16_table_free(table);
}

/* Jackknife and linearisation agree in the first order. */
static void regression_and_standardisation_take_replicates(void **state) {
  (void)state;
  static const char *const TERMS[] = {"income", "letter"};
  sdg16_table *table = sample_table(317);
  sdg16_design *designs[2] = {design_over(table, 1), NULL};
  sdg16_logistic *fits[2];
  sdg16_estimate e[2];
  designs[1] = replicated(designs[0], SDG16_REPLICATE_JKN, 2);
  for (int k = 0; k < 2; k++) {
    assert_int_equal(
        sdg16_survey_logistic(designs[k], "y", 2, TERMS, NULL, 0.95, NULL, &fits[k], NULL),
        SDG16_OK);
    sdg16_survey_options o = options(SDG16_SURVEY_PROPORTION, "y");
    o.standard = "group";
    sdg16_survey *survey = estimate(designs[k], &o, 2);
    assert_int_equal(sdg16_survey_estimate(survey, 0, &e[k], sizeof e[k]), SDG16_OK);
    sdg16_survey_free(survey);
  }
  close_to(e[1].value, e[0].value, 1e-13);
  close_to(e[1].se, e[0].se, 0.02);
  assert_true(e[1].se != e[0].se && sdg16_logistic_df(fits[0]) == sdg16_logistic_df(fits[1]));
  for (int64_t i = 0; i < 5; i++) {
    close_to(sdg16_table_double(sdg16_logistic_coefficients(fits[1]), 2)[i],
             sdg16_table_double(sdg16_logistic_coefficients(fits[0]), 2)[i], 1e-10);
    close_to(sdg16_table_double(sdg16_logistic_coefficients(fits[1]), 3)[i],
             sdg16_table_double(sdg16_logistic_coefficients(fits[0]), 3)[i], 0.1);
  }
  sdg16_independence tests[2];
  for (int k = 0; k < 2; k++)
    assert_int_equal(sdg16_survey_independence(designs[k], "y", "letter", NULL, &tests[k],
                                               sizeof tests[k], NULL),
                     SDG16_OK);
  assert_true(tests[0].pearson == tests[1].pearson && tests[0].f != tests[1].f);
  close_to(tests[1].f, tests[0].f, 0.1);
  close_to(tests[1].wald, tests[0].wald, 0.1);
  for (int k = 0; k < 2; k++) {
    sdg16_logistic_free(fits[k]);
    sdg16_design_free(designs[k]);
  }
  sdg16_table_free(table);
}

/* ---- contrasts ---- */

static void a_contrast_of_all_domains_is_the_total(void **state) {
  (void)state;
  sdg16_table *table = sample_table(1);
  sdg16_design *designs[] = {design_over(table, 2), NULL};
  sdg16_design *plain = design_over(table, 1);
  designs[1] = replicated(plain, SDG16_REPLICATE_JKN, 2);
  const char *by = "group";
  for (int d = 0; d < 2; d++) {
    sdg16_survey_options o = options(SDG16_SURVEY_TOTAL, "income");
    o.by = &by;
    o.by_count = 1;
    o.covariance = 1;
    sdg16_survey *survey = estimate(designs[d], &o, 2);
    double coefficients[] = {0, 1, 1, 1, 1};
    sdg16_estimate e, total;
    assert_int_equal(sdg16_survey_contrast(survey, 5, coefficients, 0.95, &e, sizeof e, NULL),
                     SDG16_OK);
    assert_int_equal(sdg16_survey_estimate(survey, 0, &total, sizeof total), SDG16_OK);
    close_to(e.value, total.value, 1e-13);
    close_to(e.se, total.se, 1e-11);
    double p;
    assert_int_equal(sdg16_survey_compare(survey, 0, 0, SDG16_COMPARE_DIFFERENCE, 0.95, &e,
                                          sizeof e, &p, NULL),
                     SDG16_OK);
    assert_true(e.value == 0 && e.se < 1e-6 * total.se && p == 1);
    sdg16_survey_free(survey);
    sdg16_design_free(designs[d]);
  }
  sdg16_design_free(plain);
  sdg16_table_free(table);
}

/* ---- refusals ---- */

static void refused(int32_t status, const sdg16_error *error, int32_t code,
                    const char *message) {
  if (strcmp(error->message, message)) fail_msg("'%s', expected '%s'", error->message, message);
  assert_int_equal(status, code);
}

static void refuse_design(const sdg16_table *table, const sdg16_design_options *o, int32_t code,
                          const char *message) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_design *design = (sdg16_design *)&error;
  refused(sdg16_design_new(table, o, &design, &error), &error, code, message);
  assert_null(design);
}

static void designs_that_cannot_be_are_refused(void **state) {
  (void)state;
  sdg16_table *table = sample_table(1);
  double bad[SAMPLE_ROWS], fraction[SAMPLE_ROWS];
  uint8_t missing[SAMPLE_ROWS] = {0};
  for (int i = 0; i < SAMPLE_ROWS; i++)
    bad[i] = i == 41 ? -2.5 : 1, fraction[i] = i % 2 ? 0.5 : 20;
  missing[17] = SDG16_MISSING_SYSTEM;
  assert_int_equal(sdg16_table_add_double(table, "bad", SAMPLE_ROWS, bad, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_double(table, "gap", SAMPLE_ROWS, bad, missing, NULL), 0);
  assert_int_equal(sdg16_table_add_double(table, "odd", SAMPLE_ROWS, fraction, NULL, NULL), 0);
  static const char *const GAP[] = {"gap"}, *const ODD[] = {"odd"},
                           *const SMALL[] = {"stratum"};
  sdg16_design_options o = sample_options(1);
  o.weight = "w";
  refuse_design(table, &o, SDG16_ERR_COLUMN, "weight: the survey has no column 'w'");
  o.weight = "bad";
  refuse_design(table, &o, SDG16_ERR_VALUE,
                "weight: column 'bad' must be 0 or more, not -2.5 (row 42)");
  o.weight = "gap";
  refuse_design(table, &o, SDG16_ERR_MISSING,
                "weight: column 'gap' must be 0 or more, not missing (row 18); "
                "drop-missing-weights leaves such rows out");
  o.weight = "weight";
  o.strata = GAP;
  refuse_design(table, &o, SDG16_ERR_MISSING,
                "strata: column 'gap' must have a value in every row; it is missing in row 18");
  o.strata = SAMPLE_STRATUM;
  o.fpc = ODD;
  o.fpc_count = 1;
  refuse_design(table, &o, SDG16_ERR_DESIGN,
                "fpc: column 'odd' must be the same in all rows of a stratum; it is 0.5 in "
                "row 2, but 20 in row 1");
  o.fpc = SMALL;
  refuse_design(
      table, &o, SDG16_ERR_DESIGN,
      "fpc must be at least the number of units sampled, not 1 (the stratum of row 1, stage "
      "1)");
  o.fpc_count = 0;
  o.sampled = SMALL;
  o.sampled_count = 1;
  refuse_design(table, &o, SDG16_ERR_DESIGN,
                "sampled must be a whole number of at least the units in the file, not 1 (the "
                "stratum of row 1, stage 1)");
  o.sampled_count = 0;
  o.lonely = 9;
  refuse_design(table, &o, SDG16_ERR_ARGUMENT, "lonely must be an SDG16_LONELY_ value, not 9");
  o.lonely = 0;
  o.replicate_kind = SDG16_REPLICATE_BRR;
  refuse_design(table, &o, SDG16_ERR_ARGUMENT,
                "replicates must be from 2 to 1000000 columns, not 0");
  sdg16_table_free(table);
}

static void estimates_that_cannot_be_are_refused(void **state) {
  (void)state;
  sdg16_table *table = sample_table(1);
  sdg16_design *design = design_over(table, 1);
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  static const struct {
    int32_t statistic;
    const char *of;
    int32_t interval, scheme, code;
    const char *message;
  } CASES[] = {{SDG16_SURVEY_PROPORTION, "income", -1, 0, SDG16_ERR_VALUE, NULL},
               {SDG16_SURVEY_MEAN, NULL, -1, 0, SDG16_ERR_OPTION,
                "numerator must be a column or an expression"},
               {SDG16_SURVEY_MEAN, "nothing", -1, 0, SDG16_ERR_COLUMN,
                "mean: expression, character 1: there is no column 'nothing'"},
               {SDG16_SURVEY_MEAN, "income", SDG16_SURVEY_INTERVAL_LOGIT, 0, SDG16_ERR_OPTION,
                "interval must be wald or none; the other kinds are for proportions"},
               {SDG16_SURVEY_TOTAL, "y", -1, SDG16_SCHEME_NCHS, SDG16_ERR_OPTION,
                "scheme nchs is for proportions only"},
               {SDG16_SURVEY_PROPORTION, "y", -1, SDG16_SCHEME_NCHS_RATES, SDG16_ERR_OPTION,
                "scheme nchs-rates is for totals, means and ratios only"},
               {SDG16_SURVEY_RATIO, "y", -1, 0, SDG16_ERR_OPTION,
                "denominator must be given for a ratio, and for no other statistic"},
               {77, "y", -1, 0, SDG16_ERR_ARGUMENT,
                "statistic must be an SDG16_SURVEY_ "
                "statistic"}};
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
    sdg16_survey_options o = options(CASES[i].statistic, CASES[i].of);
    o.interval = CASES[i].interval;
    o.scheme = CASES[i].scheme;
    sdg16_survey *survey = (sdg16_survey *)&error;
    int32_t status = sdg16_survey_new(design, &o, NULL, &survey, &error);
    assert_null(survey);
    if (CASES[i].message)
      refused(status, &error, CASES[i].code, CASES[i].message);
    else
      assert_int_equal(status, CASES[i].code);
  }
  sdg16_design_free(design);
  sdg16_table_free(table);
}

/* A margin over `group` whose totals are `each`. */
static sdg16_table *margin(const char *column, double each) {
  const int64_t levels[] = {0, 1, 2, 3};
  const double totals[] = {each, each, each, each};
  sdg16_table *table;
  assert_int_equal(sdg16_table_new(&table, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_int64(table, column, 4, levels, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_double(table, "population", 4, totals, NULL, NULL), 0);
  return table;
}

static void calibration_meets_its_totals_or_says_why_not(void **state) {
  (void)state;
  sdg16_table *table = sample_table(1), *groups = margin("group", 4000), *more;
  sdg16_design *design = design_over(table, 1), *calibrated;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  const sdg16_table *margins[] = {groups, NULL};
  for (int32_t method = 1; method <= 3; method++) {
    sdg16_calibrate_options o;
    sdg16_calibrate_options_init(&o, sizeof o);
    o.method = method;
    if (method == SDG16_CALIBRATE_LOGIT) o.lower = 0.1, o.upper = 10;
    assert_int_equal(sdg16_design_calibrate(design, 1, margins, &o, &calibrated, &error), 0);
    sdg16_survey_options s = options(SDG16_SURVEY_TOTAL, NULL);
    const char *by = "group";
    s.by = &by;
    s.by_count = 1;
    sdg16_survey *survey = estimate(calibrated, &s, 1);
    for (int64_t k = 0; k < 5; k++) {
      sdg16_estimate e;
      assert_int_equal(sdg16_survey_estimate(survey, k, &e, sizeof e), 0);
      close_to(e.value, k ? 4000 : 16000, 1e-10);
      assert_true(e.se < 1e-6); /* known: no variance is left */
    }
    sdg16_survey_free(survey);
    sdg16_design_free(calibrated);
  }
  /* most of the weight in one group: the line goes below 0 elsewhere */
  static const char *const INCOME[] = {"income"};
  static const double LESS[] = {2e6};
  sdg16_calibrate_options far;
  sdg16_calibrate_options_init(&far, sizeof far);
  far.auxiliaries = INCOME;
  far.auxiliary_totals = LESS;
  far.auxiliary_count = 1;
  assert_int_equal(sdg16_design_calibrate(design, 1, margins, &far, &calibrated, &error), 0);
  sdg16_design_summary summary;
  assert_int_equal(sdg16_design_summarise(calibrated, &summary, sizeof summary), 0);
  assert_true(summary.negative > 0);
  sdg16_survey_options mean = options(SDG16_SURVEY_MEAN, "income");
  sdg16_survey *warned = estimate(calibrated, &mean, 1);
  assert_string_equal(sdg16_table_text(sdg16_survey_diagnostics(warned), 0, 0),
                      "negative-weights");
  sdg16_survey_free(warned);
  sdg16_design_free(calibrated);
  more = margin("stratum", 1);
  margins[1] = more;
  int32_t status = sdg16_design_calibrate(design, 2, margins, NULL, &calibrated, &error);
  refused(
      status, &error, SDG16_ERR_DESIGN,
      "margin 2: a cell with a total above 0 must have a row of the survey; that of row 1 has "
      "none");
  assert_null(calibrated);
  sdg16_calibrate_options o;
  sdg16_calibrate_options_init(&o, sizeof o);
  o.method = SDG16_CALIBRATE_LOGIT;
  o.lower = 0.99;
  o.upper = 1.01;
  assert_int_equal(sdg16_design_calibrate(design, 1, margins, &o, &calibrated, &error),
                   SDG16_ERR_DESIGN);
  assert_non_null(strstr(error.message, "or the bounds are too narrow"));
  sdg16_table_free(more);
  sdg16_table_free(groups);
  sdg16_design_free(design);
  sdg16_table_free(table);
}

static void regression_says_when_there_is_no_estimate(void **state) {
  (void)state;
  sdg16_table *table = sample_table(1);
  int64_t same[SAMPLE_ROWS];
  const int64_t *y = sdg16_table_int64(table, sdg16_table_find(table, "y"));
  for (int i = 0; i < SAMPLE_ROWS; i++) same[i] = y[i];
  assert_int_equal(sdg16_table_add_int64(table, "same", SAMPLE_ROWS, same, NULL, NULL), 0);
  sdg16_design *design = design_over(table, 1);
  sdg16_logistic *l;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  const char *separated[] = {"same"}, *twice[] = {"flag", "income", "flag:flag"};
  int32_t status =
      sdg16_survey_logistic(design, "y", 1, separated, NULL, 0.95, NULL, &l, &error);
  assert_int_equal(status, SDG16_ERR_DESIGN);
  assert_non_null(strstr(error.message, "coefficients diverge"));
  status = sdg16_survey_logistic(design, "y", 3, twice, NULL, 0.95, NULL, &l, &error);
  refused(status, &error, SDG16_ERR_DESIGN,
          "terms: 'flag:flag' depends on the terms before it");
  assert_null(l);
  sdg16_design_free(design);
  sdg16_table_free(table);
}

static void a_long_regression_can_be_stopped(void **state) {
  (void)state;
  static const char *const TERMS[] = {"income"};
  sdg16_table *table = sample_table(1);
  sdg16_design *design = design_over(table, 1);
  sdg16_exec_options exec;
  sdg16_error error;
  sdg16_logistic *l = (sdg16_logistic *)&error;
  sdg16_error_init(&error, sizeof error);
  sdg16_exec_options_init(&exec, sizeof exec);
  assert_int_equal(sdg16_cancel_new(&exec.cancel, NULL), SDG16_OK);
  sdg16_cancel_request(exec.cancel);
  assert_int_equal(sdg16_survey_logistic(design, "y", 1, TERMS, NULL, 0.95, &exec, &l, &error),
                   SDG16_ERR_CANCELLED);
  assert_null(l);
  sdg16_cancel_free(exec.cancel);
  sdg16_design_free(design);
  sdg16_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_bits_do_not_depend_on_the_number_of_threads),
      cmocka_unit_test(the_order_of_the_rows_does_not_matter),
      cmocka_unit_test(nor_does_it_for_categories_margins_and_regressions),
      cmocka_unit_test(tiny_values_keep_their_standard_errors),
      cmocka_unit_test(a_domain_keeps_the_units_without_members),
      cmocka_unit_test(the_number_sampled_may_be_given),
      cmocka_unit_test(expressions_are_columns),
      cmocka_unit_test(rows_of_weight_0_count_nowhere),
      cmocka_unit_test(a_column_without_a_value_makes_no_domain),
      cmocka_unit_test(thresholds_are_read_as_far_as_the_caller_knows_them),
      cmocka_unit_test(a_lonely_unit_is_dealt_with_as_the_policy_says),
      cmocka_unit_test(balanced_replicates_of_a_total_are_exact),
      cmocka_unit_test(the_bootstrap_agrees_with_linearisation),
      cmocka_unit_test(given_replicates_are_those_made),
      cmocka_unit_test(regression_and_standardisation_take_replicates),
      cmocka_unit_test(a_contrast_of_all_domains_is_the_total),
      cmocka_unit_test(designs_that_cannot_be_are_refused),
      cmocka_unit_test(estimates_that_cannot_be_are_refused),
      cmocka_unit_test(calibration_meets_its_totals_or_says_why_not),
      cmocka_unit_test(a_long_regression_can_be_stopped),
      cmocka_unit_test(regression_says_when_there_is_no_estimate),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
