/* Protection of the estimates of a sample, with the twins that prove it. */
#ifndef SDG16I_PROTECT_SAMPLE_PROTECT_SAMPLE_H
#define SDG16I_PROTECT_SAMPLE_PROTECT_SAMPLE_H

#include "protect/sample/twins.h"

#include <sdg16/publish.h>

/* Is told each twin that was accepted: whose record the respondent at each position has in it.
 * `release` counts from 0: twins of a release that failed later do not prove the next one. */
typedef void (*sdg16i_twin_watch)(void *context, int32_t release, const int32_t *record);

/* As sdg16_survey_protect. `watch`: NULL, or a function for tests. */
int32_t sdg16i_protect_sample(const sdg16_registry *registry, const sdg16_table *results,
                              const sdg16i_origin *origin, const sdg16_protect_options *options,
                              const sdg16_exec_options *exec, sdg16i_twin_watch watch,
                              void *context, sdg16_table **out, sdg16_table **report,
                              sdg16_error *error);

#endif
