/* Least squares of rows that pass by: the triangle R of a QR factorisation, one row after the
 * other by Givens rotations (Golub & Van Loan 2013, 5.1.8). Memory is of the columns alone, and
 * the condition is that of the data, not its square as in normal equations.
 *
 * A triangle of q columns is stored by rows, q x q; what lies below the diagonal stays 0. Its
 * last column is the dependent variable. */
#ifndef SDG16I_NUM_LEAST_SQUARES_H
#define SDG16I_NUM_LEAST_SQUARES_H

#include <stdint.h>

/* Rotates a row into the triangle (at first zeros). The row is destroyed; what it holds before
 * column `first` must be 0. */
void sdg16i_rotate_row(double *triangle, int64_t q, int64_t first, double *row);

/* Pools the triangles of groups [1, x, y] of q columns each, which have an intercept of their
 * own: what is left of x and y without the intercepts, q - 1 columns (Frisch-Waugh-Lovell). */
void sdg16i_pool_triangle(double *pooled, const double *group, int64_t q, double *scratch);

/* A column depends on those before it if the part that they do not explain is below this
 * fraction of its length. */
#define SDG16I_DEPENDENT 1e-7

/* Solves for the p = q - 1 coefficients. Returns p; or the number of a column that depends on
 * those before it, or that is 0 against `length` (of the columns with their means; nullable).
 * unscaled: p square roots of the diagonal of (X'X)^-1; times sigma the standard errors. */
int64_t sdg16i_solve_triangle(const double *triangle, int64_t q, const double *length,
                              double *coefficient, double *unscaled, double *scratch);

#endif
