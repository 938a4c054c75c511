/* Multiple systems estimation with hierarchical log-linear models.
 *
 * The observed counts n(c), c != 0, are Poisson with log mu(c) = sum over the
 * terms t of the model, t subset of c, of alpha(t). The number hidden is
 * mu(0) = exp(alpha(0)) (Fienberg 1972; Cormack 1989), the total N = n + mu(0).
 *
 * Extended maximum likelihood: n*(t) is the number of persons whose history contains
 * t. If it is 0, alpha(t) = -infinity, and the histories that contain t have mean 0
 * (Chan, Silverman & Vincent 2021). Such a term still counts as a parameter.
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

/* Models whose criterion is at most this far above the best get a weight. */
#define SDG16_CRITERION_WINDOW 6.0

/* The rule that decides whether a model has an estimate of the number hidden. */
/* default: the total is estimable, that is, finite and unique, whether or not other
 * coefficients are */
#define SDG16_EXISTENCE_TOTAL 0
/* every coefficient except those of empty margins must be finite: the rule of the literature
 * and of the R packages (Chan, Silverman & Vincent 2021) */
#define SDG16_EXISTENCE_COEFFICIENTS 1
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
#define SDG16_MODEL_NO_OVERLAP 4    /* no one is on two lists */
#define SDG16_MODEL_TOO_FEW_LISTS 5 /* fewer than two lists have persons on them */
#define SDG16_MODEL_NOT_CONVERGED 6
#define SDG16_MODEL_NONE_ADMISSIBLE 7 /* no model considered has an estimate */
/* The total is estimable although the maximum likelihood estimate lies on a face: some
 * histories that no one has get the mean 0 (for example with nested lists). */
#define SDG16_MODEL_OK_ON_FACE 8
/* the likelihood rises as the number hidden goes to infinity */
#define SDG16_MODEL_UNBOUNDED 9
#define SDG16_MODEL_NONE_HIDDEN 10 /* the likelihood rises as the number hidden goes to 0 */
/* A refused, unbounded model has a criterion more than 2 below that of the best admissible
 * model. The data suggest that groups of lists never overlap, and there is no estimate. */
#define SDG16_MODEL_UNBOUNDED_PREFERRED 11
/* a sum in which a part has no estimate: there is a lower bound */
#define SDG16_MODEL_INCOMPLETE 12
#define SDG16_MODEL_STATUSES 13 /* the number of statuses: 0 to 12 */
/* "ok", "no-mle", "not-identifiable", "both", "no-overlap", "too-few-lists",
 * "not-converged", "none-admissible", "ok-on-face", "unbounded", "none-hidden",
 * "unbounded-preferred", "incomplete" */
SDG16_API const char *sdg16_model_status_name(int32_t status);
SDG16_API int32_t sdg16_model_status_from_name(const char *name); /* -1 if unknown */
/* 1 for the statuses that have an estimate: OK and OK_ON_FACE; else 0. */
SDG16_API int32_t sdg16_model_has_estimate(int32_t status);

/* ---- fitting one model ---- */

typedef struct sdg16_fit sdg16_fit;

typedef struct sdg16_fit_summary {
  int64_t struct_size;
  int32_t status;     /* SDG16_MODEL_; without an estimate the numbers below are NaN */
  int32_t iterations; /* Newton steps */
  int64_t observed;   /* n */
  int64_t parameters; /* |M|: intercept and -infinity terms included */
  int64_t boundary;   /* number of terms with empty margins, at -infinity */
  int64_t face;       /* number of histories on the face; the others have mean 0 */
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

/* Fits `model` on its face, under the rule SDG16_EXISTENCE_ `existence`. A model without an
 * estimate is not a failure: the status of the summary says so. Cost per Newton step:
 * O(L 2^L + p^3). */
SDG16_API int32_t sdg16_fit_new(const sdg16_capture *capture, const sdg16_model *model,
                                int32_t existence, sdg16_fit **out, sdg16_error *error);
SDG16_API void sdg16_fit_free(sdg16_fit *fit);
/* Fills the summary; size = sizeof(sdg16_fit_summary) of the caller. */
SDG16_API int32_t sdg16_fit_summarise(const sdg16_fit *fit, sdg16_fit_summary *out,
                                      int64_t size);
/* The coefficient and standard error of each term, in the order of sdg16_model_terms. A term
 * with an empty margin has -infinity and NaN. On a face other coefficients may be infinite or
 * not unique: they have NaN and NaN (the total and the means are unique). Returns the number of
 * terms; 0: no estimate. */
SDG16_API int64_t sdg16_fit_coefficients(const sdg16_fit *fit, const double **coefficients,
                                         const double **errors);
/* The fitted means: 2^L numbers, indexed by history; [0] is the number hidden. NULL:
 * no estimate. */
SDG16_API const double *sdg16_fit_means(const sdg16_fit *fit);

/* Interval for the total under the fitted model: WALD, PROFILE, PROFILE_POISSON or NONE
 * (bootstrap intervals need sdg16_mse_new). With PROFILE, `value` is the total of the Poisson
 * fit, as everywhere; `mode` (nullable) receives the maximum of the multinomial profile.
 * Without an estimate all numbers are NaN; but with the status NONE_HIDDEN a profile gives the
 * lower limit n and an upper limit. */
SDG16_API int32_t sdg16_fit_interval(const sdg16_fit *fit, int32_t interval, double level,
                                     sdg16_estimate *out, int64_t size, double *mode,
                                     sdg16_error *error);

/* ---- admissibility ---- */

/* Status of one model under the rule `existence`, without fitting it. The result is exact. It
 * depends only on which histories are observed. */
SDG16_API int32_t sdg16_model_check(const sdg16_capture *capture, const sdg16_model *model,
                                    int32_t existence, int32_t *out, sdg16_error *error);
/* Status of every hierarchical model up to max_order (0: all orders).
 * counts: [SDG16_MODEL_STATUSES], the number of models with each status. `models` (nullable)
 * receives a table (model, status) if there are at most `limit` models, else NULL. */
SDG16_API int32_t sdg16_model_check_all(const sdg16_capture *capture, int32_t existence,
                                        int32_t max_order, int64_t limit,
                                        const sdg16_exec_options *exec, int64_t *counts,
                                        sdg16_table **models, sdg16_error *error);

/* Status and fit of every hierarchical model up to max_order: a table (model,
 * status, parameters, deviance, aic, aicc, bic, hidden, total), in order of enumeration;
 * NaN: no estimate. SDG16_ERR_SEARCH: there are more than `limit` models. The caller frees the
 * table. */
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
#define SDG16_BOOTSTRAP_NONPARAMETRIC 0 /* the observed persons are resampled */
/* the estimated number of persons, hidden ones included, is drawn from the fitted model */
#define SDG16_BOOTSTRAP_PARAMETRIC 1
/* "nonparametric", "parametric" */
SDG16_API const char *sdg16_bootstrap_name(int32_t kind);
SDG16_API int32_t sdg16_bootstrap_from_name(const char *name); /* -1 if unknown */

#define SDG16_SEARCH_FITS 200000

typedef struct sdg16_mse_options {
  int64_t struct_size;
  int32_t select;         /* default SDG16_SELECT_BIC; FIXED when `model` is set */
  int32_t max_order;      /* largest order of interaction considered; 0 (default): all orders
                             up to 6 lists, 2 above. Stepwise adds only pairs */
  const char *model;      /* FIXED: the model; NULL: independence */
  double p_threshold;     /* stepwise: default 0.02 */
  int64_t search_fits;    /* budget of an exact search: the largest number of bound fits. A fit
                             counts 1 with up to six lists, more in larger tables (16 lists:
                             87) and if it takes many steps; above eight lists exact
                             decisions of existence count too. Default SDG16_SEARCH_FITS; 0: no
                             limit. It is never a time: the same input gives the same answer
                             on every machine */
  int64_t top;            /* candidate models to list; default 10 */
  double window;          /* also list all models within this distance of the best
                             criterion; default SDG16_CRITERION_WINDOW; 0: none. Weights, modes
                             and warnings compare the models within this distance, but never
                             beyond SDG16_CRITERION_WINDOW */
  int32_t interval;       /* default SDG16_INTERVAL_AUTO */
  int32_t bootstrap_kind; /* default SDG16_BOOTSTRAP_NONPARAMETRIC */
  double level;           /* default 0.95 */
  double population;      /* > 0: gives rates per 100,000; default 0: none */
  int64_t replicates;     /* of the bootstrap; 0 (default): as many as the limits of the total
                             need, from 1,000 to 20,000 (see sdg16_mse_new) */
  int32_t reselect;       /* 1 (default): every replicate repeats the selection; 0: every one
                             refits the selected model; the interval is conditional on it */
  int32_t keep_partial;   /* 1: once the model is chosen, an estimation that is cancelled or out
                             of time succeeds with the replicates made so far (see
                             sdg16_mse_stopped); default 0 */
  int64_t top_intervals;  /* K > 0: also intervals for the choice among the best k models of
                             the original data, k = 1 to K; default 0 */
  int32_t existence;      /* SDG16_EXISTENCE_, default TOTAL */
  int32_t reserved;       /* 0 */
  int64_t fit_replicates; /* of the parametric bootstrap for the p-values of the goodness of
                             fit; default 500; 0: none; else at least 100: with fewer no
                             p-value can be below 0.01, the limit of a misfit */
} sdg16_mse_options;

SDG16_API int32_t sdg16_mse_options_init(sdg16_mse_options *options, int64_t size);

typedef struct sdg16_mse sdg16_mse;

/* Estimates the total number of persons, observed and hidden, from `capture` (all strata
 * pooled). Data that allow no estimate are not a failure: see sdg16_mse_status.
 * SDG16_ERR_POPULATION: the number observed exceeds the population.
 *
 * Bootstrap intervals: each replicate is a resampled table, and the whole selection is
 * repeated on it: exact search, stepwise or downhill, with the existence check
 * (Chan, Silverman & Vincent 2021; Silverman, Chan & Vincent 2024). A replicate depends only on
 * the seed and its number, not on threads, the order of lists and rows, or the range of
 * replicates. Everything is computed with the lists in the order of their names; so models that
 * tie exactly and give the same total are chosen by the names. Each search in a replicate has
 * the budget search_fits. Intervals and `se` are those of sdg16_draws_interval; with fewer than
 * sdg16_least_replicates there are none.
 *
 * replicates = 0 is automatic: the first B of 1,000, 2,000, 5,000, 10,000 and 20,000 with at
 * least 20 draws below the lower limit of the total and 20 above the upper limit. B is not
 * raised further if B times the mean number of fits per replicate, counted in the first 1,000
 * and weighted as in search_fits, would exceed 2,000,000 or ten times search_fits. The result
 * is the same as with replicates = B. SDG16_ERR_OPTION: automatic replicates with a range of
 * replicates in the exec options. */
SDG16_API int32_t sdg16_mse_new(const sdg16_capture *capture, const sdg16_mse_options *options,
                                const sdg16_exec_options *exec, sdg16_mse **out,
                                sdg16_error *error);
SDG16_API void sdg16_mse_free(sdg16_mse *mse);

SDG16_API int32_t sdg16_mse_status(const sdg16_mse *mse); /* SDG16_MODEL_ */
/* Total with its interval; size = sizeof(sdg16_estimate) of the caller. */
SDG16_API int32_t sdg16_mse_estimate(const sdg16_mse *mse, sdg16_estimate *out, int64_t size);
/* With the status UNBOUNDED_PREFERRED: a lower bound of the total under the condition that the
 * selected model holds: its total, and the lower limit of its profile likelihood; upper is
 * INFINITY, with SDG16_FLAG_UPPER_OPEN. With any other status all numbers are NaN. */
SDG16_API int32_t sdg16_mse_at_least(const sdg16_mse *mse, sdg16_estimate *out, int64_t size);
/* The selected model and its fit; NULL if there is none. Owned by `mse`. */
SDG16_API const sdg16_model *sdg16_mse_model(const sdg16_mse *mse);
SDG16_API const sdg16_fit *sdg16_mse_fit(const sdg16_mse *mse);

/* Does the model fit the counts? Deviance and Pearson's X2 over the histories with positive
 * means, with p-values from a parametric bootstrap: p = (1 + the number of tables with a
 * statistic at least as large) / (replicates + 1). Each table is drawn from the fitted model
 * with the observed number of persons. The same model is fitted to it by the supremum of the
 * likelihood, which always exists. The chi-squared distribution is not used, because it does
 * not hold for small means. A model that was selected on the same data fits them too well: its
 * p-values are too large. */
typedef struct sdg16_fit_test {
  int64_t struct_size;
  double deviance, pearson; /* NaN: no fit */
  int64_t df;
  int64_t replicates;           /* 0: no p-values, as with df 0 or fit_replicates 0 */
  double p_deviance, p_pearson; /* NaN: none */
} sdg16_fit_test;

SDG16_API int32_t sdg16_mse_fit_test(const sdg16_mse *mse, sdg16_fit_test *out, int64_t size);
/* The largest residuals of the fit, at most 31, in descending order of their size: history
 * (mask), lists ("police; shelter"), observed, fitted, residual (Freeman & Tukey 1950:
 * sqrt(n) + sqrt(n + 1) - sqrt(4 mean + 1)). No rows without a fit or with df 0. */
SDG16_API const sdg16_table *sdg16_mse_residuals(const sdg16_mse *mse);

/* What the data say without a model. */
typedef struct sdg16_coverage {
  int64_t struct_size;
  int64_t once, twice; /* persons on exactly one list, on exactly two */
  double coverage;     /* sample coverage (Chao & Tsay 1998): 1 minus the mean over the lists
                          of the share of persons on the list who are on no other list;
                          NaN: no one is on any list */
  double
      chao_lower; /* lower bound for the total if lists differ in size and persons
                     differ in their chances to be listed (Chao 1989, model Mth): n + (once^2 -
                     sum over the lists of (only on it)^2) / (2 (twice + 1)); NaN:
                     fewer than two lists have persons */
} sdg16_coverage;

/* The grade of a sample coverage, rounded to a whole per cent: "high" from 70,
 * "moderate" from 55, "low" from 30, else "very low"; NULL for NaN. Chao & Tsay (1998) give 55
 * for their estimator; the other limits are our choice. */
SDG16_API const char *sdg16_coverage_grade(double coverage);
SDG16_API int32_t sdg16_mse_coverage(const sdg16_mse *mse, sdg16_coverage *out, int64_t size);
SDG16_API int32_t sdg16_capture_coverage(const sdg16_capture *capture, sdg16_coverage *out,
                                         int64_t size, sdg16_error *error);
/* The structure of the lists, one row per finding: code, severity, message, as in the
 * diagnostics of sdg16_mse, which contain these rows too. Codes: too-few-lists, no-overlap,
 * empty-list, identical-lists, nested-lists, all-on-list, unconnected-lists, isolated-list,
 * empty-pairs, few-observed. The caller frees the table. */
SDG16_API int32_t sdg16_capture_structure(const sdg16_capture *capture, sdg16_table **out,
                                          sdg16_error *error);

typedef struct sdg16_search_summary {
  int64_t struct_size;
  int64_t universe;      /* number of models considered; -1: more than 2^63, see below */
  int64_t fitted;        /* models fitted; DOWNHILL: distinct models examined */
  int32_t exact;         /* 1: the best model is proved best */
  int32_t criterion;     /* SDG16_SELECT_BIC, _AIC or _AICC; FIXED: no search */
  double best;           /* criterion of the selected model */
  double bound;          /* proved: no model considered has a smaller criterion */
  double universe_log10; /* log10 of the number of models; NaN: not counted */
  double gap; /* best - bound: no model is better than the selected one by more than this. 0:
                 proved best; NaN: nothing is proved (stepwise, downhill) */
  int64_t unconverged; /* admissible models whose fit did not converge; they could not be
                          compared. If one of them might be better, exact is 0 */
  int64_t spent;       /* of the budget search_fits */
  int64_t unproved_replicates; /* bootstrap replicates in which the choice is not proved best */
} sdg16_search_summary;

SDG16_API int32_t sdg16_mse_search(const sdg16_mse *mse, sdg16_search_summary *out,
                                   int64_t size);

/* The draws of a bootstrap interval: one cell, "total"; NULL if there are none.
 * sdg16_mse_top_draws: of the choice among the best k models: cells "top 1", "top 2", ...; NULL
 * without top_intervals. */
SDG16_API const sdg16_draws *sdg16_mse_draws(const sdg16_mse *mse);
SDG16_API const sdg16_draws *sdg16_mse_top_draws(const sdg16_mse *mse);
/* SDG16_OK; or, with keep_partial, SDG16_ERR_CANCELLED or _TIMEOUT if the estimation was
 * stopped after the model was chosen. The draws then hold the replicates made so far, from the
 * first without a gap. The interval is of these, if they are at least sdg16_least_replicates;
 * their number depends on the machine, but the same number asked for, with the same seed, gives
 * the same interval. Stopped before the replicates: no draws, no interval (NONE), and no
 * p-values of the fit. The diagnostic "stopped" has a headline that says so. */
SDG16_API int32_t sdg16_mse_stopped(const sdg16_mse *mse);

/* Result tables; they belong to `mse`.
 * estimates: one row, with the columns of sdg16_result_schema in their order. Estimate:
 *   estimator, selection, model, model_names, observed, hidden, hidden_lower, hidden_upper
 *   (the limits minus the number observed), total, se, lower, upper (missing if infinite:
 *   then no_upper_limit is 1), level, interval (the kind of the limits). With the status
 *   UNBOUNDED_PREFERRED at_least and at_least_lower: the total and the lower profile limit of
 *   the best admissible model; they hold only if that model holds. Model and fit:
 *   parameters, effective_parameters, boundary, boundary_terms ("[24],[124]"), face, df,
 *   deviance, pearson, gof_p (by the deviance), loglik, aic, aicc, bic; gap and search_fits
 *   (spent) of the search. Rates per 100,000: rate, rate_lower, rate_upper, at_least_rate,
 *   at_least_lower_rate, population. chao_lower, coverage; status. With a bootstrap,
 *   otherwise missing: bootstrap (its kind), replicates, failed (missing draws), infinite, z0
 *   (missing: all draws lie on one side), acceleration, lower_error, upper_error (missing: not
 *   determined), percentile_lower, percentile_upper (missing if infinite), se_log,
 *   share_above_20n. headline: those of the diagnostics, one behind the other (missing: none);
 *   show them with the number.
 * models: the candidates in order of the criterion: model, model_names, parameters, df,
 *   deviance, aic, aicc, bic, hidden, total, weight (exp(-difference/2), normalised over the
 *   models within SDG16_CRITERION_WINDOW of the best, or within `window` if that is smaller;
 *   missing beyond), mode (row of `modes`, from 1; missing beyond), status.
 * modes: the estimates of the models that have a weight, combined. With their weights and
 *   log-normal distributions of the number hidden they form a mixture. Each row is a local
 *   maximum of its density on the log scale: total, weight (of the models from which the
 *   density rises to this maximum), models, lowest, highest (the totals of these models). In
 *   descending order of weight. No rows without an estimate, or if models without a standard
 *   error have more than 1 % of the weight.
 * draw_modes: the modes of the bootstrap draws, in descending order of share: total (where the
 *   density is highest), share (of the draws that are not missing), lowest, highest (of the
 *   draws that belong to the mode). These are the modes of the kernel density of the log of the
 *   number hidden (less than half a person counts as half). Two modes are separate if the
 *   density between them falls below 0.8 of the lower peak; each holds at least 10 % of the
 *   draws. No rows with fewer than 40 draws.
 * top: with top_intervals: k, model and criterion of the k-th model, lower, upper (missing
 *   if infinite: then no_upper_limit is 1), z0, acceleration, failed, best_within
 *   (replicates whose overall best model is among the first k). The last row, k = 0, is for
 *   all models.
 * diagnostics: code, severity ("note", "warning": it may change the answer), message, and
 *   headline: a sentence to show with the number wherever it is shown (missing: none). Codes
 *   with a headline: misfit, draws-modes, models-modes (of the models near the best, if the
 *   draws have no modes), tied-models (models that fit equally well give different totals),
 *   percentile-beside (the numbers undetected at a limit differ by more than a factor of 2
 *   between BCa and percentile), bca-replaced (|z0| above 1), search-not-exact (a gap above
 *   2), refused-lower (a refused unbounded model is lower by at most 2), groups-not-compared,
 *   below-chao (the upper limit is below Chao's lower bound, or the estimate by 3 standard
 *   errors), identifiers-alike and identifiers-differ (sdg16_capture_notes),
 *   unbounded-preferred, large-factor, above-population, stopped.
 *   Codes without one, of the model: assumption (what the estimate takes for granted),
 *   saturated (no degrees of freedom), fit-selected (the p-value of the fit is of the model
 * that the same data chose), boundary-terms (coefficients of -infinity), model-uncertainty (the
 *   totals of the models near the best), refused-not-searched and unconverged-models (models
 *   that could not be compared), strata-ignored; in strata population-unmatched (rows of the
 *   population that belong to no group). Of the limits: lower-clamped (it is the number
 *   observed), no-upper-limit, lower-infinite and draws-missing (no interval),
 *   conditional-interval (the selection is taken as known), limit-on-edge and few-beyond (too
 *   few draws beyond a limit), few-replicates, partial-draws, replicates-failed,
 *   replicates-infinite, replicates-not-proved; and those of sdg16_capture_structure. */
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
