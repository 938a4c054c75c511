/* One statistic in every domain of a partition, with variances: linearised or from
 * replicates. */
#ifndef SDG16I_SURVEY_ESTIMATE_DOMAIN_ESTIMATES_H
#define SDG16I_SURVEY_ESTIMATE_DOMAIN_ESTIMATES_H

#include "base/run.h"
#include "survey/estimate/linear.h"

/* The values from which a domain's variance was computed, for covariances with other domains.
 */
typedef struct sdg16i_trace {
  int64_t units;
  int32_t *unit; /* linearised: units of the last stage, ascending ... */
  double *t;     /* ... and the values; by replicates: the value in each replicate */
} sdg16i_trace;

/* cells: one a domain. traces (nullable): one a domain, to be cleared by the caller,
 * after a failure too. */
int32_t sdg16i_estimate(const sdg16_design *design, const sdg16i_survey_target *target,
                        const sdg16i_domains *domains, sdg16i_run *run,
                        sdg16i_domain_figures *cells, sdg16i_trace *traces, sdg16_error *error);
/* The df of the rows that the grouping includes, whether or not they have a value. */
int32_t sdg16i_domain_df(const sdg16_design *design, const sdg16i_grouping *grouping,
                         sdg16i_run *run, double *df, sdg16_error *error);
/* Copies `count` values, of `units` units (NULL: of replicates). */
int32_t sdg16i_trace_keep(sdg16i_trace *trace, int64_t units, const int32_t *unit,
                          int64_t count, const double *t, sdg16_error *error);
void sdg16i_trace_clear(sdg16i_trace *trace);

/* count x count covariances of the values whose traces and estimates are given; rows and
 * columns of traces without values are NaN. */
int32_t sdg16i_covariance(const sdg16_design *design, int64_t count, const sdg16i_trace *traces,
                          const double *values, double *out, sdg16_error *error);

#endif
