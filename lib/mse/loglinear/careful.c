#include "mse/loglinear/careful.h"

#include "base/error.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int32_t sdg16i_careful_init(sdg16i_careful *s, int32_t lists, int64_t terms,
                            sdg16_error *error) {
  int64_t size = INT64_C(1) << lists;
  *s = (sdg16i_careful){.lists = lists, .size = size, .terms = terms};
  s->eta = sdg16i_array(size, sizeof *s->eta);
  s->mu = sdg16i_array(size, sizeof *s->mu);
  s->z = sdg16i_array(size, sizeof *s->z);
  s->h = sdg16i_array(terms * (terms + 1), sizeof *s->h);
  s->alpha = sdg16i_array(terms, sizeof *s->alpha);
  s->step = sdg16i_array(terms, sizeof *s->step);
  if (s->eta && s->mu && s->z && s->h && s->alpha && s->step) return SDG16_OK;
  sdg16i_careful_clear(s);
  return sdg16i_fail_memory(error);
}

void sdg16i_careful_clear(sdg16i_careful *s) {
  free(s->eta);
  free(s->mu);
  free(s->z);
  free(s->h);
  free(s->alpha);
  free(s->step);
  *s = (sdg16i_careful){0};
}

/* ---- at one point ---- */

static void transform_table(sdg16i_dd *table, int64_t size, int supersets) {
  for (int64_t bit = 1; bit < size; bit <<= 1)
    for (int64_t c = 0; c < size; c++)
      if (!(c & bit)) {
        sdg16i_dd *without = &table[c], *with = &table[c | bit];
        if (supersets)
          *without = sdg16i_dd_add(*without, *with);
        else
          *with = sdg16i_dd_add(*with, *without);
      }
}

/* Log means, means and their superset sums at s->alpha; returns sum n eta - mu. */
static sdg16i_dd evaluate_point(sdg16i_careful *s, const sdg16i_problem *problem) {
  memset(s->eta, 0, (size_t)s->size * sizeof *s->eta);
  sdg16i_dd loglik = {0, 0};
  for (int64_t i = 0; i < problem->p; i++) {
    s->eta[problem->term[i]] = s->alpha[i];
    sdg16i_dd margin = sdg16i_dd_of(problem->margin[problem->term[i]]);
    loglik = sdg16i_dd_add(loglik, sdg16i_dd_multiply(margin, s->alpha[i]));
  }
  transform_table(s->eta, s->size, 0);
  for (int64_t c = 0; c < s->size; c++)
    s->z[c] = s->mu[c] = problem->alive[c] > 0 ? sdg16i_dd_exp(s->eta[c]) : (sdg16i_dd){0, 0};
  transform_table(s->z, s->size, 1);
  return sdg16i_dd_subtract(loglik, s->z[0]);
}

/* A pivot below this part of its diagonal element is lost even here. */
#define LEAST_PIVOT 1e-28

/* target[k] -= factor row[k] */
static void subtract_row(sdg16i_dd *target, const sdg16i_dd *row, sdg16i_dd factor,
                         int64_t from, int64_t to) {
  for (int64_t k = from; k < to; k++)
    target[k] = sdg16i_dd_subtract(target[k], sdg16i_dd_multiply(factor, row[k]));
}

/* H = L D L' as D L' in place, the score in the last column becoming L^-1 g; the rank. */
static int64_t factor_hessian(sdg16i_careful *s, const sdg16i_problem *problem) {
  int64_t p = problem->p, stride = p + 1, rank = 0;
  for (int64_t i = 0; i < p; i++) {
    uint32_t term = problem->term[i];
    for (int64_t k = i; k < p; k++) s->h[i * stride + k] = s->z[term | problem->term[k]];
    s->h[i * stride + p] = sdg16i_dd_subtract(sdg16i_dd_of(problem->margin[term]), s->z[term]);
  }
  for (int64_t j = 0; j < p; j++) {
    const sdg16i_dd *row = s->h + j * stride;
    if (!(row[j].high > LEAST_PIVOT * s->z[problem->term[j]].high)) return rank;
    rank++;
    for (int64_t i = j + 1; i < p; i++)
      subtract_row(s->h + i * stride, row, sdg16i_dd_divide(row[i], row[j]), i, stride);
  }
  return rank;
}

/* x := L'^-1 D^-1 x */
static void substitute_back(const sdg16i_careful *s, int64_t p, sdg16i_dd *x) {
  for (int64_t j = p - 1; j >= 0; j--) {
    const sdg16i_dd *row = s->h + j * (p + 1);
    for (int64_t k = j + 1; k < p; k++)
      x[j] = sdg16i_dd_subtract(x[j], sdg16i_dd_multiply(row[k], x[k]));
    x[j] = sdg16i_dd_divide(x[j], row[j]);
  }
}

/* The Newton step from the factored Hessian; returns the squared decrement. */
static double find_step(sdg16i_careful *s, int64_t p) {
  sdg16i_dd squares = {0, 0};
  for (int64_t j = 0; j < p; j++) {
    const sdg16i_dd *row = s->h + j * (p + 1);
    s->step[j] = row[p];
    squares =
        sdg16i_dd_add(squares, sdg16i_dd_divide(sdg16i_dd_multiply(row[p], row[p]), row[j]));
  }
  substitute_back(s, p, s->step);
  return squares.high;
}

/* ---- to the maximum ---- */

/* The greatest growth of a log mean that the step brings. */
static double growth(const sdg16i_careful *s, const sdg16i_problem *problem, double *delta) {
  double most = 0;
  memset(delta, 0, (size_t)s->size * sizeof *delta);
  for (int64_t i = 0; i < problem->p; i++) delta[problem->term[i]] = s->step[i].high;
  for (int64_t bit = 1; bit < s->size; bit <<= 1)
    for (int64_t c = 0; c < s->size; c++)
      if (c & bit) delta[c] += delta[c ^ bit];
  for (int64_t c = 0; c < s->size; c++)
    if (problem->alive[c] > 0) most = fmax(most, delta[c]);
  return most;
}

static void advance_alpha(sdg16i_careful *s, int64_t p, double factor) {
  for (int64_t i = 0; i < p; i++)
    s->alpha[i] =
        sdg16i_dd_add(s->alpha[i], sdg16i_dd_multiply(s->step[i], sdg16i_dd_of(factor)));
}

/* Most steps: a mean that falls towards 1e-30 falls by a factor e a step. */
#define MOST_STEPS 250
#define MOST_GROWTH 4.0
#define CLOSE_ENOUGH 1e-18

/* From s->alpha. */
static void climb_likelihood(sdg16i_careful *s, const sdg16i_problem *problem,
                             sdg16i_maximum *out) {
  sdg16i_dd loglik = evaluate_point(s, problem);
  for (;;) {
    out->rank = factor_hessian(s, problem);
    if (out->rank < problem->p) return;
    out->decrement = find_step(s, problem->p);
    if (!(out->decrement < INFINITY) || out->steps >= MOST_STEPS) return;
    out->steps++;
    if (out->decrement <= CLOSE_ENOUGH) {
      out->converged = 1;
      advance_alpha(s, problem->p, 1);
      evaluate_point(s, problem);
      return;
    }
    /* eta is made anew at the next point: its room serves the doubles of the step */
    double most = growth(s, problem, (double *)s->eta);
    double part = most > MOST_GROWTH ? MOST_GROWTH / most : 1;
    advance_alpha(s, problem->p, part);
    sdg16i_dd next = evaluate_point(s, problem);
    for (int halvings = 0; halvings < 60; halvings++) {
      if (sdg16i_dd_subtract(next, loglik).high >= -1e-28 * fabs(loglik.high)) break;
      part *= 0.5;
      advance_alpha(s, problem->p, -part);
      next = evaluate_point(s, problem);
    }
    loglik = next;
  }
}

/* sum n (log n - eta) - (n - mu), twice. */
static double deviance_of(const sdg16i_careful *s, const sdg16i_cells *cells) {
  sdg16i_dd sum = {0, 0};
  for (int64_t c = 1; c < s->size; c++) {
    double n = cells->count[c];
    if (n > 0) {
      sdg16i_dd part = sdg16i_dd_subtract(sdg16i_dd_log(n), s->eta[c]);
      part = sdg16i_dd_subtract(sdg16i_dd_multiply(part, sdg16i_dd_of(n)), sdg16i_dd_of(n));
      sum = sdg16i_dd_add(sum, part);
    }
    sum = sdg16i_dd_add(sum, s->mu[c]);
  }
  return 2 * fmax(sum.high, 0);
}

static int load_start(sdg16i_careful *s, int64_t p, const double *alpha) {
  int finite = 1;
  for (int64_t i = 0; i < p; i++) {
    s->alpha[i] = sdg16i_dd_of(alpha[i]);
    finite = finite && fabs(alpha[i]) < 600;
  }
  return finite;
}

/* All alive cells alike: the intercept, the first term, alone. */
static void load_even(sdg16i_careful *s, const sdg16i_problem *problem) {
  double alive = 0;
  for (int64_t c = 0; c < s->size; c++) alive += problem->alive[c];
  memset(s->alpha, 0, (size_t)problem->p * sizeof *s->alpha);
  s->alpha[0] = sdg16i_dd_of(log(problem->margin[0] / alive));
}

void sdg16i_careful_maximise(sdg16i_careful *s, const sdg16i_cells *cells,
                             const sdg16i_problem *problem, const double *second, double *alpha,
                             sdg16i_maximum *out) {
  int64_t p = problem->p;
  *out = (sdg16i_maximum){.supremum = INFINITY};
  for (int attempt = 0; attempt < 3 && !out->converged; attempt++) {
    if (attempt == 1 && !second) continue;
    if (attempt == 2)
      load_even(s, problem);
    else if (!load_start(s, p, attempt ? second : alpha))
      continue;
    int32_t steps = out->steps;
    out->steps = 0;
    climb_likelihood(s, problem, out);
    out->steps += steps;
  }
  if (!out->converged) return;
  out->loglik = -0.5 * deviance_of(s, cells);
  for (int64_t i = 0; i < p; i++) alpha[i] = s->alpha[i].high;
}

/* Column k of the inverse of the factored Hessian: the covariances of coefficient k. */
static void find_covariances(sdg16i_careful *s, int64_t p, int64_t k, double *out) {
  memset(s->step, 0, (size_t)p * sizeof *s->step);
  s->step[k] = sdg16i_dd_of(1);
  for (int64_t j = k; j < p; j++) { /* L^-1 of the unit vector */
    const sdg16i_dd *row = s->h + j * (p + 1);
    sdg16i_dd factor = sdg16i_dd_divide(s->step[j], row[j]);
    subtract_row(s->step, row, factor, j + 1, p);
  }
  substitute_back(s, p, s->step);
  for (int64_t i = 0; i < p; i++) out[i] = s->step[i].high;
}

int32_t sdg16i_careful_fit(const sdg16i_cells *cells, const sdg16i_problem *problem,
                           double *alpha, double *se, double *mean, sdg16i_maximum *out,
                           sdg16_error *error) {
  sdg16i_careful s;
  int64_t p = problem->p;
  int32_t status = sdg16i_careful_init(&s, cells->lists, p, error);
  if (status) return status;
  double *covariance = sdg16i_array(p, sizeof *covariance);
  if (covariance) {
    sdg16i_careful_maximise(&s, cells, problem, NULL, alpha, out);
    if (out->converged) factor_hessian(&s, problem); /* behind the last step */
    for (int64_t c = 0; out->converged && c < s.size; c++) mean[c] = s.mu[c].high;
    for (int64_t k = 0; out->converged && k < p; k++) {
      find_covariances(&s, p, k, covariance);
      se[k] = sqrt(covariance[k]);
    }
  } else {
    status = sdg16i_fail_memory(error);
  }
  free(covariance);
  sdg16i_careful_clear(&s);
  return status;
}
