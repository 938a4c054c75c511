/* The columns of a registry as tables, in the order of the tables.
 * X(TABLE, identifier, name, type, role, rule, JSON object, JSON field (NULL: the name), when,
 * presence, about): result_schema.h says what the words mean. */
#ifndef SDG16I_RESULTS_CATALOG_COLUMNS_H
#define SDG16I_RESULTS_CATALOG_COLUMNS_H

/* clang-format off */
/* The indicators. */
#define SDG16I_CATALOG_COLUMNS(X, TABLE) \
  X(TABLE, CODE, "code", TEXT, KEY, SETTING, SELF, NULL, ALWAYS, NOW, "code of the indicator") \
  X(TABLE, NAME, "name", TEXT, SETTING, SETTING, SELF, NULL, ALWAYS, NOW, "name of the indicator") \
  X(TABLE, CUSTODIAN, "custodian", TEXT, SETTING, SETTING, SELF, NULL, ALWAYS, NOW, "the agencies in charge") \
  X(TABLE, SAME_AS, "same_as", TEXT, SETTING, SETTING, SELF, NULL, ALWAYS, NOW, "the indicator with the same definition") \
  X(TABLE, KIND, "kind", TEXT, SETTING, SETTING, SELF, NULL, ALWAYS, NOW, "kind of the value, such as percentage, rate or survey percentage") \
  X(TABLE, UNIT, "unit", TEXT, SETTING, SETTING, SELF, NULL, LIST, NOW, "unit of the value, SDMX code") \
  X(TABLE, MULTIPLIER, "multiplier", DOUBLE, SETTING, SETTING, SELF, NULL, ALWAYS, NOW, "value = multiplier x numerator / denominator") \
  X(TABLE, INPUTS, "inputs", TEXT, SETTING, SETTING, SELF, NULL, LIST, NOW, "the inputs, separated by \"; \"") \
  X(TABLE, DISAGGREGATIONS, "disaggregations", TEXT, SETTING, SETTING, SELF, NULL, LIST, NOW, "the dimensions") \
  X(TABLE, SERIES, "series", TEXT, SETTING, SETTING, SELF, NULL, LIST, NOW, "the SDMX series") \
  X(TABLE, SWITCHES, "switches", TEXT, SETTING, SETTING, SELF, NULL, LIST, NOW, "the choices of the computation") \
  X(TABLE, AGGREGATION, "aggregation", TEXT, SETTING, SETTING, SELF, NULL, ALWAYS, NOW, "rule for regions") \
  X(TABLE, NOTES, "notes", TEXT, SETTING, SETTING, SELF, NULL, ALWAYS, NOW, "what to know before use") \
  X(TABLE, METADATA_DATE, "metadata_date", TEXT, SETTING, SETTING, SELF, NULL, ALWAYS, NOW, "date of the metadata that the definition follows")

/* Their inputs. */
#define SDG16I_CATALOG_INPUTS_COLUMNS(X, TABLE) \
  X(TABLE, CODE, "code", TEXT, KEY, SETTING, NONE, NULL, ALWAYS, NOW, "code of the indicator") \
  X(TABLE, NAME, "name", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "name of the input") \
  X(TABLE, KIND, "kind", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "kind of the input, such as count, population or money") \
  X(TABLE, OPTIONAL, "optional", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "yes: the indicator can do without") \
  X(TABLE, DEFINITION, "definition", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "what the input is") \
  X(TABLE, ANSWERS, "answers", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "the answers that are understood") \
  X(TABLE, OTHERWISE, "otherwise", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "what holds where the input is absent")

/* Their series. */
#define SDG16I_CATALOG_SERIES_COLUMNS(X, TABLE) \
  X(TABLE, CODE, "code", TEXT, KEY, SETTING, NONE, NULL, ALWAYS, NOW, "code of the indicator") \
  X(TABLE, PART, "part", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "the part of the indicator") \
  X(TABLE, SERIES, "series", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "SDMX code of the series; missing: there is no official series") \
  X(TABLE, LABEL, "label", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "name of the series in words") \
  X(TABLE, UNIT, "unit", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "unit of measure, SDMX code") \
  X(TABLE, MULTIPLIER, "multiplier", DOUBLE, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "value = multiplier x numerator / denominator") \
  X(TABLE, NUMERATOR, "numerator", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "formula of the numerator") \
  X(TABLE, DENOMINATOR, "denominator", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "formula of the denominator") \
  X(TABLE, REFERENCE_NUMERATOR, "reference_numerator", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "formula of the numerator of the reference share") \
  X(TABLE, REFERENCE_DENOMINATOR, "reference_denominator", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "formula of its denominator") \
  X(TABLE, OF, "of", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "surveys: what counts") \
  X(TABLE, AMONG, "among", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "surveys: the persons who are asked") \
  X(TABLE, OVER, "over", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "surveys: what is divided by") \
  X(TABLE, WHEN, "when", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "the setting under which the series is computed") \
  X(TABLE, CATEGORY, "category", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "the category that the series is for") \
  X(TABLE, VALID_FROM, "valid_from", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "the first year of the definition") \
  X(TABLE, ALIASES, "aliases", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "older codes of the series") \
  X(TABLE, KEY, "key", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "SDMX codes that the series implies") \
  X(TABLE, FLAGS, "flags", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "properties of the series")

/* Their dimensions. */
#define SDG16I_CATALOG_DIMENSIONS_COLUMNS(X, TABLE) \
  X(TABLE, CODE, "code", TEXT, KEY, SETTING, NONE, NULL, ALWAYS, NOW, "code of the indicator") \
  X(TABLE, NAME, "name", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "name of the dimension") \
  X(TABLE, COMPONENT, "component", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "its dimension in SDMX") \
  X(TABLE, CATEGORIES, "categories", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "codes and words of its categories") \
  X(TABLE, FLAGS, "flags", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "properties of the dimension")

/* Their switches. */
#define SDG16I_CATALOG_SWITCHES_COLUMNS(X, TABLE) \
  X(TABLE, CODE, "code", TEXT, KEY, SETTING, NONE, NULL, ALWAYS, NOW, "code of the indicator") \
  X(TABLE, NAME, "name", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "name of the switch") \
  X(TABLE, VALUES, "values", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "its values; the first is the default") \
  X(TABLE, MEANING, "meaning", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "what it changes")
/* clang-format on */

#endif
