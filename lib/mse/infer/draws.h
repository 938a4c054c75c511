/* The inside of sdg16_draws: arrays by cell. */
#ifndef SDG16I_DRAWS_H
#define SDG16I_DRAWS_H

#include <sdg16/estimate.h>

typedef struct sdg16i_draws_cell {
  char *name;
  double observed; /* the least that the cell can be; NaN: no such limit */
  double point;
  double *replicate; /* [replicates] */
  double *jackknife; /* [units] */
} sdg16i_draws_cell;

struct sdg16_draws {
  int64_t cells, capacity;
  sdg16i_draws_cell *cell;
  int64_t replicates;
  int64_t *number; /* [replicates] ascending */
  int64_t units;
  double *weight; /* [units] persons with the history of which one is left out */
  int64_t *group; /* [units] the table that it is from */
  int32_t no_jackknife; /* 1: it was not finished, all its values are NaN */
  uint64_t seed;
  int64_t planned;
  int32_t stream;
  char *settings;   /* "input=...;select=bic;..." */
  char *provenance; /* seed, stream, planned and settings as text */
};

/* Refuses NULL, which an estimation without draws hands out: SDG16_ERR_ARGUMENT. */
int32_t sdg16i_no_draws(sdg16_error *error);
/* No cells yet; numbers, weights and groups are zero, for the caller to fill. */
int32_t sdg16i_draws_new(int64_t replicates, int64_t units, uint64_t seed, int32_t stream,
                         int64_t planned, const char *settings, sdg16_draws **out,
                         sdg16_error *error);
/* Adds a cell full of NaN. SDG16_ERR_NAME if the name is taken or empty. */
int32_t sdg16i_draws_add(sdg16_draws *draws, const char *name, sdg16i_draws_cell **out,
                         sdg16_error *error);
/* sdg16_draws_combine. observed: a part without an estimate, or NaN in a replicate,
 * counts with what was observed of it. */
int32_t sdg16i_draws_sum(sdg16_draws *draws, const char *name, int64_t count,
                         const int64_t *cells, const double *weights, int observed,
                         sdg16_error *error);
/* Keeps the replicates whose mark is not 0. */
void sdg16i_draws_keep(sdg16_draws *draws, const uint8_t *mark);

/* Quantile of type 8 (Hyndman & Fan 1996) of ascending values. */
double sdg16i_quantile8(const double *sorted, int64_t count, double p);

#endif
