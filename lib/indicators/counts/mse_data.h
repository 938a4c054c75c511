/* Estimates of multiple systems estimation (sdg16_mse_estimates) as data of an indicator. */
#ifndef SDG16I_INDICATORS_COUNTS_MSE_DATA_H
#define SDG16I_INDICATORS_COUNTS_MSE_DATA_H

#include "indicators/counts/results.h"

int sdg16i_is_mse_data(const sdg16_table *data);
/* The column that is this input, of the undetected, never of the total, whose limits are other
 * numbers; -1: none. */
int64_t sdg16i_mse_data_column(const sdg16_table *data, const char *input);
/* Refuses a column of the total as an input of the undetected. */
int32_t sdg16i_mse_data_check(const sdg16_table *data, const char *input, int64_t column,
                              sdg16_error *error);
/* Limits of the undetected that are withheld, made of those of the total. */
void sdg16i_mse_data_limits(sdg16i_indicator_data *cells);
/* What the estimates say of themselves, as status, flags and note of the rows made of them,
 * and as notes; rows that no result is made of. */
int32_t sdg16i_mse_data_notes(sdg16i_results *results);

#endif
