/* Intervals for the total under one fitted model. */
#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"
#include "mse/loglinear/fit.h"
#include "num/gslport.h"
#include "num/roots.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- profile likelihood in the number hidden ---- */

/* The fit with cell 0 taken as observed `hidden` times, warm-started. */
typedef struct profile {
  const sdg16_fit *fit;
  int32_t interval;
  sdg16i_newton newton;
  int64_t p;
  uint32_t *term;                 /* [p] */
  double *margin, *alive, *alpha; /* alpha: of the last hidden evaluated */
  double loglik;                  /* kernel log-likelihood there */
  double maximum;                 /* of the profile */
  double quantile;                /* of the deviance from it */
} profile;

static void refit_profile(profile *p, double hidden) {
  p->margin[0] = p->fit->cells->n + hidden;
  sdg16i_problem problem = {p->p, p->term, p->margin, p->alive};
  sdg16i_maximum maximum;
  sdg16i_maximise(&p->newton, &problem, &SDG16I_TIGHT, p->alpha, &maximum);
  p->loglik = maximum.loglik;
}

/* lgamma(n + 1) - n log n + n, without cancellation for large n (Stirling). */
static double log_factorial_excess(double n) {
  if (n < 64) return sdg16i_log_factorial(n) - (n > 0 ? n * log(n) : 0) + n;
  double r = 1 / (n * n);
  return 0.5 * log(2 * M_PI * n) + (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260))) / n;
}

/* The profile at `hidden`, up to a constant: of the multinomial likelihood in N,
 * or minus half the Poisson deviance of the completed table. */
static double level_at(profile *p, double hidden) {
  refit_profile(p, hidden);
  double self = hidden > 0 ? hidden * log(hidden) - hidden : 0;
  if (p->interval == SDG16_INTERVAL_PROFILE_POISSON) return p->loglik - self;
  return p->loglik - self + log_factorial_excess(p->fit->cells->n + hidden) -
         log_factorial_excess(hidden);
}

/* Its derivative in `hidden`; by the envelope theorem only the count of cell 0
 * moves. */
static double slope_at(double log_hidden, void *context) {
  profile *p = context;
  double hidden = exp(log_hidden), total = p->fit->cells->n + hidden;
  refit_profile(p, hidden);
  return sdg16i_digamma(total + 1) - log(total) - (sdg16i_digamma(hidden + 1) - p->alpha[0]);
}

static double excess_deviance(double log_hidden, void *context) {
  profile *p = context;
  return 2 * (p->maximum - level_at(p, exp(log_hidden))) - p->quantile;
}

#define LEAST_HIDDEN 1e-9
#define MOST_HIDDEN 1e16
#define ROOT_TOLERANCE 1e-14

/* Where the profile is highest: its derivative's root near the Poisson estimate
 * (the derivative falls); the least hidden when it is negative throughout. */
static double find_mode(profile *p) {
  double high = log(p->fit->summary.hidden) + 0.1, low = high - 0.2;
  while (slope_at(high, p) > 0) {
    low = high;
    high += 0.7;
    if (high > log(MOST_HIDDEN)) return NAN;
  }
  while (slope_at(low, p) < 0) {
    high = low;
    low -= 0.7;
    if (low < log(LEAST_HIDDEN)) return 0;
  }
  return exp(sdg16i_root(slope_at, p, low, high, ROOT_TOLERANCE));
}

static void find_limits(profile *p, double mode, sdg16_estimate *out) {
  double n = p->fit->cells->n, start = log(fmax(mode, LEAST_HIDDEN));
  double inside = start, step = 0.3, outside = NAN;
  out->lower = n;
  out->upper = INFINITY;
  for (double at = start - step; isnan(outside) && inside > log(LEAST_HIDDEN); at -= step) {
    at = fmax(at, log(LEAST_HIDDEN));
    if (excess_deviance(at, p) > 0)
      outside = at;
    else
      inside = at;
    step *= 1.6;
  }
  if (isnan(outside))
    out->flags |= SDG16_FLAG_LOWER_CLAMPED;
  else
    out->lower = n + exp(sdg16i_root(excess_deviance, p, outside, inside, ROOT_TOLERANCE));
  refit_profile(p, fmax(mode, LEAST_HIDDEN));
  inside = start, step = 0.3, outside = NAN;
  for (double at = start + step; isnan(outside) && inside < log(MOST_HIDDEN); at += step) {
    if (excess_deviance(at, p) > 0)
      outside = at;
    else
      inside = at;
    step *= 1.6;
  }
  if (isnan(outside))
    out->flags |= SDG16_FLAG_UPPER_OPEN;
  else
    out->upper = n + exp(sdg16i_root(excess_deviance, p, inside, outside, ROOT_TOLERANCE));
}

/* Coefficients to start from: those of the fit; where none are hidden there is none. */
static void start_profile(profile *p) {
  const sdg16_fit *fit = p->fit;
  if (fit->summary.status == SDG16_MODEL_NONE_HIDDEN) {
    p->alpha[0] = log(fit->cells->n / (double)fit->cells->size);
    return;
  }
  for (int64_t i = 0, k = 0; k < p->p; i++)
    if (fit->term[i] == p->term[k]) p->alpha[k++] = isnan(fit->alpha[i]) ? 0 : fit->alpha[i];
}

static int32_t prepare_profile(profile *p, sdg16_error *error) {
  const sdg16_fit *fit = p->fit;
  const sdg16i_cells *cells = fit->cells;
  p->margin = sdg16i_array(cells->size, sizeof *p->margin);
  p->alive = sdg16i_array(cells->size, sizeof *p->alive);
  p->alpha = sdg16i_array(fit->terms, sizeof *p->alpha);
  p->term = sdg16i_array(fit->terms, sizeof *p->term);
  if (!p->margin || !p->alive || !p->alpha || !p->term) return sdg16i_fail_memory(error);
  memcpy(p->margin, cells->margin, (size_t)cells->size * sizeof *p->margin);
  int32_t status = sdg16i_fit_completed(fit, p->alive, p->term, &p->p, error);
  if (!status) status = sdg16i_newton_init(&p->newton, cells->lists, p->p, error);
  if (!status) start_profile(p);
  return status;
}

static int32_t profile_interval(const sdg16_fit *fit, int32_t interval, double level,
                                sdg16_estimate *out, double *mode, sdg16_error *error) {
  double z = sdg16i_normal_quantile(0.5 + level / 2);
  profile p = {.fit = sdg16i_fit_ordered(fit), .interval = interval, .quantile = z * z};
  int32_t status = prepare_profile(&p, error);
  if (!status) {
    int none = fit->summary.status == SDG16_MODEL_NONE_HIDDEN;
    double at = none                                 ? LEAST_HIDDEN
                : interval == SDG16_INTERVAL_PROFILE ? find_mode(&p)
                                                     : fit->summary.hidden;
    if (isfinite(at)) {
      p.maximum = level_at(&p, at);
      find_limits(&p, at, out);
      *mode = fit->cells->n + (none ? 0 : at);
    }
  }
  free(p.margin);
  free(p.alive);
  free(p.alpha);
  free(p.term);
  sdg16i_newton_clear(&p.newton);
  return status;
}

/* ---- Wald, log-normal on the number hidden (Chao 1987) ---- */

static void wald_interval(const sdg16_fit *fit, double level, sdg16_estimate *out) {
  const sdg16_fit_summary *s = &fit->summary;
  double z = sdg16i_normal_quantile(0.5 + level / 2);
  double variance = s->se * s->se / (s->hidden * s->hidden);
  double factor = exp(z * sqrt(log1p(variance)));
  out->lower = fit->cells->n + s->hidden / factor;
  out->upper = fit->cells->n + s->hidden * factor;
}

int32_t sdg16_fit_interval(const sdg16_fit *fit, int32_t interval, double level,
                           sdg16_estimate *out, int64_t size, double *mode,
                           sdg16_error *error) {
  sdg16_estimate e = {.struct_size = (int64_t)sizeof e,
                      .value = fit->summary.total,
                      .se = fit->summary.se,
                      .lower = NAN,
                      .upper = NAN,
                      .level = level,
                      .df = INFINITY,
                      .method = interval};
  const char *name = sdg16_interval_name(interval);
  double top = NAN;
  int32_t status = SDG16_OK;
  if (!(level > 0 && level < 1))
    return sdg16i_fail_number(error, SDG16_ERR_ARGUMENT, "level", level, SDG16I_LEVEL_RULE);
  if (interval < SDG16_INTERVAL_NONE || interval > SDG16_INTERVAL_PROFILE_POISSON)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "interval", 0, 0,
                          "interval must be none, wald, profile or profile-poisson, not %s",
                          name ? name : "an unknown one");
  int profiles =
      interval == SDG16_INTERVAL_PROFILE || interval == SDG16_INTERVAL_PROFILE_POISSON;
  int has = sdg16_model_has_estimate(fit->summary.status);
  if (has && interval == SDG16_INTERVAL_WALD) wald_interval(fit, level, &e);
  if (profiles && (has || fit->summary.status == SDG16_MODEL_NONE_HIDDEN))
    status = profile_interval(fit, interval, level, &e, &top, error);
  if (status) return status;
  if (has && (e.lower > e.value || isnan(e.lower)) && !isnan(e.upper))
    e.lower = e.value; /* a level near 0 leaves only the profile's top */
  if (has && e.upper < e.value) e.upper = e.value;
  if (mode) *mode = top;
  return sdg16i_struct_out(out, size, &e, (int64_t)sizeof e);
}
