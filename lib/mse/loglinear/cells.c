#include "mse/loglinear/cells.h"

#include "base/error.h"
#include "base/memory.h"
#include "num/gslport.h"
#include "num/vector.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static sdg16i_cells *create_cells(int32_t lists) {
  int64_t size = INT64_C(1) << lists;
  sdg16i_cells *cells = sdg16i_array(1, sizeof *cells);
  if (!cells) return NULL;
  *cells = (sdg16i_cells){.lists = lists, .size = size};
  cells->count = sdg16i_array(size, sizeof *cells->count);
  cells->margin = sdg16i_array(size, sizeof *cells->margin);
  cells->log_count = sdg16i_array(size, sizeof *cells->log_count);
  cells->positive = sdg16i_array(size, sizeof *cells->positive);
  if (cells->count && cells->margin && cells->log_count && cells->positive) return cells;
  sdg16i_cells_free(cells);
  return NULL;
}

/* A sum of means is good to some 1e-16 of the persons: of the smallest count to 1e-9 or
 * better. */
#define MOST_RATIO 1e7

static void complete_cells(sdg16i_cells *cells) {
  double least = INFINITY;
  cells->count[0] = cells->log_count[0] = 0;
  cells->n = cells->saturated = cells->log_factorials = cells->log_counts_rounding = 0;
  cells->positives = 0;
  for (int64_t c = 1; c < cells->size; c++) {
    double count = cells->count[c];
    cells->log_count[c] = 0;
    if (count <= 0) continue;
    least = fmin(least, count);
    long double exact = logl(count);
    cells->log_count[c] = (double)exact;
    cells->log_counts_rounding += count * (double)(exact - cells->log_count[c]);
    cells->positive[cells->positives++] = (uint32_t)c;
    cells->n += count; /* whole numbers: exact */
    cells->saturated += count * cells->log_count[c] - count;
    cells->log_factorials += sdg16i_log_factorial_excess(count);
  }
  cells->ragged = cells->n > MOST_RATIO * least;
  memcpy(cells->margin, cells->count, (size_t)cells->size * sizeof *cells->margin);
  sdg16i_superset_sums(cells->margin, cells->lists);
}

void sdg16i_cells_fill(sdg16i_cells *cells, const double *count) {
  memcpy(cells->count, count, (size_t)cells->size * sizeof *count);
  complete_cells(cells);
}

int32_t sdg16i_cells_dense(int32_t lists, const double *count, sdg16i_cells **out,
                           sdg16_error *error) {
  *out = create_cells(lists);
  if (!*out) return sdg16i_fail_memory(error);
  sdg16i_cells_fill(*out, count);
  return SDG16_OK;
}

int32_t sdg16i_cells_new(const sdg16_capture *capture, sdg16i_cells **out, sdg16_error *error) {
  const uint32_t *history;
  const int64_t *count;
  int64_t histories = sdg16_capture_histories(capture, &history, &count);
  *out = create_cells(sdg16_capture_lists(capture));
  if (!*out) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < histories; i++) (*out)->count[history[i]] += (double)count[i];
  complete_cells(*out);
  return SDG16_OK;
}

SDG16I_CLONES static double sum_deviance(const sdg16i_cells *cells, const double *eta,
                                         const double *mu) {
  sdg16i_v4 sum = {0, 0, 0, 0};
  for (int64_t c = 0; c < cells->size; c += 4) {
    sdg16i_v4 n = *(const sdg16i_v4 *)(cells->count + c);
    sdg16i_v4 log_n = *(const sdg16i_v4 *)(cells->log_count + c);
    sum += n * (log_n - *(const sdg16i_v4 *)(eta + c)) - (n - *(const sdg16i_v4 *)(mu + c));
  }
  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

double sdg16i_deviance(const sdg16i_cells *cells, const double *eta, const double *mu) {
  double half = sum_deviance(cells, eta, mu) + cells->log_counts_rounding;
  return half > 0 ? 2 * half : 0; /* rounding at a perfect fit */
}

/* Of `left` the lists that can be reached from the lowest by lists that share somebody. */
static uint32_t reachable_lists(const sdg16i_cells *cells, uint32_t left) {
  uint32_t reached = left & -left, look = reached;
  while (look) {
    uint32_t from = look & -look;
    look &= ~from;
    for (int32_t j = 0; j < cells->lists; j++) {
      uint32_t to = UINT32_C(1) << j;
      if (!(left & to & ~reached) || !(cells->margin[from | to] > 0)) continue;
      reached |= to;
      look |= to;
    }
  }
  return reached;
}

sdg16i_list_groups sdg16i_cells_groups(const sdg16i_cells *cells) {
  sdg16i_list_groups groups = {.count = 0};
  uint32_t left = 0;
  for (int32_t i = 0; i < cells->lists; i++)
    if (cells->margin[INT64_C(1) << i] > 0) left |= UINT32_C(1) << i;
  for (; left; left &= ~groups.lists[groups.count++])
    groups.lists[groups.count] = reachable_lists(cells, left);
  return groups;
}

void sdg16i_cells_free(sdg16i_cells *cells) {
  if (!cells) return;
  free(cells->count);
  free(cells->margin);
  free(cells->log_count);
  free(cells->positive);
  free(cells);
}
