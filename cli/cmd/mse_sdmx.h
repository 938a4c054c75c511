#ifndef SDG16_CLI_MSE_SDMX_H
#define SDG16_CLI_MSE_SDMX_H

#include "cmd/mse_options.h"

/* The detected victims of the capture data as SDMX-CSV; returns the exit status. */
int cli_mse_sdmx(const cli_mse_options *options, const sdg16_capture *capture);

#endif
