/* What a table says without a model: how much the lists overlap, and a lower bound. */
#ifndef SDG16I_MSE_DIAGNOSE_COVERAGE_H
#define SDG16I_MSE_DIAGNOSE_COVERAGE_H

#include "mse/diagnose/messages.h"
#include "mse/loglinear/cells.h"

#include <sdg16/mse.h>

sdg16_coverage sdg16i_coverage(const sdg16i_cells *cells);
/* Adds the note with the grade; nothing if the coverage is NaN. */
void sdg16i_about_coverage(double coverage, sdg16i_messages *messages);

#endif
