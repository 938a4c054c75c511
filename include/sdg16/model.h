/* Hierarchical log-linear models for capture histories.
 *
 * log mu(c) = sum of alpha(t) over the terms t of the model that are subsets of
 * the history c. A term is a bit mask of lists like a history; 0 is the
 * intercept. A hierarchical model contains every subset of each of its terms. It always
 * contains the intercept and every main effect, and never the term of all lists.
 *
 * Notation: the maximal terms in brackets, separated by commas. A term is
 * written with digits if there are at most 9 lists ("[12,23,4]"), or with
 * list numbers or names joined by '*' ("[1*2,10*11]", "[LA*NG,PF]"). Main
 * effects are implied: "[]" and "[1]" are the independence model. The canonical
 * form is by size descending, then by the lists ascending.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_MODEL_H
#define SDG16_MODEL_H

#include <sdg16/capture.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sdg16_model sdg16_model;

/* Parses `text` for the lists of `capture`. SDG16_ERR_MODEL names the position. */
SDG16_API int32_t sdg16_model_parse(const sdg16_capture *capture, const char *text,
                                    sdg16_model **out, sdg16_error *error);
/* The smallest hierarchical model that contains the given terms. */
SDG16_API int32_t sdg16_model_new(int32_t lists, int64_t count, const uint32_t *terms,
                                  sdg16_model **out, sdg16_error *error);
SDG16_API void sdg16_model_free(sdg16_model *model);

/* All terms, by size (the intercept first), then by the lists ascending. */
SDG16_API int64_t sdg16_model_terms(const sdg16_model *model, const uint32_t **terms);

#define SDG16_MODEL_NUMBERS 0 /* "[12,3]"; "[1*2,10]" with more than 9 lists */
#define SDG16_MODEL_NAMES 1   /* "[LA*NG,PF]" */
SDG16_API const char *sdg16_model_style_name(int32_t style);     /* "numbers", "names" */
SDG16_API int32_t sdg16_model_style_from_name(const char *name); /* -1 if unknown */
/* Writes the canonical form. `capture` gives the names; it may be NULL with
 * MODEL_NUMBERS. Returns the length without the NUL. If the length is >= capacity, the text
 * was truncated: call again with a larger buffer. Negative: a status. */
SDG16_API int64_t sdg16_model_format(const sdg16_model *model, int32_t style,
                                     const sdg16_capture *capture, char *buffer,
                                     int64_t capacity);

#ifdef __cplusplus
}
#endif
#endif
