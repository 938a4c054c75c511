/* Published values of indicators from their parts. Each case names its source; where the
 * parts were worked back from a published ratio (they reproduce all its digits) it says
 * so. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../unit/tables.h"

/* Computes and checks that no error came. */
static sdg16_indicator *compute(const char *code, const char *csv, int64_t by_count,
                                const char *const *by, const char *set) {
  sdg16_table *data = table_of(csv);
  sdg16_indicator_options o;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_indicator_options_init(&o, sizeof o);
  o.by_count = by_count;
  o.by = by;
  o.switch_count = set != NULL;
  o.switches = &set;
  sdg16_indicator *indicator;
  if (sdg16_indicator_new(NULL, code, data, &o, &indicator, &error))
    fail_msg("%s", error.message);
  sdg16_table_free(data);
  return indicator;
}

static void check(const char *code, const char *csv, const char *set, const char *series,
                  const char *where, double published, double tolerance) {
  sdg16_indicator *indicator = compute(code, csv, 0, NULL, set);
  const sdg16_table *results = sdg16_indicator_results(indicator);
  int64_t row = row_of(results, series, where);
  if (row < 0) fail_msg("%s: no row %s %s", code, series, where);
  double value = number_of(results, "value", row);
  if (!(fabs(value - published) <= tolerance))
    fail_msg("%s %s %s: %.17g, published %.17g", code, series, where, value, published);
  assert_string_equal(text_of(results, "status", row), "ok");
  sdg16_indicator_free(indicator);
}

/* ---- 16.1.1 ---- */

/* Canada 2022: Statistics Canada, Homicide in Canada 2022: 874 victims, 2.25; population
 * of 1 July 2022, 38,929,902. */
static void homicide_in_canada(void **state) {
  (void)state;
  check("16.1.1", "year,victims,population\n2022,874,38929902\n", NULL, "VC_IHR_PSRC", "", 2.25,
        0.005);
}

/* England & Wales, children under 1, 2011/12 (Office for National Statistics, SDG data:
 * the rates to all digits; populations worked back). The total is not the sum. */
static void homicide_of_children_in_england_and_wales(void **state) {
  (void)state;
  static const char DATA[] = "period,sex,age,victims,population\n"
                             "2011/12,Male,Under 1,5,366500\n"
                             "2011/12,Female,Under 1,9,348900\n"
                             "2011/12,,Under 1,15,715400\n";
  static const char *const BY[] = {"sex", "age"};
  static const struct {
    const char *where;
    double published;
  } CASES[] = {{"sex=M;age=Y0", 1.364256480218281},
               {"sex=F;age=Y0", 2.579535683576956},
               {"sex=_T;age=Y0", 2.096729102599944}};
  sdg16_indicator *indicator = compute("16.1.1", DATA, 2, BY, NULL);
  const sdg16_table *r = sdg16_indicator_results(indicator);
  for (size_t i = 0; i < 3; i++) {
    int64_t row = row_of(r, "VC_IHR_PSRC", CASES[i].where);
    assert_true(fabs(number_of(r, "value", row) - CASES[i].published) < 1e-15);
  }
  /* one child whose sex is not known keeps the margin whole */
  int64_t rest = row_of(r, "VC_IHR_PSRCN", "sex=_U;age=Y0");
  assert_true(rest >= 0 && number_of(r, "value", rest) == 1);
  assert_int_equal(sdg16_table_rows(sdg16_indicator_diagnostics(indicator)) > 0, 1);
  sdg16_indicator_free(indicator);
}

/* ---- 16.1.2 ---- */

/* United Kingdom, deaths in the armed forces as a proxy (Office for National Statistics,
 * SDG data; populations worked back). */
static void conflict_deaths_in_the_united_kingdom(void **state) {
  (void)state;
  static const char DATA[] = "year,deaths,population\n2009,107,62260486\n2015,1,65110034\n"
                             "2020,1,67081234\n";
  check("16.1.2", DATA, NULL, "VC_DTH_TOTR", "time_period=2009", 0.1718586006540328, 1e-16);
  check("16.1.2", DATA, NULL, "VC_DTH_TOTR", "time_period=2015", 0.0015358615847136554, 1e-18);
  check("16.1.2", DATA, NULL, "VC_DTH_TOTR", "time_period=2020", 0.0014907298813256775, 1e-18);
}

/* ---- 16.2.2 ---- */

/* Canada 2015 and 2019, recorded incidents (SDG data hub, nine digits; populations worked
 * back). United Kingdom: potential victims of the National Referral Mechanism, counts. */
static void trafficking(void **state) {
  (void)state;
  static const char DATA[] = "year,detected,population\n2015,330,35704498\n2019,546,37618495\n";
  check("16.2.2", DATA, NULL, "VC_HTF_DETVR", "time_period=2015", 0.924253297, 5e-10);
  check("16.2.2", DATA, NULL, "VC_HTF_DETVR", "time_period=2019", 1.451413726, 5e-10);
  static const char UK[] = "year,detected,population\n2009,303,62260486\n2021,11387,67026292\n";
  check("16.2.2", UK, NULL, "VC_HTF_DETV", "time_period=2009", 303, 0);
  check("16.2.2", UK, NULL, "VC_HTF_DETV", "time_period=2021", 11387, 0);
}

/* The estimate of the Home Office (2014; the model of five lists, 11,312.99 with 2,744
 * observed, 9,884.4 to 13,027.4) stands beside the detected, not in their place. */
static void the_estimate_of_trafficking_stands_beside(void **state) {
  (void)state;
  static const char DATA[] =
      "year,detected,population,undetected,undetected_lower,undetected_upper\n"
      "2013,2744,64100000,8568.99,7140.4,10283.4\n";
  sdg16_indicator *indicator = compute("16.2.2", DATA, 0, NULL, NULL);
  const sdg16_table *r = sdg16_indicator_results(indicator);
  int64_t reported = row_of(r, "VC_HTF_DETV", ""), beside = row_of(r, "", "unit=NUMBER");
  assert_true(number_of(r, "value", reported) == 2744);
  assert_string_equal(text_of(r, "variant", reported), "");
  assert_string_equal(text_of(r, "variant", beside), "supplementary");
  assert_true(fabs(number_of(r, "value", beside) - 11312.99) < 1e-9);
  assert_true(fabs(number_of(r, "lower", beside) - 9884.4) < 1e-9);
  assert_true(fabs(number_of(r, "upper", beside) - 13027.4) < 1e-9);
  sdg16_indicator_free(indicator);
}

/* ---- 16.3.2 ---- */

/* England & Wales (Office for National Statistics, SDG data, from the Ministry of
 * Justice's prison population on 30 June) and France (Ministère de la Justice, monthly
 * statistics). */
static void unsentenced_detainees(void **state) {
  (void)state;
  static const char DATA[] = "area,year,unsentenced,held\n"
                             "826,2023,15523,85851\n826,2022,13409,80659\n"
                             "826,2009,13276,83391\n250,2023,19909,74342\n"
                             "250,2022,18986,71669\n";
  static const struct {
    const char *where;
    double published, tolerance;
  } CASES[] = {{"ref_area=826;time_period=2023", 18.0813269501811, 5e-14},
               {"ref_area=826;time_period=2022", 16.6243072688727, 5e-14},
               {"ref_area=826;time_period=2009", 15.9201832332026, 5e-14},
               {"ref_area=250;time_period=2023", 26.8, 0.05},
               {"ref_area=250;time_period=2022", 26.5, 0.05}};
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
    check("16.3.2", DATA, NULL, "VC_PRS_UNSNT", CASES[i].where, CASES[i].published,
          CASES[i].tolerance);
}

/* ---- 16.7.2 ---- */

/* The example of the metadata page, (70 + 54) / 2, and Armenia 2021 (Armstat, SDG data:
 * 59.5 and 43.5, published 51.5): the headline is the mean of two percentages. Of 200 equal
 * respondents so many say "some" or more; "don't know" leaves one item. */
static void inclusive_decisions(void **state) {
  (void)state;
  static const struct {
    int say, influence;
    double published;
  } CASES[] = {{140, 108, 62}, {119, 87, 51.5}};
  for (size_t k = 0; k < sizeof CASES / sizeof CASES[0]; k++) {
    char text[6000] = "say,influence\n98,1\n2,98\n";
    size_t used = strlen(text);
    for (int i = 0; i < 200; i++)
      used += (size_t)snprintf(text + used, sizeof text - used, "%d,%d\n",
                               i < CASES[k].say ? 3 + i % 3 : 1 + i % 2,
                               i >= 200 - CASES[k].influence ? 3 : 2);
    sdg16_table *data = table_of(text);
    sdg16_design *design;
    sdg16_indicator *indicator;
    assert_int_equal(sdg16_design_new(data, NULL, &design, NULL), SDG16_OK);
    assert_int_equal(
        sdg16_indicator_survey(NULL, "16.7.2", design, NULL, NULL, NULL, &indicator, NULL),
        SDG16_OK);
    const sdg16_table *results = sdg16_indicator_results(indicator);
    double say = number_of(results, "value", row_of(results, "IU_DMK_INCL", ""));
    double influence = number_of(results, "value", row_of(results, "IU_DMK_RESP", ""));
    double both = number_of(results, "value", row_of(results, "IU_DMK_ICRS", ""));
    assert_true(fabs(say - 100.0 * CASES[k].say / 201) < 1e-12);
    assert_true(fabs(both - (say + influence) / 2) < 1e-12);
    assert_true(fabs(both * 201 / 200 - CASES[k].published) < 1e-12);
    sdg16_indicator_free(indicator);
    sdg16_design_free(design);
    sdg16_table_free(data);
  }
}

/* ---- 16.6.1 ---- */

/* Canada 2019 101.3, 2020 144.3; Armenia 2020 to 2023 102.1, 108.3, 102.7, 98.3: published
 * as percentages; a percentage may be above 100. The bands are those of PEFA's framework
 * (2016), PI-1.1. */
static void budgets(void **state) {
  (void)state;
  static const char DATA[] = "area,year,executed,approved\n"
                             "124,2019,101.3,100\n124,2020,144.3,100\n51,2020,1021,1000\n"
                             "51,2021,1083,1000\n51,2022,1027,1000\n51,2023,983,1000\n";
  check("16.6.1", DATA, NULL, "GF_XPD_GBPC", "ref_area=124;time_period=2020", 144.3, 1e-13);
  check("16.6.1", DATA, NULL, "GF_XPD_GBPC", "ref_area=51;time_period=2021", 108.3, 1e-13);
  sdg16_indicator *indicator = compute("16.6.1", DATA, 0, NULL, NULL);
  const sdg16_table *r = sdg16_indicator_results(indicator);
  /* 102.1 and 102.7 are within 5 of 100: band A; Canada has two years alone */
  int64_t row = row_of(r, "", "ref_area=51;time_period=2022");
  assert_string_equal(text_of(r, "note", row), "PEFA band A");
  assert_true(number_of(r, "value", row) == 4);
  row = row_of(r, "", "ref_area=124;time_period=2020");
  assert_string_equal(text_of(r, "status", row), "missing-input");
  assert_non_null(strstr(text_of(r, "note", row), "D*"));
  sdg16_indicator_free(indicator);
}

/* ---- 16.7.1 ---- */

/* Worked values of the metadata (UNDP 2022, IPU 2021): 0.25/0.30 = 0.83, 0.10/0.50 = 0.2,
 * 48/30 = 1.6, 48/70 = 0.69, 3 %/9 % = 0.33. */
static void representation(void **state) {
  (void)state;
  static const char SERVICE[] =
      "group,occupation,servants,group_servants,working_population,group_population\n"
      "youth,managers,100,25,1000,300\nwomen,managers,100,10,1000,500\n"
      "women,professionals,100,48,1000,300\nwomen,technicians,100,48,1000,700\n"
      "disability,clerical,100,3,1000,90\n";
  static const struct {
    const char *where;
    double published;
  } CASES[] = {{"group=YOUTH;occupation=ISCO08_121_1120", 0.83},
               {"group=WOMEN;occupation=ISCO08_121_1120", 0.2},
               {"group=WOMEN;occupation=ISCO08_21_25_26_242", 1.6},
               {"group=WOMEN;occupation=ISCO08_31T35X32", 0.69},
               {"group=DISABILITY;occupation=ISCO08_41", 0.33}};
  static const char *const BY[] = {"occupation"};
  /* cells of one group have different populations here: each is an example of its own */
  for (size_t i = 0; i < 5; i++) {
    char csv[400], copy[400], *save = NULL;
    strcpy(copy, SERVICE);
    const char *header = strtok_r(copy, "\n", &save), *line = NULL;
    for (size_t k = 0; k <= i; k++) line = strtok_r(NULL, "\n", &save);
    snprintf(csv, sizeof csv, "%s\n%s\n", header, line);
    sdg16_indicator *indicator = compute("16.7.1", csv, 1, BY, NULL);
    const sdg16_table *r = sdg16_indicator_results(indicator);
    int64_t row = row_of(r, "SG_DMK_PSRVC", CASES[i].where);
    assert_true(row >= 0);
    assert_true(fabs(number_of(r, "value", row) - CASES[i].published) < 0.005);
    sdg16_indicator_free(indicator);
  }
}

/* ---- 16.8.1 ---- */

/* One country's share of members and votes (UN DESA; 16.8.1 and 10.6.1). */
static void membership(void **state) {
  (void)state;
  static const char DATA[] =
      "year,organization,members,developing_members,votes,developing_votes\n"
      "2020,IO_UNGA,193,1,,\n2020,IO_UNSC,15,1,,\n2020,IO_ECOSOC,54,1,,\n2015,IO_IMF,188,1,,\n"
      "2020,IO_IMF,190,1,,\n2020,IO_IBRD,189,1,,\n2020,IO_IFC,185,1,,\n2022,IO_IFC,186,1,,\n"
      "2015,IO_AFDB,77,1,,\n2020,IO_AFDB,81,1,,\n2015,IO_ADB,67,1,,\n2020,IO_ADB,68,1,,\n"
      "2020,IO_IADB,48,1,,\n2020,IO_WTO,164,1,,\n2020,IO_FSB,24,1,19,1\n";
  static const struct {
    const char *where;
    double published;
  } CASES[] = {{"organization=IO_UNGA", 0.51813},
               {"organization=IO_UNSC", 6.66667},
               {"organization=IO_ECOSOC", 1.85185},
               {"organization=IO_IMF;time_period=2015", 0.53191},
               {"organization=IO_IMF;time_period=2020", 0.52632},
               {"organization=IO_IBRD", 0.52910},
               {"organization=IO_IFC;time_period=2020", 0.54054},
               {"organization=IO_IFC;time_period=2022", 0.53763},
               {"organization=IO_AFDB;time_period=2015", 1.29870},
               {"organization=IO_AFDB;time_period=2020", 1.23457},
               {"organization=IO_ADB;time_period=2015", 1.49254},
               {"organization=IO_ADB;time_period=2020", 1.47059},
               {"organization=IO_IADB", 2.08333},
               {"organization=IO_WTO", 0.60976},
               {"organization=IO_FSB", 4.16667}};
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
    check("10.6.1", DATA, NULL, "SG_INT_MBRDEV", CASES[i].where, CASES[i].published, 5e-6);
  check("16.8.1", DATA, NULL, "SG_INT_VRTDEV", "organization=IO_FSB", 5.26316, 5e-6);
  /* no votes given: blank, not 0 */
  sdg16_indicator *indicator = compute("16.8.1", DATA, 0, NULL, NULL);
  const sdg16_table *r = sdg16_indicator_results(indicator);
  int64_t row = row_of(r, "SG_INT_VRTDEV", "organization=IO_UNGA");
  assert_string_equal(text_of(r, "status", row), "missing-input");
  assert_true(isnan(number_of(r, "value", row)));
  sdg16_indicator_free(indicator);
}

/* ---- 16.10.2 ---- */

/* Country X of the metadata (UNESCO, July 2021): 5.2; Canada 2020 8.0 (4.8 + 3.2) and 2022
 * 7.5 (4.3 + 3.2) (SDG data hub); Armenia 3.6 (Armstat, SDG data). */
static void access_to_information(void **state) {
  (void)state;
  static const char DATA[] = "area,year,q1,q2,q3,q4,q5,q6,q7,q8\n"
                             "X,2021,yes,yes,none,3,no,4,no,yes\n"
                             "124,2020,yes,yes,all,4,yes,3,yes,yes\n"
                             "124,2022,yes,yes,some,4,yes,3,yes,yes\n"
                             "51,2021,yes,no,all,3,yes,0,no,no\n"
                             "Y,2021,in progress,yes,all,5,yes,5,yes,yes\n"
                             "Z,2021,no,,,,,,,\n";
  static const char SCORE[] = "label=Score of adoption and implementation, 0 to 9";
  static const struct {
    const char *area;
    double published;
  } CASES[] = {{"X;time_period=2021", 5.2},   {"124;time_period=2020", 8.0},
               {"124;time_period=2022", 7.5}, {"51;time_period=2021", 3.6},
               {"Y;time_period=2021", 0.5},   {"Z;time_period=2021", 0}};
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
    char where[200];
    snprintf(where, sizeof where, "%s;ref_area=%s", SCORE, CASES[i].area);
    check("16.10.2", DATA, NULL, "", where, CASES[i].published, 1e-12);
  }
  check("16.10.2", DATA, NULL, "SG_INF_ACCSS", "ref_area=X", 1, 0);
  check("16.10.2", DATA, NULL, "SG_INF_ACCSS", "ref_area=Y", 0, 0);
}

/* ---- intervals ---- */

/* Garwood's limits: tables of Ulm (1990, American Journal of Epidemiology 131), and
 * qgamma of R 4.2. */
static void exact_poisson_limits(void **state) {
  (void)state;
  static const struct {
    double count, level, lower, upper;
  } CASES[] = {{0, 0.95, 0, 3.6888794541139354},
               {1, 0.95, 0.025317807984289876, 5.5716433909388989},
               {3, 0.95, 0.61867212289560136, 8.7672730697423233},
               {5, 0.95, 1.6234863901184221, 11.668332079322669},
               {10, 0.95, 4.7953886961324335, 18.390356042017778},
               {50, 0.95, 37.110963737461859, 65.918766664336829},
               {12345, 0.95, 12128.180907899079, 12564.722206913333},
               {99999, 0.95, 99380.155762730355, 100620.741640773733},
               {100000, 0.95, 99381.152663744724, 100621.744739743881},
               {1000000, 0.95, 998040.98334029387, 1001961.91194543219},
               {1e12, 0.95, 999998040036.96265, 1000001959965.93164}};
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
    double lower, upper;
    assert_int_equal(
        sdg16_poisson_interval(CASES[i].count, CASES[i].level, &lower, &upper, NULL), SDG16_OK);
    assert_true(fabs(lower - CASES[i].lower) <= 1e-11 * CASES[i].lower);
    assert_true(fabs(upper - CASES[i].upper) <= 1e-11 * CASES[i].upper);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(homicide_in_canada),
      cmocka_unit_test(homicide_of_children_in_england_and_wales),
      cmocka_unit_test(conflict_deaths_in_the_united_kingdom),
      cmocka_unit_test(trafficking),
      cmocka_unit_test(the_estimate_of_trafficking_stands_beside),
      cmocka_unit_test(unsentenced_detainees),
      cmocka_unit_test(inclusive_decisions),
      cmocka_unit_test(budgets),
      cmocka_unit_test(representation),
      cmocka_unit_test(membership),
      cmocka_unit_test(access_to_information),
      cmocka_unit_test(exact_poisson_limits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
