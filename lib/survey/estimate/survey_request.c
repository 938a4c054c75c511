#include "survey/estimate/survey_request.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"
#include "base/options.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- options ---- */

static const sdg16_survey_options DEFAULTS = {.struct_size = (int64_t)sizeof DEFAULTS,
                                              .statistic = SDG16_SURVEY_PROPORTION,
                                              .interval = -1,
                                              .margins = 1,
                                              .level = 0.95,
                                              .probability = 0.5,
                                              .rule = SDG16_QUANTILE_MATH,
                                              .with_replacement = SDG16_DEFF_BY_WEIGHTS,
                                              .labels = 1};

static const sdg16_survey_thresholds NO_THRESHOLDS = {.struct_size =
                                                          (int64_t)sizeof NO_THRESHOLDS};

int32_t sdg16_survey_options_init(sdg16_survey_options *options, int64_t size) {
  return sdg16i_struct_out(options, size, &DEFAULTS, (int64_t)sizeof DEFAULTS);
}

int32_t sdg16_survey_thresholds_init(sdg16_survey_thresholds *thresholds, int64_t size) {
  return sdg16i_struct_out(thresholds, size, &NO_THRESHOLDS, (int64_t)sizeof NO_THRESHOLDS);
}

int32_t sdg16_survey_default_interval(int32_t statistic) {
  return sdg16i_survey_is_share(statistic) ? SDG16_SURVEY_INTERVAL_LOGIT
                                           : SDG16_SURVEY_INTERVAL_WALD;
}

int32_t sdg16i_survey_options_read(const sdg16_survey_options *caller, sdg16_survey_options *o,
                                   sdg16_survey_thresholds *thresholds, sdg16_error *error) {
  *thresholds = NO_THRESHOLDS;
  int32_t status =
      sdg16i_struct_in(caller, o, (int64_t)sizeof *o, "sdg16_survey_options", error);
  if (!status)
    status = sdg16i_struct_in(o->thresholds, thresholds, (int64_t)sizeof *thresholds,
                              "sdg16_survey_thresholds", error);
  o->thresholds = thresholds;
  return status;
}

static int32_t refuse_option(sdg16_error *error, int32_t status, const char *option,
                             const char *what) {
  return sdg16i_fail_at(error, status, option, 0, 0, "%s %s", option, what);
}

static int32_t check_constants(const sdg16_survey_options *o, sdg16_error *error) {
  if (!sdg16_survey_statistic_name(o->statistic))
    return refuse_option(error, SDG16_ERR_ARGUMENT, "statistic",
                         "must be an SDG16_SURVEY_ statistic");
  if (!sdg16_survey_interval_name(o->interval))
    return refuse_option(error, SDG16_ERR_ARGUMENT, "interval",
                         "must be an SDG16_SURVEY_INTERVAL_ value");
  if (!sdg16_scheme_name(o->scheme))
    return refuse_option(error, SDG16_ERR_ARGUMENT, "scheme", "must be an SDG16_SCHEME_ value");
  if (!sdg16_quantile_name(o->rule))
    return refuse_option(error, SDG16_ERR_ARGUMENT, "rule", "must be an SDG16_QUANTILE_ value");
  if (!sdg16_deff_name(o->with_replacement))
    return refuse_option(error, SDG16_ERR_ARGUMENT, "with_replacement",
                         "must be an SDG16_DEFF_ value");
  return SDG16_OK;
}

static int32_t check_numbers(const sdg16_survey_options *o, sdg16_error *error) {
  if (!(o->level > 0 && o->level < 1))
    return sdg16i_fail_number(error, SDG16_ERR_ARGUMENT, "level", o->level, SDG16I_LEVEL_RULE);
  if (!(o->probability > 0 && o->probability < 1))
    return sdg16i_fail_number(error, SDG16_ERR_ARGUMENT, "probability", o->probability,
                              "between 0 and 1, such as 0.5");
  if (!(o->df >= 0))
    return sdg16i_fail_number(error, SDG16_ERR_ARGUMENT, "df", o->df,
                              "above 0, or 0 for the degrees of freedom of the domain");
  return SDG16_OK;
}

/* Do numerator, denominator, interval and scheme fit the statistic? */
static int32_t check_statistic(const sdg16_survey_options *o, sdg16_error *error) {
  int proportion = sdg16i_survey_is_share(o->statistic);
  if (!o->numerator && o->statistic != SDG16_SURVEY_TOTAL)
    return refuse_option(error, SDG16_ERR_OPTION, "numerator",
                         "must be a column or an expression");
  if ((o->denominator != NULL) != (o->statistic == SDG16_SURVEY_RATIO))
    return refuse_option(error, SDG16_ERR_OPTION, "denominator",
                         "must be given for a ratio, and for no other statistic");
  if (!proportion && o->statistic != SDG16_SURVEY_QUANTILE &&
      o->interval > SDG16_SURVEY_INTERVAL_WALD)
    return refuse_option(error, SDG16_ERR_OPTION, "interval",
                         "must be wald or none; the other kinds are for proportions");
  if (o->statistic == SDG16_SURVEY_QUANTILE && o->interval > SDG16_SURVEY_INTERVAL_BETA)
    return refuse_option(error, SDG16_ERR_OPTION, "interval",
                         "of a quantile must be none, wald, logit, arcsine or beta");
  if (o->scheme == SDG16_SCHEME_NCHS && !proportion)
    return refuse_option(error, SDG16_ERR_OPTION, "scheme", "nchs is for proportions only");
  return SDG16_OK;
}

static int32_t check_domains(const sdg16_survey_options *o, sdg16_error *error) {
  if (o->always_by < 0 || o->always_by > o->by_count)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "always_by", 0, 0,
                          "always_by must be from 0 to %lld, the columns of by, not %d",
                          (long long)o->by_count, o->always_by);
  if (o->crossed < 0)
    return sdg16i_fail_number(error, SDG16_ERR_ARGUMENT, "crossed", o->crossed, "0 or more");
  return SDG16_OK;
}

/* What a statistic cannot have. */
static int32_t check_additions(const sdg16_survey_options *o, sdg16_error *error) {
  int proportion = sdg16i_survey_is_share(o->statistic);
  if (o->scheme == SDG16_SCHEME_NCHS_RATES &&
      (proportion || o->statistic == SDG16_SURVEY_QUANTILE))
    return refuse_option(error, SDG16_ERR_OPTION, "scheme",
                         "nchs-rates is for totals, means and ratios only");
  if (o->covariance && o->statistic == SDG16_SURVEY_QUANTILE)
    return refuse_option(error, SDG16_ERR_OPTION, "covariance", "must be 0 for quantiles");
  return SDG16_OK;
}

static int32_t check_standard(const sdg16_survey_options *o, sdg16_error *error) {
  if (!o->standard) return SDG16_OK;
  if (o->statistic == SDG16_SURVEY_TOTAL || o->statistic == SDG16_SURVEY_QUANTILE ||
      o->statistic == SDG16_SURVEY_AVERAGE || o->statistic == SDG16_SURVEY_DISTRIBUTION)
    return refuse_option(error, SDG16_ERR_OPTION, "standard",
                         "must not be given: totals, quantiles, averages and distributions "
                         "cannot be standardised");
  if (o->share_count < 0)
    return sdg16i_fail_number(error, SDG16_ERR_ARGUMENT, "share_count", (double)o->share_count,
                              "0 or more");
  if (o->share_count && (!o->share_levels || !o->shares))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "shares", 0, 0,
                          "%s must not be NULL where share_count is %lld",
                          o->shares ? "share_levels" : "shares", (long long)o->share_count);
  return SDG16_OK;
}

int32_t sdg16i_survey_check(sdg16_survey_options *o, sdg16_error *error) {
  static int32_t (*const CHECKS[])(const sdg16_survey_options *, sdg16_error *) = {
      check_constants, check_numbers,   check_statistic,
      check_domains,   check_additions, check_standard};
  if (o->interval == -1) o->interval = sdg16_survey_default_interval(o->statistic);
  int32_t status = SDG16_OK;
  for (size_t i = 0; !status && i < sizeof CHECKS / sizeof *CHECKS; i++)
    status = CHECKS[i](o, error);
  return status;
}

/* ---- numbers and rows ---- */

void sdg16i_survey_inputs_clear(sdg16i_survey_inputs *in) {
  free(in->y);
  free(in->x);
  free(in->share);
  sdg16i_items_clear(&in->items);
  sdg16i_categories_clear(&in->standard);
}

int32_t sdg16i_survey_include(uint8_t **included, const sdg16_design *d,
                              const sdg16_table *table, const char *expression,
                              const char *option, sdg16_error *error) {
  if (!expression) return SDG16_OK;
  double *value;
  int32_t status = sdg16i_survey_values(table, d->order, expression, option, 1, &value, error);
  if (status) return status;
  if (!*included) {
    *included = sdg16i_array(d->rows, 1);
    if (*included) memset(*included, 1, (size_t)d->rows);
  }
  for (int64_t i = 0; *included && i < d->rows; i++) (*included)[i] &= value[i] == 1;
  free(value);
  return *included ? SDG16_OK : sdg16i_fail_memory(error);
}

/* ---- domains ---- */

int32_t sdg16i_survey_columns_read(sdg16i_survey_columns *c, const sdg16_design *d,
                                   int64_t by_count, const char *const *by, const char *where,
                                   const char *among, sdg16_error *error) {
  *c = (sdg16i_survey_columns){0};
  if (by_count < 0 || by_count > SDG16I_MAX_BY)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "by", 0, 0,
                          "by must be from 0 to %d columns, not %lld", SDG16I_MAX_BY,
                          (long long)by_count);
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < by_count; i++)
    if (!by || !by[i])
      return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "by", i + 1, 0,
                            "by: name %lld must not be NULL", (long long)i + 1);
  for (int64_t i = 0; !status && i < by_count; i++) {
    c->columns = (int32_t)i + 1;
    status = sdg16i_categories_init(&c->factor[i], d->table, d->order, by[i], "by", 1, error);
  }
  if (!status) status = sdg16i_survey_include(&c->included, d, d->table, where, "where", error);
  if (!status) status = sdg16i_survey_include(&c->included, d, d->table, among, "among", error);
  return status;
}

sdg16i_grouping sdg16i_survey_columns_grouping(const sdg16i_survey_columns *c) {
  sdg16i_grouping g = {.columns = c->columns, .included = c->included};
  for (int32_t i = 0; i < c->columns; i++)
    g.by[i] = (sdg16i_coded_column){c->factor[i].code, c->factor[i].count};
  return g;
}

void sdg16i_survey_columns_clear(sdg16i_survey_columns *c) {
  for (int32_t i = 0; i < c->columns; i++) sdg16i_categories_clear(&c->factor[i]);
  free(c->included);
  *c = (sdg16i_survey_columns){0};
}

/* ---- shares of standardisation ---- */

static int32_t read_shares(sdg16i_survey_inputs *in, const sdg16_design *d,
                           const sdg16_table *table, const sdg16_survey_options *o,
                           sdg16_error *error) {
  sdg16i_categories *f = &in->standard;
  int32_t status =
      sdg16i_categories_init(f, table, d->order, o->standard, "standard", 1, error);
  if (status) return status;
  in->share = sdg16i_array(f->count, sizeof *in->share);
  int64_t *level = sdg16i_array(o->share_count, sizeof *level);
  if (!in->share || !level) status = sdg16i_fail_memory(error);
  if (!status)
    status =
        sdg16i_categories_match(f, o->share_count, o->share_levels, "shares", level, error);
  if (status) {
    free(level);
    return status;
  }
  for (int64_t p = 0; !o->share_count && p < d->rows; p++)
    if (f->code[p] >= 0) in->share[f->code[p]] += d->weight[p];
  for (int64_t k = 0; o->share_count && k < f->count; k++) in->share[k] = NAN;
  double sum = 0;
  for (int64_t s = 0; !status && s < o->share_count; s++) {
    char found[SDG16I_DOUBLE_SIZE];
    sdg16i_format_double(o->shares[s], found);
    if (!(o->shares[s] >= 0) || isinf(o->shares[s]))
      status =
          sdg16i_fail_at(error, SDG16_ERR_VALUE, "shares", s + 1, 0,
                         "the share of '%.*s' must be finite and 0 or more, not %s",
                         sdg16i_utf8_excerpt(o->share_levels[s]), o->share_levels[s], found);
    sum += o->shares[s];
    if (level[s] >= 0) in->share[level[s]] = o->shares[s];
  }
  free(level);
  if (!status && o->share_count && !(sum > 0 && isfinite(sum)))
    status = sdg16i_fail_at(error, SDG16_ERR_VALUE, "shares", 0, 0,
                            "the sum of the shares must be finite and above 0, not %s",
                            sum > 0 ? "infinite" : "0");
  if (status) return status;
  for (int64_t k = 0; k < f->count; k++)
    if (isnan(in->share[k]))
      return sdg16i_fail_at(
          error, SDG16_ERR_NAME, "shares", 0, 0,
          "shares must have a share for every value; '%.*s' of column '%.*s' has none",
          sdg16i_utf8_excerpt(f->labels[k]), f->labels[k], sdg16i_utf8_excerpt(o->standard),
          o->standard);
  in->target.categories = f->count;
  in->target.category = f->code;
  in->target.share = in->share;
  return SDG16_OK;
}

/* ---- the numbers ---- */

int32_t sdg16i_survey_inputs_read(sdg16i_survey_inputs *in, const sdg16_design *d,
                                  const sdg16_table *table, const sdg16_survey_options *o,
                                  sdg16_error *error) {
  int truth = o->statistic == SDG16_SURVEY_PROPORTION;
  const char *name = sdg16_survey_statistic_name(o->statistic);
  int32_t status = SDG16_OK;
  *in = (sdg16i_survey_inputs){0};
  if (o->statistic == SDG16_SURVEY_AVERAGE)
    status = sdg16i_items_read(&in->items, table, d->order, o->numerator, error);
  else if (o->numerator && o->statistic != SDG16_SURVEY_DISTRIBUTION)
    status = sdg16i_survey_values(table, d->order, o->numerator, name, truth, &in->y, error);
  if (!status && o->denominator)
    status =
        sdg16i_survey_values(table, d->order, o->denominator, "denominator", 0, &in->x, error);
  in->target = (sdg16i_survey_target){.statistic = o->statistic,
                                      .with_replacement = o->with_replacement,
                                      .y = in->y,
                                      .x = in->x};
  if (!status && o->standard) status = read_shares(in, d, table, o, error);
  return status;
}
