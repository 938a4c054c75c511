/* Completion for bash. */
#include "describe/describe.h"

#include <string.h>

static const char BEGIN[] =
    "# bash completion for sdg16, made by sdg16 generate bash\n"
    "\n"
    "_sdg16() {\n"
    "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
    "  local options='' words='' takes='' listed='' codes=0 files=1\n"
    "  COMPREPLY=()\n"
    "  [[ $current == = ]] && current=''\n"
    "  [[ $previous == = ]] && previous=${COMP_WORDS[COMP_CWORD-2]}\n"
    "  if ((COMP_CWORD == 1)); then\n";

static const char END[] =
    "    *) return ;;\n"
    "  esac\n"
    "  case $takes in\n"
    "    words)\n"
    "      [[ $words == *= ]] && compopt -o nospace 2>/dev/null\n"
    "      mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
    "      return ;;\n"
    "    text) return ;;\n"
    "  esac\n"
    "  if [[ -z $takes && $current == -* ]]; then\n"
    "    mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$current\")\n"
    "  elif [[ -z $takes ]] && ((!files || COMP_CWORD - 1 <= codes)); then\n"
    "    words+=\" $(\"${COMP_WORDS[0]}\" $listed 2>/dev/null | sed '1d; s/,.*//')\"\n"
    "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
    "  elif [[ -n $takes ]] || ((files)); then\n"
    "    compopt -o filenames 2>/dev/null\n"
    "    mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
    "  fi\n"
    "}\n"
    "\n"
    "complete -F _sdg16 sdg16\n";

static void put_value(const cli_option *o, FILE *out) {
  fprintf(out, "        --%s) takes=%s", o->name,
          o->file    ? "files"
          : o->words ? "words"
                     : "text");
  if (o->words && !o->file) fprintf(out, " words='%s'", o->words);
  fputs(" ;;\n", out);
}

static void put_subcommand(const cli_command *c, FILE *out) {
  fprintf(out, "    %s)\n      options='", c->name);
  for (size_t g = 0; g < c->group_count; g++)
    for (size_t i = 0; i < c->group[g].count; i++)
      fprintf(out, "%s--%s", g || i ? " " : "", c->group[g].option[i].name);
  fputs("'\n", out);
  if (c->listed_by)
    fprintf(out, "      listed='%s' codes=%lld words='%s'\n", c->listed_by, (long long)c->codes,
            c->operands ? c->operands : "");
  if (c->no_files) fputs("      files=0\n", out);
  fputs("      case $previous in\n", out);
  for (size_t g = 0; g < c->group_count; g++)
    for (size_t i = 0; i < c->group[g].count; i++)
      if (c->group[g].option[i].argument) put_value(&c->group[g].option[i], out);
  fputs("      esac ;;\n", out);
}

void cli_write_bash(FILE *out) {
  fputs(BEGIN, out);
  fputs("    words='", out);
  for (const cli_command *const *c = cli_commands; *c; c++) fprintf(out, "%s ", (*c)->name);
  fputs("--help --version'\n"
        "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
        "    return\n"
        "  fi\n"
        "  case ${COMP_WORDS[1]} in\n",
        out);
  for (const cli_command *const *c = cli_commands; *c; c++) put_subcommand(*c, out);
  fputs(END, out);
}
