/* Replicates: the jackknife's lonely units, and calibration of each replicate. */
#include "survey_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void close_to(double got, double want, double tolerance) {
  if (fabs(got - want) <= tolerance * fabs(want)) return;
  fail_msg("got %.17g, expected %.17g", got, want);
}

static sdg16_design *new_design(const sdg16_table *table, const sdg16_design_options *o) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_design *design;
  if (sdg16_design_new(table, o, &design, &error)) fail_msg("%s", error.message);
  return design;
}

static sdg16_design *replicated(const sdg16_design *design, int32_t kind, int32_t around) {
  sdg16_replicate_options o;
  sdg16_replicate_options_init(&o, sizeof o);
  o.kind = kind;
  o.count = 40;
  o.around_estimate = around;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_design *out;
  if (sdg16_design_replicate(design, &o, NULL, &out, &error)) fail_msg("%s", error.message);
  return out;
}

static sdg16_estimate estimate(const sdg16_design *design, int32_t statistic, const char *of,
                               const char *where) {
  sdg16_survey_options o;
  sdg16_survey_options_init(&o, sizeof o);
  o.statistic = statistic;
  o.numerator = of;
  o.where = where;
  sdg16_survey *survey;
  sdg16_estimate e;
  assert_int_equal(sdg16_survey_new(design, &o, NULL, &survey, NULL), SDG16_OK);
  assert_int_equal(sdg16_survey_status(survey, 0), SDG16_SURVEY_OK);
  assert_int_equal(sdg16_survey_estimate(survey, 0, &e, sizeof e), SDG16_OK);
  sdg16_survey_free(survey);
  return e;
}

/* ---- lonely units ---- */

/* The last two of the 24 PSUs are strata of their own: of 41 and of 42 PSUs; stratum 103 has
 * one PSU of one. */
static sdg16_table *lonely_table(int64_t step) {
  int64_t lone[SAMPLE_ROWS], of[SAMPLE_ROWS];
  sdg16_table *table = sample_table(step);
  const int64_t *psu = sdg16_table_int64(table, sdg16_table_find(table, "psu"));
  for (int64_t i = 0; i < SAMPLE_ROWS; i++) {
    lone[i] = psu[i] < 21 ? psu[i] / 6 : 80 + psu[i];
    of[i] = psu[i] == 23 ? 1 : psu[i] < 21 ? 30 + psu[i] / 6 : 20 + psu[i];
  }
  assert_int_equal(sdg16_table_add_int64(table, "lone", SAMPLE_ROWS, lone, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(table, "of", SAMPLE_ROWS, of, NULL, NULL), 0);
  return table;
}

static sdg16_design_options lonely_options(int fpc, int32_t policy) {
  static const char *const LONE[] = {"lone"}, *const OF[] = {"of"};
  sdg16_design_options o = sample_options(1);
  o.strata = LONE;
  o.fpc = OF;
  o.fpc_count = fpc;
  o.lonely = policy;
  return o;
}

/* Totals are linear: the jackknife is the linearised variance, whatever it is centred on. */
static void the_jackknife_of_a_total_follows_the_policy(void **state) {
  (void)state;
  static const int32_t POLICIES[] = {SDG16_LONELY_REMOVE, SDG16_LONELY_CERTAINTY,
                                     SDG16_LONELY_ADJUST, SDG16_LONELY_AVERAGE};
  static const char *const OF[] = {"income", "y", "y"}, *const WHERE[] = {NULL, NULL, "flag"};
  sdg16_table *table = lonely_table(317);
  double before = 0;
  for (int fpc = 0; fpc < 2; fpc++)
    for (int k = 0; k < 4; k++) {
      sdg16_design_options o = lonely_options(fpc, POLICIES[k]);
      sdg16_design *plain = new_design(table, &o);
      for (int around = 0; around < 2; around++) {
        sdg16_design *jackknife = replicated(plain, SDG16_REPLICATE_JKN, around);
        for (int v = 0; v < 3; v++) {
          sdg16_estimate a = estimate(plain, SDG16_SURVEY_TOTAL, OF[v], WHERE[v]);
          sdg16_estimate b = estimate(jackknife, SDG16_SURVEY_TOTAL, OF[v], WHERE[v]);
          close_to(b.value, a.value, 1e-13);
          close_to(b.se, a.se, 1e-11);
          assert_true(a.df == b.df && a.se > 0);
          if (!v && !around && k != 1) assert_true(a.se != before), before = a.se;
        }
        /* of a mean they agree in the first order */
        close_to(estimate(jackknife, SDG16_SURVEY_MEAN, "income", NULL).se,
                 estimate(plain, SDG16_SURVEY_MEAN, "income", NULL).se, 0.03);
        sdg16_design_free(jackknife);
      }
      sdg16_design_free(plain);
    }
  sdg16_table_free(table);
}

/* With its distance from the mean taken off and put on: the factors of the weights. */
static void a_lonely_unit_has_two_replicates(void **state) {
  (void)state;
  double full[SAMPLE_ROWS], w[SAMPLE_ROWS];
  sdg16_table *table = lonely_table(1);
  sdg16_design_options o = lonely_options(1, SDG16_LONELY_ADJUST);
  sdg16_design *plain = new_design(table, &o);
  sdg16_design *jackknife = replicated(plain, SDG16_REPLICATE_JKN, 0);
  sdg16_design_summary summary;
  assert_int_equal(sdg16_design_summarise(jackknife, &summary, sizeof summary), SDG16_OK);
  /* 21 units with others, two of the lonely ones; the third is certain */
  assert_int_equal(summary.replicates, 21 + 2 * 2);
  assert_int_equal(sdg16_design_weights(plain, -1, full, SAMPLE_ROWS, NULL), SDG16_OK);
  for (int64_t r = 21; r < 25; r++) {
    double sign = r % 2 ? -1 : 1;
    assert_int_equal(sdg16_design_weights(jackknife, r, w, SAMPLE_ROWS, NULL), SDG16_OK);
    for (int64_t i = 0; i < SAMPLE_ROWS; i++) {
      int64_t lone = i / 30 == 21 + (r - 21) / 2;
      close_to(w[i], full[i] * (1 + sign * ((double)lone - 1.0 / 24)), 1e-14);
    }
  }
  sdg16_design_free(jackknife);
  sdg16_design_free(plain);
  o = lonely_options(1, SDG16_LONELY_ADJUST);
  plain = new_design(table, &o);
  sdg16_replicate_options bootstrap;
  sdg16_replicate_options_init(&bootstrap, sizeof bootstrap);
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  assert_int_equal(sdg16_design_replicate(plain, &bootstrap, NULL, &jackknife, &error),
                   SDG16_ERR_DESIGN);
  assert_non_null(strstr(error.message,
                         "at least 2 sampled PSUs, unless the policy is remove or certainty"));
  bootstrap.kind = SDG16_REPLICATE_JKN;
  sdg16_design_free(plain);
  o = lonely_options(1, SDG16_LONELY_FAIL);
  plain = new_design(table, &o);
  assert_int_equal(sdg16_design_replicate(plain, &bootstrap, NULL, &jackknife, &error),
                   SDG16_ERR_DESIGN);
  assert_non_null(strstr(error.message,
                         "at least 2 sampled PSUs, unless there is a policy other than fail"));
  sdg16_design_free(plain);
  sdg16_table_free(table);
}

/* ---- calibration, re-implemented with dense matrices ---- */

#define CELLS 8 /* four groups, three of the letters, income */

typedef struct dense {
  double x[SAMPLE_ROWS][CELLS], totals[CELLS];
  int32_t method;
  double lower, upper;
} dense;

static double factor(const dense *d, double u, double *slope) {
  if (d->method == SDG16_CALIBRATE_LINEAR) return *slope = 1, 1 + u;
  if (d->method == SDG16_CALIBRATE_RAKING) return *slope = exp(u);
  double l = d->lower, h = d->upper, a = (h - l) / ((1 - l) * (h - 1)), e = exp(a * u);
  double top = l * (h - 1) + h * (1 - l) * e, bottom = h - 1 + (1 - l) * e;
  *slope = a * (1 - l) * e * (h * bottom - top) / (bottom * bottom);
  return top / bottom;
}

/* Gauss with pivots: solves m x = b in place. */
static void gauss(double m[CELLS][CELLS], double *b) {
  for (int k = 0; k < CELLS; k++) {
    int best = k;
    for (int i = k + 1; i < CELLS; i++)
      if (fabs(m[i][k]) > fabs(m[best][k])) best = i;
    for (int j = 0; j < CELLS; j++) {
      double swap = m[k][j];
      m[k][j] = m[best][j], m[best][j] = swap;
    }
    double swap = b[k];
    b[k] = b[best], b[best] = swap;
    for (int i = k + 1; i < CELLS; i++) {
      double times = m[i][k] / m[k][k];
      for (int j = k; j < CELLS; j++) m[i][j] -= times * m[k][j];
      b[i] -= times * b[k];
    }
  }
  for (int k = CELLS - 1; k >= 0; k--) {
    for (int j = k + 1; j < CELLS; j++) b[k] -= m[k][j] * b[j];
    b[k] /= m[k][k];
  }
}

static void dense_calibrate(const dense *d, double *w) {
  double lambda[CELLS] = {0}, slope;
  for (int step = 0; step < 60; step++) {
    double h[CELLS][CELLS] = {{0}}, b[CELLS];
    memcpy(b, d->totals, sizeof b);
    for (int64_t i = 0; i < SAMPLE_ROWS; i++) {
      double u = 0;
      for (int a = 0; a < CELLS; a++) u += d->x[i][a] * lambda[a];
      double g = factor(d, u, &slope);
      for (int a = 0; a < CELLS; a++) {
        b[a] -= w[i] * g * d->x[i][a];
        for (int c = 0; c < CELLS; c++) h[a][c] += w[i] * slope * d->x[i][a] * d->x[i][c];
      }
    }
    gauss(h, b);
    for (int a = 0; a < CELLS; a++) lambda[a] += b[a];
  }
  for (int64_t i = 0; i < SAMPLE_ROWS; i++) {
    double u = 0;
    for (int a = 0; a < CELLS; a++) u += d->x[i][a] * lambda[a];
    w[i] *= factor(d, u, &slope);
  }
}

static const double GROUPS[] = {5000, 4400, 4100, 4000}, LETTERS[] = {4300, 4450, 4350, 4400};
static const double INCOME = 1.15e7;

static void fill(dense *d, const sdg16_table *table) {
  const int64_t *group = sdg16_table_int64(table, sdg16_table_find(table, "group"));
  const int32_t *letter = sdg16_table_codes(table, sdg16_table_find(table, "letter"));
  const double *income = sdg16_table_double(table, sdg16_table_find(table, "income"));
  for (int64_t i = 0; i < SAMPLE_ROWS; i++) {
    memset(d->x[i], 0, sizeof d->x[i]);
    d->x[i][group[i]] = 1;
    if (letter[i] < 3) d->x[i][4 + letter[i]] = 1;
    d->x[i][7] = income[i];
  }
  memcpy(d->totals, GROUPS, sizeof GROUPS);
  memcpy(d->totals + 4, LETTERS, 3 * sizeof *LETTERS);
  d->totals[7] = INCOME;
}

/* Totals of group and letter, and with `numeric` of income. */
static int32_t calibrate(const sdg16_design *design, int32_t method, int numeric,
                         sdg16_design **out, sdg16_error *error) {
  static const int64_t LEVELS[] = {0, 1, 2, 3};
  static const int32_t CODES[] = {0, 1, 2, 3};
  static const char *const NAMES[] = {"d", "b", "c", "a"}, *const COLUMN[] = {"income"};
  sdg16_table *margins[2];
  for (int m = 0; m < 2; m++) {
    assert_int_equal(sdg16_table_new(&margins[m], NULL), SDG16_OK);
    int32_t failed =
        m ? sdg16_table_add_text(margins[m], "letter", 4, CODES, NULL, 4, NAMES, NULL)
          : sdg16_table_add_int64(margins[m], "group", 4, LEVELS, NULL, NULL);
    assert_int_equal(failed, SDG16_OK);
    assert_int_equal(
        sdg16_table_add_double(margins[m], "population", 4, m ? LETTERS : GROUPS, NULL, NULL),
        SDG16_OK);
  }
  sdg16_calibrate_options o;
  sdg16_calibrate_options_init(&o, sizeof o);
  o.method = method;
  o.tolerance = 1e-13;
  if (method == SDG16_CALIBRATE_LOGIT) o.lower = 0.1, o.upper = 4;
  o.auxiliaries = COLUMN;
  o.auxiliary_totals = &INCOME;
  o.auxiliary_count = numeric;
  sdg16_error_init(error, sizeof *error);
  int32_t status =
      sdg16_design_calibrate(design, 2, (const sdg16_table *const *)margins, &o, out, error);
  sdg16_table_free(margins[0]);
  sdg16_table_free(margins[1]);
  return status;
}

/* Weights of every replicate, and standard errors from their definition. */
static void check_replicates(const sdg16_design *plain, const sdg16_design *calibrated,
                             const sdg16_table *table, const dense *d, double scale,
                             int64_t count) {
  static double w[SAMPLE_ROWS], want[SAMPLE_ROWS];
  const int64_t *y = sdg16_table_int64(table, sdg16_table_find(table, "y"));
  const int64_t *flag = sdg16_table_int64(table, sdg16_table_find(table, "flag"));
  const uint8_t *missing = sdg16_table_missing(table, sdg16_table_find(table, "y"));
  const double *income = sdg16_table_double(table, sdg16_table_find(table, "income"));
  double total[64], mean[64], squares[2] = {0, 0}, centre[2] = {0, 0};
  assert_true(count <= 64);
  for (int64_t r = -1; r < count; r++) {
    assert_int_equal(sdg16_design_weights(plain, r, want, SAMPLE_ROWS, NULL), SDG16_OK);
    assert_int_equal(sdg16_design_weights(calibrated, r, w, SAMPLE_ROWS, NULL), SDG16_OK);
    dense_calibrate(d, want);
    double sum = 0, top = 0, bottom = 0;
    for (int64_t i = 0; i < SAMPLE_ROWS; i++) {
      close_to(w[i], want[i], 1e-9);
      if (!missing[i]) sum += want[i] * (double)y[i];
      if (flag[i]) top += want[i] * income[i], bottom += want[i];
    }
    if (r < 0) continue;
    total[r] = sum, mean[r] = top / bottom;
    centre[0] += sum / (double)count, centre[1] += mean[r] / (double)count;
  }
  for (int64_t r = 0; r < count; r++) {
    squares[0] += scale * (total[r] - centre[0]) * (total[r] - centre[0]);
    squares[1] += scale * (mean[r] - centre[1]) * (mean[r] - centre[1]);
  }
  close_to(estimate(calibrated, SDG16_SURVEY_TOTAL, "y", NULL).se, sqrt(squares[0]), 1e-8);
  close_to(estimate(calibrated, SDG16_SURVEY_MEAN, "income", "flag").se, sqrt(squares[1]),
           1e-8);
}

static void every_replicate_is_calibrated(void **state) {
  (void)state;
  static dense d;
  static const int32_t METHODS[] = {SDG16_CALIBRATE_LINEAR, SDG16_CALIBRATE_RAKING,
                                    SDG16_CALIBRATE_LOGIT};
  sdg16_table *table = sample_table(317);
  sdg16_design_options o = sample_options(1);
  sdg16_design *plain = new_design(table, &o);
  sdg16_design *boot = replicated(plain, SDG16_REPLICATE_BOOTSTRAP, 0);
  /* twelve replicates that vary within PSUs, as columns of weights */
  char names[12][8];
  const char *columns[12];
  double w[SAMPLE_ROWS];
  const double *weight = sdg16_table_double(table, sdg16_table_find(table, "weight"));
  for (int64_t k = 0; k < 12; k++) {
    snprintf(names[k], sizeof names[k], "r%d", (int)k);
    columns[k] = names[k];
    for (int64_t i = 0; i < SAMPLE_ROWS; i++)
      w[i] = weight[i] * (0.5 + (double)(sample_bits((uint64_t)(1000 * k + i)) & 15) / 15);
    assert_int_equal(sdg16_table_add_double(table, names[k], SAMPLE_ROWS, w, NULL, NULL), 0);
  }
  o.replicates = columns;
  o.replicate_count = 12;
  o.replicate_kind = SDG16_REPLICATE_BRR;
  sdg16_design *given = new_design(table, &o), *calibrated;
  fill(&d, table);
  sdg16_error error;
  for (int k = 0; k < 3; k++) {
    d.method = METHODS[k];
    d.lower = 0.1, d.upper = 4;
    if (calibrate(boot, d.method, 1, &calibrated, &error)) fail_msg("%s", error.message);
    check_replicates(boot, calibrated, table, &d, 1.0 / 39, 40);
    sdg16_design_free(calibrated);
    if (calibrate(given, d.method, 1, &calibrated, &error)) fail_msg("%s", error.message);
    check_replicates(given, calibrated, table, &d, 1.0 / 12, 12);
    sdg16_design_free(calibrated);
  }
  sdg16_design_free(given);
  sdg16_design_free(boot);
  sdg16_design_free(plain);
  sdg16_table_free(table);
}

/* Cells alone go by their combinations; what is calibrated to has no variance, the rest has
 * in the first order that of the residuals. */
static void calibrated_replicates_agree_with_linearisation(void **state) {
  (void)state;
  sdg16_table *table = sample_table(317);
  sdg16_design_options o = sample_options(1);
  sdg16_design *plain = new_design(table, &o), *linear, *jackknife;
  sdg16_design *base = replicated(plain, SDG16_REPLICATE_JKN, 0);
  sdg16_error error;
  for (int32_t method = SDG16_CALIBRATE_LINEAR; method <= SDG16_CALIBRATE_LOGIT; method++) {
    if (calibrate(plain, method, 0, &linear, &error)) fail_msg("%s", error.message);
    if (calibrate(base, method, 0, &jackknife, &error)) fail_msg("%s", error.message);
    sdg16_estimate group = estimate(jackknife, SDG16_SURVEY_TOTAL, NULL, "group == 2");
    close_to(group.value, 4100, 1e-12);
    assert_true(group.se < 1e-8);
    static const char *const OF[] = {"y", "income", "income"}, *const WHERE[] = {NULL, NULL,
                                                                                 "flag"};
    for (int v = 0; v < 3; v++) {
      sdg16_estimate a = estimate(linear, SDG16_SURVEY_MEAN, OF[v], WHERE[v]);
      sdg16_estimate b = estimate(jackknife, SDG16_SURVEY_MEAN, OF[v], WHERE[v]);
      close_to(b.value, a.value, 1e-12);
      close_to(b.se, a.se, 0.03);
      assert_true(b.se != a.se && a.df == b.df);
    }
    sdg16_design_free(linear);
    sdg16_design_free(jackknife);
  }
  sdg16_design_free(base);
  sdg16_design_free(plain);
  sdg16_table_free(table);
}

static void a_replicate_that_cannot_be_calibrated_is_named(void **state) {
  (void)state;
  static const int64_t LEVELS[] = {0, 1};
  static const double TOTALS[] = {17000, 700};
  int64_t rare[SAMPLE_ROWS];
  sdg16_table *table = sample_table(1), *margin;
  for (int64_t i = 0; i < SAMPLE_ROWS; i++) rare[i] = i / 30 == 5; /* in the sixth PSU alone */
  assert_int_equal(sdg16_table_add_int64(table, "rare", SAMPLE_ROWS, rare, NULL, NULL), 0);
  assert_int_equal(sdg16_table_new(&margin, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(margin, "rare", 2, LEVELS, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_double(margin, "population", 2, TOTALS, NULL, NULL), 0);
  sdg16_design_options o = sample_options(1);
  sdg16_design *plain = new_design(table, &o), *out;
  sdg16_design *base = replicated(plain, SDG16_REPLICATE_JKN, 0);
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  assert_int_equal(
      sdg16_design_calibrate(base, 1, (const sdg16_table *const *)&margin, NULL, &out, &error),
      SDG16_ERR_DESIGN);
  assert_null(out);
  assert_string_equal(
      error.message,
      "calibration: replicate 6: total 2 (counted over the cells of all margins) is 700, but "
      "the weights add up to 0: the margins contradict one another, or the bounds are too "
      "narrow, or the replicate has no rows of a cell");
  /* and the other way round there is nothing to make them of */
  assert_int_equal(
      sdg16_design_calibrate(plain, 1, (const sdg16_table *const *)&margin, NULL, &out, NULL),
      SDG16_OK);
  sdg16_design *replicates;
  assert_int_equal(sdg16_design_replicate(out, NULL, NULL, &replicates, &error),
                   SDG16_ERR_DESIGN);
  assert_string_equal(error.message,
                      "bootstrap: the design must be neither replicated nor calibrated; it is "
                      "calibrated (make replicates first, then calibrate them)");
  sdg16_design_free(out);
  sdg16_design_free(base);
  sdg16_design_free(plain);
  sdg16_table_free(margin);
  sdg16_table_free(table);
}

/* ---- degrees of freedom of given replicates without a column of units ---- */

/* The schools of the California cluster sample apiclus1 of R's survey, by district and type (E,
 * H, M). Its jackknife and bootstrap replicates have degf 14; subset(stype == "H") has 7, M has
 * 11, E has 14 (survey 4.1-1), the districts with such a school less 1. */
#define DISTRICTS 15
#define MOST_SCHOOLS (183 * 40)
#define SCHOOL_REPLICATES 30
static const int SCHOOLS[3][DISTRICTS] = {{10, 34, 2, 10, 13, 2, 1, 2, 9, 16, 4, 8, 30, 1, 2},
                                          {0, 0, 1, 0, 0, 0, 0, 1, 1, 2, 4, 1, 3, 0, 1},
                                          {3, 0, 1, 3, 3, 0, 0, 1, 2, 3, 1, 2, 4, 1, 1}};

typedef struct schools {
  int64_t rows, type[MOST_SCHOOLS], large[MOST_SCHOOLS];
  double weight[MOST_SCHOOLS], size[MOST_SCHOOLS], replicate[MOST_SCHOOLS];
  int district[MOST_SCHOOLS];
} schools;

/* Every school `copies` times. */
static void list_schools(schools *s, int copies) {
  s->rows = 0;
  for (int type = 0; type < 3; type++)
    for (int district = 0; district < DISTRICTS; district++)
      for (int k = 0; k < SCHOOLS[type][district] * copies; k++) {
        int64_t i = s->rows++;
        s->type[i] = type;
        s->district[i] = district;
        s->weight[i] = 33.847 * (1 + (double)(i % 7));
        s->size[i] = (double)(sample_bits((uint64_t)i) & 1023);
        s->large[i] = sample_bits((uint64_t)i + 99) & 1;
      }
}

/* Jackknife (15) or bootstrap (30) replicates; `multipliers`: factors of the weight. */
static double school_factor(int bootstrap, int replicate, int district) {
  if (!bootstrap) return district == replicate ? 0 : 15.0 / 14;
  double drawn = 0;
  for (int k = 0; k < 14; k++)
    drawn += sample_bits((uint64_t)(1000 * replicate + k)) % DISTRICTS == (uint64_t)district;
  return drawn * 15 / 14;
}

static sdg16_design *school_design(const schools *s, int bootstrap, sdg16_table **table) {
  static char names[SCHOOL_REPLICATES][8];
  static const char *pointers[SCHOOL_REPLICATES];
  sdg16_design_options o;
  sdg16_design_options_init(&o, sizeof o);
  o.weight = "weight";
  o.replicate_kind = bootstrap ? SDG16_REPLICATE_BOOTSTRAP : SDG16_REPLICATE_JK1;
  o.replicate_count = bootstrap ? SCHOOL_REPLICATES : DISTRICTS;
  o.replicates = pointers;
  assert_int_equal(sdg16_table_new(table, NULL), SDG16_OK);
  sdg16_table_add_int64(*table, "type", s->rows, s->type, NULL, NULL);
  sdg16_table_add_int64(*table, "large", s->rows, s->large, NULL, NULL);
  sdg16_table_add_double(*table, "weight", s->rows, s->weight, NULL, NULL);
  sdg16_table_add_double(*table, "size", s->rows, s->size, NULL, NULL);
  schools *replicate = malloc(sizeof *replicate);
  for (int r = 0; r < o.replicate_count; r++) {
    snprintf(names[r], sizeof names[r], "r%d", r);
    pointers[r] = names[r];
    for (int64_t i = 0; i < s->rows; i++)
      replicate->replicate[i] = s->weight[i] * school_factor(bootstrap, r, s->district[i]);
    sdg16_table_add_double(*table, names[r], s->rows, replicate->replicate, NULL, NULL);
  }
  free(replicate);
  return new_design(*table, &o);
}

static void domains_have_the_rank_of_their_replicates(void **state) {
  (void)state;
  static const double EXPECTED[] = {14, 14, 7, 11};
  static const char *const BY[] = {"type"}, *const TERMS[] = {"size"};
  schools *s = malloc(sizeof *s);
  for (int copies = 1; copies <= 40; copies += 39) /* 40: rows are mixed before the rank */
    for (int bootstrap = 0; bootstrap < 2; bootstrap++) {
      sdg16_table *table;
      list_schools(s, copies);
      sdg16_design *design = school_design(s, bootstrap, &table);
      sdg16_survey_options o;
      sdg16_survey_options_init(&o, sizeof o);
      o.statistic = SDG16_SURVEY_MEAN;
      o.numerator = "size";
      o.by = BY;
      o.by_count = 1;
      sdg16_survey *survey;
      assert_int_equal(sdg16_survey_new(design, &o, NULL, &survey, NULL), SDG16_OK);
      for (int k = 0; k < 4; k++) {
        sdg16_estimate e;
        assert_int_equal(sdg16_survey_estimate(survey, k, &e, sizeof e), SDG16_OK);
        assert_true(e.df == EXPECTED[k]);
      }
      sdg16_survey_free(survey);
      if (copies > 1) { /* df.residual of svyglm: degf + 1 - coefficients */
        sdg16_logistic *l;
        assert_int_equal(
            sdg16_survey_logistic(design, "large", 1, TERMS, "type == 2", 0.95, NULL, &l, NULL),
            SDG16_OK);
        assert_true(sdg16_logistic_df(l) == 10);
        sdg16_logistic_free(l);
      }
      sdg16_design_free(design);
      sdg16_table_free(table);
    }
  free(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_jackknife_of_a_total_follows_the_policy),
      cmocka_unit_test(domains_have_the_rank_of_their_replicates),
      cmocka_unit_test(a_lonely_unit_has_two_replicates),
      cmocka_unit_test(every_replicate_is_calibrated),
      cmocka_unit_test(calibrated_replicates_agree_with_linearisation),
      cmocka_unit_test(a_replicate_that_cannot_be_calibrated_is_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
