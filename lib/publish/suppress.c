/* Primary suppression by a minimum, complementary suppression by boxes.
 *
 * A box is a move that changes no published figure: in some dimensions a pair of codes; its
 * corners are the cells that have one code of each pair. Two categories move against each
 * other, a category and the total together, so that every sum stays as it is. A cell is
 * protected when all corners of a box through it are suppressed and the box can move far
 * enough: then there are two tables that a reader cannot tell apart. This is the hypercube
 * method (Repsilber 1994; Hundepool et al. 2012, Statistical Disclosure Control), with
 * margins that may be suppressed too. That a move keeps every sum is checked in the equations
 * themselves, and totals that the table does not have are cells that may always move, so that
 * tables with holes and linked tables need no case of their own. */
#include "publish/suppress.h"

#include "base/error.h"

#include <math.h>
#include <stdlib.h>

struct search {
  sdg16i_block *block;
  const sdg16_protect_options *options;
  double width;     /* that a range must have */
  int32_t *delta;   /* of equations: how the parts change against the total */
  int64_t *touched; /* equations with a delta, maybe several times */
  int64_t *corner;  /* of the box */
  int8_t *sign;
};

struct box {
  int32_t corners, added;
  int32_t grand; /* the total of all would be suppressed */
  double weight;
  double down, up; /* how far it can move */
};

static int minimum_breached(const sdg16_protect_options *o, double count) {
  return count > 0 ? count < o->minimum : count == 0 && o->zeros && o->minimum > 0;
}

/* How far a count may go down. One that is at least 1 is taken to be known to be so: the rule
 * is public. A total may be as small as its parts that overlap: it stays. */
static double room_below(const sdg16i_block *b, const sdg16i_cell_count *m, int64_t cell) {
  for (int32_t d = 0; d < b->width; d++)
    if (m->sum[cell * b->width + d] == SDG16I_SUM_OVERLAP) return 0;
  double count = m->count[cell];
  return floor(count >= 1 ? count - 1 : count);
}

/* May the cell be suppressed for others? Zeros that are published are known. */
static int usable(const struct search *s, int64_t cell, double *weight) {
  double largest = 0;
  for (int32_t m = 0; m < s->block->measures; m++)
    if (s->block->measure[m].known[cell] && s->block->measure[m].count[cell] > largest)
      largest = s->block->measure[m].count[cell];
  *weight = largest;
  return largest > 0 || s->options->zeros;
}

static void change(struct search *s, int64_t *used, int64_t cell, int32_t sign) {
  const sdg16i_block *b = s->block;
  for (int32_t d = 0; d < b->width; d++) {
    int64_t equation = b->up[cell * b->width + d] * b->width + d;
    s->delta[equation] += b->code[cell][d] ? sign : -sign;
    s->touched[(*used)++] = equation;
  }
}

/* Does every sum stay as it is? Also where its parts are less than the total: the rest may
 * be known to be in certain cells. */
static int sums_hold(struct search *s, const sdg16i_cell_count *m, int64_t used) {
  int hold = 1;
  for (int64_t i = 0; i < used; i++) {
    int64_t equation = s->touched[i];
    if (s->delta[equation] && m->sum[equation] == SDG16I_SUM_PARTS) hold = 0;
    s->delta[equation] = 0;
  }
  return hold;
}

/* How far a count may go up: parts that overlap are not above their total. */
static double room_above(const sdg16i_block *b, const sdg16i_cell_count *m, int64_t cell) {
  double room = INFINITY;
  for (int32_t d = 0; d < b->width; d++) {
    int64_t total = b->up[cell * b->width + d];
    if (b->code[cell][d] && m->sum[total * b->width + d] == SDG16I_SUM_OVERLAP)
      room = fmin(room, floor(m->count[total] - m->count[cell]));
  }
  return fmax(room, 0);
}

static int is_grand_total(const sdg16i_block *b, int64_t cell) {
  for (int32_t d = 0; d < b->width; d++)
    if (b->code[cell][d]) return 0;
  return 1;
}

/* The box between two cells, in one measure. 0: it does not protect. */
static int measure_box(struct search *s, const sdg16i_cell_count *m, int64_t cell,
                       int64_t opposite, struct box *box) {
  const sdg16i_block *b = s->block;
  int32_t active[SDG16I_CELL_DIMENSIONS], dimensions = 0, code[SDG16I_CELL_DIMENSIONS];
  for (int32_t d = 0; d < b->width; d++)
    if (b->code[cell][d] != b->code[opposite][d]) active[dimensions++] = d;
  *box = (struct box){.corners = 1 << dimensions, .down = INFINITY, .up = INFINITY};
  int64_t used = 0;
  int good = 1;
  for (int32_t mask = 0; mask < box->corners && good; mask++) {
    int32_t sign = 1;
    for (int32_t d = 0; d < b->width; d++) code[d] = b->code[cell][d];
    for (int32_t k = 0; k < dimensions; k++) {
      if (!(mask >> k & 1)) continue;
      int32_t d = active[k];
      if (b->code[cell][d] && b->code[opposite][d]) sign = -sign;
      code[d] = b->code[opposite][d];
    }
    int64_t corner = sdg16i_block_find(b, code);
    double weight = 0;
    good = corner >= 0;
    int known = good && m->known[corner]; /* else it may be anything that its parts allow */
    if (known && b->state[corner] == SDG16I_CELL_OPEN) {
      good = usable(s, corner, &weight);
      box->added++;
      box->weight += weight;
      box->grand |= is_grand_total(b, corner);
    }
    if (!good) break;
    s->corner[mask] = corner;
    s->sign[mask] = (int8_t)sign;
    double below = known ? room_below(b, m, corner) : INFINITY;
    double above = room_above(b, m, corner);
    box->down = fmin(box->down, sign > 0 ? below : above);
    box->up = fmin(box->up, sign > 0 ? above : below);
    change(s, &used, corner, sign);
  }
  return sums_hold(s, m, used) && good && box->down + box->up >= s->width;
}

static int better(const struct box *a, const struct box *b) {
  if (a->grand != b->grand) return a->grand < b->grand;
  return a->added != b->added ? a->added < b->added : a->weight < b->weight;
}

/* Suppresses the corners, each of which the box protects too. */
static void apply(struct search *s, sdg16i_cell_count *m, const struct box *box) {
  for (int32_t i = 0; i < box->corners; i++) {
    int64_t corner = s->corner[i];
    if (!m->known[corner]) continue;
    if (s->block->state[corner] == SDG16I_CELL_OPEN)
      s->block->state[corner] = SDG16I_CELL_COMPLEMENTARY;
    double down = s->sign[i] > 0 ? box->down : box->up;
    double up = s->sign[i] > 0 ? box->up : box->down;
    double count = m->count[corner];
    if (!m->witnessed[corner] || count - down < m->lower[corner])
      m->lower[corner] = count - down;
    if (!m->witnessed[corner] || count + up > m->upper[corner]) m->upper[corner] = count + up;
    m->witnessed[corner] = 1;
  }
}

/* Finds the cheapest box of a cell; 0: there is none. */
static int protect_cell(struct search *s, sdg16i_cell_count *m, int64_t cell) {
  struct box best = {0}, box;
  int64_t chosen = -1;
  for (int64_t other = 0; other < s->block->cells; other++)
    if (measure_box(s, m, cell, other, &box) && (chosen < 0 || better(&box, &best))) {
      best = box;
      chosen = other;
    }
  if (chosen < 0) return 0;
  for (int32_t k = 0; k < s->block->measures; k++) { /* itself among them */
    sdg16i_cell_count *each = &s->block->measure[k];
    if (measure_box(s, each, cell, chosen, &box)) apply(s, each, &box);
  }
  return 1;
}

/* Nothing of the block is published: nothing can be deduced. */
static void suppress_all(sdg16i_block *b) {
  for (int64_t i = 0; i < b->cells; i++) {
    if (b->state[i] == SDG16I_CELL_ABSENT) continue;
    if (b->state[i] == SDG16I_CELL_OPEN) b->state[i] = SDG16I_CELL_BLOCK;
    for (int32_t m = 0; m < b->measures; m++) {
      b->measure[m].witnessed[i] = 1;
      b->measure[m].lower[i] = 0;
      b->measure[m].upper[i] = INFINITY;
    }
  }
}

static void protect_all(struct search *s) {
  sdg16i_block *b = s->block;
  for (int again = 1; again;) { /* until no suppressed count is without a proof */
    again = 0;
    for (int32_t m = 0; m < b->measures; m++)
      for (int64_t i = 0; i < b->cells; i++) {
        sdg16i_cell_count *each = &b->measure[m];
        if (b->state[i] == SDG16I_CELL_OPEN || !each->known[i] || each->witnessed[i]) continue;
        again = 1;
        if (!protect_cell(s, each, i)) {
          suppress_all(b);
          return;
        }
      }
  }
}

int32_t sdg16i_suppress(sdg16i_block *b, const sdg16_protect_options *o, sdg16_error *error) {
  int primary = 0;
  for (int64_t i = 0; i < b->cells; i++)
    for (int32_t m = 0; m < b->measures; m++)
      if (b->measure[m].known[i] && minimum_breached(o, b->measure[m].count[i])) {
        b->state[i] = SDG16I_CELL_MINIMUM;
        primary = 1;
      }
  if (!primary || !o->complementary) return SDG16_OK;
  if (b->nested) { /* which codes contain which is not known */
    suppress_all(b);
    return SDG16_OK;
  }
  struct search s = {.block = b, .options = o};
  s.width = fmax(1, o->protection < 0 ? o->minimum : o->protection);
  int64_t corners = (int64_t)1 << SDG16I_BLOCK_DIMENSIONS;
  s.delta = sdg16i_arena_array(&b->memory, b->cells * b->width, sizeof *s.delta);
  s.touched = sdg16i_arena_array(&b->memory, corners * b->width, sizeof *s.touched);
  s.corner = sdg16i_arena_array(&b->memory, corners, sizeof *s.corner);
  s.sign = sdg16i_arena_array(&b->memory, corners, sizeof *s.sign);
  if (!s.delta || !s.touched || !s.corner || !s.sign) return sdg16i_fail_memory(error);
  protect_all(&s);
  return SDG16_OK;
}
