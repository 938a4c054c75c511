/* The linked table of sdg16 check --table: one row for each history of each stratum. */
#ifndef SDG16_CLI_CHECK_TABLE_H
#define SDG16_CLI_CHECK_TABLE_H

#include "shared/cli.h"

/* 0, or the exit status with the error printed. The file is for its owner alone. */
int cli_write_linked(const sdg16_capture *capture, int safe_cells, const char *path);

#endif
