/* UNODC's indicators of other goals: 3.5.1, 15.7.1 = 15.c.1. */
#include "indicators/registry/builtin/define.h"

/* ---- 3.5.1 ---- */

static const sdg16_input treatment_inputs[] = {
    INPUT(
        "treated", COUNT, OPTIONAL,
        "persons in treatment for a disorder at least once in the year: persons, not episodes"),
    INPUT("with_disorder", ESTIMATE, 0, "persons with the disorder in the year, estimated"),
    INPUT(
        "population", POPULATION, OPTIONAL,
        "population of the ages of with_disorder, for the prevalence of alcohol use disorders"),
};
static const sdg16_dimension treatment_dimensions[] = {
    DIMENSION(
        "substance", "COMPOSITE_BREAKDOWN", REQUIRED | SEPARATE,
        "SUD_ATS=amphetamine-type stimulants|ats; SUD_OPIOIDS=opioids; "
        "SUD_COCAINE=cocaine; SUD_CANNABIS=cannabis; SUD_ALCOHOL=alcohol|alcohol and other "
        "psychoactive substances"),
    SEX(0), AGE(0),
    DIMENSION("intervention", "CUST_BREAKDOWN", REQUIRED | OVERLAP,
              "PHARMACOLOGICAL=pharmacological; PSYCHOSOCIAL=psychosocial; "
              "REHABILITATION=rehabilitation and aftercare|rehabilitation|aftercare")};
#define TREATED                                                                                \
  .unit = "PT", .multiplier = 100, .numerator = "treated", .denominator = "with_disorder",     \
  .flags = PART
static const sdg16_series treatment_series[] = {
    SERIES(.code = "SH_SUD_TREAT", TREATED, .category = "substance!=SUD_ALCOHOL",
           .label = "People with a drug use disorder who were treated, per cent"),
    SERIES(.code = "SH_SUD_TREAT", TREATED, .category = "substance=SUD_ALCOHOL",
           .label =
               "People with a use disorder of alcohol or other psychoactive substances who "
               "were treated, per cent"),
    SERIES(.code = "SH_SUD_ALCOL", .unit = "PT", .multiplier = 100,
           .label = "Alcohol use disorders, 12-month prevalence, per cent of the population",
           .numerator = "with_disorder", .denominator = "population", .flags = PART,
           .category = "substance=SUD_ALCOHOL", .key = "COMPOSITE_BREAKDOWN:_T"),
};
static const sdg16_switch treatment_switches[] = {
    SWITCH("prevalence", "survey; scale-up; capture-recapture; multiplier",
           "how the number of people with a disorder was estimated; recorded")};

/* ---- 15.7.1 = 15.c.1 ---- */

static const sdg16_input wildlife_inputs[] = {
    INPUT("illegal_units", AMOUNT, 0,
          "units seized as World WISE has them, at the source country"),
    INPUT("legal_units", AMOUNT, 0, "units exported with CITES permits"),
    INPUT(
        "price", AMOUNT, 0,
        "price of a unit, the same for both: weighted mean of declared United States imports"),
};
static const sdg16_dimension wildlife_dimensions[] = {
    DIMENSION("species", "CUST_BREAKDOWN", 0, NULL),
    DIMENSION("commodity", "CUST_BREAKDOWN", 0, NULL)};
static const sdg16_series wildlife_series[] = {
    SERIES(.code = "ER_WLD_TRPOACH", .unit = "PT", .multiplier = 100,
           .label =
               "Traded wildlife that was poached or illicitly trafficked, per cent of value",
           .numerator = "illegal_units*price",
           .denominator = "legal_units*price + illegal_units*price", .flags = PART)};

/* ---- the entries ---- */

static const sdg16_indicator_def treatment = INDICATOR(
        .code = "3.5.1",
        .name = "Coverage of treatment interventions (pharmacological, psychosocial and "
                "rehabilitation and aftercare services) for substance use disorders",
        .custodians = "WHO; UNODC", .kind = "percentage", .metadata_date = "2019-09-20",
        .notes =
            "Drugs apart from alcohol and other psychoactive substances. Drugs as a whole are "
            "the "
            "row of the total (_T): they are not added up of substances. The prevalence of "
            "alcohol use disorders is no coverage: it is a share of the population.",
        INPUTS(treatment_inputs), SERIES_OF(treatment_series), DIMENSIONS(treatment_dimensions),
        SWITCHES(treatment_switches));

static const sdg16_indicator_def wildlife =
    INDICATOR(.code = "15.7.1",
              .name = "Proportion of traded wildlife that was poached or illicitly trafficked",
              .custodians = "UNODC; CITES", .kind = "share of value",
              .metadata_date = "2016-07-19",
              .notes = "The same prices for legal and illegal trade.", INPUTS(wildlife_inputs),
              SERIES_OF(wildlife_series), DIMENSIONS(wildlife_dimensions),
              .aggregate = SDG16_AGGREGATE_SUMS, .weight = "value of trade");

static const sdg16_indicator_def wildlife_c =
    INDICATOR(.code = "15.c.1",
              .name = "Proportion of traded wildlife that was poached or illicitly trafficked",
              .custodians = "UNODC; CITES", .same_as = "15.7.1");

static const sdg16i_entry entries[] = {
    {&treatment, NULL}, {&wildlife, NULL}, {&wildlife_c, NULL}};
const sdg16i_entries sdg16i_builtin_health = {entries, LENGTH(entries)};
