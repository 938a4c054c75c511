/* The numbers of a row that the rules of protection ask for. */
#include "protect/protect.h"

#include "indicators/counts/columns.h"
#include "results/result_schema.h"

#include <math.h>

double sdg16i_protected_number(const sdg16i_protecting *p, const char *name, int64_t row) {
  return sdg16i_result_number(p->table, name, row);
}

double sdg16i_number_in_column(const sdg16i_protecting *p, int64_t column, int64_t row) {
  return column < 0 ? (double)NAN
                    : sdg16i_protected_number(p, sdg16_table_name(p->table, column), row);
}

int64_t sdg16i_column_by_rule(const sdg16i_protecting *p, int32_t rule) {
  int32_t count;
  const sdg16i_result_column *column = sdg16i_result_columns(p->result, &count);
  for (int32_t i = 0; i < count; i++)
    if (column[i].rule == rule) return sdg16_table_find(p->table, column[i].name);
  return -1;
}

double sdg16i_estimated(const sdg16i_protecting *p, int64_t row) {
  int32_t rule =
      p->result == SDG16I_RESULT_ESTIMATES ? SDG16I_RULE_ESTIMATE : SDG16I_RULE_VALUE;
  return sdg16i_number_in_column(p, sdg16i_column_by_rule(p, rule), row);
}

double sdg16i_scale(const sdg16i_protecting *p, int64_t row) {
  double scale = p->of_indicators ? sdg16i_protected_number(p, "multiplier", row) : (double)NAN;
  return isnan(scale) ? 1 : scale;
}
