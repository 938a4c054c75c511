/* Fits of fixed models against MultipleSystemsEstimation, SparseMSE and Rcapture:
 * totals, coefficients, deviance, df, criteria, standard errors (data/fits.csv;
 * packages and settings in data/README.md). */
#include "glm_reference.h"
#include "golden.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* R's glm stops when the deviance changes by less than 1e-8 of itself; the rows of
 * mse-tight were converged to 1e-15. */
#define TIGHT 1e-9
#define DEFAULT 1e-7
#define CRITERION 1e-8
#define R_ERROR 1e-8 /* of a standard error, at the step where R stops */
#define NORMAL_975 1.959963984540054

typedef struct fitted {
  char where[512];
  const sdg16_capture *capture;
  sdg16_model *model;
  sdg16_fit *fit;
  sdg16_fit_summary summary;
  const uint32_t *terms;
  int64_t term_count;
  const double *coefficients;
} fitted;

static void fit_free(fitted *f) {
  sdg16_fit_free(f->fit);
  sdg16_model_free(f->model);
  f->fit = NULL;
  f->model = NULL;
}

/* Fits the model of the row unless it is the one at hand. */
static void fit_row(fitted *f, const char *dataset, const char *lists, const char *model) {
  char where[512];
  snprintf(where, sizeof where, "%s%s%s %s", dataset, *lists ? ":" : "", lists, model);
  if (f->fit && strcmp(where, f->where) == 0) return;
  fit_free(f);
  snprintf(f->where, sizeof f->where, "%s", where);
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  f->capture = golden_capture(dataset, lists);
  f->model = golden_model(f->capture, model);
  if (sdg16_fit_new(f->capture, f->model, SDG16_EXISTENCE_COEFFICIENTS, &f->fit, &error))
    fail_msg("%s: %s", where, error.message);
  assert_int_equal(sdg16_fit_summarise(f->fit, &f->summary, sizeof f->summary), SDG16_OK);
  f->term_count = sdg16_model_terms(f->model, &f->terms);
  int64_t count = sdg16_fit_coefficients(f->fit, &f->coefficients, NULL);
  assert_int_equal(count, f->summary.status == SDG16_MODEL_OK ? f->term_count : 0);
}

static double coefficient(const fitted *f, uint32_t term) {
  for (int64_t i = 0; i < f->term_count; i++)
    if (f->terms[i] == term) return f->coefficients[i];
  return NAN;
}

/* The boundary terms, digits separated by blanks, in the order of the model. */
static const char *boundary(const fitted *f, char *text, size_t size) {
  text[0] = 0;
  for (int64_t i = 0; i < f->term_count; i++) {
    if (!isinf(f->coefficients[i])) continue;
    size_t used = strlen(text);
    if (used) used += (size_t)snprintf(text + used, size - used, " ");
    for (int j = 0; j < 9; j++)
      if (f->terms[i] >> j & 1) used += (size_t)snprintf(text + used, size - used, "%d", j + 1);
  }
  return text;
}

/* The Poisson probability that nobody is on both lists of the pair, under the model
 * without it. */
static double p_empty(const fitted *f, uint32_t pair) {
  uint32_t rest[256];
  int64_t count = 0;
  for (int64_t i = 0; i < f->term_count && count < 256; i++)
    if (f->terms[i] != pair) rest[count++] = f->terms[i];
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  int32_t lists = sdg16_capture_lists(f->capture);
  sdg16_model *model;
  sdg16_fit *fit;
  if (sdg16_model_new(lists, count, rest, &model, &error) ||
      sdg16_fit_new(f->capture, model, SDG16_EXISTENCE_COEFFICIENTS, &fit, &error))
    fail_msg("%s: %s", f->where, error.message);
  const double *means = sdg16_fit_means(fit);
  assert_non_null(means);
  double expected = 0;
  for (uint32_t c = 1; c < UINT32_C(1) << lists; c++)
    if ((c & pair) == pair) expected += means[c];
  sdg16_fit_free(fit);
  sdg16_model_free(model);
  return exp(-expected);
}

/* R's standard errors stop short of convergence (glm_reference.h). So ours is held to
 * the converged value of R's own iteration, and R's printed value to that iteration
 * stopped where R stops. */
static void compare_errors(const fitted *f, int rcapture, const char *quantity, double want) {
  glm_reference r, s;
  glm_reference_fit(f->capture, f->model, !rcapture, &r);
  glm_reference_fit(f->capture, f->model, 1, &s); /* converged: without the drift */
  double n = (double)f->summary.observed, x = f->summary.hidden;
  double ours, converged, stopped;
  if (strcmp(quantity, "se") == 0) {
    ours = f->summary.se;
    converged = s.se_converged;
    stopped = r.se;
  } else if (strcmp(quantity, "se_log_hidden") == 0) {
    ours = f->summary.se_log_hidden;
    converged = s.se_log_hidden_converged;
    stopped = r.se_log_hidden;
  } else { /* n + hidden exp(-+ z se): not our Wald interval */
    double z = strcmp(quantity, "wald_lower") == 0 ? -NORMAL_975 : NORMAL_975;
    ours = n + x * exp(z * f->summary.se_log_hidden);
    converged = n + x * exp(z * s.se_log_hidden_converged);
    stopped = n + x * exp(z * r.se_log_hidden);
  }
  char what[128];
  snprintf(what, sizeof what, "%s, converged", quantity);
  golden_close(f->where, what, ours, converged, TIGHT, 0);
  snprintf(what, sizeof what, "%s where R stops", quantity);
  golden_close(f->where, what, stopped, want, R_ERROR, 0);
}

static void compare(const fitted *f, const char *source, const char *quantity,
                    const char *text) {
  const sdg16_fit_summary *s = &f->summary;
  int tight = strcmp(source, "mse-tight") == 0, rcapture = strcmp(source, "rcapture") == 0;
  double tolerance = tight ? TIGHT : DEFAULT, criterion = tight ? TIGHT : CRITERION;
  char what[128], list[256];
  snprintf(what, sizeof what, "%s %s", source, quantity);

  if (strcmp(quantity, "refused") == 0 || (rcapture && s->status != SDG16_MODEL_OK)) {
    /* The peer refuses too; or it is Rcapture, which does not check existence and
     * gives totals such as 1.4e13: nothing of it is an estimate. */
    golden_true(f->where, what,
                s->status != SDG16_MODEL_OK && isnan(s->total) && isnan(s->bic));
    return;
  }
  if (strcmp(quantity, "boundary") == 0) {
    golden_same(f->where, what, boundary(f, list, sizeof list), text);
    return;
  }
  double want = golden_parse(text);
  if (strcmp(quantity, "total") == 0)
    golden_close(f->where, what, s->total, want, tolerance, 0);
  else if (strncmp(quantity, "coef:", 5) == 0) /* logarithms: 1e-9 is 1e-9 of a mean */
    golden_close(f->where, what, coefficient(f, golden_term(quantity + 5)), want, tolerance, 1);
  else if (strcmp(quantity, "deviance") == 0) /* 0 for saturated models */
    golden_close(f->where, what, s->deviance, want, criterion, 1);
  else if (strcmp(quantity, "aic") == 0)
    golden_close(f->where, what, s->aic, want, criterion, 0);
  else if (strcmp(quantity, "bic") == 0)
    golden_close(f->where, what, s->bic, want, criterion, 0);
  else if (strcmp(quantity, "se") == 0 || strcmp(quantity, "se_log_hidden") == 0 ||
           strcmp(quantity, "wald_lower") == 0 || strcmp(quantity, "wald_upper") == 0)
    compare_errors(f, rcapture, quantity, want);
  else if (strcmp(quantity, "df") == 0) {
    /* Rcapture keeps the histories that a boundary term excludes. */
    int64_t cells = (INT64_C(1) << sdg16_capture_lists(f->capture)) - 1;
    int64_t df = rcapture ? cells - s->parameters : s->df;
    golden_close(f->where, what, (double)df, want, 0, 1);
  } else if (strncmp(quantity, "p_empty:", 8) == 0)
    golden_close(f->where, what, p_empty(f, golden_term(quantity + 8)), want, DEFAULT, 0);
  else
    fail_msg("unknown quantity %s", quantity);
}

static void compare_source(const char *source) {
  sdg16_table *table = golden_table("fits.csv");
  fitted f = {.summary = {.struct_size = sizeof f.summary}};
  for (int64_t row = 0; row < sdg16_table_rows(table); row++) {
    if (strcmp(golden_text(table, row, "source", 0), source) != 0) continue;
    fit_row(&f, golden_text(table, row, "dataset", 1), golden_text(table, row, "lists", 2),
            golden_text(table, row, "model", 3));
    compare(&f, source, golden_text(table, row, "quantity", 4),
            golden_text(table, row, "value", 5));
  }
  fit_free(&f);
  sdg16_table_free(table);
  golden_report(source);
}

static void fits_converged_to_full_precision_agree_to_1e_9(void **state) {
  (void)state;
  compare_source("mse-tight");
}

static void fits_of_multiple_systems_estimation_agree_to_its_tolerance(void **state) {
  (void)state;
  compare_source("mse");
}

static void fits_of_sparsemse_agree_to_its_tolerance(void **state) {
  (void)state;
  compare_source("sparsemse");
}

static void fits_of_rcapture_agree_to_its_tolerance_or_are_refused(void **state) {
  (void)state;
  compare_source("rcapture");
}

int main(int argc, char **argv) {
  golden_init(argc, argv);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fits_converged_to_full_precision_agree_to_1e_9),
      cmocka_unit_test(fits_of_multiple_systems_estimation_agree_to_its_tolerance),
      cmocka_unit_test(fits_of_sparsemse_agree_to_its_tolerance),
      cmocka_unit_test(fits_of_rcapture_agree_to_its_tolerance_or_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
