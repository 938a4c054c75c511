#include "data/statfile/dta.h"

#include "base/utf8.h"

#include <string.h>

static int64_t text_size(const sdg16i_dta_text *text) {
  const void *end = memchr(text->bytes, 0, (size_t)text->size);
  return end ? (const unsigned char *)end - text->bytes : text->size;
}

int32_t sdg16i_dta_try_decode(sdg16i_dta *dta, const sdg16i_dta_text *text, const char **out,
                              int64_t *out_size, int64_t *fault) {
  return sdg16i_decode(dta->decoder, (const char *)text->bytes, text_size(text), out, out_size,
                       fault);
}

int32_t sdg16i_dta_fail_text(sdg16i_dta *dta, const sdg16i_dta_text *text, int64_t fault,
                             const char *what) {
  return sdg16i_bytes_fail(dta->job->source, text->offset + fault,
                           "%s must be a text in the encoding %.*s, but the byte 0x%02X is not "
                           "valid there (if the file has another encoding, name it)",
                           what, sdg16i_utf8_excerpt(dta->encoding), dta->encoding,
                           (unsigned)text->bytes[fault]);
}

int32_t sdg16i_dta_decode(sdg16i_dta *dta, const sdg16i_dta_text *text, const char *what,
                          const char **out, int64_t *out_size) {
  int64_t fault = 0;
  int32_t status = sdg16i_dta_try_decode(dta, text, out, out_size, &fault);
  if (!status) return SDG16_OK;
  return status == SDG16_ERR_MEMORY ? sdg16i_fail_memory(dta->job->error)
                                    : sdg16i_dta_fail_text(dta, text, fault, what);
}
