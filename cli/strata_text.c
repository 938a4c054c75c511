/* The result of sdg16 mse --by as text: a table of all lines, warnings counted. */
#include "cli.h"

#include <math.h>
#include <string.h>

/* "sex F, age minor"; "Total" when no column has a value. */
static void label(const cli_result *result, const sdg16_table *table, int64_t row, char *out,
                  size_t size) {
  size_t used = 0;
  *out = '\0';
  for (int64_t k = 0; k < result->options->capture.stratum_count && used < size; k++) {
    const char *value = cli_table_text(table, row, result->options->by[k]);
    if (value)
      used += (size_t)snprintf(out + used, size - used, "%s%.60s %.60s", used ? ", " : "",
                               result->options->by[k], *value ? value : "(blank)");
  }
  if (!used) snprintf(out, size, "Total");
}

/* Whether the stratum of row `part` belongs to the sum of row `sum`. */
static int belongs(const cli_result *result, int64_t part, int64_t sum) {
  if (cli_is_sum(result, part)) return 0;
  for (int64_t k = 0; k < result->options->capture.stratum_count; k++) {
    const char *value = cli_table_text(result->estimates, sum, result->options->by[k]);
    if (value && strcmp(value, cli_table_text(result->estimates, part, result->options->by[k])))
      return 0;
  }
  return 1;
}

static int estimated(const cli_result *result, int64_t row) {
  return !isnan(cli_table_number(result->estimates, row, "total"));
}

static int64_t missing_parts(const cli_result *result, int64_t sum) {
  int64_t missing = 0;
  for (int64_t i = 0; i < sdg16_table_rows(result->estimates); i++)
    missing += belongs(result, i, sum) && !estimated(result, i);
  return missing;
}

static void status_cell(const cli_result *result, int64_t row, cli_grid *grid) {
  if (result->options->protected) { /* the reasons tell of strata that are suppressed */
    const char *status = cli_table_text(result->estimates, row, "status");
    const char *flags = cli_table_text(result->estimates, row, "flags");
    int more = flags && *flags && !cli_is_taken_out(result->estimates, row);
    cli_cell(grid, "%s%s%s", status ? status : "", more ? ", " : "", more ? flags : "");
    return;
  }
  const char *scope = cli_table_text(result->estimates, row, "scope");
  if (!estimated(result, row)) {
    const sdg16_mse *mse = cli_mse_of_row(result, row);
    if (mse)
      cli_cell(grid, "no estimate: %s", cli_reason(sdg16_mse_status(mse)));
    else
      cli_cell(grid, "no estimate in any of its strata");
    return;
  }
  int64_t missing = scope ? missing_parts(result, row) : 0;
  if (!missing)
    cli_cell(grid, "ok");
  else if (!strcmp(scope, "all"))
    cli_cell(grid, "%lld without estimate count as observed", (long long)missing);
  else
    cli_cell(grid, "%lld without estimate left out", (long long)missing);
}

static void range_cell(double lower, double upper, int decimals, cli_grid *grid) {
  char low[NUMBER_SIZE], high[NUMBER_SIZE];
  if (isnan(lower))
    cli_cell(grid, "-");
  else
    cli_cell(grid, "%s to %s", cli_number(lower, decimals, low),
             cli_number(upper, decimals, high));
}

static void rate_cells(const cli_result *result, int64_t row, cli_grid *grid) {
  char value[NUMBER_SIZE];
  cli_cell(grid, "%s", cli_number(cli_table_number(result->estimates, row, "rate"), 2, value));
  range_cell(cli_table_number(result->estimates, row, "rate_lower"),
             cli_table_number(result->estimates, row, "rate_upper"), 2, grid);
}

static int print_lines(const cli_result *result, double level, FILE *out) {
  const sdg16_table *table = result->estimates;
  int rates = result->options->population != NULL;
  cli_grid grid = {.align = rates ? "lrrrrrll" : "lrrrll"};
  char name[1024], value[NUMBER_SIZE];
  cli_cell(&grid, "Group");
  cli_cell(&grid, "Detected");
  cli_cell(&grid, "Estimate");
  cli_cell(&grid, "%g %% interval", level * 100);
  if (rates) {
    cli_cell(&grid, "Per 100,000");
    cli_cell(&grid, "%g %% interval", level * 100);
  }
  cli_cell(&grid, "Model");
  cli_cell(&grid, "Status");
  for (int64_t i = 0; i < sdg16_table_rows(table); i++) {
    const char *model = cli_is_sum(result, i) ? "" : cli_table_text(table, i, "model");
    const char *scope = cli_table_text(table, i, "scope");
    label(result, table, i, name, sizeof name);
    cli_cell(&grid, "%s%s", name, scope && !strcmp(scope, "estimable") ? " (estimable)" : "");
    cli_cell(&grid, "%s", cli_number(cli_table_number(table, i, "observed"), 0, value));
    cli_cell(&grid, "%s", cli_number(cli_table_number(table, i, "total"), 0, value));
    range_cell(cli_table_number(table, i, "lower"), cli_table_number(table, i, "upper"), 0,
               &grid);
    if (rates) rate_cells(result, i, &grid);
    cli_cell(&grid, "%s", model && estimated(result, i) ? model : "");
    status_cell(result, i, &grid);
  }
  return cli_grid_print(&grid, out) ? cli_out_of_memory() : EXIT_DONE;
}

static void print_method(const cli_result *result, FILE *out) {
  const cli_options *o = result->options;
  char words[256];
  int64_t strata = sdg16_strata_count(result->strata);
  fputs("\nMethod\n", out);
  if (o->mse.select == SDG16_SELECT_FIXED)
    fprintf(out, "  %-12sthe model %s in each of %lld strata\n", "Given",
            o->mse.model ? o->mse.model : "of independent lists", (long long)strata);
  else if (o->common_model)
    fprintf(out, "  %-12sone model for all strata, by the %s of all together\n", "Selected",
            cli_criterion_name(o->mse.select));
  else
    fprintf(out, "  %-12sa model in each of %lld strata by itself (--common-model: one)\n",
            "Selected", (long long)strata);
  for (int64_t s = 0; s < strata && o->mse.select != SDG16_SELECT_FIXED; s++) {
    sdg16_search_summary search;
    const sdg16_mse *mse = sdg16_strata_mse(result->strata, s);
    if (!sdg16_model_has_estimate(sdg16_mse_status(mse)) ||
        sdg16_mse_search(mse, &search, (int64_t)sizeof search))
      continue;
    cli_print_selection(o, &search, out);
    break;
  }
  if (!result->draws) {
    if (o->mse.interval != SDG16_INTERVAL_NONE && estimated(result, 0))
      fprintf(out, "  %-12ssums have log-normal intervals on the undetected part (Wald)\n",
              "Intervals");
    return;
  }
  fprintf(out, "  %-12sbootstrap (%s)%s, draws added up in sums\n", "Intervals",
          o->mse.interval == SDG16_INTERVAL_PERCENTILE ? "percentile"
          : o->mse.interval == SDG16_INTERVAL_BASIC    ? "basic"
                                                       : "BCa",
          o->mse.select == SDG16_SELECT_FIXED ? ""
          : o->mse.reselect                   ? " that repeats the selection"
                            : " of the selected models, which are not chosen again");
  cli_bootstrap_words(result->draws, cli_table_number(result->estimates, 0, "failed"),
                      "with a group that has no estimate and counts as observed",
                      cli_table_number(result->estimates, 0, "z0"),
                      cli_table_number(result->estimates, 0, "acceleration"), words,
                      sizeof words);
  fprintf(out, "  %-12s%s (of the total)\n", "Bootstrap", words);
}

/* ---- warnings, counted by their code ---- */

static const struct {
  const char *code, *sentence;
} CONDENSED[] = {
    {"no-overlap", "No estimate, because nobody is on two lists"},
    {"too-few-lists", "No estimate, because fewer than two lists have anybody on them"},
    {"none-admissible", "No estimate, because no model that was considered can be estimated"},
    {"no-mle", "No estimate, because the model has no maximum likelihood estimate"},
    {"not-identifiable", "No estimate, because the model's parameters cannot be told apart"},
    {"not-converged", "No estimate, because the fit did not converge"},
    {"empty-list", "A list has nobody on it and carries no information"},
    {"empty-pairs", "Pairs of lists share nobody"},
    {"low-coverage",
     "Sample coverage is below 55 %, where the estimate rests on the model and estimators "
     "disagree widely"},
    {"few-observed", "Fewer than 30 people were observed"},
    {"boundary-terms", "The model joins lists that share nobody (terms of -infinity)"},
    {"large-factor", "The estimate is more than 20 times the number observed: unreliable"},
    {"search-not-exact", "The search ran out of its time: a better model may exist"},
    {"conditional-interval", "The interval takes the selected model as known"},
    {"model-uncertainty", "Other models lie within 6 units of the best criterion"},
    {"lower-clamped", "The lower limit is the number observed"},
    {"upper-open", "There is no finite upper limit"},
    {"bca-undefined", "A BCa interval is not defined (a percentile interval is)"},
    {"partial-draws", "Only a part of the replicates planned was made"},
    {"replicates-failed", "Replicates without an estimate are left out"},
};

static const char *condensed(const char *code) {
  for (size_t i = 0; i < sizeof CONDENSED / sizeof CONDENSED[0]; i++)
    if (!strcmp(CONDENSED[i].code, code)) return CONDENSED[i].sentence;
  return NULL;
}

#define NAMED 3 /* strata that a condensed warning names */

/* All rows of the diagnostics that have the code of row `first`; 1: not in full. */
static int print_code(const cli_result *result, int64_t first, FILE *out) {
  const sdg16_table *table = result->diagnostics;
  const char *code = cli_table_text(table, first, "code");
  const char *severity = cli_table_text(table, first, "severity");
  char name[256], names[1024] = "", text[2048];
  int64_t count = 0;
  for (int64_t i = first; i < sdg16_table_rows(table); i++) {
    if (strcmp(code, cli_table_text(table, i, "code"))) continue;
    if (!strcmp(cli_table_text(table, i, "severity"), "warning")) severity = "warning";
    label(result, table, i, name, sizeof name);
    size_t used = strlen(names);
    if (count++ < NAMED)
      snprintf(names + used, sizeof names - used, "%s%s", used ? "; " : "", name);
  }
  const char *sentence = condensed(code);
  if (count == 1 || !sentence) {
    label(result, table, first, name, sizeof name);
    int all = !strcmp(name, "Total");
    snprintf(text, sizeof text, "%s%s%s", all ? "" : name, all ? "" : ": ",
             cli_table_text(table, first, "message"));
  } else {
    int used = snprintf(text, sizeof text, "%s: %lld of %lld strata (%s", sentence,
                        (long long)count, (long long)sdg16_strata_count(result->strata), names);
    if (count > NAMED)
      used += snprintf(text + used, sizeof text - (size_t)used, " and %lld more",
                       (long long)(count - NAMED));
    snprintf(text + used, sizeof text - (size_t)used, ").");
  }
  int indent = fprintf(out, "  %s: ", severity);
  cli_paragraph(text, indent, out);
  return count > 1 && sentence;
}

static void print_warnings(const cli_result *result, FILE *out) {
  const sdg16_table *table = result->diagnostics;
  int said = sdg16_table_rows(sdg16_capture_notes(result->capture)) > 0, shortened = 0;
  if (said) fputs("\nWarnings and notes\n", out);
  cli_print_notes(result->capture, out);
  for (int64_t i = 0; i < sdg16_table_rows(table); i++) {
    int64_t before = 0;
    while (strcmp(cli_table_text(table, before, "code"), cli_table_text(table, i, "code")))
      before++;
    if (before < i) continue; /* said with the first of its code */
    if (!said++) fputs("\nWarnings and notes\n", out);
    shortened |= print_code(result, i, out);
  }
  for (int64_t i = 0; i < sdg16_table_rows(result->estimates); i++) {
    const char *undefined = cli_is_sum(result, i) ? cli_undefined_bca(result, i) : NULL;
    char name[1024], text[2048];
    if (!undefined) continue;
    label(result, result->estimates, i, name, sizeof name);
    snprintf(text, sizeof text, "%s: %s", name, undefined);
    if (!said++) fputs("\nWarnings and notes\n", out);
    cli_paragraph(text, fprintf(out, "  warning: "), out);
  }
  if (shortened)
    fputs("  (--format json and csv have the warnings of every group in full)\n", out);
}

static void headline(const cli_result *result, const sdg16_estimate *total, FILE *out) {
  char sentence[256], observed[NUMBER_SIZE];
  if (sdg16_model_has_estimate(sdg16_strata_status(result->strata))) {
    cli_headline(result, total, SDG16_MODEL_OK, out);
    return;
  }
  snprintf(sentence, sizeof sentence,
           "No estimate: %s people were observed, but none of the strata allows an estimate of "
           "how many were not (the reasons are below).",
           cli_count(sdg16_capture_observed(result->capture), observed));
  cli_paragraph(sentence, 0, out);
}

#define GROUPS "Groups: the total, the margins, the combinations\n"

int cli_protected_text(const cli_result *result, FILE *out) {
  if (result->strata) fputs(GROUPS, out);
  int status = print_lines(result, result->options->mse.level, out);
  if (status) return status;
  fputs("\nData\n", out);
  for (int64_t i = 0; i < result->options->file_count; i++) {
    fprintf(out, "  %-12s", "File");
    cli_put_safe(result->options->files[i], out);
    fputc('\n', out);
  }
  return cli_print_reading(result->options, result->capture, out);
}

int cli_strata_text(const cli_result *result, FILE *out) {
  sdg16_estimate total;
  if (sdg16_strata_estimate(result->strata, &total, (int64_t)sizeof total))
    return cli_error(EXIT_OTHER, "the estimate cannot be read");
  headline(result, &total, out);
  int status = cli_print_reading(result->options, result->capture, out);
  fputs("\n" GROUPS, out);
  if (!status) status = print_lines(result, total.level, out);
  if (status) return status;
  print_method(result, out);
  status = cli_print_source(result->options, result->capture, out);
  if (!status) status = cli_print_lists(result->capture, out);
  if (!status) print_warnings(result, out);
  return status;
}
