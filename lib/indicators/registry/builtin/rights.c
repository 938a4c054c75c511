/* Targets 16.10, 16.a and 16.b, with 10.3.1: fundamental freedoms, human rights. */
#include "indicators/registry/builtin/define.h"

/* ---- 16.10.1 ---- */

static const sdg16_input cases_inputs[] = {
    INPUT("victim", ANSWER, 0, "a name or number that identifies the victim in every row"),
    INPUT("violation", ANSWER, 0,
          "killing, torture, enforced disappearance, arbitrary detention, kidnapping, other"),
    INPUT("event", ANSWER, OPTIONAL,
          "a name or number that identifies the event in every source"),
    INPUT("verified", ANSWER, OPTIONAL, "yes or no; only verified cases count"),
    INPUT("victims", COUNT, DERIVED,
          "victims; each counts once, for the most serious violation"),
};
static const sdg16_dimension cases_dimensions[] = {
    DIMENSION("violation", NULL, REQUIRED,
              "KILLING=killing|killed; TORTURE=torture; ED=enforced disappearance; "
              "AD=arbitrary detention; KIDNAPPING=kidnapping|abduction; OTHER=other|other "
              "harmful acts"),
    DIMENSION("group", "CUST_BREAKDOWN", REQUIRED,
              "JOURNALISTS=journalist|journalists; MEDIA=associated media personnel; "
              "UNIONISTS=trade unionist|trade unionists; DEFENDERS=human rights defender|human "
              "rights defenders"),
    SEX(REQUIRED),
    AGE(REQUIRED),
    DIMENSION("perpetrator", "CUST_BREAKDOWN", REQUIRED, NULL),
    DIMENSION("location", "CUST_BREAKDOWN", REQUIRED, NULL)};
static const sdg16_series cases_series[] = {
    SERIES(.code = "VC_VAW_MTUHRA", .unit = "NUMBER", .label = "Verified killings",
           .numerator = "victims", .category = "violation=KILLING"),
    SERIES(.code = "VC_VOC_ENFDIS", .unit = "NUMBER",
           .label = "Verified enforced disappearances", .numerator = "victims",
           .category = "violation=ED"),
    SERIES(.unit = "NUMBER", .label = "Victims of verified cases", .numerator = "victims"),
};
static const sdg16_switch cases_switches[] = {
    SWITCH("once", "victim; event", "a victim counts once in a period, or once in each event")};

/* ---- 16.10.2 ---- */

static const sdg16_input access_inputs[] = {
    INPUT("q1", ANSWER, 0, "a legal guarantee of public access: yes, in progress, no"),
    INPUT("q2", ANSWER, OPTIONAL, "an institution that oversees it: yes, no"),
    INPUT("q3", ANSWER, OPTIONAL, "information officers: all, some, none"),
    INPUT("q4", ANSWER, OPTIONAL,
          "number of the five roles that the oversight institution has: 0 to 5"),
    INPUT("q5", ANSWER, OPTIONAL, "permissible exemptions are specified: yes, no"),
    INPUT("q6", ANSWER, OPTIONAL,
          "number of the five activities of the oversight institution: 0 to 5"),
    INPUT("q7", ANSWER, OPTIONAL, "annual reports are received: yes, no"),
    INPUT("q8", ANSWER, OPTIONAL, "statistics on appeals are kept: yes, no"),
    INPUT("guarantee", COUNT, DERIVED, "1 if there is a guarantee, else 0"),
    INPUT("adoption", AMOUNT, DERIVED, "points for adoption, 0 to 5"),
    INPUT("implementation", AMOUNT, DERIVED, "points for implementation, 0 to 4"),
};
static const sdg16_series access_series[] = {
    SERIES(.code = "SG_INF_ACCSS", .unit = "NUMBER",
           .label = "Countries with guarantees for public access to information",
           .numerator = "guarantee"),
    SERIES(.unit = "NUMBER", .label = "Score of adoption and implementation, 0 to 9",
           .numerator = "adoption + implementation", .flags = SUPPLEMENTARY),
    SERIES(.unit = "NUMBER", .label = "Score of adoption, 0 to 5", .numerator = "adoption",
           .flags = SUPPLEMENTARY),
    SERIES(.unit = "NUMBER", .label = "Score of implementation, 0 to 4",
           .numerator = "implementation", .flags = SUPPLEMENTARY),
};

/* ---- 16.a.1 ---- */

static const sdg16_input institution_inputs[] = {
    INPUT("status", ANSWER, 0,
          "accreditation with the Paris Principles: A (compliant), B (partly), C (not "
          "compliant), D or none (no application)"),
    INPUT("status_a", COUNT, DERIVED, "1 for status A, else 0"),
    INPUT("status_b", COUNT, DERIVED, "1 for status B, else 0"),
    INPUT("status_c", COUNT, DERIVED, "1 for status C, else 0"),
    INPUT("status_none", COUNT, DERIVED, "1 for no application, else 0"),
    INPUT("countries", COUNT, DERIVED, "1"),
};
static const sdg16_series institution_series[] = {
    SERIES(.code = "SG_NHR_IMPLN", .unit = "NUMBER", .aliases = "SG_NHR_CMPLNC",
           .label = "Countries with an institution that complies with the Paris Principles",
           .numerator = "status_a"),
    SERIES(.code = "SG_NHR_INTEXSTN", .unit = "NUMBER",
           .label = "Countries with an institution that partly complies",
           .numerator = "status_b"),
    SERIES(.code = "SG_NHR_NOSTUSN", .unit = "NUMBER",
           .label = "Countries with an institution that does not comply",
           .numerator = "status_c"),
    SERIES(.code = "SG_NHR_NOAPPLN", .unit = "NUMBER",
           .label = "Countries without an application", .numerator = "status_none"),
    SERIES(.code = "SG_NHR_IMPL", .unit = "PT", .multiplier = 100,
           .label = "Countries with an institution that complies, per cent",
           .numerator = "status_a", .denominator = "countries", .flags = PART | GROUPS,
           .aggregate = SDG16_AGGREGATE_SUMS),
    SERIES(.code = "SG_NHR_INTEXST", .unit = "PT", .multiplier = 100,
           .label = "Countries with an institution that applied, per cent",
           .numerator = "status_a + status_b + status_c", .denominator = "countries",
           .flags = PART | GROUPS, .aggregate = SDG16_AGGREGATE_SUMS),
};

/* ---- 16.b.1 ---- */

/* The grounds of the official list (GRD_ codes of VC_VOV_GDSD): input, code, words. The first
 * fourteen are those of the questionnaire of OHCHR, with disability and health together and
 * apart. */
#define GROUNDS(X)                                                                             \
  X("sex", "GRD_SEX", "sex")                                                                   \
  X("age", "GRD_AGE", "age")                                                                   \
  X("disability", "GRD_DIS", "disability")                                                     \
  X("health", "GRD_HEALTH", "health status")                                                   \
  X("disability_health", "GRD_DISHEA", "disability or health status")                          \
  X("ethnicity", "GRD_ETHCOLLAN", "ethnicity, colour or language")                             \
  X("migration", "GRD_MIG", "migration status")                                                \
  X("socioeconomic", "GRD_SOCIOECON", "socio-economic status")                                 \
  X("geography", "GRD_GEO", "geographic location")                                             \
  X("religion", "GRD_RELIGION", "religion")                                                    \
  X("marital", "GRD_MARFAM", "marital or family status")                                       \
  X("orientation", "GRD_SEXOGENID", "sexual orientation or gender identity")                   \
  X("opinion", "GRD_POLVIEW", "political opinion")                                             \
  X("other", "GRD_OTHER", "something else")                                                    \
  X("ethnic", "GRD_ETH", "ethnic origin")                                                      \
  X("nationality_ethnicity", "GRD_ETHCOLLANNAL", "ethnicity, colour, language or nationality") \
  X("migration_ethnicity", "GRD_ETHCOLLANMIG", "ethnicity, colour, language or migration")     \
  X("immigration", "GRD_ETHI", "ethnicity or immigration status")                              \
  X("race_ethnicity", "GRD_ETHRACECOLLAN", "ethnicity, race, colour or language")              \
  X("race", "GRD_RACE", "race")                                                                \
  X("race_colour", "GRD_RACECOLR", "race or colour")                                           \
  X("colour", "GRD_COLR", "colour")                                                            \
  X("language", "GRD_LANDIA", "language or dialect")                                           \
  X("nationality", "GRD_NATION", "nationality")                                                \
  X("origin", "GRD_ORIGIN", "place of origin")                                                 \
  X("residence", "GRD_RES", "place of residence")                                              \
  X("marital_status", "GRD_MAR", "marital status")                                             \
  X("family", "GRD_FAM", "family status")                                                      \
  X("wedlock", "GRD_WEDLOCK", "birth out of wedlock")                                          \
  X("pregnancy", "GRD_PREGY", "pregnancy")                                                     \
  X("sexual_orientation", "GRD_SEXO", "sexual orientation")                                    \
  X("gender_identity", "GRD_GENID", "gender identity")                                         \
  X("sexual_identity", "GRD_SEXGENID", "sexual or gender identity")                            \
  X("wealth", "GRD_WEALTH", "wealth")                                                          \
  X("education", "GRD_EDU", "education")                                                       \
  X("work", "GRD_WORK", "work status")                                                         \
  X("physical_condition", "GRD_PHYSCOND", "physical condition")                                \
  X("clothing", "GRD_CLOTH", "clothing")                                                       \
  X("traditions", "GRD_TRAD", "traditions")                                                    \
  X("networks", "GRD_NETW", "networks")
#define OWN_GROUNDS(X) X("1") X("2") X("3") X("4") X("5")
#define GROUND(name, code, words)                                                              \
  ANSWER_OR("ground_" name, YES_NO, "no",                                                      \
            "felt discriminated against or harassed on grounds of " words ", last 12 months"),
#define OWN_GROUND(number)                                                                     \
  ANSWER_OR("ground_own_" number, YES_NO, "no",                                                \
            "the same on a ground of the country's own, which has no official code"),
static const sdg16_input discrimination_inputs[] = {
    ANSWER_OR("five_years", YES_NO, "yes",
              "felt so on any ground in the last five years (after no, the last 12 months are "
              "not asked)"),
    GROUNDS(GROUND) OWN_GROUNDS(OWN_GROUND) AGE_ASKED,
};
#define CATEGORY(name, code, words) code "=" words "; "
#define OWN_CATEGORY(number) "OWN_" number "; "
static const sdg16_dimension discrimination_dimensions[] = {
    DIMENSION("ground", "COMPOSITE_BREAKDOWN", OVERLAP | REQUIRED,
              GROUNDS(CATEGORY) OWN_GROUNDS(OWN_CATEGORY)),
    SEX(REQUIRED),
    AGE_IN(REQUIRED, ADULT_AGES),
    DISABILITY(REQUIRED),
    ETHNICITY(REQUIRED),
    MIGRATION(REQUIRED)};
#define DISCRIMINATION(of_, ...)                                                               \
  SERIES(.valid_from = "2025-08", .code = "VC_VOV_GDSD", .unit = "PT", .multiplier = 100,      \
         .aliases = "VC_VOV_DCMN", .survey_numerator = "five_years & " of_, __VA_ARGS__)
#define BY_GROUND(name, code_, words)                                                          \
  DISCRIMINATION("ground_" name, .category = "ground=" code_,                                  \
                 .label = "Population with discrimination or harassment on grounds of " words  \
                          ", last 12 months"),
#define BY_OWN_GROUND(number)                                                                  \
  SERIES(.unit = "PT", .multiplier = 100,                                                      \
         .survey_numerator = "five_years & ground_own_" number,                                \
         .category = "ground=OWN_" number,                                                     \
         .label = "Population with discrimination or harassment on the country's own "         \
                  "ground " number ", last 12 months"),
#define OR_GROUND(name, code, words) " | ground_" name
#define OR_OWN_GROUND(number) " | ground_own_" number
static const sdg16_series discrimination_series[] = {
    DISCRIMINATION("(0" GROUNDS(OR_GROUND) OWN_GROUNDS(OR_OWN_GROUND) ")",
                   .label = "Population with discrimination or harassment, last 12 months"),
    GROUNDS(BY_GROUND) OWN_GROUNDS(BY_OWN_GROUND)};

/* ---- the entries ---- */

static const sdg16_indicator_def discrimination_10 = INDICATOR(
        .code = "10.3.1",
        .name =
            "Proportion of population reporting having personally felt discriminated against "
            "or harassed in the previous 12 months on the basis of a ground of discrimination "
            "prohibited under international human rights law",
        .custodians = "OHCHR", .same_as = "16.b.1");

static const sdg16_indicator_def cases = INDICATOR(
        .code = "16.10.1",
        .name =
            "Number of verified cases of killing, kidnapping, enforced disappearance, "
            "arbitrary "
            "detention and torture of journalists, associated media personnel, trade unionists "
            "and human rights advocates in the previous 12 months",
        .custodians = "OHCHR; UNESCO; ILO", .kind = "count", .metadata_date = "2018-06-08",
        .notes = "Each victim counts once, for the most serious violation: killing, torture, "
                 "enforced disappearance, arbitrary detention, kidnapping, other. A country "
                 "without a report has no value, not 0.",
        INPUTS(cases_inputs), SERIES_OF(cases_series), DIMENSIONS(cases_dimensions),
        SWITCHES(cases_switches), .aggregate = SDG16_AGGREGATE_TOTAL);

static const sdg16_indicator_def access = INDICATOR(
        .code = "16.10.2",
        .name = "Number of countries that adopt and implement constitutional, statutory and/or "
                "policy guarantees for public access to information",
        .custodians = "UNESCO", .kind = "score", .metadata_date = "2021-07",
        .notes = "The answers no and in progress to the first question end the scoring. The "
                 "maximum is 9 (5 and 4), although the text says 8.",
        INPUTS(access_inputs), SERIES_OF(access_series), .aggregate = SDG16_AGGREGATE_TOTAL);

static const sdg16_indicator_def institution = INDICATOR(
        .code = "16.a.1",
        .name =
            "Existence of independent national human rights institutions in compliance with "
            "the Paris Principles",
        .custodians = "OHCHR", .kind = "class", .metadata_date = "2016-07-19",
        .notes = "The metadata do not say what happens if a status expires or is suspended.",
        INPUTS(institution_inputs), SERIES_OF(institution_series),
        .aggregate = SDG16_AGGREGATE_TOTAL);

static const sdg16_indicator_def discrimination = INDICATOR(
        .code = "16.b.1",
        .name =
            "Proportion of population reporting having personally felt discriminated against "
            "or harassed in the previous 12 months on the basis of a ground of discrimination "
            "prohibited under international human rights law",
        .custodians = "OHCHR", .kind = "survey percentage", .metadata_date = "2018-12-03",
        .notes = "The denominator is all respondents. Persons with several grounds count once.",
        INPUTS(discrimination_inputs), SERIES_OF(discrimination_series),
        DIMENSIONS(discrimination_dimensions));

static const sdg16i_entry entries[] = {{&discrimination_10, NULL},
                                       {&cases, &sdg16i_code_cases},
                                       {&access, &sdg16i_code_access},
                                       {&institution, &sdg16i_code_institution},
                                       {&discrimination, NULL}};
const sdg16i_entries sdg16i_builtin_rights = {entries, LENGTH(entries)};
