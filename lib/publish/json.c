/* JSON: the stable shape of the command's answers. What is not a number is null. */
#include "base/error.h"
#include "base/utf8.h"
#include "indicators/counts/columns.h"
#include "publish/formats.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static void string(sdg16i_writer *w, const char *text) {
  sdg16i_puts(w, "\"");
  while (*text) {
    int64_t good = sdg16i_utf8_fault(text, (int64_t)strlen(text));
    int64_t size = good < 0 ? (int64_t)strlen(text) : good;
    for (int64_t i = 0; i < size; i++) {
      unsigned char c = (unsigned char)text[i];
      char escape[8];
      if (c == '"' || c == '\\') {
        snprintf(escape, sizeof escape, "\\%c", c);
        sdg16i_puts(w, escape);
      } else if (c < 0x20) {
        snprintf(escape, sizeof escape, "\\u%04x", c);
        sdg16i_puts(w, escape);
      } else {
        sdg16i_put(w, text + i, 1);
      }
    }
    text += size;
    if (good >= 0) { /* a byte that is not UTF-8 */
      sdg16i_puts(w, "\xef\xbf\xbd");
      text++;
    }
  }
  sdg16i_puts(w, "\"");
}

/* Begins a member: comma, key, colon. */
static void key(sdg16i_writer *w, int *first, const char *indent, const char *name) {
  sdg16i_puts(w, *first ? "\n" : ",\n");
  sdg16i_puts(w, indent);
  *first = 0;
  string(w, name);
  sdg16i_puts(w, ": ");
}

static void text_member(sdg16i_writer *w, int *first, const char *indent, const char *name,
                        const char *text) {
  if (!text) return;
  key(w, first, indent, name);
  string(w, text);
}

static void cell(sdg16i_writer *w, const sdg16_table *t, int64_t column, int64_t row) {
  const uint8_t *missing = sdg16_table_missing(t, column);
  char number[32];
  if (missing && missing[row]) {
    sdg16i_puts(w, "null");
  } else if (sdg16_table_type(t, column) == SDG16_TEXT) {
    string(w, sdg16_table_text(t, row, column));
  } else if (sdg16_table_type(t, column) == SDG16_INT64) {
    snprintf(number, sizeof number, "%" PRId64, sdg16_table_int64(t, column)[row]);
    sdg16i_puts(w, number);
  } else if (isfinite(sdg16_table_double(t, column)[row])) {
    sdg16i_put_double(w, sdg16_table_double(t, column)[row]);
  } else {
    sdg16i_puts(w, "null");
  }
}

/* "a; b" as ["a", "b"] */
static void list(sdg16i_writer *w, const char *text) {
  sdg16i_puts(w, "[");
  for (int first = 1; text && *text; first = 0) {
    size_t size = strcspn(text, ";");
    char part[200];
    snprintf(part, sizeof part, "%.*s", (int)size, text);
    if (!first) sdg16i_puts(w, ", ");
    string(w, part);
    text += size;
    text += strspn(text, "; ");
  }
  sdg16i_puts(w, "]");
}

static void disaggregation(sdg16i_writer *w, const sdg16_table *t, int64_t row) {
  char buffer[32];
  int first = 1;
  sdg16i_puts(w, "{");
  for (int64_t c = 0; c < sdg16_table_columns(t); c++) {
    const char *name = sdg16_table_name(t, c);
    const char *code =
        sdg16i_is_fixed_column(name) ? NULL : sdg16i_result_text(t, name, row, buffer);
    if (!code || !*code || !strcmp(code, "_T")) continue;
    if (!first) sdg16i_puts(w, ", ");
    first = 0;
    string(w, name);
    sdg16i_puts(w, ": ");
    string(w, code);
  }
  sdg16i_puts(w, "}");
}

/* What is always there, null or not; all else is absent where it is missing. */
static int always(const char *name) {
  return !strcmp(name, "indicator") || !strcmp(name, "series") || !strcmp(name, "value");
}

static void estimate(sdg16i_writer *w, const sdg16_table *t, int64_t row) {
  static const char INDENT[] = "      ";
  char buffer[32];
  int first = 1, told = 0;
  sdg16i_puts(w, "    {");
  for (int64_t c = 0; c < sdg16_table_columns(t); c++) {
    const char *name = sdg16_table_name(t, c);
    if (!told && !strcmp(name, "value")) {
      key(w, &first, INDENT, "disaggregation");
      disaggregation(w, t, row);
      told = 1;
    }
    if (!sdg16i_is_fixed_column(name)) continue;
    if (!strcmp(name, "flags")) {
      key(w, &first, INDENT, name);
      list(w, sdg16i_result_text(t, name, row, buffer));
      continue;
    }
    const uint8_t *missing = sdg16_table_missing(t, c);
    if (missing && missing[row] && !always(name)) continue;
    key(w, &first, INDENT, name);
    cell(w, t, c, row);
  }
  sdg16i_puts(w, "\n    }");
}

static void warnings(sdg16i_writer *w, const sdg16_table *diagnostics) {
  int64_t column = sdg16_table_find(diagnostics, "message");
  sdg16i_puts(w, "[");
  for (int64_t row = 0; column >= 0 && row < sdg16_table_rows(diagnostics); row++) {
    const char *text = sdg16_table_text(diagnostics, row, column);
    sdg16i_puts(w, row ? ",\n    " : "\n    ");
    string(w, text ? text : "");
  }
  sdg16i_puts(w, "]");
}

int32_t sdg16i_write_json(const sdg16_table *t, const sdg16_publish_options *o,
                          sdg16i_writer *w, sdg16_error *error) {
  (void)error;
  int first = 1, inner = 1;
  sdg16i_puts(w, "{");
  text_member(w, &first, "  ", "sdg16", SDG16_VERSION);
  text_member(w, &first, "  ", "command", o->command ? o->command : "indicator");
  key(w, &first, "  ", "schema");
  sdg16i_puts(w, "1");
  key(w, &first, "  ", "estimates");
  sdg16i_puts(w, "[");
  for (int64_t row = 0; row < sdg16_table_rows(t); row++) {
    sdg16i_puts(w, row ? ",\n" : "\n");
    estimate(w, t, row);
  }
  sdg16i_puts(w, sdg16_table_rows(t) ? "\n  ]" : "]");
  if (o->diagnostics) {
    key(w, &first, "  ", "warnings");
    warnings(w, o->diagnostics);
  }
  key(w, &first, "  ", "provenance");
  sdg16i_puts(w, "{");
  text_member(w, &inner, "    ", "file", o->file);
  text_member(w, &inner, "    ", "input_sha256", o->input_sha256);
  sdg16i_puts(w, "}\n}\n");
  return SDG16_OK;
}
