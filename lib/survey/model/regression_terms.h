/* The terms of a regression, written as columns: numbers, categories, products. */
#ifndef SDG16I_SURVEY_MODEL_REGRESSION_TERMS_H
#define SDG16I_SURVEY_MODEL_REGRESSION_TERMS_H

#include "survey/design/columns.h"
#include "survey/design/design.h"

#define SDG16I_MAX_COEFFICIENTS 256
#define SDG16I_MAX_TERMS 64
#define SDG16I_MAX_ATOMS 4 /* in a product */

/* A column of a term: numbers, or categories of which the first is the reference. */
typedef struct sdg16i_atom {
  double *value; /* by position, NaN: missing; NULL: categories */
  sdg16i_categories categories;
  char name[256];
} sdg16i_atom;

/* A coefficient: the product of numbers and of indicators of categories. */
typedef struct sdg16i_coefficient {
  int64_t term; /* -1: the intercept */
  int32_t atoms;
  const sdg16i_atom *atom[SDG16I_MAX_ATOMS]; /* valid as long as the terms */
  int32_t level[SDG16I_MAX_ATOMS];
  char name[320];
} sdg16i_coefficient;

typedef struct sdg16i_terms {
  const sdg16_design *design;
  int64_t count; /* of coefficients, which the caller has room for */
  sdg16i_coefficient *coefficient;
  int64_t atom_count;
  sdg16i_atom atoms[SDG16I_MAX_TERMS * SDG16I_MAX_ATOMS];
} sdg16i_terms;

/* Adds the coefficients of one term: "column", "factor(column)", "a:b". */
int32_t sdg16i_terms_add(sdg16i_terms *terms, int64_t term, const char *text,
                         sdg16_error *error);
/* The value by which a coefficient is multiplied at a position. */
double sdg16i_term_value(const sdg16i_coefficient *coefficient, int64_t position);
/* 1 if any column of the terms is missing there. */
int sdg16i_terms_missing(const sdg16i_terms *terms, int64_t position);
void sdg16i_terms_clear(sdg16i_terms *terms);

#endif
