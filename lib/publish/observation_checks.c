#include "publish/observation_checks.h"

#include "base/error.h"
#include "data/areas/areas.h"
#include "data/table/dictionary.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

int32_t sdg16i_refuse_code(sdg16_error *error, int64_t row, int32_t status, const char *name,
                           const char *found, const char *expected) {
  return sdg16i_fail_at(error, status, name, row + 1, 0,
                        "results, row %lld, %s: expected %s, found '%.100s'",
                        (long long)row + 1, name, expected, found);
}

/* ---- one observation ---- */

static int32_t check_numbers(const sdg16i_observation *o, sdg16_error *error) {
  char text[32];
  if (isnan(o->value)) return SDG16_OK;
  sdg16_format_double(o->value, text, sizeof text);
  if (isinf(o->value) || o->value < o->lower || o->value > o->upper)
    return sdg16i_refuse_code(error, o->row, SDG16_ERR_CODE, "OBS_VALUE", text,
                              "a number between LOWER_BOUND and UPPER_BOUND");
  const char *unit = o->attribute[SDG16I_UNIT_MEASURE];
  /* spending may be above its budget */
  int above = !strcmp(o->dimension[SDG16I_SERIES_CODE], "GF_XPD_GBPC");
  if (unit && !strcmp(unit, "PT") && (o->value < 0 || (o->value > 100 && !above)))
    return sdg16i_refuse_code(error, o->row, SDG16_ERR_CODE, "OBS_VALUE", text,
                              "a percentage from 0 to 100");
  return SDG16_OK;
}

static int32_t check_dimensions(const sdg16i_observation *o, sdg16_error *error) {
  for (int32_t i = 0; i < SDG16I_DIMENSIONS; i++) {
    const char *expected = sdg16i_dimension_expected(i, o->dimension[i]);
    char hint[SDG16I_AREA_HINT_SIZE], area[SDG16I_AREA_HINT_SIZE + 64];
    if (expected && i == SDG16I_REF_AREA) {
      snprintf(area, sizeof area, "%s%s", expected, sdg16i_area_hint(o->dimension[i], hint));
      expected = area;
    }
    if (expected)
      return sdg16i_refuse_code(error, o->row, SDG16_ERR_CODE, sdg16i_dimension_names[i],
                                o->dimension[i], expected);
  }
  return SDG16_OK;
}

static int32_t check_attributes(const sdg16i_observation *o, sdg16_error *error) {
  for (int32_t i = 0; i < SDG16I_ATTRIBUTES; i++) {
    const char *code = o->attribute[i], *expected = NULL;
    if (code)
      expected = sdg16i_attribute_expected(i, code);
    else if (i == SDG16I_UNIT_MEASURE)
      expected = "a unit";
    if (expected)
      return sdg16i_refuse_code(error, o->row, SDG16_ERR_CODE, sdg16i_attribute_names[i],
                                code ? code : "", expected);
  }
  return SDG16_OK;
}

/* Rates, ratios and percentages are not in thousands. */
static int is_unit_of_one(const char *unit) {
  return unit && SDG16I_IS_ONE_OF("PT RO PER_100000_POP IX", unit);
}

/* The codes that the series may carry. */
static int32_t check_series(const sdg16i_observation *o, int32_t check, sdg16_error *error) {
  const sdg16i_series_codes *entry = sdg16i_series_codes_find(o->dimension[SDG16I_SERIES_CODE]);
  int global = check == SDG16_CHECK_CONSTRAINTS;
  const char *unit = o->attribute[SDG16I_UNIT_MEASURE];
  const char *multiple = o->attribute[SDG16I_UNIT_MULT];
  const char *nature = o->attribute[SDG16I_NATURE];
  char expected[SDG16I_EXPECTED_SIZE];
  int32_t place;
  if (global && is_unit_of_one(unit) && multiple && strcmp(multiple, "0"))
    return sdg16i_refuse_code(error, o->row, SDG16_ERR_CODE, "UNIT_MULT", multiple, "0");
  if (!entry) return SDG16_OK;
  if (unit && !sdg16i_is_one_of(entry->units, (int64_t)strlen(entry->units), unit))
    return sdg16i_refuse_code(error, o->row, SDG16_ERR_CODE, "UNIT_MEASURE", unit,
                              entry->units);
  if (global && entry->natures && nature && !isnan(o->value) &&
      !sdg16i_is_one_of(entry->natures, (int64_t)strlen(entry->natures), nature))
    return sdg16i_refuse_code(error, o->row, SDG16_ERR_CODE, "NATURE", nature, entry->natures);
  if (!sdg16i_series_refuses(entry, o->dimension, global, &place, expected)) return SDG16_OK;
  const char *label = o->attribute[SDG16I_CUST_BREAKDOWN_LB];
  if (place == SDG16I_CUST_BREAKDOWN && label)
    return sdg16i_fail_at(error, SDG16_ERR_CODE, sdg16i_dimension_names[place], o->row + 1, 0,
                          "results, row %lld, %s: expected %s, found '%.60s' (%.150s): "
                          "global submissions take no breakdown of %.40s",
                          (long long)o->row + 1, sdg16i_dimension_names[place], expected,
                          o->dimension[place], label, o->dimension[SDG16I_SERIES_CODE]);
  return sdg16i_refuse_code(error, o->row, SDG16_ERR_CODE, sdg16i_dimension_names[place],
                            o->dimension[place], expected);
}

/* A row that was read from SDMX is written as it was; only global submissions have rules. */
int32_t sdg16i_check_observation(const sdg16i_observation *o,
                                 const sdg16_publish_options *options, int known_series,
                                 sdg16_error *error) {
  int32_t check = options->check;
  if (check == SDG16_CHECK_NONE || (o->dataflow && check == SDG16_CHECK_CODES)) return SDG16_OK;
  if (sdg16i_is_deletion(o)) return SDG16_OK; /* it may have a part of the key alone */
  if (o->dataflow) return check_series(o, check, error);
  int32_t status = check_dimensions(o, error);
  if (!status && !known_series)
    status = sdg16i_refuse_code(error, o->row, SDG16_ERR_CODE, "SERIES",
                                o->dimension[SDG16I_SERIES_CODE], "a series of the registry");
  if (!status) status = check_attributes(o, error);
  if (!status) status = check_series(o, check, error);
  return status ? status : check_numbers(o, error);
}

/* ---- keys ---- */

static int same_number(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

/* The same value twice: of the young as the series says, and by age of those up to 45. */
static int is_repeated(const sdg16i_observation *a, const sdg16i_observation *b) {
  return a->implied != b->implied && same_number(a->value, b->value) &&
         same_number(a->lower, b->lower) && same_number(a->upper, b->upper);
}

int32_t sdg16i_check_keys(sdg16i_observations *all, sdg16_error *error) {
  sdg16i_dictionary keys = {0};
  int32_t status = SDG16_OK;
  int64_t count = 0;
  for (int64_t i = 0; i < all->count && !status; i++) {
    char key[SDG16I_KEY_SIZE];
    sdg16i_observation *o = &all->item[i];
    const char *deletes = sdg16i_is_deletion(o) ? o->action : NULL;
    int64_t used = sdg16i_put_key(o->dimension, all->with_actions ? o->action : deletes, key);
    int32_t number = sdg16i_dictionary_add(&keys, key, used);
    if (number < 0)
      status = sdg16i_fail_memory(error);
    else if (number == count)
      all->item[count++] = *o;
    else if (is_repeated(o, &all->item[number]))
      all->left_out++;
    else
      status =
          sdg16i_fail_at(error, SDG16_ERR_DUPLICATE, "results", o->row + 1, 0,
                         "results, rows %lld and %lld must have different keys, and both have "
                         "%.300s: publish one value, of one source",
                         (long long)all->item[number].row + 1, (long long)o->row + 1, key);
  }
  all->count = count;
  sdg16i_dictionary_free(&keys);
  return status;
}
