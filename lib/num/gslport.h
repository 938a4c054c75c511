/* The only door to GSL. Its error handler is one process-wide pointer of the
 * host, and its default aborts: nothing here may reach it, so every argument is
 * checked before the call. */
#ifndef SDG16I_GSLPORT_H
#define SDG16I_GSLPORT_H

#include "base/rng.h"

/* The const gsl_rng_type "sdg16_philox", whose state is an sdg16i_rng. A gsl_rng
 * is two pointers, so it needs no allocation: { sdg16i_gsl_rng_type(), &rng }.
 * gsl_rng_set restarts the stream with another seed, same purpose and replicate;
 * copying and cloning work, the state holds no pointers. (void: GSL's headers
 * stay behind this door.) */
const void *sdg16i_gsl_rng_type(void);

#endif
