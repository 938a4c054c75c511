/* Result tables as SDMX-CSV, for Open SDG, as JSON and text; SDMX-CSV read back. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tables.h"

/* The header of the global data file of April 2026. */
#define DIMENSIONS                                                                             \
  "FREQ,REPORTING_TYPE,SERIES,REF_AREA,SEX,AGE,URBANISATION,INCOME_WEALTH_QUANTILE,"           \
  "EDUCATION_LEV,OCCUPATION,CUST_BREAKDOWN,COMPOSITE_BREAKDOWN,DISABILITY_STATUS,ACTIVITY,"    \
  "PRODUCT,TIME_PERIOD"
#define ATTRIBUTES                                                                             \
  "OBS_STATUS,UNIT_MULT,UNIT_MEASURE,BASE_PER,NATURE,TIME_DETAIL,COMMENT_OBS,TIME_COVERAGE,"   \
  "UPPER_BOUND,LOWER_BOUND,SOURCE_DETAIL,COMMENT_TS,GEO_INFO_URL,GEO_INFO_TYPE,"               \
  "CUST_BREAKDOWN_LB,DATA_LAST_UPDATE"

static sdg16_indicator *compute(const char *code, const char *csv, int64_t by_count,
                                const char *const *by) {
  sdg16_table *data = table_of(csv);
  sdg16_indicator_options o;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_indicator_options_init(&o, sizeof o);
  o.by_count = by_count;
  o.by = by;
  sdg16_indicator *indicator;
  if (sdg16_indicator_new(NULL, code, data, &o, &indicator, &error))
    fail_msg("%s", error.message);
  sdg16_table_free(data);
  return indicator;
}

static char *published(const sdg16_table *table, int32_t format,
                       const sdg16_publish_options *options, int64_t *left_out) {
  text_sink sink = {0};
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  if (sdg16_publish(NULL, table, format, options, into_text, &sink, left_out, &error))
    fail_msg("%s", error.message);
  return sink.text;
}

static void refused(const sdg16_table *table, int32_t format,
                    const sdg16_publish_options *options, int32_t status, const char *message) {
  text_sink sink = {0};
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  int32_t found = sdg16_publish(NULL, table, format, options, into_text, &sink, NULL, &error);
  if (found != status || !strstr(error.message, message))
    fail_msg("%s: '%s', expected '%s'", sdg16_status_name(found), error.message, message);
  assert_null(sink.text); /* nothing was written */
}

/* The example row of the specification of the global data file, England & Wales under 826. */
static void sdmx_csv_1_is_as_specified(void **state) {
  (void)state;
  sdg16_indicator *i = compute("16.3.2", "year,unsentenced,held\n2023,15523,85851\n", 0, NULL);
  sdg16_publish_options o;
  sdg16_publish_options_init(&o, sizeof o);
  o.ref_area = "826";
  o.source_detail = "Ministry of Justice, prison population, 30 June";
  int64_t left_out;
  char *text = published(sdg16_indicator_results(i), SDG16_FORMAT_SDMX_CSV, &o, &left_out);
  assert_string_equal(
      text,
      "DATAFLOW," DIMENSIONS ",OBS_VALUE," ATTRIBUTES "\n"
      "IAEG-SDGs:DF_SDG_GLC(1.22),A,N,VC_PRS_UNSNT,826,_T,_T,_T,_T,_T,_T,_T,_T,_T,_T,_T,2023,"
      "18.08132695018113,A,0,PT,,C,2023,,,,,\"Ministry of Justice, prison population, 30 "
      "June\",,,,,\n"
      "IAEG-SDGs:DF_SDG_GLC(1.22),A,N,VC_PRS_UNSNTN,826,_T,_T,_T,_T,_T,_T,_T,_T,_T,_T,_T,2023,"
      "15523,A,0,NUMBER,,C,2023,,,,,\"Ministry of Justice, prison population, 30 "
      "June\",,,,,\n");
  assert_int_equal(left_out, 0);
  free(text);
  sdg16_indicator_free(i);
}

static void sdmx_csv_2_begins_with_the_structure(void **state) {
  (void)state;
  static const char *const BY[] = {"sex", "age"};
  sdg16_indicator *i = compute("16.1.1",
                               "area,year,sex,age,victims,population\n"
                               "826,2011/12,Male,Under 1,5,366500\n",
                               2, BY);
  sdg16_publish_options o;
  sdg16_publish_options_init(&o, sizeof o);
  o.action = 'I';
  char *text = published(sdg16_indicator_results(i), SDG16_FORMAT_SDMX_CSV_2, &o, NULL);
  assert_int_equal(strncmp(text, "STRUCTURE,STRUCTURE_ID,ACTION," DIMENSIONS ",OBS_VALUE,", 40),
                   0);
  assert_non_null(strstr(
      text, "dataflow,IAEG-SDGs:DF_SDG_GLC(1.22),I,A,N,VC_IHR_PSRC,826,M,Y0,_T,_T,_T,_T,_T,"
            "_T,_T,_T,_T,2011,1.364256480218281,A,0,PER_100000_POP,,C,2011/12,"));
  free(text);
  sdg16_indicator_free(i);
}

static void missing_values_are_blank_with_their_codes(void **state) {
  (void)state;
  sdg16_indicator *i =
      compute("16.3.2", "area,year,unsentenced,held\n826,2023,,100\n", 0, NULL);
  char *text = published(sdg16_indicator_results(i), SDG16_FORMAT_SDMX_CSV, NULL, NULL);
  assert_non_null(strstr(text, ",2023,,O,0,PT,,_X,2023,"));
  assert_null(strstr(text, "nan"));
  free(text);
  sdg16_indicator_free(i);
}

static void dimensions_of_a_country_are_custom_breakdowns(void **state) {
  (void)state;
  static const char *const BY[] = {"mechanism", "sex"};
  sdg16_indicator *i = compute("16.1.1",
                               "area,year,sex,mechanism,victims,population\n"
                               "826,2022,F,firearm,5,1000000\n826,2022,F,other,3,1000000\n"
                               "826,2022,M,firearm,9,1000000\n826,2022,M,other,2,1000000\n",
                               2, BY);
  char *text = published(sdg16_indicator_results(i), SDG16_FORMAT_SDMX_CSV, NULL, NULL);
  assert_non_null(strstr(text, ",VC_IHR_PSRC,826,F,_T,_T,_T,_T,_T,C01,_T,"));
  assert_non_null(strstr(text, ",mechanism=FIREARM,"));
  assert_non_null(strstr(text, ",mechanism=OTHER,"));
  free(text);
  sdg16_indicator_free(i);
}

static void keys_of_series_are_filled_in(void **state) {
  (void)state;
  sdg16_indicator *i = compute(
      "16.7.1",
      "area,year,chamber,members,women,young,adult_population,adult_women,young_population\n"
      "826,2024,lower,200,50,60,8000000,4000000,4000000\n",
      0, NULL);
  char *text = published(sdg16_indicator_results(i), SDG16_FORMAT_SDMX_CSV, NULL, NULL);
  assert_non_null(strstr(text, ",SG_DMK_PARLMP_LC,826,_T,_T,"));
  assert_non_null(strstr(text, ",SG_DMK_PARLYR_LC,826,_T,Y0T45,"));
  free(text);
  sdg16_indicator_free(i);
  i = compute("16.7.1",
              "area,year,group,servants,group_servants,judges,group_judges,working_population,"
              "group_population\n826,2024,youth,100,20,50,5,1000,400\n",
              0, NULL);
  text = published(sdg16_indicator_results(i), SDG16_FORMAT_SDMX_CSV, NULL, NULL);
  assert_non_null(strstr(text, ",SG_DMK_PSRVC,826,_T,Y0T34,"));
  assert_non_null(strstr(text, ",SG_DMK_JDC,826,_T,Y0T44,"));
  free(text);
  sdg16_indicator_free(i);
}

static void rows_beside_are_left_out_and_counted(void **state) {
  (void)state;
  static const char *const BY[] = {"form"};
  sdg16_indicator *i = compute("16.2.2",
                               "area,year,form,detected,population,undetected\n"
                               "826,2022,sexual,5,1000000,10\n826,2022,other,3,1000000,20\n",
                               1, BY);
  int64_t left_out;
  char *text = published(sdg16_indicator_results(i), SDG16_FORMAT_SDMX_CSV, NULL, &left_out);
  assert_int_equal(left_out, 10); /* six estimates, and two forms of two series of the whole */
  assert_non_null(strstr(text, ",VC_HTF_DETVSXR,826,_T,"));
  free(text);
  sdg16_indicator_free(i);
}

static void a_table_may_hold_several_indicators(void **state) {
  (void)state;
  sdg16_table *table =
      table_of("indicator,series,unit,ref_area,time_period,cause,organization,value\n"
               "16.1.2,VC_DTH_TOTN,NUMBER,4,2022,COD_SMALLARMS,,2\n"
               "16.8.1,SG_INT_MBRDEV,PT,4,2022,,IO_WTO,0.5\n");
  char *text = published(table, SDG16_FORMAT_SDMX_CSV, NULL, NULL);
  assert_non_null(strstr(text, ",_T,COD_SMALLARMS,_T,"));
  assert_non_null(strstr(text, ",_T,IO_WTO,_T,"));
  assert_null(strstr(text, "C01"));
  refused(table, SDG16_FORMAT_OPEN_SDG, NULL, SDG16_ERR_ARGUMENT,
          "must be of one indicator, not of 16.1.2 and 16.8.1");
  free(text);
  sdg16_table_free(table);
}

/* ---- checks ---- */

#define ROW_HEADER                                                                             \
  "indicator,series,unit,unit_mult,ref_area,time_period,sex,age,income_wealth_quantile,"       \
  "composite_breakdown,value,lower,upper,reporting_type,nature,obs_status\n"

static void codes_and_ranges_are_checked(void **state) {
  (void)state;
  static const struct {
    const char *row;
    int32_t check, status;
    const char *message;
  } CASES[] = {
      {"16.1.4,VC_SNS_WALN_DRK,PT,0,417,2021,,,,,6710,,,N,C,A\n", 0, SDG16_ERR_CODE,
       "OBS_VALUE: expected a percentage from 0 to 100, found '6710'"},
      {"16.6.1,GF_XPD_GBPC,PT,0,124,2020,,,,,144.3,,,N,C,A\n", 0, SDG16_OK, ""},
      {"16.1.1,VC_IHR_PSRC,PER_100000_POP,0,826,2022,X,,,,2,,,N,C,A\n", 0, SDG16_ERR_CODE,
       "SEX: expected _T F M _N _O _U _X, found 'X'"},
      {"16.1.1,VC_IHR_PSRC,PER_100000_POP,0,826,2022,,0-4,,,2,,,N,C,A\n", 0, SDG16_ERR_CODE,
       "AGE: expected _T, or ages such as Y0, Y0T4, Y_GE15, M6T59 (minors under 18: Y0T17, "
       "adults: Y_GE18), found '0-4'"},
      {"16.1.1,VC_IHR_PSRC,PER_100000_POP,0,GB,2022,,,,,2,,,N,C,A\n", 0, SDG16_ERR_CODE,
       "REF_AREA: expected an M49 number such as 826, an ISO code of three letters or an "
       "English name (did you mean 826, United Kingdom of Great Britain and Northern "
       "Ireland?), found 'GB'"},
      {"16.1.1,VC_IHR_PSRC,PER_100000_POP,0,826,22,,,,,2,,,N,C,A\n", 0, SDG16_ERR_CODE,
       "TIME_PERIOD: expected a year of four digits, found '22'"},
      {"16.1.1,VC_IHR_XXX,PER_100000_POP,0,826,2022,,,,,2,,,N,C,A\n", 0, SDG16_ERR_CODE,
       "SERIES: expected a series of the registry, found 'VC_IHR_XXX'"},
      {"16.1.1,VC_IHR_PSRC,PER_1000,0,826,2022,,,,,2,,,N,C,A\n", 0, SDG16_ERR_CODE,
       "UNIT_MEASURE: expected PT NUMBER PER_100000_POP RO USD IX NUM_U5_M NA, found "
       "'PER_1000'"},
      {"16.1.1,VC_IHR_PSRC,PER_100000_POP,2,826,2022,,,,,2,,,N,C,A\n", 0, SDG16_ERR_CODE,
       "UNIT_MULT: expected 0 3 6 9, found '2'"},
      {"16.1.1,VC_IHR_PSRC,PER_100000_POP,0,826,2022,,,,,2,3,4,N,C,A\n", 0, SDG16_ERR_CODE,
       "OBS_VALUE: expected a number between LOWER_BOUND and UPPER_BOUND, found '2'"},
      {"16.1.1,VC_IHR_PSRC,PER_100000_POP,0,826,2022,,,,,2,,,N,Q,A\n", 0, SDG16_ERR_CODE,
       "NATURE: expected C CA E G M N _X, found 'Q'"},
      {"16.1.1,VC_IHR_PSRC,PER_100000_POP,0,826,2022,,,,,2,,,N,C,Z\n", 0, SDG16_ERR_CODE,
       "OBS_STATUS: expected A B D E F G H I J K L M N O P Q S U V W, found 'Z'"},
      {"16.1.1,VC_IHR_PSRC,PER_100000_POP,0,826,2022,,,Q6,,2,,,N,C,A\n", 0, SDG16_ERR_CODE,
       "INCOME_WEALTH_QUANTILE: expected _T Q1 Q2 Q3 Q4 Q5 B40 R60 B50 R50, found 'Q6'"},
      {"16.8.1,SG_INT_MBRDEV,PT,0,826,2022,,,,IO_NATO,2,,,N,C,A\n", 0, SDG16_ERR_CODE,
       "COMPOSITE_BREAKDOWN: expected IO_ADB IO_AFDB IO_ECOSOC IO_FSB IO_IADB IO_IBRD "
       "IO_IFC IO_IMF IO_UNGA IO_UNSC IO_WTO, found 'IO_NATO'"},
      {"16.8.1,SG_INT_MBRDEV,PT,0,826,2022,,,,,2,,,N,C,A\n", 1, SDG16_ERR_CODE,
       "IO_UNGA IO_UNSC IO_WTO, found '_T'"},
      {"16.6.1,GF_XPD_GBPC,PT,0,826,2022,F,,,,2,,,N,C,A\n", 1, SDG16_ERR_EMPTY,
       "results must have a row with a series code"},
      {"16.9.1,SG_REG_BRTH,PT,0,826,2022,,Y0T17,,,2,,,N,C,A\n", 1, SDG16_ERR_CODE,
       "AGE: expected Y0 M12T23 M24T35 M36T47 M48T59 Y0T4 Y0T5 Y0T7 M6T59, found 'Y0T17'"},
      {"16.1.1,VC_IHR_PSRC,PER_100000_POP,3,826,2022,,,,,2,,,N,C,A\n", 1, SDG16_ERR_CODE,
       "UNIT_MULT: expected 0, found '3'"},
      {"16.1.1,VC_IHR_PSRC,PER_100000_POP,0,,2022,,,,,2,,,N,C,A\n", 0, SDG16_ERR_MISSING,
       "REF_AREA: expected a value in the table or in the options, found a blank"},
      {"16.1.1,VC_IHR_XXX,PER_1000,0,GBR,2022,X,,,,2,,,N,C,A\n", 2, SDG16_OK, ""},
      {"16.1.1,,PER_1000,0,GBR,2022,X,,,,2,,,N,C,A\n", 0, SDG16_ERR_EMPTY,
       "results must have a row with a series code"},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
    char csv[600];
    snprintf(csv, sizeof csv, ROW_HEADER "%s", CASES[i].row);
    sdg16_table *table = table_of(csv);
    sdg16_publish_options o;
    sdg16_publish_options_init(&o, sizeof o);
    o.check = CASES[i].check;
    if (CASES[i].status)
      refused(table, SDG16_FORMAT_SDMX_CSV, &o, CASES[i].status, CASES[i].message);
    else
      free(published(table, SDG16_FORMAT_SDMX_CSV, &o, NULL));
    sdg16_table_free(table);
  }
}

static void two_values_with_one_key_are_refused(void **state) {
  (void)state;
  sdg16_indicator *i = compute("16.1.1",
                               "area,year,source,victims,population\n"
                               "826,2022,police,90,1000000\n826,2022,health,110,1000000\n",
                               0, NULL);
  const sdg16_table *r = sdg16_indicator_results(i);
  refused(r, SDG16_FORMAT_SDMX_CSV, NULL, SDG16_ERR_DUPLICATE,
          "results, rows 1 and 3 must have different keys, and both have A|N|VC_IHR_PSRC|826|");
  sdg16_publish_options o;
  sdg16_publish_options_init(&o, sizeof o);
  o.source = "health";
  char *text = published(r, SDG16_FORMAT_SDMX_CSV, &o, NULL);
  assert_non_null(strstr(text, ",2022,11,A,0,PER_100000_POP,,C,2022,,,,,health,"));
  free(text);
  sdg16_indicator_free(i);
}

static void bad_options_are_refused(void **state) {
  (void)state;
  sdg16_table *table = table_of(ROW_HEADER);
  sdg16_publish_options o;
  sdg16_publish_options_init(&o, sizeof o);
  o.action = 'X';
  refused(table, SDG16_FORMAT_SDMX_CSV, &o, SDG16_ERR_ARGUMENT, "action");
  refused(table, 99, NULL, SDG16_ERR_ARGUMENT, "format must be an SDG16_FORMAT_ value, not 99");
  refused(NULL, 0, NULL, SDG16_ERR_ARGUMENT, "results must not be NULL");
  sdg16_table_free(table);
  assert_string_equal(sdg16_format_name(SDG16_FORMAT_OPEN_SDG), "open-sdg");
  assert_int_equal(sdg16_format_from_name("sdmx-csv-2"), SDG16_FORMAT_SDMX_CSV_2);
  assert_int_equal(sdg16_format_from_name("xml"), -1);
}

static int32_t broken(const char *bytes, int64_t size, void *context) {
  (void)bytes, (void)size, (void)context;
  return SDG16_ERR_WRITE;
}

static void a_receiver_that_fails_is_reported(void **state) {
  (void)state;
  sdg16_indicator *i =
      compute("16.3.2", "area,year,unsentenced,held\n826,2023,5,100\n", 0, NULL);
  for (int32_t format = SDG16_FORMAT_TEXT; format <= SDG16_FORMAT_OPEN_SDG; format++)
    assert_int_equal(
        sdg16_publish(NULL, sdg16_indicator_results(i), format, NULL, broken, NULL, NULL, NULL),
        SDG16_ERR_WRITE);
  sdg16_indicator_free(i);
}

/* ---- round trip ---- */

static sdg16_table *read_back(const char *text) {
  char path[64];
  write_text(text, path);
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_table *table;
  if (sdg16_sdmx_read_csv(NULL, path, &table, &error)) fail_msg("%s", error.message);
  unlink(path);
  return table;
}

static const char ROUND[] = "area,year,sex,age,victims,population,obs_status,nature\n"
                            "826,2021,F,0-4,3,1000003,B,C\n826,2021,F,5+,,3000007,A,C\n"
                            "826,2021,M,0-4,5,1100009,A,E\n826,2021,M,5+,20,2900001,P,C\n";

static void what_was_written_is_read_back(void **state) {
  (void)state;
  static const char *const BY[] = {"sex", "age"};
  sdg16_indicator *i = compute("16.1.1", ROUND, 2, BY);
  for (int32_t format = SDG16_FORMAT_SDMX_CSV; format <= SDG16_FORMAT_SDMX_CSV_2; format++) {
    const sdg16_table *r = sdg16_indicator_results(i);
    char *text = published(r, format, NULL, NULL);
    sdg16_table *back = read_back(text);
    assert_int_equal(sdg16_table_rows(back), sdg16_table_rows(r));
    static const char *const TEXTS[] = {"indicator",      "series",      "label",     "unit",
                                        "ref_area",       "time_period", "sex",       "age",
                                        "reporting_type", "nature",      "obs_status"};
    static const char *const NUMBERS[] = {"value", "lower", "upper"};
    for (int64_t row = 0; row < sdg16_table_rows(r); row++) {
      for (size_t k = 0; k < sizeof TEXTS / sizeof TEXTS[0]; k++)
        assert_string_equal(text_of(r, TEXTS[k], row), text_of(back, TEXTS[k], row));
      for (size_t k = 0; k < 3; k++) {
        double a = number_of(r, NUMBERS[k], row), b = number_of(back, NUMBERS[k], row);
        assert_true(a == b || (isnan(a) && isnan(b)));
      }
    }
    /* and written again it is the same text */
    char *again = published(back, format, NULL, NULL);
    assert_string_equal(text, again);
    free(text);
    free(again);
    sdg16_table_free(back);
  }
  sdg16_indicator_free(i);
}

static void labels_marks_and_order_of_columns_are_understood(void **state) {
  (void)state;
  static const char TEXT[] =
      "\xef\xbb\xbfSTRUCTURE[;],STRUCTURE_ID,OBS_VALUE: Value,FREQ: Frequency,REPORTING_TYPE,"
      "SERIES: Series,REF_AREA,SEX: Sex,AGE,URBANISATION,INCOME_WEALTH_QUANTILE,EDUCATION_LEV,"
      "OCCUPATION,CUST_BREAKDOWN,COMPOSITE_BREAKDOWN,DISABILITY_STATUS,ACTIVITY,PRODUCT,"
      "TIME_PERIOD,UNIT_MEASURE,COMMENT_OBS[]\n"
      "dataflow,IAEG-SDGs:DF_SDG_GLC(1.22),2.5,A: Annual,N,VC_IHR_PSRC: Homicide,826,F: "
      "Female,_T,_T,_T,_T,_T,_T,_T,_T,_T,_T,2022,PER_100000_POP: per 100k,x\n";
  sdg16_table *table = read_back(TEXT);
  assert_string_equal(text_of(table, "series", 0), "VC_IHR_PSRC");
  assert_string_equal(text_of(table, "sex", 0), "F");
  assert_string_equal(text_of(table, "indicator", 0), "16.1.1");
  assert_string_equal(text_of(table, "unit", 0), "PER_100000_POP");
  assert_true(number_of(table, "value", 0) == 2.5);
  sdg16_table_free(table);
}

/* Two rows of the global data file DF_SDG_GLH(1.24), fetched from data.un.org on 13 April 2026
 * (README of a public downloader): their series is not of Goal 16. The others have what the
 * service of UNSD has beside: no unit multiplier, a missing value with a note, OBS_STATUS Q. */
#define GLOBAL "DATAFLOW," DIMENSIONS ",OBS_VALUE," ATTRIBUTES "\n"
static void rows_of_the_global_database_are_written_as_they_were(void **state) {
  (void)state;
  static const char TEXT[] = GLOBAL
      "IAEG-SDGs:DF_SDG_GLH(1.24),A,G,ER_BDY_KMGBFT14,1,_T,_T,_T,_T,_T,_T,_T,_T,_T,_T,_T,2026,"
      "158,A,0,NUMBER,,N,2026,,,,,CHM / WESR,,,,,2026-03-24T00:00:00\n"
      "IAEG-SDGs:DF_SDG_GLH(1.24),A,G,ER_BDY_KMGBFT14,1,_T,_T,_T,_T,_T,_T,_T,"
      "KMGBFT14_ACHIEVED,_T,_T,_T,2026,50,A,0,NUMBER,,N,2026,,,,,CHM / WESR,,,,,"
      "2026-03-24T00:00:00\n"
      "IAEG-SDGs:DF_SDG_GLH(1.24),A,R,VC_DTH_TOTR,2,F,_T,_T,_T,_T,_T,_T,_T,_T,_T,_T,2021,"
      "1.5,,,PER_100000_POP,,G,,note,2020-2021,3,1,OHCHR,ts,,,,\n"
      "IAEG-SDGs:DF_SDG_GLH(1.23),A,N,SG_DMK_PSRVC,8,F,Y0T34,_T,_T,_T,ISCO08_41,C01,_T,PD,_T,"
      "_T,2021,,Q,0,RO,,C,,,,,,,,,,label,\n";
  sdg16_table *table = read_back(TEXT);
  char *text = published(table, SDG16_FORMAT_SDMX_CSV, NULL, NULL);
  assert_string_equal(text, TEXT);
  free(text);
  sdg16_publish_options o;
  sdg16_publish_options_init(&o, sizeof o);
  o.dataflow = "X:Y(1.0)";
  text = published(table, SDG16_FORMAT_SDMX_CSV, &o, NULL);
  assert_null(strstr(text, "DF_SDG_GLH"));
  free(text);
  sdg16_table_free(table);
}

/* A row with D deletes: it is no value, may name a part of the key, and is not in SDMX-CSV 1.0.
 */
static void deletions_are_no_values(void **state) {
  (void)state;
  static const char TEXT[] =
      "STRUCTURE,STRUCTURE_ID,ACTION," DIMENSIONS ",OBS_VALUE," ATTRIBUTES "\n"
      "dataflow,F:G(1.0),D,A,N,VC_IHR_PSRC,8,_T,,,,,,,,,,,2022,,,,,,,,,,,,,,,,,\n"
      "dataflow,F:G(1.0),R,A,N,VC_IHR_PSRC,8,_T,_T,_T,_T,_T,_T,_T,_T,_T,_T,_T,2022,5,A,0,"
      "PER_100000_POP,,C,2022,,,,,,,,,,\n";
  sdg16_table *table = read_back(TEXT);
  assert_true(isnan(number_of(table, "value", 0)) && number_of(table, "value", 1) == 5);
  char *text = published(table, SDG16_FORMAT_SDMX_CSV_2, NULL, NULL);
  assert_string_equal(text, TEXT);
  free(text);
  int64_t left_out;
  text = published(table, SDG16_FORMAT_SDMX_CSV, NULL, &left_out);
  assert_int_equal(left_out, 1);
  free(text);
  sdg16_publish_options o; /* it stays a deletion of just that, whatever the options say */
  sdg16_publish_options_init(&o, sizeof o);
  o.check = SDG16_CHECK_CONSTRAINTS;
  o.action = 'R';
  o.ref_area = "826";
  text = published(table, SDG16_FORMAT_SDMX_CSV_2, &o, NULL);
  assert_string_equal(text, TEXT);
  free(text);
  sdg16_table_free(table);
}

/* Two actions on one key are two rows, but two values where the format has no actions. */
static void actions_are_part_of_the_key_where_they_are_written(void **state) {
  (void)state;
  static const char ROW[] = ",A,N,VC_IHR_PSRC,8,_T,_T,_T,_T,_T,_T,_T,_T,_T,_T,_T,2022,5,A,0,"
                            "PER_100000_POP,,C,2022,,,,,,,,,,\n";
  char text[1400];
  snprintf(text, sizeof text,
           "STRUCTURE,STRUCTURE_ID,ACTION," DIMENSIONS ",OBS_VALUE," ATTRIBUTES "\n"
           "dataflow,F:G(1.0),A%sdataflow,F:G(1.0),R%s",
           ROW, ROW);
  sdg16_table *table = read_back(text);
  char *again = published(table, SDG16_FORMAT_SDMX_CSV_2, NULL, NULL);
  assert_string_equal(again, text);
  free(again);
  refused(table, SDG16_FORMAT_SDMX_CSV, NULL, SDG16_ERR_DUPLICATE, "must have different keys");
  refused(table, SDG16_FORMAT_OPEN_SDG, NULL, SDG16_ERR_DUPLICATE, "must have different keys");
  sdg16_table_free(table);
}

static void not_a_number_is_missing(void **state) {
  (void)state;
  sdg16_table *table = read_back("DATAFLOW," DIMENSIONS ",OBS_VALUE,OBS_STATUS\n"
                                 "D,A,N,VC_IHR_PSRC,008,_T,_T,_T,_T,_T,_T,_T,_T,_T,_T,_T,2022,"
                                 "NaN,O\n");
  assert_true(isnan(number_of(table, "value", 0)));
  assert_string_equal(text_of(table, "ref_area", 0), "8");
  sdg16_table_free(table);
}

/* attribute.csv of UNSD's service: VC_DTH_TOTR is for totals only, SG_DMK_PSRVC has no _T. */
static void codes_are_those_of_the_series(void **state) {
  (void)state;
  static const char *const BY[] = {"sex"};
  sdg16_indicator *i = compute("16.1.2",
                               "area,year,sex,deaths,population\n4,2022,F,5,1000000\n"
                               "4,2022,M,9,1000000\n",
                               1, BY);
  int64_t left_out;
  char *text = published(sdg16_indicator_results(i), SDG16_FORMAT_SDMX_CSV, NULL, &left_out);
  assert_int_equal(left_out, 2);
  assert_non_null(strstr(text, ",VC_DTH_TOTR,4,_T,"));
  assert_null(strstr(text, ",VC_DTH_TOTR,4,F,"));
  assert_non_null(strstr(text, ",VC_DTH_TOTPT,4,F,_T,_T,_T,_T,_T,_T,_T,_T,_T,_T,2022,35.71"));
  free(text);
  sdg16_indicator_free(i);
  i = compute("16.7.1",
              "area,year,group,servants,group_servants,working_population,group_population\n"
              "8,2024,young women,100,20,1000,400\n",
              0, NULL);
  text = published(sdg16_indicator_results(i), SDG16_FORMAT_SDMX_CSV, NULL, NULL);
  assert_non_null(
      strstr(text, ",SG_DMK_PSRVC,8,F,Y0T34,_T,_T,_T,AGG_PSP,_T,_T,_T,_T,_T,2024,"));
  free(text);
  sdg16_indicator_free(i);
  i = compute("3.5.1",
              "area,year,substance,treated,with_disorder,population\n008,2022,alcohol,30,300,"
              "10000\n",
              0, NULL);
  text = published(sdg16_indicator_results(i), SDG16_FORMAT_SDMX_CSV, NULL, NULL);
  assert_non_null(strstr(text, ",SH_SUD_TREAT,8,_T,_T,_T,_T,_T,_T,_T,SUD_ALCOHOL,"));
  assert_non_null(strstr(text, ",SH_SUD_ALCOL,8,_T,_T,_T,_T,_T,_T,_T,_T,"));
  free(text);
  sdg16_indicator_free(i);
  sdg16_table *table = table_of("series,unit,ref_area,time_period,occupation,value\n"
                                "SG_DMK_PSRVC,RO,8,2022,ISCO08_4,0.5\n");
  refused(table, SDG16_FORMAT_SDMX_CSV, NULL, SDG16_ERR_CODE,
          "OCCUPATION: expected ISCO08_1112 ISCO08_121_1120 ISCO08_21_25_26_242 "
          "ISCO08_31T35X32 ISCO08_41 AGG_PSP, found 'ISCO08_4'");
  sdg16_table_free(table);
}

static void bad_files_are_refused(void **state) {
  (void)state;
  static const char HEADER[] = "DATAFLOW," DIMENSIONS ",OBS_VALUE,OBS_STATUS\n";
  static const char KEY[] = "D,A,N,VC_IHR_PSRC,826,_T,_T,_T,_T,_T,_T,_T,_T,_T,_T,_T,2022,";
  char inf[400], twice[600], blank[400], quarter[400];
  snprintf(inf, sizeof inf, "%s%smuch,A\n", HEADER, KEY);
  snprintf(quarter, sizeof quarter, "%sD,Q%s1,A\n", HEADER, KEY + 3);
  snprintf(twice, sizeof twice,
           "%s%s1,A\nD,A,N,VC_IHR_PSRC,0826,_T,_T,_T,_T,_T,_T,_T,_T,_T,"
           "_T,_T,2022,2,A\n",
           HEADER, KEY); /* 0826 is 826 */
  snprintf(blank, sizeof blank, "%sD,A,N,,826,_T,_T,_T,_T,_T,_T,_T,_T,_T,_T,_T,2022,1,A\n",
           HEADER);
  const struct {
    const char *text;
    int32_t status;
    const char *message;
  } CASES[] = {
      {"a,b\n1,2\n", SDG16_ERR_FORMAT,
       "line 1: expected DATAFLOW (SDMX-CSV 1.0) or STRUCTURE (2.0), found 'a'"},
      {"DATAFLOW,FREQ\nD,A\n", SDG16_ERR_COLUMN, "the column REPORTING_TYPE is missing"},
      {inf, SDG16_ERR_VALUE,
       "line 2, column 'OBS_VALUE': expected a number or a blank, found 'much'"},
      {quarter, SDG16_ERR_CODE,
       "line 2, column 'FREQ': expected A: the values of years, found 'Q'"},
      {twice, SDG16_ERR_DUPLICATE,
       "line 3: expected each key once; this one stands in an earlier line "
       "(A|N|VC_IHR_PSRC|826|"},
      {blank, SDG16_ERR_MISSING, "line 2, column 'SERIES': expected a code, found a blank"}};
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
    char path[64];
    write_text(CASES[i].text, path);
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    sdg16_table *table;
    assert_int_equal(sdg16_sdmx_read_csv(NULL, path, &table, &error), CASES[i].status);
    if (!strstr(error.message, CASES[i].message)) fail_msg("%s", error.message);
    assert_null(table);
    unlink(path);
  }
}

/* ---- other formats ---- */

static void open_sdg_leaves_totals_blank(void **state) {
  (void)state;
  static const char *const BY[] = {"sex", "age"};
  sdg16_indicator *i = compute("16.1.1",
                               "period,area,sex,age,victims,population\n"
                               "2011/12,826,Male,Under 1,5,366500\n"
                               "2011/12,826,,Under 1,15,715400\n",
                               2, BY);
  const sdg16_table *r = sdg16_indicator_results(i);
  char *text = published(r, SDG16_FORMAT_OPEN_SDG, NULL, NULL);
  assert_non_null(strstr(text, "Year,Sex,Age,Units,Series,Value\n"));
  assert_non_null(strstr(text, "2011/12,,Under 1,\"Rate per 100,000 population\",\"Victims of "
                               "intentional homicide per 100,000 population\","
                               "2.096729102599944\n"));
  assert_non_null(strstr(text, "2011/12,Male,Under 1,"));
  assert_null(strstr(text, "_T"));
  free(text);
  sdg16_publish_options o;
  sdg16_publish_options_init(&o, sizeof o);
  o.labels = 0;
  text = published(r, SDG16_FORMAT_OPEN_SDG, &o, NULL);
  assert_non_null(strstr(text, "2011/12,M,Y0,PER_100000_POP,VC_IHR_PSRC,1.364256480218281\n"));
  free(text);
  sdg16_indicator_free(i);
}

static void json_has_full_precision_and_escapes(void **state) {
  (void)state;
  sdg16_indicator *i = compute(
      "16.3.2", "area,year,source,unsentenced,held\n826,2023,\"a \"\"b\"\"\",15523,85851\n", 0,
      NULL);
  sdg16_publish_options o;
  sdg16_publish_options_init(&o, sizeof o);
  o.file = "p.csv";
  o.input_sha256 = sdg16_indicator_sha256(i);
  o.diagnostics = sdg16_indicator_diagnostics(i);
  char *text = published(sdg16_indicator_results(i), SDG16_FORMAT_JSON, &o, NULL);
  assert_non_null(strstr(text, "\"source\": \"a \\\"b\\\"\""));
  assert_non_null(strstr(text, "\"value\": 18.08132695018113,"));
  assert_non_null(strstr(text, "\"disaggregation\": {},"));
  assert_non_null(strstr(text, "\"warnings\": []"));
  assert_non_null(strstr(text, "\"schema\": 1,"));
  assert_int_equal(strlen(sdg16_indicator_sha256(i)), 64);
  free(text);
  sdg16_indicator_free(i);
}

static void text_is_for_people(void **state) {
  (void)state;
  sdg16_indicator *i =
      compute("16.3.2", "area,year,unsentenced,held\n826,2023,15523,85851\n", 0, NULL);
  char *text = published(sdg16_indicator_results(i), SDG16_FORMAT_TEXT, NULL, NULL);
  assert_non_null(strstr(text, "Unsentenced detainees, per cent of the prison population, 826, "
                               "2023: 18.08.\n"));
  assert_non_null(strstr(text, "15,523"));
  free(text);
  sdg16_indicator_free(i);
}

/* A value in steps has the digits of its steps. */
static void text_has_the_digits_that_are_released(void **state) {
  (void)state;
  sdg16_table *t = table_of("indicator,series,label,unit,ref_area,time_period,value,note\n"
                            "16.5.1,A,A,PT,826,2021,12,Rounded to multiples of 1\n"
                            "16.5.1,B,B,PT,826,2021,12.5,Rounded to multiples of 0.5\n"
                            "16.5.1,C,C,PT,826,2021,15,Rounded to multiples of 5\n"
                            "16.5.1,D,D,PT,826,2021,12,\n");
  char *text = published(t, SDG16_FORMAT_TEXT, NULL, NULL);
  assert_non_null(strstr(text, "A, 826, 2021: 12.\n"));
  assert_non_null(strstr(text, "B, 826, 2021: 12.5.\n"));
  assert_non_null(strstr(text, "C, 826, 2021: 15.\n"));
  assert_non_null(strstr(text, "D, 826, 2021: 12.00.\n"));
  free(text);
  sdg16_table_free(t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sdmx_csv_1_is_as_specified),
      cmocka_unit_test(sdmx_csv_2_begins_with_the_structure),
      cmocka_unit_test(missing_values_are_blank_with_their_codes),
      cmocka_unit_test(dimensions_of_a_country_are_custom_breakdowns),
      cmocka_unit_test(keys_of_series_are_filled_in),
      cmocka_unit_test(rows_beside_are_left_out_and_counted),
      cmocka_unit_test(a_table_may_hold_several_indicators),
      cmocka_unit_test(codes_and_ranges_are_checked),
      cmocka_unit_test(two_values_with_one_key_are_refused),
      cmocka_unit_test(bad_options_are_refused),
      cmocka_unit_test(a_receiver_that_fails_is_reported),
      cmocka_unit_test(what_was_written_is_read_back),
      cmocka_unit_test(labels_marks_and_order_of_columns_are_understood),
      cmocka_unit_test(rows_of_the_global_database_are_written_as_they_were),
      cmocka_unit_test(deletions_are_no_values),
      cmocka_unit_test(actions_are_part_of_the_key_where_they_are_written),
      cmocka_unit_test(not_a_number_is_missing),
      cmocka_unit_test(codes_are_those_of_the_series),
      cmocka_unit_test(bad_files_are_refused),
      cmocka_unit_test(open_sdg_leaves_totals_blank),
      cmocka_unit_test(json_has_full_precision_and_escapes),
      cmocka_unit_test(text_is_for_people),
      cmocka_unit_test(text_has_the_digits_that_are_released),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
