/* How fast domain proportions with their variances are estimated, against the plain way:
 * a column of linearised values for each domain, summed by PSU; weights of every
 * replicate for every row.
 *
 *   bench_survey [ROWS...]   (default 20000 200000 2000000)
 *
 * Rows lie in no order; 40 rows a PSU, 20 strata. */
#include "clock.h"

#include <sdg16.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define STRATA 20
#define ROWS_A_PSU 40
#define REPLICATES 500

static double resident(void) {
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  return 1024.0 * (double)use.ru_maxrss;
}

static uint64_t mixed(uint64_t x) {
  x += UINT64_C(0x9e3779b97f4a7c15);
  x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
  return x ^ x >> 31;
}

typedef struct data {
  int64_t rows, psus;
  int64_t *psu, *stratum, *group, *tenth, *y;
  double *weight;
  sdg16_table *table;
} data;

static void stop(const sdg16_error *error) {
  fprintf(stderr, "%s\n", error->message);
  exit(1);
}

static data make(int64_t rows, int64_t groups) {
  data d = {.rows = rows, .psus = rows / ROWS_A_PSU};
  size_t size = (size_t)rows * sizeof(int64_t);
  int64_t **columns[] = {&d.psu, &d.stratum, &d.group, &d.tenth, &d.y};
  static const char *const NAMES[] = {"psu", "stratum", "group", "tenth", "y"};
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  if (sdg16_table_new(&d.table, &error)) stop(&error);
  for (size_t c = 0; c < 5; c++)
    if (!(*columns[c] = malloc(size))) exit(1);
  if (!(d.weight = malloc(size))) exit(1);
  for (int64_t i = 0; i < rows; i++) {
    uint64_t bits = mixed((uint64_t)i);
    d.psu[i] = (int64_t)(bits % (uint64_t)d.psus);
    d.stratum[i] = d.psu[i] % STRATA;
    d.group[i] = (int64_t)(bits >> 20) % groups;
    d.tenth[i] = (int64_t)(bits >> 32) % 10;
    d.y[i] = (bits >> 40 & 1023) < 100 + (uint64_t)(d.psu[i] % 64);
    d.weight[i] = 100 + (double)(bits >> 50 & 1023) / 7;
  }
  for (size_t c = 0; c < 5; c++)
    if (sdg16_table_add_int64(d.table, NAMES[c], rows, *columns[c], NULL, &error)) stop(&error);
  if (sdg16_table_add_double(d.table, "weight", rows, d.weight, NULL, &error)) stop(&error);
  return d;
}

static void drop(data *d) {
  free(d->psu);
  free(d->stratum);
  free(d->group);
  free(d->tenth);
  free(d->y);
  free(d->weight);
  sdg16_table_free(d->table);
}

/* ---- the plain way ---- */

/* The sum of the standard errors of all domains, to compare. */
static double naive_domains(const data *d, const int64_t *group, int64_t groups) {
  double *z = malloc((size_t)d->rows * sizeof *z);
  double *sum = malloc((size_t)d->psus * sizeof *sum), total = 0;
  if (!z || !sum) exit(1);
  for (int64_t k = 0; k < groups; k++) {
    double w = 0, wy = 0, mean[STRATA] = {0}, n[STRATA] = {0}, variance = 0;
    for (int64_t i = 0; i < d->rows; i++)
      if (group[i] == k) w += d->weight[i], wy += d->weight[i] * (double)d->y[i];
    for (int64_t i = 0; i < d->rows; i++)
      z[i] = group[i] == k ? d->weight[i] * ((double)d->y[i] - wy / w) / w : 0;
    memset(sum, 0, (size_t)d->psus * sizeof *sum);
    for (int64_t i = 0; i < d->rows; i++) sum[d->psu[i]] += z[i];
    for (int64_t u = 0; u < d->psus; u++) mean[u % STRATA] += sum[u], n[u % STRATA]++;
    for (int64_t u = 0; u < d->psus; u++) {
      double difference = sum[u] - mean[u % STRATA] / n[u % STRATA];
      variance += difference * difference * n[u % STRATA] / (n[u % STRATA] - 1);
    }
    total += sqrt(variance);
  }
  free(z);
  free(sum);
  return total;
}

/* Weights of every replicate for every row. */
static double naive_replicates(const data *d, const sdg16_design *design, int64_t groups) {
  double *weight = malloc((size_t)d->rows * sizeof *weight), total = 0;
  double(*value)[10] = malloc(REPLICATES * sizeof *value);
  if (!weight || !value || groups > 10) exit(1);
  for (int64_t r = 0; r < REPLICATES; r++) {
    double w[10] = {0}, wy[10] = {0};
    if (sdg16_design_weights(design, r, weight, d->rows, NULL)) exit(1);
    for (int64_t i = 0; i < d->rows; i++) {
      w[d->tenth[i]] += weight[i];
      wy[d->tenth[i]] += weight[i] * (double)d->y[i];
    }
    for (int64_t k = 0; k < groups; k++) value[r][k] = wy[k] / w[k];
  }
  for (int64_t k = 0; k < groups; k++) {
    double mean = 0, squares = 0;
    for (int64_t r = 0; r < REPLICATES; r++) mean += value[r][k] / REPLICATES;
    for (int64_t r = 0; r < REPLICATES; r++)
      squares += (value[r][k] - mean) * (value[r][k] - mean);
    total += sqrt(squares / (REPLICATES - 1));
  }
  free(weight);
  free(value);
  return total;
}

/* ---- ours ---- */

static double ours(const sdg16_design *design, const char *by, double *seconds) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_survey_options options;
  sdg16_exec_options exec;
  sdg16_survey *survey;
  sdg16_survey_options_init(&options, sizeof options);
  sdg16_exec_options_init(&exec, sizeof exec);
  options.numerator = "y";
  options.by_count = 1;
  options.by = &by;
  options.margins = 0;
  exec.threads = 0;
  double begin = now(), total = 0;
  if (sdg16_survey_new(design, &options, &exec, &survey, &error)) stop(&error);
  *seconds = now() - begin;
  for (int64_t k = 0; k < sdg16_survey_rows(survey); k++) {
    sdg16_estimate e;
    sdg16_survey_estimate(survey, k, &e, sizeof e);
    total += e.se;
  }
  sdg16_survey_free(survey);
  return total;
}

static void compare(const char *what, double seconds, double plain, double a, double b) {
  printf("  %-34s %8.3f s, plain %8.3f s: %7.1f times, results differ by %.1e\n", what, seconds,
         plain, plain / seconds, fabs(a / b - 1));
}

static void measure(int64_t rows) {
  data d = make(rows, 120);
  const char *psu = "psu", *stratum = "stratum";
  double columns = 5 * 8 * (double)rows, before = resident(), seconds, begin;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_design_options options;
  sdg16_design *design, *replicated;
  sdg16_design_options_init(&options, sizeof options);
  options.weight = "weight";
  options.psu_count = options.stratum_count = 1;
  options.psu = &psu;
  options.strata = &stratum;
  printf("%lld rows, %lld PSUs\n", (long long)rows, (long long)d.psus);
  begin = now();
  if (sdg16_design_new(d.table, &options, &design, &error)) stop(&error);
  printf("  %-34s %8.3f s\n", "the design", now() - begin);
  double a = ours(design, "tenth", &seconds);
  begin = now();
  double b = naive_domains(&d, d.tenth, 10);
  compare("10 domains, linearised", seconds, now() - begin, a, b);
  a = ours(design, "group", &seconds);
  double grown = resident() - before;
  begin = now();
  b = naive_domains(&d, d.group, 120);
  compare("120 domains, linearised", seconds, now() - begin, a, b);
  printf("  %-34s %8.2f of the columns used, beside them\n", "memory", grown / columns);
  if (rows <= 200000) {
    if (sdg16_design_replicate(design, NULL, NULL, &replicated, &error)) stop(&error);
    a = ours(replicated, "tenth", &seconds);
    begin = now();
    b = naive_replicates(&d, replicated, 10);
    compare("10 domains, 500 replicates", seconds, now() - begin, a, b);
    sdg16_design_free(replicated);
  }
  sdg16_design_free(design);
  drop(&d);
}

int main(int argc, char **argv) {
  static const int64_t ROWS[] = {20000, 200000, 2000000};
  for (int i = 1; i < argc; i++) {
    int64_t rows = strtoll(argv[i], NULL, 10);
    if (rows < STRATA * ROWS_A_PSU * 2 || rows > 1000000000) {
      fprintf(stderr, "usage: %s [ROWS...]   (1600 to 1000000000)\n", argv[0]);
      return 2;
    }
    measure(rows);
  }
  for (size_t i = 0; argc < 2 && i < sizeof ROWS / sizeof ROWS[0]; i++) measure(ROWS[i]);
  return 0;
}
