/* The options of reading a CSV file that concern its bytes: marks, lines and limits. */
#ifndef SDG16I_DATA_CSV_CSV_OPTIONS_H
#define SDG16I_DATA_CSV_CSV_OPTIONS_H

#include <sdg16/io.h>

int sdg16i_csv_is_delimiter(int32_t c);

/* Checks delimiter, skip_lines, comment, max_field and max_rows; SDG16_ERR_ARGUMENT. */
int32_t sdg16i_csv_check_options(const sdg16_csv_options *options, sdg16_error *error);

#endif
