/* Counts by stratum and history, while a file is read. */
#ifndef SDG16I_MSE_CAPTURE_TALLY_H
#define SDG16I_MSE_CAPTURE_TALLY_H

#include <sdg16/base.h>

typedef struct sdg16i_tally_cell {
  uint64_t history; /* wider than a history: some columns may turn out not to be lists */
  int64_t count;    /* 0: a free slot */
  int64_t line;     /* where it was first counted */
  uint32_t stratum;
} sdg16i_tally_cell;

typedef struct sdg16i_tally {
  sdg16i_tally_cell *slots; /* open addressing, at most half full */
  int64_t size;             /* of slots: a power of 2 */
  int64_t cells;
  int64_t total; /* of the counts */
} sdg16i_tally;  /* {0} is empty */

/* Adds `count` >= 0. SDG16_ERR_MEMORY; SDG16_ERR_COUNT if the total would
 * exceed SDG16_MAX_COUNT. */
int32_t sdg16i_tally_add(sdg16i_tally *self, uint32_t stratum, uint64_t history, int64_t count,
                         int64_t line);
void sdg16i_tally_free(sdg16i_tally *self);

#endif
