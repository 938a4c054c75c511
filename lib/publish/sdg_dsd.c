#include "publish/sdg_dsd.h"

#include "base/text.h"
#include "publish/series_codes.h"

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

static int one_of(const char *words, const char *code) {
  return sdg16i_is_one_of(words, (int64_t)strlen(words), code);
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
               : "an M49 number such as 826, an ISO code of three letters or an English name";
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
      [SDG16I_OBS_STATUS] = "A B D E F G H I J K L M N O P Q S U V W",
      [SDG16I_UNIT_MULT] = "0 3 6 9",
      [SDG16I_UNIT_MEASURE] = "PT NUMBER PER_100000_POP RO USD IX NUM_U5_M NA",
      [SDG16I_NATURE] = "C CA E G M N _X",
  };
  return !WORDS[place] || one_of(WORDS[place], code) ? NULL : WORDS[place];
}

/* ---- the codes of the series ---- */

/* The ages that any series of the SDG service has (attribute.csv, see series_codes.c). */
static const char AGES[] =
    "M0 Y0 Y0T4 Y0T14 Y0T17 _T Y1T14 Y1T17 Y5T14 Y5T17 Y_GE5 Y6T14 Y6T17 Y_GE6 Y7T14 "
    "Y7T17 Y_GE7 Y10T14 Y10T17 Y10T24 Y10T74 Y_GE10 Y12T14 Y12T17 Y12T30 Y_GE12 Y14T24 "
    "Y14T28 Y14T29 Y_GE14 Y15T17 Y15T19 Y15T24 Y15T29 Y15T44 Y15T49 Y15T60 Y15T64 Y15T65 "
    "Y15T70 Y15T72 Y15T74 Y15T80 Y15T84 Y_GE15 Y16T24 Y16T65 Y16T74 Y_GE16 Y18T27 Y18T29 "
    "Y18T35 Y18T44 Y_GE18 Y19T65 Y20T24 Y20T29 Y20T30 Y20T49 Y20T64 Y20T74 Y25T29 Y25T34 "
    "Y25T64 Y_GE25 Y30 Y30T34 Y30T39 Y30T69 Y30T70 Y35 Y35T39 Y35T44 Y35T49 M36T59 Y40T44 "
    "Y40T49 Y45T49 Y45T59 Y5T9 Y10T19 Y50T54 Y50T59 Y55T59 Y60T64 Y60T69 Y_GE60 Y65T69 "
    "Y70T74 Y70T79 Y_GE70 Y75T79 Y_GE75 Y80T84 Y80T89 Y_GE80 Y85T89 Y_GE85 Y90T94 Y90T99 "
    "Y_GE90 Y95T99 Y_GE95 Y_GE100 Y18T19 Y0T9 M36T47 Y18T24 Y18T49 Y18T50 Y_GE50 Y1T4 "
    "Y2T14 Y18T74 Y30T35 Y0T7 M6T59 Y0T5 Y65T74 Y75T84 _U _X Y15T28 Y12T24 Y_GE20 Y_GE65 "
    "Y25T44 Y45T54 Y45T64 Y55T64 Y6T65 Y0T15 Y0T45 Y_GE46 Y0T24 Y0T34 Y0T44 M12T23 M24T35 "
    "M48T59";

static int is_narrow(int32_t place) { /* dimensions whose codes depend on the series */
  return place == SDG16I_COMPOSITE || place == SDG16I_OCCUPATION;
}

static void copy_expected(const char *codes, int64_t size, char out[SDG16I_EXPECTED_SIZE]) {
  int whole = size < SDG16I_EXPECTED_SIZE;
  snprintf(out, SDG16I_EXPECTED_SIZE, "%.*s%s", (int)(whole ? size : 200), codes,
           whole ? "" : " ...");
}

int sdg16i_series_refuses(const sdg16i_series_codes *entry,
                          const char *const dimension[SDG16I_DIMENSIONS], int global,
                          int32_t *place, char expected[SDG16I_EXPECTED_SIZE]) {
  for (*place = SDG16I_SEX; *place < SDG16I_TIME_PERIOD; ++*place) {
    const char *code = dimension[*place];
    int64_t size;
    if (!global && !is_narrow(*place)) continue;
    const char *codes =
        sdg16i_series_expects(entry, sdg16i_dimension_names[*place], code, &size);
    if (codes) copy_expected(codes, size, expected);
    if (codes) return 1;
    if (!global || *place != SDG16I_AGE || one_of(AGES, code)) continue;
    snprintf(expected, SDG16I_EXPECTED_SIZE, "an age of the code list, such as Y0T14, Y_GE65");
    return 1;
  }
  return 0;
}

int sdg16i_series_is_of_totals(const sdg16i_series_codes *entry,
                               const char *const dimension[SDG16I_DIMENSIONS]) {
  static const int32_t PLACES[] = {SDG16I_SEX, SDG16I_AGE, SDG16I_OCCUPATION, SDG16I_COMPOSITE};
  for (size_t i = 0; i < sizeof PLACES / sizeof PLACES[0]; i++)
    if (strcmp(dimension[PLACES[i]], "_T") &&
        sdg16i_series_has_total_only(entry, sdg16i_dimension_names[PLACES[i]]))
      return 1;
  return 0;
}

int sdg16i_is_sdmx_id(const char *code) {
  return *code && !code[strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                     "0123456789_@$-")];
}

int64_t sdg16i_put_key(const char *const *dimension, const char *action,
                       char key[SDG16I_KEY_SIZE]) {
  size_t used = 0;
  for (int32_t d = 0; d < SDG16I_DIMENSIONS; d++)
    used += (size_t)snprintf(key + used, SDG16I_KEY_SIZE - used, "%s%.70s", d ? "|" : "",
                             dimension[d] ? dimension[d] : "");
  if (action) used += (size_t)snprintf(key + used, SDG16I_KEY_SIZE - used, "|%.10s", action);
  return (int64_t)used;
}
