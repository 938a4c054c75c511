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
