/* Failing allocations: registries, indicators, aggregation, publishing. */
#include "oom.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../unit/tables.h"

static const char DATA[] = "area,year,sex,age,victims,population,time_detail\n"
                           "826,2022,F,0-17,3,1000003,x\n826,2022,F,18+,7,3000007,x\n"
                           "826,2022,M,0-17,5,1100009,x\n826,2022,M,18+,20,2900001,x\n"
                           "826,2022,,,40,8000020,x\n";

static int32_t new_registry(sdg16_error *error) {
  sdg16_registry *registry = NULL;
  oom_arm();
  int32_t status = sdg16_registry_new(&registry, error);
  oom_outcome(status, registry, error);
  oom_registry(registry);
  sdg16_registry_free(registry);
  return status;
}

static int32_t add(sdg16_error *error) {
  sdg16_registry *registry = NULL;
  assert_int_equal(sdg16_registry_new(&registry, NULL), SDG16_OK);
  sdg16_indicator_def def = *sdg16_registry_find(NULL, "16.7.1");
  def.code = "N.1";
  oom_arm();
  int32_t status = sdg16_registry_add(registry, &def, error);
  oom_outcome(status, status ? NULL : "", error);
  assert_int_equal(sdg16_registry_count(registry), status ? 32 : 33);
  oom_registry(registry);
  sdg16_registry_free(registry);
  return status;
}

static int32_t list(sdg16_error *error) {
  sdg16_table *table = NULL;
  oom_arm();
  int32_t status = sdg16_registry_table(NULL, "16.7.1", SDG16_CATALOG_SERIES, &table, error);
  oom_outcome(status, table, error);
  oom_table(table);
  sdg16_table_free(table);
  return status;
}

static int32_t search(sdg16_error *error) {
  sdg16_table *table = NULL;
  const char *words[] = {"bribry"};
  oom_arm();
  int32_t status = sdg16_registry_search(NULL, 1, words, NULL, &table, error);
  oom_outcome(status, table, error);
  oom_table(table);
  sdg16_table_free(table);
  return status;
}

static int32_t compute(const char *code, const char *csv, const char *population,
                       const char *standard, const char *by, sdg16_error *error) {
  sdg16_table *data = table_of(csv);
  sdg16_table *people = population ? table_of(population) : NULL;
  sdg16_table *ages = standard ? table_of(standard) : NULL;
  sdg16_indicator_options o;
  sdg16_indicator_options_init(&o, sizeof o);
  const char *const names[] = {by, "age"};
  o.by = names;
  o.by_count = !by ? 0 : strcmp(by, "sex") ? 1 : 2;
  o.population_table = people;
  o.standard = ages;
  sdg16_indicator *indicator = NULL;
  oom_arm();
  int32_t status = sdg16_indicator_new(NULL, code, data, &o, &indicator, error);
  oom_outcome(status, indicator, error);
  oom_indicator(indicator);
  if (!status) assert_true(sdg16_table_rows(sdg16_indicator_results(indicator)) > 0);
  sdg16_indicator_free(indicator);
  sdg16_table_free(data);
  sdg16_table_free(people);
  sdg16_table_free(ages);
  return status;
}

static int32_t homicides(sdg16_error *error) {
  return compute("16.1.1", DATA, NULL, NULL, "sex", error);
}

static int32_t with_population(sdg16_error *error) {
  return compute("16.1.1", "year,sex,age,victims\n2022,F,0-17,3\n2022,F,18+,7\n2022,_U,_U,1\n",
                 "year,sex,age,population\n2022,F,0-4,50\n2022,F,5-17,60\n2022,F,18+,90\n"
                 "2022,M,18+,80\n",
                 NULL, "sex", error);
}

static int32_t standardised(sdg16_error *error) {
  return compute("16.1.1", "year,age,victims,population\n2022,0-17,3,500\n2022,18+,7,900\n",
                 NULL, "age,weight\n0-17,1\n18+,3\n", NULL, error);
}

static int32_t cases(sdg16_error *error) {
  return compute(
      "16.10.1",
      "year,victim,violation,group\n2022,a,killing,journalist\n2022,a,torture,journalist\n",
      NULL, NULL, "violation", error);
}

static int32_t scores(sdg16_error *error) {
  return compute("16.10.2", "year,q1,q2,q3,q4,q5,q6,q7,q8\n2022,yes,no,all,3,no,2,yes,no\n",
                 NULL, NULL, NULL, error);
}

static int32_t budgets(sdg16_error *error) {
  return compute("16.6.1", "year,executed,approved\n2020,1,1\n2021,2,2\n2022,3,3\n", NULL, NULL,
                 NULL, error);
}

static sdg16_indicator *ready(void) {
  sdg16_table *data = table_of(DATA);
  sdg16_indicator_options o;
  sdg16_indicator_options_init(&o, sizeof o);
  static const char *const BY[] = {"sex"};
  o.by = BY;
  o.by_count = 1;
  sdg16_indicator *indicator;
  assert_int_equal(sdg16_indicator_new(NULL, "16.1.1", data, &o, &indicator, NULL), SDG16_OK);
  sdg16_table_free(data);
  return indicator;
}

static int32_t aggregated(sdg16_error *error) {
  sdg16_indicator *indicator = ready();
  sdg16_table *groups = table_of("ref_area,group,weight\n826,A,5\n250,A,6\n"), *out = NULL;
  sdg16_aggregate_options o;
  sdg16_aggregate_options_init(&o, sizeof o);
  o.world = "1";
  oom_arm();
  int32_t status = sdg16_indicator_aggregate(NULL, sdg16_indicator_results(indicator), groups,
                                             &o, &out, error);
  oom_outcome(status, out, error);
  oom_table(out);
  sdg16_table_free(out);
  sdg16_table_free(groups);
  sdg16_indicator_free(indicator);
  return status;
}

static int32_t trend(sdg16_error *error) {
  sdg16_indicator *indicator = ready();
  sdg16_table *out = NULL;
  oom_arm();
  int32_t status = sdg16_indicator_trend(NULL, sdg16_indicator_results(indicator), &out, error);
  oom_outcome(status, out, error);
  oom_table(out);
  sdg16_table_free(out);
  sdg16_indicator_free(indicator);
  return status;
}

static int32_t count(const char *bytes, int64_t size, void *context) {
  *(int64_t *)context += size;
  return oom_written(bytes, size, NULL);
}

static int32_t publish(int32_t format, sdg16_error *error) {
  sdg16_indicator *indicator = ready();
  sdg16_publish_options o;
  sdg16_publish_options_init(&o, sizeof o);
  o.diagnostics = sdg16_indicator_diagnostics(indicator);
  int64_t written = 0;
  oom_arm();
  int32_t status = sdg16_publish(NULL, sdg16_indicator_results(indicator), format, &o, count,
                                 &written, NULL, error);
  oom_outcome(status, status ? NULL : "", error);
  assert_true(status ? !written : written > 100);
  sdg16_indicator_free(indicator);
  return status;
}

static int32_t protect(sdg16_error *error) {
  sdg16_indicator *indicator = ready();
  sdg16_protect_options o;
  sdg16_protect_options_init(&o, sizeof o);
  o.minimum = 20;
  o.base = 5;
  o.controlled = 1;
  o.flag_count = 40;
  sdg16_table *out = NULL, *report = NULL;
  oom_arm();
  int32_t status =
      sdg16_protect(NULL, sdg16_indicator_results(indicator), &o, &out, &report, error);
  oom_outcome(status, out, error);
  oom_table(out);
  assert_int_equal(!status, report != NULL);
  if (!status) assert_true(sdg16_table_rows(report) > 0);
  oom_table(report);
  sdg16_table_free(out);
  sdg16_table_free(report);
  sdg16_indicator_free(indicator);
  return status;
}

static int32_t as_text(sdg16_error *error) { return publish(SDG16_FORMAT_TEXT, error); }
static int32_t as_csv(sdg16_error *error) { return publish(SDG16_FORMAT_CSV, error); }
static int32_t as_json(sdg16_error *error) { return publish(SDG16_FORMAT_JSON, error); }
static int32_t as_sdmx(sdg16_error *error) { return publish(SDG16_FORMAT_SDMX_CSV_2, error); }
static int32_t as_open_sdg(sdg16_error *error) { return publish(SDG16_FORMAT_OPEN_SDG, error); }

static int32_t read_sdmx(sdg16_error *error) {
  sdg16_indicator *indicator = ready();
  text_sink sink = {0};
  char path[64];
  assert_int_equal(sdg16_publish(NULL, sdg16_indicator_results(indicator),
                                 SDG16_FORMAT_SDMX_CSV, NULL, into_text, &sink, NULL, NULL),
                   SDG16_OK);
  write_text(sink.text, path);
  free(sink.text);
  sdg16_indicator_free(indicator);
  sdg16_table *out = NULL;
  oom_arm();
  int32_t status = sdg16_sdmx_read_csv(NULL, path, &out, error);
  oom_outcome(status, out, error);
  oom_table(out);
  sdg16_table_free(out);
  unlink(path);
  return status;
}

static const oom_case CASES[] = {
    {"registry_new", new_registry},
    {"registry_add", add},
    {"registry_table", list},
    {"registry_search", search},
    {"indicator_new: cells", homicides},
    {"indicator_new: population", with_population},
    {"indicator_new: standard", standardised},
    {"indicator_new: cases", cases},
    {"indicator_new: answers", scores},
    {"indicator_new: budget", budgets},
    {"indicator_aggregate", aggregated},
    {"indicator_trend", trend},
    {"protect", protect},
    {"publish: text", as_text},
    {"publish: csv", as_csv},
    {"publish: json", as_json},
    {"publish: sdmx", as_sdmx},
    {"publish: open sdg", as_open_sdg},
    {"sdmx_read_csv", read_sdmx},
};

int main(void) { return oom_main(CASES, sizeof CASES / sizeof *CASES); }
