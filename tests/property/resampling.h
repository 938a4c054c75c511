/* Resampled tables drawn again from the streams, and estimations of them from scratch. */
#ifndef RESAMPLING_H
#define RESAMPLING_H

#include "mse/bootstrap/multinomial.h"

#include <math.h>
#include <sdg16.h>
#include <string.h>

#define CELLS 64
#define SEED 20160107

static inline int near(double a, double b) {
  return (isnan(a) && isnan(b)) || a == b || fabs(a - b) <= 1e-9 * fabs(b);
}

/* Counts by history; returns the persons. */
static inline double dense(const sdg16_capture *capture, double counts[CELLS]) {
  const uint32_t *history;
  const int64_t *count;
  int64_t rows = sdg16_capture_histories(capture, &history, &count);
  for (int c = 0; c < CELLS; c++) counts[c] = 0;
  for (int64_t i = 0; i < rows; i++) counts[history[i]] = (double)count[i];
  return (double)sdg16_capture_observed(capture);
}

/* With the lists of `like`; NULL when nobody is left. */
static inline sdg16_capture *capture_of(const sdg16_capture *like, const double *counts) {
  uint32_t history[CELLS];
  int64_t count[CELLS], rows = 0;
  int32_t lists = sdg16_capture_lists(like);
  const char *name[8];
  for (int32_t j = 0; j < lists; j++) name[j] = sdg16_capture_list_name(like, j);
  for (uint32_t c = 1; c < UINT32_C(1) << lists; c++)
    if (counts[c] > 0) {
      history[rows] = c;
      count[rows++] = (int64_t)counts[c];
    }
  sdg16_capture *out = NULL;
  if (rows) sdg16_capture_new(lists, name, rows, history, count, &out, NULL);
  return out;
}

/* Draws n persons from the weights, histories in the order that they have with the lists
 * sorted by their names; [0], the hidden, is forgotten. */
static inline void redraw(sdg16i_rng *rng, const sdg16_capture *capture, const double *weight,
                          double n, double counts[CELLS]) {
  int32_t lists = sdg16_capture_lists(capture);
  uint32_t category[CELLS];
  double by_category[CELLS], rest[CELLS + 1] = {0};
  int64_t count = 0;
  for (uint32_t key = 0; key < UINT32_C(1) << lists; key++) {
    uint32_t history = 0;
    for (int32_t j = 0; j < lists; j++) {
      int rank = 0;
      for (int32_t i = 0; i < lists; i++)
        rank += strcmp(sdg16_capture_list_name(capture, i),
                       sdg16_capture_list_name(capture, j)) < 0;
      history |= (key >> rank & 1) << j;
    }
    if (weight[history] > 0) category[count++] = history;
  }
  for (int64_t i = count - 1; i >= 0; i--) {
    by_category[i] = weight[category[i]];
    rest[i] = by_category[i] + rest[i + 1];
  }
  for (int c = 0; c < CELLS; c++) counts[c] = 0;
  sdg16i_multinomial(rng, n, &(sdg16i_urn){count, category, by_category, rest}, counts);
  counts[0] = 0;
}

static inline void redraw_alone(const sdg16_capture *capture, const double *weight, double n,
                                int parametric, int64_t replicate, double counts[CELLS]) {
  sdg16i_rng rng;
  sdg16i_rng_init(&rng, SEED,
                  parametric ? SDG16I_PURPOSE_PARAMETRIC : SDG16I_PURPOSE_NONPARAMETRIC,
                  replicate);
  redraw(&rng, capture, weight, n, counts);
}

/* ---- tables ---- */

static inline double real(const sdg16_table *table, int64_t row, const char *column) {
  int64_t at = sdg16_table_find(table, column);
  const uint8_t *missing = sdg16_table_missing(table, at);
  const int64_t *whole = sdg16_table_int64(table, at);
  const double *value = sdg16_table_double(table, at);
  if (missing && missing[row]) return NAN;
  return whole ? (double)whole[row] : value ? value[row] : NAN;
}

static inline int64_t row_of_model(const sdg16_table *table, const char *model) {
  for (int64_t i = 0; i < sdg16_table_rows(table); i++)
    if (!strcmp(sdg16_table_text(table, i, 0), model)) return i;
  return -1;
}

/* ---- from scratch ---- */

static inline sdg16_mse *from_scratch(const sdg16_capture *like, const double *counts,
                                      const sdg16_mse_options *options) {
  sdg16_mse_options o = *options;
  sdg16_capture *capture = capture_of(like, counts);
  sdg16_mse *mse = NULL;
  o.interval = SDG16_INTERVAL_NONE;
  o.reselect = 1;
  o.top_intervals = 0;
  o.top = 1;
  o.window = 1e-7; /* what ties with the best */
  if (capture) sdg16_mse_new(capture, &o, NULL, &mse, NULL);
  sdg16_capture_free(capture);
  return mse;
}

/* A model was selected and has an estimate, whether or not a refused one is preferred. */
static inline int selected(const sdg16_mse *mse) {
  sdg16_fit_summary s;
  return mse && sdg16_mse_fit(mse) && !sdg16_fit_summarise(sdg16_mse_fit(mse), &s, sizeof s) &&
         sdg16_model_has_estimate(s.status);
}

/* What the draw of a table without an estimate is: by the case of the smallest model that
 * was considered. */
static inline double draw_of_case(const sdg16_capture *capture, const char *model,
                                  int32_t existence) {
  sdg16_model *smallest;
  int32_t status;
  sdg16_model_parse(capture, model ? model : "[]", &smallest, NULL);
  sdg16_model_check(capture, smallest, SDG16_EXISTENCE_TOTAL, &status, NULL);
  sdg16_model_free(smallest);
  return status == SDG16_MODEL_UNBOUNDED ? INFINITY
         : status == SDG16_MODEL_NONE_HIDDEN && existence == SDG16_EXISTENCE_TOTAL
             ? (double)sdg16_capture_observed(capture)
             : NAN;
}

/* group[list]: the lowest list of its group, joining for each history the lists of its people;
 * -1: nobody is on it. */
static inline void join_lists(const double counts[CELLS], int group[32]) {
  for (int i = 0; i < 32; i++) group[i] = -1;
  for (uint32_t c = 1; c < CELLS; c++) {
    int first = __builtin_ctz(c);
    if (!(counts[c] > 0)) continue;
    for (int i = 0; i < 32; i++)
      if (c >> i & 1 && group[i] < 0) group[i] = i;
    for (int i = 0; i < 32; i++) {
      int old = c >> i & 1 ? group[i] : -1;
      for (int j = 0; old >= 0 && j < 32; j++)
        if (group[j] == old) group[j] = group[first];
    }
  }
}

/* Are two lists of one group of the data in two groups of the resampled table? */
static inline int is_parted(const sdg16_capture *like, const double *counts) {
  double data[CELLS];
  int before[32], now[32];
  dense(like, data);
  join_lists(data, before);
  join_lists(counts, now);
  for (int i = 0; i < 32; i++)
    for (int j = 0; j < i; j++)
      if (now[i] >= 0 && now[j] >= 0 && now[i] != now[j] && before[i] == before[j]) return 1;
  return 0;
}

/* 1: `got` is the total that the resampled table gives from scratch; 2: it is that of
 * another model with the same criterion; 0: neither. */
static inline int same_as_fresh(double got, const sdg16_capture *like, const double *counts,
                                const sdg16_mse_options *options, double *total) {
  sdg16_mse *mse = from_scratch(like, counts, options);
  sdg16_fit_summary fit;
  sdg16_capture *capture = capture_of(like, counts);
  *total = NAN;
  if (selected(mse) && !sdg16_fit_summarise(sdg16_mse_fit(mse), &fit, sizeof fit))
    *total = sdg16_mse_status(mse) == SDG16_MODEL_UNBOUNDED_PREFERRED && is_parted(like, counts)
                 ? INFINITY
                 : fit.total;
  else if (capture)
    *total = draw_of_case(capture, options->model, options->existence);
  sdg16_capture_free(capture);
  int same = near(got, *total);
  const sdg16_table *models = mse ? sdg16_mse_models(mse) : NULL;
  for (int64_t i = 1; !same && models && i < sdg16_table_rows(models); i++)
    if (near(got, real(models, i, "total"))) same = 2;
  sdg16_mse_free(mse);
  return same;
}

/* 0: nothing can be estimated, whatever the model. */
static inline int data_allow(const sdg16_capture *capture) {
  if (!capture) return 0;
  sdg16_mse *mse = NULL;
  sdg16_mse_options o;
  sdg16_mse_options_init(&o, sizeof o);
  o.interval = SDG16_INTERVAL_NONE;
  sdg16_mse_new(capture, &o, NULL, &mse, NULL);
  int32_t status = mse ? sdg16_mse_status(mse) : SDG16_MODEL_NO_OVERLAP;
  sdg16_mse_free(mse);
  return status != SDG16_MODEL_NO_OVERLAP && status != SDG16_MODEL_TOO_FEW_LISTS;
}

/* The place in the ranking of the best model of the resampled table; `top`: none of it. */
static inline int64_t rank_of_best(const sdg16_table *ranking, int64_t top,
                                   const sdg16_capture *like, const double *counts,
                                   int64_t *last) {
  sdg16_mse_options o;
  sdg16_mse_options_init(&o, sizeof o);
  o.window = 1e-7;
  sdg16_mse *mse = from_scratch(like, counts, &o);
  *last = top;
  int64_t first = top;
  const sdg16_table *best = sdg16_mse_models(mse);
  for (int64_t i = 0; selected(mse) && i < sdg16_table_rows(best); i++) {
    int64_t row = row_of_model(ranking, sdg16_table_text(best, i, 0));
    if (row < 0 || row >= top) row = top;
    if (real(best, i, "bic") > real(best, 0, "bic") + 1e-7) break;
    first = !i || row < first ? row : first;
    *last = !i || row > *last ? row : *last;
  }
  sdg16_mse_free(mse);
  return first;
}

#endif
