/* The bytes of a regular file or of memory, read through one block. Every failure names the
 * file and the offset of the byte. */
#ifndef SDG16I_DATA_STATFILE_BYTE_SOURCE_H
#define SDG16I_DATA_STATFILE_BYTE_SOURCE_H

#include "base/error.h"

#ifndef SDG16I_BYTES_BLOCK        /* a fuzzer takes a small one, see tests/fuzz */
#define SDG16I_BYTES_BLOCK 262144 /* in the cache of a core, with the columns that it fills */
#endif

typedef struct sdg16i_byte_source sdg16i_byte_source;

/* Opens a regular file (never waits on a pipe). `path`, `kind` ("a Stata file", for messages)
 * and `error` are borrowed until it is closed. */
int32_t sdg16i_bytes_open(const char *path, const char *kind, sdg16i_byte_source **out,
                          sdg16_error *error);
/* The same of a file in memory, which is borrowed, too. */
int32_t sdg16i_bytes_of(const char *path, const void *content, int64_t size,
                        sdg16i_byte_source **out, sdg16_error *error);
void sdg16i_bytes_close(sdg16i_byte_source *source); /* NULL: nothing */

int64_t sdg16i_bytes_size(const sdg16i_byte_source *source); /* of the file */
/* Of the next byte. */
int64_t sdg16i_bytes_offset(const sdg16i_byte_source *source);
/* From the next byte to the end of the file. */
int64_t sdg16i_bytes_left(const sdg16i_byte_source *source);

/* All return a status, with the error filled in; `what` is what was being read: "the header",
 * "row 12". SDG16_ERR_FORMAT: the file ends before. */

/* The next `size` bytes (at most SDG16I_BYTES_BLOCK), borrowed until the next call. */
int32_t sdg16i_bytes_take(sdg16i_byte_source *source, int64_t size, const char *what,
                          const unsigned char **out);
int32_t sdg16i_bytes_read(sdg16i_byte_source *source, void *into, int64_t size,
                          const char *what);
int32_t sdg16i_bytes_skip(sdg16i_byte_source *source, int64_t size, const char *what);
int32_t sdg16i_bytes_seek(sdg16i_byte_source *source, int64_t offset, const char *what);

/* SDG16_ERR_FORMAT: "PATH, byte OFFSET: ...". */
int32_t sdg16i_bytes_fail(sdg16i_byte_source *source, int64_t offset, const char *format, ...)
    SDG16I_PRINTF(3, 4);

#endif
