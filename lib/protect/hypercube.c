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
  s->place = sdg16i_arena_array(&b->memory, b->cells, sizeof *s->place);
  if (!s->barred || !s->delta || !s->touched || !s->margin || !s->place)
    return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < b->cells; i++) s->margin[i] = (uint8_t)sdg16i_is_margin(b, i);
  return SDG16_OK;
}

/* ---- making moves ---- */

/* The corner that one dimension more gives beside another; -1: there is none. */
static int64_t add_beside(const sdg16i_block *b, sdg16i_move *move, int32_t i, int32_t d,
                          int32_t code, int8_t turn) {
  int64_t cell = sdg16i_block_beside(b, move->cell[i], d, code);
  move->cell[move->count] = cell;
  move->factor[move->count++] = (int8_t)(turn * move->factor[i]);
  return cell;
}

/* Two categories change against each other, a category and the total together. */
static int8_t turn_of(const sdg16i_block *b, int64_t cell, int32_t d, int32_t code) {
  return b->code[cell][d] && code ? -1 : 1;
}

/* The corners that one dimension more gives. 0: one does not exist. */
static int widen_move(const sdg16i_block *b, sdg16i_move *move, int32_t d, int32_t code) {
  int8_t turn = turn_of(b, move->cell[0], d, code);
  for (int32_t i = 0, count = move->count; i < count; i++)
    if (add_beside(b, move, i, d, code, turn) < 0) return 0;
  return 1;
}

int sdg16i_move_box(const sdg16i_block *b, int64_t cell, int64_t opposite, sdg16i_move *out) {
  out->count = 1;
  out->cell[0] = cell;
  out->factor[0] = 1;
  for (int32_t d = 0; d < b->width; d++)
    if (b->code[cell][d] != b->code[opposite][d] &&
        !widen_move(b, out, d, b->code[opposite][d]))
      return 0;
  return 1;
}

int sdg16i_box_has(const sdg16i_block *b, int64_t cell, int64_t opposite, int64_t third) {
  for (int32_t d = 0; d < b->width; d++)
    if (b->code[third][d] != b->code[cell][d] && b->code[third][d] != b->code[opposite][d])
      return 0;
  return 1;
}

int8_t sdg16i_move_factor(const sdg16i_move *move, int64_t cell) {
  for (int32_t i = 0; i < move->count; i++)
    if (move->cell[i] == cell) return move->factor[i];
  return 0;
}

void sdg16i_move_join(sdg16i_mover *s, sdg16i_move *move, const sdg16i_move *other,
                      int64_t cell) {
  int same = sdg16i_move_factor(move, cell) == sdg16i_move_factor(other, cell);
  int32_t before = move->count;
  for (int32_t i = 0; i < before; i++) s->place[move->cell[i]] = i + 1;
  for (int32_t i = 0; i < other->count; i++) {
    int8_t factor = same ? (int8_t)-other->factor[i] : other->factor[i];
    int32_t k = s->place[other->cell[i]] - 1;
    if (k >= 0) {
      move->factor[k] = (int8_t)(move->factor[k] + factor);
      continue;
    }
    move->cell[move->count] = other->cell[i];
    move->factor[move->count++] = factor;
  }
  for (int32_t i = 0; i < before; i++) s->place[move->cell[i]] = 0;
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
  for (int32_t d = 0; d < b->width && m->overlaps; d++)
    if (m->sum[cell * b->width + d] == SDG16I_SUM_OVERLAP) return 0;
  double count = m->count[cell];
  return floor(count >= 1 ? count - 1 : count);
}

/* How far a count may go up: parts that overlap are not above their total. */
static double room_above(const sdg16i_block *b, const sdg16i_cell_count *m, int64_t cell) {
  double room = INFINITY;
  for (int32_t d = 0; d < b->width && m->overlaps; d++) {
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

/* Adds a corner to the cost. 0: it is published and must stay so. */
static int add_corner(const sdg16i_mover *s, const sdg16i_cell_count *m, int64_t cell,
                      int8_t factor, sdg16i_cost *cost) {
  const sdg16i_block *b = s->block;
  int known = m->known[cell], usable = 1; /* unknown: it may be all that its parts allow */
  if (known && b->state[cell] == SDG16I_CELL_OPEN) {
    double weight;
    usable = sdg16i_is_usable(s, cell, &weight);
    cost->added++;
    cost->weight += weight;
    cost->grand |= sdg16i_is_grand_total(b, cell);
    cost->margins += s->margin[cell];
  }
  double below = known ? room_below(b, m, cell) : INFINITY, above = room_above(b, m, cell);
  if (abs(factor) > 1) {
    below = floor(below / abs(factor));
    above = floor(above / abs(factor));
  }
  double down = factor > 0 ? below : above, up = factor > 0 ? above : below;
  if (down < cost->down) cost->down = down;
  if (up < cost->up) cost->up = up;
  return usable;
}

static const sdg16i_cost NO_COST = {.down = INFINITY, .up = INFINITY};

int sdg16i_move_measure(sdg16i_mover *s, const sdg16i_cell_count *m, const sdg16i_move *move,
                        sdg16i_cost *cost) {
  s->measured++;
  *cost = NO_COST;
  for (int32_t i = 0; i < move->count; i++)
    if (!add_corner(s, m, move->cell[i], move->factor[i], cost)) return 0;
  return sums_hold(s, m, move);
}

int sdg16i_move_protects(sdg16i_mover *s, const sdg16i_cell_count *m, const sdg16i_move *move,
                         sdg16i_cost *cost) {
  return sdg16i_move_measure(s, m, move, cost) && cost->down + cost->up >= s->width;
}

/* ---- all boxes through a cell ---- */

/* Counts the last corner. 0: no box that is wanted has it. */
static int count_corner(sdg16i_box_walk *w) {
  sdg16i_box *box = &w->box;
  int64_t cell = box->move.cell[box->move.count - 1];
  int open = w->mover->block->state[cell] == SDG16I_CELL_OPEN;
  if (open && w->suppressed && w->measure->known[cell]) return 0;
  int usable =
      add_corner(w->mover, w->measure, cell, box->move.factor[box->move.count - 1], &box->cost);
  box->open += open;
  return usable || !w->whole_sums;
}

static int widen_box(sdg16i_box_walk *w, int32_t d, int32_t code) {
  const sdg16i_block *b = w->mover->block;
  sdg16i_move *move = &w->box.move;
  int8_t turn = turn_of(b, w->cell, d, code);
  for (int32_t i = 0, count = move->count; i < count; i++)
    if (add_beside(b, move, i, d, code, turn) < 0 || !count_corner(w)) return 0;
  return 1;
}

static int walk_dimension(sdg16i_box_walk *w, int32_t d);

/* The boxes that have `code` in the dimension as well; 0: the walk ends. */
static int walk_code(sdg16i_box_walk *w, int32_t d, int32_t code) {
  sdg16i_box *box = &w->box;
  int32_t count = box->move.count, open = box->open;
  sdg16i_cost cost = box->cost;
  int on = 1;
  w->mover->measured += 1 + count / 16;
  if (widen_box(w, d, code) && w->enters(w->context, box)) on = walk_dimension(w, d + 1);
  box->move.count = count;
  box->open = open;
  box->cost = cost;
  return on;
}

/* Does the box change no sum? The dimensions in which it has two codes change none. */
static int box_keeps_sums(const sdg16i_box_walk *w) {
  const sdg16i_block *b = w->mover->block;
  const sdg16i_move *move = &w->box.move;
  for (int32_t d = 0; d < b->width; d++) {
    if (b->code[w->cell][d] != b->code[w->box.opposite][d]) continue;
    for (int32_t i = 0; i < move->count; i++)
      if (w->measure->sum[b->up[move->cell[i] * b->width + d] * b->width + d] ==
          SDG16I_SUM_PARTS)
        return 0;
  }
  return 1;
}

static int end_of_walk(sdg16i_box_walk *w) {
  w->box.opposite = w->box.move.cell[w->box.move.count - 1];
  return (w->whole_sums && !box_keeps_sums(w)) || w->takes(w->context, &w->box);
}

/* Codes in their order; the cell's own code: the box does not go this way. */
static int walk_dimension(sdg16i_box_walk *w, int32_t d) {
  const sdg16i_block *b = w->mover->block;
  if (d == b->width) return end_of_walk(w);
  int32_t own = b->code[w->cell][d];
  int64_t sum = b->up[w->cell * b->width + d] * b->width + d;
  int stays = !w->whole_sums || w->measure->sum[sum] != SDG16I_SUM_PARTS;
  int on = own ? walk_code(w, d, 0) : !stays || walk_dimension(w, d + 1);
  for (int64_t i = b->first_part[sum]; i < b->first_part[sum + 1] && on; i++) {
    int32_t code = b->code[b->part[i]][d];
    if (code != own)
      on = walk_code(w, d, code);
    else if (stays)
      on = walk_dimension(w, d + 1);
  }
  return on;
}

void sdg16i_walk_boxes(sdg16i_box_walk *w) {
  w->box.cost = NO_COST;
  w->box.open = 0;
  w->box.move.count = 1;
  w->box.move.cell[0] = w->cell;
  w->box.move.factor[0] = 1;
  if (count_corner(w) && w->enters(w->context, &w->box)) walk_dimension(w, 0);
}
