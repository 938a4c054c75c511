/* One fitted model of lists and covariates: extended maximum likelihood on the face. */
#ifndef SDG16I_MSE_COVARIATES_CROSS_FIT_H
#define SDG16I_MSE_COVARIATES_CROSS_FIT_H

#include "mse/covariates/cross_face.h"

/* Scratch for one thread, for models of a cross with up to `columns` columns. */
typedef struct sdg16i_cross_newton {
  int64_t columns;
  double *eta, *mu, *sum, *delta; /* [histories][width]; sum: superset sums of mu */
  double *h, *inverse, *step;     /* columns x stride; columns; stride (num/linalg.h) */
} sdg16i_cross_newton;

int32_t sdg16i_cross_newton_init(sdg16i_cross_newton *newton, const sdg16i_cross *cross,
                                 int64_t columns, sdg16_error *error);
void sdg16i_cross_newton_clear(sdg16i_cross_newton *newton);

/* A problem: independent columns, their observed sums, and the cells that count. */
typedef struct sdg16i_cross_problem {
  const sdg16i_cross *cross;
  sdg16i_cross_columns columns;
  const double *margin; /* [p] sum of the counts times the column */
  const double *alive;  /* [histories][width] */
} sdg16i_cross_problem;

typedef struct sdg16i_cross_maximum {
  double loglik;    /* sum n eta - mu over the alive cells */
  double decrement; /* the squared Newton decrement of the last step */
  int32_t steps;
  int32_t converged;
  int32_t below; /* 1: ended because the supremum is proved to be below the one asked for */
  int64_t rank;
} sdg16i_cross_maximum;

/* A proved upper bound of the log-likelihood from a Newton step: its squared decrement, and the
 * least change of a log mean (see mse/loglinear/newton.h). Infinite if nothing is proved. */
double sdg16i_cross_supremum(double loglik, double decrement, double least);
/* The least change of a log mean among the alive cells, at most 0. */
double sdg16i_cross_least(const sdg16i_cross *cross, const double *alive, const double *delta);

/* With the superset sums of the means: products of one column with others, and its own sum. */
void sdg16i_cross_products(const sdg16i_cross *cross, const sdg16i_cross_columns *columns,
                           const double *sum, int64_t column, int64_t from, int64_t to,
                           double *out);
double sdg16i_cross_column_sum(const sdg16i_cross *cross, const sdg16i_cross_columns *columns,
                               const double *sum, int64_t column);

/* Observed sums of the columns from superset sums of the counts. */
void sdg16i_cross_margins(const sdg16i_cross *cross, const sdg16i_cross_columns *columns,
                          const double *count_sums, double *margin);

/* Maximises from the start in beta [p], which receives the maximum, unless the supremum is
 * proved to be below `below` (-infinity: never). newton->mu has then the means of the alive
 * cells, ->sum their superset sums, and ->h, ->inverse the factor of the information there. */
void sdg16i_cross_maximise(sdg16i_cross_newton *newton, const sdg16i_cross_problem *problem,
                           double below, double *beta, sdg16i_cross_maximum *out);
/* The information of the problem at newton->sum, factored. Returns its rank. */
int64_t sdg16i_cross_information(sdg16i_cross_newton *newton,
                                 const sdg16i_cross_problem *problem);

typedef struct sdg16i_cross_fit {
  sdg16i_cross_columns columns; /* all of the model */
  sdg16i_cross_face face;
  int64_t free_count;       /* independent columns on the face */
  int64_t *free_column;     /* [free_count] */
  double *beta;             /* [p] 0 where dropped */
  double *mean;             /* [histories][width] of the observable cells */
  double *hidden;           /* [width] means of the hidden cells; NaN if not FINITE or EMPTY */
  double *factor, *inverse; /* of the information on the face (num/linalg.h) */
  int64_t cells;            /* observable cells of the full cross */
  double loglik, deviance, pearson;
  double aic, aicc, bic;
  int32_t converged;
} sdg16i_cross_fit;

/* Fits a model. All of the fit is in `arena`. `start` (nullable): a fit of the same cross with
 * the same coding of covariates, from which it begins. */
int32_t sdg16i_cross_fit_model(const sdg16i_cross *cross, const sdg16i_cross_model *model,
                               const sdg16i_cross_fit *start, sdg16i_arena *arena,
                               sdg16i_cross_fit *out, sdg16_error *error);
/* The problem of a fit, in `arena`: its independent columns and its face. */
int32_t sdg16i_cross_fit_problem(const sdg16i_cross *cross, sdg16i_cross_fit *fit,
                                 sdg16i_arena *arena, sdg16i_cross_problem *out,
                                 sdg16_error *error);
/* beta of `from` for the columns of `to`, 0 for those that it does not have. */
void sdg16i_cross_start(const sdg16i_cross_columns *to, const sdg16i_cross_fit *from,
                        double *beta);

/* A group of kinds: its persons, the number hidden, and the standard error of the total.
 * status: the worst SDG16I_HIDDEN_ of its kinds, EMPTY counting as FINITE. With LOWER, hidden
 * and total are the limits, and there is no standard error; with a worse one they are NaN. */
typedef struct sdg16i_cross_group {
  double observed, hidden, total, se;
  int32_t status;
} sdg16i_cross_group;

/* member[kind]: 1 if the kind belongs to the group. Fails only if memory is out. */
int32_t sdg16i_cross_group_total(const sdg16i_cross *cross, const sdg16i_cross_fit *fit,
                                 const uint8_t *member, sdg16i_cross_group *out,
                                 sdg16_error *error);

#endif
