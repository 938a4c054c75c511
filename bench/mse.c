/* Exact searches, enumeration and fits, as ratios to fitting every model the plain
 * way (naive.h) in the same program. Usage: mse DATASETS_FOLDER */
#include "datasets.h"
#include "mse/loglinear/cells.h"
#include "mse/loglinear/newton.h"
#include "naive.h"

#include <sdg16.h>
#include <stdio.h>
#include <time.h>

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void dense_counts(const sdg16_capture *capture, double *counts) {
  const uint32_t *history;
  const int64_t *count;
  int64_t rows = sdg16_capture_histories(capture, &history, &count);
  memset(counts, 0, NAIVE_CELLS * sizeof *counts);
  for (int64_t i = 0; i < rows; i++) counts[history[i]] = (double)count[i];
}

/* Mean time of a plain fit over a spread of models of up to `max_order` lists. */
static double naive_seconds(const sdg16_capture *capture, int32_t max_order) {
  int32_t lists = sdg16_capture_lists(capture);
  double counts[NAIVE_CELLS], sum = 0;
  dense_counts(capture, counts);
  uint64_t state = 1;
  int fits = lists > 6 ? 30 : 300;
  double start = seconds();
  for (int k = 0; k < fits; k++) {
    uint32_t terms[6];
    sdg16_model *model;
    const uint32_t *term;
    int wanted = 1 + k % 6;
    for (int i = 0; i < wanted; i++) {
      do {
        state = state * 6364136223846793005u + 1442695040888963407u;
        terms[i] = (uint32_t)(state >> 40) & ((UINT32_C(1) << lists) - 1);
      } while (__builtin_popcount(terms[i]) < 2 || __builtin_popcount(terms[i]) > max_order);
    }
    if (sdg16_model_new(lists, wanted, terms, &model, NULL)) exit(1);
    int64_t p = sdg16_model_terms(model, &term);
    sum += naive_fit(lists, counts, (int)p, term);
    sdg16_model_free(model);
  }
  double each = (seconds() - start) / fits;
  if (isnan(sum)) printf("(a plain fit diverged)\n");
  return each;
}

/* The least of several runs: noise only adds. */
#define REPEAT(best, runs, statement)                                                          \
  double best = INFINITY;                                                                      \
  for (int run = 0; run < (runs); run++) {                                                     \
    double start = seconds();                                                                  \
    statement;                                                                                 \
    best = fmin(best, seconds() - start);                                                      \
  }

static void bench_search(const char *folder, const char *name, int32_t max_order) {
  sdg16_capture *capture = read_table(folder, name);
  sdg16_mse_options options;
  sdg16_mse *mse = NULL;
  sdg16_search_summary search;
  sdg16_mse_options_init(&options, sizeof options);
  options.max_order = max_order;
  options.interval = SDG16_INTERVAL_NONE;
  options.top = 1;
  options.window = 0;
  options.fit_replicates = 0; /* a look of its own */
  REPEAT(best, 15, {
    sdg16_mse_free(mse);
    if (sdg16_mse_new(capture, &options, NULL, &mse, NULL)) exit(1);
  })
  sdg16_mse_search(mse, &search, sizeof search);
  double naive = naive_seconds(capture, max_order ? max_order : 3) * (double)search.universe;
  printf("exact search  %-16s %11lld models  %8.2f ms  %9.3g models/s  %6lld fits   plain, all "
         "models (extrapolated): %9.3g s  ratio %.3g\n",
         name, (long long)search.universe, best * 1e3, (double)search.universe / best,
         (long long)search.fitted, naive, naive / best);
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
}

/* The whole call, with its tables of results, by the rule of the literature. */
static void bench_stepwise(const char *folder, const char *name) {
  sdg16_capture *capture = read_table(folder, name);
  sdg16_mse_options options;
  sdg16_mse *mse = NULL;
  sdg16_mse_options_init(&options, sizeof options);
  options.select = SDG16_SELECT_STEPWISE;
  options.existence = SDG16_EXISTENCE_COEFFICIENTS;
  options.max_order = 2;
  options.interval = SDG16_INTERVAL_NONE;
  options.fit_replicates = 0;
  REPEAT(best, 500, {
    sdg16_mse_free(mse);
    if (sdg16_mse_new(capture, &options, NULL, &mse, NULL)) exit(1);
  })
  int64_t pairs =
      sdg16_model_terms(sdg16_mse_model(mse), NULL) - 1 - sdg16_capture_lists(capture);
  double naive = naive_seconds(capture, 2) * (double)(pairs + 1);
  printf(
      "stepwise      %-16s %11lld pairs   %8.1f us %46s plain, a fit a step: %6.0f us  ratio "
      "%.3g\n",
      name, (long long)pairs, best * 1e6, "", naive * 1e6, naive / best);
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
}

static void bench_all_models(const char *folder) {
  sdg16_capture *capture = read_table(folder, "uk2013-5");
  sdg16_table *table = NULL;
  REPEAT(best, 15, {
    sdg16_table_free(table);
    if (sdg16_model_fit_all(capture, SDG16_EXISTENCE_TOTAL, 0, 10000, NULL, &table, NULL))
      exit(1);
  })
  double models = (double)sdg16_table_rows(table);
  double naive = naive_seconds(capture, 4) * models;
  printf("all models    %-16s %11.0f models  %8.2f ms  %9.3g models/s               plain, all "
         "models (extrapolated): %9.3g s  ratio %.3g\n",
         "uk2013-5", models, best * 1e3, models / best, naive, naive / best);
  sdg16_table_free(table);
  sdg16_capture_free(capture);
}

/* A refit after one person was added, started at the fit before. */
static void bench_warm_fit(const char *folder) {
  enum { FITS = 20000 };
  sdg16_capture *capture = read_table(folder, "uk2013-5");
  sdg16_model *model;
  sdg16i_cells *cells;
  sdg16i_newton newton;
  const uint32_t *term;
  if (sdg16_model_parse(capture, "[12,13,24,25,35,45]", &model, NULL)) exit(1);
  int64_t p = sdg16_model_terms(model, &term);
  if (sdg16i_cells_new(capture, &cells, NULL)) exit(1);
  if (sdg16i_newton_init(&newton, 5, p, NULL)) exit(1);
  double alive[32], alpha[32] = {0}, from[32], counts[NAIVE_CELLS], sum = 0;
  for (int c = 0; c < 32; c++) alive[c] = c > 0;
  sdg16i_problem problem = {p, term, cells->margin, alive};
  sdg16i_maximum maximum;
  alpha[0] = log(cells->n / 32);
  sdg16i_maximise(&newton, &problem, &SDG16I_TIGHT, alpha, &maximum);
  dense_counts(capture, counts);
  counts[3]++;
  sdg16i_cells_fill(cells, counts);
  REPEAT(best, 5, {
    for (int k = 0; k < FITS; k++) {
      memcpy(from, alpha, sizeof from);
      sdg16i_maximise(&newton, &problem, &SDG16I_CLOSE, from, &maximum);
      sum += from[0];
    }
  })
  double start = seconds();
  for (int k = 0; k < 2000; k++) sum += naive_fit(5, counts, (int)p, term);
  double naive = (seconds() - start) / 2000, each = best / FITS;
  printf("one warm fit  %-16s %27s  %8.2f us  %9.3g fits/s, %d steps           plain fit: "
         "%.2f us  ratio %.3g%s\n",
         "uk2013-5", "", each * 1e6, 1 / each, maximum.steps, naive * 1e6, naive / each,
         isnan(sum) ? " (diverged)" : "");
  sdg16i_newton_clear(&newton);
  sdg16i_cells_free(cells);
  sdg16_model_free(model);
  sdg16_capture_free(capture);
}

int main(int argc, char **argv) {
  const char *folder = argc > 1 ? argv[1] : "datasets";
  printf("CPU seconds of one thread; the least of several runs\n");
  bench_search(folder, "uk2013", 0);
  bench_search(folder, "netherlands", 0);
  bench_search(folder, "new-orleans-186", 2);
  bench_stepwise(folder, "uk2013");
  bench_all_models(folder);
  bench_warm_fit(folder);
  return 0;
}
