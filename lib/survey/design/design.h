/* The inside of a design.
 *
 * Rows are taken in the order of their units ("positions"): by stratum, PSU, stratum of
 * the second stage, and so on. Units and strata of a stage are numbered in that order,
 * so that a scan over positions meets each unit and each stratum once, whole. */
#ifndef SDG16I_SURVEY_DESIGN_DESIGN_H
#define SDG16I_SURVEY_DESIGN_DESIGN_H

#include <math.h>
#include <sdg16/survey.h>
#include <stddef.h>

typedef struct sdg16i_stage {
  int64_t units, strata;
  int32_t *stratum;   /* of each unit */
  int32_t *parent;    /* unit of the stage before, of each stratum; all 0 at the first */
  int32_t *first;     /* first unit of each stratum; at the end the number of units */
  double *sampled;    /* n of each stratum */
  double *population; /* N; infinity: with replacement */
  double *factor;     /* product of the sampling fractions of the units above */
  int32_t *row;       /* a row of each stratum, for messages */
} sdg16i_stage;

struct sdg16i_calibration;
struct sdg16i_replicates;
struct sdg16i_weighted;

struct sdg16_design {
  const sdg16_table *table;
  int64_t rows;
  int32_t stages;
  int32_t lonely, lonely_domain;
  sdg16i_stage stage[SDG16_MAX_STAGES];
  int32_t *order; /* row at each position; NULL: the same */
  int32_t *leaf;  /* unit of the last stage at each position, ascending */
  int32_t *psu;   /* unit of the first stage of each leaf; NULL: the same */
  double *weight; /* at each position */
  double df;
  int64_t dropped;                  /* rows of the caller's table without a weight */
  struct sdg16i_weighted *weighted; /* holds `table`, if some were dropped; else NULL */
  int32_t normalised;               /* the weights do not expand to a population */
  int32_t unweighted;               /* every weight is 1 */
  char *stratum_name;               /* column of the first stage's strata; NULL: none */
  char respelled[240]; /* columns whose names differ in case from what was asked for */
  struct sdg16i_calibration *calibration; /* NULL: none */
  struct sdg16i_replicates *replicates;   /* NULL: linearised */
};

static inline int64_t sdg16i_row_at(const sdg16_design *d, int64_t position) {
  return d->order ? d->order[position] : position;
}

static inline int32_t sdg16i_psu_of(const sdg16_design *d, int32_t leaf) {
  return d->psu ? d->psu[leaf] : leaf;
}

/* The column of a stage in a list that may be shorter, or hold NULL. */
static inline const char *sdg16i_stage_column(const char *const *names, int64_t count,
                                              int32_t stage) {
  return names && stage < count ? names[stage] : NULL;
}

/* Sets stages, order, leaf and psu, and of each stage all but sampled, population and
 * factor, which are left at 0. */
int32_t sdg16i_units_make(sdg16_design *design, const sdg16_design_options *options,
                          sdg16_error *error);

/* Leaves out the rows without a weight (weighted_rows.c): sets weighted, table, rows, dropped.
 */
int32_t sdg16i_weighted_keep(sdg16_design *design, const char *weight, sdg16_error *error);
struct sdg16i_weighted *sdg16i_weighted_share(struct sdg16i_weighted *weighted);
void sdg16i_weighted_free(struct sdg16i_weighted *weighted);

/* A copy without calibration and replicates. */
int32_t sdg16i_design_copy(const sdg16_design *from, sdg16_design **out, sdg16_error *error);

/* Can these be all units of a population, of which `n` have weights that add up to `weight`? */
static inline int sdg16i_expands(const sdg16_design *d, double weight, double n) {
  return weight > n && (isfinite(d->stage[0].population[0]) || weight >= 1.05 * n);
}
/* Sets normalised and unweighted. */
void sdg16i_design_judge_weights(sdg16_design *design);

/* PSUs less strata that have a row with a weight. */
double sdg16i_design_df(const sdg16_design *design);

#endif
