/* Refused models that fit better. If the lists fall into groups without overlap, models in
 * which the number hidden goes to infinity can fit better than every admissible model. The
 * selected admissible model would then give too low a number with too narrow an interval. Then
 * there is no estimate. */
#ifndef SDG16I_MSE_SEARCH_REFUSED_H
#define SDG16I_MSE_SEARCH_REFUSED_H

#include "mse/search/search.h"

/* A refused model whose criterion is better than that of the selected one. */
typedef struct sdg16i_refused {
  int32_t found;
  int32_t preferred; /* 1: better by more than 2, so that there is no estimate */
  sdg16i_set model;
  double criterion; /* as those of the candidates */
  double better;    /* its criterion is lower than that of the best admissible model by this */
  const sdg16i_universe *universe; /* of the model */
  int32_t complete;                /* 1: the search was complete */
  int64_t spent;                   /* of the budget */
} sdg16i_refused;

/* The best unbounded model of a panel whose criterion is below that of the best admissible one
 * by more than `margin` (0: below at all). */
int32_t sdg16i_find_refused(sdg16i_panel *panel, sdg16i_workspace *workspace, int32_t criterion,
                            int64_t budget, double best, double margin, sdg16i_run *run,
                            sdg16i_refused *out, sdg16_error *error);

/* Units of the criterion by which a refused model must be better to be preferred. */
#define SDG16I_CLEARLY_BETTER 2.0

#endif
