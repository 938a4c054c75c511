/* Names of the constants of sdg16/survey.h. */
#include "base/names.h"

#include <sdg16/survey.h>

static const sdg16i_name LONELY[] = {
    {SDG16_LONELY_FAIL, "fail"},           {SDG16_LONELY_REMOVE, "remove"},
    {SDG16_LONELY_CERTAINTY, "certainty"}, {SDG16_LONELY_ADJUST, "adjust"},
    {SDG16_LONELY_AVERAGE, "average"},
};
SDG16I_NAMES(sdg16_lonely, LONELY)

static const sdg16i_name REPLICATES[] = {
    {SDG16_REPLICATE_NONE, "none"}, {SDG16_REPLICATE_JK1, "jk1"},
    {SDG16_REPLICATE_JKN, "jkn"},   {SDG16_REPLICATE_BRR, "brr"},
    {SDG16_REPLICATE_FAY, "fay"},   {SDG16_REPLICATE_BOOTSTRAP, "bootstrap"},
    {SDG16_REPLICATE_SDR, "sdr"},
};
SDG16I_NAMES(sdg16_replicate, REPLICATES)

static const sdg16i_name CALIBRATIONS[] = {
    {SDG16_CALIBRATE_LINEAR, "linear"},
    {SDG16_CALIBRATE_RAKING, "raking"},
    {SDG16_CALIBRATE_LOGIT, "logit"},
};
SDG16I_NAMES(sdg16_calibrate, CALIBRATIONS)

static const sdg16i_name STATISTICS[] = {
    {SDG16_SURVEY_TOTAL, "total"},
    {SDG16_SURVEY_MEAN, "mean"},
    {SDG16_SURVEY_PROPORTION, "proportion"},
    {SDG16_SURVEY_RATIO, "ratio"},
    {SDG16_SURVEY_AVERAGE, "average"},
    {SDG16_SURVEY_QUANTILE, "quantile"},
    {SDG16_SURVEY_DISTRIBUTION, "distribution"},
};
SDG16I_NAMES(sdg16_survey_statistic, STATISTICS)

static const sdg16i_name INTERVALS[] = {
    {SDG16_SURVEY_INTERVAL_NONE, "none"},
    {SDG16_SURVEY_INTERVAL_WALD, "wald"},
    {SDG16_SURVEY_INTERVAL_LOGIT, "logit"},
    {SDG16_SURVEY_INTERVAL_ARCSINE, "arcsine"},
    {SDG16_SURVEY_INTERVAL_BETA, "beta"},
    {SDG16_SURVEY_INTERVAL_KORN_GRAUBARD, "korn-graubard"},
    {SDG16_SURVEY_INTERVAL_WILSON, "wilson"},
    {SDG16_SURVEY_INTERVAL_LIKELIHOOD, "likelihood"},
};
SDG16I_NAMES(sdg16_survey_interval, INTERVALS)

static const sdg16i_name SCHEMES[] = {
    {SDG16_SCHEME_NONE, "none"},
    {SDG16_SCHEME_NCHS, "nchs"},
    {SDG16_SCHEME_STATCAN, "statcan"},
    {SDG16_SCHEME_INE_CHILE, "ine-chile"},
    {SDG16_SCHEME_ECLAC, "eclac"},
    {SDG16_SCHEME_ECLAC_2023, "eclac-2023"},
    {SDG16_SCHEME_EUROSTAT, "eurostat"},
    {SDG16_SCHEME_CUSTOM, "custom"},
    {SDG16_SCHEME_NCHS_RATES, "nchs-rates"},
};
SDG16I_NAMES(sdg16_scheme, SCHEMES)

static const sdg16i_name DEFFS[] = {
    {SDG16_DEFF_WITHOUT, "wor"},
    {SDG16_DEFF_WITH, "wr"},
    {SDG16_DEFF_BY_WEIGHTS, "auto"},
};
SDG16I_NAMES(sdg16_deff, DEFFS)

static const sdg16i_name RULES[] = {
    {SDG16_QUANTILE_MATH, "math"},
    {SDG16_QUANTILE_SCHOOL, "school"},
    {SDG16_QUANTILE_HF4, "hf4"},
    {SDG16_QUANTILE_HF7, "hf7"},
};
SDG16I_NAMES(sdg16_quantile, RULES)

static const sdg16i_name STATUSES[] = {
    {SDG16_SURVEY_OK, "ok"},
    {SDG16_SURVEY_EMPTY, "empty"},
    {SDG16_SURVEY_LONELY, "lonely-psu"},
    {SDG16_SURVEY_NO_DF, "no-df"},
    {SDG16_SURVEY_UNDEFINED, "undefined"},
    {SDG16_SURVEY_REPLICATES, "replicates"},
    {SDG16_SURVEY_OUT_OF_RANGE, "out-of-range"},
};
SDG16I_NAMES(sdg16_survey_status, STATUSES)

static const sdg16i_name COMPARISONS[] = {
    {SDG16_COMPARE_DIFFERENCE, "difference"},
    {SDG16_COMPARE_RATIO, "ratio"},
    {SDG16_COMPARE_ODDS_RATIO, "odds-ratio"},
};
SDG16I_NAMES(sdg16_compare, COMPARISONS)
