/* Disaggregated estimation: every combination of the stratum columns (sex, age,
 * citizenship, form of exploitation, year), every margin, and the total.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_STRATA_H
#define SDG16_STRATA_H

#include <sdg16/mse.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sdg16_strata_options {
  int64_t struct_size;
  int64_t column_count;       /* at least 1 */
  const char *const *columns; /* stratum columns of the capture data */
  int32_t common_model;       /* 0 (default): each stratum selects its own model; 1: one model
                                 for all, each with its own parameters; it minimises the
                                 criterion of all strata together (BIC: n is all persons) */
  int32_t reserved;
  const sdg16_table
      *population; /* NULL (default), or a table of people: the columns
                      above and `population`; rows that differ in a
                      further column are added up. Gives rates per 100,000. Without it the
                      population in sdg16_mse_options gives the rate of the total */
} sdg16_strata_options;

SDG16_API int32_t sdg16_strata_options_init(sdg16_strata_options *options, int64_t size);

/* The estimations of all strata and their sums. */
typedef struct sdg16_strata sdg16_strata;

/* Estimates every stratum separately, as sdg16_mse_new does. Margins and the total come
 * from joint draws: in each replicate every stratum is resampled and repeats its selection,
 * and the draws are added. With an interval that does not resample, a sum has a log-normal
 * interval on the hidden part, from the sum of the variances. Here SDG16_INTERVAL_AUTO is BCA,
 * also for a fixed model; top_intervals is refused.
 *
 * A stratum without an estimate is not a failure: its row has a status. A sum that contains it
 * has the status INCOMPLETE and no total, but a lower bound: at_least is the number of persons
 * observed in all strata plus the hidden in the strata with an estimate, with a lower limit
 * from the draws of that sum. If a stratum has no number in a replicate, its sums have none
 * either: they are infinite or missing as it is. A sum of a single stratum has the result of
 * that stratum. A common model leaves out the strata in which not even independence has an
 * estimate.
 *
 * SDG16_ERR_NAME: no such stratum column. SDG16_ERR_POPULATION: a stratum without row in
 * the population table, or with fewer people than were observed; two rows of one group; a row
 * that is a total of others ("Total", a blank that is no stratum, or by its number); rows of
 * several years. Other rows of no stratum observed count in the total, which warns. */
SDG16_API int32_t sdg16_strata_new(const sdg16_capture *capture, const sdg16_strata_options *by,
                                   const sdg16_mse_options *options,
                                   const sdg16_exec_options *exec, sdg16_strata **out,
                                   sdg16_error *error);
/* The people in a table, for `population` of sdg16_mse_options: the sum of its column
 * `population`, with the same checks. */
SDG16_API int32_t sdg16_population_sum(const sdg16_table *table, double *out,
                                       sdg16_error *error);
SDG16_API void sdg16_strata_free(sdg16_strata *strata);

/* The status of the total: SDG16_MODEL_OK if every stratum has an estimate, _INCOMPLETE if some
 * have one; otherwise the status of the first stratum. */
SDG16_API int32_t sdg16_strata_status(const sdg16_strata *strata);
SDG16_API int32_t sdg16_strata_stopped(const sdg16_strata *strata); /* sdg16_mse_stopped */
/* Combinations observed, in ascending order of their texts. */
SDG16_API int64_t sdg16_strata_count(const sdg16_strata *strata);
SDG16_API const char *sdg16_strata_value(const sdg16_strata *strata, int64_t stratum,
                                         int64_t column);
/* The estimation of one of them; owned by `strata`. */
SDG16_API const sdg16_mse *sdg16_strata_mse(const sdg16_strata *strata, int64_t stratum);
/* Total with its interval; NaN unless the status is OK. */
SDG16_API int32_t sdg16_strata_estimate(const sdg16_strata *strata, sdg16_estimate *out,
                                        int64_t size);
/* With the status INCOMPLETE: a lower bound of the total, the persons observed in all strata
 * and the hidden in the strata with an estimate, with the lower limit of the interval of that
 * sum; upper is INFINITY, with SDG16_FLAG_UPPER_OPEN. With a single stratum: as
 * sdg16_mse_at_least. Otherwise all numbers are NaN. */
SDG16_API int32_t sdg16_strata_at_least(const sdg16_strata *strata, sdg16_estimate *out,
                                        int64_t size);

/* Tables, with the stratum columns first (missing: all values together).
 * estimates: the total, then the margins, then the combinations, with the columns of
 *   sdg16_mse_estimates. For an incomplete sum the bootstrap (replicates, failed, infinite, z0,
 *   acceleration, lower_error) is that of its lower bound; the other columns of the bootstrap
 *   are missing.
 * models, modes: as of sdg16_mse; rows of each stratum. With a common model `models` has the
 *   models of all strata together.
 * diagnostics: as of sdg16_mse; rows of each stratum, and rows of each sum about its own
 *   numbers and limits. Codes only of sums: incomplete, no-stratum.
 * draw_modes: as of sdg16_mse; rows of each stratum and sum that has an estimate.
 * draws: one cell per combination ("sex=F,age=minor"; in a value ',', '=' and backslash
 *   have a backslash before them), then one cell per sum ("sex=F", "total"), or for its lower
 *   bound ("sex=F (at least)") if the sum is incomplete. NULL without resampling. */
SDG16_API const sdg16_table *sdg16_strata_estimates(const sdg16_strata *strata);
SDG16_API const sdg16_table *sdg16_strata_models(const sdg16_strata *strata);
SDG16_API const sdg16_table *sdg16_strata_modes(const sdg16_strata *strata);
/* NULL without a bootstrap. */
SDG16_API const sdg16_table *sdg16_strata_draw_modes(const sdg16_strata *strata);
SDG16_API const sdg16_table *sdg16_strata_diagnostics(const sdg16_strata *strata);
SDG16_API const sdg16_draws *sdg16_strata_draws(const sdg16_strata *strata);

#ifdef __cplusplus
}
#endif
#endif
