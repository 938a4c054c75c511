#include "mse/covariates/cross_search.h"

#include "base/error.h"
#include "base/sort.h"
#include "mse/loglinear/fit.h"
#include "num/gslport.h"
#include "num/linalg.h"

#include <sdg16/mse.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the columns of all terms, made once ---- */

typedef struct atlas {
  const sdg16i_cross_model *model; /* the upper model */
  sdg16i_cross_columns columns;
  int64_t *first;   /* [terms + 1] the first column of a term */
  double *margin;   /* [columns] observed sums */
  int64_t words;    /* of a column modulo 2 over the observed cells, bit by bit */
  uint64_t *parity; /* [columns][words] */
  double constant;  /* log-likelihood less the sum of n eta - mu */
} atlas;

static int fill_parities(const sdg16i_cross *cross, atlas *a, sdg16i_arena *arena) {
  int64_t observed = 0, bit = 0, width = cross->width;
  for (int64_t c = 0; c < cross->histories * width; c++) observed += cross->count[c] > 0;
  a->words = (observed + 63) / 64;
  a->parity = sdg16i_arena_array(arena, a->columns.p * a->words, sizeof *a->parity);
  if (!a->parity) return -1;
  for (int64_t c = 0; c < cross->histories * width; c++) {
    uint32_t history = (uint32_t)(c / width);
    if (!(cross->count[c] > 0)) continue;
    for (int64_t j = 0; j < a->columns.p; j++)
      if ((history & a->columns.lists[j]) == a->columns.lists[j] &&
          (int64_t)a->columns.at[j][c % width] & 1)
        a->parity[j * a->words + bit / 64] |= UINT64_C(1) << (bit % 64);
    bit++;
  }
  return 0;
}

static int32_t make_atlas(const sdg16i_cross *cross, const sdg16i_cross_model *upper,
                          sdg16i_arena *arena, atlas *out, sdg16_error *error) {
  int64_t cells = cross->histories * cross->width;
  *out = (atlas){.model = upper};
  int32_t status = sdg16i_cross_columns_new(cross, upper, arena, &out->columns, error);
  if (status) return status;
  out->first = sdg16i_arena_array(arena, upper->terms + 1, sizeof *out->first);
  out->margin = sdg16i_arena_array(arena, out->columns.p, sizeof *out->margin);
  double *sums = sdg16i_arena_array(arena, cells, sizeof *sums);
  if (!out->first || !out->margin || !sums || fill_parities(cross, out, arena))
    return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < upper->terms; i++)
    out->first[i + 1] =
        out->first[i] + sdg16i_cross_term_columns(cross, upper->degree, upper->term[i]);
  memcpy(sums, cross->count, (size_t)cells * sizeof *sums);
  sdg16i_cross_superset_sums(cross, sums);
  sdg16i_cross_margins(cross, &out->columns, sums, out->margin);
  for (int64_t c = 0; c < cells; c++)
    out->constant -= cross->count[c] > 1 ? sdg16i_log_factorial(cross->count[c]) : 0;
  return SDG16_OK;
}

static int64_t place_of(const sdg16i_cross_model *model, uint32_t term) {
  int64_t i = 0;
  while (i < model->terms && model->term[i] != term) i++;
  return i;
}

/* ---- candidates: models with one term more or less ---- */

typedef struct candidate {
  uint32_t term;
  int64_t first, q; /* the term's columns in the atlas */
  int joins;
  double expected; /* its criterion by one Newton step: only the order of trying */
  double least;    /* its criterion is proved to be at least this */
} candidate;

/* The search at one model. */
typedef struct stage {
  const sdg16i_cross *cross;
  const sdg16i_cross_scope *scope;
  const atlas *all;
  const sdg16i_cross_step *at;  /* the model at hand */
  sdg16i_arena *arena;          /* scratch, emptied for each model */
  sdg16i_cross_newton newton;   /* superset sums of its means, the factor of its information */
  sdg16i_cross_newton trial;    /* for the candidates */
  sdg16i_cross_problem problem; /* its free columns and its face */
  int64_t *column;              /* [free columns] in the atlas */
  double *beta;                 /* [free columns] */
  double *inverse;              /* [free columns][stride] of the information */
  uint64_t *basis;              /* [free columns + 1][words] reduced modulo 2 */
  int64_t *lead;
  int full; /* 1: the free columns are independent modulo 2 on the observed cells */
  int64_t fits;
} stage;

static double criterion_of(const stage *s, double loglik, int64_t columns) {
  double n = s->cross->n;
  if (s->scope->penalty > 0) return s->scope->penalty * (double)columns - 2 * loglik;
  return s->scope->criterion == SDG16_SELECT_AIC    ? sdg16i_aic(loglik, columns)
         : s->scope->criterion == SDG16_SELECT_AICC ? sdg16i_aicc(loglik, columns, n)
                                                    : sdg16i_bic(loglik, columns, n);
}

/* The log-likelihood with which a model of so many columns has the criterion. */
static double loglik_for(const stage *s, double criterion, int64_t columns) {
  return (criterion_of(s, 0, columns) - criterion) / 2;
}

static int has_term(const sdg16i_cross_model *model, uint32_t term) {
  return place_of(model, term) < model->terms;
}

static int can_join(const sdg16i_cross_model *model, uint32_t term) {
  if (has_term(model, term)) return 0;
  for (uint32_t rest = term; rest; rest &= rest - 1)
    if (!has_term(model, term & ~(rest & (~rest + 1)))) return 0;
  return 1;
}

static int can_leave(const sdg16i_cross_model *model, uint32_t term) {
  if (!(term & (term - 1)) || !has_term(model, term)) return 0;
  for (int64_t i = 0; i < model->terms; i++)
    if (model->term[i] != term && (model->term[i] & term) == term) return 0;
  return 1;
}

static int64_t columns_with(const stage *s, const candidate *c) {
  return s->at->fit.columns.p + (c->joins ? c->q : -c->q);
}

/* ---- one Newton step for a term that joins ---- */

typedef struct border {
  sdg16i_cross_columns columns; /* the free ones, then the term's */
  double *step;                 /* [p + q] */
  double decrement, least;      /* least: -infinity if a score stays unmatched */
} border;

static int32_t begin_border(const stage *s, const candidate *c, sdg16i_arena *arena,
                            border *out) {
  int64_t p = s->problem.columns.p, q = c->q;
  out->columns.p = p + q;
  out->columns.lists = sdg16i_arena_array(arena, p + q, sizeof *out->columns.lists);
  out->columns.at = sdg16i_arena_array(arena, p + q, sizeof *out->columns.at);
  out->step = sdg16i_arena_array(arena, sdg16i_stride(p) + sdg16i_stride(q), sizeof *out->step);
  if (!out->columns.lists || !out->columns.at || !out->step) return SDG16_ERR_MEMORY;
  for (int64_t j = 0; j < p + q; j++) {
    const sdg16i_cross_columns *from = j < p ? &s->problem.columns : &s->all->columns;
    int64_t at = j < p ? j : c->first + j - p;
    out->columns.lists[j] = from->lists[at];
    out->columns.at[j] = from->at[at];
  }
  return SDG16_OK;
}

/* products[k]: L^-1 times the products of new column k with the free ones. schur: what is left
 * of the products of the new columns, the scores beside it. */
static void fill_schur(const stage *s, const candidate *c, const border *b, double *products,
                       double *schur) {
  int64_t p = s->problem.columns.p, q = c->q, stride = sdg16i_stride(p),
          small = sdg16i_stride(q);
  const double *sum = s->newton.sum;
  for (int64_t k = 0; k < q; k++) {
    double *row = products + k * stride, *left = schur + k * small;
    sdg16i_cross_products(s->cross, &b->columns, sum, p + k, 0, p, row);
    sdg16i_forward(s->newton.h, s->newton.inverse, p, row);
    sdg16i_cross_products(s->cross, &b->columns, sum, p + k, p, p + q, left);
    for (int64_t l = 0; l <= k; l++) {
      double *cell = schur + l * small + k;
      for (int64_t j = 0; j < p; j++)
        *cell -= row[j] * products[l * stride + j] * s->newton.inverse[j];
    }
    left[q] = s->all->margin[c->first + k] -
              sdg16i_cross_column_sum(s->cross, &b->columns, sum, p + k);
  }
}

/* The step of the new columns by the Schur complement, then that of the free ones. */
static int32_t solve_border(const stage *s, const candidate *c, sdg16i_arena *arena,
                            border *out) {
  int64_t p = s->problem.columns.p, q = c->q, stride = sdg16i_stride(p),
          small = sdg16i_stride(q);
  double *products = sdg16i_arena_array(arena, q * stride, sizeof *products);
  double *schur = sdg16i_arena_array(arena, q * small, sizeof *schur);
  double *inverse = sdg16i_arena_array(arena, q, sizeof *inverse);
  double *own = sdg16i_arena_array(arena, small, sizeof *own);
  double *rest = sdg16i_arena_array(arena, stride, sizeof *rest);
  if (!products || !schur || !inverse || !own || !rest) return SDG16_ERR_MEMORY;
  fill_schur(s, c, out, products, schur);
  sdg16i_factor_independent(schur, inverse, q);
  out->decrement = sdg16i_reduced(schur, inverse, q, own);
  for (int64_t k = 0; k < q; k++)
    if (inverse[k] == 0 && fabs(own[k]) > 1e-7) out->least = -INFINITY;
  sdg16i_backward(schur, inverse, q, own);
  for (int64_t k = 0; k < q; k++)
    for (int64_t j = 0; j < p; j++) rest[j] -= own[k] * products[k * stride + j];
  sdg16i_backward(s->newton.h, s->newton.inverse, p, rest);
  memcpy(out->step, rest, (size_t)p * sizeof *rest);
  memcpy(out->step + p, own, (size_t)q * sizeof *own);
  return SDG16_OK;
}

static int32_t make_border(stage *s, const candidate *c, sdg16i_arena *arena, border *out) {
  *out = (border){.least = 0};
  int32_t status = begin_border(s, c, arena, out);
  if (!status) status = solve_border(s, c, arena, out);
  if (status || out->least < 0) return status;
  sdg16i_cross_spread(s->cross, &out->columns, out->step, s->trial.delta);
  out->least = sdg16i_cross_least(s->cross, s->problem.alive, s->trial.delta);
  return SDG16_OK;
}

static int32_t expect_joining(stage *s, candidate *c, sdg16i_arena *arena) {
  border b;
  int32_t status = make_border(s, c, arena, &b);
  if (status) return status;
  double loglik = s->at->fit.loglik;
  int64_t columns = columns_with(s, c);
  c->expected = criterion_of(s, loglik + b.decrement / 2, columns);
  c->least = criterion_of(s, sdg16i_cross_supremum(loglik, b.decrement, b.least), columns);
  return SDG16_OK;
}

/* ---- a term that leaves ---- */

static int is_of(const stage *s, const candidate *c, int64_t free_column) {
  int64_t j = s->column[free_column];
  return j >= c->first && j < c->first + c->q;
}

/* The step that takes the term's coefficients to 0 and loses least by the information at hand:
 * with G its inverse, -G(., t) G(t, t)^-1 b(t). *loss is twice what it loses, b(t)' G(t, t)^-1
 * b(t). step has room for the free columns and is 0. */
static int32_t leaving_step(const stage *s, const candidate *c, sdg16i_arena *arena,
                            double *step, double *loss) {
  int64_t p = s->problem.columns.p, stride = sdg16i_stride(p), q = 0;
  int64_t *which = sdg16i_arena_array(arena, c->q, sizeof *which);
  double *g = sdg16i_arena_array(arena, c->q * sdg16i_stride(c->q), sizeof *g);
  double *inverse = sdg16i_arena_array(arena, c->q, sizeof *inverse);
  double *own = sdg16i_arena_array(arena, sdg16i_stride(c->q), sizeof *own);
  if (!which || !g || !inverse || !own) return SDG16_ERR_MEMORY;
  for (int64_t j = 0; j < p; j++)
    if (is_of(s, c, j)) which[q++] = j;
  int64_t small = sdg16i_stride(q);
  for (int64_t k = 0; k < q; k++) {
    for (int64_t l = 0; l < q; l++) g[k * small + l] = s->inverse[which[k] * stride + which[l]];
    g[k * small + q] = s->beta[which[k]];
  }
  sdg16i_factor_independent(g, inverse, q);
  *loss = sdg16i_reduced(g, inverse, q, own);
  sdg16i_backward(g, inverse, q, own);
  for (int64_t j = 0; j < p; j++)
    for (int64_t k = 0; k < q; k++) step[j] -= s->inverse[which[k] * stride + j] * own[k];
  return SDG16_OK;
}

static int32_t expect_leaving(const stage *s, candidate *c, sdg16i_arena *arena) {
  double loss = 0, *step = sdg16i_arena_array(arena, s->problem.columns.p, sizeof *step);
  if (!step) return SDG16_ERR_MEMORY;
  int32_t status = leaving_step(s, c, arena, step, &loss);
  c->expected = criterion_of(s, s->at->fit.loglik - loss / 2, columns_with(s, c));
  c->least = criterion_of(s, s->at->fit.loglik, columns_with(s, c));
  return status;
}

/* ---- fitting a candidate ---- */

/* A candidate's problem and where it begins. */
typedef struct trial {
  sdg16i_cross_problem problem;
  double *beta;
  int admissible; /* the total has an estimate */
} trial;

static int has_total(const sdg16i_cross *cross, const uint8_t *hidden) {
  for (int64_t x = 0; x < cross->kinds; x++)
    if (hidden[x] > SDG16I_HIDDEN_EMPTY) return 0;
  return 1;
}

/* Adds a column of the atlas to the reduced ones; 1 if it is independent of them. */
static int is_new_parity(stage *s, int64_t column, int64_t size) {
  int64_t words = s->all->words;
  uint64_t *fresh = s->basis + size * words;
  memcpy(fresh, s->all->parity + column * words, (size_t)words * sizeof *fresh);
  for (int64_t k = 0; k < size; k++)
    if (fresh[s->lead[k] / 64] >> (s->lead[k] % 64) & 1)
      for (int64_t w = 0; w < words; w++) fresh[w] ^= s->basis[k * words + w];
  for (int64_t w = 0; w < words; w++)
    if (fresh[w]) {
      s->lead[size] = w * 64 + __builtin_ctzll(fresh[w]);
      return 1;
    }
  return 0;
}

/* Has the candidate the face of the model at hand, and the same free columns but its own?
 * Joining: if the free columns and the new ones are independent on the observed cells, a
 * recession direction has none of the new ones, and is one of the model at hand. Leaving: if
 * nothing is off the face, because faces of smaller models are larger. */
static int keeps_face(stage *s, const candidate *c) {
  int64_t size = s->problem.columns.p;
  if (!s->full) return 0;
  if (!c->joins) return !s->at->fit.face.off && size == s->at->fit.columns.p;
  for (int64_t k = 0; k < c->q; k++)
    if (!is_new_parity(s, c->first + k, size + k)) return 0;
  return 1;
}

/* The problem on the face of the model at hand, after one Newton step. */
static int32_t begin_near(stage *s, const candidate *c, sdg16i_arena *arena, trial *out) {
  border b = {.least = 0};
  int64_t p = s->problem.columns.p, all = c->joins ? p + c->q : p, kept = 0;
  double loss, *margin = sdg16i_arena_array(arena, p + c->q, sizeof *margin);
  double *beta = sdg16i_arena_array(arena, p + c->q, sizeof *beta);
  int32_t status = margin && beta ? begin_border(s, c, arena, &b) : SDG16_ERR_MEMORY;
  if (!status)
    status =
        c->joins ? solve_border(s, c, arena, &b) : leaving_step(s, c, arena, b.step, &loss);
  for (int64_t j = 0; !status && j < all; j++) {
    if (!c->joins && is_of(s, c, j)) continue;
    b.columns.lists[kept] = b.columns.lists[j];
    b.columns.at[kept] = b.columns.at[j];
    margin[kept] = j < p ? s->problem.margin[j] : s->all->margin[c->first + j - p];
    beta[kept++] = (j < p ? s->beta[j] : 0) + b.step[j];
  }
  b.columns.p = kept;
  *out = (trial){{s->cross, b.columns, margin, s->problem.alive}, beta, 0};
  out->admissible = has_total(s->cross, s->at->fit.face.hidden);
  return status;
}

/* The candidate's model, its terms in the order of the upper model. */
static int32_t model_of(const stage *s, const candidate *c, sdg16i_arena *arena,
                        sdg16i_cross_model *out) {
  const sdg16i_cross_model *at = &s->at->model, *upper = s->all->model;
  *out = *at;
  out->terms = 0;
  out->term = sdg16i_arena_array(arena, at->terms + 1, sizeof *out->term);
  if (!out->term) return SDG16_ERR_MEMORY;
  for (int64_t i = 0; i < upper->terms; i++)
    if (upper->term[i] == c->term ? c->joins : has_term(at, upper->term[i]))
      out->term[out->terms++] = upper->term[i];
  return SDG16_OK;
}

/* The columns of a model, from the atlas. */
static int32_t columns_of(const stage *s, const sdg16i_cross_model *model, sdg16i_arena *arena,
                          sdg16i_cross_columns *out) {
  const sdg16i_cross_columns *all = &s->all->columns;
  *out = (sdg16i_cross_columns){0};
  out->lists = sdg16i_arena_array(arena, all->p, sizeof *out->lists);
  out->term = sdg16i_arena_array(arena, all->p, sizeof *out->term);
  out->at = sdg16i_arena_array(arena, all->p, sizeof *out->at);
  if (!out->lists || !out->term || !out->at) return SDG16_ERR_MEMORY;
  for (int64_t j = 0; j < all->p; j++) {
    if (!has_term(model, all->term[j])) continue;
    out->lists[out->p] = all->lists[j];
    out->term[out->p] = all->term[j];
    out->at[out->p++] = all->at[j];
  }
  return SDG16_OK;
}

/* The problem on a face of its own, from the coefficients at hand. */
static int32_t begin_anew(stage *s, const candidate *c, sdg16i_arena *arena, trial *out,
                          sdg16_error *error) {
  sdg16i_cross_model model;
  sdg16i_cross_fit fit = {0};
  int64_t most = s->all->columns.p;
  double *all = sdg16i_arena_array(arena, most, sizeof *all);
  out->beta = sdg16i_arena_array(arena, most, sizeof *out->beta);
  fit.free_column = sdg16i_arena_array(arena, most, sizeof *fit.free_column);
  if (!all || !out->beta || !fit.free_column || model_of(s, c, arena, &model) ||
      columns_of(s, &model, arena, &fit.columns))
    return sdg16i_fail_memory(error);
  int32_t status =
      sdg16i_cross_face_find(s->cross, &fit.columns, NULL, arena, &fit.face, error);
  if (!status) status = sdg16i_cross_fit_problem(s->cross, &fit, arena, &out->problem, error);
  if (status) return status;
  sdg16i_cross_start(&fit.columns, &s->at->fit, all);
  for (int64_t k = 0; k < fit.free_count; k++) out->beta[k] = all[fit.free_column[k]];
  out->admissible = has_total(s->cross, fit.face.hidden);
  return SDG16_OK;
}

/* Fits a candidate. *criterion is infinite if it is proved to be above `below`, or if the total
 * has no estimate. */
static int32_t try_candidate(stage *s, const candidate *c, double below, sdg16i_arena *arena,
                             double *criterion, sdg16_error *error) {
  trial t;
  sdg16i_cross_maximum maximum;
  int32_t status = SDG16_OK;
  *criterion = INFINITY;
  if (!keeps_face(s, c))
    status = begin_anew(s, c, arena, &t, error);
  else if (begin_near(s, c, arena, &t))
    status = sdg16i_fail_memory(error);
  if (status || (!t.admissible && !s->scope->any_total)) return status;
  int64_t columns = columns_with(s, c);
  double enough = loglik_for(s, below, columns) - s->all->constant;
  sdg16i_cross_maximise(&s->trial, &t.problem, enough, t.beta, &maximum);
  s->fits++;
  if (!maximum.below) *criterion = criterion_of(s, maximum.loglik + s->all->constant, columns);
  return SDG16_OK;
}

/* ---- a step of the search ---- */

static int compare_candidates(const void *a, const void *b) {
  const candidate *x = a, *y = b;
  return x->expected < y->expected   ? -1
         : x->expected > y->expected ? 1
                                     : (x->term > y->term) - (x->term < y->term);
}

/* All candidates, the most promising first. */
static int32_t list_candidates(stage *s, candidate *out, int64_t *count, sdg16_error *error) {
  sdg16i_arena scratch = {0};
  int32_t status = SDG16_OK;
  *count = 0;
  for (int64_t i = 0; !status && i < s->all->model->terms; i++) {
    candidate c = {.term = s->all->model->term[i], .first = s->all->first[i]};
    c.q = s->all->first[i + 1] - c.first; /* 0: a covariate with one value */
    c.joins = can_join(&s->at->model, c.term);
    if (!c.q ||
        (!c.joins && (!can_leave(&s->at->model, c.term) || has_term(s->scope->lower, c.term))))
      continue;
    sdg16i_arena_reset(&scratch);
    status = c.joins ? expect_joining(s, &c, &scratch) : expect_leaving(s, &c, &scratch);
    out[(*count)++] = c;
  }
  sdg16i_arena_free(&scratch);
  sdg16i_sort(out, *count, sizeof *out, compare_candidates);
  return status ? sdg16i_fail_memory(error) : SDG16_OK;
}

/* Criteria as near as this tie: rounding. */
static double tie_of(double criterion) { return 1e-10 * (1 + fabs(criterion)); }

/* The best candidate with a criterion below *criterion, that of the model at hand; best->q = 0:
 * none. Of candidates that tie, the term that comes first. */
static int32_t find_best(stage *s, const candidate *list, int64_t count, candidate *best,
                         double *criterion, sdg16_error *error) {
  sdg16i_arena scratch = {0};
  int32_t status = SDG16_OK;
  double own = *criterion, tie = tie_of(own);
  best->q = 0;
  for (int64_t i = 0; !status && i < count; i++) {
    double here;
    if (list[i].least > *criterion + tie) continue;
    sdg16i_arena_reset(&scratch);
    status = try_candidate(s, &list[i], *criterion + tie, &scratch, &here, error);
    int ties = best->q && fabs(here - *criterion) <= tie && list[i].term < best->term;
    if (status || !(here < own - tie) || !(here < *criterion - tie || ties)) continue;
    *best = list[i];
    *criterion = here;
  }
  sdg16i_arena_free(&scratch);
  return status;
}

/* ---- the path ---- */

static int32_t add_step(const stage *s, sdg16i_cross_path *path, const candidate *c,
                        const sdg16i_cross_model *model, sdg16i_arena *arena,
                        sdg16_error *error) {
  sdg16i_cross_step *step = sdg16i_arena_array(arena, 1, sizeof *step);
  if (!step ||
      sdg16i_grow((void **)&path->step, &path->capacity, path->steps + 1, sizeof *path->step))
    return sdg16i_fail_memory(error);
  step->term = c ? c->term : 0;
  step->joined = !c ? 0 : c->joins ? 1 : -1;
  step->model = *model;
  int32_t status = sdg16i_cross_fit_model(s->cross, model, s->at ? &s->at->fit : NULL, arena,
                                          &step->fit, error);
  if (status) return status;
  step->criterion = criterion_of(s, step->fit.loglik, step->fit.columns.p);
  path->step[path->steps++] = step;
  return SDG16_OK;
}

/* The columns of the model in the atlas, its coefficients, and whether they are independent. */
static void fill_free_columns(stage *s) {
  const sdg16i_cross_fit *fit = &s->at->fit;
  s->full = 1;
  for (int64_t k = 0; k < fit->free_count; k++) {
    int64_t j = fit->free_column[k], first = j;
    while (first && fit->columns.term[first - 1] == fit->columns.term[j]) first--;
    s->column[k] = s->all->first[place_of(s->all->model, fit->columns.term[j])] + j - first;
    s->beta[k] = fit->beta[j];
    s->full = s->full && is_new_parity(s, s->column[k], k);
  }
}

/* Moves the search to the last model of the path. */
static int32_t enter_model(stage *s, sdg16i_cross_path *path, sdg16_error *error) {
  int64_t cells = s->cross->histories * s->cross->width, most = s->all->columns.p;
  sdg16i_cross_step *last = path->step[path->steps - 1];
  s->at = last;
  sdg16i_arena_reset(s->arena);
  s->column = sdg16i_arena_array(s->arena, most, sizeof *s->column);
  s->beta = sdg16i_arena_array(s->arena, most, sizeof *s->beta);
  s->inverse = sdg16i_arena_array(s->arena, most * sdg16i_stride(most), sizeof *s->inverse);
  s->basis = sdg16i_arena_array(s->arena, (most + 1) * s->all->words, sizeof *s->basis);
  s->lead = sdg16i_arena_array(s->arena, most + 1, sizeof *s->lead);
  if (!s->column || !s->beta || !s->inverse || !s->basis || !s->lead)
    return sdg16i_fail_memory(error);
  int32_t status = sdg16i_cross_fit_problem(s->cross, &last->fit, s->arena, &s->problem, error);
  if (status) return status;
  fill_free_columns(s);
  memcpy(s->newton.sum, last->fit.mean, (size_t)cells * sizeof *s->newton.sum);
  sdg16i_cross_superset_sums(s->cross, s->newton.sum);
  sdg16i_cross_information(&s->newton, &s->problem);
  sdg16i_inverse(s->newton.h, s->newton.inverse, s->problem.columns.p, s->inverse);
  return SDG16_OK;
}

static int32_t take_steps(stage *s, candidate *list, sdg16i_arena *arena,
                          sdg16i_cross_path *path, sdg16_error *error) {
  for (;;) {
    candidate best;
    sdg16i_cross_model model;
    int64_t count;
    int32_t status = enter_model(s, path, error);
    double criterion = s->at->criterion;
    if (!status) status = list_candidates(s, list, &count, error);
    if (!status) status = find_best(s, list, count, &best, &criterion, error);
    if (status || !best.q) return status;
    if (model_of(s, &best, arena, &model)) return sdg16i_fail_memory(error);
    status = add_step(s, path, &best, &model, arena, error);
    if (status) return status;
  }
}

static int32_t run_search(stage *s, sdg16i_arena *arena, sdg16i_cross_path *path,
                          sdg16_error *error) {
  int64_t most = s->all->columns.p;
  candidate *list = sdg16i_array(s->all->model->terms, sizeof *list);
  if (!list) return sdg16i_fail_memory(error);
  int32_t status = sdg16i_cross_newton_init(&s->newton, s->cross, most, error);
  if (!status) status = sdg16i_cross_newton_init(&s->trial, s->cross, most, error);
  if (!status) status = add_step(s, path, NULL, s->scope->start, arena, error);
  if (!status && (s->scope->any_total || has_total(s->cross, path->step[0]->fit.face.hidden)))
    status = take_steps(s, list, arena, path, error);
  path->fits += s->fits;
  sdg16i_cross_newton_clear(&s->newton);
  sdg16i_cross_newton_clear(&s->trial);
  free(list);
  return status;
}

int32_t sdg16i_cross_search(const sdg16i_cross *cross, const sdg16i_cross_scope *scope,
                            sdg16i_arena *arena, sdg16i_cross_path *out, sdg16_error *error) {
  atlas all;
  sdg16i_arena scratch = {0};
  stage s = {.cross = cross, .scope = scope, .all = &all, .arena = &scratch};
  *out = (sdg16i_cross_path){0};
  int32_t status = make_atlas(cross, scope->upper, arena, &all, error);
  if (!status) status = run_search(&s, arena, out, error);
  sdg16i_arena_free(&scratch);
  if (status) sdg16i_cross_path_clear(out);
  return status;
}

void sdg16i_cross_path_clear(sdg16i_cross_path *path) {
  free(path->step);
  *path = (sdg16i_cross_path){0};
}

int32_t sdg16i_cross_all_pairs(const sdg16i_cross *cross, const int32_t *degree,
                               sdg16i_arena *arena, sdg16i_cross_model *out,
                               sdg16_error *error) {
  int64_t variables = cross->lists + cross->covariates, count = 0;
  uint32_t *term = sdg16i_arena_array(arena, variables * variables, sizeof *term);
  if (!term) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < variables; i++)
    for (int64_t j = i + 1; j < variables; j++)
      if (cross->lists > 2 || j > 1) term[count++] = UINT32_C(1) << i | UINT32_C(1) << j;
  return sdg16i_cross_model_close(cross, count, term, degree, arena, out, error);
}
