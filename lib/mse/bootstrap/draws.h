/* The inside of sdg16_draws: arrays by cell. */
#ifndef SDG16I_MSE_BOOTSTRAP_DRAWS_H
#define SDG16I_MSE_BOOTSTRAP_DRAWS_H

#include "data/table/dictionary.h"
#include "mse/bootstrap/jackknife.h"

#include <sdg16/estimate.h>

typedef struct sdg16i_draws_cell {
  char *name;
  double observed; /* the smallest possible value of the cell; NaN: no such limit */
  double point;
  int32_t is_bound; /* 1: point and draws are lower bounds */
  /* Under one model the undetected of a table are about scale / m, m people on several lists
   * (scale = undetected / variance of its log). In a sum: those of the table whose steps from m
   * to m + 1 are the longest; beside them `rest` are undetected. NaN: not known. */
  double scale, rest;
  double *replicate; /* [replicates] */
  sdg16i_jackknife jackknife;
} sdg16i_draws_cell;

struct sdg16_draws {
  int64_t cells, capacity;
  sdg16i_draws_cell *cell;
  sdg16i_dictionary names;
  int64_t *named, named_capacity; /* the cell of each of the names; -1: it was removed */
  int64_t replicates;
  int64_t *number; /* [replicates] ascending */
  int64_t units;
  double *weight; /* [units] persons with the history; the unit leaves out one of them */
  int64_t *group; /* [units] the table of the unit */
  uint64_t seed;
  int64_t planned;
  int32_t stream;
  char *settings;   /* "input=...;select=bic;..." */
  char *provenance; /* seed, stream, planned and settings as text */
};

/* For draws that are NULL (an estimation without a bootstrap has none): SDG16_ERR_ARGUMENT. */
int32_t sdg16i_no_draws(sdg16_error *error);
/* No cells yet; numbers, weights and groups are zero, for the caller to fill. */
int32_t sdg16i_draws_new(int64_t replicates, int64_t units, uint64_t seed, int32_t stream,
                         int64_t planned, const char *settings, sdg16_draws **out,
                         sdg16_error *error);
/* Adds a cell full of NaN, which has a value for every unit. SDG16_ERR_NAME if the name is
 * taken or empty. */
int32_t sdg16i_draws_add(sdg16_draws *draws, const char *name, sdg16i_draws_cell **out,
                         sdg16_error *error);
/* The same of a cell that changes with the units from `first` to `end` - 1 only. */
int32_t sdg16i_draws_add_part(sdg16_draws *draws, const char *name, int64_t first, int64_t end,
                              sdg16i_draws_cell **out, sdg16_error *error);
/* sdg16_draws_combine, to which `constant` is added: persons for whom there are no draws. */
int32_t sdg16i_draws_sum(sdg16_draws *draws, const char *name, double constant, int64_t count,
                         const int64_t *cells, const double *weights, sdg16_error *error);
/* Sets scale and rest of the cell of a table by the variance of the log of the undetected. */
void sdg16i_draws_scale(sdg16i_draws_cell *cell, double variance);
#define SDG16I_SETTING_SIZE 32
/* "abc" of "...;key=abc;..." in the provenance; "" if there is no such key, or it is longer. */
void sdg16i_draws_setting(const sdg16_draws *draws, const char *key,
                          char out[SDG16I_SETTING_SIZE]);
/* Is the estimate one of several that fit equally well (";tied=1")? Its position among the
 * draws then says nothing about its bias. */
int sdg16i_draws_tied(const sdg16_draws *draws);
/* Whether they are the replicates 0, 1, 2, ... without a gap. */
static inline int sdg16i_draws_are_first(const sdg16_draws *draws) {
  return draws->replicates > 0 && draws->number[draws->replicates - 1] == draws->replicates - 1;
}
/* Removes the last cell. */
void sdg16i_draws_drop(sdg16_draws *draws);
/* Makes room for `replicates` replicates in all, which become the number planned. The new ones
 * are NaN and have the next numbers. */
int32_t sdg16i_draws_extend(sdg16_draws *draws, int64_t replicates, sdg16_error *error);
/* Keeps the replicates whose mark is not 0. */
void sdg16i_draws_keep(sdg16_draws *draws, const uint8_t *mark);

/* Quantile of type 8 (Hyndman & Fan 1996) of ascending values, infinities among them:
 * between a number and an infinity it is the infinity, unless that has the weight 0. */
double sdg16i_quantile8(const double *sorted, int64_t count, double p);

/* What a bootstrap interval rests on: the shares of the draws at which its limits lie. */
typedef struct sdg16i_ranks {
  double low, high;
} sdg16i_ranks;

/* sdg16_draws_interval of a cell, whose arguments were checked; `ranks` even where there is
 * no interval. */
int32_t sdg16i_cell_interval(const sdg16_draws *draws, const sdg16i_draws_cell *cell,
                             int32_t interval, double level, sdg16_estimate *estimate,
                             sdg16_bootstrap_summary *summary, sdg16i_ranks *ranks,
                             sdg16_error *error);
/* Acceleration of BCa from the jackknife; NaN: there is none (acceleration.c). */
double sdg16i_acceleration(const sdg16_draws *draws, const sdg16i_draws_cell *cell);

/* The number of draws beyond a limit from which it is stable. */
#define SDG16I_STEADY_DRAWS 20

#endif
