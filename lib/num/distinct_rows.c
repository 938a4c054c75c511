#include "num/distinct_rows.h"

#include <string.h>

static uint64_t hash_row(const sdg16i_wide *row, int64_t d) {
  uint64_t h = 0x9e3779b97f4a7c15u;
  for (int64_t k = 0; k < d; k++) {
    h = (h ^ (uint64_t)row[k]) * 0xff51afd7ed558ccdu;
    h ^= h >> 32;
  }
  return h;
}

/* The slot of a row: the same row's, or an empty one. */
static int32_t *find_slot(const sdg16i_distinct_rows *r, const sdg16i_wide *row) {
  int64_t at = (int64_t)(hash_row(row, r->d) & (uint64_t)(r->slots - 1));
  while (r->slot[at] &&
         memcmp(r->row + (r->slot[at] - 1) * r->d, row, (size_t)r->d * sizeof *row))
    at = (at + 1) & (r->slots - 1);
  return &r->slot[at];
}

int sdg16i_distinct_rows_reserve(sdg16i_distinct_rows *r, int64_t capacity) {
  for (r->slots = 1; r->slots < 2 * capacity;) r->slots *= 2;
  r->slot = sdg16i_arena_array(r->arena, r->slots, sizeof *r->slot);
  sdg16i_wide *row = sdg16i_arena_array(r->arena, capacity * r->d, sizeof *row);
  if (!r->slot || !row) return -2;
  if (r->count) memcpy(row, r->row, (size_t)(r->count * r->d) * sizeof *row);
  r->row = row;
  r->capacity = capacity;
  for (int64_t j = 0; j < r->count; j++) *find_slot(r, row + j * r->d) = (int32_t)(j + 1);
  return 0;
}

int64_t sdg16i_distinct_rows_enter(sdg16i_distinct_rows *r, const sdg16i_wide *row) {
  int full = r->count == r->capacity;
  if (full && sdg16i_distinct_rows_reserve(r, r->capacity ? 2 * r->capacity : 64)) return -2;
  int32_t *slot = find_slot(r, row);
  if (!*slot) {
    memcpy(r->row + r->count * r->d, row, (size_t)r->d * sizeof *row);
    *slot = (int32_t)++r->count;
  }
  return *slot - 1;
}
