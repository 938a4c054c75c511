/* What a search proves: with fits that doubles cannot make, with bounds in which further
 * terms pay, and where its budget ends. */
#include "mse/loglinear/careful.h"
#include "mse/search/selector.h"
#include "random_tables.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* ---- counts of 1 beside counts of 10^7 ---- */

/* Found by random testing of this library; no real data. */
static sdg16_capture *uneven_table(void) {
  static const uint32_t history[] = {1,  3,  4,  5,  6,  7,  8,  10, 11, 12, 13, 14, 15,
                                     17, 19, 21, 22, 23, 24, 25, 26, 27, 28, 29, 31};
  static const int64_t count[] = {2, 10000000, 1, 51,       8384543, 1,        1,       1, 1,
                                  1, 1,        7, 10000000, 1,       10000000, 1,       1, 1,
                                  1, 1,        1, 477,      56,      10000000, 10000000};
  sdg16_capture *capture;
  assert_int_equal(sdg16_capture_new(5, NULL, 25, history, count, &capture, NULL), 0);
  return capture;
}

/* Newton's method in decimal numbers of 60 digits, apart from the library. */
static const struct {
  const char *model;
  double deviance, hidden;
} REFERENCE[] = {
    {"[1235,124,145,234,245,345]", 142.145361254, 2389996289.88},
    {"[2345,123,124,125,135,145]", 147.281761146, 0.00947515029116},
    {"[123,124,125,135,34,45]", 441.683600433, 488.611409087},
    {"[123,135,145,234,235]", 1563.65545928, 21256779.2238},
    {"[123,135,145,234,345]", 10466542.9335, 4239563.67171},
};
#define REFERENCES (sizeof REFERENCE / sizeof REFERENCE[0])

static void models_that_doubles_cannot_fit_are_fitted(void **unused) {
  (void)unused;
  sdg16_capture *capture = uneven_table();
  sdg16_table *all;
  size_t found = 0;
  assert_int_equal(
      sdg16_model_fit_all(capture, SDG16_EXISTENCE_TOTAL, 0, 10000, NULL, &all, NULL), 0);
  const double *deviance = sdg16_table_double(all, sdg16_table_find(all, "deviance"));
  const double *hidden = sdg16_table_double(all, sdg16_table_find(all, "hidden"));
  for (int64_t i = 0; i < sdg16_table_rows(all); i++) {
    assert_string_not_equal(sdg16_table_text(all, i, sdg16_table_find(all, "status")),
                            "not-converged");
    const char *model = sdg16_table_text(all, i, sdg16_table_find(all, "model"));
    for (size_t k = 0; k < REFERENCES; k++) {
      if (strcmp(model, REFERENCE[k].model)) continue;
      double value = REFERENCE[k].deviance;
      assert_true(fabs(deviance[i] - value) < 1e-6 + 1e-11 * value);
      assert_true(fabs(hidden[i] / REFERENCE[k].hidden - 1) < 1e-6);
      found++;
    }
  }
  assert_int_equal(found, REFERENCES);
  sdg16_table_free(all);
  sdg16_capture_free(capture);
}

/* All that is reported of one fit, from a start that is far away. */
static void a_careful_fit_reports_means_and_errors(void **unused) {
  (void)unused;
  /* two lists: alpha0 = log(b c / a), its variance 1/a + 1/b + 1/c */
  const double count[4] = {0, 1, 30000000, 1000};
  const uint32_t term[3] = {0, 1, 2};
  const double alive[4] = {0, 1, 1, 1};
  double alpha[3] = {5, -3, 2}, se[3], mean[4];
  sdg16i_cells *cells;
  sdg16i_maximum maximum;
  assert_int_equal(sdg16i_cells_dense(2, count, &cells, NULL), 0);
  sdg16i_problem problem = {3, term, cells->margin, alive};
  assert_int_equal(sdg16i_careful_fit(cells, &problem, alpha, se, mean, &maximum, NULL), 0);
  assert_true(maximum.converged && maximum.rank == 3 && fabs(maximum.loglik) < 1e-12);
  assert_true(fabs(alpha[0] - log(30000.0)) < 1e-14);
  assert_true(fabs(se[0] - sqrt(1 + 1 / 3e7 + 1e-3)) < 1e-14);
  for (int c = 1; c < 4; c++) assert_true(fabs(mean[c] / count[c] - 1) < 1e-14);
  sdg16i_cells_free(cells);
}

/* ---- searches ---- */

static sdg16_mse *search_with(const sdg16_capture *capture, int32_t select, int32_t max_order,
                              int64_t fits, sdg16_search_summary *search) {
  sdg16_mse_options options;
  sdg16_mse *mse;
  sdg16_mse_options_init(&options, sizeof options);
  options.select = select;
  options.max_order = max_order;
  options.search_fits = fits;
  options.interval = SDG16_INTERVAL_NONE;
  options.existence = SDG16_EXISTENCE_COEFFICIENTS; /* the second best is by this rule */
  assert_int_equal(sdg16_mse_new(capture, &options, NULL, &mse, NULL), 0);
  sdg16_mse_search(mse, search, sizeof *search);
  return mse;
}

static void the_best_of_an_uneven_table_is_proved(void **unused) {
  (void)unused;
  sdg16_search_summary search;
  sdg16_capture *capture = uneven_table();
  sdg16_mse *mse = search_with(capture, SDG16_SELECT_AIC, 0, SDG16_SEARCH_FITS, &search);
  assert_true(search.exact && search.unconverged == 0 && search.gap == 0);
  const sdg16_table *models = sdg16_mse_models(mse);
  assert_string_equal(sdg16_table_text(models, 0, sdg16_table_find(models, "model")),
                      REFERENCE[0].model);
  double constant = search.best - REFERENCE[0].deviance; /* the second is 5.1364 above */
  const double *aic = sdg16_table_double(models, sdg16_table_find(models, "aic"));
  assert_true(fabs(aic[1] - REFERENCE[1].deviance - constant) < 1e-6);
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
}

/* Whatever the budget: bound <= the best there is <= what is found. */
static void bounds_hold_for_every_budget(void **unused) {
  (void)unused;
  static const int64_t BUDGET[] = {1, 20, 100, 300, 1000, 3000, 10000};
  int64_t open = 0;
  for (int k = 0; k < 35; k++) {
    uint64_t state = (uint64_t)(310000 + k);
    int kind = k % TABLE_KINDS;
    int32_t select = k % 2 ? SDG16_SELECT_AIC : SDG16_SELECT_BIC;
    sdg16_capture *capture = random_table_of(kind, 5 + k % 2, &state);
    sdg16_search_summary truth, search;
    if (!capture) continue;
    sdg16_mse_free(search_with(capture, select, 3, 0, &truth));
    for (size_t b = 0; !isnan(truth.best) && b < sizeof BUDGET / sizeof BUDGET[0]; b++) {
      double slack = 1e-6 + 1e-12 * fabs(truth.best);
      sdg16_mse_free(search_with(capture, select, 3, BUDGET[b], &search));
      assert_true(search.bound <= truth.best + slack && search.best >= truth.best - slack);
      if (search.exact)
        assert_true(search.gap == 0 && fabs(search.best - truth.best) < slack);
      else
        assert_true(!isfinite(search.bound) ||
                    fabs(search.gap - (search.best - search.bound)) < slack);
      open += !search.exact;
    }
    sdg16_capture_free(capture);
  }
  assert_true(open > 25);
  uint64_t state = 6; /* a budget of 1 is one, not none */
  sdg16_search_summary search;
  sdg16_capture *capture = random_table_of(TABLE_DENSE, 6, &state);
  sdg16_mse_free(search_with(capture, SDG16_SELECT_AIC, 0, 1, &search));
  assert_true(!search.exact && search.gap > 0 && isfinite(search.gap));
  sdg16_capture_free(capture);
}

/* ---- further terms pay ---- */

static sdg16i_candidates list_best(sdg16i_cells *cells, int32_t max_order, int32_t criterion,
                                   int64_t patience) {
  sdg16i_universe u;
  sdg16i_panel panel;
  sdg16i_workspace workspace;
  sdg16i_run run;
  sdg16i_candidates out = {.top = 5, .window = 4};
  sdg16i_search search = {.criterion = criterion, .patience = patience};
  assert_int_equal(sdg16i_run_begin(&run, NULL, NULL), 0);
  assert_int_equal(sdg16i_universe_init(&u, cells->lists, max_order, NULL), 0);
  assert_int_equal(sdg16i_panel_init(&panel, &u, SDG16_EXISTENCE_TOTAL, 1, &cells, NULL), 0);
  assert_int_equal(sdg16i_workspace_init(&workspace, &panel, NULL), 0);
  assert_int_equal(sdg16i_search_exact(&panel, &workspace, &run, &search, &out, NULL), 0);
  assert_true(search.exact);
  sdg16i_workspace_clear(&workspace);
  sdg16i_panel_clear(&panel);
  sdg16i_universe_clear(&u);
  return out;
}

/* The search with the relaxed bounds from the first fit on against the plain one, which
 * test_search compares with enumeration. */
static void relaxed_searches_find_the_same_models(void **unused) {
  (void)unused;
  int64_t compared = 0;
  for (int k = 0; k < 210; k++) {
    uint64_t state = (uint64_t)(520000 + k);
    int32_t criterion = k % 3 == 0   ? SDG16_SELECT_AIC
                        : k % 3 == 1 ? SDG16_SELECT_BIC
                                     : SDG16_SELECT_AICC;
    sdg16_capture *capture = random_table_of(k % TABLE_KINDS, 4 + k % 3, &state);
    sdg16i_cells *cells;
    if (!capture) continue;
    assert_int_equal(sdg16i_cells_new(capture, &cells, NULL), 0);
    int32_t order = k % 5 ? 2 : 3;
    sdg16i_candidates plain = list_best(cells, order, criterion, INT64_MAX);
    sdg16i_candidates relaxed = list_best(cells, order, criterion, 1);
    assert_int_equal(plain.count, relaxed.count);
    double near = 1e-6 + 1e-12 * (plain.count ? fabs(plain.list[0].criterion) : 0);
    for (int64_t i = 0; i < plain.count; i++, compared++)
      if (!(fabs(plain.list[i].criterion - relaxed.list[i].criterion) <= near))
        fail_msg("table %d, model %lld: %.12g, relaxed %.12g", k, (long long)i,
                 plain.list[i].criterion, relaxed.list[i].criterion);
    sdg16i_candidates_clear(&plain);
    sdg16i_candidates_clear(&relaxed);
    sdg16i_cells_free(cells);
    sdg16_capture_free(capture);
  }
  assert_true(compared > 500);
}

/* ---- many lists ---- */

/* 20,000 persons of two kinds on 14 lists. */
static sdg16_capture *fourteen_lists(void) {
  enum { LISTS = 14, PERSONS = 20000 };
  static uint32_t history[1 << LISTS];
  static int64_t count[1 << LISTS];
  uint64_t state = 14;
  double share[LISTS];
  int64_t rows = 0;
  static int64_t table[1 << LISTS];
  for (int j = 0; j < LISTS; j++) share[j] = 0.02 + 0.18 * random_unit(&state);
  for (int k = 0; k < PERSONS; k++) {
    double easy = random_unit(&state) < 0.3 ? 1.6 : 0.7;
    uint32_t on = 0;
    for (int j = 0; j < LISTS; j++)
      if (random_unit(&state) < easy * share[j] ||
          (j % 4 == 3 && on >> (j - 1) & 1 && random_unit(&state) < 0.2))
        on |= UINT32_C(1) << j;
    table[on]++;
  }
  for (uint32_t c = 1; c < UINT32_C(1) << LISTS; c++)
    if (table[c]) {
      history[rows] = c;
      count[rows++] = table[c];
    }
  sdg16_capture *capture;
  assert_int_equal(sdg16_capture_new(LISTS, NULL, rows, history, count, &capture, NULL), 0);
  return capture;
}

/* The default budget ends in seconds, with a gap; the same bits each time. */
static void fourteen_lists_have_a_proved_gap(void **unused) {
  (void)unused;
  sdg16_search_summary first, again;
  sdg16_capture *capture = fourteen_lists();
  sdg16_mse_free(search_with(capture, SDG16_SELECT_BIC, 0, SDG16_SEARCH_FITS, &first));
  sdg16_mse_free(search_with(capture, SDG16_SELECT_BIC, 0, SDG16_SEARCH_FITS, &again));
  assert_memory_equal(&first, &again, sizeof first);
  assert_true(first.gap >= 0 && first.gap < 0.1 * first.best);
  assert_true(first.exact == (first.gap == 0));
  assert_true(first.spent < 1.01 * SDG16_SEARCH_FITS + 1000);
  sdg16_capture_free(capture);
}

/* ---- replicates ---- */

static void budgets_of_replicates_follow_counts(void **unused) {
  (void)unused;
  assert_int_equal(sdg16i_replicate_budget(0, 1, 1000000), 0);
  assert_int_equal(sdg16i_replicate_budget(200000, 0, 200000), SDG16I_NO_PROOF);
  assert_int_equal(sdg16i_replicate_budget(200000, 1, 50000), SDG16I_NO_PROOF);
  assert_int_equal(sdg16i_replicate_budget(200000, 1, 300), 6000);
  assert_int_equal(sdg16i_replicate_budget(200000, 1, 10), 2000);
  assert_int_equal(sdg16i_replicate_budget(1000, 1, 300), 1000);
}

static sdg16i_selector choose(const sdg16i_selection *how, sdg16i_cells *cells,
                              sdg16i_run *run) {
  sdg16i_selector selector;
  const double *counts = cells->count;
  assert_int_equal(sdg16i_selector_init(&selector, how, 1, &cells, NULL), 0);
  assert_int_equal(sdg16i_selector_apply(&selector, &counts, run, NULL), 0);
  return selector;
}

/* Without proof a replicate starts from the best models of the data and says that it is
 * not proved; here the data themselves are the replicate. */
static void unproved_replicates_start_from_the_best_models(void **unused) {
  (void)unused;
  int64_t chosen = 0;
  for (int k = 0; k < 40; k++) {
    uint64_t state = (uint64_t)(840000 + k);
    sdg16_capture *capture = random_table_of(k % 2 ? TABLE_SPARSE : TABLE_DENSE, 5, &state);
    sdg16i_cells *cells;
    sdg16i_universe u;
    sdg16i_run run;
    sdg16i_panel panel;
    sdg16i_seeds seeds;
    assert_int_equal(sdg16i_run_begin(&run, NULL, NULL), 0);
    assert_int_equal(sdg16i_cells_new(capture, &cells, NULL), 0);
    assert_int_equal(sdg16i_universe_init(&u, 5, 0, NULL), 0);
    assert_int_equal(sdg16i_panel_init(&panel, &u, SDG16_EXISTENCE_TOTAL, 1, &cells, NULL), 0);
    sdg16i_candidates best = list_best(cells, 0, SDG16_SELECT_BIC, 0);
    assert_int_equal(
        sdg16i_seeds_init(&seeds, &panel, best.count < 4 ? best.count : 4, best.list, NULL), 0);
    sdg16i_selection how = {.select = SDG16_SELECT_BIC,
                            .criterion = SDG16_SELECT_BIC,
                            .universe = &u,
                            .seeds = &seeds,
                            .budget = SDG16I_NO_PROOF};
    sdg16i_selector selector = choose(&how, cells, &run);
    if (sdg16_model_has_estimate(selector.status)) {
      assert_int_equal(selector.exact, 0);
      assert_true(sdg16i_set_equal(&selector.model, &best.list[0].model));
      chosen++;
    }
    sdg16i_selector_clear(&selector);
    sdg16i_seeds_clear(&seeds);
    sdg16i_candidates_clear(&best);
    sdg16i_panel_clear(&panel);
    sdg16i_universe_clear(&u);
    sdg16i_cells_free(cells);
    sdg16_capture_free(capture);
  }
  assert_true(chosen > 30);
}

static void climbs_of_replicates_follow_counts(void **unused) {
  (void)unused;
  assert_int_equal(sdg16i_replicate_climb(0, 88), 0);       /* no limit */
  assert_int_equal(sdg16i_replicate_climb(200000, 1), 200); /* 1,000 x 200 x 1 */
  assert_int_equal(sdg16i_replicate_climb(200000, 88), 64); /* at least 64 */
  assert_int_equal(sdg16i_replicate_climb(100000000, 88), 1136);
}

/* Far from the best model, at 14 lists: a climb without a limit makes many fits, one with a
 * limit that many and no more. Counts of fits, never a time. */
static void a_climb_ends_after_its_fits(void **unused) {
  (void)unused;
  static const int64_t MOST[] = {1, 3, 8, 0};
  sdg16_capture *capture = fourteen_lists();
  sdg16i_cells *cells;
  sdg16i_universe u;
  sdg16i_panel panel;
  sdg16i_workspace workspace;
  sdg16i_run run;
  double value[4];
  assert_int_equal(sdg16i_run_begin(&run, NULL, NULL), 0);
  assert_int_equal(sdg16i_cells_new(capture, &cells, NULL), 0);
  assert_int_equal(sdg16i_universe_init(&u, 14, 2, NULL), 0);
  for (int k = 0; k < 4; k++) {
    assert_int_equal(sdg16i_panel_init(&panel, &u, SDG16_EXISTENCE_TOTAL, 1, &cells, NULL), 0);
    assert_int_equal(sdg16i_workspace_init(&workspace, &panel, NULL), 0);
    sdg16i_candidates out = {.top = 1};
    sdg16i_search search = {
        .criterion = SDG16_SELECT_BIC, .budget = SDG16I_NO_PROOF, .climb_fits = MOST[k]};
    assert_int_equal(sdg16i_search_exact(&panel, &workspace, &run, &search, &out, NULL), 0);
    assert_true(out.count == 1 && !search.exact);
    if (MOST[k])
      assert_true(search.fitted <= MOST[k]);
    else
      assert_true(search.fitted > 8);
    value[k] = out.list[0].criterion;
    assert_true(!k || value[k] <= value[k - 1]);
    sdg16i_candidates_clear(&out);
    sdg16i_workspace_clear(&workspace);
    sdg16i_panel_clear(&panel);
  }
  assert_true(value[3] < value[0]);
  sdg16i_universe_clear(&u);
  sdg16i_cells_free(cells);
  sdg16_capture_free(capture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(models_that_doubles_cannot_fit_are_fitted),
      cmocka_unit_test(a_careful_fit_reports_means_and_errors),
      cmocka_unit_test(the_best_of_an_uneven_table_is_proved),
      cmocka_unit_test(bounds_hold_for_every_budget),
      cmocka_unit_test(relaxed_searches_find_the_same_models),
      cmocka_unit_test(fourteen_lists_have_a_proved_gap),
      cmocka_unit_test(budgets_of_replicates_follow_counts),
      cmocka_unit_test(climbs_of_replicates_follow_counts),
      cmocka_unit_test(a_climb_ends_after_its_fits),
      cmocka_unit_test(unproved_replicates_start_from_the_best_models),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
