/* The rank of replicate weights, from which their degrees of freedom follow.
 *
 * What counts is the factor of the weight of each row. The rank is that of the matrix rows x
 * replicates, and is read from a Gram matrix of its smaller side. Many rows are first mixed
 * into fewer: each enters three sums at random, with random signs and sizes, which keeps the
 * rank, because any set of at most `replicates` rows can be matched with sums of its own (a
 * cuckoo table with three choices that is at most 80 % full). */
#include "base/error.h"
#include "base/memory.h"
#include "base/rng.h"
#include "num/linalg.h"
#include "survey/design/replicates.h"

#include <stdlib.h>

#define CHOICES 3 /* sums that one row enters */

/* Vectors side by side, padded with zeros to multiples of 4 in number and in length. */
typedef struct vectors {
  int64_t count, length;
  double *value;
} vectors;

static int64_t in_fours(int64_t n) { return (n + 3) / 4 * 4; }

static int make_vectors(vectors *v, int64_t count, int64_t length) {
  *v = (vectors){.count = in_fours(count), .length = in_fours(length)};
  v->value = sdg16i_array(v->count, (size_t)v->length * sizeof *v->value);
  return v->value != NULL;
}

/* ---- what is ranked: rows, or PSUs whose rows have the same factors ---- */

typedef struct items {
  int64_t count;
  int32_t *item;   /* positions, or PSUs */
  double *inverse; /* of the weight; 1 for factors */
  double *factor;  /* room for one replicate */
} items;

static int make_items(items *s, int64_t most) {
  s->item = sdg16i_array(most, sizeof *s->item);
  s->inverse = sdg16i_array(most, sizeof *s->inverse);
  s->factor = sdg16i_array(most, sizeof *s->factor);
  return s->item && s->inverse && s->factor;
}

static void free_items(items *s) {
  free(s->item);
  free(s->inverse);
  free(s->factor);
}

/* The rows of `position` (NULL: every row) with a weight, or their PSUs. */
static void list_items(const sdg16_design *d, int64_t count, const int32_t *position,
                       items *s) {
  const sdg16i_replicates *r = d->replicates;
  for (int64_t i = 0; i < count; i++) {
    int32_t p = position ? position[i] : (int32_t)i;
    double weight = sdg16i_base_weight(d, p);
    if (!(weight > 0)) continue;
    int32_t unit = r->multiplier ? sdg16i_psu_of(d, d->leaf[p]) : p;
    if (s->count && s->item[s->count - 1] == unit) continue;
    s->inverse[s->count] = r->multiplier || r->multipliers ? 1 : 1 / weight;
    s->item[s->count++] = unit;
  }
}

/* The factors of one replicate. */
static void read_factors(const sdg16_design *d, int64_t replicate, items *s) {
  const sdg16i_replicates *r = d->replicates;
  const int64_t *whole =
      r->multiplier ? NULL : sdg16_table_int64(d->table, r->column[replicate]);
  const double *real =
      r->multiplier ? NULL : sdg16_table_double(d->table, r->column[replicate]);
  for (int64_t i = 0; i < s->count; i++) {
    int64_t item = s->item[i], row = r->multiplier ? 0 : sdg16i_row_at(d, item);
    double value = r->multiplier ? r->multiplier[item * r->count + replicate]
                   : whole       ? (double)whole[row]
                                 : real[row];
    s->factor[i] = value * s->inverse[i];
  }
}

/* ---- few rows: as they are ---- */

static int take_rows(const sdg16_design *d, items *s, vectors *v) {
  int64_t count = d->replicates->count;
  if (!make_vectors(v, s->count, count)) return 0;
  for (int64_t k = 0; k < count; k++) {
    read_factors(d, k, s);
    for (int64_t i = 0; i < s->count; i++) v->value[i * v->length + k] = s->factor[i];
  }
  return 1;
}

/* ---- many rows: sums of them, one vector for each replicate ---- */

typedef struct share {
  int32_t sum;
  float size;
} share;

static void draw_shares(int64_t count, uint32_t sums, share *out) {
  sdg16i_rng rng;
  sdg16i_rng_init(&rng, 1, SDG16I_PURPOSE_SURVEY, -1); /* of no replicate */
  for (int64_t i = 0; i < CHOICES * count; i++) {
    uint64_t bits = sdg16i_rng_uint64(&rng);
    float size = 0.5F + (float)(bits >> 41) / (float)(1 << 23); /* 0.5 to 1.5 */
    out[i].sum = (int32_t)((bits & UINT32_MAX) * sums >> 32);
    out[i].size = bits >> 40 & 1 ? size : -size;
  }
}

static int mix_rows(const sdg16_design *d, items *s, vectors *v) {
  int64_t count = d->replicates->count, sums = count + count / 4 + 16;
  share *shares = sdg16i_array(CHOICES * s->count, sizeof *shares);
  if (!shares || !make_vectors(v, count, sums)) {
    free(shares);
    return 0;
  }
  draw_shares(s->count, (uint32_t)sums, shares);
  for (int64_t k = 0; k < count; k++) {
    double *sum = v->value + k * v->length;
    read_factors(d, k, s);
    for (int64_t i = 0; i < s->count; i++)
      for (const share *c = shares + CHOICES * i; c < shares + CHOICES * (i + 1); c++)
        sum[c->sum] += s->factor[i] * (double)c->size;
  }
  free(shares);
  return 1;
}

/* ---- the rank of the vectors ---- */

/* Sixteen inner products: of four vectors with four. */
SDG16I_CLONES
static void multiply_four(const double *restrict a, const double *restrict b, int64_t length,
                          double *restrict out, int64_t stride) {
  sdg16i_v4 sum[16] = {0};
  for (int64_t k = 0; k < length; k += 4)
    for (int64_t i = 0; i < 4; i++)
      for (int64_t j = 0; j < 4; j++)
        sum[4 * i + j] += *(const sdg16i_v4 *)(const void *)(a + i * length + k) *
                          *(const sdg16i_v4 *)(const void *)(b + j * length + k);
  for (int64_t i = 0; i < 4; i++)
    for (int64_t j = 0; j < 4; j++) {
      sdg16i_v4 s = sum[4 * i + j];
      out[i * stride + j] = s[0] + s[1] + s[2] + s[3];
    }
}

SDG16I_CLONES
static int64_t rank_of_gram(double *gram, double *inverse, int64_t size) {
  return sdg16i_factor(gram, inverse, size);
}

static int64_t rank_of_vectors(const vectors *v) {
  int64_t stride = sdg16i_stride(v->count), rank = -1;
  double *gram = sdg16i_array(v->count, (size_t)stride * sizeof *gram);
  double *inverse = sdg16i_array(v->count, sizeof *inverse);
  for (int64_t a = 0; gram && inverse && a < v->count; a += 4)
    for (int64_t b = a; b < v->count; b += 4)
      multiply_four(v->value + a * v->length, v->value + b * v->length, v->length,
                    gram + a * stride + b, stride);
  if (gram && inverse) rank = rank_of_gram(gram, inverse, v->count);
  free(gram);
  free(inverse);
  return rank;
}

int32_t sdg16i_replicate_rank(const sdg16_design *d, int64_t count, const int32_t *position,
                              int64_t *rank, sdg16_error *error) {
  vectors v = {0};
  items s = {0};
  int ok = make_items(&s, count);
  if (ok) list_items(d, count, position, &s);
  if (ok) ok = s.count < d->replicates->count ? take_rows(d, &s, &v) : mix_rows(d, &s, &v);
  *rank = ok ? rank_of_vectors(&v) : -1;
  free(v.value);
  free_items(&s);
  return *rank < 0 ? sdg16i_fail_memory(error) : SDG16_OK;
}
