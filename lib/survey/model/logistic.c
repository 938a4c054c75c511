/* Logistic regression by pseudo-maximum likelihood (Binder 1983). */
#include "base/error.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "num/distributions.h"
#include "num/linalg.h"
#include "num/sums.h"
#include "results/result_rows.h"
#include "survey/design/calibration.h"
#include "survey/design/replicates.h"
#include "survey/estimate/survey_request.h"
#include "survey/estimate/variance.h"
#include "survey/model/regression_terms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct sdg16_logistic {
  int64_t p, terms, n;
  double df, level;
  double *beta, *covariance;
  sdg16i_coefficient *coefficients;
  const char **term_names;
  sdg16i_arena arena;
  sdg16_table *table;
};

typedef struct fit {
  const sdg16_design *design;
  sdg16_logistic *out;
  sdg16i_run run;
  sdg16i_terms terms;
  const double *weight; /* by position: of the sample or of a replicate */
  double *y;            /* by position; NaN: the row does not count */
  uint8_t *included;
  double *h, *inverse, *score, *x; /* of p */
} fit;

static void row_of(const fit *f, int64_t position, double *x) {
  for (int64_t j = 0; j < f->out->p; j++)
    x[j] = sdg16i_term_value(&f->out->coefficients[j], position);
}

/* ---- rows ---- */

/* Sets y to NaN where the row does not count; finds n and the df of the domain. */
static int32_t choose_rows(fit *f, sdg16_error *error) {
  const sdg16_design *d = f->design;
  const sdg16i_grouping grouping = {.included = f->included};
  int64_t events = 0;
  for (int64_t p = 0; p < d->rows; p++) {
    int in = (!f->included || f->included[p]) && d->weight[p] > 0;
    if (!in || sdg16i_terms_missing(&f->terms, p)) f->y[p] = NAN;
    if (isnan(f->y[p])) continue;
    f->out->n++;
    events += f->y[p] == 1;
  }
  int32_t status = sdg16i_domain_df(d, &grouping, &f->run, &f->out->df, error);
  if (status) return status;
  if (!f->out->n)
    return sdg16i_fail(error, SDG16_ERR_EMPTY,
                       "at least one row must have all values and a weight");
  if (events == 0 || events == f->out->n)
    return sdg16i_fail(error, SDG16_ERR_DESIGN,
                       "the outcome must vary; it is the same in all %lld rows",
                       (long long)f->out->n);
  return SDG16_OK;
}

/* ---- the fit ---- */

static double mean_of(double eta) {
  return eta >= 0 ? 1 / (1 + exp(-eta)) : exp(eta) / (1 + exp(eta));
}

/* Score and information at beta; returns the log pseudo-likelihood. */
static double evaluate_score(fit *f, const double *beta, double *largest) {
  int64_t p = f->out->p, stride = sdg16i_stride(p);
  sdg16i_sum loglik = {0};
  memset(f->h, 0, (size_t)(p * stride) * sizeof *f->h);
  memset(f->score, 0, (size_t)stride * sizeof *f->score);
  *largest = 0;
  for (int64_t i = 0; i < f->design->rows; i++) {
    if (isnan(f->y[i])) continue;
    double w = f->weight[i], eta = 0;
    row_of(f, i, f->x);
    for (int64_t j = 0; j < p; j++) eta += beta[j] * f->x[j];
    double mu = mean_of(eta), residual = w * (f->y[i] - mu), info = w * mu * (1 - mu);
    sdg16i_add(&loglik,
               w * (f->y[i] * eta - (eta > 0 ? eta + log1p(exp(-eta)) : log1p(exp(eta)))));
    *largest = fmax(*largest, fabs(eta));
    for (int64_t j = 0; j < p; j++) {
      if (f->x[j] == 0) continue;
      f->score[j] += residual * f->x[j];
      double scaled = info * f->x[j];
      for (int64_t k = j; k < p; k++) f->h[j * stride + k] += scaled * f->x[k];
    }
  }
  return sdg16i_sum_value(&loglik);
}

static int32_t refuse_divergence(const fit *f, sdg16_error *error) {
  int64_t worst = 0;
  for (int64_t j = 0; j < f->out->p; j++)
    if (fabs(f->out->beta[j]) > fabs(f->out->beta[worst])) worst = j;
  return sdg16i_fail_at(error, SDG16_ERR_DESIGN, "terms", 0, 0,
                        "terms: the coefficients diverge (the largest is that of '%.*s'), "
                        "because a combination of the terms separates the outcomes",
                        sdg16i_utf8_excerpt(f->out->coefficients[worst].name),
                        f->out->coefficients[worst].name);
}

#define MAX_STEPS 60

/* Newton's method; h and inverse hold the factored information in the end. */
static int32_t maximise_likelihood(fit *f, sdg16_error *error) {
  int64_t p = f->out->p;
  double *beta = f->out->beta, next[SDG16I_MAX_COEFFICIENTS], largest;
  double loglik = evaluate_score(f, beta, &largest);
  for (int step = 0; step < MAX_STEPS; step++) {
    int32_t stopped = sdg16i_run_poll(&f->run);
    if (stopped) return sdg16i_run_stopped(&f->run, stopped, error);
    if (sdg16i_factor_independent(f->h, f->inverse, p) < p) {
      int64_t j = 0;
      while (f->inverse[j] != 0) j++;
      if (largest > 25) return refuse_divergence(f, error);
      return sdg16i_fail_at(error, SDG16_ERR_DESIGN, "terms", 0, 0,
                            "terms: '%.*s' depends on the terms before it",
                            sdg16i_utf8_excerpt(f->out->coefficients[j].name),
                            f->out->coefficients[j].name);
    }
    double decrement = sdg16i_forward(f->h, f->inverse, p, f->score);
    sdg16i_backward(f->h, f->inverse, p, f->score);
    double direction[SDG16I_MAX_COEFFICIENTS], scale = 1;
    memcpy(direction, f->score, (size_t)p * sizeof *direction);
    double reached = loglik;
    for (int half = 0; half < 30; half++, scale /= 2) {
      for (int64_t j = 0; j < p; j++) next[j] = beta[j] + scale * direction[j];
      reached = evaluate_score(f, next, &largest);
      if (reached >= loglik - 1e-12 * fabs(loglik)) break;
    }
    memcpy(beta, next, (size_t)p * sizeof *next);
    if (largest > 40) return refuse_divergence(f, error);
    int done = decrement <= 1e-24 * fmax(fabs(reached), 1) ||
               (step > 4 && decrement <= 1e-20 * fmax(fabs(reached), 1));
    loglik = reached;
    if (done) {
      sdg16i_factor_independent(f->h, f->inverse, p);
      return SDG16_OK;
    }
  }
  return refuse_divergence(f, error);
}

/* ---- the variance ---- */

/* Scores summed by unit, of the residuals if the design is calibrated. */
static int64_t sum_scores(fit *f, int32_t *unit, double *t, double *scratch) {
  const sdg16_design *d = f->design;
  int64_t p = f->out->p, units = 0;
  int64_t wide = d->calibration ? sdg16i_calibration_scratch(d) : 0;
  for (int64_t j = 0; j < p && wide; j++) sdg16i_calibration_begin(d, scratch + j * wide);
  for (int pass = wide ? 0 : 1; pass < 2; pass++) {
    for (int64_t i = 0; i < d->rows; i++) {
      int in = !isnan(f->y[i]);
      double residual = 0, eta = 0;
      if ((!in && !wide) || d->weight[i] == 0) continue;
      if (in) {
        row_of(f, i, f->x);
        for (int64_t j = 0; j < p; j++) eta += f->out->beta[j] * f->x[j];
        residual = f->y[i] - mean_of(eta);
      } else if (!pass) {
        continue;
      }
      if (pass && (!units || unit[units - 1] != d->leaf[i])) {
        unit[units] = d->leaf[i];
        memset(t + units * p, 0, (size_t)p * sizeof *t);
        units++;
      }
      for (int64_t j = 0; j < p; j++) {
        double z = in ? residual * f->x[j] : 0;
        if (!pass)
          sdg16i_calibration_add(d, i, z, scratch + j * wide);
        else
          t[(units - 1) * p + j] +=
              d->weight[i] *
              (wide ? z - sdg16i_calibration_fitted(d, i, scratch + j * wide) : z);
      }
    }
    for (int64_t j = 0; j < p && !pass; j++) sdg16i_calibration_solve(d, scratch + j * wide);
  }
  return units;
}

/* The fit anew in every replicate. */
static int32_t by_replicates(fit *f, sdg16_error *error) {
  const sdg16_design *d = f->design;
  int64_t p = f->out->p, count = d->replicates->count;
  double *factors = sdg16i_array(sdg16i_replicate_scratch(d), sizeof *factors);
  double *weight = sdg16i_array(d->rows, sizeof *weight);
  double *values = sdg16i_array(p, sizeof *values * (size_t)count);
  double full[SDG16I_MAX_COEFFICIENTS];
  int32_t status = factors && weight && values ? SDG16_OK : sdg16i_fail_memory(error);
  memcpy(full, f->out->beta, (size_t)p * sizeof *full);
  f->weight = weight;
  for (int64_t r = 0; !status && r < count; r++) {
    sdg16i_replicate_positions(d, r, factors, weight);
    memcpy(f->out->beta, full, (size_t)p * sizeof *full);
    status = maximise_likelihood(f, error);
    sdg16i_run_progress(&f->run, (double)(r + 1) / (double)(count + 1));
    for (int64_t j = 0; j < p; j++) values[j * count + r] = f->out->beta[j];
  }
  memcpy(f->out->beta, full, (size_t)p * sizeof *full);
  for (int64_t a = 0; !status && a < p; a++)
    for (int64_t b = 0; b < p; b++)
      f->out->covariance[a * p + b] = sdg16i_replicate_covariance(
          d->replicates, values + a * count, full[a], values + b * count, full[b]);
  free(factors);
  free(weight);
  free(values);
  return status;
}

static int32_t find_variance(fit *f, sdg16_error *error) {
  if (f->design->replicates) return by_replicates(f, error);
  const sdg16_design *d = f->design;
  int64_t p = f->out->p, stride = sdg16i_stride(p), lonely = -1;
  int64_t most = d->stage[d->stages - 1].units;
  sdg16i_arena arena = {0};
  int32_t *unit = sdg16i_arena_array(&arena, most, sizeof *unit);
  double *t = sdg16i_arena_array(&arena, most * p, sizeof *t);
  double *inner = sdg16i_arena_array(&arena, p * p, sizeof *inner);
  double *bread = sdg16i_arena_array(&arena, p * stride, sizeof *bread);
  double *half = sdg16i_arena_array(&arena, p * p, sizeof *half);
  double *scratch = sdg16i_arena_array(
      &arena, d->calibration ? p * sdg16i_calibration_scratch(d) : 1, sizeof *scratch);
  int32_t status =
      unit && t && inner && bread && half && scratch ? SDG16_OK : sdg16i_fail_memory(error);
  if (!status) {
    int64_t units = sum_scores(f, unit, t, scratch);
    sdg16i_inverse(f->h, f->inverse, p, bread);
    status = sdg16i_variance(d, p, units, unit, t, inner, &lonely, error);
  }
  if (!status && lonely >= 0) status = sdg16i_fail_lonely(lonely, error);
  for (int64_t a = 0; !status && a < p; a++)
    for (int64_t b = 0; b < p; b++)
      for (int64_t k = 0; k < p; k++)
        half[a * p + b] += bread[a * stride + k] * inner[k * p + b];
  for (int64_t a = 0; !status && a < p; a++)
    for (int64_t b = 0; b < p; b++)
      for (int64_t k = 0; k < p; k++)
        f->out->covariance[a * p + b] += half[a * p + k] * bread[k * stride + b];
  sdg16i_arena_free(&arena);
  return status;
}

/* ---- the table ---- */

#define PUT(column, value) sdg16i_put_real(r, j, SDG16I_LOGISTIC_##column, value)

static void put_coefficient(sdg16i_result_rows *r, const sdg16_logistic *l, int64_t j,
                            double t) {
  double b = l->beta[j], se = sqrt(l->covariance[j * l->p + j]);
  int64_t term = l->coefficients[j].term;
  sdg16i_put_text(r, j, SDG16I_LOGISTIC_COEFFICIENT, l->coefficients[j].name);
  sdg16i_put_text(r, j, SDG16I_LOGISTIC_TERM, term < 0 ? "(intercept)" : l->term_names[term]);
  PUT(ESTIMATE, b);
  PUT(SE, se);
  PUT(T, b / se);
  PUT(P, 2 * sdg16i_t_upper(fabs(b / se), l->df));
  PUT(LOWER, b - t * se);
  PUT(UPPER, b + t * se);
  PUT(ODDS_RATIO, exp(b));
  PUT(ODDS_LOWER, exp(b - t * se));
  PUT(ODDS_UPPER, exp(b + t * se));
}

static int32_t make_coefficients(sdg16_logistic *l, sdg16_error *error) {
  double t = sdg16i_t_quantile((1 - l->level) / 2, l->df);
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_LOGISTIC, l->p, error);
  for (int64_t j = 0; j < l->p; j++) put_coefficient(&r, l, j, t);
  return sdg16i_rows_end(&r, &l->table);
}

/* ---- the whole ---- */

static int32_t prepare_fit(fit *f, const char *outcome, int64_t count, const char *const *terms,
                           const char *where, sdg16_error *error) {
  sdg16_logistic *l = f->out;
  const sdg16_design *d = f->design;
  int32_t status = sdg16i_survey_include(&f->included, d, d->table, where, "where", error);
  if (!status)
    status = sdg16i_survey_values(d->table, d->order, outcome, "outcome", 1, &f->y, error);
  l->coefficients =
      sdg16i_arena_array(&l->arena, SDG16I_MAX_COEFFICIENTS, sizeof *l->coefficients);
  l->term_names = sdg16i_arena_array(&l->arena, count, sizeof *l->term_names);
  if (!status && (!l->coefficients || !l->term_names)) status = sdg16i_fail_memory(error);
  if (status) return status;
  f->terms.design = d;
  f->terms.coefficient = l->coefficients;
  f->terms.count = 1;
  l->terms = count;
  l->coefficients[0].term = -1;
  strcpy(l->coefficients[0].name, "(intercept)");
  for (int64_t i = 0; !status && i < count; i++) {
    l->term_names[i] = sdg16i_arena_text(&l->arena, terms[i], strlen(terms[i]));
    status = l->term_names[i] ? sdg16i_terms_add(&f->terms, i, terms[i], error)
                              : sdg16i_fail_memory(error);
  }
  l->p = f->terms.count;
  if (!status) status = choose_rows(f, error);
  int64_t p = l->p, stride = sdg16i_stride(p);
  l->beta = sdg16i_arena_array(&l->arena, p, sizeof *l->beta);
  l->covariance = sdg16i_arena_array(&l->arena, p * p, sizeof *l->covariance);
  f->h = sdg16i_arena_array(&l->arena, p * stride, sizeof *f->h);
  f->inverse = sdg16i_arena_array(&l->arena, stride, sizeof *f->inverse);
  f->score = sdg16i_arena_array(&l->arena, stride, sizeof *f->score);
  f->x = sdg16i_arena_array(&l->arena, stride, sizeof *f->x);
  int ok = l->beta && l->covariance && f->h && f->inverse && f->score && f->x;
  return status || ok ? status : sdg16i_fail_memory(error);
}

int32_t sdg16_survey_logistic(const sdg16_design *design, const char *outcome,
                              int64_t term_count, const char *const *terms, const char *where,
                              double level, const sdg16_exec_options *exec,
                              sdg16_logistic **out, sdg16_error *error) {
  if (!design || !outcome || !out || (term_count > 0 && !terms))
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "sdg16_survey_logistic: no argument must be NULL");
  *out = NULL;
  if (term_count < 0 || term_count > SDG16I_MAX_TERMS)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "terms", 0, 0,
                          "terms must be from 0 to %d, not %lld", SDG16I_MAX_TERMS,
                          (long long)term_count);
  if (!(level > 0 && level < 1))
    return sdg16i_fail_number(error, SDG16_ERR_ARGUMENT, "level", level, SDG16I_LEVEL_RULE);
  sdg16_logistic *l = calloc(1, sizeof *l);
  fit *f = calloc(1, sizeof *f);
  int32_t status = l && f ? SDG16_OK : sdg16i_fail_memory(error);
  if (!status) {
    l->level = level;
    f->design = design;
    f->weight = design->weight;
    f->out = l;
    status = sdg16i_run_begin(&f->run, exec, error);
    if (!status) status = prepare_fit(f, outcome, term_count, terms, where, error);
  }
  if (!status) status = maximise_likelihood(f, error);
  if (!status) status = find_variance(f, error);
  if (!status) {
    l->df += 1 - (double)l->p;
    status = make_coefficients(l, error);
  }
  if (!status) sdg16i_run_end(&f->run);
  if (f) sdg16i_terms_clear(&f->terms);
  if (f) free(f->y), free(f->included);
  free(f);
  if (status) {
    sdg16_logistic_free(l);
    return status;
  }
  *out = l;
  return SDG16_OK;
}

void sdg16_logistic_free(sdg16_logistic *l) {
  if (!l) return;
  sdg16_table_free(l->table);
  sdg16i_arena_free(&l->arena);
  free(l);
}

const sdg16_table *sdg16_logistic_coefficients(const sdg16_logistic *l) { return l->table; }
const double *sdg16_logistic_covariance(const sdg16_logistic *l) { return l->covariance; }
double sdg16_logistic_df(const sdg16_logistic *l) { return l->df; }
int64_t sdg16_logistic_n(const sdg16_logistic *l) { return l->n; }

int32_t sdg16_logistic_test(const sdg16_logistic *l, int64_t term, double *f, double *df1,
                            double *df2, double *p, sdg16_error *error) {
  int64_t first = 0, count = 0;
  for (int64_t j = l->p - 1; j > 0; j--)
    if (l->coefficients[j].term == term) first = j, count++;
  if (!count)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "term", 0, 0,
                          "term must be one with coefficients, from 0 to below %lld, not %lld",
                          (long long)l->terms, (long long)term);
  int64_t stride = sdg16i_stride(count);
  double *h = sdg16i_array(count * stride, sizeof *h), *b = sdg16i_array(2 * stride, sizeof *b);
  int32_t status = h && b ? SDG16_OK : sdg16i_fail_memory(error);
  if (!status) {
    for (int64_t i = 0; i < count; i++) {
      b[i] = l->beta[first + i];
      for (int64_t j = i; j < count; j++)
        h[i * stride + j] = l->covariance[(first + i) * l->p + first + j];
    }
    sdg16i_factor_independent(h, b + stride, count);
    *f = sdg16i_forward(h, b + stride, count, b) / (double)count;
    *df1 = (double)count;
    *df2 = l->df;
    *p = sdg16i_f_upper(*f, *df1, *df2);
  }
  free(h);
  free(b);
  return status;
}
