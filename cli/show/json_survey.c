/* JSON of sdg16 survey. */
#include "show/json_frame.h"

#include <string.h>

static void put_data(sdg16_json *json, const char *file, const sdg16_design *design) {
  sdg16_design_summary d;
  sdg16_json_begin_object(json, "data");
  sdg16_json_text(json, "file", file);
  if (design && !sdg16_design_summarise(design, &d, (int64_t)sizeof d)) {
    sdg16_json_whole(json, "rows", d.rows);
    sdg16_json_whole(json, "strata", d.strata);
    sdg16_json_whole(json, "units", d.psus);
    sdg16_json_whole(json, "stages", d.stages);
    sdg16_json_whole(json, "replicates", d.replicates);
    sdg16_json_real(json, "df", d.df);
    sdg16_json_real(json, "weight_sum", d.weight_sum);
    sdg16_json_real(json, "weight_effect", d.weight_effect);
    if (d.dropped) sdg16_json_whole(json, "rows_without_weight", d.dropped);
    if (d.normalised) sdg16_json_flag(json, "normalised", 1);
  }
  sdg16_json_end(json);
}

/* Diagnostics of one estimate: its interval is not the one asked for; its reliability. */
static void put_flags(sdg16_json *json, const sdg16_survey_options *o, const sdg16_table *table,
                      int64_t row) {
  const char *made = cli_table_text(table, row, "interval");
  const char *verdict = cli_table_text(table, row, "reliability");
  const char *protected = cli_table_text(table, row, "flags");
  int32_t asked = o->interval >= 0 ? o->interval : sdg16_survey_default_interval(o->statistic);
  sdg16_json_begin_array(json, "flags");
  if (made && strcmp(made, sdg16_survey_interval_name(asked)))
    sdg16_json_text(json, NULL, "boundary-interval");
  if (verdict && strcmp(verdict, "publish")) sdg16_json_text(json, NULL, verdict);
  if (protected && *protected) sdg16_json_text(json, NULL, protected);
  sdg16_json_end(json);
}

static void put_estimate(sdg16_json *json, const cli_survey_result *result, int64_t row) {
  const sdg16_survey_options *o = &result->options->estimation.options;
  const sdg16_table *table = result->estimates;
  sdg16_json_options fields;
  sdg16_json_options_init(&fields, (int64_t)sizeof fields);
  fields.result = "survey";
  fields.is_protected = result->options->protection.asked;
  sdg16_json_text(json, "statistic", sdg16_survey_statistic_name(o->statistic));
  if (o->numerator) sdg16_json_text(json, "of", o->numerator);
  if (o->denominator) sdg16_json_text(json, "over", o->denominator);
  sdg16_json_row(json, table, row, &fields);
  put_flags(json, o, table, row);
}

static void put_estimates(sdg16_json *json, const cli_survey_result *result) {
  sdg16_json_begin_array(json, "estimates");
  for (int64_t i = 0; i < sdg16_table_rows(result->estimates); i++) {
    sdg16_json_begin_object(json, NULL);
    put_estimate(json, result, i);
    sdg16_json_end(json);
  }
  sdg16_json_end(json);
}

static void put_warnings(sdg16_json *json, const sdg16_table *diagnostics) {
  sdg16_json_begin_array(json, "warnings");
  for (int64_t i = 0; i < sdg16_table_rows(diagnostics); i++)
    sdg16_json_cell(json, NULL, diagnostics, i, "message");
  sdg16_json_end(json);
}

static void put_seed(sdg16_json *json, uint64_t seed) {
  json_begin_provenance(json, seed, SDG16_STREAM_VERSION);
  sdg16_json_end(json);
}

int cli_json_survey(const cli_survey_result *result, FILE *out) {
  const cli_survey_options *options = result->options;
  sdg16_json *json;
  int status = json_begin("survey", out, &json);
  if (status) return status;
  put_data(json, cli_shown_path(options->files.path[0]), result->design);
  put_estimates(json, result);
  if (result->comparisons)
    json_result_rows(json, "comparisons", "comparisons", result->comparisons);
  if (result->diagnostics) put_warnings(json, result->diagnostics);
  put_seed(json, options->exec.seed);
  return json_finish(json, status);
}

/* The fields that the schema gives the table of a test. */
static int put_test(sdg16_json *json, const sdg16_independence *test) {
  sdg16_error error = cli_new_error();
  sdg16_json_options fields;
  sdg16_table *table;
  if (sdg16_independence_table(test, &table, &error)) return cli_library_error(&error);
  sdg16_json_options_init(&fields, (int64_t)sizeof fields);
  fields.result = "independence";
  sdg16_json_row(json, table, 0, &fields);
  sdg16_table_free(table);
  return EXIT_DONE;
}

/* If there are some. */
static void put_file_notes(sdg16_json *json, const sdg16_table *survey) {
  int64_t count = sdg16_table_note_count(survey);
  if (!count) return;
  sdg16_json_begin_array(json, "warnings");
  for (int64_t i = 0; i < count; i++) sdg16_json_text(json, NULL, sdg16_table_note(survey, i));
  sdg16_json_end(json);
}

int cli_json_independence(const cli_survey_options *options, const sdg16_independence *test,
                          const sdg16_table *survey, FILE *out) {
  sdg16_json *json;
  int status = json_begin("survey", out, &json);
  if (status) return status;
  sdg16_json_begin_object(json, "independence");
  sdg16_json_text(json, "row", options->classifications.name[0]);
  sdg16_json_text(json, "column", options->classifications.name[1]);
  status = put_test(json, test);
  sdg16_json_end(json);
  put_file_notes(json, survey);
  put_seed(json, options->exec.seed);
  return json_finish(json, status);
}

int cli_json_logistic(const cli_survey_options *options, const sdg16_logistic *logistic,
                      const sdg16_table *survey, FILE *out) {
  sdg16_json *json;
  int status = json_begin("survey", out, &json);
  if (status) return status;
  sdg16_json_begin_object(json, "logistic");
  sdg16_json_text(json, "formula", options->logistic);
  sdg16_json_whole(json, "n", sdg16_logistic_n(logistic));
  sdg16_json_real(json, "df", sdg16_logistic_df(logistic));
  json_result_rows(json, "coefficients", "logistic", sdg16_logistic_coefficients(logistic));
  sdg16_json_end(json);
  put_file_notes(json, survey);
  put_seed(json, options->exec.seed);
  return json_finish(json, status);
}
