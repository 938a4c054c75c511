/* The modes of a bootstrap, from a kernel density of the logs of the number hidden.
 *
 * The kernel is normal, its bandwidth 0.9 min(sd, IQR / 1.349) B^(-1/5) (Silverman 1986):
 * logs that are normal show a second mode in none of 1,000 bootstraps of 1,000 draws
 * (tests/unit/test_draw_modes.c). B is at most 1,000 there: a narrower kernel would part
 * the lumps that the whole numbers of a small overlap make (five persons on both of two
 * lists: 28 % of the bootstraps of 5,000 draws, against 1 %). The draws are shared out over
 * a grid first, so that the cost is that of sorting. */
#include "mse/bootstrap/draw_modes.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/sort.h"
#include "num/sort_numbers.h"

#include <math.h>
#include <stdlib.h>

#define BANDWIDTH 0.9
#define MOST_COUNTED 1000 /* draws that narrow the kernel */
#define LEAST_HIDDEN 0.5  /* persons: fewer are nobody */
#define CELLS_PER_BANDWIDTH 8
#define REACH 4 /* bandwidths beyond which a draw adds nothing */
#define MOST_POINTS 65536
#define DIP 0.8
#define LEAST_SHARE 0.1
#define LEAST_DRAWS 40 /* fewer show no mode: those of a 95 % interval */

/* Logs of the hidden numbers that are finite. */
typedef struct logs {
  double *value; /* [count] ascending */
  int64_t count;
  int64_t present; /* draws that are not missing: infinite ones too */
} logs;

typedef struct grid {
  double start, step;
  int64_t points;
  double *density;
} grid;

/* A stretch of the grid with one peak, up to the dip behind it. */
typedef struct hump {
  double peak, dip; /* densities; the last dip is 0 */
  int64_t at, end;  /* their points of the grid */
  int64_t draws;
} hump;

static int take_logs(const sdg16_draws *d, const sdg16i_draws_cell *cell, logs *out,
                     sdg16i_arena *arena) {
  out->value = sdg16i_arena_array(arena, d->replicates, sizeof *out->value);
  if (!out->value) return -1;
  for (int64_t i = 0; i < d->replicates; i++) {
    double draw = cell->replicate[i];
    out->present += !isnan(draw);
    if (isfinite(draw))
      out->value[out->count++] = log(fmax(draw - cell->observed, LEAST_HIDDEN));
  }
  sdg16i_sort_doubles(out->value, out->count);
  return 0;
}

/* 0: all values are equal. */
static double find_bandwidth(const logs *l) {
  double n = (double)l->count, first = l->value[0], sum = 0, squares = 0;
  for (int64_t i = 0; i < l->count; i++) {
    sum += l->value[i] - first;
    squares += (l->value[i] - first) * (l->value[i] - first);
  }
  double sd = sqrt(fmax(squares - sum * sum / n, 0) / n);
  double middle = (sdg16i_quantile8(l->value, l->count, 0.75) -
                   sdg16i_quantile8(l->value, l->count, 0.25)) /
                  1.349;
  return BANDWIDTH * (middle > 0 ? fmin(sd, middle) : sd) * pow(fmin(n, MOST_COUNTED), -0.2);
}

/* Shares every draw between the two points next to it. */
static void share_out(const logs *l, const grid *g, double *weight) {
  for (int64_t i = 0; i < l->count; i++) {
    double at = (l->value[i] - g->start) / g->step;
    int64_t below = (int64_t)at;
    weight[below] += 1 - (at - (double)below);
    weight[below + 1] += at - (double)below;
  }
}

static int make_grid(const logs *l, double bandwidth, grid *g, sdg16i_arena *arena) {
  double length = l->value[l->count - 1] - l->value[0];
  g->step = fmax(bandwidth / CELLS_PER_BANDWIDTH, length / (MOST_POINTS - 100));
  int64_t reach = (int64_t)(REACH * bandwidth / g->step) + 1;
  g->start = l->value[0] - g->step * (double)(reach + 1);
  g->points = (int64_t)(length / g->step) + 2 * reach + 4;
  g->density = sdg16i_arena_array(arena, g->points, sizeof *g->density);
  double *weight = sdg16i_arena_array(arena, g->points, sizeof *weight);
  double *kernel = sdg16i_arena_array(arena, reach + 1, sizeof *kernel);
  if (!g->density || !weight || !kernel) return -1;
  share_out(l, g, weight);
  for (int64_t k = 0; k <= reach; k++)
    kernel[k] = exp(-0.5 * pow((double)k * g->step / bandwidth, 2));
  for (int64_t i = 0; i < g->points; i++)
    for (int64_t k = -reach; k <= reach && weight[i] > 0; k++)
      g->density[i + k] += weight[i] * kernel[k < 0 ? -k : k];
  return 0;
}

/* Every local maximum is a hump. */
static int64_t find_humps(const grid *g, hump *humps) {
  int64_t count = 0, lowest = 0;
  for (int64_t k = 1; k + 1 < g->points; k++) {
    if (g->density[k] < g->density[lowest]) lowest = k;
    if (!(g->density[k] > g->density[k - 1] && g->density[k] >= g->density[k + 1])) continue;
    if (count) {
      humps[count - 1].end = lowest;
      humps[count - 1].dip = g->density[lowest];
    }
    humps[count++] = (hump){.peak = g->density[k], .at = k, .end = g->points};
    lowest = k;
  }
  return count;
}

/* Joins hump k with the next one. */
static void join_humps(hump *humps, int64_t *count, int64_t k) {
  hump *one = &humps[k], *next = &humps[k + 1];
  if (next->peak > one->peak) {
    one->peak = next->peak;
    one->at = next->at;
  }
  one->dip = next->dip;
  one->end = next->end;
  one->draws += next->draws;
  for (int64_t i = k + 1; i + 1 < *count; i++) humps[i] = humps[i + 1];
  --*count;
}

/* The shallowest dips first, until all are deep. */
static void join_shallow(hump *humps, int64_t *count) {
  while (*count > 1) {
    int64_t shallowest = 0;
    double most = 0;
    for (int64_t k = 0; k + 1 < *count; k++) {
      double depth = humps[k].dip / fmin(humps[k].peak, humps[k + 1].peak);
      if (depth > most) {
        most = depth;
        shallowest = k;
      }
    }
    if (most < DIP) return;
    join_humps(humps, count, shallowest);
  }
}

static void count_draws(const logs *l, const grid *g, hump *humps) {
  int64_t k = 0;
  for (int64_t i = 0; i < l->count; i++) {
    while (l->value[i] > g->start + g->step * (double)humps[k].end) k++;
    humps[k].draws++;
  }
}

/* The smallest first, with the neighbour behind the shallower dip. */
static void join_small(const logs *l, hump *humps, int64_t *count) {
  while (*count > 1) {
    int64_t smallest = 0;
    for (int64_t k = 1; k < *count; k++)
      if (humps[k].draws < humps[smallest].draws) smallest = k;
    if ((double)humps[smallest].draws >= LEAST_SHARE * (double)l->present) return;
    int before = smallest + 1 == *count ||
                 (smallest > 0 && humps[smallest - 1].dip > humps[smallest].dip);
    join_humps(humps, count, before ? smallest - 1 : smallest);
  }
}

/* Between the points of the grid, by the parabola through the log density. */
static double refine_peak(const grid *g, int64_t at) {
  double left = log(g->density[at - 1]), middle = log(g->density[at]),
         right = log(g->density[at + 1]), bend = left - 2 * middle + right;
  double moved = bend < 0 ? 0.5 * (left - right) / bend : 0;
  return g->start + g->step * ((double)at + (isfinite(moved) ? moved : 0));
}

static void put_modes(const logs *l, const grid *g, const hump *humps, int64_t count,
                      double observed, sdg16i_draw_mode *modes) {
  int64_t first = 0;
  for (int64_t k = 0; k < count; k++) {
    int64_t last = first + humps[k].draws - 1;
    modes[k] = (sdg16i_draw_mode){.total = observed + exp(refine_peak(g, humps[k].at)),
                                  .share = (double)humps[k].draws / (double)l->present,
                                  .lowest = observed + exp(l->value[first]),
                                  .highest = observed + exp(l->value[last])};
    first = last + 1;
  }
}

static int by_share(const void *a, const void *b) {
  const sdg16i_draw_mode *x = a, *y = b;
  return x->share != y->share ? (x->share < y->share) - (x->share > y->share)
                              : (x->total > y->total) - (x->total < y->total);
}

static int32_t part_modes(const logs *l, double bandwidth, double observed,
                          sdg16i_draw_mode *modes, int64_t *count, sdg16i_arena *arena,
                          sdg16_error *error) {
  grid g;
  if (make_grid(l, bandwidth, &g, arena)) return sdg16i_fail_memory(error);
  hump *humps = sdg16i_arena_array(arena, g.points / 2 + 1, sizeof *humps);
  if (!humps) return sdg16i_fail_memory(error);
  *count = find_humps(&g, humps);
  join_shallow(humps, count);
  count_draws(l, &g, humps);
  join_small(l, humps, count);
  put_modes(l, &g, humps, *count, observed, modes);
  sdg16i_sort(modes, *count, sizeof *modes, by_share);
  return SDG16_OK;
}

int32_t sdg16i_draw_modes(const sdg16_draws *d, int64_t cell_number,
                          sdg16i_draw_mode modes[SDG16I_MOST_DRAW_MODES], int64_t *count,
                          sdg16_error *error) {
  const sdg16i_draws_cell *cell = &d->cell[cell_number];
  sdg16i_arena arena = {0};
  logs l = {0};
  int32_t status = SDG16_OK;
  *count = 0;
  if (take_logs(d, cell, &l, &arena)) status = sdg16i_fail_memory(error);
  if (l.present < LEAST_DRAWS) l.count = 0;
  double bandwidth = !status && l.count ? find_bandwidth(&l) : 0;
  if (!status && bandwidth > 0) {
    status = part_modes(&l, bandwidth, cell->observed, modes, count, &arena, error);
  } else if (!status && l.count) {
    double total = cell->observed + exp(l.value[0]);
    modes[(*count)++] =
        (sdg16i_draw_mode){total, (double)l.count / (double)l.present, total, total};
  }
  sdg16i_arena_free(&arena);
  return status;
}
