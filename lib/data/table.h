/* The inside of a table. */
#ifndef SDG16I_TABLE_H
#define SDG16I_TABLE_H

#include "data/dictionary.h"

#include <sdg16/table.h>

typedef struct sdg16i_column {
  char *name;
  int32_t type;
  void *values;     /* int64_t, double or int32_t (codes); NULL with no rows */
  uint8_t *missing; /* NULL: none */
  sdg16i_dictionary levels;
} sdg16i_column;

struct sdg16_table {
  int64_t rows; /* -1 as long as there is no column */
  int64_t count, capacity;
  sdg16i_column *columns;
};

/* Puts a finished column behind the others; the table owns it from now on and
 * *column is zeroed. On failure (memory alone) it stays the caller's. The name
 * must be new, and the rows as many as the table's: not checked. */
int32_t sdg16i_table_adopt(sdg16_table *table, int64_t rows, sdg16i_column *column,
                           sdg16_error *error);
void sdg16i_column_free(sdg16i_column *column);

#endif
