/* Categories of dimensions: what people write, and the codes. */
#ifndef SDG16I_INDICATORS_REGISTRY_CATEGORIES_H
#define SDG16I_INDICATORS_REGISTRY_CATEGORIES_H

#include <sdg16/indicator.h>

#define SDG16I_CODE_SIZE 128

/* The code of a category as it is written in data: a code or one of the words that the
 * definition gives; ages as "0-4", "65+", "under 5"; else the text itself. "" for the
 * total ("_T", "total", blank). `dimension` may be NULL. */
void sdg16i_category(const sdg16_dimension *dimension, const char *text,
                     char out[SDG16I_CODE_SIZE]);

/* The same by "CODE=word|word; ..." alone: returns 1 if the text is one of them. */
int sdg16i_category_named(const char *categories, const char *text, char out[SDG16I_CODE_SIZE]);

/* Is the text a word for the total in counts ("both sexes", "Insgesamt"), and no category of
 * the definition? Answers of respondents are never totals: see sdg16i_category. */
int sdg16i_category_is_total(const sdg16_dimension *dimension, const char *text);

/* Has the dimension no category but those that sdg16i_category knows (sex, age, urbanisation),
 * and is this code none of them? */
int sdg16i_category_is_foreign(const sdg16_dimension *dimension, const char *code);

/* Does the text name only a part of its category ("COD_OTHER=other|+incendiary")? Rows of
 * several parts are added up. */
int sdg16i_category_is_some(const sdg16_dimension *dimension, const char *text);

/* The code for "unknown" in a dimension: "_U", or its own. */
void sdg16i_category_unknown(const sdg16_dimension *dimension, char out[SDG16I_CODE_SIZE]);

/* Is it unknown, other or not applicable: a category that has no population? */
int sdg16i_category_without_people(const sdg16_dimension *dimension, const char *code);

/* The ages [low, high) in months of a code of CL_AGE ("Y0T4", "Y_GE65", "M6T59", "Y0"):
 * high is infinite where it is open. -1: another code. */
int sdg16i_age_band(const char *code, double *low, double *high);

/* How many categories the definition names, without those of no people. */
int64_t sdg16i_categories_known(const sdg16_dimension *dimension);

/* Do these codes leave out nobody: F and M; ages that follow one another from birth without
 * end, or all bands of the definition; else every category that the definition names, but for
 * unknown ones? Not if it names fewer than two. */
int sdg16i_categories_are_all(const sdg16_dimension *dimension, int64_t count,
                              const char *const *codes);

/* Is the dimension one of ages? */
int sdg16i_is_age(const sdg16_dimension *dimension);

#endif
