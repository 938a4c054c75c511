#include "base/error.h"
#include "base/memory.h"
#include "mse/select/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_MOVES 20 /* as in the published procedure */

typedef struct descent {
  sdg16i_evaluator *e;
  int32_t criterion;
  sdg16i_candidates *candidates;
  sdg16i_set *seen; /* models looked at */
  int64_t seen_count, seen_capacity;
  double *alpha; /* [terms] of the model stood on */
  double *trial;
  sdg16_error *error;
} descent;

static int seen_before(const descent *d, const sdg16i_set *model) {
  for (int64_t i = 0; i < d->seen_count; i++)
    if (sdg16i_set_equal(&d->seen[i], model)) return 1;
  return 0;
}

/* Looks at one model: its criterion, infinite when it is not admissible. */
static int32_t look(descent *d, const sdg16i_set *model, double *criterion) {
  sdg16i_evaluator *e = d->e;
  const sdg16i_universe *u = e->universe;
  *criterion = INFINITY;
  if (sdg16i_grow((void **)&d->seen, &d->seen_capacity, d->seen_count + 1, sizeof *d->seen))
    return sdg16i_fail_memory(d->error);
  d->seen[d->seen_count++] = *model;
  int32_t status, code = sdg16i_evaluator_status(e, model, &status, d->error);
  if (code || status != SDG16_MODEL_OK) return code;
  memcpy(d->trial, d->alpha, (size_t)(u->basics + u->interactions) * sizeof *d->trial);
  sdg16i_evaluator_set(e, model);
  sdg16i_maximum maximum;
  sdg16i_evaluator_maximise(e, d->trial, &maximum);
  if (!maximum.converged) return SDG16_OK;
  int64_t parameters = sdg16i_parameters(u, model);
  sdg16i_candidate c = {.model = *model,
                        .parameters = parameters,
                        .loglik = maximum.loglik,
                        .hidden = exp(d->trial[0])};
  c.criterion = *criterion =
      sdg16i_penalty(d->criterion, parameters, e->cells->n) - 2 * maximum.loglik;
  return sdg16i_candidates_enter(d->candidates, &c) ? sdg16i_fail_memory(d->error) : SDG16_OK;
}

/* Adding interaction i keeps a down-set; removing it does. */
static int neighbour(const sdg16i_universe *u, const sdg16i_set *model, int64_t i,
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

static int32_t descend(descent *d, sdg16i_run *run) {
  const sdg16i_universe *u = d->e->universe;
  sdg16i_set here = {{0}};
  double criterion;
  memcpy(d->alpha, d->e->start, (size_t)(u->basics + u->interactions) * sizeof *d->alpha);
  int32_t code = look(d, &here, &criterion);
  for (int move = 0; !code && move < MAX_MOVES; move++) {
    sdg16i_set best = here, next;
    double lowest = criterion;
    for (int64_t i = 0; !code && i < u->interactions; i++) {
      if (!neighbour(u, &here, i, &next) || seen_before(d, &next)) continue;
      double value;
      code = sdg16i_run_poll(run);
      if (code) return sdg16i_run_stopped(run, code, d->error);
      code = look(d, &next, &value);
      if (value < lowest) {
        lowest = value;
        best = next;
      }
    }
    if (code || !(lowest < criterion)) break;
    here = best;
    criterion = lowest;
    sdg16i_evaluator_set(d->e, &here); /* stand on it: its maximum starts the next looks */
    sdg16i_maximum maximum;
    sdg16i_evaluator_maximise(d->e, d->alpha, &maximum);
  }
  return code;
}

int32_t sdg16i_search_downhill(sdg16i_evaluator *e, int32_t criterion, sdg16i_run *run,
                               sdg16i_candidates *candidates, int64_t *visited,
                               sdg16_error *error) {
  int64_t terms = e->universe->basics + e->universe->interactions;
  descent d = {.e = e, .criterion = criterion, .candidates = candidates, .error = error};
  d.alpha = sdg16i_array(terms, sizeof *d.alpha);
  d.trial = sdg16i_array(terms, sizeof *d.trial);
  int32_t code = d.alpha && d.trial ? descend(&d, run) : sdg16i_fail_memory(error);
  *visited = d.seen_count;
  free(d.alpha);
  free(d.trial);
  free(d.seen);
  return code;
}
