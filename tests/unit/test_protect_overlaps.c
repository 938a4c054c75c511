/* What protected estimates from lists reveal about overlaps: every table with a given number of
 * people is estimated and protected, and tables with the same published numbers are compared.
 */
#include <math.h>
#include <sdg16.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tables.h"

#define MINIMUM 5
#define MOST_PUBLISHED 20000

static const char *const SHOWN[] = {"observed", "hidden", "total", "se",
                                    "lower",    "upper",  "level", "replicates"};
#define SHOWN_COUNT (sizeof SHOWN / sizeof *SHOWN)

/* What a reader sees of a table, and the overlap that he does not. */
struct published {
  char row[200];
  int fewest, most;
};

static struct published published[MOST_PUBLISHED];
static int published_count, withheld_count;

static void keep_published(const sdg16_table *safe, int overlap) {
  char row[200] = "";
  for (size_t i = 0; i < SHOWN_COUNT; i++) {
    size_t used = strlen(row);
    snprintf(row + used, sizeof row - used, "%.17g,", number_of(safe, SHOWN[i], 0));
  }
  strcat(strcat(row, text_of(safe, "status", 0)), text_of(safe, "interval", 0));
  if (!strcmp(text_of(safe, "status", 0), "no-estimate")) {
    withheld_count++;
    return;
  }
  int i = 0;
  while (i < published_count && strcmp(published[i].row, row)) i++;
  assert_true(i < MOST_PUBLISHED);
  struct published *p = &published[i];
  if (i == published_count) {
    strcpy(p->row, row);
    p->fewest = p->most = overlap;
    published_count++;
  }
  if (overlap < p->fewest) p->fewest = overlap;
  if (overlap > p->most) p->most = overlap;
}

static sdg16_table *protected_estimate(const char *text, const char *model,
                                       sdg16_table **report) {
  sdg16_table *table = table_of(text), *safe;
  sdg16_capture_options co;
  sdg16_capture_options_init(&co, sizeof co);
  sdg16_mse_options mo;
  sdg16_mse_options_init(&mo, sizeof mo);
  mo.interval = SDG16_INTERVAL_WALD;
  mo.fit_replicates = 0;
  mo.model = model;
  mo.select = SDG16_SELECT_FIXED;
  sdg16_capture *capture;
  sdg16_mse *mse;
  assert_int_equal(sdg16_capture_from_table(table, &co, &capture, NULL), SDG16_OK);
  assert_int_equal(sdg16_mse_new(capture, &mo, NULL, &mse, NULL), SDG16_OK);
  sdg16_protect_options po;
  sdg16_protect_options_init(&po, sizeof po);
  po.minimum = MINIMUM;
  assert_int_equal(sdg16_protect(NULL, sdg16_mse_estimates(mse), &po, &safe, report, NULL),
                   SDG16_OK);
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
  sdg16_table_free(table);
  return safe;
}

static void publish_counts(const char *header, const char *model, const int *count,
                           const char *const *history, int cells, int overlap) {
  char text[300];
  size_t used = (size_t)snprintf(text, sizeof text, "%s,count\n", header);
  for (int i = 0; i < cells; i++)
    if (count[i])
      used +=
          (size_t)snprintf(text + used, sizeof text - used, "%s,%d\n", history[i], count[i]);
  sdg16_table *safe = protected_estimate(text, model, NULL);
  keep_published(safe, overlap);
  sdg16_table_free(safe);
}

/* A small overlap is one of a range that is not narrower than the minimum, and none is 0. */
static void assert_no_overlap_is_told(int least_published) {
  int few = 0;
  for (int i = 0; i < published_count; i++) {
    const struct published *p = &published[i];
    few += p->fewest < MINIMUM;
    if (p->fewest < MINIMUM && p->most - p->fewest < MINIMUM)
      fail_msg("%s tells an overlap of %d to %d", p->row, p->fewest, p->most);
  }
  assert_true(withheld_count && few >= least_published);
  published_count = withheld_count = 0;
}

static void two_lists(void **unused) {
  (void)unused;
  static const char *const HISTORY[] = {"1,0", "0,1", "1,1"};
  static const int PEOPLE[] = {25, 60};
  for (int i = 0; i < 2; i++) {
    int n = PEOPLE[i];
    for (int m = 1; m < n - 1; m++)
      for (int a = 1; a < n - m; a++)
        publish_counts("A,B", "[1,2]", (int[]){a, n - m - a, m}, HISTORY, 3, m);
    assert_no_overlap_is_told(n == 60 ? 5 : 1);
  }
}

/* A and B are one side, C the other. */
static void a_pair_of_lists_and_one(void **unused) {
  (void)unused;
  static const char *const HISTORY[] = {"1,0,0", "0,1,0", "1,1,0", "0,0,1", "1,1,1"};
  int n = 50, on_both = 3, of_b = 4;
  for (int m = 1; m < n - 10; m++)
    for (int a = 1; a < n - m - on_both - of_b; a++)
      publish_counts("A,B,C", "[12,3]",
                     (int[]){a, of_b, on_both, n - m - a - on_both - of_b, m}, HISTORY, 5, m);
  assert_no_overlap_is_told(3);
}

/* Those on B tell nothing. */
static void two_pairs_that_share_a_list(void **unused) {
  (void)unused;
  static const char *const HISTORY[] = {"1,0,0", "0,0,1", "1,0,1", "0,1,0"};
  int n = 36;
  for (int m = 1; m < n - 3; m++)
    for (int a = 1; a < n - m - 1; a++)
      for (int b = 1; b < n - m - a; b++)
        publish_counts("A,B,C", "[12,23]", (int[]){a, b, m, n - m - a - b}, HISTORY, 4, m);
  assert_no_overlap_is_told(5);
}

/* 100 * 100 / 1: no other overlap gives so many of 201. By hand: 343 people, 340 on two sides
 * and 3 on both cannot give less than 7,450 nor more than 9,633, 4 on both no more than 7,182.
 */
static void no_rounding_would_do(void **unused) {
  (void)unused;
  static const struct {
    const char *text, *model;
    double upper;
  } CASES[] = {{"A,B,count\n1,0,100\n0,1,100\n1,1,1\n", "[1,2]", 1},
               {"A,B,C,count\n1,0,0,100\n0,1,0,60\n1,1,0,30\n0,0,1,150\n1,0,1,2\n0,1,1,1\n",
                "[12,3]", 3}};
  for (size_t i = 0; i < 2; i++) {
    sdg16_table *report, *safe = protected_estimate(CASES[i].text, CASES[i].model, &report);
    assert_string_equal(text_of(safe, "status", 0), "no-estimate");
    assert_string_equal(text_of(safe, "model", 0), "");
    assert_true(isnan(number_of(safe, "total", 0)) && isnan(number_of(safe, "se", 0)));
    assert_true(number_of(safe, "observed", 0) > 0);
    assert_string_equal(text_of(report, "action", 0), "estimate-withheld");
    assert_true(number_of(report, "lower", 0) >= 1);
    assert_true(number_of(report, "upper", 0) <= CASES[i].upper);
    sdg16_table_free(report);
    sdg16_table_free(safe);
  }
}

static void many_on_both_keep_their_limits(void **unused) {
  (void)unused;
  sdg16_table *safe =
      protected_estimate("A,B,count\n1,0,460\n0,1,604\n1,1,90\n", "[1,2]", NULL);
  /* 460 * 604 / 90 = 3,087.1; limits outwards */
  assert_true(number_of(safe, "hidden", 0) == 3090 && number_of(safe, "total", 0) == 4244);
  double lower = number_of(safe, "lower", 0), upper = number_of(safe, "upper", 0);
  assert_true(fmod(lower - 1154, 10) == 0 && fmod(upper - 1154, 10) == 0);
  assert_true(number_of(safe, "se", 0) > 0 && number_of(safe, "level", 0) == 0.95);
  sdg16_table_free(safe);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_lists),
      cmocka_unit_test(a_pair_of_lists_and_one),
      cmocka_unit_test(two_pairs_that_share_a_list),
      cmocka_unit_test(no_rounding_would_do),
      cmocka_unit_test(many_on_both_keep_their_limits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
