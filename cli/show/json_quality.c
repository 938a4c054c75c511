/* What the estimate rests on, as JSON: fit, residuals. */
#include "show/quality.h"

#include <math.h>

static void put_fit_test(sdg16_json *json, const sdg16_fit_test *test, int selected) {
  sdg16_json_begin_object(json, "fit_test");
  sdg16_json_real(json, "deviance", test->deviance);
  sdg16_json_real(json, "pearson", test->pearson);
  sdg16_json_whole(json, "df", test->df);
  sdg16_json_whole(json, "replicates", test->replicates);
  sdg16_json_real(json, "p_deviance", test->p_deviance);
  sdg16_json_real(json, "p_pearson", test->p_pearson);
  sdg16_json_flag(json, "selected", selected);
  sdg16_json_end(json);
}

static void put_residuals(sdg16_json *json, const sdg16_table *residuals) {
  sdg16_json_begin_array(json, "residuals");
  for (int64_t i = 0; i < sdg16_table_rows(residuals); i++) {
    sdg16_json_begin_object(json, NULL);
    sdg16_json_list(json, "lists", cli_table_text(residuals, i, "lists"), "; ");
    JSON_CELLS(json, residuals, i, "observed", "fitted", "residual");
    sdg16_json_end(json);
  }
  sdg16_json_end(json);
}

void cli_json_quality(sdg16_json *json, const cli_result *result, int64_t row) {
  sdg16_fit_test test;
  if (result->options->protection.asked || cli_is_sum(result, row)) return;
  const sdg16_mse *mse = cli_mse_of_row(result, row);
  if (!mse) return;
  if (!sdg16_mse_fit_test(mse, &test, (int64_t)sizeof test) && !isnan(test.deviance))
    put_fit_test(json, &test, result->options->mse.select != SDG16_SELECT_FIXED);
  put_residuals(json, sdg16_mse_residuals(mse));
}
