/* Numbers sorted by their bits lie as a stable sort by comparison has them, bit for bit. */
#include "num/compare.h"
#include "num/sort_numbers.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MOST 3000
static const int64_t SIZES[] = {0, 1, 2, 3, 10, 511, 512, 513, 700, 1500, MOST};

static uint64_t state = 14;
static uint64_t next(void) {
  state += UINT64_C(0x9e3779b97f4a7c15);
  uint64_t x = (state ^ state >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
  return x ^ x >> 31;
}

static const double SPECIAL[] = {0.0,      -0.0,         INFINITY, -INFINITY, DBL_MIN,
                                 -DBL_MIN, DBL_TRUE_MIN, DBL_MAX,  -DBL_MAX,  -DBL_TRUE_MIN,
                                 1.0,      -1.0,         0x1p-1030};

/* A number of a kind that files have, or that is hard to sort. */
static double number_of(int kind) {
  uint64_t bits = next();
  double any;
  if (kind == 0) return SPECIAL[bits % (sizeof SPECIAL / sizeof *SPECIAL)];
  if (kind == 1) return (double)(bits % 80); /* ages */
  if (kind == 2) return (double)(bits % 100000000) / 100;
  if (kind == 3) return 7.25; /* all equal */
  if (kind == 4) return (double)(int64_t)(bits % 2001) - 1000;
  memcpy(&any, &bits, sizeof any); /* any bits */
  return isnan(any) ? 0x1p-1074 * (double)(bits >> 20 & 3) : any;
}
#define KINDS 6

/* Insertion from the right, which keeps the order of equal items. */
static void insert_doubles(double *values, int64_t count) {
  for (int64_t i = 1; i < count; i++) {
    double own = values[i];
    int64_t at = i;
    for (; at > 0 && values[at - 1] > own; at--) values[at] = values[at - 1];
    values[at] = own;
  }
}

static int is_behind(sdg16i_weighted_value a, sdg16i_weighted_value b) {
  return a.x > b.x || (a.x == b.x && a.w > b.w);
}

static void insert_weighted(sdg16i_weighted_value *values, int64_t count) {
  for (int64_t i = 1; i < count; i++) {
    sdg16i_weighted_value own = values[i];
    int64_t at = i;
    for (; at > 0 && is_behind(values[at - 1], own); at--) values[at] = values[at - 1];
    values[at] = own;
  }
}

static void doubles_lie_as_comparison_has_them(void **unused) {
  (void)unused;
  static double ours[MOST], theirs[MOST], sorted[MOST];
  for (size_t s = 0; s < sizeof SIZES / sizeof *SIZES; s++)
    for (int kind = 0; kind < KINDS; kind++) {
      int64_t count = SIZES[s];
      for (int64_t i = 0; i < count; i++) ours[i] = theirs[i] = sorted[i] = number_of(kind);
      sdg16i_sort_doubles(ours, count);
      insert_doubles(theirs, count);
      if (count < 512) { /* qsort need not keep the order of 0 and -0 */
        for (int64_t i = 0; i < count; i++) assert_true(ours[i] == theirs[i]);
        continue;
      }
      assert_memory_equal(ours, theirs, (size_t)count * sizeof *ours);
      qsort(sorted, (size_t)count, sizeof *sorted, sdg16i_compare_doubles);
      for (int64_t i = 0; i < count; i++) assert_true(ours[i] == sorted[i]);
    }
}

/* Equal values lie by their weights, of which many are equal too. */
static void weighted_values_lie_by_value_and_weight(void **unused) {
  (void)unused;
  static sdg16i_weighted_value ours[MOST], theirs[MOST];
  for (size_t s = 0; s < sizeof SIZES / sizeof *SIZES; s++)
    for (int kind = 0; kind < KINDS * KINDS; kind++) {
      int64_t count = SIZES[s];
      for (int64_t i = 0; i < count; i++)
        ours[i] = theirs[i] =
            (sdg16i_weighted_value){number_of(kind % KINDS), number_of(kind / KINDS)};
      sdg16i_sort_weighted(ours, count);
      insert_weighted(theirs, count);
      for (int64_t i = 0; i < count; i++)
        assert_true(ours[i].x == theirs[i].x && ours[i].w == theirs[i].w);
    }
}

static void nothing_is_sorted_at_null(void **unused) {
  (void)unused;
  sdg16i_sort_doubles(NULL, 0);
  sdg16i_sort_weighted(NULL, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(doubles_lie_as_comparison_has_them),
      cmocka_unit_test(weighted_values_lie_by_value_and_weight),
      cmocka_unit_test(nothing_is_sorted_at_null),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
