/* What the subcommands share: options, reading, output, errors. */
#ifndef SDG16_CLI_H
#define SDG16_CLI_H

#include <sdg16.h>

#include <stdio.h>

/* Exit statuses. */
#define EXIT_DONE 0
#define EXIT_NO_ESTIMATE 1 /* the data do not allow it: the output says why */
#define EXIT_USAGE 2
#define EXIT_INPUT 3
#define EXIT_OTHER 4
#define EXIT_INTERRUPTED 130

/* ---- errors (errors.c): one line on standard error, returns `exit_status` ---- */
int cli_error(int exit_status, const char *format, ...) __attribute__((format(printf, 2, 3)));
int cli_out_of_memory(void);
/* The same for a failed call of the library; the exit status follows from the code. */
int cli_library_error(const sdg16_error *error);
void cli_message(const char *severity, const char *message);
/* Writes text with control characters (of list and file names) made visible. */
void cli_put_safe(const char *text, FILE *out);

/* ---- words that are nearly right (nearest.c) ---- */
/* Letters to insert, delete, change or swap to make one of the other; 0 where `known` begins
 * with `written`. */
size_t cli_distance(const char *written, const char *known);
int cli_is_near(size_t distance, const char *written);

/* ---- options (options.c) ---- */
#define FORMAT_TEXT 0
#define FORMAT_CSV 1
#define FORMAT_JSON 2
#define FORMAT_SDMX_CSV 3 /* mse */

/* --drop and --merge, in the order given. */
typedef struct cli_edit {
  const char *option; /* as written, for messages */
  char *name;         /* the list dropped, or the new list */
  int64_t count;      /* lists merged; 0: drop */
  char **lists;
} cli_edit;

/* convert: what is read, and how it is written. */
typedef struct cli_conversion {
  sdg16_read_options read;
  sdg16_csv_options csv;
  sdg16_csv_write_options write;
  char **columns;    /* owned: read.columns */
  char **kind_texts; /* owned: read.kind_texts */
  int32_t *kinds;
} cli_conversion;

/* What sdg16 survey is asked for (survey_options.c). */
typedef struct cli_survey {
  sdg16_design_options design;
  sdg16_replicate_options make; /* replicates to make: `made` */
  sdg16_calibrate_options calibrate;
  sdg16_survey_options estimate;
  sdg16_survey_thresholds thresholds; /* of `estimate`, if any is given */
  int asked;                          /* statistics named; must be one in the end */
  int made;
  const char *pattern; /* of the columns of replicate weights; NULL: none */
  int64_t margin_count;
  char **margins;          /* files */
  int64_t auxiliary_count; /* totals of numeric columns */
  const char **auxiliaries;
  double *totals;
  const char *shares;     /* file; NULL: the shares of the sample */
  int32_t compare;        /* SDG16_COMPARE_; 0: none */
  const char *reference;  /* level of `by`; NULL: the first */
  char **classifications; /* two, for a test of independence; NULL: none */
  const char *logistic;   /* 'outcome ~ terms'; NULL: none */
  char **owned;           /* texts that the members above point to */
  int64_t owned_count;
} cli_survey;

typedef struct cli_options {
  const char *command;
  int which; /* COMMAND_ */
  int64_t file_count;
  const char *const *files;
  sdg16_capture_options capture;
  int64_t edit_count;
  cli_edit *edits;
  sdg16_mse_options mse;
  int32_t estimator; /* 0: loglinear */
  cli_survey survey;
  sdg16_exec_options exec;
  const char *population; /* as written; NULL: none */
  int common_model;       /* of the strata */
  const char *draws;      /* mse: where to keep the draws; NULL: nowhere */
  int gaps;               /* draws --gaps */
  const char *merged;     /* draws: where to keep the merged draws; NULL: nowhere */
  int all;                /* check --all */
  int format;
  const char *output; /* NULL: standard output */
  int quiet;
  char **lists; /* owned: capture.lists */
  char **by;    /* owned: capture.strata */
  /* indicator */
  sdg16_indicator_options indicator;
  sdg16_aggregate_options aggregate;
  sdg16_publish_options publish;
  int32_t publish_format;
  int32_t sdmx_format;           /* of --sdmx-version */
  const char *standard, *groups; /* files; NULL: none */
  int trend;
  const char *sampling;      /* the last option that is of surveys alone; NULL: none */
  const char *interval;      /* --interval as written; NULL: not given */
  int of_counts, of_surveys; /* can it be of them */
  int audit, coding;         /* these tables in place of the results */
  sdg16_protect_options protect;
  int protected;              /* --protect was given */
  const char *protect_report; /* file; NULL: none */
  /* iff */
  const char *prices; /* file; NULL: none */
  int detail, coefficients;
  char **owned; /* texts that the options above point to */
  int64_t owned_count;
  cli_conversion conversion;
} cli_options;

#define COMMAND_MSE 1
#define COMMAND_CHECK 2
#define COMMAND_CATALOG 4
#define COMMAND_DRAWS 8
#define COMMAND_INDICATOR 16
#define COMMAND_IFF 32
#define COMMAND_SURVEY 64
#define COMMAND_CONVERT 128

/* Refuses a report without --protect, or to a place that cannot be, before the work. */
int cli_check_protect(const cli_options *options);
/* The results as they may be published, to free; writes the report if asked for. */
int cli_protect(const cli_options *options, const sdg16_registry *registry,
                const sdg16_table *results, sdg16_table **out);
/* Whether a row of them was taken out. */
int cli_is_taken_out(const sdg16_table *protected, int64_t row);
/* Parses argv[1..] of the subcommand argv[0]. Returns -1 to go on, or the exit
 * status to end with (an error was printed, or the help). */
int cli_parse(int command, int argc, char **argv, cli_options *out);
void cli_options_free(cli_options *options);

/* ---- help (help.c): both print and return the exit status ---- */
int cli_help(int command); /* 0: of the whole command */
int cli_say(const char *text);

/* ---- reading (data.c): 0 or the exit status, the error printed ---- */
int cli_read_capture(const cli_options *options, sdg16_capture **out);
/* A CSV file with the delimiter and decimal mark of the options. */
int cli_read_csv(const cli_options *options, const char *path, sdg16_table **out);
/* The same of CSV, SPSS or Stata: which it is, is seen in the file. */
int cli_read_table(const cli_options *options, const char *path, sdg16_table **out);
/* A number, or a file added up. */
int cli_read_population(const cli_options *options, double *out);
/* With --by: a number in `number`, or the people of a file in `table` (else NULL). */
int cli_read_population_by(const cli_options *options, double *number, sdg16_table **table);

/* ---- the design of a survey (design.c): 0 or the exit status, the error printed ---- */
/* The design that the options of `survey` describe, over `table`, which was read from
 * `path` and must outlive it: weights, stages, replicate weights given or made,
 * calibration. */
int cli_design_make(const cli_options *options, const char *path, const sdg16_table *table,
                    sdg16_design **out);
/* A failed call about the survey: what is wrong with its data begins with the file. */
int cli_survey_error(const char *path, const sdg16_error *error);

/* ---- running (run.c) ---- */
/* From here on SIGINT ends the program cleanly with status 130. */
int cli_catch_interrupts(void);
int cli_interrupted(void); /* SIGINT came, maybe after the computation was done */
void cli_temporary_file(const char *path); /* to remove on SIGINT; NULL: none */
/* Between begin and end SIGINT sets the cancel token in `exec`, and a bar shows
 * the progress when standard error is a terminal. */
int cli_begin_computing(const cli_options *options, sdg16_exec_options *exec);
void cli_end_computing(sdg16_exec_options *exec);

/* ---- output (output.c) ---- */
/* A buffer that becomes the output when all of it was made. */
typedef struct cli_buffer {
  FILE *stream;
  char *bytes;
  size_t size;
} cli_buffer;

/* Refuses, before the work, an --output, --draws or --merged that cannot be, is an input
 * file, or is one of the others. */
int cli_check_output(const cli_options *options);
int cli_buffer_open(cli_buffer *buffer);
void cli_buffer_drop(cli_buffer *buffer);
/* Writes the buffer to standard output or --output and frees it; not after SIGINT. */
int cli_buffer_write(cli_buffer *buffer, const cli_options *options);
/* The same to a file, NULL: standard output, and in any case. */
int cli_buffer_keep(cli_buffer *buffer, const char *path);
/* Writes to a stream: 0, or -1 with errno set. */
typedef int (*cli_producer)(FILE *out, const void *context);
/* The same for what need not be held in memory, and can fail in the writing alone. */
int cli_produce(cli_producer produce, const void *context, const cli_options *options);
int cli_write_csv(const sdg16_table *table, FILE *out);
/* For writers of the library: `context` is a FILE. */
int32_t cli_to_stream(const char *bytes, int64_t size, void *context);

/* ---- text for people (text.c) ---- */
#define NUMBER_SIZE 64
/* With thousands separators; "unlimited" for infinity, "-" for NaN. */
const char *cli_number(double value, int decimals, char out[NUMBER_SIZE]);
const char *cli_count(int64_t value, char out[NUMBER_SIZE]);
#define RANGE_SIZE (2 * NUMBER_SIZE + 16)
/* "3,417 to 4,020"; "3,417 or more" when upper is infinite; "-" when lower is NaN. */
const char *cli_range(double lower, double upper, int decimals, char out[RANGE_SIZE]);
/* The next whole number of people: an upper limit must not be printed below itself. */
double cli_limit_up(double upper);

typedef struct cli_grid {
  const char *align; /* 'l' or 'r' a column */
  int64_t count;     /* cells so far, row by row */
  int64_t capacity;
  char **cells;
  int failed;
} cli_grid;

void cli_cell(cli_grid *grid, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Prints with two blanks before and between, and frees; -1 when out of memory. */
int cli_grid_print(cli_grid *grid, FILE *out);
/* Prints words with line breaks before column 80, `indent` blanks before each line
 * but the first. */
void cli_paragraph(const char *text, int indent, FILE *out);
/* The lists, their sizes and overlaps, as text. */
int cli_print_lists(const sdg16_capture *capture, FILE *out);
int cli_print_source(const cli_options *options, const sdg16_capture *capture, FILE *out);

/* ---- what was read (reading.c) ---- */
/* The lists taken from the values of columns, the count, the columns not used; nothing when
 * there is nothing to say. */
int cli_print_reading(const cli_options *options, const sdg16_capture *capture, FILE *out);
/* The notes of the capture data, as lines of the block of warnings. */
void cli_print_notes(const sdg16_capture *capture, const char *severity, FILE *out);
/* The columns not used and the notes on standard error, for output that has no place for
 * them; with --protect no notes, which show values of the data. */
void cli_say_reading(const cli_options *options, const sdg16_capture *capture);

/* lists x lists overlaps, to free; NULL when out of memory. */
int64_t *cli_overlaps(const sdg16_capture *capture);

/* ---- tables: one cell of the first column of that name ---- */
const char *cli_table_text(const sdg16_table *table, int64_t row,
                           const char *name);                                     /* or NULL */
double cli_table_number(const sdg16_table *table, int64_t row, const char *name); /* or NaN */
int cli_any_value(const sdg16_table *results); /* whether a cell of "value" is a number */

/* ---- the result of sdg16 mse (result.c) ---- */
#define CLI_WINDOW 6.0 /* the criterion's units within which a model is worth showing */

/* Of one total, or with --by of strata; the tables are those of one of them. */
typedef struct cli_result {
  const cli_options *options;
  const sdg16_capture *capture;
  sdg16_mse *mse;       /* NULL with --by */
  sdg16_strata *strata; /* NULL without */
  const sdg16_table *estimates, *models, *modes, *diagnostics;
  const sdg16_draws *draws; /* NULL: the interval does not resample */
} cli_result;

/* Whether two rows of tables are about the same stratum. */
int cli_same_stratum(const cli_result *result, const sdg16_table *a, int64_t row_a,
                     const sdg16_table *b, int64_t row_b);
/* Rows of the estimates: whether one is a margin or the total; its estimation (NULL: it
 * is a sum); how many models lie within the window of the best. */
int cli_is_sum(const cli_result *result, int64_t row);
int cli_is_total(const cli_result *result, int64_t row);
const sdg16_mse *cli_mse_of_row(const cli_result *result, int64_t row);
int64_t cli_models_within(const cli_result *result, int64_t row);
int cli_ranks(const cli_options *options);             /* by a criterion, many models */
const char *cli_criterion(const cli_options *options); /* its column: "bic" */
const char *cli_reason(int32_t status);                /* why there is no estimate */

/* ---- the result of sdg16 survey (survey.c) ---- */
typedef struct cli_survey_result {
  const cli_options *options;
  const sdg16_design *design; /* NULL: nothing is said of it, as with --protect */
  const sdg16_table *estimates;
  const sdg16_table *comparisons; /* NULL: none */
  const sdg16_table *diagnostics; /* NULL as the design */
} cli_survey_result;

/* ---- JSON (json*.c): 0, or the exit status with the error printed ---- */
int cli_json_mse(const cli_result *result, FILE *out);

typedef struct cli_check {
  const sdg16_table *models; /* NULL: not listed */
  int has_counts;
  int64_t counts[SDG16_MODEL_STATUSES];
  int64_t warning_count;
  char **warnings;
} cli_check;

int cli_json_check(const cli_options *options, const sdg16_capture *capture,
                   const cli_check *check, FILE *out);
/* With the inputs, series, dimensions and switches of one indicator; code NULL: of none. */
int cli_json_catalog(const sdg16_table *catalog, const char *code, FILE *out);
int cli_json_survey(const cli_survey_result *result, FILE *out);
int cli_json_independence(const cli_options *options, const sdg16_independence *test,
                          FILE *out);
int cli_json_logistic(const cli_options *options, const sdg16_logistic *logistic, FILE *out);

/* ---- the subcommands: return the exit status ---- */
int cli_mse(const cli_options *options);
/* Refuses a --population below the number observed. */
int cli_too_few_people(const cli_options *options, double population, int64_t observed);
/* The detected victims of the capture data as SDMX-CSV (mse_sdmx.c). */
int cli_mse_sdmx(const cli_options *options, const sdg16_capture *capture);
int cli_mse_text(const cli_result *result, FILE *out);
int cli_strata_text(const cli_result *result, FILE *out);
int cli_protected_text(const cli_result *result, FILE *out); /* the estimates alone */
/* Whether the message of a row is the headline itself, which stands beside the number. */
int cli_said_on_top(const sdg16_table *diagnostics, int64_t row);
/* Parts of them: the first sentence, how the model was chosen, the models beside it. */
void cli_headline(const cli_result *result, const sdg16_estimate *total, int32_t status,
                  FILE *out);
void cli_bootstrap_words(const sdg16_draws *draws, double failed, const char *failure,
                         double z0, double acceleration, char *out, size_t size);
void cli_print_selection(const cli_options *options, const sdg16_search_summary *search,
                         int refused, FILE *out);
const char *cli_criterion_name(int32_t criterion); /* "BIC" */
int cli_models_text(const cli_result *result, FILE *out);
int cli_draws(const cli_options *options);
/* Keeps the draws in a file (draws.c). */
int cli_keep_draws(const sdg16_draws *draws, const char *path);
int cli_check_command(const cli_options *options);
/* The statuses that models can have by a rule of existence, in order; how many. */
int cli_statuses(int32_t existence, int32_t *out);
int cli_catalog(const cli_options *options);
int cli_indicator(const cli_options *options);
int cli_iff(const cli_options *options);
/* Writes the audit or the coding (audit.c). */
int cli_write_audit(const cli_options *options, const sdg16_indicator *indicator);
int cli_survey_command(const cli_options *options);
int cli_survey_text(const cli_survey_result *result, FILE *out);

/* ---- survey (survey_options.c): 0 or the exit status ---- */
void cli_survey_init(cli_survey *survey);
/* Whether all of them go together. */
int cli_survey_contradiction(const cli_options *options);
void cli_survey_free(cli_survey *survey);

/* ---- convert (convert.c) ---- */
int cli_convert(const cli_options *options);
void cli_conversion_init(cli_conversion *conversion);
/* How the files given go together; the second is where the output goes. */
int cli_conversion_files(cli_options *options);
void cli_conversion_free(cli_conversion *conversion);

#endif
