/* Replicate weights: factors of the weights, the same for all rows of a PSU, made when
 * they are needed; or columns of the table. */
#ifndef SDG16I_SURVEY_DESIGN_REPLICATES_H
#define SDG16I_SURVEY_DESIGN_REPLICATES_H

#include "base/run.h"
#include "survey/design/design.h"

#include <stddef.h>

typedef struct sdg16i_replicates {
  int32_t kind, around_estimate;
  int64_t count;
  double scale;
  double *scales; /* one a replicate; NULL: 1 */
  double fay;
  uint64_t seed;
  int made;           /* from the design, by `kind` */
  int32_t *dropped;   /* made jackknives: the PSU that each replicate drops */
  double *multiplier; /* given, constant within PSUs: PSUs x count */
  int64_t *column;    /* given otherwise: columns of the table ... */
  int multipliers;    /* ... of factors, not of weights */
} sdg16i_replicates;

void sdg16i_replicates_free(sdg16i_replicates *replicates);
/* A copy of those of a design. */
int32_t sdg16i_replicates_copy(const sdg16_design *design, sdg16i_replicates **out,
                               sdg16_error *error);

/* Reads the columns that the options name into d->replicates, and sets d->df. */
int32_t sdg16i_replicates_given(sdg16_design *design, const sdg16_design_options *options,
                                sdg16_error *error);

/* The weight at a position before calibration. */
double sdg16i_base_weight(const sdg16_design *design, int64_t position);
/* Given in a column of the table: the factor of that weight at a position. If the weight is 0:
 * NaN, or infinity if the replicate's is not 0. */
double sdg16i_replicate_factor(const sdg16_design *design, int64_t column, int64_t position);
/* The rank of the factors of given replicates at `count` positions, ascending (NULL: all), of
 * those with a weight (replicate_rank.c). */
int32_t sdg16i_replicate_rank(const sdg16_design *design, int64_t count,
                              const int32_t *position, int64_t *rank, sdg16_error *error);

/* The weights of one replicate, by row. */
int32_t sdg16i_replicate_weights(const sdg16_design *design, int64_t replicate, double *out,
                                 sdg16_error *error);

/* Sums over the PSUs of one domain: `units` PSUs, ascending, pairs of numbers. */
typedef struct sdg16i_psu_sums {
  int64_t units;
  int32_t *unit;
  double *sum;
} sdg16i_psu_sums;

/* The pairs of every domain in every replicate: out[(domain x count + replicate) x 2]. */
int32_t sdg16i_replicate_sums(const sdg16_design *design, int64_t domains,
                              const sdg16i_psu_sums *sums, sdg16i_run *run, double *out,
                              sdg16_error *error);

/* scale x sum of scales x (a - centre)(b - centre) over the replicates' values. */
double sdg16i_replicate_covariance(const sdg16i_replicates *replicates, const double *a,
                                   double a_estimate, const double *b, double b_estimate);

/* 1: factors vary within PSUs, sdg16i_replicate_sums cannot be used. */
static inline int sdg16i_replicates_by_row(const sdg16_design *design) {
  return design->replicates->column || design->calibration;
}

/* The weights of a replicate at every position, calibrated if the design is. */
void sdg16i_replicate_positions(const sdg16_design *design, int64_t replicate, double *scratch,
                                double *out);
/* Numbers that `scratch` must hold. */
int64_t sdg16i_replicate_scratch(const sdg16_design *design);

#endif
