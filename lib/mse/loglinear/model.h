/* The inside of sdg16_model: a down-set of terms. */
#ifndef SDG16I_MSE_LOGLINEAR_MODEL_H
#define SDG16I_MSE_LOGLINEAR_MODEL_H

#include "base/memory.h"

#include <sdg16/model.h>

/* Models are told apart and counted in 2^lists cells: past this many terms
 * nothing can be fitted. */
#define SDG16I_MAX_MODEL_TERMS 4096

struct sdg16_model {
  int32_t lists;
  int64_t count;
  uint32_t *term; /* intercept first, canonical order, closed downwards */
};

/* Sorts terms into canonical order. */
void sdg16i_sort_terms(int64_t count, uint32_t *term);

/* From terms that already form a hierarchical model in any order (closed
 * downwards, intercept and main effects among them). */
int32_t sdg16i_model_from_terms(int32_t lists, int64_t count, const uint32_t *term,
                                sdg16_model **out, sdg16_error *error);

/* Maximal terms among `count` terms in canonical order, in the order in
 * which they are printed; main effects that another term contains are left out.
 * `out` has room for `count`. Returns how many. */
int64_t sdg16i_generators(int64_t count, const uint32_t *term, uint32_t *out);

/* The text of a model given by its terms: as sdg16_model_format. */
int64_t sdg16i_format_terms(int32_t lists, int64_t count, const uint32_t *term, int32_t style,
                            const sdg16_capture *capture, char *buffer, int64_t capacity);
/* The same as a text in an arena; NULL: out of memory. */
char *sdg16i_terms_text(int32_t lists, int64_t count, const uint32_t *term, int32_t style,
                        const sdg16_capture *capture, sdg16i_arena *arena);

#endif
