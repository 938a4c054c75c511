#include "glm_reference.h"

#include <math.h>
#include <string.h>

#define CELLS 256
#define TERMS 40

typedef struct problem {
  int rows, columns;
  uint32_t cells[CELLS], terms[TERMS];
  long double y[CELLS];
} problem;

static void set_up(problem *p, const sdg16_capture *capture, const sdg16_model *model,
                   int drop_boundary) {
  long double counts[CELLS] = {0}, margin;
  uint32_t all = UINT32_C(1) << sdg16_capture_lists(capture), empty[TERMS];
  const uint32_t *histories, *terms;
  const int64_t *numbers;
  int64_t n = sdg16_capture_histories(capture, &histories, &numbers);
  for (int64_t i = 0; i < n; i++) counts[histories[i]] += (long double)numbers[i];
  int64_t m = sdg16_model_terms(model, &terms);
  int empties = 0;
  p->rows = p->columns = 0;
  for (int64_t i = 0; i < m; i++) {
    margin = 0;
    for (uint32_t c = 1; c < all; c++)
      if ((c & terms[i]) == terms[i]) margin += counts[c];
    if (margin == 0 && drop_boundary)
      empty[empties++] = terms[i];
    else
      p->terms[p->columns++] = terms[i];
  }
  for (uint32_t c = 1; c < all; c++) {
    int kept = 1;
    for (int e = 0; e < empties; e++) kept &= (c & empty[e]) != empty[e];
    if (!kept) continue;
    p->y[p->rows] = counts[c];
    p->cells[p->rows++] = c;
  }
}

static int holds(const problem *p, int row, int column) {
  return (p->cells[row] & p->terms[column]) == p->terms[column];
}

/* One weighted least-squares step: new coefficients, and the variance of the first
 * at the given weights (Cholesky of the normal equations). */
static long double step(const problem *p, const long double *mu, long double *beta) {
  static long double a[TERMS][TERMS];
  long double b[TERMS], e[TERMS];
  int k = p->columns;
  for (int i = 0; i < k; i++) {
    b[i] = 0;
    for (int j = 0; j <= i; j++) a[i][j] = 0;
    for (int r = 0; r < p->rows; r++) {
      if (!holds(p, r, i)) continue;
      b[i] += mu[r] * (logl(mu[r]) + (p->y[r] - mu[r]) / mu[r]);
      for (int j = 0; j <= i; j++)
        if (holds(p, r, j)) a[i][j] += mu[r];
    }
  }
  for (int i = 0; i < k; i++)
    for (int j = 0; j <= i; j++) {
      long double s = a[i][j];
      for (int l = 0; l < j; l++) s -= a[i][l] * a[j][l];
      a[i][j] = i == j ? sqrtl(s) : s / a[j][j];
    }
  for (int i = 0; i < k; i++) { /* b: the right-hand side; e: the unit vector */
    long double s = b[i], t = i == 0;
    for (int l = 0; l < i; l++) {
      s -= a[i][l] * b[l];
      t -= a[i][l] * e[l];
    }
    b[i] = s / a[i][i];
    e[i] = t / a[i][i];
  }
  long double variance = 0;
  for (int i = 0; i < k; i++) variance += e[i] * e[i];
  for (int i = k - 1; i >= 0; i--) {
    long double s = b[i];
    for (int l = i + 1; l < k; l++) s -= a[l][i] * beta[l];
    beta[i] = s / a[i][i];
  }
  return variance;
}

static long double deviance(const problem *p, const long double *mu) {
  long double d = 0;
  for (int r = 0; r < p->rows; r++) {
    long double y = p->y[r];
    d += 2 * ((y > 0 ? y * logl(y / mu[r]) : 0) - (y - mu[r]));
  }
  return d;
}

static void errors(long double intercept, long double variance, double *log_hidden,
                   double *se) {
  long double x = expl(intercept);
  *log_hidden = (double)sqrtl(variance);
  *se = (double)sqrtl(x + x * x * variance);
}

void glm_reference_fit(const sdg16_capture *capture, const sdg16_model *model,
                       int drop_boundary, glm_reference *out) {
  static problem p;
  long double mu[CELLS], beta[TERMS] = {0}, old, now, variance = 0;
  set_up(&p, capture, model, drop_boundary);
  for (int r = 0; r < p.rows; r++) mu[r] = p.y[r] + 0.1L;
  now = deviance(&p, mu);
  int stopped = 0;
  for (int iteration = 0; iteration < 100; iteration++) {
    variance = step(&p, mu, beta);
    for (int r = 0; r < p.rows; r++) {
      long double eta = 0;
      for (int i = 0; i < p.columns; i++)
        if (holds(&p, r, i)) eta += beta[i];
      mu[r] = expl(eta);
    }
    old = now;
    now = deviance(&p, mu);
    long double change = fabsl(now - old) / (fabsl(now) + 0.1L);
    if (!stopped && (change < 1e-8L || iteration == 24)) { /* glm.control's defaults */
      stopped = 1;
      errors(beta[0], variance, &out->se_log_hidden, &out->se);
    }
    if (change < 1e-18L) break;
  }
  errors(beta[0], variance, &out->se_log_hidden_converged, &out->se_converged);
}
