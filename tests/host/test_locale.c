/* A host with a decimal comma gets the same bits. */
#include "transcripts.h"

#include <locale.h>
#include <sdg16.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define SKIPPED 77 /* what meson takes for "skipped" */

static void results_and_messages_are_the_same_in_a_german_locale(void **state) {
  (void)state;
  transcripts c, german;
  assert_string_equal(setlocale(LC_ALL, "C"), "C");
  transcripts_make(&c, 1);
  assert_non_null(setlocale(LC_ALL, "de_DE.UTF-8"));
  transcripts_make(&german, 1);
  assert_true(transcripts_equal(&c, &german));
  transcripts_free(&c);
  transcripts_free(&german);
}

static void the_locale_of_the_host_stays(void **state) {
  (void)state;
  char text[8];
  snprintf(text, sizeof text, "%.1f", 0.5);
  assert_string_equal(text, "0,5");
  assert_string_equal(setlocale(LC_NUMERIC, NULL), "de_DE.UTF-8");
}

static void numbers_for_people_are_the_same(void **state) {
  (void)state;
  char text[64];
  assert_true(sdg16_format_number(-12350.456, 2, text, (int64_t)sizeof text) > 0);
  assert_string_equal(text, "-12,350.46");
  assert_true(sdg16_format_number(1.23456e20, 2, text, (int64_t)sizeof text) > 0);
  assert_string_equal(text, "1.235e+20");
}

int main(void) {
  if (!setlocale(LC_ALL, "de_DE.UTF-8")) {
    fprintf(stderr, "skipped: there is no locale de_DE.UTF-8 here (Debian: apt-get install "
                    "locales)\n");
    return SKIPPED;
  }
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(results_and_messages_are_the_same_in_a_german_locale),
      cmocka_unit_test(the_locale_of_the_host_stays),
      cmocka_unit_test(numbers_for_people_are_the_same),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
