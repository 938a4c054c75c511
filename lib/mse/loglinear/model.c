#include "mse/loglinear/model.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/sort.h"
#include "mse/loglinear/terms.h"

#include <stdlib.h>
#include <string.h>

static int compare_terms(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x == y ? 0 : sdg16i_term_before(x, y) ? -1 : 1;
}

void sdg16i_sort_terms(int64_t count, uint32_t *term) {
  sdg16i_sort(term, count, sizeof *term, compare_terms);
}

int32_t sdg16i_model_from_terms(int32_t lists, int64_t count, const uint32_t *term,
                                sdg16_model **out, sdg16_error *error) {
  sdg16_model *model = sdg16i_array(1, sizeof *model);
  *out = NULL;
  if (!model) return sdg16i_fail_memory(error);
  *model = (sdg16_model){.lists = lists, .count = count};
  model->term = sdg16i_array(count, sizeof *model->term);
  if (!model->term) {
    sdg16_model_free(model);
    return sdg16i_fail_memory(error);
  }
  memcpy(model->term, term, (size_t)count * sizeof *term);
  sdg16i_sort_terms(count, model->term);
  *out = model;
  return SDG16_OK;
}

int32_t sdg16_model_new(int32_t lists, int64_t count, const uint32_t *terms, sdg16_model **out,
                        sdg16_error *error) {
  *out = NULL;
  if (lists < 2 || lists > SDG16_MAX_LISTS)
    return sdg16i_fail(error, SDG16_ERR_LISTS, "a model must have from 2 to %d lists, not %d",
                       SDG16_MAX_LISTS, lists);
  if (count < 0 || (count && !terms))
    return sdg16i_fail(
        error, SDG16_ERR_ARGUMENT,
        "sdg16_model_new: terms must not be NULL, and count must be 0 or more, not %lld",
        (long long)count);
  uint32_t all = (UINT32_C(1) << lists) - 1;
  int64_t size = INT64_C(1) << lists, closed = 0;
  uint8_t *in = sdg16i_array(size, 1);
  uint32_t *term = sdg16i_array(size, sizeof *term);
  int32_t status = in && term ? SDG16_OK : sdg16i_fail_memory(error);
  for (int64_t i = 0; !status && i < count; i++) {
    if (terms[i] & ~all)
      status = sdg16i_fail_at(error, SDG16_ERR_MODEL, "terms", i + 1, 0,
                              "model: a term must be of the %d lists; term %lld names another",
                              lists, (long long)i + 1);
    else if (terms[i] == all)
      status = sdg16i_fail_at(error, SDG16_ERR_MODEL, "terms", i + 1, 0,
                              "model must not have the interaction of all %d lists: it is not "
                              "identifiable, because people on no list are not observed",
                              lists);
    else
      in[terms[i]] = 1;
  }
  for (int64_t t = size - 1; !status && t >= 0; t--) { /* a term brings its subsets */
    if (sdg16i_order((uint32_t)t) < 2) in[t] = 1;
    for (int32_t j = 0; in[t] && j < lists; j++) in[t & ~(INT64_C(1) << j)] = 1;
  }
  for (int64_t t = 0; !status && t < size; t++)
    if (in[t]) term[closed++] = (uint32_t)t;
  if (!status && closed > SDG16I_MAX_MODEL_TERMS)
    status = sdg16i_fail(error, SDG16_ERR_MODEL, "model must have at most %d terms, not %lld",
                         SDG16I_MAX_MODEL_TERMS, (long long)closed);
  if (!status) status = sdg16i_model_from_terms(lists, closed, term, out, error);
  free(in);
  free(term);
  return status;
}

void sdg16_model_free(sdg16_model *model) {
  if (!model) return;
  free(model->term);
  free(model);
}

int64_t sdg16_model_terms(const sdg16_model *model, const uint32_t **terms) {
  if (terms) *terms = model->term;
  return model->count;
}
