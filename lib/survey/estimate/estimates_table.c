/* The result tables of a survey estimation. */
#include "base/error.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "data/table/table_builder.h"
#include "survey/estimate/survey.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A member of every row as a column. */
static void numbers(sdg16i_columns *c, const sdg16_survey *s, const char *name, size_t offset,
                    double *buffer) {
  for (int64_t k = 0; k < s->rows; k++)
    memcpy(&buffer[k], (const char *)&s->row[k] + offset, sizeof *buffer);
  sdg16i_column_double(c, name, buffer);
}

static void counts(sdg16i_columns *c, const sdg16_survey *s, const char *name, size_t offset,
                   int64_t *buffer) {
  for (int64_t k = 0; k < s->rows; k++)
    memcpy(&buffer[k], (const char *)&s->row[k] + offset, sizeof *buffer);
  sdg16i_column_int64(c, name, buffer);
}

#define NUMBER(name, member) numbers(&c, s, name, offsetof(sdg16i_survey_row, member), real)
#define COUNT(name, member) counts(&c, s, name, offsetof(sdg16i_survey_row, member), whole)
#define TEXT(name, value)                                                                      \
  do {                                                                                         \
    for (int64_t k = 0; k < s->rows; k++) text[k] = value;                                     \
    sdg16i_column_text(&c, name, text);                                                        \
  } while (0)

static int32_t make_estimates(sdg16_survey *s, sdg16_error *error) {
  sdg16i_columns c;
  sdg16i_arena arena = {0};
  double *real = sdg16i_arena_array(&arena, s->rows, sizeof *real);
  int64_t *whole = sdg16i_arena_array(&arena, s->rows, sizeof *whole);
  const char **text = sdg16i_arena_array(&arena, s->rows, sizeof *text);
  int32_t code = real && whole && text ? SDG16_OK : sdg16i_fail_memory(error);
  if (code) {
    sdg16i_arena_free(&arena);
    return code;
  }
  sdg16i_columns_begin(&c, s->rows, error);
  for (int32_t b = 0; b < s->grouping.columns; b++)
    TEXT(s->by[b], sdg16_survey_level(s, k, b, s->options.labels));
  NUMBER("value", cell.value);
  NUMBER("se", se);
  NUMBER("lower", lower);
  NUMBER("upper", upper);
  for (int64_t k = 0; k < s->rows; k++) real[k] = s->options.level;
  sdg16i_column_double(&c, "level", real);
  NUMBER("df", df);
  NUMBER("deff", deff);
  COUNT("n", cell.n);
  NUMBER("n_effective", effective);
  NUMBER("cv", cv);
  if (sdg16i_survey_is_share(s->options.statistic)) COUNT("events", cell.events);
  COUNT("missing", cell.missing);
  NUMBER("weight", cell.weight);
  TEXT("interval", sdg16_survey_interval_name(s->row[k].interval));
  TEXT("status", sdg16_survey_status_name(s->row[k].cell.status));
  if (s->options.scheme != SDG16_SCHEME_NONE) {
    TEXT("reliability", sdg16i_verdict_name(s->row[k].verdict));
    TEXT("reasons", s->row[k].reasons[0] ? s->row[k].reasons : NULL);
  }
  sdg16i_arena_free(&arena);
  return sdg16i_columns_end(&c, &s->estimates);
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
  sdg16i_columns c;
  sdg16i_columns_begin(&c, m.count, error);
  sdg16i_column_text(&c, "code", m.code);
  sdg16i_column_text(&c, "severity", m.severity);
  sdg16i_column_text(&c, "message", m.message);
  return sdg16i_columns_end(&c, &s->diagnostics);
}
