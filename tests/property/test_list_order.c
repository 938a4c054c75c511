/* Results do not depend on the order of the lists, or of the rows: the same people with the
 * lists in every order have the same model, and every number has the same bits. The tables are
 * small with few different counts: they give models that tie exactly, equal means, conditional
 * probabilities of 1/2 and statistics that tie, which the last bit of a double would decide. */
#include "random_tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define REPLICATES 100
#define MOST_LISTS 4
#define MOST_TERMS 16
/* In no order: their alphabetical one differs from that of the numbers. */
static const char *const NAMES[MOST_LISTS] = {"police", "B", "shelter", "A"};

/* ---- tables ---- */

typedef struct table {
  int lists;
  int64_t count[2][1 << MOST_LISTS]; /* by stratum and history */
} table;

/* Few different counts, by size of the history or not. */
static void fill_counts(uint64_t k, int lists, int64_t *count) {
  static const int64_t FEW[] = {2, 5, 10, 10, 20, 40, 40, 60};
  static const int64_t BY_SIZE[] = {0, 50, 6, 2, 1};
  uint64_t state = 7000 + k;
  for (uint32_t c = 1; c < UINT32_C(1) << lists; c++) {
    uint64_t bits = random_bits(&state);
    count[c] = k % 2 ? FEW[bits % 8] : BY_SIZE[__builtin_popcount(c)];
    if (k % 2 == 0 && bits % 4 == 0) count[c] = (int64_t)(bits >> 8 & 1) * 10;
  }
}

static table make_table(uint64_t k, int lists) {
  table t = {.lists = lists};
  for (uint64_t s = 0; s < 2; s++) fill_counts(2 * k + s * 5001, lists, t.count[s]);
  return t;
}

/* Permutation number `order` of the lists: the list at each place. */
static void list_permutation(int lists, int order, int *from) {
  int left[MOST_LISTS];
  for (int i = 0; i < lists; i++) left[i] = i;
  for (int i = 0; i < lists; i++) {
    int k = order % (lists - i);
    order /= lists - i;
    from[i] = left[k];
    for (int j = k; j + 1 < lists - i; j++) left[j] = left[j + 1];
  }
}

/* The table with its lists in an order, the rows turned by it. */
static sdg16_capture *order_capture(const table *t, int order, const int *from) {
  static const char *const SEX[] = {"f", "m"}, *const STRATA[] = {"sex"};
  const char *name[MOST_LISTS];
  int64_t column[MOST_LISTS][2 << MOST_LISTS], count[2 << MOST_LISTS], rows = 0;
  int32_t code[2 << MOST_LISTS];
  uint32_t cells = UINT32_C(1) << t->lists;
  for (uint32_t k = 0; k < 2 * cells; k++) {
    uint32_t at = (k + (uint32_t)order) % (2 * cells), c = at % cells;
    if (!t->count[at / cells][c]) continue;
    for (int i = 0; i < t->lists; i++) column[i][rows] = c >> from[i] & 1;
    code[rows] = (int32_t)(at / cells);
    count[rows++] = t->count[at / cells][c];
  }
  sdg16_table *data;
  sdg16_capture *capture = NULL;
  sdg16_capture_options o;
  sdg16_capture_options_init(&o, sizeof o);
  assert_int_equal(sdg16_table_new(&data, NULL), 0);
  for (int i = 0; i < t->lists; i++) {
    name[i] = NAMES[from[i]];
    assert_int_equal(sdg16_table_add_int64(data, name[i], rows, column[i], NULL, NULL), 0);
  }
  assert_int_equal(sdg16_table_add_text(data, "sex", rows, code, NULL, 2, SEX, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(data, "count", rows, count, NULL, NULL), 0);
  o.strata = STRATA;
  o.stratum_count = 1;
  o.lists = name;
  o.list_count = t->lists;
  assert_int_equal(sdg16_capture_from_table(data, &o, &capture, NULL), 0);
  sdg16_table_free(data);
  return capture;
}

/* ---- models and histories, whatever the order ---- */

static uint32_t by_number(uint32_t history, const int *from) {
  uint32_t out = 0;
  for (int i = 0; history >> i; i++) out |= (history >> i & 1) << from[i];
  return out;
}

/* The terms of a model as a set: of up to 2^4 histories. */
static uint32_t terms_of(const sdg16_model *model, const int *from) {
  const uint32_t *term;
  int64_t count = sdg16_model_terms(model, &term);
  uint32_t set = 0;
  for (int64_t i = 0; i < count; i++) set |= UINT32_C(1) << by_number(term[i], from);
  return set;
}

static uint32_t terms_of_text(const sdg16_capture *capture, const char *text, const int *from) {
  sdg16_model *model;
  assert_int_equal(sdg16_model_parse(capture, text, &model, NULL), 0);
  uint32_t set = terms_of(model, from);
  sdg16_model_free(model);
  return set;
}

/* ---- comparing ---- */

typedef struct side {
  sdg16_capture *capture;
  int from[MOST_LISTS];
} side;

#define SAME(a, b) assert_memory_equal(&(a), &(b), sizeof(a))

static int holds_model(const char *column) {
  return !strcmp(column, "model") || !strcmp(column, "common_model");
}

/* Texts that name lists, or number them, have them in the order of the data. */
static int holds_lists(const char *column) {
  static const char *const SOME[] = {"model_names", "lists",     "message",
                                     "headline",    "headlines", "boundary_terms"};
  for (size_t i = 0; i < sizeof SOME / sizeof *SOME; i++)
    if (!strcmp(column, SOME[i])) return 1;
  return 0;
}

static void compare_cell(const side *one, const sdg16_table *x, const side *other,
                         const sdg16_table *y, int64_t row, int64_t c) {
  const char *name = sdg16_table_name(x, c);
  switch (sdg16_table_type(x, c)) {
  case SDG16_DOUBLE:
    SAME(sdg16_table_double(x, c)[row], sdg16_table_double(y, c)[row]);
    return;
  case SDG16_INT64:
    if (!strcmp(name, "history"))
      assert_int_equal(by_number((uint32_t)sdg16_table_int64(x, c)[row], one->from),
                       by_number((uint32_t)sdg16_table_int64(y, c)[row], other->from));
    else
      assert_int_equal(sdg16_table_int64(x, c)[row], sdg16_table_int64(y, c)[row]);
    return;
  default: {
    const char *a = sdg16_table_text(x, row, c), *b = sdg16_table_text(y, row, c);
    assert_int_equal(!a, !b);
    if (a && holds_model(name))
      assert_int_equal(terms_of_text(one->capture, a, one->from),
                       terms_of_text(other->capture, b, other->from));
    else if (a && !holds_lists(name))
      assert_string_equal(a, b);
  }
  }
}

static void compare_tables(const side *one, const sdg16_table *x, const side *other,
                           const sdg16_table *y) {
  assert_int_equal(!x, !y);
  if (!x) return;
  assert_int_equal(sdg16_table_rows(x), sdg16_table_rows(y));
  assert_int_equal(sdg16_table_columns(x), sdg16_table_columns(y));
  for (int64_t c = 0; c < sdg16_table_columns(x); c++)
    for (int64_t row = 0; row < sdg16_table_rows(x); row++)
      compare_cell(one, x, other, y, row, c);
}

static void compare_draws(const sdg16_draws *x, const sdg16_draws *y) {
  assert_int_equal(!x, !y);
  if (!x) return;
  for (int64_t cell = 0; sdg16_draws_name(x, cell); cell++)
    assert_memory_equal(sdg16_draws_values(x, cell), sdg16_draws_values(y, cell),
                        REPLICATES * sizeof(double));
}

/* Means, and coefficients with their errors. */
static void compare_fits(const side *one, const sdg16_fit *x, const sdg16_model *m,
                         const side *other, const sdg16_fit *y, const sdg16_model *n) {
  const double *mean = sdg16_fit_means(x), *mean_y = sdg16_fit_means(y);
  const double *alpha[2], *se[2];
  const uint32_t *term[2];
  assert_int_equal(!mean, !mean_y);
  if (!mean) return;
  for (uint32_t c = 0; c < UINT32_C(1) << sdg16_capture_lists(one->capture); c++)
    for (uint32_t d = 0; d < UINT32_C(1) << sdg16_capture_lists(one->capture); d++)
      if (by_number(c, one->from) == by_number(d, other->from)) SAME(mean[c], mean_y[d]);
  int64_t count = sdg16_fit_coefficients(x, &alpha[0], &se[0]);
  assert_int_equal(sdg16_fit_coefficients(y, &alpha[1], &se[1]), count);
  assert_int_equal(sdg16_model_terms(m, &term[0]), count);
  assert_int_equal(sdg16_model_terms(n, &term[1]), count);
  for (int64_t i = 0; i < count; i++)
    for (int64_t k = 0; k < count; k++)
      if (by_number(term[0][i], one->from) == by_number(term[1][k], other->from)) {
        SAME(alpha[0][i], alpha[1][k]);
        SAME(se[0][i], se[1][k]);
      }
}

static void compare_mse(const side *one, const sdg16_mse *a, const side *other,
                        const sdg16_mse *b) {
  sdg16_fit_test s, t;
  sdg16_estimate x, y;
  assert_int_equal(sdg16_mse_status(a), sdg16_mse_status(b));
  sdg16_mse_fit_test(a, &s, sizeof s);
  sdg16_mse_fit_test(b, &t, sizeof t);
  SAME(s, t);
  sdg16_mse_estimate(a, &x, sizeof x);
  sdg16_mse_estimate(b, &y, sizeof y);
  SAME(x, y);
  assert_int_equal(!sdg16_mse_model(a), !sdg16_mse_model(b));
  if (sdg16_mse_model(a)) {
    assert_int_equal(terms_of(sdg16_mse_model(a), one->from),
                     terms_of(sdg16_mse_model(b), other->from));
    compare_fits(one, sdg16_mse_fit(a), sdg16_mse_model(a), other, sdg16_mse_fit(b),
                 sdg16_mse_model(b));
  }
  compare_tables(one, sdg16_mse_estimates(a), other, sdg16_mse_estimates(b));
  compare_tables(one, sdg16_mse_models(a), other, sdg16_mse_models(b));
  compare_tables(one, sdg16_mse_modes(a), other, sdg16_mse_modes(b));
  compare_tables(one, sdg16_mse_draw_modes(a), other, sdg16_mse_draw_modes(b));
  compare_tables(one, sdg16_mse_top(a), other, sdg16_mse_top(b));
  compare_tables(one, sdg16_mse_residuals(a), other, sdg16_mse_residuals(b));
  compare_draws(sdg16_mse_draws(a), sdg16_mse_draws(b));
  compare_draws(sdg16_mse_top_draws(a), sdg16_mse_top_draws(b));
}

/* Codes of the diagnostics, as many times each: messages about lists stand in their order. */
static void compare_codes(const sdg16_table *x, const sdg16_table *y) {
  int64_t code = sdg16_table_find(x, "code"), rows = sdg16_table_rows(x);
  assert_int_equal(rows, sdg16_table_rows(y));
  for (int64_t i = 0; i < rows; i++) {
    int here = 0, there = 0;
    for (int64_t k = 0; k < rows; k++) {
      here += !strcmp(sdg16_table_text(x, i, code), sdg16_table_text(x, k, code));
      there += !strcmp(sdg16_table_text(x, i, code), sdg16_table_text(y, k, code));
    }
    assert_int_equal(here, there);
  }
}

/* ---- estimations in every order ---- */

static const struct way {
  int32_t select, bootstrap, interval, top;
} WAYS[] = {
    {SDG16_SELECT_BIC, SDG16_BOOTSTRAP_PARAMETRIC, SDG16_INTERVAL_AUTO, 0},
    {SDG16_SELECT_AIC, SDG16_BOOTSTRAP_NONPARAMETRIC, SDG16_INTERVAL_AUTO, 3},
    {SDG16_SELECT_AICC, SDG16_BOOTSTRAP_NONPARAMETRIC, SDG16_INTERVAL_PROFILE, 0},
    {SDG16_SELECT_STEPWISE, SDG16_BOOTSTRAP_PARAMETRIC, SDG16_INTERVAL_AUTO, 0},
    {SDG16_SELECT_DOWNHILL, SDG16_BOOTSTRAP_NONPARAMETRIC, SDG16_INTERVAL_AUTO, 0},
};
#define WAY_COUNT ((int)(sizeof WAYS / sizeof *WAYS))

static sdg16_mse_options options_of(const struct way *way) {
  sdg16_mse_options o;
  sdg16_mse_options_init(&o, sizeof o);
  o.select = way->select;
  o.bootstrap_kind = way->bootstrap;
  o.interval = way->interval;
  o.top_intervals = way->top;
  o.replicates = o.fit_replicates = REPLICATES;
  return o;
}

static sdg16_mse *estimate(const sdg16_capture *capture, const struct way *way) {
  sdg16_mse_options o = options_of(way);
  sdg16_exec_options exec;
  sdg16_mse *mse = NULL;
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.threads = 1;
  assert_int_equal(sdg16_mse_new(capture, &o, &exec, &mse, NULL), 0);
  return mse;
}

static int orders_of(int lists) { return lists == 3 ? 6 : 24; }

static int64_t compare_orders(const table *t, const struct way *way) {
  side first, other;
  list_permutation(t->lists, 0, first.from);
  first.capture = order_capture(t, 0, first.from);
  sdg16_mse *a = estimate(first.capture, way);
  for (int order = 1; order < orders_of(t->lists); order++) {
    list_permutation(t->lists, order, other.from);
    other.capture = order_capture(t, order, other.from);
    sdg16_mse *b = estimate(other.capture, way);
    compare_mse(&first, a, &other, b);
    compare_codes(sdg16_mse_diagnostics(a), sdg16_mse_diagnostics(b));
    sdg16_mse_free(b);
    sdg16_capture_free(other.capture);
  }
  int64_t drawn = sdg16_mse_draws(a) != NULL;
  sdg16_mse_free(a);
  sdg16_capture_free(first.capture);
  return drawn;
}

static void results_do_not_depend_on_the_order_of_the_lists(void **unused) {
  (void)unused;
  int64_t drawn = 0;
  for (uint64_t k = 0; k < 200; k++) {
    table t = make_table(k, 3);
    drawn += compare_orders(&t, &WAYS[k % WAY_COUNT]);
  }
  for (uint64_t k = 0; k < 30; k++) {
    table t = make_table(1000 + k, 4);
    drawn += compare_orders(&t, &WAYS[k % WAY_COUNT]);
  }
  print_message("%d of 230 tables drawn\n", (int)drawn);
  assert_true(drawn > 120);
}

/* The first two lists may change places: if the best model is not symmetric, its mirror image
 * fits as well and gives the same total. */
static void fill_symmetric(uint64_t k, int64_t *count) {
  fill_counts(k, 3, count);
  for (uint32_t c = 1; c < 8; c++)
    if ((c & 3) == 2) count[c] = count[(c & 4) | 1];
}

/* Do the best two models have the same criterion, and give the same total? */
static int is_tied(const table *t) {
  const struct way quick = {WAYS[0].select, WAYS[0].bootstrap, SDG16_INTERVAL_NONE, 0};
  side one;
  list_permutation(t->lists, 0, one.from);
  one.capture = order_capture(t, 0, one.from);
  sdg16_mse *mse = estimate(one.capture, &quick);
  const sdg16_table *models = sdg16_mse_models(mse);
  const double *bic = sdg16_table_double(models, sdg16_table_find(models, "bic"));
  const double *total = sdg16_table_double(models, sdg16_table_find(models, "total"));
  int tied = sdg16_table_rows(models) > 1 && fabs(bic[0] - bic[1]) < 1e-9 &&
             fabs(total[0] - total[1]) < 1e-6;
  sdg16_mse_free(mse);
  sdg16_capture_free(one.capture);
  return tied;
}

static void ties_go_by_the_names_of_the_lists(void **unused) {
  (void)unused;
  int tied = 0;
  for (uint64_t k = 0; k < 20000 && tied < 40; k++) {
    table t = {.lists = 3};
    fill_symmetric(k, t.count[0]);
    if (!is_tied(&t)) continue;
    tied++;
    for (int way = 0; way < WAY_COUNT; way++) compare_orders(&t, &WAYS[way]);
  }
  print_message("%d tables with tied best models\n", tied);
  assert_true(tied == 40);
}

static sdg16_strata *estimate_strata(const sdg16_capture *capture, int common,
                                     const struct way *way) {
  static const char *const COLUMNS[] = {"sex"};
  sdg16_mse_options o = options_of(way);
  sdg16_strata_options by;
  sdg16_exec_options exec;
  sdg16_strata *strata = NULL;
  sdg16_strata_options_init(&by, sizeof by);
  sdg16_exec_options_init(&exec, sizeof exec);
  by.columns = COLUMNS;
  by.column_count = 1;
  by.common_model = common;
  o.top_intervals = 0;
  exec.threads = 1;
  assert_int_equal(sdg16_strata_new(capture, &by, &o, &exec, &strata, NULL), 0);
  return strata;
}

static void strata_do_not_depend_on_the_order_of_the_lists(void **unused) {
  (void)unused;
  for (uint64_t k = 0; k < 60; k++) {
    table t = make_table(3000 + k, 3);
    const struct way *way = &WAYS[k % 2 ? 1 : 0];
    side first, other;
    list_permutation(3, 0, first.from);
    first.capture = order_capture(&t, 0, first.from);
    sdg16_strata *a = estimate_strata(first.capture, k % 4 < 2, way);
    for (int order = 1; order < 6; order++) {
      list_permutation(3, order, other.from);
      other.capture = order_capture(&t, order, other.from);
      sdg16_strata *b = estimate_strata(other.capture, k % 4 < 2, way);
      compare_tables(&first, sdg16_strata_estimates(a), &other, sdg16_strata_estimates(b));
      compare_tables(&first, sdg16_strata_models(a), &other, sdg16_strata_models(b));
      compare_tables(&first, sdg16_strata_modes(a), &other, sdg16_strata_modes(b));
      compare_draws(sdg16_strata_draws(a), sdg16_strata_draws(b));
      compare_codes(sdg16_strata_diagnostics(a), sdg16_strata_diagnostics(b));
      sdg16_strata_free(b);
      sdg16_capture_free(other.capture);
    }
    sdg16_strata_free(a);
    sdg16_capture_free(first.capture);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(results_do_not_depend_on_the_order_of_the_lists),
      cmocka_unit_test(ties_go_by_the_names_of_the_lists),
      cmocka_unit_test(strata_do_not_depend_on_the_order_of_the_lists),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
