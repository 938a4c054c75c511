/* When an estimate is said to be below Chao's lower bound: the standard error of the
 * difference against a closed form and against simulation, and how often the warning comes when
 * people are alike and when they differ. Tables are drawn person by person, seeds are fixed. */
#include "base/rng.h"
#include "mse/diagnose/chao_gap.h"
#include "mse/loglinear/fit.h"

#include <math.h>
#include <sdg16.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define PURPOSE 1004 /* of the streams: no purpose of the library's */
#define MOST_LISTS 5

static void assert_near(double found, double expected, double within) {
  if (!(fabs(found - expected) <= within))
    fail_msg("%.12g found, expected %.12g within %g", found, expected, within);
}

/* People and their chances to be on the lists; of every `each` persons one is on each list
 * with `high`, the others with `low` (each 0: all with p). */
typedef struct population {
  int64_t people;
  int32_t lists, each;
  double p[MOST_LISTS], high, low;
} population;

static sdg16_capture *drawn(const population *of, int64_t number) {
  uint32_t history[1 << MOST_LISTS];
  int64_t count[1 << MOST_LISTS] = {0};
  sdg16i_rng rng;
  sdg16i_rng_init(&rng, 1, PURPOSE, number);
  for (uint32_t c = 0; c < 1u << of->lists; c++) history[c] = c;
  for (int64_t i = 0; i < of->people; i++) {
    uint32_t seen = 0;
    for (int32_t j = 0; j < of->lists; j++) {
      double p = !of->each ? of->p[j] : i % of->each ? of->low : of->high;
      seen |= (uint32_t)(sdg16i_rng_double(&rng) < p) << j;
    }
    count[seen]++;
  }
  sdg16_capture *capture;
  assert_int_equal(sdg16_capture_new(of->lists, NULL, (1 << of->lists) - 1, history + 1,
                                     count + 1, &capture, NULL),
                   0);
  return capture;
}

static sdg16_fit *independence(const sdg16_capture *capture) {
  sdg16_model *model;
  sdg16_fit *fit;
  assert_int_equal(sdg16_model_parse(capture, "[]", &model, NULL), 0);
  assert_int_equal(sdg16_fit_new(capture, model, SDG16_EXISTENCE_TOTAL, &fit, NULL), 0);
  sdg16_model_free(model);
  return fit;
}

/* ---- the standard error ---- */

/* Lists a and b alone, c on both: x = ab/c, B = ab/(c + 1), and only c's slopes differ. */
static void two_lists_have_a_closed_form(void **state) {
  (void)state;
  static const uint32_t history[] = {1, 2, 3};
  static const int64_t count[] = {80, 60, 20};
  sdg16_capture *capture;
  double gap;
  assert_int_equal(sdg16_capture_new(2, NULL, 3, history, count, &capture, NULL), 0);
  sdg16_fit *fit = independence(capture);
  assert_int_equal(sdg16i_chao_gap(fit, &gap, NULL), 0);
  assert_near(gap, log(21 / 20.0) / (sqrt(20) * (1 / 20.0 - 1 / 21.0)), 1e-9);
  sdg16_fit_free(fit);
  sdg16_capture_free(capture);
}

/* Under independence the gap is standard normal in large tables. */
static void the_gap_has_the_variance_1(void **state) {
  (void)state;
  enum { TABLES = 1000 };
  const population of = {.people = 20000, .lists = 4, .p = {.3, .25, .2, .35}};
  double sum = 0, squares = 0;
  for (int64_t t = 0; t < TABLES; t++) {
    double gap;
    sdg16_capture *capture = drawn(&of, t);
    sdg16_fit *fit = independence(capture);
    assert_int_equal(sdg16i_chao_gap(fit, &gap, NULL), 0);
    sum += gap;
    squares += gap * gap;
    sdg16_fit_free(fit);
    sdg16_capture_free(capture);
  }
  double mean = sum / TABLES, deviation = sqrt(squares / TABLES - mean * mean);
  assert_near(mean, 0, 0.12); /* Monte Carlo: 3 standard errors are 0.095 */
  assert_near(deviation, 1, 0.08);
}

/* No list alone: the bound has no one undetected, and there is no gap. */
static void without_a_bound_there_is_no_gap(void **state) {
  (void)state;
  static const uint32_t history[] = {1, 3, 5, 7};
  static const int64_t count[] = {9, 30, 20, 8}; /* one list alone: f1^2 = sum of squares */
  sdg16_capture *capture;
  double gap;
  assert_int_equal(sdg16_capture_new(3, NULL, 4, history, count, &capture, NULL), 0);
  sdg16_mse *mse;
  sdg16_mse_options options;
  sdg16_mse_options_init(&options, sizeof options);
  options.interval = SDG16_INTERVAL_NONE;
  assert_int_equal(sdg16_mse_new(capture, &options, NULL, &mse, NULL), 0);
  if (sdg16_model_has_estimate(sdg16_mse_status(mse))) {
    assert_int_equal(sdg16i_chao_gap(sdg16_mse_fit(mse), &gap, NULL), 0);
    assert_true(isnan(gap));
  }
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
}

/* ---- how often it is said ---- */

static int is_said(const sdg16_capture *capture) {
  sdg16_mse *mse;
  sdg16_mse_options options;
  int said = 0;
  sdg16_mse_options_init(&options, sizeof options);
  options.interval = SDG16_INTERVAL_NONE;
  options.fit_replicates = 0;
  assert_int_equal(sdg16_mse_new(capture, &options, NULL, &mse, NULL), 0);
  const sdg16_table *found = sdg16_mse_diagnostics(mse);
  for (int64_t i = 0; i < sdg16_table_rows(found); i++)
    said |= !strcmp(sdg16_table_text(found, i, 0), "below-chao");
  sdg16_mse_free(mse);
  return said;
}

/* Per cent of 1,000 tables. */
static double share_said(const population *of) {
  enum { TABLES = 1000 };
  int64_t said = 0;
  for (int64_t t = 0; t < TABLES; t++) {
    sdg16_capture *capture = drawn(of, 10000 + t);
    said += is_said(capture);
    sdg16_capture_free(capture);
  }
  return 100.0 * (double)said / TABLES;
}

static void it_is_rare_when_people_are_alike(void **state) {
  (void)state;
  static const population ALIKE[] = {
      {.people = 100, .lists = 3, .p = {.3, .25, .2}},
      {.people = 300, .lists = 3, .p = {.2, .2, .2}},
      {.people = 100, .lists = 4, .p = {.3, .25, .2, .35}},
      {.people = 1000, .lists = 4, .p = {.3, .25, .2, .35}},
      {.people = 1000, .lists = 4, .p = {.1, .08, .12, .1}},
      {.people = 200, .lists = 5, .p = {.2, .2, .1, .15, .1}},
      {.people = 10000, .lists = 5, .p = {.2, .2, .1, .15, .1}},
  };
  for (size_t i = 0; i < sizeof ALIKE / sizeof ALIKE[0]; i++) {
    double share = share_said(&ALIKE[i]);
    print_message("alike, %lld people, %d lists: %.1f %%\n", (long long)ALIKE[i].people,
                  (int)ALIKE[i].lists, share);
    assert_true(share <= 5);
  }
}

typedef struct classes {
  population of;
  double least; /* per cent */
} classes;

/* A fifth with .4, the others .08; one half with .3, the other .05. */
static void it_comes_when_people_differ(void **state) {
  (void)state;
  static const classes DIFFER[] = {
      {{.people = 1000, .lists = 4, .each = 5, .high = .4, .low = .08}, 70},
      {{.people = 1000, .lists = 4, .each = 2, .high = .3, .low = .05}, 15},
      {{.people = 5000, .lists = 4, .each = 2, .high = .3, .low = .05}, 70},
      {{.people = 20000, .lists = 4, .each = 2, .high = .3, .low = .05}, 90},
  };
  for (size_t i = 0; i < sizeof DIFFER / sizeof DIFFER[0]; i++) {
    double share = share_said(&DIFFER[i].of);
    print_message("%g and %g, %lld people: %.1f %%\n", DIFFER[i].of.high, DIFFER[i].of.low,
                  (long long)DIFFER[i].of.people, share);
    assert_true(share >= DIFFER[i].least);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_lists_have_a_closed_form),
      cmocka_unit_test(the_gap_has_the_variance_1),
      cmocka_unit_test(without_a_bound_there_is_no_gap),
      cmocka_unit_test(it_is_rare_when_people_are_alike),
      cmocka_unit_test(it_comes_when_people_differ),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
