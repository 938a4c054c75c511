#include "mse/loglinear/existence.h"

#include "base/error.h"
#include "base/memory.h"

#include <sdg16/mse.h>

#include <string.h>

__extension__ typedef __int128 wide;

/* ---- full column rank over GF(2): sufficient for full rank ---- */

/* Columns of X_P as bit vectors over the observed histories. A minor that is odd
 * is not zero, so independence modulo 2 implies independence. */
static int independent_mod_2(const sdg16i_cells *cells, int64_t p, const uint32_t *term,
                             sdg16i_arena *arena, int *out) {
  int64_t words = (cells->positives + 63) / 64;
  uint64_t *basis = sdg16i_arena_array(arena, p * words, sizeof *basis);
  int64_t *lead = sdg16i_arena_array(arena, p, sizeof *lead);
  if (!basis || !lead) return -1;
  *out = 0;
  for (int64_t j = 0; j < p; j++) {
    uint64_t *column = basis + j * words;
    for (int64_t i = 0; i < cells->positives; i++)
      if ((cells->positive[i] & term[j]) == term[j]) column[i / 64] |= UINT64_C(1) << (i % 64);
    for (int64_t k = 0; k < j; k++)
      if (column[lead[k] / 64] >> (lead[k] % 64) & 1)
        for (int64_t w = 0; w < words; w++) column[w] ^= basis[k * words + w];
    int64_t w = 0;
    while (w < words && !column[w]) w++;
    if (w == words) return 0;
    lead[j] = w * 64 + __builtin_ctzll(column[w]);
  }
  *out = 1;
  return 0;
}

/* ---- exact integer elimination ---- */

/* (a b - c d) / divisor, exactly divisible; nonzero return: out of range. */
static int cross(wide a, wide b, wide c, wide d, wide divisor, wide *out) {
  wide ab, cd, difference;
  if (__builtin_mul_overflow(a, b, &ab) || __builtin_mul_overflow(c, d, &cd) ||
      __builtin_sub_overflow(ab, cd, &difference))
    return -1;
  *out = difference / divisor;
  return 0;
}

/* Fraction-free Gauss-Jordan (Bareiss) of a rows x columns matrix in place.
 * pivot_column[r] is the pivot column of row r; every pivot ends as *scale.
 * Returns the rank, -1 when an integer is out of range. */
static int64_t reduce(wide *a, int64_t rows, int64_t columns, int64_t *pivot_column,
                      wide *scale) {
  wide before = 1;
  int64_t rank = 0;
  for (int64_t j = 0; j < columns && rank < rows; j++) {
    int64_t r = rank;
    while (r < rows && !a[r * columns + j]) r++;
    if (r == rows) continue;
    for (int64_t k = 0; r != rank && k < columns; k++) {
      wide swap = a[r * columns + k];
      a[r * columns + k] = a[rank * columns + k];
      a[rank * columns + k] = swap;
    }
    const wide *pivot_row = a + rank * columns;
    wide pivot = pivot_row[j];
    for (int64_t i = 0; i < rows; i++) {
      if (i == rank) continue;
      wide *row = a + i * columns, factor = row[j];
      for (int64_t k = 0; k < columns; k++)
        if (cross(row[k], pivot, factor, pivot_row[k], before, &row[k])) return -1;
    }
    before = pivot;
    pivot_column[rank++] = j;
  }
  *scale = before;
  return rank;
}

static wide gcd(wide a, wide b) {
  a = a < 0 ? -a : a;
  b = b < 0 ? -b : b;
  while (b) {
    wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

static void divide_by_gcd(wide *values, int64_t count) {
  wide common = 0;
  for (int64_t i = 0; i < count; i++) common = gcd(common, values[i]);
  for (int64_t i = 0; common > 1 && i < count; i++) values[i] /= common;
}

/* Basis of the null space of X_P: d vectors of p numbers, vector by vector.
 * Returns d, -1 out of range, -2 out of memory. */
static int64_t null_space(const sdg16i_cells *cells, int64_t p, const uint32_t *term,
                          sdg16i_arena *arena, wide **out) {
  int64_t rows = cells->positives;
  wide *x = sdg16i_arena_array(arena, rows * p, sizeof *x);
  int64_t *pivot_column = sdg16i_arena_array(arena, p, sizeof *pivot_column);
  if (!x || !pivot_column) return -2;
  for (int64_t i = 0; i < rows; i++)
    for (int64_t j = 0; j < p; j++) x[i * p + j] = (cells->positive[i] & term[j]) == term[j];
  wide scale;
  int64_t rank = reduce(x, rows, p, pivot_column, &scale);
  if (rank < 0) return -1;
  int64_t d = p - rank;
  wide *basis = *out = sdg16i_arena_array(arena, d * p, sizeof *basis);
  if (!basis) return -2;
  for (int64_t j = 0, r = 0; j < p; j++) {
    if (r < rank && pivot_column[r] == j) {
      r++;
      continue;
    }
    basis[j] = scale; /* the free unknown j is 1, times the common denominator */
    for (int64_t k = 0; k < rank; k++) basis[pivot_column[k]] = -x[k * p + j];
    divide_by_gcd(basis, p);
    basis += p;
  }
  return d;
}

/* ---- is there y >= 1 with A'y = 0 ? ---- */

/* Phase 1 of the simplex method on A'z = -A'1, z >= 0, with integer pivoting
 * (Edmonds) and Bland's rule. a: m rows of d numbers. 1 yes, 0 no, -1 out of
 * range, -2 out of memory. */
static int positive_combination(const wide *a, int64_t m, int64_t d, sdg16i_arena *arena) {
  int64_t columns = m + 1; /* the m variables and the right-hand side; the artificial
                              variables' columns are never needed: they only leave */
  wide *t = sdg16i_arena_array(arena, (d + 1) * columns, sizeof *t);
  int64_t *basic = sdg16i_arena_array(arena, d, sizeof *basic);
  if (!t || !basic) return -2;
  wide *objective = t + d * columns; /* minus the sum of the artificial rows */
  for (int64_t r = 0; r < d; r++) {
    wide *row = t + r * columns;
    basic[r] = -1;
    for (int64_t j = 0; j < m; j++) {
      row[j] = a[j * d + r];
      row[m] -= a[j * d + r];
    }
    int negative = row[m] < 0;
    for (int64_t j = 0; j <= m; j++) {
      row[j] = negative ? -row[j] : row[j];
      objective[j] -= row[j];
    }
  }
  wide before = 1;
  for (;;) {
    if (!objective[m]) return 1;
    int64_t enter = 0;
    while (enter < m && objective[enter] >= 0) enter++;
    if (enter == m) return 0;
    int64_t leave = -1;
    for (int64_t r = 0; r < d; r++) {
      const wide *row = t + r * columns;
      if (row[enter] <= 0) continue;
      if (leave < 0) {
        leave = r;
        continue;
      }
      wide here, there; /* compare the ratios row[m]/row[enter] */
      if (__builtin_mul_overflow(row[m], t[leave * columns + enter], &here) ||
          __builtin_mul_overflow(t[leave * columns + m], row[enter], &there))
        return -1;
      if (here < there || (here == there && basic[r] < basic[leave])) leave = r;
    }
    if (leave < 0) return -1; /* cannot be: the objective is bounded */
    const wide *pivot_row = t + leave * columns;
    wide pivot = pivot_row[enter];
    for (int64_t r = 0; r <= d; r++) {
      if (r == leave) continue;
      wide *row = t + r * columns, factor = row[enter];
      for (int64_t j = 0; j <= m; j++)
        if (cross(row[j], pivot, factor, pivot_row[j], before, &row[j])) return -1;
    }
    basic[leave] = enter;
    before = pivot;
  }
}

/* Rows of X_Q B that are not zero, each divided by its gcd, without repeats. */
static int64_t unobserved_rows(const sdg16i_cells *cells, int64_t p, const uint32_t *term,
                               int64_t boundary, const uint32_t *boundary_term,
                               const wide *basis, int64_t d, sdg16i_arena *arena, wide **out) {
  int64_t m = 0;
  wide *a = *out = sdg16i_arena_array(arena, cells->size * d, sizeof *a);
  if (!a) return -2;
  for (int64_t c = 1; c < cells->size; c++) {
    if (cells->count[c] > 0) continue;
    int excluded = 0;
    for (int64_t z = 0; z < boundary && !excluded; z++)
      excluded = ((uint32_t)c & boundary_term[z]) == boundary_term[z];
    if (excluded) continue;
    wide *row = a + m * d;
    memset(row, 0, (size_t)d * sizeof *row);
    int zero = 1;
    for (int64_t k = 0; k < d; k++) {
      for (int64_t j = 0; j < p; j++)
        if (((uint32_t)c & term[j]) == term[j]) row[k] += basis[k * p + j];
      zero = zero && !row[k];
    }
    if (zero) continue;
    divide_by_gcd(row, d);
    int repeated = 0;
    for (int64_t i = 0; i < m && !repeated; i++)
      repeated = !memcmp(a + i * d, row, (size_t)d * sizeof *row);
    m += !repeated;
  }
  return m;
}

static int32_t decide(const sdg16i_cells *cells, int64_t p, const uint32_t *term,
                      int64_t boundary, const uint32_t *boundary_term, sdg16i_arena *arena,
                      int32_t *status, sdg16_error *error) {
  int full;
  *status = SDG16_MODEL_OK;
  if (independent_mod_2(cells, p, term, arena, &full)) return sdg16i_fail_memory(error);
  if (full) return SDG16_OK;
  wide *basis, *a;
  int64_t d = null_space(cells, p, term, arena, &basis), m = 0;
  if (d == 0) return SDG16_OK;
  if (d > 0) m = unobserved_rows(cells, p, term, boundary, boundary_term, basis, d, arena, &a);
  if (d == -2 || m == -2) return sdg16i_fail_memory(error);
  int exists = d > 0 ? positive_combination(a, m, d, arena) : -1;
  if (exists == -2) return sdg16i_fail_memory(error);
  int64_t *pivot_column = sdg16i_arena_array(arena, d > 0 ? d : 1, sizeof *pivot_column);
  if (!pivot_column) return sdg16i_fail_memory(error);
  wide scale;
  int64_t rank = exists >= 0 ? reduce(a, m, d, pivot_column, &scale) : -1;
  if (rank < 0)
    return sdg16i_fail(
        error, SDG16_ERR_INTERNAL,
        "existence of the maximum likelihood estimate: exact integers of a model "
        "with %lld terms need more than 127 bits",
        (long long)p);
  *status = (exists ? 0 : SDG16_MODEL_NO_MLE) + (rank < d ? SDG16_MODEL_NOT_IDENTIFIABLE : 0);
  return SDG16_OK;
}

int32_t sdg16i_existence(const sdg16i_cells *cells, int64_t terms, const uint32_t *term,
                         int32_t *status, sdg16_error *error) {
  sdg16i_arena arena = {0};
  uint32_t *split = sdg16i_arena_array(&arena, terms, sizeof *split);
  if (!split) return sdg16i_fail_memory(error);
  int64_t p = 0, boundary = 0; /* positive terms from the left, boundary ones from the right */
  for (int64_t i = 0; i < terms; i++)
    if (cells->margin[term[i]] > 0)
      split[p++] = term[i];
    else
      split[terms - ++boundary] = term[i];
  int32_t code = decide(cells, p, split, boundary, split + p, &arena, status, error);
  sdg16i_arena_free(&arena);
  return code;
}
