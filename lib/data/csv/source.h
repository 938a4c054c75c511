/* The bytes of a CSV file as UTF-8, block by block. A mark at the beginning of the file tells
 * UTF-8, UTF-16 or UTF-32 and is left out. */
#ifndef SDG16I_DATA_CSV_SOURCE_H
#define SDG16I_DATA_CSV_SOURCE_H

#include <sdg16/io.h>

#define SDG16I_CSV_BLOCK ((int64_t)1 << 17)

typedef struct sdg16i_csv_source sdg16i_csv_source;

/* Of the options encoding and content are used; they and `path` are borrowed. SDG16_ERR_OPEN,
 * _OPTION or _MEMORY. */
int32_t sdg16i_csv_open(const char *path, const sdg16_csv_options *options,
                        sdg16i_csv_source **out, sdg16_error *error);
void sdg16i_csv_close(sdg16i_csv_source *source); /* NULL: nothing */

/* Fills `block` (SDG16I_CSV_BLOCK bytes) as far as it goes; *size 0: the end. SDG16_ERR_READ,
 * _FORMAT or _MEMORY without an error filled in: what is in the block comes before the fault.
 */
int32_t sdg16i_csv_fill(sdg16i_csv_source *source, char *block, int64_t *size);
/* Bytes of the file, if they are known and are those of its text as UTF-8; else 0. */
int64_t sdg16i_csv_bytes(const sdg16i_csv_source *source);
/* What the fault was, for a message. */
const char *sdg16i_csv_fault(const sdg16i_csv_source *source);

#endif
