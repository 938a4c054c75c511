/* Bootstraps that repeat the selection in every replicate, as ratios to refitting the
 * same candidates one by one in the plain way (naive.h). Usage: bootstrap DATASETS_FOLDER */
#include "clock.h"
#include "datasets.h"
#include "naive.h"

#include <sdg16.h>
#include <stdio.h>

#define REPLICATES 1000

/* What a plain program does in one replicate: it fits each of the models that the search
 * of the data lists, here `wanted` of them. */
static double naive_replicate(const sdg16_capture *capture, const sdg16_mse *mse,
                              int64_t wanted) {
  int32_t lists = sdg16_capture_lists(capture);
  double counts[NAIVE_CELLS] = {0}, sum = 0;
  const uint32_t *history;
  const int64_t *count;
  int64_t rows = sdg16_capture_histories(capture, &history, &count);
  for (int64_t i = 0; i < rows; i++) counts[history[i]] = (double)count[i];
  const sdg16_table *models = sdg16_mse_models(mse);
  int64_t column = sdg16_table_find(models, "model"), fits = sdg16_table_rows(models);
  if (fits > wanted) fits = wanted;
  double start = now();
  for (int64_t i = 0; i < fits; i++) {
    sdg16_model *model;
    const uint32_t *term;
    if (sdg16_model_parse(capture, sdg16_table_text(models, i, column), &model, NULL)) exit(1);
    int64_t p = sdg16_model_terms(model, &term);
    sum += naive_fit(lists, counts, (int)p, term);
    sdg16_model_free(model);
  }
  double each = (now() - start) / (double)fits;
  if (isnan(sum)) printf("(a plain fit diverged)\n");
  return each;
}

static sdg16_mse *estimate(const sdg16_capture *capture, int32_t select, int32_t max_order,
                           int32_t threads, double *elapsed) {
  sdg16_mse_options options;
  sdg16_exec_options exec;
  sdg16_mse *mse;
  sdg16_mse_options_init(&options, sizeof options);
  sdg16_exec_options_init(&exec, sizeof exec);
  options.select = select;
  options.max_order = max_order;
  options.replicates = REPLICATES;
  options.top = 100;
  options.fit_replicates = 0; /* a look of its own */
  exec.threads = threads;
  double start = now();
  if (sdg16_mse_new(capture, &options, &exec, &mse, NULL)) exit(1);
  *elapsed = now() - start;
  return mse;
}

/* models: what an exhaustive plain program would fit in each replicate. */
static void bench(const char *folder, const char *name, int32_t select, int32_t max_order,
                  double models) {
  sdg16_capture *capture = read_table(folder, name);
  double one = INFINITY, two = INFINITY, elapsed;
  sdg16_mse *mse = NULL;
  for (int run = 0; run < 3; run++) {
    sdg16_mse_free(mse);
    mse = estimate(capture, select, max_order, 1, &elapsed);
    one = fmin(one, elapsed);
    sdg16_mse_free(mse);
    mse = estimate(capture, select, max_order, 2, &elapsed);
    two = fmin(two, elapsed);
  }
  double naive = naive_replicate(capture, mse, 100) * models * REPLICATES;
  printf("%-16s %-8s order %d  %7.3f s, %6.0f replicates/s   two threads %7.3f s, %6.0f/s   "
         "plain, %.3g models a replicate (extrapolated) %9.3g s  ratio %.3g\n",
         name, sdg16_select_name(select), max_order, one, REPLICATES / one, two,
         REPLICATES / two, models, naive, naive / one);
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
}

int main(int argc, char **argv) {
  const char *folder = argc > 1 ? argv[1] : "datasets";
  printf("%d replicates, the selection repeated in each; the least of three runs\n",
         REPLICATES);
  bench(folder, "kosovo", SDG16_SELECT_BIC, 3, 113);
  bench(folder, "uk2013-5", SDG16_SELECT_BIC, 4, 6893);
  bench(folder, "uk2013", SDG16_SELECT_BIC, 5, 7785061);
  bench(folder, "netherlands", SDG16_SELECT_BIC, 5, 7785061);
  bench(folder, "new-orleans-186", SDG16_SELECT_BIC, 2, 268435456);
  bench(folder, "uk2013", SDG16_SELECT_STEPWISE, 2, 8 * 15); /* 8 steps of up to 15 pairs */
  bench(folder, "uk2013", SDG16_SELECT_DOWNHILL, 5, 100);
  return 0;
}
