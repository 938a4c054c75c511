/* What the values of a column look like, collected row by row: flags, numbers, words. */
#ifndef SDG16I_MSE_CAPTURE_COLUMN_FACTS_H
#define SDG16I_MSE_CAPTURE_COLUMN_FACTS_H

#include "mse/capture/column_roles.h"

typedef struct sdg16i_column_facts {
  int64_t zeros, ones, missing, others; /* rows; others are all but these */
  int64_t numbers, words; /* of the others: numbers above 0; "FALSE", "yes", "x", "1.0" */
  int64_t twos;           /* of the others: "2", which means no in a column with "1" */
  int64_t steps;          /* rows whose value is their number, from 0 or from 1 */
  int64_t first;          /* of the row numbers: 0 or 1 */
  int64_t rises, last;    /* rows whose whole number is above that of the row before */
  int64_t missing_line, other_line, large_line; /* of the first, 0: none */
  sdg16i_quoted other, large;                   /* the first; the first number above 1 */
  const char *missing_as;                       /* the words for the first missing one */
  int yes;                                      /* a word means yes: which; 0: none */
  int many_yes;                                 /* several such words: "x", "y" are notes */
  int64_t truths[4];    /* of the others: SDG16I_TRUTH_ less 1, "TRUE" "FALSE" "T" "F" */
  int64_t strange_line; /* of the first other value that is no such word, 0: none */
  sdg16i_quoted strange;
  int in_truths; /* zeros and ones are of these words, SDG16I_TRUTH_; 0: of 0 and 1 */
  int bit;       /* -1: no list */
} sdg16i_column_facts;

/* Words of programs for 1 and 0, in any case. */
enum { SDG16I_TRUTH_TRUE = 1, SDG16I_TRUTH_FALSE, SDG16I_TRUTH_T, SDG16I_TRUTH_F };
/* SDG16I_TRUTH_, or 0 for another text. */
int sdg16i_truth_of(sdg16i_csv_field field);

/* '0', '1', ' ' for a missing one, '?' for anything else. */
char sdg16i_flag_of(sdg16i_csv_field field);
/* Adds the value of row number `row` (from 0). 1 if it means that somebody is on the list, if
 * the column is one: 1, TRUE or T. */
int sdg16i_column_facts_add(sdg16i_column_facts *facts, sdg16i_csv_field field, int64_t row,
                            int64_t line);
/* A whole number: digits alone, or followed by one or two zeros behind the decimal mark
 * (0: either) as other programs write them ("40.0"). Three might be "1.000" for a thousand,
 * so they are refused. -1: no such number. */
int64_t sdg16i_whole_number(sdg16i_csv_field field, int32_t decimal);

/* 1 if the column numbers the rows, and there are enough rows to tell. */
static inline int sdg16i_numbers_rows(const sdg16i_column_facts *facts, int64_t rows) {
  return rows >= 4 && facts->steps == rows;
}
/* 1 if its whole numbers rise from row to row. */
static inline int sdg16i_rises(const sdg16i_column_facts *facts, int64_t rows) {
  return rows > 1 && facts->rises == rows;
}
/* 1 if all its values are numbers, and at least one is above 1. */
static inline int sdg16i_holds_numbers(const sdg16i_column_facts *facts) {
  return facts->large_line && facts->numbers == facts->others;
}

/* Are its flags written TRUE and FALSE, or T and F? Both must occur: F alone may be female. The
 * first of the two words, or 0. Slips and missing flags may occur too, as in lists of 0 and 1.
 */
int sdg16i_truths_of(const sdg16i_column_facts *facts);

/* 1 if it is coded 1 and 2, as questionnaires code yes and no. */
static inline int sdg16i_holds_one_and_two(const sdg16i_column_facts *facts) {
  return facts->ones && !facts->zeros && facts->others && facts->twos == facts->others;
}
/* 1 if it may be a list whose flags are not written 0 and 1: all other values are words
 * for yes, no and unknown, or it is coded 1 and 2. */
static inline int sdg16i_reads_like_flags(const sdg16i_column_facts *facts) {
  int in_words = facts->others && facts->words == facts->others && !facts->many_yes &&
                 (facts->yes || facts->ones);
  return in_words || sdg16i_holds_one_and_two(facts);
}

#endif
