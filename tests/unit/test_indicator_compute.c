/* Computation from cells: margins, populations, unknown categories, refusals. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tables.h"

/* One call, with everything that a case may want. */
typedef struct call {
  const char *code, *data;
  const char *by[4]; /* NULL behind the last */
  const char *set;
  const char *population, *standard; /* CSV texts */
  double people;
  const char *map[2];
  int32_t interval;
  const sdg16_registry *registry;
} call;

static int32_t run(const call *c, sdg16_indicator **out, sdg16_error *error) {
  sdg16_table *data = table_of(c->data);
  sdg16_table *population = c->population ? table_of(c->population) : NULL;
  sdg16_table *standard = c->standard ? table_of(c->standard) : NULL;
  sdg16_indicator_options o;
  sdg16_indicator_options_init(&o, sizeof o);
  o.source_name = "d.csv";
  o.by = c->by;
  while (o.by_count < 4 && c->by[o.by_count]) o.by_count++;
  o.switch_count = c->set != NULL;
  o.switches = &c->set;
  o.population = c->people;
  o.population_table = population;
  o.standard = standard;
  o.map_count = c->map[0] != NULL;
  o.map_names = &c->map[0];
  o.map_columns = &c->map[1];
  o.interval = c->interval;
  sdg16_error_init(error, sizeof *error);
  int32_t status = sdg16_indicator_new(c->registry, c->code, data, &o, out, error);
  sdg16_table_free(data);
  sdg16_table_free(population);
  sdg16_table_free(standard);
  return status;
}

static sdg16_indicator *good(const call *c) {
  sdg16_indicator *indicator;
  sdg16_error error;
  if (run(c, &indicator, &error)) fail_msg("%s", error.message);
  return indicator;
}

static double value(const sdg16_indicator *i, const char *series, const char *where) {
  const sdg16_table *r = sdg16_indicator_results(i);
  int64_t row = row_of(r, series, where);
  if (row < 0) fail_msg("no row %s %s", series, where);
  return number_of(r, "value", row);
}

static const char *status(const sdg16_indicator *i, const char *series, const char *where) {
  const sdg16_table *r = sdg16_indicator_results(i);
  int64_t row = row_of(r, series, where);
  if (row < 0) fail_msg("no row %s %s", series, where);
  return text_of(r, "status", row);
}

static void refused(const call *c, int32_t expected, const char *message) {
  sdg16_indicator *indicator = (sdg16_indicator *)(uintptr_t)c;
  sdg16_error error;
  int32_t status = run(c, &indicator, &error);
  if (status != expected || !strstr(error.message, message))
    fail_msg("%s: '%s', expected %s with '%s'", sdg16_status_name(status), error.message,
             sdg16_status_name(expected), message);
  assert_int_equal(error.status, expected);
  assert_null(indicator);
  assert_null(strchr(error.message, '\n'));
}

/* ---- margins ---- */

static const char HOMICIDE[] = "year,sex,age,victims,population\n"
                               "2022,F,0-17,3,100000\n2022,F,18+,7,300000\n"
                               "2022,M,0-17,5,110000\n2022,M,18+,20,290000\n"
                               "2022,unknown,unknown,2,\n";

static void every_margin_is_its_own_rate_and_the_unknown_stay(void **state) {
  (void)state;
  sdg16_indicator *i = good(&(call){.code = "16.1.1", .data = HOMICIDE, .by = {"sex", "age"}});
  assert_true(value(i, "VC_IHR_PSRCN", "sex=_T;age=_T") == 37);
  assert_true(value(i, "VC_IHR_PSRC", "sex=_T;age=_T") == 37e5 / 800000);
  assert_true(value(i, "VC_IHR_PSRC", "sex=F;age=_T") == 10e5 / 400000);
  assert_true(value(i, "VC_IHR_PSRC", "sex=_T;age=Y0T17") == 8e5 / 210000);
  assert_true(value(i, "VC_IHR_PSRC", "sex=M;age=Y_GE18") == 20e5 / 290000);
  assert_true(value(i, "VC_IHR_PSRCN", "sex=_U;age=_T") == 2);
  assert_string_equal(status(i, "VC_IHR_PSRC", "sex=_U;age=_U"), "no-population");
  double sexes = 0, ages = 0;
  static const char *const SEXES[] = {"F", "M", "_U"}, *const AGES[] = {"Y0T17", "Y_GE18",
                                                                        "_U"};
  for (int k = 0; k < 3; k++) {
    char where[40];
    snprintf(where, sizeof where, "sex=%s;age=_T", SEXES[k]);
    sexes += value(i, "VC_IHR_PSRCN", where);
    snprintf(where, sizeof where, "sex=_T;age=%s", AGES[k]);
    ages += value(i, "VC_IHR_PSRCN", where);
  }
  assert_true(sexes == 37 && ages == 37);
  sdg16_indicator_free(i);
}

static void a_stated_total_is_kept_and_what_it_has_more_is_unknown(void **state) {
  (void)state;
  static const char DATA[] = "year,sex,victims,population\n2022,F,9,348900\n2022,M,5,366500\n"
                             "2022,,15,715400\n";
  sdg16_indicator *i = good(&(call){.code = "16.1.1", .data = DATA, .by = {"sex"}});
  const sdg16_table *r = sdg16_indicator_results(i);
  assert_true(value(i, "VC_IHR_PSRCN", "sex=_T") == 15);
  assert_true(value(i, "VC_IHR_PSRCN", "sex=_U") == 1);
  assert_string_equal(status(i, "VC_IHR_PSRC", "sex=_U"), "no-population");
  assert_non_null(
      strstr(text_of(r, "flags", row_of(r, "VC_IHR_PSRCN", "sex=_U")), "remainder"));
  const sdg16_table *doubts = sdg16_indicator_diagnostics(i);
  assert_int_equal(sdg16_table_rows(doubts), 1);
  assert_string_equal(text_of(doubts, "message", 0),
                      "2022: victims is 15 in all, but its parts by sex add up to 14");
  sdg16_indicator_free(i);
}

/* Children 50 of 874: the others are adults as much as unknown, so that there is no row. */
static void a_part_of_a_breakdown_makes_no_unknown(void **state) {
  (void)state;
  static const struct {
    const char *data;
    int unknown; /* of the last year: a row, with this count; 0: none */
  } CASES[] = {
      {"year,age,detected,population\n2023,,874,66000000\n2023,child,50,14000000\n", 0},
      {"year,age,detected,population\n2023,,874,66000000\n2023,0-14,50,14000000\n"
       "2023,18+,800,50000000\n",
       0},
      {"year,age,detected,population\n2023,,874,66000000\n2023,0-14,50,14000000\n"
       "2023,15-17,20,2000000\n2023,18+,800,50000000\n",
       4},
      {"year,age,detected,population\n2023,,874,66000000\n2023,child,50,14000000\n"
       "2023,adult,800,52000000\n",
       24},
      /* the office counts those of unknown age: in another year they may be meant */
      {"year,age,detected,population\n2022,child,5,1000\n2022,unknown,1,\n2022,,6,2000\n"
       "2023,,874,66000000\n2023,child,50,14000000\n",
       824},
      {"year,sex,detected,population\n2023,,874,66000000\n2023,F,500,34000000\n", 0},
      {"year,sex,detected,population\n2023,,874,66000000\n2023,F,500,34000000\n"
       "2023,M,370,32000000\n",
       4},
      {"year,form,detected,population\n2023,,9,6000\n2023,SX,5,6000\n2023,FL,3,6000\n", 0},
      {"year,form,detected,population\n2023,,9,6000\n2023,SX,5,6000\n2023,FL,1,6000\n"
       "2023,OG,1,6000\n2023,OP,1,6000\n",
       1},
  };
  for (size_t k = 0; k < sizeof CASES / sizeof CASES[0]; k++) {
    const char *by = strstr(CASES[k].data, "age")   ? "age"
                     : strstr(CASES[k].data, "sex") ? "sex"
                                                    : "form";
    char where[60];
    sdg16_indicator *i = good(&(call){.code = "16.2.2", .data = CASES[k].data, .by = {by}});
    snprintf(where, sizeof where, "time_period=2023;%s=_U", by);
    int64_t row = row_of(sdg16_indicator_results(i), "VC_HTF_DETV", where);
    assert_int_equal(row >= 0, CASES[k].unknown > 0);
    if (row >= 0)
      assert_true(number_of(sdg16_indicator_results(i), "value", row) == CASES[k].unknown);
    const char *note = text_of(sdg16_indicator_diagnostics(i), "message", 0);
    assert_int_equal(strstr(note, ": the others are not broken down; if they are unknown, "
                                  "add a row of _U") != NULL,
                     !CASES[k].unknown);
    sdg16_indicator_free(i);
  }
}

static void a_total_of_some_categories_is_told(void **state) {
  (void)state;
  sdg16_indicator *i =
      good(&(call){.code = "16.2.2", .data = "year,sex,detected,population\n2023,F,9,34000\n"});
  assert_string_equal(text_of(sdg16_indicator_diagnostics(i), "message", 0),
                      "2023: the total is the sum of the categories of sex that the data have, "
                      "and these are not all; add the others, or a row of the total");
  sdg16_indicator_free(i);
}

static void sources_stay_apart(void **state) {
  (void)state;
  static const char DATA[] = "year,source,victims,population\n2022,police,90,1000000\n"
                             "2022,health,110,1000000\n";
  sdg16_indicator *i = good(&(call){.code = "16.1.1", .data = DATA});
  assert_int_equal(sdg16_table_rows(sdg16_indicator_results(i)), 4);
  assert_true(value(i, "VC_IHR_PSRC", "source=police") == 9);
  assert_true(value(i, "VC_IHR_PSRC", "source=health") == 11);
  sdg16_indicator_free(i);
}

static void a_blank_is_not_zero_and_zero_is_a_value(void **state) {
  (void)state;
  static const char DATA[] = "year,sex,victims,population\n2021,F,,400\n2021,M,3,500\n"
                             "2022,F,0,400\n2022,M,0,500\n";
  sdg16_indicator *i = good(&(call){.code = "16.1.1", .data = DATA, .by = {"sex"}});
  assert_string_equal(status(i, "VC_IHR_PSRCN", "time_period=2021;sex=_T"), "missing-input");
  assert_true(isnan(value(i, "VC_IHR_PSRCN", "time_period=2021;sex=F")));
  assert_true(value(i, "VC_IHR_PSRCN", "time_period=2021;sex=M") == 3);
  assert_true(value(i, "VC_IHR_PSRC", "time_period=2022;sex=_T") == 0);
  sdg16_indicator_free(i);
}

static void causes_do_not_divide_the_population(void **state) {
  (void)state;
  static const char DATA[] = "year,mechanism,victims,population\n2022,firearm,30,1000000\n2022,"
                             "sharp object,20,1000000\n"
                             "2022,unknown,5,1000000\n";
  sdg16_indicator *i = good(&(call){.code = "16.1.1", .data = DATA, .by = {"mechanism"}});
  assert_true(value(i, "VC_IHR_PSRC", "mechanism=_T") == 5.5);
  assert_true(value(i, "VC_IHR_PSRC", "mechanism=FIREARM") == 3);
  assert_true(value(i, "VC_IHR_PSRC", "mechanism=_U") == 0.5);
  sdg16_indicator_free(i);
  refused(&(call){.code = "16.1.1",
                  .data = "year,mechanism,victims,population\n2022,firearm,30,1000000\n"
                          "2022,sharp object,20,2000000\n"},
          SDG16_ERR_CONFLICT,
          "d.csv, data row 2 (2022, mechanism=SHARP): population must be the same in all "
          "categories of 'mechanism', which do not divide it");
}

static void forms_of_trafficking_have_their_series(void **state) {
  (void)state;
  static const char DATA[] =
      "year,form,detected,population\n2022,sexual exploitation,60,2000000\n"
      "2022,forced labour,30,2000000\n2022,other,4,2000000\n"
      "2022,unknown,6,2000000\n";
  sdg16_indicator *i = good(&(call){.code = "16.2.2", .data = DATA});
  assert_true(value(i, "VC_HTF_DETV", "") == 100);
  assert_true(value(i, "VC_HTF_DETVSX", "") == 60);
  assert_true(value(i, "VC_HTF_DETVFLR", "") == 1.5);
  assert_int_equal(row_of(sdg16_indicator_results(i), "VC_HTF_DETVOG", ""), -1);
  sdg16_indicator_free(i);
  /* asked for, the unknown form is a row */
  i = good(&(call){.code = "16.2.2", .data = DATA, .by = {"form"}});
  assert_true(value(i, "VC_HTF_DETV", "form=_U") == 6);
  sdg16_indicator_free(i);
}

/* ---- populations ---- */

static const char COUNTS[] = "area,year,sex,age,victims\n826,2022,F,0-17,3\n826,2022,F,18+,7\n"
                             "826,2022,M,0-17,5\n826,2022,M,18+,20\n826,2022,_U,_U,1\n";

static void a_population_table_is_matched_by_band_and_year(void **state) {
  (void)state;
  static const char BANDS[] = "ref_area,year,sex,age,population\n"
                              "0826,2022,F,0-4,40000\n0826,2022,F,5-17,60000\n"
                              "0826,2022,F,18-64,200000\n0826,2022,F,65+,100000\n"
                              "0826,2022,M,0-17,110000\n0826,2022,M,18+,290000\n"
                              "0826,2021,M,18+,1\n";
  sdg16_indicator *i = good(
      &(call){.code = "16.1.1", .data = COUNTS, .by = {"sex", "age"}, .population = BANDS});
  assert_true(value(i, "VC_IHR_PSRC", "sex=F;age=Y0T17") == 3e5 / 100000);
  assert_true(value(i, "VC_IHR_PSRC", "sex=F;age=Y_GE18") == 7e5 / 300000);
  assert_true(value(i, "VC_IHR_PSRC", "sex=_T;age=_T") == 36e5 / 800000);
  sdg16_indicator_free(i);
}

static void populations_of_other_years_bands_and_areas_are_refused(void **state) {
  (void)state;
  static const char OF_2021[] = "area,year,population\n826,2020,1000\n826,2021,1000\n";
  refused(&(call){.code = "16.1.1", .data = COUNTS, .population = OF_2021},
          SDG16_ERR_POPULATION,
          "d.csv, data row 1 (826, 2022, sex=F, age=Y0T17): expected a population of this "
          "year; there are: 2020, 2021");
  static const char OTHER_AREA[] = "area,year,population\n250,2022,1000\n";
  refused(
      &(call){.code = "16.1.1", .data = COUNTS, .population = OTHER_AREA}, SDG16_ERR_POPULATION,
      "d.csv, data row 1 (826, 2022, sex=F, age=Y0T17): expected a population of this area");
  static const char OTHER_BANDS[] = "area,year,age,population\n826,2022,0-14,1000\n"
                                    "826,2022,15+,1000\n";
  refused(&(call){.code = "16.1.1", .data = COUNTS, .population = OTHER_BANDS},
          SDG16_ERR_POPULATION,
          "d.csv, data row 1 (826, 2022, sex=F, age=Y0T17): expected a population of this "
          "group, or of bands that add up to it, found none");
  static const char NO_SEX[] = "area,year,population\n826,2022,1000\n";
  refused(&(call){.code = "16.1.1", .data = COUNTS, .population = NO_SEX, .by = {"sex"}},
          SDG16_ERR_POPULATION,
          "population must have the column 'sex', with the population of each of its groups");
  static const char BLANK[] = "area,year,population\n826,2022,\n";
  refused(&(call){.code = "16.1.1", .data = COUNTS, .population = BLANK}, SDG16_ERR_POPULATION,
          "population, data row 1: expected a number of people above 0, found ''");
  static const char TWICE[] = "area,year,population\n826,2022,5\n826,2022,6\n";
  refused(&(call){.code = "16.1.1", .data = COUNTS, .population = TWICE}, SDG16_ERR_CONFLICT,
          "population must have one row for each group, not two");
}

static void one_population_is_for_one_area_year_and_no_groups(void **state) {
  (void)state;
  sdg16_indicator *i = good(&(call){.code = "16.1.1", .data = COUNTS, .people = 800000});
  assert_true(value(i, "VC_IHR_PSRC", "") == 36e5 / 800000);
  sdg16_indicator_free(i);
  refused(&(call){.code = "16.1.1", .data = COUNTS, .people = 800000, .by = {"sex"}},
          SDG16_ERR_POPULATION, "must be a table with the population of each group");
  static const char YEARS[] = "year,victims\n2021,3\n2022,4\n";
  refused(
      &(call){.code = "16.1.1", .data = YEARS, .people = 800000}, SDG16_ERR_POPULATION,
      "population must be a table with a column of periods, not the same for all (data row 2)");
  refused(&(call){.code = "16.1.1", .data = HOMICIDE, .people = 800000}, SDG16_ERR_OPTION,
          "population must not be given where the data have a column of it, 'population'");
}

static void groups_of_the_population_that_the_data_lack_are_told(void **state) {
  (void)state;
  static const char DATA[] = "year,age,victims\n2022,15-64,8\n2022,65+,1\n";
  static const char BANDS[] = "year,age,population\n2022,0-14,500\n2022,15-64,1000\n"
                              "2022,65+,200\n";
  sdg16_indicator *i = good(&(call){.code = "16.1.1", .data = DATA, .population = BANDS});
  assert_true(value(i, "VC_IHR_PSRC", "") == 9e5 / 1200); /* of those in the data */
  const sdg16_table *notes = sdg16_indicator_diagnostics(i);
  assert_non_null(strstr(text_of(notes, "message", sdg16_table_rows(notes) - 1), "age=Y0T14"));
  sdg16_indicator_free(i);
}

static void an_unknown_dimension_must_divide_the_population(void **state) {
  (void)state;
  static const char WHOLE[] = "year,colour,victims,population\n2022,red,3,1000\n"
                              "2022,blue,4,1000\n";
  refused(&(call){.code = "16.1.1", .data = WHOLE, .by = {"colour"}}, SDG16_ERR_CONFLICT,
          "d.csv: expected the population of each category of 'colour', found the same in "
          "every one (or give a population table without that column)");
  static const char PARTS[] = "year,colour,victims,population\n2022,red,3,1000\n"
                              "2022,blue,4,2000\n";
  sdg16_indicator *i = good(&(call){.code = "16.1.1", .data = PARTS, .by = {"colour"}});
  assert_true(value(i, "VC_IHR_PSRC", "colour=_T") == 7e5 / 3000);
  sdg16_indicator_free(i);
  i = good(&(call){.code = "16.1.1",
                   .data = "year,colour,victims\n2022,red,3\n2022,blue,4\n",
                   .by = {"colour"},
                   .population = "year,population\n2022,1000\n"});
  assert_true(value(i, "VC_IHR_PSRC", "colour=_T") == 700);
  assert_true(value(i, "VC_IHR_PSRC", "colour=red") == 300);
  sdg16_indicator_free(i);
}

/* Grounds of discrimination, say: people may have several. */
static void categories_that_overlap_are_never_added_up(void **state) {
  (void)state;
  static const sdg16_input INPUTS[] = {
      {sizeof(sdg16_input), "cases", NULL, SDG16_INPUT_COUNT, 0, NULL, NULL}};
  static const sdg16_dimension DIMENSIONS[] = {
      {sizeof(sdg16_dimension), "ground", NULL, NULL, SDG16_DIMENSION_OVERLAP, 0}};
  static const sdg16_series SERIES[] = {{.struct_size = sizeof(sdg16_series),
                                         .code = "X",
                                         .label = "x",
                                         .unit = "NUMBER",
                                         .numerator = "cases"}};
  const sdg16_indicator_def def = {.struct_size = sizeof def,
                                   .code = "N.2",
                                   .name = "n",
                                   .input_count = 1,
                                   .inputs = INPUTS,
                                   .dimension_count = 1,
                                   .dimensions = DIMENSIONS,
                                   .series_count = 1,
                                   .series = SERIES};
  sdg16_registry *registry;
  assert_int_equal(sdg16_registry_new(&registry, NULL), SDG16_OK);
  assert_int_equal(sdg16_registry_add(registry, &def, NULL), SDG16_OK);
  sdg16_indicator *i = good(&(call){.code = "N.2",
                                    .data = "ground,cases\nsex,3\nage,4\n",
                                    .by = {"ground"},
                                    .registry = registry});
  assert_string_equal(status(i, "X", "ground=_T"), "not-additive");
  assert_true(value(i, "X", "ground=sex") == 3);
  sdg16_indicator_free(i);
  i = good(&(call){.code = "N.2",
                   .data = "ground,cases\nsex,3\nage,4\n_T,5\n",
                   .by = {"ground"},
                   .registry = registry});
  assert_true(value(i, "X", "ground=_T") == 5); /* the union, as the data state it */
  sdg16_indicator_free(i);
  sdg16_registry_free(registry);
}

static void words_of_a_country_are_mapped_and_ages_are_read_as_written(void **state) {
  (void)state;
  static const char DATA[] = "year,sex,age,victims\n2022,Femmes,0 to 14,3\n"
                             "2022,Femmes,15\xe2\x80\x93"
                             "64,5\n2022,Femmes,65+,1\n"
                             "2022,Hommes,_T,9\n";
  sdg16_table *data = table_of(DATA);
  sdg16_indicator_options o;
  sdg16_indicator_options_init(&o, sizeof o);
  static const char *const NAMES[] = {"sex.F", "sex.M"}, *const WORDS[] = {"Femmes", "Hommes"};
  static const char *const BY[] = {"sex", "age"};
  o.map_count = o.by_count = 2;
  o.map_names = NAMES;
  o.map_columns = WORDS;
  o.by = BY;
  o.population_table = table_of("sex,age,population\nFemmes,0-14,500\nFemmes,15-64,1000\n"
                                "F,65+,200\nM,,1800\n");
  sdg16_indicator *i;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  if (sdg16_indicator_new(NULL, "16.1.1", data, &o, &i, &error)) fail_msg("%s", error.message);
  assert_true(value(i, "VC_IHR_PSRC", "sex=F;age=Y15T64") == 500);
  assert_true(value(i, "VC_IHR_PSRC", "sex=F;age=Y0T14") == 600);
  assert_true(value(i, "VC_IHR_PSRC", "sex=M;age=_T") == 500);
  assert_true(value(i, "VC_IHR_PSRC", "sex=_T;age=_T") == 18e5 / 3500);
  sdg16_indicator_free(i);
  sdg16_table_free((sdg16_table *)(uintptr_t)o.population_table);
  sdg16_table_free(data);
}

/* ---- bad input ---- */

static void bad_cells_are_refused_with_their_place(void **state) {
  (void)state;
  static const struct {
    const char *code, *data;
    int32_t status;
    const char *message;
  } CASES[] = {
      {"16.1.1", "year,victims,population\n2022,-3,1000\n", SDG16_ERR_COUNT,
       "d.csv, data row 1, column 'victims': expected a whole number of 0 or more, found '-3'"},
      {"16.1.1", "year,victims,population\n2022,2.5,1000\n", SDG16_ERR_COUNT,
       "d.csv, data row 1, column 'victims': expected a whole number of 0 or more, found "
       "'2.5'"},
      {"16.1.1", "year,victims,population\n2022,many,1000\n", SDG16_ERR_VALUE,
       "d.csv, data row 1, column 'victims': expected a whole number of 0 or more, found "
       "'many'"},
      {"16.1.1", "year,victims,population\n2022,3,0\n", SDG16_ERR_POPULATION,
       "d.csv, data row 1, column 'population': expected a number of people above 0, found "
       "'0'"},
      {"16.1.1", "year,victims\n2022,3\n", SDG16_ERR_COLUMN,
       "d.csv must have a column 'population' (resident population of the same year and the "
       "same group); the columns are: year, victims; use --map population=COLUMN, or give the "
       "population as a table or a number"},
      {"16.1.1", "year,victims,population\n2022,3,1000\n2022,4,1000\n", SDG16_ERR_CONFLICT,
       "d.csv: expected one row for each cell, but data rows 1 and 2 are both of the cell 2022 "
       "(or name the column that distinguishes them in by)"},
      {"16.1.1", "year,population_period,victims,population\n2022,2021,3,1000\n",
       SDG16_ERR_POPULATION,
       "d.csv, data row 1, column 'population_period': expected the period of the data, "
       "'2022', found '2021'"},
      {"16.1.1", "year,age,victims,population\n2022,0-17,3,1000\n2022,15-24,4,1000\n",
       SDG16_ERR_BAND,
       "d.csv: the bands 'Y0T17' and 'Y15T24' of 'age' must not overlap (or there must be a "
       "row of the total)"},
      {"16.1.1", "year,sex,victims,population\n2022,F,9,1000\n2022,M,5,1000\n2022,,1,2000\n",
       SDG16_ERR_SHARE,
       "d.csv (2022): victims is 1 in all, but its parts by sex add up to 14: a blank or _T "
       "is the total; write _U for what is not known"},
      {"16.1.2", "year,deaths,population\n2022,-1,1000\n", SDG16_ERR_COUNT, "column 'deaths'"},
      {"16.1.2", "year,deaths\n2022,1\n", SDG16_ERR_COLUMN,
       "d.csv must have a column 'population' (resident population of the country or the area "
       "of the situation of conflict); the columns are: year, deaths; use --map "
       "population=COLUMN, or give the population as a table or a number"},
      {"16.2.2", "year,detected,population\n2022,-1,1000\n", SDG16_ERR_COUNT, "'detected'"},
      {"16.2.2", "year,population\n2022,1000\n", SDG16_ERR_COLUMN,
       "d.csv must have a column 'detected' (victims of trafficking in persons (ICCS 0204) "
       "whom authorities detected in the year); the columns are: year, population; use --map "
       "detected=COLUMN"},
      {"16.2.2", "year,detected,population,undetected,undetected_lower\n2022,5,1000,20,21\n",
       SDG16_ERR_VALUE,
       "d.csv, data row 1, column 'undetected_lower': expected lower limit, estimate and "
       "upper limit in ascending order, but undetected_lower is 21 and undetected is 20"},
      {"16.2.2", "year,detected,population,undetected,undetected_upper\n2022,5,1000,20,19\n",
       SDG16_ERR_VALUE, "undetected is 20 and undetected_upper is 19"},
      {"16.3.2", "year,unsentenced,held\n2022,101,100\n", SDG16_ERR_SHARE,
       "d.csv, data row 1: unsentenced (101) exceeds held (100), of which it must be a part"},
      {"16.3.2", "year,unsentenced,held\n2022,10,-100\n", SDG16_ERR_COUNT, "'held'"},
      {"16.3.2", "year,unsentenced\n2022,10\n", SDG16_ERR_COLUMN,
       "d.csv must have a column 'held' (all persons held in detention on that date); "
       "the columns are: year, unsentenced; use --map held=COLUMN"},
      {"16.4.2", "year,traced,seized,found,surrendered\n2022,10,5,3,1\n", SDG16_ERR_SHARE,
       "d.csv, data row 1: traced (10) exceeds seized + found + surrendered (9), of which it "
       "must be a part"},
      {"16.4.2", "year,traced,seized\n2022,1,5\n", SDG16_ERR_COLUMN,
       "no series of 16.4.2 can be computed from these columns; missing are: found, "
       "surrendered, traceable (see the catalog)"},
      {"16.6.1", "year,executed,approved\n2022,-1,5\n", SDG16_ERR_VALUE,
       "column 'executed': expected a number of 0 or more, found '-1'"},
      {"16.7.1",
       "group,servants,group_servants,working_population,group_population\n"
       "women,10,11,100,50\n",
       SDG16_ERR_SHARE,
       "d.csv, data row 1: group_servants (11) exceeds servants (10), of which it must be a "
       "part"},
      {"16.8.1", "organization,members,developing_members\nIO_WTO,164,165\n", SDG16_ERR_SHARE,
       "d.csv, data row 1: developing_members (165) exceeds members (164), of which it must be "
       "a part"},
      {"16.9.1", "year,registered,children\n2022,120,100\n", SDG16_ERR_SHARE,
       "d.csv, data row 1: registered (120) exceeds children (100), of which it must be a "
       "part"},
      {"16.9.1", "year,registered,children\n2022,20,-100\n", SDG16_ERR_POPULATION,
       "'children'"},
      {"16.10.1", "year,victim,violation\n2022,a,insult\n", SDG16_ERR_VALUE,
       "column 'violation': expected killing, torture, enforced disappearance, arbitrary "
       "detention, kidnapping or other, found 'insult'"},
      {"16.10.1", "year,victim,violation\n2022,,killing\n", SDG16_ERR_MISSING,
       "column 'victim': expected a name, found a blank"},
      {"16.10.2", "year,q1\n2022,maybe\n", SDG16_ERR_VALUE,
       "column 'q1': expected one of yes/y|in progress|no/n, found 'maybe'"},
      {"16.10.2", "year,q1,q4\n2022,yes,6\n", SDG16_ERR_VALUE,
       "column 'q4': expected one of 0|1|2|3|4|5, found '6'"},
      {"16.a.1", "year,status\n2022,E\n", SDG16_ERR_VALUE,
       "column 'status': expected one of a|b|c|d/none/no, found 'E'"},
      {"3.5.1", "substance,treated,with_disorder\nopioids,20,10\n", SDG16_ERR_SHARE,
       "d.csv, data row 1: treated (20) exceeds with_disorder (10), of which it must be a "
       "part"},
      {"15.7.1", "species,illegal_units,legal_units,price\nx,-1,5,10\n", SDG16_ERR_VALUE,
       "'illegal_units'"},
      {"16.1.3", "a\n1\n", SDG16_ERR_UNSUPPORTED,
       "indicator 16.1.3 is not computed from counts: it takes the microdata of a survey"},
      {"16.4.1", "a\n1\n", SDG16_ERR_UNSUPPORTED, "not computed from counts"},
      {"99.9", "a\n1\n", SDG16_ERR_NAME, "unknown indicator '99.9'"},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
    refused(&(call){.code = CASES[i].code, .data = CASES[i].data}, CASES[i].status,
            CASES[i].message);
}

static void bad_options_are_refused(void **state) {
  (void)state;
  refused(&(call){.code = "16.1.1", .data = HOMICIDE, .by = {"colour"}}, SDG16_ERR_COLUMN,
          "d.csv must have a column 'colour' (a dimension to disaggregate by); the columns "
          "are: year, sex, age, victims, population; use --map colour=COLUMN");
  refused(&(call){.code = "16.1.1", .data = HOMICIDE, .map = {"victim", "victims"}},
          SDG16_ERR_NAME, "map: indicator 16.1.1 has no input or dimension 'victim'");
  refused(&(call){.code = "16.1.1", .data = HOMICIDE, .map = {"victims", "dead"}},
          SDG16_ERR_COLUMN, "map: the data must have the column 'dead' for 'victims'");
  refused(&(call){.code = "16.4.2", .data = HOMICIDE, .set = "denominator=some"},
          SDG16_ERR_NAME, "switches must be one of all; traceable, not 'denominator=some'");
  refused(&(call){.code = "16.4.2", .data = HOMICIDE, .set = "colour=red"}, SDG16_ERR_NAME,
          "switches must be NAME=VALUE of a switch of 16.4.2, not 'colour=red'");
  refused(&(call){.code = "16.1.1", .data = HOMICIDE, .interval = 7}, SDG16_ERR_ARGUMENT,
          "interval must be an SDG16_COUNT_INTERVAL_ value, not 7");
  sdg16_table *data = table_of(HOMICIDE);
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_indicator *out;
  assert_int_equal(sdg16_indicator_new(NULL, "16.1.1", NULL, NULL, &out, &error),
                   SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_indicator_new(NULL, "16.1.1", data, NULL, NULL, &error),
                   SDG16_ERR_ARGUMENT);
  sdg16_indicator_options o;
  sdg16_indicator_options_init(&o, sizeof o);
  o.level = 1;
  assert_int_equal(sdg16_indicator_new(NULL, "16.1.1", data, &o, &out, &error),
                   SDG16_ERR_ARGUMENT);
  o.level = 0.95;
  o.struct_size = 3;
  assert_int_equal(sdg16_indicator_new(NULL, "16.1.1", data, &o, &out, &error),
                   SDG16_ERR_STRUCT_SIZE);
  sdg16_table_free(data);
}

/* ---- each indicator's own ---- */

static void arms_have_two_denominators(void **state) {
  (void)state;
  static const char DATA[] = "year,traced,seized,found,surrendered,traceable\n"
                             "2023,40,70,20,10,80\n";
  sdg16_indicator *i = good(&(call){.code = "16.4.2", .data = DATA});
  assert_true(value(i, "VC_ARM_SZTRACE", "switches=denominator=all") == 40);
  sdg16_indicator_free(i);
  i = good(&(call){.code = "16.4.2", .data = DATA, .set = "denominator=traceable"});
  assert_true(value(i, "VC_ARM_SZTRACE", "") == 50);
  assert_string_equal(text_of(sdg16_indicator_results(i), "switches", 0),
                      "denominator=traceable");
  sdg16_indicator_free(i);
}

static const char PARLIAMENT[] =
    "year,chamber,members,women,young,adult_population,adult_women,young_population,"
    "total_population\n2024,lower,200,50,60,8000000,4000000,4000000,10000000\n"
    "2024,upper,100,20,10,8000000,4000000,4000000,10000000\n";

static void parliaments_are_told_apart_and_the_bases_are_switches(void **state) {
  (void)state;
  sdg16_indicator *i = good(&(call){.code = "16.7.1", .data = PARLIAMENT});
  assert_true(value(i, "SG_DMK_PARLMP_LC", "") == 0.25 / 0.5);
  assert_true(value(i, "SG_DMK_PARLMP_UC", "") == 0.2 / 0.5);
  assert_true(value(i, "SG_DMK_PARLYR_LC", "") == 0.3 / 0.5);
  assert_true(value(i, "SG_DMK_PARLYP_LC", "") == 30);
  assert_true(value(i, "SG_DMK_PARLYN_UC", "") == 10);
  sdg16_indicator_free(i);
  i = good(&(call){.code = "16.7.1", .data = PARLIAMENT, .set = "youth-base=total"});
  assert_true(value(i, "SG_DMK_PARLYR_LC", "") == 0.3 / 0.4);
  assert_non_null(
      strstr(text_of(sdg16_indicator_results(i), "switches", 0), "youth-base=total"));
  sdg16_indicator_free(i);
  i = good(&(call){.code = "16.7.1", .data = PARLIAMENT, .set = "women-base=half"});
  assert_true(value(i, "SG_DMK_PARLMP_LC", "") == 0.25 / 0.5);
  sdg16_indicator_free(i);
}

static void courts_have_their_series_and_all_levels_one(void **state) {
  (void)state;
  static const char DATA[] =
      "group,court,judges,group_judges,working_population,group_population\n"
      "women,supreme,10,2,1000,500\nwomen,higher,40,16,1000,500\nwomen,lower,150,60,1000,500\n";
  sdg16_indicator *i = good(&(call){.code = "16.7.1", .data = DATA});
  /* the population is not divided by courts; the posts of a group are */
  assert_true(fabs(value(i, "SG_DMK_JDC_CNS", "") - 0.4) < 1e-15);
  assert_true(fabs(value(i, "SG_DMK_JDC_HGR", "") - 0.8) < 1e-15);
  assert_true(fabs(value(i, "SG_DMK_JDC_LWR", "") - 0.8) < 1e-15);
  assert_true(fabs(value(i, "SG_DMK_JDC", "court=_T") - 78. / 200 / 0.5) < 1e-15);
  sdg16_indicator_free(i);
}

static void victims_count_once_at_the_most_serious(void **state) {
  (void)state;
  static const char DATA[] = "area,year,victim,event,violation,group,verified\n"
                             "4,2022,a,e1,arbitrary detention,journalist,yes\n"
                             "4,2022,a,e2,killing,journalist,yes\n"
                             "4,2022,a,e2,killing,journalist,yes\n"
                             "4,2022,b,e2,torture,trade unionist,yes\n"
                             "4,2022,b,e2,kidnapping,trade unionist,yes\n"
                             "4,2022,c,e3,killing,journalist,no\n"
                             "4,2022,d,e3,enforced disappearance,journalist,yes\n";
  sdg16_indicator *i =
      good(&(call){.code = "16.10.1", .data = DATA, .by = {"violation", "group"}});
  assert_true(value(i, "", "violation=_T;group=_T") == 3);
  assert_true(value(i, "", "violation=KILLING;group=_T") == 1);
  assert_true(value(i, "", "violation=TORTURE;group=_T") == 1);
  assert_true(value(i, "", "violation=AD;group=_T") == 0);
  assert_true(value(i, "", "violation=_T;group=JOURNALISTS") == 2);
  sdg16_indicator_free(i);
  i = good(&(call){.code = "16.10.1", .data = DATA});
  assert_true(value(i, "VC_VAW_MTUHRA", "") == 1);
  assert_true(value(i, "VC_VOC_ENFDIS", "") == 1);
  sdg16_indicator_free(i);
  i = good(&(call){.code = "16.10.1", .data = DATA, .set = "once=event"});
  assert_true(value(i, "", "") == 4);
  sdg16_indicator_free(i);
}

static void institutions_are_classes(void **state) {
  (void)state;
  static const char DATA[] = "area,year,status\n4,2022,A\n8,2022,B\n12,2022,none\n16,2022,\n";
  sdg16_indicator *i = good(&(call){.code = "16.a.1", .data = DATA});
  assert_true(value(i, "SG_NHR_IMPLN", "ref_area=4") == 1);
  assert_true(value(i, "SG_NHR_IMPLN", "ref_area=8") == 0);
  assert_true(value(i, "SG_NHR_INTEXSTN", "ref_area=8") == 1);
  assert_true(value(i, "SG_NHR_NOAPPLN", "ref_area=12") == 1);
  assert_string_equal(status(i, "SG_NHR_IMPLN", "ref_area=16"), "missing-input");
  sdg16_indicator_free(i);
}

static void wildlife_is_valued_by_one_vector_of_prices(void **state) {
  (void)state;
  static const char DATA[] = "year,species,illegal_units,legal_units,price\n"
                             "2022,x,10,90,2\n2022,y,5,5,100\n";
  sdg16_indicator *i = good(&(call){.code = "15.c.1", .data = DATA});
  /* (20 + 500) of (200 + 1000) */
  assert_true(value(i, "ER_WLD_TRPOACH", "") == 100 * 520. / 1200);
  assert_string_equal(text_of(sdg16_indicator_results(i), "indicator", 0), "15.c.1");
  sdg16_indicator_free(i);
}

static void drugs_and_alcohol_are_apart(void **state) {
  (void)state;
  static const char DATA[] = "year,substance,treated,with_disorder\n2022,opioids,20,50\n"
                             "2022,alcohol,30,300\n2022,,60,400\n";
  sdg16_indicator *i = good(&(call){.code = "3.5.1", .data = DATA});
  assert_true(value(i, "SH_SUD_TREAT", "substance=SUD_OPIOIDS") == 40);
  assert_true(value(i, "SH_SUD_TREAT", "substance=_T") == 15);
  assert_true(value(i, "SH_SUD_TREAT", "substance=SUD_ALCOHOL") == 10);
  assert_int_equal(row_of(sdg16_indicator_results(i), "SH_SUD_ALCOL", ""), -1);
  sdg16_indicator_free(i);
  /* UNSD, 2022.Q1: "Alcohol use disorders, 12-month prevalence (%)" */
  i = good(&(call){.code = "3.5.1",
                   .data = "year,substance,with_disorder,population\n2022,alcohol,300,10000\n"
                           "2022,opioids,50,\n"});
  assert_int_equal(sdg16_table_rows(sdg16_indicator_results(i)), 1);
  assert_true(value(i, "SH_SUD_ALCOL", "substance=SUD_ALCOHOL") == 3);
  sdg16_indicator_free(i);
}

/* Metadata of 2018-12-03: the categories of "cause of death"; COD_OTHER gathers the last. */
static void other_causes_are_gathered_and_shares_are_of_all_deaths(void **state) {
  (void)state;
  static const char DATA[] =
      "year,cause,deaths,population\n2023,heavy weapons,40,1000\n2023,small arms,30,1000\n"
      "2023,Incendiary,7,1000\n2023,CBRN,3,1000\n2023,electromagnetic weapons,1,1000\n"
      "2023,less lethal weapons,2,1000\n2023,accidents related to conflict,3,1000\n"
      "2023,denial of access to/destruction of objects indispensable to survival,2,1000\n"
      "2023,use of objects and other means,4,1000\n2023,multiple weapons used,8,1000\n"
      "2023,unknown,60,1000\n";
  sdg16_indicator *i = good(&(call){.code = "16.1.2", .data = DATA, .by = {"cause"}});
  assert_true(value(i, "VC_DTH_TOTN", "cause=COD_OTHER") == 30);
  assert_true(value(i, "VC_DTH_TOTN", "cause=_T") == 160);
  assert_true(value(i, "VC_DTH_TOTPT", "cause=COD_HEAVYWEAPONS") == 25);
  assert_true(value(i, "VC_DTH_TOTPT", "cause=COD_U") == 37.5);
  assert_int_equal(row_of(sdg16_indicator_results(i), "VC_DTH_TOTPT", "cause=_T"), -1);
  sdg16_indicator_free(i);
  refused(&(call){.code = "16.1.2",
                  .data = "year,cause,deaths,population\n2023,cbrn,7,1000\n"
                          "2023,accidents,3,1000\n2023,CBRN,1,1000\n"},
          SDG16_ERR_CONFLICT, "data rows 1 and 3 are both of the cell");
  refused(&(call){.code = "16.1.2",
                  .data = "year,cause,deaths,population\n2023,cbrn,7,1000\n"
                          "2023,accidents,3,1001\n"},
          SDG16_ERR_CONFLICT,
          "expected population to be the same in all parts of the category");
}

/* A file of the chamber and of its committees: what is blank in a row is not of that row. */
static void blanks_of_other_rows_make_no_rows(void **state) {
  (void)state;
  static const char DATA[] =
      "year,chamber,committee,speakers,young,chairs\n2023,lower,,1,20,4\n"
      "2023,lower,defence,,,1\n2023,lower,finance,,,3\n";
  sdg16_indicator *i = good(&(call){.code = "16.7.1", .data = DATA, .by = {"committee"}});
  assert_int_equal(sdg16_table_rows(sdg16_indicator_results(i)), 5);
  assert_true(value(i, "SG_DMK_PARLCC_LC", "committee=PC_FINANCE") == 3);
  assert_true(value(i, "SG_DMK_PARLSP_LC", "committee=_T") == 1);
  assert_int_equal(
      row_of(sdg16_indicator_results(i), "SG_DMK_PARLSP_LC", "committee=PC_DEFENCE"), -1);
  sdg16_indicator_free(i);
}

/* SG_DMK_PSRVC: AGG_PSP also has police, schools and hospitals; SG_DMK_JDC: ISCO08_2612 and
 * ISCO08_2619R. */
static void occupations_are_never_added_up(void **state) {
  (void)state;
  static const char DATA[] =
      "group,occupation,servants,group_servants,judges,group_judges,working_population,"
      "group_population\nwomen,senior managers,10,3,,,1000,500\nwomen,clerks,40,24,,,1000,500\n"
      "women,all public service personnel,200,90,,,1000,500\nwomen,judges,,,20,8,1000,500\n"
      "women,registrars,,,10,9,1000,500\n";
  sdg16_indicator *i = good(&(call){.code = "16.7.1", .data = DATA});
  const sdg16_table *r = sdg16_indicator_results(i);
  assert_int_equal(sdg16_table_rows(r), 5);
  assert_true(value(i, "SG_DMK_PSRVC", "occupation=ISCO08_1112") == 0.3 / 0.5);
  assert_true(value(i, "SG_DMK_PSRVC", "occupation=AGG_PSP") == 0.45 / 0.5);
  assert_true(value(i, "SG_DMK_JDC", "occupation=ISCO08_2612") == 0.4 / 0.5);
  assert_true(value(i, "SG_DMK_JDC", "occupation=ISCO08_2619R") == 0.9 / 0.5);
  assert_int_equal(row_of(r, "SG_DMK_PSRVC", "occupation=_T"), -1);
  sdg16_indicator_free(i);
}

static void registration_has_two_bases(void **state) {
  (void)state;
  static const char DATA[] = "year,registered,children,births\n2022,80,100,90\n";
  sdg16_indicator *i = good(&(call){.code = "16.9.1", .data = DATA});
  assert_true(value(i, "SG_REG_BRTH", "switches=base=children") == 80);
  sdg16_indicator_free(i);
  i = good(&(call){.code = "16.9.1", .data = DATA, .set = "base=births"});
  assert_true(fabs(value(i, "SG_REG_BRTH", "switches=base=births") - 800. / 9) < 1e-13);
  sdg16_indicator_free(i);
}

static void held_zero_is_no_share_and_unknown_status_is_told(void **state) {
  (void)state;
  static const char DATA[] =
      "year,unsentenced,held,status_unknown\n2021,0,0,0\n2022,30,100,5\n";
  sdg16_indicator *i = good(&(call){.code = "16.3.2", .data = DATA});
  assert_string_equal(status(i, "VC_PRS_UNSNT", "time_period=2021"), "zero-denominator");
  assert_true(value(i, "VC_PRS_UNSNT", "time_period=2022") == 30);
  assert_true(value(i, "", "time_period=2022") == 5);
  assert_string_equal(text_of(sdg16_indicator_results(i), "variant",
                              row_of(sdg16_indicator_results(i), "", "time_period=2022")),
                      "supplementary");
  sdg16_indicator_free(i);
}

/* ---- intervals ---- */

static void limits_are_given_where_counts_are_small(void **state) {
  (void)state;
  static const char DATA[] = "year,victims,population\n2021,10,1000000\n2022,100,1000000\n";
  sdg16_indicator *i = good(&(call){.code = "16.1.1", .data = DATA});
  const sdg16_table *r = sdg16_indicator_results(i);
  int64_t row = row_of(r, "VC_IHR_PSRC", "time_period=2021");
  assert_true(fabs(number_of(r, "lower", row) - 0.47953886961324335) < 1e-12);
  assert_true(fabs(number_of(r, "upper", row) - 1.8390356042017778) < 1e-12);
  assert_true(isnan(number_of(r, "lower", row_of(r, "VC_IHR_PSRC", "time_period=2022"))));
  sdg16_indicator_free(i);
  i = good(&(call){.code = "16.1.1", .data = DATA, .interval = SDG16_COUNT_INTERVAL_POISSON});
  r = sdg16_indicator_results(i);
  assert_true(number_of(r, "lower", row_of(r, "VC_IHR_PSRC", "time_period=2022")) > 8);
  sdg16_indicator_free(i);
  i = good(&(call){.code = "16.1.1", .data = DATA, .interval = SDG16_COUNT_INTERVAL_NONE});
  r = sdg16_indicator_results(i);
  assert_true(isnan(number_of(r, "lower", row_of(r, "VC_IHR_PSRC", "time_period=2021"))));
  sdg16_indicator_free(i);
}

static const char AGES[] = "year,age,victims,population\n2022,0-14,3,120000\n"
                           "2022,15-64,30,400000\n2022,65+,9,80000\n2022,_U,2,\n";

/* R: w = c(26, 65, 9)/100 over 3/120000, 30/400000, 9/80000; Fay & Feuer (1997) with qgamma. */
static void ages_are_standardised(void **state) {
  (void)state;
  static const char STANDARD[] = "age,weight\n0-14,26\n15-64,65\n65+,9\n";
  sdg16_indicator *i = good(&(call){.code = "16.1.1", .data = AGES, .standard = STANDARD});
  const sdg16_table *r = sdg16_indicator_results(i);
  int64_t row = row_of(r, "", "variant=age-standardised");
  assert_true(row >= 0);
  assert_true(fabs(number_of(r, "value", row) - 6.5375000000000005) < 1e-12);
  assert_true(fabs(number_of(r, "lower", row) - 4.6877735182963161) < 1e-11);
  assert_true(fabs(number_of(r, "upper", row) - 8.9528977577893176) < 1e-11);
  /* the crude rate has everybody */
  assert_true(value(i, "VC_IHR_PSRC", "") == 44e5 / 600000);
  assert_non_null(strstr(text_of(sdg16_indicator_diagnostics(i), "message", 0),
                         "2 of unknown age are not in the standardised rate"));
  sdg16_indicator_free(i);
  refused(&(call){.code = "16.1.1", .data = AGES, .standard = "age,weight\n0-14,26\n15+,74\n"},
          SDG16_ERR_BAND, "standard must have the ages of the data; 'Y15T64' is missing");
  refused(&(call){.code = "16.1.1",
                  .data = AGES,
                  .standard = "age,weight\n0-14,26\n15-64,65\n65+,9\n100+,1\n"},
          SDG16_ERR_BAND,
          "standard must have no other ages than the data; 'Y_GE100' is not in the data");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_margin_is_its_own_rate_and_the_unknown_stay),
      cmocka_unit_test(a_stated_total_is_kept_and_what_it_has_more_is_unknown),
      cmocka_unit_test(a_part_of_a_breakdown_makes_no_unknown),
      cmocka_unit_test(a_total_of_some_categories_is_told),
      cmocka_unit_test(sources_stay_apart),
      cmocka_unit_test(a_blank_is_not_zero_and_zero_is_a_value),
      cmocka_unit_test(causes_do_not_divide_the_population),
      cmocka_unit_test(forms_of_trafficking_have_their_series),
      cmocka_unit_test(a_population_table_is_matched_by_band_and_year),
      cmocka_unit_test(populations_of_other_years_bands_and_areas_are_refused),
      cmocka_unit_test(one_population_is_for_one_area_year_and_no_groups),
      cmocka_unit_test(groups_of_the_population_that_the_data_lack_are_told),
      cmocka_unit_test(words_of_a_country_are_mapped_and_ages_are_read_as_written),
      cmocka_unit_test(an_unknown_dimension_must_divide_the_population),
      cmocka_unit_test(categories_that_overlap_are_never_added_up),
      cmocka_unit_test(bad_cells_are_refused_with_their_place),
      cmocka_unit_test(bad_options_are_refused),
      cmocka_unit_test(arms_have_two_denominators),
      cmocka_unit_test(parliaments_are_told_apart_and_the_bases_are_switches),
      cmocka_unit_test(courts_have_their_series_and_all_levels_one),
      cmocka_unit_test(victims_count_once_at_the_most_serious),
      cmocka_unit_test(institutions_are_classes),
      cmocka_unit_test(wildlife_is_valued_by_one_vector_of_prices),
      cmocka_unit_test(drugs_and_alcohol_are_apart),
      cmocka_unit_test(other_causes_are_gathered_and_shares_are_of_all_deaths),
      cmocka_unit_test(blanks_of_other_rows_make_no_rows),
      cmocka_unit_test(occupations_are_never_added_up),
      cmocka_unit_test(registration_has_two_bases),
      cmocka_unit_test(held_zero_is_no_share_and_unknown_status_is_told),
      cmocka_unit_test(limits_are_given_where_counts_are_small),
      cmocka_unit_test(ages_are_standardised),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
