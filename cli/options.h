/* Inside the parsing of options: their numbers, their values, what contradicts. */
#ifndef SDG16_CLI_OPTIONS_H
#define SDG16_CLI_OPTIONS_H

#include "cli.h"

enum {
  OPT_LAYOUT = 256, /* beyond every character */
  OPT_LISTS,
  OPT_COUNT,
  OPT_ID,
  OPT_LIST,
  OPT_CONFLICTS,
  OPT_DELIMITER,
  OPT_DECIMAL,
  OPT_DROP,
  OPT_MERGE,
  OPT_ESTIMATOR,
  OPT_SELECT,
  OPT_MODEL,
  OPT_ALL,
  OPT_MAX_ORDER,
  OPT_SEARCH_SECONDS,
  OPT_P_THRESHOLD,
  OPT_TOP,
  OPT_INTERVAL,
  OPT_LEVEL,
  OPT_BOOTSTRAP,
  OPT_BOOTSTRAP_KIND,
  OPT_NO_RESELECT,
  OPT_TOP_INTERVALS,
  OPT_DRAWS,
  OPT_REPLICATES,
  OPT_TIME_LIMIT,
  OPT_BY,
  OPT_COMMON_MODEL,
  OPT_GAPS,
  OPT_MERGED,
  OPT_POPULATION,
  OPT_MAP,
  OPT_SET,
  OPT_AREA,
  OPT_PERIOD,
  OPT_STANDARD,
  OPT_SMALL_COUNT,
  OPT_GROUPS,
  OPT_RULE,
  OPT_WINDOW,
  OPT_COVERAGE,
  OPT_WORLD,
  OPT_TREND,
  OPT_DATAFLOW,
  OPT_SDMX_VERSION,
  OPT_ACTION,
  OPT_CHECK,
  OPT_SOURCE,
  OPT_SOURCE_DETAIL,
  OPT_LAST_UPDATE,
  OPT_CODES,
  OPT_DECIMALS,
  OPT_PROTECT,
  OPT_PROTECT_REPORT,
  OPT_PRICES,
  OPT_DETAIL,
  OPT_COEFFICIENTS,
  OPT_FROM, /* from here to OPT_MISSING: convert.c */
  OPT_COLUMNS,
  OPT_ROWS,
  OPT_ENCODING,
  OPT_KIND,
  OPT_DATES,
  OPT_LABELS,
  OPT_MISSING,
  OPT_SURVEY, /* and on, one each: the options that survey_options.c reads */
  OPT_SURVEY_END = OPT_SURVEY + 37,
  OPT_FORMAT,
  OPT_OUTPUT,
  OPT_SEED,
  OPT_THREADS,
  OPT_QUIET,
  OPT_HELP,
  OPT_VERSION,
  OPT_END
};

/* ---- values (values.c): 0, or the exit status with the error printed ---- */
int option_bad_value(const char *option, const char *value, const char *expected);
/* Digits alone: no sign, no blanks, no hexadecimal; -1 without a message. */
int option_digits(const char *text, uint64_t largest, uint64_t *out);
int option_whole(const char *option, const char *text, int64_t smallest, int64_t largest,
                 int64_t *out);
/* A number strictly between the two. */
int option_between(const char *option, const char *text, double low, double high,
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

/* ---- contradictions (contradictions.c) ---- */
int option_resamples(int32_t interval); /* bca, percentile, basic */
/* given[OPT_x - OPT_LAYOUT]: the option was on the line. */
int cli_contradiction(const cli_options *options, const char *given);
/* --format and --sdmx-version, which come in any order, together. */
int option_settle_format(cli_options *options, const char *given);

#endif
