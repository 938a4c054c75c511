#include "publish/sdg_dsd.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

const char *const sdg16i_dimension_names[SDG16I_DIMENSIONS] = {"FREQ",
                                                               "REPORTING_TYPE",
                                                               "SERIES",
                                                               "REF_AREA",
                                                               "SEX",
                                                               "AGE",
                                                               "URBANISATION",
                                                               "INCOME_WEALTH_QUANTILE",
                                                               "EDUCATION_LEV",
                                                               "OCCUPATION",
                                                               "CUST_BREAKDOWN",
                                                               "COMPOSITE_BREAKDOWN",
                                                               "DISABILITY_STATUS",
                                                               "ACTIVITY",
                                                               "PRODUCT",
                                                               "TIME_PERIOD"};

const char *const sdg16i_dimension_columns[SDG16I_DIMENSIONS] = {
    [SDG16I_REPORTING_TYPE] = "reporting_type",
    [SDG16I_SERIES_CODE] = "series",
    [SDG16I_REF_AREA] = "ref_area",
    [SDG16I_SEX] = "sex",
    [SDG16I_AGE] = "age",
    [SDG16I_URBANISATION] = "urbanisation",
    [SDG16I_QUANTILE] = "income_wealth_quantile",
    [SDG16I_EDUCATION] = "education_lev",
    [SDG16I_OCCUPATION] = "occupation",
    [SDG16I_CUST_BREAKDOWN] = "cust_breakdown",
    [SDG16I_COMPOSITE] = "composite_breakdown",
    [SDG16I_DISABILITY] = "disability_status",
    [SDG16I_ACTIVITY] = "activity",
    [SDG16I_PRODUCT] = "product",
    [SDG16I_TIME_PERIOD] = "time_period"};

const char *const sdg16i_attribute_columns[SDG16I_ATTRIBUTES] = {
    [SDG16I_OBS_STATUS] = "obs_status",
    [SDG16I_UNIT_MULT] = "unit_mult",
    [SDG16I_UNIT_MEASURE] = "unit",
    [SDG16I_BASE_PER] = "base_per",
    [SDG16I_NATURE] = "nature",
    [SDG16I_TIME_DETAIL] = "time_detail",
    [SDG16I_COMMENT_OBS] = "note",
    [SDG16I_TIME_COVERAGE] = "time_coverage",
    [SDG16I_UPPER_BOUND] = "upper",
    [SDG16I_LOWER_BOUND] = "lower",
    [SDG16I_SOURCE_DETAIL] = "source",
    [SDG16I_COMMENT_TS] = "comment_ts",
    [SDG16I_GEO_INFO_URL] = "geo_info_url",
    [SDG16I_GEO_INFO_TYPE] = "geo_info_type",
    [SDG16I_CUST_BREAKDOWN_LB] = "cust_breakdown_lb",
    [SDG16I_DATA_LAST_UPDATE] = "data_last_update"};

const char *const sdg16i_attribute_names[SDG16I_ATTRIBUTES] = {
    "OBS_STATUS",   "UNIT_MULT",     "UNIT_MEASURE",      "BASE_PER",
    "NATURE",       "TIME_DETAIL",   "COMMENT_OBS",       "TIME_COVERAGE",
    "UPPER_BOUND",  "LOWER_BOUND",   "SOURCE_DETAIL",     "COMMENT_TS",
    "GEO_INFO_URL", "GEO_INFO_TYPE", "CUST_BREAKDOWN_LB", "DATA_LAST_UPDATE"};

int32_t sdg16i_dimension_place(const char *name) {
  for (int32_t i = 0; i < SDG16I_DIMENSIONS; i++)
    if (sdg16i_same_text(sdg16i_dimension_names[i], name)) return i;
  return -1;
}

/* ---- code lists: words, or how a code is built ---- */

/* Is `code` one of the words of a text that separates them by blanks? A word that ends
 * with '*' stands for all that begin so. */
static int one_of(const char *words, const char *code) {
  size_t length = strlen(code);
  for (const char *at = words; *at;) {
    size_t size = strcspn(at, " ");
    int open = at[size - 1] == '*';
    if (open ? length >= size && !strncmp(at, code, size - 1)
             : length == size && !strncmp(at, code, size))
      return 1;
    at += size;
    at += strspn(at, " ");
  }
  return 0;
}

static int is_code(const char *code) {
  return *code && !code[strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")];
}

/* digits, or "" */
static const char *digits(const char *at) { return at + strspn(at, "0123456789"); }

/* _T, _U, Y0, Y0T4, Y_GE15, Y_LT18, M6T59: the forms of CL_AGE. */
static int is_age(const char *code) {
  if (one_of("_T _U _X", code)) return 1;
  if (*code != 'Y' && *code != 'M') return 0;
  const char *at = code + 1;
  if (!strncmp(at, "_GE", 3) || !strncmp(at, "_LT", 3)) {
    at += 3;
    return digits(at) > at && !*digits(at);
  }
  const char *end = digits(at);
  if (end == at) return 0;
  if (*end == 'T') {
    at = end + 1;
    end = digits(at);
    if (end == at) return 0;
  }
  return !*end;
}

const char *sdg16i_dimension_expected(int32_t place, const char *code) {
  static const char *const WORDS[SDG16I_DIMENSIONS] = {
      [SDG16I_FREQ] = "A",
      [SDG16I_REPORTING_TYPE] = "N R G",
      [SDG16I_SEX] = "_T F M _N _O _U _X",
      [SDG16I_URBANISATION] = "_T U R CITY TSUB",
      [SDG16I_QUANTILE] = "_T Q1 Q2 Q3 Q4 Q5 B40 R60 B50 R50",
      [SDG16I_COMPOSITE] =
          "_T IO_ADB IO_AFDB IO_ECOSOC IO_FSB IO_IADB IO_IBRD IO_IFC IO_IMF IO_UNGA IO_UNSC "
          "IO_WTO GRD_SEX GRD_AGE GRD_DISHEA GRD_ETHCOLLAN GRD_MIG GRD_SOCIOECON GRD_GEO "
          "GRD_RELIGION GRD_MARFAM GRD_SEXOGENID GRD_POLVIEW GRD_OTHER COD_EXPLOSIVES "
          "COD_SMALLARMS COD_HEAVYWEAPONS COD_OTHER COD_U PC_* SUD_ATS SUD_OPIOIDS "
          "SUD_COCAINE SUD_CANNABIS SUD_ALCOHOL MS_MIGRANT MS_NOMIGRANT MS_EUMIGRANT "
          "MS_NONEUMIGRANT",
  };
  if (WORDS[place]) return one_of(WORDS[place], code) ? NULL : WORDS[place];
  switch (place) {
  case SDG16I_AGE:
    return is_age(code) ? NULL
                        : "_T, or ages such as Y0, Y0T4, Y_GE15, M6T59 (minors under 18: "
                          "Y0T17, adults: Y_GE18)";
  case SDG16I_REF_AREA:
    return *code && !*digits(code) && (*code != '0' || !code[1])
               ? NULL
               : "an M49 number without leading zeros, such as 826";
  case SDG16I_TIME_PERIOD:
    return strlen(code) == 4 && !*digits(code) ? NULL : "a year of four digits";
  case SDG16I_CUST_BREAKDOWN:
    return !strcmp(code, "_T") || (code[0] == 'C' && code[1] && !*digits(code + 1))
               ? NULL
               : "_T, or C and a number";
  default: /* lists that are not known here */
    return is_code(code) ? NULL
                         : "a code of capitals, digits and _ (map a word to its code, as "
                           "education_lev.ISCED11_1=Primary)";
  }
}

const char *sdg16i_attribute_expected(int32_t place, const char *code) {
  static const char *const WORDS[SDG16I_ATTRIBUTES] = {
      [SDG16I_OBS_STATUS] = "A B E F M O P U V X _U",
      [SDG16I_UNIT_MULT] = "0 3 6 9",
      [SDG16I_UNIT_MEASURE] = "PT NUMBER PER_100000_POP RO USD IX",
      [SDG16I_NATURE] = "C CA E M G N NA _X",
  };
  return !WORDS[place] || one_of(WORDS[place], code) ? NULL : WORDS[place];
}

/* ---- content constraints of global submissions ---- */

static const struct {
  const char *series; /* words as above */
  int32_t place;
  const char *codes;
} CONSTRAINTS[] = {
    {"VC_VAW_PHYPYV", SDG16I_AGE, "Y1T14 Y2T14 Y1T4 Y0T14"},
    {"VC_VAW_SXVLN", SDG16I_AGE, "Y18T29 Y18T74"},
    {"SG_REG_BRTH", SDG16I_AGE, "Y0T5 Y0 M6T59 Y0T4 Y0T7"},
    {"VC_VAW_NONMARR", SDG16I_AGE, "Y_GE15"},
    {"VC_VAW_MARR VC_VAW_PHYV VC_VAW_SEXV VC_VAW_PSYV VC_VAW_NONMARR", SDG16I_SEX, "F"},
    {"SG_INT_*", SDG16I_COMPOSITE, "IO_*"},
    {"VC_IHR_* VC_VOV_* VC_SNS_* VC_HTF_* VC_PRR_* VC_PRS_* IU_COR_BRIB SP_PSR_* IU_DMK_* "
     "VC_VAW_MTUHRA VC_VOH_SXPH",
     SDG16I_COMPOSITE, "_T MS_* GRD_*"},
};
static const char ONLY_TOTALS[] = "DI_ILL_* VC_ARM_SZTRACE IC_FRM_BRIB GF_XPD_GBPC "
                                  "SG_INF_ACCSS SG_NHR_* ER_WLD_TRPOACH";

const char *sdg16i_constraint(const char *const dimension[SDG16I_DIMENSIONS], const char *unit,
                              const char *unit_mult, int32_t *place) {
  const char *series = dimension[SDG16I_SERIES_CODE];
  for (*place = SDG16I_SEX; *place < SDG16I_TIME_PERIOD; ++*place)
    if (one_of(ONLY_TOTALS, series) && strcmp(dimension[*place], "_T")) return "_T";
  for (size_t i = 0; i < sizeof CONSTRAINTS / sizeof CONSTRAINTS[0]; i++) {
    *place = CONSTRAINTS[i].place;
    if (one_of(CONSTRAINTS[i].series, series) &&
        !one_of(CONSTRAINTS[i].codes, dimension[*place]))
      return CONSTRAINTS[i].codes;
  }
  *place = -1;
  if (one_of("PT RO PER_100000_POP IX", unit) && strcmp(unit_mult, "0")) return "0";
  return NULL;
}
