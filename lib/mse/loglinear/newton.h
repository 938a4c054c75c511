/* Maximum likelihood by Newton's method on zeta transforms.
 *
 * For log mu = sum over the terms t of the model, t subset of c, of alpha(t):
 * the subset sums of alpha are log mu, and with Z the superset sums of mu the
 * score is n*(t) - Z(t) and the Hessian H(a, b) = Z(a | b): no design matrix. */
#ifndef SDG16I_MSE_LOGLINEAR_NEWTON_H
#define SDG16I_MSE_LOGLINEAR_NEWTON_H

#include <sdg16/base.h>

/* Scratch for one thread, for tables of `lists` lists and up to `terms` terms. */
typedef struct sdg16i_newton {
  int32_t lists;
  int64_t size, terms;
  double *eta, *mu, *z, *delta; /* 2^lists */
  double *h, *inverse, *step;   /* terms x stride; terms; stride (num/linalg.h) */
} sdg16i_newton;

int32_t sdg16i_newton_init(sdg16i_newton *newton, int32_t lists, int64_t terms,
                           sdg16_error *error);
void sdg16i_newton_clear(sdg16i_newton *newton);

/* One problem: terms with positive margins; `alive` holds 1 for the cells that
 * count and 0 for the others, the unobserved cell 0 among them. */
typedef struct sdg16i_problem {
  int64_t p;
  const uint32_t *term;
  const double *margin; /* n*(t), indexed by the mask t */
  const double *alive;  /* 2^lists */
} sdg16i_problem;

/* When the iteration stops. */
typedef struct sdg16i_newton_target {
  double decrement; /* squared Newton decrement g' H^-1 g below which the last step is taken */
  int32_t steps;    /* most Newton steps */
  double below; /* stop as soon as the supremum of the log-likelihood is proved below this */
  double reach; /* stop as soon as the log-likelihood is at least this ...; if infinite, the
                   maximum is wanted and no supremum is proved */
  double near;  /* ... and the squared decrement at most this */
  double drift; /* stop when a log mean below this falls by more than 1 in a step: it
                   runs off to -infinity, and no bound is proved until it is there */
} sdg16i_newton_target;

/* TIGHT: up to rounding, for reported fits. CLOSE: for the many fits of a search, with an error
 * of some 1e-13 standard errors after the last step. */
#define SDG16I_TIGHT ((sdg16i_newton_target){1e-16, 200, -INFINITY, INFINITY, 0, -INFINITY})
#define SDG16I_CLOSE ((sdg16i_newton_target){1e-13, 200, -INFINITY, INFINITY, 0, -INFINITY})

typedef struct sdg16i_maximum {
  double loglik;    /* sum n eta - mu over the alive cells, at alpha */
  double supremum;  /* proved upper bound of the log-likelihood; +infinity if none */
  int32_t proved;   /* 1: by the last point, where newton->mu and ->delta are left */
  double decrement; /* the last */
  int32_t steps;
  int32_t converged; /* 1: the decrement met the target */
  int32_t drifting;  /* 1: ended by target.drift */
  int64_t rank;      /* of the last Hessian */
} sdg16i_maximum;

/* Maximises from the start in alpha (p numbers), which receives the maximum.
 * With a rank of less than p the maximum is lost in rounding. newton->eta and ->mu are left
 * at the point before the last step.
 *
 * The proved bound: at alpha with means mu let d be the Newton step's change of
 * each log mean. If every d >= -1, nu = mu (1 + d) has exactly the observed
 * margins, so by duality the supremum is at most
 *   loglik + sum mu phi(d), phi(d) = (1 + d) log(1 + d) - d,
 * and phi(d) <= k d^2 with k between 1/2 and 1 by the least d, sum mu d^2 being the
 * squared decrement. */
void sdg16i_maximise(sdg16i_newton *newton, const sdg16i_problem *problem,
                     const sdg16i_newton_target *target, double *alpha, sdg16i_maximum *out);

/* Fills newton->mu with the means and ->z with their superset sums at alpha,
 * and factors the Hessian into ->h and ->inverse. Returns its rank. */
int64_t sdg16i_newton_factor(sdg16i_newton *newton, const sdg16i_problem *problem,
                             const double *alpha);

/* x := H^-1 x with the factor of the last call of the two above (p numbers, padded to the
 * stride). */
void sdg16i_newton_solve(const sdg16i_newton *newton, int64_t p, double *x);

/* The whole inverse: p rows of stride sdg16i_stride(p) (num/linalg.h). */
void sdg16i_newton_inverse(const sdg16i_newton *newton, int64_t p, double *out);

#endif
