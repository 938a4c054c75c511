#include "base/sha256.h"

#include <nettle/sha2.h>

_Static_assert(sizeof(struct sha256_ctx) <= sizeof(sdg16i_sha256), "nettle's context must fit");

static struct sha256_ctx *context(sdg16i_sha256 *hash) {
  return (struct sha256_ctx *)(void *)hash->state;
}

void sdg16i_sha256_init(sdg16i_sha256 *hash) { sha256_init(context(hash)); }

void sdg16i_sha256_update(sdg16i_sha256 *hash, const void *bytes, int64_t size) {
  if (size > 0) sha256_update(context(hash), (size_t)size, bytes);
}

void sdg16i_sha256_hex(sdg16i_sha256 *hash, char out[SDG16I_SHA256_HEX_SIZE]) {
  static const char DIGITS[] = "0123456789abcdef";
  uint8_t digest[SHA256_DIGEST_SIZE];
  sha256_digest(context(hash), sizeof digest, digest);
  for (int i = 0; i < SHA256_DIGEST_SIZE; i++) {
    out[2 * i] = DIGITS[digest[i] >> 4];
    out[2 * i + 1] = DIGITS[digest[i] & 15];
  }
  out[2 * SHA256_DIGEST_SIZE] = '\0';
}
