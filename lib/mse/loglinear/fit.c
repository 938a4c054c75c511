#include "mse/loglinear/fit.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"
#include "mse/loglinear/careful.h"
#include "mse/loglinear/decomposable.h"
#include "mse/loglinear/existence.h"
#include "mse/loglinear/model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double sdg16i_aic(double loglik, int64_t parameters) {
  return 2 * (double)parameters - 2 * loglik;
}

double sdg16i_aicc(double loglik, int64_t parameters, double n) {
  double p = (double)parameters;
  return n > p + 1 ? sdg16i_aic(loglik, parameters) + 2 * (p * p + p) / (n - p - 1) : INFINITY;
}

double sdg16i_bic(double loglik, int64_t parameters, double n) {
  return (double)parameters * log(n) - 2 * loglik;
}

static sdg16_fit_summary empty_summary(void) {
  return (sdg16_fit_summary){.struct_size = (int64_t)sizeof(sdg16_fit_summary),
                             .hidden = NAN,
                             .total = NAN,
                             .se = NAN,
                             .se_log_hidden = NAN,
                             .deviance = NAN,
                             .loglik = NAN,
                             .aic = NAN,
                             .aicc = NAN,
                             .bic = NAN};
}

void sdg16_fit_free(sdg16_fit *fit) {
  if (!fit) return;
  sdg16_fit_free(fit->ordered);
  sdg16i_cells_free(fit->cells);
  free(fit->term);
  free(fit->alpha);
  free(fit->se);
  free(fit->mean);
  free(fit->alive);
  free(fit->free_term);
  free(fit->kind);
  free(fit);
}

static int32_t create_fit(sdg16i_cells *cells, int64_t terms, const uint32_t *term,
                          sdg16_fit **out, sdg16_error *error) {
  sdg16_fit *fit = *out = sdg16i_array(1, sizeof *fit);
  if (!fit) {
    sdg16i_cells_free(cells);
    return sdg16i_fail_memory(error);
  }
  fit->cells = cells;
  fit->terms = terms;
  fit->summary = empty_summary();
  fit->order = sdg16i_list_order_of_data(cells->lists);
  fit->term = sdg16i_array(terms, sizeof *fit->term);
  fit->alpha = sdg16i_array(terms, sizeof *fit->alpha);
  fit->se = sdg16i_array(terms, sizeof *fit->se);
  fit->free_term = sdg16i_array(terms, sizeof *fit->free_term);
  fit->kind = sdg16i_array(terms, sizeof *fit->kind);
  fit->mean = sdg16i_array(fit->cells->size, sizeof *fit->mean);
  fit->alive = sdg16i_array(fit->cells->size, sizeof *fit->alive);
  if (!fit->term || !fit->alpha || !fit->se || !fit->free_term || !fit->kind || !fit->mean ||
      !fit->alive)
    return sdg16i_fail_memory(error);
  memcpy(fit->term, term, (size_t)terms * sizeof *term);
  return SDG16_OK;
}

/* Histories that count, terms with a free column, and what they number. */
static void use_face(sdg16_fit *fit, const sdg16i_face *face) {
  const sdg16i_cells *cells = fit->cells;
  sdg16_fit_summary *s = &fit->summary;
  int64_t positive = 0;
  for (int64_t c = 1; c < cells->size; c++) {
    fit->alive[c] = (double)(~face->dead[c / 64] >> (c % 64) & 1);
    s->face += fit->alive[c] > 0;
  }
  for (int64_t i = 0; i < fit->terms; i++) {
    if (!(cells->margin[fit->term[i]] > 0)) {
      fit->kind[i] = SDG16I_COEFFICIENT_BOUNDARY;
      continue;
    }
    fit->kind[i] = face->dropped[positive] ? SDG16I_COEFFICIENT_DROPPED : 0;
    if (face->loose[positive]) fit->kind[i] |= SDG16I_COEFFICIENT_LOOSE;
    if (!face->dropped[positive++]) fit->free_term[fit->p++] = fit->term[i];
  }
  s->observed = (int64_t)cells->n;
  s->parameters = fit->terms;
  s->boundary = fit->terms - positive;
  s->effective_parameters = fit->p;
  s->df = s->face - fit->p;
}

int32_t sdg16i_fit_completed(const sdg16_fit *fit, double *alive, uint32_t *free_term,
                             int64_t *p, sdg16_error *error) {
  const sdg16i_cells *cells = fit->cells;
  sdg16i_arena arena = {0};
  int64_t words = (cells->size + 63) / 64;
  uint64_t *dead = sdg16i_arena_array(&arena, words, sizeof *dead);
  uint32_t *positive = sdg16i_arena_array(&arena, fit->terms, sizeof *positive);
  sdg16i_face face = {.dead = sdg16i_arena_array(&arena, words, sizeof *face.dead),
                      .dropped = sdg16i_arena_array(&arena, fit->terms, 1)};
  int32_t ignored, status = dead && positive && face.dead && face.dropped
                                ? SDG16_OK
                                : sdg16i_fail_memory(error);
  sdg16i_zeros zeros = {cells, 0, positive, dead, 1, NULL};
  if (!status) {
    zeros.p = sdg16i_split_terms(cells, fit->terms, fit->term, positive, dead);
    status = sdg16i_existence_of_total(&zeros, &arena, &face, &ignored, error);
  }
  *p = 0;
  for (int64_t c = 0; !status && c < cells->size; c++)
    alive[c] = (double)(~face.dead[c / 64] >> (c % 64) & 1);
  for (int64_t i = 0; !status && i < zeros.p; i++)
    if (!face.dropped[i]) free_term[(*p)++] = positive[i];
  sdg16i_arena_free(&arena);
  return status;
}

/* Status by the rule of existence, and the face. */
static int32_t find_face(sdg16_fit *fit, int32_t existence, sdg16_error *error) {
  sdg16i_arena arena = {0};
  sdg16i_face face = {
      .dead = sdg16i_arena_array(&arena, (fit->cells->size + 63) / 64, sizeof *face.dead),
      .dropped = sdg16i_arena_array(&arena, fit->terms, 1),
      .loose = sdg16i_arena_array(&arena, fit->terms, 1)};
  int32_t status =
      face.dead && face.dropped && face.loose ? SDG16_OK : sdg16i_fail_memory(error);
  if (!status)
    status = sdg16i_existence(fit->cells, existence, fit->terms, fit->term, &face,
                              &fit->summary.status, error);
  if (!status) use_face(fit, &face);
  sdg16i_arena_free(&arena);
  return status;
}

static int is_free(const sdg16_fit *fit, int64_t i) {
  return !(fit->kind[i] & (SDG16I_COEFFICIENT_BOUNDARY | SDG16I_COEFFICIENT_DROPPED));
}

/* Coefficients to start from: of the model itself if it is decomposable, else
 * of independence, on the free terms. Returns -1 when memory is out. */
static int start_coefficients(const sdg16_fit *fit, double *alpha) {
  const sdg16i_cells *cells = fit->cells;
  double hidden;
  int found = 0;
  if (fit->summary.status == SDG16_MODEL_OK)
    found = sdg16i_decomposable(cells, fit->terms, fit->term, &hidden, fit->alpha);
  if (found < 0) return -1;
  int64_t mains = 1 + cells->lists; /* the first terms in canonical order */
  if (!found) {
    found = sdg16i_decomposable(cells, mains, fit->term, &hidden, fit->alpha);
    if (found < 0) return -1;
    for (int64_t i = found ? mains : 0; i < fit->terms; i++) fit->alpha[i] = 0;
    if (!found) fit->alpha[0] = log(cells->n / (double)cells->size);
  }
  for (int64_t i = 0, k = 0; i < fit->terms; i++)
    if (is_free(fit, i)) alpha[k++] = isfinite(fit->alpha[i]) ? fit->alpha[i] : 0;
  return 0;
}

/* Of all terms, from alpha and se [p] of the free ones; se is NaN where it is not known. */
static void put_coefficients(sdg16_fit *fit, const double *alpha, const double *se) {
  for (int64_t i = 0, k = 0; i < fit->terms; i++) {
    int unique = !(fit->kind[i] & SDG16I_COEFFICIENT_LOOSE);
    fit->alpha[i] = fit->kind[i] == SDG16I_COEFFICIENT_BOUNDARY ? -INFINITY : NAN;
    fit->se[i] = NAN;
    if (!is_free(fit, i)) continue;
    if (unique) fit->alpha[i] = alpha[k];
    if (unique) fit->se[i] = se[k];
    k++;
  }
  fit->mean[0] = exp(alpha[0]); /* the intercept is the first free term */
}

/* v00: the variance of the intercept. */
static void put_summary(sdg16_fit *fit, double v00, double deviance) {
  sdg16_fit_summary *s = &fit->summary;
  double x = fit->mean[0], n = fit->cells->n;
  s->hidden = x;
  s->total = n + x;
  s->se = sqrt(x + x * x * v00);
  s->se_log_hidden = sqrt(v00);
  s->deviance = deviance;
  s->loglik = -0.5 * deviance - fit->cells->log_factorials;
  s->aic = sdg16i_aic(s->loglik, fit->terms);
  s->aicc = sdg16i_aicc(s->loglik, fit->terms, n);
  s->bic = sdg16i_bic(s->loglik, fit->terms, n);
}

static void complete_fit(sdg16_fit *fit, sdg16i_newton *newton, const sdg16i_problem *problem,
                         const double *alpha) {
  int64_t rank = sdg16i_newton_factor(newton, problem, alpha);
  double v00 = NAN, *se = newton->delta; /* scratch of 2^lists, at least as many as terms */
  memcpy(fit->mean, newton->mu, (size_t)fit->cells->size * sizeof *fit->mean);
  for (int64_t k = 0; k < fit->p; k++) {
    se[k] = NAN;
    if (rank < fit->p) continue;
    memset(newton->step, 0, (size_t)fit->p * sizeof *newton->step);
    newton->step[k] = 1;
    sdg16i_newton_solve(newton, fit->p, newton->step);
    se[k] = sqrt(newton->step[k]);
    if (k == 0) v00 = newton->step[0];
  }
  put_coefficients(fit, alpha, se);
  put_summary(fit, v00, sdg16i_deviance(fit->cells, newton->eta, newton->mu));
}

/* In double-double arithmetic, for tables in which doubles do not converge. */
static int32_t solve_carefully(sdg16_fit *fit, const sdg16i_problem *problem, double *alpha,
                               sdg16_error *error) {
  sdg16i_maximum maximum;
  double *se = sdg16i_array(fit->p, sizeof *se);
  if (!se) return sdg16i_fail_memory(error);
  int32_t status =
      sdg16i_careful_fit(fit->cells, problem, alpha, se, fit->mean, &maximum, error);
  fit->summary.iterations = maximum.steps;
  if (!status && !maximum.converged) fit->summary.status = SDG16_MODEL_NOT_CONVERGED;
  if (!status && maximum.converged) {
    put_coefficients(fit, alpha, se);
    put_summary(fit, se[0] * se[0], -2 * maximum.loglik);
  }
  free(se);
  return status;
}

static int32_t solve_fit(sdg16_fit *fit, sdg16_error *error) {
  sdg16i_newton newton;
  int32_t status = sdg16i_newton_init(&newton, fit->cells->lists, fit->p, error);
  if (status) return status;
  double *alpha = sdg16i_array(fit->p, sizeof *alpha);
  if (alpha && !start_coefficients(fit, alpha)) {
    sdg16i_problem problem = {fit->p, fit->free_term, fit->cells->margin, fit->alive};
    sdg16i_maximum maximum;
    sdg16i_maximise(&newton, &problem, &SDG16I_TIGHT, alpha, &maximum);
    fit->summary.iterations = maximum.steps;
    if (maximum.converged && maximum.rank == fit->p && !fit->cells->ragged)
      complete_fit(fit, &newton, &problem, alpha);
    else
      status = solve_carefully(fit, &problem, alpha, error);
  } else {
    status = sdg16i_fail_memory(error);
  }
  free(alpha);
  sdg16i_newton_clear(&newton);
  return status;
}

int32_t sdg16i_fit_cells(sdg16i_cells *cells, int32_t existence, int64_t terms,
                         const uint32_t *term, sdg16_fit **out, sdg16_error *error) {
  int32_t status = create_fit(cells, terms, term, out, error);
  if (!status) (*out)->existence = existence;
  if (!status) status = find_face(*out, existence, error);
  if (!status && sdg16_model_has_estimate((*out)->summary.status))
    status = solve_fit(*out, error);
  if (status) {
    sdg16_fit_free(*out);
    *out = NULL;
  }
  return status;
}

/* ---- the order of the lists ---- */

/* Position of a term of the fit, which has it. */
static int64_t find_term(const sdg16_fit *fit, uint32_t term) {
  int64_t i = 0;
  while (fit->term[i] != term) i++;
  return i;
}

/* Fills `fit`, whose terms are set, from the same fit with the lists in the order of their
 * names. */
static void copy_ordered(sdg16_fit *fit, const sdg16_fit *ordered) {
  const int32_t *rank = fit->order.rank;
  fit->existence = ordered->existence;
  fit->summary = ordered->summary;
  for (int64_t c = 0; c < fit->cells->size; c++) {
    uint32_t from = sdg16i_reorder_history((uint32_t)c, rank);
    fit->mean[c] = ordered->mean[from];
    fit->alive[c] = ordered->alive[from];
  }
  for (int64_t i = 0; i < fit->terms; i++) {
    int64_t from = find_term(ordered, sdg16i_reorder_history(fit->term[i], rank));
    fit->alpha[i] = ordered->alpha[from];
    fit->se[i] = ordered->se[from];
    fit->kind[i] = ordered->kind[from];
    if (is_free(fit, i)) fit->free_term[fit->p++] = fit->term[i];
  }
}

/* The terms with the lists in the order of their names, into a fit in that order. */
static int32_t fit_by_name(const sdg16_capture *capture, const sdg16i_list_order *order,
                           int32_t existence, int64_t terms, const uint32_t *term,
                           sdg16_fit **out, sdg16_error *error) {
  sdg16i_cells *cells;
  uint32_t *moved = sdg16i_array(terms, sizeof *moved);
  if (!moved) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < terms; i++) moved[i] = sdg16i_reorder_history(term[i], order->rank);
  sdg16i_sort_terms(terms, moved);
  int32_t status = sdg16i_cells_ordered(capture, order, &cells, error);
  if (!status) status = sdg16i_fit_cells(cells, existence, terms, moved, out, error);
  free(moved);
  return status;
}

int32_t sdg16i_fit_terms(const sdg16_capture *capture, int32_t existence, int64_t terms,
                         const uint32_t *term, sdg16_fit **out, sdg16_error *error) {
  sdg16i_list_order order = sdg16i_list_order_by_name(capture);
  sdg16_fit *ordered = NULL;
  sdg16i_cells *cells;
  *out = NULL;
  int32_t status = fit_by_name(capture, &order, existence, terms, term, &ordered, error);
  if (status) return status;
  if (sdg16i_list_order_is_of_data(&order)) {
    *out = ordered;
    return SDG16_OK;
  }
  status = sdg16i_cells_new(capture, &cells, error);
  if (!status) status = create_fit(cells, terms, term, out, error);
  if (status) {
    sdg16_fit_free(ordered);
    sdg16_fit_free(*out);
    *out = NULL;
    return status;
  }
  (*out)->order = order;
  (*out)->ordered = ordered;
  copy_ordered(*out, ordered);
  return SDG16_OK;
}

static int32_t check_lists(const sdg16_capture *capture, const sdg16_model *model,
                           sdg16_error *error) {
  if (!capture || !model)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "capture and model must not be NULL");
  if (sdg16_capture_lists(capture) == model->lists) return SDG16_OK;
  return sdg16i_fail(error, SDG16_ERR_LISTS,
                     "the model must have %d lists, as the data have, not %d",
                     sdg16_capture_lists(capture), model->lists);
}

static int32_t check_existence(int32_t existence, sdg16_error *error) {
  if (sdg16_existence_name(existence)) return SDG16_OK;
  return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "existence", 0, 0,
                        "existence must be total (0) or coefficients (1), not %d", existence);
}

int32_t sdg16_fit_new(const sdg16_capture *capture, const sdg16_model *model, int32_t existence,
                      sdg16_fit **out, sdg16_error *error) {
  *out = NULL;
  int32_t status = check_lists(capture, model, error);
  if (!status) status = check_existence(existence, error);
  if (status) return status;
  return sdg16i_fit_terms(capture, existence, model->count, model->term, out, error);
}

int32_t sdg16_fit_summarise(const sdg16_fit *fit, sdg16_fit_summary *out, int64_t size) {
  return sdg16i_struct_out(out, size, &fit->summary, (int64_t)sizeof fit->summary);
}

int64_t sdg16_fit_coefficients(const sdg16_fit *fit, const double **coefficients,
                               const double **errors) {
  int64_t count = sdg16_model_has_estimate(fit->summary.status) ? fit->terms : 0;
  if (coefficients) *coefficients = count ? fit->alpha : NULL;
  if (errors) *errors = count ? fit->se : NULL;
  return count;
}

const double *sdg16_fit_means(const sdg16_fit *fit) {
  return sdg16_model_has_estimate(fit->summary.status) ? fit->mean : NULL;
}

int32_t sdg16_model_check(const sdg16_capture *capture, const sdg16_model *model,
                          int32_t existence, int32_t *out, sdg16_error *error) {
  *out = SDG16_MODEL_OK;
  int32_t status = check_lists(capture, model, error);
  if (!status) status = check_existence(existence, error);
  sdg16i_cells *cells;
  if (!status) status = sdg16i_cells_new(capture, &cells, error);
  if (status) return status;
  status = sdg16i_existence(cells, existence, model->count, model->term, NULL, out, error);
  sdg16i_cells_free(cells);
  return status;
}
