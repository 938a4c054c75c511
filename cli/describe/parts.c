#include "describe/describe.h"

#include <string.h>

const cli_exit_text cli_exit_texts[6] = {
    {EXIT_DONE, "success"},
    {EXIT_NO_ESTIMATE, "the data do not allow the estimate; the output says why"},
    {EXIT_USAGE, "wrong usage"},
    {EXIT_INPUT, "bad input file"},
    {EXIT_OTHER, "other failure"},
    {EXIT_INTERRUPTED, "interrupted"}};

/* "; not with --a, --b" */
static void put_others(const char *before, const char *names, char *out) {
  for (int first = 1; names && *names; first = 0) {
    size_t used = strlen(out), length = strcspn(names, " ");
    snprintf(out + used, CLI_TEXT_SIZE - used, "%s--%.*s", first ? before : ", ", (int)length,
             names);
    names += length + strspn(names + length, " ");
  }
}

const char *cli_option_text(const cli_option *o, char out[CLI_TEXT_SIZE]) {
  char words[512] = "";
  const char *gap = strstr(o->help, "{}");
  if (o->words) option_words(o->words, words, sizeof words);
  snprintf(out, CLI_TEXT_SIZE, "%.*s%s%s%s", gap ? (int)(gap - o->help) : (int)strlen(o->help),
           o->help, gap ? words : "", gap ? gap + 2 : "",
           o->repeatable ? " (may be repeated)" : "");
  put_others("; needs ", o->needs, out);
  put_others("; not with ", o->excludes, out);
  return out;
}

const char *cli_heading_text(const cli_option_group *group, char out[CLI_TEXT_SIZE]) {
  snprintf(out, CLI_TEXT_SIZE, "%s", group->heading);
  for (char *c = out; *c; c++)
    if (*c == '\n') *c = ' ';
  return out;
}

int cli_begins_heading(const cli_command *command, size_t group) {
  return !group || strcmp(command->group[group].heading, command->group[group - 1].heading);
}

#define LAST_COLUMN 88

void cli_wrap(const char *text, size_t at, size_t indent, FILE *out) {
  int begins = 1;
  while (*text) {
    size_t length = strcspn(text, " ");
    if (!begins && at + 1 + length > LAST_COLUMN) {
      fprintf(out, "\n%*s", (int)indent, "");
      at = indent;
    } else if (!begins) {
      fputc(' ', out);
      at++;
    }
    fwrite(text, 1, length, out);
    at += length;
    text += length + (text[length] == ' ');
    begins = 0;
  }
  fputc('\n', out);
}

void cli_put_escaped(const char *text, const char *special, const char *escape, FILE *out) {
  for (; *text; text++) {
    if (strchr(special, *text)) fputs(escape, out);
    fputc(*text, out);
  }
}
