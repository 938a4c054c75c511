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

/* A text of `size` bytes as UTF-8, with a NUL at its end, borrowed until the next call.
 * `may_be_cut`: 1 if the text fills a field of fixed size, which can cut its last character
 * off: what is there of it is dropped. In all other texts that is a fault, because a letter of
 * another encoding looks the same. SDG16_ERR_FORMAT: not valid in the encoding, from the byte
 * `*fault` of the text on; SDG16_ERR_MEMORY. */
int32_t sdg16i_decode(sdg16i_decoder *decoder, const char *bytes, int64_t size, int may_be_cut,
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
