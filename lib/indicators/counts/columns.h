/* Rows of result tables as they are read back, column by column. */
#ifndef SDG16I_INDICATORS_COUNTS_COLUMNS_H
#define SDG16I_INDICATORS_COUNTS_COLUMNS_H

#include <sdg16/indicator.h>

/* The text of a cell; NULL if it is missing or the column does not exist. Numbers are written
 * into `buffer` (32 bytes). */
const char *sdg16i_result_text(const sdg16_table *table, const char *name, int64_t row,
                               char buffer[32]);
/* The same as a number; NaN if it is missing. */
double sdg16i_result_number(const sdg16_table *table, const char *name, int64_t row);

#endif
