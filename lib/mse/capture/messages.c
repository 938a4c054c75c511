/* How messages name a place in the input and show what stands there. */
#include "base/utf8.h"
#include "mse/capture/column_roles.h"

#include <stdio.h>
#include <string.h>

#define PATH_SHOWN 200 /* bytes: of a longer path the end */

sdg16i_quoted sdg16i_quote(const char *bytes, int64_t size) {
  char copy[64];
  int64_t held = size < (int64_t)sizeof copy ? size : (int64_t)sizeof copy - 1;
  memcpy(copy, bytes, (size_t)held);
  copy[held] = '\0';
  int shown = sdg16i_utf8_excerpt(copy);
  if (sdg16i_utf8_fault(copy, shown) >= 0)
    for (int i = 0; i < shown; i++)
      if ((unsigned char)copy[i] >= 0x80) copy[i] = '?';
  sdg16i_quoted out;
  const char *mark = strchr(copy, '\'') ? "\"" : "'"; /* not ''A'' */
  snprintf(out.text, sizeof out.text, "%s%.*s%s%s", mark, shown, copy,
           shown < size ? "..." : "", mark);
  return out;
}

sdg16i_quoted sdg16i_quote_text(const char *text) {
  return sdg16i_quote(text, (int64_t)strlen(text));
}

int32_t sdg16i_input_fail(const sdg16i_input *self, int32_t status, int64_t line,
                          int64_t column, sdg16_error *error, const char *format, ...) {
  char place[384], detail[512];
  const char *file = self->paths ? self->paths[self->path] : "";
  size_t length = strlen(file), keep = PATH_SHOWN;
  const char *tail = length > keep ? file + (length - keep) : file;
  while (tail != file && ((unsigned char)*tail & 0xc0) == 0x80) tail++;
  int used = snprintf(place, sizeof place, "%s%s", tail == file ? "" : "...", tail);
  if (line)
    used += snprintf(place + used, sizeof place - (size_t)used, "%s%s %lld", used ? ", " : "",
                     sdg16i_input_unit(self, self->path), (long long)line);
  if (column >= 0)
    used += snprintf(place + used, sizeof place - (size_t)used, "%scolumn %s", used ? ", " : "",
                     sdg16i_quote_text(self->header[column]).text);
  va_list args;
  va_start(args, format);
  vsnprintf(detail, sizeof detail, format, args);
  va_end(args);
  return sdg16i_fail_at(error, status, file, line, column < 0 ? 0 : self->file_column[column],
                        "%s%s%s", place, used ? ": " : "", detail);
}

int32_t sdg16i_input_status(const sdg16i_input *self, int32_t status, int64_t line,
                            sdg16_error *error) {
  switch (status) {
  case SDG16_ERR_MEMORY:
    return sdg16i_fail_memory(error);
  case SDG16_ERR_COUNT:
    return sdg16i_input_fail(self, status, line, -1, error,
                             "the counts must add up to at most %lld",
                             (long long)SDG16_MAX_COUNT);
  default:
    return sdg16i_input_fail(
        self, SDG16_ERR_LIMIT, line, -1, error,
        "expected at most %ld different persons or stratum values, found more",
        (long)INT32_MAX);
  }
}
