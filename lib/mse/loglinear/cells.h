/* The data of one problem on the dense table of 2^L cells. */
#ifndef SDG16I_CELLS_H
#define SDG16I_CELLS_H

#include <sdg16/capture.h>

typedef struct sdg16i_cells {
  int32_t lists;
  int64_t size;   /* 2^lists */
  double *count;  /* n(c); count[0] = 0 */
  double *margin; /* n*(t): persons whose history contains t; margin[0] = n */
  double n;
  double saturated;      /* sum n log n - n over the observed cells */
  double log_factorials; /* sum log n! */
  int64_t positives;     /* observed histories */
  uint32_t *positive;    /* ascending */
} sdg16i_cells;

int32_t sdg16i_cells_new(const sdg16_capture *capture, sdg16i_cells **out, sdg16_error *error);
/* From a dense table of counts (count[0] is ignored); for resampled tables. */
int32_t sdg16i_cells_dense(int32_t lists, const double *count, sdg16i_cells **out,
                           sdg16_error *error);
/* Refills an existing one of as many lists; allocates nothing. */
void sdg16i_cells_fill(sdg16i_cells *cells, const double *count);
void sdg16i_cells_free(sdg16i_cells *cells);

#endif
