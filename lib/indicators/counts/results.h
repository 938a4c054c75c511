/* Results under construction. */
#ifndef SDG16I_INDICATORS_COUNTS_RESULTS_H
#define SDG16I_INDICATORS_COUNTS_RESULTS_H

#include "indicators/counts/indicator_data.h"

/* Further figures of a value from a sample. */
typedef struct sdg16i_sample {
  double se, df, deff, n, n_effective, cv, events, missing, weight;
  const char *interval, *reliability, *reasons;
  int64_t estimation, place; /* of the origin: which, and which of its rows */
} sdg16i_sample;

typedef struct sdg16i_indicator_row {
  const sdg16_series *series;
  const char *variant; /* NULL: the reported value */
  const char *label, *unit;
  const int32_t *key; /* of the cells' width; an axis without disaggregation has the total */
  double value, lower, upper, level, multiplier;
  double numerator, denominator, reference_numerator, reference_denominator;
  const char *nature, *obs_status, *time_detail, *flags, *status, *note;
  const sdg16i_sample *sample; /* NULL: of counts */
  const int32_t *rank;         /* to sort by: places of the codes of the key, axes of it */
  int32_t order, axes;         /* `order`: of the series */
} sdg16i_indicator_row;

typedef struct sdg16i_results {
  const sdg16i_indicator_data *cells;
  const char *code; /* by which it was requested */
  const char *switches;
  sdg16i_arena memory;
  sdg16i_indicator_row *row;
  int64_t count, capacity;
  const char **diagnostic; /* kind, area, period, message: four a diagnostic */
  int64_t diagnostic_count, diagnostic_capacity;
  sdg16_error *error;
} sdg16i_results;

/* A row whose numbers are not known yet: an estimate, with nothing against it. */
sdg16i_indicator_row sdg16i_row_empty(void);
/* A row like `row`; its key is copied. */
int32_t sdg16i_results_add(sdg16i_results *results, const sdg16i_indicator_row *row,
                           const int32_t *key);
/* `key` NULL: of no area and period. */
int32_t sdg16i_results_diagnostic(sdg16i_results *results, const char *kind, const int32_t *key,
                                  const char *format, ...)
    __attribute__((format(printf, 4, 5)));

int32_t sdg16i_results_table(sdg16i_results *results, sdg16_table **out);
int32_t sdg16i_results_diagnostics(sdg16i_results *results, sdg16_table **out);
void sdg16i_results_free(sdg16i_results *results);

#endif
