/* sdg16 mse --covariates: one model of lists and covariates. */
#include "cmd/mse_covariates.h"

#include "cmd/draws.h"
#include "cmd/mse_population.h"
#include "show/json_frame.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- text ---- */

static void print_headline(const sdg16_covariates *result, const sdg16_capture *capture,
                           FILE *out) {
  sdg16_estimate total;
  char seen[NUMBER_SIZE], all[NUMBER_SIZE], range[RANGE_SIZE], line[512];
  sdg16_covariates_estimate(result, &total, (int64_t)sizeof total);
  cli_count(sdg16_capture_observed(capture), seen);
  if (isnan(total.value))
    snprintf(line, sizeof line, "%s people were observed. The total has no estimate (%s).",
             seen, sdg16_model_status_name(sdg16_covariates_status(result)));
  else if (isnan(total.lower))
    snprintf(line, sizeof line, "%s people were observed; %s are estimated in all.", seen,
             cli_number(total.value, 0, all));
  else
    snprintf(line, sizeof line,
             "%s people were observed; %s are estimated in all (%s; %s interval, level %g).",
             seen, cli_number(total.value, 0, all),
             cli_range(total.lower, cli_limit_up(total.upper), 0, range),
             sdg16_interval_name(total.method), total.level);
  cli_paragraph(line, 0, out);
  const char *beside = cli_table_text(sdg16_covariates_estimates(result), 0, "headline");
  if (beside) cli_paragraph(beside, 0, out);
  fputs("\nModel: ", out);
  cli_put_safe(sdg16_covariates_model(result), out);
  fputs("\n", out);
}

/* The covariates, then what was estimated of each group. */
static int print_groups(const cli_mse_options *o, const sdg16_table *estimates, FILE *out) {
  static const char *const OTHERS[] = {"observed", "hidden", "total", "se",
                                       "lower",    "upper",  "status"};
  const char *columns[SDG16_MAX_COVARIATES + 7];
  int32_t places[SDG16_MAX_COVARIATES + 7] = {0};
  int64_t count = 0;
  for (int64_t k = 0; k < o->covariates.columns.count; k++)
    columns[count++] = o->covariates.columns.name[k];
  for (size_t k = 0; k < sizeof OTHERS / sizeof OTHERS[0]; k++) columns[count++] = OTHERS[k];
  sdg16_text_options text = cli_shown(count, columns, columns, places);
  fputs("\nGroups (blank: all values together)\n", out);
  return cli_print_table(estimates, &text, out);
}

static int print_path(const cli_mse_options *o, const sdg16_table *path, FILE *out) {
  static const char *const COLUMNS[] = {"step", "change", "parameters", "deviance",
                                        "aic",  "bic",    "total"};
  static const int32_t PLACES[] = {0, 0, 0, 2, 2, 2, 0};
  sdg16_text_options text = cli_shown(7, COLUMNS, COLUMNS, PLACES);
  if (o->mse.select == SDG16_SELECT_FIXED) return EXIT_DONE;
  fputs("\nSteps of the selection, from the main effects on\n", out);
  return cli_print_table(path, &text, out);
}

static void print_messages(const sdg16_table *diagnostics, FILE *out) {
  for (int64_t i = 0; i < sdg16_table_rows(diagnostics); i++)
    cli_put_message(cli_table_text(diagnostics, i, "severity"),
                    cli_table_text(diagnostics, i, "message"), out);
}

static int write_text(const cli_mse_options *o, const sdg16_covariates *result,
                      const sdg16_capture *capture, FILE *out) {
  print_headline(result, capture, out);
  int status = print_groups(o, sdg16_covariates_estimates(result), out);
  if (!status) status = print_path(o, sdg16_covariates_path(result), out);
  fputs("\n", out);
  print_messages(sdg16_covariates_diagnostics(result), out);
  if (!status) status = cli_print_reading(&o->in, 0, capture, out);
  return status ? status : cli_print_source(&o->in, capture, out);
}

/* ---- JSON ---- */

static void put_rows(sdg16_json *json, const char *name, const char *result,
                     const sdg16_table *table) {
  sdg16_json_options fields;
  sdg16_json_options_init(&fields, (int64_t)sizeof fields);
  fields.result = result;
  sdg16_json_begin_array(json, name);
  for (int64_t i = 0; i < sdg16_table_rows(table); i++) {
    sdg16_json_begin_object(json, NULL);
    sdg16_json_row(json, table, i, &fields);
    sdg16_json_end(json);
  }
  sdg16_json_end(json);
}

static void put_messages(sdg16_json *json, const char *name, const char *severity,
                         const sdg16_table *diagnostics) {
  sdg16_json_begin_array(json, name);
  for (int64_t i = 0; i < sdg16_table_rows(diagnostics); i++)
    if (!strcmp(cli_table_text(diagnostics, i, "severity"), severity))
      sdg16_json_text(json, NULL, cli_table_text(diagnostics, i, "message"));
  sdg16_json_end(json);
}

static void put_provenance(sdg16_json *json, const cli_mse_options *o,
                           const sdg16_covariates *result, const sdg16_capture *capture) {
  sdg16_draws_summary draws;
  json_begin_provenance(json, o->exec.seed, SDG16_STREAM_VERSION);
  if (sdg16_covariates_draws(result) &&
      !sdg16_draws_summarise(sdg16_covariates_draws(result), &draws, (int64_t)sizeof draws)) {
    json_replicates(json, draws.first, draws.last);
    if (o->draws) sdg16_json_text(json, "draws", o->draws);
  }
  sdg16_json_text(json, "input_sha256", sdg16_capture_sha256(capture));
  sdg16_json_end(json);
}

static int write_json(const cli_mse_options *o, const sdg16_covariates *result,
                      const sdg16_capture *capture, const cli_stop *stop, FILE *out) {
  sdg16_json *json;
  const sdg16_table *diagnostics = sdg16_covariates_diagnostics(result);
  int status = json_begin("mse", out, &json);
  if (status) return status;
  status = json_data(json, &o->in.files, 0, capture);
  sdg16_json_text(json, "model", sdg16_covariates_model(result));
  put_rows(json, "estimates", "estimates", sdg16_covariates_estimates(result));
  put_rows(json, "path", "path", sdg16_covariates_path(result));
  put_messages(json, "warnings", "warning", diagnostics);
  put_messages(json, "notes", "note", diagnostics);
  cli_json_stop(json, stop);
  put_provenance(json, o, result, capture);
  return json_finish(json, status);
}

/* ---- the whole ---- */

static int write_result(const cli_mse_options *o, const sdg16_covariates *result,
                        const sdg16_capture *capture, const cli_stop *stop) {
  cli_buffer buffer;
  int is_csv = o->format == FORMAT_CSV, status = cli_buffer_open(&buffer);
  if (status) return status;
  if (is_csv)
    status =
        cli_write_csv(sdg16_covariates_estimates(result), o->out.safe_cells, buffer.stream);
  else
    status = o->format == FORMAT_JSON ? write_json(o, result, capture, stop, buffer.stream)
                                      : write_text(o, result, capture, buffer.stream);
  status = cli_buffer_finish(&buffer, status, o->out.path);
  if (!status && is_csv && !o->out.quiet) {
    cli_say_reading(0, capture);
    print_messages(sdg16_covariates_diagnostics(result), stderr);
  }
  return status;
}

static int compute_covariates(const cli_mse_options *o, const sdg16_capture *capture,
                              const sdg16_mse_options *settings, sdg16_covariates **out) {
  sdg16_covariates_options by;
  sdg16_covariates_options_init(&by, (int64_t)sizeof by);
  by.column_count = o->covariates.columns.count;
  by.columns = (const char *const *)o->covariates.columns.name;
  by.degrees = o->covariates.degree;
  by.scope = o->scope;
  by.groups = (const char *const *)o->crossings.name;
  by.group_count = o->crossings.count;
  sdg16_exec_options exec;
  int status = cli_begin_computing(&o->exec, o->out.quiet, &exec);
  if (status) return status;
  sdg16_error error = cli_new_error();
  int32_t failed = sdg16_covariates_new(capture, &by, settings, &exec, out, &error);
  cli_end_computing(&exec);
  return failed ? cli_library_error(&error) : EXIT_DONE;
}

int cli_mse_covariates(const cli_mse_options *o, const sdg16_capture *capture) {
  sdg16_mse_options settings = o->mse;
  settings.model = o->formula;
  if (o->formula) settings.select = SDG16_SELECT_FIXED;
  int status = cli_read_population(o->population, &o->in.marks, cli_mse_is_silent(o),
                                   &settings.population);
  if (!status)
    status = cli_too_few_people(o, settings.population, sdg16_capture_observed(capture));
  sdg16_covariates *result;
  if (!status) status = compute_covariates(o, capture, &settings, &result);
  if (status) return status;
  cli_stop stop =
      cli_stop_of(o, sdg16_covariates_stopped(result), cli_take_interrupt(),
                  sdg16_covariates_draws(result), sdg16_covariates_estimates(result));
  if (sdg16_covariates_draws(result) && o->draws && (stop.made || !stop.why)) {
    status = cli_keep_draws(sdg16_covariates_draws(result), o->draws);
    stop.draws = o->draws;
  }
  if (!status) status = write_result(o, result, capture, &stop);
  if (!status && stop.why) status = cli_say_stop(&stop);
  int some = sdg16_model_has_estimate(sdg16_covariates_status(result));
  sdg16_covariates_free(result);
  return status ? status : some ? EXIT_DONE : EXIT_NO_ESTIMATE;
}
