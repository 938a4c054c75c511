/* Zero-restricted controlled rounding of tables of up to two ways (Cox 1987): every count goes
 * to one of the two multiples of the base beside it, and sums stay sums.
 *
 * A table with its margins is a circulation: an edge from the source to each row, from there to
 * each column, from there to the sink, and back. What a total has beyond its parts in the table
 * (categories that are absent, or suppressed) flows through one row or column more, whose
 * numbers nobody reads. All bounds are multiples of the base, so that among the circulations
 * within them there are some of multiples alone; that one is sought which is nearest to the
 * counts: the sum of all distances is smallest. */
#include "protect/protect.h"

#include "base/error.h"

#include <math.h>

#define NEAR 1e-6 /* of sums of counts that are not whole; whole ones are exact */

struct edge {
  int64_t from, to;
  double low, high, flow;
  double cost;  /* of a base more: how the distance from the count grows */
  int64_t cell; /* whose count flows; -1: nobody reads it */
};

struct network {
  double base;
  int64_t nodes, count;
  struct edge *edge;
  int64_t *via;     /* of a node: the edge that leads to it ... */
  int8_t *backward; /* ... against its direction */
  double *distance;
  int64_t *cycle; /* edges */
  int8_t *sign;
};

static int is_multiple(const struct edge *e) { return e->flow == e->low || e->flow == e->high; }

static void add_edge(struct network *n, int64_t from, int64_t to, double flow, int64_t cell) {
  double low = floor(flow / n->base) * n->base, high = low + n->base;
  if (flow - low <= NEAR) flow = high = low;
  if (high - flow <= NEAR) flow = low = high;
  double cost = cell < 0 ? 0 : low + high - 2 * flow;
  n->edge[n->count++] = (struct edge){from, to, low, high, flow, cost, cell};
}

/* ---- cycles ---- */

/* Moves the flow along the cycle by what its edges allow. */
static void push_flow(struct network *n, int64_t length, double direction) {
  double most = INFINITY;
  for (int64_t i = 0; i < length; i++) {
    const struct edge *e = &n->edge[n->cycle[i]];
    double sign = direction * n->sign[i];
    most = fmin(most, sign > 0 ? e->high - e->flow : e->flow - e->low);
  }
  for (int64_t i = 0; i < length; i++) {
    struct edge *e = &n->edge[n->cycle[i]];
    e->flow += direction * n->sign[i] * most;
    if (fabs(e->flow - e->low) <= NEAR) e->flow = e->low;
    if (fabs(e->flow - e->high) <= NEAR) e->flow = e->high;
  }
}

/* A walk along edges that are not multiples, until it meets itself; a node that has one has
 * another. Returns the length of the cycle; 0: all are multiples. */
static int64_t find_fraction(struct network *n) {
  int64_t at = -1, edge = -1;
  for (int64_t i = 0; i < n->count && at < 0; i++)
    if (!is_multiple(&n->edge[i])) at = n->edge[i].from;
  if (at < 0) return 0;
  for (int64_t i = 0; i < n->nodes; i++) n->via[i] = -1;
  int64_t length = 0;
  while (n->via[at] < 0) { /* here: the place in the walk at which the node was left */
    int64_t next = -1;
    for (int64_t i = 0; i < n->count && next < 0; i++)
      if (i != edge && !is_multiple(&n->edge[i]) &&
          (n->edge[i].from == at || n->edge[i].to == at))
        next = i;
    if (next < 0) return 0;
    n->via[at] = length;
    n->cycle[length] = edge = next;
    n->sign[length++] = n->edge[next].from == at ? 1 : -1;
    at = n->sign[length - 1] > 0 ? n->edge[next].to : n->edge[next].from;
  }
  int64_t first = n->via[at];
  for (int64_t i = first; i < length; i++) {
    n->cycle[i - first] = n->cycle[i];
    n->sign[i - first] = n->sign[i];
  }
  return length - first;
}

/* Shortens the distance over an edge, in one of its directions. */
static int relax_edge(struct network *n, int64_t edge, int backward) {
  const struct edge *e = &n->edge[edge];
  if (backward ? e->flow <= e->low : e->flow >= e->high) return 0;
  int64_t from = backward ? e->to : e->from, to = backward ? e->from : e->to;
  double distance = n->distance[from] + (backward ? -e->cost : e->cost);
  if (distance >= n->distance[to] - NEAR) return 0;
  n->distance[to] = distance;
  n->via[to] = edge;
  n->backward[to] = (int8_t)backward;
  return 1;
}

/* A cycle along which multiples come nearer to the counts (Bellman and Ford); 0: none. */
static int64_t find_improvement(struct network *n) {
  int64_t last = -1;
  for (int64_t i = 0; i < n->nodes; i++) {
    n->distance[i] = 0;
    n->via[i] = -1;
  }
  for (int64_t round = 0; round < n->nodes; round++) {
    last = -1;
    for (int64_t i = 0; i < n->count; i++)
      for (int backward = 0; backward < 2; backward++)
        if (relax_edge(n, i, backward)) last = backward ? n->edge[i].from : n->edge[i].to;
    if (last < 0) return 0;
  }
  for (int64_t i = 0; i < n->nodes; i++) /* back into the cycle */
    last = n->backward[last] ? n->edge[n->via[last]].to : n->edge[n->via[last]].from;
  int64_t at = last, length = 0;
  do {
    n->cycle[length] = n->via[at];
    n->sign[length++] = n->backward[at] ? -1 : 1;
    at = n->backward[at] ? n->edge[n->via[at]].to : n->edge[n->via[at]].from;
  } while (at != last);
  return length;
}

static void solve_network(struct network *n) {
  int64_t length;
  while ((length = find_fraction(n)) > 0) {
    double cost = 0;
    for (int64_t i = 0; i < length; i++) cost += n->sign[i] * n->edge[n->cycle[i]].cost;
    push_flow(n, length, cost > 0 ? -1 : 1);
  }
  while ((length = find_improvement(n)) > 0) push_flow(n, length, 1);
}

/* ---- the table ---- */

struct ways {
  int32_t count, way[2];
  int64_t size[2];
  int64_t *place[2]; /* of a cell: its category; -1: the total */
};

/* Which dimensions the counts use, and the categories in each. */
static int32_t find_ways(const sdg16i_block *b, const sdg16i_cell_count *m, struct ways *w,
                         sdg16_error *error) {
  *w = (struct ways){0};
  for (int32_t d = 0; d < b->width; d++) {
    int used = 0;
    for (int64_t i = 0; i < b->cells && !used; i++) used = m->known[i] && b->code[i][d];
    if (!used) continue;
    if (w->count == 2)
      return sdg16i_fail(error, SDG16_ERR_LIMIT,
                         "controlled rounding needs counts in at most two dimensions of one "
                         "area and period (or round each count by itself)");
    w->way[w->count++] = d;
  }
  return SDG16_OK;
}

/* The categories numbered in the order of their codes. */
static int32_t find_places(const sdg16i_block *b, const sdg16i_cell_count *m, struct ways *w,
                           sdg16i_arena *memory, sdg16_error *error) {
  int32_t most = 0;
  for (int64_t i = 0; i < b->cells; i++)
    for (int32_t d = 0; d < b->width; d++)
      if (b->code[i][d] > most) most = b->code[i][d];
  int64_t *number = sdg16i_arena_array(memory, (int64_t)most + 1, sizeof *number);
  if (!number) return sdg16i_fail_memory(error);
  for (int32_t k = 0; k < 2; k++) {
    w->place[k] = sdg16i_arena_array(memory, b->cells, sizeof *w->place[k]);
    if (!w->place[k]) return sdg16i_fail_memory(error);
    for (int32_t code = 0; code <= most; code++) number[code] = -1;
    for (int64_t i = 0; i < b->cells && k < w->count; i++)
      if (m->known[i] && b->code[i][w->way[k]]) number[b->code[i][w->way[k]]] = 0;
    for (int32_t code = 1; code <= most; code++)
      if (!number[code]) number[code] = w->size[k]++;
    for (int64_t i = 0; i < b->cells; i++) {
      int32_t code = k < w->count ? b->code[i][w->way[k]] : 0;
      w->place[k][i] = code ? number[code] : -1;
    }
  }
  return SDG16_OK;
}

/* Is the cell the total in all dimensions that the counts do not use? Others are not known. */
static int in_table(const sdg16i_block *b, const struct ways *w, int64_t cell) {
  for (int32_t d = 0; d < b->width; d++) {
    int used = (w->count > 0 && w->way[0] == d) || (w->count > 1 && w->way[1] == d);
    if (b->code[cell][d] && !used) return 0;
  }
  for (int32_t k = 0; k < w->count; k++)
    if (b->code[cell][w->way[k]] && w->place[k][cell] < 0) return 0;
  return 1;
}

/* Nodes: rows, the row of what is absent, columns, the column of it, source, sink. */
static void build_network(struct network *n, const sdg16i_block *b, const sdg16i_cell_count *m,
                          const struct ways *w, double *rest) {
  int64_t rows = w->size[0] + 1, columns = w->size[1] + 1;
  int64_t source = rows + columns, sink = source + 1;
  double total = 0, rows_left, columns_left;
  for (int64_t i = 0; i < b->cells; i++)
    if (in_table(b, w, i) && w->place[0][i] < 0 && w->place[1][i] < 0) {
      total = m->count[i];
      add_edge(n, sink, source, total, m->known[i] ? i : -1);
    }
  rows_left = columns_left = total;
  for (int64_t i = 0; i < b->cells; i++) {
    int64_t r = w->place[0][i], c = w->place[1][i];
    if (!in_table(b, w, i) || (r < 0) == (c < 0)) continue;
    double count = m->count[i];
    int64_t cell = m->known[i] ? i : -1;
    if (r >= 0)
      add_edge(n, source, r, count, cell), rows_left -= count, rest[r] += count;
    else
      add_edge(n, rows + c, sink, count, cell), columns_left -= count, rest[rows + c] += count;
  }
  for (int64_t i = 0; i < b->cells; i++) {
    int64_t r = w->place[0][i], c = w->place[1][i];
    if (!in_table(b, w, i) || r < 0 || c < 0 || !m->known[i]) continue;
    add_edge(n, r, rows + c, m->count[i], i);
    rest[r] -= m->count[i];
    rest[rows + c] -= m->count[i];
  }
  double corner = columns_left;
  for (int64_t r = 0; r < rows - 1; r++) {
    add_edge(n, r, rows + columns - 1, rest[r], -1);
    corner -= rest[r];
  }
  for (int64_t c = 0; c < columns - 1; c++) add_edge(n, rows - 1, rows + c, rest[rows + c], -1);
  add_edge(n, source, rows - 1, rows_left, -1);
  add_edge(n, rows + columns - 1, sink, columns_left, -1);
  add_edge(n, rows - 1, rows + columns - 1, corner, -1);
}

int32_t sdg16i_round_controlled(const sdg16i_block *b, const sdg16i_cell_count *m, double base,
                                double *out, sdg16_error *error) {
  struct ways w;
  sdg16i_arena memory = {0};
  int32_t status = find_ways(b, m, &w, error);
  if (!status) status = find_places(b, m, &w, &memory, error);
  if (!status) {
    int64_t nodes = w.size[0] + w.size[1] + 4, edges = b->cells + nodes + 2;
    struct network n = {.base = base, .nodes = nodes};
    n.edge = sdg16i_arena_array(&memory, edges, sizeof *n.edge);
    n.via = sdg16i_arena_array(&memory, nodes, sizeof *n.via);
    n.backward = sdg16i_arena_array(&memory, nodes, sizeof *n.backward);
    n.distance = sdg16i_arena_array(&memory, nodes, sizeof *n.distance);
    n.cycle = sdg16i_arena_array(&memory, nodes + 1, sizeof *n.cycle);
    n.sign = sdg16i_arena_array(&memory, nodes + 1, sizeof *n.sign);
    double *rest = sdg16i_arena_array(&memory, nodes, sizeof *rest);
    if (!n.edge || !n.via || !n.backward || !n.distance || !n.cycle || !n.sign || !rest) {
      status = sdg16i_fail_memory(error);
    } else {
      build_network(&n, b, m, &w, rest);
      solve_network(&n);
      for (int64_t i = 0; i < b->cells; i++) out[i] = NAN;
      for (int64_t i = 0; i < n.count; i++)
        if (n.edge[i].cell >= 0) out[n.edge[i].cell] = n.edge[i].flow;
    }
  }
  sdg16i_arena_free(&memory);
  return status;
}
