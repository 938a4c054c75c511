/* Random streams: the published generator, independent of threads, usable by GSL. */
#include "base/rng.h"
#include "base/threads.h"
#include "num/gslport.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* Known answers of philox4x32-10 that Random123 publishes (kat_vectors). */
static void gives_the_known_answers_of_random123(void **state) {
  (void)state;
  static const struct {
    uint32_t counter[4], key[2], output[4];
  } KNOWN[] = {
      {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
      {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
       {0xffffffff, 0xffffffff},
       {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
      {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
       {0xa4093822, 0x299f31d0},
       {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
  };
  for (size_t i = 0; i < sizeof KNOWN / sizeof KNOWN[0]; i++) {
    sdg16i_rng rng = {.used = 4};
    memcpy(rng.counter, KNOWN[i].counter, sizeof rng.counter);
    memcpy(rng.key, KNOWN[i].key, sizeof rng.key);
    for (int w = 0; w < 4; w++) assert_int_equal(sdg16i_rng_uint32(&rng), KNOWN[i].output[w]);
  }
}

static void seed_purpose_and_replicate_fill_the_key_and_the_counter(void **state) {
  (void)state;
  sdg16i_rng rng;
  sdg16i_rng_init(&rng, UINT64_C(0x0123456789abcdef), 0xfedc, INT64_C(0xba9876543210));
  const uint32_t key[2] = {0x89abcdef, 0x01234567};
  const uint32_t counter[4] = {0, 0, 0x76543210, 0xfedcba98};
  assert_memory_equal(rng.key, key, sizeof key);
  assert_memory_equal(rng.counter, counter, sizeof counter);
}

static void a_block_number_carries_into_its_high_word(void **state) {
  (void)state;
  sdg16i_rng rng = {.counter = {0xffffffff, 6, 0, 0}, .used = 4};
  sdg16i_rng_uint32(&rng);
  assert_int_equal(rng.counter[0], 0);
  assert_int_equal(rng.counter[1], 7);
}

static void streams_do_not_share_their_beginning(void **state) {
  (void)state;
  static const uint64_t SEEDS[] = {0, 1, UINT64_C(1) << 32, UINT64_MAX};
  static const uint32_t PURPOSES[] = {0, 1, 0xffff};
  static const int64_t REPLICATES[] = {0, 1, 0xffffffff, INT64_C(1) << 32,
                                       (INT64_C(1) << 48) - 1};
  uint64_t first[4 * 3 * 5];
  int n = 0;
  for (int s = 0; s < 4; s++)
    for (int p = 0; p < 3; p++)
      for (int r = 0; r < 5; r++) {
        sdg16i_rng rng;
        sdg16i_rng_init(&rng, SEEDS[s], PURPOSES[p], REPLICATES[r]);
        first[n] = sdg16i_rng_uint64(&rng);
        for (int i = 0; i < n; i++) assert_true(first[i] != first[n]);
        n++;
      }
}

static void a_double_reaches_neither_0_nor_1(void **state) {
  (void)state;
  sdg16i_rng low = {.output = {0, 0, 0, 0}};
  sdg16i_rng high = {.output = {0xffffffff, 0xffffffff, 0, 0}};
  assert_true(sdg16i_rng_double(&low) == 0x1p-53);
  assert_true(sdg16i_rng_double(&high) == 1 - 0x1p-53);
}

static void words_of_64_bits_take_the_low_word_first(void **state) {
  (void)state;
  sdg16i_rng a, b;
  sdg16i_rng_init(&a, 7, 0, 0);
  b = a;
  uint64_t low = sdg16i_rng_uint32(&a), high = sdg16i_rng_uint32(&a);
  assert_true(sdg16i_rng_uint64(&b) == (high << 32 | low));
}

/* ---- as a gsl_rng ---- */

static gsl_rng as_gsl(sdg16i_rng *rng) {
  return (gsl_rng){.type = sdg16i_gsl_rng_type(), .state = rng};
}

static void gsl_draws_the_words_of_the_stream(void **state) {
  (void)state;
  sdg16i_rng a, b;
  sdg16i_rng_init(&a, 20130, 3, 14);
  b = a;
  gsl_rng g = as_gsl(&a);
  assert_string_equal(gsl_rng_name(&g), "sdg16_philox");
  assert_int_equal(gsl_rng_min(&g), 0);
  assert_int_equal(gsl_rng_max(&g), 0xffffffff);
  assert_int_equal(gsl_rng_size(&g), sizeof(sdg16i_rng));
  for (int i = 0; i < 100; i++) assert_int_equal(gsl_rng_get(&g), sdg16i_rng_uint32(&b));
  for (int i = 0; i < 100; i++) assert_true(gsl_rng_uniform(&g) == sdg16i_rng_double(&b));
}

static void gsl_set_restarts_the_same_purpose_and_replicate(void **state) {
  (void)state;
  sdg16i_rng a, b;
  sdg16i_rng_init(&a, 1, 3, 14);
  gsl_rng g = as_gsl(&a);
  for (int i = 0; i < 7; i++) gsl_rng_get(&g);
  gsl_rng_set(&g, 99);
  sdg16i_rng_init(&b, 99, 3, 14);
  for (int i = 0; i < 9; i++) assert_int_equal(gsl_rng_get(&g), sdg16i_rng_uint32(&b));
}

static void a_gsl_clone_goes_on_from_the_same_place(void **state) {
  (void)state;
  sdg16i_rng a;
  sdg16i_rng_init(&a, 5, 0, 2);
  gsl_rng g = as_gsl(&a);
  for (int i = 0; i < 5; i++) gsl_rng_get(&g);
  gsl_rng *copy = gsl_rng_clone(&g);
  assert_non_null(copy);
  for (int i = 0; i < 9; i++) assert_int_equal(gsl_rng_get(copy), gsl_rng_get(&g));
  gsl_rng_free(copy);
}

/* ---- the samplers of GSL ---- */

#define DRAWS 100000

typedef double (*sampler)(const gsl_rng *g);
static double gaussian(const gsl_rng *g) { return gsl_ran_gaussian_ziggurat(g, 1.7); }
static double gamma_shape(const gsl_rng *g) { return gsl_ran_gamma(g, 2.385, 0.6); }
static double gamma_small(const gsl_rng *g) { return gsl_ran_gamma(g, 0.31, 2.2); }
static double beta(const gsl_rng *g) { return gsl_ran_beta(g, 1.9, 4.3); }
static double binomial(const gsl_rng *g) { return gsl_ran_binomial(g, 0.137, 2744); }
static double poisson(const gsl_rng *g) { return gsl_ran_poisson(g, 8.41); }

/* Draws agree with the distribution's mean and variance to 5 standard errors. */
static void samplers_have_the_right_moments(void **state) {
  (void)state;
  static const struct {
    sampler draw;
    double mean, variance, kurtosis; /* kurtosis: fourth central moment / variance^2 */
  } KNOWN[] = {
      {gaussian, 0, 1.7 * 1.7, 3},
      {gamma_shape, 2.385 * 0.6, 2.385 * 0.6 * 0.6, 3 + 6 / 2.385},
      {gamma_small, 0.31 * 2.2, 0.31 * 2.2 * 2.2, 3 + 6 / 0.31},
      {beta, 1.9 / 6.2, 1.9 * 4.3 / (6.2 * 6.2 * 7.2), 3},
      {binomial, 2744 * 0.137, 2744 * 0.137 * 0.863, 3},
      {poisson, 8.41, 8.41, 3 + 1 / 8.41},
  };
  for (size_t i = 0; i < sizeof KNOWN / sizeof KNOWN[0]; i++) {
    sdg16i_rng rng;
    sdg16i_rng_init(&rng, 2385, 1, (int64_t)i);
    gsl_rng g = as_gsl(&rng);
    double sum = 0, squares = 0;
    for (int d = 0; d < DRAWS; d++) {
      double x = KNOWN[i].draw(&g) - KNOWN[i].mean;
      sum += x;
      squares += x * x;
    }
    double variance = KNOWN[i].variance;
    double se_mean = sqrt(variance / DRAWS);
    double se_variance = variance * sqrt((KNOWN[i].kurtosis - 1) / DRAWS);
    assert_true(fabs(sum / DRAWS) < 5 * se_mean);
    assert_true(fabs(squares / DRAWS - variance) < 5 * se_variance);
  }
}

/* Pearson's test of counts against equal or given probabilities. */
static double p_value(const unsigned *counts, const double *p, int cells, double n) {
  double x2 = 0;
  for (int i = 0; i < cells; i++) {
    double expected = n * p[i];
    x2 += (counts[i] - expected) * (counts[i] - expected) / expected;
  }
  return gsl_cdf_chisq_Q(x2, cells - 1);
}

static void uniforms_fill_256_cells_evenly(void **state) {
  (void)state;
  double p[256];
  unsigned by_word[256] = {0}, by_double[256] = {0}, by_pair[256] = {0};
  sdg16i_rng rng;
  sdg16i_rng_init(&rng, 16, 2, 0);
  for (int i = 0; i < 256; i++) p[i] = 1.0 / 256;
  for (int d = 0; d < DRAWS; d++) {
    by_word[sdg16i_rng_uint32(&rng) >> 24]++;
    by_double[(int)(256 * sdg16i_rng_double(&rng))]++;
    int a = (int)(16 * sdg16i_rng_double(&rng)), b = (int)(16 * sdg16i_rng_double(&rng));
    by_pair[16 * a + b]++;
  }
  assert_true(p_value(by_word, p, 256, DRAWS) > 0.001);
  assert_true(p_value(by_double, p, 256, DRAWS) > 0.001);
  assert_true(p_value(by_pair, p, 256, DRAWS) > 0.001);
}

/* First draws of successive replicates are independent uniforms too. */
static void replicates_are_independent_of_their_neighbours(void **state) {
  (void)state;
  double p[256];
  unsigned pair[256] = {0};
  double before = 0;
  for (int i = 0; i < 256; i++) p[i] = 1.0 / 256;
  for (int r = 0; r <= DRAWS; r++) {
    sdg16i_rng rng;
    sdg16i_rng_init(&rng, 1, 2, r);
    double now = sdg16i_rng_double(&rng);
    if (r) pair[16 * (int)(16 * before) + (int)(16 * now)]++;
    before = now;
  }
  assert_true(p_value(pair, p, 256, DRAWS) > 0.001);
}

static void multinomial_draws_follow_the_probabilities(void **state) {
  (void)state;
  const double p[6] = {0.31, 0.24, 0.2, 0.13, 0.09, 0.03};
  unsigned sum[6] = {0}, draw[6];
  sdg16i_rng rng;
  sdg16i_rng_init(&rng, 20, 4, 0);
  gsl_rng g = as_gsl(&rng);
  for (int r = 0; r < 200; r++) {
    gsl_ran_multinomial(&g, 6, 2744, p, draw);
    unsigned n = 0;
    for (int i = 0; i < 6; i++) {
      n += draw[i];
      sum[i] += draw[i];
    }
    assert_int_equal(n, 2744);
  }
  assert_true(p_value(sum, p, 6, 200 * 2744.0) > 0.001);
}

/* ---- replicates on threads ---- */

#define REPLICATES 300

static int32_t one_replicate(int64_t k, int32_t worker, void *context, sdg16_error *error) {
  (void)worker;
  (void)error;
  double *slots = context;
  sdg16i_rng rng;
  sdg16i_rng_init(&rng, 42, 5, k);
  gsl_rng g = as_gsl(&rng);
  double sum = 0;
  for (int i = 0; i < 20 + (int)(k % 50); i++)
    sum += gsl_ran_gamma(&g, 1.3, 1) * gsl_ran_binomial(&g, 0.4, 100);
  slots[k] = sum;
  return SDG16_OK;
}

static void replicates_have_the_same_bits_on_any_number_of_threads(void **state) {
  (void)state;
  double one[REPLICATES], many[REPLICATES];
  sdg16i_run run;
  assert_int_equal(sdg16i_run_begin(&run, NULL, NULL), SDG16_OK);
  assert_int_equal(sdg16i_parallel(&run, 0, REPLICATES, 1, one_replicate, one, NULL), 0);
  static const int32_t THREADS[] = {0, 2, 3, 8};
  for (int t = 0; t < 4; t++) {
    memset(many, 0, sizeof many);
    assert_int_equal(
        sdg16i_parallel(&run, 0, REPLICATES, THREADS[t], one_replicate, many, NULL), 0);
    assert_memory_equal(one, many, sizeof one);
  }
}

static void shards_of_the_replicates_make_the_whole(void **state) {
  (void)state;
  double whole[REPLICATES], shards[REPLICATES] = {0};
  sdg16i_run run;
  assert_int_equal(sdg16i_run_begin(&run, NULL, NULL), SDG16_OK);
  assert_int_equal(sdg16i_parallel(&run, 0, REPLICATES, 2, one_replicate, whole, NULL), 0);
  static const int64_t CUTS[] = {0, 1, 97, 98, 211, REPLICATES};
  for (int s = 4; s >= 0; s--)
    assert_int_equal(
        sdg16i_parallel(&run, CUTS[s], CUTS[s + 1], 3, one_replicate, shards, NULL), 0);
  assert_memory_equal(whole, shards, sizeof whole);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(gives_the_known_answers_of_random123),
      cmocka_unit_test(seed_purpose_and_replicate_fill_the_key_and_the_counter),
      cmocka_unit_test(a_block_number_carries_into_its_high_word),
      cmocka_unit_test(streams_do_not_share_their_beginning),
      cmocka_unit_test(a_double_reaches_neither_0_nor_1),
      cmocka_unit_test(words_of_64_bits_take_the_low_word_first),
      cmocka_unit_test(gsl_draws_the_words_of_the_stream),
      cmocka_unit_test(gsl_set_restarts_the_same_purpose_and_replicate),
      cmocka_unit_test(a_gsl_clone_goes_on_from_the_same_place),
      cmocka_unit_test(samplers_have_the_right_moments),
      cmocka_unit_test(uniforms_fill_256_cells_evenly),
      cmocka_unit_test(replicates_are_independent_of_their_neighbours),
      cmocka_unit_test(multinomial_draws_follow_the_probabilities),
      cmocka_unit_test(replicates_have_the_same_bits_on_any_number_of_threads),
      cmocka_unit_test(shards_of_the_replicates_make_the_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
