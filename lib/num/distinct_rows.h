/* Distinct rows of whole numbers, numbered from 0 as they come. */
#ifndef SDG16I_NUM_DISTINCT_ROWS_H
#define SDG16I_NUM_DISTINCT_ROWS_H

#include "num/exact_integers.h"

typedef struct sdg16i_distinct_rows {
  sdg16i_arena *arena; /* the caller's */
  int64_t d;           /* numbers of a row */
  int64_t count, capacity, slots;
  sdg16i_wide *row; /* [count][d] */
  int32_t *slot;    /* [slots] row + 1 by the hash of a row, 0: empty */
} sdg16i_distinct_rows;

/* Room for so many rows. 0; -2 out of memory. */
int sdg16i_distinct_rows_reserve(sdg16i_distinct_rows *rows, int64_t capacity);
/* The number of a row, which is added if it is new; -2 out of memory. */
int64_t sdg16i_distinct_rows_enter(sdg16i_distinct_rows *rows, const sdg16i_wide *row);

#endif
