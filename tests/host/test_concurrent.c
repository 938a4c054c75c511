/* The same bits on any number of threads, in several computations at once, and
 * in a forked child. */
#include "transcripts.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static transcripts reference;

static int make_reference(void **state) {
  (void)state;
  transcripts_make(&reference, 1);
  return reference.count ? 0 : -1;
}

static int free_reference(void **state) {
  (void)state;
  transcripts_free(&reference);
  return 0;
}

static void the_number_of_threads_changes_no_bit(void **state) {
  (void)state;
  static const int32_t THREADS[] = {0, 2, 4};
  for (int i = 0; i < 3; i++) {
    transcripts t;
    transcripts_make(&t, THREADS[i]);
    assert_true(transcripts_equal(&reference, &t));
    transcripts_free(&t);
  }
}

static void *compute(void *result) {
  transcripts_make(result, 2);
  return NULL;
}

static void four_threads_computing_at_once_get_the_same_bits(void **state) {
  (void)state;
  pthread_t threads[4];
  transcripts t[4];
  for (int i = 0; i < 4; i++)
    assert_int_equal(pthread_create(&threads[i], NULL, compute, &t[i]), 0);
  for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
  for (int i = 0; i < 4; i++) {
    assert_true(transcripts_equal(&reference, &t[i]));
    transcripts_free(&t[i]);
  }
}

static void a_forked_child_computes_the_same_bits(void **state) {
  (void)state;
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    alarm(120); /* a child that hangs is a failure, not a wait for ever */
    transcripts t;
    transcripts_make(&t, 2);
    _exit(transcripts_equal(&reference, &t) ? 0 : 1);
  }
  int status = -1;
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_number_of_threads_changes_no_bit),
      cmocka_unit_test(four_threads_computing_at_once_get_the_same_bits),
      cmocka_unit_test(a_forked_child_computes_the_same_bits),
  };
  return cmocka_run_group_tests(tests, make_reference, free_reference);
}
