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
#include "protect/hypercube.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Moves that may be measured to suppress less than the first boxes found. */
#define EXTRA_MOVES 100000
/* Moves that may be measured for several together. */
#define JOINT_MOVES 300000

/* A move that protects a cell: a box, joined with another at one of its corners. Opposite -1:
 * several moves one after the other do. */
struct proof {
  int64_t cell, opposite;
  int64_t corner, second; /* corner -1: one box alone */
};

struct search {
  sdg16i_mover mover;
  sdg16i_block *block;
  struct proof *proof; /* of measure and cell */
  int64_t limit;       /* of moves, for pairs of boxes */
  int64_t joint;       /* moves that several together have cost */
  double *moved;       /* counts of a table that moves have made of another */
};

static int minimum_breached(const sdg16_protect_options *o, double count) {
  return count > 0 ? count < o->minimum : count == 0 && o->zeros && o->minimum > 0;
}

static int better(const sdg16i_cost *a, const sdg16i_cost *b) {
  if (a->grand != b->grand) return a->grand < b->grand;
  if (a->margins != b->margins) return a->margins < b->margins;
  return a->added != b->added ? a->added < b->added : a->weight < b->weight;
}

static int make_move(const sdg16i_block *b, const struct proof *proof, sdg16i_move *out) {
  sdg16i_move second;
  if (proof->opposite < 0) return 0;
  if (!sdg16i_move_box(b, proof->cell, proof->opposite, out)) return 0;
  if (proof->corner < 0) return 1;
  if (!sdg16i_move_box(b, proof->corner, proof->second, &second)) return 0;
  sdg16i_move_join(out, &second, proof->corner);
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

/* How many cells the box would suppress if `corner` stayed published. */
static int32_t added_without(const sdg16i_block *b, const sdg16i_move *box, int64_t corner) {
  int32_t added = 0;
  for (int32_t i = 0; i < box->count; i++)
    added += box->cell[i] != corner && b->state[box->cell[i]] == SDG16I_CELL_OPEN;
  return added;
}

/* Pairs of boxes that would suppress fewer than the best; at most `most` cells. */
static void consider_pairs(struct search *s, const sdg16i_cell_count *m, int64_t cell,
                           int32_t most, struct choice *best) {
  const sdg16i_block *b = s->block;
  sdg16i_move first, second, both;
  for (int64_t i = 0; i < b->cells; i++) {
    if (!sdg16i_move_box(b, cell, i, &first)) continue;
    for (int32_t k = 1; k < first.count; k++) {
      int64_t corner = first.cell[k];
      int32_t limit = best->found && best->cost.added < most ? best->cost.added : most;
      if (b->state[corner] != SDG16I_CELL_OPEN || added_without(b, &first, corner) > limit)
        continue;
      for (int64_t other = 0; other < b->cells; other++) {
        if (++s->mover.measured >= s->limit) return;
        if (!sdg16i_move_box(b, corner, other, &second)) continue;
        if (added_without(b, &second, corner) > limit) continue;
        both = first;
        sdg16i_move_join(&both, &second, corner);
        struct proof proof = {cell, i, corner, other};
        if (sdg16i_move_factor(&both, cell) == 1) consider_move(s, m, &proof, &both, best);
      }
    }
  }
}

/* ---- several moves, one after the other ---- */

/* How far the count of a cell can go in one direction if boxes of suppressed cells move one
 * after the other, each as far as the table that the ones before have left allows. Each of
 * these tables has all that is published. */
static double reach(struct search *s, const sdg16i_cell_count *m, int64_t cell, int sign,
                    double enough) {
  const sdg16i_block *b = s->block;
  sdg16i_cell_count now = *m;
  now.count = s->moved;
  memcpy(s->moved, m->count, (size_t)b->cells * sizeof *s->moved);
  double far = 0;
  for (double before = -1; far > before && far < enough;) {
    before = far;
    for (int64_t other = 0; other < b->cells && far < enough; other++) {
      sdg16i_move move;
      sdg16i_cost cost;
      if (++s->joint > JOINT_MOVES) return 0; /* no proof */
      if (!sdg16i_move_box(b, cell, other, &move) ||
          !sdg16i_move_measure(&s->mover, &now, &move, &cost) || cost.added)
        continue;
      double step = fmin(sign > 0 ? cost.up : cost.down, enough - far);
      if (!(step >= 1)) continue;
      step = floor(step);
      for (int32_t i = 0; i < move.count; i++)
        s->moved[move.cell[i]] += sign * step * move.factor[i];
      far += step;
    }
  }
  return far;
}

static int several_protect(struct search *s, const sdg16i_cell_count *m, int64_t cell) {
  double width = ceil(s->mover.width), up = reach(s, m, cell, 1, width);
  return up >= width || up + reach(s, m, cell, -1, width - up) >= width;
}

/* The box that adds the fewest cells for the way that the count can go. 0: there is none. */
static int cheapest_step(struct search *s, const sdg16i_cell_count *m, int64_t cell,
                         sdg16i_move *out) {
  sdg16i_move move;
  sdg16i_cost cost, best = {.grand = 2};
  out->count = 0;
  double best_price = INFINITY;
  for (int64_t other = 0; other < s->block->cells; other++) {
    if (!sdg16i_move_box(s->block, cell, other, &move) ||
        !sdg16i_move_measure(&s->mover, m, &move, &cost) || !cost.added)
      continue;
    double way = fmin(cost.down + cost.up, s->mover.width);
    double price = way >= 1 ? cost.added / way : INFINITY;
    if (isinf(price) || cost.grand > best.grand) continue;
    if (cost.grand == best.grand && cost.margins > best.margins) continue;
    if (cost.grand == best.grand && cost.margins == best.margins && price >= best_price)
      continue;
    best = cost;
    best_price = price;
    *out = move;
  }
  return !isinf(best_price);
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

/* Is the count protected by cells that are suppressed anyway? The proof it has is looked at
 * first. */
static int is_protected(struct search *s, const sdg16i_cell_count *m, int64_t cell) {
  const sdg16i_block *b = s->block;
  struct proof *proof = proof_of(s, m, cell);
  sdg16i_move move;
  sdg16i_cost cost;
  if (make_move(b, proof, &move) && sdg16i_move_protects(&s->mover, m, &move, &cost) &&
      !cost.added)
    return 1;
  for (int64_t other = 0; other < b->cells; other++) {
    if (!sdg16i_move_box(b, cell, other, &move) ||
        !sdg16i_move_protects(&s->mover, m, &move, &cost) || cost.added)
      continue;
    *proof = (struct proof){cell, other, -1, -1};
    return 1;
  }
  if (several_protect(s, m, cell)) {
    *proof = (struct proof){cell, -1, -1, -1};
    return 1;
  }
  struct choice best = {0};
  consider_pairs(s, m, cell, 0, &best);
  if (best.found && !best.cost.added) *proof = best.proof;
  return best.found && !best.cost.added;
}

/* Where no box is wide enough: box after box is suppressed until they are together. */
static int protect_by_several(struct search *s, sdg16i_cell_count *m, int64_t cell) {
  sdg16i_move move;
  while (!several_protect(s, m, cell)) {
    if (!cheapest_step(s, m, cell, &move)) return 0;
    for (int32_t i = 0; i < move.count; i++)
      if (m->known[move.cell[i]] && s->block->state[move.cell[i]] == SDG16I_CELL_OPEN)
        s->block->state[move.cell[i]] = SDG16I_CELL_COMPLEMENTARY;
  }
  *proof_of(s, m, cell) = (struct proof){cell, -1, -1, -1};
  m->witnessed[cell] = 1;
  return 1;
}

/* 0: there is no move through the cell. */
static int protect_cell(struct search *s, sdg16i_cell_count *m, int64_t cell) {
  sdg16i_block *b = s->block;
  struct choice best = {0};
  sdg16i_move move;
  for (int64_t other = 0; other < b->cells; other++) {
    struct proof proof = {cell, other, -1, -1};
    if (sdg16i_move_box(b, cell, other, &move)) consider_move(s, m, &proof, &move, &best);
  }
  if ((!best.found || best.cost.added) && several_protect(s, m, cell)) {
    *proof_of(s, m, cell) = (struct proof){cell, -1, -1, -1};
    m->witnessed[cell] = 1;
    return 1;
  }
  if (!best.found || best.cost.added) consider_pairs(s, m, cell, INT32_MAX, &best);
  if (!best.found) return protect_by_several(s, m, cell);
  make_move(b, &best.proof, &move);
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

static int all_are_protected(struct search *s) {
  const sdg16i_block *b = s->block;
  for (int32_t m = 0; m < b->measures; m++)
    for (int64_t i = 0; i < b->cells; i++)
      if (b->state[i] != SDG16I_CELL_OPEN && b->measure[m].known[i] &&
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
  qsort(candidate, (size_t)count, sizeof *candidate, by_weight);
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
    if (!all_are_protected(s)) *state = SDG16I_CELL_COMPLEMENTARY;
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

static void widen_interval(struct search *s, sdg16i_cell_count *m, int64_t cell,
                           const sdg16i_move *move) {
  sdg16i_cost cost;
  if (!sdg16i_move_protects(&s->mover, m, move, &cost) || cost.added) return;
  double factor = sdg16i_move_factor(move, cell);
  double down = factor > 0 ? cost.down : cost.up, up = factor > 0 ? cost.up : cost.down;
  m->witnessed[cell] = 1;
  m->lower[cell] = fmin(m->lower[cell], m->count[cell] - fabs(factor) * down);
  m->upper[cell] = fmax(m->upper[cell], m->count[cell] + fabs(factor) * up);
}

/* With several moves one after the other, as far up or down as the width. */
static void widen_by_several(struct search *s, sdg16i_cell_count *m, int64_t cell) {
  double width = ceil(s->mover.width), up = reach(s, m, cell, 1, width);
  double down = reach(s, m, cell, -1, width);
  if (up + down < s->mover.width) return;
  m->witnessed[cell] = 1;
  m->lower[cell] = fmin(m->lower[cell], m->count[cell] - down);
  m->upper[cell] = fmax(m->upper[cell], m->count[cell] + up);
}

/* The widest range that is proved. */
static void find_ranges(struct search *s) {
  const sdg16i_block *b = s->block;
  sdg16i_move move;
  for (int32_t k = 0; k < b->measures; k++) {
    sdg16i_cell_count *m = &b->measure[k];
    for (int64_t i = 0; i < b->cells; i++) {
      m->witnessed[i] = 0;
      m->lower[i] = m->upper[i] = m->count[i];
      if (b->state[i] == SDG16I_CELL_OPEN || !m->known[i]) continue;
      if (make_move(b, proof_of(s, m, i), &move)) widen_interval(s, m, i, &move);
      for (int64_t other = 0; other < b->cells; other++)
        if (sdg16i_move_box(b, i, other, &move)) widen_interval(s, m, i, &move);
      widen_by_several(s, m, i);
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
      if (b->measure[m].known[i] && minimum_breached(o, b->measure[m].count[i])) {
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
