/* The delta method for the difference of two logarithms, of the fit's number undetected and of
 * Chao's bound. Counts are Poisson with the means of the fit. With f1 and f2 people on one list
 * and on two, Z on list j alone, and B = (f1^2 - sum Z^2) / (2 (f2 + 1)):
 *   d log B / dn = (f1 - Z) / ((f2 + 1) B) on list j alone, -1 / (f2 + 1) on two lists;
 *   d log x / dn = e0' H^-1 (terms of the history), H the information of the fit. */
#include "mse/diagnose/chao_gap.h"

#include "base/error.h"
#include "base/memory.h"
#include "mse/diagnose/coverage.h"
#include "num/linalg.h"

#include <math.h>
#include <stdlib.h>

/* slope[c] := d log x / dn of history c. */
static int32_t fit_slopes(const sdg16_fit *fit, double *slope, sdg16_error *error) {
  int64_t p = fit->p, stride = sdg16i_stride(p), size = fit->cells->size;
  double *sums = sdg16i_array(size, sizeof *sums), *h = sdg16i_array(p * stride, sizeof *h);
  double *inverse = sdg16i_array(p, sizeof *inverse), *x = sdg16i_array(stride, sizeof *x);
  int ok = sums && h && inverse && x;
  for (int64_t c = 1; ok && c < size; c++) sums[c] = fit->mean[c];
  if (ok) sdg16i_superset_sums(sums, fit->cells->lists);
  for (int64_t i = 0; ok && i < p; i++)
    for (int64_t k = i; k < p; k++)
      h[i * stride + k] = sums[fit->free_term[i] | fit->free_term[k]];
  if (ok) {
    sdg16i_factor_independent(h, inverse, p);
    x[0] = 1; /* the intercept is the first free term */
    sdg16i_forward(h, inverse, p, x);
    sdg16i_backward(h, inverse, p, x);
    for (int64_t k = 0; k < p; k++) slope[fit->free_term[k]] = x[k];
    sdg16i_subset_sums(slope, fit->cells->lists);
  }
  free(sums);
  free(h);
  free(inverse);
  free(x);
  return ok ? SDG16_OK : sdg16i_fail_memory(error);
}

static double bound_slope(const sdg16_coverage *seen, const sdg16i_cells *cells,
                          int64_t history) {
  double once = (double)seen->once, twice = (double)seen->twice;
  int lists = __builtin_popcountll((unsigned long long)history);
  return lists == 1
             ? (once - cells->count[history]) / ((twice + 1) * (seen->chao_lower - cells->n))
         : lists == 2 ? -1 / (twice + 1)
                      : 0;
}

int32_t sdg16i_chao_gap(const sdg16_fit *given, double *out, sdg16_error *error) {
  const sdg16_fit *fit = sdg16i_fit_ordered(given);
  const sdg16i_cells *cells = fit->cells;
  const sdg16_coverage seen = sdg16i_coverage(cells);
  double hidden = seen.chao_lower - cells->n; /* of the bound */
  double variance = 0, *slope = sdg16i_array(cells->size, sizeof *slope);
  int32_t status = slope ? fit_slopes(fit, slope, error) : sdg16i_fail_memory(error);
  for (int64_t c = 1; !status && c < cells->size; c++) {
    double difference = slope[c] - bound_slope(&seen, cells, c);
    if (fit->mean[c] > 0) variance += fit->mean[c] * difference * difference;
  }
  *out = hidden > 0 ? (log(fit->summary.hidden) - log(hidden)) / sqrt(variance) : NAN;
  free(slope);
  return status;
}
