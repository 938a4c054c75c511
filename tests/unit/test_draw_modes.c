/* Modes of draws: how often a second one is found where there is none, and where there is
 * one; what stands in them. Fixed seeds. */
#include "mse/bootstrap/draw_modes.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define OBSERVED 100

static double unit(uint64_t *state) { /* splitmix64 */
  uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
  return ((double)((z ^ z >> 31) >> 11) + 0.5) * 0x1p-53;
}

static double normal(uint64_t *state) {
  double radius = sqrt(-2 * log(unit(state)));
  return radius * cos(2 * M_PI * unit(state));
}

static sdg16_draws *empty(int64_t replicates) {
  sdg16_draws *d;
  sdg16i_draws_cell *cell;
  assert_int_equal(sdg16i_draws_new(replicates, 0, 1, 1, replicates, "", &d, NULL), 0);
  assert_int_equal(sdg16i_draws_add(d, "total", &cell, NULL), 0);
  cell->observed = OBSERVED;
  cell->point = 500;
  return d;
}

/* A part `share` of the logs lies `apart` above the others; all with the same spread. */
static sdg16_draws *mixed(int64_t replicates, double share, double apart, double spread,
                          uint64_t *state) {
  sdg16_draws *d = empty(replicates);
  for (int64_t i = 0; i < replicates; i++) {
    double at = 6 + (unit(state) < share ? apart : 0);
    d->cell[0].replicate[i] = OBSERVED + exp(at + spread * normal(state));
  }
  return d;
}

static int64_t modes_of(const sdg16_draws *d, sdg16i_draw_mode modes[SDG16I_MOST_DRAW_MODES]) {
  int64_t count;
  assert_int_equal(sdg16i_draw_modes(d, 0, modes, &count, NULL), 0);
  assert_true(count <= SDG16I_MOST_DRAW_MODES);
  return count;
}

/* Sets of `replicates` draws of which more than one mode is told. */
static int several(int sets, int64_t replicates, double share, double apart, double spread) {
  uint64_t state = 17;
  int found = 0;
  for (int i = 0; i < sets; i++) {
    sdg16i_draw_mode modes[SDG16I_MOST_DRAW_MODES];
    sdg16_draws *d = mixed(replicates, share, apart, spread, &state);
    found += modes_of(d, modes) > 1;
    sdg16_draws_free(d);
  }
  return found;
}

static void log_normal_draws_have_one_mode(void **state) {
  (void)state;
  assert_true(several(1000, 1000, 0, 0, 0.4) <= 10);
  assert_true(several(300, 200, 0, 0, 1.5) <= 3);
  assert_true(several(30, 20000, 0, 0, 0.1) == 0);
}

static void two_humps_are_found(void **state) {
  (void)state;
  assert_true(several(100, 1000, 0.5, 4, 1) >= 95);
  assert_true(several(100, 1000, 0.15, 5, 1) >= 95);
  assert_int_equal(several(100, 1000, 0.05, 6, 1), 0); /* too few draws */
}

/* Two lumps far apart: the place of each peak, shares, and the draws in each. */
static void a_mode_tells_its_draws(void **state) {
  (void)state;
  uint64_t random = 3;
  sdg16i_draw_mode modes[SDG16I_MOST_DRAW_MODES];
  sdg16_draws *d = mixed(20000, 0.3, 3, 0.2, &random);
  double *draw = d->cell[0].replicate, valley = OBSERVED + exp(7.5);
  double lowest[2] = {INFINITY, INFINITY}, highest[2] = {0, 0}, share[2] = {0, 0};
  draw[0] = NAN;
  for (int i = 1; i <= 2000; i++) draw[i] = INFINITY;
  for (int64_t i = 2001; i < d->replicates; i++) {
    int high = draw[i] > valley;
    lowest[high] = fmin(lowest[high], draw[i]);
    highest[high] = fmax(highest[high], draw[i]);
    share[high] += 1.0 / 19999; /* infinite ones count among those that are there */
  }
  assert_int_equal(modes_of(d, modes), 2);
  for (int k = 0; k < 2; k++) {
    assert_true(fabs(log(modes[k].total - OBSERVED) - (6 + 3 * k)) < 0.03);
    assert_true(fabs(modes[k].share - share[k]) < 1e-9);
    assert_true(fabs(modes[k].lowest / lowest[k] - 1) < 1e-12);
    assert_true(fabs(modes[k].highest / highest[k] - 1) < 1e-12);
  }
  sdg16_draws_free(d);
}

static void special_draws(void **state) {
  (void)state;
  sdg16i_draw_mode modes[SDG16I_MOST_DRAW_MODES];
  sdg16_draws *d = empty(40);
  assert_int_equal(modes_of(d, modes), 0); /* all missing */
  for (int i = 0; i < 40; i++) d->cell[0].replicate[i] = INFINITY;
  assert_int_equal(modes_of(d, modes), 0);
  d->cell[0].replicate[7] = 300; /* one number */
  assert_int_equal(modes_of(d, modes), 1);
  assert_true(fabs(modes[0].total - 300) < 1e-9 && modes[0].share == 1.0 / 40);
  for (int i = 0; i < 40; i++) d->cell[0].replicate[i] = 300; /* all the same */
  assert_int_equal(modes_of(d, modes), 1);
  assert_true(modes[0].share == 1 && fabs(modes[0].lowest - 300) < 1e-9);
  for (int i = 0; i < 40; i++) /* nobody hidden, or a hundred million */
    d->cell[0].replicate[i] = i % 2 ? OBSERVED : 1e8 * (1 + i);
  assert_int_equal(modes_of(d, modes), 2);
  sdg16_draws_free(d);
  d = empty(39); /* too few to gather anywhere */
  for (int i = 0; i < 39; i++) d->cell[0].replicate[i] = i % 2 ? 300 : 900;
  assert_int_equal(modes_of(d, modes), 0);
  sdg16_draws_free(d);
  d = empty(40);
  for (int i = 0; i < 40; i++) d->cell[0].replicate[i] = i % 2 ? 300 : 900;
  assert_int_equal(modes_of(d, modes), 2);
  d->cell[0].replicate[5] = NAN;
  assert_int_equal(modes_of(d, modes), 0);
  sdg16_draws_free(d);
  d = empty(2000); /* the widest that doubles allow */
  for (int i = 0; i < 2000; i++) d->cell[0].replicate[i] = i ? 1000 + i : 1e308;
  assert_int_equal(modes_of(d, modes), 1);
  sdg16_draws_free(d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(log_normal_draws_have_one_mode),
      cmocka_unit_test(two_humps_are_found),
      cmocka_unit_test(a_mode_tells_its_draws),
      cmocka_unit_test(special_draws),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
