/* Profits of multinational enterprises: misalignment, comparison with its bootstrap, havens. */
#include "iff_calls.h"

static void test_misalignment(void **state) {
  (void)state;
  const int32_t m = SDG16_IFF_PROFIT_MISALIGNMENT;
  sdg16_iff *iff = good(&(call){
      .method = m, .data = "ref_area,profit,sales,tax_rate\nA,60,25,0.1\nB,40,75,0.3\n"});
  const sdg16_table *detail = sdg16_iff_detail(iff);
  near(number_of(detail, "misaligned", 0), 35);
  near(number_of(detail, "misaligned", 1), -35);
  near(number_of(detail, "tax_gap", 0), 0);
  near(number_of(detail, "tax_gap", 1), 0.3 * 35);
  near(sum(iff, "DI_ILL_OUT", "value"), 35);
  near(sum(iff, "DI_ILL_IN", "value"), 35);
  sdg16_iff_free(iff);
  /* weights: sales 2, employees 1: theta_A = (2 x 0.25 + 1 x 0.4) / 3 = 0.3 */
  iff = good(&(call){.method = m,
                     .data = "ref_area,profit,sales,employees\nA,60,25,40\nB,40,75,60\n"});
  near(number_of(sdg16_iff_detail(iff), "misaligned", 0), 30);
  sdg16_iff_free(iff);
  /* losses apart, or not: (60, 40) against (60, 40 - 20) by 25 % and 75 % */
  const char *losses = "ref_area,profit,sales\nA,60,25\nB,40,75\nB,-20,0\n";
  flows(&(call){.method = m, .data = losses}, 35, 35);
  flows(&(call){.method = m, .data = losses, {"losses=included"}}, 40, 40);
  refused(&(call){.method = m, .data = "ref_area,profit\nA,1\n"}, SDG16_ERR_COLUMN,
          "d.csv must have at least one of the columns sales, payroll, employees and assets "
          "with a weight above 0");
  refused(&(call){.method = m, .data = "ref_area,profit,sales\nA,1,-1\n"}, SDG16_ERR_VALUE,
          "column 'sales'");
}

static void test_comparison(void **state) {
  (void)state;
  const int32_t m = SDG16_IFF_PROFIT_COMPARISON;
  /* others 30 / 200, MNE 5 / 100: (0.15 - 0.05) 100 = 10 out; cell 2: (0.1 - 0.3) 50 in */
  const char *data = "cell,mne,profit,turnover\n1,no,10,100\n1,no,20,100\n1,yes,5,100\n"
                     "2,no,5,50\n2,no,5,50\n2,yes,15,50\n3,yes,1,10\n3,no,1,10\n";
  flows(&(call){.method = m, .data = data, {"firms=2"}}, 10, 10);
  sdg16_iff *iff = good(&(call){.method = m, .data = data, {"firms=2"}});
  assert_non_null(strstr(doubt(iff, "few-others"), "cell 3 has 1 firms"));
  sdg16_iff_free(iff);
  refused(&(call){.method = m, .data = "cell,mne,profit,turnover\n1,maybe,10,100\n"},
          SDG16_ERR_VALUE, "expected yes or no, found 'maybe'");
}

/* ---- bootstrap ---- */

static void test_bootstrap_of_firms(void **state) {
  (void)state;
  /* MNE earn 1 of 1; of three others one earns 3 of 1: the resampled ratio is k ~ Binomial(3,
   * 1/3), with P(k <= 0, 1, 2) = 0.296, 0.741, 0.963. Two MNE alike: base 2. */
  const int32_t m = SDG16_IFF_PROFIT_COMPARISON;
  const char *data = "cell,mne,profit,turnover\n1,no,0,1\n1,no,3,1\n1,no,0,1\n1,yes,1,1\n"
                     "1,yes,1,1\n";
  const struct {
    const char *level;
    double low, high; /* of the shift (k - 1) 2 */
  } CASES[] = {{"level=0.5", -2, 2}, {"level=0.9", -2, 2}, {"level=0.95", -2, 4}};
  for (int i = 0; i < 3; i++) {
    sdg16_iff *iff = good(&(call){.method = m,
                                  .data = data,
                                  {"firms=3", "replicates=100000", CASES[i].level},
                                  .threads = 2,
                                  .seed = 7});
    near(number_of(sdg16_iff_detail(iff), "shift", 0), 0);
    near(number_of(sdg16_iff_detail(iff), "shift_lower", 0), CASES[i].low);
    near(number_of(sdg16_iff_detail(iff), "shift_upper", 0), CASES[i].high);
    near(sum(iff, "DI_ILL_OUT", "lower"), 0);
    near(sum(iff, "DI_ILL_OUT", "upper"), CASES[i].high);
    near(sum(iff, "DI_ILL_IN", "upper"), -CASES[i].low);
    assert_non_null(strstr(doubt(iff, "interval"),
                           "of 100000 replicates (bootstrap of firms within cells), seed 7"));
    sdg16_iff_free(iff);
  }
  /* firms that are all alike have no uncertainty */
  sdg16_iff *iff = good(&(call){.method = m,
                                .data = "cell,mne,profit,turnover\n1,no,2,10\n1,no,2,10\n"
                                        "1,yes,1,10\n",
                                {"firms=2", "replicates=200"}});
  near(sum(iff, "DI_ILL_OUT", "lower"), 1);
  near(sum(iff, "DI_ILL_OUT", "upper"), 1);
  sdg16_iff_free(iff);
  refused(&(call){.method = m, .data = data, {"replicates=99"}}, SDG16_ERR_ARGUMENT,
          "set: replicates must be 0 or a whole number of at least 100, not 99");
  refused(&(call){.method = m, .data = data, {"replicates=100.5"}}, SDG16_ERR_ARGUMENT,
          "100.5");
  refused(&(call){.method = m, .data = data, {"level=1"}}, SDG16_ERR_ARGUMENT, "set: level");
}

/* ---- havens ---- */

#define HAVENS                                                                                 \
  "haven,year,ref_area,services,interest,foreign_profit,foreign_wages,local_profit,"           \
  "local_wages\n"

static void test_shifted_profits_go_to_those_who_pay(void **state) {
  (void)state;
  const int32_t m = SDG16_IFF_HAVEN_PROFITS;
  /* I: 100 (9 - 0.4) = 860 by 40 and 60; L: 10 (8 - 0.4) = 76 by 10 and 30 */
  const char *data = HAVENS "I,2020,,,,900,100,60,150\nI,2020,D,30,10,,,,\nI,2020,F,20,40,,,,\n"
                            "L,2020,D,5,5,80,10,4,10\nL,2020,F,10,20,80,10,4,10\n";
  sdg16_iff *iff = good(&(call){.method = m, .data = data});
  const sdg16_table *d = sdg16_iff_detail(iff);
  static const double expected[] = {344, 19, 516, 57}; /* D: I, L; F: I, L */
  assert_int_equal(sdg16_table_rows(d), 4);
  for (int64_t i = 0; i < 4; i++) near(number_of(d, "outward", i), expected[i]);
  near(sum(iff, "DI_ILL_OUT", "value"), 860 + 76);               /* allocated = shifted */
  assert_int_equal(sdg16_table_rows(sdg16_iff_results(iff)), 2); /* none inward */
  assert_string_equal(text_of(sdg16_iff_results(iff), "category", 0), "1b");
  sdg16_iff_free(iff);
  /* local firms earn as much: nothing was shifted */
  iff = good(&(call){.method = m, .data = HAVENS "I,2020,D,1,1,10,10,10,10\n"});
  near(sum(iff, "DI_ILL_OUT", "value"), 0);
  assert_non_null(strstr(doubt(iff, "no-shift"), "haven I"));
  sdg16_iff_free(iff);
  iff = good(&(call){.method = m, .data = HAVENS "I,2020,D,0,0,90,10,10,10\n"});
  assert_true(isnan(number_of(sdg16_iff_results(iff), "value", 0)));
  assert_non_null(strstr(doubt(iff, "unallocated"), "haven I: 80 were shifted there"));
  sdg16_iff_free(iff);
  /* one of the two payments is enough */
  flows(&(call){.method = m,
                .data = "haven,ref_area,services,foreign_profit,foreign_wages,local_profit,"
                        "local_wages\nI,D,1,90,10,10,10\nI,F,3,90,10,10,10\n"},
        80, 0);
}

static void test_bad_havens(void **state) {
  (void)state;
  const int32_t m = SDG16_IFF_HAVEN_PROFITS;
  refused(&(call){.method = m, .data = HAVENS "I,2020,D,1,1,9,1,1,1\nI,2020,F,1,1,8,1,1,1\n"},
          SDG16_ERR_CONFLICT,
          "data row 2, column 'foreign_profit': expected 9, as in an earlier row of the "
          "haven, found 8");
  refused(&(call){.method = m, .data = HAVENS "I,2020,D,1,1,9,1,1,\n"}, SDG16_ERR_MISSING,
          "haven I, 2020: local_wages must have a value in at least one row");
  refused(&(call){.method = m, .data = HAVENS "I,2020,D,1,1,9,0,1,1\n"}, SDG16_ERR_VALUE,
          "column 'foreign_wages': expected a number above 0");
  refused(&(call){.method = m, .data = HAVENS "I,2020,D,-1,1,9,1,1,1\n"}, SDG16_ERR_VALUE,
          "column 'services': expected a number of at least 0, found a negative one");
  refused(&(call){.method = m, .data = HAVENS "I,2020,D,1,,9,1,1,1\n"}, SDG16_ERR_MISSING,
          "column 'interest': expected a number, found a blank");
  refused(&(call){.method = m, .data = HAVENS "I,2020,,1,1,9,1,1,1\n"}, SDG16_ERR_MISSING,
          "column 'ref_area': expected the country that pays, found a blank");
  refused(&(call){.method = m,
                  .data =
                      "haven,ref_area,foreign_profit,foreign_wages,local_profit,local_wages\n"
                      "I,D,9,1,1,1\n"},
          SDG16_ERR_COLUMN, "must have the column services or interest");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_misalignment),
      cmocka_unit_test(test_comparison),
      cmocka_unit_test(test_bootstrap_of_firms),
      cmocka_unit_test(test_shifted_profits_go_to_those_who_pay),
      cmocka_unit_test(test_bad_havens),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
