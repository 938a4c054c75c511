#include "mse/loglinear/existence.h"

#include "base/error.h"
#include "base/memory.h"

#include <sdg16/mse.h>

#include <string.h>

__extension__ typedef __int128 wide;

/* ---- columns modulo 2: independent there is independent ---- */

int64_t sdg16i_column_words(const sdg16i_cells *cells) { return (cells->positives + 63) / 64; }

void sdg16i_column(const sdg16i_cells *cells, uint32_t term, uint64_t *out) {
  memset(out, 0, (size_t)sdg16i_column_words(cells) * sizeof *out);
  for (int64_t i = 0; i < cells->positives; i++)
    if ((cells->positive[i] & term) == term) out[i / 64] |= UINT64_C(1) << (i % 64);
}

int sdg16i_add_column(const uint64_t *column, int64_t words, uint64_t *basis, int64_t *lead,
                      int64_t size) {
  uint64_t *fresh = basis + size * words;
  memcpy(fresh, column, (size_t)words * sizeof *fresh);
  for (int64_t k = 0; k < size; k++)
    if (fresh[lead[k] / 64] >> (lead[k] % 64) & 1)
      for (int64_t w = 0; w < words; w++) fresh[w] ^= basis[k * words + w];
  for (int64_t w = 0; w < words; w++)
    if (fresh[w]) {
      lead[size] = w * 64 + __builtin_ctzll(fresh[w]);
      return 1;
    }
  return 0;
}

/* ---- exact integer elimination ---- */

static int small(wide x) { return x == (int32_t)x; }

/* (a b - c d) / divisor, exactly divisible; nonzero return: out of range. Nearly
 * all numbers are small, and wide arithmetic is slow. */
static int cross(wide a, wide b, wide c, wide d, wide divisor, wide *out) {
  if (small(a) && small(b) && small(c) && small(d) && small(divisor)) {
    int64_t difference = (int64_t)a * (int64_t)b - (int64_t)c * (int64_t)d;
    *out = divisor == 1 ? difference : difference / (int64_t)divisor;
    return 0;
  }
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
      if (!factor && pivot == before) continue;
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

/* ---- is there y >= 0 with A'y = 0, at least 1 on the rows that stay? ---- */

/* Phase 1 of the simplex method on A'z = -A's, z >= 0, s the rows that stay, with
 * integer pivoting (Edmonds) and Bland's rule. a: m rows of d numbers. 1 yes, 0 no,
 * -1 out of range, -2 out of memory. */
static int positive_combination(const wide *a, const uint8_t *stays, int64_t m, int64_t d,
                                sdg16i_arena *arena) {
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
      row[m] -= stays[j] ? a[j * d + r] : 0;
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
typedef struct rows {
  wide *a;        /* [m][d] */
  uint8_t *stays; /* [m] a history with this row is outside dead_most */
  int64_t m;
} rows;

static int unobserved_rows(const sdg16i_cells *cells, int64_t p, const uint32_t *term,
                           const uint64_t *dead, const uint64_t *dead_most, const wide *basis,
                           int64_t d, sdg16i_arena *arena, rows *out) {
  out->m = 0;
  out->a = sdg16i_arena_array(arena, cells->size * d, sizeof *out->a);
  out->stays = sdg16i_arena_array(arena, cells->size, 1);
  if (!out->a || !out->stays) return -2;
  for (int64_t c = 1; c < cells->size; c++) {
    if (cells->count[c] > 0 || dead[c / 64] >> (c % 64) & 1) continue;
    wide *row = out->a + out->m * d;
    memset(row, 0, (size_t)d * sizeof *row);
    int zero = 1;
    for (int64_t j = 0; j < p; j++)
      if (((uint32_t)c & term[j]) == term[j])
        for (int64_t k = 0; k < d; k++) row[k] += basis[k * p + j];
    for (int64_t k = 0; k < d; k++) zero = zero && !row[k];
    if (zero) continue;
    divide_by_gcd(row, d);
    int64_t same = 0;
    while (same < out->m && memcmp(out->a + same * d, row, (size_t)d * sizeof *row)) same++;
    out->m += same == out->m;
    if (!(dead_most[c / 64] >> (c % 64) & 1)) out->stays[same] = 1;
  }
  return 0;
}

static int32_t out_of_range(int64_t p, sdg16_error *error) {
  return sdg16i_fail(error, SDG16_ERR_INTERNAL,
                     "existence of the maximum likelihood estimate: exact integers of a model "
                     "with %lld terms need more than 127 bits",
                     (long long)p);
}

int32_t sdg16i_existence_between(const sdg16i_cells *cells, int64_t p, const uint32_t *term,
                                 const uint64_t *dead, const uint64_t *dead_most,
                                 sdg16i_arena *arena, int32_t *status, sdg16_error *error) {
  wide *basis, scale;
  rows q;
  *status = SDG16_MODEL_OK;
  int64_t d = null_space(cells, p, term, arena, &basis);
  if (d == 0) return SDG16_OK;
  if (d == -1) return out_of_range(p, error);
  if (d == -2 || unobserved_rows(cells, p, term, dead, dead_most, basis, d, arena, &q))
    return sdg16i_fail_memory(error);
  int exists = positive_combination(q.a, q.stays, q.m, d, arena);
  int64_t *pivot_column = sdg16i_arena_array(arena, d, sizeof *pivot_column);
  if (exists == -2 || !pivot_column) return sdg16i_fail_memory(error);
  int64_t rank = reduce(q.a, q.m, d, pivot_column, &scale);
  if (exists == -1 || rank < 0) return out_of_range(p, error);
  *status = (exists ? 0 : SDG16_MODEL_NO_MLE) + (rank < d ? SDG16_MODEL_NOT_IDENTIFIABLE : 0);
  return SDG16_OK;
}

static int32_t decide(const sdg16i_cells *cells, int64_t terms, const uint32_t *term,
                      sdg16i_arena *arena, int32_t *status, sdg16_error *error) {
  int64_t words = sdg16i_column_words(cells), p = 0, full = 1;
  uint32_t *positive = sdg16i_arena_array(arena, terms, sizeof *positive);
  uint64_t *dead = sdg16i_arena_array(arena, (cells->size + 63) / 64, sizeof *dead);
  uint64_t *basis = sdg16i_arena_array(arena, terms * words, sizeof *basis);
  uint64_t *column = sdg16i_arena_array(arena, words, sizeof *column);
  int64_t *lead = sdg16i_arena_array(arena, terms, sizeof *lead);
  *status = SDG16_MODEL_OK;
  if (!positive || !dead || !basis || !column || !lead) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < terms; i++) {
    if (cells->margin[term[i]] > 0) {
      sdg16i_column(cells, term[i], column);
      full = full && sdg16i_add_column(column, words, basis, lead, p);
      positive[p++] = term[i];
    } else {
      for (int64_t c = term[i]; c < cells->size; c = (c + 1) | term[i])
        dead[c / 64] |= UINT64_C(1) << (c % 64);
    }
  }
  if (full) return SDG16_OK;
  return sdg16i_existence_between(cells, p, positive, dead, dead, arena, status, error);
}

int32_t sdg16i_existence(const sdg16i_cells *cells, int64_t terms, const uint32_t *term,
                         int32_t *status, sdg16_error *error) {
  sdg16i_arena arena = {0};
  int32_t code = decide(cells, terms, term, &arena, status, error);
  sdg16i_arena_free(&arena);
  return code;
}
