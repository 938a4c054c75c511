/* What the estimate rests on, as text: fit, residuals, lower bound, coverage. */
#include "show/quality.h"

#include <math.h>
#include <string.h>

#define SHOWN_RESIDUALS 5

static void print_fit_test(const sdg16_fit_test *test, FILE *out) {
  char pearson[NUMBER_SIZE], by_deviance[NUMBER_SIZE], by_pearson[NUMBER_SIZE],
      replicates[NUMBER_SIZE];
  if (!test->replicates) return;
  fprintf(out,
          "  %-12sp-value %s by the deviance, %s by Pearson's X2 (%s); %s tables drawn anew\n",
          "Fit", cli_number(test->p_deviance, 3, by_deviance),
          cli_number(test->p_pearson, 3, by_pearson), cli_number(test->pearson, 2, pearson),
          cli_count(test->replicates, replicates));
}

static void print_coverage(const sdg16_coverage *coverage, FILE *out) {
  char lower[NUMBER_SIZE];
  cli_number(coverage->chao_lower, 0, lower);
  if (!isnan(coverage->chao_lower))
    fprintf(out, "  %-12s%s %s, a lower bound that allows for people with different chances\n",
            "Chao", lower, strcmp(lower, "1") ? "people" : "person");
  if (!isnan(coverage->coverage))
    fprintf(out, "  %-12s%lld %%, the mean share of a list's people who are on another too\n",
            "Coverage", llround(100 * coverage->coverage)); /* rounded as it is graded */
}

static int print_residuals(const sdg16_table *residuals, FILE *out) {
  int64_t rows = sdg16_table_rows(residuals);
  cli_grid grid = {.align = "lrrr"};
  char observed[NUMBER_SIZE], fitted[NUMBER_SIZE], residual[NUMBER_SIZE];
  if (!rows) return EXIT_DONE;
  fputs("\nLargest residuals (Freeman-Tukey)\n", out);
  cli_cell(&grid, "On exactly");
  cli_cell(&grid, "observed");
  cli_cell(&grid, "fitted");
  cli_cell(&grid, "residual");
  for (int64_t i = 0; i < rows && i < SHOWN_RESIDUALS; i++) {
    cli_cell(&grid, "%s", cli_table_text(residuals, i, "lists"));
    cli_cell(&grid, "%s", cli_number(cli_table_number(residuals, i, "observed"), 0, observed));
    cli_cell(&grid, "%s", cli_number(cli_table_number(residuals, i, "fitted"), 1, fitted));
    cli_cell(&grid, "%s", cli_number(cli_table_number(residuals, i, "residual"), 2, residual));
  }
  return cli_grid_print(&grid, out) ? cli_out_of_memory() : EXIT_DONE;
}

int cli_quality_text(const cli_result *result, FILE *out) {
  sdg16_fit_test test;
  sdg16_coverage coverage;
  const sdg16_mse *mse = result->mse;
  if (!mse || result->options->protection.asked) return EXIT_DONE;
  if (sdg16_mse_fit_test(mse, &test, (int64_t)sizeof test) ||
      sdg16_mse_coverage(mse, &coverage, (int64_t)sizeof coverage))
    return cli_error(EXIT_OTHER, "the quality of the fit cannot be read");
  fputs("\nQuality\n", out);
  print_fit_test(&test, out);
  print_coverage(&coverage, out);
  return print_residuals(sdg16_mse_residuals(mse), out);
}
