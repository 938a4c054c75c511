/* The registry and rates. */
#include <sdg16.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static sdg16_error fresh(void) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  return error;
}

static sdg16_estimate count_of(double value, double lower, double upper) {
  return (sdg16_estimate){.struct_size = sizeof(sdg16_estimate),
                          .value = value,
                          .se = 2.385,
                          .lower = lower,
                          .upper = upper,
                          .level = 0.9,
                          .df = INFINITY,
                          .method = SDG16_INTERVAL_WALD,
                          .flags = SDG16_FLAG_CONDITIONAL};
}

/* ---- the registry ---- */

static void the_catalog_has_one_complete_row_an_indicator(void **state) {
  (void)state;
  static const char *const FULL[] = {"code", "name",   "custodian",   "kind", "metadata_date",
                                     "unit", "series", "aggregation", "notes"};
  sdg16_error error = fresh();
  sdg16_table *table;
  assert_int_equal(sdg16_registry_table(NULL, NULL, SDG16_CATALOG_INDICATORS, &table, &error),
                   SDG16_OK);
  assert_int_equal(sdg16_table_rows(table), 32);
  for (int64_t row = 0; row < sdg16_table_rows(table); row++)
    for (size_t i = 0; i < sizeof FULL / sizeof FULL[0]; i++) {
      const char *text = sdg16_table_text(table, row, sdg16_table_find(table, FULL[i]));
      assert_true(text && strlen(text) > 0);
    }
  sdg16_table_free(table);
}

/* UNODC metadata of 31 March 2023; series of the SDG data structure definition. */
static void indicator_16_2_2_is_as_its_metadata_say(void **state) {
  (void)state;
  sdg16_table *table;
  assert_int_equal(sdg16_registry_table(NULL, NULL, SDG16_CATALOG_INDICATORS, &table, NULL),
                   SDG16_OK);
  int64_t row = 0, code = sdg16_table_find(table, "code");
  while (strcmp(sdg16_table_text(table, row, code), "16.2.2")) row++;
  assert_string_equal(sdg16_table_text(table, row, sdg16_table_find(table, "custodian")),
                      "UNODC");
  assert_string_equal(sdg16_table_text(table, row, sdg16_table_find(table, "unit")),
                      "PER_100000_POP; NUMBER");
  assert_true(sdg16_table_double(table, sdg16_table_find(table, "multiplier"))[row] == 100000);
  const char *series = sdg16_table_text(table, row, sdg16_table_find(table, "series"));
  static const char *const CODES[] = {"DETV", "DETVSX", "DETVFL", "DETVOG", "DETVOP"};
  for (size_t i = 0; i < 5; i++) {
    char number[32] = "VC_HTF_", rate[32];
    strcat(number, CODES[i]);
    strcat(strcpy(rate, number), "R");
    /* a whole code, not the beginning of a longer one */
    int found = 0;
    for (const char *at = series; (at = strstr(at, number)); at++)
      found |= at[strlen(number)] == ';' || !at[strlen(number)];
    assert_true(found);
    assert_non_null(strstr(series, rate));
  }
  assert_string_equal(sdg16_table_text(table, row, sdg16_table_find(table, "metadata_date")),
                      "2023-03-31");
  sdg16_table_free(table);
}

static void a_catalog_without_a_place_is_refused(void **state) {
  (void)state;
  sdg16_error error = fresh();
  assert_int_equal(sdg16_registry_table(NULL, NULL, SDG16_CATALOG_INDICATORS, NULL, &error),
                   SDG16_ERR_ARGUMENT);
  assert_int_equal(error.status, SDG16_ERR_ARGUMENT);
}

/* ---- rates ---- */

/* Canada 2015 and 2019, incidents of trafficking per 100,000 as published by the
 * country's SDG data hub to nine digits. */
static void published_rates_are_reproduced(void **state) {
  (void)state;
  static const struct {
    double count, population, rate;
  } CASES[] = {{330, 35704498, 0.924253297}, {546, 37618495, 1.451413726}};
  for (size_t i = 0; i < 2; i++) {
    sdg16_estimate count = count_of(CASES[i].count, NAN, NAN), rate;
    assert_int_equal(sdg16_rate(&count, CASES[i].population, 100000, &rate, sizeof rate, NULL),
                     SDG16_OK);
    assert_true(fabs(rate.value - CASES[i].rate) < 5e-10);
  }
}

static void value_error_and_limits_are_scaled_alike(void **state) {
  (void)state;
  sdg16_estimate count = count_of(12349.5, 9622.25, 27889.75), rate;
  sdg16_error error = fresh();
  assert_int_equal(sdg16_rate(&count, 64000000, 100000, &rate, sizeof rate, &error), SDG16_OK);
  assert_true(rate.value == 12349.5 * 100000 / 64000000);
  assert_true(rate.se == 2.385 * 100000 / 64000000);
  assert_true(rate.lower == 9622.25 * 100000 / 64000000);
  assert_true(rate.upper == 27889.75 * 100000 / 64000000);
  assert_true(rate.level == 0.9 && isinf(rate.df));
  assert_int_equal(rate.method, SDG16_INTERVAL_WALD);
  assert_int_equal(rate.flags, SDG16_FLAG_CONDITIONAL);
  assert_int_equal(rate.struct_size, sizeof rate);
}

static void nan_stays_nan_and_an_open_limit_stays_open(void **state) {
  (void)state;
  sdg16_estimate count = count_of(NAN, NAN, INFINITY), rate;
  assert_int_equal(sdg16_rate(&count, 1e6, 100000, &rate, sizeof rate, NULL), SDG16_OK);
  assert_true(isnan(rate.value) && isnan(rate.lower) && isinf(rate.upper));
}

static void the_result_may_take_the_place_of_the_count(void **state) {
  (void)state;
  sdg16_estimate count = count_of(50, 25, 100);
  assert_int_equal(sdg16_rate(&count, 1e5, 100000, &count, sizeof count, NULL), SDG16_OK);
  assert_true(count.value == 50 && count.lower == 25 && count.upper == 100);
}

static void a_population_that_is_none_is_refused(void **state) {
  (void)state;
  static const double POPULATIONS[] = {0, -67000000, (double)NAN, (double)INFINITY};
  static const char *const FOUND[] = {"0", "-67000000", "nan", "inf"};
  sdg16_estimate count = count_of(50, 25, 100), rate;
  for (size_t i = 0; i < 4; i++) {
    sdg16_error error = fresh();
    assert_int_equal(sdg16_rate(&count, POPULATIONS[i], 100000, &rate, sizeof rate, &error),
                     SDG16_ERR_POPULATION);
    assert_int_equal(error.status, SDG16_ERR_POPULATION);
    char expected[96];
    snprintf(expected, sizeof expected, "population must be a number of people above 0, not %s",
             FOUND[i]);
    assert_string_equal(error.message, expected);
  }
}

static void bad_arguments_are_refused(void **state) {
  (void)state;
  sdg16_estimate count = count_of(50, 25, 100), rate;
  sdg16_error error = fresh();
  assert_int_equal(sdg16_rate(NULL, 1e6, 100000, &rate, sizeof rate, &error),
                   SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_rate(&count, 1e6, 100000, NULL, sizeof rate, &error),
                   SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_rate(&count, 1e6, 0, &rate, sizeof rate, &error), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_rate(&count, 1e6, NAN, &rate, sizeof rate, &error),
                   SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_rate(&count, 1e6, 100000, &rate, 4, &error), SDG16_ERR_STRUCT_SIZE);
  count.struct_size = 3;
  assert_int_equal(sdg16_rate(&count, 1e6, 100000, &rate, sizeof rate, &error),
                   SDG16_ERR_STRUCT_SIZE);
}

/* ---- counts or microdata? ---- */

static int32_t data_of(const char *code, int32_t design, const char *message) {
  sdg16_error error = fresh();
  int32_t data = sdg16_indicator_data(NULL, code, design, &error);
  if (message && !strstr(error.message, message)) fail_msg("%s", error.message);
  return data;
}

/* By the metadata: 16.1.1 is of homicides that offices count, 16.5.1 of a survey (and 10.3.1
 * is 16.b.1, of a survey too), 16.9.1 of registers or of a survey; 16.4.1 has methods of its
 * own. */
static void the_data_of_an_indicator_are_counts_or_microdata(void **state) {
  (void)state;
  assert_int_equal(data_of("16.1.1", 0, NULL), SDG16_DATA_COUNTS);
  assert_int_equal(data_of("16.5.1", 0, NULL), SDG16_DATA_MICRODATA);
  assert_int_equal(data_of("16.5.1", 1, NULL), SDG16_DATA_MICRODATA);
  assert_int_equal(data_of("10.3.1", 0, NULL), SDG16_DATA_MICRODATA);
  assert_int_equal(data_of("16.9.1", 0, NULL), SDG16_DATA_COUNTS);
  assert_int_equal(data_of("16.9.1", 1, NULL), SDG16_DATA_MICRODATA);
  assert_int_equal(data_of("16.1.1", 1, "not computed from the microdata of a survey"),
                   SDG16_ERR_UNSUPPORTED);
  assert_int_equal(data_of("16.4.1", 0, "methods of its own"), SDG16_ERR_UNSUPPORTED);
  assert_int_equal(data_of("16.4.1", 1, NULL), SDG16_ERR_UNSUPPORTED);
  assert_int_equal(data_of("99.9.9", 0, "99.9.9"), SDG16_ERR_NAME);
  assert_int_equal(data_of(NULL, 0, "NULL"), SDG16_ERR_ARGUMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_catalog_has_one_complete_row_an_indicator),
      cmocka_unit_test(indicator_16_2_2_is_as_its_metadata_say),
      cmocka_unit_test(a_catalog_without_a_place_is_refused),
      cmocka_unit_test(published_rates_are_reproduced),
      cmocka_unit_test(value_error_and_limits_are_scaled_alike),
      cmocka_unit_test(nan_stays_nan_and_an_open_limit_stays_open),
      cmocka_unit_test(the_result_may_take_the_place_of_the_count),
      cmocka_unit_test(a_population_that_is_none_is_refused),
      cmocka_unit_test(bad_arguments_are_refused),
      cmocka_unit_test(the_data_of_an_indicator_are_counts_or_microdata),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
