#include "survey/expression.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

int32_t sdg16i_survey_evaluate(const sdg16_table *table, const char *expression,
                               const char *name, sdg16_table **out, sdg16_error *error) {
  char bare[512];
  size_t size = strlen(expression);
  int quoted = size > 2 && expression[0] == '`' && expression[size - 1] == '`';
  *out = NULL;
  snprintf(bare, sizeof bare, "%.*s", (int)(quoted ? size - 2 : size), expression + quoted);
  int64_t column = sdg16_table_find(table, bare), rows = sdg16_table_rows(table);
  if (column < 0)
    return sdg16i_fail_at(error, SDG16_ERR_COLUMN, name, 0, 0,
                          "%s: the survey has no column '%.*s'", name,
                          sdg16i_utf8_excerpt(bare), bare);
  const int64_t *whole = sdg16_table_int64(table, column);
  const double *real = sdg16_table_double(table, column);
  const uint8_t *missing = sdg16_table_missing(table, column);
  if (rows && !whole && !real)
    return sdg16i_fail_at(error, SDG16_ERR_COLUMN, name, 0, 0,
                          "%s: column '%.*s' holds text, numbers were expected", name,
                          sdg16i_utf8_excerpt(bare), bare);
  int32_t code = sdg16_table_new(out, error);
  if (!code)
    code = real ? sdg16_table_add_double(*out, name, rows, real, missing, error)
                : sdg16_table_add_int64(*out, name, rows, whole, missing, error);
  if (!code) return SDG16_OK;
  sdg16_table_free(*out);
  *out = NULL;
  return code;
}
