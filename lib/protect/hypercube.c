#include "protect/hypercube.h"

#include "base/error.h"

#include <math.h>
#include <stdlib.h>

int32_t sdg16i_mover_init(sdg16i_mover *s, sdg16i_block *b, const sdg16_protect_options *o,
                          sdg16_error *error) {
  *s = (sdg16i_mover){.block = b, .options = o};
  s->width = fmax(1, o->protection < 0 ? o->minimum : o->protection);
  s->barred = sdg16i_arena_array(&b->memory, b->cells, sizeof *s->barred);
  s->delta = sdg16i_arena_array(&b->memory, b->cells * b->width, sizeof *s->delta);
  s->touched =
      sdg16i_arena_array(&b->memory, (int64_t)SDG16I_MOVE_CELLS * b->width, sizeof *s->touched);
  s->margin = sdg16i_arena_array(&b->memory, b->cells, sizeof *s->margin);
  if (!s->barred || !s->delta || !s->touched || !s->margin) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < b->cells; i++) s->margin[i] = (uint8_t)sdg16i_is_margin(b, i);
  return SDG16_OK;
}

/* ---- making moves ---- */

int sdg16i_move_box(const sdg16i_block *b, int64_t cell, int64_t opposite, sdg16i_move *out) {
  int32_t active[SDG16I_CELL_DIMENSIONS], dimensions = 0, code[SDG16I_CELL_DIMENSIONS];
  for (int32_t d = 0; d < b->width; d++)
    if (b->code[cell][d] != b->code[opposite][d]) active[dimensions++] = d;
  out->count = 1 << dimensions;
  for (int32_t mask = 0; mask < out->count; mask++) {
    int8_t factor = 1;
    for (int32_t d = 0; d < b->width; d++) code[d] = b->code[cell][d];
    for (int32_t k = 0; k < dimensions; k++) {
      if (!(mask >> k & 1)) continue;
      int32_t d = active[k];
      if (b->code[cell][d] && b->code[opposite][d]) factor = (int8_t)-factor;
      code[d] = b->code[opposite][d];
    }
    out->cell[mask] = sdg16i_block_find(b, code);
    out->factor[mask] = factor;
    if (out->cell[mask] < 0) return 0;
  }
  return 1;
}

int8_t sdg16i_move_factor(const sdg16i_move *move, int64_t cell) {
  for (int32_t i = 0; i < move->count; i++)
    if (move->cell[i] == cell) return move->factor[i];
  return 0;
}

void sdg16i_move_join(sdg16i_move *move, const sdg16i_move *other, int64_t cell) {
  int same = sdg16i_move_factor(move, cell) == sdg16i_move_factor(other, cell);
  int32_t before = move->count;
  for (int32_t i = 0; i < other->count; i++) {
    int8_t factor = same ? (int8_t)-other->factor[i] : other->factor[i];
    int32_t k = 0;
    while (k < before && move->cell[k] != other->cell[i]) k++;
    if (k < before) {
      move->factor[k] = (int8_t)(move->factor[k] + factor);
      continue;
    }
    move->cell[move->count] = other->cell[i];
    move->factor[move->count++] = factor;
  }
  int32_t kept = 0;
  for (int32_t i = 0; i < move->count; i++)
    if (move->factor[i]) {
      move->cell[kept] = move->cell[i];
      move->factor[kept++] = move->factor[i];
    }
  move->count = kept;
}

/* ---- measuring them ---- */

/* How far a count may go down. One that is at least 1 is taken to be known to be so: the rule
 * is public. A total may be as small as its parts that overlap: it stays. */
static double room_below(const sdg16i_block *b, const sdg16i_cell_count *m, int64_t cell) {
  for (int32_t d = 0; d < b->width; d++)
    if (m->sum[cell * b->width + d] == SDG16I_SUM_OVERLAP) return 0;
  double count = m->count[cell];
  return floor(count >= 1 ? count - 1 : count);
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

/* Zeros that are published are known. */
int sdg16i_is_usable(const sdg16i_mover *s, int64_t cell, double *weight) {
  double largest = 0;
  for (int32_t m = 0; m < s->block->measures; m++)
    if (s->block->measure[m].known[cell] && s->block->measure[m].count[cell] > largest)
      largest = s->block->measure[m].count[cell];
  *weight = largest;
  return !s->barred[cell] && (largest > 0 || s->options->zeros);
}

int sdg16i_is_grand_total(const sdg16i_block *b, int64_t cell) {
  for (int32_t d = 0; d < b->width; d++)
    if (b->code[cell][d]) return 0;
  return 1;
}

int sdg16i_is_margin(const sdg16i_block *b, int64_t cell) {
  int32_t codes = 0, several = 0;
  for (int32_t d = 0; d < b->width; d++) codes += b->code[cell][d] != 0;
  for (int64_t i = 0; i < b->cells && codes == 1 && several < 2; i++) {
    several = 0;
    for (int32_t d = 0; d < b->width; d++) several += b->code[i][d] != 0;
  }
  return codes == 1 && several >= 2;
}

/* Does every sum stay as it is? Also where its parts are less than the total: the rest may
 * be known to be in certain cells. */
static int sums_hold(sdg16i_mover *s, const sdg16i_cell_count *m, const sdg16i_move *move) {
  const sdg16i_block *b = s->block;
  int64_t used = 0;
  int hold = 1;
  for (int32_t i = 0; i < move->count; i++)
    for (int32_t d = 0; d < b->width; d++) {
      int64_t cell = move->cell[i], equation = b->up[cell * b->width + d] * b->width + d;
      s->delta[equation] += b->code[cell][d] ? move->factor[i] : -move->factor[i];
      s->touched[used++] = equation;
    }
  for (int64_t i = 0; i < used; i++) {
    int64_t equation = s->touched[i];
    if (s->delta[equation] && m->sum[equation] == SDG16I_SUM_PARTS) hold = 0;
    s->delta[equation] = 0;
  }
  return hold;
}

int sdg16i_move_measure(sdg16i_mover *s, const sdg16i_cell_count *m, const sdg16i_move *move,
                        sdg16i_cost *cost) {
  const sdg16i_block *b = s->block;
  s->measured++;
  *cost = (sdg16i_cost){.down = INFINITY, .up = INFINITY};
  for (int32_t i = 0; i < move->count; i++) {
    int64_t cell = move->cell[i];
    int known = m->known[cell]; /* else it may be anything that its parts allow */
    if (known && b->state[cell] == SDG16I_CELL_OPEN) {
      double weight;
      if (!sdg16i_is_usable(s, cell, &weight)) return 0;
      cost->added++;
      cost->weight += weight;
      cost->grand |= sdg16i_is_grand_total(b, cell);
      cost->margins += s->margin[cell];
    }
    double times = abs(move->factor[i]);
    double below = known ? floor(room_below(b, m, cell) / times) : INFINITY;
    double above = floor(room_above(b, m, cell) / times);
    cost->down = fmin(cost->down, move->factor[i] > 0 ? below : above);
    cost->up = fmin(cost->up, move->factor[i] > 0 ? above : below);
  }
  return sums_hold(s, m, move);
}

int sdg16i_move_protects(sdg16i_mover *s, const sdg16i_cell_count *m, const sdg16i_move *move,
                         sdg16i_cost *cost) {
  return sdg16i_move_measure(s, m, move, cost) && cost->down + cost->up >= s->width;
}
