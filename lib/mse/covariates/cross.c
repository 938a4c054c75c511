#include "mse/covariates/cross.h"

#include "base/error.h"
#include "base/numbers.h"
#include "base/sort.h"
#include "mse/capture/capture.h"

#include <stdlib.h>
#include <string.h>

/* ---- the levels of a covariate ---- */

/* A value with its number, for sorting. */
typedef struct level {
  const char *text;
  double number;
} level;

static int compare_texts(const void *a, const void *b) {
  return strcmp(((const level *)a)->text, ((const level *)b)->text);
}

/* "1" and "1.0" are two levels of one number: by their texts then. */
static int compare_numbers(const void *a, const void *b) {
  double x = ((const level *)a)->number, y = ((const level *)b)->number;
  return x < y ? -1 : x > y ? 1 : compare_texts(a, b);
}

/* Fills the numbers; 0 if one of the texts is none. */
static int read_numbers(int64_t count, level *levels) {
  for (int64_t k = 0; k < count; k++)
    if (sdg16i_parse_double(levels[k].text, (int64_t)strlen(levels[k].text), '.',
                            &levels[k].number))
      return 0;
  return 1;
}

/* Polynomials of wider ranges are of no use, and their values would not be exact. */
#define MOST_SCORE 1000

/* Whole numbers, all different: scores from 0. Otherwise NULL. -1: out of memory. */
static int fill_scores(const level *levels, sdg16i_covariate *out, sdg16i_arena *arena) {
  for (int64_t k = 0; k < out->levels; k++) {
    double distance = levels[k].number - levels[0].number;
    if (distance != (double)(int64_t)distance || distance > MOST_SCORE ||
        levels[k].number != (double)(int64_t)levels[k].number ||
        (k && levels[k].number == levels[k - 1].number))
      return 0;
  }
  out->score = sdg16i_arena_array(arena, out->levels, sizeof *out->score);
  if (!out->score) return -1;
  for (int64_t k = 0; k < out->levels; k++)
    out->score[k] = (int64_t)(levels[k].number - levels[0].number);
  return 0;
}

static int fill_levels(level *levels, int64_t count, sdg16i_covariate *out,
                       sdg16i_arena *arena) {
  int numbers = read_numbers(count, levels);
  sdg16i_sort(levels, count, sizeof *levels, compare_texts);
  for (int64_t k = 0; k < count; k++)
    if (!k || strcmp(levels[k].text, levels[k - 1].text)) levels[out->levels++] = levels[k];
  if (numbers) sdg16i_sort(levels, out->levels, sizeof *levels, compare_numbers);
  out->level = sdg16i_arena_array(arena, out->levels, sizeof *out->level);
  if (!out->level || (numbers && fill_scores(levels, out, arena))) return -1;
  for (int64_t k = 0; k < out->levels; k++)
    out->level[k] = sdg16i_arena_text(arena, levels[k].text, strlen(levels[k].text));
  return 0;
}

static int32_t read_covariate(const sdg16_capture *capture, int64_t place,
                              sdg16i_covariate *out, sdg16i_arena *arena, sdg16_error *error) {
  level *levels = sdg16i_array(capture->strata, sizeof *levels);
  if (!levels) return sdg16i_fail_memory(error);
  for (int64_t s = 0; s < capture->strata; s++)
    levels[s].text = capture->values[s * capture->columns + place];
  const char *name = capture->column_names[place];
  out->name = sdg16i_arena_text(arena, name, strlen(name));
  int failure = fill_levels(levels, capture->strata, out, arena);
  free(levels);
  return failure ? sdg16i_fail_memory(error) : SDG16_OK;
}

/* ---- the order of lists and covariates ---- */

/* place[k] := which of the names is the k-th in order. */
static void sort_places(int64_t count, const char *const *names, int64_t *place) {
  for (int64_t k = 0; k < count; k++) {
    int64_t j = k;
    for (; j && strcmp(names[place[j - 1]], names[k]) > 0; j--) place[j] = place[j - 1];
    place[j] = k;
  }
}

static void read_lists(const sdg16_capture *capture, sdg16i_cross *out) {
  int64_t place[SDG16_MAX_LISTS];
  out->lists = capture->lists;
  out->histories = INT64_C(1) << capture->lists;
  sort_places(capture->lists, capture->names, place);
  for (int32_t k = 0; k < capture->lists; k++) {
    out->list_place[k] = (int32_t)place[k];
    out->list[k] = sdg16i_arena_text(&out->arena, capture->names[place[k]],
                                     strlen(capture->names[place[k]]));
  }
}

static int32_t read_covariates(const sdg16_capture *capture, sdg16i_cross *out,
                               sdg16_error *error) {
  int32_t status = SDG16_OK;
  int64_t most = SDG16I_MAX_CROSS_CELLS / out->histories;
  sort_places(capture->columns, capture->column_names, out->covariate_place);
  out->covariates = capture->columns;
  out->kinds = 1;
  for (int64_t k = 0; !status && k < capture->columns; k++) {
    status = read_covariate(capture, out->covariate_place[k], &out->covariate[k], &out->arena,
                            error);
    if (!status && sdg16i_multiply(&out->kinds, out->covariate[k].levels, most))
      status = sdg16i_fail(error, SDG16_ERR_LIMIT,
                           "the full cross of lists and covariates must have at most %lld "
                           "cells: %d lists have %lld histories, and the covariates up to '%s' "
                           "more than %lld combinations of values",
                           (long long)SDG16I_MAX_CROSS_CELLS, out->lists,
                           (long long)out->histories, out->covariate[k].name, (long long)most);
  }
  out->width = (out->kinds + 3) / 4 * 4;
  return status;
}

/* ---- counts ---- */

static int64_t find_level(const sdg16i_covariate *covariate, const char *text) {
  int64_t k = 0;
  while (strcmp(covariate->level[k], text)) k++;
  return k;
}

static int64_t kind_of_stratum(const sdg16_capture *capture, const sdg16i_cross *cross,
                               int64_t stratum) {
  int64_t kind = 0;
  for (int64_t k = 0; k < cross->covariates; k++) {
    const char *text = capture->values[stratum * capture->columns + cross->covariate_place[k]];
    kind = kind * cross->covariate[k].levels + find_level(&cross->covariate[k], text);
  }
  return kind;
}

static uint32_t reorder(const sdg16i_cross *cross, uint32_t history) {
  uint32_t out = 0;
  for (int32_t k = 0; k < cross->lists; k++) out |= (history >> cross->list_place[k] & 1) << k;
  return out;
}

static int32_t read_counts(const sdg16_capture *capture, sdg16i_cross *out,
                           sdg16_error *error) {
  out->count = sdg16i_arena_array(&out->arena, out->histories * out->width, sizeof *out->count);
  out->kind_count = sdg16i_arena_array(&out->arena, out->kinds, sizeof *out->kind_count);
  if (sdg16i_arena_status(&out->arena, error)) return SDG16_ERR_MEMORY;
  for (int64_t s = 0; s < capture->strata; s++) {
    int64_t kind = kind_of_stratum(capture, out, s);
    for (int64_t i = capture->stratum_cell[s]; i < capture->stratum_cell[s + 1]; i++) {
      const sdg16i_capture_history *cell = &capture->cells[i];
      out->count[reorder(out, cell->history) * out->width + kind] = (double)cell->count;
      out->kind_count[kind] += (double)cell->count;
      out->n += (double)cell->count;
    }
  }
  return SDG16_OK;
}

int32_t sdg16i_cross_new(const sdg16_capture *capture, sdg16i_cross **out, sdg16_error *error) {
  *out = NULL;
  if (capture->columns < 1 || capture->columns > SDG16I_MAX_COVARIATES)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "a model with covariates needs from 1 to %d covariates, not %lld",
                       SDG16I_MAX_COVARIATES, (long long)capture->columns);
  sdg16i_cross *cross = sdg16i_array(1, sizeof *cross);
  if (!cross) return sdg16i_fail_memory(error);
  read_lists(capture, cross);
  int32_t status = read_covariates(capture, cross, error);
  if (!status) status = read_counts(capture, cross, error);
  if (status)
    sdg16i_cross_free(cross);
  else
    *out = cross;
  return status;
}

void sdg16i_cross_free(sdg16i_cross *cross) {
  if (!cross) return;
  sdg16i_arena arena = cross->arena;
  sdg16i_arena_free(&arena);
  free(cross);
}

int64_t sdg16i_kind_level(const sdg16i_cross *cross, int64_t kind, int64_t covariate) {
  for (int64_t k = cross->covariates - 1; k > covariate; k--)
    kind /= cross->covariate[k].levels;
  return kind % cross->covariate[covariate].levels;
}
