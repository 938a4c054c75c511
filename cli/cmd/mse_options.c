/* The options of sdg16 mse and sdg16 check. */
#include "shared/option_table.h"

#include <stdlib.h>
#include <string.h>

/* ---- values that only these two take ---- */

static int32_t layout_code(const char *text) {
  return strcmp(text, "auto") ? sdg16_layout_from_name(text) : SDG16_LAYOUT_AUTO;
}

static int32_t estimator_code(const char *text) { return strcmp(text, "loglinear") ? -1 : 0; }

static int read_lists(const cli_option *o, const char *text, void *target) {
  cli_options *options = target;
  option_free_names(options->lists, options->capture.list_count);
  options->lists = NULL;
  options->capture.list_count = 0;
  int status = option_split(option_name(o->id), text, ',', o->expected, &options->lists,
                            &options->capture.list_count);
  options->capture.lists = (const char *const *)options->lists;
  int64_t count = options->capture.list_count;
  if (!status && (count < 2 || count > SDG16_MAX_LISTS))
    status = cli_error(EXIT_USAGE, "--lists: %lld found, expected from 2 to %d lists",
                       (long long)count, SDG16_MAX_LISTS);
  return status;
}

static int add_edit(cli_options *options, const char *option, const char *name, size_t length,
                    cli_edit **added) {
  cli_edit *grown = realloc(options->edits, (size_t)(options->edit_count + 1) * sizeof *grown);
  if (!grown) return cli_out_of_memory();
  options->edits = grown;
  *added = &grown[options->edit_count++];
  **added = (cli_edit){.option = option, .name = strndup(name, length)};
  return (*added)->name ? 0 : cli_out_of_memory();
}

static int read_drop(const cli_option *o, const char *text, void *target) {
  cli_edit *added = NULL;
  const char *option = option_name(o->id);
  return *text ? add_edit(target, option, text, strlen(text), &added)
               : option_bad_value(option, text, o->expected);
}

static int read_merge(const cli_option *o, const char *text, void *target) {
  cli_edit *added = NULL;
  const char *option = option_name(o->id), *equals = strchr(text, '=');
  if (!equals || equals == text || !strchr(equals, '+'))
    return option_bad_value(option, text, o->expected);
  int status = add_edit(target, option, text, (size_t)(equals - text), &added);
  return status
             ? status
             : option_split(option, equals + 1, '+', o->expected, &added->lists, &added->count);
}

static int read_delimiter(const cli_option *o, const char *text, void *target) {
  (void)o;
  return option_delimiter(text, target);
}

static int read_decimal(const cli_option *o, const char *text, void *target) {
  (void)o;
  return option_decimal(text, target);
}

static int read_by(const cli_option *o, const char *text, void *target) {
  cli_options *options = target;
  option_free_names(options->by, options->capture.stratum_count);
  options->by = NULL;
  options->capture.stratum_count = 0;
  int status = option_split(option_name(o->id), text, ',', o->expected, &options->by,
                            &options->capture.stratum_count);
  options->capture.strata = (const char *const *)options->by;
  return status;
}

/* auto: 0, for the library to choose. */
static int read_bootstrap(const cli_option *o, const char *text, void *target) {
  uint64_t replicates = 0;
  if (strcmp(text, "auto") &&
      (option_digits(text, (uint64_t)o->most, &replicates) || !replicates))
    return option_bad_value(option_name(o->id), text, o->expected);
  *(int64_t *)target = (int64_t)replicates;
  return 0;
}

static int read_draws(const cli_option *o, const char *value, void *target) {
  (void)o;
  cli_options *options = target;
  options->draws = value;
  options->mse.keep_partial = 1;
  return 0;
}

static int read_replicates(const cli_option *o, const char *text, void *target) {
  sdg16_exec_options *exec = target;
  const char *colon = strchr(text, ':');
  char first[24] = "";
  uint64_t begin, end;
  if (colon && colon - text < (int)sizeof first) memcpy(first, text, (size_t)(colon - text));
  if (!colon || option_digits(first, INT64_MAX, &begin) ||
      option_digits(colon + 1, INT64_MAX, &end) || begin >= end)
    return option_bad_value(option_name(o->id), text, o->expected);
  exec->replicate_begin = (int64_t)begin;
  exec->replicate_end = (int64_t)end;
  return 0;
}

static int read_protect(const cli_option *o, const char *value, void *target) {
  return option_of_protect(option_name(o->id), value, target);
}

static int32_t format_code(const char *text) {
  static const char *const NAMES[] = {[FORMAT_TEXT] = "text",
                                      [FORMAT_CSV] = "csv",
                                      [FORMAT_JSON] = "json",
                                      [FORMAT_SDMX_CSV] = "sdmx-csv"};
  for (int32_t i = 0; i < (int32_t)(sizeof NAMES / sizeof NAMES[0]); i++)
    if (!strcmp(text, NAMES[i])) return i;
  return -1;
}

static int read_format(const cli_option *o, const char *text, void *target) {
  int32_t found = o->code ? o->code(text) : -1;
  if (!o->code) return option_format(text, target);
  if (found < 0) return option_bad_value(option_name(o->id), text, o->expected);
  *(int *)target = found;
  return 0;
}

/* --help and --version end the program before they are read. */
static int read_nothing(const cli_option *o, const char *value, void *target) {
  (void)o, (void)value, (void)target;
  return 0;
}

/* ---- the rows ---- */

#define AT(member) .target = offsetof(cli_options, member)
#define ALL_OPTIONS .target = 0 /* the reader takes them all */

#define READING_GROUP                                                                          \
  "Reading (CSV with a header line, or a file of SPSS or Stata; layout, delimiter and\n"       \
  "decimal mark are detected)"
#define READING_ROWS                                                                           \
  {.id = OPT_LAYOUT,                                                                           \
   .argument = "LAYOUT",                                                                       \
   .group = READING_GROUP,                                                                     \
   .help = "histories: list columns of 0/1 and a count column; persons: one row a person, "    \
           "list columns of 0/1; records: one row a sighting, with --id and --list; files: "   \
           "one FILE a list, named after the file, with --id",                                 \
   .preset = "as the header says",                                                             \
   .read = option_read_code,                                                                   \
   AT(capture.layout),                                                                         \
   .code = layout_code,                                                                        \
   .expected = "histories, persons, records or files"},                                        \
      {.id = OPT_LISTS,                                                                        \
       .argument = "A,B,C",                                                                    \
       .group = READING_GROUP,                                                                 \
       .help = "the list columns",                                                             \
       .preset = "every column of only 0 and 1",                                               \
       .read = read_lists,                                                                     \
       ALL_OPTIONS,                                                                            \
       .expected = "different list names separated by commas"},                                \
      {.id = OPT_COUNT,                                                                        \
       .argument = "COLUMN",                                                                   \
       .group = READING_GROUP,                                                                 \
       .help = "the count column",                                                             \
       .preset = "the one named count, n, freq or frequency",                                  \
       .read = option_read_text,                                                               \
       AT(capture.count)},                                                                     \
      {.id = OPT_ID,                                                                           \
       .argument = "COLUMN",                                                                   \
       .group = READING_GROUP,                                                                 \
       .help = "the column that identifies a person",                                          \
       .read = option_read_text,                                                               \
       AT(capture.id)},                                                                        \
      {.id = OPT_LIST,                                                                         \
       .argument = "COLUMN",                                                                   \
       .group = READING_GROUP,                                                                 \
       .help = "records: the column that names the list",                                      \
       .read = option_read_text,                                                               \
       AT(capture.list)},                                                                      \
      {.id = OPT_CONFLICTS,                                                                    \
       .argument = "POLICY",                                                                   \
       .group = READING_GROUP,                                                                 \
       .help = "what to do when rows of one person differ: error, first or majority",          \
       .preset = "error",                                                                      \
       .read = option_read_code,                                                               \
       AT(capture.conflicts),                                                                  \
       .code = sdg16_conflicts_from_name,                                                      \
       .expected = "error, first or majority"},                                                \
      {.id = OPT_MISSING_FLAGS,                                                                \
       .argument = "HOW",                                                                      \
       .group = READING_GROUP,                                                                 \
       .help = "what a list flag that is blank, NA or a dot means: error or zero",             \
       .preset = "error",                                                                      \
       .read = option_read_code,                                                               \
       AT(capture.missing_flags),                                                              \
       .code = sdg16_missing_flags_from_name,                                                  \
       .expected = "error or zero"},                                                           \
      {.id = OPT_ID_CASE,                                                                      \
       .argument = "HOW",                                                                      \
       .group = READING_GROUP,                                                                 \
       .help = "p12 and P12: keep, two people; fold, one",                                     \
       .preset = "keep",                                                                       \
       .read = option_read_code,                                                               \
       AT(capture.id_case),                                                                    \
       .code = sdg16_spelling_from_name,                                                       \
       .expected = "keep or fold"},                                                            \
      {.id = OPT_ID_NUMBERS,                                                                   \
       .argument = "HOW",                                                                      \
       .group = READING_GROUP,                                                                 \
       .help = "001, 1 and 1.0: keep, different people; fold, one",                            \
       .preset = "keep",                                                                       \
       .read = option_read_code,                                                               \
       AT(capture.id_numbers),                                                                 \
       .code = sdg16_spelling_from_name,                                                       \
       .expected = "keep or fold"},                                                            \
      {.id = OPT_DELIMITER,                                                                    \
       .argument = "MARK",                                                                     \
       .group = READING_GROUP,                                                                 \
       .help = "comma, semicolon or tab",                                                      \
       .preset = "detected",                                                                   \
       .read = read_delimiter,                                                                 \
       AT(capture.delimiter)},                                                                 \
      {.id = OPT_DECIMAL,                                                                      \
       .argument = "MARK",                                                                     \
       .group = READING_GROUP,                                                                 \
       .help = "decimal mark: . or ,",                                                         \
       .preset = "detected",                                                                   \
       .read = read_decimal,                                                                   \
       AT(capture.decimal)},                                                                   \
      {.id = OPT_DROP,                                                                         \
       .argument = "LIST",                                                                     \
       .group = READING_GROUP,                                                                 \
       .help = "leave a list out (may be repeated)",                                           \
       .read = read_drop,                                                                      \
       ALL_OPTIONS,                                                                            \
       .expected = "the name of a list"},                                                      \
  {                                                                                            \
    .id = OPT_MERGE, .argument = "NEW=A+B", .group = READING_GROUP,                            \
    .help = "make one list of several (may be repeated)", .read = read_merge, ALL_OPTIONS,     \
    .expected = "NEW=A+B with two or more lists"                                               \
  }

#define EXISTENCE_ROW(heading)                                                                 \
  {                                                                                            \
    .id = OPT_EXISTENCE, .argument = "RULE", .group = heading,                                 \
    .help =                                                                                    \
        "the rule by which the estimate of a model counts: total: the total is estimable; "    \
        "coefficients: every coefficient is finite and identifiable, the literature's rule",   \
    .preset = "total", .read = option_read_code, AT(mse.existence),                            \
    .code = sdg16_existence_from_name, .expected = "total or coefficients"                     \
  }

#define THREADS_ROW(heading)                                                                   \
  {                                                                                            \
    .id = OPT_THREADS, .argument = "N", .group = heading,                                      \
    .help = "threads; the results do not depend on them", .preset = "all cores",               \
    .read = option_read_small, AT(exec.threads), .least = 1, .most = 1024                      \
  }

#define ENDING_ROWS                                                                            \
  {.id = OPT_OUTPUT,                                                                           \
   .argument = "FILE",                                                                         \
   .group = "Output",                                                                          \
   .help = "write to FILE, which is replaced as a whole",                                      \
   .preset = "standard output",                                                                \
   .read = option_read_text,                                                                   \
   AT(output)},                                                                                \
      {.id = OPT_QUIET,                                                                        \
       .group = "Output",                                                                      \
       .help = "show no progress bar, and no warnings on standard error",                      \
       .read = option_read_switch,                                                             \
       AT(quiet),                                                                              \
       .least = 1},                                                                            \
      {.id = OPT_HELP,                                                                         \
       .group = "Output",                                                                      \
       .help = "print this",                                                                   \
       .read = read_nothing,                                                                   \
       ALL_OPTIONS},                                                                           \
  {                                                                                            \
    .id = OPT_VERSION, .group = "Output", .help = "print the version", .read = read_nothing,   \
    ALL_OPTIONS                                                                                \
  }

#define ESTIMATING "Estimating"
#define BOOTSTRAP "Bootstrap (intervals bca, percentile, basic)"
#define STRATA_GROUP "Strata"
#define RUNNING "Running"
#define OUTPUT "Output"

static const cli_option MSE[] = {
    READING_ROWS,
    {.id = OPT_ESTIMATOR,
     .argument = "NAME",
     .group = ESTIMATING,
     .help = "loglinear",
     .preset = "loglinear",
     .read = option_read_code,
     AT(estimator),
     .code = estimator_code,
     .expected = "loglinear",
     .of_estimate = 1},
    {.id = OPT_SELECT,
     .argument = "METHOD",
     .group = ESTIMATING,
     .help = "bic, aic, aicc: the exact minimum over all models; stepwise, downhill; none: "
             "the model of --model, or independent lists",
     .preset = "bic",
     .read = option_read_code,
     AT(mse.select),
     .code = sdg16_select_from_name,
     .expected = "bic, aic, aicc, stepwise, downhill or none",
     .of_estimate = 1},
    {.id = OPT_MODEL,
     .argument = "SPEC",
     .group = ESTIMATING,
     .help = "a fixed model: '[12,23,4]', '[1*2,10*11]' or '[LA*NG,PF]'",
     .read = option_read_text,
     AT(mse.model),
     .of_estimate = 1},
    {.id = OPT_MAX_ORDER,
     .argument = "K",
     .group = ESTIMATING,
     .help = "largest interaction considered",
     .preset = "all up to 6 lists, 2 above",
     .read = option_read_small,
     AT(mse.max_order),
     .least = 1,
     .most = SDG16_MAX_LISTS,
     .of_estimate = 1},
    EXISTENCE_ROW(ESTIMATING),
    {.id = OPT_SEARCH_FITS,
     .argument = "K",
     .group = ESTIMATING,
     .help = "budget of an exact search: after K bound fits it ends with the best model found "
             "and the proven gap; 0: no limit",
     .preset = "200,000",
     .read = option_read_whole,
     AT(mse.search_fits),
     .least = 0,
     .most = INT64_MAX,
     .of_estimate = 1},
    {.id = OPT_P_THRESHOLD,
     .argument = "P",
     .group = ESTIMATING,
     .help = "stepwise: the largest p-value that adds a pair of lists",
     .preset = "0.02",
     .read = option_read_share,
     AT(mse.p_threshold),
     .expected = "a number between 0 and 1, such as 0.02",
     .of_estimate = 1},
    {.id = OPT_TOP,
     .argument = "K",
     .group = ESTIMATING,
     .help = "candidate models to list",
     .preset = "10",
     .read = option_read_whole,
     AT(mse.top),
     .least = 1,
     .most = 1000000,
     .of_estimate = 1},
    {.id = OPT_INTERVAL,
     .argument = "KIND",
     .group = ESTIMATING,
     .help = "auto: bca if the model is selected from the data or with --by, profile if it is "
             "given; bca, percentile, basic: bootstrap that repeats the selection; profile, "
             "profile-poisson, wald: take the model as known; none",
     .preset = "auto",
     .read = option_read_code,
     AT(mse.interval),
     .code = sdg16_interval_from_name,
     .expected = "auto, bca, percentile, basic, profile, profile-poisson, wald or none",
     .of_estimate = 1},
    {.id = OPT_LEVEL,
     .argument = "LEVEL",
     .group = ESTIMATING,
     .help = "of the interval",
     .preset = "0.95",
     .read = option_read_share,
     AT(mse.level),
     .expected = "a number between 0 and 1, such as 0.95",
     .of_estimate = 1},
    {.id = OPT_FIT_REPLICATES,
     .argument = "N",
     .group = ESTIMATING,
     .help = "replicates of the fitted model for the p-value of the goodness of fit; 0: none",
     .preset = "500",
     .read = option_read_whole,
     AT(mse.fit_replicates),
     .least = 0,
     .most = 100000000,
     .of_estimate = 1},
    {.id = OPT_POPULATION,
     .argument = "P",
     .group = ESTIMATING,
     .help = "gives rates per 100,000: a number, or a file whose column population is added "
             "up; with --by a file with the --by columns gives the rate of every group, a "
             "number that of the total alone",
     .read = option_read_text,
     AT(population)},
    {.id = OPT_BOOTSTRAP,
     .argument = "B",
     .group = BOOTSTRAP,
     .help = "number of replicates, or auto: as many as the limits of the total need",
     .preset = "auto",
     .read = read_bootstrap,
     AT(mse.replicates),
     .most = 100000000,
     .expected = "a whole number from 1 to 100000000, or auto",
     .of_estimate = 1},
    {.id = OPT_BOOTSTRAP_KIND,
     .argument = "KIND",
     .group = BOOTSTRAP,
     .help = "nonparametric or parametric",
     .preset = "nonparametric",
     .read = option_read_code,
     AT(mse.bootstrap_kind),
     .code = sdg16_bootstrap_from_name,
     .expected = "nonparametric or parametric",
     .of_estimate = 1},
    {.id = OPT_NO_RESELECT,
     .group = BOOTSTRAP,
     .help = "replicates refit the selected model: the interval is then conditional on it",
     .preset = "they select anew",
     .read = option_read_switch,
     AT(mse.reselect),
     .least = 0,
     .of_estimate = 1},
    {.id = OPT_TOP_INTERVALS,
     .argument = "K",
     .group = BOOTSTRAP,
     .help = "also give intervals for choosing among the best k models, k = 1 to K",
     .read = option_read_whole,
     AT(mse.top_intervals),
     .least = 1,
     .most = 100000,
     .of_estimate = 1},
    {.id = OPT_DRAWS,
     .argument = "FILE",
     .group = BOOTSTRAP,
     .help = "also keep the draws; Ctrl-C and --time-limit then lose nothing",
     .read = read_draws,
     ALL_OPTIONS,
     .of_estimate = 1},
    {.id = OPT_REPLICATES,
     .argument = "A:B",
     .group = BOOTSTRAP,
     .help = "make only the replicates A to B-1: a shard, which sdg16 draws puts together with "
             "the others; needs --draws, and --bootstrap with a number",
     .preset = "all",
     .read = read_replicates,
     AT(exec),
     .expected = "A:B with A below B, such as 0:250",
     .of_estimate = 1},
    {.id = OPT_BY,
     .argument = "COL[,COL]",
     .group = STRATA_GROUP,
     .help = "each combination of the columns, each margin and the total",
     .read = read_by,
     ALL_OPTIONS,
     .expected = "different column names separated by commas"},
    {.id = OPT_COMMON_MODEL,
     .group = STRATA_GROUP,
     .help = "one model for all strata, each with its own parameters",
     .preset = "each its own model",
     .read = option_read_switch,
     AT(common_model),
     .least = 1,
     .of_estimate = 1},
    {.id = OPT_SEED,
     .argument = "N",
     .group = RUNNING,
     .help = "of the random streams",
     .preset = "1",
     .read = option_read_seed,
     AT(exec.seed),
     .of_estimate = 1},
    THREADS_ROW(RUNNING),
    {.id = OPT_TIME_LIMIT,
     .argument = "T",
     .group = RUNNING,
     .help = "stop after T seconds (exit status 4)",
     .read = option_read_seconds,
     AT(exec.time_limit),
     .of_estimate = 1},
    {.id = OPT_PROTECT,
     .argument = "MIN[,...]",
     .group = OUTPUT,
     .help = "suppress counts below MIN, and what they could be recovered from; "
             "protection=W, base=B, controlled, flag=N, cv=X, cv-max=Y, zeros, "
             "no-complementary, reliability",
     .preset = "nothing is done",
     .read = read_protect,
     ALL_OPTIONS},
    {.id = OPT_PROTECT_REPORT,
     .argument = "FILE",
     .group = OUTPUT,
     .help = "what was done, with the counts: for the office alone",
     .read = read_protect,
     ALL_OPTIONS},
    {.id = OPT_FORMAT,
     .argument = "FORMAT",
     .group = OUTPUT,
     .help = "text, csv, json, or sdmx-csv: the detected victims as indicator 16.2.2",
     .preset = "text",
     .read = read_format,
     AT(format),
     .code = format_code,
     .expected = "text, csv, json or sdmx-csv"},
    {.id = OPT_AREA,
     .argument = "CODE",
     .group = OUTPUT,
     .help = "sdmx-csv: M49 code of the area",
     .read = option_read_text,
     AT(indicator.ref_area)},
    {.id = OPT_PERIOD,
     .argument = "YEAR",
     .group = OUTPUT,
     .help = "sdmx-csv: the year",
     .read = option_read_text,
     AT(indicator.time_period)},
    ENDING_ROWS};

static const cli_option CHECK[] = {
    READING_ROWS,
    {.id = OPT_MODEL,
     .argument = "SPEC",
     .group = "Checking",
     .help = "one model: '[12,23,4]', '[1*2,10*11]' or '[LA*NG,PF]'",
     .read = option_read_text,
     AT(mse.model)},
    {.id = OPT_ALL,
     .group = "Checking",
     .help = "every hierarchical model",
     .read = option_read_switch,
     AT(all),
     .least = 1},
    {.id = OPT_MAX_ORDER,
     .argument = "K",
     .group = "Checking",
     .help = "with --all: up to interactions of K lists",
     .preset = "all",
     .read = option_read_small,
     AT(mse.max_order),
     .least = 1,
     .most = SDG16_MAX_LISTS},
    EXISTENCE_ROW("Checking"),
    THREADS_ROW("Checking"),
    {.id = OPT_FORMAT,
     .argument = "FORMAT",
     .group = OUTPUT,
     .help = "text, csv or json",
     .preset = "text",
     .read = read_format,
     AT(format)},
    ENDING_ROWS};

const cli_option_table cli_mse_options = {
    .command = COMMAND_MSE,
    .usage = "Usage: sdg16 mse FILE [OPTIONS]\n"
             "       sdg16 mse FILE FILE... --id COLUMN [OPTIONS]\n"
             "Estimates a hidden population from several lists of people that overlap, with\n"
             "log-linear models of the capture histories.\n",
    .option = MSE,
    .count = sizeof MSE / sizeof MSE[0],
    .end = "\n"
           "Examples\n"
           "  sdg16 mse victims.csv\n"
           "  sdg16 mse victims.csv --by sex,age --population people.csv\n"
           "  sdg16 mse victims.csv --bootstrap 10000 --draws draws.csv --top-intervals 10\n"
           "  sdg16 mse victims.csv --bootstrap 1000 --replicates 0:500 --draws first.csv\n"
           "  sdg16 mse victims.csv --select none --model '[12,3,4]' --interval wald\n"
           "  sdg16 mse victims.csv --merge POLICE=PF+NCA --drop GP --population 67000000\n"
           "  sdg16 mse sightings.csv --id person --list source --format json\n"
           "  sdg16 mse police.csv shelters.csv hotline.csv --id person --output result.txt\n"
           "  sdg16 mse victims.csv --format sdmx-csv --area 826 --period 2013\n"};

const cli_option_table cli_check_options = {
    .command = COMMAND_CHECK,
    .usage = "Usage: sdg16 check FILE [--model SPEC | --all] [OPTIONS]\n"
             "       sdg16 check FILE FILE... --id COLUMN [--model SPEC | --all] [OPTIONS]\n"
             "Says whether a model, or each hierarchical log-linear model, gives an estimate;\n"
             "overlaps; lists without information. The output is confidential, for the office\n"
             "alone: it shows how many people are on several lists. Do not publish it.\n",
    .option = CHECK,
    .count = sizeof CHECK / sizeof CHECK[0],
    .end =
        "\n"
        "Exit status 1: the model, or none of the models, can be estimated; without --model\n"
        "and --all: nobody is on two lists.\n"
        "\n"
        "Examples\n"
        "  sdg16 check victims.csv\n"
        "  sdg16 check victims.csv --model '[12,13,23]'\n"
        "  sdg16 check victims.csv --all --max-order 2 --format json\n"};
