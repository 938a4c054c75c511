#include "data/expression/spellings.h"

#include <sdg16/expression.h>

void sdg16i_add_respelled_in(const sdg16_table *table, const char *expression, char *out,
                             size_t size) {
  sdg16_expression *parsed;
  if (sdg16_expression_new(expression, &parsed, NULL)) return;
  for (int64_t i = 0; i < sdg16_expression_columns(parsed); i++)
    sdg16i_add_respelled(table, sdg16_expression_column(parsed, i), out, size);
  sdg16_expression_free(parsed);
}
