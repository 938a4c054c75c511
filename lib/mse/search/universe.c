#include "mse/search/universe.h"

#include "base/error.h"
#include "base/memory.h"
#include "mse/loglinear/terms.h"

#include <math.h>
#include <stdlib.h>

static int32_t count_interactions(const sdg16i_universe *u, sdg16_error *error, int64_t *out) {
  int64_t count = 0, choose = u->lists;
  for (int32_t k = 2; k <= u->max_order; k++) {
    choose = choose * (u->lists - k + 1) / k;
    count += choose;
  }
  *out = count;
  if (count <= SDG16I_MAX_INTERACTIONS) return SDG16_OK;
  return sdg16i_fail_at(error, SDG16_ERR_SEARCH, "max_order", 0, 0,
                        "a search can have at most %d interactions; %d lists have %lld of up "
                        "to %d lists: lower max_order",
                        SDG16I_MAX_INTERACTIONS, u->lists, (long long)count, u->max_order);
}

/* For u->lists, ->basics and ->interactions. */
static int32_t create_terms(sdg16i_universe *u, sdg16_error *error) {
  u->words = (u->interactions + 63) / 64;
  u->order = sdg16i_list_order_of_data(u->lists);
  u->term = sdg16i_array(u->basics + u->interactions, sizeof *u->term);
  u->below = sdg16i_array(u->interactions, sizeof *u->below);
  u->above = sdg16i_array(u->interactions, sizeof *u->above);
  if (!u->term || !u->below || !u->above) {
    sdg16i_universe_clear(u);
    return sdg16i_fail_memory(error);
  }
  for (int32_t j = 0; j < u->lists; j++) u->term[1 + j] = UINT32_C(1) << j;
  return SDG16_OK;
}

/* Once the terms are there. */
static void relate_terms(sdg16i_universe *u) {
  for (int64_t i = 0; i < u->interactions; i++) {
    sdg16i_set_add(&u->all, i);
    for (int64_t k = 0; k < u->interactions; k++) {
      uint32_t a = u->term[u->basics + i], b = u->term[u->basics + k];
      if ((a & b) == b) sdg16i_set_add(&u->below[i], k);
      if ((a & b) == a) sdg16i_set_add(&u->above[i], k);
    }
  }
}

int32_t sdg16i_universe_init(sdg16i_universe *u, int32_t lists, int32_t max_order,
                             sdg16_error *error) {
  if (max_order < 0 || max_order > lists)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "max_order", 0, 0,
                          "max_order must be from 1 to %d with %d lists, or 0 for all, not %d",
                          lists - 1, lists, max_order);
  int32_t highest = max_order && max_order < lists ? max_order : lists - 1;
  *u = (sdg16i_universe){.lists = lists, .max_order = highest, .basics = 1 + lists};
  int32_t status = count_interactions(u, error, &u->interactions);
  if (!status) status = create_terms(u, error);
  if (status) return status;
  int64_t filled = u->basics, size = INT64_C(1) << lists;
  for (int32_t k = 2; k <= highest; k++) {
    int64_t begin = filled;
    for (int64_t t = 0; t < size; t++) {
      if (sdg16i_order((uint32_t)t) != k) continue;
      int64_t at = filled++; /* insertion in canonical order */
      for (; at > begin && sdg16i_term_before((uint32_t)t, u->term[at - 1]); at--)
        u->term[at] = u->term[at - 1];
      u->term[at] = (uint32_t)t;
    }
  }
  relate_terms(u);
  return SDG16_OK;
}

int32_t sdg16i_universe_of_model(sdg16i_universe *u, int32_t lists, int64_t terms,
                                 const uint32_t *term, sdg16_error *error) {
  *u =
      (sdg16i_universe){.lists = lists, .basics = 1 + lists, .interactions = terms - 1 - lists};
  if (u->interactions > SDG16I_MAX_INTERACTIONS)
    return sdg16i_fail_at(
        error, SDG16_ERR_SEARCH, "model", 0, 0,
        "the model must have at most %d interactions to be resampled, not %lld",
        SDG16I_MAX_INTERACTIONS, (long long)u->interactions);
  int32_t status = create_terms(u, error);
  if (status) return status;
  for (int64_t i = u->basics; i < terms; i++) {
    u->term[i] = term[i];
    u->max_order = sdg16i_order(term[i]); /* canonical order: the last is largest */
  }
  relate_terms(u);
  return SDG16_OK;
}

void sdg16i_universe_clear(sdg16i_universe *u) {
  free(u->term);
  free(u->below);
  free(u->above);
  *u = (sdg16i_universe){0};
}

int sdg16i_neighbour(const sdg16i_universe *u, const sdg16i_set *model, int64_t i,
                     sdg16i_set *out) {
  *out = *model;
  if (sdg16i_set_has(model, i)) {
    sdg16i_set above = sdg16i_set_and(&u->above[i], model);
    sdg16i_set_remove(out, i);
    return sdg16i_set_size(&above, u->words) == 1;
  }
  sdg16i_set_add(out, i);
  return sdg16i_set_within(&u->below[i], out);
}

/* Simplicial complexes with all vertices, by lists and largest face (OEIS
 * A006126 less the full simplex; those of limited order counted by enumeration,
 * tests/property/test_search.c). Pairs: 2^(L choose 2). */
static const struct {
  int32_t lists, max_order;
  double models;
} MODELS[] = {
    {4, 3, 113},           {5, 3, 6212},
    {5, 4, 6893},          {6, 3, 3702013},
    {6, 5, 7785061},       {7, 3, 75268594037},
    {7, 6, 2414627396433}, {8, 7, 56130437209370320359965.0},
};

int64_t sdg16i_universe_models(const sdg16i_universe *u, double *log10_models) {
  double models = NAN;
  if (u->max_order <= 1) models = 1;
  if (u->max_order == 2) models = ldexp(1, u->lists * (u->lists - 1) / 2);
  for (size_t i = 0; i < sizeof MODELS / sizeof MODELS[0]; i++)
    if (MODELS[i].lists == u->lists && MODELS[i].max_order == u->max_order)
      models = MODELS[i].models;
  *log10_models = log10(models);
  return models <= 9007199254740992.0 || (models < 9e18 && u->max_order == 2) ? (int64_t)models
                                                                              : -1;
}
