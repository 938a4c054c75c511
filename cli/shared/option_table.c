#include "shared/option_table.h"

#include <string.h>

const cli_option_table *cli_option_table_of(int command) {
  static const cli_option_table *const TABLES[] = {&cli_mse_options, &cli_check_options};
  for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0]; i++)
    if (TABLES[i]->command == command) return TABLES[i];
  return NULL;
}

int cli_option_read(const cli_option_table *table, int id, const char *value, void *options) {
  for (size_t i = 0; i < table->count; i++) {
    const cli_option *o = &table->option[i];
    if (o->id == id) return o->read(o, value, (char *)options + o->target);
  }
  return cli_error(EXIT_OTHER, "--%s: no such row in the table of options", option_name(id));
}

/* ---- help ---- */

#define TEXT_COLUMN 23
#define LAST_COLUMN 88

/* Words from column `at` on, broken before LAST_COLUMN. */
static int wrap(const char *text, size_t at, FILE *out) {
  while (*text) {
    size_t length = strcspn(text, " ");
    if (at > TEXT_COLUMN && at + 1 + length > LAST_COLUMN) {
      if (fprintf(out, "\n%*s", TEXT_COLUMN, "") < 0) return -1;
      at = TEXT_COLUMN;
    } else if (at > TEXT_COLUMN) {
      if (fputc(' ', out) == EOF) return -1;
      at++;
    }
    if (fwrite(text, 1, length, out) != length) return -1;
    at += length;
    text += length + (text[length] == ' ');
  }
  return fputc('\n', out) == EOF ? -1 : 0;
}

static int print_option(const cli_option *o, FILE *out) {
  char head[80], text[1024];
  snprintf(head, sizeof head, "  --%s%s%s", option_name(o->id), o->argument ? " " : "",
           o->argument ? o->argument : "");
  snprintf(text, sizeof text, "%s%s%s%s", o->help, o->preset ? " (default: " : "",
           o->preset ? o->preset : "", o->preset ? ")" : "");
  size_t length = strlen(head);
  if (length < TEXT_COLUMN - 1)
    return fprintf(out, "%-*s", TEXT_COLUMN, head) < 0 ? -1 : wrap(text, TEXT_COLUMN, out);
  return fprintf(out, "%s\n%*s", head, TEXT_COLUMN, "") < 0 ? -1 : wrap(text, TEXT_COLUMN, out);
}

int cli_option_help(const cli_option_table *table, FILE *out) {
  const char *group = "";
  if (fputs(table->usage, out) < 0) return -1;
  for (size_t i = 0; i < table->count; i++) {
    const cli_option *o = &table->option[i];
    if (strcmp(group, o->group) && fprintf(out, "\n%s\n", o->group) < 0) return -1;
    group = o->group;
    if (print_option(o, out)) return -1;
  }
  return fputs(table->end, out) < 0 ? -1 : 0;
}

/* ---- readers ---- */

int option_read_text(const cli_option *o, const char *value, void *target) {
  (void)o;
  *(const char **)target = value;
  return 0;
}

int option_read_switch(const cli_option *o, const char *value, void *target) {
  (void)value;
  *(int *)target = (int)o->least;
  return 0;
}

int option_read_code(const cli_option *o, const char *value, void *target) {
  return option_code(option_name(o->id), value, o->code(value), o->expected, target);
}

int option_read_whole(const cli_option *o, const char *value, void *target) {
  return option_whole(option_name(o->id), value, o->least, o->most, target);
}

int option_read_small(const cli_option *o, const char *value, void *target) {
  int64_t number = 0;
  int status = option_whole(option_name(o->id), value, o->least, o->most, &number);
  if (!status) *(int32_t *)target = (int32_t)number;
  return status;
}

int option_read_share(const cli_option *o, const char *value, void *target) {
  return option_between(option_name(o->id), value, 0, 1, o->expected, target);
}

int option_read_seconds(const cli_option *o, const char *value, void *target) {
  return option_between(option_name(o->id), value, 0, 1e9, "a number of seconds above 0",
                        target);
}

int option_read_seed(const cli_option *o, const char *value, void *target) {
  return option_digits(value, UINT64_MAX, target)
             ? option_bad_value(option_name(o->id), value,
                                "a whole number from 0 to 18446744073709551615")
             : 0;
}
