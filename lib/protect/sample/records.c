#include "protect/sample/records.h"

#include "base/error.h"
#include "base/sort.h"
#include "survey/design/calibration.h"
#include "survey/design/replicates.h"

#include <stdlib.h>
#include <string.h>

#define MOST_OCCUPIED (INT64_C(1) << 26)
#define MOST_COMPARED 64         /* types of a cell that are looked at for the one most alike */
#define MOST_COMPARED_CELLS 4096 /* beyond, nobody changes the cell */

/* ---- keys ---- */

typedef struct key {
  const uint8_t *bytes;
  size_t size, cell_size;
  int32_t position;
} key;

static int by_key(const void *left, const void *right) {
  const key *a = left, *b = right;
  int order = memcmp(a->bytes, b->bytes, a->size);
  return order ? order : (a->position > b->position) - (a->position < b->position);
}

static int32_t find_columns(sdg16i_records *r, sdg16_error *error) {
  for (int64_t i = 0; i < r->origin->count; i++) {
    const sdg16i_grouping *g = &r->origin->estimation[i].grouping;
    for (int32_t c = 0; c < g->columns; c++) {
      int32_t k = 0;
      while (k < r->columns && r->column[k] != g->by[c].code) k++;
      if (k < r->columns) continue;
      if (k == SDG16I_RECORD_COLUMNS)
        return sdg16i_fail_at(error, SDG16_ERR_LIMIT, "by", 0, 0,
                              "by must be at most %d columns where counts are suppressed",
                              SDG16I_RECORD_COLUMNS);
      r->column[r->columns++] = g->by[c].code;
    }
  }
  return SDG16_OK;
}

static int32_t find_slots(sdg16i_records *r, sdg16_error *error) {
  const sdg16i_origin *o = r->origin;
  r->first_slot = sdg16i_arena_array(&r->memory, o->count + 1, sizeof *r->first_slot);
  if (!r->first_slot) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < o->count; i++)
    r->first_slot[i + 1] = r->first_slot[i] + o->estimation[i].items;
  r->slots = r->first_slot[o->count];
  return SDG16_OK;
}

/* Codes, then categories, then answers. */
static void write_key(const sdg16i_records *r, int64_t p, uint8_t *out) {
  const sdg16i_origin *o = r->origin;
  for (int32_t c = 0; c < r->columns; c++, out += sizeof(int32_t))
    memcpy(out, &r->column[c][p], sizeof(int32_t));
  for (int64_t i = 0; i < o->count; i++, out += sizeof(int32_t)) {
    int32_t category = o->estimation[i].categories ? o->estimation[i].category[p] : -1;
    memcpy(out, &category, sizeof category);
  }
  for (int64_t i = 0; i < o->count; i++) {
    const sdg16i_estimation *e = &o->estimation[i];
    int counts = !e->grouping.included || e->grouping.included[p];
    if (counts && e->categories && e->category[p] < 0) counts = 0;
    for (int32_t k = 0; k < e->items; k++)
      *out++ = (uint8_t)(counts ? e->answer[k][p] : SDG16I_NO_ANSWER);
  }
}

/* Positions with a weight, by their keys: in `keys`, how many. */
static int64_t sort_keys(sdg16i_records *r, uint8_t *bytes, size_t size, key *keys) {
  const double *weight = r->origin->design->weight;
  int64_t count = 0;
  for (int64_t p = 0; p < r->positions; p++) {
    if (weight[p] == 0) continue;
    uint8_t *at = bytes + (size_t)count * size;
    write_key(r, p, at);
    keys[count++] = (key){.bytes = at,
                          .size = size,
                          .cell_size = (size_t)r->columns * sizeof(int32_t),
                          .position = (int32_t)p};
  }
  sdg16i_sort(keys, count, sizeof *keys, by_key);
  return count;
}

static void count_types(sdg16i_records *r, const key *keys, int64_t count) {
  for (int64_t i = 0; i < count; i++) {
    int new_type = !i || memcmp(keys[i].bytes, keys[i - 1].bytes, keys[i].size) != 0;
    int new_cell = !i || memcmp(keys[i].bytes, keys[i - 1].bytes, keys[i].cell_size) != 0;
    r->types += new_type;
    r->cells += new_cell;
  }
}

static int32_t open_types(sdg16i_records *r, sdg16_error *error) {
  sdg16i_arena *m = &r->memory;
  r->cell_of_type = sdg16i_arena_array(m, r->types, sizeof *r->cell_of_type);
  r->answer = sdg16i_arena_array(m, r->types * r->slots, 1);
  r->category = sdg16i_arena_array(m, r->types * r->origin->count, sizeof *r->category);
  r->person_of = sdg16i_arena_array(m, r->types, sizeof *r->person_of);
  r->code = sdg16i_arena_array(m, r->cells * r->columns, sizeof *r->code);
  r->first_type = sdg16i_arena_array(m, r->cells + 1, sizeof *r->first_type);
  r->type_of = sdg16i_arena_array(m, r->positions, sizeof *r->type_of);
  return r->cell_of_type && r->answer && r->category && r->person_of && r->code &&
                 r->first_type && r->type_of
             ? SDG16_OK
             : sdg16i_fail_memory(error);
}

static void fill_types(sdg16i_records *r, const key *keys, int64_t count) {
  int64_t type = -1, cell = -1, categories = r->origin->count;
  for (int64_t p = 0; p < r->positions; p++) r->type_of[p] = -1;
  for (int64_t i = 0; i < count; i++) {
    const key *k = &keys[i];
    const uint8_t *rest = k->bytes + k->cell_size;
    if (!i || memcmp(k->bytes, keys[i - 1].bytes, k->cell_size) != 0) {
      r->first_type[++cell] = type + 1;
      if (k->cell_size) memcpy(r->code + cell * r->columns, k->bytes, k->cell_size);
    }
    if (!i || memcmp(k->bytes, keys[i - 1].bytes, k->size) != 0) {
      type++;
      r->cell_of_type[type] = (int32_t)cell;
      r->person_of[type] = k->position;
      memcpy(r->category + type * categories, rest, (size_t)categories * sizeof(int32_t));
      if (r->slots)
        memcpy(r->answer + type * r->slots, rest + (size_t)categories * sizeof(int32_t),
               (size_t)r->slots);
    }
    r->type_of[k->position] = (int32_t)type;
  }
  r->first_type[r->cells] = r->types;
}

static int32_t find_types(sdg16i_records *r, sdg16_error *error) {
  size_t size =
      ((size_t)r->columns + (size_t)r->origin->count) * sizeof(int32_t) + (size_t)r->slots;
  uint8_t *bytes = sdg16i_array(r->positions, size ? size : 1);
  key *keys = sdg16i_array(r->positions, sizeof *keys);
  int32_t status = bytes && keys ? SDG16_OK : sdg16i_fail_memory(error);
  int64_t count = status ? 0 : sort_keys(r, bytes, size, keys);
  if (!status) count_types(r, keys, count);
  if (!status) status = open_types(r, error);
  if (!status) fill_types(r, keys, count);
  free(bytes);
  free(keys);
  return status;
}

/* ---- what the reader knows ---- */

/* A number for each position, to tell classes apart. */
typedef struct tagged {
  uint64_t tag;
  int32_t position;
} tagged;

static int by_tag(const void *left, const void *right) {
  const tagged *a = left, *b = right;
  if (a->tag != b->tag) return a->tag < b->tag ? -1 : 1;
  return (a->position > b->position) - (a->position < b->position);
}

static uint64_t mix_tag(uint64_t hash, uint64_t value) {
  hash ^= value + UINT64_C(0x9e3779b97f4a7c15) + (hash << 6) + (hash >> 2);
  hash *= UINT64_C(0xff51afd7ed558ccd);
  return hash ^ (hash >> 33);
}

static uint64_t bits_of(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

/* What two respondents differ in. */
static void find_differences(const sdg16i_records *r, int32_t a, int32_t b, uint8_t *varies) {
  const int8_t *one = sdg16i_record_answers(r, r->type_of[a]);
  const int8_t *other = sdg16i_record_answers(r, r->type_of[b]);
  for (int32_t c = 0; c < r->columns; c++) varies[c] |= r->column[c][a] != r->column[c][b];
  for (int64_t s = 0; s < r->slots; s++)
    varies[SDG16I_RECORD_COLUMNS + s] |= one[s] != other[s];
}

/* A column that has one code in each class tells the reader the code of everybody, unless
 * classes are of one person. So do answers. */
static void learn_columns(sdg16i_records *r, tagged *t, int64_t count, uint8_t *varies) {
  sdg16i_sort(t, count, sizeof *t, by_tag);
  int64_t classes = 0;
  memset(varies, 0, (size_t)(SDG16I_RECORD_COLUMNS + r->slots));
  for (int64_t i = 0; i < count; i++)
    if (!i || t[i].tag != t[i - 1].tag)
      classes++;
    else
      find_differences(r, t[i].position, t[i - 1].position, varies);
  if (classes <= 1 || 2 * classes > count) return;
  for (int32_t c = 0; c < r->columns; c++) r->known[c] |= !varies[c];
  for (int64_t s = 0; s < r->slots; s++) r->known_slot[s] |= !varies[SDG16I_RECORD_COLUMNS + s];
}

static int32_t stratum_at(const sdg16_design *d, int64_t p) {
  return d->stage[0].stratum[sdg16i_psu_of(d, d->leaf[p])];
}

/* Different vectors of replicate weights have different tags. */
static int32_t tag_replicates(const sdg16_design *d, uint64_t *tag, sdg16_error *error) {
  if (!d->replicates) return SDG16_OK;
  double *scratch = sdg16i_array(sdg16i_replicate_scratch(d), sizeof *scratch);
  double *weight = sdg16i_array(d->rows, sizeof *weight);
  int32_t status = scratch && weight ? SDG16_OK : sdg16i_fail_memory(error);
  for (int64_t k = 0; !status && k < d->replicates->count; k++) {
    sdg16i_replicate_positions(d, k, scratch, weight);
    for (int64_t p = 0; p < d->rows; p++) tag[p] = mix_tag(tag[p], bits_of(weight[p]));
  }
  free(scratch);
  free(weight);
  return status;
}

static void learn_by_tag(sdg16i_records *r, const uint64_t *tag, tagged *t, uint8_t *varies) {
  int64_t count = 0;
  for (int64_t p = 0; p < r->positions; p++)
    if (r->type_of[p] >= 0) t[count++] = (tagged){tag[p], (int32_t)p};
  learn_columns(r, t, count, varies);
}

/* From strata, units, weights, cells of calibration, and all of these together. */
static int32_t find_known(sdg16i_records *r, sdg16_error *error) {
  const sdg16_design *d = r->origin->design;
  const sdg16i_calibration *calibration = d->calibration;
  uint64_t *tag = sdg16i_array(r->positions, sizeof *tag);
  uint64_t *all = sdg16i_array(r->positions, sizeof *all);
  tagged *t = sdg16i_array(r->positions, sizeof *t);
  uint8_t *varies = sdg16i_array(SDG16I_RECORD_COLUMNS + r->slots, 1);
  r->known_slot = sdg16i_arena_array(&r->memory, r->slots, 1);
  int32_t status =
      tag && all && t && varies && r->known_slot ? SDG16_OK : sdg16i_fail_memory(error);
  for (int kind = 0; !status && kind < 3; kind++) {
    for (int64_t p = 0; p < r->positions; p++) {
      tag[p] = kind == 0   ? (uint64_t)stratum_at(d, p)
               : kind == 1 ? (uint64_t)sdg16i_psu_of(d, d->leaf[p])
                           : bits_of(d->weight[p]);
      all[p] = mix_tag(all[p], tag[p]);
    }
    learn_by_tag(r, tag, t, varies);
  }
  for (int64_t m = 0; !status && calibration && m < calibration->margins; m++) {
    for (int64_t p = 0; p < r->positions; p++) {
      tag[p] = (uint64_t)calibration->cell[m][p];
      all[p] = mix_tag(all[p], tag[p]);
    }
    learn_by_tag(r, tag, t, varies);
  }
  if (!status) status = tag_replicates(d, all, error);
  if (!status) learn_by_tag(r, all, t, varies);
  free(tag);
  free(all);
  free(t);
  free(varies);
  return status;
}

/* ---- regions and classes of weights ---- */

/* Are weights shared by two or more respondents on average? */
static int has_weight_classes(const sdg16i_records *r, tagged *t) {
  int64_t classes = 0;
  for (int64_t p = 0; p < r->positions; p++)
    t[p] = (tagged){bits_of(r->origin->design->weight[p]), (int32_t)p};
  sdg16i_sort(t, r->positions, sizeof *t, by_tag);
  for (int64_t i = 0; i < r->positions; i++) classes += !i || t[i].tag != t[i - 1].tag;
  return 2 * classes <= r->positions;
}

/* Strata, cells of calibration and classes of weights: the reader knows how many respondents
 * each has, and may know which groups there are in it. */
static void number_regions(sdg16i_records *r, tagged *t) {
  const sdg16_design *d = r->origin->design;
  int by_weight = has_weight_classes(r, t);
  const sdg16i_calibration *calibration = d->calibration;
  for (int64_t p = 0; p < r->positions; p++) {
    uint64_t tag = (uint64_t)stratum_at(d, p);
    for (int64_t m = 0; calibration && m < calibration->margins; m++)
      tag = mix_tag(tag, (uint64_t)calibration->cell[m][p]);
    if (by_weight) tag = mix_tag(tag, bits_of(d->weight[p]));
    t[p] = (tagged){tag, (int32_t)p};
  }
  sdg16i_sort(t, r->positions, sizeof *t, by_tag);
  for (int64_t i = 0; i < r->positions; i++) {
    r->regions += !i || t[i].tag != t[i - 1].tag;
    r->region_of[t[i].position] = (int32_t)(r->regions - 1);
  }
}

static int32_t find_regions(sdg16i_records *r, sdg16_error *error) {
  tagged *t = sdg16i_array(r->positions, sizeof *t);
  r->region_of = sdg16i_arena_array(&r->memory, r->positions, sizeof *r->region_of);
  if (!t || !r->region_of) {
    free(t);
    return sdg16i_fail_memory(error);
  }
  number_regions(r, t);
  free(t);
  if (r->regions > MOST_OCCUPIED / (r->cells + 1)) return SDG16_OK;
  r->occupied = sdg16i_arena_array(&r->memory, r->regions * r->cells, 1);
  if (!r->occupied) return sdg16i_fail_memory(error);
  for (int64_t p = 0; p < r->positions; p++)
    if (r->type_of[p] >= 0)
      r->occupied[r->region_of[p] * r->cells + r->cell_of_type[r->type_of[p]]] = 1;
  return SDG16_OK;
}

typedef struct weighed {
  double weight;
  int32_t position;
} weighed;

static int by_person_weight(const void *left, const void *right) {
  const weighed *a = left, *b = right;
  if (a->weight != b->weight) return a->weight < b->weight ? -1 : 1;
  return (a->position > b->position) - (a->position < b->position);
}

static int32_t find_classes(sdg16i_records *r, sdg16_error *error) {
  const double *weight = r->origin->design->weight;
  weighed *w = sdg16i_array(r->positions, sizeof *w);
  r->class_of = sdg16i_arena_array(&r->memory, r->positions, sizeof *r->class_of);
  if (!w || !r->class_of) {
    free(w);
    return sdg16i_fail_memory(error);
  }
  int64_t count = 0, distinct = 0;
  for (int64_t p = 0; p < r->positions; p++)
    if (r->type_of[p] >= 0) w[count++] = (weighed){weight[p], (int32_t)p};
  sdg16i_sort(w, count, sizeof *w, by_person_weight);
  for (int64_t i = 0; i < count; i++) distinct += !i || w[i].weight != w[i - 1].weight;
  r->classes = distinct <= SDG16I_WEIGHT_CLASSES ? distinct : SDG16I_WEIGHT_CLASSES;
  for (int64_t i = 0, seen = -1; i < count; i++) {
    seen += !i || w[i].weight != w[i - 1].weight;
    r->class_of[w[i].position] =
        (int32_t)(distinct <= SDG16I_WEIGHT_CLASSES ? seen : i * r->classes / count);
  }
  free(w);
  return SDG16_OK;
}

/* ---- neighbours ---- */

/* Do two cells differ in one column, which the reader does not know? */
static int is_neighbour(const sdg16i_records *r, int64_t a, int64_t b) {
  int32_t differ = 0;
  for (int32_t c = 0; c < r->columns; c++) {
    if (r->code[a * r->columns + c] == r->code[b * r->columns + c]) continue;
    if (r->known[c]) return 0;
    differ++;
  }
  return differ == 1;
}

static int32_t find_neighbours(sdg16i_records *r, sdg16_error *error) {
  int64_t count = 0;
  r->neighbours = sdg16i_arena_array(&r->memory, r->cells + 1, sizeof *r->neighbours);
  if (!r->neighbours) return sdg16i_fail_memory(error);
  int any = r->occupied && r->cells <= MOST_COMPARED_CELLS;
  for (int pass = 0; pass < 2 && any; pass++) { /* how many, then which */
    count = 0;
    for (int64_t a = 0; a < r->cells; a++) {
      r->neighbours[a] = count;
      for (int64_t b = 0; b < r->cells; b++) {
        if (!is_neighbour(r, a, b)) continue;
        if (pass) r->neighbour[count] = (int32_t)b;
        count++;
      }
    }
    r->neighbours[r->cells] = count;
    if (!pass && !(r->neighbour = sdg16i_arena_array(&r->memory, count, sizeof *r->neighbour)))
      return sdg16i_fail_memory(error);
  }
  return SDG16_OK;
}

/* ---- the whole ---- */

int32_t sdg16i_records_make(sdg16i_records *r, const sdg16i_origin *origin,
                            sdg16_error *error) {
  *r = (sdg16i_records){.origin = origin, .positions = origin->design->rows};
  int32_t status = find_columns(r, error);
  if (!status) status = find_slots(r, error);
  if (!status) status = find_types(r, error);
  if (!status) status = find_known(r, error);
  if (!status) status = find_regions(r, error);
  if (!status) status = find_classes(r, error);
  if (!status) status = find_neighbours(r, error);
  return status;
}

void sdg16i_records_free(sdg16i_records *r) {
  sdg16i_arena_free(&r->memory);
  *r = (sdg16i_records){0};
}

/* ---- other records ---- */

static int64_t distance(const sdg16i_records *r, int64_t a, int64_t b) {
  int64_t estimations = r->origin->count, differ = 0;
  const int8_t *x = sdg16i_record_answers(r, a), *y = sdg16i_record_answers(r, b);
  for (int64_t s = 0; s < r->slots; s++) differ += x[s] != y[s];
  for (int64_t i = 0; i < estimations; i++)
    differ += r->category[a * estimations + i] != r->category[b * estimations + i];
  return differ;
}

/* Do records agree in what the reader knows of answers: who has one, and some that follow from
 * the design? */
static int is_known_alike(const sdg16i_records *r, int64_t one, int64_t other) {
  const int8_t *a = sdg16i_record_answers(r, one), *b = sdg16i_record_answers(r, other);
  for (int64_t s = 0; s < r->slots; s++) {
    if (a[s] == b[s]) continue;
    if (r->known_slot[s] || a[s] == SDG16I_NO_ANSWER || b[s] == SDG16I_NO_ANSWER) return 0;
  }
  return 1;
}

/* The type of a cell most like another; `slot` (-1: none) must have the answer. */
static int32_t most_alike(const sdg16i_records *r, int32_t type, int32_t cell, int64_t slot,
                          int8_t answer) {
  int64_t first = r->first_type[cell], end = r->first_type[cell + 1];
  int64_t stride = 1 + (end - first - 1) / MOST_COMPARED, least = INT64_MAX;
  int32_t best = -1;
  for (int64_t other = first; other < end; other += stride) {
    if (other == type || (slot >= 0 && sdg16i_record_answers(r, other)[slot] != answer))
      continue;
    int64_t differ = distance(r, type, other);
    if (differ >= least || !is_known_alike(r, type, other)) continue;
    least = differ;
    best = (int32_t)other;
  }
  return best;
}

int32_t sdg16i_record_turned(const sdg16i_records *r, int32_t type, int64_t slot) {
  int8_t answer = sdg16i_record_answers(r, type)[slot];
  if (answer == SDG16I_NO_ANSWER) return -1;
  return most_alike(r, type, r->cell_of_type[type], slot, (int8_t)!answer);
}

int32_t sdg16i_record_moved(const sdg16i_records *r, int32_t type, int32_t cell) {
  return most_alike(r, type, cell, -1, 0);
}

int sdg16i_record_fits(const sdg16i_records *r, int64_t position, int32_t type) {
  if (!is_known_alike(r, r->type_of[position], type)) return 0;
  int32_t cell = r->cell_of_type[type], own = r->cell_of_type[r->type_of[position]];
  if (cell == own) return 1;
  if (!r->occupied || !r->occupied[r->region_of[position] * r->cells + cell]) return 0;
  for (int32_t c = 0; c < r->columns; c++)
    if (r->known[c] && r->code[cell * r->columns + c] != r->code[own * r->columns + c])
      return 0;
  return 1;
}
