/* A bound for all models that charges each further term, for searches with many terms of
 * little effect. On one table.
 *
 * The models M with I in M in U cost penalty(I) + lambda for each further term. Let every
 * model worth finding (criterion at most the threshold) have its coefficient of t between
 * least(t) < 0 and most(t) > 0. Then a further term costs at least lambda |alpha(t)| /
 * most(t), or / -least(t) where alpha(t) < 0: the penalty is bounded by a convex one, and
 *   criterion(M) >= penalty(I) - 2 sup [loglik_U(alpha) - sum w(t) |alpha(t)|],
 * w = lambda / (2 most), lambda / (-2 least). As w |x| >= s x for every s between the two,
 * the supremum is at most that of loglik_U with the margins n*(t) - s(t), s(t) in [-w, w]:
 * an ordinary fit, whose bound (newton.h) stays a proof.
 *
 * And the ranges follow from the bound: where loglik_U(alpha) - s'alpha, worth finding, is
 * at least l, and its supremum with k alpha(t) added is D, alpha(t) <= (D - l) / k. Narrow
 * ranges make dear terms, dear terms a better bound, a better bound narrow ranges. Terms
 * without which, or with which, the bound exceeds the threshold are settled. */
#ifndef SDG16I_MSE_SEARCH_RELAX_H
#define SDG16I_MSE_SEARCH_RELAX_H

#include "base/run.h"
#include "mse/search/evaluate.h"

typedef struct sdg16i_relaxation {
  sdg16i_set inner, upper; /* every model worth finding lies between */
  double bound;            /* proved: no model has a smaller criterion, unless it is ... */
  double threshold;        /* ... found already: those above this are not worth finding */
  double *shift;           /* [interactions] s(t) */
  double *margin;          /* [2^lists] n* less the shifts: for the problem at hand */
  double *alpha;           /* [terms] near the supremum */
} sdg16i_relaxation;

/* From alpha, near the supremum of the largest model. penalty: by the number of parameters,
 * convex. Ends when nothing more is gained or after `fits` fits. The arrays come from the
 * arena. */
int32_t sdg16i_relax(sdg16i_evaluator *evaluator, const double *penalty, double threshold,
                     int64_t fits, const double *alpha, sdg16i_run *run, sdg16i_arena *arena,
                     sdg16i_relaxation *out, sdg16_error *error);

#endif
