/* sdg16 mse: reads, estimates one total or strata, keeps the draws, writes the result. */
#include "cmd/draws.h"
#include "cmd/mse_covariates.h"
#include "cmd/mse_population.h"
#include "cmd/mse_sdmx.h"
#include "show/quality.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The messages, for which CSV has no place; with --by each with its stratum. */
static int put_diagnostics(const cli_result *result, FILE *out) {
  const sdg16_table *diagnostics = result->diagnostics;
  for (int64_t i = 0; i < sdg16_table_rows(diagnostics); i++) {
    const char *severity = cli_table_text(diagnostics, i, "severity");
    const char *message = cli_table_text(diagnostics, i, "message");
    cli_buffer line;
    int status = cli_buffer_open(&line);
    if (status) return status;
    if (cli_put_stratum(result, diagnostics, i, "=", ",", line.stream))
      fputs(": ", line.stream);
    fputs(message ? message : "", line.stream);
    status = cli_buffer_close(&line);
    if (status) return status;
    if (severity) cli_put_message(severity, line.bytes, out);
    cli_buffer_drop(&line);
  }
  return EXIT_DONE;
}

/* ---- CSV ---- */

static int has_level(const sdg16_table *table, int64_t column, const char *text) {
  for (int64_t i = 0; i < sdg16_table_level_count(table, column); i++)
    if (!strcmp(sdg16_table_level(table, column, i), text)) return 1;
  return 0;
}

/* The levels, to free; NULL: out of memory. A blank group is written as _U (unknown, as in
 * SDMX) unless that is taken: a blank is the sum over all groups. */
static const char **written_levels(const sdg16_table *table, int64_t column, int is_group) {
  int64_t count = sdg16_table_level_count(table, column);
  const char **levels = malloc((size_t)(count + 1) * sizeof *levels);
  int name_blank = is_group && !has_level(table, column, "_U");
  for (int64_t i = 0; levels && i < count; i++) {
    const char *level = sdg16_table_level(table, column, i);
    levels[i] = name_blank && !*level ? "_U" : level;
  }
  return levels;
}

static int32_t copy_column(const cli_names *groups, const sdg16_table *from, int64_t c,
                           sdg16_table *to, sdg16_error *error) {
  const char *name = sdg16_table_name(from, c);
  int64_t rows = sdg16_table_rows(from);
  const uint8_t *missing = sdg16_table_missing(from, c);
  if (sdg16_table_int64(from, c))
    return sdg16_table_add_int64(to, name, rows, sdg16_table_int64(from, c), missing, error);
  if (sdg16_table_double(from, c))
    return sdg16_table_add_double(to, name, rows, sdg16_table_double(from, c), missing, error);
  int64_t count = sdg16_table_level_count(from, c);
  int is_group = 0;
  for (int64_t k = 0; k < groups->count; k++) is_group |= !strcmp(groups->name[k], name);
  const char **levels = written_levels(from, c, is_group);
  int32_t status = levels ? sdg16_table_add_text(to, name, rows, sdg16_table_codes(from, c),
                                                 missing, count, levels, error)
                          : SDG16_ERR_MEMORY;
  free(levels);
  return status;
}

static int write_estimates_csv(const cli_result *result, FILE *out) {
  const sdg16_table *from = result->estimates;
  int safe = result->options->out.safe_cells;
  if (!result->options->in.capture.stratum_count) return cli_write_csv(from, safe, out);
  sdg16_error error = cli_new_error();
  sdg16_table *to;
  int32_t failed = sdg16_table_new(&to, &error);
  for (int64_t c = 0; !failed && c < sdg16_table_columns(from); c++)
    failed = copy_column(&result->options->in.by, from, c, to, &error);
  int status = failed == SDG16_ERR_MEMORY ? cli_out_of_memory()
               : failed                   ? cli_library_error(&error)
                                          : cli_write_csv(to, safe, out);
  sdg16_table_free(to);
  return status;
}

/* Made before anything is written, so that there is either all or nothing. */
static int make_messages(const cli_result *result, cli_buffer *messages) {
  int status = cli_buffer_open(messages);
  if (status) return status;
  if (!result->options->out.quiet) {
    status = put_diagnostics(result, messages->stream);
    if (!status && result->options->protection.asked)
      status = cli_put_protected_messages(result, messages->stream);
  }
  if (!status) return cli_buffer_close(messages);
  cli_buffer_drop(messages);
  return status;
}

static int write_result(const cli_result *result) {
  cli_buffer buffer, messages = {0};
  int is_csv = result->options->format == FORMAT_CSV;
  int status = is_csv ? make_messages(result, &messages) : EXIT_DONE;
  if (!status) status = cli_buffer_open(&buffer);
  if (status) {
    cli_buffer_drop(&messages);
    return status;
  }
  switch (result->options->format) {
  case FORMAT_CSV:
    status = write_estimates_csv(result, buffer.stream);
    break;
  case FORMAT_JSON:
    status = cli_json_mse(result, buffer.stream);
    break;
  default:
    status = result->options->protection.asked ? cli_protected_text(result, buffer.stream)
             : result->strata                  ? cli_strata_text(result, buffer.stream)
                                               : cli_mse_text(result, buffer.stream);
  }
  status = cli_buffer_finish(&buffer, status, result->options->out.path);
  if (!status && is_csv) {
    if (!result->options->out.quiet)
      cli_say_reading(result->options->protection.asked, result->capture);
    fputs(messages.bytes, stderr);
  }
  cli_buffer_drop(&messages);
  return status;
}

/* The estimates as they may be published. What stands beside them (models, notes, draws, the
 * digest of the data) tells counts. */
static int write_protected(const cli_result *result, int *estimated) {
  cli_result safe = *result;
  const cli_exposed exposed = {.results = result->estimates};
  sdg16_table *estimates;
  int status = cli_protect(&result->options->protection, result->options->out.safe_cells,
                           &exposed, &estimates);
  if (status) return status;
  safe.estimates = estimates;
  safe.models = safe.modes = safe.diagnostics = NULL;
  safe.draws = NULL;
  *estimated = 0; /* the status tells no more than what is published */
  for (int64_t i = 0; i < sdg16_table_rows(estimates); i++)
    *estimated |= !isnan(cli_table_number(estimates, i, "total"));
  status = write_result(&safe);
  sdg16_table_free(estimates);
  return status;
}

/* A file that an earlier run left is not of these data: that is said in any case. */
static void say_no_draws(const cli_mse_options *o, const cli_stop *stop) {
  char line[1200];
  int stays = !access(o->draws, F_OK);
  if (o->out.quiet && !stays) return;
  snprintf(line, sizeof line, "%.900s is not written: %s%s", o->draws,
           stop->why ? "no replicate was made" : "there are no draws without an estimate",
           stays ? "; the file of this name is that of an earlier run" : "");
  cli_message(stays ? "warning" : "note", line);
}

/* Draws of a run that was stopped before it made any would take the place of others. */
static int keep_draws(const cli_result *result, cli_stop *stop) {
  const cli_mse_options *o = result->options;
  if (!o->draws) return EXIT_DONE;
  if (result->draws && (stop->made || !stop->why)) {
    stop->draws = o->draws;
    return cli_keep_draws(result->draws, o->draws);
  }
  say_no_draws(o, stop);
  return EXIT_DONE;
}

static int write_and_keep(cli_result *result, int32_t stopped, int32_t model_status) {
  const cli_mse_options *o = result->options;
  cli_stop stop =
      cli_stop_of(o, stopped, cli_take_interrupt(), result->draws, result->estimates);
  int status = keep_draws(result, &stop);
  if (status) return status;
  int some = sdg16_model_has_estimate(model_status) || model_status == SDG16_MODEL_INCOMPLETE;
  result->stop = stop;
  status = o->protection.asked ? write_protected(result, &some) : write_result(result);
  if (status) return status;
  return stop.why ? cli_say_stop(&stop) : some ? EXIT_DONE : EXIT_NO_ESTIMATE;
}

/* ---- one total ---- */

static int estimate_total(const cli_mse_options *options, const sdg16_capture *capture) {
  sdg16_mse_options settings = options->mse;
  int status = cli_read_population(options->population, &options->in.marks,
                                   cli_mse_is_silent(options), &settings.population);
  if (!status)
    status = cli_too_few_people(options, settings.population, sdg16_capture_observed(capture));
  if (status) return status;
  sdg16_exec_options exec;
  status = cli_begin_computing(&options->exec, options->out.quiet, &exec);
  if (status) return status;
  sdg16_error error = cli_new_error();
  sdg16_mse *mse;
  int32_t failed = sdg16_mse_new(capture, &settings, &exec, &mse, &error);
  cli_end_computing(&exec);
  if (failed) return cli_library_error(&error);
  cli_result result = {.options = options,
                       .capture = capture,
                       .mse = mse,
                       .estimates = sdg16_mse_estimates(mse),
                       .models = sdg16_mse_models(mse),
                       .modes = sdg16_mse_modes(mse),
                       .diagnostics = sdg16_mse_diagnostics(mse),
                       .draws = sdg16_mse_draws(mse)};
  status = write_and_keep(&result, sdg16_mse_stopped(mse), sdg16_mse_status(mse));
  sdg16_mse_free(mse);
  return status;
}

/* ---- strata ---- */

static int compute_strata(const cli_mse_options *options, const sdg16_capture *capture,
                          const sdg16_mse_options *settings, const sdg16_table *population,
                          sdg16_strata **out) {
  sdg16_strata_options by;
  sdg16_strata_options_init(&by, (int64_t)sizeof by);
  by.column_count = options->in.capture.stratum_count;
  by.columns = options->in.capture.strata;
  by.common_model = options->common_model;
  by.population = population;
  sdg16_exec_options exec;
  int status = cli_begin_computing(&options->exec, options->out.quiet, &exec);
  if (status) return status;
  sdg16_error error = cli_new_error();
  int32_t failed = sdg16_strata_new(capture, &by, settings, &exec, out, &error);
  cli_end_computing(&exec);
  if (!failed) return EXIT_DONE;
  if ((failed == SDG16_ERR_POPULATION || failed == SDG16_ERR_COLUMN) && population)
    return cli_error(EXIT_INPUT, "%s: %s", options->population, error.message);
  return cli_library_error(&error);
}

static int estimate_strata(const cli_mse_options *options, const sdg16_capture *capture) {
  sdg16_mse_options settings = options->mse;
  sdg16_table *population;
  int status =
      cli_read_population_by(options->population, &options->in.marks, &options->in.by,
                             cli_mse_is_silent(options), &settings.population, &population);
  if (!status && !population)
    status = cli_too_few_people(options, settings.population, sdg16_capture_observed(capture));
  if (status) return status;
  sdg16_strata *strata;
  status = compute_strata(options, capture, &settings, population, &strata);
  sdg16_table_free(population);
  if (status) return status;
  cli_result result = {.options = options,
                       .capture = capture,
                       .strata = strata,
                       .estimates = sdg16_strata_estimates(strata),
                       .models = sdg16_strata_models(strata),
                       .modes = sdg16_strata_modes(strata),
                       .diagnostics = sdg16_strata_diagnostics(strata),
                       .draws = sdg16_strata_draws(strata)};
  status = write_and_keep(&result, sdg16_strata_stopped(strata), sdg16_strata_status(strata));
  sdg16_strata_free(strata);
  return status;
}

static int run_mse(const void *line) {
  const cli_mse_options *options = line;
  sdg16_capture *capture;
  int status = cli_read_capture(&options->in, &capture);
  if (status) return status;
  status = options->format == FORMAT_SDMX_CSV  ? cli_mse_sdmx(options, capture)
           : options->covariates.columns.count ? cli_mse_covariates(options, capture)
           : options->in.by.count              ? estimate_strata(options, capture)
                                               : estimate_total(options, capture);
  sdg16_capture_free(capture);
  return status;
}

const cli_command cli_mse_command = {
    .name = "mse",
    .summary = "estimate how many people are on none of several lists",
    .usage =
        (const char *const[]){"FILE [OPTIONS]", "FILE FILE... --id COLUMN [OPTIONS]", NULL},
    .description =
        "Estimates how many people of a hidden population are on none of several incomplete "
        "lists (multiple systems estimation), from how the lists overlap, with log-linear "
        "models of the capture histories. The output has the total with an interval, the model "
        "and how it was chosen, the models that fit nearly as well, the overlaps, and "
        "warnings.",
    .group = cli_mse_groups,
    .group_count = CLI_MSE_GROUPS,
    .notes = "Exit status 1: there is no estimate; the output says why.",
    .examples =
        (const char *const[]){
            "mse victims.csv", "mse victims.csv --by sex,age --population people.csv",
            "mse victims.csv --bootstrap 10000 --draws draws.csv --top-intervals 10",
            "mse victims.csv --bootstrap 1000 --replicates 0:500 --draws first.csv",
            "mse victims.csv --select none --model '[12,3,4]' --interval wald",
            "mse victims.csv --merge POLICE=PF+NCA --drop GP --population 67000000",
            "mse victims.csv --covariates 'sex,age,poly(year,2)' --crossings sex,age",
            "mse sightings.csv --id person --list source --format json",
            "mse police.csv shelters.csv hotline.csv --id person --output result.txt",
            "mse Police.csv Shelter.csv --id Police=ID,Shelter=person",
            "mse victims.csv --format sdmx-csv --area 826 --period 2013", NULL},
    .size = sizeof(cli_mse_options),
    .init = cli_mse_init,
    .settle = cli_mse_settle,
    .run = run_mse,
    .free = cli_mse_free};
