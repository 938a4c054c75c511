/* A table from a CSV file, where some texts mean missing for a reason. */
#ifndef SDG16I_DATA_CSV_READ_H
#define SDG16I_DATA_CSV_READ_H

#include <sdg16/io.h>

/* sdg16_table_read_csv with the missing kinds of `reasons` (checked; NULL: none). Nothing else
 * in `reasons` is used. */
int32_t sdg16i_csv_table(const char *path, const sdg16_csv_options *options,
                         const sdg16_read_options *reasons, sdg16_table **out,
                         sdg16_error *error);

#endif
