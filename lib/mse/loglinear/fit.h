/* One fitted model: the inside of sdg16_fit. */
#ifndef SDG16I_FIT_H
#define SDG16I_FIT_H

#include "mse/loglinear/cells.h"
#include "mse/loglinear/newton.h"

#include <sdg16/mse.h>

struct sdg16_fit {
  sdg16i_cells *cells;
  int64_t terms;       /* of the model, canonical order */
  uint32_t *term;      /* [terms] */
  double *alpha, *se;  /* [terms] */
  double *mean;        /* [2^lists] */
  double *alive;       /* [2^lists] 1 or 0; 0 at cell 0 */
  int64_t p;           /* terms with positive margins */
  uint32_t *free_term; /* [p] */
  sdg16_fit_summary summary;
};

/* Criteria from their parts; aicc is infinite when n <= p + 1. */
double sdg16i_aic(double loglik, int64_t parameters);
double sdg16i_aicc(double loglik, int64_t parameters, double n);
double sdg16i_bic(double loglik, int64_t parameters, double n);

/* Fits the hierarchical model given by its terms; takes over nothing. */
int32_t sdg16i_fit_terms(const sdg16_capture *capture, int64_t terms, const uint32_t *term,
                         sdg16_fit **out, sdg16_error *error);

#endif
