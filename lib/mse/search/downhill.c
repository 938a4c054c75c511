#include "base/error.h"
#include "base/memory.h"
#include "mse/search/search.h"

#include <string.h>

#define MAX_MOVES 20 /* as in the published procedure */

typedef struct descent {
  sdg16i_panel *panel;
  sdg16i_workspace *w; /* alpha: of the model stood on */
  int32_t criterion;
  sdg16i_candidates *candidates;
  sdg16_error *error;
} descent;

static int seen_before(const sdg16i_workspace *w, const sdg16i_set *model) {
  for (int64_t i = 0; i < w->seen_count; i++)
    if (sdg16i_set_equal(&w->seen[i], model)) return 1;
  return 0;
}

/* Looks at one model: its criterion, infinite when it is not admissible. */
static int32_t look_at_model(descent *d, const sdg16i_set *model, double *value) {
  sdg16i_workspace *w = d->w;
  if (sdg16i_grow((void **)&w->seen, &w->seen_capacity, w->seen_count + 1, sizeof *w->seen))
    return sdg16i_fail_memory(d->error);
  w->seen[w->seen_count++] = *model;
  memcpy(w->trial, w->alpha,
         (size_t)(d->panel->tables * sdg16i_panel_terms(d->panel)) * sizeof *w->trial);
  return sdg16i_consider(d->panel, d->criterion, model, w->trial, d->candidates, value,
                         d->error);
}

static int32_t descend_criterion(descent *d, sdg16i_run *run) {
  const sdg16i_universe *u = d->panel->e[0]->universe;
  sdg16i_set here = {{0}};
  double value, ignored;
  int unused;
  sdg16i_panel_start(d->panel, d->w->alpha);
  int32_t status = look_at_model(d, &here, &value);
  for (int move = 0; !status && move < MAX_MOVES; move++) {
    sdg16i_set best = here, next;
    double lowest = value;
    for (int64_t i = 0; !status && i < u->interactions; i++) {
      if (!sdg16i_neighbour(u, &here, i, &next) || seen_before(d->w, &next)) continue;
      double other;
      status = sdg16i_run_poll(run);
      if (status) return sdg16i_run_stopped(run, status, d->error);
      status = look_at_model(d, &next, &other);
      if (other < lowest) {
        lowest = other;
        best = next;
      }
    }
    if (status || !(lowest < value)) break;
    here = best;
    value = lowest;
    /* stand on it: its maximum starts the next looks */
    status =
        sdg16i_panel_maximise(d->panel, &here, d->w->alpha, &ignored, NULL, &unused, d->error);
  }
  return status;
}

int32_t sdg16i_search_downhill(sdg16i_panel *panel, sdg16i_workspace *workspace,
                               int32_t criterion, sdg16i_run *run,
                               sdg16i_candidates *candidates, int64_t *visited,
                               sdg16_error *error) {
  descent d = {.panel = panel,
               .w = workspace,
               .criterion = criterion,
               .candidates = candidates,
               .error = error};
  workspace->seen_count = 0;
  int32_t status = descend_criterion(&d, run);
  *visited = workspace->seen_count;
  return status;
}
