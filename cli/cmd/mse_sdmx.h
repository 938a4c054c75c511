#ifndef SDG16_CLI_MSE_SDMX_H
#define SDG16_CLI_MSE_SDMX_H

#include "cmd/mse_options.h"

/* The detected victims of the capture data as SDMX-CSV; returns the exit status. */
int cli_mse_sdmx(const cli_mse_options *options, const sdg16_capture *capture);
/* Refuses a --population below the number observed (mse.c). */
/* Nothing is to be said about the file of --population: --quiet, or --protect. */
int cli_mse_is_silent(const cli_mse_options *options);
int cli_too_few_people(const cli_mse_options *options, double population, int64_t observed);

#endif
