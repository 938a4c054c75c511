/* Primary suppression by a minimum, complementary suppression by boxes.
 *
 * A box is a move that changes no published figure: in some dimensions a pair of codes; its
 * corners are the cells that have one code of each pair. Two categories move against each
 * other, a category and the total together, so that every sum stays as it is. A cell is
 * protected when all corners of a box through it are suppressed and the box can move far
 * enough: then there are two tables that a reader cannot tell apart. This is the hypercube
 * method (Repsilber 1994; Hundepool et al. 2012, Statistical Disclosure Control), with
 * margins that may be suppressed too. Two boxes that share a corner, which they move against
 * each other, protect as well, and leave that corner published. That a move keeps every sum is
 * checked in the equations themselves, and totals that the table does not have are cells that
 * may always move, so that tables with holes and linked tables need no case of their own. */
#include "protect/suppress.h"

#include "base/error.h"
#include "base/sort.h"
#include "protect/hypercube.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Moves that may be measured to suppress less than the first boxes found. */
#define EXTRA_MOVES 100000
/* Moves that may be measured for several together. */
#define JOINT_MOVES 300000

#define MOST_STEPS 16

/* A move that protects a cell: a box, joined with another at one of its corners. Opposite -1:
 * several boxes one after the other do. */
struct proof {
  int64_t cell, opposite;
  int64_t corner, second;   /* corner -1: one box alone */
  int64_t steps;            /* boxes one after the other; of those beyond MOST_STEPS ... */
  int64_t step[MOST_STEPS]; /* ... the opposite cells are not kept */
};

struct search {
  sdg16i_mover mover;
  sdg16i_block *block;
  struct proof *proof; /* of measure and cell */
  int64_t limit;       /* of moves, for pairs of boxes */
  int64_t joint;       /* moves that several together have cost */
  double *moved;       /* counts of a table that moves have made of another */
};

static int better(const sdg16i_cost *a, const sdg16i_cost *b) {
  if (a->grand != b->grand) return a->grand < b->grand;
  if (a->margins != b->margins) return a->margins < b->margins;
  return a->added != b->added ? a->added < b->added : a->weight < b->weight;
}

static int make_move(struct search *s, const struct proof *proof, sdg16i_move *out) {
  const sdg16i_block *b = s->block;
  sdg16i_move second;
  if (proof->opposite < 0) return 0;
  if (!sdg16i_move_box(b, proof->cell, proof->opposite, out)) return 0;
  if (proof->corner < 0) return 1;
  if (!sdg16i_move_box(b, proof->corner, proof->second, &second)) return 0;
  sdg16i_move_join(&s->mover, out, &second, proof->corner);
  return 1;
}

static struct proof *proof_of(struct search *s, const sdg16i_cell_count *m, int64_t cell) {
  return &s->proof[(m - s->block->measure) * s->block->cells + cell];
}

/* ---- the cheapest move through a cell ---- */

struct choice {
  struct proof proof;
  sdg16i_cost cost;
  int found;
};

static void consider_move(struct search *s, const sdg16i_cell_count *m,
                          const struct proof *proof, const sdg16i_move *move,
                          struct choice *best) {
  sdg16i_cost cost;
  if (!sdg16i_move_protects(&s->mover, m, move, &cost)) return;
  if (best->found && !better(&cost, &best->cost)) return;
  *best = (struct choice){*proof, cost, 1};
}

/* What a walk over the boxes through a cell looks for. */
struct quest {
  struct search *s;
  const sdg16i_cell_count *measure;
  int64_t cell;
  struct choice *best;
  const sdg16i_move *first; /* of a pair: the box before, its opposite cell and ... */
  int64_t opposite, corner; /* ... the corner that it shares with the second */
  int32_t limit;            /* of cells that a box of a pair adds */
  int sign;                 /* of the way of a step */
  double far, enough;       /* steps so far, and as many as are needed */
  struct proof *steps;      /* nullable */
  sdg16i_move *move;
  double price;
};

/* Which boxes a walk is over. */
enum boxes { ALL, THAT_KEEP_SUMS, OF_SUPPRESSED };

static void walk_boxes(struct quest *q, int64_t cell, enum boxes boxes,
                       int (*enters)(void *, const sdg16i_box *),
                       int (*takes)(void *, const sdg16i_box *)) {
  sdg16i_box_walk walk = {.mover = &q->s->mover,
                          .measure = q->measure,
                          .cell = cell,
                          .whole_sums = boxes != ALL,
                          .suppressed = boxes == OF_SUPPRESSED,
                          .context = q,
                          .enters = enters,
                          .takes = takes};
  sdg16i_walk_boxes(&walk);
}

static int is_wide(const struct quest *q, const sdg16i_box *box) {
  return box->cost.down + box->cost.up >= q->s->mover.width;
}

static int may_be_cheapest(void *context, const sdg16i_box *part) {
  const struct quest *q = context;
  return is_wide(q, part) && (!q->best->found || better(&part->cost, &q->best->cost));
}

static int take_cheapest(void *context, const sdg16i_box *box) {
  struct quest *q = context;
  *q->best = (struct choice){{q->cell, box->opposite, -1, -1, 0, {0}}, box->cost, 1};
  return 1;
}

static int may_be_second(void *context, const sdg16i_box *part) {
  const struct quest *q = context;
  return q->s->mover.measured < q->s->limit && part->open - 1 <= q->limit;
}

static int take_second(void *context, const sdg16i_box *second) {
  struct quest *q = context;
  sdg16i_move both = *q->first;
  sdg16i_move_join(&q->s->mover, &both, &second->move, q->corner);
  struct proof proof = {q->cell, q->opposite, q->corner, second->opposite, 0, {0}};
  if (sdg16i_move_factor(&both, q->cell) == 1)
    consider_move(q->s, q->measure, &proof, &both, q->best);
  return q->s->mover.measured < q->s->limit;
}

static int32_t limit_of_pair(const struct quest *q, int32_t most) {
  return q->best->found && q->best->cost.added < most ? q->best->cost.added : most;
}

/* One more cell would be suppressed than if its corner stayed published. */
static int may_be_first(void *context, const sdg16i_box *part) {
  const struct quest *q = context;
  return q->s->mover.measured < q->s->limit && part->open - 1 <= limit_of_pair(q, q->limit);
}

static int take_first(void *context, const sdg16i_box *first) {
  const struct quest *all = context;
  struct quest q = *all;
  const sdg16i_block *b = q.s->block;
  q.first = &first->move;
  q.opposite = first->opposite;
  for (int32_t k = 1; k < first->move.count; k++) {
    q.corner = first->move.cell[k];
    q.limit = limit_of_pair(all, all->limit);
    if (b->state[q.corner] == SDG16I_CELL_OPEN && first->open - 1 <= q.limit)
      walk_boxes(&q, q.corner, ALL, may_be_second, take_second);
  }
  return q.s->mover.measured < q.s->limit;
}

/* Pairs of boxes that would suppress fewer than the best; at most `most` cells. */
static void consider_pairs(struct search *s, const sdg16i_cell_count *m, int64_t cell,
                           int32_t most, struct choice *best) {
  struct quest q = {.s = s, .measure = m, .cell = cell, .best = best, .limit = most};
  walk_boxes(&q, cell, ALL, may_be_first, take_first);
}

/* ---- several moves, one after the other ---- */

static double way_of(const struct quest *q, const sdg16i_cost *cost) {
  return q->sign > 0 ? cost->up : cost->down;
}

/* Whatever cells a part has in common with the boxes before, these have left it less room. */
static int may_be_step(void *context, const sdg16i_box *part) {
  return way_of(context, &part->cost) >= 1;
}

static int take_step(void *context, const sdg16i_box *box) {
  struct quest *q = context;
  struct search *s = q->s;
  sdg16i_cost cost;
  if (++s->joint > JOINT_MOVES) return 0;
  if (!sdg16i_move_measure(&s->mover, q->measure, &box->move, &cost)) return 1;
  double step = floor(fmin(way_of(q, &cost), q->enough - q->far));
  if (!(step >= 1)) return 1;
  for (int32_t i = 0; i < box->move.count; i++)
    s->moved[box->move.cell[i]] += q->sign * step * box->move.factor[i];
  q->far += step;
  if (q->steps && q->steps->steps < MOST_STEPS) q->steps->step[q->steps->steps] = box->opposite;
  if (q->steps) q->steps->steps++;
  return q->far < q->enough;
}

/* How far the count of a cell can go in one direction if boxes of suppressed cells move one
 * after the other, each as far as the table that the ones before have left allows. Each of
 * these tables has all that is published. The boxes are added to the steps (nullable). */
static double reach(struct search *s, const sdg16i_cell_count *m, int64_t cell, int sign,
                    double enough, struct proof *steps) {
  sdg16i_cell_count now = *m;
  struct quest q = {
      .s = s, .measure = &now, .cell = cell, .sign = sign, .enough = enough, .steps = steps};
  now.count = s->moved;
  memcpy(s->moved, m->count, (size_t)s->block->cells * sizeof *s->moved);
  for (double before = -1; q.far > before && q.far < enough && s->joint <= JOINT_MOVES;) {
    before = q.far;
    walk_boxes(&q, cell, OF_SUPPRESSED, may_be_step, take_step);
  }
  return s->joint > JOINT_MOVES ? 0 : q.far; /* 0: no proof */
}

static int several_protect(struct search *s, const sdg16i_cell_count *m, int64_t cell,
                           struct proof *proof) {
  *proof = (struct proof){cell, -1, -1, -1, 0, {0}};
  double width = ceil(s->mover.width), up = reach(s, m, cell, 1, width, proof);
  return up >= width || up + reach(s, m, cell, -1, width - up, proof) >= width;
}

static double price_of(const struct quest *q, const sdg16i_cost *cost) {
  double way = fmin(cost->down + cost->up, q->s->mover.width);
  return way >= 1 ? cost->added / way : INFINITY;
}

static int may_be_cheap_step(void *context, const sdg16i_box *part) {
  const struct quest *q = context;
  const sdg16i_cost *cost = &part->cost, *best = &q->best->cost;
  double price = price_of(q, cost);
  if (isinf(price)) return 0;
  if (!q->best->found || cost->grand != best->grand) return !cost->grand || !q->best->found;
  if (cost->margins != best->margins) return cost->margins < best->margins;
  return price < q->price;
}

static int take_cheap_step(void *context, const sdg16i_box *box) {
  struct quest *q = context;
  if (!box->cost.added || !may_be_cheap_step(q, box)) return 1;
  *q->best = (struct choice){.cost = box->cost, .found = 1};
  q->price = price_of(q, &box->cost);
  *q->move = box->move;
  return 1;
}

/* The box that adds the fewest cells for the way that the count can go. 0: there is none. */
static int cheapest_step(struct search *s, const sdg16i_cell_count *m, int64_t cell,
                         sdg16i_move *out) {
  struct choice best = {0};
  struct quest q = {.s = s, .measure = m, .cell = cell, .best = &best, .move = out};
  walk_boxes(&q, cell, THAT_KEEP_SUMS, may_be_cheap_step, take_cheap_step);
  return best.found;
}

/* ---- protecting ---- */

/* Suppresses the cells of the move, each of which it protects too. */
static void apply_move(struct search *s, sdg16i_cell_count *m, const struct proof *proof,
                       const sdg16i_move *move) {
  for (int32_t i = 0; i < move->count; i++) {
    int64_t cell = move->cell[i];
    if (!m->known[cell]) continue;
    if (s->block->state[cell] == SDG16I_CELL_OPEN)
      s->block->state[cell] = SDG16I_CELL_COMPLEMENTARY;
    if (!m->witnessed[cell]) *proof_of(s, m, cell) = *proof;
    m->witnessed[cell] = 1;
  }
}

static int may_protect(void *context, const sdg16i_box *part) { return is_wide(context, part); }

static int take_any(void *context, const sdg16i_box *box) {
  struct quest *q = context;
  *q->best = (struct choice){{q->cell, box->opposite, -1, -1, 0, {0}}, box->cost, 1};
  return 0;
}

/* Is the count protected by cells that are suppressed anyway? The proof it has is looked at
 * first. */
static int is_protected(struct search *s, const sdg16i_cell_count *m, int64_t cell) {
  struct proof *proof = proof_of(s, m, cell), several;
  struct choice best = {0};
  struct quest q = {.s = s, .measure = m, .cell = cell, .best = &best};
  sdg16i_move move;
  sdg16i_cost cost;
  if (make_move(s, proof, &move) && sdg16i_move_protects(&s->mover, m, &move, &cost) &&
      !cost.added)
    return 1;
  walk_boxes(&q, cell, OF_SUPPRESSED, may_protect, take_any);
  if (!best.found && several_protect(s, m, cell, &several)) {
    *proof = several;
    return 1;
  }
  if (!best.found) consider_pairs(s, m, cell, 0, &best);
  if (best.found && !best.cost.added) *proof = best.proof;
  return best.found && !best.cost.added;
}

/* Where no box is wide enough: box after box is suppressed until they are together. */
static int protect_by_several(struct search *s, sdg16i_cell_count *m, int64_t cell) {
  sdg16i_move move;
  while (!several_protect(s, m, cell, proof_of(s, m, cell))) {
    if (!cheapest_step(s, m, cell, &move)) return 0;
    for (int32_t i = 0; i < move.count; i++)
      if (m->known[move.cell[i]] && s->block->state[move.cell[i]] == SDG16I_CELL_OPEN)
        s->block->state[move.cell[i]] = SDG16I_CELL_COMPLEMENTARY;
  }
  m->witnessed[cell] = 1;
  return 1;
}

/* 0: there is no move through the cell. */
static int protect_cell(struct search *s, sdg16i_cell_count *m, int64_t cell) {
  sdg16i_block *b = s->block;
  struct choice best = {0};
  struct quest q = {.s = s, .measure = m, .cell = cell, .best = &best};
  struct proof several;
  sdg16i_move move;
  walk_boxes(&q, cell, THAT_KEEP_SUMS, may_be_cheapest, take_cheapest);
  if ((!best.found || best.cost.added) && several_protect(s, m, cell, &several)) {
    *proof_of(s, m, cell) = several;
    m->witnessed[cell] = 1;
    return 1;
  }
  if (!best.found || best.cost.added) consider_pairs(s, m, cell, INT32_MAX, &best);
  if (!best.found) return protect_by_several(s, m, cell);
  make_move(s, &best.proof, &move);
  for (int32_t k = 0; k < b->measures; k++) { /* itself among them */
    sdg16i_cost cost;
    if (sdg16i_move_protects(&s->mover, &b->measure[k], &move, &cost))
      apply_move(s, &b->measure[k], &best.proof, &move);
  }
  return 1;
}

/* Until no suppressed count is without a proof; 0: one has none. */
static int protect_all(struct search *s) {
  sdg16i_block *b = s->block;
  for (int again = 1; again;) {
    again = 0;
    for (int32_t m = 0; m < b->measures; m++)
      for (int64_t i = 0; i < b->cells; i++) {
        sdg16i_cell_count *each = &b->measure[m];
        if (b->state[i] == SDG16I_CELL_OPEN || !each->known[i] || each->witnessed[i]) continue;
        again = 1;
        if (!protect_cell(s, each, i)) return 0;
      }
  }
  return 1;
}

/* Nothing of the block is published: nothing can be deduced. */
static void suppress_all(sdg16i_block *b) {
  for (int64_t i = 0; i < b->cells; i++) {
    if (b->state[i] == SDG16I_CELL_ABSENT) continue;
    if (b->state[i] == SDG16I_CELL_OPEN || b->state[i] == SDG16I_CELL_COMPLEMENTARY)
      b->state[i] = SDG16I_CELL_BLOCK;
    for (int32_t m = 0; m < b->measures; m++) {
      b->measure[m].witnessed[i] = 1;
      b->measure[m].lower[i] = 0;
      b->measure[m].upper[i] = INFINITY;
    }
  }
}

/* ---- publishing again what is not needed ---- */

/* Does the proof need that this cell is suppressed? It may also if it does not look so. */
static int proof_needs(const struct search *s, const struct proof *p, int64_t cell) {
  const sdg16i_block *b = s->block;
  if (p->opposite >= 0)
    return sdg16i_box_has(b, p->cell, p->opposite, cell) ||
           (p->corner >= 0 && sdg16i_box_has(b, p->corner, p->second, cell));
  for (int64_t i = 0; i < p->steps && i < MOST_STEPS; i++)
    if (sdg16i_box_has(b, p->cell, p->step[i], cell)) return 1;
  return p->steps > MOST_STEPS;
}

/* Are they after `opened` is published? The other proofs hold as before. */
static int all_are_protected(struct search *s, int64_t opened) {
  const sdg16i_block *b = s->block;
  for (int32_t m = 0; m < b->measures; m++)
    for (int64_t i = 0; i < b->cells; i++)
      if (b->state[i] != SDG16I_CELL_OPEN && b->measure[m].known[i] &&
          proof_needs(s, proof_of(s, &b->measure[m], i), opened) &&
          !is_protected(s, &b->measure[m], i))
        return 0;
  return 1;
}

struct candidate {
  int64_t cell;
  double weight;
};

static int by_weight(const void *left, const void *right) {
  const struct candidate *a = left, *b = right;
  if (a->weight != b->weight) return a->weight > b->weight ? -1 : 1;
  return (a->cell > b->cell) - (a->cell < b->cell);
}

/* The complementary cells, the largest counts first. */
static int64_t find_candidates(const struct search *s, struct candidate *candidate) {
  int64_t count = 0;
  for (int64_t i = 0; i < s->block->cells; i++)
    if (s->block->state[i] == SDG16I_CELL_COMPLEMENTARY) {
      candidate[count].cell = i;
      sdg16i_is_usable(&s->mover, i, &candidate[count++].weight);
    }
  sdg16i_sort(candidate, count, sizeof *candidate, by_weight);
  return count;
}

/* Moves were taken one after the other: what an early one suppressed, later ones may do
 * without. Each complementary cell is published again if every suppressed count keeps a
 * proof. */
static void publish_again(struct search *s, struct candidate *candidate) {
  int64_t count = find_candidates(s, candidate);
  for (int64_t i = 0; i < count; i++) {
    uint8_t *state = &s->block->state[candidate[i].cell];
    *state = SDG16I_CELL_OPEN;
    if (!all_are_protected(s, candidate[i].cell)) *state = SDG16I_CELL_COMPLEMENTARY;
  }
}

/* ---- doing without a cell ---- */

struct solution {
  uint8_t *state;
  struct proof *proof;
  sdg16i_cost cost;
};

static sdg16i_cost cost_of(const struct search *s) {
  sdg16i_cost cost = {0};
  for (int64_t i = 0; i < s->block->cells; i++) {
    double weight;
    if (s->block->state[i] != SDG16I_CELL_COMPLEMENTARY) continue;
    sdg16i_is_usable(&s->mover, i, &weight);
    cost.added++;
    cost.weight += weight;
    cost.grand |= sdg16i_is_grand_total(s->block, i);
    cost.margins += s->mover.margin[i];
  }
  return cost;
}

static void keep_solution(const struct search *s, struct solution *best) {
  const sdg16i_block *b = s->block;
  memcpy(best->state, b->state, (size_t)b->cells);
  memcpy(best->proof, s->proof, (size_t)(b->cells * b->measures) * sizeof *s->proof);
  best->cost = cost_of(s);
}

static void begin_anew(struct search *s) {
  sdg16i_block *b = s->block;
  for (int64_t i = 0; i < b->cells; i++)
    if (b->state[i] == SDG16I_CELL_COMPLEMENTARY) b->state[i] = SDG16I_CELL_OPEN;
  for (int32_t m = 0; m < b->measures; m++)
    memset(b->measure[m].witnessed, 0, (size_t)b->cells);
}

/* Begins anew without each complementary cell in turn, and keeps what suppresses less. */
static void improve_solution(struct search *s, struct solution *best,
                             struct candidate *candidate, struct candidate *again) {
  for (int improved = 1; improved;) {
    improved = 0;
    int64_t count = find_candidates(s, candidate);
    for (int64_t i = 0; i < count && s->mover.measured < s->limit && !improved; i++) {
      s->mover.barred[candidate[i].cell] = 1;
      begin_anew(s);
      if (protect_all(s)) {
        publish_again(s, again);
        sdg16i_cost cost = cost_of(s);
        improved = better(&cost, &best->cost);
      }
      s->mover.barred[candidate[i].cell] = 0;
      if (improved) keep_solution(s, best);
    }
  }
  memcpy(s->block->state, best->state, (size_t)s->block->cells);
  memcpy(s->proof, best->proof,
         (size_t)(s->block->cells * s->block->measures) * sizeof *s->proof);
}

/* ---- the whole ---- */

static void widen_interval(sdg16i_cell_count *m, int64_t cell, double factor,
                           const sdg16i_cost *cost) {
  double down = factor > 0 ? cost->down : cost->up, up = factor > 0 ? cost->up : cost->down;
  m->witnessed[cell] = 1;
  m->lower[cell] = fmin(m->lower[cell], m->count[cell] - fabs(factor) * down);
  m->upper[cell] = fmax(m->upper[cell], m->count[cell] + fabs(factor) * up);
}

static int may_widen(void *context, const sdg16i_box *part) {
  const struct quest *q = context;
  const sdg16i_cell_count *m = q->measure;
  double count = m->count[q->cell];
  return may_protect(context, part) &&
         (!m->witnessed[q->cell] || count - part->cost.down < m->lower[q->cell] ||
          count + part->cost.up > m->upper[q->cell]);
}

static int take_interval(void *context, const sdg16i_box *box) {
  const struct quest *q = context;
  widen_interval(&q->s->block->measure[q->measure - q->s->block->measure], q->cell, 1,
                 &box->cost);
  return 1;
}

/* With several moves one after the other, as far up or down as the width. */
static void widen_by_several(struct search *s, sdg16i_cell_count *m, int64_t cell) {
  double width = ceil(s->mover.width), up = reach(s, m, cell, 1, width, NULL);
  double down = reach(s, m, cell, -1, width, NULL);
  if (up + down < s->mover.width) return;
  m->witnessed[cell] = 1;
  m->lower[cell] = fmin(m->lower[cell], m->count[cell] - down);
  m->upper[cell] = fmax(m->upper[cell], m->count[cell] + up);
}

static void find_range(struct search *s, sdg16i_cell_count *m, int64_t cell) {
  struct quest q = {.s = s, .measure = m, .cell = cell};
  sdg16i_move move;
  sdg16i_cost cost;
  if (make_move(s, proof_of(s, m, cell), &move) &&
      sdg16i_move_protects(&s->mover, m, &move, &cost) && !cost.added)
    widen_interval(m, cell, sdg16i_move_factor(&move, cell), &cost);
  walk_boxes(&q, cell, OF_SUPPRESSED, may_widen, take_interval);
  if (!m->witnessed[cell] || m->lower[cell] > fmax(1, m->count[cell] - s->mover.width) ||
      m->upper[cell] < m->count[cell] + s->mover.width)
    widen_by_several(s, m, cell);
}

/* The widest range that is proved. */
static void find_ranges(struct search *s) {
  const sdg16i_block *b = s->block;
  for (int32_t k = 0; k < b->measures; k++) {
    sdg16i_cell_count *m = &b->measure[k];
    for (int64_t i = 0; i < b->cells; i++) {
      m->witnessed[i] = 0;
      m->lower[i] = m->upper[i] = m->count[i];
      if (b->state[i] != SDG16I_CELL_OPEN && m->known[i]) find_range(s, m, i);
    }
  }
}

static int32_t complement(sdg16i_block *b, const sdg16_protect_options *o, sdg16_error *error) {
  struct search s = {.block = b, .limit = EXTRA_MOVES};
  int32_t status = sdg16i_mover_init(&s.mover, b, o, error);
  if (status) return status;
  int64_t proofs = b->cells * b->measures;
  struct solution best = {0};
  s.proof = sdg16i_arena_array(&b->memory, proofs, sizeof *s.proof);
  s.moved = sdg16i_arena_array(&b->memory, b->cells, sizeof *s.moved);
  best.proof = sdg16i_arena_array(&b->memory, proofs, sizeof *best.proof);
  best.state = sdg16i_arena_array(&b->memory, b->cells, sizeof *best.state);
  struct candidate *first = sdg16i_arena_array(&b->memory, b->cells, sizeof *first);
  struct candidate *second = sdg16i_arena_array(&b->memory, b->cells, sizeof *second);
  if (!s.proof || !s.moved || !best.proof || !best.state || !first || !second)
    return sdg16i_fail_memory(error);
  if (!protect_all(&s)) {
    suppress_all(b);
    return SDG16_OK;
  }
  publish_again(&s, first);
  keep_solution(&s, &best);
  improve_solution(&s, &best, first, second);
  find_ranges(&s);
  return SDG16_OK;
}

int32_t sdg16i_suppress(sdg16i_block *b, const sdg16_protect_options *o, sdg16_error *error) {
  int primary = 0;
  for (int64_t i = 0; i < b->cells; i++)
    for (int32_t m = 0; m < b->measures; m++)
      if (b->measure[m].known[i] &&
          sdg16i_is_below_minimum(b->measure[m].count[i], o->minimum, o->zeros)) {
        b->state[i] = SDG16I_CELL_MINIMUM;
        primary = 1;
      }
  if (!primary || !o->complementary) return SDG16_OK;
  if (b->nested) { /* which codes contain which is not known */
    suppress_all(b);
    return SDG16_OK;
  }
  return complement(b, o, error);
}
