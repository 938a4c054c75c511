/* Which cells of a block are suppressed. */
#ifndef SDG16I_PROTECT_SUPPRESS_H
#define SDG16I_PROTECT_SUPPRESS_H

#include "protect/additive_table.h"

/* Is a count below the minimum? 0 is where `zeros` are protected too. */
static inline int sdg16i_is_below_minimum(double count, double minimum, int zeros) {
  return count < minimum && (count > 0 || (zeros && count == 0));
}

/* Sets state, witnessed, lower and upper. SDG16_ERR_MEMORY. */
int32_t sdg16i_suppress(sdg16i_block *block, const sdg16_protect_options *options,
                        sdg16_error *error);

#endif
