#include "iff/quantile.h"
#include "num/sort_numbers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BINS 64
#define COLLECTED 1024 /* an interval of no more numbers is read into memory */
#define RANKS (2 * SDG16I_QUANTILES)

/* The first values of a group, then counts of equal intervals of keys. */
union first {
  double value[BINS];
  int64_t count[BINS];
};

/* The bits of positive doubles are in the order of the doubles. */
static uint64_t key_of(double value) {
  uint64_t key;
  memcpy(&key, &value, sizeof key);
  return key;
}

static double value_of(uint64_t key) {
  double value;
  memcpy(&value, &key, sizeof value);
  return value;
}

/* An order statistic that is looked for among `count` numbers with keys in [low, high]. */
struct rank {
  uint64_t low, high;
  int64_t rank, count; /* of it among them, from 0 */
  int64_t held;        /* numbers collected or counted in this pass */
  double value;        /* when found */
  /* of this pass: the numbers, sorted at its end, or counts of equal intervals of keys; both
   * NULL: found, or one before has the same interval */
  double *values;
  int64_t *counts;
  int32_t found, same_as;
};

struct sdg16i_quantile_group {
  int64_t n;
  uint64_t low, high; /* of the numbers that came first */
  union first *first; /* values up to BINS, then counts: below low, ..., above high */
  struct rank *rank;  /* RANKS; NULL: counting, or left out */
  double part[SDG16I_QUANTILES]; /* g of the quantile */
};

/* ---- counting ---- */

static uint64_t first_step(const struct sdg16i_quantile_group *g) {
  return (g->high - g->low) / (BINS - 2) + 1;
}

static int64_t first_bin(const struct sdg16i_quantile_group *g, uint64_t key) {
  if (key < g->low) return 0;
  return key > g->high ? BINS - 1 : 1 + (int64_t)((key - g->low) / first_step(g));
}

/* The first numbers give the intervals into which all are counted. */
static void begin_counting(struct sdg16i_quantile_group *g) {
  union first held = *g->first;
  g->low = g->high = key_of(held.value[0]);
  for (int32_t i = 1; i < BINS; i++) {
    uint64_t key = key_of(held.value[i]);
    if (key < g->low) g->low = key;
    if (key > g->high) g->high = key;
  }
  memset(g->first, 0, sizeof *g->first);
  for (int32_t i = 0; i < BINS; i++) g->first->count[first_bin(g, key_of(held.value[i]))]++;
}

static int count_value(sdg16i_quantiles *self, int64_t group, double value) {
  if (group >= self->count) {
    if (sdg16i_grow((void **)&self->group, &self->capacity, group + 1, sizeof *self->group))
      return -1;
    memset(self->group + self->count, 0,
           (size_t)(group + 1 - self->count) * sizeof *self->group);
    self->count = group + 1;
  }
  struct sdg16i_quantile_group *g = &self->group[group];
  if (!g->first && !(g->first = sdg16i_arena_array(&self->counting, 1, sizeof *g->first)))
    return -1;
  if (g->n == BINS) begin_counting(g);
  if (g->n < BINS)
    g->first->value[g->n] = value;
  else
    g->first->count[first_bin(g, key_of(value))]++;
  g->n++;
  return 0;
}

/* ---- narrowing ---- */

static uint64_t step_of(const struct rank *r) { return (r->high - r->low) / BINS + 1; }

static int narrow_ranks(sdg16i_quantiles *self, int64_t group, double value) {
  if (group >= self->count) return -2;
  struct sdg16i_quantile_group *g = &self->group[group];
  uint64_t key = key_of(value);
  for (int32_t i = 0; g->rank && i < RANKS; i++) {
    struct rank *r = &g->rank[i];
    if (!(r->values || r->counts) || key < r->low || key > r->high) continue;
    if (r->held == r->count) return -2;
    if (r->values)
      r->values[r->held] = value;
    else
      r->counts[(key - r->low) / step_of(r)]++;
    r->held++;
  }
  return 0;
}

int sdg16i_quantiles_add(sdg16i_quantiles *self, int64_t group, double value) {
  return self->pass ? narrow_ranks(self, group, value) : count_value(self, group, value);
}

/* The bin that holds the rank: its number, the rank within it. */
static int64_t find_bin(const int64_t *counts, int64_t *rank) {
  int64_t bin = 0;
  while (bin < BINS - 1 && *rank >= counts[bin]) *rank -= counts[bin++];
  return bin;
}

static void settle_rank(struct rank *r) {
  if (r->low == r->high) r->value = value_of(r->low), r->found = 1;
}

/* The interval of a rank after counting. */
static void locate_rank(const struct sdg16i_quantile_group *g, struct rank *r) {
  if (g->n <= BINS) {
    r->value = g->first->value[r->rank];
    r->found = 1;
    return;
  }
  int64_t bin = find_bin(g->first->count, &r->rank);
  uint64_t step = first_step(g), behind = g->low + (uint64_t)bin * step;
  r->count = g->first->count[bin];
  r->low = bin == 0 ? 0 : bin == BINS - 1 ? g->high + 1 : behind - step;
  r->high = bin == 0 ? g->low - 1 : bin == BINS - 1 ? UINT64_MAX : behind - 1;
  if (bin > 0 && bin < BINS - 1 && r->high > g->high) r->high = g->high;
  settle_rank(r);
}

/* What a pass said of a rank; `from` has what it read, which is `r` itself or one before. */
static void follow_rank(const struct rank *from, struct rank *r, uint64_t low, uint64_t high) {
  if (from->values) {
    r->value = from->values[r->rank];
    r->found = 1;
    return;
  }
  uint64_t step = (high - low) / BINS + 1;
  int64_t bin = find_bin(from->counts, &r->rank);
  r->low = low + (uint64_t)bin * step;
  r->high = high - r->low < step ? high : r->low + step - 1;
  r->count = from->counts[bin];
  settle_rank(r);
}

static int read_pass(struct sdg16i_quantile_group *g) {
  struct rank before[RANKS];
  for (int32_t i = 0; i < RANKS; i++) {
    struct rank *r = &g->rank[i];
    before[i] = *r;
    if (!r->values && !r->counts) continue;
    if (r->held != r->count) return -2;
    if (r->values) sdg16i_sort_doubles(r->values, r->count);
  }
  for (int32_t i = 0; i < RANKS; i++) {
    const struct rank *from = &before[before[i].same_as];
    if (!before[i].found) follow_rank(from, &g->rank[i], from->low, from->high);
  }
  return 0;
}

/* Room for what is not found yet. */
static int give_room(sdg16i_quantiles *self, struct sdg16i_quantile_group *g, int *again) {
  for (int32_t i = 0; i < RANKS; i++) {
    struct rank *r = &g->rank[i];
    r->values = NULL;
    r->counts = NULL;
    r->held = 0;
    r->same_as = i;
    if (r->found) continue;
    *again = 1;
    for (int32_t k = 0; k < i && r->same_as == i; k++)
      if (g->rank[k].same_as == k && !g->rank[k].found && g->rank[k].low == r->low &&
          g->rank[k].high == r->high)
        r->same_as = k;
    if (r->same_as != i) continue;
    if (r->count <= COLLECTED)
      r->values = sdg16i_arena_array(&self->narrowing, r->count, sizeof *r->values);
    else
      r->counts = sdg16i_arena_array(&self->narrowing, BINS, sizeof *r->counts);
    if (!r->values && !r->counts) return -1;
  }
  return 0;
}

static int begin_ranks(sdg16i_quantiles *self, struct sdg16i_quantile_group *g,
                       const double order[SDG16I_QUANTILES]) {
  g->rank = sdg16i_arena_array(&self->counting, RANKS, sizeof *g->rank);
  if (!g->rank) return -1;
  if (g->n <= BINS) sdg16i_sort_doubles(g->first->value, g->n);
  for (int32_t i = 0; i < SDG16I_QUANTILES; i++) {
    double place = (double)(g->n - 1) * order[i], whole = floor(place);
    g->part[i] = place - whole;
    g->rank[2 * i].rank = (int64_t)whole;
    g->rank[2 * i + 1].rank = (int64_t)whole + (g->part[i] > 0);
  }
  for (int32_t i = 0; i < RANKS; i++) locate_rank(g, &g->rank[i]);
  return 0;
}

int sdg16i_quantiles_end(sdg16i_quantiles *self, const double order[SDG16I_QUANTILES],
                         double least, int *again) {
  int status = 0;
  *again = 0;
  for (int64_t i = 0; i < self->count && self->pass && !status; i++)
    if (self->group[i].rank) status = read_pass(&self->group[i]);
  sdg16i_arena_reset(&self->narrowing);
  for (int64_t i = 0; i < self->count && !status; i++) {
    struct sdg16i_quantile_group *g = &self->group[i];
    if (!self->pass && g->n && (double)g->n >= least) status = begin_ranks(self, g, order);
    if (!status && g->rank) status = give_room(self, g, again);
  }
  self->pass++;
  return status;
}

double sdg16i_quantiles_get(const sdg16i_quantiles *self, int64_t group, int32_t which) {
  const struct sdg16i_quantile_group *g = group < self->count ? &self->group[group] : NULL;
  if (!g || !g->rank) return (double)NAN;
  double low = g->rank[2 * which].value, high = g->rank[2 * which + 1].value;
  return low + g->part[which] * (high - low);
}

void sdg16i_quantiles_free(sdg16i_quantiles *self) {
  free(self->group);
  sdg16i_arena_free(&self->counting);
  sdg16i_arena_free(&self->narrowing);
  *self = (sdg16i_quantiles){0};
}
