/* sdg16 survey: reads, makes the design, estimates, writes. */
#include "show/show.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- shares for standardisation ---- */

typedef struct shares {
  int64_t count;
  char **levels;
  double *values;
} shares;

static void free_shares(shares *s) {
  for (int64_t i = 0; i < s->count && s->levels; i++) free(s->levels[i]);
  free(s->levels);
  free(s->values);
}

static int read_shares(const cli_survey_options *options, shares *out) {
  const char *path = options->shares, *column = options->estimation.options.standard;
  sdg16_table *table;
  int status = cli_read_table(&options->marks, path, &table);
  if (status) return status;
  int64_t level = sdg16_table_find(table, column), share = sdg16_table_find(table, "share");
  int64_t rows = sdg16_table_rows(table);
  const int64_t *whole = sdg16_table_int64(table, level);
  const double *real = sdg16_table_double(table, share);
  const int64_t *count = sdg16_table_int64(table, share);
  if (level < 0 || (!real && !count))
    status = cli_error(EXIT_INPUT, "%s must have the column '%s' and a column share of numbers",
                       path, column);
  out->levels = calloc((size_t)rows + 1, sizeof *out->levels);
  out->values = calloc((size_t)rows + 1, sizeof *out->values);
  if (!status && (!out->levels || !out->values)) status = cli_out_of_memory();
  for (int64_t i = 0; !status && i < rows; i++) {
    char text[64];
    const char *name = sdg16_table_text(table, i, level);
    if (!name) {
      if (whole)
        snprintf(text, sizeof text, "%lld", (long long)whole[i]);
      else
        sdg16_format_double(sdg16_table_double(table, level)[i], text, 32);
      name = text;
    }
    out->values[i] = real ? real[i] : (double)count[i];
    out->levels[i] = strdup(name);
    out->count = i + 1;
    if (!out->levels[i]) status = cli_out_of_memory();
  }
  sdg16_table_free(table);
  return status;
}

/* ---- comparisons ---- */

/* The row of the reference, its value or its label; -1 with the error printed. */
static int64_t find_reference(const cli_survey_options *s, const sdg16_survey *survey) {
  int64_t rows = sdg16_survey_rows(survey), found[2] = {-1, -1};
  for (int64_t i = rows - 1; i >= 0; i--)
    for (int32_t label = 0; label < 2; label++) {
      const char *level = sdg16_survey_level(survey, i, 0, label);
      if (level && (!s->reference || !strcmp(level, s->reference))) found[label] = i;
    }
  if (found[0] >= 0 && found[1] >= 0 && found[0] != found[1]) {
    cli_error(EXIT_USAGE,
              "--reference must be one value; '%s' is a value of column '%s' and the label of "
              "another value",
              s->reference, s->estimation.options.by[0]);
    return -1;
  }
  int64_t row = found[0] >= 0 ? found[0] : found[1];
  if (row < 0)
    cli_error(EXIT_USAGE, "--reference must be a value of column '%s', not '%s'",
              s->estimation.options.by[0], s->reference ? s->reference : "");
  return row;
}

/* Every value of the column against the reference: a table with a row each. What is taken out
 * of the estimates would follow from a comparison. */
static int compare_domains(const cli_survey_options *options, const sdg16_survey *survey,
                           const sdg16_table *estimates, sdg16_table **out) {
  int64_t reference = find_reference(options, survey);
  *out = NULL;
  if (reference < 0) return EXIT_USAGE;
  sdg16_error error = cli_new_error();
  return sdg16_survey_comparisons(survey, reference, options->compare,
                                  options->estimation.options.level,
                                  options->protection.asked ? estimates : NULL, out, &error)
             ? cli_survey_error(options->files.path[0], &error)
             : EXIT_DONE;
}

/* ---- writing ---- */

/* The messages, for which CSV has no place. */
static void say_diagnostics(const cli_survey_options *options, const sdg16_table *diagnostics) {
  for (int64_t i = 0; !options->out.quiet && i < sdg16_table_rows(diagnostics); i++)
    cli_message(cli_table_text(diagnostics, i, "severity"),
                cli_table_text(diagnostics, i, "message"));
}

static int write_result(const cli_survey_result *result) {
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (status) return status;
  const sdg16_table *table = result->comparisons ? result->comparisons : result->estimates;
  int format = result->options->format;
  status = format == FORMAT_CSV
               ? cli_write_csv(table, result->options->out.safe_cells, buffer.stream)
           : format == FORMAT_JSON ? cli_json_survey(result, buffer.stream)
                                   : cli_survey_text(result, buffer.stream);
  status = cli_buffer_finish(&buffer, status, result->options->out.path);
  if (!status && format == FORMAT_CSV) say_diagnostics(result->options, result->diagnostics);
  return status;
}

/* With --protect the estimates alone: the size of the file and notes tell counts. */
static int conclude_estimates(const cli_survey_options *options, const sdg16_design *design,
                              const sdg16_survey *survey) {
  cli_survey_result result = {.options = options,
                              .design = design,
                              .estimates = sdg16_survey_estimates(survey),
                              .diagnostics = sdg16_survey_diagnostics(survey)};
  sdg16_table *protected = NULL, *comparisons = NULL;
  int status = EXIT_DONE;
  if (options->protection.asked) {
    const cli_exposed exposed = {
        .survey = survey, .exec = &options->exec, .quiet = options->out.quiet};
    status = cli_protect(&options->protection, options->out.safe_cells, &exposed, &protected);
    result.estimates = protected;
    result.diagnostics = NULL;
    result.design = NULL;
  }
  if (!status && options->compare)
    status = compare_domains(options, survey, result.estimates, &comparisons);
  result.comparisons = comparisons;
  if (!status) status = write_result(&result);
  int is_published = cli_any_value(result.estimates);
  sdg16_table_free(comparisons);
  sdg16_table_free(protected);
  if (!status &&
      options->protection.asked) /* the status tells no more than what is published */
    return is_published ? EXIT_DONE : EXIT_NO_ESTIMATE;
  for (int64_t k = 0; !status && k < sdg16_survey_rows(survey); k++)
    if (sdg16_survey_status(survey, k) == SDG16_SURVEY_OK) return EXIT_DONE;
  return status ? status : EXIT_NO_ESTIMATE;
}

static int estimate_domains(const cli_survey_options *options, const sdg16_design *design) {
  sdg16_survey_options o = options->estimation.options;
  shares given = {0};
  o.covariance = options->compare != 0;
  int status = options->shares ? read_shares(options, &given) : EXIT_DONE;
  o.share_count = given.count;
  o.share_levels = (const char *const *)given.levels;
  o.shares = given.values;
  sdg16_survey *survey = NULL;
  sdg16_error error = cli_new_error();
  sdg16_exec_options exec;
  if (!status) status = cli_begin_computing(&options->exec, options->out.quiet, &exec);
  if (!status) {
    int32_t failed = sdg16_survey_new(design, &o, &exec, &survey, &error);
    cli_end_computing(&exec);
    if (failed) status = cli_survey_error(options->files.path[0], &error);
  }
  free_shares(&given);
  if (!status) status = conclude_estimates(options, design, survey);
  sdg16_survey_free(survey);
  return status;
}

/* ---- tests and regression ---- */

static void print_test(const sdg16_independence *t, const cli_survey_options *s, FILE *out) {
  char n[NUMBER_SIZE];
  fputs("Independence of ", out);
  cli_put_safe(s->classifications.name[0], out);
  fputs(" and ", out);
  cli_put_safe(s->classifications.name[1], out);
  fprintf(out, " (%s rows, %lld x %lld)\n", cli_count(t->n, n), (long long)t->rows,
          (long long)t->columns);
  fprintf(out, "  Pearson, Rao and Scott   F(%.4g, %.6g) = %.6g, p = %.4g\n", t->df1, t->df2,
          t->f, t->p);
  fprintf(out, "  Wald                     F(%.4g, %.6g) = %.6g, p = %.4g\n", t->wald_df1,
          t->wald_df2, t->wald, t->wald_p);
  fprintf(out, "  Wald, adjusted           F(%.4g, %.6g) = %.6g, p = %.4g\n", t->adjusted_df1,
          t->adjusted_df2, t->adjusted, t->adjusted_p);
}

/* CSV has no place for notes. */
static void say_file_notes(const cli_survey_options *options, const sdg16_table *survey) {
  if (options->format == FORMAT_CSV && !options->out.quiet)
    cli_say_file(options->files.path[0], survey);
}

static int test_independence(const cli_survey_options *options, const sdg16_design *design,
                             const sdg16_table *survey) {
  sdg16_independence test;
  sdg16_error error = cli_new_error();
  if (sdg16_survey_independence(
          design, options->classifications.name[0], options->classifications.name[1],
          options->estimation.options.where, &test, (int64_t)sizeof test, &error))
    return cli_survey_error(options->files.path[0], &error);
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (status) return status;
  if (options->format == FORMAT_JSON)
    status = cli_json_independence(options, &test, survey, buffer.stream);
  else if (options->format == FORMAT_CSV) {
    sdg16_table *table;
    status = sdg16_independence_table(&test, &table, &error)
                 ? cli_library_error(&error)
                 : cli_write_csv(table, options->out.safe_cells, buffer.stream);
    sdg16_table_free(table);
  } else {
    print_test(&test, options, buffer.stream);
    cli_survey_file_notes(survey, buffer.stream);
  }
  status = cli_buffer_finish(&buffer, status, options->out.path);
  if (!status) say_file_notes(options, survey);
  return status;
}

static int print_logistic(const sdg16_logistic *l, FILE *out) {
  static const char *const COLUMNS[] = {"estimate",   "se",         "t",         "p",
                                        "odds_ratio", "odds_lower", "odds_upper"};
  const sdg16_table *table = sdg16_logistic_coefficients(l);
  cli_grid grid = {.align = "lrrrrrrr"};
  char n[NUMBER_SIZE];
  fprintf(out, "Logistic regression on %s rows, %.0f degrees of freedom\n",
          cli_count(sdg16_logistic_n(l), n), sdg16_logistic_df(l));
  cli_cell(&grid, "Coefficient");
  for (size_t c = 0; c < 7; c++)
    cli_cell(&grid, "%s",
             ((const char *[]){"Estimate", "SE", "t", "p", "Odds ratio", "lower", "upper"})[c]);
  for (int64_t i = 0; i < sdg16_table_rows(table); i++) {
    cli_cell(&grid, "%s", cli_table_text(table, i, "coefficient"));
    for (size_t c = 0; c < 7; c++)
      cli_cell(&grid, "%.4g", cli_table_number(table, i, COLUMNS[c]));
  }
  return cli_grid_print(&grid, out) ? cli_out_of_memory() : EXIT_DONE;
}

#define MOST_TERMS 64 /* of a regression */

/* 'Y ~ A + B' taken apart. */
static int fit_logistic(const cli_survey_options *options, const sdg16_design *design,
                        const sdg16_table *survey) {
  static const char *const EXPECTED = "'OUTCOME ~ TERM + TERM'";
  char *text = strdup(options->logistic), *terms[MOST_TERMS];
  if (!text) return cli_out_of_memory();
  char *tilde = strchr(text, '~');
  int64_t count = 0;
  int status = EXIT_DONE;
  if (!tilde) status = cli_error(EXIT_USAGE, "--logistic must be %s, not '%s'", EXPECTED, text);
  for (char *at = tilde ? tilde + 1 : NULL; !status && at;) {
    char *plus = strchr(at, '+');
    if (plus) *plus = '\0';
    at += strspn(at, " ");
    for (char *end = at + strlen(at); end > at && end[-1] == ' '; end--) end[-1] = '\0';
    if (!*at)
      status =
          cli_error(EXIT_USAGE, "--logistic must be %s, not '%s'", EXPECTED, options->logistic);
    else if (count == MOST_TERMS)
      status = cli_error(EXIT_USAGE, "--logistic must have at most %d terms", MOST_TERMS);
    else
      terms[count++] = at;
    at = plus ? plus + 1 : NULL;
  }
  if (!status) {
    *tilde = '\0';
    for (char *end = tilde; end > text && end[-1] == ' '; end--) end[-1] = '\0';
  }
  sdg16_logistic *l = NULL;
  sdg16_error error = cli_new_error();
  sdg16_exec_options exec;
  if (!status) status = cli_begin_computing(&options->exec, options->out.quiet, &exec);
  if (!status) {
    int32_t failed = sdg16_survey_logistic(
        design, text, count, (const char *const *)terms, options->estimation.options.where,
        options->estimation.options.level, &exec, &l, &error);
    cli_end_computing(&exec);
    if (failed) status = cli_survey_error(options->files.path[0], &error);
  }
  free(text);
  cli_buffer buffer;
  if (!status) status = cli_buffer_open(&buffer);
  if (status) {
    sdg16_logistic_free(l);
    return status;
  }
  if (options->format == FORMAT_CSV)
    status =
        cli_write_csv(sdg16_logistic_coefficients(l), options->out.safe_cells, buffer.stream);
  else if (options->format == FORMAT_JSON)
    status = cli_json_logistic(options, l, survey, buffer.stream);
  else
    status = print_logistic(l, buffer.stream);
  if (!status && options->format == FORMAT_TEXT) cli_survey_file_notes(survey, buffer.stream);
  sdg16_logistic_free(l);
  status = cli_buffer_finish(&buffer, status, options->out.path);
  if (!status) say_file_notes(options, survey);
  return status;
}

static int run_survey(const void *line) {
  const cli_survey_options *options = line;
  const char *path = options->files.path[0];
  sdg16_table *table = NULL;
  sdg16_design *design = NULL;
  int status = cli_read_table(&options->marks, path, &table);
  if (!status)
    status = cli_design_make(&options->design, &options->marks, &options->exec, path, table,
                             &design);
  if (!status)
    status = options->classifications.count ? test_independence(options, design, table)
             : options->logistic            ? fit_logistic(options, design, table)
                                            : estimate_domains(options, design);
  sdg16_design_free(design);
  sdg16_table_free(table);
  return status;
}

const cli_command cli_survey_command = {
    .name = "survey",
    .summary = "estimate proportions, means, totals and more from a sample survey",
    .usage = (const char *const[]){"FILE --weight COLUMN [DESIGN] STATISTIC [OPTIONS]", NULL},
    .description =
        "Estimates from a sample survey (CSV, or a file of SPSS or Stata) with standard errors "
        "under its design, intervals and reliability; tests of independence; logistic "
        "regression. EXPR is a column, or an expression such as 'asked == 1 | paid == 1'.",
    .group = cli_survey_groups,
    .group_count = CLI_SURVEY_GROUPS,
    .notes = "Exit status 1: nothing could be estimated.",
    .examples =
        (const char *const[]){
            "survey people.csv --weight w --strata stratum --psu psu --proportion victim \\\n"
            "    --by region,sex --reliability nchs",
            "survey people.csv --weight w --psu psu --quantile 0.5 --of income",
            "survey people.csv --weight w --replicates 'rw*' --replicate-kind brr --mean age",
            NULL},
    .size = sizeof(cli_survey_options),
    .init = cli_survey_init,
    .settle = cli_survey_settle,
    .run = run_survey,
    .free = cli_survey_free};
