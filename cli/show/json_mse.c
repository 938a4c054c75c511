/* JSON of sdg16 mse, of one total or of strata. */
#include "show/json_build.h"
#include "show/quality.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* {"sex": "F"}: the stratum columns that have a value in the row. */
static json_object *stratum(json_builder *b, const cli_result *result, const sdg16_table *table,
                            int64_t row) {
  json_object *object = json_new_object(b);
  for (int64_t k = 0; k < result->options->in.capture.stratum_count; k++) {
    const char *column = result->options->in.by.name[k];
    const char *value = cli_table_text(table, row, column);
    if (value) json_put(b, object, column, json_text(b, value));
  }
  return object;
}

/* A column of the diagnostics about this row, of this severity if one is given. */
static json_object *said(json_builder *b, const cli_result *result, int64_t row,
                         const char *column, const char *wanted) {
  json_object *array = json_new_array(b);
  const sdg16_table *diagnostics = result->diagnostics;
  for (int64_t i = 0; i < sdg16_table_rows(diagnostics); i++) {
    const char *severity = cli_table_text(diagnostics, i, "severity");
    if (cli_table_text(diagnostics, i, column) &&
        (!wanted || (severity && !strcmp(severity, wanted))) &&
        cli_same_stratum(result, diagnostics, i, result->estimates, row))
      json_append(b, array, json_cell(b, diagnostics, i, column));
  }
  return array;
}

/* With the notes of the reading at the total. */
static json_object *messages(json_builder *b, const cli_result *result, int64_t row,
                             const char *wanted) {
  json_object *array = said(b, result, row, "message", wanted);
  if (cli_is_total(result, row)) json_append_notes(b, result->capture, wanted, array);
  return array;
}

/* What the models near the best say together, about the stratum of the row. */
static void put_uncertainty(json_builder *b, const cli_result *result, int64_t row,
                            json_object *estimate) {
  int64_t within = cli_models_within(result, row);
  if (!within || !cli_ranks(result->options)) return;
  json_object *object = json_new_object(b), *modes = json_new_array(b);
  json_put(b, object, "window", json_number(b, CLI_WINDOW));
  json_put(b, object, "models", json_whole(b, within));
  for (int64_t i = 0; i < sdg16_table_rows(result->modes); i++) {
    if (!cli_same_stratum(result, result->modes, i, result->estimates, row)) continue;
    json_object *mode = json_new_object(b);
    json_put_row(b, mode, &(json_row){.name = "modes", .table = result->modes, .row = i});
    json_append(b, modes, mode);
  }
  if (json_object_array_length(modes)) /* a common model has none */
    json_put(b, object, "modes", modes);
  else
    json_object_put(modes);
  json_put(b, estimate, "model_uncertainty", object);
}

static json_object *search_object(json_builder *b, const sdg16_mse *mse) {
  sdg16_search_summary search;
  if (!mse || sdg16_mse_search(mse, &search, (int64_t)sizeof search) ||
      search.criterion == SDG16_SELECT_FIXED)
    return NULL;
  json_object *object = json_new_object(b);
  char universe[64];
  if (search.universe >= 0) {
    snprintf(universe, sizeof universe, "%lld", (long long)search.universe);
    json_put(b, object, "universe", json_text(b, universe));
  } else if (!isnan(search.universe_log10)) { /* beyond 2^63: "5.6e22" */
    double exponent = floor(search.universe_log10);
    snprintf(universe, sizeof universe, "%.1fe%.0f", pow(10, search.universe_log10 - exponent),
             exponent);
    json_put(b, object, "universe", json_text(b, universe));
  }
  json_put(b, object, "fitted", json_whole(b, search.fitted));
  json_put(b, object, "exact", json_made(b, json_object_new_boolean(search.exact)));
  json_put(b, object, "best", json_number(b, search.best));
  json_put(b, object, "bound", json_number(b, search.bound));
  json_put(b, object, "gap", json_number(b, search.gap));
  json_put(b, object, "spent", json_whole(b, search.spent));
  json_put(b, object, "unconverged", json_whole(b, search.unconverged));
  json_put(b, object, "unproved_replicates", json_whole(b, search.unproved_replicates));
  return object;
}

/* The rate of those observed, beside that of the estimate. */
static void put_detected_rate(json_builder *b, const sdg16_table *table, int64_t row,
                              json_object *estimate) {
  json_object *rate;
  if (!json_object_object_get_ex(estimate, "rate_per_100000", &rate)) return;
  double population = cli_table_number(table, row, "population");
  json_put(b, rate, "detected",
           json_number(b, cli_table_number(table, row, "observed") * 1e5 / population));
}

/* The status stands with the warnings, behind what the schema does not have. */
static void put_status_last(json_builder *b, json_object *estimate) {
  json_object *status;
  if (!json_object_object_get_ex(estimate, "status", &status)) return;
  json_object_get(status);
  json_object_object_del(estimate, "status");
  json_put(b, estimate, "status", status);
}

static json_object *estimate(json_builder *b, const cli_result *result, int64_t row) {
  const sdg16_table *table = result->estimates;
  json_object *object = json_new_object(b);
  const json_row fields = {.name = "estimates",
                           .table = table,
                           .row = row,
                           .is_sum = cli_is_sum(result, row),
                           .has_interval = result->options->mse.interval != SDG16_INTERVAL_NONE,
                           .is_protected = result->options->protection.asked};
  json_put(b, object, "stratum", stratum(b, result, table, row));
  json_put_row(b, object, &fields);
  put_detected_rate(b, table, row, object);
  put_uncertainty(b, result, row, object);
  cli_json_quality(b, result, row, object);
  put_status_last(b, object);
  if (fields.is_protected) {
    json_put(b, object, "flags", json_parts(b, cli_table_text(table, row, "flags"), "; "));
    cli_json_protected_warnings(b, result, row, object);
    return object;
  }
  json_put(b, object, "headlines", said(b, result, row, "headline", NULL));
  json_put(b, object, "warnings", messages(b, result, row, "warning"));
  json_put(b, object, "notes", messages(b, result, row, "note"));
  if (result->strata && !fields.is_sum) {
    json_object *search = search_object(b, cli_mse_of_row(result, row));
    if (search) json_put(b, object, "search", search);
  }
  return object;
}

static void put_models(json_builder *b, const cli_result *result) {
  const sdg16_table *table = result->models;
  json_object *models = json_new_array(b);
  int64_t listed = 0; /* of this stratum */
  for (int64_t i = 0; i < sdg16_table_rows(table); i++) {
    if (!i || !cli_same_stratum(result, table, i - 1, table, i)) listed = 0;
    if (listed++ >= result->options->mse.top) continue;
    json_object *model = json_new_object(b);
    if (result->strata) json_put(b, model, "stratum", stratum(b, result, table, i));
    json_put_row(b, model, &(json_row){.name = "models", .table = table, .row = i});
    json_append(b, models, model);
  }
  json_put(b, b->root, "models", models);
}

static void put_top_intervals(json_builder *b, const sdg16_table *top) {
  if (!top) return;
  json_object *rows = json_new_array(b);
  for (int64_t i = 0; i < sdg16_table_rows(top); i++) {
    json_object *row = json_new_object(b);
    int all = !(cli_table_number(top, i, "k") > 0); /* the choice among all models */
    json_put(b, row, "k", all ? NULL : json_cell(b, top, i, "k"));
    json_put_row(b, row, &(json_row){.name = "top", .table = top, .row = i, .has_interval = 1});
    json_append(b, rows, row);
  }
  json_put(b, b->root, "top_intervals", rows);
}

static void put_provenance(json_builder *b, const cli_result *result) {
  json_object *provenance = json_new_object(b);
  json_put(b, provenance, "seed",
           json_made(b, json_object_new_uint64(result->options->exec.seed)));
  json_put(b, provenance, "stream", json_whole(b, SDG16_STREAM_VERSION));
  sdg16_draws_summary draws;
  if (result->draws && !sdg16_draws_summarise(result->draws, &draws, (int64_t)sizeof draws)) {
    json_object *range = json_new_array(b);
    json_append(b, range, json_whole(b, draws.first < 0 ? 0 : draws.first));
    json_append(b, range, json_whole(b, draws.last + 1));
    json_put(b, provenance, "replicates", range);
    if (result->options->draws)
      json_put(b, provenance, "draws", json_text(b, result->options->draws));
  }
  if (!result->options->protection.asked)
    json_put(b, provenance, "input_sha256",
             json_text(b, sdg16_capture_sha256(result->capture)));
  json_put(b, b->root, "provenance", provenance);
}

int cli_json_mse(const cli_result *result, FILE *out) {
  json_builder b;
  json_object *root = json_begin(&b, "mse"), *estimates = json_new_array(&b);
  json_put_data(&b, &result->options->in, result->options->protection.asked, result->capture);
  for (int64_t i = 0; i < sdg16_table_rows(result->estimates); i++)
    json_append(&b, estimates, estimate(&b, result, i));
  json_put(&b, root, "estimates", estimates);
  if (result->options->protection.asked)
    cli_json_protected_notes(&b);
  else
    put_models(&b, result);
  if (result->mse && !result->options->protection.asked) {
    json_object *search = search_object(&b, result->mse);
    if (search) json_put(&b, root, "search", search);
    put_top_intervals(&b, sdg16_mse_top(result->mse));
  }
  put_provenance(&b, result);
  return json_finish(&b, out);
}
