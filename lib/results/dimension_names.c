#include "results/dimension_names.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

int32_t sdg16i_check_dimension_name(int32_t table, const char *name, const char *option,
                                    int has_map, sdg16_error *error) {
  const sdg16i_result_column *column = sdg16i_result_column_find(table, name);
  if (!column || column->role == SDG16I_ROLE_DIMENSION) return SDG16_OK;
  if (has_map)
    return sdg16i_fail_at(
        error, SDG16_ERR_NAME, option, 0, 0,
        "%s: the column '%s' must be renamed, because the results have a "
        "column of this name (in the data, or with --map NEW=%s, and then by NEW)",
        option, name, name);
  return sdg16i_fail_at(error, SDG16_ERR_NAME, option, 0, 0,
                        "%s: the column '%s' must be renamed in the data, because the results "
                        "have a column of this name",
                        option, name);
}

int32_t sdg16i_check_dimension_names(int32_t table, int64_t count, const char *const *names,
                                     const char *option, sdg16_error *error) {
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < count && !status; i++) {
    for (int64_t k = 0; k < i; k++)
      if (!strcmp(names[k], names[i]))
        return sdg16i_fail_at(error, SDG16_ERR_NAME, option, i + 1, 0,
                              "%s: each column must be named once; '%.*s' is named twice",
                              option, sdg16i_utf8_excerpt(names[i]), names[i]);
    status = sdg16i_check_dimension_name(table, names[i], option, 0, error);
  }
  return status;
}
