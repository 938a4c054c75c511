/* JSON of sdg16 mse, of one total or of strata. */
#include "show/quality.h"

#include <math.h>
#include <string.h>

/* {"sex": "F"}: the stratum columns that have a value in the row. */
static void put_stratum(sdg16_json *json, const cli_result *result, const sdg16_table *table,
                        int64_t row) {
  sdg16_json_begin_object(json, "stratum");
  for (int64_t k = 0; k < result->options->in.capture.stratum_count; k++) {
    const char *column = result->options->in.by.name[k];
    const char *value = cli_table_text(table, row, column);
    if (value) sdg16_json_text(json, column, value);
  }
  sdg16_json_end(json);
}

/* The fields that the schema gives a row of this result table. */
static sdg16_json_options fields_of(const char *result) {
  static const char *const OWN[] = {"*", "status"}; /* "stratum"; it stands with the warnings */
  sdg16_json_options options;
  sdg16_json_options_init(&options, (int64_t)sizeof options);
  options.result = result;
  options.left_out = OWN;
  options.left_out_count = strcmp(result, "estimates") ? 1 : 2;
  return options;
}

/* A column of the diagnostics about this row, of this severity if one is given. */
static void put_said(sdg16_json *json, const cli_result *result, int64_t row,
                     const char *column, const char *wanted) {
  const sdg16_table *diagnostics = result->diagnostics;
  for (int64_t i = 0; i < sdg16_table_rows(diagnostics); i++) {
    const char *severity = cli_table_text(diagnostics, i, "severity");
    const char *text = cli_table_text(diagnostics, i, column);
    if (text && (!wanted || (severity && !strcmp(severity, wanted))) &&
        cli_same_stratum(result, diagnostics, i, result->estimates, row))
      sdg16_json_text(json, NULL, text);
  }
}

/* With the notes of the reading at the total. */
static void put_messages(sdg16_json *json, const cli_result *result, int64_t row,
                         const char *key, const char *wanted) {
  sdg16_json_begin_array(json, key);
  put_said(json, result, row, "message", wanted);
  if (cli_is_total(result, row)) json_notes(json, result->capture, wanted);
  sdg16_json_end(json);
}

static void put_headlines(sdg16_json *json, const cli_result *result, int64_t row) {
  sdg16_json_begin_array(json, "headlines");
  put_said(json, result, row, "headline", NULL);
  sdg16_json_end(json);
}

/* What the models near the best say together, about the stratum of the row. */
static void put_uncertainty(sdg16_json *json, const cli_result *result, int64_t row) {
  int64_t within = cli_models_within(result, row);
  int modes = 0; /* a common model has none */
  const sdg16_json_options fields = fields_of("modes");
  if (!within || !cli_ranks(result->options)) return;
  sdg16_json_begin_object(json, "model_uncertainty");
  sdg16_json_real(json, "window", cli_window(result->options));
  sdg16_json_whole(json, "models", within);
  for (int64_t i = 0; i < sdg16_table_rows(result->modes); i++) {
    if (!cli_same_stratum(result, result->modes, i, result->estimates, row)) continue;
    if (!modes++) sdg16_json_begin_array(json, "modes");
    sdg16_json_begin_object(json, NULL);
    sdg16_json_row(json, result->modes, i, &fields);
    sdg16_json_end(json);
  }
  if (modes) sdg16_json_end(json);
  sdg16_json_end(json);
}

/* How many models there are; beyond 2^63 "5.6e22". */
static void put_universe(sdg16_json *json, const sdg16_search_summary *search) {
  char universe[64];
  double exponent = floor(search->universe_log10);
  if (search->universe >= 0)
    snprintf(universe, sizeof universe, "%lld", (long long)search->universe);
  else if (!isnan(exponent))
    snprintf(universe, sizeof universe, "%.1fe%.0f", pow(10, search->universe_log10 - exponent),
             exponent);
  else
    return;
  sdg16_json_text(json, "universe", universe);
}

static void put_search(sdg16_json *json, const sdg16_mse *mse) {
  sdg16_search_summary search;
  if (!mse || sdg16_mse_search(mse, &search, (int64_t)sizeof search) ||
      search.criterion == SDG16_SELECT_FIXED)
    return;
  sdg16_json_begin_object(json, "search");
  put_universe(json, &search);
  sdg16_json_whole(json, "fitted", search.fitted);
  sdg16_json_flag(json, "exact", search.exact);
  sdg16_json_real(json, "best", search.best);
  sdg16_json_real(json, "bound", search.bound);
  sdg16_json_real(json, "gap", search.gap);
  sdg16_json_whole(json, "spent", search.spent);
  sdg16_json_whole(json, "unconverged", search.unconverged);
  sdg16_json_whole(json, "unproved_replicates", search.unproved_replicates);
  sdg16_json_end(json);
}

/* The fields of the schema; the rate of those observed stands beside that of the estimate. */
static void put_fields(sdg16_json *json, const cli_result *result, int64_t row) {
  const sdg16_table *table = result->estimates;
  const sdg16_json_extra detected = {"rate_per_100000", "detected",
                                     cli_table_number(table, row, "observed") * 1e5 /
                                         cli_table_number(table, row, "population")};
  sdg16_json_options fields = fields_of("estimates");
  fields.is_sum = cli_is_sum(result, row);
  fields.no_interval = result->options->mse.interval == SDG16_INTERVAL_NONE;
  fields.is_protected = result->options->protection.asked;
  fields.extras = &detected;
  fields.extra_count = 1;
  sdg16_json_row(json, table, row, &fields);
}

static void put_estimate(sdg16_json *json, const cli_result *result, int64_t row) {
  const sdg16_table *table = result->estimates;
  put_stratum(json, result, table, row);
  put_fields(json, result, row);
  put_uncertainty(json, result, row);
  cli_json_quality(json, result, row);
  sdg16_json_cell(json, "status", table, row, "status");
  if (result->options->protection.asked) {
    sdg16_json_list(json, "flags", cli_table_text(table, row, "flags"), "; ");
    cli_json_protected_warnings(json, result, row);
    return;
  }
  put_headlines(json, result, row);
  put_messages(json, result, row, "warnings", "warning");
  put_messages(json, result, row, "notes", "note");
  if (result->strata && !cli_is_sum(result, row)) put_search(json, cli_mse_of_row(result, row));
}

static void put_estimates(sdg16_json *json, const cli_result *result) {
  sdg16_json_begin_array(json, "estimates");
  for (int64_t i = 0; i < sdg16_table_rows(result->estimates); i++) {
    sdg16_json_begin_object(json, NULL);
    put_estimate(json, result, i);
    sdg16_json_end(json);
  }
  sdg16_json_end(json);
}

static void put_models(sdg16_json *json, const cli_result *result) {
  const sdg16_table *table = result->models;
  const sdg16_json_options fields = fields_of("models");
  int64_t listed = 0; /* of this stratum */
  sdg16_json_begin_array(json, "models");
  for (int64_t i = 0; i < sdg16_table_rows(table); i++) {
    if (!i || !cli_same_stratum(result, table, i - 1, table, i)) listed = 0;
    if (listed++ >= result->options->mse.top) continue;
    sdg16_json_begin_object(json, NULL);
    if (result->strata) put_stratum(json, result, table, i);
    sdg16_json_row(json, table, i, &fields);
    sdg16_json_end(json);
  }
  sdg16_json_end(json);
}

static void put_top_intervals(sdg16_json *json, const sdg16_table *top) {
  const sdg16_json_options fields = fields_of("top");
  if (!top) return;
  sdg16_json_begin_array(json, "top_intervals");
  for (int64_t i = 0; i < sdg16_table_rows(top); i++) {
    sdg16_json_begin_object(json, NULL);
    if (cli_table_number(top, i, "k") > 0)
      sdg16_json_cell(json, "k", top, i, "k");
    else
      sdg16_json_null(json, "k"); /* the choice among all models */
    sdg16_json_row(json, top, i, &fields);
    sdg16_json_end(json);
  }
  sdg16_json_end(json);
}

static void put_mse_provenance(sdg16_json *json, const cli_result *result) {
  sdg16_draws_summary draws;
  json_begin_provenance(json, result->options->exec.seed, SDG16_STREAM_VERSION);
  if (result->draws && !sdg16_draws_summarise(result->draws, &draws, (int64_t)sizeof draws)) {
    json_replicates(json, draws.first, draws.last);
    if (result->options->draws) sdg16_json_text(json, "draws", result->options->draws);
  }
  if (!result->options->protection.asked)
    sdg16_json_text(json, "input_sha256", sdg16_capture_sha256(result->capture));
  sdg16_json_end(json);
}

int cli_json_mse(const cli_result *result, FILE *out) {
  const cli_mse_options *o = result->options;
  sdg16_json *json;
  int status = json_begin("mse", out, &json);
  if (status) return status;
  status = json_data(json, &o->in.files, o->protection.asked, result->capture);
  put_estimates(json, result);
  if (o->protection.asked)
    cli_json_protected_notes(json);
  else
    put_models(json, result);
  if (result->mse && !o->protection.asked) {
    put_search(json, result->mse);
    put_top_intervals(json, sdg16_mse_top(result->mse));
  }
  cli_json_stop(json, &result->stop);
  put_mse_provenance(json, result);
  return json_finish(json, status);
}
