/* How the lists lie to one another: empty, nested, identical, apart. */
#ifndef SDG16I_MSE_DIAGNOSE_STRUCTURE_H
#define SDG16I_MSE_DIAGNOSE_STRUCTURE_H

#include "mse/diagnose/messages.h"
#include "mse/loglinear/cells.h"

/* Adds what there is to say (docs/methods.md). reasons: 1 says too that nothing can be
 * estimated at all, for want of lists or overlaps. */
void sdg16i_structure(sdg16i_messages *messages, const sdg16_capture *capture,
                      const sdg16i_cells *cells, int reasons);

#endif
