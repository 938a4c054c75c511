/* Short forms for the built-in definitions. Facts are from the metadata sheets of the
 * custodians (the date of each is in the entry) and from the SDG data structure. */
#ifndef SDG16I_INDICATORS_REGISTRY_BUILTIN_DEFINE_H
#define SDG16I_INDICATORS_REGISTRY_BUILTIN_DEFINE_H

#include "indicators/registry/registry.h"

#include <stddef.h>

#define LENGTH(array) ((int64_t)(sizeof(array) / sizeof(array)[0]))

#define INPUT(name, kind, flags, definition)                                                   \
  { sizeof(sdg16_input), name, definition, SDG16_INPUT_##kind, flags, NULL, NULL }
/* Of microdata: an answer; the same with one assumed where there is no column; a number. */
#define ANSWER(name, flags, answers, definition)                                               \
  { sizeof(sdg16_input), name, definition, SDG16_INPUT_MICRODATA, flags, answers, NULL }
#define ANSWER_OR(name, answers, otherwise, definition)                                        \
  { sizeof(sdg16_input), name, definition, SDG16_INPUT_MICRODATA, OPTIONAL, answers, otherwise }
#define NUMBER(name, flags, definition) INPUT(name, MICRODATA, flags, definition)
#define YES_NO "yes=1|y|true; no=2|0|n|false"
#define OPTIONAL SDG16_INPUT_OPTIONAL
#define BASE SDG16_INPUT_BASE
#define DERIVED (SDG16_INPUT_DERIVED | SDG16_INPUT_OPTIONAL)

#define SERIES(...)                                                                            \
  { .struct_size = sizeof(sdg16_series), __VA_ARGS__ }
#define PART SDG16_SERIES_PART
#define POISSON SDG16_SERIES_POISSON
#define SUPPLEMENTARY SDG16_SERIES_SUPPLEMENTARY
#define GROUPS SDG16_SERIES_GROUPS

#define DIMENSION(name, component, flags, categories)                                          \
  { sizeof(sdg16_dimension), name, component, categories, flags, 0 }
#define PEOPLE SDG16_DIMENSION_PEOPLE
#define OVERLAP SDG16_DIMENSION_OVERLAP
#define REQUIRED SDG16_DIMENSION_REQUIRED
#define SEPARATE SDG16_DIMENSION_SEPARATE

#define SWITCH(name, values, meaning)                                                          \
  { sizeof(sdg16_switch), name, values, meaning }

#define INPUTS(array) .input_count = LENGTH(array), .inputs = array
#define SERIES_OF(array) .series_count = LENGTH(array), .series = array
#define DIMENSIONS(array) .dimension_count = LENGTH(array), .dimensions = array
#define SWITCHES(array) .switch_count = LENGTH(array), .switches = array
#define INDICATOR(...)                                                                         \
  { .struct_size = sizeof(sdg16_indicator_def), __VA_ARGS__ }

/* Dimensions that many indicators have. */
#define SEX(flags)                                                                             \
  DIMENSION("sex", "SEX", PEOPLE | flags,                                                      \
            "F=female|women|woman|girls|girl; M=male|men|man|boys|boy; _O=other; "             \
            "_U=unknown|not known|"                                                            \
            "not stated")
#define AGE(flags)                                                                             \
  DIMENSION("age", "AGE", PEOPLE | flags,                                                      \
            "Y0T17=child|children|under 18; Y_GE18=adult|adults|18 and over; _U=unknown|not "  \
            "known|not stated")
/* Ages in bands, into which ages that are numbers are sorted. */
#define AGE_IN(flags, bands) DIMENSION("age", "AGE", PEOPLE | flags, bands)
#define ADULT_AGES "Y0T14; Y15T24; Y25T34; Y35T44; Y45T54; Y55T64; Y_GE65; _U=unknown"
#define URBANISATION(flags)                                                                    \
  DIMENSION("urbanisation", "URBANISATION", PEOPLE | flags, "U=urban; R=rural")
#define INCOME(flags)                                                                          \
  DIMENSION("income_wealth_quantile", "INCOME_WEALTH_QUANTILE", PEOPLE | flags,                \
            "Q1=poorest|1; Q2=2; Q3=3; Q4=4; Q5=richest|5")
#define EDUCATION(flags) DIMENSION("education_lev", "EDUCATION_LEV", PEOPLE | flags, NULL)
#define DISABILITY(flags)                                                                      \
  DIMENSION("disability_status", "DISABILITY_STATUS", PEOPLE | flags,                          \
            "PD=with disability|disabled; PWD=without disability")
#define CITIZENSHIP(flags) DIMENSION("citizenship", "CUST_BREAKDOWN", PEOPLE | flags, NULL)
#define ETHNICITY(flags) DIMENSION("ethnicity", "CUST_BREAKDOWN", PEOPLE | flags, NULL)
#define MIGRATION(flags) DIMENSION("migration", "CUST_BREAKDOWN", PEOPLE | flags, NULL)
#define REGION DIMENSION("region", "CUST_BREAKDOWN", PEOPLE, NULL)

/* Of respondents, to tell whom an indicator is about. */
#define SEX_ASKED                                                                              \
  ANSWER("sex", OPTIONAL,                                                                      \
         "F=female|women|woman|girls|girl; M=male|men|man|boys|boy; _O=other; "                \
         "_U=unknown|not known|not stated",                                                    \
         "sex of the respondent")
#define AGE_ASKED NUMBER("age", OPTIONAL, "age in completed years")

#endif
