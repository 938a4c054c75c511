/* Solving calibration equations by Newton's method (Deville & Sarndal 1992). */
#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"
#include "num/linalg.h"
#include "survey/design/calibration.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The factor g at u = x'lambda, and its derivative. */
static double calibration_factor(const sdg16i_calibration *c, double u, double *slope) {
  double low = c->lower, high = c->upper;
  if (c->method == SDG16_CALIBRATE_RAKING) return *slope = exp(u);
  if (c->method == SDG16_CALIBRATE_LINEAR) {
    int bounded = high > 0, inside = !bounded || (1 + u > low && 1 + u < high);
    *slope = inside;
    return inside ? 1 + u : 1 + u <= low ? low : high;
  }
  double a = (high - low) / ((high - 1) * (1 - low)), e = exp(a * u);
  double below = high - 1, above = 1 - low;
  if (isinf(e)) return *slope = 0, high;
  double bottom = below + above * e;
  *slope = below * above * e * a * (high - low) / (bottom * bottom);
  return (low * below + high * above * e) / bottom;
}

static int64_t position_of(const sdg16i_calibration *c, int64_t item) {
  return c->position ? c->position[item] : item;
}

int32_t sdg16i_calibrator_init(sdg16i_calibrator *s, const sdg16i_calibration *c,
                               const double *totals, sdg16_error *error) {
  int64_t stride = sdg16i_stride(c->count);
  *s = (sdg16i_calibrator){.calibration = c, .totals = totals};
  s->lambda = sdg16i_array(3 * stride, sizeof(double));
  s->misfit = sdg16i_array(stride, sizeof(double));
  s->inverse = sdg16i_array(stride, sizeof(double));
  s->h = sdg16i_array(c->count * stride, sizeof(double));
  s->sums = sdg16i_array(c->count, sizeof *s->sums);
  s->weight = sdg16i_array(c->items, sizeof(double));
  s->before = sdg16i_array(c->items, sizeof *s->before);
  return s->lambda && s->misfit && s->inverse && s->h && s->sums && s->weight && s->before
             ? SDG16_OK
             : sdg16i_fail_memory(error);
}

void sdg16i_calibrator_clear(sdg16i_calibrator *s) {
  free(s->lambda);
  free(s->misfit);
  free(s->inverse);
  free(s->h);
  free(s->sums);
  free(s->weight);
  free(s->before);
}

/* Sets h to the slope of the misfit at lambda; returns the largest misfit, beside its
 * total, and where it is. */
static double evaluate_misfit(sdg16i_calibrator *s, int64_t *worst) {
  const sdg16i_calibration *c = s->calibration;
  int64_t stride = sdg16i_stride(c->count);
  memset(s->h, 0, (size_t)(c->count * stride) * sizeof *s->h);
  for (int64_t a = 0; a < c->count; a++) s->sums[a] = (sdg16i_sum){0};
  for (int64_t i = 0; i < c->items; i++) {
    double w = s->weight[i], slope;
    if (w == 0) continue;
    sdg16i_auxiliaries x;
    sdg16i_auxiliaries_at(c, position_of(c, i), &x);
    double g = calibration_factor(c, sdg16i_auxiliaries_dot(&x, s->lambda), &slope);
    for (int64_t a = 0; a < x.count; a++) sdg16i_add(&s->sums[x.index[a]], w * g * x.value[a]);
    sdg16i_auxiliaries_outer(&x, w * slope, s->h, stride);
  }
  double largest = 0;
  for (int64_t a = 0; a < c->count; a++) {
    s->misfit[a] = s->totals[a] - sdg16i_sum_value(&s->sums[a]);
    double beside = fabs(s->misfit[a]) / (1 + fabs(s->totals[a]));
    if (beside > largest || isnan(beside))
      largest = isnan(beside) ? INFINITY : beside, *worst = a;
  }
  return largest;
}

static int32_t refuse_totals(const sdg16i_calibrator *s, int64_t worst, int64_t replicate,
                             sdg16_error *error) {
  char total[SDG16I_DOUBLE_SIZE], reached[SDG16I_DOUBLE_SIZE], which[48] = "";
  sdg16i_format_double(s->totals[worst], total);
  sdg16i_format_double(s->totals[worst] - s->misfit[worst], reached);
  if (replicate >= 0)
    snprintf(which, sizeof which, "replicate %lld: ", (long long)replicate + 1);
  return sdg16i_fail_at(error, SDG16_ERR_DESIGN, "margins", 0, 0,
                        "calibration: %stotal %lld (counted over the cells of all margins) is "
                        "%s, but the weights add up to %s: the margins contradict one another, "
                        "or the bounds are too narrow%s",
                        which, (long long)worst + 1, total, reached,
                        replicate >= 0 ? ", or the replicate has no rows of a cell" : "");
}

static int32_t solve_newton(sdg16i_calibrator *s, int64_t replicate, sdg16_error *error) {
  const sdg16i_calibration *c = s->calibration;
  int64_t worst = 0, stride = sdg16i_stride(c->count);
  double *from = s->lambda + stride, *direction = from + stride, *step = s->misfit;
  memset(s->lambda, 0, (size_t)stride * sizeof *s->lambda);
  double now = evaluate_misfit(s, &worst);
  for (int32_t i = 0; i < c->max_iterations && now >= c->tolerance; i++) {
    sdg16i_factor_independent(s->h, s->inverse, c->count);
    sdg16i_forward(s->h, s->inverse, c->count, step);
    sdg16i_backward(s->h, s->inverse, c->count, step);
    /* halve a step that leads too far for the exponential to follow */
    double before = now, scale = 1;
    memcpy(from, s->lambda, (size_t)c->count * sizeof *from);
    memcpy(direction, step, (size_t)c->count * sizeof *direction);
    for (int half = 0; half < 30; half++, scale /= 2) {
      for (int64_t a = 0; a < c->count; a++) s->lambda[a] = from[a] + scale * direction[a];
      now = evaluate_misfit(s, &worst);
      if (now < 10 * before && now < 1e6) break;
    }
  }
  return now < c->tolerance ? SDG16_OK : refuse_totals(s, worst, replicate, error);
}

int32_t sdg16i_calibrator_solve(sdg16i_calibrator *s, int64_t rows, const double *weight,
                                int64_t replicate, sdg16_error *error) {
  const sdg16i_calibration *c = s->calibration;
  for (int64_t i = 0; i < c->items; i++) s->before[i] = (sdg16i_sum){0};
  for (int64_t p = 0; p < rows; p++)
    sdg16i_add(&s->before[c->item ? c->item[p] : p], weight[p]);
  for (int64_t i = 0; i < c->items; i++) s->weight[i] = sdg16i_sum_value(&s->before[i]);
  return solve_newton(s, replicate, error);
}

void sdg16i_calibration_apply(const sdg16i_calibration *c, int64_t rows, const double *lambda,
                              double *scratch, double *weight) {
  for (int64_t i = 0; i < c->items; i++) {
    double slope;
    sdg16i_auxiliaries x;
    sdg16i_auxiliaries_at(c, position_of(c, i), &x);
    scratch[i] = calibration_factor(c, sdg16i_auxiliaries_dot(&x, lambda), &slope);
  }
  for (int64_t p = 0; p < rows; p++)
    if (weight[p] != 0) weight[p] *= scratch[c->item ? c->item[p] : p];
}
