/* Which columns of a table are dimensions. */
#include "base/error.h"
#include "data/table/table.h"

int64_t sdg16_table_dimension_count(const sdg16_table *table) {
  if (!table || !table->has_dimensions) return -1;
  int64_t count = 0;
  for (int64_t i = 0; i < table->count; i++) count += table->columns[i].is_dimension;
  return count;
}

int32_t sdg16_table_is_dimension(const sdg16_table *table, int64_t column) {
  return table && column >= 0 && column < table->count && table->columns[column].is_dimension;
}

int32_t sdg16_table_set_dimensions(sdg16_table *table, int64_t count, const char *const *names,
                                   sdg16_error *error) {
  if (!table || count < 0 || (count && !names))
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_table_set_dimensions: %s",
                       !table      ? "table must not be NULL"
                       : count < 0 ? "count must be 0 or more"
                                   : "names must not be NULL");
  for (int64_t i = 0; i < count; i++)
    if (sdg16_table_find(table, names[i]) < 0)
      return sdg16i_fail(error, SDG16_ERR_NAME,
                         "dimensions must be columns of the table, not '%.100s'",
                         names[i] ? names[i] : "(NULL)");
  for (int64_t c = 0; c < table->count; c++) table->columns[c].is_dimension = 0;
  for (int64_t i = 0; i < count; i++)
    table->columns[sdg16_table_find(table, names[i])].is_dimension = 1;
  table->has_dimensions = 1;
  return SDG16_OK;
}
