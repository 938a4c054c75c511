/* Indicators of microdata: answers become numbers, expressions of them estimates. */
#ifndef SDG16I_INDICATORS_MICRODATA_RESPONDENTS_H
#define SDG16I_INDICATORS_MICRODATA_RESPONDENTS_H

#include "indicators/counts/computation.h"
#include "indicators/microdata/distinct.h"
#include "indicators/registry/answer_definitions.h"
#include "survey/estimate/origin.h"

#define SDG16I_OLDEST 150 /* years of age */

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
                                                       position; NULL: not told apart */
  int32_t overlap;        /* axis of the categories that overlap, -1: none */
  int32_t placed;         /* the same, if one column names the category; -1 */
  int64_t category_count; /* those that columns are given for */
  const char **category;
  uint8_t *needed;   /* inputs that the series use */
  uint8_t *who;      /* of each row: the step at which it left, 0: it is in the universe */
  uint8_t *why;      /* and the missing kind there */
  uint8_t *included; /* at each position of the design: is it in the universe */
  double youngest, oldest; /* in the universe; youngest > oldest: not known */
  sdg16_table *coded;      /* answers as numbers: what expressions are over */
  sdg16i_origin *origin;
  int32_t recorded; /* how the inputs as they are were read is in `coding` */
  sdg16i_coding_line *coding;
  int64_t coding_count, coding_capacity;
  sdg16i_audit_line *audit;
  int64_t audit_count, audit_capacity;
} sdg16i_respondents;

/* computable_series.c: ages that are groups are no numbers; the categories that columns are
 * given for; the series that can be computed (e->active); whether one can be in a category. */
void sdg16i_respondents_leave_bands_out(sdg16i_respondents *r);
int32_t sdg16i_respondents_categories(sdg16i_respondents *r);
int32_t sdg16i_respondents_series(sdg16i_respondents *r);
int32_t sdg16i_series_in_category(sdg16i_respondents *r, const sdg16i_active_series *series,
                                  int64_t category, int *out);

/* recode.c: makes the coded table, with the columns of a category where there are any
 * (-1: the inputs as they are). */
int32_t sdg16i_respondents_code(sdg16i_respondents *r, int64_t category);
/* The column of an input in a category: its own, or that of the input; -1: none. */
int32_t sdg16i_column_in_category(const sdg16i_respondents *r, int32_t input,
                                  const char *category, int64_t *out);
/* groups.c: codes areas, periods and dimensions (`group`), in the dictionaries of the data. */
int32_t sdg16i_respondents_group(sdg16i_respondents *r);
/* Are the ages of a column in bands, as texts or by their labels ("15-24")? */
int sdg16i_has_age_groups(const sdg16_table *table, int64_t column);

/* sort_results.c: rows by period, dimensions and codes, whatever the order of the data. */
int32_t sdg16i_respondents_sort(sdg16i_respondents *r);

/* series_estimates.c: one series in every group, of the respondents as they are or of one
 * category of the dimension that overlaps (NULL: as they are). */
int32_t sdg16i_respondents_estimate(sdg16i_respondents *r, const sdg16i_active_series *series,
                                    const char *category);

/* audit.c: who the indicator is about (`who`, `why`, `included`); who counts in a series. */
int32_t sdg16i_respondents_universe(sdg16i_respondents *r);
int32_t sdg16i_respondents_audit(sdg16i_respondents *r, const sdg16i_active_series *series,
                                 const char *category);
int32_t sdg16i_respondents_tables(sdg16i_respondents *r, sdg16_table **audit,
                                  sdg16_table **coding);

int32_t sdg16i_coding_add(sdg16i_respondents *r, const sdg16i_coding_line *line);

/* respondents.c: all of it, into the results of `e`, the two tables, and where the results come
 * from (to be cleared after a failure too). */
int32_t sdg16i_indicator_respondents(sdg16i_computation *e, const sdg16_design *design,
                                     const sdg16_survey_options *estimation,
                                     const sdg16_exec_options *exec, sdg16_table **audit,
                                     sdg16_table **coding, sdg16i_origin *origin,
                                     sdg16_error *error);

#endif
