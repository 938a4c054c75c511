/* sdg16 convert IN OUT: files of SPSS, Stata or CSV to CSV. */
#include "cmd/convert_columns.h"
#include "show/show.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef struct cli_convert_options {
  cli_files files;         /* IN */
  sdg16_read_options read; /* points to what follows */
  cli_marks marks;
  cli_names columns, kind_texts;
  cli_reshaping reshaping;
  int32_t *kinds; /* of each text */
  sdg16_csv_write_options write;
  cli_output out; /* OUT */
} cli_convert_options;

/* ---- the work ---- */

typedef struct written {
  const sdg16_table *table;
  const sdg16_csv_write_options *options;
} written;

static int write_table(FILE *out, const void *context) {
  const written *w = context;
  errno = 0;
  int32_t status = sdg16_table_write_csv_as(w->table, w->options, cli_to_stream, out, NULL);
  if (status && !errno) errno = status == SDG16_ERR_MEMORY ? ENOMEM : EIO;
  return status ? -1 : 0;
}

static int say_written(const cli_convert_options *options, const sdg16_table *table) {
  char rows_text[NUMBER_SIZE], columns_text[NUMBER_SIZE];
  cli_count(sdg16_table_rows(table), rows_text);
  cli_count(sdg16_table_columns(table), columns_text);
  char line[256];
  snprintf(line, sizeof line, "%s rows and %s columns of ", rows_text, columns_text);
  sdg16_text_agree(line, (int64_t)sizeof line);
  fputs(line, stdout);
  cli_put_safe(cli_shown_path(options->files.path[0]), stdout);
  fputs(" written to ", stdout);
  cli_put_safe(options->out.path, stdout);
  return cli_say(".\n");
}

/* What the reader says about the file. */
static void say_notes(const sdg16_table *table) {
  for (int64_t i = 0; i < sdg16_table_note_count(table); i++)
    cli_message("note", sdg16_table_note(table, i));
}

static int run_convert(const void *line) {
  const cli_convert_options *options = line;
  sdg16_read_options read = options->read;
  sdg16_csv_options csv;
  cli_csv_options(&options->marks, &csv);
  read.csv = &csv;
  read.encoding = options->marks.encoding;
  sdg16_error error = cli_new_error();
  sdg16_table *table;
  if (sdg16_table_read(options->files.path[0], &read, &table, &error))
    return cli_library_error(&error);
  sdg16_table *changed = NULL;
  int status = 0;
  if (cli_reshaping_asked(&options->reshaping))
    status = cli_reshape(&options->reshaping, &options->columns, table, &changed);
  const written w = {changed ? changed : table, &options->write};
  if (!status) status = cli_produce(write_table, &w, options->out.path);
  if (!status && !options->out.quiet) say_notes(table);
  if (!status && options->out.path && !options->out.quiet)
    status = say_written(options, w.table);
  sdg16_table_free(changed);
  sdg16_table_free(table);
  return status;
}

/* ---- options ---- */

static int read_kind(const cli_option *o, const char *value, void *target) {
  cli_convert_options *c = target;
  const char *equals = strchr(value, '=');
  if (!equals || !equals[1]) return option_bad_value(o, value);
  char name[32];
  snprintf(name, sizeof name, "%.*s", (int)(equals - value), value);
  int32_t found = sdg16_missing_from_name(name);
  if (found <= SDG16_PRESENT) return option_bad_value(o, value);
  int32_t *kinds = realloc(c->kinds, (size_t)(c->kind_texts.count + 1) * sizeof *kinds);
  if (!kinds) return cli_out_of_memory();
  c->kinds = kinds;
  kinds[c->kind_texts.count] = found;
  return cli_names_add(&c->kind_texts, equals + 1, strlen(equals + 1)) ? 0
                                                                       : cli_out_of_memory();
}

static int is_foreign_file(const void *options, const cli_line *line) {
  const cli_convert_options *o = options;
  int32_t format = o->read.format;
  (void)line;
  if (!format) format = sdg16_file_format_detect(o->files.path[0]);
  return format != SDG16_FILE_CSV;
}

static int has_kinds(const void *options, const cli_line *line) {
  return is_foreign_file(options, line) || cli_given(line, "kind");
}

static const cli_condition FOREIGN = {.to = "files of SPSS and Stata",
                                      .holds = is_foreign_file},
                           KINDS = {.to = "files of SPSS and Stata, and to CSV with --kind",
                                    .add = "--kind KIND=TEXT",
                                    .holds = has_kinds};

#define AT(member) .target = offsetof(cli_convert_options, member)

static const cli_option READING[] = {
    {.name = "from",
     .argument = "FORMAT",
     .help = "format of IN: {}",
     .preset = "detected from the first bytes of the file",
     .words = "csv spss spss-portable stata",
     .read = option_read_code,
     AT(read.format),
     .code = sdg16_file_format_from_name},
    {.name = "columns",
     .argument = "A,B,C",
     .help = "the columns to keep, in this order, by the names that are written",
     .preset = "all",
     .expected = "different names separated by commas",
     .read = option_read_names,
     AT(columns)},
    {.name = "rows",
     .argument = "N",
     .help = "only the first N rows",
     .preset = "all",
     .expected = "a whole number of rows above 0",
     .read = option_read_whole,
     AT(read.row_limit),
     .least = 1,
     .most = INT64_MAX},
    {.name = "kind",
     .argument = "KIND=TEXT",
     .help = "cells with the label or the missing code TEXT (in CSV: cells that are TEXT) are "
             "missing, for the reason KIND: refused, dont-know, not-applicable, system or "
             "tagged",
     .words = "refused= dont-know= not-applicable= system= tagged=",
     .expected = "KIND=TEXT with refused, dont-know, not-applicable, system or tagged",
     .repeatable = 1,
     .read = read_kind},
    {.name = "dates",
     .argument = "FORM",
     .help = "how dates are written: iso (2019-05-31), or as the numbers in the file",
     .preset = "iso",
     .applies = {&FOREIGN},
     .words = "iso numbers",
     .read = option_read_code,
     AT(read.dates),
     .code = sdg16_dates_from_name}};

static const cli_option CHANGING[] = {
    {.name = "compute",
     .argument = "NEW=EXPR",
     .help = "a further column: minor='age < 18' is 1, 0 or missing, born='2024 - age' a "
             "number",
     .expected = "NEW=EXPR with an expression",
     .repeatable = 1,
     .read = cli_read_computed,
     AT(reshaping)},
    {.name = "where",
     .argument = "EXPR",
     .help = "only the rows in which EXPR holds; it has the names of the file and of --compute",
     .preset = "all",
     .read = option_read_text,
     AT(reshaping.where)},
    {.name = "map",
     .argument = "NEW=COLUMN,...",
     .help = "other names for columns, and then other values: sex=Sexe,sex.F=2,sex.M=1; sex.=9 "
             "makes 9 missing, and sex.F= makes missing cells F. A value of such a column that "
             "has no word is an error",
     .expected = "NEW=COLUMN or COLUMN.WORD=VALUE, separated by commas",
     .repeatable = 1,
     .read = cli_read_changes,
     AT(reshaping)}};

static const cli_option WRITING[] = {
    {.name = "labels",
     .argument = "FORM",
     .help = "how values that have labels are written: {}",
     .preset = "codes",
     .applies = {&FOREIGN},
     .words = "codes text",
     .read = option_read_code,
     AT(write.values),
     .code = sdg16_values_from_name},
    {.name = "missing",
     .argument = "FORM",
     .help = "how missing cells are written: blank: as empty cells; kind: as refused, "
             "dont-know, not-applicable or tagged; tag: as the code in the file, such as 98 or "
             ".a, or with --labels text as the label of that code",
     .preset = "blank",
     .applies = {&KINDS},
     .words = "blank kind tag",
     .read = option_read_code,
     AT(write.missing),
     .code = sdg16_missing_as_from_name},
    {.name = "safe-cells",
     .help = CLI_SAFE_CELLS_HELP,
     .read = option_read_switch,
     AT(out.safe_cells),
     .least = 1},
    {.name = "quiet",
     .help = "print nothing when done",
     .read = option_read_switch,
     AT(out.quiet),
     .least = 1},
    {.name = "help", .help = "print this help", .read = option_read_nothing},
    {.name = "version", .help = "print the version", .read = option_read_nothing}};

static const cli_option_group GROUPS[] = {
    CLI_GROUP("Reading", READING, 0),
    CLI_SHARED_GROUP("Reading", cli_marks_rows, 0, cli_convert_options, marks),
    CLI_GROUP("Changing", CHANGING, 0), CLI_GROUP("Writing", WRITING, 0)};

static void init_convert(void *options) {
  cli_convert_options *o = options;
  sdg16_read_options_init(&o->read, (int64_t)sizeof o->read);
  sdg16_csv_write_options_init(&o->write, (int64_t)sizeof o->write);
}

/* Only CSV is written. */
static int is_foreign(const char *path) {
  static const char *const ENDS[] = {".sav", ".zsav", ".por", ".dta"};
  size_t size = strlen(path);
  for (size_t i = 0; i < sizeof ENDS / sizeof ENDS[0]; i++) {
    size_t tail = strlen(ENDS[i]);
    if (size >= tail && !strcmp(path + size - tail, ENDS[i])) return 1;
  }
  return 0;
}

/* The second file is where the output goes. */
static int settle_convert(void *options, const cli_line *line) {
  cli_convert_options *o = options;
  (void)line;
  if (o->files.count != 2)
    return cli_error(EXIT_USAGE,
                     "convert needs IN and OUT, not %lld files (see sdg16 convert --help)",
                     (long long)o->files.count);
  const char *out = o->files.path[1];
  if (is_foreign(out))
    return cli_error(EXIT_USAGE,
                     "convert: OUT must be a CSV file, not '%s' (files of SPSS and Stata are "
                     "read, not written)",
                     out);
  o->files.count = 1;
  if (!cli_reshaping_asked(&o->reshaping)) { /* or they are chosen after the changes */
    o->read.columns = (const char *const *)o->columns.name;
    o->read.column_count = o->columns.count;
  }
  o->read.kind_texts = (const char *const *)o->kind_texts.name;
  o->read.kind_count = o->kind_texts.count;
  o->read.kinds = o->kinds;
  o->write.safe_cells = o->out.safe_cells;
  if (!strcmp(out, "-")) return 0;
  o->out.path = out;
  if (cli_is_input(out, o->files.path[0]))
    return cli_error(EXIT_USAGE, "convert: OUT must be another file than the input, not '%s'",
                     out);
  return cli_check_target(NULL, out);
}

static void free_convert(void *options) {
  cli_convert_options *o = options;
  cli_names_free(&o->columns);
  cli_names_free(&o->kind_texts);
  cli_reshaping_free(&o->reshaping);
  free(o->kinds);
}

const cli_command cli_convert_command = {
    .name = "convert",
    .summary = "convert a file of SPSS or Stata, or a CSV file, to CSV",
    .usage = (const char *const[]){"IN OUT [OPTIONS]", NULL},
    .description =
        "Writes a file of SPSS (.sav, .zsav, .por) or Stata (.dta), or a CSV file, as "
        "CSV in UTF-8. OUT is replaced as a whole; - is standard output.",
    .group = GROUPS,
    .group_count = sizeof GROUPS / sizeof GROUPS[0],
    .examples =
        (const char *const[]){
            "convert survey.sav survey.csv",
            "convert survey.dta - --columns weight,region,q16 --labels text",
            "convert survey.sav survey.csv --kind refused='Refused to answer' --missing kind",
            "convert list.csv police.csv --map person=Case,sex=Sexe,sex.F=2,sex.M=1", NULL},
    .read_files = 1,
    .size = sizeof(cli_convert_options),
    .init = init_convert,
    .settle = settle_convert,
    .run = run_convert,
    .free = free_convert};
