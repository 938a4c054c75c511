/* How far an estimate lies from Chao's lower bound, in standard errors. */
#ifndef SDG16I_MSE_DIAGNOSE_CHAO_GAP_H
#define SDG16I_MSE_DIAGNOSE_CHAO_GAP_H

#include "mse/loglinear/fit.h"

/* log(undetected by the fit) - log(undetected by the bound), over its standard error: that of
 * the difference, as both come from the same counts. NaN if the bound has no one undetected.
 * The fit must have an estimate. */
int32_t sdg16i_chao_gap(const sdg16_fit *fit, double *out, sdg16_error *error);

#endif
