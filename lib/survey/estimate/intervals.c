#include "survey/estimate/intervals.h"

#include "num/distributions.h"
#include "num/roots.h"

#include <math.h>

static double expit(double x) { return x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x)); }

/* (t with df_n / t with df)^2, by which few PSUs shrink the effective sample. */
static double df_ratio(double tail, double df_n, double df) {
  double ratio = sdg16i_t_quantile(tail, df_n) / sdg16i_t_quantile(tail, df);
  return ratio * ratio;
}

static void clopper_pearson(sdg16i_survey_interval *i, double n, double tail) {
  double p = i->value, x = p * n;
  i->lower = p > 0 ? sdg16i_beta_quantile(tail, x, n - x + 1) : 0;
  i->upper = p < 1 ? sdg16i_beta_quantile(1 - tail, x + 1, n - x) : 1;
}

/* Korn & Graubard 1998 as in the NCHS standards (Parker et al. 2017): n* is never above
 * n, and is n where p is 0 or 1. */
static void korn_graubard(sdg16i_survey_interval *i, double tail) {
  double n = i->n, effective = i->effective;
  if (!(effective > 0)) effective = i->value * (1 - i->value) / i->variance;
  if (i->value > 0 && i->value < 1 && i->variance > 0 && i->df_valid >= 1 && n > 1) {
    double adjusted = effective * df_ratio(tail, n - 1, i->df_valid);
    if (adjusted < n) n = adjusted;
  }
  clopper_pearson(i, n, tail);
}

typedef struct deviance {
  double p, n, drop;
} deviance;

static double deviance_beyond(double at, void *context) {
  const deviance *d = context;
  return 2 * d->n * (d->p * log(d->p / at) + (1 - d->p) * log((1 - d->p) / (1 - at))) - d->drop;
}

void sdg16i_interval_find(sdg16i_survey_interval *i) {
  double p = i->value, v = i->variance, tail = (1 - i->level) / 2;
  i->lower = i->upper = NAN;
  int inside = p > 0 && p < 1 && v > 0;
  if (i->kind == SDG16_SURVEY_INTERVAL_NONE || isnan(p) || isnan(v)) return;
  if (i->kind != SDG16_SURVEY_INTERVAL_WALD && (p == 0 || p == 1))
    i->kind = SDG16_SURVEY_INTERVAL_KORN_GRAUBARD;
  if (i->kind == SDG16_SURVEY_INTERVAL_KORN_GRAUBARD) {
    if (p >= 0 && p <= 1) korn_graubard(i, tail);
    return;
  }
  double t = sdg16i_t_quantile(tail, i->df);
  if (isnan(t)) return;
  double effective = p * (1 - p) / v, half = t * sqrt(v);
  if (i->kind == SDG16_SURVEY_INTERVAL_WALD || !inside) {
    i->kind = SDG16_SURVEY_INTERVAL_WALD;
    i->lower = p - half;
    i->upper = p + half;
    return;
  }
  switch (i->kind) {
  case SDG16_SURVEY_INTERVAL_LOGIT: {
    double logit = log(p) - log1p(-p), step = half / (p * (1 - p));
    i->lower = expit(logit - step);
    i->upper = expit(logit + step);
    return;
  }
  case SDG16_SURVEY_INTERVAL_ARCSINE: {
    double angle = asin(sqrt(p)), step = half / (2 * sqrt(p * (1 - p)));
    double low = sin(fmax(angle - step, 0)), high = sin(fmin(angle + step, M_PI_2));
    i->lower = low * low;
    i->upper = high * high;
    return;
  }
  case SDG16_SURVEY_INTERVAL_BETA:
    clopper_pearson(i, effective * df_ratio(tail, i->rows - 1, i->df), tail);
    return;
  case SDG16_SURVEY_INTERVAL_WILSON: {
    double q = t * t, middle = p + q / (2 * effective);
    double spread = t / (2 * effective) * sqrt(4 * effective * p * (1 - p) + q);
    i->lower = (middle - spread) / (1 + q / effective);
    i->upper = (middle + spread) / (1 + q / effective);
    return;
  }
  default: { /* likelihood */
    deviance d = {p, effective, t * t};
    i->lower = sdg16i_root(deviance_beyond, &d, p * 1e-12, p, 1e-14);
    i->upper =
        1 - p > 1e-12 ? sdg16i_root(deviance_beyond, &d, p, 1 - (1 - p) * 1e-12, 1e-14) : 1;
  }
  }
}
