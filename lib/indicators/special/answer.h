/* Answers of questionnaires, for indicators that are computed from them. */
#ifndef SDG16I_INDICATORS_SPECIAL_ANSWER_H
#define SDG16I_INDICATORS_SPECIAL_ANSWER_H

#include "indicators/counts/indicator_data.h"

/* The number of an answer: of "yes|no" 0 for yes, 1 for no. -1: blank (or no such
 * column). SDG16_ERR_VALUE: another text. `answers`: words of each separated by "/",
 * answers by "|". */
int32_t sdg16i_answer(const sdg16i_indicator_data *cells, const char *input, int64_t cell,
                      const char *answers, int32_t *out, sdg16_error *error);

/* The place of a derived input of a cell. */
double *sdg16i_derived(const sdg16i_indicator_data *cells, const char *input, int64_t cell);

#endif
