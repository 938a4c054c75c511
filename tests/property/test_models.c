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

/* n*(t) = mu*(t) for every term: the score equations, on a face too. */
static void check_margins(const sdg16_capture *capture, const sdg16_model *model, int32_t lists,
                          const double *mean) {
  const uint32_t *term;
  int64_t terms = sdg16_model_terms(model, &term);
  for (int64_t i = 0; i < terms; i++) {
    double sum = 0, observed = margin(capture, term[i]);
    for (uint32_t c = 1; c < UINT32_C(1) << lists; c++)
      if ((c & term[i]) == term[i]) sum += mean[c];
    assert_true(fabs(sum - observed) <= 1e-9 * (1 + observed));
  }
}

/* mu from the coefficients. Those of empty margins are -infinity; on a face others may be
 * infinite or not unique (NaN), and only means that need none of them are checked. The other
 * histories count for nothing or need a coefficient that is not given. */
static void check_coefficients(const sdg16_capture *capture, const sdg16_model *model,
                               int32_t lists, const sdg16_fit *fit, int32_t status) {
  const uint32_t *term;
  const double *mean = sdg16_fit_means(fit), *alpha;
  int64_t terms = sdg16_model_terms(model, &term);
  assert_int_equal(sdg16_fit_coefficients(fit, &alpha, NULL), terms);
  assert_true(fabs(exp(alpha[0]) - mean[0]) <= 1e-11 * (mean[0] + 1));
  for (int64_t i = 0; i < terms; i++) {
    assert_int_equal(isinf(alpha[i]) != 0, margin(capture, term[i]) == 0);
    assert_false(status == SDG16_MODEL_OK && isnan(alpha[i]) != 0);
  }
  for (uint32_t c = 0; c < UINT32_C(1) << lists; c++) {
    double sum = 0;
    for (int64_t i = 0; i < terms; i++)
      if ((c & term[i]) == term[i]) sum += alpha[i];
    if (!isnan(sum)) assert_true(fabs(exp(sum) - mean[c]) <= 1e-11 * (mean[c] + 1));
  }
}

/* As many histories with a mean as are said to lie on the face. */
static void check_face(const sdg16_fit_summary *s, int32_t lists, const double *mean) {
  int64_t positive = 0;
  for (uint32_t c = 1; c < UINT32_C(1) << lists; c++) positive += mean[c] > 0;
  assert_int_equal(positive, s->face);
  assert_int_equal(s->df, s->face - s->effective_parameters);
  assert_true(s->effective_parameters <= s->parameters - s->boundary);
  assert_true(s->deviance >= -1e-10 && s->hidden > 0 && s->se > 0);
}

/* The model's status by the rule; OK and OK_ON_FACE are checked. */
static int32_t check_fit(const sdg16_capture *capture, const sdg16_model *model, int32_t lists,
                         int32_t existence) {
  sdg16_fit *fit;
  sdg16_fit_summary summary;
  int32_t checked;
  assert_int_equal(sdg16_fit_new(capture, model, existence, &fit, NULL), 0);
  assert_int_equal(sdg16_model_check(capture, model, existence, &checked, NULL), 0);
  sdg16_fit_summarise(fit, &summary, sizeof summary);
  assert_int_equal(summary.status, checked);
  const double *mean = sdg16_fit_means(fit);
  if (sdg16_model_has_estimate(checked)) {
    check_margins(capture, model, lists, mean);
    check_coefficients(capture, model, lists, fit, checked);
    check_face(&summary, lists, mean);
  } else {
    assert_null(mean);
    assert_true(isnan(summary.total));
  }
  sdg16_fit_free(fit);
  return checked;
}

static void score_equations_hold(void **unused) {
  (void)unused;
  int64_t fitted = 0, on_faces = 0, literature = 0;
  for (uint64_t k = 0; k < 400; k++) {
    uint64_t state = 100 + k;
    int32_t lists = 3 + (int32_t)(k % 4);
    sdg16_capture *capture = random_table(lists, &state);
    sdg16_model *model = random_model(lists, &state);
    int32_t total = check_fit(capture, model, lists, SDG16_EXISTENCE_TOTAL);
    int32_t old = check_fit(capture, model, lists, SDG16_EXISTENCE_COEFFICIENTS);
    /* the literature admits exactly those that are on no face but that of empty margins */
    assert_int_equal(old == SDG16_MODEL_OK, total == SDG16_MODEL_OK);
    fitted += total == SDG16_MODEL_OK;
    on_faces += total == SDG16_MODEL_OK_ON_FACE;
    literature += old == SDG16_MODEL_OK;
    sdg16_model_free(model);
    sdg16_capture_free(capture);
  }
  assert_true(fitted > 150 && on_faces > 5 && literature == fitted);
}

static uint32_t relabel(uint32_t mask, const int32_t *to, int32_t lists) {
  uint32_t out = 0;
  for (int32_t j = 0; j < lists; j++)
    if (mask >> j & 1) out |= UINT32_C(1) << to[j];
  return out;
}

/* A random order of the lists. */
static void shuffle(int32_t *to, int32_t lists, uint64_t *state) {
  for (int32_t j = 0; j < lists; j++) to[j] = j;
  for (int32_t j = lists - 1; j > 0; j--) {
    int32_t i = (int32_t)(random_bits(state) % (uint64_t)(j + 1)), swap = to[j];
    to[j] = to[i];
    to[i] = swap;
  }
}

static sdg16_capture *relabel_capture(const sdg16_capture *capture, const int32_t *to,
                                      int32_t lists) {
  const uint32_t *history;
  const int64_t *count;
  int64_t rows = sdg16_capture_histories(capture, &history, &count);
  uint32_t other[64];
  sdg16_capture *moved;
  for (int64_t i = 0; i < rows; i++) other[i] = relabel(history[i], to, lists);
  assert_int_equal(sdg16_capture_new(lists, NULL, rows, other, count, &moved, NULL), 0);
  return moved;
}

/* The model selected in one order, fitted in the other: as good as what was selected there,
 * and the same model unless another ties with it. */
static void compare_selected(const sdg16_mse *a, const sdg16_mse *b, const int32_t *to,
                             int32_t lists, const sdg16_capture *moved, int32_t existence) {
  sdg16_search_summary x, y;
  sdg16_mse_search(a, &x, sizeof x);
  sdg16_mse_search(b, &y, sizeof y);
  assert_float_equal(x.best, y.best, 1e-7);
  const uint32_t *terms;
  int64_t terms_count = sdg16_model_terms(sdg16_mse_model(a), &terms);
  uint32_t renamed[64];
  for (int64_t i = 0; i < terms_count; i++) renamed[i] = relabel(terms[i], to, lists);
  sdg16_model *expected;
  sdg16_fit *fit;
  sdg16_fit_summary there, here;
  assert_int_equal(sdg16_model_new(lists, terms_count, renamed, &expected, NULL), 0);
  assert_int_equal(sdg16_fit_new(moved, expected, existence, &fit, NULL), 0);
  sdg16_fit_summarise(fit, &there, sizeof there);
  sdg16_fit_summarise(sdg16_mse_fit(a), &here, sizeof here);
  assert_int_equal(there.status, here.status);
  assert_true(fabs(there.total - here.total) <= 1e-8 * here.total);
  assert_true(fabs(there.se - here.se) <= 1e-7 * here.se);
  assert_float_equal(there.bic, x.best, 1e-7);
  sdg16_fit_free(fit);
  sdg16_model_free(expected);
}

static void compare_orders(uint64_t k, int32_t existence) {
  uint64_t state = 900 + k;
  int32_t lists = 3 + (int32_t)(k % 3), to[SDG16_MAX_LISTS];
  shuffle(to, lists, &state);
  sdg16_capture *capture = random_table(lists, &state);
  sdg16_capture *moved = relabel_capture(capture, to, lists);
  sdg16_mse_options options = no_interval;
  options.existence = existence;
  sdg16_mse *a, *b;
  assert_int_equal(sdg16_mse_new(capture, &options, NULL, &a, NULL), 0);
  assert_int_equal(sdg16_mse_new(moved, &options, NULL, &b, NULL), 0);
  assert_int_equal(sdg16_mse_status(a), sdg16_mse_status(b));
  if (sdg16_mse_fit(a)) compare_selected(a, b, to, lists, moved, existence);
  sdg16_mse_free(a);
  sdg16_mse_free(b);
  sdg16_capture_free(capture);
  sdg16_capture_free(moved);
}

static void labels_of_lists_do_not_matter(void **unused) {
  (void)unused;
  for (uint64_t k = 0; k < 200; k++) {
    compare_orders(k, SDG16_EXISTENCE_TOTAL);
    compare_orders(k, SDG16_EXISTENCE_COEFFICIENTS);
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
