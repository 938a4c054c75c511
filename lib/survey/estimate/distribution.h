/* The shares of all categories of a column. */
#ifndef SDG16I_SURVEY_ESTIMATE_DISTRIBUTION_H
#define SDG16I_SURVEY_ESTIMATE_DISTRIBUTION_H

#include "survey/estimate/domain_estimates.h"

/* As sdg16i_estimate, with a cell and a trace for each category of each domain: those of a
 * domain stand behind one another. Each is the proportion of its category, among the rows that
 * have one. */
int32_t sdg16i_distribution(const sdg16_design *design, const sdg16i_coded_column *classes,
                            int32_t with_replacement, const sdg16i_domains *domains,
                            sdg16i_run *run, sdg16i_domain_figures *cells, sdg16i_trace *traces,
                            sdg16_error *error);

#endif
