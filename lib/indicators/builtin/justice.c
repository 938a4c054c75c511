/* Targets 16.3, 16.4 and 16.5: justice, illicit flows and arms, corruption. */
#include "indicators/builtin/define.h"

static const sdg16_dimension survey_dimensions[] = {SEX(REQUIRED), AGE(REQUIRED), INCOME,
                                                    EDUCATION,     CITIZENSHIP,   ETHNICITY};

/* ---- 16.3.1 ---- */

static const sdg16_input reported_inputs[] = {
    INPUT("weight", MICRODATA, 0, "sampling weight of the respondent"),
    INPUT("victim", MICRODATA, 0, "victim of the type of violence, last 12 months"),
    INPUT("reported", MICRODATA, 0,
          "reported to the police or another authority or recognised mechanism"),
};
static const sdg16_series reported_series[] = {
    SERIES(.code = "VC_PRR_PHYV", .unit = "PT", .part = "a",
           .label = "Victims of physical violence who reported it"),
    SERIES(.unit = "PT", .part = "b",
           .label = "Victims of psychological violence who reported it"),
    SERIES(.code = "VC_PRR_SEXV", .unit = "PT", .part = "c",
           .label = "Victims of sexual violence who reported it"),
    SERIES(.code = "VC_PRR_ROBB", .unit = "PT", .label = "Victims of robbery who reported it"),
};
static const sdg16_switch reported_switches[] = {
    SWITCH("mode", "last-incident; any-incident; incident-weighted",
           "what a victim of several incidents reported"),
    SWITCH("reported-by", "anybody; victim",
           "reports by others than the victim count, or not")};

/* ---- 16.3.2 ---- */

static const sdg16_input detained_inputs[] = {
    INPUT("unsentenced", COUNT, 0,
          "persons held on the date without a decision on conviction or acquittal; who has a "
          "decision under appeal is sentenced"),
    INPUT("held", COUNT, BASE, "all persons held in detention on that date, a stock"),
    INPUT("status_unknown", COUNT, OPTIONAL,
          "of them persons whose status is not known: they stay among those held"),
};
static const sdg16_dimension detained_dimensions[] = {
    SEX(REQUIRED), AGE(REQUIRED), CITIZENSHIP,
    DIMENSION("duration", "CUST_BREAKDOWN", REQUIRED, "_U=unknown")};
static const sdg16_series detained_series[] = {
    SERIES(.code = "VC_PRS_UNSNT", .unit = "PT", .multiplier = 100,
           .label = "Unsentenced detainees, per cent of the prison population",
           .numerator = "unsentenced", .denominator = "held", .flags = PART),
    SERIES(.code = "VC_PRS_UNSNTN", .unit = "NUMBER", .label = "Unsentenced detainees",
           .numerator = "unsentenced"),
    SERIES(.unit = "PT", .multiplier = 100, .numerator = "status_unknown",
           .denominator = "held", .flags = PART | BESIDE,
           .label = "Persons held whose status is not known, per cent"),
};

/* ---- 16.3.3 ---- */

static const sdg16_input dispute_inputs[] = {
    INPUT("weight", MICRODATA, 0, "sampling weight of the respondent"),
    INPUT("dispute", MICRODATA, 0, "had a dispute in the last two years"),
    INPUT("mechanism", MICRODATA, 0, "mechanisms accessed for the most recent one"),
    INPUT("reason", MICRODATA, 0, "why none was accessed"),
};
static const sdg16_dimension dispute_dimensions[] = {
    DIMENSION("mechanism", "CUST_BREAKDOWN", OVERLAP | REQUIRED, NULL),
    SEX(REQUIRED),
    DISABILITY,
    ETHNICITY,
    MIGRATION,
    CITIZENSHIP};
static const sdg16_series dispute_series[] = {
    SERIES(.unit = "PT",
           .label = "Population with a dispute in two years who accessed a mechanism")};

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
          "arms that could be traced (items 1.2 to 1.7, and 3)"),
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
    INPUT("weight", MICRODATA, 0, "sampling weight of the respondent"),
    INPUT("contact", MICRODATA, 0, "had contact with a public official, last 12 months"),
    INPUT("paid", MICRODATA, 0, "paid a bribe to one"),
    INPUT("asked", MICRODATA, 0, "was asked for a bribe by one"),
};
static const sdg16_dimension bribery_dimensions[] = {
    SEX(REQUIRED), AGE(REQUIRED), INCOME, EDUCATION,
    DIMENSION("official", "CUST_BREAKDOWN", OVERLAP | REQUIRED, NULL)};
static const sdg16_series bribery_series[] = {
    SERIES(.code = "IU_COR_BRIB", .unit = "PT",
           .label = "Persons with contact who paid or were asked for a bribe"),
    SERIES(.unit = "PT", .label = "Persons with contact who paid a bribe", .flags = BESIDE),
    SERIES(.unit = "PT", .label = "Persons with contact who were asked for a bribe",
           .flags = BESIDE),
};

static const sdg16_input firms_inputs[] = {
    INPUT("weight", MICRODATA, 0, "design weight of the firm"),
    INPUT("dealt", MICRODATA, 0, "had each of the six dealings"),
    INPUT("asked", MICRODATA, 0, "a gift or informal payment was expected or requested in it"),
};
static const sdg16_dimension firms_dimensions[] = {
    DIMENSION("activity", "ACTIVITY", PEOPLE, NULL),
    DIMENSION("size", "CUST_BREAKDOWN", PEOPLE, NULL), REGION,
    DIMENSION("manager_sex", "CUST_BREAKDOWN", PEOPLE, NULL)};
static const sdg16_series firms_series[] = {
    SERIES(.code = "IC_FRM_BRIB", .unit = "PT",
           .label = "Businesses with contact that paid or were asked for a bribe")};
static const sdg16_switch firms_switches[] = {
    SWITCH("dont-know", "not-positive; missing", "an item answered \"don't know\""),
    SWITCH("without-dealings", "out; in", "firms without any of the six dealings")};

/* ---- the entries ---- */

static const sdg16_indicator_def reported = INDICATOR(
        .code = "16.3.1",
        .name =
            "Proportion of victims of (a) physical violence, (b) psychological violence and/or "
            "(c) sexual violence in the previous 12 months who reported their victimization to "
            "competent authorities or other officially recognized conflict resolution "
            "mechanisms",
        .custodians = "UNODC", .kind = "survey percentage", .metadata_date = "2016-07-19",
        .notes = "Among victims of the type, not among all respondents.",
        INPUTS(reported_inputs), SERIES_OF(reported_series), DIMENSIONS(survey_dimensions),
        SWITCHES(reported_switches));

static const sdg16_indicator_def detained = INDICATOR(
        .code = "16.3.2",
        .name = "Unsentenced detainees as a proportion of overall prison population",
        .custodians = "UNODC", .kind = "percentage", .metadata_date = "2016-07-19",
        .notes =
            "A stock on a date. A sentence under appeal is a sentence. Persons whose status "
            "is unknown stay among those held.",
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
        .notes = "The most recent dispute alone; only who did not need a mechanism leaves the "
                 "denominator; types of mechanism do not add up.",
        INPUTS(dispute_inputs), SERIES_OF(dispute_series), DIMENSIONS(dispute_dimensions));

static const sdg16_indicator_def flows = INDICATOR(
        .code = "16.4.1",
        .name = "Total value of inward and outward illicit financial flows (in current United "
                "States dollars)",
        .custodians = "UNODC; UNCTAD", .kind = "sum of flows", .metadata_date = "2022-03-31",
        .notes = "Inward and outward flows are never netted; by methods: sdg16 iff.", SERIES_OF(flow_series));

static const sdg16_indicator_def arms = INDICATOR(
        .code = "16.4.2",
        .name =
            "Proportion of seized, found or surrendered arms whose illicit origin or context "
            "has been traced or established by a competent authority in line with "
            "international instruments",
        .custodians = "UNODC; UNODA", .kind = "percentage", .metadata_date = "2018-07-26",
        .notes = "Seizures that belong to a criminal offence; no antiques, no replicas.",
        INPUTS(arms_inputs), SERIES_OF(arms_series), DIMENSIONS(arms_dimensions),
        SWITCHES(arms_switches), .aggregate = SDG16_AGGREGATE_SUMS, .weight = "arms");

static const sdg16_indicator_def bribery = INDICATOR(
        .code = "16.5.1",
        .name =
            "Proportion of persons who had at least one contact with a public official and who "
            "paid a bribe to a public official, or were asked for a bribe by those public "
            "officials, during the previous 12 months",
        .custodians = "UNODC", .kind = "survey percentage", .metadata_date = "2023-03-31",
        .notes = "Paid or asked, among persons with contact.", INPUTS(bribery_inputs),
        SERIES_OF(bribery_series), DIMENSIONS(bribery_dimensions));

static const sdg16_indicator_def firms = INDICATOR(
        .code = "16.5.2",
        .name =
            "Proportion of businesses that had at least one contact with a public official and "
            "that paid a bribe to a public official, or were asked for a bribe by those public "
            "officials during the previous 12 months",
        .custodians = "World Bank; UNODC", .kind = "survey percentage",
        .metadata_date = "2023-03-31", .notes = "A refusal to answer counts as yes.",
        .breaks = "2023: six dealings, before meetings with tax officials alone",
        INPUTS(firms_inputs), SERIES_OF(firms_series), DIMENSIONS(firms_dimensions),
        SWITCHES(firms_switches), .aggregate = SDG16_AGGREGATE_MEAN);

static const sdg16i_entry entries[] = {{&reported, NULL}, {&detained, NULL}, {&dispute, NULL},
                                       {&flows, NULL},    {&arms, NULL},     {&bribery, NULL},
                                       {&firms, NULL}};
const sdg16i_entries sdg16i_builtin_justice = {entries, LENGTH(entries)};
