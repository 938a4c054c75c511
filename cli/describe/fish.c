/* Completion for fish. */
#include "describe/describe.h"

/* '...' of fish: a backslash before quotes and backslashes. */
static void put_quoted(const char *before, const char *text, FILE *out) {
  fprintf(out, "%s'", before);
  cli_put_escaped(text, "'\\", "\\", out);
  fputc('\'', out);
}

static void put_option(const cli_command *c, size_t group, const cli_option *o, FILE *out) {
  char text[CLI_TEXT_SIZE];
  fprintf(out, "complete -c sdg16 -n '__fish_seen_subcommand_from %s' -l %s", c->name, o->name);
  if (o->argument) fputs(o->file ? " -r -F" : " -x", out);
  if (o->argument && o->words && !o->file) put_quoted(" -a ", o->words, out);
  put_quoted(" -d ", cli_option_text(c, group, o, text), out);
  fputc('\n', out);
}

/* Words that the command lists, as the first operand; files elsewhere. */
static void put_operands(const cli_command *c, FILE *out) {
  if (!c->no_files)
    fprintf(out, "complete -c sdg16 -n '__fish_seen_subcommand_from %s' -F\n", c->name);
  if (!c->listed_by) return;
  fprintf(out,
          "complete -c sdg16 -n '__fish_seen_subcommand_from %s; and test (count (commandline "
          "-opc)) -eq 2' -a '",
          c->name);
  if (c->operands) fprintf(out, "%s ", c->operands);
  fprintf(out, "(sdg16 %s 2>/dev/null | string replace -r \",.*\" \"\" | tail -n +2)'\n",
          c->listed_by);
}

void cli_write_fish(FILE *out) {
  fputs("# fish completion for sdg16, made by sdg16 generate fish\n"
        "complete -c sdg16 -f\n"
        "complete -c sdg16 -n __fish_use_subcommand -l help -d 'print the help'\n"
        "complete -c sdg16 -n __fish_use_subcommand -l version -d 'print the version'\n",
        out);
  for (const cli_command *const *c = cli_commands; *c; c++) {
    fprintf(out, "complete -c sdg16 -n __fish_use_subcommand -a %s", (*c)->name);
    put_quoted(" -d ", (*c)->summary, out);
    fputc('\n', out);
    put_operands(*c, out);
    for (size_t g = 0; g < (*c)->group_count; g++)
      for (size_t i = 0; i < (*c)->group[g].count; i++)
        put_option(*c, g, &(*c)->group[g].option[i], out);
  }
}
