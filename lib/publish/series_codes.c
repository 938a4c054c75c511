/* The codes of each series, as UNSD's service and its constraints have them.
 *
 * Sources. A: repository datacommonsorg/data, scripts/un/sdg/attribute.csv at commit 34fb26de:
 * the attributes and dimensions of each series in the SDG service of the United Nations
 * Statistics Division, with their SDMX codes. C: repository open-sdg/sdg-build,
 * sdg/outputs/sdmx_global_content_constraints.csv: the constraints of global submissions. Where
 * A has a dimension, its codes are used; where it has not, those of C. */
#include "publish/series_codes.h"

#include "base/text.h"

#include <string.h>

/* ---- parts of the lists ---- */

#define SEXES "SEX *; "
#define AGES "AGE *; "
#define CUSTOM "CUST_BREAKDOWN *; "
#define DETAILS                                                                                \
  "URBANISATION *; INCOME_WEALTH_QUANTILE *; EDUCATION_LEV *; OCCUPATION *; "                  \
  "DISABILITY_STATUS *; " CUSTOM
#define MIGRANTS "COMPOSITE_BREAKDOWN _T MS_MIGRANT MS_NOMIGRANT MS_EUMIGRANT MS_NONEUMIGRANT"
#define CAUSES                                                                                 \
  "COMPOSITE_BREAKDOWN _T COD_EXPLOSIVES COD_SMALLARMS COD_HEAVYWEAPONS COD_OTHER COD_U"
#define UNDP_AGES "AGE _T Y0T24 Y25T34 Y35T44 Y45T54 Y55T64 Y_GE65; "
#define SERVICE_USERS                                                                          \
  "SEX _T F M; " UNDP_AGES "DISABILITY_STATUS _T PD PWD; URBANISATION _T R U; "                \
  "INCOME_WEALTH_QUANTILE _T Q1 Q2 Q3 Q4 Q5; " CUSTOM
#define ATTRIBUTES                                                                             \
  "COMPOSITE_BREAKDOWN SA_ACCESS SA_AFFORD SA_QUALITY SA_EQUALITY SA_ATTITUDE SA_AVERAGE"
#define BELIEVERS                                                                              \
  "SEX _T F M; " UNDP_AGES "DISABILITY_STATUS _T PD PWD; URBANISATION _T R U; "                \
  "EDUCATION_LEV _T ISCED11_1 AGG_2_3 AGG_5T8; INCOME_WEALTH_QUANTILE _T Q1 Q2 Q3 Q4 "         \
  "Q5; " CUSTOM
#define AGES_OF_OFFICE "AGE _T Y0T45 Y_GE46 _U _X; "
#define COMMITTEES                                                                             \
  "COMPOSITE_BREAKDOWN _T PC_FOR_AFF PC_DEFENCE PC_FINANCE PC_HUM_RIGH PC_GEN_EQU "            \
  "PC_FAFF_DEF PC_HR_GEQU PC_FAFF_DEF_FIN PC_FAFF_DEF_HR"
#define POSTS(young) "SEX _T F M; AGE _T " young "; DISABILITY_STATUS _T PD PWD; " CUSTOM
#define ORGANIZATIONS                                                                          \
  "COMPOSITE_BREAKDOWN IO_ADB IO_AFDB IO_ECOSOC IO_FSB IO_IADB IO_IBRD IO_IFC IO_IMF IO_UNGA " \
  "IO_UNSC IO_WTO"
#define GROUNDS                                                                                \
  "COMPOSITE_BREAKDOWN _T GRD_AGE GRD_WEDLOCK GRD_DISHEA GRD_EDU GRD_ETH "                     \
  "GRD_ETHCOLLAN GRD_ETHCOLLANNAL GRD_FAM GRD_GENID GRD_GEO GRD_LANDIA GRD_MARFAM "            \
  "GRD_MAR GRD_MIG GRD_OTHER GRD_RES GRD_POLVIEW GRD_PREGY GRD_RACE GRD_RELIGION "             \
  "GRD_SEX GRD_SEXOGENID GRD_SEXO GRD_SOCIOECON GRD_WEALTH GRD_COLR GRD_ORIGIN "               \
  "GRD_TRAD GRD_NETW GRD_WORK GRD_CLOTH GRD_DIS GRD_ETHCOLLANMIG GRD_ETHI "                    \
  "GRD_ETHRACECOLLAN GRD_HEALTH GRD_NATION GRD_PHYSCOND GRD_RACECOLR GRD_SEXGENID"

/* ---- one line a series ---- */

/* clang-format off */
static const sdg16i_series_codes CODES[] = {
    {"SH_SUD_TREAT", "C", "PT", NULL, SEXES AGES DETAILS "COMPOSITE_BREAKDOWN _T SUD_ATS SUD_OPIOIDS SUD_COCAINE SUD_CANNABIS SUD_ALCOHOL"},
    {"SH_SUD_ALCOL", "C", "PT", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_VAW_MARR", "C", "PT", NULL, "SEX F; " AGES DETAILS MIGRANTS},
    {"VC_VAW_PHYV", "C", "PT", NULL, "SEX F; " AGES DETAILS MIGRANTS},
    {"VC_VAW_SEXV", "C", "PT", NULL, "SEX F; " AGES DETAILS MIGRANTS},
    {"VC_VAW_PSYV", "C", "PT", NULL, "SEX F; " AGES DETAILS MIGRANTS},
    {"VC_VAW_NONMARR", "C", "PT", NULL, "SEX F; AGE Y_GE15; " DETAILS MIGRANTS},
    {"VC_VOH_SXPH", "C", "PT", NULL, SEXES AGES DETAILS MIGRANTS},
    {"ER_WLD_TRPOACH", "C", "PT", NULL, ""},
    {"VC_IHR_PSRC", "AC", "PER_100000_POP", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_IHR_PSRCN", "AC", "NUMBER", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_DTH_TOTR", "A", "PER_100000_POP", NULL, CUSTOM},
    {"VC_DTH_TOTN", "A", "NUMBER", NULL, SEXES "AGE _T Y0T17 Y_GE18 _U; " CUSTOM CAUSES},
    {"VC_DTH_TOTPT", "A", "PT", NULL, SEXES "AGE _T Y0T17 Y_GE18 _U; " CUSTOM CAUSES},
    {"VC_DTH_TOCVN", "A", "NUMBER", NULL, SEXES AGES CUSTOM CAUSES},
    {"VC_DTH_TONCVN", "A", "NUMBER", NULL, CUSTOM},
    {"VC_DTH_TOUNN", "A", "NUMBER", NULL, CUSTOM},
    {"VC_VOV_PHYL", "AC", "PT", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_VOV_ROBB", "AC", "PT", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_VOV_SEXL", "AC", "PT", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_VOV_PSYCHL", "L", "PT", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_SNS_WALN_DRK", "AC", "PT", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_VAW_PHYPYV", "AC", "PT", "C CA E G _X", SEXES "AGE Y0T14 Y1T14 Y1T4 Y2T14; " DETAILS MIGRANTS},
    {"VC_VAW_SXVLN", "AC", "PT", NULL, "SEX F M; AGE Y18T29 Y18T74; " DETAILS MIGRANTS},
    {"VC_HTF_DETV", "AC", "NUMBER", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_HTF_DETVSX", "AC", "NUMBER", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_HTF_DETVFL", "AC", "NUMBER", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_HTF_DETVOP", "AC", "NUMBER", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_HTF_DETVOG", "A", "NUMBER", "C _X", "SEX _T F M; AGE _T Y0T17 Y_GE18; " DETAILS MIGRANTS},
    {"VC_HTF_DETVR", "L", "PER_100000_POP", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_HTF_DETVSXR", "L", "PER_100000_POP", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_HTF_DETVFLR", "L", "PER_100000_POP", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_HTF_DETVOPR", "L", "PER_100000_POP", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_HTF_DETVOGR", "L", "PER_100000_POP", NULL, "SEX _T F M; AGE _T Y0T17 Y_GE18; " DETAILS MIGRANTS},
    {"VC_PRR_PHYV", "AC", "PT", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_PRR_SEXV", "AC", "PT", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_PRR_ROBB", "AC", "PT", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_PRR_PHY_VIO", "L", "PT", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_PRR_SEX_VIO", "L", "PT", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_PRS_UNSNT", "AC", "PT", NULL, SEXES AGES DETAILS MIGRANTS},
    {"VC_PRS_UNSNTN", "C", "NUMBER", NULL, SEXES AGES DETAILS MIGRANTS},
    {"SP_DISP_RESOL", "A", "PT", "C", "SEX _T F M; DISABILITY_STATUS _T PD PWD; " CUSTOM},
    {"DI_ILL_IN", "C", "USD", NULL, ""},
    {"DI_ILL_OUT", "C", "USD", NULL, ""},
    {"VC_ARM_SZTRACE", "AC", "PT", NULL, ""},
    {"IC_FRM_BRIB", "AC", "PT", NULL, ""},
    {"GF_XPD_GBPC", "AC", "PT", NULL, ""},
    {"IU_COR_BRIB", "AC", "PT", NULL, SEXES AGES DETAILS MIGRANTS},
    {"SP_PSR_SATIS_HLTH", "A", "PT", NULL, SERVICE_USERS ATTRIBUTES},
    {"SP_PSR_SATIS_PRM", "A", "PT", NULL, SERVICE_USERS ATTRIBUTES},
    {"SP_PSR_SATIS_SEC", "A", "PT", "C CA E G M N", SERVICE_USERS ATTRIBUTES},
    {"SP_PSR_SATIS_GOV", "A", "PT", NULL, SERVICE_USERS ATTRIBUTES},
    {"SP_PSR_OSATIS_HLTH", "A", "PT", NULL, SERVICE_USERS},
    {"SP_PSR_OSATIS_PRM", "A", "PT", NULL, SERVICE_USERS},
    {"SP_PSR_OSATIS_SEC", "A", "PT", NULL, SERVICE_USERS},
    {"SP_PSR_OSATIS_GOV", "A", "PT", NULL, SERVICE_USERS},
    {"SG_DMK_PARLMP_LC", "AC", "RO", NULL, ""},
    {"SG_DMK_PARLMP_UC", "AC", "RO", NULL, ""},
    {"SG_DMK_PARLYR_LC", "AC", "RO", NULL, SEXES "AGE Y0T45"},
    {"SG_DMK_PARLYR_UC", "AC", "RO", NULL, SEXES "AGE Y0T45"},
    {"SG_DMK_PARLYP_LC", "AC", "PT", NULL, "AGE Y0T45"},
    {"SG_DMK_PARLYN_LC", "AC", "NUMBER", NULL, "AGE Y0T45"},
    {"SG_DMK_PARLYP_UC", "AC", "PT", NULL, "AGE Y0T45"},
    {"SG_DMK_PARLYN_UC", "AC", "NUMBER", NULL, "AGE Y0T45"},
    {"SG_DMK_PARLSP_LC", "AC", "NUMBER", NULL, SEXES AGES_OF_OFFICE},
    {"SG_DMK_PARLSP_UC", "AC", "NUMBER", NULL, SEXES AGES_OF_OFFICE},
    {"SG_DMK_PARLCC_LC", "AC", "NUMBER", NULL, SEXES AGES_OF_OFFICE COMMITTEES},
    {"SG_DMK_PARLCC_UC", "AC", "NUMBER", NULL, SEXES AGES_OF_OFFICE COMMITTEES},
    {"SG_DMK_PARLCC_JC", "AC", "NUMBER", NULL, SEXES AGES_OF_OFFICE COMMITTEES},
    {"SG_DMK_PSRVC", "A", "RO", NULL, POSTS("Y0T34") "OCCUPATION ISCO08_1112 ISCO08_121_1120 ISCO08_21_25_26_242 ISCO08_31T35X32 ISCO08_41 AGG_PSP"},
    {"SG_DMK_JDC", "A", "RO", NULL, POSTS("Y0T44") "OCCUPATION ISCO08_2612 ISCO08_2619R"},
    {"SG_DMK_JDC_HGR", "A", "RO", NULL, POSTS("Y0T44") "OCCUPATION ISCO08_2612 ISCO08_2619R"},
    {"SG_DMK_JDC_LWR", "A", "RO", NULL, POSTS("Y0T44") "OCCUPATION ISCO08_2612 ISCO08_2619R"},
    {"SG_DMK_JDC_CNS", "A", "RO", NULL, POSTS("Y0T44") "OCCUPATION ISCO08_2612 ISCO08_2619R"},
    {"IU_DMK_ICRS", "AC", "PT", "C CA", BELIEVERS},
    {"IU_DMK_INCL", "A", "PT", NULL, BELIEVERS},
    {"IU_DMK_RESP", "A", "PT", NULL, BELIEVERS},
    {"SG_INT_MBRDEV", "AC", "PT", NULL, ORGANIZATIONS},
    {"SG_INT_VRTDEV", "AC", "PT", NULL, ORGANIZATIONS},
    {"SG_REG_BRTH", "AC", "PT NUM_U5_M", NULL, SEXES "AGE Y0 M12T23 M24T35 M36T47 M48T59 Y0T4 Y0T5 Y0T7 M6T59; " DETAILS MIGRANTS},
    {"VC_VAW_MTUHRA", "AC", "NUMBER", NULL, "SEX _T F M; " AGES DETAILS MIGRANTS},
    {"VC_VOC_ENFDIS", "AC", "NUMBER", NULL, "SEX _T F M; " AGES DETAILS MIGRANTS},
    {"SG_INF_ACCSS", "AC", "NUMBER NA", "C E", ""},
    {"SG_NHR_IMPL", "AC", "PT", NULL, ""},
    {"SG_NHR_INTEXST", "AC", "PT", NULL, ""},
    {"SG_NHR_IMPLN", "AC", "NUMBER NA", NULL, ""},
    {"SG_NHR_NOSTUSN", "AC", "NUMBER NA", NULL, ""},
    {"SG_NHR_NOAPPLN", "AC", "NUMBER NA", NULL, ""},
    {"SG_NHR_INTEXSTN", "AC", "NUMBER NA", "C", ""},
    {"VC_VOV_GDSD", "AC", "PT", NULL, "SEX _T F M; " AGES DETAILS GROUNDS},
};
/* clang-format on */

/* ---- looking them up ---- */

const sdg16i_series_codes *sdg16i_series_codes_find(const char *series) {
  for (size_t i = 0; i < sizeof CODES / sizeof CODES[0]; i++)
    if (!strcmp(CODES[i].series, series)) return &CODES[i];
  return NULL;
}

int sdg16i_is_one_of(const char *codes, int64_t size, const char *code) {
  size_t length = strlen(code);
  for (const char *at = codes, *end = codes + size; at < end;) {
    size_t word = 0;
    while (at + word < end && at[word] != ' ') word++;
    int open = word && at[word - 1] == '*';
    if (open ? length >= word - 1 && !strncmp(at, code, word - 1)
             : word && length == word && !strncmp(at, code, word))
      return 1;
    at += word;
    while (at < end && *at == ' ') at++;
  }
  return 0;
}

/* The codes of a dimension; "_T" if the entry does not name it. */
static const char *find_codes(const sdg16i_series_codes *entry, const char *dimension,
                              int64_t *size) {
  const char *rest = entry->dimensions;
  size_t length = strlen(dimension);
  for (const char *part; (part = sdg16i_part(&rest, ';', size));)
    if ((size_t)*size > length && part[length] == ' ' && !memcmp(part, dimension, length)) {
      *size -= (int64_t)length + 1;
      return part + length + 1;
    }
  *size = 2;
  return "_T";
}

const char *sdg16i_series_expects(const sdg16i_series_codes *entry, const char *dimension,
                                  const char *code, int64_t *size) {
  const char *codes = find_codes(entry, dimension, size);
  return sdg16i_is_one_of(codes, *size, code) ? NULL : codes;
}

int sdg16i_series_has_total_only(const sdg16i_series_codes *entry, const char *dimension) {
  int64_t size;
  const char *codes = find_codes(entry, dimension, &size);
  return size == 2 && !memcmp(codes, "_T", 2);
}
