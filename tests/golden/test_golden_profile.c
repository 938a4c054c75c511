/* Profile intervals: against Rcapture's closedpCI.t within its own accuracy, and at
 * the equation that defines them, solved without the library, to 1e-9. */
#include "golden.h"
#include "profile_reference.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Rcapture maximises with a tolerance of 1e-4 and replaces factorials of large
 * numbers by Stirling's formula: its maximum for korea is 141.0759, the exact one
 * 141.0855 (relative 7e-5). */
#define RCAPTURE 1e-3
#define ROOT 1e-9

typedef struct interval {
  char where[512];
  const sdg16_capture *capture;
  sdg16_model *model;
  sdg16_fit_summary fit;
  sdg16_estimate estimate;
  double mode;
} interval;

static void interval_of_row(interval *out, const sdg16_table *table, int64_t row) {
  const char *dataset = golden_text(table, row, "dataset", 0);
  const char *lists = golden_text(table, row, "lists", 1);
  const char *model = golden_text(table, row, "model", 2);
  double level = golden_number(table, row, "level");
  snprintf(out->where, sizeof out->where, "%s%s%s %s, %d %%", dataset, *lists ? ":" : "", lists,
           model, (int)(100 * level + 0.5));
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  out->capture = golden_capture(dataset, lists);
  out->model = golden_model(out->capture, model);
  sdg16_fit *fit;
  if (sdg16_fit_new(out->capture, out->model, SDG16_EXISTENCE_COEFFICIENTS, &fit, &error) ||
      sdg16_fit_summarise(fit, &out->fit, sizeof out->fit) ||
      sdg16_fit_interval(fit, SDG16_INTERVAL_PROFILE, level, &out->estimate,
                         sizeof out->estimate, &out->mode, &error))
    fail_msg("%s: %s", out->where, error.message);
  sdg16_fit_free(fit);
}

static void compare_with_rcapture(const interval *i, const sdg16_table *table, int64_t row) {
  const char *upper = golden_text(table, row, "upper", 3);
  double mode = golden_number(table, row, "mode");
  if (i->fit.status != SDG16_MODEL_OK) { /* Rcapture does not check: we refuse */
    golden_true(i->where, "refused",
                isnan(i->estimate.lower) && isnan(i->estimate.upper) &&
                    isnan(i->estimate.value) && isnan(i->mode));
    return;
  }
  if (!isnan(mode)) golden_close(i->where, "mode", i->mode, mode, RCAPTURE, 0);
  golden_close(i->where, "lower", i->estimate.lower, golden_number(table, row, "lower"),
               RCAPTURE, 0);
  if (*upper == '>') /* Rcapture looks no further than this */
    golden_true(i->where, "upper", i->estimate.upper > golden_parse(upper + 1));
  else
    golden_close(i->where, "upper", i->estimate.upper, golden_parse(upper), RCAPTURE, 0);
}

static void profile_limits_agree_with_rcapture_within_its_accuracy(void **state) {
  (void)state;
  sdg16_table *table = golden_table("profiles.csv");
  for (int64_t row = 0; row < sdg16_table_rows(table); row++) {
    interval i = {.mode = 0};
    interval_of_row(&i, table, row);
    compare_with_rcapture(&i, table, row);
    sdg16_model_free(i.model);
  }
  sdg16_table_free(table);
  golden_report("profiles");
}

/* chi-squared quantile with one degree of freedom at 0.95 and 0.8 */
static double quantile(double level) {
  return level > 0.9 ? 3.841458820694124 : 1.642374415149818;
}

static void check_root(const interval *i) {
  reference r;
  reference_init(&r, i->capture, i->model);
  double n = (double)i->fit.observed, drop = quantile(i->estimate.level);
  long double mode = reference_mode(&r, 4 * (long double)i->fit.hidden + 10);
  long double top = reference_loglik(&r, mode);
  golden_close(i->where, "l at the mode",
               (double)(2 * (top - reference_loglik(&r, (long double)i->mode - n))), 0, ROOT,
               1);
  double upper = (double)(2 * (top - reference_loglik(&r, (long double)i->estimate.upper - n)));
  golden_close(i->where, "drop at the upper limit", upper, drop, ROOT, 0);
  double lower = (double)(2 * (top - reference_loglik(&r, (long double)i->estimate.lower - n)));
  if (i->estimate.flags & SDG16_FLAG_LOWER_CLAMPED) {
    golden_close(i->where, "lower limit at the number observed", i->estimate.lower, n, 0, 0);
    golden_true(i->where, "drop at the number observed", lower <= drop * (1 + ROOT));
  } else {
    golden_close(i->where, "drop at the lower limit", lower, drop, ROOT, 0);
  }
}

/* Valgrind computes long double in 64 bits: too few for the reference. */
static int long_double_is_wider(void) {
  volatile long double one = 1, little = 1e-18L;
  return one + little > one;
}

static void profile_limits_satisfy_the_equation_that_defines_them(void **state) {
  (void)state;
  if (!long_double_is_wider()) skip();
  sdg16_table *table = golden_table("profiles.csv");
  for (int64_t row = 0; row < sdg16_table_rows(table); row++) {
    interval i = {.mode = 0};
    interval_of_row(&i, table, row);
    if (i.fit.status == SDG16_MODEL_OK) check_root(&i);
    sdg16_model_free(i.model);
  }
  sdg16_table_free(table);
  golden_report("roots");
}

int main(int argc, char **argv) {
  golden_init(argc, argv);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(profile_limits_agree_with_rcapture_within_its_accuracy),
      cmocka_unit_test(profile_limits_satisfy_the_equation_that_defines_them),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
