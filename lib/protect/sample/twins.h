/* Twins of a data set: others with the same design and the same release, in which a suppressed
 * count is different. */
#ifndef SDG16I_PROTECT_SAMPLE_TWINS_H
#define SDG16I_PROTECT_SAMPLE_TWINS_H

#include "protect/sample/balance.h"

/* A count that must not be told: of one row and item, those who answered, those for whom the
 * answer is true, or the others. */
#define SDG16I_COUNT_N 0
#define SDG16I_COUNT_EVENTS 1
#define SDG16I_COUNT_OTHERS 2

typedef struct sdg16i_secret {
  int64_t row;
  int32_t item, kind;
  double count;
  double lower, upper; /* the least and the largest in a twin, or in the data */
} sdg16i_secret;

/* Is the release of this data set the same? 1, 0, or a status below 0. */
typedef int32_t (*sdg16i_twin_check)(void *context, const sdg16i_balance *balance,
                                     sdg16_error *error);

typedef struct sdg16i_twin_search {
  sdg16i_balance *balance;
  int64_t count;
  sdg16i_secret *secret;
  double width; /* that each secret must have */
  sdg16i_twin_check check;
  void *context;
  sdg16i_run *run;
  int64_t proposals; /* changes that may be looked at, times the rows they touch; counts down */
  int64_t hardest;   /* the secret that is looked at first; afterwards, one that is not wide */
  int64_t step;      /* of all attempts; 0 at first */
  int64_t *rested;   /* of each position: the step from which it may change again */
} sdg16i_twin_search;

/* *found: 1 if every secret has the width. */
int32_t sdg16i_twins_find(sdg16i_twin_search *search, int *found, sdg16_error *error);
double sdg16i_secret_count(const sdg16i_balance *balance, const sdg16i_secret *secret);

#endif
