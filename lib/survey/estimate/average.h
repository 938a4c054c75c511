/* The mean of several proportions, each over the rows that have it. */
#ifndef SDG16I_SURVEY_ESTIMATE_AVERAGE_H
#define SDG16I_SURVEY_ESTIMATE_AVERAGE_H

#include "survey/estimate/domain_estimates.h"

#define SDG16I_MAX_ITEMS 32

typedef struct sdg16i_items {
  int32_t count;
  double *y[SDG16I_MAX_ITEMS]; /* by position: 0, 1, NaN where it is missing */
} sdg16i_items;

/* Conditions with ';' between, over a table whose row at each position is in `order`. */
int32_t sdg16i_items_read(sdg16i_items *items, const sdg16_table *table, const int32_t *order,
                          const char *conditions, sdg16_error *error);
void sdg16i_items_clear(sdg16i_items *items);

/* As sdg16i_estimate. The linearised value is the mean of those of the items (Binder
 * 1983), the value of a replicate the mean of its values. */
int32_t sdg16i_average(const sdg16_design *design, const sdg16i_items *items,
                       const sdg16i_domains *domains, sdg16i_run *run,
                       sdg16i_domain_figures *cells, sdg16i_trace *traces, sdg16_error *error);

#endif
