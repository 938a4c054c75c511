/* Whether observations keep the rules of the SDG data structure. */
#ifndef SDG16I_PUBLISH_OBSERVATION_CHECKS_H
#define SDG16I_PUBLISH_OBSERVATION_CHECKS_H

#include "publish/observations.h"

/* A row of the results has a code where another is expected. Returns `status`. */
int32_t sdg16i_refuse_code(sdg16_error *error, int64_t row, int32_t status, const char *name,
                           const char *found, const char *expected);
/* Codes, bounds and the rules of the series, as far as the options ask for them. */
int32_t sdg16i_check_observation(const sdg16i_observation *observation,
                                 const sdg16_publish_options *options, int known_series,
                                 sdg16_error *error);
/* No two observations may have one key. Of a value that stands twice, one is left out. */
int32_t sdg16i_check_keys(sdg16i_observations *observations, sdg16_error *error);

#endif
