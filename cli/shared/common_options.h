/* Options that several subcommands have: a small struct each, and its rows. */
#ifndef SDG16_CLI_COMMON_OPTIONS_H
#define SDG16_CLI_COMMON_OPTIONS_H

#include "shared/option_table.h"

#define FORMAT_TEXT 0
#define FORMAT_CSV 1
#define FORMAT_JSON 2
#define FORMAT_SDMX_CSV 3 /* mse */

/* Where the output goes. The rows also have --help and --version. */
typedef struct cli_output {
  const char *path; /* NULL: standard output */
  int quiet;
  int safe_cells; /* of CSV */
} cli_output;

#define CLI_SAFE_CELLS_HELP                                                                    \
  "write ' in front of texts that a spreadsheet would execute: those that begin with =, +, "   \
  "- or @ and are not numbers"
#define CLI_OUTPUT_ROWS 5
extern const cli_option cli_output_rows[CLI_OUTPUT_ROWS];
/* --format text, csv or json: the target is an int32_t. */
extern const cli_option cli_format_rows[1];

#define CLI_OUTPUT_GROUP(options, member)                                                      \
  CLI_SHARED_GROUP("Output", cli_output_rows, 0, options, member)
#define CLI_FORMAT_GROUP(options, member)                                                      \
  CLI_SHARED_GROUP("Output", cli_format_rows, 0, options, member)

/* --level of an interval: the target is a double. */
extern const cli_option cli_level_rows[1];

/* --threads and --seed: the target is the sdg16_exec_options. */
extern const cli_option cli_threads_rows[1], cli_seed_rows[1];
void cli_exec_init(sdg16_exec_options *exec); /* as many threads as there are cores */

#define CLI_MOST_NA 32

/* How data files are written: the marks of CSV files (0: detected), and the encoding of all
 * files (NULL: as they say; CSV: UTF-8). */
typedef struct cli_marks {
  int32_t delimiter, decimal;
  const char *encoding;
  const char *na[CLI_MOST_NA]; /* texts that mean missing */
  int64_t na_count, skip_lines;
  int32_t comment;
} cli_marks;

int option_read_delimiter(const cli_option *o, const char *value, void *target); /* int32_t */
int option_read_decimal(const cli_option *o, const char *value, void *target);   /* int32_t */
extern const cli_option cli_marks_rows[6], cli_stream_rows[5];
void cli_csv_options(const cli_marks *marks, sdg16_csv_options *csv);

/* Tables: 0 or the exit status, the error printed. A CSV file; the same or a file of SPSS or
 * Stata, which is seen in the file. */
int cli_read_csv(const cli_marks *marks, const char *path, sdg16_table **out);
int cli_read_table(const cli_marks *marks, const char *path, sdg16_table **out);

#endif
