#include "mse/covariates/cross_fit.h"

#include "base/error.h"
#include "mse/loglinear/fit.h"
#include "num/gslport.h"
#include "num/linalg.h"
#include "num/sums.h"

#include <math.h>
#include <string.h>

/* ---- the problem on the face ---- */

static int32_t allocate_fit(const sdg16i_cross *cross, sdg16i_arena *arena,
                            sdg16i_cross_fit *out, sdg16_error *error) {
  int64_t cells = cross->histories * cross->width, p = out->columns.p;
  out->free_column = sdg16i_arena_array(arena, p, sizeof *out->free_column);
  out->beta = sdg16i_arena_array(arena, p, sizeof *out->beta);
  out->mean = sdg16i_arena_array(arena, cells, sizeof *out->mean);
  out->hidden = sdg16i_arena_array(arena, cross->width, sizeof *out->hidden);
  out->factor = sdg16i_arena_array(arena, p * sdg16i_stride(p), sizeof *out->factor);
  out->inverse = sdg16i_arena_array(arena, p, sizeof *out->inverse);
  return sdg16i_arena_status(arena, error);
}

int32_t sdg16i_cross_fit_problem(const sdg16i_cross *cross, sdg16i_cross_fit *fit,
                                 sdg16i_arena *scratch, sdg16i_cross_problem *out,
                                 sdg16_error *error) {
  int64_t p = fit->columns.p, cells = cross->histories * cross->width;
  uint32_t *lists = sdg16i_arena_array(scratch, p, sizeof *lists);
  const double **at = sdg16i_arena_array(scratch, p, sizeof *at);
  double *margin = sdg16i_arena_array(scratch, p, sizeof *margin);
  double *sums = sdg16i_arena_array(scratch, cells, sizeof *sums);
  if (!lists || !at || !margin || !sums) return sdg16i_fail_memory(error);
  fit->free_count = 0;
  for (int64_t j = 0; j < p; j++) {
    if (fit->face.dropped[j]) continue;
    lists[fit->free_count] = fit->columns.lists[j];
    at[fit->free_count] = fit->columns.at[j];
    fit->free_column[fit->free_count++] = j;
  }
  memcpy(sums, cross->count, (size_t)cells * sizeof *sums);
  sdg16i_cross_superset_sums(cross, sums);
  *out = (sdg16i_cross_problem){
      cross, {fit->free_count, lists, NULL, at}, margin, fit->face.alive};
  sdg16i_cross_margins(cross, &out->columns, sums, margin);
  return SDG16_OK;
}

/* ---- what the maximum says ---- */

static void measure_fit(const sdg16i_cross *cross, sdg16i_cross_fit *fit) {
  sdg16i_sum loglik = {0}, deviance = {0}, pearson = {0};
  for (int64_t c = cross->width; c < cross->histories * cross->width; c++) {
    double y = cross->count[c], mu = fit->mean[c];
    if (!(fit->face.alive[c] > 0)) continue;
    double ratio = y > 0 ? log(y / mu) : 0;
    sdg16i_add(&loglik, y > 0 ? y * log(mu) - sdg16i_log_factorial(y) : 0);
    sdg16i_add(&loglik, -mu);
    sdg16i_add(&deviance, 2 * (y * ratio - (y - mu)));
    sdg16i_add(&pearson, (y - mu) * (y - mu) / mu);
  }
  fit->loglik = sdg16i_sum_value(&loglik);
  fit->deviance = fmax(sdg16i_sum_value(&deviance), 0);
  fit->pearson = sdg16i_sum_value(&pearson);
  fit->cells = (cross->histories - 1) * cross->kinds;
  fit->aic = sdg16i_aic(fit->loglik, fit->columns.p);
  fit->aicc = sdg16i_aicc(fit->loglik, fit->columns.p, cross->n);
  fit->bic = sdg16i_bic(fit->loglik, fit->columns.p, cross->n);
}

static void copy_maximum(const sdg16i_cross *cross, const sdg16i_cross_newton *newton,
                         const double *beta, sdg16i_cross_fit *fit) {
  int64_t p = fit->free_count;
  for (int64_t k = 0; k < p; k++) fit->beta[fit->free_column[k]] = beta[k];
  memcpy(fit->mean, newton->mu, (size_t)(cross->histories * cross->width) * sizeof *fit->mean);
  memcpy(fit->factor, newton->h, (size_t)(p * sdg16i_stride(p)) * sizeof *fit->factor);
  memcpy(fit->inverse, newton->inverse, (size_t)p * sizeof *fit->inverse);
  for (int64_t x = 0; x < cross->kinds; x++) {
    int32_t status = fit->face.hidden[x];
    fit->hidden[x] = status == SDG16I_HIDDEN_FINITE  ? exp(newton->eta[x])
                     : status <= SDG16I_HIDDEN_LOWER ? 0
                                                     : NAN;
  }
}

void sdg16i_cross_start(const sdg16i_cross_columns *to, const sdg16i_cross_fit *from,
                        double *beta) {
  for (int64_t j = 0, k = 0; j < to->p; j++) { /* terms in the same order, columns of one too */
    beta[j] = 0;
    for (k = 0; k < from->columns.p && from->columns.term[k] != to->term[j];) k++;
    int64_t first = j;
    while (first && to->term[first - 1] == to->term[j]) first--;
    if (k < from->columns.p) beta[j] = from->beta[k + j - first];
  }
}

/* From the start given, or from equal means. */
static void fill_start(const sdg16i_cross *cross, const sdg16i_cross_fit *fit,
                       const sdg16i_cross_fit *start, double *all, double *beta) {
  if (start) sdg16i_cross_start(&fit->columns, start, all);
  for (int64_t k = 0; k < fit->free_count; k++) beta[k] = start ? all[fit->free_column[k]] : 0;
  if (!start) beta[0] = log(cross->n / (double)((cross->histories - 1) * cross->kinds));
}

static int32_t maximise_fit(const sdg16i_cross *cross, sdg16i_cross_fit *fit,
                            const sdg16i_cross_fit *start, const sdg16i_cross_problem *problem,
                            sdg16i_arena *scratch, sdg16_error *error) {
  sdg16i_cross_newton newton;
  sdg16i_cross_maximum maximum;
  double *beta = sdg16i_arena_array(scratch, problem->columns.p, sizeof *beta);
  double *all = sdg16i_arena_array(scratch, fit->columns.p, sizeof *all);
  if (!beta || !all) return sdg16i_fail_memory(error);
  int32_t status = sdg16i_cross_newton_init(&newton, cross, problem->columns.p, error);
  if (status) return status;
  fill_start(cross, fit, start, all, beta);
  sdg16i_cross_maximise(&newton, problem, -INFINITY, beta, &maximum);
  fit->converged = maximum.converged;
  copy_maximum(cross, &newton, beta, fit);
  sdg16i_cross_newton_clear(&newton);
  measure_fit(cross, fit);
  return SDG16_OK;
}

int32_t sdg16i_cross_fit_model(const sdg16i_cross *cross, const sdg16i_cross_model *model,
                               const sdg16i_cross_fit *start, sdg16i_arena *arena,
                               sdg16i_cross_fit *out, sdg16_error *error) {
  sdg16i_arena scratch = {0};
  sdg16i_cross_problem problem;
  *out = (sdg16i_cross_fit){0};
  int32_t status = sdg16i_cross_columns_new(cross, model, arena, &out->columns, error);
  if (!status)
    status = sdg16i_cross_face_find(cross, &out->columns, NULL, arena, &out->face, error);
  if (!status) status = allocate_fit(cross, arena, out, error);
  if (!status) status = sdg16i_cross_fit_problem(cross, out, &scratch, &problem, error);
  if (!status) status = maximise_fit(cross, out, start, &problem, &scratch, error);
  sdg16i_arena_free(&scratch);
  return status;
}

/* ---- groups ---- */

static int32_t worst_status(const sdg16i_cross *cross, const sdg16i_cross_fit *fit,
                            const uint8_t *member) {
  int32_t worst = SDG16I_HIDDEN_FINITE;
  for (int64_t x = 0; x < cross->kinds; x++) {
    int32_t status = member[x] ? fit->face.hidden[x] : SDG16I_HIDDEN_FINITE;
    if (status > SDG16I_HIDDEN_EMPTY && status > worst) worst = status;
  }
  return worst;
}

/* d = sum of hidden mean times row over the group, in the independent columns. */
static void fill_gradient(const sdg16i_cross *cross, const sdg16i_cross_fit *fit,
                          const uint8_t *member, double *out) {
  for (int64_t k = 0; k < fit->free_count; k++) {
    int64_t j = fit->free_column[k];
    sdg16i_sum sum = {0};
    for (int64_t x = 0; !fit->columns.lists[j] && x < cross->kinds; x++)
      if (member[x]) sdg16i_add(&sum, fit->hidden[x] * fit->columns.at[j][x]);
    out[k] = sdg16i_sum_value(&sum);
  }
}

static double variance_of(const sdg16i_cross_fit *fit, double *gradient) {
  return sdg16i_forward(fit->factor, fit->inverse, fit->free_count, gradient);
}

int32_t sdg16i_cross_group_total(const sdg16i_cross *cross, const sdg16i_cross_fit *fit,
                                 const uint8_t *member, sdg16i_cross_group *out,
                                 sdg16_error *error) {
  sdg16i_arena scratch = {0};
  sdg16i_sum hidden = {0};
  *out = (sdg16i_cross_group){.se = NAN, .status = worst_status(cross, fit, member)};
  for (int64_t x = 0; x < cross->kinds; x++) {
    out->observed += member[x] ? cross->kind_count[x] : 0;
    sdg16i_add(&hidden, member[x] ? fit->hidden[x] : 0);
  }
  out->hidden = out->status > SDG16I_HIDDEN_LOWER ? NAN : sdg16i_sum_value(&hidden);
  out->total = out->observed + out->hidden;
  if (out->status != SDG16I_HIDDEN_FINITE) return SDG16_OK;
  double *gradient =
      sdg16i_arena_array(&scratch, sdg16i_stride(fit->free_count), sizeof *gradient);
  if (!gradient) return sdg16i_fail_memory(error);
  fill_gradient(cross, fit, member, gradient);
  out->se = sqrt(out->hidden + variance_of(fit, gradient));
  sdg16i_arena_free(&scratch);
  return SDG16_OK;
}
