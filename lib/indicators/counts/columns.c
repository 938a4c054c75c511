#include "indicators/counts/columns.h"

#include "indicators/counts/indicator_data.h"
#include "results/result_schema.h"

#include <math.h>
#include <string.h>

int sdg16i_is_fixed_column(const char *name) {
  const sdg16i_result_column *known = sdg16i_result_column_find(SDG16I_RESULT_INDICATOR, name);
  return known && known->role != SDG16I_ROLE_DIMENSION;
}

const char *sdg16i_result_text(const sdg16_table *table, const char *name, int64_t row,
                               char buffer[32]) {
  int64_t column = sdg16_table_find(table, name);
  return column < 0 ? NULL : sdg16i_text_at(table, column, row, buffer);
}

double sdg16i_result_number(const sdg16_table *table, const char *name, int64_t row) {
  double value;
  int64_t column = sdg16_table_find(table, name);
  return column < 0 || sdg16i_number_at(table, column, row, &value) ? (double)NAN : value;
}
