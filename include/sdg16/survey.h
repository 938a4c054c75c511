/* Design-based estimation from a sample survey: designs, replicate weights,
 * calibration, domains, totals, means, ratios, proportions, quantiles, contrasts,
 * tests, logistic regression.
 *
 * Variances are those of the linearised statistic (Binder 1983; Sarndal, Swensson
 * & Wretman 1992) under the design, or of the replicates. Domains (`by`, `where`,
 * `among`) do not remove rows from the design: units without a member of the domain count
 * as 0. Rows with a missing value are left out of the statistic, not of the design.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_SURVEY_H
#define SDG16_SURVEY_H

#include <sdg16/exec.h>
#include <sdg16/table.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- designs ---- */

typedef struct sdg16_design sdg16_design;

#define SDG16_MAX_STAGES 8

/* What to do with a stratum in which only one unit was sampled: its variance cannot be
 * estimated. A stratum with one unit in the population has variance 0. */
#define SDG16_LONELY_FAIL 0      /* no standard error; the status says so */
#define SDG16_LONELY_REMOVE 1    /* the stratum contributes 0 */
#define SDG16_LONELY_CERTAINTY 2 /* the unit is self-representing and contributes 0 */
#define SDG16_LONELY_ADJUST 3    /* its distance from the mean of all units (Stata: centered) */
#define SDG16_LONELY_AVERAGE 4   /* the average of the other strata (Stata: scaled) */
/* "fail", "remove", "certainty", "adjust", "average" */
SDG16_API const char *sdg16_lonely_name(int32_t lonely);
SDG16_API int32_t sdg16_lonely_from_name(const char *name); /* -1 if unknown */

/* Kinds of replicate weights. */
#define SDG16_REPLICATE_NONE 0
#define SDG16_REPLICATE_JK1 1       /* jackknife without strata */
#define SDG16_REPLICATE_JKN 2       /* stratified jackknife */
#define SDG16_REPLICATE_BRR 3       /* balanced repeated replication: two PSUs per stratum */
#define SDG16_REPLICATE_FAY 4       /* BRR with factors 2 - rho and rho */
#define SDG16_REPLICATE_BOOTSTRAP 5 /* Rao, Wu & Yue 1992: n - 1 of n PSUs per stratum */
/* Successive differences (Fay & Train 1995; ACS, CPS): always about the full-sample estimate,
 * and only given in columns, whose weights may be negative. */
#define SDG16_REPLICATE_SDR 6
/* "none", "jk1", "jkn", "brr", "fay", "bootstrap", "sdr" */
SDG16_API const char *sdg16_replicate_name(int32_t kind);
SDG16_API int32_t sdg16_replicate_from_name(const char *name); /* -1 if unknown */

typedef struct sdg16_design_options {
  int64_t struct_size;
  const char *weight; /* column; NULL: inverse of the sampling fractions, 1 without fpc */
  /* One column for each stage, from the first. Any array may be shorter; entries of the others
   * than `psu` may be NULL. */
  int64_t psu_count;      /* 0: every row is a PSU; later stages count only with an fpc */
  const char *const *psu; /* primary sampling units (PSU), then the units within them (SSU) ...:
                             identifiers, unique within their stratum and the unit above */
  int64_t stratum_count;  /* strata of each stage */
  const char *const *strata;
  int64_t fpc_count;      /* population counts of the units in the stratum (all >= 1), or */
  const char *const *fpc; /* sampling fractions (all <= 1); NULL: with replacement */
  int64_t sampled_count;  /* number of units sampled in the stratum; NULL: counted from the */
  const char *const *sampled; /* rows, which must then include every sampled unit */
  int32_t lonely;             /* SDG16_LONELY_; default FAIL */
  int32_t lonely_domain; /* 1: ADJUST, AVERAGE also if a domain has one unit of a stratum */
  /* Replicate weights in columns; the design is then not linearised. */
  int64_t replicate_count;
  const char *const *replicates;
  int32_t replicate_kind;       /* SDG16_REPLICATE_; sets the scale below */
  int32_t multipliers;          /* 1: the columns are multipliers of the weight, not weights */
  double fay;                   /* FAY: rho, 0 <= rho < 1; default 0.5 */
  double scale;                 /* of the sum of squares; 0 (default): by kind: BRR 1/R, FAY
                                   1/(R (1-rho)^2), BOOTSTRAP 1/(R-1), JK1 (R-1)/R, JKN 1, SDR 4/R */
  const double *scales;         /* a further factor per replicate; NULL: 1. JKN needs (n-1)/n of
                                   the stratum here */
  int32_t around_estimate;      /* 1: squares about the full-sample estimate ("mse"), 0
                                   (default): about the mean of the replicates (SDR: about the
                                   estimate) */
  int32_t drop_missing_weights; /* 1: rows without a weight are left out, as if the table did
                                   not have them; 0 (default): they are an error */
} sdg16_design_options;

SDG16_API int32_t sdg16_design_options_init(sdg16_design_options *options, int64_t size);

/* A design over the rows of `table`, which must outlive it. SDG16_ERR_COLUMN for an
 * unknown column, _MISSING for a missing cell in one of them, _VALUE for a weight that
 * is negative or not finite, _DESIGN for an impossible fpc or number sampled.
 * Costs O(rows); keeps 12 to 16 bytes per row. */
SDG16_API int32_t sdg16_design_new(const sdg16_table *table,
                                   const sdg16_design_options *options, sdg16_design **out,
                                   sdg16_error *error);
SDG16_API void sdg16_design_free(sdg16_design *design);

typedef struct sdg16_design_summary {
  int64_t struct_size;
  int64_t rows;
  int64_t stages;     /* stages that enter the variance */
  int64_t strata;     /* of the first stage */
  int64_t psus;       /* primary sampling units in the file */
  int64_t lonely;     /* strata with one PSU that is not certain */
  int64_t replicates; /* 0: linearised */
  double df;          /* PSUs less strata; replicates: rank less 1 */
  double weight_sum;
  double weight_effect; /* design effect of the weights, Kish 1965: n sum w^2 / (sum w)^2 */
  int64_t negative;     /* rows with a weight below 0, from linear calibration */
  int32_t normalised;   /* 1: the weights do not expand to a population (see SDG16_DEFF_) */
  int32_t reserved;
  int64_t dropped; /* rows without a weight, left out; `rows` are the others */
} sdg16_design_summary;

SDG16_API int32_t sdg16_design_summarise(const sdg16_design *design, sdg16_design_summary *out,
                                         int64_t size);
/* Writes the weight of every row: of the full sample (`replicate` -1) or of a replicate
 * (from 0). The weights are calibrated if the design is. */
SDG16_API int32_t sdg16_design_weights(const sdg16_design *design, int64_t replicate,
                                       double *out, int64_t capacity, sdg16_error *error);

typedef struct sdg16_replicate_options {
  int64_t struct_size;
  int32_t kind;            /* SDG16_REPLICATE_; default BOOTSTRAP */
  int32_t around_estimate; /* as in sdg16_design_options */
  int64_t count; /* BOOTSTRAP: replicates, default 500; the others follow from the design */
  double fay;    /* FAY: rho, default 0.5 */
} sdg16_replicate_options;

SDG16_API int32_t sdg16_replicate_options_init(sdg16_replicate_options *options, int64_t size);

/* A design with replicate weights made from a linearised one: JK1 and JKN drop one PSU
 * at a time (with the factor 1 - f if there is an fpc). BRR and FAY need two PSUs in
 * every stratum and use a Hadamard matrix of the next order. BOOTSTRAP draws with the
 * exec seed. Lonely strata keep their weight under REMOVE and CERTAINTY. Under ADJUST and
 * AVERAGE, JKN gives totals the linearised variance (ADJUST: two replicates per lonely PSU; its
 * distance from the mean of all PSUs is subtracted from the total in one and added in the
 * other). In all other cases lonely strata are refused. SDG16_ERR_DESIGN: the kind does not fit
 * the design. */
SDG16_API int32_t sdg16_design_replicate(const sdg16_design *design,
                                         const sdg16_replicate_options *options,
                                         const sdg16_exec_options *exec, sdg16_design **out,
                                         sdg16_error *error);

/* Calibration of the weights to known totals (Deville & Sarndal 1992). */
#define SDG16_CALIBRATE_LINEAR 1 /* GREG; with one margin: poststratification */
#define SDG16_CALIBRATE_RAKING 2 /* exponential: iterative proportional fitting */
#define SDG16_CALIBRATE_LOGIT 3  /* factors kept between `lower` and `upper` */
SDG16_API const char *sdg16_calibrate_name(int32_t method); /* "linear", "raking", "logit" */
SDG16_API int32_t sdg16_calibrate_from_name(const char *name);

typedef struct sdg16_calibrate_options {
  int64_t struct_size;
  int32_t method;          /* default LINEAR */
  int32_t max_iterations;  /* default 100 */
  double lower;            /* bounds of the factors; LOGIT: needed, LINEAR: optional; */
  double upper;            /* default 0 and 0: none */
  double tolerance;        /* largest |misfit| / (1 + |total|); default 1e-11 */
  const char *total;       /* the column of the totals in the margins; NULL: "population" */
  int64_t auxiliary_count; /* numeric columns of the survey ... */
  const char *const *auxiliaries;
  const double *auxiliary_totals; /* ... and their population totals */
} sdg16_calibrate_options;

SDG16_API int32_t sdg16_calibrate_options_init(sdg16_calibrate_options *options, int64_t size);

/* A design with calibrated weights. Each margin is a table with one row per cell. Its columns,
 * except the totals, are columns of the survey, with their values or their value labels. Every
 * row of the survey with a weight must be in a cell of each margin (SDG16_ERR_DESIGN); the
 * margins must agree. Variances are those of the regression residuals. With replicates, each
 * replicate is calibrated to the same totals from its own weights, and the variance is that of
 * the calibrated replicates (SDG16_ERR_DESIGN names a replicate that cannot be calibrated). One
 * number is kept for each replicate and cell (SDG16_ERR_LIMIT beyond 2^27). */
SDG16_API int32_t sdg16_design_calibrate(const sdg16_design *design, int64_t margin_count,
                                         const sdg16_table *const *margins,
                                         const sdg16_calibrate_options *options,
                                         sdg16_design **out, sdg16_error *error);

/* ---- estimates ---- */

#define SDG16_SURVEY_TOTAL 1 /* sum of `numerator`; NULL: the number of the population */
#define SDG16_SURVEY_MEAN 2
#define SDG16_SURVEY_PROPORTION 3 /* of the rows in which `numerator` is true */
#define SDG16_SURVEY_RATIO 4      /* sum of `numerator` / sum of `denominator` */
#define SDG16_SURVEY_QUANTILE 5
/* mean of the proportions of several conditions, "a >= 3; b >= 3", each over the rows with a
 * value; the variance includes their covariances */
#define SDG16_SURVEY_AVERAGE 6
/* the shares of the categories of the column `numerator`: one row for each category in each
 * domain, up to 1,024 categories. The shares of a domain add up to 1 */
#define SDG16_SURVEY_DISTRIBUTION 7
/* "total", "mean", "proportion", "ratio", "quantile", "average", "distribution" */
SDG16_API const char *sdg16_survey_statistic_name(int32_t statistic);
SDG16_API int32_t sdg16_survey_statistic_from_name(const char *name); /* -1 if unknown */

/* Kinds of interval, t with the df of the domain; all but WALD for proportions. */
#define SDG16_SURVEY_INTERVAL_NONE 0
#define SDG16_SURVEY_INTERVAL_WALD 101
#define SDG16_SURVEY_INTERVAL_LOGIT 102
#define SDG16_SURVEY_INTERVAL_ARCSINE 103
#define SDG16_SURVEY_INTERVAL_BETA 104          /* Korn & Graubard 1998 as R's svyciprop */
#define SDG16_SURVEY_INTERVAL_KORN_GRAUBARD 105 /* the same as NCHS 2017 */
#define SDG16_SURVEY_INTERVAL_WILSON 106
#define SDG16_SURVEY_INTERVAL_LIKELIHOOD 107 /* profile of the scaled binomial deviance */
/* "none", "wald", "logit", "arcsine", "beta", "korn-graubard", "wilson", "likelihood" */
SDG16_API const char *sdg16_survey_interval_name(int32_t interval);
SDG16_API int32_t sdg16_survey_interval_from_name(const char *name); /* -1 if unknown */
/* The kind of interval of a statistic where options do not name one: LOGIT for proportions,
 * averages of proportions and distributions, else WALD. */
SDG16_API int32_t sdg16_survey_default_interval(int32_t statistic);

/* Presentation schemes: is an estimate reliable enough to be published? */
#define SDG16_SCHEME_NONE 0
#define SDG16_SCHEME_NCHS 1      /* Parker et al. 2017, with the NCHS macro's rounding */
#define SDG16_SCHEME_STATCAN 2   /* Statistics Canada: CV 16.5 % and 33.3 % */
#define SDG16_SCHEME_INE_CHILE 3 /* INE Chile, package calidad 0.8 */
#define SDG16_SCHEME_ECLAC 4     /* CEPAL 2020 */
#define SDG16_SCHEME_ECLAC_2023 5
#define SDG16_SCHEME_EUROSTAT 6   /* EU-SILC: numbers of observations */
#define SDG16_SCHEME_CUSTOM 7     /* the thresholds of the options */
#define SDG16_SCHEME_NCHS_RATES 8 /* Parker et al. 2023: totals, means, ratios */
/* "none", "nchs", "statcan", "ine-chile", "eclac", "eclac-2023", "eurostat", "custom",
 * "nchs-rates" */
SDG16_API const char *sdg16_scheme_name(int32_t scheme);
SDG16_API int32_t sdg16_scheme_from_name(const char *name); /* -1 if unknown */

/* The simple random sample that design effects compare with. BY_WEIGHTS: drawn without
 * replacement from a population of the sum of the weights, or with replacement if that cannot
 * be the population: the weights of the file or of the domain add up to less than 1.05 times
 * the rows, or a tenth of the weights of the file or more are below 1 (weights scaled to mean
 * 1, as of DHS, MICS and Afrobarometer). With sampling fractions (fpc): less than the rows. */
#define SDG16_DEFF_WITHOUT 0
#define SDG16_DEFF_WITH 1
#define SDG16_DEFF_BY_WEIGHTS 2
/* "wor", "wr", "auto" */
SDG16_API const char *sdg16_deff_name(int32_t kind);
SDG16_API int32_t sdg16_deff_from_name(const char *name); /* -1 if unknown */

/* Quantile rules (Hyndman & Fan 1996, weighted as in R's survey). */
#define SDG16_QUANTILE_MATH 1   /* smallest x with F(x) >= p */
#define SDG16_QUANTILE_SCHOOL 2 /* the same; midpoint if F(x) = p */
#define SDG16_QUANTILE_HF4 4    /* linear in F */
#define SDG16_QUANTILE_HF7 7
SDG16_API const char *sdg16_quantile_name(int32_t rule); /* "math", "school", "hf4", "hf7" */
SDG16_API int32_t sdg16_quantile_from_name(const char *name); /* -1 if unknown */

/* Thresholds of the scheme CUSTOM; 0 (default): the rule is not applied. */
typedef struct sdg16_survey_thresholds {
  int64_t struct_size;
  /* An estimate is suppressed if ... */
  double min_n;         /* fewer rows have a value and a weight */
  double min_effective; /* the effective sample size is smaller */
  double min_events;    /* the condition is true in fewer rows (proportions) */
  double min_df;        /* it has fewer degrees of freedom */
  double max_cv;        /* its coefficient of variation is larger; 0.3, for example */
  double max_width;     /* its interval is wider, in the unit of the value */
  /* ... and to be reviewed if ... */
  double review_n;  /* fewer rows have a value and a weight */
  double review_df; /* it has fewer degrees of freedom */
  double review_cv; /* its coefficient of variation is larger */
} sdg16_survey_thresholds;

SDG16_API int32_t sdg16_survey_thresholds_init(sdg16_survey_thresholds *thresholds,
                                               int64_t size);

typedef struct sdg16_survey_options {
  int64_t struct_size;
  int32_t statistic; /* SDG16_SURVEY_; default PROPORTION */
  int32_t interval;  /* default -1: sdg16_survey_default_interval */
  /* Expressions (sdg16/expression.h) or names of columns. Rows in which one of them is missing
   * do not count. */
  const char *numerator;   /* PROPORTION: a condition; AVERAGE: several; DISTRIBUTION: a column
                              with its name alone; else a number */
  const char *denominator; /* only for RATIO: a number */
  const char *among;       /* the denominator's rows; NULL: all */
  const char *where;       /* the rows of interest; NULL: all */
  int64_t by_count;        /* columns whose values are the domains */
  const char *const *by;
  int32_t margins;          /* 1 (default): also the total and every margin of `by` */
  int32_t scheme;           /* SDG16_SCHEME_; default NONE */
  double level;             /* default 0.95 */
  double df;                /* of the intervals; 0 (default): of the domain, see below */
  double probability;       /* QUANTILE: default 0.5 */
  int32_t rule;             /* QUANTILE: default MATH */
  int32_t with_replacement; /* SDG16_DEFF_; default BY_WEIGHTS */
  int32_t covariance;       /* 1: keep the covariances of all rows, for contrasts */
  int32_t always_by;    /* number of leading columns of `by` without margins: every row has a
                           level of each */
  const char *standard; /* column to standardise over (age group); not for TOTAL, QUANTILE,
                             AVERAGE, DISTRIBUTION */
  int64_t share_count;  /* its levels (all as values or all as labels) and their shares;
                           0: the shares of the whole sample */
  const char *const *share_levels;
  const double *shares;                      /* need not add up to 1 */
  const sdg16_survey_thresholds *thresholds; /* of the scheme CUSTOM; NULL: none */
  int32_t labels;  /* 1 (default): levels of `by` are shown by their value labels,
                      "label (value)" if several values have one label; 0: by their values */
  int32_t crossed; /* the most columns of `by`, besides those of always_by, that one row
                      combines; 0 (default): all */
} sdg16_survey_options;

SDG16_API int32_t sdg16_survey_options_init(sdg16_survey_options *options, int64_t size);

/* Status of one estimate. */
#define SDG16_SURVEY_OK 0
#define SDG16_SURVEY_EMPTY 1      /* no row with a value and a weight */
#define SDG16_SURVEY_LONELY 2     /* a stratum has one PSU, policy FAIL: no standard error */
#define SDG16_SURVEY_NO_DF 3      /* df is 0: no interval */
#define SDG16_SURVEY_UNDEFINED 4  /* the denominator is 0 */
#define SDG16_SURVEY_REPLICATES 5 /* the denominator is 0 in a replicate: no standard error */
/* a number of the computation is beyond the range of doubles: no value, or no standard error */
#define SDG16_SURVEY_OUT_OF_RANGE 6
/* "ok", "empty", "lonely-psu", "no-df", "undefined", "replicates", "out-of-range" */
SDG16_API const char *sdg16_survey_status_name(int32_t status);
SDG16_API int32_t sdg16_survey_status_from_name(const char *name); /* -1 if unknown */

typedef struct sdg16_survey sdg16_survey;

/* Estimates for every domain. Data that allow no estimate are not a failure: see the
 * status of each row. SDG16_ERR_VALUE: a proportion, among or where is neither 0 nor 1;
 * _EXPRESSION, _COLUMN: an expression is not meaningful. */
SDG16_API int32_t sdg16_survey_new(const sdg16_design *design,
                                   const sdg16_survey_options *options,
                                   const sdg16_exec_options *exec, sdg16_survey **out,
                                   sdg16_error *error);
SDG16_API void sdg16_survey_free(sdg16_survey *survey);

/* The estimates, one row per domain (DISTRIBUTION: per category in a domain, where a domain
 * without a category has the share 0); the table belongs to `survey`. First the columns of `by`
 * (missing if the row is a margin over the column), DISTRIBUTION: then its column, then value,
 * se, lower, upper, level, df (of the domain: PSUs minus strata with rows in it; replicates:
 * rank of the weights of its rows minus 1), deff, deff_kind ("wor", "wr": what deff compares
 * with; only if some are "wr", and weights are not all 1), n (rows with a value and a weight),
 * n_effective (of a proportion p(1-p)/se^2, else n/deff), cv, events (proportions, and totals
 * and means of numbers that are all 0 or 1: rows with 1), missing (rows of the domain without a
 * value), weight (sum over the n), interval, status, categories_of (DISTRIBUTION: the name of
 * its column), reliability ("publish", "review", "suppress"), reasons (separated by "; "). For
 * an average n, events and weight are those of the item with the smallest n, missing is the
 * largest of the items, and there is no deff. */
SDG16_API const sdg16_table *sdg16_survey_estimates(const sdg16_survey *survey);
/* code, severity ("note", "warning"), message */
SDG16_API const sdg16_table *sdg16_survey_diagnostics(const sdg16_survey *survey);
SDG16_API int64_t sdg16_survey_rows(const sdg16_survey *survey);
SDG16_API int32_t sdg16_survey_status(const sdg16_survey *survey, int64_t row);
/* The level of a column of `by` (from 0; of a distribution its column comes last) in a row: its
 * value if `label` is 0, otherwise its label. NULL: the row is a margin over the column, or
 * there is no such row or column. */
SDG16_API const char *sdg16_survey_level(const sdg16_survey *survey, int64_t row, int64_t by,
                                         int32_t label);
/* One row; method is SDG16_SURVEY_INTERVAL_. */
SDG16_API int32_t sdg16_survey_estimate(const sdg16_survey *survey, int64_t row,
                                        sdg16_estimate *out, int64_t size);
/* The covariances, rows x rows; NULL unless requested; NaN for rows that are not OK. */
SDG16_API const double *sdg16_survey_covariance(const sdg16_survey *survey);

/* A linear combination of the rows, with `count` coefficients. Rows with coefficient 0 may have
 * any status. It needs the covariances. The interval is WALD with the df of the design. */
SDG16_API int32_t sdg16_survey_contrast(const sdg16_survey *survey, int64_t count,
                                        const double *coefficients, double level,
                                        sdg16_estimate *out, int64_t size, sdg16_error *error);

/* Comparisons of one row with a reference row. */
#define SDG16_COMPARE_DIFFERENCE 1
#define SDG16_COMPARE_RATIO 2      /* interval on the logarithm */
#define SDG16_COMPARE_ODDS_RATIO 3 /* proportions; interval on the logarithm */
SDG16_API const char *
sdg16_compare_name(int32_t kind); /* "difference", "ratio", "odds-ratio" */
SDG16_API int32_t sdg16_compare_from_name(const char *name); /* -1 if unknown */
/* `p` (nullable): two-sided p-value for no difference (for ratios on the logarithm). */
SDG16_API int32_t sdg16_survey_compare(const sdg16_survey *survey, int64_t row,
                                       int64_t reference, int32_t kind, double level,
                                       sdg16_estimate *out, int64_t size, double *p,
                                       sdg16_error *error);
/* Compares every row with row `reference`, for an estimation by one column. The table has that
 * column, `reference`, `comparison`, `value`, `se`, `lower`, `upper`, `level`, `df` and `p`; it
 * has no row for the total. `published` (nullable): the estimates after sdg16_protect;
 * comparisons with rows that are suppressed or removed there are missing. The caller frees the
 * table. Errors: SDG16_ERR_OPTION (not by one column, or a distribution), _ARGUMENT. */
SDG16_API int32_t sdg16_survey_comparisons(const sdg16_survey *survey, int64_t reference,
                                           int32_t kind, double level,
                                           const sdg16_table *published, sdg16_table **out,
                                           sdg16_error *error);

/* ---- tests and regression ---- */

typedef struct sdg16_independence {
  int64_t struct_size;
  int64_t rows; /* categories */
  int64_t columns;
  int64_t n;      /* rows of the file with both values and a weight */
  double pearson; /* X^2 of the weighted shares x n */
  double f;       /* Rao & Scott 1984, second order (Thomas & Rao 1987): the default test */
  double df1;
  double df2;
  double p;
  double chisq_p; /* first order: X^2 / mean eigenvalue on (r-1)(c-1) df */
  double wald;    /* F of Koch, Freeman & Freeman 1975 */
  double wald_df1;
  double wald_df2;
  double wald_p;
  double adjusted; /* the Wald test adjusted for the df */
  double adjusted_df1;
  double adjusted_df2;
  double adjusted_p;
} sdg16_independence;

/* Tests the independence of the columns `row` and `column`, up to 1,024 cells.
 * SDG16_ERR_DESIGN: the table or the design allows no test. A Wald test that they do not allow
 * is NaN. */
SDG16_API int32_t sdg16_survey_independence(const sdg16_design *design, const char *row,
                                            const char *column, const char *where,
                                            sdg16_independence *out, int64_t size,
                                            sdg16_error *error);

/* The test as a table of one row: `n`, and the numbers above from `pearson` on, with their
 * names. The caller frees it. */
SDG16_API int32_t sdg16_independence_table(const sdg16_independence *test, sdg16_table **out,
                                           sdg16_error *error);

typedef struct sdg16_logistic sdg16_logistic;

/* Logistic regression by pseudo-maximum likelihood (Binder 1983). Terms: a numeric
 * column; a text column (as categories, the first in order is the reference); "factor(c)": a
 * numeric column as categories; "a:b": products. The intercept comes first. With replicate
 * weights the model is fitted in every replicate. SDG16_ERR_DESIGN: coefficients diverge
 * (separation) or are linearly dependent. The threads of the exec options are not used. */
SDG16_API int32_t sdg16_survey_logistic(const sdg16_design *design, const char *outcome,
                                        int64_t term_count, const char *const *terms,
                                        const char *where, double level,
                                        const sdg16_exec_options *exec, sdg16_logistic **out,
                                        sdg16_error *error);
SDG16_API void sdg16_logistic_free(sdg16_logistic *logistic);
/* coefficient, term, estimate, se, t, p, lower, upper, odds_ratio, odds_lower, odds_upper */
SDG16_API const sdg16_table *sdg16_logistic_coefficients(const sdg16_logistic *logistic);
SDG16_API const double *sdg16_logistic_covariance(const sdg16_logistic *logistic); /* square */
SDG16_API double
sdg16_logistic_df(const sdg16_logistic *logistic); /* degf + 1 - coefficients */
SDG16_API int64_t sdg16_logistic_n(const sdg16_logistic *logistic);
/* Wald test that all coefficients of one term are 0: F, its degrees of freedom, and p. */
SDG16_API int32_t sdg16_logistic_test(const sdg16_logistic *logistic, int64_t term, double *f,
                                      double *df1, double *df2, double *p, sdg16_error *error);

#ifdef __cplusplus
}
#endif
#endif
