/* How many more cells complementary suppression takes than needed: random tables with all
 * margins against the fewest cells (and those of the smallest sum) that protect as much, found
 * by an exact search in which linear programs tell how far each suppressed count can move. */
#include <sdg16.h>

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WAYS 3
#define CELLS 80
#define NODES 20000 /* of the search; a table that takes more is left out */

static uint64_t state = 11;
static uint64_t next(void) {
  state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return state >> 33;
}

typedef struct table {
  int ways, cells, code[CELLS][WAYS];
  double count[CELLS], minimum;
  int equations, total[CELLS * WAYS], way[CELLS * WAYS]; /* a total over a way */
} table;

static int is_part(const table *t, int cell, int total, int way) {
  for (int w = 0; w < t->ways; w++)
    if (w == way ? !t->code[cell][w] : t->code[cell][w] != t->code[total][w]) return 0;
  return 1;
}

static void make(table *t, const int *size, int ways) {
  *t = (table){.ways = ways, .cells = 1};
  for (int w = 0; w < ways; w++) t->cells *= size[w] + 1;
  for (int i = 0; i < t->cells; i++)
    for (int w = 0, rest = i; w < ways; rest /= size[w++] + 1)
      t->code[i][w] = rest % (size[w] + 1);
  for (int i = 0; i < t->cells; i++) {
    int inner = 1;
    for (int w = 0; w < ways; w++) inner &= t->code[i][w] > 0;
    double count = next() % 5 ? (double)(5 + next() % 60) : (double)(1 + next() % 4);
    for (int m = 0; m < t->cells && inner; m++) {
      int part = 1;
      for (int w = 0; w < ways; w++) part &= !t->code[m][w] || t->code[m][w] == t->code[i][w];
      if (part) t->count[m] += count;
    }
  }
  for (int i = 0; i < t->cells; i++)
    for (int w = 0; w < ways; w++)
      if (!t->code[i][w]) {
        t->total[t->equations] = i;
        t->way[t->equations++] = w;
      }
  t->minimum = 5;
}

/* ---- how far a count can move ---- */

/* A basis of the moves of the hidden cells that keep every sum; returns its size. */
static int moves(const table *t, const int *cell, int n, double basis[CELLS][CELLS]) {
  static double a[CELLS * WAYS][CELLS];
  int rows = 0, pivot[CELLS], rank = 0, free_count = 0;
  for (int e = 0; e < t->equations; e++) {
    int used = 0;
    for (int k = 0; k < n; k++) {
      int c = cell[k];
      a[rows][k] = c == t->total[e] ? -1 : is_part(t, c, t->total[e], t->way[e]);
      used |= a[rows][k] != 0;
    }
    rows += used;
  }
  int is_pivot[CELLS] = {0};
  for (int k = 0; k < n && rank < rows; k++) {
    int best = rank;
    for (int r = rank; r < rows; r++)
      if (fabs(a[r][k]) > fabs(a[best][k])) best = r;
    if (fabs(a[best][k]) < 1e-9) continue;
    for (int c = 0; c < n; c++) {
      double held = a[best][c];
      a[best][c] = a[rank][c];
      a[rank][c] = held;
    }
    double scale = a[rank][k];
    for (int c = 0; c < n; c++) a[rank][c] /= scale;
    for (int r = 0; r < rows; r++) {
      double factor = a[r][k];
      if (r == rank || factor == 0) continue;
      for (int c = 0; c < n; c++) a[r][c] -= factor * a[rank][c];
    }
    is_pivot[k] = 1;
    pivot[rank++] = k;
  }
  for (int k = 0; k < n; k++) {
    if (is_pivot[k]) continue;
    for (int c = 0; c < n; c++) basis[free_count][c] = c == k;
    for (int r = 0; r < rank; r++) basis[free_count][pivot[r]] = -a[r][k];
    free_count++;
  }
  return free_count;
}

/* The largest move of hidden cell `target`, up or down (sign): the simplex method with Bland's
 * rule on: maximise sign x (B t)[target], where (B t)[k] >= -room[k], t free. */
static double reach(int n, int free_count, double basis[CELLS][CELLS], const double *room,
                    int target, double sign) {
  static double a[CELLS + 1][2 * CELLS + CELLS + 1];
  int columns = 2 * free_count, basic[CELLS];
  for (int k = 0; k <= n; k++)
    for (int c = 0; c < columns + n + 1; c++) a[k][c] = 0;
  for (int k = 0; k < n; k++) {
    for (int f = 0; f < free_count; f++) {
      a[k][f] = -basis[f][k];
      a[k][free_count + f] = basis[f][k];
    }
    a[k][columns + k] = 1;
    a[k][columns + n] = room[k];
    basic[k] = columns + k;
  }
  for (int f = 0; f < free_count; f++) {
    a[n][f] = -sign * basis[f][target];
    a[n][free_count + f] = sign * basis[f][target];
  }
  for (;;) {
    int enters = -1, leaves = -1;
    for (int c = 0; c < columns + n && enters < 0; c++)
      if (a[n][c] < -1e-9) enters = c;
    if (enters < 0) return a[n][columns + n];
    for (int k = 0; k < n; k++) {
      if (a[k][enters] <= 1e-9) continue;
      double ratio = a[k][columns + n] / a[k][enters];
      double least = leaves < 0 ? INFINITY : a[leaves][columns + n] / a[leaves][enters];
      if (leaves < 0 || ratio < least - 1e-12 ||
          (ratio < least + 1e-12 && basic[k] < basic[leaves]))
        leaves = k;
    }
    if (leaves < 0) return INFINITY;
    double scale = a[leaves][enters];
    for (int c = 0; c <= columns + n; c++) a[leaves][c] /= scale;
    for (int k = 0; k <= n; k++) {
      double factor = a[k][enters];
      if (k == leaves || factor == 0) continue;
      for (int c = 0; c <= columns + n; c++) a[k][c] -= factor * a[leaves][c];
    }
    basic[leaves] = enters;
  }
}

/* The first hidden cell whose range is narrower than the minimum; -1: none. */
static int told(const table *t, const uint8_t *hidden) {
  static double basis[CELLS][CELLS];
  int cell[CELLS], n = 0;
  double room[CELLS];
  for (int i = 0; i < t->cells; i++)
    if (hidden[i]) cell[n++] = i;
  for (int k = 0; k < n; k++) room[k] = t->count[cell[k]] - 1;
  int free_count = moves(t, cell, n, basis);
  for (int k = 0; k < n; k++) {
    double width = reach(n, free_count, basis, room, k, 1);
    if (width < t->minimum) width += reach(n, free_count, basis, room, k, -1);
    if (width < t->minimum - 1e-6) return cell[k];
  }
  return -1;
}

/* ---- the exact search ---- */

typedef struct search {
  const table *t;
  int by_sum;
  uint8_t hidden[CELLS], barred[CELLS];
  double best;
  long nodes;
} search;

static double price(const search *s, int cell) { return s->by_sum ? s->t->count[cell] : 1; }

/* An equation with one hidden cell alone tells it; -1: there is none. */
static int lonely_equation(const search *s) {
  for (int e = 0; e < s->t->equations; e++) {
    int hidden = 0;
    for (int i = 0; i < s->t->cells; i++)
      hidden += s->hidden[i] &&
                (i == s->t->total[e] || is_part(s->t, i, s->t->total[e], s->t->way[e]));
    if (hidden == 1) return e;
  }
  return -1;
}

/* One of certain cells must be hidden too: tries each, and then does without it. */
static void explore(search *s, double cost) {
  if (cost >= s->best || s->nodes >= NODES) return;
  s->nodes++;
  const table *t = s->t;
  int equation = lonely_equation(s);
  if (equation < 0 && told(t, s->hidden) < 0) {
    s->best = cost;
    return;
  }
  int tried[CELLS], count = 0;
  for (int i = 1; i < t->cells; i++) { /* not the grand total */
    int helps = equation < 0 || i == t->total[equation] ||
                is_part(t, i, t->total[equation], t->way[equation]);
    if (s->hidden[i] || s->barred[i] || !helps) continue;
    s->hidden[i] = 1;
    explore(s, cost + price(s, i));
    s->hidden[i] = 0;
    s->barred[i] = 1;
    tried[count++] = i;
  }
  while (count) s->barred[tried[--count]] = 0;
}

/* ---- the library's ---- */

static void protect(const table *t, uint8_t *hidden) {
  static const char *const WAY[] = {"a", "b", "c"};
  static const char *const CODES[] = {"_T", "1", "2", "3", "4", "5"};
  sdg16_table *results, *out;
  sdg16_protect_options o;
  int32_t code[CELLS];
  sdg16_protect_options_init(&o, sizeof o);
  o.minimum = t->minimum;
  int failed = sdg16_table_new(&results, NULL);
  for (int w = 0; w < t->ways && !failed; w++) {
    for (int i = 0; i < t->cells; i++) code[i] = t->code[i][w];
    failed = sdg16_table_add_text(results, WAY[w], t->cells, code, NULL, 6, CODES, NULL);
  }
  if (!failed)
    failed = sdg16_table_add_double(results, "numerator", t->cells, t->count, NULL, NULL);
  if (failed || sdg16_protect(NULL, results, &o, &out, NULL, NULL)) exit(1);
  const uint8_t *missing = sdg16_table_missing(out, sdg16_table_find(out, "numerator"));
  for (int i = 0; i < t->cells; i++) hidden[i] = missing && missing[i];
  sdg16_table_free(results);
  sdg16_table_free(out);
}

typedef struct score {
  int tables, as_good;
  double ours, best;
} score;

static void compare(const table *t, const uint8_t *ours, int by_sum, score *total) {
  search s = {.t = t, .by_sum = by_sum};
  double cost = 0;
  for (int i = 0; i < t->cells; i++) {
    s.hidden[i] = t->count[i] < t->minimum;
    if (ours[i] && !s.hidden[i]) cost += price(&s, i);
  }
  s.best = cost;
  explore(&s, 0);
  if (s.nodes >= NODES) return;
  total->tables++;
  total->as_good += s.best == cost;
  total->ours += cost;
  total->best += s.best;
}

int main(void) {
  static const struct {
    int ways, size[WAYS], tables;
  } KINDS[] = {{2, {3, 3, 0}, 1000}, {2, {4, 4, 0}, 1000}, {2, {5, 4, 0}, 500},
               {3, {2, 2, 2}, 200},  {3, {3, 2, 2}, 200},  {3, {3, 3, 2}, 100}};
  puts("complementary cells against an exact search (minimum 5, all margins published)\n"
       "table      tables  cells  fewest  ratio  as few   sum of counts: ratio");
  for (size_t k = 0; k < sizeof KINDS / sizeof KINDS[0]; k++) {
    score cells = {0}, sums = {0};
    for (int i = 0; i < KINDS[k].tables; i++) {
      table t;
      uint8_t ours[CELLS];
      make(&t, KINDS[k].size, KINDS[k].ways);
      protect(&t, ours);
      if (told(&t, ours) >= 0) {
        fprintf(stderr, "a count can be told\n");
        return 1;
      }
      compare(&t, ours, 0, &cells);
      compare(&t, ours, 1, &sums);
    }
    char name[32];
    snprintf(name, sizeof name, "%d x %d", KINDS[k].size[0], KINDS[k].size[1]);
    if (KINDS[k].ways > 2)
      snprintf(name + strlen(name), sizeof name - strlen(name), " x %d", KINDS[k].size[2]);
    printf("%-10s %6d %6.0f %7.0f %6.2f %6.0f%% %9d tables: %.2f\n", name, cells.tables,
           cells.ours, cells.best, cells.ours / cells.best,
           100.0 * cells.as_good / cells.tables, sums.tables, sums.ours / sums.best);
    fflush(stdout);
  }
  return 0;
}
