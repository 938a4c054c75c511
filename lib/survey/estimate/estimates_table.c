/* The result tables of a survey estimation. */
#include "base/error.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "results/result_rows.h"
#include "survey/estimate/survey.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- estimates ---- */

#define PUT_TEXT(column, value) sdg16i_put_text(r, k, SDG16I_SURVEY_##column, value)
#define PUT_REAL(column, value) sdg16i_put_real(r, k, SDG16I_SURVEY_##column, value)
#define PUT_WHOLE(column, value) sdg16i_put_whole(r, k, SDG16I_SURVEY_##column, value)

static void put_estimate(sdg16i_result_rows *r, const sdg16_survey *s, int64_t k) {
  const sdg16i_survey_row *row = &s->row[k];
  for (int32_t b = 0; b < s->grouping.columns; b++)
    sdg16i_put_named_text(r, k, b, sdg16_survey_level(s, k, b, s->options.labels));
  PUT_REAL(VALUE, row->cell.value);
  PUT_REAL(SE, row->se);
  PUT_REAL(LOWER, row->lower);
  PUT_REAL(UPPER, row->upper);
  PUT_REAL(LEVEL, s->options.level);
  PUT_REAL(DF, row->df);
  PUT_REAL(DEFF, row->deff);
  PUT_WHOLE(N, row->cell.n);
  PUT_REAL(N_EFFECTIVE, row->effective);
  PUT_REAL(CV, row->cv);
  if (sdg16i_survey_is_share(s->options.statistic)) PUT_WHOLE(EVENTS, row->cell.events);
  PUT_WHOLE(MISSING, row->cell.missing);
  PUT_REAL(WEIGHT, row->cell.weight);
  PUT_TEXT(INTERVAL, sdg16_survey_interval_name(row->interval));
  PUT_TEXT(STATUS, sdg16_survey_status_name(row->cell.status));
  if (s->options.scheme == SDG16_SCHEME_NONE) return;
  PUT_TEXT(RELIABILITY, sdg16i_verdict_name(row->verdict));
  PUT_TEXT(REASONS, row->reasons[0] ? row->reasons : NULL);
}

static int32_t make_estimates(sdg16_survey *s, sdg16_error *error) {
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_SURVEY, s->rows, error);
  sdg16i_rows_name(&r, s->grouping.columns, (const char *const *)s->by);
  for (int64_t k = 0; k < s->rows; k++) put_estimate(&r, s, k);
  return sdg16i_rows_end(&r, &s->estimates);
}

/* ---- diagnostics ---- */

#define MOST 8

typedef struct messages {
  int64_t count;
  const char *code[MOST], *severity[MOST], *message[MOST];
  char text[MOST][320];
} messages;

static char *next(messages *m, const char *code, const char *severity) {
  m->code[m->count] = code;
  m->severity[m->count] = severity;
  m->message[m->count] = m->text[m->count];
  return m->text[m->count++];
}

static void find_messages(const sdg16_survey *s, messages *m) {
  const sdg16_design *d = s->design;
  int64_t count[8] = {0}, missing = 0, negative = 0, boundary = 0, categories = 0, lonely = -1;
  for (int64_t k = 0; k < s->rows; k++) {
    const sdg16i_domain_figures *c = &s->row[k].cell;
    count[c->status]++;
    if (c->status == SDG16_SURVEY_LONELY && lonely < 0) lonely = c->lonely;
    if (c->missing > missing) missing = c->missing;
    boundary += s->row[k].interval != s->options.interval && !c->status;
    categories += c->empty_categories > 0;
  }
  if (lonely >= 0) {
    char value[64] = "";
    if (d->stratum_name)
      sdg16i_survey_cell(d->table, lonely, sdg16_table_find(d->table, d->stratum_name), value);
    snprintf(next(m, "lonely-psu", "warning"), sizeof m->text[0],
             "%lld of %lld estimates have no standard error: a stratum has one sampled unit "
             "(for one, the stratum of row %lld%s%s%s); choose what to do about it: remove, "
             "certainty, adjust or average",
             (long long)count[SDG16_SURVEY_LONELY], (long long)s->rows, (long long)lonely + 1,
             *value ? ", '" : "", value, *value ? "'" : "");
  }
  if (count[SDG16_SURVEY_NO_DF])
    snprintf(next(m, "no-df", "warning"), sizeof m->text[0],
             "%lld of %lld estimates have no interval: their units leave no degree of freedom",
             (long long)count[SDG16_SURVEY_NO_DF], (long long)s->rows);
  if (count[SDG16_SURVEY_REPLICATES])
    snprintf(
        next(m, "replicates", "warning"), sizeof m->text[0],
        "%lld of %lld estimates have no standard error: in some replicate they do not exist",
        (long long)count[SDG16_SURVEY_REPLICATES], (long long)s->rows);
  if (count[SDG16_SURVEY_EMPTY])
    snprintf(next(m, "empty", "warning"), sizeof m->text[0],
             "%lld of %lld domains have no row with a value and a weight",
             (long long)count[SDG16_SURVEY_EMPTY], (long long)s->rows);
  if (boundary)
    snprintf(next(m, "boundary", "note"), sizeof m->text[0],
             "%lld of %lld proportions are 0 or 1: their limits are those of Korn and Graubard",
             (long long)boundary, (long long)s->rows);
  if (categories)
    snprintf(
        next(m, "empty-categories", "warning"), sizeof m->text[0],
        "%lld of %lld standardised estimates lack a category: the other shares were scaled "
        "up",
        (long long)categories, (long long)s->rows);
  for (int64_t i = 0; d->calibration && i < d->rows; i++) negative += d->weight[i] < 0;
  if (negative)
    snprintf(
        next(m, "negative-weights", "warning"), sizeof m->text[0],
        "calibration made the weights of %lld rows negative: bounds, raking or logit do not; "
        "quantiles and regressions leave these rows out",
        (long long)negative);
  if (missing)
    snprintf(next(m, "missing", "note"), sizeof m->text[0], "%lld %s without a value left out",
             (long long)missing, missing == 1 ? "row" : "rows");
}

int32_t sdg16i_survey_tables(sdg16_survey *s, sdg16_error *error) {
  int32_t status = make_estimates(s, error);
  if (status) return status;
  messages m = {0};
  find_messages(s, &m);
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_NOTES, m.count, error);
  sdg16i_put_texts(&r, SDG16I_NOTES_CODE, m.code);
  sdg16i_put_texts(&r, SDG16I_NOTES_SEVERITY, m.severity);
  sdg16i_put_texts(&r, SDG16I_NOTES_MESSAGE, m.message);
  return sdg16i_rows_end(&r, &s->diagnostics);
}
