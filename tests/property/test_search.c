/* The exact search finds what enumerating every model finds. */
#include "random_tables.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static double column(const sdg16_table *table, const char *name, int64_t row) {
  return sdg16_table_double(table, sdg16_table_find(table, name))[row];
}

static double persons(const sdg16_capture *capture) {
  const int64_t *count;
  int64_t rows = sdg16_capture_histories(capture, NULL, &count);
  double sum = 0;
  for (int64_t i = 0; i < rows; i++) sum += (double)count[i];
  return sum;
}

/* Sums over a table are good to some 1e-16 of the persons. */
static int criteria_equal(double a, double b, double n) {
  return fabs(a - b) <= 1e-9 + 1e-13 * fabs(b) + 1e-15 * n;
}

/* ... and a total may hang on a single person, or in ragged tables on a mean of much
 * less: these are known to 1e-5 standard errors. */
static int totals_equal(double a, double b, double n, int kind, double se) {
  return fabs(a - b) <= (1e-9 + 1e-15 * n) * b + (kind == TABLE_RAGGED ? 2e-5 * se : 0);
}

static sdg16_mse *select_model(const sdg16_capture *capture, int32_t select, int32_t max_order,
                               double window) {
  sdg16_mse_options options;
  sdg16_mse *mse;
  sdg16_mse_options_init(&options, sizeof options);
  options.select = select;
  options.max_order = max_order;
  options.top = 1;
  options.window = window;
  options.interval = SDG16_INTERVAL_NONE;
  assert_int_equal(sdg16_mse_new(capture, &options, NULL, &mse, NULL), 0);
  return mse;
}

/* A row of a table of models against a fit of that model from a cold start. */
static void compare_with_fit(const sdg16_capture *capture, const sdg16_table *models,
                             int64_t row, int kind, uint64_t seed) {
  const char *text = sdg16_table_text(models, row, sdg16_table_find(models, "model"));
  sdg16_model *model;
  sdg16_fit *fit;
  sdg16_fit_summary s;
  assert_int_equal(sdg16_model_parse(capture, text, &model, NULL), 0);
  assert_int_equal(sdg16_fit_new(capture, model, SDG16_EXISTENCE_TOTAL, &fit, NULL), 0);
  sdg16_fit_summarise(fit, &s, sizeof s);
  double total = column(models, "total", row), bic = column(models, "bic", row);
  double n = persons(capture);
  if (s.status || !totals_equal(total, s.total, n, kind, s.se) ||
      !criteria_equal(bic, s.bic, n))
    fail_msg("table %llu: %s has total %.12g, BIC %.9f; fitted by itself %.12g, %.9f "
             "(status %d)",
             (unsigned long long)seed, text, total, bic, s.total, s.bic, s.status);
  sdg16_fit_free(fit);
  sdg16_model_free(model);
}

/* Every admissible model whose criterion is within `window` of the best, by
 * enumeration, against the search's list. */
static void compare(const sdg16_capture *capture, int32_t select, int32_t max_order,
                    double window, int kind, uint64_t seed) {
  const char *criterion = sdg16_select_name(select);
  double n = persons(capture);
  sdg16_table *all;
  assert_int_equal(
      sdg16_model_fit_all(capture, SDG16_EXISTENCE_TOTAL, max_order, 40000, NULL, &all, NULL),
      0);
  sdg16_mse *mse = select_model(capture, select, max_order, window);
  double best = INFINITY;
  int64_t within = 0, status = sdg16_table_find(all, "status");
  int64_t model = sdg16_table_find(all, "model"), rows = sdg16_table_rows(all);
  const double *value = sdg16_table_double(all, sdg16_table_find(all, criterion));
  const double *totals = sdg16_table_double(all, sdg16_table_find(all, "total"));
  for (int64_t i = 0; i < rows; i++) {
    const char *text = sdg16_table_text(all, i, status);
    if (!strcmp(text, "not-converged") && kind != TABLE_RAGGED)
      fail_msg("table %llu: the fit of %s does not converge", (unsigned long long)seed,
               sdg16_table_text(all, i, model));
    if (!strcmp(text, "ok")) best = fmin(best, value[i]);
  }
  if (sdg16_mse_status(mse) == SDG16_MODEL_NO_OVERLAP ||
      sdg16_mse_status(mse) == SDG16_MODEL_TOO_FEW_LISTS)
    best = INFINITY;
  const sdg16_table *found = sdg16_mse_models(mse);
  if (isinf(best)) {
    assert_int_not_equal(sdg16_mse_status(mse), SDG16_MODEL_OK);
  } else {
    if (sdg16_mse_status(mse) || !criteria_equal(column(found, criterion, 0), best, n))
      fail_msg("table %llu, %s: enumeration's best is %.9f, the search's %.9f (status %d)",
               (unsigned long long)seed, criterion, best,
               sdg16_mse_status(mse) ? NAN : column(found, criterion, 0),
               sdg16_mse_status(mse));
    sdg16_search_summary search;
    sdg16_mse_search(mse, &search, sizeof search);
    assert_int_equal(search.exact, 1);
    assert_true(search.bound <= best || criteria_equal(search.bound, best, n));
    int64_t found_rows = sdg16_table_rows(found),
            found_model = sdg16_table_find(found, "model");
    for (int64_t i = 0; i < rows; i++) {
      if (strcmp(sdg16_table_text(all, i, status), "ok") || !(value[i] < best + window) ||
          criteria_equal(value[i], best + window, n))
        continue;
      within++;
      int64_t row = 0;
      while (row < found_rows &&
             strcmp(sdg16_table_text(found, row, found_model), sdg16_table_text(all, i, model)))
        row++;
      if (row == found_rows)
        fail_msg("table %llu, %s: the search misses %s at %.9f, best %.9f",
                 (unsigned long long)seed, criterion, sdg16_table_text(all, i, model), value[i],
                 best);
      if (!totals_equal(column(found, "total", row), totals[i], n, kind, INFINITY) ||
          !criteria_equal(column(found, criterion, row), value[i], n))
        fail_msg("table %llu, %s: %s has total %.12g, criterion %.9f; enumerated %.12g, %.9f",
                 (unsigned long long)seed, criterion, sdg16_table_text(all, i, model),
                 column(found, "total", row), column(found, criterion, row), totals[i],
                 value[i]);
    }
    assert_true(found_rows >= within);
    uint64_t state = seed;
    for (int k = 0; k < 5; k++) { /* what was enumerated, against fits one by one */
      int64_t row = (int64_t)(random_bits(&state) % (uint64_t)rows);
      if (!strcmp(sdg16_table_text(all, row, status), "ok"))
        compare_with_fit(capture, all, row, kind, seed);
    }
    sdg16_mse *downhill = select_model(capture, SDG16_SELECT_DOWNHILL, max_order, window);
    const sdg16_table *visited = sdg16_mse_models(downhill);
    for (int64_t row = 0; !sdg16_mse_status(downhill) && row < sdg16_table_rows(visited); row++)
      compare_with_fit(capture, visited, row, kind, seed);
    sdg16_mse_free(downhill);
  }
  sdg16_mse_free(mse);
  sdg16_table_free(all);
}

/* The stress: SDG16_STRESS times as many tables. */
static int stress(void) {
  const char *text = getenv("SDG16_STRESS");
  return text ? atoi(text) : 1;
}

static void many(int32_t lists, int tables) {
  static const int32_t SELECT[] = {SDG16_SELECT_BIC, SDG16_SELECT_AIC, SDG16_SELECT_BIC,
                                   SDG16_SELECT_AICC};
  for (int k = 0; k < tables * stress(); k++) {
    uint64_t seed = (uint64_t)(1000000 * lists + k), state = seed;
    sdg16_capture *capture = random_table_of(k % TABLE_KINDS, lists, &state);
    if (!capture) continue; /* nobody observed */
    compare(capture, SELECT[k / TABLE_KINDS % 4], k % 5 ? lists - 1 : 2, 6, k % TABLE_KINDS,
            seed);
    sdg16_capture_free(capture);
  }
}

static void three_lists(void **state) {
  (void)state;
  many(3, 400);
}

static void four_lists(void **state) {
  (void)state;
  many(4, 500);
}

static void five_lists(void **state) {
  (void)state;
  many(5, 80);
}

/* Six lists are beyond listing every model, but pairs are not. */
static void six_lists_pairs(void **state) {
  (void)state;
  for (int k = 0; k < 2 * stress(); k++) {
    uint64_t seed = (uint64_t)(6000000 + k), draws = seed;
    int kind = stress() > 1 ? k % TABLE_KINDS : TABLE_SPARSE;
    sdg16_capture *capture = random_table_of(kind, 6, &draws);
    if (!capture) continue;
    compare(capture, SDG16_SELECT_BIC, 2, 6, kind, seed);
    sdg16_capture_free(capture);
  }
}

/* The counts behind the universe sizes that a search reports. */
static void models_are_counted_right(void **state) {
  (void)state;
  static const struct {
    int32_t lists, max_order;
    int64_t models;
  } KNOWN[] = {{3, 2, 8},    {4, 2, 64},   {4, 3, 113},    {5, 2, 1024},
               {5, 3, 6212}, {5, 4, 6893}, {6, 3, 3702013}};
  for (size_t i = 0; i < sizeof KNOWN / sizeof KNOWN[0]; i++) {
    uint32_t history[64];
    int64_t count[64], rows = 0, counts[SDG16_MODEL_STATUSES];
    for (uint32_t c = 1; c < UINT32_C(1) << KNOWN[i].lists; c++) {
      history[rows] = c; /* no zeros: every model has an estimate */
      count[rows++] = 3 + (int64_t)(c * 37 % 11);
    }
    sdg16_capture *capture;
    assert_int_equal(
        sdg16_capture_new(KNOWN[i].lists, NULL, rows, history, count, &capture, NULL), 0);
    assert_int_equal(sdg16_model_check_all(capture, SDG16_EXISTENCE_TOTAL, KNOWN[i].max_order,
                                           0, NULL, counts, NULL, NULL),
                     0);
    assert_int_equal(counts[0], KNOWN[i].models);
    sdg16_mse_options options;
    sdg16_mse *mse;
    sdg16_search_summary search;
    sdg16_mse_options_init(&options, sizeof options);
    options.max_order = KNOWN[i].max_order;
    options.interval = SDG16_INTERVAL_NONE;
    assert_int_equal(sdg16_mse_new(capture, &options, NULL, &mse, NULL), 0);
    sdg16_mse_search(mse, &search, sizeof search);
    assert_int_equal(search.universe, KNOWN[i].models);
    sdg16_mse_free(mse);
    sdg16_capture_free(capture);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(three_lists),
      cmocka_unit_test(four_lists),
      cmocka_unit_test(five_lists),
      cmocka_unit_test(six_lists_pairs),
      cmocka_unit_test(models_are_counted_right),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
