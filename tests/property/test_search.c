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

/* Every admissible model whose criterion is within `window` of the best, by
 * enumeration, against the search's list. */
static void compare(const sdg16_capture *capture, int32_t select, int32_t max_order,
                    double window, uint64_t seed) {
  const char *criterion = sdg16_select_name(select);
  sdg16_table *all;
  sdg16_mse_options options;
  sdg16_mse *mse;
  assert_int_equal(sdg16_model_fit_all(capture, max_order, 10000, NULL, &all, NULL), 0);
  sdg16_mse_options_init(&options, sizeof options);
  options.select = select;
  options.max_order = max_order;
  options.top = 1;
  options.window = window;
  options.interval = SDG16_INTERVAL_NONE;
  assert_int_equal(sdg16_mse_new(capture, &options, NULL, &mse, NULL), 0);
  double best = INFINITY;
  int64_t within = 0, status = sdg16_table_find(all, "status");
  for (int64_t i = 0; i < sdg16_table_rows(all); i++)
    if (!strcmp(sdg16_table_text(all, i, status), "ok"))
      best = fmin(best, column(all, criterion, i));
  if (sdg16_mse_status(mse) == SDG16_MODEL_NO_OVERLAP) best = INFINITY;
  const sdg16_table *found = sdg16_mse_models(mse);
  if (isinf(best)) {
    assert_int_not_equal(sdg16_mse_status(mse), SDG16_MODEL_OK);
  } else {
    if (sdg16_mse_status(mse) || fabs(column(found, criterion, 0) - best) > 1e-7)
      fail_msg("table %llu, %s: enumeration's best is %.9f, the search's %.9f (status %d)",
               (unsigned long long)seed, criterion, best,
               sdg16_mse_status(mse) ? NAN : column(found, criterion, 0),
               sdg16_mse_status(mse));
    sdg16_search_summary search;
    sdg16_mse_search(mse, &search, sizeof search);
    assert_int_equal(search.exact, 1);
    assert_true(search.bound <= best + 1e-6);
    int64_t model = sdg16_table_find(all, "model");
    for (int64_t i = 0; i < sdg16_table_rows(all); i++) {
      double value = column(all, criterion, i);
      if (strcmp(sdg16_table_text(all, i, status), "ok") || value > best + window - 1e-6)
        continue;
      within++;
      int64_t row = 0;
      while (row < sdg16_table_rows(found) &&
             strcmp(sdg16_table_text(found, row, 0), sdg16_table_text(all, i, model)))
        row++;
      if (row == sdg16_table_rows(found))
        fail_msg("table %llu, %s: the search misses %s at %.9f, best %.9f",
                 (unsigned long long)seed, criterion, sdg16_table_text(all, i, model), value,
                 best);
      double total = column(all, "total", i);
      assert_true(fabs(column(found, "total", row) - total) <= 1e-7 * total);
    }
    assert_true(sdg16_table_rows(found) >= within);
  }
  sdg16_mse_free(mse);
  sdg16_table_free(all);
}

static void many(int32_t lists, int tables) {
  for (int k = 0; k < tables; k++) {
    uint64_t state = (uint64_t)(1000 * lists + k);
    sdg16_capture *capture = random_table(lists, &state);
    assert_non_null(capture);
    compare(capture, k % 4 == 3 ? SDG16_SELECT_AIC : SDG16_SELECT_BIC, lists - 1, 6,
            (uint64_t)(1000 * lists + k));
    if (k % 5 == 0) compare(capture, SDG16_SELECT_AICC, 2, 3, (uint64_t)(1000 * lists + k));
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
  uint64_t seed = 6001;
  for (int k = 0; k < 2; k++) {
    sdg16_capture *capture = random_table(6, &seed);
    sdg16_table *all;
    sdg16_mse_options options;
    sdg16_mse *mse;
    assert_int_equal(sdg16_model_fit_all(capture, 2, 40000, NULL, &all, NULL), 0);
    assert_int_equal(sdg16_table_rows(all), 32768);
    double best = INFINITY;
    for (int64_t i = 0; i < 32768; i++) {
      double value = column(all, "bic", i);
      if (value < best) best = value; /* NaN where there is no estimate */
    }
    sdg16_mse_options_init(&options, sizeof options);
    options.max_order = 2;
    options.interval = SDG16_INTERVAL_NONE;
    assert_int_equal(sdg16_mse_new(capture, &options, NULL, &mse, NULL), 0);
    assert_float_equal(column(sdg16_mse_models(mse), "bic", 0), best, 1e-7);
    sdg16_mse_free(mse);
    sdg16_table_free(all);
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
    int64_t count[64], rows = 0, counts[4];
    for (uint32_t c = 1; c < UINT32_C(1) << KNOWN[i].lists; c++) {
      history[rows] = c; /* no zeros: every model has an estimate */
      count[rows++] = 3 + (int64_t)(c * 37 % 11);
    }
    sdg16_capture *capture;
    assert_int_equal(
        sdg16_capture_new(KNOWN[i].lists, NULL, rows, history, count, &capture, NULL), 0);
    assert_int_equal(
        sdg16_model_check_all(capture, KNOWN[i].max_order, 0, NULL, counts, NULL, NULL), 0);
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
