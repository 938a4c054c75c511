/* Rows of a column in another table. */
#ifndef SDG16I_DATA_TABLE_TAKE_ROWS_H
#define SDG16I_DATA_TABLE_TAKE_ROWS_H

#include <sdg16/table.h>

/* Adds to `to` a column of `from` with all that is known of it (missing kinds, labels, tags):
 * row i has what row `row[i]` of `from` has. */
int32_t sdg16i_take_rows(sdg16_table *to, const sdg16_table *from, int64_t column, int64_t rows,
                         const int64_t *row, sdg16_error *error);

#endif
