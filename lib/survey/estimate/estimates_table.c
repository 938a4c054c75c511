/* The result tables of a survey estimation. */
#include "base/error.h"
#include "base/memory.h"
#include "data/table/table_builder.h"
#include "survey/estimate/survey.h"

#include <stddef.h>
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

int32_t sdg16i_survey_tables(sdg16_survey *s, sdg16_error *error) {
  int32_t status = make_estimates(s, error);
  if (status) return status;
  sdg16i_survey_messages m = {0};
  sdg16i_survey_messages_find(s->design, s->options.interval, s->rows, s->row, &m);
  sdg16i_columns c;
  sdg16i_columns_begin(&c, m.count, error);
  sdg16i_column_text(&c, "code", m.code);
  sdg16i_column_text(&c, "severity", m.severity);
  sdg16i_column_text(&c, "message", m.message);
  return sdg16i_columns_end(&c, &s->diagnostics);
}
