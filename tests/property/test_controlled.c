/* Controlled rounding of random tables: every count goes to one of the two multiples beside it,
 * sums are those of rounded counts, nothing is as near, whatever the order of the rows. */
#include <math.h>
#include <sdg16.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SIDE 7 /* the total and up to six categories */

static int stress(void) {
  const char *text = getenv("SDG16_STRESS");
  return text ? atoi(text) : 1;
}

static uint64_t state = 9;
static uint64_t next(void) {
  state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return state >> 33;
}

/* Row 0 and column 0 are the totals. */
struct table {
  int rows, columns;
  double count[SIDE][SIDE], rounded[SIDE][SIDE], base;
  int listed[SIDE][SIDE];
};

static void make(struct table *t, int rows, int columns) {
  *t = (struct table){.rows = rows, .columns = columns};
  t->base = (double)(2 + next() % 9);
  for (int r = 1; r < rows; r++)
    for (int c = 1; c < columns; c++) {
      double count = (double)(next() % (next() % 4 ? 30 : 3));
      t->count[r][c] = count;
      t->count[0][c] += count;
      t->count[r][0] += count;
      t->count[0][0] += count;
    }
  for (int r = 0; r < rows; r++)
    for (int c = 0; c < columns; c++) t->listed[r][c] = 1;
}

static const char *const CODES[] = {"_T", "a", "b", "c", "d", "e", "f"};

/* The rounded counts of the rows in this order; those below the minimum are suppressed. */
static void round_table(struct table *t, const int *order, int rows, double minimum) {
  sdg16_table *table, *out;
  int32_t code[2][SIDE * SIDE];
  double count[SIDE * SIDE];
  sdg16_protect_options o;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  assert_int_equal(sdg16_table_new(&table, NULL), 0);
  for (int i = 0; i < rows; i++) {
    code[0][i] = order[i] / SIDE;
    code[1][i] = order[i] % SIDE;
    count[i] = t->count[code[0][i]][code[1][i]];
  }
  assert_int_equal(sdg16_table_add_text(table, "sex", rows, code[0], NULL, SIDE, CODES, NULL),
                   0);
  assert_int_equal(sdg16_table_add_text(table, "age", rows, code[1], NULL, SIDE, CODES, NULL),
                   0);
  assert_int_equal(sdg16_table_add_double(table, "numerator", rows, count, NULL, NULL), 0);
  sdg16_protect_options_init(&o, sizeof o);
  o.base = t->base;
  o.controlled = 1;
  o.minimum = minimum;
  if (sdg16_protect(NULL, table, &o, &out, NULL, &error)) fail_msg("%s", error.message);
  int64_t column = sdg16_table_find(out, "numerator");
  const uint8_t *missing = sdg16_table_missing(out, column);
  for (int i = 0; i < rows; i++)
    t->rounded[code[0][i]][code[1][i]] =
        missing && missing[i] ? (double)NAN : sdg16_table_double(out, column)[i];
  sdg16_table_free(table);
  sdg16_table_free(out);
}

static int listed_rows(const struct table *t, int *order) {
  int rows = 0;
  for (int r = 0; r < t->rows; r++)
    for (int c = 0; c < t->columns; c++)
      if (t->listed[r][c]) order[rows++] = r * SIDE + c;
  return rows;
}

static void all_are_beside(const struct table *t) {
  for (int r = 0; r < t->rows; r++)
    for (int c = 0; c < t->columns; c++) {
      double low = floor(t->count[r][c] / t->base) * t->base;
      if (!t->listed[r][c] || isnan(t->rounded[r][c])) continue;
      assert_true(t->rounded[r][c] == low ||
                  (t->rounded[r][c] == low + t->base && t->count[r][c] > low));
    }
}

/* Where a total and all its parts are published, the one is the sum of the others. */
static int sums_are_kept(const struct table *t) {
  int sums = 0;
  for (int r = 0; r < t->rows; r++) {
    double sum = 0;
    int whole = t->listed[r][0] && !isnan(t->rounded[r][0]) && t->columns > 1;
    for (int c = 1; c < t->columns; c++) {
      whole &= t->listed[r][c] && !isnan(t->rounded[r][c]);
      sum += t->rounded[r][c];
    }
    if (whole) assert_true(sum == t->rounded[r][0]);
    sums += whole;
  }
  for (int c = 0; c < t->columns; c++) {
    double sum = 0;
    int whole = t->listed[0][c] && !isnan(t->rounded[0][c]) && t->rows > 1;
    for (int r = 1; r < t->rows; r++) {
      whole &= t->listed[r][c] && !isnan(t->rounded[r][c]);
      sum += t->rounded[r][c];
    }
    if (whole) assert_true(sum == t->rounded[0][c]);
    sums += whole;
  }
  return sums;
}

static double distance(const struct table *t) {
  double sum = 0;
  for (int r = 0; r < t->rows; r++)
    for (int c = 0; c < t->columns; c++) sum += fabs(t->rounded[r][c] - t->count[r][c]);
  return sum;
}

/* The smallest distance of all tables of multiples beside the counts that add up. */
static double nearest(const struct table *t) {
  int inner = (t->rows - 1) * (t->columns - 1);
  double best = INFINITY;
  for (int choice = 0; choice < 1 << inner; choice++) {
    struct table other = *t;
    memset(other.rounded, 0, sizeof other.rounded);
    int bit = 0, allowed = 1;
    for (int r = 1; r < t->rows; r++)
      for (int c = 1; c < t->columns; c++) {
        double value = floor(t->count[r][c] / t->base) * t->base;
        if (choice >> bit++ & 1) {
          allowed &= value != t->count[r][c];
          value += t->base;
        }
        other.rounded[r][c] = value;
        other.rounded[0][c] += value;
        other.rounded[r][0] += value;
        other.rounded[0][0] += value;
      }
    for (int r = 0; r < t->rows && allowed; r++)
      for (int c = 0; c < t->columns && allowed; c++)
        allowed = fabs(other.rounded[r][c] - t->count[r][c]) < t->base;
    if (allowed) best = fmin(best, distance(&other));
  }
  return best;
}

static void whole_tables(void **unused) {
  (void)unused;
  for (int i = 0; i < 2000 * stress(); i++) {
    struct table t;
    int order[SIDE * SIDE];
    make(&t, 2 + (int)(next() % (SIDE - 1)), 2 + (int)(next() % (SIDE - 1)));
    round_table(&t, order, listed_rows(&t, order), 0);
    all_are_beside(&t);
    assert_int_equal(sums_are_kept(&t), t.rows + t.columns);
  }
}

static void nothing_is_nearer(void **unused) {
  (void)unused;
  for (int i = 0; i < 600 * stress(); i++) {
    struct table t;
    int order[SIDE * SIDE];
    make(&t, 2 + (int)(next() % 3), 2 + (int)(next() % 3));
    round_table(&t, order, listed_rows(&t, order), 0);
    assert_true(distance(&t) == nearest(&t));
  }
}

/* Rows that are absent, and one dimension alone. */
static void tables_with_holes(void **unused) {
  (void)unused;
  int sums = 0;
  for (int i = 0; i < 1000 * stress(); i++) {
    struct table t;
    int order[SIDE * SIDE];
    make(&t, 2 + (int)(next() % (SIDE - 1)), 2 + (int)(next() % (SIDE - 1)));
    int alone = i % 4 == 0;
    for (int r = 0; r < t.rows; r++)
      for (int c = 0; c < t.columns; c++)
        t.listed[r][c] = alone ? r == 0 || c == 0 : next() % 6 != 0;
    int rows = listed_rows(&t, order);
    if (!rows) continue;
    round_table(&t, order, rows, 0);
    all_are_beside(&t);
    sums += sums_are_kept(&t);
  }
  assert_true(sums > 1000);
}

/* What is suppressed does not show: other counts in its place give the same. */
static void suppressed_counts_do_not_show(void **unused) {
  (void)unused;
  int tables = 0;
  for (int i = 0; i < 500 * stress(); i++) {
    struct table t, other;
    int order[SIDE * SIDE];
    make(&t, 3 + (int)(next() % 4), 3 + (int)(next() % 4));
    int rows = listed_rows(&t, order);
    round_table(&t, order, rows, 4);
    all_are_beside(&t);
    sums_are_kept(&t);
    /* a box of suppressed cells moves by one */
    int moved = 0;
    other = t;
    for (int r = 1; r < t.rows && !moved; r++)
      for (int c = 1; c < t.columns && !moved; c++)
        for (int q = r + 1; q < t.rows && !moved; q++)
          for (int d = 1; d < t.columns && !moved; d++) {
            if (d == c || !isnan(t.rounded[r][c]) || !isnan(t.rounded[q][d]) ||
                !isnan(t.rounded[r][d]) || !isnan(t.rounded[q][c]) || t.count[r][d] < 5 ||
                t.count[q][c] < 5)
              continue;
            other.count[r][c]++, other.count[q][d]++;
            other.count[r][d]--, other.count[q][c]--;
            moved = 1;
          }
    if (!moved) continue;
    round_table(&other, order, rows, 4);
    int same = 1; /* cells suppressed; another may be below the minimum now */
    for (int k = 0; k < rows; k++)
      same &= isnan(t.rounded[order[k] / SIDE][order[k] % SIDE]) ==
              isnan(other.rounded[order[k] / SIDE][order[k] % SIDE]);
    if (!same) continue;
    tables++;
    for (int k = 0; k < rows; k++) {
      double a = t.rounded[order[k] / SIDE][order[k] % SIDE];
      double b = other.rounded[order[k] / SIDE][order[k] % SIDE];
      assert_true(a == b || (isnan(a) && isnan(b)));
    }
  }
  assert_true(tables > 50);
}

static void the_order_of_rows_does_not_matter(void **unused) {
  (void)unused;
  for (int i = 0; i < 500 * stress(); i++) {
    struct table t, other;
    int order[SIDE * SIDE];
    make(&t, 2 + (int)(next() % (SIDE - 1)), 2 + (int)(next() % (SIDE - 1)));
    other = t;
    int rows = listed_rows(&t, order);
    round_table(&t, order, rows, 0);
    for (int k = rows - 1; k > 0; k--) {
      int j = (int)(next() % (uint64_t)(k + 1)), held = order[k];
      order[k] = order[j];
      order[j] = held;
    }
    round_table(&other, order, rows, 0);
    for (int k = 0; k < rows; k++)
      assert_true(t.rounded[order[k] / SIDE][order[k] % SIDE] ==
                  other.rounded[order[k] / SIDE][order[k] % SIDE]);
  }
}

/* Numerators and denominators add up by themselves; no share is above 1 for that. */
static void shares_stay_shares(void **unused) {
  (void)unused;
  int gone = 0, made = 0;
  for (int i = 0; i < 500 * stress(); i++) {
    double part[2][SIDE] = {{0}}, value[SIDE];
    int32_t code[SIDE];
    sdg16_table *table, *out;
    for (int k = 1; k < SIDE; k++) {
      part[1][k] = (double)(1 + next() % 20);
      part[0][k] = part[1][k] - (double)(next() % 2 ? 0 : next() % (uint64_t)part[1][k]);
      for (int p = 0; p < 2; p++) part[p][0] += part[p][k];
    }
    for (int k = 0; k < SIDE; k++) {
      code[k] = k;
      value[k] = part[0][k] / part[1][k];
    }
    assert_int_equal(sdg16_table_new(&table, NULL), 0);
    assert_int_equal(sdg16_table_add_text(table, "sex", SIDE, code, NULL, SIDE, CODES, NULL),
                     0);
    assert_int_equal(sdg16_table_add_double(table, "numerator", SIDE, part[0], NULL, NULL), 0);
    assert_int_equal(sdg16_table_add_double(table, "denominator", SIDE, part[1], NULL, NULL),
                     0);
    assert_int_equal(sdg16_table_add_double(table, "value", SIDE, value, NULL, NULL), 0);
    sdg16_protect_options o;
    sdg16_protect_options_init(&o, sizeof o);
    o.base = 10;
    o.controlled = 1;
    assert_int_equal(sdg16_protect(NULL, table, &o, &out, NULL, NULL), 0);
    const double *shown[3];
    static const char *const NAMES[] = {"numerator", "denominator", "value"};
    for (int p = 0; p < 3; p++)
      shown[p] = sdg16_table_double(out, sdg16_table_find(out, NAMES[p]));
    const uint8_t *missing = sdg16_table_missing(out, sdg16_table_find(out, "value"));
    for (int k = 0; k < SIDE; k++) {
      int none = missing && missing[k];
      gone += none && shown[1][k] > 0;
      made += !none;
      if (!none) assert_true(shown[2][k] <= 1 && shown[2][k] == shown[0][k] / shown[1][k]);
      if (none) assert_true(shown[0][k] > shown[1][k] || shown[1][k] == 0);
    }
    sdg16_table_free(table);
    sdg16_table_free(out);
  }
  assert_true(gone > 0 && made > 1000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(whole_tables),       cmocka_unit_test(nothing_is_nearer),
      cmocka_unit_test(tables_with_holes),  cmocka_unit_test(suppressed_counts_do_not_show),
      cmocka_unit_test(shares_stay_shares), cmocka_unit_test(the_order_of_rows_does_not_matter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
