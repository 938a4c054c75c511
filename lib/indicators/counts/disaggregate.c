/* The cells of the data in order, and every margin of them. */
#include "base/error.h"
#include "base/sort.h"
#include "base/text.h"
#include "indicators/counts/computation.h"
#include "indicators/registry/categories.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the cells of a group, pattern by pattern ---- */

/* Fixes the axes of `pattern` from `axis` on to each of their categories. */
static int32_t fix_axes(sdg16i_computation *e, const int64_t *cells, int64_t count,
                        uint32_t pattern, int32_t axis, int32_t *key) {
  while (axis < e->cells.axis_count && !(pattern >> axis & 1)) axis++;
  if (axis == e->cells.axis_count) {
    uint32_t all = (1u << e->cells.axis_count) - 1;
    return sdg16i_result_rows_of_group(e, cells, count, all & ~pattern, key);
  }
  const sdg16i_axis *a = &e->cells.axis[axis];
  int64_t *part = malloc((size_t)count * sizeof *part + 1);
  int32_t status = part ? SDG16_OK : sdg16i_fail_memory(e->results.error);
  int64_t codes = a->codes.count; /* a remainder may add one */
  int32_t first = a->flags & SDG16_DIMENSION_SEPARATE ? SDG16I_TOTAL : 0;
  for (int32_t code = first; code < codes && !status; code++) {
    int64_t found = sdg16i_margins_select(&e->cube, cells, count, axis, code, part);
    key[SDG16I_FIRST_AXIS + axis] = code;
    if (found) status = fix_axes(e, part, found, pattern, axis + 1, key);
  }
  key[SDG16I_FIRST_AXIS + axis] = SDG16I_TOTAL;
  free(part);
  return status;
}

/* Remainders behind the categories that they complete. */
static int32_t remainders_last(sdg16i_results *r, int64_t begin) {
  int64_t count = r->count - begin, place = 0;
  sdg16i_indicator_row *sorted = sdg16i_array(count, sizeof *sorted);
  if (!sorted) return sdg16i_fail_memory(r->error);
  for (int last = 0; last < 2; last++)
    for (int64_t i = begin; i < r->count; i++) {
      const char *flags = r->row[i].flags;
      if ((flags && strstr(flags, "remainder")) == last) sorted[place++] = r->row[i];
    }
  if (count) memcpy(r->row + begin, sorted, (size_t)count * sizeof *sorted);
  free(sorted);
  return SDG16_OK;
}

static int count_bits(uint32_t pattern) {
  int count = 0;
  for (; pattern; pattern &= pattern - 1) count++;
  return count;
}

static int32_t compute_group(sdg16i_computation *e, const int64_t *cells, int64_t count,
                             int32_t *key) {
  uint32_t apart = 0, asked = 0;
  for (int32_t i = 0; i < e->cells.axis_count; i++) {
    if (e->cells.axis[i].flags & SDG16_DIMENSION_SEPARATE)
      apart |= 1u << i;
    else if (e->cells.axis[i].asked)
      asked |= 1u << i;
  }
  int32_t status = SDG16_OK;
  int64_t begin = e->results.count;
  memcpy(key, e->cells.key + cells[0] * e->cells.width, SDG16I_FIRST_AXIS * sizeof *key);
  for (int size = 0; size <= count_bits(asked) && !status; size++)
    for (uint32_t pattern = asked;; pattern = (pattern - 1) & asked) {
      if (count_bits(asked & ~pattern) == size && !status) /* in order of the axes */
        status = fix_axes(e, cells, count, apart | (asked & ~pattern), 0, key);
      if (!pattern) break;
    }
  return status ? status : remainders_last(&e->results, begin);
}

/* ---- order of the cells, and one cell a key ---- */

struct keyed {
  const int32_t *key;
  int64_t cell;
  int32_t width;
};

static int by_key(const void *a, const void *b) {
  const struct keyed *p = a, *q = b;
  for (int32_t i = 0; i < p->width; i++)
    if (p->key[i] != q->key[i]) return p->key[i] < q->key[i] ? -1 : 1;
  return p->cell < q->cell ? -1 : p->cell > q->cell;
}

/* Are two cells of one area, period and source? */
static int same_group(const sdg16i_indicator_data *c, int64_t one, int64_t other) {
  return !memcmp(c->key + one * c->width, c->key + other * c->width,
                 SDG16I_FIRST_AXIS * sizeof *c->key);
}

static int same_key(const struct keyed *a, const struct keyed *b, int32_t width) {
  return !memcmp(a->key, b->key, (size_t)width * sizeof *a->key);
}

/* Are two rows of one cell different parts of a category: words that the definition counts as
 * parts, or two words that the caller maps to one code? *people: they are of different people,
 * who have populations of their own. */
static int are_parts(const sdg16i_indicator_data *c, int64_t one, int64_t other, int *people) {
  char first[SDG16I_TEXT_SIZE], second[SDG16I_TEXT_SIZE];
  int parts = 0;
  for (int32_t i = 0; i < c->axis_count; i++) {
    const sdg16i_axis *a = &c->axis[i];
    const char *p = sdg16i_text_at(c->data, a->column, c->row[one], first);
    const char *q = sdg16i_text_at(c->data, a->column, c->row[other], second);
    if (!p || !q || sdg16i_same_text(p, q)) continue;
    int mapped = sdg16i_mapped(c->options, a->name, p) && sdg16i_mapped(c->options, a->name, q);
    if (!mapped && !(sdg16i_category_is_some(a->def, p) && sdg16i_category_is_some(a->def, q)))
      continue;
    parts = 1;
    *people |= a->flags & SDG16_DIMENSION_PEOPLE ? 1 : 0;
  }
  return parts;
}

static int is_added_up(const sdg16i_indicator_data *c, const sdg16_input *input, int people) {
  if (input->kind == SDG16_INPUT_POPULATION) return people && !c->from_table;
  if (input->kind != SDG16_INPUT_COUNT && input->kind != SDG16_INPUT_AMOUNT) return 0;
  return !(input->flags & SDG16_INPUT_BASE) || people;
}

/* Adds the counts of a row to the cell that it is a part of. What is not divided is the same in
 * each part; estimates are not added up. `same_people`: the inputs of an earlier row of the
 * same people, whose populations are the same and are there already; NULL: there is none. */
static int32_t merge_part(sdg16i_computation *e, int64_t into, int64_t from,
                          const double *same_people) {
  sdg16i_indicator_data *c = &e->cells;
  for (int64_t i = 0; i < c->def->input_count; i++) {
    const sdg16_input *input = &c->def->inputs[i];
    double *sum = &c->input[into * c->def->input_count + i];
    double value = c->input[from * c->def->input_count + i];
    int divided = is_added_up(c, input, 1);
    const double *before = divided && same_people ? &same_people[i] : sum;
    if (is_added_up(c, input, !same_people)) {
      *sum += value;
    } else if (isnan(*before)) {
      if (before == sum) *sum = value;
    } else if (!isnan(value) && value != *before) {
      char place[SDG16I_PLACE_SIZE];
      return sdg16i_fail_at(e->results.error, SDG16_ERR_CONFLICT, c->where, c->row[from] + 1, 0,
                            "%s: expected %.60s to be the same in all parts of the category",
                            sdg16i_place(c, c->row[from], -1, place), input->name);
    }
  }
  return SDG16_OK;
}

/* Adds the inputs of a case to those of the cell it belongs to. */
static void merge_case(sdg16i_indicator_data *c, int64_t into, int64_t from) {
  for (int64_t i = 0; i < c->def->input_count; i++) {
    double *sum = &c->input[into * c->def->input_count + i];
    *sum += c->input[from * c->def->input_count + i];
  }
}

/* A further row of a cell: rows `begin` to `at` of `order` are of it; `first`: the inputs of
 * the first of them before others were added. */
static int32_t merge_row(sdg16i_computation *e, const struct keyed *order, int64_t begin,
                         int64_t at, const double *first) {
  sdg16i_indicator_data *c = &e->cells;
  if (c->entry->code && c->entry->code->rows_are_cases) {
    merge_case(c, order[begin].cell, order[at].cell);
    return SDG16_OK;
  }
  int64_t other = begin;
  const double *same_people = NULL;
  for (int people = 0; other < at; other++, people = 0) {
    if (!are_parts(c, order[other].cell, order[at].cell, &people)) break;
    if (people || same_people) continue;
    same_people = other == begin ? first : c->input + order[other].cell * c->def->input_count;
  }
  if (other == at) return merge_part(e, order[begin].cell, order[at].cell, same_people);
  char name[SDG16I_PLACE_SIZE];
  return sdg16i_fail_at(
      e->results.error, SDG16_ERR_CONFLICT, c->where, c->row[order[at].cell] + 1, 0,
      "%.200s: expected one row for each cell, but data rows %lld and %lld are both of the "
      "cell %s (or name the column that distinguishes them in by)",
      c->where, (long long)c->row[order[other].cell] + 1, (long long)c->row[order[at].cell] + 1,
      sdg16i_cell_name(c, order[at].key, name));
}

/* The cells in order, one for each key; how many. */
static int32_t sort_cells(sdg16i_computation *e, struct keyed *order, int64_t *cells,
                          int64_t *count) {
  sdg16i_indicator_data *c = &e->cells;
  for (int64_t i = 0; i < c->count; i++)
    order[i] = (struct keyed){c->key + i * c->width, i, c->width};
  sdg16i_sort(order, c->count, sizeof *order, by_key);
  *count = 0;
  c->next_part = sdg16i_arena_array(&c->memory, c->count, sizeof *c->next_part);
  if (!c->next_part) return sdg16i_fail_memory(e->results.error);
  for (int64_t i = 0; i < c->count; i++) c->next_part[i] = -1;
  double *first = sdg16i_array(c->def->input_count, sizeof *first);
  int32_t status = first ? SDG16_OK : sdg16i_fail_memory(e->results.error);
  for (int64_t i = 0, begin = 0; i < c->count && !status; i++) {
    if (i && same_key(&order[begin], &order[i], c->width)) {
      status = merge_row(e, order, begin, i, first);
      c->next_part[order[i - 1].cell] = order[i].cell;
    } else {
      begin = i;
      cells[(*count)++] = order[i].cell;
      memcpy(first, c->input + order[i].cell * c->def->input_count,
             (size_t)c->def->input_count * sizeof *first);
    }
  }
  free(first);
  return status;
}

int32_t sdg16i_disaggregate(sdg16i_computation *e) {
  sdg16i_indicator_data *c = &e->cells;
  struct keyed *order = sdg16i_array(c->count, sizeof *order);
  int64_t *cells = sdg16i_array(c->count, sizeof *cells), count = 0;
  int32_t *key = sdg16i_array(c->width, sizeof *key);
  int32_t status = order && cells && key ? SDG16_OK : sdg16i_fail_memory(e->results.error);
  for (int32_t i = 0; i < c->width && !status; i++) key[i] = SDG16I_TOTAL;
  if (!status) status = sort_cells(e, order, cells, &count);
  for (int64_t begin = 0, end; begin < count && !status; begin = end) {
    for (end = begin + 1; end < count && same_group(c, cells[begin], cells[end]);) end++;
    status = compute_group(e, cells + begin, end - begin, key);
  }
  free(order);
  free(cells);
  free(key);
  return status;
}
