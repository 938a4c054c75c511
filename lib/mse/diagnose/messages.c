#include "mse/diagnose/messages.h"

#include "base/agreement.h"
#include "base/error.h"
#include "base/utf8.h"
#include "results/result_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_MESSAGE 2048

/* NULL: no memory, which is noted. */
static const char *keep_text(sdg16i_messages *m, const char *format, va_list args) {
  char text[LONGEST_MESSAGE];
  if (vsnprintf(text, sizeof text, format, args) < 0) *text = '\0';
  sdg16i_agree(text, sizeof text);
  const char *copy = sdg16i_arena_text(&m->texts, text, strlen(text));
  if (!copy) m->out_of_memory = 1;
  return copy;
}

void sdg16i_say(sdg16i_messages *m, const char *code, const char *severity, const char *format,
                ...) {
  va_list args;
  va_start(args, format);
  const char *text = keep_text(m, format, args);
  va_end(args);
  void *rows = m->row;
  if (!text || sdg16i_grow(&rows, &m->capacity, m->rows + 1, sizeof *m->row)) {
    m->out_of_memory = 1;
    return;
  }
  m->row = rows;
  m->row[m->rows++] = (sdg16i_message){.code = code, .severity = severity, .text = text};
}

void sdg16i_say_headline(sdg16i_messages *m, const char *format, ...) {
  if (m->out_of_memory || !m->rows) return;
  va_list args;
  va_start(args, format);
  m->row[m->rows - 1].headline = keep_text(m, format, args);
  va_end(args);
}

int32_t sdg16i_messages_table(sdg16i_messages *m, int headlines, sdg16_table **out,
                              sdg16_error *error) {
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_DIAGNOSTICS, m->rows, error);
  if (m->out_of_memory && !r.columns.status) r.columns.status = sdg16i_fail_memory(error);
  if (!headlines) sdg16i_rows_leave_out(&r, SDG16I_DIAGNOSTICS_HEADLINE);
  for (int64_t i = 0; i < m->rows; i++) {
    sdg16i_put_text(&r, i, SDG16I_DIAGNOSTICS_CODE, m->row[i].code);
    sdg16i_put_text(&r, i, SDG16I_DIAGNOSTICS_SEVERITY, m->row[i].severity);
    sdg16i_put_text(&r, i, SDG16I_DIAGNOSTICS_MESSAGE, m->row[i].text);
    sdg16i_put_text(&r, i, SDG16I_DIAGNOSTICS_HEADLINE, m->row[i].headline);
  }
  int32_t status = sdg16i_rows_end(&r, out);
  sdg16i_arena_free(&m->texts);
  free(m->row);
  *m = (sdg16i_messages){.rows = 0};
  return status;
}

/* ---- numbers ---- */

const char *sdg16i_number_text(double value, int decimals, char out[SDG16I_NUMBER_TEXT]) {
  if (isnan(value)) return strcpy(out, "unknown");
  if (isinf(value)) return strcpy(out, value > 0 ? "infinity" : "minus infinity");
  sdg16i_format_number(value, decimals, out);
  return out;
}

double sdg16i_limit_up(double upper) { return ceil(upper - 1e-9 * fabs(upper)); }

/* ---- names ---- */

#define LONGEST_PIECE 132 /* two excerpts of 60 bytes, " and ", ", " and the NUL */

void sdg16i_names_add(sdg16i_names *names, const char *a, const char *b) {
  const char *separator = !names->shown ? "" : names->separator ? names->separator : ", ";
  names->count++;
  if (names->shown + 1 < names->count || names->length + LONGEST_PIECE > sizeof names->text)
    return;
  int added = snprintf(names->text + names->length, sizeof names->text - names->length,
                       "%s%.*s%s%.*s", separator, sdg16i_utf8_excerpt(a), a, b ? " and " : "",
                       b ? sdg16i_utf8_excerpt(b) : 0, b ? b : "");
  if (added > 0) names->length += (size_t)added;
  names->shown++;
}

const char *sdg16i_names_rest(const sdg16i_names *names, char out[SDG16I_NUMBER_TEXT]) {
  long long more = (long long)(names->count - names->shown);
  *out = '\0';
  if (more > 0) snprintf(out, SDG16I_NUMBER_TEXT, " and %lld more", more);
  return out;
}

void sdg16i_names_add_history(sdg16i_names *names, const sdg16_capture *capture,
                              uint32_t history) {
  for (int32_t i = 0; history >> i; i++)
    if (history >> i & 1) sdg16i_names_add(names, sdg16_capture_list_name(capture, i), NULL);
}

const char *sdg16i_history_text(sdg16i_arena *arena, const sdg16_capture *capture,
                                uint32_t history, const char *separator) {
  size_t size = 1;
  for (int32_t i = 0; history >> i; i++)
    if (history >> i & 1)
      size += strlen(sdg16_capture_list_name(capture, i)) + strlen(separator);
  char *text = sdg16i_arena_array(arena, (int64_t)size, 1), *write = text;
  for (int32_t i = 0; text && history >> i; i++) {
    if (!(history >> i & 1)) continue;
    if (write > text) write = stpcpy(write, separator);
    write = stpcpy(write, sdg16_capture_list_name(capture, i));
  }
  return text;
}
