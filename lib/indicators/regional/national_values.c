#include "indicators/regional/national_values.h"

#include "base/error.h"
#include "base/sort.h"
#include "indicators/counts/columns.h"
#include "indicators/counts/indicator_data.h"
#include "results/result_schema.h"

#include <stdlib.h>
#include <string.h>

int32_t sdg16i_year(const char *period) {
  int32_t year = 0;
  for (int i = 0; i < 4; i++) {
    if (!period || period[i] < '0' || period[i] > '9') return 0;
    year = year * 10 + (period[i] - '0');
  }
  return year;
}

/* What a line is: the columns that say what a value is of, but for area and period. Not all
 * keys of the schema do (a label of the time, the reporting type), and some settings do. */
static int tells_lines_apart(const sdg16i_national_values *l, int64_t column) {
  const char *name = sdg16_table_name(l->table, column);
  static const char *const NAMES[] = {"indicator", "series", "label",   "variant",
                                      "unit",      "source", "switches"};
  for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
    if (!strcmp(name, NAMES[i])) return 1;
  return sdg16i_is_dimension(l->table, l->result, column);
}

static int32_t line_of(sdg16i_national_values *l, int64_t row, sdg16_error *error,
                       int32_t *out) {
  char *key = NULL;
  int64_t capacity = 0, used = 0;
  for (int64_t c = 0; c < sdg16_table_columns(l->table); c++) {
    char buffer[SDG16I_TEXT_SIZE];
    if (!tells_lines_apart(l, c)) continue;
    const char *text = sdg16i_text_at(l->table, c, row, buffer);
    int64_t size = text ? (int64_t)strlen(text) : 0;
    if (sdg16i_grow((void **)&key, &capacity, used + size + 2, 1)) {
      free(key);
      return sdg16i_fail_memory(error);
    }
    if (size) memcpy(key + used, text, (size_t)size);
    used += size;
    key[used++] = '\x1f';
  }
  *out = sdg16i_dictionary_add(&l->lines, key ? key : "", used);
  free(key);
  return *out < 0 ? sdg16i_fail_memory(error) : SDG16_OK;
}

static int32_t code_of(sdg16i_dictionary *dictionary, const char *text, int32_t *out,
                       sdg16_error *error) {
  *out = sdg16i_dictionary_add(dictionary, text, (int64_t)strlen(text));
  return *out < 0 ? sdg16i_fail_memory(error) : SDG16_OK;
}

int32_t sdg16i_national_values_read(sdg16i_national_values *l, const sdg16_table *table,
                                    sdg16_error *error) {
  static const char *const NEEDED[] = {"ref_area", "time_period", "value"};
  *l = (sdg16i_national_values){.table = table, .result = sdg16i_result_of(table)};
  for (size_t i = 0; i < 3; i++)
    if (sdg16_table_find(table, NEEDED[i]) < 0)
      return sdg16i_fail_at(error, SDG16_ERR_COLUMN, "results", 0, 0,
                            "results must have the column '%s'", NEEDED[i]);
  int64_t rows = sdg16_table_rows(table);
  l->value = sdg16i_array(rows, sizeof *l->value);
  if (!l->value) return sdg16i_fail_memory(error);
  int32_t status = SDG16_OK;
  for (int64_t row = 0; row < rows && !status; row++) {
    char buffer[SDG16I_TEXT_SIZE];
    const char *variant = sdg16i_result_text(table, "variant", row, buffer);
    if (variant && strcmp(variant, "groups")) continue;
    const char *action = sdg16i_result_text(table, "action", row, buffer);
    if (action && !strcmp(action, "D")) continue; /* it deletes, and has no value */
    sdg16i_value *v = &l->value[l->count];
    const char *period = sdg16i_result_text(table, "time_period", row, buffer);
    if (!period) continue;
    v->year = sdg16i_year(period);
    status = code_of(&l->periods, period, &v->period, error);
    const char *area = sdg16i_result_text(table, "ref_area", row, buffer);
    if (!status)
      status = code_of(&l->areas, area ? sdg16i_area_text(area) : "", &v->area, error);
    if (!status) status = line_of(l, row, error, &v->line);
    const char *nature = sdg16i_result_text(table, "nature", row, buffer);
    v->imputed = nature && (!strcmp(nature, "E") || !strcmp(nature, "M"));
    v->row = row;
    v->value = sdg16i_result_number(table, "value", row);
    v->numerator = sdg16i_result_number(table, "numerator", row);
    v->denominator = sdg16i_result_number(table, "denominator", row);
    v->reference_numerator = sdg16i_result_number(table, "reference_numerator", row);
    v->reference_denominator = sdg16i_result_number(table, "reference_denominator", row);
    l->count++;
  }
  return status;
}

void sdg16i_national_values_free(sdg16i_national_values *l) {
  sdg16i_dictionary_free(&l->lines);
  sdg16i_dictionary_free(&l->areas);
  sdg16i_dictionary_free(&l->periods);
  free(l->value);
  *l = (sdg16i_national_values){0};
}

static int by_line(const void *a, const void *b) {
  const sdg16i_value *p = a, *q = b;
  if (p->line != q->line) return p->line < q->line ? -1 : 1;
  if (p->area != q->area) return p->area < q->area ? -1 : 1;
  if (p->year != q->year) return p->year < q->year ? -1 : 1;
  return p->row < q->row ? -1 : p->row > q->row;
}

int32_t sdg16i_national_values_sort(sdg16i_national_values *l, sdg16_error *error) {
  sdg16i_sort(l->value, l->count, sizeof *l->value, by_line);
  for (int64_t i = 1; i < l->count; i++) {
    const sdg16i_value *a = &l->value[i - 1], *b = &l->value[i];
    if (a->line == b->line && a->area == b->area && a->year == b->year)
      return sdg16i_fail_at(error, SDG16_ERR_DUPLICATE, "results", b->row + 1, 0,
                            "results must have one value for each area and period; rows %lld "
                            "and %lld are both of area '%.60s' and %.30s",
                            (long long)a->row + 1, (long long)b->row + 1,
                            l->areas.levels[b->area], l->periods.levels[b->period]);
  }
  return SDG16_OK;
}

const sdg16_indicator_def *sdg16i_national_values_def(const sdg16_registry *registry,
                                                      const sdg16_table *table, int64_t row) {
  char buffer[SDG16I_TEXT_SIZE];
  const char *code = sdg16i_result_text(table, "indicator", row, buffer);
  const sdg16i_entry *named, *computed;
  if (!code || sdg16i_registry_resolve(registry, code, &named, &computed, NULL)) return NULL;
  return computed->def;
}

const sdg16_series *sdg16i_national_values_series(const sdg16_indicator_def *def,
                                                  const sdg16_table *table, int64_t row) {
  char buffer[SDG16I_TEXT_SIZE], number[SDG16I_TEXT_SIZE];
  const char *label = sdg16i_result_text(table, "label", row, buffer);
  const char *code = sdg16i_result_text(table, "series", row, number);
  const sdg16_series *found = NULL;
  for (int64_t i = 0; def && label && i < def->series_count; i++) {
    const sdg16_series *s = &def->series[i];
    if (!s->label || strcmp(s->label, label)) continue;
    if (code && s->code && !strcmp(s->code, code)) return s;
    if (!found) found = s;
  }
  return found;
}
