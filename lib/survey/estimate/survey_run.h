/* Estimates from numbers and codes in every domain. sdg16_survey_new makes these from the
 * columns of a table, the indicators from answers. */
#ifndef SDG16I_SURVEY_ESTIMATE_SURVEY_RUN_H
#define SDG16I_SURVEY_ESTIMATE_SURVEY_RUN_H

#include "survey/estimate/average.h"
#include "survey/estimate/distribution.h"
#include "survey/reliability.h"

/* The request. Arrays are by position and belong to the caller. */
typedef struct sdg16i_survey_request {
  const sdg16_survey_options *options; /* checked; its texts are not read */
  sdg16i_grouping grouping;    /* the first options->always_by columns are in every row */
  sdg16i_survey_target target; /* the numbers, of all statistics but AVERAGE ... */
  sdg16i_items items;          /* ... of AVERAGE ... */
  sdg16i_coded_column classes; /* ... and of DISTRIBUTION; else no code */
  /* Of each row, in their order: is it asked for? NULL: all are. The others have their levels
   * alone. Each row depends on the numbers and codes of its own domain, and on the design. Rows
   * beyond the count are asked for. */
  const uint8_t *wanted;
  int64_t wanted_count;
  int32_t without_limits; /* 1: no limits of shares where nothing else follows from them */
} sdg16i_survey_request;

/* One estimate. */
typedef struct sdg16i_survey_row {
  sdg16i_domain_figures cell;
  int32_t *level; /* code of each column of `by`, -1: a margin over it; of DISTRIBUTION then
                     the category */
  double se, lower, upper, df, deff, effective, cv;
  int32_t interval;
  int32_t verdict;
  char reasons[SDG16I_REASONS_SIZE];
} sdg16i_survey_row;

typedef struct sdg16i_survey_rows {
  int64_t count, capacity;
  sdg16i_survey_row *row;
  sdg16i_trace *traces; /* of each row; NULL: covariances not asked for */
  int64_t trace_capacity;
  sdg16i_arena levels;
} sdg16i_survey_rows;

/* Is it a number from 0 to 1? */
static inline int sdg16i_survey_is_share(int32_t statistic) {
  return statistic == SDG16_SURVEY_PROPORTION || statistic == SDG16_SURVEY_AVERAGE ||
         statistic == SDG16_SURVEY_DISTRIBUTION;
}

/* Do the columns in the bit mask `used` make rows of the result? */
static inline int sdg16i_is_partition(const sdg16_survey_options *o, int32_t columns,
                                      uint32_t used) {
  int32_t most = o->crossed && o->crossed < columns - o->always_by
                     ? o->always_by + (int32_t)o->crossed
                     : columns;
  uint32_t kept = (UINT32_C(1) << o->always_by) - 1;
  int32_t size = __builtin_popcount(used);
  return (used & kept) == kept && size <= most && (o->margins || size == most);
}

/* The total first, then the margins by number of columns, then the combinations. `rows` is
 * empty at first; it is to be cleared after a failure too. */
int32_t sdg16i_survey_run(const sdg16_design *design, const sdg16i_survey_request *request,
                          sdg16i_run *run, sdg16i_survey_rows *rows, sdg16_error *error);
void sdg16i_survey_rows_clear(sdg16i_survey_rows *rows);

/* Quantiles of every domain of a partition, into as many rows (quantile.c). */
int32_t sdg16i_survey_quantiles(const sdg16_design *design, const sdg16_survey_options *options,
                                const double *values, const sdg16i_domains *domains,
                                sdg16i_run *run, sdg16i_survey_row *rows, sdg16_error *error);

/* ---- survey_row.c ---- */

/* Standard error, interval and effective size of a row, from its figures. */
void sdg16i_survey_row_finish(const sdg16i_survey_request *request, sdg16i_survey_row *row);
/* Its verdict by the presentation scheme, if the options have one. */
void sdg16i_survey_row_judge(const sdg16_survey_options *options, sdg16i_survey_row *row);
/* Makes infinite numbers of a row missing. If its value or standard error is beyond the range
 * of doubles, its status becomes OUT_OF_RANGE. */
void sdg16i_survey_row_check(sdg16i_survey_row *row);

/* ---- survey_messages.c ---- */

/* The messages about the rows. */
#define SDG16I_SURVEY_MESSAGES 17
typedef struct sdg16i_survey_messages {
  int64_t count;
  const char *code[SDG16I_SURVEY_MESSAGES], *severity[SDG16I_SURVEY_MESSAGES];
  const char *message[SDG16I_SURVEY_MESSAGES]; /* in `text` */
  char text[SDG16I_SURVEY_MESSAGES][320];
} sdg16i_survey_messages;

/* `options`: of the estimation, checked. */
void sdg16i_survey_messages_find(const sdg16_design *design,
                                 const sdg16_survey_options *options, int64_t count,
                                 const sdg16i_survey_row *rows, sdg16i_survey_messages *out);

#endif
