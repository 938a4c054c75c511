#include "shared/capture_input.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- options ---- */

static int32_t layout_code(const char *text) {
  return strcmp(text, "auto") ? sdg16_layout_from_name(text) : SDG16_LAYOUT_AUTO;
}

static int read_lists(const cli_option *o, const char *value, void *target) {
  cli_names *lists = target;
  int status = option_read_names(o, value, lists);
  if (status || (lists->count >= 2 && lists->count <= SDG16_MAX_LISTS)) return status;
  return cli_error(EXIT_USAGE, "--lists must be from 2 to %d lists, not %lld", SDG16_MAX_LISTS,
                   (long long)lists->count);
}

int cli_read_bands(const cli_option *o, const char *value, void *target) {
  cli_reading *in = target;
  const char *equals = strchr(value, '=');
  if (!equals || equals == value || !equals[1]) return option_bad_value(o, value);
  int added = cli_names_add(&in->band_columns, value, (size_t)(equals - value)) &&
              cli_names_add(&in->bands, equals + 1, strlen(equals + 1));
  return added ? 0 : cli_out_of_memory();
}

static cli_edit *add_edit(cli_reading *in, const cli_option *o, const char *name,
                          size_t length) {
  cli_edit *grown = realloc(in->edits, (size_t)(in->edit_count + 1) * sizeof *grown);
  if (!grown) return NULL;
  in->edits = grown;
  cli_edit *added = &grown[in->edit_count++];
  *added = (cli_edit){.option = o->name, .name = strndup(name, length)};
  return added->name ? added : NULL;
}

static int read_drop(const cli_option *o, const char *value, void *target) {
  return add_edit(target, o, value, strlen(value)) ? 0 : cli_out_of_memory();
}

static int read_merge(const cli_option *o, const char *value, void *target) {
  const char *equals = strchr(value, '=');
  if (!equals || equals == value || !strchr(equals, '+')) return option_bad_value(o, value);
  cli_edit *added = add_edit(target, o, value, (size_t)(equals - value));
  return added ? option_split(o, equals + 1, '+', &added->lists) : cli_out_of_memory();
}

/* Whether the lists are columns of 0 and 1: the library tells the two layouts apart. */
static int has_flags(const void *options, const cli_line *line) {
  const cli_reading *in = options; /* the options of mse and check begin with it */
  return in->files.count <= 1 && !cli_given(line, "list") &&
         in->capture.layout != SDG16_LAYOUT_RECORDS && in->capture.layout != SDG16_LAYOUT_FILES;
}

static const cli_condition HAS_FLAGS = {
    .to = "list columns of 0 and 1: layouts histories and persons", .holds = has_flags};

const cli_option cli_reading_rows[10] = {
    {.name = "layout",
     .argument = "LAYOUT",
     .help = "histories: list columns of 0/1 and a count column; persons: one row for each "
             "person, list columns of 0/1; records: one row for each sighting, with --id and "
             "--list; files: one FILE for each list, named after the file, with --id",
     .preset = "detected from the header",
     .words = "histories persons records files",
     .read = option_read_code,
     .target = offsetof(cli_reading, capture.layout),
     .code = layout_code},
    {.name = "lists",
     .argument = "A,B,C",
     .help = "the list columns",
     .preset = "every column that holds only 0 and 1",
     .expected = "different list names separated by commas",
     .read = read_lists,
     .target = offsetof(cli_reading, lists)},
    {.name = "count",
     .argument = "COLUMN",
     .help = "the count column",
     .preset = "the column named count, n, freq or frequency",
     .read = option_read_text,
     .target = offsetof(cli_reading, capture.count)},
    {.name = "id",
     .argument = "COLUMN",
     .help = "the column that identifies a person; of several files that name it differently "
             "LIST=COLUMN,LIST=COLUMN, with COLUMN alone for all others",
     .read = option_read_text,
     .target = offsetof(cli_reading, id)},
    {.name = "list",
     .argument = "COLUMN",
     .help = "records: the column that names the list",
     .read = option_read_text,
     .target = offsetof(cli_reading, capture.list)},
    {.name = "conflicts",
     .argument = "POLICY",
     .help = "what to do when rows of one person differ: {}",
     .preset = "error",
     .needs = "id",
     .words = "error first majority",
     .read = option_read_code,
     .target = offsetof(cli_reading, capture.conflicts),
     .code = sdg16_conflicts_from_name},
    {.name = "missing-flags",
     .argument = "HOW",
     .help =
         "what a list flag that is blank, NA or a dot means: error: the file is refused; zero: "
         "the person is not on the list",
     .preset = "error",
     .words = "error zero",
     .read = option_read_code,
     .applies = {&HAS_FLAGS},
     .target = offsetof(cli_reading, capture.missing_flags),
     .code = sdg16_missing_flags_from_name},
    {.name = "id-case",
     .argument = "HOW",
     .help = "how identifiers that differ only in case (p12, P12) are read: keep: as two "
             "people; fold: as one",
     .preset = "keep",
     .needs = "id",
     .words = "keep fold",
     .read = option_read_code,
     .target = offsetof(cli_reading, capture.id_case),
     .code = sdg16_spelling_from_name},
    {.name = "id-numbers",
     .argument = "HOW",
     .help = "how identifiers that are the same number (001, 1, 1.0) are read: keep: as "
             "different people; fold: as one",
     .preset = "keep",
     .needs = "id",
     .words = "keep fold",
     .read = option_read_code,
     .target = offsetof(cli_reading, capture.id_numbers),
     .code = sdg16_spelling_from_name},
    {.name = "where",
     .argument = "EXPR",
     .help = "only the rows in which EXPR holds, such as 'year == 2023 & age < 18'; a table of "
             "another selection is another release (see docs/disclosure.md)",
     .preset = "all",
     .read = option_read_text,
     .target = offsetof(cli_reading, capture.where)}};

const cli_option cli_edit_rows[2] = {
    {.name = "drop",
     .argument = "LIST",
     .help = "leave out a list; people who are on no other list are then not observed",
     .repeatable = 1,
     .read = read_drop},
    {.name = "merge",
     .argument = "NEW=A+B",
     .help = "make one list NEW of several lists; --drop and --merge act in the order given",
     .expected = "NEW=A+B with two or more lists",
     .repeatable = 1,
     .read = read_merge}};

void cli_reading_init(cli_reading *in) {
  sdg16_capture_options_init(&in->capture, (int64_t)sizeof in->capture);
}

/* "Police=ID,Shelter=person": columns of lists, and one for the others. A column may be named
 * so only where there is one file. */
static int split_ids(cli_reading *in) {
  const char *at = in->id;
  in->capture.id = at;
  if (!at || in->files.count < 2 || !strchr(at, '=')) return 0;
  in->capture.id = NULL;
  for (size_t size; *at; at += size + (at[size] == ',')) {
    size = strcspn(at, ",");
    const char *equals = memchr(at, '=', size);
    size_t name = equals ? (size_t)(equals - at) : 0;
    if (!size || (equals && (!name || name + 1 == size)) || (!equals && in->capture.id))
      return cli_error(
          EXIT_USAGE,
          "--id must be COLUMN, or LIST=COLUMN,... with at most one COLUMN for all "
          "other lists, not '%s'",
          in->id);
    int added = equals ? cli_names_add(&in->id_lists, at, name) &&
                             cli_names_add(&in->id_columns, equals + 1, size - name - 1)
                       : (in->id_rest = strndup(at, size)) != NULL;
    if (!added) return cli_out_of_memory();
    if (!equals) in->capture.id = in->id_rest;
  }
  in->capture.id_lists = (const char *const *)in->id_lists.name;
  in->capture.id_columns = (const char *const *)in->id_columns.name;
  in->capture.id_count = in->id_lists.count;
  return 0;
}

int cli_reading_settle(cli_reading *in) {
  int status = split_ids(in);
  if (status) return status;
  in->capture.delimiter = in->marks.delimiter;
  in->capture.decimal = in->marks.decimal;
  in->capture.encoding = in->marks.encoding;
  in->capture.na = in->marks.na;
  in->capture.na_count = in->marks.na_count;
  in->capture.skip_lines = in->marks.skip_lines;
  in->capture.comment = in->marks.comment;
  in->capture.lists = (const char *const *)in->lists.name;
  in->capture.list_count = in->lists.count;
  in->capture.strata = (const char *const *)in->by.name;
  in->capture.stratum_count = in->by.count;
  in->capture.band_columns = (const char *const *)in->band_columns.name;
  in->capture.bands = (const char *const *)in->bands.name;
  in->capture.band_count = in->bands.count;
  int64_t count = in->files.count;
  const char *command = in->files.command;
  if (!count)
    return cli_error(EXIT_USAGE, "%s needs a FILE of capture data (see sdg16 %s --help)",
                     command, command);
  if (count == 1 && in->capture.layout == SDG16_LAYOUT_FILES)
    return cli_needs("layout files", "at least two files, one for each list");
  for (int64_t i = 0; count > 1 && i < count; i++)
    if (cli_is_standard_input(in->files.path[i]))
      return cli_error(EXIT_USAGE, "of several files, each is a list named after its file; - "
                                   "(standard input) has no name");
  return count <= SDG16_MAX_LISTS
             ? 0
             : cli_error(EXIT_USAGE,
                         "there must be at most %d files (each is a list), not %lld",
                         SDG16_MAX_LISTS, (long long)count);
}

void cli_reading_free(cli_reading *in) {
  cli_names_free(&in->lists);
  cli_names_free(&in->by);
  cli_names_free(&in->band_columns);
  cli_names_free(&in->bands);
  cli_names_free(&in->id_lists);
  cli_names_free(&in->id_columns);
  free(in->id_rest);
  for (int64_t i = 0; i < in->edit_count; i++) {
    free(in->edits[i].name);
    cli_names_free(&in->edits[i].lists);
  }
  free(in->edits);
}

/* ---- reading ---- */

static int unknown_list(const cli_edit *edit, const char *name, const sdg16_capture *capture) {
  char known[512] = "";
  for (int32_t i = 0; i < sdg16_capture_lists(capture); i++) {
    size_t used = strlen(known);
    snprintf(known + used, sizeof known - used, "%s%s", i ? ", " : "",
             sdg16_capture_list_name(capture, i));
  }
  return cli_error(EXIT_USAGE, "--%s must be one of the lists %s, not '%s'", edit->option,
                   known, name);
}

static int apply_edit(const cli_edit *edit, sdg16_capture **capture) {
  sdg16_error error = cli_new_error();
  sdg16_capture *edited = NULL;
  int32_t status;
  if (edit->lists.count) {
    int32_t lists[SDG16_MAX_LISTS];
    if (edit->lists.count > SDG16_MAX_LISTS)
      return cli_error(EXIT_USAGE, "--merge must be of at most %d lists, not %lld",
                       SDG16_MAX_LISTS, (long long)edit->lists.count);
    for (int64_t i = 0; i < edit->lists.count; i++)
      if ((lists[i] = sdg16_capture_find_list(*capture, edit->lists.name[i])) < 0)
        return unknown_list(edit, edit->lists.name[i], *capture);
    status = sdg16_capture_merge_lists(*capture, edit->name, edit->lists.count, lists, &edited,
                                       &error);
  } else {
    int32_t list = sdg16_capture_find_list(*capture, edit->name);
    if (list < 0) return unknown_list(edit, edit->name, *capture);
    status = sdg16_capture_drop_list(*capture, list, &edited, &error);
  }
  if (status == SDG16_ERR_MEMORY) return cli_out_of_memory();
  /* the file is correct: the option asks for something impossible */
  if (status)
    return cli_error(EXIT_USAGE, "--%s '%s': %s", edit->option, edit->name, error.message);
  sdg16_capture_free(*capture);
  *capture = edited;
  return EXIT_DONE;
}

int cli_read_capture(const cli_reading *in, sdg16_capture **out) {
  *out = NULL;
  sdg16_capture *capture;
  sdg16_error error = cli_new_error();
  if (sdg16_capture_read(in->files.count, in->files.path, &in->capture, &capture, &error))
    return cli_library_error(&error);
  for (int64_t i = 0; i < in->edit_count; i++) {
    int status = apply_edit(&in->edits[i], &capture);
    if (status) {
      sdg16_capture_free(capture);
      return status;
    }
  }
  *out = capture;
  return EXIT_DONE;
}

/* ---- population ---- */

static int sum_population(const char *path, const sdg16_table *table, double *out) {
  sdg16_error error = cli_new_error();
  if (!sdg16_population_sum(table, out, &error)) return EXIT_DONE;
  if (error.status == SDG16_ERR_MEMORY) return cli_out_of_memory();
  return cli_error(EXIT_INPUT, "%s: %s", path, error.message);
}

/* Reads the file: first the column population and the --by columns, which it must have, and
 * then all columns, by which rows are told apart. */
static int read_people(const char *path, const cli_marks *marks, const cli_names *by,
                       sdg16_table **out) {
  sdg16_error error = cli_new_error();
  const char **columns = malloc((size_t)(by->count + 1) * sizeof *columns);
  if (!columns) return cli_out_of_memory();
  columns[0] = "population";
  for (int64_t k = 0; k < by->count; k++) columns[1 + k] = by->name[k];
  sdg16_read_options reading;
  sdg16_read_options_init(&reading, (int64_t)sizeof reading);
  sdg16_csv_options csv;
  cli_csv_options(marks, &csv);
  csv.delimiter = csv.decimal = 0;
  reading.csv = &csv;
  reading.encoding = marks->encoding;
  reading.column_count = by->count + 1;
  reading.columns = columns;
  int32_t failed = sdg16_table_read(path, &reading, out, &error);
  free(columns);
  if (failed) return cli_library_error(&error);
  sdg16_table_free(*out);
  *out = NULL;
  reading.column_count = 0;
  failed = sdg16_table_read(path, &reading, out, &error);
  return failed ? cli_library_error(&error) : EXIT_DONE;
}

int cli_parse_population(const char *text, double *number, int *is_file) {
  double value;
  *number = 0;
  *is_file = text && sdg16_parse_double(text, &value);
  if (!text) return EXIT_DONE;
  if (*is_file)
    return access(text, F_OK)
               ? cli_error(EXIT_USAGE,
                           "--population must be a number such as 67000000, or a file with a "
                           "column named population, not '%s'",
                           text)
               : EXIT_DONE;
  if (!(value > 0) || !isfinite(value))
    return cli_error(EXIT_USAGE,
                     "--population must be a number of people above 0, not '%.200s'", text);
  *number = value;
  return EXIT_DONE;
}

int cli_read_population_by(const char *text, const cli_marks *marks, const cli_names *by,
                           int is_silent, double *number, sdg16_table **table) {
  int is_file;
  *table = NULL;
  int status = cli_parse_population(text, number, &is_file);
  if (status || !is_file) return status;
  status = cli_check_read_twice(text);
  if (!status) status = read_people(text, marks, by, table);
  if (!status && !is_silent) cli_say_file(text, *table);
  return status;
}

int cli_read_population(const char *text, const cli_marks *marks, int is_silent, double *out) {
  static const cli_names NONE = {0};
  sdg16_table *table;
  int status = cli_read_population_by(text, marks, &NONE, is_silent, out, &table);
  if (status || !table) return status;
  status = sum_population(text, table, out);
  sdg16_table_free(table);
  return status;
}
