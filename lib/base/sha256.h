/* SHA-256, fed piece by piece. No allocation. */
#ifndef SDG16I_BASE_SHA256_H
#define SDG16I_BASE_SHA256_H

#include <stdint.h>

typedef struct sdg16i_sha256 {
  uint64_t state[16]; /* nettle's context, which only sha256.c knows */
} sdg16i_sha256;

#define SDG16I_SHA256_HEX_SIZE 65

void sdg16i_sha256_init(sdg16i_sha256 *hash);
void sdg16i_sha256_update(sdg16i_sha256 *hash, const void *bytes, int64_t size);
/* Writes 64 lower-case hex digits and a NUL; the hash starts anew. */
void sdg16i_sha256_hex(sdg16i_sha256 *hash, char out[SDG16I_SHA256_HEX_SIZE]);

#endif
