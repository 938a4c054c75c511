/* What is being said about one estimation. */
#ifndef SDG16I_MSE_DIAGNOSE_ABOUT_H
#define SDG16I_MSE_DIAGNOSE_ABOUT_H

#include "mse/diagnose/messages.h"
#include "mse/estimate/estimate.h"

typedef struct sdg16i_about {
  const sdg16_mse *mse;
  sdg16i_messages messages;
} sdg16i_about;

/* The status when it is not plain OK (about_status.c). */
void sdg16i_about_status(sdg16i_about *about);
/* Fit, coverage, Chao's bound, assumption (about_quality.c). */
void sdg16i_about_quality(sdg16i_about *about);
/* The model as "[12,3]"; "" without. */
const char *sdg16i_model_text(sdg16i_about *about);

#endif
