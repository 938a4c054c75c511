/* The survey indicators, each by hand: who counts, who does not, and why. Weights are powers
 * of two, so that a sum says whose it is. */
#include "respondents.h"

/* ---- 5.2, 11.7: violence against women, harassment ---- */

#define PARTNERS                                                                               \
  "sex,age,partnered,physical,sexual,psychological,w\n"                                        \
  "F,20,1,1,2,1,1\nF,30,1,1,2,2,2\nF,50,1,2,1,1,4\nF,60,1,2,2,2,8\nF,20,2,,,,16\n"             \
  "M,20,1,1,1,1,32\nF,14,1,1,1,1,64\nF,40,1,1,98,2,128\nF,40,99,1,1,1,256\n"

static void partner_violence_is_a_union_among_partnered_women(void **state) {
  (void)state;
  sdg16_indicator *i = good(&(call){.code = "5.2.1", .data = PARTNERS});
  is(i, "VC_VAW_MARR", "", 100.0 * 135 / 143);
  is(i, "VC_VAW_PHYV", "", 100.0 * 131 / 143);
  is(i, "VC_VAW_SEXV", "", 100.0 * 4 / 15); /* who does not know leaves this series alone */
  is(i, "VC_VAW_PSYV", "", 100.0 * 5 / 143);
  is(i, "", "", 100.0 * 135 / 143);
  left(i, "with sexual violence", "numerator", "don't know", 1, 128);
  left(i, "with sexual violence", "denominator", "not: partnered", 1, 16);
  left(i, "with sexual violence", "denominator", "refused", 1, 256);
  assert_string_equal(text_of(sdg16_indicator_results(i), "note", 0), "ages 20 to 60");
  sdg16_indicator_free(i);
  i = good(&(call){.code = "5.2.1", .data = PARTNERS, .set = "ages=15-49"});
  is(i, "VC_VAW_MARR", "", 100);
  is(i, "VC_VAW_SEXV", "", 0);
  is(i, "VC_VAW_PSYV", "", 100.0 * 1 / 131);
  sdg16_indicator_free(i);
}

static void strangers_by_place_overlap(void **state) {
  (void)state;
  sdg16_indicator *i = good(&(call){.code = "5.2.2",
                                    .data = "sex,age,sexual,home,out,w\nF,15,1,1,1,1\n"
                                            "F,20,1,2,1,2\nF,30,2,2,2,4\nM,30,1,1,1,8\n"
                                            "F,14,1,1,1,16\n",
                                    .map = "sexual:home=home,sexual:out=out",
                                    .by = "place"});
  is(i, "VC_VAW_NONMARR", "place=_T", 100.0 * 3 / 7);
  is(i, "VC_VAW_NONMARR", "place=home", 100.0 * 1 / 7);
  is(i, "VC_VAW_NONMARR", "place=out", 100.0 * 3 / 7);
  sdg16_indicator_free(i);
}

static void harassment_is_a_union_of_eight_questions(void **state) {
  (void)state;
  static const char DATA[] = "sexual,sexual_4,physical,recent,w\n1,2,1,1,1\n2,1,2,1,2\n"
                             "2,2,1,1,4\n2,2,2,,8\n1,2,1,2,16\n99,2,2,1,32\n99,1,2,1,64\n";
  sdg16_indicator *i = good(&(call){.code = "11.7.2", .data = DATA});
  is(i, "VC_VOH_SXPH", "", 100.0 * 71 / 95);
  is(i, "", "label=Persons with sexual harassment, last 12 months", 100.0 * 67 / 95);
  is(i, "", "label=Persons with physical harassment, last 12 months", 100.0 * 5 / 127);
  left(i, "physical or sexual", "numerator", "refused", 1, 32);
  sdg16_indicator_free(i);
  i = good(
      &(call){.code = "11.7.2", .data = "sexual,physical,w\n1,1,1\n1,2,2\n2,1,4\n2,2,8\n"});
  is(i, "VC_VOH_SXPH", "", 100.0 * 7 / 15); /* 3 and 5 are not added */
  sdg16_indicator_free(i);
}

/* ---- 16.1 ---- */

#define VICTIMS                                                                                \
  "assault,robbery,sexual,psychological,age,w\n1,2,2,2,16,1\n2,1,2,2,20,2\n1,1,2,1,30,4\n"     \
  "2,2,1,2,40,8\n98,2,2,2,50,16\n98,1,2,2,60,32\n"

static void each_type_of_violence_has_its_denominator(void **state) {
  (void)state;
  sdg16_indicator *i = good(&(call){.code = "16.1.3", .data = VICTIMS});
  is(i, "VC_VOV_PHYL", "", 100.0 * 39 / 47);
  is(i, "VC_VOV_PSYCHL", "", 100.0 * 4 / 63);
  is(i, "VC_VOV_SEXL", "", 100.0 * 8 / 63);
  is(i, "VC_VOV_ROBB", "", 100.0 * 38 / 63);
  assert_string_equal(text_of(sdg16_indicator_results(i), "note", 0), "ages 16 to 60");
  sdg16_indicator_free(i);
  i = good(&(call){.code = "16.1.3", .data = VICTIMS, .set = "physical=assault"});
  is(i, "VC_VOV_PHYL", "", 100.0 * 5 / 15);
  sdg16_indicator_free(i);
  i = good(&(call){.code = "16.1.3", .data = "sexual,w\n1,1\n2,3\n"});
  is(i, "VC_VOV_SEXL", "", 25);
  assert_int_equal(sdg16_table_rows(sdg16_indicator_results(i)), 1);
  assert_true(says(i, "left out for lack of columns: Population subjected to physical"));
  sdg16_indicator_free(i);
}

#define WALKS                                                                                  \
  "safe,probe,age,w\n1,,30,1\n2,,30,2\n3,,30,4\n4,,30,8\n5,1,30,16\n5,4,30,32\n5,,30,64\n"     \
  "99,,30,128\n98,,30,256\n9,,30,512\n1,,17,1024\n,,40,2048\n5,99,18,4096\n1,,,8192\n"

static void dont_know_and_never_stay_in_the_denominator_of_safety(void **state) {
  (void)state;
  sdg16_indicator *i = good(&(call){.code = "16.1.4", .data = WALKS});
  is(i, "VC_SNS_WALN_DRK", "", 100.0 * 19 / (511 + 4096));
  left(i, "feel safe", "universe", "not: age >= 18", 1, 1024);
  left(i, "feel safe", "universe", "blank", 1, 8192);
  left(i, "feel safe", "denominator", "not: !missing(safe) | missing(safe, 'dont-know')", 2,
       512 + 2048);
  coded(i, "safe", "99", "don't know", 1);
  coded(i, "safe", "5", "never", 4);
  coded(i, "probe", "", "blank", 11);
  coded(i, "age", "17 to 40", "number", 13);
  assert_string_equal(text_of(sdg16_indicator_results(i), "note", 0), "ages 18 to 40");
  sdg16_indicator_free(i);
  i = good(&(call){.code = "16.1.4", .data = WALKS, .set = "dont-know=drop"});
  is(i, "VC_SNS_WALN_DRK", "", 100.0 * 19 / (127 + 4096));
  sdg16_indicator_free(i);
  /* metadata of 2023-03-31: "dividing the total by the total number of respondents" */
  i = good(&(call){.code = "16.1.4", .data = WALKS, .set = "denominator=all"});
  is(i, "VC_SNS_WALN_DRK", "", 100.0 * 19 / (1023 + 2048 + 4096));
  sdg16_indicator_free(i);
  i = good(&(call){.code = "16.1.4", .data = "safe_day,w\n1,1\n5,2\n4,5\n9,8\n"});
  is(i, "", "label=Population that feel safe walking alone during the day", 100.0 * 1 / 8);
  assert_false(has(i, "VC_SNS_WALN_DRK", ""));
  sdg16_indicator_free(i);
  i = good(&(call){.code = "16.1.4", .data = "safe,w\n1,1\n5,2\n4,5\n"});
  is(i, "VC_SNS_WALN_DRK", "", 100.0 * 1 / 8);
  assert_true(says(i, "the data do not say for whom age >= 18: all respondents are taken"));
  assert_true(says(i, "probe (missing)"));
  sdg16_indicator_free(i);
}

/* ---- 16.2: children ---- */

#define DISCIPLINE                                                                             \
  "age,shouted,spanked,beat,w\n0,1,1,1,1\n1,2,2,2,2\n5,1,2,2,4\n14,2,,1,8\n15,1,1,1,16\n"      \
  "10,2,,,32\n10,,,,64\n17,2,8,2,128\n18,1,1,1,256\n"

static void one_answer_is_enough_for_discipline(void **state) {
  (void)state;
  sdg16_indicator *i = good(&(call){.code = "16.2.1", .data = DISCIPLINE});
  is(i, "VC_VAW_PHYPYV", "", 100.0 * 12 / 46);
  left(i, "Children", "universe", "not: age in 1..17", 2, 257);
  left(i, "Children", "denominator",
       "not: age in 1..14 & (!missing(shouted) | !missing(called_names) | !missing(shook) | "
       "!missing(spanked) | !missing(hit_object) | !missing(hit_face) | !missing(hit_limb) | "
       "!missing(beat))",
       3, 64 + 16 + 128);
  sdg16_indicator_free(i);
  i = good(&(call){.code = "16.2.1", .data = DISCIPLINE, .set = "ages=2-14"});
  is(i, "VC_VAW_PHYPYV", "", 100.0 * 12 / 44);
  sdg16_indicator_free(i);
  i = good(&(call){.code = "16.2.1", .data = DISCIPLINE, .set = "ages=1-17", .by = "age"});
  is(i, "VC_VAW_PHYPYV", "age=_T", 100.0 * 28 / (2 + 4 + 8 + 16 + 32 + 128));
  is(i, "VC_VAW_PHYPYV", "age=Y1T4", 0);
  is(i, "VC_VAW_PHYPYV", "age=Y10T14", 100.0 * 8 / 40);
  is(i, "VC_VAW_PHYPYV", "age=Y15T17", 100.0 * 16 / 144);
  sdg16_indicator_free(i);
}

#define YOUNG                                                                                  \
  "sex,age,violence,first_age,w\nF,20,1,17,1\nF,20,1,18,2\nF,20,1,98,4\nF,20,2,,8\n"           \
  "M,29,1,3,16\nM,18,2,,32\nM,30,1,3,64\nF,17,1,3,128\n,25,1,3,256\n"

static void women_and_men_have_no_value_together(void **state) {
  (void)state;
  call c = {.code = "16.2.3", .data = YOUNG, .map = "first_age.dont_know=98"};
  sdg16_indicator *i = good(&c);
  is(i, "VC_VAW_SXVLN", "sex=F", 100.0 * 1 / 15);
  is(i, "VC_VAW_SXVLN", "sex=M", 100.0 * 16 / 48);
  is(i, "VC_VAW_SXVLN", "sex=_U", 100);
  assert_false(has(i, "VC_VAW_SXVLN", "sex=_T"));
  coded(i, "first_age", "", "blank", 2);
  coded(i, "first_age", "3 to 18", "number", 6);
  sdg16_indicator_free(i);
  c.set = "unknown-age=drop";
  i = good(&c);
  is(i, "VC_VAW_SXVLN", "sex=F", 100.0 * 1 / 11);
  left(i, "Young people", "numerator", "don't know", 1, 4);
  sdg16_indicator_free(i);
  c = (call){.code = "16.2.3", .data = "age,violence,first_age,w\n20,1,3,1\n"};
  refused(&c, SDG16_ERR_COLUMN, "must have a column 'sex' (a dimension that is always needed)");
}

/* ---- 16.3: reports and disputes ---- */

#define REPORTS                                                                                \
  "assault,assault_reported,robbery,robbery_reported,assault_incidents,assault_reports,"       \
  "robbery_incidents,robbery_reports,w\n"                                                      \
  "1,1,2,,2,1,0,0,1\n1,3,2,,1,1,0,0,2\n1,2,1,1,4,0,1,1,4\n1,2,2,,1,0,0,0,8\n"                  \
  "2,,1,98,0,0,2,,16\n2,,2,,0,0,0,0,32\n"

static void reports_are_among_the_victims_of_the_type(void **state) {
  (void)state;
  call c = {.code = "16.3.1", .data = REPORTS};
  sdg16_indicator *i = good(&c);
  is(i, "VC_PRR_PHY_VIO", "", 100.0 * 7 / 15);
  is(i, "VC_PRR_ROBB", "", 100);
  is(i, "VC_PRR_PHYV", "", 100.0 * 3 / 15); /* UNSD: police reporting rate for assault */
  assert_false(has(i, "VC_PRR_SEX_VIO", "") || has(i, "VC_PRR_SEXV", ""));
  left(i, "physical violence", "denominator", "not: assault | robbery", 1, 32);
  left(i, "physical violence", "numerator", "don't know", 1, 16);
  coded(i, "assault_reported", "3", "somebody_else", 1);
  sdg16_indicator_free(i);
  c.set = "reported-by=victim";
  i = good(&c);
  is(i, "VC_PRR_PHY_VIO", "", 100.0 * 5 / 15);
  sdg16_indicator_free(i);
  c.set = "physical=assault";
  i = good(&c);
  is(i, "VC_PRR_PHY_VIO", "", 100.0 * 3 / 15);
  sdg16_indicator_free(i);
  /* sum of w x reports over sum of w x incidents */
  c.set = "mode=incident-weighted";
  i = good(&c);
  is(i, "VC_PRR_PHY_VIO", "", 100.0 * (1 + 2 + 4) / (2 + 2 + 20 + 8));
  is(i, "VC_PRR_ROBB", "", 100);
  left(i, "physical violence", "numerator", "blank", 1, 16);
  sdg16_indicator_free(i);
}

#define DISPUTES                                                                               \
  "dispute,accessed_lawyer,accessed_court,reason,w,age\n1,1,2,,1,30\n"                         \
  "1,2,1,problem not important,2,30\n1,2,2,easy to resolve,4,30\n"                             \
  "1,2,2,solved it with the other party,8,30\n1,2,2,no need,16,30\n1,2,2,afraid,32,30\n"       \
  "1,2,2,,64,30\n2,,,,128,30\n1,1,2,,256,17\n98,,,,512,30\n1,1,1,,1024,30\n"

static void only_who_needed_no_mechanism_leaves(void **state) {
  (void)state;
  call c = {.code = "16.3.3", .data = DISPUTES, .by = "mechanism"};
  sdg16_indicator *i = good(&c);
  double in = 1 + 2 + 32 + 64 + 1024;
  is(i, "SP_DISP_RESOL", "mechanism=_T", 100 * (1 + 2 + 1024) / in);
  is(i, "", "mechanism=LAWYER", 100 * (1 + 1024) / in); /* types overlap */
  is(i, "", "mechanism=COURT", 100 * (2 + 1024) / in);
  assert_false(has(i, "", "mechanism=POLICE")); /* was not asked */
  left(i, "accessed a mechanism", "universe", "not: age >= 18", 1, 256);
  left(i, "accessed a mechanism", "denominator", "don't know", 1, 512);
  coded(i, "reason", "afraid", "other", 1);
  coded(i, "reason", "no need", "not_needed", 1);
  sdg16_indicator_free(i);
  c.set = "unknown-reason=drop";
  i = good(&c);
  is(i, "SP_DISP_RESOL", "mechanism=_T", 100 * (1 + 2 + 1024) / (in - 64));
  /* several reasons at once are none: dispute don't know, reason blank */
  left(i, "accessed a mechanism", "denominator", "blank", 2, 64 + 512);
  sdg16_indicator_free(i);
}

/* ---- 16.5: bribery ---- */

#define BRIBES                                                                                 \
  "contact,paid,asked,w,sex,police,p_paid,p_asked\n1,1,2,1,F,1,1,2\n1,2,1,2,M,2,,\n"           \
  "1,1,1,4,F,1,1,1\n1,2,2,8,M,1,2,2\n1,98,2,16,F,2,,\n1,98,1,32,M,2,,\n2,,,64,F,2,,\n"         \
  "99,,,128,M,2,,\n"

static void bribes_are_paid_or_asked_for_among_contacts(void **state) {
  (void)state;
  sdg16_indicator *i =
      good(&(call){.code = "16.5.1",
                   .data = BRIBES,
                   .by = "sex,official",
                   .map = "contact:police=police,paid:police=p_paid,asked:police=p_asked"});
  is(i, "IU_COR_BRIB", "sex=_T;official=_T", 100.0 * 39 / 47);
  is(i, "IU_COR_BRIB", "sex=F;official=_T", 100.0 * 5 / 5);
  is(i, "IU_COR_BRIB", "sex=M;official=_T", 100.0 * 34 / 42);
  is(i, "IU_COR_BRIB", "sex=_T;official=police", 100.0 * 5 / 13);
  is(i, "IU_COR_BRIB", "sex=M;official=police", 0);
  is(i, "", "label=Persons with contact who paid a bribe;sex=_T;official=_T", 100.0 * 5 / 15);
  is(i, "", "label=Persons with contact who were asked for a bribe;sex=_T;official=_T",
     100.0 * 38 / 63);
  left(i, "paid or were", "file", "", 8, 255);
  left(i, "paid or were", "denominator", "not: contact", 1, 64);
  left(i, "paid or were", "denominator", "refused", 1, 128);
  left(i, "paid or were", "numerator", "don't know", 1, 16);
  left(i, "paid or were", "positive", "", 4, 39);
  assert_close(number_of(sdg16_indicator_audit(i), "percent",
                         audit_row(i, "paid or were", "numerator", "don't know")),
               100.0 * 16 / 63, 1e-12);
  sdg16_indicator_free(i);
}

#define FIRMS                                                                                  \
  "tax,tax_asked,electricity,electricity_asked,w\n1,1,2,,1\n1,2,2,,2\n1,9,2,,4\n1,8,2,,8\n"    \
  "2,,2,,16\n1,8,1,1,32\n1,,2,,64\n"

static void a_refusal_of_a_firm_is_a_yes(void **state) {
  (void)state;
  static const struct {
    const char *set;
    double positive, all;
  } CASES[] = {{"dont-know=not-positive", 37, 47},
               {"dont-know=missing", 37, 39},
               {"dont-know=not-positive,without-dealings=in", 37, 63},
               {"dont-know=missing,without-dealings=in", 37, 55}};
  for (size_t k = 0; k < sizeof CASES / sizeof CASES[0]; k++) {
    sdg16_indicator *i = good(&(call){.code = "16.5.2", .data = FIRMS, .set = CASES[k].set});
    is(i, "IC_FRM_BRIB", "", 100 * CASES[k].positive / CASES[k].all);
    left(i, "Businesses", "numerator", "blank", 1, 64);
    sdg16_indicator_free(i);
  }
  sdg16_indicator *i = good(&(call){.code = "16.5.2", .data = FIRMS});
  is(i, "IC_FRM_BRIB", "", 100.0 * 37 / 47);
  coded(i, "tax_asked", "9", "refused", 1);
  assert_true(says(i, "employees >= 5"));
  sdg16_indicator_free(i);
  /* metadata of 2023-03-31: formal firms with 5+ employees, fully or partially private */
  i = good(&(call){.code = "16.5.2",
                   .data = "tax,tax_asked,employees,state_share,w\n1,1,5,0,1\n1,2,80,99,2\n"
                           "1,1,4,0,4\n1,1,50,100,8\n"});
  is(i, "IC_FRM_BRIB", "", 100.0 * 1 / 3);
  left(i, "Businesses", "universe", "not: employees >= 5; state_share < 100", 2, 12);
  sdg16_indicator_free(i);
}

/* ---- 16.6, 16.7: means of percentages ---- */

static void services_are_a_plain_mean_of_five_percentages(void **state) {
  (void)state;
  sdg16_indicator *i =
      good(&(call){.code = "16.6.2",
                   .data = "health_used,health_access,health_affordability,health_facilities,"
                           "health_equality,health_courtesy,health_overall,w\n"
                           "1,3,4,2,1,98,4,2\n1,1,3,97,3,3,1,1\n2,,,,,,,5\n",
                   .map = "*.strongly_disagree=1,*.disagree=2,*.agree=3,*.strongly_agree=4,"
                          "*.very_dissatisfied=1,*.dissatisfied=2,*.satisfied=3,"
                          "*.very_satisfied=4,*.not_applicable=97"});
  is(i, "SP_PSR_SATIS_HLTH", "", (200.0 / 3 + 100 + 0 + 100.0 / 3 + 100) / 5);
  is(i, "SP_PSR_OSATIS_HLTH", "", 200.0 / 3);
  is(i, "SP_PSR_SATIS_HLTH", "label=Attribute courtesy of healthcare", 100);
  is(i, "SP_PSR_SATIS_HLTH", "label=Attribute facilities of healthcare", 0);
  left(i, "Average", "denominator", "not: health_used", 1, 5);
  coded(i, "health_facilities", "97", "not applicable", 1);
  sdg16_indicator_free(i);
}

static void participation_is_no_score_of_persons(void **state) {
  (void)state;
  /* a score of persons would be (0.5 x 3 + 0 x 2 + 1 + 1) / 7 */
  sdg16_indicator *i =
      good(&(call){.code = "16.7.2",
                   .data = "say,influence,age,w\n3,1,18,3\n1,,20,2\n5,98,30,1\n"
                           "99,4,40,1\n5,5,17,9\n"});
  is(i, "IU_DMK_INCL", "", 100.0 * 4 / 6);
  is(i, "IU_DMK_RESP", "", 100.0 * 1 / 4);
  is(i, "IU_DMK_ICRS", "", (100.0 * 4 / 6 + 25) / 2);
  int64_t row = row_of(sdg16_indicator_results(i), "IU_DMK_ICRS", "");
  assert_int_equal(number_of(sdg16_indicator_results(i), "n", row), 2); /* the least */
  const sdg16_table *audit = sdg16_indicator_audit(i);
  int64_t items = 0;
  for (int64_t k = 0; k < sdg16_table_rows(audit); k++)
    items += *text_of(audit, "item", k) && !strcmp(text_of(audit, "step", k), "counted");
  assert_int_equal(items, 2);
  sdg16_indicator_free(i);
}

/* ---- 16.9, 16.b ---- */

#define BIRTHS                                                                                 \
  "certificate,registration,age,w\nseen,,0,1\nyes,,1,2\nno,yes,4,4\nno,no,4,8\nno,dk,3,16\n"   \
  "dk,dk,2,32\ndk,no,2,64\nrefused,,2,128\nseen,,5,256\n\"yes, not seen\",,3,512\n"            \
  "refused,no,3,1024\n"

static void a_birth_of_which_nothing_is_known_is_not_registered(void **state) {
  (void)state;
  sdg16_indicator *i =
      good(&(call){.code = "16.9.1", .data = BIRTHS, .by = "age", .map = "*.refused=refused"});
  is(i, "SG_REG_BRTH", "age=_T", 100.0 * 519 / (127 + 512 + 1024));
  is(i, "SG_REG_BRTH", "age=Y0", 100);
  is(i, "SG_REG_BRTH", "age=M24T35", 0);
  is(i, "SG_REG_BRTH", "age=M48T59", 100.0 * 4 / 12);
  coded(i, "certificate", "yes, not seen", "not_seen", 1);
  left(i, "Children", "universe", "not: age in 0..4 or age_months in 0..59", 1, 256);
  sdg16_indicator_free(i);
  /* a certificate that is not known leaves the answer to the second question */
  i = good(&(call){
      .code = "16.9.1", .data = BIRTHS, .set = "dont-know=drop", .map = "*.refused=refused"});
  is(i, "SG_REG_BRTH", "", 100.0 * 519 / (1 + 2 + 4 + 8 + 64 + 512 + 1024));
  sdg16_indicator_free(i);
  i = good(&(call){.code = "16.9.1",
                   .data = "certificate,registration,age_months,w\nseen,,0,1\nno,no,59,2\n"
                           "seen,,60,4\nno,no,11,8\nseen,,12,16\n",
                   .by = "age"});
  is(i, "SG_REG_BRTH", "age=_T", 100.0 * 17 / 27);
  is(i, "SG_REG_BRTH", "age=Y0", 100.0 * 1 / 9);
  is(i, "SG_REG_BRTH", "age=M12T23", 100);
  is(i, "SG_REG_BRTH", "age=M48T59", 0);
  assert_false(has(i, "SG_REG_BRTH", "age=Y5"));
  sdg16_indicator_free(i);
}

static void grounds_overlap(void **state) {
  (void)state;
  static const char DATA[] = "five_years,ground_sex,ground_age,w\n1,1,2,1\n1,1,1,2\n1,2,1,4\n"
                             "1,2,2,8\n2,,,16\n1,2,98,32\n98,1,1,64\n";
  static const char *const CODES[] = {"16.b.1", "10.3.1"};
  for (int k = 0; k < 2; k++) {
    sdg16_indicator *i = good(&(call){.code = CODES[k], .data = DATA, .by = "ground"});
    is(i, "VC_VOV_GDSD", "ground=_T", 100.0 * 7 / 31);
    is(i, "VC_VOV_GDSD", "ground=GRD_SEX", 100.0 * 3 / 63);
    is(i, "VC_VOV_GDSD", "ground=GRD_AGE", 100.0 * 6 / 31);
    assert_false(has(i, "VC_VOV_GDSD", "ground=GRD_RELIGION")); /* was not asked */
    sdg16_indicator_free(i);
  }
  /* the official list has disability and health apart; a ground of the country's own counts */
  sdg16_indicator *i = good(&(call){.code = "16.b.1",
                                    .data = "ground_disability,ground_health,caste,w\n1,2,2,1\n"
                                            "2,2,1,2\n2,2,2,4\n",
                                    .map = "ground_own_1=caste",
                                    .by = "ground"});
  is(i, "VC_VOV_GDSD", "ground=_T", 100.0 * 3 / 7);
  is(i, "VC_VOV_GDSD", "ground=GRD_DIS", 100.0 * 1 / 7);
  is(i, "VC_VOV_GDSD", "ground=GRD_HEALTH", 0);
  is(i, "", "ground=OWN_1", 100.0 * 2 / 7);
  sdg16_indicator_free(i);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(partner_violence_is_a_union_among_partnered_women),
      cmocka_unit_test(strangers_by_place_overlap),
      cmocka_unit_test(harassment_is_a_union_of_eight_questions),
      cmocka_unit_test(each_type_of_violence_has_its_denominator),
      cmocka_unit_test(dont_know_and_never_stay_in_the_denominator_of_safety),
      cmocka_unit_test(one_answer_is_enough_for_discipline),
      cmocka_unit_test(women_and_men_have_no_value_together),
      cmocka_unit_test(reports_are_among_the_victims_of_the_type),
      cmocka_unit_test(only_who_needed_no_mechanism_leaves),
      cmocka_unit_test(bribes_are_paid_or_asked_for_among_contacts),
      cmocka_unit_test(a_refusal_of_a_firm_is_a_yes),
      cmocka_unit_test(services_are_a_plain_mean_of_five_percentages),
      cmocka_unit_test(participation_is_no_score_of_persons),
      cmocka_unit_test(a_birth_of_which_nothing_is_known_is_not_registered),
      cmocka_unit_test(grounds_overlap),
  };
  return cmocka_run_group_tests_name("survey indicators by hand", tests, NULL, NULL);
}
