/* Whatever the customs records: their order, how they are cut into files that follow each
 * other, and whether they are streamed or in memory changes no figure; quantiles of any many
 * numbers are those of sorting; the flows of both directions are those of a plain double loop;
 * and the bootstrap of firms depends on neither threads nor order, and holds the truth as often
 * as it says.
 */
#include <math.h>
#include <sdg16.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define ROWS 40000
#define GROUPS 5

static uint64_t state = 16;
static uint64_t next(void) {
  state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return state >> 33;
}

struct record {
  int32_t group, import;
  double quantity, value, mirror;
};

/* Groups of very different size, with ties, sorted runs, tiny and huge prices. */
static void make(struct record *record, int64_t rows, int kind) {
  for (int64_t i = 0; i < rows; i++) {
    int32_t group = next() % 16 ? 0 : (int32_t)(next() % GROUPS);
    double price = (double)(1 + next() % 1000) / 8;
    if (kind == 1) price = (double)(1 + i); /* each above all before */
    if (kind == 2) price = ldexp(1 + (double)(next() % 64) / 64, (int)(next() % 400) - 200);
    if (kind == 3) price = (double)(1 + next() % 3); /* ties */
    if (kind == 4) price = (double)(rows - i);
    double quantity = (double)(1 + next() % 50);
    record[i] = (struct record){group, (int32_t)(group % 2), quantity, price * quantity,
                                price * quantity * (double)(next() % 64) / 32};
  }
}

static void shuffle(struct record *record, int64_t rows) {
  for (int64_t i = rows - 1; i > 0; i--) {
    int64_t k = (int64_t)(next() % (uint64_t)(i + 1));
    struct record held = record[i];
    record[i] = record[k];
    record[k] = held;
  }
}

static void write_file(const struct record *record, int64_t rows, char path[64]) {
  char number[3][32];
  strcpy(path, P_tmpdir "/sdg16-XXXXXX");
  int descriptor = mkstemp(path);
  FILE *file = fdopen(descriptor, "w");
  assert_non_null(file);
  fputs("ref_area,time_period,flow,commodity,partner,quantity,value,reported,mirror\n", file);
  for (int64_t i = 0; i < rows; i++) {
    const struct record *r = &record[i];
    sdg16_format_double(r->quantity, number[0], 32);
    sdg16_format_double(r->value, number[1], 32);
    sdg16_format_double(r->mirror, number[2], 32);
    fprintf(file, "1,2020,%s,C%d,P,%s,%s,%s,%s\n", r->import ? "import" : "export", r->group,
            number[0], number[1], number[1], number[2]);
  }
  assert_int_equal(fclose(file), 0);
}

/* Outward and inward, from the file streamed or read into memory. */
static void estimate(int32_t method, const char *set, const char *path, int memory,
                     double flow[2]) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_iff_options o;
  sdg16_iff_options_init(&o, sizeof o);
  o.sets = &set;
  o.set_count = set != NULL;
  sdg16_iff *iff;
  sdg16_table *table = NULL;
  if (memory) assert_int_equal(sdg16_table_read_csv(path, NULL, &table, NULL), SDG16_OK);
  if (memory ? sdg16_iff_new(method, table, &o, NULL, &iff, &error)
             : sdg16_iff_read(method, path, &o, NULL, &iff, &error))
    fail_msg("%s", error.message);
  sdg16_table_free(table);
  const sdg16_table *r = sdg16_iff_results(iff);
  assert_int_equal(sdg16_table_rows(r), 2);
  for (int64_t i = 0; i < 2; i++)
    flow[i] = sdg16_table_double(r, sdg16_table_find(r, "value"))[i];
  sdg16_iff_free(iff);
}

static int compare(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

static double quantile(const double *sorted, int64_t n, double p) {
  double place = (double)(n - 1) * p;
  int64_t j = (int64_t)place;
  return j + 1 < n ? sorted[j] + (place - (double)j) * (sorted[j + 1] - sorted[j]) : sorted[j];
}

/* The price filter, plainly: sort each group, then add. */
static void plain(const struct record *record, int64_t rows, double low, double high, double k,
                  double flow[2]) {
  double *price = calloc((size_t)rows, sizeof *price);
  flow[0] = flow[1] = 0;
  for (int32_t g = 0; g < GROUPS; g++) {
    int64_t n = 0;
    for (int64_t i = 0; i < rows; i++)
      if (record[i].group == g) price[n++] = record[i].value / record[i].quantity;
    if (n < 30) continue;
    qsort(price, (size_t)n, sizeof *price, compare);
    double a = quantile(price, n, low), b = quantile(price, n, high), reach = k * (b - a);
    for (int64_t i = 0; i < rows; i++) {
      if (record[i].group != g) continue;
      double u = record[i].value / record[i].quantity, q = record[i].quantity;
      if (u < a - reach) flow[record[i].import] += (a - reach - u) * q;
      if (u > b + reach) flow[!record[i].import] += (u - b - reach) * q;
    }
  }
  free(price);
}

static void same(const double found[2], const double expected[2], double tolerance) {
  for (int i = 0; i < 2; i++)
    if (!(fabs(found[i] - expected[i]) <= tolerance * fmax(1, fabs(expected[i]))))
      fail_msg("%.17g found, expected %.17g", found[i], expected[i]);
}

static void test_price_filter(void **unused) {
  (void)unused;
  struct record *record = calloc(ROWS, sizeof *record);
  for (int kind = 0; kind < 5; kind++)
    for (int64_t rows = 60; rows <= ROWS; rows *= 26) {
      char path[64];
      double expected[2], flow[2];
      make(record, rows, kind);
      write_file(record, rows, path);
      plain(record, rows, 0.25, 0.75, 1.5, expected);
      estimate(SDG16_IFF_PRICE_FILTER, NULL, path, 0, flow);
      same(flow, expected, 1e-10);
      plain(record, rows, 0.05, 0.95, 0, expected);
      estimate(SDG16_IFF_PRICE_FILTER, "fence=quantiles", path, 0, flow);
      same(flow, expected, 1e-10);
      unlink(path);
    }
  free(record);
}

static void test_order_and_memory(void **unused) {
  (void)unused;
  const int32_t methods[] = {SDG16_IFF_PRICE_FILTER, SDG16_IFF_PARTNER_COUNTRY};
  struct record *record = calloc(ROWS, sizeof *record);
  for (int m = 0; m < 2; m++) {
    char path[64];
    double first[2], flow[2];
    make(record, ROWS, 0);
    write_file(record, ROWS, path);
    estimate(methods[m], NULL, path, 0, first);
    estimate(methods[m], NULL, path, 1, flow);
    assert_memory_equal(flow, first, sizeof flow);
    unlink(path);
    for (int time = 0; time < 3; time++) {
      shuffle(record, ROWS);
      write_file(record, ROWS, path);
      estimate(methods[m], NULL, path, 0, flow);
      same(flow, first, 1e-13);
      unlink(path);
    }
  }
  free(record);
}

/* A fence that is given makes records independent, so the flows of files add up. */
static void test_splitting(void **unused) {
  (void)unused;
  struct record *record = calloc(ROWS, sizeof *record);
  sdg16_table *prices;
  const int32_t codes[GROUPS] = {0, 1, 2, 3, 4};
  const char *const names[GROUPS] = {"C0", "C1", "C2", "C3", "C4"};
  const double price[GROUPS] = {50, 60, 70, 80, 90};
  assert_int_equal(sdg16_table_new(&prices, NULL), SDG16_OK);
  assert_int_equal(
      sdg16_table_add_text(prices, "commodity", GROUPS, codes, NULL, GROUPS, names, NULL), 0);
  assert_int_equal(sdg16_table_add_double(prices, "price", GROUPS, price, NULL, NULL), 0);
  make(record, ROWS, 0);
  double flow[3][2];
  for (int part = 0; part < 3; part++) { /* the first part, the rest, all */
    char path[64];
    int64_t cut = ROWS / 3, begin = part == 1 ? cut : 0, end = part ? ROWS : cut;
    write_file(record + begin, end - begin, path);
    sdg16_iff_options o;
    sdg16_iff_options_init(&o, sizeof o);
    const char *set = "fence=price";
    o.sets = &set;
    o.set_count = 1;
    o.prices = prices;
    sdg16_iff *iff;
    assert_int_equal(sdg16_iff_read(SDG16_IFF_PRICE_FILTER, path, &o, NULL, &iff, NULL), 0);
    const sdg16_table *r = sdg16_iff_results(iff);
    for (int64_t i = 0; i < 2; i++)
      flow[part][i] = sdg16_table_double(r, sdg16_table_find(r, "value"))[i];
    sdg16_iff_free(iff);
    unlink(path);
  }
  same((double[]){flow[0][0] + flow[1][0], flow[0][1] + flow[1][1]}, flow[2], 1e-13);
  assert_true(flow[2][0] > 0 && flow[2][1] > 0);
  sdg16_table_free(prices);
  free(record);
}

/* ---- bootstrap of firms ---- */

struct firm {
  int32_t cell, mne;
  double profit, base;
};

static double normal(void) {
  double u = ((double)next() + 0.5) / 2147483648.0, v = ((double)next() + 0.5) / 2147483648.0;
  return sqrt(-2 * log(u)) * cos(2 * acos(-1) * v);
}

/* A third are MNE, which earn 0.1 of their base on average; others `excess` more. */
static void make_firms(struct firm *firm, int32_t cells, int32_t each, double excess) {
  for (int32_t i = 0; i < cells * each; i++) {
    int32_t mne = i % 3 == 0;
    double base = exp(0.3 * normal());
    firm[i] =
        (struct firm){i / each, mne, base * (0.1 + 0.05 * normal() + (mne ? 0 : excess)), base};
  }
}

static sdg16_iff *compare_firms(const struct firm *firm, int32_t count, const char *replicates,
                                int32_t threads, uint64_t seed) {
  static const char *const words[] = {"no", "yes"}, *const cells[] = {"a", "b", "c"};
  int32_t *mne = calloc((size_t)count, sizeof *mne),
          *cell = calloc((size_t)count, sizeof *cell);
  double *profit = calloc((size_t)count, sizeof *profit),
         *base = calloc((size_t)count, sizeof *base);
  for (int32_t i = 0; i < count; i++) {
    mne[i] = firm[i].mne;
    cell[i] = firm[i].cell;
    profit[i] = firm[i].profit;
    base[i] = firm[i].base;
  }
  sdg16_table *t;
  assert_int_equal(sdg16_table_new(&t, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_text(t, "mne", count, mne, NULL, 2, words, NULL), 0);
  assert_int_equal(sdg16_table_add_text(t, "cell", count, cell, NULL, 3, cells, NULL), 0);
  assert_int_equal(sdg16_table_add_double(t, "profit", count, profit, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_double(t, "base", count, base, NULL, NULL), 0);
  const char *const sets[] = {replicates, "level=0.9"};
  sdg16_iff_options o;
  sdg16_iff_options_init(&o, sizeof o);
  o.sets = sets;
  o.set_count = 2;
  sdg16_exec_options exec;
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.threads = threads;
  exec.seed = seed;
  sdg16_iff *iff;
  assert_int_equal(sdg16_iff_new(SDG16_IFF_PROFIT_COMPARISON, t, &o, &exec, &iff, NULL), 0);
  sdg16_table_free(t);
  free(mne);
  free(cell);
  free(profit);
  free(base);
  return iff;
}

static double limit(const sdg16_iff *iff, const char *column, int64_t row) {
  const sdg16_table *r = sdg16_iff_results(iff);
  return sdg16_table_double(r, sdg16_table_find(r, column))[row];
}

static void test_bootstrap_does_not_depend_on_threads_or_order(void **unused) {
  (void)unused;
  enum { FIRMS = 600 };
  struct firm firm[FIRMS];
  make_firms(firm, 3, FIRMS / 3, 0.03);
  double first[2] = {0}, found[2];
  for (int32_t time = 0; time < 6; time++) {
    sdg16_iff *iff = compare_firms(firm, FIRMS, "replicates=500", 1 + time % 4, time == 5);
    found[0] = limit(iff, "lower", 0);
    found[1] = limit(iff, "upper", 0);
    assert_true(found[0] < limit(iff, "value", 0) && limit(iff, "value", 0) < found[1]);
    if (!time) memcpy(first, found, sizeof first);
    if (time < 5)
      assert_memory_equal(found, first, sizeof first);
    else
      assert_memory_not_equal(found, first, sizeof first); /* another seed */
    sdg16_iff_free(iff);
    for (int32_t i = FIRMS - 1; i > 0; i--) {
      int32_t k = (int32_t)(next() % (uint64_t)(i + 1));
      struct firm held = firm[i];
      firm[i] = firm[k];
      firm[k] = held;
    }
  }
}

/* Of 90 % intervals about 90 % hold what the firms were drawn from: the others earn 0.05 more,
 * on the base that the MNE have. 1,000 sets: four errors are 4 points; percentiles of a
 * bootstrap of 40 MNE and 80 others are a little short. */
static void test_bootstrap_holds_the_truth(void **unused) {
  (void)unused;
  enum { SETS = 1000, FIRMS = 120 };
  int32_t held = 0;
  for (int32_t time = 0; time < SETS; time++) {
    struct firm firm[FIRMS];
    make_firms(firm, 1, FIRMS, 0.05);
    double truth = 0;
    for (int32_t i = 0; i < FIRMS; i++) truth += firm[i].mne ? 0.05 : 0;
    sdg16_iff *iff = compare_firms(firm, FIRMS, "replicates=400", 1, (uint64_t)time + 1);
    truth *= exp(0.3 * 0.3 / 2); /* mean base */
    held += limit(iff, "lower", 0) <= truth && truth <= limit(iff, "upper", 0);
    sdg16_iff_free(iff);
  }
  print_message("%.1f %% of 90 %% intervals hold the truth\n", 100.0 * held / SETS);
  assert_in_range(held, 860, 940);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_price_filter),
      cmocka_unit_test(test_order_and_memory),
      cmocka_unit_test(test_splitting),
      cmocka_unit_test(test_bootstrap_does_not_depend_on_threads_or_order),
      cmocka_unit_test(test_bootstrap_holds_the_truth),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
