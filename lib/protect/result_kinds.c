#include "protect/result_kinds.h"

#include "results/result_schema.h"

#include <stddef.h>
#include <string.h>

static int is_among(const char *name, const char *const *names) {
  for (; *names; names++)
    if (!strcmp(name, *names)) return 1;
  return 0;
}

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

int64_t sdg16i_kind_dimensions(const sdg16_table *table, int32_t kind) {
  if (kind == SDG16I_KIND_SURVEY) return sdg16_table_find(table, "value");
  return sdg16_table_find(table, "estimator");
}

const char *sdg16i_kind_value(int32_t kind) {
  return kind == SDG16I_KIND_MSE ? "total" : "value";
}

static const sdg16i_result_column *estimates_column(const char *name) {
  return sdg16i_result_column_find(SDG16I_RESULT_ESTIMATES, name);
}

/* An estimate from lists is a function of their overlaps, of which a table has only the sum:
 * its exact figure, its fit and its bootstrap identify them. */
static int32_t mse_publishes(const char *name, int rounded) {
  const sdg16i_result_column *column = estimates_column(name);
  switch (column ? column->rule : SDG16I_RULE_WITHHOLD) {
  case SDG16I_RULE_SETTING:
  case SDG16I_RULE_PUBLISH:
  case SDG16I_RULE_COUNT:
    return SDG16I_PUBLISH_AS_IS;
  case SDG16I_RULE_ESTIMATE:
    return SDG16I_PUBLISH_WHOLE;
  case SDG16I_RULE_RATE:
    return SDG16I_PUBLISH_RATE;
  case SDG16I_RULE_LIMIT: /* limits may be at those observed */
    return rounded ? SDG16I_PUBLISH_NOT : SDG16I_PUBLISH_WHOLE;
  case SDG16I_RULE_RATE_LIMIT:
    return rounded ? SDG16I_PUBLISH_NOT : SDG16I_PUBLISH_RATE;
  default:
    return SDG16I_PUBLISH_NOT;
  }
}

/* Rows without a value are few and not protected; degrees of freedom, design effects and, with
 * equal weights, the weights give the exact n. */
static int32_t survey_publishes(const char *column, int rounded) {
  static const char *const EXACT[] = {"df", "deff", "n_effective", "cv", "weight", NULL};
  if (!strcmp(column, "missing")) return SDG16I_PUBLISH_NOT;
  return rounded && is_among(column, EXACT) ? SDG16I_PUBLISH_NOT : SDG16I_PUBLISH_AS_IS;
}

int32_t sdg16i_kind_publishes(int32_t kind, int sampled, const char *column, int rounded) {
  return kind == SDG16I_KIND_MSE ? mse_publishes(column, rounded)
         : sampled               ? survey_publishes(column, rounded)
                                 : SDG16I_PUBLISH_AS_IS;
}

int sdg16i_kind_knows(int32_t kind, const char *column) {
  return kind != SDG16I_KIND_MSE || estimates_column(column) != NULL;
}

int sdg16i_kind_withholds(int32_t kind, const char *column) {
  return kind == SDG16I_KIND_MSE && mse_publishes(column, 0) == SDG16I_PUBLISH_NOT;
}

int sdg16i_kind_keeps_text(int32_t kind, const char *column) {
  if (kind == SDG16I_KIND_INDICATOR) return 1;
  const sdg16i_result_column *known = kind == SDG16I_KIND_MSE ? estimates_column(column) : NULL;
  return known && known->rule == SDG16I_RULE_SETTING;
}
