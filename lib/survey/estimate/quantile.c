/* Weighted quantiles with Woodruff's intervals (1952): the interval of the share below,
 * read back through the distribution function. */
#include "base/error.h"
#include "base/memory.h"
#include "num/distributions.h"
#include "num/sort_numbers.h"
#include "num/sums.h"
#include "survey/estimate/intervals.h"
#include "survey/estimate/survey_run.h"

#include <math.h>
#include <stdlib.h>

/* The rows of one domain with a value and a weight, by value and then by weight, whatever the
 * order of the rows. */
typedef struct points {
  int64_t count;
  sdg16i_weighted_value *at;
  double *up_to; /* weights of this and of all smaller ones */
} points;

/* Fills the points, for which there is room. */
static void sort_points(const sdg16_design *d, const sdg16i_domains *domains, int64_t domain,
                        const double *values, points *out) {
  out->count = 0;
  for (int64_t i = domains->start[domain]; i < domains->start[domain + 1]; i++) {
    int64_t p = sdg16i_domain_position(domains, i);
    if (d->weight[p] > 0 && !isnan(values[p]))
      out->at[out->count++] = (sdg16i_weighted_value){values[p], d->weight[p]};
  }
  sdg16i_sort_weighted(out->at, out->count);
  sdg16i_sum sum = {0};
  for (int64_t i = 0; i < out->count; i++) {
    sdg16i_add(&sum, out->at[i].w);
    out->up_to[i] = sdg16i_sum_value(&sum);
  }
}

/* The first point up to which at least `target` lies. */
static int64_t first_reaching(const double *up_to, int64_t count, double target) {
  int64_t low = 0, high = count - 1;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (up_to[middle] >= target)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

/* x at the height `at` of the line through points whose heights are given. */
static double interpolate_value(double at, double low, double x_low, double high,
                                double x_high) {
  if (!(high > low)) return x_high;
  double share = (at - low) / (high - low);
  return x_low + (x_high - x_low) * fmin(fmax(share, 0), 1);
}

static double quantile_of(const points *of, int32_t rule, double p) {
  int64_t count = of->count;
  const sdg16i_weighted_value *at = of->at;
  const double *up_to = of->up_to;
  if (!count || !(p >= 0 && p <= 1)) return NAN;
  double all = up_to[count - 1], slack = 1e-15 * all;
  if (rule == SDG16_QUANTILE_HF7) { /* heights: weights before, over those before the last */
    double before_last = all - at[count - 1].w, target = p * before_last;
    if (count == 1 || !(before_last > 0)) return at[count - 1].x;
    int64_t i = first_reaching(up_to, count - 1, target - slack);
    double low = i ? up_to[i - 1] : 0;
    return interpolate_value(target, low, at[i].x, up_to[i], at[i + 1].x);
  }
  int64_t i = first_reaching(up_to, count, p * all - slack);
  if (rule == SDG16_QUANTILE_SCHOOL && i + 1 < count && fabs(up_to[i] - p * all) <= slack)
    return (at[i].x + at[i + 1].x) / 2;
  if (rule == SDG16_QUANTILE_HF4 && i > 0)
    return interpolate_value(p * all, up_to[i - 1], at[i - 1].x, up_to[i], at[i].x);
  return at[i].x;
}

/* The interval of F at the quantile, and what lies at its ends. */
static void finish_quantile(const sdg16_survey_options *o, const points *of, double value,
                            sdg16i_survey_row *row) {
  sdg16i_domain_figures *c = &row->cell;
  row->df = o->df > 0 ? o->df : c->df;
  row->interval = o->interval;
  row->deff = c->variance / c->srs;
  row->effective = isfinite(row->deff) ? (double)c->n / row->deff : NAN;
  if (!isfinite(row->deff)) row->deff = NAN;
  row->se = row->lower = row->upper = row->cv = NAN;
  if (!c->status && !sdg16i_has_df(row->df)) c->status = SDG16_SURVEY_NO_DF;
  c->at_top = !(c->value < 1);
  if (!c->status && !c->at_top) {
    sdg16i_survey_interval i = {.kind = o->interval == SDG16_SURVEY_INTERVAL_NONE
                                            ? SDG16_SURVEY_INTERVAL_WALD
                                            : o->interval,
                                .level = o->level,
                                .df = row->df,
                                .value = c->value,
                                .variance = c->variance,
                                .rows = (double)c->rows};
    sdg16i_interval_find(&i);
    row->lower = quantile_of(of, o->rule, i.lower);
    row->upper = quantile_of(of, o->rule, i.upper);
    row->se = (row->upper - row->lower) / 2 / sdg16i_t_quantile((1 - o->level) / 2, row->df);
    row->cv = value != 0 ? row->se / fabs(value) : NAN;
    if (o->interval == SDG16_SURVEY_INTERVAL_NONE) row->lower = row->upper = NAN;
  }
  c->value = value;
  sdg16i_survey_row_check(row);
}

int32_t sdg16i_survey_quantiles(const sdg16_design *d, const sdg16_survey_options *o,
                                const double *values, const sdg16i_domains *domains,
                                sdg16i_run *run, sdg16i_survey_row *rows, sdg16_error *error) {
  int64_t count = domains->count, all = domains->start[count];
  sdg16i_arena arena = {0};
  sdg16i_weighted_value *at = sdg16i_arena_array(&arena, all, sizeof *at);
  double *up_to = sdg16i_arena_array(&arena, all, sizeof *up_to);
  points *of = sdg16i_arena_array(&arena, count, sizeof *of);
  double *value = sdg16i_arena_array(&arena, count, sizeof *value);
  double *below = sdg16i_arena_array(&arena, d->rows, sizeof *below);
  sdg16i_domain_figures *cells = sdg16i_arena_array(&arena, count, sizeof *cells);
  int32_t status =
      at && up_to && of && value && below && cells ? SDG16_OK : sdg16i_fail_memory(error);
  for (int64_t k = 0; !status && k < count; k++) {
    int64_t first = domains->start[k];
    of[k] = (points){0, at + first, up_to + first};
    sort_points(d, domains, k, values, &of[k]);
    value[k] = quantile_of(&of[k], o->rule, o->probability);
    for (int64_t i = domains->start[k]; i < domains->start[k + 1]; i++) {
      int64_t p = sdg16i_domain_position(domains, i);
      below[p] = isnan(values[p]) ? NAN : values[p] <= value[k];
    }
  }
  sdg16i_survey_target target = {.statistic = SDG16_SURVEY_PROPORTION,
                                 .with_replacement = o->with_replacement,
                                 .y = below};
  if (!status) status = sdg16i_estimate(d, &target, domains, run, cells, NULL, error);
  for (int64_t k = 0; !status && k < count; k++) {
    rows[k].cell = cells[k];
    rows[k].cell.events = 0;
    finish_quantile(o, &of[k], value[k], &rows[k]);
  }
  sdg16i_arena_free(&arena);
  return status;
}
