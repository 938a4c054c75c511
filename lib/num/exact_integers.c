#include "num/exact_integers.h"

#include "num/vector.h"

/* ---- elimination ---- */

static int is_small(sdg16i_wide x) { return x == (int32_t)x; }

/* (a b - c d) / divisor, exactly divisible; nonzero return: out of range. Nearly
 * all numbers are small, and sdg16i_wide arithmetic is slow. */
static int cross_difference(sdg16i_wide a, sdg16i_wide b, sdg16i_wide c, sdg16i_wide d,
                            sdg16i_wide divisor, sdg16i_wide *out) {
  if (is_small(a) && is_small(b) && is_small(c) && is_small(d) && is_small(divisor)) {
    int64_t difference = (int64_t)a * (int64_t)b - (int64_t)c * (int64_t)d;
    *out = divisor == 1 ? difference : difference / (int64_t)divisor;
    return 0;
  }
  sdg16i_wide ab, cd, difference;
  if (__builtin_mul_overflow(a, b, &ab) || __builtin_mul_overflow(c, d, &cd) ||
      __builtin_sub_overflow(ab, cd, &difference))
    return -1;
  *out = difference / divisor;
  return 0;
}

/* Whole numbers up to this in doubles: their products and the differences of those are
 * exact, and so is a quotient that is whole. */
#define EXACT 67108864.0 /* 2^26 */

static void swap_rows(double *a, double *b, int64_t columns) {
  for (int64_t k = 0; k < columns; k++) {
    double swap = a[k];
    a[k] = b[k];
    b[k] = swap;
  }
}

/* row := (pivot row - factor pivot_row) / before, a multiple of four numbers; 0 while all
 * stay exact. */
SDG16I_INLINE int eliminate(double *row, const double *pivot_row, int64_t columns, double pivot,
                            double factor, double before) {
  sdg16i_v4_mask beyond = {0, 0, 0, 0};
  for (int64_t k = 0; k < columns; k += 4) {
    sdg16i_v4 *here = (sdg16i_v4 *)(row + k);
    sdg16i_v4 value = pivot * *here - factor * *(const sdg16i_v4 *)(pivot_row + k);
    if (before != 1) value /= before;
    *here = value;
    beyond |= (value > EXACT) | (value < -EXACT);
  }
  return (beyond[0] | beyond[1] | beyond[2] | beyond[3]) != 0;
}

/* The row at or below `rank` to pivot with: one whose pivot is that of before, which changes
 * few rows and divides none, or the first; `rows`: the column has none. */
static int64_t pivot_row_of(const double *a, int64_t rows, int64_t stride, int64_t rank,
                            int64_t column, double before) {
  int64_t found = rows;
  for (int64_t r = rank; r < rows; r++) {
    double value = a[r * stride + column];
    if (value == before) return r;
    if (value != 0 && found == rows) found = r;
  }
  return found;
}

/* As reduce_wide, below, as long as all numbers stay exact in doubles, in rows of `stride`
 * numbers (a multiple of four, 0 beyond the columns): -1 when one does not. Downwards alone:
 * the matrix ends in echelon form, for its rank and pivot columns. */
SDG16I_CLONES static int64_t reduce_small(double *a, int64_t rows, int64_t stride,
                                          int64_t columns, int downwards, int64_t *pivot_column,
                                          double *scale) {
  double before = 1;
  int64_t rank = 0, unpivoted = columns; /* the first column without a pivot */
  for (int64_t j = 0; j < columns && rank < rows; j++) {
    int64_t r = pivot_row_of(a, rows, stride, rank, j, before);
    if (r == rows) {
      unpivoted = unpivoted < j ? unpivoted : j;
      continue;
    }
    if (r != rank) swap_rows(a + r * stride, a + rank * stride, columns);
    const double *pivot_row = a + rank * stride;
    double pivot = pivot_row[j];
    for (int64_t i = downwards ? rank + 1 : 0; i < rows; i++) {
      double *row = a + i * stride, factor = row[j];
      if (i == rank || (factor == 0 && pivot == before)) continue;
      /* before column j all is 0 further down; further up, but for columns without pivots */
      int64_t from = (i < rank && unpivoted < j ? unpivoted : j) & ~INT64_C(3);
      if (eliminate(row + from, pivot_row + from, stride - from, pivot, factor, before))
        return -1;
    }
    before = pivot;
    pivot_column[rank++] = j;
  }
  for (int64_t r = 0; !downwards && r < rank; r++) a[r * stride + pivot_column[r]] = before;
  *scale = before;
  return rank;
}

int64_t sdg16i_exact_echelon(double *a, int64_t rows, int64_t stride, int64_t columns,
                             int64_t *pivot_column, double *scale) {
  return reduce_small(a, rows, stride, columns, 1, pivot_column, scale);
}

/* Fraction-free Gauss-Jordan (Bareiss) of a rows x columns matrix in place.
 * pivot_column[r] is the pivot column of row r; every pivot ends as *scale.
 * Returns the rank, -1 when an integer is out of range. */
static int64_t reduce_wide(sdg16i_wide *a, int64_t rows, int64_t columns, int64_t *pivot_column,
                           sdg16i_wide *scale) {
  sdg16i_wide before = 1;
  int64_t rank = 0;
  for (int64_t j = 0; j < columns && rank < rows; j++) {
    int64_t r = rank;
    while (r < rows && !a[r * columns + j]) r++;
    if (r == rows) continue;
    for (int64_t k = 0; r != rank && k < columns; k++) {
      sdg16i_wide swap = a[r * columns + k];
      a[r * columns + k] = a[rank * columns + k];
      a[rank * columns + k] = swap;
    }
    const sdg16i_wide *pivot_row = a + rank * columns;
    sdg16i_wide pivot = pivot_row[j];
    for (int64_t i = 0; i < rows; i++) {
      if (i == rank) continue;
      sdg16i_wide *row = a + i * columns, factor = row[j];
      if (!factor && pivot == before) continue;
      for (int64_t k = 0; k < columns; k++)
        if (cross_difference(row[k], pivot, factor, pivot_row[k], before, &row[k])) return -1;
    }
    before = pivot;
    pivot_column[rank++] = j;
  }
  *scale = before;
  return rank;
}

int64_t sdg16i_exact_stride(int64_t columns) { return (columns + 3) & ~INT64_C(3); }

int64_t sdg16i_exact_reduce(sdg16i_wide *a, int64_t rows, int64_t columns, sdg16i_arena *arena,
                            int64_t *pivot_column, sdg16i_wide *scale) {
  int64_t stride = sdg16i_exact_stride(columns), beyond = 0;
  double *copy = sdg16i_arena_array(arena, rows * stride, sizeof *copy), small_scale;
  if (!copy) return -2;
  for (int64_t i = 0; i < rows; i++)
    for (int64_t k = 0; k < columns; k++) {
      sdg16i_wide value = a[i * columns + k];
      copy[i * stride + k] = (double)(int64_t)value;
      beyond |= value > (sdg16i_wide)EXACT || value < -(sdg16i_wide)EXACT;
    }
  int64_t rank =
      beyond ? -1 : reduce_small(copy, rows, stride, columns, 0, pivot_column, &small_scale);
  if (rank < 0) return reduce_wide(a, rows, columns, pivot_column, scale);
  for (int64_t i = 0; i < rows; i++)
    for (int64_t k = 0; k < columns; k++) a[i * columns + k] = (int64_t)copy[i * stride + k];
  *scale = (int64_t)small_scale;
  return rank;
}

static int64_t gcd_small(int64_t a, int64_t b) {
  while (b) {
    int64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

static sdg16i_wide gcd(sdg16i_wide a, sdg16i_wide b) {
  a = a < 0 ? -a : a;
  b = b < 0 ? -b : b;
  if (is_small(a) && is_small(b)) return gcd_small((int64_t)a, (int64_t)b);
  while (b) {
    sdg16i_wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

void sdg16i_divide_by_gcd(sdg16i_wide *values, int64_t count) {
  sdg16i_wide common = 0;
  for (int64_t i = 0; common != 1 && i < count; i++) common = gcd(common, values[i]);
  for (int64_t i = 0; common > 1 && i < count; i++) values[i] /= common;
}

int64_t sdg16i_null_space(sdg16i_wide *x, int64_t rows, int64_t p, sdg16i_arena *arena,
                          sdg16i_wide **out) {
  int64_t *pivot_column = sdg16i_arena_array(arena, p, sizeof *pivot_column);
  if (!pivot_column) return -2;
  sdg16i_wide scale;
  int64_t rank = sdg16i_exact_reduce(x, rows, p, arena, pivot_column, &scale);
  if (rank < 0) return rank;
  int64_t d = p - rank;
  sdg16i_wide *basis = *out = sdg16i_arena_array(arena, d * p, sizeof *basis);
  if (!basis) return -2;
  for (int64_t j = 0, r = 0; j < p; j++) {
    if (r < rank && pivot_column[r] == j) {
      r++;
      continue;
    }
    basis[j] = scale; /* the free unknown j is 1, times the common denominator */
    for (int64_t k = 0; k < rank; k++) basis[pivot_column[k]] = -x[k * p + j];
    sdg16i_divide_by_gcd(basis, p);
    basis += p;
  }
  return d;
}

/* ---- conic combinations ---- */

/* Phase 1 of the simplex method with integer pivoting (Edmonds) and Bland's rule, in doubles
 * while all numbers stay exact: what sdg16i_conic_combination returns, -1 when one does not.
 * The columns are those of the m variables and the right-hand side; the artificial variables'
 * are never needed: they only leave. */
typedef struct tableau {
  int64_t m, d, stride;
  double *t;      /* [d + 1][stride] the last row is the objective: minus the sum of the rows */
  int64_t *basic; /* [d] */
} tableau;

/* The row that leaves when column `enter` enters, -1: none. */
static int64_t leaving_row(const tableau *s, int64_t enter) {
  int64_t leave = -1;
  for (int64_t r = 0; r < s->d; r++) {
    const double *row = s->t + r * s->stride;
    if (!(row[enter] > 0)) continue;
    if (leave < 0) {
      leave = r;
      continue;
    }
    const double *other = s->t + leave * s->stride;
    double here = row[s->m] * other[enter], there = other[s->m] * row[enter]; /* the ratios */
    if (here < there || (here == there && s->basic[r] < s->basic[leave])) leave = r;
  }
  return leave;
}

SDG16I_CLONES static int pivot_small(const tableau *s) {
  const double *objective = s->t + s->d * s->stride;
  double before = 1;
  while (objective[s->m] != 0) {
    int64_t enter = 0;
    while (enter < s->m && objective[enter] >= 0) enter++;
    if (enter == s->m) return 0;
    int64_t leave = leaving_row(s, enter);
    if (leave < 0) return -1; /* impossible: the objective is bounded */
    const double *pivot_row = s->t + leave * s->stride;
    double pivot = pivot_row[enter];
    for (int64_t r = 0; r <= s->d; r++) {
      double *row = s->t + r * s->stride, factor = row[enter];
      if (r == leave || (factor == 0 && pivot == before)) continue;
      if (eliminate(row, pivot_row, s->stride, pivot, factor, before)) return -1;
    }
    s->basic[leave] = enter;
    before = pivot;
  }
  return 1;
}

/* Fills a row of the tableau and adds it to the objective; returns whether all is exact. */
static int fill_small_row(const tableau *s, const sdg16i_wide *a, const sdg16i_wide *target,
                          int64_t r) {
  double *row = s->t + r * s->stride, *objective = s->t + s->d * s->stride;
  int sign = target[r] < 0 ? -1 : 1;
  int64_t beyond = 0;
  for (int64_t j = 0; j <= s->m; j++) {
    sdg16i_wide value = j < s->m ? a[j * s->d + r] : target[r];
    beyond |= value > (sdg16i_wide)EXACT || value < -(sdg16i_wide)EXACT;
    row[j] = sign * (double)(int64_t)value;
    objective[j] -= row[j];
    beyond |= objective[j] > EXACT || objective[j] < -EXACT;
  }
  s->basic[r] = -1;
  return !beyond;
}

static int conic_combination_small(const sdg16i_wide *a, int64_t m, int64_t d,
                                   const sdg16i_wide *target, sdg16i_arena *arena,
                                   uint8_t *negative) {
  tableau s = {.m = m, .d = d, .stride = sdg16i_exact_stride(m + 1)};
  s.t = sdg16i_arena_array(arena, (d + 1) * s.stride, sizeof *s.t);
  s.basic = sdg16i_arena_array(arena, d, sizeof *s.basic);
  if (!s.t || !s.basic) return -2;
  for (int64_t r = 0; r < d; r++)
    if (!fill_small_row(&s, a, target, r)) return -1;
  int answer = pivot_small(&s);
  for (int64_t j = 0; negative && !answer && j < m; j++)
    negative[j] = s.t[d * s.stride + j] > 0;
  return answer;
}

int sdg16i_conic_combination(const sdg16i_wide *a, int64_t m, int64_t d,
                             const sdg16i_wide *target, sdg16i_arena *arena,
                             uint8_t *negative) {
  int answer = conic_combination_small(a, m, d, target, arena, negative);
  if (answer != -1) return answer;
  int64_t columns = m + 1; /* the m variables and the right-hand side; the artificial
                              variables' columns are never needed: they only leave */
  sdg16i_wide *t = sdg16i_arena_array(arena, (d + 1) * columns, sizeof *t);
  int64_t *basic = sdg16i_arena_array(arena, d, sizeof *basic);
  if (!t || !basic) return -2;
  sdg16i_wide *objective = t + d * columns; /* minus the sum of the artificial rows */
  for (int64_t r = 0; r < d; r++) {
    sdg16i_wide *row = t + r * columns;
    int sign = target[r] < 0 ? -1 : 1;
    basic[r] = -1;
    for (int64_t j = 0; j < m; j++) row[j] = sign * a[j * d + r];
    row[m] = sign * target[r];
    for (int64_t j = 0; j <= m; j++) objective[j] -= row[j];
  }
  sdg16i_wide before = 1;
  for (;;) {
    if (!objective[m]) return 1;
    int64_t enter = 0;
    while (enter < m && objective[enter] >= 0) enter++;
    if (enter == m) break;
    int64_t leave = -1;
    for (int64_t r = 0; r < d; r++) {
      const sdg16i_wide *row = t + r * columns;
      if (row[enter] <= 0) continue;
      if (leave < 0) {
        leave = r;
        continue;
      }
      sdg16i_wide here, there; /* compare the ratios row[m]/row[enter] */
      if (__builtin_mul_overflow(row[m], t[leave * columns + enter], &here) ||
          __builtin_mul_overflow(t[leave * columns + m], row[enter], &there))
        return -1;
      if (here < there || (here == there && basic[r] < basic[leave])) leave = r;
    }
    if (leave < 0) return -1; /* impossible: the objective is bounded */
    const sdg16i_wide *pivot_row = t + leave * columns;
    sdg16i_wide pivot = pivot_row[enter];
    for (int64_t r = 0; r <= d; r++) {
      if (r == leave) continue;
      sdg16i_wide *row = t + r * columns, factor = row[enter];
      for (int64_t j = 0; j <= m; j++)
        if (cross_difference(row[j], pivot, factor, pivot_row[j], before, &row[j])) return -1;
    }
    basic[leave] = enter;
    before = pivot;
  }
  for (int64_t j = 0; negative && j < m; j++) negative[j] = objective[j] > 0; /* -a(j) y */
  return 0;
}

/* ---- rows ---- */

int sdg16i_is_zero_row(const sdg16i_wide *row, int64_t count) {
  for (int64_t k = 0; k < count; k++)
    if (row[k]) return 0;
  return 1;
}

int sdg16i_reduce_parity(uint64_t *basis, int64_t words, int64_t *lead, int64_t size) {
  uint64_t *fresh = basis + size * words;
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
