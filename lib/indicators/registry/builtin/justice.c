/* Targets 16.3, 16.4 and 16.5: justice, illicit flows and arms, corruption. */
#include "indicators/registry/builtin/define.h"

static const sdg16_dimension survey_dimensions[] = {
    SEX(REQUIRED),       AGE_IN(REQUIRED, ADULT_AGES), INCOME(REQUIRED),
    EDUCATION(REQUIRED), CITIZENSHIP(REQUIRED),        ETHNICITY(REQUIRED)};

/* ---- 16.3.1 ---- */

#define REPORTED "yes=1|victim; somebody_else=3|somebody else; no=2|0"
#define VICTIM(type, words)                                                                    \
  ANSWER(type, OPTIONAL, YES_NO, "victim of " words ", last 12 months"),                       \
      ANSWER(type "_reported", OPTIONAL, REPORTED,                                             \
             "reported to the police, to another authority that can investigate, or to a "     \
             "recognised mechanism: the last incident, or any"),                               \
      NUMBER(type "_incidents", OPTIONAL, "number of incidents of " words),                    \
      NUMBER(type "_reports", OPTIONAL, "number of these incidents that were reported")
static const sdg16_input reported_inputs[] = {
    VICTIM("assault", "physical assault"),
    VICTIM("robbery", "robbery"),
    VICTIM("sexual", "sexual violence"),
    VICTIM("sexual_assault", "sexual assault"),
    VICTIM("psychological", "psychological violence"),
    AGE_ASKED,
};
#define TOLD(type, who) type " & " type "_reported " who
#define REPORTING(code_, part_, words, when_, ...)                                             \
  SERIES(.code = code_, .part = part_, .unit = "PT", .multiplier = 100, .when = when_,         \
         .label = "Victims of " words " who reported it", __VA_ARGS__)
/* Persons by who reported; and incidents. */
#define TYPE(code, part, words, type, more)                                                    \
  REPORTING(code, part, words, "mode!=incident-weighted; reported-by=anybody" more,            \
            .survey_numerator = TOLD(type, "in ('yes', 'somebody_else')"),                     \
            .survey_among = type),                                                             \
      REPORTING(code, part, words, "mode!=incident-weighted; reported-by=victim" more,         \
                .survey_numerator = TOLD(type, "== 'yes'"), .survey_among = type),             \
      REPORTING(code, part, words, "mode=incident-weighted" more,                              \
                .survey_numerator = type "_reports", .survey_denominator = type "_incidents",  \
                .survey_among = type)
#define BOTH(who) TOLD("assault", who) " | " TOLD("robbery", who)
#define PHYSICAL(when, ...)                                                                    \
  REPORTING("VC_PRR_PHY_VIO", "a", "physical violence", when "; physical=assault or robbery",  \
            .survey_among = "assault | robbery", __VA_ARGS__)
static const sdg16_series reported_series[] = {
    PHYSICAL("mode!=incident-weighted; reported-by=anybody",
             .survey_numerator = BOTH("in ('yes', 'somebody_else')")),
    PHYSICAL("mode!=incident-weighted; reported-by=victim",
             .survey_numerator = BOTH("== 'yes'")),
    PHYSICAL("mode=incident-weighted", .survey_numerator = "assault_reports + robbery_reports",
             .survey_denominator = "assault_incidents + robbery_incidents"),
    TYPE("VC_PRR_PHY_VIO", "a", "physical violence", "assault", "; physical=assault"),
    TYPE(NULL, "b", "psychological violence", "psychological", ""),
    TYPE("VC_PRR_SEX_VIO", "c", "sexual violence", "sexual", ""),
    TYPE("VC_PRR_PHYV", NULL, "physical assault", "assault", ""),
    TYPE("VC_PRR_SEXV", NULL, "sexual assault", "sexual_assault", ""),
    TYPE("VC_PRR_ROBB", NULL, "robbery", "robbery", ""),
};
static const sdg16_switch reported_switches[] = {
    SWITCH("mode", "last-incident; any-incident; incident-weighted",
           "persons by their last incident, persons by any incident, or incidents"),
    SWITCH("reported-by", "anybody; victim",
           "reports by anybody count, or only those by the victim"),
    SWITCH("physical", "assault or robbery; assault",
           "physical violence: assault or robbery (newer text), or assault alone (2016)")};

/* ---- 16.3.2 ---- */

static const sdg16_input detained_inputs[] = {
    INPUT("unsentenced", COUNT, 0,
          "persons held on the date without a decision on conviction or acquittal; a person "
          "with a decision under appeal is sentenced"),
    INPUT("held", COUNT, BASE, "all persons held in detention on that date"),
    INPUT("status_unknown", COUNT, OPTIONAL,
          "persons held whose status is not known; they are counted in held"),
};
static const sdg16_dimension detained_dimensions[] = {
    SEX(REQUIRED), AGE(REQUIRED), CITIZENSHIP(0),
    DIMENSION("duration", "CUST_BREAKDOWN", REQUIRED, "_U=unknown")};
static const sdg16_series detained_series[] = {
    SERIES(.code = "VC_PRS_UNSNT", .unit = "PT", .multiplier = 100,
           .label = "Unsentenced detainees, per cent of the prison population",
           .numerator = "unsentenced", .denominator = "held", .flags = PART),
    SERIES(.code = "VC_PRS_UNSNTN", .unit = "NUMBER", .label = "Unsentenced detainees",
           .numerator = "unsentenced"),
    SERIES(.unit = "PT", .multiplier = 100, .numerator = "status_unknown",
           .denominator = "held", .flags = PART | SUPPLEMENTARY,
           .label = "Persons held whose status is not known, per cent"),
};

/* ---- 16.3.3 ---- */

#define ACCESSED(name, words)                                                                  \
  ANSWER_OR("accessed_" name, YES_NO, "no", "accessed " words " for the most recent dispute")
static const sdg16_input dispute_inputs[] = {
    ANSWER("dispute", 0, YES_NO, "had a dispute of any type in the last two years"),
    ACCESSED("lawyer", "a lawyer or third-party mediation"),
    ACCESSED("leader", "a community or religious leader, or customary law"),
    ACCESSED("court", "a court or tribunal"),
    ACCESSED("police", "the police"),
    ACCESSED("government", "a government office or another formal authority"),
    ACCESSED("complaint", "another formal complaint procedure"),
    ANSWER("reason", OPTIONAL,
           "not_important=problem not important|problem not important enough|easy to "
           "resolve|simple to solve; solved_directly=solved directly|solved it with the other "
           "party; not_needed=did not need it|no need; other=other|did not know where to "
           "go|too far|too expensive|too costly|afraid|no trust|other side more powerful",
           "why no mechanism was accessed (asked of persons who accessed none)"),
    AGE_ASKED,
};
static const sdg16_dimension dispute_dimensions[] = {
    DIMENSION("mechanism", "CUST_BREAKDOWN", OVERLAP | REQUIRED,
              "LAWYER; LEADER; COURT; POLICE; GOVERNMENT; COMPLAINT"),
    SEX(REQUIRED),
    AGE_IN(0, ADULT_AGES),
    DISABILITY(REQUIRED),
    ETHNICITY(REQUIRED),
    MIGRATION(REQUIRED),
    CITIZENSHIP(REQUIRED)};
#define ANY_MECHANISM                                                                          \
  "(accessed_lawyer | accessed_leader | accessed_court | accessed_police | "                   \
  "accessed_government | accessed_complaint)"
/* who accessed one stays, whatever the reason says; of others only who needed none leaves */
#define NEEDED                                                                                 \
  "dispute & (" ANY_MECHANISM                                                                  \
  " | !(reason in ('not_important', 'solved_directly', 'not_needed')))"
#define NEEDED_OR_UNKNOWN                                                                      \
  "dispute & (" ANY_MECHANISM                                                                  \
  " | missing(reason) | !(reason in ('not_important', 'solved_directly', 'not_needed')))"
/* The official series is by sex and disability; the mechanisms have no codes there. */
#define DISPUTE(label_, of_, ...)                                                              \
  SERIES(.unit = "PT", .multiplier = 100, .label = label_, .survey_numerator = of_,            \
         .survey_among = NEEDED_OR_UNKNOWN, .when = "unknown-reason=keep", __VA_ARGS__),       \
      SERIES(.unit = "PT", .multiplier = 100, .label = label_, .survey_numerator = of_,        \
             .survey_among = NEEDED, .when = "unknown-reason=drop", __VA_ARGS__)
#define MECHANISM(words, name, code)                                                           \
  DISPUTE("Population with a dispute in two years who accessed " words, "accessed_" name,      \
          .category = "mechanism=" code)
static const sdg16_series dispute_series[] = {
    DISPUTE("Population with a dispute in two years who accessed a mechanism", ANY_MECHANISM,
            .code = "SP_DISP_RESOL"),
    MECHANISM("a lawyer or mediation", "lawyer", "LAWYER"),
    MECHANISM("a community or religious leader", "leader", "LEADER"),
    MECHANISM("a court or tribunal", "court", "COURT"),
    MECHANISM("the police", "police", "POLICE"),
    MECHANISM("a government office", "government", "GOVERNMENT"),
    MECHANISM("another complaint procedure", "complaint", "COMPLAINT"),
};
static const sdg16_switch dispute_switches[] = {
    SWITCH("unknown-reason", "keep; drop",
           "persons who accessed no mechanism for an unknown reason stay in the denominator, "
           "or leave it")};

/* ---- 16.4.1: see its specification; not computed from counts ---- */

static const sdg16_series flow_series[] = {
    SERIES(.code = "DI_ILL_IN", .unit = "USD", .label = "Inward illicit financial flows"),
    SERIES(.code = "DI_ILL_OUT", .unit = "USD", .label = "Outward illicit financial flows"),
};

/* ---- 16.4.2 ---- */

static const sdg16_input arms_inputs[] = {
    INPUT("traced", COUNT, 0,
          "arms whose point of diversion was traced or established by a competent authority "
          "(questionnaire on illicit arms flows: items 1.2, 1.3 and 1.4)"),
    INPUT("seized", COUNT, OPTIONAL, "arms seized in connection with a criminal offence"),
    INPUT("found", COUNT, OPTIONAL, "arms found"),
    INPUT("surrendered", COUNT, OPTIONAL, "arms surrendered"),
    INPUT("traceable", COUNT, OPTIONAL | BASE,
          "arms that could be traced (items 1.2 to 1.7 and 3)"),
};
static const sdg16_dimension arms_dimensions[] = {
    DIMENSION("acquisition", "CUST_BREAKDOWN", REQUIRED,
              "SEIZED=seized; FOUND=found; SURRENDERED=surrendered"),
    DIMENSION("tracing", "CUST_BREAKDOWN", REQUIRED | OVERLAP, NULL)};
#define ARMS(denominator_, when_)                                                              \
  SERIES(.code = "VC_ARM_SZTRACE", .unit = "PT", .multiplier = 100, .numerator = "traced",     \
         .label = "Seized, found or surrendered arms traced or established, per cent",         \
         .denominator = denominator_, .when = when_, .flags = PART)
static const sdg16_series arms_series[] = {
    ARMS("seized + found + surrendered", "denominator=all"),
    ARMS("traceable", "denominator=traceable"),
};
static const sdg16_switch arms_switches[] = {
    SWITCH("denominator", "all; traceable",
           "all arms seized, found and surrendered (2018), or those that could be traced "
           "(newer questionnaire)")};

/* ---- 16.5.1, 16.5.2 ---- */

static const sdg16_input bribery_inputs[] = {
    ANSWER("contact", 0, YES_NO,
           "the respondent had contact with a public official, last 12 months"),
    ANSWER("paid", 0, YES_NO,
           "paid a bribe (money, a gift, a counter-favour) to a public official"),
    ANSWER("asked", 0, YES_NO, "was asked for a bribe by a public official"),
    AGE_ASKED,
};
static const sdg16_dimension bribery_dimensions[] = {
    SEX(REQUIRED), AGE_IN(REQUIRED, ADULT_AGES), INCOME(REQUIRED), EDUCATION(REQUIRED),
    DIMENSION("official", "CUST_BREAKDOWN", OVERLAP | REQUIRED, NULL)};
#define BRIBERY(code_, label_, of_, flags_)                                                    \
  SERIES(.code = code_, .unit = "PT", .multiplier = 100, .label = label_,                      \
         .survey_numerator = of_, .survey_among = "contact", .flags = flags_)
static const sdg16_series bribery_series[] = {
    BRIBERY("IU_COR_BRIB", "Persons with contact who paid or were asked for a bribe",
            "paid | asked", 0),
    BRIBERY(NULL, "Persons with contact who paid a bribe", "paid", SUPPLEMENTARY),
    BRIBERY(NULL, "Persons with contact who were asked for a bribe", "asked", SUPPLEMENTARY),
};

#define DEALING(name, words)                                                                   \
  ANSWER_OR(name, YES_NO, "no", "dealt with public officials for " words),                     \
      ANSWER_OR(name "_asked", YES_NO, "no",                                                   \
                "a gift or informal payment was expected or requested for " words)
static const sdg16_input firms_inputs[] = {
    DEALING("electricity", "an electrical connection"),
    DEALING("water", "a water connection"),
    DEALING("construction", "a construction permit"),
    DEALING("import", "an import licence"),
    DEALING("operating", "an operating licence"),
    DEALING("tax", "an inspection by, or meetings with, tax officials"),
    NUMBER("employees", OPTIONAL, "number of employees"),
    NUMBER("state_share", OPTIONAL, "per cent of the firm that the state owns, 0 to 100"),
};
static const sdg16_dimension firms_dimensions[] = {
    DIMENSION("activity", "ACTIVITY", PEOPLE, NULL),
    DIMENSION("size", "CUST_BREAKDOWN", PEOPLE | REQUIRED, NULL),
    REGION,
    DIMENSION("manager_sex", "CUST_BREAKDOWN", PEOPLE | REQUIRED, NULL),
    DIMENSION("exporter", "CUST_BREAKDOWN", PEOPLE, NULL),
    DIMENSION("foreign_owned", "CUST_BREAKDOWN", PEOPLE, NULL)};
/* a refusal counts as yes; don't know as no, or as not known */
#define DONT_KNOW_IS_NO(name)                                                                  \
  name " & (" name "_asked & !missing(" name "_asked, 'dont-know') | missing(" name            \
       "_asked, 'refused'))"
#define DONT_KNOW_IS_MISSING(name)                                                             \
  name " & (" name "_asked | missing(" name "_asked, 'refused'))"
#define IN_ANY(of)                                                                             \
  of("electricity") " | " of("water") " | " of("construction") " | " of("import") " | " of(    \
      "operating") " | " of("tax")
#define DEALT "electricity | water | construction | import | operating | tax"
#define FIRMS(of_, dont_know)                                                                  \
  SERIES(.code = "IC_FRM_BRIB", .unit = "PT", .multiplier = 100,                               \
         .label = "Businesses with contact that paid or were asked for a bribe",               \
         .survey_numerator = IN_ANY(of_), .survey_among = DEALT,                               \
         .when = "dont-know=" dont_know "; without-dealings=out"),                             \
      SERIES(.code = "IC_FRM_BRIB", .unit = "PT", .multiplier = 100,                           \
             .label = "Businesses that paid or were asked for a bribe",                        \
             .survey_numerator = IN_ANY(of_),                                                  \
             .when = "dont-know=" dont_know "; without-dealings=in")
static const sdg16_series firms_series[] = {
    FIRMS(DONT_KNOW_IS_NO, "not-positive"),
    FIRMS(DONT_KNOW_IS_MISSING, "missing"),
};
static const sdg16_switch firms_switches[] = {
    SWITCH("dont-know", "not-positive; missing",
           "an item with the answer \"don't know\" is not a bribe, or is missing"),
    SWITCH("without-dealings", "out; in",
           "firms without any of the six dealings are out of the denominator, or in it")};

/* ---- the entries ---- */

static const sdg16_indicator_def reported = INDICATOR(
        .code = "16.3.1",
        .name =
            "Proportion of victims of (a) physical violence, (b) psychological violence and/or "
            "(c) sexual violence in the previous 12 months who reported their victimization to "
            "competent authorities or other officially recognized conflict resolution "
            "mechanisms",
        .custodians = "UNODC", .kind = "survey percentage", .metadata_date = "2016-07-19",
        .notes = "The denominator is the victims of the type of violence, not all respondents.",
        INPUTS(reported_inputs), SERIES_OF(reported_series), DIMENSIONS(survey_dimensions),
        SWITCHES(reported_switches));

static const sdg16_indicator_def detained = INDICATOR(
        .code = "16.3.2",
        .name = "Unsentenced detainees as a proportion of overall prison population",
        .custodians = "UNODC", .kind = "percentage", .metadata_date = "2016-07-19",
        .notes =
            "The counts are of one date. A sentence under appeal is a sentence. Persons whose "
            "status is unknown are counted as held.",
        INPUTS(detained_inputs), SERIES_OF(detained_series), DIMENSIONS(detained_dimensions),
        .aggregate = SDG16_AGGREGATE_SUMS, .window = 3, .weight = "prison population");

static const sdg16_indicator_def dispute = INDICATOR(
        .code = "16.3.3",
        .name =
            "Proportion of the population who have experienced a dispute in the past two years "
            "and who accessed a formal or informal dispute resolution mechanism, by type of "
            "mechanism",
        .custodians = "UNDP; UNODC; OECD", .kind = "survey percentage",
        .metadata_date = "2023-03-31",
        .notes =
            "Only the most recent dispute counts. Only persons who did not need a mechanism "
            "leave the denominator. Types of mechanism do not add up.",
        INPUTS(dispute_inputs), SERIES_OF(dispute_series), DIMENSIONS(dispute_dimensions),
        SWITCHES(dispute_switches), .universe = "age >= 18");

static const sdg16_indicator_def flows = INDICATOR(
        .code = "16.4.1",
        .name = "Total value of inward and outward illicit financial flows (in current United "
                "States dollars)",
        .custodians = "UNODC; UNCTAD", .kind = "sum of flows", .metadata_date = "2022-03-31",
        .notes = "Inward and outward flows are never netted. Use sdg16 iff for the methods.",
        SERIES_OF(flow_series));

static const sdg16_indicator_def arms = INDICATOR(
        .code = "16.4.2",
        .name =
            "Proportion of seized, found or surrendered arms whose illicit origin or context "
            "has been traced or established by a competent authority in line with "
            "international instruments",
        .custodians = "UNODC; UNODA", .kind = "percentage", .metadata_date = "2018-07-26",
        .notes =
            "Only arms seized for a criminal offence count, without antiques and replicas.",
        INPUTS(arms_inputs), SERIES_OF(arms_series), DIMENSIONS(arms_dimensions),
        SWITCHES(arms_switches), .aggregate = SDG16_AGGREGATE_SUMS, .weight = "arms");

static const sdg16_indicator_def bribery = INDICATOR(
        .code = "16.5.1",
        .name =
            "Proportion of persons who had at least one contact with a public official and who "
            "paid a bribe to a public official, or were asked for a bribe by those public "
            "officials, during the previous 12 months",
        .custodians = "UNODC", .kind = "survey percentage", .metadata_date = "2023-03-31",
        .notes = "Persons who paid or were asked count, among persons with contact.",
        INPUTS(bribery_inputs), SERIES_OF(bribery_series), DIMENSIONS(bribery_dimensions));

static const sdg16_indicator_def firms = INDICATOR(
        .code = "16.5.2",
        .name =
            "Proportion of businesses that had at least one contact with a public official and "
            "that paid a bribe to a public official, or were asked for a bribe by those public "
            "officials during the previous 12 months",
        .custodians = "World Bank; UNODC", .kind = "survey percentage",
        .metadata_date = "2023-03-31",
        .notes =
            "A refusal to answer counts as yes. The universe is formal firms with 5 or more "
            "employees that the state does not own wholly.",
        .breaks = "2023: six dealings; before 2023 only meetings with tax officials",
        INPUTS(firms_inputs), SERIES_OF(firms_series), DIMENSIONS(firms_dimensions),
        SWITCHES(firms_switches), .universe = "employees >= 5; state_share < 100",
        .aggregate = SDG16_AGGREGATE_MEAN);

static const sdg16i_entry entries[] = {{&reported, NULL}, {&detained, NULL}, {&dispute, NULL},
                                       {&flows, NULL},    {&arms, NULL},     {&bribery, NULL},
                                       {&firms, NULL}};
const sdg16i_entries sdg16i_builtin_justice = {entries, LENGTH(entries)};
