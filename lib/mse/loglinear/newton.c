#include "mse/loglinear/newton.h"

#include "base/error.h"
#include "base/memory.h"
#include "num/linalg.h"
#include "num/vector.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int32_t sdg16i_newton_init(sdg16i_newton *newton, int32_t lists, int64_t terms,
                           sdg16_error *error) {
  int64_t size = INT64_C(1) << lists;
  *newton = (sdg16i_newton){.lists = lists, .size = size, .terms = terms};
  newton->eta = sdg16i_array(size, sizeof(double));
  newton->mu = sdg16i_array(size, sizeof(double));
  newton->z = sdg16i_array(size, sizeof(double));
  newton->delta = sdg16i_array(size, sizeof(double));
  newton->h = sdg16i_array(terms * sdg16i_stride(terms), sizeof(double));
  newton->inverse = sdg16i_array(terms, sizeof(double));
  newton->step = sdg16i_array(sdg16i_stride(terms), sizeof(double));
  if (newton->eta && newton->mu && newton->z && newton->delta && newton->h && newton->inverse &&
      newton->step)
    return SDG16_OK;
  sdg16i_newton_clear(newton);
  return sdg16i_fail_memory(error);
}

void sdg16i_newton_clear(sdg16i_newton *newton) {
  free(newton->eta);
  free(newton->mu);
  free(newton->z);
  free(newton->delta);
  free(newton->h);
  free(newton->inverse);
  free(newton->step);
  *newton = (sdg16i_newton){0};
}

/* The kernels are written once for any number of lists and compiled for each
 * small one, where the compiler unrolls the transforms. */
#define DISPATCH(lists, call)                                                                  \
  switch (lists) {                                                                             \
  case 3:                                                                                      \
    call(3);                                                                                   \
    break;                                                                                     \
  case 4:                                                                                      \
    call(4);                                                                                   \
    break;                                                                                     \
  case 5:                                                                                      \
    call(5);                                                                                   \
    break;                                                                                     \
  case 6:                                                                                      \
    call(6);                                                                                   \
    break;                                                                                     \
  case 8:                                                                                      \
    call(8);                                                                                   \
    break;                                                                                     \
  default:                                                                                     \
    call(lists);                                                                               \
    break;                                                                                     \
  }

SDG16I_INLINE void scatter_values(double *table, int64_t size, const sdg16i_problem *problem,
                                  const double *values) {
  memset(table, 0, (size_t)size * sizeof *table);
  for (int64_t i = 0; i < problem->p; i++) table[problem->term[i]] = values[i];
}

/* mu = exp(eta) on the alive cells, z = superset sums; returns sum n eta - mu. */
SDG16I_INLINE double means_l(sdg16i_newton *newton, const sdg16i_problem *problem,
                             const double *alpha, int32_t lists) {
  int64_t size = INT64_C(1) << lists;
  double *restrict mu = newton->mu, *restrict z = newton->z;
  const double *restrict eta = newton->eta, *restrict alive = problem->alive;
  for (int64_t c = 0; c < size; c++) mu[c] = z[c] = alive[c] * sdg16i_exp(eta[c]);
  sdg16i_superset_sums(z, lists);
  double loglik = -z[0];
  for (int64_t i = 0; i < problem->p; i++)
    loglik += alpha[i] * problem->margin[problem->term[i]];
  return loglik;
}

/* delta = subset sums of the step; its extremes over the alive cells. */
SDG16I_INLINE void spread_step_l(sdg16i_newton *newton, const sdg16i_problem *problem,
                                 double *least, double *most, int32_t lists) {
  int64_t size = INT64_C(1) << lists;
  scatter_values(newton->delta, size, problem, newton->step);
  sdg16i_subset_sums(newton->delta, lists);
  sdg16i_v4 low = {0, 0, 0, 0}, high = {0, 0, 0, 0};
  for (int64_t c = 0; c < size; c += 4) {
    sdg16i_v4 d =
        *(const sdg16i_v4 *)(problem->alive + c) * *(const sdg16i_v4 *)(newton->delta + c);
    sdg16i_v4 negative = -d;
    sdg16i_lower(&low, &d);
    sdg16i_lower(&high, &negative); /* the greatest with its sign changed */
  }
  *least = fmin(fmin(low[0], low[1]), fmin(low[2], low[3]));
  *most = -fmin(fmin(high[0], high[1]), fmin(high[2], high[3]));
}

SDG16I_CLONES static double means(sdg16i_newton *newton, const sdg16i_problem *problem,
                                  const double *alpha) {
  double loglik;
#define CALL(L) loglik = means_l(newton, problem, alpha, L)
  DISPATCH(newton->lists, CALL)
#undef CALL
  return loglik;
}

SDG16I_CLONES static void spread_step(sdg16i_newton *newton, const sdg16i_problem *problem,
                                      double *least, double *most){
#define CALL(L) spread_step_l(newton, problem, least, most, L)
    DISPATCH(newton->lists, CALL)
#undef CALL
}

SDG16I_CLONES static void fill_eta(sdg16i_newton *newton, const sdg16i_problem *problem,
                                   const double *alpha) {
#define CALL(L)                                                                                \
  scatter_values(newton->eta, INT64_C(1) << (L), problem, alpha);                              \
  sdg16i_subset_sums(newton->eta, L)
  DISPATCH(newton->lists, CALL)
#undef CALL
}

/* Factors the Hessian, the score beside it. */
SDG16I_CLONES static int64_t hessian(sdg16i_newton *newton, const sdg16i_problem *problem) {
  int64_t p = problem->p, stride = sdg16i_stride(p);
  const uint32_t *restrict term = problem->term;
  const double *restrict z = newton->z;
  for (int64_t i = 0; i < p; i++) {
    double *restrict row = newton->h + i * stride;
    for (int64_t k = i & ~INT64_C(3); k < p; k++) row[k] = z[term[i] | term[k]];
    sdg16i_pad(row, p);
    row[p] = problem->margin[term[i]] - z[term[i]];
  }
  return sdg16i_factor(newton->h, newton->inverse, p);
}

/* A margin (in persons) matched as well as this counts as matched. */
#define UNMATCHED 1e-7

/* Newton step for the score, with the Hessian just factored or, as a chord, with one
 * before; returns the squared decrement. `loose` receives the largest margin that the step
 * may leave unmatched because its row was dependent. */
SDG16I_CLONES static double newton_step(sdg16i_newton *newton, const sdg16i_problem *problem,
                                        int chord, double *loose) {
  int64_t p = problem->p, stride = sdg16i_stride(p);
  double decrement;
  if (chord) {
    for (int64_t i = 0; i < p; i++)
      newton->step[i] = problem->margin[problem->term[i]] - newton->z[problem->term[i]];
    decrement = sdg16i_forward(newton->h, newton->inverse, p, newton->step);
  } else {
    decrement = sdg16i_reduced(newton->h, newton->inverse, p, newton->step);
  }
  *loose = 0;
  for (int64_t i = 0; i < p; i++) {
    if (newton->h[i * (stride + 1)] != 0) continue;
    double *left = &newton->step[i]; /* of the margin, behind a dependent row */
    *loose = fmax(*loose, fabs(*left));
    if (fabs(*left) > UNMATCHED) continue;
    decrement -= *left * *left * newton->inverse[i]; /* rounding: it moves nothing */
    *left = 0;
  }
  sdg16i_backward(newton->h, newton->inverse, p, newton->step);
  return decrement;
}

SDG16I_CLONES static void take_step(sdg16i_newton *newton, const sdg16i_problem *problem,
                                    double factor, double *alpha) {
  for (int64_t c = 0; c < newton->size; c++) newton->eta[c] += factor * newton->delta[c];
  for (int64_t i = 0; i < problem->p; i++) alpha[i] += factor * newton->step[i];
}

/* phi(d) = (1 + d) log(1 + d) - d is at most gain_bound(least) d^2 for all d >= least,
 * as phi(d) / d^2 falls in d: from 1 at d = -1 to 1/2 at d = 0 and on. */
static double gain_bound(double least) {
  if (least <= -1) return 1;
  if (least > -1e-3) return 0.5 - least / 6 + 1e-6;
  return ((1 + least) * log1p(least) - least) / (least * least);
}

/* What the log-likelihood is summed from: a bound is no better than the rounding of
 * its largest parts, which from a bad start are huge and cancel. One with more rounding
 * than MOST_ROUNDING proves nothing (seen: parts of 3e16 lost 340, 1.2e-14 of them). */
#define ROUNDING 1e-13
#define MOST_ROUNDING 0.5
static double magnitude(const sdg16i_newton *newton, const sdg16i_problem *problem,
                        const double *alpha) {
  double sum = newton->z[0];
  for (int64_t i = 0; i < problem->p; i++)
    sum += fabs(alpha[i]) * problem->margin[problem->term[i]];
  return sum;
}

static int has_drift(const sdg16i_newton *newton, const sdg16i_problem *problem, double drift) {
  for (int64_t c = 0; c < newton->size; c++)
    if (newton->delta[c] < -1 && newton->eta[c] < drift && problem->alive[c] > 0) return 1;
  return 0;
}

/* Newton's steps square the decrement. One that falls no further is made up of rounding:
 * in large tables with rare histories that can be more than the target. Below this the
 * maximum is then as near as it gets, within 1e-5 standard errors. */
#define STALLED 1e-10

/* Below this squared decrement the next step does with the factor at hand: what it leaves
 * is in proportion to the change of the Hessian, itself in proportion to this step. */
#define CHORD 1e-8

void sdg16i_maximise(sdg16i_newton *newton, const sdg16i_problem *problem,
                     const sdg16i_newton_target *target, double *alpha, sdg16i_maximum *out) {
  const double largest = 4.0; /* growth of a log mean in one step: beyond it the
                                 quadratic model says nothing */
  int bounding = target->reach < INFINITY, chord = 0;
  double last = INFINITY; /* decrement of the step that was taken last */
  *out = (sdg16i_maximum){.supremum = INFINITY};
  fill_eta(newton, problem, alpha);
  out->loglik = means(newton, problem, alpha);
  for (;;) {
    double least, most, loose;
    if (!chord) out->rank = hessian(newton, problem);
    out->decrement = newton_step(newton, problem, chord, &loose);
    out->converged = out->decrement <= target->decrement ||
                     (out->decrement <= STALLED && out->decrement > 0.1 * last);
    if (chord && !out->converged) { /* not as near as it seemed */
      chord = 0;
      continue;
    }
    if (bounding) {
      spread_step(newton, problem, &least, &most);
      out->proved = 0;
      if (least >= -1 && loose <= UNMATCHED) {
        double rounding = ROUNDING * (magnitude(newton, problem, alpha) + out->decrement);
        out->proved = rounding < MOST_ROUNDING;
        if (out->proved)
          out->supremum = out->loglik + gain_bound(least) * out->decrement + rounding;
      }
      if (out->supremum < target->below) return;
      out->drifting = least < -1 && has_drift(newton, problem, target->drift);
      if (out->drifting) return;
      if (out->loglik >= target->reach && out->decrement <= target->near) return;
    }
    if (out->converged) { /* the last step gains half the decrement: no need to look */
      for (int64_t i = 0; i < problem->p; i++) alpha[i] += newton->step[i];
      out->loglik += 0.5 * out->decrement;
      out->steps++;
      return;
    }
    if (out->steps >= target->steps) return;
    out->steps++;
    if (!bounding) spread_step(newton, problem, &least, &most);
    double before = out->loglik, factor = most > largest ? largest / most : 1, total = factor;
    take_step(newton, problem, factor, alpha);
    out->loglik = means(newton, problem, alpha);
    /* the likelihood is concave: halve until it does not fall, up to rounding */
    for (int halvings = 0; halvings < 60; halvings++) {
      if (out->loglik >= before - 1e-13 * fabs(before)) break;
      take_step(newton, problem, -0.5 * total, alpha);
      total *= 0.5;
      out->loglik = means(newton, problem, alpha);
    }
    last = out->decrement;
    chord = !bounding && last <= CHORD;
  }
}

int64_t sdg16i_newton_factor(sdg16i_newton *newton, const sdg16i_problem *problem,
                             const double *alpha) {
  fill_eta(newton, problem, alpha);
  means(newton, problem, alpha);
  return hessian(newton, problem);
}

SDG16I_CLONES static void invert_hessian(const sdg16i_newton *newton, int64_t p, double *out) {
  sdg16i_inverse(newton->h, newton->inverse, p, out);
}

void sdg16i_newton_inverse(const sdg16i_newton *newton, int64_t p, double *out) {
  invert_hessian(newton, p, out);
}

void sdg16i_newton_solve(const sdg16i_newton *newton, int64_t p, double *x) {
  sdg16i_forward(newton->h, newton->inverse, p, x);
  sdg16i_backward(newton->h, newton->inverse, p, x);
}
