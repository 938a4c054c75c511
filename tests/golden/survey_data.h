/* The surveys of the golden tests, rebuilt from the compact files (see data/README.md). */
#ifndef SURVEY_DATA_H
#define SURVEY_DATA_H

#include <sdg16.h>

/* "people": 20,511 adults; "lonely", "pairs": some of their PSUs (at most 8 a stratum,
 * strata 5, 11 and 17 one; 2 a stratum); "children"; "firms"; "fpc", "mu284", "scd".
 * Kept until the program ends. */
sdg16_table *survey_table(const char *name);

/* The name of a column of 0 and 1 in the survey: the rows of a domain such as
 * "region=C&sex=F"; NULL for "". Made when it is first asked for. */
const char *survey_domain(const char *survey, const char *domain);

#endif
