#include "base/run.h"

#include "base/error.h"
#include "base/exec.h"
#include "base/numbers.h"

#include <time.h>

#define SECOND INT64_C(1000000000)
#define REPORT_INTERVAL (SECOND / 10)

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t); /* cannot fail for this clock */
  return (int64_t)t.tv_sec * SECOND + t.tv_nsec;
}

static void report_progress(sdg16i_run *run, double fraction, int64_t time) {
  run->fraction = fraction;
  run->reported = time;
  run->exec.progress(fraction, run->exec.progress_context);
}

int32_t sdg16i_run_begin(sdg16i_run *run, const sdg16_exec_options *caller,
                         sdg16_error *error) {
  int32_t status = sdg16i_exec_merge(caller, &run->exec, error);
  if (status) return status;
  run->start = now();
  run->reported = run->start;
  run->fraction = 0;
  sdg16i_run_phase(run, 0, 1);
  if (run->exec.progress) report_progress(run, 0, run->start);
  return SDG16_OK;
}

double sdg16i_run_seconds(const sdg16i_run *run) {
  return (double)(now() - run->start) / (double)SECOND;
}

int32_t sdg16i_run_poll(const sdg16i_run *run) {
  if (sdg16i_cancel_requested(run->exec.cancel)) return SDG16_ERR_CANCELLED;
  if (run->exec.time_limit > 0 && sdg16i_run_seconds(run) > run->exec.time_limit)
    return SDG16_ERR_TIMEOUT;
  return SDG16_OK;
}

int32_t sdg16i_run_stopped(const sdg16i_run *run, int32_t status, sdg16_error *error) {
  if (status == SDG16_ERR_CANCELLED)
    return sdg16i_fail(error, status, "cancelled at the caller's request");
  char limit[SDG16I_DOUBLE_SIZE];
  sdg16i_format_double(run->exec.time_limit, limit);
  return sdg16i_fail_at(error, status, "time_limit", 0, 0,
                        "stopped: the time limit of %s second%s has passed", limit,
                        run->exec.time_limit == 1 ? "" : "s");
}

void sdg16i_run_phase(sdg16i_run *run, double begin, double end) {
  run->begin = begin;
  run->end = end;
}

void sdg16i_run_progress(sdg16i_run *run, double done) {
  double fraction = run->begin + done * (run->end - run->begin);
  /* 1 is kept for the end; the comparisons also refuse NaN */
  if (!run->exec.progress || !(fraction > run->fraction) || !(fraction < 1)) return;
  int64_t time = now();
  if (time - run->reported >= REPORT_INTERVAL) report_progress(run, fraction, time);
}

void sdg16i_run_end(sdg16i_run *run) {
  if (run->exec.progress) report_progress(run, 1, now());
}
