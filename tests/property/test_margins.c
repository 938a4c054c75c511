/* For any cells: every margin is the sum of its cells, each rate is its count
 * over its own population, rows may come in any order, and the categories of a dimension
 * (the unknown among them) add up to its total. */
#include <math.h>
#include <sdg16.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SEXES 3 /* F, M, _U */
#define AGES 5  /* the last unknown */
#define WAYS 3
#define CELLS (SEXES * AGES * WAYS)

static const char *const SEX[] = {"F", "M", "_U"};
static const char *const AGE[] = {"Y0T14", "Y15T29", "Y30T64", "Y_GE65", "_U"};
static const char *const WAY[] = {"FIREARM", "SHARP", "_U"};

struct data {
  int64_t rows, victims[CELLS];
  double population[CELLS]; /* NaN: none */
  int32_t sex[CELLS], age[CELLS], way[CELLS];
};

static uint64_t state = 16;
static uint64_t next(void) {
  state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return state >> 33;
}

/* Some of the cells; a way does not divide the population. */
static void make(struct data *d) {
  double people[SEXES][AGES];
  for (int s = 0; s < SEXES; s++)
    for (int a = 0; a < AGES; a++)
      people[s][a] = s == 2 || a == 4 ? NAN : (double)(1000 + next() % 100000);
  d->rows = 0;
  for (int32_t i = 0; i < CELLS; i++) {
    if (next() % 3 == 0 && i) continue;
    int32_t s = i % SEXES, a = i / SEXES % AGES;
    d->sex[d->rows] = s;
    d->age[d->rows] = a;
    d->way[d->rows] = i / (SEXES * AGES);
    d->victims[d->rows] = (int64_t)(next() % 50);
    d->population[d->rows++] = people[s][a];
  }
}

static void swap(struct data *d, int64_t i, int64_t k) {
#define SWAP(type, member)                                                                     \
  do {                                                                                         \
    type held = d->member[i];                                                                  \
    d->member[i] = d->member[k];                                                               \
    d->member[k] = held;                                                                       \
  } while (0)
  SWAP(int64_t, victims);
  SWAP(double, population);
  SWAP(int32_t, sex);
  SWAP(int32_t, age);
  SWAP(int32_t, way);
}

static sdg16_indicator *compute(const struct data *d, int64_t by_count) {
  static const char *const BY[] = {"sex", "age", "mechanism"};
  uint8_t missing[CELLS];
  for (int64_t i = 0; i < d->rows; i++)
    missing[i] = (uint8_t)(isnan(d->population[i]) ? SDG16_MISSING_SYSTEM : SDG16_PRESENT);
  sdg16_table *table;
  assert_int_equal(sdg16_table_new(&table, NULL), 0);
  assert_int_equal(sdg16_table_add_text(table, "sex", d->rows, d->sex, NULL, SEXES, SEX, NULL),
                   0);
  assert_int_equal(sdg16_table_add_text(table, "age", d->rows, d->age, NULL, AGES, AGE, NULL),
                   0);
  assert_int_equal(
      sdg16_table_add_text(table, "mechanism", d->rows, d->way, NULL, WAYS, WAY, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(table, "victims", d->rows, d->victims, NULL, NULL), 0);
  assert_int_equal(
      sdg16_table_add_double(table, "population", d->rows, d->population, missing, NULL), 0);
  sdg16_indicator_options o;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_indicator_options_init(&o, sizeof o);
  o.by = BY;
  o.by_count = by_count;
  sdg16_indicator *indicator;
  if (sdg16_indicator_new(NULL, "16.1.1", table, &o, &indicator, &error))
    fail_msg("%s", error.message);
  sdg16_table_free(table);
  return indicator;
}

/* Index of a code, -1 for the total. */
static int code_of(const sdg16_table *r, int64_t row, const char *column, int count,
                   const char *const *codes) {
  int64_t c = sdg16_table_find(r, column);
  const char *text = c < 0 ? "_T" : sdg16_table_text(r, row, c);
  for (int i = 0; i < count; i++)
    if (!strcmp(codes[i], text)) return i;
  assert_string_equal(text, "_T");
  return -1;
}

/* The count of a margin, and its population: each sex and age once; NaN: none. */
static double plain(const struct data *d, int s, int a, int w, double *people) {
  double count = 0;
  int seen[SEXES][AGES] = {{0}}, any = 0;
  *people = 0;
  for (int64_t i = 0; i < d->rows; i++) {
    if ((s >= 0 && d->sex[i] != s) || (a >= 0 && d->age[i] != a) || (w >= 0 && d->way[i] != w))
      continue;
    count += (double)d->victims[i];
    any |= !isnan(d->population[i]);
    if (!seen[d->sex[i]][d->age[i]]++ && !isnan(d->population[i])) *people += d->population[i];
  }
  if (!any) *people = NAN;
  return count;
}

static void check(const struct data *d, const sdg16_indicator *indicator) {
  const sdg16_table *r = sdg16_indicator_results(indicator);
  const double *value = sdg16_table_double(r, sdg16_table_find(r, "value"));
  int64_t series = sdg16_table_find(r, "series");
  for (int64_t row = 0; row < sdg16_table_rows(r); row++) {
    double people;
    double count =
        plain(d, code_of(r, row, "sex", SEXES, SEX), code_of(r, row, "age", AGES, AGE),
              code_of(r, row, "mechanism", WAYS, WAY), &people);
    if (!strcmp(sdg16_table_text(r, row, series), "VC_IHR_PSRCN"))
      assert_true(value[row] == count);
    else if (isnan(people) || people == 0)
      assert_true(isnan(value[row]));
    else if (!(fabs(value[row] - count * 1e5 / people) <= 1e-12 * value[row]))
      fail_msg("%.17g is not %.17g / %.17g", value[row], count, people);
  }
}

/* None, but that a category is the sum of the others, which happens by chance. */
static void check_diagnostics(const sdg16_table *told) {
  int64_t kind = sdg16_table_find(told, "kind");
  for (int64_t row = 0; row < sdg16_table_rows(told); row++)
    assert_string_equal(sdg16_table_text(told, row, kind), "total");
}

static void margins_are_the_sums_of_their_cells(void **unused) {
  (void)unused;
  for (int table = 0; table < 100; table++) {
    struct data d;
    make(&d);
    for (int64_t by = 0; by <= 3; by++) {
      sdg16_indicator *indicator = compute(&d, by);
      check(&d, indicator);
      check_diagnostics(sdg16_indicator_diagnostics(indicator));
      sdg16_indicator_free(indicator);
    }
  }
}

static void the_order_of_rows_does_not_matter(void **unused) {
  (void)unused;
  for (int table = 0; table < 50; table++) {
    struct data d;
    make(&d);
    for (int64_t i = d.rows - 1; i > 0; i--) swap(&d, i, (int64_t)(next() % (uint64_t)(i + 1)));
    sdg16_indicator *indicator = compute(&d, 3);
    check(&d, indicator);
    sdg16_indicator_free(indicator);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(margins_are_the_sums_of_their_cells),
      cmocka_unit_test(the_order_of_rows_does_not_matter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
