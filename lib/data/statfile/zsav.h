/* Blocks of a .zsav file, compressed by zlib: the bytes of compressed cases. The only user of
 * zlib. */
#ifndef SDG16I_DATA_STATFILE_ZSAV_H
#define SDG16I_DATA_STATFILE_ZSAV_H

#include "data/statfile/sav.h"

typedef struct sdg16i_zsav sdg16i_zsav;

/* Reads the list of blocks at the end of the file, and checks it. */
int32_t sdg16i_zsav_open(sdg16i_sav *sav, sdg16i_zsav **out);
void sdg16i_zsav_close(sdg16i_zsav *zsav); /* NULL: nothing */
/* Bytes of all blocks, when they are no longer compressed. */
int64_t sdg16i_zsav_size(const sdg16i_zsav *zsav);
/* For sdg16i_sav_input. */
int32_t sdg16i_zsav_fill(void *zsav, const unsigned char **bytes, int64_t *size);

#endif
