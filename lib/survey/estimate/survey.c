/* Estimates for every domain: reading what is asked for, rows, intervals. */
#include "survey/estimate/survey.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"
#include "base/utf8.h"
#include "survey/estimate/average.h"
#include "survey/estimate/intervals.h"

#include <math.h>
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

int32_t sdg16_survey_options_init(sdg16_survey_options *options, int64_t size) {
  return sdg16i_struct_out(options, size, &DEFAULTS, (int64_t)sizeof DEFAULTS);
}

/* ---- options ---- */

static int32_t refuse(sdg16_error *error, int32_t code, const char *option, const char *what) {
  return sdg16i_fail_at(error, code, option, 0, 0, "%s: %s", option, what);
}

static int32_t check_options(sdg16_survey_options *o, sdg16_error *error) {
  int proportion = sdg16i_survey_is_share(o->statistic);
  if (o->interval == -1)
    o->interval = proportion ? SDG16_SURVEY_INTERVAL_LOGIT : SDG16_SURVEY_INTERVAL_WALD;
  if (!sdg16_survey_statistic_name(o->statistic))
    return refuse(error, SDG16_ERR_ARGUMENT, "statistic", "is not a known statistic");
  if (!sdg16_survey_interval_name(o->interval))
    return refuse(error, SDG16_ERR_ARGUMENT, "interval", "is not a known kind of interval");
  if (!sdg16_scheme_name(o->scheme))
    return refuse(error, SDG16_ERR_ARGUMENT, "scheme", "is not a known scheme");
  if (!sdg16_quantile_name(o->rule))
    return refuse(error, SDG16_ERR_ARGUMENT, "rule", "is not a known rule for quantiles");
  if (!(o->level > 0 && o->level < 1))
    return refuse(error, SDG16_ERR_ARGUMENT, "level", "must lie between 0 and 1, as 0.95");
  if (!(o->probability > 0 && o->probability < 1))
    return refuse(error, SDG16_ERR_ARGUMENT, "probability", "must lie between 0 and 1, as 0.5");
  if (!(o->df >= 0))
    return refuse(error, SDG16_ERR_ARGUMENT, "df", "must be above 0, or 0 for the design's");
  if (!o->of && o->statistic != SDG16_SURVEY_TOTAL)
    return refuse(error, SDG16_ERR_OPTION, "of", "a column or an expression is needed");
  if ((o->over != NULL) != (o->statistic == SDG16_SURVEY_RATIO))
    return refuse(error, SDG16_ERR_OPTION, "over",
                  "a ratio needs a denominator, other statistics take none");
  if (!proportion && o->statistic != SDG16_SURVEY_QUANTILE &&
      o->interval > SDG16_SURVEY_INTERVAL_WALD)
    return refuse(error, SDG16_ERR_OPTION, "interval",
                  "this kind is for proportions, expected wald or none");
  if (o->statistic == SDG16_SURVEY_QUANTILE && o->interval > SDG16_SURVEY_INTERVAL_BETA)
    return refuse(error, SDG16_ERR_OPTION, "interval",
                  "quantiles take none, wald, logit, arcsine or beta");
  if (o->scheme == SDG16_SCHEME_NCHS && !proportion)
    return refuse(error, SDG16_ERR_OPTION, "scheme", "nchs is for proportions");
  if (o->kept < 0 || o->kept > o->by_count || o->crossed < 0)
    return refuse(error, SDG16_ERR_ARGUMENT, o->crossed < 0 ? "crossed" : "kept",
                  "expected a number of columns of by");
  if (o->scheme == SDG16_SCHEME_NCHS_RATES &&
      (proportion || o->statistic == SDG16_SURVEY_QUANTILE))
    return refuse(error, SDG16_ERR_OPTION, "scheme",
                  "nchs-rates is for totals, means and ratios");
  if (o->covariance && o->statistic == SDG16_SURVEY_QUANTILE)
    return refuse(error, SDG16_ERR_OPTION, "covariance", "quantiles have none");
  if (o->standard) {
    if (o->statistic == SDG16_SURVEY_TOTAL || o->statistic == SDG16_SURVEY_QUANTILE ||
        o->statistic == SDG16_SURVEY_AVERAGE)
      return refuse(error, SDG16_ERR_OPTION, "standard",
                    "totals, quantiles and averages cannot be standardised");
    if (o->share_count < 0 || (o->share_count && (!o->share_levels || !o->shares)))
      return refuse(error, SDG16_ERR_ARGUMENT, "shares", "levels or shares are NULL");
  }
  return SDG16_OK;
}

/* ---- what is estimated ---- */

typedef struct inputs {
  double *y, *x, *share;
  sdg16i_items items; /* of an average */
  sdg16i_categories standard;
  sdg16i_survey_target target;
} inputs;

static void inputs_clear(inputs *in) {
  free(in->y);
  free(in->x);
  free(in->share);
  sdg16i_items_clear(&in->items);
  sdg16i_categories_clear(&in->standard);
}

static int32_t read_shares(inputs *in, const sdg16_design *d, const sdg16_survey_options *o,
                           sdg16_error *error) {
  sdg16i_categories *f = &in->standard;
  int32_t code =
      sdg16i_categories_init(f, d->data, d->order, o->standard, "standard", 1, error);
  if (code) return code;
  in->share = sdg16i_array(f->count, sizeof *in->share);
  int64_t *level = sdg16i_array(o->share_count, sizeof *level);
  if (!in->share || !level) code = sdg16i_fail_memory(error);
  if (!code)
    code = sdg16i_categories_match(f, o->share_count, o->share_levels, "shares", level, error);
  if (code) {
    free(level);
    return code;
  }
  for (int64_t p = 0; !o->share_count && p < d->rows; p++)
    if (f->code[p] >= 0) in->share[f->code[p]] += d->weight[p];
  for (int64_t k = 0; o->share_count && k < f->count; k++) in->share[k] = NAN;
  for (int64_t s = 0; s < o->share_count; s++) {
    if (!(o->shares[s] >= 0) || isinf(o->shares[s]))
      code = refuse(error, SDG16_ERR_VALUE, "shares", "a share is negative or not finite");
    if (level[s] >= 0) in->share[level[s]] = o->shares[s];
  }
  free(level);
  if (code) return code;
  for (int64_t k = 0; k < f->count; k++)
    if (isnan(in->share[k]))
      return sdg16i_fail_at(error, SDG16_ERR_NAME, "shares", 0, 0,
                            "shares: none given for '%.*s' of column '%.*s'",
                            sdg16i_utf8_excerpt(f->labels[k]), f->labels[k],
                            sdg16i_utf8_excerpt(o->standard), o->standard);
  in->target.categories = f->count;
  in->target.category = f->code;
  in->target.share = in->share;
  return SDG16_OK;
}

static int32_t read_inputs(inputs *in, const sdg16_design *d, const sdg16_survey_options *o,
                           sdg16_error *error) {
  int truth = o->statistic == SDG16_SURVEY_PROPORTION;
  const char *name = sdg16_survey_statistic_name(o->statistic);
  int32_t status = SDG16_OK;
  if (o->statistic == SDG16_SURVEY_AVERAGE)
    status = sdg16i_items_read(&in->items, d, o->of, error);
  else if (o->of)
    status = sdg16i_survey_values(d->data, d->order, o->of, name, truth, &in->y, error);
  if (!status && o->over)
    status = sdg16i_survey_values(d->data, d->order, o->over, "over", 0, &in->x, error);
  in->target = (sdg16i_survey_target){.statistic = o->statistic,
                                      .with_replacement = o->with_replacement,
                                      .y = in->y,
                                      .x = in->x};
  if (!status && o->standard) status = read_shares(in, d, o, error);
  return status;
}

/* ---- rows ---- */

static void finish_row(const sdg16_survey *s, sdg16i_survey_row *row) {
  const sdg16_survey_options *o = &s->options;
  sdg16i_domain_figures *c = &row->cell;
  int proportion = sdg16i_survey_is_share(o->statistic);
  row->se = sqrt(c->variance);
  row->df = o->df > 0 ? o->df : c->df;
  int constant = proportion && !(c->value > 0 && c->value < 1); /* rounding is no variance */
  row->deff = constant ? (double)NAN : c->variance / c->srs;
  row->cv = c->value != 0 ? row->se / fabs(c->value) : NAN;
  row->effective = NAN;
  if (!c->status || c->status == SDG16_SURVEY_NO_DF) {
    double p = c->value;
    row->effective = !proportion || s->options.standard ? (double)c->n / row->deff
                     : p > 0 && p < 1                   ? p * (1 - p) / c->variance
                                                        : (double)c->n;
  }
  if (!isfinite(row->effective)) row->effective = NAN;
  if (!isfinite(row->deff)) row->deff = NAN;
  sdg16i_survey_interval i = {.kind = o->interval,
                              .level = o->level,
                              .df = row->df,
                              .value = c->value,
                              .variance = c->variance,
                              .rows = (double)c->rows,
                              .n = (double)c->n,
                              .effective = o->standard ? row->effective : 0,
                              .df_valid = o->df > 0 ? o->df : c->df_valid};
  sdg16i_interval_find(&i);
  row->lower = i.lower;
  row->upper = i.upper;
  row->interval = i.kind;
  if (!c->status && o->interval != SDG16_SURVEY_INTERVAL_NONE && isnan(i.lower) && row->df < 1)
    c->status = SDG16_SURVEY_NO_DF;
}

static void judge_row(const sdg16_survey *s, sdg16i_survey_row *row) {
  const sdg16i_domain_figures *c = &row->cell;
  int total = s->options.statistic == SDG16_SURVEY_TOTAL;
  sdg16i_evidence e = {.proportion = sdg16i_survey_is_share(s->options.statistic),
                       .value = c->value,
                       .se = row->se,
                       .n = (double)c->n,
                       .effective = isnan(row->effective) ? (double)c->n : row->effective,
                       .events = (double)c->events,
                       .numerator = (double)c->nonzero,
                       .denominator = total ? NAN : (double)c->bearing,
                       .df = s->options.df > 0 ? s->options.df : c->df_valid,
                       .deff = row->deff,
                       .missing = c->rows ? (double)c->missing / (double)c->rows : 0,
                       .width = row->upper - row->lower};
  if (s->options.scheme == SDG16_SCHEME_NONE || c->status == SDG16_SURVEY_EMPTY) return;
  row->verdict = sdg16i_scheme_apply(&s->options, &e, row->reasons);
}

/* Rows for the domains of one partition. */
static int32_t add_rows(sdg16_survey *s, const inputs *in, uint32_t used, sdg16i_run *run,
                        sdg16_error *error) {
  sdg16i_domains domains;
  int32_t columns = s->grouping.columns;
  int32_t status = sdg16i_domains_make(&domains, s->design, &s->grouping, used, error);
  if (status) return status;
  int64_t count = domains.count, first = s->rows, before = s->trace_capacity;
  sdg16i_domain_figures *cells = sdg16i_array(count, sizeof *cells);
  int32_t *levels = sdg16i_arena_array(&s->arena, count * (columns + 1), sizeof *levels);
  int failed = !cells || !levels ||
               sdg16i_grow((void **)&s->row, &s->capacity, first + count, sizeof *s->row);
  if (!failed && s->options.covariance) {
    failed =
        sdg16i_grow((void **)&s->traces, &s->trace_capacity, first + count, sizeof *s->traces);
    for (int64_t k = before; !failed && k < s->trace_capacity; k++)
      s->traces[k] = (sdg16i_trace){0};
  }
  if (failed) status = sdg16i_fail_memory(error);
  sdg16i_trace *traces = s->traces ? s->traces + first : NULL;
  for (int64_t k = 0; !status && k < count; k++) {
    int32_t *level = levels + k * columns;
    for (int32_t c = 0; c < columns; c++) level[c] = domains.level[k * columns + c];
    s->row[first + k] = (sdg16i_survey_row){.level = level};
  }
  if (!status && s->options.statistic == SDG16_SURVEY_QUANTILE) {
    status = sdg16i_quantiles(s, in->y, &domains, run, s->row + first, error);
  } else if (!status) {
    status = in->items.count
                 ? sdg16i_average(s->design, &in->items, &domains, run, cells, traces, error)
                 : sdg16i_estimate(s->design, &in->target, &domains, run, cells, traces, error);
    for (int64_t k = 0; !status && k < count; k++) {
      s->row[first + k].cell = cells[k];
      finish_row(s, &s->row[first + k]);
    }
  }
  for (int64_t k = 0; !status && k < count; k++) judge_row(s, &s->row[first + k]);
  if (!status) s->rows += count;
  for (int64_t k = 0; status && traces && k < count && first + k < s->trace_capacity; k++)
    sdg16i_trace_clear(&traces[k]);
  free(cells);
  sdg16i_domains_clear(&domains);
  return status;
}

/* The total, then the margins by number of columns, then the combinations; columns that are
 * kept are in each. */
static int32_t add_partitions(sdg16_survey *s, const inputs *in, sdg16i_run *run,
                              sdg16_error *error) {
  int32_t columns = s->grouping.columns, status = SDG16_OK;
  uint32_t full = (UINT32_C(1) << columns) - 1, kept = (UINT32_C(1) << s->options.kept) - 1;
  int32_t crossed = s->options.crossed, most = columns;
  if (crossed && crossed < columns - s->options.kept) most = s->options.kept + crossed;
  int32_t least = s->options.margins ? s->options.kept : most;
  for (int size = least; !status && size <= most; size++)
    for (int64_t choice = full; !status && choice >= 0; choice--) {
      uint32_t used = 0; /* the highest bit of `choice` stands for the first column */
      for (int32_t c = 0; c < columns; c++)
        if (choice >> (columns - 1 - c) & 1) used |= UINT32_C(1) << c;
      if (__builtin_popcount(used) == size && (used & kept) == kept)
        status = add_rows(s, in, used, run, error);
    }
  return status;
}

static int32_t find_covariance(sdg16_survey *s, sdg16_error *error) {
  if (!s->options.covariance) return SDG16_OK;
  s->covariance = sdg16i_array(s->rows, (size_t)s->rows * sizeof *s->covariance);
  double *values = sdg16i_array(s->rows, sizeof *values);
  int32_t status = s->covariance && values ? SDG16_OK : sdg16i_fail_memory(error);
  for (int64_t k = 0; !status && k < s->rows; k++) values[k] = s->row[k].cell.value;
  if (!status)
    status = sdg16i_covariance(s->design, s->rows, s->traces, values, s->covariance, error);
  free(values);
  for (int64_t k = 0; s->traces && k < s->rows; k++) sdg16i_trace_clear(&s->traces[k]);
  return status;
}

static int32_t run_survey(sdg16_survey *s, sdg16i_run *run, sdg16_error *error) {
  const sdg16_survey_options *o = &s->options;
  inputs in = {0};
  s->df = o->df > 0 ? o->df : s->design->df;
  int32_t status = sdg16i_grouping_init(&s->grouping, s->design, o->by_count, o->by, o->where,
                                        o->among, error);
  if (!status) {
    s->by = sdg16i_arena_array(&s->arena, o->by_count, sizeof *s->by);
    for (int64_t c = 0; s->by && c < o->by_count; c++) {
      s->by[c] = sdg16i_arena_text(&s->arena, o->by[c], strlen(o->by[c]));
      if (!s->by[c]) s->by = NULL;
    }
    if (!s->by) status = sdg16i_fail_memory(error);
  }
  if (!status) status = read_inputs(&in, s->design, o, error);
  if (!status) status = add_partitions(s, &in, run, error);
  inputs_clear(&in);
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
  sdg16i_run run;
  int32_t code =
      sdg16i_struct_in(options, &o, (int64_t)sizeof o, "sdg16_survey_options", error);
  if (!code) code = check_options(&o, error);
  if (!code) code = sdg16i_run_begin(&run, exec, error);
  if (code) return code;
  sdg16_survey *s = calloc(1, sizeof *s);
  if (!s) return sdg16i_fail_memory(error);
  s->design = design;
  s->options = o;
  code = run_survey(s, &run, error);
  if (code) {
    sdg16_survey_free(s);
    return code;
  }
  sdg16i_run_end(&run);
  *out = s;
  return SDG16_OK;
}

void sdg16_survey_free(sdg16_survey *s) {
  if (!s) return;
  for (int64_t k = 0; s->traces && k < s->rows; k++) sdg16i_trace_clear(&s->traces[k]);
  free(s->traces);
  free(s->row);
  free(s->covariance);
  sdg16i_grouping_clear(&s->grouping);
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
