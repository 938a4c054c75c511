/* The registry of indicators, and rates.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_INDICATOR_H
#define SDG16_INDICATOR_H

#include <sdg16/table.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The registry as a table, one row an indicator: code, name, custodian, kind,
 * unit, multiplier, inputs, disaggregations, series, metadata_date; fields that
 * hold several values separate them with "; ". The caller frees it. */
SDG16_API int32_t sdg16_indicator_catalog(sdg16_table **out, sdg16_error *error);

/* A rate: multiplier x count / population, for the value and its limits alike
 * (NaN stays NaN). SDG16_ERR_POPULATION unless population is finite and > 0. */
SDG16_API int32_t sdg16_rate(const sdg16_estimate *count, double population, double multiplier,
                             sdg16_estimate *out, int64_t size, sdg16_error *error);

#ifdef __cplusplus
}
#endif
#endif
