#include "protect/result_kinds.h"

#include "results/result_schema.h"

#include <stddef.h>
#include <string.h>

static int has_all(const sdg16_table *table, const char *const *names) {
  for (; *names; names++)
    if (sdg16_table_find(table, *names) < 0) return 0;
  return 1;
}

int sdg16i_of_sample(const sdg16_table *table) {
  static const char *const SAMPLE[] = {"value", "n", "n_effective", "missing", "weight", NULL};
  return has_all(table, SAMPLE);
}

int32_t sdg16i_kind_of(const sdg16_table *table) {
  static const char *const MSE[] = {"estimator", "selection", "model", "observed",
                                    "hidden",    "total",     "rate",  NULL};
  static const char *const SURVEY[] = {"value",   "deff",   "n",        "n_effective", "cv",
                                       "missing", "weight", "interval", NULL};
  static const char *const INDICATOR[] = {"indicator", "series", "unit", NULL};
  return has_all(table, INDICATOR) ? SDG16I_KIND_INDICATOR
         : has_all(table, MSE)     ? SDG16I_KIND_MSE
         : has_all(table, SURVEY)  ? SDG16I_KIND_SURVEY
                                   : SDG16I_KIND_INDICATOR;
}

const char *sdg16i_kind_value(int32_t kind) {
  return kind == SDG16I_KIND_MSE ? "total" : "value";
}

int32_t sdg16i_kind_schema(const sdg16_table *table, int32_t kind) {
  static const char *const FLOWS[] = {"method",           "category",      "stage",
                                      "illicit_activity", "overlap_group", NULL};
  return kind == SDG16I_KIND_MSE      ? SDG16I_RESULT_ESTIMATES
         : kind == SDG16I_KIND_SURVEY ? SDG16I_RESULT_SURVEY
         : has_all(table, FLOWS)      ? SDG16I_RESULT_FLOWS
                                      : SDG16I_RESULT_INDICATOR;
}

static int is_named(const char *name, int64_t count, const char *const *names) {
  for (int64_t i = 0; names && i < count; i++)
    if (!strcmp(names[i], name)) return 1;
  return 0;
}

int sdg16i_is_protected_dimension(const sdg16_table *table, int32_t kind, int64_t column,
                                  const sdg16_protect_options *o) {
  if (o->dimensions)
    return is_named(sdg16_table_name(table, column), o->dimension_count, o->dimensions);
  return sdg16i_is_dimension(table, sdg16i_kind_schema(table, kind), column);
}

int32_t sdg16i_protection_rule(const sdg16_table *table, int32_t kind, int64_t column,
                               const sdg16_protect_options *o) {
  const char *name = sdg16_table_name(table, column);
  if (sdg16i_is_protected_dimension(table, kind, column, o)) return SDG16I_RULE_SETTING;
  const sdg16i_result_column *known =
      sdg16i_result_column_find(sdg16i_kind_schema(table, kind), name);
  int is_text = sdg16_table_type(table, column) == SDG16_TEXT;
  if (!is_text && is_named(name, o->column_count, o->columns)) return SDG16I_RULE_COUNT;
  if (!known || known->role == SDG16I_ROLE_DIMENSION || (is_text && known->type != SDG16_TEXT))
    return SDG16I_RULE_UNKNOWN;
  return known->rule;
}
