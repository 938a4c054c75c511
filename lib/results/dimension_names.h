/* The names of the columns that are named by the data, before anything is computed. */
#ifndef SDG16I_RESULTS_DIMENSION_NAMES_H
#define SDG16I_RESULTS_DIMENSION_NAMES_H

#include "results/result_schema.h"

/* SDG16_ERR_NAME if the name is that of a column of the table SDG16I_RESULT_`table`, whether
 * this result would have it or not; a column that is a dimension there may be one. `option`:
 * what asked for the name. has_map: the data's column can be given another name by --map. */
int32_t sdg16i_check_dimension_name(int32_t table, const char *name, const char *option,
                                    int has_map, sdg16_error *error);
/* The same for several names, each of which must be given once. */
int32_t sdg16i_check_dimension_names(int32_t table, int64_t count, const char *const *names,
                                     const char *option, sdg16_error *error);

#endif
