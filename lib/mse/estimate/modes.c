/* The modes of the estimate over the models near the best.
 *
 * Each model says that the log of the number hidden is normal about its estimate; with
 * the criterion weights exp(-difference/2) the models form a mixture
 *   f(u) = sum w_i N(u; u_i, s_i^2).
 * A grid finds the local maxima of f, and the minima between them; the fixed point
 * u <- sum r_i u_i / s_i^2 / sum r_i / s_i^2, r_i = w_i N(u; u_i, s_i^2), an EM step,
 * then climbs to each maximum. A model belongs to the mode between whose minima its own
 * estimate lies. */
#include "base/error.h"
#include "base/memory.h"
#include "base/sort.h"
#include "mse/bootstrap/draw_modes.h"
#include "mse/estimate/estimate.h"
#include "num/linalg.h"
#include "results/result_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct mixture {
  int64_t models;
  double *weight, *at, *precision; /* [models] w, u, 1 / s^2 */
} mixture;

typedef struct mode {
  double at, weight, lowest, highest;
  int64_t models;
  int64_t number; /* from below */
} mode;

static double climb_to_mode(const mixture *m, double from) {
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
static int32_t log_error(sdg16i_panel *panel, const sdg16i_candidate *candidate, double *alpha,
                         double *out, sdg16_error *error) {
  double loglik;
  int converged;
  sdg16i_evaluator *e = panel->e[0];
  *out = NAN;
  sdg16i_panel_start(panel, alpha);
  int32_t status =
      sdg16i_panel_maximise(panel, &candidate->model, alpha, &loglik, NULL, &converged, error);
  if (status || !converged) return status;
  if (sdg16i_newton_factor(&e->newton, &e->problem, e->work) < e->problem.p) return SDG16_OK;
  memset(e->newton.step, 0, (size_t)sdg16i_stride(e->problem.p) * sizeof *e->newton.step);
  e->newton.step[0] = 1;
  sdg16i_newton_solve(&e->newton, e->problem.p, e->newton.step);
  *out = sqrt(e->newton.step[0]);
  return SDG16_OK;
}

/* Where models without a standard error have more of the weight, no modes are told: those of
 * the other models would not be the whole. */
#define MOST_OF_WEIGHT 0.99

/* The mixture of the candidates near the best: the first of the list. */
static int32_t mix_candidates(const sdg16_mse *mse, mixture *m, sdg16i_arena *arena,
                              sdg16_error *error) {
  const sdg16i_candidates *c = &mse->candidates;
  int64_t within = sdg16i_candidates_near(c);
  m->weight = sdg16i_arena_array(arena, within, sizeof *m->weight);
  m->at = sdg16i_arena_array(arena, within, sizeof *m->at);
  m->precision = sdg16i_arena_array(arena, within, sizeof *m->precision);
  if (!m->weight || !m->at || !m->precision) return sdg16i_fail_memory(error);
  if (within == 1) { /* the model that was fitted */
    double error_of_log = mse->fit->summary.se_log_hidden;
    m->models = 1;
    m->weight[0] = error_of_log > 0 && isfinite(error_of_log);
    m->at[0] = log(c->list[0].hidden);
    m->precision[0] = 1;
    return SDG16_OK;
  }
  sdg16i_panel panel;
  int32_t status =
      sdg16i_panel_init(&panel, &mse->universe, mse->options.existence, 1, &mse->cells, error);
  if (status) return status;
  double *alpha = sdg16i_arena_array(arena, sdg16i_panel_terms(&panel), sizeof *alpha);
  if (!alpha) status = sdg16i_fail_memory(error);
  double sum = 0, used = 0;
  for (int64_t i = 0; !status && i < within; i++) {
    double error_of_log;
    status = log_error(&panel, &c->list[i], alpha, &error_of_log, error);
    double weight = exp((c->list[0].criterion - c->list[i].criterion) / 2);
    m->models++;
    sum += weight;
    if (!(error_of_log > 0) || isinf(error_of_log)) continue; /* weight 0: left out */
    m->weight[i] = weight;
    m->at[i] = log(c->list[i].hidden);
    m->precision[i] = 1 / (error_of_log * error_of_log);
    used += weight;
  }
  int told = used > MOST_OF_WEIGHT * sum;
  for (int64_t i = 0; i < m->models; i++) m->weight[i] = told ? m->weight[i] / used : 0;
  sdg16i_panel_clear(&panel);
  return status;
}

/* ---- the density on a grid ---- */

#define MOST_POINTS 100000
#define REACH 9.0 /* standard errors beyond which a model adds nothing */

typedef struct grid {
  double start, step;
  int64_t points;
  double *density;
} grid;

static int make_grid(const mixture *m, grid *g, sdg16i_arena *arena) {
  double low = INFINITY, high = -INFINITY, finest = INFINITY;
  for (int64_t i = 0; i < m->models; i++) {
    if (!(m->weight[i] > 0)) continue;
    low = fmin(low, m->at[i]);
    high = fmax(high, m->at[i]);
    finest = fmin(finest, 1 / sqrt(m->precision[i]));
  }
  g->step = fmax(finest / 8, (high - low) / (MOST_POINTS - 8));
  g->start = low - 3 * g->step;
  g->points = (int64_t)((high - low) / g->step) + 8; /* beyond the ends the density falls */
  g->density = sdg16i_arena_array(arena, g->points, sizeof *g->density);
  if (!g->density) return -1;
  for (int64_t i = 0; i < m->models; i++) {
    if (!(m->weight[i] > 0)) continue;
    double reach = REACH / sqrt(m->precision[i]);
    int64_t from = (int64_t)fmax(0, (m->at[i] - reach - g->start) / g->step);
    int64_t to = (int64_t)fmin((double)g->points, (m->at[i] + reach - g->start) / g->step + 1);
    for (int64_t k = from; k < to; k++) {
      double d = g->start + g->step * (double)k - m->at[i];
      g->density[k] +=
          m->weight[i] * sqrt(m->precision[i]) * exp(-0.5 * m->precision[i] * d * d);
    }
  }
  return 0;
}

/* Local maxima of the grid, ascending; ends[k]: up to where mode k reaches. */
static int64_t find_maxima(const grid *g, mode *modes, double *ends) {
  int64_t count = 0, lowest = 0;
  for (int64_t k = 1; k + 1 < g->points; k++) {
    if (g->density[k] < g->density[lowest]) lowest = k;
    if (!(g->density[k] > g->density[k - 1] && g->density[k] >= g->density[k + 1])) continue;
    if (count) ends[count - 1] = g->start + g->step * (double)lowest;
    modes[count++] =
        (mode){.at = g->start + g->step * (double)k, .lowest = INFINITY, .highest = -INFINITY};
    lowest = k;
  }
  if (count) ends[count - 1] = INFINITY;
  return count;
}

static int by_weight(const void *a, const void *b) {
  const mode *x = a, *y = b;
  return (x->weight < y->weight) - (x->weight > y->weight);
}

/* Fills modes, heaviest first; which[i]: the mode of model i by its number from below. */
static int32_t find_modes(const sdg16_mse *mse, const mixture *m, mode **out, int64_t *count,
                          int64_t *which, sdg16i_arena *arena, sdg16_error *error) {
  grid g;
  *count = 0;
  if (make_grid(m, &g, arena)) return sdg16i_fail_memory(error);
  mode *modes = *out = sdg16i_arena_array(arena, g.points / 2 + 1, sizeof *modes);
  double *ends = sdg16i_arena_array(arena, g.points / 2 + 1, sizeof *ends);
  if (!modes || !ends) return sdg16i_fail_memory(error);
  *count = find_maxima(&g, modes, ends);
  for (int64_t k = 0; k < *count; k++) {
    modes[k].at = climb_to_mode(m, modes[k].at);
    modes[k].number = k;
  }
  for (int64_t i = 0; i < m->models; i++) {
    which[i] = -1;
    if (!(m->weight[i] > 0)) continue;
    int64_t k = 0;
    while (m->at[i] > ends[k]) k++;
    double total = mse->cells->n + mse->candidates.list[i].hidden;
    which[i] = k;
    modes[k].weight += m->weight[i];
    modes[k].models++;
    modes[k].lowest = fmin(modes[k].lowest, total);
    modes[k].highest = fmax(modes[k].highest, total);
  }
  sdg16i_sort(modes, *count, sizeof *modes, by_weight);
  while (*count && !modes[*count - 1].models) --*count; /* a maximum between two models */
  return SDG16_OK;
}

static int32_t make_table(sdg16_mse *mse, const mode *modes, int64_t count,
                          sdg16_error *error) {
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_MODES, count, error);
  for (int64_t k = 0; k < count; k++) {
    sdg16i_put_real(&r, k, SDG16I_MODES_TOTAL, mse->cells->n + exp(modes[k].at));
    sdg16i_put_real(&r, k, SDG16I_MODES_WEIGHT, modes[k].weight);
    sdg16i_put_whole(&r, k, SDG16I_MODES_MODELS, modes[k].models);
    sdg16i_put_real(&r, k, SDG16I_MODES_LOWEST, modes[k].lowest);
    sdg16i_put_real(&r, k, SDG16I_MODES_HIGHEST, modes[k].highest);
  }
  return sdg16i_rows_end(&r, &mse->modes);
}

static int has_weight(const mixture *m) {
  for (int64_t i = 0; i < m->models; i++)
    if (m->weight[i] > 0) return 1;
  return 0;
}

int32_t sdg16i_modes_table(sdg16_mse *mse, sdg16_error *error) {
  sdg16i_arena arena = {0};
  mixture m = {0};
  int64_t count = 0;
  mode *modes = NULL;
  int32_t status = SDG16_OK;
  if (mse->candidates.count && sdg16_model_has_estimate(mse->status)) {
    status = mix_candidates(mse, &m, &arena, error);
    int64_t *which = sdg16i_arena_array(&arena, m.models, sizeof *which);
    if (!status && !which) status = sdg16i_fail_memory(error);
    if (!status && has_weight(&m))
      status = find_modes(mse, &m, &modes, &count, which, &arena, error);
    for (int64_t i = 0; !status && i < m.models; i++)
      for (int64_t k = 0; k < count; k++)
        if (modes[k].number == which[i]) mse->candidates.list[i].mode = (int32_t)k + 1;
  }
  if (!status) status = make_table(mse, modes, count, error);
  sdg16i_arena_free(&arena);
  return status;
}

/* ---- of the draws ---- */

int32_t sdg16i_draw_modes_table(const sdg16_draws *draws, int64_t cell, sdg16_table **out,
                                sdg16_error *error) {
  sdg16i_draw_mode modes[SDG16I_MOST_DRAW_MODES];
  int64_t count;
  int32_t status = sdg16i_draw_modes(draws, cell, modes, &count, error);
  if (status) return status;
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_DRAW_MODES, count, error);
  for (int64_t k = 0; k < count; k++) {
    sdg16i_put_real(&r, k, SDG16I_DRAW_MODES_TOTAL, modes[k].total);
    sdg16i_put_real(&r, k, SDG16I_DRAW_MODES_SHARE, modes[k].share);
    sdg16i_put_real(&r, k, SDG16I_DRAW_MODES_LOWEST, modes[k].lowest);
    sdg16i_put_real(&r, k, SDG16I_DRAW_MODES_HIGHEST, modes[k].highest);
  }
  return sdg16i_rows_end(&r, out);
}
