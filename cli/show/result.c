/* What the outputs of sdg16 mse ask of a result, whether of one total or of strata. */
#include "show/show.h"

#include <math.h>
#include <string.h>

const char *cli_bootstrap_name(int32_t interval) {
  return interval == SDG16_INTERVAL_PERCENTILE ? "percentile"
         : interval == SDG16_INTERVAL_BASIC    ? "basic"
                                               : "BCa";
}

static const char *texts_of(const cli_result *result, const sdg16_table *table, int64_t row,
                            int64_t k) {
  return cli_table_text(table, row, result->options->in.by.name[k]);
}

int cli_same_stratum(const cli_result *result, const sdg16_table *a, int64_t row_a,
                     const sdg16_table *b, int64_t row_b) {
  for (int64_t k = 0; k < result->options->in.capture.stratum_count; k++) {
    const char *x = texts_of(result, a, row_a, k), *y = texts_of(result, b, row_b, k);
    if (x && y ? strcmp(x, y) : x != y) return 0;
  }
  return 1;
}

int cli_put_stratum(const cli_result *result, const sdg16_table *table, int64_t row,
                    const char *equals, const char *between, FILE *out) {
  int any = 0;
  for (int64_t k = 0; k < result->options->in.capture.stratum_count; k++) {
    const char *value = texts_of(result, table, row, k);
    if (!value) continue;
    fprintf(out, "%s%s%s%s", any ? between : "", result->options->in.by.name[k], equals,
            *value ? value : "(blank)");
    any = 1;
  }
  return any;
}

int cli_is_sum(const cli_result *result, int64_t row) {
  if (!result->strata) return 0;
  for (int64_t k = 0; k < result->options->in.capture.stratum_count; k++)
    if (!texts_of(result, result->estimates, row, k)) return 1;
  return 0;
}

int cli_is_total(const cli_result *result, int64_t row) {
  for (int64_t k = 0; k < result->options->in.capture.stratum_count; k++)
    if (texts_of(result, result->estimates, row, k)) return 0;
  return 1;
}

const sdg16_mse *cli_mse_of_row(const cli_result *result, int64_t row) {
  if (result->mse) return result->mse;
  int64_t columns = result->options->in.capture.stratum_count;
  for (int64_t s = 0; s < sdg16_strata_count(result->strata); s++) {
    int64_t k = 0;
    for (; k < columns; k++) {
      const char *value = texts_of(result, result->estimates, row, k);
      if (!value || strcmp(value, sdg16_strata_value(result->strata, s, k))) break;
    }
    if (k == columns) return sdg16_strata_mse(result->strata, s);
  }
  return NULL;
}

int cli_ranks(const cli_mse_options *options) {
  return options->mse.select != SDG16_SELECT_FIXED &&
         options->mse.select != SDG16_SELECT_STEPWISE;
}

const char *cli_criterion(const cli_mse_options *options) {
  return options->mse.select == SDG16_SELECT_AIC    ? "aic"
         : options->mse.select == SDG16_SELECT_AICC ? "aicc"
                                                    : "bic";
}

double cli_window(const cli_mse_options *options) {
  return fmin(options->mse.window, SDG16_CRITERION_WINDOW);
}

int64_t cli_models_within(const cli_result *result, int64_t row) {
  const char *column = cli_criterion(result->options);
  double window = cli_window(result->options);
  int64_t within = 0;
  double best = (double)NAN;
  for (int64_t i = 0; i < sdg16_table_rows(result->models); i++) {
    if (!cli_same_stratum(result, result->models, i, result->estimates, row)) continue;
    double criterion = cli_table_number(result->models, i, column);
    if (isnan(best)) best = criterion;
    within += criterion - best <= window;
  }
  return within;
}

int cli_statuses(int32_t existence, int32_t *out) {
  static const int32_t TOTAL[] = {SDG16_MODEL_OK, SDG16_MODEL_OK_ON_FACE, SDG16_MODEL_UNBOUNDED,
                                  SDG16_MODEL_NONE_HIDDEN, SDG16_MODEL_NOT_IDENTIFIABLE};
  static const int32_t COEFFICIENTS[] = {SDG16_MODEL_OK, SDG16_MODEL_NO_MLE,
                                         SDG16_MODEL_NOT_IDENTIFIABLE, SDG16_MODEL_BOTH};
  int total = existence == SDG16_EXISTENCE_TOTAL;
  memcpy(out, total ? TOTAL : COEFFICIENTS, total ? sizeof TOTAL : sizeof COEFFICIENTS);
  return total ? 5 : 4;
}

const char *cli_reason(int32_t status) {
  switch (status) {
  case SDG16_MODEL_NO_MLE:
    return "the model has no maximum likelihood estimate for these data";
  case SDG16_MODEL_NOT_IDENTIFIABLE:
    return "the model is not identifiable from these data: other values of its parameters fit "
           "equally well";
  case SDG16_MODEL_BOTH:
    return "for these data the model has no maximum likelihood estimate and is not "
           "identifiable";
  case SDG16_MODEL_UNBOUNDED:
    return "the overlaps set no upper limit to the total under the model";
  case SDG16_MODEL_NONE_HIDDEN:
    return "under the model the likelihood rises as the number undetected falls to 0";
  case SDG16_MODEL_UNBOUNDED_PREFERRED:
    return "a model in which the total has no upper limit has a criterion lower by more than 2";
  case SDG16_MODEL_INCOMPLETE:
    return "a part has no estimate";
  case SDG16_MODEL_NO_OVERLAP:
    return "no one is on two lists";
  case SDG16_MODEL_TOO_FEW_LISTS:
    return "fewer than two lists have any people";
  case SDG16_MODEL_NOT_CONVERGED:
    return "the fit did not converge";
  default:
    return "none of the models considered can be estimated from them";
  }
}
