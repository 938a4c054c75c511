/* The order of results: not that of the data. */
#include "base/error.h"
#include "base/numbers.h"
#include "base/sort.h"
#include "indicators/microdata/respondents.h"

#include <stdlib.h>
#include <string.h>

/* ---- codes ---- */

/* Numbers in texts count as numbers ("Y5T9" before "Y10T14"); "_U" and the like are last. */
static int compare_codes(const char *a, const char *b) {
  if ((*a == '_') != (*b == '_')) return *a == '_' ? 1 : -1;
  const char *p = a, *q = b;
  while (*p && *q) {
    if (sdg16i_is_digit(*p) && sdg16i_is_digit(*q)) {
      p += strspn(p, "0");
      q += strspn(q, "0");
      size_t m = strspn(p, "0123456789"), n = strspn(q, "0123456789");
      int order = m == n ? memcmp(p, q, n) : m < n ? -1 : 1;
      if (order) return order;
      p += m;
      q += n;
    } else if (*p != *q) {
      return (unsigned char)*p < (unsigned char)*q ? -1 : 1;
    } else {
      p++;
      q++;
    }
  }
  if (*p || *q) return *p ? 1 : -1;
  return strcmp(a, b); /* "04", "4" */
}

typedef struct code {
  const char *text;
  int32_t at;
} code;

static int by_code(const void *a, const void *b) {
  const code *p = a, *q = b;
  return compare_codes(p->text, q->text);
}

/* The place of each code of a dictionary: the first `known` stay, the others are sorted. */
static int32_t *ranks_of(const sdg16i_dictionary *codes, int64_t known, sdg16i_arena *memory) {
  int32_t *rank = sdg16i_arena_array(memory, codes->count, sizeof *rank);
  code *sorted = sdg16i_arena_array(memory, codes->count, sizeof *sorted);
  if (!rank || !sorted) return NULL;
  for (int32_t i = 0; i < codes->count; i++) sorted[i] = (code){codes->levels[i], i};
  if (codes->count > known)
    sdg16i_sort(sorted + known, codes->count - known, sizeof *sorted, by_code);
  for (int32_t i = 0; i < codes->count; i++) rank[sorted[i].at] = i;
  return rank;
}

/* ---- rows ---- */

/* Totals first, then by one dimension, by two; each by its codes, then the series. */
static int by_place(const void *a, const void *b) {
  const sdg16i_indicator_row *p = a, *q = b;
  int32_t width = SDG16I_FIRST_AXIS + p->axes, bits = 0;
  for (int32_t i = 0; i < SDG16I_FIRST_AXIS; i++)
    if (p->rank[i] != q->rank[i]) return p->rank[i] < q->rank[i] ? -1 : 1;
  for (int32_t i = SDG16I_FIRST_AXIS; i < width; i++)
    bits += (p->rank[i] >= 0) - (q->rank[i] >= 0);
  if (bits) return bits < 0 ? -1 : 1;
  for (int32_t i = SDG16I_FIRST_AXIS; i < width; i++)
    if ((p->rank[i] >= 0) != (q->rank[i] >= 0)) return p->rank[i] >= 0 ? -1 : 1;
  for (int32_t i = SDG16I_FIRST_AXIS; i < width; i++)
    if (p->rank[i] != q->rank[i]) return p->rank[i] < q->rank[i] ? -1 : 1;
  return (p->order > q->order) - (p->order < q->order);
}

int32_t sdg16i_respondents_sort(sdg16i_respondents *r) {
  const sdg16i_indicator_data *c = &r->e->cells;
  sdg16i_results *results = &r->e->results;
  int32_t *rank = sdg16i_arena_array(&r->memory, results->count * c->width, sizeof *rank);
  if (!rank) return sdg16i_fail_memory(r->error);
  for (int32_t place = 0; place < c->width; place++) {
    int32_t axis = place - SDG16I_FIRST_AXIS;
    const sdg16i_dictionary *codes = place == SDG16I_AREA     ? &c->areas
                                     : place == SDG16I_PERIOD ? &c->periods
                                     : place == SDG16I_SOURCE ? &c->sources
                                                              : &c->axis[axis].codes;
    const int32_t *of_code = ranks_of(codes, axis < 0 ? 0 : c->axis[axis].known, &r->memory);
    if (!of_code) return sdg16i_fail_memory(r->error);
    for (int64_t i = 0; i < results->count; i++) {
      int32_t key = results->row[i].key[place];
      rank[i * c->width + place] = key < 0 ? key : of_code[key];
    }
  }
  for (int64_t i = 0; i < results->count; i++) {
    results->row[i].rank = rank + i * c->width;
    results->row[i].axes = c->axis_count;
  }
  if (results->count) sdg16i_sort(results->row, results->count, sizeof *results->row, by_place);
  return SDG16_OK;
}
