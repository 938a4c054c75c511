/* Sums of cells: each margin of the data, and the reason if it has no value. */
#ifndef SDG16I_INDICATORS_COUNTS_MARGINS_H
#define SDG16I_INDICATORS_COUNTS_MARGINS_H

#include "indicators/counts/indicator_data.h"

#define SDG16I_SLOTS 64

/* Why a slot has no value; of several reasons the largest number is reported. */
#define SDG16I_WHY_NONE 0
#define SDG16I_WHY_MISSING 1      /* an input is blank */
#define SDG16I_WHY_POPULATION 2   /* the group has no population */
#define SDG16I_WHY_NOT_ADDITIVE 3 /* its categories overlap */

/* A product of inputs, summed over cells. */
typedef struct sdg16i_slot {
  int32_t count;
  int32_t input[SDG16I_FACTORS];
  int32_t base;   /* a population or another base: not divided by every dimension */
  int32_t people; /* the population of the population table */
} sdg16i_slot;

typedef struct sdg16i_sums {
  double value[SDG16I_SLOTS]; /* NaN: none */
  uint8_t why[SDG16I_SLOTS];
} sdg16i_sums;

typedef struct sdg16i_margins {
  const sdg16i_indicator_data *cells;
  int32_t slot_count;
  sdg16i_slot slot[SDG16I_SLOTS];
  sdg16_error *error;
} sdg16i_margins;

/* The slot of a product; it is added if it is new. -1: too many. */
int32_t sdg16i_margins_slot(sdg16i_margins *cube, const sdg16i_formula_term *term);

/* The sums of `count` cells (their numbers in `cells`) over the axes whose bits are in
 * `free`. If a cell is the total itself, it is used (*total is its number, else -1); otherwise
 * the sum of the parts. */
int32_t sdg16i_margins_one(const sdg16i_margins *cube, const int64_t *cells, int64_t count,
                           uint32_t free, sdg16i_sums *out, int64_t *total);

/* The sums of the parts of one axis, even if the data have the total. */
int32_t sdg16i_margins_parts(const sdg16i_margins *cube, const int64_t *cells, int64_t count,
                             uint32_t free, int32_t axis, sdg16i_sums *out);

/* Cells whose category of an axis is `code`, into `out` (room for `count`). */
int64_t sdg16i_margins_select(const sdg16i_margins *cube, const int64_t *cells, int64_t count,
                              int32_t axis, int32_t code, int64_t *out);

static inline int32_t sdg16i_margins_code(const sdg16i_margins *cube, int64_t cell,
                                          int32_t axis) {
  return cube->cells->key[cell * cube->cells->width + SDG16I_FIRST_AXIS + axis];
}

#endif
