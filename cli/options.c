/* Command-line options: one table says which subcommand takes which option. */
#include "options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#define ROW(id, name, has_argument, commands) {name, has_argument, OPT_##id, commands},
static const struct {
  const char *name;
  int has_argument;
  int id;
  int commands;
} SPECS[] = {OPTIONS(ROW)};
#undef ROW
#define SPEC_COUNT (sizeof SPECS / sizeof SPECS[0])

const char *option_name(int id) {
  for (size_t i = 0; i < SPEC_COUNT; i++)
    if (SPECS[i].id == id) return SPECS[i].name;
  return "?";
}

/* ---- lists of names ---- */

static int lists(const char *text, cli_options *options) {
  option_free_names(options->lists, options->capture.list_count);
  options->lists = NULL;
  options->capture.list_count = 0;
  int status = option_split("lists", text, ',', "different list names separated by commas",
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
      return option_bad_value(option, text, MERGE);
  } else if (!*text) {
    return option_bad_value(option, text, "the name of a list");
  }
  cli_edit *grown = realloc(options->edits, (size_t)(options->edit_count + 1) * sizeof *grown);
  if (!grown) return cli_out_of_memory();
  options->edits = grown;
  cli_edit *added = &grown[options->edit_count++];
  *added = (cli_edit){.option = option,
                      .name = equals ? strndup(text, (size_t)(equals - text)) : strdup(text)};
  if (!added->name) return cli_out_of_memory();
  return equals ? option_split(option, equals + 1, '+', MERGE, &added->lists, &added->count)
                : 0;
}

/* ---- one option ---- */

#define SELECTS "bic, aic, aicc, stepwise, downhill or none"
#define INTERVALS "auto, bca, percentile, basic, profile, profile-poisson, wald or none"

static int replicates(const char *text, sdg16_exec_options *exec) {
  static const char *const EXPECTED = "A:B with A below B, such as 0:250";
  const char *colon = strchr(text, ':');
  char first[24] = "";
  uint64_t begin, end;
  if (colon && colon - text < (int)sizeof first) memcpy(first, text, (size_t)(colon - text));
  if (!colon || option_digits(first, INT64_MAX, &begin) ||
      option_digits(colon + 1, INT64_MAX, &end) || begin >= end)
    return option_bad_value("replicates", text, EXPECTED);
  exec->replicate_begin = (int64_t)begin;
  exec->replicate_end = (int64_t)end;
  return 0;
}

static int by(const char *text, cli_options *o) {
  option_free_names(o->by, o->capture.stratum_count);
  o->by = NULL;
  o->capture.stratum_count = 0;
  int status = option_split("by", text, ',', "different column names separated by commas",
                            &o->by, &o->capture.stratum_count);
  o->capture.strata = (const char *const *)o->by;
  return status;
}

/* Bootstrap, draws and strata. */
static int apply_resampling(int id, const char *value, cli_options *o) {
  const char *option = option_name(id);
  switch (id) {
  case OPT_BOOTSTRAP:
    return option_whole(option, value, 1, 100000000, &o->mse.replicates);
  case OPT_BOOTSTRAP_KIND:
    return option_code(option, value, sdg16_bootstrap_from_name(value),
                       "nonparametric or parametric", &o->mse.bootstrap_kind);
  case OPT_NO_RESELECT:
    o->mse.reselect = 0;
    return 0;
  case OPT_TOP_INTERVALS:
    return option_whole(option, value, 1, 100000, &o->mse.top_intervals);
  case OPT_DRAWS:
    o->draws = value;
    o->mse.keep_partial = 1;
    return 0;
  case OPT_REPLICATES:
    return replicates(value, &o->exec);
  case OPT_TIME_LIMIT:
    return option_between(option, value, 0, 1e9, "a number of seconds above 0",
                          &o->exec.time_limit);
  case OPT_BY:
    return by(value, o);
  case OPT_COMMON_MODEL:
    o->common_model = 1;
    return 0;
  case OPT_GAPS:
    o->gaps = 1;
    return 0;
  default:
    o->merged = value;
    return 0;
  }
}

static int apply(int id, const char *value, cli_options *o) {
  const char *option = option_name(id);
  int64_t number;
  int status;
  if (value && !*value && id != OPT_DROP)
    return cli_error(EXIT_USAGE, "--%s: nothing found, expected a value", option);
  if (o->which & COMMAND_CONVERT &&
      (status = option_of_convert(option, value, &o->conversion)) >= 0)
    return status;
  if ((status = option_of_protect(option, value, o)) >= 0) return status;
  if (o->which & PUBLISHING && (status = option_of_indicator(option, value, o)) >= 0)
    return status;
  if (o->which & SAMPLES && (status = option_of_survey(id, value, &o->survey)) >= 0) {
    o->sampling = option;
    return status;
  }
  switch (id) {
  case OPT_LAYOUT:
    return option_code(option, value, strcmp(value, "auto") ? sdg16_layout_from_name(value) : 0,
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
    return option_code(option, value, sdg16_conflicts_from_name(value),
                       "error, first or majority", &o->capture.conflicts);
  case OPT_MISSING_FLAGS:
    return option_code(option, value, sdg16_missing_flags_from_name(value), "error or zero",
                       &o->capture.missing_flags);
  case OPT_ID_CASE:
    return option_code(option, value, sdg16_spelling_from_name(value), "keep or fold",
                       &o->capture.id_case);
  case OPT_ID_NUMBERS:
    return option_code(option, value, sdg16_spelling_from_name(value), "keep or fold",
                       &o->capture.id_numbers);
  case OPT_DELIMITER:
    return option_delimiter(value, &o->capture.delimiter);
  case OPT_DECIMAL:
    return option_decimal(value, &o->capture.decimal);
  case OPT_DROP:
  case OPT_MERGE:
    return edit(option, value, o);
  case OPT_ESTIMATOR: {
    int32_t ignored;
    return option_code(option, value, strcmp(value, "loglinear") ? -1 : 0, "loglinear",
                       &ignored);
  }
  case OPT_SELECT:
    return option_code(option, value, sdg16_select_from_name(value), SELECTS, &o->mse.select);
  case OPT_MODEL:
    o->mse.model = value;
    return 0;
  case OPT_ALL:
    o->all = 1;
    return 0;
  case OPT_MAX_ORDER:
    status = option_whole(option, value, 1, SDG16_MAX_LISTS, &number);
    if (!status) o->mse.max_order = (int32_t)number;
    return status;
  case OPT_SEARCH_FITS:
    return option_whole(option, value, 0, INT64_MAX, &o->mse.search_fits);
  case OPT_FIT_REPLICATES:
    return option_whole(option, value, 0, 100000000, &o->mse.fit_replicates);
  case OPT_EXISTENCE:
    return option_code(option, value, sdg16_existence_from_name(value),
                       "total or coefficients", &o->mse.existence);
  case OPT_P_THRESHOLD:
    return option_between(option, value, 0, 1, "a number between 0 and 1, such as 0.02",
                          &o->mse.p_threshold);
  case OPT_TOP:
    return option_whole(option, value, 1, 1000000, &o->mse.top);
  case OPT_INTERVAL:
    if (o->which == COMMAND_DRAWS && !option_resamples(sdg16_interval_from_name(value)))
      return option_bad_value(option, value, "bca, percentile or basic");
    return option_code(option, value, sdg16_interval_from_name(value), INTERVALS,
                       &o->mse.interval);
  case OPT_LEVEL:
    return option_between(option, value, 0, 1, "a number between 0 and 1, such as 0.95",
                          &o->mse.level);
  case OPT_POPULATION:
    o->population = value;
    return 0;
  case OPT_FORMAT:
    return option_format(value, &o->format);
  case OPT_OUTPUT:
    o->output = value;
    return 0;
  case OPT_SEED:
    if (option_digits(value, UINT64_MAX, &o->exec.seed))
      return option_bad_value(option, value, "a whole number from 0 to 18446744073709551615");
    return 0;
  case OPT_THREADS:
    status = option_whole(option, value, 1, 1024, &number);
    if (!status) o->exec.threads = (int32_t)number;
    return status;
  case OPT_QUIET:
    o->quiet = 1;
    return 0;
  default:
    return apply_resampling(id, value, o);
  }
}

/* ---- the whole line ---- */

/* getopt_long's own messages name the program wrongly and span lines. */
static int complain(const char *command, int result, int argc, char **argv) {
  const char *written = optind >= 1 && optind <= argc ? argv[optind - 1] : "?";
  if (result == ':')
    return cli_error(EXIT_USAGE, "--%s: nothing found, expected a value", option_name(optopt));
  if (optopt >= OPT_FIRST && optopt < OPT_END)
    return cli_error(EXIT_USAGE, "--%s: takes no value, '%s' found", option_name(optopt),
                     written);
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
  *out = (cli_options){.command = argv[0], .which = command};
  sdg16_capture_options_init(&out->capture, (int64_t)sizeof out->capture);
  sdg16_mse_options_init(&out->mse, (int64_t)sizeof out->mse);
  sdg16_exec_options_init(&out->exec, (int64_t)sizeof out->exec);
  sdg16_indicator_options_init(&out->indicator, (int64_t)sizeof out->indicator);
  sdg16_aggregate_options_init(&out->aggregate, (int64_t)sizeof out->aggregate);
  sdg16_publish_options_init(&out->publish, (int64_t)sizeof out->publish);
  cli_conversion_init(&out->conversion);
  cli_survey_init(&out->survey);
  out->exec.threads = 0; /* all cores */
  if (command == COMMAND_DRAWS) out->mse.interval = SDG16_INTERVAL_BCA;

  struct option known[SPEC_COUNT + 1];
  size_t count = 0;
  for (size_t i = 0; i < SPEC_COUNT; i++)
    if (SPECS[i].commands & command)
      known[count++] = (struct option){SPECS[i].name, SPECS[i].has_argument, NULL, SPECS[i].id};
  known[count] = (struct option){0};

  char given[OPT_END - OPT_FIRST] = {0};
  opterr = 0;
  optind = 1;
  int id;
  while ((id = getopt_long(argc, argv, ":", known, NULL)) != -1) {
    if (id == ':' || id == '?') return complain(argv[0], id, argc, argv);
    if (id == OPT_HELP) return cli_help(command);
    if (id == OPT_VERSION) {
      char line[64];
      snprintf(line, sizeof line, "sdg16 %s\n", sdg16_version());
      return cli_say(line);
    }
    int status = apply(id, optarg, out);
    if (status) return status;
    given[id - OPT_FIRST] = 1;
  }
  out->file_count = argc - optind;
  out->files = (const char *const *)argv + optind;

  if (out->mse.model && !given[OPT_SELECT - OPT_FIRST]) out->mse.select = SDG16_SELECT_FIXED;
  int status = option_settle_format(out, given);
  if (!status) status = cli_contradiction(out, given);
  if (!status && command == COMMAND_CONVERT) status = cli_conversion_files(out);
  return status ? status : -1;
}

void cli_options_free(cli_options *options) {
  cli_conversion_free(&options->conversion);
  option_free_names(options->lists, options->capture.list_count);
  option_free_names(options->by, options->capture.stratum_count);
  for (int64_t i = 0; i < options->edit_count; i++) {
    free(options->edits[i].name);
    option_free_names(options->edits[i].lists, options->edits[i].count);
  }
  free(options->edits);
  option_free_names(options->owned, options->owned_count);
  free((void *)(uintptr_t)options->indicator.map_names);
  free((void *)(uintptr_t)options->indicator.map_columns);
  free((void *)(uintptr_t)options->indicator.by);
  free((void *)(uintptr_t)options->indicator.switches);
  cli_survey_free(&options->survey);
}
