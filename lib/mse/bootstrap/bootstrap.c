#include "mse/bootstrap/bootstrap.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/threads.h"
#include "mse/bootstrap/bootstrap_job.h"

#include <math.h>
#include <stdlib.h>

/* Numbers of replicates to choose from. */
static const int64_t LADDER[] = {SDG16I_BOOT_FIRST, 2000, 5000, 10000, SDG16I_BOOT_MOST};
#define RUNGS ((int64_t)(sizeof LADDER / sizeof LADDER[0]))

/* ---- how many replicates ---- */

#define MOST_FITS 2e6
#define MOST_BUDGETS 10

/* Adds the sum of all tables that have an estimate as the last cell. */
static int32_t add_total(sdg16i_boot_job *j, sdg16_error *error) {
  const sdg16i_boot_plan *plan = j->plan;
  int64_t *cell = sdg16i_array(plan->tables, sizeof *cell), count = 0;
  double *weight = sdg16i_array(plan->tables, sizeof *weight);
  int32_t status = cell && weight ? SDG16_OK : sdg16i_fail_memory(error);
  for (int64_t s = 0; !status && s < plan->tables; s++) {
    if (!sdg16i_boot_has_estimate(&plan->table[s])) continue;
    weight[count] = 1;
    cell[count++] = s;
  }
  if (!status) status = sdg16i_draws_sum(j->draws, "(all)", 0, count, cell, weight, error);
  free(cell);
  free(weight);
  return status;
}

static int32_t limits_suffice(sdg16i_boot_job *j, int *suffice, sdg16_error *error) {
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
static double expected_fits(const sdg16i_boot_job *j, int64_t replicates) {
  int64_t fits = 0;
  for (int64_t i = 0; i < SDG16I_BOOT_FIRST; i++) fits += j->fits[i];
  return (double)fits / (double)SDG16I_BOOT_FIRST * (double)replicates;
}

/* What the replicates may cost to be more than the first. */
static double most_fits(const sdg16i_boot_plan *plan) {
  double budgets = MOST_BUDGETS * (double)plan->search_fits;
  return plan->search_fits && budgets < MOST_FITS ? budgets : MOST_FITS;
}

static int32_t extend_draws(sdg16i_boot_job *j, int64_t replicates, sdg16_error *error) {
  int32_t status = sdg16i_draws_extend(j->draws, replicates, error);
  if (!status && j->top_draws) status = sdg16i_draws_extend(j->top_draws, replicates, error);
  if (!status) j->replicates = replicates;
  return status;
}

static int32_t do_items(sdg16i_boot_job *j, int64_t begin, int64_t end, sdg16_error *error) {
  return sdg16i_parallel(j->run, begin, end, j->run->exec.threads, sdg16i_boot_do_item, j,
                         error);
}

/* What is left after `done` replicates. Of many groups the items of the jackknife are small,
 * those of the replicates large: each kind has its share of the progress. */
static int32_t do_units(sdg16i_boot_job *j, int64_t done, sdg16_error *error) {
  sdg16i_run *run = j->run;
  int64_t jackknife = sdg16i_boot_jackknife_items(j), all = sdg16i_boot_items(j);
  if (done) return do_items(j, jackknife + done / j->batch, all, error);
  if (j->batch == 1) return do_items(j, 0, all, error);
  double units = (double)j->units, rest = (double)j->replicates * (double)j->plan->groups;
  double begin = run->begin, end = run->end;
  double middle = begin + (end - begin) * units / (units + rest);
  sdg16i_run_phase(run, begin, middle);
  int32_t status = do_items(j, 0, jackknife, error);
  sdg16i_run_phase(run, middle, end);
  return status ? status : do_items(j, jackknife, all, error);
}

/* Climbs the ladder; every rung is taken for half of what is left to do. */
static int32_t do_automatic(sdg16i_boot_job *j, sdg16_error *error) {
  sdg16i_run *run = j->run;
  double begin = run->begin, end = run->end;
  int32_t status = SDG16_OK;
  for (int64_t rung = 0, done = 0; !status; rung++) {
    int last = rung + 1 == RUNGS, suffice = 0;
    double middle = last ? end : (begin + end) / 2;
    sdg16i_run_phase(run, begin, middle);
    status = do_units(j, done, error);
    begin = middle;
    done = j->replicates;
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
static void keep_done(sdg16i_boot_job *j) {
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

static int32_t count_ranks(const sdg16i_boot_job *j, sdg16i_boot_result *out,
                           sdg16_error *error) {
  if (!j->plan->top) return SDG16_OK;
  out->rank_count = sdg16i_array(j->plan->top + 1, sizeof *out->rank_count);
  if (!out->rank_count) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < j->replicates; i++)
    if (j->done[i]) out->rank_count[j->rank[i]]++;
  return SDG16_OK;
}

int32_t sdg16i_bootstrap(const sdg16i_boot_plan *plan, sdg16i_run *run, sdg16i_boot_result *out,
                         sdg16_error *error) {
  *out = (sdg16i_boot_result){0};
  sdg16i_boot_job j = {.plan = plan, .run = run};
  int32_t status = sdg16i_boot_prepare(&j, error);
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
    out->unproved += j.done[i] == SDG16I_BOOT_UNPROVED;
  if (!status) {
    sdg16i_draws_keep(j.draws, j.done);
    if (j.top_draws) sdg16i_draws_keep(j.top_draws, j.done);
    out->draws = j.draws;
    out->top_draws = j.top_draws;
    j.draws = j.top_draws = NULL;
  }
  sdg16i_boot_clear(&j);
  return status;
}

void sdg16i_boot_result_clear(sdg16i_boot_result *r) {
  sdg16_draws_free(r->draws);
  sdg16_draws_free(r->top_draws);
  free(r->rank_count);
  *r = (sdg16i_boot_result){0};
}
