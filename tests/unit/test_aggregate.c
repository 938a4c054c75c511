/* Regions, the world, and time. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tables.h"

static sdg16_table *aggregated(const char *code, const char *data, const char *groups,
                               const sdg16_aggregate_options *options) {
  sdg16_table *cells = table_of(data), *members = table_of(groups), *out;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_indicator *indicator;
  if (sdg16_indicator_new(NULL, code, cells, NULL, &indicator, &error))
    fail_msg("%s", error.message);
  if (sdg16_indicator_aggregate(NULL, sdg16_indicator_results(indicator), members, options,
                                &out, &error))
    fail_msg("%s", error.message);
  sdg16_indicator_free(indicator);
  sdg16_table_free(cells);
  sdg16_table_free(members);
  return out;
}

static double value(const sdg16_table *t, const char *series, const char *where) {
  int64_t row = row_of(t, series, where);
  if (row < 0) fail_msg("no row %s %s", series, where);
  return number_of(t, "value", row);
}

static const char REGIONS[] = "ref_area,group,weight\n004,A,100\n8,A,300\n12,A,600\n16,B,500\n"
                              "20,B,500\n";

static void rates_are_sums_over_sums(void **state) {
  (void)state;
  static const char DATA[] = "area,year,victims,population,nature\n4,2022,10,100000,C\n"
                             "8,2022,60,300000,E\n16,2022,5,500000,C\n";
  sdg16_aggregate_options o;
  sdg16_aggregate_options_init(&o, sizeof o);
  o.world = "1";
  sdg16_table *t = aggregated("16.1.1", DATA, REGIONS, &o);
  assert_true(value(t, "VC_IHR_PSRC", "ref_area=A") == 70e5 / 400000);
  assert_true(value(t, "VC_IHR_PSRC", "ref_area=B") == 1);
  assert_true(value(t, "VC_IHR_PSRC", "ref_area=1") == 75e5 / 900000);
  assert_true(value(t, "VC_IHR_PSRCN", "ref_area=A") == 70);
  int64_t row = row_of(t, "VC_IHR_PSRC", "ref_area=A");
  assert_true(number_of(t, "areas", row) == 2 && number_of(t, "members", row) == 3);
  assert_true(number_of(t, "coverage", row) == 0.4);
  assert_true(number_of(t, "imputed", row) == 0.75);
  assert_string_equal(text_of(t, "flags", row), "imputed");
  assert_string_equal(text_of(t, "nature", row), "E");
  assert_string_equal(text_of(t, "reporting_type", row), "R");
  assert_string_equal(text_of(t, "reporting_type", row_of(t, "VC_IHR_PSRC", "ref_area=1")),
                      "G");
  sdg16_table_free(t);
}

/* Half of the population at least; the world is the mean of its regions whatever they
 * cover. */
static void children_need_half_of_the_population(void **state) {
  (void)state;
  static const char DATA[] = "area,year,registered,children\n4,2022,50,100\n8,2022,80,100\n"
                             "16,2022,90,100\n";
  sdg16_aggregate_options o;
  sdg16_aggregate_options_init(&o, sizeof o);
  o.world = "1";
  sdg16_table *t = aggregated("16.9.1", DATA, REGIONS, &o);
  /* A: 400 of 1000 covered; mean (100 x 50 + 300 x 80) / 400 = 72.5 */
  assert_true(isnan(value(t, "SG_REG_BRTH", "ref_area=A")));
  assert_string_equal(text_of(t, "status", row_of(t, "SG_REG_BRTH", "ref_area=A")), "coverage");
  assert_true(value(t, "SG_REG_BRTH", "ref_area=B") == 90); /* exactly half */
  assert_true(value(t, "SG_REG_BRTH", "ref_area=1") == (1000 * 72.5 + 1000 * 90) / 2000);
  sdg16_table_free(t);
  o.coverage = 0.4;
  t = aggregated("16.9.1", DATA, REGIONS, &o);
  assert_true(value(t, "SG_REG_BRTH", "ref_area=A") == 72.5);
  sdg16_table_free(t);
}

/* 16.3.2: sums over sums of three years, years without data left out. */
static void windows_skip_missing_years(void **state) {
  (void)state;
  static const char DATA[] = "area,year,unsentenced,held\n4,2020,10,100\n4,2022,30,100\n"
                             "8,2022,50,200\n8,2018,1,200\n";
  sdg16_table *t = aggregated("16.3.2", DATA, REGIONS, NULL);
  assert_true(value(t, "VC_PRS_UNSNT", "ref_area=A;time_period=2022") == 100 * 70. / 300);
  assert_string_equal(
      text_of(t, "time_detail", row_of(t, "VC_PRS_UNSNT", "ref_area=A;time_period=2022")),
      "2020-2022");
  sdg16_table_free(t);
  sdg16_aggregate_options o;
  sdg16_aggregate_options_init(&o, sizeof o);
  o.window = 1;
  t = aggregated("16.3.2", DATA, REGIONS, &o);
  assert_true(value(t, "VC_PRS_UNSNT", "ref_area=A;time_period=2022") == 100 * 80. / 300);
  sdg16_table_free(t);
}

/* Legislatures from summed counts, the public service a simple mean of ratios. */
static void representation_has_two_rules(void **state) {
  (void)state;
  static const char SEATS[] = "area,year,chamber,members,women,adult_population,adult_women\n"
                              "4,2024,lower,100,10,1000,500\n8,2024,lower,300,150,9000,4500\n";
  sdg16_table *t = aggregated("16.7.1", SEATS, REGIONS, NULL);
  assert_true(value(t, "SG_DMK_PARLMP_LC", "ref_area=A") == 160. / 400 / 0.5);
  sdg16_table_free(t);
  static const char POSTS[] =
      "area,year,group,servants,group_servants,working_population,group_population\n"
      "4,2024,women,100,10,1000,500\n8,2024,women,300,150,9000,4500\n";
  t = aggregated("16.7.1", POSTS, REGIONS, NULL);
  assert_true(fabs(value(t, "SG_DMK_PSRVC", "ref_area=A") - (0.2 + 1) / 2) < 1e-15);
  sdg16_table_free(t);
}

static void countries_are_counted(void **state) {
  (void)state;
  static const char DATA[] = "area,year,status\n4,2022,A\n8,2022,B\n12,2022,none\n16,2022,A\n";
  sdg16_table *t = aggregated("16.a.1", DATA, REGIONS, NULL);
  assert_true(value(t, "SG_NHR_IMPLN", "ref_area=A") == 1);
  assert_true(value(t, "SG_NHR_NOAPPLN", "ref_area=A") == 1);
  assert_true(value(t, "SG_NHR_IMPL", "ref_area=A") == 100. / 3);
  assert_true(value(t, "SG_NHR_INTEXST", "ref_area=A") == 200. / 3);
  /* published for groups, not for a country */
  text_sink sink = {0};
  sdg16_table *numbered = aggregated("16.a.1", DATA, "ref_area,group\n4,2\n8,2\n", NULL);
  assert_int_equal(
      sdg16_publish(NULL, numbered, SDG16_FORMAT_SDMX_CSV, NULL, into_text, &sink, NULL, NULL),
      SDG16_OK);
  assert_non_null(strstr(sink.text, ",A,R,SG_NHR_IMPL,2,"));
  free(sink.text);
  sdg16_table_free(t);
  sdg16_table_free(numbered);
  static const char SHARES[] =
      "area,year,organization,members,developing_members\n"
      "4,2022,IO_UNSC,15,1\n8,2022,IO_UNSC,15,1\n12,2022,IO_UNSC,15,\n";
  t = aggregated("16.8.1", SHARES, REGIONS, NULL);
  assert_true(fabs(value(t, "SG_INT_MBRDEV", "ref_area=A") - 200. / 15) < 1e-14);
  sdg16_table_free(t);
}

/* 16.1.4 as published by surveys: means of three years, weighted by population. */
static void percentages_of_surveys_are_weighted(void **state) {
  (void)state;
  static const char RESULTS[] =
      "indicator,series,label,ref_area,time_period,value\n"
      "16.1.4,VC_SNS_WALN_DRK,x,4,2020,40\n16.1.4,VC_SNS_WALN_DRK,x,4,2022,60\n"
      "16.1.4,VC_SNS_WALN_DRK,x,8,2022,80\n";
  sdg16_table *results = table_of(RESULTS), *groups = table_of(REGIONS), *t;
  assert_int_equal(sdg16_indicator_aggregate(NULL, results, groups, NULL, &t, NULL), SDG16_OK);
  assert_true(value(t, "VC_SNS_WALN_DRK", "ref_area=A;time_period=2022") ==
              (100 * 50. + 300 * 80.) / 400);
  sdg16_table_free(t);
  sdg16_table_free(results);
  sdg16_table_free(groups);
}

static void bad_input_is_refused(void **state) {
  (void)state;
  static const char RESULTS[] = "indicator,series,label,ref_area,time_period,value\n"
                                "16.2.2,VC_HTF_DETVR,x,4,2020,40\n";
  static const char CHILDREN[] = "indicator,series,label,ref_area,time_period,value\n"
                                 "16.9.1,SG_REG_BRTH,x,4,2020,40\n";
  const struct {
    const char *results, *groups;
    int32_t status;
    const char *message;
  } CASES[] = {
      {RESULTS, REGIONS, SDG16_ERR_OPTION,
       "rule must be given: the metadata of indicator 16.2.2 have no rule of aggregation"},
      {CHILDREN, "ref_area,group\n4,A\n", SDG16_ERR_POPULATION,
       "groups must have the column 'weight', the population of each area (children under 5)"},
      {CHILDREN, "ref_area,weight\n4,1\n", SDG16_ERR_COLUMN,
       "groups must have the columns ref_area and group; 'group' is missing"},
      {CHILDREN, "ref_area,group,weight\n4,A,0\n", SDG16_ERR_POPULATION,
       "groups, data row 1: expected a weight above 0"},
      {CHILDREN, "ref_area,group,weight\n4,,1\n", SDG16_ERR_MISSING,
       "groups, data row 1: expected an area and its group, found a blank"},
      {CHILDREN, "ref_area,group,weight,year\n4,A,1,2019\n", SDG16_ERR_POPULATION,
       "groups must have weights of 2020 for 'A'"},
      {"indicator,label,ref_area,time_period,value\n16.1.1,x,4,2020,1\n16.1.1,x,004,2020/"
       "21,2\n",
       REGIONS, SDG16_ERR_DUPLICATE,
       "results must have one value for each area and period; rows 1 and 2 are both of area "
       "'4' and 2020/21"},
      {"a,b\n1,2\n", REGIONS, SDG16_ERR_COLUMN, "results must have the column 'ref_area'"}};
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
    sdg16_table *results = table_of(CASES[i].results), *groups = table_of(CASES[i].groups);
    sdg16_table *out = results;
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    assert_int_equal(sdg16_indicator_aggregate(NULL, results, groups, NULL, &out, &error),
                     CASES[i].status);
    if (!strstr(error.message, CASES[i].message)) fail_msg("%s", error.message);
    assert_null(out);
    sdg16_table_free(results);
    sdg16_table_free(groups);
  }
}

/* ---- time ---- */

static void changes_stop_at_breaks(void **state) {
  (void)state;
  static const char DATA[] =
      "area,year,unsentenced,held,obs_status\n4,2019,10,100,A\n"
      "4,2020,20,100,A\n4,2021,50,100,B\n4,2022,40,100,A\n8,2020,5,100,A\n"
      "8,2021,,100,A\n8,2022,6,100,A\n";
  sdg16_table *cells = table_of(DATA), *t;
  sdg16_indicator *indicator;
  assert_int_equal(sdg16_indicator_new(NULL, "16.3.2", cells, NULL, &indicator, NULL),
                   SDG16_OK);
  assert_int_equal(sdg16_indicator_trend(NULL, sdg16_indicator_results(indicator), &t, NULL),
                   SDG16_OK);
  static const struct {
    const char *where;
    double segment, change, percent;
  } CASES[] = {{"ref_area=4;time_period=2019", 1, NAN, NAN},
               {"ref_area=4;time_period=2020", 1, 10, 100},
               {"ref_area=4;time_period=2021", 2, NAN, NAN},
               {"ref_area=4;time_period=2022", 2, -10, -20},
               {"ref_area=8;time_period=2020", 1, NAN, NAN},
               {"ref_area=8;time_period=2022", 1, 1, 20}};
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
    int64_t row = row_of(t, "VC_PRS_UNSNT", CASES[i].where);
    assert_true(number_of(t, "segment", row) == CASES[i].segment);
    double change = number_of(t, "change", row), percent = number_of(t, "change_percent", row);
    assert_true(isnan(CASES[i].change) ? isnan(change)
                                       : fabs(change - CASES[i].change) < 1e-12);
    assert_true(isnan(CASES[i].percent) ? isnan(percent)
                                        : fabs(percent - CASES[i].percent) < 1e-11);
  }
  assert_string_equal(
      text_of(t, "previous_period", row_of(t, "VC_PRS_UNSNT", "ref_area=8;time_period=2022")),
      "2020");
  sdg16_table_free(t);
  sdg16_indicator_free(indicator);
  sdg16_table_free(cells);
}

/* 16.5.2 was of tax officials alone before: Kenya 2013 26.4, 2018 23.9 (World Bank). */
static void a_new_definition_is_a_break(void **state) {
  (void)state;
  sdg16_table *results = table_of("indicator,series,label,ref_area,time_period,value\n"
                                  "16.5.2,IC_FRM_BRIB,x,404,2013,26.4\n"
                                  "16.5.2,IC_FRM_BRIB,x,404,2018,23.9\n"
                                  "16.5.2,IC_FRM_BRIB,x,404,2024,30\n");
  sdg16_table *t;
  assert_int_equal(sdg16_indicator_trend(NULL, results, &t, NULL), SDG16_OK);
  assert_true(fabs(number_of(t, "change", 1) + 2.5) < 1e-12);
  assert_true(number_of(t, "segment", 2) == 2 && isnan(number_of(t, "change", 2)));
  sdg16_table_free(t);
  sdg16_table_free(results);
}

static const char *columns_text(const sdg16_table *t, char out[300]) {
  *out = '\0';
  for (int64_t c = 0; c < sdg16_table_columns(t); c++)
    snprintf(out + strlen(out), 300 - strlen(out), "%s%s:%s", c ? "," : "",
             sdg16_table_name(t, c), sdg16_column_type_name(sdg16_table_type(t, c)));
  return out;
}

/* Of a table from elsewhere, and of one that says its dimensions: what the schema does not have
 * is neither lost nor made a dimension, and keeps its type. */
static void changes_keep_every_column(void **state) {
  (void)state;
  static const char DATA[] =
      "indicator,series,ref_area,time_period,grade,sex,value,staff,share,"
      "memo\nx,s,4,2019,7,F,1,8,0.25,a\nx,s,4,2020,7,F,3,,0.5,b\n"
      "x,s,8,2019,8,F,5,6,,c\n";
  static const char *const NAMES[] = {"sex"};
  char columns[300];
  for (int marked = 0; marked < 2; marked++) {
    sdg16_table *results = table_of(DATA), *t;
    if (marked) assert_int_equal(sdg16_table_set_dimensions(results, 1, NAMES, NULL), SDG16_OK);
    int64_t memo = sdg16_table_find(results, "memo");
    assert_int_equal(sdg16_table_set_variable_label(results, memo, "A memo", NULL), SDG16_OK);
    assert_int_equal(sdg16_indicator_trend(NULL, results, &t, NULL), SDG16_OK);
    assert_string_equal(columns_text(t, columns),
                        marked ? "indicator:text,series:text,ref_area:text,time_period:text,"
                                 "sex:text,value:double,segment:int64,previous_period:text,"
                                 "previous:double,change:double,change_percent:double,"
                                 "grade:int64,staff:int64,share:double,memo:text"
                               : "indicator:text,series:text,ref_area:text,time_period:text,"
                                 "grade:int64,sex:text,value:double,segment:int64,"
                                 "previous_period:text,previous:double,change:double,"
                                 "change_percent:double,staff:int64,share:double,memo:text");
    assert_int_equal(sdg16_table_dimension_count(t), marked ? 1 : 2);
    memo = sdg16_table_find(t, "memo");
    assert_string_equal(sdg16_table_variable_label(t, memo), "A memo");
    for (int64_t row = 0; row < 3; row++) {
      double value = number_of(t, "value", row), staff = number_of(t, "staff", row);
      const char *text = sdg16_table_text(t, row, memo);
      assert_string_equal(text, value == 1 ? "a" : value == 3 ? "b" : "c");
      assert_true(value == 3 ? isnan(staff) : staff == (value == 1 ? 8 : 6));
    }
    sdg16_table_free(t);
    sdg16_table_free(results);
  }
}

static void a_text_for_a_number_is_refused(void **state) {
  (void)state;
  static const char *const DATA[] = {"ref_area,time_period,value,lower\n4,2019,1,few\n",
                                     "ref_area,time_period,value,n\n4,2019,1,few\n"};
  static const char *const MESSAGE[] = {"results, row 1, column 'lower': expected a number",
                                        "results, row 1, column 'n': expected a whole number"};
  for (int i = 0; i < 2; i++) {
    sdg16_table *results = table_of(DATA[i]), *t;
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    assert_int_equal(sdg16_indicator_trend(NULL, results, &t, &error), SDG16_ERR_VALUE);
    assert_string_equal(error.message, MESSAGE[i]);
    assert_null(t);
    sdg16_table_free(results);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rates_are_sums_over_sums),
      cmocka_unit_test(children_need_half_of_the_population),
      cmocka_unit_test(windows_skip_missing_years),
      cmocka_unit_test(representation_has_two_rules),
      cmocka_unit_test(countries_are_counted),
      cmocka_unit_test(percentages_of_surveys_are_weighted),
      cmocka_unit_test(bad_input_is_refused),
      cmocka_unit_test(changes_stop_at_breaks),
      cmocka_unit_test(a_new_definition_is_a_break),
      cmocka_unit_test(changes_keep_every_column),
      cmocka_unit_test(a_text_for_a_number_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
