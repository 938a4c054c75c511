/* What the methods of illicit financial flows share: rows of named values, settings, flows
 * summed by direction, details. A method is a description and two callbacks. */
#ifndef SDG16I_IFF_IFF_H
#define SDG16I_IFF_IFF_H

#include "base/memory.h"
#include "base/run.h"
#include "data/table/dictionary.h"
#include "num/sums.h"

#include <sdg16/iff.h>

/* ---- a method ---- */

/* kinds of column */
#define SDG16I_IFF_KEY 0    /* text */
#define SDG16I_IFF_NUMBER 1 /* a number; blank: missing */
#define SDG16I_IFF_RANGE 2  /* the same, with x_low and x_high beside it; three values */

typedef struct sdg16i_iff_column {
  const char *name; /* "a|b": other names */
  int32_t kind, optional;
} sdg16i_iff_column;

/* A setting: a number within limits, one of `words` ("a; b", its place from 0), or a text
 * (`words` is SDG16I_IFF_TEXT). */
#define SDG16I_IFF_TEXT "*"
typedef struct sdg16i_iff_setting {
  const char *name, *words;
  double usual, low, high;
} sdg16i_iff_setting;

/* Every method has these two columns before its own. */
#define SDG16I_IFF_AREA 0
#define SDG16I_IFF_PERIOD 1
#define SDG16I_IFF_FIRST 2

#define SDG16I_IFF_COLUMNS 48
#define SDG16I_IFF_SETTINGS 12

typedef struct sdg16i_iff_value {
  const char *text; /* of a key; NULL: blank, or no such column. NUL-terminated */
  int64_t size;
  double number[3]; /* central, low, high; NaN: missing. Without a range all the same */
} sdg16i_iff_value;

typedef struct sdg16i_iff_job sdg16i_iff_job;

typedef struct sdg16i_iff_method {
  int32_t number; /* SDG16_IFF_ value */
  const char *category, *stage, *overlap_group;
  const sdg16i_iff_column *columns; /* ends with a NULL name */
  const sdg16i_iff_setting *settings;
  const char *const *detail_texts; /* names of the detail's columns, ends with NULL */
  const char *const *detail_numbers;
  int64_t state_size;
  const char *replicates; /* what they are, for messages; NULL: it has none */
  int32_t outward_alone;  /* it does not estimate inward flows (they are not 0) */
  int32_t (*begin)(sdg16i_iff_job *job); /* NULL: nothing to do */
  int32_t (*row)(sdg16i_iff_job *job, const sdg16i_iff_value *value);
  int32_t (*end)(sdg16i_iff_job *job, int *again); /* after a pass; *again: one more */
  void (*drop)(sdg16i_iff_job *job);
} sdg16i_iff_method;

extern const sdg16i_iff_method sdg16i_iff_price_filter, sdg16i_iff_partner_country,
    sdg16i_iff_balance, sdg16i_iff_smuggling, sdg16i_iff_units, sdg16i_iff_management,
    sdg16i_iff_offshore_flow, sdg16i_iff_offshore_wealth, sdg16i_iff_profit_misalignment,
    sdg16i_iff_profit_comparison, sdg16i_iff_haven_profits;

/* The method of a number, NULL if there is none. */
const sdg16i_iff_method *sdg16i_iff_method_at(int32_t number);

/* ---- flows ---- */

#define SDG16I_IFF_OUT 0
#define SDG16I_IFF_IN 1

typedef struct sdg16i_iff_flow {
  const char *area, *period, *activity; /* NULL: none */
  sdg16i_sum value[2][3];               /* of a direction: central, low, high */
  int64_t parts;
} sdg16i_iff_flow;

/* Both directions of every flow in every replicate, for percentile intervals. */
typedef struct sdg16i_iff_draws {
  int64_t replicates; /* 0: none */
  double level;
  int32_t uniform; /* ranges are: else triangular */
  double *value;   /* flow x direction x replicate */
  int64_t flows, capacity;
} sdg16i_iff_draws;

struct sdg16i_iff_job {
  const sdg16i_iff_method *method;
  const sdg16_iff_options *options;
  const char *where;
  const char *category; /* of the results; the method's unless a setting says otherwise */
  double setting[SDG16I_IFF_SETTINGS];
  const char *text[SDG16I_IFF_SETTINGS];      /* of settings that are texts; NULL: not given */
  sdg16i_iff_column more[SDG16I_IFF_COLUMNS]; /* after the method's: named by settings */
  int32_t more_count;
  uint8_t has[SDG16I_IFF_COLUMNS]; /* is the column in the data? */
  int64_t line;                    /* of the row at hand */
  int64_t rows;                    /* of the first pass */
  int32_t is_file;                 /* messages name lines of a file, or rows of a table */
  int32_t pass;                    /* from 0 */
  int32_t ranged;                  /* an input is a range: results have limits */
  void *state;
  sdg16i_arena memory;
  sdg16i_dictionary keys; /* of the flows */
  sdg16i_iff_flow *flow;
  int64_t flow_capacity;
  char *buffer; /* where keys are joined */
  int64_t buffer_capacity;
  const char **detail_text;
  double *detail_number;
  int64_t detail_count, detail_text_capacity, detail_number_capacity;
  const char **coefficient_text; /* regression, flow, term, level, role */
  double *coefficient_number;    /* estimate, se, sigma */
  int64_t coefficient_count, coefficient_text_capacity, coefficient_number_capacity;
  const char **diagnostic; /* kind, area, period, message */
  int64_t diagnostic_count, diagnostic_capacity;
  sdg16i_iff_draws draws;
  sdg16i_run run;
  sdg16_error *error;
};

#define SDG16I_IFF_COEFFICIENT_TEXTS 5
#define SDG16I_IFF_COEFFICIENT_NUMBERS 3

#define SDG16I_IFF_SEPARATOR '\x1f' /* after each text of a key; texts do not contain it */

/* The number of a combination of texts (NULL: blank) in a dictionary; -1: out of memory. */
int64_t sdg16i_iff_key(sdg16i_iff_job *job, sdg16i_dictionary *keys, int32_t count,
                       const sdg16i_iff_value *const *parts);
/* How many bytes of a period are its year: 4 in "2021-03", "2021-03-17", "2021-Q1" and
 * "2021Q1"; all in "2021" and in a text that is not a part of a year ("2015-2019"). */
int64_t sdg16i_iff_year_size(const char *period, int64_t size);
/* The flow of an area, the year of a period and an activity (nullable texts); NULL: out of
 * memory. */
sdg16i_iff_flow *sdg16i_iff_flow_of(sdg16i_iff_job *job, const char *area, const char *period,
                                    const char *activity);
/* Adds the magnitudes of one event. */
void sdg16i_iff_add(sdg16i_iff_flow *flow, const double out[3], const double in[3]);

int32_t sdg16i_iff_detail(sdg16i_iff_job *job, const char *const *texts, const double *numbers);
int32_t sdg16i_iff_diagnostic(sdg16i_iff_job *job, const char *kind, const char *area,
                              const char *period, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* Refuses data without a column that the method needs. */
int32_t sdg16i_iff_no_column(const sdg16i_iff_job *job, int32_t column);
/* "WHERE, line N, column 'x': MESSAGE" of the row at hand; column < 0: of the whole row. */
int32_t sdg16i_iff_fail(sdg16i_iff_job *job, int32_t status, int32_t column, const char *format,
                        ...) __attribute__((format(printf, 4, 5)));
/* A row of the table of coefficients; `level` is nullable. */
int32_t sdg16i_iff_coefficient(sdg16i_iff_job *job,
                               const char *const texts[SDG16I_IFF_COEFFICIENT_TEXTS],
                               const double numbers[SDG16I_IFF_COEFFICIENT_NUMBERS]);
/* A copy that lives as long as the job; NULL for NULL and when out of memory. */
const char *sdg16i_iff_keep(sdg16i_iff_job *job, const char *text);
/* Part `index` of a key of the dictionary, kept; NULL where it is blank or out of memory. */
const char *sdg16i_iff_part(sdg16i_iff_job *job, const sdg16i_dictionary *keys, int64_t key,
                            int32_t index);

/* The same without a copy: a pointer and its `size`; empty if it is blank. */
const char *sdg16i_iff_part_at(const sdg16i_dictionary *keys, int64_t key, int32_t index,
                               int64_t *size);

/* A column of the data by its place, as rows hold values: the method's, or one more. */
const sdg16i_iff_column *sdg16i_iff_column_at(const sdg16i_iff_job *job, int32_t place);
int32_t sdg16i_iff_column_count(const sdg16i_iff_job *job);

/* Which of the words a text is, "export|x; import|m"; -1: none. */
int32_t sdg16i_iff_word(const char *text, const char *words);

/* ---- where rows come from (source.c) ---- */
typedef struct sdg16i_iff_source {
  const char *path; /* of a file, else NULL */
  const sdg16_table *table;
} sdg16i_iff_source;

/* One pass: calls method->row for each row. */
int32_t sdg16i_iff_pass(sdg16i_iff_job *job, const sdg16i_iff_source *source);

/* ---- ranges (range.c) ---- */

/* A flow as a function of inputs: x -> what goes out, what comes in. */
typedef void (*sdg16i_iff_fn)(const double *x, const double *setting, double flow[2]);

#define SDG16I_IFF_INPUTS 8
/* Evaluates it at the central values, and at all corners of the box of low and high values:
 * its extremes, as f is monotone in each input between its ends. NaN where an input is. */
void sdg16i_iff_corners(sdg16i_iff_fn f, int32_t inputs, const sdg16i_iff_value *const *input,
                        const double *setting, double out[3], double in[3]);

#endif
