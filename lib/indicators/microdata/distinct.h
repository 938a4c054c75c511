/* The distinct values of a column, present and missing, and the value of each row. */
#ifndef SDG16I_INDICATORS_MICRODATA_DISTINCT_H
#define SDG16I_INDICATORS_MICRODATA_DISTINCT_H

#include "base/memory.h"

#include <sdg16/table.h>

typedef struct sdg16i_distinct_value {
  const char *text;  /* the value; of a missing one its tag; NULL: blank */
  const char *label; /* of the value or the tag; NULL: none */
  double number;     /* NaN: missing, or a text */
  int32_t missing;   /* SDG16_MISSING_ kind */
  int64_t first;     /* row */
  int64_t rows;
  double weight;
} sdg16i_distinct_value;

typedef struct sdg16i_distinct {
  int64_t count, capacity;
  sdg16i_distinct_value *value; /* ascending: numbers, texts in order of appearance, missing */
  int32_t *of_row;
  sdg16i_arena texts;
} sdg16i_distinct;

/* `weight` is of each row. SDG16_ERR_LIMIT: more than `most` values. Free also after a
 * failure. */
int32_t sdg16i_distinct_read(sdg16i_distinct *distinct, const sdg16_table *table,
                             int64_t column, const double *weight, int64_t most,
                             sdg16_error *error);
void sdg16i_distinct_free(sdg16i_distinct *distinct);

#endif
