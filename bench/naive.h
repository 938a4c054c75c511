/* The plain way to fit a log-linear model: iteratively reweighted least squares on
 * a dense design matrix, as a general GLM routine does it. For ratios. */
#ifndef NAIVE_H
#define NAIVE_H

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define NAIVE_CELLS 256
#define NAIVE_TERMS 96

/* Fits the terms to counts[c], c = 1 .. 2^lists - 1, from the counts themselves, to a
 * relative change of the deviance of 1e-8 (as R's glm). Returns mu(0). */
static inline double naive_fit(int32_t lists, const double *counts, int p,
                               const uint32_t *term) {
  static double x[NAIVE_CELLS][NAIVE_TERMS], h[NAIVE_TERMS][NAIVE_TERMS];
  static double mu[NAIVE_CELLS], eta[NAIVE_CELLS], b[NAIVE_TERMS];
  int cells = (1 << lists) - 1;
  for (int c = 0; c < cells; c++) {
    for (int j = 0; j < p; j++) x[c][j] = ((uint32_t)(c + 1) & term[j]) == term[j];
    mu[c] = counts[c + 1] + 0.1;
    eta[c] = log(mu[c]);
  }
  double before = INFINITY;
  for (int iteration = 0; iteration < 50; iteration++) {
    memset(h, 0, sizeof h);
    memset(b, 0, sizeof b);
    for (int c = 0; c < cells; c++) {
      double z = eta[c] * mu[c] + counts[c + 1] - mu[c];
      for (int i = 0; i < p; i++) {
        b[i] += x[c][i] * z;
        for (int j = 0; j <= i; j++) h[i][j] += x[c][i] * mu[c] * x[c][j];
      }
    }
    for (int j = 0; j < p; j++) { /* Cholesky; a dependent column is left out */
      for (int i = j; i < p; i++) {
        for (int k = 0; k < j; k++) h[i][j] -= h[i][k] * h[j][k];
        if (i == j)
          h[j][j] = h[j][j] > 1e-9 ? sqrt(h[j][j]) : 1e30;
        else
          h[i][j] /= h[j][j];
      }
    }
    for (int i = 0; i < p; i++) {
      for (int k = 0; k < i; k++) b[i] -= h[i][k] * b[k];
      b[i] /= h[i][i];
    }
    for (int i = p - 1; i >= 0; i--) {
      for (int k = i + 1; k < p; k++) b[i] -= h[k][i] * b[k];
      b[i] /= h[i][i];
    }
    double deviance = 0;
    for (int c = 0; c < cells; c++) {
      eta[c] = 0;
      for (int j = 0; j < p; j++) eta[c] += x[c][j] * b[j];
      eta[c] = fmax(eta[c], -30);
      mu[c] = exp(eta[c]);
      double n = counts[c + 1];
      deviance += 2 * ((n > 0 ? n * log(n / mu[c]) : 0) - (n - mu[c]));
    }
    if (fabs(deviance - before) < 1e-8 * (fabs(deviance) + 0.1)) break;
    before = deviance;
  }
  return exp(b[0]);
}

#endif
