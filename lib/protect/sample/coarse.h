/* What is published of an estimate from a sample where a count has to be suppressed: the value
 * in steps, the number of respondents, and a band of the coefficient of variation. */
#ifndef SDG16I_PROTECT_SAMPLE_COARSE_H
#define SDG16I_PROTECT_SAMPLE_COARSE_H

#include "survey/estimate/origin.h"

#include <sdg16/publish.h>

/* How coarse a release is. The ladder of releases goes from fine to coarse. */
typedef struct sdg16i_coarseness {
  int32_t factor;         /* of the steps: 1, 2 or 5 */
  int32_t bands;          /* 1: with the band of the coefficient of variation */
  int32_t crossing_n;     /* 1: with n of groups whose respondents have several weights */
  int32_t crossing_value; /* 1: with their values */
} sdg16i_coarseness;

/* One row. Two data sets are twins if these are the same in every row that is published. */
typedef struct sdg16i_coarse_row {
  int32_t action; /* SDG16I_ACTION_NONE, _FLAGGED or _UNRELIABLE */
  int32_t status, verdict;
  int32_t band;  /* of sdg16i_band_name; -1: none */
  int64_t steps; /* the value is so many steps; SDG16I_NO_STEPS: it is not published */
  double step;   /* in units of the value */
  double n;      /* NaN: not published */
} sdg16i_coarse_row;

#define SDG16I_NO_STEPS INT64_MIN
#define SDG16I_BANDS 4

/* "up to 5 %", "5 to 10 %", "10 to 16.5 %", "above 16.5 %"; NULL: none. */
const char *sdg16i_band_name(int32_t band);

/* `crosses`: have the respondents of the row several weights? */
void sdg16i_coarsen(const sdg16_protect_options *options, const sdg16i_estimation *estimation,
                    const sdg16i_survey_row *row, const sdg16i_coarseness *coarseness,
                    int crosses, sdg16i_coarse_row *out);
int sdg16i_is_coarse_alike(const sdg16i_coarse_row *a, const sdg16i_coarse_row *b);
/* The value that is published, in units of the estimation; NaN: none. */
double sdg16i_coarse_value(const sdg16i_coarse_row *row);

#endif
