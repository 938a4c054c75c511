/* Who counts, who does not, and why. */
#include "base/error.h"
#include "base/text.h"
#include "indicators/microdata/respondents.h"
#include "results/result_rows.h"

#include <sdg16/expression.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Steps at which a respondent leaves, in this order. */
enum { COUNTED, NO_WEIGHT, WHERE, UNIVERSE, DENOMINATOR, NUMERATOR, STEPS };
static const char *const STEP[] = {"counted",  "no weight",   "where",
                                   "universe", "denominator", "numerator"};

/* The column of an expression over a table: 1 where it is true, 0 where it is false, or a
 * number (`numbers`), -kind where it is missing; freed by the caller. */
static int32_t read_truths(const sdg16_table *table, const char *text, const char *what,
                           int numbers, int8_t **out, sdg16_error *error) {
  sdg16_table *values = NULL;
  int64_t rows = sdg16_table_rows(table);
  *out = sdg16i_array(rows, 1);
  if (!*out) return sdg16i_fail_memory(error);
  sdg16_error inner;
  sdg16_error_init(&inner, (int64_t)sizeof inner);
  int32_t status = sdg16_table_evaluate(table, text, "value", &values, &inner);
  if (status)
    sdg16i_fail_at(error, status, what, inner.row, inner.column, "%s: %.400s", what,
                   inner.message);
  const int64_t *whole = values ? sdg16_table_int64(values, 0) : NULL;
  const double *real = values ? sdg16_table_double(values, 0) : NULL;
  const uint8_t *missing = values ? sdg16_table_missing(values, 0) : NULL;
  for (int64_t row = 0; row < rows && !status; row++) {
    double x = whole ? (double)whole[row] : real[row];
    if (missing && missing[row])
      (*out)[row] = (int8_t)-missing[row];
    else if (numbers || x == 0 || x == 1)
      (*out)[row] = !numbers && x == 1;
    else
      status = sdg16i_fail_at(
          error, SDG16_ERR_VALUE, what, row + 1, 0,
          "%s must be true or false (1 or 0); in row %lld it is neither: '%.200s'", what,
          (long long)row + 1, text);
  }
  sdg16_table_free(values);
  if (!status) return SDG16_OK;
  free(*out);
  *out = NULL;
  return status;
}

/* ---- the universe ---- */

static int32_t has_column(int32_t input, void *context) {
  const sdg16i_respondents *r = context;
  return r->e->cells.has[input] ? SDG16_OK : SDG16_ERR_COLUMN;
}

/* Those for whom a condition is not true leave at `step`. */
static int32_t leave_out_rows(sdg16i_respondents *r, const sdg16_table *table, const char *text,
                              const char *what, uint8_t step) {
  int8_t *truth;
  int32_t status = read_truths(table, text, what, 0, &truth, r->error);
  for (int64_t row = 0; row < r->rows && !status; row++) {
    if (truth[row] == 1 || r->who[row]) continue;
    r->who[row] = step;
    r->why[row] = (uint8_t)-truth[row];
  }
  free(status ? NULL : truth);
  return status;
}

/* The first of the alternatives whose inputs have columns; a diagnostic if none has. */
static int32_t one_condition(sdg16i_respondents *r, const char *text) {
  const sdg16_indicator_def *def = r->e->cells.def;
  int64_t size;
  const char *rest = text;
  for (const char *part; (part = sdg16i_alternative(&rest, &size));) {
    sdg16_error ignored = {.struct_size = (int64_t)sizeof ignored};
    const char *one = sdg16i_arena_text(&r->memory, part, (size_t)size);
    if (!one) return sdg16i_fail_memory(r->error);
    int32_t status = sdg16i_expression_inputs(def, one, has_column, r, &ignored);
    if (status != SDG16_ERR_COLUMN)
      return status ? sdg16i_fail_copy(r->error, &ignored)
                    : leave_out_rows(r, r->coded, one, "universe", UNIVERSE);
  }
  if (r->recorded) return SDG16_OK;
  int32_t key[SDG16I_FIRST_AXIS + SDG16I_AXES];
  for (int32_t i = 0; i < r->e->cells.width; i++) key[i] = SDG16I_TOTAL;
  return sdg16i_results_diagnostic(&r->e->results, "universe", key,
                                   "the data do not say for whom %s: all respondents are taken",
                                   text);
}

static void find_ages(sdg16i_respondents *r) {
  const double *age = sdg16_table_double(r->coded, sdg16_table_find(r->coded, "age"));
  r->youngest = INFINITY;
  r->oldest = -INFINITY;
  for (int64_t row = 0; age && row < r->rows; row++) {
    if (r->who[row] || isnan(age[row])) continue;
    r->youngest = fmin(r->youngest, age[row]);
    r->oldest = fmax(r->oldest, age[row]);
  }
}

int32_t sdg16i_respondents_universe(sdg16i_respondents *r) {
  int32_t status = SDG16_OK;
  int64_t size;
  const char *rest = r->e->cells.def->universe;
  memset(r->who, 0, (size_t)r->rows);
  memset(r->why, 0, (size_t)r->rows);
  for (int64_t row = 0; row < r->rows; row++)
    if (r->weight[row] == 0) r->who[row] = NO_WEIGHT;
  if (r->estimation.where)
    status = leave_out_rows(r, r->e->cells.data, r->estimation.where, "where", WHERE);
  for (const char *part; !status && (part = sdg16i_part(&rest, ';', &size));) {
    const char *text = sdg16i_arena_text(&r->memory, part, (size_t)size);
    status = text ? one_condition(r, text) : sdg16i_fail_memory(r->error);
  }
  if (!status) find_ages(r);
  for (int64_t p = 0; p < r->rows; p++) r->included[p] = !r->who[sdg16i_row_at(r->design, p)];
  return status;
}

/* ---- one series ---- */

#define KINDS (SDG16_MISSING_TAGGED + 1)

typedef struct tally {
  int64_t rows[STEPS][KINDS]; /* by missing kind; 0: the condition is false */
  double weight[STEPS][KINDS];
  int64_t positive_rows;
  double positive;
} tally;

static int32_t count_steps(const sdg16i_respondents *r, const sdg16_series *s, const char *item,
                           tally *t) {
  int8_t *among = NULL, *of = NULL, *over = NULL;
  int numbers = s->survey_denominator != NULL;
  int32_t status = SDG16_OK;
  if (s->survey_among)
    status = read_truths(r->coded, s->survey_among, "denominator", 0, &among, r->error);
  if (!status) status = read_truths(r->coded, item, "numerator", numbers, &of, r->error);
  if (!status && numbers)
    status = read_truths(r->coded, s->survey_denominator, "over", 1, &over, r->error);
  for (int64_t row = 0; row < r->rows && !status; row++) {
    int step = r->who[row], kind = r->why[row];
    if (!step && among && among[row] != 1) step = DENOMINATOR, kind = -among[row];
    if (!step && of[row] < 0) step = NUMERATOR, kind = -of[row];
    if (!step && over && over[row] < 0) step = NUMERATOR, kind = -over[row];
    t->rows[step][kind]++;
    t->weight[step][kind] += r->weight[row];
    if (step || !of[row]) continue;
    t->positive_rows++;
    t->positive += r->weight[row];
  }
  free(among);
  free(of);
  free(over);
  return status;
}

static int32_t add_audit_line(sdg16i_respondents *r, const sdg16i_audit_line *like,
                              const char *step, const char *reason, int64_t rows, double weight,
                              double percent) {
  if (sdg16i_grow((void **)&r->audit, &r->audit_capacity, r->audit_count + 1, sizeof *r->audit))
    return sdg16i_fail_memory(r->error);
  sdg16i_audit_line *line = &r->audit[r->audit_count++];
  *line = *like;
  line->step = step;
  line->reason = reason;
  line->rows = rows;
  line->weight = weight;
  line->percent = percent;
  return SDG16_OK;
}

/* "not: contact" of a condition that was false. */
static const char *negated_condition(sdg16i_respondents *r, const char *condition) {
  char text[600];
  if (!condition) return NULL;
  int size = snprintf(text, sizeof text, "not: %.590s", condition);
  return sdg16i_arena_text(&r->memory, text, (size_t)size);
}

static int32_t add_tally(sdg16i_respondents *r, const sdg16_series *s,
                         const sdg16i_audit_line *like, const tally *t) {
  double all = 0, base = t->weight[COUNTED][0];
  for (int64_t row = 0; row < r->rows; row++) all += r->weight[row];
  for (int kind = 0; kind < KINDS; kind++) base += t->weight[NUMERATOR][kind];
  const char *const FALSE[STEPS] = {[WHERE] = negated_condition(r, r->estimation.where),
                                    [UNIVERSE] =
                                        negated_condition(r, r->e->cells.def->universe),
                                    [DENOMINATOR] = negated_condition(r, s->survey_among)};
  int32_t status = add_audit_line(r, like, "file", NULL, r->rows, all, NAN);
  for (int step = NO_WEIGHT; step < STEPS && !status; step++)
    for (int kind = 0; kind < KINDS && !status; kind++)
      if (t->rows[step][kind])
        status = add_audit_line(
            r, like, STEP[step], kind ? sdg16i_missing_words(kind) : FALSE[step],
            t->rows[step][kind], t->weight[step][kind],
            step == NUMERATOR ? 100 * t->weight[step][kind] / base : (double)NAN);
  if (!status)
    status = add_audit_line(r, like, STEP[COUNTED], NULL, t->rows[COUNTED][0],
                            t->weight[COUNTED][0], 100 * t->weight[COUNTED][0] / base);
  if (!status && !s->survey_denominator)
    status = add_audit_line(r, like, "positive", NULL, t->positive_rows, t->positive,
                            100 * t->positive / base);
  return status;
}

int32_t sdg16i_respondents_audit(sdg16i_respondents *r, const sdg16i_active_series *a,
                                 const char *category) {
  const sdg16_series *s = a->series;
  const char *rest = s->survey_numerator;
  int32_t status = SDG16_OK;
  int64_t size;
  int several = strchr(s->survey_numerator, ';') != NULL;
  for (const char *part; !status && (part = sdg16i_part(&rest, ';', &size));) {
    const char *item = sdg16i_arena_text(&r->memory, part, (size_t)size);
    sdg16i_audit_line like = {.series = s->code,
                              .label = s->label,
                              .category = category,
                              .item = several ? item : NULL};
    tally *t = sdg16i_array(1, sizeof *t);
    status = item && t ? count_steps(r, s, item, t) : sdg16i_fail_memory(r->error);
    if (!status) status = add_tally(r, s, &like, t);
    free(t);
  }
  return status;
}

/* ---- the tables ---- */

#define PUT_TEXT(table, column, value) sdg16i_put_text(out, i, SDG16I_##table##_##column, value)
#define PUT_REAL(table, column, value) sdg16i_put_real(out, i, SDG16I_##table##_##column, value)
#define PUT_WHOLE(table, column, value)                                                        \
  sdg16i_put_whole(out, i, SDG16I_##table##_##column, value)

static void put_audit(sdg16i_result_rows *out, int64_t i, const char *code,
                      const sdg16i_audit_line *line) {
  PUT_TEXT(AUDIT, INDICATOR, code);
  PUT_TEXT(AUDIT, SERIES, line->series);
  PUT_TEXT(AUDIT, LABEL, line->label);
  PUT_TEXT(AUDIT, CATEGORY, line->category);
  PUT_TEXT(AUDIT, ITEM, line->item);
  PUT_TEXT(AUDIT, STEP, line->step);
  PUT_TEXT(AUDIT, REASON, line->reason);
  PUT_WHOLE(AUDIT, ROWS, line->rows);
  PUT_REAL(AUDIT, WEIGHT, line->weight);
  PUT_REAL(AUDIT, PERCENT, line->percent);
}

static void put_coding(sdg16i_result_rows *out, int64_t i, const sdg16i_coding_line *line) {
  PUT_TEXT(CODING, INPUT, line->input);
  PUT_TEXT(CODING, CATEGORY, line->category);
  PUT_TEXT(CODING, COLUMN, line->column);
  PUT_TEXT(CODING, VALUE, line->value);
  PUT_TEXT(CODING, LABEL, line->label);
  PUT_TEXT(CODING, READ_AS, line->read_as);
  PUT_WHOLE(CODING, ROWS, line->rows);
  PUT_REAL(CODING, WEIGHT, line->weight);
}

int32_t sdg16i_respondents_tables(sdg16i_respondents *r, sdg16_table **audit,
                                  sdg16_table **coding) {
  sdg16i_result_rows out;
  sdg16i_rows_begin(&out, SDG16I_RESULT_AUDIT, r->audit_count, r->error);
  for (int64_t i = 0; i < r->audit_count; i++)
    put_audit(&out, i, r->e->results.code, &r->audit[i]);
  int32_t status = sdg16i_rows_end(&out, audit);
  if (status) return status;
  sdg16i_rows_begin(&out, SDG16I_RESULT_CODING, r->coding_count, r->error);
  for (int64_t i = 0; i < r->coding_count; i++) put_coding(&out, i, &r->coding[i]);
  return sdg16i_rows_end(&out, coding);
}
