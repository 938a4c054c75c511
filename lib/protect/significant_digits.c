#include "protect/significant_digits.h"

#include <math.h>

#define SLACK 1e-6

double sdg16i_digit_step(double persons, int32_t digits) {
  double size = fabs(persons);
  return size >= 1 ? fmax(1, pow(10, floor(log10(size)) - digits + 1)) : 1;
}

double sdg16i_few_digits(double persons, int32_t digits, int direction) {
  double step = sdg16i_digit_step(persons, digits), units = persons / step;
  /* a fit is not exact: 9.4999999999 is a half, as 19 * 2 / 4 is */
  return step * (direction < 0   ? floor(units + SLACK)
                 : direction > 0 ? ceil(units - SLACK)
                                 : floor(units + 0.5 + SLACK));
}
