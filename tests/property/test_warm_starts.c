/* Where a fit starts does not matter: warm or cold, near or absurd. */
#include "mse/search/selector.h"
#include "num/gslport.h"
#include "random_tables.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* SDG16_STRESS times as many tables. */
static int stress(void) {
  const char *text = getenv("SDG16_STRESS");
  return text ? atoi(text) : 1;
}

/* A random down-set of the universe. */
static sdg16i_set random_model(const sdg16i_universe *u, uint64_t *state) {
  sdg16i_set model = {{0}};
  int generators = 1 + (int)(random_bits(state) % 4);
  for (int i = 0; i < generators; i++)
    model = sdg16i_set_or(&model, &u->below[random_bits(state) % (uint64_t)(u->interactions)]);
  return model;
}

static void compare(sdg16i_evaluator *e, const sdg16i_set *model, const double *cold,
                    const sdg16i_maximum *expected, uint64_t table, uint64_t *state) {
  double alpha[64];
  const sdg16i_universe *u = e->universe;
  for (int k = 0; k < 6; k++) {
    double size = k == 0 ? 0.01 : k == 1 ? 1 : k == 2 ? 10 : k == 3 ? 300 : 1e6;
    for (int64_t i = 0; i < u->basics + u->interactions; i++)
      alpha[i] = k == 5 ? NAN : cold[i] + size * (2 * random_unit(state) - 1);
    sdg16i_maximum maximum;
    assert_int_equal(sdg16i_evaluator_set_fit(e, model, NULL), 0);
    sdg16i_evaluator_maximise(e, alpha, &maximum);
    if (maximum.converged != expected->converged)
      fail_msg("table %llu, start %d: converged %d, cold %d", (unsigned long long)table, k,
               maximum.converged, expected->converged);
    if (!maximum.converged) continue;
    double n = e->cells->n, log_error = 1e-9 + 1e-15 * n;
    if (!(fabs(maximum.loglik - expected->loglik) <=
          1e-9 + 1e-15 * n + 1e-11 * fabs(expected->loglik)) ||
        !(fabs(alpha[0] - cold[0]) <= log_error))
      fail_msg("table %llu, start %d: log-likelihood %.12g, log hidden %.12g; cold %.12g, "
               "%.12g",
               (unsigned long long)table, k, maximum.loglik, alpha[0], expected->loglik,
               cold[0]);
  }
}

/* Four random models of a table under a rule of existence; fits, and those on faces. */
static void start_anywhere(const sdg16_capture *capture, int32_t lists, int32_t existence,
                           uint64_t table, uint64_t *state, int64_t fits[2]) {
  sdg16i_universe u;
  sdg16i_cells *cells;
  sdg16i_evaluator e;
  int32_t status;
  assert_int_equal(sdg16i_universe_init(&u, lists, 0, NULL), 0);
  assert_int_equal(sdg16i_cells_new(capture, &cells, NULL), 0);
  assert_int_equal(sdg16i_evaluator_init(&e, &u, existence, cells, NULL), 0);
  for (int m = 0; m < 4; m++) {
    sdg16i_set model = random_model(&u, state);
    assert_int_equal(sdg16i_evaluator_status(&e, &model, &status, NULL), 0);
    if (!sdg16_model_has_estimate(status)) continue;
    double cold[64];
    sdg16i_maximum expected;
    memcpy(cold, e.start, (size_t)(u.basics + u.interactions) * sizeof *cold);
    assert_int_equal(sdg16i_evaluator_set_fit(&e, &model, NULL), 0);
    sdg16i_evaluator_maximise(&e, cold, &expected);
    assert_true(expected.converged);
    compare(&e, &model, cold, &expected, table, state);
    fits[0]++;
    fits[1] += status == SDG16_MODEL_OK_ON_FACE;
  }
  sdg16i_evaluator_clear(&e);
  sdg16i_cells_free(cells);
  sdg16i_universe_clear(&u);
}

static void start_all_anywhere(int32_t existence, int64_t fits[2]) {
  for (int k = 0; k < 300 * stress(); k++) {
    uint64_t table = (uint64_t)(7000000 + k), state = table;
    int kind = k % TABLE_KINDS;
    int32_t lists = 3 + k % 3;
    sdg16_capture *capture = kind == TABLE_RAGGED ? NULL : random_table_of(kind, lists, &state);
    if (!capture) continue;
    start_anywhere(capture, lists, existence, table, &state, fits);
    sdg16_capture_free(capture);
  }
}

static void every_start_ends_at_the_same_maximum(void **unused) {
  (void)unused;
  int64_t total[2] = {0}, literature[2] = {0};
  start_all_anywhere(SDG16_EXISTENCE_TOTAL, total);
  start_all_anywhere(SDG16_EXISTENCE_COEFFICIENTS, literature);
  assert_true(literature[0] > 300 && literature[1] == 0);
  assert_true(total[0] > literature[0] && total[1] > 5);
}

/* The same procedure with every fit by itself, from a cold start. */
static int64_t cold_stepwise(const sdg16_capture *capture, int32_t existence, int32_t lists,
                             uint32_t *pair, double *total) {
  int64_t pairs = 0;
  const uint32_t *history;
  const int64_t *count;
  int64_t rows = sdg16_capture_histories(capture, &history, &count);
  for (;;) {
    sdg16_model *model;
    sdg16_fit *fit;
    sdg16_fit_summary s;
    assert_int_equal(sdg16_model_new(lists, pairs, pair, &model, NULL), 0);
    assert_int_equal(sdg16_fit_new(capture, model, existence, &fit, NULL), 0);
    sdg16_fit_summarise(fit, &s, sizeof s);
    *total = s.total;
    uint32_t best = 0;
    double lowest = 0.02;
    const double *mean = sdg16_fit_means(fit);
    for (int32_t i = 0; mean && i < lists; i++)
      for (int32_t j = i + 1; j < lists; j++) {
        uint32_t t = UINT32_C(1) << i | UINT32_C(1) << j;
        double observed = 0, expected = 0;
        int32_t status, in = 0;
        for (int64_t k = 0; k < pairs; k++) in |= pair[k] == t;
        for (int64_t k = 0; k < rows; k++)
          observed += (history[k] & t) == t ? (double)count[k] : 0;
        for (uint32_t c = 1; c < UINT32_C(1) << lists; c++)
          expected += (c & t) == t ? mean[c] : 0;
        double p = fmin(sdg16i_poisson_lower(observed, expected),
                        sdg16i_poisson_upper(observed, expected));
        if (in || !(p < lowest * (best ? 1 - SDG16I_TIE : 1))) continue;
        sdg16_model *next;
        pair[pairs] = t;
        assert_int_equal(sdg16_model_new(lists, pairs + 1, pair, &next, NULL), 0);
        assert_int_equal(sdg16_model_check(capture, next, existence, &status, NULL), 0);
        sdg16_model_free(next);
        if (sdg16_model_has_estimate(status)) best = t, lowest = p;
      }
    sdg16_fit_free(fit);
    sdg16_model_free(model);
    if (!best) return pairs;
    pair[pairs++] = best;
  }
}

/* The model that a selection chose, preferred to a refused one or not. */
static void compare_chosen(const sdg16_capture *capture, const sdg16_mse *mse,
                           int32_t existence, int32_t lists, uint64_t table) {
  uint32_t pair[16];
  double total;
  int64_t pairs = cold_stepwise(capture, existence, lists, pair, &total);
  sdg16_model *model;
  const uint32_t *a, *b;
  assert_int_equal(sdg16_model_new(lists, pairs, pair, &model, NULL), 0);
  int64_t terms = sdg16_model_terms(model, &a);
  if (sdg16_model_terms(sdg16_mse_model(mse), &b) != terms ||
      memcmp(a, b, (size_t)terms * sizeof *a)) {
    char chosen[256], expected[256];
    sdg16_model_format(sdg16_mse_model(mse), SDG16_MODEL_NUMBERS, NULL, chosen, sizeof chosen);
    sdg16_model_format(model, SDG16_MODEL_NUMBERS, NULL, expected, sizeof expected);
    fail_msg("table %llu: %s, with cold fits %s", (unsigned long long)table, chosen, expected);
  }
  sdg16_fit_summary summary;
  sdg16_fit_summarise(sdg16_mse_fit(mse), &summary, sizeof summary);
  assert_true(fabs(summary.total - total) <= 1e-12 * total);
  sdg16_model_free(model);
}

/* 1 if there was anything to choose. */
static int compare_stepwise(int k, int32_t existence) {
  uint64_t table = (uint64_t)(8000000 + k), state = table;
  int kind = k % TABLE_KINDS;
  int32_t lists = 3 + k % 4;
  sdg16_capture *capture = kind == TABLE_RAGGED ? NULL : random_table_of(kind, lists, &state);
  if (!capture) return 0;
  sdg16_mse_options options;
  sdg16_mse *mse;
  sdg16_mse_options_init(&options, sizeof options);
  options.select = SDG16_SELECT_STEPWISE;
  options.interval = SDG16_INTERVAL_NONE;
  options.existence = existence;
  assert_int_equal(sdg16_mse_new(capture, &options, NULL, &mse, NULL), 0);
  int32_t status = sdg16_mse_status(mse);
  int chosen = sdg16_model_has_estimate(status) || status == SDG16_MODEL_UNBOUNDED_PREFERRED;
  if (chosen) compare_chosen(capture, mse, existence, lists, table);
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
  return chosen;
}

static void stepwise_chooses_as_with_cold_fits(void **unused) {
  (void)unused;
  int total = 0, literature = 0;
  for (int k = 0; k < 300 * stress(); k++) {
    total += compare_stepwise(k, SDG16_EXISTENCE_TOTAL);
    literature += compare_stepwise(k, SDG16_EXISTENCE_COEFFICIENTS);
  }
  assert_true(literature > 100 && total >= literature);
}

/* Twenty histories of 612 persons each: pairs that are alike have the same p-value but for
 * rounding, which chose among them. */
static void pairs_tied_but_for_rounding_go_to_the_first(void **unused) {
  (void)unused;
  assert_int_equal(compare_stepwise(1622, SDG16_EXISTENCE_TOTAL), 1);
  assert_int_equal(compare_stepwise(1622, SDG16_EXISTENCE_COEFFICIENTS), 1);
}

/* A table may take no part in one search and part in the next: the memory that lasts from
 * one to the other was as large as the first needed. */
static void come_back(int32_t existence) {
  static const double full[8] = {0, 5, 5, 54, 41, 6, 9, 12}, empty[8] = {0, 5, 5, 0, 41};
  const double *const both[] = {full, full}, *const one[] = {full, empty};
  sdg16i_universe u;
  sdg16i_cells *cells[2];
  sdg16i_selector selector;
  sdg16i_run run;
  double again[2];
  assert_int_equal(sdg16i_run_begin(&run, NULL, NULL), 0);
  assert_int_equal(sdg16i_universe_init(&u, 3, 0, NULL), 0);
  for (int s = 0; s < 2; s++) assert_int_equal(sdg16i_cells_dense(3, full, &cells[s], NULL), 0);
  const sdg16i_selection how = {.select = SDG16_SELECT_BIC,
                                .criterion = SDG16_SELECT_BIC,
                                .existence = existence,
                                .universe = &u};
  assert_int_equal(sdg16i_selector_init(&selector, &how, 2, cells, NULL), 0);
  assert_int_equal(sdg16i_selector_apply(&selector, one, &run, NULL), 0);
  /* nobody is on two lists: the likelihood rises with the number hidden for ever */
  assert_true(selector.hidden[0] > 0 && isfinite(selector.hidden[0]));
  assert_true(isinf(selector.hidden[1]) && selector.hidden[1] > 0);
  assert_int_equal(sdg16i_selector_apply(&selector, both, &run, NULL), 0);
  memcpy(again, selector.hidden, sizeof again);
  assert_true(again[0] > 0 && fabs(again[0] - again[1]) <= 1e-9 * again[0]);
  sdg16i_selector_clear(&selector);
  for (int s = 0; s < 2; s++) sdg16i_cells_free(cells[s]);
  sdg16i_universe_clear(&u);
}

static void tables_may_come_back(void **unused) {
  (void)unused;
  come_back(SDG16_EXISTENCE_TOTAL);
  come_back(SDG16_EXISTENCE_COEFFICIENTS);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_start_ends_at_the_same_maximum),
      cmocka_unit_test(stepwise_chooses_as_with_cold_fits),
      cmocka_unit_test(pairs_tied_but_for_rounding_go_to_the_first),
      cmocka_unit_test(tables_may_come_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
