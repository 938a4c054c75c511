#include "mse/search/evaluate.h"

#include "base/error.h"
#include "base/memory.h"
#include "mse/loglinear/decomposable.h"
#include "mse/loglinear/existence.h"
#include "mse/loglinear/model.h"

#include <sdg16/mse.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void mark_supersets(uint64_t *words, uint32_t term, int64_t cells) {
  for (int64_t c = term; c < cells; c = (c + 1) | term)
    words[c / 64] |= UINT64_C(1) << (c % 64);
}

static int find_start(sdg16i_evaluator *e) {
  double hidden;
  int found =
      sdg16i_decomposable(e->cells, e->universe->basics, e->universe->term, &hidden, e->start);
  if (!found) e->start[0] = log(e->cells->n / (double)e->cells->size);
  for (int64_t i = 0; i < e->universe->basics; i++)
    if (!isfinite(e->start[i]) || (!found && i)) e->start[i] = 0;
  return found < 0 ? -1 : 0;
}

void sdg16i_evaluator_reload(sdg16i_evaluator *e) {
  const sdg16i_universe *u = e->universe;
  const sdg16i_cells *cells = e->cells;
  memset(e->basic_excluded, 0, (size_t)e->cell_words * sizeof *e->basic_excluded);
  memset(e->excluded, 0, (size_t)(u->interactions * e->cell_words) * sizeof *e->excluded);
  e->basic_excluded[0] = 1; /* the history of no list is never observed */
  e->column_words = sdg16i_column_words(cells);
  for (int64_t i = 0; i < u->basics + u->interactions; i++) {
    uint32_t t = u->term[i];
    sdg16i_term_column(cells, t, e->column + i * e->column_words);
    if (cells->margin[t] > 0) continue;
    mark_supersets(i < u->basics ? e->basic_excluded
                                 : e->excluded + (i - u->basics) * e->cell_words,
                   t, cells->size);
  }
  e->decision.known = 0;
  e->counts++;
  memset(e->dead, 0xff, (size_t)e->cell_words * sizeof *e->dead);
  memset(e->alive, 0, (size_t)cells->size * sizeof *e->alive);
}

int32_t sdg16i_evaluator_init(sdg16i_evaluator *e, const sdg16i_universe *universe,
                              int32_t existence, const sdg16i_cells *cells,
                              sdg16_error *error) {
  int64_t terms = universe->basics + universe->interactions;
  *e = (sdg16i_evaluator){.universe = universe,
                          .existence = existence,
                          .cells = cells,
                          .cell_words = (cells->size + 63) / 64};
  int32_t status = sdg16i_newton_init(&e->newton, universe->lists, terms, error);
  if (!status) status = sdg16i_careful_init(&e->careful, universe->lists, terms, error);
  if (status) {
    sdg16i_evaluator_clear(e);
    return status;
  }
  e->start = sdg16i_array(terms, sizeof *e->start);
  e->work = sdg16i_array(terms, sizeof *e->work);
  e->excluded = sdg16i_array(universe->interactions * e->cell_words, sizeof *e->excluded);
  e->basic_excluded = sdg16i_array(e->cell_words, sizeof *e->basic_excluded);
  e->dead = sdg16i_array(e->cell_words, sizeof *e->dead);
  e->alive = sdg16i_array(cells->size, sizeof *e->alive);
  e->term = sdg16i_array(terms, sizeof *e->term);
  e->index = sdg16i_array(terms, sizeof *e->index);
  /* as many column words as any counts need: at most all histories are observed */
  e->column = sdg16i_array(terms * e->cell_words, sizeof *e->column);
  e->basis = sdg16i_array(terms * e->cell_words, sizeof *e->basis);
  e->lead = sdg16i_array(terms, sizeof *e->lead);
  e->decision.dead = sdg16i_array(e->cell_words, sizeof *e->decision.dead);
  e->decision.dropped = sdg16i_array(terms, sizeof *e->decision.dropped);
  e->known = sdg16i_array(SDG16I_KNOWN_MODELS, sizeof *e->known);
  if (!e->start || !e->work || !e->excluded || !e->basic_excluded || !e->dead || !e->alive ||
      !e->term || !e->index || !e->column || !e->basis || !e->lead || !e->decision.dead ||
      !e->decision.dropped || !e->known || find_start(e)) {
    sdg16i_evaluator_clear(e);
    return sdg16i_fail_memory(error);
  }
  sdg16i_evaluator_reload(e);
  e->problem = (sdg16i_problem){0, e->term, cells->margin, e->alive};
  return SDG16_OK;
}

void sdg16i_evaluator_clear(sdg16i_evaluator *e) {
  sdg16i_newton_clear(&e->newton);
  sdg16i_careful_clear(&e->careful);
  free(e->start);
  free(e->work);
  free(e->excluded);
  free(e->basic_excluded);
  free(e->dead);
  free(e->alive);
  free(e->term);
  free(e->index);
  free(e->column);
  free(e->basis);
  free(e->lead);
  free(e->decision.dead);
  free(e->decision.dropped);
  free(e->known);
  sdg16i_arena_free(&e->scratch);
  *e = (sdg16i_evaluator){0};
}

/* The cells that count after e->dead changed. */
static void spread_dead(sdg16i_evaluator *e) {
  for (int64_t c = 0; c < e->cells->size; c++)
    e->alive[c] = (double)(~e->dead[c / 64] >> (c % 64) & 1);
}

void sdg16i_evaluator_set(sdg16i_evaluator *e, const sdg16i_set *model) {
  const sdg16i_universe *u = e->universe;
  const double *margin = e->cells->margin;
  int64_t p = 0, changed = 0;
  for (int64_t i = 0; i < u->basics; i++)
    if (margin[u->term[i]] > 0) {
      e->term[p] = u->term[i];
      e->index[p++] = (int32_t)i;
    }
  uint64_t inline_dead[4],
      *dead = e->cell_words <= 4 ? inline_dead : (uint64_t *)e->newton.delta;
  memcpy(dead, e->basic_excluded, (size_t)e->cell_words * sizeof *dead);
  SDG16I_EACH(i, model, u->words) {
    uint32_t t = u->term[u->basics + i];
    if (margin[t] > 0) {
      e->term[p] = t;
      e->index[p++] = (int32_t)(u->basics + i);
    } else {
      const uint64_t *excluded = e->excluded + i * e->cell_words;
      for (int64_t w = 0; w < e->cell_words; w++) dead[w] |= excluded[w];
    }
  }
  e->problem.p = p;
  for (int64_t w = 0; w < e->cell_words; w++) changed |= dead[w] != e->dead[w];
  if (!changed) return;
  memcpy(e->dead, dead, (size_t)e->cell_words * sizeof *dead);
  spread_dead(e);
}

int32_t sdg16i_evaluator_set_fit(sdg16i_evaluator *e, const sdg16i_set *model,
                                 sdg16_error *error) {
  int32_t ignored, status = sdg16i_evaluator_status(e, model, &ignored, error);
  if (status) return status;
  sdg16i_evaluator_set(e, model);
  const sdg16i_existence_decision *d = &e->decision;
  if (!d->on_face) return SDG16_OK;
  memcpy(e->dead, d->dead, (size_t)e->cell_words * sizeof *e->dead);
  spread_dead(e);
  int64_t p = 0;
  for (int64_t i = 0; i < e->problem.p; i++) {
    if (d->dropped[i]) continue;
    e->term[p] = e->term[i];
    e->index[p++] = e->index[i];
  }
  e->problem.p = p;
  return SDG16_OK;
}

int64_t sdg16i_evaluator_alive(const sdg16i_evaluator *e) {
  int64_t alive = 0;
  for (int64_t w = 0; w < e->cell_words; w++) alive += __builtin_popcountll(~e->dead[w]);
  return e->cells->size < 64 ? alive - (64 - e->cells->size) : alive;
}

void sdg16i_evaluator_fit(sdg16i_evaluator *e, const sdg16i_newton_target *target,
                          double *alpha, sdg16i_maximum *out) {
  for (int64_t i = 0; i < e->problem.p; i++) e->work[i] = alpha[e->index[i]];
  sdg16i_newton_target absolute = *target;
  absolute.below += e->cells->saturated;
  absolute.reach += e->cells->saturated;
  sdg16i_maximise(&e->newton, &e->problem, &absolute, e->work, out);
  out->loglik -= e->cells->saturated;
  out->supremum -= e->cells->saturated;
  for (int64_t i = 0; i < e->problem.p; i++) alpha[e->index[i]] = e->work[i];
  e->fits++;
  e->tens += out->steps / 10;
}

/* A log mean below this may run off: its history has hardly any part in the likelihood. */
#define DRIFT (-3.0)

static int drop_drifting(sdg16i_evaluator *e) {
  int dropped = 0;
  for (int64_t c = 1; c < e->cells->size; c++) {
    if (!(e->alive[c] > 0) || e->cells->count[c] > 0) continue;
    if (!(e->newton.delta[c] < -0.9 && e->newton.eta[c] < DRIFT)) continue;
    e->alive[c] = 0;
    e->dead[c / 64] |= UINT64_C(1) << (c % 64);
    dropped = 1;
  }
  return dropped;
}

void sdg16i_evaluator_bound(sdg16i_evaluator *e, const sdg16i_newton_target *target,
                            double *alpha, sdg16i_maximum *out) {
  const sdg16i_universe *u = e->universe;
  sdg16i_newton_target drifting = *target;
  drifting.drift = DRIFT;
  for (int attempt = 0; attempt < 2; attempt++) {
    do sdg16i_evaluator_fit(e, &drifting, alpha, out);
    while (out->drifting && drop_drifting(e));
    if (out->drifting) sdg16i_evaluator_fit(e, target, alpha, out);
    if (out->supremum < INFINITY || out->steps < target->steps) return;
    /* the start led astray: from independence, then */
    memcpy(alpha, e->start, (size_t)(u->basics + u->interactions) * sizeof *alpha);
  }
}

/* In double-double arithmetic, from where the last fit ended. */
static void maximise_carefully(sdg16i_evaluator *e, double *alpha, sdg16i_maximum *out) {
  int64_t p = e->problem.p;
  for (int64_t i = 0; i < p; i++) {
    e->newton.step[i] = e->start[e->index[i]];
    e->work[i] = alpha[e->index[i]];
  }
  sdg16i_careful_maximise(&e->careful, e->cells, &e->problem, e->newton.step, e->work, out);
  for (int64_t i = 0; i < p; i++) alpha[e->index[i]] = e->work[i];
  e->carefuls++;
}

void sdg16i_evaluator_maximise(sdg16i_evaluator *e, double *alpha, sdg16i_maximum *out) {
  sdg16i_evaluator_fit(e, &SDG16I_CLOSE, alpha, out);
  if (!out->converged || out->rank < e->problem.p) {
    const sdg16i_universe *u = e->universe;
    if (alpha != e->start)
      memcpy(alpha, e->start, (size_t)(u->basics + u->interactions) * sizeof *alpha);
    sdg16i_evaluator_fit(e, &SDG16I_CLOSE, alpha, out);
  }
  if (!out->converged || out->rank < e->problem.p || e->cells->ragged) {
    maximise_carefully(e, alpha, out);
    return;
  }
  /* to all digits; the last step gains what its decrement promises */
  double before = sdg16i_deviance(e->cells, e->newton.eta, e->newton.mu);
  out->loglik = -0.5 * fmax(before - out->decrement, 0);
}

int64_t sdg16i_model_term_list(const sdg16i_universe *u, const sdg16i_set *model,
                               uint32_t *out) {
  int64_t count = u->basics;
  memcpy(out, u->term, (size_t)count * sizeof *out);
  SDG16I_EACH(i, model, u->words) out[count++] = u->term[u->basics + i];
  if (sdg16i_list_order_is_of_data(&u->order)) return count;
  for (int64_t i = 0; i < count; i++) out[i] = sdg16i_reorder_history(out[i], u->order.list);
  sdg16i_sort_terms(count, out);
  return count;
}

/* Histories that the boundary terms of a model exclude. */
static uint64_t *excluded_by(sdg16i_evaluator *e, const sdg16i_set *model) {
  uint64_t *dead = sdg16i_arena_array(&e->scratch, e->cell_words, sizeof *dead);
  if (!dead) return NULL;
  memcpy(dead, e->basic_excluded, (size_t)e->cell_words * sizeof *dead);
  SDG16I_EACH(i, model, e->universe->words)
  for (int64_t w = 0; w < e->cell_words; w++) dead[w] |= e->excluded[i * e->cell_words + w];
  return dead;
}

/* Adds the columns of the interactions to `size` reduced ones of the histories observed;
 * the new size, or -1 when one depends on the others modulo 2. */
static int64_t add_columns(sdg16i_evaluator *e, const sdg16i_set *model, int64_t size) {
  const sdg16i_universe *u = e->universe;
  int full = 1;
  SDG16I_EACH(i, model, u->words) {
    if (!full || !(e->cells->margin[u->term[u->basics + i]] > 0)) continue;
    full = sdg16i_add_column(e->column + (u->basics + i) * e->column_words, e->column_words,
                             e->basis, e->lead, size);
    size += full;
  }
  return full ? size : -1;
}

/* The same of the intercept and the main effects, from nothing. */
static int64_t basic_columns(sdg16i_evaluator *e) {
  const sdg16i_universe *u = e->universe;
  int64_t size = 0;
  for (int64_t i = 0; i < u->basics; i++) {
    if (!(e->cells->margin[u->term[i]] > 0)) continue;
    if (!sdg16i_add_column(e->column + i * e->column_words, e->column_words, e->basis, e->lead,
                           size))
      return -1;
    size++;
  }
  return size;
}

int sdg16i_evaluator_independent(sdg16i_evaluator *e, const sdg16i_set *model) {
  int64_t size = basic_columns(e);
  return size >= 0 && add_columns(e, model, size) >= 0;
}

#define MOST_TERMS (1 + SDG16_MAX_LISTS + SDG16I_MAX_INTERACTIONS)

/* The zeros of a model as exact arithmetic wants them; `term` has room for MOST_TERMS. */
static int32_t find_zeros(sdg16i_evaluator *e, const sdg16i_set *model, uint32_t *term,
                          sdg16i_zeros *out, sdg16_error *error) {
  const sdg16i_universe *u = e->universe;
  int64_t p = 0;
  for (int64_t i = 0; i < u->basics; i++)
    if (e->cells->margin[u->term[i]] > 0) term[p++] = u->term[i];
  SDG16I_EACH(i, model, u->words)
  if (e->cells->margin[u->term[u->basics + i]] > 0) term[p++] = u->term[u->basics + i];
  sdg16i_arena_reset(&e->scratch);
  *out = (sdg16i_zeros){e->cells, p, term, excluded_by(e, model), 0, &e->decisions};
  return out->dead ? SDG16_OK : sdg16i_fail_memory(error);
}

static sdg16i_known *known_model(sdg16i_evaluator *e, const sdg16i_set *model) {
  uint64_t h = 0;
  for (int64_t w = 0; w < e->universe->words; w++)
    h = (h ^ model->word[w]) * 0x9e3779b97f4a7c15u;
  return &e->known[(h >> 32) % SDG16I_KNOWN_MODELS];
}

static int32_t find_estimable(sdg16i_evaluator *e, const sdg16i_set *model, int *estimable,
                              sdg16_error *error) {
  sdg16i_known *known = known_model(e, model);
  if (known->counts != e->counts || !sdg16i_set_equal(&known->model, model)) {
    uint32_t term[MOST_TERMS];
    sdg16i_zeros zeros;
    int32_t status = find_zeros(e, model, term, &zeros, error);
    if (!status) status = sdg16i_total_estimable(&zeros, &e->scratch, estimable, error);
    if (status) return status;
    *known = (sdg16i_known){*model, e->counts, *estimable};
  }
  *estimable = known->estimable;
  return SDG16_OK;
}

/* By exact arithmetic: may a model between the two be admissible? */
static int32_t decide_between(sdg16i_evaluator *e, const sdg16i_set *inner,
                              const sdg16i_set *upper, int *possible, sdg16_error *error) {
  if (e->existence == SDG16_EXISTENCE_TOTAL) /* larger models inherit what fails */
    return find_estimable(e, inner, possible, error);
  uint32_t term[MOST_TERMS];
  sdg16i_zeros zeros;
  int32_t status = find_zeros(e, inner, term, &zeros, error), found;
  if (status) return status;
  uint64_t *dead_most = excluded_by(e, upper);
  if (!dead_most) return sdg16i_fail_memory(error);
  status = sdg16i_existence_between(&zeros, dead_most, &e->scratch, &found, error);
  *possible = found == SDG16_MODEL_OK;
  return status;
}

int32_t sdg16i_evaluator_between(sdg16i_evaluator *e, const sdg16i_set *inner,
                                 const sdg16i_set *upper, int *possible, sdg16_error *error) {
  *possible = 1;
  return sdg16i_evaluator_independent(e, inner)
             ? SDG16_OK
             : decide_between(e, inner, upper, possible, error);
}

int32_t sdg16i_evaluator_barred(sdg16i_evaluator *e, const sdg16i_set *inner,
                                const sdg16i_set *upper, sdg16i_set *barred,
                                sdg16_error *error) {
  const sdg16i_universe *u = e->universe;
  sdg16i_set loose = sdg16i_set_and_not(upper, inner);
  int32_t status = SDG16_OK;
  *barred = (sdg16i_set){{0}};
  int64_t size = basic_columns(e);
  if (size >= 0) size = add_columns(e, inner, size);
  SDG16I_EACH(i, &loose, u->words) {
    if (status || sdg16i_set_has(barred, i)) continue;
    sdg16i_set fresh = sdg16i_set_and_not(&u->below[i], inner);
    if (size >= 0 && add_columns(e, &fresh, size) >= 0) continue;
    int possible;
    sdg16i_set with = sdg16i_set_or(inner, &fresh);
    status = decide_between(e, &with, upper, &possible, error);
    if (status || possible) continue;
    sdg16i_set above = sdg16i_set_and(&u->above[i], upper);
    *barred = sdg16i_set_or(barred, &above);
  }
  return status;
}

/* The status of a model whose columns depend on one another modulo 2, into the decision. */
static int32_t decide_model(sdg16i_evaluator *e, const sdg16i_set *model, int32_t existence,
                            int32_t *found, sdg16_error *error) {
  uint32_t term[MOST_TERMS];
  sdg16i_zeros zeros;
  int32_t status = find_zeros(e, model, term, &zeros, error);
  if (status) return status;
  if (existence == SDG16_EXISTENCE_COEFFICIENTS)
    return sdg16i_existence_between(&zeros, zeros.dead, &e->scratch, found, error);
  sdg16i_face face = {e->decision.dead, e->decision.dropped, NULL};
  e->decision.known = 0;
  return sdg16i_existence_of_total(&zeros, &e->scratch, &face, found, error);
}

int32_t sdg16i_evaluator_status(sdg16i_evaluator *e, const sdg16i_set *model,
                                int32_t *model_status, sdg16_error *error) {
  sdg16i_existence_decision *d = &e->decision;
  if (d->known && sdg16i_set_equal(&d->model, model)) {
    *model_status = d->status;
    return SDG16_OK;
  }
  int32_t status = SDG16_OK;
  int full = sdg16i_evaluator_independent(e, model);
  *model_status = SDG16_MODEL_OK;
  if (!full) status = decide_model(e, model, e->existence, model_status, error);
  if (status) return status;
  d->model = *model;
  d->known = 1;
  d->status = *model_status;
  d->on_face =
      !full && e->existence == SDG16_EXISTENCE_TOTAL && *model_status != SDG16_MODEL_OK;
  return SDG16_OK;
}

int32_t sdg16i_evaluator_case(sdg16i_evaluator *e, const sdg16i_set *model,
                              int32_t *model_status, sdg16_error *error) {
  if (e->existence == SDG16_EXISTENCE_TOTAL)
    return sdg16i_evaluator_status(e, model, model_status, error);
  *model_status = SDG16_MODEL_OK;
  return sdg16i_evaluator_independent(e, model)
             ? SDG16_OK
             : decide_model(e, model, SDG16_EXISTENCE_TOTAL, model_status, error);
}

/* ---- panels ---- */

int32_t sdg16i_panel_init(sdg16i_panel *panel, const sdg16i_universe *universe,
                          int32_t existence, int64_t tables, sdg16i_cells *const *cells,
                          sdg16_error *error) {
  *panel = (sdg16i_panel){.e = sdg16i_array(tables, sizeof(sdg16i_evaluator *)),
                          .own = sdg16i_array(tables, sizeof(sdg16i_evaluator))};
  int32_t status = panel->e && panel->own ? SDG16_OK : sdg16i_fail_memory(error);
  for (int64_t s = 0; !status && s < tables; s++) {
    status = sdg16i_evaluator_init(&panel->own[s], universe, existence, cells[s], error);
    if (status) break;
    panel->e[s] = &panel->own[s];
    panel->tables = ++panel->owned;
  }
  if (status) sdg16i_panel_clear(panel);
  return status;
}

void sdg16i_panel_clear(sdg16i_panel *panel) {
  for (int64_t s = 0; s < panel->owned; s++) sdg16i_evaluator_clear(&panel->own[s]);
  free(panel->own);
  free(panel->e);
  *panel = (sdg16i_panel){0};
}

double sdg16i_panel_persons(const sdg16i_panel *panel) {
  double n = 0;
  for (int64_t s = 0; s < panel->tables; s++) n += panel->e[s]->cells->n;
  return n;
}

void sdg16i_panel_start(const sdg16i_panel *panel, double *alpha) {
  int64_t terms = sdg16i_panel_terms(panel);
  for (int64_t s = 0; s < panel->tables; s++)
    memcpy(alpha + s * terms, panel->e[s]->start, (size_t)terms * sizeof *alpha);
}

int32_t sdg16i_panel_status(sdg16i_panel *panel, const sdg16i_set *model, int32_t *model_status,
                            sdg16_error *error) {
  *model_status = SDG16_MODEL_OK;
  for (int64_t s = 0; s < panel->tables; s++) {
    int32_t one, status = sdg16i_evaluator_status(panel->e[s], model, &one, error);
    if (status) return status;
    if (one != SDG16_MODEL_OK) *model_status = one;
    if (!sdg16_model_has_estimate(one)) return SDG16_OK;
  }
  return SDG16_OK;
}

int32_t sdg16i_panel_maximise(sdg16i_panel *panel, const sdg16i_set *model, double *alpha,
                              double *loglik, double *hidden, int *converged,
                              sdg16_error *error) {
  int64_t terms = sdg16i_panel_terms(panel);
  double sum = 0, unseen = 0;
  *converged = 0;
  for (int64_t s = 0; s < panel->tables; s++) {
    sdg16i_maximum maximum;
    int32_t status = sdg16i_evaluator_set_fit(panel->e[s], model, error);
    if (status) return status;
    sdg16i_evaluator_maximise(panel->e[s], alpha + s * terms, &maximum);
    if (!maximum.converged) return SDG16_OK;
    sum += maximum.loglik;
    unseen += exp(alpha[s * terms]);
  }
  *converged = 1;
  *loglik = sum;
  if (hidden) *hidden = unseen;
  return SDG16_OK;
}
