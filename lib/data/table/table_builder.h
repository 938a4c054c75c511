/* Building result tables column by column; after a failure the rest is skipped. */
#ifndef SDG16I_DATA_TABLE_TABLE_BUILDER_H
#define SDG16I_DATA_TABLE_TABLE_BUILDER_H

#include <sdg16/table.h>

typedef struct sdg16i_columns {
  sdg16_table *table;
  int64_t rows;
  int32_t status; /* of the first failure */
  sdg16_error *error;
} sdg16i_columns;

void sdg16i_columns_begin(sdg16i_columns *columns, int64_t rows, sdg16_error *error);
/* NaN is a missing value. */
void sdg16i_column_double(sdg16i_columns *columns, const char *name, const double *values);
/* NULL is a missing value. `values` may be NULL after a failure. */
void sdg16i_column_text(sdg16i_columns *columns, const char *name, const char *const *values);
/* The table, or NULL and the status of the first failure. */
int32_t sdg16i_columns_end(sdg16i_columns *columns, sdg16_table **out);

#endif
