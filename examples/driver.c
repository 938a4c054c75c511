/* From lists of victims to indicator 16.2.2 with the C API:
 *
 *   driver DATA.csv [POPULATION]
 *
 * DATA.csv is a capture table: columns of 0/1 (the lists) and a count column. */
#include <sdg16.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* A call that can fail returns a status; on failure the error has a message of one line. */
static int fail(const sdg16_error *error) {
  fprintf(stderr, "driver: %s\n", error->message);
  return EXIT_FAILURE;
}

/* A cell of a result table. Columns are found by name; a column is an array. */
static const char *text(const sdg16_table *table, int64_t row, const char *column) {
  const char *found = sdg16_table_text(table, row, sdg16_table_find(table, column));
  return found ? found : "-";
}

static double number(const sdg16_table *table, int64_t row, const char *column) {
  const double *values = sdg16_table_double(table, sdg16_table_find(table, column));
  return values ? values[row] : 0;
}

static void print_data(const sdg16_capture *capture) {
  int32_t lists = sdg16_capture_lists(capture);
  int64_t overlaps[SDG16_MAX_LISTS * SDG16_MAX_LISTS];
  printf("%lld people on %d lists\n", (long long)sdg16_capture_observed(capture), (int)lists);
  if (sdg16_capture_overlaps(capture, overlaps, SDG16_MAX_LISTS * SDG16_MAX_LISTS, NULL))
    return;
  for (int32_t i = 0; i < lists; i++) /* the diagonal holds the sizes */
    printf("  list %d, %s: %lld\n", (int)i + 1, sdg16_capture_list_name(capture, i),
           (long long)overlaps[i * lists + i]);
}

static void print_model(const sdg16_mse *mse) {
  sdg16_search_summary search;
  sdg16_fit_summary fit;
  printf("\nmodel %s", text(sdg16_mse_estimates(mse), 0, "model"));
  if (!sdg16_mse_search(mse, &search, sizeof search))
    printf(", %s of %lld models considered, %lld of them fitted",
           search.exact ? "proved the best" : "not proved the best", (long long)search.universe,
           (long long)search.fitted);
  if (!sdg16_fit_summarise(sdg16_mse_fit(mse), &fit, sizeof fit))
    printf("\n  %lld parameters, deviance %.2f on %lld degrees of freedom, BIC %.4f",
           (long long)fit.parameters, fit.deviance, (long long)fit.df, fit.bic);

  /* The other candidates: how much does the total depend on the choice? */
  const sdg16_table *models = sdg16_mse_models(mse);
  printf("\n\ncandidates\n");
  for (int64_t i = 0; i < sdg16_table_rows(models) && i < 5; i++)
    printf("  BIC %9.4f  total %8.0f  %s\n", number(models, i, "bic"),
           number(models, i, "total"), text(models, i, "model"));
}

static void print_diagnostics(const sdg16_mse *mse) {
  const sdg16_table *diagnostics = sdg16_mse_diagnostics(mse);
  printf("\ndiagnostics\n");
  for (int64_t i = 0; i < sdg16_table_rows(diagnostics); i++)
    printf("  %s: %s\n", text(diagnostics, i, "severity"), text(diagnostics, i, "message"));
}

/* Limits that do not exist are NaN, or INFINITY above. */
static void print_interval(const sdg16_estimate *e, int digits) {
  if (isnan(e->lower))
    printf("no interval");
  else if (isinf(e->upper))
    printf("%g %% interval %.*f or more", e->level * 100, digits, e->lower);
  else
    printf("%g %% interval %.*f to %.*f", e->level * 100, digits, e->lower, digits, e->upper);
}

/* The total, and per 100,000 people when the population is known. */
static int print_estimate(const sdg16_capture *capture, const sdg16_mse *mse, double population,
                          sdg16_error *error) {
  sdg16_estimate total, rate;
  if (!sdg16_model_has_estimate(
          sdg16_mse_status(mse))) { /* not a failure: the answer is "unknown" */
    printf("\nno estimate: %s\n", sdg16_model_status_name(sdg16_mse_status(mse)));
    return EXIT_SUCCESS;
  }
  sdg16_mse_estimate(mse, &total, sizeof total);
  printf("\ntotal %.1f, ", total.value);
  print_interval(&total, 1);
  printf(", of whom %lld were detected\n", (long long)sdg16_capture_observed(capture));
  if (population == 0) return EXIT_SUCCESS;
  if (sdg16_rate(&total, population, 100000, &rate, sizeof rate, error)) return fail(error);
  printf("per 100,000: %.3f, ", rate.value);
  print_interval(&rate, 3);
  printf("\n");
  return EXIT_SUCCESS;
}

int main(int argc, char **argv) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  double population = 0;
  if (argc < 2 || argc > 3 || (argc == 3 && sdg16_parse_double(argv[2], &population))) {
    fprintf(stderr, "usage: driver DATA.csv [POPULATION]\n");
    return 2;
  }

  /* 1. Read. NULL options: layout, list columns and delimiter are detected. */
  sdg16_capture *capture;
  const char *path = argv[1];
  if (sdg16_capture_read(1, &path, NULL, &capture, &error)) return fail(&error);
  print_data(capture);

  /* 2. Estimate: options begin as the defaults, then members are set. */
  sdg16_mse_options options;
  sdg16_mse_options_init(&options, sizeof options);
  options.select = SDG16_SELECT_BIC; /* the default; so is the interval, a bootstrap that
                                        selects anew in every replicate */
  sdg16_exec_options exec;
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.threads = 0; /* all cores: the bits stay the same */
  sdg16_mse *mse;
  if (sdg16_mse_new(capture, &options, &exec, &mse, &error)) {
    sdg16_capture_free(capture);
    return fail(&error);
  }

  /* 3. Look at the result: structs, or tables for everything at once. */
  int status = print_estimate(capture, mse, population, &error);
  if (sdg16_model_has_estimate(sdg16_mse_status(mse))) print_model(mse);
  print_diagnostics(mse);

  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
  return status;
}
