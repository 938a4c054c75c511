/* The door to iconv: texts of files in any encoding as UTF-8. */
#ifndef SDG16I_DATA_ENCODING_H
#define SDG16I_DATA_ENCODING_H

#include <sdg16/base.h>
#include <stdint.h>

typedef struct sdg16i_decoder sdg16i_decoder;

/* `encoding`: a name that iconv knows, without its "//" suffixes; NULL: UTF-8. `path`: for the
 * message. SDG16_ERR_OPTION: the name is not known; SDG16_ERR_MEMORY. */
int32_t sdg16i_decoder_open(const char *encoding, const char *path, sdg16i_decoder **out,
                            sdg16_error *error);
void sdg16i_decoder_close(sdg16i_decoder *decoder); /* NULL: nothing */

/* Bytes below 0x80 mean the same characters as in ASCII, wherever they stand alone. */
int sdg16i_decoder_has_ascii(const sdg16i_decoder *decoder);

/* A text of `size` bytes as UTF-8, with a NUL at its end, borrowed until the next call. A last
 * character that is cut off is dropped, as files with texts of a fixed size have it.
 * SDG16_ERR_FORMAT: not valid in the encoding, from the byte `*fault` of the text on;
 * SDG16_ERR_MEMORY. */
int32_t sdg16i_decode(sdg16i_decoder *decoder, const char *bytes, int64_t size,
                      const char **out, int64_t *out_size, int64_t *fault);

/* A part of a long text. */
typedef struct sdg16i_decode_part {
  const char *bytes; /* what is not yet decoded: moved behind what was */
  int64_t size;
  int is_last; /* nothing follows: a character that is cut off is a fault */
  char *out;   /* moved behind what was written */
  int64_t room;
} sdg16i_decode_part;

/* Decodes until the part is used up but for an incomplete character, or the room is.
 * SDG16_ERR_FORMAT: `part->bytes` is where the fault is; SDG16_ERR_MEMORY. */
int32_t sdg16i_decode_next(sdg16i_decoder *decoder, sdg16i_decode_part *part);

#endif
