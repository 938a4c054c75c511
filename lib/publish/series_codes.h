/* Which codes each series of the SDG data structure may carry. */
#ifndef SDG16I_PUBLISH_SERIES_CODES_H
#define SDG16I_PUBLISH_SERIES_CODES_H

#include <stdint.h>

typedef struct sdg16i_series_codes {
  const char *series;
  /* from where: A, attribute.csv; C, the constraints of global submissions; L, the live
   * database (no list by series was found: that of the sister series is used) */
  const char *source;
  const char *units;   /* UNIT_MEASURE, separated by blanks */
  const char *natures; /* NATURE; NULL: all */
  /* "SEX _T F M; AGE *": the codes of each dimension, * stands for all of its code list. A
   * dimension that is not named has the total alone. */
  const char *dimensions;
} sdg16i_series_codes;

/* The entry of a series; NULL: there is none, and any code of the code lists may be used. */
const sdg16i_series_codes *sdg16i_series_codes_find(const char *series);

/* NULL if a series may carry the code in the dimension ("AGE"), else the codes that it may. */
const char *sdg16i_series_expects(const sdg16i_series_codes *entry, const char *dimension,
                                  const char *code, int64_t *size);
/* Does the series have the total alone in the dimension? */
int sdg16i_series_has_total_only(const sdg16i_series_codes *entry, const char *dimension);
/* Is the code one of a text that separates them by blanks? One that ends with * stands for all
 * that begin so. */
int sdg16i_is_one_of(const char *codes, int64_t size, const char *code);
/* The same of words in the source. */
#define SDG16I_IS_ONE_OF(words, code) sdg16i_is_one_of(words, (int64_t)sizeof(words) - 1, code)

#endif
