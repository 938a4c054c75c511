#include "survey/estimate/average.h"

#include "base/error.h"
#include "base/memory.h"
#include "survey/design/replicates.h"
#include "survey/estimate/variance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the items ---- */

int32_t sdg16i_items_read(sdg16i_items *items, const sdg16_table *table, const int32_t *order,
                          const char *conditions, sdg16_error *error) {
  int32_t status = SDG16_OK;
  for (const char *at = conditions; !status && at;) {
    const char *end = strchr(at, ';');
    if (items->count == SDG16I_MAX_ITEMS)
      return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "average", 0, 0,
                            "average must be at most %d conditions", SDG16I_MAX_ITEMS);
    char *item = end ? strndup(at, (size_t)(end - at)) : strdup(at);
    if (!item) return sdg16i_fail_memory(error);
    status =
        sdg16i_survey_values(table, order, item, "average", 1, &items->y[items->count], error);
    if (!status) items->count++;
    free(item);
    at = end ? end + 1 : NULL;
  }
  return status;
}

void sdg16i_items_clear(sdg16i_items *items) {
  for (int32_t i = 0; i < items->count; i++) free(items->y[i]);
  items->count = 0;
}

/* ---- the mean ---- */

typedef struct averaging {
  const sdg16_design *design;
  int32_t items;
  int64_t domains;
  sdg16i_domain_figures *cell; /* items x domains */
  sdg16i_trace *trace;         /* the same */
  int32_t *unit, *other_unit;  /* room for the units of the last stage, twice */
  double *t, *other;
} averaging;

static void clear_averaging(averaging *a) {
  for (int64_t i = 0; a->trace && i < a->items * a->domains; i++)
    sdg16i_trace_clear(&a->trace[i]);
  free(a->cell);
  free(a->trace);
  free(a->unit);
  free(a->other_unit);
  free(a->t);
  free(a->other);
}

/* What is known of the whole: the least of the items. */
static void combine_items(const averaging *a, int64_t k, sdg16i_domain_figures *out) {
  *out = a->cell[k];
  out->value = 0;
  out->srs = out->variance = NAN;
  for (int32_t i = 0; i < a->items; i++) {
    const sdg16i_domain_figures *c = &a->cell[i * a->domains + k];
    if (c->status) { /* one without a value counts more than one without a variance */
      int without = c->status == SDG16_SURVEY_EMPTY || c->status == SDG16_SURVEY_UNDEFINED;
      if (without || !out->status) out->status = c->status;
      if (c->lonely >= 0) out->lonely = c->lonely;
    }
    if (c->n < out->n) {
      out->n = c->n;
      out->weight = c->weight;
      out->df_valid = c->df_valid;
    }
    if (c->events < out->events) out->events = c->events;
    if (c->missing > out->missing) out->missing = c->missing;
    out->value += c->value / a->items;
  }
}

/* Adds a share of the values of one item to those so far, unit by unit ascending. */
static int64_t add_item(averaging *a, const sdg16i_trace *item, int64_t used) {
  int64_t i = 0, k = 0, count = 0;
  while (i < used || k < item->units) {
    int old = i < used && (k == item->units || a->unit[i] <= item->unit[k]);
    int new = k < item->units && (i == used || item->unit[k] <= a->unit[i]);
    a->other_unit[count] = old ? a->unit[i] : item->unit[k];
    a->other[count++] = (old ? a->t[i] : 0) + (new ? item->t[k] / a->items : 0);
    i += old;
    k += new;
  }
  int32_t *unit = a->unit;
  double *t = a->t;
  a->unit = a->other_unit;
  a->t = a->other;
  a->other_unit = unit;
  a->other = t;
  return count;
}

static int32_t linearised_average(averaging *a, int64_t k, sdg16i_domain_figures *cell,
                                  sdg16i_trace *trace, sdg16_error *error) {
  int64_t units = 0;
  for (int32_t i = 0; i < a->items; i++)
    units = add_item(a, &a->trace[i * a->domains + k], units);
  int32_t status =
      trace ? sdg16i_trace_keep(trace, units, a->unit, units, a->t, error) : SDG16_OK;
  if (!status)
    status = sdg16i_variance(a->design, 1, units, a->unit, a->t, &cell->variance, &cell->lonely,
                             error);
  return status;
}

static int32_t replicated_average(averaging *a, int64_t k, sdg16i_domain_figures *cell,
                                  sdg16i_trace *trace, sdg16_error *error) {
  const sdg16i_replicates *reps = a->design->replicates;
  for (int64_t r = 0; r < reps->count; r++) {
    a->t[r] = 0;
    for (int32_t i = 0; i < a->items; i++)
      a->t[r] += a->trace[i * a->domains + k].t[r] / a->items;
  }
  cell->variance = sdg16i_replicate_covariance(reps, a->t, cell->value, a->t, cell->value);
  return trace ? sdg16i_trace_keep(trace, 0, NULL, reps->count, a->t, error) : SDG16_OK;
}

int32_t sdg16i_average(const sdg16_design *d, const sdg16i_items *items,
                       const sdg16i_domains *domains, sdg16i_run *run,
                       sdg16i_domain_figures *cells, sdg16i_trace *traces, sdg16_error *error) {
  averaging a = {.design = d, .items = items->count, .domains = domains->count};
  int64_t units = d->stage[d->stages - 1].units;
  int64_t most = d->replicates && d->replicates->count > units ? d->replicates->count : units;
  a.cell = sdg16i_array(a.items * a.domains, sizeof *a.cell);
  a.trace = sdg16i_array(a.items * a.domains, sizeof *a.trace);
  a.unit = sdg16i_array(units, sizeof *a.unit);
  a.t = sdg16i_array(most, sizeof *a.t);
  a.other_unit = sdg16i_array(units, sizeof *a.other_unit);
  a.other = sdg16i_array(most, sizeof *a.other);
  int room = a.cell && a.trace && a.unit && a.other_unit && a.t && a.other;
  int32_t status = room ? SDG16_OK : sdg16i_fail_memory(error);
  for (int32_t i = 0; !status && i < a.items; i++) {
    sdg16i_survey_target target = {.statistic = SDG16_SURVEY_PROPORTION, .y = items->y[i]};
    status = sdg16i_estimate(d, &target, domains, run, a.cell + i * a.domains,
                             a.trace + i * a.domains, error);
  }
  for (int64_t k = 0; !status && k < a.domains; k++) {
    sdg16i_trace *trace = traces ? &traces[k] : NULL;
    combine_items(&a, k, &cells[k]);
    if (cells[k].status) continue;
    status = d->replicates ? replicated_average(&a, k, &cells[k], trace, error)
                           : linearised_average(&a, k, &cells[k], trace, error);
    if (!status && !d->replicates && cells[k].lonely >= 0)
      cells[k].status = SDG16_SURVEY_LONELY;
  }
  clear_averaging(&a);
  return status;
}
