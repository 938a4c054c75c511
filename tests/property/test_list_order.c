/* What is drawn from a fit does not depend on the order of the lists, or of the rows: all six
 * orders of three lists, with equal counts. These give equal means, conditional probabilities
 * of 1/2 and statistics that tie, which the last bit of a double would decide. */
#include "mse/loglinear/list_order.h"
#include "random_tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define TABLES 320
#define REPLICATES 100
static const int32_t ORDERS[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                     {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

/* Counts by history of A, B, C: few different ones, by size of the history or not. */
static void fill_counts(uint64_t k, int64_t *count) {
  static const int64_t FEW[] = {2, 5, 10, 10, 20, 40, 40, 60};
  static const int64_t BY_SIZE[] = {0, 50, 6, 2};
  uint64_t state = 7000 + k;
  for (uint32_t c = 1; c < 8; c++) {
    uint64_t bits = random_bits(&state);
    count[c] = k % 2 ? FEW[bits % 8] : BY_SIZE[__builtin_popcount(c)];
    if (k % 2 == 0 && bits % 4 == 0) count[c] = (int64_t)(bits >> 8 & 1) * 10;
  }
}

/* The table with its lists in an order, the rows turned by it. */
static sdg16_capture *order_capture(const int64_t *count, int order) {
  static const char *const NAMES[] = {"A", "B", "C"};
  const int32_t *from = ORDERS[order];
  const char *name[3];
  uint32_t history[7];
  int64_t persons[7], rows = 0;
  for (int i = 0; i < 3; i++) name[i] = NAMES[from[i]];
  for (uint32_t k = 0; k < 7; k++) {
    uint32_t c = 1 + (k + (uint32_t)order) % 7, moved = 0;
    if (!count[c]) continue;
    for (int i = 0; i < 3; i++) moved |= (c >> from[i] & 1) << i;
    history[rows] = moved;
    persons[rows++] = count[c];
  }
  sdg16_capture *capture = NULL;
  sdg16_capture_new(3, name, rows, history, persons, &capture, NULL);
  return capture;
}

static sdg16_mse *estimate(const sdg16_capture *capture) {
  sdg16_mse_options o;
  sdg16_exec_options exec;
  sdg16_mse *mse = NULL;
  sdg16_mse_options_init(&o, sizeof o);
  sdg16_exec_options_init(&exec, sizeof exec);
  o.bootstrap_kind = SDG16_BOOTSTRAP_PARAMETRIC;
  o.replicates = o.fit_replicates = REPLICATES;
  exec.threads = 1;
  assert_int_equal(sdg16_mse_new(capture, &o, &exec, &mse, NULL), 0);
  return mse;
}

/* The p-values, to the last bit. Returns whether there are any. */
static int compare_fit_tests(const sdg16_mse *a, const sdg16_mse *b) {
  sdg16_fit_test x, y;
  sdg16_mse_fit_test(a, &x, sizeof x);
  sdg16_mse_fit_test(b, &y, sizeof y);
  assert_memory_equal(&x.p_deviance, &y.p_deviance, sizeof x.p_deviance);
  assert_memory_equal(&x.p_pearson, &y.p_pearson, sizeof x.p_pearson);
  return x.replicates > 0;
}

/* The means that are drawn from, to the last bit; models of equal fit aside. */
static int compare_means(const sdg16_mse *a, const sdg16_capture *first, const sdg16_mse *b,
                         const sdg16_capture *other) {
  int32_t rank[2][SDG16_MAX_LISTS];
  const double *mean[2];
  sdg16i_arena arena = {0};
  sdg16i_rank_lists(first, rank[0]);
  sdg16i_rank_lists(other, rank[1]);
  const sdg16_fit *fit[] = {sdg16_mse_fit(a), sdg16_mse_fit(b)};
  int same = fit[0]->terms == fit[1]->terms;
  for (int64_t i = 0; i < fit[0]->terms; i++) {
    int found = 0;
    for (int64_t k = 0; k < fit[1]->terms; k++)
      found |= sdg16i_reorder_history(fit[0]->term[i], rank[0]) ==
               sdg16i_reorder_history(fit[1]->term[k], rank[1]);
    same &= found;
  }
  for (int i = 0; same && i < 2; i++)
    assert_int_equal(sdg16i_reordered_means(fit[i], rank[i], &arena, &mean[i], NULL), 0);
  for (uint32_t c = 0; same && c < 8; c++)
    for (uint32_t d = 0; d < 8; d++)
      if (sdg16i_reorder_history(c, rank[0]) == sdg16i_reorder_history(d, rank[1]))
        assert_memory_equal(&mean[0][c], &mean[1][d], sizeof(double));
  sdg16i_arena_free(&arena);
  return same;
}

/* The totals of the replicates: the same tables, whose fits differ in the last bits. */
static void compare_draws(const sdg16_mse *a, const sdg16_mse *b) {
  const double *x = sdg16_draws_values(sdg16_mse_draws(a), 0);
  const double *y = sdg16_draws_values(sdg16_mse_draws(b), 0);
  for (int64_t i = 0; i < REPLICATES; i++) {
    assert_int_equal(isfinite(x[i]), isfinite(y[i]));
    if (isfinite(x[i])) assert_true(fabs(x[i] - y[i]) <= 1e-9 * x[i]);
  }
}

static void compare_modes(const sdg16_mse *a, const sdg16_mse *b) {
  const sdg16_table *x = sdg16_mse_draw_modes(a), *y = sdg16_mse_draw_modes(b);
  assert_int_equal(sdg16_table_rows(x), sdg16_table_rows(y));
}

/* Codes of the diagnostics, in order, and which of them have a headline. */
static void compare_diagnostics(const sdg16_mse *a, const sdg16_mse *b) {
  const sdg16_table *x = sdg16_mse_diagnostics(a), *y = sdg16_mse_diagnostics(b);
  int64_t code = sdg16_table_find(x, "code"), headline = sdg16_table_find(x, "headline");
  assert_true(code >= 0 && headline >= 0);
  assert_int_equal(sdg16_table_rows(x), sdg16_table_rows(y));
  for (int64_t i = 0; i < sdg16_table_rows(x); i++) {
    assert_string_equal(sdg16_table_text(x, i, code), sdg16_table_text(y, i, code));
    assert_int_equal(!sdg16_table_text(x, i, headline), !sdg16_table_text(y, i, headline));
  }
}

static void compare_intervals(const sdg16_mse *a, const sdg16_mse *b) {
  sdg16_estimate x, y;
  sdg16_mse_estimate(a, &x, sizeof x);
  sdg16_mse_estimate(b, &y, sizeof y);
  const double one[] = {x.value, x.lower, x.upper}, other[] = {y.value, y.lower, y.upper};
  for (int i = 0; i < 3; i++) {
    assert_int_equal(isfinite(one[i]), isfinite(other[i]));
    if (isfinite(one[i])) assert_true(fabs(one[i] - other[i]) <= 1e-7 * one[i]);
  }
}

static void what_is_drawn_does_not_depend_on_the_order_of_the_lists(void **unused) {
  (void)unused;
  int64_t drawn = 0, tested = 0, same = 0;
  for (uint64_t k = 0; k < TABLES; k++) {
    int64_t count[8];
    fill_counts(k, count);
    sdg16_capture *first = order_capture(count, 0);
    if (!first) continue;
    sdg16_mse *a = estimate(first);
    for (int order = 1; order < 6; order++) {
      sdg16_capture *other = order_capture(count, order);
      sdg16_mse *b = estimate(other);
      assert_int_equal(sdg16_mse_status(a), sdg16_mse_status(b));
      tested += compare_fit_tests(a, b);
      if (sdg16_mse_fit(a) && sdg16_mse_draws(a)) {
        same += compare_means(a, first, b, other);
        compare_draws(a, b);
        compare_modes(a, b);
        drawn++;
      }
      compare_intervals(a, b);
      compare_diagnostics(a, b);
      sdg16_mse_free(b);
      sdg16_capture_free(other);
    }
    sdg16_mse_free(a);
    sdg16_capture_free(first);
  }
  print_message("%d tables drawn, %d tested, %d by the same model\n", (int)drawn / 5,
                (int)tested / 5, (int)same / 5);
  assert_true(drawn > 1200 && tested > 800);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_drawn_does_not_depend_on_the_order_of_the_lists),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
