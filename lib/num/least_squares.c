#include "num/least_squares.h"

#include <math.h>
#include <string.h>

void sdg16i_rotate_row(double *triangle, int64_t q, int64_t first, double *row) {
  for (int64_t j = first; j < q; j++) {
    if (row[j] == 0) continue;
    double *r = triangle + j * q, length = hypot(r[j], row[j]);
    double c = r[j] / length, s = row[j] / length;
    r[j] = length;
    for (int64_t k = j + 1; k < q; k++) {
      double above = r[k], below = row[k];
      r[k] = c * above + s * below;
      row[k] = c * below - s * above;
    }
  }
}

void sdg16i_pool_triangle(double *pooled, const double *group, int64_t q, double *scratch) {
  for (int64_t i = 1; i < q; i++) {
    memcpy(scratch, group + i * q + 1, (size_t)(q - 1) * sizeof *scratch);
    sdg16i_rotate_row(pooled, q - 1, 0, scratch);
  }
}

int64_t sdg16i_solve_triangle(const double *triangle, int64_t q, const double *length,
                              double *coefficient, double *unscaled, double *scratch) {
  int64_t p = q - 1;
  for (int64_t j = 0; j < p; j++) {
    double squares = 0;
    for (int64_t i = 0; i <= j; i++) squares += triangle[i * q + j] * triangle[i * q + j];
    double pivot = fabs(triangle[j * (q + 1)]);
    if (!(pivot > SDG16I_DEPENDENT * sqrt(squares)) ||
        (length && pivot <= 1e-3 * SDG16I_DEPENDENT * length[j]))
      return j;
  }
  for (int64_t j = p - 1; j >= 0; j--) {
    double rest = triangle[j * q + p];
    for (int64_t k = j + 1; k < p; k++) rest -= triangle[j * q + k] * coefficient[k];
    coefficient[j] = rest / triangle[j * (q + 1)];
  }
  /* (X'X)^-1 = R^-1 R^-T: lengths of the rows of R^-1, column after column */
  for (int64_t j = 0; j < p; j++) unscaled[j] = 0;
  for (int64_t k = 0; k < p; k++) {
    for (int64_t j = k; j >= 0; j--) {
      double rest = j == k;
      for (int64_t i = j + 1; i <= k; i++) rest -= triangle[j * q + i] * scratch[i];
      scratch[j] = rest / triangle[j * (q + 1)];
      unscaled[j] += scratch[j] * scratch[j];
    }
  }
  for (int64_t j = 0; j < p; j++) unscaled[j] = sqrt(unscaled[j]);
  return p;
}
