/* Disclosure control of a result table: the outcome of each row, and the protected table. */
#ifndef SDG16I_PROTECT_PROTECT_H
#define SDG16I_PROTECT_PROTECT_H

#include "protect/additive_table.h"

/* In order of strength; rows with an outcome before FLAGGED are removed. */
enum {
  SDG16I_ACTION_NONE,
  SDG16I_ACTION_MINIMUM,
  SDG16I_ACTION_COMPLEMENTARY,
  SDG16I_ACTION_BLOCK,
  SDG16I_ACTION_DERIVED,
  SDG16I_ACTION_UNRELIABLE,
  SDG16I_ACTION_FLAGGED
};

typedef struct sdg16i_protect_decision {
  int32_t action;
  int32_t rounded;
  int32_t estimate;           /* the value is not computed from counts in the row */
  int32_t fresh;              /* the value is computed again from the rounded counts */
  double value;               /* then; NaN: there is none */
  double count, lower, upper; /* for the report */
  /* of estimates from lists (overlaps.h) */
  int32_t no_estimate, no_limits;      /* withheld, because they would reveal small overlaps */
  int32_t digits;                      /* of the undetected that are published */
  double overlap_lower, overlap_upper; /* what a reader could not exclude; NaN: not computed */
} sdg16i_protect_decision;

typedef struct sdg16i_protecting {
  const sdg16_registry *registry;
  const sdg16_table *table;
  int32_t result;        /* which table it is: SDG16I_RESULT_ */
  int32_t of_indicators; /* sdg16i_is_of_indicators */
  int32_t sampled;       /* sdg16i_is_of_sample */
  sdg16_protect_options options;
  sdg16i_counts counts;
  double *controlled; /* rows x counts.source_count: the rounded counts; NaN: none.
                         NULL: each count is rounded by itself */
  sdg16i_arena memory;
  int32_t *rule;         /* of each column: sdg16i_protection_rule */
  uint8_t *is_dimension; /* of each column: sdg16i_is_protected_dimension */
  uint8_t *is_stratum;   /* the same, whatever dimensions the options name */
  sdg16i_protect_decision *row;
  int64_t rows;
  const struct sdg16i_coarse_row
      *coarse;    /* of each row, what is published of it; NULL: its numbers */
  int64_t *shown; /* rows of the protected table */
  int64_t shown_count;
  sdg16_error *error;
} sdg16i_protecting;

/* The caller's options with the defaults, checked. */
int32_t sdg16i_protect_options_read(const sdg16_protect_options *options,
                                    sdg16_protect_options *out, sdg16_error *error);

/* What is given, checked; then what becomes of each row; then the table and the report
 * (nullable). What `protecting` holds is freed by sdg16i_protect_end, which returns `status`,
 * after a failure too. A decision can be made anew. */
int32_t sdg16i_protect_begin(sdg16i_protecting *protecting, const sdg16_registry *registry,
                             const sdg16_table *results, const sdg16_protect_options *options,
                             sdg16_error *error);
int32_t sdg16i_protect_decide(sdg16i_protecting *protecting);
int32_t sdg16i_protect_tables(sdg16i_protecting *protecting, sdg16_table **out,
                              sdg16_table **report);
int32_t sdg16i_protect_end(sdg16i_protecting *protecting, int32_t status, sdg16_table **out,
                           sdg16_table **report);

static inline int sdg16i_is_taken_out(const sdg16i_protect_decision *d) {
  return d->action && d->action < SDG16I_ACTION_FLAGGED;
}

/* ---- row_numbers.c ---- */

double sdg16i_protected_number(const sdg16i_protecting *p, const char *name, int64_t row);
double sdg16i_number_in_column(const sdg16i_protecting *p, int64_t column, int64_t row);
/* The first column to which the schema gives this rule; -1. */
int64_t sdg16i_column_by_rule(const sdg16i_protecting *p, int32_t rule);
/* What is estimated: the value, or the total of an estimate from lists. */
double sdg16i_estimated(const sdg16i_protecting *p, int64_t row);
/* What a share is multiplied by. */
double sdg16i_scale(const sdg16i_protecting *p, int64_t row);
/* Does the value follow from the counts in its row (a standardised rate does not)? `part`:
 * numerator, denominator, and those of the reference; NaN: none. */
int sdg16i_is_explained(const sdg16i_protecting *p, int64_t row, double part[4]);

/* Rounds the rows that are not removed. */
int32_t sdg16i_round(sdg16i_protecting *p);
/* A number as it is published after that: counts rounded, populations and money as they are. */
double sdg16i_rounded(const sdg16i_protecting *p, int64_t column, int64_t row);
int sdg16i_is_part(const sdg16i_protecting *p, int64_t column); /* holds counts, or may */
/* Controlled rounding of the counts of a block, one number each cell. */
int32_t sdg16i_round_controlled(const sdg16i_block *block, const sdg16i_cell_count *counts,
                                double base, double *out, sdg16_error *error);

int32_t sdg16i_protected_table(sdg16i_protecting *p, sdg16_table **out);
/* What a published value is a multiple of, by the note of its row; NaN: the note says nothing
 * of it. */
double sdg16i_step_of_note(const char *note);
int32_t sdg16i_protect_report(sdg16i_protecting *p, sdg16_table **out);

#endif
