/* Comparison functions for qsort. */
#ifndef SDG16I_NUM_COMPARE_H
#define SDG16I_NUM_COMPARE_H

/* Two doubles that are not NaN, the smaller one first. */
int sdg16i_compare_doubles(const void *left, const void *right);

#endif
