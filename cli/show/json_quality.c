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

void cli_json_quality(sdg16_json *json, const cli_result *result, int64_t row) {
  sdg16_fit_test test;
  if (result->options->protection.asked || cli_is_sum(result, row)) return;
  const sdg16_mse *mse = cli_mse_of_row(result, row);
  if (!mse) return;
  if (!sdg16_mse_fit_test(mse, &test, (int64_t)sizeof test) && !isnan(test.deviance))
    put_fit_test(json, &test, result->options->mse.select != SDG16_SELECT_FIXED);
  static const char *const OWN[] = {"*"}; /* the stratum stands with the estimate */
  sdg16_json_options fields;
  sdg16_json_options_init(&fields, (int64_t)sizeof fields);
  fields.result = "residuals";
  fields.left_out = OWN;
  fields.left_out_count = 1;
  sdg16_json_rows(json, "residuals", sdg16_mse_residuals(mse), &fields);
}
