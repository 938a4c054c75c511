/* Formulas: sums of products of inputs and numbers, "seized + found", "units*price". */
#ifndef SDG16I_INDICATORS_REGISTRY_FORMULA_H
#define SDG16I_INDICATORS_REGISTRY_FORMULA_H

#include <sdg16/base.h>

#define SDG16I_TERMS 16  /* of one formula */
#define SDG16I_FACTORS 4 /* inputs of one term */

typedef struct sdg16i_formula_term {
  double coefficient;
  int32_t count; /* inputs; 0: only the coefficient */
  int32_t slot;  /* where the product of the inputs is found; set by who sums */
  int32_t input[SDG16I_FACTORS];
} sdg16i_formula_term;

typedef struct sdg16i_formula {
  int32_t count;
  sdg16i_formula_term term[SDG16I_TERMS];
} sdg16i_formula;

/* The index of an input by its name, -1: none. */
typedef int32_t (*sdg16i_input_fn)(const char *name, int64_t size, const void *context);

/* Reads `text` (NULL: no formula, count 0). SDG16_ERR_ARGUMENT: not a formula;
 * SDG16_ERR_NAME: an input that does not exist. `what` begins the message. */
int32_t sdg16i_formula_parse(const char *text, const char *what, sdg16i_input_fn find,
                             const void *context, sdg16i_formula *out, sdg16_error *error);

#endif
