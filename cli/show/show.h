/* Framing of results: text for people, JSON, what was read. */
#ifndef SDG16_CLI_SHOW_H
#define SDG16_CLI_SHOW_H

#include "cmd/check_options.h"
#include "cmd/mse_options.h"
#include "cmd/survey_options.h"
#include "show/stopped.h"

/* ---- text for people (text.c) ---- */
#define NUMBER_SIZE 64
/* sdg16_format_number: with thousands separators; "unlimited" for infinity, "-" for NaN. */
const char *cli_number(double value, int decimals, char out[NUMBER_SIZE]);
const char *cli_count(int64_t value, char out[NUMBER_SIZE]);
#define RANGE_SIZE (2 * NUMBER_SIZE + 16)
/* "3,417 to 4,020"; "3,417 or more" when upper is infinite; "-" when lower is NaN. */
const char *cli_range(double lower, double upper, int decimals, char out[RANGE_SIZE]);
/* The next whole number of people: an upper limit must not be printed below itself. */
double cli_limit_up(double upper);

/* A sdg16_grid whose cells are formatted. */
typedef struct cli_grid {
  const char *align; /* 'l' or 'r' a column */
  sdg16_grid *grid;  /* from the first cell on */
  int failed;
} cli_grid;

void cli_cell(cli_grid *grid, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Prints and frees; -1 when out of memory. */
int cli_grid_print(cli_grid *grid, FILE *out);
/* These columns of a table, under these headings, with these decimals (NULL: 2); missing cells
 * are blank. */
sdg16_text_options cli_shown(int64_t count, const char *const *columns,
                             const char *const *headings, const int32_t *places);
/* 0, or the exit status with the error printed. */
int cli_print_table(const sdg16_table *table, const sdg16_text_options *options, FILE *out);
/* Prints words with line breaks before column 80, `indent` blanks before each line
 * but the first. */
void cli_paragraph(const char *text, int indent, FILE *out);
/* The same before column `most`. */
void cli_paragraph_within(const char *text, int indent, int most, FILE *out);
/* The columns of the terminal that the output to this file (NULL: standard output) goes to, by
 * COLUMNS or by what it says; else 80. */
int cli_width(const char *path);
/* The lists, their sizes and overlaps, as text. */
int cli_print_lists(const sdg16_capture *capture, FILE *out);
int cli_print_source(const cli_reading *in, const sdg16_capture *capture, FILE *out);

/* ---- what was read (reading.c) ---- */
/* The lists taken from the values of columns, the count, the columns not used; nothing when
 * there is nothing to say. */
int cli_print_reading(const cli_reading *in, int protected, const sdg16_capture *capture,
                      FILE *out);
/* The notes of the capture data, as lines of the block of warnings. */
void cli_print_notes(const sdg16_capture *capture, const char *severity, FILE *out);
/* The columns not used and the notes on standard error, for output that has no place for
 * them; with --protect no notes, which show values of the data. */
void cli_say_reading(int protected, const sdg16_capture *capture);

/* lists x lists overlaps, to free; NULL when out of memory. */
int64_t *cli_overlaps(const sdg16_capture *capture);

/* ---- the result of sdg16 mse (result.c) ---- */
/* Of one total, or with --by of strata; the tables are those of one of them. */
typedef struct cli_result {
  const cli_mse_options *options;
  const sdg16_capture *capture;
  sdg16_mse *mse;       /* NULL with --by */
  sdg16_strata *strata; /* NULL without */
  const sdg16_table *estimates, *models, *modes, *diagnostics;
  const sdg16_draws *draws; /* NULL: the interval does not resample */
  cli_stop stop;
} cli_result;

const char *cli_bootstrap_name(int32_t interval); /* "BCa", "percentile" or "basic" */
/* Whether two rows of tables are about the same stratum. */
int cli_same_stratum(const cli_result *result, const sdg16_table *a, int64_t row_a,
                     const sdg16_table *b, int64_t row_b);
/* Writes which stratum a row of a table is about, without limit, and returns whether it is not
 * the total: "sex F, age minor" with the marks " " and ", ", nothing for the total. A blank
 * value is "(blank)". */
int cli_put_stratum(const cli_result *result, const sdg16_table *table, int64_t row,
                    const char *equals, const char *between, FILE *out);
/* Rows of the estimates: whether one is a margin or the total; its estimation (NULL: it
 * is a sum); how many models lie within the window of the best (as the library counts). */
int cli_is_sum(const cli_result *result, int64_t row);
int cli_is_total(const cli_result *result, int64_t row);
const sdg16_mse *cli_mse_of_row(const cli_result *result, int64_t row);
double cli_window(const cli_mse_options *options);
int64_t cli_models_within(const cli_result *result, int64_t row);
int cli_ranks(const cli_mse_options *options);             /* by a criterion, many models */
const char *cli_criterion(const cli_mse_options *options); /* its column: "bic" */
const char *cli_reason(int32_t status);                    /* why there is no estimate */
/* The statuses that models can have by a rule of existence, in order; how many. */
int cli_statuses(int32_t existence, int32_t *out);

/* ---- the result of sdg16 survey (survey.c) ---- */
typedef struct cli_survey_result {
  const cli_survey_options *options;
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

int cli_json_check(const cli_check_options *options, const sdg16_capture *capture,
                   const cli_check *check, FILE *out);
/* With the inputs, series, dimensions and switches of one indicator; code NULL: of none. */
int cli_json_catalog(const sdg16_table *catalog, const char *code, FILE *out);
int cli_json_survey(const cli_survey_result *result, FILE *out);
/* `survey`: the table of the survey, whose notes are warnings. */
int cli_json_independence(const cli_survey_options *options, const sdg16_independence *test,
                          const sdg16_table *survey, FILE *out);
int cli_json_logistic(const cli_survey_options *options, const sdg16_logistic *logistic,
                      const sdg16_table *survey, FILE *out);
/* The notes of the table of a survey, as paragraphs below a result. */
void cli_survey_file_notes(const sdg16_table *survey, FILE *out);

/* ---- text ---- */
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
void cli_print_selection(const cli_mse_options *options, const sdg16_search_summary *search,
                         int refused, FILE *out);
const char *cli_criterion_name(int32_t criterion); /* "BIC" */
int cli_models_text(const cli_result *result, FILE *out);
int cli_survey_text(const cli_survey_result *result, FILE *out);
/* Is the statistic between 0 and 1: a proportion, or an average of some? */
int cli_is_share(int32_t statistic);

#endif
