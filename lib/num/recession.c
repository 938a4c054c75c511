#include "num/recession.h"

#include <string.h>

/* Is there y >= 1 with sum y(j) a(j) = 0? Otherwise negative[j] tells on which rows a vector of
 * the cone is negative. */
static int has_positive_combination(const sdg16i_cone *cone, sdg16i_arena *arena,
                                    uint8_t *negative) {
  sdg16i_wide *target = sdg16i_arena_array(arena, cone->d, sizeof *target);
  if (!target) return -2;
  for (int64_t j = 0; j < cone->m; j++)
    for (int64_t k = 0; k < cone->d; k++) target[k] -= cone->a[j * cone->d + k];
  return sdg16i_conic_combination(cone->a, cone->m, cone->d, target, arena, negative);
}

/* Facial reduction: a vector that proves that the rows left have no positive combination of 0
 * is one of the cone, negative on some of them; these go. Any vector of the cone of the rows
 * left, plus enough of that one, is one of the whole cone. */
static int reduce_to_face(const sdg16i_cone *cone, sdg16i_arena *round, int64_t *from,
                          sdg16i_wide *a, uint8_t *negative, uint8_t *on) {
  sdg16i_cone left = {cone->m, cone->d, a};
  memcpy(a, cone->a, (size_t)(cone->m * cone->d) * sizeof *a);
  for (int64_t j = 0; j < cone->m; j++) from[j] = j;
  for (;;) {
    sdg16i_arena_reset(round);
    int answer = has_positive_combination(&left, round, negative);
    if (answer) return answer < 0 ? answer : 0;
    int64_t kept = 0;
    for (int64_t k = 0; k < left.m; k++) {
      on[from[k]] = !negative[k];
      if (negative[k]) continue;
      memmove(a + kept * left.d, a + k * left.d, (size_t)left.d * sizeof *a);
      from[kept++] = from[k];
    }
    left.m = kept;
  }
}

int sdg16i_cone_face(const sdg16i_cone *cone, sdg16i_arena *arena, uint8_t *on) {
  sdg16i_arena round = {0};
  if (!cone->m) return 0; /* the whole space: there may be no array of rows */
  int64_t *from = sdg16i_arena_array(arena, cone->m, sizeof *from);
  sdg16i_wide *a = sdg16i_arena_array(arena, cone->m * cone->d, sizeof *a);
  uint8_t *negative = sdg16i_arena_array(arena, cone->m, 1);
  if (!from || !a || !negative) return -2;
  memset(on, 1, (size_t)cone->m);
  int failure = reduce_to_face(cone, &round, from, a, negative, on);
  sdg16i_arena_free(&round);
  return failure;
}

int sdg16i_cone_signs(const sdg16i_cone *cone, const sdg16i_wide *e, int both,
                      sdg16i_arena *arena, int *falls, int *rises) {
  *falls = *rises = 1;
  if (sdg16i_is_zero_row(e, cone->d)) return 0;
  sdg16i_wide *opposite = sdg16i_arena_array(arena, cone->d, sizeof *opposite);
  if (!opposite) return -2;
  for (int64_t k = 0; k < cone->d; k++) opposite[k] = -e[k];
  *falls = sdg16i_conic_combination(cone->a, cone->m, cone->d, e, arena, NULL);
  if (*falls < 0 || (both && !*falls)) return *falls < 0 ? *falls : 0;
  *rises = sdg16i_conic_combination(cone->a, cone->m, cone->d, opposite, arena, NULL);
  return *rises < 0 ? *rises : 0;
}
