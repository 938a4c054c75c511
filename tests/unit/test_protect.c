/* Disclosure control: tables in which naive suppression can be undone, rounding, flags. */
#include <math.h>
#include <sdg16.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tables.h"

static sdg16_table *report;

static int teardown(void **unused) {
  (void)unused;
  sdg16_table_free(report);
  report = NULL;
  return 0;
}

static sdg16_protect_options with_minimum(double minimum) {
  sdg16_protect_options o;
  assert_int_equal(sdg16_protect_options_init(&o, sizeof o), SDG16_OK);
  o.minimum = minimum;
  return o;
}

static sdg16_table *protected_table(sdg16_table *table, const sdg16_protect_options *o) {
  sdg16_table *out;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_table_free(report);
  if (sdg16_protect(NULL, table, o, &out, &report, &error)) fail_msg("%s", error.message);
  sdg16_table_free(table);
  return out;
}

static sdg16_table *protect(const char *csv, const sdg16_protect_options *o) {
  return protected_table(table_of(csv), o);
}

/* "1101": which rows have no number in the column. */
static void assert_hidden(const sdg16_table *t, const char *column, const char *expected) {
  char found[80] = "";
  for (int64_t i = 0; i < sdg16_table_rows(t); i++)
    strcat(found, isnan(number_of(t, column, i)) ? "1" : "0");
  assert_string_equal(found, expected);
}

/* ---- suppression ---- */

static void one_count_needs_a_second(void **unused) {
  (void)unused;
  sdg16_protect_options o = with_minimum(5);
  sdg16_table *t = protect("sex,numerator,value\n_T,60,6\nF,3,1\nM,40,4\nX,17,2\n", &o);
  assert_hidden(t, "numerator", "0101"); /* 3, and the smallest that may move by 5 */
  assert_hidden(t, "value", "0101");
  assert_string_equal(text_of(t, "status", 1), "suppressed");
  assert_string_equal(text_of(t, "status", 3), "suppressed");
  assert_string_equal(text_of(t, "note", 1), text_of(t, "note", 3)); /* not which is which */
  assert_string_equal(text_of(t, "flags", 1), "suppressed");
  assert_string_equal(text_of(t, "obs_status", 3), "Q");
  assert_string_equal(text_of(t, "status", 0), "");
  sdg16_table_free(t);
  /* by hand: 3 and 17 add up to 20; both at least 1 */
  assert_int_equal(sdg16_table_rows(report), 2);
  assert_string_equal(text_of(report, "action", 0), "minimum");
  assert_string_equal(text_of(report, "action", 1), "complementary");
  assert_true(number_of(report, "row", 0) == 2 && number_of(report, "row", 1) == 4);
  assert_true(number_of(report, "count", 0) == 3 && number_of(report, "lower", 0) == 1);
  assert_true(number_of(report, "upper", 0) == 19 && number_of(report, "lower", 1) == 1);
}

static void a_partner_that_cannot_move_is_none(void **unused) {
  (void)unused;
  sdg16_protect_options o = with_minimum(5);
  /* 1 and 2 are both small, but their sum, 3, tells that neither is above 2 */
  sdg16_table *t = protect("sex,numerator\n_T,43\nF,1\nM,2\nX,40\n", &o);
  assert_hidden(t, "numerator", "0111");
  sdg16_table_free(t);
  t = protect("sex,numerator\n_T,3\nF,1\nM,2\nX,0\n", &o);
  assert_hidden(t, "numerator", "1110"); /* a zero may be published */
  sdg16_table_free(t);
}

static void a_count_that_is_the_total_takes_it_along(void **unused) {
  (void)unused;
  sdg16_protect_options o = with_minimum(5);
  o.protection = 2;
  sdg16_table *t = protect("sex,numerator\n_T,4\nF,4\nM,0\n", &o);
  assert_hidden(t, "numerator", "110");
  assert_true(isnan(number_of(report, "upper", 0))); /* without limit */
  sdg16_table_free(t);
}

static void rows_and_columns_of_a_table(void **unused) {
  (void)unused;
  sdg16_protect_options o = with_minimum(5);
  /* naive: 3 alone follows from its row; 3 and 20 follow from their columns */
  sdg16_table *t = protect("sex,age,numerator\n"
                           "_T,_T,158\nF,_T,73\nM,_T,85\n_T,a,28\n_T,b,50\n_T,c,80\n"
                           "F,a,3\nF,b,20\nF,c,50\nM,a,25\nM,b,30\nM,c,30\n",
                           &o);
  assert_hidden(t, "numerator", "000000110110");
  sdg16_table_free(t);
}

static void three_ways(void **unused) {
  (void)unused;
  sdg16_protect_options o = with_minimum(5);
  /* 2 x 2 x 2 with every margin: any count gives all others, so that the whole cube goes.
   * Row, column and layer of the 2 each have a second suppressed cell long before. */
  sdg16_table *t = protect("a,b,c,numerator\n"
                           "x,x,x,2\nx,x,y,11\nx,y,x,12\nx,y,y,13\n"
                           "y,x,x,14\ny,x,y,15\ny,y,x,16\ny,y,y,17\n"
                           "x,x,,13\nx,y,,25\ny,x,,29\ny,y,,33\n"
                           "x,,x,14\nx,,y,24\ny,,x,30\ny,,y,32\n"
                           ",x,x,16\n,x,y,26\n,y,x,28\n,y,y,30\n"
                           "x,,,38\ny,,,62\n,x,,42\n,y,,58\n,,x,44\n,,y,56\n,,,100\n",
                           &o);
  assert_hidden(t, "numerator", "111111110000000000000000000");
  sdg16_table_free(t);
}

static void linked_tables_share_their_total(void **unused) {
  (void)unused;
  sdg16_protect_options o = with_minimum(5);
  /* by sex, and by age, not by both */
  sdg16_table *t =
      protect("sex,age,numerator\n_T,_T,60\nF,_T,4\nM,_T,56\n_T,a,30\n_T,b,30\n", &o);
  assert_hidden(t, "numerator", "01100");
  sdg16_table_free(t);
  /* the total and the inner cells, without the margins between: 60 - 20 - 16 - 20 = 4 */
  t = protect("sex,age,numerator\n_T,_T,60\nF,a,4\nF,b,20\nM,a,16\nM,b,20\n", &o);
  assert_hidden(t, "numerator", "01010");
  sdg16_table_free(t);
  /* one margin is missing: what is left of the total takes its place */
  t = protect("sex,age,numerator\n_T,_T,60\nF,_T,\nM,_T,36\nF,a,4\nF,b,20\nM,a,16\nM,b,20\n",
              &o);
  assert_hidden(t, "numerator", "0101100");
  sdg16_table_free(t);
}

static void values_that_are_numbers_may_be_the_counts(void **unused) {
  (void)unused;
  static const char *const COLUMNS[] = {"value"};
  sdg16_protect_options o = with_minimum(5);
  o.columns = COLUMNS;
  o.column_count = 1;
  sdg16_table *t = protect("sex,series,unit,value\n_T,A,NUMBER,60\nF,A,NUMBER,3\n"
                           "M,A,NUMBER,57\n_T,B,PT,3\nF,B,PT,2\nM,B,PT,4\n",
                           &o);
  assert_hidden(t, "value", "011011");
  sdg16_table_free(t);
}

static void areas_periods_and_sources_stand_alone(void **unused) {
  (void)unused;
  sdg16_protect_options o = with_minimum(5);
  sdg16_table *t = protect("ref_area,time_period,source,sex,numerator\n"
                           "4,2020,p,_T,60\n4,2020,p,F,3\n4,2020,p,M,57\n"
                           "8,2020,p,_T,60\n8,2020,p,F,30\n8,2020,p,M,30\n"
                           "4,2021,p,_T,60\n4,2021,p,F,30\n4,2021,p,M,30\n"
                           "4,2020,q,_T,60\n4,2020,q,F,30\n4,2020,q,M,30\n",
                           &o);
  assert_hidden(t, "numerator", "011000000000");
  sdg16_table_free(t);
}

static void two_codes_of_one_indicator_are_one(void **unused) {
  (void)unused;
  sdg16_protect_options o = with_minimum(5);
  sdg16_table *t =
      protect("indicator,sex,numerator\n16.b.1,_T,60\n10.3.1,F,3\n10.3.1,M,57\n", &o);
  assert_hidden(t, "numerator", "011");
  sdg16_table_free(t);
}

static void regions_are_parts_of_the_world(void **unused) {
  (void)unused;
  sdg16_protect_options o = with_minimum(5);
  sdg16_table *t = protect("ref_area,reporting_type,numerator\n"
                           "1,G,63\n2,R,3\n150,R,40\n19,R,20\n",
                           &o);
  assert_hidden(t, "numerator", "0101");
  sdg16_table_free(t);
}

static void nothing_is_done_by_default(void **unused) {
  (void)unused;
  sdg16_table *t = protect("sex,numerator,value,status,note\nF,1,0.5,ok,\nM,,,x,a b\n", NULL);
  assert_int_equal(sdg16_table_columns(t), 5);
  assert_true(number_of(t, "numerator", 0) == 1 && number_of(t, "value", 0) == 0.5);
  assert_true(isnan(number_of(t, "numerator", 1)));
  assert_string_equal(text_of(t, "status", 0), "ok");
  assert_string_equal(text_of(t, "note", 1), "a b");
  assert_int_equal(sdg16_table_rows(report), 0);
  sdg16_table_free(t);
}

static void parts_that_overlap_are_not_subtracted(void **unused) {
  (void)unused;
  sdg16_protect_options o = with_minimum(5);
  sdg16_table *t = protect("indicator,ground,numerator\n16.b.1,_T,30\n16.b.1,a,28\n"
                           "16.b.1,b,20\n16.b.1,c,3\n",
                           &o);
  assert_hidden(t, "numerator", "0001");
  assert_true(number_of(report, "lower", 0) == 1 && number_of(report, "upper", 0) == 30);
  sdg16_table_free(t);
  /* but none is above the total, 5: 4 would be told to be from 1 to 5 */
  o.protection = 5;
  t = protect("indicator,ground,numerator\n16.b.1,_T,5\n16.b.1,a,5\n16.b.1,b,5\n"
              "16.b.1,c,4\n",
              &o);
  assert_hidden(t, "numerator", "1111");
  assert_string_equal(text_of(report, "action", 0), "block");
  sdg16_table_free(t);
}

static void codes_that_contain_others_take_all_along(void **unused) {
  (void)unused;
  sdg16_protect_options o = with_minimum(5);
  /* 20 - 17 = 3 */
  sdg16_table *t = protect("age,numerator\n_T,60\n0-17,20\n0-4,3\n5-17,17\n18+,40\n", &o);
  assert_hidden(t, "numerator", "11111");
  sdg16_table_free(t);
}

/* ---- results of indicators ---- */

static sdg16_table *homicides(const sdg16_protect_options *o, const char *standard) {
  sdg16_table *data = table_of("ref_area,year,sex,age,victims,population\n"
                               "826,2022,F,0-17,3,1000\n826,2022,F,18+,70,3000\n"
                               "826,2022,M,0-17,25,1100\n826,2022,M,18+,200,2900\n");
  sdg16_table *ages = standard ? table_of(standard) : NULL;
  static const char *const BY[] = {"sex", "age"};
  sdg16_indicator_options settings;
  sdg16_indicator_options_init(&settings, sizeof settings);
  settings.by = BY;
  settings.by_count = 2;
  settings.standard = ages;
  sdg16_indicator *indicator;
  assert_int_equal(sdg16_indicator_new(NULL, "16.1.1", data, &settings, &indicator, NULL), 0);
  sdg16_table *out;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  if (sdg16_protect(NULL, sdg16_indicator_results(indicator), o, &out, NULL, &error))
    fail_msg("%s", error.message);
  sdg16_indicator_free(indicator);
  sdg16_table_free(data);
  sdg16_table_free(ages);
  return out;
}

static void every_series_and_number_of_a_cell_goes(void **unused) {
  (void)unused;
  static const char *const NUMBERS[] = {"value", "lower",     "upper",
                                        "level", "numerator", "denominator"};
  sdg16_protect_options o = with_minimum(5);
  sdg16_table *t = homicides(&o, NULL);
  int64_t rate = row_of(t, "VC_IHR_PSRC", "sex=F;age=Y0T17");
  int64_t count = row_of(t, "VC_IHR_PSRCN", "sex=F;age=Y0T17");
  for (size_t i = 0; i < sizeof NUMBERS / sizeof NUMBERS[0]; i++) {
    assert_true(isnan(number_of(t, NUMBERS[i], rate)));
    assert_true(isnan(number_of(t, NUMBERS[i], count)));
  }
  assert_true(number_of(t, "value", row_of(t, "VC_IHR_PSRCN", "sex=_T;age=_T")) == 298);
  text_sink sink = {0};
  assert_int_equal(
      sdg16_publish(NULL, t, SDG16_FORMAT_SDMX_CSV, NULL, into_text, &sink, NULL, NULL),
      SDG16_OK);
  assert_non_null(strstr(sink.text, ",,Q,0,PER_100000_POP,,_X,"));
  assert_non_null(strstr(sink.text, "Suppressed to protect confidentiality"));
  free(sink.text);
  sdg16_table_free(t);
}

static void a_standardised_rate_is_an_equation_more(void **unused) {
  (void)unused;
  sdg16_protect_options o = with_minimum(5);
  sdg16_table *t = homicides(&o, "age,weight\n0-17,1\n18+,3\n");
  int64_t column = sdg16_table_find(t, "variant"), seen = 0;
  for (int64_t i = 0; i < sdg16_table_rows(t); i++) {
    const char *variant = sdg16_table_text(t, i, column);
    if (!variant || strcmp(variant, "age-standardised")) continue;
    assert_true(isnan(number_of(t, "value", i)));
    seen++;
  }
  assert_true(seen > 0);
  sdg16_table_free(t);
  o = with_minimum(2); /* nothing is below */
  t = homicides(&o, "age,weight\n0-17,1\n18+,3\n");
  for (int64_t i = 0; i < sdg16_table_rows(t); i++)
    assert_string_equal(text_of(t, "status", i), "ok");
  sdg16_table_free(t);
}

static void money_and_people_are_not_counts(void **unused) {
  (void)unused;
  sdg16_protect_options o = with_minimum(5);
  o.base = 5;
  sdg16_table *data = table_of("ref_area,year,executed,approved\n4,2020,3,4\n");
  sdg16_indicator *indicator;
  assert_int_equal(sdg16_indicator_new(NULL, "16.6.1", data, NULL, &indicator, NULL), 0);
  sdg16_table *t;
  assert_int_equal(sdg16_protect(NULL, sdg16_indicator_results(indicator), &o, &t, NULL, NULL),
                   0);
  assert_true(number_of(t, "value", 0) == 75 && number_of(t, "numerator", 0) == 3);
  sdg16_table_free(t);
  sdg16_indicator_free(indicator);
  sdg16_table_free(data);
}

/* ---- rounding ---- */

static void rounding_leaves_no_exact_count(void **unused) {
  (void)unused;
  sdg16_protect_options o = with_minimum(0);
  o.base = 5;
  sdg16_table *t = homicides(&o, "age,weight\n0-17,1\n18+,3\n");
  int64_t row = row_of(t, "VC_IHR_PSRC", "sex=F;age=Y0T17");
  assert_true(number_of(t, "numerator", row) == 5 && number_of(t, "denominator", row) == 1000);
  assert_true(number_of(t, "value", row) == 500 && isnan(number_of(t, "lower", row)));
  assert_true(isnan(number_of(t, "level", row)) && !*text_of(t, "flags", row));
  assert_string_equal(text_of(t, "note", row), "Rounded; figures do not add up");
  assert_true(number_of(t, "value", row_of(t, "VC_IHR_PSRCN", "sex=_T;age=_T")) == 300);
  int64_t column = sdg16_table_find(t, "variant");
  for (int64_t i = 0; i < sdg16_table_rows(t); i++) {
    const char *variant = sdg16_table_text(t, i, column);
    if (!variant || strcmp(variant, "age-standardised")) continue;
    assert_true(isnan(number_of(t, "value", i)));
    assert_string_equal(text_of(t, "status", i), "rounded-away");
  }
  sdg16_table_free(t);
  t = protect("numerator\n0\n2\n3\n7\n8\n12\n", &o);
  static const double EXPECTED[] = {0, 0, 5, 5, 10, 10};
  for (int64_t i = 0; i < 6; i++) assert_true(number_of(t, "numerator", i) == EXPECTED[i]);
  sdg16_table_free(t);
  /* estimates are not made of the count beside them, but limits may be at those observed */
  t = protect("n,value,se\n7,0.25,0.1\n", &o);
  assert_true(number_of(t, "n", 0) == 5 && number_of(t, "value", 0) == 0.25);
  assert_true(number_of(t, "se", 0) == 0.1);
  sdg16_table_free(t);
  t = protect("observed,hidden,total,lower\n7,5.5,12.5,7\n", &o);
  assert_true(number_of(t, "observed", 0) == 5 && isnan(number_of(t, "lower", 0)));
  /* which columns of a table that is no result of lists nobody knows */
  assert_true(isnan(number_of(t, "hidden", 0)) && isnan(number_of(t, "total", 0)));
  sdg16_table_free(t);
  o.base = 3; /* halves go up: 1.5 */
  t = protect("numerator\n1.5\n4.4\n", &o);
  assert_true(number_of(t, "numerator", 0) == 3 && number_of(t, "numerator", 1) == 3);
  sdg16_table_free(t);
}

static void controlled_rounding_adds_up(void **unused) {
  (void)unused;
  sdg16_protect_options o = with_minimum(0);
  o.base = 5;
  o.controlled = 1;
  /* each by itself: 5 (7) is not 5 + 5 (3 + 4). The nearest that is: 5 = 5 + 0 has the distance
   * 2 + 2 + 4, 10 = 5 + 5 has 3 + 2 + 1 */
  sdg16_table *t = protect("sex,numerator,value\n_T,7,14\nF,3,6\nM,4,8\n", &o);
  static const double EXPECTED[] = {10, 5, 5};
  for (int64_t i = 0; i < 3; i++) assert_true(number_of(t, "numerator", i) == EXPECTED[i]);
  assert_string_equal(text_of(t, "note", 0), "Rounded; counts add up");
  sdg16_table_free(t);
  /* one alone: halves up */
  o.base = 2;
  t = protect("numerator\n3\n", &o);
  assert_true(number_of(t, "numerator", 0) == 4);
  sdg16_table_free(t);
  /* values that are counts, and denominators, add up by themselves; a rate is made of its own
   */
  o.base = 10;
  t = protect("sex,unit,numerator,denominator,multiplier,value\n"
              "_T,PT,14,28,100,50\nF,PT,7,14,100,50\nM,PT,7,14,100,50\n",
              &o);
  for (const char *const *c = (const char *const[]){"numerator", "denominator", NULL}; *c; c++)
    assert_true(number_of(t, *c, 0) == number_of(t, *c, 1) + number_of(t, *c, 2));
  for (int64_t i = 0; i < 3; i++)
    assert_true(number_of(t, "value", i) ==
                100 * number_of(t, "numerator", i) / number_of(t, "denominator", i));
  sdg16_table_free(t);
  t = protect("sex,unit,value\n_T,NUMBER,14\nF,NUMBER,7\nM,NUMBER,7\nX,NUMBER,0\n",
              &(sdg16_protect_options){.struct_size = sizeof o,
                                       .base = 10,
                                       .controlled = 1,
                                       .column_count = 1,
                                       .columns = (const char *const[]){"value"}});
  assert_true(number_of(t, "value", 0) ==
              number_of(t, "value", 1) + number_of(t, "value", 2) + number_of(t, "value", 3));
  sdg16_table_free(t);
  /* periods are tables of their own; three dimensions only in one that is not rounded */
  t = protect("time_period,sex,age,numerator\n2020,F,a,3\n2020,F,,3\n2021,M,a,3\n", &o);
  assert_true(number_of(t, "numerator", 0) == number_of(t, "numerator", 1));
  sdg16_table_free(t);
}

/* ---- reliability ---- */

static void flags_of_reliability(void **unused) {
  (void)unused;
  sdg16_protect_options o = with_minimum(0);
  o.flag_count = 20;
  o.cv_flag = 0.165;
  o.cv_suppress = 0.333;
  sdg16_table *t = protect("sex,numerator,value,se,obs_status,flags\n"
                           "a,100,10,1,A,\nb,19,10,1,A,x\nc,100,10,2,B,\nd,100,10,4,A,\n",
                           &o);
  assert_string_equal(text_of(t, "flags", 0), "");
  assert_string_equal(text_of(t, "obs_status", 0), "A");
  assert_string_equal(text_of(t, "flags", 1), "x; low-reliability");
  assert_string_equal(text_of(t, "obs_status", 1), "U");
  assert_string_equal(text_of(t, "flags", 2), "low-reliability");
  assert_string_equal(text_of(t, "obs_status", 2), "B"); /* a break stays one */
  assert_string_equal(text_of(t, "status", 3), "unreliable");
  assert_hidden(t, "value", "0001");
  assert_hidden(t, "se", "0001");
  sdg16_table_free(t);
}

/* ---- what is refused ---- */

static void refusals(void **unused) {
  (void)unused;
  static const char *const NAMES[] = {"colour"};
  const struct {
    const char *csv;
    sdg16_protect_options o;
    int32_t code;
    const char *message;
  } CASES[] = {
      {"numerator\n1\n",
       {.minimum = -1},
       SDG16_ERR_ARGUMENT,
       "minimum must be from 0 to 1e15, not -1"},
      {"numerator\n1\n",
       {.minimum = NAN},
       SDG16_ERR_ARGUMENT,
       "minimum must be from 0 to 1e15, not nan"},
      {"numerator\n1\n", {.base = 2.5}, SDG16_ERR_ARGUMENT, "base must be a whole number"},
      {"numerator\n1\n",
       {.protection = -2},
       SDG16_ERR_ARGUMENT,
       "protection must be from 0 to 1e15, not -2"},
      {"numerator\n1\n", {.zeros = 2}, SDG16_ERR_ARGUMENT, "zeros must be 0 or 1"},
      {"numerator\n1\n",
       {.column_count = 1},
       SDG16_ERR_ARGUMENT,
       "sdg16_protect_options: columns must be NULL, or column_count names"},
      {"numerator\n1\n",
       {.minimum = 5, .column_count = 1, .columns = NAMES},
       SDG16_ERR_NAME,
       "columns must be columns of the results, not 'colour'"},
      {"numerator\n1\n",
       {.minimum = 5, .dimension_count = 1, .dimensions = NAMES},
       SDG16_ERR_NAME,
       "dimensions must be columns of the results, not 'colour'"},
      {"value\n1\n", {.minimum = 5}, SDG16_ERR_COLUMN, "results must have a column of counts"},
      {"numerator\na\n", {.minimum = 5}, SDG16_ERR_COLUMN, "expected numbers, found text"},
      {"numerator\n3\n-2\n",
       {.minimum = 5},
       SDG16_ERR_COUNT,
       "row 2, numerator: expected a count of 0 or more, found '-2'"},
      {"numerator,previous\n3,1\n",
       {.minimum = 5},
       SDG16_ERR_OPTION,
       "results must be a table of values, not of changes"},
      {"a,b,c,d,e,f,g,h,i,j,k,l,numerator\n1,1,1,1,1,1,1,1,1,1,1,1,3\n",
       {.minimum = 5},
       SDG16_ERR_LIMIT,
       "results must have at most 11 dimensions"},
      {"numerator\n1\n", {.reliability = 2}, SDG16_ERR_ARGUMENT, "reliability must be 0 or 1"},
      {"numerator\n1\n", {.controlled = 1}, SDG16_ERR_ARGUMENT, "controlled needs base"},
      {"numerator\n1\n",
       {.base = 5, .controlled = 2},
       SDG16_ERR_ARGUMENT,
       "controlled must be 0 or 1"},
      {"numerator\n1\n",
       {.reliability = 1},
       SDG16_ERR_COLUMN,
       "results must have verdicts in the column 'reliability'"},
      {"a,b,c,numerator\n1,1,1,3\n",
       {.base = 5, .controlled = 1},
       SDG16_ERR_LIMIT,
       "controlled rounding needs counts in at most two dimensions"},
      {"a,b,c,d,e,f,g,h,i,numerator\n1,1,1,1,1,1,1,1,1,3\n",
       {.minimum = 5},
       SDG16_ERR_LIMIT,
       "at most 8 dimensions at once, not 9"},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
    sdg16_protect_options o = CASES[i].o;
    o.struct_size = sizeof o;
    o.complementary = 1;
    sdg16_table *table = table_of(CASES[i].csv), *out = table, *told = table;
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    assert_int_equal(sdg16_protect(NULL, table, &o, &out, &told, &error), CASES[i].code);
    if (!strstr(error.message, CASES[i].message)) fail_msg("%s", error.message);
    assert_null(out);
    assert_null(told);
    assert_null(strchr(error.message, '\n'));
    sdg16_table_free(table);
  }
  assert_int_equal(sdg16_protect(NULL, NULL, NULL, NULL, NULL, NULL), SDG16_ERR_ARGUMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_count_needs_a_second),
      cmocka_unit_test(a_partner_that_cannot_move_is_none),
      cmocka_unit_test(a_count_that_is_the_total_takes_it_along),
      cmocka_unit_test(rows_and_columns_of_a_table),
      cmocka_unit_test(three_ways),
      cmocka_unit_test(linked_tables_share_their_total),
      cmocka_unit_test(values_that_are_numbers_may_be_the_counts),
      cmocka_unit_test(areas_periods_and_sources_stand_alone),
      cmocka_unit_test(two_codes_of_one_indicator_are_one),
      cmocka_unit_test(regions_are_parts_of_the_world),
      cmocka_unit_test(parts_that_overlap_are_not_subtracted),
      cmocka_unit_test(codes_that_contain_others_take_all_along),
      cmocka_unit_test(nothing_is_done_by_default),
      cmocka_unit_test(every_series_and_number_of_a_cell_goes),
      cmocka_unit_test(a_standardised_rate_is_an_equation_more),
      cmocka_unit_test(money_and_people_are_not_counts),
      cmocka_unit_test(rounding_leaves_no_exact_count),
      cmocka_unit_test(controlled_rounding_adds_up),
      cmocka_unit_test(flags_of_reliability),
      cmocka_unit_test(refusals),
  };
  return cmocka_run_group_tests(tests, NULL, teardown);
}
