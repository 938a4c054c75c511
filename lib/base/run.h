/* One running computation: when it must stop, and its progress. */
#ifndef SDG16I_BASE_RUN_H
#define SDG16I_BASE_RUN_H

#include <sdg16/exec.h>

typedef struct sdg16i_run {
  sdg16_exec_options exec; /* checked */
  int64_t start;           /* nanoseconds of the monotonic clock */
  int64_t reported;        /* when the progress callback was last called */
  double fraction;         /* what it was told */
  double begin, end;       /* the phase: what part of the whole it is */
} sdg16i_run;

/* Checks the caller's options (NULL: defaults), starts the clock and reports
 * progress 0. Holds nothing that needs freeing. */
int32_t sdg16i_run_begin(sdg16i_run *run, const sdg16_exec_options *caller, sdg16_error *error);

/* SDG16_OK, SDG16_ERR_CANCELLED or SDG16_ERR_TIMEOUT. Any thread; cheap enough
 * for inner loops (the clock is read only when there is a time limit). */
int32_t sdg16i_run_poll(const sdg16i_run *run);

/* Seconds since the beginning. */
double sdg16i_run_seconds(const sdg16i_run *run);

/* Fills the error for a status of sdg16i_run_poll and returns it. */
int32_t sdg16i_run_stopped(const sdg16i_run *run, int32_t status, sdg16_error *error);

/* Reports the progress to the caller, at most ten times a second and never
 * backwards. Only on the thread of sdg16i_run_begin. */
void sdg16i_run_progress(sdg16i_run *run, double fraction);

/* From now on a fraction of 0 to 1 stands for `begin` to `end` of the whole. */
void sdg16i_run_phase(sdg16i_run *run, double begin, double end);

/* The computation succeeded: reports progress 1. */
void sdg16i_run_end(sdg16i_run *run);

#endif
