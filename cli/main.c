/* The command sdg16: finds the subcommand and runs it. */
#include "cmd/commands.h"
#include "describe/describe.h"

#include <string.h>

const cli_command *const cli_commands[] = {
    &cli_mse_command,    &cli_check_command,   &cli_draws_command,
    &cli_survey_command, &cli_catalog_command, &cli_indicator_command,
    &cli_iff_command,    &cli_convert_command, NULL};

/* "mse, check or convert" */
static const char *all_names(char out[256]) {
  char names[256] = "";
  for (const cli_command *const *c = cli_commands; *c; c++) {
    size_t used = strlen(names);
    snprintf(names + used, sizeof names - used, "%s%s", used ? " " : "", (*c)->name);
  }
  return option_words(names, out, 256);
}

static int refuse_subcommand(const char *written) {
  if (written[0] == '-')
    return cli_error(EXIT_USAGE, "unknown option '%s' (see sdg16 --help)", written);
  cli_nearest nearest = {0};
  char hint[64] = "", names[256];
  for (const cli_command *const *c = cli_commands; *c; c++)
    cli_consider(&nearest, written, (*c)->name);
  if (cli_is_meant(&nearest, written))
    snprintf(hint, sizeof hint, "; did you mean '%s'?", nearest.word);
  return cli_error(EXIT_USAGE, "unknown subcommand '%s'; expected %s (see sdg16 --help%s)",
                   written, all_names(names), hint);
}

/* "help", "help mse": the help of a subcommand, or of the command. */
static int help_for(int argc, char **argv) {
  if (argc < 1) return cli_help(NULL);
  const cli_command *command = cli_find_command(argv[0]);
  return command ? cli_help(command) : refuse_subcommand(argv[0]);
}

int main(int argc, char **argv) {
  if (sdg16_abi() != SDG16_ABI)
    return cli_error(EXIT_OTHER, "libsdg16 has ABI %d, this command needs %d", (int)sdg16_abi(),
                     SDG16_ABI);
  if (argc < 2) {
    int status = cli_help(NULL);
    return status ? status : EXIT_USAGE;
  }
  if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) return cli_help(NULL);
  if (!strcmp(argv[1], "help")) return help_for(argc - 2, argv + 2);
  if (!strcmp(argv[1], "--version")) return cli_say_version();
  if (!strcmp(argv[1], "generate")) return cli_generate(argc - 2, argv + 2);
  const cli_command *command = cli_find_command(argv[1]);
  return command ? cli_run(command, argc - 1, argv + 1) : refuse_subcommand(argv[1]);
}
