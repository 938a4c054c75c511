/* The tree of strata and units of a design, and the order of its rows. */
#include "base/error.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "survey/design/columns.h"
#include "survey/design/design.h"

#include <stdlib.h>
#include <string.h>

/* ---- the order of the rows ---- */

/* Categories by which rows are told apart, most significant first. */
typedef struct keys {
  sdg16i_categories factor[2 * SDG16_MAX_STAGES]; /* stratum and unit of each stage */
} keys;

static void keys_clear(keys *k) {
  for (int i = 0; i < 2 * SDG16_MAX_STAGES; i++) sdg16i_categories_clear(&k->factor[i]);
}

static int32_t read_key(keys *k, int32_t index, const sdg16_table *table, const char *name,
                        const char *option, sdg16_error *error) {
  if (!name) return SDG16_OK;
  sdg16i_categories *f = &k->factor[index];
  int32_t status = sdg16i_categories_init(f, table, NULL, name, option, 0, error);
  for (int64_t i = 0; !status && i < sdg16_table_rows(table); i++)
    if (f->code[i] < 0)
      status = sdg16i_fail_at(
          error, SDG16_ERR_MISSING, option, i + 1, sdg16_table_find(table, name) + 1,
          "%s: column '%.*s' must have a value in every row; it is missing in row %lld", option,
          sdg16i_utf8_excerpt(name), name, (long long)i + 1);
  return status;
}

/* One stable counting sort of `order` by a key. */
static int sort_by(const sdg16i_categories *f, int64_t rows, int32_t *order, int32_t *spare) {
  int32_t *start = sdg16i_array(f->count + 1, sizeof *start);
  if (!start) return -1;
  for (int64_t i = 0; i < rows; i++) start[f->code[i] + 1]++;
  for (int64_t c = 0; c < f->count; c++) start[c + 1] += start[c];
  for (int64_t i = 0; i < rows; i++) spare[start[f->code[order[i]]]++] = order[i];
  memcpy(order, spare, (size_t)rows * sizeof *order);
  free(start);
  return 0;
}

static int in_order(const keys *k, int64_t rows) {
  for (int64_t i = 1; i < rows; i++)
    for (int j = 0; j < 2 * SDG16_MAX_STAGES; j++) {
      const int32_t *code = k->factor[j].code;
      if (!code || code[i] == code[i - 1]) continue;
      if (code[i] < code[i - 1]) return 0;
      break;
    }
  return 1;
}

static int32_t make_order(sdg16_design *d, const keys *k, sdg16_error *error) {
  if (in_order(k, d->rows)) return SDG16_OK;
  d->order = sdg16i_array(d->rows, sizeof *d->order);
  int32_t *spare = sdg16i_array(d->rows, sizeof *spare);
  int failed = !d->order || !spare;
  for (int64_t i = 0; !failed && i < d->rows; i++) d->order[i] = (int32_t)i;
  for (int j = 2 * SDG16_MAX_STAGES - 1; !failed && j >= 0; j--)
    if (k->factor[j].code) failed = sort_by(&k->factor[j], d->rows, d->order, spare);
  free(spare);
  return failed ? sdg16i_fail_memory(error) : SDG16_OK;
}

/* ---- the tree ---- */

/* The first stage at which each position differs from the one before it: 2 s by its
 * stratum, 2 s + 1 by its unit; 2 x stages in the same unit of the last stage. */
static uint8_t *differences(const sdg16_design *d, const keys *k, int by_row) {
  uint8_t *from = sdg16i_array(d->rows, 1);
  int32_t before[2 * SDG16_MAX_STAGES];
  for (int64_t i = 0; from && i < d->rows; i++) {
    int64_t row = sdg16i_row_at(d, i);
    int32_t first = by_row ? 2 * d->stages - 1 : 2 * d->stages;
    for (int32_t j = 2 * d->stages - 1; j >= 0; j--) {
      if (!k->factor[j].code) continue;
      int32_t code = k->factor[j].code[row];
      if (i && code != before[j]) first = j;
      before[j] = code;
    }
    from[i] = i ? (uint8_t)first : 0;
  }
  return from;
}

static int allocate_stage(sdg16i_stage *s) {
  s->stratum = sdg16i_array(s->units, sizeof *s->stratum);
  s->parent = sdg16i_array(s->strata, sizeof *s->parent);
  s->first = sdg16i_array(s->strata + 1, sizeof *s->first);
  s->sampled = sdg16i_array(s->strata, sizeof *s->sampled);
  s->population = sdg16i_array(s->strata, sizeof *s->population);
  s->factor = sdg16i_array(s->strata, sizeof *s->factor);
  s->row = sdg16i_array(s->strata, sizeof *s->row);
  return s->stratum && s->parent && s->first && s->sampled && s->population && s->factor &&
                 s->row
             ? 0
             : -1;
}

static int32_t grow_tree(sdg16_design *d, const uint8_t *from, sdg16_error *error) {
  for (int64_t i = 0; i < d->rows; i++)
    for (int32_t s = 0; s < d->stages; s++) {
      d->stage[s].strata += from[i] <= 2 * s;
      d->stage[s].units += from[i] <= 2 * s + 1;
    }
  int failed = 0;
  for (int32_t s = 0; s < d->stages; s++) failed |= allocate_stage(&d->stage[s]);
  d->leaf = sdg16i_array(d->rows, sizeof *d->leaf);
  sdg16i_stage *last = &d->stage[d->stages - 1];
  if (d->stages > 1) d->psu = sdg16i_array(last->units, sizeof *d->psu);
  if (failed || !d->leaf || (d->stages > 1 && !d->psu)) return sdg16i_fail_memory(error);

  int64_t unit[SDG16_MAX_STAGES], stratum[SDG16_MAX_STAGES];
  for (int32_t s = 0; s < SDG16_MAX_STAGES; s++) unit[s] = stratum[s] = -1;
  for (int64_t i = 0; i < d->rows; i++) {
    for (int32_t s = 0; s < d->stages; s++) {
      sdg16i_stage *stage = &d->stage[s];
      if (from[i] <= 2 * s) {
        stratum[s]++;
        stage->parent[stratum[s]] = s ? (int32_t)unit[s - 1] : 0;
        stage->first[stratum[s]] = (int32_t)unit[s] + 1;
        stage->row[stratum[s]] = (int32_t)sdg16i_row_at(d, i);
      }
      if (from[i] <= 2 * s + 1) stage->stratum[++unit[s]] = (int32_t)stratum[s];
    }
    d->leaf[i] = (int32_t)unit[d->stages - 1];
    if (d->psu) d->psu[d->leaf[i]] = (int32_t)unit[0];
  }
  for (int32_t s = 0; s < d->stages; s++)
    d->stage[s].first[d->stage[s].strata] = (int32_t)d->stage[s].units;
  return SDG16_OK;
}

static int32_t make_tree(sdg16_design *d, const keys *k, int by_row, sdg16_error *error) {
  uint8_t *from = differences(d, k, by_row);
  int32_t status = from ? grow_tree(d, from, error) : sdg16i_fail_memory(error);
  free(from);
  return status;
}

int32_t sdg16i_units_make(sdg16_design *d, const sdg16_design_options *o, sdg16_error *error) {
  keys k = {0};
  int64_t given = o->psu_count > 1 ? o->psu_count : 1;
  d->stages = sdg16i_stage_column(o->fpc, o->fpc_count, 0) ? (int32_t)given : 1;
  int32_t status = SDG16_OK;
  for (int32_t s = 0; !status && s < d->stages; s++) {
    status = read_key(&k, 2 * s, d->table, sdg16i_stage_column(o->strata, o->stratum_count, s),
                      "strata", error);
    if (!status)
      status = read_key(&k, 2 * s + 1, d->table, sdg16i_stage_column(o->psu, o->psu_count, s),
                        "psu", error);
  }
  if (!status) status = make_order(d, &k, error);
  if (!status) status = make_tree(d, &k, !o->psu_count, error);
  keys_clear(&k);
  return status;
}
