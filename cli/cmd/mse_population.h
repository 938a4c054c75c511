/* The population of the command line against the data. */
#ifndef SDG16_CLI_MSE_POPULATION_H
#define SDG16_CLI_MSE_POPULATION_H

#include "cmd/mse_options.h"

/* Refuses a --population below the number of people observed; returns the exit status. */
int cli_too_few_people(const cli_mse_options *options, double population, int64_t observed);
/* Must nothing be said about the file of --population (--quiet, or --protect)? */
int cli_mse_is_silent(const cli_mse_options *options);

#endif
