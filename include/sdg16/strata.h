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
                                 for all, each with its own parameters, that minimises the
                                 criterion of all strata together (BIC: n is all persons) */
  int32_t reserved;
  const sdg16_table
      *population; /* NULL (default), or a table of people: the columns
                      above and `population`; rows that differ in a
                      further column are added up. Gives rates per 100,000. Without it the
                      number in sdg16_mse_options gives that of the total */
} sdg16_strata_options;

SDG16_API int32_t sdg16_strata_options_init(sdg16_strata_options *options, int64_t size);

/* The estimations of all strata and what they add up to. */
typedef struct sdg16_strata sdg16_strata;

/* Estimates every stratum by itself, as sdg16_mse_new does, and forms margins and the
 * total from joint draws: in each replicate every stratum is drawn anew and selects anew,
 * and the draws are added. With an interval that does not resample, sums have log-normal
 * intervals on the hidden part from the sum of the variances. SDG16_INTERVAL_AUTO is BCA
 * here, also for a fixed model; top_intervals is refused.
 *
 * A stratum without an estimate does not fail the call: its row has a status, and sums
 * with it have the status INCOMPLETE and no total. They are bounded below: at_least, the
 * persons observed everywhere and those hidden in the strata that have an estimate, with a
 * lower limit from the draws of that sum. In a replicate where a stratum has no number its
 * sums have none either: they are infinite with it, or missing. A sum of one stratum answers
 * as the stratum does. A common model leaves out the strata for which not even independence
 * has an estimate.
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

/* Of the total: SDG16_MODEL_OK when every stratum has an estimate, _INCOMPLETE when some
 * have, else the first one's reason. */
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
/* With the status INCOMPLETE a lower bound of the total: the persons observed everywhere and
 * those hidden in the strata that have an estimate, with the lower limit of the interval of
 * that sum; upper is INFINITY, with SDG16_FLAG_UPPER_OPEN. Of one stratum alone as
 * sdg16_mse_at_least. Else all NaN. */
SDG16_API int32_t sdg16_strata_at_least(const sdg16_strata *strata, sdg16_estimate *out,
                                        int64_t size);

/* Tables, with the stratum columns first (missing: all values together).
 * estimates: the total, then the margins, then the combinations, with the columns of
 *   sdg16_mse_estimates. The bootstrap of an incomplete sum is that of its lower bound.
 * models, modes: as of sdg16_mse; rows of each stratum. With a common model `models` has the
 *   models of all strata together.
 * diagnostics: as of sdg16_mse; rows of each stratum, and of each sum about its own numbers and
 *   limits. Codes of sums alone: incomplete, no-stratum.
 * draw_modes: as of sdg16_mse; rows of each stratum and sum that has an estimate.
 * draws: a cell a combination ("sex=F,age=minor"; a backslash before ',', '='
 *   and backslash of a value), then a cell a sum ("sex=F", "total"), or of its lower bound
 *   ("sex=F (at least)") where it is incomplete. NULL without resampling. */
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
