/* The command's interrupts and its bar: the first SIGINT asks a computation to stop, the second
 * ends the program; the time that is left follows the present pace. */
#include "../../cli/shared/interrupts.c"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/wait.h>

#include <cmocka.h>

/* What interrupts.c takes from errors.c. */
int cli_error(int status, const char *format, ...) {
  (void)format;
  return status;
}
int cli_library_error(const sdg16_error *error) {
  (void)error;
  return EXIT_OTHER;
}
sdg16_error cli_new_error(void) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  return error;
}

/* What a child does between begin and end of a computation: its exit status. */
static int status_of(int signals, int end_before_last) {
  pid_t child = fork();
  assert_true(child >= 0);
  if (!child) {
    sdg16_exec_options asked, exec;
    sdg16_exec_options_init(&asked, sizeof asked);
    fclose(stderr);
    close(STDERR_FILENO);
    if (cli_catch_interrupts() || cli_begin_computing(&asked, 1, &exec)) _exit(99);
    for (int i = 0; i < signals; i++) {
      if (end_before_last && i + 1 == signals) {
        cli_end_computing(&exec);
        if (cli_take_interrupt() != (signals > 1) || cli_interrupted()) _exit(98);
      }
      raise(SIGINT);
    }
    _exit(cli_interrupted() ? 7 : 8);
  }
  int status;
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFEXITED(status));
  return WEXITSTATUS(status);
}

static void the_second_interrupt_ends_the_program(void **state) {
  (void)state;
  assert_int_equal(status_of(0, 0), 8);
  assert_int_equal(status_of(1, 0), 7); /* asked to stop, and still there */
  assert_int_equal(status_of(2, 0), EXIT_INTERRUPTED);
}

static void an_interrupt_while_the_result_is_written_ends_the_program(void **state) {
  (void)state;
  assert_int_equal(status_of(1, 1), EXIT_INTERRUPTED);
  assert_int_equal(status_of(2, 1), EXIT_INTERRUPTED);
}

static void the_rest_follows_the_pace(void **state) {
  (void)state;
  pace p = {.start = 100, .from = {100, 0}, .next = {100, 0}};
  assert_true(seconds_left(&p, (mark){101, 0.1}) < 0); /* too early to say */
  for (int i = 2; i <= 9; i++) {
    double left = seconds_left(&p, (mark){100 + i, 0.1 * i});
    assert_true(fabs(left - (10 - i)) < 1e-9);
  }
  assert_true(seconds_left(&p, (mark){110, 1}) < 0);
}

/* A tenth in the first second, then a hundredth a second: the first is soon forgotten. */
static void a_pace_that_changes_is_followed(void **state) {
  (void)state;
  pace p = {.start = 0};
  double left = -1;
  for (int i = 1; i <= 40; i++) left = seconds_left(&p, (mark){i, 0.1 + 0.01 * (i - 1)});
  assert_true(fabs(left - 51) < 1e-6);
}

static void a_time_is_told_in_round_units(void **state) {
  (void)state;
  static const struct {
    double seconds;
    const char *text;
  } CASES[] = {{-1, ""},
               {0, "some seconds left"},
               {9.9, "some seconds left"},
               {31, "about 40 s left"},
               {56, "about 1 min left"},
               {61, "about 2 min left"},
               {3200, "about 54 min left"},
               {3400, "about 1 h left"},
               {100000, "about 28 h left"},
               {200000, "about 3 days left"}};
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
    char text[64];
    put_remaining(CASES[i].seconds, text, sizeof text);
    assert_string_equal(text, CASES[i].text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_second_interrupt_ends_the_program),
      cmocka_unit_test(an_interrupt_while_the_result_is_written_ends_the_program),
      cmocka_unit_test(the_rest_follows_the_pace),
      cmocka_unit_test(a_pace_that_changes_is_followed),
      cmocka_unit_test(a_time_is_told_in_round_units),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
