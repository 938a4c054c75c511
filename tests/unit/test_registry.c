/* The registry as data, and indicators that a program adds. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tables.h"

static const char *const GOAL_16[] = {
    "16.1.1", "16.1.2", "16.1.3", "16.1.4", "16.2.1",  "16.2.2",  "16.2.3", "16.3.1",
    "16.3.2", "16.3.3", "16.4.1", "16.4.2", "16.5.1",  "16.5.2",  "16.6.1", "16.6.2",
    "16.7.1", "16.7.2", "16.8.1", "16.9.1", "16.10.1", "16.10.2", "16.a.1", "16.b.1"};
static const char *const OTHERS[] = {"3.5.1",  "5.2.1",  "5.2.2",  "10.3.1",
                                     "10.6.1", "11.7.2", "15.7.1", "15.c.1"};

static void all_indicators_are_there(void **state) {
  (void)state;
  for (size_t i = 0; i < 24; i++) assert_non_null(sdg16_registry_find(NULL, GOAL_16[i]));
  for (size_t i = 0; i < 8; i++) assert_non_null(sdg16_registry_find(NULL, OTHERS[i]));
  assert_int_equal(sdg16_registry_count(NULL), 32);
  assert_null(sdg16_registry_find(NULL, "16.4"));
  assert_null(sdg16_registry_find(NULL, NULL));
  assert_null(sdg16_registry_at(NULL, -1));
  assert_null(sdg16_registry_at(NULL, 32));
}

/* The built-in definitions keep to the rules that added ones are held to. */
static void every_definition_can_be_added_under_another_code(void **state) {
  (void)state;
  sdg16_registry *registry;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  assert_int_equal(sdg16_registry_new(&registry, &error), SDG16_OK);
  for (int64_t i = 0; i < sdg16_registry_count(NULL); i++) {
    char code[32];
    sdg16_indicator_def def = *sdg16_registry_at(NULL, i);
    snprintf(code, sizeof code, "N.%s", def.code);
    def.code = code;
    if (sdg16_registry_add(registry, &def, &error)) fail_msg("%s", error.message);
    const sdg16_indicator_def *kept = sdg16_registry_find(registry, code);
    assert_ptr_not_equal(kept->name, def.name); /* a copy */
    assert_string_equal(kept->name, def.name);
    assert_int_equal(kept->series_count, def.series_count);
  }
  assert_int_equal(sdg16_registry_count(registry), 64);
  assert_int_equal(sdg16_registry_count(NULL), 32); /* nothing is shared */
  sdg16_registry_free(registry);
  sdg16_registry_free(NULL);
}

/* Facts of the metadata sheets and of the structure's constraints. */
static void facts_are_as_in_the_metadata(void **state) {
  (void)state;
  static const struct {
    const char *code, *custodians, *date;
    int32_t rule, window;
    double coverage;
  } FACTS[] = {
      {"16.1.1", "UNODC; WHO", "2016-07-19", SDG16_AGGREGATE_SUMS, 0, 0},
      {"16.1.2", "OHCHR", "2018-12-03", SDG16_AGGREGATE_SUMS, 0, 0},
      {"16.1.4", "UNODC", "2023-03-31", SDG16_AGGREGATE_WEIGHTED, 3, 0},
      {"16.2.1", "UNICEF", "2021-03", SDG16_AGGREGATE_WEIGHTED, 0, 0.5},
      {"16.2.2", "UNODC", "2023-03-31", SDG16_AGGREGATE_NONE, 0, 0},
      {"16.2.3", "UNICEF", "2021-03", SDG16_AGGREGATE_WEIGHTED, 0, 0.5},
      {"16.3.2", "UNODC", "2016-07-19", SDG16_AGGREGATE_SUMS, 3, 0},
      {"16.4.2", "UNODC; UNODA", "2018-07-26", SDG16_AGGREGATE_SUMS, 0, 0},
      {"16.5.2", "World Bank; UNODC", "2023-03-31", SDG16_AGGREGATE_MEAN, 0, 0},
      {"16.7.2", "UNDP", "2021-05-01", SDG16_AGGREGATE_NONE, 0, 0},
      {"16.8.1", "UN DESA", "2022-07-07", SDG16_AGGREGATE_TOTAL, 0, 0},
      {"16.10.1", "OHCHR; UNESCO; ILO", "2018-06-08", SDG16_AGGREGATE_TOTAL, 0, 0},
      {"16.10.2", "UNESCO", "2021-07", SDG16_AGGREGATE_TOTAL, 0, 0},
      {"11.7.2", "UNODC", "2018-11-28", SDG16_AGGREGATE_NONE, 0, 0},
  };
  for (size_t i = 0; i < sizeof FACTS / sizeof FACTS[0]; i++) {
    const sdg16_indicator_def *def = sdg16_registry_find(NULL, FACTS[i].code);
    assert_string_equal(def->custodians, FACTS[i].custodians);
    assert_string_equal(def->metadata_date, FACTS[i].date);
    assert_int_equal(def->aggregate, FACTS[i].rule);
    assert_int_equal(def->window, FACTS[i].window);
    assert_true(def->coverage == FACTS[i].coverage);
  }
  static const char *const SAME[][2] = {
      {"10.3.1", "16.b.1"}, {"10.6.1", "16.8.1"}, {"15.c.1", "15.7.1"}};
  for (size_t i = 0; i < 3; i++)
    assert_string_equal(sdg16_registry_find(NULL, SAME[i][0])->same_as, SAME[i][1]);
}

static void open_questions_are_switches_with_their_default_first(void **state) {
  (void)state;
  static const char *const SWITCHES[][3] = {
      {"16.1.3", "physical", "assault or robbery; assault"},
      {"16.1.4", "dont-know", "keep; drop"},
      {"16.3.1", "mode", "last-incident; any-incident; incident-weighted"},
      {"16.4.2", "denominator", "all; traceable"},
      {"16.5.2", "dont-know", "not-positive; missing"},
      {"16.6.1", "interest", "excluded; included"},
      {"16.7.1", "youth-base", "eligible; total"},
      {"16.7.1", "women-base", "population; half"},
      {"16.9.1", "base", "children; births"},
      {"16.10.1", "once", "victim; event"}};
  for (size_t i = 0; i < sizeof SWITCHES / sizeof SWITCHES[0]; i++) {
    sdg16_table *table;
    assert_int_equal(
        sdg16_registry_table(NULL, SWITCHES[i][0], SDG16_CATALOG_SWITCHES, &table, NULL),
        SDG16_OK);
    int found = 0;
    for (int64_t row = 0; row < sdg16_table_rows(table); row++)
      if (!strcmp(text_of(table, "name", row), SWITCHES[i][1]))
        found = !strcmp(text_of(table, "values", row), SWITCHES[i][2]);
    if (!found) fail_msg("%s: %s", SWITCHES[i][0], SWITCHES[i][1]);
    sdg16_table_free(table);
  }
}

static void tables_of_one_and_of_all(void **state) {
  (void)state;
  sdg16_table *table;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  int64_t all = 0;
  for (int64_t i = 0; i < 32; i++) {
    const sdg16_indicator_def *def = sdg16_registry_at(NULL, i);
    if (def->same_as) def = sdg16_registry_find(NULL, def->same_as);
    all += def->series_count;
  }
  assert_int_equal(sdg16_registry_table(NULL, NULL, SDG16_CATALOG_SERIES, &table, &error), 0);
  assert_int_equal(sdg16_table_rows(table), all);
  sdg16_table_free(table);
  assert_int_equal(sdg16_registry_table(NULL, "10.3.1", SDG16_CATALOG_DIMENSIONS, &table, NULL),
                   0);
  assert_string_equal(text_of(table, "name", 0), "ground");
  assert_non_null(strstr(text_of(table, "categories", 0), "GRD_SEXOGENID"));
  sdg16_table_free(table);
  assert_int_equal(sdg16_registry_table(NULL, "16.1.1", SDG16_CATALOG_SWITCHES, &table, NULL),
                   0);
  assert_true(sdg16_table_rows(table) == 0 && sdg16_table_find(table, "meaning") >= 0);
  sdg16_table_free(table);
  assert_int_equal(sdg16_registry_table(NULL, "9.9", 0, &table, &error), SDG16_ERR_NAME);
  assert_null(table);
  assert_int_equal(sdg16_registry_table(NULL, NULL, 5, &table, &error), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_registry_table(NULL, NULL, 0, NULL, &error), SDG16_ERR_ARGUMENT);
}

/* ---- a national indicator ---- */

static const sdg16_input INPUTS[] = {
    {sizeof(sdg16_input), "complaints", "complaints received", SDG16_INPUT_COUNT, 0, NULL,
     NULL},
    {sizeof(sdg16_input), "upheld", "of them upheld", SDG16_INPUT_COUNT, 0, NULL, NULL},
    {sizeof(sdg16_input), "population", "people", SDG16_INPUT_POPULATION, SDG16_INPUT_OPTIONAL,
     NULL, NULL}};
static const sdg16_series SERIES[] = {{.struct_size = sizeof(sdg16_series),
                                       .code = "NAT_UPHELD",
                                       .label = "Upheld, per cent",
                                       .unit = "PT",
                                       .numerator = "upheld",
                                       .denominator = "complaints",
                                       .multiplier = 100,
                                       .flags = SDG16_SERIES_PART},
                                      {.struct_size = sizeof(sdg16_series),
                                       .label = "Weighed",
                                       .unit = "NUMBER",
                                       .numerator = "2*complaints - upheld + 0.5"}};
static const sdg16_dimension DIMENSIONS[] = {
    {sizeof(sdg16_dimension), "office", "CUST_BREAKDOWN", "N=north|northern; S=south", 0, 0}};

static sdg16_indicator_def national(void) {
  return (sdg16_indicator_def){.struct_size = sizeof(sdg16_indicator_def),
                               .code = "N.1",
                               .name = "Complaints that were upheld",
                               .input_count = 3,
                               .inputs = INPUTS,
                               .series_count = 2,
                               .series = SERIES,
                               .dimension_count = 1,
                               .dimensions = DIMENSIONS};
}

static void a_program_adds_its_own(void **state) {
  (void)state;
  sdg16_registry *registry;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  assert_int_equal(sdg16_registry_new(&registry, &error), SDG16_OK);
  sdg16_indicator_def def = national();
  assert_int_equal(sdg16_registry_add(registry, &def, &error), SDG16_OK);
  sdg16_table *data = table_of("year,office,complaints,upheld\n2023,Northern,80,20\n"
                               "2023,south,20,5\n");
  sdg16_indicator_options o;
  sdg16_indicator_options_init(&o, sizeof o);
  static const char *const BY[] = {"office"};
  o.by = BY;
  o.by_count = 1;
  sdg16_indicator *indicator;
  assert_int_equal(sdg16_indicator_new(registry, "N.1", data, &o, &indicator, &error),
                   SDG16_OK);
  const sdg16_table *r = sdg16_indicator_results(indicator);
  assert_true(number_of(r, "value", row_of(r, "NAT_UPHELD", "office=_T")) == 25);
  assert_true(number_of(r, "value", row_of(r, "NAT_UPHELD", "office=S")) == 25);
  /* a number in a formula stands for itself, whatever is added up */
  assert_true(number_of(r, "value", row_of(r, "", "office=_T")) == 175.5);
  /* and can be published with the registry that knows it */
  sdg16_publish_options p;
  sdg16_publish_options_init(&p, sizeof p);
  p.ref_area = "826";
  text_sink sink = {0};
  assert_int_equal(
      sdg16_publish(registry, r, SDG16_FORMAT_SDMX_CSV, &p, into_text, &sink, NULL, &error),
      SDG16_OK);
  assert_non_null(strstr(sink.text, ",NAT_UPHELD,826,"));
  assert_int_equal(
      sdg16_publish(NULL, r, SDG16_FORMAT_SDMX_CSV, &p, into_text, &sink, NULL, &error),
      SDG16_ERR_CODE);
  sdg16_indicator *none;
  assert_int_equal(sdg16_indicator_new(NULL, "N.1", data, &o, &none, &error), SDG16_ERR_NAME);
  free(sink.text);
  sdg16_indicator_free(indicator);
  sdg16_table_free(data);
  sdg16_registry_free(registry);
}

static void bad_definitions_are_refused(void **state) {
  (void)state;
  sdg16_registry *registry;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  assert_int_equal(sdg16_registry_new(&registry, NULL), SDG16_OK);
  assert_int_equal(sdg16_registry_new(NULL, &error), SDG16_ERR_ARGUMENT);
  sdg16_indicator_def def = national();
  assert_int_equal(sdg16_registry_add(registry, NULL, &error), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_registry_add(NULL, &def, &error), SDG16_ERR_ARGUMENT);
  def.code = NULL;
  assert_int_equal(sdg16_registry_add(registry, &def, &error), SDG16_ERR_ARGUMENT);
  def.code = "16.1.1";
  assert_int_equal(sdg16_registry_add(registry, &def, &error), SDG16_ERR_NAME);
  assert_non_null(strstr(error.message, "indicator '16.1.1' is in the registry"));
  def = national();
  def.same_as = "16.9.9";
  assert_int_equal(sdg16_registry_add(registry, &def, &error), SDG16_ERR_NAME);
  assert_non_null(
      strstr(error.message, "same_as must be an indicator of the registry, not '16.9.9'"));
  def = national();
  def.input_count = -1;
  assert_int_equal(sdg16_registry_add(registry, &def, &error), SDG16_ERR_ARGUMENT);
  def = national();
  def.struct_size = 4;
  assert_int_equal(sdg16_registry_add(registry, &def, &error), SDG16_ERR_STRUCT_SIZE);

  sdg16_series one = SERIES[0];
  def = national();
  def.series = &one;
  def.series_count = 1;
  static const struct {
    const char *numerator, *when, *category, *message;
    int32_t status;
  } CASES[] = {
      {"upholds", NULL, NULL,
       "Upheld, per cent: 'upholds' must name defined inputs; 'upholds' is not defined",
       SDG16_ERR_NAME},
      {"upheld +", NULL, NULL,
       "Upheld, per cent must be a formula; 'upheld +' is not: expected an input or a number "
       "at character 9",
       SDG16_ERR_ARGUMENT},
      {"upheld / 2", NULL, NULL,
       "Upheld, per cent must be a formula; 'upheld / 2' is not: expected '+', '-', '*' or the "
       "end at character 8",
       SDG16_ERR_ARGUMENT},
      {"upheld", "mode", NULL, "expected SWITCH=VALUE, found 'mode'", SDG16_ERR_NAME},
      {"upheld", "mode=x", NULL, "expected a switch and one of its values", SDG16_ERR_NAME},
      {"upheld", NULL, "room=1", "expected a dimension of the indicator", SDG16_ERR_NAME}};
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
    one.numerator = CASES[i].numerator;
    one.when = CASES[i].when;
    one.category = CASES[i].category;
    assert_int_equal(sdg16_registry_add(registry, &def, &error), CASES[i].status);
    if (!strstr(error.message, CASES[i].message)) fail_msg("%s", error.message);
  }
  one = SERIES[0];
  one.label = NULL;
  assert_int_equal(sdg16_registry_add(registry, &def, &error), SDG16_ERR_ARGUMENT);
  one.label = "x";
  one.multiplier = -1;
  assert_int_equal(sdg16_registry_add(registry, &def, &error), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_registry_count(registry), 32);
  sdg16_registry_free(registry);
}

/* A program built against an older header: shorter structs. */
static void shorter_structs_are_read(void **state) {
  (void)state;
  struct {
    int64_t struct_size;
    const char *name, *definition;
    int32_t kind, flags;
  } inputs[] = {{sizeof inputs[0], "complaints", NULL, SDG16_INPUT_COUNT, 0},
                {sizeof inputs[0], "upheld", NULL, SDG16_INPUT_COUNT, 0}};
  sdg16_indicator_def def = national();
  def.struct_size = (int64_t)offsetof(sdg16_indicator_def, aggregate);
  def.inputs = (const sdg16_input *)(const void *)inputs;
  def.input_count = 2;
  def.coverage = 17; /* beyond its end */
  sdg16_registry *registry;
  assert_int_equal(sdg16_registry_new(&registry, NULL), SDG16_OK);
  assert_int_equal(sdg16_registry_add(registry, &def, NULL), SDG16_OK);
  assert_true(sdg16_registry_find(registry, "N.1")->coverage == 0);
  sdg16_registry_free(registry);
}

static void constants_have_names(void **state) {
  (void)state;
  assert_string_equal(sdg16_input_kind_name(SDG16_INPUT_ESTIMATE), "estimate");
  assert_int_equal(sdg16_input_kind_from_name("microdata"), SDG16_INPUT_MICRODATA);
  assert_string_equal(sdg16_aggregate_name(SDG16_AGGREGATE_WEIGHTED), "weighted");
  assert_int_equal(sdg16_aggregate_from_name("sums"), SDG16_AGGREGATE_SUMS);
  assert_string_equal(sdg16_count_interval_name(SDG16_COUNT_INTERVAL_POISSON), "poisson");
  assert_int_equal(sdg16_count_interval_from_name("wald"), -1);
  assert_null(sdg16_input_kind_name(0));
  assert_null(sdg16_aggregate_name(9));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_indicators_are_there),
      cmocka_unit_test(every_definition_can_be_added_under_another_code),
      cmocka_unit_test(facts_are_as_in_the_metadata),
      cmocka_unit_test(open_questions_are_switches_with_their_default_first),
      cmocka_unit_test(tables_of_one_and_of_all),
      cmocka_unit_test(a_program_adds_its_own),
      cmocka_unit_test(bad_definitions_are_refused),
      cmocka_unit_test(shorter_structs_are_read),
      cmocka_unit_test(constants_have_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
