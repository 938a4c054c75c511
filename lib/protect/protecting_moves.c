/* Which move through a cell suppresses the least. */
#include "protect/protecting_moves.h"

#include <math.h>
#include <string.h>

/* Moves that may be measured for several together. */
#define JOINT_MOVES 300000

int sdg16i_proof_move(sdg16i_suppression *s, const sdg16i_proof *proof, sdg16i_move *out) {
  const sdg16i_block *b = s->block;
  sdg16i_move second;
  if (proof->opposite < 0) return 0;
  if (!sdg16i_move_box(b, proof->cell, proof->opposite, out)) return 0;
  if (proof->corner < 0) return 1;
  if (!sdg16i_move_box(b, proof->corner, proof->second, &second)) return 0;
  sdg16i_move_join(&s->mover, out, &second, proof->corner);
  return 1;
}

/* ---- the cheapest move through a cell ---- */

static void consider_move(sdg16i_suppression *s, const sdg16i_cell_count *m,
                          const sdg16i_proof *proof, const sdg16i_move *move,
                          sdg16i_choice *best) {
  sdg16i_cost cost;
  if (!sdg16i_move_protects(&s->mover, m, move, &cost)) return;
  if (best->found && !sdg16i_is_cheaper(&cost, &best->cost)) return;
  *best = (sdg16i_choice){*proof, cost, 1};
}

static int may_be_cheapest(void *context, const sdg16i_box *part) {
  const sdg16i_quest *q = context;
  return sdg16i_is_wide(q, part) &&
         (!q->best->found || sdg16i_is_cheaper(&part->cost, &q->best->cost));
}

static int take_cheapest(void *context, const sdg16i_box *box) {
  sdg16i_quest *q = context;
  *q->best = (sdg16i_choice){{q->cell, box->opposite, -1, -1, 0, {0}}, box->cost, 1};
  return 1;
}

void sdg16i_cheapest_box(sdg16i_suppression *s, const sdg16i_cell_count *m, int64_t cell,
                         sdg16i_choice *best) {
  sdg16i_quest q = {.s = s, .measure = m, .cell = cell, .best = best};
  sdg16i_quest_walk(&q, cell, SDG16I_BOXES_THAT_KEEP_SUMS, may_be_cheapest, take_cheapest);
}

static int may_be_second(void *context, const sdg16i_box *part) {
  const sdg16i_quest *q = context;
  return q->s->mover.measured < q->s->limit && part->open - 1 <= q->limit;
}

static int take_second(void *context, const sdg16i_box *second) {
  sdg16i_quest *q = context;
  sdg16i_move both = *q->first;
  sdg16i_move_join(&q->s->mover, &both, &second->move, q->corner);
  sdg16i_proof proof = {q->cell, q->opposite, q->corner, second->opposite, 0, {0}};
  if (sdg16i_move_factor(&both, q->cell) == 1)
    consider_move(q->s, q->measure, &proof, &both, q->best);
  return q->s->mover.measured < q->s->limit;
}

static int32_t limit_of_pair(const sdg16i_quest *q, int32_t most) {
  return q->best->found && q->best->cost.added < most ? q->best->cost.added : most;
}

/* One more cell would be suppressed than if its corner stayed published. */
static int may_be_first(void *context, const sdg16i_box *part) {
  const sdg16i_quest *q = context;
  return q->s->mover.measured < q->s->limit && part->open - 1 <= limit_of_pair(q, q->limit);
}

static int take_first(void *context, const sdg16i_box *first) {
  const sdg16i_quest *all = context;
  sdg16i_quest q = *all;
  const sdg16i_block *b = q.s->block;
  q.first = &first->move;
  q.opposite = first->opposite;
  for (int32_t k = 1; k < first->move.count; k++) {
    q.corner = first->move.cell[k];
    q.limit = limit_of_pair(all, all->limit);
    if (b->state[q.corner] == SDG16I_CELL_OPEN && first->open - 1 <= q.limit)
      sdg16i_quest_walk(&q, q.corner, SDG16I_BOXES_ALL, may_be_second, take_second);
  }
  return q.s->mover.measured < q.s->limit;
}

void sdg16i_consider_pairs(sdg16i_suppression *s, const sdg16i_cell_count *m, int64_t cell,
                           int32_t most, sdg16i_choice *best) {
  sdg16i_quest q = {.s = s, .measure = m, .cell = cell, .best = best, .limit = most};
  sdg16i_quest_walk(&q, cell, SDG16I_BOXES_ALL, may_be_first, take_first);
}

/* ---- several moves, one after the other ---- */

static double way_of(const sdg16i_quest *q, const sdg16i_cost *cost) {
  return q->sign > 0 ? cost->up : cost->down;
}

/* Whatever cells a part has in common with the boxes before, these have left it less room. */
static int may_be_step(void *context, const sdg16i_box *part) {
  return way_of(context, &part->cost) >= 1;
}

static int take_step(void *context, const sdg16i_box *box) {
  sdg16i_quest *q = context;
  sdg16i_suppression *s = q->s;
  sdg16i_cost cost;
  if (++s->joint > JOINT_MOVES) return 0;
  if (!sdg16i_move_measure(&s->mover, q->measure, &box->move, &cost)) return 1;
  double step = floor(fmin(way_of(q, &cost), q->enough - q->far));
  if (!(step >= 1)) return 1;
  for (int32_t i = 0; i < box->move.count; i++)
    s->moved[box->move.cell[i]] += q->sign * step * box->move.factor[i];
  q->far += step;
  if (q->steps && q->steps->steps < SDG16I_MOST_STEPS)
    q->steps->step[q->steps->steps] = box->opposite;
  if (q->steps) q->steps->steps++;
  return q->far < q->enough;
}

double sdg16i_reach(sdg16i_suppression *s, const sdg16i_cell_count *m, int64_t cell, int sign,
                    double enough, sdg16i_proof *steps) {
  sdg16i_cell_count now = *m;
  sdg16i_quest q = {
      .s = s, .measure = &now, .cell = cell, .sign = sign, .enough = enough, .steps = steps};
  now.count = s->moved;
  memcpy(s->moved, m->count, (size_t)s->block->cells * sizeof *s->moved);
  for (double before = -1; q.far > before && q.far < enough && s->joint <= JOINT_MOVES;) {
    before = q.far;
    sdg16i_quest_walk(&q, cell, SDG16I_BOXES_OF_SUPPRESSED, may_be_step, take_step);
  }
  return s->joint > JOINT_MOVES ? 0 : q.far; /* 0: no proof */
}

int sdg16i_several_protect(sdg16i_suppression *s, const sdg16i_cell_count *m, int64_t cell,
                           sdg16i_proof *proof) {
  *proof = (sdg16i_proof){cell, -1, -1, -1, 0, {0}};
  double width = ceil(s->mover.width), up = sdg16i_reach(s, m, cell, 1, width, proof);
  return up >= width || up + sdg16i_reach(s, m, cell, -1, width - up, proof) >= width;
}

static double price_of(const sdg16i_quest *q, const sdg16i_cost *cost) {
  double way = fmin(cost->down + cost->up, q->s->mover.width);
  return way >= 1 ? cost->added / way : INFINITY;
}

static int may_be_cheap_step(void *context, const sdg16i_box *part) {
  const sdg16i_quest *q = context;
  const sdg16i_cost *cost = &part->cost, *best = &q->best->cost;
  double price = price_of(q, cost);
  if (isinf(price)) return 0;
  if (!q->best->found || cost->grand != best->grand) return !cost->grand || !q->best->found;
  if (cost->margins != best->margins) return cost->margins < best->margins;
  return price < q->price;
}

static int take_cheap_step(void *context, const sdg16i_box *box) {
  sdg16i_quest *q = context;
  if (!box->cost.added || !may_be_cheap_step(q, box)) return 1;
  *q->best = (sdg16i_choice){.cost = box->cost, .found = 1};
  q->price = price_of(q, &box->cost);
  *q->move = box->move;
  return 1;
}

int sdg16i_cheapest_step(sdg16i_suppression *s, const sdg16i_cell_count *m, int64_t cell,
                         sdg16i_move *out) {
  sdg16i_choice best = {0};
  sdg16i_quest q = {.s = s, .measure = m, .cell = cell, .best = &best, .move = out};
  sdg16i_quest_walk(&q, cell, SDG16I_BOXES_THAT_KEEP_SUMS, may_be_cheap_step, take_cheap_step);
  return best.found;
}
