/* One log-linear model of lists and covariates: sex, age, citizenship, form of exploitation,
 * year.
 *
 * sdg16_strata estimates each group by itself. Here all groups share one model, on the full
 * cross of lists and covariates: each combination of covariate values has a cell for every
 * capture history, and one hidden cell. Terms of lists say how the lists depend on one another;
 * a term of a list and a covariate says that the list reaches some groups more than others;
 * terms of covariates describe the population. (Zwane & van der Heijden 2005; van der Heijden,
 * Whittaker, Cruyff, Bakker & van der Vliet 2012; Cruyff, van Dijk & van der Heijden 2017.)
 *
 * Notation of models, as in R: terms joined by '+'; "police:sex" is an interaction;
 * "police*sex*age" is one together with all terms below it; "poly(year,2)" is a polynomial in a
 * covariate of whole numbers, the same in all terms. Names that are not words are in
 * backquotes, a backquote inside is doubled. All main effects are always in the model. "A:B:C"
 * needs the terms below it.
 *
 * Existence is decided for the hidden cell of each combination by itself (see
 * <sdg16/mse.h>): some groups can have an estimate where others, and the total, have none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_COVARIATES_H
#define SDG16_COVARIATES_H

#include <sdg16/mse.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SDG16_MAX_COVARIATES 12

typedef struct sdg16_covariates_options {
  int64_t struct_size;
  int64_t column_count;       /* from 1 to SDG16_MAX_COVARIATES */
  const char *const *columns; /* covariates: stratum columns of the capture data */
  const int32_t *degrees;     /* NULL (default): by levels; otherwise for each column the degree
                                 of its polynomial, 0: by levels. A model that is given has the
                                 degrees itself */
  const char *scope;          /* selection: the largest model considered; NULL (default): all
                                 pairs of lists and covariates */
  int64_t group_count;        /* also estimates for these crossings of covariates, ... */
  const char *const *groups;  /* ... each "sex,age", of two or more. The total and the values of
                                 every covariate are always there */
} sdg16_covariates_options;

SDG16_API int32_t sdg16_covariates_options_init(sdg16_covariates_options *options,
                                                int64_t size);

/* An estimation with covariates. */
typedef struct sdg16_covariates sdg16_covariates;

/* Of `options` these members are used: model (a model in the notation above: no selection),
 * select (BIC, AIC or AICC), interval, bootstrap_kind, level, replicates (0: 1,000), reselect,
 * population. Others must have their defaults.
 *
 * Selection begins with the main effects. Each step adds or removes the term of the scope that
 * lowers the criterion most, until no term lowers it. Models whose total has no estimate are
 * refused. Such a search does not prove that there is no better model.
 *
 * Intervals: AUTO is PERCENTILE. PERCENTILE and BASIC resample: replicates repeat the selection
 * (reselect = 1), or refit the model. NONPARAMETRIC resamples the persons observed; PARAMETRIC
 * draws the estimated number of persons from the fitted model. WALD is log-normal on the hidden
 * part, by the delta method. Others are refused.
 *
 * SDG16_ERR_NAME: no such stratum column. SDG16_ERR_MODEL: a model cannot be parsed. */
SDG16_API int32_t sdg16_covariates_new(const sdg16_capture *capture,
                                       const sdg16_covariates_options *by,
                                       const sdg16_mse_options *options,
                                       const sdg16_exec_options *exec, sdg16_covariates **out,
                                       sdg16_error *error);
SDG16_API void sdg16_covariates_free(sdg16_covariates *self);

/* Of the total: SDG16_MODEL_. With NONE_HIDDEN the total is the limit to which it falls. */
SDG16_API int32_t sdg16_covariates_status(const sdg16_covariates *self);
SDG16_API int32_t
sdg16_covariates_stopped(const sdg16_covariates *self); /* sdg16_mse_stopped */
SDG16_API int32_t sdg16_covariates_estimate(const sdg16_covariates *self, sdg16_estimate *out,
                                            int64_t size);
/* The model, in the notation above; lives as long as `self`. */
SDG16_API const char *sdg16_covariates_model(const sdg16_covariates *self);

/* Tables.
 * estimates: the total, the values of each covariate, then the crossings asked for; the
 *   covariates first (missing: all values together), then the columns of sdg16_mse_estimates.
 *   The row of the total also has the model and its fit.
 * path: the steps of the selection, from the main effects on: step, change ("+ police:sex"),
 *   parameters, df, deviance, aic, aicc, bic, status, hidden, total, se, model. A model that
 * was given is a path of one step. diagnostics: as of sdg16_mse: code, severity, message,
 * headline. Codes: those of a status, not-converged, search-not-exact (the model was found step
 * by step), collapsible (a covariate that no list is linked to). draws: a cell for each row of
 * the estimates ("total", "sex=F"); NULL without resampling. */
SDG16_API const sdg16_table *sdg16_covariates_estimates(const sdg16_covariates *self);
SDG16_API const sdg16_table *sdg16_covariates_path(const sdg16_covariates *self);
SDG16_API const sdg16_table *sdg16_covariates_diagnostics(const sdg16_covariates *self);
SDG16_API const sdg16_draws *sdg16_covariates_draws(const sdg16_covariates *self);

#ifdef __cplusplus
}
#endif
#endif
