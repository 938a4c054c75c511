#include "num/gslport.h"

#include <gsl/gsl_rng.h>

/* ---- random numbers ---- */

static void rng_set(void *state, unsigned long seed) { sdg16i_rng_reseed(state, seed); }
static unsigned long rng_get(void *state) { return sdg16i_rng_uint32(state); }
static double rng_get_double(void *state) { return sdg16i_rng_double(state); }

static const gsl_rng_type PHILOX = {.name = "sdg16_philox",
                                    .max = 0xffffffff,
                                    .min = 0,
                                    .size = sizeof(sdg16i_rng),
                                    .set = rng_set,
                                    .get = rng_get,
                                    .get_double = rng_get_double};

const void *sdg16i_gsl_rng_type(void) { return &PHILOX; }
