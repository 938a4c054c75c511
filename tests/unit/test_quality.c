/* What the estimate rests on: goodness of fit and residuals against closed forms, the
 * p-value's distribution under the truth by simulation, suprema against iterative
 * proportional fitting, and the messages of each status. */
#include "mse/diagnose/fit_test.h"
#include "mse/diagnose/refit.h"
#include "mse/estimate/estimate.h"
#include "tables.h"

#include "../property/random_tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void assert_near(double found, double expected, double within) {
  if (!(fabs(found - expected) <= within))
    fail_msg("%.12g found, expected %.12g within %g", found, expected, within);
}

static sdg16_capture *three(const int64_t counts[8]) {
  static const char *const names[] = {"police", "shelter", "hotline"};
  uint32_t history[7];
  for (uint32_t c = 1; c < 8; c++) history[c - 1] = c;
  sdg16_capture *capture;
  assert_int_equal(sdg16_capture_new(3, names, 7, history, counts + 1, &capture, NULL), 0);
  return capture;
}

static sdg16_mse *fixed_by(const sdg16_capture *capture, const char *model, int64_t replicates,
                           int32_t threads, uint64_t seed) {
  sdg16_mse_options options;
  sdg16_exec_options exec;
  sdg16_mse *mse;
  sdg16_mse_options_init(&options, sizeof options);
  sdg16_exec_options_init(&exec, sizeof exec);
  options.model = model;
  options.interval = SDG16_INTERVAL_NONE;
  options.fit_replicates = replicates;
  exec.threads = threads;
  exec.seed = seed;
  assert_int_equal(sdg16_mse_new(capture, &options, &exec, &mse, NULL), 0);
  return mse;
}

static sdg16_mse *fixed(const sdg16_capture *capture, const char *model, int64_t replicates,
                        int32_t threads) {
  return fixed_by(capture, model, replicates, threads, 1);
}

static sdg16_fit_test test_of(const sdg16_mse *mse) {
  sdg16_fit_test test;
  assert_int_equal(sdg16_mse_fit_test(mse, &test, sizeof test), 0);
  return test;
}

/* ---- closed forms ---- */

/* Each list has half of 800 people: independence has the mean 100 on every history. The
 * counts differ from it by x (one list), -2x (two), 3x (three), which keeps all margins. */
static sdg16_capture *around_100(int64_t x) {
  const int64_t n[8] = {0,       100 + x,     100 + x,     100 - 2 * x,
                        100 + x, 100 - 2 * x, 100 - 2 * x, 100 + 3 * x};
  return three(n);
}

static void test_statistics_are_those_of_the_closed_form(void **state) {
  (void)state;
  sdg16_capture *capture = around_100(10);
  sdg16_mse *mse = fixed(capture, "[1,2,3]", 199, 1);
  sdg16_fit_test test = test_of(mse);
  sdg16_estimate total;
  sdg16_mse_estimate(mse, &total, sizeof total);
  assert_near(total.value, 800, 1e-7);
  assert_int_equal(test.df, 3);
  assert_near(test.pearson, 3 * 1.0 + 3 * 4.0 + 9.0, 1e-8);
  assert_near(test.deviance, 2 * (330 * log(1.1) + 240 * log(0.8) + 130 * log(1.3)), 1e-8);
  assert_int_equal(test.replicates, 199);
  assert_near(test.p_pearson, 0.005, 1e-12); /* none of 199 is as large */
  const sdg16_table *residuals = sdg16_mse_residuals(mse);
  assert_int_equal(sdg16_table_rows(residuals), 7);
  assert_string_equal(text_of(residuals, "lists", 0), "police; shelter; hotline");
  assert_near(number_of(residuals, "history", 0), 7, 0);
  assert_near(number_of(residuals, "observed", 0), 130, 0);
  assert_near(number_of(residuals, "fitted", 0), 100, 1e-8);
  /* sqrt(130) + sqrt(131) - sqrt(401); of 80 and of 110 likewise, by hand */
  assert_near(number_of(residuals, "residual", 0), 2.8222930, 1e-6);
  assert_near(number_of(residuals, "residual", 1), -2.0807125, 1e-6);
  assert_near(number_of(residuals, "residual", 6), 0.9987579, 1e-6);
  /* of equal residuals the first by the names: hotline, police, shelter */
  assert_string_equal(text_of(residuals, "lists", 1), "police; hotline");
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
}

/* Means of 100: the chi-squared distribution holds. X2 = 2.16 on 3 degrees of freedom has
 * p = 0.5399 (tables; R's pchisq). */
static void test_p_values_of_large_means_are_those_of_chi_squared(void **state) {
  (void)state;
  sdg16_capture *capture = around_100(3);
  sdg16_mse *mse = fixed(capture, "[1,2,3]", 5000, 1);
  sdg16_fit_test test = test_of(mse);
  assert_near(test.pearson, 2.16, 1e-8);
  assert_near(test.p_pearson, 0.5399, 0.025); /* 3.5 standard errors */
  assert_near(test.p_deviance, 0.5399, 0.03);
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
}

static void test_no_p_value_without_degrees_of_freedom_or_replicates(void **state) {
  (void)state;
  static const uint32_t history[] = {1, 2, 3};
  static const int64_t count[] = {50, 40, 10};
  sdg16_capture *capture;
  assert_int_equal(sdg16_capture_new(2, NULL, 3, history, count, &capture, NULL), 0);
  sdg16_mse *mse = fixed(capture, "[]", 500, 1);
  sdg16_fit_test test = test_of(mse);
  assert_true(test.df == 0 && test.replicates == 0);
  assert_true(isnan(test.p_deviance) && isnan(test.p_pearson));
  assert_near(test.deviance, 0, 1e-9);
  assert_int_equal(sdg16_table_rows(sdg16_mse_residuals(mse)), 0);
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
  capture = around_100(3);
  mse = fixed(capture, "[1,2,3]", 0, 1);
  test = test_of(mse);
  assert_true(test.df == 3 && test.replicates == 0 && isnan(test.p_deviance));
  assert_near(test.pearson, 2.16, 1e-8);
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
}

/* ---- the p-value under the truth ---- */

#define TRUTHS 400

/* Persons are on the lists independently; the first two are linked by `linked`. */
static sdg16_capture *drawn(uint64_t *state, int64_t persons, double linked) {
  static const double chance[4] = {0.10, 0.15, 0.08, 0.20};
  uint32_t history[15];
  int64_t count[16] = {0};
  for (int64_t i = 0; i < persons; i++) {
    uint32_t c = 0;
    for (int j = 0; j < 4; j++) {
      double p = j == 1 && c & 1 ? linked : chance[j];
      c |= (uint32_t)(random_unit(state) < p) << j;
    }
    count[c]++;
  }
  for (uint32_t c = 1; c < 16; c++) history[c - 1] = c;
  sdg16_capture *capture;
  assert_int_equal(sdg16_capture_new(4, NULL, 15, history, count + 1, &capture, NULL), 0);
  return capture;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Distance of Kolmogorov and Smirnov to the uniform distribution on 0.01, ..., 1. */
static double distance(double *p) {
  double most = 0;
  qsort(p, TRUTHS, sizeof *p, ascending);
  for (int step = 1; step <= 100; step++) {
    int below = 0;
    while (below < TRUTHS && p[below] < step / 100.0 + 1e-9) below++;
    most = fmax(most, fabs((double)below / TRUTHS - step / 100.0));
  }
  return most;
}

/* Sparse tables of about 130 persons: ten of the fifteen means are below 5. */
static void uniform_under(const char *model, double linked, uint64_t seed) {
  double by_deviance[TRUTHS], by_pearson[TRUTHS];
  for (int i = 0; i < TRUTHS; i++) {
    sdg16_capture *capture = drawn(&seed, 300, linked);
    sdg16_mse *mse = fixed_by(capture, model, 100, 1, (uint64_t)i + 1); /* draws of its own */
    sdg16_fit_test test = test_of(mse);
    assert_int_equal(test.replicates, 100);
    by_deviance[i] = test.p_deviance;
    by_pearson[i] = test.p_pearson;
    sdg16_mse_free(mse);
    sdg16_capture_free(capture);
  }
  /* passed by 1.63 / sqrt(400) once in a hundred truths; the parametric bootstrap of
   * composite models is exact in the limit alone */
  assert_true(distance(by_deviance) < 0.09);
  assert_true(distance(by_pearson) < 0.09);
}

static void test_p_values_are_uniform_under_the_truth(void **state) {
  (void)state;
  uniform_under("[1,2,3,4]", 0.15, 20260716);
  uniform_under("[12,3,4]", 0.5, 20260717);
}

static void test_a_wrong_model_is_found(void **state) {
  (void)state;
  uint64_t seed = 7;
  int found = 0;
  for (int i = 0; i < 50; i++) {
    sdg16_capture *capture = drawn(&seed, 1000, 0.6);
    sdg16_mse *mse = fixed(capture, "[1,2,3,4]", 199, 1);
    found += test_of(mse).p_deviance < 0.01;
    sdg16_mse_free(mse);
    sdg16_capture_free(capture);
  }
  assert_true(found >= 48);
}

/* ---- the same for any order and any number of threads ---- */

static void test_neither_threads_nor_the_order_of_lists_matter(void **state) {
  (void)state;
  static const char *const names[] = {"d", "b", "a", "c"};
  static const char *const turned[] = {"c", "a", "b", "d"}; /* the lists from last to first */
  uint64_t seed = 99;
  sdg16_capture *source = drawn(&seed, 300, 0.3), *one, *other;
  const uint32_t *history;
  const int64_t *count;
  int64_t rows = sdg16_capture_histories(source, &history, &count);
  uint32_t back[16];
  for (int64_t i = 0; i < rows; i++) {
    back[i] = 0;
    for (int j = 0; j < 4; j++) back[i] |= (history[i] >> j & 1) << (3 - j);
  }
  assert_int_equal(sdg16_capture_new(4, names, rows, history, count, &one, NULL), 0);
  assert_int_equal(sdg16_capture_new(4, turned, rows, back, count, &other, NULL), 0);
  sdg16_mse *a = fixed(one, "[12,23,4]", 300, 1), *b = fixed(one, "[12,23,4]", 300, 2),
            *c = fixed(other, "[34,23,1]", 300, 1);
  sdg16_fit_test x = test_of(a), y = test_of(b), z = test_of(c);
  assert_memory_equal(&x, &y, sizeof x);
  assert_true(x.p_deviance == z.p_deviance && x.p_pearson == z.p_pearson);
  sdg16_mse_free(a);
  sdg16_mse_free(b);
  sdg16_mse_free(c);
  sdg16_capture_free(source);
  sdg16_capture_free(one);
  sdg16_capture_free(other);
}

/* ---- suprema ---- */

#define SWEEPS 100000

/* Iterative proportional fitting to the margins of the pairs, which converges to the
 * extended maximum likelihood estimate whether or not a maximum exists. */
static void fit_pairs(const double *count, const uint32_t *pair, int pairs, double *mean) {
  for (int c = 1; c < 16; c++) mean[c] = 1;
  mean[0] = 0;
  for (int sweep = 0; sweep < SWEEPS; sweep++)
    for (int g = 0; g < pairs; g++) {
      double want[16] = {0}, have[16] = {0};
      for (uint32_t c = 1; c < 16; c++) {
        want[c & pair[g]] += count[c];
        have[c & pair[g]] += mean[c];
      }
      for (uint32_t c = 1; c < 16; c++)
        mean[c] *= have[c & pair[g]] > 0 ? want[c & pair[g]] / have[c & pair[g]] : 0;
    }
}

static void test_suprema_are_those_of_proportional_fitting(void **state) {
  (void)state;
  static const uint32_t pair[] = {3, 5, 10, 12}; /* a cycle: no closed form */
  uint64_t seed = 31;
  sdg16_capture *capture = drawn(&seed, 3000, 0.4);
  sdg16_mse *mse = fixed(capture, "[12,13,24,34]", 0, 1);
  assert_int_equal(sdg16_mse_status(mse), SDG16_MODEL_OK);
  sdg16i_refit refit = {0};
  assert_int_equal(sdg16i_refit_init(&refit, sdg16_mse_fit(mse), NULL), 0);
  int zeros = 0;
  for (int k = 0; k < 40; k++) { /* 12 to 51 persons: margins of pairs are often empty */
    double mean[16], deviance, pearson, expected = 0, chi = 0;
    memset(refit.count, 0, 16 * sizeof(double));
    for (int i = 0; i < 12 + k; i++) {
      uint32_t c = (uint32_t)(random_bits(&seed) % 15) + 1;
      refit.count[i % 3 ? UINT32_C(1) << (c % 4) : c]++;
    }
    sdg16i_refit_run(&refit, &deviance, &pearson);
    fit_pairs(refit.count, pair, 4, mean);
    for (int c = 1; c < 16; c++) {
      double n = refit.count[c];
      zeros += n == 0;
      if (n > 0) expected += 2 * (n * log(n / mean[c]) - (n - mean[c]));
      if (n == 0) expected += 2 * mean[c];
      if (mean[c] > 1e-9) chi += (n - mean[c]) * (n - mean[c]) / mean[c];
    }
    assert_near(deviance, expected, 1e-3);
    assert_near(pearson, chi, 1e-2 * (1 + chi));
  }
  assert_true(zeros > 150);
  sdg16i_refit_clear(&refit);
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
}

/* ---- messages ---- */

static const char *message_of(const sdg16_mse *mse, const char *code) {
  const sdg16_table *table = sdg16_mse_diagnostics(mse);
  for (int64_t i = 0; i < sdg16_table_rows(table); i++)
    if (!strcmp(text_of(table, "code", i), code)) return text_of(table, "message", i);
  return "";
}

static void test_every_status_has_its_message(void **state) {
  (void)state;
  sdg16_capture *capture = around_100(3);
  sdg16_mse *mse = fixed(capture, "[12,3]", 0, 1);
  mse->capture = capture;
  sdg16i_universe universe;
  assert_int_equal(sdg16i_universe_init(&universe, 3, 2, NULL), 0);
  mse->refused =
      (sdg16i_refused){.found = 1, .preferred = 1, .better = 6.1, .universe = &universe};
  sdg16i_set_add(&mse->refused.model, 1); /* [13,2] */
  for (int32_t status = 1; status < SDG16_MODEL_STATUSES; status++) {
    if (sdg16_model_has_estimate(status)) continue;
    mse->status = status;
    sdg16_table_free(mse->diagnostics);
    assert_int_equal(sdg16i_diagnostics_table(mse, NULL), 0);
    const char *message = message_of(mse, sdg16_model_status_name(status));
    assert_true(strlen(message) > 20 && message[strlen(message) - 1] == '.');
    assert_memory_equal(message, "No estimate", 11);
  }
  mse->status = SDG16_MODEL_UNBOUNDED_PREFERRED;
  mse->at_least = 1500;
  mse->at_least_lower = 1234;
  sdg16_table_free(mse->diagnostics);
  assert_int_equal(sdg16i_diagnostics_table(mse, NULL), 0);
  assert_non_null(strstr(
      message_of(mse, "unbounded-preferred"),
      "The model [13,2], under which the total has no upper limit, has a criterion "
      "lower by 6.10 than the best model with an estimate. Some lists may never meet. If "
      "the best model with an estimate, [12,3], holds all the same, there are about "
      "1,500 people, and at least 1,234."));
  sdg16i_universe_clear(&universe);
  mse->status = SDG16_MODEL_NONE_HIDDEN;
  mse->estimate.upper = 1500;
  sdg16_table_free(mse->diagnostics);
  assert_int_equal(sdg16i_diagnostics_table(mse, NULL), 0);
  assert_non_null(strstr(message_of(mse, "none-hidden"),
                         "would be the 700 people observed; its upper limit is 1,500."));
  mse->estimate.upper = 700.35; /* an upper limit is not printed below itself */
  sdg16_table_free(mse->diagnostics);
  assert_int_equal(sdg16i_diagnostics_table(mse, NULL), 0);
  assert_non_null(strstr(message_of(mse, "none-hidden"), "its upper limit is 701."));
  mse->status = SDG16_MODEL_OK_ON_FACE; /* with the mean 0 on shelter alone */
  mse->fit->ordered->mean[4] = 0;       /* the third of the names */
  sdg16_table_free(mse->diagnostics);
  assert_int_equal(sdg16i_diagnostics_table(mse, NULL), 0);
  assert_non_null(strstr(message_of(mse, "ok-on-face"),
                         "1 unobserved history has a fitted mean of 0, because the likelihood "
                         "rises as the mean falls to 0 (for example on shelter and on no other "
                         "list)."));
  mse->capture = NULL;
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
}

static void test_no_message_is_lost(void **state) {
  (void)state;
  /* fifteen lists within the first, each nested in those before it: 105 pairs */
  const char *names[15];
  static char name[15][32];
  uint32_t history[15];
  int64_t count[15];
  for (int j = 0; j < 15; j++) {
    snprintf(name[j], sizeof name[j], "list number %d", j + 1);
    names[j] = name[j];
    history[j] = (UINT32_C(2) << j) - 1;
    count[j] = 10;
  }
  sdg16_capture *capture;
  sdg16_table *found;
  assert_int_equal(sdg16_capture_new(15, names, 15, history, count, &capture, NULL), 0);
  assert_int_equal(sdg16_capture_structure(capture, &found, NULL), 0);
  int64_t nested = 0, all = 0;
  for (int64_t i = 0; i < sdg16_table_rows(found); i++) {
    nested += !strcmp(text_of(found, "code", i), "nested-lists");
    all += !strcmp(text_of(found, "code", i), "all-on-list");
  }
  assert_int_equal(nested, 14 * 13 / 2); /* within the first: said once, of all */
  assert_int_equal(all, 1);
  sdg16_table_free(found);
  sdg16_capture_free(capture);
}

static void test_coverage_and_lower_bound_by_hand(void **state) {
  (void)state;
  /* Korea: only on a list 5, 5, 41; on two 60; on three 12; lists of 77, 71, 59.
   * Chao 1989: 123 + (51^2 - 25 - 25 - 1681) / (2 * 61) */
  static const int64_t korea[8] = {0, 5, 5, 54, 41, 6, 0, 12};
  sdg16_capture *capture = three(korea);
  sdg16_coverage seen;
  assert_int_equal(sdg16_capture_coverage(capture, &seen, sizeof seen, NULL), 0);
  assert_true(seen.once == 51 && seen.twice == 60);
  assert_near(seen.chao_lower, 123 + 870.0 / 122, 1e-12);
  assert_near(seen.coverage, 1 - (5 / 77.0 + 5 / 71.0 + 41 / 59.0) / 3, 1e-12);
  sdg16_capture_free(capture);
  /* Two lists: Chapman's estimate, 101 * 81 / 21 - 1 for lists of 100 and 80, 20 on both. */
  static const uint32_t history[] = {1, 2, 3};
  static const int64_t two[] = {80, 60, 20};
  assert_int_equal(sdg16_capture_new(2, NULL, 3, history, two, &capture, NULL), 0);
  assert_int_equal(sdg16_capture_coverage(capture, &seen, sizeof seen, NULL), 0);
  assert_near(seen.chao_lower, 101.0 * 81 / 21 - 1, 1e-10);
  sdg16_capture_free(capture);
}

/* A share is graded as it is printed: 29.6 % is 30 %. */
static void test_grades_are_of_the_printed_per_cent(void **state) {
  (void)state;
  assert_string_equal(sdg16_coverage_grade(0.294), "very low");
  assert_string_equal(sdg16_coverage_grade(0.296), "low");
  assert_string_equal(sdg16_coverage_grade(0.544), "low");
  assert_string_equal(sdg16_coverage_grade(0.546), "moderate");
  assert_string_equal(sdg16_coverage_grade(0.694), "moderate");
  assert_string_equal(sdg16_coverage_grade(0.696), "high");
  assert_string_equal(sdg16_coverage_grade(0), "very low");
  assert_null(sdg16_coverage_grade(NAN));
}

static void test_a_population_below_the_observed_is_refused(void **state) {
  (void)state;
  sdg16_capture *capture = around_100(3);
  sdg16_mse_options options;
  sdg16_error error;
  sdg16_mse *mse;
  sdg16_error_init(&error, sizeof error);
  sdg16_mse_options_init(&options, sizeof options);
  options.population = 64;
  assert_int_equal(sdg16_mse_new(capture, &options, NULL, &mse, &error), SDG16_ERR_POPULATION);
  assert_string_equal(error.message,
                      "population must be at least the 700 people observed, not 64");
  options.population = 750; /* below the estimate */
  assert_int_equal(sdg16_mse_new(capture, &options, NULL, &mse, &error), 0);
  assert_non_null(
      strstr(message_of(mse, "above-population"), " is above the population (750)"));
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_statistics_are_those_of_the_closed_form),
      cmocka_unit_test(test_p_values_of_large_means_are_those_of_chi_squared),
      cmocka_unit_test(test_no_p_value_without_degrees_of_freedom_or_replicates),
      cmocka_unit_test(test_p_values_are_uniform_under_the_truth),
      cmocka_unit_test(test_a_wrong_model_is_found),
      cmocka_unit_test(test_neither_threads_nor_the_order_of_lists_matter),
      cmocka_unit_test(test_suprema_are_those_of_proportional_fitting),
      cmocka_unit_test(test_every_status_has_its_message),
      cmocka_unit_test(test_no_message_is_lost),
      cmocka_unit_test(test_coverage_and_lower_bound_by_hand),
      cmocka_unit_test(test_grades_are_of_the_printed_per_cent),
      cmocka_unit_test(test_a_population_below_the_observed_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
