/* The cells of a block, their totals and what these say. */
#include "protect/additive_table.h"

#include "base/error.h"
#include "base/sort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int64_t sdg16i_block_find(const sdg16i_block *b, const int32_t *code) {
  int64_t low = 0, high = b->cells;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    int order = sdg16i_compare_codes(b->code[middle], code, b->width);
    if (!order) return middle;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return -1;
}

int64_t sdg16i_block_beside(const sdg16i_block *b, int64_t cell, int32_t d, int32_t code) {
  int64_t total = b->up[cell * b->width + d];
  if (!code) return total;
  int64_t first = b->first_part[total * b->width + d];
  int64_t low = first, high = b->first_part[total * b->width + d + 1];
  if (first + code <= high && b->code[b->part[first + code - 1]][d] == code)
    return b->part[first + code - 1]; /* no code is absent before it */
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    int32_t found = b->code[b->part[middle]][d];
    if (found == code) return b->part[middle];
    if (found < code)
      low = middle + 1;
    else
      high = middle;
  }
  return -1;
}

static int32_t find_measure(sdg16i_block *b, const sdg16i_fact *f) {
  for (int32_t i = 0; i < b->measures; i++)
    if (!strcmp(b->measure[i].name, f->measure) && b->measure[i].ordinal == f->ordinal)
      return i;
  b->measure[b->measures] = (sdg16i_cell_count){.name = f->measure, .ordinal = f->ordinal};
  return b->measures++;
}

static int by_name(const void *left, const void *right) {
  const sdg16i_cell_count *a = left, *b = right;
  int order = strcmp(a->name, b->name);
  return order ? order : (a->ordinal > b->ordinal) - (a->ordinal < b->ordinal);
}

/* What the totals say of their parts. Totals come before their parts, as codes are sorted. A
 * total that is not known is at least the sum of its parts in any dimension. */
static int32_t find_sums(sdg16i_block *b, sdg16i_cell_count *m, sdg16_error *error) {
  double *parts = sdg16i_array(b->cells * b->width, sizeof *parts);
  if (!parts) return sdg16i_fail_memory(error);
  for (int64_t i = b->cells - 1; i >= 0; i--) {
    for (int32_t d = 0; d < b->width && !m->known[i]; d++)
      m->count[i] = fmax(m->count[i], parts[i * b->width + d]);
    for (int32_t d = 0; d < b->width; d++) {
      int64_t equation = b->up[i * b->width + d] * b->width + d;
      if (!b->code[i][d]) continue;
      parts[equation] += m->count[i];
      m->sum[equation] = SDG16I_SUM_PARTS;
    }
  }
  for (int64_t e = 0; e < b->cells * b->width; e++) {
    double total = m->count[e / b->width];
    if (!m->sum[e] || parts[e] - total <= 1e-9 * fmax(1, total)) continue;
    m->sum[e] = SDG16I_SUM_OVERLAP;
    m->overlaps = 1;
    b->nested |= !(b->overlap >> e % b->width & 1);
  }
  free(parts);
  return SDG16_OK;
}

static int32_t measure_arrays(sdg16i_block *b, sdg16i_cell_count *m, sdg16_error *error) {
  m->count = sdg16i_arena_array(&b->memory, b->cells, sizeof *m->count);
  m->known = sdg16i_arena_array(&b->memory, b->cells, sizeof *m->known);
  m->sum = sdg16i_arena_array(&b->memory, b->cells * b->width, sizeof *m->sum);
  m->witnessed = sdg16i_arena_array(&b->memory, b->cells, sizeof *m->witnessed);
  m->lower = sdg16i_arena_array(&b->memory, b->cells, sizeof *m->lower);
  m->upper = sdg16i_arena_array(&b->memory, b->cells, sizeof *m->upper);
  if (!m->count || !m->known || !m->sum || !m->witnessed || !m->lower || !m->upper)
    return sdg16i_fail_memory(error);
  return SDG16_OK;
}

static int32_t find_up(sdg16i_block *b, sdg16_error *error) {
  int32_t code[SDG16I_CELL_DIMENSIONS];
  b->up = sdg16i_arena_array(&b->memory, b->cells * b->width, sizeof *b->up);
  if (!b->up) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < b->cells; i++)
    for (int32_t d = 0; d < b->width; d++) {
      memcpy(code, b->code[i], (size_t)b->width * sizeof *code);
      code[d] = 0;
      b->up[i * b->width + d] = sdg16i_block_find(b, code);
    }
  return SDG16_OK;
}

/* The parts of every total, in the order of the cells, which is that of their codes. */
static int32_t find_parts(sdg16i_block *b, sdg16_error *error) {
  int64_t equations = b->cells * b->width, parts = 0;
  b->first_part = sdg16i_arena_array(&b->memory, equations + 2, sizeof *b->first_part);
  if (!b->first_part) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < b->cells; i++)
    for (int32_t d = 0; d < b->width; d++)
      if (b->code[i][d]) {
        b->first_part[b->up[i * b->width + d] * b->width + d + 2]++;
        parts++;
      }
  b->part = sdg16i_arena_array(&b->memory, parts, sizeof *b->part);
  if (!b->part) return sdg16i_fail_memory(error);
  for (int64_t e = 0; e < equations; e++) b->first_part[e + 2] += b->first_part[e + 1];
  for (int64_t i = 0; i < b->cells; i++) /* each entry runs from its begin to its end */
    for (int32_t d = 0; d < b->width; d++)
      if (b->code[i][d])
        b->part[b->first_part[b->up[i * b->width + d] * b->width + d + 1]++] = i;
  return SDG16_OK;
}

struct corner {
  const int32_t *code;
  int32_t width, absent;
};

/* Those in the table before those that are not. */
static int by_corner(const void *left, const void *right) {
  const struct corner *a = left, *b = right;
  int order = sdg16i_compare_codes(a->code, b->code, a->width);
  return order ? order : a->absent - b->absent;
}

/* The cells of the facts, and every total of theirs. */
static int32_t find_cells(sdg16i_block *b, const sdg16i_fact *fact, int64_t facts,
                          sdg16_error *error) {
  int32_t active[SDG16I_CELL_DIMENSIONS], dimensions = 0;
  for (int32_t d = 0; d < b->width; d++) {
    int64_t i = 0;
    while (i < facts && !fact[i].code[d]) i++;
    if (i < facts) active[dimensions++] = d;
  }
  if (dimensions > SDG16I_BLOCK_DIMENSIONS)
    return sdg16i_fail(error, SDG16_ERR_LIMIT,
                       "results must use at most %d dimensions at once, not %d",
                       SDG16I_BLOCK_DIMENSIONS, (int)dimensions);
  int64_t masks = (int64_t)1 << dimensions, count = 0;
  if (facts > INT64_MAX / masks) return sdg16i_fail_memory(error);
  struct corner *corner = sdg16i_array(facts * masks, sizeof *corner);
  int32_t status = corner ? SDG16_OK : sdg16i_fail_memory(error);
  for (int64_t i = 0; i < facts && !status; i++) {
    if (i && !sdg16i_compare_codes(fact[i - 1].code, fact[i].code, b->width)) continue;
    for (int64_t mask = 0; mask < masks && !status; mask++) {
      int own = 1;
      for (int32_t k = 0; k < dimensions; k++)
        own &= !(mask >> k & 1) || fact[i].code[active[k]]; /* else another gives the same */
      if (!own) continue;
      int32_t *code = sdg16i_arena_array(&b->memory, b->width, sizeof *code);
      if (!code) {
        status = sdg16i_fail_memory(error);
        break;
      }
      memcpy(code, fact[i].code, (size_t)b->width * sizeof *code);
      for (int32_t k = 0; k < dimensions; k++)
        if (mask >> k & 1) code[active[k]] = 0;
      corner[count++] = (struct corner){code, b->width, mask != 0};
    }
  }
  if (!status) {
    sdg16i_sort(corner, count, sizeof *corner, by_corner);
    b->code = sdg16i_arena_array(&b->memory, count, sizeof *b->code);
    b->state = sdg16i_arena_array(&b->memory, count, sizeof *b->state);
    if (!b->code || !b->state) status = sdg16i_fail_memory(error);
  }
  for (int64_t i = 0; i < count && !status; i++) {
    if (i && !sdg16i_compare_codes(corner[i - 1].code, corner[i].code, b->width)) continue;
    b->state[b->cells] = corner[i].absent ? SDG16I_CELL_ABSENT : SDG16I_CELL_OPEN;
    b->code[b->cells++] = corner[i].code;
  }
  free(corner);
  return status;
}

int64_t sdg16i_block_end(const sdg16i_counts *counts, int64_t first) {
  int64_t end = first + 1;
  while (end < counts->count && !strcmp(counts->fact[first].block, counts->fact[end].block))
    end++;
  return end;
}

int32_t sdg16i_block_read(sdg16i_block *b, const sdg16i_counts *counts, int64_t first,
                          int64_t end, sdg16_error *error) {
  int64_t facts = end - first;
  const sdg16i_fact *fact = counts->fact + first;
  *b = (sdg16i_block){.width = counts->width, .overlap = fact->overlap};
  b->measure = sdg16i_arena_array(&b->memory, facts, sizeof *b->measure);
  b->cell_of_fact = sdg16i_arena_array(&b->memory, facts, sizeof *b->cell_of_fact);
  if (!b->measure || !b->cell_of_fact) return sdg16i_fail_memory(error);
  int32_t status = find_cells(b, fact, facts, error);
  if (!status) status = find_up(b, error);
  if (!status) status = find_parts(b, error);
  if (status) return status;
  for (int64_t i = 0; i < facts; i++) {
    b->cell_of_fact[i] = sdg16i_block_find(b, fact[i].code);
    if (!isnan(fact[i].count)) find_measure(b, &fact[i]);
  }
  sdg16i_sort(b->measure, b->measures, sizeof *b->measure, by_name);
  for (int32_t m = 0; m < b->measures && !status; m++)
    status = measure_arrays(b, &b->measure[m], error);
  if (status) return status;
  for (int64_t i = 0; i < facts; i++)
    if (!isnan(fact[i].count)) {
      sdg16i_cell_count *m = &b->measure[find_measure(b, &fact[i])];
      m->count[b->cell_of_fact[i]] = fact[i].count;
      m->known[b->cell_of_fact[i]] = 1;
    }
  for (int32_t m = 0; m < b->measures && !status; m++)
    status = find_sums(b, &b->measure[m], error);
  return status;
}

void sdg16i_block_free(sdg16i_block *b) {
  sdg16i_arena_free(&b->memory);
  *b = (sdg16i_block){0};
}
