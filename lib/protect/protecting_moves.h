/* The moves that protect a cell: boxes, pairs of boxes, and boxes one after the other. */
#ifndef SDG16I_PROTECT_PROTECTING_MOVES_H
#define SDG16I_PROTECT_PROTECTING_MOVES_H

#include "protect/hypercube.h"

#define SDG16I_MOST_STEPS 16

/* A move that protects a cell: a box, joined with another at one of its corners. Opposite -1:
 * several boxes one after the other do. */
typedef struct sdg16i_proof {
  int64_t cell, opposite;
  int64_t corner, second; /* corner -1: one box alone */
  int64_t steps;          /* boxes one after the other; of those beyond SDG16I_MOST_STEPS ... */
  int64_t step[SDG16I_MOST_STEPS]; /* ... the opposite cells are not kept */
} sdg16i_proof;

typedef struct sdg16i_suppression {
  sdg16i_mover mover;
  sdg16i_block *block;
  sdg16i_proof *proof; /* of measure and cell */
  int64_t limit;       /* of moves, for pairs of boxes */
  int64_t joint;       /* moves that several together have cost */
  double *moved;       /* counts of a table that moves have made of another */
} sdg16i_suppression;

static inline int sdg16i_is_cheaper(const sdg16i_cost *a, const sdg16i_cost *b) {
  if (a->grand != b->grand) return a->grand < b->grand;
  if (a->margins != b->margins) return a->margins < b->margins;
  return a->added != b->added ? a->added < b->added : a->weight < b->weight;
}

static inline sdg16i_proof *sdg16i_proof_of(sdg16i_suppression *s, const sdg16i_cell_count *m,
                                            int64_t cell) {
  return &s->proof[(m - s->block->measure) * s->block->cells + cell];
}

/* The move of a proof; 0: it has none, or several. */
int sdg16i_proof_move(sdg16i_suppression *s, const sdg16i_proof *proof, sdg16i_move *out);

/* The best move found so far. */
typedef struct sdg16i_choice {
  sdg16i_proof proof;
  sdg16i_cost cost;
  int found;
} sdg16i_choice;

/* What a walk over the boxes through a cell looks for. */
typedef struct sdg16i_quest {
  sdg16i_suppression *s;
  const sdg16i_cell_count *measure;
  int64_t cell;
  sdg16i_choice *best;
  const sdg16i_move *first; /* of a pair: the box before, its opposite cell and ... */
  int64_t opposite, corner; /* ... the corner that it shares with the second */
  int32_t limit;            /* of cells that a box of a pair adds */
  int sign;                 /* of the way of a step */
  double far, enough;       /* steps so far, and as many as are needed */
  sdg16i_proof *steps;      /* nullable */
  sdg16i_move *move;
  double price;
} sdg16i_quest;

/* Which boxes a walk is over. */
enum sdg16i_boxes { SDG16I_BOXES_ALL, SDG16I_BOXES_THAT_KEEP_SUMS, SDG16I_BOXES_OF_SUPPRESSED };

static inline void sdg16i_quest_walk(sdg16i_quest *q, int64_t cell, enum sdg16i_boxes boxes,
                                     int (*enters)(void *, const sdg16i_box *),
                                     int (*takes)(void *, const sdg16i_box *)) {
  sdg16i_box_walk walk = {.mover = &q->s->mover,
                          .measure = q->measure,
                          .cell = cell,
                          .whole_sums = boxes != SDG16I_BOXES_ALL,
                          .suppressed = boxes == SDG16I_BOXES_OF_SUPPRESSED,
                          .context = q,
                          .enters = enters,
                          .takes = takes};
  sdg16i_walk_boxes(&walk);
}

static inline int sdg16i_is_wide(const sdg16i_quest *q, const sdg16i_box *box) {
  return box->cost.down + box->cost.up >= q->s->mover.width;
}

/* The one box through the cell that suppresses the least and keeps all sums. */
void sdg16i_cheapest_box(sdg16i_suppression *s, const sdg16i_cell_count *m, int64_t cell,
                         sdg16i_choice *best);
/* Pairs of boxes that would suppress fewer than the best; at most `most` cells. */
void sdg16i_consider_pairs(sdg16i_suppression *s, const sdg16i_cell_count *m, int64_t cell,
                           int32_t most, sdg16i_choice *best);
/* How far the count of a cell can go in one direction if boxes of suppressed cells move one
 * after the other, each as far as the table that the ones before have left allows. Each of
 * these tables has all that is published. The boxes are added to the steps (nullable). */
double sdg16i_reach(sdg16i_suppression *s, const sdg16i_cell_count *m, int64_t cell, int sign,
                    double enough, sdg16i_proof *steps);
/* Do such boxes protect the cell? The proof is filled. */
int sdg16i_several_protect(sdg16i_suppression *s, const sdg16i_cell_count *m, int64_t cell,
                           sdg16i_proof *proof);
/* The box that adds the fewest cells for the way that the count can go. 0: there is none. */
int sdg16i_cheapest_step(sdg16i_suppression *s, const sdg16i_cell_count *m, int64_t cell,
                         sdg16i_move *out);

#endif
