/* The inside of a computed indicator. */
#ifndef SDG16I_INDICATORS_COMPUTE_H
#define SDG16I_INDICATORS_COMPUTE_H

#include "survey/estimate/origin.h"

#include <sdg16/indicator.h>

/* Where its results come from; without a design if they are of counts. */
const sdg16i_origin *sdg16i_indicator_origin(const sdg16_indicator *indicator);

#endif
