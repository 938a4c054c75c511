#include "base/rng.h"

#include <Random123/philox.h>

void sdg16i_rng_init(sdg16i_rng *rng, uint64_t seed, uint32_t purpose, int64_t replicate) {
  uint64_t r = (uint64_t)replicate;
  *rng = (sdg16i_rng){
      .counter = {0, 0, (uint32_t)r, (purpose << 16) | (uint32_t)(r >> 32 & 0xffff)}};
  sdg16i_rng_reseed(rng, seed);
}

void sdg16i_rng_reseed(sdg16i_rng *rng, uint64_t seed) {
  rng->key[0] = (uint32_t)seed;
  rng->key[1] = (uint32_t)(seed >> 32);
  rng->counter[0] = 0;
  rng->counter[1] = 0;
  rng->used = 4;
}

static void next_block(sdg16i_rng *rng) {
  philox4x32_ctr_t counter;
  philox4x32_key_t key;
  for (int i = 0; i < 4; i++) counter.v[i] = rng->counter[i];
  for (int i = 0; i < 2; i++) key.v[i] = rng->key[i];
  philox4x32_ctr_t output = philox4x32_R(10, counter, key);
  for (int i = 0; i < 4; i++) rng->output[i] = output.v[i];
  rng->used = 0;
  if (++rng->counter[0] == 0) rng->counter[1]++;
}

uint32_t sdg16i_rng_uint32(sdg16i_rng *rng) {
  if (rng->used == 4) next_block(rng);
  return rng->output[rng->used++];
}

uint64_t sdg16i_rng_uint64(sdg16i_rng *rng) {
  uint64_t low = sdg16i_rng_uint32(rng);
  return low | (uint64_t)sdg16i_rng_uint32(rng) << 32;
}

double sdg16i_rng_double(sdg16i_rng *rng) {
  /* 52 bits and a half: both steps are exact, so neither end can be reached */
  return ((double)(sdg16i_rng_uint64(rng) >> 12) + 0.5) * 0x1p-52;
}
