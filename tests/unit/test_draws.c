/* Joint draws: intervals against formulas of our own in long double, cells from cells,
 * shards, and draws as a table and back. */
#include "draws_csv.h"
#include "mse/bootstrap/draws.h"

#include <math.h>
#include <sdg16.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static double unit(uint64_t *state) { /* splitmix64 */
  uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
  return (double)((z ^ z >> 31) >> 11) * 0x1p-53;
}

static void assert_close(double got, double want, double tolerance) {
  if (!(fabs(got - want) <= tolerance)) fail_msg("%.17g, expected %.17g", got, want);
}

static void assert_same_number(double got, double want) {
  if (!(got == want || (isnan(got) && isnan(want)))) fail_msg("%g, expected %g", got, want);
}

static sdg16_draws *empty(int64_t replicates, int64_t units, int64_t planned) {
  sdg16_draws *d;
  assert_int_equal(sdg16i_draws_new(replicates, units, 7, 1, planned, "input=x", &d, NULL), 0);
  for (int64_t i = 0; i < replicates; i++) d->number[i] = i;
  for (int64_t i = 0; i < units; i++) d->weight[i] = 1;
  return d;
}

static sdg16i_draws_cell *add(sdg16_draws *d, const char *name, double observed, double point) {
  sdg16i_draws_cell *cell;
  assert_int_equal(sdg16i_draws_add(d, name, &cell, NULL), 0);
  cell->observed = observed;
  cell->point = point;
  return cell;
}

static sdg16_draws *filled(double point, int64_t replicates, const double *replicate,
                           int64_t units, const double *jackknife) {
  sdg16_draws *d = empty(replicates, units, replicates);
  sdg16i_draws_cell *cell = add(d, "total", NAN, point);
  memcpy(cell->replicate, replicate, (size_t)replicates * sizeof(double));
  memcpy(cell->jackknife.value, jackknife, (size_t)units * sizeof(double));
  return d;
}

static sdg16_estimate interval_of(const sdg16_draws *d, int32_t kind, double level,
                                  sdg16_bootstrap_summary *s) {
  sdg16_estimate e;
  assert_int_equal(
      sdg16_draws_interval(d, 0, kind, level, &e, sizeof e, s, s ? sizeof *s : 0, NULL), 0);
  int replaced = e.flags & SDG16_FLAG_BCA_REPLACED;
  assert_true(e.level == level && isinf(e.df));
  assert_true(e.method == (replaced ? SDG16_INTERVAL_PERCENTILE : kind));
  return e;
}

/* ---- quantiles ---- */

static void quantiles_of_type_8_by_hand(void **state) {
  (void)state;
  static const double FIVE[] = {1, 2, 4, 8, 16}, FOUR[] = {10, 20, 30, 40};
  /* position (n + 1/3) p + 1/3 */
  static const struct {
    const double *sorted;
    int64_t count;
    double p, expected;
  } KNOWN[] = {
      {FIVE, 5, 0.5, 4},        {FIVE, 5, 0.75, 32.0 / 3}, /* position 13/3 */
      {FIVE, 5, 0.25, 5.0 / 3},                            /* 5/3 */
      {FIVE, 5, 0.1, 1},        {FIVE, 5, 0.9, 16},        {FIVE, 5, 0, 1},
      {FIVE, 5, 1, 16},         {FOUR, 4, 0.25, 85.0 / 6}, /* 17/12 */
      {FOUR, 4, 0.5, 25},       {FOUR, 4, 0.6, 88.0 / 3},  /* 44/15 */
      {FOUR, 1, 0.3, 10},       {FIVE, 2, 0.5, 1.5},       {FIVE, 2, 0.4, 1 + 4.0 / 15},
      {FIVE, 5, 0.125, 1},  /* exactly 1 */
      {FIVE, 5, 0.875, 16}, /* exactly 5 */
  };
  for (size_t i = 0; i < sizeof KNOWN / sizeof KNOWN[0]; i++) {
    double got = sdg16i_quantile8(KNOWN[i].sorted, KNOWN[i].count, KNOWN[i].p);
    if (!(fabs(got - KNOWN[i].expected) < 1e-14 * KNOWN[i].expected))
      fail_msg("case %zu: %.17g", i, got);
  }
  assert_true(isnan(sdg16i_quantile8(FIVE, 0, 0.5)));
  assert_true(isnan(sdg16i_quantile8(FIVE, 5, NAN)));
}

/* ---- the same numbers by other formulas ---- */

static long double probability(long double z) { return erfcl(-z / sqrtl(2)) / 2; }

static long double quantile(long double p) { /* bisection */
  long double low = -40, high = 40;
  for (int i = 0; i < 200; i++) {
    long double middle = (low + high) / 2;
    if (probability(middle) < p)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static int ascending(const void *a, const void *b) {
  long double x = *(const long double *)a, y = *(const long double *)b;
  return (x > y) - (x < y);
}

/* Hyndman & Fan (1996): j = floor(n p + m), m = (p + 1) / 3. */
static long double sample_quantile(const long double *sorted, int64_t n, long double p) {
  long double at = (long double)n * p + (p + 1) / 3, j = floorl(at), g = at - j;
  int64_t below = (int64_t)fminl(fmaxl(j, 1), (long double)n);
  int64_t above = (int64_t)fminl(fmaxl(j + 1, 1), (long double)n);
  return (1 - g) * sorted[below - 1] + g * sorted[above - 1];
}

#define OBSERVED 650 /* of the cells of random draws that hold persons */

typedef struct expectation {
  int64_t failed;
  long double mean, median, se, se_log, z0, acceleration;
  long double limit[3][2]; /* bca, percentile, basic */
} expectation;

/* Of one table after the other, persons one by one: a unit of weight w stands w times. */
static long double expected_acceleration(const sdg16_draws *d, const sdg16i_draws_cell *cell) {
  long double squares = 0, cubes = 0;
  for (int64_t group = 0; group < 8; group++) {
    long double persons = 0, sum = 0;
    for (int64_t i = 0; i < d->units; i++)
      for (int w = 0; d->group[i] == group && w < (int)d->weight[i]; w++)
        persons++, sum += cell->jackknife.value[i];
    for (int64_t i = 0; i < d->units; i++)
      for (int w = 0; d->group[i] == group && w < (int)d->weight[i]; w++) {
        long double r = (sum / persons - cell->jackknife.value[i]) * (persons - 1) / persons;
        squares += r * r;
        cubes += r * r * r;
      }
  }
  return cubes / (6 * squares * sqrtl(squares));
}

static expectation expect(const sdg16_draws *d, double level) {
  const sdg16i_draws_cell *cell = &d->cell[0];
  long double *sorted = malloc((size_t)d->replicates * sizeof *sorted), sum = 0;
  expectation x = {0};
  int64_t n = 0, below = 0;
  for (int64_t i = 0; i < d->replicates; i++) {
    if (isnan(cell->replicate[i])) continue;
    sorted[n++] = cell->replicate[i];
    sum += cell->replicate[i];
    below += cell->replicate[i] < cell->point * (1 - 1e-9); /* positive estimates */
  }
  qsort(sorted, (size_t)n, sizeof *sorted, ascending);
  x.failed = d->replicates - n;
  x.mean = sum / (long double)n;
  x.median = n % 2 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  x.z0 = quantile((long double)below / (long double)n);
  x.acceleration = expected_acceleration(d, cell);
  for (int side = 0; side < 2; side++) {
    long double p = side ? (1 + (long double)level) / 2 : (1 - (long double)level) / 2;
    long double shifted = x.z0 + quantile(p);
    long double moved = probability(x.z0 + shifted / (1 - x.acceleration * shifted));
    x.limit[0][side] = sample_quantile(sorted, n, moved);
    x.limit[1][side] = sample_quantile(sorted, n, p);
    x.limit[2][side] = 2 * (long double)cell->point - sample_quantile(sorted, n, 1 - p);
  }
  x.se = (sample_quantile(sorted, n, 0.75L) - sample_quantile(sorted, n, 0.25L)) / 1.349L;
  for (int64_t i = 0; i < n; i++) sorted[i] = logl(sorted[i] - OBSERVED);
  x.se_log = (sample_quantile(sorted, n, 0.75L) - sample_quantile(sorted, n, 0.25L)) / 1.349L;
  free(sorted);
  return x;
}

static void assert_near(long double got, long double want, const char *what, int round) {
  if (!(fabsl(got - want) <= 1e-10L * (fabsl(want) + 1e-3L)))
    fail_msg("%s of draws %d: %.15Lg, expected %.15Lg", what, round, got, want);
}

/* Skewed draws with ties and as many failures as a tail holds, units of one to three
 * tables. Every other one holds persons, the others are differences. */
static sdg16_draws *random_draws(int round, double level, uint64_t *state) {
  /* an interval needs 2 / (1 - level) of them */
  int64_t replicates = llround(2 / (1 - level)) + (int64_t)(400 * unit(state)),
          units = 7 + (int64_t)(20 * unit(state));
  sdg16_draws *d = empty(replicates, units, replicates);
  sdg16i_draws_cell *cell =
      add(d, "total", round / 4 % 2 ? OBSERVED : NAN, 1000 + 100 * unit(state));
  int64_t missing = (int64_t)((1 - level) / 2 * (double)replicates);
  for (int64_t i = 0; i < replicates; i++) {
    double u = unit(state);
    cell->replicate[i] = i < missing ? NAN
                         : u < 0.15  ? cell->point * (1 + 1e-13 * (unit(state) - 0.5))
                                     : 700 - 300 * log(unit(state));
  }
  for (int64_t i = 0; i < units; i++) {
    d->weight[i] = 1 + floor(9 * unit(state) * unit(state));
    d->group[i] = i * (round % 3 + 1) / units;
    cell->jackknife.value[i] = cell->point - 3 * log(unit(state)) + 5 * (double)d->group[i];
  }
  return d;
}

static void intervals_agree_with_other_formulas(void **state) {
  (void)state;
  static const int32_t KINDS[] = {SDG16_INTERVAL_BCA, SDG16_INTERVAL_PERCENTILE,
                                  SDG16_INTERVAL_BASIC};
  static const double LEVELS[] = {0.95, 0.8, 0.99, 0.5};
  uint64_t random = 31;
  for (int round = 0; round < 200; round++) {
    double level = LEVELS[round % 4];
    sdg16_draws *d = random_draws(round, level, &random);
    expectation x = expect(d, level);
    for (int k = 0; k < 3; k++) {
      sdg16_bootstrap_summary s;
      sdg16_estimate e = interval_of(d, KINDS[k], level, &s);
      int clamped = x.limit[k][0] < d->cell[0].observed;
      assert_int_equal(e.flags, clamped ? SDG16_FLAG_LOWER_CLAMPED : 0);
      if (clamped) x.limit[k][0] = OBSERVED;
      assert_true(e.value == d->cell[0].point);
      assert_int_equal(s.replicates, d->replicates);
      assert_int_equal(s.failed, x.failed);
      assert_near(s.mean, x.mean, "mean", round);
      assert_near(s.median, x.median, "median", round);
      if (isnan(d->cell[0].observed)) {
        assert_near(e.se, x.se, "standard error", round);
        assert_true(isnan(s.se_log) && isnan(s.above_20n));
      } else {
        assert_near(s.se_log, x.se_log, "error of the log", round);
        assert_near(e.se, x.se_log * (e.value - OBSERVED), "standard error", round);
      }
      assert_near(s.percentile_lower, x.limit[1][0], "lower percentile", round);
      assert_near(s.percentile_upper, x.limit[1][1], "upper percentile", round);
      assert_near(s.z0, x.z0, "z0", round);
      assert_near(s.acceleration, x.acceleration, "acceleration", round);
      assert_near(e.lower, x.limit[k][0], "lower limit", round);
      assert_near(e.upper, x.limit[k][1], "upper limit", round);
    }
    sdg16_draws_free(d);
  }
}

/* Units 1, 2, 6: r = 2, 1, -3, so a = -18 / (6 x 14^1.5). Draws 1 to 9 about 4.5. */
static void a_small_case_by_hand(void **state) {
  (void)state;
  static const double DRAWS[] = {7, 1, 9, 3, 5, 8, 2, 6, 4}, UNITS[] = {1, 2, 6};
  sdg16_draws *d = filled(4.5, 9, DRAWS, 3, UNITS);
  sdg16_bootstrap_summary s;
  sdg16_estimate e = interval_of(d, SDG16_INTERVAL_PERCENTILE, 0.5, &s);
  assert_close(s.acceleration, -3 / pow(14, 1.5), 1e-15);
  assert_close(s.z0, -0.13971029888186212, 1e-14); /* of 4/9 */
  assert_true(s.mean == 5 && s.median == 5 && s.failed == 0);
  assert_close(e.se, 28.0 / 3 / 2 / 1.349, 1e-15); /* positions 28/12 and 28/4, plus 1/3 */
  assert_close(e.lower, 28.0 / 3 / 4 + 1.0 / 3, 1e-14);
  assert_close(e.upper, 28.0 * 3 / 3 / 4 + 1.0 / 3, 1e-14);
  e = interval_of(d, SDG16_INTERVAL_BASIC, 0.5, NULL);
  assert_close(e.lower, 9 - (7 + 1.0 / 3), 1e-14);
  assert_close(e.upper, 9 - (7.0 / 3 + 1.0 / 3), 1e-14);
  sdg16_draws_free(d);
}

static void draws_that_equal_the_estimate_are_not_below_it(void **state) {
  (void)state;
  static const double UNITS[] = {1, 2, 6};
  double draws[] = {100, 100 - 1e-8, 100 + 1e-8, 90, 110, 120, 130, 140};
  sdg16_draws *d = filled(100, 8, draws, 3, UNITS);
  sdg16_bootstrap_summary s;
  interval_of(d, SDG16_INTERVAL_BCA, 0.95, &s);
  assert_close(s.z0, -1.1503493803760079, 1e-13); /* of 1/8 */
  d->cell[0].replicate[1] = 100 - 1e-6;
  interval_of(d, SDG16_INTERVAL_BCA, 0.95, &s);
  assert_close(s.z0, -0.6744897501960817, 1e-13); /* of 2/8 */
  sdg16_draws_free(d);
}

/* ---- where there is no BCa interval, or none ---- */

static void assert_replaced(const sdg16_draws *d, double level, double z0) {
  sdg16_bootstrap_summary s;
  sdg16_estimate e = interval_of(d, SDG16_INTERVAL_BCA, level, &s), percentile;
  assert_int_equal(e.flags, SDG16_FLAG_BCA_REPLACED);
  assert_int_equal(e.method, SDG16_INTERVAL_PERCENTILE);
  assert_true(!isnan(e.value) && e.se > 0 && !s.beside);
  if (isinf(z0)) assert_true(s.z0 == z0);
  percentile = interval_of(d, SDG16_INTERVAL_PERCENTILE, level, NULL); /* which needs neither */
  assert_int_equal(percentile.flags, 0);
  assert_true(e.lower == percentile.lower && e.upper == percentile.upper);
  assert_true(s.percentile_lower == e.lower && s.percentile_upper == e.upper);
  assert_true(e.lower < e.upper);
}

static void percentile_takes_over_with_all_draws_on_one_side(void **state) {
  (void)state;
  static const double UNITS[] = {1, 2, 6}, DRAWS[] = {11, 12, 13, 14};
  sdg16_draws *d = filled(10, 4, DRAWS, 3, UNITS);
  assert_replaced(d, 0.5, -INFINITY);
  d->cell[0].point = 11; /* a tie is not below */
  assert_replaced(d, 0.5, -INFINITY);
  d->cell[0].point = 15;
  assert_replaced(d, 0.5, INFINITY);
  sdg16_draws_free(d);
}

static void percentile_takes_over_without_acceleration(void **state) {
  (void)state;
  static const double UNITS[] = {1, NAN, 6}, DRAWS[] = {11, 12, 13, 14};
  sdg16_bootstrap_summary s;
  sdg16_draws *d = filled(12.5, 4, DRAWS, 3, UNITS);
  assert_replaced(d, 0.5, 0);
  interval_of(d, SDG16_INTERVAL_BCA, 0.5, &s);
  assert_true(isnan(s.acceleration));
  sdg16_draws_free(d);
  d = filled(12.5, 4, DRAWS, 0, UNITS);
  assert_replaced(d, 0.5, 0);
  sdg16_draws_free(d);
}

/* Equal units have the acceleration 0, not 0 / 0. */
static void equal_units_accelerate_nothing(void **state) {
  (void)state;
  static const double UNITS[] = {5, 5, 5}, DRAWS[] = {11, 12, 13, 14};
  sdg16_bootstrap_summary s;
  sdg16_draws *d = filled(12.5, 4, DRAWS, 3, UNITS);
  sdg16_estimate bca = interval_of(d, SDG16_INTERVAL_BCA, 0.5, &s);
  sdg16_estimate percentile = interval_of(d, SDG16_INTERVAL_PERCENTILE, 0.5, NULL);
  assert_true(s.acceleration == 0 && s.z0 == 0);
  assert_close(bca.lower, percentile.lower, 1e-12);
  assert_close(bca.upper, percentile.upper, 1e-12);
  sdg16_draws_free(d);
}

/* Where 1 - a (z0 + z) falls to 0 the limit has no meaning: one unit of a thousand apart (a =
 * 0.1664), 16 draws of a hundred not below (z0 = 0.994), z = 5.043 at 1 - 4.6e-7, which needs
 * 4,347,827 draws. */
static void percentile_takes_over_beyond_the_pole(void **state) {
  (void)state;
  enum { DRAWS = 4500000 };
  double units[1000] = {-1}, *draws = malloc(DRAWS * sizeof *draws);
  assert_non_null(draws);
  for (int i = 0; i < DRAWS; i++) draws[i] = i;
  sdg16_draws *d = filled(0.84 * DRAWS - 0.5, DRAWS, draws, 1000, units);
  sdg16_estimate e = interval_of(d, SDG16_INTERVAL_BCA, 0.95, NULL);
  assert_int_equal(e.flags, 0);
  assert_replaced(d, 1 - 4.6e-7, 0);
  sdg16_draws_free(d);
  free(draws);
}

/* z0 of 84 and 85 of 100 draws: 0.994 and 1.036. */
static void percentile_takes_over_beyond_a_bias_of_one(void **state) {
  (void)state;
  static const double UNITS[] = {1, 2, 6};
  double draws[100];
  for (int i = 0; i < 100; i++) draws[i] = i;
  sdg16_draws *d = filled(83.5, 100, draws, 3, UNITS);
  assert_int_equal(interval_of(d, SDG16_INTERVAL_BCA, 0.5, NULL).flags, 0);
  d->cell[0].point = 84.5;
  assert_replaced(d, 0.5, 0);
  d->cell[0].point = 14.5; /* 15 below */
  assert_replaced(d, 0.5, 0);
  d->cell[0].point = 15.5;
  assert_int_equal(interval_of(d, SDG16_INTERVAL_BCA, 0.5, NULL).flags, 0);
  sdg16_draws_free(d);
}

static void assert_no_interval(const sdg16_estimate *e, const sdg16_bootstrap_summary *s,
                               int32_t flag) {
  assert_int_equal(e->flags, flag);
  assert_true(isnan(e->lower) && isnan(e->upper) && e->value == 12);
  assert_true(isnan(s->percentile_lower) && isnan(s->percentile_upper));
  assert_true(isnan(s->lower_error) && isnan(s->upper_error) && !s->beside);
}

/* A tail of 1/4 holds 2 of 8 draws, not 3. */
static void more_missing_draws_than_a_tail_holds_allow_no_interval(void **state) {
  (void)state;
  static const double UNITS[] = {1, 2, 6};
  double draws[] = {NAN, 11, 11.5, 12, 12.5, 13, 14, NAN}, nothing[] = {NAN, NAN, NAN, NAN};
  sdg16_bootstrap_summary s;
  sdg16_draws *d = filled(12, 8, draws, 3, UNITS);
  for (int32_t kind = SDG16_INTERVAL_BCA; kind <= SDG16_INTERVAL_BASIC; kind++) {
    d->cell[0].replicate[1] = 11;
    sdg16_estimate e = interval_of(d, kind, 0.5, &s);
    assert_true(s.replicates == 8 && s.failed == 2 && s.infinite == 0);
    assert_true(e.flags == 0 && e.lower < 12 && e.upper > 12);
    d->cell[0].replicate[1] = NAN;
    e = interval_of(d, kind, 0.5, &s);
    assert_true(s.replicates == 8 && s.failed == 3 && s.mean == 12.6 && s.median == 12.5);
    assert_no_interval(&e, &s, SDG16_FLAG_DRAWS_MISSING);
    assert_true(isnan(e.se) && isnan(s.se_log)); /* nor a standard error of those left */
  }
  sdg16_draws_free(d);
  d = filled(12, 4, nothing, 3, UNITS);
  sdg16_estimate e = interval_of(d, SDG16_INTERVAL_BCA, 0.5, &s);
  assert_no_interval(&e, &s, SDG16_FLAG_DRAWS_MISSING);
  assert_true(s.failed == 4 && isnan(e.se) && isnan(s.mean) && isnan(s.median) && isnan(s.z0));
  sdg16_draws_free(d);
  d = filled(NAN, 8, draws, 3, UNITS);
  e = interval_of(d, SDG16_INTERVAL_BCA, 0.95, &s);
  assert_true(isnan(e.value) && isnan(e.lower) && isnan(e.upper) && isnan(e.se));
  sdg16_draws_free(d);
}

/* 2 / (1 - level): each tail holds one draw. In decimals 1 - 0.95 and 1 - 0.9 are no
 * twentieth and no tenth. */
static void an_interval_needs_a_draw_in_each_tail(void **state) {
  (void)state;
  static const struct {
    double level;
    int64_t least;
  } KNOWN[] = {{0.95, 40},    {0.9, 20},       {0.8, 10}, {0.99, 200}, {0.999, 2000}, {0.5, 4},
               {0.975, 80},   {0.9999, 20000}, {0.6, 5},  {0.85, 14},  {0.7, 7},      {0.01, 3},
               {0.998, 1000}, {0, 0},          {1, 0},    {NAN, 0},    {0.925, 27}};
  static const double UNITS[] = {1, 2, 6};
  double draws[2000];
  for (size_t i = 0; i < sizeof KNOWN / sizeof KNOWN[0]; i++)
    assert_int_equal(sdg16_least_replicates(KNOWN[i].level), KNOWN[i].least);
  for (int i = 0; i < 2000; i++) draws[i] = 10 + i % 5;
  for (int32_t kind = SDG16_INTERVAL_BCA; kind <= SDG16_INTERVAL_BASIC; kind++)
    for (int i = 0; i < 5; i++) {
      sdg16_bootstrap_summary s;
      double level = KNOWN[i].level;
      const int64_t counts[] = {1, 2, KNOWN[i].least - 1, KNOWN[i].least};
      for (int k = 0; k < 4; k++) {
        sdg16_draws *d = filled(12, counts[k], draws, 3, UNITS);
        sdg16_estimate e = interval_of(d, kind, level, &s);
        if (k < 3) {
          assert_no_interval(&e, &s, SDG16_FLAG_FEW_REPLICATES);
          assert_true(isnan(e.se) && isnan(s.bca_lower) && isnan(s.bca_upper));
        } else {
          assert_true(e.flags == 0 && e.lower < 12 && e.upper > 12 && e.se > 0);
        }
        sdg16_draws_free(d);
      }
    }
}

/* ---- lower bounds ---- */

/* 100 draws of two cells of persons, of which the second is a lower bound. */
static sdg16_draws *with_a_bound(void) {
  sdg16_draws *d = empty(100, 3, 100);
  for (int k = 0; k < 2; k++) {
    sdg16i_draws_cell *cell = add(d, k ? "bound" : "whole", 40, 50);
    for (int i = 0; i < 100; i++) cell->replicate[i] = 45 + i % 11;
    for (int i = 0; i < 3; i++) cell->jackknife.value[i] = 49 + i;
    cell->is_bound = k;
  }
  return d;
}

static sdg16_estimate interval_of_cell(const sdg16_draws *d, int64_t cell, int32_t kind,
                                       sdg16_bootstrap_summary *s) {
  sdg16_estimate e;
  assert_int_equal(sdg16_draws_interval(d, cell, kind, 0.9, &e, sizeof e, s, sizeof *s, NULL),
                   0);
  return e;
}

/* Its lower limit is that of the same draws of an estimate. */
static void a_lower_bound_has_no_upper_limit(void **state) {
  (void)state;
  sdg16_draws *d = with_a_bound();
  assert_true(!sdg16_draws_at_least(d, 0) && sdg16_draws_at_least(d, 1));
  assert_true(!sdg16_draws_at_least(d, -1) && !sdg16_draws_at_least(d, 2));
  for (int32_t kind = SDG16_INTERVAL_BCA; kind <= SDG16_INTERVAL_BASIC; kind++) {
    sdg16_bootstrap_summary s, t;
    sdg16_estimate whole = interval_of_cell(d, 0, kind, &s);
    sdg16_estimate bound = interval_of_cell(d, 1, kind, &t);
    assert_true(whole.flags == 0 && isfinite(whole.upper) && whole.se > 0);
    assert_int_equal(bound.flags, SDG16_FLAG_UPPER_OPEN);
    assert_true(bound.value == 50 && bound.lower == whole.lower && isinf(bound.upper));
    assert_true(isnan(bound.se) && isnan(t.se_log) && isnan(t.above_20n) && !t.beside);
    assert_true(t.percentile_lower == s.percentile_lower && isinf(t.percentile_upper));
    assert_true(isnan(t.upper_error) && isnan(t.draws_above));
  }
  for (int i = 0; i < 100; i++) d->cell[1].replicate[i] += 20; /* all draws above the bound */
  sdg16_bootstrap_summary far;
  sdg16_estimate above = interval_of_cell(d, 1, SDG16_INTERVAL_PERCENTILE, &far);
  assert_true(above.value == 50 && above.lower == 50 && far.percentile_lower > 50);
  assert_true(isnan(far.lower_error));
  sdg16_table *said; /* and it is said, although limit and bound are the same */
  assert_int_equal(sdg16_draws_diagnostics(d, SDG16_INTERVAL_BCA, 0.9, &said, NULL), SDG16_OK);
  int told = 0;
  for (int64_t i = 0; i < sdg16_table_rows(said); i++) {
    const char *headline = sdg16_table_text(said, i, sdg16_table_find(said, "headline"));
    told += headline && !strncmp(headline, "All replicates lie above the lower bound", 40);
  }
  assert_int_equal(told, 1);
  sdg16_table_free(said);
  sdg16i_draws_keep(d, (const uint8_t[100]){1}); /* one draw: no lower limit either */
  sdg16_bootstrap_summary s;
  sdg16_estimate e = interval_of_cell(d, 1, SDG16_INTERVAL_BCA, &s);
  assert_true(e.value == 50 && isnan(e.lower) && isinf(e.upper) && isnan(e.se));
  assert_int_equal(e.flags,
                   SDG16_FLAG_UPPER_OPEN | SDG16_FLAG_FEW_REPLICATES | SDG16_FLAG_PARTIAL);
  sdg16_draws_free(d);
}

static void what_is_made_of_a_lower_bound(void **state) {
  (void)state;
  static const int64_t BOTH[] = {0, 1};
  static const struct {
    double weights[2];
    int is_bound;
    double point; /* NaN: nothing is known */
  } SUMS[] = {
      {{1, 1}, 1, 100}, {{1, 0}, 0, 50}, {{1, 0.5}, 1, 75}, {{-1, 1}, 1, 0}, {{1, -1}, 0, NAN}};
  sdg16_draws *d = with_a_bound(), *merged;
  char name[] = "sum 0";
  for (int i = 0; i < 5; i++, name[4]++) {
    assert_int_equal(sdg16_draws_combine(d, name, 2, BOTH, SUMS[i].weights, NULL), 0);
    assert_int_equal(sdg16_draws_at_least(d, d->cells - 1), SUMS[i].is_bound);
    assert_same_number(sdg16_draws_point(d, d->cells - 1), SUMS[i].point);
  }
  static const struct {
    int64_t numerator, denominator;
    double scale;
    int is_bound;
    double point;
  } RATIOS[] = {
      {1, 0, 100, 1, 100}, {0, 1, 100, 0, NAN}, {1, 0, -1, 0, NAN}, {1, 1, 1, 1, NAN}};
  for (int i = 0; i < 4; i++, name[4]++) {
    assert_int_equal(sdg16_draws_ratio(d, name, RATIOS[i].numerator, RATIOS[i].denominator,
                                       RATIOS[i].scale, NULL),
                     0);
    assert_int_equal(sdg16_draws_at_least(d, d->cells - 1), RATIOS[i].is_bound);
    assert_same_number(sdg16_draws_point(d, d->cells - 1), RATIOS[i].point);
  }
  const sdg16_draws *shards[] = {d};
  assert_int_equal(sdg16_draws_merge(1, shards, 0, &merged, NULL), 0);
  for (int64_t k = 0; k < d->cells; k++)
    assert_int_equal(sdg16_draws_at_least(merged, k), sdg16_draws_at_least(d, k));
  merged->cell[1].is_bound = 0; /* a bound is not the estimate of the same name */
  const sdg16_draws *two[] = {d, merged};
  sdg16_draws *none;
  assert_int_equal(sdg16_draws_merge(2, two, 1, &none, NULL), SDG16_ERR_CONFLICT);
  sdg16_draws_free(d);
  sdg16_draws_free(merged);
}

static double number_at(const sdg16_table *t, int64_t row, const char *name) {
  int64_t column = sdg16_table_find(t, name);
  assert_true(column >= 0);
  const uint8_t *missing = sdg16_table_missing(t, column);
  if (missing && missing[row]) return NAN;
  const int64_t *whole = sdg16_table_int64(t, column);
  return whole ? (double)whole[row] : sdg16_table_double(t, column)[row];
}

static void assert_text_at(const sdg16_table *t, int64_t row, const char *name,
                           const char *expected) {
  assert_string_equal(sdg16_table_text(t, row, sdg16_table_find(t, name)), expected);
}

/* Behind `cell` the columns of the schema, in its order; no number is infinite. */
static void estimates_have_the_columns_of_an_estimation(void **state) {
  (void)state;
  static const int64_t FIRST[] = {0};
  sdg16_table *t, *schema;
  sdg16_draws *d = with_a_bound();
  sdg16i_draws_cell *open = add(d, "open", 40, 50), *none = add(d, "none", 40, NAN);
  for (int i = 0; i < 100; i++)
    open->replicate[i] = i < 90 ? 50.5 : INFINITY; /* z0: all above */
  assert_non_null(none);
  assert_int_equal(sdg16_draws_combine(d, "rate", 1, FIRST, (const double[]){0.125}, NULL), 0);
  assert_int_equal(sdg16_draws_estimates(d, SDG16_INTERVAL_PERCENTILE, 0.9, &t, NULL), 0);
  assert_int_equal(sdg16_result_schema(&schema, NULL), 0);
  assert_string_equal(sdg16_table_name(t, 0), "cell");
  for (int64_t k = 1; k < sdg16_table_columns(t); k++)
    assert_text_at(schema, k, "name", sdg16_table_name(t, k)); /* the first: dimensions */
  static const char *const STATUS[] = {"ok", "incomplete", "ok", "no-estimate", "ok"};
  for (int64_t i = 0; i < 5; i++) {
    assert_text_at(t, i, "cell", d->cell[i].name);
    assert_text_at(t, i, "status", STATUS[i]);
    for (int64_t k = 0; k < sdg16_table_columns(t); k++)
      assert_true(!sdg16_table_double(t, k) || !isinf(sdg16_table_double(t, k)[i]));
  }
  sdg16_bootstrap_summary s;
  sdg16_estimate e = interval_of_cell(d, 0, SDG16_INTERVAL_PERCENTILE, &s);
  assert_true(number_at(t, 0, "total") == 50 && number_at(t, 0, "hidden") == 10);
  assert_true(number_at(t, 0, "observed") == 40 && number_at(t, 0, "se") == e.se);
  assert_true(number_at(t, 0, "upper") == e.upper && number_at(t, 0, "lower") == e.lower);
  assert_true(isnan(number_at(t, 0, "no_upper_limit")) && isnan(number_at(t, 0, "at_least")));
  assert_true(isnan(number_at(t, 1, "total")) && isnan(number_at(t, 1, "upper")));
  assert_true(isnan(number_at(t, 1, "se")) && number_at(t, 1, "at_least") == 50);
  assert_true(number_at(t, 1, "at_least_lower") == e.lower);
  assert_true(number_at(t, 2, "no_upper_limit") == 1 && isnan(number_at(t, 2, "upper")));
  assert_true(number_at(t, 2, "infinite") == 10 && isnan(number_at(t, 2, "z0")));
  assert_true(isnan(number_at(t, 3, "total")) && number_at(t, 3, "observed") == 40);
  assert_true(number_at(t, 4, "total") == 6.25 && number_at(t, 4, "observed") == 5);
  sdg16_table_free(t);
  sdg16_table_free(schema);
  assert_int_equal(sdg16_draws_estimates(d, SDG16_INTERVAL_WALD, 0.9, &t, NULL),
                   SDG16_ERR_ARGUMENT);
  assert_null(t);
  assert_int_equal(sdg16_draws_estimates(NULL, SDG16_INTERVAL_BCA, 0.9, &t, NULL),
                   SDG16_ERR_ARGUMENT);
  sdg16_draws_free(d);
}

/* ---- infinite draws ---- */

static void quantiles_among_infinities(void **state) {
  (void)state;
  static const double SOME[] = {1, 2, 4, INFINITY, INFINITY}; /* position 16/3 p + 1/3 */
  assert_true(sdg16i_quantile8(SOME, 5, 0.5) == 4);           /* exactly 3: weight 0 */
  assert_true(isinf(sdg16i_quantile8(SOME, 5, 0.5 + 1e-9)));
  assert_true(sdg16i_quantile8(SOME, 5, 0.5 - 1e-9) < 4);
  assert_true(isinf(sdg16i_quantile8(SOME, 5, 0.8)));
  assert_true(isinf(sdg16i_quantile8(SOME, 5, 1)));
  assert_true(isinf(sdg16i_quantile8(SOME + 3, 2, 0.5)));
  assert_true(isinf(sdg16i_quantile8(SOME + 3, 2, 0)));
  assert_true(sdg16i_quantile8(SOME + 2, 2, 0) == 4);
}

/* What lies below the infinite draws does not move when they become numbers above all
 * others; only what lies on them differs. */
static void infinite_draws_are_the_largest(void **state) {
  (void)state;
  uint64_t random = 5;
  int open = 0, none = 0;
  for (int round = 0; round < 300; round++) {
    double level = round % 2 ? 0.8 : 0.95;
    sdg16_draws *infinite = random_draws(round, level, &random);
    sdg16i_draws_cell *cell = infinite->cell;
    for (int64_t i = 0; i < infinite->replicates; i++)
      if (unit(&random) < (round % 3) * 0.05 + (round % 5 == 4) * 0.9)
        cell->replicate[i] = INFINITY;
    const sdg16_draws *one[] = {infinite};
    sdg16_draws *large;
    assert_int_equal(sdg16_draws_merge(1, one, 0, &large, NULL), 0);
    int64_t count = 0;
    for (int64_t i = 0; i < large->replicates; i++)
      if (isinf(large->cell[0].replicate[i])) large->cell[0].replicate[i] = 1e300, count++;
    for (int32_t kind = SDG16_INTERVAL_BCA; kind <= SDG16_INTERVAL_PERCENTILE; kind++) {
      sdg16_bootstrap_summary s, t;
      sdg16_estimate e = interval_of(infinite, kind, level, &s);
      sdg16_estimate f = interval_of(large, kind, level, &t);
      assert_true(s.infinite == count && t.infinite == 0 && s.failed == t.failed);
      assert_true(s.z0 == t.z0 && e.method == f.method && isinf(s.mean) == (count > 0));
      if (f.lower > 1e200) {
        assert_true(isnan(e.lower) && isnan(e.upper));
        assert_true(e.flags & SDG16_FLAG_LOWER_INFINITE);
        none++;
        continue;
      }
      assert_true(e.lower == f.lower || (isnan(e.lower) && isnan(f.lower)));
      assert_true(!(e.flags & SDG16_FLAG_LOWER_INFINITE));
      assert_true(isinf(e.upper) == (f.upper > 1e200));
      assert_true(isinf(e.upper) == ((e.flags & SDG16_FLAG_UPPER_OPEN) != 0));
      if (isinf(e.upper))
        open++;
      else
        assert_true(e.upper == f.upper || (isnan(e.upper) && isnan(f.upper)));
    }
    sdg16_draws_free(infinite);
    sdg16_draws_free(large);
  }
  assert_true(open > 50 && none > 30);
}

/* Turned round, an infinite quantile is no limit. */
static void a_basic_interval_has_no_infinite_quantile(void **state) {
  (void)state;
  static const double UNITS[] = {1, 2, 6};
  double draws[] = {10, 11, 12, 13, INFINITY};
  sdg16_bootstrap_summary s;
  sdg16_draws *d = filled(12, 5, draws, 3, UNITS);
  d->cell[0].observed = 9;
  sdg16_estimate e = interval_of(d, SDG16_INTERVAL_BASIC, 0.6, &s); /* positions 1.4, 4.6 */
  assert_int_equal(e.flags, SDG16_FLAG_LOWER_INFINITE);
  assert_true(isnan(e.lower) && isnan(e.upper) && isnan(e.se));
  assert_close(s.percentile_lower, 10.4, 1e-14);
  e = interval_of(d, SDG16_INTERVAL_BASIC, 0.2, &s);
  assert_true(e.flags == 0 && e.lower < 12 && e.upper > 12);
  sdg16_draws_free(d);
}

/* The closed forms, and ordinary accelerations with ever larger numbers in place of the
 * infinities, which approach them. */
static void infinite_units_give_the_limit_of_the_acceleration(void **state) {
  (void)state;
  static const double DRAWS[] = {11, 12, 13, 14};
  uint64_t random = 77;
  for (int round = 0; round < 200; round++) {
    int64_t units = 4 + (int64_t)(20 * unit(&random));
    double jackknife[30], persons[3] = {0}, infinite[3] = {0}, squares = 0, cubes = 0;
    for (int64_t i = 0; i < units; i++)
      jackknife[i] = unit(&random) < 0.3 ? INFINITY : 12 + 2 * unit(&random);
    jackknife[0] = INFINITY, jackknife[1] = 12;
    sdg16_draws *d = filled(12.5, 4, DRAWS, units, jackknife);
    for (int64_t i = 0; i < units; i++) {
      d->weight[i] = 1 + floor(30 * unit(&random));
      d->group[i] = i < 2 ? 0 : i * (round % 3 + 1) / units;
      persons[d->group[i]] += d->weight[i];
      if (isinf(jackknife[i])) infinite[d->group[i]] += d->weight[i];
    }
    for (int k = 0; k < 3; k++) {
      double n = persons[k], p = infinite[k] / n, scale = (n - 1) / n;
      if (!(n > 0)) continue;
      squares += scale * scale * n * p * (1 - p);
      cubes -= pow(scale, 3) * n * p * (1 - p) * (1 - 2 * p);
    }
    sdg16_bootstrap_summary s, t;
    interval_of(d, SDG16_INTERVAL_BCA, 0.95, &s);
    assert_close(s.acceleration, cubes / (6 * pow(squares, 1.5)), 1e-14);
    if (round % 3 == 0) { /* one table */
      double n = persons[0], p = infinite[0] / n;
      assert_close(s.acceleration, -(1 - 2 * p) / (6 * sqrt(n * p * (1 - p))), 1e-14);
    }
    double before = INFINITY;
    for (double stand_in = 1e3; stand_in < 1e13; stand_in *= 1e3) {
      for (int64_t i = 0; i < units; i++)
        d->cell[0].jackknife.value[i] = isinf(jackknife[i]) ? stand_in : jackknife[i];
      interval_of(d, SDG16_INTERVAL_BCA, 0.95, &t);
      double away = fabs(t.acceleration - s.acceleration);
      assert_true(away < before || away < 1e-9);
      before = away;
    }
    assert_true(before < 1e-9);
    sdg16_draws_free(d);
  }
}

/* With every unit infinite there is no limit; one that is missing leaves no acceleration. */
static void units_without_a_limit_leave_no_acceleration(void **state) {
  (void)state;
  static const double ALL[] = {INFINITY, INFINITY, INFINITY}, ONE[] = {INFINITY, NAN, 6},
                      DRAWS[] = {11, 12, 13, 14};
  sdg16_bootstrap_summary s;
  for (int k = 0; k < 2; k++) {
    sdg16_draws *d = filled(12.5, 4, DRAWS, 3, k ? ONE : ALL);
    interval_of(d, SDG16_INTERVAL_BCA, 0.5, &s);
    assert_true(isnan(s.acceleration));
    assert_replaced(d, 0.5, 0);
    sdg16_draws_free(d);
  }
}

/* Quartiles at the positions 33/12 - 1/3 = 2 4/12 and so on: by the logs of 1, 2, 4, .. */
static void the_standard_error_is_that_of_the_log_of_the_hidden(void **state) {
  (void)state;
  static const double UNITS[] = {1, 2, 6};
  double draws[8];
  sdg16_bootstrap_summary s;
  for (int i = 0; i < 8; i++) draws[i] = 100 + ldexp(1, i);
  sdg16_draws *d = filled(112, 8, draws, 3, UNITS);
  d->cell[0].observed = 100;
  sdg16_estimate e = interval_of(d, SDG16_INTERVAL_PERCENTILE, 0.5, &s);
  double range = 25.0 / 3 / 2 * log(2); /* quartiles of 0, 1, .. 7 */
  assert_close(s.se_log, range / 1.349, 1e-14);
  assert_close(e.se, 12 * range / 1.349, 1e-13);
  assert_true(s.above_20n == 0);
  for (int i = 5; i < 8; i++) d->cell[0].replicate[i] = i == 7 ? INFINITY : 2001;
  interval_of(d, SDG16_INTERVAL_PERCENTILE, 0.5, &s);
  assert_true(s.above_20n == 3.0 / 8 && s.infinite == 1);
  for (int i = 4; i < 8; i++) d->cell[0].replicate[i] = INFINITY; /* the upper quartile */
  e = interval_of(d, SDG16_INTERVAL_PERCENTILE, 0.1, &s);
  assert_true(isnan(s.se_log) && isnan(e.se));
  for (int i = 0; i < 8; i++) d->cell[0].replicate[i] = i < 3 ? 100 : 104; /* nobody hidden */
  e = interval_of(d, SDG16_INTERVAL_PERCENTILE, 0.5, &s);
  assert_true(isnan(s.se_log) && isnan(e.se));
  for (int i = 0; i < 8; i++) d->cell[0].replicate[i] = 104; /* no range */
  e = interval_of(d, SDG16_INTERVAL_PERCENTILE, 0.5, &s);
  assert_true(isnan(s.se_log) && isnan(e.se));
  sdg16_draws_free(d);
}

/* ---- beside BCa, and Monte Carlo errors ---- */

static void the_percentile_interval_stands_beside_where_bca_differs(void **state) {
  (void)state;
  double units[40], draws[1000];
  sdg16_bootstrap_summary s;
  for (int i = 0; i < 1000; i++) draws[i] = i;
  for (int i = 0; i < 40; i++) units[i] = i;
  sdg16_draws *d = filled(499.5, 1000, draws, 40, units); /* nothing to correct */
  interval_of(d, SDG16_INTERVAL_BCA, 0.95, &s);
  assert_true(s.acceleration < 1e-15 && s.z0 == 0 && !s.beside);
  d->cell[0].point = 598.5; /* z0 = 0.2505 of 599 */
  interval_of(d, SDG16_INTERVAL_BCA, 0.95, &s);
  assert_true(s.z0 > 0.25 && s.beside);
  d->cell[0].point = 597.5; /* z0 = 0.2479 */
  interval_of(d, SDG16_INTERVAL_BCA, 0.95, &s);
  assert_true(s.z0 < 0.25 && !s.beside);
  interval_of(d, SDG16_INTERVAL_PERCENTILE, 0.95, &s);
  assert_true(!s.beside);
  d->cell[0].point = 499.5;
  for (int i = 1; i < 40; i++) d->cell[0].jackknife.value[i] = 0; /* a = -0.156 */
  d->cell[0].jackknife.value[0] = 1;
  for (int i = 0; i < 1000; i++) d->cell[0].replicate[i] = i < 25 ? -1e4 + i : i;
  sdg16_estimate e = interval_of(d, SDG16_INTERVAL_BCA, 0.95, &s);
  assert_true(s.z0 == 0 && s.beside && fabs(e.lower - s.percentile_lower) > 100);
  sdg16_draws_free(d);
}

static double normal(uint64_t *state) {
  double radius = sqrt(-2 * log(1 - unit(state)));
  return radius * cos(2 * M_PI * unit(state));
}

/* Log-normal draws of which 0.42 to 0.5 lie below the estimate, and units
 * that accelerate. */
static sdg16_draws *log_normal_draws(int count, int shift, uint64_t *random) {
  static const double UNITS[] = {1, 2, 3, 4, 5, 6, 7, 8, 30};
  sdg16_draws *d = empty(count, 9, count);
  sdg16i_draws_cell *cell = add(d, "total", 100, 100 + exp(6 - shift * 0.04));
  memcpy(cell->jackknife.value, UNITS, sizeof UNITS);
  for (int i = 0; i < 9; i++) d->weight[i] = 10;
  for (int i = 0; i < count; i++) cell->replicate[i] = 100 + exp(6 + 0.4 * normal(random));
  return d;
}

/* Over bootstraps with other seeds the limits vary as much as their errors say. */
static void limits_vary_as_their_monte_carlo_errors_say(void **state) {
  (void)state;
  enum { SETS = 1500 };
  uint64_t random = 8;
  for (int32_t kind = SDG16_INTERVAL_BCA; kind <= SDG16_INTERVAL_BASIC; kind++)
    for (int shift = 0; shift < 3; shift++) {
      double sum[2] = {0}, squares[2] = {0}, stated[2] = {0};
      for (int i = 0; i < SETS; i++) {
        sdg16_bootstrap_summary s;
        sdg16_draws *d = log_normal_draws(4000, shift, &random);
        if (kind == SDG16_INTERVAL_BASIC) d->cell[0].observed = NAN; /* never clamped */
        sdg16_estimate e = interval_of(d, kind, 0.9, &s);
        const double limit[] = {e.lower, e.upper}, error_of[] = {s.lower_error, s.upper_error};
        for (int k = 0; k < 2; k++) {
          sum[k] += limit[k];
          squares[k] += limit[k] * limit[k];
          stated[k] += error_of[k];
        }
        sdg16_draws_free(d);
      }
      for (int k = 0; k < 2; k++) {
        double mean = sum[k] / SETS, sd = sqrt(squares[k] / SETS - mean * mean);
        double told = stated[k] / SETS;
        if (!(told > 0.88 * sd && told < 1.12 * sd))
          fail_msg("interval %d, shift %d, limit %d: %g stated, %g found", kind, shift, k, told,
                   sd);
      }
    }
}

/* A limit within its error of the extreme draws, or of infinite ones, or that is the
 * number observed. */
static void an_error_at_the_edge_is_not_determined(void **state) {
  (void)state;
  uint64_t random = 9;
  sdg16_bootstrap_summary s;
  sdg16_draws *d = log_normal_draws(1000, 0, &random);
  interval_of(d, SDG16_INTERVAL_PERCENTILE, 0.95, &s);
  assert_true(s.lower_error > 0 && s.upper_error > 0);
  assert_close(s.draws_below, 25, 1e-9);
  assert_close(s.draws_above, 25, 1e-9);
  interval_of(d, SDG16_INTERVAL_PERCENTILE, 0.999, &s); /* ranks 0.8 and 999.5 */
  assert_true(isnan(s.lower_error) && isnan(s.upper_error));
  for (int i = 0; i < 22; i++) d->cell[0].replicate[i] = INFINITY; /* 25 - 5 < 22 < 25 */
  sdg16_estimate e = interval_of(d, SDG16_INTERVAL_PERCENTILE, 0.95, &s);
  assert_true(isfinite(e.upper) && isnan(s.upper_error) && s.lower_error > 0);
  d->cell[0].observed = e.lower + 1;
  e = interval_of(d, SDG16_INTERVAL_PERCENTILE, 0.95, &s);
  assert_true((e.flags & SDG16_FLAG_LOWER_CLAMPED) && isnan(s.lower_error));
  sdg16_draws_free(d);
}

/* Quartiles at the positions 17/12 and 43/12: 85/6 and 215/3. */
static void no_limit_is_below_the_persons_observed(void **state) {
  (void)state;
  static const double UNITS[] = {1, 2, 6}, DRAWS[] = {10, 20, 60, 80};
  sdg16_draws *d = filled(25, 4, DRAWS, 3, UNITS);
  d->cell[0].observed = 9;
  sdg16_estimate e = interval_of(d, SDG16_INTERVAL_BASIC, 0.5, NULL);
  assert_true(e.flags == SDG16_FLAG_LOWER_CLAMPED && e.lower == 9);
  assert_close(e.upper, 50 - 85.0 / 6, 1e-13);
  d->cell[0].observed = 15;
  e = interval_of(d, SDG16_INTERVAL_PERCENTILE, 0.5, NULL);
  assert_true(e.flags == SDG16_FLAG_LOWER_CLAMPED && e.lower == 15);
  assert_close(e.upper, 215.0 / 3, 1e-13);
  d->cell[0].observed = 10;
  e = interval_of(d, SDG16_INTERVAL_PERCENTILE, 0.5, NULL);
  assert_int_equal(e.flags, 0);
  assert_close(e.lower, 85.0 / 6, 1e-13);
  sdg16_draws_free(d);
}

/* All draws far above: the basic interval turned round lies below what was observed. */
static void both_limits_stay_above_the_persons_observed(void **state) {
  (void)state;
  static const double UNITS[] = {1, 2, 6}, DRAWS[] = {50, 60, 70, 80};
  sdg16_draws *d = filled(25, 4, DRAWS, 3, UNITS);
  d->cell[0].observed = 9;
  sdg16_estimate e = interval_of(d, SDG16_INTERVAL_BASIC, 0.5, NULL);
  assert_true(e.flags == SDG16_FLAG_LOWER_CLAMPED && e.lower == 9 && e.upper == 9);
  sdg16_draws_free(d);
}

static void fewer_replicates_than_planned_are_partial(void **state) {
  (void)state;
  sdg16_draws *d = empty(3, 3, 5);
  sdg16i_draws_cell *cell = add(d, "total", 1, 2);
  for (int i = 0; i < 3; i++) cell->replicate[i] = cell->jackknife.value[i] = 1 + i;
  sdg16_draws_summary s;
  assert_int_equal(interval_of(d, SDG16_INTERVAL_BCA, 0.2, NULL).flags, SDG16_FLAG_PARTIAL);
  assert_int_equal(interval_of(d, SDG16_INTERVAL_BCA, 0.95, NULL).flags,
                   SDG16_FLAG_PARTIAL | SDG16_FLAG_FEW_REPLICATES);
  assert_int_equal(sdg16_draws_summarise(d, &s, sizeof s), 0);
  assert_true(s.cells == 1 && s.replicates == 3 && s.planned == 5 && s.first == 0);
  assert_true(s.last == 2 && s.jackknife == 3 && s.seed == 7 && s.stream == 1 && !s.complete);
  sdg16i_draws_keep(d, (const uint8_t[]){0, 1, 0});
  assert_int_equal(sdg16_draws_summarise(d, &s, sizeof s), 0);
  assert_true(s.replicates == 1 && s.first == 1 && s.last == 1);
  assert_true(sdg16_draws_values(d, 0)[0] == 2 && sdg16_draws_numbers(d)[0] == 1);
  sdg16i_draws_keep(d, (const uint8_t[]){0});
  assert_int_equal(sdg16_draws_summarise(d, &s, sizeof s), 0);
  assert_true(s.replicates == 0 && s.first == -1 && s.last == -1);
  sdg16_draws_free(d);
}

/* ---- refusals ---- */

static sdg16_error error;

static void assert_refused(int32_t status, int32_t expected, const char *text) {
  if (status != expected || error.status != expected || !strstr(error.message, text))
    fail_msg("%s: '%s', expected %s with '%s'", sdg16_status_name(status), error.message,
             sdg16_status_name(expected), text);
  assert_null(strchr(error.message, '\n'));
  sdg16_error_init(&error, sizeof error);
}

static void bad_arguments_are_refused(void **state) {
  (void)state;
  static const double UNITS[] = {1, 2, 6}, DRAWS[] = {10, 20, 60, 80};
  sdg16_draws *d = filled(25, 4, DRAWS, 3, UNITS);
  sdg16_estimate e;
  const double levels[] = {0, 1, -0.5, NAN};
  sdg16_error_init(&error, sizeof error);
  for (int32_t kind = -1; kind < 9; kind++)
    if (kind < SDG16_INTERVAL_BCA || kind > SDG16_INTERVAL_BASIC)
      assert_refused(sdg16_draws_interval(d, 0, kind, 0.95, &e, sizeof e, NULL, 0, &error),
                     SDG16_ERR_ARGUMENT, "interval must be bca, percentile or basic, not ");
  for (int i = 0; i < 4; i++)
    assert_refused(sdg16_draws_interval(d, 0, SDG16_INTERVAL_BCA, levels[i], &e, sizeof e, NULL,
                                        0, &error),
                   SDG16_ERR_ARGUMENT, "between 0 and 1");
  for (int64_t cell = -1; cell < 2; cell += 2) {
    assert_refused(
        sdg16_draws_interval(d, cell, SDG16_INTERVAL_BCA, 0.95, &e, sizeof e, NULL, 0, &error),
        SDG16_ERR_ARGUMENT, "must be from 0 to 0, not");
    assert_null(sdg16_draws_name(d, cell));
    assert_null(sdg16_draws_values(d, cell));
    assert_true(isnan(sdg16_draws_point(d, cell)));
    assert_refused(sdg16_draws_combine(d, "new", 1, &cell, UNITS, &error), SDG16_ERR_ARGUMENT,
                   "must be from 0 to 0, not");
    assert_refused(sdg16_draws_ratio(d, "new", cell, 0, 1, &error), SDG16_ERR_ARGUMENT,
                   "must be from 0 to 0, not");
    assert_refused(sdg16_draws_ratio(d, "new", 0, cell, 1, &error), SDG16_ERR_ARGUMENT,
                   "must be from 0 to 0, not");
  }
  const int64_t first[] = {0, 0};
  const double infinite[] = {1, INFINITY};
  assert_refused(sdg16_draws_combine(d, "new", 0, first, UNITS, &error), SDG16_ERR_ARGUMENT,
                 "count must be at least one cell, not 0");
  assert_refused(sdg16_draws_combine(d, "new", 2, first, infinite, &error), SDG16_ERR_ARGUMENT,
                 "weight 2 must be a finite number");
  assert_refused(sdg16_draws_ratio(d, "new", 0, 0, NAN, &error), SDG16_ERR_ARGUMENT,
                 "the scale must be a finite number");
  const char *names[] = {"total", "", NULL};
  for (int i = 0; i < 3; i++) {
    char expected[96];
    snprintf(expected, sizeof expected,
             "the name of a cell must be new and not empty, not '%s'",
             names[i] ? names[i] : "");
    assert_refused(sdg16_draws_combine(d, names[i], 1, first, UNITS, &error), SDG16_ERR_NAME,
                   expected);
    assert_refused(sdg16_draws_ratio(d, names[i], 0, 0, 1, &error), SDG16_ERR_NAME, expected);
  }
  sdg16_draws *none;
  assert_refused(sdg16_draws_merge(0, NULL, 0, &none, &error), SDG16_ERR_ARGUMENT,
                 "shards must be at least one");
  assert_null(none);
  assert_int_equal(d->cells, 1); /* nothing was added */
  sdg16_draws_free(d);
  sdg16_draws_free(NULL);
}

/* An estimation without an estimate has no draws: NULL is told, not followed. */
static void missing_draws_are_refused(void **state) {
  (void)state;
  static const int64_t cells[] = {0};
  static const double weights[] = {1};
  sdg16_estimate e;
  sdg16_draws *d = empty(1, 1, 1), *none;
  const sdg16_draws *shards[] = {d, NULL};
  sdg16_table *table;
  sdg16_error_init(&error, sizeof error);
  assert_refused(
      sdg16_draws_interval(NULL, 0, SDG16_INTERVAL_BCA, 0.95, &e, sizeof e, NULL, 0, &error),
      SDG16_ERR_ARGUMENT,
      "draws must not be NULL (there are none without an estimate and resampling)");
  assert_refused(sdg16_draws_combine(NULL, "sum", 1, cells, weights, &error),
                 SDG16_ERR_ARGUMENT,
                 "draws must not be NULL (there are none without an estimate and resampling)");
  assert_refused(sdg16_draws_ratio(NULL, "ratio", 0, 0, 1, &error), SDG16_ERR_ARGUMENT,
                 "draws must not be NULL (there are none without an estimate and resampling)");
  assert_refused(sdg16_draws_table(NULL, &table, &error), SDG16_ERR_ARGUMENT,
                 "draws must not be NULL (there are none without an estimate and resampling)");
  assert_refused(sdg16_draws_from_table(NULL, &none, &error), SDG16_ERR_ARGUMENT,
                 "table must not be NULL");
  assert_refused(sdg16_draws_merge(2, shards, 0, &none, &error), SDG16_ERR_ARGUMENT,
                 "shard 2 must not be NULL");
  sdg16_draws_free(d);
}

/* ---- cells from cells ---- */

static void sums_and_ratios_are_formed_draw_by_draw(void **state) {
  (void)state;
  static const double A[] = {10, NAN, 30}, B[] = {4, 5, 0};
  sdg16_draws *d = empty(3, 3, 3);
  sdg16i_draws_cell *cell = add(d, "a", 8, 20);
  memcpy(cell->replicate, A, sizeof A);
  memcpy(cell->jackknife.value, A, sizeof A);
  cell = add(d, "b", 3, 5);
  memcpy(cell->replicate, B, sizeof B);
  memcpy(cell->jackknife.value, B, sizeof B);
  add(d, "none", 2, NAN); /* no estimate, all NaN */
  const int64_t both[] = {0, 1}, with[] = {0, 2};
  const double plus[] = {1, 1}, minus[] = {1, -1}, rate[] = {1e5 / 4e6, 1e5 / 4e6};
  assert_int_equal(sdg16_draws_combine(d, "sum", 2, both, plus, NULL), 0);
  assert_int_equal(sdg16_draws_combine(d, "difference", 2, both, minus, NULL), 0);
  assert_int_equal(sdg16_draws_combine(d, "rate", 2, both, rate, NULL), 0);
  assert_int_equal(sdg16_draws_combine(d, "with none", 2, with, plus, NULL), 0);
  assert_int_equal(sdg16_draws_ratio(d, "ratio", 0, 1, 100, NULL), 0);
  assert_int_equal(sdg16_draws_ratio(d, "ratio of none", 2, 1, 100, NULL), 0);
  assert_int_equal(sdg16i_draws_sum(d, "with 7", 7, 2, both, plus, NULL), 0);
  static const struct {
    const char *name;
    double observed, point, replicate[3];
  } EXPECTED[] = {{"sum", 11, 25, {14, NAN, 30}},
                  {"difference", NAN, 15, {6, NAN, 30}},
                  {"rate", 0.275, 0.625, {0.35, NAN, 0.75}},
                  {"with none", 10, NAN, {NAN, NAN, NAN}},
                  {"ratio", NAN, 400, {250, NAN, NAN}},
                  {"ratio of none", NAN, NAN, {NAN, NAN, NAN}},
                  {"with 7", 18, 32, {21, NAN, 37}}};
  for (int i = 0; i < 7; i++) {
    int64_t at = sdg16_draws_find(d, EXPECTED[i].name);
    assert_int_equal(at, 3 + i);
    assert_string_equal(sdg16_draws_name(d, at), EXPECTED[i].name);
    double got[] = {d->cell[at].observed, sdg16_draws_point(d, at),
                    sdg16_draws_values(d, at)[0], sdg16_draws_values(d, at)[1],
                    sdg16_draws_values(d, at)[2]};
    double want[] = {EXPECTED[i].observed, EXPECTED[i].point, EXPECTED[i].replicate[0],
                     EXPECTED[i].replicate[1], EXPECTED[i].replicate[2]};
    for (int k = 0; k < 5; k++)
      if (!(fabs(got[k] - want[k]) < 1e-15 * fabs(want[k])) &&
          !(isnan(got[k]) && isnan(want[k])) && got[k] != want[k])
        fail_msg("%s, %d: %g, expected %g", EXPECTED[i].name, k, got[k], want[k]);
    for (int k = 0; k < 3; k++) /* the units are formed alike */
      assert_memory_equal(&d->cell[at].jackknife.value[k], &d->cell[at].replicate[k], 8);
  }
  assert_int_equal(sdg16_draws_find(d, "sums"), -1);
  sdg16_draws_free(d);
}

static void assert_same_bits(const double *a, const double *b, int64_t count) {
  for (int64_t i = 0; i < count; i++)
    assert_true((isnan(a[i]) && isnan(b[i])) || !memcmp(&a[i], &b[i], sizeof(double)));
}

static void assert_same_draws(const sdg16_draws *a, const sdg16_draws *b) {
  assert_true(a->cells == b->cells && a->replicates == b->replicates && a->units == b->units);
  assert_true(a->seed == b->seed && a->planned == b->planned && a->stream == b->stream);
  assert_string_equal(a->settings, b->settings);
  assert_string_equal(sdg16_draws_provenance(a), sdg16_draws_provenance(b));
  for (int64_t i = 0; i < a->replicates; i++) assert_true(a->number[i] == b->number[i]);
  for (int64_t i = 0; i < a->units; i++) assert_true(a->group[i] == b->group[i]);
  assert_same_bits(a->weight, b->weight, a->units);
  for (int64_t k = 0; k < a->cells; k++) {
    assert_string_equal(a->cell[k].name, b->cell[k].name);
    assert_int_equal(a->cell[k].is_bound, b->cell[k].is_bound);
    assert_same_bits(&a->cell[k].observed, &b->cell[k].observed, 1);
    assert_same_bits(&a->cell[k].point, &b->cell[k].point, 1);
    assert_same_bits(a->cell[k].replicate, b->cell[k].replicate, a->replicates);
    for (int64_t i = 0; i < a->units; i++) {
      double one = sdg16i_jackknife_at(&a->cell[k].jackknife, i),
             other = sdg16i_jackknife_at(&b->cell[k].jackknife, i);
      assert_same_bits(&one, &other, 1);
    }
  }
}

/* ---- cells that change with few of the units ---- */

/* Three tables of 2, 3 and 1 units; of each a cell of its own. The same as cells with a value
 * for every unit: the estimate, where another table's person is left out. */
static sdg16_draws *of_three_tables(int sparse) {
  static const int64_t FIRST[] = {0, 2, 5, 6};
  sdg16_draws *d = empty(20, 6, 20);
  uint64_t random = 11;
  for (int64_t i = 0; i < 6; i++)
    d->weight[i] = 1 + (double)(i % 3), d->group[i] = (i > 1) + (i > 4);
  for (int t = 0; t < 3; t++) {
    char name[] = {(char)('a' + t), '\0'};
    sdg16i_draws_cell *cell;
    assert_int_equal(sparse
                         ? sdg16i_draws_add_part(d, name, FIRST[t], FIRST[t + 1], &cell, NULL)
                         : sdg16i_draws_add(d, name, &cell, NULL),
                     0);
    cell->observed = 10 + t;
    cell->point = 20.1 + t * 1.7;
    cell->jackknife.elsewhere = cell->point;
    for (int i = 0; i < 20; i++) cell->replicate[i] = 12 + 20 * unit(&random);
    for (int64_t i = 0; !sparse && i < 6; i++) cell->jackknife.value[i] = cell->point;
    for (int64_t i = FIRST[t]; i < FIRST[t + 1]; i++)
      cell->jackknife.value[sparse ? i - FIRST[t] : i] = cell->point - unit(&random);
  }
  return d;
}

static void few_values_are_as_good_as_all(void **state) {
  (void)state;
  static const int64_t PARTS[][3] = {{0, 1, 2}, {2, 0, 0}, {1, 0, 2}};
  static const double WEIGHTS[] = {1, 0.5, -2};
  sdg16_draws *d[2];
  for (int k = 0; k < 2; k++) {
    d[k] = of_three_tables(k);
    for (int64_t i = 0; i < 3; i++) {
      char sum[] = {'s', (char)('0' + i), '\0'}, rate[] = {'r', (char)('0' + i), '\0'};
      assert_int_equal(sdg16_draws_combine(d[k], sum, 3 - i, PARTS[i], WEIGHTS, NULL), 0);
      assert_int_equal(sdg16_draws_ratio(d[k], rate, i, 3 + 2 * i, 1000, NULL), 0);
    }
  }
  assert_same_draws(d[0], d[1]);
  for (int64_t c = 0; c < d[0]->cells; c++) {
    double a = sdg16i_acceleration(d[0], &d[0]->cell[c]),
           b = sdg16i_acceleration(d[1], &d[1]->cell[c]);
    assert_true(!isnan(a));
    assert_same_bits(&a, &b, 1);
  }
  assert_true(d[1]->cell[0].jackknife.size == 2 && d[1]->cell[3].jackknife.size == 6);
  sdg16i_jackknife_forget(&d[1]->cell[0].jackknife);
  assert_true(isnan(sdg16i_acceleration(d[1], &d[1]->cell[0])));
  sdg16_draws_free(d[0]);
  sdg16_draws_free(d[1]);
}

/* A name is free again when its cell is gone. */
static void names_are_found(void **state) {
  (void)state;
  sdg16_draws *d = empty(2, 0, 2);
  add(d, "a", 1, 2);
  add(d, "b", 1, 2);
  sdg16i_draws_drop(d);
  assert_int_equal(sdg16_draws_find(d, "b"), -1);
  add(d, "c", 1, 2);
  add(d, "b", 1, 2);
  assert_int_equal(sdg16_draws_find(d, "c"), 1);
  assert_int_equal(sdg16_draws_find(d, "b"), 2);
  sdg16i_draws_cell *cell;
  assert_int_equal(sdg16i_draws_add(d, "a", &cell, NULL), SDG16_ERR_NAME);
  sdg16_draws_free(d);
}

/* ---- as a table, and through a file ---- */

static int32_t read_draws(const char *csv, sdg16_draws **out) {
  char path[] = "/tmp/sdg16-draws-XXXXXX";
  int number = mkstemp(path);
  assert_true(number >= 0);
  assert_int_equal(write(number, csv, strlen(csv)), strlen(csv));
  close(number);
  sdg16_table *table;
  sdg16_error_init(&error, sizeof error);
  int32_t status = sdg16_table_read_csv(path, NULL, &table, &error);
  unlink(path);
  if (status) fail_msg("%s", error.message);
  status = sdg16_draws_from_table(table, out, &error);
  assert_true((status == 0) == (*out != NULL));
  sdg16_table_free(table);
  return status;
}

/* What a cell can hold: persons are not negative, no estimate is infinite or below those
 * observed, and no draw is -infinity. */
static void make_lawful(sdg16i_draws_cell *cell, int64_t replicates, int64_t units) {
  if (cell->observed < 0 || isinf(cell->observed)) cell->observed = NAN;
  if (isinf(cell->point)) cell->point = NAN;
  if (cell->point < cell->observed) cell->point = cell->observed;
  for (int64_t i = 0; i < replicates + units; i++) {
    double *draw =
        i < replicates ? &cell->replicate[i] : &cell->jackknife.value[i - replicates];
    if (!isnan(cell->observed) || isinf(*draw)) *draw = fabs(*draw);
  }
}

static void a_file_keeps_every_bit(void **state) {
  (void)state;
  static const char *const NAMES[] = {"total",
                                      "sex=F,age=minor",
                                      "say \"when\"",
                                      "staatsb\xc3\xbcrgerschaft=\xc3\xa9",
                                      "two\nlines",
                                      "a b=c;d\te",
                                      "'",
                                      "1e5",
                                      "-"};
  static const double SPECIAL[] = {
      NAN,  INFINITY, -INFINITY,          5e-324, 1.7976931348623157e308, 1e15, 0.1,
      -2.5, 0,        9007199254740993e3, 1e300,  123456789012345};
  uint64_t random = 5;
  for (int round = 0; round < 60; round++) {
    sdg16_draws *d, *again;
    int64_t replicates = round % 7, units = round % 5;
    assert_int_equal(sdg16i_draws_new(replicates, units, round ? UINT64_MAX - 1 : 0, 1 + round,
                                      1000 + round, round % 2 ? "" : "a=b;c=\"d,e\"", &d, NULL),
                     0);
    for (int64_t i = 0; i < replicates; i++) d->number[i] = 3 * i * i + round % 3;
    for (int64_t i = 0; i < units; i++) {
      d->weight[i] = floor(1 + (round % 3 ? 1e9 : 5) * unit(&random));
      d->group[i] = i / 2;
    }
    for (int k = 0; k < 9; k++) {
      sdg16i_draws_cell *cell = add(d, NAMES[k], NAN, NAN);
      /* whole, any, special, or no numbers at all */
      int kind = (round + k) % 4;
      for (int64_t i = -2; i < replicates + units; i++) {
        double value = kind == 0   ? floor(1e6 * unit(&random))
                       : kind == 1 ? exp(600 * (unit(&random) - 0.5))
                       : kind == 2 ? SPECIAL[(int)(12 * unit(&random))]
                                   : NAN;
        *(i == -2          ? &cell->observed
          : i == -1        ? &cell->point
          : i < replicates ? &cell->replicate[i]
                           : &cell->jackknife.value[i - replicates]) = value;
      }
      make_lawful(cell, replicates, units);
      cell->is_bound = round % 3 == 0 && k % 2;
    }
    char *csv = csv_of(d), *copy;
    if (read_draws(csv, &again)) fail_msg("%s\n%s", error.message, csv);
    assert_same_draws(d, again);
    copy = csv_of(again);
    assert_string_equal(csv, copy);
    free(csv);
    free(copy);
    sdg16_draws_free(d);
    sdg16_draws_free(again);
  }
}

/* A cell that is named like a column of the table cannot be kept, and says so. */
static void a_name_that_the_table_needs_is_refused(void **state) {
  (void)state;
  sdg16_draws *d = empty(1, 1, 1);
  add(d, "weight", 1, 2);
  sdg16_table *table;
  sdg16_error_init(&error, sizeof error);
  assert_refused(sdg16_draws_table(d, &table, &error), SDG16_ERR_COLUMN, "weight");
  assert_null(table);
  sdg16_draws_free(d);
}

#define HEAD "row,number,weight,group,total,provenance\n"
#define MADE ",seed=1;stream=1;planned=3;x\n"
#define START HEAD "observed,,,,10" MADE "estimate,,,,12.5" MADE
#define UNIT "jackknife,0,10,0,12" MADE
#define ONE "replicate,0,,,13" MADE

static void tables_that_are_not_draws_are_refused(void **state) {
  (void)state;
  static const struct {
    const char *csv;
    int32_t status;
    int64_t row;
    const char *text;
  } BAD[] = {
      {"row,numbers,weight,group,total,provenance\n", SDG16_ERR_COLUMN, 0,
       "draws: expected 'number' as column 2 of a table of draws"},
      {"row\n", SDG16_ERR_COLUMN, 0, "expected 'number' as column 2 of a table of draws"},
      {"row,number,weight,group,total\n", SDG16_ERR_COLUMN, 0,
       "expected 'provenance' as the last column of a table of draws"},
      {"row,number,weight,group,provenance\n", SDG16_ERR_COLUMN, 0,
       "expected a column for each cell before 'provenance', found none"},
      {START UNIT "replicate,0,,,many" MADE, SDG16_ERR_VALUE, 4,
       "draws, row 4, column 'total': expected a number, 'inf' (no bound) or a blank "
       "(missing), "
       "found 'many'"},
      {START UNIT "replicate,0,,,-inf" MADE, SDG16_ERR_VALUE, 4,
       "column 'total': expected a number, 'inf' (no bound) or a blank (missing), found "
       "'-inf'"},
      {START UNIT "replicate,0,,,nan" MADE, SDG16_ERR_VALUE, 4, "found 'nan'"},
      {START UNIT "replicate,0,,,-1" MADE, SDG16_ERR_VALUE, 4,
       "column 'total': expected a number of persons of 0 or more, found '-1'"},
      {START "jackknife,0,10,0,-inf" MADE ONE, SDG16_ERR_VALUE, 3, "found '-inf'"},
      {START "jackknife,0,10,0,-0.5" MADE ONE, SDG16_ERR_VALUE, 3, "found '-0.5'"},
      {HEAD "observed,,,,-10" MADE "estimate,,,,12" MADE, SDG16_ERR_VALUE, 1, "found '-10'"},
      {HEAD "observed,,,,inf" MADE "estimate,,,,12" MADE, SDG16_ERR_VALUE, 1, "found 'inf'"},
      {HEAD "observed,,,,x" MADE "estimate,,,,12" MADE, SDG16_ERR_VALUE, 1,
       "expected a number, or a blank, found 'x'"},
      {HEAD "observed,,,,10" MADE "estimate,,,,9.5" MADE, SDG16_ERR_VALUE, 2,
       "expected an estimate of at least the number observed, found '9.5'"},
      {HEAD "observed,,,,10" MADE "estimate,,,,inf" MADE, SDG16_ERR_VALUE, 2, "found 'inf'"},
      {HEAD "observed,,,,10" MADE "estimate,,,,-inf" MADE, SDG16_ERR_VALUE, 2, "found '-inf'"},
      {START "at_least,,,,2" MADE UNIT, SDG16_ERR_VALUE, 3,
       "expected 1 where the cell is a lower bound, or a blank, found '2'"},
      {START UNIT "at_least,,,,1" MADE, SDG16_ERR_FORMAT, 4,
       "expected the rows observed, estimate, jackknife ..., replicate ... in this order"},
      {HEAD, SDG16_ERR_EMPTY, 1, "expected the rows observed and estimate"},
      {HEAD "observed,,,,10" MADE, SDG16_ERR_EMPTY, 2,
       "expected the rows observed and estimate"},
      {HEAD "estimate,,,,10" MADE, SDG16_ERR_FORMAT, 1,
       "expected the rows observed, estimate, jackknife ..., replicate ... in this order"},
      {HEAD "observed,,,,10" MADE ONE, SDG16_ERR_FORMAT, 2,
       "expected the rows observed, estimate, jackknife ..., replicate ... in this order"},
      {START ONE UNIT, SDG16_ERR_FORMAT, 4, "jackknife ..., replicate ..."},
      {START "total,0,,,13" MADE, SDG16_ERR_FORMAT, 3, "jackknife ..., replicate ..."},
      {START ",0,,,13" MADE, SDG16_ERR_FORMAT, 3, "jackknife ..., replicate ..."},
      {START UNIT "replicate,0,,,13,seed=2;stream=1;planned=3;x\n", SDG16_ERR_CONFLICT, 4,
       "expected the provenance of the first row, found another"},
      {START UNIT "replicate,0,,,13,\n", SDG16_ERR_FORMAT, 4,
       "expected the whole provenance, found a part of it: the row was cut"},
      {START UNIT "replicate,0,,,13,seed=1;stream=1;pla\n", SDG16_ERR_FORMAT, 4,
       "expected the whole provenance, found a part of it: the row was cut"},
      {START UNIT "replicate,0,,,13" MADE "replicate,1,,,13" MADE "replicate,2,,,13" MADE ONE,
       SDG16_ERR_VALUE, 7,
       "numbers of replicates in ascending order from 0, each once, and below the number "
       "planned, found '0'"},
      {START "jackknife,0,1.5,0,12" MADE, SDG16_ERR_VALUE, 3, "a whole number above 0"},
      {START "jackknife,0,1e300,0,12" MADE, SDG16_ERR_VALUE, 3, "a whole number above 0"},
      {START "jackknife,0,0,0,12" MADE, SDG16_ERR_VALUE, 3,
       "column 'weight': expected the number of persons"},
      {START "jackknife,0,-3,0,12" MADE, SDG16_ERR_VALUE, 3,
       "column 'weight': expected the number of persons"},
      {START "jackknife,0,inf,0,12" MADE, SDG16_ERR_VALUE, 3,
       "column 'weight': expected the number of persons"},
      {START "jackknife,0,,0,12" MADE, SDG16_ERR_VALUE, 3,
       "column 'weight': expected the number of persons"},
      {START UNIT "jackknife,1,2,,12" MADE, SDG16_ERR_VALUE, 4,
       "column 'group': expected the number of a table, 0 or more"},
      {START "jackknife,0,2,-1,12" MADE, SDG16_ERR_VALUE, 3,
       "column 'group': expected the number of a table, 0 or more"},
      {START "jackknife,0,2,1e15,12" MADE, SDG16_ERR_VALUE, 3,
       "column 'group': expected the number of a table, 0 or more"},
      {START UNIT ONE ONE, SDG16_ERR_VALUE, 5,
       "column 'number': expected numbers of replicates in ascending order from 0, each once, "
       "and below the number planned, found '0'"},
      {START UNIT "replicate,3,,,1" MADE, SDG16_ERR_VALUE, 4,
       "column 'number': expected numbers of replicates in ascending order from 0, each once, "
       "and below the number planned, found '3'"},
      {START UNIT "replicate,-1,,,1" MADE, SDG16_ERR_VALUE, 4,
       "column 'number': expected numbers of replicates in ascending order from 0, each once, "
       "and below the number planned, found '-1'"},
      {START UNIT "replicate,1.5,,,1" MADE, SDG16_ERR_VALUE, 4,
       "column 'number': expected numbers of replicates in ascending order from 0, each once, "
       "and below the number planned, found '1.5'"},
      {START UNIT "replicate,,,,1" MADE, SDG16_ERR_VALUE, 4,
       "column 'number': expected numbers of replicates in ascending order from 0, each once, "
       "and below the number planned, found ''"},
      {START UNIT "replicate,2,,,1" MADE "replicate,1,,,1" MADE, SDG16_ERR_VALUE, 5,
       "column 'number': expected numbers of replicates in ascending order from 0, each once, "
       "and below the number planned, found '1'"},
  };
  for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
    sdg16_draws *d;
    int32_t status = read_draws(BAD[i].csv, &d);
    if (status != BAD[i].status || error.row != BAD[i].row ||
        !strstr(error.message, BAD[i].text))
      fail_msg("table %zu: %s, row %lld: %s", i, sdg16_status_name(status),
               (long long)error.row, error.message);
    assert_null(strchr(error.message, '\n'));
  }
}

/* What a bootstrap has kept: two tables of 3 and 7 persons, and their sum. */
#define BOOT(kind) ",seed=1;stream=1;planned=2;existence=total;select=bic;bootstrap=" kind "\n"
#define SUM_HEAD "row,number,weight,group,a,b,total,provenance\n"
#define SUM_OBSERVED(kind) "observed,,,,3,7,10" BOOT(kind)
#define SUM_ESTIMATE(kind) "estimate,,,,4,9,13" BOOT(kind)
#define SUM_FIRST(kind) "jackknife,0,3,0,3.5,9,12.5" BOOT(kind)
#define SUM_REST(kind)                                                                         \
  "jackknife,1,2,1,4,8,12" BOOT(kind) "jackknife,2,5,1,4,8.5,12.5" BOOT(kind)
#define SUM_START(kind)                                                                        \
  SUM_HEAD SUM_OBSERVED(kind) SUM_ESTIMATE(kind) SUM_FIRST(kind) SUM_REST(kind)
#define MANY "nonparametric"
#define FEW "parametric"

static void draws_of_a_bootstrap_are_whole(void **state) {
  (void)state;
  static const char *const GOOD[] = {
      SUM_START(MANY) "replicate,0,,,3,7,10" BOOT(MANY), /* all were observed */
      SUM_START(MANY) "replicate,0,,,2.9999999999999996,7,inf" BOOT(
          MANY),                                      /* but for rounding */
      SUM_START(FEW) "replicate,0,,,2,6,8" BOOT(FEW), /* fewer were drawn */
      SUM_HEAD SUM_OBSERVED(MANY) SUM_ESTIMATE(MANY) "replicate,0,,,5,7,12" BOOT(MANY)};
  static const struct {
    const char *csv;
    int64_t row;
    const char *text;
  } BAD[] = {{SUM_START(MANY) "replicate,0,,,3,1,10" BOOT(MANY), 6,
              "column 'b': expected at least the number observed, found '1'"},
             {SUM_START(FEW) "replicate,0,,,3,-1,10" BOOT(FEW), 6,
              "expected a number of persons of 0 or more, found '-1'"},
             {SUM_HEAD SUM_OBSERVED(MANY) SUM_ESTIMATE(MANY)
                  SUM_FIRST(MANY) "jackknife,2,5,1,4,8.5,12.5" BOOT(MANY),
              4, "the persons observed of a cell, found '5': rows are missing"},
             {SUM_HEAD SUM_OBSERVED(MANY) SUM_ESTIMATE(MANY) SUM_REST(MANY), 4,
              "the persons observed of the total, 10, found '7': rows are missing"},
             {SUM_HEAD "observed,,,,,," BOOT(MANY) SUM_ESTIMATE(MANY) SUM_FIRST(MANY), 3,
              "the persons observed of a cell, found '3'"},
             {SUM_START("half"), 1, "bootstrap=parametric, found 'half'"},
             {HEAD "observed,,,,1,seed=1;stream=1;planned=1;existence=foo\n"
                   "estimate,,,,1,seed=1;stream=1;planned=1;existence=foo\n",
              1, "expected existence=total or existence=coefficients, found 'foo'"},
             {HEAD "observed,,,,1,seed=1;stream=1;planned=1;select=foo\n"
                   "estimate,,,,1,seed=1;stream=1;planned=1;select=foo\n",
              1, "expected select= with a way to select the model, found 'foo'"}};
  sdg16_draws *d;
  for (size_t i = 0; i < sizeof GOOD / sizeof GOOD[0]; i++) {
    if (read_draws(GOOD[i], &d)) fail_msg("table %zu: %s", i, error.message);
    sdg16_draws_free(d);
  }
  for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
    int32_t status = read_draws(BAD[i].csv, &d);
    if (status != SDG16_ERR_VALUE || error.row != BAD[i].row ||
        !strstr(error.message, BAD[i].text))
      fail_msg("table %zu: %s, row %lld: %s", i, sdg16_status_name(status),
               (long long)error.row, error.message);
  }
}

static void a_provenance_is_read_exactly(void **state) {
  (void)state;
  static const char *const BAD[] = {"",
                                    "x",
                                    "seed=1",
                                    "seed=1;stream=1;planned=3",
                                    "seed=;stream=1;planned=3;x",
                                    "seed=-1;stream=1;planned=3;x",
                                    "seed= 1;stream=1;planned=3;x",
                                    "seed=1;stream=2147483648;planned=3;x",
                                    "seed=18446744073709551616;stream=1;planned=3;x",
                                    "seed=1;stream=1;planned=9223372036854775808;x",
                                    "seed=1;stream=1;planned=3.5;x",
                                    "planned=3;stream=1;seed=1;x"};
  char csv[1024];
  sdg16_draws *d;
  for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
    snprintf(csv, sizeof csv,
             HEAD "observed,,,,1,\"%s\"\nestimate,,,,2,\"%s\"\nreplicate,0,,,2,\"%s\"\n",
             BAD[i], BAD[i], BAD[i]);
    int32_t status = read_draws(csv, &d);
    if (i == 0) continue; /* an empty field is missing: another message */
    assert_refused(status, SDG16_ERR_FORMAT,
                   "draws, row 1: expected a provenance that begins with seed, stream and "
                   "planned");
  }
  const char *good = "seed=18446744073709551615;stream=2147483647;planned=9223372036854775807;";
  snprintf(csv, sizeof csv, HEAD "observed,,,,1,%s\nestimate,,,,2,%s\n", good, good);
  assert_int_equal(read_draws(csv, &d), 0);
  assert_true(d->seed == UINT64_MAX && d->planned == INT64_MAX && d->stream == INT32_MAX);
  assert_string_equal(sdg16_draws_provenance(d), good);
  sdg16_draws_free(d);
}

/* ---- shards ---- */

/* Replicates [from, to) of a computation of 20 with two cells. */
static sdg16_draws *shard(int64_t from, int64_t to, uint64_t seed, int32_t stream,
                          const char *settings) {
  sdg16_draws *d;
  assert_int_equal(sdg16i_draws_new(to - from, 3, seed, stream, 20, settings, &d, NULL), 0);
  for (int k = 0; k < 2; k++) {
    sdg16i_draws_cell *cell = add(d, k ? "b" : "a", 10 + k, k ? NAN : 20);
    for (int64_t i = from; i < to; i++) {
      d->number[i - from] = i;
      cell->replicate[i - from] = i % 5 == 3 ? NAN : 15 + (double)i / 7 + k;
    }
    for (int i = 0; i < 3; i++) cell->jackknife.value[i] = k ? (double)NAN : 20.0 - i;
  }
  for (int i = 0; i < 3; i++) d->weight[i] = 2 * i + 1, d->group[i] = i / 2;
  return d;
}

static sdg16_draws *plain(int64_t from, int64_t to) { return shard(from, to, 1, 1, "input=x"); }

static void shards_in_any_order_give_the_whole(void **state) {
  (void)state;
  static const int64_t CUTS[] = {0, 1, 1, 8, 13, 20};
  static const int ORDERS[4][5] = {
      {0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {2, 0, 4, 1, 3}, {1, 4, 0, 3, 2}};
  sdg16_draws *whole = plain(0, 20), *merged;
  for (int o = 0; o < 4; o++) {
    const sdg16_draws *shards[5];
    for (int i = 0; i < 5; i++) shards[i] = plain(CUTS[ORDERS[o][i]], CUTS[ORDERS[o][i] + 1]);
    assert_int_equal(sdg16_draws_merge(5, shards, 0, &merged, NULL), 0);
    assert_same_draws(whole, merged);
    for (int i = 0; i < 5; i++) sdg16_draws_free((sdg16_draws *)(uintptr_t)shards[i]);
    sdg16_draws_free(merged);
  }
  const sdg16_draws *one[] = {whole};
  assert_int_equal(sdg16_draws_merge(1, one, 0, &merged, NULL), 0);
  assert_same_draws(whole, merged);
  sdg16_draws_free(merged);
  sdg16_draws_free(whole);
}

/* Shards with every second replicate interleave. */
static void interleaved_shards_give_the_whole(void **state) {
  (void)state;
  uint8_t even[20], odd[20];
  for (int i = 0; i < 20; i++) odd[i] = !(even[i] = i % 2 == 0);
  sdg16_draws *whole = plain(0, 20), *a = plain(0, 20), *b = plain(0, 20), *merged;
  sdg16i_draws_keep(a, even);
  sdg16i_draws_keep(b, odd);
  const sdg16_draws *shards[] = {b, a};
  assert_int_equal(sdg16_draws_merge(2, shards, 0, &merged, NULL), 0);
  assert_same_draws(whole, merged);
  sdg16_draws_free(whole);
  sdg16_draws_free(a);
  sdg16_draws_free(b);
  sdg16_draws_free(merged);
}

static void assert_no_merge(sdg16_draws *a, sdg16_draws *b, int32_t gaps, const char *text) {
  const sdg16_draws *shards[] = {a, b};
  sdg16_draws *merged;
  sdg16_error_init(&error, sizeof error);
  assert_refused(sdg16_draws_merge(2, shards, gaps, &merged, &error), SDG16_ERR_CONFLICT, text);
  assert_null(merged);
  sdg16_draws_free(a);
  sdg16_draws_free(b);
}

static void shards_that_do_not_belong_together_are_refused(void **state) {
  (void)state;
  for (int32_t gaps = 0; gaps < 2; gaps++) {
    assert_no_merge(plain(0, 10), shard(10, 20, 2, 1, "input=x"), gaps,
                    "shards must be made with the same settings; shard 2 was made with "
                    "'seed=2;stream=1;planned=20;input=x', shard 1 with "
                    "'seed=1;stream=1;planned=20;input=x'");
    assert_no_merge(plain(0, 10), shard(10, 20, 1, 2, "input=x"), gaps, "stream=2");
    assert_no_merge(plain(0, 10), shard(10, 20, 1, 1, "input=y"), gaps, "input=y");
    sdg16_draws *b = plain(10, 20);
    add(b, "c", 1, 2);
    assert_no_merge(
        plain(0, 10), b, gaps,
        "shards must have the same cells and estimates; those of shard 2 differ from shard 1");
    b = plain(10, 20);
    b->cell[1].name[0] = 'c';
    assert_no_merge(
        plain(0, 10), b, gaps,
        "shards must have the same cells and estimates; those of shard 2 differ from shard 1");
    b = plain(10, 20);
    b->cell[0].point += 1e-9;
    assert_no_merge(
        plain(0, 10), b, gaps,
        "shards must have the same cells and estimates; those of shard 2 differ from shard 1");
    b = plain(10, 20);
    b->cell[1].point = 3;
    assert_no_merge(
        plain(0, 10), b, gaps,
        "shards must have the same cells and estimates; those of shard 2 differ from shard 1");
    assert_no_merge(plain(0, 11), plain(10, 20), gaps,
                    "each replicate must be in one shard; replicate 10 occurs twice, once "
                    "in shard 2");
  }
  assert_no_merge(plain(0, 9), plain(10, 20), 0,
                  "the shards must have all replicates; "
                  "replicate 9 is missing (19 of 20 are there)");
  assert_no_merge(plain(1, 9), plain(9, 20), 0,
                  "the shards must have all replicates; "
                  "replicate 0 is missing (19 of 20 are there)");
  assert_no_merge(plain(0, 9), plain(9, 19), 0,
                  "the shards must have all replicates; "
                  "replicate 19 is missing (19 of 20 are there)");
}

static void gaps_can_be_allowed(void **state) {
  (void)state;
  sdg16_draws *a = plain(3, 9), *b = plain(10, 12), *merged;
  const sdg16_draws *shards[] = {b, a};
  assert_int_equal(sdg16_draws_merge(2, shards, 1, &merged, NULL), 0);
  sdg16_draws_summary s;
  assert_int_equal(sdg16_draws_summarise(merged, &s, sizeof s), 0);
  assert_true(s.replicates == 8 && s.first == 3 && s.last == 11 && !s.complete);
  assert_true(interval_of(merged, SDG16_INTERVAL_PERCENTILE, 0.9, NULL).flags &
              SDG16_FLAG_PARTIAL);
  sdg16_draws_free(a);
  sdg16_draws_free(b);
  sdg16_draws_free(merged);
}

/* A shard that was stopped within the jackknife lacks units that others have. */
static void the_jackknife_is_that_of_the_fullest_shard(void **state) {
  (void)state;
  sdg16_draws *a = plain(0, 0), *b = plain(0, 20), *merged;
  for (int i = 1; i < 3; i++) a->cell[0].jackknife.value[i] = NAN;
  const sdg16_draws *shards[] = {a, b};
  assert_int_equal(sdg16_draws_merge(2, shards, 0, &merged, NULL), 0);
  assert_same_draws(b, merged);
  sdg16_draws_free(a);
  sdg16_draws_free(b);
  sdg16_draws_free(merged);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(quantiles_of_type_8_by_hand),
      cmocka_unit_test(intervals_agree_with_other_formulas),
      cmocka_unit_test(a_small_case_by_hand),
      cmocka_unit_test(draws_that_equal_the_estimate_are_not_below_it),
      cmocka_unit_test(percentile_takes_over_with_all_draws_on_one_side),
      cmocka_unit_test(percentile_takes_over_without_acceleration),
      cmocka_unit_test(equal_units_accelerate_nothing),
      cmocka_unit_test(percentile_takes_over_beyond_the_pole),
      cmocka_unit_test(percentile_takes_over_beyond_a_bias_of_one),
      cmocka_unit_test(more_missing_draws_than_a_tail_holds_allow_no_interval),
      cmocka_unit_test(an_interval_needs_a_draw_in_each_tail),
      cmocka_unit_test(a_lower_bound_has_no_upper_limit),
      cmocka_unit_test(what_is_made_of_a_lower_bound),
      cmocka_unit_test(estimates_have_the_columns_of_an_estimation),
      cmocka_unit_test(quantiles_among_infinities),
      cmocka_unit_test(infinite_draws_are_the_largest),
      cmocka_unit_test(a_basic_interval_has_no_infinite_quantile),
      cmocka_unit_test(infinite_units_give_the_limit_of_the_acceleration),
      cmocka_unit_test(units_without_a_limit_leave_no_acceleration),
      cmocka_unit_test(the_standard_error_is_that_of_the_log_of_the_hidden),
      cmocka_unit_test(the_percentile_interval_stands_beside_where_bca_differs),
      cmocka_unit_test(limits_vary_as_their_monte_carlo_errors_say),
      cmocka_unit_test(an_error_at_the_edge_is_not_determined),
      cmocka_unit_test(no_limit_is_below_the_persons_observed),
      cmocka_unit_test(both_limits_stay_above_the_persons_observed),
      cmocka_unit_test(fewer_replicates_than_planned_are_partial),
      cmocka_unit_test(bad_arguments_are_refused),
      cmocka_unit_test(missing_draws_are_refused),
      cmocka_unit_test(sums_and_ratios_are_formed_draw_by_draw),
      cmocka_unit_test(few_values_are_as_good_as_all),
      cmocka_unit_test(names_are_found),
      cmocka_unit_test(a_file_keeps_every_bit),
      cmocka_unit_test(a_name_that_the_table_needs_is_refused),
      cmocka_unit_test(tables_that_are_not_draws_are_refused),
      cmocka_unit_test(draws_of_a_bootstrap_are_whole),
      cmocka_unit_test(a_provenance_is_read_exactly),
      cmocka_unit_test(shards_in_any_order_give_the_whole),
      cmocka_unit_test(interleaved_shards_give_the_whole),
      cmocka_unit_test(shards_that_do_not_belong_together_are_refused),
      cmocka_unit_test(gaps_can_be_allowed),
      cmocka_unit_test(the_jackknife_is_that_of_the_fullest_shard),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
