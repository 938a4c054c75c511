/* Columns that aggregates and changes copy from the result table they are made from. */
#ifndef SDG16I_INDICATORS_REGIONAL_COPIED_COLUMNS_H
#define SDG16I_INDICATORS_REGIONAL_COPIED_COLUMNS_H

#include "results/result_rows.h"

/* Copies the column of the same name: row i gets the value of row `from[i]`. Does nothing if
 * the table has no such column. */
void sdg16i_copy_column(sdg16i_result_rows *out, int32_t column, const sdg16_table *table,
                        const int64_t *from);
/* Adds the dimensions of the table, with their codes. */
void sdg16i_copy_dimensions(sdg16i_result_rows *out, const sdg16_table *table,
                            const int64_t *from);

#endif
