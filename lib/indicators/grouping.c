/* The groups of respondents: areas, periods, categories of dimensions. */
#include "base/error.h"
#include "base/numbers.h"
#include "indicators/categories.h"
#include "indicators/parts.h"
#include "indicators/respondents.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_GROUPS 10000 /* categories of a dimension */

const char *sdg16i_group_name(const char *name, sdg16i_arena *memory) {
  char text[SDG16I_CODE_SIZE + 2];
  snprintf(text, sizeof text, "@%.126s", name);
  return sdg16i_arena_text(memory, text, strlen(text));
}

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

/* The bands "15,25,65" as codes "Y15T24; Y25T64; Y_GE65"; NULL: not such a list. */
static const char *bands_of(const char *text, sdg16i_arena *memory) {
  char out[1000];
  size_t used = 0;
  double low = -1, next;
  int64_t size;
  for (const char *rest = text, *part = sdg16i_part(&rest, ',', &size); part;) {
    if (sdg16i_parse_double(part, size, '.', &next) || !(next > low) || next > 150 ||
        next != floor(next) || used + 40 > sizeof out)
      return NULL;
    low = next;
    part = sdg16i_part(&rest, ',', &size);
    if (!part)
      used += (size_t)snprintf(out + used, sizeof out - used, "Y_GE%d", (int)low);
    else if (!sdg16i_parse_double(part, size, '.', &next) && next == low + 1)
      used += (size_t)snprintf(out + used, sizeof out - used, "Y%d; ", (int)low);
    else if (next > low)
      used +=
          (size_t)snprintf(out + used, sizeof out - used, "Y%dT%d; ", (int)low, (int)next - 1);
    else
      return NULL;
  }
  return sdg16i_arena_text(memory, out, used);
}

/* ---- categories ---- */

/* The code of a value: mapped, or of its label, or of itself; missing: unknown. */
static void code_of_value(const sdg16i_respondents *r, const sdg16i_axis *a, const char *bands,
                          const sdg16i_distinct_value *v, char out[SDG16I_CODE_SIZE]) {
  const char *const TEXTS[] = {v->text, v->label};
  for (size_t i = 0; i < 2; i++) {
    const char *code = TEXTS[i] ? sdg16i_mapped(&r->e->options, a->name, TEXTS[i]) : NULL;
    if (!code) continue;
    snprintf(out, SDG16I_CODE_SIZE, "%s", code);
    return;
  }
  out[0] = '\0';
  if (!v->missing && v->label) sdg16i_category(a->def, v->label, out);
  if (!v->missing && !*out && sdg16i_is_age(a->def) && !isnan(v->number)) {
    if (!band_in(bands, a->months ? v->number : floor(v->number) * 12, out)) return;
    snprintf(out, SDG16I_CODE_SIZE, "Y%d", (int)(a->months ? v->number / 12 : v->number));
    return;
  }
  if (!v->missing && !*out) sdg16i_category(a->def, v->text, out);
  if (!*out) sdg16i_category_unknown(a->def, out);
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

static int32_t add_codes(sdg16i_respondents *r, const char *name,
                         const sdg16i_dictionary *codes, const int32_t *values) {
  const char *column = sdg16i_group_name(name, &r->memory);
  if (!column) return sdg16i_fail_memory(r->error);
  return sdg16_table_add_text(r->coded, column, r->rows, values, NULL, codes->count,
                              (const char *const *)codes->levels, r->error);
}

static int32_t group_by(sdg16i_respondents *r, sdg16i_axis *a, const char *bands) {
  const sdg16_table *data = r->e->cells.data;
  sdg16i_distinct d = {0};
  int32_t status = sdg16i_distinct_read(&d, data, a->column, r->weight, MOST_GROUPS, r->error);
  int32_t *code = sdg16i_array(d.count, sizeof *code);
  int32_t *codes = sdg16i_array(r->rows, sizeof *codes);
  if (!status && (!code || !codes)) status = sdg16i_fail_memory(r->error);
  if (!status) status = known_codes(r, a, bands);
  for (int64_t i = 0; i < d.count && !status; i++) {
    char text[SDG16I_CODE_SIZE];
    code_of_value(r, a, bands, &d.value[i], text);
    code[i] = sdg16i_dictionary_add(&a->codes, text, (int64_t)strlen(text));
    status = code[i] < 0 ? sdg16i_fail_memory(r->error) : SDG16_OK;
    if (status || r->recorded) continue;
    status =
        sdg16i_coding_add(r, &(sdg16i_coding_line){.input = a->name,
                                                   .column = sdg16_table_name(data, a->column),
                                                   .value = d.value[i].text,
                                                   .label = d.value[i].label,
                                                   .read_as = text,
                                                   .rows = d.value[i].rows,
                                                   .weight = d.value[i].weight});
  }
  for (int64_t row = 0; row < r->rows && !status; row++) codes[row] = code[d.of_row[row]];
  if (!status) status = add_codes(r, a->name, &a->codes, codes);
  free(code);
  free(codes);
  sdg16i_distinct_free(&d);
  return status;
}

/* ---- areas and periods ---- */

/* One code for all rows that the caller gives, or those of a column. */
static int32_t group_key(sdg16i_respondents *r, const char *name, const char *names,
                         const char *given, sdg16i_dictionary *codes) {
  const sdg16i_facts *c = &r->e->cells;
  int64_t column = -1;
  int area = codes == &c->areas;
  int32_t status = SDG16_OK;
  if (given) {
    const char *text = area ? sdg16i_area_text(given) : given;
    return sdg16i_dictionary_add(codes, text, (int64_t)strlen(text)) < 0
               ? sdg16i_fail_memory(r->error)
               : SDG16_OK;
  }
  status = sdg16i_find_column(c->data, c->options, names, &column, r->error);
  if (status || column < 0) return status;
  int32_t *values = sdg16i_array(r->rows, sizeof *values);
  if (!values) return sdg16i_fail_memory(r->error);
  for (int64_t row = 0; row < r->rows && !status; row++) {
    char buffer[SDG16I_TEXT_SIZE], place[SDG16I_PLACE_SIZE];
    const char *text = sdg16i_text_at(c->data, column, row, buffer);
    if (!text) {
      status =
          sdg16i_fail_at(r->error, SDG16_ERR_MISSING, c->where, row + 1, column + 1,
                         "%s: nothing found, expected %s", sdg16i_place(c, row, column, place),
                         area ? "an area" : "a period");
      break;
    }
    if (area) text = sdg16i_area_text(text);
    values[row] = sdg16i_dictionary_add(codes, text, (int64_t)strlen(text));
    if (values[row] < 0) status = sdg16i_fail_memory(r->error);
  }
  if (!status) status = add_codes(r, name, codes, values);
  free(values);
  return status;
}

int32_t sdg16i_respondents_group(sdg16i_respondents *r) {
  sdg16i_facts *c = &r->e->cells;
  const char *own = NULL;
  if (r->e->options.bands && !(own = bands_of(r->e->options.bands, &r->memory)))
    return sdg16i_fail_at(r->error, SDG16_ERR_ARGUMENT, "bands", 0, 0,
                          "bands: '%.100s' found, expected ages at which bands begin, "
                          "ascending, as 15,25,65",
                          r->e->options.bands);
  int32_t status = group_key(r, "ref_area", "ref_area", r->e->options.ref_area, &c->areas);
  if (!status)
    status =
        group_key(r, "time_period", "time_period|year", r->e->options.time_period, &c->periods);
  for (int32_t i = 0; i < c->axis_count && !status; i++) {
    sdg16i_axis *a = &c->axis[i];
    const char *categories = a->def ? a->def->categories : NULL;
    if (own && sdg16i_is_age(a->def)) categories = own;
    if (a->asked && a->column >= 0) status = group_by(r, a, categories);
  }
  return status;
}
