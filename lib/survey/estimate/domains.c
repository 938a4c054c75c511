#include "survey/estimate/domains.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"

#include <stdlib.h>
#include <string.h>

#define MAX_CELLS (INT64_C(1) << 24)

/* The number of the combination that a position is in; -1: none. */
static int64_t cell_at(const sdg16i_grouping *g, uint32_t used, int64_t position) {
  if (g->included && !g->included[position]) return -1;
  int64_t cell = 0;
  for (int32_t c = 0; c < g->columns; c++) {
    if (!(used >> c & 1)) continue;
    int32_t code = g->by[c].code[position];
    if (code < 0) return -1;
    cell = cell * g->by[c].count + code;
  }
  return cell;
}

static void set_levels(sdg16i_domains *domains, const sdg16i_grouping *g, uint32_t used,
                       int64_t domain, int64_t cell) {
  for (int32_t c = g->columns - 1; c >= 0; c--) {
    int in = used >> c & 1;
    domains->level[domain * g->columns + c] = in ? (int32_t)(cell % g->by[c].count) : -1;
    if (in) cell /= g->by[c].count;
  }
}

static int32_t place_rows(sdg16i_domains *o, const sdg16_design *d, const sdg16i_grouping *g,
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
    if (sdg16i_multiply(&cells, g->by[c].count, MAX_CELLS))
      return sdg16i_fail_at(error, SDG16_ERR_LIMIT, "by", 0, 0,
                            "by must give at most %lld combinations", (long long)MAX_CELLS);
  }
  int32_t status = place_rows(o, d, g, used, cells, error);
  if (status) sdg16i_domains_clear(o);
  return status;
}

void sdg16i_domains_clear(sdg16i_domains *o) {
  free(o->start);
  free(o->position);
  free(o->level);
  *o = (sdg16i_domains){0};
}
