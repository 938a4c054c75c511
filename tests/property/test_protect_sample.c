/* Estimates of random weighted samples, protected: each count below the minimum has data sets
 * that spread it by the protection, and of which the release is the same. The data sets that
 * the library says it has found are made here, row by row, and estimated through the public
 * functions; what is published of them is worked out anew, by the rules of docs/disclosure.md.
 */
#include "protect/sample/protect_sample.h"
#include "survey/estimate/survey.h"

#include <math.h>
#include <sdg16.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MOST 700 /* respondents */
#define REPLICATES 20
#ifdef __SANITIZE_ADDRESS__ /* ten times as slow */
#define SAMPLES 48
#define WITH_WEIGHTS 20
#else
#define SAMPLES 510
#define WITH_WEIGHTS 200
#endif
#define MINIMUM 5

static uint64_t state;
static uint64_t next(void) {
  state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return state >> 33;
}
static double uniform(void) { return (double)next() / 2147483648.0; }

enum { BY_AREA, BY_STRATUM, POSTSTRATIFIED, REPLICATED, CLUSTERED, UNEQUAL, KINDS };

typedef struct sample {
  int kind, rows;
  int32_t sex[MOST], area[MOST]; /* codes of SEX, AREA */
  int64_t paid[MOST], stratum[MOST], psu[MOST];
  uint8_t missing[MOST];
  double weight[MOST], replicate[REPLICATES][MOST];
} sample;

static const char *const SEX[] = {"F", "M"};
static const char *const AREA[] = {"camp", "country", "island", "town"};

/* Groups of different sizes, some shares near 0 or 1, weights of the kind. */
static void draw_sample(sample *s, int kind) {
  static const double WEIGHT[] = {10, 3, 7, 1};
  int areas = 2 + (int)(next() % 3);
  *s = (sample){.kind = kind};
  for (int a = 0; a < areas; a++)
    for (int x = 0; x < 2; x++) {
      int n = 12 + (int)(next() % 60);
      double share = next() % 3 ? 0.2 + 0.6 * uniform() : next() % 2 ? 0.95 : 0.05;
      for (int i = 0; i < n && s->rows < MOST; i++) {
        int row = s->rows++;
        s->sex[row] = x;
        s->area[row] = a;
        s->paid[row] = uniform() < share;
        s->missing[row] = next() % 50 == 0;
        s->stratum[row] = kind == BY_STRATUM ? a : (int64_t)(next() % 4);
        s->psu[row] = (int64_t)(s->stratum[row] * 100 + (int64_t)(next() % 8));
        s->weight[row] = kind == UNEQUAL          ? 1 + floor(900 * uniform()) / 100
                         : kind == POSTSTRATIFIED ? WEIGHT[(a + 2 * x) % 4]
                         : kind == BY_AREA || kind == BY_STRATUM ? WEIGHT[a]
                                                                 : (double)(1 + next() % 3);
      }
    }
  for (int r = 0; r < REPLICATES; r++)
    for (int row = 0; row < s->rows; row++)
      s->replicate[r][row] = s->weight[row] * (s->psu[row] % 8 % 2 == r % 2 ? 1.5 : 0.5);
}

/* The respondents, with the groups and answers of others (`record`, by row; NULL: their own).
 */
static sdg16_table *table_of(const sample *s, const int32_t *record) {
  static int32_t sex[MOST], area[MOST];
  static int64_t paid[MOST];
  static uint8_t missing[MOST];
  sdg16_table *t;
  for (int i = 0; i < s->rows; i++) {
    int from = record ? record[i] : i;
    sex[i] = s->sex[from];
    area[i] = s->area[from];
    paid[i] = s->paid[from];
    missing[i] = s->missing[from];
  }
  assert_int_equal(sdg16_table_new(&t, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_text(t, "sex", s->rows, sex, NULL, 2, SEX, NULL), 0);
  assert_int_equal(sdg16_table_add_text(t, "area", s->rows, area, NULL, 4, AREA, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(t, "paid", s->rows, paid, missing, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_int64(t, "stratum", s->rows, s->stratum, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(t, "psu", s->rows, s->psu, NULL, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_double(t, "w", s->rows, s->weight, NULL, NULL), SDG16_OK);
  for (int r = 0; r < REPLICATES; r++) {
    char name[8];
    snprintf(name, sizeof name, "r%d", r);
    assert_int_equal(sdg16_table_add_double(t, name, s->rows, s->replicate[r], NULL, NULL), 0);
  }
  return t;
}

static sdg16_design *design_of(const sample *s, const sdg16_table *t) {
  static const char *const STRATUM[] = {"stratum"}, *const PSU[] = {"psu"};
  char name[REPLICATES][8];
  const char *names[REPLICATES];
  sdg16_design_options o;
  sdg16_design *design;
  sdg16_design_options_init(&o, (int64_t)sizeof o);
  o.weight = "w";
  o.lonely = SDG16_LONELY_REMOVE;
  if (s->kind == BY_STRATUM || s->kind == CLUSTERED) {
    o.stratum_count = 1;
    o.strata = STRATUM;
  }
  if (s->kind == CLUSTERED) {
    o.psu_count = 1;
    o.psu = PSU;
  }
  for (int r = 0; r < REPLICATES; r++) {
    snprintf(name[r], sizeof name[r], "r%d", r);
    names[r] = name[r];
  }
  if (s->kind == REPLICATED) {
    o.replicate_count = REPLICATES;
    o.replicates = names;
    o.replicate_kind = SDG16_REPLICATE_BRR;
  }
  assert_int_equal(sdg16_design_new(t, &o, &design, NULL), SDG16_OK);
  if (s->kind != POSTSTRATIFIED) return design;
  sdg16_design *calibrated;
  const int32_t codes[] = {0, 1};
  double totals[] = {1000, 1100};
  sdg16_table *margin;
  sdg16_table_new(&margin, NULL);
  sdg16_table_add_text(margin, "sex", 2, codes, NULL, 2, SEX, NULL);
  sdg16_table_add_double(margin, "population", 2, totals, NULL, NULL);
  const sdg16_table *const MARGINS[] = {margin};
  assert_int_equal(sdg16_design_calibrate(design, 1, MARGINS, NULL, &calibrated, NULL), 0);
  sdg16_table_free(margin);
  sdg16_design_free(design);
  return calibrated;
}

static sdg16_survey *survey_of(const sdg16_design *design) {
  static const char *const BY[] = {"sex", "area"};
  sdg16_survey_options o;
  sdg16_survey *survey;
  sdg16_survey_options_init(&o, (int64_t)sizeof o);
  o.numerator = "paid";
  o.by_count = 2;
  o.by = BY;
  assert_int_equal(sdg16_survey_new(design, &o, NULL, &survey, NULL), SDG16_OK);
  return survey;
}

static double number(const sdg16_table *t, int64_t row, const char *name) {
  int64_t column = sdg16_table_find(t, name);
  const uint8_t *missing = sdg16_table_missing(t, column);
  if (column < 0 || (missing && missing[row])) return NAN;
  const int64_t *whole = sdg16_table_int64(t, column);
  return whole ? (double)whole[row] : sdg16_table_double(t, column)[row];
}

static const char *text(const sdg16_table *t, int64_t row, const char *name) {
  return sdg16_table_text(t, row, sdg16_table_find(t, name));
}

/* ---- twins ---- */

#define TWINS 400

typedef struct twins {
  int positions;
  int32_t release, count;
  int32_t *record[TWINS];
} twins;

static void forget(twins *t) {
  for (int i = 0; i < t->count; i++) free(t->record[i]);
  t->count = 0;
}

static void keep_twin(void *context, int32_t release, const int32_t *record) {
  twins *t = context;
  if (release != t->release) forget(t);
  t->release = release;
  assert_true(t->count < TWINS);
  t->record[t->count] = malloc((size_t)t->positions * sizeof *record);
  memcpy(t->record[t->count++], record, (size_t)t->positions * sizeof *record);
}

static const char *band(double cv) {
  return isnan(cv)     ? NULL
         : cv <= 0.05  ? "up to 5 %"
         : cv <= 0.1   ? "5 to 10 %"
         : cv <= 0.165 ? "10 to 16.5 %"
                       : "above 16.5 %";
}

/* Is what the table publishes of a row what would be published of other estimates? */
static void check_row(const sdg16_table *safe, const sdg16_table *twin, int64_t row) {
  double value = number(safe, row, "value"), exact = number(twin, row, "value");
  double n = number(safe, row, "n"), se = number(twin, row, "se"), step;
  assert_string_equal(text(safe, row, "status"), text(twin, row, "status"));
  if (!isnan(n)) assert_true(n == number(twin, row, "n"));
  const char *shown = text(safe, row, "cv_band");
  if (shown) assert_string_equal(shown, band(number(twin, row, "cv")));
  if (isnan(value)) return;
  assert_int_equal(sscanf(text(safe, row, "note"), "Rounded to multiples of %lf", &step), 1);
  double least = fmax(0.01, se > 0 ? pow(10, floor(log10(se))) : 0), factor = step / least;
  assert_true(fabs(factor - 1) < 1e-9 || fabs(factor - 2) < 1e-9 || fabs(factor - 5) < 1e-9);
  assert_true(fabs(value - step * floor(exact / step + 0.5)) < 1e-9);
}

/* The counts of a row: all, events, others. */
static double count_of(const sdg16_table *t, int64_t row, int kind) {
  double n = number(t, row, "n"), events = number(t, row, "events");
  return kind == 0 ? n : kind == 1 ? events : n - events;
}

/* The reader may know who has an answer. */
static void check_answered(const sample *s, const int32_t *record) {
  for (int i = 0; i < s->rows; i++) assert_int_equal(s->missing[record[i]], s->missing[i]);
}

typedef struct tally {
  int suppressed, several_weights, refused;
  int64_t rows, published, before;
} tally;

static int has_weights(const sample *s) {
  for (int i = 1; i < s->rows; i++)
    if (s->weight[i] != s->weight[0]) return 1;
  return 0;
}

static int row_is_small(const sdg16_table *t, int64_t row, int kind) {
  double count = count_of(t, row, kind);
  return count > 0 && count < MINIMUM;
}

/* How many rows today's way (sums of counts alone) would have published. */
static int64_t published_before(const sdg16_survey *survey) {
  sdg16_protect_options o;
  sdg16_table *counts, *safe;
  int64_t published = 0;
  const sdg16_table *estimates = sdg16_survey_estimates(survey);
  int64_t rows = sdg16_table_rows(estimates);
  double *numbers[2] = {malloc((size_t)rows * 8), malloc((size_t)rows * 8)};
  sdg16_protect_options_init(&o, (int64_t)sizeof o);
  o.minimum = MINIMUM;
  sdg16_table_new(&counts, NULL);
  for (int d = 0; d < 2; d++) {
    static const char *const LEVELS[] = {"_T", "F", "M", "camp", "country", "island", "town"};
    int32_t *codes = malloc((size_t)rows * sizeof *codes);
    for (int64_t i = 0; i < rows; i++) {
      const char *level = sdg16_table_text(estimates, i, d);
      codes[i] = 0;
      for (int32_t k = 1; level && k < 7; k++)
        if (!strcmp(level, LEVELS[k])) codes[i] = k;
      numbers[d][i] = count_of(estimates, i, d + 1);
    }
    assert_int_equal(
        sdg16_table_add_text(counts, d ? "area" : "sex", rows, codes, NULL, 7, LEVELS, NULL),
        0);
    free(codes);
  }
  sdg16_table_add_double(counts, "numerator", rows, numbers[0], NULL, NULL);
  sdg16_table_add_double(counts, "observed", rows, numbers[1], NULL, NULL);
  assert_int_equal(sdg16_protect(NULL, counts, &o, &safe, NULL, NULL), SDG16_OK);
  for (int64_t i = 0; i < rows; i++) published += !isnan(number(safe, i, "numerator"));
  sdg16_table_free(counts);
  sdg16_table_free(safe);
  free(numbers[0]);
  free(numbers[1]);
  return published;
}

static void check_sample(const sample *s, tally *seen) {
  sdg16_table *t = table_of(s, NULL), *safe = NULL, *report = NULL;
  sdg16_design *design = design_of(s, t);
  sdg16_survey *survey = survey_of(design);
  const sdg16_table *exact = sdg16_survey_estimates(survey);
  twins found = {.positions = s->rows, .release = -1};
  sdg16_protect_options o;
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  sdg16_protect_options_init(&o, (int64_t)sizeof o);
  o.minimum = MINIMUM;
  int64_t rows = sdg16_survey_rows(survey);
  int any = 0;
  for (int64_t row = 0; row < rows; row++)
    for (int kind = 0; kind < 3; kind++) any |= row_is_small(exact, row, kind);
  int32_t status = sdg16i_protect_sample(NULL, exact, &survey->origin, &o, NULL, keep_twin,
                                         &found, &safe, &report, &error);
  if (any) {
    seen->suppressed++;
    seen->several_weights += has_weights(s);
    seen->rows += rows;
    seen->before += published_before(survey);
    seen->refused += status != SDG16_OK;
  }
  if (status) {
    assert_int_equal(status, SDG16_ERR_OPTION);
  } else if (!any) { /* nothing to hide: as it is */
    for (int64_t row = 0; row < rows; row++)
      assert_true(number(safe, row, "se") == number(exact, row, "se") ||
                  isnan(number(exact, row, "se")));
  } else {
    static double lower[1000][3], upper[1000][3];
    for (int64_t row = 0; row < rows; row++)
      for (int kind = 0; kind < 3; kind++)
        lower[row][kind] = upper[row][kind] = count_of(exact, row, kind);
    for (int64_t row = 0; row < rows; row++) {
      int out = strcmp(text(safe, row, "status"), "suppressed") == 0;
      if (out) assert_true(isnan(number(safe, row, "value")) && isnan(number(safe, row, "n")));
      if (!out) check_row(safe, exact, row);
      seen->published += !isnan(number(safe, row, "value"));
    }
    for (int k = 0; k < found.count; k++) {
      /* positions are rows in the order of the design */
      int32_t *by_row = malloc((size_t)s->rows * sizeof *by_row);
      for (int p = 0; p < s->rows; p++)
        by_row[sdg16i_row_at(design, p)] = (int32_t)sdg16i_row_at(design, found.record[k][p]);
      check_answered(s, by_row);
      sdg16_table *twin_table = table_of(s, by_row);
      sdg16_design *twin_design = design_of(s, twin_table);
      sdg16_survey *twin = survey_of(twin_design);
      const sdg16_table *estimates = sdg16_survey_estimates(twin);
      assert_int_equal(sdg16_survey_rows(twin), rows);
      for (int64_t row = 0; row < rows; row++) {
        int is_published = strcmp(text(safe, row, "status"), "suppressed") != 0;
        if (is_published) check_row(safe, estimates, row);
        for (int kind = 0; kind < 3; kind++) {
          double count = count_of(estimates, row, kind);
          if (count <= 0) continue;
          assert_true(!is_published || count >= MINIMUM); /* or a reader would exclude it */
          lower[row][kind] = fmin(lower[row][kind], count);
          upper[row][kind] = fmax(upper[row][kind], count);
        }
      }
      sdg16_survey_free(twin);
      sdg16_design_free(twin_design);
      sdg16_table_free(twin_table);
      free(by_row);
    }
    for (int64_t row = 0; row < rows; row++)
      for (int kind = 0; kind < 3; kind++)
        if (row_is_small(exact, row, kind)) {
          assert_string_equal(text(safe, row, "status"), "suppressed");
          assert_true(upper[row][kind] - lower[row][kind] >= MINIMUM);
        }
  }
  forget(&found);
  sdg16_table_free(safe);
  sdg16_table_free(report);
  sdg16_survey_free(survey);
  sdg16_design_free(design);
  sdg16_table_free(t);
}

static void counts_of_random_samples_cannot_be_told(void **unused) {
  (void)unused;
  static sample s;
  tally seen[KINDS] = {0}, all = {0};
  state = 12;
  for (int i = 0; i < SAMPLES; i++) {
    draw_sample(&s, i % KINDS);
    check_sample(&s, &seen[i % KINDS]);
  }
  for (int k = 0; k < KINDS; k++) {
    print_message(
        "kind %d: %d with a small count, %d refused; %lld of %lld rows published, %lld "
        "by counts alone\n",
        k, seen[k].suppressed, seen[k].refused, (long long)seen[k].published,
        (long long)seen[k].rows, (long long)seen[k].before);
    all.suppressed += seen[k].suppressed;
    all.several_weights += seen[k].several_weights;
    all.refused += seen[k].refused;
    all.published += seen[k].published;
    all.before += seen[k].before;
    all.rows += seen[k].rows;
  }
  assert_true(all.several_weights >= WITH_WEIGHTS);
  print_message("published %.3f, by counts alone %.3f\n",
                (double)all.published / (double)all.rows,
                (double)all.before / (double)all.rows);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(counts_of_random_samples_cannot_be_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
