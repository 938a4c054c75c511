/* What the estimate rests on, as JSON: fit, residuals, lower bound, coverage. */
#include "show/quality.h"

#include <math.h>

static json_object *fit_test_object(json_builder *b, const sdg16_fit_test *test, int selected) {
  json_object *object = json_new_object(b);
  json_put(b, object, "deviance", json_number(b, test->deviance));
  json_put(b, object, "pearson", json_number(b, test->pearson));
  json_put(b, object, "df", json_whole(b, test->df));
  json_put(b, object, "replicates", json_whole(b, test->replicates));
  json_put(b, object, "p_deviance", json_number(b, test->p_deviance));
  json_put(b, object, "p_pearson", json_number(b, test->p_pearson));
  json_put(b, object, "selected", json_made(b, json_object_new_boolean(selected)));
  return object;
}

static json_object *residuals_array(json_builder *b, const sdg16_table *residuals) {
  json_object *array = json_new_array(b);
  for (int64_t i = 0; i < sdg16_table_rows(residuals); i++) {
    json_object *row = json_new_object(b);
    json_put(b, row, "lists", json_parts(b, cli_table_text(residuals, i, "lists"), "; "));
    JSON_PUT_CELLS(b, row, residuals, i, "observed", "fitted", "residual");
    json_append(b, array, row);
  }
  return array;
}

void cli_json_quality(json_builder *b, const cli_result *result, int64_t row,
                      json_object *estimate) {
  sdg16_fit_test test;
  if (result->options->protection.asked || cli_is_sum(result, row)) return;
  const sdg16_mse *mse = cli_mse_of_row(result, row);
  if (!mse) return;
  if (!sdg16_mse_fit_test(mse, &test, (int64_t)sizeof test) && !isnan(test.deviance))
    json_put(b, estimate, "fit_test",
             fit_test_object(b, &test, result->options->mse.select != SDG16_SELECT_FIXED));
  json_put(b, estimate, "residuals", residuals_array(b, sdg16_mse_residuals(mse)));
}
