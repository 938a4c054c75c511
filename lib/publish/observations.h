/* Result rows as observations of the SDG data structure. */
#ifndef SDG16I_PUBLISH_OBSERVATIONS_H
#define SDG16I_PUBLISH_OBSERVATIONS_H

#include "base/memory.h"
#include "publish/sdg_dsd.h"

#include <sdg16/publish.h>
#include <string.h>

typedef struct sdg16i_observation {
  int64_t row; /* of the results */
  const char *dimension[SDG16I_DIMENSIONS];
  const char *attribute[SDG16I_ATTRIBUTES]; /* NULL: blank */
  const char *dataflow;                     /* from which it was read; NULL: it was not */
  const char *action;                       /* of SDMX-CSV 2.0; NULL: none */
  double value, lower, upper;               /* NaN: none */
  int32_t implied;                          /* the series says a code of the key */
} sdg16i_observation;

/* Does the row delete what has its key? */
static inline int sdg16i_is_deletion(const sdg16i_observation *o) {
  return o->action && !strcmp(o->action, "D");
}

typedef struct sdg16i_observations {
  sdg16i_arena memory;
  sdg16i_observation *item;
  int64_t count, left_out;
  int32_t
      with_actions; /* the caller's: the format has the action, which is a part of the key */
} sdg16i_observations;

/* The reported values of a result table, checked. Free also after a failure. */
int32_t sdg16i_observations_read(sdg16i_observations *observations,
                                 const sdg16_registry *registry, const sdg16_table *results,
                                 const sdg16_publish_options *options, sdg16_error *error);
void sdg16i_observations_free(sdg16i_observations *observations);

/* The series and indicator of a series code or alias; NULL: unknown. */
const sdg16_series *sdg16i_series_of_code(const sdg16_registry *registry, const char *code,
                                          const sdg16_indicator_def **def);

#endif
