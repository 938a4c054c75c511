/* One computation: cells, sums, series, results. */
#ifndef SDG16I_INDICATORS_COUNTS_COMPUTATION_H
#define SDG16I_INDICATORS_COUNTS_COMPUTATION_H

#include "indicators/counts/margins.h"
#include "indicators/counts/results.h"

#define SDG16I_KEPT_LIMITS 512

/* A series that is computed. */
typedef struct active {
  const sdg16_series *series;
  sdg16i_formulas formulas;
  int32_t axis; /* of its category; -1: none */
  int32_t code;
  int negated;
} active;

typedef struct sdg16i_engine {
  sdg16_indicator_options options;
  sdg16i_facts cells;
  sdg16i_cube cube;
  sdg16i_results results;
  active *active;
  int32_t active_count;
  const char **chosen;                  /* value of each switch */
  double limits[SDG16I_KEPT_LIMITS][2]; /* of small counts, which come again and again; */
  uint8_t has_limits[SDG16I_KEPT_LIMITS];
} engine;

/* The setting of a switch. */
const char *sdg16i_engine_switch(const engine *e, const char *name);

/* choose.c: takes the settings of the switches; then the series whose inputs there are. */
int32_t sdg16i_engine_switches(engine *e);
int32_t sdg16i_engine_series(engine *e);
/* Are these the settings of the switches: "a=x; b!=y"? NULL: any are. */
int sdg16i_engine_is_chosen(const engine *e, const char *when);
/* Refuses parts above their wholes, row by row. */
int32_t sdg16i_engine_check_shares(const engine *e);
/* The message of such a part; `where` begins it. */
int32_t sdg16i_engine_share(const engine *e, const sdg16_series *series, const char *where,
                            double numerator, double denominator, int64_t row);

/* groups.c: emits each cell of the output. */
int32_t sdg16i_engine_groups(engine *e);

/* emit.c: the rows of one cell of the output, made of these cells, with the axes of
 * `free_axes` added up. */
int32_t sdg16i_engine_emit(engine *e, const int64_t *cells, int64_t count, uint32_t free_axes,
                           const int32_t *key);

/* standardise.c: adds the age-standardised rate of a cell of the output. */
int32_t sdg16i_engine_standardise(engine *e, const int64_t *cells, int64_t count,
                                  uint32_t free_axes, const int32_t *key);

#endif
