/* Columns of one result table in another: aggregates and changes keep what values are of. */
#ifndef SDG16I_INDICATORS_REGIONAL_COPIED_COLUMNS_H
#define SDG16I_INDICATORS_REGIONAL_COPIED_COLUMNS_H

#include "results/result_rows.h"

/* Puts the values of a table's column of the same name: row i has that of row `from[i]`. A
 * table without it: nothing. */
void sdg16i_copy_column(sdg16i_result_rows *out, int32_t column, const sdg16_table *table,
                        const int64_t *from);
/* Names the dimensions of the table, and puts their codes. */
void sdg16i_copy_dimensions(sdg16i_result_rows *out, const sdg16_table *table,
                            const int64_t *from);

#endif
