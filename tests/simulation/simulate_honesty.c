/* Coverage where estimates used to mislead: nested lists, a sum over strata of which one has
 * few overlaps, people who differ. Tables are drawn person by person with a fixed seed; the
 * default estimation either holds the true total or not.
 *
 * Usage: simulate_honesty [TABLES [REPLICATES [TRUTH]]], TRUTH: the begin of a name
 * Prints the table of docs/validation.md. Not part of the tests: it takes minutes. */
#include "base/rng.h"

#include <math.h>
#include <sdg16.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PURPOSE 1001 /* of the streams: no purpose of the library's */

typedef struct tally {
  int64_t tables, estimates, intervals, held, open, misfit, below_chao;
  int64_t chao_headline, headline; /* tables with a headline of Chao's bound, with any */
  double sum;                      /* of the estimates */
} tally;

static int chance(sdg16i_rng *rng, double p) { return sdg16i_rng_double(rng) < p; }

/* ---- who is on which lists ---- */

/* B takes half of those on A. */
static uint32_t nested(sdg16i_rng *rng, int64_t person) {
  (void)person;
  uint32_t a = (uint32_t)chance(rng, .35);
  uint32_t b = a & (uint32_t)chance(rng, .5);
  return a | b << 1 | (uint32_t)chance(rng, .3) << 2 | (uint32_t)chance(rng, .25) << 3;
}

/* The same on three lists, with about three people on C and another. */
static uint32_t nested_few(sdg16i_rng *rng, int64_t person) {
  (void)person;
  uint32_t a = (uint32_t)chance(rng, .1);
  uint32_t b = a & (uint32_t)chance(rng, .5);
  return a | b << 1 | (uint32_t)chance(rng, .03) << 2;
}

/* Half of the people are easily seen, half hardly. */
static uint32_t two_classes(sdg16i_rng *rng, int64_t person) {
  uint32_t history = 0;
  for (int j = 0; j < 4; j++) history |= (uint32_t)chance(rng, person % 2 ? .05 : .3) << j;
  return history;
}

/* All people have the same chances, and lists are independent: the truth is simple. */
static uint32_t alike(sdg16i_rng *rng, int64_t person) {
  static const double P[] = {.3, .25, .2, .35};
  uint32_t history = 0;
  (void)person;
  for (int j = 0; j < 4; j++) history |= (uint32_t)chance(rng, P[j]) << j;
  return history;
}

/* Whoever is on exactly one of the first three lists is referred to the fourth. */
static uint32_t referred(sdg16i_rng *rng, int64_t person) {
  (void)person;
  uint32_t first = 0;
  for (int j = 0; j < 3; j++) first |= (uint32_t)chance(rng, .3) << j;
  double p = __builtin_popcount(first) == 1 ? .5 : .15;
  return first | (uint32_t)chance(rng, p) << 3;
}

static uint32_t two_lists(sdg16i_rng *rng, double p) {
  return (uint32_t)chance(rng, p) | (uint32_t)chance(rng, p) << 1;
}

static uint32_t sparse(sdg16i_rng *rng) {
  return (uint32_t)chance(rng, .25) | (uint32_t)chance(rng, .2) << 1 |
         (uint32_t)chance(rng, .15) << 2;
}

/* B and C never meet. Whoever is not on C is on A and B by chance: the truth is [13,23], which
 * fits as well as [12,23], with another total. c and b: the chances of C, and of B without C.
 */
static uint32_t apart(sdg16i_rng *rng, double c, double b) {
  if (chance(rng, c)) return 4 | (uint32_t)chance(rng, .15);
  return (uint32_t)chance(rng, .3) | (uint32_t)chance(rng, b) << 1;
}

static uint32_t apart_few(sdg16i_rng *rng, int64_t i) {
  (void)i;
  return apart(rng, .08, .3);
}

static uint32_t apart_many(sdg16i_rng *rng, int64_t i) {
  (void)i;
  return apart(rng, .25, .08);
}

/* ---- one table ---- */

static int has_code(const sdg16_table *diagnostics, const char *code) {
  for (int64_t i = 0; i < sdg16_table_rows(diagnostics); i++)
    if (!strcmp(sdg16_table_text(diagnostics, i, 0), code)) return 1;
  return 0;
}

/* Whether a row says this with the number; code NULL: any. `total` 1: only rows of the total.
 */
static int has_headline(const sdg16_table *diagnostics, const char *code, int total) {
  int64_t column = sdg16_table_find(diagnostics, "headline"),
          codes = sdg16_table_find(diagnostics, "code");
  for (int64_t i = 0; i < sdg16_table_rows(diagnostics); i++)
    if (sdg16_table_text(diagnostics, i, column) &&
        !(total && sdg16_table_text(diagnostics, i, 0)) &&
        (!code || !strcmp(sdg16_table_text(diagnostics, i, codes), code)))
      return 1;
  return 0;
}

static void count(tally *t, int has_estimate, const sdg16_estimate *e, double truth) {
  t->tables++;
  if (!has_estimate) return;
  t->estimates++;
  t->sum += e->value;
  if (isnan(e->lower)) return;
  t->open += isinf(e->upper);
  t->intervals++;
  t->held += e->lower <= truth && truth <= e->upper;
}

static void stop(const sdg16_error *error) {
  fprintf(stderr, "simulate_honesty: %s\n", error->message);
  exit(1);
}

static void estimate(uint32_t (*draw)(sdg16i_rng *, int64_t), int32_t interval,
                     int64_t replicates, int64_t number, tally *t) {
  enum { PEOPLE = 1000 };
  uint32_t history[16];
  int64_t counts[16] = {0};
  sdg16i_rng rng;
  sdg16_error error;
  sdg16_capture *capture;
  sdg16_mse *mse;
  sdg16_estimate e;
  sdg16_mse_options o;
  sdg16_exec_options exec;
  sdg16_error_init(&error, sizeof error);
  sdg16i_rng_init(&rng, 1, PURPOSE, number);
  for (uint32_t c = 0; c < 16; c++) history[c] = c;
  for (int64_t i = 0; i < PEOPLE; i++) counts[draw(&rng, i)]++;
  sdg16_mse_options_init(&o, sizeof o);
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.threads = 0;
  o.interval = interval;
  o.replicates = replicates;
  if (sdg16_capture_new(4, NULL, 15, history + 1, counts + 1, &capture, &error) ||
      sdg16_mse_new(capture, &o, &exec, &mse, &error))
    stop(&error);
  sdg16_mse_estimate(mse, &e, sizeof e);
  t->misfit += has_code(sdg16_mse_diagnostics(mse), "misfit");
  t->below_chao += has_code(sdg16_mse_diagnostics(mse), "below-chao");
  t->chao_headline += has_headline(sdg16_mse_diagnostics(mse), "below-chao", 0);
  t->headline += has_headline(sdg16_mse_diagnostics(mse), NULL, 0);
  count(t, sdg16_model_has_estimate(sdg16_mse_status(mse)), &e, PEOPLE);
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
}

/* ---- sums over strata ---- */

typedef struct stratum {
  int64_t people;
  double p; /* two lists; 0: three sparse ones */
} stratum;

static sdg16_table *people_of(const stratum *strata, int count, sdg16i_rng *rng,
                              sdg16_error *error) {
  int64_t flags[3][64] = {{0}}, counts[64] = {0}, rows = 0;
  int32_t code[64];
  char text[8][8];
  const char *names[8];
  int lists = strata[0].p > 0 ? 2 : 3;
  for (int s = 0; s < count; s++) {
    int64_t of[8] = {0};
    for (int64_t i = 0; i < strata[s].people; i++)
      of[lists == 2 ? two_lists(rng, strata[s].p) : sparse(rng)]++;
    snprintf(text[s], sizeof text[s], "%d", s);
    names[s] = text[s];
    for (int c = 1; c < 1 << lists; c++, rows++) {
      for (int j = 0; j < lists; j++) flags[j][rows] = c >> j & 1;
      counts[rows] = of[c];
      code[rows] = s;
    }
  }
  static const char *const LISTS[] = {"A", "B", "C"};
  sdg16_table *table;
  if (sdg16_table_new(&table, error)) stop(error);
  for (int j = 0; j < lists; j++)
    if (sdg16_table_add_int64(table, LISTS[j], rows, flags[j], NULL, error)) stop(error);
  if (sdg16_table_add_int64(table, "count", rows, counts, NULL, error) ||
      sdg16_table_add_text(table, "stratum", rows, code, NULL, count, names, error))
    stop(error);
  return table;
}

static void estimate_sum(const stratum *strata, int count_of, int64_t replicates,
                         int64_t number, tally *t) {
  sdg16i_rng rng;
  sdg16_error error;
  sdg16_capture *capture;
  sdg16_strata *sum;
  sdg16_estimate e;
  sdg16_mse_options o;
  sdg16_strata_options by;
  sdg16_capture_options reading;
  sdg16_exec_options exec;
  const char *const column[] = {"stratum"};
  double truth = 0;
  for (int s = 0; s < count_of; s++) truth += (double)strata[s].people;
  sdg16_error_init(&error, sizeof error);
  sdg16i_rng_init(&rng, 1, PURPOSE + 1, number);
  sdg16_table *table = people_of(strata, count_of, &rng, &error);
  sdg16_capture_options_init(&reading, sizeof reading);
  sdg16_mse_options_init(&o, sizeof o);
  sdg16_strata_options_init(&by, sizeof by);
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.threads = 0;
  reading.stratum_count = by.column_count = 1;
  reading.strata = by.columns = column;
  o.replicates = replicates;
  o.fit_replicates = 0;
  if (sdg16_capture_from_table(table, &reading, &capture, &error) ||
      sdg16_strata_new(capture, &by, &o, &exec, &sum, &error))
    stop(&error);
  sdg16_strata_estimate(sum, &e, sizeof e);
  count(t, sdg16_model_has_estimate(sdg16_strata_status(sum)) && !isnan(e.value), &e, truth);
  t->chao_headline += has_headline(sdg16_strata_diagnostics(sum), "below-chao", 1);
  t->headline += has_headline(sdg16_strata_diagnostics(sum), NULL, 1);
  sdg16_strata_free(sum);
  sdg16_capture_free(capture);
  sdg16_table_free(table);
}

/* ---- the table ---- */

static void print(const char *name, const char *kind, const tally *t) {
  double n = (double)t->tables;
  printf("| %s | %s | %lld | %.0f | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.0f %% | %.0f %% "
         "| %.0f %% | %.0f %% |\n",
         name, kind, (long long)t->tables, t->sum / (double)t->estimates,
         100 * (n - (double)t->estimates) / n, 100 * (double)(t->estimates - t->intervals) / n,
         100 * (double)t->open / n, 100 * (double)t->held / (double)t->intervals,
         100 * (double)t->misfit / n, 100 * (double)t->below_chao / n,
         100 * (double)t->chao_headline / n, 100 * (double)t->headline / n);
  fflush(stdout);
}

static void print_sums(const char *name, const stratum *strata, int count_of, int64_t tables,
                       int64_t replicates) {
  tally t = {0};
  for (int64_t n = 0; n < tables; n++) estimate_sum(strata, count_of, replicates, n, &t);
  print(name, "auto", &t);
}

static int is_asked_for(const char *name, const char *only) {
  return !strncmp(name, only, strlen(only));
}

int main(int argc, char **argv) {
  static const struct {
    const char *name;
    uint32_t (*draw)(sdg16i_rng *, int64_t);
  } TRUTHS[] = {{"nested lists", nested},
                {"nested, few overlaps", nested_few},
                {"never meet, few on C", apart_few},
                {"never meet, many on C", apart_many},
                {"alike", alike},
                {"two classes", two_classes},
                {"referred", referred}};
  static const int32_t KINDS[] = {SDG16_INTERVAL_AUTO, SDG16_INTERVAL_PERCENTILE,
                                  SDG16_INTERVAL_PROFILE, SDG16_INTERVAL_WALD};
  static const stratum TWO[] = {{1600, .25}, {10201, 101.0 / 10201}};
  static const stratum SIX[] = {{150, 0}, {150, 0}, {150, 0}, {150, 0}, {150, 0}, {150, 0}};
  int64_t tables = argc > 1 ? atoll(argv[1]) : 400,
          replicates = argc > 2 ? atoll(argv[2]) : 1000;
  const char *only = argc > 3 ? argv[3] : "";
  printf("| truth | interval | tables | mean estimate | no estimate | no interval | no upper "
         "limit "
         "| coverage of those given | misfit said | below Chao said | headline below Chao "
         "| any headline |\n"
         "|---|---|---|---|---|---|---|---|---|---|---|---|\n");
  for (size_t i = 0; i < sizeof TRUTHS / sizeof TRUTHS[0]; i++)
    for (int k = 0; k < 4 && is_asked_for(TRUTHS[i].name, only); k++) {
      tally t = {0};
      for (int64_t n = 0; n < tables; n++)
        estimate(TRUTHS[i].draw, KINDS[k], replicates, n, &t);
      print(TRUTHS[i].name, sdg16_interval_name(KINDS[k]), &t);
    }
  if (is_asked_for("two strata, one poor", only))
    print_sums("two strata, one poor", TWO, 2, 5 * tables / 2, replicates);
  if (is_asked_for("six sparse strata", only))
    print_sums("six sparse strata", SIX, 6, tables, replicates);
  return 0;
}
