/* Sorting of many numbers by their bits. */
#ifndef SDG16I_NUM_SORT_NUMBERS_H
#define SDG16I_NUM_SORT_NUMBERS_H

#include <stdint.h>

typedef struct sdg16i_weighted_value {
  double x, w;
} sdg16i_weighted_value;

/* Both sort in ascending order; no number is NaN. Numbers that are equal (0 and -0 are) keep
 * their order. From some hundred items on, the time grows in proportion to the items, and
 * memory for as many items is used; without it the order is the same, and slower to find. */
void sdg16i_sort_doubles(double *values, int64_t count);
/* By x, and where that is equal by w. */
void sdg16i_sort_weighted(sdg16i_weighted_value *values, int64_t count);

#endif
