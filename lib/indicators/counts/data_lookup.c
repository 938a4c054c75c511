/* One column by its name, one cell of a table by its place, and both in words for messages. */
#include "indicators/counts/indicator_data.h"

#include "base/error.h"
#include "base/numbers.h"
#include "base/text.h"
#include "data/table/column_match.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

const char *sdg16i_text_at(const sdg16_table *table, int64_t column, int64_t row,
                           char buffer[SDG16I_TEXT_SIZE]) {
  const uint8_t *missing = sdg16_table_missing(table, column);
  if (column < 0 || (missing && missing[row])) return NULL;
  switch (sdg16_table_type(table, column)) {
  case SDG16_INT64:
    snprintf(buffer, SDG16I_TEXT_SIZE, "%" PRId64, sdg16_table_int64(table, column)[row]);
    return buffer;
  case SDG16_DOUBLE:
    sdg16i_format_double(sdg16_table_double(table, column)[row], buffer);
    return buffer;
  default:
    return sdg16_table_text(table, row, column);
  }
}

int sdg16i_number_at(const sdg16_table *table, int64_t column, int64_t row, double *out) {
  const uint8_t *missing = sdg16_table_missing(table, column);
  *out = NAN;
  if (column < 0 || (missing && missing[row])) return 0;
  const int64_t *whole = sdg16_table_int64(table, column);
  const double *real = sdg16_table_double(table, column);
  if (whole)
    *out = (double)whole[row];
  else if (real)
    *out = real[row];
  else
    return -1;
  return 0;
}

const char *sdg16i_map_code(const char *name, const char *of) {
  const char *dot = strchr(name, '.');
  return dot && dot[1] && sdg16i_same(of, name, dot - name) ? dot + 1 : NULL;
}

const char *sdg16i_mapped(const sdg16_indicator_options *options, const char *of,
                          const char *text) {
  for (int64_t i = 0; i < options->map_count; i++) {
    const char *code = sdg16i_map_code(options->map_names[i], of);
    if (code && !strcmp(options->map_columns[i], text)) return code;
  }
  return NULL;
}

/* The column of a name of the library, which is exact, or the only one in another case. */
static int32_t column_named(const sdg16_table *table, const char *name, int64_t size,
                            int64_t *out, sdg16_error *error) {
  char text[64];
  snprintf(text, sizeof text, "%.*s", (int)size, name);
  sdg16i_column_match m = sdg16i_match_column(table, text);
  *out = m.column;
  return m.other < 0 ? SDG16_OK : sdg16i_ask_column(table, "data", text, out, error);
}

int32_t sdg16i_find_column(const sdg16_table *table, const sdg16_indicator_options *options,
                           const char *names, int64_t *out, sdg16_error *error) {
  int64_t size;
  const char *name, *rest = names;
  *out = -1;
  while ((name = sdg16i_part(&rest, '|', &size)))
    for (int64_t i = 0; options && i < options->map_count; i++)
      if (sdg16i_same(options->map_names[i], name, size)) {
        sdg16i_column_match m = sdg16i_match_column(table, options->map_columns[i]);
        *out = m.column;
        if (m.column >= 0) return SDG16_OK;
        if (m.other >= 0)
          return sdg16i_ask_column(table, "map", options->map_columns[i], out, error);
        return sdg16i_fail_at(error, SDG16_ERR_COLUMN, "map", i + 1, 0,
                              "map: the data must have the column '%.100s' for '%.100s'",
                              options->map_columns[i], options->map_names[i]);
      }
  rest = names;
  int32_t status = SDG16_OK;
  while (!status && *out < 0 && (name = sdg16i_part(&rest, '|', &size)))
    status = column_named(table, name, size, out, error);
  return status;
}

/* ---- messages ---- */

const char *sdg16i_place(const sdg16i_indicator_data *cells, int64_t row, int64_t column,
                         char out[SDG16I_PLACE_SIZE]) {
  if (column >= 0)
    snprintf(out, SDG16I_PLACE_SIZE, "%.200s, data row %lld, column '%.100s'", cells->where,
             (long long)row + 1, sdg16_table_name(cells->data, column));
  else
    snprintf(out, SDG16I_PLACE_SIZE, "%.200s, data row %lld", cells->where, (long long)row + 1);
  return out;
}

static const char *level_name(const sdg16i_dictionary *dictionary, int32_t code) {
  return code >= 0 && code < dictionary->count ? dictionary->levels[code] : "";
}

const char *sdg16i_cell_name(const sdg16i_indicator_data *cells, const int32_t *key,
                             char out[SDG16I_PLACE_SIZE]) {
  size_t used = 0;
  const char *const STANDARD[] = {level_name(&cells->areas, key[SDG16I_AREA]),
                                  level_name(&cells->periods, key[SDG16I_PERIOD]),
                                  level_name(&cells->sources, key[SDG16I_SOURCE])};
  out[0] = '\0';
  for (int32_t i = 0; i < SDG16I_FIRST_AXIS + cells->axis_count; i++) {
    int axis = i - SDG16I_FIRST_AXIS;
    const char *text = axis < 0 ? STANDARD[i] : level_name(&cells->axis[axis].codes, key[i]);
    if (!*text || used + 120 > SDG16I_PLACE_SIZE) continue;
    used += (size_t)snprintf(out + used, SDG16I_PLACE_SIZE - used, "%s%.30s%s%.60s",
                             used ? ", " : "", axis < 0 ? "" : cells->axis[axis].name,
                             axis < 0 ? "" : "=", text);
  }
  if (!used) snprintf(out, SDG16I_PLACE_SIZE, "the total");
  return out;
}
