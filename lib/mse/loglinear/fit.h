/* One fitted model: the inside of sdg16_fit. */
#ifndef SDG16I_MSE_LOGLINEAR_FIT_H
#define SDG16I_MSE_LOGLINEAR_FIT_H

#include "mse/loglinear/list_order.h"
#include "mse/loglinear/newton.h"

#include <sdg16/mse.h>

struct sdg16_fit {
  int32_t existence; /* SDG16_EXISTENCE_ */
  sdg16i_cells *cells;
  int64_t terms;       /* of the model, canonical order */
  uint32_t *term;      /* [terms] */
  double *alpha, *se;  /* [terms] */
  double *mean;        /* [2^lists] */
  double *alive;       /* [2^lists] 1 on the face, else 0; 0 at cell 0 */
  int64_t p;           /* the rank on the face */
  uint32_t *free_term; /* [p] terms whose columns are independent there */
  uint8_t *kind;       /* [terms] how the coefficient is estimated */
  sdg16_fit_summary summary;
  sdg16i_list_order order; /* the order of the names */
  sdg16_fit *ordered;      /* the fit as it was computed, with the lists in that order; NULL:
                              it is this one */
};

/* The fit with the lists in the order of their names: for everything that computes on. */
static inline const sdg16_fit *sdg16i_fit_ordered(const sdg16_fit *fit) {
  return fit->ordered ? fit->ordered : fit;
}

/* Criteria from their parts; aicc is infinite if n <= p + 1. */
double sdg16i_aic(double loglik, int64_t parameters);
double sdg16i_aicc(double loglik, int64_t parameters, double n);
double sdg16i_bic(double loglik, int64_t parameters, double n);

/* Kinds of a coefficient. 0: its column is free. BOUNDARY: -infinity, because its margin is
 * empty. DROPPED: left out, because its column depends on others on the face; it is not unique,
 * and others may not be unique either (LOOSE). */
#define SDG16I_COEFFICIENT_BOUNDARY 1
#define SDG16I_COEFFICIENT_DROPPED 2
#define SDG16I_COEFFICIENT_LOOSE 4 /* added: not unique */

/* The face of the table completed by some hidden persons, on which a profile in their number
 * moves: its alive histories ([2^lists], cell 0 among them) and free terms ([terms]). For an
 * estimable total it is the face of the fit. Returns through *p how many terms are free. */
int32_t sdg16i_fit_completed(const sdg16_fit *fit, double *alive, uint32_t *free_term,
                             int64_t *p, sdg16_error *error);

/* Fits the hierarchical model given by its terms, with SDG16_EXISTENCE_ `existence`;
 * everything is copied. It is computed with the lists in the order of their names. */
int32_t sdg16i_fit_terms(const sdg16_capture *capture, int32_t existence, int64_t terms,
                         const uint32_t *term, sdg16_fit **out, sdg16_error *error);
/* The same on cells as they are, which it takes over, also when it fails. */
int32_t sdg16i_fit_cells(sdg16i_cells *cells, int32_t existence, int64_t terms,
                         const uint32_t *term, sdg16_fit **out, sdg16_error *error);

#endif
