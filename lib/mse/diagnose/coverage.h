/* What a table says without a model: how much the lists overlap, and a lower bound. */
#ifndef SDG16I_MSE_DIAGNOSE_COVERAGE_H
#define SDG16I_MSE_DIAGNOSE_COVERAGE_H

#include "mse/loglinear/cells.h"

#include <sdg16/mse.h>

sdg16_coverage sdg16i_coverage(const sdg16i_cells *cells);

#endif
