/* Numbers and words of messages agree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <sdg16.h>

static const char *const CASES[][2] = {
    {"1 rows are left out", "1 row is left out"},
    {"Only 1 people were observed.", "Only 1 person was observed."},
    {"1 of 28 rows are left out", "1 of 28 rows is left out"},
    {"3 of 1 rows are odd", "3 of 1 row are odd"},
    {"1 of 1 estimates have no interval", "1 of 1 estimate has no interval"},
    {"4 rows, 1 primary units in 1 strata", "4 rows, 1 primary unit in 1 stratum"},
    {"1 different capture histories", "1 different capture histories"}, /* two qualifiers */
    {"(1 strata lie apart)", "(1 stratum lies apart)"},
    {"21 rows are here, 1,001 people were", "21 rows are here, 1,001 people were"},
    {"row 1 values are wrong", "row 1 values are wrong"}, /* its name */
    {"1 rows\t", "1 row\t"},
    {"column '1 rows are' has 1 values", "column '1 rows are' has 1 value"},
    {"people's 1 lists are", "people's 1 list is"},
    {"0.1 rows, 1.5 rows", "0.1 rows, 1.5 rows"},
    {"1 ", "1 "},
    {"", ""},
    {"1", "1"},
    {"1 of ", "1 of "},
    {"'1 rows", "'1 rows"}};

static void messages_agree(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
    char text[200];
    strcpy(text, CASES[i][0]);
    sdg16_text_agree(text, (int64_t)sizeof text);
    assert_string_equal(text, CASES[i][1]);
    sdg16_text_agree(text, (int64_t)sizeof text); /* a second time changes nothing */
    assert_string_equal(text, CASES[i][1]);
  }
}

/* "stratum" is longer than "strata": without room the text stays. */
static void nothing_is_written_beyond_the_array(void **state) {
  (void)state;
  char text[] = "1 strata";
  sdg16_text_agree(text, (int64_t)sizeof text);
  assert_string_equal(text, "1 strata");
  sdg16_text_agree(NULL, 5);
  sdg16_text_agree(text, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(messages_agree),
                                     cmocka_unit_test(nothing_is_written_beyond_the_array)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
