/* Weighted quantiles with Woodruff's intervals (1952): the interval of the share below,
 * read back through the distribution function. */
#include "base/error.h"
#include "base/memory.h"
#include "base/sort.h"
#include "num/distributions.h"
#include "num/sums.h"
#include "survey/estimate/intervals.h"
#include "survey/estimate/survey_run.h"

#include <math.h>
#include <stdlib.h>

typedef struct point {
  double x, w;
  double up_to; /* weights of this and of all smaller ones */
} point;

static int by_value(const void *a, const void *b) {
  const point *p = a, *q = b;
  if (p->x != q->x) return p->x < q->x ? -1 : 1;
  return (p->w > q->w) - (p->w < q->w); /* whatever the order of the rows */
}

/* The rows of one domain with a value and a weight, in order; returns how many. */
static int64_t sort_points(const sdg16_design *d, const sdg16i_domains *domains, int64_t domain,
                           const double *values, point *out) {
  int64_t count = 0;
  for (int64_t i = domains->start[domain]; i < domains->start[domain + 1]; i++) {
    int64_t p = sdg16i_domain_position(domains, i);
    if (d->weight[p] > 0 && !isnan(values[p]))
      out[count++] = (point){values[p], d->weight[p], 0};
  }
  sdg16i_sort(out, count, sizeof *out, by_value);
  sdg16i_sum sum = {0};
  for (int64_t i = 0; i < count; i++) {
    sdg16i_add(&sum, out[i].w);
    out[i].up_to = sdg16i_sum_value(&sum);
  }
  return count;
}

/* The first point up to which at least `target` lies. */
static int64_t first_reaching(const point *at, int64_t count, double target) {
  int64_t low = 0, high = count - 1;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (at[middle].up_to >= target)
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

static double quantile_of(const point *at, int64_t count, int32_t rule, double p) {
  if (!count || !(p >= 0 && p <= 1)) return NAN;
  double all = at[count - 1].up_to, slack = 1e-15 * all;
  if (rule == SDG16_QUANTILE_HF7) { /* heights: weights before, over those before the last */
    double before_last = all - at[count - 1].w, target = p * before_last;
    if (count == 1 || !(before_last > 0)) return at[count - 1].x;
    int64_t i = first_reaching(at, count - 1, target - slack);
    double low = i ? at[i - 1].up_to : 0;
    return interpolate_value(target, low, at[i].x, at[i].up_to, at[i + 1].x);
  }
  int64_t i = first_reaching(at, count, p * all - slack);
  if (rule == SDG16_QUANTILE_SCHOOL && i + 1 < count && fabs(at[i].up_to - p * all) <= slack)
    return (at[i].x + at[i + 1].x) / 2;
  if (rule == SDG16_QUANTILE_HF4 && i > 0)
    return interpolate_value(p * all, at[i - 1].up_to, at[i - 1].x, at[i].up_to, at[i].x);
  return at[i].x;
}

/* The interval of F at the quantile, and what lies at its ends. */
static void finish_quantile(const sdg16_survey_options *o, const point *at, int64_t count,
                            double value, sdg16i_survey_row *row) {
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
    row->lower = quantile_of(at, count, o->rule, i.lower);
    row->upper = quantile_of(at, count, o->rule, i.upper);
    row->se = (row->upper - row->lower) / 2 / sdg16i_t_quantile((1 - o->level) / 2, row->df);
    row->cv = value != 0 ? row->se / fabs(value) : NAN;
    if (o->interval == SDG16_SURVEY_INTERVAL_NONE) row->lower = row->upper = NAN;
  }
  c->value = value;
  sdg16i_survey_row_check(row);
}

int32_t sdg16i_quantiles(const sdg16_design *d, const sdg16_survey_options *o,
                         const double *values, const sdg16i_domains *domains, sdg16i_run *run,
                         sdg16i_survey_row *rows, sdg16_error *error) {
  int64_t count = domains->count, all = domains->start[count];
  sdg16i_arena arena = {0};
  point *points = sdg16i_arena_array(&arena, all, sizeof *points);
  int64_t *size = sdg16i_arena_array(&arena, count, sizeof *size);
  double *value = sdg16i_arena_array(&arena, count, sizeof *value);
  double *below = sdg16i_arena_array(&arena, d->rows, sizeof *below);
  sdg16i_domain_figures *cells = sdg16i_arena_array(&arena, count, sizeof *cells);
  int32_t status =
      points && size && value && below && cells ? SDG16_OK : sdg16i_fail_memory(error);
  for (int64_t k = 0; !status && k < count; k++) {
    point *own = points + domains->start[k];
    size[k] = sort_points(d, domains, k, values, own);
    value[k] = quantile_of(own, size[k], o->rule, o->probability);
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
    finish_quantile(o, points + domains->start[k], size[k], value[k], &rows[k]);
  }
  sdg16i_arena_free(&arena);
  return status;
}
