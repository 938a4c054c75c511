#include "survey/estimate/origin.h"

#include "base/error.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- keeping ---- */

/* The numbers as answers; NULL if one of them is no answer. */
static int32_t keep_answers(sdg16i_arena *memory, int64_t rows, const double *y, int8_t **out,
                            sdg16_error *error) {
  *out = NULL;
  for (int64_t p = 0; p < rows; p++)
    if (!isnan(y[p]) && y[p] != 0 && y[p] != 1) return SDG16_OK;
  *out = sdg16i_arena_array(memory, rows, 1);
  if (!*out) return sdg16i_fail_memory(error);
  for (int64_t p = 0; p < rows; p++)
    (*out)[p] = isnan(y[p]) ? SDG16I_NO_ANSWER : (int8_t)(y[p] == 1);
  return SDG16_OK;
}

/* Which of two pairs (y, x) each respondent has; those of 0 and 0 add nothing. */
static int32_t keep_pairs(sdg16i_arena *memory, int64_t rows, const uint8_t *included,
                          const double *y, const double *x, int8_t **out, sdg16_error *error) {
  double first[2] = {NAN, NAN}, second[2] = {NAN, NAN};
  int8_t *pair = sdg16i_arena_array(memory, rows, 1);
  *out = NULL;
  if (!pair) return sdg16i_fail_memory(error);
  for (int64_t p = 0; p < rows; p++) {
    double a = y ? y[p] : 1, b = x ? x[p] : 1;
    pair[p] = SDG16I_NO_ANSWER;
    if (isnan(a) || isnan(b) || (a == 0 && b == 0) || (included && !included[p])) continue;
    if (isnan(first[0])) first[0] = a, first[1] = b;
    int is_first = a == first[0] && b == first[1];
    if (!is_first && isnan(second[0])) second[0] = a, second[1] = b;
    if (!is_first && (a != second[0] || b != second[1])) return SDG16_OK;
    pair[p] = (int8_t)!is_first;
  }
  *out = pair;
  return SDG16_OK;
}

static int32_t keep_items(sdg16i_origin *o, sdg16i_estimation *e,
                          const sdg16i_survey_request *q, sdg16_error *error) {
  int64_t rows = o->design->rows;
  int32_t statistic = q->options->statistic, status = SDG16_OK;
  if (statistic == SDG16_SURVEY_AVERAGE) {
    for (int32_t i = 0; i < q->items.count && !status; i++)
      status = keep_answers(&o->memory, rows, q->items.y[i], &e->answer[i], error);
    e->items = q->items.count;
    return status;
  }
  int counts = statistic == SDG16_SURVEY_PROPORTION || statistic == SDG16_SURVEY_MEAN ||
               statistic == SDG16_SURVEY_TOTAL;
  if (counts && q->target.y && !q->target.x)
    status = keep_answers(&o->memory, rows, q->target.y, &e->answer[0], error);
  e->items = e->answer[0] != NULL;
  return status || e->items ? status
                            : keep_pairs(&o->memory, rows, q->grouping.included, q->target.y,
                                         q->target.x, &e->pair, error);
}

static void *keep_copy(sdg16i_arena *memory, int64_t count, size_t size, const void *from) {
  void *copy = sdg16i_arena_array(memory, count, size);
  if (copy && count) memcpy(copy, from, (size_t)count * size);
  return copy;
}

static int32_t keep_standard(sdg16i_origin *o, sdg16i_estimation *e,
                             const sdg16i_survey_request *q, sdg16_error *error) {
  const sdg16i_survey_target *t = &q->target;
  if (!t->category) return SDG16_OK;
  e->categories = t->categories;
  e->shares_of_sample = q->options->share_count == 0;
  e->category = keep_copy(&o->memory, o->design->rows, sizeof *e->category, t->category);
  e->share = keep_copy(&o->memory, t->categories, sizeof *e->share, t->share);
  return e->category && e->share ? SDG16_OK : sdg16i_fail_memory(error);
}

static void keep_options(sdg16i_estimation *e, const sdg16_survey_options *options) {
  e->options = *options;
  e->options.numerator = e->options.denominator = NULL;
  e->options.among = e->options.where = e->options.standard = NULL;
  e->options.by = e->options.share_levels = NULL;
  e->options.shares = NULL;
  e->options.covariance = 0;
  if (options->thresholds) e->thresholds = *options->thresholds;
}

int32_t sdg16i_origin_add(sdg16i_origin *o, const sdg16i_survey_request *q,
                          sdg16_error *error) {
  if (sdg16i_grow((void **)&o->estimation, &o->capacity, o->count + 1, sizeof *o->estimation))
    return sdg16i_fail_memory(error);
  sdg16i_estimation *e = &o->estimation[o->count];
  *e = (sdg16i_estimation){.grouping = q->grouping};
  keep_options(e, q->options);
  int32_t status = keep_items(o, e, q, error);
  if (!status) status = keep_standard(o, e, q, error);
  if (!status && q->grouping.included) {
    e->grouping.included = keep_copy(&o->memory, o->design->rows, 1, q->grouping.included);
    if (!e->grouping.included) status = sdg16i_fail_memory(error);
  }
  if (!status) o->count++;
  return status;
}

void sdg16i_origin_clear(sdg16i_origin *o) {
  free(o->estimation);
  sdg16i_arena_free(&o->memory);
  *o = (sdg16i_origin){0};
}

/* ---- estimating again ---- */

struct again {
  sdg16i_arena memory;
  const sdg16i_estimation *estimation;
  const sdg16_design *design;
  const int32_t *record;
};

static int64_t record_at(const struct again *a, int64_t p) {
  return a->record ? a->record[p] : p;
}

static const int32_t *codes_again(struct again *a, const int32_t *codes) {
  int64_t rows = a->design->rows;
  int32_t *out = a->record ? sdg16i_arena_array(&a->memory, rows, sizeof *out) : NULL;
  for (int64_t p = 0; out && p < rows; p++) out[p] = codes[a->record[p]];
  return a->record ? out : codes;
}

static double *numbers_again(struct again *a, const int8_t *answer) {
  int64_t rows = a->design->rows;
  double *y = sdg16i_arena_array(&a->memory, rows, sizeof *y);
  for (int64_t p = 0; y && p < rows; p++) {
    int8_t each = answer[record_at(a, p)];
    y[p] = each == SDG16I_NO_ANSWER ? (double)NAN : each;
  }
  return y;
}

static int group_again(struct again *a, sdg16i_grouping *g) {
  int64_t rows = a->design->rows;
  int ok = 1;
  for (int32_t c = 0; c < g->columns; c++) {
    g->by[c].code = codes_again(a, g->by[c].code);
    ok &= g->by[c].code != NULL;
  }
  if (!g->included || !a->record) return ok;
  uint8_t *included = sdg16i_arena_array(&a->memory, rows, 1);
  for (int64_t p = 0; included && p < rows; p++) included[p] = g->included[a->record[p]];
  g->included = included;
  return ok && included;
}

static int standard_again(struct again *a, sdg16i_survey_target *t) {
  const sdg16i_estimation *e = a->estimation;
  if (!e->categories) return 1;
  double *share = sdg16i_arena_array(&a->memory, e->categories, sizeof *share);
  t->categories = e->categories;
  t->category = codes_again(a, e->category);
  t->share = share;
  if (!share || !t->category) return 0;
  memcpy(share, e->share, (size_t)e->categories * sizeof *share);
  if (!e->shares_of_sample) return 1;
  memset(share, 0, (size_t)e->categories * sizeof *share);
  for (int64_t p = 0; p < a->design->rows; p++)
    if (t->category[p] >= 0) share[t->category[p]] += a->design->weight[p];
  return 1;
}

int32_t sdg16i_estimation_run(const sdg16i_estimation *e, const sdg16_design *d,
                              const int32_t *record, sdg16i_run *run, sdg16i_survey_rows *rows,
                              sdg16_error *error) {
  struct again a = {.estimation = e, .design = d, .record = record};
  sdg16_survey_options options = e->options;
  sdg16i_survey_request q = {.options = &options, .grouping = e->grouping};
  options.thresholds = &e->thresholds;
  q.target = (sdg16i_survey_target){.statistic = options.statistic,
                                    .with_replacement = options.with_replacement};
  int ok = group_again(&a, &q.grouping) && standard_again(&a, &q.target);
  for (int32_t i = 0; ok && i < e->items; i++) {
    double *y = numbers_again(&a, e->answer[i]);
    ok = y != NULL;
    if (options.statistic == SDG16_SURVEY_AVERAGE)
      q.items.y[q.items.count++] = y;
    else
      q.target.y = y;
  }
  int32_t status = ok ? sdg16i_survey_run(d, &q, run, rows, error) : sdg16i_fail_memory(error);
  sdg16i_arena_free(&a.memory);
  return status;
}

int32_t sdg16i_estimation_classes(const sdg16i_estimation *e, const sdg16_design *d,
                                  sdg16i_run *run, sdg16i_survey_rows *rows,
                                  sdg16_error *error) {
  struct again a = {.estimation = e, .design = d};
  const int8_t *answer = e->items ? e->answer[0] : e->pair;
  sdg16_survey_options options = e->options;
  sdg16i_survey_request q = {.options = &options, .grouping = e->grouping};
  options.statistic = SDG16_SURVEY_PROPORTION;
  options.interval = SDG16_SURVEY_INTERVAL_NONE;
  options.scheme = SDG16_SCHEME_NONE;
  q.target = (sdg16i_survey_target){.statistic = options.statistic};
  if (e->categories && q.grouping.columns < SDG16I_MAX_BY)
    q.grouping.by[q.grouping.columns++] = (sdg16i_coded_column){e->category, e->categories};
  double *y = numbers_again(&a, answer);
  q.target.y = y;
  int32_t status = y ? sdg16i_survey_run(d, &q, run, rows, error) : sdg16i_fail_memory(error);
  sdg16i_arena_free(&a.memory);
  return status;
}
