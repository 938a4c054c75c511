/* Preparing a bootstrap: the range of replicates, urns, draws, workers. */
#include "mse/bootstrap/bootstrap_job.h"

#include "base/error.h"
#include "base/threads.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static int list_units(sdg16i_boot_job *j) {
  const sdg16i_boot_plan *plan = j->plan;
  int64_t most = 0;
  for (int64_t s = 0; s < plan->tables; s++) most += plan->table[s].cells->positives;
  j->unit = sdg16i_arena_array(&j->arena, most, sizeof *j->unit);
  j->first_unit = sdg16i_arena_array(&j->arena, plan->tables + 1, sizeof *j->first_unit);
  j->cells = sdg16i_arena_array(&j->arena, plan->tables, sizeof(sdg16i_cells *));
  if (!j->unit || !j->first_unit || !j->cells) return -1;
  for (int64_t s = 0, g = 0; s < plan->tables; s++) {
    const sdg16i_boot_table *t = &plan->table[s];
    g += s >= plan->group[g].first + plan->group[g].count;
    j->cells[s] = t->cells;
    for (int64_t i = 0; sdg16i_boot_has_estimate(t) && i < t->cells->positives; i++)
      j->unit[j->units++] = (sdg16i_boot_unit){s, g, t->cells->positive[i]};
    j->first_unit[s + 1] = j->units;
  }
  return 0;
}

/* Nonparametric: the observed persons. Parametric: the fitted means with the hidden,
 * as many persons as the estimate's whole part. */
static int fill_urns(sdg16i_boot_job *j) {
  const sdg16i_boot_plan *plan = j->plan;
  j->urn = sdg16i_arena_array(&j->arena, plan->tables, sizeof *j->urn);
  j->size = sdg16i_arena_array(&j->arena, plan->tables, sizeof *j->size);
  for (int64_t s = 0; j->urn && j->size && s < plan->tables; s++) {
    const sdg16i_boot_table *t = &plan->table[s];
    uint32_t *category = sdg16i_arena_array(&j->arena, t->cells->size, sizeof *category);
    double *weight = sdg16i_arena_array(&j->arena, t->cells->size, sizeof *weight);
    double *rest = sdg16i_arena_array(&j->arena, t->cells->size, sizeof *rest);
    if (!category || !weight || !rest) return -1;
    const double *from = t->mean ? t->mean : t->cells->count;
    int64_t count = 0;
    for (int64_t c = 0; c < t->cells->size; c++)
      if (from[c] > 0) category[count++] = (uint32_t)c;
    for (int64_t i = 0; i < count; i++) weight[i] = from[category[i]];
    for (int64_t i = count - 1; i >= 0; i--)
      rest[i] = weight[i] + (i + 1 < count ? rest[i + 1] : 0);
    j->urn[s] = (sdg16i_urn){count, category, weight, rest};
    j->size[s] = t->mean ? floor(t->cells->n + t->mean[0]) : t->cells->n;
  }
  return j->urn && j->size ? 0 : -1;
}

int32_t sdg16i_boot_begin_selector(const sdg16i_boot_job *j, sdg16i_boot_worker *w, int64_t k,
                                   int64_t g, sdg16_error *error) {
  const sdg16i_boot_group *group = &j->plan->group[g];
  int32_t status = sdg16i_selector_init(&w->selector[k], &group->how, group->count,
                                        j->cells + group->first, error);
  if (!status) w->weight[k] = sdg16i_fit_weight(&w->selector[k].panel);
  return status;
}

static int32_t start_worker(sdg16i_boot_job *j, sdg16i_boot_worker *w, sdg16_error *error) {
  const sdg16i_boot_plan *plan = j->plan;
  w->selector = sdg16i_arena_array(&j->arena, j->selectors, sizeof *w->selector);
  w->counts = sdg16i_arena_array(&j->arena, plan->tables, sizeof *w->counts);
  w->weight = sdg16i_arena_array(&j->arena, j->selectors, sizeof *w->weight);
  if (!w->selector || !w->counts || !w->weight) return sdg16i_fail_memory(error);
  for (int64_t s = 0; s < plan->tables; s++) {
    w->counts[s] = sdg16i_arena_array(&j->arena, plan->table[s].cells->size, sizeof(double));
    if (!w->counts[s]) return sdg16i_fail_memory(error);
  }
  int32_t status = SDG16_OK;
  for (int64_t g = 0; !status && g < plan->groups && j->selectors == plan->groups; g++)
    if (sdg16i_boot_has_estimate(&plan->table[plan->group[g].first])) /* else it stays zero */
      status = sdg16i_boot_begin_selector(j, w, g, g, error);
  if (!status && plan->top) {
    const sdg16i_universe *u = plan->group[0].how.universe;
    w->alpha = sdg16i_arena_array(&j->arena, u->basics + u->interactions, sizeof *w->alpha);
    if (!w->alpha) status = sdg16i_fail_memory(error);
  }
  return status;
}

static int32_t make_cells(sdg16i_boot_job *j, sdg16_error *error) {
  const sdg16i_boot_plan *plan = j->plan;
  int32_t status = SDG16_OK;
  for (int64_t s = 0, g = 0; !status && s < plan->tables; s++) {
    sdg16i_draws_cell *cell;
    g += s >= plan->group[g].first + plan->group[g].count;
    int64_t first = plan->group[g].first, end = first + plan->group[g].count;
    status = sdg16i_draws_add_part(j->draws, plan->table[s].name, j->first_unit[first],
                                   j->first_unit[end], &cell, error);
    if (status) break;
    cell->observed = plan->table[s].cells->n;
    cell->point = plan->table[s].cells->n + plan->table[s].hidden;
    cell->jackknife.elsewhere = cell->point;
  }
  for (int64_t k = 0; !status && k < plan->top; k++) {
    char name[32];
    sdg16i_draws_cell *cell;
    snprintf(name, sizeof name, "top %lld", (long long)k + 1);
    status = sdg16i_draws_add(j->top_draws, name, &cell, error);
    if (status) break;
    cell->observed = plan->table[0].cells->n;
    cell->point = plan->table[0].cells->n + plan->table[0].hidden;
  }
  return status;
}

static int32_t make_draws(sdg16i_boot_job *j, sdg16_draws **out, sdg16_error *error) {
  const sdg16i_boot_plan *plan = j->plan;
  int32_t status = sdg16i_draws_new(
      j->replicates, j->units, j->run->exec.seed, SDG16_STREAM_VERSION,
      plan->replicates ? plan->replicates : SDG16I_BOOT_FIRST, plan->settings, out, error);
  if (status) return status;
  for (int64_t i = 0; i < j->replicates; i++) (*out)->number[i] = j->begin + i;
  for (int64_t i = 0; i < j->units; i++) {
    (*out)->weight[i] = plan->table[j->unit[i].table].cells->count[j->unit[i].history];
    (*out)->group[i] = j->unit[i].table;
  }
  return SDG16_OK;
}

int32_t sdg16i_bootstrap_range(int64_t replicates, const sdg16_exec_options *exec,
                               sdg16_error *error) {
  if (replicates || (!exec->replicate_begin && exec->replicate_end < 0)) return SDG16_OK;
  return sdg16i_fail_at(error, SDG16_ERR_OPTION, "replicates", 0, 0,
                        "a range of replicates needs an explicit number of replicates");
}

static int32_t take_range(sdg16i_boot_job *j, sdg16_error *error) {
  const sdg16i_boot_plan *plan = j->plan;
  const sdg16_exec_options *exec = &j->run->exec;
  int64_t end = exec->replicate_end < 0 ? plan->replicates : exec->replicate_end;
  if (!plan->replicates) {
    j->replicates = SDG16I_BOOT_FIRST;
    j->most = SDG16I_BOOT_MOST;
    return sdg16i_bootstrap_range(plan->replicates, exec, error);
  }
  if (end > plan->replicates || exec->replicate_begin > end)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "replicate_end", 0, 0,
                          "the range of replicates must lie within 0 to %lld, not %lld to %lld",
                          (long long)plan->replicates, (long long)exec->replicate_begin,
                          (long long)end);
  j->begin = exec->replicate_begin;
  j->most = j->replicates = end - j->begin;
  return SDG16_OK;
}

int32_t sdg16i_boot_prepare(sdg16i_boot_job *j, sdg16_error *error) {
  const sdg16i_boot_plan *plan = j->plan;
  int32_t status = take_range(j, error);
  if (status) return status;
  if (list_units(j) || fill_urns(j)) return sdg16i_fail_memory(error);
  int many = plan->groups > SDG16I_BOOT_KEPT;
  j->batch = many ? SDG16I_BOOT_BATCH : 1;
  j->selectors = many ? 1 : plan->groups;
  j->done = sdg16i_arena_array(&j->arena, j->most, 1);
  j->unit_done = sdg16i_arena_array(&j->arena, j->units, 1);
  j->rank = sdg16i_arena_array(&j->arena, j->most, sizeof *j->rank);
  j->fits = sdg16i_arena_array(&j->arena, SDG16I_BOOT_FIRST, sizeof *j->fits);
  j->workers = sdg16i_workers(j->run->exec.threads, j->units + j->most);
  j->worker = sdg16i_arena_array(&j->arena, j->workers, sizeof *j->worker);
  if (!j->done || !j->unit_done || !j->rank || !j->fits || !j->worker)
    return sdg16i_fail_memory(error);
  status = make_draws(j, &j->draws, error);
  if (!status && plan->top) status = make_draws(j, &j->top_draws, error);
  if (!status) status = make_cells(j, error);
  for (int32_t i = 0; !status && i < j->workers; i++)
    status = start_worker(j, &j->worker[i], error);
  return status;
}

void sdg16i_boot_clear(sdg16i_boot_job *j) {
  for (int32_t i = 0; j->worker && i < j->workers; i++)
    for (int64_t k = 0; j->worker[i].selector && k < j->selectors; k++)
      sdg16i_selector_clear(&j->worker[i].selector[k]);
  sdg16_draws_free(j->draws);
  sdg16_draws_free(j->top_draws);
  sdg16i_arena_free(&j->arena);
}
