/* Linear algebra over the whole numbers, exact: elimination, null spaces, conic combinations.
 * Numbers are kept in doubles as long as these are exact, which they nearly always are, then in
 * 128 bits. Where a function says so, -1 means that a number is out of that range, and -2 that
 * memory is out. */
#ifndef SDG16I_NUM_EXACT_INTEGERS_H
#define SDG16I_NUM_EXACT_INTEGERS_H

#include "base/memory.h"

__extension__ typedef __int128 sdg16i_wide;

/* Numbers from one row of doubles to the next: a multiple of four. */
int64_t sdg16i_exact_stride(int64_t columns);

/* Brings a matrix of whole numbers in doubles (rows of `stride` numbers, 0 beyond the columns)
 * into echelon form. pivot_column[r] is the pivot column of row r. The rank, or -1 (a number is
 * not exact in doubles). */
int64_t sdg16i_exact_echelon(double *a, int64_t rows, int64_t stride, int64_t columns,
                             int64_t *pivot_column, double *scale);

/* Fraction-free Gauss-Jordan (Bareiss) of a rows x columns matrix in place: every pivot ends as
 * *scale. The rank, -1 or -2. */
int64_t sdg16i_exact_reduce(sdg16i_wide *a, int64_t rows, int64_t columns, sdg16i_arena *arena,
                            int64_t *pivot_column, sdg16i_wide *scale);

int sdg16i_is_zero_row(const sdg16i_wide *row, int64_t count);
void sdg16i_divide_by_gcd(sdg16i_wide *values, int64_t count);

/* Basis of the null space of a rows x p matrix, which is destroyed: d vectors of p numbers,
 * vector by vector. d, -1 or -2. */
int64_t sdg16i_null_space(sdg16i_wide *x, int64_t rows, int64_t p, sdg16i_arena *arena,
                          sdg16i_wide **out);

/* Row `size` of a basis of bits, `words` words each, reduced by the rows before it: 1 if it is
 * independent of them modulo 2, hence over the rationals (an odd minor is not 0). lead[size] is
 * then its first bit. */
int sdg16i_reduce_parity(uint64_t *basis, int64_t words, int64_t *lead, int64_t size);

/* Is the target (d numbers) = sum of z(j) a(j), z >= 0, of m rows of d numbers? 1 yes, 0 no, -1
 * or -2. No: a vector y proves it with a(j) y <= 0 for all j and target y > 0; negative[j]
 * (nullable) tells whether a(j) y < 0. */
int sdg16i_conic_combination(const sdg16i_wide *a, int64_t m, int64_t d,
                             const sdg16i_wide *target, sdg16i_arena *arena, uint8_t *negative);

#endif
