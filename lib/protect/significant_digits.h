/* Numbers of people rounded to significant digits. */
#ifndef SDG16I_PROTECT_SIGNIFICANT_DIGITS_H
#define SDG16I_PROTECT_SIGNIFICANT_DIGITS_H

#include <stdint.h>

/* Rounded to so many significant digits, but not below whole persons. `direction`: 0: nearest
 * (halves up), -1: down, 1: up. */
double sdg16i_few_digits(double persons, int32_t digits, int direction);
double sdg16i_digit_step(double persons, int32_t digits); /* to multiples of this */

#endif
