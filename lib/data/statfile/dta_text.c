#include "data/statfile/dta.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <string.h>

int32_t sdg16i_dta_take(sdg16i_dta *d, int64_t size, const char *what,
                        const unsigned char **out, unsigned char **own) {
  sdg16i_byte_source *source = d->job->source;
  *own = NULL;
  if (size <= SDG16I_BYTES_BLOCK) return sdg16i_bytes_take(source, size, what, out);
  if (size > sdg16i_bytes_left(source)) return sdg16i_bytes_skip(source, size, what);
  if (size > SDG16I_DTA_TEXT_MOST)
    return sdg16i_fail_at(d->job->error, SDG16_ERR_LIMIT, d->job->path, 0, 0,
                          "%s, byte %lld: %s may have at most %d bytes, not %lld", d->job->path,
                          (long long)sdg16i_bytes_offset(source), what, SDG16I_DTA_TEXT_MOST,
                          (long long)size);
  *own = sdg16i_array(size, 1);
  *out = *own;
  return *own ? sdg16i_bytes_read(source, *own, size, what) : sdg16i_fail_memory(d->job->error);
}

static int64_t text_size(const sdg16i_dta_text *text) {
  const void *end = memchr(text->bytes, 0, (size_t)text->size);
  return end ? (const unsigned char *)end - text->bytes : text->size;
}

int32_t sdg16i_dta_try_decode(sdg16i_dta *dta, const sdg16i_dta_text *text, const char **out,
                              int64_t *out_size, int64_t *fault) {
  int64_t size = text_size(text);
  int fills_field = text->is_fixed && size == text->size;
  return sdg16i_decode(dta->decoder, (const char *)text->bytes, size, fills_field, out,
                       out_size, fault);
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
