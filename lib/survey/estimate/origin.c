#include "survey/estimate/origin.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/sort.h"

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

/* ---- few values ---- */

/* What a number, or numerator and denominator, of a respondent are. */
typedef struct pair_of {
  double y, x;
  int32_t position;
} pair_of;

static int by_pair(const void *left, const void *right) {
  const pair_of *a = left, *b = right;
  if (a->y != b->y) return a->y < b->y ? -1 : 1;
  if (a->x != b->x) return a->x < b->x ? -1 : 1;
  return (a->position > b->position) - (a->position < b->position);
}

static int is_new_pair(const pair_of *pair, int64_t i) {
  return !i || pair[i].y != pair[i - 1].y || pair[i].x != pair[i - 1].x;
}

/* Those who count, in order. */
static int64_t sort_pairs(const sdg16i_survey_request *q, int64_t rows, pair_of *pair) {
  const double *y = q->target.y, *x = q->target.x;
  int64_t count = 0;
  for (int64_t p = 0; p < rows; p++) {
    double a = y ? y[p] : 1, b = x ? x[p] : 1;
    if (isnan(a) || isnan(b)) continue;
    if (q->grouping.included && !q->grouping.included[p]) continue;
    pair[count++] = (pair_of){a, b, (int32_t)p};
  }
  sdg16i_sort(pair, count, sizeof *pair, by_pair);
  return count;
}

/* Many values: all that do not have the one of most are class 0. */
static void part_from_most(int8_t *part, const pair_of *pair, int64_t count) {
  int64_t first = 0, most = 0, begin = 0;
  for (int64_t i = 1; i <= count; i++) {
    if (i < count && !is_new_pair(pair, i)) continue;
    if (i - begin > most) most = i - begin, first = begin;
    begin = i;
  }
  for (int64_t i = 0; i < count; i++)
    part[pair[i].position] = (int8_t)(i >= first && i < first + most);
}

static int has_many_pairs(const pair_of *pair, int64_t count) {
  int64_t distinct = 0;
  for (int64_t i = 0; i < count; i++) distinct += is_new_pair(pair, i);
  return distinct > SDG16I_FEW_VALUES;
}

/* The class of each, and the y of each class if there are few; how many classes. */
static int32_t number_pairs(int8_t *part, double *value, const pair_of *pair, int64_t count) {
  int32_t classes = 0;
  if (has_many_pairs(pair, count)) {
    part_from_most(part, pair, count);
    return 1;
  }
  for (int64_t i = 0; i < count; i++) {
    if (is_new_pair(pair, i)) value[classes++] = pair[i].y;
    part[pair[i].position] = (int8_t)(classes - 1);
  }
  return classes;
}

/* By one of the two numbers alone. */
static int32_t number_ones(int8_t *part, const double *y, pair_of *pair, int64_t count) {
  double value[SDG16I_FEW_VALUES];
  for (int64_t i = 0; i < count; i++)
    pair[i] = (pair_of){y[pair[i].position], 0, pair[i].position};
  sdg16i_sort(pair, count, sizeof *pair, by_pair);
  return number_pairs(part, value, pair, count);
}

/* A ratio of many pairs may still have few numerators: 1 for two respondents, 0 for all others.
 */
static void number_parts(sdg16i_estimation *e, const sdg16i_survey_request *q, int64_t rows,
                         pair_of *pair) {
  int64_t count = sort_pairs(q, rows, pair);
  if (q->target.y && q->target.x && has_many_pairs(pair, count)) {
    e->pairs = number_ones(e->pair, q->target.y, pair, count);
    e->seconds = number_ones(e->second, q->target.x, pair, count);
  } else {
    e->pairs = number_pairs(e->pair, e->value, pair, count);
  }
}

static int32_t keep_pairs(sdg16i_origin *o, sdg16i_estimation *e,
                          const sdg16i_survey_request *q, sdg16_error *error) {
  int64_t rows = o->design->rows;
  pair_of *pair = sdg16i_array(rows, sizeof *pair);
  e->pair = sdg16i_arena_array(&o->memory, rows, 1);
  e->second = sdg16i_arena_array(&o->memory, rows, 1);
  int32_t status = pair && e->pair && e->second ? SDG16_OK : sdg16i_fail_memory(error);
  if (!status) {
    memset(e->pair, SDG16I_NO_ANSWER, (size_t)rows);
    memset(e->second, SDG16I_NO_ANSWER, (size_t)rows);
    number_parts(e, q, rows, pair);
  }
  free(pair);
  return status;
}

/* Each of the few values is an item: does a respondent have it? */
static int32_t keep_values(sdg16i_origin *o, sdg16i_estimation *e, sdg16_error *error) {
  int64_t rows = o->design->rows;
  for (int32_t i = 0; i < e->pairs; i++) {
    int8_t *answer = sdg16i_arena_array(&o->memory, rows, 1);
    if (!answer) return sdg16i_fail_memory(error);
    for (int64_t p = 0; p < rows; p++)
      answer[p] = e->pair[p] == SDG16I_NO_ANSWER ? SDG16I_NO_ANSWER : e->pair[p] == i;
    e->answer[i] = answer;
  }
  e->items = e->pairs;
  e->valued = 1;
  if (e->value[e->items - 1] > e->value[0]) e->spread = e->value[e->items - 1] - e->value[0];
  return SDG16_OK;
}

static int has_few_values(const sdg16i_estimation *e, const sdg16i_survey_request *q) {
  return q->target.y && !q->target.x && e->pairs > 1 && isfinite(e->value[0]) &&
         isfinite(e->value[e->pairs - 1] - e->value[0]);
}

static void *keep_copy(sdg16i_arena *memory, int64_t count, size_t size, const void *from) {
  void *copy = sdg16i_arena_array(memory, count, size);
  if (copy && count) memcpy(copy, from, (size_t)count * size);
  return copy;
}

static int32_t keep_numbers(sdg16i_origin *o, sdg16i_estimation *e,
                            const sdg16i_survey_target *t, sdg16_error *error) {
  const double *from[2] = {t->y, t->x};
  for (int k = 0; k < 2; k++) {
    if (!from[k]) continue;
    e->number[k] = keep_copy(&o->memory, o->design->rows, sizeof(double), from[k]);
    if (!e->number[k]) return sdg16i_fail_memory(error);
  }
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
  if (status || e->items) return status;
  status = keep_pairs(o, e, q, error);
  if (status) return status;
  return counts && has_few_values(e, q) ? keep_values(o, e, error)
                                        : keep_numbers(o, e, &q->target, error);
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
  *e = (sdg16i_estimation){.grouping = q->grouping, .spread = 1};
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

/* For whom the answer is true; or, item -1, the values. */
static double *numbers_again(struct again *a, int32_t item) {
  const sdg16i_estimation *e = a->estimation;
  int64_t rows = a->design->rows;
  double *y = sdg16i_arena_array(&a->memory, rows, sizeof *y);
  for (int64_t p = 0; y && p < rows; p++) {
    int64_t at = record_at(a, p);
    int8_t each = item < 0 ? e->pair[at] : sdg16i_estimation_answer(e, item, at);
    y[p] = each == SDG16I_NO_ANSWER ? (double)NAN : item < 0 ? e->value[each] : each;
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
                              const sdg16i_other_data *data, sdg16i_run *run,
                              sdg16i_survey_rows *rows, sdg16_error *error) {
  struct again a = {.estimation = e, .design = d, .record = data->record};
  sdg16_survey_options options = e->options;
  sdg16i_survey_request q = {.options = &options,
                             .grouping = e->grouping,
                             .wanted = data->wanted,
                             .wanted_count = data->wanted_count,
                             .without_limits = 1};
  options.thresholds = &e->thresholds;
  options.covariance = 0;
  q.target = (sdg16i_survey_target){.statistic = options.statistic,
                                    .with_replacement = options.with_replacement};
  int ok = group_again(&a, &q.grouping) && standard_again(&a, &q.target);
  for (int32_t i = 0; ok && i < (e->valued ? 1 : e->items); i++) {
    double *y = numbers_again(&a, e->valued ? -1 : i);
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

int32_t sdg16i_estimation_classes(const sdg16i_estimation *e, int32_t item,
                                  const sdg16_design *d, sdg16i_run *run,
                                  sdg16i_survey_rows *rows, sdg16_error *error) {
  struct again a = {.estimation = e, .design = d};
  sdg16_survey_options options = e->options;
  sdg16i_survey_request q = {.options = &options, .grouping = e->grouping};
  options.statistic = SDG16_SURVEY_PROPORTION;
  options.interval = SDG16_SURVEY_INTERVAL_NONE;
  options.scheme = SDG16_SCHEME_NONE;
  q.target = (sdg16i_survey_target){.statistic = options.statistic};
  if (e->categories && q.grouping.columns < SDG16I_MAX_BY)
    q.grouping.by[q.grouping.columns++] = (sdg16i_coded_column){e->category, e->categories};
  double *y = numbers_again(&a, item);
  q.target.y = y;
  int32_t status = y ? sdg16i_survey_run(d, &q, run, rows, error) : sdg16i_fail_memory(error);
  sdg16i_arena_free(&a.memory);
  return status;
}
