/* Completion for zsh. */
#include "describe/describe.h"

#include <string.h>

/* Inside of '...': a quote ends them, is escaped, and begins them again. */
static void put_quoted(const char *text, const char *special, FILE *out) {
  for (; *text; text++) {
    if (*text == '\'') {
      fputs("'\\''", out);
    } else {
      if (strchr(special, *text)) fputc('\\', out);
      fputc(*text, out);
    }
  }
}

/* '--layout=[help]:LAYOUT:(histories persons)' */
static void put_option(const cli_command *c, size_t group, const cli_option *o, FILE *out) {
  char text[CLI_TEXT_SIZE];
  fprintf(out, "        '%s--%s%s[", o->repeatable ? "*" : "", o->name, o->argument ? "=" : "");
  put_quoted(cli_option_text(c, group, o, text), "[]\\", out);
  fputc(']', out);
  if (o->argument) {
    fputc(':', out);
    put_quoted(o->argument, ":\\", out);
    fputc(':', out);
    if (o->file)
      fputs("_files", out);
    else if (o->words)
      fprintf(out, "(%s)", o->words);
    else
      fputc(' ', out);
  }
  fputs("' \\\n", out);
}

static void put_operands(const cli_command *c, FILE *out) {
  if (c->listed_by)
    fprintf(out, "        '1:operand: _sdg16_listed \"%s\" %s'", c->listed_by,
            c->operands ? c->operands : "");
  if (c->listed_by && !c->no_files) fputs(" \\\n", out);
  if (!c->no_files) fputs("        '*:file:_files'", out);
  fputs(" ;;\n", out);
}

static void put_subcommand(const cli_command *c, FILE *out) {
  fprintf(out, "    %s)\n      _arguments \\\n", c->name);
  for (size_t g = 0; g < c->group_count; g++)
    for (size_t i = 0; i < c->group[g].count; i++)
      put_option(c, g, &c->group[g].option[i], out);
  put_operands(c, out);
}

static const char LISTED[] =
    "# The first column of what a line of the command prints, and further words.\n"
    "_sdg16_listed() {\n"
    "  local -a found\n"
    "  found=(${(f)\"$(sdg16 ${=1} 2>/dev/null | sed '1d; s/,.*//')\"} ${@[2,-1]})\n"
    "  compadd -a found\n"
    "}\n"
    "\n";

void cli_write_zsh(FILE *out) {
  fputs("#compdef sdg16\n# zsh completion for sdg16, made by sdg16 generate zsh\n\n", out);
  fputs(LISTED, out);
  fputs("_sdg16() {\n"
        "  local -a subcommands\n"
        "  if ((CURRENT == 2)); then\n"
        "    subcommands=(\n",
        out);
  for (const cli_command *const *c = cli_commands; *c; c++) {
    fprintf(out, "      '%s:", (*c)->name);
    put_quoted((*c)->summary, ":\\", out);
    fputs("'\n", out);
  }
  fputs("    )\n"
        "    _describe subcommand subcommands\n"
        "    return\n"
        "  fi\n"
        "  local subcommand=$words[2]\n"
        "  shift words\n"
        "  ((CURRENT--))\n"
        "  case $subcommand in\n",
        out);
  for (const cli_command *const *c = cli_commands; *c; c++) put_subcommand(*c, out);
  fputs("  esac\n"
        "}\n"
        "\n"
        "if [[ $funcstack[1] == _sdg16 ]]; then\n"
        "  _sdg16 \"$@\"\n"
        "else\n"
        "  compdef _sdg16 sdg16\n"
        "fi\n",
        out);
}
