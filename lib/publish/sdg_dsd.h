/* The SDG data structure as data (IAEG-SDGs:SDG; component order as in the global data
 * file of April 2026, code lists as far as they are known here). */
#ifndef SDG16I_PUBLISH_SDG_DSD_H
#define SDG16I_PUBLISH_SDG_DSD_H

#include "publish/series_codes.h"

#include <sdg16/indicator.h>

#define SDG16I_DIMENSIONS 16
#define SDG16I_ATTRIBUTES 16

/* Places of the dimensions, in order. */
enum {
  SDG16I_FREQ,
  SDG16I_REPORTING_TYPE,
  SDG16I_SERIES_CODE,
  SDG16I_REF_AREA,
  SDG16I_SEX,
  SDG16I_AGE,
  SDG16I_URBANISATION,
  SDG16I_QUANTILE,
  SDG16I_EDUCATION,
  SDG16I_OCCUPATION,
  SDG16I_CUST_BREAKDOWN,
  SDG16I_COMPOSITE,
  SDG16I_DISABILITY,
  SDG16I_ACTIVITY,
  SDG16I_PRODUCT,
  SDG16I_TIME_PERIOD
};
/* Places of the attributes, in order. */
enum {
  SDG16I_OBS_STATUS,
  SDG16I_UNIT_MULT,
  SDG16I_UNIT_MEASURE,
  SDG16I_BASE_PER,
  SDG16I_NATURE,
  SDG16I_TIME_DETAIL,
  SDG16I_COMMENT_OBS,
  SDG16I_TIME_COVERAGE,
  SDG16I_UPPER_BOUND,
  SDG16I_LOWER_BOUND,
  SDG16I_SOURCE_DETAIL,
  SDG16I_COMMENT_TS,
  SDG16I_GEO_INFO_URL,
  SDG16I_GEO_INFO_TYPE,
  SDG16I_CUST_BREAKDOWN_LB,
  SDG16I_DATA_LAST_UPDATE
};

extern const char *const sdg16i_dimension_names[SDG16I_DIMENSIONS];
extern const char *const sdg16i_attribute_names[SDG16I_ATTRIBUTES];
/* The columns of results that have them; NULL: none has. The schema of results knows nothing of
 * SDMX. */
extern const char *const sdg16i_dimension_columns[SDG16I_DIMENSIONS];
extern const char *const sdg16i_attribute_columns[SDG16I_ATTRIBUTES];

/* The place of a dimension by its name, capitals or not; -1: none. */
int32_t sdg16i_dimension_place(const char *name);

/* NULL if the code may be used for the dimension or attribute, else what is expected. */
const char *sdg16i_dimension_expected(int32_t place, const char *code);
const char *sdg16i_attribute_expected(int32_t place, const char *code);

#define SDG16I_EXPECTED_SIZE 400

/* Does the row have a code that its series may not carry? Of national data COMPOSITE_BREAKDOWN
 * and OCCUPATION are of the series, of global submissions (`global`) every dimension. *place:
 * of which dimension; `expected`: what it may be. */
int sdg16i_series_refuses(const sdg16i_series_codes *entry,
                          const char *const dimension[SDG16I_DIMENSIONS], int global,
                          int32_t *place, char expected[SDG16I_EXPECTED_SIZE]);
/* Is the row broken down by sex, age, occupation or composite, of a series that has totals
 * alone there? */
int sdg16i_series_is_of_totals(const sdg16i_series_codes *entry,
                               const char *const dimension[SDG16I_DIMENSIONS]);

/* An identifier of SDMX, as any code of any code list is. */
int sdg16i_is_sdmx_id(const char *code);

#define SDG16I_KEY_SIZE 1300
/* The codes of the dimensions (NULL: blank) and the action (NULL: none), joined by '|'; its
 * size. */
int64_t sdg16i_put_key(const char *const *dimension, const char *action,
                       char key[SDG16I_KEY_SIZE]);

#endif
