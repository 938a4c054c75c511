#include "protect/column_rules.h"

#include "results/result_schema.h"

#include <stddef.h>
#include <string.h>

int sdg16i_is_of_indicators(int32_t table) {
  return table != SDG16I_RESULT_ESTIMATES && table != SDG16I_RESULT_SURVEY;
}

static int is_named(const char *name, int64_t count, const char *const *names) {
  for (int64_t i = 0; names && i < count; i++)
    if (!strcmp(names[i], name)) return 1;
  return 0;
}

int sdg16i_is_protected_dimension(const sdg16_table *results, int32_t table, int64_t column,
                                  const sdg16_protect_options *o) {
  if (o->dimensions)
    return is_named(sdg16_table_name(results, column), o->dimension_count, o->dimensions);
  return sdg16i_is_dimension(results, table, column);
}

int sdg16i_is_rule_of_counts(int32_t rule) {
  return rule == SDG16I_RULE_COUNT || rule == SDG16I_RULE_RESPONDENTS;
}

int sdg16i_is_rule_of_lists(int32_t rule) {
  return rule >= SDG16I_RULE_ESTIMATE && rule <= SDG16I_RULE_OF_LIMITS;
}

int32_t sdg16i_protection_rule(const sdg16_table *results, int32_t table, int64_t column,
                               const sdg16_protect_options *o) {
  const char *name = sdg16_table_name(results, column);
  if (sdg16i_is_protected_dimension(results, table, column, o)) return SDG16I_RULE_SETTING;
  const sdg16i_result_column *known = sdg16i_result_column_find(table, name);
  int is_text = sdg16_table_type(results, column) == SDG16_TEXT;
  int is_of_lists = known && sdg16i_is_rule_of_lists(known->rule);
  if (!is_text && !is_of_lists && is_named(name, o->column_count, o->columns))
    return known && sdg16i_is_rule_of_counts(known->rule) ? known->rule : SDG16I_RULE_COUNT;
  if (!known || known->role == SDG16I_ROLE_DIMENSION || (is_text && known->type != SDG16_TEXT))
    return SDG16I_RULE_UNKNOWN;
  return known->rule;
}
