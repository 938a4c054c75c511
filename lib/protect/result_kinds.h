/* Whose result a table is: what are its dimensions and counts, and what of its other numbers
 * tells the counts. */
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

/* A dimension: of those that the options name, if they do; else as the schema of results says.
 * Of a table that does not say which columns are dimensions, those alone that stand where such
 * tables have theirs and, in tables that are no estimates, hold no fractions. */
int sdg16i_is_protected_dimension(const sdg16_table *table, int32_t kind, int64_t column,
                                  const sdg16_protect_options *options);

/* What becomes of a column where counts are protected: its SDG16I_RULE_ of the schema of
 * results. A dimension is a setting; what the options name as a count is one. Nothing of a
 * column that nobody knows is published, nor of texts where the schema has numbers. */
#define SDG16I_RULE_UNKNOWN (-1)
int32_t sdg16i_protection_rule(const sdg16_table *table, int32_t kind, int64_t column,
                               const sdg16_protect_options *options);

#endif
