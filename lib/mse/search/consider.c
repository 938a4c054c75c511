/* What every search does with one model, and the memory that searches share. */
#include "base/error.h"
#include "base/memory.h"
#include "mse/search/search.h"

#include <math.h>
#include <stdlib.h>

double sdg16i_penalty(int32_t criterion, int64_t parameters, double n) {
  double p = (double)parameters;
  if (criterion == SDG16_SELECT_BIC) return p * log(n);
  if (criterion == SDG16_SELECT_AIC) return 2 * p;
  return n > p + 1 ? 2 * p + 2 * (p * p + p) / (n - p - 1) : INFINITY;
}

double sdg16i_panel_penalty(const sdg16i_panel *panel, int32_t criterion, int64_t parameters) {
  return sdg16i_penalty(criterion, panel->tables * parameters, sdg16i_panel_persons(panel));
}

int32_t sdg16i_consider(sdg16i_panel *panel, int32_t criterion, const sdg16i_set *model,
                        double *alpha, sdg16i_candidates *candidates, double *value,
                        sdg16_error *error) {
  *value = INFINITY;
  int32_t model_status, status = sdg16i_panel_status(panel, model, &model_status, error);
  if (status || !sdg16i_wanted(candidates, model_status)) return status;
  int converged;
  sdg16i_candidate c = {.model = *model,
                        .status = model_status,
                        .parameters = sdg16i_parameters(panel->e[0]->universe, model)};
  status = sdg16i_panel_maximise(panel, model, alpha, &c.loglik, &c.hidden, &converged, error);
  if (status) return status;
  if (!converged) {
    candidates->unconverged++;
    return SDG16_OK;
  }
  c.df = sdg16i_evaluator_alive(panel->e[0]) - panel->e[0]->problem.p;
  c.criterion = *value = sdg16i_panel_penalty(panel, criterion, c.parameters) - 2 * c.loglik;
  return sdg16i_candidates_enter(candidates, &c) ? sdg16i_fail_memory(error) : SDG16_OK;
}

int64_t sdg16i_panel_fits(const sdg16i_panel *panel) {
  int64_t fits = 0;
  for (int64_t s = 0; s < panel->tables; s++) fits += panel->e[s]->fits;
  return fits;
}

/* Transforms of 2^L cells and factors of as many terms as have persons, in the time of a
 * fit of six lists (measured). */
int64_t sdg16i_fit_weight(const sdg16i_panel *panel) {
  const sdg16i_universe *u = panel->e[0]->universe;
  int64_t cells = INT64_C(1) << u->lists, most = 0;
  for (int64_t s = 0; s < panel->tables; s++) {
    int64_t p = 0;
    for (int64_t i = 0; i < u->basics + u->interactions; i++)
      p += panel->e[s]->cells->margin[u->term[i]] > 0;
    if (p > most) most = p;
  }
  return 1 + cells * (u->lists + 8) / 20000 + most * most * most / 300000;
}

void sdg16i_search_summarise(const sdg16i_search *search, const sdg16i_candidates *candidates,
                             double constant, sdg16_search_summary *out) {
  double best = candidates->count ? candidates->list[0].criterion : NAN;
  out->criterion = search->criterion;
  out->exact = search->exact;
  out->best = best + constant;
  out->bound = search->bound + constant;
  out->gap = search->exact ? 0 : best - search->bound;
  if (isinf(search->bound)) out->gap = NAN;
  out->unconverged = candidates->unconverged;
  out->spent = search->spent;
}

int32_t sdg16i_workspace_init(sdg16i_workspace *w, const sdg16i_panel *panel,
                              sdg16_error *error) {
  int64_t terms = sdg16i_panel_terms(panel);
  *w = (sdg16i_workspace){0};
  w->alpha = sdg16i_arena_array(&w->arena, panel->owned * terms, sizeof *w->alpha);
  w->trial = sdg16i_arena_array(&w->arena, panel->owned * terms, sizeof *w->trial);
  if (w->alpha && w->trial) return SDG16_OK;
  sdg16i_workspace_clear(w);
  return sdg16i_fail_memory(error);
}

void sdg16i_workspace_clear(sdg16i_workspace *w) {
  free(w->seen);
  sdg16i_arena_free(&w->arena);
  *w = (sdg16i_workspace){0};
}
