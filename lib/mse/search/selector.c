#include "mse/search/selector.h"

#include "base/error.h"
#include "base/memory.h"
#include "mse/search/refused.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int32_t sdg16i_data_status(const sdg16i_cells *cells) {
  int32_t lists = 0, overlaps = 0;
  for (int32_t i = 0; i < cells->lists; i++) {
    lists += cells->margin[INT64_C(1) << i] > 0;
    for (int32_t j = 0; j < i; j++)
      overlaps += cells->margin[INT64_C(1) << i | INT64_C(1) << j] > 0;
  }
  return lists < 2   ? SDG16_MODEL_TOO_FEW_LISTS
         : !overlaps ? SDG16_MODEL_NO_OVERLAP
                     : SDG16_MODEL_OK;
}

static int32_t create_tables(sdg16i_selector *self, sdg16i_cells *const *cells,
                             sdg16_error *error) {
  const sdg16i_universe *u = self->how->universe;
  int64_t tables = self->tables;
  self->cells = sdg16i_array(tables, sizeof(sdg16i_cells *));
  self->hidden = sdg16i_array(tables, sizeof *self->hidden);
  self->groups = sdg16i_array(tables, sizeof *self->groups);
  self->alpha = sdg16i_array(tables * (u->basics + u->interactions), sizeof *self->alpha);
  if (!self->cells || !self->hidden || !self->groups || !self->alpha)
    return sdg16i_fail_memory(error);
  int32_t status = SDG16_OK;
  for (int64_t s = 0; !status && s < tables; s++) {
    status = sdg16i_cells_dense(cells[s]->lists, cells[s]->count, &self->cells[s], error);
    self->groups[s] = sdg16i_cells_groups(cells[s]);
  }
  if (!status)
    status =
        sdg16i_panel_init(&self->panel, u, self->how->existence, tables, self->cells, error);
  return status ? status : sdg16i_workspace_init(&self->workspace, &self->panel, error);
}

int32_t sdg16i_selector_init(sdg16i_selector *self, const sdg16i_selection *how, int64_t tables,
                             sdg16i_cells *const *cells, sdg16_error *error) {
  *self =
      (sdg16i_selector){.how = how, .tables = tables, .candidates = {.top = 1}, .near = NAN};
  int32_t status = create_tables(self, cells, error);
  if (status) sdg16i_selector_clear(self);
  return status;
}

void sdg16i_selector_clear(sdg16i_selector *self) {
  for (int64_t s = 0; self->cells && s < self->tables; s++) sdg16i_cells_free(self->cells[s]);
  sdg16i_panel_clear(&self->panel);
  sdg16i_workspace_clear(&self->workspace);
  sdg16i_candidates_clear(&self->candidates);
  free(self->cells);
  free(self->hidden);
  free(self->groups);
  free(self->alpha);
  *self = (sdg16i_selector){0};
}

/* Of a replicate: at least, and as a multiple of what the data's search spent, which is some
 * 0.05 s at most. */
#define LEAST_BUDGET 2000
#define TIMES_THE_DATA 20

int64_t sdg16i_replicate_budget(int64_t budget, int exact, int64_t spent) {
  if (!budget) return 0;
  if (!exact || spent > SDG16I_MOST_FOR_PROOFS) return SDG16I_NO_PROOF;
  int64_t own = TIMES_THE_DATA * spent;
  own = own > LEAST_BUDGET ? own : LEAST_BUDGET;
  return own < budget ? own : budget;
}

#define THOUSAND 1000
/* Climbs of replicates that are cut short stay near the data's models, and the interval becomes
 * too narrow: with 16 lists and 8 fits its upper end falls from 19,042 to 18,814. */
#define LEAST_CLIMB 64

int64_t sdg16i_replicate_climb(int64_t budget, int64_t weight) {
  if (!budget) return 0;
  int64_t own = budget / (THOUSAND * weight);
  return own > LEAST_CLIMB ? own : LEAST_CLIMB;
}

/* ---- the kinds of selection: each leaves status, model and hidden ---- */

/* The place of table k of the panel among all. */
static int64_t place_of(const sdg16i_selector *self, int64_t k) {
  return self->panel.e[k] - self->panel.own;
}

/* Fits self->model on every table that takes part, from alpha. */
static int32_t fit_tables(sdg16i_selector *self, sdg16_error *error) {
  int64_t terms = sdg16i_panel_terms(&self->panel);
  double loglik;
  int converged;
  int32_t status = sdg16i_panel_maximise(&self->panel, &self->model, self->alpha, &loglik, NULL,
                                         &converged, error);
  if (status) return status;
  if (!converged) self->status = SDG16_MODEL_NOT_CONVERGED;
  for (int64_t k = 0; converged && k < self->panel.tables; k++)
    self->hidden[place_of(self, k)] = exp(self->alpha[k * terms]);
  return SDG16_OK;
}

/* What the case of a model says of the number hidden in a table without an estimate. */
static int32_t hidden_of_case(sdg16i_selector *self, int64_t table, const sdg16i_set *model,
                              sdg16_error *error) {
  int32_t found, status = sdg16i_evaluator_case(&self->panel.own[table], model, &found, error);
  if (status) return status;
  int literature = self->how->existence == SDG16_EXISTENCE_COEFFICIENTS;
  self->hidden[table] = found == SDG16_MODEL_UNBOUNDED                    ? INFINITY
                        : found == SDG16_MODEL_NONE_HIDDEN && !literature ? 0
                                                                          : NAN;
  return SDG16_OK;
}

/* Have lists of one group of the data become several? */
static int falls_apart(const sdg16i_cells *cells, const sdg16i_list_groups *data) {
  sdg16i_list_groups here = sdg16i_cells_groups(cells);
  uint32_t used = 0;
  int32_t left = 0; /* groups of the data that still have anybody */
  for (int32_t i = 0; i < here.count; i++) used |= here.lists[i];
  for (int32_t i = 0; i < data->count; i++) left += (data->lists[i] & used) != 0;
  return here.count > left;
}

/* Is a refused model looked for: may a search prove one, and do the lists of a table that takes
 * part fall apart? */
static int may_be_refused(const sdg16i_selector *self) {
  if (self->how->existence != SDG16_EXISTENCE_TOTAL || self->how->budget == SDG16I_NO_PROOF)
    return 0;
  for (int64_t k = 0; k < self->panel.tables; k++)
    if (falls_apart(self->cells[place_of(self, k)], &self->groups[place_of(self, k)])) return 1;
  return 0;
}

/* A table whose lists fall apart has what a refused model says that is preferred, as the
 * table of the data would: where that is unbounded, so is the number hidden. Without this the
 * tables with the fewest people on several lists, whose totals are the largest, would count
 * among the smallest. `best`: the criterion of the best admissible model. */
static int32_t refuse_tables(sdg16i_selector *self, double best, sdg16i_run *run,
                             sdg16_error *error) {
  sdg16i_refused refused;
  int32_t status =
      sdg16i_find_refused(&self->panel, &self->workspace, self->how->criterion,
                          self->how->budget, best, SDG16I_CLEARLY_BETTER, run, &refused, error);
  if (!status && !refused.found) self->exact = refused.complete;
  if (status || !refused.preferred) return status;
  for (int64_t k = 0; k < self->panel.tables; k++) {
    int32_t found;
    status = sdg16i_evaluator_case(self->panel.e[k], &refused.model, &found, error);
    if (status) return status;
    if (found == SDG16_MODEL_UNBOUNDED) self->hidden[place_of(self, k)] = INFINITY;
  }
  self->status = SDG16_MODEL_UNBOUNDED_PREFERRED;
  return SDG16_OK;
}

/* The same after a selection that is not exact, and may have missed the best model. */
static int32_t refuse_best(sdg16i_selector *self, sdg16i_run *run, sdg16_error *error) {
  if (!may_be_refused(self)) return SDG16_OK;
  sdg16i_search search = {.criterion = self->how->criterion, .budget = self->how->budget};
  self->candidates.count = 0;
  int32_t status = sdg16i_search_exact(&self->panel, &self->workspace, run, &search,
                                       &self->candidates, error);
  if (!status) self->exact = search.exact;
  if (status || !search.exact || !self->candidates.count) return status;
  return refuse_tables(self, self->candidates.list[0].criterion, run, error);
}

static int32_t select_fixed(sdg16i_selector *self, sdg16_error *error) {
  self->model = self->how->universe->all;
  int32_t status = sdg16i_panel_status(&self->panel, &self->model, &self->status, error);
  if (status) return status;
  if (!sdg16_model_has_estimate(self->status))
    return hidden_of_case(self, place_of(self, 0), &self->model, error);
  if (self->how->seeds && self->how->seeds->count)
    memcpy(self->alpha, self->how->seeds->alpha,
           (size_t)(self->panel.tables * sdg16i_panel_terms(&self->panel)) *
               sizeof *self->alpha);
  else
    sdg16i_panel_start(&self->panel, self->alpha);
  return fit_tables(self, error);
}

static int32_t select_stepwise(sdg16i_selector *self, sdg16i_run *run, sdg16_error *error) {
  int32_t status = sdg16i_search_stepwise(self->panel.e[0], self->how->p_threshold, run,
                                          &self->model, self->alpha, &self->status, error);
  if (status || self->status == SDG16_MODEL_NOT_CONVERGED) return status;
  if (!sdg16_model_has_estimate(self->status))
    return hidden_of_case(self, 0, &self->model, error);
  self->hidden[0] = exp(self->alpha[0]);
  return refuse_best(self, run, error);
}

/* One of the best models. Equally good ones may differ in the number hidden by any factor: were
 * it always the first, the replicates would make a choice sure that the data do not make. */
static const sdg16i_candidate *draw_tied(const sdg16i_selector *self) {
  const sdg16i_candidate *list = self->candidates.list;
  int64_t tied = sdg16i_candidates_tied(&self->candidates), chosen = 0;
  if (isnan(self->near)) return &list[(int64_t)(self->lot * (double)tied)];
  for (int64_t i = 1; i < tied; i++)
    if (fabs(list[i].hidden - self->near) < fabs(list[chosen].hidden - self->near)) chosen = i;
  return &list[chosen];
}

static int32_t select_by_criterion(sdg16i_selector *self, sdg16i_run *run, sdg16_error *error) {
  int all = self->panel.tables == self->tables; /* the seeds' coefficients are of all tables */
  sdg16i_search search = {.criterion = self->how->criterion,
                          .budget = self->how->budget,
                          .climb_fits = self->how->climb_fits,
                          .seeds = all ? self->how->seeds : NULL};
  int64_t visited;
  int32_t status;
  self->candidates.count = 0;
  if (self->how->select == SDG16_SELECT_DOWNHILL)
    status = sdg16i_search_downhill(&self->panel, &self->workspace, search.criterion, run,
                                    &self->candidates, &visited, error);
  else
    status = sdg16i_search_exact(&self->panel, &self->workspace, run, &search,
                                 &self->candidates, error);
  if (status) return status;
  self->exact = self->how->select == SDG16_SELECT_DOWNHILL || search.exact;
  if (!self->candidates.count) {
    self->status = SDG16_MODEL_NONE_ADMISSIBLE;
    return hidden_of_case(self, place_of(self, 0), &(sdg16i_set){{0}}, error);
  }
  const sdg16i_candidate *chosen = draw_tied(self);
  self->model = chosen->model;
  self->status = chosen->status;
  if (self->panel.tables == 1) {
    self->hidden[place_of(self, 0)] = chosen->hidden;
  } else {
    sdg16i_panel_start(&self->panel, self->alpha);
    status = fit_tables(self, error);
    if (status) return status;
  }
  if (self->how->select == SDG16_SELECT_DOWNHILL) return refuse_best(self, run, error);
  if (!self->exact || !may_be_refused(self)) return SDG16_OK;
  return refuse_tables(self, self->candidates.list[0].criterion, run, error);
}

/* Fills the tables and finds those that take part. */
static int32_t load_counts(sdg16i_selector *self, const double *const *counts,
                           sdg16_error *error) {
  const sdg16i_set independence = {{0}};
  const sdg16i_set *smallest = &independence;
  if (self->how->select == SDG16_SELECT_FIXED) smallest = &self->how->universe->all;
  int32_t reason = SDG16_MODEL_OK;
  self->panel.tables = 0;
  for (int64_t s = 0; s < self->tables; s++) {
    sdg16i_evaluator *e = &self->panel.own[s];
    self->hidden[s] = NAN;
    sdg16i_cells_fill(self->cells[s], counts[s]);
    sdg16i_evaluator_reload(e);
    int32_t status = SDG16_OK, model_status = sdg16i_data_status(self->cells[s]);
    if (!model_status && self->tables > 1)
      status = sdg16i_evaluator_status(e, &independence, &model_status, error);
    if (status) return status;
    if (sdg16_model_has_estimate(model_status)) {
      self->panel.e[self->panel.tables++] = e;
      continue;
    }
    if (!reason) reason = model_status;
    status = hidden_of_case(self, s, smallest, error);
    if (status) return status;
  }
  if (!self->panel.tables) self->status = reason;
  return SDG16_OK;
}

int32_t sdg16i_selector_apply(sdg16i_selector *self, const double *const *counts,
                              sdg16i_run *run, sdg16_error *error) {
  self->status = SDG16_MODEL_OK;
  self->model = (sdg16i_set){{0}};
  self->exact = 1;
  int32_t status = load_counts(self, counts, error);
  if (status || !self->panel.tables) return status;
  switch (self->how->select) {
  case SDG16_SELECT_FIXED:
    return select_fixed(self, error);
  case SDG16_SELECT_STEPWISE:
    return select_stepwise(self, run, error);
  default:
    return select_by_criterion(self, run, error);
  }
}

/* ---- seeds ---- */

int32_t sdg16i_seeds_init(sdg16i_seeds *seeds, sdg16i_panel *panel, int64_t count,
                          const sdg16i_candidate *list, sdg16_error *error) {
  int64_t terms = sdg16i_panel_terms(panel), size = panel->tables * terms;
  *seeds = (sdg16i_seeds){0};
  seeds->model = sdg16i_array(count, sizeof *seeds->model);
  seeds->alpha = sdg16i_array(count * size, sizeof *seeds->alpha);
  seeds->largest = sdg16i_array(size, sizeof *seeds->largest);
  if (!seeds->model || !seeds->alpha || !seeds->largest) {
    sdg16i_seeds_clear(seeds);
    return sdg16i_fail_memory(error);
  }
  for (int64_t k = 0; k < count; k++) {
    double loglik, *alpha = seeds->alpha + seeds->count * size;
    int converged;
    sdg16i_panel_start(panel, alpha);
    int32_t status =
        sdg16i_panel_maximise(panel, &list[k].model, alpha, &loglik, NULL, &converged, error);
    if (status) {
      sdg16i_seeds_clear(seeds);
      return status;
    }
    if (converged) seeds->model[seeds->count++] = list[k].model;
  }
  const sdg16i_newton_target near = {1e-4, 60, -INFINITY, -INFINITY, 0.1, -INFINITY};
  sdg16i_panel_start(panel, seeds->largest);
  for (int64_t s = 0; s < panel->tables; s++) {
    sdg16i_maximum ignored;
    sdg16i_evaluator_set(panel->e[s], &panel->e[0]->universe->all);
    sdg16i_evaluator_bound(panel->e[s], &near, seeds->largest + s * terms, &ignored);
  }
  return SDG16_OK;
}

void sdg16i_seeds_clear(sdg16i_seeds *seeds) {
  free(seeds->model);
  free(seeds->alpha);
  free(seeds->largest);
  *seeds = (sdg16i_seeds){0};
}
