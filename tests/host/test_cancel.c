/* A search that would take for ever ends at once when asked to. */
#include <math.h>
#include <pthread.h>
#include <sdg16.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

#include <cmocka.h>

#define LISTS 8
#define PROMPT 2.0 /* seconds; generous for sanitizers and a busy machine */

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Two kinds of persons, hard and easy to find: every pair of lists looks
 * dependent, so no small model is clearly the best. */
static sdg16_capture *hard_data(void) {
  uint32_t histories[(1 << LISTS) - 1];
  int64_t counts[(1 << LISTS) - 1];
  for (uint32_t h = 1; h < 1u << LISTS; h++) {
    int k = __builtin_popcount(h);
    double easy = 9000 * pow(0.4, k) * pow(0.6, LISTS - k);
    double hard = 60000 * pow(0.05, k) * pow(0.95, LISTS - k);
    histories[h - 1] = h;
    counts[h - 1] = (int64_t)((easy + hard) * (0.7 + 0.6 * fmod(h * 0.6180339887, 1)));
  }
  sdg16_capture *capture;
  assert_int_equal(
      sdg16_capture_new(LISTS, NULL, (1 << LISTS) - 1, histories, counts, &capture, NULL),
      SDG16_OK);
  return capture;
}

static int32_t search(sdg16_exec_options *exec, sdg16_error *error) {
  sdg16_capture *capture = hard_data();
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

struct request {
  sdg16_cancel *cancel;
  double when;
};

static void *cancel_soon(void *argument) {
  struct request *request = argument;
  nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
  request->when = now();
  sdg16_cancel_request(request->cancel);
  return NULL;
}

static void another_thread_cancels_a_search(void **state) {
  (void)state;
  for (int32_t threads = 1; threads <= 2; threads++) {
    struct request request = {0};
    assert_int_equal(sdg16_cancel_new(&request.cancel, NULL), SDG16_OK);
    sdg16_exec_options exec;
    sdg16_exec_options_init(&exec, sizeof exec);
    exec.cancel = request.cancel;
    exec.threads = threads;
    pthread_t thread;
    sdg16_error error;
    assert_int_equal(pthread_create(&thread, NULL, cancel_soon, &request), 0);
    int32_t status = search(&exec, &error);
    double end = now();
    pthread_join(thread, NULL);
    sdg16_cancel_free(request.cancel);
    assert_int_equal(status, SDG16_ERR_CANCELLED);
    assert_int_equal(error.code, SDG16_ERR_CANCELLED);
    assert_true(strlen(error.message) > 0);
    assert_true(end - request.when < PROMPT);
  }
}

static sdg16_cancel *signal_token;
static void on_alarm(int number) {
  (void)number;
  sdg16_cancel_request(signal_token);
}

static void a_signal_handler_cancels_a_search(void **state) {
  (void)state;
  assert_int_equal(sdg16_cancel_new(&signal_token, NULL), SDG16_OK);
  sdg16_exec_options exec;
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.cancel = signal_token;
  void (*before)(int) = signal(SIGALRM, on_alarm);
  setitimer(ITIMER_REAL, &(struct itimerval){.it_value = {.tv_usec = 200000}}, NULL);
  double start = now();
  sdg16_error error;
  int32_t status = search(&exec, &error);
  signal(SIGALRM, before);
  sdg16_cancel_free(signal_token);
  assert_int_equal(status, SDG16_ERR_CANCELLED);
  assert_true(now() - start < 0.2 + PROMPT);
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

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(another_thread_cancels_a_search),
      cmocka_unit_test(a_signal_handler_cancels_a_search),
      cmocka_unit_test(a_token_set_before_the_call_cancels_it),
      cmocka_unit_test(the_time_limit_ends_a_search),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
