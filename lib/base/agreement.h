/* Numbers and words that agree: "1 rows are" becomes "1 row is". */
#ifndef SDG16I_BASE_AGREEMENT_H
#define SDG16I_BASE_AGREEMENT_H

#include <stddef.h>

/* Mends a message in place, in an array of `size` bytes; quoted words stay as they are. */
void sdg16i_agree(char *text, size_t size);

#endif
