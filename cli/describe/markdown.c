/* The option tables of docs/cli.md. */
#include "describe/describe.h"

#include <string.h>

void cli_write_markdown(const cli_command *command, FILE *out) {
  char text[CLI_TEXT_SIZE];
  fputs("| option | meaning | default |\n|---|---|---|\n", out);
  for (size_t g = 0; g < command->group_count; g++) {
    if (cli_begins_heading(command, g)) {
      fprintf(out, "| **%s** | ", cli_heading_text(&command->group[g], text));
      cli_put_escaped(cli_heading_condition(command, g, text), "|*", "\\", out);
      fprintf(out, "%s| |\n", *text ? " " : "");
    }
    for (size_t i = 0; i < command->group[g].count; i++) {
      const cli_option *o = &command->group[g].option[i];
      if (!strcmp(o->name, "help") || !strcmp(o->name, "version")) continue;
      fprintf(out, "| `--%s%s", o->name, o->argument ? " " : "");
      if (o->argument) cli_put_escaped(o->argument, "|", "\\", out);
      fputs("` | ", out);
      cli_put_escaped(cli_option_text(command, g, o, text), "|*", "\\", out);
      fprintf(out, " | %s |\n", o->preset ? o->preset : "");
    }
  }
}
