/* Names of the constants of sdg16/table.h and sdg16/io.h. */
#include "base/names.h"

#include <sdg16/io.h>

static const sdg16i_name TYPES[] = {
    {SDG16_INT64, "int64"}, {SDG16_DOUBLE, "double"}, {SDG16_TEXT, "text"}};
SDG16I_NAMES(sdg16_column_type, TYPES)

static const sdg16i_name MISSING[] = {
    {SDG16_PRESENT, "present"},
    {SDG16_MISSING_SYSTEM, "system"},
    {SDG16_MISSING_NOT_APPLICABLE, "not-applicable"},
    {SDG16_MISSING_REFUSED, "refused"},
    {SDG16_MISSING_DONT_KNOW, "dont-know"},
    {SDG16_MISSING_TAGGED, "tagged"},
};
SDG16I_NAMES(sdg16_missing, MISSING)

static const sdg16i_name FILES[] = {
    {SDG16_FILE_CSV, "csv"},
    {SDG16_FILE_SPSS, "spss"},
    {SDG16_FILE_SPSS_PORTABLE, "spss-portable"},
    {SDG16_FILE_STATA, "stata"},
};
SDG16I_NAMES(sdg16_file_format, FILES)

static const sdg16i_name DATES[] = {{SDG16_DATES_ISO, "iso"}, {SDG16_DATES_NUMBERS, "numbers"}};
SDG16I_NAMES(sdg16_dates, DATES)

static const sdg16i_name VALUES[] = {{SDG16_VALUES_CODES, "codes"},
                                     {SDG16_VALUES_LABELS, "text"}};
SDG16I_NAMES(sdg16_values, VALUES)

static const sdg16i_name MISSING_AS[] = {{SDG16_MISSING_AS_BLANK, "blank"},
                                         {SDG16_MISSING_AS_KIND, "kind"},
                                         {SDG16_MISSING_AS_TAG, "tag"}};
SDG16I_NAMES(sdg16_missing_as, MISSING_AS)
