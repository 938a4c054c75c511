/* What a case shows of its result, cell by cell, as a text that runs are compared by. */
#include "oom.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER "%a" /* every bit */

void oom_table(const sdg16_table *t) {
  if (!oom_is_good()) return;
  oom_line("table of %lld rows", t ? (long long)sdg16_table_rows(t) : -1LL);
  for (int64_t c = 0; c < sdg16_table_columns(t); c++) {
    const uint8_t *missing = sdg16_table_missing(t, c);
    const int64_t *whole = sdg16_table_int64(t, c);
    const double *real = sdg16_table_double(t, c);
    const int32_t *tags = sdg16_table_tags(t, c);
    const char *label = sdg16_table_variable_label(t, c);
    oom_line("column %s, type %d, dimension %d, label %s", sdg16_table_name(t, c),
             (int)sdg16_table_type(t, c), (int)sdg16_table_is_dimension(t, c),
             label ? label : "(none)");
    for (int64_t k = 0; k < sdg16_table_label_count(t, c); k++)
      oom_line("value " NUMBER " %s", sdg16_table_label_value(t, c, k),
               sdg16_table_label(t, c, k));
    for (int64_t k = 0; k < sdg16_table_tag_count(t, c); k++) {
      const char *meaning = sdg16_table_tag_label(t, c, k);
      oom_line("tag %s %s", sdg16_table_tag(t, c, k), meaning ? meaning : "(none)");
    }
    for (int64_t row = 0; row < sdg16_table_rows(t); row++) {
      const char *text = sdg16_table_text(t, row, c);
      int kind = missing ? missing[row] : 0;
      oom_line("%s, row %lld: missing %d, tag %d: %lld " NUMBER " %s", sdg16_table_name(t, c),
               (long long)row + 1, kind, tags ? (int)tags[row] : -1,
               whole && !kind ? (long long)whole[row] : 0LL, real && !kind ? real[row] : 0.0,
               text ? text : "(none)");
    }
  }
}

/* A table that was made for this. */
static void show_new_table(int32_t status, sdg16_table *const *made) {
  assert_int_equal(status, SDG16_OK);
  oom_table(*made);
  sdg16_table_free(*made);
}

void oom_numbers(int64_t count, const double *numbers) {
  for (int64_t i = 0; oom_is_good() && i < (numbers ? count : 0); i++)
    oom_line("number %lld: " NUMBER, (long long)i, numbers[i]);
  if (!numbers) oom_line("no numbers");
}

void oom_whole(int64_t number) { oom_line("%lld", (long long)number); }

void oom_estimate(const sdg16_estimate *e) {
  oom_line("estimate " NUMBER " " NUMBER " " NUMBER " " NUMBER " " NUMBER, e->value, e->se,
           e->lower, e->upper, e->level);
}

void oom_model(const sdg16_model *model) {
  char text[400];
  if (!oom_is_good()) return;
  sdg16_model_format(model, SDG16_MODEL_NUMBERS, NULL, text, sizeof text);
  oom_line("model %s", text);
}

void oom_capture(const sdg16_capture *capture) {
  sdg16_table *table;
  if (!oom_is_good()) return;
  const uint32_t *history;
  const int64_t *count;
  int64_t histories = sdg16_capture_histories(capture, &history, &count);
  for (int32_t i = 0; i < sdg16_capture_lists(capture); i++)
    oom_line("list %s", sdg16_capture_list_name(capture, i));
  for (int64_t i = 0; i < histories; i++)
    oom_line("history %u: %lld", (unsigned)history[i], (long long)count[i]);
  oom_table(sdg16_capture_columns(capture));
  oom_table(sdg16_capture_notes(capture));
  show_new_table(sdg16_capture_detected(capture, &table, NULL), &table);
  show_new_table(sdg16_capture_overlap_table(capture, &table, NULL), &table);
}

void oom_draws(const sdg16_draws *draws) {
  sdg16_table *table;
  if (!oom_is_good()) return;
  if (draws)
    show_new_table(sdg16_draws_table(draws, &table, NULL), &table);
  else
    oom_line("no draws");
}

void oom_mse(const sdg16_mse *mse) {
  sdg16_estimate estimate;
  if (!oom_is_good()) return;
  assert_int_equal(sdg16_mse_estimate(mse, &estimate, sizeof estimate), SDG16_OK);
  oom_estimate(&estimate);
  oom_table(sdg16_mse_estimates(mse));
  oom_table(sdg16_mse_models(mse));
  oom_table(sdg16_mse_modes(mse));
  oom_table(sdg16_mse_draw_modes(mse));
  oom_table(sdg16_mse_top(mse));
  oom_table(sdg16_mse_residuals(mse));
  oom_table(sdg16_mse_diagnostics(mse));
  oom_draws(sdg16_mse_draws(mse));
  oom_draws(sdg16_mse_top_draws(mse));
}

void oom_strata(const sdg16_strata *strata) {
  if (!oom_is_good()) return;
  oom_table(sdg16_strata_estimates(strata));
  oom_table(sdg16_strata_models(strata));
  oom_table(sdg16_strata_modes(strata));
  oom_table(sdg16_strata_draw_modes(strata));
  oom_table(sdg16_strata_diagnostics(strata));
  oom_draws(sdg16_strata_draws(strata));
}

void oom_design(const sdg16_design *design) {
  sdg16_design_summary summary;
  if (!oom_is_good()) return;
  assert_int_equal(sdg16_design_summarise(design, &summary, sizeof summary), SDG16_OK);
  double *weight = calloc((size_t)summary.rows + 1, sizeof *weight);
  assert_non_null(weight);
  for (int64_t k = -1; k < summary.replicates; k++) {
    assert_int_equal(sdg16_design_weights(design, k, weight, summary.rows, NULL), SDG16_OK);
    oom_numbers(summary.rows, weight);
  }
  free(weight);
}

void oom_survey(const sdg16_survey *survey) {
  if (!oom_is_good()) return;
  int64_t rows = sdg16_survey_rows(survey);
  oom_table(sdg16_survey_estimates(survey));
  oom_table(sdg16_survey_diagnostics(survey));
  oom_numbers(rows * rows, sdg16_survey_covariance(survey));
}

void oom_indicator(const sdg16_indicator *indicator) {
  if (!oom_is_good()) return;
  oom_table(sdg16_indicator_results(indicator));
  oom_table(sdg16_indicator_diagnostics(indicator));
  oom_table(sdg16_indicator_audit(indicator));
  oom_table(sdg16_indicator_coding(indicator));
  oom_line("%s", sdg16_indicator_sha256(indicator));
}

void oom_registry(const sdg16_registry *registry) {
  sdg16_table *table;
  if (!oom_is_good()) return;
  for (int32_t what = SDG16_CATALOG_INDICATORS; what <= SDG16_CATALOG_SWITCHES; what++)
    show_new_table(sdg16_registry_table(registry, NULL, what, &table, NULL), &table);
}
