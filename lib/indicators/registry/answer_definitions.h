/* What the definition of an indicator says about the answers of respondents. */
#ifndef SDG16I_INDICATORS_REGISTRY_ANSWER_DEFINITIONS_H
#define SDG16I_INDICATORS_REGISTRY_ANSWER_DEFINITIONS_H

#include "base/memory.h"

#include <sdg16/indicator.h>

#define SDG16I_ANSWER_SIZE 64

/* The number that an answer is in expressions, or its missing kind; -1: no such answer. */
int sdg16i_answer_value(const sdg16_input *input, const char *name, int64_t *value,
                        int32_t *missing);
int sdg16i_is_answer(const sdg16_input *input, const char *name);
/* "dont_know" and the like. */
int sdg16i_is_missing_name(const char *name);
/* Checks the list of answers of an input. */
int32_t sdg16i_check_answers(const sdg16_indicator_def *def, const sdg16_input *input,
                             sdg16_error *error);
/* The answers as categories "name=word|word; ...", with the usual words for missing answers;
 * NULL: out of memory. */
const char *sdg16i_answer_words(const sdg16_input *input, sdg16i_arena *memory);
/* Labels the values of a coded column with the answers. */
int32_t sdg16i_answer_labels(const sdg16_input *input, sdg16_table *table, sdg16_error *error);
/* "don't know" for a missing kind. */
const char *sdg16i_missing_words(int32_t kind);

/* Checks the expressions of a series, and the universe (series NULL). */
int32_t sdg16i_series_expressions(const sdg16_indicator_def *def, const sdg16_series *series,
                                  sdg16_error *error);
int32_t sdg16i_universe_expressions(const sdg16_indicator_def *def, sdg16_error *error);
/* The next condition of a list joined by " or "; NULL at the end. */
const char *sdg16i_alternative(const char **text, int64_t *size);

/* Calls `visit` with the inputs of an expression (several: ';' between); stops at a
 * status that is not 0. */
int32_t sdg16i_expression_inputs(const sdg16_indicator_def *def, const char *text,
                                 int32_t (*visit)(int32_t input, void *context), void *context,
                                 sdg16_error *error);

#endif
