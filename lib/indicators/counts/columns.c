#include "indicators/counts/columns.h"

#include "indicators/counts/indicator_data.h"
#include "results/result_schema.h"

#include <math.h>

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
