/* Failing allocations: indicators of microdata, averages of proportions. */
#include "oom.h"

#include "../unit/survey_sample.h"
#include "../unit/tables.h"

static const char DATA[] =
    "psu,contact,paid,asked,contact:tax,paid:tax,asked:tax,sex,age,time_period,w\n"
    "1,1,1,2,1,1,,F,20,2023,1\n1,1,2,1,2,,,M,30,2023,2\n"
    "2,1,2,2,1,2,2,F,40,2023,3\n2,98,,,,,,,,2023,4\n"
    "3,1,1,1,2,,,M,70,2023,5\n3,2,,,,,,F,15,2023,6\n";

static const char PLACES[] = "psu,sexual,physical,place,w\n1,1,2,street,1\n1,2,1,home,2\n"
                             "2,2,2,,3\n2,1,98,,4\n";

static const char REPORTS[] =
    "psu,psychological,psychological_reports,psychological_incidents,robbery,say,"
    "influence,w\n1,1,1,2,2,3,1,1\n1,1,0,1,2,1,98,2\n"
    "2,1,2,2,2,5,5,3\n3,2,,,2,2,4,4\n";

typedef struct asked {
  const char *code, *data, *set, *map[2], *by[3];
  int64_t by_count;
  int replicated;
} asked;

static int32_t run(const asked *a, sdg16_error *error) {
  static const char *const PSU[] = {"psu"};
  sdg16_table *data = table_of(a->data);
  sdg16_design_options d;
  sdg16_design_options_init(&d, sizeof d);
  d.weight = "w";
  d.psu = PSU;
  d.psu_count = 1;
  sdg16_design *design, *made = NULL;
  assert_int_equal(sdg16_design_new(data, &d, &design, NULL), SDG16_OK);
  sdg16_replicate_options r;
  sdg16_replicate_options_init(&r, sizeof r);
  r.kind = SDG16_REPLICATE_JKN;
  if (a->replicated)
    assert_int_equal(sdg16_design_replicate(design, &r, NULL, &made, NULL), SDG16_OK);
  sdg16_indicator_options o;
  sdg16_indicator_options_init(&o, sizeof o);
  o.by = a->by;
  o.by_count = a->by_count < 0 ? -a->by_count : a->by_count; /* below 0: without ages */
  o.switches = &a->set;
  o.switch_count = a->set != NULL;
  o.map_names = &a->map[0];
  o.map_columns = &a->map[1];
  o.map_count = a->map[0] != NULL;
  o.bands = a->by_count > 0 ? "15,30,65" : NULL;
  o.crossed = 1;
  sdg16_survey_options e;
  sdg16_survey_options_init(&e, sizeof e);
  e.where = "w < 6";
  sdg16_indicator *indicator = NULL;
  oom_arm();
  int32_t status = sdg16_indicator_survey(NULL, a->code, made ? made : design, &o, &e, NULL,
                                          &indicator, error);
  oom_outcome(status, indicator, error);
  oom_indicator(indicator);
  sdg16_indicator_free(indicator);
  sdg16_design_free(made);
  sdg16_design_free(design);
  sdg16_table_free(data);
  return status;
}

static int32_t groups(sdg16_error *error) {
  return run(
      &(asked){"16.5.1", DATA, NULL, {"*.refused", "77"}, {"sex", "age", "official"}, 3, 0},
      error);
}

static int32_t places(sdg16_error *error) {
  return run(&(asked){.code = "11.7.2", .data = PLACES, .by = {"place"}, .by_count = -1},
             error);
}

static int32_t ratios(sdg16_error *error) {
  return run(&(asked){.code = "16.3.1", .data = REPORTS, .set = "mode=incident-weighted"},
             error);
}

static int32_t means(sdg16_error *error) {
  return run(&(asked){.code = "16.7.2", .data = REPORTS}, error);
}

static int32_t means_of_replicates(sdg16_error *error) {
  return run(&(asked){.code = "16.7.2", .data = REPORTS, .replicated = 1}, error);
}

static int32_t add(sdg16_error *error) {
  sdg16_registry *registry = NULL;
  assert_int_equal(sdg16_registry_new(&registry, NULL), SDG16_OK);
  sdg16_indicator_def def = *sdg16_registry_find(NULL, "16.2.3");
  def.code = "N.1";
  oom_arm();
  int32_t status = sdg16_registry_add(registry, &def, error);
  oom_outcome(status, status ? NULL : "", error);
  oom_registry(registry);
  sdg16_registry_free(registry);
  return status;
}

static int32_t average(sdg16_error *error) {
  static const char *const BY[] = {"group"};
  sdg16_table *table = sample_table(1);
  sdg16_design_options d = sample_options(1);
  sdg16_design *design;
  assert_int_equal(sdg16_design_new(table, &d, &design, NULL), SDG16_OK);
  sdg16_survey_options o;
  sdg16_survey_options_init(&o, sizeof o);
  o.statistic = SDG16_SURVEY_AVERAGE;
  o.numerator = "y; flag; income > 500";
  o.by = BY;
  o.by_count = 1;
  o.covariance = 1;
  sdg16_survey *survey = NULL;
  oom_arm();
  int32_t status = sdg16_survey_new(design, &o, NULL, &survey, error);
  oom_outcome(status, survey, error);
  oom_survey(survey);
  sdg16_survey_free(survey);
  sdg16_design_free(design);
  sdg16_table_free(table);
  return status;
}

static const oom_case CASES[] = {
    {"indicator_survey: groups and categories", groups},
    {"indicator_survey: places", places},
    {"indicator_survey: ratios", ratios},
    {"indicator_survey: means", means},
    {"indicator_survey: means by replicates", means_of_replicates},
    {"registry_add: answers", add},
    {"survey_new: averages", average},
};

int main(void) { return oom_main(CASES, sizeof CASES / sizeof *CASES); }
