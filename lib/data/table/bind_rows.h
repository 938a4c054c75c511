/* Tables of the same columns, one below the other. */
#ifndef SDG16I_DATA_TABLE_BIND_ROWS_H
#define SDG16I_DATA_TABLE_BIND_ROWS_H

#include <sdg16/table.h>

/* Stacks `count` tables whose columns agree; in front come `prefixes` text columns whose
 * value in the rows of table t is value[t * prefixes + k], NULL for missing. */
int32_t sdg16i_stack(int64_t count, const sdg16_table *const *tables, int64_t prefixes,
                     const char *const *names, const char *const *value, sdg16_table **out,
                     sdg16_error *error);

#endif
