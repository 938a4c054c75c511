/* A search or a bootstrap that would not end stops at once on request, and the replicates made
 * so far are not lost. */
#include "../unit/draws_csv.h"

#include <math.h>
#include <pthread.h>
#include <sdg16.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define LISTS 8
#define PROMPT                                                                                 \
  60.0 /* seconds, on a machine as busy as may be; none of this would end in hours */

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Two kinds of persons, hard and easy to find: every pair of lists looks
 * dependent, so no small model is clearly the best. */
static sdg16_capture *hard_data(int lists) {
  uint32_t histories[(1 << LISTS) - 1];
  int64_t counts[(1 << LISTS) - 1];
  for (uint32_t h = 1; h < 1u << lists; h++) {
    int k = __builtin_popcount(h);
    double easy = 9000 * pow(0.4, k) * pow(0.6, lists - k);
    double hard = 60000 * pow(0.05, k) * pow(0.95, lists - k);
    histories[h - 1] = h;
    counts[h - 1] = (int64_t)((easy + hard) * (0.7 + 0.6 * fmod(h * 0.6180339887, 1)));
  }
  sdg16_capture *capture;
  assert_int_equal(
      sdg16_capture_new(lists, NULL, (1 << lists) - 1, histories, counts, &capture, NULL),
      SDG16_OK);
  return capture;
}

static int32_t search(sdg16_exec_options *exec, sdg16_error *error) {
  sdg16_capture *capture = hard_data(LISTS);
  sdg16_mse_options options;
  sdg16_mse_options_init(&options, sizeof options);
  options.select = SDG16_SELECT_AIC;
  options.max_order = 4;
  sdg16_mse *mse;
  sdg16_error_init(error, sizeof *error);
  int32_t status = sdg16_mse_new(capture, &options, exec, &mse, error);
  if (status) assert_null(mse);
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
  return status;
}

/* Tells another thread that the computation is at work: its progress is above 0. */
struct request {
  sdg16_cancel *cancel;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  int told;
  double when;
};

static void tell(double fraction, void *context) {
  struct request *request = context;
  if (!(fraction > 0)) return;
  pthread_mutex_lock(&request->lock);
  request->told = 1;
  pthread_cond_signal(&request->changed);
  pthread_mutex_unlock(&request->lock);
}

static void *cancel_at_work(void *argument) {
  struct request *request = argument;
  pthread_mutex_lock(&request->lock);
  while (!request->told) pthread_cond_wait(&request->changed, &request->lock);
  pthread_mutex_unlock(&request->lock);
  request->when = now();
  sdg16_cancel_request(request->cancel);
  return NULL;
}

static void begin_request(struct request *request, sdg16_exec_options *exec) {
  *request =
      (struct request){.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
  assert_int_equal(sdg16_cancel_new(&request->cancel, NULL), SDG16_OK);
  sdg16_exec_options_init(exec, sizeof *exec);
  exec->cancel = request->cancel;
  exec->progress = tell;
  exec->progress_context = request;
}

/* If the computation ended without a word, the other thread would wait. */
static void end_request(struct request *request, pthread_t thread) {
  tell(1, request);
  pthread_join(thread, NULL);
  sdg16_cancel_free(request->cancel);
}

static void another_thread_cancels_a_search(void **state) {
  (void)state;
  for (int32_t threads = 1; threads <= 2; threads++) {
    struct request request;
    sdg16_exec_options exec;
    begin_request(&request, &exec);
    exec.threads = threads;
    pthread_t thread;
    sdg16_error error;
    assert_int_equal(pthread_create(&thread, NULL, cancel_at_work, &request), 0);
    int32_t status = search(&exec, &error);
    double end = now();
    end_request(&request, thread);
    assert_int_equal(status, SDG16_ERR_CANCELLED);
    assert_int_equal(error.status, SDG16_ERR_CANCELLED);
    assert_true(strlen(error.message) > 0);
    assert_true(end - request.when < PROMPT);
  }
}

static sdg16_cancel *signal_token;
static void on_alarm(int number) {
  (void)number;
  sdg16_cancel_request(signal_token);
}

static void raise_alarm(double fraction, void *context) {
  int *raised = context;
  if (!(fraction > 0)) return;
  *raised += 1;
  raise(SIGALRM);
}

static void a_signal_handler_cancels_a_search(void **state) {
  (void)state;
  int raised = 0;
  assert_int_equal(sdg16_cancel_new(&signal_token, NULL), SDG16_OK);
  sdg16_exec_options exec;
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.cancel = signal_token;
  exec.progress = raise_alarm;
  exec.progress_context = &raised;
  void (*before)(int) = signal(SIGALRM, on_alarm);
  double start = now();
  sdg16_error error;
  int32_t status = search(&exec, &error);
  signal(SIGALRM, before);
  sdg16_cancel_free(signal_token);
  assert_true(raised > 0);
  assert_int_equal(status, SDG16_ERR_CANCELLED);
  assert_true(now() - start < PROMPT);
}

static void a_token_set_before_the_call_cancels_it(void **state) {
  (void)state;
  sdg16_exec_options exec;
  sdg16_exec_options_init(&exec, sizeof exec);
  assert_int_equal(sdg16_cancel_new(&exec.cancel, NULL), SDG16_OK);
  sdg16_cancel_request(exec.cancel);
  sdg16_error error;
  double start = now();
  assert_int_equal(search(&exec, &error), SDG16_ERR_CANCELLED);
  assert_true(now() - start < PROMPT);
  sdg16_cancel_free(exec.cancel);
}

/* With a result in hand the limit ends the search, else it is an error. */
static void the_time_limit_ends_a_search(void **state) {
  (void)state;
  sdg16_exec_options exec;
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.time_limit = 0.2;
  sdg16_error error;
  double start = now();
  int32_t status = search(&exec, &error);
  assert_true(status == SDG16_OK || status == SDG16_ERR_TIMEOUT);
  assert_true(now() - start >= 0.2);
  assert_true(now() - start < 0.2 + PROMPT);
}

/* ---- bootstraps ---- */

#if defined(__SANITIZE_ADDRESS__)
#define AT_ONCE 1.0
#else
#define AT_ONCE 0.1 /* what the library promises */
#endif

static sdg16_mse_options many_replicates(int64_t replicates) {
  sdg16_mse_options options;
  sdg16_mse_options_init(&options, sizeof options);
  options.select = SDG16_SELECT_DOWNHILL;
  options.max_order = 2;
  options.interval = SDG16_INTERVAL_PERCENTILE;
  options.replicates = replicates;
  return options;
}

static sdg16_mse *resample(int lists, const sdg16_mse_options *options,
                           const sdg16_exec_options *exec, int32_t expected) {
  sdg16_capture *capture = hard_data(lists);
  sdg16_mse *mse;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  int32_t status = sdg16_mse_new(capture, options, exec, &mse, &error);
  sdg16_capture_free(capture);
  if (status != expected || error.status != expected || (mse == NULL) != (status != SDG16_OK))
    fail_msg("%s: %s", sdg16_status_name(status), error.message);
  return mse;
}

/* The best of five attempts: the machine may be busy with something else. */
static void another_thread_cancels_a_bootstrap_at_once(void **state) {
  (void)state;
  sdg16_mse_options options = many_replicates(1000000);
  double best = INFINITY;
  for (int attempt = 0; attempt < 5 && best > AT_ONCE; attempt++) {
    struct request request;
    sdg16_exec_options exec;
    pthread_t thread;
    begin_request(&request, &exec);
    exec.threads = 1 + attempt % 2;
    assert_int_equal(pthread_create(&thread, NULL, cancel_at_work, &request), 0);
    resample(LISTS, &options, &exec, SDG16_ERR_CANCELLED);
    double took = now();
    end_request(&request, thread);
    best = fmin(best, took - request.when);
  }
  print_message("cancelled within %.1f ms\n", 1000 * best);
  assert_true(best < AT_ONCE);
}

static void the_time_limit_ends_a_bootstrap(void **state) {
  (void)state;
  sdg16_mse_options options = many_replicates(1000000);
  sdg16_exec_options exec;
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.time_limit = 0.3;
  double start = now();
  resample(LISTS, &options, &exec, SDG16_ERR_TIMEOUT);
  assert_true(now() - start >= 0.3 && now() - start < 0.3 + PROMPT);
}

/* ---- what was done is kept ---- */

struct watch {
  sdg16_cancel *cancel;
  double when; /* cancels from this fraction on */
  pthread_t caller;
  double last;
  int calls, wrong_thread, backwards;
};

static void on_progress(double fraction, void *context) {
  struct watch *watch = context;
  watch->wrong_thread += !pthread_equal(pthread_self(), watch->caller);
  watch->backwards += fraction < watch->last || (watch->calls && fraction == watch->last);
  if (!watch->calls) watch->backwards += fraction != 0;
  watch->last = fraction;
  watch->calls++;
  if (fraction >= watch->when) sdg16_cancel_request(watch->cancel);
}

#define FEWER 6   /* lists */
#define WHOLE 400 /* replicates; some tenths of a second at least */

/* Merges `part` with shards of all replicates that it lacks. */
static sdg16_draws *complete(const sdg16_mse_options *options, const sdg16_draws *part) {
  const sdg16_draws *shards[WHOLE + 2] = {part};
  sdg16_mse *mse[WHOLE + 2];
  sdg16_draws_summary s;
  sdg16_draws *whole;
  int64_t count = 1, next = 0;
  const int64_t *numbers = sdg16_draws_numbers(part);
  assert_int_equal(sdg16_draws_summarise(part, &s, sizeof s), 0);
  for (int64_t i = 0; i <= s.replicates; i++) {
    int64_t end = i < s.replicates ? numbers[i] : WHOLE;
    if (end > next) {
      sdg16_exec_options exec;
      sdg16_exec_options_init(&exec, sizeof exec);
      exec.replicate_begin = next;
      exec.replicate_end = end;
      mse[count] = resample(FEWER, options, &exec, SDG16_OK);
      shards[count] = sdg16_mse_draws(mse[count]);
      count++;
    }
    next = end + 1;
  }
  assert_int_equal(sdg16_draws_merge(count, shards, 0, &whole, NULL), 0);
  for (int64_t i = 1; i < count; i++) sdg16_mse_free(mse[i]);
  return whole;
}

static void a_bootstrap_that_was_stopped_keeps_what_was_done(void **state) {
  (void)state;
  sdg16_mse_options options = many_replicates(WHOLE);
  sdg16_exec_options exec;
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.threads = 2;
  sdg16_mse *whole = resample(FEWER, &options, &exec, SDG16_OK);
  assert_int_equal(sdg16_mse_stopped(whole), SDG16_OK);
  char *expected = csv_of(sdg16_mse_draws(whole));
  int64_t partial = 0;
  /* after some replicates; within the jackknife; before anything */
  static const double WHEN[] = {0.8, 0.3, 0.02};
  for (int i = 0; i < 3; i++) {
    struct watch watch = {.when = WHEN[i], .caller = pthread_self()};
    sdg16_draws_summary s;
    sdg16_estimate e;
    assert_int_equal(sdg16_cancel_new(&watch.cancel, NULL), SDG16_OK);
    exec.cancel = watch.cancel;
    exec.progress = on_progress;
    exec.progress_context = &watch;
    options.keep_partial = 1;
    sdg16_mse *mse = resample(FEWER, &options, &exec, SDG16_OK);
    assert_int_equal(sdg16_draws_summarise(sdg16_mse_draws(mse), &s, sizeof s), 0);
    assert_int_equal(sdg16_mse_estimate(mse, &e, sizeof e), 0);
    assert_true((sdg16_mse_stopped(mse) != SDG16_OK) == !s.complete);
    assert_true(((e.flags & SDG16_FLAG_PARTIAL) == 0) == s.complete);
    if (sdg16_mse_stopped(mse)) assert_int_equal(sdg16_mse_stopped(mse), SDG16_ERR_CANCELLED);
    partial += !s.complete;
    sdg16_draws *merged = complete(&options, sdg16_mse_draws(mse));
    char *text = csv_of(merged);
    assert_string_equal(text, expected);
    free(text);
    sdg16_draws_free(merged);
    sdg16_mse_free(mse);
    sdg16_cancel_free(watch.cancel);
  }
  assert_true(partial > 0);
  free(expected);
  sdg16_mse_free(whole);
}

static void a_bootstrap_out_of_time_keeps_what_was_done(void **state) {
  (void)state;
  sdg16_mse_options options = many_replicates(1000000);
  sdg16_exec_options exec;
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.time_limit = 0.5;
  options.keep_partial = 1;
  sdg16_mse *mse = resample(LISTS, &options, &exec, SDG16_OK);
  sdg16_draws_summary s;
  assert_int_equal(sdg16_mse_stopped(mse), SDG16_ERR_TIMEOUT);
  assert_int_equal(sdg16_draws_summarise(sdg16_mse_draws(mse), &s, sizeof s), 0);
  assert_true(s.planned == 1000000 && s.replicates < s.planned && !s.complete);
  sdg16_mse_free(mse);
}

/* The first progress above 0 of a given model is that of the test of its fit. */
static void an_estimation_stopped_before_its_replicates_keeps_the_estimate(void **state) {
  (void)state;
  static const int32_t KINDS[] = {SDG16_INTERVAL_BCA, SDG16_INTERVAL_WALD};
  for (int i = 0; i < 2; i++) {
    sdg16_mse_options options;
    sdg16_exec_options exec;
    struct watch watch = {.when = 1e-9, .caller = pthread_self()};
    sdg16_estimate e;
    sdg16_fit_test test;
    sdg16_mse_options_init(&options, sizeof options);
    options.select = SDG16_SELECT_FIXED;
    options.model = "[12,13,23,45]";
    options.interval = KINDS[i];
    options.replicates = 1000000;
    options.fit_replicates = 10000000;
    options.keep_partial = 1;
    sdg16_exec_options_init(&exec, sizeof exec);
    assert_int_equal(sdg16_cancel_new(&watch.cancel, NULL), SDG16_OK);
    exec.cancel = watch.cancel;
    exec.progress = on_progress;
    exec.progress_context = &watch;
    sdg16_mse *mse = resample(FEWER, &options, &exec, SDG16_OK);
    assert_int_equal(sdg16_mse_stopped(mse), SDG16_ERR_CANCELLED);
    assert_int_equal(sdg16_mse_estimate(mse, &e, sizeof e), 0);
    assert_int_equal(sdg16_mse_fit_test(mse, &test, sizeof test), 0);
    assert_true(test.replicates == 0 && isnan(test.p_deviance) && test.deviance > 0);
    assert_true(isfinite(e.value) && e.value > 0);
    assert_null(sdg16_mse_draws(mse));
    assert_int_equal(e.method, i ? SDG16_INTERVAL_WALD : SDG16_INTERVAL_NONE);
    assert_true(isnan(e.lower) == !i && isnan(e.upper) == !i && isnan(e.se) == !i);
    const sdg16_table *said = sdg16_mse_diagnostics(mse);
    int found = 0;
    for (int64_t r = 0; r < sdg16_table_rows(said); r++)
      found |= !strcmp(sdg16_table_text(said, r, sdg16_table_find(said, "code")), "stopped") &&
               sdg16_table_text(said, r, sdg16_table_find(said, "headline")) != NULL;
    assert_true(found);
    sdg16_mse_free(mse);
    sdg16_cancel_free(watch.cancel);
  }
}

static void progress_is_told_on_the_callers_thread_and_never_backwards(void **state) {
  (void)state;
  sdg16_mse_options options = many_replicates(WHOLE);
  for (int32_t threads = 1; threads <= 4; threads += 3) {
    struct watch watch = {.when = INFINITY, .caller = pthread_self()};
    sdg16_exec_options exec;
    sdg16_exec_options_init(&exec, sizeof exec);
    exec.threads = threads;
    exec.progress = on_progress;
    exec.progress_context = &watch;
    double start = now();
    sdg16_mse_free(resample(FEWER, &options, &exec, SDG16_OK));
    assert_true(watch.last == 1 && watch.calls >= 2);
    assert_int_equal(watch.wrong_thread, 0);
    assert_int_equal(watch.backwards, 0);
    assert_true(watch.calls <= 2 + 10 * (now() - start));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(another_thread_cancels_a_search),
      cmocka_unit_test(a_signal_handler_cancels_a_search),
      cmocka_unit_test(a_token_set_before_the_call_cancels_it),
      cmocka_unit_test(the_time_limit_ends_a_search),
      cmocka_unit_test(another_thread_cancels_a_bootstrap_at_once),
      cmocka_unit_test(the_time_limit_ends_a_bootstrap),
      cmocka_unit_test(a_bootstrap_that_was_stopped_keeps_what_was_done),
      cmocka_unit_test(a_bootstrap_out_of_time_keeps_what_was_done),
      cmocka_unit_test(an_estimation_stopped_before_its_replicates_keeps_the_estimate),
      cmocka_unit_test(progress_is_told_on_the_callers_thread_and_never_backwards),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
