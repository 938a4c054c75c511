/* Estimates of multiple systems estimation (sdg16_mse_estimates) as data of an indicator. */
#ifndef SDG16I_INDICATORS_COUNTS_MSE_DATA_H
#define SDG16I_INDICATORS_COUNTS_MSE_DATA_H

#include "indicators/counts/results.h"

int sdg16i_is_mse_data(const sdg16_table *data);
/* The column for this input; -1: none. The limits are those of the undetected; the limits of
 * the total are different numbers. */
int64_t sdg16i_mse_data_column(const sdg16_table *data, const char *input);
/* Refuses a column of the total as an input of the undetected. */
int32_t sdg16i_mse_data_check(const sdg16_table *data, const char *input, int64_t column,
                              sdg16_error *error);
/* Computes limits of the undetected that were withheld from the limits of the total. */
void sdg16i_mse_data_limits(sdg16i_indicator_data *cells);
/* Copies status, flags and notes of the estimates to the rows made from them, and adds a note
 * that names the rows of the data that are not used. */
int32_t sdg16i_mse_data_notes(sdg16i_results *results);

#endif
