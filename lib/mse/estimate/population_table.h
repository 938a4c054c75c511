/* Checks of a population table: numbers, no group twice, no row that is a total. */
#ifndef SDG16I_MSE_ESTIMATE_POPULATION_TABLE_H
#define SDG16I_MSE_ESTIMATE_POPULATION_TABLE_H

#include "base/error.h"
#include "base/numbers.h"

#include <sdg16/table.h>

/* Room for the text of a cell that holds a number. */
#define SDG16I_CELL_SIZE SDG16I_DOUBLE_SIZE

/* The text of a value as capture data have it: "" if it is missing, NA or a dot. */
const char *sdg16i_people_text(const sdg16_table *table, int64_t row, int64_t column,
                               char number[SDG16I_CELL_SIZE]);
/* The number of people in a row; NaN: not a number of at least 0. */
double sdg16i_people_number(const sdg16_table *table, int64_t row, int64_t population);
/* Checks that each row has a number, that two rows differ in a column other than `population`,
 * and that a column of years has a single year. Otherwise SDG16_ERR_POPULATION. The columns
 * by[k], k < columns, name groups and may have several years. */
int32_t sdg16i_people_check(const sdg16_table *table, int64_t population, int64_t columns,
                            const int64_t *by, sdg16_error *error);
/* Fails if a column other than those of groups says that a row is a total. */
int32_t sdg16i_people_refuse_totals(const sdg16_table *table, int64_t population,
                                    int64_t columns, const int64_t *by, sdg16_error *error);
int32_t sdg16i_people_fail_total(const sdg16_table *table, int64_t row, int64_t column,
                                 sdg16_error *error);

#endif
