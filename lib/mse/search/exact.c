/* The best hierarchical models by branch and bound, with proof.
 *
 * A node is a pair of models I within U: the models M with I in M in U. As the
 * likelihood grows with the terms and the penalty with their number,
 *   criterion(M) >= penalty(|I|) - 2 sup loglik(U),
 * and sup loglik(U) has a proved bound after any Newton step (newton.h). The
 * models of a node are split by the first term t of U \ I, in the node's order,
 * that they lack: U' = U without t and what contains it, I with all terms before.
 * What is left when nothing is excluded is U itself. The bound needs no maximum,
 * only the supremum; nodes without any admissible model are cut by existence.h.
 * On a panel the likelihoods of the tables, and so their bounds, add up.
 *
 * A search of one table that is not over in half of its budget is relaxed (relax.h): that
 * bounds the root far better where many terms hardly matter, and settles some terms. Within
 * the tree the plain bound proves more with as many fits (measured). */
#include "base/error.h"
#include "base/memory.h"
#include "mse/search/relax.h"
#include "mse/search/search.h"
#include "num/linalg.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Guards the proofs against rounding, in units of the criterion. */
#define SLACK 1e-7

/* A node that cannot be refuted is fitted to this squared decrement before it is
 * split: its bound and the starts of its parts are then worth the steps. */
#define NEAR 2

/* What a node keeps of one table while its parts are searched. */
typedef struct share {
  double supremum; /* proved: sup loglik(U) of the table is at most this */
  double *alpha;   /* [terms] near the maximum of U */
  double *inverse; /* [p x stride] inverse Hessian there */
  int32_t *index;  /* [p] universe numbers of its rows */
  int32_t *row;    /* [terms] the other way round, -1 for boundary terms */
  int64_t p, stride;
} share;

typedef struct sdg16i_level {
  sdg16i_set upper; /* U */
  share *share;     /* [tables owned]; NULL until the level is reached */
  int32_t *order;   /* [interactions] in which the terms are excluded */
  double *cost;     /* [interactions] predicted rise of the deviance without each */
  int32_t safe;     /* 1: every model within U is admissible */
} level;

typedef struct tree {
  sdg16i_panel *panel;
  const sdg16i_universe *universe;
  int64_t terms;
  sdg16i_workspace *w;
  sdg16i_run *run;
  sdg16i_search *search;
  sdg16i_candidates *candidates;
  sdg16_error *error;
  sdg16i_set largest; /* all terms that a model worth finding may have */
  int64_t nodes;
  int64_t weight, work_before, decisions_before; /* of the budget */
  int64_t limit;                                 /* of the budget, at this stage; 0: none */
  double open;                                   /* lowest bound of what was left unsearched */
  double diagnostic; /* lowest bound of an admissible model whose fit did not converge */
  int32_t stopped;   /* out of budget */
} tree;

static int32_t reach_level(tree *t, int64_t depth) {
  level *v = &t->w->levels[depth];
  if (v->share) return SDG16_OK;
  sdg16i_arena *arena = &t->w->arena;
  int64_t terms = t->terms, stride = sdg16i_stride(terms);
  v->order = sdg16i_arena_array(arena, terms, sizeof *v->order);
  v->cost = sdg16i_arena_array(arena, terms, sizeof *v->cost);
  int64_t tables = t->panel->owned; /* all: more may take part in the next search */
  share *shares = sdg16i_arena_array(arena, tables, sizeof *shares);
  if (!v->order || !v->cost || !shares) return sdg16i_fail_memory(t->error);
  for (int64_t s = 0; s < tables; s++) {
    shares[s].alpha = sdg16i_arena_array(arena, terms, sizeof *shares[s].alpha);
    shares[s].inverse = sdg16i_arena_array(arena, terms * stride, sizeof *shares[s].inverse);
    shares[s].index = sdg16i_arena_array(arena, terms, sizeof *shares[s].index);
    shares[s].row = sdg16i_arena_array(arena, terms, sizeof *shares[s].row);
    if (!shares[s].alpha || !shares[s].inverse || !shares[s].index || !shares[s].row)
      return sdg16i_fail_memory(t->error);
  }
  v->share = shares;
  return SDG16_OK;
}

static double threshold(const tree *t) {
  return sdg16i_candidates_threshold(t->candidates) + SLACK;
}

static double penalty(const tree *t, const sdg16i_set *model) {
  return t->w->penalty[sdg16i_parameters(t->universe, model)];
}

/* Proved: -2 sup loglik(U) is at least this. */
static double bound_of(const tree *t, const level *v) {
  double supremum = 0;
  for (int64_t s = 0; s < t->panel->tables; s++) supremum += v->share[s].supremum;
  return -2 * supremum;
}

/* ---- predicting what an exclusion does ---- */

/* The inverse Hessians at the level's coefficients. */
static void invert_hessians(tree *t, level *v) {
  for (int64_t s = 0; s < t->panel->tables; s++) {
    sdg16i_evaluator *e = t->panel->e[s];
    share *h = &v->share[s];
    h->p = e->problem.p;
    for (int64_t i = 0; i < t->terms; i++) h->row[i] = -1;
    for (int64_t i = 0; i < h->p; i++) {
      h->index[i] = e->index[i];
      h->row[e->index[i]] = (int32_t)i;
      e->work[i] = h->alpha[e->index[i]];
    }
    sdg16i_newton_factor(&e->newton, &e->problem, e->work);
    h->stride = sdg16i_stride(h->p);
    sdg16i_newton_inverse(&e->newton, h->p, h->inverse);
  }
}

/* Without the terms `gone`: the quadratic approximation's coefficients into alpha
 * (nullable) and the rise of the deviance (Wald), V the inverse Hessian:
 * alpha - V_R V_RR^-1 alpha_R and alpha_R' V_RR^-1 alpha_R. */
static double project_terms(tree *t, int64_t table, const share *h, const sdg16i_set *gone,
                            double *alpha) {
  const sdg16i_universe *u = t->universe;
  int64_t removed = 0, stride;
  int32_t *rows = (int32_t *)t->w->scratch;
  double *x = t->w->scratch + t->terms, *pivots = x + t->terms, *block = pivots + t->terms;
  SDG16I_EACH(i, gone, u->words)
  if (h->row[u->basics + i] >= 0) rows[removed++] = h->row[u->basics + i];
  stride = sdg16i_stride(removed);
  for (int64_t a = 0; a < removed; a++) {
    x[a] = h->alpha[h->index[rows[a]]];
    for (int64_t b = 0; b < stride; b++)
      block[a * stride + b] = b < removed ? h->inverse[rows[a] * h->stride + rows[b]] : 0;
  }
  sdg16i_factor(block, pivots, removed);
  double rise = sdg16i_forward(block, pivots, removed, x);
  if (!alpha) return rise;
  sdg16i_backward(block, pivots, removed, x);
  memcpy(alpha, h->alpha, (size_t)t->terms * sizeof *alpha);
  for (int64_t a = 0; a < removed; a++) {
    const double *column = h->inverse + rows[a] * h->stride;
    for (int64_t i = 0; i < h->p; i++) alpha[h->index[i]] -= column[i] * x[a];
  }
  double moved = 0; /* near a singular Hessian the approximation means nothing */
  for (int64_t i = 0; i < h->p; i++)
    moved = fmax(moved, fabs(alpha[h->index[i]] - h->alpha[h->index[i]]));
  if (!(moved < 20)) memcpy(alpha, t->panel->e[table]->start, (size_t)t->terms * sizeof *alpha);
  return rise;
}

/* Histories that only the boundary terms among `gone` exclude come back with the
 * means that the other terms give them. newton.eta holds the log means of U. */
static double revived_deviance(const tree *t, int64_t table, const level *v,
                               const sdg16i_set *gone) {
  const sdg16i_evaluator *e = t->panel->e[table];
  const sdg16i_universe *u = t->universe;
  const share *h = &v->share[table];
  double sum = 0;
  int any = 0;
  SDG16I_EACH(i, gone, u->words) any |= h->row[u->basics + i] < 0;
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
  const sdg16i_universe *u = t->universe;
  sdg16i_set free_terms = sdg16i_set_and_not(&v->upper, inner);
  int64_t count = 0;
  SDG16I_EACH(i, &free_terms, u->words) {
    sdg16i_set gone = sdg16i_set_and(&u->above[i], &v->upper);
    double cost = 0;
    for (int64_t s = 0; s < t->panel->tables; s++)
      cost += project_terms(t, s, &v->share[s], &gone, NULL) + revived_deviance(t, s, v, &gone);
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
  double value, *alpha = t->w->trial;
  for (int64_t s = 0; s < t->panel->tables; s++)
    memcpy(alpha + s * t->terms, v->share[s].alpha, (size_t)t->terms * sizeof *alpha);
  int64_t failed = t->candidates->unconverged;
  int32_t status = sdg16i_consider(t->panel, t->search->criterion, &v->upper, alpha,
                                   t->candidates, &value, t->error);
  if (t->candidates->unconverged > failed)
    t->diagnostic = fmin(t->diagnostic, bound_of(t, v) + penalty(t, &v->upper));
  return status;
}

/* Bounds the node at `depth`, whose upper model, starts and first bounds are set.
 * 0: refuted. */
static int bound_node(tree *t, int64_t depth, double least_penalty) {
  level *v = &t->w->levels[depth];
  t->nodes++;
  for (int64_t s = 0; s < t->panel->tables; s++) {
    share *h = &v->share[s];
    double others = 0;
    for (int64_t k = 0; k < t->panel->tables; k++) others += k == s ? 0 : v->share[k].supremum;
    /* a supremum of this table below this refutes the node */
    double least = (least_penalty - threshold(t)) / 2 - others;
    sdg16i_newton_target target = {.decrement = 1e-4,
                                   .steps = 60,
                                   .below = least,
                                   .reach = least,
                                   .near = NEAR,
                                   .drift = -INFINITY};
    sdg16i_maximum maximum;
    sdg16i_evaluator_set(t->panel->e[s], &v->upper);
    sdg16i_evaluator_bound(t->panel->e[s], &target, h->alpha, &maximum);
    h->supremum = fmin(h->supremum, maximum.supremum);
    if (bound_of(t, v) + least_penalty > threshold(t)) return 0;
  }
  return 1;
}

/* Makes the models of the node at `depth` without the terms `gone` the next
 * level, warm-started, and bounds it. 0: refuted. */
static int bound_child(tree *t, int64_t depth, const sdg16i_set *gone, double least_penalty) {
  level *v = &t->w->levels[depth], *child = &t->w->levels[depth + 1];
  child->upper = sdg16i_set_and_not(&v->upper, gone);
  for (int64_t s = 0; s < t->panel->tables; s++) {
    child->share[s].supremum = v->share[s].supremum;
    project_terms(t, s, &v->share[s], gone, child->share[s].alpha);
  }
  return bound_node(t, depth + 1, least_penalty);
}

/* The one model `model` of the node at `depth`: all that is left when the bound has
 * no room for a parameter more. */
static int32_t try_model(tree *t, int64_t depth, const sdg16i_set *model) {
  level *v = &t->w->levels[depth];
  sdg16i_set gone = sdg16i_set_and_not(&v->upper, model);
  if (!bound_child(t, depth, &gone, penalty(t, model))) return SDG16_OK;
  return enter_leaf(t, &t->w->levels[depth + 1]);
}

/* A fit in double-double arithmetic takes as long as so many others. */
#define CAREFUL_FITS 100

/* Each ten steps count as a further fit: few fits take so many. */
static int64_t work_of(const sdg16i_panel *panel) {
  int64_t work = sdg16i_panel_fits(panel);
  for (int64_t s = 0; s < panel->tables; s++)
    work += panel->e[s]->tens + CAREFUL_FITS * panel->e[s]->carefuls;
  return work;
}

static int64_t decisions_of(const sdg16i_panel *panel) {
  int64_t work = 0;
  for (int64_t s = 0; s < panel->tables; s++) work += panel->e[s]->decisions;
  return work;
}

static int64_t spent_work(const tree *t) {
  return t->weight * (work_of(t->panel) - t->work_before) + decisions_of(t->panel) -
         t->decisions_before;
}

static int out_of_budget(tree *t, int32_t *status) {
  if (t->nodes % 16 == 0) *status = sdg16i_run_poll(t->run);
  if (*status) {
    *status = sdg16i_run_stopped(t->run, *status, t->error);
    return 1;
  }
  if (t->limit && spent_work(t) >= t->limit) t->stopped = 1;
  return t->stopped;
}

/* Every table allows an admissible model between the two. */
static int32_t all_allow(tree *t, const sdg16i_set *inner, const sdg16i_set *upper,
                         int *allow) {
  int32_t status = SDG16_OK;
  *allow = 1;
  for (int64_t s = 0; !status && *allow && s < t->panel->tables; s++)
    status = sdg16i_evaluator_between(t->panel->e[s], inner, upper, allow, t->error);
  return status;
}

/* *possible: 0 when no model between the two is wanted. Refused models are larger than
 * admissible ones: there is none when the largest is admissible. */
static int32_t find_possible(tree *t, const sdg16i_set *inner, const sdg16i_set *upper,
                             int *possible) {
  if (!t->candidates->wanted) return all_allow(t, inner, upper, possible);
  int admissible;
  int32_t status = all_allow(t, upper, upper, &admissible);
  *possible = !admissible;
  return status;
}

/* The terms that no admissible model of the node has: left out at once. */
static int32_t find_barred(tree *t, const sdg16i_set *inner, const sdg16i_set *upper,
                           sdg16i_set *barred) {
  *barred = (sdg16i_set){{0}};
  int32_t status = SDG16_OK;
  for (int64_t s = 0; !status && !t->candidates->wanted && s < t->panel->tables; s++) {
    sdg16i_set more;
    status = sdg16i_evaluator_barred(t->panel->e[s], inner, upper, &more, t->error);
    *barred = sdg16i_set_or(barred, &more);
  }
  return status;
}

/* Is every model of the node at `depth` admissible: are the columns of U independent? */
static int is_safe(const tree *t, int64_t depth) {
  if (t->candidates->wanted) return 0;
  if (depth && t->w->levels[depth - 1].safe) return 1;
  for (int64_t s = 0; s < t->panel->tables; s++)
    if (!sdg16i_evaluator_independent(t->panel->e[s], &t->w->levels[depth].upper)) return 0;
  return 1;
}

/* Searches the node at `depth`, which is bounded and not refuted. */
static int32_t search_node(tree *t, int64_t depth, sdg16i_set inner) {
  const sdg16i_universe *u = t->universe;
  const sdg16i_set none = {{0}};
  level *v = &t->w->levels[depth];
  if (sdg16i_set_equal(&v->upper, &inner)) return enter_leaf(t, v);
  v->safe = is_safe(t, depth);
  invert_hessians(t, v);
  int possible;
  int32_t status = reach_level(t, depth + 1);
  sdg16i_set barred;
  if (!status && !v->safe) status = find_barred(t, &inner, &v->upper, &barred);
  if (status) return status;
  if (!v->safe && !sdg16i_set_equal(&barred, &none)) {
    if (!bound_child(t, depth, &barred, penalty(t, &inner))) return SDG16_OK;
    return search_node(t, depth + 1, inner);
  }
  double bound = bound_of(t, v);
  int64_t count = order_terms(t, v, &inner);
  for (int64_t k = 0; !status && k < count; k++) {
    if (sdg16i_set_has(&inner, v->order[k])) continue;
    if (!depth && t->search->reports) sdg16i_run_progress(t->run, (double)k / (double)count);
    double least = penalty(t, &inner), room = threshold(t) - bound;
    if (out_of_budget(t, &status)) {
      t->open = fmin(t->open, bound + least);
      return status;
    }
    if (least > room) return SDG16_OK;
    if (!v->safe) status = find_possible(t, &inner, &v->upper, &possible);
    if (status || (!v->safe && !possible)) return status;
    if (t->w->penalty[sdg16i_parameters(u, &inner) + 1] > room)
      return try_model(t, depth, &inner);
    sdg16i_set gone = sdg16i_set_and(&u->above[v->order[k]], &v->upper);
    if (bound_child(t, depth, &gone, least)) status = search_node(t, depth + 1, inner);
    inner = sdg16i_set_or(&inner, &u->below[v->order[k]]);
  }
  if (status || bound + penalty(t, &inner) > threshold(t)) return status;
  return enter_leaf(t, v);
}

/* ---- the whole search ---- */

/* Terms that contain an empty term of the table: beside it they exclude nothing more. */
static sdg16i_set above_empty_terms(const sdg16i_universe *u, const sdg16i_cells *cells) {
  sdg16i_set terms = {{0}};
  for (int64_t i = 0; i < u->interactions; i++) {
    if (cells->margin[u->term[u->basics + i]] > 0) continue;
    sdg16i_set above = u->above[i];
    sdg16i_set_remove(&above, i);
    terms = sdg16i_set_or(&terms, &above);
  }
  return terms;
}

/* A model that has terms above empty ones in every table is as likely without them, is
 * admissible without them, and has fewer parameters: it is never the best. */
static sdg16i_set worthwhile_terms(const tree *t) {
  const sdg16i_universe *u = t->universe;
  const sdg16i_candidates *c = t->candidates;
  if (c->wanted || c->top > 1 || c->window > 0) return u->all;
  sdg16i_set idle = u->all;
  for (int64_t s = 0; s < t->panel->tables; s++) {
    sdg16i_set terms = above_empty_terms(u, t->panel->e[s]->cells);
    idle = sdg16i_set_and(&idle, &terms);
  }
  return sdg16i_set_and_not(&u->all, &idle);
}

static int32_t prepare_tree(tree *t) {
  sdg16i_workspace *w = t->w;
  int64_t terms = t->terms;
  if (!w->levels) {
    w->penalty = sdg16i_arena_array(&w->arena, terms + 2, sizeof *w->penalty);
    w->scratch =
        sdg16i_arena_array(&w->arena, terms * (3 + sdg16i_stride(terms)), sizeof *w->scratch);
    level *levels =
        sdg16i_arena_array(&w->arena, t->universe->interactions + 2, sizeof *levels);
    if (!w->penalty || !w->scratch || !levels) return sdg16i_fail_memory(t->error);
    w->levels = levels;
  }
  t->largest = worthwhile_terms(t);
  for (int64_t p = 0; p < terms + 2; p++)
    w->penalty[p] = sdg16i_panel_penalty(t->panel, t->search->criterion, p);
  return reach_level(t, 0);
}

/* Models to beat, and the start of the largest model. */
static int32_t find_rivals(tree *t) {
  const sdg16i_seeds *seeds = t->search->seeds;
  int64_t size = t->panel->tables * t->terms;
  double value, *alpha = t->w->trial;
  int32_t status = SDG16_OK;
  if (seeds)
    memcpy(alpha, seeds->largest, (size_t)size * sizeof *alpha);
  else
    sdg16i_panel_start(t->panel, alpha);
  for (int64_t s = 0; s < t->panel->tables; s++)
    memcpy(t->w->levels[0].share[s].alpha, alpha + s * t->terms,
           (size_t)t->terms * sizeof *alpha);
  for (int64_t k = 0; !status && seeds && k < seeds->count; k++) {
    memcpy(alpha, seeds->alpha + k * size, (size_t)size * sizeof *alpha);
    status = sdg16i_consider(t->panel, t->search->criterion, &seeds->model[k], alpha,
                             t->candidates, &value, t->error);
  }
  if (!status && !t->candidates->wanted &&
      (!t->candidates->count || t->search->budget == SDG16I_NO_PROOF))
    status = sdg16i_search_climb(t->panel, t->w, t->search->criterion, SDG16I_FEW_TRIES,
                                 t->search->climb_fits, t->run, t->candidates, t->error);
  return status;
}

/* The root, whose models are at most as likely as the saturated one, near its supremum, for the
 * models between the two. */
static int bound_root(tree *t, const sdg16i_set *inner, const sdg16i_set *upper) {
  level *root = &t->w->levels[0];
  root->upper = *upper;
  for (int64_t s = 0; s < t->panel->tables; s++) root->share[s].supremum = 0;
  return bound_node(t, 0, penalty(t, inner));
}

/* The tree of the models between the two, from its root. */
static int32_t search_between(tree *t, const sdg16i_set *inner, const sdg16i_set *upper) {
  t->stopped = 0;
  t->open = INFINITY;
  return bound_root(t, inner, upper) ? search_node(t, 0, *inner) : SDG16_OK;
}

/* What a search without a limit may spend before it is relaxed; one with a budget spends a
 * half. And the most fits of a relaxation for each interaction. */
#define PATIENCE 100000
#define RELAXED_FITS 60

/* Once more, from the best that was found. */
static int32_t improve_rivals(tree *t) {
  if (t->candidates->wanted) return SDG16_OK; /* what is refused has no rivals */
  int64_t unconverged = t->candidates->unconverged;
  int32_t status = sdg16i_search_climb(t->panel, t->w, t->search->criterion, SDG16I_ALL_TRIES,
                                       0, t->run, t->candidates, t->error);
  t->candidates->unconverged = unconverged;
  return status;
}

/* The search anew, with the bound of a relaxation and the terms that it settles. */
static int32_t search_relaxed(tree *t) {
  sdg16i_arena arena = {0};
  sdg16i_relaxation r;
  const sdg16i_set none = {{0}};
  double open = t->open;
  int64_t fits = RELAXED_FITS * t->universe->interactions;
  t->limit = t->search->budget;
  if (t->limit && fits > (t->limit - spent_work(t)) / t->weight)
    fits = (t->limit - spent_work(t)) / t->weight;
  bound_root(t, &none, &t->largest);
  int32_t status = sdg16i_relax(t->panel->e[0], t->w->penalty, threshold(t), fits,
                                t->w->levels[0].share[0].alpha, t->run, &arena, &r, t->error);
  if (!status && r.bound > threshold(t)) {
    t->stopped = 0;
    t->open = INFINITY;
  } else if (!status) {
    sdg16i_set upper = sdg16i_set_and(&r.upper, &t->largest);
    status = search_between(t, &r.inner, &upper);
    t->open = fmax(t->open, fmax(open, r.bound)); /* each is proved */
  }
  sdg16i_arena_free(&arena);
  return status;
}

/* The whole tree, with a limit to what may be spent by then. */
static int32_t search_within(tree *t, int64_t limit) {
  const sdg16i_set none = {{0}};
  t->limit = limit;
  return search_between(t, &none, &t->largest);
}

/* Proves, or runs out of budget. */
static int32_t search_tree(tree *t) {
  int64_t budget = t->search->budget, patience = t->search->patience;
  if (!patience) patience = budget ? (budget + 1) / 2 : PATIENCE;
  if (t->panel->tables > 1 || (budget && patience > budget)) patience = budget;
  t->candidates->unconverged = 0; /* the tree meets again those that matter */
  t->work_before = work_of(t->panel);
  t->decisions_before = decisions_of(t->panel);
  int32_t status = search_within(t, patience);
  if (!status && t->stopped && patience != budget) {
    status = improve_rivals(t);
    if (!status) status = threshold(t) < DBL_MAX ? search_relaxed(t) : search_within(t, budget);
  }
  t->search->spent = spent_work(t);
  return status;
}

static void conclude_search(tree *t) {
  double best = t->candidates->count ? t->candidates->list[0].criterion : INFINITY;
  if (t->diagnostic > threshold(t)) { /* what did not converge was refuted in the end */
    t->candidates->unconverged = 0;
    t->diagnostic = INFINITY;
  }
  t->search->exact = !t->stopped && isinf(t->diagnostic) && t->diagnostic > 0;
  t->search->bound = fmin(fmin(t->open, t->diagnostic), best);
}

int32_t sdg16i_search_exact(sdg16i_panel *panel, sdg16i_workspace *workspace, sdg16i_run *run,
                            sdg16i_search *search, sdg16i_candidates *candidates,
                            sdg16_error *error) {
  tree t = {.panel = panel,
            .universe = panel->e[0]->universe,
            .terms = sdg16i_panel_terms(panel),
            .w = workspace,
            .run = run,
            .search = search,
            .candidates = candidates,
            .error = error,
            .weight = sdg16i_fit_weight(panel),
            .open = INFINITY,
            .diagnostic = INFINITY};
  int64_t before = sdg16i_panel_fits(panel);
  search->spent = 0;
  int32_t status = prepare_tree(&t);
  if (!status) status = find_rivals(&t);
  if (!status && search->budget != SDG16I_NO_PROOF) {
    status = search_tree(&t);
  } else {
    t.stopped = 1;
    t.open = -INFINITY;
  }
  search->fitted = sdg16i_panel_fits(panel) - before;
  conclude_search(&t);
  return status;
}
