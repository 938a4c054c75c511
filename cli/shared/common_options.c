#include "shared/common_options.h"

#include <ctype.h>
#include <string.h>
#include <unistd.h>

/* ---- conditions ---- */

/* Options that write tables of their own, always as CSV. */
static int writes_csv(const void *options, const cli_line *line) {
  (void)options;
  const cli_files *files = line->files;
  return cli_value_is(line, "format", "csv sdmx-csv open-sdg") ||
         cli_given(line, "sdmx-version") || cli_given(line, "detail") ||
         cli_given(line, "coefficients") || cli_given(line, "protect-report") ||
         (!strcmp(files->command, "iff") && files->count && !strcmp(files->path[0], "methods"));
}

static const cli_condition WRITES_CSV = {
    .to = "CSV output", .add = "--format csv", .holds = writes_csv};

static int is_csv(const char *path) { return sdg16_file_format_detect(path) == SDG16_FILE_CSV; }

/* Also further files; a value with commas names several, which are taken for CSV. */
static int reads_csv(const void *options, const cli_line *line) {
  (void)options;
  const cli_files *files = line->files;
  for (int64_t i = line->command->codes; i < files->count; i++)
    if (is_csv(files->path[i])) return 1;
  for (size_t i = 0; i < line->count; i++)
    if (line->row[i].given && line->row[i].option->file == CLI_READS &&
        (strchr(line->row[i].value, ',') || !access(line->row[i].value, F_OK)) &&
        is_csv(line->row[i].value))
      return 1;
  return files->count <= line->command->codes; /* what is wrong with that is said elsewhere */
}

static const cli_condition READS_CSV = {.to = "CSV files", .holds = reads_csv};

/* ---- output ---- */

const cli_option cli_output_rows[CLI_OUTPUT_ROWS] = {
    {.name = "output",
     .argument = "FILE",
     .help = "write to FILE, which is replaced as a whole; - is standard output. Without "
             "--format a FILE that ends with .csv or .json gets that format",
     .preset = "standard output",
     .file = CLI_WRITES,
     .read = option_read_text,
     .target = offsetof(cli_output, path)},
    {.name = "safe-cells",
     .help = CLI_SAFE_CELLS_HELP,
     .read = option_read_switch,
     .target = offsetof(cli_output, safe_cells),
     .least = 1,
     .applies = {&WRITES_CSV}},
    {.name = "quiet",
     .help = "no progress bar, and no warnings or notes on standard error",
     .read = option_read_switch,
     .target = offsetof(cli_output, quiet),
     .least = 1},
    {.name = "help", .help = "print this help", .read = option_read_nothing},
    {.name = "version", .help = "print the version", .read = option_read_nothing}};

const cli_option cli_format_rows[1] = {{.name = "format",
                                        .argument = "FORMAT",
                                        .help = "{}",
                                        .preset = "text",
                                        .words = "text csv json",
                                        .read = option_read_code,
                                        .least = FORMAT_TEXT}};

const cli_option cli_level_rows[1] = {{.name = "level",
                                       .argument = "LEVEL",
                                       .help = "level of the interval",
                                       .preset = "0.95",
                                       .expected = "a number between 0 and 1, such as 0.95",
                                       .high = 1,
                                       .read = option_read_between}};

/* ---- running ---- */

const cli_option cli_threads_rows[1] = {
    {.name = "threads",
     .argument = "N",
     .help = "number of threads; the results do not depend on it",
     .preset = "all cores",
     .read = option_read_small,
     .target = offsetof(sdg16_exec_options, threads),
     .least = 1,
     .most = 1024}};

const cli_option cli_seed_rows[1] = {{.name = "seed",
                                      .argument = "N",
                                      .help = "seed of the random streams",
                                      .preset = "1",
                                      .read = option_read_seed,
                                      .target = offsetof(sdg16_exec_options, seed)}};

void cli_exec_init(sdg16_exec_options *exec) {
  sdg16_exec_options_init(exec, (int64_t)sizeof *exec);
  exec->threads = 0;
}

/* ---- marks of CSV files ---- */

int option_read_delimiter(const cli_option *o, const char *value, void *target) {
  static const struct {
    const char *name, *mark;
  } MARKS[] = {{"comma", ","}, {"semicolon", ";"}, {"tab", "\t"}, {"\\t", "\t"}, {"bar", "|"}};
  for (size_t i = 0; i < sizeof MARKS / sizeof MARKS[0]; i++)
    if (!strcmp(value, MARKS[i].name) || !strcmp(value, MARKS[i].mark)) {
      *(int32_t *)target = MARKS[i].mark[0];
      return 0;
    }
  return option_bad_value(o, value);
}

int option_read_decimal(const cli_option *o, const char *value, void *target) {
  if (strcmp(value, ".") && strcmp(value, ",")) return option_bad_value(o, value);
  *(int32_t *)target = value[0];
  return 0;
}

static int read_na(const cli_option *o, const char *value, void *target) {
  cli_marks *marks = target;
  if (marks->na_count == CLI_MOST_NA)
    return cli_error(EXIT_USAGE, "--%s must be given at most %d times", o->name, CLI_MOST_NA);
  marks->na[marks->na_count++] = value;
  return 0;
}

static int read_comment(const cli_option *o, const char *value, void *target) {
  if (strlen(value) != 1 || !ispunct((unsigned char)*value) || strchr("\",;|", *value))
    return option_bad_value(o, value);
  *(int32_t *)target = *value;
  return 0;
}

#define DELIMITER_ROW                                                                          \
  {                                                                                            \
    .name = "delimiter", .argument = "MARK", .help = "delimiter: {}", .preset = "detected",    \
    .words = "comma semicolon tab bar", .read = option_read_delimiter,                         \
    .target = offsetof(cli_marks, delimiter), .applies = {                                     \
      &READS_CSV                                                                               \
    }                                                                                          \
  }

#define ENCODING_ROW                                                                           \
  {                                                                                            \
    .name = "encoding", .argument = "NAME",                                                    \
    .help =                                                                                    \
        "encoding of all data files, such as windows-1252, if a file names no encoding or a "  \
        "wrong one; a byte-order mark of a CSV file has priority",                             \
    .preset = "as the file says; CSV: UTF-8", .read = option_read_text,                        \
    .target = offsetof(cli_marks, encoding)                                                    \
  }

#define NA_ROW                                                                                 \
  {                                                                                            \
    .name = "na", .argument = "TEXT",                                                          \
    .help = "cells with TEXT are missing too; with '' (an empty "                              \
            "TEXT) NA and . are not missing, because NA may be Namibia",                       \
    .preset = "blank, NA and .", .repeatable = 1, .takes_empty = 1, .read = read_na,           \
    .applies = {                                                                               \
      &READS_CSV                                                                               \
    }                                                                                          \
  }

#define SKIP_LINES_ROW                                                                         \
  {                                                                                            \
    .name = "skip-lines", .argument = "N",                                                     \
    .help = "leave out N lines before the header, such as "                                    \
            "a title",                                                                         \
    .preset = "0", .most = 1000000, .read = option_read_whole,                                 \
    .target = offsetof(cli_marks, skip_lines), .applies = {                                    \
      &READS_CSV                                                                               \
    }                                                                                          \
  }

#define COMMENT_ROW                                                                            \
  {                                                                                            \
    .name = "comment", .argument = "MARK",                                                     \
    .help = "leave out lines that begin with MARK, such as "                                   \
            "'#'",                                                                             \
    .preset = "none", .expected = "one character such as '#'", .read = read_comment,           \
    .target = offsetof(cli_marks, comment), .applies = {                                       \
      &READS_CSV                                                                               \
    }                                                                                          \
  }

const cli_option cli_stream_rows[5] = {DELIMITER_ROW, ENCODING_ROW, NA_ROW, SKIP_LINES_ROW,
                                       COMMENT_ROW};
const cli_option cli_marks_rows[6] = {DELIMITER_ROW,
                                      {.name = "decimal",
                                       .argument = "MARK",
                                       .help = "decimal mark: {}",
                                       .preset = "detected",
                                       .words = ". ,",
                                       .expected = "'.' or ','",
                                       .read = option_read_decimal,
                                       .target = offsetof(cli_marks, decimal),
                                       .applies = {&READS_CSV}},
                                      ENCODING_ROW,
                                      NA_ROW,
                                      SKIP_LINES_ROW,
                                      COMMENT_ROW};

void cli_csv_options(const cli_marks *marks, sdg16_csv_options *csv) {
  sdg16_csv_options_init(csv, (int64_t)sizeof *csv);
  csv->delimiter = marks->delimiter;
  csv->decimal = marks->decimal;
  csv->encoding = marks->encoding;
  csv->na_count = marks->na_count;
  csv->na = marks->na;
  csv->skip_lines = marks->skip_lines;
  csv->comment = marks->comment;
}

int cli_read_csv(const cli_marks *marks, const char *path, sdg16_table **out) {
  sdg16_error error = cli_new_error();
  sdg16_csv_options csv;
  cli_csv_options(marks, &csv);
  return sdg16_table_read_csv(path, &csv, out, &error) ? cli_library_error(&error) : EXIT_DONE;
}

int cli_read_table(const cli_marks *marks, const char *path, sdg16_table **out) {
  sdg16_error error = cli_new_error();
  sdg16_read_options reading;
  sdg16_csv_options csv;
  sdg16_read_options_init(&reading, (int64_t)sizeof reading);
  cli_csv_options(marks, &csv);
  reading.csv = &csv;
  reading.encoding = marks->encoding;
  return sdg16_table_read(path, &reading, out, &error) ? cli_library_error(&error) : EXIT_DONE;
}
