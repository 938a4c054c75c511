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

static int has_estimate(const char *status) {
  return sdg16_model_has_estimate(sdg16_model_status_from_name(status));
}

/* A search under a rule of existence for the models within `window` of the best. */
typedef struct request {
  int32_t existence, select, max_order;
  double window;
} request;

static sdg16_mse *select_model(const sdg16_capture *capture, const request *r) {
  sdg16_mse_options options;
  sdg16_mse *mse;
  sdg16_mse_options_init(&options, sizeof options);
  options.existence = r->existence;
  options.select = r->select;
  options.max_order = r->max_order;
  options.top = 1;
  options.window = r->window;
  options.interval = SDG16_INTERVAL_NONE;
  assert_int_equal(sdg16_mse_new(capture, &options, NULL, &mse, NULL), 0);
  return mse;
}

/* A row of a table of models against a fit of that model from a cold start. */
static void compare_with_fit(const sdg16_capture *capture, int32_t existence,
                             const sdg16_table *models, int64_t row, int kind, uint64_t seed) {
  const char *text = sdg16_table_text(models, row, sdg16_table_find(models, "model"));
  sdg16_model *model;
  sdg16_fit *fit;
  sdg16_fit_summary s;
  assert_int_equal(sdg16_model_parse(capture, text, &model, NULL), 0);
  assert_int_equal(sdg16_fit_new(capture, model, existence, &fit, NULL), 0);
  sdg16_fit_summarise(fit, &s, sizeof s);
  double total = column(models, "total", row), bic = column(models, "bic", row);
  double n = persons(capture);
  if (!sdg16_model_has_estimate(s.status) || !totals_equal(total, s.total, n, kind, s.se) ||
      !criteria_equal(bic, s.bic, n))
    fail_msg("table %llu: %s has total %.12g, BIC %.9f; fitted by itself %.12g, %.9f "
             "(status %d)",
             (unsigned long long)seed, text, total, bic, s.total, s.bic, s.status);
  sdg16_fit_free(fit);
  sdg16_model_free(model);
}

/* Every model of a universe, by enumeration. */
typedef struct enumeration {
  sdg16_table *all;
  int64_t rows, model, status; /* columns */
  const double *value, *total;
  double best;       /* criterion of an admissible model */
  int64_t unbounded; /* models */
} enumeration;

static enumeration enumerate(const sdg16_capture *capture, const request *r, int kind,
                             uint64_t seed) {
  enumeration e = {.best = INFINITY};
  assert_int_equal(
      sdg16_model_fit_all(capture, r->existence, r->max_order, 40000, NULL, &e.all, NULL), 0);
  e.rows = sdg16_table_rows(e.all);
  e.model = sdg16_table_find(e.all, "model");
  e.status = sdg16_table_find(e.all, "status");
  e.value = sdg16_table_double(e.all, sdg16_table_find(e.all, sdg16_select_name(r->select)));
  e.total = sdg16_table_double(e.all, sdg16_table_find(e.all, "total"));
  for (int64_t i = 0; i < e.rows; i++) {
    const char *text = sdg16_table_text(e.all, i, e.status);
    if (!strcmp(text, "not-converged") && kind != TABLE_RAGGED)
      fail_msg("table %llu: the fit of %s does not converge", (unsigned long long)seed,
               sdg16_table_text(e.all, i, e.model));
    if (has_estimate(text)) e.best = fmin(e.best, e.value[i]);
    e.unbounded += !strcmp(text, "unbounded");
  }
  return e;
}

/* Of the models listed, the one named, or the number of rows. */
static int64_t row_of(const sdg16_table *models, const char *text) {
  int64_t row = 0, rows = sdg16_table_rows(models), model = sdg16_table_find(models, "model");
  while (row < rows && strcmp(sdg16_table_text(models, row, model), text)) row++;
  return row;
}

/* The search's list holds every admissible model within the window of the best. */
static void compare_lists(const enumeration *e, const sdg16_table *found, const request *r,
                          double n, int kind, uint64_t seed) {
  const char *criterion = sdg16_select_name(r->select);
  for (int64_t i = 0; i < e->rows; i++) {
    if (!has_estimate(sdg16_table_text(e->all, i, e->status)) ||
        !(e->value[i] < e->best + r->window) ||
        criteria_equal(e->value[i], e->best + r->window, n))
      continue;
    const char *text = sdg16_table_text(e->all, i, e->model);
    int64_t row = row_of(found, text);
    if (row == sdg16_table_rows(found))
      fail_msg("table %llu, %s: the search misses %s at %.9f, best %.9f",
               (unsigned long long)seed, criterion, text, e->value[i], e->best);
    if (!totals_equal(column(found, "total", row), e->total[i], n, kind, INFINITY) ||
        !criteria_equal(column(found, criterion, row), e->value[i], n))
      fail_msg("table %llu, %s: %s has total %.12g, criterion %.9f; enumerated %.12g, %.9f",
               (unsigned long long)seed, criterion, text, column(found, "total", row),
               column(found, criterion, row), e->total[i], e->value[i]);
  }
  for (int64_t row = 0; row < sdg16_table_rows(found); row++) /* and no other */
    assert_true(has_estimate(sdg16_table_text(found, row, sdg16_table_find(found, "status"))));
}

/* What was enumerated, and what a descent looks at, against fits one by one. */
static void compare_fits(const sdg16_capture *capture, const enumeration *e, const request *r,
                         int kind, uint64_t seed) {
  uint64_t state = seed;
  for (int k = 0; k < 5; k++) {
    int64_t row = (int64_t)(random_bits(&state) % (uint64_t)e->rows);
    if (has_estimate(sdg16_table_text(e->all, row, e->status)))
      compare_with_fit(capture, r->existence, e->all, row, kind, seed);
  }
  request descent = *r;
  descent.select = SDG16_SELECT_DOWNHILL;
  sdg16_mse *downhill = select_model(capture, &descent);
  const sdg16_table *visited = sdg16_mse_models(downhill);
  for (int64_t row = 0; row < sdg16_table_rows(visited); row++)
    compare_with_fit(capture, r->existence, visited, row, kind, seed);
  sdg16_mse_free(downhill);
}

/* A model was selected. Whether an unbounded one is better by more than 2, and then there is
 * no estimate, is compared with models fitted by themselves in
 * tests/python/test_estimability.py. */
static int selects(const sdg16_mse *mse, const enumeration *e, const request *r) {
  int32_t status = sdg16_mse_status(mse);
  if (status != SDG16_MODEL_UNBOUNDED_PREFERRED) return sdg16_model_has_estimate(status);
  assert_int_equal(r->existence, SDG16_EXISTENCE_TOTAL);
  assert_true(e->unbounded > 0);
  sdg16_estimate estimate;
  assert_int_equal(sdg16_mse_estimate(mse, &estimate, sizeof estimate), 0);
  assert_true(isnan(estimate.value) && isnan(estimate.lower) && isnan(estimate.upper));
  return 1;
}

/* Search and enumeration; 1 when a model was selected, 2 when it lies on a face. */
static int compare(const sdg16_capture *capture, const request *r, int kind, uint64_t seed) {
  const char *criterion = sdg16_select_name(r->select);
  double n = persons(capture);
  enumeration e = enumerate(capture, r, kind, seed);
  sdg16_mse *mse = select_model(capture, r);
  int32_t status = sdg16_mse_status(mse);
  int selected = selects(mse, &e, r);
  const sdg16_table *found = sdg16_mse_models(mse);
  if (status == SDG16_MODEL_NO_OVERLAP || status == SDG16_MODEL_TOO_FEW_LISTS)
    e.best = INFINITY;
  if (selected != isfinite(e.best) ||
      (selected && !criteria_equal(column(found, criterion, 0), e.best, n)))
    fail_msg("table %llu, %s: enumeration's best is %.9f, the search's %.9f (status %d)",
             (unsigned long long)seed, criterion, e.best,
             selected ? column(found, criterion, 0) : NAN, status);
  if (selected) {
    sdg16_search_summary search;
    sdg16_mse_search(mse, &search, sizeof search);
    assert_int_equal(search.exact, 1);
    assert_true(search.bound <= e.best || criteria_equal(search.bound, e.best, n));
    compare_lists(&e, found, r, n, kind, seed);
    compare_fits(capture, &e, r, kind, seed);
  }
  sdg16_mse_free(mse);
  sdg16_table_free(e.all);
  return status == SDG16_MODEL_OK_ON_FACE ? 2 : selected;
}

/* Under both rules of existence. Whatever the literature admits has an estimate under the
 * other rule. 1 when a model on a face was selected. */
static int compare_rules(const sdg16_capture *capture, int32_t select, int32_t max_order,
                         int kind, uint64_t seed) {
  /* the best alone is searched without terms that cannot be in it */
  request r = {SDG16_EXISTENCE_TOTAL, select, max_order, seed % 2 ? 0 : 6};
  int total = compare(capture, &r, kind, seed);
  r.existence = SDG16_EXISTENCE_COEFFICIENTS;
  int literature = compare(capture, &r, kind, seed);
  assert_int_not_equal(literature, 2);
  assert_true(!literature || total);
  return total == 2;
}

/* The stress: SDG16_STRESS times as many tables. */
static int stress(void) {
  const char *text = getenv("SDG16_STRESS");
  return text ? atoi(text) : 1;
}

static void many(int32_t lists, int tables, int on_faces) {
  static const int32_t SELECT[] = {SDG16_SELECT_BIC, SDG16_SELECT_AIC, SDG16_SELECT_BIC,
                                   SDG16_SELECT_AICC};
  int found = 0;
  for (int k = 0; k < tables * stress(); k++) {
    uint64_t seed = (uint64_t)(1000000 * lists + k), state = seed;
    sdg16_capture *capture = random_table_of(k % TABLE_KINDS, lists, &state);
    if (!capture) continue; /* nobody observed */
    found += compare_rules(capture, SELECT[k / TABLE_KINDS % 4], k % 5 ? lists - 1 : 2,
                           k % TABLE_KINDS, seed);
    sdg16_capture_free(capture);
  }
  assert_true(found >= on_faces);
}

static void three_lists(void **state) {
  (void)state;
  many(3, 400, 20);
}

static void four_lists(void **state) {
  (void)state;
  many(4, 500, 20);
}

static void five_lists(void **state) {
  (void)state;
  many(5, 80, 2);
}

/* Six lists are beyond listing every model, but pairs are not. */
static void six_lists_pairs(void **state) {
  (void)state;
  for (int k = 0; k < 2 * stress(); k++) {
    uint64_t seed = (uint64_t)(6000000 + k), draws = seed;
    int kind = stress() > 1 ? k % TABLE_KINDS : TABLE_SPARSE;
    sdg16_capture *capture = random_table_of(kind, 6, &draws);
    if (!capture) continue;
    compare_rules(capture, SDG16_SELECT_BIC, 2, kind, seed);
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
