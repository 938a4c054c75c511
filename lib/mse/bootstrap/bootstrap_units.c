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
    (jackknife ? cell->jackknife.value : cell->replicate)[slot] = refused ? INFINITY : total;
  }
  return SDG16_OK;
}

/* ---- the selector of a group ---- */

/* *k: its place among those of the worker. */
static int32_t open_selector(const sdg16i_boot_job *j, sdg16i_boot_worker *w, int64_t g,
                             int64_t *k, sdg16_error *error) {
  *k = j->selectors == j->plan->groups ? g : 0;
  return w->selector[*k].how ? SDG16_OK : sdg16i_boot_begin_selector(j, w, *k, g, error);
}

static void close_selector(const sdg16i_boot_job *j, sdg16i_boot_worker *w) {
  if (j->selectors < j->plan->groups) sdg16i_selector_clear(&w->selector[0]);
}

static double *counts_of(const sdg16i_boot_worker *w, int64_t table) {
  return (double *)w->counts[table];
}

/* Chooses for the tables of group g, whose counts are there. */
static int32_t choose_group(const sdg16i_boot_job *j, const sdg16i_boot_worker *w, int64_t g,
                            sdg16i_selector *selector, sdg16_error *error) {
  return sdg16i_selector_apply(selector, w->counts + j->plan->group[g].first, j->run, error);
}

/* ---- the jackknife ---- */

static int32_t leave_one_out(const sdg16i_boot_job *j, sdg16i_boot_worker *w, int64_t unit,
                             int64_t k, sdg16_error *error) {
  const sdg16i_boot_plan *plan = j->plan;
  const sdg16i_boot_unit *u = &j->unit[unit];
  const sdg16i_boot_group *group = &plan->group[u->group];
  sdg16i_selector *selector = &w->selector[k];
  for (int64_t s = group->first; s < group->first + group->count; s++)
    memcpy(counts_of(w, s), plan->table[s].cells->count,
           (size_t)plan->table[s].cells->size * sizeof(double));
  counts_of(w, u->table)[u->history] -= 1;
  selector->near = 0; /* of equally good models the one that is nearest the data's */
  for (int64_t s = group->first; s < group->first + group->count; s++)
    if (sdg16i_boot_has_estimate(&plan->table[s])) selector->near += plan->table[s].hidden;
  int32_t status = choose_group(j, w, u->group, selector, error);
  int64_t place = unit - j->first_unit[group->first];
  for (int64_t i = 0; !status && i < group->count; i++)
    j->draws->cell[group->first + i].jackknife.value[place] =
        selector->cells[i]->n + selector->hidden[i];
  int32_t ignored;
  if (!status && plan->top) status = top_models(j, w, 1, unit, &ignored, error);
  if (!status) j->unit_done[unit] = 1;
  return status;
}

static int32_t leave_out(const sdg16i_boot_job *j, sdg16i_boot_worker *w, int64_t begin,
                         int64_t end, sdg16_error *error) {
  int64_t k = 0;
  int32_t status =
      begin < end ? open_selector(j, w, j->unit[begin].group, &k, error) : SDG16_OK;
  for (int64_t unit = begin; !status && unit < end; unit++)
    status = leave_one_out(j, w, unit, k, error);
  close_selector(j, w);
  return status;
}

/* ---- replicates ---- */

/* A replicate at work. */
typedef struct replicate {
  int64_t slot, fits;
  int proved;
  sdg16i_rng rng, lots;
} replicate;

static void begin_replicate(const sdg16i_boot_job *j, int64_t slot, replicate *r) {
  uint32_t purpose = j->plan->kind == SDG16_BOOTSTRAP_PARAMETRIC ? SDG16I_PURPOSE_PARAMETRIC
                                                                 : SDG16I_PURPOSE_NONPARAMETRIC;
  *r = (replicate){.slot = slot, .proved = 1};
  sdg16i_rng_init(&r->lots, j->run->exec.seed, SDG16I_PURPOSE_TIES, j->begin + slot);
  sdg16i_rng_init(&r->rng, j->run->exec.seed, purpose, j->begin + slot);
}

/* Maximisations of a selector so far, as they count in a budget. */
static int64_t count_fits(const sdg16i_boot_worker *w, int64_t k) {
  int64_t fits = 0;
  for (int64_t s = 0; s < w->selector[k].panel.owned; s++)
    fits +=
        w->weight[k] * w->selector[k].panel.own[s].fits + w->selector[k].panel.own[s].decisions;
  return fits;
}

static void draw_counts(const sdg16i_boot_job *j, const sdg16i_boot_worker *w, int64_t table,
                        sdg16i_rng *rng) {
  const sdg16i_boot_table *t = &j->plan->table[table];
  if (!sdg16i_boot_has_estimate(t)) return;
  double *counts = counts_of(w, table);
  memset(counts, 0, (size_t)t->cells->size * sizeof *counts);
  sdg16i_multinomial(rng, j->size[table], &j->urn[table], counts);
  counts[0] = 0; /* the hidden ones of the parametric bootstrap */
}

static int32_t resample_group(const sdg16i_boot_job *j, sdg16i_boot_worker *w, int64_t g,
                              int64_t k, replicate *r, sdg16_error *error) {
  const sdg16i_boot_group *group = &j->plan->group[g];
  sdg16i_selector *selector = &w->selector[k];
  int64_t fits = count_fits(w, k);
  for (int64_t s = 0; s < group->count; s++) draw_counts(j, w, group->first + s, &r->rng);
  selector->near = NAN;
  selector->lot = sdg16i_rng_double(&r->lots);
  int32_t status = choose_group(j, w, g, selector, error);
  r->proved &= selector->exact;
  for (int64_t s = 0; !status && s < group->count; s++)
    j->draws->cell[group->first + s].replicate[r->slot] =
        selector->cells[s]->n + selector->hidden[s];
  if (!status && j->plan->top) status = top_models(j, w, 0, r->slot, &j->rank[r->slot], error);
  r->fits += count_fits(w, k) - fits;
  return status;
}

/* The replicates from `begin` to `end` - 1, group by group. */
static int32_t resample_batch(const sdg16i_boot_job *j, sdg16i_boot_worker *w, int64_t begin,
                              int64_t end, sdg16_error *error) {
  const sdg16i_boot_plan *plan = j->plan;
  replicate batch[SDG16I_BOOT_BATCH];
  int64_t count = end - begin;
  for (int64_t i = 0; i < count; i++) begin_replicate(j, begin + i, &batch[i]);
  int32_t status = SDG16_OK;
  for (int64_t g = 0; !status && g < plan->groups; g++) {
    int64_t k;
    if (!sdg16i_boot_has_estimate(&plan->table[plan->group[g].first])) continue;
    status = open_selector(j, w, g, &k, error);
    for (int64_t i = 0; !status && i < count; i++)
      status = resample_group(j, w, g, k, &batch[i], error);
    close_selector(j, w);
  }
  for (int64_t i = 0; !status && i < count; i++) {
    int64_t slot = batch[i].slot;
    if (slot < SDG16I_BOOT_FIRST) j->fits[slot] = batch[i].fits;
    j->done[slot] = batch[i].proved ? SDG16I_BOOT_DONE : SDG16I_BOOT_UNPROVED;
  }
  return status;
}

/* ---- items ---- */

int64_t sdg16i_boot_jackknife_items(const sdg16i_boot_job *j) {
  return j->batch > 1 ? j->plan->groups : j->units;
}

int64_t sdg16i_boot_items(const sdg16i_boot_job *j) {
  return sdg16i_boot_jackknife_items(j) + (j->replicates + j->batch - 1) / j->batch;
}

int32_t sdg16i_boot_do_item(int64_t k, int32_t worker, void *context, sdg16_error *error) {
  sdg16i_boot_job *j = context;
  sdg16i_boot_worker *w = &j->worker[worker];
  int64_t first = (k - sdg16i_boot_jackknife_items(j)) * j->batch;
  if (first >= 0) {
    int64_t end = first + j->batch < j->replicates ? first + j->batch : j->replicates;
    return resample_batch(j, w, first, end, error);
  }
  if (j->batch == 1) return leave_out(j, w, k, k + 1, error);
  const sdg16i_boot_group *group = &j->plan->group[k];
  return leave_out(j, w, j->first_unit[group->first],
                   j->first_unit[group->first + group->count], error);
}
