/* Names in an expression that differ in case from those of the columns. */
#ifndef SDG16I_DATA_EXPRESSION_SPELLINGS_H
#define SDG16I_DATA_EXPRESSION_SPELLINGS_H

#include "data/table/column_match.h"

/* sdg16i_add_respelled for each column of an expression; one that is wrong adds nothing. */
void sdg16i_add_respelled_in(const sdg16_table *table, const char *expression, char *out,
                             size_t size);

#endif
