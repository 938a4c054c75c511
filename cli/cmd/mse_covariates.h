#ifndef SDG16_CLI_MSE_COVARIATES_H
#define SDG16_CLI_MSE_COVARIATES_H

#include "cmd/mse_options.h"

/* sdg16 mse --covariates: estimates and writes; returns the exit status. */
int cli_mse_covariates(const cli_mse_options *options, const sdg16_capture *capture);

#endif
