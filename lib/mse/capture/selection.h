/* The rows that count (`where`), and ages in bands, of one file or table. */
#ifndef SDG16I_MSE_CAPTURE_SELECTION_H
#define SDG16I_MSE_CAPTURE_SELECTION_H

#include "base/bands.h"
#include "mse/capture/column_roles.h"

/* A column of ages: the band of each row. */
typedef struct sdg16i_banded {
  const char *name;
  sdg16i_bands bands;
  int32_t *band; /* of each row: from 0; -1: the age is missing */
  int64_t place; /* of the column among the fields of a row */
} sdg16i_banded;

typedef struct sdg16i_row_selection {
  sdg16i_arena arena; /* of the current path */
  int64_t rows, next; /* of the current path; the row that comes next */
  const uint8_t *out; /* by row: 1: it is left out; NULL: none is */
  int64_t column_count;
  sdg16i_banded *columns;
  sdg16i_csv_field *fields; /* of one row, with bands in place of ages */
  char (*texts)[SDG16I_BAND_SIZE];
  int64_t read, left_out, missing; /* rows of all paths */
} sdg16i_row_selection;            /* {0} is empty */

/* Checks `where` and `bands` without data. */
int32_t sdg16i_row_selection_check(const sdg16_capture_options *options, sdg16_error *error);
/* 1 if a row can be left out or changed. */
int sdg16i_row_selection_asked(const sdg16_capture_options *options);
/* Starts a path. `table` has at least the columns that `where` and `bands` name. */
int32_t sdg16i_row_selection_start(sdg16i_row_selection *self, const sdg16_table *table,
                                   const sdg16i_input *input, sdg16_error *error);
/* The same from a file of text, of which only these columns are read, as `csv` says. */
int32_t sdg16i_row_selection_read(sdg16i_row_selection *self, const char *path,
                                  const sdg16_csv_options *csv, const sdg16i_input *input,
                                  sdg16_error *error);
/* After the header of the path: finds the columns of ages among its fields. */
int32_t sdg16i_row_selection_header(sdg16i_row_selection *self, const sdg16i_input *input,
                                    sdg16_error *error);
/* The next row, 1 if it counts: then with bands in place of ages. 0: it is left out. */
int sdg16i_row_selection_row(sdg16i_row_selection *self, sdg16i_csv_row *row);
/* Says how many rows were left out. */
int32_t sdg16i_row_selection_finish(sdg16i_row_selection *self, sdg16i_input *input,
                                    sdg16_error *error);
void sdg16i_row_selection_free(sdg16i_row_selection *self);

#endif
