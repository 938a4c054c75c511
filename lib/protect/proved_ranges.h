/* The range of each suppressed count that a reader cannot exclude. */
#ifndef SDG16I_PROTECT_PROVED_RANGES_H
#define SDG16I_PROTECT_PROVED_RANGES_H

#include "protect/protecting_moves.h"

/* Sets witnessed, lower and upper of every cell: the widest range that is proved. */
void sdg16i_find_ranges(sdg16i_suppression *s);

#endif
