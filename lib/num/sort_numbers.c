/* Radix sort from the lowest digit up, which keeps the order of equal numbers. A digit has 11
 * bits: 8 bits need a third more time for millions of numbers. Digits that all numbers share,
 * such as the low ones of whole numbers, cost nothing. */
#include "num/sort_numbers.h"

#include "base/memory.h"
#include "base/sort.h"
#include "num/compare.h"

#include <stdlib.h>
#include <string.h>

#define BITS 11
#define DIGITS 6 /* of 64 bits */
#define DIGIT_VALUES (1 << BITS)
#define FEW 512 /* below it qsort is as fast */
#define SIGN (UINT64_C(1) << 63)

/* Numbers in an array of items: all are equally large, the number comes at the same place. */
typedef struct radix_sort {
  double *items, *spare;
  int64_t (*place)[DIGIT_VALUES]; /* by digit: how many, then where the next one goes */
} radix_sort;

/* Bits in the order of the doubles. */
static inline uint64_t key_of(const double *number) {
  uint64_t bits;
  memcpy(&bits, number, sizeof bits);
  if (bits == SIGN) bits = 0; /* -0 is equal to 0 */
  return bits & SIGN ? ~bits : bits | SIGN;
}

static inline uint64_t digit_of(uint64_t key, int digit) {
  return key >> (digit * BITS) & (DIGIT_VALUES - 1);
}

static inline void count_digits(const radix_sort *s, int64_t count, int words, int at) {
  memset(s->place, 0, DIGITS * sizeof *s->place);
  for (int64_t i = 0; i < count; i++) {
    uint64_t key = key_of(s->items + i * words + at);
    for (int d = 0; d < DIGITS; d++) s->place[d][digit_of(key, d)]++;
  }
}

static void sum_places(int64_t *place) {
  int64_t before = 0;
  for (int value = 0; value < DIGIT_VALUES; value++) {
    int64_t own = place[value];
    place[value] = before;
    before += own;
  }
}

static inline void sort_by_number(radix_sort s, int64_t count, int words, int at) {
  double *from = s.items, *to = s.spare;
  count_digits(&s, count, words, at);
  for (int d = 0; d < DIGITS; d++) {
    int64_t *place = s.place[d];
    if (place[digit_of(key_of(from + at), d)] == count) continue;
    sum_places(place);
    for (int64_t i = 0; i < count; i++) {
      const double *item = from + i * words;
      int64_t new_place = place[digit_of(key_of(item + at), d)]++;
      memcpy(to + new_place * words, item, (size_t)words * sizeof *item);
    }
    double *sorted = to;
    to = from;
    from = sorted;
  }
  if (from != s.items) memcpy(s.items, from, (size_t)(count * words) * sizeof *from);
}

static void end_radix(radix_sort *s) {
  free(s->spare);
  free(s->place);
}

/* 0; -1: few items, or no memory. */
static int begin_radix(radix_sort *s, double *items, int64_t count, int words) {
  int64_t held = 0, digits = 0;
  size_t size = (size_t)words * sizeof *items;
  if (count < FEW) return -1;
  *s = (radix_sort){.items = items};
  if (sdg16i_grow((void **)&s->spare, &held, count, size) ||
      sdg16i_grow((void **)&s->place, &digits, DIGITS, sizeof *s->place)) {
    end_radix(s);
    return -1;
  }
  sdg16i_advise_filling(s->spare, (size_t)count * size);
  return 0;
}

void sdg16i_sort_doubles(double *values, int64_t count) {
  radix_sort s;
  if (begin_radix(&s, values, count, 1)) {
    sdg16i_sort(values, count, sizeof *values, sdg16i_compare_doubles);
    return;
  }
  sort_by_number(s, count, 1, 0);
  end_radix(&s);
}

/* ---- with weights ---- */

static int compare_weighted(const void *left, const void *right) {
  const sdg16i_weighted_value *a = left, *b = right;
  if (a->x != b->x) return a->x < b->x ? -1 : 1;
  return (a->w > b->w) - (a->w < b->w);
}

/* The number of items from the first on that have its value. */
static int64_t tied_items(const sdg16i_weighted_value *values, int64_t count) {
  int64_t tied = 1;
  while (tied < count && values[tied].x == values[0].x) tied++;
  return tied;
}

static void sort_tied(const radix_sort *s, sdg16i_weighted_value *values, int64_t count) {
  radix_sort part = *s;
  part.items = &values->x;
  if (count < FEW)
    sdg16i_sort(values, count, sizeof *values, compare_weighted);
  else
    sort_by_number(part, count, 2, 1);
}

void sdg16i_sort_weighted(sdg16i_weighted_value *values, int64_t count) {
  _Static_assert(sizeof *values == 2 * sizeof(double), "two numbers, nothing between them");
  radix_sort s;
  if (begin_radix(&s, count ? &values->x : NULL, count, 2)) {
    sdg16i_sort(values, count, sizeof *values, compare_weighted);
    return;
  }
  sort_by_number(s, count, 2, 0);
  for (int64_t i = 0, tied; i < count; i += tied) {
    tied = tied_items(values + i, count - i);
    sort_tied(&s, values + i, tied);
  }
  end_radix(&s);
}
