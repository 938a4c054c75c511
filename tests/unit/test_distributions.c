/* Tails and quantiles against closed forms, and against sums of binomial terms. */
#include "num/distributions.h"
#include "survey/reliability.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void close_to(double got, double want, double tolerance) {
  if (!(fabs(got - want) <= tolerance * fabs(want)))
    fail_msg("got %.17g, expected %.17g", got, want);
}

static double lower(double x, double a, double b) {
  double low, high;
  sdg16i_beta_tails(x, 1 - x, a, b, &low, &high);
  return low;
}

static void beta_tails_have_their_closed_forms(void **state) {
  (void)state;
  static const double X[] = {1e-8, 0.003, 0.2, 0.5, 0.77, 0.9991};
  for (size_t i = 0; i < sizeof X / sizeof X[0]; i++) {
    close_to(lower(X[i], 2.385, 1), pow(X[i], 2.385), 1e-13);
    close_to(lower(X[i], 1, 3.7), -expm1(3.7 * log1p(-X[i])), 1e-13);
    close_to(lower(X[i], 0.5, 0.5), 2 / M_PI * asin(sqrt(X[i])), 1e-13);
  }
}

/* I_x(a, n - a + 1) = P(Binomial(n, x) >= a) */
static void beta_tails_are_those_of_the_binomial(void **state) {
  (void)state;
  static const int N[] = {30, 1000, 40000};
  for (int i = 0; i < 3; i++)
    for (int percent = 2; percent < 100; percent += 24) {
      int n = N[i], a = n * percent / 100 + 1;
      double x = (a + 1.7 * sqrt(n)) / (n + 4 * sqrt(n));
      long double sum = 0;
      for (int k = a; k <= n; k++)
        sum += expl(lgammal(n + 1.0L) - lgammal(k + 1.0L) - lgammal(n - k + 1.0L) +
                    k * logl(x) + (n - k) * log1pl(-(long double)x));
      close_to(lower(x, a, n - a + 1.0), (double)sum, 1e-12);
    }
}

static void quantiles_undo_the_tails(void **state) {
  (void)state;
  static const double P[] = {1e-6, 0.025, 0.4, 0.975};
  static const double A[][2] = {{0.4, 30}, {12, 5}, {1, 1e6}, {3e5, 2e6}};
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 4; j++)
      close_to(lower(sdg16i_beta_quantile(P[i], A[j][0], A[j][1]), A[j][0], A[j][1]), P[i],
               1e-9);
  /* tables of Student's distribution: Cauchy; df 2 in closed form */
  close_to(sdg16i_t_quantile(0.025, 1), tan(M_PI * 0.475), 1e-13);
  close_to(sdg16i_t_quantile(0.025, 2), 0.95 * sqrt(2 / (4 * 0.025 * 0.975)), 1e-13);
  close_to(sdg16i_t_quantile(0.025, INFINITY), 1.959963984540054, 1e-14);
  close_to(sdg16i_t_quantile(0.025, 1e12), 1.959963984540054, 1e-11);
  close_to(sdg16i_t_upper(1.5, 3), 0.5 - (1.5 / (sqrt(3) * 1.75) + atan(1.5 / sqrt(3))) / M_PI,
           1e-13);
  close_to(sdg16i_f_upper(3.1, 2, 7), pow(1 + 2 * 3.1 / 7, -3.5), 1e-13);
  close_to(sdg16i_chisq_upper(9.4, 2), exp(-4.7), 1e-13);
  assert_true(isnan(sdg16i_t_quantile(0.025, 0)) && isnan(sdg16i_beta_quantile(0.5, 0, 1)));
}

/* ---- presentation schemes at their thresholds ---- */

static void verdict(int32_t scheme, sdg16i_evidence e, const char *want) {
  sdg16_survey_thresholds none;
  sdg16_survey_thresholds_init(&none, sizeof none);
  char reasons[SDG16I_REASONS_SIZE];
  const char *got = sdg16i_verdict_name(sdg16i_scheme_apply(scheme, &none, &e, reasons));
  if (strcmp(got, want))
    fail_msg("%s: %s (%s), expected %s", sdg16_scheme_name(scheme), got, reasons, want);
}

static void schemes_turn_at_their_thresholds(void **state) {
  (void)state;
  sdg16i_evidence e = {.proportion = 1,
                       .value = 0.4,
                       .se = 0.02,
                       .n = 900,
                       .effective = 600,
                       .events = 360,
                       .df = 40,
                       .deff = 1.5,
                       .missing = 0.02,
                       .width = 0.08};
  for (int32_t scheme = SDG16_SCHEME_NCHS; scheme <= SDG16_SCHEME_CUSTOM; scheme++)
    verdict(scheme, e, "publish");
  sdg16i_evidence b = e;
  b.se = NAN;
  verdict(SDG16_SCHEME_ECLAC, b, "suppress");
  b.se = 0.4 * 0.166; /* CV */
  verdict(SDG16_SCHEME_STATCAN, b, "review");
  b.se = 0.4 * 0.334;
  verdict(SDG16_SCHEME_STATCAN, b, "suppress");
  b = e, b.n = 9;
  verdict(SDG16_SCHEME_STATCAN, b, "suppress");
  verdict(SDG16_SCHEME_NCHS, b, "suppress");
  verdict(SDG16_SCHEME_EUROSTAT, b, "suppress");
  b.n = 49;
  verdict(SDG16_SCHEME_EUROSTAT, b, "review");
  verdict(SDG16_SCHEME_INE_CHILE, b, "suppress");
  b = e, b.missing = 0.21;
  verdict(SDG16_SCHEME_EUROSTAT, b, "review");
  b.missing = 0.51;
  verdict(SDG16_SCHEME_EUROSTAT, b, "suppress");
  b = e, b.se = pow(0.4, 2.0 / 3) / 9 * 1.001;
  verdict(SDG16_SCHEME_INE_CHILE, b, "review");
  b = e, b.df = 7;
  verdict(SDG16_SCHEME_NCHS, b, "review");
  verdict(SDG16_SCHEME_INE_CHILE, b, "suppress");
  verdict(SDG16_SCHEME_ECLAC, b, "review");
  verdict(SDG16_SCHEME_ECLAC_2023, b, "suppress");
  b = e, b.effective = 139;
  verdict(SDG16_SCHEME_ECLAC, b, "suppress");
  verdict(SDG16_SCHEME_ECLAC_2023, b, "publish");
  b = e, b.events = 49;
  verdict(SDG16_SCHEME_ECLAC, b, "suppress");
  verdict(SDG16_SCHEME_ECLAC_2023, b, "review");
  b.events = 29;
  verdict(SDG16_SCHEME_ECLAC_2023, b, "suppress");
  b = e, b.se = 0.4 * 0.176 * -log(0.4); /* CV of the logarithm */
  verdict(SDG16_SCHEME_ECLAC, b, "suppress");
  verdict(SDG16_SCHEME_ECLAC_2023, b, "suppress");
  b.value = 0.6, b.se = 0.6 * 0.176 * -log(0.4);
  verdict(SDG16_SCHEME_ECLAC_2023, b, "review");
  b = e, b.proportion = 0, b.value = 1500, b.se = 1500 * 0.151;
  verdict(SDG16_SCHEME_INE_CHILE, b, "review");
  b.se = 1500 * 0.301;
  verdict(SDG16_SCHEME_INE_CHILE, b, "suppress");
  b = e, b.events = 0, b.value = 0, b.se = 0, b.effective = 900;
  verdict(SDG16_SCHEME_NCHS, b, "review");
}

/* t of 8 df is 2.306004135 and 2 sinh(0.732668256) is 1.6 (asinh 0.8 = log(0.8 + sqrt 1.64)):
 * the cv may be 0.3177220044. */
static void rates_turn_at_their_thresholds(void **state) {
  (void)state;
  sdg16i_evidence e = {.value = 250,
                       .se = 250 * 0.3177220,
                       .n = 400,
                       .effective = 200,
                       .numerator = 20,
                       .denominator = 400,
                       .df = 8,
                       .deff = 2};
  verdict(SDG16_SCHEME_NCHS_RATES, e, "publish");
  sdg16i_evidence b = e;
  b.se = 250 * 0.3177221; /* the width */
  verdict(SDG16_SCHEME_NCHS_RATES, b, "suppress");
  b.value = -250, b.se = e.se;
  verdict(SDG16_SCHEME_NCHS_RATES, b, "publish");
  b = e, b.numerator = 19; /* 9.5 after the design effect */
  verdict(SDG16_SCHEME_NCHS_RATES, b, "suppress");
  b.deff = 1.9;
  verdict(SDG16_SCHEME_NCHS_RATES, b, "publish");
  b.numerator = 9, b.deff = 0.5; /* 18 after it, 9 before */
  verdict(SDG16_SCHEME_NCHS_RATES, b, "suppress");
  b.numerator = 10;
  verdict(SDG16_SCHEME_NCHS_RATES, b, "publish");
  b = e, b.denominator = 19;
  verdict(SDG16_SCHEME_NCHS_RATES, b, "suppress");
  b.denominator = 20;
  verdict(SDG16_SCHEME_NCHS_RATES, b, "publish");
  b.denominator = NAN; /* of a total */
  verdict(SDG16_SCHEME_NCHS_RATES, b, "publish");
  b = e, b.df = 7, b.se = 50;
  verdict(SDG16_SCHEME_NCHS_RATES, b, "review");
  b.numerator = 19; /* suppression goes first */
  verdict(SDG16_SCHEME_NCHS_RATES, b, "suppress");
  b = e, b.df = 0; /* no interval */
  verdict(SDG16_SCHEME_NCHS_RATES, b, "suppress");
  b = e, b.value = 0, b.numerator = 0, b.se = 0;
  verdict(SDG16_SCHEME_NCHS_RATES, b, "suppress");
}

/* Each threshold alone, with the value that meets it and the next that does not. */
static void thresholds_of_ones_own_decide_each_alone(void **state) {
  (void)state;
  const sdg16i_evidence e = {.proportion = 1,
                             .value = 0.5,
                             .se = 0.05,
                             .n = 100,
                             .effective = 80,
                             .events = 50,
                             .df = 12,
                             .deff = 1.25,
                             .width = 0.2};
  const struct {
    sdg16_survey_thresholds met, broken;
    int32_t verdict;
    const char *reason;
  } CASES[] = {
      {{.min_n = 100}, {.min_n = 101}, SDG16I_VERDICT_SUPPRESS, "too few observations"},
      {{.min_effective = 80},
       {.min_effective = 80.5},
       SDG16I_VERDICT_SUPPRESS,
       "effective sample too small"},
      {{.min_events = 50}, {.min_events = 51}, SDG16I_VERDICT_SUPPRESS, "too few events"},
      {{.min_df = 12}, {.min_df = 13}, SDG16I_VERDICT_SUPPRESS, "too few degrees of freedom"},
      {{.max_cv = 0.1},
       {.max_cv = 0.0999},
       SDG16I_VERDICT_SUPPRESS,
       "coefficient of variation too large"},
      {{.max_width = 0.2}, {.max_width = 0.1999}, SDG16I_VERDICT_SUPPRESS, "interval too wide"},
      {{.review_n = 100}, {.review_n = 101}, SDG16I_VERDICT_REVIEW, "few observations"},
      {{.review_df = 12}, {.review_df = 13}, SDG16I_VERDICT_REVIEW, "few degrees of freedom"},
      {{.review_cv = 0.1},
       {.review_cv = 0.0999},
       SDG16I_VERDICT_REVIEW,
       "large coefficient of variation"}};
  char reasons[SDG16I_REASONS_SIZE];
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
    assert_int_equal(sdg16i_scheme_apply(SDG16_SCHEME_CUSTOM, &CASES[i].met, &e, reasons),
                     SDG16I_VERDICT_PUBLISH);
    assert_string_equal(reasons, "");
    assert_int_equal(sdg16i_scheme_apply(SDG16_SCHEME_CUSTOM, &CASES[i].broken, &e, reasons),
                     CASES[i].verdict);
    assert_string_equal(reasons, CASES[i].reason);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(beta_tails_have_their_closed_forms),
      cmocka_unit_test(beta_tails_are_those_of_the_binomial),
      cmocka_unit_test(quantiles_undo_the_tails),
      cmocka_unit_test(schemes_turn_at_their_thresholds),
      cmocka_unit_test(rates_turn_at_their_thresholds),
      cmocka_unit_test(thresholds_of_ones_own_decide_each_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
