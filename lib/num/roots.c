#include "num/roots.h"

#include <float.h>
#include <math.h>

/* Brent (1973), Algorithms for Minimization without Derivatives, ch. 4. */
double sdg16i_root(sdg16i_function f, void *context, double a, double b, double relative) {
  double fa = f(a, context), fb = f(b, context);
  if (fa == 0) return a;
  if (fb == 0) return b;
  if (!((fa < 0) != (fb < 0)) || isnan(fa) || isnan(fb)) return NAN;
  double c = a, fc = fa, step = b - a, before = step;
  for (int i = 0; i < 300; i++) {
    if ((fb < 0) == (fc < 0)) {
      c = a;
      fc = fa;
      step = before = b - a;
    }
    if (fabs(fc) < fabs(fb)) { /* keep the best point in b */
      a = b, b = c, c = a;
      fa = fb, fb = fc, fc = fa;
    }
    /* numbers lie no closer: less would never be met */
    double tolerance = (0.5 * relative + DBL_EPSILON) * fabs(b), middle = 0.5 * (c - b);
    if (fabs(middle) <= tolerance || fb == 0) return b;
    if (fabs(before) < tolerance || fabs(fa) <= fabs(fb)) {
      step = before = middle;
    } else {
      double s = fb / fa, p, q;
      if (a == c) { /* secant */
        p = 2 * middle * s;
        q = 1 - s;
      } else { /* inverse quadratic */
        double r = fb / fc, t = fa / fc;
        p = s * (2 * middle * t * (t - r) - (b - a) * (r - 1));
        q = (t - 1) * (r - 1) * (s - 1);
      }
      if (p > 0) q = -q;
      p = fabs(p);
      if (2 * p < fmin(3 * middle * q - fabs(tolerance * q), fabs(before * q))) {
        before = step;
        step = p / q;
      } else {
        step = before = middle;
      }
    }
    a = b;
    fa = fb;
    b += fabs(step) > tolerance ? step : copysign(tolerance, middle);
    fb = f(b, context);
    if (isnan(fb)) return NAN;
  }
  return b;
}
