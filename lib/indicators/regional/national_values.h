/* Result tables as lines: a line has the values that differ only in area and period. */
#ifndef SDG16I_INDICATORS_REGIONAL_NATIONAL_VALUES_H
#define SDG16I_INDICATORS_REGIONAL_NATIONAL_VALUES_H

#include "data/table/dictionary.h"
#include "indicators/registry/registry.h"

/* One value of a result table. */
typedef struct sdg16i_value {
  int64_t row; /* of the table */
  int32_t line, area, period;
  int32_t year; /* first four digits of the period; 0: none */
  double value, numerator, denominator, reference_numerator, reference_denominator;
  int32_t imputed; /* its nature is E or M */
} sdg16i_value;

typedef struct sdg16i_national_values {
  const sdg16_table *table;
  int32_t result; /* which table it is: SDG16I_RESULT_ */
  sdg16i_dictionary lines, areas, periods;
  int64_t count;
  sdg16i_value *value;
} sdg16i_national_values;

/* Reads the rows of national values. Free also after a failure. */
int32_t sdg16i_national_values_read(sdg16i_national_values *lines, const sdg16_table *table,
                                    sdg16_error *error);
void sdg16i_national_values_free(sdg16i_national_values *lines);

/* By line, area, year, row. SDG16_ERR_DUPLICATE: two values of one line, area and year. */
int32_t sdg16i_national_values_sort(sdg16i_national_values *lines, sdg16_error *error);

/* The definition that a row comes from, and its series; NULL where unknown. */
const sdg16_indicator_def *sdg16i_national_values_def(const sdg16_registry *registry,
                                                      const sdg16_table *table, int64_t row);
const sdg16_series *sdg16i_national_values_series(const sdg16_indicator_def *def,
                                                  const sdg16_table *table, int64_t row);

int32_t sdg16i_year(const char *period);

#endif
