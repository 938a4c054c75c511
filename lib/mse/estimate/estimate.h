/* The inside of sdg16_mse: one estimation and all it has to say. */
#ifndef SDG16I_ESTIMATE_H
#define SDG16I_ESTIMATE_H

#include "mse/loglinear/fit.h"
#include "mse/select/search.h"

struct sdg16_mse {
  const sdg16_capture *capture; /* during sdg16_mse_new only */
  sdg16_mse_options options;    /* checked; select and max_order resolved */
  int32_t status;
  sdg16i_cells *cells;
  sdg16i_universe universe; /* empty with a fixed model */
  sdg16i_candidates candidates;
  sdg16_search_summary search;
  sdg16_model *model;
  sdg16_fit *fit;
  sdg16_estimate estimate;
  sdg16_table *estimates, *models, *diagnostics;
};

/* The criterion that the candidates are ranked by. */
int32_t sdg16i_ranking(const sdg16_mse *mse);

int32_t sdg16i_estimates_table(sdg16_mse *mse, sdg16_error *error);
int32_t sdg16i_models_table(sdg16_mse *mse, sdg16_error *error);
/* In diagnose/. */
int32_t sdg16i_diagnostics_table(sdg16_mse *mse, sdg16_error *error);

#endif
