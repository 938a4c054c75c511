/* The columns of results of multiple systems estimation, in the order of the tables.
 * X(TABLE, identifier, name, type, role, rule, JSON object, JSON field (NULL: the name), when,
 * presence, about): result_schema.h says what the words mean. */
#ifndef SDG16I_RESULTS_MSE_COLUMNS_H
#define SDG16I_RESULTS_MSE_COLUMNS_H

/* clang-format off */
#define SDG16I_ESTIMATES_COLUMNS(X, TABLE) \
  X(TABLE, DIMENSIONS, SDG16I_DIMENSION_COLUMNS, TEXT, DIMENSION, SETTING, DISAGGREGATION, NULL, ALWAYS, NOW, "the dimensions of --by, under their names in the data: the group of the row; missing: all groups together. In sdg16 draws: cell") \
  X(TABLE, ESTIMATOR, "estimator", TEXT, SETTING, SETTING, SELF, NULL, ALWAYS, SIGN, "how the number is estimated: loglinear (a model of the lists); loglinear-covariates (a model of the lists and covariates)") \
  X(TABLE, SELECTION, "selection", TEXT, SETTING, SETTING, SELF, NULL, ALWAYS, SIGN, "the criterion that chose the model: bic, aic, aicc; none: the model was given") \
  X(TABLE, MODEL, "model", TEXT, MODEL, MODEL, SELF, NULL, PART, SIGN, "the selected model: its highest interactions, with the lists by number, [12,3]; missing in sums of groups") \
  X(TABLE, MODEL_NAMES, "model_names", TEXT, MODEL, MODEL, SELF, NULL, PART, NOW, "the same with the names of the lists") \
  X(TABLE, OBSERVED, "observed", INT64, COUNT, COUNT, SELF, NULL, ALWAYS, SIGN, "people on at least one list") \
  X(TABLE, HIDDEN, "hidden", DOUBLE, ESTIMATE, HIDDEN, SELF, NULL, ALWAYS, SIGN, "people on no list (undetected)") \
  X(TABLE, HIDDEN_LOWER, "hidden_lower", DOUBLE, LIMIT, WITHHOLD, SELF, NULL, INTERVAL, NOW, "lower limit of the hidden: lower minus observed") \
  X(TABLE, HIDDEN_UPPER, "hidden_upper", DOUBLE, LIMIT, WITHHOLD, SELF, NULL, INTERVAL, NOW, "upper limit of the hidden: upper minus observed") \
  X(TABLE, TOTAL, "total", DOUBLE, ESTIMATE, ESTIMATE, SELF, NULL, ALWAYS, SIGN, "people in all: observed plus hidden") \
  X(TABLE, SE, "se", DOUBLE, ESTIMATE, SPREAD, SELF, NULL, ALWAYS, NOW, "standard error of the total; with a bootstrap from the spread of the draws") \
  X(TABLE, LOWER, "lower", DOUBLE, LIMIT, LOWER, SELF, NULL, INTERVAL, NOW, "lower limit of the total") \
  X(TABLE, UPPER, "upper", DOUBLE, LIMIT, UPPER, SELF, NULL, INTERVAL, NOW, "upper limit of the total; missing if it is infinite (no_upper_limit)") \
  X(TABLE, NO_UPPER_LIMIT, "no_upper_limit", INT64, LIMIT, WITHHOLD, SELF, NULL, FLAG, NOW, "1: the upper limit is infinite, and upper is missing") \
  X(TABLE, LEVEL, "level", DOUBLE, SETTING, OF_LIMITS, SELF, NULL, INTERVAL, NOW, "confidence level of the interval, 0.95 for 95 %") \
  X(TABLE, INTERVAL, "interval", TEXT, SETTING, OF_LIMITS, SELF, NULL, ALWAYS, NOW, "kind of the limits, such as profile, bca or percentile; with --protect bootstrap for all that use draws") \
  X(TABLE, AT_LEAST, "at_least", DOUBLE, BOUND, WITHHOLD, SELF, NULL, KNOWN, NOW, "incomplete: lower bound of the sum. unbounded-preferred: the total if the selected model holds") \
  X(TABLE, AT_LEAST_LOWER, "at_least_lower", DOUBLE, BOUND, WITHHOLD, SELF, NULL, KNOWN, NOW, "lower limit of at_least") \
  X(TABLE, PARAMETERS, "parameters", INT64, MODEL, WITHHOLD, SELF, NULL, PART, NOW, "number of parameters of the model") \
  X(TABLE, EFFECTIVE_PARAMETERS, "effective_parameters", INT64, MODEL, WITHHOLD, SELF, NULL, PART_KNOWN, NOW, "number of parameters that these data determine (rank of the model on the face)") \
  X(TABLE, BOUNDARY, "boundary", INT64, MODEL, WITHHOLD, NONE, NULL, ALWAYS, NOW, "number of terms of the model that have no data, so that their estimate is minus infinity") \
  X(TABLE, BOUNDARY_TERMS, "boundary_terms", TEXT, MODEL, WITHHOLD, SELF, NULL, PART_LIST, NOW, "these terms: [24],[124]") \
  X(TABLE, FACE, "face", INT64, MODEL, WITHHOLD, SELF, NULL, PART_KNOWN, NOW, "number of histories on the face; the others have the mean 0") \
  X(TABLE, DF, "df", INT64, FIT, WITHHOLD, SELF, NULL, PART, NOW, "degrees of freedom of the selected model") \
  X(TABLE, DEVIANCE, "deviance", DOUBLE, FIT, WITHHOLD, SELF, NULL, PART, NOW, "deviance of the model") \
  X(TABLE, PEARSON, "pearson", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, NOW, "Pearson's X2 of the selected model") \
  X(TABLE, GOF_P, "gof_p", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, NOW, "p-value of the goodness of fit, by the deviance") \
  X(TABLE, LOGLIK, "loglik", DOUBLE, FIT, WITHHOLD, SELF, NULL, PART, NOW, "log-likelihood of the selected model") \
  X(TABLE, AIC, "aic", DOUBLE, FIT, WITHHOLD, SELF, NULL, PART, NOW, "Akaike's criterion; smaller is better") \
  X(TABLE, AICC, "aicc", DOUBLE, FIT, WITHHOLD, SELF, NULL, PART, NOW, "AIC corrected for small samples") \
  X(TABLE, BIC, "bic", DOUBLE, FIT, WITHHOLD, SELF, NULL, PART, NOW, "Bayesian criterion; smaller is better") \
  X(TABLE, GAP, "gap", DOUBLE, FIT, WITHHOLD, SELF, NULL, PART_KNOWN, NOW, "how much better another model could be by the criterion; 0: the selected one is proved best; missing: nothing is proved") \
  X(TABLE, SEARCH_FITS, "search_fits", INT64, FIT, WITHHOLD, SELF, NULL, PART_KNOWN, NOW, "fits spent of the budget of the search") \
  X(TABLE, RATE, "rate", DOUBLE, RATE, RATE, RATE, "value", ALWAYS, SIGN, "total per 100,000 people of the population") \
  X(TABLE, RATE_LOWER, "rate_lower", DOUBLE, RATE, RATE_LOWER, RATE, "lower", INTERVAL, NOW, "lower limit of the rate") \
  X(TABLE, RATE_UPPER, "rate_upper", DOUBLE, RATE, RATE_UPPER, RATE, "upper", INTERVAL, NOW, "upper limit of the rate") \
  X(TABLE, AT_LEAST_RATE, "at_least_rate", DOUBLE, BOUND, WITHHOLD, RATE, "at_least", KNOWN, NOW, "at_least per 100,000 people") \
  X(TABLE, AT_LEAST_LOWER_RATE, "at_least_lower_rate", DOUBLE, BOUND, WITHHOLD, RATE, "at_least_lower", KNOWN, NOW, "at_least_lower per 100,000 people") \
  X(TABLE, POPULATION, "population", DOUBLE, COUNT, PUBLISH, RATE, NULL, ALWAYS, NOW, "people in the population") \
  X(TABLE, CHAO_LOWER, "chao_lower", DOUBLE, BOUND, WITHHOLD, SELF, NULL, KNOWN, NOW, "Chao's lower bound for the total") \
  X(TABLE, COVERAGE, "coverage", DOUBLE, FIT, WITHHOLD, SELF, NULL, KNOWN, NOW, "sample coverage, 0 to 1: how far the lists cover the people that lists can reach") \
  X(TABLE, STATUS, "status", TEXT, STATUS, DESCRIBE_STATUS, SELF, NULL, ALWAYS, NOW, "ok, ok-on-face, incomplete (a part of the sum has no estimate), or why there is no estimate") \
  X(TABLE, BOOTSTRAP, "bootstrap", TEXT, SETTING, WITHHOLD, BOOTSTRAP, "kind", ALWAYS, NOW, "kind of the bootstrap: what is repeated in each replicate") \
  X(TABLE, REPLICATES, "replicates", INT64, BOOTSTRAP, WITHHOLD, BOOTSTRAP, NULL, ALWAYS, NOW, "number of draws") \
  X(TABLE, FAILED, "failed", INT64, BOOTSTRAP, WITHHOLD, BOOTSTRAP, NULL, ALWAYS, NOW, "draws without an estimate") \
  X(TABLE, INFINITE, "infinite", INT64, BOOTSTRAP, WITHHOLD, BOOTSTRAP, NULL, KNOWN, NOW, "draws that are infinite") \
  X(TABLE, Z0, "z0", DOUBLE, BOOTSTRAP, WITHHOLD, BOOTSTRAP, NULL, ALWAYS, NOW, "bias correction of the BCa interval; missing: all draws lie on one side of the estimate") \
  X(TABLE, ACCELERATION, "acceleration", DOUBLE, BOOTSTRAP, WITHHOLD, BOOTSTRAP, NULL, ALWAYS, NOW, "acceleration of the BCa interval") \
  X(TABLE, LOWER_ERROR, "lower_error", DOUBLE, BOOTSTRAP, WITHHOLD, BOOTSTRAP, NULL, KNOWN, NOW, "Monte Carlo error of the lower limit; missing: not determined") \
  X(TABLE, UPPER_ERROR, "upper_error", DOUBLE, BOOTSTRAP, WITHHOLD, BOOTSTRAP, NULL, KNOWN, NOW, "Monte Carlo error of the upper limit; missing: not determined") \
  X(TABLE, PERCENTILE_LOWER, "percentile_lower", DOUBLE, LIMIT, WITHHOLD, BOOTSTRAP, NULL, KNOWN, NOW, "lower limit by the percentiles of the draws") \
  X(TABLE, PERCENTILE_UPPER, "percentile_upper", DOUBLE, LIMIT, WITHHOLD, BOOTSTRAP, NULL, KNOWN, NOW, "upper limit by the percentiles of the draws; missing if infinite") \
  X(TABLE, SE_LOG, "se_log", DOUBLE, BOOTSTRAP, WITHHOLD, BOOTSTRAP, NULL, KNOWN, NOW, "standard deviation of the logarithm of the draws") \
  X(TABLE, SHARE_ABOVE_20N, "share_above_20n", DOUBLE, BOOTSTRAP, WITHHOLD, BOOTSTRAP, NULL, KNOWN, NOW, "share of the draws above 20 times the people observed, 0 to 1") \
  X(TABLE, HEADLINE, "headline", TEXT, NOTE, WITHHOLD, NONE, NULL, ALWAYS, NOW, "what must be shown with the number; missing: nothing") \
  X(TABLE, OBS_STATUS, "obs_status", TEXT, STATUS, WRITTEN_CODE, NONE, NULL, ALWAYS, SOME, "with --protect: SDMX code of the observation, O in suppressed rows") \
  X(TABLE, FLAGS, "flags", TEXT, STATUS, WRITTEN_FLAGS, NONE, NULL, ALWAYS, SOME, "with --protect: what was done with the row") \
  X(TABLE, NOTE, "note", TEXT, NOTE, WRITTEN_NOTE, NONE, NULL, ALWAYS, SOME, "with --protect: the same in words")

#define SDG16I_MODELS_COLUMNS(X, TABLE) \
  X(TABLE, DIMENSIONS, SDG16I_DIMENSION_COLUMNS, TEXT, DIMENSION, SETTING, DISAGGREGATION, NULL, ALWAYS, NOW, "the dimensions of --by, under their names in the data: the group of the row; missing: all groups together. In sdg16 draws: cell") \
  X(TABLE, MODEL, "model", TEXT, MODEL, WITHHOLD, SELF, NULL, ALWAYS, NOW, "the model: its highest interactions, with the lists by number, [12,3]") \
  X(TABLE, MODEL_NAMES, "model_names", TEXT, MODEL, WITHHOLD, SELF, NULL, ALWAYS, NOW, "the same with the names of the lists") \
  X(TABLE, PARAMETERS, "parameters", INT64, MODEL, WITHHOLD, SELF, NULL, ALWAYS, NOW, "number of parameters of the model") \
  X(TABLE, EFFECTIVE_PARAMETERS, "effective_parameters", INT64, MODEL, WITHHOLD, SELF, NULL, KNOWN, SOME, "number of parameters that these data determine (rank of the model on the face)") \
  X(TABLE, DF, "df", INT64, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "degrees of freedom of the model") \
  X(TABLE, DEVIANCE, "deviance", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "deviance of the model") \
  X(TABLE, AIC, "aic", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "Akaike's criterion; smaller is better") \
  X(TABLE, AICC, "aicc", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "AIC corrected for small samples") \
  X(TABLE, BIC, "bic", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "Bayesian criterion; smaller is better") \
  X(TABLE, HIDDEN, "hidden", DOUBLE, ESTIMATE, WITHHOLD, SELF, NULL, ALWAYS, NOW, "people on no list by this model") \
  X(TABLE, TOTAL, "total", DOUBLE, ESTIMATE, WITHHOLD, SELF, NULL, ALWAYS, NOW, "people in all by this model") \
  X(TABLE, WEIGHT, "weight", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "weight among the models within 6 units of the best criterion; missing beyond") \
  X(TABLE, MODE, "mode", INT64, KEY, WITHHOLD, SELF, NULL, ALWAYS, NOW, "row of the modes that the model belongs to, from 1; missing beyond the 6 units") \
  X(TABLE, STATUS, "status", TEXT, STATUS, WITHHOLD, SELF, NULL, ALWAYS, NOW, "whether the model has an estimate: ok, or why not")

/* The steps of a selection with covariates. */
#define SDG16I_PATH_COLUMNS(X, TABLE) \
  X(TABLE, STEP, "step", INT64, KEY, WITHHOLD, SELF, NULL, ALWAYS, NOW, "number of the step; 0: the model that the selection begins with, or that was given") \
  X(TABLE, CHANGE, "change", TEXT, MODEL, WITHHOLD, SELF, NULL, ALWAYS, NOW, "the term that joined (+) or left (-); missing at the start") \
  X(TABLE, PARAMETERS, "parameters", INT64, MODEL, WITHHOLD, SELF, NULL, ALWAYS, NOW, "number of parameters of the model") \
  X(TABLE, DF, "df", INT64, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "degrees of freedom of the model") \
  X(TABLE, DEVIANCE, "deviance", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "deviance of the model") \
  X(TABLE, AIC, "aic", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "Akaike's criterion; smaller is better") \
  X(TABLE, AICC, "aicc", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "AIC corrected for small samples") \
  X(TABLE, BIC, "bic", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "Bayesian criterion; smaller is better") \
  X(TABLE, HIDDEN, "hidden", DOUBLE, ESTIMATE, WITHHOLD, SELF, NULL, ALWAYS, NOW, "people on no list by this model") \
  X(TABLE, TOTAL, "total", DOUBLE, ESTIMATE, WITHHOLD, SELF, NULL, ALWAYS, NOW, "people in all by this model") \
  X(TABLE, SE, "se", DOUBLE, ESTIMATE, WITHHOLD, SELF, NULL, ALWAYS, NOW, "standard error of the total, by the delta method") \
  X(TABLE, MODEL, "model", TEXT, MODEL, WITHHOLD, SELF, NULL, ALWAYS, NOW, "the model after the step")

#define SDG16I_MODES_COLUMNS(X, TABLE) \
  X(TABLE, DIMENSIONS, SDG16I_DIMENSION_COLUMNS, TEXT, DIMENSION, SETTING, DISAGGREGATION, NULL, ALWAYS, NOW, "the dimensions of --by, under their names in the data: the group of the row; missing: all groups together. In sdg16 draws: cell") \
  X(TABLE, TOTAL, "total", DOUBLE, ESTIMATE, WITHHOLD, SELF, NULL, ALWAYS, NOW, "the total where the models agree most (local maximum of their combined estimates)") \
  X(TABLE, WEIGHT, "weight", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "weight of the models of the mode, 0 to 1") \
  X(TABLE, MODELS, "models", INT64, COUNT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "number of models of the mode") \
  X(TABLE, LOWEST, "lowest", DOUBLE, LIMIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "the lowest total that belongs to the mode") \
  X(TABLE, HIGHEST, "highest", DOUBLE, LIMIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "the highest total that belongs to the mode")

#define SDG16I_TOP_COLUMNS(X, TABLE) \
  X(TABLE, K, "k", INT64, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW, "the interval of the choice among the best k models; 0 or null: among all") \
  X(TABLE, MODEL, "model", TEXT, MODEL, WITHHOLD, SELF, NULL, ALWAYS, NOW, "the k-th model by the criterion") \
  X(TABLE, CRITERION, "criterion", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "its criterion") \
  X(TABLE, LOWER, "lower", DOUBLE, LIMIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "lower limit of the interval") \
  X(TABLE, UPPER, "upper", DOUBLE, LIMIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "upper limit of the interval; missing if it is infinite") \
  X(TABLE, NO_UPPER_LIMIT, "no_upper_limit", INT64, LIMIT, WITHHOLD, SELF, NULL, FLAG, NOW, "1: the upper limit is infinite, and upper is missing") \
  X(TABLE, Z0, "z0", DOUBLE, BOOTSTRAP, WITHHOLD, SELF, NULL, ALWAYS, NOW, "bias correction of the BCa interval; missing: all draws lie on one side of the estimate") \
  X(TABLE, ACCELERATION, "acceleration", DOUBLE, BOOTSTRAP, WITHHOLD, SELF, NULL, ALWAYS, NOW, "acceleration of the BCa interval") \
  X(TABLE, FAILED, "failed", INT64, BOOTSTRAP, WITHHOLD, SELF, NULL, ALWAYS, NOW, "draws without an estimate") \
  X(TABLE, INFINITE, "infinite", INT64, BOOTSTRAP, WITHHOLD, SELF, NULL, KNOWN, SOME, "draws that are infinite") \
  X(TABLE, BEST_WITHIN, "best_within", INT64, COUNT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "draws whose best model is among the first k")

#define SDG16I_DIAGNOSTICS_COLUMNS(X, TABLE) \
  X(TABLE, DIMENSIONS, SDG16I_DIMENSION_COLUMNS, TEXT, DIMENSION, SETTING, DISAGGREGATION, NULL, ALWAYS, NOW, "the dimensions of --by, under their names in the data: the group of the row; missing: all groups together. In sdg16 draws: cell") \
  X(TABLE, CODE, "code", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW, "code of the message") \
  X(TABLE, SEVERITY, "severity", TEXT, STATUS, WITHHOLD, NONE, NULL, ALWAYS, NOW, "note, or warning: it may change the answer") \
  X(TABLE, MESSAGE, "message", TEXT, NOTE, WITHHOLD, NONE, NULL, ALWAYS, NOW, "the message in words") \
  X(TABLE, HEADLINE, "headline", TEXT, NOTE, WITHHOLD, NONE, NULL, ALWAYS, NOW, "a sentence that must be shown with the number; missing: none")

/* The largest residuals of the selected model. */
#define SDG16I_RESIDUALS_COLUMNS(X, TABLE) \
  X(TABLE, DIMENSIONS, SDG16I_DIMENSION_COLUMNS, TEXT, DIMENSION, SETTING, DISAGGREGATION, NULL, ALWAYS, NOW, "the dimensions of --by, under their names in the data: the group of the row; missing: all groups together. In sdg16 draws: cell") \
  X(TABLE, HISTORY, "history", INT64, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW, "the lists of the people as a number: 1 for the first list, 2 for the second, 4 for the third, and so on, added up") \
  X(TABLE, LISTS, "lists", TEXT, KEY, WITHHOLD, SELF, NULL, LIST, NOW, "the lists of the history by name, separated by \"; \"") \
  X(TABLE, OBSERVED, "observed", INT64, COUNT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "people observed with this history") \
  X(TABLE, FITTED, "fitted", DOUBLE, ESTIMATE, WITHHOLD, SELF, NULL, ALWAYS, NOW, "people expected by the selected model") \
  X(TABLE, RESIDUAL, "residual", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "Freeman-Tukey residual; beyond 2 in size it is large")

/* Where the draws lie. */
#define SDG16I_DRAW_MODES_COLUMNS(X, TABLE) \
  X(TABLE, DIMENSIONS, SDG16I_DIMENSION_COLUMNS, TEXT, DIMENSION, SETTING, DISAGGREGATION, NULL, ALWAYS, NOW, "the dimensions of --by, under their names in the data: the group of the row; missing: all groups together. In sdg16 draws: cell") \
  X(TABLE, TOTAL, "total", DOUBLE, ESTIMATE, WITHHOLD, SELF, NULL, ALWAYS, NOW, "the total where the draws lie closest together") \
  X(TABLE, SHARE, "share", DOUBLE, BOOTSTRAP, WITHHOLD, SELF, NULL, ALWAYS, NOW, "share of the draws that belong to the mode, 0 to 1") \
  X(TABLE, LOWEST, "lowest", DOUBLE, LIMIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "the lowest draw of the mode") \
  X(TABLE, HIGHEST, "highest", DOUBLE, LIMIT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "the highest draw of the mode")

/* Draws, a column for each cell of them. */
#define SDG16I_DRAWS_COLUMNS(X, TABLE) \
  X(TABLE, ROW, "row", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW, "observed, estimate, at_least, jackknife or replicate") \
  X(TABLE, NUMBER, "number", INT64, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW, "number of the replicate, from 0; jackknife: number of the row") \
  X(TABLE, WEIGHT, "weight", DOUBLE, BOOTSTRAP, WITHHOLD, NONE, NULL, ALWAYS, NOW, "jackknife: people with this history") \
  X(TABLE, GROUP, "group", DOUBLE, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW, "jackknife: number of the stratum, from 0") \
  X(TABLE, CELLS, SDG16I_DIMENSION_COLUMNS, DOUBLE, ESTIMATE, WITHHOLD, NONE, NULL, ALWAYS, NOW, "one column per cell (a group, or a sum of groups): its total in this draw; inf: infinite, blank: missing") \
  X(TABLE, PROVENANCE, "provenance", TEXT, SETTING, WITHHOLD, NONE, NULL, ALWAYS, NOW, "settings that the draws were made with")

/* Models that were enumerated, with or without their fits. */
#define SDG16I_CHECKED_COLUMNS(X, TABLE) \
  X(TABLE, MODEL, "model", TEXT, MODEL, WITHHOLD, SELF, NULL, ALWAYS, NOW, "the model: its highest interactions, with the lists by number, [12,3]") \
  X(TABLE, STATUS, "status", TEXT, STATUS, WITHHOLD, SELF, NULL, ALWAYS, NOW, "whether the model has an estimate: ok, ok-on-face, or why not") \
  X(TABLE, PARAMETERS, "parameters", INT64, MODEL, WITHHOLD, SELF, NULL, ALWAYS, SOME, "number of parameters of the model") \
  X(TABLE, DEVIANCE, "deviance", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, SOME, "deviance of the model") \
  X(TABLE, AIC, "aic", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, SOME, "Akaike's criterion; smaller is better") \
  X(TABLE, AICC, "aicc", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, SOME, "AIC corrected for small samples") \
  X(TABLE, BIC, "bic", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, SOME, "Bayesian criterion; smaller is better") \
  X(TABLE, HIDDEN, "hidden", DOUBLE, ESTIMATE, WITHHOLD, SELF, NULL, ALWAYS, SOME, "people on no list by this model") \
  X(TABLE, TOTAL, "total", DOUBLE, ESTIMATE, WITHHOLD, SELF, NULL, ALWAYS, SOME, "people in all by this model")

/* How many people two lists share; a list with itself: how many it has. */
#define SDG16I_OVERLAPS_COLUMNS(X, TABLE) \
  X(TABLE, LIST, "list", TEXT, KEY, WITHHOLD, SELF, NULL, ALWAYS, NOW, "a list") \
  X(TABLE, OTHER, "other", TEXT, KEY, WITHHOLD, SELF, NULL, ALWAYS, NOW, "another list, or the same one") \
  X(TABLE, PEOPLE, "people", INT64, COUNT, WITHHOLD, SELF, NULL, ALWAYS, NOW, "people on both; with itself: people on the list")

/* Persons detected, as data of an indicator. */
#define SDG16I_DETECTED_COLUMNS(X, TABLE) \
  X(TABLE, DIMENSIONS, SDG16I_DIMENSION_COLUMNS, TEXT, DIMENSION, SETTING, DISAGGREGATION, NULL, ALWAYS, NOW, "the stratum columns of the data, such as sex; _U: unknown") \
  X(TABLE, DETECTED, "detected", INT64, COUNT, COUNT, SELF, NULL, ALWAYS, NOW, "people on at least one list")

/* What each column of the data was used for. */
#define SDG16I_COLUMNS_READ_COLUMNS(X, TABLE) \
  X(TABLE, COLUMN, "column", TEXT, KEY, WITHHOLD, SELF, NULL, ALWAYS, NOW, "column of the data") \
  X(TABLE, USE, "use", TEXT, SETTING, WITHHOLD, SELF, NULL, ALWAYS, NOW, "what it was used for: list, count, id, stratum or unused") \
  X(TABLE, WHY, "why", TEXT, NOTE, WITHHOLD, SELF, NULL, ALWAYS, NOW, "why it was read so")

/* Notes on data that were read, and on surveys. */
#define SDG16I_NOTES_COLUMNS(X, TABLE) \
  X(TABLE, CODE, "code", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW, "code of the message") \
  X(TABLE, SEVERITY, "severity", TEXT, STATUS, WITHHOLD, NONE, NULL, ALWAYS, NOW, "note, or warning: it may change the answer") \
  X(TABLE, MESSAGE, "message", TEXT, NOTE, WITHHOLD, NONE, NULL, ALWAYS, NOW, "the message in words")
/* clang-format on */

#endif
