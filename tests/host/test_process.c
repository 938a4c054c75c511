/* The library leaves the host's process as it was: GSL's handler, the standard
 * streams, signals, the floating-point environment, files and threads. */
#include "transcripts.h"

#include <dirent.h>
#include <fenv.h>
#include <gsl/gsl_errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static int gsl_hits;
static void trap(const char *reason, const char *file, int line, int number) {
  (void)reason;
  (void)file;
  (void)line;
  (void)number;
  gsl_hits++;
}

static void the_hosts_gsl_handler_is_never_reached_and_never_replaced(void **state) {
  (void)state;
  transcripts t;
  gsl_error_handler_t *before = gsl_set_error_handler(trap);
  gsl_hits = 0;
  transcripts_make(&t, 2);
  assert_ptr_equal(gsl_set_error_handler(before), trap);
  assert_int_equal(gsl_hits, 0);
  assert_true(t.count > 0);
  transcripts_free(&t);
}

static int redirect(int fd, FILE *to) {
  fflush(NULL);
  int saved = dup(fd);
  assert_true(saved >= 0);
  assert_true(dup2(fileno(to), fd) == fd);
  return saved;
}

static void restore(int fd, int saved) {
  fflush(NULL);
  dup2(saved, fd);
  close(saved);
}

static int64_t size_of(FILE *file) {
  struct stat s;
  assert_int_equal(fstat(fileno(file), &s), 0);
  return s.st_size;
}

static void nothing_is_printed(void **state) {
  (void)state;
  FILE *out = tmpfile(), *err = tmpfile();
  assert_non_null(out);
  assert_non_null(err);
  int saved_out = redirect(STDOUT_FILENO, out), saved_err = redirect(STDERR_FILENO, err);
  transcripts t;
  transcripts_make(&t, 2);
  restore(STDOUT_FILENO, saved_out);
  restore(STDERR_FILENO, saved_err);
  assert_int_equal(size_of(out), 0);
  assert_int_equal(size_of(err), 0);
  assert_true(t.count > 0);
  transcripts_free(&t);
  fclose(out);
  fclose(err);
}

static int entries(const char *folder) {
  DIR *directory = opendir(folder);
  if (!directory) return -1;
  int count = 0;
  while (readdir(directory)) count++;
  closedir(directory);
  return count;
}

static void signals_files_and_threads_are_as_before(void **state) {
  (void)state;
  struct sigaction before[SIGRTMAX], after;
  sigset_t mask_before, mask_after;
  for (int s = 1; s < SIGRTMAX; s++) sigaction(s, NULL, &before[s]);
  sigprocmask(SIG_BLOCK, NULL, &mask_before);
  int files = entries("/proc/self/fd");
  int threads = entries("/proc/self/task");

  transcripts t;
  transcripts_make(&t, 4);
  assert_true(t.count > 0);
  transcripts_free(&t);

  for (int s = 1; s < SIGRTMAX; s++) {
    if (sigaction(s, NULL, &after)) continue; /* the numbers libc keeps for itself */
    assert_true(before[s].sa_handler == after.sa_handler);
  }
  sigprocmask(SIG_BLOCK, NULL, &mask_after);
  for (int s = 1; s < SIGRTMAX; s++)
    assert_int_equal(sigismember(&mask_before, s), sigismember(&mask_after, s));
  assert_int_equal(entries("/proc/self/fd"), files);
  assert_int_equal(entries("/proc/self/task"), threads);
}

/* Rounding, flush-to-zero and trapping; the sticky flags may be raised. */
static void the_floating_point_modes_are_as_before(void **state) {
  (void)state;
  transcripts t;
  volatile double tiny = 5e-324;
  int rounding = fegetround(), trapping = fegetexcept();
  transcripts_make(&t, 2);
  assert_int_equal(fegetround(), rounding);
  assert_int_equal(fegetexcept(), trapping);
  assert_true(tiny / 1 == tiny && tiny > 0); /* subnormals are not flushed to zero */
  assert_true(t.count > 0);
  transcripts_free(&t);

  /* a host's own rounding survives too, whatever it does to the results */
  assert_int_equal(fesetround(FE_UPWARD), 0);
  transcripts_make(&t, 1);
  int after = fegetround();
  fesetround(rounding);
  assert_int_equal(after, FE_UPWARD);
  transcripts_free(&t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_hosts_gsl_handler_is_never_reached_and_never_replaced),
      cmocka_unit_test(nothing_is_printed),
      cmocka_unit_test(signals_files_and_threads_are_as_before),
      cmocka_unit_test(the_floating_point_modes_are_as_before),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
