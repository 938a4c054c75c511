/* Display formats of SPSS. */
#ifndef SDG16I_DATA_STATFILE_SPSS_FORMAT_H
#define SDG16I_DATA_STATFILE_SPSS_FORMAT_H

#include <stdint.h>

/* "DATE", "DATETIME", ... for the number of a format, as .sav and .por have it; NULL: unknown.
 */
const char *sdg16i_spss_format_name(int64_t type);

#endif
