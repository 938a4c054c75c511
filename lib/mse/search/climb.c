/* A good model at the price of a few fits: by the tests that one fit gives of all its
 * neighbours. Proves nothing; the exact search starts from it. */
#include "base/error.h"
#include "base/memory.h"
#include "mse/search/search.h"
#include "num/linalg.h"

#include <math.h>
#include <string.h>

typedef struct climber {
  sdg16i_panel *panel;
  const sdg16i_universe *universe;
  sdg16i_workspace *w; /* alpha: of the model stood on */
  int32_t criterion;
  int64_t most_tries; /* in vain, before the model is taken as the best around */
  int64_t last_fit;   /* of the panel, after which there is none */
  sdg16i_run *run;
  sdg16i_candidates *candidates;
  sdg16_error *error;
  int64_t terms;
  double *inverse;  /* [terms][stride] of one table's Hessian */
  double *x, *vx;   /* [stride] */
  double *promise;  /* [interactions] predicted change of the criterion */
  int64_t *ranking; /* [interactions] the neighbours, the most promising first */
} climber;

static int32_t climber_init(climber *k, sdg16i_arena *arena) {
  int64_t stride = sdg16i_stride(k->terms);
  k->inverse = sdg16i_arena_array(arena, k->terms * stride, sizeof *k->inverse);
  k->x = sdg16i_arena_array(arena, stride, sizeof *k->x);
  k->vx = sdg16i_arena_array(arena, stride, sizeof *k->vx);
  k->promise = sdg16i_arena_array(arena, k->terms, sizeof *k->promise);
  k->ranking = sdg16i_arena_array(arena, k->terms, sizeof *k->ranking);
  return k->inverse && k->x && k->vx && k->promise && k->ranking ? SDG16_OK
                                                                 : sdg16i_fail_memory(k->error);
}

/* The fall of the deviance that adding interaction i would bring on one table, by the score
 * test; a boundary term takes away the means of its histories. */
static double fall_with(climber *k, const sdg16i_evaluator *e, int64_t i) {
  uint32_t t = e->universe->term[e->universe->basics + i];
  int64_t p = e->problem.p, stride = sdg16i_stride(p);
  double score = e->cells->margin[t] - e->newton.z[t], variance = e->newton.z[t];
  if (!(e->cells->margin[t] > 0)) return 2 * e->newton.z[t];
  for (int64_t a = 0; a < p; a++) k->x[a] = e->newton.z[t | e->problem.term[a]];
  for (int64_t a = 0; a < p; a++) {
    double sum = 0;
    for (int64_t b = 0; b < p; b++) sum += k->inverse[a * stride + b] * k->x[b];
    variance -= k->x[a] * sum;
  }
  return variance > 1e-9 * e->newton.z[t] ? score * score / variance : 0;
}

/* The rise that removing it would bring: Wald; nothing for a boundary term. */
static double rise_without(const climber *k, const sdg16i_evaluator *e, int64_t i) {
  int64_t stride = sdg16i_stride(e->problem.p);
  for (int64_t a = 0; a < e->problem.p; a++)
    if (e->index[a] == e->universe->basics + i && k->inverse[a * stride + a] > 0)
      return e->work[a] * e->work[a] / k->inverse[a * stride + a];
  return 0;
}

/* Adds one table's part of the promises of all neighbours. */
static void add_promises(climber *k, int64_t table, const sdg16i_set *model) {
  sdg16i_evaluator *e = k->panel->e[table];
  sdg16i_set ignored;
  sdg16i_evaluator_set(e, model);
  for (int64_t a = 0; a < e->problem.p; a++)
    e->work[a] = k->w->alpha[table * k->terms + e->index[a]];
  sdg16i_newton_factor(&e->newton, &e->problem, e->work);
  sdg16i_newton_inverse(&e->newton, e->problem.p, k->inverse);
  for (int64_t i = 0; i < k->universe->interactions; i++) {
    if (!sdg16i_neighbour(k->universe, model, i, &ignored)) continue;
    k->promise[i] += sdg16i_set_has(model, i) ? rise_without(k, e, i) : -fall_with(k, e, i);
  }
}

/* Ranks the neighbours of the model stood on; returns how many there are. */
static int64_t rank_neighbours(climber *k, const sdg16i_set *model) {
  const sdg16i_universe *u = k->universe;
  int64_t parameters = sdg16i_parameters(u, model), count = 0;
  double here = sdg16i_panel_penalty(k->panel, k->criterion, parameters);
  double more = sdg16i_panel_penalty(k->panel, k->criterion, parameters + 1) - here;
  double less = sdg16i_panel_penalty(k->panel, k->criterion, parameters - 1) - here;
  for (int64_t i = 0; i < u->interactions; i++)
    k->promise[i] = sdg16i_set_has(model, i) ? less : more;
  for (int64_t s = 0; s < k->panel->tables; s++) add_promises(k, s, model);
  for (int64_t i = 0; i < u->interactions; i++) {
    sdg16i_set ignored;
    if (!sdg16i_neighbour(u, model, i, &ignored) || isnan(k->promise[i])) continue;
    int64_t at = count++;
    for (; at > 0 && k->promise[k->ranking[at - 1]] > k->promise[i]; at--)
      k->ranking[at] = k->ranking[at - 1];
    k->ranking[at] = i;
  }
  return count;
}

static int may_fit(const climber *k) { return sdg16i_panel_fits(k->panel) < k->last_fit; }

/* Looks at a model from the one stood on; its maximum into w->trial. */
static int32_t look_at_model(climber *k, const sdg16i_set *model, double *value) {
  int32_t status = sdg16i_run_poll(k->run);
  if (status) return sdg16i_run_stopped(k->run, status, k->error);
  memcpy(k->w->trial, k->w->alpha, (size_t)(k->panel->tables * k->terms) * sizeof *k->w->trial);
  return sdg16i_consider(k->panel, k->criterion, model, k->w->trial, k->candidates, value,
                         k->error);
}

static void stand_on(climber *k, const sdg16i_set *model, sdg16i_set *here) {
  *here = *model;
  memcpy(k->w->alpha, k->w->trial, (size_t)(k->panel->tables * k->terms) * sizeof *k->w->alpha);
}

/* The first of the promising neighbours that is better becomes `here`. *better: one was. */
static int32_t take_step(climber *k, sdg16i_set *here, double *value, int *better) {
  int64_t count = rank_neighbours(k, here);
  *better = 0;
  for (int64_t r = 0, tries = 0; r < count && tries < k->most_tries && may_fit(k); r++) {
    sdg16i_set next;
    double other;
    if (!(k->promise[k->ranking[r]] < 0) && k->most_tries <= SDG16I_FEW_TRIES) break;
    sdg16i_neighbour(k->universe, here, k->ranking[r], &next);
    int32_t status = look_at_model(k, &next, &other);
    if (status) return status;
    tries += other < INFINITY; /* what is not admissible is no try */
    if (!(other < *value)) continue;
    stand_on(k, &next, here);
    *value = other;
    *better = 1;
    break;
  }
  return SDG16_OK;
}

/* The neighbours of the last model that promise to be among the candidates asked for. */
static int32_t fill_candidates(climber *k, const sdg16i_set *here, double value) {
  int64_t count = k->candidates->top > 1 ? rank_neighbours(k, here) : 0;
  int32_t status = SDG16_OK;
  for (int64_t r = 0; !status && r < count && r < 2 * k->candidates->top && may_fit(k); r++) {
    sdg16i_set next;
    double ignored, promised = value + k->promise[k->ranking[r]];
    if (promised > sdg16i_candidates_threshold(k->candidates)) break;
    sdg16i_neighbour(k->universe, here, k->ranking[r], &next);
    status = look_at_model(k, &next, &ignored);
  }
  return status;
}

static int32_t climb_to_top(climber *k) {
  sdg16i_set here = {{0}}, first = {{0}};
  double value;
  int better = 1;
  if (k->candidates->count) first = k->candidates->list[0].model;
  sdg16i_panel_start(k->panel, k->w->alpha);
  int32_t status = look_at_model(k, &first, &value);
  stand_on(k, &first, &here);
  if (status || !(value < INFINITY)) return status;
  int64_t most = 2 * k->universe->interactions;
  for (int64_t step = 0; !status && better && step < most && may_fit(k); step++)
    status = take_step(k, &here, &value, &better);
  return status ? status : fill_candidates(k, &here, value);
}

int32_t sdg16i_search_climb(sdg16i_panel *panel, sdg16i_workspace *workspace, int32_t criterion,
                            int64_t tries, int64_t most_fits, sdg16i_run *run,
                            sdg16i_candidates *candidates, sdg16_error *error) {
  sdg16i_arena arena = {0};
  climber k = {.panel = panel,
               .universe = panel->e[0]->universe,
               .w = workspace,
               .criterion = criterion,
               .most_tries = tries,
               .last_fit =
                   most_fits ? sdg16i_panel_fits(panel) + most_fits * panel->tables : INT64_MAX,
               .run = run,
               .candidates = candidates,
               .error = error,
               .terms = sdg16i_panel_terms(panel)};
  int32_t status = climber_init(&k, &arena);
  if (!status) status = climb_to_top(&k);
  sdg16i_arena_free(&arena);
  return status;
}
