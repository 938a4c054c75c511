#include "num/distributions.h"

#include "num/gslport.h"
#include "num/roots.h"

#include <math.h>

/* ---- x^a y^b / B(a, b), after Loader (2000), Fast and accurate computation of
 * binomial probabilities: no difference of large logarithms ---- */

/* log Gamma(x + 1) less Stirling's formula. */
static double stirling_error(double x) {
  if (x < 16) return sdg16i_log_gamma(x + 1) - (x + 0.5) * log(x) + x - 0.91893853320467274178;
  double r = 1 / (x * x);
  return (1.0 / 12 -
          r * (1.0 / 360 -
               r * (1.0 / 1260 - r * (1.0 / 1680 - r * (1.0 / 1188 - r * 691.0 / 360360))))) /
         x;
}

/* x log(x / m) + m - x */
static double deviance(double x, double m) {
  double d = x - m, v = d / (x + m);
  if (fabs(v) >= 0.1) return x * log(x / m) - d;
  double sum = d * v, power = 2 * x * v;
  for (int j = 1; j < 1000; j++) {
    power *= v * v;
    double next = sum + power / (2 * j + 1);
    if (next == sum) break;
    sum = next;
  }
  return sum;
}

static double front(double x, double y, double a, double b) {
  double n = a + b;
  double log_density = stirling_error(n) - stirling_error(a) - stirling_error(b) -
                       deviance(a, n * x) - deviance(b, n * y);
  return sqrt(a * b / (2 * M_PI * n)) * exp(log_density);
}

/* The continued fraction of the incomplete beta function in its contracted form
 * (DiDonato & Morris 1992), by Lentz's method: I = x^a y^b / B(a, b) / fraction. Where x is
 * near 1 everything that matters is computed from y. Some sqrt(max(a, b)) steps. */
#define TINY 1e-300
#define MAX_STEPS 200000

static double fraction(double x, double y, double a, double b) {
  double value = 0, c = 0, d = 0;
  for (int m = 0; m < MAX_STEPS; m++) {
    double bottom = m ? m + m * (b - m) * x / (a + 2 * m - 1) : 0;
    bottom += (a + m) * (a * y - b * x + 1 + m * (1 + y)) / (a + 2 * m + 1);
    if (!m) {
      value = c = fabs(bottom) < TINY ? TINY : bottom;
      continue;
    }
    double top =
        (a + m - 1) / (a + 2 * m - 1) * (a + b + m - 1) * m * (b - m) * x / (a + 2 * m - 1) * x;
    d = bottom + top * d;
    d = 1 / (fabs(d) < TINY ? TINY : d);
    c = bottom + top / c;
    c = fabs(c) < TINY ? TINY : c;
    value *= c * d;
    if (fabs(c * d - 1) < 2e-16) return value;
  }
  return value;
}

void sdg16i_beta_tails(double x, double y, double a, double b, double *lower, double *upper) {
  *lower = *upper = NAN;
  if (!(a > 0 && b > 0 && isfinite(a) && isfinite(b) && x >= 0 && y >= 0)) return;
  if (x == 0 || y == 0) {
    *lower = x == 0 ? 0 : 1;
    *upper = 1 - *lower;
  } else if (x < (a + 1) / (a + b + 2)) {
    *lower = front(x, y, a, b) / fraction(x, y, a, b);
    *upper = 1 - *lower;
  } else {
    *upper = front(x, y, a, b) / fraction(y, x, b, a);
    *lower = 1 - *upper;
  }
}

/* ---- quantiles: bracketed roots of the nearer tail ---- */

#define RELATIVE 1e-15

typedef struct target {
  double a, b; /* of the beta distribution; a: df of the t distribution */
  double tail;
  int upper;
} target;

static double beta_miss(double x, void *context) {
  const target *t = context;
  double lower, upper;
  sdg16i_beta_tails(x, 1 - x, t->a, t->b, &lower, &upper);
  return t->upper ? t->tail - upper : lower - t->tail;
}

double sdg16i_beta_quantile(double p, double a, double b) {
  if (!(p >= 0 && p <= 1 && a > 0 && b > 0 && isfinite(a) && isfinite(b))) return NAN;
  if (p == 0 || p == 1) return p;
  target t = {a, b, p > 0.5 ? 1 - p : p, p > 0.5};
  return sdg16i_root(beta_miss, &t, 0, 1, RELATIVE);
}

double sdg16i_t_upper(double t, double df) {
  if (!(df > 0) || isnan(t)) return NAN;
  if (isinf(t)) return t < 0;
  if (isinf(df)) return erfc(t / M_SQRT2) / 2;
  double scale = df + t * t, lower, upper;
  sdg16i_beta_tails(df / scale, t * t / scale, df / 2, 0.5, &lower, &upper);
  return t >= 0 ? lower / 2 : 1 - lower / 2;
}

static double t_miss(double t, void *context) {
  const target *goal = context;
  return goal->tail - sdg16i_t_upper(t, goal->a);
}

double sdg16i_t_quantile(double tail, double df) {
  if (!(tail > 0 && tail < 0.5 && df > 0)) return NAN;
  double high = sdg16i_normal_quantile(1 - tail);
  if (isinf(df)) return high;
  target t = {.a = df, .tail = tail};
  for (high = fmax(high, 1); t_miss(high, &t) < 0; high *= 2)
    if (high > 1e150) return NAN;
  return sdg16i_root(t_miss, &t, 0, high, RELATIVE);
}

double sdg16i_f_upper(double f, double df1, double df2) {
  if (!(f >= 0 && df1 > 0 && df2 > 0)) return NAN;
  if (isinf(f)) return 0;
  if (isinf(df2)) return sdg16i_chisq_upper(f * df1, df1);
  double scale = df2 + df1 * f, lower, upper;
  sdg16i_beta_tails(df2 / scale, df1 * f / scale, df2 / 2, df1 / 2, &lower, &upper);
  return lower;
}

double sdg16i_chisq_upper(double x, double df) {
  return x >= 0 && df > 0 ? sdg16i_gamma_upper(df / 2, x / 2) : NAN;
}
