/* The options of sdg16 mse. */
#ifndef SDG16_CLI_MSE_OPTIONS_H
#define SDG16_CLI_MSE_OPTIONS_H

#include "shared/capture_input.h"
#include "shared/protect.h"

typedef struct cli_mse_options {
  cli_reading in;
  sdg16_mse_options mse;
  int32_t estimator; /* 0: loglinear */
  sdg16_exec_options exec;
  const char *population; /* as written; NULL: none */
  int common_model;       /* of the strata */
  const char *draws;      /* where to keep the draws; NULL: nowhere */
  cli_protection protection;
  int32_t format;            /* FORMAT_ */
  const char *area, *period; /* of --format sdmx-csv */
  cli_output out;
} cli_mse_options;

#define CLI_MSE_GROUPS 16
extern const cli_option_group cli_mse_groups[CLI_MSE_GROUPS];
void cli_mse_init(void *options);
int cli_mse_settle(void *options, const cli_line *line);
void cli_mse_free(void *options);

/* --existence: the target is an int32_t. */
extern const cli_option cli_existence_rows[1];

#endif
