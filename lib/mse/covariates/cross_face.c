#include "mse/covariates/cross_face.h"

#include "base/error.h"
#include "num/distinct_rows.h"
#include "num/recession.h"
#include "num/vector.h"

#include <math.h>
#include <string.h>

/* The problem in the coordinates of a basis of the null space of X_P. */
typedef struct reduction {
  const sdg16i_cross *cross;
  const sdg16i_cross_columns *columns;
  const double *count;
  sdg16i_arena *arena;
  int64_t observed; /* cells with persons, ... */
  int64_t *cell;    /* ... in ascending order */
  int64_t d;
  sdg16i_wide *basis;        /* [d][p] */
  double **table;            /* [d] the value of each basis vector in every cell, if exact */
  sdg16i_distinct_rows rows; /* of Q, that are not 0 */
  int32_t *row_of;           /* [histories][width] -1: zero, observed or hidden */
} reduction;

static int is_observed(const reduction *r, int64_t cell) { return r->count[cell] > 0; }

/* ---- full rank: columns modulo 2 ---- */

/* Column j over the observed cells, bit by bit. */
static void fill_parity(const reduction *r, int64_t j, uint64_t *out) {
  uint32_t lists = r->columns->lists[j];
  const double *at = r->columns->at[j];
  int64_t width = r->cross->width;
  for (int64_t i = 0; i < r->observed; i++) {
    uint32_t history = (uint32_t)(r->cell[i] / width);
    if ((history & lists) == lists && (int64_t)at[r->cell[i] % width] & 1)
      out[i / 64] |= UINT64_C(1) << (i % 64);
  }
}

/* Lists the observed cells; -2. */
static int list_observed(reduction *r) {
  int64_t cells = r->cross->histories * r->cross->width;
  for (int64_t c = 0; c < cells; c++) r->observed += is_observed(r, c);
  r->cell = sdg16i_arena_array(r->arena, r->observed, sizeof *r->cell);
  if (!r->cell) return -2;
  for (int64_t c = 0, i = 0; c < cells; c++)
    if (is_observed(r, c)) r->cell[i++] = c;
  return 0;
}

/* 1: the columns are independent on the observed cells; 0: perhaps not; -2. */
static int has_full_rank(const reduction *r) {
  int64_t p = r->columns->p, words = (r->observed + 63) / 64;
  uint64_t *basis = sdg16i_arena_array(r->arena, p * words, sizeof *basis);
  int64_t *lead = sdg16i_arena_array(r->arena, p, sizeof *lead);
  if (!basis || !lead) return -2;
  for (int64_t j = 0; j < p; j++) {
    fill_parity(r, j, basis + j * words);
    if (!words || !sdg16i_reduce_parity(basis, words, lead, j)) return 0;
  }
  return 1;
}

/* ---- the null space, and the rows of Q in its coordinates ---- */

static int find_null_space(reduction *r) {
  int64_t p = r->columns->p, width = r->cross->width;
  sdg16i_wide *x = sdg16i_arena_array(r->arena, r->observed * p, sizeof *x);
  if (!x) return -2;
  for (int64_t i = 0; i < r->observed; i++) {
    uint32_t history = (uint32_t)(r->cell[i] / width);
    for (int64_t j = 0; j < p; j++)
      if ((history & r->columns->lists[j]) == r->columns->lists[j])
        x[i * p + j] = (int64_t)r->columns->at[j][r->cell[i] % width];
  }
  r->d = sdg16i_null_space(x, r->observed, p, r->arena, &r->basis);
  return r->d < 0 ? (int)r->d : 0;
}

/* The values of the basis vectors in all cells, in doubles; where sums could be inexact, none.
 */
#define SUMMABLE 4503599627370496.0 /* 2^52 */
static int fill_tables(reduction *r) {
  int64_t p = r->columns->p, cells = r->cross->histories * r->cross->width;
  double *value = sdg16i_arena_array(r->arena, p, sizeof *value);
  double *most = sdg16i_arena_array(r->arena, p, sizeof *most);
  r->table = sdg16i_arena_array(r->arena, r->d, sizeof *r->table);
  if (!value || !most || !r->table) return -2;
  for (int64_t j = 0; j < p; j++)
    for (int64_t x = 0; x < r->cross->kinds; x++)
      most[j] = r->columns->at[j][x] > most[j] ? r->columns->at[j][x] : most[j];
  for (int64_t k = 0; k < r->d; k++) {
    double magnitude = 0;
    for (int64_t j = 0; j < p; j++) {
      value[j] = (double)r->basis[k * p + j];
      magnitude += fabs(value[j]) * most[j];
    }
    if (magnitude > SUMMABLE) continue;
    r->table[k] = sdg16i_arena_array(r->arena, cells, sizeof(double));
    if (!r->table[k]) return -2;
    sdg16i_cross_spread(r->cross, r->columns, value, r->table[k]);
  }
  return 0;
}

/* The value of basis vector k in a cell. */
static sdg16i_wide value_in(const reduction *r, int64_t k, int64_t cell) {
  if (r->table[k]) return (int64_t)r->table[k][cell];
  sdg16i_wide sum = 0;
  uint32_t history = (uint32_t)(cell / r->cross->width);
  for (int64_t j = 0; j < r->columns->p; j++)
    if ((history & r->columns->lists[j]) == r->columns->lists[j])
      sum +=
          r->basis[k * r->columns->p + j] * (int64_t)r->columns->at[j][cell % r->cross->width];
  return sum;
}

/* The row of a cell, divided by its gcd; 0 if all of it is 0. */
static int fill_row(const reduction *r, int64_t cell, sdg16i_wide *out) {
  int any = 0;
  for (int64_t k = 0; k < r->d; k++) any |= (out[k] = value_in(r, k, cell)) != 0;
  if (any) sdg16i_divide_by_gcd(out, r->d);
  return any;
}

static int find_rows(reduction *r) {
  int64_t width = r->cross->width, cells = r->cross->histories * width;
  sdg16i_wide *row = sdg16i_arena_array(r->arena, r->d, sizeof *row);
  r->rows = (sdg16i_distinct_rows){.arena = r->arena, .d = r->d};
  r->row_of = sdg16i_arena_array(r->arena, cells, sizeof *r->row_of);
  if (!row || !r->row_of) return -2;
  for (int64_t c = 0; c < cells; c++) {
    r->row_of[c] = -1;
    if (c < width || c % width >= r->cross->kinds || is_observed(r, c)) continue;
    if (!fill_row(r, c, row)) continue;
    r->row_of[c] = (int32_t)sdg16i_distinct_rows_enter(&r->rows, row);
    if (r->row_of[c] < 0) return -2;
  }
  return 0;
}

/* ---- the face and the hidden cells ---- */

/* The null vectors of X_F in the coordinates of the basis: those that are 0 on the rows of the
 * face. */
static int64_t find_free(const reduction *r, const uint8_t *on, sdg16i_wide **out) {
  int64_t rows = 0;
  sdg16i_wide *kept = sdg16i_arena_array(r->arena, r->rows.count * r->d, sizeof *kept);
  if (!kept) return -2;
  for (int64_t j = 0; j < r->rows.count; j++)
    if (on[j])
      memcpy(kept + rows++ * r->d, r->rows.row + j * r->d, (size_t)r->d * sizeof *kept);
  return sdg16i_null_space(kept, rows, r->d, r->arena, out);
}

/* Marks the columns that depend on earlier ones on the face. */
static int mark_dropped(const reduction *r, int64_t free_count, const sdg16i_wide *free_vector,
                        sdg16i_cross_face *face) {
  int64_t p = r->columns->p;
  sdg16i_wide *vector = sdg16i_arena_array(r->arena, free_count * p, sizeof *vector), scale;
  int64_t *pivot = sdg16i_arena_array(r->arena, p, sizeof *pivot);
  if (!vector || !pivot) return -2;
  for (int64_t v = 0; v < free_count; v++) { /* the columns from the last to the first */
    for (int64_t k = 0; k < r->d; k++)
      for (int64_t j = 0; j < p; j++)
        vector[v * p + p - 1 - j] += free_vector[v * r->d + k] * r->basis[k * p + j];
    sdg16i_divide_by_gcd(vector + v * p, p);
  }
  int64_t rank = sdg16i_exact_reduce(vector, free_count, p, r->arena, pivot, &scale);
  if (rank < 0) return (int)rank;
  for (int64_t v = 0; v < free_count; v++) face->dropped[p - 1 - pivot[v]] = 1;
  face->dimension = p - free_count;
  return 0;
}

static void mark_off(const reduction *r, const uint8_t *on, sdg16i_cross_face *face) {
  for (int64_t c = 0; c < r->cross->histories * r->cross->width; c++) {
    if (r->row_of[c] < 0 || on[r->row_of[c]]) continue;
    face->alive[c] = 0;
    face->off++;
  }
}

/* Is an observable cell of the kind on the face? */
static int has_alive(const reduction *r, const sdg16i_cross_face *face, int64_t kind) {
  for (int64_t h = 1; h < r->cross->histories; h++)
    if (face->alive[h * r->cross->width + kind] > 0) return 1;
  return 0;
}

/* Is a row orthogonal to all null vectors of the face, that is, in the span of its rows? */
static int is_spanned(const reduction *r, int64_t free_count, const sdg16i_wide *free_vector,
                      const sdg16i_wide *e) {
  for (int64_t v = 0; v < free_count; v++) {
    sdg16i_wide sum = 0;
    for (int64_t k = 0; k < r->d; k++) sum += e[k] * free_vector[v * r->d + k];
    if (sum) return 0;
  }
  return 1;
}

/* The kind before with the same row, or `kind`. */
static int64_t same_before(const sdg16i_wide *e, int64_t d, int64_t kind) {
  int64_t x = 0;
  while (x < kind && memcmp(e + x * d, e + kind * d, (size_t)d * sizeof *e)) x++;
  return x;
}

/* How the hidden cell of a kind moves along the recession directions. */
static int classify_hidden(const reduction *r, const sdg16i_wide *e, int has_cells,
                           uint8_t *out) {
  sdg16i_cone cone = {r->rows.count, r->d, r->rows.row};
  int falls, rises, failure = sdg16i_cone_signs(&cone, e, 0, r->arena, &falls, &rises);
  *out = falls ? (has_cells ? SDG16I_HIDDEN_LOWER : SDG16I_HIDDEN_EMPTY)
               : (rises ? SDG16I_HIDDEN_UNBOUNDED : SDG16I_HIDDEN_UNKNOWN);
  return failure;
}

static int classify_all(const reduction *r, int64_t free_count, const sdg16i_wide *free_vector,
                        sdg16i_cross_face *face) {
  int failure = 0;
  sdg16i_wide *e = sdg16i_arena_array(r->arena, r->cross->kinds * r->d, sizeof *e);
  if (!e) return -2;
  for (int64_t x = 0; !failure && x < r->cross->kinds; x++) {
    sdg16i_wide *own = e + x * r->d;
    if (!fill_row(r, x, own) || is_spanned(r, free_count, free_vector, own)) continue;
    int64_t before = same_before(e, r->d, x);
    int has_cells = has_alive(r, face, x);
    if (before < x && has_cells == has_alive(r, face, before))
      face->hidden[x] = face->hidden[before];
    else
      failure = classify_hidden(r, own, has_cells, &face->hidden[x]);
  }
  return failure;
}

static int fill_face(reduction *r, sdg16i_cross_face *face) {
  sdg16i_wide *free_vector;
  int failure = find_null_space(r);
  if (failure || !r->d) return failure;
  failure = fill_tables(r);
  if (!failure) failure = find_rows(r);
  uint8_t *on = failure ? NULL : sdg16i_arena_array(r->arena, r->rows.count, 1);
  if (!on) return failure ? failure : -2;
  sdg16i_cone cone = {r->rows.count, r->d, r->rows.row};
  failure = sdg16i_cone_face(&cone, r->arena, on);
  int64_t free_count = failure ? failure : find_free(r, on, &free_vector);
  if (free_count < 0) return (int)free_count;
  mark_off(r, on, face);
  failure = mark_dropped(r, free_count, free_vector, face);
  return failure ? failure : classify_all(r, free_count, free_vector, face);
}

int32_t sdg16i_cross_face_find(const sdg16i_cross *cross, const sdg16i_cross_columns *columns,
                               const double *count, sdg16i_arena *arena, sdg16i_cross_face *out,
                               sdg16_error *error) {
  int64_t cells = cross->histories * cross->width;
  sdg16i_arena scratch = {0};
  reduction r = {.cross = cross, .columns = columns, .arena = &scratch};
  r.count = count ? count : cross->count;
  *out = (sdg16i_cross_face){.dimension = columns->p};
  out->alive = sdg16i_arena_array(arena, cells, sizeof *out->alive);
  out->dropped = sdg16i_arena_array(arena, columns->p, 1);
  out->hidden = sdg16i_arena_array(arena, cross->kinds, 1);
  if (!out->alive || !out->dropped || !out->hidden) return sdg16i_fail_memory(error);
  for (int64_t c = cross->width; c < cells; c++)
    out->alive[c] = c % cross->width < cross->kinds;
  int failure = list_observed(&r);
  if (!failure) failure = has_full_rank(&r);
  if (failure >= 0) failure = failure ? 0 : fill_face(&r, out);
  sdg16i_arena_free(&scratch);
  if (failure == -2) return sdg16i_fail_memory(error);
  if (failure)
    return sdg16i_fail(
        error, SDG16_ERR_INTERNAL,
        "existence of the maximum likelihood estimate: exact integers of a model "
        "with %lld coefficients need more than 127 bits",
        (long long)columns->p);
  return SDG16_OK;
}
