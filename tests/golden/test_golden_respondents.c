/* Indicators from the answers of a questionnaire against R's package survey 4.5, which had
 * them as variables of 0 and 1. */
#include "golden.h"
#include "survey_data.h"

#include "../unit/tables.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define TIGHT 1e-10 /* the reference has 14 digits */

/* How the indicator is made to say what a variable of the reference says. */
typedef struct recipe {
  const char *variable, *survey, *code, *series;
  const char *label; /* a part of it, where several series have no code */
  const char *map, *by, *set, *where;
} recipe;

/* Everybody counts: ages in bands do not tell who is 18. */
#define ADULTS "age=agegrp,income_wealth_quantile=quintile"
#define BY_ALL "region,income_wealth_quantile"
#define ASSAULT "assault=q_phys,robbery=q_rob,sexual=q_sex,psychological=q_psy," ADULTS
#define REPORTS                                                                                \
  "assault_reported=r_phys,robbery_reported=r_rob,sexual_reported=r_sex,"                      \
  "psychological_reported=r_psy," ASSAULT
/* five answers, of which the third and the fourth are one of the definition */
#define SAFE                                                                                   \
  "safe=q_safe,safe.unsafe=3,safe.unsafe=4,safe.very_unsafe=5,safe.never=7,age=agegrp"
#define BRIBES "contact=q_contact,paid=q_bribe_paid,asked=q_asked," ADULTS
#define DISPUTES                                                                               \
  "dispute=q_dispute,accessed_lawyer=q_mech,accessed_lawyer.yes=1,accessed_lawyer.yes=2,"      \
  "accessed_lawyer.no=3,reason=q_mech_why,reason.not_important=1,reason.other=2,"              \
  "reason.other=3,reason.other=4,reason.other=5,age=agegrp"
#define HEALTH                                                                                 \
  "health_overall=q_sat_health,health_overall.very_satisfied=1,health_overall.satisfied=2,"    \
  "health_overall.dissatisfied=3,health_overall.very_dissatisfied=4," ADULTS
#define REGISTRATION                                                                           \
  "certificate=q_certificate,certificate.seen=1,certificate.not_seen=2,certificate.no=3,"      \
  "registration=q_registration,age_months=months"
#define DISCIPLINE                                                                             \
  "shouted=q_shout,called_names=q_called,spanked=q_spank,hit_limb=q_slap,beat=q_beat"
/* R leaves a child out if an answer is missing and none is yes */
#define SURE                                                                                   \
  "q_shout == 1 | q_called == 1 | q_spank == 1 | q_slap == 1 | q_beat == 1 | (q_shout == 2 "   \
  "& q_called == 2 & q_spank == 2 & q_slap == 2 & q_beat == 2)"

static const recipe RECIPES[] = {
    {"d_phys", "people", "16.1.3", "VC_VOV_PHYL", NULL, ASSAULT, BY_ALL, "physical=assault", 0},
    {"d_psy", "people", "16.1.3", "VC_VOV_PSYCHL", NULL, ASSAULT, BY_ALL, NULL, NULL},
    {"d_sex", "people", "16.1.3", "VC_VOV_SEXL", NULL, ASSAULT, BY_ALL, NULL, NULL},
    {"d_rob", "people", "16.1.3", "VC_VOV_ROBB", NULL, ASSAULT, BY_ALL, NULL, NULL},
    {"d_rep_phys", "people", "16.3.1", "VC_PRR_PHYV", "assault", REPORTS, BY_ALL,
     "physical=assault", NULL},
    {"d_rep_psy", "people", "16.3.1", "", "psychological", REPORTS, BY_ALL, NULL, NULL},
    {"d_rep_sex", "people", "16.3.1", "VC_PRR_SEX_VIO", NULL, REPORTS, BY_ALL, NULL, NULL},
    {"d_rep_rob", "people", "16.3.1", "VC_PRR_ROBB", NULL, REPORTS, BY_ALL, NULL, NULL},
    {"d_bribe", "people", "16.5.1", "IU_COR_BRIB", NULL, BRIBES, BY_ALL ",age,sex", NULL, NULL},
    {"d_har", "people", "11.7.2", "VC_VOH_SXPH", NULL,
     "sexual=q_har_sex,physical=q_har_phys,age=agegrp", "region,age,sex", NULL, NULL},
    {"d_safe_all", "people", "16.1.4", "VC_SNS_WALN_DRK", NULL, SAFE, "region",
     "dont-know=drop", NULL},
    {"d_safe", "people", "16.1.4", "VC_SNS_WALN_DRK", NULL, SAFE, "region", "dont-know=drop",
     "q_safe != 7"},
    {"d_access", "people", "16.3.3", "SP_DISP_RESOL", "accessed a mechanism", DISPUTES,
     "region", "unknown-reason=drop", NULL},
    /* the reference had 4 and 5 as yes */
    {"d_incl", "people", "16.7.2", "IU_DMK_INCL", NULL, "say=q_incl,say.very_little=3," ADULTS,
     BY_ALL, NULL, 0},
    {"d_respv", "people", "16.7.2", "IU_DMK_RESP", NULL,
     "influence=q_respv,influence.very_little=3," ADULTS, BY_ALL, NULL, NULL},
    {"d_sat_health", "people", "16.6.2", "SP_PSR_OSATIS_HLTH", NULL, HEALTH, BY_ALL, NULL, 0},
    /* the question was whether it was before 18: any age below will do */
    {"d_sv18", "people", "16.2.3", "VC_VAW_SXVLN", NULL,
     "violence=q_sv18,first_age=urban,age=age", "sex,agegrp", NULL, NULL},
    {"d_reg", "children", "16.9.1", "SG_REG_BRTH", NULL, REGISTRATION, "sex,age,region",
     "dont-know=drop", NULL},
    {"d_any", "discipline", "16.2.1", "VC_VAW_PHYPYV", NULL, DISCIPLINE, "sex,age", "ages=1-17",
     SURE},
    {"d_bribe", "firms", "16.5.2", "IC_FRM_BRIB", NULL,
     "tax=q_dealt,tax_asked=q_asked,tax_asked.dont_know=9,activity=sector", "size,activity",
     "dont-know=missing", NULL},
};

/* "a=b,c=d" into names and values, "a,b" into names. */
static int64_t split(char *text, const char **names, const char **values) {
  int64_t count = 0;
  for (char *save = NULL, *part = strtok_r(text, ",", &save); part;
       part = strtok_r(NULL, ",", &save)) {
    char *equals = values ? strchr(part, '=') : NULL;
    if (equals) *equals = '\0';
    names[count] = part;
    if (values) values[count] = equals + 1;
    count++;
  }
  return count;
}

static sdg16_design *design_of(const char *survey) {
  static const char *const PSU[] = {"psu"}, *const STRATUM[] = {"stratum"};
  static const char *const FPC[] = {"population"};
  int firms = !strcmp(survey, "firms");
  sdg16_design_options o;
  sdg16_design_options_init(&o, sizeof o);
  o.weight = "weight";
  o.psu = PSU;
  o.psu_count = !firms;
  o.strata = STRATUM;
  o.stratum_count = 1;
  o.fpc = FPC;
  o.fpc_count = firms;
  sdg16_design *design;
  assert_int_equal(sdg16_design_new(survey_table(survey), &o, &design, NULL), 0);
  return design;
}

static sdg16_indicator *computed(const recipe *r, const sdg16_design *design) {
  char map[600], by[100];
  const char *names[40], *columns[40], *dimensions[8];
  sdg16_indicator_options o;
  sdg16_survey_options e;
  sdg16_indicator_options_init(&o, sizeof o);
  sdg16_survey_options_init(&e, sizeof e);
  snprintf(map, sizeof map, "%s", r->map);
  snprintf(by, sizeof by, "%s", r->by);
  o.map_names = names;
  o.map_columns = columns;
  o.map_count = split(map, names, columns);
  o.by = dimensions;
  o.by_count = split(by, dimensions, NULL);
  o.crossed = 2;
  o.switches = &r->set;
  o.switch_count = r->set != NULL;
  e.where = r->where;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_indicator *indicator;
  if (sdg16_indicator_survey(NULL, r->code, design, &o, &e, NULL, &indicator, &error))
    fail_msg("%s: %s", r->variable, error.message);
  return indicator;
}

/* The row of a domain "age=16-24;sex=F"; every other dimension is its total. */
static int64_t find(const recipe *r, const sdg16_table *results, const char *domain) {
  char rest[100], by[100], where[400];
  const char *names[8];
  snprintf(rest, sizeof rest, "%s", domain);
  snprintf(by, sizeof by, "%s", r->by);
  int64_t count = split(by, names, NULL);
  size_t used = (size_t)snprintf(where, sizeof where, "%s", rest);
  for (int64_t i = 0; i < count; i++) {
    char setting[40];
    snprintf(setting, sizeof setting, "%s=", names[i]);
    if (!strstr(rest, setting))
      used += (size_t)snprintf(where + used, sizeof where - used, "%s%s=_T", used ? ";" : "",
                               names[i]);
  }
  if (!r->label) return row_of(results, r->series, where);
  for (int64_t row = 0; row < sdg16_table_rows(results); row++) {
    char own[500];
    const char *label = text_of(results, "label", row);
    if (!strstr(label, r->label)) continue;
    snprintf(own, sizeof own, "%s%slabel=%s", where, *where ? ";" : "", label);
    return row_of(results, r->series, own);
  }
  return -1;
}

static void estimates(void **state) {
  (void)state;
  sdg16_table *want = golden_table("survey/answers-estimates.csv");
  int64_t compared = 0;
  for (size_t k = 0; k < sizeof RECIPES / sizeof RECIPES[0]; k++) {
    const recipe *r = &RECIPES[k];
    sdg16_design *design = design_of(r->survey);
    sdg16_indicator *indicator = computed(r, design);
    const sdg16_table *results = sdg16_indicator_results(indicator);
    for (int64_t i = 0; i < sdg16_table_rows(want); i++) {
      char at[200], domain[100];
      if (strcmp(golden_text(want, i, "survey", 0), r->survey) ||
          strcmp(golden_text(want, i, "variable", 1), r->variable))
        continue;
      snprintf(domain, sizeof domain, "%s", golden_text(want, i, "domain", 2));
      snprintf(at, sizeof at, "%s, %s, %s", r->code, r->variable, domain);
      int64_t row = find(r, results, domain);
      golden_true(at, "there is a row", row >= 0);
      if (row < 0) continue;
      golden_close(at, "value", number_of(results, "value", row),
                   100 * golden_number(want, i, "est"), TIGHT, 1e-12);
      golden_close(at, "se", number_of(results, "se", row), 100 * golden_number(want, i, "se"),
                   TIGHT, 1e-12);
      compared++;
    }
    sdg16_indicator_free(indicator);
    sdg16_design_free(design);
  }
  assert_int_equal(compared, sdg16_table_rows(want));
  sdg16_table_free(want);
  golden_report("indicators from answers");
}

int main(int argc, char **argv) {
  golden_init(argc, argv);
  const struct CMUnitTest tests[] = {cmocka_unit_test(estimates)};
  return cmocka_run_group_tests_name("survey indicators against R", tests, NULL, NULL);
}
