#include "mse/covariates/cross_fit.h"

#include "base/error.h"
#include "num/linalg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int32_t sdg16i_cross_newton_init(sdg16i_cross_newton *newton, const sdg16i_cross *cross,
                                 int64_t columns, sdg16_error *error) {
  int64_t cells = cross->histories * cross->width;
  *newton = (sdg16i_cross_newton){.columns = columns};
  newton->eta = sdg16i_array(cells, sizeof(double));
  newton->mu = sdg16i_array(cells, sizeof(double));
  newton->sum = sdg16i_array(cells, sizeof(double));
  newton->delta = sdg16i_array(cells, sizeof(double));
  newton->h = sdg16i_array(columns * sdg16i_stride(columns), sizeof(double));
  newton->inverse = sdg16i_array(columns, sizeof(double));
  newton->step = sdg16i_array(sdg16i_stride(columns), sizeof(double));
  if (newton->eta && newton->mu && newton->sum && newton->delta && newton->h &&
      newton->inverse && newton->step)
    return SDG16_OK;
  sdg16i_cross_newton_clear(newton);
  return sdg16i_fail_memory(error);
}

void sdg16i_cross_newton_clear(sdg16i_cross_newton *newton) {
  free(newton->eta);
  free(newton->mu);
  free(newton->sum);
  free(newton->delta);
  free(newton->h);
  free(newton->inverse);
  free(newton->step);
  *newton = (sdg16i_cross_newton){0};
}

SDG16I_INLINE double dot(const double *restrict a, const double *restrict b, int64_t width) {
  sdg16i_v4 sum = {0, 0, 0, 0};
  for (int64_t x = 0; x < width; x += 4)
    sum += *(const sdg16i_v4 *)(a + x) * *(const sdg16i_v4 *)(b + x);
  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

SDG16I_INLINE double dot3(const double *restrict a, const double *restrict b,
                          const double *restrict c, int64_t width) {
  sdg16i_v4 sum = {0, 0, 0, 0};
  for (int64_t x = 0; x < width; x += 4)
    sum +=
        *(const sdg16i_v4 *)(a + x) * *(const sdg16i_v4 *)(b + x) * *(const sdg16i_v4 *)(c + x);
  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

SDG16I_CLONES void sdg16i_cross_products(const sdg16i_cross *cross,
                                         const sdg16i_cross_columns *columns, const double *sum,
                                         int64_t column, int64_t from, int64_t to,
                                         double *out) {
  uint32_t lists = columns->lists[column];
  for (int64_t j = from; j < to; j++)
    out[j - from] = dot3(columns->at[column], columns->at[j],
                         sum + (lists | columns->lists[j]) * cross->width, cross->width);
}

SDG16I_CLONES double sdg16i_cross_column_sum(const sdg16i_cross *cross,
                                             const sdg16i_cross_columns *columns,
                                             const double *sum, int64_t column) {
  return dot(columns->at[column], sum + columns->lists[column] * cross->width, cross->width);
}

SDG16I_CLONES void sdg16i_cross_margins(const sdg16i_cross *cross,
                                        const sdg16i_cross_columns *columns,
                                        const double *count_sums, double *margin) {
  for (int64_t j = 0; j < columns->p; j++)
    margin[j] =
        dot(columns->at[j], count_sums + columns->lists[j] * cross->width, cross->width);
}

/* mu = exp(eta) on the alive cells, and its superset sums; returns sum n eta - mu. */
SDG16I_CLONES static double find_means(sdg16i_cross_newton *newton,
                                       const sdg16i_cross_problem *problem,
                                       const double *beta) {
  int64_t cells = problem->cross->histories * problem->cross->width;
  double *restrict mu = newton->mu, *restrict sum = newton->sum, total = 0, loglik = 0;
  const double *restrict eta = newton->eta, *restrict alive = problem->alive;
  for (int64_t c = 0; c < cells; c++) mu[c] = sum[c] = alive[c] * sdg16i_exp(eta[c]);
  sdg16i_cross_superset_sums(problem->cross, sum);
  for (int64_t x = 0; x < problem->cross->width; x++) total += sum[x];
  for (int64_t j = 0; j < problem->columns.p; j++) loglik += beta[j] * problem->margin[j];
  return loglik - total;
}

/* Factors the information, the score beside it; returns the rank. */
SDG16I_CLONES int64_t sdg16i_cross_information(sdg16i_cross_newton *newton,
                                               const sdg16i_cross_problem *problem) {
  const sdg16i_cross_columns *columns = &problem->columns;
  int64_t p = columns->p, stride = sdg16i_stride(p), width = problem->cross->width;
  for (int64_t i = 0; i < p; i++) {
    double *restrict row = newton->h + i * stride;
    for (int64_t k = i & ~INT64_C(3); k < i; k++) row[k] = 0;
    for (int64_t k = i; k < p; k++)
      row[k] = dot3(columns->at[i], columns->at[k],
                    newton->sum + (columns->lists[i] | columns->lists[k]) * width, width);
    sdg16i_pad(row, p);
    row[p] = problem->margin[i] -
             dot(columns->at[i], newton->sum + columns->lists[i] * width, width);
  }
  return sdg16i_factor_independent(newton->h, newton->inverse, p);
}

/* The Newton step and its squared decrement. */
SDG16I_CLONES static double find_step(sdg16i_cross_newton *newton, int64_t p) {
  double decrement = sdg16i_reduced(newton->h, newton->inverse, p, newton->step);
  sdg16i_backward(newton->h, newton->inverse, p, newton->step);
  return decrement;
}

SDG16I_CLONES double sdg16i_cross_least(const sdg16i_cross *cross, const double *alive,
                                        const double *delta) {
  double least = 0;
  for (int64_t c = 0; c < cross->histories * cross->width; c++) {
    double change = alive[c] * delta[c];
    least = change < least ? change : least;
  }
  return least;
}

SDG16I_CLONES static double most_growth(const sdg16i_cross_newton *newton,
                                        const sdg16i_cross_problem *problem) {
  int64_t cells = problem->cross->histories * problem->cross->width;
  double most = 0;
  for (int64_t c = 0; c < cells; c++) {
    double growth = problem->alive[c] * newton->delta[c];
    most = growth > most ? growth : most;
  }
  return most;
}

SDG16I_CLONES static void take_step(sdg16i_cross_newton *newton,
                                    const sdg16i_cross_problem *problem, double factor,
                                    double *beta) {
  int64_t cells = problem->cross->histories * problem->cross->width;
  for (int64_t c = 0; c < cells; c++) newton->eta[c] += factor * newton->delta[c];
  for (int64_t j = 0; j < problem->columns.p; j++) beta[j] += factor * newton->step[j];
}

/* Constants as of mse/loglinear/newton.c: growth of a log mean in one step beyond which the
 * quadratic model says nothing; the squared decrement at the end, and that from which on a step
 * that falls no further is rounding. */
#define LARGEST_GROWTH 4.0
#define TARGET 1e-16
#define STALLED 1e-10
#define MOST_STEPS 200

/* The likelihood is concave: the step is halved until it does not fall, up to rounding. */
static double climb_step(sdg16i_cross_newton *newton, const sdg16i_cross_problem *problem,
                         double before, double *beta) {
  double most = most_growth(newton, problem);
  double factor = most > LARGEST_GROWTH ? LARGEST_GROWTH / most : 1;
  take_step(newton, problem, factor, beta);
  double loglik = find_means(newton, problem, beta);
  for (int halvings = 0; halvings < 60 && !(loglik >= before - 1e-13 * fabs(before));
       halvings++) {
    factor *= 0.5;
    take_step(newton, problem, -factor, beta);
    loglik = find_means(newton, problem, beta);
  }
  return loglik;
}

/* phi(d) = (1 + d) log(1 + d) - d is at most this times d^2 for all d >= least. */
static double gain_bound(double least) {
  if (least <= -1) return 1;
  if (least > -1e-3) return 0.5 - least / 6 + 1e-6;
  return ((1 + least) * log1p(least) - least) / (least * least);
}

double sdg16i_cross_supremum(double loglik, double decrement, double least) {
  const double rounding = 1e-12; /* of sums over a table, relative */
  if (!(least >= -1)) return INFINITY;
  return loglik + gain_bound(least) * decrement + rounding * fabs(loglik);
}

/* A dependent row whose score is not 0 leaves a sum unmatched, and no bound is proved. */
static int is_matched(const sdg16i_cross_newton *newton, const sdg16i_cross_problem *problem) {
  int64_t p = problem->columns.p, stride = sdg16i_stride(p);
  for (int64_t j = 0; j < p; j++)
    if (newton->inverse[j] == 0 && fabs(newton->h[j * stride + p]) > 1e-7) return 0;
  return 1;
}

/* Is the supremum proved to be below the one asked for? newton->delta is the step's. */
static int is_below(const sdg16i_cross_newton *newton, const sdg16i_cross_problem *problem,
                    double below, const sdg16i_cross_maximum *at) {
  if (!(below > -INFINITY) || !is_matched(newton, problem)) return 0;
  double least = sdg16i_cross_least(problem->cross, problem->alive, newton->delta);
  return sdg16i_cross_supremum(at->loglik, at->decrement, least) < below;
}

void sdg16i_cross_maximise(sdg16i_cross_newton *newton, const sdg16i_cross_problem *problem,
                           double below, double *beta, sdg16i_cross_maximum *out) {
  double last = INFINITY;
  *out = (sdg16i_cross_maximum){0};
  sdg16i_cross_spread(problem->cross, &problem->columns, beta, newton->eta);
  out->loglik = find_means(newton, problem, beta);
  for (;;) {
    out->rank = sdg16i_cross_information(newton, problem);
    out->decrement = find_step(newton, problem->columns.p);
    out->converged =
        out->decrement <= TARGET || (out->decrement <= STALLED && out->decrement > 0.1 * last);
    if (out->steps++ >= MOST_STEPS) return;
    sdg16i_cross_spread(problem->cross, &problem->columns, newton->step, newton->delta);
    out->below = is_below(newton, problem, below, out);
    if (out->below) return;
    if (out->converged) { /* the last step; standard errors need the information behind it */
      take_step(newton, problem, 1, beta);
      out->loglik = find_means(newton, problem, beta);
      sdg16i_cross_information(newton, problem);
      return;
    }
    last = out->decrement;
    out->loglik = climb_step(newton, problem, out->loglik, beta);
  }
}
