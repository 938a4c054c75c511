/* How fast expressions are evaluated, against the loops that somebody would write by hand
 * for that one expression (and compile), with the same output.
 *
 *   expression [ROWS]   (default 4,000,000) */
#include "clock.h"

#include <sdg16.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t mixed(uint64_t x) { /* splitmix64's finaliser */
  x += UINT64_C(0x9e3779b97f4a7c15);
  x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
  return x ^ x >> 31;
}

static int64_t rows;
static int64_t *asked, *paid, *age;
static double *income;
static int32_t *region;
static uint8_t *paid_kinds;
static int64_t *out;
static uint8_t *out_kinds;

static void domain_by_hand(void) {
  for (int64_t i = 0; i < rows; i++) out[i] = asked[i] == 1 && age[i] >= 18 && age[i] <= 64;
}

static void numerator_by_hand(void) {
  for (int64_t i = 0; i < rows; i++) {
    out_kinds[i] = 0;
    if (asked[i] == 1)
      out[i] = 1;
    else if (paid_kinds[i])
      out[i] = 0, out_kinds[i] = paid_kinds[i];
    else
      out[i] = paid[i] == 1;
  }
}

static void region_by_hand(void) {
  for (int64_t i = 0; i < rows; i++)
    out[i] = (region[i] == 0 || region[i] == 2) && income[i] / 12 < 1000;
}

static const struct {
  const char *expression;
  void (*by_hand)(void);
} CASES[] = {
    {"asked == 1 & age in 18..64", domain_by_hand},
    {"asked == 1 | paid == 1", numerator_by_hand},
    {"region in ('North', 'West') & income / 12 < 1000", region_by_hand},
};

static int measure(const sdg16_table *table, const char *expression, void (*by_hand)(void)) {
  double best = 1e9, hand = 1e9;
  for (int round = 0; round < 5; round++) {
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    double begin = now();
    sdg16_table *result;
    if (sdg16_table_evaluate(table, expression, "x", &result, &error)) {
      fprintf(stderr, "%s\n", error.message);
      return 1;
    }
    double seconds = now() - begin;
    if (seconds < best) best = seconds;
    begin = now();
    out = malloc((size_t)rows * sizeof *out); /* as the library does, its pages are new */
    out_kinds = malloc((size_t)rows);
    if (!out || !out_kinds) return 1;
    by_hand();
    seconds = now() - begin;
    if (seconds < hand) hand = seconds;
    int wrong = memcmp(out, sdg16_table_int64(result, 0), (size_t)rows * sizeof *out) != 0;
    free(out);
    free(out_kinds);
    sdg16_table_free(result);
    if (wrong) {
      fprintf(stderr, "%s: the results differ\n", expression);
      return 1;
    }
  }
  printf("  %-50s %6.1f million rows/s, %.2f times the loop by hand\n", expression,
         1e-6 * (double)rows / best, best / hand);
  return 0;
}

int main(int argc, char **argv) {
  static const char *const REGIONS[] = {"North", "South", "West"};
  rows = argc > 1 ? strtoll(argv[1], NULL, 10) : 4000000;
  if (rows < 100 || rows > INT64_C(1000000000)) {
    fprintf(stderr, "usage: %s [ROWS]   (100 to 1000000000)\n", argv[0]);
    return 2;
  }
  size_t n = (size_t)rows;
  asked = malloc(n * sizeof *asked);
  paid = malloc(n * sizeof *paid);
  age = malloc(n * sizeof *age);
  income = malloc(n * sizeof *income);
  region = malloc(n * sizeof *region);
  paid_kinds = malloc(n);
  if (!asked || !paid || !age || !income || !region || !paid_kinds) return 1;
  for (int64_t i = 0; i < rows; i++) {
    uint64_t bits = mixed((uint64_t)i);
    asked[i] = (int64_t)(bits % 3);
    paid_kinds[i] = bits >> 8 & 7 ? SDG16_PRESENT : SDG16_MISSING_NOT_APPLICABLE;
    paid[i] = paid_kinds[i] ? 0 : (int64_t)(bits >> 16 & 1);
    age[i] = (int64_t)(bits >> 24 & 127);
    income[i] = (double)(bits >> 32 & 0xffff);
    region[i] = (int32_t)(bits >> 48) % 3;
  }
  sdg16_table *table;
  if (sdg16_table_new(&table, NULL) ||
      sdg16_table_add_int64(table, "asked", rows, asked, NULL, NULL) ||
      sdg16_table_add_int64(table, "paid", rows, paid, paid_kinds, NULL) ||
      sdg16_table_add_int64(table, "age", rows, age, NULL, NULL) ||
      sdg16_table_add_double(table, "income", rows, income, NULL, NULL) ||
      sdg16_table_add_text(table, "region", rows, region, NULL, 3, REGIONS, NULL))
    return 1;
  printf("expressions, %lld rows\n", (long long)rows);
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
    if (measure(table, CASES[i].expression, CASES[i].by_hand)) return 1;
  sdg16_table_free(table);
  return 0;
}
