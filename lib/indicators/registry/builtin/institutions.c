/* Targets 16.6 to 16.9: institutions, representation, identity; with 10.6.1. */
#include "indicators/registry/builtin/define.h"

/* ---- 16.6.1 ---- */

static const sdg16_input budget_inputs[] = {
    INPUT("executed", AMOUNT, 0,
          "primary expenditure of the budgetary central government as executed in the year"),
    INPUT("approved", AMOUNT, 0,
          "the same as originally approved, without supplements; it includes contingency "
          "items, and external finance if the budget reports it, but no suspense accounts"),
};
static const sdg16_dimension budget_dimensions[] = {
    DIMENSION("head", "CUST_BREAKDOWN", REQUIRED, NULL)};
static const sdg16_series budget_series[] = {
    SERIES(.code = "GF_XPD_GBPC", .unit = "PT", .multiplier = 100, .numerator = "executed",
           .denominator = "approved",
           .label = "Government expenditure, per cent of the original approved budget")};
static const sdg16_switch budget_switches[] = {
    SWITCH("interest", "excluded; included",
           "interest on debt is out (primary expenditure), or in (as one sentence of the "
           "metadata says); the switch is only recorded, because the inputs decide")};

/* ---- 16.6.2 ---- */

#define AGREEMENT                                                                              \
  "strongly_disagree=strongly disagree; disagree=tend to disagree; agree=tend to agree; "      \
  "strongly_agree=strongly agree"
#define SATISFACTION                                                                           \
  "very_dissatisfied=very dissatisfied; dissatisfied=rather dissatisfied; satisfied=rather "   \
  "satisfied; very_satisfied=very satisfied"
#define ATTRIBUTE(name, words) ANSWER(name, OPTIONAL, AGREEMENT, words)
#define USED(area, words)                                                                      \
  ANSWER_OR(area "_used", YES_NO, "yes", "used " words " in the last 12 months")
#define OVERALL(area, words)                                                                   \
  ANSWER(area "_overall", OPTIONAL, SATISFACTION,                                              \
         "satisfaction with " words " overall at the last use")
#define SCHOOL(area, words)                                                                    \
  USED(area, words), ATTRIBUTE(area "_access", words ": the school can be reached"),           \
      ATTRIBUTE(area "_affordability", words ": expenses are affordable"),                     \
      ATTRIBUTE(area "_facilities", words ": facilities are in good condition"),               \
      ATTRIBUTE(area "_equality", words ": all children are treated equally"),                 \
      ATTRIBUTE(area "_teaching", words ": teaching is of good quality"), OVERALL(area, words)
static const sdg16_input services_inputs[] = {
    USED("health", "primary healthcare"),
    ATTRIBUTE("health_access", "healthcare: the place was easy to reach"),
    ATTRIBUTE("health_affordability", "healthcare: expenses were affordable"),
    ATTRIBUTE("health_facilities", "healthcare: facilities were clean and in good condition"),
    ATTRIBUTE("health_equality", "healthcare: all people are treated equally"),
    ATTRIBUTE("health_courtesy", "healthcare: the staff were courteous"),
    OVERALL("health", "healthcare"),
    SCHOOL("primary", "primary education"),
    SCHOOL("secondary", "secondary education"),
    USED("government", "services for identity documents or civil registration"),
    ATTRIBUTE("government_access", "government services: the place was easy to reach"),
    ATTRIBUTE("government_affordability", "government services: fees were affordable"),
    ATTRIBUTE("government_process", "government services: the process was easy"),
    ATTRIBUTE("government_equality", "government services: all people are treated equally"),
    ATTRIBUTE("government_timeliness", "government services: they were timely"),
    OVERALL("government", "government services"),
    AGE_ASKED,
};
#define UNDP_AGES "Y0T24; Y25T34; Y35T44; Y45T54; Y55T64; Y_GE65; _U=unknown"
static const sdg16_dimension services_dimensions[] = {
    SEX(REQUIRED),          AGE_IN(REQUIRED, UNDP_AGES), INCOME(REQUIRED),
    URBANISATION(REQUIRED), DISABILITY(REQUIRED),        ETHNICITY(REQUIRED)};
#define AGREES(item) item " in ('agree', 'strongly_agree')"
#define SERVICE(suffix, words, area, second, third, fourth, fifth)                             \
  SERIES(.valid_from = "2025-08", .code = "SP_PSR_SATIS_" suffix, .unit = "PT",                \
         .multiplier = 100, .aliases = "SP_PSR_SATIS",                                         \
         .key = "COMPOSITE_BREAKDOWN:SA_AVERAGE",                                              \
         .label = "Average of the attributes of " words, .survey_among = area "_used",         \
         .survey_numerator = AGREES(area "_access") "; " AGREES(area "_" second) "; " AGREES(  \
             area "_" third) "; " AGREES(area "_" fourth) "; " AGREES(area "_" fifth)),        \
      SERIES(.valid_from = "2025-08", .code = "SP_PSR_OSATIS_" suffix, .unit = "PT",           \
             .multiplier = 100, .label = "Overall satisfaction with " words,                   \
             .survey_among = area "_used",                                                     \
             .survey_numerator = area "_overall in ('satisfied', 'very_satisfied')"),          \
      SERVICE_ITEM(suffix, words, area, "access", "ACCESS"),                                   \
      SERVICE_ITEM(suffix, words, area, second, "AFFORD"),                                     \
      SERVICE_ITEM(suffix, words, area, third, "QUALITY"),                                     \
      SERVICE_ITEM(suffix, words, area, fourth, "EQUALITY"),                                   \
      SERVICE_ITEM(suffix, words, area, fifth, "ATTITUDE")
/* The five codes are named after the attributes of healthcare; the other services have others
 * in the third and fifth place. */
#define SERVICE_ITEM(suffix, words, area, item, code_)                                         \
  SERIES(.valid_from = "2025-08", .code = "SP_PSR_SATIS_" suffix, .unit = "PT",                \
         .multiplier = 100, .label = "Attribute " item " of " words,                           \
         .survey_among = area "_used", .survey_numerator = AGREES(area "_" item),              \
         .key = "COMPOSITE_BREAKDOWN:SA_" code_)
static const sdg16_series services_series[] = {
    SERVICE("HLTH", "healthcare", "health", "affordability", "facilities", "equality",
            "courtesy"),
    SERVICE("PRM", "primary education", "primary", "affordability", "facilities", "equality",
            "teaching"),
    SERVICE("SEC", "secondary education", "secondary", "affordability", "facilities",
            "equality", "teaching"),
    SERVICE("GOV", "government services", "government", "affordability", "process", "equality",
            "timeliness")};

/* ---- 16.7.1 ---- */

static const sdg16_input representation_inputs[] = {
    /* (a) */
    INPUT("members", COUNT, OPTIONAL, "members of the chamber on 1 January"),
    INPUT("women", COUNT, OPTIONAL, "women among the members"),
    INPUT("young", COUNT, OPTIONAL, "members of 45 years or younger at the election"),
    INPUT("speakers", COUNT, OPTIONAL, "speakers of the chamber"),
    INPUT("chairs", COUNT, OPTIONAL,
          "chairs of committees on foreign affairs, defence, finance, human rights, gender "
          "equality"),
    INPUT("adult_population", POPULATION, OPTIONAL,
          "population at or above the age of eligibility"),
    INPUT("adult_women", POPULATION, OPTIONAL, "women in adult_population"),
    INPUT("young_population", POPULATION, OPTIONAL,
          "part of adult_population of 45 years or younger"),
    INPUT("total_population", POPULATION, OPTIONAL, "population of all ages"),
    /* (b), (c) */
    INPUT("servants", AMOUNT, OPTIONAL,
          "persons in the filled permanent posts of the cell; part-time posts are full-time "
          "equivalents"),
    INPUT("group_servants", AMOUNT, OPTIONAL, "servants who belong to the group"),
    INPUT("judges", AMOUNT, OPTIONAL,
          "judges of the courts of the cell; registrars are a row of their own occupation"),
    INPUT("group_judges", AMOUNT, OPTIONAL, "judges (registrars) who belong to the group"),
    INPUT("working_population", POPULATION, OPTIONAL,
          "population of working age: from the age of eligibility to mandatory retirement "
          "(if there is none, to pension age, else to 65)"),
    INPUT("group_population", POPULATION, OPTIONAL,
          "part of working_population that belongs to the group"),
};
static const sdg16_dimension representation_dimensions[] = {
    DIMENSION("chamber", NULL, SEPARATE,
              "LC=lower chamber|lower|unicameral; UC=upper chamber|upper; JC=joint committee|"
              "joint"),
    DIMENSION("group", "GROUP", SEPARATE,
              "WOMEN=women|female; MEN=men|male; YOUTH=youth|young; YOUNG_WOMEN=young women; "
              "YOUNG_MEN=young men; DISABILITY=disability|persons with disability"),
    SEX(0),
    AGE_IN(0, "Y0T45=45 and younger|up to 45|45 or younger; Y_GE46=46 and older|above 45|46 or "
              "older; _U=unknown"),
    DIMENSION(
        "committee", "COMPOSITE_BREAKDOWN", 0,
        "PC_FOR_AFF=foreign affairs; PC_DEFENCE=defence|defense; PC_FINANCE=finance; "
        "PC_HUM_RIGH=human rights; PC_GEN_EQU=gender equality; PC_FAFF_DEF=foreign affairs "
        "and defence; PC_HR_GEQU=human rights and gender equality; PC_FAFF_DEF_FIN=foreign "
        "affairs, defence and finance; PC_FAFF_DEF_HR=foreign affairs, defence and human "
        "rights"),
    DIMENSION("court", NULL, 0,
              "CNS=constitutional|supreme|constitutional or supreme; HGR=higher; LWR=lower"),
    DIMENSION(
        "occupation", "OCCUPATION", SEPARATE,
        "ISCO08_1112=senior managers|senior government officials; "
        "ISCO08_121_1120=other managers|managers; "
        "ISCO08_21_25_26_242=administration professionals|professionals; "
        "ISCO08_31T35X32=business and administration associate professionals|associate "
        "professionals|technicians; ISCO08_41=general and keyboard clerks|clerks|clerical|"
        "clerical support; AGG_PSP=public service personnel|all public service personnel; "
        "ISCO08_2612=judges|judge; ISCO08_2619R=registrars|registrar"),
    DIMENSION("front_line", "CUST_BREAKDOWN", 0, NULL),
    DIMENSION("government_level", "CUST_BREAKDOWN", SEPARATE,
              "NATIONAL=national; STATE=state")};
/* The young of (b) are under 35, those of (c) under 45. */
#define GROUP_KEY(young, all)                                                                  \
  "WOMEN>SEX:F; MEN>SEX:M; YOUTH>AGE:" young "; YOUNG_WOMEN>SEX:F; YOUNG_WOMEN>AGE:" young     \
  "; YOUNG_MEN>SEX:M; YOUNG_MEN>AGE:" young                                                    \
  "; DISABILITY>DISABILITY_STATUS:PD; OCCUPATION:" all
#define CHAMBER(suffix, name, chamber_)                                                        \
  SERIES(.code = "SG_DMK_PARLMP_" suffix, .unit = "RO", .part = "a",                           \
         .aggregate = SDG16_AGGREGATE_SUMS,                                                    \
         .label = "Women in the " name ", share to share of population", .numerator = "women", \
         .denominator = "members", .reference_numerator = "adult_women",                       \
         .reference_denominator = "adult_population", .when = "women-base=population",         \
         .category = chamber_, .flags = PART),                                                 \
      SERIES(.code = "SG_DMK_PARLMP_" suffix, .unit = "RO", .part = "a",                       \
             .aggregate = SDG16_AGGREGATE_SUMS,                                                \
             .label = "Women in the " name ", share to one half", .numerator = "women",        \
             .denominator = "members", .reference_numerator = "1",                             \
             .reference_denominator = "2", .when = "women-base=half", .category = chamber_,    \
             .flags = PART),                                                                   \
      SERIES(.code = "SG_DMK_PARLYR_" suffix, .key = "AGE:Y0T45", .unit = "RO", .part = "a",   \
             .aggregate = SDG16_AGGREGATE_SUMS,                                                \
             .label = "Members up to 45 years in the " name ", share to share of population",  \
             .numerator = "young", .denominator = "members",                                   \
             .reference_numerator = "young_population",                                        \
             .reference_denominator = "adult_population", .when = "youth-base=eligible",       \
             .category = chamber_, .flags = PART),                                             \
      SERIES(.code = "SG_DMK_PARLYR_" suffix, .key = "AGE:Y0T45", .unit = "RO", .part = "a",   \
             .aggregate = SDG16_AGGREGATE_SUMS,                                                \
             .label = "Members up to 45 years in the " name ", share to share of population",  \
             .numerator = "young", .denominator = "members",                                   \
             .reference_numerator = "young_population",                                        \
             .reference_denominator = "total_population", .when = "youth-base=total",          \
             .category = chamber_, .flags = PART),                                             \
      SERIES(.code = "SG_DMK_PARLYP_" suffix, .key = "AGE:Y0T45", .unit = "PT",                \
             .multiplier = 100, .part = "a", .aggregate = SDG16_AGGREGATE_SUMS,                \
             .label = "Members up to 45 years in the " name ", per cent",                      \
             .numerator = "young", .denominator = "members", .category = chamber_,             \
             .flags = PART),                                                                   \
      SERIES(.code = "SG_DMK_PARLYN_" suffix, .key = "AGE:Y0T45", .unit = "NUMBER",            \
             .part = "a", .aggregate = SDG16_AGGREGATE_SUMS,                                   \
             .label = "Members up to 45 years in the " name, .numerator = "young",             \
             .category = chamber_),                                                            \
      SERIES(.code = "SG_DMK_PARLSP_" suffix, .unit = "NUMBER", .part = "a",                   \
             .aggregate = SDG16_AGGREGATE_SUMS, .label = "Speakers of the " name,              \
             .numerator = "speakers", .category = chamber_)
#define CHAIRS(suffix, name, chamber_)                                                         \
  SERIES(.code = "SG_DMK_PARLCC_" suffix, .unit = "NUMBER", .part = "a",                       \
         .label = "Chairs of committees of the " name, .numerator = "chairs",                  \
         .category = chamber_)
#define JUDGES(suffix, name, ...)                                                              \
  SERIES(.code = "SG_DMK_JDC" suffix, .unit = "RO", .part = "c",                               \
         .key = GROUP_KEY("Y0T44", "ISCO08_2612"),                                             \
         .label = "Group among judges (registrars)" name ", share to share of population",     \
         .numerator = "group_judges", .denominator = "judges",                                 \
         .reference_numerator = "group_population",                                            \
         .reference_denominator = "working_population", .flags = PART, __VA_ARGS__)
static const sdg16_series representation_series[] = {
    CHAMBER("LC", "lower or single chamber", "chamber=LC"),
    CHAMBER("UC", "upper chamber", "chamber=UC"),
    CHAIRS("LC", "lower or single chamber", "chamber=LC"),
    CHAIRS("UC", "upper chamber", "chamber=UC"),
    CHAIRS("JC", "two chambers together", "chamber=JC"),
    SERIES(.code = "SG_DMK_PSRVC", .unit = "RO", .part = "b",
           .key = GROUP_KEY("Y0T34", "AGG_PSP"),
           .label = "Group in the public service, share to share of population",
           .numerator = "group_servants", .denominator = "servants",
           .reference_numerator = "group_population",
           .reference_denominator = "working_population", .flags = PART),
    JUDGES("", "", .category = NULL),
    JUDGES("_CNS", " of constitutional and supreme courts", .category = "court=CNS"),
    JUDGES("_HGR", " of higher courts", .category = "court=HGR"),
    JUDGES("_LWR", " of lower courts", .category = "court=LWR"),
};
static const sdg16_switch representation_switches[] = {
    SWITCH("youth-base", "eligible; total",
           "the population for the share of the young: at or above the age of eligibility "
           "(text of the metadata), or of all ages (its formula)"),
    SWITCH("women-base", "population; half",
           "the share of women in the population is counted, or is one half")};

/* ---- 16.7.2 ---- */

#define FIVE_POINTS                                                                            \
  "not_at_all=1|not at all; very_little=2|very little; some=3; a_lot=4|a lot; "                \
  "a_great_deal=5|a great deal"
static const sdg16_input inclusive_inputs[] = {
    ANSWER("say", OPTIONAL, FIVE_POINTS,
           "how much the political system lets people have a say in what government does"),
    ANSWER("influence", OPTIONAL, FIVE_POINTS,
           "how much the political system lets people have an influence on politics"),
    AGE_ASKED,
};
static const sdg16_dimension inclusive_dimensions[] = {
    SEX(REQUIRED),       AGE_IN(REQUIRED, UNDP_AGES), INCOME(REQUIRED),
    EDUCATION(REQUIRED), URBANISATION(REQUIRED),      DISABILITY(REQUIRED),
    ETHNICITY(REQUIRED)};
#define INCLUSIVE(code_, label_, of_)                                                          \
  SERIES(.code = code_, .unit = "PT", .multiplier = 100, .label = label_,                      \
         .survey_numerator = of_)
static const sdg16_series inclusive_series[] = {
    INCLUSIVE("IU_DMK_ICRS", "Decision-making is inclusive and responsive, mean of two items",
              "say >= 3; influence >= 3"),
    INCLUSIVE("IU_DMK_INCL", "Decision-making is inclusive", "say >= 3"),
    INCLUSIVE("IU_DMK_RESP", "Decision-making is responsive", "influence >= 3"),
};

/* ---- 16.8.1 ---- */

static const sdg16_input members_inputs[] = {
    INPUT("members", COUNT, 0, "members of the organization"),
    INPUT("developing_members", COUNT, 0,
          "members that are developing countries (M49 grouping of December 2021); 1 for one "
          "country"),
    INPUT("votes", AMOUNT, OPTIONAL, "votes in the organization"),
    INPUT("developing_votes", AMOUNT, OPTIONAL, "votes of developing countries"),
};
static const sdg16_dimension members_dimensions[] = {
    DIMENSION("organization", "COMPOSITE_BREAKDOWN", SEPARATE | REQUIRED,
              "IO_UNGA=un general assembly|unga; IO_UNSC=un security council|unsc; "
              "IO_ECOSOC=ecosoc; IO_IMF=imf; IO_IBRD=ibrd; IO_IFC=ifc; IO_AFDB=afdb; "
              "IO_ADB=adb; IO_IADB=iadb; IO_WTO=wto; IO_FSB=fsb")};
static const sdg16_series members_series[] = {
    SERIES(.code = "SG_INT_MBRDEV", .unit = "PT", .multiplier = 100,
           .label = "Developing countries, per cent of the members",
           .numerator = "developing_members", .denominator = "members", .flags = PART),
    SERIES(.code = "SG_INT_VRTDEV", .unit = "PT", .multiplier = 100,
           .label = "Developing countries, per cent of the votes",
           .numerator = "developing_votes", .denominator = "votes", .flags = PART),
};

/* ---- 16.9.1 ---- */

static const sdg16_input registered_inputs[] = {
    INPUT("registered", COUNT, 0, "children under 5 whose birth is registered"),
    INPUT("children", POPULATION, OPTIONAL, "children under 5"),
    INPUT("births", POPULATION, OPTIONAL, "live births of the period"),
    ANSWER("certificate", OPTIONAL,
           "seen=yes, seen; not_seen=yes, not seen|yes; no; dont_know=98|8",
           "the child has a birth certificate, which the interviewer saw or did not see"),
    ANSWER_OR(
        "registration", YES_NO, "no",
        "the mother or caregiver says that the birth was registered (asked about children "
        "without a certificate)"),
    NUMBER("age", OPTIONAL, "age of the child in completed years"),
    NUMBER("age_months", OPTIONAL, "age of the child in completed months"),
};
static const sdg16_dimension registered_dimensions[] = {
    SEX(REQUIRED),
    AGE_IN(REQUIRED, "Y0=0|under 1; M12T23=Y1|1; M24T35=Y2|2; M36T47=Y3|3; "
                     "M48T59=Y4|4; _U=unknown"),
    INCOME(REQUIRED), URBANISATION(REQUIRED), REGION};
#define CHILDREN(...)                                                                          \
  SERIES(.code = "SG_REG_BRTH", .unit = "PT", .key = "AGE:Y0T4", .multiplier = 100,            \
         .label = "Children under 5 whose birth is registered, per cent", __VA_ARGS__)
#define IN_REGISTER(denominator_, when_)                                                       \
  CHILDREN(.numerator = "registered", .denominator = denominator_, .when = when_, .flags = PART)
#define HAS_CERTIFICATE "certificate in ('seen', 'not_seen')"
static const sdg16_series registered_series[] = {
    IN_REGISTER("children", "base=children"), IN_REGISTER("births", "base=births"),
    CHILDREN(.survey_numerator = "!missing(certificate) & " HAS_CERTIFICATE
                                 " | !missing(registration) & registration",
             .survey_among = "!missing(certificate) & " HAS_CERTIFICATE
                             " | (!missing(certificate) | missing(certificate, 'dont-know') | "
                             "!missing(registration) | missing(registration, 'dont-know')) & "
                             "!missing(registration, 'refused')",
             .when = "dont-know=not-registered"),
    CHILDREN(.survey_numerator = "!missing(certificate) & " HAS_CERTIFICATE " | registration",
             .when = "dont-know=drop")};
static const sdg16_switch registered_switches[] = {
    SWITCH("base", "children; births",
           "the denominator is the children under 5, or the births of a period"),
    SWITCH("dont-know", "not-registered; drop",
           "surveys: children with unknown registration count as not registered, or leave the "
           "denominator")};

/* ---- the entries ---- */

static const sdg16_indicator_def budget = INDICATOR(
        .code = "16.6.1",
        .name =
            "Primary government expenditures as a proportion of original approved budget, by "
            "sector (or by budget codes or similar)",
        .custodians = "World Bank", .kind = "percentage", .metadata_date = "2023-03-31",
        .notes = "Values may be above 100. The PEFA score of three years is an additional row.",
        INPUTS(budget_inputs), SERIES_OF(budget_series), DIMENSIONS(budget_dimensions),
        SWITCHES(budget_switches), .aggregate = SDG16_AGGREGATE_MEAN);

static const sdg16_indicator_def services = INDICATOR(
        .code = "16.6.2",
        .name =
            "Proportion of population satisfied with their last experience of public services",
        .custodians = "UNDP", .kind = "survey average", .metadata_date = "2021-04-19",
        .notes =
            "The value is the mean of five percentages, not a score of persons. Don't know "
            "leaves the denominator of each item. The average and each attribute have one "
            "series, apart by COMPOSITE_BREAKDOWN.",
        INPUTS(services_inputs), SERIES_OF(services_series), DIMENSIONS(services_dimensions));

static const sdg16_indicator_def representation = INDICATOR(
        .code = "16.7.1",
        .name =
            "Proportions of positions in national and local institutions, including (a) the "
            "legislatures; (b) the public service; and (c) the judiciary, compared to national "
            "distributions, by sex, age, persons with disabilities and population groups",
        .custodians = "UNDP; IPU", .kind = "ratio", .metadata_date = "2022-03-31",
        .notes =
            "Young means up to 45 in (a), under 35 in (b) and under 45 in (c), each with its "
            "own population. Occupations are never added up: the total of the public service "
            "(AGG_PSP) has more than the five, and judges and registrars are apart. Regions: "
            "sums of counts in (a), means of ratios in (b) and (c).",
        INPUTS(representation_inputs), SERIES_OF(representation_series),
        DIMENSIONS(representation_dimensions), SWITCHES(representation_switches),
        .aggregate = SDG16_AGGREGATE_MEAN);

static const sdg16_indicator_def inclusive = INDICATOR(
        .code = "16.7.2",
        .name =
            "Proportion of population who believe decision-making is inclusive and responsive, "
            "by sex, age, disability and population group",
        .custodians = "UNDP", .kind = "survey average", .metadata_date = "2021-05-01",
        .notes =
            "The value is the mean of two percentages. Don't know leaves each denominator.",
        INPUTS(inclusive_inputs), SERIES_OF(inclusive_series), DIMENSIONS(inclusive_dimensions),
        .universe = "age >= 18");

static const sdg16_indicator_def members = INDICATOR(
        .code = "16.8.1",
        .name =
            "Proportion of members and voting rights of developing countries in international "
            "organizations",
        .custodians = "UN DESA", .kind = "percentage", .metadata_date = "2022-07-07",
        .notes =
            "There is no value for all organizations together. A country that is not a member "
            "is missing, not 0.",
        INPUTS(members_inputs), SERIES_OF(members_series), DIMENSIONS(members_dimensions),
        .aggregate = SDG16_AGGREGATE_TOTAL);

static const sdg16_indicator_def members_10 = INDICATOR(
        .code = "10.6.1",
        .name =
            "Proportion of members and voting rights of developing countries in international "
            "organizations",
        .custodians = "UN DESA", .same_as = "16.8.1");

static const sdg16_indicator_def registered = INDICATOR(
        .code = "16.9.1",
        .name = "Proportion of children under 5 years of age whose births have been registered "
                "with "
                "a civil authority, by age",
        .custodians = "UNICEF", .kind = "percentage", .metadata_date = "2021-03",
        .notes = "The data are from civil registration or from a survey of children. The share "
                 "of births of a period differs from the share of children.",
        INPUTS(registered_inputs), SERIES_OF(registered_series),
        DIMENSIONS(registered_dimensions), SWITCHES(registered_switches),
        .universe = "age in 0..4 or age_months in 0..59", .aggregate = SDG16_AGGREGATE_WEIGHTED,
        .coverage = 0.5, .weight = "children under 5");

static const sdg16i_entry entries[] = {{&members_10, NULL}, {&budget, &sdg16i_code_budget},
                                       {&services, NULL},   {&representation, NULL},
                                       {&inclusive, NULL},  {&members, NULL},
                                       {&registered, NULL}};
const sdg16i_entries sdg16i_builtin_institutions = {entries, LENGTH(entries)};
