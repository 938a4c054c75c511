/* Models and fits: notation round-trips, score equations hold, statuses agree,
 * list labels do not matter, closed forms agree. */
#include "random_tables.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static sdg16_mse_options no_interval, wald;

static sdg16_model *random_model(int32_t lists, uint64_t *state) {
  uint32_t terms[4], all = (UINT32_C(1) << lists) - 1;
  int64_t count = 1 + (int64_t)(random_bits(state) % 4);
  for (int64_t i = 0; i < count; i++) do
      terms[i] = (uint32_t)(random_bits(state) & random_bits(state)) & all;
    while (terms[i] == all);
  sdg16_model *model = NULL;
  assert_int_equal(sdg16_model_new(lists, count, terms, &model, NULL), 0);
  return model;
}

static void parsing_what_was_printed_gives_the_same_model(void **unused) {
  (void)unused;
  uint64_t state = 7;
  for (int32_t lists = 2; lists <= SDG16_MAX_LISTS; lists++) {
    uint32_t history[SDG16_MAX_LISTS];
    int64_t count[SDG16_MAX_LISTS];
    const char *names[] = {"LA", "NG", "P F", "GO", "général", "x6", "list-7", "8a",
                           "i",  "j",  "k",   "l",  "m",       "n",  "o",      "p"};
    for (int32_t j = 0; j < lists; j++) history[j] = UINT32_C(1) << j, count[j] = 1;
    sdg16_capture *capture;
    assert_int_equal(sdg16_capture_new(lists, names, lists, history, count, &capture, NULL), 0);
    for (int k = 0; k < 100; k++) {
      sdg16_model *model = random_model(lists, &state);
      for (int32_t style = SDG16_MODEL_NUMBERS; style <= SDG16_MODEL_NAMES; style++) {
        int64_t length = sdg16_model_format(model, style, capture, NULL, 0);
        assert_true(length > 0);
        char *text = malloc((size_t)length + 1);
        assert_int_equal(sdg16_model_format(model, style, capture, text, length + 1), length);
        sdg16_model *again = NULL;
        assert_int_equal(sdg16_model_parse(capture, text, &again, NULL), 0);
        const uint32_t *a, *b;
        int64_t terms = sdg16_model_terms(model, &a);
        assert_int_equal(sdg16_model_terms(again, &b), terms);
        assert_memory_equal(a, b, (size_t)terms * sizeof *a);
        sdg16_model_free(again);
        free(text);
      }
      sdg16_model_free(model);
    }
    sdg16_capture_free(capture);
  }
}

static double margin(const sdg16_capture *capture, uint32_t term) {
  const uint32_t *history;
  const int64_t *count;
  int64_t rows = sdg16_capture_histories(capture, &history, &count);
  double sum = 0;
  for (int64_t i = 0; i < rows; i++)
    if ((history[i] & term) == term) sum += (double)count[i];
  return sum;
}

/* n*(t) = mu*(t) for every term, and mu from the coefficients. */
static void score_equations_hold(void **unused) {
  (void)unused;
  int64_t fitted = 0;
  for (uint64_t k = 0; k < 400; k++) {
    uint64_t state = 100 + k;
    int32_t lists = 3 + (int32_t)(k % 4);
    sdg16_capture *capture = random_table(lists, &state);
    sdg16_model *model = random_model(lists, &state);
    sdg16_fit *fit;
    int32_t checked;
    assert_int_equal(sdg16_fit_new(capture, model, SDG16_EXISTENCE_TOTAL, &fit, NULL), 0);
    assert_int_equal(sdg16_model_check(capture, model, SDG16_EXISTENCE_TOTAL, &checked, NULL),
                     0);
    sdg16_fit_summary summary;
    sdg16_fit_summarise(fit, &summary, sizeof summary);
    assert_int_equal(summary.status, checked);
    const double *mean = sdg16_fit_means(fit), *alpha;
    const uint32_t *term;
    int64_t terms = sdg16_model_terms(model, &term);
    if (!summary.status) {
      fitted++;
      assert_int_equal(sdg16_fit_coefficients(fit, &alpha, NULL), terms);
      for (int64_t i = 0; i < terms; i++) {
        double sum = 0, observed = margin(capture, term[i]);
        for (uint32_t c = 1; c < UINT32_C(1) << lists; c++)
          if ((c & term[i]) == term[i]) sum += mean[c];
        assert_true(fabs(sum - observed) <= 1e-9 * (1 + observed));
        assert_int_equal(isinf(alpha[i]) != 0, observed == 0);
      }
      for (uint32_t c = 0; c < UINT32_C(1) << lists; c++) {
        double sum = 0;
        for (int64_t i = 0; i < terms; i++)
          if ((c & term[i]) == term[i]) sum += alpha[i];
        assert_true(fabs(exp(sum) - mean[c]) <= 1e-11 * (mean[c] + 1));
      }
      assert_true(summary.deviance >= -1e-10 && summary.hidden > 0 && summary.se > 0);
    } else {
      assert_null(mean);
      assert_true(isnan(summary.total));
    }
    sdg16_fit_free(fit);
    sdg16_model_free(model);
    sdg16_capture_free(capture);
  }
  assert_true(fitted > 150);
}

static uint32_t relabel(uint32_t mask, const int32_t *to, int32_t lists) {
  uint32_t out = 0;
  for (int32_t j = 0; j < lists; j++)
    if (mask >> j & 1) out |= UINT32_C(1) << to[j];
  return out;
}

static void labels_of_lists_do_not_matter(void **unused) {
  (void)unused;
  for (uint64_t k = 0; k < 200; k++) {
    uint64_t state = 900 + k;
    int32_t lists = 3 + (int32_t)(k % 3), to[SDG16_MAX_LISTS];
    for (int32_t j = 0; j < lists; j++) to[j] = j;
    for (int32_t j = lists - 1; j > 0; j--) {
      int32_t i = (int32_t)(random_bits(&state) % (uint64_t)(j + 1)), swap = to[j];
      to[j] = to[i];
      to[i] = swap;
    }
    sdg16_capture *capture = random_table(lists, &state), *moved;
    const uint32_t *history;
    const int64_t *count;
    int64_t rows = sdg16_capture_histories(capture, &history, &count);
    uint32_t other[64];
    for (int64_t i = 0; i < rows; i++) other[i] = relabel(history[i], to, lists);
    assert_int_equal(sdg16_capture_new(lists, NULL, rows, other, count, &moved, NULL), 0);
    sdg16_mse *a, *b;
    assert_int_equal(sdg16_mse_new(capture, &no_interval, NULL, &a, NULL), 0);
    assert_int_equal(sdg16_mse_new(moved, &no_interval, NULL, &b, NULL), 0);
    assert_int_equal(sdg16_mse_status(a), sdg16_mse_status(b));
    if (!sdg16_mse_status(a)) {
      sdg16_search_summary x, y;
      sdg16_mse_search(a, &x, sizeof x);
      sdg16_mse_search(b, &y, sizeof y);
      assert_float_equal(x.best, y.best, 1e-7);
      /* the same model, unless another ties with it */
      const uint32_t *terms;
      int64_t terms_count = sdg16_model_terms(sdg16_mse_model(a), &terms);
      uint32_t renamed[64];
      for (int64_t i = 0; i < terms_count; i++) renamed[i] = relabel(terms[i], to, lists);
      sdg16_model *expected;
      sdg16_fit *fit;
      sdg16_fit_summary summary;
      assert_int_equal(sdg16_model_new(lists, terms_count, renamed, &expected, NULL), 0);
      assert_int_equal(sdg16_fit_new(moved, expected, SDG16_EXISTENCE_TOTAL, &fit, NULL), 0);
      sdg16_fit_summarise(fit, &summary, sizeof summary);
      sdg16_estimate total;
      sdg16_mse_estimate(a, &total, sizeof total);
      assert_true(fabs(summary.total - total.value) <= 1e-8 * total.value);
      assert_float_equal(summary.bic, x.best, 1e-7);
      sdg16_fit_free(fit);
      sdg16_model_free(expected);
    }
    sdg16_mse_free(a);
    sdg16_mse_free(b);
    sdg16_capture_free(capture);
    sdg16_capture_free(moved);
  }
}

/* Two lists: N = n1 n2 / n12 (Lincoln 1930; Petersen 1896), SE by the Poisson form
 * x + x^2 (1/n10 + 1/n01 + 1/n11) (Bishop, Fienberg & Holland 1975, ch. 6). */
static void two_lists_are_lincoln_petersen(void **unused) {
  (void)unused;
  uint64_t state = 11;
  for (int k = 0; k < 300; k++) {
    uint32_t history[] = {1, 2, 3};
    int64_t count[3];
    for (int i = 0; i < 3; i++) count[i] = 1 + (int64_t)(random_bits(&state) % 5000);
    double n10 = (double)count[0], n01 = (double)count[1], n11 = (double)count[2];
    double x = n10 * n01 / n11;
    sdg16_capture *capture;
    sdg16_mse *mse;
    sdg16_estimate total;
    assert_int_equal(sdg16_capture_new(2, NULL, 3, history, count, &capture, NULL), 0);
    assert_int_equal(sdg16_mse_new(capture, &wald, NULL, &mse, NULL), 0);
    sdg16_mse_estimate(mse, &total, sizeof total);
    double expected = (n10 + n11) * (n01 + n11) / n11;
    assert_true(fabs(total.value - expected) <= 1e-11 * expected);
    double se = sqrt(x + x * x * (1 / n10 + 1 / n01 + 1 / n11));
    assert_true(fabs(total.se - se) <= 1e-9 * se);
    assert_true(total.lower < total.value && total.value < total.upper);
    sdg16_mse_free(mse);
    sdg16_capture_free(capture);
  }
}

int main(void) {
  sdg16_mse_options_init(&no_interval, sizeof no_interval);
  wald = no_interval;
  no_interval.interval = SDG16_INTERVAL_NONE;
  wald.interval = SDG16_INTERVAL_WALD;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(parsing_what_was_printed_gives_the_same_model),
      cmocka_unit_test(score_equations_hold),
      cmocka_unit_test(labels_of_lists_do_not_matter),
      cmocka_unit_test(two_lists_are_lincoln_petersen),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
