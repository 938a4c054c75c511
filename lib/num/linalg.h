/* Small dense symmetric positive semidefinite systems, H x = g.
 *
 * A matrix of p rows is stored by rows, stride sdg16i_stride(p), upper triangle
 * only; the stride is a multiple of the vector width. */
#ifndef SDG16I_LINALG_H
#define SDG16I_LINALG_H

#include "num/vector.h"

SDG16I_INLINE int64_t sdg16i_stride(int64_t p) { return (p + 3) / 4 * 4; }

/* target[k] -= factor row[k] for k from `from` to `to`, both multiples of 4. */
SDG16I_INLINE void sdg16i_subtract(double *restrict target, const double *restrict row,
                                   double factor, int64_t from, int64_t to) {
  for (int64_t k = from; k < to; k += 4)
    *(sdg16i_v4 *)(target + k) -= factor * *(const sdg16i_v4 *)(row + k);
}

/* A pivot below this part of its diagonal element is lost in rounding: the row is taken
 * as dependent on those before it, its pivot as that part. A right-hand side that depends
 * likewise then leaves the unknown alone, any other moves it far. */
#define SDG16I_PIVOT_TOLERANCE 1e-11

/* h := D L' of H = L D L' (rows unscaled), a dependent row 0; inverse[j] = 1/d_j.
 * Returns the rank. */
SDG16I_INLINE int64_t sdg16i_factor(double *restrict h, double *restrict inverse, int64_t p) {
  int64_t stride = sdg16i_stride(p), rank = 0;
  for (int64_t j = 0; j < p; j++) inverse[j] = h[j * stride + j];
  for (int64_t j = 0; j < p; j++) {
    double *restrict row = h + j * stride;
    double pivot = row[j], least = SDG16I_PIVOT_TOLERANCE * inverse[j];
    if (!(pivot > least)) {
      for (int64_t k = j; k < p; k++) row[k] = 0;
      inverse[j] = least > 0 ? 1 / least : 0;
      continue;
    }
    rank++;
    double reciprocal = 1 / pivot;
    inverse[j] = reciprocal;
    for (int64_t i = j + 1; i < p; i++)
      sdg16i_subtract(h + i * stride, row, row[i] * reciprocal, i & ~INT64_C(3), stride);
  }
  return rank;
}

/* x := L^-1 x. Returns x' D^-1 x: with x = g, the squared Newton decrement. */
SDG16I_INLINE double sdg16i_forward(const double *restrict h, const double *restrict inverse,
                                    int64_t p, double *restrict x) {
  int64_t stride = sdg16i_stride(p);
  double squares = 0;
  for (int64_t j = 0; j < p; j++) {
    const double *restrict row = h + j * stride;
    double scaled = x[j] * inverse[j];
    squares += x[j] * scaled;
    for (int64_t i = j + 1; i < p; i++) x[i] -= row[i] * scaled;
  }
  return squares;
}

/* x := L'^-1 D^-1 x */
SDG16I_INLINE void sdg16i_backward(const double *restrict h, const double *restrict inverse,
                                   int64_t p, double *restrict x) {
  int64_t stride = sdg16i_stride(p);
  for (int64_t j = p - 1; j >= 0; j--) {
    const double *restrict row = h + j * stride;
    double sum[4] = {0, 0, 0, 0};
    int64_t i = j + 1;
    for (; i + 4 <= p; i += 4)
      for (int64_t v = 0; v < 4; v++) sum[v] += row[i + v] * x[i + v];
    for (; i < p; i++) sum[0] += row[i] * x[i];
    x[j] = inverse[j] * (x[j] - ((sum[0] + sum[1]) + (sum[2] + sum[3])));
  }
}

/* x := H^-1, full, p rows of stride sdg16i_stride(p). */
SDG16I_INLINE void sdg16i_inverse(const double *restrict h, const double *restrict inverse,
                                  int64_t p, double *restrict x) {
  int64_t stride = sdg16i_stride(p);
  for (int64_t i = 0; i < p * stride; i++) x[i] = 0;
  for (int64_t j = 0; j < p; j++) { /* row j of L^-1 ends at column j */
    x[j * stride + j] = 1;
    for (int64_t i = j + 1; i < p; i++)
      sdg16i_subtract(x + i * stride, x + j * stride, h[j * stride + i] * inverse[j], 0,
                      sdg16i_stride(j + 1));
  }
  for (int64_t j = p - 1; j >= 0; j--) {
    double *row = x + j * stride;
    for (int64_t k = 0; k < stride; k++) row[k] *= inverse[j];
    for (int64_t i = j + 1; i < p; i++)
      sdg16i_subtract(row, x + i * stride, h[j * stride + i] * inverse[j], 0, stride);
  }
}

#endif
