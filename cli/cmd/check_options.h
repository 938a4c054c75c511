/* The options of sdg16 check. */
#ifndef SDG16_CLI_CHECK_OPTIONS_H
#define SDG16_CLI_CHECK_OPTIONS_H

#include "shared/capture_input.h"

typedef struct cli_check_options {
  cli_reading in;
  const char *table; /* --table; NULL: none */
  const char *model; /* NULL: none */
  int all;
  int32_t max_order, existence;
  sdg16_exec_options exec;
  int32_t format; /* FORMAT_ */
  cli_output out;
} cli_check_options;

#endif
