#include "mse/estimate/population_table.h"

#include "base/utf8.h"
#include "data/table/column_match.h"
#include "data/table/dictionary.h"
#include "data/total_words.h"
#include "mse/capture/column_roles.h"

#include <sdg16/strata.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *sdg16i_people_text(const sdg16_table *table, int64_t row, int64_t column,
                               char number[SDG16I_CELL_SIZE]) {
  const uint8_t *missing = sdg16_table_missing(table, column);
  const int64_t *whole = sdg16_table_int64(table, column);
  const double *real = sdg16_table_double(table, column);
  if (missing && missing[row]) return "";
  if (whole)
    snprintf(number, SDG16I_CELL_SIZE, "%lld", (long long)whole[row]);
  else if (real)
    sdg16i_format_double(real[row], number);
  if (whole || real) return number;
  const char *text = sdg16_table_text(table, row, column);
  return sdg16i_is_missing((sdg16i_csv_field){text, (int64_t)strlen(text)}) ? "" : text;
}

double sdg16i_people_number(const sdg16_table *table, int64_t row, int64_t population) {
  const uint8_t *missing = sdg16_table_missing(table, population);
  const int64_t *whole = sdg16_table_int64(table, population);
  const double *real = sdg16_table_double(table, population);
  double value = NAN;
  if (missing && missing[row]) return NAN;
  if (whole)
    value = (double)whole[row];
  else if (real)
    value = real[row];
  else if (sdg16_parse_double(sdg16_table_text(table, row, population), &value))
    return NAN;
  return value >= 0 && isfinite(value) ? value : NAN;
}

/* ---- totals ---- */

int32_t sdg16i_people_fail_total(const sdg16_table *table, int64_t row, int64_t column,
                                 sdg16_error *error) {
  char number[SDG16I_CELL_SIZE];
  const char *name = sdg16_table_name(table, column),
             *text = sdg16i_people_text(table, row, column, number);
  return sdg16i_fail_at(
      error, SDG16_ERR_POPULATION, "population", row + 1, column + 1,
      "population, data row %lld, column '%.*s': expected a group, found %s%.*s%s, a total of "
      "other rows that would be added to them: leave the row out",
      (long long)row + 1, sdg16i_utf8_excerpt(name), name, *text ? "'" : "a missing value",
      sdg16i_utf8_excerpt(text), text, *text ? "'" : "");
}

static int is_group(int64_t column, int64_t columns, const int64_t *by) {
  for (int64_t k = 0; k < columns; k++)
    if (by[k] == column) return 1;
  return 0;
}

int32_t sdg16i_people_refuse_totals(const sdg16_table *table, int64_t population,
                                    int64_t columns, const int64_t *by, sdg16_error *error) {
  char number[SDG16I_CELL_SIZE];
  if (sdg16_table_rows(table) < 2) return SDG16_OK; /* the total alone */
  for (int64_t c = 0; c < sdg16_table_columns(table); c++) {
    if (c == population || is_group(c, columns, by)) continue;
    for (int64_t row = 0; row < sdg16_table_rows(table); row++)
      if (sdg16i_is_total_word(sdg16i_people_text(table, row, c, number)))
        return sdg16i_people_fail_total(table, row, c, error);
  }
  return SDG16_OK;
}

/* ---- numbers, groups, years ---- */

static int32_t check_numbers(const sdg16_table *table, int64_t population, sdg16_error *error) {
  char number[SDG16I_CELL_SIZE];
  for (int64_t row = 0; row < sdg16_table_rows(table); row++) {
    if (!isnan(sdg16i_people_number(table, row, population))) continue;
    const char *text = sdg16i_people_text(table, row, population, number);
    const char *raw = sdg16_table_text(table, row, population);
    if (!*text && raw) text = raw; /* "NA" as it is written */
    return sdg16i_fail_at(error, SDG16_ERR_POPULATION, "population", row + 1, population + 1,
                          "population, data row %lld, column 'population': expected a number "
                          "of people of 0 or more without thousands separators, found %s%.*s%s",
                          (long long)row + 1, *text ? "'" : "",
                          *text ? sdg16i_utf8_excerpt(text) : 7, *text ? text : "a blank",
                          *text ? "'" : "");
  }
  return SDG16_OK;
}

/* The values of a row but for the population, as one text to free; NULL: no memory. */
static char *row_key(const sdg16_table *table, int64_t row, int64_t population) {
  char number[SDG16I_CELL_SIZE];
  size_t size = 1;
  for (int64_t c = 0; c < sdg16_table_columns(table); c++)
    size += strlen(sdg16i_people_text(table, row, c, number)) + 1;
  char *key = malloc(size), *end = key;
  for (int64_t c = 0; key && c < sdg16_table_columns(table); c++) {
    if (c == population) continue;
    const char *text = sdg16i_people_text(table, row, c, number);
    size_t length = strlen(text);
    memcpy(end, text, length);
    end += length;
    *end++ = '\x1f';
  }
  if (key) *end = '\0';
  return key;
}

static int32_t fail_twice(const sdg16_table *table, int64_t first, int64_t row,
                          int64_t population, sdg16_error *error) {
  char number[SDG16I_CELL_SIZE];
  int64_t column = population ? 0 : 1;
  const char *name = sdg16_table_name(table, column),
             *text = sdg16i_people_text(table, row, column, number);
  return sdg16i_fail_at(error, SDG16_ERR_POPULATION, "population", row + 1, 0,
                        "population must have one row for each group; data rows %lld and %lld "
                        "are of the same group (%.*s=%.*s)",
                        (long long)first + 1, (long long)row + 1, sdg16i_utf8_excerpt(name),
                        name, sdg16i_utf8_excerpt(text), text);
}

static int32_t check_groups(const sdg16_table *table, int64_t population, sdg16_error *error) {
  sdg16i_dictionary groups = {0}; /* codes are the rows, as long as none repeats */
  int32_t status = SDG16_OK;
  int64_t rows = sdg16_table_columns(table) > 1 ? sdg16_table_rows(table) : 0;
  for (int64_t row = 0; !status && row < rows; row++) {
    char *key = row_key(table, row, population);
    int32_t code = key ? sdg16i_code_of_text(&groups, key, (int64_t)strlen(key)) : SDG16_ERR_MEMORY;
    free(key);
    if (code < 0)
      status = sdg16i_fail_memory(error);
    else if (code != row)
      status = fail_twice(table, code, row, population, error);
  }
  sdg16i_dictionary_free(&groups);
  return status;
}

/* Several years in one table would be added up. */
static int32_t check_years(const sdg16_table *table, int64_t columns, const int64_t *by,
                           sdg16_error *error) {
  static const char *const YEARS[] = {"year",  "period", "time_period", "time", "année",
                                      "annee", "año",    "ano",         "jahr", "год"};
  char number[SDG16I_CELL_SIZE], first[SDG16I_CELL_SIZE], name[64];
  for (int64_t c = 0; c < sdg16_table_columns(table); c++) {
    const char *given = sdg16_table_name(table, c);
    size_t size = strlen(given);
    int named = 0;
    if (size >= sizeof name || is_group(c, columns, by)) continue;
    sdg16i_utf8_lower(given, (int64_t)size + 1, name);
    for (size_t i = 0; i < sizeof YEARS / sizeof *YEARS; i++) named |= !strcmp(name, YEARS[i]);
    for (int64_t row = 1; named && row < sdg16_table_rows(table); row++) {
      const char *one = sdg16i_people_text(table, 0, c, first),
                 *other = sdg16i_people_text(table, row, c, number);
      if (strcmp(one, other))
        return sdg16i_fail_at(error, SDG16_ERR_POPULATION, "population", row + 1, c + 1,
                              "population, data row %lld, column '%s': expected the same "
                              "period in every row, found '%.*s' and '%.*s'",
                              (long long)row + 1, given, sdg16i_utf8_excerpt(other), other,
                              sdg16i_utf8_excerpt(one), one);
    }
  }
  return SDG16_OK;
}

int32_t sdg16i_people_check(const sdg16_table *table, int64_t population, int64_t columns,
                            const int64_t *by, sdg16_error *error) {
  int32_t status = check_numbers(table, population, error);
  if (!status) status = check_groups(table, population, error);
  return status ? status : check_years(table, columns, by, error);
}

int32_t sdg16_population_sum(const sdg16_table *table, double *out, sdg16_error *error) {
  if (!table || !out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "table and out must not be NULL");
  *out = 0;
  int64_t population = sdg16i_match_column(table, "population").column;
  if (population < 0)
    return sdg16i_fail_at(error, SDG16_ERR_COLUMN, "population", 0, 0,
                          "population must have the column 'population'");
  int32_t status = sdg16i_people_check(table, population, 0, NULL, error);
  if (!status) status = sdg16i_people_refuse_totals(table, population, 0, NULL, error);
  double sum = 0;
  for (int64_t row = 0; !status && row < sdg16_table_rows(table); row++)
    sum += sdg16i_people_number(table, row, population);
  if (!status && !(sum > 0 && isfinite(sum)))
    status = sdg16i_fail_at(error, SDG16_ERR_POPULATION, "population", 0, 0,
                            "population must be above 0 people in some row");
  if (!status) *out = sum;
  return status;
}
