/* The best hierarchical models by branch and bound, with proof.
 *
 * A node is a pair of models I within U: the models M with I in M in U. As the
 * likelihood grows with the terms and the penalty with their number,
 *   criterion(M) >= penalty(|I|) - 2 sup loglik(U),
 * and sup loglik(U) has a proved bound after any Newton step (newton.h). The
 * models of a node are split by the first term t of U \ I, in the node's order,
 * that they lack: U' = U without t and what contains it, I with all terms before.
 * What is left when nothing is excluded is U itself. The bound needs no maximum,
 * only the supremum; nodes without any admissible model are cut by existence.h. */
#include "base/error.h"
#include "base/memory.h"
#include "mse/select/search.h"
#include "num/linalg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Guards the proofs against rounding, in units of the criterion. */
#define SLACK 1e-7

double sdg16i_penalty(int32_t criterion, int64_t parameters, double n) {
  double p = (double)parameters;
  if (criterion == SDG16_SELECT_BIC) return p * log(n);
  if (criterion == SDG16_SELECT_AIC) return 2 * p;
  return n > p + 1 ? 2 * p + 2 * (p * p + p) / (n - p - 1) : INFINITY;
}

/* A node that cannot be refuted is fitted to this squared decrement before it is
 * split: its bound and the starts of its parts are then worth the steps. */
#define NEAR 0.1

/* What a node keeps while its parts are searched. */
typedef struct level {
  sdg16i_set upper; /* U */
  double bound;     /* proved: -2 sup loglik(U) is at least this */
  double *alpha;    /* [terms] near the maximum of U */
  double *inverse;  /* [p x stride] inverse Hessian there */
  int32_t *index;   /* [p] universe numbers of its rows */
  int32_t *row;     /* [terms] the other way round, -1 for boundary terms */
  int64_t p, stride;
  int32_t *order; /* [interactions] in which the terms are excluded */
  double *cost;   /* [interactions] predicted rise of the deviance without each */
} level;

typedef struct tree {
  sdg16i_evaluator *e;
  sdg16i_run *run;
  sdg16i_search *search;
  sdg16i_candidates *candidates;
  sdg16_error *error;
  double *penalty; /* by parameters */
  level *levels;   /* [interactions + 1], filled as they are reached */
  sdg16i_arena arena;
  double *scratch; /* [terms x 3 + terms^2] */
  double open;     /* lowest bound of what was left unsearched */
  double started;
  int32_t stopped; /* out of budget */
} tree;

static int32_t reach_level(tree *t, int64_t depth) {
  level *v = &t->levels[depth];
  if (v->alpha) return SDG16_OK;
  const sdg16i_universe *u = t->e->universe;
  int64_t terms = u->basics + u->interactions;
  v->inverse = sdg16i_arena_array(&t->arena, terms * sdg16i_stride(terms), sizeof *v->inverse);
  v->index = sdg16i_arena_array(&t->arena, terms, sizeof *v->index);
  v->row = sdg16i_arena_array(&t->arena, terms, sizeof *v->row);
  v->order = sdg16i_arena_array(&t->arena, terms, sizeof *v->order);
  v->cost = sdg16i_arena_array(&t->arena, terms, sizeof *v->cost);
  double *alpha = sdg16i_arena_array(&t->arena, terms, sizeof *alpha);
  if (!v->inverse || !v->index || !v->row || !v->order || !v->cost || !alpha)
    return sdg16i_fail_memory(t->error);
  v->alpha = alpha;
  return SDG16_OK;
}

static double threshold(const tree *t) {
  return sdg16i_candidates_threshold(t->candidates) + SLACK;
}

/* ---- predicting what an exclusion does ---- */

/* The inverse Hessian at the level's coefficients. */
static void invert(tree *t, level *v) {
  sdg16i_evaluator *e = t->e;
  const sdg16i_universe *u = e->universe;
  v->p = e->problem.p;
  for (int64_t i = 0; i < u->basics + u->interactions; i++) v->row[i] = -1;
  for (int64_t i = 0; i < v->p; i++) {
    v->index[i] = e->index[i];
    v->row[e->index[i]] = (int32_t)i;
    e->work[i] = v->alpha[e->index[i]];
  }
  sdg16i_newton_factor(&e->newton, &e->problem, e->work);
  v->stride = sdg16i_stride(v->p);
  sdg16i_newton_inverse(&e->newton, v->p, v->inverse);
}

/* Without the terms `gone`: the quadratic approximation's coefficients into alpha
 * (nullable) and the rise of the deviance (Wald), V the inverse Hessian:
 * alpha - V_R V_RR^-1 alpha_R and alpha_R' V_RR^-1 alpha_R. */
static double project(tree *t, const level *v, const sdg16i_set *gone, double *alpha) {
  const sdg16i_universe *u = t->e->universe;
  int64_t removed = 0, stride;
  int32_t *rows = (int32_t *)t->scratch;
  double *x = t->scratch + u->basics + u->interactions;
  double *pivots = x + u->basics + u->interactions;
  double *block = pivots + u->basics + u->interactions;
  SDG16I_EACH(i, gone, u->words)
  if (v->row[u->basics + i] >= 0) rows[removed++] = v->row[u->basics + i];
  stride = sdg16i_stride(removed);
  for (int64_t a = 0; a < removed; a++) {
    x[a] = v->alpha[v->index[rows[a]]];
    for (int64_t b = 0; b < stride; b++)
      block[a * stride + b] = b < removed ? v->inverse[rows[a] * v->stride + rows[b]] : 0;
  }
  sdg16i_factor(block, pivots, removed);
  double rise = sdg16i_forward(block, pivots, removed, x);
  if (!alpha) return rise;
  sdg16i_backward(block, pivots, removed, x);
  memcpy(alpha, v->alpha, (size_t)(u->basics + u->interactions) * sizeof *alpha);
  for (int64_t a = 0; a < removed; a++) {
    const double *column = v->inverse + rows[a] * v->stride;
    for (int64_t i = 0; i < v->p; i++) alpha[v->index[i]] -= column[i] * x[a];
  }
  double moved = 0; /* near a singular Hessian the approximation means nothing */
  for (int64_t i = 0; i < v->p; i++)
    moved = fmax(moved, fabs(alpha[v->index[i]] - v->alpha[v->index[i]]));
  if (!(moved < 20))
    memcpy(alpha, t->e->start, (size_t)(u->basics + u->interactions) * sizeof *alpha);
  return rise;
}

/* Histories that only the boundary terms among `gone` exclude come back with the
 * means that the other terms give them. newton.eta holds the log means of U. */
static double revived(tree *t, const level *v, const sdg16i_set *gone) {
  const sdg16i_evaluator *e = t->e;
  const sdg16i_universe *u = e->universe;
  double sum = 0;
  int any = 0;
  SDG16I_EACH(i, gone, u->words) any |= v->row[u->basics + i] < 0;
  if (!any) return 0;
  sdg16i_set left = sdg16i_set_and_not(&v->upper, gone);
  for (int64_t w = 0; w < e->cell_words; w++) {
    uint64_t still = e->basic_excluded[w];
    SDG16I_EACH(i, &left, u->words) still |= e->excluded[i * e->cell_words + w];
    for (uint64_t rest = e->dead[w] & ~still; rest; rest &= rest - 1)
      sum += exp(fmin(e->newton.eta[w * 64 + __builtin_ctzll(rest)], 50));
  }
  return 2 * sum;
}

/* Orders the free terms by the predicted cost of going without them, dearest
 * first: dear exclusions are refuted at once and make I grow. */
static int64_t order_terms(tree *t, level *v, const sdg16i_set *inner) {
  const sdg16i_universe *u = t->e->universe;
  sdg16i_set free_terms = sdg16i_set_and_not(&v->upper, inner);
  int64_t count = 0;
  SDG16I_EACH(i, &free_terms, u->words) {
    sdg16i_set gone = sdg16i_set_and(&u->above[i], &v->upper);
    double cost = project(t, v, &gone, NULL) + revived(t, v, &gone);
    int64_t at = count++;
    for (; at > 0 && v->cost[at - 1] < cost; at--) {
      v->cost[at] = v->cost[at - 1];
      v->order[at] = v->order[at - 1];
    }
    v->cost[at] = cost;
    v->order[at] = (int32_t)i;
  }
  return count;
}

/* ---- the tree ---- */

static int32_t enter_leaf(tree *t, level *v) {
  sdg16i_evaluator *e = t->e;
  int32_t status;
  int32_t code = sdg16i_evaluator_status(e, &v->upper, &status, t->error);
  if (code || status != SDG16_MODEL_OK) return code;
  sdg16i_evaluator_set(e, &v->upper);
  sdg16i_maximum maximum;
  sdg16i_evaluator_maximise(e, v->alpha, &maximum);
  if (!maximum.converged) return SDG16_OK;
  int64_t parameters = sdg16i_parameters(e->universe, &v->upper);
  sdg16i_candidate c = {.model = v->upper,
                        .parameters = parameters,
                        .criterion = t->penalty[parameters] - 2 * maximum.loglik,
                        .loglik = maximum.loglik,
                        .hidden = exp(v->alpha[0])};
  return sdg16i_candidates_enter(t->candidates, &c) ? sdg16i_fail_memory(t->error) : SDG16_OK;
}

/* Bounds the node at `depth`, whose upper model and start are set. 0: refuted. */
static int bound_node(tree *t, int64_t depth, double penalty) {
  level *v = &t->levels[depth];
  sdg16i_evaluator_set(t->e, &v->upper);
  double least = (penalty - threshold(t)) / 2; /* a supremum below this refutes it */
  sdg16i_target target = {
      .decrement = 1e-4, .steps = 60, .below = least, .reach = least, .near = NEAR};
  sdg16i_maximum maximum;
  sdg16i_evaluator_fit(t->e, &target, v->alpha, &maximum);
  v->bound = fmax(v->bound, -2 * maximum.supremum);
  return v->bound + penalty <= threshold(t);
}

/* Makes the models of the node at `depth` without the terms `gone` the next
 * level, warm-started, and bounds it. 0: refuted. */
static int descend(tree *t, int64_t depth, const sdg16i_set *gone, double penalty) {
  level *v = &t->levels[depth], *child = &t->levels[depth + 1];
  child->upper = sdg16i_set_and_not(&v->upper, gone);
  child->bound = v->bound;
  project(t, v, gone, child->alpha);
  return bound_node(t, depth + 1, penalty);
}

/* The one model `model` of the node at `depth`: all that is left when the bound has
 * no room for a parameter more. */
static int32_t try_model(tree *t, int64_t depth, const sdg16i_set *model) {
  const level *v = &t->levels[depth];
  sdg16i_set gone = sdg16i_set_and_not(&v->upper, model);
  double penalty = t->penalty[sdg16i_parameters(t->e->universe, model)];
  if (!descend(t, depth, &gone, penalty)) return SDG16_OK;
  return enter_leaf(t, &t->levels[depth + 1]);
}

static int out_of_budget(tree *t, int32_t *code) {
  if (t->e->fits % 16 == 0) *code = sdg16i_run_poll(t->run);
  if (*code) {
    *code = sdg16i_run_stopped(t->run, *code, t->error);
    return 1;
  }
  if (t->search->seconds > 0 && sdg16i_run_seconds(t->run) - t->started > t->search->seconds)
    t->stopped = 1;
  return t->stopped;
}

/* Searches the node at `depth`, which is bounded and not refuted. */
static int32_t search_node(tree *t, int64_t depth, sdg16i_set inner) {
  const sdg16i_universe *u = t->e->universe;
  level *v = &t->levels[depth];
  if (sdg16i_set_equal(&v->upper, &inner)) return enter_leaf(t, v);
  invert(t, v);
  int64_t count = order_terms(t, v, &inner);
  int32_t status, code = reach_level(t, depth + 1);
  for (int64_t k = 0; !code && k < count; k++) {
    if (sdg16i_set_has(&inner, v->order[k])) continue;
    if (!depth) sdg16i_run_progress(t->run, (double)k / (double)count);
    int64_t parameters = sdg16i_parameters(u, &inner);
    double room = threshold(t) - v->bound;
    if (out_of_budget(t, &code)) {
      t->open = fmin(t->open, v->bound + t->penalty[parameters]);
      return code;
    }
    if (t->penalty[parameters] > room) return SDG16_OK;
    code = sdg16i_evaluator_between(t->e, &inner, &v->upper, &status, t->error);
    if (code || status != SDG16_MODEL_OK) return code;
    if (t->penalty[parameters + 1] > room) return try_model(t, depth, &inner);
    sdg16i_set gone = sdg16i_set_and(&u->above[v->order[k]], &v->upper);
    if (descend(t, depth, &gone, t->penalty[parameters]))
      code = search_node(t, depth + 1, inner);
    inner = sdg16i_set_or(&inner, &u->below[v->order[k]]);
  }
  if (code || v->bound + t->penalty[sdg16i_parameters(u, &inner)] > threshold(t)) return code;
  return enter_leaf(t, v);
}

int32_t sdg16i_search_exact(sdg16i_evaluator *e, sdg16i_run *run, sdg16i_search *search,
                            sdg16i_candidates *candidates, sdg16_error *error) {
  const sdg16i_universe *u = e->universe;
  int64_t terms = u->basics + u->interactions, fits = e->fits;
  tree t = {.e = e,
            .run = run,
            .search = search,
            .candidates = candidates,
            .error = error,
            .open = INFINITY,
            .started = sdg16i_run_seconds(run)};
  t.penalty = sdg16i_arena_array(&t.arena, terms + 2, sizeof *t.penalty);
  t.levels = sdg16i_arena_array(&t.arena, u->interactions + 2, sizeof *t.levels);
  t.scratch =
      sdg16i_arena_array(&t.arena, terms * (3 + sdg16i_stride(terms)), sizeof *t.scratch);
  int32_t code = SDG16_OK;
  int64_t visited;
  if (!t.penalty || !t.levels || !t.scratch)
    code = sdg16i_fail_memory(error);
  else
    code = reach_level(&t, 0);
  for (int64_t p = 0; !code && p < terms + 2; p++)
    t.penalty[p] = sdg16i_penalty(search->criterion, p, e->cells->n);
  /* models to beat */
  if (!code)
    code = sdg16i_search_downhill(e, search->criterion, run, candidates, &visited, error);
  if (!code) {
    sdg16i_set inner = {{0}};
    t.levels[0].upper = u->all;
    t.levels[0].bound = -INFINITY;
    memcpy(t.levels[0].alpha, e->start, (size_t)terms * sizeof *e->start);
    if (bound_node(&t, 0, t.penalty[u->basics])) code = search_node(&t, 0, inner);
  }
  search->fitted = e->fits - fits;
  search->exact = !t.stopped;
  search->bound = fmin(t.open, candidates->count ? candidates->list[0].criterion : INFINITY);
  sdg16i_arena_free(&t.arena);
  return code;
}
