/* sdg16 generate WHAT: texts made of the option tables, for the build and the tests. */
#include "describe/describe.h"

#include <string.h>

static const struct {
  const char *what;
  void (*write)(FILE *out);
} TEXTS[] = {{"man", cli_write_man},
             {"bash", cli_write_bash},
             {"zsh", cli_write_zsh},
             {"fish", cli_write_fish}};

int cli_generate(int count, char **words) {
  for (size_t i = 0; count == 1 && i < sizeof TEXTS / sizeof TEXTS[0]; i++)
    if (!strcmp(words[0], TEXTS[i].what)) {
      TEXTS[i].write(stdout);
      return cli_say("");
    }
  const cli_command *command =
      count == 2 && !strcmp(words[0], "markdown") ? cli_find_command(words[1]) : NULL;
  if (!command)
    return cli_error(EXIT_USAGE, "generate needs man, bash, zsh, fish or markdown SUBCOMMAND");
  cli_write_markdown(command, stdout);
  return cli_say("");
}
