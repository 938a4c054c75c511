/* Capture data: the options that read them, with --drop and --merge; the population. */
#ifndef SDG16_CLI_CAPTURE_INPUT_H
#define SDG16_CLI_CAPTURE_INPUT_H

#include "shared/common_options.h"

/* --drop and --merge, in the order given. */
typedef struct cli_edit {
  const char *option; /* as written, for messages */
  char *name;         /* the list dropped, or the new list */
  cli_names lists;    /* merged; none: drop */
} cli_edit;

/* What mse and check read. */
typedef struct cli_reading {
  cli_files files;
  sdg16_capture_options capture;
  cli_marks marks; /* and these two the settling puts into `capture` */
  cli_names lists, by, band_columns, bands;
  const char *id; /* as written: COLUMN, or LIST=COLUMN,... of several files */
  cli_names id_lists, id_columns;
  char *id_rest; /* the column of all other lists; NULL: none, or `id` */
  int64_t edit_count;
  cli_edit *edits;
} cli_reading;

#define CLI_READING                                                                            \
  "Reading (CSV with a header line, or a file of SPSS or Stata; layout, delimiter and\n"       \
  "decimal mark are detected)"
extern const cli_option cli_reading_rows[10], cli_edit_rows[2];
/* The three groups of a subcommand with a cli_reading. */
#define CLI_READING_GROUPS(options, member)                                                    \
  CLI_SHARED_GROUP(CLI_READING, cli_reading_rows, 0, options, member),                         \
      CLI_SHARED_GROUP(CLI_READING, cli_marks_rows, 0, options, member.marks),                 \
      CLI_SHARED_GROUP(CLI_READING, cli_edit_rows, 0, options, member)

/* Reads COLUMN=AGE,... into the bands of a cli_reading. */
int cli_read_bands(const cli_option *option, const char *value, void *target);

void cli_reading_init(cli_reading *in);
/* Refuses files that do not go together; the library checks layout and columns. */
int cli_reading_settle(cli_reading *in);
void cli_reading_free(cli_reading *in);

/* ---- 0 or the exit status, the error printed ---- */
int cli_read_capture(const cli_reading *in, sdg16_capture **out);
/* --population as written (NULL: none): a number, or else the name of a file, which exists. */
int cli_parse_population(const char *text, double *number, int *is_file);
/* The number, or the people of the file added up. Of the marks, those of numbers are detected
 * anew. What is to be said about the file is said, unless `is_silent`. */
int cli_read_population(const char *text, const cli_marks *marks, int is_silent, double *out);
/* With --by: a number in `number`, or the people of a file in `table` (else NULL). */
int cli_read_population_by(const char *text, const cli_marks *marks, const cli_names *by,
                           int is_silent, double *number, sdg16_table **table);

#endif
