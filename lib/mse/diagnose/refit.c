#include "mse/diagnose/refit.h"

#include "base/error.h"
#include "base/memory.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* A history with a log mean below this that still falls by more than one a step is on its
 * way to 0: what its mean has left in the likelihood is below 5e-5. */
#define RUNS_OFF (-10.0)

int32_t sdg16i_refit_init(sdg16i_refit *r, const sdg16_fit *fit, sdg16_error *error) {
  int64_t size = fit->cells->size;
  r->fit = fit;
  int32_t status = sdg16i_cells_dense(fit->cells->lists, fit->cells->count, &r->cells, error);
  if (!status) status = sdg16i_newton_init(&r->newton, fit->cells->lists, fit->terms, error);
  if (status) return status;
  r->count = sdg16i_array(size, sizeof *r->count);
  r->alive = sdg16i_array(size, sizeof *r->alive);
  r->alpha = sdg16i_array(fit->terms, sizeof *r->alpha);
  r->term = sdg16i_array(fit->terms, sizeof *r->term);
  return r->count && r->alive && r->alpha && r->term ? SDG16_OK : sdg16i_fail_memory(error);
}

void sdg16i_refit_clear(sdg16i_refit *r) {
  sdg16i_cells_free(r->cells);
  sdg16i_newton_clear(&r->newton);
  free(r->count);
  free(r->alive);
  free(r->alpha);
  free(r->term);
  *r = (sdg16i_refit){.fit = NULL};
}

/* Terms that somebody has, from the coefficients of the fit (warm) or from a constant; the
 * histories of the fit without those of the other terms. */
static int64_t pose_refit(sdg16i_refit *r, int warm) {
  const sdg16_fit *fit = r->fit;
  int64_t p = 0, size = r->cells->size;
  for (int64_t c = 1; c < size; c++) r->alive[c] = fit->mean[c] > 0;
  for (int64_t i = 0; i < fit->terms; i++) {
    uint32_t t = fit->term[i];
    if (r->cells->margin[t] > 0) {
      r->alpha[p] = warm && isfinite(fit->alpha[i]) ? fit->alpha[i] : 0;
      r->term[p++] = t;
      continue;
    }
    for (int64_t c = t; c < size; c = (c + 1) | t) r->alive[c] = 0;
  }
  if (!warm) r->alpha[0] = log(r->cells->n / (double)size);
  return p;
}

static int drop_running_off(sdg16i_refit *r) {
  int dropped = 0;
  for (int64_t c = 1; c < r->cells->size; c++) {
    if (!(r->alive[c] > 0) || r->cells->count[c] > 0) continue;
    if (!(r->newton.delta[c] < -0.9 && r->newton.eta[c] < RUNS_OFF)) continue;
    r->alive[c] = 0;
    dropped = 1;
  }
  return dropped;
}

static void find_supremum(sdg16i_refit *r, int warm, sdg16i_maximum *maximum) {
  sdg16i_problem problem = {pose_refit(r, warm), r->term, r->cells->margin, r->alive};
  sdg16i_newton_target target = {1e-12, 200, -INFINITY, DBL_MAX, 0, RUNS_OFF};
  do {
    sdg16i_maximise(&r->newton, &problem, &target, r->alpha, maximum);
    if (maximum->drifting && !drop_running_off(r)) target.drift = -INFINITY;
  } while (maximum->drifting);
}

double sdg16i_pearson(const sdg16i_cells *cells, const double *mean) {
  double sum = 0;
  for (int64_t c = 1; c < cells->size; c++) {
    double difference = cells->count[c] - mean[c];
    if (mean[c] > 0) sum += difference * difference / mean[c];
  }
  return sum;
}

void sdg16i_refit_run(sdg16i_refit *r, double *deviance, double *pearson) {
  sdg16i_maximum maximum;
  sdg16i_cells_fill(r->cells, r->count);
  find_supremum(r, 1, &maximum);
  if (!maximum.converged) find_supremum(r, 0, &maximum); /* the start led astray */
  double before = sdg16i_deviance(r->cells, r->newton.eta, r->newton.mu);
  *deviance = fmax(before - fmax(maximum.decrement, 0), 0);
  *pearson = sdg16i_pearson(r->cells, r->newton.mu);
}
