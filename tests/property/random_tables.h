/* Random capture tables with fixed seeds, for property tests. */
#ifndef RANDOM_TABLES_H
#define RANDOM_TABLES_H

#include <math.h>
#include <sdg16.h>
#include <stdlib.h>

/* splitmix64 (Steele, Lea & Flood 2014) */
static inline uint64_t random_bits(uint64_t *state) {
  uint64_t z = (*state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

static inline double random_unit(uint64_t *state) {
  return (double)(random_bits(state) >> 11) * 0x1p-53;
}

/* Many zeros, few large counts: most are on one list, as in trafficking data. */
static inline sdg16_capture *random_table(int32_t lists, uint64_t *state) {
  uint32_t history[64];
  int64_t count[64];
  int64_t rows = 0;
  for (uint32_t c = 1; c < UINT32_C(1) << lists; c++) {
    int order = __builtin_popcount(c);
    uint64_t draw = random_bits(state);
    if (draw % 8 < (uint64_t)(2 * order - 1) && order > 1) continue;
    history[rows] = c;
    count[rows++] = 1 + (int64_t)((draw >> 8) % (order == 1 ? 120 : order == 2 ? 25 : 5));
  }
  sdg16_capture *capture = NULL;
  sdg16_capture_new(lists, NULL, rows, history, count, &capture, NULL);
  return capture;
}

/* The kinds of table that have broken a search, or might. */
enum {
  TABLE_SPARSE,  /* as above */
  TABLE_TINY,    /* most histories empty, the others once to thrice */
  TABLE_DENSE,   /* no zeros */
  TABLE_LOGLIN,  /* means of a random log-linear model, 10^2 to 10^9 persons */
  TABLE_RAGGED,  /* counts from 1 to 10^8 side by side: nearly singular Hessians */
  TABLE_EQUAL,   /* one count throughout, zeros at random: many ties */
  TABLE_PRODUCT, /* independence exactly, up to rounding to persons */
  TABLE_KINDS
};

static inline int64_t random_count(int kind, int32_t lists, uint32_t c, double size,
                                   const double *effect, uint64_t *state) {
  int order = __builtin_popcount(c);
  double unit = random_unit(state);
  double log_mean = log(size);
  switch (kind) {
  case TABLE_TINY:
    return order > 1 && random_bits(state) % 4 ? 0 : 1 + (int64_t)(3 * unit * unit);
  case TABLE_DENSE:
    return 1 + (int64_t)(size * unit / order);
  case TABLE_RAGGED:
    return random_bits(state) % 3 ? (int64_t)exp(18 * unit) : 0;
  case TABLE_EQUAL:
    return random_bits(state) % 3 ? (int64_t)size : 0;
  case TABLE_LOGLIN:
    for (uint32_t t = 1; t < UINT32_C(1) << lists; t++)
      if ((t & c) == t) log_mean += effect[t];
    return (int64_t)(exp(log_mean) + sqrt(exp(log_mean)) * 3 * (unit - 0.5) + 0.5);
  default:
    for (int32_t j = 0; j < lists; j++)
      if (c >> j & 1) log_mean += effect[UINT32_C(1) << j];
    return (int64_t)(exp(log_mean) + 0.5);
  }
}

static inline sdg16_capture *random_table_of(int kind, int32_t lists, uint64_t *state) {
  if (kind == TABLE_SPARSE) return random_table(lists, state);
  uint32_t history[64];
  int64_t count[64], rows = 0;
  double effect[64], size = exp(random_unit(state) * (kind == TABLE_LOGLIN ? 20 : 8)) + 1;
  for (uint32_t t = 1; t < UINT32_C(1) << lists; t++) {
    int order = __builtin_popcount(t);
    double unit = random_unit(state);
    effect[t] = order == 1                    ? -3 * unit
                : random_bits(state) % 4 >= 1 ? 0
                                              : 3 * (unit - 0.5) / order;
  }
  for (uint32_t c = 1; c < UINT32_C(1) << lists; c++) {
    int64_t n = random_count(kind, lists, c, size, effect, state);
    if (n <= 0) continue;
    history[rows] = c;
    count[rows++] = n;
  }
  sdg16_capture *capture = NULL;
  sdg16_capture_new(lists, NULL, rows, history, count, &capture, NULL);
  return capture;
}

#endif
