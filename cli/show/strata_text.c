/* The result of sdg16 mse --by as text: a table of all lines, warnings counted. */
#include "show/quality.h"

#include <math.h>
#include <string.h>

/* "sex F, age minor"; "Total" when no column has a value. */
static void put_label(const cli_result *result, const sdg16_table *table, int64_t row,
                      FILE *out) {
  if (!cli_put_stratum(result, table, row, " ", ", ", out)) fputs("Total", out);
}

static int label_cell(const cli_result *result, const sdg16_table *table, int64_t row,
                      cli_grid *grid) {
  cli_buffer name;
  int status = cli_buffer_open(&name);
  if (status) return status;
  put_label(result, table, row, name.stream);
  status = cli_buffer_close(&name);
  if (status) return status;
  cli_cell(grid, "%s", name.bytes);
  cli_buffer_drop(&name);
  return EXIT_DONE;
}

/* Whether the stratum of row `part` belongs to the sum of row `sum`. */
static int is_part_of(const cli_result *result, int64_t part, int64_t sum) {
  if (cli_is_sum(result, part)) return 0;
  for (int64_t k = 0; k < result->options->in.capture.stratum_count; k++) {
    const char *value = cli_table_text(result->estimates, sum, result->options->in.by.name[k]);
    if (value &&
        strcmp(value, cli_table_text(result->estimates, part, result->options->in.by.name[k])))
      return 0;
  }
  return 1;
}

static int has_estimate(const cli_result *result, int64_t row) {
  return !isnan(cli_table_number(result->estimates, row, "total"));
}

/* "incomplete: 1 of 4 groups has no estimate; at least 3,600 people" */
static void incomplete_cell(const cli_result *result, int64_t sum, cli_grid *grid) {
  char value[NUMBER_SIZE];
  int64_t missing = 0, parts = 0;
  for (int64_t i = 0; i < sdg16_table_rows(result->estimates); i++) {
    int part = is_part_of(result, i, sum);
    parts += part;
    missing += part && !has_estimate(result, i);
  }
  cli_cell(grid, "incomplete: %lld of %lld groups %s no estimate; at least %s people",
           (long long)missing, (long long)parts, missing == 1 ? "has" : "have",
           cli_number(cli_table_number(result->estimates, sum, "at_least"), 0, value));
}

static void status_cell(const cli_result *result, int64_t row, cli_grid *grid) {
  if (result->options->protection.asked) { /* the reasons tell of strata that are suppressed */
    const char *status = cli_table_text(result->estimates, row, "status");
    const char *flags = cli_table_text(result->estimates, row, "flags");
    int more = flags && *flags && !cli_is_taken_out(result->estimates, row);
    cli_cell(grid, "%s%s%s", status ? status : "", more ? ", " : "", more ? flags : "");
    return;
  }
  const char *status = cli_table_text(result->estimates, row, "status");
  if (has_estimate(result, row))
    cli_cell(grid, "ok");
  else if (status && !strcmp(status, "incomplete"))
    incomplete_cell(result, row, grid);
  else
    cli_cell(grid, "no estimate: %s",
             cli_reason(status ? sdg16_model_status_from_name(status) : -1));
}

/* The limits of a row. The upper one of a table in which no one is hidden is rounded up. */
static void limits_cell(const cli_result *result, int64_t row, cli_grid *grid) {
  const sdg16_table *table = result->estimates;
  const char *status = cli_table_text(table, row, "status");
  char range[RANGE_SIZE];
  int none_hidden = status && !strcmp(status, "none-hidden");
  double upper = cli_table_number(table, row, "upper");
  if (cli_table_number(table, row, "no_upper_limit") > 0) upper = INFINITY;
  cli_cell(grid, "%s",
           cli_range(cli_table_number(table, row, "lower"),
                     none_hidden ? cli_limit_up(upper) : upper, 0, range));
}

/* Per 100,000; of an incomplete sum what its lower bound comes to. */
static void rate_cells(const cli_result *result, int64_t row, cli_grid *grid) {
  const sdg16_table *table = result->estimates;
  char value[NUMBER_SIZE], range[RANGE_SIZE];
  int open = cli_table_number(table, row, "no_upper_limit") > 0;
  double rate = cli_table_number(table, row, "rate"),
         at_least = cli_table_number(table, row, "at_least_rate");
  if (isnan(rate) && !isnan(at_least)) { /* an incomplete sum */
    char lower[NUMBER_SIZE];
    double limit = cli_table_number(table, row, "at_least_lower_rate");
    cli_cell(grid, "%s or more", cli_number(at_least, 2, value));
    cli_cell(grid, isnan(limit) ? "-" : "%s or more", cli_number(limit, 2, lower));
    return;
  }
  cli_cell(grid, "%s", cli_number(rate, 2, value));
  cli_cell(grid, "%s",
           cli_range(cli_table_number(table, row, "rate_lower"),
                     open ? INFINITY : cli_table_number(table, row, "rate_upper"), 2, range));
}

static int print_lines(const cli_result *result, double level, FILE *out) {
  const sdg16_table *table = result->estimates;
  int rates = result->options->population != NULL;
  cli_grid grid = {.align = rates ? "lrrrrrll" : "lrrrll"};
  char value[NUMBER_SIZE];
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
    if (label_cell(result, table, i, &grid)) grid.failed = 1;
    cli_cell(&grid, "%s", cli_number(cli_table_number(table, i, "observed"), 0, value));
    cli_cell(&grid, "%s", cli_number(cli_table_number(table, i, "total"), 0, value));
    limits_cell(result, i, &grid);
    if (rates) rate_cells(result, i, &grid);
    cli_cell(&grid, "%s", model && has_estimate(result, i) ? model : "");
    status_cell(result, i, &grid);
  }
  return cli_grid_print(&grid, out) ? cli_out_of_memory() : EXIT_DONE;
}

static void print_method(const cli_result *result, FILE *out) {
  const cli_mse_options *o = result->options;
  char words[256];
  int64_t strata = sdg16_strata_count(result->strata);
  fputs("\nMethod\n", out);
  if (o->mse.select == SDG16_SELECT_FIXED) {
    fprintf(out, "  %-12sthe model ", "Given");
    cli_put_safe(o->mse.model ? o->mse.model : "of independent lists", out);
    fprintf(out, " in each of %lld strata\n", (long long)strata);
  } else if (o->common_model)
    fprintf(out, "  %-12sone model for all strata, by the %s of all together\n", "Selected",
            cli_criterion_name(o->mse.select));
  else
    fprintf(out, "  %-12sa model of its own in each of %lld strata (--common-model: one)\n",
            "Selected", (long long)strata);
  for (int64_t s = 0; s < strata && o->mse.select != SDG16_SELECT_FIXED; s++) {
    sdg16_search_summary search;
    const sdg16_mse *mse = sdg16_strata_mse(result->strata, s);
    if (!sdg16_model_has_estimate(sdg16_mse_status(mse)) ||
        sdg16_mse_search(mse, &search, (int64_t)sizeof search))
      continue;
    cli_print_selection(o, &search, 0, out);
    break;
  }
  if (!result->draws) {
    if (o->mse.interval != SDG16_INTERVAL_NONE && has_estimate(result, 0))
      fprintf(out, "  %-12ssums have log-normal intervals on the undetected part (Wald)\n",
              "Intervals");
    return;
  }
  fprintf(out, "  %-12sbootstrap (%s)%s, draws added up in sums\n", "Intervals",
          cli_bootstrap_name(o->mse.interval),
          o->mse.select == SDG16_SELECT_FIXED ? ""
          : o->mse.reselect                   ? " that repeats the selection"
                            : " of the selected models, without repeating the selection");
  cli_bootstrap_words(result->draws, cli_table_number(result->estimates, 0, "failed"),
                      "cannot identify the total", cli_table_number(result->estimates, 0, "z0"),
                      cli_table_number(result->estimates, 0, "acceleration"), words,
                      sizeof words);
  int is_bound = sdg16_strata_status(result->strata) == SDG16_MODEL_INCOMPLETE;
  fprintf(out, "  %-12s%s (of the %s)\n", "Bootstrap", words,
          is_bound ? "lower bound of the total" : "total");
}

/* ---- warnings, counted by their code ---- */

static const struct {
  const char *code, *sentence;
} CONDENSED[] = {
    {"no-overlap", "No estimate, because no one is on two lists"},
    {"too-few-lists", "No estimate, because fewer than two lists have any people"},
    {"none-admissible", "No estimate, because no model that was considered can be estimated"},
    {"no-mle", "No estimate, because the model has no maximum likelihood estimate"},
    {"not-identifiable", "No estimate, because the model's parameters cannot be distinguished"},
    {"not-converged", "No estimate, because the fit did not converge"},
    {"empty-list", "A list has no people and gives no information"},
    {"identical-lists", "Two lists hold the same people"},
    {"nested-lists", "Everyone on one list is on another too"},
    {"all-on-list", "One list holds everyone observed"},
    {"unconnected-lists", "The lists form groups that never meet"},
    {"identifiers-alike", "Identifiers differ only in case, blanks or zeros, which changes how "
                          "many people are on several lists"},
    {"identifiers-differ",
     "Identifiers differ only in case, blanks or zeros, which changes how "
     "many people are on several lists"},
    {"groups-not-compared",
     "The lists form groups that never meet, and models without an upper "
     "limit to the total were not compared"},
    {"isolated-list", "A list has no one in common with any other list"},
    {"empty-pairs", "Pairs of lists have no one in common"},
    {"coverage", "Sample coverage"}, /* with the grades */
    {"assumption",
     "The estimate assumes that the highest interaction of the lists is absent (two lists: "
     "that they are independent), a closed population, that the same person is recognised on "
     "all lists, and that every person could be on each"},
    {"misfit", "The model does not fit (p-value below 0.01)"},
    {"fit-selected", "The p-value of the fit is too favourable, because the model was selected "
                     "on the same data"},
    {"saturated",
     "The model has no degrees of freedom: the data cannot show whether it is right"},
    {"below-chao", "The estimate is below Chao's lower bound by more than chance explains"},
    {"limit-on-edge", "A limit is the smallest or the largest draw: use more replicates"},
    {"above-population", "The estimate or a limit is above the population"},
    {"unbounded", "No estimate, because the overlaps set no upper limit to the total"},
    {"none-hidden",
     "No estimate, because the likelihood rises as the number undetected falls to 0"},
    {"unbounded-preferred", "No estimate, because a model in which the total has no upper "
                            "limit has a lower criterion"},
    {"ok-on-face", "Some unobserved histories have a fitted mean of 0"},
    {"few-observed", "Fewer than 30 people were observed"},
    {"boundary-terms", "The model joins lists that have no one in common (terms of -infinity)"},
    {"large-factor",
     "The estimate is more than 20 times the number observed, and not reliable"},
    {"search-not-exact", "The search used up its budget of fits: a better model may exist"},
    {"conditional-interval", "The interval takes the selected model as known"},
    {"model-uncertainty", "Other models lie within 6 units of the best criterion"},
    {"lower-clamped", "The lower limit is the number observed"},
    {"no-upper-limit", "There is no upper limit"},
    {"bca-replaced", "The interval is the percentile interval, not BCa"},
    {"percentile-beside", "The percentile interval differs much from the BCa interval"},
    {"few-beyond", "Fewer than 20 draws lie beyond a limit: it is not stable"},
    {"draws-modes", "The replicates lie near one of several totals"},
    {"refused-lower", "A model in which the total has no upper limit fits as well"},
    {"few-replicates", "No interval, because it needs more replicates than were made"},
    {"draws-missing", "No interval, because the total cannot be identified in many replicates"},
    {"lower-infinite", "No interval, because its lower limit would be infinite"},
    {"replicates-infinite", "Replicates in which the undetected have no bound"},
    {"stopped", "The computation was stopped early: there are fewer replicates than planned"},
    {"partial-draws", "Only a part of the planned replicates was made"},
    {"replicates-failed", "Replicates in which the total cannot be identified"},
    {"incomplete", "Sums have no estimate, because a group in them has none"},
    {"no-stratum", "Sums have no estimate, because no group in them has one"},
    {"unconverged-models", "Models whose fit did not converge could not be compared"},
    {"replicates-not-proved",
     "In some replicates it is not proved that the selected model is the best"},
    {"refused-not-searched",
     "The search for models that fit better but have no estimate used up its budget of fits"},
};

static const char *condensed_sentence(const char *code) {
  for (size_t i = 0; i < sizeof CONDENSED / sizeof CONDENSED[0]; i++)
    if (!strcmp(CONDENSED[i].code, code)) return CONDENSED[i].sentence;
  return NULL;
}

#define NAMED 3 /* strata that a condensed warning names */

/* Whether an earlier row has the same code for the same stratum: two pairs of nested lists. */
static int is_repeated(const cli_result *result, int64_t row) {
  const sdg16_table *table = result->diagnostics;
  const char *code = cli_table_text(table, row, "code");
  for (int64_t i = 0; i < row; i++)
    if (!strcmp(code, cli_table_text(table, i, "code")) &&
        cli_same_stratum(result, table, i, table, row))
      return 1;
  return 0;
}

/* Rows of the diagnostics with one code. */
typedef struct same_code {
  int64_t first, rows;
  int64_t strata;     /* that have it */
  int32_t is_warning; /* of any of them */
} same_code;

static int is_sum_row(const cli_result *result, const sdg16_table *table, int64_t row) {
  for (int64_t k = 0; k < result->options->in.capture.stratum_count; k++)
    if (!cli_table_text(table, row, result->options->in.by.name[k])) return 1;
  return 0;
}

static int has_code(const sdg16_table *table, int64_t row, const same_code *all) {
  return !strcmp(cli_table_text(table, all->first, "code"), cli_table_text(table, row, "code"));
}

static same_code gather_code(const cli_result *result, int64_t first) {
  const sdg16_table *table = result->diagnostics;
  same_code all = {.first = first};
  for (int64_t i = first; i < sdg16_table_rows(table); i++) {
    if (!has_code(table, i, &all)) continue;
    all.is_warning |= !strcmp(cli_table_text(table, i, "severity"), "warning");
    all.rows++;
    all.strata += !is_repeated(result, i) && !is_sum_row(result, table, i);
  }
  return all;
}

/* "Total; sex F": the sums that have the code, or the first strata. Returns how many. */
static int64_t put_names(const cli_result *result, const same_code *all, int sums, FILE *out) {
  const sdg16_table *table = result->diagnostics;
  int64_t said = 0;
  for (int64_t i = all->first; i < sdg16_table_rows(table) && (sums || said < NAMED); i++) {
    if (!has_code(table, i, all) || is_repeated(result, i) ||
        is_sum_row(result, table, i) != sums)
      continue;
    if (said++) fputs("; ", out);
    put_label(result, table, i, out);
  }
  return said;
}

/* What follows the names of the first strata. */
static void put_rest(int64_t count, FILE *out) {
  if (count > NAMED) fprintf(out, " and %lld more", (long long)(count - NAMED));
  fputc(')', out);
}

/* "There is no upper limit: Total; 2 of 6 strata (sex F; sex M)." */
static void put_condensed(const cli_result *result, const char *sentence, const same_code *all,
                          FILE *out) {
  fprintf(out, "%s: ", sentence);
  int64_t sums = put_names(result, all, 1, out);
  if (all->strata) {
    fprintf(out, "%s%lld of %lld strata (", sums ? "; " : "", (long long)all->strata,
            (long long)sdg16_strata_count(result->strata));
    put_names(result, all, 0, out);
    put_rest(all->strata, out);
  }
  fputc('.', out);
}

static int has_grade(const cli_result *result, int64_t row, const char *wanted) {
  const char *grade =
      sdg16_coverage_grade(cli_table_number(result->estimates, row, "coverage"));
  return !cli_is_sum(result, row) && grade && !strcmp(grade, wanted);
}

/* "sex F 14 %; sex M 20 %": the first strata of a grade. */
static void put_shares(const cli_result *result, const char *grade, FILE *out) {
  int64_t said = 0;
  for (int64_t i = 0; i < sdg16_table_rows(result->estimates) && said < NAMED; i++) {
    if (!has_grade(result, i, grade)) continue;
    if (said++) fputs("; ", out);
    put_label(result, result->estimates, i, out);
    fprintf(out, " %lld %%", llround(100 * cli_table_number(result->estimates, i, "coverage")));
  }
}

/* "Sample coverage: very low in 2 of 3 strata (sex F 14 %; sex M 20 %), ..." */
static void put_coverage(const cli_result *result, FILE *out) {
  static const char *const GRADES[] = {"very low", "low", "moderate", "high"};
  int grades = 0;
  fputs("Sample coverage", out);
  for (size_t g = 0; g < sizeof GRADES / sizeof GRADES[0]; g++) {
    int64_t count = 0;
    for (int64_t i = 0; i < sdg16_table_rows(result->estimates); i++)
      count += has_grade(result, i, GRADES[g]);
    if (!count) continue;
    fprintf(out, "%s %s in %lld of %lld strata (", grades++ ? ";" : ":", GRADES[g],
            (long long)count, (long long)sdg16_strata_count(result->strata));
    put_shares(result, GRADES[g], out);
    put_rest(count, out);
  }
  fputc('.', out);
}

/* The words of a buffer as a paragraph after the severity; the buffer is gone then. */
static int print_words(cli_buffer *words, const char *severity, FILE *out) {
  int status = cli_buffer_close(words);
  if (status) return status;
  cli_paragraph(words->bytes, fprintf(out, "  %s: ", severity), out);
  cli_buffer_drop(words);
  return EXIT_DONE;
}

static int print_in_full(const cli_result *result, const same_code *all, FILE *out) {
  const sdg16_table *table = result->diagnostics;
  int status = EXIT_DONE;
  for (int64_t i = 0; i < sdg16_table_rows(table) && !status; i++) {
    cli_buffer words;
    if (!has_code(table, i, all)) continue;
    status = cli_buffer_open(&words);
    if (status) return status;
    put_label(result, table, i, words.stream);
    fprintf(words.stream, ": %s", cli_table_text(table, i, "message"));
    status = print_words(&words, cli_table_text(table, i, "severity"), out);
  }
  return status;
}

/* What the rows of one code say; *shortened: not in full. */
static int print_code(const cli_result *result, const same_code *all, int *shortened,
                      FILE *out) {
  const char *code = cli_table_text(result->diagnostics, all->first, "code"),
             *sentence = condensed_sentence(code);
  if (all->rows == 1 || !sentence) return print_in_full(result, all, out);
  cli_buffer words;
  int status = cli_buffer_open(&words);
  if (status) return status;
  if (!strcmp(code, "coverage"))
    put_coverage(result, words.stream);
  else
    put_condensed(result, sentence, all, words.stream);
  *shortened = 1;
  return print_words(&words, all->is_warning ? "warning" : "note", out);
}

/* Whether an earlier row has the code: the row is said with that. */
static int is_said(const sdg16_table *table, int64_t row) {
  const char *code = cli_table_text(table, row, "code");
  for (int64_t i = 0; i < row; i++)
    if (!strcmp(cli_table_text(table, i, "code"), code)) return 1;
  return 0;
}

static int print_warnings(const cli_result *result, FILE *out) {
  const sdg16_table *table = result->diagnostics;
  int shortened = 0, status = EXIT_DONE;
  fputs("\nWarnings and notes\n", out);     /* there is always one about the assumptions */
  for (int notes = 0; notes < 2; notes++) { /* the warnings first */
    cli_print_notes(result->capture, notes ? "note" : "warning", out);
    for (int64_t i = 0; i < sdg16_table_rows(table) && !status; i++) {
      if (is_said(table, i)) continue;
      same_code all = gather_code(result, i);
      if (all.is_warning != notes) status = print_code(result, &all, &shortened, out);
    }
  }
  if (shortened)
    fputs("  (--format json and csv have the warnings of every group in full)\n", out);
  return status;
}

static void bound_headline(const cli_result *result, FILE *out) {
  char sentence[512], lower[2 * NUMBER_SIZE + 64] = "", value[NUMBER_SIZE],
                                              observed[NUMBER_SIZE];
  sdg16_estimate bound;
  if (sdg16_strata_at_least(result->strata, &bound, (int64_t)sizeof bound)) return;
  if (!isnan(bound.lower))
    snprintf(lower, sizeof lower, " (lower limit of the %g %% interval %s)", bound.level * 100,
             cli_number(bound.lower, 0, value));
  snprintf(sentence, sizeof sentence,
           "No estimate of the total, since not every group allows one. An estimated %s people "
           "at least%s: the %s detected, and the undetected of the groups that allow an "
           "estimate.",
           cli_number(bound.value, 0, value), lower,
           cli_count(sdg16_capture_observed(result->capture), observed));
  cli_paragraph(sentence, 0, out);
}

static void print_headline(const cli_result *result, const sdg16_estimate *total, FILE *out) {
  char sentence[256], observed[NUMBER_SIZE];
  if (sdg16_strata_status(result->strata) == SDG16_MODEL_INCOMPLETE) {
    bound_headline(result, out);
    return;
  }
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

/* What belongs beside the number of the total; and how many other groups have such warnings. */
static void group_headlines(const cli_result *result, FILE *out) {
  const sdg16_table *table = result->diagnostics;
  char sentence[256], some[NUMBER_SIZE];
  int64_t groups = 0;
  for (int64_t i = 0; i < sdg16_table_rows(table); i++) {
    int64_t before = 0;
    const char *headline = cli_table_text(table, i, "headline");
    if (!headline) continue;
    if (cli_same_stratum(result, table, i, result->estimates, 0)) {
      cli_paragraph(headline, 0, out);
      continue;
    }
    while (before < i && !(cli_table_text(table, before, "headline") &&
                           cli_same_stratum(result, table, before, table, i)))
      before++;
    groups += before == i;
  }
  if (!groups) return;
  snprintf(
      sentence, sizeof sentence,
      "Read the warnings below before you use the numbers: in %s group%s they say that the "
      "number or its interval is doubtful.",
      cli_count(groups, some), groups == 1 ? "" : "s");
  cli_paragraph(sentence, 0, out);
}

#define GROUPS "Groups: the total, the margins, the combinations\n"

int cli_protected_text(const cli_result *result, FILE *out) {
  if (result->strata) fputs(GROUPS, out);
  int status = print_lines(result, result->options->mse.level, out);
  if (status) return status;
  fputs("\nData\n", out);
  for (int64_t i = 0; i < result->options->in.files.count; i++) {
    fprintf(out, "  %-12s", "File");
    cli_put_safe(cli_shown_path(result->options->in.files.path[i]), out);
    fputc('\n', out);
  }
  status = cli_print_reading(&result->options->in, result->options->protection.asked,
                             result->capture, out);
  return status ? status : cli_print_protected_notes(result, out);
}

int cli_strata_text(const cli_result *result, FILE *out) {
  sdg16_estimate total;
  if (sdg16_strata_estimate(result->strata, &total, (int64_t)sizeof total))
    return cli_error(EXIT_OTHER, "the estimate cannot be read");
  print_headline(result, &total, out);
  group_headlines(result, out);
  int status = cli_print_reading(&result->options->in, result->options->protection.asked,
                                 result->capture, out);
  fputs("\n" GROUPS, out);
  if (!status) status = print_lines(result, total.level, out);
  if (status) return status;
  print_method(result, out);
  status = cli_print_source(&result->options->in, result->capture, out);
  if (!status) status = cli_print_lists(result->capture, out);
  return status ? status : print_warnings(result, out);
}
