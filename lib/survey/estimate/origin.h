/* Where the estimates of a result table come from: the groups and answers of every respondent,
 * kept so that the same estimates can be made again from other data of the same design. */
#ifndef SDG16I_SURVEY_ESTIMATE_ORIGIN_H
#define SDG16I_SURVEY_ESTIMATE_ORIGIN_H

#include "survey/estimate/survey_run.h"

#define SDG16I_NO_ANSWER (-1)
#define SDG16I_FEW_VALUES 10 /* numbers with so many values are answers: which one is it? */

/* One estimation in every domain. Arrays are by position. */
typedef struct sdg16i_estimation {
  sdg16_survey_options options; /* its texts and arrays are not kept */
  sdg16_survey_thresholds thresholds;
  sdg16i_grouping grouping; /* the codes belong to who keeps the origin; `included` to it */
  int32_t items;            /* 0: the numbers have many values, so there are no answers */
  int32_t valued;           /* 1: not 0 and 1 alone, each item is one of the values */
  int8_t *answer[SDG16I_MAX_ITEMS]; /* 1, 0, or SDG16I_NO_ANSWER where it is missing */
  double value[SDG16I_FEW_VALUES];  /* with `valued`: of each item, in ascending order */
  double spread;                    /* of the values; 1 for 0 and 1 */
  /* Of estimations without items, which of few values, or pairs of numerator and denominator, a
   * respondent has, from 0. With more values than SDG16I_FEW_VALUES there is one class: all
   * that do not have the value of most. Of a ratio with more pairs the classes are those of its
   * numerators, and after them (`second`) those of its denominators. */
  int8_t *pair, *second;
  int32_t pairs, seconds;
  double *number[2];  /* of estimations without items: the numbers, and the denominators of a
                         ratio; NULL: none */
  int64_t categories; /* of standardisation; 0: none */
  int32_t *category;
  double *share;
  int32_t shares_of_sample; /* the shares are those of the sample itself */
} sdg16i_estimation;

typedef struct sdg16i_origin {
  const sdg16_design *design; /* NULL: the table is of counts */
  sdg16i_arena memory;
  int64_t count, capacity;
  sdg16i_estimation *estimation;
  int64_t rows;    /* of the result table, and of each the ... */
  int32_t *of_row; /* ... estimation, and ... */
  int64_t *place;  /* ... its place among the rows of the estimation */
} sdg16i_origin;

/* Keeps what is asked. */
int32_t sdg16i_origin_add(sdg16i_origin *origin, const sdg16i_survey_request *request,
                          sdg16_error *error);
void sdg16i_origin_clear(sdg16i_origin *origin);

/* How many items there are, or classes of pairs. */
static inline int32_t sdg16i_estimation_parts(const sdg16i_estimation *e) {
  return e->pair ? e->pairs + e->seconds : e->items;
}
/* 1, 0 or SDG16I_NO_ANSWER of the respondent at a position, to an item or class. */
static inline int8_t sdg16i_estimation_answer(const sdg16i_estimation *e, int32_t item,
                                              int64_t position) {
  if (!e->pair) return e->answer[item][position];
  int8_t part = item < e->pairs ? e->pair[position] : e->second[position];
  return part == SDG16I_NO_ANSWER
             ? (int8_t)SDG16I_NO_ANSWER
             : (int8_t)(part == (item < e->pairs ? item : item - e->pairs));
}

/* For how many respondents of each domain the answer to an item is true, or how many have a
 * pair: proportions, whose n and events count; also by category of standardisation. */
int32_t sdg16i_estimation_classes(const sdg16i_estimation *estimation, int32_t item,
                                  const sdg16_design *design, sdg16i_run *run,
                                  sdg16i_survey_rows *rows, sdg16_error *error);

/* Data of which the estimates are made again. */
typedef struct sdg16i_other_data {
  const int32_t *record; /* whose groups and answers the respondent at each position has;
                            weight, stratum and units stay. NULL: his own */
  const uint8_t *wanted; /* of each row, as in sdg16i_survey_request; NULL: all */
  int64_t wanted_count;
} sdg16i_other_data;

/* The estimates again, without limits where nothing else follows from them. `rows` is empty at
 * first; to be cleared after a failure too. */
int32_t sdg16i_estimation_run(const sdg16i_estimation *estimation, const sdg16_design *design,
                              const sdg16i_other_data *data, sdg16i_run *run,
                              sdg16i_survey_rows *rows, sdg16_error *error);

#endif
