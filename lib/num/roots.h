/* Root finding in a bracket. */
#ifndef SDG16I_NUM_ROOTS_H
#define SDG16I_NUM_ROOTS_H

#include <stdint.h>

typedef double (*sdg16i_function)(double x, void *context);

/* A root of a continuous f between a and b, f(a) and f(b) of opposite sign (or
 * zero), by Brent's method; stops when the bracket is within `relative` x |x|
 * or f is 0. NaN when f is NaN or the signs are the same. */
double sdg16i_root(sdg16i_function f, void *context, double a, double b, double relative);

#endif
