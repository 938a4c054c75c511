#include "mse/bootstrap/bootstrap.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/threads.h"
#include "mse/bootstrap/multinomial.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The units of work: first the jackknife, then the replicates. */
typedef struct unit {
  int64_t table, group;
  uint32_t history; /* of which one person is left out */
} unit;

/* What a worker needs: selectors and the counts at hand. */
typedef struct worker {
  sdg16i_selector *selector; /* [groups] */
  int64_t *weight;           /* [groups] of a fit, as in a search's budget */
  const double **counts;     /* [tables] */
  double *alpha;             /* [terms] for the top models */
} worker;

typedef struct job {
  const sdg16i_boot_plan *plan;
  sdg16i_run *run;
  sdg16i_arena arena;
  int64_t begin, replicates; /* of this shard; grows with an automatic number */
  int64_t most;              /* that they may become */
  int64_t units;
  unit *unit;
  int64_t *first_unit; /* [tables + 1] */
  sdg16i_urn *urn;     /* [tables] */
  double *size;        /* [tables] persons to draw */
  int32_t workers;
  worker *worker;
  uint8_t *done;      /* [replicates] */
  uint8_t *unit_done; /* [units] */
  int32_t *rank;      /* [replicates] of the best model in the ranking */
  int64_t *fits;      /* [LADDER[0]] what the first cost */
  sdg16_draws *draws, *top_draws;
} job;

static int is_estimable(const sdg16i_boot_table *table) { return isfinite(table->hidden); }

/* Numbers of replicates to choose from. */
static const int64_t LADDER[] = {1000, 2000, 5000, 10000, 20000};
#define RUNGS ((int64_t)(sizeof LADDER / sizeof LADDER[0]))

/* ---- preparing ---- */

static int list_units(job *j) {
  const sdg16i_boot_plan *plan = j->plan;
  int64_t most = 0;
  for (int64_t s = 0; s < plan->tables; s++) most += plan->table[s].cells->positives;
  j->unit = sdg16i_arena_array(&j->arena, most, sizeof *j->unit);
  j->first_unit = sdg16i_arena_array(&j->arena, plan->tables + 1, sizeof *j->first_unit);
  if (!j->unit || !j->first_unit) return -1;
  for (int64_t s = 0, g = 0; s < plan->tables; s++) {
    const sdg16i_cells *cells = plan->table[s].cells;
    g += s >= plan->group[g].first + plan->group[g].count;
    for (int64_t i = 0; is_estimable(&plan->table[s]) && i < cells->positives; i++)
      j->unit[j->units++] = (unit){s, g, cells->positive[i]};
    j->first_unit[s + 1] = j->units;
  }
  return 0;
}

/* Nonparametric: the observed persons. Parametric: the fitted means with the hidden,
 * as many persons as the estimate's whole part. */
static int fill_urns(job *j) {
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

static int32_t start_worker(job *j, worker *w, sdg16_error *error) {
  const sdg16i_boot_plan *plan = j->plan;
  w->selector = sdg16i_arena_array(&j->arena, plan->groups, sizeof *w->selector);
  w->counts = sdg16i_arena_array(&j->arena, plan->tables, sizeof *w->counts);
  w->weight = sdg16i_arena_array(&j->arena, plan->groups, sizeof *w->weight);
  if (!w->selector || !w->counts || !w->weight) return sdg16i_fail_memory(error);
  for (int64_t s = 0; s < plan->tables; s++) {
    w->counts[s] = sdg16i_arena_array(&j->arena, plan->table[s].cells->size, sizeof(double));
    if (!w->counts[s]) return sdg16i_fail_memory(error);
  }
  sdg16i_cells **cells = sdg16i_array(plan->tables, sizeof(sdg16i_cells *));
  int32_t status = cells ? SDG16_OK : sdg16i_fail_memory(error);
  for (int64_t s = 0; !status && s < plan->tables; s++) cells[s] = plan->table[s].cells;
  for (int64_t g = 0; !status && g < plan->groups; g++) {
    const sdg16i_boot_group *group = &plan->group[g];
    if (!is_estimable(&plan->table[group->first])) continue; /* no selector: stays zero */
    status = sdg16i_selector_init(&w->selector[g], &group->how, group->count,
                                  cells + group->first, error);
    if (!status) w->weight[g] = sdg16i_fit_weight(&w->selector[g].panel);
  }
  free(cells);
  if (!status && plan->top) {
    const sdg16i_universe *u = plan->group[0].how.universe;
    w->alpha = sdg16i_arena_array(&j->arena, u->basics + u->interactions, sizeof *w->alpha);
    if (!w->alpha) status = sdg16i_fail_memory(error);
  }
  return status;
}

static int32_t make_cells(job *j, sdg16_error *error) {
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

static int32_t make_draws(job *j, sdg16_draws **out, sdg16_error *error) {
  const sdg16i_boot_plan *plan = j->plan;
  int32_t status = sdg16i_draws_new(
      j->replicates, j->units, j->run->exec.seed, SDG16_STREAM_VERSION,
      plan->replicates ? plan->replicates : LADDER[0], plan->settings, out, error);
  if (status) return status;
  for (int64_t i = 0; i < j->replicates; i++) (*out)->number[i] = j->begin + i;
  for (int64_t i = 0; i < j->units; i++) {
    (*out)->weight[i] = plan->table[j->unit[i].table].cells->count[j->unit[i].history];
    (*out)->group[i] = j->unit[i].table;
  }
  return SDG16_OK;
}

static int32_t take_range(job *j, sdg16_error *error) {
  const sdg16i_boot_plan *plan = j->plan;
  const sdg16_exec_options *exec = &j->run->exec;
  int64_t end = exec->replicate_end < 0 ? plan->replicates : exec->replicate_end;
  if (!plan->replicates) {
    j->replicates = LADDER[0];
    j->most = LADDER[RUNGS - 1];
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

static int32_t prepare_job(job *j, sdg16_error *error) {
  const sdg16i_boot_plan *plan = j->plan;
  int32_t status = take_range(j, error);
  if (status) return status;
  if (list_units(j) || fill_urns(j)) return sdg16i_fail_memory(error);
  j->done = sdg16i_arena_array(&j->arena, j->most, 1);
  j->unit_done = sdg16i_arena_array(&j->arena, j->units, 1);
  j->rank = sdg16i_arena_array(&j->arena, j->most, sizeof *j->rank);
  j->fits = sdg16i_arena_array(&j->arena, LADDER[0], sizeof *j->fits);
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

/* ---- the best of the first k models, k = 1 .. top, on the table at hand ---- */

/* The draw of a model without an estimate. */
static double case_of(int32_t status, double observed) {
  return status == SDG16_MODEL_UNBOUNDED     ? INFINITY
         : status == SDG16_MODEL_NONE_HIDDEN ? observed
                                             : NAN;
}

/* Where none of the first k has an estimate, the draw is what they agree in, or missing; where
 * a refused unbounded model is preferred to the best of all, it is to them too. */
static int32_t top_models(const job *j, worker *w, int jackknife, int64_t slot, int32_t *rank,
                          sdg16_error *error) {
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

/* ---- the units ---- */

static double *counts_of(const worker *w, int64_t table) { return (double *)w->counts[table]; }

/* Chooses for the tables of group g, whose counts are there. */
static int32_t choose_group(const job *j, worker *w, int64_t g, sdg16_error *error) {
  return sdg16i_selector_apply(&w->selector[g], w->counts + j->plan->group[g].first, j->run,
                               error);
}

static int32_t leave_one_out(const job *j, worker *w, int64_t k, sdg16_error *error) {
  const sdg16i_boot_plan *plan = j->plan;
  const unit *u = &j->unit[k];
  int64_t g = u->group;
  const sdg16i_boot_group *group = &plan->group[g];
  for (int64_t s = group->first; s < group->first + group->count; s++)
    memcpy(counts_of(w, s), plan->table[s].cells->count,
           (size_t)plan->table[s].cells->size * sizeof(double));
  counts_of(w, u->table)[u->history] -= 1;
  w->selector[g].near = 0; /* of equally good models the one that is nearest the data's */
  for (int64_t s = group->first; s < group->first + group->count; s++)
    if (is_estimable(&plan->table[s])) w->selector[g].near += plan->table[s].hidden;
  int32_t status = choose_group(j, w, g, error);
  int64_t place = k - j->first_unit[group->first];
  for (int64_t i = 0; !status && i < group->count; i++)
    j->draws->cell[group->first + i].jackknife.value[place] =
        w->selector[g].cells[i]->n + w->selector[g].hidden[i];
  int32_t ignored;
  if (!status && plan->top) status = top_models(j, w, 1, k, &ignored, error);
  if (!status) j->unit_done[k] = 1;
  return status;
}

/* Maximisations of a worker so far, as they count in a budget. */
static int64_t count_fits(const sdg16i_boot_plan *plan, const worker *w) {
  int64_t fits = 0;
  for (int64_t g = 0; g < plan->groups; g++)
    for (int64_t s = 0; s < w->selector[g].panel.owned; s++)
      fits += w->weight[g] * w->selector[g].panel.own[s].fits +
              w->selector[g].panel.own[s].decisions;
  return fits;
}

/* Marks of a replicate that is done. */
#define DONE 1
#define DONE_UNPROVED 2 /* a search in it ended before its choice was proved */

static int32_t resample_tables(const job *j, worker *w, int64_t slot, sdg16_error *error) {
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
    if (!is_estimable(&plan->table[s])) continue;
    double *counts = counts_of(w, s);
    memset(counts, 0, (size_t)plan->table[s].cells->size * sizeof *counts);
    sdg16i_multinomial(&rng, j->size[s], &j->urn[s], counts);
    counts[0] = 0; /* the hidden ones of the parametric bootstrap */
  }
  for (int64_t g = 0; !status && g < plan->groups; g++) {
    const sdg16i_boot_group *group = &plan->group[g];
    sdg16i_selector *selector = &w->selector[g];
    if (!is_estimable(&plan->table[group->first])) continue;
    selector->near = NAN;
    selector->lot = sdg16i_rng_double(&lots);
    status = choose_group(j, w, g, error);
    proved &= selector->exact;
    for (int64_t s = 0; !status && s < group->count; s++)
      j->draws->cell[group->first + s].replicate[slot] =
          selector->cells[s]->n + selector->hidden[s];
  }
  if (!status && plan->top) status = top_models(j, w, 0, slot, &j->rank[slot], error);
  if (slot < LADDER[0]) j->fits[slot] = count_fits(plan, w) - fits;
  if (!status) j->done[slot] = proved ? DONE : DONE_UNPROVED;
  return status;
}

static int32_t do_unit(int64_t k, int32_t worker_index, void *context, sdg16_error *error) {
  job *j = context;
  worker *w = &j->worker[worker_index];
  return k < j->units ? leave_one_out(j, w, k, error)
                      : resample_tables(j, w, k - j->units, error);
}

/* ---- how many replicates ---- */

#define MOST_FITS 2e6
#define MOST_BUDGETS 10

int32_t sdg16i_bootstrap_range(int64_t replicates, const sdg16_exec_options *exec,
                               sdg16_error *error) {
  if (replicates || (!exec->replicate_begin && exec->replicate_end < 0)) return SDG16_OK;
  return sdg16i_fail_at(error, SDG16_ERR_OPTION, "replicates", 0, 0,
                        "a range of replicates needs an explicit number of replicates");
}

/* Adds the sum of all tables that have an estimate as the last cell. */
static int32_t add_total(job *j, sdg16_error *error) {
  const sdg16i_boot_plan *plan = j->plan;
  int64_t *cell = sdg16i_array(plan->tables, sizeof *cell), count = 0;
  double *weight = sdg16i_array(plan->tables, sizeof *weight);
  int32_t status = cell && weight ? SDG16_OK : sdg16i_fail_memory(error);
  for (int64_t s = 0; !status && s < plan->tables; s++) {
    if (!is_estimable(&plan->table[s])) continue;
    weight[count] = 1;
    cell[count++] = s;
  }
  if (!status) status = sdg16i_draws_sum(j->draws, "(all)", 0, count, cell, weight, error);
  free(cell);
  free(weight);
  return status;
}

static int32_t limits_suffice(job *j, int *suffice, sdg16_error *error) {
  int32_t status = add_total(j, error);
  if (status) return status;
  sdg16_estimate ignored;
  sdg16_bootstrap_summary summary;
  sdg16i_ranks ranks;
  double b = (double)j->replicates;
  status =
      sdg16i_cell_interval(j->draws, &j->draws->cell[j->draws->cells - 1], j->plan->interval,
                           j->plan->level, &ignored, &summary, &ranks, error);
  sdg16i_draws_drop(j->draws);
  if (!status)
    *suffice =
        b * ranks.low >= SDG16I_STEADY_DRAWS && b * (1 - ranks.high) >= SDG16I_STEADY_DRAWS;
  return status;
}

/* Fits of `replicates` of them, by those of the first. */
static double expected_fits(const job *j, int64_t replicates) {
  int64_t fits = 0;
  for (int64_t i = 0; i < LADDER[0]; i++) fits += j->fits[i];
  return (double)fits / (double)LADDER[0] * (double)replicates;
}

/* What the replicates may cost to be more than the first. */
static double most_fits(const sdg16i_boot_plan *plan) {
  double budgets = MOST_BUDGETS * (double)plan->search_fits;
  return plan->search_fits && budgets < MOST_FITS ? budgets : MOST_FITS;
}

static int32_t extend_draws(job *j, int64_t replicates, sdg16_error *error) {
  int32_t status = sdg16i_draws_extend(j->draws, replicates, error);
  if (!status && j->top_draws) status = sdg16i_draws_extend(j->top_draws, replicates, error);
  if (!status) j->replicates = replicates;
  return status;
}

static int32_t do_units(job *j, int64_t begin, sdg16_error *error) {
  return sdg16i_parallel(j->run, begin, j->units + j->replicates, j->run->exec.threads, do_unit,
                         j, error);
}

/* Climbs the ladder; every rung is taken for half of what is left to do. */
static int32_t do_automatic(job *j, sdg16_error *error) {
  sdg16i_run *run = j->run;
  double begin = run->begin, end = run->end;
  int32_t status = SDG16_OK;
  for (int64_t rung = 0, done = 0; !status; rung++) {
    int last = rung + 1 == RUNGS, suffice = 0;
    double middle = last ? end : (begin + end) / 2;
    sdg16i_run_phase(run, begin, middle);
    status = do_units(j, done, error);
    begin = middle;
    done = j->units + j->replicates;
    if (status || last || expected_fits(j, LADDER[rung + 1]) > most_fits(j->plan)) break;
    status = limits_suffice(j, &suffice, error);
    if (suffice) break;
    if (!status) status = extend_draws(j, LADDER[rung + 1], error);
  }
  return status;
}

/* ---- the whole ---- */

static void forget_jackknife(sdg16_draws *draws) {
  for (int64_t c = 0; c < draws->cells; c++) sdg16i_jackknife_forget(&draws->cell[c].jackknife);
}

/* Of a stopped job the replicates up to the first that is missing count, so that another
 * run can go on from there; a jackknife that is not whole is none. */
static void keep_done(job *j) {
  int missing = 0, whole = 1;
  for (int64_t i = 0; i < j->replicates; i++) {
    missing |= !j->done[i];
    if (missing) j->done[i] = 0;
  }
  for (int64_t k = 0; k < j->units; k++) whole &= j->unit_done[k];
  if (whole) return;
  forget_jackknife(j->draws);
  if (j->top_draws) forget_jackknife(j->top_draws);
}

static int32_t count_ranks(const job *j, sdg16i_boot_result *out, sdg16_error *error) {
  if (!j->plan->top) return SDG16_OK;
  out->rank_count = sdg16i_array(j->plan->top + 1, sizeof *out->rank_count);
  if (!out->rank_count) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < j->replicates; i++)
    if (j->done[i]) out->rank_count[j->rank[i]]++;
  return SDG16_OK;
}

static void clear_job(job *j) {
  for (int32_t i = 0; j->worker && i < j->workers; i++)
    for (int64_t g = 0; j->worker[i].selector && g < j->plan->groups; g++)
      sdg16i_selector_clear(&j->worker[i].selector[g]);
  sdg16_draws_free(j->draws);
  sdg16_draws_free(j->top_draws);
  sdg16i_arena_free(&j->arena);
}

int32_t sdg16i_bootstrap(const sdg16i_boot_plan *plan, sdg16i_run *run, sdg16i_boot_result *out,
                         sdg16_error *error) {
  *out = (sdg16i_boot_result){0};
  job j = {.plan = plan, .run = run};
  int32_t status = prepare_job(&j, error);
  if (!status) {
    sdg16_error failure; /* of its own: stopping may be no failure of the call */
    sdg16_error_init(&failure, sizeof failure);
    status = plan->replicates ? do_units(&j, 0, &failure) : do_automatic(&j, &failure);
    if (plan->keep_partial && (status == SDG16_ERR_CANCELLED || status == SDG16_ERR_TIMEOUT)) {
      out->stopped = status;
      status = SDG16_OK;
    } else if (status) {
      sdg16i_fail_copy(error, &failure);
    }
  }
  if (out->stopped) keep_done(&j);
  if (!status) status = count_ranks(&j, out, error);
  for (int64_t i = 0; !status && i < j.replicates; i++)
    out->unproved += j.done[i] == DONE_UNPROVED;
  if (!status) {
    sdg16i_draws_keep(j.draws, j.done);
    if (j.top_draws) sdg16i_draws_keep(j.top_draws, j.done);
    out->draws = j.draws;
    out->top_draws = j.top_draws;
    j.draws = j.top_draws = NULL;
  }
  clear_job(&j);
  return status;
}

void sdg16i_boot_result_clear(sdg16i_boot_result *r) {
  sdg16_draws_free(r->draws);
  sdg16_draws_free(r->top_draws);
  free(r->rank_count);
  *r = (sdg16i_boot_result){0};
}
