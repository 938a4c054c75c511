/* Small dense symmetric positive semidefinite systems, H x = g.
 *
 * A matrix of p rows is stored by rows, stride sdg16i_stride(p), upper triangle only;
 * column p is a right-hand side (or 0). The stride is a multiple of the vector width;
 * vectors are padded to it. Triangles are solved in blocks of four unknowns: what comes
 * from the other blocks is one sum of vectors, so that nothing waits for one number after
 * the other. */
#ifndef SDG16I_NUM_LINALG_H
#define SDG16I_NUM_LINALG_H

#include "num/vector.h"

SDG16I_INLINE int64_t sdg16i_stride(int64_t p) { return (p + 4) / 4 * 4; }

/* Zeros behind the p elements of a row or vector. (A loop from p on would become a call of
 * memset, dearer than the work.) */
SDG16I_INLINE void sdg16i_pad(double *row, int64_t p) {
  int64_t last = sdg16i_stride(p) - 4;
  for (int64_t k = last; k < last + 4; k++) row[k] = k < p ? row[k] : 0;
}

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
 * The right-hand side becomes L^-1 g. Returns the rank. */
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

/* The same where dependent unknowns are to be 0, and what a right-hand side has in their
 * rows is to be ignored: inverse[j] = 0. */
SDG16I_INLINE int64_t sdg16i_factor_independent(double *restrict h, double *restrict inverse,
                                                int64_t p) {
  int64_t rank = sdg16i_factor(h, inverse, p);
  for (int64_t j = 0; j < p; j++)
    if (h[j * (sdg16i_stride(p) + 1)] == 0) inverse[j] = 0;
  return rank;
}

/* x := the right-hand side L^-1 g that went through the factor. Returns g' H^-1 g: the
 * squared Newton decrement. */
SDG16I_INLINE double sdg16i_reduced(const double *restrict h, const double *restrict inverse,
                                    int64_t p, double *restrict x) {
  int64_t stride = sdg16i_stride(p);
  double squares = 0;
  for (int64_t j = 0; j < p; j++) {
    x[j] = h[j * stride + p];
    squares += x[j] * (x[j] * inverse[j]);
  }
  return squares;
}

/* The same for another right-hand side x, L^-1 x. */
SDG16I_INLINE double sdg16i_forward(const double *restrict h, const double *restrict inverse,
                                    int64_t p, double *restrict x) {
  int64_t stride = sdg16i_stride(p);
  double squares = 0;
  for (int64_t b = 0; b < p; b += 4) {
    int64_t end = b + 4 < p ? b + 4 : p;
    for (int64_t j = b; j < end; j++) {
      const double *restrict row = h + j * stride;
      double scaled = x[j] * inverse[j];
      squares += x[j] * scaled;
      for (int64_t i = j + 1; i < end; i++) x[i] -= row[i] * scaled;
    }
    for (int64_t j = b; j < end; j++)
      sdg16i_subtract(x, h + j * stride, x[j] * inverse[j], b + 4, stride);
  }
  return squares;
}

/* x := L'^-1 D^-1 x */
SDG16I_INLINE void sdg16i_backward(const double *restrict h, const double *restrict inverse,
                                   int64_t p, double *restrict x) {
  int64_t stride = sdg16i_stride(p);
  sdg16i_pad(x, p);
  for (int64_t b = (p - 1) & ~INT64_C(3); b >= 0; b -= 4) {
    int64_t end = b + 4 < p ? b + 4 : p;
    for (int64_t j = b; j < end; j++) {
      sdg16i_v4 sum = {0, 0, 0, 0};
      for (int64_t k = b + 4; k < p; k += 4)
        sum += *(const sdg16i_v4 *)(h + j * stride + k) * *(const sdg16i_v4 *)(x + k);
      x[j] -= (sum[0] + sum[1]) + (sum[2] + sum[3]);
    }
    for (int64_t j = end - 1; j >= b; j--) {
      for (int64_t i = end - 1; i > j; i--) x[j] -= h[j * stride + i] * x[i];
      x[j] *= inverse[j];
    }
  }
}

/* x := H^-1, full, p rows of stride sdg16i_stride(p); a dependent row is left out: its row
 * and column are 0. */
SDG16I_INLINE void sdg16i_inverse(const double *restrict h, const double *restrict inverse,
                                  int64_t p, double *restrict x) {
  int64_t stride = sdg16i_stride(p);
  for (int64_t i = 0; i < p * stride; i++) x[i] = 0;
  for (int64_t j = 0; j < p; j++) { /* row j of L^-1 ends at column j */
    x[j * stride + j] = 1;
    for (int64_t i = j + 1; i < p; i++)
      sdg16i_subtract(x + i * stride, x + j * stride, h[j * stride + i] * inverse[j], 0,
                      (j | 3) + 1);
  }
  for (int64_t j = p - 1; j >= 0; j--) {
    double *row = x + j * stride, scale = h[j * (stride + 1)] != 0 ? inverse[j] : 0;
    for (int64_t k = 0; k < stride; k++) row[k] *= scale;
    for (int64_t i = j + 1; i < p; i++)
      sdg16i_subtract(row, x + i * stride, h[j * stride + i] * inverse[j], 0, stride);
  }
}

#endif
