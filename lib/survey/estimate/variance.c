#include "survey/estimate/variance.h"

#include "base/error.h"
#include "base/memory.h"
#include "num/sums.h"

#include <math.h>

#define BLOCK 256 /* squares added before they go into a compensated sum */

typedef struct work {
  const sdg16_design *design;
  const sdg16i_stage *stage;
  int64_t q;
  const int32_t *unit;
  const double *t;
  double *mean, *centre, *difference, *block; /* q, q, q, q x q */
  sdg16i_sum *sum;                            /* q */
  sdg16i_sum *part;                           /* q x q: of the stage */
  int64_t strata, known;                      /* of the stage: met, and not lonely */
} work;

/* Means over n units of what is listed at [from, to). */
static void mean_of(work *w, int64_t from, int64_t to, double n, double *out) {
  for (int64_t a = 0; a < w->q; a++) w->sum[a] = (sdg16i_sum){0};
  for (int64_t i = from; i < to; i++)
    for (int64_t a = 0; a < w->q; a++) sdg16i_add(&w->sum[a], w->t[i * w->q + a]);
  for (int64_t a = 0; a < w->q; a++) out[a] = sdg16i_sum_value(&w->sum[a]) / n;
}

static void add_block(work *w, double factor) {
  for (int64_t a = 0; a < w->q; a++)
    for (int64_t b = a; b < w->q; b++) {
      sdg16i_add(&w->part[a * w->q + b], factor * w->block[a * w->q + b]);
      w->block[a * w->q + b] = 0;
    }
}

static void add_square(work *w, double times) {
  for (int64_t a = 0; a < w->q; a++) {
    double scaled = times * w->difference[a];
    for (int64_t b = a; b < w->q; b++) w->block[a * w->q + b] += scaled * w->difference[b];
  }
}

/* factor x (squares about `about` of the units listed, and of the n - listed zeros) */
static void add_squares(work *w, int64_t from, int64_t to, double n, const double *about,
                        double factor) {
  for (int64_t i = from; i < to; i++) {
    for (int64_t a = 0; a < w->q; a++) w->difference[a] = w->t[i * w->q + a] - about[a];
    add_square(w, 1);
    if ((i - from) % BLOCK == BLOCK - 1) add_block(w, factor);
  }
  for (int64_t a = 0; a < w->q; a++) w->difference[a] = about[a];
  add_square(w, n - (double)(to - from));
  add_block(w, factor);
}

/* One stratum, listed at [from, to): 0, or -1 when its variance cannot be seen and the
 * policy is to fail. */
static int add_stratum(work *w, int64_t from, int64_t to) {
  const sdg16_design *d = w->design;
  int32_t h = w->stage->stratum[w->unit[from]];
  double n = w->stage->sampled[h], rest = 1 - n / w->stage->population[h];
  double factor = w->stage->factor[h] * rest;
  w->strata++;
  w->known++;
  if (!(factor > 0)) return 0; /* a census of the stratum */
  if (n == 1) {
    if (d->lonely == SDG16_LONELY_FAIL) return -1;
    if (d->lonely == SDG16_LONELY_AVERAGE) w->known--;
    if (d->lonely == SDG16_LONELY_ADJUST) add_squares(w, from, to, 1, w->centre, factor);
    return 0;
  }
  factor *= n / (n - 1);
  if (to - from == 1 && d->lonely_domain && d->lonely == SDG16_LONELY_AVERAGE) {
    w->known--;
    return 0;
  }
  if (to - from == 1 && d->lonely_domain && d->lonely == SDG16_LONELY_ADJUST) {
    add_squares(w, from, to, n, w->centre, factor);
    return 0;
  }
  mean_of(w, from, to, n, w->mean);
  add_squares(w, from, to, n, w->mean, factor);
  return 0;
}

static int64_t end_of(const work *w, int64_t from, int64_t count, int parent) {
  const int32_t *stratum = w->stage->stratum;
  int32_t h = stratum[w->unit[from]];
  int64_t to = from + 1;
  while (to < count &&
         (stratum[w->unit[to]] == h ||
          (parent && w->stage->parent[stratum[w->unit[to]]] == w->stage->parent[h])))
    to++;
  return to;
}

/* All units of one unit above, listed at [from, to). */
static int32_t add_parent(work *w, int64_t from, int64_t to) {
  double all = 0;
  int64_t next;
  if (w->design->lonely == SDG16_LONELY_ADJUST) {
    for (int64_t i = from; i < to; i = next) {
      next = end_of(w, i, to, 0);
      all += w->stage->sampled[w->stage->stratum[w->unit[i]]];
    }
    mean_of(w, from, to, all, w->centre);
  }
  for (int64_t i = from; i < to; i = next) {
    next = end_of(w, i, to, 0);
    if (add_stratum(w, i, next)) return w->stage->stratum[w->unit[i]];
  }
  return -1;
}

/* Adds up the units of each unit above; returns how many those are. */
static int64_t fold_units(work *w, int64_t count, int32_t *unit, double *t) {
  int64_t kept = 0, to;
  for (int64_t from = 0; from < count; from = to) {
    to = end_of(w, from, count, 1);
    int32_t parent = w->stage->parent[w->stage->stratum[unit[from]]];
    mean_of(w, from, to, 1, w->mean);
    unit[kept] = parent;
    for (int64_t a = 0; a < w->q; a++) t[kept * w->q + a] = w->mean[a];
    kept++;
  }
  return kept;
}

static int64_t add_stage(work *w, int32_t s, int64_t count) {
  int64_t to;
  w->stage = &w->design->stage[s];
  w->strata = w->known = 0;
  for (int64_t i = 0; i < w->q * w->q; i++) w->part[i] = (sdg16i_sum){0};
  for (int64_t from = 0; from < count; from = to) {
    to = end_of(w, from, count, 1);
    int32_t lonely = add_parent(w, from, to);
    if (lonely >= 0) return w->stage->row[lonely];
  }
  if (w->strata && !w->known) /* average: no stratum to take it from */
    return w->stage->row[w->stage->stratum[w->unit[0]]];
  return -1;
}

int32_t sdg16i_variance(const sdg16_design *d, int64_t q, int64_t count, int32_t *unit,
                        double *t, double *v, int64_t *lonely, sdg16_error *error) {
  sdg16i_arena arena = {0};
  work w = {.design = d, .q = q, .unit = unit, .t = t};
  w.mean = sdg16i_arena_array(&arena, q, sizeof(double));
  w.centre = sdg16i_arena_array(&arena, q, sizeof(double));
  w.difference = sdg16i_arena_array(&arena, q, sizeof(double));
  w.block = sdg16i_arena_array(&arena, q * q, sizeof(double));
  w.sum = sdg16i_arena_array(&arena, q, sizeof *w.sum);
  w.part = sdg16i_arena_array(&arena, q * q, sizeof *w.part);
  *lonely = -1;
  int ok = w.mean && w.centre && w.difference && w.block && w.sum && w.part;
  for (int64_t i = 0; i < q * q; i++) v[i] = 0;
  for (int32_t s = d->stages - 1; ok && s >= 0 && *lonely < 0; s--) {
    *lonely = add_stage(&w, s, count);
    double scale = w.known ? (double)w.strata / (double)w.known : 1;
    for (int64_t a = 0; a < q; a++)
      for (int64_t b = a; b < q; b++) {
        double more = scale * sdg16i_sum_value(&w.part[a * q + b]);
        v[a * q + b] += more;
        if (b > a) v[b * q + a] = v[a * q + b];
      }
    if (s) count = fold_units(&w, count, unit, t);
  }
  for (int64_t i = 0; *lonely >= 0 && i < q * q; i++) v[i] = NAN;
  sdg16i_arena_free(&arena);
  return ok ? SDG16_OK : sdg16i_fail_memory(error);
}

int32_t sdg16i_fail_lonely(int64_t row, sdg16_error *error) {
  return sdg16i_fail_at(error, SDG16_ERR_DESIGN, "lonely", row + 1, 0,
                        "every stratum must have two or more sampled units; that of row %lld "
                        "has one: choose a policy (remove, certainty, adjust or average)",
                        (long long)row + 1);
}
