/* The part of the workout that estimates from a survey. */
#include "../unit/survey_sample.h"
#include "workout.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Doubles as bits: printf would follow the locale under test. */
static void bits(FILE *out, const double *values, int64_t count) {
  for (int64_t i = 0; i < count; i++) {
    uint64_t word;
    memcpy(&word, &values[i], sizeof word);
    fprintf(out, " %016" PRIx64, word);
  }
  fputc('\n', out);
}

static void outcome(FILE *out, const char *name, int32_t status, const sdg16_error *error) {
  fprintf(out, "%s: %s | %s | %s\n", name, sdg16_status_name(status), error->where,
          error->message);
}

static void estimates(FILE *out, const sdg16_design *design, int32_t interval, const char *of,
                      int32_t statistic, int32_t threads) {
  const char *by = "letter";
  sdg16_survey_options o;
  sdg16_exec_options exec;
  sdg16_error error;
  sdg16_survey *survey;
  sdg16_survey_options_init(&o, sizeof o);
  sdg16_exec_options_init(&exec, sizeof exec);
  sdg16_error_init(&error, sizeof error);
  exec.threads = threads;
  o.statistic = statistic;
  o.interval = interval;
  o.numerator = of;
  o.by = &by;
  o.by_count = 1;
  o.covariance = statistic != SDG16_SURVEY_QUANTILE;
  if (statistic == SDG16_SURVEY_PROPORTION) o.scheme = SDG16_SCHEME_NCHS;
  outcome(out, of, sdg16_survey_new(design, &o, &exec, &survey, &error), &error);
  for (int64_t k = 0; survey && k < sdg16_survey_rows(survey); k++) {
    sdg16_estimate e;
    if (sdg16_survey_estimate(survey, k, &e, sizeof e)) continue;
    const double values[] = {e.value, e.se, e.lower, e.upper, e.df};
    bits(out, values, 5);
  }
  sdg16_survey_free(survey);
}

/* Every cell of a table as the library writes it. */
static void cells(FILE *out, const sdg16_table *table) {
  for (int64_t c = 0; c < sdg16_table_columns(table); c++) {
    const double *numbers = sdg16_table_double(table, c);
    fprintf(out, "%s:", sdg16_table_name(table, c));
    if (numbers) bits(out, numbers, sdg16_table_rows(table));
    for (int64_t row = 0; !numbers && row < sdg16_table_rows(table); row++) {
      const char *text = sdg16_table_text(table, row, c);
      fprintf(out, " %s", text ? text : "-");
    }
    fputc('\n', out);
  }
}

/* `contact`: the column of that input. */
static void indicator(FILE *out, const sdg16_design *design, const char *contact,
                      int32_t threads) {
  const char *const names[] = {"contact", "paid", "asked", "age"};
  const char *const columns[] = {contact, "y", "y", "weight"};
  const char *const by[] = {"letter", "age"};
  sdg16_indicator_options o;
  sdg16_exec_options exec;
  sdg16_error error;
  sdg16_indicator *i;
  sdg16_indicator_options_init(&o, sizeof o);
  sdg16_exec_options_init(&exec, sizeof exec);
  sdg16_error_init(&error, sizeof error);
  exec.threads = threads;
  o.map_names = names;
  o.map_columns = columns;
  o.map_count = 4;
  o.by = by;
  o.by_count = 2;
  o.bands = "0,15,20";
  outcome(out, contact,
          sdg16_indicator_survey(NULL, "16.5.1", design, &o, NULL, &exec, &i, &error), &error);
  if (!i) return;
  cells(out, sdg16_indicator_results(i));
  cells(out, sdg16_indicator_audit(i));
  cells(out, sdg16_indicator_coding(i));
  sdg16_indicator_free(i);
}

void workout_surveys(FILE *out, int32_t threads) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_table *table = sample_table(317);
  sdg16_design_options o = sample_options(2);
  sdg16_design *plain, *boot;
  sdg16_independence test;
  sdg16_logistic *fit;
  static const char *const TERMS[] = {"income", "letter"};
  outcome(out, "design", sdg16_design_new(table, &o, &plain, &error), &error);
  outcome(out, "replicates", sdg16_design_replicate(plain, NULL, NULL, &boot, &error), &error);
  for (int32_t kind = SDG16_SURVEY_INTERVAL_WALD; kind <= SDG16_SURVEY_INTERVAL_LIKELIHOOD;
       kind++)
    estimates(out, plain, kind, "y", SDG16_SURVEY_PROPORTION, threads);
  estimates(out, boot, -1, "income", SDG16_SURVEY_MEAN, threads);
  estimates(out, plain, -1, "income", SDG16_SURVEY_QUANTILE, threads);
  estimates(out, plain, -1, "income", SDG16_SURVEY_PROPORTION, threads); /* not 0 or 1 */
  outcome(out, "independence",
          sdg16_survey_independence(plain, "y", "letter", NULL, &test, sizeof test, &error),
          &error);
  bits(out, &test.pearson, 14);
  outcome(out, "logistic",
          sdg16_survey_logistic(plain, "y", 2, TERMS, NULL, 0.95, NULL, &fit, &error), &error);
  if (fit) bits(out, sdg16_logistic_covariance(fit), 25);
  sdg16_logistic_free(fit);
  indicator(out, plain, "flag", threads);
  indicator(out, plain, "weight", threads); /* a number in the message */
  o.weight = "tiny";                        /* a number in the message, or a missing one */
  sdg16_design *none;
  outcome(out, "design", sdg16_design_new(table, &o, &none, &error), &error);
  sdg16_design_free(boot);
  sdg16_design_free(plain);
  sdg16_table_free(table);
}
