/* Strata: each is estimated as it would be alone, sums are sums of draws, and a common
 * model is the best of all models for all strata together. Random tables, fixed seeds. */
#include "mse/bootstrap/draws.h"
#include "mse/loglinear/list_order.h"
#include "random_tables.h"
#include "resampling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static const char *const COLUMNS[] = {"sex", "age"};
static const char *const VALUES[2][2] = {{"F", "M"}, {"adult", "minor, at \"risk\""}};
#define STRATA 4

/* Two columns of two values. The kinds of table take turns; with `poor`, the last stratum
 * has nobody on two lists; backwards, the lists come in the opposite order. */
static sdg16_capture *stratified_in_order(int32_t lists, uint64_t seed, int poor,
                                          int backwards) {
  static const int KINDS[] = {TABLE_SPARSE, TABLE_LOGLIN, TABLE_DENSE, TABLE_SPARSE,
                              TABLE_TINY};
  static const char *const LISTS[] = {"police", "NGO", "health", "court", "labour"};
  int64_t column[5][STRATA * CELLS], count[STRATA * CELLS], rows = 0;
  int32_t code[2][STRATA * CELLS];
  uint64_t state = seed;
  for (int s = 0; s < STRATA; s++) {
    sdg16_capture *one = random_table_of(KINDS[(seed + (uint64_t)s) % 5], lists, &state);
    double counts[CELLS];
    dense(one, counts);
    sdg16_capture_free(one);
    for (uint32_t c = 1; c < UINT32_C(1) << lists; c++) {
      if (!(counts[c] > 0) || (poor && s == STRATA - 1 && (c & (c - 1)))) continue;
      for (int32_t j = 0; j < lists; j++) column[j][rows] = c >> j & 1;
      code[0][rows] = s / 2;
      code[1][rows] = s % 2;
      count[rows++] = (int64_t)counts[c];
    }
  }
  sdg16_table *table;
  assert_int_equal(sdg16_table_new(&table, NULL), 0);
  for (int32_t j = 0; j < lists; j++)
    assert_int_equal(sdg16_table_add_int64(table, LISTS[j], rows, column[j], NULL, NULL), 0);
  for (int k = 0; k < 2; k++)
    assert_int_equal(
        sdg16_table_add_text(table, COLUMNS[k], rows, code[k], NULL, 2, VALUES[k], NULL), 0);
  assert_int_equal(sdg16_table_add_int64(table, "count", rows, count, NULL, NULL), 0);
  sdg16_capture_options o;
  sdg16_capture *capture;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_capture_options_init(&o, sizeof o);
  o.strata = COLUMNS;
  o.stratum_count = 2;
  const char *order[5];
  for (int32_t j = 0; j < lists; j++) order[j] = LISTS[backwards ? lists - 1 - j : j];
  o.lists = order;
  o.list_count = lists;
  if (sdg16_capture_from_table(table, &o, &capture, &error)) fail_msg("%s", error.message);
  sdg16_table_free(table);
  return capture;
}

static sdg16_capture *stratified(int32_t lists, uint64_t seed, int poor) {
  return stratified_in_order(lists, seed, poor, 0);
}

static sdg16_strata *estimate(const sdg16_capture *capture, const sdg16_strata_options *by,
                              const sdg16_mse_options *o, int32_t threads) {
  sdg16_exec_options exec;
  sdg16_strata *strata;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.seed = SEED;
  exec.threads = threads;
  if (sdg16_strata_new(capture, by, o, &exec, &strata, &error)) fail_msg("%s", error.message);
  return strata;
}

static void init(sdg16_mse_options *o, sdg16_strata_options *by, int64_t replicates) {
  sdg16_mse_options_init(o, sizeof *o);
  o->replicates = replicates;
  sdg16_strata_options_init(by, sizeof *by);
  by->columns = COLUMNS;
  by->column_count = 2;
}

static const double *draws_of(const sdg16_draws *d, const char *name, double *point) {
  int64_t cell = sdg16_draws_find(d, name);
  if (cell < 0) fail_msg("no cell '%s'", name);
  *point = sdg16_draws_point(d, cell);
  return sdg16_draws_values(d, cell);
}

/* The name of a line's cell: a backslash before what separates. NULL: all values. */
static void line_name(const char *sex, const char *age, char name[200]) {
  char *out = name;
  for (int k = 0; k < 2; k++) {
    const char *value = k ? age : sex;
    if (!value) continue;
    out += sprintf(out, "%s%s=", out > name ? "," : "", COLUMNS[k]);
    for (; *value; value++) {
      if (strchr(",=\\", *value)) *out++ = '\\';
      *out++ = *value;
    }
    *out = '\0';
  }
  if (out == name) strcpy(name, "total");
}

static void stratum_name(const sdg16_strata *strata, int64_t s, char name[200]) {
  line_name(sdg16_strata_value(strata, s, 0), sdg16_strata_value(strata, s, 1), name);
}

static double point_of(const sdg16_strata *strata, int64_t s) {
  char name[200];
  double point;
  stratum_name(strata, s, name);
  draws_of(sdg16_strata_draws(strata), name, &point);
  return point;
}

/* ---- each stratum by itself ---- */

static int64_t compared, inestimable, failed, bounds;

static void check_strata(const sdg16_strata *strata, const sdg16_capture *capture,
                         const sdg16_mse_options *o, int64_t replicates) {
  const sdg16_draws *d = sdg16_strata_draws(strata);
  sdg16_capture *each[STRATA];
  double weight[STRATA][CELLS], n[STRATA];
  for (int64_t s = 0; s < STRATA; s++) {
    double total;
    assert_int_equal(sdg16_capture_stratum(capture, s, &each[s], NULL), 0);
    n[s] = dense(each[s], weight[s]);
    sdg16_estimate e = {.value = NAN};
    const sdg16_mse *mse = sdg16_strata_mse(strata, s);
    sdg16_mse_estimate(mse, &e, sizeof e);
    assert_true(isnan(e.value) == !sdg16_model_has_estimate(sdg16_mse_status(mse)));
    if (!isnan(e.value)) assert_true(same_as_fresh(e.value, each[s], weight[s], o, &total));
    inestimable += isnan(e.value);
  }
  assert_true(d != NULL);
  for (int64_t r = 0; r < replicates; r++) {
    sdg16i_rng rng; /* one stream for all strata, in their order */
    sdg16i_rng_init(&rng, SEED, SDG16I_PURPOSE_NONPARAMETRIC, r);
    for (int64_t s = 0; s < STRATA; s++) {
      char name[200];
      double counts[CELLS], point, total;
      stratum_name(strata, s, name);
      const double *values = draws_of(d, name, &point);
      if (isnan(point)) {
        assert_true(isnan(values[r]));
        continue;
      }
      redraw(&rng, each[s], weight[s], n[s], counts);
      if (!same_as_fresh(values[r], each[s], counts, o, &total))
        fail_msg("%s, replicate %lld: %.12g, from scratch %.12g", name, (long long)r, values[r],
                 total);
      compared++;
      failed += !isfinite(values[r]);
    }
  }
  /* a person less in one stratum leaves the others what they are */
  int64_t units = 0;
  for (int64_t s = 0; s < STRATA; s++) {
    sdg16i_list_order order = sdg16i_list_order_by_name(each[s]);
    uint32_t cells = UINT32_C(1) << order.lists;
    for (uint32_t k = 0; k < cells && !isnan(point_of(strata, s)); k++) {
      uint32_t c = sdg16i_reorder_history(k, order.list);
      double counts[CELLS], total;
      if (!(weight[s][c] > 0)) continue;
      memcpy(counts, weight[s], sizeof counts);
      counts[c] -= 1;
      assert_true(d->weight[units] == weight[s][c] && d->group[units] == s);
      for (int64_t i = 0; i < STRATA; i++) {
        char name[200];
        stratum_name(strata, i, name);
        double value =
            sdg16i_jackknife_at(&d->cell[sdg16_draws_find(d, name)].jackknife, units);
        assert_true(i == s ? same_as_fresh(value, each[s], counts, o, &total)
                           : near(value, point_of(strata, i)));
      }
      units++;
    }
    sdg16_capture_free(each[s]);
  }
  assert_int_equal(units, d->units);
}

/* A margin's cell is the sum of its strata's, or where one of them has no estimate, that of
 * the others and of the persons observed there. */
static void check_sum(const sdg16_strata *strata, const sdg16_capture *capture,
                      const char *name, const char *sex, const char *age, int64_t replicates) {
  const sdg16_draws *d = sdg16_strata_draws(strata);
  double expected[64], sum = 0, constant = 0, point;
  int missing = 0, there = 0;
  for (int64_t r = 0; r < replicates; r++) expected[r] = 0;
  for (int64_t s = 0; s < STRATA; s++) {
    if (sex && strcmp(sex, sdg16_strata_value(strata, s, 0))) continue;
    if (age && strcmp(age, sdg16_strata_value(strata, s, 1))) continue;
    char cell[200];
    sdg16_capture *one;
    stratum_name(strata, s, cell);
    const double *values = draws_of(d, cell, &point);
    assert_int_equal(sdg16_capture_stratum(capture, s, &one, NULL), 0);
    missing += isnan(point);
    there += !isnan(point);
    if (isnan(point)) constant += (double)sdg16_capture_observed(one);
    sdg16_capture_free(one);
    if (isnan(point)) continue;
    sum += point;
    for (int64_t r = 0; r < replicates; r++) expected[r] += values[r];
  }
  char bound[220];
  snprintf(bound, sizeof bound, "%s (at least)", name);
  if (!there || missing) assert_int_equal(sdg16_draws_find(d, name), -1);
  if (!there || !missing) assert_int_equal(sdg16_draws_find(d, bound), -1);
  if (!there) return; /* nothing to add up */
  const double *values = draws_of(d, missing ? bound : name, &point);
  assert_true(near(point, sum + constant));
  for (int64_t r = 0; r < replicates; r++)
    assert_true(near(values[r], expected[r] + constant) ||
                (isinf(values[r]) && isinf(expected[r])));
}

static void check_sums(const sdg16_strata *strata, const sdg16_capture *capture,
                       int64_t replicates) {
  char name[200];
  check_sum(strata, capture, "total", NULL, NULL, replicates);
  for (int v = 0; v < 2; v++) {
    line_name(VALUES[0][v], NULL, name);
    check_sum(strata, capture, name, VALUES[0][v], NULL, replicates);
    line_name(NULL, VALUES[1][v], name);
    check_sum(strata, capture, name, NULL, VALUES[1][v], replicates);
  }
}

/* The total's lower bound is the cell "total (at least)" with its lower limit. */
static void check_bound(const sdg16_strata *strata, const char *status) {
  const sdg16_draws *d = sdg16_strata_draws(strata);
  sdg16_estimate bound, e;
  int64_t cell = sdg16_draws_find(d, "total (at least)");
  assert_true(cell >= 0);
  assert_string_equal(status, "incomplete");
  assert_int_equal(sdg16_strata_at_least(strata, &bound, sizeof bound), 0);
  assert_int_equal(
      sdg16_draws_interval(d, cell, SDG16_INTERVAL_BCA, 0.95, &e, sizeof e, NULL, 0, NULL), 0);
  assert_true(bound.value == e.value && near(bound.lower, e.lower) && isinf(bound.upper));
  assert_true(isnan(bound.se) && bound.flags == (e.flags | SDG16_FLAG_UPPER_OPEN));
  bounds++;
}

/* The rows agree with the draws: value, limits, status, and what was observed. */
static void check_rows(const sdg16_strata *strata, const sdg16_capture *capture,
                       const double *population) {
  const sdg16_table *t = sdg16_strata_estimates(strata);
  const sdg16_draws *d = sdg16_strata_draws(strata);
  int64_t rows = sdg16_table_rows(t), observed = 0;
  for (int64_t i = 0; i < rows; i++) {
    const char *sex = sdg16_table_text(t, i, sdg16_table_find(t, "sex"));
    const char *age = sdg16_table_text(t, i, sdg16_table_find(t, "age"));
    const char *status = sdg16_table_text(t, i, sdg16_table_find(t, "status"));
    char name[200];
    line_name(sex, age, name);
    if (sex && age) observed += (int64_t)real(t, i, "observed");
    double total = real(t, i, "total");
    int64_t cell = sdg16_draws_find(d, name);
    if (isnan(total)) {
      assert_true(cell < 0 || isnan(sdg16_draws_point(d, cell)));
      assert_string_not_equal(status, "ok");
      if (!sex && !age) check_bound(strata, status);
      continue;
    }
    sdg16_estimate e;
    assert_int_equal(
        sdg16_draws_interval(d, cell, SDG16_INTERVAL_BCA, 0.95, &e, sizeof e, NULL, 0, NULL),
        0);
    assert_true(near(total, e.value) && near(real(t, i, "lower"), e.lower));
    double upper = isinf(e.upper) ? NAN : e.upper; /* the table has it missing */
    assert_true(near(real(t, i, "upper"), upper) && near(real(t, i, "se"), e.se));
    assert_true(near(real(t, i, "hidden"), e.value - real(t, i, "observed")) ||
                fabs(real(t, i, "hidden") - (e.value - real(t, i, "observed"))) < 1e-9 * total);
    double people = 0;
    for (int s = 0; s < STRATA && population; s++)
      if ((!sex || !strcmp(sex, VALUES[0][s / 2])) && (!age || !strcmp(age, VALUES[1][s % 2])))
        people += population[s];
    if (!people) {
      assert_true(isnan(real(t, i, "rate")));
    } else {
      assert_true(real(t, i, "population") == people);
      assert_true(near(real(t, i, "rate"), total / people * 1e5));
      assert_true(near(real(t, i, "rate_lower"), e.lower / people * 1e5));
      assert_true(near(real(t, i, "rate_upper"), e.upper / people * 1e5));
    }
    if (!sex && !age) {
      sdg16_estimate total_of_all;
      assert_int_equal(sdg16_strata_estimate(strata, &total_of_all, sizeof total_of_all), 0);
      assert_int_equal(i, 0);
      assert_true(total_of_all.value == e.value && near(total_of_all.lower, e.lower));
    }
  }
  assert_int_equal(observed, sdg16_capture_observed(capture));
}

static void strata_are_estimated_as_if_alone(void **state) {
  (void)state;
  static const int32_t SELECT[] = {SDG16_SELECT_BIC, SDG16_SELECT_STEPWISE,
                                   SDG16_SELECT_DOWNHILL, SDG16_SELECT_FIXED};
  for (int k = 0; k < 24; k++) {
    sdg16_capture *capture = stratified(3 + k % 2, 500 + (uint64_t)k, k % 3 == 2);
    sdg16_mse_options o;
    sdg16_strata_options by;
    init(&o, &by, 16);
    o.select = SELECT[k % 4];
    if (o.select == SDG16_SELECT_FIXED) o.model = "[12]";
    sdg16_strata *strata = estimate(capture, &by, &o, 1 + k % 3);
    assert_int_equal(sdg16_strata_count(strata), STRATA);
    check_strata(strata, capture, &o, 16);
    check_sums(strata, capture, 16);
    check_rows(strata, capture, NULL);
    sdg16_strata_free(strata);
    sdg16_capture_free(capture);
  }
  print_message("%lld replicates, %lld without an estimate; %lld strata without\n",
                (long long)compared, (long long)failed, (long long)inestimable);
  assert_true(compared > 1000 && inestimable >= 8 && failed >= 5 && bounds >= 5);
}

/* One column of two keeps what the other divided. */
static void margins_of_one_column_are_its_strata(void **state) {
  (void)state;
  sdg16_capture *capture = stratified(3, 77, 0), *kept;
  assert_int_equal(sdg16_capture_keep_strata(capture, 1, COLUMNS + 1, &kept, NULL), 0);
  sdg16_mse_options o;
  sdg16_strata_options by;
  init(&o, &by, 5);
  by.columns = COLUMNS + 1;
  by.column_count = 1;
  sdg16_strata *a = estimate(capture, &by, &o, 1), *b = estimate(kept, &by, &o, 1);
  assert_int_equal(sdg16_strata_count(a), 2);
  assert_string_equal(sdg16_draws_provenance(sdg16_strata_draws(a)),
                      sdg16_draws_provenance(sdg16_strata_draws(b)));
  for (int64_t c = 0; c < 3; c++)
    assert_memory_equal(sdg16_draws_values(sdg16_strata_draws(a), c),
                        sdg16_draws_values(sdg16_strata_draws(b), c), 5 * sizeof(double));
  sdg16_strata_free(a);
  sdg16_strata_free(b);
  sdg16_capture_free(capture);
  sdg16_capture_free(kept);
}

static void the_order_of_lists_does_not_matter(void **state) {
  (void)state;
  int64_t values = 0, apart = 0;
  for (int k = 0; k < 12; k++) {
    sdg16_capture *capture[2];
    sdg16_strata *strata[2];
    sdg16_mse_options o;
    sdg16_strata_options by;
    init(&o, &by, 10);
    by.common_model = k % 2;
    for (int i = 0; i < 2; i++) {
      capture[i] = stratified_in_order(3 + k % 3, 60 + (uint64_t)k, k % 3 == 0, i);
      strata[i] = estimate(capture[i], &by, &o, 1 + i);
    }
    const sdg16_draws *x = sdg16_strata_draws(strata[0]), *y = sdg16_strata_draws(strata[1]);
    assert_true(!x == !y);
    assert_int_equal(x ? x->cells : 0, y ? y->cells : 0);
    if (x) assert_string_equal(sdg16_draws_provenance(x), sdg16_draws_provenance(y));
    for (int64_t c = 0; x && c < x->cells; c++) {
      assert_string_equal(x->cell[c].name, y->cell[c].name);
      for (int64_t r = 0; r < 10; r++, values++)
        apart += !near(x->cell[c].replicate[r], y->cell[c].replicate[r]);
    }
    for (int i = 0; i < 2; i++) {
      sdg16_strata_free(strata[i]);
      sdg16_capture_free(capture[i]);
    }
  }
  /* models that tie exactly are told apart by their order alone */
  assert_true(values > 500 && apart <= values / 100);
}

/* ---- a common model ---- */

/* The best model for all of the tables, by fitting every model to every table. */
typedef struct joint {
  double criterion; /* infinite: none */
  double next;      /* of the second best */
  char model[64];
  double total[STRATA];
} joint;

static joint best_for_all(sdg16_capture *const *table, int count, int32_t select) {
  sdg16_table *fits[STRATA];
  joint best = {.criterion = INFINITY, .next = INFINITY};
  double n = 0;
  for (int s = 0; s < count; s++) {
    n += (double)sdg16_capture_observed(table[s]);
    assert_int_equal(
        sdg16_model_fit_all(table[s], SDG16_EXISTENCE_TOTAL, 0, 200, NULL, &fits[s], NULL), 0);
  }
  for (int64_t i = 0; i < sdg16_table_rows(fits[0]); i++) {
    const char *model = sdg16_table_text(fits[0], i, 0);
    double p = 0, loglik = 0, total[STRATA];
    for (int s = 0; s < count; s++) {
      int64_t row = row_of_model(fits[s], model);
      double own = real(fits[s], row, "parameters");
      p += own;
      loglik += own - real(fits[s], row, "aic") / 2; /* NaN: not admissible */
      total[s] = real(fits[s], row, "total");
    }
    double value = select == SDG16_SELECT_BIC   ? p * log(n) - 2 * loglik
                   : select == SDG16_SELECT_AIC ? 2 * p - 2 * loglik
                   : n > p + 1 ? 2 * p + 2 * (p * p + p) / (n - p - 1) - 2 * loglik
                               : INFINITY;
    if (value < best.criterion) {
      best.next = best.criterion;
      best.criterion = value;
      snprintf(best.model, sizeof best.model, "%s", model);
      memcpy(best.total, total, sizeof total);
    } else if (value < best.next) {
      best.next = value;
    }
  }
  for (int s = 0; s < count; s++) sdg16_table_free(fits[s]);
  return best;
}

/* Strata that take part: independence has an estimate, persons are on two lists. */
static int takes_part(const sdg16_capture *table) {
  sdg16_model *independence;
  int32_t status;
  assert_int_equal(sdg16_model_parse(table, "[]", &independence, NULL), 0);
  assert_int_equal(sdg16_model_check(table, independence, SDG16_EXISTENCE_TOTAL, &status, NULL),
                   0);
  sdg16_model_free(independence);
  return data_allow(table) && sdg16_model_has_estimate(status);
}

/* Tables in which not even independence has an estimate take no part: NaN. */
static joint best_for_those_that_can(sdg16_capture *const *drawn, int count, int32_t select) {
  sdg16_capture *can[STRATA] = {drawn[0]};
  int place[STRATA], those = 0;
  for (int s = 0; s < count; s++) {
    if (!takes_part(drawn[s])) continue;
    place[those] = s;
    can[those++] = drawn[s];
  }
  joint best = best_for_all(can, those ? those : 1, select), out = best;
  for (int s = 0; s < count; s++)
    out.total[s] = drawn[s] ? draw_of_case(drawn[s], NULL, SDG16_EXISTENCE_TOTAL) : NAN;
  for (int k = 0; k < those; k++) out.total[place[k]] = best.total[k];
  if (!those) out.criterion = INFINITY;
  return out;
}

static void check_common(uint64_t seed, int32_t lists, int poor, int32_t select,
                         int64_t *checked) {
  enum { REPLICATES = 8 };
  sdg16_capture *capture = stratified(lists, seed, poor), *each[STRATA], *sharing[STRATA];
  int64_t number[STRATA];
  int count = 0;
  sdg16_mse_options o;
  sdg16_strata_options by;
  init(&o, &by, REPLICATES);
  o.select = select;
  by.common_model = 1;
  sdg16_strata *strata = estimate(capture, &by, &o, 2);
  for (int64_t s = 0; s < STRATA; s++) {
    assert_int_equal(sdg16_capture_stratum(capture, s, &each[s], NULL), 0);
    if (takes_part(each[s])) {
      number[count] = s;
      sharing[count++] = each[s];
    } else {
      assert_true(sdg16_mse_status(sdg16_strata_mse(strata, s)) != SDG16_MODEL_OK);
    }
  }
  joint best = best_for_all(sharing, count, select);
  sdg16_search_summary search;
  for (int s = 0; s < count; s++) {
    const sdg16_mse *mse = sdg16_strata_mse(strata, number[s]);
    sdg16_estimate e;
    char model[64];
    if (isinf(best.criterion)) {
      assert_int_equal(sdg16_mse_status(mse), SDG16_MODEL_NONE_ADMISSIBLE);
      continue;
    }
    sdg16_mse_estimate(mse, &e, sizeof e);
    sdg16_mse_search(mse, &search, sizeof search);
    assert_true(search.exact && fabs(search.best - best.criterion) < 1e-7);
    if (best.next < best.criterion + 1e-6) continue; /* a tie */
    sdg16_model_format(sdg16_mse_model(mse), SDG16_MODEL_NUMBERS, NULL, model, sizeof model);
    assert_string_equal(model, best.model);
    sdg16_fit_summary fit; /* a refused model may be preferred: then this is a lower bound */
    assert_int_equal(sdg16_fit_summarise(sdg16_mse_fit(mse), &fit, sizeof fit), 0);
    assert_true(near(fit.total, best.total[s]));
    if (sdg16_model_has_estimate(sdg16_mse_status(mse))) assert_true(e.value == fit.total);
  }
  int kept = 0; /* those with an estimate choose together in replicates */
  for (int s = 0; s < count; s++) {
    if (!sdg16_model_has_estimate(sdg16_mse_status(sdg16_strata_mse(strata, number[s]))))
      continue;
    number[kept] = number[s];
    sharing[kept++] = sharing[s];
  }
  count = kept;
  const sdg16_draws *d = sdg16_strata_draws(strata);
  sdg16i_list_order order = sdg16i_list_order_by_name(capture);
  uint32_t cells = UINT32_C(1) << order.lists, k = 0, cell;
  for (int64_t unit = 0, of = 0; d && unit < d->units; unit++, k++) {
    sdg16_capture *drawn[STRATA];
    double counts[CELLS];
    for (dense(sharing[of], counts);; k++) {
      if (k == cells) dense(sharing[++of], counts);
      k %= cells;
      cell = sdg16i_reorder_history(k, order.list);
      if (counts[cell] > 0) break;
    }
    assert_true(d->weight[unit] == counts[cell] && d->group[unit] == of);
    counts[cell] -= 1;
    int parted = is_parted(sharing[of], counts);
    for (int s = 0; s < count; s++) {
      double all[CELLS];
      dense(sharing[s], all);
      drawn[s] = capture_of(sharing[s], s == of ? counts : all);
    }
    best = best_for_those_that_can(drawn, count, select);
    for (int s = 0; s < count; s++) {
      char name[200];
      stratum_name(strata, number[s], name);
      double value = sdg16i_jackknife_at(&d->cell[sdg16_draws_find(d, name)].jackknife, unit);
      double expected = best.total[s];
      int apart = isinf(value) && parted; /* a refused model may be preferred */
      if (!(best.next < best.criterion + 1e-6) && !near(value, expected) && !apart)
        fail_msg("seed %llu, %s, unit %lld: %.12g, expected %.12g", (unsigned long long)seed,
                 name, (long long)unit, value, expected);
      sdg16_capture_free(drawn[s]);
    }
  }
  for (int64_t r = 0; d && r < REPLICATES; r++) {
    sdg16i_rng rng;
    sdg16_capture *drawn[STRATA];
    sdg16i_rng_init(&rng, SEED, SDG16I_PURPOSE_NONPARAMETRIC, r);
    int parted = 0;
    for (int s = 0; s < count; s++) {
      double weight[CELLS], counts[CELLS], n = dense(sharing[s], weight);
      redraw(&rng, sharing[s], weight, n, counts);
      parted |= is_parted(sharing[s], counts);
      drawn[s] = capture_of(sharing[s], counts);
    }
    best = best_for_those_that_can(drawn, count, select);
    for (int s = 0; s < count; s++) {
      char name[200];
      double point;
      stratum_name(strata, number[s], name);
      double value = draws_of(d, name, &point)[r];
      double expected = best.total[s];
      int apart = isinf(value) && parted; /* a refused model may be preferred */
      if (!(best.next < best.criterion + 1e-6) && !near(value, expected) && !apart)
        fail_msg("seed %llu, %s, replicate %lld: %.12g, expected %.12g",
                 (unsigned long long)seed, name, (long long)r, value, expected);
      ++*checked;
    }
    for (int s = 0; s < count; s++) sdg16_capture_free(drawn[s]);
  }
  if (d) {
    check_sums(strata, capture, REPLICATES);
    check_rows(strata, capture, NULL);
  }
  for (int64_t s = 0; s < STRATA; s++) sdg16_capture_free(each[s]);
  sdg16_strata_free(strata);
  sdg16_capture_free(capture);
}

static void a_common_model_is_the_best_for_all_strata_together(void **state) {
  (void)state;
  static const int32_t SELECT[] = {SDG16_SELECT_BIC, SDG16_SELECT_AIC, SDG16_SELECT_AICC};
  int64_t checked = 0;
  for (int k = 0; k < 24; k++)
    check_common(800 + (uint64_t)k, k % 4 ? 3 : 4, k % 5 == 4, SELECT[k % 3], &checked);
  assert_true(checked > 400);
}

/* ---- population ---- */

static sdg16_table *people(const double *population, int64_t rows) {
  sdg16_table *table;
  int32_t code[2][STRATA + 1] = {{0, 0, 1, 1, 0}, {0, 1, 0, 1, 0}};
  static const char *const AREAS[] = {"N", "S"};
  static const int32_t AREA[STRATA + 1] = {0, 0, 0, 0, 1};
  assert_int_equal(sdg16_table_new(&table, NULL), 0);
  for (int k = 1; k >= 0; k--) /* in another order than the strata's */
    assert_int_equal(
        sdg16_table_add_text(table, COLUMNS[k], rows, code[k], NULL, 2, VALUES[k], NULL), 0);
  assert_int_equal(sdg16_table_add_text(table, "area", rows, AREA, NULL, 2, AREAS, NULL), 0);
  assert_int_equal(sdg16_table_add_double(table, "population", rows, population, NULL, NULL),
                   0);
  return table;
}

static void rates_are_by_the_people_of_each_line(void **state) {
  (void)state;
  static const double PARTS[] = {3e6, 2.5e6, 1e6, 7.25e6,
                                 1e6}; /* the fifth adds to the first */
  static const double POPULATION[] = {4e6, 2.5e6, 1e6, 7.25e6};
  sdg16_mse_options o;
  sdg16_strata_options by;
  init(&o, &by, 12);
  for (int k = 0; k < 6; k++) {
    sdg16_capture *capture = stratified(3, 40 + (uint64_t)k, k % 2);
    sdg16_table *table = people(PARTS, STRATA + 1);
    by.population = table;
    if (sdg16_capture_observed(capture) < 1000000) {
      sdg16_strata *strata = estimate(capture, &by, &o, 1);
      check_rows(strata, capture, POPULATION);
      sdg16_strata_free(strata);
    }
    sdg16_table_free(table);
    sdg16_capture_free(capture);
  }
}

static void populations_that_cannot_be_are_refused(void **state) {
  (void)state;
  sdg16_capture *capture = stratified(3, 40, 0);
  static const struct {
    double people[STRATA];
    int64_t rows;
    const char *text;
  } BAD[] = {
      {{1e9, 1e9, 1e9, 1e9},
       3,
       "population must have a row for sex=M,age=minor\\, at \"risk\""},
      {{1e9, 1e9, 1e9, 3},
       4,
       "population of sex=M,age=minor\\, at \"risk\" must be at least the 216 people observed, "
       "not 3"},
      {{1e9, NAN, 1e9, 1e9},
       4,
       "population, data row 2, column 'population': expected a number of people of 0 or more "
       "without thousands separators, found 'nan'"},
      {{1e9, 1e9, -1, 1e9},
       4,
       "population, data row 3, column 'population': expected a number of people of 0 or more "
       "without thousands separators, found '-1'"},
      {{1e9, 1e9, 1e9, INFINITY}, 4, "population, data row 4, column 'population': "},
  };
  sdg16_mse_options o;
  sdg16_strata_options by;
  sdg16_strata *strata;
  sdg16_error error;
  init(&o, &by, 2);
  for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
    sdg16_table *table = people(BAD[i].people, BAD[i].rows);
    sdg16_error_init(&error, sizeof error);
    by.population = table;
    int32_t status = sdg16_strata_new(capture, &by, &o, NULL, &strata, &error);
    assert_null(strata);
    if (status != SDG16_ERR_POPULATION || !strstr(error.message, BAD[i].text))
      fail_msg("population %zu: %s: %s", i, sdg16_status_name(status), error.message);
    sdg16_table_free(table);
  }
  sdg16_table *table;
  assert_int_equal(sdg16_table_new(&table, NULL), 0);
  int64_t one = 1;
  assert_int_equal(sdg16_table_add_int64(table, "population", 1, &one, NULL, NULL), 0);
  by.population = table;
  assert_int_equal(sdg16_strata_new(capture, &by, &o, NULL, &strata, &error), SDG16_ERR_COLUMN);
  assert_string_equal(error.message, "population must have the column 'sex'");
  sdg16_table_free(table);
  sdg16_capture_free(capture);
}

static void options_that_do_not_go_with_strata_are_refused(void **state) {
  (void)state;
  static const char *const TWICE[] = {"sex", "sex"}, *const UNKNOWN[] = {"sex", "size"};
  sdg16_capture *capture = stratified(3, 40, 0);
  for (int k = 0; k < 6; k++) {
    sdg16_mse_options o;
    sdg16_strata_options by;
    sdg16_strata *strata;
    sdg16_error error;
    init(&o, &by, 2);
    sdg16_error_init(&error, sizeof error);
    if (k == 0) by.column_count = 0;
    if (k == 1) by.columns = TWICE;
    if (k == 2) by.columns = UNKNOWN;
    if (k == 3) o.top_intervals = 3;
    if (k == 4) by.common_model = 1, o.select = SDG16_SELECT_STEPWISE;
    if (k == 5) by.common_model = 1, o.model = "[12]";
    static const int32_t STATUS[] = {SDG16_ERR_ARGUMENT, SDG16_ERR_NAME,   SDG16_ERR_NAME,
                                     SDG16_ERR_OPTION,   SDG16_ERR_OPTION, SDG16_ERR_OPTION};
    int32_t status = sdg16_strata_new(capture, &by, &o, NULL, &strata, &error);
    if (status != STATUS[k] || strata || !*error.message)
      fail_msg("case %d: %s: %s", k, sdg16_status_name(status), error.message);
  }
  sdg16_capture_free(capture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(strata_are_estimated_as_if_alone),
      cmocka_unit_test(margins_of_one_column_are_its_strata),
      cmocka_unit_test(the_order_of_lists_does_not_matter),
      cmocka_unit_test(a_common_model_is_the_best_for_all_strata_together),
      cmocka_unit_test(rates_are_by_the_people_of_each_line),
      cmocka_unit_test(populations_that_cannot_be_are_refused),
      cmocka_unit_test(options_that_do_not_go_with_strata_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
