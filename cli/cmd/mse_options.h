/* The options of sdg16 mse. */
#ifndef SDG16_CLI_MSE_OPTIONS_H
#define SDG16_CLI_MSE_OPTIONS_H

#include "shared/capture_input.h"
#include "shared/protect.h"

/* Covariates of one model, with the degrees of their polynomials (0: by levels). */
typedef struct cli_covariates {
  cli_names columns;
  int32_t degree[SDG16_MAX_COVARIATES];
} cli_covariates;

typedef struct cli_mse_options {
  cli_reading in;
  sdg16_mse_options mse;
  int32_t estimator; /* 0: loglinear */
  sdg16_exec_options exec;
  const char *population; /* as written; NULL: none */
  int common_model;       /* of the strata */
  cli_covariates covariates;
  const char *formula, *scope; /* of a model with covariates; NULL: none */
  cli_names crossings;         /* of covariates, to estimate as well */
  const char *draws;           /* where to keep the draws; NULL: nowhere */
  cli_protection protection;
  int32_t format;            /* FORMAT_ */
  const char *area, *period; /* of --format sdmx-csv */
  cli_output out;
} cli_mse_options;

#define CLI_MSE_GROUPS 17
extern const cli_option_group cli_mse_groups[CLI_MSE_GROUPS];
void cli_mse_init(void *options);
int cli_mse_settle(void *options, const cli_line *line);
void cli_mse_free(void *options);

/* --existence: the target is an int32_t. */
extern const cli_option cli_existence_rows[1];

#endif
