/* How fast indicators are computed of cells, against adding the same numbers up in one
 * plain loop over arrays that are known to be complete and in order.
 *
 *   bench_indicators [AREAS]   (default 200)
 *
 * AREAS x 20 years x 2 sexes x 17 ages; the rates of each sex, each age, each combination and
 * the total. */
#include "clock.h"

#include <sdg16.h>

#include <stdio.h>
#include <stdlib.h>

#define YEARS 20
#define SEXES 2
#define AGES 17

struct cells {
  int64_t count;
  int64_t *area, *year, *victims, *population;
  int32_t *sex, *age;
};

static int make(int64_t areas, struct cells *c) {
  c->count = areas * YEARS * SEXES * AGES;
  size_t n = (size_t)c->count;
  c->area = malloc(n * sizeof *c->area);
  c->year = malloc(n * sizeof *c->year);
  c->victims = malloc(n * sizeof *c->victims);
  c->population = malloc(n * sizeof *c->population);
  c->sex = malloc(n * sizeof *c->sex);
  c->age = malloc(n * sizeof *c->age);
  if (!c->area || !c->year || !c->victims || !c->population || !c->sex || !c->age) return -1;
  uint64_t state = 1;
  for (int64_t i = 0; i < c->count; i++) {
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    c->age[i] = (int32_t)(i % AGES);
    c->sex[i] = (int32_t)(i / AGES % SEXES);
    c->year[i] = 2000 + i / (AGES * SEXES) % YEARS;
    c->area[i] = 1 + i / (AGES * SEXES * YEARS);
    c->victims[i] = (int64_t)(state >> 33) % 10;
    c->population[i] = 10000 + (int64_t)(state >> 40) % 90000;
  }
  return 0;
}

/* The sum of all rates, so that nothing is left out. */
static double plain(const struct cells *c) {
  double all = 0;
  for (int64_t begin = 0; begin < c->count; begin += AGES * SEXES) {
    double count[SEXES + 1][AGES + 1] = {{0}}, people[SEXES + 1][AGES + 1] = {{0}};
    for (int64_t i = begin; i < begin + AGES * SEXES; i++)
      for (int s = 0; s < 2; s++)
        for (int a = 0; a < 2; a++) {
          count[s ? SEXES : c->sex[i]][a ? AGES : c->age[i]] += (double)c->victims[i];
          people[s ? SEXES : c->sex[i]][a ? AGES : c->age[i]] += (double)c->population[i];
        }
    for (int s = 0; s <= SEXES; s++)
      for (int a = 0; a <= AGES; a++) all += count[s][a] * 1e5 / people[s][a];
  }
  return all;
}

static double library(const struct cells *c, double *all) {
  static const char *const SEX[] = {"F", "M"}, *const BY[] = {"sex", "age"};
  static char names[AGES][16];
  const char *age[AGES];
  for (int a = 0; a < AGES; a++) {
    snprintf(names[a], sizeof names[a], "Y%dT%d", 5 * a, 5 * a + 4);
    age[a] = names[a];
  }
  sdg16_table *data;
  if (sdg16_table_new(&data, NULL) ||
      sdg16_table_add_int64(data, "area", c->count, c->area, NULL, NULL) ||
      sdg16_table_add_int64(data, "year", c->count, c->year, NULL, NULL) ||
      sdg16_table_add_text(data, "sex", c->count, c->sex, NULL, SEXES, SEX, NULL) ||
      sdg16_table_add_text(data, "age", c->count, c->age, NULL, AGES, age, NULL) ||
      sdg16_table_add_int64(data, "victims", c->count, c->victims, NULL, NULL) ||
      sdg16_table_add_int64(data, "population", c->count, c->population, NULL, NULL))
    return -1;
  sdg16_indicator_options options;
  sdg16_indicator_options_init(&options, sizeof options);
  options.by = BY;
  options.by_count = 2;
  sdg16_indicator *indicator;
  double start = now();
  if (sdg16_indicator_new(NULL, "16.1.1", data, &options, &indicator, NULL)) return -1;
  double took = now() - start;
  const sdg16_table *results = sdg16_indicator_results(indicator);
  const double *value = sdg16_table_double(results, sdg16_table_find(results, "value"));
  int64_t series = sdg16_table_find(results, "series");
  *all = 0;
  for (int64_t row = 0; row < sdg16_table_rows(results); row++)
    if (sdg16_table_codes(results, series)[row] == 0) *all += value[row];
  sdg16_indicator_free(indicator);
  sdg16_table_free(data);
  return took;
}

int main(int argc, char **argv) {
  struct cells c;
  int64_t areas = argc > 1 ? atoll(argv[1]) : 200;
  if (areas < 1 || make(areas, &c)) return 1;
  double start = now(), sum = plain(&c), naive = now() - start, found;
  double took = library(&c, &found);
  if (took < 0) return 1;
  double margins = (double)(c.count / (AGES * SEXES)) * (SEXES + 1) * (AGES + 1);
  printf("%lld cells, %.0f margins of two series: %.2f s, %.0f ns a value (plain sums %.3f s, "
         "ratio %.0f); rates agree to %.1e\n",
         (long long)c.count, margins, took, 1e9 * took / (2 * margins), naive, took / naive,
         found / sum - 1);
  free(c.area);
  free(c.year);
  free(c.victims);
  free(c.population);
  free(c.sex);
  free(c.age);
  return 0;
}
