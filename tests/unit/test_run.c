/* Exec options, the cancel token, the time limit and progress. */
#include "base/run.h"

#include "base/exec.h"

#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static sdg16_exec_options defaults(void) {
  sdg16_exec_options o;
  memset(&o, 0xa5, sizeof o);
  assert_int_equal(sdg16_exec_options_init(&o, sizeof o), SDG16_OK);
  return o;
}

static void init_sets_every_member(void **state) {
  (void)state;
  sdg16_exec_options o = defaults();
  assert_int_equal(o.struct_size, sizeof o);
  assert_int_equal(o.threads, 1);
  assert_int_equal(o.reserved, 0);
  assert_int_equal(o.seed, 1);
  assert_int_equal(o.replicate_begin, 0);
  assert_int_equal(o.replicate_end, -1);
  assert_null(o.progress);
  assert_null(o.progress_context);
  assert_null(o.cancel);
  assert_true(o.time_limit == 0);
  assert_int_equal(sdg16_exec_options_init(NULL, sizeof o), SDG16_ERR_STRUCT_SIZE);
  assert_int_equal(sdg16_exec_options_init(&o, 4), SDG16_ERR_STRUCT_SIZE);
}

static void no_options_are_the_defaults(void **state) {
  (void)state;
  sdg16_exec_options o = defaults(), merged;
  assert_int_equal(sdg16i_exec_merge(NULL, &merged, NULL), SDG16_OK);
  assert_memory_equal(&merged, &o, sizeof o);
}

static void a_callers_older_struct_gets_the_defaults_of_newer_members(void **state) {
  (void)state;
  struct {
    int64_t struct_size;
    int32_t threads;
    int32_t reserved;
    uint64_t seed;
  } older = {sizeof older, 3, 0, 77};
  sdg16_exec_options merged;
  assert_int_equal(sdg16i_exec_merge((const void *)&older, &merged, NULL), SDG16_OK);
  assert_int_equal(merged.threads, 3);
  assert_int_equal(merged.seed, 77);
  assert_int_equal(merged.replicate_end, -1);
  assert_int_equal(merged.struct_size, sizeof merged);
}

static void a_callers_newer_struct_is_taken_only_with_a_zero_tail(void **state) {
  (void)state;
  struct {
    sdg16_exec_options known;
    int64_t newer;
  } o = {.known = defaults()};
  o.known.struct_size = sizeof o;
  o.known.seed = 5;
  sdg16_exec_options merged;
  assert_int_equal(sdg16i_exec_merge(&o.known, &merged, NULL), SDG16_OK);
  assert_int_equal(merged.seed, 5);
  o.newer = 1;
  assert_int_equal(sdg16i_exec_merge(&o.known, &merged, NULL), SDG16_ERR_STRUCT_SIZE);
}

static const char *exec_rule(const char *member) {
  static const char *const RULES[][2] = {
      {"threads", ": threads must be from 0 (all cores) to 1024, not "},
      {"reserved", ": reserved must be 0"},
      {"replicate_begin", ": replicate_begin and replicate_end must satisfy 0 <= begin <= end "
                          "<= 2^48 (an end of -1: all), not "},
      {"time_limit", ": time_limit must be 0 (none) or a number of seconds, not "}};
  size_t i = 0;
  while (strcmp(RULES[i][0], member)) i++;
  return RULES[i][1];
}

static void options_outside_their_range_are_refused_by_name(void **state) {
  (void)state;
  sdg16_exec_options bad[12];
  const char *where[12];
  int n = 0;
#define BAD(member, value)                                                                     \
  bad[n] = defaults();                                                                         \
  bad[n].member = (value);                                                                     \
  where[n] = #member;                                                                          \
  n++
  BAD(threads, -1);
  BAD(threads, 1025);
  BAD(threads, INT32_MIN);
  BAD(reserved, 1);
  BAD(replicate_begin, -1);
  BAD(replicate_end, -2);
  where[n - 1] = "replicate_begin";
  BAD(replicate_end, SDG16I_MAX_REPLICATES + 1);
  where[n - 1] = "replicate_begin";
  BAD(replicate_begin, 6);
  bad[n - 1].replicate_end = 5;
  BAD(replicate_begin, SDG16I_MAX_REPLICATES + 1);
  BAD(time_limit, -0.5);
  BAD(time_limit, (double)NAN);
  BAD(time_limit, -(double)INFINITY);
#undef BAD
  for (int i = 0; i < n; i++) {
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    sdg16i_run run;
    assert_int_equal(sdg16i_run_begin(&run, &bad[i], &error), SDG16_ERR_ARGUMENT);
    assert_string_equal(error.where, where[i]);
    assert_non_null(strstr(error.message, exec_rule(where[i])));
    assert_int_equal(sdg16i_run_begin(&run, &bad[i], NULL), SDG16_ERR_ARGUMENT);
  }
}

static void the_error_says_what_was_found(void **state) {
  (void)state;
  sdg16_exec_options o = defaults();
  o.time_limit = -0.25;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_exec_options merged;
  assert_int_equal(sdg16i_exec_merge(&o, &merged, &error), SDG16_ERR_ARGUMENT);
  assert_string_equal(
      error.message,
      "sdg16_exec_options: time_limit must be 0 (none) or a number of seconds, not -0.25");
}

static sdg16_cancel *the_token;
static void on_signal(int number) {
  (void)number;
  sdg16_cancel_request(the_token);
}

static void a_token_is_set_from_a_signal_handler_and_reset(void **state) {
  (void)state;
  assert_int_equal(sdg16_cancel_new(&the_token, NULL), SDG16_OK);
  sdg16_exec_options o = defaults();
  o.cancel = the_token;
  sdg16i_run run;
  assert_int_equal(sdg16i_run_begin(&run, &o, NULL), SDG16_OK);
  assert_int_equal(sdg16i_run_poll(&run), SDG16_OK);
  void (*before)(int) = signal(SIGUSR1, on_signal);
  raise(SIGUSR1);
  signal(SIGUSR1, before);
  assert_int_equal(sdg16i_run_poll(&run), SDG16_ERR_CANCELLED);
  assert_int_equal(sdg16i_run_poll(&run), SDG16_ERR_CANCELLED);
  sdg16_cancel_reset(the_token);
  assert_int_equal(sdg16i_run_poll(&run), SDG16_OK);
  sdg16_cancel_free(the_token);
}

static void token_functions_take_null(void **state) {
  (void)state;
  sdg16_cancel_request(NULL);
  sdg16_cancel_reset(NULL);
  sdg16_cancel_free(NULL);
  assert_int_equal(sdg16_cancel_new(NULL, NULL), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16i_cancel_requested(NULL), 0);
}

static void wait_until(const sdg16i_run *run, double seconds) {
  while (sdg16i_run_seconds(run) < seconds)
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

static void the_time_limit_is_seen_once_it_has_passed(void **state) {
  (void)state;
  sdg16_exec_options o = defaults();
  o.time_limit = 0.05;
  sdg16i_run run;
  assert_int_equal(sdg16i_run_begin(&run, &o, NULL), SDG16_OK);
  assert_int_equal(sdg16i_run_poll(&run), SDG16_OK);
  wait_until(&run, 0.06);
  assert_int_equal(sdg16i_run_poll(&run), SDG16_ERR_TIMEOUT);
  o.time_limit = (double)INFINITY;
  assert_int_equal(sdg16i_run_begin(&run, &o, NULL), SDG16_OK);
  assert_int_equal(sdg16i_run_poll(&run), SDG16_OK);
}

struct reports {
  int count;
  double fractions[64];
};

static void report(double fraction, void *context) {
  struct reports *r = context;
  assert_true(r->count < 64);
  r->fractions[r->count++] = fraction;
}

static void progress_is_first_0_last_1_never_back_and_not_too_often(void **state) {
  (void)state;
  struct reports r = {0};
  sdg16_exec_options o = defaults();
  o.progress = report;
  o.progress_context = &r;
  sdg16i_run run;
  assert_int_equal(sdg16i_run_begin(&run, &o, NULL), SDG16_OK);
  for (int i = 0; i < 1000; i++) sdg16i_run_progress(&run, 0.25); /* too soon */
  assert_int_equal(r.count, 1);
  wait_until(&run, 0.12);
  sdg16i_run_progress(&run, (double)NAN);
  sdg16i_run_progress(&run, 1); /* kept for the end */
  sdg16i_run_progress(&run, 0.5);
  sdg16i_run_progress(&run, 0.6);
  wait_until(&run, 0.24);
  sdg16i_run_progress(&run, 0.4); /* back */
  sdg16i_run_progress(&run, 0.75);
  sdg16i_run_end(&run);
  const double expected[] = {0, 0.5, 0.75, 1};
  assert_int_equal(r.count, 4);
  for (int i = 0; i < 4; i++) assert_true(r.fractions[i] == expected[i]);
}

static void no_callback_is_no_progress(void **state) {
  (void)state;
  sdg16i_run run;
  assert_int_equal(sdg16i_run_begin(&run, NULL, NULL), SDG16_OK);
  sdg16i_run_progress(&run, 0.5);
  sdg16i_run_end(&run);
  assert_true(run.fraction == 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(init_sets_every_member),
      cmocka_unit_test(no_options_are_the_defaults),
      cmocka_unit_test(a_callers_older_struct_gets_the_defaults_of_newer_members),
      cmocka_unit_test(a_callers_newer_struct_is_taken_only_with_a_zero_tail),
      cmocka_unit_test(options_outside_their_range_are_refused_by_name),
      cmocka_unit_test(the_error_says_what_was_found),
      cmocka_unit_test(a_token_is_set_from_a_signal_handler_and_reset),
      cmocka_unit_test(token_functions_take_null),
      cmocka_unit_test(the_time_limit_is_seen_once_it_has_passed),
      cmocka_unit_test(progress_is_first_0_last_1_never_back_and_not_too_often),
      cmocka_unit_test(no_callback_is_no_progress),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
