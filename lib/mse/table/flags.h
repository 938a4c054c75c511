/* Layouts histories and persons: rows of list flags, with or without a count. */
#ifndef SDG16I_MSE_TABLE_FLAGS_H
#define SDG16I_MSE_TABLE_FLAGS_H

#include "mse/table/input.h"
#include "mse/table/strata.h"
#include "mse/table/tally.h"

typedef struct sdg16i_flags {
  int64_t rows;
  int64_t lists;
  int64_t list_column[SDG16_MAX_LISTS]; /* known at the end, when detected */
  sdg16i_tally tally;
  struct sdg16i_column_facts *facts; /* one a column; NULL when the lists are given */
} sdg16i_flags;                      /* {0} is empty */

int32_t sdg16i_flags_header(sdg16i_flags *self, const sdg16i_input *input, sdg16_error *error);
int32_t sdg16i_flags_row(sdg16i_flags *self, const sdg16i_input *input, sdg16i_strata *strata,
                         const sdg16i_csv_row *row, sdg16_error *error);
/* Leaves the lists' columns in `list_column` and the histories in `tally`. */
int32_t sdg16i_flags_finish(sdg16i_flags *self, const sdg16i_input *input, sdg16_error *error);
void sdg16i_flags_free(sdg16i_flags *self);

#endif
