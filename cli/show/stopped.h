/* A computation that ended early: by SIGINT, or at the time limit. */
#ifndef SDG16_CLI_STOPPED_H
#define SDG16_CLI_STOPPED_H

#include "cmd/mse_options.h"

typedef struct cli_stop {
  const char *why;       /* "interrupted", "time-limit"; NULL: it did not end early */
  int status;            /* the exit status */
  int is_complete;       /* SIGINT came when all was done */
  int64_t made, planned; /* replicates of this run; made 0: none */
  int is_automatic;      /* the number planned may still have been raised */
  int are_first;         /* the replicates 0, 1, 2, ... */
  int has_interval;
  const char *draws; /* the file that has them; NULL: none */
} cli_stop;

/* `stopped`: as sdg16_mse_stopped has it; `interrupted`: SIGINT came; draws: NULL without. */
cli_stop cli_stop_of(const cli_mse_options *options, int32_t stopped, int interrupted,
                     const sdg16_draws *draws, const sdg16_table *estimates);
/* "The computation was interrupted: ...", for results whose diagnostics are not shown. */
void cli_stop_sentence(const cli_stop *stop, char *out, size_t size);
/* Says it on standard error: the exit status. */
int cli_say_stop(const cli_stop *stop);
/* "stopped": {...}; nothing if it did not end early. */
void cli_json_stop(sdg16_json *json, const cli_stop *stop);

#endif
