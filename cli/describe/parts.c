#include "describe/describe.h"

#include <string.h>

const cli_exit_text cli_exit_texts[6] = {
    {EXIT_DONE, "success"},
    {EXIT_NO_ESTIMATE, "the data do not allow the estimate (the output says why)"},
    {EXIT_USAGE, "wrong usage"},
    {EXIT_INPUT, "bad input file"},
    {EXIT_OTHER, "other failure"},
    {EXIT_INTERRUPTED, "interrupted"}};

void cli_put_options(const char *before, const char *between, const char *names, size_t size,
                     char *out) {
  for (int first = 1; names && *names; first = 0) {
    size_t used = strlen(out), length = strcspn(names, " ");
    snprintf(out + used, size - used, "%s--%.*s", first ? before : between, (int)length, names);
    names += length + strspn(names + length, " ");
  }
}

/* The conditions of an option or of a heading. */
typedef struct condition_list {
  const cli_condition *condition[2 * CLI_CONDITIONS];
  size_t count;
} condition_list;

static void add_conditions(const cli_condition *const *conditions, size_t from, size_t to,
                           condition_list *list) {
  for (size_t i = from; i < to && conditions[i]; i++)
    list->condition[list->count++] = conditions[i];
}

/* One: "applies to A: --a", "applies to B, not with --b". Several, which must all hold:
 * "applies only to A (--a) and only to B (not with --b)". */
static void put_conditions(const condition_list *list, char *out) {
  int several = list->count > 1;
  for (size_t i = 0; i < list->count; i++) {
    const cli_condition *c = list->condition[i];
    const char *options = c->add ? c->add : c->without;
    size_t used = strlen(out);
    snprintf(out + used, CLI_TEXT_SIZE - used, "%s%s to %s%s%s%s%s",
             i      ? i + 1 < list->count ? ", " : " and "
             : used ? "; applies"
                    : "applies",
             !several ? ""
             : i      ? "only"
                      : " only",
             c->to,
             !options  ? ""
             : several ? " ("
             : c->add  ? ": "
                       : ", ",
             c->without && !c->add ? "not with " : "", options ? options : "",
             several && options ? ")" : "");
  }
}

/* How many conditions the groups below the heading of this one have in common. */
static size_t count_common(const cli_command *command, size_t group) {
  size_t common = 0;
  while (!cli_begins_heading(command, group)) group--;
  const cli_option_group *first = &command->group[group];
  while (common < CLI_CONDITIONS && first->applies[common]) common++;
  for (size_t g = group + 1; g < command->group_count && !cli_begins_heading(command, g); g++)
    for (size_t i = 0; i < common; i++)
      if (command->group[g].applies[i] != first->applies[i]) common = i;
  return common;
}

const char *cli_heading_condition(const cli_command *command, size_t group,
                                  char out[CLI_TEXT_SIZE]) {
  condition_list list = {.count = 0};
  *out = '\0';
  add_conditions(command->group[group].applies, 0, count_common(command, group), &list);
  put_conditions(&list, out);
  if (!*out) return out;
  *out = 'A';
  strcat(out, ".");
  return out;
}

const char *cli_option_text(const cli_command *command, size_t group, const cli_option *o,
                            char out[CLI_TEXT_SIZE]) {
  char words[512] = "";
  condition_list list = {.count = 0};
  const char *gap = strstr(o->help, "{}");
  if (o->words) option_words(o->words, words, sizeof words);
  snprintf(out, CLI_TEXT_SIZE, "%.*s%s%s%s", gap ? (int)(gap - o->help) : (int)strlen(o->help),
           o->help, gap ? words : "", gap ? gap + 2 : "",
           o->repeatable ? " (may be repeated)" : "");
  cli_put_options("; needs ", " or ", o->needs, CLI_TEXT_SIZE, out);
  cli_put_options("; not with ", ", ", o->excludes, CLI_TEXT_SIZE, out);
  add_conditions(command->group[group].applies, count_common(command, group), CLI_CONDITIONS,
                 &list);
  add_conditions(o->applies, 0, CLI_CONDITIONS, &list);
  put_conditions(&list, out);
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
