/* Rows of result tables as they are read back, column by column. */
#ifndef SDG16I_INDICATORS_COUNTS_COLUMNS_H
#define SDG16I_INDICATORS_COUNTS_COLUMNS_H

#include <sdg16/indicator.h>

/* A text of the column of that name, NULL where it is missing or there is no such column;
 * numbers are written into `buffer` (32 bytes). */
const char *sdg16i_result_text(const sdg16_table *table, const char *name, int64_t row,
                               char buffer[32]);
/* The same for numbers: NaN. */
double sdg16i_result_number(const sdg16_table *table, const char *name, int64_t row);

#endif
