/* How fast an indicator of a survey is computed of its answers (16.5.1: three series by sex,
 * age and region, each combination, margin and the total, with variances and the tables of
 * who counts and how answers were read), against weighted sums of the answers alone in one
 * plain loop.
 *
 *   bench_respondents [ROWS...]   (default 20000 200000 1000000)
 *
 * Rows lie in no order; 40 rows a PSU, 20 strata, 20 regions, ages from 18 to 79. */
#include "clock.h"

#include <sdg16.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REGIONS 20
#define COLUMNS 7

enum { PSU, STRATUM, CONTACT, PAID, ASKED, AGE, REGION };
static const char *const NAMES[COLUMNS] = {"psu",   "stratum", "contact", "paid",
                                           "asked", "age",     "region"};

typedef struct answers {
  int64_t rows;
  int64_t *column[COLUMNS];
  int32_t *sex;
  double *weight;
  sdg16_table *table;
} answers;

static uint64_t mixed(uint64_t x) {
  x += UINT64_C(0x9e3779b97f4a7c15);
  x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
  return x ^ x >> 31;
}

static int make_answers(answers *a) {
  size_t rows = (size_t)a->rows;
  for (int c = 0; c < COLUMNS; c++)
    if (!(a->column[c] = malloc(rows * sizeof(int64_t)))) return -1;
  a->sex = malloc(rows * sizeof *a->sex);
  a->weight = malloc(rows * sizeof *a->weight);
  if (!a->sex || !a->weight) return -1;
  for (int64_t i = 0; i < a->rows; i++) {
    uint64_t bits = mixed((uint64_t)i);
    int64_t psus = a->rows / 40;
    a->column[PSU][i] = (int64_t)(bits % (uint64_t)psus);
    a->column[STRATUM][i] = a->column[PSU][i] % 20;
    a->column[CONTACT][i] = 1 + (int64_t)(bits >> 8 & 1);
    a->column[PAID][i] = bits >> 9 & 15 ? 2 : 1;
    a->column[ASKED][i] = bits >> 13 & 7 ? 2 : (bits >> 16 & 15 ? 1 : 98);
    a->column[AGE][i] = 18 + (int64_t)((bits >> 20 & 1023) % 62);
    a->column[REGION][i] = (int64_t)((bits >> 30 & 1023) % REGIONS);
    a->sex[i] = (int32_t)(bits >> 40 & 1);
    a->weight[i] = 0.5 + (double)(bits >> 44 & 1023) / 1024;
  }
  return 0;
}

static int make_table(answers *a, sdg16_error *error) {
  static const char *const SEX[] = {"F", "M"};
  int32_t status = sdg16_table_new(&a->table, error);
  for (int c = 0; c < COLUMNS && !status; c++)
    status = sdg16_table_add_int64(a->table, NAMES[c], a->rows, a->column[c], NULL, error);
  if (!status)
    status = sdg16_table_add_text(a->table, "sex", a->rows, a->sex, NULL, 2, SEX, error);
  if (!status)
    status = sdg16_table_add_double(a->table, "weight", a->rows, a->weight, NULL, error);
  return status;
}

/* The share of those with contact who paid, of both sexes: the sums of all cells. */
static double plain_sums(const answers *a) {
  static double paid[2][80][REGIONS], all[2][80][REGIONS];
  double total_paid = 0, total = 0;
  memset(paid, 0, sizeof paid);
  memset(all, 0, sizeof all);
  for (int64_t i = 0; i < a->rows; i++) {
    if (a->column[CONTACT][i] != 1) continue;
    int64_t age = a->column[AGE][i], region = a->column[REGION][i];
    all[a->sex[i]][age][region] += a->weight[i];
    paid[a->sex[i]][age][region] += a->weight[i] * (a->column[PAID][i] == 1);
  }
  for (int s = 0; s < 2; s++)
    for (int age = 0; age < 80; age++)
      for (int r = 0; r < REGIONS; r++) {
        total_paid += paid[s][age][r];
        total += all[s][age][r];
      }
  return 100 * total_paid / total;
}

static int32_t measure(const answers *a, double *took, double *value, int64_t *rows,
                       sdg16_error *error) {
  static const char *const BY[] = {"sex", "age", "region"};
  const char *const UNITS[] = {"psu"}, *const STRATA[] = {"stratum"};
  sdg16_design_options d;
  sdg16_design_options_init(&d, (int64_t)sizeof d);
  d.weight = "weight";
  d.psu = UNITS;
  d.strata = STRATA;
  d.psu_count = d.stratum_count = 1;
  sdg16_design *design = NULL;
  sdg16_indicator *indicator = NULL;
  sdg16_indicator_options o;
  sdg16_indicator_options_init(&o, (int64_t)sizeof o);
  o.by = BY;
  o.by_count = 3;
  int32_t status = sdg16_design_new(a->table, &d, &design, error);
  double start = now();
  if (!status)
    status = sdg16_indicator_survey(NULL, "16.5.1", design, &o, NULL, NULL, &indicator, error);
  *took = now() - start;
  const sdg16_table *results = sdg16_indicator_results(indicator);
  if (!status) {
    *rows = sdg16_table_rows(results);
    *value = sdg16_table_double(results, sdg16_table_find(results, "value"))[1];
  }
  sdg16_indicator_free(indicator);
  sdg16_design_free(design);
  return status;
}

int main(int argc, char **argv) {
  static const int64_t SIZES[] = {20000, 200000, 1000000};
  int count = argc > 1 ? argc - 1 : 3;
  for (int k = 0; k < count; k++) {
    answers a = {.rows = argc > 1 ? atoll(argv[k + 1]) : SIZES[k]};
    sdg16_error error;
    sdg16_error_init(&error, (int64_t)sizeof error);
    double took, value;
    int64_t rows;
    if (a.rows < 40 || make_answers(&a)) return 1;
    if (make_table(&a, &error) || measure(&a, &took, &value, &rows, &error)) {
      fprintf(stderr, "%s\n", error.message);
      return 1;
    }
    double start = now(), share = plain_sums(&a), naive = now() - start;
    printf(
        "%lld rows, %lld results: %.3f s, %.0f ns a row and series (plain sums %.4f s, ratio "
        "%.0f); shares agree to %.1e\n",
        (long long)a.rows, (long long)rows, took, 1e9 * took / (3 * (double)a.rows), naive,
        took / naive, value / share - 1);
    sdg16_table_free(a.table);
    for (int c = 0; c < COLUMNS; c++) free(a.column[c]);
    free(a.sex);
    free(a.weight);
  }
  return 0;
}
