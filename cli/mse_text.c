/* The result of sdg16 mse as text: what was found, how, and what to mind. */
#include "cli.h"

#include <math.h>
#include <string.h>

#define WINDOW 6.0 /* the criterion's units within which a model is worth showing */

static const char *reason(int32_t status) {
  switch (status) {
  case SDG16_MODEL_NO_MLE:
    return "the model has no maximum likelihood estimate for these data";
  case SDG16_MODEL_NOT_IDENTIFIABLE:
    return "the model is not identifiable from these data: other values of its parameters fit "
           "equally well";
  case SDG16_MODEL_BOTH:
    return "for these data the model has no maximum likelihood estimate and is not "
           "identifiable";
  case SDG16_MODEL_NO_OVERLAP:
    return "nobody is on two lists";
  case SDG16_MODEL_TOO_FEW_LISTS:
    return "fewer than two lists have anybody on them";
  case SDG16_MODEL_NOT_CONVERGED:
    return "the fit did not converge";
  default:
    return "none of the models considered can be estimated from them";
  }
}

static void headline(const sdg16_capture *capture, const sdg16_mse *mse,
                     const sdg16_estimate *total, FILE *out) {
  char sentence[512], value[NUMBER_SIZE], observed[NUMBER_SIZE], hidden[NUMBER_SIZE],
      interval[2 * NUMBER_SIZE + 64] = "", lower[NUMBER_SIZE], upper[NUMBER_SIZE];
  int64_t n = sdg16_capture_observed(capture);
  cli_count(n, observed);
  if (sdg16_mse_status(mse) != SDG16_MODEL_OK) {
    snprintf(sentence, sizeof sentence,
             "No estimate: %s people were observed, but the data do not allow an estimate of "
             "how many were not (%s).",
             observed, reason(sdg16_mse_status(mse)));
  } else {
    if (!isnan(total->lower))
      snprintf(interval, sizeof interval,
               isinf(total->upper) ? " (%g %% interval %s or more, without limit)"
                                   : " (%g %% interval %s to %s)",
               total->level * 100, cli_number(total->lower, 0, lower),
               cli_number(total->upper, 0, upper));
    snprintf(sentence, sizeof sentence,
             "An estimated %s people%s, of whom %s were detected: about %s were not.",
             cli_number(total->value, 0, value), interval, observed,
             cli_number(total->value - (double)n, 0, hidden));
  }
  cli_paragraph(sentence, 0, out);
}

static const char *interval_words(int32_t method) {
  switch (method) {
  case SDG16_INTERVAL_WALD:
    return "log-normal on the undetected part (Wald)";
  case SDG16_INTERVAL_PROFILE:
    return "multinomial profile likelihood";
  case SDG16_INTERVAL_PROFILE_POISSON:
    return "Poisson profile likelihood";
  default:
    return "none";
  }
}

static void rates(const sdg16_mse *mse, cli_grid *grid) {
  const sdg16_table *table = sdg16_mse_estimates(mse);
  double population = cli_table_number(table, 0, "population");
  if (!(population > 0)) return;
  char value[NUMBER_SIZE], lower[NUMBER_SIZE], upper[NUMBER_SIZE];
  double detected = cli_table_number(table, 0, "observed") * 1e5 / population;
  cli_cell(grid, "Per 100,000");
  cli_cell(grid, "%s", cli_number(cli_table_number(table, 0, "rate"), 2, value));
  double low = cli_table_number(table, 0, "rate_lower");
  if (isnan(low))
    cli_cell(grid, "detected and undetected");
  else
    cli_cell(grid, "%s to %s, detected and undetected", cli_number(low, 2, lower),
             cli_number(cli_table_number(table, 0, "rate_upper"), 2, upper));
  cli_cell(grid, "%s", "");
  cli_cell(grid, "%s", cli_number(detected, 2, value));
  cli_cell(grid, "detected alone, as 16.2.2 is reported; population %s",
           cli_number(population, 0, lower));
}

static int numbers(const sdg16_capture *capture, const sdg16_mse *mse,
                   const sdg16_estimate *total, FILE *out) {
  if (sdg16_mse_status(mse) != SDG16_MODEL_OK) return EXIT_DONE;
  char value[NUMBER_SIZE], lower[NUMBER_SIZE], upper[NUMBER_SIZE];
  cli_grid grid = {.align = "lrl"};
  double n = (double)sdg16_capture_observed(capture);
  fputs("\nEstimate\n", out);
  cli_cell(&grid, "Total");
  cli_cell(&grid, "%s", cli_number(total->value, 0, value));
  cli_cell(&grid, "people");
  cli_cell(&grid, "Detected");
  cli_cell(&grid, "%s", cli_number(n, 0, value));
  cli_cell(&grid, "people on at least one list");
  cli_cell(&grid, "Undetected");
  cli_cell(&grid, "%s", cli_number(total->value - n, 0, value));
  cli_cell(&grid, "people");
  cli_cell(&grid, "Standard error");
  cli_cell(&grid, "%s", cli_number(total->se, 0, value));
  cli_cell(&grid, "people");
  if (!isnan(total->lower)) {
    cli_cell(&grid, "%g %% interval", total->level * 100);
    cli_cell(&grid, "%s", cli_number(total->lower, 0, lower));
    cli_cell(&grid, "to %s: %s%s", cli_number(total->upper, 0, upper),
             interval_words(total->method),
             total->flags & SDG16_FLAG_CONDITIONAL ? ", given the selected model" : "");
  }
  rates(mse, &grid);
  return cli_grid_print(&grid, out) ? cli_out_of_memory() : EXIT_DONE;
}

/* ---- the model ---- */

static const char *criterion_name(int32_t criterion) {
  return criterion == SDG16_SELECT_AIC    ? "AIC"
         : criterion == SDG16_SELECT_AICC ? "AICc"
                                          : "BIC";
}

static void print_selection(const cli_options *options, const sdg16_search_summary *search,
                            FILE *out) {
  char universe[NUMBER_SIZE], fitted[NUMBER_SIZE], gap[NUMBER_SIZE];
  const char *name = criterion_name(search->criterion);
  if (search->universe >= 0)
    cli_count(search->universe, universe);
  else if (isnan(search->universe_log10))
    strcpy(universe, "uncounted many");
  else
    snprintf(universe, sizeof universe, "about 10^%.1f", search->universe_log10);
  cli_count(search->fitted, fitted);
  fprintf(out, "  %-12s", "Chosen by");
  switch (options->mse.select) {
  case SDG16_SELECT_FIXED:
    fputs("the model was given, not selected from the data\n", out);
    break;
  case SDG16_SELECT_STEPWISE:
    fprintf(out, "stepwise selection of pairs by p-value (%s fits)\n", fitted);
    break;
  case SDG16_SELECT_DOWNHILL:
    fprintf(out, "descent in BIC, which may stop at a local minimum (%s fits)\n", fitted);
    break;
  default:
    if (search->universe == 1)
      fputs("the only model considered\n", out);
    else if (search->exact)
      fprintf(out, "lowest %s of all %s models considered: proved (%s fits)\n", name, universe,
              fitted);
    else
      fprintf(out,
              "lowest %s found among %s models; not proved: another may be lower by up to %s\n",
              name, universe, cli_number(search->best - search->bound, 2, gap));
  }
}

static void print_model(const cli_options *options, const sdg16_mse *mse, FILE *out) {
  const sdg16_table *table = sdg16_mse_estimates(mse);
  const char *model = cli_table_text(table, 0, "model");
  const char *names = cli_table_text(table, 0, "model_names");
  sdg16_search_summary search;
  if (!model) return;
  int given = options->mse.select == SDG16_SELECT_FIXED;
  fprintf(out, "\nModel\n  %-12s%s\n", given ? "Given" : "Selected", model);
  if (names) {
    fprintf(out, "  %-12s", "");
    cli_put_safe(names, out);
    fputc('\n', out);
  }
  if (!sdg16_mse_search(mse, &search, (int64_t)sizeof search))
    print_selection(options, &search, out);
  if (sdg16_mse_status(mse) != SDG16_MODEL_OK) return;
  char deviance[NUMBER_SIZE], aic[NUMBER_SIZE], bic[NUMBER_SIZE];
  double df = cli_table_number(table, 0, "df");
  fprintf(out,
          "  %-12sdeviance %s on %.0f degree%s of freedom, %.0f parameters, AIC %s, BIC %s\n",
          "Fit", cli_number(cli_table_number(table, 0, "deviance"), 2, deviance), df,
          df == 1 ? "" : "s", cli_table_number(table, 0, "parameters"),
          cli_number(cli_table_number(table, 0, "aic"), 2, aic),
          cli_number(cli_table_number(table, 0, "bic"), 2, bic));
  const char *boundary = cli_table_text(table, 0, "boundary_terms");
  if (boundary && *boundary)
    fprintf(out, "  %-12s%s is minus infinity: nobody is on all its lists\n", "Boundary",
            boundary);
}

/* Models nearly as good, whose totals show how much hangs on the choice. */
static int print_candidates(const cli_options *options, const sdg16_mse *mse, FILE *out) {
  static const struct {
    int32_t criterion;
    const char *column;
  } COLUMNS[] = {{SDG16_SELECT_AIC, "aic"}, {SDG16_SELECT_AICC, "aicc"}};
  const sdg16_table *models = sdg16_mse_models(mse);
  int64_t rows = sdg16_table_rows(models);
  sdg16_search_summary search;
  if (rows < 2 || sdg16_mse_search(mse, &search, (int64_t)sizeof search)) return EXIT_DONE;
  const char *column = "bic";
  for (size_t i = 0; i < 2; i++)
    if (COLUMNS[i].criterion == search.criterion) column = COLUMNS[i].column;

  char value[NUMBER_SIZE], number[NUMBER_SIZE];
  cli_grid grid = {.align = "lrrrr"};
  double best = cli_table_number(models, 0, column);
  int64_t within = 0;
  cli_cell(&grid, "Model");
  cli_cell(&grid, "Parameters");
  cli_cell(&grid, "%s", criterion_name(search.criterion));
  cli_cell(&grid, "Above best");
  cli_cell(&grid, "Total");
  for (int64_t i = 0; i < rows; i++) {
    double criterion = cli_table_number(models, i, column);
    if (!(criterion - best <= WINDOW) || within++ >= options->mse.top) continue;
    cli_cell(&grid, "%s", cli_table_text(models, i, "model"));
    cli_cell(&grid, "%.0f", cli_table_number(models, i, "parameters"));
    cli_cell(&grid, "%s", cli_number(criterion, 2, value));
    cli_cell(&grid, "%s", cli_number(criterion - best, 2, number));
    cli_cell(&grid, "%s", cli_number(cli_table_number(models, i, "total"), 0, value));
  }
  fprintf(out, "\nModels within %g %s units of the best\n", WINDOW,
          criterion_name(search.criterion));
  int status = cli_grid_print(&grid, out) ? cli_out_of_memory() : EXIT_DONE;
  if (within > options->mse.top)
    fprintf(out, "  and %s more (--top lists more)\n",
            cli_count(within - options->mse.top, number));
  return status;
}

static void print_diagnostics(const sdg16_mse *mse, FILE *out) {
  const sdg16_table *table = sdg16_mse_diagnostics(mse);
  int64_t rows = sdg16_table_rows(table);
  if (rows > 0) fputs("\nWarnings and notes\n", out);
  for (int64_t i = 0; i < rows; i++) {
    const char *severity = cli_table_text(table, i, "severity");
    const char *message = cli_table_text(table, i, "message");
    int indent = fprintf(out, "  %s: ", severity ? severity : "note");
    cli_paragraph(message ? message : "", indent, out);
  }
}

int cli_mse_text(const cli_options *options, const sdg16_capture *capture, const sdg16_mse *mse,
                 FILE *out) {
  sdg16_estimate total;
  if (sdg16_mse_estimate(mse, &total, (int64_t)sizeof total))
    return cli_error(EXIT_OTHER, "the estimate cannot be read");
  headline(capture, mse, &total, out);
  int status = numbers(capture, mse, &total, out);
  if (status) return status;
  print_model(options, mse, out);
  status = print_candidates(options, mse, out);
  if (!status) status = cli_print_source(options, capture, out);
  if (!status) status = cli_print_lists(capture, out);
  if (!status) print_diagnostics(mse, out);
  return status;
}
