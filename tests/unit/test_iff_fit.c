/* The ratio of cif to fob and the accuracies that the partner-country method fits: figures by
 * hand, and what is refused. tests/property/test_iff_fit.c has dense least squares. */
#include "iff_calls.h"

#define PCM SDG16_IFF_PARTNER_COUNTRY
#define HEADER "ref_area,time_period,flow,commodity,partner,reported,mirror,"

/* exp of the mean of logarithms of two ratios */
static double middle(double a, double b) { return sqrt(a * b); }

static void test_a_dummy_gives_geometric_means(void **state) {
  (void)state;
  /* neighbours: M / X 1.1 and 1.2; others 1.3 and 1.5 */
  const char *data = HEADER "contiguity\n1,2020,x,A,P,100,110,1\n1,2020,x,B,P,100,120,1\n"
                            "1,2020,x,A,Q,100,130,0\n1,2020,x,B,Q,100,150,0\n";
  double near_by = middle(1.1, 1.2), far = middle(1.3, 1.5);
  const call c = {.method = PCM, .data = data, {"predictors=contiguity"}};
  flows(&c, 120 / near_by - 100 + 150 / far - 100, 200 - 110 / near_by - 130 / far);
  sdg16_iff *iff = good(&c);
  const sdg16_table *k = sdg16_iff_coefficients(iff);
  assert_int_equal(sdg16_table_rows(k), 2);
  assert_string_equal(text_of(k, "regression", 0), "cif");
  assert_string_equal(text_of(k, "flow", 0), "export");
  assert_string_equal(text_of(k, "term", 0), "contiguity");
  assert_string_equal(text_of(k, "role", 0), "ordinary");
  near(number_of(k, "estimate", 0), log(near_by / far));
  near(number_of(k, "estimate", 1), log(far));
  /* residuals of the two pairs; each mean has half their variance */
  double a = log(1.2 / 1.1) / 2, b = log(1.5 / 1.3) / 2;
  near(number_of(k, "se", 0), sqrt((2 * a * a + 2 * b * b) / 2));
  assert_true(isnan(number_of(k, "se", 1)));
  assert_non_null(strstr(doubt(iff, "cif"), "of exports is fitted to 4 flows: R squared 0.7"));
  sdg16_iff_free(iff);
}

static void test_illicit_predictors_stay_in_the_gap(void **state) {
  (void)state;
  /* a tariff of 10 goes with twice the value: licit ratio 1.1 or 1.21, whole 2.2 or 2.42 */
  const char *data = HEADER "near,tariff\n1,2020,m,A,P,110,100,1,0\n1,2020,m,B,P,110,100,1,0\n"
                            "1,2020,m,A,Q,242,100,0,10\n1,2020,m,B,Q,121,100,0,0\n"
                            "1,2020,m,C,P,220,100,1,10\n";
  const call c = {.method = PCM, .data = data, {"predictors=near", "illicit=tariff"}};
  flows(&c, 100 + 100, 0);
  sdg16_iff *iff = good(&c);
  const sdg16_table *d = sdg16_iff_detail(iff), *k = sdg16_iff_coefficients(iff);
  near(number_of(d, "cif", 0), 1.1); /* A, P */
  near(number_of(d, "cif_whole", 0), 1.1);
  near(number_of(d, "cif", 1), 1.21); /* A, Q */
  near(number_of(d, "cif_whole", 1), 2.42);
  assert_string_equal(text_of(k, "role", 1), "illicit");
  near(number_of(k, "estimate", 1), log(2) / 10);
  sdg16_iff_free(iff);
}

static void test_valuation(void **state) {
  (void)state;
  /* imports free on board are not reduced, and are not part of the fit */
  flows(&(call){.method = PCM, .data = HEADER "valuation\n1,2020,m,A,P,110,100,fob\n"}, 10, 0);
  flows(&(call){.method = PCM, .data = HEADER "valuation\n1,2020,m,A,P,110,100,cif\n"}, 0, 0);
  const char *data = HEADER "near,valuation\n1,2020,x,A,P,100,110,1,\n1,2020,x,B,P,100,110,1,\n"
                            "1,2020,x,A,Q,100,130,0,\n1,2020,x,B,Q,100,130,0,\n"
                            "1,2020,x,C,Q,100,130,0,fob\n1,2020,x,D,Q,100,95,1,fob\n";
  flows(&(call){.method = PCM, .data = data, {"predictors=near"}}, 30, 5);
  refused(&(call){.method = PCM, .data = HEADER "valuation\n1,2020,m,A,P,110,100,ddp\n"},
          SDG16_ERR_VALUE, "column 'valuation': expected cif or fob, found 'ddp'");
  refused(&(call){.method = PCM,
                  .data = HEADER "valuation\n1,2020,m,A,P,110,,fob\n1,2020,m,A,P,,100,cif\n"},
          SDG16_ERR_CONFLICT,
          "expected the valuation of an earlier row of the same flow, "
          "found 'cif'");
}

static void test_flows_without_a_fit_are_left_out(void **state) {
  (void)state;
  const char *data = HEADER "near\n1,2020,x,A,P,100,110,1\n1,2020,x,B,P,100,110,1\n"
                            "1,2020,x,A,Q,100,130,0\n1,2020,x,B,Q,100,130,0\n"
                            "1,2020,x,C,Q,100,900,\n1,2020,x,E,Q,100,90000,1\n";
  const call c = {.method = PCM, .data = data, {"predictors=near"}};
  sdg16_iff *iff = good(&c); /* E, beyond the largest ratio, is a gap but not in the fit */
  near(sum(iff, "DI_ILL_OUT", "value"), 90000 / 1.1 - 100);
  near(sum(iff, "DI_ILL_IN", "value"), 0);
  assert_non_null(strstr(doubt(iff, "no-fit"), "1 flows that both sides record are left out: a "
                                               "predictor is blank, so they have no fitted"));
  const sdg16_table *d = sdg16_iff_detail(iff);
  int64_t row = 0;
  while (strcmp(text_of(d, "commodity", row), "C")) row++;
  assert_string_equal(text_of(d, "status", row), "no-fit");
  assert_true(isnan(number_of(d, "cif", row)) && isnan(number_of(d, "gap", row)));
  sdg16_iff_free(iff);
}

#define FOUR                                                                                   \
  "1,2020,x,A,P,100,110,1,2,3\n1,2020,x,B,P,100,120,2,4,3\n"                                   \
  "1,2020,x,A,Q,100,130,3,6,3\n1,2020,x,B,Q,100,150,5,10,3\n"

static void test_what_cannot_be_fitted(void **state) {
  (void)state;
  const char *data = HEADER "a,b,c\n" FOUR;
  const struct {
    const char *set[3];
    int32_t status;
    const char *message;
  } CASES[] = {
      {{"illicit=a"}, SDG16_ERR_OPTION, "set: illicit needs predictors"},
      {{"predictors=a,b"},
       SDG16_ERR_MODEL,
       "d.csv: ratio of cif to fob of exports: predictor b must vary, and not be a combination "
       "of those before it"},
      {{"predictors=a", "illicit=b"},
       SDG16_ERR_MODEL,
       "d.csv: ratio of cif to fob of exports: predictor b must vary, and not be a combination "
       "of those before it"},
      {{"predictors=c"},
       SDG16_ERR_MODEL,
       "d.csv: ratio of cif to fob of exports: predictor c must vary, and not be a combination "
       "of those before it"},
      {{"predictors=a^2,c", "effects=period"},
       SDG16_ERR_MODEL,
       "d.csv: ratio of cif to fob of exports: predictor c must vary within periods, and not "
       "be a combination of those before it"},
      {{"predictors=a,ln(a),asinh(a)"},
       SDG16_ERR_EMPTY,
       "d.csv: ratio of cif to fob of exports: there must be more than 4 flows with both "
       "sides and every predictor, not 4"},
      {{"predictors=d"}, SDG16_ERR_COLUMN, "must have the column 'd'"},
      {{"predictors="},
       SDG16_ERR_ARGUMENT,
       "set: predictors must be terms such as column, column^2, ln(column), asinh(column), lag "
       "or future, separated by commas, not ''"},
      {{"predictors=a,,b"}, SDG16_ERR_ARGUMENT, ", not ''"},
      {{"predictors=exp(a)"},
       SDG16_ERR_ARGUMENT,
       "set: predictors must be terms such as column, column^2, ln(column), asinh(column), lag "
       "or future, separated by commas, not 'exp(a)'"},
      {{"predictors=a,a"},
       SDG16_ERR_ARGUMENT,
       "set: predictors must be different terms, not 'a'"},
      {{"predictors=a", "illicit=a"},
       SDG16_ERR_ARGUMENT,
       "set: illicit must be different terms, not 'a'"},
      {{"accuracy=fitted"},
       SDG16_ERR_EMPTY,
       "accuracy of exports: there must be at least 2 reporters, not 1"},
      {{"accuracy=fitted", "weighting=none"}, SDG16_ERR_OPTION, "weighting=none"},
      {{"accuracy=fitted", "zero=value"}, SDG16_ERR_OPTION, "zero=value"},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
    refused(&(call){.method = PCM,
                    .data = data,
                    {CASES[i].set[0], CASES[i].set[1], CASES[i].set[2]}},
            CASES[i].status, CASES[i].message);
  refused(&(call){.method = PCM,
                  .data = HEADER "cif,a\n1,2020,x,A,P,100,110,1.1,2\n",
                  {"predictors=a"}},
          SDG16_ERR_OPTION, "set predictors or a column cif, not both");
  refused(&(call){.method = PCM,
                  .data = HEADER "mirror_sigma\n1,2020,x,A,P,100,110,1.1\n",
                  {"accuracy=fitted"}},
          SDG16_ERR_OPTION, "set accuracy=fitted or a column of sigma, not both");
  refused(&(call){.method = PCM,
                  .data = HEADER "a,b,c\n" FOUR "1,2020,x,C,Q,100,150,0,10,3\n",
                  {"predictors=ln(a)"}},
          SDG16_ERR_VALUE, "data row 5, column 'a': expected a number above 0 for ln(a)");
  refused(
      &(call){.method = PCM,
              .data = HEADER "a,b,c\n" FOUR "1,2020,x,A,P,,,7,2,3\n",
              {"predictors=a"}},
      SDG16_ERR_CONFLICT,
      "data row 5: expected the predictors of an earlier row of the same flow, found others");
}

static void test_effects_that_cannot_be_compared(void **state) {
  (void)state;
  /* reporters 1, 2 trade with P, Q; 3, 4 with R, S: two parts */
  char data[4000] = HEADER "x\n";
  const char *const pairs[] = {"1,2020,x,A,P", "1,2020,x,A,Q", "2,2020,x,A,P", "2,2020,x,A,Q",
                               "3,2020,x,A,R", "3,2020,x,A,S", "4,2020,x,A,R", "4,2020,x,A,S"};
  for (int i = 0; i < 16; i++)
    sprintf(data + strlen(data), "%.7sx,%c,%c,100,%d,1\n", pairs[i % 8], 'A' + i / 8,
            pairs[i % 8][11], 105 + 7 * i % 11);
  refused(&(call){.method = PCM, .data = data, {"accuracy=fitted"}}, SDG16_ERR_MODEL,
          "d.csv: accuracy of exports: the flows must be connected by common reporters, "
          "partners and periods, to compare their effects; those of partner S are not");
}

static void test_accuracies_that_are_not_in_order(void **state) {
  (void)state;
  const char *data = HEADER "x\n1,2020,x,A,2,100,112,\n1,2020,x,A,3,100,150,\n"
                            "2,2020,x,A,1,100,108,\n2,2020,x,A,3,100,160,\n"
                            "3,2020,x,A,1,100,170,\n3,2020,x,A,2,100,180,\n"
                            "1,2020,x,B,2,100,109,\n2,2020,x,B,3,100,130,\n"
                            "3,2020,x,B,1,100,140,\n";
  sdg16_iff *iff = good(&(call){.method = PCM, .data = data, {"accuracy=fitted"}});
  assert_string_equal(
      doubt(iff, "accuracy"),
      "accuracy of exports: 1 of 3 reporters and 1 of 3 partners lie within four standard "
      "errors of the most accurate one; sigma does not rank them");
  const sdg16_table *k = sdg16_iff_coefficients(iff);
  double effects[3] = {0}; /* each kind adds up to 0 */
  for (int64_t i = 0; i < sdg16_table_rows(k); i++) {
    static const char *const kinds[] = {"reporter", "partner", "period"};
    for (int j = 0; j < 3; j++)
      if (!strcmp(text_of(k, "term", i), kinds[j])) effects[j] += number_of(k, "estimate", i);
  }
  for (int j = 0; j < 3; j++) near(effects[j], 0);
  sdg16_iff_free(iff);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_a_dummy_gives_geometric_means),
      cmocka_unit_test(test_illicit_predictors_stay_in_the_gap),
      cmocka_unit_test(test_valuation),
      cmocka_unit_test(test_flows_without_a_fit_are_left_out),
      cmocka_unit_test(test_what_cannot_be_fitted),
      cmocka_unit_test(test_effects_that_cannot_be_compared),
      cmocka_unit_test(test_accuracies_that_are_not_in_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
