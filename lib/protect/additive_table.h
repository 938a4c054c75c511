/* Counts of a result table as cells of additive tables. */
#ifndef SDG16I_PROTECT_ADDITIVE_TABLE_H
#define SDG16I_PROTECT_ADDITIVE_TABLE_H

#include "base/memory.h"
#include "protect/column_rules.h"

#include <sdg16/publish.h>

#define SDG16I_CELL_DIMENSIONS 12
#define SDG16I_BLOCK_DIMENSIONS 8 /* the most that have more than totals in one block */

/* One count in one row. A row without it has NaN. */
typedef struct sdg16i_fact {
  const char *block;   /* what is never added up: indicator, area, period, source */
  const char *measure; /* what was counted; a formula of the indicator where it is known */
  const int32_t *code; /* of each dimension; 0: the total */
  int32_t width;       /* dimensions */
  uint32_t overlap;    /* bits of dimensions whose categories overlap, as the registry says */
  int32_t ordinal;     /* of different numbers for one count of one cell */
  int64_t row;
  int32_t source; /* of the counts: where it was read */
  double count;
} sdg16i_fact;

/* Where counts stand in the table. */
typedef struct sdg16i_count_source {
  const char *name;
  int64_t column;
  int64_t less;      /* a column of what is not counted; -1: none */
  int64_t unless;    /* a column whose number, if any, is counted instead; -1: none */
  int32_t tolerated; /* 1: a value that is not a count is left out, not refused */
} sdg16i_count_source;

typedef struct sdg16i_counts {
  sdg16i_arena memory;
  sdg16i_fact *fact; /* by block, codes, measure, count: whatever the order of the rows */
  int64_t count;
  int32_t width;
  int32_t result;        /* which table it is: SDG16I_RESULT_ */
  int32_t of_indicators; /* sdg16i_is_of_indicators */
  int32_t sampled;       /* sdg16i_is_of_sample */
  int32_t source_count;
  sdg16i_count_source *source;
} sdg16i_counts;

/* Reads the counts to suppress. With `to_round`: the counts to round, which include the other
 * parts of values, each as a measure of its own. Free also after a failure. */
int32_t sdg16i_counts_read(sdg16i_counts *counts, const sdg16_registry *registry,
                           const sdg16_table *table, const sdg16_protect_options *options,
                           int to_round, sdg16_error *error);
void sdg16i_counts_free(sdg16i_counts *counts);
/* NaN: no count there. */
double sdg16i_count_at(const sdg16_table *table, const sdg16i_count_source *source,
                       int64_t row);
int sdg16i_compare_codes(const int32_t *a, const int32_t *b, int32_t width); /* as strcmp */

/* Is the column a count in this row: of persons, arms, seats, not of money or people? */
int sdg16i_is_count(const sdg16_registry *registry, const sdg16_table *table, int64_t row,
                    const char *column);
#define SDG16I_SUM_NONE 0    /* the cell has no parts in the dimension */
#define SDG16I_SUM_PARTS 1   /* it is the sum of its parts, and of others if they are less */
#define SDG16I_SUM_OVERLAP 2 /* it is less: the parts overlap */

/* One count of every cell of a block. */
typedef struct sdg16i_cell_count {
  const char *name;
  int32_t ordinal;
  double *count;         /* of each cell; of an unknown one the sum of its parts */
  uint8_t *known;        /* there is a count in the table */
  int8_t *sum;           /* of each equation (cell x dimension): SDG16I_SUM_ value */
  uint8_t *witnessed;    /* the range below is proved */
  double *lower, *upper; /* the values that a reader cannot exclude */
} sdg16i_cell_count;

/* The cells that share totals (with all these totals, even if the table lacks them), and what
 * is known about their sums. Equation e = cell x width + d says that a cell which is the total
 * in dimension d is the sum of its parts in d. */
typedef struct sdg16i_block {
  sdg16i_arena memory;
  int64_t cells;
  int32_t width;
  const int32_t **code;
  int64_t *up;      /* of cell and dimension: the total */
  uint32_t overlap; /* bits of dimensions */
  int32_t nested;   /* a total is below its parts in another dimension: codes contain others */
  int32_t measures;
  sdg16i_cell_count *measure;
  uint8_t *state; /* SDG16I_CELL_ value */
  int64_t *cell_of_fact;
} sdg16i_block;

#define SDG16I_CELL_OPEN 0
#define SDG16I_CELL_MINIMUM 1       /* a count is below the minimum */
#define SDG16I_CELL_COMPLEMENTARY 2 /* so that others cannot be recovered */
#define SDG16I_CELL_BLOCK 3         /* suppressing less would not protect the others */
#define SDG16I_CELL_ABSENT 4        /* a total that the table does not have */

/* The end (exclusive) of the block that begins with fact `first`. */
int64_t sdg16i_block_end(const sdg16i_counts *counts, int64_t first);
/* The facts from `first` to `end` are those of one block. Free also after a failure. */
int32_t sdg16i_block_read(sdg16i_block *block, const sdg16i_counts *counts, int64_t first,
                          int64_t end, sdg16_error *error);
void sdg16i_block_free(sdg16i_block *block);
/* The number of the cell with these codes; -1: not in the table. */
int64_t sdg16i_block_find(const sdg16i_block *block, const int32_t *code);

#endif
