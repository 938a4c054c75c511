/* Inside the parsing of options: their numbers, their values, what contradicts. */
#ifndef SDG16_CLI_OPTIONS_H
#define SDG16_CLI_OPTIONS_H

#include "shared/cli.h"

/* Groups of subcommands. */
#define TABLE 0 /* none of those below: in tables of options alone (option_table.h) */
#define PUBLISHING (COMMAND_INDICATOR | COMMAND_IFF)
#define SAMPLES (COMMAND_SURVEY | COMMAND_INDICATOR)
#define EVERY (COMMAND_SURVEY | COMMAND_DRAWS | COMMAND_CATALOG | PUBLISHING)

/* Every option, once: OPT_ and this, as it is written; whether it takes a value, and which
 * subcommands know it, of those without a table of their own. */
#define OPTIONS(X)                                                                             \
  X(LAYOUT, "layout", 1, TABLE)                                                                \
  X(LISTS, "lists", 1, TABLE)                                                                  \
  X(COUNT, "count", 1, TABLE)                                                                  \
  X(ID, "id", 1, TABLE)                                                                        \
  X(LIST, "list", 1, TABLE)                                                                    \
  X(CONFLICTS, "conflicts", 1, TABLE)                                                          \
  X(MISSING_FLAGS, "missing-flags", 1, TABLE)                                                  \
  X(ID_CASE, "id-case", 1, TABLE)                                                              \
  X(ID_NUMBERS, "id-numbers", 1, TABLE)                                                        \
  X(DELIMITER, "delimiter", 1, COMMAND_SURVEY | COMMAND_CONVERT | PUBLISHING)                  \
  X(DECIMAL, "decimal", 1, COMMAND_SURVEY | COMMAND_CONVERT | PUBLISHING)                      \
  X(DROP, "drop", 1, TABLE)                                                                    \
  X(MERGE, "merge", 1, TABLE)                                                                  \
  X(ESTIMATOR, "estimator", 1, TABLE)                                                          \
  X(SELECT, "select", 1, TABLE)                                                                \
  X(MODEL, "model", 1, TABLE)                                                                  \
  X(ALL, "all", 0, TABLE)                                                                      \
  X(MAX_ORDER, "max-order", 1, TABLE)                                                          \
  X(SEARCH_FITS, "search-fits", 1, TABLE)                                                      \
  X(EXISTENCE, "existence", 1, TABLE)                                                          \
  X(FIT_REPLICATES, "fit-replicates", 1, TABLE)                                                \
  X(P_THRESHOLD, "p-threshold", 1, TABLE)                                                      \
  X(TOP, "top", 1, TABLE)                                                                      \
  X(INTERVAL, "interval", 1, COMMAND_SURVEY | COMMAND_DRAWS | COMMAND_INDICATOR)               \
  X(LEVEL, "level", 1, COMMAND_SURVEY | COMMAND_DRAWS | COMMAND_INDICATOR)                     \
  X(BOOTSTRAP, "bootstrap", 1, TABLE)                                                          \
  X(BOOTSTRAP_KIND, "bootstrap-kind", 1, TABLE)                                                \
  X(NO_RESELECT, "no-reselect", 0, TABLE)                                                      \
  X(TOP_INTERVALS, "top-intervals", 1, TABLE)                                                  \
  X(DRAWS, "draws", 1, TABLE)                                                                  \
  X(REPLICATES, "replicates", 1, SAMPLES)                                                      \
  X(TIME_LIMIT, "time-limit", 1, TABLE)                                                        \
  X(BY, "by", 1, PUBLISHING | COMMAND_SURVEY)                                                  \
  X(COMMON_MODEL, "common-model", 0, TABLE)                                                    \
  X(GAPS, "gaps", 0, COMMAND_DRAWS)                                                            \
  X(MERGED, "merged", 1, COMMAND_DRAWS)                                                        \
  X(POPULATION, "population", 1, COMMAND_INDICATOR)                                            \
  X(MAP, "map", 1, PUBLISHING)                                                                 \
  X(SET, "set", 1, PUBLISHING)                                                                 \
  X(AREA, "area", 1, PUBLISHING)                                                               \
  X(PERIOD, "period", 1, PUBLISHING)                                                           \
  X(STANDARD, "standard", 1, COMMAND_INDICATOR)                                                \
  X(SMALL_COUNT, "small-count", 1, COMMAND_INDICATOR)                                          \
  X(GROUPS, "groups", 1, COMMAND_INDICATOR)                                                    \
  X(RULE, "rule", 1, COMMAND_INDICATOR | COMMAND_SURVEY)                                       \
  X(WINDOW, "window", 1, COMMAND_INDICATOR)                                                    \
  X(COVERAGE, "coverage", 1, COMMAND_INDICATOR)                                                \
  X(WORLD, "world", 1, COMMAND_INDICATOR)                                                      \
  X(TREND, "trend", 0, COMMAND_INDICATOR)                                                      \
  X(DATAFLOW, "dataflow", 1, PUBLISHING)                                                       \
  X(SDMX_VERSION, "sdmx-version", 1, PUBLISHING)                                               \
  X(ACTION, "action", 1, PUBLISHING)                                                           \
  X(CHECK, "check", 1, PUBLISHING)                                                             \
  X(SOURCE, "source", 1, COMMAND_INDICATOR)                                                    \
  X(SOURCE_DETAIL, "source-detail", 1, PUBLISHING)                                             \
  X(LAST_UPDATE, "last-update", 1, PUBLISHING)                                                 \
  X(CODES, "codes", 0, COMMAND_INDICATOR)                                                      \
  X(DECIMALS, "decimals", 1, PUBLISHING)                                                       \
  X(PROTECT, "protect", 1, SAMPLES)                                                            \
  X(PROTECT_REPORT, "protect-report", 1, SAMPLES)                                              \
  X(PRICES, "prices", 1, COMMAND_IFF)                                                          \
  X(DETAIL, "detail", 0, COMMAND_IFF)                                                          \
  X(COEFFICIENTS, "coefficients", 0, COMMAND_IFF)                                              \
  X(WEIGHT, "weight", 1, SAMPLES)                                                              \
  X(STRATA, "strata", 1, SAMPLES)                                                              \
  X(PSU, "psu", 1, SAMPLES)                                                                    \
  X(FPC, "fpc", 1, SAMPLES)                                                                    \
  X(SAMPLED, "sampled", 1, SAMPLES)                                                            \
  X(LONELY_PSU, "lonely-psu", 1, SAMPLES)                                                      \
  X(LONELY_DOMAIN, "lonely-domain", 0, SAMPLES)                                                \
  X(REPLICATE_KIND, "replicate-kind", 1, SAMPLES)                                              \
  X(MULTIPLIERS, "multipliers", 0, SAMPLES)                                                    \
  X(FAY, "fay", 1, SAMPLES)                                                                    \
  X(REPLICATE_SCALE, "replicate-scale", 1, SAMPLES)                                            \
  X(AROUND_ESTIMATE, "around-estimate", 0, SAMPLES)                                            \
  X(CALIBRATE, "calibrate", 1, SAMPLES)                                                        \
  X(MARGINS, "margins", 1, SAMPLES)                                                            \
  X(BOUNDS, "bounds", 1, SAMPLES)                                                              \
  X(PROPORTION, "proportion", 1, COMMAND_SURVEY)                                               \
  X(AMONG, "among", 1, COMMAND_SURVEY)                                                         \
  X(MEAN, "mean", 1, COMMAND_SURVEY)                                                           \
  X(TOTAL, "total", 1, COMMAND_SURVEY)                                                         \
  X(RATIO, "ratio", 1, COMMAND_SURVEY)                                                         \
  X(QUANTILE, "quantile", 1, COMMAND_SURVEY)                                                   \
  X(OF, "of", 1, COMMAND_SURVEY)                                                               \
  X(WHERE, "where", 1, SAMPLES)                                                                \
  X(DF, "df", 1, SAMPLES)                                                                      \
  X(RELIABILITY, "reliability", 1, SAMPLES)                                                    \
  X(THRESHOLD, "threshold", 1, SAMPLES)                                                        \
  X(STANDARDISE, "standardise", 1, COMMAND_SURVEY)                                             \
  X(SHARES, "shares", 1, COMMAND_SURVEY)                                                       \
  X(COMPARE, "compare", 1, COMMAND_SURVEY)                                                     \
  X(REFERENCE, "reference", 1, COMMAND_SURVEY)                                                 \
  X(INDEPENDENCE, "independence", 1, COMMAND_SURVEY)                                           \
  X(LOGISTIC, "logistic", 1, COMMAND_SURVEY)                                                   \
  X(AUXILIARY, "auxiliary", 1, SAMPLES)                                                        \
  X(DEFF, "deff", 1, SAMPLES)                                                                  \
  X(BANDS, "bands", 1, COMMAND_INDICATOR)                                                      \
  X(CROSSED, "crossed", 1, SAMPLES)                                                            \
  X(AVERAGE, "average", 1, COMMAND_SURVEY)                                                     \
  X(AUDIT, "audit", 0, COMMAND_INDICATOR)                                                      \
  X(CODING, "coding", 0, COMMAND_INDICATOR)                                                    \
  X(FORMAT, "format", 1, EVERY)                                                                \
  X(OUTPUT, "output", 1, EVERY)                                                                \
  X(SEED, "seed", 1, COMMAND_IFF | SAMPLES)                                                    \
  X(THREADS, "threads", 1, COMMAND_SURVEY | PUBLISHING)                                        \
  X(FROM, "from", 1, COMMAND_CONVERT)                                                          \
  X(COLUMNS, "columns", 1, COMMAND_CONVERT)                                                    \
  X(ROWS, "rows", 1, COMMAND_CONVERT)                                                          \
  X(ENCODING, "encoding", 1, COMMAND_CONVERT)                                                  \
  X(KIND, "kind", 1, COMMAND_CONVERT)                                                          \
  X(DATES, "dates", 1, COMMAND_CONVERT)                                                        \
  X(LABELS, "labels", 1, COMMAND_CONVERT | COMMAND_SURVEY)                                     \
  X(MISSING, "missing", 1, COMMAND_CONVERT)                                                    \
  X(QUIET, "quiet", 0, EVERY | COMMAND_CONVERT)                                                \
  X(HELP, "help", 0, EVERY | COMMAND_CONVERT)                                                  \
  X(VERSION, "version", 0, EVERY | COMMAND_CONVERT)

#define NUMBER(id, name, has_argument, commands) OPT_##id,
enum {
  OPT_FIRST = 256, /* beyond every character */
  OPT_BEFORE = OPT_FIRST - 1,
  OPTIONS(NUMBER) OPT_END
};
#undef NUMBER

const char *option_name(int id); /* (options.c) */

/* ---- values (values.c): 0, or the exit status with the error printed ---- */
int option_bad_value(const char *option, const char *value, const char *expected);
/* Digits alone: no sign, no blanks, no hexadecimal; -1 without a message. */
int option_digits(const char *text, uint64_t largest, uint64_t *out);
int option_whole(const char *option, const char *text, int64_t smallest, int64_t largest,
                 int64_t *out);
/* A number strictly between the two. */
int option_between(const char *option, const char *text, double low, double high,
                   const char *expected, double *out);
/* A number from one to the other. */
int option_number(const char *option, const char *text, double low, double high,
                  const char *expected, double *out);
int option_code(const char *option, const char *text, int32_t value, const char *expected,
                int32_t *out);
int option_delimiter(const char *text, int32_t *out);
int option_decimal(const char *text, int32_t *out);
int option_format(const char *text, int *out);
/* Splits `text` at `separator`; no name may be empty or come twice. */
int option_split(const char *option, const char *text, char separator, const char *expected,
                 char ***out, int64_t *out_count);
void option_free_names(char **names, int64_t count);

/* --protect and --protect-report (protect.c); -1: another option. */
int option_of_protect(const char *option, const char *value, cli_options *options);
/* An option of the subcommands indicator and iff (indicator_options.c); -1: not one of them. */
int option_of_indicator(const char *option, const char *value, cli_options *options);
/* One that describes the design of a survey, or any of those of the subcommand survey
 * (survey_options.c), by its number; -1: not one of them. */
int option_of_design(int id, const char *value, cli_survey *survey);
int option_of_survey(int id, const char *value, cli_survey *survey);
/* An option of the subcommand convert (convert.c); -1: not one of them. */
int option_of_convert(const char *option, const char *value, cli_conversion *conversion);

/* ---- contradictions (contradictions.c) ---- */
int option_resamples(int32_t interval); /* bca, percentile, basic */
/* given[OPT_x - OPT_FIRST]: the option was on the line. */
int cli_contradiction(const cli_options *options, const char *given);
/* --format and --sdmx-version, which come in any order, together. */
int option_settle_format(cli_options *options, const char *given);

#endif
