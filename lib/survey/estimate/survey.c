/* Estimates of a table: what is asked for by names, and what is read of the result. */
#include "survey/estimate/survey.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"

#include <stdlib.h>
#include <string.h>

static const sdg16_survey_options DEFAULTS = {.struct_size = (int64_t)sizeof DEFAULTS,
                                              .statistic = SDG16_SURVEY_PROPORTION,
                                              .interval = -1,
                                              .margins = 1,
                                              .level = 0.95,
                                              .probability = 0.5,
                                              .rule = SDG16_QUANTILE_MATH,
                                              .labels = 1};

static const sdg16_survey_thresholds NO_THRESHOLDS = {.struct_size =
                                                          (int64_t)sizeof NO_THRESHOLDS};

int32_t sdg16_survey_options_init(sdg16_survey_options *options, int64_t size) {
  return sdg16i_struct_out(options, size, &DEFAULTS, (int64_t)sizeof DEFAULTS);
}

int32_t sdg16_survey_thresholds_init(sdg16_survey_thresholds *thresholds, int64_t size) {
  return sdg16i_struct_out(thresholds, size, &NO_THRESHOLDS, (int64_t)sizeof NO_THRESHOLDS);
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

/* ---- options ---- */

static int32_t refuse_option(sdg16_error *error, int32_t status, const char *option,
                             const char *what) {
  return sdg16i_fail_at(error, status, option, 0, 0, "%s: %s", option, what);
}

int32_t sdg16i_survey_check(sdg16_survey_options *o, sdg16_error *error) {
  int proportion = sdg16i_survey_is_share(o->statistic);
  if (o->interval == -1)
    o->interval = proportion ? SDG16_SURVEY_INTERVAL_LOGIT : SDG16_SURVEY_INTERVAL_WALD;
  if (!sdg16_survey_statistic_name(o->statistic))
    return refuse_option(error, SDG16_ERR_ARGUMENT, "statistic", "is not a known statistic");
  if (!sdg16_survey_interval_name(o->interval))
    return refuse_option(error, SDG16_ERR_ARGUMENT, "interval",
                         "is not a known kind of interval");
  if (!sdg16_scheme_name(o->scheme))
    return refuse_option(error, SDG16_ERR_ARGUMENT, "scheme", "is not a known scheme");
  if (!sdg16_quantile_name(o->rule))
    return refuse_option(error, SDG16_ERR_ARGUMENT, "rule",
                         "is not a known rule for quantiles");
  if (!(o->level > 0 && o->level < 1))
    return refuse_option(error, SDG16_ERR_ARGUMENT, "level",
                         "must lie between 0 and 1, as 0.95");
  if (!(o->probability > 0 && o->probability < 1))
    return refuse_option(error, SDG16_ERR_ARGUMENT, "probability",
                         "must lie between 0 and 1, as 0.5");
  if (!(o->df >= 0))
    return refuse_option(error, SDG16_ERR_ARGUMENT, "df",
                         "must be above 0, or 0 for the design's");
  if (!o->numerator && o->statistic != SDG16_SURVEY_TOTAL)
    return refuse_option(error, SDG16_ERR_OPTION, "numerator",
                         "a column or an expression is needed");
  if ((o->denominator != NULL) != (o->statistic == SDG16_SURVEY_RATIO))
    return refuse_option(error, SDG16_ERR_OPTION, "denominator",
                         "a ratio needs a denominator, other statistics take none");
  if (!proportion && o->statistic != SDG16_SURVEY_QUANTILE &&
      o->interval > SDG16_SURVEY_INTERVAL_WALD)
    return refuse_option(error, SDG16_ERR_OPTION, "interval",
                         "this kind is for proportions, expected wald or none");
  if (o->statistic == SDG16_SURVEY_QUANTILE && o->interval > SDG16_SURVEY_INTERVAL_BETA)
    return refuse_option(error, SDG16_ERR_OPTION, "interval",
                         "quantiles take none, wald, logit, arcsine or beta");
  if (o->scheme == SDG16_SCHEME_NCHS && !proportion)
    return refuse_option(error, SDG16_ERR_OPTION, "scheme", "nchs is for proportions");
  if (o->always_by < 0 || o->always_by > o->by_count || o->crossed < 0)
    return refuse_option(error, SDG16_ERR_ARGUMENT, o->crossed < 0 ? "crossed" : "always_by",
                         "expected a number of columns of by");
  if (o->scheme == SDG16_SCHEME_NCHS_RATES &&
      (proportion || o->statistic == SDG16_SURVEY_QUANTILE))
    return refuse_option(error, SDG16_ERR_OPTION, "scheme",
                         "nchs-rates is for totals, means and ratios");
  if (o->covariance && o->statistic == SDG16_SURVEY_QUANTILE)
    return refuse_option(error, SDG16_ERR_OPTION, "covariance", "quantiles have none");
  if (o->standard) {
    if (o->statistic == SDG16_SURVEY_TOTAL || o->statistic == SDG16_SURVEY_QUANTILE ||
        o->statistic == SDG16_SURVEY_AVERAGE)
      return refuse_option(error, SDG16_ERR_OPTION, "standard",
                           "totals, quantiles and averages cannot be standardised");
    if (o->share_count < 0 || (o->share_count && (!o->share_levels || !o->shares)))
      return refuse_option(error, SDG16_ERR_ARGUMENT, "shares", "levels or shares are NULL");
  }
  return SDG16_OK;
}

/* ---- the whole ---- */

static int32_t find_covariance(sdg16_survey *s, sdg16_error *error) {
  if (!s->options.covariance) return SDG16_OK;
  s->covariance = sdg16i_array(s->rows, (size_t)s->rows * sizeof *s->covariance);
  double *values = sdg16i_array(s->rows, sizeof *values);
  int32_t status = s->covariance && values ? SDG16_OK : sdg16i_fail_memory(error);
  for (int64_t k = 0; !status && k < s->rows; k++) values[k] = s->row[k].cell.value;
  if (!status)
    status =
        sdg16i_covariance(s->design, s->rows, s->found.traces, values, s->covariance, error);
  free(values);
  for (int64_t k = 0; s->found.traces && k < s->rows; k++)
    sdg16i_trace_clear(&s->found.traces[k]);
  return status;
}

static int32_t keep_names(sdg16_survey *s, const sdg16_survey_options *o, sdg16_error *error) {
  s->by = sdg16i_arena_array(&s->arena, o->by_count, sizeof *s->by);
  for (int64_t i = 0; s->by && i < o->by_count; i++) {
    s->by[i] = sdg16i_arena_text(&s->arena, o->by[i], strlen(o->by[i]));
    if (!s->by[i]) s->by = NULL;
  }
  return s->by ? SDG16_OK : sdg16i_fail_memory(error);
}

static int32_t run_survey(sdg16_survey *s, sdg16i_run *run, sdg16_error *error) {
  const sdg16_survey_options *o = &s->options;
  const sdg16_design *d = s->design;
  sdg16i_survey_inputs in = {0};
  s->df = o->df > 0 ? o->df : d->df;
  int32_t status = sdg16i_survey_columns_read(&s->grouping, d, o->by_count, o->by, o->where,
                                              o->among, error);
  if (!status) status = keep_names(s, o, error);
  if (!status) status = sdg16i_survey_inputs_read(&in, d, d->table, o, error);
  const sdg16i_survey_request request = {.options = o,
                                         .grouping =
                                             sdg16i_survey_columns_grouping(&s->grouping),
                                         .target = in.target,
                                         .items = in.items};
  if (!status) status = sdg16i_survey_run(d, &request, run, &s->found, error);
  s->rows = s->found.count;
  s->row = s->found.row;
  sdg16i_survey_inputs_clear(&in);
  if (!status) status = find_covariance(s, error);
  if (!status) status = sdg16i_survey_tables(s, error);
  return status;
}

int32_t sdg16_survey_new(const sdg16_design *design, const sdg16_survey_options *options,
                         const sdg16_exec_options *exec, sdg16_survey **out,
                         sdg16_error *error) {
  if (!out) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_survey_new: out is NULL");
  *out = NULL;
  if (!design)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_survey_new: design is NULL");
  sdg16_survey_options o = DEFAULTS;
  sdg16_survey_thresholds thresholds;
  sdg16i_run run;
  int32_t status = sdg16i_survey_options_read(options, &o, &thresholds, error);
  if (!status) status = sdg16i_survey_check(&o, error);
  if (!status) status = sdg16i_run_begin(&run, exec, error);
  if (status) return status;
  sdg16_survey *s = calloc(1, sizeof *s);
  if (!s) return sdg16i_fail_memory(error);
  s->design = design;
  s->options = o;
  status = run_survey(s, &run, error);
  if (status) {
    sdg16_survey_free(s);
    return status;
  }
  sdg16i_run_end(&run);
  s->options.thresholds = NULL;
  *out = s;
  return SDG16_OK;
}

void sdg16_survey_free(sdg16_survey *s) {
  if (!s) return;
  sdg16i_survey_rows_clear(&s->found);
  free(s->covariance);
  sdg16i_survey_columns_clear(&s->grouping);
  sdg16_table_free(s->estimates);
  sdg16_table_free(s->diagnostics);
  sdg16i_arena_free(&s->arena);
  free(s);
}

/* ---- reading ---- */

const sdg16_table *sdg16_survey_estimates(const sdg16_survey *s) { return s->estimates; }
const sdg16_table *sdg16_survey_diagnostics(const sdg16_survey *s) { return s->diagnostics; }
int64_t sdg16_survey_rows(const sdg16_survey *s) { return s->rows; }

const char *sdg16_survey_level(const sdg16_survey *s, int64_t row, int64_t by, int32_t label) {
  if (row < 0 || row >= s->rows || by < 0 || by >= s->grouping.columns) return NULL;
  int32_t level = s->row[row].level[by];
  const sdg16i_categories *f = &s->grouping.factor[by];
  return level < 0 ? NULL : label ? f->labels[level] : f->levels[level];
}

const double *sdg16_survey_covariance(const sdg16_survey *s) { return s->covariance; }

int32_t sdg16_survey_status(const sdg16_survey *s, int64_t row) {
  return row >= 0 && row < s->rows ? s->row[row].cell.status : SDG16_SURVEY_EMPTY;
}

int32_t sdg16_survey_estimate(const sdg16_survey *s, int64_t row, sdg16_estimate *out,
                              int64_t size) {
  if (row < 0 || row >= s->rows) return SDG16_ERR_ARGUMENT;
  const sdg16i_survey_row *r = &s->row[row];
  sdg16_estimate e = {.struct_size = (int64_t)sizeof e,
                      .value = r->cell.value,
                      .se = r->se,
                      .lower = r->lower,
                      .upper = r->upper,
                      .level = s->options.level,
                      .df = r->df,
                      .method = r->interval};
  return sdg16i_struct_out(out, size, &e, (int64_t)sizeof e);
}
