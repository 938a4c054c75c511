/* Expressions over the survey's table. */
#ifndef SDG16I_SURVEY_EXPRESSION_H
#define SDG16I_SURVEY_EXPRESSION_H

#include <sdg16/table.h>

/* A table of the one column `name`: the value of the expression in every row (0 or 1,
 * or a number) with its missing kinds. For now an expression is the name of a numeric
 * column, bare or in backticks: recode expressions take the place of this function. */
int32_t sdg16i_survey_evaluate(const sdg16_table *table, const char *expression,
                               const char *name, sdg16_table **out, sdg16_error *error);

#endif
