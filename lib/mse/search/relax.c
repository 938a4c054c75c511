#include "mse/search/relax.h"

#include "base/error.h"
#include "base/memory.h"
#include "num/linalg.h"

#include <math.h>
#include <string.h>

/* Guards the proofs against rounding, in units of the criterion. */
#define SLACK 1e-7

typedef struct relaxer {
  sdg16i_evaluator *e;
  const sdg16i_universe *u;
  sdg16i_relaxation *out;
  const double *penalty;
  int64_t terms, last_fit; /* the evaluator's count at which to end */
  double *least, *most;    /* [interactions] of the coefficient */
  int8_t *sign;            /* [interactions] of the coefficient in the relaxed fit; 0: none */
  double *from, *best;     /* [terms] */
  double *inverse;         /* [p][stride] at out->alpha, all terms of `upper` */
  int32_t *row;            /* [terms] rows of it, -1 */
  sdg16i_run *run;
  sdg16_error *error;
} relaxer;

static double margin_of(const relaxer *r, int64_t i) {
  return r->e->cells->margin[r->u->term[r->u->basics + i]];
}

static double *shifted_margin(const relaxer *r, int64_t i) {
  return &r->out->margin[r->u->term[r->u->basics + i]];
}

/* What a term adds to the penalty, at least. */
static double price_of_term(const relaxer *r) {
  int64_t parameters = sdg16i_parameters(r->u, &r->out->inner);
  return r->penalty[parameters + 1] - r->penalty[parameters];
}

/* A shift leaves a margin this share of itself, so that it can be matched. */
#define LEFT 0.1

static double highest_shift(const relaxer *r, int64_t i) {
  double most = fmax(r->most[i], 1e-6);
  return fmin(price_of_term(r) / (2 * most), (1 - LEFT) * margin_of(r, i));
}

static double lowest_shift(const relaxer *r, int64_t i) {
  double least = fmin(r->least[i], -1e-6);
  return fmax(price_of_term(r) / (2 * least), -10 * margin_of(r, i));
}

/* Terms of the node that pay by their coefficient: free, and not at the boundary. */
static sdg16i_set paying_terms(const relaxer *r) {
  sdg16i_set terms = sdg16i_set_and_not(&r->out->upper, &r->out->inner);
  SDG16I_EACH(i, &r->out->upper, r->u->words)
  if (!(margin_of(r, i) > 0)) sdg16i_set_remove(&terms, i);
  return terms;
}

/* Margins for the models that hold `inner`, whose terms pay in full. */
static void set_margins(const sdg16i_relaxation *relaxation, const sdg16i_evaluator *e,
                        const sdg16i_set *inner, const sdg16i_set *upper) {
  const sdg16i_universe *u = e->universe;
  SDG16I_EACH(i, upper, u->words) {
    uint32_t t = u->term[u->basics + i];
    double shift = sdg16i_set_has(inner, i) ? 0 : relaxation->shift[i];
    relaxation->margin[t] = e->cells->margin[t] - shift;
  }
}

/* The proved supremum of a model with the margins at hand, from alpha, which ends near it. */
static double supremum_of(relaxer *r, const sdg16i_set *model, double near, double *alpha,
                          sdg16i_maximum *maximum) {
  sdg16i_newton_target target = {.decrement = 1e-4,
                                 .steps = 40,
                                 .below = -INFINITY,
                                 .reach = -INFINITY,
                                 .near = near,
                                 .drift = -INFINITY};
  sdg16i_evaluator_set(r->e, model);
  r->e->problem.margin = r->out->margin;
  sdg16i_evaluator_bound(r->e, &target, alpha, maximum);
  r->e->problem.margin = r->e->cells->margin;
  return maximum->supremum;
}

static double bound_with(const relaxer *r, const sdg16i_set *inner, double supremum) {
  return r->penalty[sdg16i_parameters(r->u, inner)] - 2 * supremum - SLACK;
}

static int is_spent(relaxer *r, int32_t *status) {
  *status = sdg16i_run_poll(r->run);
  if (*status) *status = sdg16i_run_stopped(r->run, *status, r->error);
  return *status || r->e->fits >= r->last_fit;
}

/* ---- the relaxed fit: which terms take part, and with which sign ---- */

/* After a fit: the margins that prove the bound are those of nu = mu (1 + d). Terms that
 * were left out and would have to move more than they may are taken in; returns whether
 * there are any. Else their shifts are what the fit left of their margins. */
static int take_in(relaxer *r, const sdg16i_set *paying) {
  sdg16i_newton *w = &r->e->newton;
  int violated = 0;
  for (int64_t c = 0; c < w->size; c++) w->z[c] = w->mu[c] * (1 + w->delta[c]);
  sdg16i_superset_sums(w->z, w->lists);
  SDG16I_EACH(i, paying, r->u->words) {
    if (r->sign[i]) continue;
    double rest = margin_of(r, i) - w->z[r->u->term[r->u->basics + i]];
    if (rest > highest_shift(r, i))
      r->sign[i] = 1;
    else if (rest < lowest_shift(r, i))
      r->sign[i] = -1;
    else
      r->out->shift[i] = rest;
    violated += r->sign[i] != 0;
  }
  return violated;
}

/* Leaves out the terms whose coefficient has come to the other side of 0. */
static int leave_out(relaxer *r, const sdg16i_set *paying) {
  int flipped = 0;
  SDG16I_EACH(i, paying, r->u->words) {
    double *alpha = &r->from[r->u->basics + i];
    if (!r->sign[i] || r->sign[i] * *alpha > 0) continue;
    *alpha = 0;
    r->sign[i] = 0;
    flipped = 1;
  }
  return flipped;
}

/* Shifts of the terms that take part, margins of all; the model of those. */
static sdg16i_set relaxed_model(relaxer *r, const sdg16i_set *paying) {
  sdg16i_set model = r->out->upper;
  SDG16I_EACH(i, paying, r->u->words) {
    if (r->sign[i])
      r->out->shift[i] = r->sign[i] > 0 ? highest_shift(r, i) : lowest_shift(r, i);
    else
      sdg16i_set_remove(&model, i);
  }
  set_margins(r->out, r->e, &r->out->inner, &r->out->upper);
  return model;
}

#define SIGN_ROUNDS 12

/* Improves the bound for the ranges at hand; keeps shifts and coefficients of the best. */
static void relax_fit(relaxer *r, double *shift) {
  sdg16i_set paying = paying_terms(r);
  memcpy(shift, r->out->shift, (size_t)r->u->interactions * sizeof *shift);
  memcpy(r->from, r->out->alpha, (size_t)r->terms * sizeof *r->from);
  for (int round = 0; round < SIGN_ROUNDS; round++) {
    sdg16i_maximum maximum;
    sdg16i_set model = relaxed_model(r, &paying);
    double bound =
        bound_with(r, &r->out->inner, supremum_of(r, &model, 1e-3, r->from, &maximum));
    if (!maximum.proved) break;
    int violated = take_in(r, &paying);
    if (!violated && bound > r->out->bound) {
      r->out->bound = bound;
      memcpy(shift, r->out->shift, (size_t)r->u->interactions * sizeof *shift);
      memcpy(r->out->alpha, r->from, (size_t)r->terms * sizeof *r->from);
    }
    int flipped = round < SIGN_ROUNDS / 2 && leave_out(r, &paying);
    if (!violated && !flipped) break;
  }
  memcpy(r->out->shift, shift, (size_t)r->u->interactions * sizeof *shift);
  set_margins(r->out, r->e, &r->out->inner, &r->out->upper);
}

/* The inverse Hessian of the largest model at out->alpha. */
static void invert_largest(relaxer *r) {
  sdg16i_evaluator *e = r->e;
  sdg16i_evaluator_set(e, &r->out->upper);
  for (int64_t i = 0; i < r->terms; i++) r->row[i] = -1;
  for (int64_t k = 0; k < e->problem.p; k++) {
    r->row[e->index[k]] = (int32_t)k;
    e->work[k] = r->out->alpha[e->index[k]];
  }
  sdg16i_newton_factor(&e->newton, &e->problem, e->work);
  sdg16i_newton_inverse(&e->newton, e->problem.p, r->inverse);
}

/* Row of the inverse Hessian for interaction i; NULL where it has none. */
static const double *variances_of(const relaxer *r, int64_t i, double *own) {
  int32_t row = r->row[r->u->basics + i];
  int64_t stride = sdg16i_stride(r->e->problem.p);
  if (row < 0) return NULL;
  *own = r->inverse[row * (stride + 1)];
  return *own > 0 ? r->inverse + row * stride : NULL;
}

/* The start where the margin of interaction i is `more` than in the relaxed fit. */
static void predict_start(relaxer *r, const double *variances, double more) {
  memcpy(r->from, r->out->alpha, (size_t)r->terms * sizeof *r->from);
  for (int64_t k = 0; k < r->terms; k++)
    if (r->row[k] >= 0) r->from[k] += more * variances[r->row[k]];
}

/* ---- ranges ---- */

/* How near the fits for ranges and for settling come. */
#define NEAR 0.05

/* Narrows one end of the range of a coefficient. upward: the upper one. The shifts of the
 * other terms stay: any are valid. */
static void narrow_range(relaxer *r, int64_t i, int upward) {
  double own, margin = margin_of(r, i), *here = shifted_margin(r, i), before = *here;
  const double *variances = variances_of(r, i, &own);
  double room = r->out->threshold - r->out->bound;
  if (!variances || !(room > 0)) return;
  double shift = upward ? highest_shift(r, i) : lowest_shift(r, i);
  double tilt = fmax(sqrt(room / own) * (upward ? 1 : -1), (LEFT - 1) * margin);
  double slope = tilt + shift;
  if (upward ? !(slope > 0) : !(slope < 0)) return;
  sdg16i_maximum maximum;
  *here = margin + tilt;
  predict_start(r, variances, *here - before);
  double most = supremum_of(r, &r->out->upper, NEAR, r->from, &maximum) + SLACK;
  *here = before;
  if (!(most < INFINITY)) return;
  double least = (r->penalty[sdg16i_parameters(r->u, &r->out->inner)] - r->out->threshold) / 2;
  if (upward)
    r->most[i] = fmin(r->most[i], (most - least) / slope);
  else
    r->least[i] = fmax(r->least[i], (most - least) / slope);
}

static int32_t narrow_all(relaxer *r) {
  sdg16i_set paying = paying_terms(r);
  int32_t status = SDG16_OK;
  int ended = 0;
  SDG16I_EACH(i, &paying, r->u->words) {
    ended = ended || is_spent(r, &status);
    if (ended) continue;
    narrow_range(r, i, 1);
    narrow_range(r, i, 0);
  }
  return status;
}

/* ---- settling terms ---- */

/* Is a term in every model worth finding? */
static int is_needed(relaxer *r, int64_t i) {
  double own, alpha = r->out->alpha[r->u->basics + i];
  const double *variances = variances_of(r, i, &own);
  if (!variances || !(alpha * alpha / own > r->out->threshold - r->out->bound)) return 0;
  sdg16i_maximum maximum;
  sdg16i_set gone = sdg16i_set_and(&r->u->above[i], &r->out->upper);
  sdg16i_set model = sdg16i_set_and_not(&r->out->upper, &gone);
  predict_start(r, variances, -alpha / own);
  double supremum = supremum_of(r, &model, NEAR, r->from, &maximum);
  return bound_with(r, &r->out->inner, supremum) > r->out->threshold;
}

/* Is a term in none? */
static int is_useless(relaxer *r, int64_t i) {
  double own, shift = r->out->shift[i], alpha = r->out->alpha[r->u->basics + i];
  const double *variances = variances_of(r, i, &own);
  double rise = price_of_term(r) - 2 * shift * alpha - shift * shift * (variances ? own : 0);
  if (!variances || !(rise > r->out->threshold - r->out->bound)) return 0;
  sdg16i_maximum maximum;
  sdg16i_set inner = sdg16i_set_or(&r->out->inner, &r->u->below[i]);
  set_margins(r->out, r->e, &inner, &r->out->upper);
  predict_start(r, variances, shift);
  double supremum = supremum_of(r, &r->out->upper, NEAR, r->from, &maximum);
  set_margins(r->out, r->e, &r->out->inner, &r->out->upper);
  return bound_with(r, &inner, supremum) > r->out->threshold;
}

/* Settles what can be settled; *settled counts the terms. The bounds stay those of the
 * larger node, which are valid for the smaller one. */
static int32_t settle_terms(relaxer *r, int64_t *settled) {
  sdg16i_set paying = paying_terms(r), needed = {{0}}, useless = {{0}};
  int32_t status = SDG16_OK;
  int ended = 0;
  *settled = 0;
  SDG16I_EACH(i, &paying, r->u->words) {
    ended = ended || is_spent(r, &status);
    if (ended) continue;
    if (is_needed(r, i))
      needed = sdg16i_set_or(&needed, &r->u->below[i]), ++*settled;
    else if (is_useless(r, i))
      useless = sdg16i_set_or(&useless, &r->u->above[i]), ++*settled;
  }
  r->out->inner = sdg16i_set_or(&r->out->inner, &needed);
  r->out->upper = sdg16i_set_and_not(&r->out->upper, &useless);
  if (!sdg16i_set_within(&r->out->inner, &r->out->upper)) r->out->bound = INFINITY;
  return status;
}

/* ---- all of it ---- */

static int32_t relaxer_init(relaxer *r, sdg16i_arena *arena) {
  int64_t terms = r->terms, cells = r->e->cells->size;
  sdg16i_relaxation *o = r->out;
  o->shift = sdg16i_arena_array(arena, terms, sizeof *o->shift);
  o->margin = sdg16i_arena_array(arena, cells, sizeof *o->margin);
  o->alpha = sdg16i_arena_array(arena, terms, sizeof *o->alpha);
  r->least = sdg16i_arena_array(arena, terms, sizeof *r->least);
  r->most = sdg16i_arena_array(arena, terms, sizeof *r->most);
  r->sign = sdg16i_arena_array(arena, terms, sizeof *r->sign);
  r->from = sdg16i_arena_array(arena, terms, sizeof *r->from);
  r->best = sdg16i_arena_array(arena, terms, sizeof *r->best);
  r->row = sdg16i_arena_array(arena, terms, sizeof *r->row);
  r->inverse = sdg16i_arena_array(arena, terms * sdg16i_stride(terms), sizeof *r->inverse);
  if (!o->shift || !o->margin || !o->alpha || !r->least || !r->most || !r->sign || !r->from ||
      !r->best || !r->row || !r->inverse)
    return sdg16i_fail_memory(r->error);
  return SDG16_OK;
}

/* Signs for a new relaxed fit: those of the coefficients that the last one has. */
static void guess_signs(relaxer *r) {
  for (int64_t i = 0; i < r->u->interactions; i++) {
    double alpha = r->out->alpha[r->u->basics + i];
    r->sign[i] = (int8_t)((alpha > 0) - (alpha < 0));
  }
}

#define MOST_ROUNDS 12
#define WORTH 0.02 /* a round that closes less of the gap ends them */

static int32_t improve_bound(relaxer *r) {
  int32_t status = SDG16_OK;
  for (int round = 0; !status && round < MOST_ROUNDS; round++) {
    double gap = r->out->threshold - r->out->bound;
    int64_t settled = 0;
    guess_signs(r);
    relax_fit(r, r->best);
    if (!(r->out->bound < r->out->threshold) || is_spent(r, &status)) break;
    if (round > 1 && !(r->out->threshold - r->out->bound < (1 - WORTH) * gap)) break;
    invert_largest(r);
    status = settle_terms(r, &settled);
    if (!(r->out->bound < r->out->threshold)) break;
    if (settled) { /* the inner terms pay in full from here on */
      guess_signs(r);
      relax_fit(r, r->best);
      if (!(r->out->bound < r->out->threshold)) break;
      invert_largest(r);
    }
    if (!status) status = narrow_all(r);
  }
  return status;
}

int32_t sdg16i_relax(sdg16i_evaluator *e, const double *penalty, double threshold, int64_t fits,
                     const double *alpha, sdg16i_run *run, sdg16i_arena *arena,
                     sdg16i_relaxation *out, sdg16_error *error) {
  relaxer r = {.e = e,
               .u = e->universe,
               .out = out,
               .penalty = penalty,
               .terms = e->universe->basics + e->universe->interactions,
               .last_fit = e->fits + fits,
               .run = run,
               .error = error};
  *out = (sdg16i_relaxation){
      .upper = e->universe->all, .bound = penalty[e->universe->basics], .threshold = threshold};
  int32_t status = relaxer_init(&r, arena);
  if (status) return status;
  memcpy(out->alpha, alpha, (size_t)r.terms * sizeof *alpha);
  memcpy(out->margin, e->cells->margin, (size_t)e->cells->size * sizeof *out->margin);
  for (int64_t i = 0; i < e->universe->interactions; i++) {
    r.least[i] = -INFINITY;
    r.most[i] = INFINITY;
  }
  return improve_bound(&r);
}
