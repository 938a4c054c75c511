/* Sorting. */
#ifndef SDG16I_BASE_SORT_H
#define SDG16I_BASE_SORT_H

#include <stdint.h>
#include <stdlib.h>

/* qsort, which must not be called with NULL, not even for no items. */
static inline void sdg16i_sort(void *items, int64_t count, size_t size,
                               int (*compare)(const void *, const void *)) {
  if (count > 1) qsort(items, (size_t)count, size, compare);
}

#endif
