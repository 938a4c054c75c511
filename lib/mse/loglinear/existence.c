#include "mse/loglinear/existence.h"

#include "base/error.h"
#include "base/memory.h"
#include "mse/loglinear/reduction.h"
#include "num/recession.h"

#include <sdg16/mse.h>

#include <string.h>

/* ---- columns modulo 2: independent there is independent ---- */

int64_t sdg16i_column_words(const sdg16i_cells *cells) { return (cells->positives + 63) / 64; }

void sdg16i_term_column(const sdg16i_cells *cells, uint32_t term, uint64_t *out) {
  memset(out, 0, (size_t)sdg16i_column_words(cells) * sizeof *out);
  for (int64_t i = 0; i < cells->positives; i++)
    if ((cells->positive[i] & term) == term) out[i / 64] |= UINT64_C(1) << (i % 64);
}

int sdg16i_add_column(const uint64_t *column, int64_t words, uint64_t *basis, int64_t *lead,
                      int64_t size) {
  memcpy(basis + size * words, column, (size_t)words * sizeof *column);
  return sdg16i_reduce_parity(basis, words, lead, size);
}

/* ---- the rows of the observed histories ---- */

/* Does the row of no list lie in the span of the observed histories' rows? Then every null
 * vector leaves the intercept alone, and the total is estimable: the intercept's column does
 * not depend on the others. 1: yes; 0: no, or integers too large for doubles; -2: out of
 * memory. */
static int spans_intercept(const sdg16i_zeros *z, sdg16i_arena *arena) {
  int64_t p = z->p, rows = z->cells->positives, stride = sdg16i_exact_stride(p);
  double *x = sdg16i_arena_array(arena, rows * stride, sizeof *x), scale;
  int64_t *pivot_column = sdg16i_arena_array(arena, p, sizeof *pivot_column);
  if (!x || !pivot_column) return -2;
  for (int64_t i = 0; i < rows; i++) {
    double *row = x + i * stride;
    for (int64_t j = 1; j < p; j++)
      row[j - 1] = (z->cells->positive[i] & z->term[j]) == z->term[j];
    row[p - 1] = 1; /* the intercept, last */
  }
  int64_t rank = sdg16i_exact_echelon(x, rows, stride, p, pivot_column, &scale);
  return rank > 0 && pivot_column[rank - 1] == p - 1;
}

static int32_t reduction_failed(int failure, int64_t p, sdg16_error *error) {
  if (failure == -2) return sdg16i_fail_memory(error);
  return sdg16i_fail(error, SDG16_ERR_INTERNAL,
                     "existence of the maximum likelihood estimate: exact integers of a model "
                     "with %lld terms need more than 127 bits",
                     (long long)p);
}

/* ---- EXISTENCE_COEFFICIENTS ---- */

/* Is there y >= 0 with sum y(j) a(j) = 0, at least 1 on the rows that stay? */
static int positive_combination(const sdg16i_reduction *r, const uint8_t *stays,
                                sdg16i_arena *arena, uint8_t *negative) {
  sdg16i_wide *target = sdg16i_arena_array(arena, r->d, sizeof *target);
  if (!target) return -2;
  for (int64_t j = 0; j < r->m; j++)
    for (int64_t k = 0; stays[j] && k < r->d; k++) target[k] -= r->a[j * r->d + k];
  return sdg16i_conic_combination(r->a, r->m, r->d, target, arena, negative);
}

/* Rank of the rows, which are destroyed; -1 out of range, -2 out of memory. */
static int64_t rank_of(sdg16i_wide *a, int64_t rows, int64_t columns, sdg16i_arena *arena) {
  sdg16i_wide scale;
  int64_t *pivot_column = sdg16i_arena_array(arena, columns, sizeof *pivot_column);
  return pivot_column ? sdg16i_exact_reduce(a, rows, columns, arena, pivot_column, &scale) : -2;
}

int32_t sdg16i_existence_between(const sdg16i_zeros *z, const uint64_t *dead_most,
                                 sdg16i_arena *arena, int32_t *model_status,
                                 sdg16_error *error) {
  sdg16i_reduction r;
  *model_status = SDG16_MODEL_OK;
  int failure = sdg16i_reduce_zeros(z, arena, &r);
  if (!failure && !r.d) return SDG16_OK;
  if (!failure) failure = sdg16i_reduced_rows(z, arena, &r);
  if (failure) return reduction_failed(failure, z->p, error);
  uint8_t *stays = sdg16i_arena_array(arena, r.m, 1);
  if (!stays) return sdg16i_fail_memory(error);
  for (int64_t c = 1; c < z->cells->size; c++)
    if (r.row_of[c] >= 0 && !(dead_most[c / 64] >> (c % 64) & 1)) stays[r.row_of[c]] = 1;
  int exists = positive_combination(&r, stays, arena, NULL);
  int64_t rank = exists < 0 ? exists : rank_of(r.a, r.m, r.d, arena);
  if (rank < 0) return reduction_failed((int)rank, z->p, error);
  *model_status =
      (exists ? 0 : SDG16_MODEL_NO_MLE) + (rank < r.d ? SDG16_MODEL_NOT_IDENTIFIABLE : 0);
  return SDG16_OK;
}

/* ---- EXISTENCE_TOTAL ---- */

static sdg16i_cone cone_of(const sdg16i_reduction *r) {
  return (sdg16i_cone){r->m, r->d, r->a};
}

/* Marks the columns that depend on earlier ones on the face, and the coefficients that are
 * not unique: by the null vectors of X_F, B z with r(c) z = 0 on the face. */
static int find_dependent(const sdg16i_zeros *z, const sdg16i_reduction *r, const uint8_t *on,
                          sdg16i_arena *arena, sdg16i_face *face) {
  int64_t d = r->d, p = z->p, rows = 0;
  sdg16i_wide *kept = sdg16i_arena_array(arena, r->m * d, sizeof *kept), *null, scale;
  if (!kept) return -2;
  for (int64_t j = 0; j < r->m; j++)
    if (on[j]) memcpy(kept + rows++ * d, r->a + j * d, (size_t)d * sizeof *kept);
  int64_t nullity = sdg16i_null_space(kept, rows, d, arena, &null);
  if (nullity < 0) return (int)nullity;
  sdg16i_wide *vector =
      sdg16i_arena_array(arena, nullity * p, sizeof *vector); /* columns reversed */
  int64_t *pivot_column = sdg16i_arena_array(arena, p, sizeof *pivot_column);
  if (!vector || !pivot_column) return -2;
  for (int64_t v = 0; v < nullity; v++) {
    sdg16i_wide *b = vector + v * p;
    for (int64_t k = 0; k < d; k++)
      for (int64_t j = 0; j < p; j++) b[p - 1 - j] += null[v * d + k] * r->basis[k * p + j];
    sdg16i_divide_by_gcd(b, p);
    for (int64_t j = 0; face->loose && j < p; j++) face->loose[j] |= b[p - 1 - j] != 0;
  }
  int64_t rank = sdg16i_exact_reduce(vector, nullity, p, arena, pivot_column, &scale);
  if (rank < 0) return (int)rank;
  for (int64_t v = 0; v < nullity; v++) face->dropped[p - 1 - pivot_column[v]] = 1;
  return 0;
}

/* Fills the face; *whole: it holds all histories that stay, and all columns. */
static int fill_face(const sdg16i_zeros *z, const sdg16i_reduction *r, sdg16i_arena *arena,
                     sdg16i_face *face, int *whole) {
  uint8_t *on = sdg16i_arena_array(arena, r->m, 1);
  if (!on) return -2;
  const sdg16i_cone cone = cone_of(r);
  int failure = sdg16i_cone_face(&cone, arena, on);
  if (!failure) failure = find_dependent(z, r, on, arena, face);
  if (failure) return failure;
  *whole = 1;
  for (int64_t c = 1; c < z->cells->size; c++) {
    if (r->row_of[c] < 0 || on[r->row_of[c]]) continue;
    face->dead[c / 64] |= UINT64_C(1) << (c % 64);
    *whole = 0;
  }
  for (int64_t j = 0; j < z->p; j++) *whole = *whole && !face->dropped[j];
  return 0;
}

/* How the intercept moves along the recession directions; sdg16i_cone_signs. */
static int find_signs(const sdg16i_reduction *r, int both, sdg16i_arena *arena, int *falls,
                      int *rises) {
  const sdg16i_cone cone = cone_of(r);
  return sdg16i_cone_signs(&cone, r->e, both, arena, falls, rises);
}

int32_t sdg16i_total_estimable(const sdg16i_zeros *z, sdg16i_arena *arena, int *estimable,
                               sdg16_error *error) {
  sdg16i_reduction r;
  int falls = 1, rises = 1, spans = spans_intercept(z, arena), failure = spans < 0 ? spans : 0;
  if (!failure && !spans) failure = sdg16i_reduce_zeros(z, arena, &r);
  if (!failure && !spans && !sdg16i_is_zero_row(r.e, r.d)) {
    failure = sdg16i_reduced_rows(z, arena, &r);
    if (!failure) failure = find_signs(&r, 1, arena, &falls, &rises);
  }
  *estimable = falls && rises;
  return failure ? reduction_failed(failure, z->p, error) : SDG16_OK;
}

static void clear_face(const sdg16i_zeros *z, sdg16i_face *face) {
  memcpy(face->dead, z->dead, (size_t)((z->cells->size + 63) / 64) * sizeof *face->dead);
  memset(face->dropped, 0, (size_t)z->p);
  if (face->loose) memset(face->loose, 0, (size_t)z->p);
}

int32_t sdg16i_existence_of_total(const sdg16i_zeros *z, sdg16i_arena *arena, sdg16i_face *face,
                                  int32_t *model_status, sdg16_error *error) {
  sdg16i_reduction r;
  sdg16i_face own = {0};
  int falls = 1, rises = 1, whole = 1;
  *model_status = SDG16_MODEL_OK;
  if (!face) {
    own.dead = sdg16i_arena_array(arena, (z->cells->size + 63) / 64, sizeof *own.dead);
    own.dropped = sdg16i_arena_array(arena, z->p, 1);
    if (!own.dead || !own.dropped) return sdg16i_fail_memory(error);
    face = &own;
  }
  clear_face(z, face);
  int failure = sdg16i_reduce_zeros(z, arena, &r);
  if (!failure && !r.d) return SDG16_OK;
  if (!failure) failure = sdg16i_reduced_rows(z, arena, &r);
  if (!failure) failure = find_signs(&r, 0, arena, &falls, &rises);
  if (!failure) failure = fill_face(z, &r, arena, face, &whole);
  if (failure) return reduction_failed(failure, z->p, error);
  *model_status = falls && rises ? (whole ? SDG16_MODEL_OK : SDG16_MODEL_OK_ON_FACE)
                  : falls        ? SDG16_MODEL_NONE_HIDDEN
                  : rises        ? SDG16_MODEL_UNBOUNDED
                                 : SDG16_MODEL_NOT_IDENTIFIABLE;
  return SDG16_OK;
}

/* ---- one model ---- */

int64_t sdg16i_split_terms(const sdg16i_cells *cells, int64_t terms, const uint32_t *term,
                           uint32_t *positive, uint64_t *dead) {
  int64_t p = 0;
  for (int64_t i = 0; i < terms; i++) {
    if (cells->margin[term[i]] > 0) {
      positive[p++] = term[i];
      continue;
    }
    for (int64_t c = term[i]; c < cells->size; c = (c + 1) | term[i])
      dead[c / 64] |= UINT64_C(1) << (c % 64);
  }
  return p;
}

static int32_t decide_model(const sdg16i_cells *cells, int32_t existence, int64_t terms,
                            const uint32_t *term, sdg16i_arena *arena, sdg16i_face *face,
                            int32_t *model_status, sdg16_error *error) {
  int64_t words = sdg16i_column_words(cells), p = 0, full = 1;
  uint32_t *positive = sdg16i_arena_array(arena, terms, sizeof *positive);
  uint64_t *dead = sdg16i_arena_array(arena, (cells->size + 63) / 64, sizeof *dead);
  uint64_t *basis = sdg16i_arena_array(arena, terms * words, sizeof *basis);
  uint64_t *column = sdg16i_arena_array(arena, words, sizeof *column);
  int64_t *lead = sdg16i_arena_array(arena, terms, sizeof *lead);
  *model_status = SDG16_MODEL_OK;
  if (!positive || !dead || !basis || !column || !lead) return sdg16i_fail_memory(error);
  p = sdg16i_split_terms(cells, terms, term, positive, dead);
  for (int64_t i = 0; full && i < p; i++) {
    sdg16i_term_column(cells, positive[i], column);
    full = sdg16i_add_column(column, words, basis, lead, i);
  }
  sdg16i_zeros zeros = {cells, p, positive, dead, 0, NULL};
  if (full && face) clear_face(&zeros, face);
  if (full) return SDG16_OK;
  if (existence == SDG16_EXISTENCE_TOTAL)
    return sdg16i_existence_of_total(&zeros, arena, face, model_status, error);
  if (face) clear_face(&zeros, face);
  return sdg16i_existence_between(&zeros, dead, arena, model_status, error);
}

int32_t sdg16i_existence(const sdg16i_cells *cells, int32_t existence, int64_t terms,
                         const uint32_t *term, sdg16i_face *face, int32_t *model_status,
                         sdg16_error *error) {
  sdg16i_arena arena = {0};
  int32_t status =
      decide_model(cells, existence, terms, term, &arena, face, model_status, error);
  sdg16i_arena_free(&arena);
  return status;
}
