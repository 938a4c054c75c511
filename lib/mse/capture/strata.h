/* The combinations of stratum values, numbered as they appear. */
#ifndef SDG16I_MSE_CAPTURE_STRATA_H
#define SDG16I_MSE_CAPTURE_STRATA_H

#include "mse/capture/column_roles.h"
#include "mse/capture/tally.h"

#define SDG16I_STRATUM_BLANK 0 /* the code of the value "" */

typedef struct sdg16i_strata {
  int64_t columns;
  int32_t *codes;        /* value codes of the row at hand, one a column */
  char *key;             /* the same as the text of a combination */
  int64_t *missing_line; /* the first where NA or a dot stands, one a column; 0: none */
  sdg16i_dictionary values;
  sdg16i_dictionary combinations;
} sdg16i_strata;

int32_t sdg16i_strata_init(sdg16i_strata *self, int64_t columns);
void sdg16i_strata_free(sdg16i_strata *self);

/* The combination in a row, 0 when there are no stratum columns; leaves the
 * values in `codes`. Negative: a status. */
int32_t sdg16i_strata_of_row(sdg16i_strata *self, const sdg16i_input *input,
                             const sdg16i_csv_row *row);
/* The combination of the values in `codes`. Negative: a status. */
int32_t sdg16i_strata_of_codes(sdg16i_strata *self);
/* The value of one column of a combination. */
int32_t sdg16i_strata_value(const sdg16i_strata *self, int32_t combination, int64_t column);
/* Notes values read as blank, values that differ only in case and blanks, and combinations of
 * which `counts` has no people (NULL: rows have no counts). */
int32_t sdg16i_strata_note(const sdg16i_strata *self, const sdg16_capture_options *options,
                           const sdg16i_tally *counts, sdg16i_notes *notes);

#endif
