/* The data of one problem on the dense table of 2^L cells. */
#ifndef SDG16I_MSE_LOGLINEAR_CELLS_H
#define SDG16I_MSE_LOGLINEAR_CELLS_H

#include <sdg16/capture.h>

typedef struct sdg16i_cells {
  int32_t lists;
  int64_t size;   /* 2^lists */
  double *count;  /* n(c); count[0] = 0 */
  double *margin; /* n*(t): persons whose history contains t; margin[0] = n */
  double n;
  double *log_count;          /* log n(c), 0 for the unobserved */
  double log_counts_rounding; /* sum of n(c) times the rounding error of log_count */
  double saturated;           /* sum n log n - n over the observed cells */
  double log_factorials;      /* sum log n! less that */
  int64_t positives;          /* observed histories */
  uint32_t *positive;         /* ascending */
  int32_t ragged; /* 1: counts differ so much that sums of means in doubles lose the smallest;
                     a maximum is then wanted in double-double arithmetic (careful.h) */
} sdg16i_cells;

int32_t sdg16i_cells_new(const sdg16_capture *capture, sdg16i_cells **out, sdg16_error *error);
/* From a dense table of counts (count[0] is ignored); for resampled tables. */
int32_t sdg16i_cells_dense(int32_t lists, const double *count, sdg16i_cells **out,
                           sdg16_error *error);
/* Refills an existing one with the same number of lists; allocates nothing. */
void sdg16i_cells_fill(sdg16i_cells *cells, const double *count);

/* The deviance of the means mu = exp(eta), those of excluded cells 0. The
 * differences of single cells are summed, so that the error is some 1e-16 of the persons and
 * models of large tables can be distinguished. */
double sdg16i_deviance(const sdg16i_cells *cells, const double *eta, const double *mu);

/* The lists with persons, in groups without overlap: no one is on lists of two groups. */
typedef struct sdg16i_list_groups {
  int32_t count;
  uint32_t lists[SDG16_MAX_LISTS]; /* [count] a mask each, that of the first list first */
} sdg16i_list_groups;
sdg16i_list_groups sdg16i_cells_groups(const sdg16i_cells *cells);

void sdg16i_cells_free(sdg16i_cells *cells);

#endif
