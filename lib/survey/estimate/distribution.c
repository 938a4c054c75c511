#include "survey/estimate/distribution.h"

#include "base/error.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

/* One category after the other, of all domains. */
typedef struct distributing {
  const sdg16_design *design;
  const sdg16i_coded_column *classes;
  int64_t domains;
  double *y;                   /* by position: is the row of the category? */
  sdg16i_domain_figures *cell; /* categories x domains */
  sdg16i_trace *trace;         /* of one category */
} distributing;

static void ask_for_category(const distributing *d, int64_t category) {
  for (int64_t p = 0; p < d->design->rows; p++) {
    int32_t code = d->classes->code[p];
    d->y[p] = code < 0 ? (double)NAN : code == category;
  }
}

/* The traces become the caller's. */
static void place_category(const distributing *d, int64_t category,
                           sdg16i_domain_figures *cells, sdg16i_trace *traces) {
  for (int64_t k = 0; k < d->domains; k++) {
    int64_t row = k * d->classes->count + category;
    cells[row] = d->cell[category * d->domains + k];
    if (!traces) continue;
    traces[row] = d->trace[k];
    d->trace[k] = (sdg16i_trace){0};
  }
}

int32_t sdg16i_distribution(const sdg16_design *design, const sdg16i_coded_column *classes,
                            int32_t with_replacement, const sdg16i_domains *domains,
                            sdg16i_run *run, sdg16i_domain_figures *cells, sdg16i_trace *traces,
                            sdg16_error *error) {
  distributing d = {.design = design, .classes = classes, .domains = domains->count};
  d.y = sdg16i_array(design->rows, sizeof *d.y);
  d.cell = sdg16i_array(classes->count * d.domains, sizeof *d.cell);
  d.trace = sdg16i_array(d.domains, sizeof *d.trace);
  int32_t status = d.y && d.cell && d.trace ? SDG16_OK : sdg16i_fail_memory(error);
  sdg16i_survey_target target = {
      .statistic = SDG16_SURVEY_PROPORTION, .with_replacement = with_replacement, .y = d.y};
  for (int64_t category = 0; !status && category < classes->count; category++) {
    ask_for_category(&d, category);
    target.alike = category ? d.cell : NULL; /* the same rows have no category */
    status = sdg16i_estimate(design, &target, domains, run, d.cell + category * d.domains,
                             traces ? d.trace : NULL, error);
    if (!status) place_category(&d, category, cells, traces);
  }
  for (int64_t k = 0; d.trace && k < d.domains; k++) sdg16i_trace_clear(&d.trace[k]);
  free(d.y);
  free(d.cell);
  free(d.trace);
  return status;
}
