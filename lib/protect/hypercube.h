/* Moves: changes of the counts of some cells that leave every published figure as it is. */
#ifndef SDG16I_PROTECT_HYPERCUBE_H
#define SDG16I_PROTECT_HYPERCUBE_H

#include "protect/additive_table.h"

#define SDG16I_MOVE_CELLS (2 << SDG16I_BLOCK_DIMENSIONS) /* of two boxes */

typedef struct sdg16i_move {
  int32_t count;
  int64_t cell[SDG16I_MOVE_CELLS];
  int8_t factor[SDG16I_MOVE_CELLS]; /* how often the move changes the cell */
} sdg16i_move;

/* What a move costs, and how wide a range it gives. */
typedef struct sdg16i_cost {
  int32_t grand; /* the total of all would be suppressed */
  int32_t
      margins;   /* totals over all dimensions but one that would be: what indicators require */
  int32_t added; /* number of further cells that would be suppressed */
  double weight; /* the sum of their largest counts */
  double down, up;
} sdg16i_cost;

typedef struct sdg16i_mover {
  sdg16i_block *block;
  const sdg16_protect_options *options;
  double width;     /* of the range that protects a count */
  uint8_t *barred;  /* of cells: not to be suppressed for others */
  uint8_t *margin;  /* of cells: sdg16i_is_margin */
  int32_t *delta;   /* of equations: how the parts change against the total */
  int64_t *touched; /* equations with a delta, maybe several times */
  int32_t *place;   /* of cells, in a move that another is added to: counted from 1; 0 else */
  int64_t measured; /* moves so far: what the search has cost */
} sdg16i_mover;

int32_t sdg16i_mover_init(sdg16i_mover *mover, sdg16i_block *block,
                          const sdg16_protect_options *options, sdg16_error *error);

/* The box between two cells; the factor of the first is 1. Returns 0 if some of its cells do
 * not exist. */
int sdg16i_move_box(const sdg16i_block *block, int64_t cell, int64_t opposite,
                    sdg16i_move *out);
/* Adds another move, so often that a cell that both change by one is not changed any more. */
void sdg16i_move_join(sdg16i_mover *mover, sdg16i_move *move, const sdg16i_move *other,
                      int64_t cell);
int8_t sdg16i_move_factor(const sdg16i_move *move, int64_t cell); /* 0: not changed */

/* How far a move can go, and what it costs. 0: it changes a sum or a published count that must
 * stay, or one that must not be suppressed. */
int sdg16i_move_measure(sdg16i_mover *mover, const sdg16i_cell_count *measure,
                        const sdg16i_move *move, sdg16i_cost *cost);
/* Does the move change no sum and no published count of this measure, and is its range wide
 * enough? */
int sdg16i_move_protects(sdg16i_mover *mover, const sdg16i_cell_count *measure,
                         const sdg16i_move *move, sdg16i_cost *cost);
/* A box, or the part of it that spans the first dimensions. Every corner of a part is one of
 * the whole, so that the whole costs no less and goes no further. */
typedef struct sdg16i_box {
  sdg16i_move move;
  sdg16i_cost cost;
  int32_t open;     /* published cells, also those without a count of this measure */
  int64_t opposite; /* of a whole box */
} sdg16i_box;

typedef struct sdg16i_box_walk {
  sdg16i_mover *mover;
  const sdg16i_cell_count *measure;
  int64_t cell;
  int32_t whole_sums; /* 1: only boxes that change no sum, and nothing that must stay */
  int32_t suppressed; /* 1: only boxes of cells that are suppressed, or unknown */
  void *context;
  int (*enters)(void *context, const sdg16i_box *part); /* 0: no box with this part */
  int (*takes)(void *context, const sdg16i_box *box);   /* 0: the walk ends */
  sdg16i_box box;
} sdg16i_box_walk;

/* All boxes through a cell, by the codes of the opposite cell. */
void sdg16i_walk_boxes(sdg16i_box_walk *walk);
/* Does the box between two cells have a third one as a corner? */
int sdg16i_box_has(const sdg16i_block *block, int64_t cell, int64_t opposite, int64_t third);

/* May the cell be suppressed for others, and what is its largest count? */
int sdg16i_is_usable(const sdg16i_mover *mover, int64_t cell, double *weight);
int sdg16i_is_grand_total(const sdg16i_block *block, int64_t cell);
/* One code alone, in a table with several dimensions? */
int sdg16i_is_margin(const sdg16i_block *block, int64_t cell);

#endif
