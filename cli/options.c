/* Command-line options: one table says which subcommand takes which option. */
#include "cli.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

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
  OPT_POPULATION,
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

#define READING (COMMAND_MSE | COMMAND_CHECK)
#define TABLES (READING | COMMAND_SURVEY)
#define ESTIMATES (COMMAND_MSE | COMMAND_SURVEY)
#define EVERY (COMMAND_MSE | COMMAND_CHECK | COMMAND_SURVEY | COMMAND_CATALOG)

static const struct {
  const char *name;
  int has_argument;
  int id;
  int commands;
} SPECS[] = {
    {"layout", 1, OPT_LAYOUT, READING},
    {"lists", 1, OPT_LISTS, READING},
    {"count", 1, OPT_COUNT, READING},
    {"id", 1, OPT_ID, READING},
    {"list", 1, OPT_LIST, READING},
    {"conflicts", 1, OPT_CONFLICTS, READING},
    {"delimiter", 1, OPT_DELIMITER, TABLES},
    {"decimal", 1, OPT_DECIMAL, TABLES},
    {"drop", 1, OPT_DROP, READING},
    {"merge", 1, OPT_MERGE, READING},
    {"estimator", 1, OPT_ESTIMATOR, COMMAND_MSE},
    {"select", 1, OPT_SELECT, COMMAND_MSE},
    {"model", 1, OPT_MODEL, READING},
    {"all", 0, OPT_ALL, COMMAND_CHECK},
    {"max-order", 1, OPT_MAX_ORDER, READING},
    {"search-seconds", 1, OPT_SEARCH_SECONDS, COMMAND_MSE},
    {"p-threshold", 1, OPT_P_THRESHOLD, COMMAND_MSE},
    {"top", 1, OPT_TOP, COMMAND_MSE},
    {"interval", 1, OPT_INTERVAL, ESTIMATES},
    {"level", 1, OPT_LEVEL, ESTIMATES},
    {"population", 1, OPT_POPULATION, COMMAND_MSE},
    {"weight", 1, OPT_SURVEY + 0, COMMAND_SURVEY},
    {"strata", 1, OPT_SURVEY + 1, COMMAND_SURVEY},
    {"psu", 1, OPT_SURVEY + 2, COMMAND_SURVEY},
    {"fpc", 1, OPT_SURVEY + 3, COMMAND_SURVEY},
    {"sampled", 1, OPT_SURVEY + 4, COMMAND_SURVEY},
    {"lonely-psu", 1, OPT_SURVEY + 5, COMMAND_SURVEY},
    {"lonely-domain", 0, OPT_SURVEY + 6, COMMAND_SURVEY},
    {"replicates", 1, OPT_SURVEY + 7, COMMAND_SURVEY},
    {"replicate-kind", 1, OPT_SURVEY + 8, COMMAND_SURVEY},
    {"multipliers", 0, OPT_SURVEY + 9, COMMAND_SURVEY},
    {"fay", 1, OPT_SURVEY + 10, COMMAND_SURVEY},
    {"replicate-scale", 1, OPT_SURVEY + 11, COMMAND_SURVEY},
    {"around-estimate", 0, OPT_SURVEY + 12, COMMAND_SURVEY},
    {"calibrate", 1, OPT_SURVEY + 13, COMMAND_SURVEY},
    {"margins", 1, OPT_SURVEY + 14, COMMAND_SURVEY},
    {"bounds", 1, OPT_SURVEY + 15, COMMAND_SURVEY},
    {"proportion", 1, OPT_SURVEY + 16, COMMAND_SURVEY},
    {"among", 1, OPT_SURVEY + 17, COMMAND_SURVEY},
    {"mean", 1, OPT_SURVEY + 18, COMMAND_SURVEY},
    {"total", 1, OPT_SURVEY + 19, COMMAND_SURVEY},
    {"ratio", 1, OPT_SURVEY + 20, COMMAND_SURVEY},
    {"quantile", 1, OPT_SURVEY + 21, COMMAND_SURVEY},
    {"of", 1, OPT_SURVEY + 22, COMMAND_SURVEY},
    {"rule", 1, OPT_SURVEY + 23, COMMAND_SURVEY},
    {"by", 1, OPT_SURVEY + 24, COMMAND_SURVEY},
    {"where", 1, OPT_SURVEY + 25, COMMAND_SURVEY},
    {"df", 1, OPT_SURVEY + 26, COMMAND_SURVEY},
    {"reliability", 1, OPT_SURVEY + 27, COMMAND_SURVEY},
    {"threshold", 1, OPT_SURVEY + 28, COMMAND_SURVEY},
    {"standardise", 1, OPT_SURVEY + 29, COMMAND_SURVEY},
    {"shares", 1, OPT_SURVEY + 30, COMMAND_SURVEY},
    {"compare", 1, OPT_SURVEY + 31, COMMAND_SURVEY},
    {"reference", 1, OPT_SURVEY + 32, COMMAND_SURVEY},
    {"independence", 1, OPT_SURVEY + 33, COMMAND_SURVEY},
    {"logistic", 1, OPT_SURVEY + 34, COMMAND_SURVEY},
    {"auxiliary", 1, OPT_SURVEY + 35, COMMAND_SURVEY},
    {"deff", 1, OPT_SURVEY + 36, COMMAND_SURVEY},
    {"format", 1, OPT_FORMAT, EVERY},
    {"output", 1, OPT_OUTPUT, EVERY},
    {"seed", 1, OPT_SEED, ESTIMATES},
    {"threads", 1, OPT_THREADS, TABLES},
    {"quiet", 0, OPT_QUIET, EVERY},
    {"help", 0, OPT_HELP, EVERY},
    {"version", 0, OPT_VERSION, EVERY},
};
#define SPEC_COUNT (sizeof SPECS / sizeof SPECS[0])

static const char *name_of(int id) {
  for (size_t i = 0; i < SPEC_COUNT; i++)
    if (SPECS[i].id == id) return SPECS[i].name;
  return "?";
}

/* ---- values ---- */

static int bad_value(const char *option, const char *value, const char *expected) {
  return cli_error(EXIT_USAGE, "--%s: '%s' found, expected %s", option, value, expected);
}

/* Digits alone: no sign, no blanks, no hexadecimal. */
static int parse_digits(const char *text, uint64_t largest, uint64_t *out) {
  if (!*text || strspn(text, "0123456789") != strlen(text)) return -1;
  errno = 0;
  unsigned long long value = strtoull(text, NULL, 10);
  if (errno || value > largest) return -1;
  *out = value;
  return 0;
}

static int whole(const char *option, const char *text, int64_t smallest, int64_t largest,
                 int64_t *out) {
  uint64_t value;
  if (parse_digits(text, (uint64_t)largest, &value) || (int64_t)value < smallest) {
    char expected[96];
    snprintf(expected, sizeof expected, "a whole number from %lld to %lld", (long long)smallest,
             (long long)largest);
    return bad_value(option, text, expected);
  }
  *out = (int64_t)value;
  return 0;
}

/* A number strictly between the two. */
static int between(const char *option, const char *text, double low, double high,
                   const char *expected, double *out) {
  double value;
  if (sdg16_parse_double(text, &value) || !(value > low && value < high))
    return bad_value(option, text, expected);
  *out = value;
  return 0;
}

static int code(const char *option, const char *text, int32_t value, const char *expected,
                int32_t *out) {
  if (value < 0)
    return cli_error(EXIT_USAGE, "--%s: '%s' is not available in this version, expected %s",
                     option, text, expected);
  *out = value;
  return 0;
}

static int delimiter(const char *text, int32_t *out) {
  if (!strcmp(text, ",") || !strcmp(text, "comma"))
    *out = ',';
  else if (!strcmp(text, ";") || !strcmp(text, "semicolon"))
    *out = ';';
  else if (!strcmp(text, "\t") || !strcmp(text, "\\t") || !strcmp(text, "tab"))
    *out = '\t';
  else
    return bad_value("delimiter", text, "comma, semicolon or tab");
  return 0;
}

static int decimal(const char *text, int32_t *out) {
  if (strcmp(text, ".") && strcmp(text, ",")) return bad_value("decimal", text, "'.' or ','");
  *out = text[0];
  return 0;
}

static int format(const char *text, int *out) {
  if (!strcmp(text, "text"))
    *out = FORMAT_TEXT;
  else if (!strcmp(text, "csv"))
    *out = FORMAT_CSV;
  else if (!strcmp(text, "json"))
    *out = FORMAT_JSON;
  else if (!strcmp(text, "sdmx-csv"))
    return cli_error(EXIT_USAGE, "--format: 'sdmx-csv' is not available in this version (it "
                                 "comes with publishing), expected text, csv or json");
  else
    return bad_value("format", text, "text, csv or json");
  return 0;
}

/* ---- lists of names ---- */

static void free_names(char **names, int64_t count) {
  for (int64_t i = 0; names && i < count; i++) free(names[i]);
  free(names);
}

/* Splits `text` at `separator`; no name may be empty or come twice. */
int cli_split(const char *option, const char *text, char separator, const char *expected,
              char ***out, int64_t *out_count) {
  int64_t parts = 1;
  for (const char *c = text; *c; c++) parts += *c == separator;
  char **names = calloc((size_t)parts, sizeof *names);
  if (!names) return cli_out_of_memory();
  int status = 0;
  for (int64_t i = 0; i < parts && !status; i++) {
    const char *end = strchrnul(text, separator);
    names[i] = strndup(text, (size_t)(end - text));
    if (!names[i])
      status = cli_out_of_memory();
    else if (!names[i][0])
      status =
          cli_error(EXIT_USAGE, "--%s: an empty name found, expected %s", option, expected);
    for (int64_t k = 0; k < i && !status; k++)
      if (!strcmp(names[k], names[i]))
        status = cli_error(EXIT_USAGE, "--%s: '%s' found twice, expected %s", option, names[i],
                           expected);
    text = *end ? end + 1 : end;
  }
  if (status) {
    free_names(names, parts);
    return status;
  }
  *out = names;
  *out_count = parts;
  return 0;
}

static int lists(const char *text, cli_options *options) {
  free_names(options->lists, options->capture.list_count);
  options->lists = NULL;
  options->capture.list_count = 0;
  int status = cli_split("lists", text, ',', "different list names separated by commas",
                         &options->lists, &options->capture.list_count);
  options->capture.lists = (const char *const *)options->lists;
  int64_t count = options->capture.list_count;
  if (!status && (count < 2 || count > SDG16_MAX_LISTS))
    status = cli_error(EXIT_USAGE, "--lists: %lld found, expected from 2 to %d lists",
                       (long long)count, SDG16_MAX_LISTS);
  return status;
}

static int edit(const char *option, const char *text, cli_options *options) {
  static const char *const MERGE = "NEW=A+B with two or more lists";
  const char *equals = NULL;
  if (!strcmp(option, "merge")) {
    equals = strchr(text, '=');
    if (!equals || equals == text || !strchr(equals, '+'))
      return bad_value(option, text, MERGE);
  } else if (!*text) {
    return bad_value(option, text, "the name of a list");
  }
  cli_edit *grown = realloc(options->edits, (size_t)(options->edit_count + 1) * sizeof *grown);
  if (!grown) return cli_out_of_memory();
  options->edits = grown;
  cli_edit *added = &grown[options->edit_count++];
  *added = (cli_edit){.option = option,
                      .name = equals ? strndup(text, (size_t)(equals - text)) : strdup(text)};
  if (!added->name) return cli_out_of_memory();
  return equals ? cli_split(option, equals + 1, '+', MERGE, &added->lists, &added->count) : 0;
}

/* ---- one option ---- */

#define SELECTS "bic, aic, aicc, stepwise, downhill or none"
#define INTERVALS "profile, profile-poisson, wald or none"

static int apply(int id, const char *value, cli_options *o) {
  const char *option = name_of(id);
  int64_t number;
  int status;
  if (value && !*value && id != OPT_DROP)
    return cli_error(EXIT_USAGE, "--%s: nothing found, expected a value", option);
  if (id >= OPT_SURVEY && id < OPT_SURVEY_END)
    return cli_survey_option(option, value, &o->survey);
  switch (id) {
  case OPT_LAYOUT:
    return code(option, value, strcmp(value, "auto") ? sdg16_layout_from_name(value) : 0,
                "histories, persons, records or files", &o->capture.layout);
  case OPT_LISTS:
    return lists(value, o);
  case OPT_COUNT:
    o->capture.count = value;
    return 0;
  case OPT_ID:
    o->capture.id = value;
    return 0;
  case OPT_LIST:
    o->capture.list = value;
    return 0;
  case OPT_CONFLICTS:
    return code(option, value, sdg16_conflicts_from_name(value), "error, first or majority",
                &o->capture.conflicts);
  case OPT_DELIMITER:
    return delimiter(value, &o->capture.delimiter);
  case OPT_DECIMAL:
    return decimal(value, &o->capture.decimal);
  case OPT_DROP:
  case OPT_MERGE:
    return edit(option, value, o);
  case OPT_ESTIMATOR: {
    int32_t ignored;
    return code(option, value, strcmp(value, "loglinear") ? -1 : 0, "loglinear", &ignored);
  }
  case OPT_SELECT:
    return code(option, value, sdg16_select_from_name(value), SELECTS, &o->mse.select);
  case OPT_MODEL:
    o->mse.model = value;
    return 0;
  case OPT_ALL:
    o->all = 1;
    return 0;
  case OPT_MAX_ORDER:
    status = whole(option, value, 1, SDG16_MAX_LISTS, &number);
    if (!status) o->mse.max_order = (int32_t)number;
    return status;
  case OPT_SEARCH_SECONDS:
    return between(option, value, 0, 1e9, "a number of seconds above 0",
                   &o->mse.search_seconds);
  case OPT_P_THRESHOLD:
    return between(option, value, 0, 1, "a number between 0 and 1, such as 0.02",
                   &o->mse.p_threshold);
  case OPT_TOP:
    return whole(option, value, 1, 1000000, &o->mse.top);
  case OPT_INTERVAL:
    if (!strcmp(o->command, "survey")) return cli_survey_option(option, value, &o->survey);
    return code(option, value, sdg16_interval_from_name(value), INTERVALS, &o->mse.interval);
  case OPT_LEVEL:
    return between(option, value, 0, 1, "a number between 0 and 1, such as 0.95",
                   &o->mse.level);
  case OPT_POPULATION:
    o->population = value;
    return 0;
  case OPT_FORMAT:
    return format(value, &o->format);
  case OPT_OUTPUT:
    o->output = value;
    return 0;
  case OPT_SEED:
    if (parse_digits(value, UINT64_MAX, &o->exec.seed))
      return bad_value(option, value, "a whole number from 0 to 18446744073709551615");
    return 0;
  case OPT_THREADS:
    status = whole(option, value, 1, 1024, &number);
    if (!status) o->exec.threads = (int32_t)number;
    return status;
  default:
    o->quiet = 1;
    return 0;
  }
}

/* ---- options that contradict each other ---- */

static int contradiction(const char *found, const char *expected) {
  return cli_error(EXIT_USAGE, "%s found, expected %s", found, expected);
}

/* The library checks how layout, columns and several files go together. */
static int reading_contradiction(const cli_options *o) {
  if (o->file_count == 0)
    return cli_error(EXIT_USAGE, "%s: no FILE found, expected a CSV file (see sdg16 %s --help)",
                     o->command, o->command);
  if (o->file_count == 1 && o->capture.layout == SDG16_LAYOUT_FILES)
    return contradiction("--layout files with one file", "at least two files, one a list");
  if (o->file_count > SDG16_MAX_LISTS)
    return cli_error(EXIT_USAGE, "%lld files found, expected at most %d (each file is a list)",
                     (long long)o->file_count, SDG16_MAX_LISTS);
  return 0;
}

static int mse_contradiction(const cli_options *o, const char *given) {
  if (given[OPT_MODEL - OPT_LAYOUT]) {
    if (given[OPT_SELECT - OPT_LAYOUT] && o->mse.select != SDG16_SELECT_FIXED)
      return contradiction("--model with --select", "one of them (or --select none)");
    if (given[OPT_MAX_ORDER - OPT_LAYOUT])
      return contradiction("--model with --max-order", "one of them");
  }
  int fixed = o->mse.select == SDG16_SELECT_FIXED;
  if (given[OPT_P_THRESHOLD - OPT_LAYOUT] && o->mse.select != SDG16_SELECT_STEPWISE)
    return contradiction("--p-threshold without --select stepwise", "both");
  if (given[OPT_MAX_ORDER - OPT_LAYOUT] && (fixed || o->mse.select == SDG16_SELECT_STEPWISE))
    return contradiction("--max-order with a selection that does not use it",
                         "--select bic, aic, aicc or downhill");
  if (given[OPT_SEARCH_SECONDS - OPT_LAYOUT] &&
      (fixed || o->mse.select == SDG16_SELECT_STEPWISE ||
       o->mse.select == SDG16_SELECT_DOWNHILL))
    return contradiction("--search-seconds without an exact search",
                         "--select bic, aic or aicc");
  if (given[OPT_LEVEL - OPT_LAYOUT] && o->mse.interval == SDG16_INTERVAL_NONE)
    return contradiction("--level with --interval none", "an interval");
  return 0;
}

static int check_contradiction(const cli_options *o, const char *given) {
  if (o->all && o->mse.model) return contradiction("--all with --model", "one of them");
  if (given[OPT_MAX_ORDER - OPT_LAYOUT] && !o->all)
    return contradiction("--max-order without --all", "both");
  return 0;
}

/* ---- the whole line ---- */

/* getopt_long's own messages name the program wrongly and span lines. */
static int complain(const char *command, int result, int argc, char **argv) {
  const char *written = optind >= 1 && optind <= argc ? argv[optind - 1] : "?";
  if (result == ':')
    return cli_error(EXIT_USAGE, "--%s: nothing found, expected a value", name_of(optopt));
  if (optopt >= OPT_LAYOUT && optopt < OPT_END)
    return cli_error(EXIT_USAGE, "--%s: takes no value, '%s' found", name_of(optopt), written);
  if (optopt)
    return cli_error(EXIT_USAGE,
                     "%s: option '-%c' is not available in this version, expected long options "
                     "(see sdg16 %s --help)",
                     command, optopt, command);
  return cli_error(EXIT_USAGE,
                   "%s: option '%s' is not available in this version (see sdg16 %s --help)",
                   command, written, command);
}

int cli_parse(int command, int argc, char **argv, cli_options *out) {
  *out = (cli_options){.command = argv[0]};
  sdg16_capture_options_init(&out->capture, (int64_t)sizeof out->capture);
  sdg16_mse_options_init(&out->mse, (int64_t)sizeof out->mse);
  sdg16_exec_options_init(&out->exec, (int64_t)sizeof out->exec);
  cli_survey_init(&out->survey);
  out->exec.threads = 0; /* all cores */

  struct option known[SPEC_COUNT + 1];
  size_t count = 0;
  for (size_t i = 0; i < SPEC_COUNT; i++)
    if (SPECS[i].commands & command)
      known[count++] = (struct option){SPECS[i].name, SPECS[i].has_argument, NULL, SPECS[i].id};
  known[count] = (struct option){0};

  char given[OPT_END - OPT_LAYOUT] = {0};
  opterr = 0;
  optind = 1;
  int id;
  while ((id = getopt_long(argc, argv, ":", known, NULL)) != -1) {
    if (id == ':' || id == '?') return complain(argv[0], id, argc, argv);
    if (id == OPT_HELP) return cli_say(cli_help(command));
    if (id == OPT_VERSION) {
      char line[64];
      snprintf(line, sizeof line, "sdg16 %s\n", sdg16_version());
      return cli_say(line);
    }
    int status = apply(id, optarg, out);
    if (status) return status;
    given[id - OPT_LAYOUT] = 1;
  }
  out->file_count = argc - optind;
  out->files = (const char *const *)argv + optind;

  if (out->mse.model && !given[OPT_SELECT - OPT_LAYOUT]) out->mse.select = SDG16_SELECT_FIXED;
  int status = command & READING ? reading_contradiction(out) : 0;
  if (!status && command == COMMAND_MSE) status = mse_contradiction(out, given);
  if (!status && command == COMMAND_SURVEY) status = cli_survey_contradiction(out);
  if (!status && command == COMMAND_CHECK) status = check_contradiction(out, given);
  return status ? status : -1;
}

void cli_options_free(cli_options *options) {
  free_names(options->lists, options->capture.list_count);
  for (int64_t i = 0; i < options->edit_count; i++) {
    free(options->edits[i].name);
    free_names(options->edits[i].lists, options->edits[i].count);
  }
  free(options->edits);
  cli_survey_free(&options->survey);
}
