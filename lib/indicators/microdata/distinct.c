#include "indicators/microdata/distinct.h"

#include "base/error.h"
#include "base/sort.h"
#include "indicators/counts/indicator_data.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What tells values apart: the bits of a number, the code of a text, or the tag. */
typedef struct key {
  uint64_t bits;
  int32_t missing;
} key;

typedef struct reader {
  sdg16i_distinct *out;
  const sdg16_table *table;
  int64_t column, slots;
  int32_t *slot; /* values by hash, -1: free */
  key *key;      /* of each value */
  int64_t key_capacity;
  const int64_t *whole;
  const double *real;
  const int32_t *code, *tag;
  const uint8_t *missing;
} reader;

static key key_of(const reader *r, int64_t row) {
  key k = {.missing = r->missing ? r->missing[row] : SDG16_PRESENT};
  double number;
  if (k.missing) {
    k.bits = r->tag && r->tag[row] >= 0 ? (uint64_t)r->tag[row] + 1 : 0;
  } else if (r->whole) {
    memcpy(&k.bits, &r->whole[row], sizeof k.bits);
  } else if (r->real) {
    number = r->real[row] + 0.0; /* -0 is 0 */
    memcpy(&k.bits, &number, sizeof k.bits);
  } else {
    k.bits = (uint64_t)(uint32_t)r->code[row];
  }
  return k;
}

static uint64_t hash_of(key k) {
  uint64_t h = (k.bits ^ (uint64_t)k.missing << 60) * UINT64_C(0x9E3779B97F4A7C15);
  return h ^ h >> 32;
}

static int same_value(key a, key b) { return a.bits == b.bits && a.missing == b.missing; }

/* Twice the slots; -1: memory. */
static int widen_slots(reader *r) {
  int64_t slots = r->slots ? 2 * r->slots : 256;
  int32_t *slot = sdg16i_array(slots, sizeof *slot);
  if (!slot) return -1;
  for (int64_t i = 0; i < slots; i++) slot[i] = -1;
  for (int64_t v = 0; v < r->out->count; v++) {
    uint64_t at = hash_of(r->key[v]) & (uint64_t)(slots - 1);
    while (slot[at] >= 0) at = (at + 1) & (uint64_t)(slots - 1);
    slot[at] = (int32_t)v;
  }
  free(r->slot);
  r->slot = slot;
  r->slots = slots;
  return 0;
}

static const char *kept_text(reader *r, const char *text) {
  return text ? sdg16i_arena_text(&r->out->texts, text, strlen(text)) : NULL;
}

/* Text, label and number of a value that was met for the first time. */
static int describe_value(reader *r, int64_t row, key k, sdg16i_distinct_value *v) {
  char buffer[SDG16I_TEXT_SIZE];
  const char *text, *label;
  *v = (sdg16i_distinct_value){.number = NAN, .missing = k.missing, .first = row};
  if (k.missing) {
    int64_t tag = (int64_t)k.bits - 1;
    text = tag >= 0 ? sdg16_table_tag(r->table, r->column, tag) : NULL;
    label = tag >= 0 ? sdg16_table_tag_label(r->table, r->column, tag) : NULL;
  } else {
    text = sdg16i_text_at(r->table, r->column, row, buffer);
    if (r->whole) v->number = (double)r->whole[row];
    if (r->real) v->number = r->real[row];
    label =
        sdg16_table_label_of(r->table, r->column, r->code ? (double)r->code[row] : v->number);
  }
  v->text = kept_text(r, text);
  v->label = kept_text(r, label);
  return (text && !v->text) || (label && !v->label) ? -1 : 0;
}

static int32_t add_value(reader *r, int64_t row, key k, int64_t most, sdg16_error *error) {
  sdg16i_distinct *d = r->out;
  if (d->count == most)
    return sdg16i_fail_at(error, SDG16_ERR_LIMIT, sdg16_table_name(r->table, r->column),
                          row + 1, r->column + 1,
                          "column '%.100s': expected answers or categories, found more than "
                          "%lld different values",
                          sdg16_table_name(r->table, r->column), (long long)most);
  if (sdg16i_grow((void **)&d->value, &d->capacity, d->count + 1, sizeof *d->value) ||
      sdg16i_grow((void **)&r->key, &r->key_capacity, d->count + 1, sizeof *r->key) ||
      describe_value(r, row, k, &d->value[d->count]))
    return sdg16i_fail_memory(error);
  r->key[d->count++] = k;
  return 2 * d->count > r->slots && widen_slots(r) ? sdg16i_fail_memory(error) : SDG16_OK;
}

static int32_t read_rows(reader *r, const double *weight, int64_t most, sdg16_error *error) {
  sdg16i_distinct *d = r->out;
  int32_t last = -1, status = SDG16_OK;
  for (int64_t row = 0; row < sdg16_table_rows(r->table); row++) {
    key k = key_of(r, row);
    if (last < 0 || !same_value(k, r->key[last])) {
      uint64_t at = hash_of(k) & (uint64_t)(r->slots - 1);
      while (r->slot[at] >= 0 && !same_value(k, r->key[r->slot[at]]))
        at = (at + 1) & (uint64_t)(r->slots - 1);
      last = r->slot[at];
      if (last < 0) {
        last = r->slot[at] = (int32_t)d->count;
        status = add_value(r, row, k, most, error);
        if (status) return status;
      }
    }
    d->of_row[row] = last;
    d->value[last].rows++;
    d->value[last].weight += weight[row];
  }
  return status;
}

static int by_number(const void *a, const void *b) {
  const sdg16i_distinct_value *p = a, *q = b;
  if (!p->missing != !q->missing) return p->missing ? 1 : -1;
  if (p->number < q->number) return -1;
  if (p->number > q->number) return 1;
  return (p->first > q->first) - (p->first < q->first);
}

/* Puts the values in order, and their numbers into the rows. */
static int32_t sort_values(sdg16i_distinct *d, int64_t rows, sdg16_error *error) {
  int32_t *rank = sdg16i_array(d->count, sizeof *rank);
  if (!rank) return sdg16i_fail_memory(error);
  sdg16i_sort(d->value, d->count, sizeof *d->value, by_number);
  for (int64_t i = 0; i < d->count; i++) rank[d->of_row[d->value[i].first]] = (int32_t)i;
  for (int64_t row = 0; row < rows; row++) d->of_row[row] = rank[d->of_row[row]];
  free(rank);
  return SDG16_OK;
}

int32_t sdg16i_distinct_read(sdg16i_distinct *distinct, const sdg16_table *table,
                             int64_t column, const double *weight, int64_t most,
                             sdg16_error *error) {
  reader r = {.out = distinct,
              .table = table,
              .column = column,
              .whole = sdg16_table_int64(table, column),
              .real = sdg16_table_double(table, column),
              .code = sdg16_table_codes(table, column),
              .tag = sdg16_table_tags(table, column),
              .missing = sdg16_table_missing(table, column)};
  distinct->of_row = sdg16i_array(sdg16_table_rows(table), sizeof *distinct->of_row);
  int32_t status = distinct->of_row && !widen_slots(&r) ? read_rows(&r, weight, most, error)
                                                        : sdg16i_fail_memory(error);
  if (!status) status = sort_values(distinct, sdg16_table_rows(table), error);
  free(r.slot);
  free(r.key);
  return status;
}

void sdg16i_distinct_free(sdg16i_distinct *d) {
  free(d->value);
  free(d->of_row);
  sdg16i_arena_free(&d->texts);
  *d = (sdg16i_distinct){0};
}
