/* sdg16 indicator CODE FILE: computes, aggregates, writes in the format asked for. */
#include "cmd/indicator_options.h"
#include "shared/capture_input.h"
#include "show/audit.h"

#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Tables that the options name; the design, if the data are microdata. */
struct tables {
  sdg16_table *data, *population, *standard, *groups;
  sdg16_design *design;
};

static void free_tables(struct tables *t) {
  sdg16_design_free(t->design);
  sdg16_table_free(t->data);
  sdg16_table_free(t->population);
  sdg16_table_free(t->standard);
  sdg16_table_free(t->groups);
}

static int read_population(const cli_indicator_options *o, sdg16_indicator_options *settings,
                           struct tables *t) {
  int is_file, status = cli_parse_population(o->population, &settings->population, &is_file);
  if (status || !is_file) return status;
  status = cli_read_csv(&o->marks, o->population, &t->population);
  settings->population_table = t->population;
  return status;
}

/* What sdg16 mse --format json writes is no table. A pipe can be read but once. */
static int refuse_json(const char *path) {
  if (!cli_is_regular(path)) return EXIT_DONE;
  char first = '\0';
  int file = open(path, O_RDONLY | O_CLOEXEC); /* a FILE would need memory */
  if (file >= 0 && read(file, &first, 1) != 1) first = '\0';
  if (file >= 0) close(file);
  return first != '{'
             ? EXIT_DONE
             : cli_error(EXIT_INPUT, "%s: expected CSV (--format csv), found JSON", path);
}

/* Estimates from lists as they are tell overlaps, which the protection of their indicator does
 * not see; `parameters` and `at_least` are withheld by that of sdg16 mse. */
static int refuse_open_estimates(const cli_indicator_options *o, const sdg16_table *data) {
  if (!o->protection.asked || sdg16_table_find(data, "estimator") < 0) return EXIT_DONE;
  for (int64_t i = 0; i < sdg16_table_rows(data); i++)
    if (!isnan(cli_table_number(data, i, "parameters")) ||
        !isnan(cli_table_number(data, i, "at_least")))
      return cli_error(
          EXIT_USAGE,
          "--protect needs a result of sdg16 mse --protect; '%.200s' was made without it",
          o->files.path[1]);
  return EXIT_DONE;
}

static int read_tables(const cli_indicator_options *o, int microdata,
                       sdg16_indicator_options *settings, struct tables *t) {
  int status = microdata ? EXIT_DONE : refuse_json(o->files.path[1]);
  if (!status)
    status = microdata ? cli_read_table(&o->marks, o->files.path[1], &t->data)
                       : cli_read_csv(&o->marks, o->files.path[1], &t->data);
  if (!status && !microdata) status = refuse_open_estimates(o, t->data);
  if (!status && microdata)
    status =
        cli_design_make(&o->design, &o->marks, &o->exec, o->files.path[1], t->data, &t->design);
  if (!status) status = read_population(o, settings, t);
  if (!status && o->standard) {
    status = cli_read_csv(&o->marks, o->standard, &t->standard);
    settings->standard = t->standard;
  }
  if (!status && o->groups) status = cli_read_csv(&o->marks, o->groups, &t->groups);
  return status;
}

/* ---- writing ---- */

static void say_notes(const sdg16_table *diagnostics) {
  for (int64_t i = 0; i < sdg16_table_rows(diagnostics); i++)
    cli_message("note", cli_table_text(diagnostics, i, "message"));
}

static int publish_results(const cli_indicator_options *o, const sdg16_indicator *indicator,
                           const sdg16_table *results) {
  sdg16_error error = cli_new_error();
  sdg16_publish_options settings = o->publication.how;
  settings.file = cli_shown_path(o->files.path[1]);
  settings.safe_cells = o->out.safe_cells;
  /* notes tell counts, and the digest of small data can be guessed */
  if (!o->protection.asked) {
    settings.input_sha256 = sdg16_indicator_sha256(indicator);
    settings.diagnostics = sdg16_indicator_diagnostics(indicator);
  }
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (status) return status;
  int64_t left_out;
  if (sdg16_publish(NULL, results, o->publication.format, &settings, cli_to_stream,
                    buffer.stream, &left_out, &error)) {
    cli_buffer_drop(&buffer);
    return cli_library_error(&error);
  }
  status = cli_buffer_write(&buffer, o->out.path);
  int for_people = o->publication.format == SDG16_FORMAT_TEXT ||
                   o->publication.format == SDG16_FORMAT_JSON; /* which have place for notes */
  if (!status && !o->out.quiet && !for_people) say_notes(settings.diagnostics);
  if (!status && !o->out.quiet && left_out) {
    char message[160];
    snprintf(message, sizeof message,
             "%lld rows that are not reported values of a series were left out",
             (long long)left_out);
    cli_message("note", message);
  }
  return status;
}

/* ---- the whole ---- */

/* From the answers of a survey, unless the results are of groups of areas. */
static int protect_results(const cli_indicator_options *o, const sdg16_indicator *indicator,
                           const sdg16_table *results, sdg16_table **out) {
  const cli_exposed exposed = {
      .indicator = results == sdg16_indicator_results(indicator) ? indicator : NULL,
      .results = results,
      .exec = &o->exec,
      .quiet = o->out.quiet};
  return cli_protect(&o->protection, o->out.safe_cells, &exposed, out);
}

static int derive_results(const cli_indicator_options *o, const sdg16_indicator *indicator,
                          const struct tables *t) {
  sdg16_error error = cli_new_error();
  const sdg16_table *results = sdg16_indicator_results(indicator);
  sdg16_table *aggregated = NULL, *protected = NULL, *trend = NULL;
  int32_t failed = 0;
  int early =
      o->protection.asked && sdg16_indicator_audit(indicator); /* from answers, then groups */
  int status = early ? protect_results(o, indicator, results, &protected) : EXIT_DONE;
  if (status) return status;
  if (protected) results = protected;
  if (t->groups)
    failed =
        sdg16_indicator_aggregate(NULL, results, t->groups, &o->aggregate, &aggregated, &error);
  if (aggregated) results = aggregated;
  const cli_found found = {sdg16_indicator_results(indicator), results};
  int estimated = cli_any_value(results);
  if (!failed) status = cli_check_found(&o->files, &found);
  if (!failed && !status && o->protection.asked && !early)
    status = protect_results(o, indicator, results, &protected);
  if (protected && !early) results = protected;
  if (!failed && !status && o->trend)
    failed = sdg16_indicator_trend(NULL, results, &trend, &error);
  if (trend) results = trend;
  if (failed) status = cli_library_error(&error);
  if (!status && trend && !sdg16_table_rows(trend))
    status =
        cli_error(EXIT_INPUT, "%s: --trend needs values with a period (column time_period)",
                  o->files.path[1]);
  if (!status) status = publish_results(o, indicator, results);
  if (!status && !estimated) status = EXIT_NO_ESTIMATE;
  sdg16_table_free(aggregated);
  sdg16_table_free(protected);
  sdg16_table_free(trend);
  return status;
}

/* Of a survey: by its options, or because the indicator is of nothing else. */
static int decide_data(const cli_indicator_options *o, int *microdata) {
  sdg16_error error = cli_new_error();
  int32_t data = sdg16_indicator_data(NULL, o->files.path[0], o->sampling != NULL, &error);
  if (data < 0 && o->sampling)
    return cli_error(
        EXIT_USAGE, "--%s must not be given: %s is not computed from the microdata of a survey",
        o->sampling, o->files.path[0]);
  if (data < 0) return cli_library_error(&error);
  *microdata = data == SDG16_DATA_MICRODATA;
  if (o->interval && !(*microdata ? o->of_surveys : o->of_counts))
    return cli_error(EXIT_USAGE, "--interval must be %s, not '%s'",
                     *microdata ? CLI_SURVEY_INTERVALS : CLI_COUNT_INTERVALS, o->interval);
  if (*microdata && !o->sampling)
    return cli_error(EXIT_USAGE,
                     "indicator %s is computed from the microdata of a survey and needs its "
                     "design: --weight W, and --strata and --psu if there are any",
                     o->files.path[0]);
  if (*microdata && !o->design.design.weight && !o->design.pattern && !o->out.quiet)
    cli_message("note", "there is no --weight: every row counts equally");
  return EXIT_DONE;
}

/* Microdata with the options of estimation; the indicator says the rest. */
static int estimate_indicator(const cli_indicator_options *o, const struct tables *t,
                              const sdg16_indicator_options *settings, sdg16_indicator **out) {
  sdg16_error error = cli_new_error();
  sdg16_survey_options estimation = o->estimation.options;
  estimation.level = settings->level;
  estimation.crossed = 0;
  sdg16_exec_options exec;
  int status = cli_begin_computing(&o->exec, o->out.quiet, &exec);
  if (status) return status;
  int32_t failed = sdg16_indicator_survey(NULL, o->files.path[0], t->design, settings,
                                          &estimation, &exec, out, &error);
  cli_end_computing(&exec);
  return failed ? cli_library_error(&error) : EXIT_DONE;
}

static int write_audit(const cli_indicator_options *o, const sdg16_indicator *indicator) {
  return cli_write_audit(o->audit ? sdg16_indicator_audit(indicator) : NULL,
                         o->coding ? sdg16_indicator_coding(indicator) : NULL,
                         o->publication.format, o->out.safe_cells, o->out.path);
}

static int compute_indicator(const cli_indicator_options *o, struct tables *t) {
  sdg16_error error = cli_new_error();
  sdg16_indicator_options settings = o->indicator;
  settings.source_name = cli_shown_path(o->files.path[1]);
  int microdata = 0, status = decide_data(o, &microdata);
  if (!status) status = read_tables(o, microdata, &settings, t);
  if (status) return status;
  sdg16_indicator *indicator = NULL;
  if (microdata)
    status = estimate_indicator(o, t, &settings, &indicator);
  else if (sdg16_indicator_new(NULL, o->files.path[0], t->data, &settings, &indicator, &error))
    status = cli_library_error(&error);
  if (!status)
    status =
        o->audit || o->coding ? write_audit(o, indicator) : derive_results(o, indicator, t);
  sdg16_indicator_free(indicator);
  return status;
}

static int run_indicator(const void *line) {
  const cli_indicator_options *o = line;
  if (!sdg16_registry_find(NULL, o->files.path[0]))
    return cli_error(EXIT_USAGE, "unknown indicator '%s' (see sdg16 catalog)",
                     o->files.path[0]);
  struct tables tables = {0};
  int status = compute_indicator(o, &tables);
  free_tables(&tables);
  return status;
}

const cli_command cli_indicator_command = {
    .name = "indicator",
    .summary = "compute an indicator from counts or from a survey",
    .usage = (const char *const[]){"CODE FILE [OPTIONS]", NULL},
    .description = "Computes an indicator from counts: one row of FILE (CSV) is one cell "
                   "(area, period, source, a category of each dimension); or from the "
                   "microdata of a survey: one row of FILE (CSV, SPSS, Stata) is one "
                   "respondent. Columns are recognised by the names of inputs and dimensions "
                   "(sdg16 catalog CODE), ref_area, time_period, source, nature, obs_status.",
    .group = cli_indicator_groups,
    .group_count = CLI_INDICATOR_GROUPS,
    .notes = "Exit status 1: no value could be computed.",
    .examples =
        (const char *const[]){
            "indicator 16.3.2 prisons.csv",
            "indicator 16.1.1 homicides.csv --by sex,age --population people.csv",
            "indicator 16.4.2 arms.csv --set denominator=traceable --format json",
            "indicator 16.5.1 survey.sav --weight w --strata stratum --psu psu \\\n"
            "    --map contact=q501,paid=q502,asked=q503 --by required --crossed 1",
            "indicator 16.1.1 homicides.csv --area 826 --format sdmx-csv --output h.csv", NULL},
    .listed_by = "catalog --format csv",
    .codes = 1,
    .size = sizeof(cli_indicator_options),
    .init = cli_indicator_init,
    .settle = cli_indicator_settle,
    .run = run_indicator,
    .free = cli_indicator_free};
