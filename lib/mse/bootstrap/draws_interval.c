/* Intervals from draws: BCa, percentile, basic. */
#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"
#include "mse/bootstrap/draws.h"
#include "num/gslport.h"
#include "num/sort_numbers.h"

#include <sdg16/mse.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A draw of the same resampled table is the estimate to rounding: that is a tie. */
#define TIE 1e-9

/* An estimate of more than so many times the persons observed is far from them. */
#define MANY_TIMES 20

double sdg16i_quantile8(const double *sorted, int64_t count, double p) {
  if (count < 1 || isnan(p)) return NAN;
  double h = ((double)count + 1.0 / 3) * p + 1.0 / 3; /* position from 1 */
  if (!(h > 1)) return sorted[0];
  if (!(h < (double)count)) return sorted[count - 1];
  int64_t below = (int64_t)h;
  double part = h - (double)below, low = sorted[below - 1], high = sorted[below];
  if (part == 0 || low == high) return low;
  return isinf(low) ? low : low + part * (high - low);
}

#define ROUNDING 1e-9 /* 2 / (1 - 0.95) is 40, not the next number */

int64_t sdg16_least_replicates(double level) {
  if (!(level > 0 && level < 1)) return 0;
  double least = 2 / (1 - level);
  return (int64_t)ceil(least - ROUNDING * least);
}

/* The draws of a cell that are there. */
typedef struct sample {
  double *value; /* [count] ascending */
  int64_t count;
  int64_t below; /* the estimate */
} sample;

static int32_t take_sample(const sdg16_draws *d, const sdg16i_draws_cell *cell, sample *out,
                           sdg16_error *error) {
  *out = (sample){.value = sdg16i_array(d->replicates, sizeof *out->value)};
  if (!out->value) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < d->replicates; i++) {
    if (isnan(cell->replicate[i])) continue;
    int tied = fabs(cell->replicate[i] - cell->point) <= TIE * fabs(cell->point);
    out->value[out->count++] = tied ? cell->point : cell->replicate[i];
    out->below += cell->replicate[i] - cell->point < -TIE * fabs(cell->point);
  }
  sdg16i_sort_doubles(out->value, out->count);
  return SDG16_OK;
}

/* ---- the limits ---- */

/* A limit: the share of the draws at which it lies, and how that moves with the share of
 * the draws below the estimate, which z0 comes from. */
typedef struct limit {
  double rank, slope;
} limit;

/* Phi(w), w = z0 + (z0 + z) / (1 - a (z0 + z)); with dw/dz0 = 1 + 1 / (1 - a (z0 + z))^2
 * and z0 = Phi^-1(p0) its slope in p0 is phi(w) dw/dz0 / phi(z0). */
static limit bca_limit(const sdg16_bootstrap_summary *s, double z) {
  double shifted = s->z0 + z, part = 1 - s->acceleration * shifted;
  if (!(part > 0)) return (limit){NAN, NAN};
  double w = s->z0 + shifted / part;
  return (limit){sdg16i_normal_probability(w),
                 exp((s->z0 * s->z0 - w * w) / 2) * (1 + 1 / (part * part))};
}

/* Variance of sqrt(B) times the rank error of a limit. With F the distribution of the
 * draws and B of them, F^-1(rank) is off by [slope (p0^ - p0) - (F^(limit) - rank)] / f:
 * two shares of the same draws, whose covariance is min(p0, rank) - p0 rank. */
static double rank_variance(limit at, double p0) {
  double q = at.rank, k = at.slope;
  return q * (1 - q) + k * k * p0 * (1 - p0) - 2 * k * (fmin(p0, q) - p0 * q);
}

/* Monte Carlo error of a limit: half the difference of the quantiles one error of the rank
 * above and below. NaN where that reaches the extreme draws or an infinite one, or both are
 * one value that many draws have. */
static double value_error(const sample *s, limit at) {
  double b = (double)s->count, p0 = (double)s->below / b;
  double reach = sqrt(fmax(rank_variance(at, p0), 0) / b);
  double position = (b + 1.0 / 3) * at.rank + 1.0 / 3, moved = (b + 1.0 / 3) * reach;
  if (!(position - moved >= 1) || !(position + moved <= b)) return NAN;
  double low = sdg16i_quantile8(s->value, s->count, at.rank - reach);
  double high = sdg16i_quantile8(s->value, s->count, at.rank + reach);
  return low < high && isfinite(low) && isfinite(high) ? (high - low) / 2 : NAN;
}

#define MOST_BIAS 1.0 /* of z0: beyond, BCa's correction is not to be trusted */

/* 0: BCa is not defined. */
static int find_bca(const sdg16_bootstrap_summary *s, double tail, limit limits[2]) {
  double z = -sdg16i_normal_quantile(tail);
  if (!isfinite(s->z0) || isnan(s->acceleration)) return 0;
  limits[0] = bca_limit(s, -z);
  limits[1] = bca_limit(s, z);
  return !isnan(limits[0].rank) && !isnan(limits[1].rank);
}

/* No limit lies below the persons observed. */
static void clamp_limits(double observed, double *lower, double *upper) {
  if (*lower < observed) *lower = observed;
  if (*upper < observed) *upper = observed; /* BASIC, all draws far above */
}

/* The quantiles at both limits, left alone where the lower one is infinite. */
static void put_quantiles(const sample *s, const limit limits[2], double observed,
                          double *lower, double *upper) {
  double low = sdg16i_quantile8(s->value, s->count, limits[0].rank);
  if (isinf(low)) return;
  *lower = low;
  *upper = sdg16i_quantile8(s->value, s->count, limits[1].rank);
  clamp_limits(observed, lower, upper);
}

/* The limits of the estimate, whose method is resolved, from the ranks. */
static void put_limits(const sample *s, const limit limits[2], double observed,
                       sdg16_bootstrap_summary *summary, sdg16_estimate *e) {
  double lower = sdg16i_quantile8(s->value, s->count, limits[0].rank);
  double upper = sdg16i_quantile8(s->value, s->count, limits[1].rank);
  int basic = e->method == SDG16_INTERVAL_BASIC;
  if (isinf(lower) || (basic && isinf(upper))) {
    e->flags |= SDG16_FLAG_LOWER_INFINITE;
    return;
  }
  e->lower = basic ? 2 * e->value - upper : lower;
  e->upper = basic ? 2 * e->value - lower : upper;
  summary->lower_error = value_error(s, limits[basic]);
  summary->upper_error = value_error(s, limits[!basic]);
  summary->draws_below = (double)s->count * (basic ? 1 - limits[1].rank : limits[0].rank);
  summary->draws_above = (double)s->count * (basic ? limits[0].rank : 1 - limits[1].rank);
  /* so far out the draws show little of how the limit varies */
  if (summary->draws_below < SDG16I_STEADY_DRAWS) summary->lower_error = NAN;
  if (summary->draws_above < SDG16I_STEADY_DRAWS) summary->upper_error = NAN;
  if (isinf(e->upper)) e->flags |= SDG16_FLAG_UPPER_OPEN;
  if (e->lower < observed) {
    e->flags |= SDG16_FLAG_LOWER_CLAMPED;
    summary->lower_error = NAN;
  }
  clamp_limits(observed, &e->lower, &e->upper);
}

#define BESIDE_BIAS 0.25 /* of z0 */
#define BESIDE_SHARE 0.2 /* of the length */

/* Two ends of which one may be infinite, further apart than `most`. */
static int ends_apart(double a, double b, double most) { return a != b && fabs(a - b) > most; }

static int percentile_beside(const sdg16_estimate *e, const sdg16_bootstrap_summary *s) {
  if (e->method != SDG16_INTERVAL_BCA || isnan(e->lower)) return 0;
  double most = BESIDE_SHARE * (e->upper - e->lower);
  return fabs(s->z0) > BESIDE_BIAS || isnan(s->percentile_lower) ||
         ends_apart(e->lower, s->percentile_lower, most) ||
         ends_apart(e->upper, s->percentile_upper, most);
}

/* Why there is no interval, as a flag, before its limits are looked for; 0: there may be one.
 */
static int32_t why_none(const sdg16_draws *d, double level, int64_t missing) {
  if (d->replicates < sdg16_least_replicates(level)) return SDG16_FLAG_FEW_REPLICATES;
  return (double)missing > (1 - level) / 2 * (double)d->replicates ? SDG16_FLAG_DRAWS_MISSING
                                                                   : 0;
}

static void find_limits(const sdg16_draws *d, const sdg16i_draws_cell *cell, const sample *s,
                        sdg16_bootstrap_summary *summary, sdg16_estimate *e,
                        sdg16i_ranks *ranks) {
  double tail = (1 - e->level) / 2;
  limit plain[2] = {{tail, 0}, {1 - tail, 0}}, bca[2];
  *ranks = (sdg16i_ranks){plain[0].rank, plain[1].rank};
  int32_t none = why_none(d, e->level, summary->failed);
  e->flags |= none;
  if (none) return;
  int defined = s->count && find_bca(summary, tail, bca);
  if (s->count && e->method == SDG16_INTERVAL_BCA &&
      (!defined || fabs(summary->z0) > MOST_BIAS || sdg16i_draws_tied(d))) {
    e->method = SDG16_INTERVAL_PERCENTILE;
    e->flags |= SDG16_FLAG_BCA_REPLACED;
  }
  const limit *limits = e->method == SDG16_INTERVAL_BCA && defined ? bca : plain;
  *ranks = (sdg16i_ranks){limits[0].rank, limits[1].rank};
  if (!s->count) return;
  put_quantiles(s, plain, cell->observed, &summary->percentile_lower,
                &summary->percentile_upper);
  if (defined) put_quantiles(s, bca, cell->observed, &summary->bca_lower, &summary->bca_upper);
  put_limits(s, limits, cell->observed, summary, e);
  summary->beside = percentile_beside(e, summary);
}

/* How many there are at least has a lower limit alone: nothing is known of the parts without
 * an estimate. */
static void open_above(sdg16_estimate *e, sdg16_bootstrap_summary *summary) {
  if (e->lower > e->value) { /* no more than what there is at least */
    e->lower = e->value;
    summary->lower_error = NAN;
  }
  e->upper = INFINITY;
  e->flags |= SDG16_FLAG_UPPER_OPEN;
  e->se = summary->se_log = summary->above_20n = NAN;
  summary->upper_error = summary->draws_above = NAN;
  if (!isnan(summary->percentile_lower)) summary->percentile_upper = INFINITY;
  if (!isnan(summary->bca_lower)) summary->bca_upper = INFINITY;
  summary->beside = 0;
}

/* ---- the draws in figures ---- */

#define NORMAL_QUARTILES 1.349 /* interquartile range of the standard normal */

/* NaN where the draws are one number, to rounding: `tie`. */
static double quartile_range(const double *sorted, int64_t count, double tie) {
  double range = sdg16i_quantile8(sorted, count, 0.75) - sdg16i_quantile8(sorted, count, 0.25);
  return range > tie && isfinite(range) ? range / NORMAL_QUARTILES : NAN;
}

/* The standard error; last, as the draws become logs of the number hidden. Draws that give
 * no interval give none either. */
static void find_error(sample *s, const sdg16i_draws_cell *cell, sdg16_bootstrap_summary *out,
                       sdg16_estimate *e) {
  int has_interval = !isnan(e->lower);
  if (isnan(cell->observed)) { /* a difference, a ratio: nobody is hidden */
    e->se = has_interval ? quartile_range(s->value, s->count, TIE * fabs(cell->point)) : NAN;
    return;
  }
  int64_t far = 0;
  for (int64_t i = 0; i < s->count; i++) {
    far += s->value[i] > MANY_TIMES * cell->observed;
    s->value[i] = log(fmax(s->value[i] - cell->observed, 0));
  }
  out->above_20n = (double)far / (double)s->count;
  if (!has_interval) return;
  out->se_log = quartile_range(s->value, s->count, TIE);
  if (cell->point > cell->observed) e->se = (cell->point - cell->observed) * out->se_log;
}

static void summarise_sample(const sdg16_draws *d, const sdg16i_draws_cell *cell,
                             const sample *s, sdg16_bootstrap_summary *out) {
  double sum = 0, b = (double)s->count;
  for (int64_t i = 0; i < s->count; i++) {
    sum += s->value[i] - cell->point;
    out->infinite += isinf(s->value[i]);
  }
  out->failed = d->replicates - s->count;
  out->acceleration = sdg16i_acceleration(d, cell);
  if (!s->count) return;
  out->mean = cell->point + sum / b;
  out->median = sdg16i_quantile8(s->value, s->count, 0.5);
  out->z0 = s->below == 0          ? -INFINITY
            : s->below == s->count ? INFINITY
                                   : sdg16i_normal_quantile((double)s->below / b);
}

/* Whether the replicates kept a model that the data had selected. */
static int keeps_selected(const sdg16_draws *d) {
  char select[SDG16I_SETTING_SIZE], reselect[SDG16I_SETTING_SIZE];
  sdg16i_draws_setting(d, "select", select);
  sdg16i_draws_setting(d, "reselect", reselect);
  return !strcmp(reselect, "0") && sdg16_select_from_name(select) > SDG16_SELECT_FIXED;
}

int32_t sdg16i_cell_interval(const sdg16_draws *d, const sdg16i_draws_cell *cell,
                             int32_t interval, double level, sdg16_estimate *e,
                             sdg16_bootstrap_summary *summary, sdg16i_ranks *ranks,
                             sdg16_error *error) {
  *e = (sdg16_estimate){.struct_size = (int64_t)sizeof *e,
                        .value = cell->point,
                        .se = NAN,
                        .lower = NAN,
                        .upper = NAN,
                        .level = level,
                        .df = INFINITY,
                        .method = interval};
  *summary = (sdg16_bootstrap_summary){.struct_size = (int64_t)sizeof *summary,
                                       .replicates = d->replicates,
                                       .mean = NAN,
                                       .median = NAN,
                                       .z0 = NAN,
                                       .acceleration = NAN,
                                       .lower_error = NAN,
                                       .upper_error = NAN,
                                       .draws_below = NAN,
                                       .draws_above = NAN,
                                       .percentile_lower = NAN,
                                       .percentile_upper = NAN,
                                       .bca_lower = NAN,
                                       .bca_upper = NAN,
                                       .se_log = NAN,
                                       .above_20n = NAN};
  *ranks = (sdg16i_ranks){(1 - level) / 2, (1 + level) / 2};
  if (!isfinite(cell->point)) return SDG16_OK;
  sample s;
  int32_t status = take_sample(d, cell, &s, error);
  if (status) return status;
  summarise_sample(d, cell, &s, summary);
  find_limits(d, cell, &s, summary, e, ranks);
  if (s.count) find_error(&s, cell, summary, e);
  if (cell->is_bound) open_above(e, summary);
  if (d->replicates < d->planned) e->flags |= SDG16_FLAG_PARTIAL;
  if (keeps_selected(d)) e->flags |= SDG16_FLAG_CONDITIONAL;
  free(s.value);
  return SDG16_OK;
}

int32_t sdg16_draws_interval(const sdg16_draws *d, int64_t cell_number, int32_t interval,
                             double level, sdg16_estimate *out, int64_t size,
                             sdg16_bootstrap_summary *summary, int64_t summary_size,
                             sdg16_error *error) {
  if (!d) return sdg16i_no_draws(error);
  const char *name = sdg16_interval_name(interval);
  if (interval != SDG16_INTERVAL_BCA && interval != SDG16_INTERVAL_PERCENTILE &&
      interval != SDG16_INTERVAL_BASIC)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "interval", 0, 0,
                          "interval must be bca, percentile or basic, not %s",
                          name ? name : "an unknown one");
  if (!(level > 0 && level < 1))
    return sdg16i_fail_number(error, SDG16_ERR_ARGUMENT, "level", level, SDG16I_LEVEL_RULE);
  if (cell_number < 0 || cell_number >= d->cells)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "cell must be from 0 to %lld, not %lld",
                       (long long)d->cells - 1, (long long)cell_number);
  sdg16_estimate e;
  sdg16_bootstrap_summary s;
  sdg16i_ranks ranks;
  int32_t status =
      sdg16i_cell_interval(d, &d->cell[cell_number], interval, level, &e, &s, &ranks, error);
  if (!status && summary)
    status = sdg16i_struct_out(summary, summary_size, &s, (int64_t)sizeof s);
  return status ? status : sdg16i_struct_out(out, size, &e, (int64_t)sizeof e);
}
