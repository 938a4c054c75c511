/* Targets 16.6 to 16.9: institutions, representation, identity; with 10.6.1. */
#include "indicators/builtin/define.h"

/* ---- 16.6.1 ---- */

static const sdg16_input budget_inputs[] = {
    INPUT("executed", AMOUNT, 0,
          "primary expenditure of the budgetary central government as executed in the year"),
    INPUT("approved", AMOUNT, 0,
          "the same as originally approved, not with supplements; contingency items in, "
          "externally financed in if the budget reports it, suspense accounts out"),
};
static const sdg16_dimension budget_dimensions[] = {
    DIMENSION("head", "CUST_BREAKDOWN", REQUIRED, NULL)};
static const sdg16_series budget_series[] = {
    SERIES(.code = "GF_XPD_GBPC", .unit = "PT", .multiplier = 100, .numerator = "executed",
           .denominator = "approved",
           .label = "Government expenditure, per cent of the original approved budget")};
static const sdg16_switch budget_switches[] = {
    SWITCH("interest", "excluded; included",
           "interest on debt: \"primary\" leaves it out, a sentence of the page has it in; "
           "recorded, the inputs decide")};

/* ---- 16.6.2 ---- */

static const sdg16_input services_inputs[] = {
    INPUT("weight", MICRODATA, 0, "sampling weight of the respondent"),
    INPUT("attributes", MICRODATA, 0,
          "five attributes of the last experience, each on 4 points"),
    INPUT("overall", MICRODATA, 0, "overall satisfaction, 4 points"),
};
static const sdg16_dimension people_dimensions[] = {
    SEX(REQUIRED), AGE(REQUIRED), INCOME, URBANISATION, EDUCATION, DISABILITY, ETHNICITY};
#define SERVICE(suffix, words)                                                                 \
  SERIES(.valid_from = "2025-08", .code = "SP_PSR_SATIS_" suffix, .unit = "PT",                \
         .aliases = "SP_PSR_SATIS", .label = "Average of the attributes of " words),           \
      SERIES(.valid_from = "2025-08", .code = "SP_PSR_OSATIS_" suffix, .unit = "PT",           \
             .label = "Overall satisfaction with " words)
static const sdg16_series services_series[] = {
    SERVICE("HLTH", "healthcare"), SERVICE("PRM", "primary education"),
    SERVICE("SEC", "secondary education"), SERVICE("GOV", "government services")};

/* ---- 16.7.1 ---- */

static const sdg16_input representation_inputs[] = {
    /* (a) */
    INPUT("members", COUNT, OPTIONAL, "members of the chamber on 1 January"),
    INPUT("women", COUNT, OPTIONAL, "of them women"),
    INPUT("young", COUNT, OPTIONAL, "of them 45 years or younger, age taken at the election"),
    INPUT("speakers", COUNT, OPTIONAL, "speakers of the chamber"),
    INPUT("chairs", COUNT, OPTIONAL,
          "chairs of committees on foreign affairs, defence, finance, human rights, gender "
          "equality"),
    INPUT("adult_population", POPULATION, OPTIONAL,
          "population of the age of eligibility or above"),
    INPUT("adult_women", POPULATION, OPTIONAL, "of them women"),
    INPUT("young_population", POPULATION, OPTIONAL, "of them 45 years or younger"),
    INPUT("total_population", POPULATION, OPTIONAL, "population of all ages"),
    /* (b), (c) */
    INPUT("servants", AMOUNT, OPTIONAL,
          "all in the posts of the cell: permanent posts that are filled, part time as "
          "full-time equivalents"),
    INPUT("group_servants", AMOUNT, OPTIONAL, "of them members of the group"),
    INPUT("judges", AMOUNT, OPTIONAL, "judges and registrars of the level of court"),
    INPUT("group_judges", AMOUNT, OPTIONAL, "of them members of the group"),
    INPUT("working_population", POPULATION, OPTIONAL,
          "population of working age: from eligibility to mandatory retirement, else pension "
          "age, else 65"),
    INPUT("group_population", POPULATION, OPTIONAL, "of it members of the group"),
};
static const sdg16_dimension representation_dimensions[] = {
    DIMENSION("chamber", NULL, APART,
              "LC=lower chamber|lower|unicameral; UC=upper chamber|upper; JC=joint committee|"
              "joint"),
    DIMENSION("group", "GROUP", APART,
              "WOMEN=women|female; YOUTH=youth|young; DISABILITY=disability|persons with "
              "disability"),
    SEX(0),
    AGE(0),
    DIMENSION("committee", "COMPOSITE_BREAKDOWN", 0, NULL),
    DIMENSION("court", NULL, 0,
              "CNS=constitutional|supreme|constitutional or supreme; HGR=higher; LWR=lower"),
    DIMENSION("occupation", "OCCUPATION", 0,
              "ISCO08_1=managers; ISCO08_2=professionals; ISCO08_3=technicians; "
              "ISCO08_4=clerical|clerical support"),
    DIMENSION("front_line", "CUST_BREAKDOWN", 0, NULL),
    DIMENSION("level", "CUST_BREAKDOWN", APART, "NATIONAL=national; STATE=state")};
/* The young of (b) are under 35, those of (c) under 45. */
#define GROUP_KEY(young) "WOMEN>SEX:F; YOUTH>AGE:" young "; DISABILITY>DISABILITY_STATUS:PD"
#define CHAMBER(suffix, name, chamber_)                                                        \
  SERIES(.code = "SG_DMK_PARLMP_" suffix, .key = "SEX:F", .unit = "RO", .part = "a",           \
         .aggregate = SDG16_AGGREGATE_SUMS,                                                    \
         .label = "Women in the " name ", share to share of population", .numerator = "women", \
         .denominator = "members", .reference_numerator = "adult_women",                       \
         .reference_denominator = "adult_population", .when = "women-base=population",         \
         .category = chamber_, .flags = PART),                                                 \
      SERIES(.code = "SG_DMK_PARLMP_" suffix, .key = "SEX:F", .unit = "RO", .part = "a",       \
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
  SERIES(.code = "SG_DMK_JDC" suffix, .unit = "RO", .part = "c", .key = GROUP_KEY("Y0T44"),    \
         .label = "Group among judges and registrars" name ", share to share of population",   \
         .numerator = "group_judges", .denominator = "judges",                                 \
         .reference_numerator = "group_population",                                            \
         .reference_denominator = "working_population", .flags = PART, __VA_ARGS__)
static const sdg16_series representation_series[] = {
    CHAMBER("LC", "lower or single chamber", "chamber=LC"),
    CHAMBER("UC", "upper chamber", "chamber=UC"),
    CHAIRS("LC", "lower or single chamber", "chamber=LC"),
    CHAIRS("UC", "upper chamber", "chamber=UC"),
    CHAIRS("JC", "two chambers together", "chamber=JC"),
    SERIES(.code = "SG_DMK_PSRVC", .unit = "RO", .part = "b", .key = GROUP_KEY("Y0T34"),
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
           "the population that the young are a share of: of the age of eligibility and above "
           "(text of the page), or all ages (its formula)"),
    SWITCH("women-base", "population; half",
           "the share of women in the population: counted, or one half")};

/* ---- 16.7.2 ---- */

static const sdg16_input inclusive_inputs[] = {
    INPUT("weight", MICRODATA, 0, "sampling weight of the respondent"),
    INPUT("say", MICRODATA, 0, "the system allows people to have a say, 1 to 5"),
    INPUT("influence", MICRODATA, 0, "the system allows people to have influence, 1 to 5"),
};
static const sdg16_series inclusive_series[] = {
    SERIES(.code = "IU_DMK_ICRS", .unit = "PT",
           .label = "Decision-making is inclusive and responsive, mean of two items"),
    SERIES(.code = "IU_DMK_INCL", .unit = "PT", .label = "Decision-making is inclusive"),
    SERIES(.code = "IU_DMK_RESP", .unit = "PT", .label = "Decision-making is responsive"),
};

/* ---- 16.8.1 ---- */

static const sdg16_input members_inputs[] = {
    INPUT("members", COUNT, 0, "members of the organization"),
    INPUT("developing_members", COUNT, 0,
          "of them developing countries (M49 grouping of December 2021); 1 for one country"),
    INPUT("votes", AMOUNT, OPTIONAL, "votes in the organization"),
    INPUT("developing_votes", AMOUNT, OPTIONAL, "of them of developing countries"),
};
static const sdg16_dimension members_dimensions[] = {
    DIMENSION("organization", "COMPOSITE_BREAKDOWN", APART | REQUIRED,
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
};
static const sdg16_dimension registered_dimensions[] = {SEX(REQUIRED), AGE(REQUIRED), INCOME,
                                                        URBANISATION, REGION};
#define REGISTERED(denominator_, when_)                                                        \
  SERIES(.code = "SG_REG_BRTH", .unit = "PT", .key = "AGE:Y0T4", .multiplier = 100,            \
         .label = "Children under 5 whose birth is registered, per cent",                      \
         .numerator = "registered", .denominator = denominator_, .when = when_, .flags = PART)
static const sdg16_series registered_series[] = {REGISTERED("children", "base=children"),
                                                 REGISTERED("births", "base=births")};
static const sdg16_switch registered_switches[] = {
    SWITCH("base", "children; births",
           "registrations over children under 5, or over births of a period: not the same")};

/* ---- the entries ---- */

static const sdg16_indicator_def budget = INDICATOR(
        .code = "16.6.1",
        .name =
            "Primary government expenditures as a proportion of original approved budget, by "
            "sector (or by budget codes or similar)",
        .custodians = "World Bank", .kind = "percentage", .metadata_date = "2023-03-31",
        .notes = "May be above 100. The PEFA band of three years stands beside.",
        INPUTS(budget_inputs), SERIES_OF(budget_series), DIMENSIONS(budget_dimensions),
        SWITCHES(budget_switches), .aggregate = SDG16_AGGREGATE_MEAN);

static const sdg16_indicator_def services = INDICATOR(
        .code = "16.6.2",
        .name =
            "Proportion of population satisfied with their last experience of public services",
        .custodians = "UNDP", .kind = "survey average", .metadata_date = "2021-04-19",
        .notes =
            "A plain mean of five percentages, not a score of persons; don't know leaves each "
            "item.",
        INPUTS(services_inputs), SERIES_OF(services_series), DIMENSIONS(people_dimensions));

static const sdg16_indicator_def representation = INDICATOR(
        .code = "16.7.1",
        .name =
            "Proportions of positions in national and local institutions, including (a) the "
            "legislatures; (b) the public service; and (c) the judiciary, compared to national "
            "distributions, by sex, age, persons with disabilities and population groups",
        .custodians = "UNDP; IPU", .kind = "ratio", .metadata_date = "2022-03-31",
        .notes =
            "Young is up to 45 in (a), under 35 in (b), under 45 in (c), each with its own "
            "population. Regions: (a) from summed counts, (b) and (c) simple means of ratios.",
        INPUTS(representation_inputs), SERIES_OF(representation_series),
        DIMENSIONS(representation_dimensions), SWITCHES(representation_switches),
        .aggregate = SDG16_AGGREGATE_MEAN);

static const sdg16_indicator_def inclusive = INDICATOR(
        .code = "16.7.2",
        .name =
            "Proportion of population who believe decision-making is inclusive and responsive, "
            "by sex, age, disability and population group",
        .custodians = "UNDP", .kind = "survey average", .metadata_date = "2021-05-01",
        .notes = "A plain mean of two percentages; don't know leaves each item.",
        INPUTS(inclusive_inputs), SERIES_OF(inclusive_series), DIMENSIONS(people_dimensions));

static const sdg16_indicator_def members = INDICATOR(
        .code = "16.8.1",
        .name =
            "Proportion of members and voting rights of developing countries in international "
            "organizations",
        .custodians = "UN DESA", .kind = "percentage", .metadata_date = "2022-07-07",
        .notes = "No index of all organizations. A country that is no member is blank, not 0.",
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
        .custodians = "UNSD; UNICEF", .kind = "percentage", .metadata_date = "2021-03",
        .notes =
            "From civil registration here; from surveys with sdg16 survey. Registered over "
            "births of a period is another figure than registered over children.",
        INPUTS(registered_inputs), SERIES_OF(registered_series),
        DIMENSIONS(registered_dimensions), SWITCHES(registered_switches),
        .aggregate = SDG16_AGGREGATE_WEIGHTED, .coverage = 0.5, .weight = "children under 5");

static const sdg16i_entry entries[] = {{&members_10, NULL}, {&budget, &sdg16i_code_budget},
                                       {&services, NULL},   {&representation, NULL},
                                       {&inclusive, NULL},  {&members, NULL},
                                       {&registered, NULL}};
const sdg16i_entries sdg16i_builtin_institutions = {entries, LENGTH(entries)};
