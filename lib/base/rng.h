/* Random streams: Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011), a keyed
 * function of a counter. The key is the seed; the counter holds what the numbers
 * are for, the replicate, and the position. So a replicate's numbers depend on
 * nothing else: not on the thread, the order, or the other replicates.
 *
 * SDG16_STREAM_VERSION names this layout and every sampler that draws from it;
 * a change of either changes that number. */
#ifndef SDG16I_BASE_RNG_H
#define SDG16I_BASE_RNG_H

#include <stdint.h>

/* Purposes. Numbers stay: they are part of the stream. */
#define SDG16I_PURPOSE_NONPARAMETRIC 1 /* bootstrap: resampled persons */
#define SDG16I_PURPOSE_PARAMETRIC 2    /* bootstrap: from the fitted model */
#define SDG16I_PURPOSE_FIT 3           /* goodness of fit: observed persons from the fit */
#define SDG16I_PURPOSE_TIES 4          /* bootstrap: which of equally good models */
#define SDG16I_PURPOSE_TWINS 5         /* disclosure control: which respondents change */
#define SDG16I_PURPOSE_SURVEY 0x5301   /* survey: sampled units of bootstrap weights */
#define SDG16I_PURPOSE_FIRMS 0x1641    /* illicit flows: resampled firms of a cell */
#define SDG16I_PURPOSE_RANGES 0x1642   /* illicit flows: inputs within their ranges */

typedef struct sdg16i_rng {
  uint32_t key[2];     /* seed: low word, high word */
  uint32_t counter[4]; /* block: low, high; replicate: low; purpose and replicate: high */
  uint32_t output[4];  /* of the block before `counter` */
  int32_t used;        /* words of `output` handed out, 0-4 */
  int32_t reserved;
} sdg16i_rng;

/* A stream of 2^66 words. `purpose` < 2^16 is one number for each use that must
 * be independent of the others; 0 <= replicate < 2^48 (SDG16I_MAX_REPLICATES). */
void sdg16i_rng_init(sdg16i_rng *rng, uint64_t seed, uint32_t purpose, int64_t replicate);
/* Back to the start of the same purpose and replicate, with another seed. */
void sdg16i_rng_reseed(sdg16i_rng *rng, uint64_t seed);

uint32_t sdg16i_rng_uint32(sdg16i_rng *rng);
uint64_t sdg16i_rng_uint64(sdg16i_rng *rng); /* two words, the low one first */
/* Uniform on the odd multiples of 2^-53 in (0, 1): never 0, never 1. */
double sdg16i_rng_double(sdg16i_rng *rng);

#endif
