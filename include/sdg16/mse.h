/* Multiple systems estimation with hierarchical log-linear models.
 *
 * The observed counts n(c), c != 0, are Poisson with log mu(c) = sum over the
 * terms t of the model, t subset of c, of alpha(t). The number hidden is
 * mu(0) = exp(alpha(0)) (Fienberg 1972; Cormack 1989), the total N = n + mu(0).
 *
 * Extended maximum likelihood: a term whose margin n*(t) (persons whose history
 * contains t) is 0 has alpha(t) = -infinity; the histories that contain it have
 * mean 0 (Chan, Silverman & Vincent 2021). It still counts as a parameter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_MSE_H
#define SDG16_MSE_H

#include <sdg16/estimate.h>
#include <sdg16/exec.h>
#include <sdg16/model.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Units of the criterion within which a model is near the best: worth a weight. */
#define SDG16_CRITERION_WINDOW 6.0

/* When a model's estimate of the number hidden counts as one. */
#define SDG16_EXISTENCE_TOTAL                                                                  \
  0 /* default: the total is estimable, that is finite and                                     \
       unique, whatever other coefficients do */
#define SDG16_EXISTENCE_COEFFICIENTS                                                           \
  1 /* every coefficient but those of empty margins must be                                    \
       finite: the rule of the literature and of the R                                         \
       packages (Chan, Silverman & Vincent 2021) */
/* "total", "coefficients" */
SDG16_API const char *sdg16_existence_name(int32_t existence);
SDG16_API int32_t sdg16_existence_from_name(const char *name); /* -1 if unknown */

/* Status of a model for given data (Fienberg & Rinaldo 2012; docs/methods.md). Under
 * EXISTENCE_TOTAL a model is OK, OK_ON_FACE, UNBOUNDED, NONE_HIDDEN or NOT_IDENTIFIABLE.
 * Under EXISTENCE_COEFFICIENTS it is one of 0-3, the codes of the R packages SparseMSE and
 * MultipleSystemsEstimation. */
#define SDG16_MODEL_OK 0
#define SDG16_MODEL_NO_MLE 1
#define SDG16_MODEL_NOT_IDENTIFIABLE 2
#define SDG16_MODEL_BOTH 3
/* Further reasons why there is no estimate. */
#define SDG16_MODEL_NO_OVERLAP 4    /* nobody is on two lists */
#define SDG16_MODEL_TOO_FEW_LISTS 5 /* fewer than two lists with anybody on them */
#define SDG16_MODEL_NOT_CONVERGED 6
#define SDG16_MODEL_NONE_ADMISSIBLE 7 /* no model that was considered has an estimate */
/* The total is estimable although the maximum likelihood estimate lies on a face: some
 * histories that nobody has get the mean 0 (lists nested in one another, say). */
#define SDG16_MODEL_OK_ON_FACE 8
#define SDG16_MODEL_UNBOUNDED                                                                  \
  9 /* the likelihood rises as the number hidden goes to infinity                              \
     */
#define SDG16_MODEL_NONE_HIDDEN 10 /* the likelihood rises as the number hidden goes to 0 */
/* A refused unbounded model has a criterion more than 2 below that of the best admissible
 * one: the data point at lists that never meet, and there is no estimate. */
#define SDG16_MODEL_UNBOUNDED_PREFERRED 11
#define SDG16_MODEL_INCOMPLETE 12 /* a sum with a part that has no estimate: a lower bound */
#define SDG16_MODEL_STATUSES 13   /* how many there are: 0 to 12 */
/* "ok", "no-mle", "not-identifiable", "both", "no-overlap", "too-few-lists",
 * "not-converged", "none-admissible", "ok-on-face", "unbounded", "none-hidden",
 * "unbounded-preferred", "incomplete" */
SDG16_API const char *sdg16_model_status_name(int32_t status);
SDG16_API int32_t sdg16_model_status_from_name(const char *name); /* -1 if unknown */
/* 1 for the statuses with which there is an estimate: OK and OK_ON_FACE. */
SDG16_API int32_t sdg16_model_has_estimate(int32_t status);

/* ---- fitting one model ---- */

typedef struct sdg16_fit sdg16_fit;

typedef struct sdg16_fit_summary {
  int64_t struct_size;
  int32_t status;               /* SDG16_MODEL_; when not OK the numbers below are NaN */
  int32_t iterations;           /* Newton steps */
  int64_t observed;             /* n */
  int64_t parameters;           /* |M|: intercept and -infinity terms included */
  int64_t boundary;             /* number of -infinity terms: those with empty margins */
  int64_t face;                 /* histories on the face: the others have the mean 0 */
  int64_t effective_parameters; /* rank of the model on the face */
  int64_t df;                   /* face - effective_parameters */
  double hidden;                /* mu(0) */
  double total;                 /* n + mu(0) */
  double se;                    /* of the total: sqrt(x + x^2 v00), x = mu(0), v00 the variance
                                   of alpha(0) (Cormack 1989; Rcapture) */
  double se_log_hidden;         /* sqrt(v00) */
  double deviance;              /* 2 sum n log(n/mu) - (n - mu) over the observed histories */
  double loglik;                /* sum n log mu - mu - log n! (full Poisson constant) */
  double aic;                   /* 2p - 2 loglik */
  double aicc;                  /* aic + 2(p^2 + p)/(n - p - 1); infinity if n <= p + 1 */
  double bic;                   /* p log n - 2 loglik, n persons observed */
} sdg16_fit_summary;

/* Fits `model` on its face, by the rule SDG16_EXISTENCE_ `existence`. A model without an
 * admissible estimate is not a failure: the summary's status says so. Cost:
 * O(L 2^L + p^3) a Newton step. */
SDG16_API int32_t sdg16_fit_new(const sdg16_capture *capture, const sdg16_model *model,
                                int32_t existence, sdg16_fit **out, sdg16_error *error);
SDG16_API void sdg16_fit_free(sdg16_fit *fit);
/* Fills the summary; size = sizeof(sdg16_fit_summary) of the caller. */
SDG16_API int32_t sdg16_fit_summarise(const sdg16_fit *fit, sdg16_fit_summary *out,
                                      int64_t size);
/* One coefficient and standard error a term, in the order of sdg16_model_terms. Terms with
 * empty margins have -infinity and NaN; on a face other coefficients may be infinite or not
 * unique: NaN and NaN (the total and the means are unique). Returns the number of terms, 0
 * when there is no estimate. */
SDG16_API int64_t sdg16_fit_coefficients(const sdg16_fit *fit, const double **coefficients,
                                         const double **errors);
/* Fitted means, index = history, 2^L numbers; [0] is the number hidden. NULL
 * when there is no estimate. */
SDG16_API const double *sdg16_fit_means(const sdg16_fit *fit);

/* Interval for the total under the fitted model: WALD, PROFILE, PROFILE_POISSON or NONE
 * (those that resample need sdg16_mse_new). With PROFILE, value is the
 * total of the Poisson fit, as everywhere; the maximum of the multinomial
 * profile is given in `mode` (nullable). Without an estimate all numbers are NaN; with the
 * status NONE_HIDDEN a profile still gives the lower limit n and an upper limit. */
SDG16_API int32_t sdg16_fit_interval(const sdg16_fit *fit, int32_t interval, double level,
                                     sdg16_estimate *out, int64_t size, double *mode,
                                     sdg16_error *error);

/* ---- admissibility ---- */

/* Status of one model, by the rule `existence`, without fitting it: exact, depends on which
 * histories are observed alone. */
SDG16_API int32_t sdg16_model_check(const sdg16_capture *capture, const sdg16_model *model,
                                    int32_t existence, int32_t *out, sdg16_error *error);
/* Status of every hierarchical model up to max_order (0: all orders).
 * counts: [SDG16_MODEL_STATUSES], how many have each status. `models` (nullable) receives a
 * table (model, status) when there are at most `limit` models, else NULL. */
SDG16_API int32_t sdg16_model_check_all(const sdg16_capture *capture, int32_t existence,
                                        int32_t max_order, int64_t limit,
                                        const sdg16_exec_options *exec, int64_t *counts,
                                        sdg16_table **models, sdg16_error *error);

/* Status and fit of every hierarchical model up to max_order: a table (model,
 * status, parameters, deviance, aic, aicc, bic, hidden, total), NaN where there
 * is no estimate, in order of enumeration. SDG16_ERR_SEARCH when there are
 * more than `limit` models. The caller frees the table. */
SDG16_API int32_t sdg16_model_fit_all(const sdg16_capture *capture, int32_t existence,
                                      int32_t max_order, int64_t limit,
                                      const sdg16_exec_options *exec, sdg16_table **models,
                                      sdg16_error *error);

/* ---- estimation with model selection ---- */

#define SDG16_SELECT_FIXED 0 /* the model given in `model` */
#define SDG16_SELECT_BIC 1   /* exact minimum over all hierarchical models considered */
#define SDG16_SELECT_AIC 2
#define SDG16_SELECT_AICC 3
#define SDG16_SELECT_STEPWISE 4 /* Chan, Silverman & Vincent 2021: pairs by p-value */
#define SDG16_SELECT_DOWNHILL 5 /* Silverman, Chan & Vincent 2024: descent in BIC */
/* "none", "bic", "aic", "aicc", "stepwise", "downhill" */
SDG16_API const char *sdg16_select_name(int32_t select);
SDG16_API int32_t sdg16_select_from_name(const char *name); /* -1 if unknown */

/* Kinds of bootstrap. */
#define SDG16_BOOTSTRAP_NONPARAMETRIC 0 /* the observed persons are drawn anew */
#define SDG16_BOOTSTRAP_PARAMETRIC                                                             \
  1 /* as many as were estimated, hidden ones too, are                                         \
       drawn from the fitted model */
/* "nonparametric", "parametric" */
SDG16_API const char *sdg16_bootstrap_name(int32_t kind);
SDG16_API int32_t sdg16_bootstrap_from_name(const char *name); /* -1 if unknown */

#define SDG16_SEARCH_FITS 200000

typedef struct sdg16_mse_options {
  int64_t struct_size;
  int32_t select;         /* default SDG16_SELECT_BIC; FIXED when `model` is set */
  int32_t max_order;      /* size of the largest interaction considered; 0 (default): all
                             orders up to 6 lists, 2 above. Stepwise adds pairs alone */
  const char *model;      /* FIXED: the model; NULL: independence */
  double p_threshold;     /* stepwise: default 0.02 */
  int64_t search_fits;    /* budget of an exact search: the most fits that prove bounds. One
                             counts 1 up to six lists, more in larger tables (16 lists: 87) and
                             where it takes many steps. Default SDG16_SEARCH_FITS, 0: no limit.
                             Never a time: the same input gives the same answer on every
                             machine */
  int64_t top;            /* candidate models to list; default 10 */
  double window;          /* list also all models within this distance of the best
                             criterion; default 6, 0: none */
  int32_t interval;       /* default SDG16_INTERVAL_AUTO */
  int32_t bootstrap_kind; /* default SDG16_BOOTSTRAP_NONPARAMETRIC */
  double level;           /* default 0.95 */
  double population;      /* > 0: gives rates per 100,000; default 0: none */
  int64_t replicates;     /* of the bootstrap; 0 (default): as many as the limits of the total
                             need, from 1,000 to 20,000 (sdg16_bootstrap_summary) */
  int32_t reselect;       /* 1 (default): every replicate repeats the selection; 0: it refits
                             the selected model, and the interval is conditional on it */
  int32_t keep_partial;   /* 1: a bootstrap that is cancelled or out of time succeeds with
                             the replicates that are done (see sdg16_mse_stopped); default 0 */
  int64_t top_intervals;  /* K > 0: intervals also for choosing among the best k models of
                             the original data, k = 1 .. K; default 0 */
  int32_t existence;      /* SDG16_EXISTENCE_, default TOTAL */
  int32_t reserved;       /* 0 */
  int64_t fit_replicates; /* of the parametric bootstrap for the p-value of the goodness of
                             fit: 100 or more, as with fewer no p-value is below 0.01, by
                             which a misfit is told; default 500, 0: none */
} sdg16_mse_options;

SDG16_API int32_t sdg16_mse_options_init(sdg16_mse_options *options, int64_t size);

typedef struct sdg16_mse sdg16_mse;

/* Estimates the total number of persons behind `capture` (all strata pooled).
 * Data that allow no estimate are not a failure: see sdg16_mse_status.
 * SDG16_ERR_POPULATION: more persons were observed than the population has.
 *
 * Bootstrap intervals: each replicate is a table drawn anew, on which the whole
 * selection is repeated: exact search, stepwise or downhill, with the existence check
 * (Chan, Silverman & Vincent 2021; Silverman, Chan & Vincent 2024). Replicates depend on
 * seed and number alone: not on threads, order of lists and rows, or the range of
 * replicates asked for. Their searches have the budget search_fits each. Intervals and `se`
 * are those of sdg16_draws_interval: with fewer than sdg16_least_replicates there are none.
 *
 * Replicates are automatic with the number 0: the first B of 1,000, 2,000, 5,000, 10,000 and
 * 20,000 with at least 20 draws below the lower limit of the total and 20 above the upper
 * one; not raised to a B for which B times the mean number of fits a replicate, counted in
 * the first 1,000 and weighted as in search_fits, exceeds 2,000,000 or ten times search_fits.
 * The result is that of this B asked for. SDG16_ERR_OPTION:
 * a range of replicates in the exec options then. */
SDG16_API int32_t sdg16_mse_new(const sdg16_capture *capture, const sdg16_mse_options *options,
                                const sdg16_exec_options *exec, sdg16_mse **out,
                                sdg16_error *error);
SDG16_API void sdg16_mse_free(sdg16_mse *mse);

SDG16_API int32_t sdg16_mse_status(const sdg16_mse *mse); /* SDG16_MODEL_ */
/* Total with its interval; size = sizeof(sdg16_estimate) of the caller. */
SDG16_API int32_t sdg16_mse_estimate(const sdg16_mse *mse, sdg16_estimate *out, int64_t size);
/* With the status UNBOUNDED_PREFERRED a lower bound of the total, if the selected model holds
 * all the same: its total, and the lower limit of its profile likelihood; upper is INFINITY,
 * with SDG16_FLAG_UPPER_OPEN. Else all NaN. */
SDG16_API int32_t sdg16_mse_at_least(const sdg16_mse *mse, sdg16_estimate *out, int64_t size);
/* The selected model and its fit; NULL if there is none. Owned by `mse`. */
SDG16_API const sdg16_model *sdg16_mse_model(const sdg16_mse *mse);
SDG16_API const sdg16_fit *sdg16_mse_fit(const sdg16_mse *mse);

/* Does the model fit the counts? Deviance and Pearson's X2 over the histories with positive
 * means, and the shares of tables drawn from the fitted model in which they are at least as
 * large: p = (1 + such tables) / (replicates + 1) (parametric bootstrap; each table has the
 * observed number of persons, and the same model is fitted to it by the supremum of the
 * likelihood, which always exists). No p-value comes from the chi-squared distribution,
 * which does not hold where means are small. A model that was selected on the same data
 * fits them too well: its p-values are too large. */
typedef struct sdg16_fit_test {
  int64_t struct_size;
  double deviance, pearson; /* NaN: no fit */
  int64_t df;
  int64_t replicates;           /* 0: no p-values, as with df 0 or fit_replicates 0 */
  double p_deviance, p_pearson; /* NaN: none */
} sdg16_fit_test;

SDG16_API int32_t sdg16_mse_fit_test(const sdg16_mse *mse, sdg16_fit_test *out, int64_t size);
/* The largest residuals of the fit, at most 31, in falling order of their size: history
 * (mask), lists ("police; shelter"), observed, fitted, residual (Freeman & Tukey 1950:
 * sqrt(n) + sqrt(n + 1) - sqrt(4 mean + 1)). No rows without a fit or with df 0. */
SDG16_API const sdg16_table *sdg16_mse_residuals(const sdg16_mse *mse);

/* What a table says without a model. */
typedef struct sdg16_coverage {
  int64_t struct_size;
  int64_t once, twice; /* persons on exactly one list, on exactly two */
  double coverage;     /* sample coverage (Chao & Tsay 1998): 1 less the mean over the lists
                          of the share of a list's people who are on no other; NaN: nobody
                          is on any list */
  double chao_lower;   /* lower bound for the total when lists differ and people differ in
                          their chances to be on them (Chao 1989, model Mth): n + (once^2 -
                          sum over the lists of (only on it)^2) / (2 (twice + 1)); NaN with
                          fewer than two lists that have people */
} sdg16_coverage;

/* The grade of a sample coverage, of the whole per cent that it rounds to: "high" from 70,
 * "moderate" from 55, "low" from 30, else "very low"; NULL: NaN. 55 is Chao & Tsay's (1998) for
 * their estimator, the other steps are ours. */
SDG16_API const char *sdg16_coverage_grade(double coverage);
SDG16_API int32_t sdg16_mse_coverage(const sdg16_mse *mse, sdg16_coverage *out, int64_t size);
SDG16_API int32_t sdg16_capture_coverage(const sdg16_capture *capture, sdg16_coverage *out,
                                         int64_t size, sdg16_error *error);
/* How the lists lie to one another, a row a finding: code, severity, message, as in the
 * diagnostics of sdg16_mse, which have these rows too. Codes: too-few-lists, no-overlap,
 * empty-list, identical-lists, nested-lists, all-on-list, unconnected-lists, isolated-list,
 * empty-pairs, few-observed. The caller frees the table. */
SDG16_API int32_t sdg16_capture_structure(const sdg16_capture *capture, sdg16_table **out,
                                          sdg16_error *error);

typedef struct sdg16_search_summary {
  int64_t struct_size;
  int64_t universe;      /* hierarchical models considered; -1: more than 2^63, see below */
  int64_t fitted;        /* models fitted; DOWNHILL: different models looked at */
  int32_t exact;         /* 1: the best model is proved best */
  int32_t criterion;     /* SDG16_SELECT_BIC, _AIC or _AICC; FIXED: no search */
  double best;           /* criterion of the selected model */
  double bound;          /* proven: no model considered has a smaller criterion */
  double universe_log10; /* log10 of the number of models; NaN when not counted */
  double gap; /* best - bound: no model is better than the selected one by more. 0: proved;
                 NaN: nothing is proved (stepwise, downhill) */
  int64_t unconverged; /* admissible models whose fit did not converge, so that they could
                          not be compared. An exact search with one that might be better has
                          exact = 0 */
  int64_t spent;       /* of the budget search_fits */
  int64_t unproved_replicates; /* of the bootstrap: their choice is not proved the best */
} sdg16_search_summary;

SDG16_API int32_t sdg16_mse_search(const sdg16_mse *mse, sdg16_search_summary *out,
                                   int64_t size);

/* The draws of a bootstrap interval: one cell, "total"; NULL if there are none. And of the
 * choice among the best k models: cells "top 1", "top 2", ...; NULL without top_intervals. */
SDG16_API const sdg16_draws *sdg16_mse_draws(const sdg16_mse *mse);
SDG16_API const sdg16_draws *sdg16_mse_top_draws(const sdg16_mse *mse);
/* SDG16_OK; with keep_partial SDG16_ERR_CANCELLED or _TIMEOUT when the bootstrap was
 * stopped: the draws hold what was done. */
SDG16_API int32_t sdg16_mse_stopped(const sdg16_mse *mse);

/* Result tables; they belong to `mse`.
 * estimates: one row, with the columns of sdg16_result_schema in their order. Estimate:
 *   estimator, selection, model, model_names, observed, hidden, hidden_lower, hidden_upper
 *   (the limits less the number observed), total, se, lower, upper (missing where infinite:
 *   no_upper_limit is 1 then), level, interval (the kind that the limits are of). With the
 *   status UNBOUNDED_PREFERRED at_least and at_least_lower: the total and the lower profile
 *   limit of the best admissible model, true only if that model holds. Model and fit:
 *   parameters, effective_parameters, boundary, boundary_terms ("[24],[124]"), face, df,
 *   deviance, pearson, gof_p (by the deviance), loglik, aic, aicc, bic; gap and search_fits
 *   (spent) of the search. rate, rate_lower, rate_upper, population; chao_lower, coverage;
 *   status. Of a bootstrap, else missing: bootstrap (its kind), replicates, failed (draws
 *   that are missing), infinite, z0 (missing: all draws on one side), acceleration,
 *   lower_error, upper_error (missing: not determined), percentile_lower, percentile_upper
 *   (missing where infinite), se_log, share_above_20n.
 * models: the candidates in order of the criterion: model, model_names,
 *   parameters, df, deviance, aic, aicc, bic, hidden, total, weight
 *   (exp(-difference/2), normalised over the models within SDG16_CRITERION_WINDOW of the
 *   best; missing beyond), mode (row of `modes`, from 1; missing beyond), status.
 * modes: what the models within SDG16_CRITERION_WINDOW of the best say together. With their
 *   weights and log-normal distributions of the number hidden they form a mixture; a
 *   row a local maximum of its density on the log scale: total, weight (of the models
 *   from which the density rises to it), models, lowest, highest (totals of these
 *   models). Ordered by weight, falling. No rows without an estimate, or when models without a
 *   standard error have more than 1 % of the weight.
 * draw_modes: where the draws of the bootstrap gather; rows ordered by share, falling: total
 *   (of the highest density), share (of the draws that are not missing), lowest, highest
 *   (draws that belong to the mode). Modes of the kernel density of the log of the number
 *   hidden (fewer than half a person count as half), parted where it dips below 0.8 of the
 *   lower peak; each holds at least 10 % of the draws. No row with fewer than 40 of them.
 * top: with top_intervals: k, model and criterion of the k-th model, lower, upper (missing
 *   where infinite: no_upper_limit is 1 then), z0, acceleration, failed, best_within
 *   (replicates whose best model of all is among the first k). The last row, k = 0, is for
 *   all models.
 * diagnostics: code, severity ("note", "warning": it may change the answer), message, and
 *   headline: a sentence that belongs beside the number wherever it is shown (missing: none).
 *   misfit, draws-modes, percentile-beside (the numbers undetected at a limit differ by more
 *   than a factor of 2 between BCa and percentile), bca-replaced (|z0| above 1),
 *   search-not-exact (a gap above 2), refused-lower (a refused unbounded model is lower by no
 *   more than 2), groups-not-compared, unbounded-preferred, large-factor, above-population have
 *   one. */
SDG16_API const sdg16_table *sdg16_mse_estimates(const sdg16_mse *mse);
SDG16_API const sdg16_table *sdg16_mse_models(const sdg16_mse *mse);
SDG16_API const sdg16_table *sdg16_mse_modes(const sdg16_mse *mse);
/* NULL without a bootstrap. */
SDG16_API const sdg16_table *sdg16_mse_draw_modes(const sdg16_mse *mse);
SDG16_API const sdg16_table *sdg16_mse_top(const sdg16_mse *mse); /* NULL if not asked for */
SDG16_API const sdg16_table *sdg16_mse_diagnostics(const sdg16_mse *mse);

#ifdef __cplusplus
}
#endif
#endif
