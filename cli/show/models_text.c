/* Models beside the selected one: how much hangs on the choice. */
#include "show/show.h"

#include <math.h>
#include <string.h>

const char *cli_criterion_name(int32_t criterion) {
  return criterion == SDG16_SELECT_AIC    ? "AIC"
         : criterion == SDG16_SELECT_AICC ? "AICc"
                                          : "BIC";
}

/* "Two modes: about 25,519 (77 % of the weight, 8 models from 19,956 to 34,083) and ..." */
static void print_modes(const sdg16_table *modes, FILE *out) {
  static const char *const WORDS[] = {"No", "One", "Two", "Three", "Four", "Five", "Six"};
  char text[2048], value[NUMBER_SIZE], low[NUMBER_SIZE], high[NUMBER_SIZE];
  int64_t rows = sdg16_table_rows(modes);
  if (rows < 1) return;
  size_t used = rows < 7 ? (size_t)snprintf(text, sizeof text, "%s", WORDS[rows])
                         : (size_t)snprintf(text, sizeof text, "%lld", (long long)rows);
  used += (size_t)snprintf(text + used, sizeof text - used, " mode%s", rows == 1 ? "" : "s");
  for (int64_t i = 0; i < rows && used < sizeof text - 300; i++) {
    double models = cli_table_number(modes, i, "models");
    used +=
        (size_t)snprintf(text + used, sizeof text - used, "%sabout %s (%.0f %%%s, %.0f model%s",
                         i == 0         ? ": "
                         : i + 1 < rows ? ", "
                                        : " and ",
                         cli_number(cli_table_number(modes, i, "total"), 0, value),
                         100 * cli_table_number(modes, i, "weight"), i ? "" : " of the weight",
                         models, models == 1 ? "" : "s");
    if (models > 1)
      used += (size_t)snprintf(text + used, sizeof text - used, " from %s to %s",
                               cli_number(cli_table_number(modes, i, "lowest"), 0, low),
                               cli_number(cli_table_number(modes, i, "highest"), 0, high));
    used += (size_t)snprintf(text + used, sizeof text - used, ")");
  }
  snprintf(text + used, sizeof text - used, ".");
  fputs("  ", out);
  cli_paragraph(text, 2, out);
}

static int print_candidates(const cli_result *result, FILE *out) {
  const sdg16_table *models = result->models;
  const char *column = cli_criterion(result->options);
  int64_t within = cli_models_within(result, 0), most = result->options->mse.top;
  if (within < 2 || !cli_ranks(result->options)) return EXIT_DONE;
  sdg16_search_summary search;
  if (sdg16_mse_search(result->mse, &search, (int64_t)sizeof search)) return EXIT_DONE;
  char value[NUMBER_SIZE];
  cli_grid grid = {.align = "lrrrrr"};
  double best = cli_table_number(models, 0, column), weights = 0;
  for (int64_t i = 0; i < within; i++) weights += cli_table_number(models, i, "weight");
  cli_cell(&grid, "Model");
  cli_cell(&grid, "Parameters");
  cli_cell(&grid, "%s", cli_criterion_name(search.criterion));
  cli_cell(&grid, "Above best");
  cli_cell(&grid, "Weight");
  cli_cell(&grid, "Total");
  for (int64_t i = 0; i < within && i < most; i++) { /* in order of the criterion */
    double criterion = cli_table_number(models, i, column);
    cli_cell(&grid, "%s", cli_table_text(models, i, "model"));
    cli_cell(&grid, "%.0f", cli_table_number(models, i, "parameters"));
    cli_cell(&grid, "%s", cli_number(criterion, 2, value));
    cli_cell(&grid, "%s", cli_number(criterion - best, 2, value));
    cli_cell(&grid, "%.1f %%", 100 * cli_table_number(models, i, "weight") / weights);
    cli_cell(&grid, "%s", cli_number(cli_table_number(models, i, "total"), 0, value));
  }
  fprintf(out, "\nModels within %g %s units of the best%s\n", cli_window(result->options),
          cli_criterion_name(search.criterion),
          sdg16_model_has_estimate(sdg16_mse_status(result->mse)) ? "" : " with an estimate");
  if (cli_grid_print(&grid, out)) return cli_out_of_memory();
  if (within > most)
    fprintf(out, "  and %s more (--top lists more)\n", cli_count(within - most, value));
  print_modes(result->modes, out);
  return EXIT_DONE;
}

/* Intervals had only the best k models of the data been open to each replicate. */
static int print_top(const sdg16_table *top, FILE *out) {
  if (!top) return EXIT_DONE;
  char value[NUMBER_SIZE];
  cli_grid grid = {.align = "rlrrrrrr"};
  static const char *const HEADS[] = {"Models", "Last added", "Lower",  "Upper",
                                      "z0",     "Accel.",     "Failed", "Best within"};
  for (size_t i = 0; i < sizeof HEADS / sizeof HEADS[0]; i++) cli_cell(&grid, "%s", HEADS[i]);
  for (int64_t i = 0; i < sdg16_table_rows(top); i++) {
    double k = cli_table_number(top, i, "k");
    const char *model = cli_table_text(top, i, "model");
    if (k > 0)
      cli_cell(&grid, "%.0f", k);
    else
      cli_cell(&grid, "all");
    cli_cell(&grid, "%s", model ? model : "");
    cli_cell(&grid, "%s", cli_number(cli_table_number(top, i, "lower"), 0, value));
    cli_cell(&grid, "%s", cli_number(cli_table_number(top, i, "upper"), 0, value));
    cli_cell(&grid, "%s", cli_number(cli_table_number(top, i, "z0"), 4, value));
    cli_cell(&grid, "%s", cli_number(cli_table_number(top, i, "acceleration"), 4, value));
    cli_cell(&grid, "%s", cli_number(cli_table_number(top, i, "failed"), 0, value));
    cli_cell(&grid, "%s", cli_number(cli_table_number(top, i, "best_within"), 0, value));
  }
  fputs("\nIntervals if each replicate chose among the best models of the data alone\n", out);
  if (cli_grid_print(&grid, out)) return cli_out_of_memory();
  fputs("  Best within: replicates whose best model of all is among these.\n", out);
  return EXIT_DONE;
}

int cli_models_text(const cli_result *result, FILE *out) {
  int status = print_candidates(result, out);
  return status ? status : print_top(sdg16_mse_top(result->mse), out);
}
