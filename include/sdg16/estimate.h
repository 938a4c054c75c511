/* Kinds of interval, and joint draws: the value of every cell of a table of estimates
 * in each replicate of a bootstrap. Sums, margins, differences, ratios and rates
 * are computed draw by draw, so that parts and totals agree. Limits of intervals are never
 * added up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_ESTIMATE_H
#define SDG16_ESTIMATE_H

#include <sdg16/table.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Kinds of interval. */
#define SDG16_INTERVAL_NONE 0
#define SDG16_INTERVAL_WALD 1 /* log-normal on the hidden part (Chao 1987) */
/* multinomial profile likelihood in N (Cormack 1992; as Rcapture's closedpCI.t, limits exact)
 */
#define SDG16_INTERVAL_PROFILE 2
#define SDG16_INTERVAL_PROFILE_POISSON 3 /* Poisson deviance profile (Regal & Hook 1984) */
#define SDG16_INTERVAL_BCA 4        /* bootstrap: bias-corrected and accelerated (Efron 1987) */
#define SDG16_INTERVAL_PERCENTILE 5 /* bootstrap: quantiles of the draws */
#define SDG16_INTERVAL_BASIC 6      /* bootstrap: twice the estimate less those quantiles */
/* BCA when the model is selected from the data, PROFILE when it is given */
#define SDG16_INTERVAL_AUTO 7
/* "none", "wald", "profile", "profile-poisson", "bca", "percentile", "basic", "auto" */
SDG16_API const char *sdg16_interval_name(int32_t interval);
SDG16_API int32_t sdg16_interval_from_name(const char *name); /* -1 if unknown */

/* ---- joint draws ---- */

/* A matrix of replicates x cells, with the point estimates. It also holds the jackknife, which
 * the acceleration needs: the estimates without one person, for each observed history. A draw
 * is a number; or +infinity if the number hidden has no bound in that replicate; or NaN
 * (missing) if it cannot be identified. */
typedef struct sdg16_draws sdg16_draws;

typedef struct sdg16_draws_summary {
  int64_t struct_size;
  int64_t cells;
  int64_t replicates; /* held */
  int64_t planned;    /* in the whole computation: all shards together */
  int64_t first;      /* lowest and highest number of the replicates held, from 0; */
  int64_t last;       /* -1 when there are none */
  int64_t jackknife;  /* number of its units */
  uint64_t seed;      /* of the random streams */
  int32_t stream;     /* SDG16_STREAM_VERSION of the library that made them */
  int32_t complete;   /* 1: all planned replicates are here */
} sdg16_draws_summary;

SDG16_API void sdg16_draws_free(sdg16_draws *draws);
SDG16_API int32_t sdg16_draws_summarise(const sdg16_draws *draws, sdg16_draws_summary *out,
                                        int64_t size);
/* What the draws came from: "seed=1;stream=1;input=SHA-256;planned=1000;..." */
SDG16_API const char *sdg16_draws_provenance(const sdg16_draws *draws);
SDG16_API const char *sdg16_draws_name(const sdg16_draws *draws, int64_t cell); /* or NULL */
SDG16_API int64_t sdg16_draws_find(const sdg16_draws *draws, const char *name); /* or -1 */
SDG16_API double sdg16_draws_point(const sdg16_draws *draws, int64_t cell);
/* 1: the cell is a lower bound, because parts of a sum have no estimate. It has no upper
 * limit. */
SDG16_API int32_t sdg16_draws_at_least(const sdg16_draws *draws, int64_t cell);
/* One value per replicate, in the order of the replicate numbers; sdg16_draws_numbers returns
 * these numbers. NULL: there is no such cell. */
SDG16_API const double *sdg16_draws_values(const sdg16_draws *draws, int64_t cell);
SDG16_API const int64_t *sdg16_draws_numbers(const sdg16_draws *draws);

/* Adds a cell: the sum of weight x cell over `count` cells. Sums and margins have
 * weights 1, a difference 1 and -1, a rate per 100,000 the weight 1e5 / population. If
 * a cell has no point estimate, or is NaN in a replicate, the sum is NaN there. If a cell is
 * +infinity, the sum is infinite, or NaN if the weight of that cell is not positive. If a cell
 * is a lower bound, so is the sum; with a negative weight the sum has no point estimate.
 * SDG16_ERR_ARGUMENT, _NAME (a name that is taken or empty). */
SDG16_API int32_t sdg16_draws_combine(sdg16_draws *draws, const char *name, int64_t count,
                                      const int64_t *cells, const double *weights,
                                      sdg16_error *error);
/* Adds a cell: scale x numerator / denominator; NaN if the denominator is 0 or infinite,
 * or if the quotient is -infinity. If the numerator is a lower bound, so is the ratio, if the
 * scale is positive. If the denominator is a lower bound, the ratio has no point estimate. */
SDG16_API int32_t sdg16_draws_ratio(sdg16_draws *draws, const char *name, int64_t numerator,
                                    int64_t denominator, double scale, sdg16_error *error);

typedef struct sdg16_bootstrap_summary {
  int64_t struct_size;
  int64_t replicates;  /* held */
  int64_t failed;      /* missing: the total cannot be identified there */
  int64_t infinite;    /* +infinity: the number hidden has no bound there */
  double mean, median; /* of the draws that are not missing; infinite draws count as infinite */
  double z0; /* bias correction; infinite: all draws lie on one side of the estimate */
  double acceleration; /* NaN: a unit of the jackknife is missing */
  /* Monte Carlo errors: the standard deviation of each limit over bootstraps with other
   * seeds and as many replicates. NaN: not determined. Then fewer than 20 draws lie beyond the
   * limit, or the limit is within that error of infinite draws, or it is the number observed.
   */
  double lower_error, upper_error;
  double draws_below, draws_above; /* how many draws lie below the lower limit, above the
                                      upper one: below 20, more replicates are needed */
  double percentile_lower, percentile_upper; /* of the same level; NaN: there is none */
  double bca_lower, bca_upper;               /* the same, also if BCa is replaced */
  double se_log;    /* interquartile range of log(draw - observed) / 1.349; NaN if that is
                       0 or infinite, and for differences and ratios */
  double above_20n; /* share of the draws above 20 times the number observed; NaN for
                       differences and ratios */
  int32_t beside;   /* 1: show the percentile interval as well, because |z0| exceeds
                       0.25, or a limit differs by more than a fifth of the length */
  int32_t reserved; /* 0 */
} sdg16_bootstrap_summary;

/* The number of replicates that a bootstrap interval of this level needs: 2 / (1 - level),
 * rounded up (40 at 0.95). Each tail then holds one replicate. With fewer replicates there is
 * no interval. Returns 0 if `level` is not a level. */
SDG16_API int64_t sdg16_least_replicates(double level);

/* Interval of one cell from its draws: SDG16_INTERVAL_BCA, _PERCENTILE or _BASIC, with
 * quantiles of type 8 (Hyndman & Fan 1996).
 *
 * BCA (Efron & Tibshirani 1993; Chan, Silverman & Vincent 2021): let t be the estimate and t_b
 * the B draws that are not missing.
 *  - z0 = Phi^-1(share of t_b < t). Ties do not count as below, infinite draws count as above.
 *  - acceleration = sum w r^3 / (6 (sum w r^2)^1.5) over the units of the jackknife: w is the
 *    number of persons with the history, r the mean of the units minus the unit. With several
 *    tables r is taken within the table of the unit and multiplied by its (n - 1) / n. If units
 *    are infinite, it is the limit as a common value of these units grows.
 *  - limits: the quantiles at Phi(z0 + (z0 + z) / (1 - acceleration (z0 + z))).
 * If |z0| exceeds 1 (infinite: all draws on one side), or there is no acceleration, the
 * percentile interval is given instead, with method PERCENTILE and SDG16_FLAG_BCA_REPLACED.
 *
 * A quantile between a number and an infinite draw is infinite, unless the infinite draw has
 * weight 0. An infinite upper limit is INFINITY, with SDG16_FLAG_UPPER_OPEN. The limits are NaN
 *  - with SDG16_FLAG_LOWER_INFINITE: the lower limit would be infinite (BASIC: one of the two
 *    quantiles is infinite);
 *  - with SDG16_FLAG_DRAWS_MISSING: more than (1 - level) / 2 of the draws are missing;
 *  - with SDG16_FLAG_FEW_REPLICATES: there are fewer than sdg16_least_replicates.
 * A cell that is a lower bound has a lower limit, no se, and upper = INFINITY with
 * SDG16_FLAG_UPPER_OPEN. With SDG16_FLAG_LOWER_CLAMPED the lower limit is the number observed.
 *
 * se: NaN without an interval; otherwise (t - observed) x se_log, because draws of a ratio have
 * no finite variance. For differences and ratios: the interquartile range of the draws / 1.349.
 *
 * Monte Carlo errors: let q be the share of the draws at a limit, and p0 the share of draws
 * below t. The rank variance is [q (1 - q) + k^2 p0 (1 - p0) - 2 k (min(p0, q) - p0 q)] / B
 * with k = (dq/dz0) / phi(z0) for BCA, otherwise k = 0. The error is half the difference of the
 * quantiles one such standard deviation above and below q.
 *
 * `summary` may be NULL. SDG16_ERR_ARGUMENT. */
SDG16_API int32_t sdg16_draws_interval(const sdg16_draws *draws, int64_t cell, int32_t interval,
                                       double level, sdg16_estimate *out, int64_t size,
                                       sdg16_bootstrap_summary *summary, int64_t summary_size,
                                       sdg16_error *error);

/* The estimates of all cells as a table: first the column `cell`, then the columns of
 * sdg16_mse_estimates. Columns that draws cannot fill (model, fit, rates) are missing. interval
 * and level: as in sdg16_draws_interval. status: "ok"; "incomplete": the cell is a lower bound,
 * which is in at_least and at_least_lower; "no-estimate". An infinite limit is missing, and
 * no_upper_limit is 1. The caller frees the table. SDG16_ERR_ARGUMENT. */
SDG16_API int32_t sdg16_draws_estimates(const sdg16_draws *draws, int32_t interval,
                                        double level, sdg16_table **out, sdg16_error *error);

/* The diagnostics of the cells as a table: the column `cell`, then code, severity, message and
 * headline as in sdg16_mse_diagnostics, but only those about the number and its interval.
 * interval and level: as in sdg16_draws_interval. The caller frees the table.
 * SDG16_ERR_ARGUMENT. */
SDG16_API int32_t sdg16_draws_diagnostics(const sdg16_draws *draws, int32_t interval,
                                          double level, sdg16_table **out, sdg16_error *error);

/* Merges shards that were made with different replicate ranges of the exec
 * options. SDG16_ERR_CONFLICT: they differ in seed, stream version, input, settings or cells;
 * or two shards hold the same replicate; or, with gaps = 0, replicates are missing. Draws whose
 * settings have no existence=... were made under "coefficients". */
SDG16_API int32_t sdg16_draws_merge(int64_t count, const sdg16_draws *const *shards,
                                    int32_t gaps, sdg16_draws **out, sdg16_error *error);

/* The draws as a table, which sdg16_table_write_csv can save: columns row ("observed",
 * "estimate", "at_least" if any cell is a lower bound: 1 where it is, if few persons are on
 * several lists "overlap_scale" (undetected / variance of its log; in a sum of the table with
 * the longest steps between whole overlaps) and "overlap_rest" (undetected in the other tables;
 * files without these rows are read as well), "jackknife",
 * "replicate"), number, weight and group (of the jackknife), one column per cell (in a file
 * "inf" for +infinity, missing for NaN), provenance. The caller frees the table. */
SDG16_API int32_t sdg16_draws_table(const sdg16_draws *draws, sdg16_table **out,
                                    sdg16_error *error);
/* Draws from such a table. SDG16_ERR_COLUMN, _FORMAT: it is not such a table. _VALUE: a value
 * is not allowed: -infinity; a negative number of persons; and for the draws of a bootstrap
 * (see the provenance) a replicate below the number of persons observed (unless it is
 * parametric), or jackknife weights that do not add up to that number. The error names the row
 * and the column. */
SDG16_API int32_t sdg16_draws_from_table(const sdg16_table *table, sdg16_draws **out,
                                         sdg16_error *error);
/* Draws from a CSV file of such a table (commas, decimal points), as sdg16_table_write_csv
 * writes it. Errors: those of sdg16_table_read_csv and of sdg16_draws_from_table, with the
 * file as `where` and the line in place of the row. A file that cannot be read twice, such as a
 * pipe, has its rows. */
SDG16_API int32_t sdg16_draws_read_csv(const char *path, sdg16_draws **out, sdg16_error *error);

#ifdef __cplusplus
}
#endif
#endif
