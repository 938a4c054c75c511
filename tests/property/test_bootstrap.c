/* The bootstrap does in each replicate what an estimation from scratch would do with the
 * same resampled table, whatever the threads, shards and order of lists. Random tables with
 * fixed seeds, and public ones; the tables are drawn again here, from the streams. */
#include "../unit/draws_csv.h"
#include "mse/bootstrap/draws.h"
#include "mse/bootstrap/multinomial.h"
#include "mse/estimate/estimate.h"
#include "mse/loglinear/list_order.h"
#include "random_tables.h"
#include "resampling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *datasets;

/* Tables of every kind and size, then the public ones; NULL behind the last. */
#define RANDOM_TABLES 24
static sdg16_capture *table_number(int k) {
  static const char *const PUBLIC[] = {"korea", "kosovo", "artificial-3", "uk2013-5"};
  if (k < RANDOM_TABLES) {
    uint64_t state = 40 + (uint64_t)k;
    static const int KINDS[] = {TABLE_SPARSE, TABLE_TINY, TABLE_DENSE, TABLE_LOGLIN};
    return random_table_of(KINDS[k % 4], 3 + k / 4 % 3, &state);
  }
  if (k >= RANDOM_TABLES + 4) return NULL;
  char path[4096];
  snprintf(path, sizeof path, "%s/%s/data.csv", datasets, PUBLIC[k - RANDOM_TABLES]);
  const char *paths[] = {path};
  sdg16_capture *capture;
  assert_int_equal(sdg16_capture_read(1, paths, NULL, &capture, NULL), 0);
  return capture;
}

static sdg16_mse_options defaults(int64_t replicates) {
  sdg16_mse_options o;
  sdg16_mse_options_init(&o, sizeof o);
  o.replicates = replicates;
  o.interval = SDG16_INTERVAL_BCA;
  return o;
}

static sdg16_mse *estimate(const sdg16_capture *capture, const sdg16_mse_options *o,
                           int32_t threads, int64_t begin, int64_t end) {
  sdg16_exec_options exec;
  sdg16_error error;
  sdg16_mse *mse;
  sdg16_error_init(&error, sizeof error);
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.threads = threads;
  exec.seed = SEED;
  exec.replicate_begin = begin;
  exec.replicate_end = end;
  if (sdg16_mse_new(capture, o, &exec, &mse, &error)) fail_msg("%s", error.message);
  return mse;
}

/* ---- threads, shards, order ---- */

/* The ways to choose. All orders up to five lists, by AIC (which takes its time) to four. */
static void set_way(sdg16_mse_options *o, const sdg16_capture *capture, int way) {
  static const int32_t SELECT[] = {
      SDG16_SELECT_BIC,  SDG16_SELECT_STEPWISE, SDG16_SELECT_DOWNHILL, SDG16_SELECT_AIC,
      SDG16_SELECT_AICC, SDG16_SELECT_FIXED,    SDG16_SELECT_BIC,      SDG16_SELECT_BIC};
  int32_t lists = sdg16_capture_lists(capture);
  o->select = SELECT[way];
  if (lists > 5 || (lists > 4 && (way == 3 || way == 4))) o->max_order = 2;
  if (way == 5) o->model = "[12,3]";
  if (way == 6) o->reselect = 0;
  if (way == 7) o->bootstrap_kind = SDG16_BOOTSTRAP_PARAMETRIC;
}
#define WAYS 8

static void threads_and_shards_change_no_bit(void **state) {
  (void)state;
  static const int32_t THREADS[] = {2, 3, 8};
  static const int64_t CUTS[] = {0, 1, 9, 9, 20};
  int64_t compared = 0;
  sdg16_capture *capture;
  for (int k = 0; (capture = table_number(k)); k++) {
    sdg16_mse_options o = defaults(20);
    set_way(&o, capture, k % WAYS);
    sdg16_mse *whole = estimate(capture, &o, 1, 0, -1);
    sdg16_estimate e;
    sdg16_mse_estimate(whole, &e, sizeof e);
    for (int t = 0; t < 3 && sdg16_mse_draws(whole); t++) {
      sdg16_mse *mse = estimate(capture, &o, THREADS[t], 0, -1);
      sdg16_estimate other;
      sdg16_mse_estimate(mse, &other, sizeof other);
      char *a = csv_of(sdg16_mse_draws(whole)), *b = csv_of(sdg16_mse_draws(mse));
      assert_string_equal(a, b);
      assert_memory_equal(&e, &other, sizeof e);
      free(a);
      free(b);
      sdg16_mse_free(mse);
      compared++;
    }
    sdg16_mse *mse[4];
    const sdg16_draws *shard[4];
    for (int s = 0; s < 4; s++) {
      mse[s] = estimate(capture, &o, 1 + s % 2, CUTS[s], CUTS[s + 1]);
      shard[3 - s] = sdg16_mse_draws(mse[s]);
      sdg16_mse_estimate(mse[s], &e, sizeof e);
      assert_true(!shard[3 - s] == !sdg16_mse_draws(whole));
      if (shard[3 - s]) assert_true(e.flags & SDG16_FLAG_PARTIAL);
    }
    if (sdg16_mse_draws(whole)) {
      sdg16_draws *merged;
      assert_int_equal(sdg16_draws_merge(4, shard, 0, &merged, NULL), 0);
      char *a = csv_of(sdg16_mse_draws(whole)), *b = csv_of(merged);
      assert_string_equal(a, b);
      free(a);
      free(b);
      sdg16_draws_free(merged);
    }
    for (int s = 0; s < 4; s++) sdg16_mse_free(mse[s]);
    sdg16_mse_free(whole);
    sdg16_capture_free(capture);
  }
  assert_true(compared > 50);
}

/* Lists in another order, with their names; rows in another order, and split. */
static sdg16_capture *shuffled(const sdg16_capture *capture, uint64_t *state) {
  const uint32_t *history;
  const int64_t *count;
  int32_t lists = sdg16_capture_lists(capture), to[8];
  int64_t rows = sdg16_capture_histories(capture, &history, &count), size = 0;
  const char *name[8];
  uint32_t moved[2 * CELLS];
  int64_t part[2 * CELLS];
  for (int32_t j = 0; j < lists; j++) to[j] = j;
  for (int32_t j = lists - 1; j > 0; j--) {
    int32_t i = (int32_t)(random_bits(state) % (uint64_t)(j + 1)), swap = to[j];
    to[j] = to[i];
    to[i] = swap;
  }
  for (int32_t j = 0; j < lists; j++) name[to[j]] = sdg16_capture_list_name(capture, j);
  for (int64_t i = rows - 1; i >= 0; i--) {
    uint32_t h = 0;
    for (int32_t j = 0; j < lists; j++) h |= (history[i] >> j & 1) << to[j];
    int64_t first = (int64_t)(random_bits(state) % (uint64_t)(count[i] + 1));
    moved[size] = h;
    part[size++] = first;
    moved[2 * rows - size] = h;
    part[2 * rows - size] = count[i] - first;
  }
  sdg16_capture *out;
  assert_int_equal(sdg16_capture_new(lists, name, 2 * rows, moved, part, &out, NULL), 0);
  return out;
}

static void the_order_of_lists_and_rows_does_not_matter(void **state) {
  (void)state;
  sdg16_capture *capture;
  int64_t values = 0, apart = 0;
  for (int k = 0; (capture = table_number(k)); k++) {
    uint64_t random = 900 + (uint64_t)k;
    sdg16_mse_options o = defaults(30);
    int way = k % WAYS;
    if (way == 5) way = 6; /* a fixed model is written with the numbers of the lists */
    set_way(&o, capture, way);
    sdg16_capture *other = shuffled(capture, &random);
    sdg16_mse *a = estimate(capture, &o, 1, 0, -1), *b = estimate(other, &o, 2, 0, -1);
    const sdg16_draws *x = sdg16_mse_draws(a), *y = sdg16_mse_draws(b);
    assert_int_equal(sdg16_mse_status(a), sdg16_mse_status(b));
    assert_true(!x == !y);
    int64_t before = apart;
    if (x) {
      assert_string_equal(sdg16_draws_provenance(x), sdg16_draws_provenance(y));
      for (int64_t i = 0; i < 30; i++, values++)
        apart += !near(sdg16_draws_values(x, 0)[i], sdg16_draws_values(y, 0)[i]);
    }
    sdg16_estimate e, f;
    sdg16_mse_estimate(a, &e, sizeof e);
    sdg16_mse_estimate(b, &f, sizeof f);
    if (apart == before) {
      assert_true(near(e.value, f.value) && near(e.lower, f.lower) && near(e.upper, f.upper));
      assert_int_equal(e.flags, f.flags);
    }
    sdg16_mse_free(a);
    sdg16_mse_free(b);
    sdg16_capture_free(capture);
    sdg16_capture_free(other);
  }
  /* p-values that tie are told apart by the order of the pairs: stepwise and downhill */
  if (apart > values / 1000)
    fail_msg("%lld of %lld draws differ", (long long)apart, (long long)values);
  assert_true(values > 500);
}

/* ---- replicate by replicate ---- */

/* The history at a place, with the lists in the order of their names: so stand the units of
 * the jackknife. */
static uint32_t history_at(const sdg16_capture *capture, int64_t place) {
  sdg16i_list_order order = sdg16i_list_order_by_name(capture);
  return sdg16i_reorder_history((uint32_t)place, order.list);
}

typedef struct tally {
  int64_t compared, failed, tied;
} tally;

static void compare(double got, const sdg16_capture *like, const double *counts,
                    const sdg16_mse_options *o, tally *t, const char *what, int table,
                    int way) {
  double total;
  int same = same_as_fresh(got, like, counts, o, &total);
  t->compared++;
  t->failed += !isfinite(got);
  t->tied += same == 2;
  if (!same)
    fail_msg("table %d, way %d: %s %.12g, from scratch %.12g", table, way, what, got, total);
}

static void compare_table(const sdg16_capture *capture, int way, int table, tally *t) {
  sdg16_mse_options o = defaults(10);
  set_way(&o, capture, way);
  o.existence = table % 3 ? SDG16_EXISTENCE_COEFFICIENTS : SDG16_EXISTENCE_TOTAL;
  sdg16_mse *mse = estimate(capture, &o, 1, 0, -1);
  const sdg16_draws *d = sdg16_mse_draws(mse);
  if (d) {
    char model[512];
    double counts[CELLS], weight[CELLS], n = dense(capture, weight);
    int parametric = o.bootstrap_kind == SDG16_BOOTSTRAP_PARAMETRIC;
    int64_t failed = 0;
    sdg16_model_format(sdg16_mse_model(mse), SDG16_MODEL_NUMBERS, NULL, model, sizeof model);
    if (!o.reselect) o.model = model;
    for (int64_t place = 0, unit = 0; place >> sdg16_capture_lists(capture) == 0; place++) {
      uint32_t k = history_at(capture, place);
      if (!(weight[k] > 0)) continue;
      memcpy(counts, weight, sizeof counts);
      counts[k] -= 1;
      assert_true(d->weight[unit] == weight[k] && d->group[unit] == 0);
      compare(d->cell[0].jackknife.value[unit++], capture, counts, &o, t, "unit", table, way);
    }
    if (parametric) {
      memcpy(weight, sdg16_fit_means(sdg16_mse_fit(mse)),
             sizeof weight[0] << sdg16_capture_lists(capture));
      n = floor(sdg16_draws_point(d, 0));
    }
    for (int64_t r = 0; r < 10; r++) {
      redraw_alone(capture, weight, n, parametric, r, counts);
      compare(d->cell[0].replicate[r], capture, counts, &o, t, "replicate", table, way);
      failed += isnan(d->cell[0].replicate[r]);
    }
    sdg16_estimate e;
    sdg16_bootstrap_summary s;
    assert_int_equal(
        sdg16_draws_interval(d, 0, SDG16_INTERVAL_BCA, 0.95, &e, sizeof e, &s, sizeof s, NULL),
        0);
    assert_int_equal(s.failed, failed);
    const sdg16_table *row = sdg16_mse_estimates(mse);
    assert_int_equal(sdg16_table_int64(row, sdg16_table_find(row, "failed"))[0], failed);
  }
  sdg16_mse_free(mse);
}

static void every_replicate_is_an_estimation_from_scratch(void **state) {
  (void)state;
  tally t = {0};
  sdg16_capture *capture;
  for (int k = 0; (capture = table_number(k)); k++) {
    for (int way = 0; way < WAYS; way++) compare_table(capture, way, k, &t);
    sdg16_capture_free(capture);
  }
  for (int k = 0; k < 2; k++) { /* six lists, pairs */
    uint64_t random = 70 + (uint64_t)k;
    capture = random_table(6, &random);
    for (int way = 0; way < WAYS; way++) compare_table(capture, way, 100 + k, &t);
    sdg16_capture_free(capture);
  }
  print_message("%lld replicates and units, %lld without an estimate, %lld ties\n",
                (long long)t.compared, (long long)t.failed, (long long)t.tied);
  assert_true(t.compared > 3000 && t.failed >= 40 && t.tied < t.compared / 50);
}

/* A search of the data that was not proved: replicates improve on the best models of the
 * data without a proof, by a rule of counts, and are counted. */
static void replicates_are_not_proved_where_the_search_was_not(void **state) {
  (void)state;
  uint64_t random = 6;
  sdg16_capture *capture = random_table_of(TABLE_DENSE, 6, &random);
  sdg16_mse_options o = defaults(8);
  sdg16_search_summary search;
  sdg16_estimate e;
  o.search_fits = 1;
  sdg16_mse *mse = estimate(capture, &o, 1, 0, -1), *again = estimate(capture, &o, 2, 0, -1);
  sdg16_mse_search(mse, &search, sizeof search);
  assert_true(!search.exact && search.gap > 0);
  sdg16_mse_estimate(mse, &e, sizeof e);
  assert_true(e.flags & SDG16_FLAG_NOT_EXACT);
  assert_int_equal(mse->draws.unproved, 8);
  assert_non_null(strstr(sdg16_draws_provenance(sdg16_mse_draws(mse)), ";search_fits=1"));
  assert_memory_equal(sdg16_draws_values(sdg16_mse_draws(mse), 0),
                      sdg16_draws_values(sdg16_mse_draws(again), 0), 8 * sizeof(double));
  sdg16_mse_free(mse);
  sdg16_mse_free(again);
  sdg16_capture_free(capture);
}

/* ---- the best of the first k ---- */

/* Without an estimate among the first k + 1: the case in which they agree. */
static double case_of_all(const sdg16_table *all, const sdg16_table *ranking, int64_t k,
                          const sdg16_capture *resampled) {
  const char *agreed = NULL;
  for (int64_t i = 0; all && i <= k; i++) {
    int64_t row = row_of_model(all, sdg16_table_text(ranking, i, 0));
    const char *status = sdg16_table_text(all, row, sdg16_table_find(all, "status"));
    if (agreed && strcmp(agreed, status)) return NAN;
    agreed = status;
  }
  return !agreed                          ? NAN
         : !strcmp(agreed, "unbounded")   ? INFINITY
         : !strcmp(agreed, "none-hidden") ? (double)sdg16_capture_observed(resampled)
                                          : NAN;
}

/* What the top draws should hold, from the fits of all models to the resampled table. */
static void compare_top(const sdg16_draws *top, const double *value[], int64_t slot,
                        const sdg16_table *ranking, const sdg16_capture *like,
                        const double *counts, double exact) {
  sdg16_capture *resampled = capture_of(like, counts);
  sdg16_table *all = NULL;
  if (resampled)
    assert_int_equal(
        sdg16_model_fit_all(resampled, SDG16_EXISTENCE_TOTAL, 0, 200, NULL, &all, NULL), 0);
  double lowest = INFINITY, total = NAN, overall = INFINITY;
  int64_t best = -1;
  if (isinf(exact) && data_allow(resampled) && is_parted(like, counts)) {
    for (int64_t k = 0; k < top->cells; k++) assert_true(isinf(value[k][slot]));
    sdg16_table_free(all);
    sdg16_capture_free(resampled);
    return;
  }
  for (int64_t i = 0; all && i < sdg16_table_rows(all); i++)
    if (real(all, i, "bic") < overall) overall = real(all, i, "bic"), best = i;
  if (!(data_allow(resampled))) best = -1;
  for (int64_t k = 0; k < top->cells; k++) {
    int64_t row = all ? row_of_model(all, sdg16_table_text(ranking, k, 0)) : -1;
    double bic = row < 0 ? NAN : real(all, row, "bic");
    if (bic < lowest) {
      if (bic < lowest - 1e-7) total = NAN;
      lowest = bic;
      total = real(all, row, "total");
    }
    double got = value[k][slot];
    if (isinf(lowest)) total = case_of_all(all, ranking, k, resampled);
    if (!near(got, total)) { /* another one with the same criterion? */
      int tie = 0;
      for (int64_t i = 0; i <= k; i++) {
        row = row_of_model(all, sdg16_table_text(ranking, i, 0));
        tie |= near(got, real(all, row, "total")) && real(all, row, "bic") < lowest + 1e-7;
      }
      if (!tie) fail_msg("top %lld: %.12g, expected %.12g", (long long)k + 1, got, total);
    }
    /* once the best model of all is among them, it is the exact selection's */
    if (best >= 0 && row >= 0 && lowest <= overall)
      assert_true(near(exact, got) || lowest > overall - 1e-7);
  }
  sdg16_table_free(all);
  sdg16_capture_free(resampled);
}

static void the_best_of_the_first_k_models(void **state) {
  (void)state;
  int64_t tables = 0;
  for (int k = 0; k < 24; k++) {
    uint64_t random = 300 + (uint64_t)k;
    sdg16_capture *capture = k < 12 ? random_table(3 + k % 2, &random)
                                    : table_number(k - 12 < 8 ? k - 12 : RANDOM_TABLES + k % 2);
    sdg16_mse_options o = defaults(15);
    o.top_intervals = k % 3 ? 200 : 5; /* all models, or some */
    sdg16_mse *mse = estimate(capture, &o, 2, 0, -1);
    const sdg16_draws *d = sdg16_mse_draws(mse), *top = sdg16_mse_top_draws(mse);
    assert_true(!d == !top);
    if (d) {
      const sdg16_table *ranking = sdg16_mse_models(mse), *shown = sdg16_mse_top(mse);
      assert_true(top->cells <= o.top_intervals && top->cells >= 1);
      assert_int_equal(top->cells, sdg16_table_rows(ranking) < o.top_intervals
                                       ? sdg16_table_rows(ranking)
                                       : o.top_intervals);
      const double *units[200], *replicates[200];
      for (int64_t i = 0; i < top->cells; i++) {
        units[i] = top->cell[i].jackknife.value;
        replicates[i] = top->cell[i].replicate;
        assert_true(near(top->cell[i].point, d->cell[0].point));
      }
      double counts[CELLS], weight[CELLS], n = dense(capture, weight);
      int64_t within[201] = {0}, surely[201] = {0}; /* of ties any may be drawn */
      for (int64_t r = 0; r < 15; r++) {
        redraw_alone(capture, weight, n, 0, r, counts);
        compare_top(top, replicates, r, ranking, capture, counts, d->cell[0].replicate[r]);
        int64_t last, rank = rank_of_best(ranking, top->cells, capture, counts, &last);
        for (int64_t i = rank; i <= top->cells; i++) within[i]++;
        for (int64_t i = last; i <= top->cells; i++) surely[i]++;
      }
      for (int64_t place = 0, unit = 0; place >> sdg16_capture_lists(capture) == 0; place++) {
        uint32_t c = history_at(capture, place);
        if (!(weight[c] > 0)) continue;
        memcpy(counts, weight, sizeof counts);
        counts[c] -= 1;
        compare_top(top, units, unit, ranking, capture, counts, d->cell[0].jackknife.value[unit]);
        unit++;
      }
      assert_int_equal(sdg16_table_rows(shown), top->cells + 1);
      for (int64_t i = 0; i <= top->cells; i++) {
        int64_t got = sdg16_table_int64(shown, sdg16_table_find(shown, "best_within"))[i];
        if (got < surely[i] || got > within[i])
          fail_msg("table %d: best within %lld: %lld, expected %lld to %lld", k,
                   (long long)i + 1, (long long)got, (long long)surely[i],
                   (long long)within[i]);
      }
      tables++;
    }
    sdg16_mse_free(mse);
    sdg16_capture_free(capture);
  }
  assert_true(tables > 15);
}

/* ---- modes ---- */

typedef struct mixture {
  int64_t models;
  double weight[400], at[400], sd[400];
} mixture;

static double density(const mixture *m, double u) {
  double sum = 0;
  for (int64_t i = 0; i < m->models; i++) {
    double z = (u - m->at[i]) / m->sd[i];
    sum += m->weight[i] / m->sd[i] * exp(-z * z / 2);
  }
  return sum;
}

static void modes_are_local_maxima(void **state) {
  (void)state;
  sdg16_capture *capture;
  int64_t tables = 0, several = 0;
  for (int k = 0; (capture = table_number(k)); k++) {
    sdg16_mse_options o = defaults(1);
    o.interval = SDG16_INTERVAL_NONE;
    sdg16_mse *mse = estimate(capture, &o, 1, 0, -1);
    const sdg16_table *modes = sdg16_mse_modes(mse), *models = sdg16_mse_models(mse);
    static mixture m;
    double sum = 0, n = (double)sdg16_capture_observed(capture), usable = 0;
    m.models = 0;
    int estimated = sdg16_model_has_estimate(sdg16_mse_status(mse));
    if (!estimated) assert_int_equal(sdg16_table_rows(modes), 0);
    for (int64_t i = 0; estimated && i < sdg16_table_rows(models); i++) {
      if (real(models, i, "bic") > real(models, 0, "bic") + 6) continue;
      sdg16_model *model;
      sdg16_fit *fit;
      sdg16_fit_summary s;
      assert_int_equal(sdg16_model_parse(capture, sdg16_table_text(models, i, 0), &model, NULL),
                       0);
      assert_int_equal(sdg16_fit_new(capture, model, SDG16_EXISTENCE_TOTAL, &fit, NULL), 0);
      assert_int_equal(sdg16_fit_summarise(fit, &s, sizeof s), 0);
      assert_true(m.models == i && i < 400); /* the first of the list */
      m.at[i] = log(s.hidden);
      m.sd[i] = s.se_log_hidden;
      m.weight[i] = exp((real(models, 0, "bic") - s.bic) / 2);
      usable += m.sd[i] > 0 && isfinite(m.sd[i]);
      sum += m.weight[i];
      m.models++;
      sdg16_fit_free(fit);
      sdg16_model_free(model);
    }
    if (usable == (double)m.models && m.models) {
      double total_weight = 0, mode_weight[400] = {0};
      const int64_t *mode_of = sdg16_table_int64(models, sdg16_table_find(models, "mode"));
      int64_t rows = sdg16_table_rows(modes), in_mode[400] = {0};
      for (int64_t i = 0; i < m.models; i++) {
        assert_true(mode_of[i] >= 1 && mode_of[i] <= rows);
        mode_weight[mode_of[i] - 1] += m.weight[i] / sum;
        in_mode[mode_of[i] - 1]++;
        double total = real(models, i, "total");
        assert_true(total >= real(modes, mode_of[i] - 1, "lowest") * (1 - 1e-12));
        assert_true(total <= real(modes, mode_of[i] - 1, "highest") * (1 + 1e-12));
        /* the density rises from the model to its mode */
        double to = log(real(modes, mode_of[i] - 1, "total") - n), from = m.at[i];
        assert_true(density(&m, to) >= density(&m, from) * (1 - 1e-9));
      }
      for (int64_t i = 0; i < rows; i++) {
        double at = log(real(modes, i, "total") - n), top = density(&m, at);
        assert_true(density(&m, at - 1e-4) <= top && density(&m, at + 1e-4) <= top);
        assert_true(fabs(density(&m, at + 1e-5) - density(&m, at - 1e-5)) <= 1e-8 * top);
        assert_true(fabs(mode_weight[i] - real(modes, i, "weight")) < 1e-9);
        assert_true(in_mode[i] ==
                    sdg16_table_int64(modes, sdg16_table_find(modes, "models"))[i]);
        if (i) assert_true(real(modes, i, "weight") <= real(modes, i - 1, "weight"));
        total_weight += real(modes, i, "weight");
      }
      assert_true(fabs(total_weight - 1) < 1e-12);
      tables++;
      several += rows > 1;
    }
    sdg16_mse_free(mse);
    sdg16_capture_free(capture);
  }
  assert_true(tables > 20 && several >= 1); /* UK 2013 with five lists has two */
}

int main(int argc, char **argv) {
  datasets = argc > 1 ? argv[1] : "datasets";
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(threads_and_shards_change_no_bit),
      cmocka_unit_test(the_order_of_lists_and_rows_does_not_matter),
      cmocka_unit_test(every_replicate_is_an_estimation_from_scratch),
      cmocka_unit_test(replicates_are_not_proved_where_the_search_was_not),
      cmocka_unit_test(the_best_of_the_first_k_models),
      cmocka_unit_test(modes_are_local_maxima),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
