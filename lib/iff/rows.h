/* Methods in which each row is an estimate of its own: a formula of a few ranges. */
#ifndef SDG16I_IFF_ROWS_H
#define SDG16I_IFF_ROWS_H

#include "iff/iff.h"

#define SDG16I_IFF_NO_LIMIT 1e300

/* An input: its column among the method's values, the value of a blank (NaN: an error), and the
 * bounds. */
typedef struct sdg16i_iff_input {
  int32_t column;
  double blank, low, high;
  const char *name; /* NULL: the column's */
} sdg16i_iff_input;

/* Evaluates f over the ranges of the inputs, adds the flow, writes the detail: central values
 * out and in, their limits, and the input that moves the flow most (one at a time), with how
 * far. `activity` and `part` (of the details) are nullable. */
int32_t sdg16i_iff_row(sdg16i_iff_job *job, const sdg16i_iff_value *value, sdg16i_iff_fn f,
                       int32_t count, const sdg16i_iff_input *inputs, const char *activity,
                       const char *part);

extern const char *const sdg16i_iff_row_texts[], *const sdg16i_iff_row_numbers[];

int32_t sdg16i_iff_no_more(sdg16i_iff_job *job, int *again); /* an `end` with nothing to do */

#endif
