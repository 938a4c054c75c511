/* The search for twins: the cell that is looked at gets another table; then row after row is
 * mended, by another table of a cell that was not changed yet. Who finds none proves nothing;
 * every twin that is found has the same published rows, which is all that is asked of it. */
#include "protect/overlap_twins.h"

#include "protect/significant_digits.h"

#include <math.h>

#define MOST_CHANGED 8    /* cells: the corners of a box in three dimensions */
#define BREADTH 4         /* tables of a cell that are tried to mend a row */
#define WORK_OF_ONE 20000 /* tables that are tried for one size and overlap */
#define ROWS_OF_WORK 64   /* to look at them takes as long as to try a table */
#define WORK_OF_ROOT 5
#define SIZES_OF_THREE 40 /* of the first two groups, of which tables are tried */
#define MOST_HIDDEN 1e4   /* times those observed */
#define MANY 20           /* people */
#define CLOSE 1e-9

/* A table that a cell may have: m people are on both sides. */
struct twin_table {
  double n, m, hidden;
};

struct twin_choice {
  struct twin_table table[BREADTH]; /* the nearest first */
  int32_t count;
  double wanted, least, most; /* undetected */
};

struct twin_search {
  sdg16i_twins *twins;
  int64_t changed[MOST_CHANGED];
  struct twin_table to[MOST_CHANGED];
  int32_t count;
  int64_t left; /* of the work */
};

/* ---- tables of one cell ---- */

static void take_table(struct twin_choice *c, struct twin_table table) {
  double distance = fabs(table.hidden - c->wanted);
  if (table.hidden < c->least - CLOSE || table.hidden > c->most + CLOSE) return;
  int32_t at = c->count;
  while (at > 0 && fabs(c->table[at - 1].hidden - c->wanted) > distance) at--;
  if (at == BREADTH) return;
  if (c->count < BREADTH) c->count++;
  for (int32_t i = c->count - 1; i > at; i--) c->table[i] = c->table[i - 1];
  c->table[at] = table;
}

/* a and b of this sum whose product is next to what is wanted. If one is 0, there is no
 * estimate. */
static void take_products(struct twin_search *s, struct twin_choice *c, double n, double m,
                          double sum) {
  double square = sum * sum - 4 * c->wanted * m;
  double root = floor((sum - sqrt(fmax(0, square))) / 2);
  s->left -= 4;
  s->twins->work -= 4;
  for (double a = fmax(1, root - 1); a <= root + 2 && a * 2 <= sum; a++)
    take_table(c, (struct twin_table){n, m, a * (sum - a) / m});
}

/* How many are undetected if three groups of lists have so many of n people: the root of
 * n = N - (N - a)(N - b)(N - c) / N^2. NaN: not between 0 and MOST_HIDDEN x n. */
static double hidden_of_three(double n, double a, double b, double c) {
  double low = 0, high = MOST_HIDDEN * n;
  for (int32_t i = 0; i < 60; i++) {
    double hidden = (low + high) / 2, total = n + hidden;
    int below = hidden * total * total < (total - a) * (total - b) * (total - c);
    *(below ? &low : &high) = hidden;
  }
  return low > CLOSE && low < MOST_HIDDEN * n * 0.999 ? low : (double)NAN;
}

/* a >= b >= c with an estimate next to what is wanted; for large n not every a and b. */
static void take_threes(struct twin_search *s, struct twin_choice *c, double n) {
  double step = 1 + floor(n / SIZES_OF_THREE), total = n + c->wanted;
  for (double a = 1; a < n && s->left > 0; a += step)
    for (double b = 1; b <= a && s->left > 0; b += step) {
      double third = total - c->wanted * total * total / ((total - a) * (total - b));
      s->left--;
      s->twins->work--;
      for (double k = floor(third); k <= third + 1; k++) {
        if (k < 1 || k > b || a + b + k <= n) continue;
        double hidden = hidden_of_three(n, a, b, k);
        s->left -= WORK_OF_ROOT;
        s->twins->work -= WORK_OF_ROOT;
        if (!isnan(hidden)) take_table(c, (struct twin_table){n, 0, hidden});
      }
    }
}

/* Is an estimate with it published, which tells of its overlap? */
static int has_overlap(const sdg16i_twin_cell *cell) {
  return cell->told && (cell->kind == SDG16I_TWIN_GROUPS || cell->kind == SDG16I_TWIN_SHARED);
}

/* Of models of which tables are not known it is taken for granted that if there are many
 * people, tables of other sizes have the same estimate. */
static void take_others(struct twin_search *s, const sdg16i_twin_cell *cell, double n,
                        struct twin_choice *c) {
  if (cell->told && cell->kind == SDG16I_TWIN_THREE)
    take_threes(s, c, n);
  else if (!cell->told || n == cell->n || fmin(n, cell->n) >= MANY)
    take_table(c, (struct twin_table){n, 0, cell->told ? cell->hidden : 0});
}

/* Tables of so many people, `m` of them on both sides (0: any number). */
static void find_tables(struct twin_search *s, const sdg16i_twin_cell *cell, double n, double m,
                        struct twin_choice *c) {
  double last = m > 0 ? m : n;
  if (!has_overlap(cell)) {
    if (!(m > 0)) take_others(s, cell, n, c);
    return;
  }
  for (double both = m > 0 ? m : 1; both <= last && s->left > 0; both++) {
    double most = n - both - (cell->kind == SDG16I_TWIN_SHARED);
    double sum = cell->kind == SDG16I_TWIN_SHARED ? 0 : most;
    for (; sum <= most && s->left > 0; sum++) take_products(s, c, n, both, sum);
  }
}

/* ---- rows ---- */

static int is_member(const sdg16i_twins *t, int64_t row, int64_t cell) {
  return t->is_member[row * t->cells + cell];
}

/* By how much a row differs now. */
static struct twin_table deviation(const struct twin_search *s, int64_t row) {
  struct twin_table sum = {0, 0, 0};
  for (int32_t i = 0; i < s->count; i++) {
    if (!is_member(s->twins, row, s->changed[i])) continue;
    sum.n += s->to[i].n - s->twins->cell[s->changed[i]].n;
    sum.hidden += s->to[i].hidden - s->twins->cell[s->changed[i]].hidden;
  }
  return sum;
}

static double shown(const sdg16i_twin_row *row, double more) {
  return sdg16i_few_digits(row->hidden + more, row->digits, 0);
}

static int is_as_published(const sdg16i_twin_row *row, const struct twin_table *by) {
  if (by->n < 0 || by->n > 0) return 0;
  return !row->tells_hidden || fabs(by->hidden) < CLOSE ||
         shown(row, by->hidden) == shown(row, 0);
}

/* The first row that is not as published; -1: none. */
static int64_t broken_row(const struct twin_search *s, struct twin_table *by) {
  for (int64_t r = 0; r < s->twins->rows; r++) {
    *by = deviation(s, r);
    if (!is_as_published(&s->twins->row[r], by)) return r;
  }
  return -1;
}

static int is_changed(const struct twin_search *s, int64_t cell) {
  for (int32_t i = 0; i < s->count; i++)
    if (s->changed[i] == cell) return 1;
  return 0;
}

/* ---- the search ---- */

static int mend(struct twin_search *s);

static int try_tables(struct twin_search *s, int64_t cell, const struct twin_choice *c) {
  int found = 0;
  if (s->count == MOST_CHANGED) return 0;
  s->changed[s->count++] = cell;
  for (int32_t i = 0; i < c->count && !found && s->left > 0; i++) {
    s->to[s->count - 1] = c->table[i];
    found = mend(s);
  }
  s->count--;
  return found;
}

/* What the cell may have so that the row is as published again. */
static void find_mending(struct twin_search *s, int64_t row, const struct twin_table *by,
                         int64_t cell, struct twin_choice *c) {
  const sdg16i_twin_row *r = &s->twins->row[row];
  const sdg16i_twin_cell *u = &s->twins->cell[cell];
  *c = (struct twin_choice){.wanted = u->told ? u->hidden : 0, .most = INFINITY};
  if (r->tells_hidden) {
    double middle = shown(r, 0), step = sdg16i_digit_step(middle, r->digits) / 2;
    double smaller = sdg16i_digit_step(middle * 0.999, r->digits) / 2;
    c->least = u->hidden + middle - smaller - r->hidden - by->hidden;
    c->most = u->hidden + middle + step - r->hidden - by->hidden;
    c->wanted = fmin(fmax(c->wanted, c->least), c->most);
    if (c->most < 0) return;
    c->wanted = fmax(c->wanted, 0);
  }
  if (u->n - by->n >= 1) find_tables(s, u, u->n - by->n, 0, c);
}

static int mend(struct twin_search *s) {
  struct twin_table by;
  int64_t row = broken_row(s, &by);
  if (row < 0) return 1;
  s->left--;
  s->twins->work -= 1 + s->twins->rows / ROWS_OF_WORK;
  for (int64_t i = 0; i < s->twins->row[row].members && s->left > 0; i++) {
    struct twin_choice c;
    int64_t cell = s->twins->row[row].member[i];
    if (is_changed(s, cell)) continue;
    find_mending(s, row, &by, cell, &c);
    if (try_tables(s, cell, &c)) return 1;
  }
  return 0;
}

/* Is there a twin in which the cell has this size and this overlap? */
static int has_twin(sdg16i_twins *t, int64_t cell, double n, double m) {
  const sdg16i_twin_cell *u = &t->cell[cell];
  struct twin_search s = {.twins = t, .left = t->work};
  struct twin_choice c = {.wanted = u->told ? u->hidden : 0, .most = INFINITY};
  find_tables(&s, u, n, m, &c);
  s.left = t->work < WORK_OF_ONE ? t->work : WORK_OF_ONE;
  return try_tables(&s, cell, &c);
}

static int is_size_wide(const sdg16i_twins *t, const sdg16i_twin_range *r) {
  return !r->of_size || r->most_size - r->least_size >= t->width;
}

static int is_wide(const sdg16i_twins *t, const sdg16i_twin_range *r) {
  return (r->most - r->least >= t->width || !has_overlap(&t->cell[r->cell])) &&
         is_size_wide(t, r);
}

static void widen_sizes(sdg16i_twin_range *r, double n) {
  r->least_size = fmin(r->least_size, n);
  r->most_size = fmax(r->most_size, n);
}

static void try_size(sdg16i_twins *t, sdg16i_twin_range *r, double n) {
  if (!has_overlap(&t->cell[r->cell])) {
    if (!is_wide(t, r) && has_twin(t, r->cell, n, 0)) widen_sizes(r, n);
    return;
  }
  for (double m = 1; m <= n && m <= t->most && !is_wide(t, r); m++) {
    int inside = m >= r->least && m <= r->most;
    if (inside && (!r->of_size || (n >= r->least_size && n <= r->most_size))) continue;
    if (!has_twin(t, r->cell, n, m)) continue;
    r->least = fmin(r->least, m);
    r->most = fmax(r->most, m);
    widen_sizes(r, n);
  }
}

/* Is there an estimate that tells anything? */
static int find_told(sdg16i_twins *t) {
  int any = 0;
  for (int64_t i = 0; i < t->cells; i++) t->cell[i].told = 0;
  for (int64_t r = 0; r < t->rows; r++) {
    const sdg16i_twin_row *row = &t->row[r];
    any |= row->tells_hidden;
    for (int64_t i = 0; i < row->members && row->tells_hidden; i++)
      t->cell[row->member[i]].told = 1;
  }
  return any;
}

/* The table itself is among its twins: an overlap below `small` is found. */
int sdg16i_twins_prove(sdg16i_twins *t, sdg16i_twin_range *r) {
  const sdg16i_twin_cell *u = &t->cell[r->cell];
  r->least = r->most = NAN;
  r->least_size = r->most_size = u->n;
  if (!find_told(t) || (!u->told && !r->of_size)) return 1;
  for (double k = 0; k <= ceil(t->width) && !is_wide(t, r); k++) {
    try_size(t, r, u->n + k);
    if (k > 0 && u->n - k >= 1) try_size(t, r, u->n - k);
  }
  return is_wide(t, r) || (r->least >= t->small && is_size_wide(t, r) && t->work > 0);
}
