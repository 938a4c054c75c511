/* From rows of any layout, of files or tables, to capture data. */
#ifndef SDG16I_MSE_CAPTURE_READER_H
#define SDG16I_MSE_CAPTURE_READER_H

#include "mse/capture/column_roles.h"
#include "mse/capture/flags.h"
#include "mse/capture/selection.h"
#include "mse/capture/sightings.h"
#include "mse/capture/strata.h"

typedef struct sdg16i_reader {
  sdg16_capture_options options;
  sdg16i_input input;
  sdg16i_csv_field *fields; /* of a row, where the caller names texts that mean missing */
  sdg16i_row_selection selection;
  sdg16i_strata strata;
  sdg16i_flags flags;         /* histories, persons */
  sdg16i_sightings sightings; /* records, files */
} sdg16i_reader;

/* Checks the options; `paths` is NULL for a table. Free it even on failure. */
int32_t sdg16i_reader_start(sdg16i_reader *self, int64_t path_count, const char *const *paths,
                            const sdg16_capture_options *options, sdg16_error *error);
int32_t sdg16i_reader_header(const sdg16i_csv_row *row, void *reader, sdg16_error *error);
int32_t sdg16i_reader_row(const sdg16i_csv_row *row, void *reader, sdg16_error *error);
/* The same of a CSV file, where the caller may name texts that mean missing. */
int32_t sdg16i_reader_csv_row(const sdg16i_csv_row *row, void *reader, sdg16_error *error);
/* The rows of a table, as if they were those of the current path. */
int32_t sdg16i_reader_table(sdg16i_reader *self, const sdg16_table *table, sdg16_error *error);
/* After the rows of a path, whose status is given: takes in those that wait for others. The
 * status, unless a row that waited fails, which comes first. */
int32_t sdg16i_reader_settle(sdg16i_reader *self, int32_t status, sdg16_error *error);
int32_t sdg16i_reader_finish(sdg16i_reader *self, sdg16_capture **out, sdg16_error *error);
void sdg16i_reader_free(sdg16i_reader *self);

#endif
