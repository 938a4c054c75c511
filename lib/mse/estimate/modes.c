/* The modes of the estimate over the models near the best.
 *
 * Each model says that the log of the number hidden is normal about its estimate; with
 * the criterion weights exp(-difference/2) the models form a mixture
 *   f(u) = sum w_i N(u; u_i, s_i^2).
 * From the estimate of each model the fixed point u <- sum r_i u_i / s_i^2 / sum r_i /
 * s_i^2, r_i = w_i N(u; u_i, s_i^2), climbs to a local maximum of f (an EM step: f never
 * falls): models that reach the same maximum belong to the same mode. */
#include "base/error.h"
#include "base/memory.h"
#include "mse/estimate/estimate.h"
#include "num/linalg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WINDOW 6.0 /* units of the criterion: what is worth showing */

typedef struct mixture {
  int64_t models;
  double *weight, *at, *precision; /* [models] w, u, 1 / s^2 */
} mixture;

typedef struct mode {
  double at, weight, lowest, highest;
  int64_t models;
  int64_t first; /* model, to tell the candidates which mode is theirs */
} mode;

static double climb(const mixture *m, double from) {
  double u = from;
  for (int step = 0; step < 10000; step++) {
    double top = 0, bottom = 0, largest = -INFINITY;
    for (int64_t i = 0; i < m->models; i++) {
      double log_density = log(m->weight[i]) + 0.5 * log(m->precision[i]) -
                           0.5 * m->precision[i] * (u - m->at[i]) * (u - m->at[i]);
      largest = fmax(largest, log_density);
    }
    for (int64_t i = 0; i < m->models; i++) {
      double log_density = log(m->weight[i]) + 0.5 * log(m->precision[i]) -
                           0.5 * m->precision[i] * (u - m->at[i]) * (u - m->at[i]);
      double pull = exp(log_density - largest) * m->precision[i];
      top += pull * m->at[i];
      bottom += pull;
    }
    double next = top / bottom;
    if (fabs(next - u) < 1e-12) return next;
    u = next;
  }
  return u;
}

/* Standard error of the log of the number hidden under a candidate; NaN: none. */
static double log_error(sdg16i_panel *panel, const sdg16i_candidate *candidate, double *alpha) {
  double loglik;
  sdg16i_evaluator *e = panel->e;
  sdg16i_panel_start(panel, alpha);
  if (!sdg16i_panel_maximise(panel, &candidate->model, alpha, &loglik, NULL)) return NAN;
  if (sdg16i_newton_factor(&e->newton, &e->problem, e->work) < e->problem.p) return NAN;
  memset(e->newton.step, 0, (size_t)sdg16i_stride(e->problem.p) * sizeof *e->newton.step);
  e->newton.step[0] = 1;
  sdg16i_newton_solve(&e->newton, e->problem.p, e->newton.step);
  return sqrt(e->newton.step[0]);
}

/* The mixture of the candidates within the window: the first of the list. */
static int32_t mix(const sdg16_mse *mse, mixture *m, sdg16i_arena *arena, sdg16_error *error) {
  const sdg16i_candidates *c = &mse->candidates;
  int64_t within = 0;
  while (within < c->count && c->list[within].criterion <= c->list[0].criterion + WINDOW)
    within++;
  sdg16i_evaluator e;
  sdg16i_panel panel = {1, &e};
  int32_t code = sdg16i_evaluator_init(&e, &mse->universe, mse->cells, error);
  if (code) return code;
  m->weight = sdg16i_arena_array(arena, within, sizeof *m->weight);
  m->at = sdg16i_arena_array(arena, within, sizeof *m->at);
  m->precision = sdg16i_arena_array(arena, within, sizeof *m->precision);
  double *alpha = sdg16i_arena_array(arena, sdg16i_panel_terms(&panel), sizeof *alpha);
  if (!m->weight || !m->at || !m->precision || !alpha) code = sdg16i_fail_memory(error);
  double sum = 0;
  for (int64_t i = 0; !code && i < within; i++) {
    double error_of_log = log_error(&panel, &c->list[i], alpha);
    m->models++;
    if (!(error_of_log > 0) || isinf(error_of_log)) continue; /* weight 0: left out */
    m->weight[i] = exp((c->list[0].criterion - c->list[i].criterion) / 2);
    m->at[i] = log(c->list[i].hidden);
    m->precision[i] = 1 / (error_of_log * error_of_log);
    sum += m->weight[i];
  }
  for (int64_t i = 0; i < m->models; i++) m->weight[i] /= sum;
  sdg16i_evaluator_clear(&e);
  return code;
}

static int by_weight(const void *a, const void *b) {
  const mode *x = a, *y = b;
  return (x->weight < y->weight) - (x->weight > y->weight);
}

/* Fills modes; which[i]: the mode of model i by its `first`. */
static int64_t find_modes(const sdg16_mse *mse, const mixture *m, mode *modes, int64_t *which) {
  int64_t count = 0;
  for (int64_t i = 0; i < m->models; i++) {
    which[i] = -1;
    if (!(m->weight[i] > 0)) continue;
    double at = climb(m, m->at[i]), total = mse->cells->n + mse->candidates.list[i].hidden;
    int64_t k = 0;
    while (k < count && fabs(modes[k].at - at) > 1e-6) k++;
    if (k == count)
      modes[count++] = (mode){.at = at, .lowest = total, .highest = total, .first = i};
    modes[k].weight += m->weight[i];
    modes[k].models++;
    modes[k].lowest = fmin(modes[k].lowest, total);
    modes[k].highest = fmax(modes[k].highest, total);
    which[i] = modes[k].first;
  }
  qsort(modes, (size_t)count, sizeof *modes, by_weight);
  return count;
}

static int32_t make_table(sdg16_mse *mse, const mode *modes, int64_t count, sdg16i_arena *arena,
                          sdg16_error *error) {
  sdg16i_columns c;
  double *value[4];
  int64_t *models = sdg16i_arena_array(arena, count, sizeof *models);
  int ok = models != NULL;
  for (int i = 0; i < 4; i++)
    ok = (value[i] = sdg16i_arena_array(arena, count, sizeof(double))) && ok;
  sdg16i_columns_begin(&c, count, error);
  if (!ok && !c.code) c.code = sdg16i_fail_memory(error);
  for (int64_t k = 0; !c.code && k < count; k++) {
    value[0][k] = mse->cells->n + exp(modes[k].at);
    value[1][k] = modes[k].weight;
    value[2][k] = modes[k].lowest;
    value[3][k] = modes[k].highest;
    models[k] = modes[k].models;
  }
  sdg16i_column_double(&c, "total", value[0]);
  sdg16i_column_double(&c, "weight", value[1]);
  sdg16i_column_int64(&c, "models", models);
  sdg16i_column_double(&c, "lowest", value[2]);
  sdg16i_column_double(&c, "highest", value[3]);
  return sdg16i_columns_end(&c, &mse->modes);
}

int32_t sdg16i_modes_table(sdg16_mse *mse, sdg16_error *error) {
  sdg16i_arena arena = {0};
  mixture m = {0};
  int64_t count = 0;
  mode *modes = NULL;
  int32_t code = SDG16_OK;
  if (mse->candidates.count) {
    code = mix(mse, &m, &arena, error);
    modes = sdg16i_arena_array(&arena, m.models, sizeof *modes);
    int64_t *which = sdg16i_arena_array(&arena, m.models, sizeof *which);
    if (!code && (!modes || !which)) code = sdg16i_fail_memory(error);
    if (!code) count = find_modes(mse, &m, modes, which);
    for (int64_t i = 0; !code && i < m.models; i++)
      for (int64_t k = 0; k < count; k++)
        if (modes[k].first == which[i]) mse->candidates.list[i].mode = (int32_t)k + 1;
  }
  if (!code) code = make_table(mse, modes, count, &arena, error);
  sdg16i_arena_free(&arena);
  return code;
}
