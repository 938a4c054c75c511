/* Bootstrap intervals and accelerations of the peers and publications (bootstrap.csv).
 *
 * Accelerations are exact. A limit is random: the peer's comes from 1,000 replicates of
 * another generator. Here each limit is computed in BATCHES independent batches of 1,000
 * replicates; the peer's value must lie within their range, widened by a third on either
 * side. (Were the peer's one more draw of the same distribution, it would lie outside the
 * range itself in 2 of BATCHES + 1 cases.) Numbers of replicates are compared with their
 * binomial standard error. */
#include "golden.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define BATCHES 12
#define BATCH 1000

typedef struct study {
  const char *dataset, *select, *setting;
  int64_t top;
  sdg16_mse *batch[BATCHES];
} study;

static void run(study *s) {
  for (int b = 0; b < BATCHES; b++) {
    sdg16_mse_options options;
    sdg16_exec_options exec;
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    sdg16_mse_options_init(&options, sizeof options);
    options.existence = SDG16_EXISTENCE_COEFFICIENTS;
    sdg16_exec_options_init(&exec, sizeof exec);
    options.select =
        strcmp(s->select, "fixed") ? sdg16_select_from_name(s->select) : SDG16_SELECT_FIXED;
    if (options.select == SDG16_SELECT_FIXED)
      options.model = s->setting;
    else if (options.select == SDG16_SELECT_STEPWISE)
      options.p_threshold = golden_parse(s->setting);
    else
      options.max_order = (int32_t)golden_parse(s->setting);
    options.interval = SDG16_INTERVAL_BCA;
    options.replicates = BATCH * BATCHES;
    options.top_intervals = s->top;
    options.window = 0;
    exec.threads = 0;
    exec.replicate_begin = b * BATCH;
    exec.replicate_end = (b + 1) * BATCH;
    if (sdg16_mse_new(golden_capture(s->dataset, ""), &options, &exec, &s->batch[b], &error))
      fail_msg("%s: %s", s->dataset, error.message);
  }
}

static void free_study(study *s) {
  for (int b = 0; b < BATCHES; b++) sdg16_mse_free(s->batch[b]);
}

static double limit(const sdg16_mse *mse, int64_t top, double probability) {
  sdg16_estimate e;
  sdg16_bootstrap_summary s;
  const sdg16_draws *draws = top ? sdg16_mse_top_draws(mse) : sdg16_mse_draws(mse);
  int64_t cell = top ? top - 1 : 0, cells;
  sdg16_draws_summary summary;
  sdg16_draws_summarise(draws, &summary, sizeof summary);
  cells = summary.cells;
  if (cell >= cells) cell = cells - 1; /* fewer admissible models than asked for */
  double level = fabs(1 - 2 * probability);
  assert_int_equal(sdg16_draws_interval(draws, cell, SDG16_INTERVAL_BCA, level, &e, sizeof e,
                                        &s, sizeof s, NULL),
                   0);
  return probability < 0.5 ? s.bca_lower : s.bca_upper; /* the peers give BCa whatever z0 is */
}

static void compare_limit(const char *where, const study *s, int64_t top, double probability,
                          double want, double rounding) {
  double low = INFINITY, high = -INFINITY;
  for (int b = 0; b < BATCHES; b++) {
    double value = limit(s->batch[b], top, probability);
    low = fmin(low, value);
    high = fmax(high, value);
  }
  double wider = (high - low) / 3 + rounding;
  char what[256];
  snprintf(what, sizeof what, "limit %g: %.1f not within %.1f to %.1f", probability, want, low,
           high);
  golden_true(where, what, want >= low - wider && want <= high + wider);
}

/* Replicates in a batch whose best model of all is among the first `top`, mean. */
static void compare_rank(const char *where, const study *s, int64_t top, double want) {
  double sum = 0;
  for (int b = 0; b < BATCHES; b++) {
    const sdg16_table *table = sdg16_mse_top(s->batch[b]);
    int64_t row = top - 1 < sdg16_table_rows(table) - 1 ? top - 1 : sdg16_table_rows(table) - 1;
    sum += (double)sdg16_table_int64(table, sdg16_table_find(table, "best_within"))[row];
  }
  double mean = sum / BATCHES, share = fmin(fmax(mean / BATCH, 0.001), 0.999);
  double error = sqrt(BATCH * share * (1 - share) * (1 + 1.0 / BATCHES));
  char what[256];
  snprintf(what, sizeof what, "best model within the first %d: %.0f, here %.1f +- %.1f",
           (int)top, want, mean, error);
  golden_true(where, what, fabs(mean - want) <= 3.5 * error + 0.5);
}

/* The rows of one study are neighbours or not: a study is one that has the same dataset,
 * selection and setting. */
static void compare_study(const sdg16_table *table, int64_t first, uint8_t *done) {
  char dataset[64], select[32], setting[64], where[256];
  snprintf(dataset, sizeof dataset, "%s", golden_text(table, first, "dataset", 0));
  snprintf(select, sizeof select, "%s", golden_text(table, first, "select", 0));
  snprintf(setting, sizeof setting, "%s", golden_text(table, first, "setting", 0));
  study s = {.dataset = dataset, .select = select, .setting = setting};
  int64_t rows = sdg16_table_rows(table);
  for (int64_t row = first; row < rows; row++) {
    if (strcmp(golden_text(table, row, "dataset", 0), dataset) ||
        strcmp(golden_text(table, row, "select", 1), select) ||
        strcmp(golden_text(table, row, "setting", 2), setting))
      continue;
    done[row] = 1;
    const char *top = golden_text(table, row, "top", 3);
    int64_t k = *top && strcmp(top, "all") ? atoi(top) : 0;
    if (k > s.top) s.top = k;
  }
  run(&s);
  for (int64_t row = first; row < rows; row++) {
    if (strcmp(golden_text(table, row, "dataset", 0), dataset) ||
        strcmp(golden_text(table, row, "select", 1), select) ||
        strcmp(golden_text(table, row, "setting", 2), setting))
      continue;
    const char *top = golden_text(table, row, "top", 3);
    const char *quantity = golden_text(table, row, "quantity", 4);
    const char *source = golden_text(table, row, "source", 5);
    int64_t k = *top && strcmp(top, "all") ? atoi(top) : 0;
    double want = golden_number(table, row, "value");
    int printed = !strcmp(source, "scv2024");
    snprintf(where, sizeof where, "%s %s %s top %s (%s)", dataset, select, setting, top,
             source);
    if (!strcmp(quantity, "bca"))
      compare_limit(where, &s, k, golden_number(table, row, "probability"), want,
                    printed ? 0.5 : 1e-9 * want);
    else if (!strcmp(quantity, "best_within"))
      compare_rank(where, &s, k, want);
    else
      golden_close(where, quantity,
                   golden_number(sdg16_mse_estimates(s.batch[0]), 0, "acceleration"), want,
                   printed ? 1e-7 : 1e-9, 0);
  }
  free_study(&s);
}

static void intervals_are_the_peers_within_monte_carlo_error(void **state) {
  (void)state;
  sdg16_table *table = golden_table("bootstrap.csv");
  int64_t rows = sdg16_table_rows(table);
  uint8_t *done = calloc((size_t)rows, 1);
  assert_non_null(done);
  for (int64_t row = 0; row < rows; row++)
    if (!done[row]) compare_study(table, row, done);
  free(done);
  sdg16_table_free(table);
  golden_report("bootstrap");
}

int main(int argc, char **argv) {
  golden_init(argc, argv);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(intervals_are_the_peers_within_monte_carlo_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
