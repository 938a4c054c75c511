/* Work in parallel; the results do not depend on the number of threads. */
#ifndef SDG16I_BASE_THREADS_H
#define SDG16I_BASE_THREADS_H

#include "base/run.h"

/* Does unit `k`, writing its result to slot k of the caller's arrays. Scratch
 * memory is per `worker`, 0 <= worker < sdg16i_workers(...). */
typedef int32_t (*sdg16i_unit_fn)(int64_t k, int32_t worker, void *context, sdg16_error *error);

/* How many workers sdg16i_parallel uses at most for so many units: `threads` of
 * the exec options (0: the cores online), never more than the units, at least 1. */
int32_t sdg16i_workers(int32_t threads, int64_t units);

/* Does the units [begin, end) on `threads` threads, which are created and joined
 * inside the call; the calling thread works too, and reports progress. Fewer
 * threads work if the system grants no more. Workers poll `run` between units;
 * a unit that takes long should poll too and return what the poll returned.
 * If units fail, the error of the lowest of them is reported, for any number of
 * threads; no unit above a failed one is started. */
int32_t sdg16i_parallel(sdg16i_run *run, int64_t begin, int64_t end, int32_t threads,
                        sdg16i_unit_fn unit, void *context, sdg16_error *error);

#endif
