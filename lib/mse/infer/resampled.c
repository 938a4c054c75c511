/* Intervals from draws: BCa, percentile, basic. */
#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"
#include "mse/infer/draws.h"
#include "num/gslport.h"

#include <math.h>
#include <stdlib.h>

/* A draw of the same resampled table is the estimate to rounding: that is a tie. */
#define TIE 1e-9

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

double sdg16i_quantile8(const double *sorted, int64_t count, double p) {
  if (count < 1 || isnan(p)) return NAN;
  double h = ((double)count + 1.0 / 3) * p + 1.0 / 3; /* position from 1 */
  if (!(h > 1)) return sorted[0];
  if (!(h < (double)count)) return sorted[count - 1];
  int64_t below = (int64_t)h;
  double part = h - (double)below;
  return sorted[below - 1] + part * (sorted[below] - sorted[below - 1]);
}

/* The draws that are there, ascending. */
static double *usable(const sdg16_draws *d, const sdg16i_draws_cell *cell, int64_t *count) {
  double *sorted = sdg16i_array(d->replicates, sizeof *sorted);
  *count = 0;
  for (int64_t i = 0; sorted && i < d->replicates; i++)
    if (!isnan(cell->replicate[i])) sorted[(*count)++] = cell->replicate[i];
  if (sorted) qsort(sorted, (size_t)*count, sizeof *sorted, ascending);
  return sorted;
}

/* From the jackknife; the units of each table are centred about their own mean, and
 * their influence scaled by (n - 1) / n of the table. */
static double acceleration(const sdg16_draws *d, const sdg16i_draws_cell *cell) {
  double squares = 0, cubes = 0;
  for (int64_t begin = 0, end; begin < d->units; begin = end) {
    double persons = 0, mean = 0;
    for (end = begin; end < d->units && d->group[end] == d->group[begin]; end++) {
      persons += d->weight[end];
      mean += d->weight[end] * (cell->jackknife[end] - cell->point);
    }
    mean = cell->point + mean / persons;
    double scale = (persons - 1) / persons;
    for (int64_t i = begin; i < end; i++) {
      double r = scale * (mean - cell->jackknife[i]);
      squares += d->weight[i] * r * r;
      cubes += d->weight[i] * r * r * r;
    }
  }
  if (isnan(squares) || d->units == 0) return NAN;
  return squares > 0 ? cubes / (6 * pow(squares, 1.5)) : 0;
}

static double bca_quantile(const sdg16_bootstrap_summary *s, double z) {
  double shifted = s->z0 + z, denominator = 1 - s->acceleration * shifted;
  return denominator > 0 ? sdg16i_normal_probability(s->z0 + shifted / denominator) : NAN;
}

static void find_limits(const double *sorted, int64_t count, int32_t interval,
                        const sdg16_bootstrap_summary *s, sdg16_estimate *e) {
  double tail = (1 - e->level) / 2, low = tail, high = 1 - tail;
  if (interval == SDG16_INTERVAL_BCA) {
    double z = -sdg16i_normal_quantile(tail);
    int undefined = isinf(s->z0) || isnan(s->acceleration);
    low = undefined ? NAN : bca_quantile(s, -z);
    high = undefined ? NAN : bca_quantile(s, z);
    if (isnan(low) || isnan(high)) {
      e->flags |= SDG16_FLAG_BCA_UNDEFINED;
      return;
    }
  }
  e->lower = sdg16i_quantile8(sorted, count, low);
  e->upper = sdg16i_quantile8(sorted, count, high);
  if (interval == SDG16_INTERVAL_BASIC) {
    double swap = 2 * e->value - e->lower;
    e->lower = 2 * e->value - e->upper;
    e->upper = swap;
  }
}

static void summarise(const sdg16_draws *d, const sdg16i_draws_cell *cell, const double *sorted,
                      int64_t count, sdg16_bootstrap_summary *s, sdg16_estimate *e) {
  double sum = 0, squares = 0;
  int64_t below = 0;
  for (int64_t i = 0; i < count; i++) {
    double deviation = sorted[i] - cell->point; /* no cancellation in the squares */
    sum += deviation;
    squares += deviation * deviation;
    below += deviation < -TIE * fabs(cell->point);
  }
  double b = (double)count;
  s->failed = d->replicates - count;
  s->acceleration = acceleration(d, cell);
  if (!count) return;
  s->mean = cell->point + sum / b;
  s->median = sdg16i_quantile8(sorted, count, 0.5);
  s->z0 = below == 0       ? -INFINITY
          : below == count ? INFINITY
                           : sdg16i_normal_quantile((double)below / b);
  if (count > 1) e->se = sqrt(fmax(squares - sum * sum / b, 0) / (b - 1));
}

int32_t sdg16_draws_interval(const sdg16_draws *d, int64_t cell_number, int32_t interval,
                             double level, sdg16_estimate *out, int64_t size,
                             sdg16_bootstrap_summary *summary, int64_t summary_size,
                             sdg16_error *error) {
  if (!d) return sdg16i_no_draws(error);
  if (interval != SDG16_INTERVAL_BCA && interval != SDG16_INTERVAL_PERCENTILE &&
      interval != SDG16_INTERVAL_BASIC)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "interval", 0, 0,
                          "interval %d found, expected bca, percentile or basic", interval);
  if (!(level > 0 && level < 1))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "level", 0, 0,
                          "the confidence level must lie between 0 and 1, as 0.95");
  if (cell_number < 0 || cell_number >= d->cells)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "cell %lld found, expected 0 to %lld",
                       (long long)cell_number, (long long)d->cells - 1);
  const sdg16i_draws_cell *cell = &d->cell[cell_number];
  sdg16_estimate e = {.struct_size = (int64_t)sizeof e,
                      .value = cell->point,
                      .se = NAN,
                      .lower = NAN,
                      .upper = NAN,
                      .level = level,
                      .df = INFINITY,
                      .method = interval};
  sdg16_bootstrap_summary s = {.struct_size = (int64_t)sizeof s,
                               .replicates = d->replicates,
                               .mean = NAN,
                               .median = NAN,
                               .z0 = NAN,
                               .acceleration = NAN};
  if (!isnan(cell->point)) {
    int64_t count;
    double *sorted = usable(d, cell, &count);
    if (!sorted) return sdg16i_fail_memory(error);
    summarise(d, cell, sorted, count, &s, &e);
    if (count) find_limits(sorted, count, interval, &s, &e);
    if (e.lower < cell->observed) {
      e.lower = cell->observed;
      if (e.upper < e.lower) e.upper = e.lower; /* BASIC, all draws far above */
      e.flags |= SDG16_FLAG_LOWER_CLAMPED;
    }
    if (d->replicates < d->planned) e.flags |= SDG16_FLAG_PARTIAL;
    free(sorted);
  }
  if (summary) {
    int32_t code = sdg16i_struct_out(summary, summary_size, &s, (int64_t)sizeof s);
    if (code) return code;
  }
  return sdg16i_struct_out(out, size, &e, (int64_t)sizeof e);
}
