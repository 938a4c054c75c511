/* The calibration of a design: its totals, its factors, and regression on its auxiliaries. */
#ifndef SDG16I_SURVEY_DESIGN_CALIBRATION_H
#define SDG16I_SURVEY_DESIGN_CALIBRATION_H

#include "num/sums.h"
#include "survey/design/design.h"

#define SDG16I_MAX_AUXILIARIES 4096
#define SDG16I_MAX_MARGINS 64 /* margins and numeric auxiliaries */

typedef struct sdg16i_calibration {
  int64_t count; /* of auxiliaries: the cells of all margins, then numeric ones */
  int64_t margins;
  int32_t **cell; /* of each margin, by position: the index of the auxiliary that is 1 */
  int64_t numeric;
  double **value; /* of each numeric auxiliary, by position */
  double *base;   /* weights before calibration, by position */
  double *factor; /* of X'WX with the weights before, see num/linalg.h; linearised alone */
  double *inverse;
  /* factors of the weights: F(x'lambda) by `method` */
  int32_t method, max_iterations;
  double lower, upper, tolerance;
  /* Positions with the same cells have the same factor: they are one item. */
  int64_t items;
  int32_t *item;     /* of each position; NULL: itself */
  int32_t *position; /* one of each item; NULL: itself */
  double *lambda;    /* replicates x count; NULL: none yet */
} sdg16i_calibration;

/* The auxiliaries x at a position that are not 0. */
typedef struct sdg16i_auxiliaries {
  int64_t count;
  int64_t index[SDG16I_MAX_MARGINS];
  double value[SDG16I_MAX_MARGINS];
} sdg16i_auxiliaries;

static inline void sdg16i_auxiliaries_at(const sdg16i_calibration *c, int64_t p,
                                         sdg16i_auxiliaries *x) {
  x->count = c->margins + c->numeric;
  for (int64_t m = 0; m < c->margins; m++) x->index[m] = c->cell[m][p], x->value[m] = 1;
  for (int64_t k = 0; k < c->numeric; k++) {
    x->index[c->margins + k] = c->count - c->numeric + k;
    x->value[c->margins + k] = c->value[k][p];
  }
}

static inline double sdg16i_auxiliaries_dot(const sdg16i_auxiliaries *x, const double *v) {
  double sum = 0;
  for (int64_t a = 0; a < x->count; a++) sum += x->value[a] * v[x->index[a]];
  return sum;
}

/* h += w x x', upper triangle */
static inline void sdg16i_auxiliaries_outer(const sdg16i_auxiliaries *x, double w, double *h,
                                            int64_t stride) {
  for (int64_t a = 0; a < x->count; a++)
    for (int64_t b = a; b < x->count; b++) {
      int64_t i = x->index[a], j = x->index[b];
      if (i > j) i = x->index[b], j = x->index[a];
      h[i * stride + j] += w * x->value[a] * x->value[b];
    }
}

/* ---- calibration_margins.c ---- */

/* Reads cells and values, count and base into the calibration of the design; `totals` has
 * room for all auxiliaries. */
int32_t sdg16i_calibration_read(sdg16_design *design, int64_t margins,
                                const sdg16_table *const *tables,
                                const sdg16_calibrate_options *options, double *totals,
                                sdg16_error *error);

void sdg16i_calibration_free(sdg16i_calibration *calibration);

/* ---- calibration_solve.c ---- */

/* Scratch for solving one calibration after another. */
typedef struct sdg16i_calibrator {
  const sdg16i_calibration *calibration;
  const double *totals;
  double *lambda; /* the solution */
  double *weight; /* before, of each item */
  double *misfit, *inverse, *h;
  sdg16i_sum *sums;
  sdg16i_sum *before; /* of `weight` */
} sdg16i_calibrator;

int32_t sdg16i_calibrator_init(sdg16i_calibrator *calibrator,
                               const sdg16i_calibration *calibration, const double *totals,
                               sdg16_error *error);
void sdg16i_calibrator_clear(sdg16i_calibrator *calibrator);
/* Finds lambda for the weights at each position. `replicate` is for messages, from 0; -1:
 * the full sample. SDG16_ERR_DESIGN if the totals cannot be met. */
int32_t sdg16i_calibrator_solve(sdg16i_calibrator *calibrator, int64_t rows,
                                const double *weight, int64_t replicate, sdg16_error *error);

/* Multiplies the weights at each position by their factors at lambda; `scratch` has room for
 * one number an item. */
void sdg16i_calibration_apply(const sdg16i_calibration *calibration, int64_t rows,
                              const double *lambda, double *scratch, double *weight);

/* ---- calibration.c: linearised designs ---- */

/* Weighted regression on the auxiliaries with the weights before calibration: begin,
 * add the values that are not 0, solve; then the fitted value of any position. */
int64_t sdg16i_calibration_scratch(const sdg16_design *design); /* doubles of `fit` */
void sdg16i_calibration_begin(const sdg16_design *design, double *fit);
void sdg16i_calibration_add(const sdg16_design *design, int64_t position, double value,
                            double *fit);
void sdg16i_calibration_solve(const sdg16_design *design, double *fit);
double sdg16i_calibration_fitted(const sdg16_design *design, int64_t position,
                                 const double *fit);

#endif
