/* The one list of result columns: what a column is, what disclosure control does with it,
 * where JSON has it. A new column is one line here, and one sdg16i_put_... where its value is
 * computed (result_rows.h). */
#ifndef SDG16I_RESULTS_RESULT_SCHEMA_H
#define SDG16I_RESULTS_RESULT_SCHEMA_H

#include <sdg16/result.h>

#include <stddef.h>

/* ---- what a column is ---- */
#define SDG16I_ROLE_KEY 0      /* whose row it is */
#define SDG16I_ROLE_SETTING 1  /* how the estimate was made */
#define SDG16I_ROLE_MODEL 2    /* a model as text, its size */
#define SDG16I_ROLE_ESTIMATE 3 /* a number estimated, its standard error */
#define SDG16I_ROLE_LIMIT 4    /* of an interval */
#define SDG16I_ROLE_COUNT 5    /* persons, replicates, models */
#define SDG16I_ROLE_FIT 6      /* how the model fits, how it was found */
#define SDG16I_ROLE_BOOTSTRAP 7
#define SDG16I_ROLE_RATE 8
#define SDG16I_ROLE_BOUND 9 /* what the total is at least */
#define SDG16I_ROLE_STATUS 10
#define SDG16I_ROLE_NOTE 11

/* ---- what becomes of it where counts are protected ---- */
#define SDG16I_RULE_WITHHOLD 0 /* it would tell counts that are not in the table */
#define SDG16I_RULE_SETTING 1  /* as it is, in suppressed rows too */
#define SDG16I_RULE_PUBLISH 2  /* as it is, in rows that are published */
#define SDG16I_RULE_COUNT 3    /* as a count: suppressed or rounded */
#define SDG16I_RULE_ESTIMATE 4 /* rounded, or withheld (publish/overlaps.h) */
#define SDG16I_RULE_LIMIT 5    /* the same; withheld where counts are rounded */
#define SDG16I_RULE_RATE 6     /* of those rounded numbers */
#define SDG16I_RULE_RATE_LIMIT 7

/* ---- the object of an estimate in JSON that has it ---- */
#define SDG16I_OBJECT_NONE NULL /* JSON has it not, or writes it in its own way */
#define SDG16I_OBJECT_SELF ""
#define SDG16I_OBJECT_BOOTSTRAP "bootstrap"
#define SDG16I_OBJECT_RATE "rate_per_100000"

/* ---- when JSON has it ---- */
#define SDG16I_JSON_ALWAYS 0
#define SDG16I_JSON_PART 1     /* of one estimation, not in a sum of strata */
#define SDG16I_JSON_INTERVAL 4 /* if an interval was asked for */
#define SDG16I_JSON_KNOWN 8    /* if there is a value */
#define SDG16I_JSON_LIST 16    /* as an array of texts */
#define SDG16I_JSON_FLAG 32    /* as true, if it is not 0 */
#define SDG16I_JSON_PART_LIST (SDG16I_JSON_PART | SDG16I_JSON_LIST)
#define SDG16I_JSON_PART_KNOWN (SDG16I_JSON_PART | SDG16I_JSON_KNOWN)

/* ---- whether tables have it ---- */
#define SDG16I_PRESENCE_NOW 0
#define SDG16I_PRESENCE_LATER 1 /* reserved: as soon as any code puts a value */

/* ---- the lists, in the order of the tables ----
 * X(identifier, name, type, role, rule, JSON object, JSON field (NULL: the name), when,
 * presence); what comes from a list above is named without its prefix. */

/* clang-format off */
#define SDG16I_ESTIMATES_COLUMNS(X) \
  X(ESTIMATOR, "estimator", TEXT, SETTING, SETTING, SELF, NULL, ALWAYS, NOW) \
  X(SELECTION, "selection", TEXT, SETTING, SETTING, SELF, NULL, ALWAYS, NOW) \
  X(MODEL, "model", TEXT, MODEL, PUBLISH, SELF, NULL, PART, NOW) \
  X(MODEL_NAMES, "model_names", TEXT, MODEL, PUBLISH, SELF, NULL, PART, NOW) \
  X(OBSERVED, "observed", INT64, COUNT, COUNT, SELF, NULL, ALWAYS, NOW) \
  X(HIDDEN, "hidden", DOUBLE, ESTIMATE, LIMIT, SELF, NULL, ALWAYS, NOW) \
  X(HIDDEN_LOWER, "hidden_lower", DOUBLE, LIMIT, WITHHOLD, SELF, NULL, INTERVAL, NOW) \
  X(HIDDEN_UPPER, "hidden_upper", DOUBLE, LIMIT, WITHHOLD, SELF, NULL, INTERVAL, NOW) \
  X(TOTAL, "total", DOUBLE, ESTIMATE, ESTIMATE, SELF, NULL, ALWAYS, NOW) \
  X(SE, "se", DOUBLE, ESTIMATE, LIMIT, SELF, NULL, ALWAYS, NOW) \
  X(LOWER, "lower", DOUBLE, LIMIT, LIMIT, SELF, NULL, INTERVAL, NOW) \
  X(UPPER, "upper", DOUBLE, LIMIT, LIMIT, SELF, NULL, INTERVAL, NOW) \
  X(NO_UPPER_LIMIT, "no_upper_limit", INT64, LIMIT, WITHHOLD, SELF, NULL, FLAG, NOW) \
  X(LEVEL, "level", DOUBLE, SETTING, PUBLISH, SELF, NULL, INTERVAL, NOW) \
  X(INTERVAL, "interval", TEXT, SETTING, PUBLISH, SELF, NULL, ALWAYS, NOW) \
  X(AT_LEAST, "at_least", DOUBLE, BOUND, WITHHOLD, SELF, NULL, KNOWN, NOW) \
  X(AT_LEAST_LOWER, "at_least_lower", DOUBLE, BOUND, WITHHOLD, SELF, NULL, KNOWN, NOW) \
  X(PARAMETERS, "parameters", INT64, MODEL, WITHHOLD, SELF, NULL, PART, NOW) \
  X(EFFECTIVE_PARAMETERS, "effective_parameters", INT64, MODEL, WITHHOLD, SELF, NULL, PART_KNOWN, NOW) \
  X(BOUNDARY, "boundary", INT64, MODEL, WITHHOLD, NONE, NULL, ALWAYS, NOW) \
  X(BOUNDARY_TERMS, "boundary_terms", TEXT, MODEL, WITHHOLD, SELF, NULL, PART_LIST, NOW) \
  X(FACE, "face", INT64, MODEL, WITHHOLD, SELF, NULL, PART_KNOWN, NOW) \
  X(DF, "df", INT64, FIT, WITHHOLD, SELF, NULL, PART, NOW) \
  X(DEVIANCE, "deviance", DOUBLE, FIT, WITHHOLD, SELF, NULL, PART, NOW) \
  X(PEARSON, "pearson", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, NOW) \
  X(GOF_P, "gof_p", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, NOW) \
  X(LOGLIK, "loglik", DOUBLE, FIT, WITHHOLD, SELF, NULL, PART, NOW) \
  X(AIC, "aic", DOUBLE, FIT, WITHHOLD, SELF, NULL, PART, NOW) \
  X(AICC, "aicc", DOUBLE, FIT, WITHHOLD, SELF, NULL, PART, NOW) \
  X(BIC, "bic", DOUBLE, FIT, WITHHOLD, SELF, NULL, PART, NOW) \
  X(GAP, "gap", DOUBLE, FIT, WITHHOLD, SELF, NULL, PART_KNOWN, NOW) \
  X(SEARCH_FITS, "search_fits", INT64, FIT, WITHHOLD, SELF, NULL, PART_KNOWN, NOW) \
  X(RATE, "rate", DOUBLE, RATE, RATE, RATE, "value", ALWAYS, NOW) \
  X(RATE_LOWER, "rate_lower", DOUBLE, RATE, RATE_LIMIT, RATE, "lower", INTERVAL, NOW) \
  X(RATE_UPPER, "rate_upper", DOUBLE, RATE, RATE_LIMIT, RATE, "upper", INTERVAL, NOW) \
  X(AT_LEAST_RATE, "at_least_rate", DOUBLE, BOUND, WITHHOLD, RATE, "at_least", KNOWN, NOW) \
  X(AT_LEAST_LOWER_RATE, "at_least_lower_rate", DOUBLE, BOUND, WITHHOLD, RATE, "at_least_lower", KNOWN, NOW) \
  X(POPULATION, "population", DOUBLE, COUNT, PUBLISH, RATE, NULL, ALWAYS, NOW) \
  X(CHAO_LOWER, "chao_lower", DOUBLE, BOUND, WITHHOLD, SELF, NULL, KNOWN, NOW) \
  X(COVERAGE, "coverage", DOUBLE, FIT, WITHHOLD, SELF, NULL, KNOWN, NOW) \
  X(STATUS, "status", TEXT, STATUS, PUBLISH, SELF, NULL, ALWAYS, NOW) \
  X(BOOTSTRAP, "bootstrap", TEXT, SETTING, WITHHOLD, BOOTSTRAP, "kind", ALWAYS, NOW) \
  X(REPLICATES, "replicates", INT64, BOOTSTRAP, WITHHOLD, BOOTSTRAP, NULL, ALWAYS, NOW) \
  X(FAILED, "failed", INT64, BOOTSTRAP, WITHHOLD, BOOTSTRAP, NULL, ALWAYS, NOW) \
  X(INFINITE, "infinite", INT64, BOOTSTRAP, WITHHOLD, BOOTSTRAP, NULL, KNOWN, NOW) \
  X(Z0, "z0", DOUBLE, BOOTSTRAP, WITHHOLD, BOOTSTRAP, NULL, ALWAYS, NOW) \
  X(ACCELERATION, "acceleration", DOUBLE, BOOTSTRAP, WITHHOLD, BOOTSTRAP, NULL, ALWAYS, NOW) \
  X(LOWER_ERROR, "lower_error", DOUBLE, BOOTSTRAP, WITHHOLD, BOOTSTRAP, NULL, KNOWN, NOW) \
  X(UPPER_ERROR, "upper_error", DOUBLE, BOOTSTRAP, WITHHOLD, BOOTSTRAP, NULL, KNOWN, NOW) \
  X(PERCENTILE_LOWER, "percentile_lower", DOUBLE, LIMIT, WITHHOLD, BOOTSTRAP, NULL, KNOWN, NOW) \
  X(PERCENTILE_UPPER, "percentile_upper", DOUBLE, LIMIT, WITHHOLD, BOOTSTRAP, NULL, KNOWN, NOW) \
  X(SE_LOG, "se_log", DOUBLE, BOOTSTRAP, WITHHOLD, BOOTSTRAP, NULL, KNOWN, NOW) \
  X(SHARE_ABOVE_20N, "share_above_20n", DOUBLE, BOOTSTRAP, WITHHOLD, BOOTSTRAP, NULL, KNOWN, NOW)

#define SDG16I_MODELS_COLUMNS(X) \
  X(MODEL, "model", TEXT, MODEL, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(MODEL_NAMES, "model_names", TEXT, MODEL, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(PARAMETERS, "parameters", INT64, MODEL, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(EFFECTIVE_PARAMETERS, "effective_parameters", INT64, MODEL, WITHHOLD, SELF, NULL, KNOWN, LATER) \
  X(DF, "df", INT64, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(DEVIANCE, "deviance", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(AIC, "aic", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(AICC, "aicc", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(BIC, "bic", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(HIDDEN, "hidden", DOUBLE, ESTIMATE, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(TOTAL, "total", DOUBLE, ESTIMATE, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(WEIGHT, "weight", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(MODE, "mode", INT64, KEY, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(STATUS, "status", TEXT, STATUS, WITHHOLD, SELF, NULL, ALWAYS, NOW)

#define SDG16I_MODES_COLUMNS(X) \
  X(TOTAL, "total", DOUBLE, ESTIMATE, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(WEIGHT, "weight", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(MODELS, "models", INT64, COUNT, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(LOWEST, "lowest", DOUBLE, LIMIT, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(HIGHEST, "highest", DOUBLE, LIMIT, WITHHOLD, SELF, NULL, ALWAYS, NOW)

#define SDG16I_TOP_COLUMNS(X) \
  X(K, "k", INT64, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW) \
  X(MODEL, "model", TEXT, MODEL, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(CRITERION, "criterion", DOUBLE, FIT, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(LOWER, "lower", DOUBLE, LIMIT, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(UPPER, "upper", DOUBLE, LIMIT, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(NO_UPPER_LIMIT, "no_upper_limit", INT64, LIMIT, WITHHOLD, SELF, NULL, FLAG, NOW) \
  X(Z0, "z0", DOUBLE, BOOTSTRAP, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(ACCELERATION, "acceleration", DOUBLE, BOOTSTRAP, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(FAILED, "failed", INT64, BOOTSTRAP, WITHHOLD, SELF, NULL, ALWAYS, NOW) \
  X(INFINITE, "infinite", INT64, BOOTSTRAP, WITHHOLD, SELF, NULL, KNOWN, LATER) \
  X(BEST_WITHIN, "best_within", INT64, COUNT, WITHHOLD, SELF, NULL, ALWAYS, NOW)

#define SDG16I_DIAGNOSTICS_COLUMNS(X) \
  X(CODE, "code", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW) \
  X(SEVERITY, "severity", TEXT, STATUS, WITHHOLD, NONE, NULL, ALWAYS, NOW) \
  X(MESSAGE, "message", TEXT, NOTE, WITHHOLD, NONE, NULL, ALWAYS, NOW) \
  X(HEADLINE, "headline", TEXT, NOTE, WITHHOLD, NONE, NULL, ALWAYS, NOW)

/* clang-format on */

/* Identifiers: SDG16I_ESTIMATES_HIDDEN and so on. */
#define SDG16I_ESTIMATES_ID(id, ...) SDG16I_ESTIMATES_##id,
#define SDG16I_MODELS_ID(id, ...) SDG16I_MODELS_##id,
#define SDG16I_MODES_ID(id, ...) SDG16I_MODES_##id,
#define SDG16I_TOP_ID(id, ...) SDG16I_TOP_##id,
#define SDG16I_DIAGNOSTICS_ID(id, ...) SDG16I_DIAGNOSTICS_##id,
enum { SDG16I_ESTIMATES_COLUMNS(SDG16I_ESTIMATES_ID) SDG16I_ESTIMATES_COUNT };
enum { SDG16I_MODELS_COLUMNS(SDG16I_MODELS_ID) SDG16I_MODELS_COUNT };
enum { SDG16I_MODES_COLUMNS(SDG16I_MODES_ID) SDG16I_MODES_COUNT };
enum { SDG16I_TOP_COLUMNS(SDG16I_TOP_ID) SDG16I_TOP_COUNT };
enum { SDG16I_DIAGNOSTICS_COLUMNS(SDG16I_DIAGNOSTICS_ID) SDG16I_DIAGNOSTICS_COUNT };

/* ---- looking it up ---- */
typedef struct sdg16i_result_column {
  const char *name;
  int32_t type, role, rule;
  const char *object; /* of JSON; NULL: it has no such field */
  const char *field;
  int32_t when, presence;
} sdg16i_result_column;

/* Numbers of the tables. */
enum {
  SDG16I_RESULT_ESTIMATES,
  SDG16I_RESULT_MODELS,
  SDG16I_RESULT_MODES,
  SDG16I_RESULT_TOP,
  SDG16I_RESULT_DIAGNOSTICS
};

/* The columns of a table: *count of them. */
const sdg16i_result_column *sdg16i_result_columns(int32_t table, int32_t *count);
/* One of them by its name; NULL: it is not in the schema. */
const sdg16i_result_column *sdg16i_result_column_find(int32_t table, const char *name);

#endif
