/* Contrasts and comparisons of estimates, by their covariances. */
#include "base/error.h"
#include "base/options.h"
#include "num/distributions.h"
#include "num/sums.h"
#include "results/dimension_names.h"
#include "results/result_rows.h"
#include "survey/estimate/survey.h"

#include <math.h>
#include <string.h>

static int32_t check_contrast(const sdg16_survey *s, double level, sdg16_error *error) {
  if (!s->covariance)
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, "covariance", 0, 0,
                          "the covariances were not kept: set the option covariance");
  if (!(level > 0 && level < 1))
    return sdg16i_fail_number(error, SDG16_ERR_ARGUMENT, "level", level, SDG16I_LEVEL_RULE);
  return SDG16_OK;
}

static int32_t give_contrast(const sdg16_survey *s, double value, double se, double lower,
                             double upper, double level, sdg16_estimate *out, int64_t size) {
  sdg16_estimate e = {.struct_size = (int64_t)sizeof e,
                      .value = value,
                      .se = se,
                      .lower = lower,
                      .upper = upper,
                      .level = level,
                      .df = s->df,
                      .method = SDG16_SURVEY_INTERVAL_WALD};
  return sdg16i_struct_out(out, size, &e, (int64_t)sizeof e);
}

int32_t sdg16_survey_contrast(const sdg16_survey *s, int64_t count, const double *coefficients,
                              double level, sdg16_estimate *out, int64_t size,
                              sdg16_error *error) {
  int32_t status = check_contrast(s, level, error);
  if (status) return status;
  if (count != s->rows || !coefficients)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "coefficients", 0, 0,
                          "coefficients must be %lld, one for each row, not %lld",
                          (long long)s->rows, (long long)count);
  sdg16i_sum value = {0}, variance = {0};
  for (int64_t a = 0; a < count; a++) {
    if (coefficients[a] == 0) continue;
    sdg16i_add(&value, coefficients[a] * s->row[a].cell.value);
    for (int64_t b = 0; b < count; b++)
      if (coefficients[b] != 0)
        sdg16i_add(&variance, coefficients[a] * coefficients[b] * s->covariance[a * count + b]);
  }
  double v = sdg16i_sum_value(&value), se = sqrt(fmax(sdg16i_sum_value(&variance), 0));
  if (isnan(sdg16i_sum_value(&variance))) se = NAN;
  double half = se * sdg16i_t_quantile((1 - level) / 2, s->df);
  return give_contrast(s, v, se, v - half, v + half, level, out, size);
}

int32_t sdg16_survey_compare(const sdg16_survey *s, int64_t row, int64_t reference,
                             int32_t kind, double level, sdg16_estimate *out, int64_t size,
                             double *p, sdg16_error *error) {
  int32_t status = check_contrast(s, level, error);
  if (status) return status;
  if (row < 0 || row >= s->rows || reference < 0 || reference >= s->rows)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "row", 0, 0,
                          "row and reference must be from 0 to below %lld, not %lld and %lld",
                          (long long)s->rows, (long long)row, (long long)reference);
  if (!sdg16_compare_name(kind))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "kind", 0, 0,
                          "kind must be an SDG16_COMPARE_ value, not %d", kind);
  if (kind == SDG16_COMPARE_ODDS_RATIO && !sdg16i_survey_is_share(s->options.statistic))
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, "kind", 0, 0,
                          "odds-ratio needs a proportion or an average of them, not a %s",
                          sdg16_survey_statistic_name(s->options.statistic));
  double a = s->row[row].cell.value, b = s->row[reference].cell.value;
  const double *v = s->covariance;
  double vaa = v[row * s->rows + row], vbb = v[reference * s->rows + reference];
  double vab = v[row * s->rows + reference];
  /* on the scale where the difference is taken: its value, and the slopes there */
  double difference = a - b, da = 1, db = 1;
  if (kind == SDG16_COMPARE_RATIO) difference = log(a / b), da = 1 / a, db = 1 / b;
  if (kind == SDG16_COMPARE_ODDS_RATIO)
    difference = log(a / (1 - a) / (b / (1 - b))), da = 1 / (a * (1 - a)),
    db = 1 / (b * (1 - b));
  double se = sqrt(fmax(da * da * vaa - 2 * da * db * vab + db * db * vbb, 0));
  if (isnan(vaa) || isnan(vbb) || isnan(vab) || !isfinite(difference) || isinf(se)) se = NAN;
  double half = se * sdg16i_t_quantile((1 - level) / 2, s->df);
  if (p) *p = 2 * sdg16i_t_upper(fabs(difference) / se, s->df);
  if (row == reference && p) *p = 1;
  if (kind == SDG16_COMPARE_DIFFERENCE)
    return give_contrast(s, difference, se, difference - half, difference + half, level, out,
                         size);
  double value = isfinite(difference) ? exp(difference) : NAN;
  return give_contrast(s, value, value * se, exp(difference - half), exp(difference + half),
                       level, out, size);
}

/* ---- as a table ---- */

/* Are standard errors withheld from rows that are published? */
static int is_coarse(const sdg16_survey *s, const sdg16_table *published) {
  int64_t column = sdg16_table_find(published, "se"),
          status = sdg16_table_find(published, "status");
  const double *se = sdg16_table_double(published, column);
  const uint8_t *missing = sdg16_table_missing(published, column);
  for (int64_t row = 0; row < s->rows; row++) {
    const char *text = sdg16_table_text(published, row, status);
    int withheld = !se || (missing && missing[row]) || isnan(se[row]);
    if (withheld && !isnan(s->row[row].se) && (!text || strcmp(text, "unreliable"))) return 1;
  }
  return 0;
}

static int is_taken_out(const sdg16_table *published, int64_t row) {
  const char *status = sdg16_table_text(published, row, sdg16_table_find(published, "status"));
  return status && (!strcmp(status, "suppressed") || !strcmp(status, "unreliable"));
}

#define PUT_REAL(column, number) sdg16i_put_real(r, i, SDG16I_COMPARISONS_##column, number)

static int32_t put_comparison(sdg16i_result_rows *r, int64_t i, const sdg16_survey *s,
                              int64_t row, int64_t reference, int32_t kind, double level,
                              int is_blank, sdg16_error *error) {
  sdg16_estimate e;
  double p;
  int32_t status =
      sdg16_survey_compare(s, row, reference, kind, level, &e, (int64_t)sizeof e, &p, error);
  if (status) return status;
  sdg16i_put_named_text(r, i, 0, sdg16_table_text(s->estimates, row, 0));
  sdg16i_put_text(r, i, SDG16I_COMPARISONS_REFERENCE,
                  sdg16_table_text(s->estimates, reference, 0));
  sdg16i_put_text(r, i, SDG16I_COMPARISONS_COMPARISON, sdg16_compare_name(kind));
  if (is_blank) return SDG16_OK;
  PUT_REAL(VALUE, e.value);
  PUT_REAL(SE, e.se);
  PUT_REAL(LOWER, e.lower);
  PUT_REAL(UPPER, e.upper);
  PUT_REAL(LEVEL, e.level);
  PUT_REAL(DF, e.df);
  PUT_REAL(P, p);
  return SDG16_OK;
}

static int is_compared(const sdg16_survey *s, int64_t row, int64_t reference) {
  return row != reference && sdg16_table_text(s->estimates, row, 0);
}

static int32_t check_table(const sdg16_survey *s, int64_t reference,
                           const sdg16_table *published, sdg16_table *const *out,
                           sdg16_error *error) {
  if (!s || !out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "sdg16_survey_comparisons: %s must not be NULL", s ? "out" : "survey");
  if (s->options.statistic == SDG16_SURVEY_DISTRIBUTION)
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, "statistic", 0, 0,
                          "comparisons must not be of a distribution; compare its rows one by "
                          "one, or a proportion");
  if (s->grouping.columns != 1)
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, "by", 0, 0,
                          "comparisons need estimates by one column, not %d",
                          (int)s->grouping.columns);
  if (reference < 0 || reference >= s->rows)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "reference", 0, 0,
                          "reference must be a row from 0 to below %lld, not %lld",
                          (long long)s->rows, (long long)reference);
  int32_t status = sdg16i_check_dimension_names(SDG16I_RESULT_COMPARISONS, 1,
                                                (const char *const *)s->by, "by", error);
  if (status) return status;
  if (published && sdg16_table_rows(published) != s->rows)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "published", 0, 0,
                          "published must have %lld rows, as the estimates have, not %lld",
                          (long long)s->rows, (long long)sdg16_table_rows(published));
  if (published && is_coarse(s, published))
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, "published", 0, 0,
                          "comparisons must not be published: a count is suppressed, and "
                          "comparisons are made of exact estimates");
  return SDG16_OK;
}

int32_t sdg16_survey_comparisons(const sdg16_survey *s, int64_t reference, int32_t kind,
                                 double level, const sdg16_table *published, sdg16_table **out,
                                 sdg16_error *error) {
  if (out) *out = NULL;
  int32_t status = check_table(s, reference, published, out, error);
  if (status) return status;
  int64_t count = 0, i = 0;
  for (int64_t row = 0; row < s->rows; row++) count += is_compared(s, row, reference);
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_COMPARISONS, count, error);
  sdg16i_rows_name(&r, 1, (const char *const *)s->by);
  int blank = published && is_taken_out(published, reference);
  for (int64_t row = 0; row < s->rows && !r.columns.status; row++) {
    if (!is_compared(s, row, reference)) continue;
    int is_blank = blank || (published && is_taken_out(published, row));
    status = put_comparison(&r, i++, s, row, reference, kind, level, is_blank, error);
    if (status && !r.columns.status) r.columns.status = status;
  }
  return sdg16i_rows_end(&r, out);
}
