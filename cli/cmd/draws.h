#ifndef SDG16_CLI_DRAWS_H
#define SDG16_CLI_DRAWS_H

#include "shared/cli.h"

/* Keeps the draws in a file: 0 or the exit status, the error printed. */
int cli_keep_draws(const sdg16_draws *draws, const char *path);

#endif
