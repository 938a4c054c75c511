/* The columns of results of surveys, in the order of the tables.
 * X(TABLE, identifier, name, type, role, rule, JSON object, JSON field (NULL: the name), when,
 * presence, about): result_schema.h says what the words mean. */
#ifndef SDG16I_RESULTS_SURVEY_COLUMNS_H
#define SDG16I_RESULTS_SURVEY_COLUMNS_H

/* clang-format off */
/* Estimates of a survey. */
#define SDG16I_SURVEY_COLUMNS(X, TABLE) \
  X(TABLE, DIMENSIONS, SDG16I_DIMENSION_COLUMNS, TEXT, DIMENSION, SETTING, DISAGGREGATION, NULL, ALWAYS, NOW, "the columns of --by, under their names in the data: the domain of the row; missing: all values together") \
  X(TABLE, VALUE, "value", DOUBLE, ESTIMATE, VALUE, SELF, NULL, ALWAYS, SIGN, "the estimate: proportion, mean, total, ratio or quantile") \
  X(TABLE, SE, "se", DOUBLE, ESTIMATE, DERIVED, SELF, NULL, ALWAYS, NOW, "standard error") \
  X(TABLE, LOWER, "lower", DOUBLE, LIMIT, DERIVED, SELF, NULL, ALWAYS, NOW, "lower limit of the interval") \
  X(TABLE, UPPER, "upper", DOUBLE, LIMIT, DERIVED, SELF, NULL, ALWAYS, NOW, "upper limit of the interval") \
  X(TABLE, LEVEL, "level", DOUBLE, SETTING, DERIVED, SELF, NULL, ALWAYS, NOW, "confidence level of the interval, 0.95 for 95 %") \
  X(TABLE, DF, "df", DOUBLE, FIT, EXACT, SELF, NULL, ALWAYS, NOW, "degrees of freedom of the domain: sampling units minus strata; replicate weights: their rank minus 1") \
  X(TABLE, DEFF, "deff", DOUBLE, FIT, EXACT, SELF, NULL, ALWAYS, SIGN, "design effect: variance over that of a simple random sample of the same size") \
  X(TABLE, DEFF_KIND, "deff_kind", TEXT, SETTING, WITHHOLD, SELF, NULL, ALWAYS, SOME, "what deff compares with: wr: sampling with replacement (the weights do not expand to a population, or --deff wr); wor: without") \
  X(TABLE, N, "n", INT64, COUNT, RESPONDENTS, SELF, NULL, ALWAYS, SIGN, "rows with a value and a weight (unweighted)") \
  X(TABLE, N_EFFECTIVE, "n_effective", DOUBLE, COUNT, EXACT, SELF, NULL, ALWAYS, SIGN, "effective sample size") \
  X(TABLE, CV, "cv", DOUBLE, FIT, EXACT, SELF, NULL, ALWAYS, SIGN, "coefficient of variation: se / value") \
  X(TABLE, EVENTS, "events", INT64, COUNT, COUNT, SELF, NULL, ALWAYS, SOME, "proportions: rows for which the condition is true (unweighted)") \
  X(TABLE, MISSING, "missing", INT64, COUNT, WITHHOLD, SELF, NULL, ALWAYS, SIGN, "rows of the domain without a value") \
  X(TABLE, WEIGHT, "weight", DOUBLE, COUNT, EXACT, SELF, NULL, ALWAYS, SIGN, "sum of the weights of the n rows") \
  X(TABLE, INTERVAL, "interval", TEXT, SETTING, PUBLISH, SELF, NULL, ALWAYS, SIGN, "kind of the interval that was computed") \
  X(TABLE, STATUS, "status", TEXT, STATUS, DESCRIBE_STATUS, SELF, NULL, ALWAYS, NOW, "ok, or why there is no estimate") \
  X(TABLE, CATEGORIES_OF, "categories_of", TEXT, SETTING, WITHHOLD, SELF, NULL, KNOWN, SOME, "with --distribution: the column whose categories the shares are of; it stands behind the columns of --by") \
  X(TABLE, RELIABILITY, "reliability", TEXT, STATUS, VERDICT, SELF, NULL, ALWAYS, SOME, "publish, review or suppress, by the presentation scheme") \
  X(TABLE, REASONS, "reasons", TEXT, NOTE, REASONS, SELF, NULL, LIST, SOME, "why it is not publish, separated by \"; \"") \
  X(TABLE, OBS_STATUS, "obs_status", TEXT, STATUS, WRITTEN_CODE, NONE, NULL, ALWAYS, SOME, "with --protect: SDMX code of the observation, O in suppressed rows") \
  X(TABLE, FLAGS, "flags", TEXT, STATUS, WRITTEN_FLAGS, NONE, NULL, ALWAYS, SOME, "with --protect: what was done with the row") \
  X(TABLE, NOTE, "note", TEXT, NOTE, WRITTEN_NOTE, NONE, NULL, ALWAYS, SOME, "with --protect: the same in words") \
  X(TABLE, CV_BAND, "cv_band", TEXT, STATUS, WRITTEN_BAND, SELF, NULL, KNOWN, SOME, "with --protect, where a count is suppressed: band of the coefficient of variation")

/* Comparisons of the domains of a survey with one of them. */
#define SDG16I_COMPARISONS_COLUMNS(X, TABLE) \
  X(TABLE, DIMENSIONS, SDG16I_DIMENSION_COLUMNS, TEXT, DIMENSION, SETTING, SELF, NULL, ALWAYS, NOW, "the column of --by: the value of the row") \
  X(TABLE, REFERENCE, "reference", TEXT, KEY, WITHHOLD, SELF, NULL, ALWAYS, NOW, "the value that the row is compared with") \
  X(TABLE, COMPARISON, "comparison", TEXT, SETTING, WITHHOLD, SELF, NULL, ALWAYS, NOW, "difference, ratio or odds-ratio") \
  X(TABLE, VALUE, "value", DOUBLE, ESTIMATE, WITHHOLD, SELF, NULL, ALWAYS, NOW, "the difference or the ratio") \
  X(TABLE, SE, "se", DOUBLE, ESTIMATE, WITHHOLD, SELF, NULL, ALWAYS, NOW, "standard error") \
  X(TABLE, LOWER, "lower", DOUBLE, LIMIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "lower limit of the interval") \
  X(TABLE, UPPER, "upper", DOUBLE, LIMIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "upper limit of the interval") \
  X(TABLE, LEVEL, "level", DOUBLE, SETTING, WITHHOLD, SELF, NULL, ALWAYS, NOW, "confidence level of the interval, 0.95 for 95 %") \
  X(TABLE, DF, "df", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "degrees of freedom of the design") \
  X(TABLE, P, "p", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "p-value for no difference, two-sided")

/* Coefficients of a logistic regression. */
#define SDG16I_LOGISTIC_COLUMNS(X, TABLE) \
  X(TABLE, COEFFICIENT, "coefficient", TEXT, KEY, WITHHOLD, SELF, NULL, ALWAYS, NOW, "name of the coefficient: the column, or column and category") \
  X(TABLE, TERM, "term", TEXT, KEY, WITHHOLD, SELF, NULL, ALWAYS, NOW, "the column that it belongs to") \
  X(TABLE, ESTIMATE, "estimate", DOUBLE, ESTIMATE, WITHHOLD, SELF, NULL, ALWAYS, NOW, "the coefficient: change of the log odds") \
  X(TABLE, SE, "se", DOUBLE, ESTIMATE, WITHHOLD, SELF, NULL, ALWAYS, NOW, "standard error") \
  X(TABLE, T, "t", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "estimate / se") \
  X(TABLE, P, "p", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "two-sided p-value for a coefficient of 0") \
  X(TABLE, LOWER, "lower", DOUBLE, LIMIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "lower limit of the coefficient") \
  X(TABLE, UPPER, "upper", DOUBLE, LIMIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "upper limit of the coefficient") \
  X(TABLE, ODDS_RATIO, "odds_ratio", DOUBLE, ESTIMATE, WITHHOLD, SELF, NULL, ALWAYS, NOW, "exp(estimate)") \
  X(TABLE, ODDS_LOWER, "odds_lower", DOUBLE, LIMIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "lower limit of the odds ratio") \
  X(TABLE, ODDS_UPPER, "odds_upper", DOUBLE, LIMIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "upper limit of the odds ratio")

/* A test of independence. */
#define SDG16I_INDEPENDENCE_COLUMNS(X, TABLE) \
  X(TABLE, N, "n", INT64, COUNT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "rows with both values and a weight") \
  X(TABLE, PEARSON, "pearson", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "Pearson's X2 of the weighted proportions, scaled to n") \
  X(TABLE, F, "f", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "F of Rao and Scott (second-order correction)") \
  X(TABLE, DF1, "df1", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "numerator degrees of freedom of f") \
  X(TABLE, DF2, "df2", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "denominator degrees of freedom of f") \
  X(TABLE, P, "p", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "p-value of f") \
  X(TABLE, CHISQ_P, "chisq_p", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "p-value of the first-order correction, by chi-square") \
  X(TABLE, WALD, "wald", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "Wald statistic") \
  X(TABLE, WALD_DF1, "wald_df1", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "numerator degrees of freedom of wald") \
  X(TABLE, WALD_DF2, "wald_df2", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "denominator degrees of freedom of wald") \
  X(TABLE, WALD_P, "wald_p", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "p-value of wald") \
  X(TABLE, ADJUSTED, "adjusted", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "Wald statistic adjusted for few sampling units") \
  X(TABLE, ADJUSTED_DF1, "adjusted_df1", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "its numerator degrees of freedom") \
  X(TABLE, ADJUSTED_DF2, "adjusted_df2", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "its denominator degrees of freedom") \
  X(TABLE, ADJUSTED_P, "adjusted_p", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "its p-value")
/* clang-format on */

#endif
