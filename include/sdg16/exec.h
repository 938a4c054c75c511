/* How a long computation runs: threads, seed, progress, cancelling, time limit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_EXEC_H
#define SDG16_EXEC_H

#include <sdg16/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A token that another thread or a signal handler may set. */
typedef struct sdg16_cancel sdg16_cancel;

SDG16_API int32_t sdg16_cancel_new(sdg16_cancel **out, sdg16_error *error);
SDG16_API void sdg16_cancel_free(sdg16_cancel *cancel);
/* Asks the computations with this token to stop; async-signal-safe. */
SDG16_API void sdg16_cancel_request(sdg16_cancel *cancel);
/* Makes the token usable again. */
SDG16_API void sdg16_cancel_reset(sdg16_cancel *cancel);

/* Called on the thread that made the call, at most ten times per second: first
 * with 0, last with 1. It must not call back into the computation. */
typedef void (*sdg16_progress_fn)(double fraction, void *context);

typedef struct sdg16_exec_options {
  int64_t struct_size;
  int32_t threads;            /* 1 (default) or more; 0: one per core */
  int32_t reserved;           /* 0 */
  uint64_t seed;              /* default 1; never taken from the clock */
  int64_t replicate_begin;    /* a shard: the replicates begin to end - 1 */
  int64_t replicate_end;      /* default -1: all */
  sdg16_progress_fn progress; /* NULL: none */
  void *progress_context;
  sdg16_cancel *cancel; /* NULL: none */
  double time_limit;    /* seconds; 0 (default): none */
} sdg16_exec_options;

SDG16_API int32_t sdg16_exec_options_init(sdg16_exec_options *options, int64_t size);

/* The version of the random streams. A seed gives the same numbers as long as
 * this version does not change. Streams are Philox4x32-10 (Salmon et al. 2011). */
#define SDG16_STREAM_VERSION 1

#ifdef __cplusplus
}
#endif
#endif
