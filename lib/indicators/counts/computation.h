/* One computation: cells, sums, series, results. */
#ifndef SDG16I_INDICATORS_COUNTS_COMPUTATION_H
#define SDG16I_INDICATORS_COUNTS_COMPUTATION_H

#include "indicators/counts/margins.h"
#include "indicators/counts/results.h"

#define SDG16I_KEPT_LIMITS 512

/* A series that is computed. */
typedef struct sdg16i_active_series {
  const sdg16_series *series;
  sdg16i_formulas formulas;
  int32_t axis; /* of its category; -1: none */
  int32_t code;
  int negated;
} sdg16i_active_series;

typedef struct sdg16i_computation {
  sdg16_indicator_options options;
  sdg16i_indicator_data cells;
  sdg16i_margins cube;
  sdg16i_results results;
  sdg16i_active_series *active;
  int32_t active_count;
  const char **chosen;                  /* value of each switch */
  double limits[SDG16I_KEPT_LIMITS][2]; /* of small counts, kept because they recur; */
  uint8_t has_limits[SDG16I_KEPT_LIMITS];
} sdg16i_computation;

/* The setting of a switch. */
const char *sdg16i_computation_switch(const sdg16i_computation *e, const char *name);

/* active_series.c: reads the settings of the switches; then finds the series that have all
 * inputs. */
int32_t sdg16i_computation_switches(sdg16i_computation *e);
int32_t sdg16i_computation_series(sdg16i_computation *e);
/* Do the switches have these settings: "a=x; b!=y"? NULL: always. */
int sdg16i_computation_is_chosen(const sdg16i_computation *e, const char *when);
/* Refuses parts that exceed their wholes, row by row. */
int32_t sdg16i_computation_check_shares(const sdg16i_computation *e);
/* The message of such a part; `where` begins it. */
int32_t sdg16i_computation_share(const sdg16i_computation *e, const sdg16_series *series,
                                 const char *where, double numerator, double denominator,
                                 int64_t row);

/* category_words.c: what the words of categories were taken for, and a category that may be the
 * total of the others: diagnostics. Before sdg16i_disaggregate, which adds rows up. */
int32_t sdg16i_computation_tell_totals(sdg16i_computation *e);

/* disaggregate.c: makes the rows of each cell of the output. */
int32_t sdg16i_disaggregate(sdg16i_computation *e);

/* result_rows.c: the rows of one cell of the output, made from these cells of the data, added
 * up over the axes in `free_axes`. */
int32_t sdg16i_result_rows_of_group(sdg16i_computation *e, const int64_t *cells, int64_t count,
                                    uint32_t free_axes, const int32_t *key);

/* standardise.c: adds the age-standardised rate of a cell of the output. */
int32_t sdg16i_computation_standardise(sdg16i_computation *e, const int64_t *cells,
                                       int64_t count, uint32_t free_axes, const int32_t *key);

#endif
