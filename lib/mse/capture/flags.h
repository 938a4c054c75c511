/* Layouts histories and persons: rows of list flags, with or without a count. */
#ifndef SDG16I_MSE_CAPTURE_FLAGS_H
#define SDG16I_MSE_CAPTURE_FLAGS_H

#include "mse/capture/column_facts.h"
#include "mse/capture/column_roles.h"
#include "mse/capture/sightings.h"
#include "mse/capture/strata.h"
#include "mse/capture/tally.h"

typedef struct sdg16i_flags {
  int64_t rows;
  int64_t lists;
  int64_t list_column[SDG16_MAX_LISTS]; /* known at the end, when detected */
  int64_t counted;                      /* rows with a count above 0 */
  int64_t missing_flags;                /* that were read as 0 */
  sdg16i_tally tally;
  sdg16i_sightings joined;    /* with an id: the rows of one person are joined */
  int64_t id_column;          /* without one: a column named like an identifier; -1: none */
  sdg16i_dictionary ids;      /* its values */
  int64_t id_rows;            /* that have one */
  sdg16i_column_facts *facts; /* one a column; NULL when nothing depends on them */
} sdg16i_flags;               /* {0} is empty */

int32_t sdg16i_flags_header(sdg16i_flags *self, const sdg16i_input *input, sdg16_error *error);
int32_t sdg16i_flags_row(sdg16i_flags *self, const sdg16i_input *input, sdg16i_strata *strata,
                         const sdg16i_csv_row *row, sdg16_error *error);
/* Puts the columns of the lists into `list_column` and the histories into `tally`; notes the
 * use of each column, and the other notes (choose_lists.c). */
int32_t sdg16i_flags_finish(sdg16i_flags *self, sdg16i_input *input, sdg16i_strata *strata,
                            sdg16_error *error);

/* Failures: a missing flag, with the words for it; a person on no list. */
int32_t sdg16i_flags_fail_missing(const sdg16i_input *input, int64_t line, int64_t column,
                                  const char *missing, sdg16_error *error);
int32_t sdg16i_flags_fail_nowhere(const sdg16i_input *input, int64_t line, sdg16_error *error);
void sdg16i_flags_free(sdg16i_flags *self);

#endif
