#include "mse/loglinear/existence.h"

#include "base/error.h"
#include "base/memory.h"
#include "num/exact_integers.h"
#include "num/vector.h"

#include <sdg16/mse.h>

#include <string.h>

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

/* ---- the problem in the coordinates of B ---- */

/* Rows r(c) of the unobserved histories that are not zero, each divided by its gcd, without
 * repeats. */
typedef struct reduction {
  int64_t d;          /* dimension of the null space of X_P */
  sdg16i_wide *basis; /* [d][p] B, vector by vector */
  sdg16i_wide *e;     /* [d] the intercept's row */
  sdg16i_wide *a;     /* [m][d] the rows */
  int64_t m;
  int32_t *row_of; /* [cells] the row of a history, -1: zero, observed or excluded */
} reduction;

/* 0; -1 out of range, -2 out of memory. */
static int find_null_space(const sdg16i_zeros *z, sdg16i_arena *arena, reduction *out) {
  int64_t p = z->p, rows = z->cells->positives;
  sdg16i_wide *x = sdg16i_arena_array(arena, (rows + 1) * p, sizeof *x);
  if (!x) return -2;
  for (int64_t i = 0; i < rows; i++)
    for (int64_t j = 0; j < p; j++)
      x[i * p + j] = (z->cells->positive[i] & z->term[j]) == z->term[j];
  if (z->hidden_seen) x[rows++ * p] = 1;
  out->d = sdg16i_null_space(x, rows, p, arena, &out->basis);
  if (out->d < 0) return (int)out->d;
  out->e = sdg16i_arena_array(arena, out->d, sizeof *out->e);
  if (!out->e) return -2;
  for (int64_t k = 0; k < out->d; k++) out->e[k] = out->basis[k * p];
  return 0;
}

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

static int is_zero(const sdg16i_wide *x, int64_t count) {
  for (int64_t k = 0; k < count; k++)
    if (x[k]) return 0;
  return 1;
}

static uint64_t hash_row(const sdg16i_wide *row, int64_t d) {
  uint64_t h = 0x9e3779b97f4a7c15u;
  for (int64_t k = 0; k < d; k++) {
    h = (h ^ (uint64_t)row[k]) * 0xff51afd7ed558ccdu;
    h ^= h >> 32;
  }
  return h;
}

/* The rows as they are found: distinct ones, each divided by its gcd. */
typedef struct row_finder {
  const sdg16i_zeros *z;
  reduction *out;
  sdg16i_arena *arena;
  int64_t capacity, slots;
  int32_t *slot;    /* [slots] row + 1 by the hash of a row, 0: empty */
  sdg16i_wide *row; /* [d] of the history at hand */
} row_finder;

/* The slot of a row: the same row's, or an empty one. */
static int64_t find_slot(const row_finder *f, const sdg16i_wide *row) {
  int64_t d = f->out->d, at = (int64_t)(hash_row(row, d) & (uint64_t)(f->slots - 1));
  while (f->slot[at] && memcmp(f->out->a + (f->slot[at] - 1) * d, row, (size_t)d * sizeof *row))
    at = (at + 1) & (f->slots - 1);
  return at;
}

/* Room for so many rows; the slots are at least twice as many. */
static int make_room(row_finder *f, int64_t capacity) {
  int64_t d = f->out->d;
  for (f->slots = 1; f->slots < 2 * capacity;) f->slots *= 2;
  f->slot = sdg16i_arena_array(f->arena, f->slots, sizeof *f->slot);
  sdg16i_wide *a = sdg16i_arena_array(f->arena, capacity * d, sizeof *a);
  if (!f->slot || !a) return -2;
  if (f->capacity) memcpy(a, f->out->a, (size_t)(f->out->m * d) * sizeof *a);
  f->out->a = a;
  f->capacity = capacity;
  for (int64_t j = 0; j < f->out->m; j++) f->slot[find_slot(f, a + j * d)] = (int32_t)(j + 1);
  return 0;
}

/* Enters f->row as that of history c. 0; -2 out of memory. */
static int enter_row(row_finder *f, int64_t c) {
  reduction *out = f->out;
  int64_t d = out->d;
  if (is_zero(f->row, d)) return 0;
  if (out->m == f->capacity && make_room(f, f->capacity ? 2 * f->capacity : 64)) return -2;
  sdg16i_divide_by_gcd(f->row, d);
  int64_t at = find_slot(f, f->row);
  if (!f->slot[at]) {
    memcpy(out->a + out->m * d, f->row, (size_t)d * sizeof *f->row);
    f->slot[at] = (int32_t)++out->m;
  }
  out->row_of[c] = f->slot[at] - 1;
  return 0;
}

/* Is the history unobserved, and by no boundary term excluded? */
static int is_open(const sdg16i_zeros *z, int64_t c) {
  return c && !(z->cells->count[c] > 0) && !(z->dead[c / 64] >> (c % 64) & 1);
}

/* Histories are taken in blocks that share all but the first lists, so that a block of rows
 * stays in the cache. */
#define BLOCK_LISTS 8

/* block[k][d, padded]: the rows of the histories first + k, by subset sums. Sums of fewer
 * than 2^13 numbers below SUMMABLE are exact. */
#define SUMMABLE 1099511627776.0 /* 2^40 */
SDG16I_CLONES static void fill_block(const sdg16i_zeros *z, const double *basis, int64_t stride,
                                     int64_t size, int64_t first, double *block) {
  memset(block, 0, (size_t)(size * stride) * sizeof *block);
  for (int64_t j = 0; j < z->p; j++) {
    int64_t low = z->term[j] & (size - 1), high = z->term[j] - low;
    if ((first & high) != high) continue;
    for (int64_t k = 0; k < stride; k++) block[low * stride + k] += basis[j * stride + k];
  }
  for (int64_t bit = 1; bit < size; bit *= 2)
    for (int64_t c = bit; c < size; c = (c + 1) | bit)
      for (int64_t k = 0; k < stride; k++)
        block[c * stride + k] += block[(c - bit) * stride + k];
}

/* All rows by blocks; basis [p][stride]. */
static int enter_blocks(row_finder *f, const double *basis, int64_t stride) {
  int64_t cells = f->z->cells->size, size = cells < 1 << BLOCK_LISTS ? cells : 1 << BLOCK_LISTS;
  double *block = sdg16i_arena_array(f->arena, size * stride, sizeof *block);
  if (!block) return -2;
  for (int64_t first = 0; first < cells; first += size) {
    fill_block(f->z, basis, stride, size, first, block);
    for (int64_t k = 0; k < size; k++) {
      if (!is_open(f->z, first + k)) continue;
      for (int64_t v = 0; v < f->out->d; v++) f->row[v] = (int64_t)block[k * stride + v];
      if (enter_row(f, first + k)) return -2;
    }
  }
  return 0;
}

/* The same one by one, where numbers are too large for doubles. */
static int enter_singly(row_finder *f) {
  const sdg16i_zeros *z = f->z;
  int64_t d = f->out->d;
  for (int64_t c = 1; c < z->cells->size; c++) {
    if (!is_open(z, c)) continue;
    memset(f->row, 0, (size_t)d * sizeof *f->row);
    for (int64_t j = 0; j < z->p; j++)
      if (((uint32_t)c & z->term[j]) == z->term[j])
        for (int64_t k = 0; k < d; k++) f->row[k] += f->out->basis[k * z->p + j];
    if (enter_row(f, c)) return -2;
  }
  return 0;
}

/* ---- rows by code numbers ---- */

/* The values of a row in a mixed radix, one digit for each of the vectors from `first` up to
 * `end`: below 2^63, so that different rows have different codes, also modulo 2^64. The codes
 * of all histories are subset sums, one number each, and few rows are written out at all. */
typedef struct row_code {
  int64_t first, end;
  uint64_t *code; /* [cells] less that of the lowest digits: 0 for a row of zeros */
} row_code;

#define MOST_CODES 2
#define CODE_LIMIT (UINT64_C(1) << 63)

typedef struct coding {
  int64_t codes;
  row_code each[MOST_CODES];
  int64_t *lowest;             /* [d] the least that a row can have of each vector */
  uint64_t *values, *position; /* [d] how many values a row can have; of the digit */
} coding;

/* The digits of each vector: a row holds a sum of some of its numbers. 0: too many or too large
 * for codes. */
static int plan_codes(const sdg16i_zeros *z, const reduction *r, coding *c) {
  int64_t k = 0;
  for (c->codes = 0; k < r->d && c->codes < MOST_CODES; c->codes++) {
    uint64_t position = 1;
    for (c->each[c->codes].first = k; k < r->d; k++) {
      sdg16i_wide least = 0, most = 0;
      for (int64_t j = 0; j < z->p; j++) {
        sdg16i_wide value = r->basis[k * z->p + j];
        *(value < 0 ? &least : &most) += value;
      }
      if (most - least >= (sdg16i_wide)(CODE_LIMIT / position)) break;
      c->lowest[k] = (int64_t)least;
      c->values[k] = (uint64_t)(most - least) + 1;
      c->position[k] = position;
      position *= c->values[k];
    }
    c->each[c->codes].end = k;
  }
  return k == r->d;
}

SDG16I_CLONES static void add_subsets(uint64_t *code, int64_t cells) {
  for (int64_t c = 1; c < cells; c += 2) code[c] += code[c - 1];
  for (int64_t bit = 2; bit < cells; bit *= 2)
    for (int64_t block = bit; block < cells; block += 2 * bit)
      for (int64_t c = block; c < block + bit; c++) code[c] += code[c - bit];
}

static int fill_codes(const sdg16i_zeros *z, const reduction *r, const coding *c, row_code *own,
                      sdg16i_arena *arena) {
  own->code = sdg16i_arena_array(arena, z->cells->size, sizeof *own->code);
  if (!own->code) return -2;
  for (int64_t j = 0; j < z->p; j++)
    for (int64_t k = own->first; k < own->end; k++)
      own->code[z->term[j]] += (uint64_t)r->basis[k * z->p + j] * c->position[k];
  add_subsets(own->code, z->cells->size);
  return 0;
}

/* Writes out the row of a history. */
static void decode_row(const coding *c, int64_t history, sdg16i_wide *row) {
  for (int64_t i = 0; i < c->codes; i++) {
    const row_code *own = &c->each[i];
    uint64_t rest = own->code[history];
    for (int64_t k = own->first; k < own->end; k++)
      rest -= (uint64_t)c->lowest[k] * c->position[k];
    for (int64_t k = own->first; k < own->end; k++) {
      row[k] = c->lowest[k] + (int64_t)(rest % c->values[k]);
      rest /= c->values[k];
    }
  }
}

/* Histories by their codes: each has the number of the first with the same. */
typedef struct code_slot {
  uint64_t code[MOST_CODES];
  int32_t number; /* + 1; 0: empty */
} code_slot;

typedef struct code_table {
  code_slot *slot;
  int64_t slots, count;
  int32_t *first; /* [room for slots / 2] the first history of each number */
} code_table;

#define FEWEST_SLOTS 1024

static code_slot *find_code(const code_table *t, const uint64_t *code) {
  uint64_t hash = (code[0] ^ (code[1] * 0x9e3779b97f4a7c15u)) * 0xff51afd7ed558ccdu;
  int64_t at = (int64_t)((hash >> 32) & (uint64_t)(t->slots - 1));
  while (t->slot[at].number &&
         (t->slot[at].code[0] != code[0] || t->slot[at].code[1] != code[1]))
    at = (at + 1) & (t->slots - 1);
  return &t->slot[at];
}

static int grow_codes(code_table *t, sdg16i_arena *arena) {
  code_table old = *t;
  if (2 * (t->count + 1) <= t->slots) return 0;
  t->slots = old.slots ? 4 * old.slots : FEWEST_SLOTS;
  t->slot = sdg16i_arena_array(arena, t->slots, sizeof *t->slot);
  t->first = sdg16i_arena_array(arena, t->slots / 2, sizeof *t->first);
  if (!t->slot || !t->first) return -2;
  if (old.count) memcpy(t->first, old.first, (size_t)old.count * sizeof *t->first);
  for (int64_t i = 0; i < old.slots; i++)
    if (old.slot[i].number) *find_code(t, old.slot[i].code) = old.slot[i];
  return 0;
}

/* row_of := the number of the codes, for open histories whose row is not zero. */
static int number_codes(row_finder *f, const coding *c, code_table *t) {
  for (int64_t h = 1; h < f->z->cells->size; h++) {
    if (!is_open(f->z, h)) continue;
    uint64_t code[MOST_CODES] = {0};
    for (int64_t i = 0; i < c->codes; i++) code[i] = c->each[i].code[h];
    if (!(code[0] | code[1])) continue;
    if (grow_codes(t, f->arena)) return -2;
    code_slot *slot = find_code(t, code);
    if (!slot->number) {
      t->first[t->count++] = (int32_t)h;
      *slot = (code_slot){{code[0], code[1]}, (int32_t)t->count};
    }
    f->out->row_of[h] = slot->number - 1;
  }
  return 0;
}

/* All rows by their codes: only the first history of each code writes its row out. */
static int enter_codes(row_finder *f, const coding *c) {
  int32_t *row_of = f->out->row_of;
  code_table t = {0};
  if (number_codes(f, c, &t)) return -2;
  int32_t *row = sdg16i_arena_array(f->arena, t.count, sizeof *row);
  if (!row || (t.count && make_room(f, t.count))) return -2;
  for (int64_t k = 0; k < t.count; k++) {
    decode_row(c, t.first[k], f->row);
    if (enter_row(f, t.first[k])) return -2;
    row[k] = row_of[t.first[k]];
    row_of[t.first[k]] = (int32_t)k;
  }
  for (int64_t h = 1; h < f->z->cells->size; h++)
    if (row_of[h] >= 0) row_of[h] = row[row_of[h]];
  return 0;
}

/* *done: 0 if the numbers are too large for codes. */
static int enter_by_codes(row_finder *f, int *done) {
  const reduction *r = f->out;
  coding c = {.lowest = sdg16i_arena_array(f->arena, r->d, sizeof *c.lowest),
              .values = sdg16i_arena_array(f->arena, r->d, sizeof *c.values),
              .position = sdg16i_arena_array(f->arena, r->d, sizeof *c.position)};
  if (!c.lowest || !c.values || !c.position) return -2;
  *done = plan_codes(f->z, r, &c);
  if (!*done) return 0;
  for (int64_t i = 0; i < c.codes; i++)
    if (fill_codes(f->z, r, &c, &c.each[i], f->arena)) return -2;
  return enter_codes(f, &c);
}

/* Numbers of rows that take as long as a fit of six lists (measured); and the histories up to
 * which none are counted. */
#define ROWS_PER_FIT 1000
#define FREE_CELLS 256

/* 0; -2 out of memory. */
static int find_rows(const sdg16i_zeros *z, sdg16i_arena *arena, reduction *out) {
  int64_t d = out->d, cells = z->cells->size, stride = sdg16i_exact_stride(d), beyond = 0;
  row_finder f = {z, out, arena, 0, 0, NULL, NULL};
  if (z->work && cells > FREE_CELLS) *z->work += cells * d / ROWS_PER_FIT;
  out->m = 0;
  out->a = NULL;
  out->row_of = sdg16i_arena_array(arena, cells, sizeof *out->row_of);
  f.row = sdg16i_arena_array(arena, d, sizeof *f.row);
  double *basis = sdg16i_arena_array(arena, z->p * stride, sizeof *basis);
  if (!out->row_of || !f.row || !basis) return -2;
  for (int64_t c = 0; c < cells; c++) out->row_of[c] = -1;
  int done, failure = enter_by_codes(&f, &done);
  if (failure || done) return failure;
  for (int64_t j = 0; j < z->p; j++)
    for (int64_t k = 0; k < d; k++) {
      sdg16i_wide value = out->basis[k * z->p + j];
      beyond |= value >= (sdg16i_wide)SUMMABLE || value <= -(sdg16i_wide)SUMMABLE;
      basis[j * stride + k] = (double)(int64_t)value;
    }
  return beyond ? enter_singly(&f) : enter_blocks(&f, basis, stride);
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
static int positive_combination(const reduction *r, const uint8_t *stays, sdg16i_arena *arena,
                                uint8_t *negative) {
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
  reduction r;
  *model_status = SDG16_MODEL_OK;
  int failure = find_null_space(z, arena, &r);
  if (!failure && !r.d) return SDG16_OK;
  if (!failure) failure = find_rows(z, arena, &r);
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

/* The face by facial reduction: on[j] = 0 for the rows off it. A vector y that proves that
 * the rows left have no positive combination of 0 is a recession direction, negative on some
 * of them: these go. Any recession direction of what is left, plus enough of y, is one of
 * all. 0; -1 out of range, -2 out of memory. */
static int find_face(const reduction *r, sdg16i_arena *arena, uint8_t *on) {
  reduction left = *r;
  sdg16i_arena round = {0};
  int64_t *from = sdg16i_arena_array(arena, r->m, sizeof *from);
  uint8_t *stays = sdg16i_arena_array(arena, r->m, 1);
  uint8_t *negative = sdg16i_arena_array(arena, r->m, 1);
  if (!from || !stays || !negative) return -2;
  memset(on, 1, (size_t)r->m);
  memset(stays, 1, (size_t)r->m);
  for (int64_t j = 0; j < r->m; j++) from[j] = j;
  for (;;) {
    sdg16i_arena_reset(&round);
    int answer = positive_combination(&left, stays, &round, negative);
    if (answer) {
      sdg16i_arena_free(&round);
      return answer < 0 ? answer : 0;
    }
    for (int64_t k = 0; k < left.m; k++) on[from[k]] = !negative[k];
    if (left.a == r->a) left.a = sdg16i_arena_array(arena, r->m * r->d, sizeof *left.a);
    if (!left.a) {
      sdg16i_arena_free(&round);
      return -2;
    }
    left.m = 0;
    for (int64_t j = 0; j < r->m; j++) {
      if (!on[j]) continue;
      memcpy(left.a + left.m * r->d, r->a + j * r->d, (size_t)r->d * sizeof *r->a);
      from[left.m++] = j;
    }
  }
}

/* Marks the columns that depend on earlier ones on the face, and the coefficients that are
 * not unique: by the null vectors of X_F, B z with r(c) z = 0 on the face. */
static int find_dependent(const sdg16i_zeros *z, const reduction *r, const uint8_t *on,
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
static int fill_face(const sdg16i_zeros *z, const reduction *r, sdg16i_arena *arena,
                     sdg16i_face *face, int *whole) {
  uint8_t *on = sdg16i_arena_array(arena, r->m, 1);
  if (!on) return -2;
  int failure = find_face(r, arena, on);
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

/* Whether e, then whether -e is a conic combination of the rows; < 0 as there. The second is
 * not asked when only both count. */
static int find_signs(const reduction *r, int both, sdg16i_arena *arena, int *falls,
                      int *rises) {
  *falls = *rises = 1;
  if (is_zero(r->e, r->d)) return 0;
  sdg16i_wide *opposite = sdg16i_arena_array(arena, r->d, sizeof *opposite);
  if (!opposite) return -2;
  for (int64_t k = 0; k < r->d; k++) opposite[k] = -r->e[k];
  *falls = sdg16i_conic_combination(r->a, r->m, r->d, r->e, arena, NULL);
  if (*falls < 0 || (both && !*falls)) return *falls < 0 ? *falls : 0;
  *rises = sdg16i_conic_combination(r->a, r->m, r->d, opposite, arena, NULL);
  return *rises < 0 ? *rises : 0;
}

int32_t sdg16i_total_estimable(const sdg16i_zeros *z, sdg16i_arena *arena, int *estimable,
                               sdg16_error *error) {
  reduction r;
  int falls = 1, rises = 1, spans = spans_intercept(z, arena), failure = spans < 0 ? spans : 0;
  if (!failure && !spans) failure = find_null_space(z, arena, &r);
  if (!failure && !spans && !is_zero(r.e, r.d)) {
    failure = find_rows(z, arena, &r);
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
  reduction r;
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
  int failure = find_null_space(z, arena, &r);
  if (!failure && !r.d) return SDG16_OK;
  if (!failure) failure = find_rows(z, arena, &r);
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
    sdg16i_column(cells, positive[i], column);
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
