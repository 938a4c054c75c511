#include "mse/loglinear/list_order.h"

#include "base/error.h"
#include "mse/loglinear/model.h"

#include <stdlib.h>
#include <string.h>

void sdg16i_rank_lists(const sdg16_capture *capture, int32_t *list_rank) {
  int32_t lists = sdg16_capture_lists(capture);
  for (int32_t i = 0; i < lists; i++) {
    list_rank[i] = 0;
    for (int32_t j = 0; j < lists; j++)
      list_rank[i] +=
          strcmp(sdg16_capture_list_name(capture, j), sdg16_capture_list_name(capture, i)) < 0;
  }
}

uint32_t sdg16i_reorder_history(uint32_t history, const int32_t *list_rank) {
  uint32_t out = 0;
  for (int32_t i = 0; history >> i; i++) out |= (history >> i & 1) << list_rank[i];
  return out;
}

static int32_t reorder_cells(const sdg16i_cells *cells, const int32_t *list_rank,
                             sdg16i_cells **out, sdg16_error *error) {
  double *count = sdg16i_array(cells->size, sizeof *count);
  if (!count) return sdg16i_fail_memory(error);
  for (int64_t c = 0; c < cells->size; c++)
    count[sdg16i_reorder_history((uint32_t)c, list_rank)] = cells->count[c];
  int32_t status = sdg16i_cells_dense(cells->lists, count, out, error);
  free(count);
  return status;
}

static int32_t reorder_terms(const sdg16_fit *fit, const int32_t *list_rank, sdg16_model **out,
                             sdg16_error *error) {
  uint32_t *term = sdg16i_array(fit->terms, sizeof *term);
  if (!term) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < fit->terms; i++)
    term[i] = sdg16i_reorder_history(fit->term[i], list_rank);
  int32_t status = sdg16i_model_from_terms(fit->cells->lists, fit->terms, term, out, error);
  free(term);
  return status;
}

int32_t sdg16i_fit_reordered(const sdg16_fit *fit, const int32_t *list_rank, sdg16_fit **out,
                             sdg16_error *error) {
  sdg16i_cells *cells = NULL;
  sdg16_model *model;
  *out = NULL;
  int32_t status = reorder_terms(fit, list_rank, &model, error);
  if (status) return status;
  status = reorder_cells(fit->cells, list_rank, &cells, error);
  if (!status)
    status = sdg16i_fit_cells(cells, fit->existence, model->count, model->term, out, error);
  sdg16_model_free(model);
  return status;
}

int32_t sdg16i_reordered_means(const sdg16_fit *fit, const int32_t *list_rank,
                               sdg16i_arena *arena, const double **out, sdg16_error *error) {
  double *mean = sdg16i_arena_array(arena, fit->cells->size, sizeof *mean);
  sdg16_fit *ordered;
  *out = mean;
  if (!mean) return sdg16i_fail_memory(error);
  int32_t status = sdg16i_fit_reordered(fit, list_rank, &ordered, error);
  if (status) return status;
  const double *from = sdg16_fit_means(ordered) ? ordered->mean : fit->mean;
  for (int64_t c = 0; c < fit->cells->size; c++)
    mean[c] =
        from == fit->mean ? from[c] : from[sdg16i_reorder_history((uint32_t)c, list_rank)];
  sdg16_fit_free(ordered);
  return SDG16_OK;
}
