/* Percentile intervals of flows from replicates: of a bootstrap, or of inputs drawn from their
 * ranges. */
#ifndef SDG16I_IFF_INTERVAL_H
#define SDG16I_IFF_INTERVAL_H

#include "iff/iff.h"

/* Settings of methods with replicates. */
#define SDG16I_IFF_REPLICATES                                                                  \
  {"replicates", NULL, 0, 0, 1e6}, { "level", NULL, 0.95, 0.5, 0.9999 }
#define SDG16I_IFF_MONTE_CARLO                                                                 \
  SDG16I_IFF_REPLICATES, { "distribution", "triangular; uniform", 0, 0, 0 }

#define SDG16I_IFF_DRAWN "inputs drawn within their ranges"

/* Reads and checks these settings, if the method has them. */
int32_t sdg16i_iff_draws_begin(sdg16i_iff_job *job);
/* The replicates of a direction of a flow, at first 0; NULL: out of memory. */
double *sdg16i_iff_draws_of(sdg16i_iff_job *job, const sdg16i_iff_flow *flow,
                            int32_t direction);
/* Sorts; low and high of the central `level` of the values (quantiles of type 7). */
void sdg16i_iff_percentiles(double *value, int64_t count, double level, double *low,
                            double *high);
/* Makes them the limits of the flows. An interval that does not contain its estimate is widened
 * to include it, and is counted: parts are summed by sign, and the sum of the positive parts of
 * noise is not 0. */
int32_t sdg16i_iff_draws_end(sdg16i_iff_job *job);

/* Adds the replicates of a flow of `count` inputs, each drawn from its range, independently,
 * from a stream of its own. */
int32_t sdg16i_iff_draw_inputs(sdg16i_iff_job *job, const sdg16i_iff_flow *flow,
                               sdg16i_iff_fn f, int32_t count, const sdg16i_iff_value *input,
                               int64_t stream);

#endif
