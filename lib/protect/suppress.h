/* Which cells of a block are suppressed. */
#ifndef SDG16I_PROTECT_SUPPRESS_H
#define SDG16I_PROTECT_SUPPRESS_H

#include "protect/additive_table.h"

/* Sets state, witnessed, lower and upper. SDG16_ERR_MEMORY. */
int32_t sdg16i_suppress(sdg16i_block *block, const sdg16_protect_options *options,
                        sdg16_error *error);

#endif
