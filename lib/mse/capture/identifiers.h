/* The spelling of identifiers of persons. */
#ifndef SDG16I_MSE_CAPTURE_IDENTIFIERS_H
#define SDG16I_MSE_CAPTURE_IDENTIFIERS_H

#include "mse/capture/sightings.h"

#define SDG16I_FOLD_CASE 1    /* p00012 and P00012 */
#define SDG16I_FOLD_NUMBERS 2 /* 001, 1 and 1.0; p001 and p1 */
#define SDG16I_FOLD_BLANKS 4  /* "p 12" and p12 */

/* Writes the identifier without these differences to `out`, which has `size` bytes and may be
 * `text`; returns the number of bytes written, at least 1 unless the text has only blanks. */
int64_t sdg16i_identifier_fold(const char *text, int64_t size, int fold, char *out);

/* Notes identifiers that differ only in spelling and may mean the same person. */
int32_t sdg16i_identifiers_note(const sdg16i_sightings *self, sdg16i_notes *notes);

#endif
