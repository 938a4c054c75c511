/* The samplers of the bootstrap follow their distributions. Seeds are fixed, so a test
 * passes always or never; the figures say how often a right sampler would have failed
 * when the seed was chosen. */
#include "base/rng.h"
#include "mse/bootstrap/multinomial.h"
#include "num/gslport.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <sdg16.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define DRAWS 40000
#define RARE 1e-6 /* false alarm of a test of fit; of 5 standard errors: 5.7e-7 */
#define MOST_CELLS 4096

static sdg16i_rng stream(int64_t replicate) {
  sdg16i_rng rng;
  sdg16i_rng_init(&rng, 20160107, SDG16I_PURPOSE_NONPARAMETRIC, replicate);
  return rng;
}

static void assert_possible(double x, double n) {
  assert_true(x >= 0 && x <= n && x == floor(x));
}

/* ---- one binomial number ---- */

static const struct {
  double n, p;
} KNOWN[] = {
    {1, 0.5},    {3, 0.9},           {10, 0.3},          {10, 0.97},
    {50, 0.02},  {400, 0.5},         {2744, 0.137},      {2744, 1.0 / 2744},
    {1e6, 1e-5}, {2147483647, 3e-9}, {2147483648, 3e-9}, {5e9, 1e-8},
    {5e9, 4e-7}, {0x1p40, 0x1p-37},  {0x1p52, 0x1p-50},  {0x1p52, 1e-13},
};
#define KNOWN_COUNT (sizeof KNOWN / sizeof KNOWN[0])

/* Pearson's test against the probabilities, which the ratio of neighbours gives; cells of
 * fewer than 8 expected are joined. Mirrored: n - x against 1 - p. */
static double fit(double n, double p, int mirrored, int64_t replicate) {
  static unsigned count[MOST_CELLS];
  memset(count, 0, sizeof count);
  sdg16i_rng rng = stream(replicate);
  for (int d = 0; d < DRAWS; d++) {
    double x = sdg16i_binomial(&rng, n, mirrored ? 1 - p : p);
    assert_possible(x, n);
    if (mirrored) x = n - x;
    assert_true(x < MOST_CELLS);
    count[(int)x]++;
  }
  long double q = mirrored ? 1 - (long double)(1 - p) : (long double)p; /* what was asked */
  long double probability = expl((long double)n * log1pl(-q)), cumulated = 0;
  double x2 = 0, expected = 0, observed = 0, rest_expected = DRAWS, rest_observed = DRAWS;
  int cells = 0;
  for (int k = 0; k < MOST_CELLS && (double)k <= n; k++) {
    expected += DRAWS * (double)probability;
    observed += count[k];
    cumulated += probability;
    probability *= ((long double)n - k) / (k + 1) * (q / (1 - q));
    if (expected < 8 || rest_expected - expected < 8) continue;
    x2 += (observed - expected) * (observed - expected) / expected;
    rest_expected -= expected;
    rest_observed -= observed;
    expected = observed = 0;
    cells++;
  }
  assert_true(fabsl(cumulated - 1) < 1e-6L); /* the probabilities are right themselves */
  assert_true(cells > 0);
  x2 += (rest_observed - rest_expected) * (rest_observed - rest_expected) / rest_expected;
  return gsl_cdf_chisq_Q(x2, cells);
}

/* 32 tests of fit: together a false alarm of 3e-5. */
static void binomial_numbers_follow_the_probabilities(void **state) {
  (void)state;
  for (size_t i = 0; i < KNOWN_COUNT; i++)
    for (int mirrored = 0; mirrored < 2; mirrored++) {
      if (mirrored && KNOWN[i].p < 1e-9) continue; /* 1 - p would say something else */
      double p = fit(KNOWN[i].n, KNOWN[i].p, mirrored, (int64_t)(100 * i) + mirrored);
      if (!(p > RARE)) fail_msg("case %zu, mirrored %d: p-value %g", i, mirrored, p);
    }
}

/* Large means: mean, variance, and tenths of the normal distribution, which is as near as
 * 1 / sqrt(n p (1 - p)) < 3e-5. 10 cases, three tests each: 2e-5 together.
 * GSL alone squares distances in int: its variance at 2^31 - 1 is 18 % too large. */
static void large_binomial_numbers_have_the_moments_and_the_shape(void **state) {
  (void)state;
  static const struct {
    double n, p;
  } LARGE[] = {{3e8, 0.5},     {1e9, 0.2},       {2147483647, 0.5}, {2147483649, 0.5},
               {6e9, 0.3},     {6e9, 0.999},     {0x1p45, 0.5},     {0x1p52, 0.3},
               {0x1p52, 1e-6}, {0x1p52, 0.99999}};
  for (size_t i = 0; i < sizeof LARGE / sizeof LARGE[0]; i++) {
    double n = LARGE[i].n, p = LARGE[i].p, sd = sqrt(n * p * (1 - p)), sum = 0, squares = 0;
    unsigned tenth[10] = {0};
    sdg16i_rng rng = stream(5000 + (int64_t)i);
    for (int d = 0; d < DRAWS; d++) {
      double x = sdg16i_binomial(&rng, n, p);
      assert_possible(x, n);
      double z = (double)((long double)x - (long double)n * (long double)p) / sd;
      sum += z;
      squares += z * z;
      tenth[(int)(10 * gsl_cdf_ugaussian_P(z))]++;
    }
    assert_true(fabs(sum / DRAWS) < 5 / sqrt(DRAWS));
    assert_true(fabs(squares / DRAWS - 1) < 5 * sqrt(2.0 / DRAWS));
    double x2 = 0;
    for (int k = 0; k < 10; k++)
      x2 += (tenth[k] - DRAWS / 10.0) * (tenth[k] - DRAWS / 10.0) / (DRAWS / 10.0);
    assert_true(gsl_cdf_chisq_Q(x2, 9) > RARE);
  }
}

static void nothing_is_drawn_where_nothing_can_be(void **state) {
  (void)state;
  sdg16i_rng rng = stream(0), before = rng;
  assert_true(sdg16i_binomial(&rng, 0, 0.3) == 0);
  assert_true(sdg16i_binomial(&rng, 7, 0) == 0);
  assert_true(sdg16i_binomial(&rng, 7, -0.1) == 0);
  assert_true(sdg16i_binomial(&rng, 7, NAN) == 0);
  assert_true(sdg16i_binomial(&rng, NAN, 0.5) == 0);
  assert_true(sdg16i_binomial(&rng, 7, 1) == 7);
  assert_true(sdg16i_binomial(&rng, 0x1p52, 1) == 0x1p52);
  assert_true(sdg16i_binomial(&rng, 0x1p52, 1.5) == 0x1p52);
  assert_true(sdg16i_binomial(&rng, 0x1p52, 0) == 0);
  assert_memory_equal(&rng, &before, sizeof rng); /* and no number of the stream used */
}

/* As long as GSL can do it: its algorithm, on the same words of the stream. */
static void small_numbers_are_those_of_gsl(void **state) {
  (void)state;
  sdg16i_rng a = stream(77), b = a;
  const gsl_rng g = {sdg16i_gsl_rng_type(), &b};
  for (unsigned d = 0; d < 2000; d++) {
    unsigned n = 1 + d * 7919;
    double p = (d % 97 + 1) / 99.0;
    assert_true(sdg16i_binomial(&a, n, p) == gsl_ran_binomial(&g, p, n));
  }
}

/* ---- tables ---- */

#define CATEGORIES 5
static const uint32_t CATEGORY[CATEGORIES] = {4, 1, 7, 2, 9};
static const double WEIGHT[CATEGORIES] = {1131, 845, 27, 306, 3};
static const double REST[CATEGORIES] = {2312, 1181, 336, 309, 3};
static const sdg16i_urn URN = {CATEGORIES, CATEGORY, WEIGHT, REST};

static void draw(int64_t replicate, double n, double out[16]) {
  sdg16i_rng rng = stream(replicate);
  for (int i = 0; i < 16; i++) out[i] = -1;
  sdg16i_multinomial(&rng, n, &URN, out);
}

static void a_table_has_all_its_persons_and_touches_nothing_else(void **state) {
  (void)state;
  static const double SIZES[] = {0, 1, 2, 2312, 3e9, 0x1p52};
  for (int64_t r = 0; r < 3000; r++) {
    double out[16], n = SIZES[r % 6], sum = 0;
    draw(r, n, out);
    for (uint32_t c = 0; c < 16; c++) {
      int drawn = 0;
      for (int i = 0; i < CATEGORIES; i++) drawn |= CATEGORY[i] == c;
      assert_true(drawn ? out[c] >= 0 && out[c] == floor(out[c]) : out[c] == -1);
      if (drawn) sum += out[c];
    }
    assert_true(sum == n);
  }
}

static void one_category_takes_everybody(void **state) {
  (void)state;
  sdg16i_rng rng = stream(1), before = rng;
  double out[8] = {0};
  sdg16i_multinomial(&rng, 41, &(sdg16i_urn){1, CATEGORY, WEIGHT, WEIGHT}, out);
  assert_true(out[4] == 41);
  assert_memory_equal(&rng, &before, sizeof rng);
}

/* Means and all variances and covariances within 5 standard errors (those of a covariance
 * from the normal limit): for each size 20 tests, 1.2e-5. */
static void tables_have_the_moments(void **state) {
  (void)state;
  static const double SIZES[] = {2312, 40, 7e9};
  for (int s = 0; s < 3; s++) {
    double n = SIZES[s], sum[CATEGORIES] = {0}, product[CATEGORIES][CATEGORIES] = {{0}};
    for (int64_t r = 0; r < DRAWS; r++) {
      double out[16], x[CATEGORIES];
      draw(100000 * (s + 1) + r, n, out);
      for (int i = 0; i < CATEGORIES; i++) {
        x[i] = out[CATEGORY[i]] - n * WEIGHT[i] / REST[0];
        sum[i] += x[i];
        for (int j = 0; j <= i; j++) product[i][j] += x[i] * x[j];
      }
    }
    for (int i = 0; i < CATEGORIES; i++) {
      double p = WEIGHT[i] / REST[0], variance = n * p * (1 - p);
      assert_true(fabs(sum[i] / DRAWS) < 5 * sqrt(variance / DRAWS));
      for (int j = 0; j <= i; j++) {
        double q = WEIGHT[j] / REST[0], other = n * q * (1 - q);
        double expected = i == j ? variance : -n * p * q;
        /* i = j: the fourth moment of a binomial number, 3 V^2 + V (1 - 6 p (1 - p)) */
        double spread =
            i == j ? 2 * variance * variance + variance * (1 - 6 * p * (1 - p))
                   : variance * other + expected * expected + 2 * sqrt(variance * other);
        double error = fabs(product[i][j] / DRAWS - expected) / sqrt(spread / DRAWS);
        if (!(error < 5)) fail_msg("n %g, categories %d, %d: %g", n, i, j, error);
      }
    }
  }
}

/* Given the first category, the second is binomial among the rest: Pearson's test of the
 * randomised distribution function in twentieths, 1e-6. */
static void categories_are_conditional_binomials(void **state) {
  (void)state;
  unsigned cell[20] = {0};
  for (int64_t r = 0; r < DRAWS; r++) {
    double out[16];
    draw(600000 + r, 2312, out);
    sdg16i_rng other;
    sdg16i_rng_init(&other, 4, 9, r);
    unsigned among = (unsigned)(2312 - out[4]), x = (unsigned)out[1];
    double p = WEIGHT[1] / REST[1], below = x ? gsl_cdf_binomial_P(x - 1, p, among) : 0;
    double at = below + sdg16i_rng_double(&other) * gsl_ran_binomial_pdf(x, p, among);
    cell[at < 1 ? (int)(20 * at) : 19]++;
  }
  double x2 = 0;
  for (int k = 0; k < 20; k++)
    x2 += (cell[k] - DRAWS / 20.0) * (cell[k] - DRAWS / 20.0) / (DRAWS / 20.0);
  assert_true(gsl_cdf_chisq_Q(x2, 19) > RARE);
}

/* ---- streams ---- */

static void a_table_depends_on_seed_purpose_and_replicate_alone(void **state) {
  (void)state;
  double first[16], again[16];
  draw(12, 2312, first);
  for (int64_t r = 0; r < 40; r++) draw(r, 7, again);
  draw(12, 2312, again);
  assert_memory_equal(first, again, sizeof first);
  static const struct {
    uint64_t seed;
    uint32_t purpose;
    int64_t replicate;
  } OTHER[] = {{20160108, 1, 12},
               {20160107, 2, 12},
               {20160107, 1, 13},
               {20160107, 1, 12 + (INT64_C(1) << 32)}};
  for (int i = 0; i < 4; i++) {
    sdg16i_rng rng;
    memcpy(again, first, sizeof again);
    sdg16i_rng_init(&rng, OTHER[i].seed, OTHER[i].purpose, OTHER[i].replicate);
    sdg16i_multinomial(&rng, 2312, &URN, again);
    assert_memory_not_equal(first, again, sizeof first);
  }
}

/* Correlations of the first category with that of the next replicate, of the one 2^32 on,
 * and of the other purpose: times sqrt(DRAWS) a normal number, 1.7e-6 for the three. */
static void replicates_are_independent(void **state) {
  (void)state;
  double p = WEIGHT[0] / REST[0], sd = sqrt(2312 * p * (1 - p)), sum[3] = {0};
  for (int64_t r = 0; r < DRAWS; r++) {
    double x[4];
    for (int i = 0; i < 4; i++) {
      double out[16];
      sdg16i_rng rng;
      sdg16i_rng_init(&rng, 3,
                      i == 3 ? SDG16I_PURPOSE_PARAMETRIC : SDG16I_PURPOSE_NONPARAMETRIC,
                      i == 1   ? r + 1
                      : i == 2 ? r + (INT64_C(1) << 32)
                               : r);
      sdg16i_multinomial(&rng, 2312, &URN, out);
      x[i] = (out[CATEGORY[0]] - 2312 * p) / sd;
    }
    for (int i = 0; i < 3; i++) sum[i] += x[0] * x[i + 1];
  }
  for (int i = 0; i < 3; i++) assert_true(fabs(sum[i]) / sqrt(DRAWS) < 5);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(binomial_numbers_follow_the_probabilities),
      cmocka_unit_test(large_binomial_numbers_have_the_moments_and_the_shape),
      cmocka_unit_test(nothing_is_drawn_where_nothing_can_be),
      cmocka_unit_test(small_numbers_are_those_of_gsl),
      cmocka_unit_test(a_table_has_all_its_persons_and_touches_nothing_else),
      cmocka_unit_test(one_category_takes_everybody),
      cmocka_unit_test(tables_have_the_moments),
      cmocka_unit_test(categories_are_conditional_binomials),
      cmocka_unit_test(a_table_depends_on_seed_purpose_and_replicate_alone),
      cmocka_unit_test(replicates_are_independent),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
