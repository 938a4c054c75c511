/* Work in parallel: every unit once, the same outcome for any number of threads. */
#include "base/threads.h"

#include "base/error.h"
#include "base/exec.h"

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define UNITS 1000

static const int32_t THREADS[] = {0, 1, 2, 3, 8, 64};
#define THREAD_CASES ((int)(sizeof THREADS / sizeof THREADS[0]))

/* The linker sends the library's calls here (--wrap). */
static int threads_granted = -1; /* -1: no limit */
int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*main)(void *),
                          void *argument);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*main)(void *),
                          void *argument);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*main)(void *),
                          void *argument) {
  if (threads_granted == 0) return EAGAIN;
  if (threads_granted > 0) threads_granted--;
  return __real_pthread_create(thread, attr, main, argument);
}

static void begin(sdg16i_run *run, const sdg16_exec_options *exec) {
  assert_int_equal(sdg16i_run_begin(run, exec, NULL), SDG16_OK);
}

static void pause_briefly(long nanoseconds) {
  nanosleep(&(struct timespec){.tv_nsec = nanoseconds}, NULL);
}

struct tally {
  atomic_int times[UNITS];
  atomic_int highest_worker;
};

static int32_t count(int64_t k, int32_t worker, void *context, sdg16_error *error) {
  (void)error;
  struct tally *tally = context;
  atomic_fetch_add(&tally->times[k], 1);
  int highest = atomic_load(&tally->highest_worker);
  while (worker > highest &&
         !atomic_compare_exchange_weak(&tally->highest_worker, &highest, worker)) {
  }
  return SDG16_OK;
}

static void each_unit_is_done_once(void **state) {
  (void)state;
  sdg16i_run run;
  begin(&run, NULL);
  for (int t = 0; t < THREAD_CASES; t++) {
    struct tally tally = {0};
    assert_int_equal(sdg16i_parallel(&run, 3, UNITS - 2, THREADS[t], count, &tally, NULL), 0);
    for (int k = 0; k < UNITS; k++) assert_int_equal(tally.times[k], k >= 3 && k < UNITS - 2);
    assert_true(tally.highest_worker < sdg16i_workers(THREADS[t], UNITS - 5));
  }
}

static void no_units_are_no_work(void **state) {
  (void)state;
  sdg16i_run run;
  begin(&run, NULL);
  struct tally tally = {0};
  assert_int_equal(sdg16i_parallel(&run, 5, 5, 4, count, &tally, NULL), 0);
  assert_int_equal(sdg16i_parallel(&run, 5, 4, 4, count, &tally, NULL), 0);
  for (int k = 0; k < UNITS; k++) assert_int_equal(tally.times[k], 0);
}

static void workers_are_never_more_than_units_nor_less_than_one(void **state) {
  (void)state;
  assert_int_equal(sdg16i_workers(8, 3), 3);
  assert_int_equal(sdg16i_workers(3, 8), 3);
  assert_int_equal(sdg16i_workers(4, 0), 1);
  assert_int_equal(sdg16i_workers(0, 1), 1);
  assert_in_range(sdg16i_workers(0, INT64_MAX), 1, SDG16I_MAX_THREADS);
}

#define LAST (INT64_MAX - 7) /* the end of the range is INT64_MAX */

static int32_t count_from_last(int64_t k, int32_t worker, void *context, sdg16_error *error) {
  return count(k - LAST, worker, context, error);
}

static void units_next_to_the_largest_integer_are_all_done(void **state) {
  (void)state;
  sdg16i_run run;
  begin(&run, NULL);
  struct tally tally = {0};
  assert_int_equal(sdg16i_parallel(&run, LAST, INT64_MAX, 8, count_from_last, &tally, NULL), 0);
  for (int k = 0; k < UNITS; k++) assert_int_equal(tally.times[k], k < 7);
}

static int32_t fail_often(int64_t k, int32_t worker, void *context, sdg16_error *error) {
  (void)worker;
  const int64_t *first = context;
  if (k < *first || k % 3 != *first % 3) return SDG16_OK;
  if (k == *first) pause_briefly(3000000); /* the others fail earlier in time */
  return sdg16i_fail_at(error, SDG16_ERR_VALUE, "unit", k, 2, "unit %lld failed", (long long)k);
}

static void the_lowest_failing_unit_is_reported(void **state) {
  (void)state;
  sdg16i_run run;
  begin(&run, NULL);
  static const int64_t FIRST[] = {0, 1, 500, UNITS - 1};
  for (int f = 0; f < 4; f++)
    for (int t = 0; t < THREAD_CASES; t++) {
      int64_t first = FIRST[f];
      char expected[64];
      snprintf(expected, sizeof expected, "unit %lld failed", (long long)first);
      sdg16_error error;
      sdg16_error_init(&error, sizeof error);
      assert_int_equal(sdg16i_parallel(&run, 0, UNITS, THREADS[t], fail_often, &first, &error),
                       SDG16_ERR_VALUE);
      assert_int_equal(error.status, SDG16_ERR_VALUE);
      assert_string_equal(error.message, expected);
      assert_string_equal(error.where, "unit");
      assert_int_equal(error.row, first);
      assert_int_equal(error.column, 2);
    }
}

static void a_failure_needs_no_error_object(void **state) {
  (void)state;
  sdg16i_run run;
  begin(&run, NULL);
  int64_t first = 17;
  assert_int_equal(sdg16i_parallel(&run, 0, UNITS, 4, fail_often, &first, NULL),
                   SDG16_ERR_VALUE);
}

static void fewer_threads_than_asked_for_still_do_all_units(void **state) {
  (void)state;
  sdg16i_run run;
  begin(&run, NULL);
  for (int granted = 0; granted < 3; granted++) {
    struct tally tally = {0};
    threads_granted = granted;
    int32_t status = sdg16i_parallel(&run, 0, UNITS, 8, count, &tally, NULL);
    threads_granted = -1;
    assert_int_equal(status, SDG16_OK);
    for (int k = 0; k < UNITS; k++) assert_int_equal(tally.times[k], 1);
    assert_true(tally.highest_worker <= granted);
  }
}

struct stopping {
  sdg16_cancel *cancel;
  atomic_int begun;
};

static int32_t cancel_at_20(int64_t k, int32_t worker, void *context, sdg16_error *error) {
  (void)worker;
  (void)error;
  struct stopping *s = context;
  atomic_fetch_add(&s->begun, 1);
  if (k == 20) sdg16_cancel_request(s->cancel);
  return SDG16_OK;
}

static void a_cancel_ends_the_work_between_units(void **state) {
  (void)state;
  struct stopping s = {0};
  assert_int_equal(sdg16_cancel_new(&s.cancel, NULL), SDG16_OK);
  sdg16_exec_options exec;
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.cancel = s.cancel;
  sdg16i_run run;
  begin(&run, &exec);
  for (int t = 0; t < THREAD_CASES; t++) {
    sdg16_cancel_reset(s.cancel);
    atomic_store(&s.begun, 0);
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    assert_int_equal(
        sdg16i_parallel(&run, 0, INT64_C(1) << 40, THREADS[t], cancel_at_20, &s, &error),
        SDG16_ERR_CANCELLED);
    assert_int_equal(error.status, SDG16_ERR_CANCELLED);
    assert_string_equal(error.message, "cancelled at the caller's request");
    assert_true(s.begun >= 1);
  }
  sdg16_cancel_free(s.cancel);
}

static int32_t poll_inside(int64_t k, int32_t worker, void *context, sdg16_error *error) {
  (void)k;
  (void)worker;
  (void)error;
  const sdg16i_run *run = context;
  for (;;) {
    int32_t status = sdg16i_run_poll(run);
    if (status) return status;
  }
}

static void the_time_limit_ends_a_unit_that_polls(void **state) {
  (void)state;
  sdg16_exec_options exec;
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.time_limit = 0.02;
  for (int t = 0; t < THREAD_CASES; t++) {
    sdg16i_run run;
    begin(&run, &exec);
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    assert_int_equal(sdg16i_parallel(&run, 0, 100, THREADS[t], poll_inside, &run, &error),
                     SDG16_ERR_TIMEOUT);
    assert_string_equal(error.message, "stopped: the time limit of 0.02 seconds has passed");
    assert_true(sdg16i_run_seconds(&run) >= 0.02);
    assert_true(sdg16i_run_seconds(&run) < 2);
  }
}

struct reports {
  pthread_t caller;
  int calls;
  double first, last;
};

static void report(double fraction, void *context) {
  struct reports *r = context;
  assert_true(pthread_equal(r->caller, pthread_self()));
  assert_true(fraction >= 0 && fraction <= 1);
  if (!r->calls++) r->first = fraction;
  assert_true(fraction >= r->last);
  r->last = fraction;
}

static int32_t a_millisecond(int64_t k, int32_t worker, void *context, sdg16_error *error) {
  (void)k;
  (void)worker;
  (void)context;
  (void)error;
  pause_briefly(1000000);
  return SDG16_OK;
}

static void progress_comes_to_the_calling_thread_from_0_to_1(void **state) {
  (void)state;
  struct reports reports = {.caller = pthread_self()};
  sdg16_exec_options exec;
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.progress = report;
  exec.progress_context = &reports;
  sdg16i_run run;
  begin(&run, &exec);
  assert_int_equal(sdg16i_parallel(&run, 0, 500, 2, a_millisecond, NULL, NULL), SDG16_OK);
  double seconds = sdg16i_run_seconds(&run);
  sdg16i_run_end(&run);
  assert_true(reports.first == 0);
  assert_true(reports.last == 1);
  assert_true(reports.calls >= 3); /* at least one between: 250 ms at least */
  assert_true(reports.calls <= 2 + (int)(10 * seconds));
}

static void the_signal_mask_of_the_caller_stays(void **state) {
  (void)state;
  sigset_t usr1, before, after;
  sigemptyset(&usr1);
  sigaddset(&usr1, SIGUSR1);
  pthread_sigmask(SIG_BLOCK, &usr1, NULL);
  pthread_sigmask(SIG_BLOCK, NULL, &before);
  sdg16i_run run;
  begin(&run, NULL);
  struct tally tally = {0};
  assert_int_equal(sdg16i_parallel(&run, 0, UNITS, 4, count, &tally, NULL), SDG16_OK);
  pthread_sigmask(SIG_BLOCK, NULL, &after);
  assert_true(sigismember(&after, SIGUSR1) == 1);
  for (int s = 1; s < 32; s++)
    assert_int_equal(sigismember(&before, s), sigismember(&after, s));
  pthread_sigmask(SIG_UNBLOCK, &usr1, NULL);
}

static int32_t look_at_the_mask(int64_t k, int32_t worker, void *context, sdg16_error *error) {
  (void)k;
  (void)error;
  atomic_int *wrong = context;
  sigset_t mask;
  pthread_sigmask(SIG_BLOCK, NULL, &mask);
  if (worker > 0 && (!sigismember(&mask, SIGINT) || sigismember(&mask, SIGSEGV)))
    atomic_fetch_add(wrong, 1);
  pause_briefly(100000);
  return SDG16_OK;
}

static void workers_leave_the_hosts_signals_to_the_host(void **state) {
  (void)state;
  sdg16i_run run;
  begin(&run, NULL);
  atomic_int wrong = 0;
  assert_int_equal(sdg16i_parallel(&run, 0, 100, 4, look_at_the_mask, &wrong, NULL), SDG16_OK);
  assert_int_equal(wrong, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_unit_is_done_once),
      cmocka_unit_test(no_units_are_no_work),
      cmocka_unit_test(workers_are_never_more_than_units_nor_less_than_one),
      cmocka_unit_test(units_next_to_the_largest_integer_are_all_done),
      cmocka_unit_test(the_lowest_failing_unit_is_reported),
      cmocka_unit_test(a_failure_needs_no_error_object),
      cmocka_unit_test(fewer_threads_than_asked_for_still_do_all_units),
      cmocka_unit_test(a_cancel_ends_the_work_between_units),
      cmocka_unit_test(the_time_limit_ends_a_unit_that_polls),
      cmocka_unit_test(progress_comes_to_the_calling_thread_from_0_to_1),
      cmocka_unit_test(the_signal_mask_of_the_caller_stays),
      cmocka_unit_test(workers_leave_the_hosts_signals_to_the_host),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
