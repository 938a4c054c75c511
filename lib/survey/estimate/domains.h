/* Domains: the rows of interest, divided by the values of columns. */
#ifndef SDG16I_SURVEY_ESTIMATE_DOMAINS_H
#define SDG16I_SURVEY_ESTIMATE_DOMAINS_H

#include "survey/design/columns.h"
#include "survey/design/design.h"

#define SDG16I_MAX_BY 8

/* A column whose values make domains. */
typedef struct sdg16i_coded_column {
  const int32_t *code; /* at each position; -1: missing */
  int64_t count;       /* codes are below it */
} sdg16i_coded_column;

/* The columns that define domains, and the rows that count. */
typedef struct sdg16i_grouping {
  int32_t columns;
  sdg16i_coded_column by[SDG16I_MAX_BY];
  const uint8_t *included; /* at each position; NULL: every row */
} sdg16i_grouping;

/* The parts that the columns in the bit mask `used` make: of the combinations that
 * occur, in ascending order, the positions of the rows, ascending. */
typedef struct sdg16i_domains {
  int64_t count;
  int64_t *start;    /* of each domain in `position`, and one more */
  int32_t *position; /* NULL: every position, in one domain */
  int32_t *level;    /* count x columns: the level, -1 where the column is not used */
} sdg16i_domains;

int32_t sdg16i_domains_make(sdg16i_domains *domains, const sdg16_design *design,
                            const sdg16i_grouping *grouping, uint32_t used, sdg16_error *error);
void sdg16i_domains_clear(sdg16i_domains *domains);

static inline int64_t sdg16i_domain_position(const sdg16i_domains *domains, int64_t i) {
  return domains->position ? domains->position[i] : i;
}

#endif
