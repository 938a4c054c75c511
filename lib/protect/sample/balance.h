/* The sums of a sample while respondents change their records, and how far they are from what
 * is published. All that is found here is a proposal: sums are plain, standard errors are not
 * looked at. */
#ifndef SDG16I_PROTECT_SAMPLE_BALANCE_H
#define SDG16I_PROTECT_SAMPLE_BALANCE_H

#include "protect/sample/records.h"

/* What a row must keep. */
typedef struct sdg16i_bounds {
  double low, high;     /* the value; NaN: it is not published */
  double n_low, n_high; /* the respondents; NaN: not published */
  int32_t positive;     /* 1: no count may become 0 that is not */
} sdg16i_bounds;

typedef struct sdg16i_balance {
  sdg16i_arena memory;
  const sdg16i_records *records;
  const sdg16i_origin *origin;
  int64_t rows;
  const int32_t **level; /* of each row: the codes of its estimation's columns */
  sdg16i_bounds *bounds; /* that the rows must keep */
  sdg16i_bounds
      *learned; /* narrower ones, where the check has found that bounds are not enough */
  const sdg16i_bounds *used; /* one of these two */
  int64_t *first_item;       /* of each row in n and events, and one more */
  int64_t *n, *events, *n_at_first, *events_at_first;
  int64_t *first_part;        /* of each row in sums: items, or categories of standardisation */
  double *sum, *sum_at_first; /* pairs: weighted events, weights */
  int64_t *first_row;         /* of each cell: the rows that it is in, and one more */
  int32_t *row_of_cell;
  int64_t *first_cell; /* of each row: its cells, and one more */
  int32_t *cell_of_row;
  uint8_t *crosses;           /* of each row: do its respondents have several weights? */
  double person;              /* the mean weight */
  double *gap, *gap_at_first; /* of each row, in persons */
  double total_gap; /* sum of their squares: many small ones are nearer than a wide one */
  double total_gap_at_first;
  int32_t *type_now;               /* of each position */
  int32_t *head, *next, *previous; /* respondents of each type and class of weights: rings */
  int64_t changes, most_changes; /* since the beginning, in their order, so that they can be */
  struct sdg16i_undo {           /* undone */
    int32_t position, type;      /* before */
  } * undo;
  int64_t touched_rows; /* those that changes have touched */
  int32_t *touched_row;
  uint8_t *is_touched;
  int64_t *n_then, *events_then; /* of one row, after a change that is not made */
  double *sum_then;
} sdg16i_balance;

/* `level`: of each row. Bounds are open at first. Free also after a failure. */
int32_t sdg16i_balance_make(sdg16i_balance *balance, const sdg16i_records *records,
                            const int32_t *const *level, sdg16_error *error);
void sdg16i_balance_free(sdg16i_balance *balance);

/* From these bounds on, with everybody's own record. */
void sdg16i_balance_begin(sdg16i_balance *balance);
/* Undoes everything; from now on the gap is that to the bounds, or to those that are learned.
 */
void sdg16i_balance_restart(sdg16i_balance *balance, int with_learned);
/* The value of a row has gone too far. */
void sdg16i_balance_learn(sdg16i_balance *balance, int64_t row);
/* Gives a respondent a record. There must be room for it. */
void sdg16i_balance_change(sdg16i_balance *balance, int64_t position, int32_t type);
static inline int sdg16i_balance_has_room(const sdg16i_balance *b, int64_t changes) {
  return b->changes + changes <= b->most_changes;
}
/* Undoes all but the first changes. Who has changed is now the last of his type and class. */
void sdg16i_balance_undo(sdg16i_balance *balance, int64_t changes);
/* The total gap after a change, which is not made. */
double sdg16i_balance_try(sdg16i_balance *balance, int64_t position, int32_t type);
/* The counts of an item of a row after a change, which is not made. */
void sdg16i_balance_try_item(const sdg16i_balance *balance, int64_t position, int32_t type,
                             int64_t row, int32_t item, int64_t *n, int64_t *events);
/* Whose turn it is among those of a type and class; -1: there is none. `next` leads around. */
static inline int32_t *sdg16i_balance_head(const sdg16i_balance *b, int64_t type,
                                           int64_t class_of_weights) {
  return &b->head[type * b->records->classes + class_of_weights];
}
int sdg16i_balance_has_cell(const sdg16i_balance *balance, int64_t row, int64_t cell);

#endif
