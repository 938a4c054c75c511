/* The units of work of a bootstrap: a person left out (the jackknife), or a replicate. Each of
 * them repeats the selection of the model. */
#include "mse/bootstrap/bootstrap_job.h"

#include <math.h>
#include <string.h>

/* ---- the best of the first k models, k = 1 .. top, on the table at hand ---- */

/* The draw of a model without an estimate. */
static double case_of(int32_t status, double observed) {
  return status == SDG16_MODEL_UNBOUNDED     ? INFINITY
         : status == SDG16_MODEL_NONE_HIDDEN ? observed
                                             : NAN;
}

/* Where none of the first k has an estimate, the draw is what they agree in, or missing; where
 * a refused unbounded model is preferred to the best of all, it is to them too. */
static int32_t top_models(const sdg16i_boot_job *j, sdg16i_boot_worker *w, int jackknife,
                          int64_t slot, int32_t *rank, sdg16_error *error) {
  const sdg16i_boot_plan *plan = j->plan;
  sdg16i_selector *selector = &w->selector[0];
  const sdg16i_seeds *ranking = plan->ranking;
  int64_t terms = sdg16i_panel_terms(&selector->panel);
  double lowest = INFINITY, total = NAN, observed = selector->cells[0]->n;
  int refused = selector->status == SDG16_MODEL_UNBOUNDED_PREFERRED;
  int chosen = refused || sdg16_model_has_estimate(selector->status);
  *rank = (int32_t)plan->top;
  for (int64_t k = 0; k < plan->top; k++) {
    const sdg16i_set *model = &ranking->model[k];
    if (chosen && sdg16i_set_equal(model, &selector->model)) *rank = (int32_t)k;
    int32_t model_status;
    int32_t status = sdg16i_panel_status(&selector->panel, model, &model_status, error);
    if (status) return status;
    double loglik, hidden, instead = case_of(model_status, observed);
    int converged = 0;
    if (isinf(lowest)) total = k == 0 || instead == total ? instead : NAN;
    memcpy(w->alpha, ranking->alpha + k * terms, (size_t)terms * sizeof *w->alpha);
    if (sdg16_model_has_estimate(model_status))
      status = sdg16i_panel_maximise(&selector->panel, model, w->alpha, &loglik, &hidden,
                                     &converged, error);
    if (status) return status;
    if (converged) {
      int64_t parameters = sdg16i_parameters(plan->group[0].how.universe, model);
      double value =
          sdg16i_panel_penalty(&selector->panel, plan->group[0].how.criterion, parameters) -
          2 * loglik;
      if (value < lowest) {
        lowest = value;
        total = observed + hidden;
      }
    }
    sdg16i_draws_cell *cell = &j->top_draws->cell[k];
    (jackknife ? cell->jackknife : cell->replicate)[slot] = refused ? INFINITY : total;
  }
  return SDG16_OK;
}

/* ---- the units ---- */

static double *counts_of(const sdg16i_boot_worker *w, int64_t table) {
  return (double *)w->counts[table];
}

/* Chooses for the tables of group g, whose counts are there. */
static int32_t choose_group(const sdg16i_boot_job *j, sdg16i_boot_worker *w, int64_t g,
                            sdg16_error *error) {
  return sdg16i_selector_apply(&w->selector[g], w->counts + j->plan->group[g].first, j->run,
                               error);
}

static int32_t leave_one_out(const sdg16i_boot_job *j, sdg16i_boot_worker *w, int64_t k,
                             sdg16_error *error) {
  const sdg16i_boot_plan *plan = j->plan;
  const sdg16i_boot_unit *u = &j->unit[k];
  int64_t g = 0;
  while (u->table >= plan->group[g].first + plan->group[g].count) g++;
  const sdg16i_boot_group *group = &plan->group[g];
  for (int64_t s = group->first; s < group->first + group->count; s++)
    memcpy(counts_of(w, s), plan->table[s].cells->count,
           (size_t)plan->table[s].cells->size * sizeof(double));
  counts_of(w, u->table)[u->history] -= 1;
  w->selector[g].near = 0; /* of equally good models the one that is nearest the data's */
  for (int64_t s = group->first; s < group->first + group->count; s++)
    if (sdg16i_boot_has_estimate(&plan->table[s])) w->selector[g].near += plan->table[s].hidden;
  int32_t status = choose_group(j, w, g, error);
  for (int64_t s = 0; !status && s < plan->tables; s++) {
    int64_t in_group = s - group->first;
    double persons = plan->table[s].cells->n, hidden = plan->table[s].hidden;
    if (in_group >= 0 && in_group < group->count) {
      persons = w->selector[g].cells[in_group]->n;
      hidden = w->selector[g].hidden[in_group];
    }
    j->draws->cell[s].jackknife[k] = persons + hidden;
  }
  int32_t ignored;
  if (!status && plan->top) status = top_models(j, w, 1, k, &ignored, error);
  if (!status) j->unit_done[k] = 1;
  return status;
}

/* Maximisations of a worker so far, as they count in a budget. */
static int64_t count_fits(const sdg16i_boot_plan *plan, const sdg16i_boot_worker *w) {
  int64_t fits = 0;
  for (int64_t g = 0; g < plan->groups; g++)
    for (int64_t s = 0; s < w->selector[g].panel.owned; s++)
      fits += w->weight[g] * w->selector[g].panel.own[s].fits +
              w->selector[g].panel.own[s].decisions;
  return fits;
}

static int32_t resample_tables(const sdg16i_boot_job *j, sdg16i_boot_worker *w, int64_t slot,
                               sdg16_error *error) {
  const sdg16i_boot_plan *plan = j->plan;
  int64_t fits = count_fits(plan, w);
  int proved = 1;
  sdg16i_rng rng, lots;
  sdg16i_rng_init(&lots, j->run->exec.seed, SDG16I_PURPOSE_TIES, j->begin + slot);
  sdg16i_rng_init(&rng, j->run->exec.seed,
                  plan->kind == SDG16_BOOTSTRAP_PARAMETRIC ? SDG16I_PURPOSE_PARAMETRIC
                                                           : SDG16I_PURPOSE_NONPARAMETRIC,
                  j->begin + slot);
  int32_t status = SDG16_OK;
  for (int64_t s = 0; s < plan->tables; s++) {
    if (!sdg16i_boot_has_estimate(&plan->table[s])) continue;
    double *counts = counts_of(w, s);
    memset(counts, 0, (size_t)plan->table[s].cells->size * sizeof *counts);
    sdg16i_multinomial(&rng, j->size[s], &j->urn[s], counts);
    counts[0] = 0; /* the hidden ones of the parametric bootstrap */
  }
  for (int64_t g = 0; !status && g < plan->groups; g++) {
    const sdg16i_boot_group *group = &plan->group[g];
    sdg16i_selector *selector = &w->selector[g];
    if (!sdg16i_boot_has_estimate(&plan->table[group->first])) continue;
    selector->near = NAN;
    selector->lot = sdg16i_rng_double(&lots);
    status = choose_group(j, w, g, error);
    proved &= selector->exact;
    for (int64_t s = 0; !status && s < group->count; s++)
      j->draws->cell[group->first + s].replicate[slot] =
          selector->cells[s]->n + selector->hidden[s];
  }
  if (!status && plan->top) status = top_models(j, w, 0, slot, &j->rank[slot], error);
  if (slot < SDG16I_BOOT_FIRST) j->fits[slot] = count_fits(plan, w) - fits;
  if (!status) j->done[slot] = proved ? SDG16I_BOOT_DONE : SDG16I_BOOT_UNPROVED;
  return status;
}

int32_t sdg16i_boot_do_unit(int64_t k, int32_t worker_index, void *context,
                            sdg16_error *error) {
  sdg16i_boot_job *j = context;
  sdg16i_boot_worker *w = &j->worker[worker_index];
  return k < j->units ? leave_one_out(j, w, k, error)
                      : resample_tables(j, w, k - j->units, error);
}
