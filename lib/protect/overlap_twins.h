/* Twins of capture tables: other tables of the same groups, of which everything that is
 * published is the same. */
#ifndef SDG16I_PROTECT_OVERLAP_TWINS_H
#define SDG16I_PROTECT_OVERLAP_TWINS_H

#include <stdint.h>

enum {
  SDG16I_TWIN_FIXED,  /* which tables have an estimate like this is not known */
  SDG16I_TWIN_THREE,  /* three groups of lists, independent: a table is their sizes */
  SDG16I_TWIN_GROUPS, /* a * b / m are undetected, of n = a + b + m */
  SDG16I_TWIN_SHARED /* the same of n > a + b + m: some are on the lists that both terms have */
};

/* A group that is no sum. */
typedef struct sdg16i_twin_cell {
  double n, hidden;
  int32_t kind; /* SDG16I_TWIN_ value */
  int32_t told; /* part of a row whose estimate is published; set by sdg16i_twins_prove */
} sdg16i_twin_cell;

/* A published row: the group itself or a sum. */
typedef struct sdg16i_twin_row {
  const int64_t *member; /* cells */
  int64_t members;
  int32_t tells_hidden; /* the estimate is published too, to so many digits: */
  int32_t digits;
  double hidden;
} sdg16i_twin_row;

typedef struct sdg16i_twins {
  sdg16i_twin_cell *cell;
  sdg16i_twin_row *row; /* the fewest members first */
  int64_t cells, rows;
  uint8_t *is_member; /* rows x cells */
  double width;       /* of a range that protects */
  double small;       /* overlaps below it must have such a range */
  double most;        /* larger overlaps are not looked for */
  int64_t work;       /* tables that may still be tried: when it is 0, nothing more is proved */
} sdg16i_twins;

/* What is looked for, and what was found. */
typedef struct sdg16i_twin_range {
  int64_t cell;
  int32_t of_size;    /* the size must have a range too */
  double least, most; /* overlaps of the twins; NaN: none */
  double least_size, most_size;
} sdg16i_twin_range;

/* Are there twins between which the people on both sides (and the size) of a cell differ by
 * `width` or more? Also if no estimate tells of the cell. */
int sdg16i_twins_prove(sdg16i_twins *twins, sdg16i_twin_range *range);

#endif
