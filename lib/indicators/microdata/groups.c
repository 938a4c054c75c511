/* The groups of respondents: areas, periods, categories of dimensions. */
#include "base/error.h"
#include "base/numbers.h"
#include "base/text.h"
#include "base/utf8.h"
#include "indicators/microdata/respondents.h"
#include "indicators/registry/categories.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_GROUPS 10000 /* categories of a dimension */

/* ---- ages ---- */

/* The band that holds an age in months, of a list "Y15T24; Y_GE65". 0, or -1: none. */
static int band_in(const char *bands, double months, char out[SDG16I_CODE_SIZE]) {
  int64_t size;
  for (const char *part; (part = sdg16i_part(&bands, ';', &size));) {
    double low, high;
    const char *equals = memchr(part, '=', (size_t)size);
    snprintf(out, SDG16I_CODE_SIZE, "%.*s", (int)(equals ? equals - part : size), part);
    if (!sdg16i_age_band(out, &low, &high) && months >= low && months < high) return 0;
  }
  return -1;
}

/* The bands "15,25,65" as codes "Y15T24; Y25T64; Y_GE65". */
static int32_t bands_of(const sdg16i_respondents *r, sdg16i_arena *memory, const char **out) {
  sdg16i_bands bands;
  char codes[16 * (SDG16I_OLDEST + 1)];
  size_t used = 0;
  if (sdg16i_bands_read(r->e->options.bands, &bands))
    return sdg16i_fail_at(r->error, SDG16_ERR_ARGUMENT, "bands", 0, 0,
                          "bands must be the ages at which bands begin, in ascending order, "
                          "such as 15,25,65, not '%.100s'",
                          r->e->options.bands);
  for (int64_t i = 0; i < bands.count; i++) {
    int first = bands.first[i], last = sdg16i_bands_last(&bands, i);
    used += (size_t)snprintf(codes + used, sizeof codes - used,
                             last < 0       ? "Y_GE%d"
                             : last > first ? "Y%dT%d; "
                                            : "Y%d; ",
                             first, last);
  }
  *out = sdg16i_arena_text(memory, codes, used);
  return *out ? SDG16_OK : sdg16i_fail_memory(r->error);
}

/* The first month of the ages that a label says, "97 and over"; -1: it says none. */
static double first_month(const char *label) {
  static const sdg16_dimension AGE = {.component = "AGE"};
  char code[SDG16I_CODE_SIZE];
  double low, high;
  sdg16i_category(&AGE, label, code);
  return sdg16i_age_band(code, &low, &high) ? -1 : low;
}

int sdg16i_has_age_groups(const sdg16_table *table, int64_t column) {
  if (sdg16_table_type(table, column) == SDG16_TEXT) return 1;
  for (int64_t i = 0; i < sdg16_table_label_count(table, column); i++) {
    double month = first_month(sdg16_table_label(table, column, i));
    if (month >= 0 && month != 12 * sdg16_table_label_value(table, column, i)) return 1;
  }
  return 0;
}

/* Is a value an age, not the number of a group? The label of an age says that age. */
static int is_age(const sdg16i_axis *a, const sdg16i_distinct_value *v) {
  double month = a->months ? v->number : 12 * floor(v->number);
  return sdg16i_is_age(a->def) && month >= 0 && month <= 12 * SDG16I_OLDEST &&
         (!v->label || first_month(v->label) == month);
}

/* ---- categories ---- */

/* The code of a value: mapped, or of an age its band, or of its label, or of itself; missing,
 * or mapped to what is missing: unknown. */
static int32_t code_of_value(const sdg16i_respondents *r, const sdg16i_axis *a,
                             const char *bands, const sdg16i_distinct_value *v,
                             char out[SDG16I_CODE_SIZE]) {
  const char *text = v->label ? v->label : v->text, *code = NULL;
  if (v->text) code = sdg16i_mapped(&r->e->options, a->name, v->text);
  if (!code && v->label) code = sdg16i_mapped(&r->e->options, a->name, v->label);
  out[0] = '\0';
  if (strlen(code ? code : v->missing ? "" : text) >= SDG16I_CODE_SIZE) {
    char place[SDG16I_PLACE_SIZE];
    return sdg16i_fail_at(
        r->error, SDG16_ERR_LIMIT, r->e->cells.where, v->first + 1, a->column + 1,
        "%s: expected a category of at most %d bytes, found a longer one",
        sdg16i_place(&r->e->cells, v->first, a->column, place), SDG16I_CODE_SIZE - 1);
  }
  if (code && !sdg16i_is_missing_name(code)) {
    snprintf(out, SDG16I_CODE_SIZE, "%s", code);
  } else if (!code && !v->missing && is_age(a, v)) {
    if (band_in(bands, a->months ? v->number : 12 * floor(v->number), out))
      snprintf(out, SDG16I_CODE_SIZE, "Y%d", (int)(a->months ? v->number / 12 : v->number));
  } else if (!code && !v->missing) {
    sdg16i_category(a->def, text, out);
    if (!*out && v->label) sdg16i_category(a->def, v->text, out);
  }
  if (!*out) sdg16i_category_unknown(a->def, out);
  return SDG16_OK;
}

/* The categories that the definition names come first, in its order. */
static int32_t known_codes(sdg16i_respondents *r, sdg16i_axis *a, const char *categories) {
  int64_t size;
  for (const char *part; (part = sdg16i_part(&categories, ';', &size));) {
    const char *equals = memchr(part, '=', (size_t)size);
    if (sdg16i_dictionary_add(&a->codes, part, equals ? equals - part : size) < 0)
      return sdg16i_fail_memory(r->error);
  }
  return SDG16_OK;
}

static int32_t group_by(sdg16i_respondents *r, int32_t axis, const char *bands) {
  sdg16i_axis *a = &r->e->cells.axis[axis];
  const sdg16_table *data = r->e->cells.data;
  sdg16i_distinct d = {0};
  int32_t status = sdg16i_distinct_read(&d, data, a->column, r->weight, MOST_GROUPS, r->error);
  int32_t *code = sdg16i_array(d.count, sizeof *code);
  int32_t *codes = sdg16i_arena_array(&r->memory, r->rows, sizeof *codes);
  if (!status && (!code || !codes)) status = sdg16i_fail_memory(r->error);
  if (!status) status = known_codes(r, a, bands);
  if (!status) a->known = a->codes.count;
  for (int64_t i = 0; i < d.count && !status; i++) {
    char text[SDG16I_CODE_SIZE];
    status = code_of_value(r, a, bands, &d.value[i], text);
    if (status) break;
    code[i] = sdg16i_dictionary_add(&a->codes, text, (int64_t)strlen(text));
    status = code[i] < 0 ? sdg16i_fail_memory(r->error) : SDG16_OK;
    if (!status)
      status = sdg16i_coding_add(
          r, &(sdg16i_coding_line){.input = a->name,
                                   .column = sdg16_table_name(data, a->column),
                                   .value = d.value[i].text,
                                   .label = d.value[i].label,
                                   .read_as = text,
                                   .rows = d.value[i].rows,
                                   .weight = d.value[i].weight});
  }
  for (int64_t p = 0; p < r->rows && !status; p++)
    codes[p] = code[d.of_row[sdg16i_row_at(r->design, p)]];
  r->group[SDG16I_FIRST_AXIS + axis] = codes;
  free(code);
  sdg16i_distinct_free(&d);
  return status;
}

/* ---- areas and periods ---- */

/* All rows are taken as one that the caller names: a diagnostic if the data name others. */
static int32_t take_given(sdg16i_respondents *r, const char *name, int64_t column,
                          const char *given, sdg16i_dictionary *codes) {
  const sdg16i_indicator_data *c = &r->e->cells;
  int area = codes == &c->areas;
  const char *text = area ? sdg16i_area_text(given) : given;
  if (sdg16i_dictionary_add(codes, text, (int64_t)strlen(text)) < 0)
    return sdg16i_fail_memory(r->error);
  for (int64_t row = 0; row < r->rows && column >= 0; row++) {
    char buffer[SDG16I_TEXT_SIZE];
    int32_t key[SDG16I_FIRST_AXIS + SDG16I_AXES];
    const char *other = sdg16i_text_at(c->data, column, row, buffer);
    if (!other || !strcmp(area ? sdg16i_area_text(other) : other, text)) continue;
    for (int32_t i = 0; i < c->width; i++) key[i] = SDG16I_TOTAL;
    return sdg16i_results_diagnostic(&r->e->results, "given", key,
                                     "%s '%.60s' is given, so all rows are taken together; "
                                     "column '%.60s' has other values, such as '%.*s'",
                                     name, given, sdg16_table_name(c->data, column),
                                     sdg16i_utf8_excerpt(other), other);
  }
  return SDG16_OK;
}

/* One code for all rows that the caller gives, or those of a column. */
static int32_t group_key(sdg16i_respondents *r, int32_t place, const char *given) {
  sdg16i_indicator_data *c = &r->e->cells;
  int64_t column = -1;
  int area = place == SDG16I_AREA;
  const char *name = area ? "ref_area" : "time_period";
  const char *names = area ? "ref_area" : "time_period|year";
  sdg16i_dictionary *codes = area ? &c->areas : &c->periods;
  int32_t status = sdg16i_find_column(c->data, c->options, names, &column, r->error);
  if (!status && given) return take_given(r, name, column, given, codes);
  if (status || column < 0) return status;
  int32_t *values = sdg16i_array(r->rows, sizeof *values);
  int32_t *code = sdg16i_arena_array(&r->memory, r->rows, sizeof *code);
  if (!values || !code) status = sdg16i_fail_memory(r->error);
  int named = sdg16i_areas_are_named(c->data, column);
  for (int64_t row = 0; row < r->rows && !status; row++) {
    char buffer[SDG16I_TEXT_SIZE], where[SDG16I_PLACE_SIZE];
    const char *text = sdg16i_text_at(c->data, column, row, buffer);
    if (!text) {
      status =
          sdg16i_fail_at(r->error, SDG16_ERR_MISSING, c->where, row + 1, column + 1,
                         "%s: expected %s, found a blank", sdg16i_place(c, row, column, where),
                         area ? "an area" : "a period");
      break;
    }
    if (area) text = sdg16i_area_of(text, named);
    values[row] = sdg16i_dictionary_add(codes, text, (int64_t)strlen(text));
    if (values[row] < 0) status = sdg16i_fail_memory(r->error);
  }
  for (int64_t p = 0; p < r->rows && !status; p++)
    code[p] = values[sdg16i_row_at(r->design, p)];
  r->group[place] = code;
  free(values);
  return status;
}

int32_t sdg16i_respondents_group(sdg16i_respondents *r) {
  sdg16i_indicator_data *c = &r->e->cells;
  const char *own = NULL;
  int by_age = 0;
  int32_t status = r->e->options.bands ? bands_of(r, &r->memory, &own) : SDG16_OK;
  for (int32_t i = 0; i < c->axis_count; i++)
    by_age |= c->axis[i].asked && sdg16i_is_age(c->axis[i].def);
  if (own && !by_age)
    return sdg16i_fail_at(r->error, SDG16_ERR_OPTION, "bands", 0, 0,
                          "bands need a dimension of ages in by");
  if (!status) status = group_key(r, SDG16I_AREA, r->e->options.ref_area);
  if (!status) status = group_key(r, SDG16I_PERIOD, r->e->options.time_period);
  for (int32_t i = 0; i < c->axis_count && !status; i++) {
    const sdg16i_axis *a = &c->axis[i];
    const char *categories = a->def ? a->def->categories : NULL;
    if (own && sdg16i_is_age(a->def)) categories = own;
    if (a->asked && a->column >= 0) status = group_by(r, i, categories);
  }
  return status;
}
