/* The kind of a result table: its dimensions, its counts, and the rule of each of its other
 * columns. */
#ifndef SDG16I_PROTECT_RESULT_KINDS_H
#define SDG16I_PROTECT_RESULT_KINDS_H

#include <sdg16/publish.h>

#define SDG16I_KIND_INDICATOR 0 /* and any other table with such columns */
#define SDG16I_KIND_MSE 1       /* sdg16_mse_estimates, sdg16_strata_estimates */
#define SDG16I_KIND_SURVEY 2    /* sdg16_survey_estimates */

int32_t sdg16i_kind_of(const sdg16_table *table);
/* Are its values from a sample, of a survey or an indicator of one? */
int sdg16i_of_sample(const sdg16_table *table);
const char *sdg16i_kind_value(int32_t kind); /* the column of what is estimated */
int32_t sdg16i_kind_schema(const sdg16_table *table, int32_t kind); /* SDG16I_RESULT_ */

/* Is the column a dimension? If the options name dimensions: is it one of them? Otherwise as
 * the schema of results says. If the table does not say which columns are dimensions: only
 * columns in the place where such tables have theirs; in tables that are not estimates only
 * columns without fractions. */
int sdg16i_is_protected_dimension(const sdg16_table *table, int32_t kind, int64_t column,
                                  const sdg16_protect_options *options);

/* What protection does with a column: its SDG16I_RULE_ in the schema of results. A dimension is
 * a setting; a column that the options name as a count is a count. An unknown column is not
 * published; nor are texts in a column for which the schema has numbers. */
#define SDG16I_RULE_UNKNOWN (-1)
int32_t sdg16i_protection_rule(const sdg16_table *table, int32_t kind, int64_t column,
                               const sdg16_protect_options *options);

#endif
