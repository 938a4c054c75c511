#include "base/error.h"
#include "mse/search/search.h"
#include "num/gslport.h"

#include <math.h>
#include <string.h>

/* One-sided Poisson p-value of the pair's observed overlap under the fitted
 * model, the smaller of the two (not doubled, as published). newton.z holds the
 * superset sums of the fitted means. */
static double p_value(const sdg16i_evaluator *e, uint32_t pair) {
  double observed = e->cells->margin[pair], expected = fmax(e->newton.z[pair], 0);
  /* the median is from mean - log 2 to mean + 1/3: beyond it one tail is known to be smaller */
  if (observed < expected - 0.7) return sdg16i_poisson_lower(observed, expected);
  if (observed > expected + 1.4) return sdg16i_poisson_upper(observed, expected);
  return fmin(sdg16i_poisson_lower(observed, expected),
              sdg16i_poisson_upper(observed, expected));
}

/* The pair with the smallest p-value whose addition leaves the model admissible;
 * ties to the first; -1 if there is none. */
static int32_t next_pair(sdg16i_evaluator *e, const sdg16i_set *model, int64_t pairs,
                         int64_t *best, double *lowest, sdg16_error *error) {
  const sdg16i_universe *u = e->universe;
  *best = -1;
  *lowest = INFINITY;
  for (int64_t i = 0; i < pairs; i++) {
    if (sdg16i_set_has(model, i)) continue;
    double p = p_value(e, u->term[u->basics + i]);
    if (!(p < *lowest * (1 - SDG16I_TIE))) continue;
    sdg16i_set trial = *model;
    sdg16i_set_add(&trial, i);
    int possible;
    int32_t status = sdg16i_evaluator_between(e, &trial, &trial, &possible, error);
    if (status) return status;
    if (!possible) continue;
    *best = i;
    *lowest = p;
  }
  return SDG16_OK;
}

int32_t sdg16i_search_stepwise(sdg16i_evaluator *e, double p_threshold, sdg16i_run *run,
                               sdg16i_set *model, double *alpha, int32_t *model_status,
                               sdg16_error *error) {
  const sdg16i_universe *u = e->universe;
  int64_t pairs = u->lists * (u->lists - 1) / 2;
  *model = (sdg16i_set){{0}};
  int32_t status = sdg16i_evaluator_status(e, model, model_status, error);
  memcpy(alpha, e->start, (size_t)(u->basics + u->interactions) * sizeof *alpha);
  while (!status && sdg16_model_has_estimate(*model_status)) {
    status = sdg16i_evaluator_set_fit(e, model, error);
    if (status) return status;
    sdg16i_maximum maximum;
    sdg16i_evaluator_maximise(e, alpha, &maximum);
    if (!maximum.converged) {
      *model_status = SDG16_MODEL_NOT_CONVERGED;
      break;
    }
    status = sdg16i_run_poll(run);
    if (status) return sdg16i_run_stopped(run, status, error);
    sdg16i_newton_factor(&e->newton, &e->problem, e->work); /* the means at the maximum */
    int64_t best;
    double lowest;
    status = next_pair(e, model, pairs, &best, &lowest, error);
    if (status || best < 0 || lowest >= p_threshold) break;
    sdg16i_set_add(model, best);
    status = sdg16i_evaluator_status(e, model, model_status, error);
  }
  return status;
}
