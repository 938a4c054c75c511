/* Recession cones over the whole numbers, exact: C = {v : a(j) v <= 0 for m rows a(j)}.
 * Returns of -1 and -2 as in num/exact_integers.h. */
#ifndef SDG16I_NUM_RECESSION_H
#define SDG16I_NUM_RECESSION_H

#include "num/exact_integers.h"

typedef struct sdg16i_cone {
  int64_t m, d;
  const sdg16i_wide *a; /* [m][d] */
} sdg16i_cone;

/* on[j] := 1 if no v of the cone has a(j) v < 0, otherwise 0: the rows of the face. */
int sdg16i_cone_face(const sdg16i_cone *cone, sdg16i_arena *arena, uint8_t *on);

/* *falls: e v <= 0 for all v of the cone; *rises: e v >= 0 for all. `both`: only that both hold
 * counts, and where e does not fall, *rises is not asked (and 1). */
int sdg16i_cone_signs(const sdg16i_cone *cone, const sdg16i_wide *e, int both,
                      sdg16i_arena *arena, int *falls, int *rises);

#endif
