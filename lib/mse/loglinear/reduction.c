#include "mse/loglinear/reduction.h"

#include "base/memory.h"
#include "num/distinct_rows.h"
#include "num/vector.h"

#include <string.h>

int sdg16i_reduce_zeros(const sdg16i_zeros *z, sdg16i_arena *arena, sdg16i_reduction *out) {
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

/* The rows as they are found: distinct ones, each divided by its gcd. */
typedef struct row_finder {
  const sdg16i_zeros *z;
  sdg16i_reduction *out;
  sdg16i_arena *arena;
  sdg16i_distinct_rows rows;
  sdg16i_wide *row; /* [d] of the history at hand */
} row_finder;

/* Enters f->row as that of history c. 0; -2 out of memory. */
static int enter_row(row_finder *f, int64_t c) {
  int64_t d = f->out->d;
  if (sdg16i_is_zero_row(f->row, d)) return 0;
  sdg16i_divide_by_gcd(f->row, d);
  int64_t number = sdg16i_distinct_rows_enter(&f->rows, f->row);
  if (number < 0) return -2;
  f->out->row_of[c] = (int32_t)number;
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
static int plan_codes(const sdg16i_zeros *z, const sdg16i_reduction *r, coding *c) {
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

static int fill_codes(const sdg16i_zeros *z, const sdg16i_reduction *r, const coding *c,
                      row_code *own, sdg16i_arena *arena) {
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
  if (!row || (t.count && sdg16i_distinct_rows_reserve(&f->rows, t.count))) return -2;
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
  const sdg16i_reduction *r = f->out;
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

/* All rows: by codes, by blocks, or one by one. */
static int enter_rows(row_finder *f) {
  const sdg16i_reduction *r = f->out;
  int64_t p = f->z->p, stride = sdg16i_exact_stride(r->d), beyond = 0;
  double *basis = sdg16i_arena_array(f->arena, p * stride, sizeof *basis);
  if (!basis) return -2;
  int done, failure = enter_by_codes(f, &done);
  if (failure || done) return failure;
  for (int64_t j = 0; j < p; j++)
    for (int64_t k = 0; k < r->d; k++) {
      sdg16i_wide value = r->basis[k * p + j];
      beyond |= value >= (sdg16i_wide)SUMMABLE || value <= -(sdg16i_wide)SUMMABLE;
      basis[j * stride + k] = (double)(int64_t)value;
    }
  return beyond ? enter_singly(f) : enter_blocks(f, basis, stride);
}

int sdg16i_reduced_rows(const sdg16i_zeros *z, sdg16i_arena *arena, sdg16i_reduction *out) {
  int64_t d = out->d, cells = z->cells->size;
  row_finder f = {.z = z, .out = out, .arena = arena, .rows = {.arena = arena, .d = d}};
  if (z->work && cells > FREE_CELLS) *z->work += cells * d / ROWS_PER_FIT;
  out->row_of = sdg16i_arena_array(arena, cells, sizeof *out->row_of);
  f.row = sdg16i_arena_array(arena, d, sizeof *f.row);
  if (!out->row_of || !f.row) return -2;
  for (int64_t c = 0; c < cells; c++) out->row_of[c] = -1;
  int failure = enter_rows(&f);
  out->m = f.rows.count;
  out->a = f.rows.row;
  return failure;
}
