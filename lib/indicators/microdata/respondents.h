/* Indicators from microdata: answers become numbers; expressions of them are estimated. */
#ifndef SDG16I_INDICATORS_MICRODATA_RESPONDENTS_H
#define SDG16I_INDICATORS_MICRODATA_RESPONDENTS_H

#include "base/bands.h"
#include "indicators/counts/computation.h"
#include "indicators/microdata/distinct.h"
#include "indicators/registry/answer_definitions.h"
#include "survey/estimate/origin.h"

/* How a value was read; who left at a step. */
typedef struct sdg16i_coding_line {
  const char *input, *category, *column, *value, *label, *read_as;
  int64_t rows;
  double weight;
} sdg16i_coding_line;

typedef struct sdg16i_audit_line {
  const char *series, *label, *category, *item, *step, *reason;
  int64_t rows;
  double weight, percent;
} sdg16i_audit_line;

typedef struct sdg16i_respondents {
  sdg16i_computation *e;
  const sdg16_design *design; /* over the data */
  sdg16_survey_options estimation;
  sdg16_survey_thresholds thresholds; /* of it */
  sdg16i_run run;
  sdg16_error *error;
  sdg16i_arena memory;
  int64_t rows;
  double *weight;                                  /* of each row */
  int32_t *group[SDG16I_FIRST_AXIS + SDG16I_AXES]; /* by place of a key: the code at each
                                                       position; NULL: no disaggregation */
  int32_t overlap;        /* axis of the categories that overlap, -1: none */
  int32_t placed;         /* the same, if one column names the category; -1 */
  int64_t category_count; /* categories that have columns */
  const char **category;
  uint8_t *needed;   /* inputs that the series use */
  uint8_t *who;      /* of each row: the step at which it was left out; 0: in the universe */
  uint8_t *why;      /* and the missing kind there */
  uint8_t *included; /* at each position of the design: is it in the universe */
  double youngest, oldest; /* in the universe; youngest > oldest: not known */
  sdg16_table *coded;      /* answers as numbers: the table of the expressions */
  sdg16i_origin *origin;   /* what the estimations are made from is kept here */
  int32_t weights_told;    /* it was said that rows without a weight are left out */
  int32_t recorded;        /* 1: `coding` says how the inputs without a category were read */
  sdg16i_coding_line *coding;
  int64_t coding_count, coding_capacity;
  sdg16i_audit_line *audit;
  int64_t audit_count, audit_capacity;
} sdg16i_respondents;

/* computable_series.c: leaves out columns of ages that hold bands, not numbers; the categories
 * that have columns; the series that can be computed (e->active); whether one can be computed
 * in a category. */
void sdg16i_respondents_leave_bands_out(sdg16i_respondents *r);
int32_t sdg16i_respondents_categories(sdg16i_respondents *r);
int32_t sdg16i_respondents_series(sdg16i_respondents *r);
int32_t sdg16i_series_in_category(sdg16i_respondents *r, const sdg16i_active_series *series,
                                  int64_t category, int *out);

/* recode.c: makes the coded table, with the columns of a category if it has any (-1: the
 * columns of the inputs themselves). */
int32_t sdg16i_respondents_code(sdg16i_respondents *r, int64_t category);
/* The column of an input in a category: its own, or that of the input; -1: none. */
int32_t sdg16i_column_in_category(const sdg16i_respondents *r, int32_t input,
                                  const char *category, int64_t *out);
/* groups.c: codes areas, periods and dimensions (`group`), in the dictionaries of the data. */
int32_t sdg16i_respondents_group(sdg16i_respondents *r);
/* Are the ages of a column in bands, as texts or by their labels ("15-24")? */
int sdg16i_has_age_groups(const sdg16_table *table, int64_t column);

/* sort_results.c: sorts rows by period, dimensions and codes, for any order of the data. */
int32_t sdg16i_respondents_sort(sdg16i_respondents *r);

/* series_estimates.c: one series in every group, for all respondents or for one category of the
 * dimension whose categories overlap (NULL: all). */
int32_t sdg16i_respondents_estimate(sdg16i_respondents *r, const sdg16i_active_series *series,
                                    const char *category);

/* audit.c: who is in the universe (`who`, `why`, `included`); who counts in a series. */
int32_t sdg16i_respondents_universe(sdg16i_respondents *r);
int32_t sdg16i_respondents_audit(sdg16i_respondents *r, const sdg16i_active_series *series,
                                 const char *category);
int32_t sdg16i_respondents_tables(sdg16i_respondents *r, sdg16_table **audit,
                                  sdg16_table **coding);

int32_t sdg16i_coding_add(sdg16i_respondents *r, const sdg16i_coding_line *line);

/* respondents.c: all steps: fills the results of `e`, and makes the audit and coding tables and
 * the origin of the results (to be cleared after a failure too). */
int32_t sdg16i_indicator_respondents(sdg16i_computation *e, const sdg16_design *design,
                                     const sdg16_survey_options *estimation,
                                     const sdg16_exec_options *exec, sdg16_table **audit,
                                     sdg16_table **coding, sdg16i_origin *origin,
                                     sdg16_error *error);

#endif
