/* The bootstrap of an estimation with covariates. */
#include "base/error.h"
#include "base/threads.h"
#include "mse/bootstrap/multinomial.h"
#include "mse/covariates/covariates.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct worker {
  sdg16i_cross cross; /* the data's, with counts of its own */
  sdg16i_arena arena; /* of one replicate */
} worker;

typedef struct job {
  sdg16_covariates *self;
  sdg16i_run *run;
  sdg16i_arena arena;
  sdg16i_urn urn;
  double persons; /* to draw */
  int64_t begin, replicates;
  int32_t workers;
  worker *worker;
  uint8_t *done;
} job;

/* Nonparametric: the persons observed. Parametric: the fitted means with the hidden, as many
 * persons as the estimate's whole part. */
static int fill_urn(job *j) {
  const sdg16_covariates *self = j->self;
  const sdg16i_cross *cross = self->cross;
  const sdg16i_cross_fit *fit = &self->chosen->fit;
  int parametric = self->options.bootstrap_kind == SDG16_BOOTSTRAP_PARAMETRIC;
  int64_t cells = cross->histories * cross->width, count = 0;
  uint32_t *category = sdg16i_arena_array(&j->arena, cells, sizeof *category);
  double *weight = sdg16i_arena_array(&j->arena, cells, sizeof *weight);
  double *rest = sdg16i_arena_array(&j->arena, cells + 1, sizeof *rest);
  if (!category || !weight || !rest) return -1;
  for (int64_t c = 0; c < cells; c++) {
    double w = !parametric        ? cross->count[c]
               : c < cross->width ? (c < cross->kinds ? fit->hidden[c] : 0)
                                  : fit->mean[c];
    if (!(w > 0)) continue;
    category[count] = (uint32_t)c;
    weight[count++] = w;
  }
  for (int64_t i = count - 1; i >= 0; i--) rest[i] = weight[i] + rest[i + 1];
  j->urn = (sdg16i_urn){count, category, weight, rest};
  j->persons = parametric ? floor(self->group[0].result.total) : cross->n;
  return 0;
}

static int32_t start_worker(job *j, worker *w, sdg16_error *error) {
  const sdg16i_cross *cross = j->self->cross;
  w->cross = *cross;
  w->cross.count =
      sdg16i_arena_array(&j->arena, cross->histories * cross->width, sizeof(double));
  w->cross.kind_count = sdg16i_arena_array(&j->arena, cross->kinds, sizeof(double));
  return w->cross.count && w->cross.kind_count ? SDG16_OK : sdg16i_fail_memory(error);
}

static void draw_counts(const job *j, worker *w, int64_t replicate) {
  sdg16i_rng rng;
  sdg16i_cross *cross = &w->cross;
  uint32_t purpose = j->self->options.bootstrap_kind == SDG16_BOOTSTRAP_PARAMETRIC
                         ? SDG16I_PURPOSE_PARAMETRIC
                         : SDG16I_PURPOSE_NONPARAMETRIC;
  sdg16i_rng_init(&rng, j->run->exec.seed, purpose, replicate);
  memset(cross->count, 0, (size_t)(cross->histories * cross->width) * sizeof *cross->count);
  memset(cross->kind_count, 0, (size_t)cross->kinds * sizeof *cross->kind_count);
  sdg16i_multinomial(&rng, j->persons, &j->urn, cross->count);
  memset(cross->count, 0, (size_t)cross->width * sizeof *cross->count); /* the hidden */
  cross->n = 0;
  for (int64_t h = 1; h < cross->histories; h++)
    for (int64_t x = 0; x < cross->kinds; x++)
      cross->kind_count[x] += cross->count[h * cross->width + x];
  for (int64_t x = 0; x < cross->kinds; x++) cross->n += cross->kind_count[x];
}

/* The fit of a replicate: of the model selected again, or of the same model. */
static int32_t fit_replicate(const job *j, worker *w, sdg16i_cross_fit *out,
                             sdg16_error *error) {
  const sdg16_covariates *self = j->self;
  sdg16i_cross_path path;
  sdg16i_cross_scope scope = {
      &self->main_effects, &self->main_effects, &self->scope, self->options.select, 0, 0};
  if (self->options.select == SDG16_SELECT_FIXED || !self->options.reselect)
    return sdg16i_cross_fit_model(&w->cross, &self->chosen->model, &self->chosen->fit,
                                  &w->arena, out, error);
  int32_t status = sdg16i_cross_search(&w->cross, &scope, &w->arena, &path, error);
  if (status) return status;
  *out = path.step[path.steps - 1]->fit;
  sdg16i_cross_path_clear(&path);
  return SDG16_OK;
}

static int32_t do_replicate(int64_t k, int32_t index, void *context, sdg16_error *error) {
  job *j = context;
  worker *w = &j->worker[index];
  sdg16i_cross_fit fit;
  sdg16_covariates *self = j->self;
  sdg16i_arena_reset(&w->arena);
  draw_counts(j, w, j->begin + k);
  if (!(w->cross.n > 0)) { /* nobody was drawn: nothing is known */
    j->done[k] = 1;
    return SDG16_OK;
  }
  int32_t status = fit_replicate(j, w, &fit, error);
  for (int64_t g = 0; !status && g < self->groups; g++) {
    sdg16i_cross_group group;
    if (self->cell[g] < 0) continue;
    status = sdg16i_cross_group_total(&w->cross, &fit, self->group[g].member, &group, error);
    self->draws->cell[self->cell[g]].replicate[k] =
        fit.converged ? sdg16i_covariate_value(&group) : NAN;
  }
  if (!status) j->done[k] = 1;
  return status;
}

/* What the draws depend on. */
static int32_t new_draws(job *j, sdg16_error *error) {
  sdg16_covariates *self = j->self;
  const char *model = self->model;
  char *scope = sdg16i_cross_model_text(self->cross, &self->scope, &j->arena);
  if (!scope) return sdg16i_fail_memory(error);
  size_t size = strlen(model) + strlen(scope) + 400;
  char *settings = sdg16i_arena_array(&j->arena, (int64_t)size, 1);
  if (!settings) return sdg16i_fail_memory(error);
  int fixed = self->options.select == SDG16_SELECT_FIXED;
  snprintf(settings, size,
           "input=%s;covariates=%s;select=%s;reselect=%d;kind=%s;existence=total",
           sdg16_capture_sha256(self->grouped), fixed ? model : scope,
           sdg16_select_name(self->options.select), fixed ? 0 : self->options.reselect,
           sdg16_bootstrap_name(self->options.bootstrap_kind));
  int32_t status = sdg16i_draws_new(j->replicates, 0, j->run->exec.seed, SDG16_STREAM_VERSION,
                                    self->options.replicates, settings, &self->draws, error);
  for (int64_t i = 0; !status && i < j->replicates; i++) self->draws->number[i] = j->begin + i;
  return status;
}

static int32_t add_cells(job *j, sdg16_error *error) {
  sdg16_covariates *self = j->self;
  int32_t status = SDG16_OK;
  self->cell = sdg16i_arena_array(&self->arena, self->groups, sizeof *self->cell);
  if (!self->cell) return sdg16i_fail_memory(error);
  for (int64_t g = 0; !status && g < self->groups; g++) {
    sdg16i_draws_cell *cell;
    self->cell[g] = -1;
    if (!sdg16_model_has_estimate(self->group[g].status)) continue;
    status = sdg16i_draws_add(self->draws, self->group[g].name, &cell, error);
    if (status) break;
    self->cell[g] = self->draws->cells - 1;
    cell->observed = self->group[g].result.observed;
    cell->point = self->group[g].result.total;
  }
  return status;
}

static int32_t prepare_job(job *j, sdg16_error *error) {
  const sdg16_exec_options *exec = &j->run->exec;
  int64_t planned = j->self->options.replicates;
  int64_t end = exec->replicate_end < 0 ? planned : exec->replicate_end;
  if (end > planned || exec->replicate_begin > end)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "replicate_end", 0, 0,
                          "the range of replicates must lie within 0 to %lld, not %lld to %lld",
                          (long long)planned, (long long)exec->replicate_begin, (long long)end);
  j->begin = exec->replicate_begin;
  j->replicates = end - j->begin;
  j->workers = sdg16i_workers(exec->threads, j->replicates);
  j->worker = sdg16i_arena_array(&j->arena, j->workers, sizeof *j->worker);
  j->done = sdg16i_arena_array(&j->arena, j->replicates, 1);
  if (!j->worker || !j->done || fill_urn(j)) return sdg16i_fail_memory(error);
  int32_t status = new_draws(j, error);
  if (!status) status = add_cells(j, error);
  for (int32_t i = 0; !status && i < j->workers; i++)
    status = start_worker(j, &j->worker[i], error);
  return status;
}

/* Of a run that was stopped, the replicates before the first that is missing count. */
static void keep_first(job *j) {
  int missing = 0;
  for (int64_t i = 0; i < j->replicates; i++) {
    missing |= !j->done[i];
    if (missing) j->done[i] = 0;
  }
  sdg16i_draws_keep(j->self->draws, j->done);
}

int32_t sdg16i_covariate_draws(sdg16_covariates *self, sdg16i_run *run, sdg16_error *error) {
  job j = {.self = self, .run = run};
  int32_t status = prepare_job(&j, error);
  if (!status) {
    sdg16_error failure; /* of its own: stopping may be no failure of the call */
    sdg16_error_init(&failure, sizeof failure);
    status =
        sdg16i_parallel(run, 0, j.replicates, run->exec.threads, do_replicate, &j, &failure);
    int stopped = status == SDG16_ERR_CANCELLED || status == SDG16_ERR_TIMEOUT;
    if (stopped && self->options.keep_partial) {
      self->stopped = status;
      status = SDG16_OK;
      keep_first(&j);
    } else if (status) {
      sdg16i_fail_copy(error, &failure);
    }
  }
  for (int32_t i = 0; j.worker && i < j.workers; i++) sdg16i_arena_free(&j.worker[i].arena);
  sdg16i_arena_free(&j.arena);
  return status;
}
