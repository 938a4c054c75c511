/* Random sparse capture tables with fixed seeds, for property tests. */
#ifndef RANDOM_TABLES_H
#define RANDOM_TABLES_H

#include <sdg16.h>
#include <stdlib.h>

/* splitmix64 (Steele, Lea & Flood 2014) */
static inline uint64_t random_bits(uint64_t *state) {
  uint64_t z = (*state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
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

#endif
