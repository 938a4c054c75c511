/* Totals, means, ratios and proportions of one domain, and their linearised values. */
#ifndef SDG16I_SURVEY_ESTIMATE_LINEAR_H
#define SDG16I_SURVEY_ESTIMATE_LINEAR_H

#include "survey/estimate/domains.h"

#include <math.h>

#define SDG16I_TOO_SMALL_TO_SQUARE 1e-138 /* (DBL_MIN / DBL_EPSILON)^(1/2) is 1e-146 */
#define SDG16I_TOO_SMALL_TO_SUM 1e-290

/* The statistic and its numbers, by position. */
typedef struct sdg16i_survey_target {
  int32_t statistic;        /* TOTAL, MEAN, PROPORTION or RATIO */
  int32_t with_replacement; /* SDG16_DEFF_ */
  const double *y;          /* NaN: missing; NULL: 1 */
  const double *x;          /* denominator; NULL: 1 */
  /* standardisation: the category of each row (-1: none), and the shares */
  int64_t categories;
  const int32_t *category;
  const double *share;
  /* the figures of each domain for numbers that are missing in the same rows, whose df are
   * taken; NULL: none */
  const struct sdg16i_domain_figures *alike;
} sdg16i_survey_target;

typedef struct sdg16i_domain_figures {
  int32_t status;
  int64_t rows;                  /* of the domain */
  int64_t n;                     /* with a value and a weight */
  int64_t missing;               /* without a value */
  int64_t events;                /* among n: y is 1 */
  int64_t nonzero, bearing;      /* among n: y, and the denominator, is not 0 */
  double weight;                 /* sum over n */
  double numerator, denominator; /* weighted sums */
  double value, variance;
  double srs;               /* variance under simple random sampling of n ... */
  int replaced;             /* ... with replacement */
  double df;                /* PSUs less strata that have a row of the domain with a weight; by
                               replicates: rank of the weights of these rows less 1 */
  double df_valid;          /* ... and with a value */
  int64_t lonely;           /* with status LONELY: a row of the stratum */
  int64_t empty_categories; /* standardisation: shares left out */
  int64_t units;            /* of the last stage, with a row that counts */
  int at_top;               /* a quantile above which no value of the domain lies */
  int underflow;            /* the squares of the variance are too small for doubles */
} sdg16i_domain_figures;

/* Everything but the variance, from the rows at `begin` to `end` of the domains. unit
 * and sum receive the sums by unit: room for as many as there are rows. */
void sdg16i_add_up_domains(const sdg16_design *design, const sdg16i_survey_target *target,
                           const sdg16i_domains *domains, int64_t domain, int32_t *unit,
                           double *sum, sdg16i_domain_figures *out);

/* Writes the positions of a domain's rows that have a value; returns how many. */
int64_t sdg16i_valid_positions(const sdg16i_survey_target *target,
                               const sdg16i_domains *domains, int64_t domain, int32_t *out);

/* Are all of `count` values so near `centre` that their squares are not exact to 16 digits? */
static inline int sdg16i_squares_underflow(int64_t count, const double *t, double centre) {
  double most = 0;
  for (int64_t i = 0; i < count; i++) most = fmax(most, fabs(t[i] - centre));
  return most > 0 && most < SDG16I_TOO_SMALL_TO_SQUARE;
}

/* Linearised values summed by unit, ascending: `unit` and `t` have room for the rows of the
 * domain, or of the file if the design is calibrated. Returns how many units. */
int64_t sdg16i_linearise(const sdg16_design *design, const sdg16i_survey_target *target,
                         const sdg16i_domains *domains, int64_t domain,
                         const sdg16i_domain_figures *cell, int32_t *unit, double *t,
                         double *scratch);
/* Numbers that `scratch` must hold. */
int64_t sdg16i_linearise_scratch(const sdg16_design *design,
                                 const sdg16i_survey_target *target);

/* Standardisation: sums of w y and w x by category, each with one number of scratch
 * behind it (4 a category), with the weights at each position; returns the sum of the shares of
 * those that have rows. */
double sdg16i_category_sums(const double *weight, const sdg16i_survey_target *target,
                            const sdg16i_domains *domains, int64_t domain, double *sums);
/* The standardised value from these sums; *empty: categories without rows. */
double sdg16i_standardised(const sdg16i_survey_target *target, const double *sums,
                           double shares, int64_t *empty);

#endif
