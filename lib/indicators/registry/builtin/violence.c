/* Targets 16.1 and 16.2, and with them 5.2 and 11.7: violence. */
#include "indicators/registry/builtin/define.h"

/* ---- 5.2.1, 5.2.2 ---- */

#define WOMEN_AGES                                                                             \
  "Y15T19; Y20T24; Y25T29; Y30T34; Y35T39; Y40T44; Y45T49; Y50T54; Y55T59; Y60T64; Y_GE65; "   \
  "_U=unknown"

static const sdg16_input partner_inputs[] = {
    SEX_ASKED,
    AGE_ASKED,
    ANSWER_OR("partnered", YES_NO, "yes", "has ever had an intimate partner"),
    ANSWER("physical", OPTIONAL, YES_NO,
           "physical violence by a current or former partner, last 12 months"),
    ANSWER("sexual", OPTIONAL, YES_NO,
           "sexual violence by a current or former partner, last 12 months"),
    ANSWER("psychological", OPTIONAL, YES_NO,
           "psychological violence by a current or former partner, last 12 months"),
};
static const sdg16_dimension partner_dimensions[] = {AGE_IN(REQUIRED, WOMEN_AGES),
                                                     INCOME(0),
                                                     EDUCATION(0),
                                                     URBANISATION(0),
                                                     ETHNICITY(0),
                                                     DISABILITY(0)};
#define PARTNER(code_, label_, of_)                                                            \
  SERIES(.code = code_, .unit = "PT", .multiplier = 100,                                       \
         .label = "Ever-partnered women with " label_ " violence by a partner",                \
         .survey_numerator = of_, .survey_among = "partnered", .key = "SEX:F; AGE:Y_GE15",     \
         .when = "ages=15+"),                                                                  \
      SERIES(.code = code_, .unit = "PT", .multiplier = 100,                                   \
             .label = "Ever-partnered women with " label_ " violence by a partner",            \
             .survey_numerator = of_, .survey_among = "partnered & age <= 49",                 \
             .key = "SEX:F; AGE:Y15T49", .when = "ages=15-49")
static const sdg16_series partner_series[] = {
    PARTNER("VC_VAW_MARR", "physical or sexual", "physical | sexual"),
    PARTNER("VC_VAW_PHYV", "physical", "physical"),
    PARTNER("VC_VAW_SEXV", "sexual", "sexual"),
    PARTNER("VC_VAW_PSYV", "psychological", "psychological"),
    PARTNER(NULL, "any", "physical | sexual | psychological"),
};
static const sdg16_switch partner_switches[] = {
    SWITCH("ages", "15+; 15-49", "women of 15 years and older, or up to 49 years")};

static const sdg16_input stranger_inputs[] = {
    SEX_ASKED,
    AGE_ASKED,
    ANSWER("sexual", 0, YES_NO,
           "sexual violence by somebody other than a partner, last 12 months"),
};
static const sdg16_dimension stranger_dimensions[] = {
    AGE_IN(REQUIRED, WOMEN_AGES),
    DIMENSION("place", "CUST_BREAKDOWN", OVERLAP | REQUIRED, NULL)};
static const sdg16_series stranger_series[] = {
    SERIES(.code = "VC_VAW_NONMARR", .unit = "PT", .multiplier = 100,
           .survey_numerator = "sexual", .key = "SEX:F; AGE:Y_GE15",
           .label = "Women with sexual violence by somebody other than a partner")};

/* ---- 11.7.2 ---- */

#define HARASSED(kind, number)                                                                 \
  ANSWER_OR(kind "_" number, YES_NO, "no", kind " harassment, question " number)
static const sdg16_input harassment_inputs[] = {
    ANSWER("sexual", 0, YES_NO,
           "sexual harassment, first of four questions, or one column made of all"),
    HARASSED("sexual", "2"),
    HARASSED("sexual", "3"),
    HARASSED("sexual", "4"),
    ANSWER("physical", 0, YES_NO,
           "physical harassment, first of four questions, or one column made of all"),
    HARASSED("physical", "2"),
    HARASSED("physical", "3"),
    HARASSED("physical", "4"),
    ANSWER_OR("recent", YES_NO, "yes",
              "the latest was in the last 12 months, if the questions ask for longer"),
    ANSWER_OR("latest", "sexual; physical; both=both kinds|either kind", "both",
              "of which kind the latest was, if the questions ask for longer"),
    AGE_ASKED,
};
static const sdg16_dimension harassment_dimensions[] = {
    SEX(REQUIRED), AGE_IN(REQUIRED, ADULT_AGES), DISABILITY(REQUIRED),
    DIMENSION("place", "CUST_BREAKDOWN", OVERLAP | REQUIRED, NULL)};
#define SEXUAL "sexual | sexual_2 | sexual_3 | sexual_4"
#define PHYSICAL "physical | physical_2 | physical_3 | physical_4"
#define HARASSMENT(of_, ...)                                                                   \
  SERIES(.unit = "PT", .multiplier = 100, .survey_numerator = "recent & (" of_ ")", __VA_ARGS__)
static const sdg16_series harassment_series[] = {
    HARASSMENT(SEXUAL " | " PHYSICAL, .code = "VC_VOH_SXPH",
               .label = "Persons with physical or sexual harassment, last 12 months"),
    HARASSMENT(SEXUAL ") & (latest in ('sexual', 'both')", .flags = SUPPLEMENTARY,
               .label = "Persons with sexual harassment, last 12 months"),
    HARASSMENT(PHYSICAL ") & (latest in ('physical', 'both')", .flags = SUPPLEMENTARY,
               .label = "Persons with physical harassment, last 12 months"),
};

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
    CITIZENSHIP(0),
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
    DIMENSION(
        "cause", "COMPOSITE_BREAKDOWN", REQUIRED,
        "COD_HEAVYWEAPONS=heavy weapons and explosive munitions|heavy weapons; "
        "COD_EXPLOSIVES=planted explosives and unexploded ordnance|planted explosives; "
        "COD_SMALLARMS=small arms and light weapons|small arms; COD_OTHER=other|+incendiary|"
        "+incendiary weapons|+cbrn|+chemical, biological, radiological, nuclear|"
        "+chemical, biological, radiological, nuclear (CBRN)|+electromagnetic weapons|"
        "+less lethal weapons|+denial of objects|+denial of access to/destruction of "
        "objects indispensable to survival|+denial of access to/ destruction of objects "
        "indispensable to survival|+accidents|+accidents related to conflict|"
        "+other means|+use of objects and other means|+multiple weapons|"
        "+multiple weapons used; COD_U=unknown"),
    DIMENSION("person_status", NULL, REQUIRED,
              "CV=civilian|civilians; OPP=other protected person; MAF=member of armed forces; "
              "DPH=person directly participating in hostilities; NCV=non-civilian|"
              "non-civilians; _U=unknown"),
    DIMENSION("situation", "CUST_BREAKDOWN", PEOPLE, NULL)};
#define CONFLICT_RATE                                                                          \
  .unit = "PER_100000_POP", .multiplier = 100000, .numerator = "deaths",                       \
  .denominator = "population"
#define WITH_UNDOCUMENTED                                                                      \
  .numerator = "deaths + undocumented", .lower = "deaths + undocumented_lower",                \
  .upper = "deaths + undocumented_upper", .flags = SUPPLEMENTARY
static const sdg16_series conflict_series[] = {
    SERIES(.valid_from = "2025-08", .code = "VC_DTH_TOTR",
           .label = "Conflict-related deaths per 100,000 population", CONFLICT_RATE,
           .flags = POISSON, .aliases = "VC_DTH_TOCV"),
    SERIES(.valid_from = "2025-08", .code = "VC_DTH_TOTN", .unit = "NUMBER",
           .label = "Conflict-related deaths", .numerator = "deaths", .flags = POISSON),
    SERIES(.valid_from = "2025-08", .code = "VC_DTH_TOCVN", .unit = "NUMBER",
           .label = "Conflict-related deaths of civilians", .numerator = "deaths",
           .category = "person_status=CV", .flags = POISSON),
    SERIES(.valid_from = "2025-08", .code = "VC_DTH_TONCVN", .unit = "NUMBER",
           .label = "Conflict-related deaths of non-civilians", .numerator = "deaths",
           .category = "person_status=NCV", .flags = POISSON),
    SERIES(.valid_from = "2025-08", .code = "VC_DTH_TOUNN", .unit = "NUMBER",
           .label = "Conflict-related deaths of persons of unknown status",
           .numerator = "deaths", .category = "person_status=_U", .flags = POISSON),
    /* computed by sdg16i_code_conflict, from the rows of VC_DTH_TOTN */
    SERIES(.valid_from = "2025-08", .code = "VC_DTH_TOTPT", .unit = "PT", .multiplier = 100,
           .label = "Conflict-related deaths by sex, age and cause, per cent of all"),
    SERIES(.unit = "NUMBER", .label = "Conflict-related deaths with the undocumented",
           WITH_UNDOCUMENTED),
    SERIES(.unit = "PER_100000_POP", .multiplier = 100000, .denominator = "population",
           .label = "Conflict-related deaths with the undocumented per 100,000 population",
           WITH_UNDOCUMENTED),
};

/* ---- 16.1.3, 16.1.4 ---- */

static const sdg16_input subjected_inputs[] = {
    ANSWER("assault", OPTIONAL, YES_NO, "victim of physical assault, last 12 months"),
    ANSWER("robbery", OPTIONAL, YES_NO, "victim of robbery, last 12 months"),
    ANSWER("sexual", OPTIONAL, YES_NO, "victim of sexual violence, last 12 months"),
    ANSWER("psychological", OPTIONAL, YES_NO,
           "victim of psychological violence, last 12 months"),
    AGE_ASKED,
};
static const sdg16_dimension survey_dimensions[] = {
    SEX(REQUIRED),       AGE_IN(REQUIRED, ADULT_AGES), INCOME(REQUIRED),
    EDUCATION(REQUIRED), CITIZENSHIP(REQUIRED),        ETHNICITY(REQUIRED)};
#define SUBJECTED(type, ...)                                                                   \
  SERIES(.unit = "PT", .multiplier = 100,                                                      \
         .label = "Population subjected to " type ", last 12 months", __VA_ARGS__)
static const sdg16_series subjected_series[] = {
    SUBJECTED("physical violence", .code = "VC_VOV_PHYL", .part = "a",
              .survey_numerator = "assault | robbery", .when = "physical=assault or robbery"),
    SUBJECTED("physical violence", .code = "VC_VOV_PHYL", .part = "a",
              .survey_numerator = "assault", .when = "physical=assault"),
    SUBJECTED("psychological violence", .code = "VC_VOV_PSYCHL", .part = "b",
              .survey_numerator = "psychological", .valid_from = "2025-08"),
    SUBJECTED("sexual violence", .code = "VC_VOV_SEXL", .part = "c",
              .survey_numerator = "sexual"),
    SUBJECTED("robbery", .code = "VC_VOV_ROBB", .survey_numerator = "robbery"),
};
static const sdg16_switch subjected_switches[] = {
    SWITCH("physical", "assault or robbery; assault",
           "physical violence: with robbery as in the newer text, or assault alone (2016)")};

#define SAFE_ANSWERS                                                                           \
  "very_safe=1|very safe; safe=2|fairly safe|rather safe; unsafe=3|a bit unsafe|rather "       \
  "unsafe; very_unsafe=4|very unsafe"
#define SAFE_OR_NEVER                                                                          \
  SAFE_ANSWERS "; never=5|never goes out|never walks alone|not applicable; dont_know=99|98|8"
static const sdg16_input safe_inputs[] = {
    ANSWER("safe", OPTIONAL, SAFE_OR_NEVER,
           "feeling when walking alone after dark in the area where one lives"),
    ANSWER("safe_day", OPTIONAL, SAFE_OR_NEVER, "the same during the day"),
    ANSWER_OR("probe", SAFE_ANSWERS "; dont_know=99|98|8; refused=9", "missing",
              "how safe would you feel: asked of those who never go out"),
    AGE_ASKED,
};
static const sdg16_dimension safe_dimensions[] = {
    SEX(REQUIRED),       AGE_IN(REQUIRED, ADULT_AGES), DISABILITY(REQUIRED),
    ETHNICITY(REQUIRED), MIGRATION(REQUIRED),          CITIZENSHIP(REQUIRED)};
#define FEELS_SAFE                                                                             \
  "!missing(safe) & safe in ('very_safe', 'safe') | !missing(safe) & safe == 'never' & "       \
  "!missing(probe) & probe in ('very_safe', 'safe')"
#define SAFE_BY_DAY "!missing(safe_day) & safe_day in ('very_safe', 'safe')"
#define SAFE_SERIES(when_, among_, ...)                                                        \
  SERIES(.unit = "PT", .multiplier = 100, .survey_among = among_, .when = when_, __VA_ARGS__)
#define AFTER_DARK                                                                             \
  .survey_numerator = FEELS_SAFE, .valid_from = "2025-08", .code = "VC_SNS_WALN_DRK",          \
  .aliases = "VC_SNS_WALN", .label = "Population that feel safe walking alone after dark"
#define BY_DAY                                                                                 \
  .survey_numerator = SAFE_BY_DAY, .flags = SUPPLEMENTARY,                                     \
  .label = "Population that feel safe walking alone during the day"
static const sdg16_series safe_series[] = {
    SAFE_SERIES("denominator=answers; dont-know=keep",
                "!missing(safe) | missing(safe, 'dont-know')", AFTER_DARK),
    SAFE_SERIES("denominator=answers; dont-know=drop", "!missing(safe)", AFTER_DARK),
    SAFE_SERIES("denominator=all", NULL, AFTER_DARK),
    SAFE_SERIES("denominator=answers; dont-know=keep",
                "!missing(safe_day) | missing(safe_day, 'dont-know')", BY_DAY),
    SAFE_SERIES("denominator=answers; dont-know=drop", "!missing(safe_day)", BY_DAY),
    SAFE_SERIES("denominator=all", NULL, BY_DAY),
};
static const sdg16_switch safe_switches[] = {
    SWITCH("dont-know", "keep; drop",
           "who answers don't know stays in the denominator, or leaves it; who never goes out "
           "stays"),
    SWITCH(
        "denominator", "answers; all",
        "those who answered, or all respondents (as the metadata say): who refused, or has no "
        "answer, does not feel safe then; dont-know has no effect on it")};

/* ---- 16.2.1, 16.2.3 ---- */

#define DISCIPLINE(name, definition) ANSWER_OR(name, YES_NO, "missing", definition)
static const sdg16_input discipline_inputs[] = {
    NUMBER("age", 0, "age of the child in completed years"),
    ANSWER("shouted", 0, YES_NO, "shouted, yelled or screamed at the child, past month"),
    DISCIPLINE("called_names", "called the child dumb, lazy or the like"),
    DISCIPLINE("shook", "shook the child"),
    DISCIPLINE("spanked", "hit the child on the bottom with the bare hand"),
    DISCIPLINE("hit_object", "hit the child with a belt, brush, stick or other hard object"),
    DISCIPLINE("hit_face", "hit or slapped the child on the face, head or ears"),
    DISCIPLINE("hit_limb", "hit or slapped the child on the hand, arm or leg"),
    DISCIPLINE("beat", "beat the child up, over and over"),
};
static const sdg16_dimension child_dimensions[] = {
    SEX(REQUIRED), AGE_IN(REQUIRED, "Y1T4; Y5T9; Y10T14; Y15T17; _U=unknown"), INCOME(REQUIRED),
    URBANISATION(REQUIRED)};
#define YES_TO(item) "!missing(" item ") & " item
#define ANY_DISCIPLINE                                                                         \
  YES_TO("shouted")                                                                            \
  " | " YES_TO("called_names") " | " YES_TO("shook") " | " YES_TO("spanked") " | " YES_TO(     \
      "hit_object") " | " YES_TO("hit_face") " | " YES_TO("hit_limb") " | " YES_TO("beat")
#define ANSWERED(not_, operator_)                                                              \
  not_ "missing(shouted) " operator_ " " not_ "missing(called_names) " operator_ " " not_      \
       "missing(shook) " operator_ " " not_ "missing(spanked) " operator_ " " not_             \
       "missing(hit_object) " operator_ " " not_ "missing(hit_face) " operator_ " " not_       \
       "missing(hit_limb) " operator_ " " not_ "missing(beat)"
#define CHILDREN(low, high, age_)                                                              \
  SERIES(.code = "VC_VAW_PHYPYV", .unit = "PT", .multiplier = 100, .key = "AGE:" age_,         \
         .label = "Children with physical punishment or psychological aggression by "          \
                  "caregivers, past month",                                                    \
         .survey_numerator = ANY_DISCIPLINE,                                                   \
         .survey_among = "age in " low ".." high " & (" ANSWERED("!", "|") ")",                \
         .when = "ages=" low "-" high)
static const sdg16_series discipline_series[] = {
    CHILDREN("1", "14", "Y1T14"),
    CHILDREN("2", "14", "Y2T14"),
    CHILDREN("1", "17", "Y1T17"),
};
static const sdg16_switch discipline_switches[] = {
    SWITCH("ages", "1-14; 2-14; 1-17",
           "ages covered: as reported since 2009 (MICS, DHS), before, or as the name says")};

static const sdg16_input youth_inputs[] = {
    ANSWER("violence", 0, YES_NO, "has ever experienced sexual violence"),
    NUMBER("first_age", 0, "age in completed years at the first time"),
    AGE_ASKED,
};
static const sdg16_dimension youth_dimensions[] = {
    SEX(REQUIRED | SEPARATE), AGE_IN(REQUIRED, "Y18T24; Y25T29; _U=unknown")};
#define YOUTH(of_, when_)                                                                      \
  SERIES(.code = "VC_VAW_SXVLN", .unit = "PT", .multiplier = 100, .key = "AGE:Y18T29",         \
         .label = "Young people 18 to 29 with sexual violence by age 18",                      \
         .survey_numerator = of_, .survey_among = "!missing(violence)", .when = when_)
static const sdg16_series youth_series[] = {
    YOUTH("violence & !missing(first_age) & first_age <= 17", "unknown-age=keep"),
    YOUTH("violence & first_age <= 17", "unknown-age=drop"),
};
static const sdg16_switch youth_switches[] = {
    SWITCH("unknown-age", "keep; drop",
           "who had sexual violence at an age that is not known stays in the denominator, or "
           "leaves it")};

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
  .upper = "detected + undetected_upper", .flags = SUPPLEMENTARY
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
        .notes = "The global value counts women with physical or sexual violence, or both.",
        INPUTS(partner_inputs), SERIES_OF(partner_series), DIMENSIONS(partner_dimensions),
        SWITCHES(partner_switches), .universe = "sex == 'F'; age >= 15",
        .aggregate = SDG16_AGGREGATE_WEIGHTED, .weight = "women 15-49");

static const sdg16_indicator_def stranger = INDICATOR(
        .code = "5.2.2",
        .name =
            "Proportion of women and girls aged 15 years and older subjected to sexual "
            "violence "
            "by persons other than an intimate partner in the previous 12 months, by age and "
            "place of occurrence",
        .custodians = "WHO; UNICEF; UN Women; UNFPA; UNODC; UNSD", .kind = "survey percentage",
        .metadata_date = "2021-07", .notes = "The denominator is all women.",
        INPUTS(stranger_inputs), SERIES_OF(stranger_series), DIMENSIONS(stranger_dimensions),
        .universe = "sex == 'F'; age >= 15", .aggregate = SDG16_AGGREGATE_WEIGHTED,
        .weight = "women 15 and older");

static const sdg16_indicator_def harassment = INDICATOR(
        .code = "11.7.2",
        .name = "Proportion of persons victim of non-sexual or sexual harassment, by sex, age, "
                "disability status and place of occurrence, in the previous 12 months",
        .custodians = "UNODC", .kind = "survey percentage", .metadata_date = "2018-11-28",
        .notes = "Persons with both kinds count once. The denominator is all respondents.",
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
            "list of situations has no value, not 0. An estimate with the undocumented is an "
            "additional row. The constraints give PT for the old series VC_DTH_TOCV: it is a "
            "rate.",
        INPUTS(conflict_inputs), SERIES_OF(conflict_series), DIMENSIONS(conflict_dimensions),
        .aggregate = SDG16_AGGREGATE_SUMS, .weight = "population");

static const sdg16_indicator_def subjected = INDICATOR(
        .code = "16.1.3",
        .name =
            "Proportion of population subjected to (a) physical violence, (b) psychological "
            "violence and/or (c) sexual violence in the previous 12 months",
        .custodians = "UNODC", .kind = "survey percentage", .metadata_date = "2016-07-19",
        .notes = "The unit is the person, not the incident. Each type has its own value.",
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
        .universe = "age >= 18", .aggregate = SDG16_AGGREGATE_WEIGHTED, .window = 3,
        .weight = "population");

static const sdg16_indicator_def discipline = INDICATOR(
        .code = "16.2.1",
        .name =
            "Proportion of children aged 1-17 years who experienced any physical punishment "
            "and/or psychological aggression by caregivers in the past month",
        .custodians = "UNICEF", .kind = "survey percentage", .metadata_date = "2021-03",
        .notes = "The range reported is 1 to 14 (older rounds 2 to 14).",
        INPUTS(discipline_inputs), SERIES_OF(discipline_series), DIMENSIONS(child_dimensions),
        SWITCHES(discipline_switches), .universe = "age in 1..17",
        .aggregate = SDG16_AGGREGATE_WEIGHTED, .coverage = 0.5,
        .weight = "children of the range");

static const sdg16_indicator_def trafficking = INDICATOR(
        .code = "16.2.2",
        .name =
            "Number of victims of human trafficking per 100,000 population, by sex, age and "
            "form of exploitation",
        .custodians = "UNODC", .kind = "rate", .metadata_date = "2023-03-31",
        .notes = "The reported value counts detected victims. An estimate with the undetected "
                 "(sdg16 mse) is an additional row. Groups need not add up to the total.",
        INPUTS(trafficking_inputs), SERIES_OF(trafficking_series),
        DIMENSIONS(trafficking_dimensions));

static const sdg16_indicator_def youth =
    INDICATOR(.code = "16.2.3",
              .name = "Proportion of young women and men aged 18-29 years who experienced "
                      "sexual violence "
                      "by age 18",
              .custodians = "UNICEF", .kind = "survey percentage", .metadata_date = "2021-03",
              .notes = "Women and men apart: there is no value of both.", INPUTS(youth_inputs),
              SERIES_OF(youth_series), DIMENSIONS(youth_dimensions), SWITCHES(youth_switches),
              .universe = "age in 18..29", .aggregate = SDG16_AGGREGATE_WEIGHTED,
              .coverage = 0.5, .weight = "women or men 18-29");

static const sdg16i_entry entries[] = {{&partner, NULL},
                                       {&stranger, NULL},
                                       {&harassment, NULL},
                                       {&homicide, NULL},
                                       {&conflict, &sdg16i_code_conflict},
                                       {&subjected, NULL},
                                       {&safe, NULL},
                                       {&discipline, NULL},
                                       {&trafficking, NULL},
                                       {&youth, NULL}};
const sdg16i_entries sdg16i_builtin_violence = {entries, LENGTH(entries)};
