/* The full cross of lists and covariates: how many persons have each history and each
 * combination of covariate values.
 *
 * A combination of values (sex=F, age=minor, year=2019) is a kind of person. Every kind has a
 * cell for each history, the unobserved history 0 among them, also if nobody of that kind was
 * seen: degrees of freedom and criteria count the cells of the full cross. Arrays over cells
 * have a row for each history and a column for each kind; rows are padded with zeros to
 * `width` columns. Lists and covariates are in the order of their names, so that results do
 * not depend on the order of the columns in the data to the last bit. */
#ifndef SDG16I_MSE_COVARIATES_CROSS_H
#define SDG16I_MSE_COVARIATES_CROSS_H

#include "base/memory.h"

#include <sdg16/covariates.h>

#define SDG16I_MAX_COVARIATES SDG16_MAX_COVARIATES
#define SDG16I_MAX_CROSS_CELLS (INT64_C(1) << 24)

typedef struct sdg16i_covariate {
  const char *name;
  int64_t levels;     /* at least 1 */
  const char **level; /* [levels] by their numbers if all are numbers, otherwise by the texts */
  int64_t *score;     /* [levels] the numbers less the smallest, for polynomials; NULL if one is
                         not a whole number */
} sdg16i_covariate;

typedef struct sdg16i_cross {
  int32_t lists;
  const char *list[SDG16_MAX_LISTS];
  int32_t list_place[SDG16_MAX_LISTS]; /* of each list in the data */
  int64_t covariates;
  sdg16i_covariate covariate[SDG16I_MAX_COVARIATES];
  int64_t covariate_place[SDG16I_MAX_COVARIATES]; /* of each covariate in the data */
  int64_t kinds;                                  /* the first covariate varies slowest */
  int64_t width;                                  /* kinds, padded to a multiple of 4 */
  int64_t histories;                              /* 2^lists */
  double *count;                                  /* [histories][width] */
  double *kind_count;                             /* [kinds] persons observed of a kind */
  double n;
  sdg16i_arena arena; /* holds everything above */
} sdg16i_cross;

/* From capture data whose strata are the covariates; texts are copied. SDG16_ERR_ARGUMENT: no
 * strata or too many; SDG16_ERR_LIMIT: too many cells. */
int32_t sdg16i_cross_new(const sdg16_capture *capture, sdg16i_cross **out, sdg16_error *error);
void sdg16i_cross_free(sdg16i_cross *cross);

/* The level of a covariate in a kind. */
int64_t sdg16i_kind_level(const sdg16i_cross *cross, int64_t kind, int64_t covariate);

#endif
