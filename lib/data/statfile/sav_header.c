/* The first 176 bytes of a system file. Its creation date may be in any language: it is not
 * looked at. */
#include "data/statfile/sav.h"

#include "data/statfile/byte_order.h"

#include <math.h>
#include <string.h>

#define HEADER 176
#define LAYOUT 64 /* where the number 2 (3 in some old files) tells the byte order */

static int is_layout(uint32_t code) { return code == 2 || code == 3; }

static int32_t check_magic(sdg16i_sav *sav, const unsigned char *head) {
  if (!memcmp(head, "\x5b\xc6\xd3\xf2", 4)) return sdg16i_sav_refuse_ebcdic(sav, 0);
  if (memcmp(head, "$FL2", 4) && memcmp(head, "$FL3", 4))
    return sdg16i_bytes_fail(sav->source, 0,
                             "an SPSS file must begin with $FL2 or $FL3; this one does not");
  return SDG16_OK;
}

static int32_t read_byte_order(sdg16i_sav *sav, const unsigned char *head) {
  sav->is_big = is_layout(sdg16i_get_u32(head + LAYOUT, 1));
  if (sav->is_big || is_layout(sdg16i_get_u32(head + LAYOUT, 0))) return SDG16_OK;
  return sdg16i_bytes_fail(sav->source, LAYOUT, "the layout code must be 2 or 3, not %lld",
                           (long long)sdg16i_get_i32(head + LAYOUT, 0));
}

static int32_t read_compression(sdg16i_sav *sav, const unsigned char *head) {
  int is_zlib = head[3] == '3';
  sav->compression = sdg16i_get_i32(head + LAYOUT + 8, sav->is_big);
  if (is_zlib ? sav->compression == SDG16I_SAV_ZLIB
              : sav->compression == SDG16I_SAV_PLAIN || sav->compression == SDG16I_SAV_OPCODES)
    return SDG16_OK;
  return sdg16i_bytes_fail(sav->source, LAYOUT + 8, "the compression must be %s, not %d",
                           is_zlib ? "2 in a .zsav file" : "0 or 1 in a .sav file",
                           sav->compression);
}

int32_t sdg16i_sav_header(sdg16i_sav *sav) {
  unsigned char head[HEADER];
  int32_t status = sdg16i_bytes_read(sav->source, head, 4, "the header");
  if (!status) status = check_magic(sav, head);
  if (!status) status = sdg16i_bytes_read(sav->source, head + 4, HEADER - 4, "the header");
  if (!status) status = read_byte_order(sav, head);
  if (!status) status = read_compression(sav, head);
  if (status) return status;
  sav->cases = sdg16i_get_i32(head + LAYOUT + 16, sav->is_big);
  sav->bias = sdg16i_get_double(head + LAYOUT + 20, sav->is_big);
  if (!isfinite(sav->bias))
    return sdg16i_bytes_fail(sav->source, LAYOUT + 20,
                             "the bias of compressed numbers must be finite");
  return SDG16_OK;
}
