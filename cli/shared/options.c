/* One line of the command: its options read by the table of the subcommand, what is wrong with
 * the line, and the subcommand run. */
#include "shared/option_table.h"

#include "describe/describe.h"

#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define FIRST_ID 256 /* beyond every character */

/* ---- rows ---- */

const cli_command *cli_find_command(const char *name) {
  for (const cli_command *const *c = cli_commands; *c; c++)
    if (!strcmp((*c)->name, name)) return *c;
  return NULL;
}

static int line_new(const cli_command *command, cli_line *line) {
  size_t count = 0;
  for (size_t g = 0; g < command->group_count; g++) count += command->group[g].count;
  *line = (cli_line){.command = command, .row = calloc(count + 1, sizeof *line->row)};
  if (!line->row) return cli_out_of_memory();
  for (size_t g = 0; g < command->group_count; g++)
    for (size_t i = 0; i < command->group[g].count; i++)
      line->row[line->count++] =
          (cli_row){.option = &command->group[g].option[i], .group = &command->group[g]};
  return 0;
}

static cli_row *find_row(const cli_line *line, const char *name) {
  for (size_t i = 0; i < line->count; i++)
    if (!strcmp(line->row[i].option->name, name)) return &line->row[i];
  return NULL;
}

int cli_given(const cli_line *line, const char *name) {
  const cli_row *row = find_row(line, name);
  return row && row->given;
}

const char *cli_value(const cli_line *line, const char *name) {
  const cli_row *row = find_row(line, name);
  return row && (row->given || row->implied) ? row->value : NULL;
}

int cli_value_is(const cli_line *line, const char *name, const char *words) {
  const char *value = cli_value(line, name);
  for (size_t length; value && *words; words += length + strspn(words + length, " ")) {
    length = strcspn(words, " ");
    if (strlen(value) == length && !memcmp(value, words, length)) return 1;
  }
  return 0;
}

const cli_row *cli_given_last(const cli_line *line, int mark) {
  const cli_row *last = NULL;
  for (size_t i = 0; i < line->count; i++)
    if (line->row[i].group->mark == mark && line->row[i].given > (last ? last->given : 0))
      last = &line->row[i];
  return last;
}

/* ---- what is wrong with a line ---- */

static int unknown_option(const cli_line *line, const char *written) {
  char name[64], hint[96] = "";
  snprintf(name, sizeof name, "%.*s", (int)strcspn(written, "="), written);
  const char *here = cli_foreign_option(line->command->name, name + 2);
  if (here)
    return cli_error(EXIT_USAGE, "unknown option '%s': %s (see sdg16 %s --help)", name, here,
                     line->command->name);
  cli_nearest nearest = {0};
  for (size_t i = 0; i < line->count; i++)
    cli_consider(&nearest, name + 2, line->row[i].option->name);
  if (cli_is_meant(&nearest, name + 2))
    snprintf(hint, sizeof hint, "; did you mean '--%s'?", nearest.word);
  return cli_error(EXIT_USAGE, "unknown option '%s' (see sdg16 %s --help%s)", name,
                   line->command->name, hint);
}

/* getopt_long's own messages name the program wrongly and span lines. */
static int say_misuse(const cli_line *line, int result, int argc, char **argv) {
  const char *written = optind >= 1 && optind <= argc ? argv[optind - 1] : "?";
  int known = optopt >= FIRST_ID && (size_t)(optopt - FIRST_ID) < line->count;
  const char *name = known ? line->row[optopt - FIRST_ID].option->name : "?";
  if (result == ':' && optopt == 'o') return cli_error(EXIT_USAGE, "-o needs a value");
  if (result == ':') return cli_error(EXIT_USAGE, "--%s needs a value", name);
  if (known) return cli_error(EXIT_USAGE, "--%s takes no value: '%s' has one", name, written);
  if (optopt)
    return cli_error(EXIT_USAGE,
                     "unknown option '-%c' (see sdg16 %s --help; options begin with --)",
                     optopt, line->command->name);
  return unknown_option(line, written);
}

int cli_needs(const char *option, const char *needed) {
  return cli_error(EXIT_USAGE, "--%s needs %s", option, needed);
}

int cli_excludes(const char *option, const char *other) {
  return cli_error(EXIT_USAGE, "--%s cannot be used with %s", option, other);
}

/* The first of the names, separated by blanks, that was given, as it is written. */
static int find_given(const cli_line *line, const char *names, char written[64]) {
  while (names && *names) {
    char name[60];
    size_t length = strcspn(names, " ");
    snprintf(name, sizeof name, "%.*s", (int)length, names);
    snprintf(written, 64, "--%s", name);
    if (cli_given(line, name)) return 1;
    names += length + strspn(names + length, " ");
  }
  return 0;
}

static int say_needs(const cli_option *o) {
  char needed[256] = "";
  cli_put_options("", " or ", o->needs, sizeof needed, needed);
  return cli_needs(o->name, needed);
}

/* What the rows themselves say of other options. */
static int check_rows(const cli_line *line) {
  char other[64] = "";
  for (size_t i = 0; i < line->count; i++) {
    const cli_option *o = line->row[i].option;
    if (!line->row[i].given) continue;
    if (o->needs && !find_given(line, o->needs, other)) return say_needs(o);
    if (find_given(line, o->excludes, other)) return cli_excludes(o->name, other);
  }
  return 0;
}

/* ---- options without effect ---- */

static int refuse_option(const cli_option *o, const cli_condition *c) {
  return cli_error(EXIT_USAGE, "--%s applies to %s; remove it%s%s", o->name, c->to,
                   c->add       ? ", or add "
                   : c->without ? ", or "
                                : "",
                   c->add       ? c->add
                   : c->without ? c->without
                                : "");
}

/* The first condition that does not hold, of those by the line or of those by the data. */
static const cli_condition *find_broken(const cli_condition *const *conditions,
                                        const cli_line *line, int by_data, const void *found) {
  for (size_t i = 0; i < CLI_CONDITIONS && conditions[i]; i++) {
    const cli_condition *c = conditions[i];
    if (by_data ? c->fits && !c->fits(line->files, found)
                : c->holds && !c->holds(line->files, line))
      return c;
  }
  return NULL;
}

static int check_effects(const cli_line *line, int by_data, const void *found) {
  for (size_t i = 0; i < line->count; i++) {
    const cli_row *row = &line->row[i];
    if (!row->given) continue;
    const cli_condition *broken = find_broken(row->group->applies, line, by_data, found);
    if (!broken) broken = find_broken(row->option->applies, line, by_data, found);
    if (broken) return refuse_option(row->option, broken);
  }
  return 0;
}

int cli_check_found(const cli_files *files, const void *found) {
  return check_effects(files->line, 1, found);
}

/* ---- files that are written ---- */

/* Whether the file is one of those that the value names: the whole value or a part of it. */
static int is_named(const char *path, const char *value) {
  if (cli_is_input(path, value)) return 1;
  for (const char *at = value; strchr(value, ',');) {
    char part[PATH_MAX]; /* no file has a longer name */
    size_t size = strcspn(at, ",");
    snprintf(part, sizeof part, "%.*s", (int)size, at);
    if (size < sizeof part && cli_is_input(path, part)) return 1;
    if (!at[size]) return 0;
    at += size + 1;
  }
  return 0;
}

static int is_read(const cli_line *line, const cli_files *files, const char *path) {
  int64_t first = line->command->no_files ? files->count : line->command->codes;
  for (int64_t i = first; i < files->count; i++)
    if (cli_is_input(path, files->path[i])) return 1;
  for (size_t i = 0; i < line->count; i++)
    if (line->row[i].value && line->row[i].option->file == CLI_READS &&
        is_named(path, line->row[i].value))
      return 1;
  return 0;
}

/* Refuses, before the work, an output that is impossible, an input file, or another output. */
static int check_outputs(const cli_line *line, const cli_files *files) {
  for (size_t i = 0; i < line->count; i++) {
    const cli_row *row = &line->row[i];
    if (!row->value || row->option->file != CLI_WRITES) continue;
    if (!strcmp(row->value, "-") && !strcmp(row->option->name, "output")) continue;
    if (!strcmp(row->value, "-"))
      return cli_error(EXIT_USAGE, "--%s must be the name of a file, not '-'",
                       row->option->name);
    int status = cli_check_target(row->option->name, row->value);
    if (status) return status;
    if (is_read(line, files, row->value))
      return cli_error(EXIT_USAGE, "--%s must be another file than the input, not '%s'",
                       row->option->name, row->value);
    for (size_t k = 0; k < line->count; k++)
      if (k != i && line->row[k].value && line->row[k].option->file == CLI_WRITES &&
          strcmp(row->option->name, "output") && cli_same_file(row->value, line->row[k].value))
        return cli_error(EXIT_USAGE, "--%s must be another file than --%s, not '%s'",
                         row->option->name, line->row[k].option->name, row->value);
  }
  return 0;
}

/* ---- the whole line ---- */

/* The path of a file to read, which "-" stands for standard input in. */
static int use_file(const char **path) {
  char fault[CLI_FAULT_SIZE];
  int status = cli_use_standard_input(path, fault);
  return status ? cli_error(status, "%s", fault) : EXIT_DONE;
}

static int read_value(cli_row *row, const char *value, void *options) {
  if (value && !*value && !row->option->takes_empty)
    return cli_error(EXIT_USAGE, "--%s needs a value, not an empty one", row->option->name);
  int status = row->option->file == CLI_READS ? use_file(&value) : 0;
  if (status) return status;
  row->value = value;
  return row->option->read(row->option, value,
                           (char *)options + row->group->base + row->option->target);
}

/* --help and --version end the program: 1, with the exit status. */
static int is_about(const cli_line *line, const cli_row *row, int *status) {
  if (!strcmp(row->option->name, "help"))
    *status = cli_help(line->command);
  else if (!strcmp(row->option->name, "version"))
    *status = cli_say_version();
  else
    return 0;
  return 1;
}

/* -h and -o, as most commands have them: the names of the options that they stand for. */
static const char *long_name(int letter) { return letter == 'h' ? "help" : "output"; }

/* 0 to go on, 1: the end, with the exit status. */
static int read_options(const cli_line *line, int argc, char **argv, void *options,
                        int *status) {
  struct option *known = calloc(line->count + 1, sizeof *known);
  *status = known ? 0 : cli_out_of_memory();
  for (size_t i = 0; known && i < line->count; i++) {
    const cli_option *o = line->row[i].option;
    known[i] = (struct option){o->name, o->argument != NULL, NULL, FIRST_ID + (int)i};
  }
  opterr = 0;
  optind = 1;
  int id, ends = !known, order = 0;
  while (!ends && !*status && (id = getopt_long(argc, argv, ":ho:", known, NULL)) != -1) {
    if (id == ':' || id == '?') {
      *status = say_misuse(line, id, argc, argv);
      break;
    }
    cli_row *row = id < FIRST_ID ? find_row(line, long_name(id)) : &line->row[id - FIRST_ID];
    if (!row) return *status = unknown_option(line, "--output");
    ends = is_about(line, row, status);
    if (!ends) *status = read_value(row, optarg, options);
    row->given = ++order;
  }
  free(known);
  return ends || *status;
}

/* ---- the format of the output ---- */

/* "csv" of "estimates.CSV"; "": the name of the file has no suffix. */
static const char *suffix_of(const char *path) {
  const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
  const char *dot = strrchr(name, '.');
  return dot && dot != name ? dot + 1 : "";
}

static int refuse_suffix(const char *path, const char *what) {
  return cli_error(EXIT_USAGE,
                   "--output '%s': %s is not written; name a file .csv, .json or .txt, or add "
                   "--format",
                   path, what);
}

/* What a file of this suffix would be, of those that the command cannot write; NULL: of others.
 */
static const char *foreign_format(const char *suffix) {
  static const struct {
    const char *suffix, *what;
  } FOREIGN[] = {{"xlsx", "an Excel workbook (Excel opens CSV)"},
                 {"xls", "an Excel workbook (Excel opens CSV)"},
                 {"ods", "a spreadsheet (spreadsheets open CSV)"},
                 {"tsv", "text with tabs"},
                 {"xml", "XML (SDMX is written as SDMX-CSV)"},
                 {"html", "HTML"},
                 {"htm", "HTML"},
                 {"md", "Markdown"},
                 {"pdf", "PDF"},
                 {"docx", "a Word document"},
                 {"sav", "a file of SPSS"},
                 {"dta", "a file of Stata"},
                 {"parquet", "Parquet"}};
  for (size_t i = 0; i < sizeof FOREIGN / sizeof FOREIGN[0]; i++)
    if (!strcasecmp(suffix, FOREIGN[i].suffix)) return FOREIGN[i].what;
  return NULL;
}

/* Without --format the suffix of --output says the format. */
static int imply_format(const cli_line *line, void *options) {
  static const char *const WORDS[][2] = {{"csv", "csv"}, {"json", "json"}, {"txt", "text"}};
  const char *path = cli_value(line, "output");
  cli_row *format = find_row(line, "format");
  if (!path || !format || format->given) return 0;
  const char *suffix = suffix_of(path), *foreign = foreign_format(suffix);
  if (foreign) return refuse_suffix(path, foreign);
  for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
    if (strcasecmp(suffix, WORDS[i][0])) continue;
    format->implied = 1;
    return read_value(format, WORDS[i][1], options);
  }
  return 0;
}

/* The operand "-", of those that are files that are read. */
static int take_standard_input(const cli_line *line, const char **operand) {
  int64_t most = line->command->read_files ? line->command->codes + line->command->read_files
                                           : line->files->count;
  int status = 0;
  for (int64_t i = line->command->codes; !status && i < line->files->count && i < most; i++)
    status = line->command->no_files ? 0 : use_file(&operand[i]);
  return status;
}

static int parse_and_run(cli_line *line, int argc, char **argv, void *options) {
  const cli_command *command = line->command;
  cli_files *files = options; /* every struct of options begins with them */
  int status;
  if (command->init) command->init(options);
  files->command = command->name;
  files->line = line;
  line->files = files;
  if (read_options(line, argc, argv, options, &status)) return status;
  files->count = argc - optind;
  files->path = (const char *const *)argv + optind;
  status = check_rows(line);
  if (!status) status = imply_format(line, options);
  if (!status) status = take_standard_input(line, (const char **)argv + optind);
  if (!status && command->settle) status = command->settle(options, line);
  if (!status) status = check_effects(line, 0, NULL);
  if (!status) status = check_outputs(line, files);
  if (!status) status = cli_catch_interrupts();
  return status ? status : command->run(options);
}

int cli_run(const cli_command *command, int argc, char **argv) {
  cli_line line;
  int status = line_new(command, &line);
  if (status) return status;
  void *options = calloc(1, command->size);
  status = options ? parse_and_run(&line, argc, argv, options) : cli_out_of_memory();
  if (options && command->free) command->free(options);
  free(options);
  free(line.row);
  return status;
}
