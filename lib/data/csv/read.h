/* A table from a CSV file, where some texts mean missing for a reason. */
#ifndef SDG16I_DATA_CSV_READ_H
#define SDG16I_DATA_CSV_READ_H

#include <sdg16/io.h>

/* sdg16_table_read_csv with the missing kinds of `reasons` (checked; NULL: none). Nothing else
 * in `reasons` is used. */
int32_t sdg16i_csv_table(const char *path, const sdg16_csv_options *options,
                         const sdg16_read_options *reasons, sdg16_table **out,
                         sdg16_error *error);

/* The line on which data row `row` (from 1) of a file begins, found by reading it with these
 * options; 0: the file cannot be read again, or has no such row; -1: out of memory. */
int64_t sdg16i_csv_line_of_row(const char *path, const sdg16_csv_options *options, int64_t row);

#endif
