#include "mse/search/candidates.h"

#include "base/memory.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

double sdg16i_candidates_threshold(const sdg16i_candidates *c) {
  double within = c->count ? c->list[0].criterion + c->window : INFINITY;
  double ranked = c->count >= c->top ? c->list[c->top - 1].criterion : INFINITY;
  double most = c->wanted ? c->ceiling : DBL_MAX;
  return fmin(fmax(within, ranked), most);
}

/* Equal but for rounding. */
static int same_criterion(const sdg16i_candidate *a, const sdg16i_candidate *b) {
  return fabs(a->criterion - b->criterion) <= 1e-9 + 1e-14 * fabs(a->criterion);
}

static int same_hidden(const sdg16i_candidate *a, const sdg16i_candidate *b) {
  return !sdg16_model_has_estimate(a->status) ||
         fabs(a->hidden - b->hidden) <= 1e-6 * (a->hidden + b->hidden);
}

/* Ties go to fewer parameters, then to the fewer hidden, which the order of the lists does not
 * change; between models that say the same to the one with the first term in canonical order
 * that the other lacks. */
static int candidate_before(const sdg16i_candidate *a, const sdg16i_candidate *b) {
  if (!same_criterion(a, b)) return a->criterion < b->criterion;
  if (a->parameters != b->parameters) return a->parameters < b->parameters;
  if (!same_hidden(a, b)) return a->hidden < b->hidden;
  for (int64_t w = 0; w < SDG16I_SET_WORDS; w++) {
    uint64_t differ = a->model.word[w] ^ b->model.word[w];
    if (differ) return (a->model.word[w] & differ & (0 - differ)) != 0;
  }
  return 0;
}

int sdg16i_candidates_enter(sdg16i_candidates *c, const sdg16i_candidate *candidate) {
  if (candidate->criterion > sdg16i_candidates_threshold(c) + 1e-7) return 0;
  int64_t low = 0, high = c->count;
  while (low < high) {
    int64_t middle = (low + high) / 2;
    if (candidate_before(&c->list[middle], candidate))
      low = middle + 1;
    else
      high = middle;
  }
  double near = 1e-6 + 1e-12 * fabs(candidate->criterion); /* found twice: rounding differs */
  for (int64_t i = low; i-- > 0 && c->list[i].criterion > candidate->criterion - near;)
    if (sdg16i_set_equal(&c->list[i].model, &candidate->model)) return 0;
  for (int64_t i = low; i < c->count && c->list[i].criterion < candidate->criterion + near; i++)
    if (sdg16i_set_equal(&c->list[i].model, &candidate->model)) return 0;
  if (sdg16i_grow((void **)&c->list, &c->capacity, c->count + 1, sizeof *c->list)) return -1;
  memmove(c->list + low + 1, c->list + low, (size_t)(c->count - low) * sizeof *c->list);
  c->list[low] = *candidate;
  c->count++;
  double limit = sdg16i_candidates_threshold(c) + 1e-7;
  while (c->count > c->top && c->list[c->count - 1].criterion > limit) c->count--;
  return 0;
}

int64_t sdg16i_candidates_tied(const sdg16i_candidates *c) {
  int64_t tied = 0;
  while (tied < c->count && same_criterion(&c->list[0], &c->list[tied]) &&
         c->list[tied].parameters == c->list[0].parameters)
    tied++;
  return tied;
}

int sdg16i_candidates_disagree(const sdg16i_candidates *c) {
  int64_t tied = sdg16i_candidates_tied(c);
  return tied > 1 && c->list[tied - 1].hidden > 1.01 * c->list[0].hidden;
}

int64_t sdg16i_candidates_near(const sdg16i_candidates *c) {
  double window = fmin(c->window, SDG16_CRITERION_WINDOW);
  int64_t near = 0;
  while (near < c->count && c->list[near].criterion <= c->list[0].criterion + window) near++;
  return near;
}

void sdg16i_candidates_clear(sdg16i_candidates *c) {
  free(c->list);
  c->list = NULL;
  c->count = c->capacity = c->unconverged = 0;
}
