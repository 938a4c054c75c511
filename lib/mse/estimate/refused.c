/* Whether a refused model that fits better leaves a table without an estimate. */
#include "mse/estimate/estimate.h"

#include <math.h>

static int is_exact_selection(const sdg16_mse_options *o) {
  return o->select >= SDG16_SELECT_BIC && o->select <= SDG16_SELECT_AICC;
}

/* The best criterion of an admissible model: a stepwise selection or a descent may have
 * missed it, and what it missed is no reason to refuse an estimate. */
static int32_t best_admissible(const sdg16_mse *mse, sdg16i_panel *panel, sdg16i_workspace *w,
                               sdg16i_run *run, double *out, int64_t *spent,
                               sdg16_error *error) {
  const sdg16_mse_options *o = &mse->options;
  *spent = 0;
  *out = mse->candidates.list[0].criterion;
  if (is_exact_selection(o)) return SDG16_OK;
  sdg16i_candidates c = {.top = 1};
  sdg16i_search s = {.criterion = sdg16i_ranking(o), .budget = o->search_fits};
  int32_t status = sdg16i_search_exact(panel, w, run, &s, &c, error);
  if (!status && c.count) *out = fmin(*out, c.list[0].criterion);
  *spent = s.spent;
  sdg16i_candidates_clear(&c);
  return status;
}

int32_t sdg16i_mse_bound_below(sdg16_mse *mse, sdg16_error *error) {
  /* whatever kind was asked for: the replicates say nothing of one model */
  int32_t kind = mse->options.interval == SDG16_INTERVAL_NONE ? SDG16_INTERVAL_NONE
                                                              : SDG16_INTERVAL_PROFILE;
  sdg16_estimate profile;
  int32_t status = sdg16_fit_interval(mse->fit, kind, mse->options.level, &profile,
                                      (int64_t)sizeof profile, NULL, error);
  if (status) return status;
  mse->status = SDG16_MODEL_UNBOUNDED_PREFERRED;
  mse->estimate.method = kind;
  mse->at_least = mse->fit->summary.total;
  mse->at_least_lower = profile.lower;
  return SDG16_OK;
}

static int32_t find_refused(sdg16_mse *mse, sdg16i_panel *panel, sdg16i_run *run,
                            sdg16_error *error) {
  const sdg16_mse_options *o = &mse->options;
  sdg16i_workspace w;
  double best;
  int64_t spent;
  int32_t status = sdg16i_workspace_init(&w, panel, error);
  if (status) return status;
  status = best_admissible(mse, panel, &w, run, &best, &spent, error);
  if (!status)
    status = sdg16i_find_refused(panel, &w, sdg16i_ranking(o), o->search_fits, best, 0, run,
                                 &mse->refused, error);
  mse->refused.spent += spent;
  sdg16i_workspace_clear(&w);
  return status;
}

int32_t sdg16i_mse_refuse(sdg16_mse *mse, sdg16i_run *run, sdg16_error *error) {
  const sdg16_mse_options *o = &mse->options;
  if (!sdg16_model_has_estimate(mse->status) || !mse->candidates.count ||
      o->existence != SDG16_EXISTENCE_TOTAL || o->select == SDG16_SELECT_FIXED)
    return SDG16_OK;
  if (is_exact_selection(o) && !mse->search.exact)
    return SDG16_OK; /* a better admissible model may have been missed: refused.complete is 0 */
  sdg16i_panel panel;
  int32_t status =
      sdg16i_panel_init(&panel, &mse->universe, o->existence, 1, &mse->cells, error);
  if (status) return status;
  status = find_refused(mse, &panel, run, error);
  sdg16i_panel_clear(&panel);
  if (status || !mse->refused.preferred) return status;
  return sdg16i_mse_bound_below(mse, error);
}
