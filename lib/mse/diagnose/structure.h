/* How the lists are related: empty, nested, identical, without overlap. */
#ifndef SDG16I_MSE_DIAGNOSE_STRUCTURE_H
#define SDG16I_MSE_DIAGNOSE_STRUCTURE_H

#include "mse/diagnose/messages.h"

/* Adds the messages (docs/methods.md). reasons: 1 also says if nothing can be estimated at all,
 * because there are too few lists or no overlaps. */
void sdg16i_structure(sdg16i_messages *messages, const sdg16_capture *capture, int reasons);

#endif
