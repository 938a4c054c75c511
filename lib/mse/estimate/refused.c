/* Refused models that fit better. When lists fall into groups that never meet, models that
 * let the number hidden go to infinity beat every admissible one, and what is selected among
 * the admissible says too little with too narrow an interval. Then there is no estimate. */
#include "mse/estimate/estimate.h"

#include <math.h>

/* Units of the criterion by which a refused model must be better. */
#define CLEARLY_BETTER 2.0

static int is_exact_selection(const sdg16_mse_options *o) {
  return o->select >= SDG16_SELECT_BIC && o->select <= SDG16_SELECT_AICC;
}

/* The best model of a kind below the ceiling, by exact search. */
static int32_t search_best(sdg16i_panel *panel, sdg16i_search *search, sdg16i_run *run,
                           sdg16i_candidates *candidates, sdg16_error *error) {
  sdg16i_workspace w;
  int32_t status = sdg16i_workspace_init(&w, panel, error);
  if (status) return status;
  status = sdg16i_search_exact(panel, &w, run, search, candidates, error);
  sdg16i_workspace_clear(&w);
  return status;
}

/* Clearly below: a term that gains nothing costs exactly 2 by AIC, and rounding must not
 * decide whether that is more than 2. */
static int is_below(double criterion, double ceiling) {
  return criterion < ceiling - (1e-6 + 1e-12 * fabs(ceiling));
}

int32_t sdg16i_find_refused(sdg16i_panel *panel, int32_t criterion, int64_t budget, double best,
                            sdg16i_run *run, sdg16i_refused *out, sdg16_error *error) {
  sdg16i_candidates c = {.wanted = SDG16_MODEL_UNBOUNDED, .ceiling = best, .top = 1};
  sdg16i_search s = {.criterion = criterion, .budget = budget};
  int32_t status = search_best(panel, &s, run, &c, error);
  int found = !status && c.count > 0 && is_below(c.list[0].criterion, best);
  *out = (sdg16i_refused){.found = found, .complete = s.exact};
  if (found) {
    out->model = c.list[0].model;
    out->criterion = c.list[0].criterion;
    out->better = best - out->criterion;
    out->preferred = is_below(out->criterion, best - CLEARLY_BETTER);
    out->universe = panel->e[0]->universe;
  }
  sdg16i_candidates_clear(&c);
  return status;
}

/* The best criterion of an admissible model: a stepwise selection or a descent may have
 * missed it, and what it missed is no reason to refuse an estimate. */
static int32_t best_admissible(const sdg16_mse *mse, sdg16i_panel *panel, sdg16i_run *run,
                               double *out, sdg16_error *error) {
  const sdg16_mse_options *o = &mse->options;
  *out = mse->candidates.list[0].criterion;
  if (is_exact_selection(o)) return SDG16_OK;
  sdg16i_candidates c = {.top = 1};
  sdg16i_search s = {.criterion = sdg16i_ranking(o), .budget = o->search_fits};
  int32_t status = search_best(panel, &s, run, &c, error);
  if (!status && c.count) *out = fmin(*out, c.list[0].criterion);
  sdg16i_candidates_clear(&c);
  return status;
}

int32_t sdg16i_mse_bound_below(sdg16_mse *mse, sdg16_error *error) {
  sdg16_estimate profile;
  int32_t status = sdg16_fit_interval(mse->fit, SDG16_INTERVAL_PROFILE, mse->options.level,
                                      &profile, (int64_t)sizeof profile, NULL, error);
  if (status) return status;
  mse->status = SDG16_MODEL_UNBOUNDED_PREFERRED;
  mse->at_least = mse->fit->summary.total;
  mse->at_least_lower = profile.lower;
  return SDG16_OK;
}

int32_t sdg16i_mse_refuse(sdg16_mse *mse, sdg16i_run *run, sdg16_error *error) {
  const sdg16_mse_options *o = &mse->options;
  if (!sdg16_model_has_estimate(mse->status) || !mse->candidates.count ||
      o->existence != SDG16_EXISTENCE_TOTAL || o->select == SDG16_SELECT_FIXED)
    return SDG16_OK;
  if (is_exact_selection(o) && !mse->search.exact)
    return SDG16_OK; /* a better admissible model may have been missed: refused.complete is 0 */
  sdg16i_panel panel;
  double best;
  int32_t status =
      sdg16i_panel_init(&panel, &mse->universe, o->existence, 1, &mse->cells, error);
  if (status) return status;
  status = best_admissible(mse, &panel, run, &best, error);
  if (!status)
    status = sdg16i_find_refused(&panel, sdg16i_ranking(o), o->search_fits, best, run,
                                 &mse->refused, error);
  sdg16i_panel_clear(&panel);
  if (status || !mse->refused.preferred) return status;
  return sdg16i_mse_bound_below(mse, error);
}
