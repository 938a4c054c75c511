/* Coverage of the intervals where the truth is known: tables are drawn from a model fitted
 * to a public table, hidden persons and all; the model is then selected by best BIC over
 * all orders, as a user would, and each interval either holds the true total or not.
 *
 * Usage: simulate_coverage DATASETS_FOLDER [SIMULATIONS [REPLICATES]]
 * Prints the table of docs/validation.md. Not part of the tests: it takes minutes. */
#include "mse/bootstrap/multinomial.h"

#include <math.h>
#include <sdg16.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PURPOSE 1000 /* of the streams: no purpose of the library's */
#define LEVEL 0.95

static const struct {
  const char *name;
  int32_t interval, reselect;
} KINDS[] = {
    {"Wald", SDG16_INTERVAL_WALD, 1},
    {"profile", SDG16_INTERVAL_PROFILE, 1},
    {"BCa, model kept", SDG16_INTERVAL_BCA, 0},
    {"BCa, reselected", SDG16_INTERVAL_BCA, 1},
};
#define KIND_COUNT ((int)(sizeof KINDS / sizeof KINDS[0]))

typedef struct truth {
  int32_t lists;
  int64_t total; /* persons */
  int64_t count; /* histories with positive means */
  uint32_t history[256];
  double mean[256], rest[256];
} truth;

typedef struct tally {
  int64_t made, held, below, above; /* intervals; the truth in, under, over them */
  double *length;
} tally;

static void stop(const char *what, const sdg16_error *error) {
  fprintf(stderr, "simulate_coverage: %s: %s\n", what, error->message);
  exit(1);
}

static truth truth_of(const char *folder, const char *dataset, const char *text) {
  char path[4096];
  const char *paths[] = {path};
  sdg16_error error;
  sdg16_capture *capture;
  sdg16_model *model;
  sdg16_fit *fit;
  sdg16_fit_summary summary;
  truth t = {0};
  sdg16_error_init(&error, sizeof error);
  snprintf(path, sizeof path, "%s/%s/data.csv", folder, dataset);
  if (sdg16_capture_read(1, paths, NULL, &capture, &error) ||
      sdg16_model_parse(capture, text, &model, &error) ||
      sdg16_fit_new(capture, model, SDG16_EXISTENCE_COEFFICIENTS, &fit, &error))
    stop(dataset, &error);
  sdg16_fit_summarise(fit, &summary, sizeof summary);
  const double *mean = sdg16_fit_means(fit);
  t.lists = sdg16_capture_lists(capture);
  t.total = llround(summary.total);
  for (uint32_t h = 0; h < UINT32_C(1) << t.lists; h++) {
    if (!(mean[h] > 0)) continue;
    t.history[t.count] = h;
    t.mean[t.count++] = mean[h];
  }
  for (int64_t i = t.count - 1; i >= 0; i--)
    t.rest[i] = t.mean[i] + (i + 1 < t.count ? t.rest[i + 1] : 0);
  sdg16_fit_free(fit);
  sdg16_model_free(model);
  sdg16_capture_free(capture);
  return t;
}

static sdg16_capture *draw(const truth *t, int64_t simulation) {
  double drawn[256] = {0};
  int64_t count[256], rows = 0;
  uint32_t history[256];
  sdg16i_rng rng;
  sdg16i_urn urn = {t->count, t->history, t->mean, t->rest};
  sdg16i_rng_init(&rng, 1, PURPOSE, simulation);
  sdg16i_multinomial(&rng, (double)t->total, &urn, drawn);
  for (uint32_t h = 1; h < UINT32_C(1) << t->lists; h++) {
    history[rows] = h;
    count[rows++] = (int64_t)drawn[h];
  }
  sdg16_capture *capture = NULL;
  sdg16_capture_new(t->lists, NULL, rows, history, count, &capture, NULL);
  return capture;
}

static void look(const sdg16_capture *capture, int kind, int64_t replicates, int64_t total,
                 tally *out) {
  sdg16_mse_options options;
  sdg16_exec_options exec;
  sdg16_error error;
  sdg16_mse *mse;
  sdg16_estimate e;
  sdg16_error_init(&error, sizeof error);
  sdg16_mse_options_init(&options, sizeof options);
  options.existence = SDG16_EXISTENCE_COEFFICIENTS;
  sdg16_exec_options_init(&exec, sizeof exec);
  options.interval = KINDS[kind].interval;
  options.reselect = KINDS[kind].reselect;
  options.level = LEVEL;
  options.replicates = replicates;
  exec.threads = 0;
  if (sdg16_mse_new(capture, &options, &exec, &mse, &error)) stop(KINDS[kind].name, &error);
  sdg16_mse_estimate(mse, &e, sizeof e);
  if (!isnan(e.lower)) {
    double n = (double)total;
    out->held += e.lower <= n && n <= e.upper;
    out->below += n < e.lower;
    out->above += n > e.upper;
    out->length[out->made++] = e.upper - e.lower;
  }
  sdg16_mse_free(mse);
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void study(const char *folder, const char *dataset, const char *model,
                  int64_t simulations, int64_t replicates) {
  truth t = truth_of(folder, dataset, model);
  tally tallies[KIND_COUNT] = {{0}};
  for (int k = 0; k < KIND_COUNT; k++) {
    tallies[k].length = calloc((size_t)simulations, sizeof(double));
    if (!tallies[k].length) exit(1);
  }
  for (int64_t s = 0; s < simulations; s++) {
    sdg16_capture *capture = draw(&t, s);
    if (!capture) continue; /* nobody observed */
    for (int k = 0; k < KIND_COUNT; k++) look(capture, k, replicates, t.total, &tallies[k]);
    sdg16_capture_free(capture);
  }
  for (int k = 0; k < KIND_COUNT; k++) {
    tally *y = &tallies[k];
    qsort(y->length, (size_t)y->made, sizeof(double), ascending);
    double made = (double)y->made;
    printf("| %s `%s` | %lld | %s | %lld | %.1f | %.1f | %.1f | %.0f |\n", dataset, model,
           (long long)t.total, KINDS[k].name, (long long)y->made, 100 * (double)y->held / made,
           100 * (double)y->below / made, 100 * (double)y->above / made,
           y->made ? y->length[y->made / 2] : (double)NAN);
    free(y->length);
  }
  fflush(stdout);
}

int main(int argc, char **argv) {
  const char *folder = argc > 1 ? argv[1] : "datasets";
  int64_t simulations = argc > 2 ? atoll(argv[2]) : 500;
  int64_t replicates = argc > 3 ? atoll(argv[3]) : 500;
  printf("| truth | total | interval | made | %% holding it | truth below | above | median "
         "length |\n|---|---|---|---|---|---|---|---|\n");
  study(folder, "korea", "[12,23]", simulations, replicates);
  study(folder, "kosovo", "[123,14,34]", simulations, replicates);
  study(folder, "western-us", "[15]", simulations, replicates);
  study(folder, "new-orleans-5-186", "[]", simulations, replicates);
  study(folder, "uk2013-5", "[12,13,25,35,45]", simulations, replicates);
  study(folder, "uk2013-5", "[123,25,34]", simulations, replicates);
  return 0;
}
