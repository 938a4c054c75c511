#include "mse/diagnose/fit_test.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/threads.h"
#include "mse/bootstrap/multinomial.h"
#include "mse/diagnose/refit.h"

#include <math.h>

/* A replicate that is the observed table has its statistics up to rounding: it counts as
 * at least as large. */
#define TIE 1e-5

typedef struct fit_job {
  const sdg16_fit *fit;
  uint64_t seed;
  double deviance, pearson; /* from which on a replicate counts */
  sdg16i_arena arena;
  sdg16i_urn urn;
  uint8_t *larger; /* [replicates] 1: the deviance is as large, 2: X2 is */
  sdg16i_refit *worker;
} fit_job;

sdg16_fit_test sdg16i_no_fit_test(void) {
  return (sdg16_fit_test){.struct_size = (int64_t)sizeof(sdg16_fit_test),
                          .deviance = NAN,
                          .pearson = NAN,
                          .p_deviance = NAN,
                          .p_pearson = NAN};
}

/* ---- preparing ---- */

/* Histories with their fitted means. */
static int fill_fit_urn(fit_job *job) {
  const sdg16i_cells *cells = job->fit->cells;
  uint32_t *category = sdg16i_arena_array(&job->arena, cells->size, sizeof *category);
  double *weight = sdg16i_arena_array(&job->arena, cells->size, sizeof *weight);
  double *rest = sdg16i_arena_array(&job->arena, cells->size, sizeof *rest);
  if (!category || !weight || !rest) return -1;
  int64_t count = 0;
  for (int64_t c = 1; c < cells->size; c++) {
    if (!(job->fit->mean[c] > 0)) continue;
    category[count] = (uint32_t)c;
    weight[count++] = job->fit->mean[c];
  }
  for (int64_t i = count - 1; i >= 0; i--)
    rest[i] = weight[i] + (i + 1 < count ? rest[i + 1] : 0);
  job->urn = (sdg16i_urn){count, category, weight, rest};
  return 0;
}

/* ---- the replicates ---- */

static int32_t test_replicate(int64_t k, int32_t worker, void *context, sdg16_error *error) {
  (void)error;
  fit_job *job = context;
  sdg16i_refit *refit = &job->worker[worker];
  sdg16i_rng rng;
  double deviance, pearson;
  sdg16i_rng_init(&rng, job->seed, SDG16I_PURPOSE_FIT, k);
  sdg16i_multinomial(&rng, job->fit->cells->n, &job->urn, refit->count);
  sdg16i_refit_run(refit, &deviance, &pearson);
  job->larger[k] =
      (uint8_t)((deviance >= job->deviance ? 1 : 0) | (pearson >= job->pearson ? 2 : 0));
  return SDG16_OK;
}

static int32_t run_replicates(fit_job *job, int64_t replicates, int32_t workers,
                              sdg16i_run *run, sdg16_fit_test *out, sdg16_error *error) {
  int32_t status = SDG16_OK;
  for (int32_t i = 0; !status && i < workers; i++)
    status = sdg16i_refit_init(&job->worker[i], job->fit, error);
  if (!status)
    status = sdg16i_parallel(run, 0, replicates, workers, test_replicate, job, error);
  for (int32_t i = 0; i < workers; i++) sdg16i_refit_clear(&job->worker[i]);
  if (status) return status;
  int64_t by_deviance = 0, by_pearson = 0;
  for (int64_t k = 0; k < replicates; k++) {
    by_deviance += job->larger[k] & 1;
    by_pearson += job->larger[k] >> 1;
  }
  out->replicates = replicates;
  out->p_deviance = (double)(by_deviance + 1) / (double)(replicates + 1);
  out->p_pearson = (double)(by_pearson + 1) / (double)(replicates + 1);
  return SDG16_OK;
}

/* The p-values, from the fit whose lists are in order of their names. */
static int32_t find_p_values(const sdg16_fit *ordered, int64_t replicates, sdg16i_run *run,
                             sdg16_fit_test *out, sdg16_error *error) {
  double deviance = ordered->summary.deviance;
  double pearson = sdg16i_pearson(ordered->cells, ordered->mean);
  fit_job job = {.fit = ordered,
                 .seed = run->exec.seed,
                 .deviance = deviance - TIE * (1 + deviance),
                 .pearson = pearson - TIE * (1 + pearson)};
  int32_t workers = sdg16i_workers(run->exec.threads, replicates);
  job.larger = sdg16i_arena_array(&job.arena, replicates, 1);
  job.worker = sdg16i_arena_array(&job.arena, workers, sizeof *job.worker);
  int32_t status = job.larger && job.worker && !fill_fit_urn(&job)
                       ? run_replicates(&job, replicates, workers, run, out, error)
                       : sdg16i_fail_memory(error);
  sdg16i_arena_free(&job.arena);
  return status;
}

int32_t sdg16i_test_fit(const sdg16_fit *fit, int64_t replicates, sdg16i_run *run,
                        sdg16_fit_test *out, sdg16_error *error) {
  *out = sdg16i_no_fit_test();
  if (!fit || !sdg16_model_has_estimate(fit->summary.status)) return SDG16_OK;
  const sdg16_fit *ordered = sdg16i_fit_ordered(fit);
  out->deviance = fit->summary.deviance;
  out->pearson = sdg16i_pearson(ordered->cells, ordered->mean);
  out->df = fit->summary.df;
  if (!replicates || out->df <= 0) return SDG16_OK;
  return find_p_values(ordered, replicates, run, out, error);
}
