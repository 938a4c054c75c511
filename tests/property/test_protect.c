/* For any counts: no suppressed count follows from the published numbers. The check does not
 * use how the cells were chosen: it searches for other tables of non-negative
 * whole numbers with the same published figures, step by step (a step changes each inner cell
 * by t or not at all), and asks that they spread each suppressed count by the protection. */
#include <math.h>
#include <sdg16.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define WAYS 3
#define LATTICE 64 /* cells with margins */

/* The stress: SDG16_STRESS times as many tables. */
static int stress(void) {
  const char *text = getenv("SDG16_STRESS");
  return text ? atoi(text) : 1;
}

static uint64_t state = 4;
static uint64_t next(void) {
  state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return state >> 33;
}

/* Cells of a table with all its margins; code 0 of each way is the total. */
struct lattice {
  int ways, size[WAYS], cells;
  int code[LATTICE][WAYS];
  int64_t count[LATTICE];
  int listed[LATTICE]; /* has a row */
  int hidden[LATTICE];
  double minimum, protection;
  int zeros, naive; /* naive: without complementary suppression */
};

static int is_inner(const struct lattice *l, int cell) {
  for (int w = 0; w < l->ways; w++)
    if (!l->code[cell][w]) return 0;
  return 1;
}

/* Is the inner cell part of the margin? */
static int is_part(const struct lattice *l, int inner, int margin) {
  for (int w = 0; w < l->ways; w++)
    if (l->code[margin][w] && l->code[margin][w] != l->code[inner][w]) return 0;
  return 1;
}

static void make(struct lattice *l, int ways, int small) {
  *l = (struct lattice){.ways = ways, .cells = 1};
  for (int w = 0; w < ways; w++) {
    l->size[w] = 2 + (int)(next() % (ways == 3 ? 2 : 3));
    l->cells *= l->size[w] + 1;
  }
  assert_true(l->cells <= LATTICE);
  for (int i = 0; i < l->cells; i++)
    for (int w = 0, rest = i; w < ways; rest /= l->size[w++] + 1)
      l->code[i][w] = rest % (l->size[w] + 1);
  for (int i = 0; i < l->cells; i++) {
    if (!is_inner(l, i)) continue;
    l->count[i] = next() % 3 ? (int64_t)(5 + next() % 60) : (int64_t)(next() % 5);
    if (small) l->count[i] = (int64_t)(next() % 7);
    for (int m = 0; m < l->cells; m++)
      if (m != i && is_part(l, i, m)) l->count[m] += l->count[i];
  }
  for (int i = 0; i < l->cells; i++) l->listed[i] = 1;
  l->minimum = 3 + (double)(next() % 4);
  l->protection = l->minimum;
}

static const char *const NAMES[] = {"_T", "a", "b", "c", "d"};
static const char *const WAY[] = {"sex", "age", "form"};

static const struct lattice *beside; /* another count of the same cells; NULL: none */

static sdg16_table *table_of_rows(const struct lattice *l, const int *order, int rows) {
  sdg16_table *table;
  int32_t code[LATTICE];
  int64_t count[LATTICE];
  double value[LATTICE];
  assert_int_equal(sdg16_table_new(&table, NULL), 0);
  for (int w = 0; w < l->ways; w++) {
    for (int i = 0; i < rows; i++) code[i] = l->code[order[i]][w];
    assert_int_equal(sdg16_table_add_text(table, WAY[w], rows, code, NULL, 5, NAMES, NULL), 0);
  }
  for (int i = 0; i < rows; i++) count[i] = l->count[order[i]];
  for (int i = 0; i < rows; i++) value[i] = (double)count[i] / 7;
  assert_int_equal(sdg16_table_add_int64(table, "numerator", rows, count, NULL, NULL), 0);
  for (int i = 0; i < rows && beside; i++) count[i] = beside->count[order[i]];
  if (beside) assert_int_equal(sdg16_table_add_int64(table, "n", rows, count, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_double(table, "value", rows, value, NULL, NULL), 0);
  return table;
}

static int listed_rows(const struct lattice *l, int *order) {
  int rows = 0;
  for (int i = 0; i < l->cells; i++)
    if (l->listed[i]) order[rows++] = i;
  return rows;
}

/* Fills in what is hidden. */
static void protect(struct lattice *l, const int *order, int rows) {
  sdg16_protect_options o;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_protect_options_init(&o, sizeof o);
  o.minimum = l->minimum;
  o.zeros = l->zeros;
  o.complementary = !l->naive;
  sdg16_table *table = table_of_rows(l, order, rows), *out;
  if (sdg16_protect(NULL, table, &o, &out, NULL, &error)) fail_msg("%s", error.message);
  const uint8_t *count = sdg16_table_missing(out, sdg16_table_find(out, "numerator"));
  const uint8_t *value = sdg16_table_missing(out, sdg16_table_find(out, "value"));
  for (int i = 0; i < rows; i++) {
    l->hidden[order[i]] = count && count[i];
    assert_int_equal(l->hidden[order[i]], value && value[i]);
  }
  sdg16_table_free(table);
  sdg16_table_free(out);
}

/* ---- the search for other tables ---- */

struct search {
  const struct lattice *l;
  int inner[LATTICE], count; /* inner cells that are not published */
  int64_t value[LATTICE];    /* of every cell, of the inner ones chosen so far */
  int target;                /* the cell that is to have another count */
  int64_t from[LATTICE];     /* the inner cells of the table that is stepped from */
  int64_t chosen[LATTICE];   /* and those of the one stepped to */
  int64_t wanted, step;
  int64_t nodes;
};

static int is_open(const struct lattice *l, int cell) {
  return !l->listed[cell] || l->hidden[cell];
}

static void add(struct search *s, int cell, int64_t count) {
  for (int m = 0; m < s->l->cells; m++)
    if (is_part(s->l, cell, m)) s->value[m] += count;
}

/* Can what is published, and what is wanted, still be met by the cells from `from` on? */
static int can_be(const struct search *s, int from) {
  const struct lattice *l = s->l;
  for (int m = 0; m < l->cells; m++) {
    if (m != s->target && is_open(l, m)) continue;
    int64_t low = 0, high = 0;
    for (int i = from; i < s->count; i++)
      if (is_part(l, s->inner[i], m)) {
        int64_t count = s->from[s->inner[i]];
        low += count >= s->step ? count - s->step : count;
        high += count + s->step;
      }
    int64_t left = (m == s->target ? s->wanted : l->count[m]) - s->value[m];
    if (left < low || left > high) return 0;
  }
  return 1;
}

static int explore(struct search *s, int from) {
  if (++s->nodes > 3000000) return 0; /* what is not found counts as not there */
  if (!can_be(s, from)) return 0;
  if (from == s->count) return 1;
  int cell = s->inner[from];
  for (int64_t k = 0; k < 3; k++) {
    int64_t other = s->from[cell] + (k == 1 ? s->step : k == 2 ? -s->step : 0);
    if (other < 0) continue;
    s->chosen[cell] = other;
    add(s, cell, other);
    int found = explore(s, from + 1);
    add(s, cell, -other);
    if (found) return 1;
  }
  return 0;
}

/* How far the target can be moved up (1) or down (-1), step by step. */
static int64_t walk(struct search *s, int64_t direction) {
  int64_t moved = 0, reach = (int64_t)s->l->protection;
  memcpy(s->from, s->l->count, sizeof s->from);
  for (int found = 1; found && moved < reach;) {
    found = 0;
    for (s->step = 1; s->step <= reach && !found; s->step++) {
      s->nodes = 0;
      s->wanted = s->l->count[s->target] + direction * (moved + s->step);
      found = s->wanted >= 0 && explore(s, 0);
    }
    if (!found) break;
    moved += s->step - 1;
    for (int i = 0; i < s->count; i++) s->from[s->inner[i]] = s->chosen[s->inner[i]];
  }
  return moved;
}

/* The first suppressed cell whose count can be told; -1: none. */
static int told(const struct lattice *l) {
  static struct search s;
  s = (struct search){.l = l};
  for (int i = 0; i < l->cells; i++) {
    if (!is_inner(l, i)) continue;
    if (is_open(l, i))
      s.inner[s.count++] = i;
    else
      add(&s, i, l->count[i]);
  }
  for (int i = 0; i < l->cells; i++) {
    if (!l->hidden[i]) continue;
    s.target = i;
    int64_t range = walk(&s, 1);
    if ((double)range < l->protection) range += walk(&s, -1);
    if ((double)range < l->protection) return i;
  }
  return -1;
}

static void nothing_can_be_told(const struct lattice *l) {
  int i = told(l);
  if (i >= 0)
    fail_msg("cell %d (%d %d %d): %lld can be told", i, l->code[i][0], l->code[i][1],
             l->code[i][2], (long long)l->count[i]);
}

/* Zeros are not, unless nothing but hiding all protects. */
static void small_counts_are_hidden(const struct lattice *l) {
  int all = 1;
  for (int i = 0; i < l->cells; i++) all &= !l->listed[i] || l->hidden[i];
  for (int i = 0; i < l->cells; i++) {
    if (!l->listed[i]) continue;
    if (l->count[i] > 0 && (double)l->count[i] < l->minimum) assert_true(l->hidden[i]);
    if (!l->count[i] && !all) assert_int_equal(l->hidden[i] != 0, l->zeros != 0);
  }
}

/* ---- the tests ---- */

static void whole_tables(void **unused) {
  (void)unused;
  int hidden = 0, published = 0;
  for (int table = 0; table < 600 * stress(); table++) {
    struct lattice l;
    make(&l, 1 + table % 3, table % 5 == 0 && table % 3 < 2);
    int order[LATTICE], rows = listed_rows(&l, order);
    protect(&l, order, rows);
    small_counts_are_hidden(&l);
    nothing_can_be_told(&l);
    for (int i = 0; i < l.cells; i++) {
      hidden += l.hidden[i];
      published += !l.hidden[i];
    }
  }
  assert_true(hidden > 1000 && published > hidden); /* not by hiding all */
}

/* Only some margins, or cells of some: linked tables that share totals. */
static void linked_tables(void **unused) {
  (void)unused;
  for (int table = 0; table < 300 * stress(); table++) {
    struct lattice l;
    make(&l, 2 + table % 2, 0);
    uint64_t kept = next();
    for (int i = 1; i < l.cells; i++) {
      int totals = 0;
      for (int w = 0; w < l.ways; w++)
        if (!l.code[i][w]) totals |= 1 << w;
      if (!(kept >> totals & 1)) l.listed[i] = 0;
    }
    int order[LATTICE], rows = listed_rows(&l, order);
    protect(&l, order, rows);
    small_counts_are_hidden(&l);
    nothing_can_be_told(&l);
  }
}

/* One pattern for two counts of each cell, neither of which can be told. */
static void two_counts(void **unused) {
  (void)unused;
  for (int table = 0; table < 200 * stress(); table++) {
    struct lattice l, second;
    make(&l, 2, 0);
    second = l;
    for (int i = 0; i < l.cells; i++) second.count[i] = 0;
    for (int i = 0; i < l.cells; i++) {
      if (!is_inner(&l, i)) continue;
      int64_t count = l.count[i] ? l.count[i] + (int64_t)(next() % 100) : 0;
      for (int m = 0; m < l.cells; m++)
        if (is_part(&l, i, m)) second.count[m] += count;
    }
    int order[LATTICE], rows = listed_rows(&l, order);
    beside = &second;
    protect(&l, order, rows);
    beside = NULL;
    memcpy(second.hidden, l.hidden, sizeof l.hidden);
    nothing_can_be_told(&l);
    nothing_can_be_told(&second);
  }
}

/* Any rows may be absent. */
static void tables_with_holes(void **unused) {
  (void)unused;
  for (int table = 0; table < 300 * stress(); table++) {
    struct lattice l;
    make(&l, 1 + table % 2, 0);
    for (int i = 0; i < l.cells; i++) l.listed[i] = next() % 6 != 0;
    int order[LATTICE], rows = listed_rows(&l, order);
    if (!rows) continue;
    protect(&l, order, rows);
    small_counts_are_hidden(&l);
    nothing_can_be_told(&l);
  }
}

static void zeros_may_be_hidden_too(void **unused) {
  (void)unused;
  for (int table = 0; table < 100 * stress(); table++) {
    struct lattice l;
    make(&l, 1 + table % 2, table % 4 == 0);
    l.zeros = 1;
    int order[LATTICE], rows = listed_rows(&l, order);
    protect(&l, order, rows);
    small_counts_are_hidden(&l);
    nothing_can_be_told(&l);
  }
}

/* The check itself sees what is wrong. */
static void minimum_alone_is_undone(void **unused) {
  (void)unused;
  int undone = 0;
  for (int table = 0; table < 50 * stress(); table++) {
    struct lattice l;
    make(&l, 2, 0);
    l.naive = 1;
    int order[LATTICE], rows = listed_rows(&l, order);
    protect(&l, order, rows);
    small_counts_are_hidden(&l);
    undone += told(&l) >= 0;
  }
  assert_true(undone > 25);
}

static void the_order_of_rows_does_not_matter(void **unused) {
  (void)unused;
  for (int table = 0; table < 200 * stress(); table++) {
    struct lattice l, other;
    make(&l, 1 + table % 3, 0);
    other = l;
    int order[LATTICE], rows = listed_rows(&l, order);
    protect(&l, order, rows);
    for (int i = rows - 1; i > 0; i--) {
      int k = (int)(next() % (uint64_t)(i + 1)), held = order[i];
      order[i] = order[k];
      order[k] = held;
    }
    protect(&other, order, rows);
    assert_memory_equal(l.hidden, other.hidden, sizeof l.hidden);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(whole_tables),
      cmocka_unit_test(linked_tables),
      cmocka_unit_test(two_counts),
      cmocka_unit_test(tables_with_holes),
      cmocka_unit_test(zeros_may_be_hidden_too),
      cmocka_unit_test(minimum_alone_is_undone),
      cmocka_unit_test(the_order_of_rows_does_not_matter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
