/* --help of the command and of each subcommand. */
#include "describe/describe.h"

#include <errno.h>
#include <string.h>

#define TEXT_COLUMN 23

static void print_option(const cli_command *c, size_t group, const cli_option *o, FILE *out) {
  char head[80], help[CLI_TEXT_SIZE], text[CLI_TEXT_SIZE + 128];
  snprintf(head, sizeof head, "  --%s%s%s", o->name, o->argument ? " " : "",
           o->argument ? o->argument : "");
  snprintf(text, sizeof text, "%s%s%s%s", cli_option_text(c, group, o, help),
           o->preset ? " (default: " : "", o->preset ? o->preset : "", o->preset ? ")" : "");
  if (strlen(head) < TEXT_COLUMN - 1)
    fprintf(out, "%-*s", TEXT_COLUMN, head);
  else
    fprintf(out, "%s\n%*s", head, TEXT_COLUMN, "");
  cli_wrap(text, TEXT_COLUMN, TEXT_COLUMN, out);
}

static void print_heading(const cli_command *c, size_t group, FILE *out) {
  char condition[CLI_TEXT_SIZE];
  fprintf(out, "\n%s\n", c->group[group].heading);
  if (!*cli_heading_condition(c, group, condition)) return;
  fputs("  ", out);
  cli_wrap(condition, 2, 2, out);
}

static void print_subcommand(const cli_command *c, FILE *out) {
  for (size_t i = 0; c->usage[i]; i++)
    fprintf(out, "%s sdg16 %s %s\n", i ? "      " : "Usage:", c->name, c->usage[i]);
  cli_wrap(c->description, 0, 0, out);
  if (c->terms) fprintf(out, "\n%s\n", c->terms_heading);
  for (const cli_term *t = c->terms; t && t->name; t++) {
    fprintf(out, "  %-*s", TEXT_COLUMN - 2, t->name);
    cli_wrap(t->meaning, TEXT_COLUMN, TEXT_COLUMN, out);
  }
  for (size_t g = 0; g < c->group_count; g++) {
    if (cli_begins_heading(c, g)) print_heading(c, g, out);
    for (size_t i = 0; i < c->group[g].count; i++)
      print_option(c, g, &c->group[g].option[i], out);
  }
  if (c->notes) {
    fputc('\n', out);
    cli_wrap(c->notes, 0, 0, out);
  }
  fputs("\nExamples\n", out);
  for (size_t i = 0; c->examples[i]; i++) fprintf(out, "  sdg16 %s\n", c->examples[i]);
}

static void print_command(FILE *out) {
  char line[CLI_TEXT_SIZE] = "Exit status: ";
  fputs("Usage: sdg16 SUBCOMMAND [FILE...] [OPTIONS]\n"
        "Indicators of Sustainable Development Goal 16; multiple systems estimation.\n"
        "\n"
        "Subcommands\n",
        out);
  for (const cli_command *const *c = cli_commands; *c; c++)
    fprintf(out, "  %-9s  %s\n", (*c)->name, (*c)->summary);
  fputs("\n  --help, --version\n"
        "\n"
        "Examples\n",
        out);
  for (const cli_command *const *c = cli_commands; *c; c++)
    fprintf(out, "  sdg16 %s\n", (*c)->examples[0]);
  fputs("  sdg16 mse --help\n\n", out);
  for (size_t i = 0; i < sizeof cli_exit_texts / sizeof cli_exit_texts[0]; i++) {
    size_t used = strlen(line);
    snprintf(line + used, sizeof line - used, "%s%d %s", i ? "; " : "",
             cli_exit_texts[i].status, cli_exit_texts[i].text);
  }
  strcat(line, ".");
  cli_wrap(line, 0, 0, out);
}

int cli_help(const cli_command *command) {
  if (command)
    print_subcommand(command, stdout);
  else
    print_command(stdout);
  return cli_say("");
}
