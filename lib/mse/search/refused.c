#include "mse/search/refused.h"

#include <math.h>

/* Clearly below: a term that gains nothing costs exactly 2 by AIC, and rounding must not
 * decide whether that is more than 2. */
static int is_below(double criterion, double ceiling) {
  return criterion < ceiling - (1e-6 + 1e-12 * fabs(ceiling));
}

int32_t sdg16i_find_refused(sdg16i_panel *panel, sdg16i_workspace *workspace, int32_t criterion,
                            int64_t budget, double best, double margin, sdg16i_run *run,
                            sdg16i_refused *out, sdg16_error *error) {
  double ceiling = best - margin;
  sdg16i_candidates c = {.wanted = SDG16_MODEL_UNBOUNDED, .ceiling = ceiling, .top = 1};
  sdg16i_search s = {.criterion = criterion, .budget = budget};
  int32_t status = sdg16i_search_exact(panel, workspace, run, &s, &c, error);
  int found = !status && c.count > 0 && is_below(c.list[0].criterion, ceiling);
  *out = (sdg16i_refused){.found = found, .complete = s.exact, .spent = s.spent};
  if (found) {
    out->model = c.list[0].model;
    out->criterion = c.list[0].criterion;
    out->better = best - out->criterion;
    out->preferred = is_below(out->criterion, best - SDG16I_CLEARLY_BETTER);
    out->universe = panel->e[0]->universe;
  }
  sdg16i_candidates_clear(&c);
  return status;
}

int32_t sdg16i_list_groups(const sdg16i_cells *cells) {
  uint32_t left = 0;
  int32_t groups = 0;
  for (int32_t i = 0; i < cells->lists; i++)
    if (cells->margin[INT64_C(1) << i] > 0) left |= UINT32_C(1) << i;
  while (left) { /* the lists that can be reached from the lowest one left */
    uint32_t reached = left & -left, look = reached;
    groups++;
    while (look) {
      uint32_t from = look & -look;
      look &= ~from;
      for (int32_t j = 0; j < cells->lists; j++) {
        uint32_t to = UINT32_C(1) << j;
        if (!(left & to & ~reached) || !(cells->margin[from | to] > 0)) continue;
        reached |= to;
        look |= to;
      }
    }
    left &= ~reached;
  }
  return groups;
}
