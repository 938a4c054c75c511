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
#include "protect/proved_ranges.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Moves that may be measured to suppress less than the first boxes found. */
#define EXTRA_MOVES 100000

/* ---- protecting ---- */

/* Suppresses the cells of the move, each of which it protects too. */
static void apply_move(sdg16i_suppression *s, sdg16i_cell_count *m, const sdg16i_proof *proof,
                       const sdg16i_move *move) {
  for (int32_t i = 0; i < move->count; i++) {
    int64_t cell = move->cell[i];
    if (!m->known[cell]) continue;
    if (s->block->state[cell] == SDG16I_CELL_OPEN)
      s->block->state[cell] = SDG16I_CELL_COMPLEMENTARY;
    if (!m->witnessed[cell]) *sdg16i_proof_of(s, m, cell) = *proof;
    m->witnessed[cell] = 1;
  }
}

static int may_protect(void *context, const sdg16i_box *part) {
  return sdg16i_is_wide(context, part);
}

static int take_any(void *context, const sdg16i_box *box) {
  sdg16i_quest *q = context;
  *q->best = (sdg16i_choice){{q->cell, box->opposite, -1, -1, 0, {0}}, box->cost, 1};
  return 0;
}

/* Is the count protected by cells that are suppressed anyway? The proof it has is looked at
 * first. */
static int is_protected(sdg16i_suppression *s, const sdg16i_cell_count *m, int64_t cell) {
  sdg16i_proof *proof = sdg16i_proof_of(s, m, cell), several;
  sdg16i_choice best = {0};
  sdg16i_quest q = {.s = s, .measure = m, .cell = cell, .best = &best};
  sdg16i_move move;
  sdg16i_cost cost;
  if (sdg16i_proof_move(s, proof, &move) && sdg16i_move_protects(&s->mover, m, &move, &cost) &&
      !cost.added)
    return 1;
  sdg16i_quest_walk(&q, cell, SDG16I_BOXES_OF_SUPPRESSED, may_protect, take_any);
  if (!best.found && sdg16i_several_protect(s, m, cell, &several)) {
    *proof = several;
    return 1;
  }
  if (!best.found) sdg16i_consider_pairs(s, m, cell, 0, &best);
  if (best.found && !best.cost.added) *proof = best.proof;
  return best.found && !best.cost.added;
}

/* Where no box is wide enough: box after box is suppressed until they are together. */
static int protect_by_several(sdg16i_suppression *s, sdg16i_cell_count *m, int64_t cell) {
  sdg16i_move move;
  while (!sdg16i_several_protect(s, m, cell, sdg16i_proof_of(s, m, cell))) {
    if (!sdg16i_cheapest_step(s, m, cell, &move)) return 0;
    for (int32_t i = 0; i < move.count; i++)
      if (m->known[move.cell[i]] && s->block->state[move.cell[i]] == SDG16I_CELL_OPEN)
        s->block->state[move.cell[i]] = SDG16I_CELL_COMPLEMENTARY;
  }
  m->witnessed[cell] = 1;
  return 1;
}

/* 0: there is no move through the cell. */
static int protect_cell(sdg16i_suppression *s, sdg16i_cell_count *m, int64_t cell) {
  sdg16i_block *b = s->block;
  sdg16i_choice best = {0};
  sdg16i_proof several;
  sdg16i_move move;
  sdg16i_cheapest_box(s, m, cell, &best);
  if ((!best.found || best.cost.added) && sdg16i_several_protect(s, m, cell, &several)) {
    *sdg16i_proof_of(s, m, cell) = several;
    m->witnessed[cell] = 1;
    return 1;
  }
  if (!best.found || best.cost.added) sdg16i_consider_pairs(s, m, cell, INT32_MAX, &best);
  if (!best.found) return protect_by_several(s, m, cell);
  sdg16i_proof_move(s, &best.proof, &move);
  for (int32_t k = 0; k < b->measures; k++) { /* itself among them */
    sdg16i_cost cost;
    if (sdg16i_move_protects(&s->mover, &b->measure[k], &move, &cost))
      apply_move(s, &b->measure[k], &best.proof, &move);
  }
  return 1;
}

/* Until no suppressed count is without a proof; 0: one has none. */
static int protect_all(sdg16i_suppression *s) {
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
static int proof_needs(const sdg16i_suppression *s, const sdg16i_proof *p, int64_t cell) {
  const sdg16i_block *b = s->block;
  if (p->opposite >= 0)
    return sdg16i_box_has(b, p->cell, p->opposite, cell) ||
           (p->corner >= 0 && sdg16i_box_has(b, p->corner, p->second, cell));
  for (int64_t i = 0; i < p->steps && i < SDG16I_MOST_STEPS; i++)
    if (sdg16i_box_has(b, p->cell, p->step[i], cell)) return 1;
  return p->steps > SDG16I_MOST_STEPS;
}

/* Are they after `opened` is published? The other proofs hold as before. */
static int all_are_protected(sdg16i_suppression *s, int64_t opened) {
  const sdg16i_block *b = s->block;
  for (int32_t m = 0; m < b->measures; m++)
    for (int64_t i = 0; i < b->cells; i++)
      if (b->state[i] != SDG16I_CELL_OPEN && b->measure[m].known[i] &&
          proof_needs(s, sdg16i_proof_of(s, &b->measure[m], i), opened) &&
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
static int64_t find_candidates(const sdg16i_suppression *s, struct candidate *candidate) {
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
static void publish_again(sdg16i_suppression *s, struct candidate *candidate) {
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
  sdg16i_proof *proof;
  sdg16i_cost cost;
};

static sdg16i_cost cost_of(const sdg16i_suppression *s) {
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

static void keep_solution(const sdg16i_suppression *s, struct solution *best) {
  const sdg16i_block *b = s->block;
  memcpy(best->state, b->state, (size_t)b->cells);
  memcpy(best->proof, s->proof, (size_t)(b->cells * b->measures) * sizeof *s->proof);
  best->cost = cost_of(s);
}

static void begin_anew(sdg16i_suppression *s) {
  sdg16i_block *b = s->block;
  for (int64_t i = 0; i < b->cells; i++)
    if (b->state[i] == SDG16I_CELL_COMPLEMENTARY) b->state[i] = SDG16I_CELL_OPEN;
  for (int32_t m = 0; m < b->measures; m++)
    memset(b->measure[m].witnessed, 0, (size_t)b->cells);
}

/* Begins anew without each complementary cell in turn, and keeps what suppresses less. */
static void improve_solution(sdg16i_suppression *s, struct solution *best,
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
        improved = sdg16i_is_cheaper(&cost, &best->cost);
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

static int32_t complement(sdg16i_block *b, const sdg16_protect_options *o, sdg16_error *error) {
  sdg16i_suppression s = {.block = b, .limit = EXTRA_MOVES};
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
  sdg16i_find_ranges(&s);
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
