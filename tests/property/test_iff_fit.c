/* What the partner-country method fits, against a dense least squares of its own (Householder
 * reflections of the whole design): coefficients, standard errors, fixed effects, and the flows
 * that follow from them; and against the truth that data were drawn from. */
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

#define COUNTRIES 5
#define COMMODITIES 4
#define YEARS 6
#define FLOWS (COUNTRIES * (COUNTRIES - 1) * COMMODITIES * YEARS * 2)

/* ---- a dense least squares ---- */

/* a: n x p by rows, y: n; both destroyed. Coefficients, and (X'X)^-1, p x p. */
static void dense(double *a, double *y, int n, int p, double *b, double *inverse) {
  for (int j = 0; j < p; j++) {
    double length = 0;
    for (int i = j; i < n; i++) length += a[i * p + j] * a[i * p + j];
    double alpha = a[j * p + j] > 0 ? -sqrt(length) : sqrt(length);
    double *v = calloc((size_t)n, sizeof *v), vv = 0;
    for (int i = j; i < n; i++) v[i] = a[i * p + j];
    v[j] -= alpha;
    for (int i = j; i < n; i++) vv += v[i] * v[i];
    for (int k = j; k <= p; k++) {
      double dot = 0;
      for (int i = j; i < n; i++) dot += v[i] * (k < p ? a[i * p + k] : y[i]);
      for (int i = j; i < n; i++) *(k < p ? &a[i * p + k] : &y[i]) -= 2 * dot / vv * v[i];
    }
    free(v);
  }
  for (int j = p - 1; j >= 0; j--) {
    b[j] = y[j];
    for (int k = j + 1; k < p; k++) b[j] -= a[j * p + k] * b[k];
    b[j] /= a[j * p + j];
  }
  double *r = calloc((size_t)(p * p), sizeof *r); /* R^-1 */
  for (int k = 0; k < p; k++)
    for (int j = k; j >= 0; j--) {
      double rest = j == k;
      for (int i = j + 1; i <= k; i++) rest -= a[j * p + i] * r[i * p + k];
      r[j * p + k] = rest / a[j * p + j];
    }
  for (int i = 0; i < p; i++)
    for (int j = 0; j < p; j++) {
      inverse[i * p + j] = 0;
      for (int k = 0; k < p; k++) inverse[i * p + j] += r[i * p + k] * r[j * p + k];
    }
  free(r);
}

/* ---- data ---- */

static uint64_t state = 1641;
static double uniform(void) {
  state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return ((double)(state >> 12) + 0.5) / 4503599627370496.0;
}
static double normal(void) { return sqrt(-2 * log(uniform())) * cos(2 * acos(-1) * uniform()); }

struct trade {
  int reporter, partner, commodity, year, import;
  double ours, its, distance, price, reexports, tariff;
  int alone; /* a predictor is blank */
};

static const double TRUTH[] = {0.02, -0.001, -0.03, 0.05, 0.006};
static double error_of[COUNTRIES] = {0.02, 0.1, 0.2, 0.3, 0.4};

static double import_of(const struct trade *t) { return t->import ? t->ours : t->its; }
static double export_of(const struct trade *t) { return t->import ? t->its : t->ours; }

static int make(struct trade *t, int commodities) {
  int n = 0;
  for (int r = 0; r < COUNTRIES; r++)
    for (int p = 0; p < COUNTRIES; p++)
      for (int c = 0; r != p && c < commodities; c++)
        for (int y = 0; y < YEARS; y++)
          for (int m = 0; m < 2; m++) {
            struct trade *f = &t[n++];
            *f = (struct trade){r,
                                p,
                                c,
                                y,
                                m,
                                0,
                                0,
                                1 + 9 * uniform(),
                                exp(normal()),
                                fabs(normal()),
                                20 * uniform(),
                                uniform() < 0.05};
            double value = exp(10 + normal()), d = f->distance;
            double ratio = exp(0.05 + 0.01 * y + TRUTH[0] * d + TRUTH[1] * d * d +
                               TRUTH[2] * log(f->price) + TRUTH[3] * asinh(f->reexports) +
                               TRUTH[4] * f->tariff);
            f->ours = value * (m ? ratio : 1) * exp(error_of[r] * normal());
            f->its = value * (m ? 1 : ratio) * exp(error_of[p] * normal());
          }
  return n;
}

static void shuffle(struct trade *t, int n) {
  for (int i = n - 1; i > 0; i--) {
    int k = (int)(uniform() * (i + 1));
    struct trade held = t[i];
    t[i] = t[k];
    t[k] = held;
  }
}

/* Both sides in one row; or apart, the predictors beside one of them. */
static void write_file(const struct trade *t, int n, int apart, char path[64]) {
  strcpy(path, P_tmpdir "/sdg16-XXXXXX");
  FILE *file = fdopen(mkstemp(path), "w");
  assert_non_null(file);
  fputs("ref_area,time_period,flow,commodity,partner,reported,mirror,distance,price,reexports,"
        "tariff\n",
        file);
  for (int i = 0; i < n; i++)
    for (int part = 0; part <= apart; part++) {
      const double number[] = {t[i].ours,  t[i].its,       t[i].distance,
                               t[i].price, t[i].reexports, t[i].tariff};
      fprintf(file, "R%d,%d,%s,C%d,R%d", t[i].reporter, 2010 + t[i].year,
              t[i].import ? "import" : "export", t[i].commodity, t[i].partner);
      for (int k = 0; k < 6; k++) {
        char text[32] = "";
        int blank = (apart && (k ? part == 0 : part == 1)) || (k == 4 && t[i].alone);
        if (!blank) sdg16_format_double(number[k], text, sizeof text);
        fprintf(file, ",%s", text);
      }
      fputc('\n', file);
    }
  assert_int_equal(fclose(file), 0);
}

static sdg16_iff *estimate(const char *path, int count, const char *const *sets) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_iff_options o;
  sdg16_iff_options_init(&o, sizeof o);
  o.sets = sets;
  o.set_count = count;
  sdg16_iff *iff;
  if (sdg16_iff_read(SDG16_IFF_PARTNER_COUNTRY, path, &o, NULL, &iff, &error))
    fail_msg("%s", error.message);
  return iff;
}

/* A coefficient: estimate, se or sigma. */
static double coefficient(const sdg16_iff *iff, const char *regression, int import,
                          const char *term, const char *level, const char *column) {
  const sdg16_table *t = sdg16_iff_coefficients(iff);
  for (int64_t i = 0; i < sdg16_table_rows(t); i++) {
    const char *wanted[] = {regression, import ? "import" : "export", term, level};
    const char *const names[] = {"regression", "flow", "term", "level"};
    int fits = 1;
    for (int k = 0; k < 4; k++) {
      const char *found = sdg16_table_text(t, i, sdg16_table_find(t, names[k]));
      fits &= wanted[k] ? found && !strcmp(found, wanted[k]) : !found;
    }
    if (fits) return sdg16_table_double(t, sdg16_table_find(t, column))[i];
  }
  fail_msg("no %s of %s %s found", column, term, level ? level : "");
  return NAN;
}

static void near(double found, double expected, double tolerance) {
  if (!(fabs(found - expected) <= tolerance * fmax(1, fabs(expected))))
    fail_msg("%.17g found, expected %.17g", found, expected);
}

/* Outward and inward; the first and the last year have no value where a term looks beyond. */
static void sums(const sdg16_iff *iff, double flow[2]) {
  const sdg16_table *r = sdg16_iff_results(iff);
  const double *value = sdg16_table_double(r, sdg16_table_find(r, "value"));
  flow[0] = flow[1] = 0;
  for (int64_t i = 0; i < sdg16_table_rows(r); i++)
    if (!isnan(value[i])) flow[i % 2] += value[i];
}

/* ---- the same, dense ---- */

static const struct trade *at_year(const struct trade *t, int n, const struct trade *f,
                                   int year) {
  for (int i = 0; i < n; i++)
    if (t[i].reporter == f->reporter && t[i].partner == f->partner &&
        t[i].commodity == f->commodity && t[i].import == f->import && t[i].year == year)
      return &t[i];
  return NULL;
}

#define TERMS 7
static const char *const NAMES[TERMS] = {"distance",         "distance^2", "ln(price)", "lag",
                                         "asinh(reexports)", "ln(future)", "tariff"};

/* Predictors of a flow and the dummies of its year; 0: one is blank. */
static int predictors(const struct trade *t, int n, const struct trade *f, double *x) {
  const struct trade *before = at_year(t, n, f, f->year - 1),
                     *after = at_year(t, n, f, f->year + 1);
  if (!before || !after || f->alone) return 0;
  const double value[TERMS] = {f->distance,
                               f->distance * f->distance,
                               log(f->price),
                               log(import_of(before) / export_of(before)),
                               log(f->reexports + sqrt(f->reexports * f->reexports + 1)),
                               log(import_of(after) / import_of(f)),
                               f->tariff};
  memcpy(x, value, sizeof value);
  for (int y = 1; y < YEARS - 1; y++) x[TERMS + y - 1] = f->year == y;
  return 1;
}

#define WIDTH (TERMS + YEARS - 2)

/* The licit and the whole ratio of each flow, NaN: none; compares the coefficients. */
static void ratios(const struct trade *t, int n, const sdg16_iff *iff, double *licit,
                   double *whole) {
  double *a = calloc((size_t)(n * WIDTH), sizeof *a), *y = calloc((size_t)n, sizeof *y);
  double b[WIDTH], inverse[WIDTH * WIDTH], x[WIDTH];
  for (int m = 0; m < 2; m++) {
    int rows = 0;
    for (int i = 0; i < n; i++)
      if (t[i].import == m && predictors(t, n, &t[i], a + rows * WIDTH))
        y[rows++] = log(import_of(&t[i]) / export_of(&t[i]));
    dense(a, y, rows, WIDTH, b, inverse);
    double rest = 0;
    for (int i = WIDTH; i < rows; i++) rest += y[i] * y[i];
    for (int k = 0; k < TERMS; k++) {
      near(coefficient(iff, "cif", m, NAMES[k], NULL, "estimate"), b[k], 1e-9);
      near(coefficient(iff, "cif", m, NAMES[k], NULL, "se"),
           sqrt(rest / (rows - WIDTH) * inverse[k * WIDTH + k]), 1e-9);
    }
    for (int k = 1; k < YEARS - 1; k++) {
      char period[8];
      snprintf(period, sizeof period, "%d", 2010 + k);
      near(coefficient(iff, "cif", m, "intercept", period, "estimate"), b[TERMS + k - 1], 1e-9);
    }
    for (int i = 0; i < n; i++) {
      if (t[i].import != m) continue;
      double sum = 0;
      int known = predictors(t, n, &t[i], x);
      for (int k = 0; known && k < WIDTH; k++) sum += b[k] * x[k];
      whole[i] = known ? exp(sum) : (double)NAN;
      licit[i] = known ? exp(sum - b[TERMS - 1] * x[TERMS - 1]) : (double)NAN;
    }
  }
  free(a);
  free(y);
}

#define EFFECTS (1 + 2 * (COUNTRIES - 1) + YEARS - 3)

/* Adds the codes of one level: the last level is minus all others, so that they add up to 0. */
static void code(double *x, int level, int levels) {
  for (int k = 0; k < levels - 1; k++) x[k] = level == levels - 1 ? -1 : level == k;
}

/* Effect and variance (over sigma^2) of a level from those of the codes. */
static void decode(const double *b, const double *inverse, int first, int level, int levels,
                   double *effect, double *variance) {
  double c[EFFECTS] = {0};
  code(c + first, level, levels);
  *effect = *variance = 0;
  for (int i = 0; i < EFFECTS; i++) {
    *effect += c[i] * b[i];
    for (int j = 0; j < EFFECTS; j++) *variance += c[i] * inverse[i * EFFECTS + j] * c[j];
  }
}

/* sigma[flow][side][country]; compares effects and their errors. */
static void accuracies(const struct trade *t, int n, const sdg16_iff *iff, const double *whole,
                       double sigma[2][2][COUNTRIES]) {
  double *a = calloc((size_t)(n * EFFECTS), sizeof *a), *y = calloc((size_t)n, sizeof *y);
  double b[EFFECTS], inverse[EFFECTS * EFFECTS];
  for (int m = 0; m < 2; m++) {
    int rows = 0;
    for (int i = 0; i < n; i++) {
      if (t[i].import != m || isnan(whole[i])) continue;
      double *x = a + rows * EFFECTS;
      x[0] = 1;
      code(x + 1, t[i].reporter, COUNTRIES);
      code(x + COUNTRIES, t[i].partner, COUNTRIES);
      code(x + 2 * COUNTRIES - 1, t[i].year - 1, YEARS - 2);
      y[rows++] = fabs(log(import_of(&t[i]) / whole[i] / export_of(&t[i])));
    }
    dense(a, y, rows, EFFECTS, b, inverse);
    double rest = 0;
    for (int i = EFFECTS; i < rows; i++) rest += y[i] * y[i];
    near(coefficient(iff, "accuracy", m, "intercept", NULL, "estimate"), b[0], 1e-9);
    for (int side = 0; side < 2; side++) {
      double effect[COUNTRIES], se[COUNTRIES], least = INFINITY;
      const char *term = side ? "partner" : "reporter";
      for (int c = 0; c < COUNTRIES; c++) {
        char level[8];
        snprintf(level, sizeof level, "R%d", c);
        decode(b, inverse, 1 + side * (COUNTRIES - 1), c, COUNTRIES, &effect[c], &se[c]);
        se[c] = sqrt(rest / (rows - EFFECTS) * se[c]);
        least = fmin(least, effect[c]);
        near(coefficient(iff, "accuracy", m, term, level, "estimate"), effect[c], 1e-9);
        near(coefficient(iff, "accuracy", m, term, level, "se"), se[c], 1e-9);
      }
      for (int c = 0; c < COUNTRIES; c++) {
        char level[8];
        snprintf(level, sizeof level, "R%d", c);
        sigma[m][side][c] = acos(-1) / 2 * (effect[c] - (least + 2 * se[c]));
        near(coefficient(iff, "accuracy", m, term, level, "sigma"), sigma[m][side][c], 1e-9);
      }
    }
  }
  free(a);
  free(y);
}

static double variance(double s) { return exp(s * s) * (exp(s * s) - 1); }

/* Sums of what the reporters' records are off the reconciled value. */
static void plain(const struct trade *t, int n, const double *licit, const double *whole,
                  double sigma[2][2][COUNTRIES], int own, double flow[2]) {
  flow[0] = flow[1] = 0;
  for (int i = 0; i < n; i++) {
    if (isnan(licit[i])) continue;
    double r = variance(sigma[t[i].import][0][t[i].reporter]);
    double p = variance(sigma[t[i].import][1][t[i].partner]);
    double of_reporter = (own ? r : p) / (r + p), import = import_of(&t[i]) / whole[i];
    double of_import = t[i].import ? of_reporter : 1 - of_reporter;
    double value = of_import * import + (1 - of_import) * export_of(&t[i]);
    double gap = t[i].import ? import_of(&t[i]) / licit[i] - value : value - export_of(&t[i]);
    flow[gap < 0] += fabs(gap);
  }
}

static const char *const SETS[] = {
    "predictors=distance, distance^2, ln(price),lag,asinh(reexports),ln(future)",
    "illicit=tariff", "effects=period", "accuracy=fitted", "weighting=as-coded"};

static void test_fits_are_those_of_dense_least_squares(void **unused) {
  (void)unused;
  struct trade *t = calloc(FLOWS, sizeof *t);
  double licit[FLOWS], whole[FLOWS], sigma[2][2][COUNTRIES], found[2], expected[2], first[2];
  int n = make(t, COMMODITIES);
  for (int time = 0; time < 3; time++) {
    char path[64];
    shuffle(t, n);
    write_file(t, n, time == 1, path);
    sdg16_iff *iff = estimate(path, 4, SETS);
    ratios(t, n, iff, licit, whole);
    accuracies(t, n, iff, whole, sigma);
    plain(t, n, licit, whole, sigma, 0, expected);
    sums(iff, found);
    for (int k = 0; k < 2; k++) near(found[k], expected[k], 1e-9);
    if (time)
      for (int k = 0; k < 2; k++) near(found[k], first[k], 1e-11);
    memcpy(first, found, sizeof first);
    sdg16_iff_free(iff);
    iff = estimate(path, 5, SETS);
    plain(t, n, licit, whole, sigma, 1, expected);
    sums(iff, found);
    for (int k = 0; k < 2; k++) near(found[k], expected[k], 1e-9);
    sdg16_iff_free(iff);
    /* without accuracies the gap is against the licit ratio alone */
    iff = estimate(path, 3, SETS);
    expected[0] = expected[1] = 0;
    for (int i = 0; i < n; i++) {
      double gap = import_of(&t[i]) / licit[i] - export_of(&t[i]);
      if (!isnan(gap)) expected[gap < 0] += fabs(gap);
    }
    sums(iff, found);
    for (int k = 0; k < 2; k++) near(found[k], expected[k], 1e-9);
    sdg16_iff_free(iff);
    unlink(path);
  }
  free(t);
}

/* Coefficients lie within four standard errors of what the data were drawn with, and the less
 * exact a country is, the larger its fixed effect. */
static void test_truth_is_found(void **unused) {
  (void)unused;
  enum { MANY = 60 };
  struct trade *t = calloc((size_t)FLOWS / COMMODITIES * MANY, sizeof *t);
  int n = make(t, MANY);
  char path[64];
  write_file(t, n, 0, path);
  const char *const sets[] = {"predictors=distance,distance^2,ln(price),asinh(reexports)",
                              "illicit=tariff", "effects=period", "accuracy=fitted"};
  static const char *const names[] = {"distance", "distance^2", "ln(price)", "asinh(reexports)",
                                      "tariff"};
  sdg16_iff *iff = estimate(path, 4, sets);
  for (int m = 0; m < 2; m++) {
    for (int k = 0; k < 5; k++) {
      double b = coefficient(iff, "cif", m, names[k], NULL, "estimate"),
             se = coefficient(iff, "cif", m, names[k], NULL, "se");
      assert_true(fabs(b - TRUTH[k]) < 4 * se);
      assert_true(se < 0.02);
    }
    for (int side = 0; side < 2; side++)
      for (int c = 1; c < COUNTRIES; c++) {
        char level[2][8];
        for (int k = 0; k < 2; k++) snprintf(level[k], sizeof level[k], "R%d", c - 1 + k);
        const char *term = side ? "partner" : "reporter";
        assert_true(coefficient(iff, "accuracy", m, term, level[0], "estimate") <
                    coefficient(iff, "accuracy", m, term, level[1], "estimate"));
      }
  }
  sdg16_iff_free(iff);
  unlink(path);
  free(t);
}

/* Without errors the ratio is found exactly: what is left is what the illicit predictor says.
 */
static void test_data_without_errors(void **unused) {
  (void)unused;
  double kept[COUNTRIES], found[2], expected = 0;
  memcpy(kept, error_of, sizeof kept);
  memset(error_of, 0, sizeof error_of);
  struct trade *t = calloc(FLOWS, sizeof *t);
  int n = make(t, COMMODITIES);
  memcpy(error_of, kept, sizeof error_of);
  char path[64];
  write_file(t, n, 0, path);
  const char *const sets[] = {"predictors=distance,distance^2,ln(price),asinh(reexports)",
                              "illicit=tariff", "effects=period"};
  sdg16_iff *iff = estimate(path, 3, sets);
  for (int i = 0; i < n; i++) /* M / licit - X = X (exp(c z) - 1) */
    if (!t[i].alone) expected += export_of(&t[i]) * expm1(TRUTH[4] * t[i].tariff);
  sums(iff, found);
  near(found[0], expected, 1e-10);
  near(found[1], 0, 1e-6);
  sdg16_iff_free(iff);
  unlink(path);
  free(t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_fits_are_those_of_dense_least_squares),
      cmocka_unit_test(test_truth_is_found),
      cmocka_unit_test(test_data_without_errors),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
