/* Numbers of portable files: digits to the base 30. */
#ifndef SDG16I_DATA_STATFILE_POR_NUMBER_H
#define SDG16I_DATA_STATFILE_POR_NUMBER_H

#include <stdint.h>

#define SDG16I_POR_NUMBER_MAX 512 /* characters */

/* A number such as "-1F.3+2" (base 30, with an exponent to the base 30), at most
 * SDG16I_POR_NUMBER_MAX characters, rounded to the nearest double (ties to even); infinite if
 * it is too large for a double. -1: it is not a number. */
int sdg16i_por_number(const char *text, int64_t size, double *out);

#endif
