#include "survey/estimate/linear.h"

#include "num/sums.h"
#include "survey/design/calibration.h"
#include "survey/design/replicates.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* The value and the denominator of a row; 0 when one of them is missing. */
static inline int row_values(const sdg16i_survey_target *t, int64_t position, double *y,
                             double *x) {
  *y = t->y ? t->y[position] : 1;
  *x = t->x ? t->x[position] : 1;
  return !isnan(*y) && !isnan(*x) && !(t->category && t->category[position] < 0);
}

/* Counts PSUs and strata as they pass. */
typedef struct counter {
  int32_t unit, stratum;
  int64_t units, strata;
  int64_t here, complete; /* PSUs of this stratum; strata of which none is absent */
} counter;

static inline void count_unit(counter *c, const sdg16_design *d, int32_t psu) {
  if (psu == c->unit) return;
  int32_t stratum = d->stage[0].stratum[psu];
  c->unit = psu;
  c->units++;
  c->strata += stratum != c->stratum;
  c->here = stratum != c->stratum ? 1 : c->here + 1;
  c->complete += (double)c->here == d->stage[0].sampled[stratum];
  c->stratum = stratum;
}

/* The rank of replicate weights that were made, of the PSUs that were met, less 1. In a stratum
 * of which none is absent the factors add up to a constant: so only one such stratum has the
 * rank of its size. */
static double replicate_df(const sdg16_design *d, const counter *c) {
  int64_t rank = c->units - (c->complete > 1 ? c->complete - 1 : 0);
  return fmin(d->df, fmax((double)rank - 1, 0));
}

#define AHEAD 24 /* positions fetched before they are needed */

static inline void fetch_values(const sdg16_design *d, const sdg16i_survey_target *t,
                                const sdg16i_domains *domains, int64_t i) {
  int64_t p = domains->position[i];
  __builtin_prefetch(&d->weight[p]);
  __builtin_prefetch(&d->leaf[p]);
  if (t->y) __builtin_prefetch(&t->y[p]);
}

void sdg16i_add_up_domains(const sdg16_design *d, const sdg16i_survey_target *t,
                           const sdg16i_domains *domains, int64_t domain, int32_t *unit,
                           double *sum, sdg16i_domain_figures *out) {
  int64_t begin = domains->start[domain], end = domains->start[domain + 1], units = 0;
  counter any = {.unit = -1, .stratum = -1}, valid = any;
  sdg16i_sum weight = {0}, numerator = {0}, denominator = {0};
  int32_t last = -1;
  int tiny = 0;
  *out = (sdg16i_domain_figures){
      .rows = end - begin, .lonely = -1, .value = NAN, .variance = NAN, .srs = NAN};
  for (int64_t i = begin; i < end; i++) {
    if (domains->position && i + AHEAD < end) fetch_values(d, t, domains, i + AHEAD);
    int64_t p = sdg16i_domain_position(domains, i);
    double w = d->weight[p], y, x;
    int32_t leaf = d->leaf[p];
    int present = row_values(t, p, &y, &x);
    out->missing += !present;
    if (w == 0) continue;
    count_unit(&any, d, sdg16i_psu_of(d, leaf));
    if (!present) continue;
    if (leaf != last) {
      last = unit[units] = leaf;
      sum[2 * units] = sum[2 * units + 1] = 0;
      units++;
    }
    sum[2 * units - 2] += w * y;
    tiny |= y != 0 && fabs(w * y) < DBL_MIN;
    sum[2 * units - 1] += w * x;
    sdg16i_add(&weight, w);
    out->n++;
    out->events += y == 1;
    out->nonzero += y != 0;
    out->bearing += x != 0;
  }
  for (int64_t u = 0; u < units; u++) {
    count_unit(&valid, d, sdg16i_psu_of(d, unit[u]));
    sdg16i_add(&numerator, sum[2 * u]);
    sdg16i_add(&denominator, sum[2 * u + 1]);
  }
  out->units = units;
  out->weight = sdg16i_sum_value(&weight);
  out->numerator = sdg16i_sum_value(&numerator);
  out->denominator = sdg16i_sum_value(&denominator);
  out->df = (double)(any.units - any.strata);
  out->df_valid = (double)(valid.units - valid.strata);
  if (d->replicates && d->replicates->made) {
    out->df = replicate_df(d, &any);
    out->df_valid = replicate_df(d, &valid);
  }
  if (!out->n)
    out->status = SDG16_SURVEY_EMPTY;
  else if (t->statistic == SDG16_SURVEY_TOTAL)
    out->value = out->numerator;
  else if (out->denominator == 0)
    out->status = SDG16_SURVEY_UNDEFINED;
  else
    out->value = out->numerator / out->denominator;
  int lost = tiny && fabs(out->numerator) < SDG16I_TOO_SMALL_TO_SUM;
  if (out->status || (isfinite(out->value) && !lost)) return;
  out->status = SDG16_SURVEY_OUT_OF_RANGE;
  out->value = NAN;
}

int64_t sdg16i_valid_positions(const sdg16i_survey_target *t, const sdg16i_domains *domains,
                               int64_t domain, int32_t *out) {
  int64_t count = 0;
  double y, x;
  for (int64_t i = domains->start[domain]; i < domains->start[domain + 1]; i++) {
    int64_t p = sdg16i_domain_position(domains, i);
    if (row_values(t, p, &y, &x)) out[count++] = (int32_t)p;
  }
  return count;
}

/* ---- standardisation: sums by category ---- */

double sdg16i_category_sums(const double *weight, const sdg16i_survey_target *t,
                            const sdg16i_domains *domains, int64_t domain, double *sums) {
  sdg16i_sum *total = (sdg16i_sum *)(void *)sums; /* two pairs of doubles a category */
  memset(sums, 0, (size_t)(4 * t->categories) * sizeof *sums);
  for (int64_t i = domains->start[domain]; i < domains->start[domain + 1]; i++) {
    int64_t p = sdg16i_domain_position(domains, i);
    double y, x;
    if (!row_values(t, p, &y, &x)) continue;
    sdg16i_add(&total[2 * t->category[p]], weight[p] * y);
    sdg16i_add(&total[2 * t->category[p] + 1], weight[p] * x);
  }
  double shares = 0;
  for (int64_t a = 0; a < t->categories; a++) {
    sums[4 * a] = sdg16i_sum_value(&total[2 * a]);
    sums[4 * a + 1] = sdg16i_sum_value(&total[2 * a + 1]);
    if (sums[4 * a + 1] != 0) shares += t->share[a];
  }
  return shares;
}

double sdg16i_standardised(const sdg16i_survey_target *t, const double *sums, double shares,
                           int64_t *empty) {
  double value = 0;
  *empty = 0;
  for (int64_t a = 0; a < t->categories; a++) {
    if (sums[4 * a + 1] != 0)
      value += t->share[a] * (sums[4 * a] / sums[4 * a + 1]);
    else
      ++*empty;
  }
  return value / shares;
}

/* ---- linearised values ---- */

typedef struct line {
  double slope, scale; /* of the statistic: t = w scale (y - slope x) */
  double shares;
  const double *sums; /* by category; NULL: not standardised */
} line;

static inline double row_value(const sdg16i_survey_target *t, const line *l, int64_t p,
                               double w, double y, double x) {
  if (!l->sums) return w * l->scale * (y - l->slope * x);
  const double *s = l->sums + 4 * t->category[p];
  return s[1] != 0 ? w * t->share[t->category[p]] / (l->shares * s[1]) * (y - s[0] / s[1] * x)
                   : 0;
}

static line line_of(const sdg16_design *d, const sdg16i_survey_target *t,
                    const sdg16i_domains *domains, int64_t domain,
                    const sdg16i_domain_figures *cell, double *scratch) {
  line l = {.slope = cell->value, .scale = 1 / cell->denominator};
  if (t->statistic == SDG16_SURVEY_TOTAL) l.slope = 0, l.scale = 1;
  if (t->category) {
    l.shares = sdg16i_category_sums(d->weight, t, domains, domain, scratch);
    l.sums = scratch;
  }
  return l;
}

int64_t sdg16i_linearise_scratch(const sdg16_design *d, const sdg16i_survey_target *t) {
  return 4 * t->categories + (d->calibration ? sdg16i_calibration_scratch(d) : 0) + 1;
}

/* Adds a value to the last unit, or begins the next one. */
static inline int64_t put_sum(int32_t leaf, double z, int64_t units, int32_t *unit,
                              double *out) {
  if (!units || unit[units - 1] != leaf) {
    unit[units] = leaf;
    out[units++] = 0;
  }
  out[units - 1] += z;
  return units;
}

int64_t sdg16i_linearise(const sdg16_design *d, const sdg16i_survey_target *t,
                         const sdg16i_domains *domains, int64_t domain,
                         const sdg16i_domain_figures *cell, int32_t *unit, double *out,
                         double *scratch) {
  line l = line_of(d, t, domains, domain, cell, scratch);
  int64_t begin = domains->start[domain], end = domains->start[domain + 1], units = 0;
  if (!d->calibration) {
    for (int64_t i = begin; i < end; i++) {
      int64_t p = sdg16i_domain_position(domains, i);
      double y, x, w = d->weight[p];
      if (!row_values(t, p, &y, &x) || w == 0) continue;
      units = put_sum(d->leaf[p], row_value(t, &l, p, w, y, x), units, unit, out);
    }
    return units;
  }
  /* residuals of every row of the file, members of the domain or not */
  double *fit = scratch + 4 * t->categories;
  sdg16i_calibration_begin(d, fit);
  for (int64_t i = begin; i < end; i++) {
    int64_t p = sdg16i_domain_position(domains, i);
    double y, x, w = d->weight[p];
    if (!row_values(t, p, &y, &x) || w == 0) continue;
    sdg16i_calibration_add(d, p, row_value(t, &l, p, 1, y, x), fit);
  }
  sdg16i_calibration_solve(d, fit);
  for (int64_t p = 0, i = begin; p < d->rows; p++) {
    int member = i < end && sdg16i_domain_position(domains, i) == p;
    double y, x, z = 0, w = d->weight[p];
    i += member;
    if (w == 0) continue;
    if (member && row_values(t, p, &y, &x)) z = row_value(t, &l, p, 1, y, x);
    units =
        put_sum(d->leaf[p], w * (z - sdg16i_calibration_fitted(d, p, fit)), units, unit, out);
  }
  return units;
}
