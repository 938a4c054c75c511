/* The text output of sdg16 survey. */
#include "show/show.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

int cli_is_share(int32_t statistic) {
  return statistic == SDG16_SURVEY_PROPORTION || statistic == SDG16_SURVEY_AVERAGE ||
         statistic == SDG16_SURVEY_DISTRIBUTION;
}

/* The columns before the numbers: those of --by, then that of --distribution. */
static int64_t count_groups(const sdg16_survey_options *o) {
  return o->by_count + (o->statistic == SDG16_SURVEY_DISTRIBUTION);
}

/* As many digits as the statistic is worth: percentages with two, others by size. */
static const char *value(const cli_survey_options *options, double x, char out[NUMBER_SIZE]) {
  if (isnan(x)) return strcpy(out, "-");
  if (cli_is_share(options->estimation.options.statistic)) {
    char number[NUMBER_SIZE];
    snprintf(out, NUMBER_SIZE, "%.40s %%", cli_number(100 * x, 2, number));
    return out;
  }
  double size = fabs(x);
  return cli_number(x, size >= 1000 ? 0 : size >= 10 ? 2 : 4, out);
}

static void print_design(const cli_survey_options *options, const sdg16_design *design,
                         FILE *out) {
  sdg16_design_summary d;
  char rows[NUMBER_SIZE], strata[NUMBER_SIZE], psus[NUMBER_SIZE], weight[NUMBER_SIZE];
  fputs("Survey\n  File        ", out);
  cli_put_safe(cli_shown_path(options->files.path[0]), out);
  fputc('\n', out);
  if (!design || sdg16_design_summarise(design, &d, (int64_t)sizeof d)) {
    fputc('\n', out);
    return;
  }
  char line[256];
  snprintf(line, sizeof line, "%s rows, %s primary units in %s strata, %s",
           cli_count(d.rows, rows), cli_count(d.psus, psus), cli_count(d.strata, strata),
           d.replicates   ? "replicate weights"
           : d.stages > 1 ? "several stages"
                          : "linearised");
  sdg16_text_agree(line, (int64_t)sizeof line);
  fprintf(out, "  Design      %s\n", line);
  fprintf(out, "  Weights     sum %s, %.2f times the variance of equal weights%s\n\n",
          cli_number(d.weight_sum, 0, weight), d.weight_effect,
          d.normalised ? "; they do not expand to a population" : "");
}

static void print_names(const cli_survey_options *options, FILE *out) {
  const sdg16_survey_options *o = &options->estimation.options;
  const char *name = sdg16_survey_statistic_name(o->statistic);
  fputc(toupper((unsigned char)*name), out);
  fputs(name + 1, out);
  if (o->statistic == SDG16_SURVEY_QUANTILE) fprintf(out, " %.4g", o->probability);
  fputs(o->numerator ? " of " : " of the population", out);
  if (o->numerator) cli_put_safe(o->numerator, out);
  if (o->denominator) {
    fputs(" / ", out);
    cli_put_safe(o->denominator, out);
  }
  if (o->among) {
    fputs(" among ", out);
    cli_put_safe(o->among, out);
  }
  if (o->where) {
    fputs(", where ", out);
    cli_put_safe(o->where, out);
  }
  if (o->standard) {
    fputs(", standardised by ", out);
    cli_put_safe(o->standard, out);
  }
  fputc('\n', out);
}

/* With counts to hide, what is published has no standard errors and limits. */
static int is_coarse(const sdg16_table *table) {
  for (int64_t i = 0; i < sdg16_table_rows(table); i++)
    if (!isnan(cli_table_number(table, i, "se"))) return 0;
  return sdg16_table_find(table, "note") >= 0;
}

/* A value in steps, without digits that it does not have. */
static const char *coarse_value(const cli_survey_options *options, double x,
                                char out[NUMBER_SIZE]) {
  if (isnan(x)) return strcpy(out, "-");
  if (!cli_is_share(options->estimation.options.statistic)) return value(options, x, out);
  snprintf(out, NUMBER_SIZE, "%.6g %%", 100 * x);
  return out;
}

static int print_coarse_rows(const cli_survey_options *options, const sdg16_table *table,
                             FILE *out) {
  const sdg16_survey_options *o = &options->estimation.options;
  char align[SDG16_MAX_STAGES + 16], text[NUMBER_SIZE];
  memset(align, 'l', (size_t)o->by_count);
  strcpy(align + o->by_count, "rrlll");
  cli_grid grid = {.align = align};
  for (int64_t b = 0; b < o->by_count; b++) cli_cell(&grid, "%s", o->by[b]);
  cli_cell(&grid, "Estimate");
  cli_cell(&grid, "n");
  cli_cell(&grid, "CV");
  cli_cell(&grid, "Status");
  cli_cell(&grid, "Note");
  for (int64_t i = 0; i < sdg16_table_rows(table); i++) {
    for (int64_t b = 0; b < o->by_count; b++) {
      const char *level = sdg16_table_text(table, i, b);
      cli_cell(&grid, "%s", level ? level : "all");
    }
    const char *band = cli_table_text(table, i, "cv_band"),
               *note = cli_table_text(table, i, "note");
    const char *flags = cli_table_text(table, i, "flags");
    int more = flags && *flags && !cli_is_taken_out(table, i);
    cli_cell(&grid, "%s", coarse_value(options, cli_table_number(table, i, "value"), text));
    cli_cell(&grid, "%s", cli_number(cli_table_number(table, i, "n"), 0, text));
    cli_cell(&grid, "%s", band ? band : "-");
    cli_cell(&grid, "%s%s%s", cli_table_text(table, i, "status"), more ? ", " : "",
             more ? flags : "");
    cli_cell(&grid, "%s", note && !cli_is_taken_out(table, i) ? note : "");
  }
  return cli_grid_print(&grid, out) ? cli_out_of_memory() : EXIT_DONE;
}

static int print_rows(const cli_survey_options *options, const sdg16_table *table, FILE *out) {
  const sdg16_survey_options *o = &options->estimation.options;
  int reliability = o->scheme != SDG16_SCHEME_NONE;
  char align[SDG16_MAX_STAGES + 16], text[NUMBER_SIZE];
  int64_t groups = count_groups(o);
  memset(align, 'l', (size_t)groups);
  strcpy(align + groups, reliability ? "rrrrrrll" : "rrrrrrl");
  cli_grid grid = {.align = align};
  for (int64_t b = 0; b < groups; b++)
    cli_cell(&grid, "%s", b < o->by_count ? o->by[b] : o->numerator);
  cli_cell(&grid, "Estimate");
  cli_cell(&grid, "SE");
  cli_cell(&grid, "lower");
  cli_cell(&grid, "upper");
  cli_cell(&grid, "n");
  cli_cell(&grid, "deff");
  cli_cell(&grid, "Status");
  if (reliability) cli_cell(&grid, "Reliability");
  for (int64_t i = 0; i < sdg16_table_rows(table); i++) {
    for (int64_t b = 0; b < groups; b++) {
      const char *level = sdg16_table_text(table, i, b);
      cli_cell(&grid, "%s", level ? level : "all");
    }
    static const char *const COLUMNS[] = {"value", "se", "lower", "upper"};
    for (size_t c = 0; c < 4; c++)
      cli_cell(&grid, "%s", value(options, cli_table_number(table, i, COLUMNS[c]), text));
    cli_cell(&grid, "%s", cli_number(cli_table_number(table, i, "n"), 0, text));
    cli_cell(&grid, "%s", cli_number(cli_table_number(table, i, "deff"), 2, text));
    const char *flags = cli_table_text(table, i, "flags"); /* of --protect */
    int more = flags && *flags && !cli_is_taken_out(table, i);
    cli_cell(&grid, "%s%s%s", cli_table_text(table, i, "status"), more ? ", " : "",
             more ? flags : "");
    if (!reliability) continue;
    const char *verdict = cli_table_text(table, i, "reliability");
    const char *reasons = cli_table_text(table, i, "reasons");
    cli_cell(&grid, "%s%s%s", verdict ? verdict : "-", reasons ? ": " : "",
             reasons ? reasons : "");
  }
  return cli_grid_print(&grid, out) ? cli_out_of_memory() : EXIT_DONE;
}

static int print_comparisons(const cli_survey_options *options, const sdg16_table *table,
                             FILE *out) {
  static const char *const COLUMNS[] = {"value", "se", "lower", "upper", "p"};
  const char *kind = sdg16_compare_name(options->compare);
  cli_grid grid = {.align = "llrrrrr"};
  fprintf(out, "\nComparison: %s\n", kind);
  cli_cell(&grid, "%s", options->estimation.options.by[0]);
  cli_cell(&grid, "against");
  for (size_t c = 0; c < 5; c++)
    cli_cell(&grid, "%s", ((const char *[]){"Value", "SE", "lower", "upper", "p"})[c]);
  for (int64_t i = 0; i < sdg16_table_rows(table); i++) {
    cli_cell(&grid, "%s", sdg16_table_text(table, i, 0));
    cli_cell(&grid, "%s", cli_table_text(table, i, "reference"));
    for (size_t c = 0; c < 5; c++) {
      double number = cli_table_number(table, i, COLUMNS[c]);
      if (isnan(number))
        cli_cell(&grid, "-");
      else
        cli_cell(&grid, "%.4g", number);
    }
  }
  return cli_grid_print(&grid, out) ? cli_out_of_memory() : EXIT_DONE;
}

/* One sentence about the first row. */
static void print_reading(const cli_survey_options *options, const sdg16_table *table,
                          FILE *out) {
  char number[3][NUMBER_SIZE], sentence[512];
  const sdg16_survey_options *o = &options->estimation.options;
  double lower = cli_table_number(table, 0, "lower");
  const char *interval = cli_table_text(table, 0, "interval");
  const char *category = o->statistic == SDG16_SURVEY_DISTRIBUTION
                             ? sdg16_table_text(table, 0, o->by_count)
                             : NULL;
  if (sdg16_table_rows(table) < 1 || isnan(lower)) return;
  snprintf(
      sentence, sizeof sentence,
      "Reading: %s is estimated%s%.200s%s; with %.4g %% confidence it lies between %s and %s "
      "(%s interval).",
      value(options, cli_table_number(table, 0, "value"), number[0]), category ? " for " : "",
      category ? category : "",
      !o->by_count ? ""
      : category   ? " among all"
                   : " for all",
      100 * cli_table_number(table, 0, "level"), value(options, lower, number[1]),
      value(options, cli_table_number(table, 0, "upper"), number[2]),
      interval ? interval : "none");
  fputc('\n', out);
  cli_paragraph(sentence, 0, out);
}

void cli_survey_file_notes(const sdg16_table *survey, FILE *out) {
  for (int64_t i = 0; i < sdg16_table_note_count(survey); i++) {
    char line[SDG16_ERROR_MESSAGE_SIZE];
    snprintf(line, sizeof line, "Note: %s.", sdg16_table_note(survey, i));
    cli_paragraph(line, 2, out);
  }
}

int cli_survey_text(const cli_survey_result *result, FILE *out) {
  const cli_survey_options *options = result->options;
  const sdg16_table *diagnostics = result->diagnostics;
  print_design(options, result->design, out);
  print_names(options, out);
  int status = options->protection.asked && is_coarse(result->estimates)
                   ? print_coarse_rows(options, result->estimates, out)
                   : print_rows(options, result->estimates, out);
  if (!status && result->comparisons)
    status = print_comparisons(options, result->comparisons, out);
  if (!status) print_reading(options, result->estimates, out);
  for (int64_t i = 0; !status && i < sdg16_table_rows(diagnostics); i++) {
    char line[512];
    const char *severity = cli_table_text(diagnostics, i, "severity");
    snprintf(line, sizeof line, "%s: %s.", strcmp(severity, "note") ? "Warning" : "Note",
             cli_table_text(diagnostics, i, "message"));
    cli_paragraph(line, 2, out);
  }
  return status;
}
