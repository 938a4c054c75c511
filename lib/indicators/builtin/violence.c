/* Targets 16.1 and 16.2, and with them 5.2 and 11.7: violence. */
#include "indicators/builtin/define.h"

/* ---- 5.2.1, 5.2.2 ---- */

static const sdg16_input partner_inputs[] = {
    INPUT("weight", MICRODATA, 0, "sampling weight of the respondent"),
    INPUT("partnered", MICRODATA, 0, "has ever had a partner"),
    INPUT("physical", MICRODATA, 0, "physical violence by a partner, last 12 months"),
    INPUT("sexual", MICRODATA, 0, "sexual violence by a partner, last 12 months"),
    INPUT("psychological", MICRODATA, 0, "psychological violence by a partner, last 12 months"),
};
static const sdg16_dimension partner_dimensions[] = {AGE(REQUIRED), INCOME,    EDUCATION,
                                                     URBANISATION,  ETHNICITY, DISABILITY};
static const sdg16_series partner_series[] = {
    SERIES(.code = "VC_VAW_MARR", .unit = "PT",
           .label = "Ever-partnered women with physical or sexual violence by a partner"),
    SERIES(.code = "VC_VAW_PHYV", .unit = "PT",
           .label = "Ever-partnered women with physical violence by a partner"),
    SERIES(.code = "VC_VAW_SEXV", .unit = "PT",
           .label = "Ever-partnered women with sexual violence by a partner"),
    SERIES(.code = "VC_VAW_PSYV", .unit = "PT",
           .label = "Ever-partnered women with psychological violence by a partner"),
};

static const sdg16_input stranger_inputs[] = {
    INPUT("weight", MICRODATA, 0, "sampling weight of the respondent"),
    INPUT("sexual", MICRODATA, 0,
          "sexual violence by somebody other than a partner, last 12 months"),
};
static const sdg16_dimension stranger_dimensions[] = {
    AGE(REQUIRED), DIMENSION("place", "CUST_BREAKDOWN", OVERLAP | REQUIRED, NULL)};
static const sdg16_series stranger_series[] = {
    SERIES(.code = "VC_VAW_NONMARR", .unit = "PT",
           .label = "Women with sexual violence by somebody other than a partner")};

/* ---- 11.7.2 ---- */

static const sdg16_input harassment_inputs[] = {
    INPUT("weight", MICRODATA, 0, "sampling weight of the respondent"),
    INPUT("sexual", MICRODATA, 0, "sexual harassment, last 12 months (four questions)"),
    INPUT("physical", MICRODATA, 0, "physical harassment, last 12 months (four questions)"),
};
static const sdg16_dimension harassment_dimensions[] = {
    SEX(REQUIRED), AGE(REQUIRED), DISABILITY,
    DIMENSION("place", "CUST_BREAKDOWN", OVERLAP | REQUIRED, NULL)};
static const sdg16_series harassment_series[] = {
    SERIES(.code = "VC_VOH_SXPH", .unit = "PT",
           .label = "Persons with physical or sexual harassment, last 12 months")};

/* ---- 16.1.1 ---- */

static const sdg16_input homicide_inputs[] = {
    INPUT("victims", COUNT, 0,
          "persons killed by intentional homicide (ICCS 0101) in the calendar year: victims, "
          "not incidents; not deaths in war, suicides, attempts"),
    INPUT("population", POPULATION, 0,
          "resident population of the same year and the same group"),
};
static const sdg16_dimension homicide_dimensions[] = {
    SEX(REQUIRED),
    AGE(REQUIRED),
    DIMENSION("relationship", "CUST_BREAKDOWN", REQUIRED, "_U=unknown"),
    DIMENSION("mechanism", "CUST_BREAKDOWN", REQUIRED,
              "FIREARM=firearm|firearms; SHARP=sharp object; OTHER=other; _U=unknown"),
    DIMENSION("context", "CUST_BREAKDOWN", REQUIRED, "_U=unknown"),
    CITIZENSHIP,
    REGION};
static const sdg16_series homicide_series[] = {
    SERIES(.code = "VC_IHR_PSRC", .unit = "PER_100000_POP", .multiplier = 100000,
           .label = "Victims of intentional homicide per 100,000 population",
           .numerator = "victims", .denominator = "population", .flags = POISSON),
    SERIES(.code = "VC_IHR_PSRCN", .unit = "NUMBER", .label = "Victims of intentional homicide",
           .numerator = "victims", .flags = POISSON),
};

/* ---- 16.1.2 ---- */

static const sdg16_input conflict_inputs[] = {
    INPUT("deaths", COUNT, 0,
          "documented deaths by the direct effect of war operations or other acts that "
          "belong to the armed conflict, in 12 months"),
    INPUT("population", POPULATION, 0,
          "resident population of the country or the area of the situation of conflict"),
    INPUT("undocumented", ESTIMATE, OPTIONAL,
          "direct deaths that are not documented, estimated"),
    INPUT("undocumented_lower", ESTIMATE, OPTIONAL, "lower limit of that estimate"),
    INPUT("undocumented_upper", ESTIMATE, OPTIONAL, "upper limit of that estimate"),
};
static const sdg16_dimension conflict_dimensions[] = {
    SEX(REQUIRED), AGE(REQUIRED),
    DIMENSION("cause", "COMPOSITE_BREAKDOWN", REQUIRED,
              "COD_HEAVYWEAPONS=heavy weapons and explosive munitions|heavy weapons; "
              "COD_EXPLOSIVES=planted explosives and unexploded ordnance|planted explosives; "
              "COD_SMALLARMS=small arms and light weapons|small arms; COD_OTHER=other; "
              "COD_U=unknown"),
    DIMENSION("status", NULL, REQUIRED,
              "CV=civilian|civilians; OPP=other protected person; MAF=member of armed forces; "
              "DPH=person directly participating in hostilities; NCV=non-civilian|"
              "non-civilians; _U=unknown"),
    DIMENSION("situation", "CUST_BREAKDOWN", PEOPLE, NULL)};
#define CONFLICT_RATE                                                                          \
  .unit = "PER_100000_POP", .multiplier = 100000, .numerator = "deaths",                       \
  .denominator = "population"
#define WITH_UNDOCUMENTED                                                                      \
  .numerator = "deaths + undocumented", .lower = "deaths + undocumented_lower",                \
  .upper = "deaths + undocumented_upper", .flags = BESIDE
static const sdg16_series conflict_series[] = {
    SERIES(.valid_from = "2025-08", .code = "VC_DTH_TOTR",
           .label = "Conflict-related deaths per 100,000 population", CONFLICT_RATE,
           .flags = POISSON, .aliases = "VC_DTH_TOCV"),
    SERIES(.valid_from = "2025-08", .code = "VC_DTH_TOTN", .unit = "NUMBER",
           .label = "Conflict-related deaths", .numerator = "deaths", .flags = POISSON),
    SERIES(.valid_from = "2025-08", .code = "VC_DTH_TOCVN", .unit = "NUMBER",
           .label = "Conflict-related deaths of civilians", .numerator = "deaths",
           .category = "status=CV", .flags = POISSON),
    SERIES(.valid_from = "2025-08", .code = "VC_DTH_TONCVN", .unit = "NUMBER",
           .label = "Conflict-related deaths of non-civilians", .numerator = "deaths",
           .category = "status=NCV", .flags = POISSON),
    SERIES(.valid_from = "2025-08", .code = "VC_DTH_TOUNN", .unit = "NUMBER",
           .label = "Conflict-related deaths of persons of unknown status",
           .numerator = "deaths", .category = "status=_U", .flags = POISSON),
    SERIES(.unit = "NUMBER", .label = "Conflict-related deaths with the undocumented",
           WITH_UNDOCUMENTED),
    SERIES(.unit = "PER_100000_POP", .multiplier = 100000, .denominator = "population",
           .label = "Conflict-related deaths with the undocumented per 100,000 population",
           WITH_UNDOCUMENTED),
};

/* ---- 16.1.3, 16.1.4 ---- */

static const sdg16_input subjected_inputs[] = {
    INPUT("weight", MICRODATA, 0, "sampling weight of the respondent"),
    INPUT("assault", MICRODATA, 0, "victim of physical assault, last 12 months"),
    INPUT("robbery", MICRODATA, 0, "victim of robbery, last 12 months"),
    INPUT("sexual", MICRODATA, 0, "victim of sexual violence, last 12 months"),
    INPUT("psychological", MICRODATA, 0, "victim of psychological violence, last 12 months"),
};
static const sdg16_dimension survey_dimensions[] = {SEX(REQUIRED), AGE(REQUIRED), INCOME,
                                                    EDUCATION,     CITIZENSHIP,   ETHNICITY};
static const sdg16_series subjected_series[] = {
    SERIES(.code = "VC_VOV_PHYL", .unit = "PT", .part = "a",
           .label = "Population subjected to physical violence, last 12 months"),
    SERIES(.valid_from = "2025-08", .code = "VC_VOV_PSYCHL", .unit = "PT", .part = "b",
           .label = "Population subjected to psychological violence, last 12 months"),
    SERIES(.code = "VC_VOV_SEXL", .unit = "PT", .part = "c",
           .label = "Population subjected to sexual violence, last 12 months"),
    SERIES(.code = "VC_VOV_ROBB", .unit = "PT",
           .label = "Population subjected to robbery, last 12 months"),
};
static const sdg16_switch subjected_switches[] = {
    SWITCH("physical", "assault or robbery; assault",
           "physical violence: with robbery as in the newer text, or assault alone (2016)")};

static const sdg16_input safe_inputs[] = {
    INPUT("weight", MICRODATA, 0, "sampling weight of the respondent"),
    INPUT("safe", MICRODATA, 0,
          "feeling when walking alone after dark: 1 very safe, 2 safe, 3 unsafe, 4 very "
          "unsafe, 5 never goes out, 99 don't know"),
};
static const sdg16_dimension safe_dimensions[] = {SEX(REQUIRED), AGE(REQUIRED), DISABILITY,
                                                  ETHNICITY,     MIGRATION,     CITIZENSHIP};
static const sdg16_series safe_series[] = {
    SERIES(.valid_from = "2025-08", .code = "VC_SNS_WALN_DRK", .unit = "PT",
           .aliases = "VC_SNS_WALN",
           .label = "Population that feel safe walking alone after dark")};
static const sdg16_switch safe_switches[] = {SWITCH(
    "dont-know", "keep; drop",
    "answers \"don't know\" and \"never\" stay in the denominator, or don't know leaves it")};

/* ---- 16.2.1, 16.2.3 ---- */

static const sdg16_input discipline_inputs[] = {
    INPUT("weight", MICRODATA, 0, "weight of the child, with the selection of the child"),
    INPUT("items", MICRODATA, 0,
          "eight items of the past month: two of psychological aggression, six of physical "
          "punishment"),
};
static const sdg16_dimension child_dimensions[] = {SEX(REQUIRED), AGE(REQUIRED), INCOME,
                                                   URBANISATION};
static const sdg16_series discipline_series[] = {
    SERIES(.code = "VC_VAW_PHYPYV", .unit = "PT",
           .label = "Children with physical punishment or psychological aggression by "
                    "caregivers, past month")};

static const sdg16_input youth_inputs[] = {
    INPUT("weight", MICRODATA, 0, "sampling weight of the respondent, 18 to 29 years"),
    INPUT("first_age", MICRODATA, 0, "age at the first sexual violence"),
};
static const sdg16_dimension youth_dimensions[] = {SEX(REQUIRED | APART), AGE(REQUIRED)};
static const sdg16_series youth_series[] = {
    SERIES(.code = "VC_VAW_SXVLN", .unit = "PT",
           .label = "Young people 18 to 29 with sexual violence by age 18")};

/* ---- 16.2.2 ---- */

static const sdg16_input trafficking_inputs[] = {
    INPUT(
        "detected", COUNT, 0,
        "victims of trafficking in persons (ICCS 0204) whom authorities detected in the year"),
    INPUT("population", POPULATION, 0,
          "resident population of the same year and the same group"),
    INPUT("undetected", ESTIMATE, OPTIONAL,
          "victims whom no list has, estimated (multiple systems estimation)"),
    INPUT("undetected_lower", ESTIMATE, OPTIONAL, "lower limit of that estimate"),
    INPUT("undetected_upper", ESTIMATE, OPTIONAL, "upper limit of that estimate"),
};
static const sdg16_dimension trafficking_dimensions[] = {
    SEX(REQUIRED), AGE(REQUIRED),
    DIMENSION("form", NULL, REQUIRED,
              "SX=sexual exploitation|sexual; FL=forced labour|forced labour, servitude and "
              "slavery|labour; OG=organ removal; OP=other|other purposes; _U=unknown")};
#define DETECTED(suffix, words, ...)                                                           \
  SERIES(.code = "VC_HTF_DETV" suffix "R", .unit = "PER_100000_POP", .multiplier = 100000,     \
         .label = "Detected victims of human trafficking" words " per 100,000 population",     \
         .numerator = "detected", .denominator = "population", .flags = POISSON, __VA_ARGS__), \
      SERIES(.code = "VC_HTF_DETV" suffix, .unit = "NUMBER",                                   \
             .label = "Detected victims of human trafficking" words, .numerator = "detected",  \
             .flags = POISSON, __VA_ARGS__)
#define WITH_UNDETECTED                                                                        \
  .numerator = "detected + undetected", .lower = "detected + undetected_lower",                \
  .upper = "detected + undetected_upper", .flags = BESIDE
static const sdg16_series trafficking_series[] = {
    DETECTED("", "", .part = NULL),
    DETECTED("SX", " for sexual exploitation", .category = "form=SX"),
    DETECTED("FL", " for forced labour, servitude and slavery", .category = "form=FL"),
    DETECTED("OG", " for organ removal", .category = "form=OG"),
    DETECTED("OP", " for other purposes", .category = "form=OP"),
    SERIES(.unit = "NUMBER", .label = "Victims of human trafficking, detected and undetected",
           WITH_UNDETECTED),
    SERIES(.unit = "PER_100000_POP", .multiplier = 100000, .denominator = "population",
           .label = "Victims of human trafficking, detected and undetected, per 100,000 "
                    "population",
           WITH_UNDETECTED),
};

/* ---- the entries ---- */

static const sdg16_indicator_def partner = INDICATOR(
        .code = "5.2.1",
        .name =
            "Proportion of ever-partnered women and girls aged 15 years and older subjected to "
            "physical, sexual or psychological violence by a current or former intimate "
            "partner in the previous 12 months, by form of violence and by age",
        .custodians = "WHO; UNICEF; UN Women; UNFPA; UNODC; UNSD", .kind = "survey percentage",
        .metadata_date = "2021-07",
        .notes = "The global value is physical and/or sexual: a union.", INPUTS(partner_inputs),
        SERIES_OF(partner_series), DIMENSIONS(partner_dimensions),
        .aggregate = SDG16_AGGREGATE_WEIGHTED, .weight = "women 15-49");

static const sdg16_indicator_def stranger = INDICATOR(
        .code = "5.2.2",
        .name =
            "Proportion of women and girls aged 15 years and older subjected to sexual "
            "violence "
            "by persons other than an intimate partner in the previous 12 months, by age and "
            "place of occurrence",
        .custodians = "WHO; UNICEF; UN Women; UNFPA; UNODC; UNSD", .kind = "survey percentage",
        .metadata_date = "2021-07", .notes = "All women are the denominator.",
        INPUTS(stranger_inputs), SERIES_OF(stranger_series), DIMENSIONS(stranger_dimensions),
        .aggregate = SDG16_AGGREGATE_WEIGHTED, .weight = "women 15 and older");

static const sdg16_indicator_def harassment = INDICATOR(
        .code = "11.7.2",
        .name = "Proportion of persons victim of non-sexual or sexual harassment, by sex, age, "
                "disability status and place of occurrence, in the previous 12 months",
        .custodians = "UNODC", .kind = "survey percentage", .metadata_date = "2018-11-28",
        .notes = "Either kind is a union, not a sum; all respondents are the denominator.",
        INPUTS(harassment_inputs), SERIES_OF(harassment_series),
        DIMENSIONS(harassment_dimensions));

static const sdg16_indicator_def homicide = INDICATOR(
        .code = "16.1.1",
        .name =
            "Number of victims of intentional homicide per 100,000 population, by sex and age",
        .custodians = "UNODC; WHO", .kind = "rate", .metadata_date = "2016-07-19",
        .notes =
            "Criminal justice and health sources are both kept, never averaged. A group is "
            "divided by its own population. Totals are not the sum of the sexes.",
        INPUTS(homicide_inputs), SERIES_OF(homicide_series), DIMENSIONS(homicide_dimensions),
        .aggregate = SDG16_AGGREGATE_SUMS, .weight = "population");

static const sdg16_indicator_def conflict = INDICATOR(
        .code = "16.1.2",
        .name = "Conflict-related deaths per 100,000 population, by sex, age and cause",
        .custodians = "OHCHR", .kind = "rate", .metadata_date = "2018-12-03",
        .notes =
            "Documented direct deaths are the reported value; a country that is not on the "
            "list of situations has no value, not 0. An estimate of the undocumented stands "
            "beside. The constraints give PT for the old series VC_DTH_TOCV: it is a rate.",
        INPUTS(conflict_inputs), SERIES_OF(conflict_series), DIMENSIONS(conflict_dimensions),
        .aggregate = SDG16_AGGREGATE_SUMS, .weight = "population");

static const sdg16_indicator_def subjected = INDICATOR(
        .code = "16.1.3",
        .name =
            "Proportion of population subjected to (a) physical violence, (b) psychological "
            "violence and/or (c) sexual violence in the previous 12 months",
        .custodians = "UNODC", .kind = "survey percentage", .metadata_date = "2016-07-19",
        .notes = "Persons, not incidents; a value for each type, no union of the types.",
        INPUTS(subjected_inputs), SERIES_OF(subjected_series), DIMENSIONS(survey_dimensions),
        SWITCHES(subjected_switches));

static const sdg16_indicator_def safe = INDICATOR(
        .code = "16.1.4",
        .name =
            "Proportion of population that feel safe walking alone around the area they live "
            "after dark",
        .custodians = "UNODC", .kind = "survey percentage", .metadata_date = "2023-03-31",
        .notes = "Don't know and never going out stay in the denominator.", INPUTS(safe_inputs),
        SERIES_OF(safe_series), DIMENSIONS(safe_dimensions), SWITCHES(safe_switches),
        .aggregate = SDG16_AGGREGATE_WEIGHTED, .window = 3, .weight = "population");

static const sdg16_indicator_def discipline = INDICATOR(
        .code = "16.2.1",
        .name =
            "Proportion of children aged 1-17 years who experienced any physical punishment "
            "and/or psychological aggression by caregivers in the past month",
        .custodians = "UNICEF", .kind = "survey percentage", .metadata_date = "2021-03",
        .notes = "The range reported is 1 to 14 (older rounds 2 to 14).",
        INPUTS(discipline_inputs), SERIES_OF(discipline_series), DIMENSIONS(child_dimensions),
        .aggregate = SDG16_AGGREGATE_WEIGHTED, .coverage = 0.5,
        .weight = "children of the range");

static const sdg16_indicator_def trafficking = INDICATOR(
        .code = "16.2.2",
        .name =
            "Number of victims of human trafficking per 100,000 population, by sex, age and "
            "form of exploitation",
        .custodians = "UNODC", .kind = "rate", .metadata_date = "2023-03-31",
        .notes = "The reported value is of detected victims; an estimate with the undetected "
                 "stands beside it (sdg16 mse). Groups need not add up to the total.",
        INPUTS(trafficking_inputs), SERIES_OF(trafficking_series),
        DIMENSIONS(trafficking_dimensions));

static const sdg16_indicator_def youth =
    INDICATOR(.code = "16.2.3",
              .name = "Proportion of young women and men aged 18-29 years who experienced "
                      "sexual violence "
                      "by age 18",
              .custodians = "UNICEF", .kind = "survey percentage", .metadata_date = "2021-03",
              .notes = "Women and men apart: there is no value of both.", INPUTS(youth_inputs),
              SERIES_OF(youth_series), DIMENSIONS(youth_dimensions),
              .aggregate = SDG16_AGGREGATE_WEIGHTED, .coverage = 0.5,
              .weight = "women or men 18-29");

static const sdg16i_entry entries[] = {
    {&partner, NULL},     {&stranger, NULL},  {&harassment, NULL}, {&homicide, NULL},
    {&conflict, NULL},    {&subjected, NULL}, {&safe, NULL},       {&discipline, NULL},
    {&trafficking, NULL}, {&youth, NULL}};
const sdg16i_entries sdg16i_builtin_violence = {entries, LENGTH(entries)};
