#include "survey/estimate/domains.h"

#include "base/error.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* ---- which rows ---- */

/* Keeps the rows where the expression is true. */
static int32_t include(sdg16i_grouping *g, const sdg16_design *d, const char *expression,
                       const char *option, sdg16_error *error) {
  if (!expression) return SDG16_OK;
  double *value;
  int32_t status =
      sdg16i_survey_values(d->data, d->order, expression, option, 1, &value, error);
  if (status) return status;
  if (!g->included) {
    g->included = sdg16i_array(d->rows, 1);
    if (g->included) memset(g->included, 1, (size_t)d->rows);
  }
  for (int64_t i = 0; g->included && i < d->rows; i++) g->included[i] &= value[i] == 1;
  free(value);
  return g->included ? SDG16_OK : sdg16i_fail_memory(error);
}

int32_t sdg16i_grouping_init(sdg16i_grouping *g, const sdg16_design *d, int64_t by_count,
                             const char *const *by, const char *where, const char *among,
                             sdg16_error *error) {
  *g = (sdg16i_grouping){0};
  if (by_count < 0 || by_count > SDG16I_MAX_BY || (by_count && !by))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "by", 0, 0,
                          "by: %lld columns given, expected at most %d", (long long)by_count,
                          SDG16I_MAX_BY);
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < by_count; i++) {
    g->columns = (int32_t)i + 1;
    status = sdg16i_categories_init(&g->factor[i], d->data, d->order, by[i], "by", 1, error);
  }
  if (!status) status = include(g, d, where, "where", error);
  if (!status) status = include(g, d, among, "among", error);
  if (status) sdg16i_grouping_clear(g);
  return status;
}

void sdg16i_grouping_clear(sdg16i_grouping *g) {
  for (int32_t i = 0; i < g->columns; i++) sdg16i_categories_clear(&g->factor[i]);
  free(g->included);
  *g = (sdg16i_grouping){0};
}

/* ---- the parts ---- */

#define MAX_CELLS (INT64_C(1) << 24)

/* The number of the combination that a position is in; -1: none. */
static int64_t cell_at(const sdg16i_grouping *g, uint32_t used, int64_t position) {
  if (g->included && !g->included[position]) return -1;
  int64_t cell = 0;
  for (int32_t c = 0; c < g->columns; c++) {
    if (!(used >> c & 1)) continue;
    int32_t code = g->factor[c].code[position];
    if (code < 0) return -1;
    cell = cell * g->factor[c].count + code;
  }
  return cell;
}

static void set_levels(sdg16i_domains *domains, const sdg16i_grouping *g, uint32_t used,
                       int64_t domain, int64_t cell) {
  for (int32_t c = g->columns - 1; c >= 0; c--) {
    int in = used >> c & 1;
    domains->level[domain * g->columns + c] = in ? (int32_t)(cell % g->factor[c].count) : -1;
    if (in) cell /= g->factor[c].count;
  }
}

static int32_t fill(sdg16i_domains *o, const sdg16_design *d, const sdg16i_grouping *g,
                    uint32_t used, int64_t cells, sdg16_error *error) {
  int64_t *rank = sdg16i_array(cells, sizeof *rank);
  if (!rank) return sdg16i_fail_memory(error);
  int64_t kept = 0;
  for (int64_t i = 0; i < d->rows; i++) {
    int64_t cell = cell_at(g, used, i);
    if (cell < 0) continue;
    rank[cell]++;
    kept++;
  }
  for (int64_t cell = 0; cell < cells; cell++) o->count += rank[cell] > 0;
  if (!used) o->count = 1; /* the total is there even when it is empty */
  int whole = !used && kept == d->rows;
  o->start = sdg16i_array(o->count + 1, sizeof *o->start);
  o->level = sdg16i_array(o->count * (g->columns + 1), sizeof *o->level);
  if (!whole) o->position = sdg16i_array(kept, sizeof *o->position);
  int ok = o->start && o->level && (whole || o->position);
  int64_t domain = 0;
  for (int64_t cell = 0; ok && cell < cells; cell++) {
    int64_t rows = rank[cell];
    if (!rows && used) continue;
    set_levels(o, g, used, domain, cell);
    rank[cell] = domain;
    o->start[domain + 1] = o->start[domain] + rows;
    domain++;
  }
  /* while rows are put in place, start[k] runs from the domain's begin to its end */
  for (int64_t i = 0; ok && !whole && i < d->rows; i++) {
    int64_t cell = cell_at(g, used, i);
    if (cell >= 0) o->position[o->start[rank[cell]]++] = (int32_t)i;
  }
  if (ok && !whole && o->count) {
    memmove(o->start + 1, o->start, (size_t)o->count * sizeof *o->start);
    o->start[0] = 0;
  }
  free(rank);
  return ok ? SDG16_OK : sdg16i_fail_memory(error);
}

int32_t sdg16i_domains_make(sdg16i_domains *o, const sdg16_design *d, const sdg16i_grouping *g,
                            uint32_t used, sdg16_error *error) {
  *o = (sdg16i_domains){0};
  int64_t cells = 1;
  for (int32_t c = 0; c < g->columns; c++) {
    if (!(used >> c & 1)) continue;
    if (g->factor[c].count > MAX_CELLS / cells)
      return sdg16i_fail_at(error, SDG16_ERR_LIMIT, "by", 0, 0,
                            "by: more than %lld combinations", (long long)MAX_CELLS);
    cells *= g->factor[c].count;
  }
  int32_t status = fill(o, d, g, used, cells, error);
  if (status) sdg16i_domains_clear(o);
  return status;
}

void sdg16i_domains_clear(sdg16i_domains *o) {
  free(o->start);
  free(o->position);
  free(o->level);
  *o = (sdg16i_domains){0};
}
