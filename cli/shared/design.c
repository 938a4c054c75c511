/* The design of a survey from the options: weights, stages, replicates, calibration. */
#include "shared/cli.h"

#include <fnmatch.h>
#include <stdlib.h>

static sdg16_error fresh(void) {
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  return error;
}

int cli_survey_error(const char *path, const sdg16_error *error) {
  if (error->code > -300 || error->code <= -600) return cli_library_error(error);
  return cli_error(EXIT_INPUT, "%s: %s", path, error->message);
}

/* The columns whose names match the pattern, in file order; freed by the caller. */
static int match_columns(const sdg16_table *table, const char *pattern, const char ***out,
                         int64_t *count) {
  int64_t columns = sdg16_table_columns(table);
  *count = 0;
  *out = malloc((size_t)(columns + 1) * sizeof **out);
  if (!*out) return cli_out_of_memory();
  for (int64_t c = 0; c < columns; c++)
    if (!fnmatch(pattern, sdg16_table_name(table, c), 0))
      (*out)[(*count)++] = sdg16_table_name(table, c);
  if (*count >= 2) return EXIT_DONE;
  free(*out);
  *out = NULL;
  return cli_error(EXIT_INPUT, "--replicates: %lld columns match '%s', expected at least 2",
                   (long long)*count, pattern);
}

static int calibrate(const cli_options *options, const char *path, sdg16_design **design) {
  const cli_survey *s = &options->survey;
  sdg16_calibrate_options o = s->calibrate;
  o.auxiliary_count = s->auxiliary_count;
  o.auxiliaries = s->auxiliaries;
  o.auxiliary_totals = s->totals;
  sdg16_table **margins = calloc((size_t)s->margin_count + 1, sizeof *margins);
  int status = margins ? EXIT_DONE : cli_out_of_memory();
  for (int64_t m = 0; !status && m < s->margin_count; m++)
    status = cli_read_table(options, s->margins[m], &margins[m]);
  sdg16_error error = fresh();
  sdg16_design *calibrated;
  if (!status &&
      sdg16_design_calibrate(*design, s->margin_count, (const sdg16_table *const *)margins, &o,
                             &calibrated, &error))
    status = cli_survey_error(path, &error);
  if (!status) {
    sdg16_design_free(*design);
    *design = calibrated;
  }
  for (int64_t m = 0; margins && m < s->margin_count; m++) sdg16_table_free(margins[m]);
  free(margins);
  return status;
}

static int make_replicates(const cli_options *options, const char *path,
                           sdg16_design **design) {
  const cli_survey *s = &options->survey;
  sdg16_replicate_options make = s->make;
  if (s->design.replicate_kind) make.kind = s->design.replicate_kind;
  make.fay = s->design.fay;
  make.around_estimate = s->design.around_estimate;
  sdg16_error error = fresh();
  sdg16_design *replicated;
  if (sdg16_design_replicate(*design, &make, &options->exec, &replicated, &error))
    return cli_survey_error(path, &error);
  sdg16_design_free(*design);
  *design = replicated;
  return EXIT_DONE;
}

int cli_design_make(const cli_options *options, const char *path, const sdg16_table *table,
                    sdg16_design **out) {
  const cli_survey *s = &options->survey;
  sdg16_design_options o = s->design;
  const char **replicates = NULL;
  int status = EXIT_DONE, made = s->made || (s->design.replicate_kind && !s->pattern);
  sdg16_error error = fresh();
  *out = NULL;
  if (s->pattern) status = match_columns(table, s->pattern, &replicates, &o.replicate_count);
  o.replicates = replicates;
  if (!s->pattern) o.replicate_kind = 0;
  if (!status && sdg16_design_new(table, &o, out, &error))
    status = cli_survey_error(path, &error);
  free(replicates);
  if (!status && made) status = make_replicates(options, path, out);
  if (!status && s->calibrate.method) status = calibrate(options, path, out);
  if (status) {
    sdg16_design_free(*out);
    *out = NULL;
  }
  return status;
}
