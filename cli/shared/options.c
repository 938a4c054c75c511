/* Command-line options: what a subcommand knows, what is wrong with a line. */
#include "shared/option_table.h"

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

/* ---- one option ---- */

/* Of the subcommands that have no table of options yet. */
static int apply(int id, const char *value, cli_options *o) {
  const char *option = option_name(id);
  int status;
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
  int64_t number;
  switch (id) {
  case OPT_DELIMITER:
    return option_delimiter(value, &o->capture.delimiter);
  case OPT_DECIMAL:
    return option_decimal(value, &o->capture.decimal);
  case OPT_INTERVAL:
    if (!option_resamples(sdg16_interval_from_name(value)))
      return option_bad_value(option, value, "bca, percentile or basic");
    o->mse.interval = sdg16_interval_from_name(value);
    return 0;
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
  case OPT_GAPS:
    o->gaps = 1;
    return 0;
  case OPT_MERGED:
    o->merged = value;
    return 0;
  default:
    return cli_error(EXIT_OTHER, "--%s: nobody reads this option", option);
  }
}

/* ---- the whole line ---- */

/* The options that the subcommand knows. */
static void known_options(int command, struct option known[SPEC_COUNT + 1]) {
  const cli_option_table *table = cli_option_table_of(command);
  size_t count = 0;
  for (size_t i = 0; table && i < table->count; i++) {
    const cli_option *o = &table->option[i];
    known[count++] = (struct option){option_name(o->id), o->argument != NULL, NULL, o->id};
  }
  for (size_t i = 0; !table && i < SPEC_COUNT; i++)
    if (SPECS[i].commands & command)
      known[count++] = (struct option){SPECS[i].name, SPECS[i].has_argument, NULL, SPECS[i].id};
  known[count] = (struct option){0};
}

static int unknown_option(const char *command, const char *written,
                          const struct option *known) {
  char name[64], hint[96] = "";
  snprintf(name, sizeof name, "%.*s", (int)strcspn(written, "="), written);
  const char *nearest = NULL;
  size_t best = SIZE_MAX;
  for (; known->name; known++) {
    size_t distance = cli_distance(name + 2, known->name);
    if (distance < best) best = distance, nearest = known->name;
  }
  if (cli_is_near(best, name + 2))
    snprintf(hint, sizeof hint, "; did you mean '--%s'?", nearest);
  return cli_error(EXIT_USAGE, "unknown option '%s' (see sdg16 %s --help%s)", name, command,
                   hint);
}

/* getopt_long's own messages name the program wrongly and span lines. */
static int complain(const char *command, int result, const struct option *known, int argc,
                    char **argv) {
  const char *written = optind >= 1 && optind <= argc ? argv[optind - 1] : "?";
  if (result == ':')
    return cli_error(EXIT_USAGE, "--%s: nothing found, expected a value", option_name(optopt));
  if (optopt >= OPT_FIRST && optopt < OPT_END)
    return cli_error(EXIT_USAGE, "--%s: takes no value, '%s' found", option_name(optopt),
                     written);
  if (optopt)
    return cli_error(EXIT_USAGE,
                     "unknown option '-%c' (see sdg16 %s --help; options begin with --)",
                     optopt, command);
  return unknown_option(command, written, known);
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

  const cli_option_table *table = cli_option_table_of(command);
  struct option known[SPEC_COUNT + 1];
  known_options(command, known);

  char given[OPT_END - OPT_FIRST] = {0};
  opterr = 0;
  optind = 1;
  int id;
  while ((id = getopt_long(argc, argv, ":", known, NULL)) != -1) {
    if (id == ':' || id == '?') return complain(argv[0], id, known, argc, argv);
    if (id == OPT_HELP) return cli_help(command);
    if (id == OPT_VERSION) {
      char line[64];
      snprintf(line, sizeof line, "sdg16 %s\n", sdg16_version());
      return cli_say(line);
    }
    if (optarg && !*optarg && id != OPT_DROP)
      return cli_error(EXIT_USAGE, "--%s: nothing found, expected a value", option_name(id));
    int status = table ? cli_option_read(table, id, optarg, out) : apply(id, optarg, out);
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
