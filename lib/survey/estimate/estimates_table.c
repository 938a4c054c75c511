/* The result tables of a survey estimation. */
#include "base/error.h"
#include "base/memory.h"
#include "results/result_rows.h"
#include "survey/estimate/survey.h"

#include <math.h>
#include <stddef.h>

/* ---- estimates ---- */

#define PUT_TEXT(column, value) sdg16i_put_text(r, k, SDG16I_SURVEY_##column, value)
#define PUT_REAL(column, value) sdg16i_put_real(r, k, SDG16I_SURVEY_##column, value)
#define PUT_WHOLE(column, value) sdg16i_put_whole(r, k, SDG16I_SURVEY_##column, value)

/* Is any design effect against sampling with replacement, though rows have weights? */
static int tells_deff(const sdg16_survey *s) {
  for (int64_t k = 0; !s->design->unweighted && k < s->rows; k++)
    if (!isnan(s->row[k].deff) && s->row[k].cell.replaced && !s->options.standard) return 1;
  return 0;
}

/* Are the numbers yes and no? */
static int is_of_answers(const sdg16_survey *s) {
  const sdg16i_estimation *e = s->origin.estimation;
  return s->options.statistic == SDG16_SURVEY_DISTRIBUTION || (e->items && !e->valued);
}

static void put_estimate(sdg16i_result_rows *r, const sdg16_survey *s, int64_t k,
                         int with_kind) {
  const sdg16i_survey_row *row = &s->row[k];
  for (int32_t b = 0; b < s->grouping.columns; b++)
    sdg16i_put_named_text(r, k, b, sdg16i_survey_level(s, k, b, s->options.labels));
  PUT_REAL(VALUE, row->cell.value);
  PUT_REAL(SE, row->se);
  PUT_REAL(LOWER, row->lower);
  PUT_REAL(UPPER, row->upper);
  PUT_REAL(LEVEL, s->options.level);
  PUT_REAL(DF, row->df);
  PUT_REAL(DEFF, row->deff);
  if (with_kind) PUT_TEXT(DEFF_KIND, sdg16_deff_name(row->cell.replaced));
  PUT_WHOLE(N, row->cell.n);
  PUT_REAL(N_EFFECTIVE, row->effective);
  PUT_REAL(CV, row->cv);
  if (is_of_answers(s)) PUT_WHOLE(EVENTS, row->cell.events);
  PUT_WHOLE(MISSING, row->cell.missing);
  PUT_REAL(WEIGHT, row->cell.weight);
  PUT_TEXT(INTERVAL, sdg16_survey_interval_name(row->interval));
  PUT_TEXT(STATUS, sdg16_survey_status_name(row->cell.status));
  if (s->options.statistic == SDG16_SURVEY_DISTRIBUTION)
    PUT_TEXT(CATEGORIES_OF, s->by[s->grouping.columns - 1]);
  if (s->options.scheme == SDG16_SCHEME_NONE) return;
  PUT_TEXT(RELIABILITY, sdg16i_verdict_name(row->verdict));
  PUT_TEXT(REASONS, row->reasons[0] ? row->reasons : NULL);
}

static int32_t make_estimates(sdg16_survey *s, sdg16_error *error) {
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_SURVEY, s->rows, error);
  sdg16i_rows_name(&r, s->grouping.columns, (const char *const *)s->by);
  int with_kind = tells_deff(s);
  for (int64_t k = 0; k < s->rows; k++) put_estimate(&r, s, k, with_kind);
  return sdg16i_rows_end(&r, &s->estimates);
}

static void put_message(sdg16i_result_rows *r, int64_t row, const char *code,
                        const char *severity, const char *message) {
  sdg16i_put_text(r, row, SDG16I_NOTES_CODE, code);
  sdg16i_put_text(r, row, SDG16I_NOTES_SEVERITY, severity);
  sdg16i_put_text(r, row, SDG16I_NOTES_MESSAGE, message);
}

/* The messages of the estimation, and what the reader of the file had to say. */
int32_t sdg16i_survey_tables(sdg16_survey *s, sdg16_error *error) {
  int32_t status = make_estimates(s, error);
  if (status) return status;
  sdg16i_survey_messages m = {0};
  sdg16i_survey_messages_find(s->design, &s->options, s->rows, s->row, &m);
  const sdg16_table *file = s->design->table;
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_NOTES, m.count + sdg16_table_note_count(file), error);
  for (int64_t i = 0; i < m.count; i++)
    put_message(&r, i, m.code[i], m.severity[i], m.message[i]);
  for (int64_t i = 0; i < sdg16_table_note_count(file); i++)
    put_message(&r, m.count + i, "file", "note", sdg16_table_note(file, i));
  return sdg16i_rows_end(&r, &s->diagnostics);
}
