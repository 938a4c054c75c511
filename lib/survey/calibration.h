/* The calibration of a design, and regression on its auxiliaries. */
#ifndef SDG16I_CALIBRATION_H
#define SDG16I_CALIBRATION_H

#include "survey/design.h"

typedef struct sdg16i_calibration {
  int64_t count; /* of auxiliaries: the cells of all margins, then numeric ones */
  int64_t margins;
  int32_t **cell; /* of each margin, by position: the index of the auxiliary that is 1 */
  int64_t numeric;
  double **value; /* of each numeric auxiliary, by position */
  double *base;   /* weights before calibration, by position */
  double *factor; /* of X'WX with the weights before, see num/linalg.h */
  double *inverse;
} sdg16i_calibration;

void sdg16i_calibration_free(sdg16i_calibration *calibration);

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
