/* Hierarchical log-linear models of lists and covariates, and their notation.
 *
 * A term is a bit mask over the variables of a cross: its lists first, then its covariates. A
 * model holds the intercept and all main effects, and with a term everything below it. Each
 * covariate is coded the same way in all terms: by its levels, or by a polynomial of its
 * scores.
 *
 * Notation, as in R: terms joined by '+'; "A:B" is an interaction, "A*B*C" it and everything
 * below it; "poly(year,2)" stands for the covariate in every term. Names that are not words are
 * in backquotes. Main effects may be left out. "A:B:C" needs the terms below it. */
#ifndef SDG16I_MSE_COVARIATES_CROSS_MODEL_H
#define SDG16I_MSE_COVARIATES_CROSS_MODEL_H

#include "mse/covariates/cross.h"

#define SDG16I_MAX_CROSS_TERMS 4096

typedef struct sdg16i_cross_model {
  int64_t terms;
  uint32_t
      *term; /* the intercept first, by size, then ascending; of the arena it was made in */
  int32_t degree[SDG16I_MAX_COVARIATES]; /* of a covariate's polynomial; 0: by levels */
} sdg16i_cross_model;

static inline uint32_t sdg16i_term_lists(const sdg16i_cross *cross, uint32_t term) {
  return term & ((UINT32_C(1) << cross->lists) - 1);
}
static inline uint32_t sdg16i_term_covariates(const sdg16i_cross *cross, uint32_t term) {
  return term >> cross->lists;
}

/* The smallest hierarchical model with the terms given. `degree` (nullable) as in the model.
 * SDG16_ERR_MODEL: too many terms, the term of all lists, or a polynomial that does not fit the
 * levels. */
int32_t sdg16i_cross_model_close(const sdg16i_cross *cross, int64_t terms, const uint32_t *term,
                                 const int32_t *degree, sdg16i_arena *arena,
                                 sdg16i_cross_model *out, sdg16_error *error);

/* SDG16_ERR_MODEL names the character. */
int32_t sdg16i_cross_model_parse(const sdg16i_cross *cross, const char *text,
                                 sdg16i_arena *arena, sdg16i_cross_model *out,
                                 sdg16_error *error);

/* The canonical text: main effects, then the other terms with ':', lists and covariates in the
 * order of the data. Parsing it gives the model again. NULL: out of memory. */
char *sdg16i_cross_model_text(const sdg16i_cross *cross, const sdg16i_cross_model *model,
                              sdg16i_arena *arena);
/* One term of it; "1" for the intercept. */
char *sdg16i_cross_term_text(const sdg16i_cross *cross, const int32_t *degree, uint32_t term,
                             sdg16i_arena *arena);

/* Columns that a term has. */
int64_t sdg16i_cross_term_columns(const sdg16i_cross *cross, const int32_t *degree,
                                  uint32_t term);

#endif
