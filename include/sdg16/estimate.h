/* Kinds of interval, and joint draws: the values that every cell of a table of estimates
 * takes in each replicate of a bootstrap. Sums, margins, differences, ratios and rates
 * are formed draw by draw, so that parts and totals agree; ends of intervals are never
 * added.
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
#define SDG16_INTERVAL_WALD 1            /* log-normal on the hidden part (Chao 1987) */
#define SDG16_INTERVAL_PROFILE 2         /* multinomial profile likelihood in N (Cormack 1992;
                                            as Rcapture's closedpCI.t, limits exact) */
#define SDG16_INTERVAL_PROFILE_POISSON 3 /* Poisson deviance profile (Regal & Hook 1984) */
#define SDG16_INTERVAL_BCA 4        /* bootstrap: bias-corrected and accelerated (Efron 1987) */
#define SDG16_INTERVAL_PERCENTILE 5 /* bootstrap: quantiles of the draws */
#define SDG16_INTERVAL_BASIC 6      /* bootstrap: twice the estimate less those quantiles */
#define SDG16_INTERVAL_AUTO 7       /* BCA when the model is selected from the data, PROFILE
                                       when it is given */
/* "none", "wald", "profile", "profile-poisson", "bca", "percentile", "basic", "auto" */
SDG16_API const char *sdg16_interval_name(int32_t interval);
SDG16_API int32_t sdg16_interval_from_name(const char *name); /* -1 if unknown */

/* ---- joint draws ---- */

/* Replicates x cells, with the point estimates, and for the acceleration the estimates
 * without one person of each observed history (the jackknife). A draw is a number,
 * +infinity where the number hidden had no bound, or NaN (missing) where it could not be
 * identified. */
typedef struct sdg16_draws sdg16_draws;

typedef struct sdg16_draws_summary {
  int64_t struct_size;
  int64_t cells;
  int64_t replicates; /* held */
  int64_t planned;    /* of the whole computation: all shards together */
  int64_t first;      /* lowest and highest number of a replicate held, from 0; */
  int64_t last;       /* -1 when there are none */
  int64_t jackknife;  /* its units */
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
/* 1: estimate and draws of the cell are how many there are at least, since parts of a sum
 * have no estimate: it has no upper limit. */
SDG16_API int32_t sdg16_draws_at_least(const sdg16_draws *draws, int64_t cell);
/* One value a replicate held, in order of their numbers, which the second gives. NULL
 * for a cell that is not there. */
SDG16_API const double *sdg16_draws_values(const sdg16_draws *draws, int64_t cell);
SDG16_API const int64_t *sdg16_draws_numbers(const sdg16_draws *draws);

/* Adds a cell: the sum of weight x cell over `count` cells. Sums and margins have
 * weights 1, a difference 1 and -1, a rate per 100,000 the weight 1e5 / population. A
 * cell without point estimate, or NaN in a replicate, makes the sum NaN; a cell at
 * +infinity makes it infinite, but NaN where its weight is not positive. A cell that is a
 * lower bound makes the sum one, or leaves it without point estimate where its weight is
 * negative.
 * SDG16_ERR_ARGUMENT, _NAME (a name that is taken or empty). */
SDG16_API int32_t sdg16_draws_combine(sdg16_draws *draws, const char *name, int64_t count,
                                      const int64_t *cells, const double *weights,
                                      sdg16_error *error);
/* Adds a cell: scale x numerator / denominator; NaN where the denominator is 0 or infinite,
 * or the quotient -infinity. A numerator that is a lower bound makes the ratio one, if the
 * scale is positive; a denominator that is one leaves it without point estimate. */
SDG16_API int32_t sdg16_draws_ratio(sdg16_draws *draws, const char *name, int64_t numerator,
                                    int64_t denominator, double scale, sdg16_error *error);

typedef struct sdg16_bootstrap_summary {
  int64_t struct_size;
  int64_t replicates;  /* held */
  int64_t failed;      /* of them missing: the total cannot be identified there */
  int64_t infinite;    /* of them +infinity: the number hidden has no bound there */
  double mean, median; /* of the draws that are not missing; infinity counts as such */
  double z0;           /* bias correction: infinite when all draws lie on one side */
  double acceleration; /* NaN when a unit of the jackknife is missing */
  /* Monte Carlo errors: the standard deviation of each limit over bootstraps with other
   * seeds and as many replicates. NaN: not determined, as fewer than 20 draws lie beyond the
   * limit, or it is within that error of infinite draws, or it is the number observed. */
  double lower_error, upper_error;
  double draws_below, draws_above; /* how many draws lie below the lower limit, above the
                                      upper one: below 20, more replicates are needed */
  double percentile_lower, percentile_upper; /* of the same level; NaN: there is none */
  double bca_lower, bca_upper;               /* the same, also where BCa is replaced */
  double se_log;    /* interquartile range of log(draw - observed) / 1.349; NaN where that is
                       0 or infinite, and for differences and ratios */
  double above_20n; /* share of the draws above 20 times the number observed; NaN for
                       differences and ratios */
  int32_t beside;   /* 1: give the percentile interval beside the BCa one, since |z0| is
                       above 0.25, or a limit differs by more than a fifth of the length */
  int32_t reserved; /* 0 */
} sdg16_bootstrap_summary;

/* The replicates that a bootstrap interval of this level needs: 2 / (1 - level), rounded up
 * (40 at 0.95), so that each tail holds one of them. With fewer there is no interval. 0: not a
 * level. */
SDG16_API int64_t sdg16_least_replicates(double level);

/* Interval of one cell from its draws: SDG16_INTERVAL_BCA, _PERCENTILE or _BASIC;
 * quantiles of type 8 (Hyndman & Fan 1996). With B draws t_b of an estimate t that are not
 * missing: z0 = Phi^-1(share of t_b < t), ties not below, infinity above; acceleration
 * sum w r^3 / (6 (sum w r^2)^1.5) over the units of the jackknife, w persons with the
 * history, r the mean of the units less the unit (of several tables: of its table's units,
 * times (n - 1) / n of the table), or where units are infinite the limit of that for a
 * common value of them that grows; limits at Phi(z0 + (z0 + z) /
 * (1 - acceleration (z0 + z))) (Efron & Tibshirani 1993; Chan, Silverman & Vincent 2021).
 *
 * BCA gives the percentile interval instead, with method PERCENTILE and
 * SDG16_FLAG_BCA_REPLACED, where |z0| is above 1 (infinite: all draws on one side), or there
 * is no acceleration. Between a number and an infinite draw a quantile is infinite, unless
 * its weight is 0. An infinite upper limit is INFINITY with SDG16_FLAG_UPPER_OPEN. The limits
 * are NaN with SDG16_FLAG_LOWER_INFINITE where the lower one would be infinite (BASIC: where
 * either quantile is), with SDG16_FLAG_DRAWS_MISSING where more than (1 - level) / 2 of the
 * draws are missing, and with SDG16_FLAG_FEW_REPLICATES where fewer than sdg16_least_replicates
 * are held. A cell that is a lower bound has its lower limit, no se,
 * and upper = INFINITY with SDG16_FLAG_UPPER_OPEN. With SDG16_FLAG_LOWER_CLAMPED the lower
 * limit is the number observed.
 *
 * se: NaN where there is no interval; else (t - observed) x se_log, since draws of a ratio
 * have no finite variance; for differences and ratios the interquartile range of the draws /
 * 1.349.
 *
 * Monte Carlo errors: a limit at the share q of the draws, p0 of which lie below t, has
 * the rank variance [q (1 - q) + k^2 p0 (1 - p0) - 2 k (min(p0, q) - p0 q)] / B with
 * k = (dq/dz0) / phi(z0), 0 but for BCA; the error is half the difference of the quantiles
 * one such standard deviation above and below q.
 *
 * `summary` may be NULL. SDG16_ERR_ARGUMENT. */
SDG16_API int32_t sdg16_draws_interval(const sdg16_draws *draws, int64_t cell,
                                       int32_t interval, double level, sdg16_estimate *out,
                                       int64_t size, sdg16_bootstrap_summary *summary,
                                       int64_t summary_size, sdg16_error *error);

/* The estimates of all cells as a table: first the column `cell`, then those of
 * sdg16_mse_estimates; what draws do not tell is missing (model and fit, rates). interval and
 * level as in sdg16_draws_interval. status: "ok"; "incomplete": the cell is a lower bound, in
 * at_least and at_least_lower; "no-estimate". Infinite limits are missing, no_upper_limit is 1
 * then. The caller frees it. SDG16_ERR_ARGUMENT. */
SDG16_API int32_t sdg16_draws_estimates(const sdg16_draws *draws, int32_t interval,
                                        double level, sdg16_table **out, sdg16_error *error);

/* What a reader of the cells has to know, as a table: the column `cell`, then code, severity,
 * message and headline as in sdg16_mse_diagnostics, of the number and its interval alone.
 * interval and level as in sdg16_draws_interval. The caller frees it. SDG16_ERR_ARGUMENT. */
SDG16_API int32_t sdg16_draws_diagnostics(const sdg16_draws *draws, int32_t interval,
                                          double level, sdg16_table **out, sdg16_error *error);

/* Puts shards together that were made with different replicate ranges of the exec
 * options. SDG16_ERR_CONFLICT: another seed, stream version, input, setting or cells; a
 * replicate that two shards hold; with gaps = 0 also replicates that are missing. Draws
 * whose settings have no existence=... were made under "coefficients". */
SDG16_API int32_t sdg16_draws_merge(int64_t count, const sdg16_draws *const *shards,
                                    int32_t gaps, sdg16_draws **out, sdg16_error *error);

/* As a table, which sdg16_table_write_csv can keep: columns row ("observed", "estimate",
 * "at_least" if any cell is a lower bound: 1 where it is, "jackknife", "replicate"), number,
 * weight and group (of the jackknife), one column a cell ("inf" in a file for +infinity,
 * missing for NaN), provenance. The caller frees it. */
SDG16_API int32_t sdg16_draws_table(const sdg16_draws *draws, sdg16_table **out,
                                    sdg16_error *error);
/* And back. SDG16_ERR_COLUMN, _FORMAT: not such a table; _VALUE: a value that it cannot hold,
 * -infinity or a negative draw of a number of persons among them, and of a bootstrap's draws
 * (provenance) a replicate below the persons observed (not of a parametric one), or weights of
 * the jackknife that do not add up to the persons observed. The row is named, and the column. */
SDG16_API int32_t sdg16_draws_from_table(const sdg16_table *table, sdg16_draws **out,
                                         sdg16_error *error);

#ifdef __cplusplus
}
#endif
#endif
