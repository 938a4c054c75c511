/* The result of sdg16 mse as text: what was found, how, and what to mind. */
#include "show/quality.h"

#include <math.h>
#include <string.h>

/* "bootstrap (BCa) that repeats the selection" */
static void interval_words(const cli_mse_options *o, int32_t method, char *out, size_t size) {
  switch (method) {
  case SDG16_INTERVAL_WALD:
    snprintf(out, size, "log-normal on the undetected part (Wald)");
    return;
  case SDG16_INTERVAL_PROFILE:
    snprintf(out, size, "multinomial profile likelihood");
    return;
  case SDG16_INTERVAL_PROFILE_POISSON:
    snprintf(out, size, "Poisson profile likelihood");
    return;
  default:
    snprintf(out, size, "%sbootstrap (%s) %s",
             o->mse.bootstrap_kind == SDG16_BOOTSTRAP_PARAMETRIC ? "parametric " : "",
             cli_bootstrap_name(method),
             o->mse.select == SDG16_SELECT_FIXED ? "of the given model"
             : o->mse.reselect                   ? "that repeats the selection"
                               : "of the selected model, without repeating the selection");
  }
}

/* The likelihood rises as the number undetected falls to 0: the total would be n. */
static void none_hidden_words(const sdg16_estimate *total, const char *observed, char *out,
                              size_t size) {
  char upper[NUMBER_SIZE];
  int used =
      snprintf(out, size,
               "No estimate: %s people were observed, and under the model the likelihood "
               "rises as the number undetected falls to 0. The total would be the %s "
               "people observed; ",
               observed, observed);
  if (isinf(total->upper))
    snprintf(out + used, size - (size_t)used, "it has no upper limit.");
  else
    snprintf(out + used, size - (size_t)used, "its upper limit is %s.",
             cli_number(cli_limit_up(total->upper), 0, upper));
}

void cli_headline(const cli_result *result, const sdg16_estimate *total, int32_t status,
                  FILE *out) {
  const cli_mse_options *o = result->options;
  char sentence[768], value[NUMBER_SIZE], observed[NUMBER_SIZE], hidden[NUMBER_SIZE],
      interval[2 * NUMBER_SIZE + 192] = "", lower[NUMBER_SIZE], upper[NUMBER_SIZE];
  int64_t n = sdg16_capture_observed(result->capture);
  cli_count(n, observed);
  if (status == SDG16_MODEL_NONE_HIDDEN && !isnan(total->lower)) {
    none_hidden_words(total, observed, sentence, sizeof sentence);
  } else if (!sdg16_model_has_estimate(status)) {
    snprintf(sentence, sizeof sentence,
             "No estimate: %s people were observed, but the data do not allow an estimate of "
             "how many were not (%s).",
             observed, cli_reason(status));
  } else {
    const char *how = total->flags & SDG16_FLAG_CONDITIONAL ? ", given the selected model"
                      : result->draws && o->mse.select != SDG16_SELECT_FIXED
                          ? ", with the selection repeated in every replicate"
                          : "";
    if (!isnan(total->lower) && isinf(total->upper))
      snprintf(interval, sizeof interval, " (%g %% interval %s or more, without limit%s)",
               total->level * 100, cli_number(total->lower, 0, lower), how);
    else if (!isnan(total->lower))
      snprintf(interval, sizeof interval, " (%g %% interval %s to %s%s)", total->level * 100,
               cli_number(total->lower, 0, lower), cli_number(total->upper, 0, upper), how);
    else if (total->method != SDG16_INTERVAL_NONE)
      snprintf(interval, sizeof interval, " (no interval could be computed, see the warnings)");
    snprintf(sentence, sizeof sentence,
             "An estimated %s people%s, of whom %s were detected: about %s %s not.",
             cli_number(total->value, 0, value), interval, observed,
             cli_number(total->value - (double)n, 0, hidden),
             strcmp(hidden, "1") ? "were" : "was");
  }
  cli_paragraph(sentence, 0, out);
}

/* What belongs beside the number: misfit, a second mode, limits that depend on the method. */
static void print_headlines(const cli_result *result, FILE *out) {
  const sdg16_table *table = sdg16_mse_diagnostics(result->mse);
  for (int64_t i = 0; i < sdg16_table_rows(table); i++) {
    const char *headline = cli_table_text(table, i, "headline");
    if (headline) cli_paragraph(headline, 0, out);
  }
}

/* "give or take 120 and 450": over other seeds. */
static void monte_carlo_cells(const cli_result *result, cli_grid *grid) {
  double low = cli_table_number(result->estimates, 0, "lower_error");
  double high = cli_table_number(result->estimates, 0, "upper_error");
  char lower[NUMBER_SIZE], upper[NUMBER_SIZE];
  cli_cell(grid, "Limits' error");
  cli_cell(grid, "%s", isnan(low) ? "unknown" : cli_number(low, 0, lower));
  cli_cell(grid, "and %s: standard deviation of the limits over other seeds",
           isnan(high) ? "unknown" : cli_number(high, 0, upper));
}

static const char *decimals(double value, char out[NUMBER_SIZE]) {
  return isnan(value) ? "undefined" : cli_number(value, 4, out);
}

/* "1,000 replicates, 3 of which cannot identify the total; z0 0.01, acceleration 0.02" */
void cli_bootstrap_words(const sdg16_draws *draws, double failed, const char *failure,
                         double z0, double acceleration, char *out, size_t size) {
  sdg16_draws_summary s;
  char made[NUMBER_SIZE], planned[NUMBER_SIZE], lost[NUMBER_SIZE], bias[NUMBER_SIZE],
      skew[NUMBER_SIZE];
  *out = '\0';
  if (sdg16_draws_summarise(draws, &s, (int64_t)sizeof s)) return;
  cli_count(s.replicates, made);
  cli_count(s.planned, planned);
  int used = s.replicates < s.planned
                 ? snprintf(out, size, "%s of the %s replicates planned", made, planned)
                 : snprintf(out, size, "%s replicates", made);
  if (failed > 0)
    used += snprintf(out + used, size - (size_t)used, ", %s of which %s",
                     cli_number(failed, 0, lost), failure);
  snprintf(out + used, size - (size_t)used, "; z0 %s, acceleration %s",
           isnan(z0) ? "infinite" : decimals(z0, bias), decimals(acceleration, skew));
}

static void rate_cells(const sdg16_mse *mse, cli_grid *grid) {
  const sdg16_table *table = sdg16_mse_estimates(mse);
  double population = cli_table_number(table, 0, "population");
  if (!(population > 0)) return;
  char value[NUMBER_SIZE], people[NUMBER_SIZE], range[RANGE_SIZE];
  double detected = cli_table_number(table, 0, "observed") * 1e5 / population;
  cli_cell(grid, "Per 100,000");
  cli_cell(grid, "%s", cli_number(cli_table_number(table, 0, "rate"), 2, value));
  double low = cli_table_number(table, 0, "rate_lower");
  double high = cli_table_number(table, 0, "no_upper_limit") > 0
                    ? INFINITY
                    : cli_table_number(table, 0, "rate_upper");
  if (isnan(low))
    cli_cell(grid, "detected and undetected");
  else
    cli_cell(grid, "%s, detected and undetected", cli_range(low, high, 2, range));
  cli_cell(grid, "%s", "");
  cli_cell(grid, "%s", cli_number(detected, 2, value));
  cli_cell(grid, "detected only, as 16.2.2 is reported; population %s",
           cli_number(population, 0, people));
}

static void interval_cells(const cli_result *result, const sdg16_estimate *total,
                           cli_grid *grid) {
  char lower[NUMBER_SIZE], upper[NUMBER_SIZE], words[256];
  if (total->method == SDG16_INTERVAL_NONE) return;
  interval_words(result->options, total->method, words, sizeof words);
  cli_cell(grid, "%g %% interval", total->level * 100);
  if (isnan(total->lower)) {
    cli_cell(grid, "none");
    cli_cell(grid, "from a %s: see the warnings", words);
  } else {
    cli_cell(grid, "%s", cli_number(total->lower, 0, lower));
    cli_cell(grid, "%s%s: %s%s", isinf(total->upper) ? "or more, without limit" : "to ",
             isinf(total->upper) ? "" : cli_number(total->upper, 0, upper), words,
             total->flags & SDG16_FLAG_CONDITIONAL && !result->draws
                 ? ", given the selected model"
                 : "");
  }
  if (!result->draws) return;
  monte_carlo_cells(result, grid);
  cli_bootstrap_words(result->draws, cli_table_number(result->estimates, 0, "failed"),
                      "cannot identify the total", cli_table_number(result->estimates, 0, "z0"),
                      cli_table_number(result->estimates, 0, "acceleration"), words,
                      sizeof words);
  cli_cell(grid, "Bootstrap");
  cli_cell(grid, "%s", "");
  cli_cell(grid, "%s", words);
}

static const char *people_word(const char *number) {
  return strcmp(number, "1") ? "people" : "person";
}

static int print_numbers(const cli_result *result, const sdg16_estimate *total, FILE *out) {
  if (!sdg16_model_has_estimate(sdg16_mse_status(result->mse))) return EXIT_DONE;
  char value[NUMBER_SIZE];
  cli_grid grid = {.align = "lrl"};
  double n = (double)sdg16_capture_observed(result->capture);
  fputs("\nEstimate\n", out);
  cli_cell(&grid, "Total");
  cli_cell(&grid, "%s", cli_number(total->value, 0, value));
  cli_cell(&grid, "%s", people_word(value));
  cli_cell(&grid, "Detected");
  cli_cell(&grid, "%s", cli_number(n, 0, value));
  cli_cell(&grid, "%s on at least one list", people_word(value));
  cli_cell(&grid, "Undetected");
  cli_cell(&grid, "%s", cli_number(total->value - n, 0, value));
  cli_cell(&grid, "%s", people_word(value));
  cli_cell(&grid, "Standard error");
  cli_cell(&grid, "%s", cli_number(total->se, 0, value));
  cli_cell(&grid, "%s", people_word(value));
  interval_cells(result, total, &grid);
  rate_cells(result->mse, &grid);
  return cli_grid_print(&grid, out) ? cli_out_of_memory() : EXIT_DONE;
}

/* ---- the model ---- */

void cli_print_selection(const cli_mse_options *options, const sdg16_search_summary *search,
                         int refused, FILE *out) {
  char universe[NUMBER_SIZE], fitted[NUMBER_SIZE], gap[NUMBER_SIZE];
  const char *name = cli_criterion_name(search->criterion);
  if (search->universe >= 0)
    cli_count(search->universe, universe);
  else if (isnan(search->universe_log10))
    strcpy(universe, "very many");
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
      fprintf(out, "lowest %s of all %s models considered%s: proved (%s fits)\n", name,
              universe, refused ? " that have an estimate" : "", fitted);
    else
      fprintf(out, "lowest %s found among %s models; not proved: another may be lower%s%s\n",
              name, universe, isnan(search->gap) ? "" : " by up to ",
              isnan(search->gap) ? "" : cli_number(search->gap, 2, gap));
  }
}

static void print_model(const cli_mse_options *options, const sdg16_mse *mse, FILE *out) {
  const sdg16_table *table = sdg16_mse_estimates(mse);
  const char *model = cli_table_text(table, 0, "model");
  const char *names = cli_table_text(table, 0, "model_names");
  sdg16_search_summary search;
  if (!model) return;
  int32_t status = sdg16_mse_status(mse);
  int given = options->mse.select == SDG16_SELECT_FIXED;
  int refused = status == SDG16_MODEL_UNBOUNDED_PREFERRED;
  fprintf(out, "\nModel\n  %-12s%s%s\n",
          given     ? "Given"
          : refused ? "Refused"
                    : "Selected",
          model, refused ? ": the best of those with an estimate" : "");
  if (names) {
    fprintf(out, "  %-12s", "");
    cli_put_safe(names, out);
    fputc('\n', out);
  }
  if (!sdg16_mse_search(mse, &search, (int64_t)sizeof search))
    cli_print_selection(options, &search, refused, out);
  if (!sdg16_model_has_estimate(status)) return;
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
    fprintf(out, "  %-12s%s is minus infinity: no one is on all its lists\n", "Boundary",
            boundary);
}

int cli_said_on_top(const sdg16_table *diagnostics, int64_t row) {
  const char *message = cli_table_text(diagnostics, row, "message");
  const char *headline = cli_table_text(diagnostics, row, "headline");
  return headline && message && strstr(message, headline);
}

static void print_diagnostics(const sdg16_mse *mse, const sdg16_capture *capture, FILE *out) {
  const sdg16_table *table = sdg16_mse_diagnostics(mse);
  int64_t rows = sdg16_table_rows(table);
  if (rows + sdg16_table_rows(sdg16_capture_notes(capture)) > 0)
    fputs("\nWarnings and notes\n", out);
  for (int notes = 0; notes < 2; notes++) { /* the warnings first */
    cli_print_notes(capture, notes ? "note" : "warning", out);
    for (int64_t i = 0; i < rows; i++) {
      const char *severity = cli_table_text(table, i, "severity");
      const char *message = cli_table_text(table, i, "message");
      if ((severity && !strcmp(severity, "note")) != notes) continue;
      if (cli_said_on_top(table, i)) continue;
      int indent = fprintf(out, "  %s: ", severity ? severity : "note");
      cli_paragraph(message ? message : "", indent, out);
    }
  }
}

int cli_mse_text(const cli_result *result, FILE *out) {
  sdg16_estimate total;
  if (sdg16_mse_estimate(result->mse, &total, (int64_t)sizeof total))
    return cli_error(EXIT_OTHER, "the estimate cannot be read");
  cli_headline(result, &total, sdg16_mse_status(result->mse), out);
  print_headlines(result, out);
  int status = cli_print_reading(&result->options->in, result->options->protection.asked,
                                 result->capture, out);
  if (!status) status = print_numbers(result, &total, out);
  if (status) return status;
  print_model(result->options, result->mse, out);
  status = cli_quality_text(result, out);
  if (!status) status = cli_models_text(result, out);
  if (!status) status = cli_print_source(&result->options->in, result->capture, out);
  if (!status) status = cli_print_lists(result->capture, out);
  if (!status) print_diagnostics(result->mse, result->capture, out);
  return status;
}
