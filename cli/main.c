/* The command sdg16: finds the subcommand and runs it. */
#include "shared/cli.h"

#include <string.h>

static const struct {
  const char *name;
  int command;
  int (*run)(const cli_options *options);
} COMMANDS[] = {
    {"mse", COMMAND_MSE, cli_mse},
    {"check", COMMAND_CHECK, cli_check_command},
    {"draws", COMMAND_DRAWS, cli_draws},
    {"survey", COMMAND_SURVEY, cli_survey_command},
    {"catalog", COMMAND_CATALOG, cli_catalog},
    {"indicator", COMMAND_INDICATOR, cli_indicator},
    {"iff", COMMAND_IFF, cli_iff},
    {"convert", COMMAND_CONVERT, cli_convert},
};

static int unknown(const char *written) {
  if (written[0] == '-')
    return cli_error(EXIT_USAGE, "unknown option '%s' (see sdg16 --help)", written);
  size_t best = SIZE_MAX;
  const char *nearest = "";
  char hint[64] = "";
  for (size_t i = 0; i < sizeof COMMANDS / sizeof COMMANDS[0]; i++) {
    size_t distance = cli_distance(written, COMMANDS[i].name);
    if (distance < best) best = distance, nearest = COMMANDS[i].name;
  }
  if (cli_is_near(best, written)) snprintf(hint, sizeof hint, "; did you mean '%s'?", nearest);
  return cli_error(EXIT_USAGE,
                   "unknown subcommand '%s'; expected mse, check, draws, survey, catalog, "
                   "indicator, iff or convert (see sdg16 --help%s)",
                   written, hint);
}

int main(int argc, char **argv) {
  if (sdg16_abi() != SDG16_ABI)
    return cli_error(EXIT_OTHER, "libsdg16 has ABI %d, this command needs %d", (int)sdg16_abi(),
                     SDG16_ABI);
  if (argc < 2)
    return cli_error(
        EXIT_USAGE,
        "a subcommand is missing; expected mse, check, draws, survey, catalog, indicator, "
        "iff or convert (see sdg16 --help)");
  if (!strcmp(argv[1], "--help")) return cli_help(0);
  if (!strcmp(argv[1], "--version")) {
    char line[64];
    snprintf(line, sizeof line, "sdg16 %s\n", sdg16_version());
    return cli_say(line);
  }
  for (size_t i = 0; i < sizeof COMMANDS / sizeof COMMANDS[0]; i++) {
    if (strcmp(argv[1], COMMANDS[i].name)) continue;
    cli_options options;
    int status = cli_parse(COMMANDS[i].command, argc - 1, argv + 1, &options);
    if (status < 0 && !(status = cli_catch_interrupts())) status = COMMANDS[i].run(&options);
    cli_options_free(&options);
    return status;
  }
  return unknown(argv[1]);
}
