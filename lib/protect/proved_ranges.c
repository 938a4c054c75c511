#include "protect/proved_ranges.h"

#include <math.h>

static void widen_interval(sdg16i_cell_count *m, int64_t cell, double factor,
                           const sdg16i_cost *cost) {
  double down = factor > 0 ? cost->down : cost->up, up = factor > 0 ? cost->up : cost->down;
  m->witnessed[cell] = 1;
  m->lower[cell] = fmin(m->lower[cell], m->count[cell] - fabs(factor) * down);
  m->upper[cell] = fmax(m->upper[cell], m->count[cell] + fabs(factor) * up);
}

static int may_widen(void *context, const sdg16i_box *part) {
  const sdg16i_quest *q = context;
  const sdg16i_cell_count *m = q->measure;
  double count = m->count[q->cell];
  return sdg16i_is_wide(q, part) &&
         (!m->witnessed[q->cell] || count - part->cost.down < m->lower[q->cell] ||
          count + part->cost.up > m->upper[q->cell]);
}

static int take_interval(void *context, const sdg16i_box *box) {
  const sdg16i_quest *q = context;
  widen_interval(&q->s->block->measure[q->measure - q->s->block->measure], q->cell, 1,
                 &box->cost);
  return 1;
}

/* With several moves one after the other, as far up or down as the width. */
static void widen_by_several(sdg16i_suppression *s, sdg16i_cell_count *m, int64_t cell) {
  double width = ceil(s->mover.width), up = sdg16i_reach(s, m, cell, 1, width, NULL);
  double down = sdg16i_reach(s, m, cell, -1, width, NULL);
  if (up + down < s->mover.width) return;
  m->witnessed[cell] = 1;
  m->lower[cell] = fmin(m->lower[cell], m->count[cell] - down);
  m->upper[cell] = fmax(m->upper[cell], m->count[cell] + up);
}

static void find_range(sdg16i_suppression *s, sdg16i_cell_count *m, int64_t cell) {
  sdg16i_quest q = {.s = s, .measure = m, .cell = cell};
  sdg16i_move move;
  sdg16i_cost cost;
  if (sdg16i_proof_move(s, sdg16i_proof_of(s, m, cell), &move) &&
      sdg16i_move_protects(&s->mover, m, &move, &cost) && !cost.added)
    widen_interval(m, cell, sdg16i_move_factor(&move, cell), &cost);
  sdg16i_quest_walk(&q, cell, SDG16I_BOXES_OF_SUPPRESSED, may_widen, take_interval);
  if (!m->witnessed[cell] || m->lower[cell] > fmax(1, m->count[cell] - s->mover.width) ||
      m->upper[cell] < m->count[cell] + s->mover.width)
    widen_by_several(s, m, cell);
}

void sdg16i_find_ranges(sdg16i_suppression *s) {
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
