/* Reading and writing of numbers. What is expected of doubles is given as bits or
 * as C literals, which the compiler rounds correctly. */
#include "base/numbers.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <sdg16/io.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

static uint64_t bits_of(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static double of_bits(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static uint64_t next_random(uint64_t *state) { /* splitmix64 */
  uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return z ^ (z >> 31);
}

static int parse(const char *text, double *out) {
  return sdg16i_parse_double(text, (int64_t)strlen(text), '.', out);
}

static void must_read(const char *text, double expected) {
  double value = 2.385;
  if (parse(text, &value) || bits_of(value) != bits_of(expected))
    fail_msg("'%.60s' gives %a, expected %a", text, value, expected);
}

static void whole_numbers_are_read_up_to_the_ends_of_int64(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int64_t value;
  } GOOD[] = {{"0", 0},
              {"-0", 0},
              {"7", 7},
              {"+5", 5},
              {"007", 7},
              {" \t-42\t ", -42},
              {"9223372036854775807", INT64_MAX},
              {"-9223372036854775808", INT64_MIN},
              {"00000000000000000000000000000001", 1}};
  for (size_t i = 0; i < COUNT(GOOD); i++) {
    int64_t value = 99;
    assert_int_equal(sdg16i_parse_int64(GOOD[i].text, (int64_t)strlen(GOOD[i].text), &value),
                     0);
    assert_int_equal(value, GOOD[i].value);
  }
  static const char *const BAD[] = {"",
                                    " ",
                                    "-",
                                    "+",
                                    "--1",
                                    "1.0",
                                    "1e3",
                                    "1 2",
                                    "0x1",
                                    "1O",
                                    "９",
                                    "9223372036854775808",
                                    "-9223372036854775809",
                                    "99999999999999999999"};
  for (size_t i = 0; i < COUNT(BAD); i++) {
    int64_t value = 99;
    if (!sdg16i_parse_int64(BAD[i], (int64_t)strlen(BAD[i]), &value))
      fail_msg("'%s' was read as %lld", BAD[i], (long long)value);
    assert_int_equal(value, 99);
  }
}

static void only_the_bytes_given_are_read(void **state) {
  (void)state;
  int64_t whole = 0;
  double value = 0;
  assert_int_equal(sdg16i_parse_int64("12345", 2, &whole), 0);
  assert_int_equal(whole, 12);
  assert_int_equal(sdg16i_parse_double("1.25e3", 4, '.', &value), 0);
  assert_true(value == 1.25);
  assert_int_equal(sdg16i_parse_double("1.25e3", 5, '.', &value), -1);
}

static void doubles_are_rounded_correctly(void **state) {
  (void)state;
  must_read("0", 0.0);
  must_read("-0", -0.0);
  must_read("-0.000e-999999999999999999999", -0.0);
  must_read("0.1", 0.1);
  must_read(" .5\t", 0.5);
  must_read("5.", 5.0);
  must_read("+2.385e+2", 238.5);
  must_read("1E3", 1000.0);
  must_read("123456789012345678", 123456789012345678.0);
  must_read("12345678901234567890123456789012345e-30", 12345.678901234567890123456789012345);
  must_read("3.141592653589793238462643383279", 3.141592653589793238462643383279);
  must_read("1e22", 1e22);
  must_read("1e23", 1e23);
  must_read("8.5e-23", 8.5e-23);
  must_read("9007199254740991e22", 9007199254740991e22);
  /* halfway between two doubles: to the even one */
  must_read("9007199254740993", 9007199254740992.0);
  must_read("9007199254740995", 9007199254740996.0);
  /* the ends of the range */
  must_read("1.7976931348623157e308", DBL_MAX);
  must_read("1.7976931348623158e308", DBL_MAX);
  must_read("2.2250738585072014e-308", DBL_MIN);
  must_read("2.2250738585072011e-308", of_bits(UINT64_C(0x000FFFFFFFFFFFFF)));
  must_read("4.9e-324", of_bits(1));
  must_read("2.4703282292062328e-324", of_bits(1));
  must_read("2.4703282292062327e-324", 0.0);
  must_read("1e-400", 0.0);
  must_read("-1e-99999999999999999999", -0.0);
}

static void a_digit_far_behind_decides_a_tie(void **state) {
  (void)state;
  char text[3000];
  strcpy(text, "9007199254740993.");
  memset(text + 17, '0', 2500);
  strcpy(text + 2517, "0");
  must_read(text, 9007199254740992.0);
  strcpy(text + 2517, "1");
  must_read(text, 9007199254740994.0);

  strcpy(text, "0."); /* leading zeros count for nothing */
  memset(text + 2, '0', 2000);
  strcpy(text + 2002, "1e2001");
  must_read(text, 1.0);
}

static void what_is_no_number_is_refused(void **state) {
  (void)state;
  static const char *const BAD[] = {"",         " ",      "+",
                                    "-",        ".",      "-.",
                                    "e5",       ".e5",    "1e",
                                    "1e+",      "1e-",    "1e5.0",
                                    "0x10",     "0x1p3",  "inf",
                                    "-inf",     "nan",    "NaN",
                                    "infinity", "1,5",    "1.5.2",
                                    "1..2",     "1 2",    "1_000",
                                    "1'000",    "--1",    "+-1",
                                    "1e5e5",    "١",      "½",
                                    "1e400",    "-1e400", "1.7976931348623159e308",
                                    "1f",       "1d5",    "$1",
                                    "1%"};
  for (size_t i = 0; i < COUNT(BAD); i++) {
    double value = 2.385;
    if (!parse(BAD[i], &value)) fail_msg("'%s' was read as %a", BAD[i], value);
    assert_true(value == 2.385);
  }
}

static void the_decimal_character_is_the_one_given(void **state) {
  (void)state;
  double value;
  assert_int_equal(sdg16i_parse_double("-1234,5", 7, ',', &value), 0);
  assert_true(value == -1234.5);
  assert_int_equal(sdg16i_parse_double("1,7976931348623157e308", 22, ',', &value), 0);
  assert_true(value == DBL_MAX);
  assert_int_equal(sdg16i_parse_double("1.5", 3, ',', &value), -1);
  assert_int_equal(sdg16i_parse_double("1.234,5", 7, ',', &value), -1);
}

/* The expected texts are Python's repr without ".0". */
static const struct {
  double value;
  const char *text;
} WRITTEN[] = {{0.0, "0"},
               {-0.0, "-0"},
               {3.0, "3"},
               {-2744.0, "-2744"},
               {0.1, "0.1"},
               {-2.385, "-2.385"},
               {1.0 / 3, "0.3333333333333333"},
               {2.0 / 3, "0.6666666666666666"},
               {100000.0, "100000"},
               {123456.789, "123456.789"},
               {0.0001, "0.0001"},
               {0.00012345, "0.00012345"},
               {0.00001, "1e-05"},
               {1e15, "1000000000000000"},
               {4503599627370496.0, "4503599627370496"},
               {9007199254740993.0, "9007199254740992"},
               {9999999999999998.0, "9999999999999998"},
               {1e16, "1e+16"},
               {123456789012345680.0, "1.2345678901234568e+17"},
               {1e22, "1e+22"},
               {1e23, "1e+23"},
               {1e300, "1e+300"},
               {5e-324, "5e-324"},
               {1.5e-323, "1.5e-323"},
               {2.225073858507201e-308, "2.225073858507201e-308"},
               {DBL_MIN, "2.2250738585072014e-308"},
               {DBL_MAX, "1.7976931348623157e+308"},
               {0x1p-44, "5.684341886080802e-14"}, /* the nearest of 16 digits ends in 1 */
               {0x1p-24, "5.960464477539063e-08"},
               {0x1p60, "1.152921504606847e+18"},
               {INFINITY, "inf"},
               {-INFINITY, "-inf"},
               {NAN, "nan"}};

static void doubles_are_written_in_their_shortest_form(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(WRITTEN); i++) {
    char text[SDG16I_DOUBLE_SIZE];
    int size = sdg16i_format_double(WRITTEN[i].value, text);
    assert_string_equal(text, WRITTEN[i].text);
    assert_int_equal(size, strlen(text));
  }
}

static void must_survive(double value) {
  char text[SDG16I_DOUBLE_SIZE];
  int size = sdg16i_format_double(value, text);
  assert_in_range(size, 1, SDG16I_DOUBLE_SIZE - 1);
  must_read(text, value);
}

static void survive(uint64_t seed, int count) {
  for (int i = 0; i < count; i++) {
    uint64_t random = next_random(&seed);
    double value = of_bits(random);
    if (isfinite(value)) must_survive(value);
    must_survive(of_bits(random >> (12 + random % 52))); /* subnormals */
    must_survive((double)(int64_t)random / 1e4);
  }
}

static void every_double_survives_writing_and_reading(void **state) {
  (void)state;
  survive(1, 50000);
  for (int power = -1074; power < 1024; power++) {
    double value = ldexp(1, power);
    must_survive(value);
    must_survive(-nextafter(value, 0));
    must_survive(nextafter(value, INFINITY));
  }
  must_survive(DBL_MAX);
}

static void no_shorter_text_would_do(void **state) {
  (void)state;
  uint64_t seed = 2;
  for (int i = 0; i < 5000; i++) {
    uint64_t random = next_random(&seed);
    double value = of_bits(i % 2 ? random : random >> (13 + random % 51));
    if (!isfinite(value) || value == 0) continue;
    char text[SDG16I_DOUBLE_SIZE], shorter[48];
    sdg16i_format_double(value, text);
    int digits = 0, zeros = 0;
    for (const char *c = text; *c && *c != 'e'; c++) {
      if (*c < '0' || *c > '9' || (!digits && *c == '0')) continue;
      digits++;
      zeros = *c == '0' ? zeros + 1 : 0;
    }
    digits -= zeros;
    if (digits < 2) continue;
    snprintf(shorter, sizeof shorter, "%.*e", digits - 2, value);
    double read = 0;
    if (!parse(shorter, &read) && read == value) fail_msg("%s would do for %s", shorter, text);
  }
}

/* strtod of the C library (in the locale C) rounds correctly. */
static int same_as_strtod(uint64_t mantissa, int scale) {
  char text[48];
  double value;
  snprintf(text, sizeof text, "%llue-%d", (unsigned long long)mantissa, scale);
  int failed = sdg16i_scaled_double(mantissa, -scale, &value);
  if (failed || bits_of(value) == bits_of(strtod(text, NULL))) return !failed;
  fail_msg("%s gives %a, expected %a", text, value, strtod(text, NULL));
  return 0;
}

static void one_division_rounds_as_strtod_does(void **state) {
  (void)state;
  const uint64_t MOST = UINT64_C(1) << 53;
  uint64_t random = 5;
  for (int scale = 0; scale <= 22; scale++) {
    for (uint64_t m = 0; m < 64; m++) {
      assert_true(same_as_strtod(m, scale));
      assert_true(same_as_strtod(MOST - m, scale));
      assert_false(same_as_strtod(MOST + 1 + m, scale));
    }
    for (int i = 0; i < 100000; i++) {
      uint64_t bits = next_random(&random);
      assert_true(same_as_strtod(bits >> (11 + bits % 40), scale));
    }
  }
  assert_false(same_as_strtod(1, 23));
}

static void the_public_functions_say_what_is_wrong(void **state) {
  (void)state;
  char text[32];
  double value = 2.385;
  assert_int_equal(sdg16_format_double(0.25, text, 32), 4);
  assert_string_equal(text, "0.25");
  assert_int_equal(sdg16_format_double(0.25, text, 31), SDG16_ERR_CAPACITY);
  assert_int_equal(sdg16_format_double(0.25, NULL, 32), SDG16_ERR_CAPACITY);
  assert_int_equal(sdg16_parse_double("0.75", &value), SDG16_OK);
  assert_true(value == 0.75);
  assert_int_equal(sdg16_parse_double("0,75", &value), SDG16_ERR_VALUE);
  assert_int_equal(sdg16_parse_double("inf", &value), SDG16_ERR_VALUE);
  assert_int_equal(sdg16_parse_double(NULL, &value), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_parse_double("1", NULL), SDG16_ERR_ARGUMENT);
}

static void a_german_host_changes_nothing(void **state) {
  (void)state;
  if (!setlocale(LC_ALL, "de_DE.UTF-8")) {
    print_message("there is no locale de_DE.UTF-8 here\n");
    skip();
  }
  char text[8];
  snprintf(text, sizeof text, "%.1f", 0.5);
  assert_string_equal(text, "0,5");
  doubles_are_written_in_their_shortest_form(NULL);
  doubles_are_rounded_correctly(NULL);
  what_is_no_number_is_refused(NULL);
  survive(3, 10000);
  setlocale(LC_ALL, "C");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(whole_numbers_are_read_up_to_the_ends_of_int64),
      cmocka_unit_test(only_the_bytes_given_are_read),
      cmocka_unit_test(doubles_are_rounded_correctly),
      cmocka_unit_test(a_digit_far_behind_decides_a_tie),
      cmocka_unit_test(what_is_no_number_is_refused),
      cmocka_unit_test(the_decimal_character_is_the_one_given),
      cmocka_unit_test(doubles_are_written_in_their_shortest_form),
      cmocka_unit_test(every_double_survives_writing_and_reading),
      cmocka_unit_test(no_shorter_text_would_do),
      cmocka_unit_test(one_division_rounds_as_strtod_does),
      cmocka_unit_test(the_public_functions_say_what_is_wrong),
      cmocka_unit_test(a_german_host_changes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
