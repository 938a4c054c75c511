/* The inside of sdg16_covariates: the steps of an estimation with covariates. */
#ifndef SDG16I_MSE_COVARIATES_COVARIATES_H
#define SDG16I_MSE_COVARIATES_COVARIATES_H

#include "mse/covariates/cross_search.h"
#include "mse/estimate/estimate.h"

/* A row of the estimates. */
typedef struct sdg16i_covariate_group {
  const char **values; /* [covariates] in the order asked for; NULL: all together */
  const char *name;    /* of its draws: "sex=F,age=minor"; "total" */
  uint8_t *member;     /* [kinds] */
  sdg16i_cross_group result;
  int32_t status; /* SDG16_MODEL_ */
  sdg16_estimate estimate;
  sdg16_bootstrap_summary bootstrap; /* struct_size 0: none */
} sdg16i_covariate_group;

struct sdg16_covariates {
  sdg16i_arena arena; /* holds what has no owner of its own */
  sdg16_covariates_options by;
  sdg16_mse_options options;
  sdg16_capture *grouped; /* only during the estimation */
  int32_t *degree;        /* [covariates] in the order of the cross */
  const char **column;    /* [covariates] in the order asked for */
  sdg16i_cross *cross;
  sdg16i_cross_model main_effects, scope;
  sdg16i_cross_path path; /* of the selection, or the one model given */
  const sdg16i_cross_step *chosen;
  const char *model; /* the chosen one in its notation */
  int64_t groups;
  sdg16i_covariate_group *group; /* the total first */
  sdg16_draws *draws;            /* a cell for each group with an estimate; NULL: none */
  int64_t *cell;                 /* [groups] -1: none */
  int32_t stopped;
  sdg16_table *estimates, *steps, *diagnostics;
};

/* The value of a group with a status of its hidden part: persons, or infinite, or missing. */
double sdg16i_covariate_value(const sdg16i_cross_group *group);
/* Lists the groups: the total, the values of each covariate, the crossings asked for. */
int32_t sdg16i_covariate_groups(sdg16_covariates *self, sdg16_error *error);
/* Makes the draws of all groups. */
int32_t sdg16i_covariate_draws(sdg16_covariates *self, sdg16i_run *run, sdg16_error *error);
/* The result tables. */
int32_t sdg16i_covariate_tables(sdg16_covariates *self, sdg16_error *error);

#endif
