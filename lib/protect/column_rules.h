/* What disclosure control does with each column of a result table, by the schema of results and
 * the options. */
#ifndef SDG16I_PROTECT_COLUMN_RULES_H
#define SDG16I_PROTECT_COLUMN_RULES_H

#include <sdg16/publish.h>

/* Does a table SDG16I_RESULT_`table` have areas, periods and definitions of indicators? All do
 * but estimates from lists and from surveys. */
int sdg16i_is_of_indicators(int32_t table);

/* Is the column of a table SDG16I_RESULT_`table` a dimension? If the options name dimensions:
 * is it one of them? Otherwise as the schema says (sdg16i_is_dimension). */
int sdg16i_is_protected_dimension(const sdg16_table *results, int32_t table, int64_t column,
                                  const sdg16_protect_options *options);

/* What protection does with a column: its SDG16I_RULE_ in the schema. A dimension is a setting;
 * a column that the options name as a count is a count, except estimates from lists. An unknown
 * column is not published; nor are texts in a column for which the schema has numbers. */
#define SDG16I_RULE_UNKNOWN (-1)
int32_t sdg16i_protection_rule(const sdg16_table *results, int32_t table, int64_t column,
                               const sdg16_protect_options *options);
/* Does it say that the column has counts? */
int sdg16i_is_rule_of_counts(int32_t rule);
/* Does the rule belong to estimates from lists, which would reveal overlaps? */
int sdg16i_is_rule_of_lists(int32_t rule);

#endif
