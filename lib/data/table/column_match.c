#include "data/table/column_match.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

#define LONGEST_NAME 1024 /* bytes; longer ones are compared as they are */

int sdg16i_same_letters(const char *a, const char *b) {
  char x[LONGEST_NAME], y[LONGEST_NAME];
  size_t size = strlen(a);
  if (size != strlen(b)) return 0;
  if (!strcmp(a, b)) return 1;
  if (size > sizeof x) return 0;
  sdg16i_utf8_lower(a, (int64_t)size, x);
  sdg16i_utf8_lower(b, (int64_t)size, y);
  return !memcmp(x, y, size);
}

sdg16i_column_match sdg16i_match_name(int64_t count,
                                      const char *(*name_at)(const void *context, int64_t i),
                                      const void *context, const char *name) {
  sdg16i_column_match m = {-1, -1, -1, 0};
  for (int64_t i = 0; i < count; i++) {
    const char *here = name_at(context, i);
    if (!strcmp(here, name)) return (sdg16i_column_match){i, -1, -1, 1};
    if (!sdg16i_same_letters(here, name)) continue;
    if (m.first < 0)
      m.first = i;
    else if (m.other < 0)
      m.other = i;
  }
  if (m.other < 0) {
    m.column = m.first;
    m.first = -1;
  }
  return m;
}

static const char *name_in_table(const void *table, int64_t column) {
  return sdg16_table_name(table, column);
}

sdg16i_column_match sdg16i_match_column(const sdg16_table *table, const char *name) {
  return sdg16i_match_name(sdg16_table_columns(table), name_in_table, table, name);
}

void sdg16i_no_column_text(const char *name, const char *first, const char *other, char *out,
                           size_t size) {
  if (first && other)
    snprintf(out, size,
             "there is no column '%.*s'; '%.*s' and '%.*s' both differ from it in case alone: "
             "write the one that is meant",
             sdg16i_utf8_excerpt(name), name, sdg16i_utf8_excerpt(first), first,
             sdg16i_utf8_excerpt(other), other);
  else
    snprintf(out, size, "there is no column '%.*s'", sdg16i_utf8_excerpt(name), name);
}

int32_t sdg16i_ask_column(const sdg16_table *table, const char *option, const char *name,
                          int64_t *out, sdg16_error *error) {
  char why[700];
  sdg16i_column_match m = sdg16i_match_column(table, name);
  *out = m.column;
  if (m.column >= 0) return SDG16_OK;
  sdg16i_no_column_text(name, m.first < 0 ? NULL : sdg16_table_name(table, m.first),
                        m.other < 0 ? NULL : sdg16_table_name(table, m.other), why, sizeof why);
  return sdg16i_fail_at(error, SDG16_ERR_COLUMN, option, 0, 0, "%s: %s", option, why);
}

void sdg16i_add_respelled(const sdg16_table *table, const char *name, char *out, size_t size) {
  char line[300];
  sdg16i_column_match m = sdg16i_match_column(table, name);
  if (m.column < 0 || m.is_exact) return;
  const char *there = sdg16_table_name(table, m.column);
  snprintf(line, sizeof line, "'%.*s' for '%.*s'", sdg16i_utf8_excerpt(there), there,
           sdg16i_utf8_excerpt(name), name);
  size_t used = strlen(out);
  if (strstr(out, line) || used + strlen(line) + 3 > size) return;
  snprintf(out + used, size - used, "%s%s", used ? ", " : "", line);
}
