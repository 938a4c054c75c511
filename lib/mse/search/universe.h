/* The terms that a search may use, and sets of them. */
#ifndef SDG16I_MSE_SEARCH_UNIVERSE_H
#define SDG16I_MSE_SEARCH_UNIVERSE_H

#include "mse/loglinear/list_order.h"

#define SDG16I_SET_WORDS 8
#define SDG16I_MAX_INTERACTIONS (64 * SDG16I_SET_WORDS)

/* A set of interactions by their number in the universe. A hierarchical model is
 * a down-set: the intercept and the main effects are implied. */
typedef struct sdg16i_set {
  uint64_t word[SDG16I_SET_WORDS];
} sdg16i_set;

typedef struct sdg16i_universe {
  int32_t lists, max_order;
  int64_t basics;       /* 1 + lists: intercept and main effects, the first terms */
  int64_t interactions; /* the others, 2 to max_order lists */
  int64_t words;        /* in use in a set */
  uint32_t *term;       /* [basics + interactions], canonical order */
  sdg16i_set *below;    /* [interactions]: the interaction and those it contains */
  sdg16i_set *above;    /* [interactions]: the interaction and those that contain it */
  sdg16i_set all;
  sdg16i_list_order order; /* of the lists: results have the terms of the data's lists */
} sdg16i_universe;

/* max_order 0: all orders. SDG16_ERR_SEARCH when there are too many terms,
 * SDG16_ERR_ARGUMENT for an impossible max_order. */
int32_t sdg16i_universe_init(sdg16i_universe *universe, int32_t lists, int32_t max_order,
                             sdg16_error *error);
/* Only the interactions of one hierarchical model (terms in canonical order, intercept
 * and main effects first): the model is `all`. SDG16_ERR_SEARCH as above. */
int32_t sdg16i_universe_of_model(sdg16i_universe *universe, int32_t lists, int64_t terms,
                                 const uint32_t *term, sdg16_error *error);
void sdg16i_universe_clear(sdg16i_universe *universe);

/* The model with interaction i added, or removed if it has it, into *out. Returns 0 if that is
 * not hierarchical. */
int sdg16i_neighbour(const sdg16i_universe *universe, const sdg16i_set *model, int64_t i,
                     sdg16i_set *out);

/* Hierarchical models in it: as a number (-1: beyond int64 or not known) and
 * as log10 (NaN: not known). */
int64_t sdg16i_universe_models(const sdg16i_universe *universe, double *log10_models);

static inline int sdg16i_set_has(const sdg16i_set *set, int64_t i) {
  return (int)(set->word[i / 64] >> (i % 64) & 1);
}

static inline void sdg16i_set_add(sdg16i_set *set, int64_t i) {
  set->word[i / 64] |= UINT64_C(1) << (i % 64);
}

static inline void sdg16i_set_remove(sdg16i_set *set, int64_t i) {
  set->word[i / 64] &= ~(UINT64_C(1) << (i % 64));
}

static inline int64_t sdg16i_set_size(const sdg16i_set *set, int64_t words) {
  int64_t size = 0;
  for (int64_t w = 0; w < words; w++) size += __builtin_popcountll(set->word[w]);
  return size;
}

static inline sdg16i_set sdg16i_set_and_not(const sdg16i_set *a, const sdg16i_set *b) {
  sdg16i_set out;
  for (int64_t w = 0; w < SDG16I_SET_WORDS; w++) out.word[w] = a->word[w] & ~b->word[w];
  return out;
}

static inline sdg16i_set sdg16i_set_and(const sdg16i_set *a, const sdg16i_set *b) {
  sdg16i_set out;
  for (int64_t w = 0; w < SDG16I_SET_WORDS; w++) out.word[w] = a->word[w] & b->word[w];
  return out;
}

static inline sdg16i_set sdg16i_set_or(const sdg16i_set *a, const sdg16i_set *b) {
  sdg16i_set out;
  for (int64_t w = 0; w < SDG16I_SET_WORDS; w++) out.word[w] = a->word[w] | b->word[w];
  return out;
}

static inline int sdg16i_set_equal(const sdg16i_set *a, const sdg16i_set *b) {
  for (int64_t w = 0; w < SDG16I_SET_WORDS; w++)
    if (a->word[w] != b->word[w]) return 0;
  return 1;
}

static inline int sdg16i_set_within(const sdg16i_set *a, const sdg16i_set *b) {
  for (int64_t w = 0; w < SDG16I_SET_WORDS; w++)
    if (a->word[w] & ~b->word[w]) return 0;
  return 1;
}

/* Iterates i over the members, ascending; `continue` works, `break` does not. */
#define SDG16I_EACH(i, set, words)                                                             \
  for (int64_t i##_w = 0; i##_w < (words); i##_w++)                                            \
    for (uint64_t i##_rest = (set)->word[i##_w]; i##_rest; i##_rest &= i##_rest - 1)           \
      for (int64_t i = i##_w * 64 + __builtin_ctzll(i##_rest); i >= 0; i = -1)

#endif
